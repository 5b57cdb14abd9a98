//! One claim: how many origins stand for and against it, its figures on one axis, where its statements disagree, when it
//! appeared, the places that it names, and the road of every statement.

use super::claims::{self, numbers, stance_class, stance_key};
use super::decide::{decision_form, decision_form_with};
use super::item::{rest, section};
use super::places::{Place, Places, place_list};
use crate::desk::{Appearance, MOST_WAYS, Part, appearances};
use crate::web::answer::Answer;
use crate::web::frame::{choice, framed, island, scroll};
use crate::web::kinds;
use crate::web::people::Role;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{ClaimPlace, ClaimQuery, DeskIndex, MapPoint, OriginSpan};
use axum::http::StatusCode;
use model::{Claim, ClaimedTime, ItemId, Origin, OriginCount, Road, RoadStep, Stance};
use report::{
    CaseView, Element, Html, LocalHref, Moment, Report, TimelineMark, TimelineRow, common_unit, el, figure_axis,
    figure_rows, timeline_picture, words,
};
use std::collections::{BTreeMap, BTreeSet};

/// Figures drawn on the axis.
const MOST_FIGURES: usize = 40;
/// Disagreements told.
const MOST_DISAGREEMENTS: usize = 20;
/// Items drawn over time.
const MOST_APPEARANCES: usize = 60;
/// Places drawn and listed.
const MOST_PLACES: usize = 200;
/// What leads to no origin, told in words.
const MOST_UNRESOLVED: usize = 20;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let (case, lists) = (visit.reading()?, visit.lists()?);
    let Some(part) = Part::of_claim(&lists, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let report = Report::new(&part.view);
    let (view, claim) = (&part.view, &part.view.claims[0]);
    let items: BTreeSet<ItemId> = view.items.iter().map(|item| item.id()).collect();
    let shown = appearances(&case, &lists, &items, MOST_APPEARANCES)?;
    let origins = claim.origins_for.origins.iter().chain(&claim.origins_against.origins);
    let origins = origins.filter_map(|id| view.origins.iter().find(|origin| origin.id == *id));
    let change = claim.would_change.iter().map(|line| el("li").with(kinds::english(line))).collect();
    let content = el("article")
        .with(el("p").class("eyebrow").with(visit.say("claim")).with(" ").with(el("code").with(claim.id.as_str())))
        .with(el("h1").class("quoted").attr("dir", "auto").with(el("bdi").name(&claim.text)))
        .with(counts(visit, claim))
        .with(links(visit, claim))
        .with(figures(visit, &report, claim))
        .with(disagreements(visit, claim))
        .with(section(
            visit.say("origins"),
            origins.map(|origin| origin_card(visit, view, claim, origin)).collect(),
            "plain",
        ))
        .with(unresolved(visit, claim))
        .with(timeline(visit, &shown, (items.len() - shown.len()) as u64))
        .with_all(named_places(visit, &lists, claim)?)
        .with(roads(visit, &part))
        .with(section(visit.say("would.change"), change, "plain"));
    Ok(Answer::page(framed(visit, &claim.text, content)))
}

fn counts(visit: &Visit, claim: &Claim) -> Element {
    let span = |count: &OriginCount| numbers(OriginSpan { low: count.low, high: count.high });
    let number = |key: &'static str, number: String| {
        el("li").with(el("span").class("number").with(number)).with(el("span").class("of").with(visit.say(key)))
    };
    el("ul")
        .class("numbers")
        .with(number("for", span(&claim.origins_for)))
        .with(number("against", span(&claim.origins_against)))
        .with(number("unresolved", claim.unresolved.len().to_string()))
}

/// The same claim in other lists: drawn, and the items that speak of it.
fn links(visit: &Visit, claim: &Claim) -> Element {
    let link = |path: &str, key: &'static str| {
        el("a").href(&LocalHref::of_desk(path, &[("claim", &claim.id)])).with(visit.say(key))
    };
    el("p").class("under-numbers").with(link("graph", "claim.graph")).with(" · ").with(link("items", "claim.items"))
}

fn figures(visit: &Visit, report: &Report, claim: &Claim) -> Html {
    let Some(unit) = common_unit(report, &[claim]) else { return Html::new() };
    let mut rows = figure_rows(report, claim, &unit);
    let n_left_out = rows.len().saturating_sub(MOST_FIGURES) as u64;
    rows.truncate(MOST_FIGURES);
    let drawn = figure_axis(&rows, kinds::unit(visit.language, &unit), |stance| visit.say(stance_key(stance)));
    if drawn.is_empty() {
        return drawn;
    }
    let heading = el("h2").with(visit.say("figures"));
    el("section")
        .with(heading)
        .with(scroll(visit.say("figures"), el("div").with(drawn)))
        .with_all(rest(visit, n_left_out))
        .into()
}

fn disagreements(visit: &Visit, claim: &Claim) -> Html {
    let said: BTreeSet<(&str, &str)> =
        claim.disagreements.iter().map(|one| (visit.say(kinds::disagreement(one.kind)), one.text.as_str())).collect();
    if said.is_empty() {
        return Html::new();
    }
    let line = |(kind, text): &(&str, &str)| el("li").with(*kind).with(": ").with(kinds::english(text));
    let lines = said.iter().take(MOST_DISAGREEMENTS).map(line).collect();
    let n_left_out = said.len().saturating_sub(MOST_DISAGREEMENTS) as u64;
    section(visit.say("disagreements"), lines, "plain").with_all(rest(visit, n_left_out)).into()
}

/// When the items appeared that speak of it: drawn, and each time with its kind, zone and evidence.
fn timeline(visit: &Visit, shown: &[Appearance], n_left_out: u64) -> Element {
    let row = |appearance: &Appearance| {
        let mark = |time: &ClaimedTime| Some(TimelineMark { moment: Moment::read(&time.time)?, kind: time.kind });
        let label = format!("{} {}", appearance.item.short_id.0, appearance.item.name);
        TimelineRow { label, marks: appearance.times.iter().filter_map(mark).collect() }
    };
    let rows: Vec<TimelineRow> = shown.iter().map(row).filter(|row| !row.marks.is_empty()).collect();
    let lines = shown.iter().flat_map(|one| one.times.iter().map(move |time| (one, time)));
    let line = |(appearance, time): (&Appearance, &ClaimedTime)| {
        let short_id = &appearance.item.short_id.0;
        let link = el("a").class("id").href(&LocalHref::of_desk(&format!("items/{short_id}"), &[]));
        el("tr")
            .with(el("td").with(link.with(el("bdi").name(short_id))))
            .with(el("td").with(el("bdi").name(&report::written(&time.time))))
            .with(el("td").with(visit.say(kinds::time_kind(time.kind))))
            .with(el("td").with(el("bdi").name(kinds::zone(visit.language, &time.zone))))
            .with(el("td").with(kinds::english(&time.evidence)))
    };
    let heads = ["item", "time", "kind", "zone", "evidence"];
    let heads = heads.map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table =
        el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(lines.map(line)));
    let listed = el("details").with(el("summary").with(visit.say("times"))).with(scroll(visit.say("times"), table));
    el("section")
        .with(el("h2").with(visit.say("timeline")))
        .with(el("p").class("help").with(visit.say("timeline.help")))
        .with(timeline_picture(&rows, visit.say("timeline"), |kind| visit.say(kinds::time_kind(kind))))
        .with_all(rest(visit, n_left_out))
        .with(listed)
}

/// The places that its statements name, as a list and for the browser part that draws them.
fn named_places(visit: &Visit, lists: &DeskIndex, claim: &Claim) -> Result<Option<Element>> {
    let (places, n_left_out) = places_of(lists, &claim.id)?;
    if places.is_empty() {
        return Ok(None);
    }
    let data = LocalHref::of_desk(&format!("claims/{}/places.json", claim.id), &[]);
    let section = el("section")
        .with(el("h2").with(visit.say("claim.places")))
        .with(el("p").class("help").with(visit.say("claim.places.help")))
        .with(island("map", &data, visit.say("needs.script")))
        .with(place_list(&places, |n_items| visit.language.count("items.n", n_items)))
        .with_all(rest(visit, n_left_out));
    Ok(Some(section))
}

/// The same places for the browser part.
///
/// # Errors
/// When the index cannot be read.
pub fn places(visit: &Visit) -> Result<Answer> {
    let lists = visit.lists()?;
    if lists.claim(visit.value(0))?.is_none() {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    }
    let (places, _) = places_of(&lists, visit.value(0))?;
    Answer::json(&Places { places, n_without: 0, words: BTreeMap::new() })
}

/// Each place leads to the claims that name it; and how many places were left out.
fn places_of(lists: &DeskIndex, claim: &str) -> Result<(Vec<Place>, u64)> {
    let (places, n_places) = lists.places_of_claim(claim, MOST_PLACES)?;
    let n_left_out = n_places - places.len() as u64;
    let place = |named: ClaimPlace| {
        let query = ClaimQuery { at: MapPoint::of(named.place.lat, named.place.lon), ..ClaimQuery::default() };
        let target = claims::address_of(query);
        Place::new(named.place, u64::from(named.n_items), &target)
    };
    Ok((places.into_iter().map(place).collect(), n_left_out))
}

fn unresolved(visit: &Visit, claim: &Claim) -> Html {
    if claim.unresolved.is_empty() {
        return Html::new();
    }
    let lines = claim.unresolved.iter().take(MOST_UNRESOLVED).map(|line| el("li").with(kinds::english(line)));
    let n_left_out = claim.unresolved.len().saturating_sub(MOST_UNRESOLVED) as u64;
    section(visit.say("unresolved.lines"), lines.collect(), "plain").with_all(rest(visit, n_left_out)).into()
}

/// The road of every statement: those for the claim, those against it, those that lead to no origin.
fn roads(visit: &Visit, part: &Part) -> Element {
    let told: Vec<&Road> = part.view.claims[0].roads.iter().take(MOST_WAYS).collect();
    let of = |stance: Stance| {
        let lines: Vec<Element> =
            told.iter().filter(|road| road.stance == stance).map(|road| road_line(visit, &part.view, road)).collect();
        let heading = || {
            el("h3")
                .with(
                    el("span").class(stance_class(stance)).attr("aria-hidden", "true").with(words::stance_sign(stance)),
                )
                .with(" ")
                .with(visit.say(stance_key(stance)))
        };
        (!lines.is_empty()).then(|| el("div").with(heading()).with(el("ul").class("plain").with_all(lines)))
    };
    el("section")
        .with(el("h2").with(visit.say("roads")))
        .with_all([Stance::For, Stance::Against, Stance::Unresolved].into_iter().filter_map(of))
        .with_all(rest(visit, part.n_statements_left_out))
}

fn origin_card(visit: &Visit, view: &CaseView, claim: &Claim, origin: &Origin) -> Element {
    let side = if claim.origins_for.origins.contains(&origin.id) { "for" } else { "against" };
    let reasons = origin.reasons.iter().map(|reason| el("li").with(kinds::english(&reason.text)));
    let others = claim.origins_for.origins.iter().chain(&claim.origins_against.origins).filter(|id| **id != origin.id);
    let others: Vec<(&str, String)> = others
        .filter_map(|id| Some((id.as_str(), view.origins.iter().find(|other| other.id == *id)?.label.clone())))
        .collect();
    let same = (visit.may(Role::Reviewer) && !others.is_empty()).then(|| {
        let choice = choice(visit.say("decide.same.which"), "other", others, "");
        decision_form_with(visit, "same_source", "decide.same", &[("origin", &origin.id)], choice)
    });
    el("li")
        .class("card")
        .attr("id", &origin.id)
        .with(
            el("p")
                .with(el("strong").attr("class", side).with(visit.say(if side == "for" { "for" } else { "against" })))
                .with(" · ")
                .with(el("bdi").name(&origin.label)),
        )
        .with(el("ul").class("muted").with_all(reasons))
        .with_all(same)
}

fn road_line(visit: &Visit, view: &CaseView, road: &Road) -> Element {
    let statement = view.statements.iter().find(|statement| statement.id == road.statement);
    let item = statement.and_then(|statement| view.items.iter().find(|item| item.id() == statement.item));
    let link = item.map(|item| {
        let target = LocalHref::of_desk(&format!("items/{}", item.item.short_id.0), &[]);
        el("a").class("id").href(&target).with(el("bdi").name(&item.item.short_id.0))
    });
    let steps = road.steps.iter().map(|one| step(visit, one));
    let split = road.origin.as_ref().filter(|_| visit.may(Role::Reviewer)).map(|origin| {
        decision_form(visit, "split", "decide.split", &[("member", &road.statement), ("origin", origin)])
    });
    el("li")
        .class("road")
        .attr("id", &road.statement)
        .with(
            el("p")
                .with_all(link)
                .with(" ")
                .with_all(statement.map(|statement| el("q").attr("dir", "auto").name(&statement.content.text))),
        )
        .with_all(
            (!road.stance_reason.is_empty()).then(|| el("p").class("muted").with(kinds::english(&road.stance_reason))),
        )
        .with(el("ol").class("steps").with_all(steps))
        .with_all(split)
}

/// A step with the way to what shows it: the match, or the decision of a person.
fn step(visit: &Visit, step: &RoadStep) -> Element {
    let of_match = step.via_match.as_ref().map(|id| (LocalHref::of_desk(&format!("matches/{id}"), &[]), "road.match"));
    let of_decision =
        step.decision.as_ref().map(|id| (LocalHref::of_desk("decisions", &[]).at_part(id), "road.decision"));
    let shown_by = of_match.into_iter().chain(of_decision);
    let shown_by =
        shown_by.map(|(target, key)| el("span").with(" · ").with(el("a").href(&target).with(visit.say(key))));
    el("li")
        .with(el("bdi").name(&step.from))
        .with(" → ")
        .with(el("bdi").name(&step.to))
        .with(el("span").class("muted").with(" · ").with(kinds::english(&step.reason)))
        .with_all(shown_by)
}
