//! The signing key: kept elsewhere, lost, open to others, replaced, stolen.

mod shared;

use archive::{ArchiveError, Case, KeyFault};
use evidence::extension::{ConsistencyProof, ExtensionError};
use evidence::keys::KeyHistory;
use evidence::proof::TlogProof;
use evidence::{Checkpoint, NoteSigningKey, NoteVerifyingKey};
use model::LogEntry;
use shared::{TIME, TOOL, capture, new_case, no_members};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn rejected(name: &str) -> LogEntry {
    LogEntry::Rejected { name: name.to_owned(), reason: "a folder".to_owned(), time: TIME.to_owned() }
}

fn rotate(case: &Case) -> archive::RotatedKey {
    case.rotate_key("a new laptop", "N. N.", TIME, TOOL).unwrap()
}

fn problems(case: &Case) -> Vec<archive::Problem> {
    case.check(&mut no_members).unwrap().problems
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Puts a checkpoint of the log as it stands, signed by `key`, in place of the newest one.
fn forge(root: &Path, key: &NoteSigningKey) {
    let path = root.join("log/checkpoint");
    let checkpoint = Checkpoint::unverified(&fs::read(&path).unwrap()).unwrap();
    fs::write(&path, checkpoint.sign(key).unwrap()).unwrap();
}

fn secret(path: &Path) -> NoteSigningKey {
    NoteSigningKey::from_skey(fs::read_to_string(path).unwrap().trim_end()).unwrap()
}

#[test]
fn after_a_rotation_the_new_key_signs_and_everything_earlier_still_holds() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    case.append(&[rejected("before")]).unwrap();
    let before = case.checkpoint_text().unwrap();
    let old = secret(&root.join("keys/log.key"));
    let rotated = rotate(&case);
    assert_eq!(rotated.log_index, 2);
    case.append(&[rejected("after")]).unwrap();
    let twice = rotate(&case);
    case.append(&[rejected("later")]).unwrap();

    assert_eq!(case.public_key_vkey(), old.verifying_key().vkey());
    let history = case.key_history().unwrap();
    let vkeys: Vec<String> = history.keys().map(NoteVerifyingKey::vkey).collect();
    assert_eq!(vkeys, [old.verifying_key().vkey(), rotated.vkey, twice.vkey.clone()]);
    assert_eq!(secret(&root.join("keys/log.key")).verifying_key().vkey(), twice.vkey);
    assert_eq!(fs::metadata(root.join("keys/log.key")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!root.join("keys/log.key.next").exists());
    assert!(case.check_extends(before.as_bytes()).unwrap().is_ok());
    let report = case.check(&mut no_members).unwrap();
    assert_eq!((report.problems, report.key_rotations), (Vec::new(), 2));

    // Every entry is proved to whoever knows any of the keys.
    for (index, leaf) in (0u64..).zip(case.leaves(0..9).unwrap()) {
        let proof = TlogProof::from_text(&case.inclusion_proof(index).unwrap()).unwrap();
        for key in history.keys() {
            assert_eq!(proof.verify(&leaf, key).unwrap().size, 6);
        }
    }
    // A bundle's list is signed by the key that signs now.
    let note = case.sign_note("firsthand-bundle/1\nabc\n").unwrap();
    assert!(history.current().open(note.as_bytes()).is_ok());
}

#[test]
fn a_reopened_case_knows_its_keys_with_and_without_its_catalog() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    let other = Case::open(&root).unwrap();
    let rotated = rotate(&case);
    // Another process that had the case open meanwhile goes on with the new key.
    other.append(&[rejected("by another process")]).unwrap();
    assert_eq!(problems(&other), []);
    rotate(&other);
    assert_eq!(case.checkpoint().unwrap().size, 4);
    drop((case, other));
    for file in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
        let _ = fs::remove_file(root.join(file));
    }
    let case = Case::open(&root).unwrap();
    assert_eq!((case.damage(), problems(&case)), (None, Vec::new()));
    assert_eq!(case.key_history().unwrap().rotations()[0].new_key.vkey(), rotated.vkey);
    case.append(&[rejected("later")]).unwrap();
}

#[test]
fn a_stolen_old_key_signs_nothing_that_is_accepted_after_the_rotation() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    let stolen = secret(&root.join("keys/log.key"));
    rotate(&case);
    drop(case);
    forge(&root, &stolen);
    let case = Case::open(&root).unwrap();
    assert!(case.damage().unwrap().contains("of this log"), "{:?}", case.damage());
    assert!(!problems(&case).is_empty());
    assert!(matches!(case.append(&[rejected("x")]), Err(ArchiveError::Damaged { .. })));
}

#[test]
fn a_fork_by_the_holder_of_the_old_key_is_told_by_an_earlier_checkpoint() {
    let (folder, case) = new_case();
    let (root, fork) = (folder.path().join("case"), folder.path().join("fork"));
    drop(case);
    copy(&root, &fork);
    let (case, forked) = (Case::open(&root).unwrap(), Case::open(&fork).unwrap());
    rotate(&case);
    rotate(&forked);
    let refused = forked.check_extends(case.checkpoint_text().unwrap().as_bytes()).unwrap().unwrap_err();
    assert!(matches!(refused, ExtensionError::Earlier(_)), "{refused}");
    assert_eq!(problems(&forked), [], "the fork is consistent in itself: only a kept checkpoint tells");

    // Without a rotation: at equal size, shorter, and grown on.
    copy(&root, &folder.path().join("one"));
    copy(&root, &folder.path().join("two"));
    let open = |name: &str| Case::open(&folder.path().join(name)).unwrap();
    let (one, two) = (open("one"), open("two"));
    one.append(&[rejected("one")]).unwrap();
    two.append(&[rejected("two")]).unwrap();
    let known = one.checkpoint_text().unwrap();
    let told = |case: &Case| case.check_extends(known.as_bytes()).unwrap().unwrap_err();
    assert!(matches!(told(&two), ExtensionError::Fork { size: 3, .. }));
    assert!(matches!(told(&case), ExtensionError::Shorter { now: 2, earlier: 3 }));
    two.append(&[rejected("more")]).unwrap();
    assert!(matches!(told(&two), ExtensionError::NotExtension { earlier: 3, now: 4, .. }));
    let refused = two.consistency_proof(known.as_bytes(), None).unwrap_err();
    assert_eq!(refused.kind(), archive::ErrorKind::BadCase);
}

#[test]
fn a_rotation_that_was_signed_for_another_place_or_log_is_found() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    let copy_of_it = folder.path().join("copy");
    copy(&root, &copy_of_it);
    rotate(&case);
    let other = Case::open(&copy_of_it).unwrap();
    // What the log makes itself cannot be logged from outside.
    assert!(matches!(other.append(&case.entries(1..2).unwrap()), Err(ArchiveError::NotSignable { .. })));
    assert!(matches!(other.append(&case.entries(0..1).unwrap()), Err(ArchiveError::NotSignable { .. })));
    // The very rotation in a log with another first entry after the first: its root does not fit.
    other.append(&[rejected("another second entry")]).unwrap();
    let mut edge = evidence::tiles::LogEdge::default();
    let mut leaves = other.leaves(0..2).unwrap();
    leaves.push(case.leaves(1..2).unwrap().remove(0));
    let growth = edge.append(leaves.iter().map(Vec::as_slice));
    drop(other);
    let log = copy_of_it.join("log");
    fs::remove_dir_all(log.join("tile")).unwrap();
    for tile in growth.writes {
        fs::create_dir_all(log.join(&tile.path).parent().unwrap()).unwrap();
        fs::write(log.join(&tile.path), tile.bytes).unwrap();
    }
    let origin = case.checkpoint().unwrap().origin;
    let checkpoint = Checkpoint { origin, size: 3, root: edge.root() };
    let new_key = secret(&root.join("keys/log.key"));
    fs::write(log.join("checkpoint"), checkpoint.sign(&new_key).unwrap()).unwrap();
    let found = problems(&Case::open(&copy_of_it).unwrap());
    assert!(found.iter().any(|one| one.about == "log entry 2" && one.text.contains("another place")), "{found:?}");
}

#[test]
fn a_case_without_its_key_is_read_checked_and_says_what_is_missing() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    case.put_object(&mut &b"x"[..]).unwrap();
    case.append(&[capture(b"x", "x")]).unwrap();
    let elsewhere = folder.path().join("stick.key");
    assert_eq!(case.move_key(&elsewhere).unwrap(), None);
    assert!(!root.join("keys/log.key").exists());
    assert_eq!(fs::metadata(&elsewhere).unwrap().permissions().mode() & 0o777, 0o600);
    case.append(&[rejected("signed with the key elsewhere")]).unwrap();
    let rotated = rotate(&case);
    assert_eq!(rotated.path, elsewhere);
    drop(case);

    let away = folder.path().join("away.key");
    fs::rename(&elsewhere, &away).unwrap();
    let case = Case::open(&root).unwrap();
    assert_eq!(case.items().unwrap().len(), 1);
    let report = case.check(&mut no_members).unwrap();
    assert!(report.passed(), "{:?}", report.problems);
    assert!(report.notes.iter().any(|note| note.contains("is not there")), "{:?}", report.notes);
    assert!(matches!(case.key_state().unwrap().fault, Some(KeyFault::Missing { .. })));
    let refused = case.append(&[rejected("x")]).unwrap_err();
    assert_eq!(refused.kind(), archive::ErrorKind::Usage);
    let text = refused.to_string();
    assert!(text.contains("stick.key") && text.contains("key CASE move"), "{text}");

    // Found again at another place.
    assert_eq!(case.move_key(&away).unwrap(), None);
    case.append(&[rejected("y")]).unwrap();
    assert!(fs::read_to_string(root.join("firsthand.toml")).unwrap().starts_with("# Settings of this case"));
}

#[test]
fn a_key_that_others_may_read_or_that_is_another_is_not_used() {
    let (folder, case) = new_case();
    let key = folder.path().join("case/keys/log.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let text = case.append(&[rejected("x")]).unwrap_err().to_string();
    assert!(text.contains("mode 0640") && text.contains("chmod 600"), "{text}");
    let report = case.check(&mut no_members).unwrap();
    assert!(report.passed() && report.notes.iter().any(|note| note.contains("chmod 600")), "{:?}", report.notes);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    case.append(&[rejected("x")]).unwrap();

    let (other_folder, _other) = new_case();
    let theirs = other_folder.path().join("case/keys/log.key");
    assert!(case.move_key(&theirs).unwrap_err().to_string().contains("another case"));
    assert!(key.exists());
    fs::write(folder.path().join("private.txt"), "somebody's secret").unwrap();
    fs::set_permissions(folder.path().join("private.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    let text = case.move_key(&folder.path().join("private.txt")).unwrap_err().to_string();
    assert!(!text.contains("secret"), "{text}");
    let settings = folder.path().join("case/firsthand.toml");
    fs::write(&settings, "signing_key = 3\n").unwrap();
    assert!(matches!(case.append(&[rejected("x")]), Err(ArchiveError::Settings { .. })));
}

#[test]
fn a_rotation_that_was_cut_short_after_the_log_named_the_new_key_is_finished() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    let old = fs::read(root.join("keys/log.key")).unwrap();
    rotate(&case);
    drop(case);
    let (key, next) = (root.join("keys/log.key"), root.join("keys/log.key.next"));
    fs::rename(&key, &next).unwrap();
    fs::write(&key, old).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let case = Case::open(&root).unwrap();
    case.append(&[rejected("x")]).unwrap();
    assert!(!next.exists());
    assert_eq!(problems(&case), []);
}

#[test]
fn a_proof_between_any_two_checkpoints_holds() {
    let (_folder, case) = new_case();
    let mut known = vec![case.checkpoint_text().unwrap()];
    for step in 0..3 {
        let entries: Vec<LogEntry> = (0..200).map(|number| rejected(&format!("{step} {number}"))).collect();
        case.append(&entries).unwrap();
        known.push(case.checkpoint_text().unwrap());
        if step == 1 {
            rotate(&case);
        }
    }
    let keys = case.key_history().unwrap();
    for (at, earlier) in known.iter().enumerate() {
        for later in &known[at..] {
            let proof = case.consistency_proof(earlier.as_bytes(), Some(later.as_bytes())).unwrap();
            let read = ConsistencyProof::from_text(&proof.text()).unwrap();
            read.verify(&keys, earlier.as_bytes()).unwrap();
            assert_eq!(read.checkpoint, *later);
        }
    }
    assert!(case.consistency_proof(known[2].as_bytes(), Some(known[1].as_bytes())).is_err());
}

#[test]
fn a_witness_signs_a_checkpoint_and_everything_still_accepts_it() {
    let (folder, case) = new_case();
    let path = folder.path().join("case/log/checkpoint");
    // C2SP tlog-cosignature: key id, 64-bit time, Ed25519 signature.
    let line = "\u{2014} witness.example/w1 qrvM3QAAAABpVzWlAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\
                ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==\n";
    let note = case.checkpoint_text().unwrap() + line;
    fs::write(&path, &note).unwrap();
    drop(case);
    let case = Case::open(&folder.path().join("case")).unwrap();
    assert_eq!(case.damage(), None);
    let report = case.check(&mut no_members).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(report.cosigners, [("witness.example/w1".to_owned(), "aabbccdd".to_owned())]);
    let key = NoteVerifyingKey::from_vkey(&case.public_key_vkey()).unwrap();
    let proof = TlogProof::from_text(&case.inclusion_proof(0).unwrap()).unwrap();
    assert!(proof.checkpoint.ends_with(line));
    proof.verify(&case.leaves(0..1).unwrap()[0], &key).unwrap();
    case.append(&[rejected("x")]).unwrap();
    assert!(case.check_extends(note.as_bytes()).unwrap().is_ok());
    let proof = case.consistency_proof(note.as_bytes(), None).unwrap();
    proof.verify(&KeyHistory::new(key), note.as_bytes()).unwrap();
}

#[test]
fn a_new_case_goes_on_from_one_whose_key_is_lost() {
    let (folder, lost) = new_case();
    lost.put_object(&mut &b"x"[..]).unwrap();
    lost.append(&[capture(b"x", "x")]).unwrap();
    rotate(&lost);
    fs::remove_file(folder.path().join("case/keys/log.key")).unwrap();
    assert!(lost.append(&[rejected("x")]).is_err());
    let (_other, case) = new_case();
    let entry = lost.continuation("the key is lost", "N. N.", TIME, TOOL).unwrap();
    case.append(std::slice::from_ref(&entry)).unwrap();
    assert_eq!(problems(&case), []);
    let LogEntry::Continues { checkpoint, .. } = &entry else { panic!("another entry") };
    assert_eq!(*checkpoint, lost.checkpoint_text().unwrap());
    // A checkpoint that its keys did not sign is found.
    let LogEntry::Continues { key, why, by, time, tool, .. } = entry.clone() else { panic!("another entry") };
    let checkpoint = case.checkpoint_text().unwrap();
    let wrong = LogEntry::Continues { key, key_rotations: String::new(), checkpoint, why, by, time, tool };
    case.append(&[wrong]).unwrap();
    assert_eq!(problems(&case)[0].about, "log entry 2");
}
