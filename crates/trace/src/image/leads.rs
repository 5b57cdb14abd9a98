//! What a picture may be a copy or a part of: items that came before it, to be compared with it.

use super::{ImageFingerprint, WEAK_DISTANCE_BITS};
use crate::index::{Index, Lead, Leads, Near, Probe};
use crate::local::evidence;
use crate::video::LEAST_FRAME_QUALITY_0_100;

/// Most pictures that are laid over one picture, those whose points are most alike first.
pub(crate) const MOST_LAID: usize = 30;

/// Most pictures whose hashes are compared with one in all eight ways: what is near in one.
const MOST_NEAR: usize = 60;

/// The index holds the hash of one way to lay a picture down. In the others a few bits fall otherwise by rounding.
const ROUNDING_BITS: u32 = 6;

/// Most entries of an index that are looked at for one picture: what a question costs is bounded by it.
const MOST_LOOKED_AT: usize = 1_000_000;

/// Most recordings that one picture may lead to by parts of their frames.
const MOST_RECORDINGS: usize = 30;

/// What a picture, the item of this number, leads to: still pictures, and recordings of which it may be a frame.
pub fn of_image(print: &ImageFingerprint, number: u32, stills: &Index<'_>, frames: &Index<'_>) -> Vec<Lead> {
    let mut leads = Leads::default();
    let hashes: Vec<_> = print.usable_views().map(|(_, view)| &view.hashes).collect();
    let mut near = stills.all_near(&hashes, WEAK_DISTANCE_BITS + ROUNDING_BITS, number);
    near.sort_unstable();
    near.iter().take(MOST_NEAR).for_each(|near| leads.by_hash(near.key.item));
    let local = &print.local.points;
    let mut alike = stills.alike(local, number, MOST_LOOKED_AT);
    alike.sort_by_key(|alike| (std::cmp::Reverse(evidence(&alike.points)), alike.key, alike.mirrored));
    alike.iter().take(MOST_LAID).for_each(|alike| leads.by_parts(alike.key.item, alike.mirrored));
    for hashes in hashes.iter().filter(|hashes| hashes.quality_0_100 >= LEAST_FRAME_QUALITY_0_100) {
        frames.near(hashes, Probe::Complete, number, |near: Near| leads.by_hash(near.key.item));
    }
    leads.strongest_by_parts(frames.alike(local, number, MOST_LOOKED_AT), MOST_RECORDINGS);
    leads.finish()
}
