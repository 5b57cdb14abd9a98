//! Recordings of which one shows a part of the other's picture: cropped, in a corner, under a banner, off a screen. A
//! few frames of each are searched for local features; those that can be laid over each other give a mapping, and all
//! frames are then compared pixel by pixel under it.

use super::VideoFingerprint;
use super::align::{Line, Pair};
use super::candidates::{Hit, SEED_DISTANCE_BITS, thin_out};
use super::motion;
use super::overlay::{self, Hidden};
use crate::local::{Alike, CodeIndex, Laying, LocalFeatures, Plane, Seen, coarsened, evidence, laid, pieces};

/// Most pairs of frames of two recordings that are laid over each other, those whose points are most alike first; and one
/// for so many searched frames of the longer one: a small picture in a corner has fewer points than what is like it by
/// chance somewhere in an hour.
const MOST_LAID: usize = 6;
const SEARCHED_FOR_ONE_LAID: usize = 12;

/// Most mappings that are followed for one pair of recordings.
const MOST_VIEWS: usize = 2;

/// Two mappings that bring the corners of a frame to within this share of its length are one.
const SAME_MAPPING: f64 = 0.06;

/// Frames are compared this far around the offsets at which searched frames look alike, microseconds.
const AROUND_US: i64 = 3_000_000;

/// Searched frames less than this after the last one that was asked about are not, microseconds: a camera that moves
/// makes many of them.
const ASKED_EVERY_US: i64 = 1_000_000;

/// Fewest pieces for two frames to be compared.
const LEAST_PIECES: usize = 4;

/// Least share of a cell that must be seen in both for its movement to count.
const LEAST_SEEN: f64 = 0.34;

/// Cells along the longer side, by which movement is compared.
const CELLS: usize = 8;

/// Fewest frames on which movement is compared, and most lines it may give.
const LEAST_MOVING_FRAMES: usize = 4;
const MOST_LINES: usize = 2;

/// Two recordings with one of them laid over the other.
pub(crate) struct Laid {
    pub(crate) laying: Laying,
    /// Offsets (reference time minus query time) at which searched frames look alike.
    offsets_us: Vec<i64>,
    /// Pieces that are laid over one of the two, of how many; the query holds nothing there.
    n_hidden: (usize, usize),
    /// Frames of the reference as coarse as the query shows them, and of the query laid over them.
    references: Vec<Plane>,
    queries: Vec<Plane>,
    /// Means of the cells that lie inside both, frame by frame.
    reference_cells: Vec<Vec<f32>>,
    query_cells: Vec<Vec<f32>>,
}

/// Two searched frames with points alike: the frames, the points, whether mirrored.
pub(crate) struct Candidate {
    reference: usize,
    query: usize,
    alike: Vec<Alike>,
    mirrored: bool,
}

/// Searched frames of two recordings that have points alike.
pub(crate) fn candidates(pair: &Pair<'_>) -> Vec<Candidate> {
    let searched = SearchedFrames::of(pair.reference);
    let of_frame = |(query, asked): (usize, &LocalFeatures)| {
        let alike = searched.alike(asked);
        alike.into_iter().map(|(reference, alike, mirrored)| Candidate { reference, query, alike, mirrored }).collect()
    };
    asked_frames(pair.query).into_iter().flat_map(|asked| -> Vec<Candidate> { of_frame(asked) }).collect()
}

/// Whether any frame of the one lies over one of the other.
pub(crate) fn are_laid(pair: &Pair<'_>) -> bool {
    let mut candidates = candidates(pair);
    candidates.sort_by_key(|candidate| candidate.rank());
    candidates.iter().take(most_laid(pair)).any(|candidate| laying(pair, candidate).is_some())
}

/// The searched frames of one recording.
pub(crate) struct SearchedFrames<'a> {
    /// Numbers of the frames, with their features.
    frames: Vec<(usize, &'a LocalFeatures)>,
    index: CodeIndex,
}

impl<'a> SearchedFrames<'a> {
    pub(crate) fn of(print: &'a VideoFingerprint) -> SearchedFrames<'a> {
        let searched = print.frames.iter().enumerate().filter_map(|(n, frame)| Some((n, frame.local.as_ref()?)));
        let frames: Vec<(usize, &LocalFeatures)> = searched.collect();
        let index = CodeIndex::new(frames.iter().map(|(_, local)| *local));
        SearchedFrames { frames, index }
    }

    /// The frames that have points like those of `asked`: number, points, whether it is mirrored.
    pub(crate) fn alike(&self, asked: &LocalFeatures) -> Vec<(usize, Vec<Alike>, bool)> {
        let taken = |mirrored| {
            let alike = self.index.alike(asked, mirrored);
            alike.into_iter().map(move |(n, points)| (self.frames[n as usize].0, points, mirrored))
        };
        [false, true].into_iter().flat_map(taken).collect()
    }
}

impl Candidate {
    /// Smaller is better: those whose points are most alike first.
    fn rank(&self) -> impl Ord + use<> {
        (std::cmp::Reverse(evidence(&self.alike)), self.query, self.reference, self.mirrored)
    }
}

/// The searched frames that are asked about, at least [`ASKED_EVERY_US`] apart: the other side holds all of its own.
fn asked_frames(print: &VideoFingerprint) -> Vec<(usize, &LocalFeatures)> {
    let mut asked: Vec<(usize, &LocalFeatures)> = Vec::new();
    let mut next_us = i64::MIN;
    for (number, frame) in print.frames.iter().enumerate() {
        if let Some(local) = frame.local.as_ref().filter(|_| frame.time_us >= next_us) {
            next_us = frame.time_us + ASKED_EVERY_US;
            asked.push((number, local));
        }
    }
    asked
}

fn most_laid(pair: &Pair) -> usize {
    let n_searched = |print: &VideoFingerprint| print.frames.iter().filter(|frame| frame.local.is_some()).count();
    MOST_LAID.max(n_searched(pair.query).max(n_searched(pair.reference)) / SEARCHED_FOR_ONE_LAID)
}

/// The confirmed ways in which the one lies over the other.
pub(crate) fn views_of_pair(pair: &Pair, mut candidates: Vec<Candidate>) -> Vec<Laid> {
    let time_of = |frames: &[super::Frame], n: usize| frames[n].time_us;
    let offset_us = |candidate: &Candidate| {
        time_of(&pair.reference.frames, candidate.reference) - time_of(&pair.query.frames, candidate.query)
    };
    candidates.sort_by_key(Candidate::rank);
    let mut offsets_us: Vec<i64> = candidates.iter().map(offset_us).collect();
    offsets_us.sort_unstable();
    offsets_us.dedup();
    let laid = |candidate: &Candidate| Some((laying(pair, candidate)?, offset_us(candidate)));
    let mut layings: Vec<(Laying, i64)> = candidates.iter().take(most_laid(pair)).filter_map(laid).collect();
    layings.sort_by(|a, b| b.0.strength().total_cmp(&a.0.strength()));
    let mut kept: Vec<(Laying, i64)> = Vec::new();
    for found in layings {
        if kept.len() < MOST_VIEWS && !kept.iter().any(|known| is_same(pair, &known.0, &found.0)) {
            kept.push(found);
        }
    }
    kept.into_iter().filter_map(|found| Laid::new(pair, found, offsets_us.clone())).collect()
}

fn laying(pair: &Pair, candidate: &Candidate) -> Option<Laying> {
    let query = pair.query.frames[candidate.query].local.as_ref()?;
    let reference = pair.reference.frames[candidate.reference].local.as_ref()?;
    Laying::of(query, reference, &candidate.alike, candidate.mirrored).filter(Laying::is_worth_following)
}

fn is_same(pair: &Pair, one: &Laying, other: &Laying) -> bool {
    let (Some((width, height)), Some((reference_width, _))) = (size(pair.query), size(pair.reference)) else {
        return true;
    };
    let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
    corners.iter().all(|corner| {
        let (a, b) = (one.mapping.apply(*corner), other.mapping.apply(*corner));
        let scale = one.mapping.scale_at(*corner).max(1.0);
        (a.0 - b.0).hypot(a.1 - b.1) <= SAME_MAPPING * reference_width * scale
    })
}

/// Size of the searched frames of a recording, pixels.
fn size(print: &VideoFingerprint) -> Option<(f64, f64)> {
    let local = print.frames.iter().find_map(|frame| frame.local.as_ref())?;
    Some((f64::from(local.width_px), f64::from(local.height_px)))
}

/// The share of pieces that do not agree, where half of them is 64: half of the bits that chance gives.
fn distance(one: &Plane, other: &Plane) -> Option<u32> {
    let pieces = pieces(one, other);
    let share = pieces.n_agreeing as f64 / pieces.n_compared.max(1) as f64;
    (pieces.n_compared >= LEAST_PIECES).then(|| ((1.0 - share) * 128.0).round() as u32)
}

fn seen(size: (f64, f64), frame: &super::Frame) -> Seen<'_> {
    Seen { size, thumb: &frame.thumb }
}

impl Laid {
    /// By a laying that was found at this offset, one of all those at which searched frames look alike.
    fn new(pair: &Pair, (laying, found_at_us): (Laying, i64), offsets_us: Vec<i64>) -> Option<Laid> {
        let (query_size, reference_size) = (size(pair.query)?, size(pair.reference)?);
        let first_query = seen(query_size, pair.query.frames.first()?);
        let mut references = Vec::with_capacity(pair.reference.frames.len());
        for frame in &pair.reference.frames {
            references.push(coarsened(&first_query, &seen(reference_size, frame), &laying.back)?);
        }
        let small = (references.first()?.width, references.first()?.height);
        let first_reference = seen(reference_size, pair.reference.frames.first()?);
        let mut queries = Vec::with_capacity(pair.query.frames.len());
        for frame in &pair.query.frames {
            queries.push(laid(&seen(query_size, frame), &first_reference, &laying.back, small)?);
        }
        let aligned: Vec<(&Plane, &Plane)> =
            aligned_at(pair, found_at_us).into_iter().map(|(query, n)| (&references[n], &queries[query])).collect();
        let hidden = Hidden::of(&aligned);
        let queries: Vec<Plane> = queries.into_iter().map(|plane| hidden.taken_out_of(plane)).collect();
        let cells = Cells::that_are_seen(queries.first()?);
        let means = |planes: &[Plane]| planes.iter().map(|plane| cells.means(plane)).collect();
        let (reference_cells, query_cells) = (means(&references), means(&queries));
        Some(Laid {
            laying,
            offsets_us,
            n_hidden: (hidden.n_pieces, hidden.n_compared),
            references,
            queries,
            reference_cells,
            query_cells,
        })
    }

    /// What was left out because it is laid over one of both, in words.
    pub(crate) fn overlay_in_words(&self) -> Option<String> {
        let (n_hidden, n_all) = self.n_hidden;
        (n_hidden > 0).then(|| {
            format!(
                "{n_hidden} of {n_all} pieces stand still and do not agree; they were taken for laid over and left out"
            )
        })
    }

    /// Frames that look alike under the mapping; `number` is that of the view.
    pub(crate) fn hits(&self, pair: &Pair, number: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (query, query_frame) in pair.query.frames.iter().enumerate().filter(|(_, frame)| frame.is_usable()) {
            for (reference, reference_frame) in pair.reference.frames.iter().enumerate() {
                if !self.is_around(reference_frame.time_us - query_frame.time_us) || !reference_frame.is_usable() {
                    continue;
                }
                if let Some(distance_bits) = self.distance(query, reference).filter(|bits| *bits <= SEED_DISTANCE_BITS)
                {
                    hits.push(Hit { query, reference, view: number, distance_bits });
                }
            }
        }
        thin_out(&mut hits, pair.query, pair.reference);
        hits
    }

    fn is_around(&self, offset_us: i64) -> bool {
        let next = self.offsets_us.partition_point(|known| *known < offset_us - AROUND_US);
        self.offsets_us.get(next).is_some_and(|known| *known <= offset_us + AROUND_US)
    }

    /// How far two frames are from each other, on the scale of bits of a hash.
    pub(crate) fn distance(&self, query: usize, reference: usize) -> Option<u32> {
        distance(&self.references[reference], &self.queries[query])
    }

    /// Whether most pieces of two frames of the query differ, where they lie on the reference.
    pub(crate) fn are_unlike(&self, one: usize, other: usize) -> bool {
        distance(&self.queries[one], &self.queries[other]).is_none_or(|bits| bits > 64)
    }

    pub(crate) fn movement(&self, aligned: &[(usize, usize)]) -> Option<motion::Agreement> {
        let query: Vec<&[f32]> = aligned.iter().map(|(query, _)| self.query_cells[*query].as_slice()).collect();
        let reference: Vec<&[f32]> =
            aligned.iter().map(|(_, reference)| self.reference_cells[*reference].as_slice()).collect();
        motion::of_cells(&query, &reference)
    }

    /// Of the pieces that change, how many agree, of how many, along aligned frames (query, reference).
    pub(crate) fn moving_pieces(&self, aligned: &[(usize, usize)]) -> (usize, usize) {
        let planes = aligned.iter().map(|(query, reference)| (&self.references[*reference], &self.queries[*query]));
        overlay::moving_pieces(&planes.collect::<Vec<_>>())
    }

    /// The offsets at which what moves agrees best, at equal speed.
    pub(crate) fn lines_of_movement(&self, pair: &Pair) -> Vec<Line> {
        let step_us = pair.query.step_us().max(pair.reference.step_us());
        let (query_us, reference_us) = (pair.query.extent_us(), pair.reference.extent_us());
        let (first, last) = ((reference_us.0 - query_us.1) / step_us, (reference_us.1 - query_us.0) / step_us);
        let mut found: Vec<(f64, i64)> = Vec::new();
        for offset_us in (first..=last).map(|n| n * step_us).filter(|offset_us| self.is_around(*offset_us)) {
            let aligned = aligned_at(pair, offset_us);
            if aligned.len() < LEAST_MOVING_FRAMES {
                continue;
            }
            if let Some(motion) = self.movement(&aligned).filter(|motion| motion.strength >= motion::LEAST_MOTION) {
                let evidence = 1.0 - (-(aligned.len() as f64) / 6.0).exp();
                found.push((motion.correlation * evidence, offset_us));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let lines = found.iter().take(MOST_LINES).filter(|(correlation, _)| *correlation > 0.0);
        lines.map(|(_, offset_us)| Line { speed: 1.0, offset_us: *offset_us as f64 }).collect()
    }
}

/// The cell in which a pixel lies.
fn cell_of(plane: &Plane, x: usize, y: usize) -> usize {
    y * CELLS / plane.height * CELLS + x * CELLS / plane.width
}

/// The pixels and cells in which both recordings show something.
struct Cells {
    pixels: Vec<bool>,
    cells: Vec<bool>,
}

impl Cells {
    fn that_are_seen(laid: &Plane) -> Cells {
        let pixels: Vec<bool> = laid.values.iter().map(|value| !value.is_nan()).collect();
        let (mut n_seen, mut n_all) = ([0; CELLS * CELLS], [0; CELLS * CELLS]);
        for y in 0..laid.height {
            for x in 0..laid.width {
                let cell = cell_of(laid, x, y);
                n_all[cell] += 1;
                n_seen[cell] += usize::from(pixels[y * laid.width + x]);
            }
        }
        let is_seen = |(seen, all): (&usize, &usize)| *seen > 0 && *seen as f64 >= LEAST_SEEN * *all as f64;
        Cells { pixels, cells: n_seen.iter().zip(&n_all).map(is_seen).collect() }
    }

    fn means(&self, plane: &Plane) -> Vec<f32> {
        let mut sums = [(0.0_f32, 0.0_f32); CELLS * CELLS];
        for y in 0..plane.height {
            for x in (0..plane.width).filter(|x| self.pixels[y * plane.width + x]) {
                let sum = &mut sums[cell_of(plane, x, y)];
                sum.0 += plane.row(y)[x];
                sum.1 += 1.0;
            }
        }
        let seen = sums.iter().zip(&self.cells).filter(|(_, seen)| **seen);
        seen.map(|((sum, n), _)| sum / n.max(1.0)).collect()
    }
}

/// Frames that lie on each other (query, reference) where the reference is this much later.
fn aligned_at(pair: &Pair, offset_us: i64) -> Vec<(usize, usize)> {
    let step_us = pair.query.step_us().max(pair.reference.step_us());
    let on_it = |(query, frame): (usize, &super::Frame)| {
        let at_us = frame.time_us + offset_us;
        let reference = pair.reference.nearest(at_us)?;
        let off_us = (pair.reference.frames[reference].time_us - at_us).abs();
        (2 * off_us <= step_us).then_some((query, reference))
    };
    pair.query.frames.iter().enumerate().filter_map(on_it).collect()
}
