//! How an item came: every capture with its kind of time, what was said of it, its container and its entry of the log.

use super::rest;
use crate::web::frame::scroll;
use crate::web::moments::moment;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use model::{Capture, Item, TimeKind};
use report::{Element, LocalHref, el};

/// Captures that are listed; the log has all.
const LISTED: usize = 200;

/// The section.
///
/// # Errors
/// When a container cannot be looked up.
pub fn section(visit: &Visit, case: &Case, item: &Item) -> Result<Element> {
    let rows = item.captures.iter().take(LISTED).map(|capture| row(visit, case, capture));
    let rows: Vec<Element> = rows.collect::<Result<_>>()?;
    let heads = ["time", "name", "from", "by", "log"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows));
    let n_more = item.captures.len().saturating_sub(LISTED) as u64;
    Ok(el("section")
        .with(el("h2").with(visit.say("captures")))
        .with(scroll(visit.say("captures"), table))
        .with_all(rest(visit, n_more)))
}

fn row(visit: &Visit, case: &Case, capture: &Capture) -> Result<Element> {
    let claimed = &capture.claimed;
    let container = match &capture.container {
        Some(place) => case.item(&place.container.hex())?,
        None => None,
    };
    let container = container.map(|container| {
        let target = LocalHref::of_desk(&format!("items/{}", container.short_id.0), &[]);
        let link = el("a").class("id").href(&target).with(el("bdi").name(&container.short_id.0));
        el("p")
            .class("muted")
            .with(visit.say("in.container"))
            .with(" ")
            .with(link)
            .with(" ")
            .with(el("bdi").name(&container.name))
    });
    let seen = claimed.seen_at.as_deref().map(|time| el("p").with(moment(visit, time, TimeKind::ClaimedSeen)));
    let note = claimed.note.as_deref().map(|note| el("p").attr("dir", "auto").name(note));
    let received = claimed.received_from.as_ref().filter(|from| capture.from.as_ref() != Some(*from));
    let received = received
        .map(|from| el("p").class("muted").with(visit.say("add.received")).with(" ").with(el("bdi").name(from)));
    let word = |word: &Option<String>| el("bdi").name(word.as_deref().unwrap_or("–"));
    let tool = el("p").class("muted").with(el("bdi").name(&capture.tool));
    Ok(el("tr")
        .with(el("td").class("time-cell").with(moment(visit, &capture.time, capture.time_kind)).with_all(seen))
        .with(el("td").class("name-cell").with(el("bdi").name(&capture.name)).with_all(container).with_all(note))
        .with(el("td").class("name-cell").with(word(&capture.from)).with_all(received))
        .with(el("td").with(word(&capture.by)).with(tool))
        .with(el("td").class("number-cell").with(capture.log_index.to_string())))
}
