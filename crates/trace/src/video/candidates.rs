//! Frames of two recordings whose hashes are near each other.

use super::VideoFingerprint;
use super::align::Pair;
use crate::lanes::widest;

/// Most bits in which two frames may differ to lead to a comparison in time. A loose limit costs time, not precision:
/// what decides is the agreement along the aligned stretch.
pub(crate) const SEED_DISTANCE_BITS: u32 = 84;

/// Most reference frames that one query frame may lead to, nearest first: in a scene where nothing moves every frame is
/// near every other, and all of them would say the same.
const MOST_HITS_OF_A_FRAME: usize = 12;

/// Two near frames: numbers of the frames, how they are laid over each other, bits that differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Hit {
    pub(crate) query: usize,
    pub(crate) reference: usize,
    /// Number of the view of the pair: the eight orientations of the reference first.
    pub(crate) view: usize,
    pub(crate) distance_bits: u32,
}

/// The near frames of two recordings, the nearest of each query frame in each orientation.
pub(crate) fn hits(pair: &Pair<'_>) -> Vec<Hit> {
    let mut hits = widest(
        #[inline(always)]
        || hits_of_pair(pair.query, pair.reference),
    );
    thin_out(&mut hits, pair.query, pair.reference);
    hits
}

#[inline(always)]
fn hits_of_pair(query: &VideoFingerprint, reference: &VideoFingerprint) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (q, query_frame) in query.frames.iter().enumerate() {
        for (r, reference_frame) in reference.frames.iter().enumerate() {
            for orientation in 0..8 {
                if let Some(bits) = query_frame.distance(reference_frame, orientation)
                    && bits <= SEED_DISTANCE_BITS
                {
                    hits.push(Hit { query: q, reference: r, view: orientation, distance_bits: bits });
                }
            }
        }
    }
    hits
}

/// Keeps the nearest hits of each query frame in each orientation; of equally near ones those nearest in time, so that
/// in a still scene the plain "nothing was cut" comes first.
pub(crate) fn thin_out(hits: &mut Vec<Hit>, query: &VideoFingerprint, reference: &VideoFingerprint) {
    let apart_us = |hit: &Hit| (query.frames[hit.query].time_us - reference.frames[hit.reference].time_us).abs();
    hits.sort_by_key(|hit| (hit.view, hit.query, hit.distance_bits, apart_us(hit), hit.reference));
    let mut kept = 0;
    let mut last = None;
    hits.retain(|hit| {
        let frame = (hit.view, hit.query);
        kept = if last == Some(frame) { kept + 1 } else { 1 };
        last = Some(frame);
        kept <= MOST_HITS_OF_A_FRAME
    });
}
