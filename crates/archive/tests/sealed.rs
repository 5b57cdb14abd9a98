//! Texts of the log are sealed: the log alone names nobody, and the case still knows everything.

mod shared;

use archive::Case;
use evidence::tiles::LogEdge;
use evidence::{Checkpoint, NoteSigningKey};
use model::{ItemId, LogEntry, OperatorClaims};
use shared::{TIME, TOOL, capture, new_case, no_members};
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
