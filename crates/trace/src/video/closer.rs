//! Keyframes first: of a long recording only those are decoded, which costs a tenth. Where one of them looks like a frame
//! of another recording, the long one is worth all of its frames.

use super::align::Pair;
use super::{Numbered, VideoFingerprint, laid, leads};
use crate::image::CONFIRMED_DISTANCE_BITS;
use crate::index::{Index, Lead};
use crate::parallel;
use model::ItemId;
use std::collections::BTreeSet;

/// The sparse recordings ([`VideoFingerprint::is_sparse`]) of which a frame looks like one of another recording
/// ([`look_alike`]). The order of `videos` does not matter.
pub fn to_look_at_closer(videos: &[(ItemId, VideoFingerprint)]) -> BTreeSet<ItemId> {
    let numbered = Numbered::of(videos);
    let words = numbered.segment();
    let frames = Index::of_own(&words);
    let of_query = |query: usize| {
        let one = numbered.prints[query];
        let leads = leads::of_video(one, query as u32, &frames, &Index::default());
        let alike = leads.into_iter().filter(|lead| look_alike(numbered.prints[lead.item as usize], one, lead));
        alike.flat_map(|lead| [lead.item as usize, query]).collect::<Vec<usize>>()
    };
    let pairs = parallel::each(numbered.items.len(), of_query);
    let sparse = pairs.into_iter().flatten().filter(|number| numbered.prints[*number].is_sparse());
    sparse.map(|number| numbered.items[number]).collect()
}

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
