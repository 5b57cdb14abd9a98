//! The items of a bundle: each entry proved, each original the bytes that were logged.

use super::payload::Payload;
use super::{BundleFiles, BundleReport, ORIGINALS_START, Outcome, PROOFS_START, leaf_path, opened_path, proof_path};
use crate::checkpoint::Checkpoint;
use crate::leaf::{self, LEAF_BYTES_MAX};
use crate::note::NoteVerifyingKey;
use crate::proof::{PROOF_BYTES_MAX, TlogProof};
use crate::seal::{self, Opening};
use model::{ContainerRef, ItemId, LogEntry};
use std::collections::BTreeMap;

/// Longest opening that is read, in bytes: an entry's texts with each sign escaped, and the salts.
const OPENED_BYTES_MAX: u64 = 8 * LEAF_BYTES_MAX as u64;

/// What the proved entries say of one item.
#[derive(Default)]
struct Proved {
    size_bytes: u64,
    disposed: bool,
    container: Option<ContainerRef>,
}

/// Checks proofs, then originals.
pub(super) fn check(
    files: &dyn BundleFiles,
    payload: &Payload,
    key: &NoteVerifyingKey,
    signed: &Checkpoint,
    report: &mut BundleReport,
) {
    let mut proved = BTreeMap::new();
    for path in payload.keys().filter(|path| path.starts_with(PROOFS_START)) {
        match entry_of_path(path) {
            None => report.fail("log entry", path.clone(), "is not named like a proof or a leaf"),
            Some((item, log_index, EntryFile::Proof)) => {
                check_entry(files, payload, key, signed, (item, log_index), &mut proved, report);
            }
            Some((item, log_index, EntryFile::Leaf | EntryFile::Opened))
                if !payload.contains_key(&proof_path(&item, log_index)) =>
            {
                report.fail("log entry", path.clone(), "has no proof beside it");
            }
            Some(_) => {}
        }
    }
    check_originals(payload, &proved, report);
    report.items = proved.into_keys().collect();
}

/// The files that stand together for one entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryFile {
    Proof,
    Leaf,
    Opened,
}

/// Item, log index, and which of the entry's files stands at this path.
pub(super) fn entry_of_path(path: &str) -> Option<(ItemId, u64, EntryFile)> {
    let (item, rest) = path.strip_prefix(PROOFS_START)?.split_once('.')?;
    let (log_index, ending) = rest.split_once('.')?;
    let (item, log_index) = (item.parse().ok()?, log_index.parse().ok()?);
    let (file, spelled) = match ending {
        "tlog-proof" => (EntryFile::Proof, proof_path(&item, log_index)),
        "leaf.json" => (EntryFile::Leaf, leaf_path(&item, log_index)),
        "opened.json" => (EntryFile::Opened, opened_path(&item, log_index)),
        _ => return None,
    };
    (spelled == path).then_some((item, log_index, file))
}

fn check_entry(
    files: &dyn BundleFiles,
    payload: &Payload,
    key: &NoteVerifyingKey,
    signed: &Checkpoint,
    (item, log_index): (ItemId, u64),
    proved: &mut BTreeMap<ItemId, Proved>,
    report: &mut BundleReport,
) {
    const NAME: &str = "log entry";
    let (proof_at, leaf_at) = (proof_path(&item, log_index), leaf_path(&item, log_index));
    if !payload.contains_key(&leaf_at) {
        return report.fail(NAME, item.hex(), format!("{leaf_at} is missing beside its proof"));
    }
    let Some(proof) = report.read(files, NAME, &proof_at, PROOF_BYTES_MAX as u64) else { return };
    let Some(leaf) = report.read(files, NAME, &leaf_at, LEAF_BYTES_MAX as u64) else { return };
    match proved_entry(&proof, &leaf, key, signed, item, log_index) {
        Err(reason) => report.fail(NAME, item.hex(), format!("{proof_at}: {reason}")),
        Ok(entry) => {
            remember(entry, proved.entry(item).or_default());
            report.add(NAME, Outcome::Passed, item.hex(), format!("entry {log_index}"));
            check_opened(files, payload, &leaf, (item, log_index), report);
        }
    }
}

/// The sealed texts of a proved entry: those that are shown must be those that were sealed, the others are named.
fn check_opened(
    files: &dyn BundleFiles,
    payload: &Payload,
    leaf: &[u8],
    (item, log_index): (ItemId, u64),
    report: &mut BundleReport,
) {
    const NAME: &str = "sealed text";
    let path = opened_path(&item, log_index);
    let mut opening = Opening::default();
    if payload.contains_key(&path) {
        let Some(bytes) = report.read(files, NAME, &path, OPENED_BYTES_MAX) else { return };
        let text = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_suffix('\n')).unwrap_or_default();
        let read = Opening::from_text(text).and_then(|read| seal::open(leaf, &read).map(|_| read));
        match read {
            Err(error) => return report.fail(NAME, item.hex(), format!("{path}: {error}")),
            Ok(read) => opening = read,
        }
        let shown: Vec<&str> = opening.fields.keys().map(String::as_str).collect();
        report.add(NAME, Outcome::Passed, item.hex(), format!("entry {log_index} shows {}", shown.join(", ")));
    }
    let sealed = seal::sealed_in(leaf).unwrap_or_default().into_iter();
    let hidden: Vec<&str> = sealed.filter(|field| !opening.fields.contains_key(*field)).collect();
    if !hidden.is_empty() {
        let text = format!("entry {log_index} has {} sealed; the makers can open it", hidden.join(", "));
        report.add(NAME, Outcome::NotInBundle, item.hex(), text);
    }
}

/// The entry, if the proof leads from it to the signed checkpoint of this bundle and it speaks of this item.
fn proved_entry(
    proof: &[u8],
    leaf: &[u8],
    key: &NoteVerifyingKey,
    signed: &Checkpoint,
    item: ItemId,
    log_index: u64,
) -> Result<LogEntry, String> {
    let text = std::str::from_utf8(proof).map_err(|_| "it is not UTF-8".to_owned())?;
    let proof = TlogProof::from_text(text).map_err(|error| error.to_string())?;
    if proof.index != log_index {
        return Err(format!("it proves entry {}, its name says {log_index}", proof.index));
    }
    let checkpoint = proof.verify(leaf, key).map_err(|error| error.to_string())?;
    if checkpoint != *signed {
        return Err("it stands under another checkpoint than the bundle".to_owned());
    }
    let entry = leaf::decode(leaf).map_err(|error| error.to_string())?;
    let speaks_of_it = match &entry {
        LogEntry::Captured { item: captured, .. } => *captured == item,
        LogEntry::Custody(event) => event.items.contains(&item),
        _ => false,
    };
    if speaks_of_it { Ok(entry) } else { Err("its entry does not speak of this item".to_owned()) }
}

fn remember(entry: LogEntry, proved: &mut Proved) {
    match entry {
        LogEntry::Captured { size_bytes, container, .. } => {
            proved.size_bytes = size_bytes;
            proved.container = container.or(proved.container.take());
        }
        LogEntry::Custody(event) => proved.disposed |= event.what == model::CustodyKind::Disposed,
        _ => {}
    }
}

fn check_originals(payload: &Payload, proved: &BTreeMap<ItemId, Proved>, report: &mut BundleReport) {
    const NAME: &str = "original";
    let mut present = std::collections::BTreeSet::new();
    for (path, found) in payload.iter().filter(|(path, _)| path.starts_with(ORIGINALS_START)) {
        let Some(item) = item_of_path(path) else {
            report.fail(NAME, path.clone(), "is not named by a SHA-256");
            continue;
        };
        present.insert(item);
        if *found != item {
            report.fail(NAME, item.hex(), format!("{path} holds other bytes: their SHA-256 is {found}"));
        } else if !proved.contains_key(&item) {
            report.fail(NAME, item.hex(), format!("{path} has no proved log entry"));
        } else {
            report.add(NAME, Outcome::Passed, item.hex(), path.clone());
        }
    }
    for (item, proved) in proved.iter().filter(|(item, _)| !present.contains(item)) {
        let text = match &proved.container {
            _ if proved.disposed => "was disposed of, as the log says".to_owned(),
            Some(place) => format!("its bytes are a part of container {}", place.container),
            None => format!("its {} bytes were not exported; hash and record stand", proved.size_bytes),
        };
        report.add(NAME, Outcome::NotInBundle, item.hex(), text);
    }
}

/// The item that an original's file name gives, whatever extension follows.
fn item_of_path(path: &str) -> Option<ItemId> {
    let name = path.strip_prefix(ORIGINALS_START)?;
    name.split_once('.').map_or(name, |(stem, _)| stem).parse().ok()
}
