//! The built-in table, `data/gazetteer.bin`: GeoNames data (<https://www.geonames.org>, CC BY 4.0), made by
//! `bench/gazetteer/build.py`, whose head describes every byte.
//!
//! It is searched where it lies: nothing is read before the first name is looked up, and no place takes memory of its
//! own. Keys stand in buckets by their hash and not in order: a name that is no place, as most are, is told by two looks
//! into the table, where a search in halves takes eighteen.

use super::{Candidate, Place, PlaceKind};

static TABLE: &[u8] = include_bytes!("../../data/gazetteer.bin");
const N_BUCKETS_AT: usize = 128;
const PLACES_AT: usize = 132;
const BUCKETS_AT: usize = 140;
/// The bit of a reference that says that the key is the place's own name.
const OWN_NAME: u32 = 1 << 23;

/// The places of a key, the most populous first.
pub(super) fn candidates<'g>(key: &str) -> impl Iterator<Item = Candidate<'g>> {
    let references = references(key.as_bytes()).unwrap_or_default();
    references.chunks_exact(3).filter_map(|bytes| {
        let reference = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
        let place = place(usize::try_from(reference & !OWN_NAME).ok()?)?;
        Some(Candidate { place, own_name: reference & OWN_NAME != 0 })
    })
}

fn references(key: &[u8]) -> Option<&'static [u8]> {
    let bucket = fnv1a(key) & (u32_at(N_BUCKETS_AT)? - 1);
    let at = BUCKETS_AT + 4 * usize::try_from(bucket).ok()?;
    let (start, end) = (usize::try_from(u32_at(at)?).ok()?, usize::try_from(u32_at(at + 4)?).ok()?);
    let mut rest = TABLE.get(start..end)?;
    while let [key_length, n_places, entry @ ..] = rest {
        let (entry_key, entry) = entry.split_at_checked(usize::from(*key_length))?;
        let (references, next) = entry.split_at_checked(3 * usize::from(*n_places))?;
        if entry_key == key {
            return Some(references);
        }
        rest = next;
    }
    None
}

/// The place whose record begins so many bytes after the first one.
fn place(offset: usize) -> Option<Place<'static>> {
    let record = TABLE.get(usize::try_from(u32_at(PLACES_AT)?).ok()? + offset..)?;
    let (head, rest) = record.split_at_checked(14)?;
    let kind = match head[0] {
        b'N' => PlaceKind::Country,
        b'S' => PlaceKind::State,
        b'V' => PlaceKind::Village,
        _ => PlaceKind::Town,
    };
    let is_point = matches!(kind, PlaceKind::Town | PlaceKind::Village);
    let degrees = |at: usize| is_point.then(|| degrees([head[at], head[at + 1], head[at + 2]]));
    Some(Place {
        name: std::str::from_utf8(rest.get(..usize::from(head[13]))?).ok()?,
        kind,
        country: std::str::from_utf8(&head[1..3]).ok()?,
        lat: degrees(3),
        lon: degrees(6),
        population: u64::from(u32::from_le_bytes([head[9], head[10], head[11], head[12]])),
    })
}

/// Degrees of a signed number of 24 bits, in 1/10,000 degree.
fn degrees([low, middle, high]: [u8; 3]) -> f64 {
    f64::from(i32::from_le_bytes([0, low, middle, high]) >> 8) / 10_000.0
}

fn u32_at(at: usize) -> Option<u32> {
    let bytes = TABLE.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// FNV-1a of 32 bits (Fowler, Noll and Vo; RFC 9923).
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::super::key;
    use super::*;

    #[test]
    fn every_place_is_found_by_a_name_and_every_entry_is_whole() {
        let mut at = 0;
        let (mut n_places, mut n_own) = (0, 0);
        while let Some(place) = place(at) {
            n_places += 1;
            n_own += usize::from(candidates(&key(place.name)).any(|found| found.place == place));
            at += 14 + place.name.len();
        }
        assert_eq!(u32::try_from(n_places).ok(), u32_at(136));
        // The others are villages whose own name a larger place has, or that is a common word.
        assert!(n_own * 100 > n_places * 90, "{n_own} of {n_places}");
    }

    #[test]
    fn what_is_in_no_bucket_is_no_place() {
        assert_eq!(candidates("nowhereinparticular").count(), 0);
        assert_eq!(candidates("").count(), 0);
    }
}
