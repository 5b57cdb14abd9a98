//! A segment: what is looked up of some pictures that follow each other, as one run of 64-bit words. It is never changed;
//! several small ones are made one larger ([`merged`]).
//!
//! ```text
//! magic, version of the format
//! n_pictures
//! keys            n_pictures: number of the item in the upper half, of its frame in the lower; in order
//! firsts          n_pictures + 1 numbers of 32 bits, two to a word: number of the first point of each picture
//! points          a table (banded.rs) of the codes of local features
//! n_views
//! pictures        n_views numbers of 32 bits, two to a word: number of the picture of each hash
//! hashes          a table of PDQ hashes
//! ```

use super::banded::{self, Banded, CodeWords};
use crate::image::PdqHash;
use crate::local::{Code, LocalFeatures};

/// First word of a segment: the name and version of the format, written in the byte order of the machine that made it, so
/// that another kind of machine does not take it for its own.
const MAGIC: u64 = u64::from_le_bytes(*b"FHindex1");

/// Words of a point and of a hash.
pub(super) type PointCode = CodeWords<2>;
pub(super) type HashCode = CodeWords<4>;

/// A picture by item and frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PictureKey {
    /// Number of the item, in the order in which items came into the case.
    pub item: u32,
    /// Number of the frame; 0 of a still picture.
    pub frame: u32,
}

impl PictureKey {
    fn word(self) -> u64 {
        u64::from(self.item) << 32 | u64::from(self.frame)
    }

    fn of_word(word: u64) -> PictureKey {
        PictureKey { item: (word >> 32) as u32, frame: word as u32 }
    }
}

/// A segment over words that lie somewhere: in memory or in a mapped file.
#[derive(Clone, Copy)]
pub(super) struct Segment<'w> {
    keys: &'w [u64],
    firsts: &'w [u32],
    pub(super) points: Banded<'w, 2>,
    pictures: &'w [u32],
    pub(super) hashes: Banded<'w, 4>,
}

impl<'w> Segment<'w> {
    /// The segment that these words are; `None` where they are none, or not all of one.
    pub(super) fn open(words: &'w [u64]) -> Option<Segment<'w>> {
        let ([MAGIC, n_pictures], rest) = words.split_first_chunk::<2>().map(|(head, rest)| (*head, rest))? else {
            return None;
        };
        let n_pictures = usize::try_from(n_pictures).ok().filter(|n| *n <= rest.len())?;
        let (keys, rest) = rest.split_at_checked(n_pictures)?;
        let (firsts, rest) = rest.split_at_checked((n_pictures + 1).div_ceil(2))?;
        let (points, rest) = Banded::open(rest)?;
        let (n_views, rest) = rest.split_first()?;
        let n_views = usize::try_from(*n_views).ok().filter(|n| *n <= rest.len())?;
        let (pictures, rest) = rest.split_at_checked(n_views.div_ceil(2))?;
        let (hashes, rest) = Banded::open(rest)?;
        let firsts = &bytemuck::cast_slice(firsts)[..=n_pictures];
        let pictures = &bytemuck::cast_slice(pictures)[..n_views];
        let is_whole = rest.is_empty() && hashes.codes().len() == n_views;
        is_whole.then_some(Segment { keys, firsts, points, pictures, hashes })
    }

    pub(super) fn n_pictures(&self) -> usize {
        self.keys.len()
    }

    /// Number of the item of the first picture and of the last.
    pub(super) fn first_and_last(&self) -> Option<(u32, u32)> {
        let (first, last) = (self.keys.first()?, self.keys.last()?);
        Some((PictureKey::of_word(*first).item, PictureKey::of_word(*last).item))
    }

    /// How many pictures are of items before this one.
    pub(super) fn n_pictures_before(&self, item: u32) -> usize {
        self.keys.partition_point(|word| PictureKey::of_word(*word).item < item)
    }

    /// Items before this one, one for each picture.
    pub(super) fn items_before(&self, item: u32) -> impl Iterator<Item = u32> {
        self.keys[..self.n_pictures_before(item)].iter().map(|word| PictureKey::of_word(*word).item)
    }

    pub(super) fn key(&self, picture: usize) -> PictureKey {
        PictureKey::of_word(self.keys.get(picture).copied().unwrap_or_default())
    }

    /// How many points the first `n_pictures` have.
    pub(super) fn n_points(&self, n_pictures: usize) -> usize {
        self.firsts.get(n_pictures).map_or(0, |first| *first as usize)
    }

    /// The picture of a point, and the number of the point in it.
    pub(super) fn picture_of_point(&self, point: usize) -> (usize, u32) {
        let picture = self.firsts.partition_point(|first| *first as usize <= point).saturating_sub(1);
        (picture, point.saturating_sub(self.n_points(picture)) as u32)
    }

    /// How many hashes the first `n_pictures` have.
    pub(super) fn n_hashes(&self, n_pictures: usize) -> usize {
        self.pictures.partition_point(|picture| (*picture as usize) < n_pictures)
    }

    /// The picture of a hash.
    pub(super) fn picture_of_hash(&self, hash: usize) -> usize {
        self.pictures.get(hash).map_or(0, |picture| *picture as usize)
    }

    /// A measure of its size.
    pub(super) fn n_codes(&self) -> usize {
        self.points.codes().len() + self.hashes.codes().len()
    }
}

/// A segment in the making: pictures in the order of their keys.
#[derive(Default)]
pub struct SegmentDraft {
    keys: Vec<u64>,
    firsts: Vec<u32>,
    points: Vec<PointCode>,
    pictures: Vec<u32>,
    hashes: Vec<HashCode>,
}

impl SegmentDraft {
    /// The next picture: what is looked up of it are its first `n_points` points and these hashes.
    pub(crate) fn push<'h>(
        &mut self,
        key: PictureKey,
        local: Option<&LocalFeatures>,
        n_points: usize,
        hashes: impl Iterator<Item = &'h PdqHash>,
    ) {
        let number = self.keys.len() as u32;
        self.keys.push(key.word());
        self.firsts.push(self.points.len() as u32);
        let points = local.map(|local| local.points.as_slice()).unwrap_or_default();
        self.points.extend(points.iter().take(n_points).map(|point| point_code(&point.code)));
        self.hashes.extend(hashes.map(PdqHash::words));
        self.pictures.resize(self.hashes.len(), number);
    }

    /// Whether it holds no picture.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The segment.
    pub fn words(self) -> Vec<u64> {
        let mut firsts = self.firsts;
        firsts.push(self.points.len() as u32);
        let mut words = Vec::new();
        let parts = Parts {
            keys: &[&self.keys],
            firsts: &firsts,
            points: &[&self.points],
            pictures: &self.pictures,
            hashes: &[&self.hashes],
        };
        let Ok(()) = parts.write(&mut |piece: &[u64]| {
            words.extend_from_slice(piece);
            Ok::<(), std::convert::Infallible>(())
        });
        words
    }
}

/// What a segment is written from.
struct Parts<'p> {
    keys: &'p [&'p [u64]],
    firsts: &'p [u32],
    points: &'p [&'p [PointCode]],
    pictures: &'p [u32],
    hashes: &'p [&'p [HashCode]],
}

impl Parts<'_> {
    fn write<E>(&self, sink: &mut impl FnMut(&[u64]) -> Result<(), E>) -> Result<(), E> {
        sink(&[MAGIC, self.keys.iter().map(|keys| keys.len() as u64).sum()])?;
        self.keys.iter().try_for_each(|keys| sink(keys))?;
        sink(&paired(self.firsts))?;
        banded::write(self.points, sink)?;
        sink(&[self.pictures.len() as u64])?;
        sink(&paired(self.pictures))?;
        banded::write(self.hashes, sink)
    }
}

/// Numbers of 32 bits, two to a word.
fn paired(numbers: &[u32]) -> Vec<u64> {
    let mut words = vec![0_u64; numbers.len().div_ceil(2)];
    bytemuck::cast_slice_mut(&mut words)[..numbers.len()].copy_from_slice(numbers);
    words
}

/// Gives the segment that holds the pictures of these, one after the other, to `sink`, piece by piece.
pub(super) fn merged<E>(segments: &[Segment<'_>], sink: &mut impl FnMut(&[u64]) -> Result<(), E>) -> Result<(), E> {
    let (mut firsts, mut pictures) = (vec![0_u32], Vec::new());
    let mut n_pictures = 0;
    for segment in segments {
        let n_points = firsts.last().copied().unwrap_or_default();
        firsts.extend(segment.firsts[1..].iter().map(|first| n_points + first));
        pictures.extend(segment.pictures.iter().map(|picture| n_pictures + picture));
        n_pictures += segment.n_pictures() as u32;
    }
    let parts = Parts {
        keys: &segments.iter().map(|segment| segment.keys).collect::<Vec<_>>(),
        firsts: &firsts,
        points: &segments.iter().map(|segment| segment.points.codes()).collect::<Vec<_>>(),
        pictures: &pictures,
        hashes: &segments.iter().map(|segment| segment.hashes.codes()).collect::<Vec<_>>(),
    };
    parts.write(sink)
}

/// The words of a code of a point.
pub(super) fn point_code(code: &Code) -> PointCode {
    [code.0 as u64, (code.0 >> 64) as u64]
}
