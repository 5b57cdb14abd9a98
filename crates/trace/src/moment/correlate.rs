//! Brings two onset envelopes together: generalised cross-correlation with phase transform, band by band.
//!
//! SOURCE: C. Knapp, G. Carter, "The generalized correlation method for estimation of time delay", 1976: every
//! frequency of the cross-spectrum is divided by its magnitude, so that a rhythm which both share does not make peaks
//! of its own. We take envelopes instead of waves, since two microphones metres apart share no phase of the sound, and
//! add up the correlations of all bands.

use crate::audio::{ENVELOPE_BANDS, ENVELOPE_RATE_HZ, Envelope};
use rustfft::{Fft, FftPlannerScalar, num_complex::Complex};
use std::sync::Arc;

/// Least length of sound that two recordings must share, values (8 s).
const LEAST_OVERLAP: usize = 800;

/// Fastest change of the envelope that is compared, Hz: above it there is noise and the grain of the window.
const FASTEST_HZ: f64 = 30.0;

/// Slowest change that is compared, Hz: below it there is level and wind.
const SLOWEST_HZ: f64 = 0.4;

/// Peaks nearer to the best one than this are the same peak, values (0.3 s).
const SAME_PEAK: i64 = 30;

/// A peak is looked at from here on, in robust standard deviations of all lags. Of a few thousand lags of noise the
/// best reaches 4 to 5.
const LEAST_PEAK: f64 = 6.0;

/// Length of the pieces that drift is measured on, values (15 s), and how far from the common lag their own peak may lie.
const PIECE: usize = 1_500;
const PIECE_LAGS: i64 = 12;

/// Fewest pieces for a drift: a minute of common sound.
const LEAST_PIECES: usize = 4;

/// Onsets by band, mean taken away; `bands[band][n]`.
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
            let values: Vec<f64> =
                (0..n_values).map(|n| f64::from(envelope.values[n * ENVELOPE_BANDS + band]).sqrt()).collect();
            let mean = values.iter().sum::<f64>() / n_values.max(1) as f64;
            values.into_iter().map(|value| value - mean).collect()
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
    /// Height of the best other peak.
    pub(crate) second: f64,
    /// Half-width of the interval the lag lies in, seconds.
    pub(crate) uncertainty_s: f64,
    /// How much faster the query's clock runs, parts per million.
    pub(crate) drift_ppm: Option<f64>,
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
    let at = |lag: i64| correlation[lag.rem_euclid(correlation.len() as i64) as usize];
    let (median, deviation) = spread((least..=most).map(at).collect());
    let top = |lags: &mut dyn Iterator<Item = i64>| lags.max_by(|a, b| at(*a).total_cmp(&at(*b)).then(b.cmp(a)));
    let lag = top(&mut (least..=most))?;
    let second = top(&mut (least..=most).filter(|other| (other - lag).abs() > SAME_PEAK));
    let height = |lag: i64| (at(lag) - median) / deviation.max(1e-12);
    if height(lag) < LEAST_PEAK {
        return None;
    }
    let overlap = (n_query as i64).min(n_reference as i64 - lag) - (-lag).max(0);
    let lag_values = lag as f64 + vertex(at(lag - 1), at(lag), at(lag + 1));
    let (drift_ppm, wander) = drift(query, reference, lag);
    Some(Peak {
        lag_s: lag_values / ENVELOPE_RATE_HZ,
        height: height(lag),
        second: second.map_or(0.0, height),
        uncertainty_s: (2.0 + wander) / ENVELOPE_RATE_HZ,
        drift_ppm,
        n_active: query.n_active((-lag).max(0), overlap).min(reference.n_active(lag.max(0), overlap)),
        overlap_s: overlap as f64 / ENVELOPE_RATE_HZ,
    })
}

/// Sum over the bands of the whitened cross-correlations; index = lag modulo length.
fn correlation(query: &Onsets, reference: &Onsets) -> Vec<f64> {
    let length = (query.n_values + reference.n_values).next_power_of_two();
    // The scalar transform: the vector ones round differently from machine to machine.
    let mut planner = FftPlannerScalar::new();
    let (forward, inverse) = (planner.plan_fft_forward(length), planner.plan_fft_inverse(length));
    let mut sum = vec![Complex::new(0.0, 0.0); length];
    for (query, reference) in query.bands.iter().zip(&reference.bands) {
        let (query, reference) = (spectrum(query, length, &forward), spectrum(reference, length, &forward));
        for (n, sum) in sum.iter_mut().enumerate() {
            let hz = n.min(length - n) as f64 * ENVELOPE_RATE_HZ / length as f64;
            let product = reference[n] * query[n].conj();
            let magnitude = product.norm();
            if (SLOWEST_HZ..=FASTEST_HZ).contains(&hz) && magnitude > 1e-9 {
                *sum += product / magnitude;
            }
        }
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
fn spread(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let median = values[values.len() / 2];
    let mut distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
    distances.sort_by(f64::total_cmp);
    (median, 1.4826 * distances[distances.len() / 2])
}

/// Where between the neighbours the top of the parabola through three values lies, -0.5..=0.5.
fn vertex(before: f64, at: f64, after: f64) -> f64 {
    let bend = before - 2.0 * at + after;
    if bend < 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 }
}

/// Drift in parts per million, where there is enough common sound, and how far pieces lie off the line, values.
fn drift(query: &Onsets, reference: &Onsets, lag: i64) -> (Option<f64>, f64) {
    let start = (-lag).max(0) as usize;
    let end = (query.n_values as i64).min(reference.n_values as i64 - lag) as usize;
    let n_pieces = end.saturating_sub(start) / PIECE;
    let piece = |n: usize| {
        let from = start + n * PIECE;
        Some(((from + PIECE / 2) as f64, lag_of_piece(query, reference, from, lag)?))
    };
    let points: Vec<(f64, f64)> = (0..n_pieces).filter_map(piece).collect();
    if points.len() < LEAST_PIECES {
        return (None, 0.0);
    }
    let n = points.len() as f64;
    let (mean_x, mean_y) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let spread: f64 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    let slope = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum::<f64>() / spread;
    let off = |p: &(f64, f64)| (p.1 - mean_y - slope * (p.0 - mean_x)).powi(2);
    let wander = (points.iter().map(off).sum::<f64>() / n).sqrt();
    // Reference time = (1 + slope) * query time: the query's clock is slow by the slope where it is positive.
    (Some((-slope * 1e6 * 10.0).round() / 10.0), wander)
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
