//! Which of two recordings is nearer the source: what lies around the common part, in the frame and in time.

use super::align::{Pair, Segment};
use super::report::COPY_SHARE;
use super::view::View;
use super::{Frame, VideoFingerprint};
use crate::direction::{COMMON_SOURCE, Evidence};
use crate::local::{Around, Edges, Laying, Seen, Thumb};

/// Frames of a stretch whose edges are looked at, and how many must say the same.
const ASKED_FRAMES: usize = 9;
const LEAST_SAYING_SO: usize = 4;

/// A recording goes on beyond the common part if it does for so long, microseconds.
const GOES_ON_US: i64 = 2_000_000;

/// And one ends there if so little is left.
const ENDS_US: i64 = 1_000_000;

/// Neighbouring frames around an end of the common part differ by at most so many bits where there is no cut; unrelated
/// frames differ in 128 ± 16.
const NO_CUT_BITS: u32 = 72;

/// Or their small copies correlate so well when one is moved by up to so many pixels: the camera pans.
const NO_CUT_CORRELATION: f64 = 0.85;
const PANS_PX: i64 = 6;

/// Frames are looked at so long before and after it, microseconds: the end is known to half a second.
const AROUND_END_US: i64 = 1_000_000;

/// How many times as long the longer recording is.
const LONGER: f64 = 1.2;

pub(crate) fn evidence(pair: &Pair, view: &View, segment: &Segment) -> Evidence {
    let mut evidence = match view {
        View::Whole(_) => Evidence::default(),
        View::Laid(laid) => Evidence::of_edges(edges(pair, &laid.laying, segment)),
    };
    let query = Side::of(pair.query, segment.query_us);
    let reference = Side::of(pair.reference, segment.reference_us);
    let longer = "the other lies wholly inside this longer recording, which goes on beyond it without a cut";
    if query.is_held_in(&reference) {
        evidence.for_reference.push(longer.to_owned());
    } else if reference.is_held_in(&query) {
        evidence.for_query.push(longer.to_owned());
    } else if query.comes_before(&reference) || reference.comes_before(&query) {
        evidence.common_source.get_or_insert_with(|| {
            format!("the end of one is the beginning of the other, and both go on without a cut: {COMMON_SOURCE}")
        });
    }
    evidence
}

/// What most of the frames along a stretch say.
fn edges(pair: &Pair, laying: &Laying, segment: &Segment) -> Edges {
    let (first, last) = segment.query_us;
    let offset_us = segment.reference_us.0 - first;
    let of_frame = |n: usize| {
        let query_us = first + (last - first) * (2 * n as i64 + 1) / (2 * ASKED_FRAMES as i64);
        let query = seen(pair.query, query_us)?;
        let reference_us = offset_us + first + ((query_us - first) as f64 * segment.line.speed) as i64;
        Some(Edges::of(laying, &query, &seen(pair.reference, reference_us)?))
    };
    let asked: Vec<Edges> = (0..ASKED_FRAMES).filter_map(of_frame).collect();
    let most = |of: fn(&Edges) -> Option<Around>| {
        let count = |what: Around| asked.iter().filter(|edges| of(edges) == Some(what)).count();
        match (count(Around::GoesOn), count(Around::Seam)) {
            (goes_on, 0..=1) if goes_on >= LEAST_SAYING_SO => Some(Around::GoesOn),
            (0..=1, seam) if seam >= LEAST_SAYING_SO => Some(Around::Seam),
            _ => None,
        }
    };
    Edges { in_query: most(|edges| edges.in_query), in_reference: most(|edges| edges.in_reference) }
}

/// A frame as it is laid; its size is that of the searched ones.
fn seen(print: &VideoFingerprint, time_us: i64) -> Option<Seen<'_>> {
    let frame = &print.frames[print.nearest(time_us)?];
    let searched = print.frames.iter().find_map(|frame| frame.local.as_ref())?;
    Some(Seen { thumb: &frame.thumb, ..Seen::of(searched) })
}

/// One recording beside the common part.
struct Side<'a> {
    print: &'a VideoFingerprint,
    part: (i64, i64),
    before_us: i64,
    after_us: i64,
}

impl<'a> Side<'a> {
    fn of(print: &'a VideoFingerprint, part: (i64, i64)) -> Side<'a> {
        let (start, end) = print.extent_us();
        Side { print, part, before_us: part.0 - start, after_us: end - part.1 }
    }

    fn length_us(&self) -> i64 {
        self.part.1 - self.part.0 + self.before_us + self.after_us
    }

    fn share(&self) -> f64 {
        (self.part.1 - self.part.0) as f64 / (self.length_us() as f64).max(1.0)
    }

    /// Whether the common part is all of this and a part of the other, which goes on beyond it.
    fn is_held_in(&self, other: &Side) -> bool {
        self.share() >= COPY_SHARE
            && other.share() < COPY_SHARE
            && other.length_us() as f64 > LONGER * self.length_us() as f64
            && (other.comes_on_to(other.part.0, other.before_us) || other.comes_on_to(other.part.1, other.after_us))
    }

    /// Whether this begins earlier and the other ends later, both without a cut at the common part.
    fn comes_before(&self, other: &Side) -> bool {
        self.after_us < ENDS_US
            && other.before_us < ENDS_US
            && self.comes_on_to(self.part.0, self.before_us)
            && other.comes_on_to(other.part.1, other.after_us)
    }

    /// Whether there is enough beyond an end of the common part, without a cut.
    fn comes_on_to(&self, end_us: i64, beyond_us: i64) -> bool {
        let frames = &self.print.frames;
        let first = frames.partition_point(|frame| frame.time_us < end_us - AROUND_END_US);
        let last = frames.partition_point(|frame| frame.time_us < end_us + AROUND_END_US);
        beyond_us >= GOES_ON_US
            && last - first >= 3
            && frames[first..last].windows(2).all(|pair| are_of_one_shot(&pair[0], &pair[1]))
    }
}

/// Whether there is no cut between two neighbouring frames.
fn are_of_one_shot(one: &Frame, other: &Frame) -> bool {
    one.distance(other, 0).is_some_and(|bits| bits <= NO_CUT_BITS)
        || (-PANS_PX..=PANS_PX).any(|across| {
            (-PANS_PX..=PANS_PX).any(|down| correlation(&one.thumb, &other.thumb, (across, down)) >= NO_CUT_CORRELATION)
        })
}

/// Correlation of two small copies of one size, where the second is moved by so many pixels.
fn correlation(one: &Thumb, other: &Thumb, (across, down): (i64, i64)) -> f64 {
    let (width, height) = (i64::from(one.width_px), i64::from(one.height_px));
    if (one.width_px, one.height_px) != (other.width_px, other.height_px) {
        return 0.0;
    }
    let inside = |length: i64, by: i64| by.max(0)..(length + by).min(length);
    let (mut n, mut sums) = (0.0, [0.0; 5]);
    for y in inside(height, down) {
        for x in inside(width, across) {
            let a = f64::from(one.values[(y * width + x) as usize]);
            let b = f64::from(other.values[((y - down) * width + x - across) as usize]);
            n += 1.0;
            sums.iter_mut().zip([a, b, a * a, b * b, a * b]).for_each(|(sum, value)| *sum += value);
        }
    }
    let [a, b, aa, bb, ab] = sums;
    let spread = (aa - a * a / n) * (bb - b * b / n);
    if spread > 0.0 { (ab - a * b / n) / spread.sqrt() } else { 0.0 }
}
