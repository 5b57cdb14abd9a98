//! The trusted timestamps of a bundle: each stamp's token, its record in the log, and that the log goes on from what was
//! stamped.

use super::items::{EntryFile, entry_of_path};
use super::payload::Payload;
use super::{BundleFiles, BundleReport, Outcome, PROOFS_START, TIMESTAMPS_START};
use crate::checkpoint::Checkpoint;
use crate::extension::{CONSISTENCY_BYTES_MAX, ConsistencyProof, check_extension};
use crate::keys::KeyHistory;
use crate::leaf::{self, LEAF_BYTES_MAX};
use crate::proof::{PROOF_BYTES_MAX, TlogProof};
use crate::timestamp::{self, CHECKPOINT_FILE, REVOCATION_BYTES_MAX, StampFiles, Timestamp};
use model::{ItemId, LogEntry, StampRecord};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The stamp's entry in the log, byte for byte.
pub const STAMP_ENTRY_FILE: &str = "entry.json";
/// The proof that it is there.
pub const STAMP_PROOF_FILE: &str = "entry.tlog-proof";
/// The proof that the log of this bundle goes on from the stamped checkpoint.
pub const STAMP_CONSISTENCY_FILE: &str = "consistency";
/// Items without a timestamp that are named one by one.
const ITEMS_NAMED_MAX: usize = 20;

/// Where a file of a stamp stands.
pub fn stamp_path(number: u64, name: &str) -> String {
    format!("{TIMESTAMPS_START}{}/{name}", timestamp::stamp_folder(number))
}

/// A trusted timestamp that holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BundleStamp {
    /// Its number.
    pub number: u64,
    /// The first so many log entries existed at its time.
    pub covers_entries: u64,
    /// What the token says.
    #[serde(flatten)]
    pub timestamp: Timestamp,
    /// Whether it leads to a root that the recipient named.
    pub root_is_named: bool,
    /// Number of a later stamp that covers the record of this one.
    pub renewed_by: Option<u64>,
    /// The command by which anybody checks it.
    pub check_with: String,
}

/// Checks every stamp. `named_roots` are certificates (DER) that the recipient trusts.
pub(super) fn check(
    files: &dyn BundleFiles,
    payload: &Payload,
    keys: &KeyHistory,
    now: &Checkpoint,
    named_roots: &[Vec<u8>],
    report: &mut BundleReport,
) {
    let mut stamps = Vec::new();
    for number in numbers(payload, report) {
        let Some(stamp) = Stamp::read(files, payload, number, report) else { continue };
        if let Some(holds) = stamp.check(keys, now, named_roots, report) {
            stamps.push(holds);
        }
    }
    note_renewals(&mut stamps);
    report.stamps = stamps.into_iter().map(|(stamp, _)| stamp).collect();
    check_named_root(named_roots, report);
    tell_what_is_open(payload, report);
}

/// Numbers of the stamps that the bundle carries. A file that belongs to none fails.
fn numbers(payload: &Payload, report: &mut BundleReport) -> BTreeSet<u64> {
    let ours = [STAMP_ENTRY_FILE, STAMP_PROOF_FILE, STAMP_CONSISTENCY_FILE];
    let mut numbers = BTreeSet::new();
    for path in payload.keys().filter(|path| path.starts_with(TIMESTAMPS_START)) {
        let parts = path[TIMESTAMPS_START.len()..].split_once('/');
        let number = parts
            .filter(|(_, name)| ours.contains(name) || timestamp::is_stamp_file(name))
            .and_then(|(folder, _)| folder.parse().ok().filter(|number| timestamp::stamp_folder(*number) == folder));
        match number {
            Some(number) => drop(numbers.insert(number)),
            None => report.fail("timestamp file", path.clone(), "belongs to no stamp"),
        }
    }
    numbers
}

/// One stamp as it lies in the bundle.
struct Stamp {
    number: u64,
    files: StampFiles,
    entry: Vec<u8>,
    proof: Vec<u8>,
    consistency: Vec<u8>,
}

impl Stamp {
    /// `None` after a failure that is in the report.
    fn read(files: &dyn BundleFiles, payload: &Payload, number: u64, report: &mut BundleReport) -> Option<Stamp> {
        const NAME: &str = "timestamp file";
        let mut read =
            |name: &str, limit_bytes: usize| report.read(files, NAME, &stamp_path(number, name), limit_bytes as u64);
        let entry = read(STAMP_ENTRY_FILE, LEAF_BYTES_MAX)?;
        let proof = read(STAMP_PROOF_FILE, PROOF_BYTES_MAX)?;
        let consistency = read(STAMP_CONSISTENCY_FILE, CONSISTENCY_BYTES_MAX)?;
        let start = stamp_path(number, "");
        let names = payload.keys().filter_map(|path| path.strip_prefix(&start));
        let mut kept = BTreeMap::new();
        for name in names.filter(|name| timestamp::is_stamp_file(name)) {
            kept.insert(name.to_owned(), read(name, REVOCATION_BYTES_MAX)?);
        }
        Some(Stamp { number, files: StampFiles(kept), entry, proof, consistency })
    }

    /// The stamp and the index of its record, if everything about it holds.
    fn check(
        &self,
        keys: &KeyHistory,
        now: &Checkpoint,
        named_roots: &[Vec<u8>],
        report: &mut BundleReport,
    ) -> Option<(BundleStamp, u64)> {
        let about = |name: &str| stamp_path(self.number, name);
        let (record, log_index) = match self.record(keys, now) {
            Ok(found) => found,
            Err(reason) => {
                report.fail("timestamp entry", about(STAMP_ENTRY_FILE), reason);
                return None;
            }
        };
        let mut holds = true;
        let mut fail = |name, about, reason: String| {
            holds = false;
            report.fail(name, about, reason);
        };
        for (name, reason) in self.files.differences(&record) {
            fail("timestamp file", about(&name), reason);
        }
        if let Err(reason) = self.check_checkpoint(keys, now, &record) {
            fail("timestamp checkpoint", about(CHECKPOINT_FILE), reason);
        }
        let timestamp = match self.files.verify() {
            Ok(timestamp) if timestamp.time.to_string() == record.stamped_at => timestamp,
            Ok(timestamp) => {
                let text = format!("states {}, the log has {}", timestamp.time, record.stamped_at);
                report.fail("trusted timestamp", about(""), text);
                return None;
            }
            Err(error) => {
                report.fail("trusted timestamp", about(""), error.to_string());
                return None;
            }
        };
        if !holds {
            return None;
        }
        let text = format!("the first {} log entries existed at {}", record.checkpoint_size, timestamp.time);
        report.add("trusted timestamp", Outcome::Passed, about(""), text);
        let folder = about("");
        let check_with = timestamp::openssl_command(folder.trim_end_matches('/'), &timestamp);
        let root_is_named = self.files.verify_under(named_roots).is_ok();
        let (number, covers_entries) = (self.number, record.checkpoint_size);
        let stamp = BundleStamp { number, covers_entries, timestamp, root_is_named, renewed_by: None, check_with };
        Some((stamp, log_index))
    }

    /// The record in the log and its index.
    fn record(&self, keys: &KeyHistory, now: &Checkpoint) -> Result<(StampRecord, u64), String> {
        let text = std::str::from_utf8(&self.proof).map_err(|_| "its proof is not UTF-8".to_owned())?;
        let proof = TlogProof::from_text(text).map_err(|error| format!("its proof: {error}"))?;
        let checkpoint = proof.verify(&self.entry, keys.current()).map_err(|error| format!("its proof: {error}"))?;
        if checkpoint != *now {
            return Err("its proof stands under another checkpoint than the bundle".to_owned());
        }
        match leaf::decode(&self.entry) {
            Ok(LogEntry::Stamped(record)) if record.stamp == self.number => Ok((record, proof.index)),
            Ok(_) => Err("is not the record of this stamp".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn check_checkpoint(&self, keys: &KeyHistory, now: &Checkpoint, record: &StampRecord) -> Result<(), String> {
        let text = std::str::from_utf8(&self.consistency).map_err(|_| "its consistency proof is not UTF-8")?;
        let proof = ConsistencyProof::from_text(text).map_err(|error| error.to_string())?;
        let later = keys.open_checkpoint(proof.checkpoint.as_bytes()).map_err(|error| error.to_string())?;
        if later != *now {
            return Err("its consistency proof leads to another checkpoint than that of the bundle".to_owned());
        }
        let note = self.files.0.get(CHECKPOINT_FILE).map_or(&[][..], Vec::as_slice);
        let stamped = check_extension(keys, now, note, |old_size, _| proof.hashes_from(old_size))
            .map_err(|error| error.to_string())?;
        if stamped.size != record.checkpoint_size {
            return Err(format!("is of {} entries, the log has {}", stamped.size, record.checkpoint_size));
        }
        Ok(())
    }
}

/// Which later stamp covers the record of an earlier one, and with it all its files.
fn note_renewals(stamps: &mut [(BundleStamp, u64)]) {
    let covers: Vec<(u64, u64)> = stamps.iter().map(|(stamp, _)| (stamp.number, stamp.covers_entries)).collect();
    for (stamp, log_index) in stamps {
        let later = covers.iter().filter(|(number, covered)| *number > stamp.number && *log_index < *covered);
        stamp.renewed_by = later.map(|(number, _)| *number).min();
    }
}

fn check_named_root(named_roots: &[Vec<u8>], report: &mut BundleReport) {
    const NAME: &str = "timestamp root";
    if named_roots.is_empty() {
        return;
    }
    match report.stamps.iter().filter(|stamp| stamp.root_is_named).count() {
        0 => report.fail(NAME, TIMESTAMPS_START, "no trusted timestamp here leads to a root that you named"),
        n => report.add(
            NAME,
            Outcome::Passed,
            TIMESTAMPS_START,
            format!("{n} of {} lead to a root that you named", report.stamps.len()),
        ),
    }
}

/// Items whose entries no stamp covers must not look like those that one does.
fn tell_what_is_open(payload: &Payload, report: &mut BundleReport) {
    const NAME: &str = "items timestamped";
    let n_covered = report.entries_timestamped();
    let mut first_entries: BTreeMap<ItemId, u64> = BTreeMap::new();
    for path in payload.keys().filter(|path| path.starts_with(PROOFS_START)) {
        if let Some((item, log_index, EntryFile::Proof)) = entry_of_path(path) {
            let first = first_entries.entry(item).or_insert(log_index);
            *first = (*first).min(log_index);
        }
    }
    let open: Vec<String> =
        first_entries.iter().filter(|(_, first)| **first >= n_covered).map(|(item, _)| item.hex()).collect();
    if n_covered == 0 {
        return report.add(NAME, Outcome::NotInBundle, "not yet timestamped", "no trusted timestamp covers this log");
    }
    if open.is_empty() {
        return report.add(NAME, Outcome::Passed, format!("{} items", first_entries.len()), "");
    }
    for item in open.iter().take(ITEMS_NAMED_MAX) {
        report.add(NAME, Outcome::NotInBundle, item.clone(), "not yet timestamped: it was logged after the last stamp");
    }
    if open.len() > ITEMS_NAMED_MAX {
        let text = "not yet timestamped: logged after the last stamp";
        report.add(NAME, Outcome::NotInBundle, format!("{} more items", open.len() - ITEMS_NAMED_MAX), text);
    }
}
