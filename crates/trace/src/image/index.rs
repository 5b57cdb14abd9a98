//! Finds hashes near a hash without comparing with all: multi-index hashing. Two hashes within 31 of 256 bits agree,
//! but for one bit at most, in at least one of sixteen bands of sixteen bits (31 = 16 + 15: with two bits wrong in
//! every band the distance were 32). So looking up each band and its sixteen one-bit neighbours misses nothing.

use super::pdq::PdqHash;
use std::collections::BTreeMap;

/// Largest distance up to which [`HashIndex::near`] is complete.
pub(crate) const COMPLETE_DISTANCE: u32 = 31;

const BANDS: usize = 16;

/// Hashes by number of their owner.
pub(crate) struct HashIndex {
    hashes: Vec<PdqHash>,
    bands: Vec<BTreeMap<u16, Vec<u32>>>,
}

impl HashIndex {
    /// Owner `n` is the `n`-th hash.
    pub(crate) fn new(hashes: Vec<PdqHash>) -> HashIndex {
        let mut bands = vec![BTreeMap::<u16, Vec<u32>>::new(); BANDS];
        for (owner, hash) in hashes.iter().enumerate() {
            for (band, entries) in bands.iter_mut().enumerate() {
                entries.entry(hash.band(band)).or_default().push(owner as u32);
            }
        }
        HashIndex { hashes, bands }
    }

    /// Owners of hashes within [`COMPLETE_DISTANCE`] bits of `hash` with their distances, each once, in order.
    pub(crate) fn near(&self, hash: &PdqHash) -> BTreeMap<u32, u32> {
        let mut found = BTreeMap::new();
        for (band, entries) in self.bands.iter().enumerate() {
            let value = hash.band(band);
            let neighbours = (0..16).map(|bit| value ^ (1 << bit));
            for owner in std::iter::once(value).chain(neighbours).filter_map(|key| entries.get(&key)).flatten() {
                let distance = self.hashes[*owner as usize].distance(hash);
                if distance <= COMPLETE_DISTANCE {
                    found.insert(*owner, distance);
                }
            }
        }
        found
    }
}
