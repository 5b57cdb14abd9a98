//! For scenes that hardly change: whether the same things move at the same moments. A camera on a tripod gives nearly
//! equal frames all day; only what moves in them tells one minute from another.

use super::align::Pair;
use super::frame::Grid;
use crate::image::Orientation;

/// Least root mean square of the change of a cell, luma steps, for a scene to have movement at all: below it what
/// changes is noise of sensor and codec.
pub(crate) const LEAST_MOTION: f64 = 0.8;

/// Fewest aligned frames for which a correlation says something.
const LEAST_FRAMES: usize = 4;

/// How what moves agrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Agreement {
    /// Correlation of the changes of all cells, -1..=1.
    pub(crate) correlation: f64,
    /// The smaller of the two root mean squares of change, luma steps.
    pub(crate) strength: f64,
}

/// Agreement of movement along aligned frames (query, reference); `None` with too few of them.
pub(crate) fn agreement(pair: &Pair, aligned: &[(usize, usize)], orientation: usize) -> Option<Agreement> {
    if aligned.len() < LEAST_FRAMES {
        return None;
    }
    let grid = |view: &super::FrameView| view.grid.clone();
    let query: Vec<Grid> = aligned.iter().filter_map(|(n, _)| pair.query.frames[*n].views.last().map(grid)).collect();
    let reference: Vec<Grid> = aligned
        .iter()
        .filter_map(|(_, n)| pair.reference.frames[*n].views.last().map(|view| laid(&view.grid, orientation)))
        .collect();
    let (query, reference) = (changes(&query), changes(&reference));
    let product: f64 = query.iter().zip(&reference).map(|(a, b)| a * b).sum();
    let power = |changes: &[f64]| changes.iter().map(|change| change * change).sum::<f64>();
    let (of_query, of_reference) = (power(&query), power(&reference));
    let strength = (of_query.min(of_reference) / query.len() as f64).sqrt();
    let both = (of_query * of_reference).sqrt();
    Some(Agreement { correlation: if both > 0.0 { product / both } else { 0.0 }, strength })
}

/// Every cell minus its mean over time, and minus the mean of its frame, so that exposure does not count as movement.
fn changes(grids: &[Grid]) -> Vec<f64> {
    let cells = 64;
    let mean_of_cell: Vec<f64> = (0..cells)
        .map(|cell| grids.iter().map(|grid| f64::from(grid.0[cell])).sum::<f64>() / grids.len() as f64)
        .collect();
    let mut changes = Vec::with_capacity(grids.len() * cells);
    for grid in grids {
        let change: Vec<f64> = (0..cells).map(|cell| f64::from(grid.0[cell]) - mean_of_cell[cell]).collect();
        let mean = change.iter().sum::<f64>() / cells as f64;
        changes.extend(change.iter().map(|change| change - mean));
    }
    changes
}

/// The grid mirrored and turned clockwise.
fn laid(grid: &Grid, orientation: usize) -> Grid {
    let orientation = Orientation::ALL[orientation];
    let mut out = grid.0;
    if orientation.mirrored {
        out = remapped(&out, |row, column| (row, 7 - column));
    }
    for _ in 0..orientation.rotated_degrees / 90 {
        out = remapped(&out, |row, column| (7 - column, row));
    }
    Grid(out)
}

fn remapped(cells: &[u8; 64], from: impl Fn(usize, usize) -> (usize, usize)) -> [u8; 64] {
    std::array::from_fn(|n| {
        let (row, column) = from(n / 8, n % 8);
        cells[row * 8 + column]
    })
}
