//! Structured data of a page (JSON-LD): headline, authors, times, publisher, comments and posts.

use super::super::dates::claimed_time;
use super::super::findings::STRUCTURED_DATA_UNREADABLE;
use super::facts::LONGEST_NAME_BYTES;
use super::tree::{Content, Tree};
use model::{ClaimedTime, FindingDraft, MetadataField, NamedAuthor, TimeKind};
use serde_json::Value;
use std::collections::BTreeMap;

/// Objects of structured data that are looked at, over the whole page.
const MOST_OBJECTS: usize = 20_000;
/// Names of one list of authors that are taken over.
const MOST_NAMES: usize = 20;

/// A comment or post in the page's structured data.
#[derive(Clone, Debug, Default)]
pub(super) struct StructuredComment {
    /// What was written.
    pub text: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as the page says.
    pub posted_at: Option<String>,
    /// How many liked it.
    pub likes: Option<u64>,
    /// The comment of this list that it answers.
    pub parent: Option<usize>,
}

/// What the page's structured data says.
#[derive(Default)]
pub(super) struct Structured {
    /// Headline of an article or post.
    pub headline: Option<String>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Times with their evidence.
    pub times: Vec<ClaimedTime>,
    /// Times of recordings in the page.
    pub times_of_videos: Vec<ClaimedTime>,
    /// Comments and posts.
    pub comments: Vec<StructuredComment>,
    /// The page is a thread, or a question with answers.
    pub is_thread: bool,
    /// Authors verbatim.
    pub metadata: Vec<MetadataField>,
    /// What could not be read.
    pub findings: Vec<FindingDraft>,
    people: Vec<Person>,
    /// Authors of the page as such, where no article in it names its own.
    people_of_page: Vec<Person>,
    names_by_id: BTreeMap<String, String>,
    seen: usize,
}

/// An author, by name or by reference.
enum Person {
    Named(String),
    Referred(String),
    Body(String),
}

impl Structured {
    /// Reads one block of JSON-LD. What cannot be read is a finding, the page goes on.
    pub fn read(&mut self, tree: &Tree, node: usize) {
        let script = tree.nodes[node + 1..tree.nodes[node].end].iter().find_map(|below| match &below.content {
            Content::Text(text, _, _) => Some(text.as_str()),
            Content::Element(..) => None,
        });
        let Some(script) = script else { return };
        let bare = script
            .trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("-->")
            .trim_end_matches("//]]>");
        let bare = bare.trim().trim_end_matches(';');
        // Line breaks within strings are a common fault.
        let read = serde_json::from_str::<Value>(bare)
            .or_else(|error| serde_json::from_str(&bare.replace(|letter: char| letter < ' ', " ")).map_err(|_| error));
        match read {
            Ok(value) => self.walk(&value),
            Err(error) => self.findings.push(
                STRUCTURED_DATA_UNREADABLE
                    .found(format!("A block of JSON-LD could not be read ({error}); the visible page was.")),
            ),
        }
    }

    /// Authors: people before bodies, references resolved.
    pub fn authors(&self) -> Vec<NamedAuthor> {
        let all = if self.people.is_empty() { &self.people_of_page } else { &self.people };
        let people = all.iter().filter_map(|person| match person {
            Person::Named(name) => Some(name.clone()),
            Person::Referred(id) => self.names_by_id.get(id).cloned(),
            Person::Body(_) => None,
        });
        let bodies = all.iter().filter_map(|person| match person {
            Person::Body(name) => Some(name.clone()),
            _ => None,
        });
        let author = |evidence: &'static str| move |name| NamedAuthor { name, evidence: evidence.to_owned() };
        people.map(author("JSON-LD author")).chain(bodies.map(author("JSON-LD author, a body"))).collect()
    }

    /// Visits every object, children behind their parents. The parser has limited the depth.
    fn walk(&mut self, value: &Value) {
        let mut waiting = vec![(value, None)];
        while let Some((value, parent)) = waiting.pop() {
            self.seen += 1;
            if self.seen > MOST_OBJECTS {
                return;
            }
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev().map(|value| (value, parent))),
                Value::Object(object) => {
                    let parent = self.take_object(value, parent).or(parent);
                    let asks_often = is_of_type(value, &["FAQPage"]);
                    let skips = |key: &str| {
                        matches!(key, "isPartOf" | "publisher" | "author") || asks_often && key == "mainEntity"
                    };
                    waiting.extend(object.iter().filter(|(key, _)| !skips(key)).map(|(_, inner)| (inner, parent)));
                }
                _ => {}
            }
        }
    }

    /// Takes what an object says; the number of the comment that it is.
    fn take_object(&mut self, object: &Value, parent: Option<usize>) -> Option<usize> {
        if is_of_type(object, &["Person"])
            && let (Some(id), Some(name)) = (object["@id"].as_str(), object["name"].as_str())
            && name.len() <= LONGEST_NAME_BYTES
        {
            self.names_by_id.entry(id.to_owned()).or_insert_with(|| name.trim().to_owned());
        }
        self.is_thread |= is_of_type(object, &["DiscussionForumPosting", "QAPage"]);
        let mut comment = None;
        if is_of_type(object, &["Comment", "UserComments", "Answer", "Question", "DiscussionForumPosting"]) {
            comment = self.take_comment(object, parent);
            if is_of_type(object, &["Comment", "UserComments", "Answer"]) {
                return comment;
            }
        }
        let is_article = type_names(object).iter().any(|name| name.ends_with("Article") || name.ends_with("Posting"))
            || is_of_type(object, &["WebPage", "Report", "VideoObject", "Question", "Recipe", "PodcastEpisode"]);
        // A video or a review within the page has its own author and time.
        if is_article && (parent.is_none() || comment.is_some()) {
            self.take_article(object);
        }
        comment
    }

    fn take_comment(&mut self, object: &Value, parent: Option<usize>) -> Option<usize> {
        let string = |keys: &[&str]| keys.iter().find_map(|key| object[*key].as_str()).map(str::to_owned);
        let text = string(&["text", "commentText", "articleBody"]).unwrap_or_default();
        let posted_at = string(&["dateCreated", "datePublished", "commentTime"]);
        let author = names(&object["author"]).into_iter().chain(names(&object["creator"])).next();
        self.comments.push(StructuredComment {
            text: without_markup(&text),
            author,
            posted_at,
            likes: likes(object),
            parent,
        });
        Some(self.comments.len() - 1)
    }

    fn take_article(&mut self, object: &Value) {
        for (key, kind) in [
            ("datePublished", TimeKind::Published),
            ("dateCreated", TimeKind::Published),
            ("dateModified", TimeKind::Updated),
            ("uploadDate", TimeKind::Published),
        ] {
            if key == "dateCreated" && object["datePublished"].is_string() {
                continue;
            }
            let stamp = object[key].as_str();
            let times = if is_of_type(object, &["VideoObject"]) { &mut self.times_of_videos } else { &mut self.times };
            times.extend(stamp.and_then(|stamp| claimed_time(stamp, kind, &format!("JSON-LD {key}"))));
        }
        if !is_of_type(object, &["WebPage", "VideoObject"]) {
            let headline = object["headline"].as_str().filter(|headline| headline.len() <= LONGEST_NAME_BYTES);
            self.headline = self.headline.take().or_else(|| headline.map(str::to_owned));
            let people = self.read_authors(&object["author"]);
            self.people.extend(people);
        } else if is_of_type(object, &["WebPage"]) {
            let people = self.read_authors(&object["author"]);
            self.people_of_page.extend(people);
        }
        self.publisher = self.publisher.take().or_else(|| names(&object["publisher"]).into_iter().next());
    }

    fn read_authors(&mut self, value: &Value) -> Vec<Person> {
        let mut people = Vec::new();
        let all = match value {
            Value::Array(values) => values.iter().take(MOST_NAMES).collect(),
            other => vec![other],
        };
        for value in all {
            let named = names(value);
            let is_body = is_of_type(value, &["Organization", "NewsMediaOrganization", "Corporation"]);
            self.metadata.extend(
                named.iter().map(|name| MetadataField { name: "JSON-LD author".to_owned(), value: name.clone() }),
            );
            match (named.is_empty(), value["@id"].as_str()) {
                (true, Some(id)) if id.len() <= LONGEST_NAME_BYTES => people.push(Person::Referred(id.to_owned())),
                _ => people.extend(
                    named.into_iter().map(|name| if is_body { Person::Body(name) } else { Person::Named(name) }),
                ),
            }
        }
        people
    }
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

/// The names that a value gives: a string, an object with a name, or a list of them.
fn names(value: &Value) -> Vec<String> {
    let name_of = |value: &Value| {
        let name = match value {
            Value::String(name) => Some(name.as_str()),
            Value::Object(object) => object.get("name").and_then(Value::as_str),
            _ => None,
        };
        let name = name?.trim();
        (!name.is_empty() && name.len() <= LONGEST_NAME_BYTES && !name.contains("://")).then(|| name.to_owned())
    };
    match value {
        Value::Array(values) => values.iter().take(MOST_NAMES).filter_map(name_of).collect(),
        other => name_of(other).into_iter().collect(),
    }
}

fn likes(object: &Value) -> Option<u64> {
    let number = |value: &Value| value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
    number(&object["upvoteCount"]).or_else(|| {
        let statistics = match &object["interactionStatistic"] {
            Value::Array(values) => values.iter().take(MOST_NAMES).collect(),
            other => vec![other],
        };
        statistics.into_iter().find_map(|statistic| {
            let kind = statistic["interactionType"].as_str().or(statistic["interactionType"]["@type"].as_str())?;
            kind.ends_with("LikeAction").then(|| number(&statistic["userInteractionCount"]))?
        })
    })
}

/// Markup in a string, as some systems leave it there, taken out.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        plain.push(' ');
        match rest[at..].find('>') {
            Some(end) => rest = &rest[at + end + 1..],
            None => {
                rest = &rest[at + 1..];
                break;
            }
        }
    }
    plain.push_str(rest);
    [("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .into_iter()
        .fold(plain, |text, (reference, letter)| text.replace(reference, letter))
}
