//! Reading ground state: items, captures, decisions, custody, proofs.

use crate::catalog::{CapturedRow, ItemRow, OrdinalRow};
use crate::openings::Logged;
use crate::{ArchiveError, Case, Result};
use evidence::checkpoint::Checkpoint;
use evidence::keys::ROTATION_FIRST_LINE;
use model::{Capture, ContainerRef, CustodyEvent, Decision, DecisionKind, Item, ItemId, LogEntry, TimeKind};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

/// Fewest digits of a SHA-256 that are taken as an item's id.
const PREFIX_DIGITS_MIN: usize = 6;
/// Items that are read together when all are gone through.
const ITEMS_TOGETHER: u64 = 1_000;
/// Media type of an item of which nothing was told.
const MEDIA_TYPE_UNKNOWN: &str = "application/octet-stream";

/// An input that was not taken, as it is logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// Path relative to the source.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When, this machine's clock.
    pub time: String,
    /// Index of its entry in the log.
    pub log_index: u64,
}

/// See [`Case::newest_entries`]; `None` where there is no such entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NewestEntries {
    /// The newest capture.
    pub captured: Option<u64>,
    /// The newest decision.
    pub decided: Option<u64>,
    /// The newest custody event.
    pub custody: Option<u64>,
}

/// See [`Case::each_item`].
#[derive(Debug)]
pub struct EachItem<'c> {
    case: &'c Case,
    after: u64,
    page: std::vec::IntoIter<Item>,
    is_over: bool,
}

impl EachItem<'_> {
    fn turn_page(&mut self) -> Result<()> {
        let page = self.case.items_of(self.case.catalog.item_rows_after(self.after, ITEMS_TOGETHER)?)?;
        match page.last() {
            Some((ordinal, _)) => self.after = *ordinal,
            None => self.is_over = true,
        }
        self.page = page.into_iter().map(|(_, item)| item).collect::<Vec<_>>().into_iter();
        Ok(())
    }
}

impl Iterator for EachItem<'_> {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Result<Item>> {
        if self.page.as_slice().is_empty()
            && !self.is_over
            && let Err(error) = self.turn_page()
        {
            self.is_over = true;
            return Some(Err(error));
        }
        self.page.next().map(Ok)
    }
}

impl Case {
    /// All items in order of their first capture.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn items(&self) -> Result<Vec<Item>> {
        self.each_item().collect()
    }

    /// All items in order of their first capture, read a page at a time: what is not looked at costs nothing.
    pub fn each_item(&self) -> EachItem<'_> {
        EachItem { case: self, after: 0, page: Vec::new().into_iter(), is_over: false }
    }

    /// A page of items in order of their first capture: at most `limit` of those that come after `after`, or the first.
    ///
    /// # Errors
    /// When the catalog cannot be read, or has no item `after`.
    pub fn items_after(&self, after: Option<&ItemId>, limit: usize) -> Result<Vec<Item>> {
        let ordinal = match after {
            None => 0,
            Some(item) => self.catalog.ordinal(item)?.ok_or(ArchiveError::NoSuchItem { item: *item })?,
        };
        let page = self.items_of(self.catalog.item_rows_after(ordinal, limit as u64)?)?;
        Ok(page.into_iter().map(|(_, item)| item).collect())
    }

    /// A page of items in order of their first capture: at most `limit` of those after the first `offset`.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn items_from(&self, offset: u64, limit: usize) -> Result<Vec<Item>> {
        // Ordinals count items from 1 without a gap.
        let page = self.items_of(self.catalog.item_rows_after(offset, limit as u64)?)?;
        Ok(page.into_iter().map(|(_, item)| item).collect())
    }

    /// How many items there are.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn n_items(&self) -> Result<u64> {
        self.catalog.n_items()
    }

    /// How many items were captured for the first time after this entry of the log.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn n_items_since(&self, log_index: u64) -> Result<u64> {
        Ok(self.catalog.n_items()?.saturating_sub(self.catalog.n_items_up_to(log_index)?))
    }

    /// How many captures there are.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn n_captures(&self) -> Result<u64> {
        self.catalog.n_of_kind("captured")
    }

    /// Log indices of the newest entries of the kinds that a list of the case depends on.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn newest_entries(&self) -> Result<NewestEntries> {
        let newest = |kind| self.catalog.newest_of_kind(kind);
        Ok(NewestEntries { captured: newest("captured")?, decided: newest("decided")?, custody: newest("custody")? })
    }

    /// Ids of all items in order of their first capture.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn item_ids(&self) -> Result<Vec<ItemId>> {
        self.catalog.item_ids()
    }

    /// Items of which a capture names this very address as where it came from, but for those that are known already.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn items_at(&self, address: &str, known: &BTreeSet<ItemId>) -> Result<Vec<Item>> {
        let mut items = Vec::new();
        let rows = self.catalog.item_rows_at(address)?;
        for (ordinal, row) in rows.into_iter().filter(|(_, row)| !known.contains(&row.id)) {
            items.extend(self.items_of(vec![(ordinal, row)])?.into_iter().map(|(_, item)| item));
        }
        items.retain(|item: &Item| item.captures.iter().any(|capture| is_from(capture, address)));
        Ok(items)
    }

    /// These items with their captures; the ordinals rise.
    fn items_of(&self, rows: Vec<OrdinalRow<ItemRow>>) -> Result<Vec<OrdinalRow<Item>>> {
        let (Some((first, _)), Some((last, _))) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
        let mut captured = self.catalog.captured_rows_between(*first, *last)?.into_iter().peekable();
        let mut items = Vec::with_capacity(rows.len());
        for (ordinal, row) in rows {
            let mut of_item = Vec::new();
            while let Some((_, captured)) = captured.next_if(|(of, _)| *of <= ordinal) {
                of_item.push(captured);
            }
            let captures = self.captures_in(of_item)?.into_iter().map(|(_, capture)| capture).collect();
            items.push((ordinal, item_of(&row, captures)));
        }
        Ok(items)
    }

    /// The item that `text` names: 64 hex digits, at least six of them at the beginning, or a short id such as
    /// `K7Q-03`, in upper or lower case. `None` when none fits.
    ///
    /// # Errors
    /// [`ArchiveError::Ambiguous`] when several fit; others when the catalog cannot be read.
    pub fn item(&self, text: &str) -> Result<Option<Item>> {
        let Some(row) = self.item_row(text.trim())? else { return Ok(None) };
        let captures = self.captures_of(&row.id)?;
        Ok(Some(item_of(&row, captures)))
    }

    /// All captures with their items, by log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn captures(&self) -> Result<Vec<(ItemId, Capture)>> {
        self.captures_in(self.catalog.captured_rows(None)?)
    }

    /// A page of captures with their items, by log index: at most `limit` of those after the entry `after`.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn captures_after(&self, after: Option<u64>, limit: usize) -> Result<Vec<(ItemId, Capture)>> {
        let after = after.map_or(-1, |log_index| i64::try_from(log_index).unwrap_or(i64::MAX));
        self.captures_in(self.catalog.leaves_of_kind_after("captured", after, limit as u64)?)
    }

    /// Captures of one item, by log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn captures_of(&self, item: &ItemId) -> Result<Vec<Capture>> {
        let captures = self.captures_in(self.catalog.captured_rows(Some(item))?)?;
        Ok(captures.into_iter().map(|(_, capture)| capture).collect())
    }

    /// Captures of what a container holds, with their items, by log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn captures_in_container(&self, container: &ItemId) -> Result<Vec<(ItemId, Capture)>> {
        self.captures_in(self.catalog.member_rows(container)?)
    }

    /// Entries of the log, those of the range that exist.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn entries(&self, range: Range<u64>) -> Result<Vec<LogEntry>> {
        let rows = self.catalog.leaves(range.start, range.end)?;
        rows.iter().map(|(log_index, logged)| self.decode(*log_index, logged)).collect()
    }

    /// Leaves of the log, those of the range that exist, as they are hashed.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn leaves(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>> {
        Ok(self.catalog.leaves(range.start, range.end)?.into_iter().map(|(_, logged)| logged.leaf).collect())
    }

    /// What was sealed in an entry: texts and salts. Empty for an entry of format 1, which shows everything.
    ///
    /// # Errors
    /// When there is no such entry or the catalog cannot be read.
    pub fn opening(&self, log_index: u64) -> Result<evidence::seal::Opening> {
        let mut rows = self.catalog.leaves(log_index, log_index + 1)?;
        let size = self.log_size()?;
        rows.pop().map(|(_, logged)| logged.opening).ok_or(ArchiveError::NoSuchEntry { index: log_index, size })
    }

    /// Number of entries in the log.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn log_size(&self) -> Result<u64> {
        Ok(self.catalog.log_state()?.0)
    }

    /// Inputs that were not taken, by log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn rejections(&self) -> Result<Vec<Rejection>> {
        let of_entry = |log_index, entry| match entry {
            LogEntry::Rejected { name, reason, time } => Some(Rejection { name, reason, time, log_index }),
            _ => None,
        };
        self.of_kind("rejected", of_entry)
    }

    /// Decisions by log index, each with the later decision that undid it. An undoing that was itself undone counts no
    /// more.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut decisions = self.of_kind("decided", |log_index, entry| match entry {
            LogEntry::Decided(decision) => Some(Decision { log_index: Some(log_index), ..decision }),
            _ => None,
        })?;
        fill_undone_by(&mut decisions);
        Ok(decisions)
    }

    /// Custody events by log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn custody(&self) -> Result<Vec<CustodyEvent>> {
        self.of_kind("custody", |_, entry| match entry {
            LogEntry::Custody(event) => Some(event),
            _ => None,
        })
    }

    /// Custody events with their log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn custody_entries(&self) -> Result<Vec<(u64, CustodyEvent)>> {
        self.of_kind("custody", |log_index, entry| match entry {
            LogEntry::Custody(event) => Some((log_index, event)),
            _ => None,
        })
    }

    /// Custody events after this entry of the log, with their log index.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn custody_entries_after(&self, log_index: u64) -> Result<Vec<(u64, CustodyEvent)>> {
        let after = i64::try_from(log_index).unwrap_or(i64::MAX);
        let rows = self.catalog.leaves_of_kind_after("custody", after, u64::MAX)?;
        let event = |(log_index, logged): CapturedRow| match self.decode(log_index, &logged) {
            Ok(LogEntry::Custody(event)) => Some(Ok((log_index, event))),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        };
        rows.into_iter().filter_map(event).collect()
    }

    /// Where the bytes of an item lie, if they are stored as an object of their own.
    pub fn object_path(&self, item: &ItemId) -> Option<PathBuf> {
        let path = self.layout.object(item);
        self.storage.is_file(&path).then_some(path)
    }

    /// Where the bytes of a container's member lie: the first capture that says so.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn container_of(&self, item: &ItemId) -> Result<Option<ContainerRef>> {
        Ok(self.captures_of(item)?.into_iter().find_map(|capture| capture.container))
    }

    /// The newest signed checkpoint, verbatim.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn checkpoint_text(&self) -> Result<String> {
        Ok(self.log().checkpoint()?.0)
    }

    /// The newest checkpoint, its signature checked.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn checkpoint(&self) -> Result<Checkpoint> {
        Ok(self.log().checkpoint()?.1)
    }

    /// Proof that an entry is under the newest checkpoint, as `c2sp.org/tlog-proof@v1` text.
    ///
    /// # Errors
    /// When there is no such entry or the log does not hold.
    pub fn inclusion_proof(&self, log_index: u64) -> Result<String> {
        Ok(self.log().inclusion_proof(log_index)?.text())
    }

    /// The files of the log under the newest checkpoint, with the paths that they have inside `log/`: all entries,
    /// hash tiles and the checkpoint itself.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn log_files(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let log = self.log();
        let (note, checkpoint) = log.checkpoint()?;
        let mut files = vec![("checkpoint".to_owned(), note.into_bytes())];
        for path in evidence::tiles::log_paths(checkpoint.size) {
            let bytes = log.read_tile(&path).map_err(|reason| log.damaged(format!("log/{path}: {reason}")))?;
            files.push((path, bytes));
        }
        Ok(files)
    }

    /// The log's first public key as text, `name+id+base64`: the one that all others follow from.
    pub fn public_key_vkey(&self) -> String {
        self.first_key().vkey()
    }

    /// `text` (ending in a newline) as a note signed with the case's key. A text that could pass for a checkpoint is
    /// refused.
    ///
    /// # Errors
    /// When the key is missing or the text cannot be signed.
    pub fn sign_note(&self, text: &str) -> Result<String> {
        let first_line = text.lines().next().unwrap_or_default();
        if first_line == self.first_key().name() || first_line == ROTATION_FIRST_LINE {
            let reason = "it begins like a checkpoint or a key rotation of this log".to_owned();
            return Err(ArchiveError::NotSignable { reason });
        }
        // The newest checkpoint knows which key signs now.
        self.log().checkpoint()?;
        let sign = |key: evidence::NoteSigningKey| key.sign(text);
        sign(self.signing_key()?).map_err(|error| ArchiveError::NotSignable { reason: error.to_string() })
    }

    fn item_row(&self, text: &str) -> Result<Option<ItemRow>> {
        let digits = text.to_ascii_lowercase();
        let is_prefix =
            (PREFIX_DIGITS_MIN..=64).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let mut rows = match is_prefix {
            true => self.catalog.items_by_prefix(&digits, 1000)?,
            false => self.catalog.items_by_short_id(&text.to_ascii_uppercase())?,
        };
        match rows.as_slice() {
            [] => Ok(None),
            [_] => Ok(rows.pop()),
            [first, second, ..] => Err(ArchiveError::Ambiguous {
                text: text.to_owned(),
                count: rows.len(),
                first: first.id,
                second: second.id,
            }),
        }
    }

    fn captures_in(&self, rows: Vec<CapturedRow>) -> Result<Vec<(ItemId, Capture)>> {
        let capture = |(log_index, logged): CapturedRow| match self.decode(log_index, &logged) {
            Ok(entry) => capture_of(log_index, entry).map(Ok),
            Err(error) => Some(Err(error)),
        };
        rows.into_iter().filter_map(capture).collect()
    }

    pub(crate) fn of_kind<T>(&self, kind: &str, of_entry: impl Fn(u64, LogEntry) -> Option<T>) -> Result<Vec<T>> {
        let rows = self.catalog.leaves_of_kind(kind)?;
        let read = |(log_index, logged): CapturedRow| match self.decode(log_index, &logged) {
            Ok(entry) => of_entry(log_index, entry).map(Ok),
            Err(error) => Some(Err(error)),
        };
        rows.into_iter().filter_map(read).collect()
    }

    fn decode(&self, log_index: u64, logged: &Logged) -> Result<LogEntry> {
        evidence::seal::open(&logged.leaf, &logged.opening)
            .map_err(|error| self.log().damaged(format!("entry {log_index}: {error}")))
    }
}

/// Whether the operator or the container names this as where the bytes came from.
fn is_from(capture: &Capture, address: &str) -> bool {
    [&capture.claimed.url, &capture.from].into_iter().any(|from| from.as_deref() == Some(address))
}

/// The capture that a `captured` entry tells of.
fn capture_of(log_index: u64, entry: LogEntry) -> Option<(ItemId, Capture)> {
    let LogEntry::Captured { item, name, time, tool, container, container_url, container_time, claimed, .. } = entry
    else {
        return None;
    };
    let from = claimed.url.clone().or(container_url).or_else(|| claimed.received_from.clone());
    let capture = Capture {
        name,
        time: container_time.unwrap_or(time),
        time_kind: TimeKind::Captured,
        by: claimed.collected_by.clone(),
        from,
        tool,
        container,
        log_index,
        claimed,
    };
    Some((item, capture))
}

fn item_of(row: &ItemRow, captures: Vec<Capture>) -> Item {
    Item {
        id: row.id,
        short_id: row.short_id.clone(),
        sha256: row.id,
        size_bytes: row.size_bytes,
        media_type: row.media_type.clone().unwrap_or_else(|| MEDIA_TYPE_UNKNOWN.to_owned()),
        name: captures.first().map(|capture| capture.name.clone()).unwrap_or_default(),
        captures,
    }
}

/// Latest first, so that an undoing that was undone itself is known as such when its turn comes.
fn fill_undone_by(decisions: &mut [Decision]) {
    for at in (0..decisions.len()).rev() {
        let DecisionKind::Undo { decision: target } = &decisions[at].what else { continue };
        if decisions[at].undone_by.is_some() {
            continue;
        }
        let (target, undoing) = (target.clone(), decisions[at].id.clone());
        let earlier = decisions[..at].iter_mut().filter(|decision| decision.id == target);
        earlier.for_each(|decision| decision.undone_by = Some(undoing.clone()));
    }
}
