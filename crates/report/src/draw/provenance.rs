//! The provenance picture: boxes from left to right, lines that say in which way two of them match.

use super::{label, rect, svg, units};
use crate::html::{Element, Html, LocalHref, el};

/// One box.
pub struct GraphNode {
    /// First line, bold.
    pub title: String,
    /// Second line.
    pub text: String,
    /// Third line: its earliest time with its kind.
    pub time: String,
    /// Where a click goes.
    pub target: Option<LocalHref>,
    /// Named by items and not held by the case.
    pub is_outside: bool,
    /// Column from 0.
    pub layer: usize,
    /// Group of connected boxes, from 0.
    pub group: usize,
}

/// One line.
pub struct GraphEdge {
    /// Place of the left box.
    pub from: usize,
    /// Place of the right box.
    pub to: usize,
    /// What it says; nothing where the help says it of all such lines.
    pub text: String,
    /// Solid = which one is nearer the source is known; else without an arrow.
    pub has_direction: bool,
    /// Dashed: a name in a text, or one moment from two devices.
    pub is_dashed: bool,
}

/// Boxes and lines.
pub struct Graph {
    /// In order of their group, layer and time.
    pub nodes: Vec<GraphNode>,
    /// Between them.
    pub edges: Vec<GraphEdge>,
}

const BOX_WIDTH: f64 = 200.0;
const BOX_HEIGHT: f64 = 58.0;
/// Four columns fit a page.
const GAP_X: f64 = 92.0;
const GAP_Y: f64 = 20.0;
const GROUP_GAP: f64 = 22.0;

/// The picture; its size grows with what it holds and it scrolls on a narrow screen.
pub fn graph_picture(graph: &Graph, description: &str) -> Html {
    let places = placed(&graph.nodes);
    let width = places.iter().map(|place| place.0 + BOX_WIDTH).fold(0.0, f64::max) + 12.0;
    let height = places.iter().map(|place| place.1 + BOX_HEIGHT).fold(0.0, f64::max) + 12.0;
    let lines = graph.edges.iter().map(|edge| edge_line(edge, places[edge.from], places[edge.to]));
    let worded = graph.edges.iter().filter(|edge| !edge.text.is_empty());
    let texts = worded.map(|edge| edge_text(edge, places[edge.from], places[edge.to]));
    let boxes = graph.nodes.iter().zip(&places).map(|(node, place)| node_box(node, *place));
    let picture = svg(width, height, description).with(arrow_head()).with_all(lines).with_all(boxes).with_all(texts);
    el("div").class("drawing scroll graph").attr("tabindex", "0").with(picture).into()
}

/// Left top corner of each box: columns by layer; groups below each other, each centred in its own rows.
fn placed(nodes: &[GraphNode]) -> Vec<(f64, f64)> {
    let groups = nodes.iter().map(|node| node.group + 1).max().unwrap_or(0);
    let mut places = vec![(0.0, 0.0); nodes.len()];
    let mut top = 8.0;
    for group in 0..groups {
        let members: Vec<usize> = (0..nodes.len()).filter(|&at| nodes[at].group == group).collect();
        let in_layer = |layer: usize| members.iter().copied().filter(move |&at| nodes[at].layer == layer);
        let layers = members.iter().map(|&at| nodes[at].layer + 1).max().unwrap_or(0);
        let rows = (0..layers).map(|layer| in_layer(layer).count()).max().unwrap_or(0);
        let height = rows as f64 * (BOX_HEIGHT + GAP_Y) - GAP_Y;
        for layer in 0..layers {
            let own = in_layer(layer).count() as f64 * (BOX_HEIGHT + GAP_Y) - GAP_Y;
            for (row, at) in in_layer(layer).enumerate() {
                let x = 8.0 + layer as f64 * (BOX_WIDTH + GAP_X);
                places[at] = (x, top + (height - own) / 2.0 + row as f64 * (BOX_HEIGHT + GAP_Y));
            }
        }
        top += height + GROUP_GAP;
    }
    places
}

fn arrow_head() -> Element {
    let tip = el("path").class("tip").attr("d", "M0 0L8 4L0 8Z");
    let marker = el("marker").attr("id", "tip").attr("viewBox", "0 0 8 8").attr("refX", "8").attr("refY", "4");
    el("defs").with(marker.attr("markerWidth", "8").attr("markerHeight", "8").attr("orient", "auto").with(tip))
}

type Ends = ((f64, f64), (f64, f64));

fn ends(from: (f64, f64), to: (f64, f64)) -> Ends {
    let middle = BOX_HEIGHT / 2.0;
    ((from.0 + BOX_WIDTH, from.1 + middle), (to.0 - 2.0, to.1 + middle))
}

fn edge_line(edge: &GraphEdge, from: (f64, f64), to: (f64, f64)) -> Element {
    let ((x1, y1), (x2, y2)) = ends(from, to);
    let bend = ((x2 - x1) / 2.0).max(24.0);
    let [x1, y1, x2, y2, c1, c2] = [x1, y1, x2, y2, x1 + bend, x2 - bend].map(units);
    let class = if edge.is_dashed { "edge dashed" } else { "edge" };
    let line = el("path").class(class).attr("d", format!("M{x1} {y1}C{c1} {y1} {c2} {y2} {x2} {y2}"));
    if edge.has_direction { line.attr("marker-end", "url(#tip)") } else { line }
}

/// The words stand near the right end, where lines into different boxes are apart.
fn edge_text(edge: &GraphEdge, from: (f64, f64), to: (f64, f64)) -> Element {
    let ((x1, y1), (x2, y2)) = ends(from, to);
    let x = x2 - GAP_X.min(x2 - x1) / 2.0 + 4.0;
    let share = if x2 - x1 > GAP_X + 1.0 { 0.9 } else { 0.62 };
    label(x, y1 + (y2 - y1) * share - 5.0, "edge-text", &edge.text)
}

fn node_box(node: &GraphNode, (x, y): (f64, f64)) -> Element {
    let class = if node.is_outside { "node outside" } else { "node" };
    let title_class = if node.is_outside { "node-title plain" } else { "node-title" };
    let clipped = el("svg")
        .class("clip")
        .attr("x", units(x))
        .attr("y", units(y))
        .attr("width", units(BOX_WIDTH - 3.0))
        .attr("height", units(BOX_HEIGHT));
    let texts = clipped
        .with(label(10.0, 18.0, title_class, &crate::parts::shortened(&node.title, 25)))
        .with(label(10.0, 34.0, "node-text", &crate::parts::shortened(&node.text, 28)))
        .with(label(10.0, 49.0, "node-time", &node.time));
    let drawn = el("g").with(rect(x, y, BOX_WIDTH, BOX_HEIGHT, class).attr("rx", "5")).with(texts);
    match &node.target {
        Some(target) => el("a").href(target).with(drawn),
        None => drawn,
    }
}
