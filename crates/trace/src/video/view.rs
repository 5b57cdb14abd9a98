//! The ways in which the frames of two recordings may lie over each other.

use super::align::{Line, Pair};
use super::laid::Laid;
use super::motion;

/// One way.
pub(crate) enum View {
    /// The whole frames, the reference laid down by this of the eight orientations; compared by their hashes.
    Whole(usize),
    /// A part of the one on a part of the other, by a mapping that local features gave; compared pixel by pixel.
    Laid(Box<Laid>),
}

impl View {
    /// How far two frames (of the query, of the reference) are from each other, on the scale of bits of a hash.
    pub(crate) fn distance(&self, pair: &Pair, query: usize, reference: usize) -> Option<u32> {
        match self {
            View::Whole(orientation) => {
                pair.query.frames[query].distance(&pair.reference.frames[reference], *orientation)
            }
            View::Laid(laid) => laid.distance(query, reference),
        }
    }

    /// Whether two frames of the query show different things: the more such frames agree with the reference, the less is
    /// chance, or one place at two times.
    pub(crate) fn are_unlike(&self, pair: &Pair, one: usize, other: usize) -> bool {
        match self {
            View::Whole(_) => pair.query.frames[one]
                .distance(&pair.query.frames[other], 0)
                .is_none_or(|bits| bits > crate::image::CONFIRMED_DISTANCE_BITS),
            View::Laid(laid) => laid.are_unlike(one, other),
        }
    }

    /// How what moves agrees along aligned frames.
    pub(crate) fn movement(&self, pair: &Pair, aligned: &[(usize, usize)]) -> Option<motion::Agreement> {
        match self {
            View::Whole(orientation) => motion::agreement(pair, aligned, *orientation),
            View::Laid(laid) => laid.movement(aligned),
        }
    }

    /// Of the pieces that change along aligned frames, how many agree, of how many; nothing where whole frames are compared.
    pub(crate) fn moving_pieces(&self, aligned: &[(usize, usize)]) -> (usize, usize) {
        match self {
            View::Whole(_) => (0, 0),
            View::Laid(laid) => laid.moving_pieces(aligned),
        }
    }

    /// Lines in time on which what moves agrees best. In a scene that hardly changes all frames look alike, and only
    /// movement tells where in the one the other begins.
    pub(crate) fn lines_of_movement(&self, pair: &Pair) -> Vec<Line> {
        match self {
            View::Whole(_) => Vec::new(),
            View::Laid(laid) => laid.lines_of_movement(pair),
        }
    }
}
