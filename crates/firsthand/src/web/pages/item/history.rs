//! The history of an item: every entry of the log that touches it, with who, when and why, the newest first.

use super::rest;
use crate::web::frame::scroll;
use crate::web::kinds;
use crate::web::moments::{logged_at, moment};
use crate::web::pages::marks::mark_words;
use crate::web::visit::Visit;
use model::{Capture, CustodyEvent, Decision, DecisionKind, Item, TimeKind};
use report::{Element, UndoChains, el};
use std::collections::BTreeSet;

/// Entries that stand open; the others are folded.
const OPEN: usize = 8;
/// Entries that are listed at all; `show CASE custody` and the page of decisions have all.
const LISTED: usize = 300;

/// What of the case touches the item, beside itself.
pub struct Touching<'a> {
    /// Custody events of the case, each with its entry.
    pub custody: &'a [(u64, CustodyEvent)],
    /// All decisions of the case.
    pub decisions: &'a [Decision],
    /// Ids of its matches and statements.
    pub of_item: &'a BTreeSet<&'a str>,
}

/// One entry of the log.
struct Line {
    log_index: u64,
    what: String,
    why: String,
    by: String,
    time: Element,
    is_undone: bool,
}

/// The section: what touches the item itself, and folded what happened to the whole case since.
pub fn section(visit: &Visit, item: &Item, touching: &Touching) -> Element {
    let mut lines: Vec<Line> = item.captures.iter().map(|capture| captured(visit, capture)).collect();
    let events = touching.custody.iter().filter(|(_, event)| event.items.contains(&item.id));
    lines.extend(events.map(|(log_index, event)| happened(visit, *log_index, event)));
    let chains = UndoChains::of(touching.decisions);
    let about =
        touching.decisions.iter().filter(|decision| touches(&chains.first(decision).what, item, touching.of_item));
    lines.extend(about.map(|decision| decided(visit, decision, chains.first(decision))));
    let came = lines.iter().map(|line| line.log_index).min().unwrap_or(0);
    let of_case = touching.custody.iter().filter(|(log_index, event)| event.items.is_empty() && *log_index > came);
    let of_case: Vec<Line> = of_case.map(|(log_index, event)| happened(visit, *log_index, event)).collect();
    let (mut lines, n_more) = newest(lines);
    let older = lines.split_off(lines.len().min(OPEN));
    let (of_case, n_more_of_case) = newest(of_case);
    el("section")
        .with(el("h2").with(visit.say("history")))
        .with(el("p").class("help").with(visit.say("history.help")))
        .with(table(visit, lines))
        .with_all(folded(visit, "history.older", older))
        .with_all(rest(visit, n_more))
        .with_all(folded(visit, "history.case", of_case))
        .with_all(rest(visit, n_more_of_case))
}

/// The newest that are listed, in their order, and how many there are more.
fn newest(mut lines: Vec<Line>) -> (Vec<Line>, u64) {
    lines.sort_by_key(|line| std::cmp::Reverse(line.log_index));
    let n_more = lines.len().saturating_sub(LISTED) as u64;
    lines.truncate(LISTED);
    (lines, n_more)
}

fn folded(visit: &Visit, key: &str, lines: Vec<Line>) -> Option<Element> {
    (!lines.is_empty()).then(|| {
        let summary = el("summary").with(visit.language.count(key, lines.len() as u64));
        el("details").class("fold").with(summary).with(table(visit, lines))
    })
}

fn table(visit: &Visit, lines: Vec<Line>) -> Element {
    let heads = ["log", "history.what", "by", "time", "why"];
    let heads = heads.map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let row = |line: Line| {
        let undone = line.is_undone.then(|| el("span").class("badge").with(visit.say("undone")));
        el("tr")
            .with(el("td").with(line.log_index.to_string()))
            .with(el("td").class("name-cell").with(el("bdi").name(&line.what)).with(" ").with_all(undone))
            .with(el("td").with(el("bdi").name(if line.by.is_empty() { "–" } else { &line.by })))
            .with(el("td").class("time-cell").with(line.time))
            .with(el("td").class("name-cell").with(el("bdi").name(&line.why)))
    };
    let rows: Vec<Element> = lines.into_iter().map(row).collect();
    let table = el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows));
    scroll(visit.say("history"), table)
}

fn captured(visit: &Visit, capture: &Capture) -> Line {
    Line {
        log_index: capture.log_index,
        what: format!("{}: {}", visit.say(kinds::time_kind(TimeKind::Captured)), capture.name),
        why: String::new(),
        by: capture.by.clone().unwrap_or_default(),
        time: moment(visit, &capture.time, capture.time_kind),
        is_undone: false,
    }
}

fn happened(visit: &Visit, log_index: u64, event: &CustodyEvent) -> Line {
    let whole = if event.items.is_empty() { format!(" ({})", visit.say("whole.case")) } else { String::new() };
    Line {
        log_index,
        what: format!("{}{whole}", visit.say(kinds::custody_kind(event.what))),
        why: event.text.clone(),
        by: event.by.clone(),
        time: logged_at(visit, &event.time),
        is_undone: false,
    }
}

fn decided(visit: &Visit, decision: &Decision, first: &Decision) -> Line {
    let what = match decision.what {
        DecisionKind::Undo { .. } => format!("{}: {}", visit.say("decide.undo"), mark_words(visit, &first.what)),
        _ => mark_words(visit, &decision.what),
    };
    Line {
        log_index: decision.log_index.unwrap_or_default(),
        what,
        why: decision.why.clone(),
        by: decision.by.clone(),
        time: logged_at(visit, &decision.time),
        is_undone: decision.undone_by.is_some(),
    }
}

/// Whether a decision is about the item, one of its matches or one of its statements.
fn touches(what: &DecisionKind, item: &Item, of_item: &BTreeSet<&str>) -> bool {
    let is_of_item = |id: &String| of_item.contains(id.as_str());
    match what {
        DecisionKind::RejectMatch { match_id } | DecisionKind::AcceptMatch { match_id } => is_of_item(match_id),
        DecisionKind::Split { member, .. } => *member == item.id.hex() || is_of_item(member),
        DecisionKind::NotSameClaim { statements } => statements.iter().any(is_of_item),
        DecisionKind::ShowAuthors { item: shown } => *shown == item.id,
        DecisionKind::Note { about, .. } => *about == item.id.hex() || is_of_item(about),
        DecisionKind::SameSource { .. } | DecisionKind::Undo { .. } => false,
        mark => report::marked_item(mark) == Some(item.id),
    }
}
