//! All origins: what goes back to each, and why.

use super::rows_of_page;
use crate::book::Report;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::PER_PAGE;
use crate::{parts, words};
use model::{ItemId, Origin, Strength};
use std::collections::BTreeSet;

/// Items and reasons listed for one origin; more are counted.
const MOST_LISTED: usize = 60;

/// Page `page` of the list.
pub fn origins(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let origins = &report.view().origins;
    let mut content = Html::from(el("h1").with(words::ORIGINS)).and(parts::help(words::ORIGINS_HELP));
    if origins.is_empty() {
        content.push(parts::nothing(words::NO_ORIGINS));
    }
    for origin in rows_of_page(origins, page, PER_PAGE.origins) {
        content.push(one(report, place, origin));
    }
    content.push(parts::pager(place, "origins", page, origins.len(), PER_PAGE.origins));
    framed(report, path, words::ORIGINS, content)
}

fn one(report: &Report, place: Place, origin: &Origin) -> Element {
    let state = if origin.in_case { words::IN_CASE } else { words::NOT_IN_CASE };
    let heading = el("h2")
        .with(el("bdi").name(parts::origin_name(&origin.label)))
        .with(" ")
        .with(el("span").class("badge").with(state));
    let first = match &origin.first {
        Some(first) => Html::from(parts::item_ref(report, place, &first.item)).and(" ").and(parts::when(
            &first.time,
            first.time_kind.words(),
            &crate::moment::zone_of(&first.time),
        )),
        None => Html::text(words::NO_TIME),
    };
    let items = items_of(report, origin);
    let listed = items.iter().take(MOST_LISTED).map(|id| el("li").with(parts::item_ref(report, place, id)));
    let members = el("div")
        .with(words::counted(items.len(), words::ITEM_NOUN))
        .with(el("ul").class("plain").with_all(listed))
        .with(parts::cut_note(MOST_LISTED, items.len()));
    let apart: Html = joined(origin.independent_of.iter().map(|id| parts::origin_ref(report, place, id)));
    let claims = report.lookups.claims_of_origin.get(&origin.id).into_iter().flatten().take(MOST_LISTED);
    let claims: Html = claims.map(|&at| el("li").with(parts::claim_ref(place, &report.view().claims[at]))).collect();
    let claims = if claims.is_empty() { claims } else { el("ul").class("plain").with(claims).into() };
    el("article").class("card").attr("id", crate::html::safe_file_name(&origin.id)).with(heading).with(parts::facts([
        (words::FIRST_SEEN, first),
        (words::MEMBERS, members.into()),
        (words::REASONS, reasons(origin)),
        (words::SPEAKS_OF, claims),
        (words::FOUND_APART_FROM, apart),
    ]))
}

fn items_of(report: &Report, origin: &Origin) -> BTreeSet<ItemId> {
    let item_of = |member: &String| match member.parse::<ItemId>() {
        Ok(id) => Some(id),
        Err(_) => report.statement(member).map(|statement| statement.item),
    };
    origin.members.iter().filter_map(item_of).collect()
}

fn reasons(origin: &Origin) -> Html {
    if origin.reasons.is_empty() {
        return Html::new();
    }
    let reason = |reason: &model::OriginReason| {
        let class = if reason.strength == Strength::Weak { "weak" } else { "strong" };
        let strength = el("span").class("strength").with(words::strength(reason.strength));
        el("li").class(class).with(el("span").attr("dir", "auto").name(&reason.text)).with(" ").with(strength)
    };
    let list = el("ul").class("plain").with_all(origin.reasons.iter().take(MOST_LISTED).map(reason));
    Html::from(list).and(parts::cut_note(MOST_LISTED, origin.reasons.len()))
}

fn joined(parts: impl Iterator<Item = Html>) -> Html {
    let mut html = Html::new();
    for part in parts {
        if !html.is_empty() {
            html.push(" · ");
        }
        html.push(part);
    }
    html
}
