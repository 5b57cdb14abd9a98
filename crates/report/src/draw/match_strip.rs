//! One recording as a strip along its own timeline, with every stretch that matches something else as a bar above it. Each bar
//! is a link.

use super::{canvas, label, rect};
use crate::html::{Html, LocalHref, el};
use crate::parts::media_time;

/// A stretch that matches something.
pub struct StripMark {
    /// Start, microseconds.
    pub start_us: i64,
    /// End, microseconds.
    pub end_us: i64,
    /// What it matches, and how.
    pub label: String,
    /// Whether it fell below the reporting threshold; it is drawn as an outline.
    pub is_weak: bool,
    /// Where what was compared is shown.
    pub target: LocalHref,
}

const LEFT: f64 = 10.0;
const RIGHT: f64 = 710.0;
const ROW: f64 = 26.0;
/// Bars are never narrower: they are pressed.
const NARROWEST: f64 = 24.0;
/// Width of a sign of a label, about; a label that does not fit into its bar is told to who points at it or hears it.
const SIGN_WIDTH: f64 = 6.2;

/// The strip; `description` says what it is to those who hear it.
pub fn match_strip(description: &str, duration_us: Option<i64>, mut marks: Vec<StripMark>) -> Html {
    marks.sort_by(|a, b| (a.start_us, a.end_us, &a.label).cmp(&(b.start_us, b.end_us, &b.label)));
    let last_us = marks.iter().map(|mark| mark.end_us).max().unwrap_or(0);
    let length_us = duration_us.unwrap_or(0).max(last_us).max(1);
    let x = |us: i64| LEFT + (us.max(0) as f64 / length_us as f64).min(1.0) * (RIGHT - LEFT);
    let bars: Vec<(f64, f64)> = marks.iter().map(|mark| bar(x(mark.start_us), x(mark.end_us))).collect();
    let rows = rows_of(&bars);
    let n_rows = rows.iter().max().map_or(0, |row| row + 1);
    let axis_y = n_rows as f64 * ROW + 8.0;
    let mut picture =
        canvas(720.0, axis_y + 34.0, description, "group").with(rect(LEFT, axis_y, RIGHT - LEFT, 8.0, "strip"));
    for ((mark, (from, to)), row) in marks.iter().zip(&bars).zip(&rows) {
        let y = *row as f64 * ROW + 2.0;
        let times = format!("{} – {}", media_time(mark.start_us), media_time(mark.end_us));
        let fits = (to - from) > mark.label.chars().count() as f64 * SIGN_WIDTH + 12.0;
        let class = if mark.is_weak { "bar-label weak" } else { "bar-label" };
        let words = fits.then(|| label(from + 6.0, y + 15.0, class, &mark.label));
        let title = el("title").with(Html::isolated_name(&format!("{} ({times})", mark.label)));
        let link = el("a").href(&mark.target).attr("aria-label", format!("{}, {times}", mark.label));
        let class = if mark.is_weak { "stretch weak" } else { "stretch" };
        picture = picture.with(link.with(title).with(rect(*from, y, to - from, 22.0, class)).with_all(words));
    }
    let end = media_time(length_us);
    picture = picture.with(label(LEFT, axis_y + 26.0, "strip-time", &media_time(0)));
    picture = picture.with(label(RIGHT, axis_y + 26.0, "strip-time end", &end));
    el("div").class("drawing along").with(picture).into()
}

/// Where a bar begins and ends: wide enough to be pressed and within the strip.
fn bar(from: f64, to: f64) -> (f64, f64) {
    let width = (to - from).max(NARROWEST);
    let from = from.min(RIGHT - width);
    (from, from + width)
}

/// The row of each bar, so that none lies over another; bars come in order of their beginning.
fn rows_of(bars: &[(f64, f64)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = Vec::with_capacity(bars.len());
    for (from, to) in bars {
        let free = ends.iter().position(|end| *end + 2.0 <= *from);
        let row = free.unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(*to);
        } else {
            ends[row] = *to;
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_never_lie_over_each_other_and_can_be_pressed() {
        let places = [(0.0, 0.5), (10.0, 200.0), (12.0, 14.0), (205.0, 210.0), (709.9, 710.0)];
        let bars: Vec<(f64, f64)> = places.iter().map(|(from, to)| bar(*from, *to)).collect();
        assert!(bars.iter().all(|(from, to)| to - from >= NARROWEST && *to <= RIGHT), "{bars:?}");
        assert_eq!(rows_of(&bars), [0, 1, 2, 0, 0]);
    }

    #[test]
    fn each_bar_is_a_link_that_says_where_it_leads() {
        let mark = StripMark {
            start_us: 1_000_000,
            end_us: 3_500_000,
            label: "K7Q-03 <b>".to_owned(),
            is_weak: true,
            target: LocalHref::of_desk("matches/M-1", &[]),
        };
        let drawn = match_strip("Matches", Some(10_000_000), vec![mark]).into_string();
        assert!(drawn.contains("href=\"/matches/M-1\"") && drawn.contains("0:01.000 – 0:03.500"), "{drawn}");
        assert!(!drawn.contains("<b>") && drawn.contains("role=\"group\""), "{drawn}");
    }
}
