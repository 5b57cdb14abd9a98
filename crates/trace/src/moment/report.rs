//! From a correlation peak to a match with its reasons in words.

use super::correlate::Peak;
use crate::audio::AudioFingerprint;
use crate::build::{Draft, time_extent};
use model::{ItemId, Match, MatchKind, Tier, Transform};

/// Height over chance of a confirmed peak, in robust standard deviations.
const CONFIRMED_HEIGHT: f64 = 7.0;

/// How many times the best peak must beat the next one: a steady rhythm fits at every beat.
const CONFIRMED_RATIO: f64 = 1.3;

/// Chances rarer than this are not told apart, as a power of ten of pairs: the model of chance is not that good.
const MOST_LOG10_PAIRS: f64 = 12.0;

/// Fewest moments over which the onsets must be spread. Two nearly silent recordings with a few clicks each fit well at
/// the offset where clicks meet: such a pair of unrelated recordings reached a height of 20 with 46 moments; recordings
/// with voices or traffic have some hundred in ten seconds.
const LEAST_ACTIVE_MOMENTS: f64 = 100.0;

pub(crate) fn report(
    (reference, reference_print): (ItemId, &AudioFingerprint),
    (query, query_print): (ItemId, &AudioFingerprint),
    peak: &Peak,
) -> Match {
    let offset_us = (peak.lag_s * 1e6) as i64 + reference_print.start_us - query_print.start_us;
    let (query_us, reference_us) = common(query_print, reference_print, offset_us);
    let ratio = peak.height / peak.second.max(1.0);
    let eventful = peak.n_active >= LEAST_ACTIVE_MOMENTS;
    let confirmed = peak.height >= CONFIRMED_HEIGHT && ratio >= CONFIRMED_RATIO && eventful;
    let score = (peak.height / 40.0).min(1.0) * (1.0 - 1.0 / ratio.max(1.0));
    Draft {
        kind: MatchKind::SameMoment,
        query: (query, time_extent(query_us.0, query_us.1)),
        reference: (reference, time_extent(reference_us.0, reference_us.1)),
        transform: Transform {
            words: super::SAME_MOMENT_WORDS.to_owned(),
            speed: Some(1.0),
            offset_us: Some(offset_us),
            offset_uncertainty_us: Some((peak.uncertainty_s * 1e6) as i64),
            drift_ppm: peak.drift_ppm.map(|(drift, _)| (drift * 10.0).round() / 10.0),
            ..Transform::default()
        },
        score_0_1: if confirmed { 0.5 + score / 2.0 } else { score / 2.0 },
        tier: if confirmed { Tier::Confirmed } else { Tier::Weak },
        reasons: reasons(peak, ratio),
        direction: None,
    }
    .finish()
}

fn reasons(peak: &Peak, ratio: f64) -> Vec<String> {
    let mut reasons = vec![
        format!(
            "the onsets of both sounds fit at offset {:.2} s ± {:.0} ms: {:.1} times the usual scatter of all offsets (at least {CONFIRMED_HEIGHT} needed); {}",
            peak.lag_s,
            peak.uncertainty_s * 1e3,
            peak.height,
            over_chance(peak)
        ),
        format!(
            "{ratio:.1} times as high as the next best offset (at least {CONFIRMED_RATIO} needed); {:.0} s in common",
            peak.overlap_s
        ),
    ];
    if peak.n_active < LEAST_ACTIVE_MOMENTS {
        reasons.push(format!(
            "too little happens in the common sound: onsets at about {:.0} moments (at least {LEAST_ACTIVE_MOMENTS} needed)",
            peak.n_active
        ));
    }
    reasons.extend(
        peak.drift_ppm
            .map(|(drift, error)| format!("the clocks drift by {drift:.0} ± {:.0} parts per million", 2.0 * error)),
    );
    reasons
}

/// How many unrelated pairs one would have to compare to find one that fits as well, were all offsets of them as likely
/// to scatter so far as noise is. Unrelated recordings of one place were found to scatter so (`docs/methods/same-moment.md`).
fn over_chance(peak: &Peak) -> String {
    // SOURCE: the first term of the asymptotic series of the normal tail, Abramowitz and Stegun 1964, 26.2.12.
    let tail_log10 =
        -(peak.height.powi(2) / 2.0) / std::f64::consts::LN_10 - (peak.height * std::f64::consts::TAU.sqrt()).log10();
    let log10_pairs = -(tail_log10 + (peak.n_offsets as f64).log10());
    match log10_pairs {
        many if many >= MOST_LOG10_PAIRS => {
            format!("by chance less than one pair in 10^{MOST_LOG10_PAIRS} fits so well")
        }
        some if some >= 1.0 => format!("by chance about one pair in 10^{some:.0} fits so well"),
        _ => "chance alone often fits so well".to_owned(),
    }
}

type Extent = (i64, i64);

/// The stretch that both recordings cover, in the time of each.
fn common(query: &AudioFingerprint, reference: &AudioFingerprint, offset_us: i64) -> (Extent, Extent) {
    let start = query.start_us.max(reference.start_us - offset_us);
    let end = (query.start_us + query.duration_us).min(reference.start_us + reference.duration_us - offset_us);
    ((start, end), (start + offset_us, end + offset_us))
}
