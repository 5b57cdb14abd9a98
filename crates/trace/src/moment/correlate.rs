//! Brings two onset envelopes together: cross-correlation of whitened envelopes, band by band.
//!
//! SOURCE: C. Knapp, G. Carter, "The generalized correlation method for estimation of time delay", 1976: each spectrum
//! is divided by its magnitude, so that a rhythm which both share does not make peaks of its own. We take envelopes
//! instead of waves, since two microphones metres apart share no phase of the sound; divide by the magnitude smoothed
//! over [`SMOOTHED_HZ`], which keeps what is outside the common part from leaking into it; and divide the sum of all
//! bands at each offset by the root of the length that is in common there, so that eight seconds of two long recordings
//! are found as well as eight seconds alone.

use crate::audio::{ENVELOPE_BANDS, ENVELOPE_RATE_HZ, Envelope};
use rustfft::{Fft, FftPlannerScalar, num_complex::Complex};
use std::sync::Arc;

/// Least length of sound that two recordings must share, values (6 s).
const LEAST_OVERLAP: usize = 600;

/// Fastest change of the envelope that is compared, Hz: above it there is noise and the grain of the window.
const FASTEST_HZ: f64 = 30.0;

/// Slowest change that is compared, Hz: below it there is level and wind.
const SLOWEST_HZ: f64 = 0.4;

/// The magnitude that a spectrum is divided by is smoothed so far to both sides, Hz.
const SMOOTHED_HZ: f64 = 1.0;

/// A single moment counts no more than this, standard deviations: one bang must not outweigh a minute of speech.
const LOUDEST: f64 = 3.0;

/// Peaks nearer to the best one than this are the same peak, values (0.3 s).
const SAME_PEAK: i64 = 30;

/// A peak is looked at from here on, in robust standard deviations of all lags. Of some ten thousand lags of noise the
/// best reaches 4 to 5.
const LEAST_PEAK: f64 = 5.5;

/// Length of the pieces that drift is measured on, values (15 s), and how far from the common lag their own peak may lie.
const PIECE: usize = 1_500;
const PIECE_LAGS: i64 = 12;

/// Fewest pieces for a drift: two minutes of common sound. What sounds near one device in one piece and near the other in
/// the next moves the lag by up to some 15 ms, which over a minute alone are 250 parts per million.
const LEAST_PIECES: usize = 8;

/// Onsets by band, whitened; `bands[band][n]`.
pub(crate) struct Onsets {
    bands: Vec<Vec<f64>>,
    /// Sum over the bands at each moment.
    activity: Vec<f64>,
    n_values: usize,
}

impl Onsets {
    pub(crate) fn new(envelope: &Envelope) -> Onsets {
        let n_values = envelope.len();
        let band = |band: usize| {
            // The root keeps one bang from outweighing a minute of speech.
            let root = |n: usize| f64::from(envelope.values[n * ENVELOPE_BANDS + band]).sqrt();
            whitened(&(0..n_values).map(root).collect::<Vec<f64>>())
        };
        let at_moment = |bands: &[u8]| bands.iter().map(|value| f64::from(*value)).sum();
        let activity = envelope.values.chunks_exact(ENVELOPE_BANDS).map(at_moment).collect();
        Onsets { bands: (0..ENVELOPE_BANDS).map(band).collect(), activity, n_values }
    }

    /// Number of moments over which the onsets of a stretch are spread: all of them if they are even, one if there is a
    /// single bang in silence.
    fn n_active(&self, start: i64, length: i64) -> f64 {
        let stretch = &self.activity[start as usize..(start + length) as usize];
        let (sum, squares) =
            stretch.iter().fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value));
        if squares > 0.0 { sum * sum / squares } else { 0.0 }
    }
}

/// Where two envelopes fit best.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Peak {
    /// Reference time minus query time, seconds.
    pub(crate) lag_s: f64,
    /// Height over the median of all lags, in robust standard deviations.
    pub(crate) height: f64,
    /// Number of offsets that were tried.
    pub(crate) n_offsets: usize,
    /// Height of the best other peak.
    pub(crate) second: f64,
    /// Half-width of the interval the lag lies in, seconds.
    pub(crate) uncertainty_s: f64,
    /// How much faster the query's clock runs, parts per million, and its standard error.
    pub(crate) drift_ppm: Option<(f64, f64)>,
    /// Moments of the common sound over which the onsets are spread, of the poorer side.
    pub(crate) n_active: f64,
    /// Length of the common sound, seconds.
    pub(crate) overlap_s: f64,
}

/// The best lag, if any stands out.
pub(crate) fn best(query: &Onsets, reference: &Onsets) -> Option<Peak> {
    let (n_query, n_reference) = (query.n_values, reference.n_values);
    if n_query.min(n_reference) < LEAST_OVERLAP {
        return None;
    }
    let least = -(n_query as i64 - LEAST_OVERLAP as i64);
    let most = n_reference as i64 - LEAST_OVERLAP as i64;
    let correlation = correlation(query, reference);
    let overlap_at = |lag: i64| (n_query as i64).min(n_reference as i64 - lag) - (-lag).max(0);
    let at = |lag: i64| {
        correlation[lag.rem_euclid(correlation.len() as i64) as usize] / (overlap_at(lag).max(1) as f64).sqrt()
    };
    let (median, deviation) = spread((least..=most).map(at).collect());
    let top = |lags: &mut dyn Iterator<Item = i64>| lags.max_by(|a, b| at(*a).total_cmp(&at(*b)).then(b.cmp(a)));
    let lag = top(&mut (least..=most))?;
    let second = top(&mut (least..=most).filter(|other| (other - lag).abs() > SAME_PEAK));
    let height = |lag: i64| (at(lag) - median) / deviation.max(1e-12);
    if height(lag) < LEAST_PEAK {
        return None;
    }
    let overlap = overlap_at(lag);
    let lag_values = lag as f64 + vertex(at(lag - 1), at(lag), at(lag + 1));
    let (drift_ppm, wander) = drift(query, reference, lag);
    Some(Peak {
        lag_s: lag_values / ENVELOPE_RATE_HZ,
        height: height(lag),
        n_offsets: (most - least + 1) as usize,
        second: second.map_or(0.0, height),
        uncertainty_s: (2.0 + wander) / ENVELOPE_RATE_HZ,
        drift_ppm,
        n_active: query.n_active((-lag).max(0), overlap).min(reference.n_active(lag.max(0), overlap)),
        overlap_s: overlap as f64 / ENVELOPE_RATE_HZ,
    })
}

/// Values of a band without its mean, each frequency about as strong as any other, from [`SLOWEST_HZ`] to [`FASTEST_HZ`].
fn whitened(values: &[f64]) -> Vec<f64> {
    if values.is_empty() {
        return Vec::new();
    }
    let length = (values.len() + LEAST_OVERLAP).next_power_of_two();
    let mut planner = FftPlannerScalar::new();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let mut bins = spectrum(&centred, length, &planner.plan_fft_forward(length));
    let magnitudes = smoothed_magnitudes(&bins);
    for (n, bin) in bins.iter_mut().enumerate() {
        let hz = n.min(length - n) as f64 * ENVELOPE_RATE_HZ / length as f64;
        let is_compared = (SLOWEST_HZ..=FASTEST_HZ).contains(&hz) && magnitudes[n] > 1e-9;
        *bin = if is_compared { *bin / magnitudes[n] } else { Complex::new(0.0, 0.0) };
    }
    planner.plan_fft_inverse(length).process(&mut bins);
    let white: Vec<f64> = bins.iter().take(values.len()).map(|bin| bin.re).collect();
    let deviation = (white.iter().map(|value| value * value).sum::<f64>() / white.len() as f64).sqrt().max(1e-12);
    white.into_iter().map(|value| (value / deviation).clamp(-LOUDEST, LOUDEST)).collect()
}

/// Root of the mean power of the bins around each.
fn smoothed_magnitudes(bins: &[Complex<f64>]) -> Vec<f64> {
    let length = bins.len();
    let reach = ((SMOOTHED_HZ * length as f64 / ENVELOPE_RATE_HZ) as usize).clamp(1, length / 4);
    let power = |n: i64| bins[n.rem_euclid(length as i64) as usize].norm_sqr();
    let mut sum: f64 = (-(reach as i64)..=reach as i64).map(power).sum();
    let mut magnitudes = Vec::with_capacity(length);
    for n in 0..length as i64 {
        magnitudes.push((sum.max(0.0) / (2 * reach + 1) as f64).sqrt());
        sum += power(n + 1 + reach as i64) - power(n - reach as i64);
    }
    magnitudes
}

/// Sum over the bands of the cross-correlations; index = lag modulo length.
fn correlation(query: &Onsets, reference: &Onsets) -> Vec<f64> {
    let length = (query.n_values + reference.n_values).next_power_of_two();
    // The scalar transform: the vector ones round differently from machine to machine.
    let mut planner = FftPlannerScalar::new();
    let (forward, inverse) = (planner.plan_fft_forward(length), planner.plan_fft_inverse(length));
    let mut sum = vec![Complex::new(0.0, 0.0); length];
    for (query, reference) in query.bands.iter().zip(&reference.bands) {
        let (query, reference) = (spectrum(query, length, &forward), spectrum(reference, length, &forward));
        sum.iter_mut().enumerate().for_each(|(n, sum)| *sum += reference[n] * query[n].conj());
    }
    inverse.process(&mut sum);
    sum.into_iter().map(|value| value.re / length as f64).collect()
}

fn spectrum(values: &[f64], length: usize, fft: &Arc<dyn Fft<f64>>) -> Vec<Complex<f64>> {
    let mut padded: Vec<Complex<f64>> = values.iter().map(|value| Complex::new(*value, 0.0)).collect();
    padded.resize(length, Complex::new(0.0, 0.0));
    fft.process(&mut padded);
    padded
}

/// Median, and the median of the distances from it scaled to a standard deviation.
fn spread(values: Vec<f64>) -> (f64, f64) {
    let middle = median(values.clone());
    (middle, 1.4826 * median(values.into_iter().map(|value| (value - middle).abs()).collect()))
}

/// The middle one of at least one value.
fn median(mut values: Vec<f64>) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Where between the neighbours the top of the parabola through three values lies, -0.5..=0.5.
fn vertex(before: f64, at: f64, after: f64) -> f64 {
    let bend = before - 2.0 * at + after;
    if bend < 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 }
}

/// Drift in parts per million with its standard error, where there is enough common sound, and how far pieces lie off
/// the line, values.
fn drift(query: &Onsets, reference: &Onsets, lag: i64) -> (Option<(f64, f64)>, f64) {
    // At the borders a piece could not be moved to both sides.
    let start = ((-lag).max(0) + PIECE_LAGS) as usize;
    let end = ((query.n_values as i64).min(reference.n_values as i64 - lag) - PIECE_LAGS).max(0) as usize;
    let n_pieces = end.saturating_sub(start) / PIECE;
    let piece = |n: usize| {
        let from = start + n * PIECE;
        Some(((from + PIECE / 2) as f64, lag_of_piece(query, reference, from, lag)?))
    };
    let points: Vec<(f64, f64)> = (0..n_pieces).filter_map(piece).collect();
    if points.len() < LEAST_PIECES {
        return (None, 0.0);
    }
    // SOURCE: H. Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950: the median of the
    // slopes of all pairs, which a piece with a wrong lag does not move.
    let slopes = points.iter().enumerate().flat_map(|(n, a)| points[..n].iter().map(|b| (a.1 - b.1) / (a.0 - b.0)));
    let slope = median(slopes.collect());
    let level = median(points.iter().map(|(at, lag)| lag - slope * at).collect());
    let wander = 1.4826 * median(points.iter().map(|(at, lag)| (lag - slope * at - level).abs()).collect());
    let n = points.len() as f64;
    let middle = points.iter().map(|(at, _)| at).sum::<f64>() / n;
    let spread = points.iter().map(|(at, _)| (at - middle).powi(2)).sum::<f64>().sqrt();
    let standard_error = wander * (n / (n - 2.0)).sqrt() / spread;
    // Reference time = (1 + slope) * query time: the query's clock is slow by the slope where it is positive.
    (Some((-slope * 1e6, standard_error * 1e6)), wander)
}

/// Lag of one piece near the common lag by plain correlation; `None` at the border of what was looked at.
fn lag_of_piece(query: &Onsets, reference: &Onsets, from: usize, lag: i64) -> Option<f64> {
    let at = |off: i64| {
        let shifted = from as i64 + lag + off;
        if shifted < 0 || shifted as usize + PIECE > reference.n_values {
            return f64::NEG_INFINITY;
        }
        let shifted = shifted as usize;
        let of_band = |(query, reference): (&Vec<f64>, &Vec<f64>)| {
            query[from..from + PIECE].iter().zip(&reference[shifted..shifted + PIECE]).map(|(a, b)| a * b).sum::<f64>()
        };
        query.bands.iter().zip(&reference.bands).map(of_band).sum()
    };
    let values: Vec<f64> = (-PIECE_LAGS..=PIECE_LAGS).map(at).collect();
    let top = (0..values.len()).max_by(|a, b| values[*a].total_cmp(&values[*b]).then(b.cmp(a)))?;
    let inside = top > 0 && top + 1 < values.len() && values[top - 1].is_finite() && values[top + 1].is_finite();
    inside.then(|| lag as f64 + top as f64 - PIECE_LAGS as f64 + vertex(values[top - 1], values[top], values[top + 1]))
}
