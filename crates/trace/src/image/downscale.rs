//! The first half of PDQ: any picture to 64 x 64 luma by a two-pass tent filter and decimation.
//!
//! SOURCE: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta 2019, and its reference
//! implementation (`pdq/cpp/downscaling/downscaling.cpp`). Every sum is kept in the reference's order and in `f32`,
//! because the hash bits compare coefficients with their median and a last-place difference may turn a bit.

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
        let mut sums = [(0.0_f64, 0_u32); N];
        for (y, row) in self.values.chunks_exact(self.width_px.max(1)).enumerate() {
            for (x, value) in row.iter().enumerate() {
                let (sum, n) = &mut sums[y * side / self.height_px * side + x * side / self.width_px];
                *sum += f64::from(*value);
                *n += 1;
            }
        }
        sums.map(|(sum, n)| (sum / f64::from(n.max(1))).round() as u8)
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
            box_filter(&luma.values[span.clone()], &mut other[span], width, 1, window(width));
        }
        for column in 0..width {
            box_filter(&other[column..], &mut luma.values[column..], height, width, window(height));
        }
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

/// Running mean over `window` samples of every `stride`-th value, with shorter windows at both ends. The running sum
/// is what makes the last bits depend on the order, so the four phases follow the reference one by one.
fn box_filter(input: &[f32], output: &mut [f32], length: usize, stride: usize, window: usize) {
    let half = (window + 2) / 2;
    let (mut left, mut right, mut out) = (0, 0, 0);
    let (mut sum, mut size) = (0.0_f32, 0_u16);
    for _ in 0..half - 1 {
        sum += input[right];
        size += 1;
        right += stride;
    }
    for _ in 0..window + 1 - half {
        sum += input[right];
        size += 1;
        output[out] = sum / f32::from(size);
        right += stride;
        out += stride;
    }
    for _ in 0..length - window {
        sum += input[right];
        sum -= input[left];
        output[out] = sum / f32::from(size);
        left += stride;
        right += stride;
        out += stride;
    }
    for _ in 0..half - 1 {
        sum -= input[left];
        size -= 1;
        output[out] = sum / f32::from(size);
        left += stride;
        out += stride;
    }
}
