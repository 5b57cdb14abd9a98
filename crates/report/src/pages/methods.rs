//! How the report came about, what it cannot show, how to check it, what was left out.

use super::overview::receipt;
use crate::book::Report;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::view::Sensitive;
use crate::{parts, words};
use std::collections::{BTreeMap, BTreeSet};

/// The page.
pub fn methods(report: &Report, path: &str) -> Vec<u8> {
    let place = Place::of(path);
    let rules = |rules: &[&str]| el("ul").with_all(rules.iter().map(|rule| el("li").with(*rule)));
    let content = Html::from(el("h1").with(words::METHODS))
        .and(parts::section(words::COMPARED, compared(report)))
        .and(parts::section(words::HOW_ORIGINS_COUNT, rules(words::ORIGIN_RULES)))
        .and(parts::section(words::LIMITS, rules(words::LIMIT_RULES)))
        .and(parts::section(words::LEFT_OUT, left_out(report)))
        .and(parts::section(words::RECEIPT, receipt(report)))
        .and(parts::section(words::HOW_TO_CHECK, rules(words::CHECK_RULES)))
        .and(el("p").with(el("a").href(&place.to("report.json")).with(words::MACHINE_READABLE)))
        .and(parts::section(words::TOOLS, tools(report)));
    framed(report, path, words::METHODS, content)
}

/// Kinds of item and kinds of match with their numbers.
fn compared(report: &Report) -> Html {
    let view = report.view();
    let mut items: BTreeMap<&str, usize> = BTreeMap::new();
    let mut matches: BTreeMap<&str, usize> = BTreeMap::new();
    view.items.iter().for_each(|item| *items.entry(&item.item.media_type).or_default() += 1);
    view.matches.iter().for_each(|found| *matches.entry(words::match_kind(found.kind)).or_default() += 1);
    let rows = |counts: BTreeMap<&str, usize>| {
        counts
            .into_iter()
            .map(|(kind, count)| parts::row([Html::name(kind), Html::text(&count.to_string())]))
            .collect::<Vec<_>>()
    };
    el("div")
        .class("columns")
        .with(parts::table(&[words::ITEMS, words::COUNT], rows(items)))
        .with(parts::table(&[words::MATCHES, words::COUNT], rows(matches)))
        .into()
}

/// Each kind that can put a person at risk: whether it is left out, and in how many items it was found.
fn left_out(report: &Report) -> Element {
    let redact = report.view().settings.redact;
    let row = |kind: &Sensitive| {
        let items = report.shared.left_out.values().filter(|left_out| left_out.contains_key(kind)).count();
        let state = match (redact.hides(*kind), items) {
            (false, _) => words::SHOWN.to_owned(),
            (true, 0) => words::LEFT_OUT_NONE.to_owned(),
            (true, items) => words::left_out_of(items),
        };
        parts::row([Html::text(words::sensitive(*kind)), Html::text(&state)])
    };
    parts::table(&[words::WHAT, words::IN_THIS_REPORT], Sensitive::ALL.iter().map(row))
}

fn tools(report: &Report) -> Element {
    let view = report.view();
    let captures = view.items.iter().flat_map(|item| &item.item.captures).map(|capture| capture.tool.as_str());
    let events = view.custody.iter().map(|event| event.tool.as_str());
    let names: BTreeSet<&str> =
        captures.chain(events).chain([view.tool.as_str()]).filter(|tool| !tool.is_empty()).collect();
    el("ul").with_all(names.into_iter().map(|tool| el("li").with(el("code").name(tool))))
}
