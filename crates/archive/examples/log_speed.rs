//! Measures the log: `log_speed FOLDER [ENTRIES]` makes a case in FOLDER with that many captures (a million if not said) and
//! prints what an entry costs on its way in (left out where FOLDER is such a case already), what proofs cost, and what opening and listing cost. Every other figure is of
//! the case as users have it; `log alone` leaves catalog, clock and fsync out.

use archive::Case;
use evidence::NoteVerifyingKey;
use evidence::proof::TlogProof;
use evidence::tiles::LogEdge;
use model::{ContainerRef, ItemId, LogEntry, MemberCoding, OperatorClaims};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Entries of one acknowledgement.
const BATCH_ENTRIES: u64 = 10_000;
/// Items of a page.
const PAGE_ITEMS: usize = 100;
/// Proofs made and verified, spread over the log.
const PROOFS: u64 = 1000;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: log_speed FOLDER [ENTRIES]")?);
    let n_entries = arguments.next().map_or(Ok(1_000_000), |text| text.to_string_lossy().parse())?;
    let (case, n_entries) = if folder.join("log/checkpoint").exists() {
        let case = Case::open(&folder)?;
        let n_entries = case.log_size()?;
        (case, n_entries)
    } else {
        let case = Case::init(&folder, "2026-01-02T03:04:05Z", "log_speed example")?;
        log_alone(n_entries, &folder.join("derived"))?;
        filled(&case, n_entries)?;
        (case, n_entries)
    };
    proofs(&case, n_entries)?;
    drop(case);
    let case = timed("opening the case again", 1, || Case::open(&folder))??;
    listing(&case)?;
    let size = timed("one more entry, durable", 1, || case.append(&[entry(n_entries)]))??;
    println!("the log has {} entries", size[0] + 1);
    Ok(())
}

/// Prints the time of `n` things done by `work`, and what one of them takes.
fn timed<T>(what: &str, n: u64, work: impl FnOnce() -> T) -> Result<T, Failure> {
    let started = Instant::now();
    let done = work();
    let seconds = started.elapsed().as_secs_f64();
    println!("{what}: {seconds:.3} s, {:.2} \u{b5}s each", seconds * 1e6 / n as f64);
    Ok(done)
}

/// Encoding, hashing and writing tiles as files, without fsync.
fn log_alone(n_entries: u64, folder: &Path) -> Result<(), Failure> {
    timed("append, log alone, without fsync", n_entries, || -> Result<(), Failure> {
        let mut edge = LogEdge::default();
        for first in (0..n_entries).step_by(BATCH_ENTRIES as usize) {
            let leaves = batch(first, n_entries).iter().map(evidence::leaf::encode).collect::<Result<Vec<_>, _>>()?;
            for tile in edge.append(leaves.iter().map(Vec::as_slice)).writes {
                let path = folder.join(&tile.path);
                std::fs::create_dir_all(path.parent().ok_or("a tile has a folder")?)?;
                std::fs::write(path, tile.bytes)?;
            }
        }
        Ok(())
    })??;
    Ok(std::fs::remove_dir_all(folder.join("tile"))?)
}

fn filled(case: &Case, n_entries: u64) -> Result<(), Failure> {
    let what = format!("append, whole case, durable, {BATCH_ENTRIES} an acknowledgement");
    timed(&what, n_entries, || -> Result<(), Failure> {
        for first in (0..n_entries).step_by(BATCH_ENTRIES as usize) {
            case.append(&batch(first, n_entries))?;
        }
        Ok(())
    })?
}

fn proofs(case: &Case, n_entries: u64) -> Result<(), Failure> {
    let key = NoteVerifyingKey::from_vkey(&case.public_key_vkey())?;
    let indices: Vec<u64> = (0..PROOFS).map(|number| number * n_entries / PROOFS).collect();
    let made = timed("a proof", PROOFS, || {
        indices.iter().map(|index| case.inclusion_proof(*index)).collect::<Result<Vec<String>, _>>()
    })??;
    let leaves = indices.iter().map(|index| case.leaves(*index..index + 1)).collect::<Result<Vec<_>, _>>()?;
    timed("one proof verified offline", PROOFS, || -> Result<(), Failure> {
        for (proof, leaf) in made.iter().zip(&leaves) {
            TlogProof::from_text(proof)?.verify(&leaf[0], &key)?;
        }
        Ok(())
    })??;
    let earlier = case.checkpoint_text()?;
    case.append(&[entry(n_entries + 1)])?;
    timed("one consistency proof, made and verified", 1, || case.check_extends(earlier.as_bytes()))???;
    Ok(())
}

/// Pages spread over the list, and the list from end to end without keeping it.
fn listing(case: &Case) -> Result<(), Failure> {
    let ids = timed("ids of all items", 1, || case.item_ids())??;
    let before: Vec<Option<&ItemId>> = (0..PROOFS as usize)
        .map(|number| (number * ids.len() / PROOFS as usize).checked_sub(1))
        .map(|at| Some(&ids[at?]))
        .collect();
    let mut milliseconds = Vec::new();
    for after in before {
        let started = Instant::now();
        let page = case.items_after(after, PAGE_ITEMS)?;
        milliseconds.push(started.elapsed().as_secs_f64() * 1e3);
        assert!(!page.is_empty(), "every page has items");
    }
    milliseconds.sort_by(f64::total_cmp);
    let at = |percent: usize| milliseconds[(milliseconds.len() - 1) * percent / 100];
    println!("a page of {PAGE_ITEMS} items: median {:.2} ms, p95 {:.2} ms, longest {:.2} ms", at(50), at(95), at(100));
    timed("going through all items", 1, || case.each_item().try_fold(0, |n_items, item| item.map(|_| n_items + 1)))??;
    Ok(())
}

fn batch(first: u64, n_entries: u64) -> Vec<LogEntry> {
    (first..n_entries.min(first + BATCH_ENTRIES)).map(entry).collect()
}

/// A member of a container: its bytes need not lie in the case.
fn entry(number: u64) -> LogEntry {
    let container = ItemId::of(b"container");
    LogEntry::Captured {
        item: ItemId::of(&number.to_be_bytes()),
        size_bytes: 20_000,
        name: format!("page-{number}.html"),
        time: "2026-01-02T03:04:05Z".to_owned(),
        tool: "log_speed example".to_owned(),
        container: Some(ContainerRef {
            container,
            offset: number * 8192,
            length: 8192,
            coding: MemberCoding::WarcRecord { gzip: true, skip_bytes: 0, revisit_at: None },
        }),
        container_url: Some(format!("https://example.org/{number}")),
        container_time: None,
        claimed: OperatorClaims::default(),
    }
}
