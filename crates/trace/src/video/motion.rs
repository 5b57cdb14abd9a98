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

/// Agreement of movement along aligned frames (query, reference) that are laid over each other as they are; `None` with
/// too few of them.
pub(crate) fn agreement(pair: &Pair, aligned: &[(usize, usize)], orientation: usize) -> Option<Agreement> {
    let grid = |view: &super::FrameView| view.grid.clone();
    let query: Vec<Grid> = aligned.iter().filter_map(|(n, _)| pair.query.frames[*n].views.last().map(grid)).collect();
    let reference: Vec<Grid> = aligned
        .iter()
        .filter_map(|(_, n)| pair.reference.frames[*n].views.last().map(|view| laid(&view.grid, orientation)))
        .collect();
    let numbers = |grids: &[Grid]| -> Vec<Vec<f32>> {
        grids.iter().map(|grid| grid.0.iter().map(|cell| f32::from(*cell)).collect()).collect()
    };
    let (query, reference) = (numbers(&query), numbers(&reference));
    of_cells(&query, &reference)
}

/// Agreement of the cells of aligned frames: frame `n` of the one lies on frame `n` of the other.
pub(crate) fn of_cells<C: AsRef<[f32]>>(query: &[C], reference: &[C]) -> Option<Agreement> {
    if query.len() < LEAST_FRAMES {
        return None;
    }
    let (query, reference) = (changes(query), changes(reference));
    let product: f64 = query.iter().zip(&reference).map(|(a, b)| a * b).sum();
    let power = |changes: &[f64]| changes.iter().map(|change| change * change).sum::<f64>();
    let (of_query, of_reference) = (power(&query), power(&reference));
    let strength = (of_query.min(of_reference) / query.len().max(1) as f64).sqrt();
    let both = (of_query * of_reference).sqrt();
    Some(Agreement { correlation: if both > 0.0 { product / both } else { 0.0 }, strength })
}

/// Every cell minus its mean over time, and minus the mean of its frame, so that exposure does not count as movement.
fn changes<C: AsRef<[f32]>>(frames: &[C]) -> Vec<f64> {
    let n_cells = frames.first().map_or(0, |cells| cells.as_ref().len());
    let mut means = vec![0.0_f64; n_cells];
    for cells in frames {
        means.iter_mut().zip(cells.as_ref()).for_each(|(mean, cell)| *mean += f64::from(*cell));
    }
    means.iter_mut().for_each(|mean| *mean /= frames.len() as f64);
    let mut changes = Vec::with_capacity(frames.len() * n_cells);
    for cells in frames {
        let change: Vec<f64> = cells.as_ref().iter().zip(&means).map(|(cell, mean)| f64::from(*cell) - mean).collect();
        let mean = change.iter().sum::<f64>() / n_cells.max(1) as f64;
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
