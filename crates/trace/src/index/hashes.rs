//! Hashes near a hash: all of them by comparing with each, or those that agree wholly in one of sixteen bands.

use super::Index;
use super::banded::{band_of, distance, n_bands, number_of, signature, signature_of};
use super::segment::{PictureKey, Segment};
use crate::image::{CONFIRMED_DISTANCE_BITS, PdqHash, PdqHashes};
use crate::lanes::widest;

/// Most bits in which the signatures of two hashes may differ for them to be compared, where not all are to be found: an
/// eighth of the hash, in which hashes 31 bits apart differ in four.
const MOST_SIGNATURE_BITS: u32 = 10;

/// A picture with a hash near an asked one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Near {
    pub(crate) bits: u32,
    pub(crate) key: PictureKey,
}

impl Index<'_> {
    /// Of each picture before `item` with a hash at most `most_bits` from one of these, laid down in any way: the nearest.
    /// Compared with each: nothing is missed. In no order.
    pub(crate) fn all_near(&self, asked: &[&PdqHashes], most_bits: u32, item: u32) -> Vec<Near> {
        let asked: Vec<[u64; 4]> = asked.iter().flat_map(|hashes| &hashes.all).map(PdqHash::words).collect();
        let near = |segment: &Segment<'_>| {
            widest(
                #[inline(always)]
                || all_near_in(segment, &asked, most_bits, item),
            )
        };
        self.segments.iter().flat_map(near).collect()
    }

    /// Tells `found` of the pictures before `item` with a hash within [`CONFIRMED_DISTANCE_BITS`] of one of these, laid down
    /// in any way; of one picture maybe more than once.
    pub(crate) fn near(&self, asked: &PdqHashes, probe: Probe, item: u32, mut found: impl FnMut(Near)) {
        for segment in &self.segments {
            let n_hashes = segment.n_hashes(segment.n_pictures_before(item));
            if n_hashes == 0 {
                continue;
            }
            for hash in asked.all.iter().map(PdqHash::words) {
                for band in 0..n_bands(4) {
                    for value in probe.values(band_of(&hash, band)) {
                        near_in_bucket(segment, &hash, segment.hashes.bucket(band, value), probe, n_hashes, &mut found);
                    }
                }
            }
        }
    }
}

/// Which buckets are looked into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Probe {
    /// Those of one bit more or less, too: nothing is missed. Hashes within 31 of 256 bits agree, but for one bit at most,
    /// in at least one of sixteen bands (31 = 16 + 15: with two bits wrong in every band it were 32).
    Complete,
    /// Only those that agree wholly in a band: of hashes 31 bits apart some nine of ten are found, of nearer ones more. For
    /// recordings, where one frame is enough.
    Likely,
}

impl Probe {
    fn values(self, value: u16) -> impl Iterator<Item = u16> {
        let n_neighbours = if self == Probe::Complete { 16 } else { 0 };
        std::iter::once(value).chain((0..n_neighbours).map(move |bit| value ^ (1 << bit)))
    }
}

fn near_in_bucket(
    segment: &Segment<'_>,
    hash: &[u64; 4],
    bucket: &[u64],
    probe: Probe,
    n_hashes: usize,
    found: &mut impl FnMut(Near),
) {
    let asked_signature = signature(hash);
    for entry in bucket {
        let number = number_of(*entry);
        if number >= n_hashes {
            break;
        }
        let is_likely = (signature_of(*entry) ^ asked_signature).count_ones() <= MOST_SIGNATURE_BITS;
        if probe == Probe::Likely && !is_likely {
            continue;
        }
        let Some(other) = segment.hashes.codes().get(number) else { continue };
        let bits = distance(hash, other);
        if bits <= CONFIRMED_DISTANCE_BITS {
            found(Near { bits, key: segment.key(segment.picture_of_hash(number)) });
        }
    }
}

#[inline(always)]
fn all_near_in(segment: &Segment<'_>, asked: &[[u64; 4]], most_bits: u32, item: u32) -> Vec<Near> {
    let n_hashes = segment.n_hashes(segment.n_pictures_before(item));
    let mut found: Vec<Near> = Vec::new();
    let mut last = None;
    for (number, hash) in segment.hashes.codes()[..n_hashes].iter().enumerate() {
        let bits = asked.iter().map(|asked| distance(asked, hash)).min().unwrap_or(u32::MAX);
        if bits > most_bits {
            continue;
        }
        let picture = segment.picture_of_hash(number);
        match found.last_mut().filter(|_| last == Some(picture)) {
            Some(near) => near.bits = near.bits.min(bits),
            None => found.push(Near { bits, key: segment.key(picture) }),
        }
        last = Some(picture);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Index, SegmentDraft};
    use std::collections::BTreeSet;

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
    fn a_complete_probe_misses_nothing_up_to_its_limit_however_the_bits_lie() {
        let hash = PdqHash::from_hex(&"9d3c".repeat(16)).expect("64 hex digits");
        let asked = PdqHashes { all: [hash; 8], quality_0_100: 100 };
        for step in 1..=8_usize {
            for first in 0..40 {
                let limit = CONFIRMED_DISTANCE_BITS as usize;
                let near = turned(&hash, (0..limit).map(|n| (first + n * step) % 256));
                let far = turned(&hash, (0..=limit).map(|n| (first + n * step) % 256));
                let mut draft = SegmentDraft::default();
                draft.push(PictureKey { item: 0, frame: 0 }, None, 0, [&far].into_iter());
                draft.push(PictureKey { item: 1, frame: 7 }, None, 0, [&far, &near].into_iter());
                let words = draft.words();
                let mut found = BTreeSet::new();
                Index::of_own(&words).near(&asked, Probe::Complete, 2, |near| _ = found.insert(near));
                let key = PictureKey { item: 1, frame: 7 };
                assert_eq!(found, BTreeSet::from([Near { bits: limit as u32, key }]), "step {step}, first {first}");
            }
        }
    }
}
