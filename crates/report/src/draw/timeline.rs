//! Appearances along one axis of time, one row for each item.

use super::{label, line, rect, svg, units};
use crate::html::{Element, Html, el};
use crate::moment::{Moment, date_words, minute_words};
use model::TimeKind;

/// One time of an item.
pub struct TimelineMark {
    /// Where it lies.
    pub moment: Moment,
    /// What kind it is.
    pub kind: TimeKind,
}

/// One item.
pub struct TimelineRow {
    /// Its short id and name.
    pub label: String,
    /// Its times.
    pub marks: Vec<TimelineMark>,
}

/// The kinds with their signs, in the order of the legend.
pub const KINDS: [TimeKind; 8] = [
    TimeKind::ClaimedEvent,
    TimeKind::FileMetadata,
    TimeKind::Posted,
    TimeKind::Published,
    TimeKind::Updated,
    TimeKind::ClaimedSeen,
    TimeKind::Captured,
    TimeKind::Log,
];

const WIDTH: f64 = 1060.0;
const LEFT: f64 = 276.0;
const RIGHT: f64 = 1020.0;
const ROW_HEIGHT: f64 = 24.0;
/// Capture and log times may lie years after the event; those further off than this many lengths of the rest of the
/// axis stand at its edge, so that the hours that matter keep their room.
const MOST_STRETCH: i64 = 1;

/// All rows on one axis, with a legend of the kinds as `said` calls them; `title` says what it is to those who hear it.
pub fn timeline_picture(rows: &[TimelineRow], title: &str, said: impl Fn(TimeKind) -> &'static str) -> Html {
    let Some((from_s, to_s)) = axis(rows) else { return Html::new() };
    let x = |second: i64| {
        LEFT + ((second - from_s) as f64 / (to_s - from_s).max(1) as f64).clamp(0.0, 1.0) * (RIGHT - LEFT)
    };
    let bottom = rows.len() as f64 * ROW_HEIGHT + 30.0;
    let mut picture = svg(WIDTH, bottom + 8.0, title);
    for tick in ticks(from_s, to_s) {
        picture = picture.with(line(x(tick), 20.0, x(tick), bottom, "tick")).with(label(
            x(tick),
            13.0,
            "tick-label",
            &tick_words(tick, to_s - from_s),
        ));
    }
    for (at, row) in rows.iter().enumerate() {
        let y = 24.0 + at as f64 * ROW_HEIGHT + ROW_HEIGHT / 2.0;
        picture = picture.with(line(LEFT, y, RIGHT, y, "row-line")).with(label(
            LEFT - 12.0,
            y + 4.0,
            "row-label",
            &crate::parts::shortened(&row.label, 35),
        ));
        for mark in &row.marks {
            let (from, to) = (x(mark.moment.from_s), x(mark.moment.to_s));
            if to - from > 3.0 {
                picture = picture.with(rect(from, y - 3.0, to - from, 6.0, "uncertain"));
            }
            let late = mark.moment.from_s > to_s;
            let at = if late { RIGHT + 14.0 } else { x(mark.moment.middle_s()) };
            picture = picture.with(sign(mark.kind, at, y));
        }
    }
    el("div")
        .with(legend(rows, said))
        .with(el("div").class("drawing scroll").attr("tabindex", "0").with(picture))
        .into()
}

fn axis(rows: &[TimelineRow]) -> Option<(i64, i64)> {
    let ours = |kind: TimeKind| matches!(kind, TimeKind::Captured | TimeKind::Log);
    let span = |wanted: &dyn Fn(TimeKind) -> bool| {
        let moments = rows.iter().flat_map(|row| &row.marks).filter(|mark| wanted(mark.kind)).map(|mark| mark.moment);
        moments.fold(None, |span: Option<(i64, i64)>, moment| match span {
            None => Some((moment.from_s, moment.to_s)),
            Some((from, to)) => Some((from.min(moment.from_s), to.max(moment.to_s))),
        })
    };
    let all = span(&|_| true)?;
    let claimed = span(&|kind| !ours(kind)).unwrap_or(all);
    let length = (claimed.1 - claimed.0).max(3600);
    let (from, to) = if all.1 - claimed.1 > length * MOST_STRETCH {
        (all.0.min(claimed.0).max(claimed.0 - length), claimed.1)
    } else {
        all
    };
    let room = ((to - from) / 30).max(60);
    Some((from - room, to + room))
}

/// Whole minutes, hours, days, months or years, about six of them.
fn ticks(from_s: i64, to_s: i64) -> Vec<i64> {
    const STEPS_S: [i64; 14] = [
        300,
        900,
        1800,
        3600,
        7200,
        21_600,
        43_200,
        86_400,
        172_800,
        604_800,
        2_592_000,
        7_776_000,
        31_536_000,
        157_680_000,
    ];
    let step = STEPS_S.into_iter().find(|step| (to_s - from_s) / step <= 7).unwrap_or((to_s - from_s) / 6);
    let first = from_s.div_euclid(step) + 1;
    (first..first + 8).map(|at| at * step).take_while(|tick| *tick <= to_s).collect()
}

fn tick_words(second: i64, length_s: i64) -> String {
    if length_s < 6 * 86_400 { minute_words(second) } else { date_words(second) }
}

fn legend(rows: &[TimelineRow], said: impl Fn(TimeKind) -> &'static str) -> Element {
    let used = |kind: &TimeKind| rows.iter().any(|row| row.marks.iter().any(|mark| mark.kind == *kind));
    let entry = |kind: TimeKind| {
        el("li")
            .with(svg(14.0, 14.0, "").attr("aria-hidden", "true").with(sign(kind, 7.0, 7.0)))
            .with(" ")
            .with(said(kind))
    };
    el("ul").class("legend").with_all(KINDS.into_iter().filter(used).map(entry))
}

fn sign(kind: TimeKind, x: f64, y: f64) -> Element {
    let path = |class, d: String| el("path").class(class).attr("d", d);
    let [left, right, top, bottom] = [units(x - 5.0), units(x + 5.0), units(y - 5.0), units(y + 5.0)];
    let (x_mid, y_mid) = (units(x), units(y));
    let circle = |class| el("circle").class(class).attr("cx", units(x)).attr("cy", units(y)).attr("r", "4.5");
    match kind {
        TimeKind::Published => circle("sign published"),
        TimeKind::Updated => circle("sign updated hollow"),
        TimeKind::Posted => path("sign posted", format!("M{left} {bottom}L{x_mid} {top}L{right} {bottom}Z")),
        TimeKind::FileMetadata => rect(x - 4.5, y - 4.5, 9.0, 9.0, "sign file"),
        TimeKind::ClaimedEvent => {
            path("sign event", format!("M{x_mid} {top}L{right} {y_mid}L{x_mid} {bottom}L{left} {y_mid}Z"))
        }
        TimeKind::ClaimedSeen => path("sign seen hollow", format!("M{left} {top}L{x_mid} {bottom}L{right} {top}Z")),
        TimeKind::Captured => {
            path("sign captured hollow", format!("M{x_mid} {top}L{right} {y_mid}L{x_mid} {bottom}L{left} {y_mid}Z"))
        }
        TimeKind::Log => {
            path("sign log hollow", format!("M{left} {y_mid}L{right} {y_mid}M{x_mid} {top}L{x_mid} {bottom}"))
        }
    }
}
