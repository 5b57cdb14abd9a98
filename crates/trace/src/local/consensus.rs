//! Which points of two pictures lie alike: pairs of points that look alike, and the mapping on which most of them
//! agree. Nothing is drawn by lot: each pair says by itself how it was turned and scaled, so each is tried.
//!
//! SOURCE: the idea of one hypothesis from each pair, checked and then refined by those that agree with it, is that of
//! J. Philbin and others, "Object retrieval with large vocabularies and fast spatial matching", CVPR 2007, section 4.

use super::index::Alike;
use super::mapping::{Mapping, PlacePair};
use super::{Code, DIRECTION_STEPS, LocalFeatures, LocalPoint, PLACE_STEPS, SPREAD_STEPS};
use std::f64::consts::{PI, TAU};

/// Pairs from which a mapping is tried, the most alike first.
const MOST_TRIED: usize = 96;

/// Mappings that are refined.
const MOST_REFINED: usize = 4;

/// Fewest pairs that agree with one of them for a mapping to be refined.
const LEAST_SUPPORT: usize = 4;

/// Most bits of a pair that is looked for where the mapping says it should be.
const GUIDED_BITS: u32 = 44;

/// Farthest that a pair is looked for, pixels of the reference.
const MOST_REACH_PX: f64 = 48.0;

/// How a mapping was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// From places of the query to places of the reference, pixels of the searched pictures.
    pub(crate) mapping: Mapping,
    /// Pairs of points that agree with it, no two in one place of either picture.
    pub(crate) n_agreeing: usize,
    /// Mean bits in which they differ.
    pub(crate) mean_bits: f64,
    /// Area over which these points are spread, pixels of the query.
    pub(crate) area_px: f64,
}

/// A point as numbers.
#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
    spread: f64,
    direction: f64,
    code: Code,
}

impl Point {
    fn of(point: &LocalPoint) -> Point {
        Point {
            x: f64::from(point.x_32) / f64::from(PLACE_STEPS),
            y: f64::from(point.y_32) / f64::from(PLACE_STEPS),
            spread: (f64::from(point.spread_16) / f64::from(SPREAD_STEPS)).exp2(),
            direction: f64::from(point.direction_256) / f64::from(DIRECTION_STEPS) * TAU,
            code: point.code,
        }
    }

    /// The point in the picture mirrored left and right.
    fn mirrored(self, width: f64) -> Point {
        Point {
            x: width - 1.0 - self.x,
            direction: (PI - self.direction).rem_euclid(TAU),
            code: self.code.mirrored(),
            ..self
        }
    }

    fn place(&self) -> (f64, f64) {
        (self.x, self.y)
    }
}

#[derive(Clone, Copy)]
struct PointPair {
    query: Point,
    reference: Point,
    bits: u32,
}

/// The mapping by which the points of `query` lie on those of `reference`, `mirrored` or not, from points that look
/// alike (`asked` of the query, `other` of the reference); `None` where no few pairs agree on one.
pub(crate) fn lay(query: &LocalFeatures, reference: &LocalFeatures, alike: &[Alike], mirrored: bool) -> Option<Found> {
    let width = f64::from(query.width_px);
    let queries: Vec<Point> =
        query.points.iter().map(Point::of).map(|point| if mirrored { point.mirrored(width) } else { point }).collect();
    let references: Vec<Point> = reference.points.iter().map(Point::of).collect();
    let mut pairs: Vec<PointPair> = alike
        .iter()
        .map(|alike| PointPair {
            query: queries[alike.asked as usize],
            reference: references[alike.other as usize],
            bits: alike.bits,
        })
        .collect();
    pairs.sort_by_key(|pair| pair.bits);
    let rough = hypotheses(&pairs)
        .into_iter()
        .filter_map(|agreeing| refined(&pairs, agreeing))
        .reduce(|best, other| if rank(&other) > rank(&best) { other } else { best })?;
    let found = completed(rough, &queries, &Neighbourhood::new(&references, reference));
    if !mirrored {
        return Some(found);
    }
    let flip = Mapping::stretch((-1.0, 1.0), (width - 1.0, 0.0));
    Some(Found { mapping: found.mapping.after(&flip)?, ..found })
}

fn rank(found: &Found) -> f64 {
    found.n_agreeing as f64 * (1.0 - found.mean_bits / 64.0)
}

/// Sets of pairs that agree with one of them about turn, scale and place; the largest first.
fn hypotheses(pairs: &[PointPair]) -> Vec<Vec<usize>> {
    let changes: Vec<Change> = pairs.iter().map(Change::of).collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for change in changes.iter().take(MOST_TRIED) {
        let mapping = Mapping::similarity(change.scale, change.turn, (0.0, 0.0));
        let agrees = |n: &usize| change.agrees_roughly(&mapping, &changes[*n]);
        let agreeing: Vec<usize> = (0..pairs.len()).filter(agrees).collect();
        if agreeing.len() >= LEAST_SUPPORT {
            found.push(agreeing);
        }
    }
    found.sort_by_key(|agreeing| std::cmp::Reverse(agreeing.len()));
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for agreeing in found {
        let is_known = |known: &Vec<usize>| {
            let n_common = agreeing.iter().filter(|n| known.binary_search(n).is_ok()).count();
            2 * n_common > agreeing.len()
        };
        if kept.len() < MOST_REFINED && !kept.iter().any(is_known) {
            kept.push(agreeing);
        }
    }
    kept
}

/// How a pair says that the query was turned, scaled and laid down.
struct Change {
    scale: f64,
    log_scale: f64,
    turn: f64,
    query: (f64, f64),
    reference: (f64, f64),
}

impl Change {
    fn of(pair: &PointPair) -> Change {
        let scale = pair.reference.spread / pair.query.spread;
        Change {
            scale,
            log_scale: scale.ln(),
            turn: pair.reference.direction - pair.query.direction,
            query: pair.query.place(),
            reference: pair.reference.place(),
        }
    }

    /// Turn and scale of a point are good to some twenty degrees and a half, so that places far apart may lie off by a
    /// part of their distance. `mapping` has this scale and turn.
    fn agrees_roughly(&self, mapping: &Mapping, other: &Change) -> bool {
        let turn_off = (self.turn - other.turn + PI).rem_euclid(TAU) - PI;
        if turn_off.abs() > 0.45 || (self.log_scale - other.log_scale).abs() > 0.5 {
            return false;
        }
        let (u, v) = mapping.apply((other.query.0 - self.query.0, other.query.1 - self.query.1));
        let (du, dv) = (other.reference.0 - self.reference.0, other.reference.1 - self.reference.1);
        length_of(u - du, v - dv) <= 6.0 * self.scale.max(1.0) + 0.22 * length_of(du, dv)
    }
}

/// From pairs that agree roughly to a mapping on which they agree to a few pixels.
fn refined(pairs: &[PointPair], agreeing: Vec<usize>) -> Option<Found> {
    let rough: Vec<PointPair> = agreeing.into_iter().map(|n| pairs[n]).collect();
    let mut mapping = Mapping::fit_similarity(&places(&rough))?;
    // First looser than in the end: the rough set holds pairs that are wrong.
    for looseness in [6.0, 3.0, 2.0] {
        let near = agreeing_with(&mapping, pairs, looseness);
        if near.len() < LEAST_SUPPORT {
            return None;
        }
        let places = places(&near);
        mapping = if near.len() >= 6 { Mapping::fit_affine(&places)? } else { Mapping::fit_similarity(&places)? };
    }
    counted(mapping, pairs)
}

/// The mapping fitted again to all pairs that lie where it says, as long as that makes more of them agree.
fn completed(rough: Found, queries: &[Point], references: &Neighbourhood) -> Found {
    let mut best = rough;
    for _ in 0..3 {
        let near = agreeing_with(&best.mapping, &guided(&best.mapping, queries, references), 1.5);
        let places = places(&near);
        let fits = [
            (near.len() >= 6).then(|| Mapping::fit_affine(&places)).flatten(),
            (near.len() >= 12).then(|| Mapping::fit_flat_view(&places)).flatten(),
        ];
        let counted =
            fits.into_iter().flatten().filter_map(|mapping| counted(mapping, &guided(&mapping, queries, references)));
        match counted.reduce(|best, other| if rank(&other) > rank(&best) { other } else { best }) {
            Some(found) if rank(&found) > rank(&best) => best = found,
            _ => break,
        }
    }
    best
}

fn places(pairs: &[PointPair]) -> Vec<PlacePair> {
    pairs.iter().map(|pair| (pair.query.place(), pair.reference.place())).collect()
}

/// How far a pair may lie off, in pixels of the coarser of the two pictures: more for coarse points, which are found
/// less exactly.
fn tolerance(pair: &PointPair, scale: f64) -> f64 {
    scale.max(1.0) * 1.2 + 0.45 * pair.reference.spread.max(pair.query.spread * scale)
}

fn agreeing_with(mapping: &Mapping, pairs: &[PointPair], looseness: f64) -> Vec<PointPair> {
    let is_near = |pair: &&PointPair| {
        let (x, y) = mapping.apply(pair.query.place());
        let away = length_of(x - pair.reference.x, y - pair.reference.y);
        away <= looseness * tolerance(pair, mapping.scale_at(pair.query.place()))
    };
    pairs.iter().filter(is_near).copied().collect()
}

/// Side of a cell of [`Neighbourhood`], pixels.
const CELL_PX: f64 = 16.0;

/// The points of a picture by their place.
struct Neighbourhood {
    columns: usize,
    rows: usize,
    cells: Vec<Vec<Point>>,
}

impl Neighbourhood {
    fn new(points: &[Point], features: &LocalFeatures) -> Neighbourhood {
        let n_cells = |length: u16| (f64::from(length) / CELL_PX) as usize + 1;
        let (columns, rows) = (n_cells(features.width_px), n_cells(features.height_px));
        let mut cells = vec![Vec::new(); columns * rows];
        for point in points {
            let column = ((point.x / CELL_PX) as usize).min(columns - 1);
            let row = ((point.y / CELL_PX) as usize).min(rows - 1);
            cells[row * columns + column].push(*point);
        }
        Neighbourhood { columns, rows, cells }
    }

    fn around(&self, x: f64, y: f64, reach: f64) -> impl Iterator<Item = &Point> {
        let span = |at: f64, n_cells: usize| {
            let (first, last) = ((at - reach) / CELL_PX, (at + reach) / CELL_PX);
            if last < 0.0 || first >= n_cells as f64 {
                return 0..0;
            }
            first.max(0.0) as usize..(last as usize + 1).min(n_cells)
        };
        let (rows, columns) = (span(y, self.rows), span(x, self.columns));
        rows.flat_map(move |row| columns.clone().map(move |column| row * self.columns + column))
            .flat_map(|cell| &self.cells[cell])
            .filter(move |point| (point.x - x).abs() <= reach && (point.y - y).abs() <= reach)
    }
}

/// Pairs that look alike and lie where the mapping says, whether or not others look more alike.
fn guided(mapping: &Mapping, queries: &[Point], references: &Neighbourhood) -> Vec<PointPair> {
    let mut found = Vec::new();
    for query in queries {
        let (x, y) = mapping.apply(query.place());
        if !x.is_finite() {
            continue;
        }
        let scale = mapping.scale_at(query.place());
        let reach = 2.0 * (scale.max(1.0) * 1.2 + 0.75 * query.spread * scale);
        let best = references
            .around(x, y, reach.min(MOST_REACH_PX))
            .filter(|reference| (0.6..1.7).contains(&(reference.spread / (query.spread * scale))))
            .map(|reference| (query.code.distance(&reference.code), reference))
            .min_by_key(|(bits, _)| *bits);
        if let Some((bits, reference)) = best.filter(|(bits, _)| *bits <= GUIDED_BITS) {
            found.push(PointPair { query: *query, reference: *reference, bits });
        }
    }
    found
}

/// The mapping with the pairs that agree with it, each place of either picture counted once.
fn counted(mapping: Mapping, pairs: &[PointPair]) -> Option<Found> {
    let mut agreeing = agreeing_with(&mapping, pairs, 1.0);
    agreeing.sort_by_key(|pair| pair.bits);
    let mut kept: Vec<PointPair> = Vec::new();
    for pair in agreeing {
        let apart = |a: &Point, b: &Point| length_of(a.x - b.x, a.y - b.y) >= 2.0;
        if kept.iter().all(|other| apart(&pair.query, &other.query) && apart(&pair.reference, &other.reference)) {
            kept.push(pair);
        }
    }
    if kept.len() < LEAST_SUPPORT {
        return None;
    }
    let bits: u32 = kept.iter().map(|pair| pair.bits).sum();
    let area_px = length(kept.iter().map(|pair| pair.query.x)) * length(kept.iter().map(|pair| pair.query.y));
    Some(Found { mapping, n_agreeing: kept.len(), mean_bits: f64::from(bits) / kept.len() as f64, area_px })
}

/// Length of a way in pixels; `hypot` guards against numbers that no picture has, and costs ten times this.
fn length_of(dx: f64, dy: f64) -> f64 {
    (dx * dx + dy * dy).sqrt()
}

/// From the first to the last, but for the outermost twentieth on each side.
fn length(along: impl Iterator<Item = f64>) -> f64 {
    let mut along: Vec<f64> = along.collect();
    along.sort_by(f64::total_cmp);
    let cut = along.len() / 20;
    along.get(along.len().saturating_sub(1 + cut)).map_or(0.0, |last| last - along[cut])
}
