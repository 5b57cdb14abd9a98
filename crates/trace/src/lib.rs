//! Fingerprints to candidates to confirmed matches, for pictures, recordings, sound and text. Pure: values in, values
//! out; the pipeline decodes, stores the fingerprints and passes them in.

pub mod audio;
mod build;
pub mod direction;
pub mod image;
pub mod index;
mod laid_over;
mod lanes;
pub mod local;
pub mod moment;
mod parallel;
pub mod text;
pub mod video;

pub use laid_over::{laid_over, likeness};
