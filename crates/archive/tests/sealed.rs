//! Texts of the log are sealed: the log alone names nobody, and the case still knows everything.

mod shared;

use archive::{Case, MemberPlace};
use evidence::proof::TlogProof;
use evidence::tiles::LogEdge;
use evidence::{Checkpoint, NoteSigningKey, NoteVerifyingKey};
use model::{
    ContainerRef, CustodyEvent, CustodyKind, Decision, DecisionKind, ItemId, LogEntry, MemberCoding, OperatorClaims,
};
use shared::{TIME, TOOL, capture, new_case, no_members};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const NAME: &str = "Amina, the baker’s daughter";

fn told(bytes: &[u8]) -> LogEntry {
    let LogEntry::Captured { item, size_bytes, time, tool, .. } = capture(bytes, "") else { unreachable!() };
    let claimed = OperatorClaims { received_from: Some(NAME.to_owned()), ..OperatorClaims::default() };
    let (container, container_url, container_time) = (None, None, None);
    LogEntry::Captured {
        item,
        size_bytes,
        name: "from-amina/clip.mp4".to_owned(),
        time,
        tool,
        container,
        container_url,
        container_time,
        claimed,
    }
}

fn all_bytes_below(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let bytes = |path: PathBuf| if path.is_dir() { all_bytes_below(&path) } else { std::fs::read(path).unwrap() };
    entries.flat_map(bytes).collect()
}

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn the_log_names_nobody_and_the_case_knows_who_it_was() {
    let (folder, case) = new_case();
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[told(b"clip")]).unwrap();
    let root = folder.path().join("case");
    let log = all_bytes_below(&root.join("log"));
    assert!(!holds(&log, "Amina") && !holds(&log, "amina"));
    assert!(holds(&all_bytes_below(&root.join("openings")), NAME));
    let item = case.items().unwrap().remove(0);
    assert_eq!(item.captures[0].claimed.received_from.as_deref(), Some(NAME));
    assert_eq!(item.name, "from-amina/clip.mp4");
    let opening = case.opening(1).unwrap();
    assert_eq!(evidence::seal::open(&case.leaves(1..2).unwrap()[0], &opening).unwrap(), told(b"clip"));
}

#[test]
fn the_catalog_is_rebuilt_with_the_names_from_log_and_openings() {
    let (folder, case) = new_case();
    for bytes in [&b"a"[..], b"b", b"c"] {
        case.put_object(&mut &*bytes).unwrap();
        case.append(&[told(bytes)]).unwrap();
    }
    let before = case.items().unwrap();
    drop(case);
    let root = folder.path().join("case");
    std::fs::remove_file(root.join("catalog.sqlite")).unwrap();
    let case = Case::open(&root).unwrap();
    assert_eq!(case.items().unwrap(), before);
    assert!(case.check(&mut no_members).unwrap().passed());
}

#[test]
fn a_changed_name_is_found_and_the_item_named() {
    let (folder, case) = new_case();
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[told(b"clip")]).unwrap();
    let path = folder.path().join("case/openings/1");
    let text = std::fs::read_to_string(&path).unwrap().replace("Amina", "Fatma");
    std::fs::write(&path, text).unwrap();
    let report = case.check(&mut no_members).unwrap();
    assert_eq!(report.problems[0].about, ItemId::of(b"clip").hex());
    assert!(report.problems[0].text.contains("claimed.received_from"), "{:?}", report.problems);
}

/// A case as the first format had it: every text stands open in the log.
fn case_of_format_1(root: &Path) -> Case {
    let key = NoteSigningKey::from_seed("firsthand-case/00ff", &[9; 32]).unwrap();
    let (time, tool) = (TIME.to_owned(), TOOL.to_owned());
    let created = LogEntry::CaseCreated { format: 1, time, tool, case_id: "00ff".to_owned() };
    let leaf = evidence::leaf::encode(&created).unwrap();
    let mut edge = LogEdge::default();
    let growth = edge.append([leaf.as_slice()]);
    let checkpoint = Checkpoint { origin: "firsthand-case/00ff".to_owned(), size: 1, root: edge.root() };
    let mut files: Vec<(String, Vec<u8>)> =
        growth.writes.into_iter().map(|tile| (format!("log/{}", tile.path), tile.bytes)).collect();
    files.push(("log/checkpoint".to_owned(), checkpoint.sign(&key).unwrap().into_bytes()));
    files.push(("keys/log.key".to_owned(), format!("{}\n", key.skey()).into_bytes()));
    files.push(("keys/log.vkey".to_owned(), format!("{}\n", key.verifying_key().vkey()).into_bytes()));
    for (path, bytes) in files {
        let place = root.join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(root.join("keys/log.key"), owner_only).unwrap();
    Case::open(root).unwrap()
}

#[test]
fn a_case_of_the_first_format_is_read_and_goes_on_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_of_format_1(folder.path());
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[told(b"clip")]).unwrap();
    assert!(holds(&case.leaves(1..2).unwrap()[0], NAME));
    assert!(case.opening(1).unwrap().is_empty());
    drop(case);
    let case = Case::open(folder.path()).unwrap();
    assert_eq!(case.entries(1..2).unwrap(), [told(b"clip")]);
    assert!(case.check(&mut no_members).unwrap().passed());
}

/// A capture of a member of `container`, at an address that names somebody.
fn member(bytes: &[u8], container: &[u8]) -> LogEntry {
    let LogEntry::Captured { item, size_bytes, time, tool, claimed, .. } = capture(bytes, "") else { unreachable!() };
    let coding = MemberCoding::ZipEntry { method: 0 };
    let place = ContainerRef { container: ItemId::of(container), offset: 0, length: 1, coding };
    let url = Some("https://example.org/amina".to_owned());
    LogEntry::Captured {
        item,
        size_bytes,
        name: "amina.html".to_owned(),
        time,
        tool,
        container: Some(place),
        container_url: url,
        container_time: None,
        claimed,
    }
}

fn happened(what: CustodyKind, items: &[&[u8]], text: &str) -> LogEntry {
    LogEntry::Custody(CustodyEvent {
        what,
        items: items.iter().map(|bytes| ItemId::of(bytes)).collect(),
        text: text.to_owned(),
        by: "Ada".to_owned(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
    })
}

fn decided(id: &str, what: DecisionKind) -> LogEntry {
    LogEntry::Decided(Decision {
        id: id.to_owned(),
        what,
        why: "seen".to_owned(),
        by: "Ada".to_owned(),
        time: TIME.to_owned(),
        undone_by: None,
        log_index: None,
    })
}

/// The members are had as the log says.
fn as_logged(member: &MemberPlace) -> Result<ItemId, String> {
    Ok(member.item)
}

#[test]
fn what_was_said_of_a_disposed_item_is_nowhere_in_the_case_and_its_entries_still_prove() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    for bytes in [&b"archive"[..], b"clip", b"kept", b"inner and kept"] {
        case.put_object(&mut &*bytes).unwrap();
    }
    case.append(&[told(b"archive"), told(b"clip")]).unwrap();
    case.append(&[capture(b"kept", "kept-name.txt"), capture(b"inner and kept", "both.txt")]).unwrap();
    let members = [&b"page"[..], b"inner and kept", b"deep"];
    case.append(&[member(members[0], b"archive"), member(members[1], b"archive"), member(members[2], b"page")])
        .unwrap();
    case.append(&[happened(CustodyKind::Transferred, &[b"clip"], "to Amina’s brother")]).unwrap();
    case.append(&[happened(CustodyKind::Transferred, &[b"clip", b"kept"], "both to the registry")]).unwrap();
    let about = ItemId::of(b"clip");
    case.append(&[
        decided("D1", DecisionKind::Note { about: about.hex(), text: "ask Amina".to_owned() }),
        decided("D2", DecisionKind::Tag { item: about, tag: "Amina".to_owned() }),
        decided("D3", DecisionKind::Note { about: ItemId::of(b"kept").hex(), text: "to keep".to_owned() }),
    ])
    .unwrap();
    case.derived_put("extract", &ItemId::of(b"page").hex(), "v1", b"Amina said").unwrap();
    case.search_put(&ItemId::of(b"page").hex(), 0, "body", "aminatoken said", "Amina said").unwrap();
    case.derived_put("claims", "case", "v1", b"Amina said").unwrap();
    case.derived_put("extract", &ItemId::of(b"kept").hex(), "v1", b"what is kept").unwrap();
    let before = (case.leaves(0..99).unwrap(), case.inclusion_proof(2).unwrap());

    case.append(&[happened(CustodyKind::Disposed, &[b"clip", b"archive"], "consent withdrawn")]).unwrap();
    let pending = case.check(&mut as_logged).unwrap();
    assert!(
        pending
            .problems
            .iter()
            .any(|problem| problem.about == ItemId::of(b"deep").hex() && problem.text.contains("still here")),
        "{:?}",
        pending.problems
    );
    let gone = case.dispose(&[ItemId::of(b"clip"), ItemId::of(b"archive")], "case").unwrap();
    let wanted: BTreeSet<ItemId> =
        [&b"clip"[..], b"archive", b"page", b"deep"].iter().map(|it| ItemId::of(it)).collect();
    assert_eq!(gone.into_iter().collect::<BTreeSet<_>>(), wanted, "what lay only in it, and nothing else");
    assert_eq!(case.disposed().unwrap().len(), 4);

    let check = |case: &Case| {
        let report = case.check(&mut as_logged).unwrap();
        assert_eq!(report.problems, []);
        assert!(report.notes.iter().any(|note| note.contains("disposed of")), "{:?}", report.notes);
    };
    check(&case);
    assert_eq!(case.leaves(0..9).unwrap(), before.0[..9], "no entry of the log is touched");
    assert!(case.items_at("https://example.org/amina", &BTreeSet::new()).unwrap().is_empty());
    assert_eq!(
        case.derived_get("extract", &ItemId::of(b"kept").hex(), "v1").unwrap().as_deref(),
        Some(&b"what is kept"[..])
    );
    let custody: Vec<String> = case.custody().unwrap().into_iter().map(|event| event.text).collect();
    assert_eq!(custody, [evidence::seal::NOT_SHOWN, "both to the registry", "consent withdrawn"]);
    let decisions = case.decisions().unwrap();
    let whys: Vec<&str> = decisions.iter().map(|decision| decision.why.as_str()).collect();
    assert_eq!(whys, [evidence::seal::NOT_SHOWN, evidence::seal::NOT_SHOWN, "seen"]);
    assert!(decisions.iter().all(|decision| decision.by == "Ada"), "who said something stays");
    assert!(matches!(&decisions[2].what, DecisionKind::Note { text, .. } if text == "to keep"));
    let kept = case.item(&ItemId::of(b"inner and kept").hex()).unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.captures.len()), ("both.txt", 2));
    let key = NoteVerifyingKey::from_vkey(&case.public_key_vkey()).unwrap();
    for proof in [before.1, case.inclusion_proof(2).unwrap()] {
        TlogProof::from_text(&proof).unwrap().verify(&before.0[2], &key).unwrap();
    }
    drop(case);
    for word in ["Amina", "amina", "aminatoken"] {
        assert!(!holds(&all_bytes_below(&root), word), "{word} is still somewhere in the case");
    }
    std::fs::remove_file(root.join("catalog.sqlite")).unwrap();
    check(&Case::open(&root).unwrap());
}

#[test]
fn a_disposed_item_that_comes_again_is_held_with_what_is_said_of_it_then() {
    let (_folder, case) = new_case();
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[told(b"clip"), happened(CustodyKind::Disposed, &[b"clip"], "by law")]).unwrap();
    case.dispose(&[ItemId::of(b"clip")], "case").unwrap();
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[capture(b"clip", "again.mp4")]).unwrap();
    assert_eq!(case.check(&mut no_members).unwrap().problems, []);
    assert!(case.disposed().unwrap().is_empty());
    let names: Vec<String> = case.captures().unwrap().into_iter().map(|(_, capture)| capture.name).collect();
    assert_eq!(names, [evidence::seal::NOT_SHOWN, "again.mp4"]);
}

#[test]
fn a_text_that_was_taken_away_without_a_logged_disposal_is_found() {
    let (folder, case) = new_case();
    case.put_object(&mut &b"clip"[..]).unwrap();
    case.append(&[told(b"clip")]).unwrap();
    let path = folder.path().join("case/openings/1");
    std::fs::write(&path, "{\"log_index\":1,\"fields\":{}}\n").unwrap();
    let report = case.check(&mut no_members).unwrap();
    assert!(report.problems.iter().any(|problem| problem.text.contains("is missing")), "{:?}", report.problems);
}
