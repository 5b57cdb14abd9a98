//! What a row and a card show of an item.

use crate::desk::{HitPart, ItemLine};
use crate::web::moments;
use crate::web::pages::marks::status_words;
use crate::web::people::Role;
use crate::web::visit::Visit;
use archive::desk::DeskItem;
use report::{Element, Html, LocalHref, el};

/// Id of the form that marks many items at once; boxes anywhere on the page belong to it.
pub const MANY: &str = "many";

/// The link to the item's page.
pub fn id_link(item: &DeskItem) -> Element {
    let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
    el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))
}

/// The box by which who may mark items picks this one.
pub fn tick(visit: &Visit, item: &DeskItem) -> Option<Element> {
    visit.may(Role::Contributor).then(|| {
        el("input")
            .attr("type", "checkbox")
            .attr("name", "item")
            .attr("value", item.id.hex())
            .attr("form", MANY)
            .attr("aria-label", visit.language.fill("many.pick", &[("id", &item.short_id.0)]))
    })
}

/// The small picture; nothing of what somebody marked as graphic is shown in a list.
pub fn picture(item: &DeskItem) -> Option<Element> {
    (item.has_thumbnail && !item.marks.is_graphic).then(|| {
        let source = LocalHref::of_desk(&format!("thumbnails/{}", item.short_id.0), &[]);
        el("img").class("thumb media").attr("alt", "").attr("loading", "lazy").src(&source)
    })
}

/// What it is called, and by whom it was published.
pub fn name(item: &DeskItem) -> Element {
    let outlet = item.outlet.as_ref().map(|outlet| el("span").class("muted").with(" · ").with(el("bdi").name(outlet)));
    el("span").with(el("bdi").name(item.title.as_deref().unwrap_or(&item.name))).with_all(outlet)
}

/// The words around what was looked for.
pub fn hit(line: &ItemLine) -> Option<Element> {
    let part = |part: &HitPart| {
        let words = Html::name(&part.text.replace(['\n', '\r', '\t'], " "));
        if part.is_hit { el("mark").with(words).into() } else { words }
    };
    let hit = line.hit.as_ref()?;
    Some(el("p").class("muted hit").attr("dir", "auto").with(hit.parts.iter().map(part).collect::<Html>()))
}

/// Its best time with kind and zone.
pub fn time(visit: &Visit, item: &DeskItem) -> Option<Element> {
    item.time.as_ref().map(|time| moments::claimed(visit, &time.time, time.kind, &time.zone))
}

/// How far the team is with it, who has it in hand, whether it is hard to look at.
pub fn state(visit: &Visit, item: &DeskItem) -> Vec<Element> {
    let marks = &item.marks;
    let status = marks.status.as_deref().map(|status| el("span").class("badge").with(visit.say(status_words(status))));
    let assignee = marks.assignee.as_ref().map(|name| el("span").class("muted").with(" @").with(el("bdi").name(name)));
    let graphic = marks.is_graphic.then(|| el("span").class("badge open").with(visit.say("mark.graphic")));
    status.into_iter().chain(assignee).chain(graphic).collect()
}
