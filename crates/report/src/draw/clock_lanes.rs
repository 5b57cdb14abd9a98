//! Recordings of one moment on a common clock: a lane for each, with how well its beginning is known. Each lane is a link.

use super::{canvas, label, line, rect};
use crate::html::{Html, LocalHref, el};
use crate::parts::clock_time;

/// A recording on the common clock.
pub struct ClockLane {
    /// What it is called.
    pub label: String,
    /// Where it begins, microseconds; may lie before 0.
    pub start_us: i64,
    /// Its length, microseconds; `None` = not known, it is drawn with an open end.
    pub length_us: Option<i64>,
    /// Half-width of the interval in which its beginning lies, microseconds.
    pub uncertainty_us: Option<i64>,
    /// Where it is shown by itself.
    pub target: LocalHref,
}

const LEFT: f64 = 90.0;
const RIGHT: f64 = 710.0;
const ROW: f64 = 30.0;
/// Bars are never narrower: they are pressed.
const NARROWEST: f64 = 24.0;
/// What is drawn of a recording whose length is not known, microseconds.
const OPEN_US: i64 = 1_000_000;

/// The lanes; `description` says what they are to those who hear them.
pub fn clock_lanes(description: &str, lanes: &[ClockLane]) -> Html {
    let from_us = lanes.iter().map(|lane| lane.start_us).min().unwrap_or(0);
    let to_us = lanes.iter().map(end_us).max().unwrap_or(0).max(from_us + 1);
    let x = |us: i64| LEFT + (us - from_us) as f64 / (to_us - from_us) as f64 * (RIGHT - LEFT);
    let axis_y = lanes.len() as f64 * ROW + 6.0;
    let mut picture = canvas(720.0, axis_y + 24.0, description, "group");
    for (lane, row) in lanes.iter().zip(0u32..) {
        let y = f64::from(row) * ROW + 2.0;
        let width = (x(end_us(lane)) - x(lane.start_us)).max(NARROWEST);
        let left = x(lane.start_us).min(RIGHT - width);
        let times = format!(
            "{} – {}",
            clock_time(lane.start_us),
            lane.length_us.map_or("?".to_owned(), |length_us| clock_time(lane.start_us + length_us))
        );
        let class = if lane.length_us.is_some() { "stretch" } else { "stretch weak" };
        let doubt = lane.uncertainty_us.filter(|doubt_us| *doubt_us > 0).map(|doubt_us| {
            let (first, last) = (x(lane.start_us - doubt_us).max(LEFT), x(lane.start_us + doubt_us).min(RIGHT));
            rect(first, y + 9.0, (last - first).max(2.0), 4.0, "clock-doubt")
        });
        let link = el("a")
            .href(&lane.target)
            .attr("aria-label", format!("{}, {times}", lane.label))
            .with(el("title").with(Html::isolated_name(&format!("{} ({times})", lane.label))))
            .with(label(LEFT - 10.0, y + 15.0, "row-label", &lane.label))
            .with(rect(left, y, width, 22.0, class))
            .with_all(doubt);
        picture = picture.with(rect(LEFT, y + 10.0, RIGHT - LEFT, 2.0, "strip")).with(link);
    }
    if (from_us..=to_us).contains(&0) {
        picture = picture.with(line(x(0), 0.0, x(0), axis_y, "tick"));
    }
    picture = picture.with(label(LEFT, axis_y + 16.0, "strip-time", &clock_time(from_us)));
    picture = picture.with(label(RIGHT, axis_y + 16.0, "strip-time end", &clock_time(to_us)));
    el("div").class("drawing along").with(picture).into()
}

fn end_us(lane: &ClockLane) -> i64 {
    lane.start_us.saturating_add(lane.length_us.unwrap_or(OPEN_US))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(label: &str, start_us: i64, length_us: Option<i64>) -> ClockLane {
        let target = LocalHref::of_desk("items/K7Q-03", &[]);
        ClockLane { label: label.to_owned(), start_us, length_us, uncertainty_us: Some(20_000), target }
    }

    #[test]
    fn each_lane_says_when_it_runs_and_leads_to_its_recording() {
        let drawn = clock_lanes("Clock", &[lane("<b>", -4_200_000, Some(15_000_000)), lane("GEN-06", 0, None)]);
        let drawn = drawn.into_string();
        assert!(drawn.contains("\u{2212}0:04.200 – 0:10.800") && drawn.contains("GEN-06, 0:00.000 – ?"), "{drawn}");
        assert_eq!(drawn.matches("href=\"/items/K7Q-03\"").count(), 2, "{drawn}");
        assert!(!drawn.contains("<b>"), "{drawn}");
    }

    #[test]
    fn a_short_recording_at_the_end_stays_within_the_drawing() {
        let drawn = clock_lanes("Clock", &[lane("A", 0, Some(3_600_000_000)), lane("B", 3_599_999_000, Some(1_000))]);
        assert!(drawn.into_string().contains("x=\"686\" y=\"32\" width=\"24\""));
        assert!(clock_lanes("Clock", &[]).into_string().contains("<svg"));
    }
}
