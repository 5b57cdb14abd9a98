//! Trusted timestamps in a bundle, as the recipient sees them. The authority is OpenSSL's.

use evidence::bag::{self, FileDigest};
use evidence::bundle::{
    self, STAMP_CONSISTENCY_FILE, STAMP_ENTRY_FILE, STAMP_PROOF_FILE, leaf_path, proof_path, stamp_path,
};
use evidence::extension::ConsistencyProof;
use evidence::proof::TlogProof;
use evidence::timestamp::{self, Request, StampFiles};
use evidence::tree::{self, Hash};
use evidence::{Checkpoint, NoteSigningKey};
use model::{ItemId, LogEntry, OperatorClaims, StampRecord};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use testkit::authority::LocalAuthority;

const TIME: &str = "2026-01-02T03:04:05Z";
const TOOL: &str = "firsthand 0.1.0";

type Payload = BTreeMap<String, Vec<u8>>;

fn key() -> NoteSigningKey {
    NoteSigningKey::from_seed("firsthand-case/00ff", &[9; 32]).unwrap()
}

fn captured(bytes: &[u8]) -> LogEntry {
    LogEntry::Captured {
        item: ItemId::of(bytes),
        size_bytes: bytes.len() as u64,
        name: "a.txt".to_owned(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
        container: None,
        container_url: None,
        container_time: None,
        claimed: OperatorClaims::default(),
    }
}

/// A log that grows; nothing of it is on disk.
#[derive(Default)]
struct Log {
    leaves: Vec<Vec<u8>>,
    hashes: Vec<Hash>,
}

impl Log {
    fn push(&mut self, entry: &LogEntry) -> u64 {
        self.leaves.push(evidence::leaf::encode(entry).unwrap());
        self.hashes.push(tree::leaf_hash(self.leaves.last().unwrap()));
        self.leaves.len() as u64 - 1
    }

    fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    fn checkpoint(&self) -> String {
        let Ok(root) = tree::root(self.hashes.as_slice(), self.size());
        Checkpoint { origin: "firsthand-case/00ff".to_owned(), size: self.size(), root }.sign(&key()).unwrap()
    }

    fn proof(&self, index: u64) -> Vec<u8> {
        let Ok(hashes) = tree::inclusion_proof(self.hashes.as_slice(), index, self.size());
        TlogProof { index, hashes, checkpoint: self.checkpoint(), extra: None }.text().into_bytes()
    }

    fn consistency(&self, old_size: u64) -> Vec<u8> {
        let Ok(hashes) = tree::consistency_proof(self.hashes.as_slice(), old_size, self.size());
        ConsistencyProof { old_size, hashes, checkpoint: self.checkpoint() }.text().into_bytes()
    }
}

/// A stamp over the log as it is now; its record becomes the next entry.
fn stamp(log: &mut Log, number: u64, authority: &LocalAuthority) -> (StampFiles, u64, u64) {
    let checkpoint = log.checkpoint().into_bytes();
    let request = Request::for_bytes(&checkpoint, &[7, number as u8], None).encode().unwrap();
    let reply = authority.answer(&request);
    let root = std::fs::read(authority.root_file()).unwrap();
    let mut files = StampFiles(BTreeMap::from([
        ("checkpoint".to_owned(), checkpoint),
        ("request.tsq".to_owned(), request),
        ("reply.tsr".to_owned(), reply),
        ("root.pem".to_owned(), root.clone()),
        ("chain.pem".to_owned(), root),
    ]));
    let found = files.verify().unwrap();
    let chain = timestamp::certificates_to_pem(&found.chain[..1]).into_bytes();
    files.0.insert("chain.pem".to_owned(), chain);
    let covered = log.size();
    let index = log.push(&LogEntry::Stamped(StampRecord {
        stamp: number,
        checkpoint_size: covered,
        authority: "local".to_owned(),
        stamped_at: found.time.to_string(),
        files: files.digests(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
    }));
    (files, covered, index)
}

/// Two stamps, the second over the record of the first; one item before them and one after.
fn payload(authority: &LocalAuthority) -> Payload {
    let mut log = Log::default();
    let case_id = "00ff".to_owned();
    log.push(&LogEntry::CaseCreated { format: 1, time: TIME.to_owned(), tool: TOOL.to_owned(), case_id });
    let mut items = vec![(b"early", log.push(&captured(b"early")))];
    let stamps = [(1, stamp(&mut log, 1, authority)), (2, stamp(&mut log, 2, authority))];
    items.push((b"later", log.push(&captured(b"later"))));
    let mut files = Payload::new();
    for (number, (kept, covered, index)) in stamps {
        files.extend(kept.0.into_iter().map(|(name, bytes)| (stamp_path(number, &name), bytes)));
        files.insert(stamp_path(number, STAMP_ENTRY_FILE), log.leaves[index as usize].clone());
        files.insert(stamp_path(number, STAMP_PROOF_FILE), log.proof(index));
        files.insert(stamp_path(number, STAMP_CONSISTENCY_FILE), log.consistency(covered));
    }
    files.insert(bundle::KEY_PATH.to_owned(), format!("{}\n", key().verifying_key().vkey()).into_bytes());
    files.insert(bundle::CHECKPOINT_PATH.to_owned(), log.checkpoint().into_bytes());
    for (bytes, index) in items {
        let item = ItemId::of(bytes);
        files.insert(proof_path(&item, index), log.proof(index));
        files.insert(leaf_path(&item, index), log.leaves[index as usize].clone());
    }
    files
}

/// The payload as a folder whose bag is in order, whatever is in it.
fn bagged(mut files: Payload) -> TempDir {
    let digest = |bytes: &[u8]| FileDigest { sha256: ItemId::of(bytes), size_bytes: bytes.len() as u64 };
    let digests = files.iter().map(|(path, bytes)| (path.clone(), digest(bytes))).collect();
    let tags = bag::tag_files(&digests, &[("Bagging-Date", "2026-01-02")]).unwrap();
    let signature = key().sign(&tags.text_to_sign).unwrap();
    files.extend(tags.files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    files.insert(bag::SIGNATURE_PATH.to_owned(), signature.into_bytes());
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    folder
}

fn verify(folder: &Path, options: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firsthand-verify"));
    let output = command.arg(folder).args(options).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code().unwrap(), text)
}

#[test]
fn stamps_are_checked_shown_and_what_they_leave_open_is_said() {
    let authority = LocalAuthority::new("the bundle");
    let folder = bagged(payload(&authority));
    let (code, text) = verify(folder.path(), &[]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("- 1: the first 2 log entries existed at 20"), "{text}");
    assert!(text.contains("(± 1 s), by the clock of stamps of the bundle"), "{text}");
    assert!(text.contains("renewed by 2"), "{text}");
    assert!(text.contains("its chain ends in a root that you did not name, \"root of the bundle\", SHA-256"), "{text}");
    let later = ItemId::of(b"later");
    assert!(text.contains(&format!("items timestamped: {later} (not yet timestamped")), "{text}");
    assert!(!text.contains(&format!("items timestamped: {}", ItemId::of(b"early"))), "{text}");

    let root = authority.root_file();
    let (code, text) = verify(folder.path(), &["--tsa-root", root.to_str().unwrap()]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("under a root that you named"), "{text}");
    assert!(!text.contains("did not name"), "{text}");
    let (_, text) = verify(folder.path(), &["--json", "--tsa-root", root.to_str().unwrap()]);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&report["entries_timestamped"], &report["stamps"][0]["covers_entries"]), (&3.into(), &2.into()));
    assert_eq!(report["stamps"][0]["root_is_named"], true);

    // The printed command, run where the bundle lies.
    let command = report["stamps"][0]["check_with"].as_str().unwrap();
    let output = Command::new("sh").args(["-c", command]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(said.contains("Verification: OK"), "{command}\n{said}");
}

#[test]
fn another_authority_than_the_named_one_is_not_taken() {
    let folder = bagged(payload(&LocalAuthority::new("one")));
    let other = LocalAuthority::new("other");
    let (code, text) = verify(folder.path(), &["--tsa-root", other.root_file().to_str().unwrap()]);
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("no trusted timestamp here leads to a root that you named"), "{text}");
    for wrong in [&["--tsa-root"][..], &["--tsa-root", "/nowhere"], &["--tsa-root", env!("CARGO_MANIFEST_PATH")]] {
        assert_eq!(verify(folder.path(), wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn a_bundle_without_stamps_says_that_nothing_is_timestamped() {
    let mut files = payload(&LocalAuthority::new("none"));
    files.retain(|path, _| !path.starts_with("data/log/timestamps/"));
    let folder = bagged(files);
    let (code, text) = verify(folder.path(), &[]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("nothing here is timestamped"), "{text}");
    assert!(text.contains("not in this bundle items timestamped: not yet timestamped"), "{text}");
}

/// The bag is made anew around each change, so that only the stamps' own checks can find it.
#[test]
fn a_changed_byte_of_any_file_of_a_stamp_is_found_though_the_bag_is_in_order() {
    let authority = LocalAuthority::new("tampered");
    let honest = payload(&authority);
    let report = |files: Payload| {
        let folder = bagged(files);
        verify(folder.path(), &[])
    };
    let start = stamp_path(1, "");
    for (path, bytes) in honest.iter().filter(|(path, _)| path.starts_with(&start)) {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut files = honest.clone();
            files.get_mut(path).unwrap()[at] ^= 1;
            let (code, text) = report(files);
            assert_eq!(code, 3, "{path} byte {at}: {text}");
            assert!(text.contains("FAILED") && text.contains("data/log/timestamps/0001/"), "{path} byte {at}: {text}");
            assert!(!text.contains("- 1: the first 2"), "{path} byte {at}: {text}");
        }
        let mut files = honest.clone();
        files.remove(path);
        let (code, text) = report(files);
        assert_eq!(code, 3, "without {path}: {text}");
    }
    for surplus in ["data/log/timestamps/0001/notes.txt", "data/log/timestamps/x", "data/log/timestamps/1/checkpoint"] {
        let mut files = honest.clone();
        files.insert(surplus.to_owned(), b"x".to_vec());
        let (code, text) = report(files);
        assert!(code == 3 && text.contains(surplus), "{surplus}: {text}");
    }
    // A sound stamp under another number: the record does not speak of it.
    let mut files = honest.clone();
    for (path, bytes) in honest.iter().filter(|(path, _)| path.starts_with(&start)) {
        files.insert(stamp_path(3, &path[start.len()..]), bytes.clone());
    }
    let (code, text) = report(files);
    assert!(code == 3 && text.contains("is not the record of this stamp"), "{text}");
}
