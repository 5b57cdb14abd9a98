//! Pictures of numbers: inline SVG without script or style attributes. Every picture has a text beside it that says
//! the same.

mod clock_lanes;
mod figures;
mod match_strip;
mod provenance;
mod strips;
mod timeline;

pub use clock_lanes::{ClockLane, clock_lanes};
pub use figures::{FigureRow, figure_axis, figure_spark};
pub use match_strip::{StripMark, match_strip};
pub use provenance::{Graph, GraphEdge, GraphNode, graph_picture};
pub use strips::{Strip, region_outline, strips};
pub use timeline::{TimelineMark, TimelineRow, timeline_picture};

use crate::html::{Element, Html, el};

/// An SVG of this many units, scaled to the width of its column.
fn svg(width: f64, height: f64, description: &str) -> Element {
    canvas(width, height, description, "img")
}

/// The same in this role: `img` is one picture to those who hear it, `group` has parts that can be reached.
fn canvas(width: f64, height: f64, description: &str, role: &'static str) -> Element {
    el("svg")
        .attr("viewBox", format!("0 0 {} {}", units(width), units(height)))
        .attr("width", units(width))
        .attr("height", units(height))
        .attr("role", role)
        .attr("aria-label", description)
}

/// Text at a place.
fn label(x: f64, y: f64, class: &'static str, text: &str) -> Element {
    el("text").class(class).attr("x", units(x)).attr("y", units(y)).with(Html::isolated_name(text))
}

fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &'static str) -> Element {
    let at = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)];
    at.into_iter().fold(el("line").class(class), |line, (name, value)| line.attr(name, units(value)))
}

fn rect(x: f64, y: f64, width: f64, height: f64, class: &'static str) -> Element {
    let at = [("x", x), ("y", y), ("width", width.max(0.0)), ("height", height.max(0.0))];
    at.into_iter().fold(el("rect").class(class), |rect, (name, value)| rect.attr(name, units(value)))
}

/// One decimal is finer than a screen shows, and equal on every machine.
fn units(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == rounded.trunc() { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

/// A number for people: no trailing zeros.
fn number_words(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        crate::parts::grouped_digits(value.abs() as u64)
    } else {
        units(value)
    }
}
