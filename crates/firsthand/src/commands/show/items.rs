//! `show items` and `show captures`: read from the catalog a page at a time, for a case may hold a million of them.

use super::Shown;
use crate::commands::{print_json, print_line};
use crate::outcome::wrong_usage;
use crate::pipeline::derived;
use crate::terminal::{short, table};
use crate::trusted_time::TrustedTime;
use anyhow::Result;
use archive::Case;
use model::{Capture, Decision, Extract, Item, ItemId};
use report::{ItemView, Marks};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a table where no limit is given: a table needs all its rows before it knows how wide its columns are.
const TABLE_ROWS: usize = 500;
/// Lines that are made together.
const LINES_TOGETHER: usize = 500;

/// Which part of a long list.
#[derive(Default)]
pub struct Page {
    /// Begin after this one.
    pub after: Option<String>,
    /// No more than so many.
    pub limit: Option<usize>,
}

/// An item as `show items --json` prints it.
#[derive(Serialize)]
pub struct ItemLine {
    #[serde(flatten)]
    item: Item,
    /// When a capture of it is known to have been logged by; null = not yet timestamped.
    timestamped: Option<model::LogTime>,
    /// What a court asks for at least, as far as it is held; null for what never stood on the web.
    court_minimum: Option<Minimum>,
    /// What the team says of it; null where nobody said anything yet.
    marks: Option<Marks>,
    /// Log index of the custody event by which it was disposed of; null while it is held.
    disposed: Option<u64>,
}

#[derive(Serialize)]
struct Minimum {
    n_held: u8,
    of: u8,
    #[serde(flatten)]
    held: report::CourtMinimum,
}

#[derive(Serialize)]
struct CaptureLine {
    item: ItemId,
    #[serde(flatten)]
    capture: Capture,
}

impl Shown<'_> {
    /// Prints the items of this page.
    pub fn items(&self, page: &Page) -> Result<()> {
        let trusted = TrustedTime::of(self.case)?;
        let disposed = self.case.disposed()?;
        let marks = report::marks(&self.case.decisions()?);
        let mut after = page.after.as_deref().map(|id| self.item_named(id)).transpose()?;
        let next = |n_lines: usize| -> Result<Vec<ItemLine>> {
            let items = match (self.id, &self.item) {
                (None, _) => self.case.items_after(after.as_ref(), n_lines)?,
                (Some(_), Some(one)) if after.is_none() => self.case.item(&one.hex())?.into_iter().collect(),
                _ => Vec::new(),
            };
            after = items.last().map(|item| item.id).or(after);
            item_lines(self.case, items, &trusted, &disposed, &marks)
        };
        let mut headings = vec!["id", "name", "kind", "bytes", "captures", "timestamped", "court", "sha256"];
        headings.extend((!marks.is_empty()).then_some("team"));
        let last = |line: &ItemLine| line.item.short_id.0.clone();
        self.print_page("items", page, next, self.case.n_items()?, &headings, last, |line| {
            let item = &line.item;
            let timestamped = line.timestamped.as_ref().map_or("not yet", |time| time.0.as_str());
            let mut row = vec![
                item.short_id.0.clone(),
                line.disposed.map_or_else(|| short(&item.name, 60), |_| "(disposed of)".to_owned()),
                item.media_type.clone(),
                item.size_bytes.to_string(),
                item.captures.len().to_string(),
                timestamped.to_owned(),
                line.court_minimum.as_ref().map_or_else(String::new, |minimum| minimum.held.words()),
                item.sha256.hex()[..16].to_owned(),
            ];
            row.extend((!marks.is_empty()).then(|| line.marks.as_ref().map_or_else(String::new, in_words)));
            row
        })
    }

    /// Prints the captures of this page, by log index.
    pub fn captures(&self, page: &Page) -> Result<()> {
        let index = |text: &str| text.parse::<u64>().map_err(|_| wrong_usage(format!("{text:?} is no log index")));
        let mut after = page.after.as_deref().map(index).transpose()?;
        let next = |n_lines: usize| -> Result<Vec<CaptureLine>> {
            let captures = match (self.id, &self.item) {
                (None, _) => self.case.captures_after(after, n_lines)?,
                (Some(_), Some(item)) => {
                    let captures = self.case.captures_of(item)?.into_iter();
                    let wanted = captures.filter(|capture| after.is_none_or(|after| capture.log_index > after));
                    wanted.take(n_lines).map(|capture| (*item, capture)).collect()
                }
                (Some(_), None) => Vec::new(),
            };
            after = captures.last().map(|(_, capture)| capture.log_index).or(after);
            Ok(captures.into_iter().map(|(item, capture)| CaptureLine { item, capture }).collect())
        };
        let headings = ["log", "name", "time (kind)", "from", "by"];
        let last = |line: &CaptureLine| line.capture.log_index.to_string();
        self.print_page("captures", page, next, self.case.n_captures()?, &headings, last, |line| {
            let capture = &line.capture;
            vec![
                capture.log_index.to_string(),
                short(&capture.name, 50),
                format!("{} ({})", capture.time, capture.time_kind.words()),
                short(capture.from.as_deref().unwrap_or("not stated"), 50),
                short(capture.by.as_deref().unwrap_or("not stated"), 30),
            ]
        })
    }

    /// Prints what `next` gives, so many lines at a time, until it gives none or the page is full. `n_all` is how many
    /// there are where nothing narrows the list, `last` what to go on after.
    #[expect(clippy::too_many_arguments, reason = "a list has a name, a source, headings and rows; two callers")]
    fn print_page<T: Serialize>(
        &self,
        what: &str,
        page: &Page,
        mut next: impl FnMut(usize) -> Result<Vec<T>>,
        n_all: u64,
        headings: &[&str],
        last: impl Fn(&T) -> String,
        row: impl Fn(&T) -> Vec<String>,
    ) -> Result<()> {
        let limit = page.limit.unwrap_or(if self.json { usize::MAX } else { TABLE_ROWS });
        let mut lines_of_table = table(headings);
        let (mut n_lines, mut go_on_after) = (0, None);
        while n_lines < limit {
            let lines = next(LINES_TOGETHER.min(limit - n_lines))?;
            let Some(end) = lines.last() else { break };
            go_on_after = Some(last(end));
            n_lines += lines.len();
            match self.json {
                true => lines.iter().try_for_each(print_json)?,
                false => drop(lines_of_table.add_rows(lines.iter().map(&row))),
            }
        }
        if self.json {
            return Ok(());
        }
        if let (Some(id), 0) = (self.id, n_lines) {
            return Err(wrong_usage(format!("nothing here has the id {id:?}")));
        }
        print_line(lines_of_table.to_string())?;
        let has_more = self.id.is_none() && n_lines == limit && !next(1)?.is_empty();
        match go_on_after.filter(|_| has_more) {
            Some(after) => {
                let case = self.case.folder().display();
                print_line(format!("{n_lines} of {n_all}; the next: firsthand show {case} {what} --after {after}"))
            }
            None if page.after.is_some() => print_line(format!("{n_lines} of {n_all}, the last")),
            None => print_line(format!("{n_lines} in all")),
        }
    }

    fn item_named(&self, id: &str) -> Result<ItemId> {
        let item = self.case.item(id)?.map(|item| item.id);
        item.ok_or_else(|| {
            wrong_usage(format!("there is no item {id:?} in this case\n  list them: firsthand show CASE items"))
        })
    }
}

/// Items with what is known of them beyond the catalog, as `show items --json` prints them. `decisions` are all of the case.
///
/// # Errors
/// When the case cannot be read.
pub fn lines_of(case: &Case, items: Vec<Item>, decisions: &[Decision]) -> Result<Vec<ItemLine>> {
    item_lines(case, items, &TrustedTime::of(case)?, &case.disposed()?, &report::marks(decisions))
}

fn item_lines(
    case: &Case,
    items: Vec<Item>,
    trusted: &TrustedTime,
    disposed: &BTreeMap<ItemId, u64>,
    marks: &BTreeMap<ItemId, Marks>,
) -> Result<Vec<ItemLine>> {
    let minimum = report::court_minimum(&with_neighbours(case, &items)?);
    let line = |item: Item| {
        let held = minimum.get(&item.id).copied();
        let court_minimum = held.map(|held| Minimum { n_held: held.n_held(), of: 3, held });
        let disposed = disposed.get(&item.id).copied();
        let marks = marks.get(&item.id).cloned();
        ItemLine { timestamped: trusted.of_item(&item), court_minimum, marks, disposed, item }
    };
    Ok(items.into_iter().map(line).collect())
}

/// What a court asks for at least of one item, as far as it is held; `None` for what never stood on the web.
///
/// # Errors
/// When the case cannot be read.
pub fn court_minimum(case: &Case, item: &Item) -> Result<Option<report::CourtMinimum>> {
    Ok(report::court_minimum(&with_neighbours(case, std::slice::from_ref(item))?).get(&item.id).copied())
}

/// These items and all others that came from the same addresses: what is held of an address may lie in several.
fn with_neighbours(case: &Case, items: &[Item]) -> Result<Vec<ItemView>> {
    let mut seen: BTreeSet<ItemId> = items.iter().map(|item| item.id).collect();
    let addresses: BTreeSet<&str> = items.iter().flat_map(report::addresses).collect();
    let mut views = items.iter().map(|item| view(case, item.clone())).collect::<Result<Vec<_>>>()?;
    for address in addresses {
        for item in case.items_at(address, &seen)? {
            seen.insert(item.id);
            views.push(view(case, item)?);
        }
    }
    Ok(views)
}

/// An item with its findings, which is all of its extract that the court minimum asks for.
fn view(case: &Case, item: Item) -> Result<ItemView> {
    let findings = derived::findings_of_item(case, &item.id)?;
    let extract = Extract { findings, ..Extract::default() };
    Ok(ItemView { item, extract, thumbnail_jpeg: None, links: Vec::new() })
}

/// `in progress, amina, graphic, #quay, 2 notes`.
fn in_words(marks: &Marks) -> String {
    let mut words = vec![report::words::item_status(marks.status).to_owned()];
    words.extend(marks.assignee.iter().map(|name| short(name, 20)));
    words.extend(marks.graphic.then(|| "graphic".to_owned()));
    words.extend(marks.tags.keys().map(|tag| format!("#{}", short(tag, 20))));
    match marks.n_notes {
        0 => {}
        1 => words.push("1 note".to_owned()),
        n_notes => words.push(format!("{n_notes} notes")),
    }
    words.join(", ")
}
