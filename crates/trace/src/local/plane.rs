//! A plane of gray values and the blurring of it.

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
    pub(crate) fn row(&self, y: usize) -> &[f32] {
        &self.values[y * self.width..(y + 1) * self.width]
    }

    /// The value between pixels by bilinear interpolation; outside it is that of the nearest edge.
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
        let kernel = kernel(spread);
        let reach = kernel.len() - 1;
        let mut across =
            Plane { width: self.width, height: self.height, values: Vec::with_capacity(self.values.len()) };
        let mut padded = vec![0.0_f32; self.width + 2 * reach];
        let mut sum = vec![0.0_f32; self.width];
        for y in 0..self.height {
            let row = self.row(y);
            padded[..reach].fill(row[0]);
            padded[reach..reach + self.width].copy_from_slice(row);
            padded[reach + self.width..].fill(row[self.width - 1]);
            set_scaled(&mut sum, &padded[reach..], kernel[0]);
            for (n, weight) in kernel.iter().enumerate().skip(1) {
                add_scaled_pair(&mut sum, &padded[reach - n..], &padded[reach + n..], *weight);
            }
            across.values.extend_from_slice(&sum);
        }
        let mut both = Plane { width: self.width, height: self.height, values: Vec::with_capacity(self.values.len()) };
        for y in 0..self.height {
            set_scaled(&mut sum, across.row(y), kernel[0]);
            for (n, weight) in kernel.iter().enumerate().skip(1) {
                let (above, below) = (y.saturating_sub(n), (y + n).min(self.height - 1));
                add_scaled_pair(&mut sum, across.row(above), across.row(below), *weight);
            }
            both.values.extend_from_slice(&sum);
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
        let columns = Cover::all(self.width, width);
        let rows = Cover::all(self.height, height);
        let mut narrow = vec![0.0_f32; width];
        let mut sum = vec![0.0_f32; width];
        let mut values = Vec::with_capacity(width * height);
        for cover in &rows {
            sum.fill(0.0);
            for (y, share) in cover.shares() {
                let row = self.row(y);
                for (value, column) in narrow.iter_mut().zip(&columns) {
                    *value = column.shares().map(|(x, share)| row[x] * share).sum();
                }
                sum.iter_mut().zip(&narrow).for_each(|(sum, value)| *sum += value * share);
            }
            values.extend_from_slice(&sum);
        }
        Plane { width, height, values }
    }
}

/// Which places of a row one place of a shorter row covers.
struct Cover {
    start: f32,
    end: f32,
    n_from: usize,
}

impl Cover {
    fn all(from: usize, to: usize) -> Vec<Cover> {
        let step = from as f32 / to as f32;
        (0..to).map(|n| Cover { start: n as f32 * step, end: (n + 1) as f32 * step, n_from: from }).collect()
    }

    /// Places and their shares, which add up to 1.
    fn shares(&self) -> impl Iterator<Item = (usize, f32)> {
        let first = (self.start as usize).min(self.n_from - 1);
        let last = (self.end.ceil() as usize).clamp(first + 1, self.n_from);
        let length = self.end.min(self.n_from as f32) - self.start;
        (first..last).map(move |n| {
            let covered = self.end.min((n + 1) as f32) - self.start.max(n as f32);
            (n, (covered / length).max(0.0))
        })
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

fn set_scaled(sum: &mut [f32], values: &[f32], weight: f32) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum = value * weight);
}

fn add_scaled_pair(sum: &mut [f32], one: &[f32], other: &[f32], weight: f32) {
    for ((sum, one), other) in sum.iter_mut().zip(one).zip(other) {
        *sum += (one + other) * weight;
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
    fn a_smaller_plane_holds_means_and_a_larger_one_invents_nothing() {
        let plane = Plane { width: 4, height: 2, values: vec![0.0, 2.0, 4.0, 6.0, 2.0, 4.0, 6.0, 8.0] };
        assert_eq!(plane.resized(2, 1).values, [2.0, 6.0]);
        let larger = plane.resized(8, 4);
        assert!(larger.values.iter().all(|value| (0.0..=8.0).contains(value)));
        assert_eq!(plane.at(0.5, 0.0), 1.0);
        assert_eq!(plane.at(-3.0, 9.0), 2.0);
    }
}
