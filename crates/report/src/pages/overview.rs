//! The first page: what this is, in numbers, the claims by their origins, what to know.

use super::matrix::matrix;
use crate::book::Report;
use crate::frame::{case_name, framed};
use crate::html::{Element, Html, Place, el};
use crate::view::ItemView;
use crate::{parts, words};
use model::{Claim, ItemId, Severity, Stance};
use std::collections::BTreeSet;

/// Questions on the first page; the rest stands on the page of claims.
const QUESTIONS_ON_OVERVIEW: usize = 12;
/// Findings on the first page, the gravest first.
const FINDINGS_ON_OVERVIEW: usize = 6;

/// The page.
pub fn overview(report: &Report, path: &str) -> Vec<u8> {
    let place = Place::of(path);
    let content = Html::new()
        .and(el("p").class("eyebrow").with(words::REPORT))
        .and(el("h1").attr("dir", "auto").name(case_name(report)))
        .and(origins_in_a_sentence(report, place))
        .and(numbers(report, place))
        .and(what_this_is())
        .and(claims_by_origin(report, place))
        .and(what_to_know(report, place))
        .and(parts::section(words::RECEIPT, receipt(report)));
    framed(report, path, words::OVERVIEW, content)
}

fn what_this_is() -> Element {
    let column = |heading: &str, text: &str| el("div").with(el("h2").with(heading)).with(el("p").with(text));
    el("section")
        .class("columns")
        .with(column(words::WHAT_THIS_IS, words::WHAT_THIS_IS_TEXT))
        .with(column(words::WHAT_THIS_IS_NOT, words::WHAT_THIS_IS_NOT_TEXT))
}

/// Items that go back to some origin, by themselves or by a statement.
fn appearances(report: &Report) -> usize {
    let of_member = |member: &String| match member.parse::<ItemId>() {
        Ok(id) => report.item(&id).map(crate::view::ItemView::id),
        Err(_) => report.statement(member).map(|statement| statement.item),
    };
    report.view().origins.iter().flat_map(|origin| &origin.members).filter_map(of_member).collect::<BTreeSet<_>>().len()
}

fn origins_in_a_sentence(report: &Report, place: Place) -> Html {
    let origins = report.view().origins.len();
    if origins == 0 {
        return Html::new();
    }
    let appear = words::counted(appearances(report), words::ITEM_NOUN);
    let all = words::appear_and_go_back(&appear, &words::counted(origins, words::ORIGIN_NOUN));
    el("p").class("lead").with(all).with(" ").with(most_carried(report, place)).into()
}

/// The claim that most items carry, in a sentence: how often it stands, to how few it goes back.
fn most_carried(report: &Report, place: Place) -> Html {
    let carriers = |claim: &Claim| {
        let spoken = claim.roads.iter().filter(|road| road.stance == Stance::For);
        spoken
            .filter_map(|road| report.statement(&road.statement))
            .map(|statement| statement.item)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let counted = report.view().claims.iter().map(|claim| (carriers(claim), claim));
    let most = counted.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.id.cmp(&a.1.id)));
    let Some((items, claim)) = most.filter(|(items, _)| *items > 1) else { return Html::new() };
    let goes_back = words::origins(claim.origins_for.low, claim.origins_for.high);
    let (before, after) = words::most_carried(&words::counted(items, words::ITEM_NOUN), &goes_back);
    Html::text(before).and("“").and(parts::claim_ref(place, claim)).and("”").and(after)
}

fn numbers(report: &Report, place: Place) -> Element {
    let view = report.view();
    let captures: usize = view.items.iter().map(|item| item.item.captures.len()).sum();
    let matches_in_force = view.matches.iter().filter(|found| report.holds(found)).count();
    let tile = |number: usize, noun: words::Noun, target: &str| {
        let word = noun.of(number);
        el("li").with(
            el("a")
                .href(&place.to(target))
                .with(el("span").class("number").with(parts::grouped_digits(number as u64)))
                .with(el("span").class("of").with(word)),
        )
    };
    el("ul")
        .class("numbers")
        .attr("aria-label", words::IN_NUMBERS)
        .with(tile(view.items.len(), words::ITEM_NOUN, "items.html"))
        .with(tile(captures, words::CAPTURE_NOUN, "items.html"))
        .with(tile(view.rejections.len(), words::NOT_TAKEN_NOUN, "findings.html"))
        .with(tile(matches_in_force, words::MATCH_NOUN, "matches.html"))
        .with(tile(view.claims.len(), words::CLAIM_NOUN, "claims.html"))
        .with(tile(view.origins.len(), words::ORIGIN_NOUN, "origins.html"))
}

fn claims_by_origin(report: &Report, place: Place) -> Element {
    if report.view().claims.is_empty() {
        return parts::section(words::CLAIMS_BY_ORIGIN, parts::nothing(words::NO_CLAIMS));
    }
    let questions = &report.lookups.questions;
    let shown = &questions[..questions.len().min(QUESTIONS_ON_OVERVIEW)];
    let mut section =
        parts::section(words::CLAIMS_BY_ORIGIN, parts::help(words::MATRIX_HELP)).with(matrix(report, place, shown));
    if questions.len() > shown.len() {
        section = section.with(el("p").with(el("a").href(&place.to("claims.html")).with(words::ALL_CLAIMS)));
    }
    section
}

fn what_to_know(report: &Report, place: Place) -> Html {
    let mut grave: Vec<_> = report.view().findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    if grave.is_empty() {
        return Html::new();
    }
    grave.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    let count = grave.len();
    grave.truncate(FINDINGS_ON_OVERVIEW);
    let all = el("a").href(&place.to("findings.html")).with(format!("{} ({count})", words::FINDINGS));
    parts::section(words::WHAT_TO_KNOW, parts::findings(grave)).with(el("p").with(all)).into()
}

/// State of the log, said so that an untimestamped one never looks like a timestamped one.
pub fn receipt(report: &Report) -> Html {
    let checkpoint = &report.view().checkpoint;
    let mut state = Html::new();
    // The one that covers most; the custody page lists them all.
    if let Some(stamp) = checkpoint.timestamps.iter().max_by_key(|stamp| stamp.covers_entries) {
        let covered = words::counted(stamp.covers_entries as usize, words::LOG_ENTRY_NOUN);
        state.push(
            el("p")
                .class("state done")
                .with(el("strong").with(format!("◆ {}: {covered}", words::TIMESTAMPED)))
                .with(" ")
                .with(parts::stamp_time(stamp))
                .with(" ")
                .with(words::TIMESTAMPED_TEXT),
        );
    }
    let is_open = |item: &&ItemView| {
        let first = item.item.captures.iter().map(|capture| capture.log_index).min();
        first.is_none_or(|index| checkpoint.stamp_of(index).is_none())
    };
    let n_open = report.view().items.iter().filter(is_open).count();
    if n_open > 0 || checkpoint.timestamps.is_empty() {
        let open = words::counted(n_open, words::ITEM_NOUN);
        state.push(
            el("p")
                .class("state open")
                .with(el("strong").with(format!("◇ {}: {open}", words::NOT_TIMESTAMPED)))
                .with(" ")
                .with(words::NOT_TIMESTAMPED_TEXT),
        );
    }
    let code = |text: &str| if text.is_empty() { Html::new() } else { el("code").name(text).into() };
    state.and(parts::facts([
        (words::LOG_NAME, code(&checkpoint.origin)),
        (words::LOG_SIZE, Html::text(&checkpoint.size.to_string())),
        (words::LOG_ROOT, code(&checkpoint.root_base64)),
        (words::LOG_KEY, code(&checkpoint.key)),
    ]))
}
