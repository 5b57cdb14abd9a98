//! Bytes of one item to extracts and findings. Everything that parses foreign bytes lives here and runs in a
//! sandboxed child process.
//!
//! The shell side is [`Extractor`]: it looks into no foreign byte, it hands a file to a worker and takes back a
//! [`model::Extract`], streaming pictures and sound to a [`MediaSink`]. The worker side is [`worker::run`], which the
//! binary's main calls when it is started as a worker: it locks itself up ([`limits`] says how tightly), tells what
//! kind of content it was given, and calls the reader of that kind.
//!
//! What is not there: no reader decides by a file's name, none opens a connection, none runs a script, none writes
//! outside its scratch folder, and none fails an item: what cannot be read is a finding ([`codes`]).

mod child;
pub mod codes;
pub mod container;
mod content_credentials;
mod drawing;
#[doc(hidden)]
pub mod escape;
mod job;
pub mod kind;
pub mod limits;
mod look;
pub mod picture;
mod pipe;
mod program;
pub mod recording;
mod sandbox;
mod shell;
mod shown_page;
pub mod source;
mod stamp;
pub mod text;
pub mod times;
mod told;
mod tools;
#[doc(hidden)]
pub mod unconfined;
mod wire;
pub mod worker;

pub use drawing::{Drawing, DrawnSide, SheetShot};
pub use job::Surroundings;
pub use limits::{FrameSampling, Limits};
pub use look::Look;
pub use shell::{ExtractError, Extractor, ItemSource, MediaSink, NoMedia};
pub use shown_page::{Shape, Shown, ShownPage};
pub use tools::Tools;
pub use wire::MemberStep;
