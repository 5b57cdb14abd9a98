//! What the recipient of a bundle sees.

use evidence::bag::{self, FileDigest};
use evidence::bundle::{self, leaf_path, original_path, proof_path};
use evidence::proof::TlogProof;
use evidence::tiles::LogEdge;
use evidence::{Checkpoint, NoteSigningKey};
use model::{ItemId, LogEntry, OperatorClaims};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Damages the bundle at the first path, with the second as a place outside of it.
type Damage = fn(&Path, &Path, &ItemId);

const ORIGINAL: &[u8] = b"an original";

fn key() -> NoteSigningKey {
    NoteSigningKey::from_seed("firsthand-case/00ff", &[9; 32]).unwrap()
}

/// A folder with a bundle of one original and its whole log of two entries.
fn bundle_folder() -> TempDir {
    let (time, tool) = ("2026-01-02T03:04:05Z".to_owned(), "firsthand 0.1.0".to_owned());
    let item = ItemId::of(ORIGINAL);
    let entries = [
        LogEntry::CaseCreated { format: 1, time: time.clone(), tool: tool.clone(), case_id: "00ff".to_owned() },
        LogEntry::Captured {
            item,
            size_bytes: ORIGINAL.len() as u64,
            name: "a.txt".to_owned(),
            time,
            tool,
            container: None,
            container_url: None,
            container_time: None,
            claimed: OperatorClaims::default(),
        },
    ];
    let leaves = entries.map(|entry| evidence::leaf::encode(&entry).unwrap());
    let mut edge = LogEdge::default();
    let growth = edge.append(leaves.iter().map(Vec::as_slice));
    let checkpoint = Checkpoint { origin: "firsthand-case/00ff".to_owned(), size: 2, root: edge.root() };
    let checkpoint = checkpoint.sign(&key()).unwrap();
    let hashes = vec![evidence::tree::leaf_hash(&leaves[0])];
    let proof = TlogProof { index: 1, hashes, checkpoint: checkpoint.clone(), extra: None };

    let mut files: BTreeMap<String, Vec<u8>> =
        growth.writes.into_iter().map(|tile| (bundle::log_path(&tile.path), tile.bytes)).collect();
    files.insert(bundle::KEY_PATH.to_owned(), format!("{}\n", key().verifying_key().vkey()).into_bytes());
    files.insert(bundle::CHECKPOINT_PATH.to_owned(), checkpoint.into_bytes());
    files.insert(proof_path(&item, 1), proof.text().into_bytes());
    files.insert(leaf_path(&item, 1), leaves[1].clone());
    files.insert(original_path(&item, "txt"), ORIGINAL.to_vec());
    let digests = files
        .iter()
        .map(|(path, bytes)| (path.clone(), FileDigest { sha256: ItemId::of(bytes), size_bytes: bytes.len() as u64 }));
    let tags = bag::tag_files(&digests.collect(), &[("Bagging-Date", "2026-01-02")]).unwrap();
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
    let output: Output =
        Command::new(env!("CARGO_BIN_EXE_firsthand-verify")).arg(folder).args(options).output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

#[test]
fn a_sound_bundle_passes_and_the_reader_is_told_what_is_open() {
    let folder = bundle_folder();
    let (code, text) = verify(folder.path(), &[]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("Every check holds"), "{text}");
    assert!(text.contains("What this does not prove:\n- Whose key this is."), "{text}");
    let (code, text) = verify(folder.path(), &["--key", &key().verifying_key().vkey()]);
    assert_eq!(code, 0, "{text}");
    assert!(!text.contains("Whose key"), "{text}");
}

#[test]
fn a_changed_original_is_named_by_file_and_item() {
    let folder = bundle_folder();
    let item = ItemId::of(ORIGINAL);
    std::fs::write(folder.path().join(original_path(&item, "txt")), b"An original").unwrap();
    let (code, text) = verify(folder.path(), &[]);
    assert_eq!(code, 3);
    assert!(text.contains(&format!("FAILED             payload file: data/originals/{item}.txt")), "{text}");
    assert!(text.contains(&format!("FAILED             original: {item}")), "{text}");
}

#[test]
fn the_json_report_lists_every_check() {
    let folder = bundle_folder();
    let (code, text) = verify(folder.path(), &["--json"]);
    assert_eq!(code, 0);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["passed"], true);
    assert_eq!(report["log_size"], 2);
    let names: Vec<_> = report["checks"].as_array().unwrap().iter().map(|check| check["name"].clone()).collect();
    for name in ["bag signature", "tag manifest", "payload file", "nothing unlisted", "checkpoint signature"] {
        assert!(names.iter().any(|other| other == name), "{name}");
    }
    assert!(names.iter().any(|name| name == "log recomputed") && names.iter().any(|name| name == "original"));
}

#[test]
fn another_key_than_the_expected_one_fails() {
    let folder = bundle_folder();
    let other = NoteSigningKey::from_seed("firsthand-case/00ff", &[1; 32]).unwrap().verifying_key().vkey();
    let (code, text) = verify(folder.path(), &["--key", &other]);
    assert_eq!(code, 3);
    assert!(text.contains("FAILED             key"), "{text}");
}

#[test]
fn a_log_must_go_on_from_the_checkpoint_that_the_recipient_kept() {
    let (folder, kept) = (bundle_folder(), tempfile::tempdir().unwrap());
    let path = kept.path().join("kept.checkpoint");
    let since = |checkpoint: &str| {
        std::fs::write(&path, checkpoint).unwrap();
        verify(folder.path(), &["--since", path.to_str().unwrap()])
    };
    let signed = |size: u64, leaf: &[u8]| {
        let root = evidence::tree::leaf_hash(leaf);
        Checkpoint { origin: "firsthand-case/00ff".to_owned(), size, root }.sign(&key()).unwrap()
    };
    let entries = std::fs::read(folder.path().join("data/log/tile/entries/000.p/2")).unwrap();
    let length = usize::from(u16::from_be_bytes([entries[0], entries[1]]));
    let (code, text) = since(&signed(1, &entries[2..2 + length]));
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("goes on from the checkpoint you know"), "{text}");
    for (size, word) in [(1, "does not go on"), (2, "a fork"), (3, "set back")] {
        let (code, text) = since(&signed(size, b"another entry"));
        assert_eq!(code, 3, "{text}");
        assert!(text.contains(word), "{text}");
    }
    assert_eq!(verify(folder.path(), &["--since", "nowhere"]).0, 2);
    assert_eq!(verify(folder.path(), &["--consistency", path.to_str().unwrap()]).0, 2);
}

#[test]
fn wrong_usage_says_how_to_use_it() {
    let folder = bundle_folder();
    let none = folder.path().join("none");
    for options in [&["--nonsense"][..], &["--key"], &["--key", "x"], &["second"]] {
        let (code, text) = verify(folder.path(), options);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("firsthand-verify BUNDLE"), "{text}");
    }
    assert_eq!(verify(&none, &[]).0, 2);
    assert_eq!(verify(&folder.path().join("bagit.txt"), &[]).0, 2);
}

#[test]
fn hostile_bundles_fail_with_words_and_without_harm() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("canary"), ORIGINAL).unwrap();
    let item = ItemId::of(ORIGINAL);
    let hostile: [(&str, Damage); 6] = [
        ("a link in place of an original", |root, outside, item| {
            let place = root.join(original_path(item, "txt"));
            std::fs::remove_file(&place).unwrap();
            std::os::unix::fs::symlink(outside.join("canary"), place).unwrap();
        }),
        ("a link in place of a folder", |root, outside, item| {
            std::fs::rename(root.join("data/originals"), outside.join(item.hex())).unwrap();
            std::os::unix::fs::symlink(outside.join(item.hex()), root.join("data/originals")).unwrap();
        }),
        ("a manifest that leads out", |root, _, item| {
            std::fs::write(root.join("manifest-sha256.txt"), format!("{item}  data/../../canary\n")).unwrap();
        }),
        ("a checkpoint of absurd size", |root, _, _| {
            let text = format!("firsthand-case/00ff\n{}\n{}\n", u64::MAX, evidence::tree::empty_root());
            std::fs::write(root.join("data/log/checkpoint"), key().sign(&text).unwrap()).unwrap();
        }),
        ("a name that steers the terminal and is not UTF-8", |root, _, _| {
            let name = std::os::unix::ffi::OsStrExt::from_bytes(b"data/\x1b[2J\xff");
            std::fs::write(root.join(Path::new::<std::ffi::OsStr>(name)), b"x").unwrap();
        }),
        ("a key file that is no text", |root, _, _| {
            std::fs::write(root.join("data/log/log.vkey"), [0xff; 9000]).unwrap();
        }),
    ];
    for (what, make) in hostile {
        let folder = bundle_folder();
        make(folder.path(), outside.path(), &item);
        let (code, text) = verify(folder.path(), &[]);
        assert_eq!(code, 3, "{what}: {text}");
        assert!(text.contains("FAILED"), "{what}: {text}");
        assert!(!text.contains('\u{1b}'), "{what}: {text:?}");
    }
}
