//! Which pictures, frames included, have parts or hashes that look alike, without comparing each with each.
//!
//! An index is some segments of words, the caller's to keep: in memory, or in files that are mapped. Adding pictures adds a
//! segment and changes none; several small ones are merged into a larger one now and then, which changes no answer. Pictures
//! stand in the order in which their items came, and one that is asked about is compared with those before it only: what is
//! found for it never changes because another one comes later, and an index that is made again gives the same.

mod banded;
mod hashes;
mod leads;
mod points;
mod segment;

pub use leads::Lead;
pub use segment::{PictureKey, SegmentDraft};

pub(crate) use hashes::{Near, Probe};
pub(crate) use leads::Leads;

use segment::Segment;

/// Segments of about the same size that are merged into one.
const MERGED_TOGETHER: usize = 4;

/// Segments, in the order of their items.
#[derive(Clone, Default)]
pub struct Index<'w> {
    segments: Vec<Segment<'w>>,
}

impl<'w> Index<'w> {
    /// Over the words of segments; `None` where one is not whole, or they do not follow each other.
    pub fn open(segments: impl IntoIterator<Item = &'w [u64]>) -> Option<Index<'w>> {
        let segments: Vec<Segment<'w>> = segments.into_iter().map(Segment::open).collect::<Option<_>>()?;
        let items: Vec<(u32, u32)> = segments.iter().map(Segment::first_and_last).collect::<Option<_>>()?;
        items.windows(2).all(|pair| pair[0].1 < pair[1].0).then_some(Index { segments })
    }

    /// Over one segment that this program just made.
    pub(crate) fn of_own(words: &'w [u64]) -> Index<'w> {
        Index { segments: Segment::open(words).into_iter().collect() }
    }

    /// How many of the last segments are to be merged into one now; 0 where none.
    pub fn n_to_merge(&self) -> usize {
        let size_class = |segment: &Segment<'_>| segment.n_codes().max(1).ilog(MERGED_TOGETHER);
        let Some(last) = self.segments.last().map(size_class) else { return 0 };
        let n = self.segments.iter().rev().take_while(|segment| size_class(segment) <= last).count();
        if n >= MERGED_TOGETHER { n } else { 0 }
    }

    /// Gives the segment that the last `n` make together to `sink`, piece by piece.
    ///
    /// # Errors
    /// Those of `sink`.
    pub fn merge_last<E>(&self, n: usize, mut sink: impl FnMut(&[u64]) -> Result<(), E>) -> Result<(), E> {
        segment::merged(&self.segments[self.segments.len() - n..], &mut sink)
    }

    /// Items before this one that have a picture here, each once.
    pub(crate) fn items_before(&self, item: u32) -> Vec<u32> {
        let mut items: Vec<u32> = self.segments.iter().flat_map(|segment| segment.items_before(item)).collect();
        items.dedup();
        items
    }

    /// How many hashes the items before this one have.
    pub(crate) fn n_hashes_before(&self, item: u32) -> usize {
        self.segments.iter().map(|segment| segment.n_hashes(segment.n_pictures_before(item))).sum()
    }

    /// Pictures, codes of points, hashes.
    pub fn n_entries(&self) -> (usize, usize, usize) {
        self.segments.iter().fold((0, 0, 0), |(n_pictures, n_points, n_hashes), segment| {
            let (points, hashes) = (segment.points.codes().len(), segment.hashes.codes().len());
            (n_pictures + segment.n_pictures(), n_points + points, n_hashes + hashes)
        })
    }
}
