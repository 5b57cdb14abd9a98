//! Measures the ingest: `ingest CASE FOLDER` makes CASE and puts every file below FOLDER in batches, printing the wall
//! time until all of it is durable and acknowledged. Compare with `sha256sum` over the same files, in turn.

use archive::Case;
use model::{LogEntry, OperatorClaims};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Files of one acknowledgement.
const BATCH_FILES: usize = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [case, source] = arguments.as_slice() else { return Err("usage: ingest CASE FOLDER".into()) };
    let files = files_below(source)?;
    let case = Case::init(case, "2026-01-02T03:04:05Z", "ingest example")?;
    let started = Instant::now();
    let mut size_bytes = 0;
    for group in files.chunks(BATCH_FILES) {
        let mut batch = case.batch()?;
        let mut entries = Vec::new();
        for path in group {
            let stored = batch.put_object(&mut std::fs::File::open(path)?)?;
            size_bytes += stored.size_bytes;
            entries.push(captured(stored, path));
        }
        batch.commit(&entries)?;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} files, {size_bytes} bytes, {seconds:.3} s, {:.0} MB/s",
        files.len(),
        size_bytes as f64 / seconds / 1e6
    );
    Ok(())
}

fn captured(stored: archive::StoredObject, path: &Path) -> LogEntry {
    LogEntry::Captured {
        item: stored.item,
        size_bytes: stored.size_bytes,
        name: path.display().to_string(),
        time: "2026-01-02T03:04:05Z".to_owned(),
        tool: "ingest example".to_owned(),
        container: None,
        container_url: None,
        container_time: None,
        claimed: OperatorClaims::default(),
    }
}

fn files_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}
