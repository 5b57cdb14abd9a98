//! Checks a whole bundle, as docs/formats/bundle.md describes it: every check by name, each failure with the file or
//! item it is about, and what all of it does not prove.

mod items;
mod log;
mod payload;
mod persons;
mod since;
#[cfg(test)]
mod tests;
mod timestamps;

use crate::bag::FileDigest;
use crate::checkpoint::Checkpoint;
use crate::keys::KeyHistory;
use crate::note::NoteVerifyingKey;
use crate::signer::SignerKey;
use model::ItemId;
use serde::Serialize;
pub use timestamps::{BundleStamp, STAMP_CONSISTENCY_FILE, STAMP_ENTRY_FILE, STAMP_PROOF_FILE, stamp_path};

/// The case's public key.
pub const KEY_PATH: &str = "data/log/log.vkey";
/// How other keys took that key's place, where any did: their notes, one after the other.
pub const KEY_ROTATIONS_PATH: &str = "data/log/key-rotations";
/// A verifier of proofs that shares no code with ours: python3 and openssl are all it needs. For the recipient.
pub const VERIFY_PROOF_PY: &str = include_str!("bundle/verify_proof.py");
/// The signed state of the log.
pub const CHECKPOINT_PATH: &str = "data/log/checkpoint";
/// What stands before the files of the whole log, where a bundle carries it.
pub const LOG_START: &str = "data/log/";
/// What stands before the proofs.
pub const PROOFS_START: &str = "data/proofs/";
/// What stands before the files of trusted timestamps.
pub const TIMESTAMPS_START: &str = "data/log/timestamps/";
/// What stands before the originals.
pub const ORIGINALS_START: &str = "data/originals/";
/// Longest tag file or manifest that is read, in bytes: a million files take half of it.
const TAG_FILE_BYTES_MAX: u64 = 256 << 20;

/// Where the proof of one log entry about an item stands.
pub fn proof_path(item: &ItemId, log_index: u64) -> String {
    format!("{PROOFS_START}{item}.{log_index}.tlog-proof")
}

/// Where the leaf of that entry stands.
pub fn leaf_path(item: &ItemId, log_index: u64) -> String {
    format!("{PROOFS_START}{item}.{log_index}.leaf.json")
}

/// Where those sealed texts of that entry stand that are shown.
pub fn opened_path(item: &ItemId, log_index: u64) -> String {
    format!("{PROOFS_START}{item}.{log_index}.opened.json")
}

/// Where the bytes of an item stand; `extension` (lower-case letters and digits, or empty) helps people to open them.
pub fn original_path(item: &ItemId, extension: &str) -> String {
    let dot = if extension.is_empty() { "" } else { "." };
    format!("{ORIGINALS_START}{item}{dot}{extension}")
}

/// Where a file of the log (`tile/…`) stands.
pub fn log_path(path: &str) -> String {
    format!("{LOG_START}{path}")
}

/// Why a file could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// Longer than such a file may be.
    #[error("is longer than {limit_bytes} bytes")]
    TooLong {
        /// The limit.
        limit_bytes: u64,
    },
    /// The machine failed to read it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

/// What a path of a bundle is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    /// Path with `/`, relative to the bundle; bytes that are not UTF-8 as `\xNN`.
    pub path: String,
    /// Why it is not a plain file with a UTF-8 name (a link, a device, a name in another encoding); `None` = it is.
    pub oddity: Option<String>,
}

/// The files of a bundle, however they are kept.
pub trait BundleFiles {
    /// Everything that is not a folder.
    ///
    /// # Errors
    /// When a folder cannot be read.
    fn list(&self) -> Result<Vec<ListedFile>, FileProblem>;

    /// The whole content of a file of at most `limit_bytes`.
    ///
    /// # Errors
    /// When it is missing, longer, or cannot be read.
    fn read(&self, path: &str, limit_bytes: u64) -> Result<Vec<u8>, FileProblem>;

    /// SHA-256 and length of a file of any length.
    ///
    /// # Errors
    /// When it is missing or cannot be read.
    fn digest(&self, path: &str) -> Result<FileDigest, FileProblem>;
}

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// What it is about was left out of this bundle on purpose.
    NotInBundle,
    /// The machine could not read it.
    Unreadable,
    /// A kind of thing that this program does not check; the text says with what it can be.
    NotChecked,
}

/// One check of one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BundleCheck {
    /// Name of the check, the same for all that it is done to.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// The path, or the item.
    pub about: String,
    /// In plain words; empty when it passed and there is nothing to add.
    pub text: String,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct BundleReport {
    /// Every check.
    pub checks: Vec<BundleCheck>,
    /// Items that the bundle has proofs of.
    pub items: Vec<ItemId>,
    /// Key that the bundle names as the case's first, `name+id+base64`.
    pub key: Option<String>,
    /// Key that signed the bundle: the first, or the one that took its place.
    pub signed_by: Option<String>,
    /// Keys of persons whose signatures hold.
    pub signers: Vec<String>,
    /// Origin of the log.
    pub log_origin: Option<String>,
    /// Entries of the log at the signed checkpoint.
    pub log_size: Option<u64>,
    /// Trusted timestamps that hold, by number.
    pub stamps: Vec<BundleStamp>,
    /// What these checks do not prove, in plain words.
    pub does_not_prove: Vec<String>,
}

impl BundleReport {
    /// Whether nothing failed.
    pub fn passed(&self) -> bool {
        self.checks
            .iter()
            .all(|check| matches!(check.outcome, Outcome::Passed | Outcome::NotInBundle | Outcome::NotChecked))
    }

    /// Whether something could not be read because the machine failed.
    pub fn machine_failed(&self) -> bool {
        self.checks.iter().any(|check| check.outcome == Outcome::Unreadable)
    }

    /// The first so many log entries are covered by a trusted timestamp that holds.
    pub fn entries_timestamped(&self) -> u64 {
        self.stamps.iter().map(|stamp| stamp.covers_entries).max().unwrap_or(0)
    }

    fn pass(&mut self, name: &'static str, about: impl Into<String>) {
        self.add(name, Outcome::Passed, about, "");
    }

    fn fail(&mut self, name: &'static str, about: impl Into<String>, text: impl Into<String>) {
        self.add(name, Outcome::Failed, about, text);
    }

    fn file_problem(&mut self, name: &'static str, path: &str, problem: &FileProblem) {
        let unreadable = matches!(problem, FileProblem::Unreadable(_));
        let outcome = if unreadable { Outcome::Unreadable } else { Outcome::Failed };
        self.add(name, outcome, path, problem.to_string());
    }

    fn add(&mut self, name: &'static str, outcome: Outcome, about: impl Into<String>, text: impl Into<String>) {
        self.checks.push(BundleCheck { name, outcome, about: about.into(), text: text.into() });
    }

    /// Content of a file, or a failed check of that name.
    fn read(&mut self, files: &dyn BundleFiles, name: &'static str, path: &str, limit_bytes: u64) -> Option<Vec<u8>> {
        let content = files.read(path, limit_bytes);
        content.map_err(|problem| self.file_problem(name, path, &problem)).ok()
    }
}

/// What somebody knew of the log before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// A signed checkpoint, as they kept it.
    pub checkpoint: Vec<u8>,
    /// A consistency proof from there on, for a bundle without the whole log.
    pub consistency: Option<String>,
}

/// What the recipient has by another way than the bundle.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// A key of the case; with `None` the key in the bundle is taken, and the report says what that leaves open.
    pub key: Option<&'a NoteVerifyingKey>,
    /// An earlier state of the log, which this one must go on from.
    pub earlier: Option<&'a Earlier>,
    /// Roots of timestamping authorities that they trust, DER; with none the roots in the bundle are taken, and the
    /// report says so.
    pub timestamp_roots: &'a [Vec<u8>],
    /// Keys of persons who must have signed.
    pub signers: &'a [SignerKey],
}

/// Does every check with nothing known but, perhaps, a key of the case.
pub fn check_bundle(files: &dyn BundleFiles, expected_key: Option<&NoteVerifyingKey>) -> BundleReport {
    check_bundle_with(files, &Known { key: expected_key, ..Known::default() })
}

/// Does every check.
pub fn check_bundle_with(files: &dyn BundleFiles, known: &Known<'_>) -> BundleReport {
    let (expected_key, earlier) = (known.key, known.earlier);
    let mut report = BundleReport::default();
    let keys = bundle_keys(files, expected_key, &mut report);
    let key = keys.as_ref().map(KeyHistory::current);
    report.signed_by = key.map(NoteVerifyingKey::vkey);
    let payload = payload::check(files, key, known.signers, &mut report);
    let checkpoint = keys.as_ref().and_then(|keys| signed_checkpoint(files, keys, &mut report));
    if let (Some(keys), Some(checkpoint)) = (&keys, &checkpoint) {
        log::check(files, &payload, keys, checkpoint, &mut report);
        items::check(files, &payload, keys.current(), checkpoint, &mut report);
        timestamps::check(files, &payload, keys, checkpoint, known.timestamp_roots, &mut report);
        if let Some(earlier) = earlier {
            since::check(files, keys, checkpoint, earlier, &mut report);
        }
    }
    let replaced = keys.as_ref().is_some_and(|keys| expected_key.is_none_or(|expected| expected != keys.current()))
        && keys.as_ref().is_some_and(|keys| !keys.rotations().is_empty());
    report.does_not_prove = does_not_prove(&report, expected_key.is_some(), replaced, earlier.is_some());
    report
}

/// The keys that everything else is checked with: as many as the state of the log in this bundle knows.
fn bundle_keys(
    files: &dyn BundleFiles,
    expected_key: Option<&NoteVerifyingKey>,
    report: &mut BundleReport,
) -> Option<KeyHistory> {
    const NAME: &str = "key";
    let bytes = report.read(files, NAME, KEY_PATH, 4096)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let parsed = NoteVerifyingKey::from_vkey(text.strip_suffix('\n').unwrap_or(&text));
    let first = parsed.map_err(|error| report.fail(NAME, KEY_PATH, error.to_string())).ok()?;
    report.key = Some(first.vkey());
    let keys = with_rotations(files, first, report)?;
    match expected_key {
        Some(expected) if !keys.keys().any(|key| key == expected) => {
            let found: Vec<String> = keys.keys().map(NoteVerifyingKey::vkey).collect();
            report.fail(NAME, KEY_PATH, format!("is {}, you expect {}", found.join(", then "), expected.vkey()));
            Some(KeyHistory::new(expected.clone()))
        }
        _ => {
            report.pass(NAME, KEY_PATH);
            Some(keys)
        }
    }
}

fn with_rotations(files: &dyn BundleFiles, first: NoteVerifyingKey, report: &mut BundleReport) -> Option<KeyHistory> {
    const NAME: &str = "key rotations";
    let path = KEY_ROTATIONS_PATH;
    let bytes = match files.read(path, crate::keys::ROTATIONS_BYTES_MAX as u64) {
        Err(FileProblem::Missing) => return Some(KeyHistory::new(first)),
        read => read.map_err(|problem| report.file_problem(NAME, path, &problem)).ok()?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let keys = KeyHistory::from_text(first, &text);
    let keys = keys.map_err(|error| report.fail(NAME, path, error.to_string())).ok()?;
    let note = files.read(CHECKPOINT_PATH, crate::note::NOTE_BYTES_MAX as u64).ok();
    let size = note.and_then(|note| Checkpoint::unverified(&note).ok()).map_or(u64::MAX, |said| said.size);
    if keys.rotations().is_empty() || keys.up_to(size) != keys {
        report.fail(NAME, path, "lists no rotation, or one of a later state of the log than this bundle has");
        return Some(keys.up_to(size));
    }
    report.pass(NAME, path);
    Some(keys)
}

fn signed_checkpoint(files: &dyn BundleFiles, keys: &KeyHistory, report: &mut BundleReport) -> Option<Checkpoint> {
    const NAME: &str = "checkpoint signature";
    let bytes = report.read(files, NAME, CHECKPOINT_PATH, crate::note::NOTE_BYTES_MAX as u64)?;
    match keys.open_checkpoint(&bytes) {
        Err(error) => {
            report.fail(NAME, CHECKPOINT_PATH, error.to_string());
            None
        }
        Ok(checkpoint) => {
            report.pass(NAME, CHECKPOINT_PATH);
            report.log_origin = Some(checkpoint.origin.clone());
            report.log_size = Some(checkpoint.size);
            Some(checkpoint)
        }
    }
}

/// What is open about time: everything, or what a timestamp leaves open.
fn open_about_time(report: &BundleReport) -> Vec<String> {
    const CLOCK: &str = "Times in the log are from the clock of the machine that logged.";
    let Some(first) = report.stamps.iter().min_by_key(|stamp| stamp.timestamp.time) else {
        return vec![format!("When anything happened, or was logged: nothing here is timestamped. {CLOCK}")];
    };
    let mut open = vec![format!(
        "When anything happened before it was logged. Only that the first {} of {} log entries existed at {} or earlier, if \
         the clock of {:?} was right and its key its own. {CLOCK}",
        first.covers_entries,
        report.log_size.unwrap_or(0),
        first.timestamp.time,
        first.timestamp.authority
    )];
    for stamp in report.stamps.iter().filter(|stamp| !stamp.root_is_named) {
        open.push(format!(
            "Whether timestamp {} is by an authority that you trust: its chain ends in a root that you did not name, {:?}, \
             SHA-256 {}. Get the root from the authority itself and pass it with --tsa-root FILE.",
            stamp.number, stamp.timestamp.root, stamp.timestamp.root_sha256
        ));
    }
    open
}

fn does_not_prove(
    report: &BundleReport,
    key_was_expected: bool,
    replaced: bool,
    earlier_is_known: bool,
) -> Vec<String> {
    let mut open = Vec::new();
    if !key_was_expected {
        let key = report.key.as_deref().unwrap_or("(none could be read)");
        open.push(format!(
            "Whose key this is. The key stands in the bundle itself: {key}. Compare it with the one that the makers of \
             the case give you by another way, and pass it with --key."
        ));
    }
    if replaced {
        open.push(format!(
            "That nobody who has an earlier key of this case, which was replaced, made another log from before that. Ask \
             the makers whether the key that signs now is {}, and pass it with --key.",
            report.signed_by.as_deref().unwrap_or("(none)")
        ));
    }
    if !report.signers.is_empty() {
        open.push(format!(
            "Who the persons are that signed: {}. Compare these keys with those that they give you by another way, and \
             pass each with --signer.",
            report.signers.join(", ")
        ));
    }
    open.push(
        "What the items show or say, who made them, or whether they were altered before they came into the case. Only \
         that the bytes are those that were logged."
            .to_owned(),
    );
    open.extend(open_about_time(report));
    open.push(
        "That what the operator said of an item (where it was seen, from whom it came) is so. It is logged as said."
            .to_owned(),
    );
    open.push(format!(
        "That this is all there is. The log has {} entries; this bundle has proofs for {} items, and the holder of the \
         key could keep a second log. {}",
        report.log_size.map_or("an unknown number of".to_owned(), |size| size.to_string()),
        report.items.len(),
        match earlier_is_known {
            true => "What the log said up to the checkpoint that you knew is still in it.",
            false => "Compare the checkpoint with one that somebody else kept (--since).",
        }
    ));
    open.push(
        "That a report or other derived file in the bundle follows from the originals. Its bytes are as they were \
         exported; members of containers are not unpacked here."
            .to_owned(),
    );
    open
}
