//! Whether the pixels of two pictures agree where a mapping lays them over each other, piece by piece: what is laid over
//! a copy hides some pieces and leaves the others, and two views of one place agree in few.

use super::mapping::Mapping;
use super::{LocalFeatures, Plane, Thumb};
use std::ops::Range;

/// Least correlation of a piece that agrees.
const LEAST_CORRELATION: f32 = 0.7;

/// A piece whose standard deviation is below this on both sides shows nothing to compare, luma steps.
const LEAST_DETAIL: f32 = 3.0;

/// Pixels along each side of a piece.
const PIECE_PX: usize = 6;

/// A piece of which this share of the pixels lies within so many luma steps shows plain ground.
const PLAIN_SHARE: f64 = 0.34;
const PLAIN_STEPS: f32 = 4.0;

/// Fewest of the pixels of a piece that must lie inside both pictures.
const LEAST_INSIDE: f32 = 0.8;

/// What two pictures have in common under a mapping.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Agreement {
    /// Piece by piece.
    pub(crate) pieces: Pieces,
    /// Of the pieces that agree those without plain ground on either side: no letters, bars, buttons.
    pub(crate) n_textured: usize,
    /// Part of the query that shows the reference: left, top, right, bottom, 0..=1.
    pub(crate) query_region: [f64; 4],
    /// Part of the reference that the query shows.
    pub(crate) reference_region: [f64; 4],
    /// Share of the query's area that the mapping covers.
    pub(crate) query_share: f64,
    /// Share of the reference's area.
    pub(crate) reference_share: f64,
}

impl Agreement {
    /// Share of the compared pieces that agree.
    pub(crate) fn share(&self) -> f64 {
        self.pieces.n_agreeing as f64 / self.pieces.n_compared.max(1) as f64
    }

    /// Share of the compared pieces that agree and are no letters, bars, buttons.
    pub(crate) fn textured_share(&self) -> f64 {
        self.n_textured as f64 / self.pieces.n_compared.max(1) as f64
    }

    /// Lays `query` over `reference` by a mapping of the searched pictures.
    pub(crate) fn of(query: &Seen, reference: &Seen, mapping: &Mapping) -> Option<Agreement> {
        let back = mapping.inverse()?;
        let (query_region, query_share) = covered(query.size, reference.size, mapping)?;
        let (reference_region, reference_share) = covered(reference.size, query.size, &back)?;
        let small = coarsened(query, reference, &back)?;
        let laid = laid(query, reference, &back, (small.width, small.height))?;
        let (pieces, n_textured) = (pieces(&small, &laid), n_textured(&small, &laid));
        Some(Agreement { pieces, n_textured, query_region, reference_region, query_share, reference_share })
    }
}

/// A picture as it is laid over another: its size when it was searched, and its small copy.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) size: (f64, f64),
    pub(crate) thumb: &'a Thumb,
}

impl<'a> Seen<'a> {
    pub(crate) fn of(features: &'a LocalFeatures) -> Seen<'a> {
        Seen { size: (f64::from(features.width_px), f64::from(features.height_px)), thumb: &features.thumb }
    }

    /// Pixels of the small copy for one of the searched picture.
    pub(crate) fn thumb_scale(&self) -> Option<f64> {
        let scale = f64::from(self.thumb.width_px) / self.size.0;
        (scale.is_finite() && scale > 0.0).then_some(scale)
    }
}

/// Of the places of one picture those that lie inside the other: the region around them and their share.
fn covered(
    (width, height): (f64, f64),
    (other_width, other_height): (f64, f64),
    to_other: &Mapping,
) -> Option<([f64; 4], f64)> {
    const STEPS: usize = 48;
    let mut region = [1.0_f64, 1.0, 0.0, 0.0];
    let mut n_inside = 0;
    for row in 0..STEPS {
        for column in 0..STEPS {
            let (x, y) = ((column as f64 + 0.5) / STEPS as f64, (row as f64 + 0.5) / STEPS as f64);
            let (u, v) = to_other.apply((x * width - 0.5, y * height - 0.5));
            if (-0.5..other_width - 0.5).contains(&u) && (-0.5..other_height - 0.5).contains(&v) {
                let half = 0.5 / STEPS as f64;
                region[0] = region[0].min(x - half);
                region[1] = region[1].min(y - half);
                region[2] = region[2].max(x + half);
                region[3] = region[3].max(y + half);
                n_inside += 1;
            }
        }
    }
    let rounded = region.map(|edge| (edge * 1e4).round() / 1e4);
    (n_inside > 0).then_some((rounded, n_inside as f64 / (STEPS * STEPS) as f64))
}

/// The small copy of the reference, made as coarse as it is in the query: where a small picture lies in a large one,
/// the reference holds detail that the query cannot have.
pub(crate) fn coarsened(query: &Seen, reference: &Seen, back: &Mapping) -> Option<Plane> {
    let middle = (reference.size.0 / 2.0, reference.size.1 / 2.0);
    let finer = back.scale_at(middle) * query.thumb_scale()? / reference.thumb_scale()?;
    let whole = reference.thumb.plane();
    let shrink = finer.clamp(0.1, 1.0);
    finer.is_finite().then(|| whole.resized(shrunk(whole.width, shrink), shrunk(whole.height, shrink)))
}

/// The query laid over the reference, in a picture of the size given; not a number where the query has nothing.
pub(crate) fn laid(query: &Seen, reference: &Seen, back: &Mapping, (width, height): (usize, usize)) -> Option<Plane> {
    let scale = query.thumb_scale()?;
    let plane = query.thumb.plane();
    let (across, down) = (reference.size.0 / width as f64, reference.size.1 / height as f64);
    let mut values = Vec::with_capacity(width * height);
    for row in 0..height {
        for column in 0..width {
            let place = ((column as f64 + 0.5) * across - 0.5, (row as f64 + 0.5) * down - 0.5);
            values.push(sampled(&plane, back.apply(place), scale));
        }
    }
    Some(Plane { width, height, values })
}

/// Pieces of two pictures that were laid over each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Pieces {
    pub(crate) n_agreeing: usize,
    pub(crate) n_compared: usize,
}

/// Compares two pictures piece by piece.
pub(crate) fn pieces(reference: &Plane, laid: &Plane) -> Pieces {
    let mut counted = Pieces { n_agreeing: 0, n_compared: 0 };
    for piece in places_of_pieces(reference.width, reference.height) {
        if let Some(agrees) = piece.agrees(reference, laid) {
            counted.n_compared += 1;
            counted.n_agreeing += usize::from(agrees);
        }
    }
    counted
}

/// Pieces that agree and of which neither side shows plain ground: letters on paper of one colour agree whatever they say.
fn n_textured(reference: &Plane, laid: &Plane) -> usize {
    let agrees = |piece: &Piece| piece.agrees(reference, laid) == Some(true);
    let has_ground = |piece: &Piece| piece.has_plain_ground(reference) || piece.has_plain_ground(laid);
    places_of_pieces(reference.width, reference.height).filter(|piece| agrees(piece) && !has_ground(piece)).count()
}

/// Where a piece lies.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Piece {
    pub(crate) down: Range<usize>,
    pub(crate) across: Range<usize>,
}

/// The pieces of a picture, row by row.
pub(crate) fn places_of_pieces(width: usize, height: usize) -> impl Iterator<Item = Piece> {
    let (columns, rows) = ((width / PIECE_PX).max(1), (height / PIECE_PX).max(1));
    (0..rows).flat_map(move |row| {
        let down = row * height / rows..(row + 1) * height / rows;
        (0..columns).map(move |column| {
            let across = column * width / columns..(column + 1) * width / columns;
            Piece { down: down.clone(), across }
        })
    })
}

impl Piece {
    /// Whether a good part of it is of one value.
    fn has_plain_ground(&self, plane: &Plane) -> bool {
        let values = self.down.clone().flat_map(|y| &plane.row(y)[self.across.clone()]);
        let mut values: Vec<f32> = values.copied().filter(|value| !value.is_nan()).collect();
        values.sort_unstable_by(f32::total_cmp);
        let n_plain = ((values.len() as f64 * PLAIN_SHARE).ceil() as usize).max(1);
        values.windows(n_plain).any(|alike| alike[n_plain - 1] - alike[0] <= PLAIN_STEPS)
    }

    /// Whether it shows the same in both; `None` where it lies outside or there is nothing to see in it.
    pub(crate) fn agrees(&self, reference: &Plane, laid: &Plane) -> Option<bool> {
        let correlation = correlation_of_piece(reference, laid, self.down.clone(), self.across.clone())?;
        Some(correlation >= LEAST_CORRELATION)
    }
}

/// Correlation of one piece; `None` where it lies outside or there is nothing to see in it.
fn correlation_of_piece(reference: &Plane, laid: &Plane, down: Range<usize>, across: Range<usize>) -> Option<f32> {
    let n_all = (down.len() * across.len()) as f32;
    let mut sums = Sums::default();
    for y in down {
        let (reference, laid) = (reference.row(y), laid.row(y));
        for x in across.clone().filter(|x| !laid[*x].is_nan() && !reference[*x].is_nan()) {
            sums.add(reference[x], laid[x]);
        }
    }
    if sums.n < LEAST_INSIDE * n_all {
        return None;
    }
    sums.correlation()
}

#[derive(Default)]
struct Sums {
    n: f32,
    a: f32,
    b: f32,
    aa: f32,
    bb: f32,
    ab: f32,
}

impl Sums {
    fn add(&mut self, a: f32, b: f32) {
        // Around the middle of the scale the squares stay small, so that nothing is lost to rounding.
        let (a, b) = (a - 128.0, b - 128.0);
        self.n += 1.0;
        self.a += a;
        self.b += b;
        self.aa += a * a;
        self.bb += b * b;
        self.ab += a * b;
    }

    fn correlation(&self) -> Option<f32> {
        let (mean_a, mean_b) = (self.a / self.n, self.b / self.n);
        let power_a = (self.aa / self.n - mean_a * mean_a).max(0.0);
        let power_b = (self.bb / self.n - mean_b * mean_b).max(0.0);
        if power_a.max(power_b).sqrt() < LEAST_DETAIL {
            return None;
        }
        let both = (power_a * power_b).sqrt();
        Some(if both > 1e-3 { (self.ab / self.n - mean_a * mean_b) / both } else { 0.0 })
    }
}

fn shrunk(length: usize, factor: f64) -> usize {
    ((length as f64 * factor).round() as usize).max(1)
}

/// The value of a thumb at a place of the searched picture.
fn sampled(thumb: &Plane, (x, y): (f64, f64), scale: f64) -> f32 {
    let (x, y) = ((x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5);
    let inside = (-0.5..thumb.width as f64 - 0.5).contains(&x) && (-0.5..thumb.height as f64 - 0.5).contains(&y);
    if inside { thumb.at(x as f32, y as f32) } else { f32::NAN }
}
