//! Where things come from, drawn: items, the origins that they go back to, and the reason on each edge.

use crate::web::answer::Answer;
use crate::web::frame::{framed, island};
use crate::web::visit::Visit;
use anyhow::Result;
use model::{ClaimedTime, ItemId, Match, Origin, Strength, Tier};
use report::{CaseView, ItemView, LocalHref, el, words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// More items are not drawn: nobody can read it.
const ITEMS_AT_MOST: usize = 400;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let n_items = connected(visit.desk.live()?.report.view()).len();
    let many = (n_items > ITEMS_AT_MOST)
        .then(|| el("p").class("muted").with(visit.language.fill("graph.many", &[("n", &ITEMS_AT_MOST.to_string())])));
    let content = el("div")
        .with(el("h1").with(visit.say("nav.graph")))
        .with(el("p").class("help").with(visit.say("graph.help")))
        .with_all(many)
        .with(island("graph", &LocalHref::of_desk("graph.json", &[]), visit.say("needs.script")));
    Ok(Answer::page(framed(visit, visit.say("nav.graph"), content)))
}

#[derive(Serialize)]
struct Graph {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

#[derive(Serialize)]
struct Node {
    id: String,
    kind: &'static str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
}

#[derive(Serialize)]
struct Edge {
    id: String,
    from: String,
    to: String,
    kind: &'static str,
    reason: String,
    strength: &'static str,
    directed: bool,
    href: String,
}

/// What the page draws.
pub fn data(visit: &Visit) -> Result<Answer> {
    let live = visit.desk.live()?;
    let view = live.report.view();
    let shown: BTreeSet<ItemId> = connected(view).into_iter().take(ITEMS_AT_MOST).collect();
    let items = view.items.iter().filter(|item| shown.contains(&item.id()));
    let roots = roots(view);
    let mut nodes: Vec<Node> = items.map(|item| item_node(item, &roots)).collect();
    let mut edges: Vec<Edge> = view
        .matches
        .iter()
        .filter(|found| shown.contains(&found.query.item) && shown.contains(&found.reference.item))
        .map(match_edge)
        .collect();
    let known: BTreeSet<String> = shown.iter().map(ItemId::hex).collect();
    let item_of: BTreeMap<&str, ItemId> = view.statements.iter().map(|one| (one.id.as_str(), one.item)).collect();
    for origin in &view.origins {
        let of_member = |member: &String| match item_of.get(member.as_str()) {
            Some(item) => item.hex(),
            None => member.clone(),
        };
        let members: BTreeSet<String> =
            origin.members.iter().map(of_member).filter(|item| known.contains(item)).collect();
        if members.is_empty() {
            continue;
        }
        nodes.push(origin_node(origin));
        edges.extend(members.into_iter().map(|item| origin_edge(view, origin, item)));
    }
    Answer::json(&Graph { nodes, edges })
}

/// Items that a match or an origin ties to something, in the order of their first log entry.
fn connected(view: &CaseView) -> Vec<ItemId> {
    let matched = view.matches.iter().flat_map(|found| [found.query.item, found.reference.item]);
    let mut tied: BTreeSet<ItemId> = matched.collect();
    let members: BTreeSet<&str> = view.origins.iter().flat_map(|origin| &origin.members).map(String::as_str).collect();
    tied.extend(view.statements.iter().filter(|one| members.contains(one.id.as_str())).map(|one| one.item));
    view.items
        .iter()
        .map(ItemView::id)
        .filter(|item| tied.contains(item) || members.contains(item.hex().as_str()))
        .collect()
}

/// By item the one that it is a whole copy of: copies are drawn as one until they are spread out.
fn roots(view: &CaseView) -> BTreeMap<ItemId, ItemId> {
    let is_copy = |found: &&Match| {
        use model::MatchKind::{ImageCopy, TextCopy, VideoCopy};
        found.tier == Tier::Confirmed && matches!(found.kind, ImageCopy | VideoCopy | TextCopy)
    };
    let mut roots: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    for found in view.matches.iter().filter(is_copy) {
        let (a, b) = (root_of(&roots, found.query.item), root_of(&roots, found.reference.item));
        roots.insert(a.max(b), a.min(b));
    }
    let members: BTreeSet<ItemId> = roots.iter().flat_map(|(a, b)| [*a, *b]).collect();
    members.into_iter().map(|item| (item, root_of(&roots, item))).collect()
}

fn root_of(roots: &BTreeMap<ItemId, ItemId>, item: ItemId) -> ItemId {
    let mut at = item;
    while let Some(next) = roots.get(&at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

fn item_node(item: &ItemView, roots: &BTreeMap<ItemId, ItemId>) -> Node {
    let time: Option<&ClaimedTime> = item.extract.times.iter().min_by(|a, b| a.time.cmp(&b.time));
    Node {
        id: item.id().hex(),
        kind: "item",
        label: item.item.short_id.0.clone(),
        note: Some(item.item.name.clone()),
        time: time.map(|time| time.time.clone()),
        time_text: time.map(|time| format!("{} · {} · {}", time.time, time.kind.words(), time.zone)),
        copies_of: roots.get(&item.id()).map(ItemId::hex),
        href: Some(LocalHref::of_desk(&format!("items/{}", item.item.short_id.0), &[]).as_str().to_owned()),
    }
}

fn origin_node(origin: &Origin) -> Node {
    let first = origin.first.as_ref();
    Node {
        id: origin.id.clone(),
        kind: "origin",
        label: origin.label.clone(),
        note: None,
        time: first.map(|first| first.time.clone()),
        time_text: first.map(|first| format!("{} · {}", first.time, first.time_kind.words())),
        copies_of: None,
        href: None,
    }
}

fn match_edge(found: &Match) -> Edge {
    let of_query = found.direction.as_ref().is_some_and(|direction| direction.from == found.query.item);
    let (near, far) = if of_query { (&found.query, &found.reference) } else { (&found.reference, &found.query) };
    Edge {
        id: found.id.clone(),
        from: near.item.hex(),
        to: far.item.hex(),
        kind: "match",
        reason: format!("{}: {}", words::match_kind(found.kind), found.reasons.first().map_or("", String::as_str)),
        strength: if found.tier == Tier::Confirmed { "strong" } else { "weak" },
        directed: found.direction.is_some(),
        href: LocalHref::of_desk(&format!("matches/{}", found.id), &[]).as_str().to_owned(),
    }
}

/// From the origin to an item that goes back to it; it leads to a claim that counts the origin.
fn origin_edge(view: &CaseView, origin: &Origin, item: String) -> Edge {
    let counted = view.claims.iter().find(|claim| {
        claim.origins_for.origins.contains(&origin.id) || claim.origins_against.origins.contains(&origin.id)
    });
    let target = counted.map_or_else(|| format!("items/{item}"), |claim| format!("claims/{}", claim.id));
    let weak = origin.reasons.iter().all(|reason| reason.strength == Strength::Weak) && !origin.reasons.is_empty();
    Edge {
        id: format!("{} {item}", origin.id),
        from: origin.id.clone(),
        to: item,
        kind: "origin",
        reason: origin.reasons.first().map(|reason| reason.text.clone()).unwrap_or_default(),
        strength: if weak { "weak" } else { "strong" },
        directed: true,
        href: LocalHref::of_desk(&target, &[]).as_str().to_owned(),
    }
}
