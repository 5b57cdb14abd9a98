//! A case as its users meet it: making, adding, finding, reopening.

mod shared;

use archive::{ArchiveError, Case, ErrorKind, MemberPlace};
use model::{
    ContainerRef, CustodyEvent, CustodyKind, Decision, DecisionKind, ItemId, LogEntry, MemberCoding, OperatorClaims,
};
use shared::{TIME, TOOL, capture, new_case, no_members};

#[test]
fn a_new_case_has_one_entry_and_passes_its_check() {
    let (_folder, case) = new_case();
    assert_eq!(case.log_size().unwrap(), 1);
    assert!(matches!(case.entries(0..9).unwrap().as_slice(), [LogEntry::CaseCreated { format: 2, .. }]));
    let report = case.check(&mut no_members).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(report.entries_checked, 1);
}

#[test]
fn a_folder_with_something_in_it_is_not_made_a_case() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.txt"), "x").unwrap();
    let refused = Case::init(folder.path(), TIME, TOOL).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Usage);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(matches!(Case::open(folder.path()), Err(ArchiveError::NotACase { .. })));
}

#[test]
fn stored_bytes_come_back_equal_and_read_only_under_their_hash() {
    let (_folder, case) = new_case();
    // Shorter than a buffer, exactly one, and several with a rest.
    for length in [0, 5, 1 << 20, (3 << 20) + 17] {
        let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let stored = case.put_object(&mut bytes.as_slice()).unwrap();
        assert_eq!((stored.item, stored.size_bytes, stored.already_held), (ItemId::of(&bytes), length, false));
        case.append(&[capture(&bytes, "a.bin")]).unwrap();
        let path = case.object_path(&stored.item).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert!(std::fs::metadata(&path).unwrap().permissions().readonly());
        assert!(case.put_object(&mut bytes.as_slice()).unwrap().already_held);
    }
}

#[test]
fn a_source_that_breaks_off_leaves_nothing_and_is_no_fault_of_the_machine() {
    struct Broken(usize);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(std::io::Error::other("bad sector"))?;
            Ok(buffer.len().min(700_000))
        }
    }
    let (folder, case) = new_case();
    for reads in [0, 1, 5] {
        let error = case.put_object(&mut Broken(reads)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(!error.is_machine_failure());
    }
    assert_eq!(std::fs::read_dir(folder.path().join("case/incoming")).unwrap().count(), 0);
    assert_eq!(case.check(&mut no_members).unwrap().problems, []);
}

#[test]
fn a_capture_is_not_logged_before_its_bytes_are_stored() {
    let (_folder, case) = new_case();
    assert!(matches!(case.append(&[capture(b"never put", "a")]), Err(ArchiveError::NotStored { .. })));
    assert_eq!(case.log_size().unwrap(), 1);
}

#[test]
fn equal_bytes_are_one_item_with_several_captures() {
    let (_folder, case) = new_case();
    let mut batch = case.batch().unwrap();
    assert!(!batch.put_object(&mut &b"same"[..]).unwrap().already_held);
    assert!(batch.put_object(&mut &b"same"[..]).unwrap().already_held);
    let indices = batch.commit(&[capture(b"same", "first.txt"), capture(b"same", "second.txt")]).unwrap();
    drop(batch);
    assert_eq!(indices, [1, 2]);
    let items = case.items().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].name, "first.txt");
    assert_eq!(items[0].media_type, "application/octet-stream");
    let names: Vec<_> = items[0].captures.iter().map(|capture| (capture.name.as_str(), capture.log_index)).collect();
    assert_eq!(names, [("first.txt", 1), ("second.txt", 2)]);
}

#[test]
fn an_item_is_found_by_hash_prefix_and_short_id_in_any_case() {
    let (_folder, case) = new_case();
    let mut batch = case.batch().unwrap();
    let entries: Vec<LogEntry> = (0..300u32)
        .map(|number| {
            batch.put_object(&mut number.to_be_bytes().as_slice()).unwrap();
            capture(&number.to_be_bytes(), "n")
        })
        .collect();
    batch.commit(&entries).unwrap();
    drop(batch);
    for item in case.items().unwrap() {
        let hex = item.id.hex();
        for text in [hex.clone(), hex[..12].to_owned(), hex[..12].to_uppercase(), item.short_id.0.to_lowercase()] {
            assert_eq!(case.item(&text).unwrap().unwrap().id, item.id, "{text}");
        }
    }
    assert_eq!(case.item("abcde").unwrap(), None);
    assert_eq!(case.item("no such").unwrap(), None);
}

#[test]
fn what_the_operator_and_the_container_say_is_told_as_theirs() {
    let (_folder, case) = new_case();
    case.put_object(&mut &b"container"[..]).unwrap();
    let container = ContainerRef {
        container: ItemId::of(b"container"),
        offset: 3,
        length: 4,
        coding: MemberCoding::ZipEntry { method: 0 },
    };
    let member = LogEntry::Captured {
        item: ItemId::of(b"member"),
        size_bytes: 6,
        name: "page.html".to_owned(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
        container: Some(container.clone()),
        container_url: Some("http://example.org/".to_owned()),
        container_time: Some("2020-01-01T00:00:00Z".to_owned()),
        claimed: OperatorClaims { collected_by: Some("Ada".to_owned()), ..OperatorClaims::default() },
    };
    case.append(&[capture(b"container", "a.zip"), member]).unwrap();
    let item = case.item(&ItemId::of(b"member").hex()).unwrap().unwrap();
    let capture = &item.captures[0];
    assert_eq!(capture.time, "2020-01-01T00:00:00Z");
    assert_eq!(capture.from.as_deref(), Some("http://example.org/"));
    assert_eq!(capture.by.as_deref(), Some("Ada"));
    assert_eq!(case.container_of(&item.id).unwrap(), Some(container));
    let held = case.captures_in_container(&ItemId::of(b"container")).unwrap();
    assert_eq!(held, [(item.id, capture.clone())]);
    assert_eq!(case.captures_in_container(&item.id).unwrap(), []);
    assert_eq!(case.object_path(&item.id), None);

    let mut resolved = |_: &MemberPlace| Ok(ItemId::of(b"member"));
    let report = case.check(&mut resolved).unwrap();
    assert_eq!((report.problems.as_slice(), report.members_checked), (&[][..], 1));
    let mut other = |_: &MemberPlace| Ok(ItemId::of(b"other"));
    assert_eq!(case.check(&mut other).unwrap().problems[0].about, ItemId::of(b"member").hex());
}

#[test]
fn a_decision_is_undone_and_the_undoing_too() {
    let (_folder, case) = new_case();
    let decided = |id: &str, what| {
        LogEntry::Decided(Decision {
            id: id.to_owned(),
            what,
            why: "seen".to_owned(),
            by: "Ada".to_owned(),
            time: TIME.to_owned(),
            undone_by: None,
            log_index: None,
        })
    };
    let undo = |decision: &str| DecisionKind::Undo { decision: decision.to_owned() };
    case.append(&[
        decided("D1", DecisionKind::RejectMatch { match_id: "M1".to_owned() }),
        decided("D2", DecisionKind::AcceptMatch { match_id: "M2".to_owned() }),
        decided("D3", undo("D1")),
        decided("D4", undo("D2")),
        decided("D5", undo("D4")),
    ])
    .unwrap();
    let undone: Vec<_> = case.decisions().unwrap().into_iter().map(|decision| decision.undone_by).collect();
    assert_eq!(undone, [Some("D3".to_owned()), None, None, Some("D5".to_owned()), None]);
}

#[test]
fn a_disposed_item_is_told_as_disposed_and_not_as_lost() {
    let (_folder, case) = new_case();
    case.put_object(&mut &b"secret"[..]).unwrap();
    case.append(&[capture(b"secret", "s.txt")]).unwrap();
    let item = ItemId::of(b"secret");
    assert!(matches!(case.dispose(&[item], "case"), Err(ArchiveError::NotDisposed { .. })));
    let event = CustodyEvent {
        what: CustodyKind::Disposed,
        items: vec![item],
        text: "consent withdrawn".to_owned(),
        by: "Ada".to_owned(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
    };
    case.append(&[LogEntry::Custody(event)]).unwrap();
    assert!(!case.check(&mut no_members).unwrap().passed());
    assert_eq!(case.dispose(&[item], "case").unwrap(), [item]);
    let report = case.check(&mut no_members).unwrap();
    assert_eq!(report.problems, []);
    assert!(report.notes[0].contains("disposed"), "{:?}", report.notes);
    assert_eq!(case.items().unwrap().len(), 1);
}

#[test]
fn a_case_without_its_catalog_is_read_again_from_the_log() {
    let (folder, case) = new_case();
    case.put_object(&mut &b"bytes"[..]).unwrap();
    case.append(&[capture(b"bytes", "b.txt")]).unwrap();
    let before = case.items().unwrap();
    drop(case);
    let root = folder.path().join("case");
    for damage in [None, Some(&b"not a database, but long enough to be looked at as one by whoever opens it"[..])] {
        for name in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
            let _ = std::fs::remove_file(root.join(name));
        }
        if let Some(bytes) = damage {
            std::fs::write(root.join("catalog.sqlite"), bytes).unwrap();
        }
        let case = Case::open(&root).unwrap();
        assert!(!case.repairs().is_empty());
        assert_eq!(case.items().unwrap(), before);
        assert_eq!(case.check(&mut no_members).unwrap().problems, []);
    }
}

#[test]
fn two_openings_write_in_turn_and_see_each_others_entries() {
    let (folder, one) = new_case();
    let two = Case::open(&folder.path().join("case")).unwrap();
    for round in 0..3u8 {
        for case in [&one, &two] {
            let bytes = [round, std::ptr::eq(case, &one).into()];
            case.put_object(&mut bytes.as_slice()).unwrap();
            case.append(&[capture(&bytes, "n")]).unwrap();
        }
    }
    assert_eq!(one.items().unwrap(), two.items().unwrap());
    assert_eq!(one.items().unwrap().len(), 6);
    assert_eq!(two.check(&mut no_members).unwrap().problems, []);
}

#[test]
fn proofs_of_every_entry_hold_and_an_earlier_checkpoint_is_extended() {
    let (_folder, case) = new_case();
    let key = evidence::NoteVerifyingKey::from_vkey(&case.public_key_vkey()).unwrap();
    let mut earlier = vec![case.checkpoint_text().unwrap()];
    for step in [1u32, 5, 250, 300] {
        let entries: Vec<LogEntry> = (0..step)
            .map(|number| LogEntry::Rejected {
                name: number.to_string(),
                reason: "a folder".to_owned(),
                time: TIME.to_owned(),
            })
            .collect();
        case.append(&entries).unwrap();
        earlier.push(case.checkpoint_text().unwrap());
    }
    let leaves = case.leaves(0..u64::MAX >> 1).unwrap();
    assert_eq!(leaves.len(), 557);
    for (index, leaf) in (0u64..).zip(&leaves) {
        let proof = evidence::proof::TlogProof::from_text(&case.inclusion_proof(index).unwrap()).unwrap();
        assert_eq!(proof.verify(leaf, &key).unwrap().size, 557);
    }
    assert!(earlier.iter().all(|checkpoint| case.check_extends(checkpoint.as_bytes()).unwrap().is_ok()));
    let (_other_folder, other) = new_case();
    assert!(other.check_extends(earlier[0].as_bytes()).unwrap().is_err());
}

#[test]
fn a_text_that_could_pass_for_a_checkpoint_is_not_signed() {
    let (_folder, case) = new_case();
    let checkpoint = case.checkpoint().unwrap();
    assert!(matches!(case.sign_note(&checkpoint.text()), Err(ArchiveError::NotSignable { .. })));
    let note = case.sign_note("firsthand-bundle/1\nabc\n").unwrap();
    let key = evidence::NoteVerifyingKey::from_vkey(&case.public_key_vkey()).unwrap();
    assert_eq!(key.open(note.as_bytes()).unwrap().text, "firsthand-bundle/1\nabc\n");
}

#[test]
fn items_come_in_pages_and_by_the_address_that_they_came_from() {
    let (_folder, case) = new_case();
    let at = |url: &str, bytes: &[u8]| {
        let LogEntry::Captured { item, size_bytes, name, time, tool, .. } = capture(bytes, "a.txt") else { panic!() };
        let claimed = OperatorClaims { url: Some(url.to_owned()), ..OperatorClaims::default() };
        let (container, container_url, container_time) = (None, None, None);
        LogEntry::Captured { item, size_bytes, name, time, tool, container, container_url, container_time, claimed }
    };
    for bytes in [&b"one"[..], b"two", b"three"] {
        case.put_object(&mut &*bytes).unwrap();
        case.append(&[capture(bytes, "x")]).unwrap();
    }
    case.append(&[at("https://example.org/a", b"three"), at("https://example.org/a", b"one")]).unwrap();
    let all = case.items().unwrap();
    assert_eq!((all.len(), case.n_items().unwrap(), case.n_captures().unwrap()), (3, 3, 5));
    assert_eq!(all.iter().map(|item| item.captures.len()).collect::<Vec<_>>(), [2, 1, 2]);
    assert_eq!(all.iter().map(|item| item.id).collect::<Vec<_>>(), case.item_ids().unwrap());
    let mut pages = case.items_after(None, 2).unwrap();
    pages.extend(case.items_after(Some(&pages[1].id), 2).unwrap());
    assert_eq!(pages, all);
    assert_eq!(case.items_after(Some(&all[2].id), 2).unwrap(), []);
    assert!(matches!(case.items_after(Some(&ItemId::of(b"?")), 2), Err(ArchiveError::NoSuchItem { .. })));
    let captures = case.captures().unwrap();
    assert_eq!(case.captures_after(None, 2).unwrap(), captures[..2]);
    assert_eq!(case.captures_after(Some(captures[1].1.log_index), 9).unwrap(), captures[2..]);
    let at = |address: &str, known: &[ItemId]| case.items_at(address, &known.iter().copied().collect()).unwrap();
    assert_eq!(at("https://example.org/a", &[]), [all[0].clone(), all[2].clone()]);
    assert_eq!(at("https://example.org/a", &[all[0].id]), [all[2].clone()]);
    assert_eq!(at("https://example.org/b", &[]), []);
}
