//! One claim: its count, its figures, its disagreements, and the way of each statement back to its origin.

use super::figures::{common_unit, figure_rows, speaker_name};
use crate::book::Report;
use crate::draw::figure_axis;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::item_path;
use crate::marked::statement_quote;
use crate::{parts, words};
use model::{Claim, OriginCount, Road, RoadStep, Stance, Statement, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// Roads drawn on one page; a claim with more says so.
const MOST_ROADS: usize = 300;

/// The page.
pub fn claim(report: &Report, path: &str, claim: &Claim) -> Vec<u8> {
    let place = Place::of(path);
    let content = Html::new()
        .and(el("p").class("eyebrow").with(words::CLAIM).with(" ").with(el("code").name(&claim.id)))
        .and(el("h1").class("quoted").attr("dir", "auto").name(&claim.text))
        .and(counts(report, claim))
        .and(other_answers(report, place, claim))
        .and(figures(report, claim))
        .and(disagreements(report, place, claim))
        .and(parts::section(words::ROADS, roads(report, place, claim)))
        .and(unresolved(claim))
        .and(would_change(claim));
    framed(report, path, &parts::shortened(&claim.text, 60), content)
}

fn counts(report: &Report, claim: &Claim) -> Element {
    let items: BTreeSet<_> = claim
        .roads
        .iter()
        .filter_map(|road| report.statement(&road.statement))
        .map(|statement| statement.item)
        .collect();
    let count = |stance, count: &OriginCount| {
        el("li").with(el("span").class("number").with(words::low_high(count.low, count.high))).with(
            el("span")
                .class("of")
                .with(words::ORIGIN_NOUN.of(count.high as usize))
                .with(" ")
                .with(parts::stance(stance)),
        )
    };
    let plain = |number: usize, of: Html| {
        el("li").with(el("span").class("number").with(number.to_string())).with(el("span").class("of").with(of))
    };
    el("ul")
        .class("numbers")
        .with(count(Stance::For, &claim.origins_for))
        .with(count(Stance::Against, &claim.origins_against))
        .with(plain(claim.unresolved.len(), parts::stance(Stance::Unresolved).into()))
        .with(plain(items.len(), Html::text(words::SPEAKS_OF_IT.of(items.len()))))
}

fn other_answers(report: &Report, place: Place, claim: &Claim) -> Html {
    let claims = &report.view().claims;
    let question = report.lookups.questions.iter().find(|group| group.iter().any(|&at| claims[at].id == claim.id));
    let others: Vec<&Claim> =
        question.into_iter().flatten().map(|&at| &claims[at]).filter(|other| other.id != claim.id).collect();
    if others.is_empty() {
        return Html::new();
    }
    let answer = |other: &Claim| {
        let count = words::origins(other.origins_for.low, other.origins_for.high);
        el("li").with(parts::claim_ref(place, other)).with(" ").with(el("span").class("muted").with(count))
    };
    parts::section(words::OTHER_ANSWERS, el("ul").with_all(others.into_iter().take(20).map(answer))).into()
}

fn figures(report: &Report, claim: &Claim) -> Html {
    let Some(unit) = common_unit(report, &[claim]) else { return Html::new() };
    let mut rows = figure_rows(report, claim, &unit);
    rows.truncate(40);
    let axis = figure_axis(&rows, &unit, words::stance);
    if axis.is_empty() { axis } else { parts::section(words::FIGURES_COMPARED, axis).into() }
}

fn disagreements(report: &Report, place: Place, claim: &Claim) -> Html {
    if claim.disagreements.is_empty() {
        return Html::new();
    }
    let side = |id: &String| match report.statement(id) {
        Some(statement) => el("li")
            .with(parts::item_id(report, place, &statement.item))
            .with(" ")
            .with(el("bdi").name(&speaker_name(statement))),
        None => el("li").name(id),
    };
    let one = |disagreement: &model::Disagreement| {
        el("li")
            .with(el("b").with(words::disagreement(disagreement.kind)))
            .with(" ")
            .with(el("span").attr("dir", "auto").name(&disagreement.text))
            .with(el("ul").class("sides").with_all(disagreement.statements.iter().map(side)))
    };
    parts::section(words::DISAGREEMENTS, el("ul").with_all(claim.disagreements.iter().map(one))).into()
}

/// Roads under the origin that they lead to: origins for first, then against, then those that lead nowhere.
fn roads(report: &Report, place: Place, claim: &Claim) -> Html {
    let mut by_end: BTreeMap<(Stance, Option<&str>), Vec<&Road>> = BTreeMap::new();
    for road in claim.roads.iter().take(MOST_ROADS) {
        by_end.entry((road.stance, road.origin.as_deref())).or_default().push(road);
    }
    let order = |key: &(Stance, Option<&str>)| {
        (key.0, key.1.is_none(), key.1.and_then(|id| report.lookups.origin_at.get(id)).copied())
    };
    let mut ends: Vec<_> = by_end.into_iter().collect();
    ends.sort_by_key(|(key, _)| order(key));
    let group = |((stance, origin), roads): ((Stance, Option<&str>), Vec<&Road>)| {
        let name = match origin {
            Some(id) => parts::origin_ref(report, place, id),
            None => Html::text(words::NO_ORIGIN),
        };
        let count = words::counted(roads.len(), words::STATEMENT_NOUN);
        let heading = el("h3")
            .with(parts::stance(stance))
            .with(" ")
            .with(name)
            .with(" ")
            .with(el("span").class("muted").with(count));
        el("div")
            .class("road-group")
            .with(heading)
            .with_all(roads.into_iter().map(|road| one_road(report, place, road)))
    };
    let groups: Html = ends.into_iter().map(group).collect();
    groups.and(parts::cut_note(MOST_ROADS, claim.roads.len()))
}

fn one_road(report: &Report, place: Place, road: &Road) -> Element {
    let Some(statement) = report.statement(&road.statement) else {
        return el("article").class("road").with(el("code").name(&road.statement));
    };
    let end = match &road.origin {
        Some(id) => parts::origin_ref(report, place, id),
        None => Html::text(words::NO_ORIGIN),
    };
    let start = el("li")
        .class("start")
        .with(parts::item_ref(report, place, &statement.item))
        .with(" ")
        .with(earliest(report, statement));
    let steps = road.steps.iter().map(|step| one_step(report, place, step));
    let silent = if road.steps.is_empty() {
        el("li").class("step strong").with(words::SPEAKS_FOR_ITSELF).into()
    } else {
        Html::new()
    };
    let way = el("ol").class("way").with(start).with_all(steps).with(silent).with(el("li").class("end").with(end));
    el("article").class("road").with(quote(report, place, statement)).with(way).with(
        el("p").class("muted").attr("dir", "auto").name(&format!(
            "{}: {}",
            words::stance(road.stance),
            road.stance_reason
        )),
    )
}

fn earliest(report: &Report, statement: &Statement) -> Html {
    let times = report.item(&statement.item).map(crate::lookups::times_of).unwrap_or_default();
    match times.first() {
        Some((_, time)) => Html::from("· ").and(parts::claimed_time(time)),
        None => Html::new(),
    }
}

fn quote(report: &Report, place: Place, statement: &Statement) -> Element {
    let Some(item) = report.item(&statement.item) else { return el("blockquote").name(&statement.content.text) };
    let passage = place.to_part(&item_path(item), &statement.id);
    let link = el("a").href(&passage).with(words::SEE_PASSAGE);
    if report.is_comment(statement) {
        return el("p").class("muted").with(words::READERS_COMMENT).with(" ").with(link);
    }
    let said = el("blockquote").attr("dir", "auto").with(statement_quote(item.extract.text.as_deref(), statement));
    el("div").with(said).with(el("p").class("said").with(how_it_is_said(statement)).with(link))
}

/// Speaker, chain, kind of quotation, hedges: as words.
fn how_it_is_said(statement: &Statement) -> Html {
    let mut html = Html::new();
    if !statement.chain.is_empty() {
        let names: Vec<&str> = statement.chain.iter().map(|link| link.name.as_str()).collect();
        html.push(el("span").class("chain").with(el("bdi").name(&names.join(" › "))));
        html.push(" · ");
    }
    html.push(words::quote_type(statement.quote_type));
    if statement.denial {
        html.push(format!(" · {}", words::DENIES));
    }
    if !statement.hedges.is_empty() {
        html.push(format!(" · {}: ", words::HEDGED));
        html.push(el("i").name(&statement.hedges.join(", ")));
    }
    html.and(" · ")
}

fn one_step(report: &Report, place: Place, step: &RoadStep) -> Element {
    let class = match step.strength {
        Strength::Strong => "step strong",
        Strength::Weak => "step weak",
    };
    let mut shown = el("li")
        .class(class)
        .with(el("span").class("reason").attr("dir", "auto").name(&step.reason))
        .with(" ")
        .with(el("span").class("ends").with(el("bdi").name(&step.from)).with(" → ").with(el("bdi").name(&step.to)))
        .with(" ")
        .with(el("span").class("strength").with(words::strength(step.strength)));
    if let Some(id) = &step.via_match {
        shown = shown.with(" ").with(parts::match_ref(report, place, id));
    }
    if let Some(id) = &step.decision {
        shown = shown.with(" ").with(el("a").href(&place.to_part("custody.html", id)).with(words::SEE_DECISION));
    }
    shown
}

fn unresolved(claim: &Claim) -> Html {
    if claim.unresolved.is_empty() {
        return Html::new();
    }
    let list = el("ul").with_all(claim.unresolved.iter().map(|text| el("li").attr("dir", "auto").name(text)));
    parts::section(words::UNRESOLVED_HEADING, list).into()
}

fn would_change(claim: &Claim) -> Element {
    if claim.would_change.is_empty() {
        return parts::section(words::WOULD_CHANGE, parts::nothing(words::WOULD_CHANGE_NOTHING));
    }
    let list = el("ul").with_all(claim.would_change.iter().map(|text| el("li").attr("dir", "auto").name(text)));
    parts::section(words::WOULD_CHANGE, list)
}
