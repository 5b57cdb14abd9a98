//! From votes of landmarks to the lines that they lie on: `reference frame = offset + speed x query frame`, all points
//! moved by one step of pitch.

use super::landmarks::{MOST_SHIFT, MOST_SPEED, Vote};

/// How one sound may lie against another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Line {
    /// Frames of the reference for each frame of the query.
    pub(crate) speed: f64,
    /// Frame of the reference at frame 0 of the query.
    pub(crate) offset: f64,
    /// Steps of pitch that the reference is higher.
    pub(crate) shift: f64,
    /// Frames of the query between which it was seen.
    pub(crate) seen: (f64, f64),
}

impl Line {
    pub(crate) fn at(&self, query_frame: f64) -> f64 {
        self.offset + self.speed * query_frame
    }

    /// The line seen from the other side.
    pub(crate) fn turned(&self) -> Line {
        let seen = (self.at(self.seen.0), self.at(self.seen.1));
        Line { speed: 1.0 / self.speed, offset: -self.offset / self.speed, shift: -self.shift, seen }
    }
}

/// Speeds tried, one percent apart, and width of a cell of offsets in frames.
const SPEED_STEP: f64 = 0.01;
const OFFSET_FRAMES: f64 = 8.0;

/// Fewest votes that a line is looked at for, and the share of those of the strongest that it must have.
const LEAST_VOTES: usize = 4;
const LEAST_SHARE: usize = 4;

/// Most lines looked at for a pair.
const MOST_LINES: usize = 12;

/// Votes beyond this many are thinned: a long copy has far more than are needed.
const MOST_VOTES: usize = 40_000;

type Cell = (i32, i32, i64);

/// What fell into a cell: votes, first and last frame of the query.
#[derive(Clone, Copy)]
struct Votes {
    n: usize,
    first: u32,
    last: u32,
}

/// Lines with most votes first; no two of them are neighbours.
pub(crate) fn lines(votes: &[Vote]) -> Vec<Line> {
    if votes.len() < LEAST_VOTES {
        return Vec::new();
    }
    let cells = cells_of(votes);
    let middles = cells.iter().filter(|(_, votes)| votes.n >= LEAST_VOTES / 2);
    let mut ranked: Vec<(Votes, Cell)> = middles.map(|(cell, _)| (votes_near(&cells, *cell), *cell)).collect();
    let most = ranked.iter().map(|(votes, _)| votes.n).max().unwrap_or(0);
    ranked.retain(|(votes, _)| votes.n >= LEAST_VOTES && votes.n * LEAST_SHARE >= most);
    // Of equal ones the speed nearest to unchanged.
    ranked.sort_by_key(|(votes, cell)| (std::cmp::Reverse(votes.n), cell.1.abs(), cell.0.abs(), *cell));
    let mut kept: Vec<(Votes, Cell)> = Vec::new();
    for (votes, cell) in ranked {
        if kept.len() == MOST_LINES {
            break;
        }
        if !kept.iter().any(|(_, better)| are_neighbours(better, &cell)) {
            kept.push((votes, cell));
        }
    }
    kept.into_iter().map(line_of).collect()
}

/// What fell into each cell, in order of the cells.
fn cells_of(votes: &[Vote]) -> Vec<(Cell, Votes)> {
    let mut fallen: Vec<(Cell, u32)> = Vec::new();
    for vote in votes.iter().step_by(votes.len().div_ceil(MOST_VOTES)) {
        for speed in speeds_of(vote) {
            let offset = f64::from(vote.reference_frame) - speed_of(speed) * f64::from(vote.query_frame);
            fallen.push(((vote.shift, speed, (offset / OFFSET_FRAMES).floor() as i64), vote.query_frame));
        }
    }
    fallen.sort_unstable();
    let cells = fallen.chunk_by(|a, b| a.0 == b.0);
    cells.map(|here| (here[0].0, Votes { n: here.len(), first: here[0].1, last: here[here.len() - 1].1 })).collect()
}

fn speed_of(step: i32) -> f64 {
    (SPEED_STEP * f64::from(step)).exp()
}

/// The steps of speed that a vote allows.
fn speeds_of(vote: &Vote) -> std::ops::RangeInclusive<i32> {
    let step = |speed: f64| speed.ln() / SPEED_STEP;
    let limit = step(MOST_SPEED);
    let low = step((vote.speed - vote.speed_slack).max(0.1)).max(-limit).ceil() as i32;
    let high = step(vote.speed + vote.speed_slack).min(limit).floor() as i32;
    low..=high
}

/// Votes of a cell with those of the next offset and of the pitches beside it: a line often runs along a border.
fn votes_near(cells: &[(Cell, Votes)], (shift, speed, offset): Cell) -> Votes {
    let pitches = (shift - 1).max(-MOST_SHIFT)..=(shift + 1).min(MOST_SHIFT);
    let around = pitches.flat_map(|shift| [offset, offset + 1].map(|offset| (shift, speed, offset)));
    let together = |a: Votes, b: &Votes| Votes { n: a.n + b.n, first: a.first.min(b.first), last: a.last.max(b.last) };
    let none = Votes { n: 0, first: u32::MAX, last: 0 };
    let votes_of = |cell| cells.binary_search_by_key(&cell, |(cell, _)| *cell).ok().map(|at| &cells[at].1);
    around.filter_map(votes_of).fold(none, together)
}

fn are_neighbours(a: &Cell, b: &Cell) -> bool {
    (a.0 - b.0).abs() <= 2 && (a.1 - b.1).abs() <= 3 && (a.2 - b.2).abs() <= 4
}

fn line_of((votes, (shift, speed, offset)): (Votes, Cell)) -> Line {
    let offset = (offset as f64 + 1.0) * OFFSET_FRAMES;
    let seen = (f64::from(votes.first), f64::from(votes.last));
    Line { speed: speed_of(speed), offset, shift: f64::from(shift), seen }
}
