//! The first half of PDQ: any picture to 64 x 64 luma by a two-pass tent filter and decimation.
//!
//! SOURCE: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta 2019, and its reference
//! implementation (`pdq/cpp/downscaling/downscaling.cpp`). Every sum is kept in the reference's order and in `f32`,
//! because the hash bits compare coefficients with their median and a last-place difference may turn a bit.

use crate::lanes::widest;
use crate::local::{Plane, fitted};
use model::{PixelFormat, Pixels};

/// Side of the small picture.
pub(crate) const SIDE_PX: usize = 64;

/// Two box passes in each direction make a tent.
const FILTER_PASSES: usize = 2;

/// Luma of a picture, row-major, `height_px` rows of `width_px`, each 0..=255.
#[derive(Clone)]
pub(crate) struct Luma {
    pub(crate) width_px: usize,
    pub(crate) height_px: usize,
    pub(crate) values: Vec<f32>,
}

/// Luma of `pixels`, or `None` when the bytes are too few for the stated size.
pub(crate) fn luma_of(pixels: &Pixels) -> Option<Luma> {
    let n_pixels = pixels.width_px.checked_mul(pixels.height_px)?;
    let n_bytes = n_pixels.checked_mul(pixels.format.bytes_per_pixel())?;
    let bytes = pixels.bytes.get(..n_bytes)?;
    let values = match pixels.format {
        PixelFormat::Gray8 => bytes.iter().map(|&gray| f32::from(gray)).collect(),
        PixelFormat::Rgb8 => bytes.chunks_exact(3).map(|rgb| luma_of_rgb(rgb[0], rgb[1], rgb[2])).collect(),
    };
    Some(Luma { width_px: pixels.width_px, height_px: pixels.height_px, values })
}

/// Weighted in `f64` and rounded once, as the `pdqhash` package does. The C++ tool rounds after each step; the two
/// differ in the last place of some pixels.
fn luma_of_rgb(red: u8, green: u8, blue: u8) -> f32 {
    (f64::from(red) * 0.299 + f64::from(green) * 0.587 + f64::from(blue) * 0.114) as f32
}

impl Luma {
    /// Mean of each of `side` x `side` cells, row-major, rounded.
    pub(crate) fn cell_means<const N: usize>(&self, side: usize) -> [u8; N] {
        let mut sums = [(0.0_f64, 0_usize); N];
        // The first place of a cell is the first that falls into it when places are dealt out evenly.
        let firsts = |length: usize| move |cell: usize| (cell * length).div_ceil(side);
        let (first_column, first_row) = (firsts(self.width_px), firsts(self.height_px));
        for cell_row in 0..side {
            for row in first_row(cell_row)..first_row(cell_row + 1) {
                let row = &self.values[row * self.width_px..(row + 1) * self.width_px];
                for cell_column in 0..side {
                    let part = &row[first_column(cell_column)..first_column(cell_column + 1)];
                    let (sum, n) = &mut sums[cell_row * side + cell_column];
                    *sum += part.iter().map(|value| f64::from(*value)).sum::<f64>();
                    *n += part.len();
                }
            }
        }
        sums.map(|(sum, n)| (sum / n.max(1) as f64).round() as u8)
    }

    /// The picture with its longer side at most `side_px`, each value the mean of what it covers.
    pub(crate) fn fitted(&self, side_px: usize) -> Luma {
        let (width_px, height_px) = fitted((self.width_px, self.height_px), side_px);
        if (width_px, height_px) == (self.width_px, self.height_px) {
            return self.clone();
        }
        let plane = Plane { width: self.width_px, height: self.height_px, values: self.values.clone() };
        Luma { width_px, height_px, values: plane.resized(width_px, height_px).values }
    }

    /// The part `[left, right) x [top, bottom)`, in pixels.
    pub(crate) fn part(&self, left: usize, top: usize, right: usize, bottom: usize) -> Luma {
        let rows = (top..bottom).map(|row| &self.values[row * self.width_px + left..row * self.width_px + right]);
        Luma { width_px: right - left, height_px: bottom - top, values: rows.flatten().copied().collect() }
    }
}

/// 64 x 64 values, row-major. A picture that is 64 x 64 already is taken as it is.
pub(crate) fn to_64x64(mut luma: Luma) -> Vec<f32> {
    if luma.width_px == SIDE_PX && luma.height_px == SIDE_PX {
        return luma.values;
    }
    let (width, height) = (luma.width_px, luma.height_px);
    let mut other = vec![0.0_f32; luma.values.len()];
    for _ in 0..FILTER_PASSES {
        for row in 0..height {
            let span = row * width..(row + 1) * width;
            box_filter(&luma.values[span.clone()], &mut other[span], window(width));
        }
        widest(
            #[inline(always)]
            || box_filter_columns(&other, &mut luma.values, (width, height), window(height)),
        );
    }
    decimate(&luma)
}

fn window(dimension: usize) -> usize {
    dimension.div_ceil(2 * SIDE_PX)
}

fn decimate(luma: &Luma) -> Vec<f32> {
    let centre = |index: usize, dimension: usize| ((index as f64 + 0.5) * dimension as f64 / SIDE_PX as f64) as usize;
    let mut small = Vec::with_capacity(SIDE_PX * SIDE_PX);
    for row in 0..SIDE_PX {
        let source_row = centre(row, luma.height_px);
        small
            .extend((0..SIDE_PX).map(|column| luma.values[source_row * luma.width_px + centre(column, luma.width_px)]));
    }
    small
}

/// Running mean over `window` samples with shorter windows at both ends. The running sum is what makes the last bits
/// depend on the order, so the four phases follow the reference one by one.
fn box_filter(input: &[f32], output: &mut [f32], window: usize) {
    let half = (window + 2) / 2;
    let (mut left, mut right, mut out) = (0, 0, 0);
    let (mut sum, mut size) = (0.0_f32, 0_u16);
    for _ in 0..half - 1 {
        sum += input[right];
        size += 1;
        right += 1;
    }
    for _ in 0..window + 1 - half {
        sum += input[right];
        size += 1;
        output[out] = sum / f32::from(size);
        right += 1;
        out += 1;
    }
    for _ in 0..input.len() - window {
        sum += input[right];
        sum -= input[left];
        output[out] = sum / f32::from(size);
        left += 1;
        right += 1;
        out += 1;
    }
    for _ in 0..half - 1 {
        sum -= input[left];
        size -= 1;
        output[out] = sum / f32::from(size);
        left += 1;
        out += 1;
    }
}

/// [`box_filter`] down all columns at once, each with the sums of its own.
#[inline(always)]
fn box_filter_columns(input: &[f32], output: &mut [f32], (width, height): (usize, usize), window: usize) {
    let half = (window + 2) / 2;
    let (mut left, mut right) = (0, 0);
    let (mut sums, mut size) = (vec![0.0_f32; width], 0_u16);
    let row = |n: usize| n * width..(n + 1) * width;
    for out in 0..height + half - 1 {
        let (enters, leaves) = (right < height, out >= window);
        if enters {
            sums.iter_mut().zip(&input[row(right)]).for_each(|(sum, value)| *sum += value);
            (right, size) = (right + 1, size + 1);
        }
        if leaves {
            sums.iter_mut().zip(&input[row(left)]).for_each(|(sum, value)| *sum -= value);
            (left, size) = (left + 1, size - 1);
        }
        if let Some(out) = out.checked_sub(half - 1) {
            let n = f32::from(size);
            output[row(out)].iter_mut().zip(&sums).for_each(|(value, sum)| *value = sum / n);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filtered_as_each_by_itself() {
        for (width, height) in [(1, 5), (7, 64), (40, 129), (9, 1_000)] {
            let input: Vec<f32> = (0..width * height).map(|n| ((n * 7_919 + n * n) % 1_013) as f32 / 4.0).collect();
            let (mut all, mut all_plain) = (vec![0.0; input.len()], vec![0.0; input.len()]);
            widest(|| box_filter_columns(&input, &mut all, (width, height), window(height)));
            box_filter_columns(&input, &mut all_plain, (width, height), window(height));
            assert_eq!(all, all_plain);
            for column in 0..width {
                let of_column = |values: &[f32]| values.iter().skip(column).step_by(width).copied().collect::<Vec<_>>();
                let mut one = vec![0.0; height];
                box_filter(&of_column(&input), &mut one, window(height));
                assert_eq!(of_column(&all), one, "column {column} of {width} x {height}");
            }
        }
    }

    #[test]
    fn cells_hold_the_means_of_the_places_that_are_dealt_to_them() {
        for (width_px, height_px) in [(5, 3), (8, 8), (61, 33)] {
            let values: Vec<f32> = (0..width_px * height_px).map(|n| (n * 37 % 251) as f32).collect();
            let luma = Luma { width_px, height_px, values };
            let mut sums = [(0.0_f64, 0.0_f64); 64];
            for (n, value) in luma.values.iter().enumerate() {
                let sum = &mut sums[n / width_px * 8 / height_px * 8 + n % width_px * 8 / width_px];
                *sum = (sum.0 + f64::from(*value), sum.1 + 1.0);
            }
            let expected = sums.map(|(sum, n)| (sum / f64::max(n, 1.0)).round() as u8);
            assert_eq!(luma.cell_means::<64>(8), expected, "{width_px} x {height_px}");
        }
    }
}
