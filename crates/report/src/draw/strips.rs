//! Two recordings as strips along their timelines with the matching stretch in both, and the outline of a region.

use super::{label, line, rect, svg, units};
use crate::html::{Html, el};
use crate::parts::media_time;

/// One recording.
pub struct Strip {
    /// Short id of its item.
    pub label: String,
    /// Length, microseconds; `None` = not known.
    pub duration_us: Option<i64>,
    /// The matching stretch.
    pub start_us: i64,
    /// Its end.
    pub end_us: i64,
}

const LEFT: f64 = 90.0;
const RIGHT: f64 = 700.0;

/// Both strips on one scale, the matching stretches joined.
pub fn strips(query: &Strip, reference: &Strip) -> Html {
    let longest = [query, reference].map(length_us).into_iter().max().unwrap_or(1).max(1);
    let x = |us: i64| LEFT + (us.max(0) as f64 / longest as f64).min(1.0) * (RIGHT - LEFT);
    let (top, bottom) = (22.0, 78.0);
    let corners = [
        (query.start_us, top + 16.0),
        (query.end_us, top + 16.0),
        (reference.end_us, bottom),
        (reference.start_us, bottom),
    ];
    let joined = corners.map(|(us, y)| format!("{} {}", units(x(us)), units(y))).join("L");
    let mut picture = svg(720.0, 118.0, &description(query, reference))
        .with(el("path").class("joined").attr("d", format!("M{joined}Z")));
    for (strip, y, text_y) in [(query, top, top - 8.0), (reference, bottom, bottom + 32.0)] {
        let from = x(strip.start_us);
        let anchor = if from > RIGHT - 200.0 { "strip-time end" } else { "strip-time" };
        let text_x = if from > RIGHT - 200.0 { RIGHT } else { from };
        picture = picture
            .with(label(LEFT - 10.0, y + 12.0, "row-label", &strip.label))
            .with(rect(LEFT, y, x(length_us(strip)) - LEFT, 16.0, "strip"))
            .with(rect(from, y, (x(strip.end_us) - from).max(2.0), 16.0, "stretch"))
            .with(label(
                text_x,
                text_y,
                anchor,
                &format!("{} – {}", media_time(strip.start_us), media_time(strip.end_us)),
            ));
        if strip.duration_us.is_none() {
            picture = picture.with(line(x(length_us(strip)), y, x(length_us(strip)) + 12.0, y + 16.0, "tick"));
        }
    }
    el("div").class("drawing").with(picture).into()
}

fn length_us(strip: &Strip) -> i64 {
    strip.duration_us.unwrap_or(0).max(strip.end_us).max(1)
}

fn description(query: &Strip, reference: &Strip) -> String {
    let side = |strip: &Strip| format!("{} {} – {}", strip.label, media_time(strip.start_us), media_time(strip.end_us));
    format!("{} | {}", side(query), side(reference))
}

/// The outline of a region on a picture: left, top, right, bottom in 0..=1.
pub fn region_outline(region: Option<[f64; 4]>) -> Html {
    let Some(region) = region.filter(|region| region.iter().all(|edge| edge.is_finite())) else { return Html::new() };
    let [left, top, right, bottom] = region.map(|edge| edge.clamp(0.0, 1.0) * 1000.0);
    let outline = rect(left, top, right - left, bottom - top, "outline");
    let under = rect(left, top, right - left, bottom - top, "outline-under");
    el("svg")
        .attr("class", "over")
        .attr("viewBox", "0 0 1000 1000")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .with(under)
        .with(outline)
        .into()
}
