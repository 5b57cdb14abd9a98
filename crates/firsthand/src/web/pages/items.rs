//! The table of items: the home of the desk.

use crate::commands::search::match_expression;
use crate::pipeline::derived;
use crate::web::answer::Answer;
use crate::web::frame::{choice, framed, scroll};
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, ItemView, LocalHref, el, safe_file_name};
use std::collections::BTreeSet;

/// Rows of one page.
const ROWS: usize = 50;
/// Blocks that a search takes into account.
const HITS: u64 = 100_000;
/// Kinds of item that the table can be narrowed to, with the beginnings of their media types.
const KINDS: [(&str, &[&str]); 6] = [
    ("video", &["video/"]),
    ("image", &["image/"]),
    ("audio", &["audio/"]),
    ("page", &["text/html", "application/xhtml"]),
    ("text", &["text/plain", "application/pdf", "message/"]),
    ("container", &["application/warc", "application/zip", "application/wacz", "multipart/", "application/mbox"]),
];

/// The kind of a media type.
pub fn kind_of(media_type: &str) -> &'static str {
    let fits = |starts: &[&str]| starts.iter().any(|start| media_type.starts_with(start));
    KINDS.iter().find(|(_, starts)| fits(starts)).map_or("other", |(kind, _)| kind)
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

/// The page.
pub fn list(visit: &Visit) -> Result<Answer> {
    let live = visit.desk.live()?;
    let found = wanted(visit, &live.report.view().items)?;
    let page: usize = visit.asked("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let shown = found.iter().skip((page - 1) * ROWS).take(ROWS);
    let heads =
        ["item", "name", "kind", "size", "captures"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table =
        el("table")
            .class("items")
            .attr("data-rows", "")
            .with(el("thead").with(
                el("tr").with(el("th").with(el("span").class("hear").with(visit.say("picture")))).with_all(heads),
            ))
            .with(el("tbody").with_all(shown.map(|item| row(visit, item))));
    let n = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let content = el("div")
        .with(el("h1").with(visit.say("nav.items")))
        .with(narrowing(visit))
        .with(el("p").class("muted").attr("role", "status").with(visit.language.count("items.n", n)))
        .with(if found.is_empty() {
            el("p").class("nothing").with(visit.say("items.none"))
        } else {
            scroll(visit.say("nav.items"), table)
        })
        .with(paging(visit, page, found.len()));
    Ok(Answer::page(framed(visit, visit.say("nav.items"), content)))
}

/// The items that the query asks for, in the order of their first log entry.
fn wanted<'i>(visit: &Visit, items: &'i [ItemView]) -> Result<Vec<&'i ItemView>> {
    let kind = visit.asked("kind").filter(|kind| !kind.is_empty());
    let of_kind = |item: &&ItemView| kind.is_none_or(|kind| kind_of(&item.item.media_type) == kind);
    let text = visit.asked("q").map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else { return Ok(items.iter().filter(of_kind).collect()) };
    let case = visit.case()?;
    let lower = text.to_lowercase();
    let hits: BTreeSet<String> = match match_expression(text) {
        Some(expression) => case.search(&expression, HITS, false)?.into_iter().map(|hit| hit.item).collect(),
        None => BTreeSet::new(),
    };
    let fits = |item: &&ItemView| {
        hits.contains(&item.item.id.hex())
            || item.item.name.to_lowercase().contains(&lower)
            || item.item.short_id.0.to_lowercase() == lower
    };
    Ok(items.iter().filter(of_kind).filter(fits).collect())
}

fn narrowing(visit: &Visit) -> Element {
    let kinds = std::iter::once(("", visit.say("any").to_owned()))
        .chain(KINDS.iter().map(|(kind, _)| (*kind, visit.say(kind_key(kind)).to_owned())))
        .chain(std::iter::once(("other", visit.say("kind.other").to_owned())));
    let form = el("form").class("narrowing").attr("method", "get").action(&LocalHref::of_desk("items", &[]));
    let keep = visit.asked("q").map(|text| crate::web::frame::hidden("q", text));
    let csv = LocalHref::of_desk(
        "items.csv",
        &[("q", visit.asked("q").unwrap_or_default()), ("kind", visit.asked("kind").unwrap_or_default())],
    );
    form.with_all(keep)
        .with(choice(visit.say("kind"), "kind", kinds, visit.asked("kind").unwrap_or_default()))
        .with(crate::web::frame::send(visit.say("show")))
        .with(el("a").class("button").href(&csv).with(visit.say("csv")))
}

fn row(visit: &Visit, view: &ItemView) -> Element {
    let item = &view.item;
    let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
    let picture = view.thumbnail_jpeg.as_ref().map(|_| {
        let source = LocalHref::of_desk(&format!("thumbnails/{}", item.short_id.0), &[]);
        el("img").class("thumb media").attr("alt", "").attr("loading", "lazy").src(&source)
    });
    el("tr")
        .with(el("td").class("picture-cell").with_all(picture))
        .with(
            el("th")
                .attr("scope", "row")
                .with(el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))),
        )
        .with(el("td").with(el("bdi").name(&item.name)))
        .with(el("td").with(visit.say(kind_key(kind_of(&item.media_type)))))
        .with(el("td").class("number-cell").with(size_words(item.size_bytes)))
        .with(el("td").class("number-cell").with(item.captures.len().to_string()))
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

fn paging(visit: &Visit, page: usize, n: usize) -> Element {
    let last = n.div_ceil(ROWS).max(1);
    let (text, kind) = (visit.asked("q").unwrap_or_default(), visit.asked("kind").unwrap_or_default());
    let to = |page: usize, key: &'static str, rel: &'static str| {
        let number = page.to_string();
        let target = LocalHref::of_desk("items", &[("q", text), ("kind", kind), ("page", &number)]);
        el("a").class("button").attr("rel", rel).href(&target).with(visit.say(key))
    };
    let before = (page > 1).then(|| to(page - 1, "page.before", "prev"));
    let after = (page < last).then(|| to(page + 1, "page.after", "next"));
    let here = visit.language.fill("page.n", &[("n", &page.to_string()), ("of", &last.to_string())]);
    el("nav")
        .class("paging")
        .attr("aria-label", visit.say("pages"))
        .with_all(before)
        .with(el("span").with(here))
        .with_all(after)
}

/// The same rows as a table for other programs.
pub fn table(visit: &Visit) -> Result<Answer> {
    let live = visit.desk.live()?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["short_id", "sha256", "name", "media_type", "size_bytes", "captures"])?;
    for view in wanted(visit, &live.report.view().items)? {
        let item = &view.item;
        writer.write_record([
            cell(&item.short_id.0),
            item.sha256.hex(),
            cell(&item.name),
            cell(&item.media_type),
            item.size_bytes.to_string(),
            item.captures.len().to_string(),
        ])?;
    }
    Ok(Answer::Table("items.csv".to_owned(), writer.into_inner()?))
}

/// A cell that no spreadsheet takes for a formula (ASVS 5.0, 1.2.10).
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { format!("'{text}") } else { text.to_owned() }
}

/// The small picture of an item.
pub fn thumbnail(visit: &Visit) -> Result<Answer> {
    let case = visit.case()?;
    let item = case.item(visit.value(0))?;
    Ok(match item.map(|item| derived::thumbnail(&case, &item.id)).transpose()?.flatten() {
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
    fn a_cell_is_no_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("quay.png"), "quay.png");
    }

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
