//! Local features: points of a picture that are found again in a crop, a screenshot, a small picture within a large
//! one, with a code of 128 bits each; the mapping that brings those of two pictures together; and whether the pixels
//! agree under it. What was measured: `docs/methods/local-features.md`.

mod agreement;
mod consensus;
mod describe;
mod detect;
mod index;
mod laying;
mod mapping;
mod plane;
mod seam;
mod solve;

pub use describe::Code;

pub(crate) use agreement::{Piece, Seen, coarsened, laid, pieces, places_of_pieces};
pub(crate) use index::{Alike, CodeIndex, LEAST_ALIKE, MOST_BITS, alike_of_pair, evidence};
pub(crate) use laying::Laying;
pub(crate) use mapping::Mapping;
pub(crate) use plane::Plane;
pub(crate) use seam::{Around, Edges};

use crate::image::Luma;
use detect::ScaleSpace;
use serde::{Deserialize, Serialize};

/// Longer side of the picture that is searched, pixels. A larger one is made smaller first.
pub const SEARCHED_SIDE_PX: usize = 512;

/// Places are kept in this part of a pixel.
const PLACE_STEPS: f32 = 32.0;

/// Spreads are kept in this part of a doubling.
const SPREAD_STEPS: f32 = 16.0;

/// Directions are kept in this part of a turn.
const DIRECTION_STEPS: f32 = 256.0;

/// One point, as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LocalPoint {
    /// Pixels from the left of the searched picture, times 32.
    pub x_32: u16,
    /// Pixels from its top, times 32.
    pub y_32: u16,
    /// Logarithm to base 2 of its spread in pixels, times 16.
    pub spread_16: u8,
    /// Its direction, 256 to a turn, clockwise from "to the right".
    pub direction_256: u8,
    /// What it looks like.
    pub code: Code,
}

impl LocalPoint {
    /// Pixels of the searched picture from its left and from its top.
    pub fn place_px(&self) -> (f32, f32) {
        (f32::from(self.x_32) / PLACE_STEPS, f32::from(self.y_32) / PLACE_STEPS)
    }

    /// Its spread, pixels of the searched picture.
    pub fn spread_px(&self) -> f32 {
        (f32::from(self.spread_16) / SPREAD_STEPS).exp2()
    }

    /// Its direction, degrees clockwise from "to the right", 0..360.
    pub fn direction_degrees(&self) -> f32 {
        f32::from(self.direction_256) * 360.0 / DIRECTION_STEPS
    }
}

/// What is compared of a picture by its parts.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct LocalFeatures {
    /// Width of the searched picture, pixels.
    pub width_px: u16,
    /// Its height.
    pub height_px: u16,
    /// Its points, those that stand out most first.
    pub points: Vec<LocalPoint>,
    /// A small copy of the picture, for comparing what is laid over each other.
    pub thumb: Thumb,
}

/// A small gray picture, row-major.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Thumb {
    /// Width, pixels.
    pub width_px: u16,
    /// Height, pixels.
    pub height_px: u16,
    /// Values 0..=255, `height_px` rows of `width_px`.
    pub values: Vec<u8>,
}

impl Thumb {
    /// A small copy of a picture.
    pub(crate) fn of_luma(luma: &Luma, longer_side_px: usize) -> Thumb {
        Thumb::of(&plane_of(luma), longer_side_px)
    }

    fn of(plane: &Plane, longer_side_px: usize) -> Thumb {
        let (width, height) = fitted((plane.width, plane.height), longer_side_px);
        let small = plane.resized(width, height);
        let values = small.values.iter().map(|value| (value * 255.0).round().clamp(0.0, 255.0) as u8).collect();
        Thumb { width_px: width as u16, height_px: height as u16, values }
    }

    fn plane(&self) -> Plane {
        let values = self.values.iter().map(|value| f32::from(*value)).collect();
        Plane { width: usize::from(self.width_px), height: usize::from(self.height_px), values }
    }
}

/// How much is kept of a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amount {
    pub(crate) n_points: usize,
    pub(crate) thumb_side_px: usize,
}

/// The features of a picture; none of a picture too small to search.
pub(crate) fn features_of(luma: &Luma, amount: Amount) -> LocalFeatures {
    if luma.width_px == 0 || luma.height_px == 0 {
        return LocalFeatures::default();
    }
    let whole = plane_of(luma);
    let (width, height) = fitted((whole.width, whole.height), SEARCHED_SIDE_PX);
    let picture = if (width, height) == (whole.width, whole.height) { whole } else { whole.resized(width, height) };
    LocalFeatures {
        width_px: width as u16,
        height_px: height as u16,
        points: points_of(&picture, amount.n_points),
        thumb: Thumb::of(&picture, amount.thumb_side_px),
    }
}

fn plane_of(luma: &Luma) -> Plane {
    let values = luma.values.iter().map(|value| value / 255.0).collect();
    Plane { width: luma.width_px, height: luma.height_px, values }
}

fn points_of(picture: &Plane, n_most: usize) -> Vec<LocalPoint> {
    let space = ScaleSpace::new(picture);
    let spots = detect::spread_out(space.spots(), (picture.width, picture.height), n_most);
    let describer = describe::Describer::new();
    let mut points = Vec::with_capacity(n_most);
    for spot in &spots {
        for direction in describe::directions(&space, spot) {
            let code = describer.code(&space, spot, direction);
            let direction = direction / std::f32::consts::TAU * DIRECTION_STEPS;
            points.push(LocalPoint {
                x_32: (spot.x * PLACE_STEPS).round() as u16,
                y_32: (spot.y * PLACE_STEPS).round() as u16,
                spread_16: (spot.spread.log2() * SPREAD_STEPS).round() as u8,
                direction_256: direction.round().rem_euclid(DIRECTION_STEPS) as u8,
                code,
            });
        }
    }
    points.truncate(n_most);
    points
}

/// Width and height with the longer side at most `side`, never less than 1.
pub(crate) fn fitted((width, height): (usize, usize), side: usize) -> (usize, usize) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let scaled = |length: usize| ((length * side) as f64 / longer as f64).round().max(1.0) as usize;
    (scaled(width), scaled(height))
}
