//! Whether the log of a bundle goes on from a checkpoint that the recipient knows.

use super::{BundleFiles, BundleReport, CHECKPOINT_PATH, Earlier, log_path};
use crate::checkpoint::Checkpoint;
use crate::extension::{ConsistencyProof, check_extension};
use crate::keys::KeyHistory;
use crate::tiles::{self, TileNodes};
use crate::tree::{self, Hash};

pub(super) fn check(
    files: &dyn BundleFiles,
    keys: &KeyHistory,
    now: &Checkpoint,
    earlier: &Earlier,
    report: &mut BundleReport,
) {
    const NAME: &str = "goes on from the checkpoint you know";
    let prove = |old_size, new_size| hashes(files, earlier, old_size, new_size);
    match check_extension(keys, now, &earlier.checkpoint, prove) {
        Ok(known) => {
            let text = format!("{} entries then, {} now", known.size, now.size);
            report.add(NAME, super::Outcome::Passed, CHECKPOINT_PATH, text);
        }
        Err(error) => report.fail(NAME, CHECKPOINT_PATH, error.to_string()),
    }
}

/// The consistency proof: as it was handed over, or out of the log's tiles where the bundle has them. Neither is believed,
/// the two signed roots are.
fn hashes(files: &dyn BundleFiles, earlier: &Earlier, old_size: u64, new_size: u64) -> Result<Vec<Hash>, String> {
    if let Some(text) = &earlier.consistency {
        let proof = ConsistencyProof::from_text(text).map_err(|error| error.to_string())?;
        return proof.hashes_from(old_size);
    }
    let read = |path: &str| {
        let content = files.read(&log_path(path), tiles::ENTRIES_BYTES_MAX as u64);
        content.map_err(|problem| problem.to_string())
    };
    tree::consistency_proof(&TileNodes { size: new_size, read: &read }, old_size, new_size).map_err(|_| {
        "cannot be shown: this bundle has not the whole log. Ask its makers for a proof (firsthand proof CASE --since \
         CHECKPOINT) and pass it with --consistency"
            .to_owned()
    })
}
