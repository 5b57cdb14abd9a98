//! What lies around a picture where it is a part of another: the other goes on beyond its edge, so the part was cut out of
//! it; or there is a seam all along the edge, so something was put around the part.

use super::agreement::Seen;
use super::laying::Laying;
use super::mapping::Mapping;
use super::plane::Plane;

/// Places along each side of the frame.
const PLACES: usize = 24;

/// A side says something when at least so many of its places lie well inside the other picture.
const LEAST_PLACES: usize = 14;

/// Pixels of the small copy from the edge to the nearest value on each side, and from that to the next: a laying is off
/// by up to one.
const NEAR_PX: f64 = 1.25;
const FAR_PX: f64 = 3.75;

/// Across a seam the values differ so many times as much as beside it, and so much, luma steps.
const LEAST_SEAM_RATIO: f64 = 3.0;
const LEAST_SEAM: f64 = 10.0;

/// A seam runs along so many sides, and most of them: one alone may be a wall or a bar at which somebody cut.
const LEAST_SEAMS: usize = 2;

/// Where a picture goes on they differ at most so many times as much.
const MOST_ON_RATIO: f64 = 1.7;

/// And there is something to see on both sides: black beside black is no picture that goes on. Luma steps.
const LEAST_DETAIL: f64 = 2.0;

/// What lies around a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Around {
    /// The picture goes on.
    GoesOn,
    /// A seam all along.
    Seam,
}

/// What a laying says of which picture is nearer the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Edges {
    /// Around the reference's frame in the query.
    pub(crate) in_query: Option<Around>,
    /// Around the query's frame in the reference.
    pub(crate) in_reference: Option<Around>,
}

impl Edges {
    pub(crate) fn of(laying: &Laying, query: &Seen, reference: &Seen) -> Edges {
        Edges {
            in_query: around(reference, query, &laying.back),
            in_reference: around(query, reference, &laying.mapping),
        }
    }
}

/// What lies around the frame of `part` in `whole`; `None` where it fills it, or nothing clear can be said.
fn around(part: &Seen, whole: &Seen, to_whole: &Mapping) -> Option<Around> {
    let plane = whole.thumb.plane();
    if plane.width < 8 || plane.height < 8 {
        return None;
    }
    let scale = whole.thumb_scale()?;
    let (width, height) = part.size;
    let place = |along: f64, side: usize, out: f64| match side {
        0 => (along * width - 0.5, -0.5 - out),
        1 => (width - 0.5 + out, along * height - 0.5),
        2 => (along * width - 0.5, height - 0.5 + out),
        _ => (-0.5 - out, along * height - 0.5),
    };
    let sides = (0..4).filter_map(|side| {
        let of_place = |n: usize| {
            let along = 0.08 + 0.84 * (n as f64 + 0.5) / PLACES as f64;
            let edge = on_thumb(to_whole.apply(place(along, side, 0.0)), scale);
            let beyond = on_thumb(to_whole.apply(place(along, side, 4.0)), scale);
            steps_across(&plane, edge, beyond)
        };
        side_of(&(0..PLACES).filter_map(of_place).collect::<Vec<Steps>>())
    });
    let sides: Vec<Option<Around>> = sides.collect();
    let count = |what: Option<Around>| sides.iter().filter(|side| **side == what).count();
    let (seams, goes_on, unclear) = (count(Some(Around::Seam)), count(Some(Around::GoesOn)), count(None));
    if goes_on == 0 && seams >= LEAST_SEAMS && seams > unclear {
        Some(Around::Seam)
    } else if goes_on > 0 && seams + unclear == 0 {
        Some(Around::GoesOn)
    } else {
        None
    }
}

fn on_thumb((x, y): (f64, f64), scale: f64) -> (f64, f64) {
    ((x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5)
}

/// How much the values differ inside, across and outside an edge, over equal lengths.
type Steps = [f64; 3];

fn steps_across(plane: &Plane, edge: (f64, f64), beyond: (f64, f64)) -> Option<Steps> {
    let (dx, dy) = (beyond.0 - edge.0, beyond.1 - edge.1);
    let length = dx.hypot(dy);
    if !length.is_finite() || length <= 0.0 {
        return None;
    }
    let value = |px: f64| {
        let (x, y) = (edge.0 + dx / length * px, edge.1 + dy / length * px);
        let is_inside = (0.0..=(plane.width - 1) as f64).contains(&x) && (0.0..=(plane.height - 1) as f64).contains(&y);
        is_inside.then(|| f64::from(plane.at(x as f32, y as f32)))
    };
    let [inner, inside, outside, outer] = [value(-FAR_PX)?, value(-NEAR_PX)?, value(NEAR_PX)?, value(FAR_PX)?];
    Some([(inner - inside).abs(), (inside - outside).abs(), (outside - outer).abs()])
}

/// What one side says: `None` = it does not lie inside; `Some(None)` = nothing clear.
fn side_of(steps: &[Steps]) -> Option<Option<Around>> {
    if steps.len() < LEAST_PLACES {
        return None;
    }
    let [inside, across, outside] =
        [0, 1, 2].map(|n| steps.iter().map(|steps| steps[n]).sum::<f64>() / steps.len() as f64);
    let beside = 0.5 * (inside + outside) + 1.0;
    let said = if across >= LEAST_SEAM && across >= LEAST_SEAM_RATIO * beside {
        Some(Around::Seam)
    } else if across <= MOST_ON_RATIO * beside && inside.min(outside) >= LEAST_DETAIL {
        Some(Around::GoesOn)
    } else {
        None
    };
    Some(said)
}
