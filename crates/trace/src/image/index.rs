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

#[cfg(test)]
mod tests {
    use super::*;

    /// `hash` with its bits at `places` turned.
    fn turned(hash: &PdqHash, places: impl Iterator<Item = usize>) -> PdqHash {
        let mut digits: Vec<u8> = hash.hex().into_bytes();
        for place in places {
            let digit = &mut digits[place / 4];
            let value = char::from(*digit).to_digit(16).expect("a hex digit") ^ (1 << (place % 4));
            *digit = char::from_digit(value, 16).expect("a hex digit") as u8;
        }
        PdqHash::from_hex(std::str::from_utf8(&digits).expect("ASCII")).expect("64 hex digits")
    }

    #[test]
    fn the_index_misses_nothing_up_to_its_limit_however_the_bits_lie() {
        let hash = PdqHash::from_hex(&"9d3c".repeat(16)).expect("64 hex digits");
        for step in 1..=8_usize {
            for first in 0..40 {
                let near = turned(&hash, (0..COMPLETE_DISTANCE as usize).map(|n| (first + n * step) % 256));
                let far = turned(&hash, (0..=COMPLETE_DISTANCE as usize).map(|n| (first + n * step) % 256));
                let index = HashIndex::new(vec![far, near]);
                assert_eq!(index.near(&hash), BTreeMap::from([(1, COMPLETE_DISTANCE)]), "step {step}, first {first}");
            }
        }
    }
}
