//! Trusted timestamps of a case: kept durably, logged file by file, checked, and found when they are changed. The authority
//! is OpenSSL's.

mod faults;
mod shared;

use archive::{ArchiveError, Case, Stamp, StampReply, VerifiedStamp};
use evidence::timestamp::{Request, TimestampError};
use faults::{Operation, RecordingStorage, Unflushed, files_after, write_files};
use shared::{TIME, TOOL, capture, new_case, no_members};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use testkit::authority::LocalAuthority;

fn queue(case: &Case) -> Stamp {
    let request = |checkpoint: &[u8]| Ok(Request::for_bytes(checkpoint, b"\x07nonce", None).encode().unwrap());
    case.queue_stamp(request).unwrap()
}

fn keep(case: &Case, stamp: &Stamp, authority: &LocalAuthority) -> Result<VerifiedStamp, ArchiveError> {
    let reply = authority.answer(stamp.request());
    let root = std::fs::read(authority.root_file()).unwrap();
    let list = [authority.revocation_list()];
    let reply = StampReply { authority: "local", reply: &reply, root_file: &root, others: &[], revocation: &list };
    case.keep_stamp(stamp, &reply, TIME, TOOL)
}

fn add(case: &Case, bytes: &[u8]) {
    case.put_object(&mut { bytes }).unwrap();
    case.append(&[capture(bytes, "n")]).unwrap();
}

fn problems(root: &Path) -> Vec<String> {
    let report = Case::open(root).unwrap().check(&mut no_members).unwrap();
    report.problems.into_iter().map(|problem| problem.about).collect()
}

#[test]
fn a_stamp_is_queued_kept_logged_and_covers_what_was_logged_before() {
    let (_folder, case) = new_case();
    add(&case, b"before");
    let stamped = case.checkpoint_text().unwrap();
    let stamp = queue(&case);
    assert!(stamp.is_queued());
    assert_eq!((stamp.number, stamp.stamped()), (1, stamped.as_bytes()));
    assert_eq!(queue(&case), stamp, "the same checkpoint asks once");
    let waiting = case.check(&mut no_members).unwrap();
    assert!(waiting.passed(), "{:?}", waiting.problems);
    assert_eq!(waiting.entries_timestamped, 0);
    assert!(waiting.notes.iter().any(|note| note.contains("not yet timestamped")), "{:?}", waiting.notes);

    let authority = LocalAuthority::new("archive");
    add(&case, b"after the request");
    let kept = keep(&case, &stamp, &authority).unwrap();
    assert_eq!((kept.record.checkpoint_size, kept.log_index), (2, 3));
    assert_eq!(kept.timestamp.authority, "stamps of archive");
    let (verified, problems) = case.verified_stamps().unwrap();
    assert_eq!((verified, problems), (vec![kept], vec![]));
    let report = case.check(&mut no_members).unwrap();
    assert!(report.passed(), "{:?}", report.problems);
    assert_eq!((report.stamps_checked, report.entries_timestamped), (1, 2));

    // A second stamp is over a checkpoint that has the record of the first.
    let second = keep(&case, &queue(&case), &authority).unwrap();
    assert_eq!((second.number, second.record.checkpoint_size), (2, 4));
    assert!(case.check(&mut no_members).unwrap().passed());
}

#[test]
fn stamps_made_before_and_after_a_key_was_replaced_hold() {
    let (_folder, case) = new_case();
    let authority = LocalAuthority::new("two keys");
    add(&case, b"under the first key");
    keep(&case, &queue(&case), &authority).unwrap();
    let waiting = queue(&case);
    case.rotate_key("the laptop was out of sight", "desk", TIME, TOOL).unwrap();
    keep(&case, &waiting, &authority).unwrap();
    let last = keep(&case, &queue(&case), &authority).unwrap();
    let (verified, problems) = case.verified_stamps().unwrap();
    assert_eq!((verified.len(), problems), (3, vec![]));
    let report = case.check(&mut no_members).unwrap();
    assert!(report.passed(), "{:?}", report.problems);
    assert_eq!(report.entries_timestamped, last.record.checkpoint_size);
    let until = format!("stamp 3, the one that covers most, is valid until {}", last.timestamp.certificate_until);
    assert!(report.notes.iter().any(|note| note.contains(&until)), "{:?}", report.notes);
}

#[test]
fn a_reply_that_does_not_hold_leaves_the_request_waiting() {
    let (_folder, case) = new_case();
    let stamp = queue(&case);
    let (authority, other) = (LocalAuthority::new("one"), LocalAuthority::new("other"));
    let reply = authority.answer(stamp.request());
    let root = std::fs::read(other.root_file()).unwrap();
    let reply = StampReply { authority: "one", reply: &reply, root_file: &root, others: &[], revocation: &[] };
    let refused = case.keep_stamp(&stamp, &reply, TIME, TOOL);
    assert!(
        matches!(refused, Err(ArchiveError::Stamp { number: 1, source: TimestampError::NoChain { .. } })),
        "{refused:?}"
    );
    authority.revoke("keyCompromise");
    let refused = keep(&case, &stamp, &authority);
    assert!(matches!(refused, Err(ArchiveError::Stamp { source: TimestampError::Revoked { .. }, .. })), "{refused:?}");
    assert_eq!(case.stamps().unwrap(), [stamp]);
    assert!(case.check(&mut no_members).unwrap().passed());
}

#[test]
fn every_changed_cut_missing_or_added_file_of_a_stamp_is_named() {
    let (folder, case) = new_case();
    add(&case, b"x");
    keep(&case, &queue(&case), &LocalAuthority::new("changed")).unwrap();
    drop(case);
    let root = folder.path().join("case");
    let stamps = root.join("log/timestamps/0001");
    let mut names: Vec<String> =
        std::fs::read_dir(&stamps).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["chain.pem", "checkpoint", "reply.tsr", "request.tsq", "revocation-1.der", "root.pem"]);
    for name in names {
        let (path, about) = (stamps.join(&name), format!("log/timestamps/0001/{name}"));
        let honest = std::fs::read(&path).unwrap();
        for at in (0..honest.len()).step_by(17).chain([honest.len() - 1]) {
            let mut changed = honest.clone();
            changed[at] ^= 0x20;
            std::fs::write(&path, changed).unwrap();
            assert!(problems(&root).contains(&about), "byte {at} of {name}");
        }
        std::fs::write(&path, &honest[1..]).unwrap();
        assert!(problems(&root).contains(&about), "{name} was cut");
        std::fs::remove_file(&path).unwrap();
        assert!(problems(&root).contains(&about), "{name} is missing");
        std::fs::write(&path, honest).unwrap();
        assert_eq!(problems(&root), Vec::<String>::new());
    }
    for surplus in ["log/timestamps/0001/notes.txt", "log/timestamps/1/checkpoint", "log/timestamps/readme"] {
        let path = root.join(surplus);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "x").unwrap();
        assert_eq!(problems(&root), [surplus]);
        std::fs::remove_file(&path).unwrap();
    }
    std::fs::remove_dir_all(&stamps).unwrap();
    assert!(problems(&root).contains(&"log/timestamps/0001/reply.tsr".to_owned()));
}

#[test]
fn a_stop_at_any_point_leaves_a_stamp_that_waits_or_one_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("case");
    let storage = Arc::new(RecordingStorage::new(&root));
    let case = Case::init_on(storage.clone(), &root, TIME, TOOL).unwrap();
    add(&case, b"x");
    let begun = storage.count();
    let stamp = queue(&case);
    let queued = storage.count();
    keep(&case, &stamp, &LocalAuthority::new("crash")).unwrap();
    let acknowledged = storage.count();
    drop(case);
    let operations: Vec<Operation> = storage.operations();
    let mut states: BTreeMap<_, usize> = BTreeMap::new();
    for stop in begun..=operations.len() {
        for unflushed in Unflushed::all(4) {
            states.insert(files_after(&operations[..stop], unflushed), stop);
        }
    }
    assert!(states.len() > 20, "{}", states.len());
    for (number, (files, stop)) in states.into_iter().enumerate() {
        let place = folder.path().join(format!("after-{number}"));
        write_files(&files, &place);
        let case = Case::open(&place).unwrap();
        let report = case.check(&mut no_members).unwrap();
        assert!(report.passed(), "stopped after {stop}: {:?}", report.problems);
        if stop >= acknowledged {
            assert_eq!(report.entries_timestamped, 2, "stopped after {stop}");
        }
        let stamps = case.stamps().unwrap();
        assert!(stop < queued || stamps.len() == 1, "stopped after {stop}");
        for stamp in stamps.iter().filter(|stamp| stamp.logged.is_none() && !stamp.is_queued()) {
            case.finish_stamp(stamp, "local", TIME, TOOL).unwrap();
            assert_eq!(case.check(&mut no_members).unwrap().entries_timestamped, 2);
        }
        std::fs::remove_dir_all(&place).unwrap();
    }
}
