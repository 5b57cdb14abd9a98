//! The whole log in a bundle, where it is there: entries and tiles recomputed up to the signed root.

use super::payload::Payload;
use super::{BundleFiles, BundleReport, KEY_ROTATIONS_PATH, LOG_START, Outcome, log_path};
use crate::checkpoint::Checkpoint;
use crate::keys::KeyHistory;
use crate::leaf;
use crate::tiles::{self, LogEdge};
use crate::tree::{self, Frontier};
use model::LogEntry;

/// Recomputes the log if the bundle has its entries.
pub(super) fn check(
    files: &dyn BundleFiles,
    payload: &Payload,
    keys: &KeyHistory,
    checkpoint: &Checkpoint,
    report: &mut BundleReport,
) {
    const NAME: &str = "log recomputed";
    let tiles_start = format!("{LOG_START}tile/");
    let carried = payload.keys().any(|path| path.starts_with(&tiles_start));
    let about = format!("{} entries", checkpoint.size);
    if !carried {
        let text = "the bundle carries proofs of chosen entries, not the whole log";
        report.add(NAME, Outcome::NotInBundle, about, text);
    } else if let Some(edge) = recompute(files, payload, keys, checkpoint, report) {
        match edge.root() == checkpoint.root {
            true => report.pass(NAME, about),
            false => report.fail(NAME, about, "the entries do not lead to the root of the signed checkpoint"),
        }
        check_surplus(payload, checkpoint.size, &tiles_start, report);
    }
}

/// Reads bundle after bundle of entries, in memory one at a time, and compares the hash tiles that they lead to. `None`
/// after a failure that is in the report.
fn recompute(
    files: &dyn BundleFiles,
    payload: &Payload,
    keys: &KeyHistory,
    checkpoint: &Checkpoint,
    report: &mut BundleReport,
) -> Option<LogEdge> {
    const NAME: &str = "log recomputed";
    let mut edge = LogEdge::default();
    let mut rotations = RotationsSeen { keys, n_seen: 0, frontier: Frontier::default() };
    let mut partial = Vec::new();
    for (index, width) in tiles::entry_bundles(checkpoint.size) {
        let path = tiles::entries_path(index, width);
        let place = log_path(&path);
        let bytes = report.read(files, NAME, &place, tiles::ENTRIES_BYTES_MAX as u64)?;
        let leaves = tiles::decode_entries(&path, &bytes, width);
        let leaves = leaves.map_err(|error| report.fail(NAME, &place, error.to_string())).ok()?;
        check_leaves(&leaves, index * tiles::TILE_WIDTH, checkpoint, &mut rotations, report);
        let growth = edge.append(leaves);
        // Partial tiles count only as they stand at the end.
        let (full, last) = growth.writes.into_iter().partition(|tile| !tile.path.contains(".p/"));
        partial = last;
        check_tiles(full, payload, report);
    }
    check_tiles(partial, payload, report);
    if rotations.n_seen != keys.rotations().len() {
        report.fail("key rotations", KEY_ROTATIONS_PATH, "are not those of the log");
    }
    Some(edge)
}

/// The rotations that the entries tell of, in turn, beside those that the bundle lists.
struct RotationsSeen<'k> {
    keys: &'k KeyHistory,
    n_seen: usize,
    frontier: Frontier,
}

impl RotationsSeen<'_> {
    /// Whether this entry is the next rotation, signed for this very place and the entries before it.
    fn is_next(&mut self, log_index: u64, authorization: &str) -> bool {
        let next = self.keys.rotations().get(self.n_seen);
        self.n_seen += 1;
        next.is_some_and(|next| {
            next.note() == authorization && next.index == log_index && next.root == self.frontier.root()
        })
    }
}

fn check_leaves(
    leaves: &[&[u8]],
    first: u64,
    checkpoint: &Checkpoint,
    rotations: &mut RotationsSeen<'_>,
    report: &mut BundleReport,
) {
    const NAME: &str = "log entries readable";
    for (log_index, leaf) in (first..).zip(leaves) {
        let wrong = match leaf::decode(leaf) {
            Err(error) => Some(error.to_string()),
            Ok(LogEntry::CaseCreated { case_id, format, .. }) if log_index == 0 => {
                let fits = matches!(format, 1 | 2) && checkpoint.origin == format!("firsthand-case/{case_id}");
                (!fits).then(|| "entry 0 is of another case or format than the checkpoint".to_owned())
            }
            Ok(LogEntry::KeyRotated { authorization, .. }) if log_index > 0 => {
                let next = rotations.is_next(log_index, &authorization);
                (!next).then(|| "it rotates the key otherwise than the bundle says".to_owned())
            }
            Ok(_) if log_index == 0 => Some("entry 0 must say that the case was made".to_owned()),
            Ok(_) => None,
        };
        if let Some(text) = wrong {
            report.fail(NAME, format!("log entry {log_index}"), text);
        }
        rotations.frontier.push(tree::leaf_hash(leaf));
    }
}

fn check_tiles(expected: Vec<tiles::TileWrite>, payload: &Payload, report: &mut BundleReport) {
    for tile in expected {
        let place = log_path(&tile.path);
        match payload.get(&place) {
            Some(found) if *found == model::ItemId::of(&tile.bytes) => {}
            Some(_) => report.fail("log tiles", place, "is not what the entries lead to"),
            None => report.fail("log tiles", place, "is missing"),
        }
    }
}

fn check_surplus(payload: &Payload, size: u64, tiles_start: &str, report: &mut BundleReport) {
    for path in payload.keys().filter(|path| path.starts_with(tiles_start)) {
        if !path.strip_prefix(LOG_START).is_some_and(|path| tiles::is_log_path(path, size)) {
            report.fail("log tiles", path.clone(), "belongs to no state of this log");
        }
    }
}
