//! What a logged `disposed` takes away: the bytes of the items, the texts that were sealed in their entries, and what was
//! derived. Which entries that are follows from the log alone, so `check` knows what must be there and what must not.

use crate::openings::{line_bytes, read_lines};
use crate::storage::write_group;
use crate::{ArchiveError, Case, Result};
use evidence::seal::{self, Opening};
use model::{CustodyEvent, CustodyKind, Decision, DecisionKind, ItemId, LogEntry};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What the log says of captures, by item and by container.
pub(crate) trait Captures {
    /// Captures of an item: log index, and the container that it lay in.
    fn of_item(&self, item: &ItemId) -> Result<Vec<(u64, Option<ItemId>)>>;
    /// Captures of what a container holds: log index and item.
    fn in_container(&self, container: &ItemId) -> Result<Vec<(u64, ItemId)>>;
}

/// What an entry of the log says of items besides their captures, without its texts.
pub(crate) struct LoggedEvent {
    log_index: u64,
    is_disposal: bool,
    items: Vec<ItemId>,
}

impl LoggedEvent {
    fn of(log_index: u64, entry: &LogEntry) -> Option<LoggedEvent> {
        match entry {
            LogEntry::Custody(event) => Some(LoggedEvent::of_custody(log_index, event)),
            LogEntry::Decided(decision) => LoggedEvent::of_decision(log_index, decision),
            _ => None,
        }
    }

    fn of_custody(log_index: u64, event: &CustodyEvent) -> LoggedEvent {
        LoggedEvent { log_index, is_disposal: event.what == CustodyKind::Disposed, items: event.items.clone() }
    }

    /// What a person decided about one item alone: a mark, a note. Other decisions are about what several items show.
    fn of_decision(log_index: u64, decision: &Decision) -> Option<LoggedEvent> {
        use DecisionKind::{Assign, MarkGraphic, Note, SetStatus, ShowAuthors, Tag};
        let item = match &decision.what {
            SetStatus { item, .. } | Assign { item, .. } | MarkGraphic { item, .. } | Tag { item, .. } => *item,
            ShowAuthors { item } => *item,
            Note { about, .. } => about.parse().ok()?,
            _ => return None,
        };
        Some(LoggedEvent { log_index, is_disposal: false, items: vec![item] })
    }
}

/// Which texts of an entry went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Erased {
    /// What was said in a custody event or a decision; who did it stays.
    Words,
    /// All of them.
    All,
}

impl Erased {
    pub(crate) fn takes(self, field: &str) -> bool {
        self == Erased::All || matches!(field, "text" | "why") || field.starts_with("what.")
    }
}

/// What all logged disposals take away together.
#[derive(Default)]
pub(crate) struct Disposals {
    /// Entries whose texts go.
    pub(crate) erased: BTreeMap<u64, Erased>,
    /// Items that are gone, with the log index of the event: those it names, and what lay only in them. One that came
    /// again later is not among them.
    pub(crate) gone: BTreeMap<ItemId, u64>,
}

impl Disposals {
    /// From the custody events and decisions of the log.
    pub(crate) fn of(events: &[LoggedEvent], captures: &dyn Captures) -> Result<Disposals> {
        let mut disposals = Disposals::default();
        for event in events.iter().filter(|event| event.is_disposal) {
            let gone = gone_by(event, captures)?;
            disposals.erase_captures(event, &gone, captures)?;
            disposals.gone.extend(gone.iter().map(|item| (*item, event.log_index)));
            let is_about_gone = |earlier: &&LoggedEvent| {
                earlier.log_index < event.log_index
                    && !earlier.is_disposal
                    && !earlier.items.is_empty()
                    && earlier.items.iter().all(|item| disposals.gone.contains_key(item))
            };
            let words: Vec<u64> = events.iter().filter(is_about_gone).map(|earlier| earlier.log_index).collect();
            disposals.erased.extend(words.into_iter().map(|log_index| (log_index, Erased::Words)));
        }
        let mut came_again = BTreeSet::new();
        for (item, log_index) in &disposals.gone {
            if captures.of_item(item)?.iter().any(|(later, _)| later > log_index) {
                came_again.insert(*item);
            }
        }
        disposals.gone.retain(|item, _| !came_again.contains(item));
        Ok(disposals)
    }

    /// Every capture of an item that the event names, and every capture inside a container that is gone.
    fn erase_captures(&mut self, event: &LoggedEvent, gone: &BTreeSet<ItemId>, captures: &dyn Captures) -> Result<()> {
        let mut indices = Vec::new();
        for item in gone {
            indices.extend(captures.of_item(item)?.into_iter().map(|(log_index, _)| log_index));
            indices.extend(captures.in_container(item)?.into_iter().map(|(log_index, _)| log_index));
        }
        let earlier = indices.into_iter().filter(|log_index| *log_index < event.log_index);
        self.erased.extend(earlier.map(|log_index| (log_index, Erased::All)));
        Ok(())
    }
}

/// The items of the event, and those that lay nowhere but in them, however deep.
fn gone_by(event: &LoggedEvent, captures: &dyn Captures) -> Result<BTreeSet<ItemId>> {
    let mut gone: BTreeSet<ItemId> = event.items.iter().copied().collect();
    let mut containers = event.items.clone();
    while let Some(container) = containers.pop() {
        for (log_index, member) in captures.in_container(&container)? {
            if log_index > event.log_index || gone.contains(&member) {
                continue;
            }
            let mut earlier = captures.of_item(&member)?.into_iter().filter(|(at, _)| *at < event.log_index);
            if earlier.all(|(_, container)| container.is_some_and(|container| gone.contains(&container))) {
                gone.insert(member);
                containers.push(member);
            }
        }
    }
    Ok(gone)
}

/// Captures as the leaves of the log tell of them.
#[derive(Default)]
pub(crate) struct CapturesOfLog {
    of_item: BTreeMap<ItemId, Vec<(u64, Option<ItemId>)>>,
    in_container: BTreeMap<ItemId, Vec<(u64, ItemId)>>,
}

impl CapturesOfLog {
    /// Captures, custody events and decisions of these leaves; those that cannot be read are told elsewhere. Only where something
    /// was disposed of are the captures looked at.
    pub(crate) fn read(leaves: &[Vec<u8>]) -> (Vec<LoggedEvent>, CapturesOfLog) {
        let decoded = || (0u64..).zip(leaves).filter_map(|(at, leaf)| Some((at, evidence::leaf::decode(leaf).ok()?)));
        let events: Vec<LoggedEvent> =
            decoded().filter_map(|(log_index, entry)| LoggedEvent::of(log_index, &entry)).collect();
        let mut captures = CapturesOfLog::default();
        if !events.iter().any(|event| event.is_disposal) {
            return (events, captures);
        }
        for (log_index, entry) in decoded() {
            let LogEntry::Captured { item, container, .. } = entry else { continue };
            let container = container.map(|place| place.container);
            captures.of_item.entry(item).or_default().push((log_index, container));
            if let Some(container) = container {
                captures.in_container.entry(container).or_default().push((log_index, item));
            }
        }
        (events, captures)
    }
}

impl Captures for CapturesOfLog {
    fn of_item(&self, item: &ItemId) -> Result<Vec<(u64, Option<ItemId>)>> {
        Ok(self.of_item.get(item).cloned().unwrap_or_default())
    }

    fn in_container(&self, container: &ItemId) -> Result<Vec<(u64, ItemId)>> {
        Ok(self.in_container.get(container).cloned().unwrap_or_default())
    }
}

impl Captures for Case {
    fn of_item(&self, item: &ItemId) -> Result<Vec<(u64, Option<ItemId>)>> {
        let captures = self.captures_of(item)?.into_iter();
        Ok(captures.map(|capture| (capture.log_index, capture.container.map(|place| place.container))).collect())
    }

    fn in_container(&self, container: &ItemId) -> Result<Vec<(u64, ItemId)>> {
        let captures = self.captures_in_container(container)?.into_iter();
        Ok(captures.map(|(item, capture)| (capture.log_index, item)).collect())
    }
}

impl Case {
    /// Items that were disposed of, with the log index of the event that says so: those that it names and those that lay
    /// only in them. Items that came again later are not among them.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn disposed(&self) -> Result<BTreeMap<ItemId, u64>> {
        Ok(self.disposals()?.gone)
    }

    /// Carries out what the log says of these items: removes their bytes and the texts sealed in their entries, in the
    /// openings and in the catalog, and everything derived of them and of the whole case (rows kept under the item
    /// `whole_case`, and the files under `derived/`). Hash, entries and proofs stay. May be repeated after it was
    /// interrupted. Gives the items that are gone.
    ///
    /// # Errors
    /// When no logged custody event disposes of one of them, or the disk fails.
    pub fn dispose(&self, items: &[ItemId], whole_case: &str) -> Result<Vec<ItemId>> {
        let disposals = self.disposals()?;
        if let Some(item) = items.iter().find(|item| !disposals.gone.contains_key(item)) {
            return Err(ArchiveError::NotDisposed { item: *item });
        }
        let gone: Vec<ItemId> = disposals.gone.keys().copied().collect();
        let mut writer = self.hold()?;
        let done = self
            .remove_objects(&gone)
            .and_then(|()| self.erase_texts(&disposals.erased))
            .and_then(|openings| self.catalog.erase(&openings, &gone, whole_case))
            .and_then(|()| self.derived_files_drop());
        self.release(&mut writer);
        done.map(|()| gone)
    }

    fn disposals(&self) -> Result<Disposals> {
        let custody = self.custody_entries()?;
        let mut events: Vec<LoggedEvent> =
            custody.iter().map(|(log_index, event)| LoggedEvent::of_custody(*log_index, event)).collect();
        if !events.iter().any(|event| event.is_disposal) {
            return Ok(Disposals::default());
        }
        let decisions = self.decisions()?;
        events.extend(decisions.iter().filter_map(|one| LoggedEvent::of_decision(one.log_index?, one)));
        Disposals::of(&events, self)
    }

    fn remove_objects(&self, items: &[ItemId]) -> Result<()> {
        for path in items.iter().filter_map(|item| self.object_path(item)) {
            let folders: Vec<PathBuf> = path.parent().map(std::path::Path::to_owned).into_iter().collect();
            let removed = self.storage.remove(&path).and_then(|()| self.storage.sync_folders(&folders));
            removed.map_err(ArchiveError::io("disposing of", &path))?;
        }
        Ok(())
    }

    /// Writes every file of openings anew that holds one of these texts; gives what is left of each such opening.
    fn erase_texts(&self, erased: &BTreeMap<u64, Erased>) -> Result<Vec<(u64, Opening)>> {
        let mut left = Vec::new();
        let mut rewritten = Vec::new();
        for (first, path) in self.log().openings_files()? {
            let next = first.unwrap_or(0);
            if erased.range(next..).next().is_none() {
                continue;
            }
            let bytes = self.storage.read(&path).map_err(ArchiveError::io("reading", &path))?;
            let lines =
                read_lines(&bytes).map_err(|reason| self.log().damaged(format!("{}: {reason}", path.display())))?;
            let (lines, is_changed) = without(lines, erased, &mut left);
            if is_changed {
                rewritten.push((path, lines));
            }
        }
        let files: Vec<(PathBuf, &[u8])> =
            rewritten.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())).collect();
        if !files.is_empty() {
            write_group(self.storage.as_ref(), &self.layout.incoming(), &files)?;
        }
        Ok(left)
    }
}

/// The lines without the erased texts, as bytes, and whether that makes a difference. What is left of each erased entry's
/// opening is added to `left`.
fn without(
    lines: Vec<(u64, Opening)>,
    erased: &BTreeMap<u64, Erased>,
    left: &mut Vec<(u64, Opening)>,
) -> (Vec<u8>, bool) {
    let (mut bytes, mut is_changed) = (Vec::new(), false);
    for (log_index, mut opening) in lines {
        if let Some(erased) = erased.get(&log_index) {
            let kept = opening.only(|field| !erased.takes(field));
            is_changed |= kept != opening;
            opening = kept;
            left.push((log_index, opening.clone()));
        }
        bytes.extend(line_bytes(log_index, opening));
    }
    (bytes, is_changed)
}

/// What an opening must hold: all sealed fields of the leaf but those that went.
pub(crate) fn fields_held(leaf: &[u8], erased: Option<Erased>) -> BTreeSet<&'static str> {
    let sealed = seal::sealed_in(leaf).unwrap_or_default().into_iter();
    sealed.filter(|field| !erased.is_some_and(|erased| erased.takes(field))).collect()
}
