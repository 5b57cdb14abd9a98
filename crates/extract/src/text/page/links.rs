//! Links and embedded media of a page, made absolute where the page's own URL is known.

use super::tree::Tree;
use super::zones::Zone;
use crate::container::inline;
use model::LinkKind;
use url::Url;

/// Links beyond this number are not listed.
pub(super) const MOST_LINKS: usize = 20_000;

/// A link before it has its block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PageLink {
    /// Its element.
    pub node: usize,
    /// In which way.
    pub kind: LinkKind,
    /// Where to.
    pub target_url: String,
}

/// All links in document order.
pub(super) fn page_links(tree: &Tree, zones: &[Zone], base: Option<&Url>, inline: &inline::Names<'_>) -> Vec<PageLink> {
    let mut links = Vec::new();
    for (node, zone) in zones.iter().enumerate() {
        if links.len() >= MOST_LINKS {
            break;
        }
        let mut add = |kind: LinkKind, written: Option<&str>| {
            if let Some(target_url) = written.and_then(|written| absolute(written, base)) {
                links.push(PageLink { node, kind, target_url });
            }
        };
        let attribute = |name: &str| tree.attribute(node, name);
        match tree.name(node) {
            "a" => add(
                if zone.is_cite { LinkKind::Cites } else { LinkKind::Links },
                attribute("href").filter(|href| !href.trim().starts_with('#')),
            ),
            "area" => add(LinkKind::Links, attribute("href")),
            "blockquote" | "q" => add(LinkKind::Cites, attribute("cite")),
            "img" => {
                let in_style = || attribute("style").and_then(|style| inline.of_style(style));
                add(LinkKind::Embeds, picture_source(tree, node).or_else(in_style));
            }
            "source" => add(LinkKind::Embeds, attribute("src").or_else(|| attribute("srcset").and_then(first_of_set))),
            "video" => {
                add(LinkKind::Embeds, attribute("src"));
                add(LinkKind::Embeds, attribute("poster"));
            }
            "audio" | "iframe" | "embed" => add(LinkKind::Embeds, attribute("src").or(attribute("data-src"))),
            _ => {}
        }
    }
    links
}

/// The source of a picture; pages that load late put it elsewhere than in `src`.
fn picture_source(tree: &Tree, node: usize) -> Option<&str> {
    let direct = tree.attribute(node, "src").filter(|src| !is_inline(src) && !src.trim().is_empty());
    direct
        .or_else(|| {
            tree.attribute(node, "data-src").or(tree.attribute(node, "data-original")).filter(|src| !is_inline(src))
        })
        .or_else(|| tree.attribute(node, "srcset").or(tree.attribute(node, "data-srcset")).and_then(first_of_set))
}

fn first_of_set(set: &str) -> Option<&str> {
    set.split([',', ' ']).map(str::trim).find(|part| !part.is_empty()).filter(|part| !is_inline(part))
}

fn is_inline(url: &str) -> bool {
    url.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// The URL made absolute. `None` for what leads to no other place: script, inline data, mail, parts of this page.
pub(super) fn absolute(written: &str, base: Option<&Url>) -> Option<String> {
    let written: String = written.trim().chars().filter(|letter| !matches!(letter, '\n' | '\r' | '\t')).collect();
    if written.is_empty() {
        return None;
    }
    match base.map_or_else(|| Url::parse(&written), |base| base.join(&written)) {
        // `cid` names a part of the same saved page, `inline` a picture inside this page.
        Ok(url) => matches!(url.scheme(), "http" | "https" | "ftp" | "cid" | "inline").then(|| url.to_string()),
        Err(url::ParseError::RelativeUrlWithoutBase) => Some(written),
        Err(_) => None,
    }
}
