//! Comments and posts in a page's markup: which elements are one each, who wrote it, when, what it answers.
//!
//! Marks come first ([`marks`](super::marks)): microdata and the names that publishing systems give. Where there are
//! none, or where what is marked is little beside it, elements that repeat decide ([`repeated`](super::repeated)).

use super::super::one_line;
use super::marks::{self, Kind, Part, WrittenMark, is_moment, names_author, own_kind, part};
use super::repeated;
use super::tree::{Content, Tree};
use super::zones::{Zone, class_words};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name of a commenter.
const LONGEST_AUTHOR_BYTES: usize = 120;
/// A name in an element that says more than the name is never longer than this.
const LONGEST_NAME_CHARS: usize = 60;
/// Times as many characters as the marked comments hold, from which repeated elements decide instead.
const REPEATED_OVER_MARKED: usize = 2;
/// Share of the text of an element marked as written that one inside it must hold to stand for it.
const INNER_SHARE: f64 = 0.5;
/// Nodes of one comment that are looked at for its author's name.
const MOST_AUTHOR_NODES: usize = 60;

/// Where a node stands towards comments.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Place {
    /// Inside a section of comments.
    pub in_section: bool,
    /// Number of the innermost comment it lies in.
    pub record: Option<usize>,
    /// Part of that comment.
    pub part: Part,
    /// In a quotation within that comment.
    pub in_quote: bool,
}

/// One comment or post.
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
    /// How many liked it, as the page says.
    pub likes: Option<u64>,
    /// The page marks which part of it is what was written.
    pub has_written_part: bool,
    /// Depth that its class gives for lists that are not nested.
    pub depth: Option<u32>,
    /// A question or an answer: what is written below it comments on it.
    pub is_asked: bool,
}

/// All comments of a page, and the place of every node.
pub(super) struct Readers {
    /// In document order.
    pub records: Vec<Record>,
    /// One a node.
    pub places: Vec<Place>,
    /// The page says that it is a thread of a forum.
    pub is_thread_page: bool,
    /// Repetition told them, and class or id calls them posts.
    pub are_named_posts: bool,
}

/// Finds the comments of a page.
pub(super) fn readers(tree: &Tree, zones: &[Zone]) -> Readers {
    let asks = repeated::asks_and_answers(tree);
    let nothing = BTreeSet::new();
    let marked = places(tree, &|node| own_kind(tree, node, asks), &nothing);
    let marked_chars: usize = outer_chars(tree, zones, &marked.records);
    let found = repeated::repeated(tree, zones);
    let is_thread_page = asks || repeated::is_thread_page(tree);
    let in_section = found.nodes.iter().any(|node| marked.places[*node].in_section);
    let decides = !found.nodes.is_empty()
        && if marked.records.is_empty() {
            found.named || is_thread_page || in_section
        } else {
            found.named && found.chars >= marked_chars * REPEATED_OVER_MARKED
        };
    let alike = if decides {
        found.nodes
    } else if marked.records.is_empty() && marked.places.iter().any(|place| place.in_section) {
        repeated_children(tree, &marked.places)
    } else {
        BTreeSet::new()
    };
    let kind = |node: usize| match own_kind(tree, node, asks) {
        _ if alike.contains(&node) => Kind::Record,
        // A section around posts says nothing that they do not say.
        Kind::Section if decides => Kind::Other,
        own => own,
    };
    let records = if alike.is_empty() { marked.records } else { places(tree, &kind, &nothing).records };
    let written = written(tree, zones, &records, &alike);
    let mut readers = places(tree, &kind, &written);
    readers.is_thread_page = is_thread_page;
    readers.are_named_posts = if decides { found.named && !in_section } else { are_posts(tree, &readers.records) };
    finished(tree, readers)
}

/// Whether what microdata marks as comments is called posts by its classes, as forums do.
fn are_posts(tree: &Tree, records: &[Record]) -> bool {
    let posts = records.iter().filter(|record| marks::is_called_forum_post(tree, record.node)).count();
    posts >= 2 && posts * 2 > records.len()
}

/// The elements that hold what was written. A plain mark decides; a class is followed inwards as long as one inside it
/// holds most of the text; where nothing is marked, what the alike have in common is learned.
fn written(tree: &Tree, zones: &[Zone], records: &[Record], alike: &BTreeSet<usize>) -> BTreeSet<usize> {
    let chars = repeated::own_chars(tree, zones);
    let starts: Vec<usize> = records.iter().map(|record| record.node).collect();
    let held = |node: usize| -> usize {
        let end = tree.nodes[node].end;
        let mut held = chars[end] - chars[node];
        let mut next = starts.partition_point(|start| *start <= node);
        while let Some(start) = starts.get(next).filter(|start| **start < end) {
            held = held.saturating_sub(chars[tree.nodes[*start].end] - chars[*start]);
            next = starts.partition_point(|other| *other < tree.nodes[*start].end);
        }
        held
    };
    let mut all = BTreeSet::new();
    let mut unmarked = Vec::new();
    for record in records {
        let mut plain: Vec<usize> = Vec::new();
        let mut by_class: Vec<usize> = Vec::new();
        let mut node = record.node + 1;
        while node < tree.nodes[record.node].end {
            if starts.binary_search(&node).is_ok() {
                node = tree.nodes[node].end;
                continue;
            }
            let list = match marks::written_mark(tree, node) {
                Some(WrittenMark::Plain) => &mut plain,
                Some(WrittenMark::Class) => &mut by_class,
                None => {
                    node += 1;
                    continue;
                }
            };
            list.push(node);
            node += 1;
        }
        let chosen = if plain.is_empty() { innermost(tree, &by_class, &held) } else { outermost(tree, &plain) };
        if chosen.is_empty() && alike.contains(&record.node) {
            unmarked.push(record.node);
        }
        all.extend(chosen);
    }
    if unmarked.len() >= 2 {
        all.extend(repeated::learned_written(tree, &chars, &unmarked));
    }
    all
}

fn outermost(tree: &Tree, nodes: &[usize]) -> Vec<usize> {
    let mut end = 0;
    let mut outer = Vec::new();
    for node in nodes.iter().filter(|node| chars_hold(tree, **node)) {
        if *node >= end {
            end = tree.nodes[*node].end;
            outer.push(*node);
        }
    }
    outer
}

/// Whether an element holds anything.
fn chars_hold(tree: &Tree, node: usize) -> bool {
    tree.nodes[node].end > node + 1
}

/// Of elements within one another, the innermost that still holds most of the text of the outermost.
fn innermost(tree: &Tree, nodes: &[usize], held: &dyn Fn(usize) -> usize) -> Vec<usize> {
    let mut chosen = Vec::new();
    for outer in outermost(tree, nodes) {
        let all = held(outer);
        let mut best = outer;
        for node in nodes.iter().filter(|node| (outer + 1..tree.nodes[outer].end).contains(*node)) {
            if *node < tree.nodes[best].end && held(*node) as f64 >= all as f64 * INNER_SHARE {
                best = *node;
            }
        }
        chosen.push(best);
    }
    chosen
}

/// Characters of the outermost records.
fn outer_chars(tree: &Tree, zones: &[Zone], records: &[Record]) -> usize {
    let chars = repeated::own_chars(tree, zones);
    let mut end = 0;
    let mut held = 0;
    for record in records.iter().map(|record| record.node) {
        if record >= end {
            end = tree.nodes[record].end;
            held += chars[end] - chars[record];
        }
    }
    held
}

fn finished(tree: &Tree, mut readers: Readers) -> Readers {
    details(tree, &mut readers);
    parents_by_name(tree, &mut readers);
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

fn places(tree: &Tree, kind_of: &dyn Fn(usize) -> Kind, written: &BTreeSet<usize>) -> Readers {
    let mut readers = Readers {
        records: Vec::new(),
        places: Vec::with_capacity(tree.nodes.len()),
        is_thread_page: false,
        are_named_posts: false,
    };
    for (index, node) in tree.nodes.iter().enumerate() {
        let mut place = if index == 0 { Place::default() } else { readers.places[node.parent] };
        if let Content::Element(name, _) = &node.content {
            let kind = kind_of(index);
            match kind {
                Kind::Section => place = Place { in_section: true, ..place },
                Kind::Record => {
                    readers.records.push(Record {
                        node: index,
                        parent: place.record,
                        depth: marks::class_depth(tree, index),
                        is_asked: marks::is_asked(tree, index),
                        ..Record::default()
                    });
                    place = Place {
                        in_section: true,
                        record: Some(readers.records.len() - 1),
                        part: Part::Open,
                        in_quote: false,
                    };
                }
                Kind::Other => {}
            }
            if let Some(record) = place.record.filter(|_| kind != Kind::Record) {
                place.part = part(tree, index, name, place.part);
                if written.contains(&index) {
                    place.part = Part::Written;
                }
                place.in_quote |= marks::is_quotation(tree, index);
                readers.records[record].has_written_part |= place.part == Part::Written;
            }
        }
        readers.places.push(place);
    }
    readers
}

/// Children of one parent inside a section that look alike: the same element and first class, two or more, with text.
fn repeated_children(tree: &Tree, places: &[Place]) -> BTreeSet<usize> {
    let mut groups: BTreeMap<(usize, &str, &str), Vec<usize>> = BTreeMap::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        if places[index].in_section
            && matches!(tree.name(index), "li" | "div" | "article" | "section" | "tr" | "dd" | "blockquote")
        {
            let class = tree.attribute(index, "class").and_then(|class| class.split_whitespace().next()).unwrap_or("");
            groups.entry((node.parent, tree.name(index), class)).or_default().push(index);
        }
    }
    // The outermost group that repeats: groups come in order of their parent.
    let mut chosen = BTreeSet::new();
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

/// Author, time and likes of each comment, from its own parts, not from those of answers inside it.
fn details(tree: &Tree, readers: &mut Readers) {
    for index in 0..tree.nodes.len() {
        let place = readers.places[index];
        let Some(record) = place.record else { continue };
        let record = &mut readers.records[record];
        if index == record.node {
            record.author = tree.attribute(index, "author").or(tree.attribute(index, "data-author")).map(str::to_owned);
            record.posted_at = tree.attribute(index, "created").map(str::to_owned);
            record.likes = tree.attribute(index, "score").and_then(|score| score.parse().ok());
            continue;
        }
        if matches!(tree.nodes[index].content, Content::Text(..)) {
            continue;
        }
        if record.likes.is_none() {
            record.likes = marks::likes(tree, index);
        }
        let enters = readers.places[tree.nodes[index].parent].part != place.part;
        if !enters && tree.name(index) != "time" {
            continue;
        }
        match place.part {
            Part::Author if record.author.is_none() => record.author = author_name(tree, index),
            Part::Time if record.posted_at.is_none() => record.posted_at = moment(tree, index),
            _ => {}
        }
    }
    for number in 0..readers.records.len() {
        let record = &readers.records[number];
        if record.author.is_some() && record.posted_at.is_some() {
            continue;
        }
        let (author, posted_at) = unmarked_details(tree, readers, number);
        let record = &mut readers.records[number];
        record.author = record.author.take().or(author);
        record.posted_at = record.posted_at.take().or(posted_at);
    }
}

/// The name in an element that names the author, which often says more: rank, number of posts.
fn author_name(tree: &Tree, node: usize) -> Option<String> {
    let below = node..tree.nodes[node].end.min(node + MOST_AUTHOR_NODES);
    let is_name = |below: &usize| {
        tree.attribute(*below, "itemprop") == Some("name")
            || class_words(tree, *below).iter().any(|words| {
                matches!(
                    words.last().map_or("", String::as_str),
                    "fn" | "username" | "name" | "nickname" | "author" | "authorname" | "nick"
                )
            })
    };
    let text = |node: usize| clean_name(&tree.text_below(node, LONGEST_AUTHOR_BYTES));
    let inner = below.clone().skip(1).filter(is_name).find_map(text);
    inner.or_else(|| below.filter(|below| tree.name(*below) == "a").find_map(text)).or_else(|| text(node))
}

fn clean_name(written: &str) -> Option<String> {
    const BEFORE: &[&str] = &["By ", "by ", "Von ", "von ", "Posted by ", "posted by ", "Par ", "par ", "Por ", "por "];
    const BEHIND: &[&str] = &[" says", " said", " wrote", " sagt", " schreibt", " schrieb", " dit", " dice"];
    let mut name = written.trim();
    name = BEFORE.iter().find_map(|words| name.strip_prefix(words)).unwrap_or(name);
    name = name.trim_end_matches([':', ',', '•', '·', '|', ' ', '-', '–']);
    name = BEHIND.iter().find_map(|words| name.strip_suffix(words)).unwrap_or(name).trim();
    let says_something = name.chars().any(char::is_alphanumeric) && !is_moment(name);
    (says_something && name.chars().count() <= LONGEST_NAME_CHARS).then(|| name.to_owned())
}

fn moment(tree: &Tree, node: usize) -> Option<String> {
    let written = tree.text_below(node, LONGEST_AUTHOR_BYTES);
    let stamp = tree.attribute(node, "datetime").map(str::to_owned).or_else(|| first_datetime(tree, node));
    stamp.or(Some(written)).filter(|time| time.chars().any(char::is_alphanumeric))
}

/// Author and time where no class tells them: the first link to a person's page, the first text that is a time.
fn unmarked_details(tree: &Tree, readers: &Readers, number: usize) -> (Option<String>, Option<String>) {
    let node = readers.records[number].node;
    let (mut author, mut posted_at) = (None, None);
    let mut at = node + 1;
    while at < tree.nodes[node].end && (author.is_none() || posted_at.is_none()) {
        let place = &readers.places[at];
        if place.record != Some(number) {
            at = tree.nodes[at].end;
            continue;
        }
        match &tree.nodes[at].content {
            Content::Text(words, _, _) if posted_at.is_none() && is_moment(words.trim()) => {
                let words = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
                posted_at = Some(one_line(words));
            }
            Content::Element(name, _) if place.part != Part::Written => {
                if posted_at.is_none() {
                    posted_at = tree.attribute(at, "datetime").map(str::to_owned);
                }
                if author.is_none() && name == "a" && names_author(tree, at) {
                    author = clean_name(&tree.text_below(at, LONGEST_AUTHOR_BYTES));
                }
            }
            _ => {}
        }
        at += 1;
    }
    (author, posted_at)
}

/// Answers that name what they answer: `data-parent-id="12"` beside `id="comment-12"`.
fn parents_by_name(tree: &Tree, readers: &mut Readers) {
    let number = |name: &str| name.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("").to_owned();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, record) in readers.records.iter().enumerate() {
        for name in ["thingid", "data-comment-id", "data-id", "id"] {
            if let Some(id) = tree.attribute(record.node, name).map(number).filter(|id| !id.is_empty()) {
                known.entry(id).or_insert(index);
            }
        }
    }
    for index in 0..readers.records.len() {
        let node = readers.records[index].node;
        let named = ["data-parent-id", "parentid"].iter().find_map(|name| tree.attribute(node, name)).map(number);
        let parent = named.and_then(|named| known.get(&named).copied());
        // An answer stands behind what it answers; so nothing answers itself through others.
        if let Some(parent) = parent.filter(|parent| *parent < index && readers.records[index].parent.is_none()) {
            readers.records[index].parent = Some(parent);
        }
    }
}

fn first_datetime(tree: &Tree, node: usize) -> Option<String> {
    (node..tree.nodes[node].end)
        .take(20)
        .find_map(|below| tree.attribute(below, "datetime").or(tree.attribute(below, "content")))
        .map(str::to_owned)
}
