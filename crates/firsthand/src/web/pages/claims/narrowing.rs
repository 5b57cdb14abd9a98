//! By what the list of claims is narrowed and ordered, and what is asked for now.

use super::asked::{Asked, Columns, View};
use crate::web::frame::{check, chip, choice, field, hidden, send, views};
use crate::web::kinds;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{ClaimQuery, ClaimSort, DeskIndex, OriginNumber};
use report::{Element, LocalHref, el};

/// Units that can be chosen: those of most claims.
const MOST_UNITS: usize = 30;

/// Links to the same query in each view.
pub fn ways_to_see(visit: &Visit, asked: &Asked) -> Element {
    let link = |(view, _, key): (View, &str, &'static str)| (key, asked.shown_as(view).address(), view == asked.view);
    views(visit, View::ALL.map(link))
}

/// Words, counts, order and columns; what else the query asks for goes along.
pub fn narrowing(visit: &Visit, asked: &Asked, units: &[(String, u64)]) -> Element {
    let query = &asked.query;
    let sorts = [
        (ClaimSort::MostOrigins, "claims.sort.origins"),
        (ClaimSort::MostStatements, "claims.sort.statements"),
        (ClaimSort::MostContested, "claims.sort.contested"),
        (ClaimSort::Earliest, "claims.sort.earliest"),
    ];
    let sorts = sorts.map(|(sort, key)| (sort.name(), visit.say(key).to_owned()));
    let numbers = [
        (OriginNumber::None, "claims.origins.none"),
        (OriginNumber::One, "claims.origins.one"),
        (OriginNumber::Several, "claims.origins.several"),
    ];
    let any = || std::iter::once(("", visit.say("any").to_owned()));
    let numbers = any().chain(numbers.map(|(number, key)| (number.name(), visit.say(key).to_owned())));
    let number = query.origins.map(OriginNumber::name).unwrap_or_default();
    let units = units
        .iter()
        .take(MOST_UNITS)
        .map(|(unit, n)| (unit.as_str(), format!("{} ({})", kinds::unit(visit.language, unit), grouped(*n))));
    let unit = query.unit.as_deref().unwrap_or_default();
    let columns = Columns::ALL.map(|(_, name, key)| (name, visit.say(key).to_owned()));
    let checks = el("p")
        .class("checks")
        .with(check(visit.say("claims.contested"), "contested", "yes", query.only_contested))
        .with(check(visit.say("claims.unresolved"), "unresolved", "yes", query.only_unresolved))
        .with(check(visit.say("claims.figures"), "figures", "yes", query.only_with_figures));
    el("form")
        .class("narrowing")
        .attr("method", "get")
        .action(&LocalHref::of_desk("claims", &[]))
        .with_all(kept(asked))
        .with(field(visit.say("claims.words"), "search", "q", &query.text))
        .with(choice(visit.say("claims.origins"), "origins", numbers, number))
        .with(choice(visit.say("claims.unit"), "unit", any().chain(units), unit))
        .with(choice(visit.say("sort"), "sort", sorts, query.sort.name()))
        .with(choice(visit.say("claims.by"), "by", columns, asked.columns.name()))
        .with(checks)
        .with(send(visit.say("show")))
}

/// What the form has no field for.
fn kept(asked: &Asked) -> impl Iterator<Item = Element> {
    let query = &asked.query;
    let kept = [
        ("item", query.item.map(|item| item.hex())),
        ("origin", query.origin.clone()),
        ("at", query.at.map(|point| point.to_string())),
        ("view", Some(asked.view.name().to_owned()).filter(|_| asked.view != View::default())),
    ];
    kept.into_iter().filter_map(|(name, value)| Some(hidden(name, &value?)))
}

/// The item, origin and place that the list is narrowed to, each with a link to the list without it.
///
/// # Errors
/// When the index cannot be read.
pub fn chosen(visit: &Visit, asked: &Asked, lists: &DeskIndex) -> Result<Option<Element>> {
    let query = &asked.query;
    let mut chips = Vec::new();
    let mut push = |key: &'static str, value: &str, without: ClaimQuery| {
        chips.push(chip(visit, visit.say(key), value, &asked.with(without).first_page().address()));
    };
    if let Some(item) = &query.item {
        let name = lists.item(item)?.map_or_else(|| item.hex(), |item| item.short_id.0);
        push("item", &name, ClaimQuery { item: None, ..query.clone() });
    }
    if let Some(origin) = &query.origin {
        let name = lists.origin(origin)?.map_or_else(|| origin.clone(), |origin| origin.label);
        push("origin", &name, ClaimQuery { origin: None, ..query.clone() });
    }
    if let Some(point) = query.at {
        let name = lists.place_at(point)?.map_or_else(|| point.to_string(), |place| place.name);
        push("place", &name, ClaimQuery { at: None, ..query.clone() });
    }
    let list = || el("ul").class("plain chips").attr("aria-label", visit.say("narrowed"));
    Ok((!chips.is_empty()).then(|| list().with_all(chips)))
}
