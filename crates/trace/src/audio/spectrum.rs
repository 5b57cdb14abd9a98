//! The spectrum of a short window of sound.

use rustfft::{Fft, FftPlannerScalar, num_complex::Complex};
use std::sync::Arc;

/// Transforms windows of one length, weighted by Hann's curve.
pub(crate) struct Spectrum {
    fft: Arc<dyn Fft<f64>>,
    weights: Vec<f64>,
}

impl Spectrum {
    pub(crate) fn of_length(n_samples: usize) -> Spectrum {
        let phase = |n: usize| 2.0 * std::f64::consts::PI * n as f64 / n_samples as f64;
        Spectrum {
            // The scalar transform: the vector ones round differently from machine to machine.
            fft: FftPlannerScalar::new().plan_fft_forward(n_samples),
            weights: (0..n_samples).map(|n| 0.5 - 0.5 * phase(n).cos()).collect(),
        }
    }

    /// The bins from 0 to half the sampling rate, that one left out.
    pub(crate) fn of(&self, samples: &[f64]) -> Vec<Complex<f64>> {
        let weighted = samples.iter().zip(&self.weights).map(|(sample, weight)| Complex::new(sample * weight, 0.0));
        let mut bins: Vec<Complex<f64>> = weighted.collect();
        self.fft.process(&mut bins);
        bins.truncate(samples.len() / 2);
        bins
    }
}
