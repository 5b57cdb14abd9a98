//! One match: both sides, what was compared, and the decision about it.

use super::item::match_forms;
use crate::desk::Part;
use crate::web::answer::Answer;
use crate::web::frame::{framed, island};
use crate::web::kinds;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{ItemId, Match, MatchKind, MatchSide};
use report::{CaseView, Element, LocalHref, el};
use serde::Serialize;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let Some(part) = Part::of_match(&*visit.reading()?, &visit.lists()?, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let view = &part.view;
    let Some(found) = view.matches.iter().find(|found| found.id == visit.value(0)) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let marks = report::marks(&visit.decisions()?);
    let is_graphic = |side: &MatchSide| marks.get(&side.item).is_some_and(|marks| marks.graphic);
    let (query_graphic, reference_graphic) = (is_graphic(&found.query), is_graphic(&found.reference));
    let sides = el("div").class("two").with(side(visit, view, &found.query, query_graphic));
    let reasons = found.reasons.iter().map(|reason| el("li").with(kinds::english(reason)));
    let kind = visit.say(kinds::match_kind(found.kind));
    let first = view.items.first().map(|item| item.item.short_id.0.as_str()).unwrap_or_default();
    let moment = super::moments::link(visit, &visit.decisions()?, first, [found]);
    let content = el("article")
        .with(el("p").class("eyebrow").with(visit.say("match")).with(" ").with(el("code").with(found.id.as_str())))
        .with(el("h1").with(kind))
        .with(sides.with(side(visit, view, &found.reference, reference_graphic)))
        .with(comparison(visit, view, found, query_graphic || reference_graphic))
        .with_all(moment)
        .with(el("section").with(el("h2").with(visit.say("reasons"))).with(el("ul").with_all(reasons)))
        .with(el("div").class("decisions").with_all(match_forms(visit, found)));
    Ok(Answer::page(framed(visit, kind, content)))
}

fn side(visit: &Visit, view: &CaseView, side: &MatchSide, graphic: bool) -> Element {
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
        .attr("class", if graphic { "card veiled graphic" } else { "card veiled" })
        .with(
            el("p")
                .with(el("a").class("id").href(&target).with(el("bdi").name(&short_id)))
                .with(" ")
                .with(el("bdi").name(&side.name)),
        )
        .with_all(picture)
}

/// Both sides compared: texts beside each other with what they share; pictures and recordings in the browser's own players,
/// moving as one. The larger picture and the aligned clip, which need no script, are made when they are opened.
fn comparison(visit: &Visit, view: &CaseView, found: &Match, graphic: bool) -> Element {
    let of_text = found.query.extent.start_byte.is_some() && found.reference.extent.start_byte.is_some();
    let texts = of_text.then(|| {
        let data = LocalHref::of_desk(&format!("matches/{}/texts.json", found.id), &[]);
        island("texts", &data, visit.say("needs.script"))
    });
    let players = (!of_text).then(|| {
        let data = LocalHref::of_desk(&format!("matches/{}/compare.json", found.id), &[]);
        island("compare", &data, visit.say("compare.being.made"))
    });
    let picture = view.looks.comparisons.contains(&found.id).then(|| {
        let source = LocalHref::of_desk(&format!("report/{}", report::comparison_path(&found.id)), &[]);
        let picture =
            el("img").class("media").attr("alt", visit.say("comparison")).attr("loading", "lazy").src(&source);
        folded(visit, "comparison", picture, graphic)
    });
    let clip = view.looks.clips.contains(&found.id).then(|| {
        let source = LocalHref::of_desk(&format!("report/{}", report::clip_path(&found.id)), &[]);
        let film = el("video").class("media").flag("controls").flag("muted").attr("preload", "none").src(&source);
        folded(visit, "clip", film.attr("aria-label", visit.say("clip")), graphic)
    });
    el("section").with_all(texts).with_all(players).with_all(picture).with_all(clip)
}

/// Nothing of it is loaded before it is opened.
pub fn folded(visit: &Visit, key: &'static str, media: Element, graphic: bool) -> Element {
    el("details").class("look").with(el("summary").with(visit.say(key))).with(veiled(visit, media, graphic))
}

/// Under a veil until somebody opens this very one: what is marked as graphic always, the rest as the switches for the eyes say.
pub fn veiled(visit: &Visit, media: Element, graphic: bool) -> Element {
    let open = el("button").attr("type", "button").attr("data-unveil", "").with(visit.say("unveil"));
    el("figure")
        .attr("class", if graphic { "veiled graphic" } else { "veiled" })
        .with(media)
        .with(el("figcaption").with(open))
}

#[derive(Serialize)]
struct Texts {
    a: Text,
    b: Text,
    passages: Vec<Passage>,
    at: usize,
}

#[derive(Serialize)]
struct Text {
    title: String,
    text: String,
    href: String,
    short_id: String,
}

#[derive(Serialize)]
struct Passage {
    a: [usize; 2],
    b: [usize; 2],
    kind: &'static str,
}

/// The two texts with all passages that they share.
pub fn texts(visit: &Visit) -> Result<Answer> {
    let Some(part) = Part::of_match(&*visit.reading()?, &visit.lists()?, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let view = &part.view;
    let Some(found) = view.matches.iter().find(|found| found.id == visit.value(0)) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let (a, b) = (found.query.item, found.reference.item);
    let of_pair = view.matches.iter().filter(|other| other.query.item == a && other.reference.item == b);
    let passages: Vec<(&Match, Passage)> = of_pair.filter_map(|other| Some((other, passage(other)?))).collect();
    let at = passages.iter().position(|(other, _)| other.id == found.id).unwrap_or_default();
    let (Some(a), Some(b)) = (text_of(view, a), text_of(view, b)) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    Answer::json(&Texts { a, b, passages: passages.into_iter().map(|(_, passage)| passage).collect(), at })
}

fn passage(found: &Match) -> Option<Passage> {
    let extent = |side: &MatchSide| Some([side.extent.start_byte?, side.extent.end_byte?]);
    let kind = match found.kind {
        MatchKind::Quote => "quote",
        MatchKind::Paraphrase => "paraphrase",
        _ => "same",
    };
    Some(Passage { a: extent(&found.query)?, b: extent(&found.reference)?, kind })
}

fn text_of(view: &CaseView, item: ItemId) -> Option<Text> {
    let item = view.items.iter().find(|view| view.id() == item)?;
    Some(Text {
        title: item.item.name.clone(),
        text: item.extract.text.clone()?,
        href: LocalHref::of_desk(&format!("items/{}", item.item.short_id.0), &[]).as_str().to_owned(),
        short_id: item.item.short_id.0.clone(),
    })
}
