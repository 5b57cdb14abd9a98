//! Which pictures have points that look alike, without comparing each with each: codes that agree in all of some sixteen
//! neighbouring bits stand in one bucket.

use super::{Code, LocalFeatures};
use crate::lanes::widest;

/// Parts of a code of which one must agree wholly: two neighbouring cells each.
const BANDS: usize = 8;
const BAND_BITS: usize = 128 / BANDS;

/// Fewest points that must look alike for two pictures to be worth laying over each other.
pub(crate) const LEAST_ALIKE: usize = 4;

/// Most bits in which two points of one bucket may differ to count.
pub(crate) const MOST_BITS: u32 = 30;

/// A bucket with more entries than this, and than eight for each picture, says nothing: it holds corners of letters, windows,
/// fences.
const MOST_ENTRIES: usize = 96;
const MOST_ENTRIES_OF_A_PICTURE: usize = 8;

/// Points of many pictures by what they look like.
pub(crate) struct CodeIndex {
    /// By code: number of the picture.
    owners: Vec<u32>,
    codes: Vec<Code>,
    /// By picture: its first code; and one past the last code of all.
    firsts: Vec<u32>,
    bands: Vec<Band>,
    most_entries: usize,
}

/// Entries in order of the value of one band; `starts[value]..starts[value + 1]` are those of a value.
struct Band {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

/// A point of the asked picture and one of another picture that look alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Alike {
    pub(crate) asked: u32,
    pub(crate) other: u32,
    pub(crate) bits: u32,
}

impl CodeIndex {
    /// Picture `n` is the `n`-th.
    pub(crate) fn new<'f>(pictures: impl Iterator<Item = &'f LocalFeatures>) -> CodeIndex {
        let (mut owners, mut codes, mut firsts) = (Vec::new(), Vec::new(), vec![0]);
        for (number, features) in pictures.enumerate() {
            owners.extend(features.points.iter().map(|_| number as u32));
            codes.extend(features.points.iter().map(|point| point.code));
            firsts.push(codes.len() as u32);
        }
        let bands = (0..BANDS).map(|band| Band::new(&codes, band)).collect();
        let most_entries = MOST_ENTRIES.max(MOST_ENTRIES_OF_A_PICTURE * (firsts.len() - 1));
        CodeIndex { owners, codes, firsts, bands, most_entries }
    }

    /// By number of the picture, those points of it that look like one of `asked`, taken mirrored or not: for each point of
    /// `asked` the most alike. Pictures with too few such points are left out.
    pub(crate) fn alike(&self, asked: &LocalFeatures, mirrored: bool) -> Vec<(u32, Vec<Alike>)> {
        let mut hits = widest(
            #[inline(always)]
            || self.hits(asked, mirrored),
        );
        hits.sort_unstable();
        hits.dedup_by_key(|hit| (hit.0, hit.1));
        let of_pictures = hits.chunk_by(|a, b| a.0 == b.0).filter(|hits| hits.len() >= LEAST_ALIKE);
        let alike = |hit: &(u32, u32, u32, u32)| {
            let (owner, asked, bits, entry) = *hit;
            Alike { asked, other: entry - self.firsts[owner as usize], bits }
        };
        of_pictures.map(|hits| (hits[0].0, hits.iter().map(alike).collect())).collect()
    }

    /// Owner, number of the asked point, bits and entry of each code that looks like an asked one.
    #[inline(always)]
    fn hits(&self, asked: &LocalFeatures, mirrored: bool) -> Vec<(u32, u32, u32, u32)> {
        let mut hits = Vec::new();
        for (number, point) in asked.points.iter().enumerate() {
            let code = if mirrored { point.code.mirrored() } else { point.code };
            for (band, bucket) in self.bands.iter().enumerate() {
                let bucket = bucket.of_value(band_of(&code, band));
                if bucket.len() > self.most_entries {
                    continue;
                }
                for entry in bucket {
                    let bits = code.distance(&self.codes[*entry as usize]);
                    if bits <= MOST_BITS {
                        hits.push((self.owners[*entry as usize], number as u32, bits, *entry));
                    }
                }
            }
        }
        hits
    }
}

/// How much points alike say together: the more bits of each agree, the less it is chance.
pub(crate) fn evidence(alike: &[Alike]) -> u32 {
    alike.iter().map(|points| MOST_BITS + 1 - points.bits.min(MOST_BITS)).sum()
}

/// Those points of `other` that look like one of `asked`, taken mirrored or not: for each point of `asked` the most alike.
/// Each is compared with each.
pub(crate) fn alike_of_pair(asked: &LocalFeatures, other: &LocalFeatures, mirrored: bool) -> Vec<Alike> {
    let codes: Vec<Code> = other.points.iter().map(|point| point.code).collect();
    widest(
        #[inline(always)]
        || {
            let mut alike = Vec::new();
            // A loop, for what `collect` calls would not be inlined here.
            for (number, point) in asked.points.iter().enumerate() {
                let code = if mirrored { point.code.mirrored() } else { point.code };
                if let Some((bits, n)) = most_alike(&code, &codes) {
                    alike.push(Alike { asked: number as u32, other: n as u32, bits });
                }
            }
            alike
        },
    )
}

/// The bits and the number of the code that is most like one, of those that agree with it wholly in a band.
#[inline(always)]
fn most_alike(code: &Code, others: &[Code]) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    let low = code.0 as u64;
    for (number, other) in others.iter().enumerate() {
        let most = best.map_or(MOST_BITS, |(bits, _)| bits - 1);
        // Half of the bits tell of most codes that they are too far.
        if (low ^ other.0 as u64).count_ones() > most {
            continue;
        }
        let bits = code.distance(other);
        if bits <= most && agree_in_a_band(code, other) {
            if bits == 0 {
                return Some((0, number));
            }
            best = Some((bits, number));
        }
    }
    best
}

#[inline(always)]
fn agree_in_a_band(one: &Code, other: &Code) -> bool {
    (0..BANDS).any(|band| band_of(one, band) == band_of(other, band))
}

fn band_of(code: &Code, band: usize) -> usize {
    (code.0 >> (band * BAND_BITS)) as usize & ((1 << BAND_BITS) - 1)
}

impl Band {
    fn new(codes: &[Code], band: usize) -> Band {
        let mut starts = vec![0_u32; (1 << BAND_BITS) + 1];
        codes.iter().for_each(|code| starts[band_of(code, band) + 1] += 1);
        (1..starts.len()).for_each(|value| starts[value] += starts[value - 1]);
        let mut next = starts.clone();
        let mut entries = vec![0_u32; codes.len()];
        for (entry, code) in codes.iter().enumerate() {
            let place = &mut next[band_of(code, band)];
            entries[*place as usize] = entry as u32;
            *place += 1;
        }
        Band { starts, entries }
    }

    fn of_value(&self, value: usize) -> &[u32] {
        &self.entries[self.starts[value] as usize..self.starts[value + 1] as usize]
    }
}
