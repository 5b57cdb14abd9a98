//! The items: the home of the desk. One query, narrowed by facets, days, places and words, in three views: table, grid, map.

mod asked;
mod cells;
mod grid;
pub mod map;
mod narrowing;
pub mod saved;
mod table;

use super::many;
use crate::desk::{self, ItemLines};
use crate::pipeline::derived;
use crate::web::answer::Answer;
use crate::web::frame::{self, alert, framed};
use crate::web::people::Role;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{PageStart, QueryError};
use asked::{Asked, ROWS, View};
use axum::http::StatusCode;
use report::{Element, Html, el, safe_file_name};

pub use cells::MANY;

/// The kind of a media type.
pub fn kind_of(media_type: &str) -> &'static str {
    archive::desk::MediaKind::of(media_type).name()
}

/// Key of the words for a kind.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "video" => "kind.video",
        "image" => "kind.image",
        "audio" => "kind.audio",
        "page" => "kind.page",
        "text" => "kind.text",
        "container" => "kind.container",
        _ => "kind.other",
    }
}

fn wrong(visit: &Visit, error: &QueryError) -> Answer {
    Answer::Page(StatusCode::BAD_REQUEST, framed(visit, visit.say("nav.items"), alert(&error.to_string())))
}

/// The page.
pub fn list(visit: &Visit) -> Result<Answer> {
    let asked = match Asked::of(visit) {
        Ok(asked) => asked,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    let found = match desk::items(&visit.lists()?, &asked.query) {
        Ok(found) => Some(found),
        Err(error) if error.is::<desk::NoWord>() => None,
        Err(error) => return Err(error),
    };
    let first = found.as_ref().and_then(|found| found.rows.first()).map(|line| &line.item);
    let head =
        el("div").class("list-head").with(el("h1").with(visit.say("nav.items"))).with(narrowing::views(visit, &asked));
    let shown = match &found {
        Some(found) => with_facets(visit, &asked, found)?,
        None => nothing(visit),
    };
    let content = el("div")
        .with(head)
        .with(narrowing::ordering(visit, &asked))
        .with(saved::section(visit, &asked))
        .with_all(narrowing::chosen(visit, &asked, first))
        .with(shown);
    Ok(Answer::page(framed(visit, visit.say("nav.items"), content)))
}

fn nothing(visit: &Visit) -> Element {
    el("p").class("nothing").with(visit.say("items.none"))
}

fn with_facets(visit: &Visit, asked: &Asked, found: &ItemLines) -> Result<Element> {
    let shown: Html = match asked.view {
        _ if found.rows.is_empty() => nothing(visit).into(),
        View::Map => map::map(visit, asked)?.into(),
        View::Table => in_pages(visit, asked, found, table::table(visit, &found.rows)),
        View::Grid => in_pages(visit, asked, found, grid::grid(visit, &found.rows)),
    };
    let n_items = el("p").class("muted").attr("role", "status").with(visit.language.count("items.n", found.n_items));
    let narrowed = el("aside").attr("aria-label", visit.say("narrow"));
    let narrowed = narrowed.with(narrowing::facets(visit, asked, &found.facets));
    Ok(el("div").class("with-facets").with(narrowed).with(el("div").with(n_items).with(shown)))
}

/// Rows with what can be done with many of them, and the way to the other pages.
fn in_pages(visit: &Visit, asked: &Asked, found: &ItemLines, rows: Element) -> Html {
    let items: Vec<_> = found.rows.iter().map(|line| line.item.id).collect();
    let many = visit.may(Role::Contributor).then(|| many::form_for(visit, &items, &asked.address()));
    let paging = paging(visit, asked, found.offset, found.n_items);
    [rows].into_iter().chain(many).chain([paging]).map(Html::from).collect()
}

/// Bytes in a unit that people read.
pub fn size_words(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1000.0 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{size:.1} {}", UNITS[unit]) }
}

fn paging(visit: &Visit, asked: &Asked, offset: u64, n: u64) -> Element {
    let rows = u64::from(ROWS);
    let target = |page: u64| asked.with(asked.query.starting(PageStart::Offset((page - 1) * rows))).address();
    frame::paging(visit, offset / rows + 1, n.div_ceil(rows).max(1), target)
}

/// The same rows, all of them, as a table for other programs.
pub fn csv(visit: &Visit) -> Result<Answer> {
    let query = match Asked::of(visit) {
        Ok(asked) => asked.query,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    let mut bytes = Vec::new();
    desk::write_csv(&visit.lists()?, &query, &mut bytes)?;
    Ok(Answer::Table("items.csv".to_owned(), bytes))
}

/// The small picture of an item.
pub fn thumbnail(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let Some(item) = case.item(visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    visit.note_view(&item.id)?;
    Ok(match derived::thumbnail(&case, &item.id)? {
        Some(jpeg) => Answer::Data(StatusCode::OK, "image/jpeg", jpeg),
        None => Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()),
    })
}

/// Name under which an item's bytes are saved: its short id with the end of its name.
pub fn file_name(short_id: &str, name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.len() <= 5).unwrap_or("bin");
    format!("{}.{}", safe_file_name(short_id), safe_file_name(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_people() {
        assert_eq!(size_words(999), "999 B");
        assert_eq!(size_words(1_500_000), "1.5 MB");
    }

    #[test]
    fn an_original_is_saved_under_a_plain_name() {
        assert_eq!(file_name("K7Q-03", "a/b/quay.JPG"), "K7Q-03.JPG");
        assert_eq!(file_name("K7Q-03", "no ending"), "K7Q-03.bin");
    }
}
