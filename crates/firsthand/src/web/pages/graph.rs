//! Where things come from, drawn: a part of the graph of items and the origins that they go back to, with the reason on each
//! edge. Around an item, an origin or a claim, or the largest groups; what is not drawn is counted.

mod spoken;

use super::items::kind_key;
use crate::web::answer::Answer;
use crate::web::frame::{alert, check, choice, framed, hidden, island, scroll, send};
use crate::web::kinds;
use crate::web::moments;
use crate::web::speak::{Language, grouped};
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use archive::desk::{DeskEdge, DeskTime, EdgeKind, Graph, GraphNode, GraphNodeKind, GraphQuery, NodeKind, QueryError};
use axum::http::StatusCode;
use model::{ItemId, MatchKind, Tier};
use report::{Element, LocalHref, el};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Things drawn where nothing is said.
const USUAL_NODES: usize = 120;
/// How many may be drawn.
const NODE_CHOICES: [&str; 4] = ["60", "120", "250", "400"];
/// Steps from what is asked for where nothing is said.
const USUAL_STEPS: u8 = 2;
const STEP_CHOICES: [&str; 4] = ["1", "2", "3", "4"];
/// Edges that stand below the drawing, one by one.
const MOST_EDGES_LISTED: usize = 100;

/// What the address asks for.
struct Asked {
    query: GraphQuery,
    /// Short id of the item in the middle; as it was typed where the case has no such item.
    around: Option<String>,
    claim: Option<String>,
    origin: Option<String>,
    /// Whether all that was named is in the case.
    is_known: bool,
}

impl Asked {
    /// What the address of this visit asks for. Empty fields, which a form sends as well, ask for nothing.
    ///
    /// # Errors
    /// When a part of it means nothing.
    fn of(visit: &Visit, case: &Case) -> Result<Asked, QueryError> {
        let given = |name: &str| visit.asked(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let (around, claim, origin) = (given("item"), given("claim"), given("origin"));
        let item = around.as_deref().and_then(|text| case.item(text).ok().flatten());
        let is_known = around.is_none() || item.is_some();
        let number = |name: &str, choices: [&str; 4]| -> Result<Option<usize>, QueryError> {
            let Some(text) = given(name) else { return Ok(None) };
            let is_choice = choices.contains(&text.as_str());
            text.parse().ok().filter(|_| is_choice).map(Some).ok_or_else(|| wrong_value(name, &text))
        };
        let query = GraphQuery {
            focus: item.iter().map(|item| item.id.hex()).chain(claim.clone()).chain(origin.clone()).collect(),
            steps: number("steps", STEP_CHOICES)?.map_or(USUAL_STEPS, |steps| steps as u8),
            edges: chosen(visit, "edge", EdgeKind::ALL, EdgeKind::name)?,
            nodes: chosen(visit, "node", NodeKind::ALL, NodeKind::name)?,
            weak: given("weak").is_some(),
            most_nodes: number("most", NODE_CHOICES)?.unwrap_or(USUAL_NODES),
        };
        let around = item.map(|item| item.short_id.0).or(around);
        Ok(Asked { query, around, claim, origin, is_known })
    }
}

/// The kinds whose names stand in the fields of this name.
fn chosen<T: Copy + Ord, const N: usize>(
    visit: &Visit,
    field: &str,
    all: [T; N],
    name_of: fn(T) -> &'static str,
) -> Result<BTreeSet<T>, QueryError> {
    let names = visit.query.iter().filter(|(name, value)| name == field && !value.is_empty()).map(|(_, value)| value);
    let kind = |name: &String| {
        let known = all.into_iter().find(|kind| name_of(*kind) == name);
        known.ok_or_else(|| wrong_value(field, name))
    };
    names.map(kind).collect()
}

fn wrong_value(key: &str, got: &str) -> QueryError {
    QueryError::BadValue { key: key.to_owned(), got: got.chars().take(60).collect() }
}

fn wrong(visit: &Visit, error: &QueryError) -> Answer {
    Answer::Page(StatusCode::BAD_REQUEST, framed(visit, visit.say("nav.graph"), alert(&error.to_string())))
}

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let asked = match Asked::of(visit, &*visit.reading()?) {
        Ok(asked) => asked,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    if !asked.is_known {
        let content = el("div").with(el("h1").with(visit.say("nav.graph"))).with(narrowing(visit, &asked));
        let page = framed(visit, visit.say("nav.graph"), content.with(alert(visit.say("no.item"))));
        return Ok(Answer::Page(StatusCode::NOT_FOUND, page));
    }
    let graph = visit.lists()?.graph(&asked.query)?;
    let parts: Vec<(&str, &str)> = visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let content = el("div")
        .with(el("h1").with(visit.say("nav.graph")))
        .with(el("p").class("help").with(visit.say("graph.help")))
        .with(narrowing(visit, &asked))
        .with(el("p").class("muted").attr("role", "status").with(drawn_words(visit, &graph)))
        .with(island("graph", &LocalHref::of_desk("graph.json", &parts), visit.say("needs.script")))
        .with(panel(visit))
        .with(edge_list(visit, &drawing(visit, &asked, &graph)?));
    Ok(Answer::page(framed(visit, visit.say("nav.graph"), content)))
}

fn narrowing(visit: &Visit, asked: &Asked) -> Element {
    let query = &asked.query;
    let numbers = |choices: [&'static str; 4]| choices.map(|number| (number, number.to_owned()));
    let around = el("input")
        .attr("type", "text")
        .attr("name", "item")
        .attr("autocomplete", "off")
        .attr("title", visit.say("graph.around.help"))
        .attr("value", asked.around.as_deref().unwrap_or_default());
    let kept = [("claim", &asked.claim), ("origin", &asked.origin)];
    let kept = kept.into_iter().filter_map(|(name, id)| Some(hidden(name, id.as_deref()?)));
    let of_claim = asked.claim.as_ref().map(|claim| {
        let link = el("a").href(&LocalHref::of_desk(&format!("claims/{claim}"), &[]));
        el("p").class("field").with(link.with(visit.say("graph.claim")))
    });
    let whole = (!query.focus.is_empty())
        .then(|| el("a").class("button").href(&LocalHref::of_desk("graph", &[])).with(visit.say("graph.whole")));
    let edge = |kind: EdgeKind| check(visit.say(edge_key(kind)), "edge", kind.name(), query.has_edges(kind));
    let node = |kind: NodeKind| check(visit.say(node_key(kind)), "node", kind.name(), query.has_nodes(kind));
    let edges = el("fieldset")
        .class("checks")
        .with(el("legend").with(visit.say("graph.kinds")))
        .with_all(EdgeKind::ALL.map(edge))
        .with(check(visit.say("graph.kind.weak"), "weak", "yes", query.weak));
    let nodes = el("fieldset")
        .class("checks")
        .with(el("legend").with(visit.say("graph.nodes")))
        .with_all(NodeKind::ALL.map(node));
    let kinds = el("details").class("kinds").with(el("summary").with(visit.say("graph.which"))).with(edges).with(nodes);
    let is_narrowed = !query.edges.is_empty() || !query.nodes.is_empty() || query.weak;
    let kinds = if is_narrowed { kinds.flag("open") } else { kinds };
    el("form")
        .class("narrowing")
        .attr("method", "get")
        .action(&LocalHref::of_desk("graph", &[]))
        .with_all(kept)
        .with(el("p").class("field").with(el("label").with(el("span").with(visit.say("graph.around"))).with(around)))
        .with_all(of_claim)
        .with(choice(visit.say("graph.steps"), "steps", numbers(STEP_CHOICES), &query.steps.to_string()))
        .with(choice(visit.say("graph.most"), "most", numbers(NODE_CHOICES), &query.most_nodes.to_string()))
        .with(kinds)
        .with(send(visit.say("show")))
        .with_all(whole)
}

fn edge_key(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Origins => "graph.kind.origins",
        EdgeKind::Pictures => "graph.kind.pictures",
        EdgeKind::Recordings => "graph.kind.recordings",
        EdgeKind::Texts => "graph.kind.texts",
    }
}

fn node_key(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Origin => "origins",
        NodeKind::Item(kind) => kind_key(kind.name()),
    }
}

/// How much is drawn, and how much is not.
fn drawn_words(visit: &Visit, graph: &Graph) -> String {
    let numbers = [
        ("nodes", grouped(graph.nodes.len() as u64)),
        ("edges", grouped(graph.edges.len() as u64)),
        ("left", grouped(graph.n_nodes_left_out)),
        ("all", grouped(graph.n_edges_in_case)),
    ];
    visit.language.fill("graph.drawn", &numbers.each_ref().map(|(name, number)| (*name, number.as_str())))
}

/// Where an edge that was pressed in the drawing is told, with the way to its evidence and the decision about it.
fn panel(visit: &Visit) -> Element {
    let link = el("a").class("button").href(&LocalHref::of_desk("graph", &[])).attr("data-edge-link", "");
    el("aside")
        .class("card edge-panel")
        .attr("data-edge-panel", "")
        .attr("aria-label", visit.say("graph.edges"))
        .flag("hidden")
        .with(el("p").attr("data-edge-ends", "").attr("dir", "auto"))
        .with(el("p").class("muted").attr("data-edge-reason", "").attr("dir", "auto"))
        .with(
            el("p")
                .with(link.with(visit.say("graph.decide")))
                .with(" ")
                .with(el("button").attr("type", "button").attr("data-edge-close", "").with(visit.say("close"))),
        )
}

/// The edges as a table, for who reads or has no script: each leads to its evidence and the decision about it.
fn edge_list(visit: &Visit, drawing: &Drawing) -> Element {
    let names: HashMap<&str, &str> = drawing.nodes.iter().map(|node| (node.id.as_str(), node.label.as_str())).collect();
    let name = |id: &str| names.get(id).copied().unwrap_or_default().to_owned();
    let row = |edge: &Edge| {
        let weak = (edge.strength == "weak").then(|| el("span").class("badge").with(visit.say("graph.weak")));
        let accepted = edge.decision.map(|_| el("span").class("badge").with(visit.say("graph.accepted")));
        el("tr")
            .with(el("td").with(el("bdi").name(&name(&edge.from))))
            .with(el("td").with(el("bdi").name(&name(&edge.to))))
            .with(el("td").with(el("span").name(&edge.reason)).with(" ").with_all(weak).with_all(accepted))
            .with(el("td").with(el("a").href(&edge.target).with(visit.say("graph.decide"))))
    };
    let heads = ["from", "to", "reasons", "act"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(drawing.edges.iter().take(MOST_EDGES_LISTED).map(row)));
    let n_left_out = drawing.edges.len().saturating_sub(MOST_EDGES_LISTED) as u64;
    el("details")
        .with(el("summary").with(visit.say("graph.edges")))
        .with(scroll(visit.say("graph.edges"), table))
        .with_all(super::item::rest(visit, n_left_out))
}

#[derive(Serialize)]
struct Drawing {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

#[derive(Clone, Serialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    href: String,
    #[serde(skip)]
    target: LocalHref,
}

/// What the page draws.
pub fn data(visit: &Visit) -> Result<Answer> {
    let asked = match Asked::of(visit, &*visit.reading()?) {
        Ok(asked) => asked,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    if !asked.is_known {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    }
    let graph = visit.lists()?.graph(&asked.query)?;
    Answer::json(&drawing(visit, &asked, &graph)?)
}

/// The part of the graph in words; around a claim with what is said of it.
fn drawing(visit: &Visit, asked: &Asked, graph: &Graph) -> Result<Drawing> {
    let roots = roots(graph);
    let mut drawing = Drawing {
        nodes: graph.nodes.iter().map(|node| Node::of(visit.language, node, &roots)).collect(),
        edges: graph.edges.iter().map(|edge| Edge::of(visit.language, edge)).collect(),
    };
    if let Some(claim) = asked.claim.as_ref().filter(|_| asked.query.has_edges(EdgeKind::Origins)) {
        spoken::weave(visit, claim, &mut drawing)?;
    }
    Ok(drawing)
}

/// By item the one that it is a whole copy of: copies are drawn as one until they are spread out.
fn roots(graph: &Graph) -> BTreeMap<ItemId, ItemId> {
    use MatchKind::{ImageCopy, TextCopy, VideoCopy};
    let mut roots: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    for edge in &graph.edges {
        if let DeskEdge::Matches { from, to, kind: ImageCopy | VideoCopy | TextCopy, tier: Tier::Confirmed, .. } = edge
        {
            let (a, b) = (root_of(&roots, *from), root_of(&roots, *to));
            roots.insert(a.max(b), a.min(b));
        }
    }
    let members: Vec<ItemId> = roots.iter().flat_map(|(a, b)| [*a, *b]).collect();
    members.into_iter().map(|item| (item, root_of(&roots, item))).collect()
}

fn root_of(roots: &BTreeMap<ItemId, ItemId>, item: ItemId) -> ItemId {
    let mut at = item;
    while let Some(next) = roots.get(&at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

impl Node {
    fn of(language: Language, node: &GraphNode, roots: &BTreeMap<ItemId, ItemId>) -> Node {
        let words = |time: &DeskTime| moments::in_words(language, &time.time, time.kind, &time.zone);
        match &node.kind {
            GraphNodeKind::Item { item } => Node {
                id: item.id.hex(),
                kind: "item",
                label: item.short_id.0.clone(),
                note: Some(item.title.clone().unwrap_or_else(|| item.name.clone())),
                time: item.time.as_ref().map(|time| time.time.clone()),
                time_text: item.time.as_ref().map(words),
                copies_of: roots.get(&item.id).map(ItemId::hex),
                href: Some(LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]).as_str().to_owned()),
            },
            GraphNodeKind::Origin { origin } => Node {
                id: origin.id.clone(),
                kind: "origin",
                label: origin.label.clone(),
                note: None,
                time: origin.first.as_ref().map(|time| time.time.clone()),
                time_text: origin.first.as_ref().map(words),
                copies_of: None,
                href: Some(LocalHref::of_desk("claims", &[("origin", &origin.id)]).as_str().to_owned()),
            },
        }
    }
}

impl Edge {
    /// An edge goes from what is nearer the source to what comes of it, and leads to where it is decided.
    fn of(language: Language, edge: &DeskEdge) -> Edge {
        match edge {
            DeskEdge::GoesBackTo { item, origin, is_strong, claim, statement, reason, .. } => {
                let target = LocalHref::of_desk(&format!("claims/{claim}"), &[]).at_part(statement);
                Edge {
                    id: format!("{origin} {item}"),
                    from: origin.clone(),
                    to: item.hex(),
                    kind: "origin",
                    reason: reason.clone(),
                    strength: if *is_strong { "strong" } else { "weak" },
                    directed: true,
                    decision: None,
                    href: target.as_str().to_owned(),
                    target,
                }
            }
            DeskEdge::Matches { from, to, kind, tier, is_directed, match_id, reason, is_accepted, .. } => {
                let target = LocalHref::of_desk(&format!("matches/{match_id}"), &[]);
                Edge {
                    id: match_id.clone(),
                    from: from.hex(),
                    to: to.hex(),
                    kind: "match",
                    reason: format!("{}: {reason}", language.say(kinds::match_kind(*kind))),
                    strength: if *tier == Tier::Confirmed { "strong" } else { "weak" },
                    directed: *is_directed,
                    decision: is_accepted.then_some("accepted"),
                    href: target.as_str().to_owned(),
                    target,
                }
            }
        }
    }
}
