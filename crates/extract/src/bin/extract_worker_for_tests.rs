//! A worker for the tests of this crate, and a way to look at one item by hand: with a path as its argument it reads
//! that item through a worker (itself) and prints the extract as JSON; with `many` and a container or folder it reads
//! all that is in it and prints how long that took.

use extract::worker::{self, Lacking};
use extract::{Extractor, ItemSource, Limits, MediaSink, MemberStep, NoMedia};
use model::{MemberRef, Pixels, SoundChunk};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(mode) if mode == "worker" => worker::run(),
        Some(mode) if mode == "worker-without-landlock" => worker::run_lacking(Lacking::Landlock),
        Some(mode) if mode == "worker-with-first-landlock" => worker::run_lacking(Lacking::LaterLandlock),
        Some(mode) if mode == "worker-with-landlock-5" => worker::run_lacking(Lacking::LatestLandlock),
        Some(mode) if mode == "worker-without-seccomp" => worker::run_lacking(Lacking::SystemCallFilter),
        Some(mode) if mode == "escape" => extract::escape::run(&arguments.collect::<Vec<_>>()),
        Some(mode) if mode == "many" => read_many(arguments.map(PathBuf::from).collect()),
        Some(path) => show(PathBuf::from(path), arguments.next().map(PathBuf::from)),
        None => ExitCode::from(2),
    }
}

fn extractor(scratch_root: Option<PathBuf>) -> Extractor {
    let program = std::env::current_exe().unwrap_or_default();
    let scratch_root = scratch_root.unwrap_or_else(std::env::temp_dir);
    Extractor::new(vec![program.into(), "worker".into()], Limits::default(), scratch_root)
}

/// Reads every file of a folder, or every member of a container, one after another.
fn read_many(paths: Vec<PathBuf>) -> ExitCode {
    let extractor = extractor(None);
    for path in paths {
        let start = std::time::Instant::now();
        let sources = sources_in(&extractor, path);
        let read = sources.iter().filter(|source| extractor.extract(source, &mut NoMedia).is_ok()).count();
        println!("{read} of {} read in {:.2} s", sources.len(), start.elapsed().as_secs_f64());
    }
    ExitCode::SUCCESS
}

fn sources_in(extractor: &Extractor, path: PathBuf) -> Vec<ItemSource> {
    if let Ok(folder) = std::fs::read_dir(&path) {
        let paths = folder.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
        return paths.map(|path| ItemSource { path, ..ItemSource::default() }).collect();
    }
    let container = extractor.extract(&ItemSource { path: path.clone(), ..ItemSource::default() }, &mut NoMedia);
    let members = container.map(|extract| extract.members).unwrap_or_default();
    let source = |member: MemberRef| ItemSource {
        path: path.clone(),
        steps: vec![MemberStep { offset: member.offset, length: member.length, coding: member.coding }],
        claimed_media_type: member.claimed_media_type,
        url: member.url,
        charset: None,
    };
    members.into_iter().map(source).collect()
}

fn show(path: PathBuf, scratch_root: Option<PathBuf>) -> ExitCode {
    let extractor = extractor(scratch_root);
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
