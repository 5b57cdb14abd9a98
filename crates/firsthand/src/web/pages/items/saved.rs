//! Searches that somebody keeps: each a name for what the list is asked now, with its view.

use super::asked::Asked;
use crate::web::answer::Answer;
use crate::web::frame::{alert, field, form, framed, hidden, send};
use crate::web::people::Role;
use crate::web::searches::Search;
use crate::web::visit::{Visit, way_back};
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, el};

/// What somebody keeps and what others share, and the form that keeps what is asked now; folded.
pub fn section(visit: &Visit, asked: &Asked) -> Element {
    let searches = visit.desk.searches.seen_by(&visit.who.name);
    let now = asked.first_page().address();
    let lines = searches.iter().map(|search| line(visit, search, now.as_str()));
    let list = el("ul").class("plain").attr("aria-label", visit.say("searches")).with_all(lines);
    let summary = visit.language.count("searches.n", searches.len() as u64);
    el("details")
        .class("saved")
        .with(el("summary").with(summary))
        .with(el("div").class("card").with(list).with(keeping(visit, now.as_str())))
}

fn line(visit: &Visit, search: &Search, now: &str) -> Element {
    let target = way_back(Some(&search.address), "items");
    let link = el("a").href(&target).with(el("bdi").name(&search.name));
    let link = if search.address == now { link.attr("aria-current", "true") } else { link };
    let is_own = search.by == visit.who.name;
    let shared = search.shared.then(|| {
        let by = visit.language.fill("search.shared.by", &[("name", &search.by)]);
        el("span").class("muted").with(" · ").with(el("bdi").name(&by))
    });
    let remove = (is_own || visit.may(Role::Owner)).then(|| {
        let words = el("span").class("hear").with(" ").with(el("bdi").name(&search.name));
        form(visit, "items/searches/remove")
            .class("inline")
            .with(hidden("search", &search.id))
            .with(hidden("back", now))
            .with(el("button").attr("type", "submit").with(visit.say("remove")).with(words))
    });
    el("li").with(link).with_all(shared).with(" ").with_all(remove)
}

fn keeping(visit: &Visit, now: &str) -> Element {
    let share = visit.may(Role::Contributor).then(|| {
        let tick = el("input").attr("type", "checkbox").attr("name", "shared").attr("value", "yes");
        el("p").with(el("label").with(tick).with(" ").with(visit.say("search.share")))
    });
    form(visit, "items/searches")
        .with(el("p").class("help").with(visit.say("searches.help")))
        .with(hidden("back", now))
        .with(field(visit.say("search.name"), "text", "search_name", ""))
        .with_all(share)
        .with(send(visit.say("search.keep")))
}

/// Keeps what the list was asked, under a name.
pub fn keep(visit: &Visit) -> Result<Answer> {
    let query = visit.filled("back").and_then(|back| back.strip_prefix("/items")).unwrap_or_default();
    let asked = match Asked::of_query(query.trim_start_matches('?')) {
        Ok(asked) => asked.first_page().address(),
        Err(error) => return Ok(wrong(visit, &error.to_string())),
    };
    let shared = visit.filled("shared").is_some() && visit.may(Role::Contributor);
    let name = visit.filled("search_name").unwrap_or_default();
    Ok(match visit.desk.searches.keep(&visit.who.name, name, asked.as_str(), shared) {
        Ok(()) => Answer::SeeOther(asked),
        Err(error) => wrong(visit, &format!("{error:#}")),
    })
}

/// Takes a search away: one's own, or as an owner what somebody shares.
pub fn remove(visit: &Visit) -> Result<Answer> {
    let id = visit.filled("search").unwrap_or_default();
    Ok(match visit.desk.searches.remove(&visit.who.name, id, visit.may(Role::Owner)) {
        Ok(()) => Answer::SeeOther(way_back(visit.filled("back"), "items")),
        Err(error) => wrong(visit, &format!("{error:#}")),
    })
}

fn wrong(visit: &Visit, words: &str) -> Answer {
    Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, framed(visit, visit.say("searches"), alert(words)))
}
