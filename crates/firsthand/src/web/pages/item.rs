//! One item: what it is, how it came, what happened to it, what proves it, what it matches and says, what is to be known.

mod about;
mod captures;
mod findings;
mod history;
mod members;
pub mod receipt;
mod strip;
mod text;

use super::decide::decision_form;
use super::items::file_name;
use super::previews::{self, Shown};
use super::saved_page;
use crate::commands::show::items::court_minimum;
use crate::desk::Part;
use crate::web::answer::Answer;
use crate::web::frame::framed;
use crate::web::kinds;
use crate::web::people::Role;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{Decision, Match, MatchSide, Statement, Tier};
use report::{Element, ItemView, LocalHref, el};

/// Longer originals are not handed out by the desk; the case's folder has them.
const ORIGINAL_BYTES_AT_MOST: u64 = 2 << 30;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let (case, lists) = (visit.reading()?, visit.lists()?);
    let Some(part) = Part::of_item(&case, &lists, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    let view = &part.view;
    let ItemView { item, extract, .. } = &view.items[0];
    let decisions = visit.decisions()?;
    let marks = report::marks(&decisions).remove(&item.id).unwrap_or_default();
    if marks.graphic {
        visit.desk.views.record_view(&visit.case()?, &visit.who.name, item.id)?;
    }
    let custody = visit.desk.custody.of(&case)?;
    let of_item = view.matches.iter().map(|found| found.id.as_str());
    let of_item = of_item.chain(view.statements.iter().map(|statement| statement.id.as_str())).collect();
    let touching = history::Touching { custody: &custody, decisions: &decisions, of_item: &of_item };
    let parts: Vec<(&'static str, &'static str, Element)> = [
        Some(("about", "about", about::section(visit, item, extract))),
        members::section(visit, &case, extract)?.map(|section| ("members", "members", section)),
        Some(("captures", "captures", captures::section(visit, &case, item)?)),
        Some(("history", "history", history::section(visit, item, &touching))),
        Some(("receipt", "receipt", receipt::section(visit, &case, item)?)),
        Some(("court", "court", receipt::court(visit, court_minimum(&case, item)?))),
        Some(("matches", "matches", matches(visit, &part, &view.items[0], &decisions))),
        Some(("findings", "findings", findings::section(visit, &case, view, item.id)?)),
        Some(("statements", "statements", statements(visit, &part, &view.items[0]))),
        saved_page::section(visit, item).map(|section| ("page", "saved.page", section)),
        Some(("text", "text", text::section(visit, extract))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let entry = |(id, key, _): &(&str, &'static str, Element)| {
        el("li").with(el("a").href(&LocalHref::of_part(id)).with(visit.say(key)))
    };
    let contents = el("ul").class("plain").with_all(parts.iter().map(entry));
    let contents = el("nav").class("contents").attr("aria-label", visit.say("contents")).with(contents);
    let content = el("article")
        .with(el("p").class("eyebrow").with(el("span").class("id").with(el("bdi").name(&item.short_id.0))))
        .with(el("h1").with(el("bdi").name(&item.name)))
        .with(contents)
        .with_all(Shown::of(visit, &item.short_id.0)?.map(|shown| previews::section(visit, &shown)))
        .with(super::marks::section(visit, &item.id, &marks, &decisions))
        .with_all(parts.into_iter().map(|(id, _, section)| section.attr("id", id)));
    let title = format!("{} · {}", item.short_id.0, item.name);
    Ok(Answer::page(framed(visit, &title, content)))
}

fn matches(visit: &Visit, part: &Part, item: &ItemView, decisions: &[Decision]) -> Element {
    let view = &part.view;
    let touches = |found: &&Match| found.query.item == item.id() || found.reference.item == item.id();
    let line = |found: &Match| {
        let other = if found.query.item == item.id() { &found.reference } else { &found.query };
        let other = view.items.iter().find(|view| view.id() == other.item);
        let link = other.map(|other| {
            let target = LocalHref::of_desk(&format!("items/{}", other.item.short_id.0), &[]);
            el("a").class("id").href(&target).with(el("bdi").name(&other.item.short_id.0))
        });
        let target = LocalHref::of_desk(&format!("matches/{}", found.id), &[]);
        el("li")
            .with_all(link)
            .with(" ")
            .with(el("a").href(&target).with(visit.say(kinds::match_kind(found.kind))))
            .with_all(
                strip::times_words(item.id(), found)
                    .map(|times| el("span").with(" · ").with(el("bdi").attr("dir", "ltr").with(times))),
            )
            .with(format!(" · {:.2} ", found.score_0_1))
            .with_all((found.tier == Tier::Weak).then(|| el("span").class("badge").with(visit.say("match.weak"))))
            .with_all(
                found.reasons.first().map(|reason| el("span").class("muted").with(" · ").with(kinds::english(reason))),
            )
    };
    let touching: Vec<&Match> = view.matches.iter().filter(touches).collect();
    let name_of = |side: &MatchSide| match view.items.iter().find(|other| other.id() == side.item) {
        Some(other) => other.item.short_id.0.clone(),
        None => side.name.clone(),
    };
    let heading = el("section").with(el("h2").with(visit.say("matches")));
    if touching.is_empty() {
        return heading.with(el("p").class("nothing").with("–"));
    }
    heading
        .with_all(super::moments::link(visit, decisions, &item.item.short_id.0, touching.iter().copied()))
        .with_all(strip::strip(visit, &item.item, &item.extract, &touching, name_of))
        .with(el("ul").class("plain").with_all(touching.into_iter().map(line)))
        .with_all(rest(visit, part.n_matches_left_out))
        .with(el("p").with(graph_link(visit, item)))
}

fn graph_link(visit: &Visit, item: &ItemView) -> Element {
    let target = LocalHref::of_desk("graph", &[("item", &item.item.short_id.0)]);
    el("a").href(&target).with(visit.say("graph.of.item"))
}

/// How many more there are than the page shows.
pub fn rest(visit: &Visit, n: u64) -> Option<Element> {
    let words = || visit.language.fill("rest.n", &[("n", &grouped(n))]);
    (n > 0).then(|| el("p").class("muted").with(words()))
}

fn statements(visit: &Visit, part: &Part, item: &ItemView) -> Element {
    let view = &part.view;
    let own = view.statements.iter().filter(|statement| statement.item == item.id());
    let line = |statement: &Statement| {
        let chain: Vec<&str> = statement.chain.iter().map(|link| link.name.as_str()).collect();
        let claims = view.claims.iter().filter(|claim| claim.statements.contains(&statement.id));
        let links = claims.map(|claim| {
            let target = LocalHref::of_desk(&format!("claims/{}", claim.id), &[]);
            el("a").href(&target).with(visit.say("to.claim"))
        });
        el("li")
            .with(el("q").name(&statement.content.text))
            .with(el("span").class("muted").with(" · ").with(el("bdi").name(&chain.join(" ← "))).with(" "))
            .with_all(links.take(1))
    };
    section(visit.say("statements"), own.map(line).collect(), "plain").with_all(rest(visit, part.n_statements_left_out))
}

/// A heading with a list, or the word for nothing.
pub fn section(title: &str, lines: Vec<Element>, class: &'static str) -> Element {
    let section = el("section").with(el("h2").with(title));
    if lines.is_empty() {
        section.with(el("p").class("nothing").with("–"))
    } else {
        section.with(el("ul").class(class).with_all(lines))
    }
}

/// The bytes of an original, to be saved and never shown here.
pub fn original(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let Some(item) = case.item(visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    if item.size_bytes > ORIGINAL_BYTES_AT_MOST {
        return Ok(Answer::Wrong(StatusCode::PAYLOAD_TOO_LARGE, visit.say("original.large").to_owned()));
    }
    let is_disposed = visit.lists()?.items_with_ids([&item.id])?.iter().any(|line| line.is_disposed);
    if is_disposed {
        return Ok(Answer::Wrong(StatusCode::GONE, visit.say("original.gone").to_owned()));
    }
    visit.note_view(&item.id)?;
    let bytes = visit.desk.original(&case, &item)?;
    Ok(Answer::Original(file_name(&item.short_id.0, &item.name), bytes))
}

/// Forms of a decision about a match, for who may decide.
pub fn match_forms(visit: &Visit, found: &Match) -> Vec<Element> {
    if !visit.may(Role::Reviewer) {
        return Vec::new();
    }
    let fields = [("match_id", found.id.as_str())];
    vec![
        decision_form(visit, "reject_match", "decide.reject", &fields),
        decision_form(visit, "accept_match", "decide.accept", &fields),
    ]
}
