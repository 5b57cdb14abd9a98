//! The table of items: the home of the desk. Narrowed by facets, days and words, ordered, saved as a table.

use crate::desk;
use crate::pipeline::derived;
use crate::web::answer::Answer;
use crate::web::frame::{alert, choice, framed, hidden, scroll, send};
use crate::web::visit::{Visit, fields};
use anyhow::Result;
use archive::desk::{DeskIndex, DeskItem, Facet, FacetCount, FacetCounts, ItemQuery, ItemSort, PageStart, QueryError};
use axum::http::StatusCode;
use report::{Element, Html, LocalHref, el, safe_file_name};

/// Rows of one page.
const ROWS: u32 = 50;
/// Values of a facet that are shown; the list says how many more there are.
const VALUES: usize = 12;

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

/// What the address asks for. `page_key` is a part of links and no part of the query.
fn query_of(visit: &Visit) -> Result<ItemQuery, QueryError> {
    // A form sends empty fields as well: they ask for nothing.
    let parts = visit.raw_query.split('&').filter(|part| !part.is_empty() && !part.ends_with('='));
    let asked = parts.collect::<Vec<_>>().join("&");
    let query = ItemQuery::from_query_string(&asked)?;
    Ok(ItemQuery { per_page: ROWS, ..query })
}

fn address(path: &str, query: &ItemQuery) -> LocalHref {
    let usual = ItemQuery { per_page: ItemQuery::default().per_page, ..query.clone() };
    let parts = fields(&usual.to_query_string());
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    LocalHref::of_desk(path, &parts)
}

fn index_of(visit: &Visit) -> Result<DeskIndex> {
    visit.lists()
}

/// The page.
pub fn list(visit: &Visit) -> Result<Answer> {
    let query = match query_of(visit) {
        Ok(query) => query,
        Err(error) => {
            let page = framed(visit, visit.say("nav.items"), alert(&error.to_string()));
            return Ok(Answer::Page(StatusCode::BAD_REQUEST, page));
        }
    };
    let found = match desk::items(&index_of(visit)?, &query) {
        Ok(found) => found,
        Err(error) if error.is::<desk::NoWord>() => return Ok(Answer::page(nothing(visit, &query))),
        Err(error) => return Err(error),
    };
    let heads = [
        ("item", false),
        ("name", false),
        ("kind", false),
        ("time", false),
        ("status", false),
        ("matches", true),
        ("claims.n", true),
    ];
    let heads = heads.map(|(key, number)| {
        let head = el("th").attr("scope", "col").with(visit.say(key));
        if number { head.class("number-cell") } else { head }
    });
    let picture_head = el("th").with(el("span").class("hear").with(visit.say("picture")));
    let rows = found.rows.iter().map(|line| row(visit, line));
    let table = el("table")
        .class("items")
        .attr("data-rows", "")
        .with(el("thead").with(el("tr").with(picture_head).with_all(heads)))
        .with(el("tbody").with_all(rows));
    let table: Html = if found.rows.is_empty() {
        el("p").class("nothing").with(visit.say("items.none")).into()
    } else {
        scroll(visit.say("nav.items"), table).into()
    };
    let facets = found.facets.iter().filter_map(|facet| facet_list(visit, &query, facet));
    let content = el("div").with(el("h1").with(visit.say("nav.items"))).with(ordering(visit, &query)).with(
        el("div").class("with-facets").with(narrowed(visit, facets)).with(
            el("div")
                .with(
                    el("p").class("muted").attr("role", "status").with(visit.language.count("items.n", found.n_items)),
                )
                .with(table)
                .with(paging(visit, &query, found.offset, found.n_items)),
        ),
    );
    Ok(Answer::page(framed(visit, visit.say("nav.items"), content)))
}

/// All facets, folded where the screen is narrow.
fn narrowed(visit: &Visit, facets: impl Iterator<Item = Element>) -> Element {
    let folded = el("details").class("facets").with(el("summary").with(visit.say("narrow"))).with_all(facets);
    el("aside").attr("aria-label", visit.say("narrow")).with(folded)
}

fn nothing(visit: &Visit, query: &ItemQuery) -> Html {
    let content = el("div")
        .with(el("h1").with(visit.say("nav.items")))
        .with(ordering(visit, query))
        .with(el("p").class("nothing").with(visit.say("items.none")));
    framed(visit, visit.say("nav.items"), content)
}

/// Days and order; what else the query asks for goes along.
fn ordering(visit: &Visit, query: &ItemQuery) -> Element {
    let sorts = [
        (ItemSort::Added, "sort.added"),
        (ItemSort::Newest, "sort.newest"),
        (ItemSort::Oldest, "sort.oldest"),
        (ItemSort::Name, "sort.name"),
        (ItemSort::MostMatches, "sort.matches"),
    ];
    let sorts = sorts.map(|(sort, key)| (sort.name(), visit.say(key).to_owned()));
    let rest =
        ItemQuery { sort: ItemSort::default(), from: None, to: None, start: PageStart::default(), ..query.clone() };
    let rest = ItemQuery { per_page: ItemQuery::default().per_page, ..rest };
    let kept: Vec<Element> =
        fields(&rest.to_query_string()).iter().map(|(name, value)| hidden(name_of(name), value)).collect();
    let day = |key: &'static str, name: &'static str, day: Option<archive::desk::Day>| {
        let value = day.map(|day| day.to_string()).unwrap_or_default();
        let input = el("input").attr("type", "date").attr("name", name).attr("value", value);
        el("p").class("field").with(el("label").with(el("span").with(visit.say(key))).with(input))
    };
    el("form")
        .class("narrowing")
        .attr("method", "get")
        .action(&LocalHref::of_desk("items", &[]))
        .with_all(kept)
        .with(choice(visit.say("sort"), "sort", sorts, query.sort.name()))
        .with(day("day.from", "from", query.from))
        .with(day("day.to", "to", query.to))
        .with(send(visit.say("show")))
        .with(el("a").class("button").href(&address("items.csv", query)).with(visit.say("csv")))
}

/// Names of fields that a query can have, as they stand in this program.
fn name_of(name: &str) -> &'static str {
    const OTHERS: [&str; 4] = ["q", "comments", "claim", "origin"];
    let facets = Facet::ALL.into_iter().map(Facet::name);
    facets.chain(OTHERS).find(|known| *known == name).unwrap_or("q")
}

fn facet_key(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "kind",
        Facet::Outlet => "facet.outlet",
        Facet::TimeKind => "facet.time",
        Facet::Standing => "facet.standing",
        Facet::Matches => "matches",
        Facet::Claims => "nav.claims",
        Facet::Place => "facet.place",
        Facet::Severity => "findings",
        Facet::Status => "status",
        Facet::Assignee => "assignee",
        Facet::Graphic => "mark.graphic",
        Facet::Tag => "tag",
    }
}

/// A value of a facet in words: ours where the value is ours, else as it stands.
fn value_words(visit: &Visit, facet: Facet, value: &str) -> String {
    let key = match (facet, value) {
        (_, "") => "none",
        (Facet::Matches | Facet::Claims | Facet::Place | Facet::Graphic, "yes") => "yes",
        (Facet::Matches | Facet::Claims | Facet::Place | Facet::Graphic, _) => "no",
        (Facet::Kind, kind) => kind_key(kind),
        (Facet::Standing, "source") => "standing.source",
        (Facet::Standing, "derived") => "standing.derived",
        (Facet::Standing, _) => "standing.unknown",
        (Facet::Severity, "error") => "severity.error",
        (Facet::Severity, "warn") => "severity.warn",
        (Facet::Severity, _) => "severity.note",
        (Facet::Status, status) => super::marks::status_words(status),
        _ => return value.replace('_', " "),
    };
    visit.say(key).to_owned()
}

fn facet_list(visit: &Visit, query: &ItemQuery, facet: &FacetCounts) -> Option<Element> {
    let is_chosen = facet.counts.iter().any(|count| count.is_chosen);
    if facet.counts.len() < 2 && !is_chosen {
        return None;
    }
    let line = |count: &FacetCount| {
        let target = address("items", &query.toggled(facet.facet, &count.value));
        let link = el("a").href(&target).with(el("bdi").name(&value_words(visit, facet.facet, &count.value)));
        let link = if count.is_chosen { link.attr("aria-current", "true") } else { link };
        el("li")
            .with(link)
            .with(el("span").class("muted").with(format!(" {}", crate::web::speak::grouped(count.n_items))))
    };
    let lists = el("details")
        .with(el("summary").with(visit.say(facet_key(facet.facet))))
        .with(el("ul").class("plain").with_all(facet.counts.iter().take(VALUES).map(line)));
    let opened = is_chosen || matches!(facet.facet, Facet::Kind | Facet::Outlet | Facet::Status);
    Some(if opened { lists.flag("open") } else { lists })
}

fn row(visit: &Visit, line: &desk::ItemLine) -> Element {
    let item: &DeskItem = &line.item;
    let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
    // Nothing of what somebody marked as graphic is shown in a list.
    let picture = (item.has_thumbnail && !item.marks.is_graphic).then(|| {
        let source = LocalHref::of_desk(&format!("thumbnails/{}", item.short_id.0), &[]);
        el("img").class("thumb media").attr("alt", "").attr("loading", "lazy").src(&source)
    });
    let hit = line.hit.as_ref().map(|hit| {
        let part = |part: &desk::HitPart| {
            let words = Html::name(&part.text);
            if part.is_hit { el("mark").with(words).into() } else { words }
        };
        el("p").class("muted hit").attr("dir", "auto").with(hit.parts.iter().map(part).collect::<Html>())
    });
    let time = item.time.as_ref().map(|time| {
        el("span")
            .with(el("bdi").name(&time.time))
            .with(el("span").class("muted").with(time.kind.words()).with(" · ").with(el("bdi").name(&time.zone)))
    });
    let status = item
        .marks
        .status
        .as_deref()
        .map(|status| el("span").class("badge").with(visit.say(super::marks::status_words(status))));
    let assignee =
        item.marks.assignee.as_ref().map(|name| el("span").class("muted").with(" @").with(el("bdi").name(name)));
    let graphic = item.marks.is_graphic.then(|| el("span").class("badge open").with(visit.say("mark.graphic")));
    let name = item.title.as_deref().unwrap_or(&item.name);
    let outlet = item.outlet.as_ref().map(|outlet| el("span").class("muted").with(" · ").with(el("bdi").name(outlet)));
    el("tr")
        .attr("class", if item.marks.is_graphic { "graphic-row" } else { "" })
        .with(el("td").class("picture-cell").with_all(picture))
        .with(
            el("th")
                .attr("scope", "row")
                .with(el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))),
        )
        .with(el("td").class("name-cell").with(el("bdi").name(name)).with_all(outlet).with_all(hit))
        .with(el("td").with(visit.say(kind_key(item.kind.name()))))
        .with(el("td").class("time-cell").with_all(time))
        .with(el("td").class("status-cell").with_all(status).with_all(assignee).with_all(graphic))
        .with(el("td").class("number-cell").with(item.n_matches.to_string()))
        .with(el("td").class("number-cell").with(item.n_claims.to_string()))
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

fn paging(visit: &Visit, query: &ItemQuery, offset: u64, n: u64) -> Element {
    let rows = u64::from(ROWS);
    let (page, last) = (offset / rows + 1, n.div_ceil(rows).max(1));
    let to = |page: u64, key: &'static str, rel: &'static str| {
        let target = address("items", &query.starting(PageStart::Offset((page - 1) * rows)));
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

/// The same rows, all of them, as a table for other programs.
pub fn table(visit: &Visit) -> Result<Answer> {
    let query = match query_of(visit) {
        Ok(query) => query,
        Err(error) => return Ok(Answer::Wrong(StatusCode::BAD_REQUEST, error.to_string())),
    };
    let mut bytes = Vec::new();
    desk::write_csv(&index_of(visit)?, &query, &mut bytes)?;
    Ok(Answer::Table("items.csv".to_owned(), bytes))
}

/// The small picture of an item.
pub fn thumbnail(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
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
