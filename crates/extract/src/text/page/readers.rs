//! Comments in a page's markup: which elements are one comment each, who wrote it, when, what it answers.

use super::tree::{Content, Tree};
use super::zones::class_words;

/// Longest name of a commenter.
const LONGEST_AUTHOR_BYTES: usize = 120;

/// What part of a comment a text belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Part {
    /// Nothing said.
    #[default]
    Open,
    /// Who wrote it.
    Author,
    /// When.
    Time,
    /// Buttons, counters.
    Meta,
    /// What was written.
    Written,
}

/// Where a node stands towards comments.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Place {
    /// Inside a section of comments.
    pub in_section: bool,
    /// Number of the innermost comment it lies in.
    pub record: Option<usize>,
    /// Part of that comment.
    pub part: Part,
}

/// One comment.
#[derive(Clone, Default, Debug)]
pub(super) struct Record {
    /// Its element.
    pub node: usize,
    /// The comment it answers.
    pub parent: Option<usize>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as the page says.
    pub posted_at: Option<String>,
    /// The page marks which part of it is what was written.
    pub has_written_part: bool,
    /// Depth that its class gives for lists that are not nested.
    pub depth: Option<u32>,
}

/// All comments of a page, and the place of every node.
pub(super) struct Readers {
    /// In document order.
    pub records: Vec<Record>,
    /// One a node.
    pub places: Vec<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Section,
    Record,
    Other,
}

/// Finds the comments of a page.
pub(super) fn readers(tree: &Tree) -> Readers {
    let marked = places(tree, &|node| own_kind(tree, node));
    let has_section = marked.places.iter().any(|place| place.in_section);
    if !marked.records.is_empty() || !has_section {
        return finished(tree, marked);
    }
    let repeated = repeated_children(tree, &marked.places);
    finished(tree, places(tree, &|node| if repeated.contains(&node) { Kind::Record } else { own_kind(tree, node) }))
}

fn finished(tree: &Tree, mut readers: Readers) -> Readers {
    details(tree, &mut readers);
    let mut last_at_depth: Vec<(u32, usize)> = Vec::new();
    for index in 0..readers.records.len() {
        let Some(depth) = readers.records[index].depth else { continue };
        while last_at_depth.pop_if(|(known, _)| *known >= depth).is_some() {}
        if readers.records[index].parent.is_none() {
            readers.records[index].parent = last_at_depth.last().map(|(_, record)| *record);
        }
        last_at_depth.push((depth, index));
    }
    readers
}

fn places(tree: &Tree, kind_of: &dyn Fn(usize) -> Kind) -> Readers {
    let mut readers = Readers { records: Vec::new(), places: Vec::with_capacity(tree.nodes.len()) };
    for (index, node) in tree.nodes.iter().enumerate() {
        let mut place = if index == 0 { Place::default() } else { readers.places[node.parent] };
        if let Content::Element(name, _) = &node.content {
            match kind_of(index) {
                Kind::Section => place = Place { in_section: true, ..place },
                Kind::Record => {
                    let depth = class_depth(tree, index);
                    readers.records.push(Record { node: index, parent: place.record, depth, ..Record::default() });
                    place = Place { in_section: true, record: Some(readers.records.len() - 1), part: Part::Open };
                }
                Kind::Other => {}
            }
            if let Some(record) = place.record {
                place.part = part(tree, index, name, place.part);
                readers.records[record].has_written_part |= place.part == Part::Written;
            }
        }
        readers.places.push(place);
    }
    readers
}

fn own_kind(tree: &Tree, node: usize) -> Kind {
    let name = tree.name(node);
    if matches!(
        name,
        "html"
            | "body"
            | "main"
            | "a"
            | "span"
            | "button"
            | "input"
            | "form"
            | "label"
            | "time"
            | "i"
            | "b"
            | "em"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "p"
            | "svg"
            | ""
    ) {
        return Kind::Other;
    }
    let schema = tree.attribute(node, "itemtype").unwrap_or("");
    if schema.ends_with("/Comment")
        || schema.ends_with("/UserComments")
        || tree.attribute(node, "itemprop").is_some_and(|property| property == "comment")
    {
        return Kind::Record;
    }
    let mut kind = if name.contains('-') { token_kind(&super::zones::words_of(name)) } else { Kind::Other };
    for words in class_words(tree, node) {
        match token_kind(&words) {
            Kind::Record => return Kind::Record,
            Kind::Section => kind = Kind::Section,
            Kind::Other => {}
        }
    }
    kind
}

const COMMENT_WORDS: &[&str] = &["comment", "cmt", "kommentar", "commentaire", "comentario", "reactie"];
const SECTION_WORDS: &[&str] = &[
    "comments",
    "commentlist",
    "commentslist",
    "commentarea",
    "kommentare",
    "commentaires",
    "comentarios",
    "reacties",
    "usercomments",
];
const SECTION_ENDS: &[&str] =
    &["list", "section", "area", "container", "thread", "threads", "box", "tree", "feed", "stream", "wrap"];
const RECORD_ENDS: &[&str] = &["item", "node", "entry", "single", "post", "card", "reply"];

/// What a class name says: `comment`, `comment-12`, `comment-item` are one comment; `comments`, `comment-list` many;
/// `comment-form`, `comment-count` none.
fn token_kind(words: &[String]) -> Kind {
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let is_many = words.iter().any(|word| SECTION_WORDS.contains(&word.as_str()));
    if is_many
        && words.len() <= 3
        && (SECTION_WORDS.contains(&last) || SECTION_ENDS.contains(&last))
        && !matches!(first, "no" | "has" | "hide" | "close")
    {
        return Kind::Section;
    }
    if matches!(first, "disqus") && last == "thread" || words.join("") == "commentlist" {
        return Kind::Section;
    }
    let Some(at) = words.iter().position(|word| COMMENT_WORDS.contains(&word.as_str())) else { return Kind::Other };
    let rest = &words[at + 1..];
    let is_number = |word: &String| word.chars().all(|letter| letter.is_ascii_digit());
    match rest {
        [] if at <= 1 && !matches!(first, "no" | "add" | "leave" | "post" | "write" | "has" | "new" | "hide") => {
            Kind::Record
        }
        [only] if is_number(only) || RECORD_ENDS.contains(&only.as_str()) => {
            if first == "div" {
                Kind::Other
            } else {
                Kind::Record
            }
        }
        [only] if SECTION_ENDS.contains(&only.as_str()) => Kind::Section,
        _ => Kind::Other,
    }
}

/// `depth-2` of a flat list.
fn class_depth(tree: &Tree, node: usize) -> Option<u32> {
    let of_class = class_words(tree, node).into_iter().find_map(|words| match &words[..] {
        [name, number] if name == "depth" || name == "level" || name == "indent" => number.parse().ok(),
        _ => None,
    });
    of_class.or_else(|| tree.attribute(node, "depth").and_then(|depth| depth.parse().ok()))
}

/// Children of one parent inside a section that look alike: the same element and first class, two or more, with text.
fn repeated_children(tree: &Tree, places: &[Place]) -> std::collections::BTreeSet<usize> {
    let mut groups: std::collections::BTreeMap<(usize, &str, &str), Vec<usize>> = std::collections::BTreeMap::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        if places[index].in_section
            && matches!(tree.name(index), "li" | "div" | "article" | "section" | "tr" | "dd" | "blockquote")
        {
            let class = tree.attribute(index, "class").and_then(|class| class.split_whitespace().next()).unwrap_or("");
            groups.entry((node.parent, tree.name(index), class)).or_default().push(index);
        }
    }
    // The outermost group that repeats: groups come in order of their parent.
    let mut chosen = std::collections::BTreeSet::new();
    let mut covered_to = 0;
    for members in groups.into_values().filter(|members| members.len() >= 2) {
        if members[0] >= covered_to
            && members.iter().filter(|node| tree.text_below(**node, 200).len() >= 20).count() >= 2
        {
            covered_to = members.last().map_or(covered_to, |last| tree.nodes[*last].end);
            chosen.extend(members);
        }
    }
    chosen
}

fn part(tree: &Tree, node: usize, name: &str, above: Part) -> Part {
    if matches!(above, Part::Author | Part::Time) {
        return above;
    }
    if matches!(name, "button" | "form" | "footer" | "header" | "nav") {
        return Part::Meta;
    }
    if name == "time" {
        return Part::Time;
    }
    match tree.attribute(node, "itemprop").unwrap_or("") {
        "author" | "creator" => return Part::Author,
        "dateCreated" | "datePublished" | "commentTime" => return Part::Time,
        "text" | "commentText" | "articleBody" => return Part::Written,
        _ => {}
    }
    class_words(tree, node).iter().find_map(|words| part_of_class(words)).unwrap_or(above)
}

fn part_of_class(words: &[String]) -> Option<Part> {
    if words.len() > 4 {
        return None;
    }
    match words.last()?.as_str() {
        "fn" | "author" | "username" | "user" | "nick" | "nickname" | "name" | "authorname" | "commenter" => {
            Some(Part::Author)
        }
        "date" | "time" | "timestamp" | "ago" | "datetime" | "posted" => Some(Part::Time),
        "meta" | "metadata" | "header" | "footer" | "actions" | "action" | "reply" | "avatar" | "vote" | "votes"
        | "score" | "buttons" | "toolbar" | "like" | "likes" | "share" | "permalink" | "edit" | "report" | "badge"
        | "rank" | "controls" | "tools" | "says" | "moderation" => Some(Part::Meta),
        "content" | "body" | "text" | "message" | "copy" => Some(Part::Written),
        _ => None,
    }
}

/// Author and time of each comment, from its own parts, not from those of answers inside it.
fn details(tree: &Tree, readers: &mut Readers) {
    for index in 0..tree.nodes.len() {
        let place = readers.places[index];
        let Some(record) = place.record else { continue };
        let record = &mut readers.records[record];
        if index == record.node {
            record.author = tree.attribute(index, "author").or(tree.attribute(index, "data-author")).map(str::to_owned);
            record.posted_at = tree.attribute(index, "created").map(str::to_owned);
        }
        let enters = readers.places[tree.nodes[index].parent].part != place.part;
        if matches!(tree.nodes[index].content, Content::Text(..)) || !enters && tree.name(index) != "time" {
            continue;
        }
        match place.part {
            Part::Author if record.author.is_none() => {
                let name = tree.text_below(index, LONGEST_AUTHOR_BYTES);
                let name = name.trim_end_matches([':', ',']).trim_end_matches(" says").trim();
                record.author = Some(name.to_owned()).filter(|name| !name.is_empty());
            }
            Part::Time if record.posted_at.is_none() => {
                let written = tree.text_below(index, LONGEST_AUTHOR_BYTES);
                let stamp =
                    tree.attribute(index, "datetime").map(str::to_owned).or_else(|| first_datetime(tree, index));
                record.posted_at = stamp.or(Some(written)).filter(|time| !time.is_empty());
            }
            _ => {}
        }
    }
}

fn first_datetime(tree: &Tree, node: usize) -> Option<String> {
    (node..tree.nodes[node].end)
        .take(20)
        .find_map(|below| tree.attribute(below, "datetime").or(tree.attribute(below, "content")))
        .map(str::to_owned)
}
