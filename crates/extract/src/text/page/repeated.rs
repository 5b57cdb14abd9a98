//! Comments and posts that no name tells: elements that are alike and each have an author, a time and a text.

use super::marks::{is_called_post, names_author, shows_moment};
use super::tree::{Content, Tree};
use super::zones::Zone;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest posts that repetition tells where nothing calls them so.
const FEWEST_UNNAMED: usize = 3;
/// Fewest where class or id calls them posts.
const FEWEST_NAMED: usize = 2;
/// Share of a group's elements that must have author and time.
const COMPLETE_SHARE: f64 = 0.75;
/// Mean characters outside links that each must have.
const FEWEST_MEAN_CHARS: usize = 25;
/// An element with more times than this, half of the group having it, holds several posts.
const MOST_MOMENTS: usize = 4;
/// A group whose text is in links to more than this share is a list of links.
const MOST_LINK_SHARE: f64 = 0.5;
/// Share of elements with a linked heading from which a group is a list of teasers.
const TEASER_SHARE: f64 = 0.5;
/// Groups that are looked at, the largest first.
const MOST_GROUPS: usize = 200;
/// Share of the records that the learned written part must be found in, and of their text that it must hold.
const LEARNED_RECORDS_SHARE: f64 = 0.7;
/// Share of their text.
const LEARNED_TEXT_SHARE: f64 = 0.55;

/// Sums over all nodes before each, so that any subtree is one subtraction.
struct Sums {
    text: Vec<usize>,
    linked: Vec<usize>,
    moments: Vec<usize>,
    authors: Vec<usize>,
    titles: Vec<usize>,
}

impl Sums {
    fn of(tree: &Tree, zones: &[Zone]) -> Sums {
        let zero = || Vec::with_capacity(tree.nodes.len() + 1);
        let mut sums = Sums { text: zero(), linked: zero(), moments: zero(), authors: zero(), titles: zero() };
        let mut total = [0usize; 5];
        for (index, node) in tree.nodes.iter().enumerate() {
            sums.push(total);
            let zone = &zones[index];
            if zone.is_code || zone.is_hidden {
                continue;
            }
            if let Content::Text(words, _, _) = &node.content {
                let chars = words.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
                total[usize::from(zone.is_link)] += chars;
            }
            total[2] += usize::from(shows_moment(tree, index));
            total[3] += usize::from(matches!(node.content, Content::Element(..)) && names_author(tree, index));
            let leads_away = tree.name(index) == "a"
                && tree.attribute(index, "href").is_some_and(|href| !href.contains('#'))
                && !names_author(tree, index);
            total[4] += usize::from(zone.is_heading && leads_away);
        }
        sums.push(total);
        sums
    }

    fn push(&mut self, total: [usize; 5]) {
        let lists = [&mut self.text, &mut self.linked, &mut self.moments, &mut self.authors, &mut self.titles];
        lists.into_iter().zip(total).for_each(|(list, value)| list.push(value));
    }
}

/// A name for elements that are alike: element, first class, the letters of a numbered id.
fn likeness(tree: &Tree, node: usize) -> Option<String> {
    let name = tree.name(node);
    let may_be =
        matches!(name, "li" | "div" | "article" | "section" | "tr" | "td" | "table" | "tbody" | "dd" | "blockquote")
            || name.contains('-');
    if !may_be {
        return None;
    }
    let letters = |token: &str| token.chars().filter(|letter| letter.is_alphabetic()).take(40).collect::<String>();
    let class = tree.attribute(node, "class").and_then(|class| class.split_whitespace().next()).map(letters);
    let id = tree.attribute(node, "id").filter(|id| id.contains(|letter: char| letter.is_ascii_digit())).map(letters);
    let named = class.as_deref().is_some_and(|class| !class.is_empty()) || id.is_some() || name.contains('-');
    named.then(|| format!("{name} {} {}", class.unwrap_or_default(), id.unwrap_or_default()))
}

/// Posts told by repetition.
pub(super) struct Repeated {
    /// Their elements.
    pub nodes: BTreeSet<usize>,
    /// Characters they hold.
    pub chars: usize,
    /// Class or id calls them posts, messages, answers.
    pub named: bool,
}

/// The groups of alike elements that are posts; inside a post another group may be its answers.
pub(super) fn repeated(tree: &Tree, zones: &[Zone]) -> Repeated {
    let sums = Sums::of(tree, zones);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, zone) in zones.iter().enumerate().skip(1) {
        if zone.is_hidden || zone.is_code || sums.moments[tree.nodes[index].end] == sums.moments[index] {
            continue;
        }
        if let Some(likeness) = likeness(tree, index) {
            groups.entry(likeness).or_default().push(index);
        }
    }
    let mut posts: Vec<(usize, Vec<usize>, bool)> =
        groups.into_values().filter_map(|nodes| posts_of(tree, zones, &sums, nodes)).collect();
    posts.sort_by_key(|(chars, nodes, _)| (std::cmp::Reverse(*chars), nodes[0]));
    let mut found = Repeated { nodes: BTreeSet::new(), chars: 0, named: false };
    for (chars, nodes, named) in posts.into_iter().take(MOST_GROUPS) {
        let inside = nodes.iter().filter(|node| above_in(tree, **node, &found.nodes).is_some()).count();
        let holders: BTreeSet<usize> = nodes.iter().filter_map(|node| above_in(tree, *node, &found.nodes)).collect();
        let around = nodes.iter().any(|node| found.nodes.range(*node..tree.nodes[*node].end).next().is_some());
        let are_answers = named && inside == nodes.len() && holders.len() < nodes.len();
        if found.nodes.is_empty() || are_answers && !around {
            found.chars += if inside == 0 { chars } else { 0 };
            found.named |= named;
            found.nodes.extend(nodes);
        }
    }
    found
}

fn above_in(tree: &Tree, node: usize, known: &BTreeSet<usize>) -> Option<usize> {
    // Subtrees nest: the last known element that begins before the node is the only one that needs a look, unless it has
    // ended; then its holder does.
    known.range(..=node).rev().take(64).find(|other| tree.nodes[**other].end > node).copied()
}

fn posts_of(tree: &Tree, zones: &[Zone], sums: &Sums, nodes: Vec<usize>) -> Option<(usize, Vec<usize>, bool)> {
    let named = nodes.iter().filter(|node| is_called_post(tree, **node)).count() * 2 >= nodes.len();
    let fewest = if named { FEWEST_NAMED } else { FEWEST_UNNAMED };
    let nodes: Vec<usize> = nodes.into_iter().filter(|node| zones[*node].boilerplate.is_none() || named).collect();
    if nodes.len() < fewest {
        return None;
    }
    let held = |sum: &[usize], node: usize| sum[tree.nodes[node].end] - sum[node];
    let all = nodes.len() as f64;
    let count = |holds: &dyn Fn(usize) -> bool| nodes.iter().filter(|node| holds(**node)).count() as f64;
    let complete = count(&|node| held(&sums.authors, node) > 0 && held(&sums.moments, node) > 0);
    let crowded = count(&|node| held(&sums.moments, node) > MOST_MOMENTS);
    let teasers = count(&|node| held(&sums.titles, node) > 0);
    // Of posts that lie in one another only the outermost are summed.
    let mut end = 0;
    let (mut text, mut linked) = (0, 0);
    for node in &nodes {
        if *node >= end {
            end = tree.nodes[*node].end;
            text += held(&sums.text, *node);
            linked += held(&sums.linked, *node);
        }
    }
    let holds = complete >= all * COMPLETE_SHARE
        && crowded <= all / 2.0
        && teasers < all * TEASER_SHARE
        && text >= FEWEST_MEAN_CHARS * nodes.len()
        && (linked as f64) < (text + linked) as f64 * MOST_LINK_SHARE;
    holds.then_some((text, nodes, named))
}

/// Elements that hold what was written, where no class says so: those that are alike in most of the records and hold most
/// of their text; of several the one with the least around it.
pub(super) fn learned_written(tree: &Tree, chars: &[usize], records: &[usize]) -> BTreeSet<usize> {
    let known: BTreeSet<usize> = records.iter().copied().collect();
    let mut seen: BTreeMap<String, (BTreeSet<usize>, usize, Vec<usize>)> = BTreeMap::new();
    let mut total = 0;
    for record in records {
        let mut best: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        total += chars[tree.nodes[*record].end] - chars[*record];
        let mut node = record + 1;
        while node < tree.nodes[*record].end {
            if known.contains(&node) {
                node = tree.nodes[node].end;
                continue;
            }
            if let Some(likeness) = likeness(tree, node) {
                let held = chars[tree.nodes[node].end] - chars[node];
                let entry = best.entry(likeness).or_insert((0, node));
                if held > entry.0 {
                    *entry = (held, node);
                }
            }
            node += 1;
        }
        for (likeness, (held, node)) in best {
            let entry = seen.entry(likeness).or_default();
            entry.0.insert(*record);
            entry.1 += held;
            entry.2.push(node);
        }
    }
    let enough = |(in_records, held, _): &&(BTreeSet<usize>, usize, Vec<usize>)| {
        in_records.len() as f64 >= records.len() as f64 * LEARNED_RECORDS_SHARE
            && *held as f64 >= total as f64 * LEARNED_TEXT_SHARE
    };
    let chosen = seen.values().filter(enough).min_by_key(|(_, held, nodes)| (*held, std::cmp::Reverse(nodes.first())));
    chosen.map(|(_, _, nodes)| nodes.iter().copied().collect()).unwrap_or_default()
}

/// Characters of shown text before each node.
pub(super) fn own_chars(tree: &Tree, zones: &[Zone]) -> Vec<usize> {
    let mut total = 0;
    let mut sums = Vec::with_capacity(tree.nodes.len() + 1);
    for (index, node) in tree.nodes.iter().enumerate() {
        sums.push(total);
        if let Content::Text(words, _, _) = &node.content
            && !zones[index].is_code
            && !zones[index].is_hidden
        {
            total += words.trim().chars().count();
        }
    }
    sums.push(total);
    sums
}

/// Whether the page says that it is a thread: microdata, the system's name, classes of its body.
pub(super) fn is_thread_page(tree: &Tree) -> bool {
    const SYSTEMS: &[&str] = &[
        "discourse",
        "phpbb",
        "vbulletin",
        "xenforo",
        "invision",
        "mybb",
        "smf",
        "simple machines",
        "bbpress",
        "flarum",
        "vanilla",
        "nodebb",
        "woltlab",
        "fluxbb",
        "punbb",
        "ubb.threads",
    ];
    (0..tree.nodes.len()).any(|node| match tree.name(node) {
        "meta" => {
            tree.attribute(node, "name").is_some_and(|name| name.eq_ignore_ascii_case("generator"))
                && tree.attribute(node, "content").is_some_and(|content| {
                    let content = content.to_lowercase();
                    SYSTEMS.iter().any(|system| content.starts_with(system))
                })
        }
        "html" | "body" => ["id", "class"].iter().filter_map(|name| tree.attribute(node, name)).any(|value| {
            value.split_whitespace().any(|word| {
                matches!(
                    word.to_ascii_lowercase().as_str(),
                    "xf" | "xenforo" | "phpbb" | "ipsapp" | "bbpress" | "topic-page" | "question-page" | "vbulletin"
                )
            })
        }),
        "" => false,
        _ => tree.attribute(node, "itemtype").is_some_and(|kind| {
            ["/DiscussionForumPosting", "/QAPage"].iter().any(|name| kind.trim_end_matches('/').ends_with(name))
        }),
    })
}

/// Whether the page asks and answers as a thread does, not as a list of frequent questions.
pub(super) fn asks_and_answers(tree: &Tree) -> bool {
    let has = |name: &str| {
        (0..tree.nodes.len()).any(|node| tree.attribute(node, "itemtype").is_some_and(|kind| kind.ends_with(name)))
    };
    !has("/FAQPage") && (has("/QAPage") || has("/DiscussionForumPosting") || has("/Question") && has("/Answer"))
}
