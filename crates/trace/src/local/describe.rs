//! What a spot looks like: its direction, and 128 bits that change little under light, blur, turning and scaling.
//!
//! SOURCE: Lowe 2004, sections 5 and 6, for direction and the 4 x 4 x 8 histogram of gradients. Changed: the histogram is
//! taken on a grid of 16 x 16 samples that is laid along the direction, so that the cost does not grow with the scale;
//! and each of its 128 values becomes one bit, "above the median of the 128" (W. Zhou and others, "Scalar quantization
//! for large scale image search", ACM Multimedia 2012), which two pictures are compared by.

use super::detect::{FIRST_BLUR, ScaleSpace, Spot};
use super::plane::Plane;
use crate::lanes::widest;
use serde::{Deserialize, Serialize};
use std::f32::consts::{PI, TAU};

/// Cells along each side of the histogram.
const CELLS: usize = 4;

/// Directions that are told apart in a cell.
const DIRECTIONS: usize = 8;

/// Samples along each side of the grid.
const SAMPLES: usize = 16;

/// Distance of two samples, in spreads of the spot: four to a cell of three spreads.
const SAMPLE_SPREADS: f32 = 0.75;

/// Bins of the histogram that gives the direction.
const TURN_BINS: usize = 36;

/// A second direction nearly as strong as the first makes a second point.
const SECOND_DIRECTION_SHARE: f32 = 0.8;

/// Most directions of one spot.
const MOST_DIRECTIONS: usize = 2;

/// 128 bits: cell row, cell column, direction, from the lowest bit on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Code(pub u128);

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_le_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        Ok(Code(u128::from_le_bytes(<[u8; 16]>::deserialize(deserializer)?)))
    }
}

impl Code {
    /// In how many bits two codes differ, 0..=128.
    #[inline(always)]
    pub fn distance(&self, other: &Code) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// The code of the same spot in the mirrored picture. The grid lies along the direction of the spot, so that
    /// mirroring turns over its rows and the sense of turning within each cell.
    pub fn mirrored(&self) -> Code {
        let mut bits = 0;
        for row in 0..CELLS {
            for column in 0..CELLS {
                for direction in 0..DIRECTIONS {
                    let from = bit_of(CELLS - 1 - row, column, (DIRECTIONS - direction) % DIRECTIONS);
                    bits |= (self.0 >> from & 1) << bit_of(row, column, direction);
                }
            }
        }
        Code(bits)
    }
}

fn bit_of(row: usize, column: usize, direction: usize) -> usize {
    (row * CELLS + column) * DIRECTIONS + direction
}

/// The directions of a spot, radians, the strongest first: where most of the gradients around it point.
pub(crate) fn directions(space: &ScaleSpace, spot: &Spot) -> Vec<f32> {
    let around = Around::new(space, spot);
    let mut bins = widest(
        #[inline(always)]
        || turns(&around),
    );
    for _ in 0..2 {
        let before = bins;
        bins = std::array::from_fn(|n| {
            (before[(n + TURN_BINS - 1) % TURN_BINS] + before[n] + before[(n + 1) % TURN_BINS]) / 3.0
        });
    }
    tops(&bins)
}

/// How strong the gradients around a spot are in each direction, with a Gauss curve around it as weight.
#[inline(always)]
fn turns(around: &Around) -> [f32; TURN_BINS] {
    let spread = 1.5 * around.spread;
    let reach = (3.0 * spread).ceil() as isize;
    let (x, y) = (around.x.round() as isize, around.y.round() as isize);
    let plane = around.plane;
    let mut bins = [0.0_f32; TURN_BINS];
    let (left, right) = ((x - reach).max(1) as usize, (x + reach).min(plane.width as isize - 2));
    if right < left as isize {
        return bins;
    }
    let n_columns = right as usize + 1 - left;
    let weight = |away: isize| (-(away.pow(2) as f32) / (2.0 * spread * spread)).exp();
    let weights: Vec<f32> = (0..n_columns).map(|n| weight((left + n) as isize - x)).collect();
    let (mut strengths, mut numbers) = (vec![0.0_f32; n_columns], vec![0_u32; n_columns]);
    for row in (y - reach).max(1)..=(y + reach).min(plane.height as isize - 2) {
        let row_weight = weight(row - y);
        let row = row as usize;
        let beside = plane.row(row)[left - 1..left + n_columns + 1].windows(3);
        let across = plane.row(row - 1)[left..].iter().zip(&plane.row(row + 1)[left..]);
        let made = strengths.iter_mut().zip(&mut numbers).zip(&weights);
        for (((strength, number), weight), (beside, (above, below))) in made.zip(beside.zip(across)) {
            let (dx, dy) = (beside[2] - beside[0], below - above);
            *strength = row_weight * weight * (dx * dx + dy * dy).sqrt();
            *number = (angle(dx, dy) * (TURN_BINS as f32 / TAU) + 0.5) as u32;
        }
        for (strength, number) in strengths.iter().zip(&numbers) {
            bins[*number as usize % TURN_BINS] += strength;
        }
    }
    bins
}

fn tops(bins: &[f32; TURN_BINS]) -> Vec<f32> {
    let most = bins.iter().fold(0.0_f32, |most, bin| most.max(*bin));
    let mut tops = Vec::new();
    for (n, here) in bins.iter().enumerate() {
        let (left, right) = (bins[(n + TURN_BINS - 1) % TURN_BINS], bins[(n + 1) % TURN_BINS]);
        if *here > left && *here >= right && *here >= SECOND_DIRECTION_SHARE * most {
            let shift = 0.5 * (left - right) / (left - 2.0 * here + right);
            tops.push((*here, (n as f32 + shift) * TAU / TURN_BINS as f32));
        }
    }
    tops.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    tops.truncate(MOST_DIRECTIONS);
    tops.into_iter().map(|(_, angle)| angle.rem_euclid(TAU)).collect()
}

/// A spot in the pixels of the plane in which it was found.
struct Around<'s> {
    plane: &'s Plane,
    x: f32,
    y: f32,
    spread: f32,
}

impl<'s> Around<'s> {
    fn new(space: &'s ScaleSpace, spot: &Spot) -> Around<'s> {
        let size = (1_usize << spot.octave) as f32;
        let spread = (spot.spread / size).max(FIRST_BLUR);
        Around { plane: space.plane_of(spot), x: spot.x / size, y: spot.y / size, spread }
    }
}

/// Weights and cells of the samples, which are the same for every spot.
pub(crate) struct Describer {
    weights: [[f32; SAMPLES]; SAMPLES],
    /// For each row or column of samples: the first of the two cells it counts in, and the share of the second.
    cells: [(isize, f32); SAMPLES],
}

impl Describer {
    pub(crate) fn new() -> Describer {
        let middle = (SAMPLES as f32 - 1.0) / 2.0;
        let half_width = SAMPLES as f32 / 2.0;
        let away = |n: usize| (n as f32 - middle).powi(2);
        let weight = |row: usize, column: usize| (-(away(row) + away(column)) / (2.0 * half_width * half_width)).exp();
        let weights = std::array::from_fn(|row| std::array::from_fn(|column| weight(row, column)));
        let cells = std::array::from_fn(|n| {
            let place = (n as f32 + 0.5) / (SAMPLES / CELLS) as f32 - 0.5;
            (place.floor() as isize, place - place.floor())
        });
        Describer { weights, cells }
    }

    /// The code of a spot that is looked at along `direction`.
    pub(crate) fn code(&self, space: &ScaleSpace, spot: &Spot, direction: f32) -> Code {
        let around = Around::new(space, spot);
        widest(
            #[inline(always)]
            || self.code_of(&around, direction),
        )
    }

    #[inline(always)]
    fn code_of(&self, around: &Around, direction: f32) -> Code {
        let grid = sampled(around, direction);
        let mut histogram = [0.0_f32; CELLS * CELLS * DIRECTIONS];
        for row in 0..SAMPLES {
            let (mut strengths, mut turns) = ([0.0_f32; SAMPLES], [0.0_f32; SAMPLES]);
            for column in 0..SAMPLES {
                let dx = grid[row + 1][column + 2] - grid[row + 1][column];
                let dy = grid[row + 2][column + 1] - grid[row][column + 1];
                strengths[column] = (dx * dx + dy * dy).sqrt() * self.weights[row][column];
                turns[column] = angle(dx, dy) * (DIRECTIONS as f32 / TAU);
            }
            for column in 0..SAMPLES {
                let (strength, turn) = (strengths[column], turns[column]);
                let low = turn as usize;
                let share = turn - low as f32;
                self.add(&mut histogram, (row, column), low % DIRECTIONS, strength * (1.0 - share));
                self.add(&mut histogram, (row, column), (low + 1) % DIRECTIONS, strength * share);
            }
        }
        above_median(&histogram)
    }

    #[inline(always)]
    fn add(&self, histogram: &mut [f32], (row, column): (usize, usize), direction: usize, strength: f32) {
        let ((top, down), (left, across)) = (self.cells[row], self.cells[column]);
        for (cell_row, row_share) in [(top, 1.0 - down), (top + 1, down)] {
            if !(0..CELLS as isize).contains(&cell_row) {
                continue;
            }
            for (cell_column, column_share) in [(left, 1.0 - across), (left + 1, across)] {
                if (0..CELLS as isize).contains(&cell_column) {
                    let bit = bit_of(cell_row as usize, cell_column as usize, direction);
                    histogram[bit] += strength * row_share * column_share;
                }
            }
        }
    }
}

/// Values around a spot along a direction: the samples and one more on each side, for the gradients.
#[inline(always)]
fn sampled(around: &Around, direction: f32) -> [[f32; SAMPLES + 2]; SAMPLES + 2] {
    let step = around.spread * SAMPLE_SPREADS;
    let (across, down) = (direction.cos() * step, direction.sin() * step);
    let middle = (SAMPLES as f32 + 1.0) / 2.0;
    let mut values = [[0.0; SAMPLES + 2]; SAMPLES + 2];
    for (row, values) in values.iter_mut().enumerate() {
        let v = row as f32 - middle;
        for (column, value) in values.iter_mut().enumerate() {
            let u = column as f32 - middle;
            *value = around.plane.at(around.x + u * across - v * down, around.y + u * down + v * across);
        }
    }
    values
}

fn above_median(histogram: &[f32; CELLS * CELLS * DIRECTIONS]) -> Code {
    let mut sorted = *histogram;
    let (_, median, _) = sorted.select_nth_unstable_by(histogram.len() / 2 - 1, f32::total_cmp);
    let median = *median;
    Code(histogram.iter().enumerate().fold(0, |bits, (n, value)| bits | u128::from(*value > median) << n))
}

/// The angle of (x, y), 0..2π, to a tenth of a degree: a polynomial, because the exact one takes most of the time.
///
/// SOURCE: Abramowitz and Stegun, "Handbook of Mathematical Functions", 4.4.49 (error up to 1e-5 with these terms).
#[inline(always)]
fn angle(x: f32, y: f32) -> f32 {
    let (across, down) = (x.abs(), y.abs());
    let (small, large) = (across.min(down), across.max(down));
    let ratio = if large > 0.0 { small / large } else { 0.0 };
    let square = ratio * ratio;
    let terms = [0.999_866, -0.330_299_5, 0.180_141, -0.085_133, 0.020_835_1];
    let arc = ratio * terms.iter().rev().fold(0.0, |sum, term| sum * square + term);
    let arc = if down > across { PI / 2.0 - arc } else { arc };
    let arc = if x < 0.0 { PI - arc } else { arc };
    if y < 0.0 { TAU - arc } else { arc }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A patch of waves that is alike nowhere; `x`, `y` from its middle.
    fn scene(x: f32, y: f32) -> f32 {
        let blob = |cx: f32, cy: f32, size: f32| (-((x - cx).powi(2) + (y - cy).powi(2)) / (2.0 * size * size)).exp();
        0.4 + 0.3 * blob(0.0, 0.0, 6.0) + 0.25 * blob(14.0, 5.0, 4.0) - 0.2 * blob(-9.0, 12.0, 5.0)
            + 0.05 * (x * 0.31 + y * 0.17).sin()
    }

    fn picture(of: impl Fn(f32, f32) -> f32) -> ScaleSpace {
        let values = (0..120 * 120).map(|n| of((n % 120) as f32 - 60.0, (n / 120) as f32 - 60.0)).collect();
        ScaleSpace::new(&Plane { width: 120, height: 120, values })
    }

    /// Code and direction of the spot in the middle.
    fn middle(space: &ScaleSpace) -> (Code, f32) {
        let spots = space.spots();
        let away = |spot: &&Spot| ((spot.x - 60.0).powi(2) + (spot.y - 60.0).powi(2)) / spot.spread;
        let spot = spots.iter().min_by(|a, b| away(a).total_cmp(&away(b))).expect("the blob in the middle is a spot");
        let direction = directions(space, spot)[0];
        (Describer::new().code(space, spot, direction), direction)
    }

    #[test]
    fn a_turned_scaled_and_darkened_spot_keeps_its_code() {
        let (code, direction) = middle(&picture(scene));
        for (turn, scale) in [(0.5_f32, 1.0_f32), (2.2, 1.3), (4.0, 0.8), (-1.0, 1.6)] {
            let turned = picture(|x, y| {
                let (x, y) = (x / scale, y / scale);
                0.6 * scene(x * turn.cos() + y * turn.sin(), y * turn.cos() - x * turn.sin())
            });
            let (other, other_direction) = middle(&turned);
            assert!(code.distance(&other) <= 20, "turned by {turn}: {} bits", code.distance(&other));
            let turned_by = (other_direction - direction - turn + PI).rem_euclid(TAU) - PI;
            assert!(turned_by.abs() < 0.15, "turned by {turn}, off by {turned_by}");
        }
    }

    #[test]
    fn the_code_of_the_mirrored_picture_is_the_mirrored_code() {
        let (code, _) = middle(&picture(scene));
        let (other, _) = middle(&picture(|x, y| scene(-x, y)));
        assert!(code.mirrored().distance(&other) <= 12, "{} bits", code.mirrored().distance(&other));
        assert!(
            code.distance(&other) > code.mirrored().distance(&other) + 8,
            "{} bits unmirrored",
            code.distance(&other)
        );
        assert_eq!(code.mirrored().mirrored(), code);
    }

    #[test]
    fn the_widest_instructions_give_what_plain_ones_give() {
        let space = picture(|x, y| scene(x, y) + 0.1 * (x * 1.7).sin() * (y * 0.9).cos());
        let describer = Describer::new();
        let spots = space.spots();
        assert!(spots.len() > 5, "{} spots", spots.len());
        for spot in &spots {
            let around = Around::new(&space, spot);
            assert_eq!(widest(|| turns(&around)), turns(&around), "{spot:?}");
            for direction in directions(&space, spot) {
                assert_eq!(describer.code(&space, spot, direction), describer.code_of(&around, direction), "{spot:?}");
            }
        }
    }

    #[test]
    fn the_quick_angle_is_near_the_exact_one() {
        for n in 0..720 {
            let exact = n as f32 / 720.0 * TAU;
            let off = (angle(exact.cos() * 3.0, exact.sin() * 3.0) - exact + PI).rem_euclid(TAU) - PI;
            assert!(off.abs() < 2e-4, "at {exact}: off by {off}");
        }
    }
}
