//! By what the list is narrowed and ordered: views, days, order, facets, and what is asked for now.

use super::asked::{Asked, View};
use super::kind_key;
use crate::web::frame::{self, chip, choice, hidden, send};
use crate::web::kinds;
use crate::web::pages::marks::status_words;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use archive::desk::{Day, DeskItem, Facet, FacetCount, FacetCounts, ItemQuery, ItemSort, MapPoint};
use report::{Element, LocalHref, el};

/// Values of a facet that are shown; the list says how many more there are.
const VALUES: usize = 12;

/// Links to the same query in each view.
pub fn views(visit: &Visit, asked: &Asked) -> Element {
    let link = |(view, _, key): (View, &str, &'static str)| (key, asked.shown_as(view).address(), view == asked.view);
    frame::views(visit, View::ALL.map(link))
}

/// Days and order; what else the query asks for goes along.
pub fn ordering(visit: &Visit, asked: &Asked) -> Element {
    let query = &asked.query;
    let sorts = [
        (ItemSort::Added, "sort.added"),
        (ItemSort::Newest, "sort.newest"),
        (ItemSort::Oldest, "sort.oldest"),
        (ItemSort::Name, "sort.name"),
        (ItemSort::MostMatches, "sort.matches"),
    ];
    let sorts = sorts.map(|(sort, key)| (sort.name(), visit.say(key).to_owned()));
    let rest = ItemQuery { sort: ItemSort::default(), from: None, to: None, ..query.clone() };
    let kept = asked.with(rest).first_page().parts();
    let day = |key: &'static str, name: &'static str, day: Option<Day>| {
        let value = day.map(|day| day.to_string()).unwrap_or_default();
        let input = el("input").attr("type", "date").attr("name", name).attr("value", value);
        el("p").class("field").with(el("label").with(el("span").with(visit.say(key))).with(input))
    };
    el("form")
        .class("narrowing")
        .attr("method", "get")
        .action(&LocalHref::of_desk("items", &[]))
        .with_all(kept.iter().map(|(name, value)| hidden(name, value)))
        .with(choice(visit.say("sort"), "sort", sorts, query.sort.name()))
        .with(day("day.from", "from", query.from))
        .with(day("day.to", "to", query.to))
        .with(send(visit.say("show")))
        .with(el("a").class("button").href(&asked.shown_as(View::Table).address_at("items.csv")).with(visit.say("csv")))
}

/// What the list is narrowed by now, each with a link to the list without it. `first` is the first item that was found.
pub fn chosen(visit: &Visit, asked: &Asked, first: Option<&DeskItem>) -> Option<Element> {
    let query = &asked.query;
    let mut chips = Vec::new();
    let mut push = |key: &'static str, value: &str, without: ItemQuery| {
        chips.push(chip(visit, visit.say(key), value, &asked.with(without).first_page().address()));
    };
    if !query.text.is_empty() {
        push("words", &query.text, ItemQuery { text: String::new(), ..query.clone() });
    }
    for (&facet, values) in &query.facets {
        for value in values {
            push(facet_key(facet), &value_words(visit, facet, value), query.toggled(facet, value));
        }
    }
    if let Some(day) = query.from {
        push("day.from", &day.to_string(), ItemQuery { from: None, ..query.clone() });
    }
    if let Some(day) = query.to {
        push("day.to", &day.to_string(), ItemQuery { to: None, ..query.clone() });
    }
    if let Some(claim) = &query.claim {
        push("claim", claim, ItemQuery { claim: None, ..query.clone() });
    }
    if let Some(origin) = &query.origin {
        push("origin", origin, ItemQuery { origin: None, ..query.clone() });
    }
    if let Some(point) = query.at {
        push("place", &place_words(point, first), ItemQuery { at: None, ..query.clone() });
    }
    (!chips.is_empty()).then(|| el("ul").class("plain chips").attr("aria-label", visit.say("narrowed")).with_all(chips))
}

/// The name of a point by the place of an item that lies there.
fn place_words(point: MapPoint, item: Option<&DeskItem>) -> String {
    let place = item.and_then(|item| item.place.as_ref());
    let place = place.filter(|place| MapPoint::of(place.lat, place.lon) == Some(point));
    place.map_or_else(|| point.to_string(), |place| place.name.clone())
}

/// All facets, folded where the screen is narrow.
pub fn facets(visit: &Visit, asked: &Asked, facets: &[FacetCounts]) -> Element {
    let lists = facets.iter().filter_map(|facet| facet_list(visit, asked, facet));
    el("details").class("facets").with(el("summary").with(visit.say("narrow"))).with_all(lists)
}

fn facet_list(visit: &Visit, asked: &Asked, facet: &FacetCounts) -> Option<Element> {
    let is_chosen = facet.counts.iter().any(|count| count.is_chosen);
    if facet.counts.len() < 2 && !is_chosen {
        return None;
    }
    let line = |count: &FacetCount| {
        let target = asked.with(asked.query.toggled(facet.facet, &count.value)).address();
        let link = el("a").href(&target).with(el("bdi").name(&value_words(visit, facet.facet, &count.value)));
        let link = if count.is_chosen { link.attr("aria-current", "true") } else { link };
        el("li").with(link).with(el("span").class("muted").with(format!(" {}", grouped(count.n_items))))
    };
    let n_more = facet.counts.len().saturating_sub(VALUES) as u64 + facet.n_values_left_out;
    let more = (n_more > 0).then(|| el("p").class("muted").with(visit.language.count("values.more", n_more)));
    let list = el("details")
        .with(el("summary").with(visit.say(facet_key(facet.facet))))
        .with(el("ul").class("plain").with_all(facet.counts.iter().take(VALUES).map(line)))
        .with_all(more);
    let opened = is_chosen || matches!(facet.facet, Facet::Kind | Facet::Outlet | Facet::Status);
    Some(if opened { list.flag("open") } else { list })
}

fn facet_key(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "kind",
        Facet::Outlet => "facet.outlet",
        Facet::TimeKind => "facet.time",
        Facet::Standing => "facet.standing",
        Facet::Matches => "matches",
        Facet::Claims => "nav.claims",
        Facet::Place => "facet.place",
        Facet::Severity => "findings",
        Facet::Status => "status",
        Facet::Assignee => "assignee",
        Facet::Graphic => "mark.graphic",
        Facet::Tag => "tag",
    }
}

/// A value of a facet in words: ours where the value is ours, else as it stands.
fn value_words(visit: &Visit, facet: Facet, value: &str) -> String {
    let key = match (facet, value) {
        (_, "") => "none",
        (Facet::Matches | Facet::Claims | Facet::Place | Facet::Graphic, "yes") => "yes",
        (Facet::Matches | Facet::Claims | Facet::Place | Facet::Graphic, _) => "no",
        (Facet::Kind, kind) => kind_key(kind),
        (Facet::Standing, "source") => "standing.source",
        (Facet::Standing, "derived") => "standing.derived",
        (Facet::Standing, _) => "standing.unknown",
        (Facet::Severity, "error") => "severity.error",
        (Facet::Severity, "warn") => "severity.warn",
        (Facet::Severity, _) => "severity.note",
        (Facet::Status, status) => status_words(status),
        (Facet::TimeKind, kind) => kinds::time_kind_of_name(kind).unwrap_or("none"),
        _ => return value.to_owned(),
    };
    visit.say(key).to_owned()
}
