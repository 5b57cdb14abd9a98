//! Keyframes first: of a long recording only those are decoded, which costs a tenth. Where one of them looks like a frame
//! of another recording, the long one is worth all of its frames.

use super::align::Pair;
use super::{VideoFingerprint, laid};
use crate::image::CONFIRMED_DISTANCE_BITS;
use crate::index::Lead;

/// Whether a frame of the one looks like a frame of the other, where one of the two is sparse: by its hash, or with parts
/// laid over each other. A single frame is enough; what it finds wrongly costs time and no more.
pub fn look_alike(one: &VideoFingerprint, other: &VideoFingerprint, lead: &Lead) -> bool {
    (one.is_sparse() || other.is_sparse())
        && ((lead.by_hash && have_near_frames(one, other))
            || (lead.has_parts() && laid::are_laid(&Pair { reference: one, query: other })))
}

fn have_near_frames(one: &VideoFingerprint, other: &VideoFingerprint) -> bool {
    let pairs = one.frames.iter().flat_map(|frame| other.frames.iter().map(move |other| (frame, other)));
    let ways = pairs.flat_map(|(frame, other)| (0..8).map(move |orientation| other.distance(frame, orientation)));
    ways.flatten().any(|bits| bits <= CONFIRMED_DISTANCE_BITS)
}
