//! The graph of items and origins, a part of it at a time.

use super::DeskIndex;
use super::contents::{DeskEdge, DeskItem, DeskOrigin, MediaKind};
use super::file::{Totals, from_json};
use crate::Result;
use model::{ItemId, MatchKind, Tier};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most nodes of one answer: more are not told apart by people.
pub const MOST_NODES: usize = 500;
/// Most edges of one answer.
pub const MOST_EDGES: usize = 2_000;
/// Steps from the focus at most.
const MOST_STEPS: u8 = 4;

/// What joins two nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EdgeKind {
    /// Statements go back to an origin.
    Origins,
    /// Matches of pictures, those within recordings too.
    Pictures,
    /// Matches of recordings, by frames or by sound.
    Recordings,
    /// Matches of texts.
    Texts,
}

impl EdgeKind {
    /// All of them.
    pub const ALL: [EdgeKind; 4] = [EdgeKind::Origins, EdgeKind::Pictures, EdgeKind::Recordings, EdgeKind::Texts];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            EdgeKind::Origins => "origins",
            EdgeKind::Pictures => "pictures",
            EdgeKind::Recordings => "recordings",
            EdgeKind::Texts => "texts",
        }
    }

    fn of_match(kind: MatchKind) -> EdgeKind {
        match kind {
            MatchKind::ImageCopy | MatchKind::ImageRegion => EdgeKind::Pictures,
            MatchKind::VideoCopy | MatchKind::VideoExcerpt | MatchKind::AudioCopy | MatchKind::SameMoment => {
                EdgeKind::Recordings
            }
            MatchKind::TextCopy | MatchKind::TextExcerpt | MatchKind::Quote | MatchKind::Paraphrase => EdgeKind::Texts,
        }
    }
}

/// What stands at the ends of edges.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NodeKind {
    /// A first source.
    Origin,
    /// An item of this kind.
    Item(MediaKind),
}

impl NodeKind {
    /// All of them.
    pub const ALL: [NodeKind; 8] = [
        NodeKind::Origin,
        NodeKind::Item(MediaKind::Video),
        NodeKind::Item(MediaKind::Image),
        NodeKind::Item(MediaKind::Audio),
        NodeKind::Item(MediaKind::Page),
        NodeKind::Item(MediaKind::Text),
        NodeKind::Item(MediaKind::Container),
        NodeKind::Item(MediaKind::Other),
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Origin => "origin",
            NodeKind::Item(kind) => kind.name(),
        }
    }

    /// Its place in [`NodeKind::ALL`].
    pub(super) fn code(self) -> u8 {
        match self {
            NodeKind::Origin => 0,
            NodeKind::Item(kind) => 1 + kind as u8,
        }
    }
}

/// Kind and strength of an edge in one number, below 8.
pub(super) fn class_of(edge: &DeskEdge) -> u8 {
    match edge {
        DeskEdge::GoesBackTo { .. } => class(EdgeKind::Origins, false),
        DeskEdge::Matches { kind, tier, .. } => class(EdgeKind::of_match(*kind), *tier == Tier::Weak),
    }
}

fn class(kind: EdgeKind, is_weak: bool) -> u8 {
    kind as u8 * 2 + u8::from(is_weak)
}

/// What part of the graph is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct GraphQuery {
    /// Ids of items, origins or claims (their items and origins) from which to go; none = the largest connected groups.
    pub focus: Vec<String>,
    /// How many edges to go from there, 0 to 4.
    pub steps: u8,
    /// Only edges of these kinds; none = all.
    pub edges: BTreeSet<EdgeKind>,
    /// Only nodes of these kinds, and those that are asked for by their id; none = all.
    pub nodes: BTreeSet<NodeKind>,
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
            edges: BTreeSet::new(),
            nodes: BTreeSet::new(),
            weak: false,
            most_nodes: 100,
        }
    }
}

impl GraphQuery {
    /// Whether edges of this kind are asked for.
    pub fn has_edges(&self, kind: EdgeKind) -> bool {
        self.edges.is_empty() || self.edges.contains(&kind)
    }

    /// Whether nodes of this kind are asked for.
    pub fn has_nodes(&self, kind: NodeKind) -> bool {
        self.nodes.is_empty() || self.nodes.contains(&kind)
    }

    /// A bit for each class of edges that is asked for.
    fn classes(&self) -> i64 {
        let kinds = || EdgeKind::ALL.into_iter().filter(|kind| self.has_edges(*kind));
        let weak = kinds().filter(|_| self.weak).map(|kind| class(kind, true));
        kinds().map(|kind| class(kind, false)).chain(weak).fold(0, |bits, class| bits | 1 << class)
    }

    /// A bit for each kind of node that is asked for.
    fn kinds(&self) -> i64 {
        let kinds = NodeKind::ALL.into_iter().filter(|kind| self.has_nodes(*kind));
        kinds.fold(0, |bits, kind| bits | 1 << kind.code())
    }

    /// A bit for each class of edges with each kind of node at its other end that is asked for.
    fn ways(&self) -> i64 {
        let (classes, kinds) = (self.classes(), self.kinds());
        (0..N_CLASSES)
            .filter(|class| classes & 1 << class != 0)
            .fold(0, |bits, class| bits | kinds << (class * N_KINDS))
    }
}

/// Classes of edges.
const N_CLASSES: u8 = 2 * EdgeKind::ALL.len() as u8;
/// Kinds of nodes.
const N_KINDS: u8 = NodeKind::ALL.len() as u8;

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

/// A class of edges, and how many there are.
pub(super) type EdgeCount = (u8, u64);

/// Kind and ways of nodes, and how many nodes have them.
pub(super) type NodeCount = (u8, i64, u64);

/// A node as it is kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct KeptNode {
    pub(super) node: i64,
    pub(super) kind: u8,
    pub(super) n_edges: i64,
    /// A bit for each class of its edges with each kind of node at the other end.
    pub(super) ways: i64,
}

/// An end of an edge: a node and its kind.
pub(super) type End = (i64, NodeKind);

/// Gathers connected groups while edges come in.
#[derive(Default)]
pub(super) struct GraphOrder {
    leader: HashMap<i64, i64>,
    nodes: BTreeMap<i64, KeptNode>,
    n_edges: BTreeMap<u8, u64>,
}

impl GraphOrder {
    pub(super) fn join(&mut self, a: End, b: End, class: u8) {
        for ((node, kind), (_, other)) in [(a, b), (b, a)] {
            let new = KeptNode { node, kind: kind.code(), n_edges: 0, ways: 0 };
            let kept = self.nodes.entry(node).or_insert(new);
            kept.n_edges += 1;
            kept.ways |= 1 << (class * N_KINDS + other.code());
        }
        *self.n_edges.entry(class).or_default() += 1;
        let (a, b) = (self.led_by(a.0), self.led_by(b.0));
        self.leader.insert(a.max(b), a.min(b));
    }

    /// How many edges there are of each class.
    pub(super) fn edge_counts(&self) -> Vec<EdgeCount> {
        self.n_edges.iter().map(|(class, n_edges)| (*class, *n_edges)).collect()
    }

    /// How many nodes there are of each kind with the same ways.
    pub(super) fn node_counts(&self) -> Vec<NodeCount> {
        let mut n_nodes: BTreeMap<(u8, i64), u64> = BTreeMap::new();
        for kept in self.nodes.values() {
            *n_nodes.entry((kept.kind, kept.ways)).or_default() += 1;
        }
        n_nodes.into_iter().map(|((kind, ways), n_nodes)| (kind, ways, n_nodes)).collect()
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
        let mut graph = self.kept.desk.with("reading the graph", |desk| answer(desk, &self.kept.totals, query))?;
        for node in &mut graph.nodes {
            if let GraphNodeKind::Item { item } = &mut node.kind {
                let number = self.kept.desk.with("reading the graph", |desk| super::file::number_of(desk, &item.id))?;
                item.marks = number.and_then(|number| self.marks.marks.get(&number)).cloned().unwrap_or_default();
            }
        }
        Ok(graph)
    }
}

fn answer(desk: &Connection, totals: &Totals, query: &GraphQuery) -> rusqlite::Result<Graph> {
    let most = query.most_nodes.min(MOST_NODES);
    let focus = focus(desk, &query.focus)?;
    let reached = match query.focus.is_empty() {
        true => largest_groups(desk, totals, query, most)?,
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
        n_edges_in_case: n_edges_in_case(totals, query),
    })
}

/// Nodes of an answer, and how many were left out.
struct Reached {
    nodes: Vec<i64>,
    n_left_out: u64,
}

fn n_edges_in_case(totals: &Totals, query: &GraphQuery) -> u64 {
    let classes = query.classes();
    totals.edges.iter().filter(|(class, _)| classes & 1 << class != 0).map(|(_, n_edges)| n_edges).sum()
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

fn largest_groups(desk: &Connection, totals: &Totals, query: &GraphQuery, most: usize) -> rusqlite::Result<Reached> {
    let (ways, kinds) = (query.ways(), query.kinds());
    let sql = "select node from nodes where ways & ?1 <> 0 and (1 << kind) & ?2 <> 0 order by place limit ?3";
    let mut statement = desk.prepare_cached(sql)?;
    let nodes = statement.query_map([ways, kinds, most as i64], |row| row.get(0))?;
    let nodes: Vec<i64> = nodes.collect::<rusqlite::Result<_>>()?;
    let fits = |(kind, own, _): &&NodeCount| own & ways != 0 && kinds & 1 << kind != 0;
    let n_nodes: u64 = totals.nodes.iter().filter(fits).map(|(_, _, n_nodes)| n_nodes).sum();
    Ok(Reached { n_left_out: n_nodes.saturating_sub(nodes.len() as u64), nodes })
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
    let values = [node, query.classes(), query.kinds(), MOST_EDGES_OF_NODE];
    let mut found: Vec<(i64, i64)> = Vec::new();
    for sql in [
        "select e.weight, e.b from edges e join nodes n on n.node = e.b where e.a = ?1
         and (1 << e.class) & ?2 <> 0 and (1 << n.kind) & ?3 <> 0 order by e.weight desc limit ?4",
        "select e.weight, e.a from edges e join nodes n on n.node = e.a where e.b = ?1
         and (1 << e.class) & ?2 <> 0 and (1 << n.kind) & ?3 <> 0 order by e.weight desc limit ?4",
    ] {
        let mut statement = desk.prepare_cached(sql)?;
        for row in statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))? {
            found.push(row?);
        }
    }
    found.sort_by_key(|&(weight, to)| (std::cmp::Reverse(weight), to));
    Ok(found.into_iter().map(|(_, to)| to).collect())
}

/// Edges between these nodes, the strongest first; one more than may be answered, where there are more.
fn edges_between(desk: &Connection, query: &GraphQuery, nodes: &[i64]) -> rusqlite::Result<Vec<DeskEdge>> {
    let sql = "select e.body from json_each(?1) n join edges e on e.a = n.value
         where e.b in (select value from json_each(?1)) and (1 << e.class) & ?2 <> 0
         order by e.weight desc, e.rowid limit ?3";
    let mut statement = desk.prepare_cached(sql)?;
    let values = params![super::file::json(&nodes), query.classes(), MOST_EDGES as i64 + 1];
    statement.query_map(values, |row| from_json(row.get_ref(0)?.as_str()?))?.collect()
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
