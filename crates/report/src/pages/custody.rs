//! What people decided, and the chain of custody.

use crate::book::Report;
use crate::custody::{CustodyLine, custody_record};
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::view::LeftOut;
use crate::view::StampView;
use crate::{parts, words};
use model::{CustodyKind, Decision, DecisionKind};

/// Items named in one custody event; more are counted.
const MOST_ITEMS: usize = 30;
/// Lines of the record that are shown one by one. In a longer one, inputs that came in together share a line.
const MOST_LINES: usize = 200;

/// The page.
pub fn custody(report: &Report, path: &str) -> Vec<u8> {
    let place = Place::of(path);
    let view = report.view();
    let decisions = if view.decisions.is_empty() {
        parts::nothing(words::NO_DECISIONS)
    } else {
        let headings = [words::TIME, words::WHO, words::WHAT, words::WHY];
        parts::table(&headings, view.decisions.iter().map(|decision| decision_row(report, place, decision)))
    };
    let record = condensed(custody_record(view));
    let events = if record.is_empty() {
        parts::nothing(words::NO_CUSTODY)
    } else {
        let headings = [words::TIME, words::WHO, words::WHAT, words::ITEMS];
        parts::table(&headings, record.iter().map(|line| custody_row(report, place, line)))
    };
    let content = Html::from(el("h1").with(words::CUSTODY))
        .and(parts::section(words::DECISIONS, decisions))
        .and(parts::section(words::CUSTODY_EVENTS, events))
        .and(parts::section(words::STAMPS, stamps(report)));
    framed(report, path, words::CUSTODY, content.and(chosen_left_out(&view.left_out)))
}

/// Every trusted timestamp of the case.
fn stamps(report: &Report) -> Html {
    let stamps = &report.view().checkpoint.timestamps;
    if stamps.is_empty() {
        return Html::from(parts::nothing(words::NOT_TIMESTAMPED_TEXT));
    }
    let headings = [words::NUMBER, words::TIME, words::LOG_SIZE, words::AUTHORITY, words::AUTHORITY_ROOT];
    let row = |stamp: &StampView| {
        let root = Html::name(&stamp.root).and(el("p").class("muted").with(el("code").with(stamp.root_sha256.hex())));
        parts::row([
            Html::text(&stamp.number.to_string()),
            parts::stamp_time(stamp),
            Html::text(&stamp.covers_entries.to_string()),
            Html::name(&stamp.authority),
            root,
        ])
    };
    Html::from(parts::table(&headings, stamps.iter().map(row))).and(el("p").with(words::STAMPS_TEXT))
}

/// The record with inputs that came one after the other in the same way in one line, once it is long. Each item's page tells
/// of its own captures.
fn condensed(record: Vec<CustodyLine>) -> Vec<CustodyLine> {
    if record.len() <= MOST_LINES {
        return record;
    }
    let is_input = |line: &CustodyLine| matches!(line.what, CustodyKind::Collected | CustodyKind::Received);
    let mut lines: Vec<CustodyLine> = Vec::new();
    for line in record {
        match lines.last_mut() {
            Some(last) if is_input(&line) && (last.what, &last.by, &last.tool) == (line.what, &line.by, &line.tool) => {
                last.items.extend(line.items);
                last.text = words::inputs_until(last.items.len(), &line.time);
            }
            _ => lines.push(line),
        }
    }
    lines
}

fn chosen_left_out(left_out: &[LeftOut]) -> Html {
    let chosen: Vec<&LeftOut> = left_out.iter().filter(|one| matches!(one.what.as_str(), "item" | "block")).collect();
    if chosen.is_empty() {
        return Html::new();
    }
    let row = |one: &LeftOut| {
        let what = match one.block {
            Some(number) => format!("{} {number}", words::BLOCK),
            None => words::ITEM.to_lowercase(),
        };
        parts::row([Html::text(&what), el("code").name(&one.original_sha256.hex()).into()])
    };
    let table = parts::table(&[words::WHAT, words::ORIGINAL_SHA256], chosen.into_iter().map(row));
    let means = el("p").class("muted").with(words::CHOSEN_LEFT_OUT_MEANS);
    parts::section(words::CHOSEN_LEFT_OUT, Html::from(means).and(table)).into()
}

fn decision_row(report: &Report, place: Place, decision: &Decision) -> Element {
    let mut what =
        Html::text(words::decision_kind(&decision.what)).and(": ").and(objects(report, place, &decision.what));
    if let Some(later) = &decision.undone_by {
        what.push(
            el("p")
                .class("badge open")
                .with(words::UNDONE)
                .with(" ")
                .with(el("a").href(&place.to_part("custody.html", later)).name(later)),
        );
    }
    parts::row([
        parts::machine_time(&decision.time, words::LOGGED).into(),
        el("bdi").name(&decision.by).into(),
        what,
        el("span").attr("dir", "auto").with(decision.why.as_str()).into(),
    ])
    .attr("id", crate::html::safe_file_name(&decision.id))
}

fn objects(report: &Report, place: Place, kind: &DecisionKind) -> Html {
    let statement = |id: &String| match report.statement(id) {
        Some(statement) => {
            Html::from(parts::item_ref(report, place, &statement.item)).and(" ").and(el("code").name(id))
        }
        None => el("code").name(id).into(),
    };
    match kind {
        DecisionKind::RejectMatch { match_id } | DecisionKind::AcceptMatch { match_id } => {
            Html::from(el("code").name(match_id)).and(" ").and(parts::match_ref(report, place, match_id))
        }
        DecisionKind::SameSource { origins: [a, b] } => {
            parts::origin_ref(report, place, a).and(" = ").and(parts::origin_ref(report, place, b))
        }
        DecisionKind::Split { member, origin } => {
            let member = match member.parse() {
                Ok(id) => parts::item_ref(report, place, &id).into(),
                Err(_) => statement(member),
            };
            member.and(" ≠ ").and(parts::origin_ref(report, place, origin))
        }
        DecisionKind::NotSameClaim { statements: [a, b] } => statement(a).and(" ≠ ").and(statement(b)),
        DecisionKind::ShowAuthors { item } | DecisionKind::MarkGraphic { item, .. } => {
            parts::item_ref(report, place, item).into()
        }
        DecisionKind::SetStatus { item, status } => {
            Html::from(parts::item_ref(report, place, item)).and(" ").and(el("b").with(words::item_status(*status)))
        }
        DecisionKind::Assign { item, to } => {
            let to = if to.is_empty() { words::NOBODY } else { to };
            Html::from(parts::item_ref(report, place, item)).and(" ").and(el("bdi").name(to))
        }
        DecisionKind::Tag { item, tag } => {
            Html::from(parts::item_ref(report, place, item)).and(" ").and(el("bdi").name(tag))
        }
        DecisionKind::Note { about, text } => {
            noted_about(report, place, about).and(el("p").attr("dir", "auto").with(text.as_str()))
        }
        DecisionKind::Undo { decision } => el("a").href(&place.to_part("custody.html", decision)).name(decision).into(),
    }
}

/// What a note is about, with a link where there is a page for it.
fn noted_about(report: &Report, place: Place, about: &str) -> Html {
    if let Ok(item) = about.parse() {
        return parts::item_ref(report, place, &item).into();
    }
    let id = Html::from(el("code").name(about));
    match report.statement(about) {
        Some(statement) => Html::from(parts::item_ref(report, place, &statement.item)).and(" ").and(id),
        None if report.origin(about).is_some() => parts::origin_ref(report, place, about),
        None => id,
    }
}

fn custody_row(report: &Report, place: Place, event: &CustodyLine) -> Element {
    let mut items: Html =
        event.items.iter().take(MOST_ITEMS).map(|id| parts::item_id(report, place, id).and(" ")).collect();
    if event.items.is_empty() {
        items = Html::text(words::WHOLE_CASE);
    } else if event.items.len() > MOST_ITEMS {
        items.push(format!("… ({})", event.items.len()));
    }
    let what = Html::from(el("b").with(words::custody_kind(event.what)))
        .and(" ")
        .and(el("span").attr("dir", "auto").with(event.text.as_str()))
        .and(el("p").class("muted").name(&event.tool));
    parts::row([parts::machine_time(&event.time, words::LOGGED).into(), el("bdi").name(&event.by).into(), what, items])
}
