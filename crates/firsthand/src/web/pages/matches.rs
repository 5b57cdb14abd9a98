//! One match: both sides, what was compared, and the decision about it.

use super::item::match_forms;
use crate::web::answer::Answer;
use crate::web::frame::framed;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{Match, MatchSide};
use report::{CaseView, Element, LocalHref, el, words};

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let live = visit.desk.live()?;
    let view = live.report.view();
    let Some(found) = view.matches.iter().find(|found| found.id == visit.value(0)) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let reasons = found.reasons.iter().map(|reason| el("li").name(reason));
    let content = el("article")
        .with(el("p").class("eyebrow").with(visit.say("match")).with(" ").with(el("code").with(found.id.as_str())))
        .with(el("h1").with(words::match_kind(found.kind)))
        .with(el("div").class("two").with(side(visit, view, &found.query)).with(side(visit, view, &found.reference)))
        .with(comparison(visit, view, found))
        .with(el("section").with(el("h2").with(visit.say("reasons"))).with(el("ul").with_all(reasons)))
        .with(el("div").class("decisions").with_all(match_forms(visit, found)));
    Ok(Answer::page(framed(visit, words::match_kind(found.kind), content)))
}

fn side(visit: &Visit, view: &CaseView, side: &MatchSide) -> Element {
    let item = view.items.iter().find(|item| item.id() == side.item);
    let short_id = item.map(|item| item.item.short_id.0.clone()).unwrap_or_default();
    let target = LocalHref::of_desk(&format!("items/{short_id}"), &[]);
    let picture = item.filter(|item| item.thumbnail_jpeg.is_some()).map(|_| {
        el("img")
            .class("media")
            .attr("alt", visit.say("picture"))
            .src(&LocalHref::of_desk(&format!("thumbnails/{short_id}"), &[]))
    });
    el("section")
        .class("card veiled")
        .with(
            el("p")
                .with(el("a").class("id").href(&target).with(el("bdi").name(&short_id)))
                .with(" ")
                .with(el("bdi").name(&side.name)),
        )
        .with_all(picture)
}

/// The larger picture of both sides, made when it is asked for.
fn comparison(visit: &Visit, view: &CaseView, found: &Match) -> Element {
    let link = view.looks.comparisons.contains(&found.id).then(|| {
        let target = LocalHref::of_desk(&format!("report/{}", report::comparison_path(&found.id)), &[]);
        el("p").with(el("a").class("button").href(&target).with(visit.say("comparison.open")))
    });
    el("div").with_all(link)
}
