//! How much of two sounds is the very same: what tells a copy from a second device at the same event.

use super::agreement::{Sound, Stretch};
use super::landmarks::Landmarks;
use super::{AudioFingerprint, SoundPoint, report, stretches};

/// Share of the points of both sounds that have a partner at the very place in the other, on the stretch of one sound
/// where it is greatest; 0 where they are not one sound anywhere.
pub(crate) fn exact_share(query: &AudioFingerprint, reference: &AudioFingerprint) -> f64 {
    let points: [&[SoundPoint]; 2] = [&reference.points.0, &query.points.0];
    let votes = Landmarks::of(&points).votes(1).remove(&0).unwrap_or_default();
    let found = stretches(&Sound::of(points[1]), &Sound::of(points[0]), &votes);
    let share = |stretch: &Stretch| stretch.n_exact as f64 / stretch.n_points.max(1) as f64;
    found.iter().filter(|stretch| report::is_copy(stretch)).map(share).fold(0.0, f64::max)
}
