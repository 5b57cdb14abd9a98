//! A saved page as a person may see it: a frame of its own origin, without script, in which every element is ours and every
//! word the page's. A worker read its markup; nothing of that markup comes through.

use crate::web::answer::Answer;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use extract::{Shape, Shown, ShownPage};
use model::{BlockRole, Item};
use report::{Element, Html, LocalHref, el};

/// Its style, the only one that the policy of the frame lets in. No sign in it is spelled otherwise in markup.
pub const STYLE: &str = ":root{color-scheme:light dark}\
    body{font:17px/1.6 Georgia,serif;max-width:44rem;margin:1.2rem auto;padding:0 1rem;overflow-wrap:anywhere}\
    h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.4em 0 .5em}h1{font-size:1.7rem}h2{font-size:1.35rem}h3,h4,h5,h6{font-size:1.1rem}\
    .rest{opacity:.72}.link{text-decoration:underline dotted}\
    .medium{display:inline-block;border:1px solid;border-radius:.3rem;padding:.1rem .5rem;font:.85rem/1.5 system-ui,sans-serif;opacity:.8}\
    .note{font:.9rem/1.5 system-ui,sans-serif;border-inline-start:3px solid;padding:.2rem .8rem}\
    table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid;padding:.2rem .5rem;text-align:start;vertical-align:top}\
    pre{white-space:pre-wrap}blockquote{margin-inline:1rem;border-inline-start:3px solid;padding-inline-start:1rem}\
    figure{margin:1rem 0}figcaption{font-size:.9rem}";

/// What an item's page shows of a saved page: nothing is read before somebody opens it.
pub fn section(visit: &Visit, item: &Item) -> Option<Element> {
    if item.media_type != "text/html" {
        return None;
    }
    let address = LocalHref::of_desk(&format!("items/{}/page", item.short_id.0), &[]);
    let frame = el("iframe")
        .class("saved-page")
        .attr("sandbox", "")
        .attr("loading", "lazy")
        .attr("title", visit.say("saved.page"))
        .src(&address);
    let alone = el("p").with(el("a").href(&address).with(visit.say("saved.alone")));
    let look = el("details").class("look").with(el("summary").with(visit.say("saved.open"))).with(frame).with(alone);
    let help = el("p").class("muted").with(visit.say("saved.help"));
    Some(el("section").with(el("h2").with(visit.say("saved.page"))).with(look).with(help))
}

/// The frame.
pub fn show(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let wanted = case.item(visit.value(0))?.filter(|item| item.media_type == "text/html");
    let Some(item) = wanted else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    let shown = visit.desk.look(&case, |looker| looker.page(&item))?;
    visit.note_view(&item.id)?;
    Ok(match shown {
        Ok(page) => Answer::SavedPage(document(visit, &item, &page)),
        Err(why) => Answer::Wrong(StatusCode::NOT_FOUND, why),
    })
}

fn document(visit: &Visit, item: &Item, page: &ShownPage) -> Html {
    let title = page.title.as_deref().unwrap_or(&item.name);
    let head = el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .with(el("title").name(title))
        .with(el("style").with(STYLE));
    let note = |words: String| {
        let ours = el("p").class("note").attr("lang", visit.language.key()).attr("dir", visit.language.direction());
        ours.with(words)
    };
    let left_out = (page.n_left_out > 0)
        .then(|| note(visit.language.fill("saved.left.out", &[("n", &page.n_left_out.to_string())])));
    let cut = page.is_cut.then(|| note(visit.say("saved.cut").to_owned()));
    let is_empty = page.content.is_empty().then(|| note(visit.say("nothing").to_owned()));
    let body = el("body").with_all(is_empty).with(parts(visit, &page.content)).with_all(left_out).with_all(cut);
    let html = match page.language.as_deref().filter(|language| is_language(language)) {
        Some(language) => el("html").attr("lang", language),
        None => el("html"),
    };
    html.with(head).with(body).into()
}

/// Whether it could be a language tag (RFC 5646).
fn is_language(tag: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= 35 && tag.split('-').all(is_part)
}

fn parts(visit: &Visit, parts: &[Shown]) -> Html {
    parts.iter().map(|part| one(visit, part)).collect()
}

fn one(visit: &Visit, part: &Shown) -> Html {
    match part {
        Shown::Text(words, None | Some(BlockRole::Boilerplate)) => el("span").class("rest").with(words.as_str()).into(),
        Shown::Text(words, _) => Html::text(words),
        Shown::Break => el("br").into(),
        Shown::Medium { words, address } => {
            let words = if words.is_empty() { visit.say("saved.medium") } else { words };
            titled(el("span").class("medium"), address).with(words).into()
        }
        Shown::In(shape, inside) => {
            let element = if shape.is_inline() { element(shape) } else { element(shape).attr("dir", "auto") };
            element.with(parts(visit, inside)).into()
        }
    }
}

fn element(shape: &Shape) -> Element {
    match shape {
        Shape::Heading(level) => el(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(&1, &6) - 1)]),
        Shape::Paragraph => el("p"),
        Shape::List(true) => el("ol"),
        Shape::List(false) => el("ul"),
        Shape::Entry => el("li"),
        Shape::Table => el("table"),
        Shape::Row => el("tr"),
        Shape::Cell(true) => el("th"),
        Shape::Cell(false) => el("td"),
        Shape::Quote => el("blockquote"),
        Shape::Figure => el("figure"),
        Shape::Caption => el("figcaption"),
        Shape::Preformatted => el("pre"),
        Shape::Emphasis => el("em"),
        Shape::Strong => el("strong"),
        // Told, never followed.
        Shape::Link(address) => titled(el("span").class("link"), address),
    }
}

fn titled(element: Element, address: &str) -> Element {
    if address.is_empty() { element } else { element.attr("title", address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_the_same_in_markup() {
        assert_eq!(Html::from(el("style").with(STYLE)).as_str(), format!("<style>{STYLE}</style>"));
    }

    #[test]
    fn a_language_is_a_tag_or_not_told() {
        assert!(is_language("en") && is_language("zh-Hant-TW"));
        assert!(!is_language("") && !is_language("en\" onload") && !is_language("en--x"));
    }
}
