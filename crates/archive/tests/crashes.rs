//! Power cuts and failing disks: every operation of an addition is recorded, and the case is rebuilt as it may stand on
//! disk after a stop at each of them, with the writes that were not yet flushed kept, dropped, torn or
//! written in another order (as ALICE and CrashMonkey do). Each such state must open, pass its check, and hold everything that was acknowledged.

mod faults;
mod shared;

use archive::{ArchiveError, Case};
use faults::{FailingStorage, Operation, RecordingStorage, Unflushed, files_after, write_files};
use model::{CustodyEvent, CustodyKind, ItemId, LogEntry};
use shared::{TIME, TOOL, capture, no_members};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a disk holds: contents by path.
type Files = BTreeMap<PathBuf, Vec<u8>>;
/// A state to try: its number, what the disk holds, and after which stop in which way.
type NumberedState = (usize, (Files, (usize, Unflushed)));

/// Orders of un-flushed writes drawn for each stop.
const N_ORDERS: u64 = 36;
/// Fewer different states would mean that the test no longer looks at what it should.
const LEAST_STATES: usize = 2_000;

/// Adds twenty originals, in batches and one by one; gives what was acknowledged after how many operations.
fn add_twenty(case: &Case, storage: &RecordingStorage) -> Vec<(usize, ItemId)> {
    let mut acknowledged = Vec::new();
    for round in 0..4u8 {
        let originals: Vec<Vec<u8>> = (0..4).map(|number| vec![round, number, 7]).collect();
        let mut batch = case.batch().unwrap();
        let mut entries: Vec<LogEntry> = Vec::new();
        for bytes in &originals {
            batch.put_object(&mut bytes.as_slice()).unwrap();
            entries.push(capture(bytes, "n"));
        }
        batch.commit(&entries).unwrap();
        drop(batch);
        let done = storage.count();
        acknowledged.extend(originals.iter().map(|bytes| (done, ItemId::of(bytes))));
        let single = [round, 99];
        case.put_object(&mut single.as_slice()).unwrap();
        case.append(&[capture(&single, "single")]).unwrap();
        acknowledged.push((storage.count(), ItemId::of(&single)));
        if round == 1 {
            case.rotate_key("a new laptop", "N. N.", TIME, TOOL).unwrap();
        }
    }
    acknowledged
}

#[test]
fn after_a_stop_at_any_point_the_case_opens_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("case");
    let storage = Arc::new(RecordingStorage::new(&root));
    let case = Case::init_on(storage.clone(), &root, TIME, TOOL).unwrap();
    let made = storage.count();
    let acknowledged = add_twenty(&case, &storage);
    drop(case);
    assert_eq!(acknowledged.len(), 20);
    let operations: Vec<Operation> = storage.operations();

    // Many stops leave the same files. The last stop that does so has the most acknowledged, so that is the one to try.
    let mut states: BTreeMap<_, (usize, Unflushed)> = BTreeMap::new();
    for stop in made..=operations.len() {
        for unflushed in Unflushed::all(N_ORDERS) {
            states.insert(files_after(&operations[..stop], unflushed), (stop, unflushed));
        }
    }
    assert!(states.len() >= LEAST_STATES, "{} states of {} operations", states.len(), operations.len());
    let states: Vec<_> = states.into_iter().enumerate().collect();
    let check_all = |states: &[NumberedState]| {
        for (number, (files, (stop, unflushed))) in states {
            let place = folder.path().join(format!("after-{number}"));
            write_files(files, &place);
            check_state(&place, *stop, *unflushed, &acknowledged);
            std::fs::remove_dir_all(&place).unwrap();
        }
    };
    let (half, other_half) = states.split_at(states.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| check_all(half));
        check_all(other_half);
    });
}

fn check_state(place: &Path, stop: usize, unflushed: Unflushed, acknowledged: &[(usize, ItemId)]) {
    let about = format!("stopped after operation {stop}, {unflushed:?}");
    let storage = Arc::new(RecordingStorage::new(place));
    let case = Case::open_on(storage, place).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert_eq!(case.damage(), None, "{about}");
    let report = case.check(&mut no_members).unwrap();
    assert_eq!(report.problems, [], "{about}; repairs {:?}", case.repairs());
    let held: Vec<ItemId> = case.items().unwrap().into_iter().map(|item| item.id).collect();
    for (_, item) in acknowledged.iter().filter(|(after, _)| *after <= stop) {
        assert!(held.contains(item) && case.object_path(item).is_some(), "{about}: {item} is lost");
    }
    // And it goes on.
    case.put_object(&mut &b"after the crash"[..]).unwrap();
    case.append(&[capture(b"after the crash", "later")]).unwrap();
    assert!(case.check(&mut no_members).unwrap().passed(), "{about}");
}

#[test]
fn a_disk_that_fails_at_any_operation_gives_an_error_that_names_it_and_no_harm_is_done() {
    let mut failed_at_least_once = 0;
    for fail_at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("case");
        drop(Case::init(&root, TIME, TOOL).unwrap());
        let storage = Arc::new(FailingStorage::new(fail_at));
        let added = Case::open_on(storage, &root).and_then(|case| {
            let mut batch = case.batch()?;
            batch.put_object(&mut &b"one"[..])?;
            batch.put_object(&mut &b"two"[..])?;
            batch.commit(&[capture(b"one", "1"), capture(b"two", "2")]).map(drop)
        });
        let case = Case::open(&root).unwrap();
        assert_eq!(case.check(&mut no_members).unwrap().problems, [], "failed at {fail_at}");
        match added {
            Ok(()) => {
                assert_eq!(case.items().unwrap().len(), 2);
                if fail_at > 0 {
                    break;
                }
            }
            Err(error) => {
                failed_at_least_once += 1;
                assert!(error.is_machine_failure(), "failed at {fail_at}: {error}");
                assert!(matches!(&error, ArchiveError::Io { .. }), "{error}");
                assert!(error.to_string().contains("disk is full"), "{error}");
            }
        }
        // The same addition again, once there is space.
        let mut batch = case.batch().unwrap();
        batch.put_object(&mut &b"one"[..]).unwrap();
        batch.commit(&[capture(b"one", "1")]).unwrap();
        drop(batch);
        assert!(case.check(&mut no_members).unwrap().passed());
    }
    assert!(failed_at_least_once > 10, "{failed_at_least_once}");
}

#[test]
fn a_disposal_that_was_stopped_at_any_point_is_told_and_finished_by_giving_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("case");
    let storage = Arc::new(RecordingStorage::new(&root));
    let case = Case::init_on(storage.clone(), &root, TIME, TOOL).unwrap();
    let gone = ItemId::of(b"gone");
    for bytes in [&b"gone"[..], b"kept"] {
        case.put_object(&mut &*bytes).unwrap();
        case.append(&[capture(bytes, "name-of-it")]).unwrap();
    }
    case.append(&[happened(CustodyKind::Transferred, gone)]).unwrap();
    case.append(&[happened(CustodyKind::Disposed, gone)]).unwrap();
    let logged = storage.count();
    case.dispose(&[gone], "case").unwrap();
    drop(case);
    let operations = storage.operations();
    let mut states: BTreeMap<Files, usize> = BTreeMap::new();
    for stop in logged..=operations.len() {
        for unflushed in Unflushed::all(N_ORDERS) {
            states.insert(files_after(&operations[..stop], unflushed), stop);
        }
    }
    assert!(states.len() >= 5, "{} states of {} operations", states.len(), operations.len() - logged);
    let mut n_unfinished = 0;
    for (number, (files, stop)) in states.into_iter().enumerate() {
        let place = folder.path().join(format!("after-{number}"));
        write_files(&files, &place);
        let case = Case::open_on(Arc::new(RecordingStorage::new(&place)), &place).unwrap();
        assert_eq!(case.damage(), None, "stopped after operation {stop}");
        let problems = case.check(&mut no_members).unwrap().problems;
        n_unfinished += usize::from(!problems.is_empty());
        let is_of_it = |about: &str| about == gone.hex() || about == "log entry 3";
        assert!(
            problems.iter().all(|problem| is_of_it(&problem.about)),
            "stopped after operation {stop}: {problems:?}"
        );
        case.dispose(&[gone], "case").unwrap();
        assert_eq!(case.check(&mut no_members).unwrap().problems, [], "stopped after operation {stop}");
        assert!(case.object_path(&gone).is_none() && case.object_path(&ItemId::of(b"kept")).is_some());
        drop(case);
        std::fs::remove_dir_all(&place).unwrap();
    }
    assert!(n_unfinished > 0, "no stop left anything to finish");
}

fn happened(what: CustodyKind, item: ItemId) -> LogEntry {
    let (text, by, time, tool) = ("to the registry".to_owned(), "Ada".to_owned(), TIME.to_owned(), TOOL.to_owned());
    LogEntry::Custody(CustodyEvent { what, items: vec![item], text, by, time, tool })
}
