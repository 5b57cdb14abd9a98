//! Frames of different recordings whose hashes are near each other.

use super::VideoFingerprint;
use crate::image::HashIndex;
use crate::lanes::widest;
use model::ItemId;
use std::collections::BTreeMap;

/// Most bits in which two frames may differ to lead to a comparison in time. A loose limit costs time, not precision:
/// what decides is the agreement along the aligned stretch.
pub(crate) const SEED_DISTANCE_BITS: u32 = 84;

/// Up to this many frame views each is compared with each, with the loose limit; above it only the index is asked,
/// which is complete to 31 bits.
const MOST_VIEWS_FOR_ALL_PAIRS: usize = 8_000;

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

/// Bits that differ, by query frame, reference frame and orientation.
type Nearest = BTreeMap<(usize, usize, usize), u32>;

/// Near frames by pair of recordings: (reference, query), the reference having the smaller id.
pub(crate) type HitsByPair = BTreeMap<(ItemId, ItemId), Vec<Hit>>;

pub(crate) fn hits(videos: &BTreeMap<ItemId, &VideoFingerprint>) -> HitsByPair {
    let n_views: usize = videos.values().flat_map(|video| &video.frames).map(|frame| frame.views.len()).sum();
    let mut hits = if n_views <= MOST_VIEWS_FOR_ALL_PAIRS { all_pairs(videos) } else { by_index(videos) };
    for (pair, hits) in &mut hits {
        thin_out(hits, videos[&pair.1], videos[&pair.0]);
    }
    hits
}

fn all_pairs(videos: &BTreeMap<ItemId, &VideoFingerprint>) -> HitsByPair {
    let mut found = HitsByPair::new();
    for (reference_item, reference) in videos {
        for (query_item, query) in videos.range((std::ops::Bound::Excluded(reference_item), std::ops::Bound::Unbounded))
        {
            let hits = widest(
                #[inline(always)]
                || hits_of_pair(query, reference),
            );
            if !hits.is_empty() {
                found.insert((*reference_item, *query_item), hits);
            }
        }
    }
    found
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

fn by_index(videos: &BTreeMap<ItemId, &VideoFingerprint>) -> HitsByPair {
    let mut owners = Vec::new();
    let mut hashes = Vec::new();
    for (item, video) in videos {
        for (number, frame) in video.frames.iter().enumerate() {
            for view in frame.usable_views() {
                owners.push((*item, number));
                hashes.push(*view.hashes.upright());
            }
        }
    }
    let index = HashIndex::new(hashes);
    let mut nearest: BTreeMap<(ItemId, ItemId), Nearest> = BTreeMap::new();
    for (item, video) in videos {
        for (number, frame) in video.frames.iter().enumerate() {
            for (orientation, hash) in frame.usable_views().flat_map(|view| view.hashes.all.iter().enumerate()) {
                for (owner, bits) in index.near(hash) {
                    let (query, query_frame) = owners[owner as usize];
                    if query > *item {
                        let hits = nearest.entry((*item, query)).or_default();
                        let best = hits.entry((query_frame, number, orientation)).or_insert(bits);
                        *best = bits.min(*best);
                    }
                }
            }
        }
    }
    let hit = |((query, reference, view), distance_bits)| Hit { query, reference, view, distance_bits };
    nearest.into_iter().map(|(pair, hits)| (pair, hits.into_iter().map(hit).collect())).collect()
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
