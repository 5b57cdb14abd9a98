//! The frame around every page: head, navigation, foot.

use crate::book::Report;
use crate::html::{Element, Html, Place, el};
use crate::{parts, words};

/// What a page may load: the report's own style and pictures, and nothing else. It holds from a file URL too.
pub const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'";

/// The style of all pages.
pub fn style_css() -> &'static str {
    include_str!("style.css")
}

/// A whole page of the report with this title and content, in the frame that all pages share. `path` is its path in the
/// folder, which its links start from.
pub fn framed(report: &Report, path: &str, title: &str, content: impl Into<Html>) -> Vec<u8> {
    let place = Place::of(path);
    let body = el("body")
        .with(el("a").class("skip").href(&place.to_part(path, "content")).with(words::SKIP_TO_CONTENT))
        .with(head_of_page(report, path, place))
        .with(el("main").attr("id", "content").with(content))
        .with(foot(report));
    let html = el("html").attr("lang", words::LANGUAGE).attr("dir", "ltr").with(head(report, place, title)).with(body);
    format!("<!doctype html>\n{}\n", Html::from(html).into_string()).into_bytes()
}

fn head(report: &Report, place: Place, title: &str) -> Element {
    el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", CONTENT_SECURITY_POLICY))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .with(el("meta").attr("name", "referrer").attr("content", "no-referrer"))
        .with(el("meta").attr("name", "robots").attr("content", "noindex"))
        .with(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .with(el("title").name(&format!("{title} · {} · {}", case_name(report), words::REPORT)))
        .with(el("link").attr("rel", "stylesheet").href(&place.to("style.css")))
}

/// Name of the case, or words for none.
pub fn case_name(report: &Report) -> &str {
    match report.view().case_name.trim() {
        "" => words::UNNAMED_CASE,
        name => name,
    }
}

fn head_of_page(report: &Report, path: &str, place: Place) -> Element {
    const PAGES: &[(&str, &str)] = &[
        ("index.html", words::OVERVIEW),
        ("claims.html", words::CLAIMS),
        ("origins.html", words::ORIGINS),
        ("provenance.html", words::PROVENANCE),
        ("timeline.html", words::TIMELINE),
        ("matches.html", words::MATCHES),
        ("items.html", words::ITEMS),
        ("findings.html", words::FINDINGS),
        ("custody.html", words::CUSTODY_SHORT),
        ("methods.html", words::METHODS_SHORT),
    ];
    let link = |(target, title): &(&str, &str)| {
        let link = el("a").href(&place.to(target)).with(*title);
        if section_of(path) == section_of(target) { link.attr("aria-current", "page") } else { link }
    };
    el("header")
        .class("top")
        .with(
            el("p")
                .class("brand")
                .with(el("span").class("mark").attr("aria-hidden", "true"))
                .with(el("span").with(words::PROGRAM))
                .with(el("span").class("case").with(el("bdi").name(case_name(report)))),
        )
        .with(el("nav").attr("aria-label", words::PAGES_OF_REPORT).with_all(PAGES.iter().map(link)))
}

/// `claims/C-1.html`, `claims.html` and `claims-2.html` all belong to `claims`.
fn section_of(path: &str) -> &str {
    path.split(['/', '.', '-']).next().unwrap_or(path)
}

fn foot(report: &Report) -> Element {
    let view = report.view();
    el("footer")
        .with(
            el("p")
                .with(format!("{} · ", words::THIS_REPORT))
                .with(parts::machine_time(&view.made_at, words::MADE))
                .with(format!(" · {} ", words::MADE_WITH))
                .with(el("bdi").name(&view.tool)),
        )
        .with(el("p").with(words::NO_VERDICT))
}
