//! What the operator hands over: sources on disk, and what is claimed of them.

mod captures_csv;
mod walk;

pub use captures_csv::{ClaimsByFile, checked_time};
pub use walk::{Input, walk};
