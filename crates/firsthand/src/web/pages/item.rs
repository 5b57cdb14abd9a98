//! One item: what it is, how it came, what it says, what it matches, what is to be known.

use super::decide::decision_form;
use super::items::{file_name, kind_key, kind_of, size_words};
use crate::commands::show::items::court_minimum;
use crate::desk::Part;
use crate::web::answer::Answer;
use crate::web::frame::{framed, scroll};
use crate::web::people::Role;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{Block, BlockRole, Finding, Match, Statement};
use report::{CaseView, CourtMinimum, Element, ItemView, LocalHref, el, words};

/// Longer originals are not handed out by the desk; the case's folder has them.
const ORIGINAL_BYTES_AT_MOST: u64 = 2 << 30;
/// Longer texts of blocks are cut on the page; the item has them whole.
const BLOCK_SIGNS_AT_MOST: usize = 4_000;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let (case, lists) = (visit.reading()?, visit.lists()?);
    let Some(part) = Part::of_item(&case, &lists, visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    let view = &part.view;
    let item = &view.items[0];
    let title = format!("{} · {}", item.item.short_id.0, item.item.name);
    let decisions = visit.decisions()?;
    let marks = report::marks(&decisions).remove(&item.id()).unwrap_or_default();
    if marks.graphic {
        visit.desk.views.record_view(&visit.case()?, &visit.who.name, item.id())?;
    }
    let minimum = court_minimum(&case, &item.item)?;
    let content = el("article")
        .with(el("p").class("eyebrow").with(el("span").class("id").with(el("bdi").name(&item.item.short_id.0))))
        .with(el("h1").with(el("bdi").name(&item.item.name)))
        .with(facts(visit, minimum, item))
        .with(picture(visit, item, marks.graphic))
        .with(super::marks::section(visit, &item.id(), &marks, &decisions))
        .with(findings(visit, view, item))
        .with(captures(visit, item))
        .with(matches(visit, &part, item))
        .with(statements(visit, &part, item))
        .with(blocks(visit, item));
    Ok(Answer::page(framed(visit, &title, content)))
}

fn fact(name: &str, value: impl Into<report::Html>) -> Element {
    el("div").with(el("dt").with(name)).with(el("dd").with(value))
}

fn facts(visit: &Visit, minimum: Option<CourtMinimum>, item: &ItemView) -> Element {
    let original = LocalHref::of_desk(&format!("items/{}/original", item.item.short_id.0), &[]);
    let times = item.extract.times.iter().map(|time| {
        el("li")
            .with(el("bdi").name(&time.time))
            .with(" · ")
            .with(time.kind.words())
            .with(" · ")
            .with(el("bdi").name(&time.zone))
    });
    el("dl")
        .class("facts")
        .with(fact(
            visit.say("kind"),
            format!("{} · {}", visit.say(kind_key(kind_of(&item.item.media_type))), item.item.media_type),
        ))
        .with(fact(visit.say("size"), size_words(item.item.size_bytes)))
        .with(fact("SHA-256", el("span").class("hash").with(item.item.sha256.hex())))
        .with_all(
            minimum.map(|held| {
                fact(visit.say("court"), visit.language.fill("court.n", &[("n", &held.n_held().to_string())]))
            }),
        )
        .with_all(
            (!item.extract.times.is_empty()).then(|| fact(visit.say("times"), el("ul").class("plain").with_all(times))),
        )
        .with(fact(
            visit.say("original"),
            el("a").attr("download", "").href(&original).with(visit.say("original.save")),
        ))
}

/// The small picture, veiled as the eyes' switches say; nothing larger without a click.
fn picture(visit: &Visit, item: &ItemView, graphic: bool) -> Element {
    let source = LocalHref::of_desk(&format!("thumbnails/{}", item.item.short_id.0), &[]);
    let shown = item.thumbnail_jpeg.as_ref().map(|_| {
        el("figure")
            .attr("class", if graphic { "veiled graphic" } else { "veiled" })
            .with_all(graphic.then(|| el("p").class("open").with(visit.say("graphic.warning"))))
            .with(el("img").class("media").attr("alt", visit.say("picture")).src(&source))
            .with(
                el("figcaption")
                    .with(el("button").attr("type", "button").attr("data-unveil", "").with(visit.say("unveil"))),
            )
    });
    el("div").with_all(shown)
}

fn findings(visit: &Visit, view: &CaseView, item: &ItemView) -> Element {
    let id = item.id().hex();
    let own = view.findings.iter().filter(|finding| finding.about == id);
    let line = |finding: &Finding| {
        let class = match finding.severity {
            model::Severity::Error => "finding error",
            model::Severity::Warn => "finding warn",
            model::Severity::Note => "finding",
        };
        el("li").attr("class", class).with(el("span").name(&finding.text))
    };
    section(visit.say("findings"), own.map(line).collect(), "findings")
}

fn captures(visit: &Visit, item: &ItemView) -> Element {
    let row = |capture: &model::Capture| {
        el("tr")
            .with(el("td").with(el("bdi").name(&capture.name)))
            .with(el("td").with(el("bdi").name(&capture.time)).with(" · ").with(capture.time_kind.words()))
            .with(el("td").with(el("bdi").name(capture.by.as_deref().unwrap_or("–"))))
            .with(el("td").with(el("bdi").name(capture.from.as_deref().unwrap_or("–"))))
    };
    let heads = ["name", "time", "by", "from"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(item.item.captures.iter().map(row)));
    el("section").with(el("h2").with(visit.say("captures"))).with(scroll(visit.say("captures"), table))
}

fn matches(visit: &Visit, part: &Part, item: &ItemView) -> Element {
    let view = &part.view;
    let touches = |found: &&Match| found.query.item == item.id() || found.reference.item == item.id();
    let line = |found: &Match| {
        let other = if found.query.item == item.id() { &found.reference } else { &found.query };
        let other = view.items.iter().find(|view| view.id() == other.item);
        let link = other.map(|other| {
            let target = LocalHref::of_desk(&format!("items/{}", other.item.short_id.0), &[]);
            el("a").class("id").href(&target).with(el("bdi").name(&other.item.short_id.0))
        });
        let target = LocalHref::of_desk(&format!("matches/{}", found.id), &[]);
        el("li")
            .with_all(link)
            .with(" ")
            .with(el("a").href(&target).with(words::match_kind(found.kind)))
            .with(format!(" · {:.2}", found.score_0_1))
            .with_all(
                found.reasons.first().map(|reason| el("span").class("muted").with(" · ").with(el("span").name(reason))),
            )
    };
    section(visit.say("matches"), view.matches.iter().filter(touches).map(line).collect(), "plain")
        .with_all(rest(visit, part.n_matches_left_out))
}

/// How many more there are than the page shows.
pub fn rest(visit: &Visit, n: u64) -> Option<Element> {
    let words = || visit.language.fill("rest.n", &[("n", &grouped(n))]);
    (n > 0).then(|| el("p").class("muted").with(words()))
}

fn statements(visit: &Visit, part: &Part, item: &ItemView) -> Element {
    let view = &part.view;
    let own = view.statements.iter().filter(|statement| statement.item == item.id());
    let line = |statement: &Statement| {
        let chain: Vec<&str> = statement.chain.iter().map(|link| link.name.as_str()).collect();
        let claims = view.claims.iter().filter(|claim| claim.statements.contains(&statement.id));
        let links = claims.map(|claim| {
            let target = LocalHref::of_desk(&format!("claims/{}", claim.id), &[]);
            el("a").href(&target).with(visit.say("to.claim"))
        });
        el("li")
            .with(el("q").name(&statement.content.text))
            .with(el("span").class("muted").with(" · ").with(el("bdi").name(&chain.join(" ← "))).with(" "))
            .with_all(links.take(1))
    };
    section(visit.say("statements"), own.map(line).collect(), "plain").with_all(rest(visit, part.n_statements_left_out))
}

fn blocks(visit: &Visit, item: &ItemView) -> Element {
    let (readers, told): (Vec<&Block>, Vec<&Block>) = item
        .extract
        .blocks
        .iter()
        .filter(|block| block.role != BlockRole::Boilerplate)
        .partition(|block| block.role == BlockRole::Comment);
    let line = |block: &&Block| {
        let text: String = block.text.chars().take(BLOCK_SIGNS_AT_MOST).collect();
        el("div")
            .class("block")
            .with(el("p").class("eyebrow").with(words::block_role(block.role)))
            .with(el("p").class("block-text").attr("dir", "auto").with(text))
    };
    let folded = (!readers.is_empty()).then(|| {
        let n = u64::try_from(readers.len()).unwrap_or(u64::MAX);
        el("details").with(el("summary").with(visit.language.count("readers.n", n))).with_all(readers.iter().map(line))
    });
    let empty = told.is_empty() && readers.is_empty();
    el("section")
        .with(el("h2").with(visit.say("text")))
        .with(if empty {
            el("p").class("nothing").with(visit.say("nothing"))
        } else {
            el("div").with_all(told.iter().map(line))
        })
        .with_all(folded)
}

/// A heading with a list, or the word for nothing.
pub fn section(title: &str, lines: Vec<Element>, class: &'static str) -> Element {
    let section = el("section").with(el("h2").with(title));
    if lines.is_empty() {
        section.with(el("p").class("nothing").with("–"))
    } else {
        section.with(el("ul").class(class).with_all(lines))
    }
}

/// The bytes of an original, to be saved and never shown here.
pub fn original(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let Some(item) = case.item(visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    if item.size_bytes > ORIGINAL_BYTES_AT_MOST {
        return Ok(Answer::Wrong(StatusCode::PAYLOAD_TOO_LARGE, visit.say("original.large").to_owned()));
    }
    let bytes = visit.desk.original(&case, &item)?;
    Ok(Answer::Original(file_name(&item.short_id.0, &item.name), bytes))
}

/// Forms of a decision about a match, for who may decide.
pub fn match_forms(visit: &Visit, found: &Match) -> Vec<Element> {
    if !visit.may(Role::Reviewer) {
        return Vec::new();
    }
    let fields = [("match_id", found.id.as_str())];
    vec![
        decision_form(visit, "reject_match", "decide.reject", &fields),
        decision_form(visit, "accept_match", "decide.accept", &fields),
    ]
}
