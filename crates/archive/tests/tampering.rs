//! Whatever is changed, cut, removed, swapped or added in a case is found by its check, and the item named.

mod shared;

use archive::{ArchiveError, Case, CheckReport};
use model::ItemId;
use shared::{capture, new_case, no_members};
use std::fs;
use std::path::{Path, PathBuf};

/// A case with three originals in two appends, closed. The catalog is taken out, so that each opening reads the log.
fn closed_case() -> (tempfile::TempDir, PathBuf) {
    let (folder, case) = new_case();
    case.put_object(&mut &b"first"[..]).unwrap();
    case.append(&[capture(b"first", "1")]).unwrap();
    let mut batch = case.batch().unwrap();
    for bytes in [b"second", b"third."] {
        batch.put_object(&mut bytes.as_slice()).unwrap();
    }
    batch.commit(&[capture(b"second", "2"), capture(b"third.", "3")]).unwrap();
    drop(batch);
    drop(case);
    let root = folder.path().join("case");
    (folder, root)
}

fn check(root: &Path) -> Option<CheckReport> {
    match Case::open(root) {
        Ok(case) => Some(case.check(&mut no_members).unwrap()),
        Err(ArchiveError::Damaged { .. } | ArchiveError::NotACase { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Found: opening refuses, or the check names something.
fn is_found(root: &Path) -> bool {
    check(root).is_none_or(|report| !report.passed())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
}

fn ground_files(root: &Path) -> Vec<PathBuf> {
    let mut files = files_below(&root.join("log"));
    files.extend(files_below(&root.join("objects")));
    files.extend(files_below(&root.join("openings")));
    files.push(root.join("keys/log.vkey"));
    files
}

#[test]
fn every_changed_byte_of_log_and_objects_is_found() {
    let (_folder, root) = closed_case();
    for path in ground_files(&root) {
        let bytes = fs::read(&path).unwrap();
        // Every byte; the bit goes round, so that all eight are met many times in all files together.
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1 << (at % 8);
            write(&path, &other);
            assert!(is_found(&root), "{} byte {at}", path.display());
        }
        write(&path, &bytes);
    }
    assert!(check(&root).unwrap().passed());
}

#[test]
fn every_cut_or_removed_file_of_log_and_objects_is_found() {
    let (_folder, root) = closed_case();
    for path in ground_files(&root) {
        let bytes = fs::read(&path).unwrap();
        for cut in [0, bytes.len() / 2, bytes.len() - 1] {
            if path.ends_with("log.vkey") && cut == bytes.len() - 1 {
                continue; // Without its final newline it is the same key.
            }
            write(&path, &bytes[..cut]);
            assert!(is_found(&root), "{} cut to {cut}", path.display());
        }
        write(&path, &[bytes.as_slice(), b"\n"].concat());
        assert!(is_found(&root), "{} longer", path.display());
        fs::remove_file(&path).unwrap();
        assert!(is_found(&root), "{} removed", path.display());
        write(&path, &bytes);
    }
    assert!(check(&root).unwrap().passed());
}

#[test]
fn a_changed_or_missing_original_is_named_by_its_item() {
    let (_folder, root) = closed_case();
    let item = ItemId::of(b"second");
    let path = root.join("objects").join(&item.hex()[..2]).join(&item.hex()[2..]);
    write(&path, b"Second");
    let problems = check(&root).unwrap().problems;
    assert_eq!((problems.len(), problems[0].about.clone()), (1, item.hex()));
    fs::remove_file(&path).unwrap();
    let problems = check(&root).unwrap().problems;
    assert_eq!((problems.len(), problems[0].about.clone()), (1, item.hex()));
    std::os::unix::fs::symlink(root.join("firsthand.toml"), &path).unwrap();
    assert!(check(&root).unwrap().problems.iter().any(|problem| problem.about == item.hex()));
}

#[test]
fn swapped_originals_and_files_from_nowhere_are_found() {
    let (_folder, root) = closed_case();
    let objects = files_below(&root.join("objects"));
    let (a, b) = (fs::read(&objects[0]).unwrap(), fs::read(&objects[1]).unwrap());
    write(&objects[0], &b);
    write(&objects[1], &a);
    assert_eq!(check(&root).unwrap().problems.len(), 2);
    write(&objects[0], &a);
    write(&objects[1], &b);
    for extra in ["objects/ab/stray", "objects/stray", "log/stray"] {
        fs::create_dir_all(root.join(extra).parent().unwrap()).unwrap();
        fs::write(root.join(extra), b"x").unwrap();
        assert_eq!(check(&root).unwrap().problems[0].about, extra);
        fs::remove_file(root.join(extra)).unwrap();
    }
}

#[test]
fn a_log_set_back_to_an_earlier_state_is_found_and_nothing_is_added_to_it() {
    let (folder, case) = new_case();
    let root = folder.path().join("case");
    let earlier = folder.path().join("earlier");
    copy(&root.join("log"), &earlier);
    case.put_object(&mut &b"first"[..]).unwrap();
    case.append(&[capture(b"first", "1")]).unwrap();
    drop(case);
    fs::remove_dir_all(root.join("log")).unwrap();
    copy(&earlier, &root.join("log"));
    let case = Case::open(&root).unwrap();
    assert!(case.damage().unwrap().contains("were acknowledged"), "{:?}", case.damage());
    assert!(!case.check(&mut no_members).unwrap().passed());
    assert!(matches!(case.append(&[capture(b"first", "1")]), Err(ArchiveError::Damaged { .. })));
    assert_eq!(case.items().unwrap().len(), 1);
}

#[test]
fn a_catalog_that_tells_other_things_than_the_log_is_found() {
    let (_folder, root) = closed_case();
    drop(Case::open(&root).unwrap());
    for change in [
        "update items set size_bytes = size_bytes + 1 where ordinal = 1",
        "delete from items where ordinal = 2",
        "update entries set leaf = replace(cast(leaf as text), 'firsthand', 'secondhand') where log_index = 1",
        "delete from entries where log_index = 2",
    ] {
        let before = fs::read(root.join("catalog.sqlite")).unwrap();
        let catalog = rusqlite::Connection::open(root.join("catalog.sqlite")).unwrap();
        catalog.execute(change, []).unwrap();
        drop(catalog);
        assert!(is_found(&root), "{change}");
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(root.join(format!("catalog.sqlite{suffix}")));
        }
        write(&root.join("catalog.sqlite"), &before);
    }
    assert!(check(&root).unwrap().passed());
}

/// Flipped bits tried on a case of twenty items.
const N_FLIPS: u64 = 1_000;

#[test]
fn of_a_thousand_flipped_bits_each_is_found_and_what_it_hit_is_named() {
    let (folder, case) = new_case();
    let originals: Vec<Vec<u8>> = (0..20u8).map(|number| vec![number; 40 + usize::from(number)]).collect();
    for four in originals.chunks(4) {
        let mut batch = case.batch().unwrap();
        for bytes in four {
            batch.put_object(&mut bytes.as_slice()).unwrap();
        }
        let entries: Vec<_> = four.iter().map(|bytes| capture(bytes, "an original")).collect();
        batch.commit(&entries).unwrap();
    }
    drop(case);
    let root = folder.path().join("case");
    let other = folder.path().join("other");
    copy(&root, &other);
    std::thread::scope(|scope| {
        scope.spawn(|| (0..N_FLIPS / 2).for_each(|number| flip_one(&root, number)));
        (N_FLIPS / 2..N_FLIPS).for_each(|number| flip_one(&other, number));
    });
}

/// Flips one bit of a file of the ground state, sees that the check names the item or the file, and flips it back.
fn flip_one(root: &Path, number: u64) {
    let random = |ends: usize, salt: u64| {
        let mixed = (number * 4 + salt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize % ends
    };
    let files = ground_files(root);
    let path = &files[random(files.len(), 0)];
    let before = fs::read(path).unwrap();
    let (at, bit) = (random(before.len(), 1), random(8, 2));
    let mut bytes = before.clone();
    bytes[at] ^= 1 << bit;
    write(path, &bytes);
    let inside = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let hit = match inside.strip_prefix("objects/") {
        Some(object) => object.replace('/', ""),
        None if inside.starts_with("log/tile/entries/") => entry_at(&before, at),
        None if inside.starts_with("openings/") => opened_at(&inside, &before, at),
        None => inside,
    };
    if let Some(report) = check(root) {
        let named =
            report.problems.iter().any(|problem| problem.about.starts_with(&hit) || problem.text.contains(&hit));
        assert!(named, "bit {bit} of byte {at} of {hit}: {:?}", report.problems);
    } else {
        assert!(!path.starts_with(root.join("objects")), "a changed original keeps no case from being opened");
    }
    write(path, &before);
}

/// The entry whose opening byte `at` lies in; its problem is about the item.
fn opened_at(path: &str, lines: &[u8], at: usize) -> String {
    let first: usize = path.strip_prefix("openings/").unwrap().parse().unwrap();
    let line = lines[..at].iter().filter(|byte| **byte == b'\n').count();
    format!("log entry {}: ", first + line)
}

/// What must be named when byte `at` of a tile of entries is another one: the item whose entry it lies in, or the tile
/// where it lies in a length (what follows is then cut elsewhere), or the entry where it speaks of no item.
fn entry_at(tile: &[u8], at: usize) -> String {
    let (mut start, mut number) = (0, 0);
    loop {
        let length = usize::from(u16::from_be_bytes([tile[start], tile[start + 1]]));
        let leaf = &tile[start + 2..start + 2 + length];
        if at < start + 2 {
            return "log/tile/entries".to_owned();
        }
        if at < start + 2 + length {
            let entry: serde_json::Value = serde_json::from_slice(leaf).unwrap();
            return entry["item"].as_str().map_or(format!("log entry {number}"), str::to_owned);
        }
        (start, number) = (start + 2 + length, number + 1);
    }
}

#[test]
fn a_changed_row_of_the_catalog_is_named_by_its_item() {
    let (_folder, root) = closed_case();
    drop(Case::open(&root).unwrap());
    let before = fs::read(root.join("catalog.sqlite")).unwrap();
    let item = ItemId::of(b"second").hex();
    for change in [
        "update items set size_bytes = size_bytes + 1 where id = ?1",
        "update items set short_id = 'AAA-99' where id = ?1",
        "update entries set leaf = cast(replace(cast(leaf as text), 'T03:', 'T04:') as blob) where cast(leaf as text) like '%' || ?1 || '%'",
    ] {
        let catalog = rusqlite::Connection::open(root.join("catalog.sqlite")).unwrap();
        assert_eq!(catalog.execute(change, [&item]).unwrap(), 1, "{change}");
        drop(catalog);
        let problems = check(&root).unwrap().problems;
        assert!(problems.iter().any(|problem| problem.about == item), "{change}: {problems:?}");
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(root.join(format!("catalog.sqlite{suffix}")));
        }
        write(&root.join("catalog.sqlite"), &before);
    }
}

fn copy(from: &Path, to: &Path) {
    for path in files_below(from) {
        let place = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(&path, place).unwrap();
    }
}
