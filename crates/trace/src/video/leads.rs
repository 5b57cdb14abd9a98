//! What a recording may be a copy or a part of, or may hold: items that came before it, to be compared with it.

use super::VideoFingerprint;
use super::laid::asked_frames;
use crate::index::{Index, Lead, Leads, Near, Probe};

/// Up to this many hashes of frames every recording is compared with every other frame by frame, with a loose limit; above
/// it only where hashes are near or parts look alike.
const MOST_HASHES_FOR_ALL_PAIRS: usize = 8_000;

/// Most recordings that one may lead to by parts of their frames, those with the most points alike in any frame first.
const MOST_RECORDINGS: usize = 200;

/// Most still pictures that one frame may lead to by parts.
const MOST_STILLS: usize = 10;

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
    let asked = asked_frames(print);
    let of_frames = asked.iter().flat_map(|(_, local)| frames.alike(&local.points, number));
    leads.strongest_by_parts(of_frames, MOST_RECORDINGS);
    for (_, local) in &asked {
        leads.strongest_by_parts(stills.alike(&local.points, number), MOST_STILLS);
    }
    leads.finish()
}
