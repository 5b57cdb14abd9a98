//! The built-in sample: an invented fire at the river port of an invented town, as two phones saw it and five outlets
//! told it. Everything in it is drawn, sounded and written by this crate; nothing outside of it knows its names.

mod captures;
mod drawing;
mod exif;
mod expectations;
mod ffmpeg;
mod media;
mod sound;
mod story;
mod warc;
mod write;

pub use expectations::Expectation;
pub use story::texts::{HOSPITAL_FIGURE, number_word};
pub use write::write_sample;

use std::path::PathBuf;

/// What may be different from the usual sample.
#[derive(Clone, Debug)]
pub struct SampleOptions {
    /// The number of injured that the fire brigade gives; all who repeat the brigade repeat it. At least 2.
    pub figure: u32,
    /// Leave out everything that one outlet published, by its number 0..5 in the order of the first reports: local
    /// paper, agency, portal, blog, independent report.
    pub drop_outlet: Option<usize>,
    /// Cut the first phone's recording so short that it holds nothing of the agency's clip any more.
    pub cut_clip: bool,
    /// Width of the recordings in pixels, a multiple of 32; photos and clips follow it.
    pub width_px: usize,
}

impl Default for SampleOptions {
    fn default() -> SampleOptions {
        SampleOptions { figure: 17, drop_outlet: None, cut_clip: false, width_px: 640 }
    }
}

/// A sample on disk.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The folder it was written to.
    pub folder: PathBuf,
    /// The folder inside it to give to `add`.
    pub pile: PathBuf,
    /// The table of what is known of the files, beside the pile; its `file` column is relative to the pile.
    pub captures_csv: PathBuf,
    /// The places of the event, beside the pile: a table for the command `places`.
    pub places_csv: PathBuf,
    /// The files of the pile, relative to it, in order.
    pub files: Vec<String>,
    /// What a reader of the pile should come to, for tests.
    pub expectations: Vec<Expectation>,
}
