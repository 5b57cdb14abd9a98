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
    bands: Vec<Band>,
}

/// Owners in order of the value of one band. `starts[value]..starts[value + 1]` are those of a value.
struct Band {
    starts: Vec<u32>,
    owners: Vec<u32>,
}

impl Band {
    fn new(hashes: &[PdqHash], band: usize) -> Band {
        let mut owners: Vec<u32> = (0..hashes.len() as u32).collect();
        owners.sort_by_key(|owner| hashes[*owner as usize].band(band));
        let mut starts = vec![0_u32; (1 << 16) + 1];
        hashes.iter().for_each(|hash| starts[usize::from(hash.band(band)) + 1] += 1);
        (1..starts.len()).for_each(|value| starts[value] += starts[value - 1]);
        Band { starts, owners }
    }

    fn of_value(&self, value: u16) -> &[u32] {
        let value = usize::from(value);
        &self.owners[self.starts[value] as usize..self.starts[value + 1] as usize]
    }
}

impl HashIndex {
    /// Owner `n` is the `n`-th hash.
    pub(crate) fn new(hashes: Vec<PdqHash>) -> HashIndex {
        let bands = (0..BANDS).map(|band| Band::new(&hashes, band)).collect();
        HashIndex { hashes, bands }
    }

    /// Owners of hashes within [`COMPLETE_DISTANCE`] bits of `hash` with their distances, each once, in order.
    pub(crate) fn near(&self, hash: &PdqHash) -> BTreeMap<u32, u32> {
        let mut found = BTreeMap::new();
        for (number, band) in self.bands.iter().enumerate() {
            let value = hash.band(number);
            let neighbours = (0..16).map(|bit| value ^ (1 << bit));
            for owner in std::iter::once(value).chain(neighbours).flat_map(|value| band.of_value(value)) {
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
