//! `check`: trusts nothing but bytes. Every object is hashed again, every tile and the root are computed again from the
//! entries, and the catalog is compared with the log.

use crate::disposal::{CapturesOfLog, Disposals, Erased, fields_held};
use crate::extension::continued;
use crate::keys::KeyFault;
use crate::log::CaseLog;
use crate::recovery::{files_below, objects_on_disk, shown};
use crate::{ArchiveError, Case, Result, objects, openings, stamps};
use evidence::seal::Opening;
use evidence::tiles::{self, LogEdge};
use evidence::tree::{self, Frontier};
use evidence::{Checkpoint, KeyHistory};
use model::{ContainerRef, CustodyKind, ItemId, LogEntry};
use std::collections::{BTreeMap, BTreeSet};

/// Longest way into nested containers that is followed; none is opened as deep as that.
const WAY_STEPS_MAX: usize = 32;

/// Entries of which the tiles are computed at a time.
const LEAVES_TOGETHER: usize = 1 << 16;
/// Rows of the catalog that are compared with the log at a time.
const ROWS_TOGETHER: usize = 10_000;

/// Something that does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// The item (64 hex digits) or the path inside the case.
    pub about: String,
    /// What does not hold, in plain words.
    pub text: String,
}

/// What a check found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CheckReport {
    /// What does not hold; empty = the case passed.
    pub problems: Vec<Problem>,
    /// What a reader must know and is no problem: disposed items, leftovers of another process at work.
    pub notes: Vec<String>,
    /// Entries recomputed.
    pub entries_checked: u64,
    /// Stored objects hashed again.
    pub objects_checked: u64,
    /// Members of containers resolved again.
    pub members_checked: u64,
    /// Bytes of stored objects hashed.
    pub bytes_hashed: u64,
    /// Trusted timestamps checked.
    pub stamps_checked: u64,
    /// Entries of the log that a trusted timestamp that holds covers; 0 = none.
    pub entries_timestamped: u64,
    /// Keys that took an earlier one's place.
    pub key_rotations: u64,
    /// Others that signed the checkpoint too, name and key id: witnesses. Their signatures are not checked.
    pub cosigners: Vec<(String, String)>,
    /// The checkpoint that all of it was checked against.
    pub checkpoint: Option<Checkpoint>,
}

/// A member of a container, and the way to its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemberPlace {
    /// The member, as the log has it.
    pub item: ItemId,
    /// The stored object that the way starts from.
    pub object: ItemId,
    /// The way, outermost container first; the last step is the member's own.
    pub way: Vec<ContainerRef>,
}

/// What a check needs from outside, and whom it tells how far it is.
pub trait CheckHelper {
    /// Takes members out of their containers again and tells `found` the SHA-256 of each by its place in `members`, or
    /// why it could not be had; each once, in any order. Members of one container stand together.
    fn read_members(&mut self, members: &[MemberPlace], found: &mut FoundMember<'_>);

    /// A part of the check with `n_steps` steps begins.
    fn begins(&mut self, part: CheckPart, n_steps: u64) {
        let _ = (part, n_steps);
    }

    /// One original was hashed.
    fn hashed(&mut self) {}
}

/// Is told what was found of a member: its place in the list, its SHA-256 or why it could not be had.
pub type FoundMember<'f> = dyn FnMut(usize, std::result::Result<ItemId, String>) + 'f;

/// The parts of a check that take long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckPart {
    /// Originals are hashed.
    Originals,
    /// Members are taken out of their containers.
    Members,
}

/// Whatever gives the identity of one member helps with all.
impl<F: FnMut(&MemberPlace) -> std::result::Result<ItemId, String>> CheckHelper for F {
    fn read_members(&mut self, members: &[MemberPlace], found: &mut FoundMember<'_>) {
        members.iter().enumerate().for_each(|(place, member)| found(place, self(member)));
    }
}

impl CheckReport {
    /// Whether nothing was found that does not hold.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }

    /// Adds a problem that was found elsewhere.
    pub fn add_problem(&mut self, about: impl Into<String>, text: impl Into<String>) {
        self.problem(about, text);
    }

    fn problem(&mut self, about: impl Into<String>, text: impl Into<String>) {
        self.problems.push(Problem { about: about.into(), text: text.into() });
    }
}

/// What the log says of one item.
#[derive(Default)]
struct Expected {
    size_bytes: u64,
    stored: bool,
    disposed: bool,
    containers: BTreeSet<ContainerRef>,
}

impl Case {
    /// Checks everything; `helper` takes members out of their containers.
    ///
    /// # Errors
    /// Only when the machine fails; whatever is wrong with the case is in the report.
    pub fn check(&self, helper: &mut dyn CheckHelper) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        check_keys(self, &mut report);
        let leaves = check_log(self, &mut report)?;
        let (events, captures) = CapturesOfLog::read(&leaves);
        let disposals = Disposals::of(&events, &captures)?;
        let openings = check_openings(self, &leaves, &disposals, &mut report)?;
        match check_catalog(self, &leaves, &openings, &mut report) {
            Err(error) if error.is_machine_failure() => return Err(error),
            Err(error) => report.problem("catalog.sqlite", format!("cannot be read: {error}")),
            Ok(()) => {}
        }
        check_timestamps(self, &leaves, &mut report)?;
        let expected = expected_items(&leaves, &mut report);
        check_objects(self, &expected, helper, &mut report)?;
        check_members(&expected, helper, &mut report);
        if let Some(reason) = self.damage()
            && report.passed()
        {
            report.problem("log", reason);
        }
        report.problems.sort();
        report.problems.dedup();
        Ok(report)
    }
}

/// A key that is elsewhere, or lost, is no fault of the case: it can be read and checked.
fn check_keys(case: &Case, report: &mut CheckReport) {
    match case.key_state() {
        Err(error) => report.problem("firsthand.toml", error.to_string()),
        Ok(state) => match (state.fault, state.path.starts_with(case.folder())) {
            (None, _) => {}
            (Some(fault @ KeyFault::Unusable(_)), true) => report.problem("keys/log.key", fault.to_string()),
            (Some(fault), _) => report.notes.push(format!("signing key {}: {fault}", state.path.display())),
        },
    }
}

/// Recomputes the log from its entries. Gives the leaves that could be read, in order, up to the first gap.
fn check_log(case: &Case, report: &mut CheckReport) -> Result<Vec<Vec<u8>>> {
    let log = case.log();
    let checkpoint = match log.checkpoint() {
        Ok((_, checkpoint)) => checkpoint,
        Err(ArchiveError::Damaged { reason, .. }) => {
            report.problem("log/checkpoint", reason);
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let leaves = read_leaves(&log, checkpoint.size, report);
    check_rotations(case, &leaves, report);
    if leaves.len() as u64 == checkpoint.size {
        check_tiles(&log, &leaves, &checkpoint, report);
    }
    check_log_files(case, checkpoint.size, report)?;
    report.entries_checked = leaves.len() as u64;
    report.cosigners = case.cosigners()?;
    report.checkpoint = Some(checkpoint);
    Ok(leaves)
}

/// Computes every tile from the entries, so many at a time, and compares it with the one on disk; then the root.
fn check_tiles(log: &CaseLog<'_>, leaves: &[Vec<u8>], checkpoint: &Checkpoint, report: &mut CheckReport) {
    let mut edge = LogEdge::default();
    for some in leaves.chunks(LEAVES_TOGETHER) {
        let growth = edge.append(some.iter().map(Vec::as_slice));
        let is_last = edge.size() == checkpoint.size;
        // On the way the last tiles are not full yet, and no such file is there.
        for tile in growth.writes.iter().filter(|tile| is_last || !tile.path.contains(".p/")) {
            match log.read_tile(&tile.path) {
                Err(reason) => report.problem(format!("log/{}", tile.path), format!("cannot be read: {reason}")),
                Ok(bytes) if bytes != tile.bytes => report.problem(
                    format!("log/{}", tile.path),
                    "is not what the entries of the log lead to: it, or an entry, was changed",
                ),
                Ok(_) => {}
            }
        }
    }
    if edge.root() != checkpoint.root {
        report.problem(
            "log/checkpoint",
            format!("the entries lead to root {}, the signed checkpoint says {}", edge.root(), checkpoint.root),
        );
    }
}

/// Follows the keys through the entries, from the first one on; then the checkpoint must be by the last of them. A catalog
/// that names other rotations is found by the comparison with the log.
fn check_rotations(case: &Case, leaves: &[Vec<u8>], report: &mut CheckReport) {
    let mut keys = KeyHistory::new(case.first_key().clone());
    let mut frontier = Frontier::default();
    for (log_index, leaf) in (0u64..).zip(leaves) {
        if let Ok(LogEntry::KeyRotated { authorization, .. }) = evidence::leaf::decode(leaf) {
            let about = format!("log entry {log_index}");
            match keys.push(&authorization).map(|()| keys.rotations().last()) {
                Err(error) => report.problem(about, error.to_string()),
                Ok(Some(made)) if made.index != log_index || made.root != frontier.root() => {
                    report.problem(about, "its key rotation was signed for another place or another log");
                }
                Ok(_) => {}
            }
        }
        frontier.push(tree::leaf_hash(leaf));
    }
    let path = case.layout.checkpoint();
    let opened = case.storage.read(&path).map(|note| keys.open_checkpoint(&note));
    match opened {
        Ok(Err(error)) => report.problem("log/checkpoint", error.to_string()),
        Err(error) => report.problem("log/checkpoint", format!("cannot be read: {error}")),
        Ok(Ok(_)) => {}
    }
    report.key_rotations = keys.rotations().len() as u64;
}

fn read_leaves(log: &CaseLog<'_>, size: u64, report: &mut CheckReport) -> Vec<Vec<u8>> {
    let mut leaves: Vec<Vec<u8>> = Vec::new();
    for (index, width) in tiles::entry_bundles(size) {
        let path = tiles::entries_path(index, width);
        let bytes = match log.read_tile(&path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                report.problem(format!("log/{path}"), format!("cannot be read: {reason}"));
                return leaves;
            }
        };
        match tiles::decode_entries(&path, &bytes, width) {
            Ok(bundle) => leaves.extend(bundle.into_iter().map(<[u8]>::to_vec)),
            Err(error) => {
                report.problem(format!("log/{path}"), error.to_string());
                return leaves;
            }
        }
    }
    leaves
}

/// Nothing may lie in the log that does not belong to it.
fn check_log_files(case: &Case, size: u64, report: &mut CheckReport) -> Result<()> {
    let folder = case.layout.log();
    for path in files_below(case.storage.as_ref(), &folder)? {
        let inside = path.strip_prefix(&folder).ok().and_then(std::path::Path::to_str).unwrap_or_default();
        let belongs = inside == "checkpoint" || stamps::is_stamp_path(inside) || tiles::is_log_path(inside, size);
        if !belongs {
            report.problem(shown(case, &path), "does not belong to the log");
        }
    }
    Ok(())
}

fn check_timestamps(case: &Case, leaves: &[Vec<u8>], report: &mut CheckReport) -> Result<()> {
    let logged = (0..).zip(leaves).filter_map(|(log_index, leaf)| match evidence::leaf::decode(leaf) {
        Ok(LogEntry::Stamped(record)) => Some((log_index, record)),
        _ => None,
    });
    // The stamps come by rising size: one pass over the entries serves all.
    let mut edge = LogEdge::default();
    let mut root_at = |size: u64| {
        let grown_by = leaves.get(edge.size() as usize..usize::try_from(size).ok()?)?;
        edge.append(grown_by.iter().map(Vec::as_slice));
        Some(edge.root())
    };
    let found = stamps::check_stamps(case, logged.collect(), &mut root_at)?;
    for (about, text) in found.problems {
        report.problem(about, text);
    }
    report.notes.extend(found.notes);
    (report.stamps_checked, report.entries_timestamped) = (found.n_checked, found.covered_entries);
    Ok(())
}

/// Every sealed text must be there and be the one that was sealed; those of items that were disposed of must be gone. Gives
/// the digests of the openings that hold, by log index.
fn check_openings(
    case: &Case,
    leaves: &[Vec<u8>],
    disposals: &Disposals,
    report: &mut CheckReport,
) -> Result<BTreeMap<u64, ItemId>> {
    let mut digests = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (first, path) in case.log().openings_files()? {
        let about = shown(case, &path);
        let lines = case.storage.read(&path).map_err(|error| error.to_string());
        let lines = match lines.and_then(|bytes| openings::read_lines(&bytes)) {
            Err(reason) => {
                report.problem(about, reason);
                continue;
            }
            Ok(lines) if !follow_from(first, &lines) => {
                report.problem(about, "does not hold the entries that its name says");
                continue;
            }
            Ok(lines) => lines,
        };
        for (log_index, opening) in lines {
            let Some(leaf) = leaves.get(usize::try_from(log_index).unwrap_or(usize::MAX)) else {
                report.problem("openings", format!("hold entry {log_index}, which the log does not have"));
                break;
            };
            seen.insert(log_index);
            match opening_problem(leaf, &opening, disposals.erased.get(&log_index).copied()) {
                None => drop(digests.insert(log_index, digest_of(&opening))),
                Some(wrong) => report.problem(about_entry(log_index, leaf), format!("log entry {log_index}: {wrong}")),
            }
        }
    }
    let has_openings = !leaves.first().is_some_and(|leaf| is_of_open_format(leaf));
    for (log_index, leaf) in (0u64..).zip(leaves).filter(|(log_index, _)| !seen.contains(log_index)) {
        if has_openings || !evidence::seal::sealed_in(leaf).unwrap_or_default().is_empty() {
            let text = format!("log entry {log_index}: its line is missing from openings/");
            report.problem(about_entry(log_index, leaf), text);
        }
    }
    Ok(digests)
}

/// What is wrong with the opening of an entry, of which so much was erased.
fn opening_problem(leaf: &[u8], opening: &Opening, erased: Option<Erased>) -> Option<String> {
    if let Err(error) = evidence::seal::open(leaf, opening) {
        return Some(error.to_string());
    }
    let held = fields_held(leaf, erased);
    if opening.fields.keys().any(|field| !held.contains(field.as_str())) {
        let text = "its item was disposed of, and what was said of it is still here; finish it with the same: firsthand \
                    custody CASE disposed";
        return Some(text.to_owned());
    }
    (held.len() != opening.fields.len()).then(|| "some of what is sealed in it is missing".to_owned())
}

/// Stands for an opening where a million of them are compared.
fn digest_of(opening: &Opening) -> ItemId {
    ItemId::of(opening.text().as_bytes())
}

/// Whether entry 0 says that the texts of this log stand open.
fn is_of_open_format(leaf: &[u8]) -> bool {
    matches!(evidence::leaf::decode(leaf), Ok(LogEntry::CaseCreated { format: crate::case::ENTRY_FORMAT_OPEN, .. }))
}

/// Whether the lines are of entries one after the other, from `first` on.
fn follow_from(first: Option<u64>, lines: &[(u64, Opening)]) -> bool {
    first.is_some_and(|first| lines.iter().map(|(log_index, _)| *log_index).eq(first..first + lines.len() as u64))
}

/// The item that an entry speaks of, else the entry by its number.
fn about_entry(log_index: u64, leaf: &[u8]) -> String {
    match evidence::leaf::decode(leaf) {
        Ok(LogEntry::Captured { item, .. }) => item.hex(),
        _ => format!("log entry {log_index}"),
    }
}

fn check_catalog(
    case: &Case,
    leaves: &[Vec<u8>],
    openings: &BTreeMap<u64, ItemId>,
    report: &mut CheckReport,
) -> Result<()> {
    let about = "catalog.sqlite";
    // Where the log itself does not hold, the catalog may be the better witness and must not be thrown away.
    let log_holds = !report.problems.iter().any(|problem| problem.about.starts_with("log/"));
    let mend = if log_holds {
        "the log holds: remove catalog.sqlite and it is rebuilt"
    } else {
        "the log does not hold: keep catalog.sqlite, it may show what was acknowledged"
    };
    let n_rows = case.catalog.n_entries()?;
    if n_rows != leaves.len() as u64 {
        report.problem(about, format!("lists {n_rows} log entries, the log has {}", leaves.len()));
    }
    let mut n_missing = 0u64;
    for (first, leaves) in (0u64..).step_by(ROWS_TOGETHER).zip(leaves.chunks(ROWS_TOGETHER)) {
        let rows = case.catalog.leaves(first, first + leaves.len() as u64)?;
        let mut rows = rows.iter().peekable();
        for (position, leaf) in (first..).zip(leaves) {
            let Some((_, row)) = rows.next_if(|(log_index, _)| *log_index == position) else {
                n_missing += 1;
                continue;
            };
            let opening_fits = openings.get(&position).is_none_or(|digest| *digest == digest_of(&row.opening));
            if row.leaf != *leaf || !opening_fits {
                let text = format!("log entry {position} is not what the catalog holds as acknowledged; {mend}");
                for about in items_or(&[&row.leaf, leaf], about) {
                    report.problem(about, text.clone());
                }
            }
        }
    }
    if n_missing > 0 {
        report.problem(about, format!("does not list {n_missing} of the entries that the log has; {mend}"));
    }
    let (mut sizes, mut containers) = (Vec::new(), Vec::new());
    let mut known = BTreeSet::new();
    for (position, leaf) in (0u64..).zip(leaves) {
        let Ok(LogEntry::Captured { item, size_bytes, container, .. }) = evidence::leaf::decode(leaf) else { continue };
        containers.extend(container.map(|place| (position, place.container.hex())));
        if known.insert(item) {
            sizes.push((item, model::ShortId::new(&item, known.len() as u64), size_bytes));
        }
    }
    if case.catalog.containers()? != containers {
        report.problem(about, "what it lists of containers is not what the log says; remove it and it is rebuilt");
    }
    let listed: Vec<_> =
        case.catalog.item_rows()?.into_iter().map(|row| (row.id, row.short_id, row.size_bytes)).collect();
    let text = format!("the catalog lists it otherwise than the log leads to; {mend}");
    if listed.len() != sizes.len() {
        let counts = format!("lists {} items, the log leads to {}; {mend}", listed.len(), sizes.len());
        report.problem(about, counts);
    }
    for (_, (item, ..)) in listed.iter().zip(&sizes).filter(|(listed, wanted)| listed != wanted) {
        report.problem(item.hex(), text.clone());
    }
    Ok(())
}

/// The items that these leaves speak of, or `otherwise` where none of them can be read as the capture of one.
fn items_or(leaves: &[&Vec<u8>], otherwise: &str) -> BTreeSet<String> {
    let items = leaves.iter().filter_map(|leaf| match evidence::leaf::decode(leaf) {
        Ok(LogEntry::Captured { item, .. }) => Some(item.hex()),
        _ => None,
    });
    let items: BTreeSet<String> = items.collect();
    if items.is_empty() { BTreeSet::from([otherwise.to_owned()]) } else { items }
}

fn expected_items(leaves: &[Vec<u8>], report: &mut CheckReport) -> BTreeMap<ItemId, Expected> {
    let mut items: BTreeMap<ItemId, Expected> = BTreeMap::new();
    for (log_index, leaf) in leaves.iter().enumerate() {
        match evidence::leaf::decode(leaf) {
            Err(error) => report.problem(format!("log entry {log_index}"), error.to_string()),
            Ok(LogEntry::Captured { item, size_bytes, container, .. }) => {
                let expected = items.entry(item).or_default();
                if (expected.stored || !expected.containers.is_empty()) && expected.size_bytes != size_bytes {
                    report.problem(item.hex(), format!("log entry {log_index} gives it another length than before"));
                }
                expected.size_bytes = size_bytes;
                match container {
                    Some(container) => drop(expected.containers.insert(container)),
                    None => (expected.stored, expected.disposed) = (true, false),
                }
            }
            Ok(LogEntry::Continues { key, key_rotations, checkpoint, .. }) => {
                if let Err(reason) = continued(&key, &key_rotations, &checkpoint) {
                    report.problem(format!("log entry {log_index}"), format!("the log it goes on from: {reason}"));
                }
            }
            Ok(LogEntry::Custody(event)) if event.what == CustodyKind::Disposed => {
                for item in &event.items {
                    items.entry(*item).or_default().disposed = true;
                }
            }
            Ok(_) => {}
        }
    }
    items
}

fn check_objects(
    case: &Case,
    expected: &BTreeMap<ItemId, Expected>,
    helper: &mut dyn CheckHelper,
    report: &mut CheckReport,
) -> Result<()> {
    let mut present = BTreeSet::new();
    let on_disk = objects_on_disk(case)?;
    helper.begins(CheckPart::Originals, on_disk.len() as u64);
    for (path, item) in on_disk {
        let Some((item, expected)) = item.and_then(|item| Some((item, expected.get(&item)?))) else {
            if case.is_being_written() {
                report.notes.push(format!("{} is not logged yet: another program is adding", shown(case, &path)));
            } else {
                report.problem(shown(case, &path), "is not named by any entry of the log");
            }
            continue;
        };
        present.insert(item);
        if expected.disposed {
            report.problem(item.hex(), "the log says it was disposed of, and its bytes are still here");
        }
        check_object(case, &item, expected.size_bytes, report)?;
        helper.hashed();
    }
    for (item, expected) in expected.iter().filter(|(item, expected)| expected.stored && !present.contains(item)) {
        if expected.disposed {
            report.notes.push(format!("item {item} was disposed of, as the log says; its record stays"));
        } else {
            report.problem(item.hex(), "its bytes are missing from objects/");
        }
    }
    Ok(())
}

fn check_object(case: &Case, item: &ItemId, size_bytes: u64, report: &mut CheckReport) -> Result<()> {
    let path = case.layout.object(item);
    let hashed = case.storage.open(&path).and_then(|mut stream| objects::hash_stream(&mut stream));
    match hashed {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(ArchiveError::io("reading", &path)(error));
        }
        Err(error) => report.problem(item.hex(), format!("its bytes cannot be read: {error}")),
        Ok((found, length)) => {
            report.objects_checked += 1;
            report.bytes_hashed += length;
            if found != *item {
                report.problem(item.hex(), format!("its bytes were changed: their SHA-256 is now {found}"));
            } else if length != size_bytes {
                report.problem(item.hex(), format!("the log says {size_bytes} bytes, it has {length}"));
            }
        }
    }
    Ok(())
}

fn check_members(expected: &BTreeMap<ItemId, Expected>, helper: &mut dyn CheckHelper, report: &mut CheckReport) {
    let members = reachable_members(expected, report);
    helper.begins(CheckPart::Members, members.len() as u64);
    let mut n_told = 0;
    helper.read_members(&members, &mut |place, found| {
        n_told += 1;
        let Some(MemberPlace { item, way, .. }) = members.get(place) else { return };
        let container = way.last().map_or_else(String::new, |step| step.container.to_string());
        match found {
            Err(reason) => {
                report.problem(item.hex(), format!("cannot be taken out of container {container}: {reason}"));
            }
            Ok(found) if found != *item => {
                report.problem(item.hex(), format!("container {container} holds other bytes at that place: {found}"));
            }
            Ok(_) => report.members_checked += 1,
        }
    });
    if n_told != members.len() {
        let text = format!("{n_told} of {} members were read again; the rest was not checked", members.len());
        report.problem("members of containers", text);
    }
}

/// Every member at each of its places, those of one container together and in the order in which they lie there.
fn reachable_members(expected: &BTreeMap<ItemId, Expected>, report: &mut CheckReport) -> Vec<MemberPlace> {
    let mut ways: BTreeMap<ItemId, std::result::Result<(ItemId, Vec<ContainerRef>), Unreachable>> = BTreeMap::new();
    let mut members = Vec::new();
    let mut n_disposed: BTreeMap<ItemId, u64> = BTreeMap::new();
    for (item, expected_item) in expected {
        for place in &expected_item.containers {
            let way = ways.entry(place.container).or_insert_with(|| way_to_container(expected, &place.container));
            match way {
                Ok((object, outer)) => {
                    let way = outer.iter().chain([place]).cloned().collect();
                    members.push(MemberPlace { item: *item, object: *object, way });
                }
                Err(Unreachable::Disposed(container)) => {
                    *n_disposed.entry(*container).or_default() += 1;
                }
                Err(Unreachable::Missing(container)) => {
                    report.problem(item.hex(), format!("its container {container} is not in the case"));
                }
            }
        }
    }
    for (container, n_members) in n_disposed {
        report.notes.push(format!("{n_members} members lay in item {container}, which was disposed of"));
    }
    members.sort_by(|a, b| (&a.object, &a.way).cmp(&(&b.object, &b.way)));
    members
}

/// Why the bytes of a container cannot be had.
enum Unreachable {
    /// It, or what it lies in, was disposed of.
    Disposed(ItemId),
    /// It, or what it lies in, is in no entry, or lies in itself.
    Missing(ItemId),
}

/// The stored object that a container's bytes start from, and the way into it.
fn way_to_container(
    expected: &BTreeMap<ItemId, Expected>,
    container: &ItemId,
) -> std::result::Result<(ItemId, Vec<ContainerRef>), Unreachable> {
    let mut way = Vec::new();
    let mut at = *container;
    loop {
        let Some(found) = expected.get(&at) else { return Err(Unreachable::Missing(at)) };
        if found.disposed {
            return Err(Unreachable::Disposed(at));
        }
        if found.stored {
            way.reverse();
            return Ok((at, way));
        }
        let Some(place) = found.containers.first().filter(|_| way.len() < WAY_STEPS_MAX) else {
            return Err(Unreachable::Missing(at));
        };
        way.push(place.clone());
        at = place.container;
    }
}
