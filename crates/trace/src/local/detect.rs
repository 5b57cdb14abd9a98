//! Points that are found again in a copy: extrema of the difference of Gauss curves over place and scale.
//!
//! SOURCE: D. Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 60 (2004), sections 3 and 4.
//! Changed: the picture is not doubled first; one step of refinement from each of at most three places; the points that
//! are kept are spread over the picture and over scales (section "Which points are kept" of the methods page), because
//! the strongest ones alone all lie on an overlaid text.

use super::plane::Plane;
use crate::lanes::widest;

/// Scales of an octave that are searched.
const SCALES: usize = 3;

/// Blurred planes of an octave: three more than are searched.
const PLANES: usize = SCALES + 3;

/// Blur of the first plane of an octave, pixels of that octave.
pub(crate) const FIRST_BLUR: f32 = 1.6;

/// Blur that a sampled picture has of itself, pixels.
const CAMERA_BLUR: f32 = 0.5;

/// Least difference between two blurred planes at a point, of values in 0..=1. Lowe has 0.03 for bright and sharp
/// pictures; darkened and blurred copies need less, and how many are kept is limited anyway.
const LEAST_CONTRAST: f32 = 0.006;

/// Most ratio of the two curvatures of a point: more is an edge, along which a point slides (Lowe, section 4.1).
const MOST_CURVATURE_RATIO: f32 = 10.0;

/// Points nearer to the edge than this are left out, pixels of the octave.
const MARGIN: usize = 5;

/// Smallest side of an octave that is searched, pixels.
const LEAST_SIDE: usize = 20;

/// Moves to a neighbouring place before a point is given up.
const MOST_MOVES: usize = 3;

/// All blurred planes of a picture.
pub(crate) struct ScaleSpace {
    octaves: Vec<Vec<Plane>>,
}

/// A point with its place, pixels of the picture that was searched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Spot {
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Standard deviation of the Gauss curve at which it was found.
    pub(crate) spread: f32,
    pub(crate) octave: usize,
    pub(crate) plane: usize,
    /// How much it stands out, of values in 0..=1.
    pub(crate) contrast: f32,
}

impl ScaleSpace {
    /// All octaves of a picture with values in 0..=1.
    pub(crate) fn new(picture: &Plane) -> ScaleSpace {
        let mut octaves: Vec<Vec<Plane>> = Vec::new();
        if picture.width.min(picture.height) < LEAST_SIDE {
            return ScaleSpace { octaves };
        }
        let mut first = picture.blurred((FIRST_BLUR * FIRST_BLUR - CAMERA_BLUR * CAMERA_BLUR).sqrt());
        loop {
            let mut planes = vec![first];
            for n in 1..PLANES {
                let (before, now) = (blur_of(n as f32 - 1.0), blur_of(n as f32));
                let plane = planes[n - 1].blurred((now * now - before * before).sqrt());
                planes.push(plane);
            }
            first = planes[SCALES].halved();
            let is_last = first.width.min(first.height) < LEAST_SIDE;
            octaves.push(planes);
            if is_last {
                return ScaleSpace { octaves };
            }
        }
    }

    /// The blurred plane in which a spot was found.
    pub(crate) fn plane_of(&self, spot: &Spot) -> &Plane {
        &self.octaves[spot.octave][spot.plane]
    }

    /// All spots, in order of octave, scale, row and column.
    pub(crate) fn spots(&self) -> Vec<Spot> {
        let mut found = Vec::new();
        for (octave, planes) in self.octaves.iter().enumerate() {
            let differences: Vec<Plane> = planes.windows(2).map(|pair| difference(&pair[0], &pair[1])).collect();
            for scale in 1..=SCALES {
                spots_of_scale(octave, scale, &differences, &mut found);
            }
        }
        found
    }
}

/// Blur of a plane of an octave, pixels of the octave.
fn blur_of(plane: f32) -> f32 {
    FIRST_BLUR * (plane / SCALES as f32).exp2()
}

fn difference(less: &Plane, more: &Plane) -> Plane {
    let values = widest(
        #[inline(always)]
        || less.values.iter().zip(&more.values).map(|(less, more)| more - less).collect(),
    );
    Plane { width: less.width, height: less.height, values }
}

fn spots_of_scale(octave: usize, scale: usize, differences: &[Plane], found: &mut Vec<Spot>) {
    let (width, height) = (differences[0].width, differences[0].height);
    if width <= 2 * MARGIN || height <= 2 * MARGIN {
        return;
    }
    let mut stands_out = vec![false; width];
    for y in MARGIN..height - MARGIN {
        let rows = [y - 1, y, y + 1].map(|y| differences[scale].row(y));
        widest(
            #[inline(always)]
            || mark_those_that_stand_out(rows, &mut stands_out),
        );
        for (x, stands_out) in stands_out.iter().enumerate().take(width - MARGIN).skip(MARGIN) {
            if *stands_out && is_extremum(differences, scale, x, y) {
                found.extend(refined(octave, scale, differences, x, y));
            }
        }
    }
}

/// Marks each value of the middle row that is strong enough and beyond its four neighbours: what is left of most rows is
/// little, and what follows may be slow.
#[inline(always)]
fn mark_those_that_stand_out([above, row, below]: [&[f32]; 3], stands_out: &mut [bool]) {
    let last = row.len() - 1;
    let beside = row[..last - 1].iter().zip(&row[1..last]).zip(&row[2..]);
    let across = above[1..last].iter().zip(&below[1..last]);
    for ((((left, value), right), (above, below)), stands) in beside.zip(across).zip(&mut stands_out[1..last]) {
        let is_top = (value > left) & (value > right) & (value > above) & (value > below);
        let is_bottom = (value < left) & (value < right) & (value < above) & (value < below);
        *stands = (value.abs() > LEAST_CONTRAST * 0.5) & (is_top | is_bottom);
    }
}

fn is_extremum(differences: &[Plane], scale: usize, x: usize, y: usize) -> bool {
    let value = differences[scale].row(y)[x];
    let sign = value.signum();
    let value = value * sign;
    for plane in [scale, scale - 1, scale + 1] {
        for row in [y, y - 1, y + 1] {
            let around = &differences[plane].row(row)[x - 1..x + 2];
            let is_middle = plane == scale && row == y;
            let beats = |n: usize| value > around[n] * sign;
            if !(beats(0) && beats(2) && (is_middle || beats(1))) {
                return false;
            }
        }
    }
    true
}

/// The spot between pixels and scales; `None` when it is faint, on an edge, or runs away.
fn refined(octave: usize, scale: usize, differences: &[Plane], x: usize, y: usize) -> Option<Spot> {
    let (width, height) = (differences[0].width, differences[0].height);
    let (mut scale, mut x, mut y) = (scale, x, y);
    for _ in 0..=MOST_MOVES {
        let local = Local::around(differences, scale, x, y);
        let step = local.step()?;
        if step.iter().all(|part| part.abs() <= 0.6) {
            let contrast = local.value + 0.5 * (0..3).map(|n| local.slope[n] * step[n]).sum::<f32>();
            if contrast.abs() < LEAST_CONTRAST || local.is_edge() {
                return None;
            }
            let size = (1_usize << octave) as f32;
            return Some(Spot {
                x: (x as f32 + step[0]) * size,
                y: (y as f32 + step[1]) * size,
                spread: blur_of(scale as f32 + step[2]) * size,
                octave,
                plane: scale,
                contrast: contrast.abs(),
            });
        }
        let moved = |place: usize, part: f32| place.saturating_add_signed(part.round().clamp(-1.0, 1.0) as isize);
        (x, y, scale) = (moved(x, step[0]), moved(y, step[1]), moved(scale, step[2]));
        let inside = (MARGIN..width - MARGIN).contains(&x) && (MARGIN..height - MARGIN).contains(&y);
        if !inside || !(1..=SCALES).contains(&scale) {
            return None;
        }
    }
    None
}

/// Value, slope and curvature at a place of the difference planes; order: across, down, scale.
struct Local {
    value: f32,
    slope: [f32; 3],
    curve: [[f32; 3]; 3],
}

impl Local {
    fn around(differences: &[Plane], scale: usize, x: usize, y: usize) -> Local {
        let at = |dx: isize, dy: isize, ds: isize| {
            differences[scale.saturating_add_signed(ds)].row(y.saturating_add_signed(dy))[x.saturating_add_signed(dx)]
        };
        let value = at(0, 0, 0);
        let slope = [at(1, 0, 0) - at(-1, 0, 0), at(0, 1, 0) - at(0, -1, 0), at(0, 0, 1) - at(0, 0, -1)];
        let xx = at(1, 0, 0) + at(-1, 0, 0) - 2.0 * value;
        let yy = at(0, 1, 0) + at(0, -1, 0) - 2.0 * value;
        let ss = at(0, 0, 1) + at(0, 0, -1) - 2.0 * value;
        let xy = (at(1, 1, 0) - at(-1, 1, 0) - at(1, -1, 0) + at(-1, -1, 0)) / 4.0;
        let xs = (at(1, 0, 1) - at(-1, 0, 1) - at(1, 0, -1) + at(-1, 0, -1)) / 4.0;
        let ys = (at(0, 1, 1) - at(0, -1, 1) - at(0, 1, -1) + at(0, -1, -1)) / 4.0;
        Local { value, slope: slope.map(|slope| slope / 2.0), curve: [[xx, xy, xs], [xy, yy, ys], [xs, ys, ss]] }
    }

    /// Where the parabola through the neighbours has its top, in pixels and scales from here.
    fn step(&self) -> Option<[f32; 3]> {
        let curve = self.curve.map(|row| row.map(f64::from));
        let right = self.slope.map(|slope| -f64::from(slope));
        super::solve::solved(curve, right).map(|step| step.map(|part| part as f32))
    }

    fn is_edge(&self) -> bool {
        let (xx, yy, xy) = (self.curve[0][0], self.curve[1][1], self.curve[0][1]);
        let (trace, determinant) = (xx + yy, xx * yy - xy * xy);
        let ratio = MOST_CURVATURE_RATIO;
        determinant <= 0.0 || trace * trace * ratio >= (ratio + 1.0) * (ratio + 1.0) * determinant
    }
}

/// Cells along each side of the picture over which points are spread.
const CELLS: usize = 6;

/// A cell may hold this many times its even share.
const CELL_SHARE: f32 = 2.0;

/// Shares of the octaves, the finest first; what follows the last has its share. By themselves three of four points
/// would be of the finest octave, and a small picture within a large one is found by the coarse points of the large.
const OCTAVE_SHARES: [f32; 4] = [0.48, 0.28, 0.16, 0.08];

/// At most `n_most` spots, the strongest of each octave and part of the picture first; in order of strength.
pub(crate) fn spread_out(spots: Vec<Spot>, (width, height): (usize, usize), n_most: usize) -> Vec<Spot> {
    let mut spots = spots;
    spots.sort_by(|a, b| {
        b.contrast
            .total_cmp(&a.contrast)
            .then(a.octave.cmp(&b.octave))
            .then(a.y.total_cmp(&b.y))
            .then(a.x.total_cmp(&b.x))
    });
    let cell_of = |spot: &Spot| {
        let place = |at: f32, side: usize| ((at / side as f32 * CELLS as f32) as usize).min(CELLS - 1);
        place(spot.y, height) * CELLS + place(spot.x, width)
    };
    let most_of_cell = (n_most as f32 * CELL_SHARE / (CELLS * CELLS) as f32).ceil() as usize;
    let most_of_octave = OCTAVE_SHARES.map(|share| (n_most as f32 * share).ceil() as usize);
    let mut in_cell = vec![0; CELLS * CELLS];
    let mut in_octave = [0; OCTAVE_SHARES.len()];
    let mut kept = Vec::new();
    let mut rest = Vec::new();
    for spot in spots {
        let (cell, octave) = (cell_of(&spot), spot.octave.min(OCTAVE_SHARES.len() - 1));
        if in_cell[cell] < most_of_cell && in_octave[octave] < most_of_octave[octave] {
            in_cell[cell] += 1;
            in_octave[octave] += 1;
            kept.push(spot);
        } else {
            rest.push((cell, spot));
        }
    }
    // What an octave or a cell does not use goes to the others, still without crowding.
    for (cell, spot) in rest {
        if kept.len() >= n_most {
            break;
        }
        if in_cell[cell] < 2 * most_of_cell {
            in_cell[cell] += 1;
            kept.push(spot);
        }
    }
    kept.truncate(n_most);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bright blob of this spread on gray.
    fn blob(x: f32, y: f32, spread: f32) -> Plane {
        let value = |n: usize| {
            let (dx, dy) = ((n % 96) as f32 - x, (n / 96) as f32 - y);
            0.3 + 0.5 * (-(dx * dx + dy * dy) / (2.0 * spread * spread)).exp()
        };
        Plane { width: 96, height: 96, values: (0..96 * 96).map(value).collect() }
    }

    #[test]
    fn a_blob_is_found_at_its_place_and_size() {
        for (x, y, spread) in [(40.3, 50.6, 3.0), (48.0, 44.5, 5.0), (50.2, 47.8, 8.0)] {
            let spots = ScaleSpace::new(&blob(x, y, spread)).spots();
            let found = spots.iter().max_by(|a, b| a.contrast.total_cmp(&b.contrast)).expect("the blob is a spot");
            assert!((found.x - x).abs() < 0.5 && (found.y - y).abs() < 0.5, "{found:?}");
            // The planes are 1.26 times apart and each is compared with the next.
            assert!((0.75..1.3).contains(&(found.spread / spread)), "{found:?} of a blob of {spread}");
        }
    }

    #[test]
    fn an_edge_and_an_even_plane_have_no_spots() {
        let edge =
            Plane { width: 80, height: 80, values: (0..6400).map(|n| if n % 80 < 40 { 0.2 } else { 0.8 }).collect() };
        assert_eq!(ScaleSpace::new(&edge).spots(), []);
        assert_eq!(ScaleSpace::new(&Plane { width: 80, height: 80, values: vec![0.5; 6400] }).spots(), []);
        assert_eq!(ScaleSpace::new(&Plane { width: 5, height: 80, values: vec![0.5; 400] }).spots(), []);
    }

    #[test]
    fn a_crowded_corner_does_not_take_the_place_of_all_others() {
        let spot = |x: f32, contrast: f32| Spot { x, y: 10.0, spread: 2.0, octave: 0, plane: 1, contrast };
        let crowd = (0..200).map(|n| spot(1.0 + n as f32 * 0.01, 0.9));
        let others = (0..5).map(|n| spot(100.0 + n as f32 * 40.0, 0.1));
        let kept = spread_out(crowd.chain(others).collect(), (300, 300), 60);
        assert!(kept.len() <= 60);
        assert_eq!(kept.iter().filter(|spot| spot.x >= 100.0).count(), 5);
    }
}
