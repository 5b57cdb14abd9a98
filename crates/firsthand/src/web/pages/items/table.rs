//! The items as a table, a row for each.

use super::cells::{self, MANY};
use super::kind_key;
use crate::desk::ItemLine;
use crate::web::frame::scroll;
use crate::web::people::Role;
use crate::web::visit::Visit;
use report::{Element, el};

/// Headings: key of the words, and whether numbers stand below.
const HEADINGS: [(&str, bool); 7] = [
    ("item", false),
    ("name", false),
    ("kind", false),
    ("time", false),
    ("status", false),
    ("matches", true),
    ("claims.n", true),
];

/// The table.
pub fn table(visit: &Visit, lines: &[ItemLine]) -> Element {
    let heads = HEADINGS.map(|(key, is_number)| {
        let head = el("th").attr("scope", "col").with(visit.say(key));
        if is_number { head.class("number-cell") } else { head }
    });
    let all = visit.may(Role::Contributor).then(|| {
        let box_of_all = el("input")
            .attr("type", "checkbox")
            .attr("name", "all")
            .attr("value", "yes")
            .attr("form", MANY)
            .flag("data-all")
            .attr("aria-label", visit.say("many.all"));
        el("th").class("tick-cell").with(box_of_all)
    });
    let picture = el("th").with(el("span").class("hear").with(visit.say("picture")));
    let table = el("table")
        .class("items")
        .with(el("thead").with(el("tr").with_all(all).with(picture).with_all(heads)))
        .with(el("tbody").with_all(lines.iter().map(|line| row(visit, line))));
    scroll(visit.say("nav.items"), table)
}

fn row(visit: &Visit, line: &ItemLine) -> Element {
    let item = &line.item;
    el("tr")
        .attr("class", if item.marks.is_graphic { "graphic-row" } else { "" })
        .flag("data-row")
        .with_all(cells::tick(visit, item).map(|tick| el("td").class("tick-cell").with(tick)))
        .with(el("td").class("picture-cell").with_all(cells::picture(item)))
        .with(el("th").attr("scope", "row").with(cells::id_link(item)))
        .with(el("td").class("name-cell").with(cells::name(item)).with_all(cells::hit(line)))
        .with(el("td").with(visit.say(kind_key(item.kind.name()))))
        .with(el("td").class("time-cell").with_all(cells::time(visit, item)))
        .with(el("td").class("status-cell").with_all(cells::state(visit, item)))
        .with(el("td").class("number-cell").with(item.n_matches.to_string()))
        .with(el("td").class("number-cell").with(item.n_claims.to_string()))
}
