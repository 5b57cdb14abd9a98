//! A worker for the tests of this crate, and a way to look at one item by hand: with a path as its argument it reads
//! that item through a worker (itself) and prints the extract as JSON.

use extract::{Extractor, ItemSource, Limits, MediaSink};
use model::{Pixels, SoundChunk};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(mode) if mode == "worker" => extract::worker::run(),
        Some(path) => show(PathBuf::from(path), arguments.next().map(PathBuf::from)),
        None => ExitCode::from(2),
    }
}

fn show(path: PathBuf, scratch_root: Option<PathBuf>) -> ExitCode {
    let Ok(program) = std::env::current_exe() else { return ExitCode::FAILURE };
    let scratch_root = scratch_root.unwrap_or_else(std::env::temp_dir);
    let extractor = Extractor::new(vec![program.into(), "worker".into()], Limits::default(), scratch_root);
    let mut counts = Counts::default();
    match extractor.extract(&ItemSource { path, ..ItemSource::default() }, &mut counts) {
        Ok(extract) => {
            println!("{}", serde_json::json!({ "media": counts.lines(), "extract": extract }));
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}", serde_json::json!({ "error": error.to_string() }));
            ExitCode::FAILURE
        }
    }
}

/// Counts what is streamed.
#[derive(Default)]
struct Counts {
    pictures: Vec<(Option<i64>, usize, usize)>,
    samples: usize,
    thumbnail_bytes: usize,
}

impl Counts {
    fn lines(&self) -> serde_json::Value {
        let ends = [self.pictures.first(), self.pictures.last()];
        serde_json::json!({
            "pictures": self.pictures.len(), "first_and_last": ends, "samples": self.samples,
            "thumbnail_bytes": self.thumbnail_bytes,
        })
    }
}

impl MediaSink for Counts {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        self.pictures.push((time_us, pixels.width_px, pixels.height_px));
    }

    fn sound(&mut self, chunk: SoundChunk) {
        self.samples += chunk.samples.len();
    }

    fn thumbnail(&mut self, jpeg: Vec<u8>) {
        self.thumbnail_bytes += jpeg.len();
    }
}
