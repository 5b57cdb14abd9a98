//! The items as cards, for eyes that look for a picture.

use super::cells::{self, MANY};
use super::kind_key;
use crate::desk::ItemLine;
use crate::web::people::Role;
use crate::web::visit::Visit;
use report::{Element, el};

/// The cards, with the box that picks all of them.
pub fn grid(visit: &Visit, lines: &[ItemLine]) -> Element {
    let all = visit.may(Role::Contributor).then(|| {
        let box_of_all =
            el("input").attr("type", "checkbox").attr("name", "all").attr("value", "yes").attr("form", MANY);
        el("p").with(el("label").with(box_of_all.flag("data-all")).with(" ").with(visit.say("many.all")))
    });
    let cards = el("ul").class("plain grid").with_all(lines.iter().map(|line| card(visit, line)));
    el("div").with_all(all).with(cards)
}

fn card(visit: &Visit, line: &ItemLine) -> Element {
    let item = &line.item;
    let kind = visit.say(kind_key(item.kind.name()));
    // Where nothing is shown the kind stands in place of a picture, so that cards stay in line.
    let shown = cells::picture(item).unwrap_or_else(|| el("span").class("no-picture").with(kind));
    let matches = visit.language.count("matches.n", u64::from(item.n_matches));
    el("li")
        .attr("class", if item.marks.is_graphic { "graphic-row" } else { "" })
        .flag("data-row")
        .with(el("div").class("card-picture").with(shown))
        .with(
            el("p")
                .class("card-head")
                .with_all(cells::tick(visit, item))
                .with(cells::id_link(item))
                .with_all(cells::state(visit, item)),
        )
        .with(el("p").class("card-name").with(cells::name(item)))
        .with_all(cells::hit(line))
        .with(el("p").class("muted").with(kind).with(" · ").with(matches))
        .with(el("p").class("card-time").with_all(cells::time(visit, item)))
}
