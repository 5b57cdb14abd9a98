//! Finds plain borders: letterbox, pillarbox, the paper around a screenshot.

use super::downscale::Luma;

/// A row or column is plain when its standard deviation is below this, luma steps: JPEG noise of a plain area stays
/// below 3 at common qualities.
const PLAIN_DEVIATION: f32 = 5.0;

/// Rows of one border may differ in their mean by this from the outermost one, luma steps.
const SAME_BORDER: f32 = 10.0;

/// Least share of a side that a border takes before it is worth a view of its own.
const LEAST_BORDER_SHARE: f64 = 0.02;

/// Least share of each side that must be left inside.
const LEAST_INSIDE_SHARE: f64 = 0.2;

/// The part inside the borders, pixels, `[left, right) x [top, bottom)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Inside {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) right: usize,
    pub(crate) bottom: usize,
}

impl Inside {
    /// As shares of the picture.
    pub(crate) fn region(&self, width_px: usize, height_px: usize) -> [f64; 4] {
        let share = |part: usize, whole: usize| (part as f64 / whole as f64 * 1e4).round() / 1e4;
        [
            share(self.left, width_px),
            share(self.top, height_px),
            share(self.right, width_px),
            share(self.bottom, height_px),
        ]
    }
}

/// What is left without plain borders; `None` when there are none or hardly anything is left.
pub(crate) fn inside(luma: &Luma) -> Option<Inside> {
    let (width, height) = (luma.width_px, luma.height_px);
    if width < 16 || height < 16 {
        return None;
    }
    let row = |y: usize| measure((0..width).map(|x| luma.values[y * width + x]));
    let (top, bottom) = trimmed(height, row);
    if bottom <= top {
        return None;
    }
    let column = |x: usize| measure((top..bottom).map(|y| luma.values[y * width + x]));
    let (left, right) = trimmed(width, column);
    let inside = Inside { left, top, right, bottom };
    let cut = width - right.saturating_sub(left) > (width as f64 * LEAST_BORDER_SHARE) as usize
        || height - (bottom - top) > (height as f64 * LEAST_BORDER_SHARE) as usize;
    let enough = right.saturating_sub(left) as f64 >= width as f64 * LEAST_INSIDE_SHARE
        && (bottom - top) as f64 >= height as f64 * LEAST_INSIDE_SHARE;
    (cut && enough).then_some(inside)
}

/// Mean and standard deviation.
fn measure(values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (mut n, mut sum, mut squares) = (0.0_f32, 0.0_f64, 0.0_f64);
    for value in values {
        n += 1.0;
        sum += f64::from(value);
        squares += f64::from(value) * f64::from(value);
    }
    let mean = sum / f64::from(n);
    (mean as f32, (squares / f64::from(n) - mean * mean).max(0.0).sqrt() as f32)
}

/// First and one past the last line that is not plain border.
fn trimmed(length: usize, line: impl Fn(usize) -> (f32, f32)) -> (usize, usize) {
    let border = |outermost: usize, lines: &mut dyn Iterator<Item = usize>| {
        let (border_mean, _) = line(outermost);
        lines
            .take_while(|n| {
                let (mean, deviation) = line(*n);
                deviation < PLAIN_DEVIATION && (mean - border_mean).abs() < SAME_BORDER
            })
            .count()
    };
    let start = border(0, &mut (0..length));
    let end = length - border(length - 1, &mut (start..length).rev());
    (start, end)
}
