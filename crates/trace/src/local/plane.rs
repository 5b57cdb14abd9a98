//! A plane of gray values and the blurring of it.

use crate::lanes::widest;

/// Values, row-major, `height` rows of `width`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) values: Vec<f32>,
}

/// A kernel is cut where it falls under a hundredth of its middle: three standard deviations.
const KERNEL_SPREADS: f32 = 3.0;

impl Plane {
    #[inline(always)]
    pub(crate) fn row(&self, y: usize) -> &[f32] {
        &self.values[y * self.width..(y + 1) * self.width]
    }

    /// The value between pixels by bilinear interpolation; outside it is that of the nearest edge.
    #[inline(always)]
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let x = x.clamp(0.0, (self.width - 1) as f32);
        let y = y.clamp(0.0, (self.height - 1) as f32);
        let (left, top) =
            ((x as usize).min(self.width.saturating_sub(2)), (y as usize).min(self.height.saturating_sub(2)));
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (dx, dy) = (x - left as f32, y - top as f32);
        let (upper, lower) = (self.row(top), self.row(bottom));
        let above = upper[left] + dx * (upper[right] - upper[left]);
        let below = lower[left] + dx * (lower[right] - lower[left]);
        above + dy * (below - above)
    }

    /// The plane blurred by a Gauss curve of this standard deviation, in pixels.
    pub(crate) fn blurred(&self, spread: f32) -> Plane {
        widest(
            #[inline(always)]
            || self.blurred_by(&kernel(spread)),
        )
    }

    #[inline(always)]
    fn blurred_by(&self, kernel: &[f32]) -> Plane {
        let reach = kernel.len() - 1;
        let mut across = Plane { width: self.width, height: self.height, values: vec![0.0; self.values.len()] };
        let mut padded = vec![0.0_f32; self.width + 2 * reach];
        for (y, sums) in across.values.chunks_exact_mut(self.width).enumerate() {
            let row = self.row(y);
            padded[..reach].fill(row[0]);
            padded[reach..reach + self.width].copy_from_slice(row);
            padded[reach + self.width..].fill(row[self.width - 1]);
            weighted(sums, kernel, |n| (&padded[reach - n..], &padded[reach + n..]));
        }
        let mut both = Plane { width: self.width, height: self.height, values: vec![0.0; self.values.len()] };
        for (y, sums) in both.values.chunks_exact_mut(self.width).enumerate() {
            let last = self.height - 1;
            weighted(sums, kernel, |n| (across.row(y.saturating_sub(n)), across.row((y + n).min(last))));
        }
        both
    }

    /// Every second value of every second row.
    pub(crate) fn halved(&self) -> Plane {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let rows = (0..height).map(|y| self.row(2 * y));
        Plane { width, height, values: rows.flat_map(|row| row.iter().step_by(2)).copied().collect() }
    }

    /// The plane in another size: each value is the mean of what it covers when made smaller, and lies between its
    /// neighbours when made larger.
    pub(crate) fn resized(&self, width: usize, height: usize) -> Plane {
        widest(
            #[inline(always)]
            || self.resized_to(width, height),
        )
    }

    /// Rows are brought together first, for they lie side by side in memory.
    #[inline(always)]
    fn resized_to(&self, width: usize, height: usize) -> Plane {
        let columns = Covers::new(self.width, width);
        let rows = Covers::new(self.height, height);
        let mut short = vec![0.0_f32; self.width];
        let mut values = Vec::with_capacity(width * height);
        for row in 0..height {
            short.fill(0.0);
            for (y, share) in rows.of(row) {
                for (sum, value) in short.iter_mut().zip(self.row(y)) {
                    *sum += value * share;
                }
            }
            values.extend((0..width).map(|column| columns.of(column).map(|(x, share)| short[x] * share).sum::<f32>()));
        }
        Plane { width, height, values }
    }
}

/// Which places of a row each place of another row covers, and with what shares, which add up to 1.
struct Covers {
    /// Of each place the first that it covers, and where its shares begin.
    firsts: Vec<(usize, usize)>,
    shares: Vec<f32>,
}

impl Covers {
    fn new(from: usize, to: usize) -> Covers {
        let step = from as f32 / to as f32;
        let (mut firsts, mut shares) = (Vec::with_capacity(to + 1), Vec::new());
        for n in 0..to {
            let (start, end) = (n as f32 * step, (n + 1) as f32 * step);
            let first = (start as usize).min(from - 1);
            let last = (end.ceil() as usize).clamp(first + 1, from);
            let length = end.min(from as f32) - start;
            firsts.push((first, shares.len()));
            shares.extend((first..last).map(|n| {
                let covered = end.min((n + 1) as f32) - start.max(n as f32);
                (covered / length).max(0.0)
            }));
        }
        firsts.push((from, shares.len()));
        Covers { firsts, shares }
    }

    #[inline(always)]
    fn of(&self, place: usize) -> impl Iterator<Item = (usize, f32)> {
        let ((first, start), (_, end)) = (self.firsts[place], self.firsts[place + 1]);
        self.shares[start..end].iter().enumerate().map(move |(n, share)| (first + n, *share))
    }
}

/// The middle of a Gauss curve and what lies on one side of it; all of it adds up to 1.
fn kernel(spread: f32) -> Vec<f32> {
    let reach = (spread * KERNEL_SPREADS).ceil().max(1.0) as usize;
    let mut half: Vec<f32> = (0..=reach).map(|n| (-((n * n) as f32) / (2.0 * spread * spread)).exp()).collect();
    let total = half[0] + 2.0 * half[1..].iter().sum::<f32>();
    half.iter_mut().for_each(|weight| *weight /= total);
    half
}

/// Values that are summed up at once: what fits into registers.
const LANES: usize = 32;

/// To each place the sum over the kernel of what lies as far to the one side and to the other; `beside(n)` gives the two
/// rows that lie `n` away.
#[inline(always)]
fn weighted<'r>(sums: &mut [f32], kernel: &[f32], beside: impl Fn(usize) -> (&'r [f32], &'r [f32])) {
    let (middle, _) = beside(0);
    let width = sums.len();
    let mut start = 0;
    while start < width {
        // The last block of a row reaches back into the one before, which gives the same sums once more.
        let at = start.min(width.saturating_sub(LANES));
        let length = LANES.min(width);
        let mut sum = [0.0_f32; LANES];
        for (sum, value) in sum.iter_mut().zip(&middle[at..at + length]) {
            *sum = value * kernel[0];
        }
        for (n, weight) in kernel.iter().enumerate().skip(1) {
            let (one, other) = beside(n);
            let (one, other) = (&one[at..at + length], &other[at..at + length]);
            for lane in 0..length {
                sum[lane] += (one[lane] + other[lane]) * weight;
            }
        }
        sums[at..at + length].copy_from_slice(&sum[..length]);
        start += LANES;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blurring_keeps_what_is_even_and_spreads_a_point_as_wide_as_it_says() {
        let even = Plane { width: 9, height: 7, values: vec![0.25; 63] };
        assert!(even.blurred(1.6).values.iter().all(|value| (value - 0.25).abs() < 1e-6));
        let mut point = Plane { width: 41, height: 41, values: vec![0.0; 41 * 41] };
        point.values[20 * 41 + 20] = 1.0;
        let blurred = point.blurred(2.0);
        let variance: f32 = (0..41 * 41).map(|n| blurred.values[n] * ((n % 41) as f32 - 20.0).powi(2)).sum();
        assert!((variance - 4.0).abs() < 0.15, "{variance}");
    }

    #[test]
    fn the_widest_instructions_give_what_plain_ones_give() {
        for (width, height) in [(1, 1), (5, 40), (31, 9), (32, 32), (33, 70), (200, 64)] {
            let value = |n: usize| ((n * 7_919 + n * n * 31) % 1_009) as f32 / 1_009.0;
            let plane = Plane { width, height, values: (0..width * height).map(value).collect() };
            for spread in [0.7, 1.5, 3.1] {
                assert_eq!(plane.blurred(spread), plane.blurred_by(&kernel(spread)), "{width} x {height}, {spread}");
            }
            for (to_width, to_height) in [(1, 1), (16, 7), (width, height), (2 * width, 3)] {
                let plain = plane.resized_to(to_width, to_height);
                assert_eq!(plane.resized(to_width, to_height), plain, "{width} x {height} to {to_width} x {to_height}");
            }
        }
    }

    /// The sums as the definition has them, one place at a time.
    #[test]
    fn blurring_sums_up_each_place_with_what_lies_beside_it() {
        for (width, height) in [(3, 5), (40, 6), (97, 3)] {
            let value = |n: usize| ((n * 7_919 + n * n * 31) % 1_009) as f32 / 1_009.0;
            let plane = Plane { width, height, values: (0..width * height).map(value).collect() };
            let weights = kernel(1.6);
            let sum = |at: &dyn Fn(isize) -> f32| -> f32 {
                (1..weights.len() as isize)
                    .fold(at(0) * weights[0], |sum, n| sum + (at(-n) + at(n)) * weights[n as usize])
            };
            let place = |n: isize, length: usize| n.clamp(0, length as isize - 1) as usize;
            let across = |x: usize, y: usize| sum(&|n| plane.row(y)[place(x as isize + n, width)]);
            let blurred = plane.blurred(1.6);
            for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
                let expected = sum(&|n| across(x, place(y as isize + n, height)));
                assert_eq!(blurred.row(y)[x], expected, "{x}, {y} of {width} x {height}");
            }
        }
    }

    #[test]
    fn a_smaller_plane_holds_means_and_a_larger_one_invents_nothing() {
        let plane = Plane { width: 4, height: 2, values: vec![0.0, 2.0, 4.0, 6.0, 2.0, 4.0, 6.0, 8.0] };
        assert_eq!(plane.resized(2, 1).values, [2.0, 6.0]);
        let larger = plane.resized(8, 4);
        assert!(larger.values.iter().all(|value| (0.0..=8.0).contains(value)));
        assert_eq!(plane.at(0.5, 0.0), 1.0);
        assert_eq!(plane.at(-3.0, 9.0), 2.0);
    }
}
