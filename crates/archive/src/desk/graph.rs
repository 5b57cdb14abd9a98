//! The graph of items and origins, a part of it at a time.

use super::DeskIndex;
use super::columns::name_of;
use super::contents::{DeskEdge, DeskItem, DeskOrigin};
use super::file::from_json;
use crate::Result;
use model::{ItemId, MatchKind};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most nodes of one answer: more are not told apart by people.
pub const MOST_NODES: usize = 500;
/// Most edges of one answer.
pub const MOST_EDGES: usize = 2_000;
/// Steps from the focus at most.
const MOST_STEPS: u8 = 4;

/// Kind of the edges from items to origins; those of matches have the name of the match's kind.
pub(super) const GOES_BACK_TO: &str = "goes_back_to";

/// What part of the graph is asked for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GraphQuery {
    /// Ids of items, origins or claims (their items and origins) from which to go; none = the largest connected groups.
    pub focus: Vec<String>,
    /// How many edges to go from there, 0 to 4.
    pub steps: u8,
    /// Only matches of these kinds; none = all.
    pub kinds: BTreeSet<MatchKind>,
    /// Whether to follow matches.
    pub matches: bool,
    /// Whether to follow what statements go back to.
    pub origins: bool,
    /// Whether to show matches that are only weak.
    pub weak: bool,
    /// At most so many nodes, and never more than [`MOST_NODES`].
    pub most_nodes: usize,
}

impl Default for GraphQuery {
    fn default() -> GraphQuery {
        GraphQuery {
            focus: Vec::new(),
            steps: 1,
            kinds: BTreeSet::new(),
            matches: true,
            origins: true,
            weak: false,
            most_nodes: 100,
        }
    }
}

/// What a node is.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum GraphNodeKind {
    /// An item of the case.
    Item {
        /// Its line in the list of items.
        item: Box<DeskItem>,
    },
    /// A first source.
    Origin {
        /// It.
        origin: DeskOrigin,
    },
}

/// A node of the answer.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GraphNode {
    /// Id of the item or origin.
    pub id: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: GraphNodeKind,
    /// Edges that it has in the whole graph; more than in the answer where something was left out.
    pub n_edges: u64,
    /// Whether it was asked for by its id.
    pub in_focus: bool,
}

/// A part of the graph.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Graph {
    /// Nodes, those nearest the focus first, else the largest connected group first, in it the earliest first.
    pub nodes: Vec<GraphNode>,
    /// All edges asked for between these nodes, up to [`MOST_EDGES`], those of most statements or segments first.
    pub edges: Vec<DeskEdge>,
    /// Whether there was more than may be answered at a time.
    pub is_cut: bool,
    /// Nodes that lie within the steps asked for from those that are answered, and are not answered; without a focus, all
    /// others that have an edge.
    pub n_nodes_left_out: u64,
    /// Edges of the kinds asked for in the whole case.
    pub n_edges_in_case: u64,
}

/// How many edges of a kind there are, and whether they are weak.
pub(super) type EdgeCount = (String, bool, u64);

/// Classes of edges that a node has, as bits.
const HAS_MATCH: i64 = 1;
const HAS_WEAK_MATCH: i64 = 2;
const HAS_ORIGIN: i64 = 4;

/// A node as it is kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct KeptNode {
    pub(super) node: i64,
    pub(super) n_edges: i64,
    pub(super) classes: i64,
}

/// Gathers connected groups while edges come in.
#[derive(Default)]
pub(super) struct GraphOrder {
    leader: HashMap<i64, i64>,
    nodes: BTreeMap<i64, KeptNode>,
    n_edges: BTreeMap<(String, bool), u64>,
}

impl GraphOrder {
    pub(super) fn join(&mut self, a: i64, b: i64, kind: &str, is_weak: bool) {
        let class = match (kind, is_weak) {
            (GOES_BACK_TO, _) => HAS_ORIGIN,
            (_, true) => HAS_WEAK_MATCH,
            _ => HAS_MATCH,
        };
        for node in [a, b] {
            let kept = self.nodes.entry(node).or_insert(KeptNode { node, n_edges: 0, classes: 0 });
            kept.n_edges += 1;
            kept.classes |= class;
        }
        *self.n_edges.entry((kind.to_owned(), is_weak)).or_default() += 1;
        let (a, b) = (self.led_by(a), self.led_by(b));
        self.leader.insert(a.max(b), a.min(b));
    }

    /// How many edges there are of each kind.
    pub(super) fn edge_counts(&self) -> Vec<EdgeCount> {
        self.n_edges.iter().map(|((kind, is_weak), n_edges)| (kind.clone(), *is_weak, *n_edges)).collect()
    }

    fn led_by(&mut self, node: i64) -> i64 {
        let mut at = node;
        while let Some(&next) = self.leader.get(&at).filter(|next| **next != at) {
            at = next;
        }
        // The way is made short for the next time.
        let mut passed = node;
        while let Some(next) = self.leader.insert(passed, at).filter(|_| passed != at) {
            passed = next;
        }
        at
    }

    /// The nodes: largest group first, in each the earliest first, without a time last.
    pub(super) fn in_order(mut self, time_of: impl Fn(i64) -> Option<i64>) -> Vec<KeptNode> {
        let nodes: Vec<KeptNode> = self.nodes.values().copied().collect();
        let leaders: Vec<i64> = nodes.iter().map(|kept| self.led_by(kept.node)).collect();
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        leaders.iter().for_each(|leader| *sizes.entry(*leader).or_default() += 1);
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|&at| {
            let (node, time) = (nodes[at].node, time_of(nodes[at].node));
            (std::cmp::Reverse(sizes[&leaders[at]]), leaders[at], time.is_none(), time, node)
        });
        order.into_iter().map(|at| nodes[at]).collect()
    }
}

impl DeskIndex {
    /// The part of the graph that is asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn graph(&self, query: &GraphQuery) -> Result<Graph> {
        let mut graph = self.kept.desk.with("reading the graph", |desk| answer(desk, query))?;
        for node in &mut graph.nodes {
            if let GraphNodeKind::Item { item } = &mut node.kind {
                let number = self.kept.desk.with("reading the graph", |desk| super::file::number_of(desk, &item.id))?;
                item.marks = number.and_then(|number| self.marks.marks.get(&number)).cloned().unwrap_or_default();
            }
        }
        Ok(graph)
    }
}

fn answer(desk: &Connection, query: &GraphQuery) -> rusqlite::Result<Graph> {
    let most = query.most_nodes.min(MOST_NODES);
    let focus = focus(desk, &query.focus)?;
    let reached = match query.focus.is_empty() {
        true => largest_groups(desk, query, most)?,
        false => around(desk, query, &focus, most)?,
    };
    let mut edges = edges_between(desk, query, &reached.nodes)?;
    let is_cut = reached.n_left_out > 0 || edges.len() > MOST_EDGES;
    edges.truncate(MOST_EDGES);
    let asked_for: BTreeSet<i64> = focus.into_iter().collect();
    let node = |&node: &i64| node_of(desk, node, asked_for.contains(&node));
    Ok(Graph {
        nodes: reached.nodes.iter().map(node).collect::<rusqlite::Result<_>>()?,
        edges,
        is_cut,
        n_nodes_left_out: reached.n_left_out,
        n_edges_in_case: n_edges_in_case(desk, query)?,
    })
}

/// Nodes of an answer, and how many were left out.
struct Reached {
    nodes: Vec<i64>,
    n_left_out: u64,
}

fn n_edges_in_case(desk: &Connection, query: &GraphQuery) -> rusqlite::Result<u64> {
    let counts = super::file::edge_counts(desk)?;
    let asked_for = counts.iter().filter(|(kind, is_weak, _)| is_asked_for(query, kind, *is_weak));
    Ok(asked_for.map(|(_, _, n_edges)| n_edges).sum())
}

/// The nodes that the ids name; a claim stands for its items and origins.
fn focus(desk: &Connection, ids: &[String]) -> rusqlite::Result<Vec<i64>> {
    let sql = "select number from items where id = ?1
         union all select -1 - number from origins where id = ?1
         union all select item from claim_items where claim = (select number from claims where id = ?1)
         union all select -1 - origin from claim_origins where claim = (select number from claims where id = ?1)";
    let mut nodes = Vec::new();
    for id in ids.iter().take(MOST_NODES) {
        for node in desk.prepare_cached(sql)?.query_map([id], |row| row.get::<_, i64>(0))? {
            let node = node?;
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
    }
    Ok(nodes)
}

fn largest_groups(desk: &Connection, query: &GraphQuery, most: usize) -> rusqlite::Result<Reached> {
    let classes =
        [(query.matches, HAS_MATCH), (query.matches && query.weak, HAS_WEAK_MATCH), (query.origins, HAS_ORIGIN)];
    let classes: i64 = classes.into_iter().filter(|(is_asked_for, _)| *is_asked_for).map(|(_, class)| class).sum();
    let sql = "select node from nodes where classes & ?1 <> 0 order by place limit ?2";
    let mut statement = desk.prepare_cached(sql)?;
    let nodes = statement.query_map(params![classes, most as i64], |row| row.get(0))?;
    let nodes: Vec<i64> = nodes.collect::<rusqlite::Result<_>>()?;
    let count = "select count(*) from nodes where classes & ?1 <> 0";
    let n_nodes: i64 = desk.prepare_cached(count)?.query_row([classes], |row| row.get(0))?;
    Ok(Reached { n_left_out: (n_nodes as u64).saturating_sub(nodes.len() as u64), nodes })
}

/// The focus and what lies so many steps from it, breadth first, the strongest edges first.
fn around(desk: &Connection, query: &GraphQuery, focus: &[i64], most: usize) -> rusqlite::Result<Reached> {
    let mut nodes: Vec<i64> = focus.to_vec();
    nodes.truncate(most);
    let mut known: BTreeSet<i64> = focus.iter().copied().collect();
    let mut begin = 0;
    for _ in 0..query.steps.min(MOST_STEPS) {
        let end = nodes.len();
        for at in begin..end {
            for next in neighbours(desk, query, nodes[at])? {
                // What finds no room is counted, and not gone on from.
                if known.insert(next) && nodes.len() < most {
                    nodes.push(next);
                }
            }
        }
        begin = end;
    }
    Ok(Reached { n_left_out: (known.len() - nodes.len()) as u64, nodes })
}

/// Most edges of one node that are looked at.
const MOST_EDGES_OF_NODE: i64 = MOST_EDGES as i64;

/// Nodes that one edge leads to from here, the strongest edges first.
fn neighbours(desk: &Connection, query: &GraphQuery, node: i64) -> rusqlite::Result<Vec<i64>> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for sql in [
        "select b, weight, kind, is_weak from edges where a = ?1 order by weight desc limit ?2",
        "select a, weight, kind, is_weak from edges where b = ?1 order by weight desc limit ?2",
    ] {
        let mut statement = desk.prepare_cached(sql)?;
        let mut rows = statement.query(params![node, MOST_EDGES_OF_NODE])?;
        while let Some(row) = rows.next()? {
            if is_asked_for(query, row.get_ref(2)?.as_str()?, row.get(3)?) {
                found.push((row.get(1)?, row.get(0)?));
            }
        }
    }
    found.sort_by_key(|&(weight, to)| (std::cmp::Reverse(weight), to));
    Ok(found.into_iter().map(|(_, to)| to).collect())
}

/// Edges between these nodes, the strongest first; one more than may be answered, where there are more.
fn edges_between(desk: &Connection, query: &GraphQuery, nodes: &[i64]) -> rusqlite::Result<Vec<DeskEdge>> {
    let sql = "select e.kind, e.is_weak, e.body from json_each(?1) n join edges e on e.a = n.value
         where e.b in (select value from json_each(?1)) order by e.weight desc, e.rowid";
    let mut edges = Vec::new();
    let mut statement = desk.prepare_cached(sql)?;
    let mut rows = statement.query([super::file::json(&nodes)])?;
    while let Some(row) = rows.next()? {
        if edges.len() <= MOST_EDGES && is_asked_for(query, row.get_ref(0)?.as_str()?, row.get(1)?) {
            edges.push(from_json(row.get_ref(2)?.as_str()?)?);
        }
    }
    Ok(edges)
}

fn is_asked_for(query: &GraphQuery, kind: &str, is_weak: bool) -> bool {
    if kind == GOES_BACK_TO {
        return query.origins;
    }
    let is_wanted = || query.kinds.is_empty() || query.kinds.iter().any(|wanted| name_of(wanted) == kind);
    query.matches && (query.weak || !is_weak) && is_wanted()
}

fn node_of(desk: &Connection, node: i64, in_focus: bool) -> rusqlite::Result<GraphNode> {
    let n_edges: Option<i64> = desk
        .prepare_cached("select n_edges from nodes where node = ?1")?
        .query_row([node], |row| row.get(0))
        .optional()?;
    let (id, kind) = match node {
        0.. => {
            let mut statement = desk.prepare_cached("select body from items where number = ?1")?;
            let item: DeskItem = statement.query_row([node], |row| from_json(row.get_ref(0)?.as_str()?))?;
            (ItemId::hex(&item.id), GraphNodeKind::Item { item: Box::new(item) })
        }
        _ => {
            let mut statement = desk.prepare_cached("select body from origins where number = ?1")?;
            let origin: DeskOrigin = statement.query_row([-1 - node], |row| from_json(row.get_ref(0)?.as_str()?))?;
            (origin.id.clone(), GraphNodeKind::Origin { origin })
        }
    };
    Ok(GraphNode { id, kind, n_edges: n_edges.unwrap_or_default() as u64, in_focus })
}
