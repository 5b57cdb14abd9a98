//! What a page says of itself in its head: title, publisher, times, author, canonical URL, structured data.

use super::super::dates::claimed_time;
use super::super::findings::STRUCTURED_DATA_UNREADABLE;
use super::tree::Tree;
use model::{ClaimedTime, FindingDraft, MetadataField, TimeKind};
use serde_json::Value;

/// Objects of structured data that are looked at, over the whole page.
const MOST_OBJECTS: usize = 20_000;
/// Longest title or name that is taken over.
const LONGEST_NAME_BYTES: usize = 1_000;

/// A comment in the page's structured data.
#[derive(Clone, Debug, Default)]
pub(super) struct StructuredComment {
    /// What was written.
    pub text: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as the page says.
    pub posted_at: Option<String>,
}

/// Everything the head says.
#[derive(Default)]
pub(super) struct Facts {
    /// `og:title`, then the headline of structured data, then `<title>`.
    pub title: Option<String>,
    /// `<link rel=canonical>`, then `og:url`.
    pub canonical_url: Option<String>,
    /// `og:site_name`, then the publisher of structured data.
    pub publisher: Option<String>,
    /// `html lang`, then the declared content language.
    pub language: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
    /// Names of authors.
    pub authors: Vec<String>,
    /// Times with their evidence.
    pub times: Vec<ClaimedTime>,
    /// Other metadata, verbatim.
    pub metadata: Vec<MetadataField>,
    /// Comments of structured data.
    pub comments: Vec<StructuredComment>,
    /// What a reader must know.
    pub findings: Vec<FindingDraft>,
}

/// Reads the head, the structured data and what a saving tool noted.
pub(super) fn facts(tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    let mut from_meta = FromMeta::default();
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
            "script" => structured(tree, node, &mut facts, &mut from_meta),
            _ => {}
        }
    }
    saved(tree, &mut facts);
    facts.title = from_meta.social_title.or(from_meta.headline).or(from_meta.page_title);
    facts.canonical_url = facts.canonical_url.or(from_meta.social_url);
    facts.publisher = from_meta.site_name.or(from_meta.publisher);
    facts.language = facts.language.or(from_meta.locale).map(|language| language.replace('_', "-"));
    facts
}

#[derive(Default)]
struct FromMeta {
    social_title: Option<String>,
    headline: Option<String>,
    page_title: Option<String>,
    social_url: Option<String>,
    site_name: Option<String>,
    publisher: Option<String>,
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
        "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" => {
            facts.metadata.push(MetadataField { name: format!("HTML meta {key}"), value: content.clone() });
            if !content.contains("://") {
                facts.authors.push(content);
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

/// Reads one block of JSON-LD. What cannot be read is a finding, the page goes on.
fn structured(tree: &Tree, node: usize, facts: &mut Facts, from_meta: &mut FromMeta) {
    let script = tree.nodes[node + 1..tree.nodes[node].end].iter().find_map(|below| match &below.content {
        super::tree::Content::Text(text, _, _) => Some(text.as_str()),
        super::tree::Content::Element(..) => None,
    });
    let Some(script) = script else { return };
    let bare = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>");
    match serde_json::from_str::<Value>(bare.trim().trim_end_matches(';')) {
        Ok(value) => walk(&value, facts, from_meta),
        Err(error) => facts.findings.push(
            STRUCTURED_DATA_UNREADABLE
                .found(format!("A block of JSON-LD could not be read ({error}); the visible page was.")),
        ),
    }
}

/// Visits every object, children behind their parents. The parser has limited the depth.
fn walk(value: &Value, facts: &mut Facts, from_meta: &mut FromMeta) {
    let mut waiting = vec![value];
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > MOST_OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                take_object(value, facts, from_meta);
                waiting.extend(
                    object
                        .iter()
                        .filter(|(key, _)| !matches!(key.as_str(), "isPartOf" | "publisher" | "author"))
                        .map(|(_, inner)| inner),
                );
            }
            _ => {}
        }
    }
}

fn take_object(object: &Value, facts: &mut Facts, from_meta: &mut FromMeta) {
    if is_of_type(object, &["Comment", "UserComments"]) {
        let text = object["text"].as_str().or(object["commentText"].as_str()).unwrap_or("").to_owned();
        let posted_at = object["dateCreated"]
            .as_str()
            .or(object["datePublished"].as_str())
            .or(object["commentTime"].as_str())
            .map(str::to_owned);
        facts.comments.push(StructuredComment {
            text,
            author: names(&object["author"]).or_else(|| names(&object["creator"])),
            posted_at,
        });
        return;
    }
    let is_article = type_names(object).iter().any(|name| name.ends_with("Article") || name.ends_with("Posting"))
        || is_of_type(object, &["WebPage", "Report", "VideoObject", "LiveBlogPosting"]);
    if !is_article {
        return;
    }
    let names_page = !is_of_type(object, &["WebPage", "VideoObject"]);
    for (key, kind) in [
        ("datePublished", TimeKind::Published),
        ("dateModified", TimeKind::Updated),
        ("uploadDate", TimeKind::Published),
    ] {
        facts.times.extend(object[key].as_str().and_then(|stamp| claimed_time(stamp, kind, &format!("JSON-LD {key}"))));
    }
    if names_page {
        let headline =
            object["headline"].as_str().filter(|headline| headline.len() <= LONGEST_NAME_BYTES).map(str::to_owned);
        from_meta.headline = from_meta.headline.take().or(headline);
        if let Some(author) = names(&object["author"]) {
            facts.metadata.push(MetadataField { name: "JSON-LD author".to_owned(), value: author.clone() });
            facts.authors.push(author);
        }
    }
    from_meta.publisher = from_meta.publisher.take().or_else(|| names(&object["publisher"]));
}

fn type_names(object: &Value) -> Vec<&str> {
    match &object["@type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().take(8).filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_of_type(object: &Value, wanted: &[&str]) -> bool {
    type_names(object).iter().any(|name| wanted.contains(&name.rsplit('/').next().unwrap_or(name)))
}

fn names(value: &Value) -> Option<String> {
    let name = match value {
        Value::String(name) => Some(name.as_str()),
        Value::Object(object) => object.get("name").and_then(Value::as_str),
        Value::Array(values) => {
            return values.iter().take(20).find_map(|value| if value.is_array() { None } else { names(value) });
        }
        _ => None,
    }?;
    let name = name.trim();
    (!name.is_empty() && name.len() <= LONGEST_NAME_BYTES && !name.contains("://")).then(|| name.to_owned())
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
