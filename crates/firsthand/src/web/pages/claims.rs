//! Claims with the origins behind them, and the road of every statement.

use super::decide::{decision_form, decision_form_with};
use crate::desk::{MOST_WAYS, Part};
use crate::web::answer::Answer;
use crate::web::frame::{choice, framed, scroll};
use crate::web::people::Role;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{Claim, Origin, OriginCount, Road, RoadStep};
use report::{CaseView, Element, LocalHref, el, words};

/// The page of all claims, those with most origins first.
pub fn list(visit: &Visit) -> Result<Answer> {
    let live = visit.desk.live()?;
    let view = live.report.view();
    let mut claims: Vec<&Claim> = view.claims.iter().collect();
    claims.sort_by_key(|claim| (std::cmp::Reverse((claim.origins_for.high, claim.statements.len())), claim.id.clone()));
    let heads = ["claim", "for", "against", "unresolved", "statements"]
        .map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table")
        .class("items")
        .attr("data-rows", "")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(claims.iter().map(|claim| row(claim))));
    let nothing = claims.is_empty().then(|| el("p").class("nothing").with(visit.say("claims.none")));
    let matrix = LocalHref::of_desk("report/claims.html", &[]);
    let content = el("div")
        .with(el("h1").with(visit.say("nav.claims")))
        .with(
            el("p")
                .class("help")
                .with(visit.say("claims.help"))
                .with(" ")
                .with(el("a").href(&matrix).with(visit.say("claims.matrix"))),
        )
        .with_all(nothing)
        .with(scroll(visit.say("nav.claims"), table));
    Ok(Answer::page(framed(visit, visit.say("nav.claims"), content)))
}

fn row(claim: &Claim) -> Element {
    let target = LocalHref::of_desk(&format!("claims/{}", claim.id), &[]);
    let text = el("a").class("claim-text").href(&target).with(el("bdi").name(&claim.text));
    el("tr")
        .with(el("th").attr("scope", "row").with(text))
        .with(el("td").class("for").with(numbers(&claim.origins_for)))
        .with(el("td").class("against").with(numbers(&claim.origins_against)))
        .with(el("td").class("unresolved").with(claim.unresolved.len().to_string()))
        .with(el("td").with(claim.statements.len().to_string()))
}

/// `2`, or `1–2` where a weak link decides.
pub fn numbers(count: &OriginCount) -> String {
    if count.low == count.high { count.low.to_string() } else { format!("{}–{}", count.low, count.high) }
}

/// The page of one claim.
pub fn show(visit: &Visit) -> Result<Answer> {
    let Some(part) = Part::of_claim(&visit.lists()?, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let view = &part.view;
    let claim = &view.claims[0];
    let counts = el("ul")
        .class("numbers")
        .with(number(visit.say("for"), numbers(&claim.origins_for)))
        .with(number(visit.say("against"), numbers(&claim.origins_against)))
        .with(number(visit.say("unresolved"), claim.unresolved.len().to_string()));
    let origins = claim.origins_for.origins.iter().chain(&claim.origins_against.origins);
    let origins = origins.filter_map(|id| view.origins.iter().find(|origin| origin.id == *id));
    let change = claim.would_change.iter().map(|line| el("li").name(line)).collect();
    let content = el("article")
        .with(el("p").class("eyebrow").with(visit.say("claim")).with(" ").with(el("code").with(claim.id.as_str())))
        .with(el("h1").class("quoted").attr("dir", "auto").with(el("bdi").name(&claim.text)))
        .with(counts)
        .with(super::item::section(
            visit.say("origins"),
            origins.map(|origin| origin_card(visit, view, claim, origin)).collect(),
            "plain",
        ))
        .with(super::item::section(
            visit.say("roads"),
            claim.roads.iter().take(MOST_WAYS).map(|road| road_line(visit, view, road)).collect(),
            "plain",
        ))
        .with_all(super::item::rest(visit, part.n_statements_left_out))
        .with(super::item::section(visit.say("would.change"), change, "plain"));
    Ok(Answer::page(framed(visit, &claim.text, content)))
}

fn number(label: &str, number: String) -> Element {
    el("li").with(el("span").class("number").with(number)).with(el("span").class("of").with(label))
}

fn origin_card(visit: &Visit, view: &CaseView, claim: &Claim, origin: &Origin) -> Element {
    let side = if claim.origins_for.origins.contains(&origin.id) { "for" } else { "against" };
    let reasons = origin.reasons.iter().map(|reason| el("li").name(&reason.text));
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
    let steps = road.steps.iter().map(step);
    let split = road.origin.as_ref().filter(|_| visit.may(Role::Reviewer)).map(|origin| {
        decision_form(visit, "split", "decide.split", &[("member", &road.statement), ("origin", origin)])
    });
    el("li")
        .class("road")
        .with(
            el("p")
                .with_all(link)
                .with(" ")
                .with(words::stance(road.stance))
                .with(": ")
                .with_all(statement.map(|statement| el("q").attr("dir", "auto").name(&statement.content.text))),
        )
        .with(el("ol").class("steps").with_all(steps))
        .with_all(split)
}

fn step(step: &RoadStep) -> Element {
    el("li")
        .with(el("bdi").name(&step.from))
        .with(" → ")
        .with(el("bdi").name(&step.to))
        .with(el("span").class("muted").with(" · ").with(el("span").name(&step.reason)))
}
