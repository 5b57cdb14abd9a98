//! What a page says of itself in its head: title, publisher, times, author, canonical URL, structured data.

use super::super::dates::claimed_time;
use super::structured::{Structured, StructuredComment};
use super::tree::Tree;
use model::{ClaimedTime, FindingDraft, MetadataField, NamedAuthor, TimeKind};

/// Longest title or name that is taken over.
pub(super) const LONGEST_NAME_BYTES: usize = 1_000;

/// Everything the head says.
#[derive(Default)]
pub(super) struct Facts {
    /// `og:title`, then the headline of structured data, then `<title>`.
    pub title: Option<String>,
    /// Where that title stands.
    pub title_evidence: &'static str,
    /// `<link rel=canonical>`, then `og:url`.
    pub canonical_url: Option<String>,
    /// `og:site_name`, then the publisher of structured data.
    pub publisher: Option<String>,
    /// `html lang`, then the declared content language.
    pub language: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
    /// Names of authors with their evidence, structured data first.
    pub authors: Vec<NamedAuthor>,
    /// Times with their evidence.
    pub times: Vec<ClaimedTime>,
    /// Other metadata, verbatim.
    pub metadata: Vec<MetadataField>,
    /// Comments of structured data.
    pub comments: Vec<StructuredComment>,
    /// Structured data calls the page a thread or a question with answers.
    pub is_thread: bool,
    /// What a reader must know.
    pub findings: Vec<FindingDraft>,
}

/// Reads the head, the structured data and what a saving tool noted.
pub(super) fn facts(tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    let mut from_meta = FromMeta::default();
    let mut structured = Structured::default();
    for node in 0..tree.nodes.len() {
        match tree.name(node) {
            "meta" => take_meta(tree, node, &mut facts, &mut from_meta),
            "link" if rel_is(tree, node, "canonical") => {
                facts.canonical_url = facts.canonical_url.take().or(attribute(tree, node, "href"));
            }
            "base" => facts.base = facts.base.take().or(attribute(tree, node, "href")),
            "html" => facts.language = facts.language.take().or(attribute(tree, node, "lang")),
            "title" if from_meta.page_title.is_none() && !is_in_drawing(tree, node) => {
                from_meta.page_title =
                    Some(tree.text_below(node, LONGEST_NAME_BYTES)).filter(|title| !title.is_empty());
            }
            "script" => structured.read(tree, node),
            _ => {}
        }
    }
    saved(tree, &mut facts);
    let titles = [
        (from_meta.social_title, "meta og:title"),
        (structured.headline.take(), "JSON-LD headline"),
        (from_meta.page_title, "<title>"),
    ];
    if let Some((title, evidence)) = titles.into_iter().find_map(|(title, evidence)| Some((title?, evidence))) {
        facts.title = Some(title);
        facts.title_evidence = evidence;
    }
    let mut authors = structured.authors();
    authors.append(&mut facts.authors);
    facts.authors = authors;
    let mut times = structured.times;
    times.append(&mut facts.times);
    times.append(&mut structured.times_of_videos);
    facts.times = times;
    facts.metadata.append(&mut structured.metadata);
    facts.comments = structured.comments;
    facts.is_thread = structured.is_thread;
    facts.findings = structured.findings;
    facts.canonical_url = facts.canonical_url.or(from_meta.social_url);
    facts.publisher = from_meta.site_name.or(structured.publisher);
    facts.language = facts.language.or(from_meta.locale).map(|language| language.replace('_', "-"));
    facts
}

#[derive(Default)]
struct FromMeta {
    social_title: Option<String>,
    page_title: Option<String>,
    social_url: Option<String>,
    site_name: Option<String>,
    locale: Option<String>,
}

fn attribute(tree: &Tree, node: usize, name: &str) -> Option<String> {
    let value = tree.attribute(node, name)?.trim();
    (!value.is_empty() && value.len() <= LONGEST_NAME_BYTES * 4).then(|| value.to_owned())
}

fn rel_is(tree: &Tree, node: usize, rel: &str) -> bool {
    tree.attribute(node, "rel").is_some_and(|value| value.split_whitespace().any(|word| word.eq_ignore_ascii_case(rel)))
}

fn is_in_drawing(tree: &Tree, node: usize) -> bool {
    matches!(tree.name(tree.nodes[node].parent), "svg" | "g" | "symbol" | "path")
}

fn take_meta(tree: &Tree, node: usize, facts: &mut Facts, from_meta: &mut FromMeta) {
    let Some(content) = attribute(tree, node, "content") else { return };
    let key = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|name| tree.attribute(node, name))
        .unwrap_or("")
        .to_ascii_lowercase();
    let keep = |slot: &mut Option<String>| *slot = slot.take().or_else(|| Some(content.clone()));
    match key.as_str() {
        "og:title" | "twitter:title" => keep(&mut from_meta.social_title),
        "og:url" => keep(&mut from_meta.social_url),
        "og:site_name" => keep(&mut from_meta.site_name),
        "og:locale" | "content-language" => keep(&mut from_meta.locale),
        "author"
        | "article:author"
        | "dc.creator"
        | "dcterms.creator"
        | "parsely-author"
        | "sailthru.author"
        | "citation_author"
        | "byl"
        | "article:author_name"
        | "cxenseparse:author" => {
            facts.metadata.push(MetadataField { name: format!("HTML meta {key}"), value: content.clone() });
            if !content.contains("://") && content.len() <= LONGEST_NAME_BYTES {
                facts.authors.push(NamedAuthor { name: content, evidence: format!("meta {key}") });
            }
        }
        "article:published_time"
        | "datepublished"
        | "date"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.created"
        | "pubdate"
        | "publishdate"
        | "publish-date"
        | "publication_date"
        | "parsely-pub-date"
        | "sailthru.date"
        | "og:published_time"
        | "article.published"
        | "cxenseparse:recs:publishtime" => {
            facts.times.extend(claimed_time(&content, TimeKind::Published, &format!("meta {key}")));
        }
        "article:modified_time"
        | "datemodified"
        | "og:updated_time"
        | "last-modified"
        | "dcterms.modified"
        | "article.updated"
        | "lastmod" => {
            facts.times.extend(claimed_time(&content, TimeKind::Updated, &format!("meta {key}")));
        }
        "generator" | "description" | "og:description" => {
            facts.metadata.push(MetadataField { name: format!("HTML meta {key}"), value: content })
        }
        _ => {}
    }
}

/// "Page saved with SingleFile url: ... saved date: ...", or "saved from url=(0019)https://example.org/" as browsers
/// write it (the number is the length): where and when, as the tool noted it.
fn saved(tree: &Tree, facts: &mut Facts) {
    let Some(comment) = &tree.saved_comment else { return };
    for line in comment.lines() {
        let line = line.trim();
        let from = line.split_once("saved from url=(").and_then(|(_, rest)| rest.split_once(')')).map(|(_, url)| url);
        if let Some(url) = from.and_then(|url| url.split_whitespace().next()).filter(|url| url.starts_with("http")) {
            facts.metadata.push(MetadataField { name: "saved from url".to_owned(), value: url.to_owned() });
        }
        if let Some(url) = line.strip_prefix("url:").map(str::trim).filter(|url| url.starts_with("http")) {
            facts.metadata.push(MetadataField { name: "SingleFile url".to_owned(), value: url.to_owned() });
        }
        if let Some(date) = line.strip_prefix("saved date:").map(str::trim)
            && let Some(time) =
                browser_date(date).and_then(|stamp| claimed_time(&stamp, TimeKind::Captured, "SingleFile comment"))
        {
            facts.times.push(time);
        }
    }
}

/// `Tue Mar 02 2021 10:00:00 GMT+0100 (name of the zone)` as ISO 8601.
fn browser_date(date: &str) -> Option<String> {
    if date.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return Some(date.to_owned());
    }
    let words: Vec<&str> = date.split_whitespace().collect();
    let [_, month, day, year, clock, zone, ..] = words[..] else { return None };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)? + 1;
    let zone = zone.strip_prefix("GMT").filter(|offset| !offset.is_empty()).unwrap_or("Z");
    Some(format!("{year}-{month:02}-{day:0>2}T{clock}{zone}"))
}
