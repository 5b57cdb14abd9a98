//! Figures as intervals on one axis: who says how many, with "at least" and "up to" drawn as open ends.

use super::{label, line, number_words, svg, units};
use crate::html::{Element, Html, el};
use model::Stance;

/// One figure to draw.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureRow {
    /// Who says it.
    pub label: String,
    /// Verbatim.
    pub text: String,
    /// Lower bound; `None` = none.
    pub low: Option<f64>,
    /// Upper bound; `None` = none.
    pub high: Option<f64>,
    /// Where its statement stands towards the claim.
    pub stance: Stance,
}

/// The stretch of numbers that an axis shows.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Axis {
    low: f64,
    high: f64,
    left: f64,
    right: f64,
}

impl Axis {
    fn of<'f>(rows: impl Iterator<Item = &'f FigureRow>, left: f64, right: f64) -> Option<Axis> {
        let ends = rows.flat_map(|row| [row.low, row.high]).flatten().filter(|end| end.is_finite());
        let (low, high) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
        if low > high {
            return None;
        }
        let room = ((high - low) * 0.12).max(high.abs() * 0.05).max(1.0);
        let floor = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
        Some(Axis { low: floor, high: high + room, left, right })
    }

    fn x(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Round numbers, about five of them.
    fn ticks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 5.0;
        let magnitude = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * magnitude).find(|step| *step >= rough);
        let step = step.unwrap_or(rough).max(1.0);
        let first = (self.low / step).ceil() as i64;
        (first..first + 12).map(|at| at as f64 * step).take_while(|tick| *tick <= self.high).collect()
    }
}

const ROW_HEIGHT: f64 = 26.0;
const WIDTH: f64 = 720.0;
const LABEL_WIDTH: f64 = 230.0;

/// All rows on one axis; nothing where no figure has an end.
pub fn figure_axis(rows: &[FigureRow], unit: &str, stance: impl Fn(Stance) -> &'static str) -> Html {
    let Some(axis) = Axis::of(rows.iter(), LABEL_WIDTH + 10.0, WIDTH - 110.0) else { return Html::new() };
    let bottom = rows.len() as f64 * ROW_HEIGHT + 8.0;
    let said = |row: &FigureRow| format!("{}: {} ({})", row.label, row.text, stance(row.stance));
    let description = rows.iter().map(said).collect::<Vec<_>>().join("; ");
    let mut picture = svg(WIDTH, bottom + 34.0, &description);
    for tick in axis.ticks() {
        picture = picture.with(line(axis.x(tick), 2.0, axis.x(tick), bottom, "tick")).with(label(
            axis.x(tick),
            bottom + 15.0,
            "tick-label",
            &number_words(tick),
        ));
    }
    picture = picture.with(label(axis.right, bottom + 30.0, "axis-unit", unit));
    for (at, row) in rows.iter().enumerate() {
        let y = at as f64 * ROW_HEIGHT + ROW_HEIGHT / 2.0 + 4.0;
        picture = picture
            .with(label(LABEL_WIDTH, y + 4.0, "row-label", &crate::parts::shortened(&row.label, 34)))
            .with(interval(&axis, row, y, 5.0))
            .with(label(WIDTH - 100.0, y + 4.0, "row-text", &crate::parts::shortened(&row.text, 16)));
    }
    el("div").class("drawing").with(picture).into()
}

/// The figures of one claim, small, on the axis that its whole question shares.
pub fn figure_spark(rows: &[FigureRow], whole_question: &[FigureRow]) -> Html {
    let Some(axis) = Axis::of(whole_question.iter(), 4.0, 136.0) else { return Html::new() };
    let said = rows.iter().map(|row| row.text.clone()).collect::<Vec<_>>().join("; ");
    let drawn = svg(140.0, 18.0, &said).attr("class", "spark").with(line(4.0, 14.0, 136.0, 14.0, "tick"));
    drawn.with_all(rows.iter().map(|row| interval(&axis, row, 8.0, 3.5))).into()
}

fn interval(axis: &Axis, row: &FigureRow, y: f64, half: f64) -> Element {
    let class = match row.stance {
        Stance::For => "interval for",
        Stance::Against => "interval against",
        Stance::Unresolved => "interval unresolved",
    };
    let (from, to) = (axis.x(row.low.unwrap_or(f64::NEG_INFINITY)), axis.x(row.high.unwrap_or(f64::INFINITY)));
    let mut group = el("g").class(class);
    if to - from > 0.5 {
        group = group.with(line(from, y, to, y, "span"));
    }
    for (end, is_open, direction) in [(from, row.low.is_none(), -1.0), (to, row.high.is_none(), 1.0)] {
        group = group.with(if is_open { arrow(end, y, half, direction) } else { end_mark(row.stance, end, y, half) });
    }
    group
}

/// The sign differs with the stance, so that it does not hang on the colour alone: round = for, cross = against.
fn end_mark(stance: Stance, x: f64, y: f64, half: f64) -> Element {
    match stance {
        Stance::For => el("circle").attr("cx", units(x)).attr("cy", units(y)).attr("r", units(half)),
        Stance::Unresolved => {
            el("circle").class("hollow").attr("cx", units(x)).attr("cy", units(y)).attr("r", units(half))
        }
        Stance::Against => {
            let (left, right, top, bottom) = (units(x - half), units(x + half), units(y - half), units(y + half));
            el("path").class("cross").attr("d", format!("M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"))
        }
    }
}

fn arrow(x: f64, y: f64, half: f64, direction: f64) -> Element {
    let (tip, back) = (units(x + direction * half), units(x - direction * half));
    el("path").attr("d", format!("M{back} {}L{tip} {}L{back} {}Z", units(y - half), units(y), units(y + half)))
}
