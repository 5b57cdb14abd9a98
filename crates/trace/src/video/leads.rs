//! What a recording may be a copy or a part of, or may hold: items that came before it, to be compared with it.

use super::VideoFingerprint;
use crate::index::{Index, Lead, Leads, Near, Probe};
use crate::local::LocalFeatures;

/// Up to this many hashes of frames every recording is compared with every other frame by frame, with a loose limit; above
/// it only where hashes are near or parts look alike.
const MOST_HASHES_FOR_ALL_PAIRS: usize = 8_000;

/// Most recordings that one may lead to by parts of their frames, those whose points are most alike in any frame first.
const MOST_RECORDINGS: usize = 200;

/// Most still pictures that one frame may lead to by parts.
const MOST_STILLS: usize = 10;

/// Most entries of an index that are looked at for one recording, and for one of its frames; and for a frame of a long one,
/// whatever the whole then costs.
const MOST_LOOKED_AT: usize = 6_000_000;
const MOST_LOOKED_AT_FOR_A_FRAME: usize = 1_000_000;
const LEAST_LOOKED_AT_FOR_A_FRAME: usize = 200_000;

/// What a recording, the item of this number, leads to: recordings, and still pictures that may be frames of it.
pub fn of_video(print: &VideoFingerprint, number: u32, frames: &Index<'_>, stills: &Index<'_>) -> Vec<Lead> {
    let mut leads = Leads::default();
    let n_hashes: usize = print.frames.iter().map(|frame| frame.usable_views().count()).sum();
    let is_small = frames.n_hashes_before(number) + n_hashes <= MOST_HASHES_FOR_ALL_PAIRS;
    if is_small {
        frames.items_before(number).into_iter().for_each(|item| leads.by_hash(item));
    }
    for view in print.frames.iter().flat_map(|frame| frame.usable_views()) {
        if !is_small {
            frames.near(&view.hashes, Probe::Likely, number, |near: Near| leads.by_hash(near.key.item));
        }
        stills.near(&view.hashes, Probe::Complete, number, |near: Near| leads.by_hash(near.key.item));
    }
    let asked: Vec<&LocalFeatures> = print.telling_frames().filter_map(|(_, local)| local).collect();
    let most = (MOST_LOOKED_AT / asked.len().max(1)).clamp(LEAST_LOOKED_AT_FOR_A_FRAME, MOST_LOOKED_AT_FOR_A_FRAME);
    let of_frames = asked.iter().flat_map(|local| frames.alike(&local.points, number, most));
    leads.strongest_by_parts(of_frames, MOST_RECORDINGS);
    for local in &asked {
        leads.strongest_by_parts(stills.alike(&local.points, number, most), MOST_STILLS);
    }
    leads.finish()
}
