//! All items.

use super::rows_of_page;
use crate::book::Report;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::{PER_PAGE, item_path, times_of};
use crate::view::ItemView;
use crate::{parts, words};

/// Page `page` of the list.
pub fn items(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let items = &report.view().items;
    let headings =
        ["", words::ITEM, words::KIND, words::EARLIEST_TIME, words::MATCHES, words::STATEMENTS, words::FINDINGS];
    let rows = rows_of_page(items, page, PER_PAGE.items).iter().map(|item| row(report, place, item));
    let content = Html::from(el("h1").with(words::ITEMS)).and(parts::table(&headings, rows)).and(parts::pager(
        place,
        "items",
        page,
        items.len(),
        PER_PAGE.items,
    ));
    framed(report, path, words::ITEMS, content)
}

fn row(report: &Report, place: Place, item: &ItemView) -> Element {
    let id = item.id();
    let thumbnail = match parts::thumbnail(place, item) {
        Some(image) => el("a").class("veiled small").href(&place.to(&item_path(item))).with(image).into(),
        None => Html::new(),
    };
    let time = match times_of(item).first() {
        Some((_, time)) => parts::claimed_time(time).into(),
        None => Html::text(words::NO_TIME),
    };
    let count = |count: usize| {
        if count == 0 { el("span").class("quiet").with("0") } else { el("span").with(count.to_string()) }
    };
    let findings = report.lookups.findings_about.get(&id.hex()).map_or(0, Vec::len) + item.extract.findings.len();
    let captures = item.item.captures.len();
    let seen =
        if captures > 1 { format!(" · {}", words::counted(captures, words::CAPTURE_NOUN)) } else { String::new() };
    parts::row([
        thumbnail,
        Html::from(parts::item_ref(report, place, &id)).and(el("span").class("muted").with(seen)),
        el("code").name(&item.item.media_type).into(),
        time,
        count(report.matches_of(&id).count()).into(),
        count(report.statements_of(&id).count()).into(),
        count(findings).into(),
    ])
}
