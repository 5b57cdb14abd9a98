//! Points that look alike: codes that agree wholly in one of eight bands, and in all but some bits of 128.

use super::Index;
use super::banded::{band_of, distance, n_bands, number_of, signature, signature_of};
use super::segment::{PictureKey, PointCode, Segment, point_code};
use crate::lanes::widest;
use crate::local::{Alike, LEAST_ALIKE, LocalPoint, MOST_BITS};

/// Most bits in which their signatures may differ: a quarter of the code, of which what agrees in a band is no news.
const MOST_SIGNATURE_BITS: u32 = 10;

/// A bucket with more entries than this, for each hundred pictures and at least for one hundred, says nothing: it holds
/// corners of letters, windows, fences.
const MOST_ENTRIES: usize = 96;

/// A picture that has points like those of the asked one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct AlikePicture {
    pub(crate) key: PictureKey,
    /// Whether the asked picture is mirrored.
    pub(crate) mirrored: bool,
    /// For each point of the asked picture the most alike.
    pub(crate) points: Vec<Alike>,
}

/// A look into the bucket of one band of one asked point.
struct Look {
    n_entries: u32,
    asked: u32,
    band: u8,
    mirrored: bool,
}

/// A point found: where, by which asked point, how near.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    segment: u32,
    picture: u32,
    mirrored: bool,
    asked: u32,
    bits: u32,
    other: u32,
}

/// The part of a segment that is asked.
struct Asked<'i, 'w> {
    segment: &'i Segment<'w>,
    /// Codes of pictures before the asked one.
    n_points: usize,
}

impl Asked<'_, '_> {
    #[inline(always)]
    fn bucket(&self, band: usize, value: u16) -> &[u64] {
        let bucket = self.segment.points.bucket(band, value);
        match bucket.last() {
            // Entries stand in order of the pictures.
            Some(last) if number_of(*last) >= self.n_points => {
                &bucket[..bucket.partition_point(|entry| number_of(*entry) < self.n_points)]
            }
            _ => bucket,
        }
    }
}

impl Index<'_> {
    /// The pictures of items before `item` that have points like these, taken as they are or mirrored; those with too few such
    /// points are left out. At most so many entries are looked at: what stands in small buckets says most, so these come
    /// first. In the order of the pictures.
    pub(crate) fn alike(&self, points: &[LocalPoint], item: u32, most_looked_at: usize) -> Vec<AlikePicture> {
        let mut n_pictures = 0;
        let asked = |segment| -> Asked<'_, '_> {
            let before = Segment::n_pictures_before(segment, item);
            n_pictures += before;
            Asked { segment, n_points: segment.n_points(before) }
        };
        let asked: Vec<Asked<'_, '_>> = self.segments.iter().map(asked).collect();
        let upright = points.iter().map(|point| point_code(&point.code)).collect::<Vec<_>>();
        let mirrored = points.iter().map(|point| point_code(&point.code.mirrored())).collect::<Vec<_>>();
        let mut hits = widest(
            #[inline(always)]
            || hits(&asked, [&upright, &mirrored], n_pictures, most_looked_at),
        );
        hits.sort_unstable();
        hits.dedup_by_key(|hit| (hit.segment, hit.picture, hit.mirrored, hit.asked));
        let of_pictures =
            hits.chunk_by(|a, b| (a.segment, a.picture, a.mirrored) == (b.segment, b.picture, b.mirrored));
        let alike = |hits: &[Hit]| AlikePicture {
            key: self.segments[hits[0].segment as usize].key(hits[0].picture as usize),
            mirrored: hits[0].mirrored,
            points: hits.iter().map(|hit| Alike { asked: hit.asked, other: hit.other, bits: hit.bits }).collect(),
        };
        of_pictures.filter(|hits| hits.len() >= LEAST_ALIKE).map(alike).collect()
    }
}

/// Each code before the asked picture that looks like one of `codes` (as they are, mirrored).
#[inline(always)]
fn hits(asked: &[Asked<'_, '_>], codes: [&[PointCode]; 2], n_pictures: usize, most_looked_at: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    for look in looks(asked, codes, n_pictures, most_looked_at) {
        let code = &codes[usize::from(look.mirrored)][look.asked as usize];
        let (band, asked_signature) = (usize::from(look.band), signature(code));
        for (number, part) in asked.iter().enumerate() {
            for entry in part.bucket(band, band_of(code, band)) {
                if (signature_of(*entry) ^ asked_signature).count_ones() > MOST_SIGNATURE_BITS {
                    continue;
                }
                let Some(other) = part.segment.points.codes().get(number_of(*entry)) else { continue };
                let bits = distance(code, other);
                if bits <= MOST_BITS {
                    let (picture, other) = part.segment.picture_of_point(number_of(*entry));
                    let (segment, picture) = (number as u32, picture as u32);
                    hits.push(Hit { segment, picture, mirrored: look.mirrored, asked: look.asked, bits, other });
                }
            }
        }
    }
    hits
}

/// The buckets to be looked into: those that say something, the smallest first, as many as there is time for.
#[inline(always)]
fn looks(asked: &[Asked<'_, '_>], codes: [&[PointCode]; 2], n_pictures: usize, most_looked_at: usize) -> Vec<Look> {
    let most_entries = MOST_ENTRIES * n_pictures.div_ceil(100).max(1);
    let mut looks = Vec::new();
    for (codes, mirrored) in codes.into_iter().zip([false, true]) {
        for (number, code) in codes.iter().enumerate() {
            for band in 0..n_bands(2) {
                let n_entries: usize = asked.iter().map(|part| part.bucket(band, band_of(code, band)).len()).sum();
                if n_entries > 0 && n_entries <= most_entries {
                    looks.push(Look { n_entries: n_entries as u32, asked: number as u32, band: band as u8, mirrored });
                }
            }
        }
    }
    let n_all: usize = looks.iter().map(|look| look.n_entries as usize).sum();
    if n_all > most_looked_at {
        looks.sort_by_key(|look| look.n_entries);
        let mut n_looked_at = 0;
        looks.retain(|look| {
            n_looked_at += look.n_entries as usize;
            n_looked_at <= most_looked_at
        });
    }
    looks
}
