//! Recordings: frames sampled about twice a second, each hashed like a picture, and runs of frames that agree in order
//! and pace. What was measured: `docs/methods/video.md`.

mod align;
mod candidates;
mod closer;
mod direction;
mod frame;
mod laid;
pub(crate) mod leads;
mod motion;
mod overlay;
mod report;
mod shots;
mod stills;
mod view;

pub use closer::look_alike;
pub use frame::{Frame, FrameView, Grid, LEAST_FRAME_QUALITY_0_100};
pub use leads::of_video as leads_of;
pub use shots::{Shot, best_frame, shots};
pub use stills::{matches_with_image, matches_with_images};

use crate::build::in_order;
use crate::index::{Index, Lead, PictureKey, SegmentDraft};
use crate::local::LocalFeatures;
use crate::parallel;
use align::Segment;
use candidates::Hit;
use laid::Candidate;
use model::{ItemId, Match, Pixels};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use view::View;

/// What is compared of a recording's pictures.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct VideoFingerprint {
    /// The sampled frames in order of their time.
    pub frames: Vec<Frame>,
}

/// Takes frames one by one and gives their fingerprint.
#[derive(Clone, Debug, Default)]
pub struct VideoFingerprinter {
    frames: Vec<Frame>,
    /// Number of the last frame that was searched for local features.
    searched: Option<usize>,
}

/// A frame is searched for local features when none was for this long, microseconds.
const LONGEST_UNSEARCHED_US: i64 = 2_000_000;

/// Or when it differs from the last one that was in more bits than this: a new shot, or a camera that moves on.
const NEW_SHOT_BITS: u32 = 60;

/// Points of a searched frame go into the index when those of none did for this long, microseconds, or when it differs as a new
/// shot does: ten frames of one still scene would fill its buckets and tell nothing more.
const LONGEST_UNINDEXED_US: i64 = 10_000_000;

/// Points of a keyframe of a long recording that go into the index, those that stand out most: an hour takes 3.5 MB with a
/// frame every ten seconds.
const INDEXED_POINTS_OF_A_KEYFRAME: usize = 120;

/// Usual time between the frames of a recording of which only some were decoded, at least, microseconds.
const SPARSE_STEP_US: i64 = 900_000;

impl VideoFingerprinter {
    /// Nothing seen yet.
    pub fn new() -> VideoFingerprinter {
        VideoFingerprinter::default()
    }

    /// The next frame, shown at `time_us` of media time; `Gray8` of at most [`crate::local::SEARCHED_SIDE_PX`] pixels a
    /// side is enough. A frame with too few bytes is left out.
    pub fn push(&mut self, time_us: i64, pixels: &Pixels) {
        let Some((mut frame, luma)) = Frame::of(time_us, pixels) else { return };
        if self.is_to_be_searched(&frame) {
            frame.search(&luma);
            self.searched = Some(self.frames.len());
        }
        self.frames.push(frame);
    }

    fn is_to_be_searched(&self, frame: &Frame) -> bool {
        let Some(last) = self.searched.map(|number| &self.frames[number]) else { return frame.is_usable() };
        let is_new = || last.distance(frame, 0).is_none_or(|bits| bits > NEW_SHOT_BITS);
        frame.is_usable() && (frame.time_us - last.time_us >= LONGEST_UNSEARCHED_US || is_new())
    }

    /// The fingerprint of all frames pushed.
    pub fn finish(mut self) -> VideoFingerprint {
        self.frames.sort_by_key(|frame| frame.time_us);
        self.frames.dedup_by_key(|frame| frame.time_us);
        VideoFingerprint { frames: self.frames }
    }
}

impl VideoFingerprint {
    /// Adds what is looked up of it to a segment of frames; `number` is that of its item.
    pub fn put_into(&self, segment: &mut SegmentDraft, number: u32) {
        let n_points = if self.is_sparse() { INDEXED_POINTS_OF_A_KEYFRAME } else { frame::LOCAL_POINTS };
        for (n, local) in self.telling_frames() {
            let key = PictureKey { item: number, frame: n as u32 };
            let hashes = self.frames[n].usable_views().map(|view| view.hashes.upright());
            segment.push(key, local, n_points, hashes);
        }
    }

    /// The frames with enough in them, by number; with their features those that tell more than the last that had any: a new
    /// shot, or a long time after.
    fn telling_frames(&self) -> impl Iterator<Item = (usize, Option<&LocalFeatures>)> {
        let mut last: Option<&Frame> = None;
        let usable = self.frames.iter().enumerate().filter(|(_, frame)| frame.is_usable());
        usable.map(move |(n, frame)| {
            let tells_more = |last: &Frame| {
                frame.time_us - last.time_us >= LONGEST_UNINDEXED_US
                    || last.distance(frame, 0).is_none_or(|bits| bits > NEW_SHOT_BITS)
            };
            let local = frame.local.as_ref().filter(|_| last.is_none_or(tells_more));
            if local.is_some() {
                last = Some(frame);
            }
            (n, local)
        })
    }

    /// These frames, and after the last of them those of `sparse`.
    pub fn completed_by(mut self, sparse: &VideoFingerprint) -> VideoFingerprint {
        let end_us = self.extent_us().1;
        let is_covered = |frame: &Frame| !self.frames.is_empty() && frame.time_us < end_us;
        let more: Vec<Frame> = sparse.frames.iter().filter(|frame| !is_covered(frame)).cloned().collect();
        self.frames.extend(more);
        self
    }

    /// Usual time between two frames, microseconds; half a second where there are too few to tell.
    pub(crate) fn step_us(&self) -> i64 {
        let mut steps: Vec<i64> = self.frames.windows(2).map(|pair| pair[1].time_us - pair[0].time_us).collect();
        steps.sort_unstable();
        steps.get(steps.len() / 2).copied().unwrap_or(500_000).max(1)
    }

    /// Whether only some frames far from each other are known, as when the keyframes of a long recording were decoded.
    pub fn is_sparse(&self) -> bool {
        self.frames.len() > 1 && self.step_us() >= SPARSE_STEP_US
    }

    /// First and one past the last moment it covers.
    pub(crate) fn extent_us(&self) -> (i64, i64) {
        let start = self.frames.first().map_or(0, |frame| frame.time_us);
        let end = self.frames.last().map_or(0, |frame| frame.time_us + self.step_us());
        (start, end)
    }

    /// The frame nearest to a moment.
    pub(crate) fn nearest(&self, time_us: i64) -> Option<usize> {
        let after = self.frames.partition_point(|frame| frame.time_us < time_us);
        let around = after.saturating_sub(1)..(after + 1).min(self.frames.len());
        around.min_by_key(|n| ((self.frames[*n].time_us - time_us).abs(), *n))
    }
}

/// Stretches of recordings that show the same, one match for each stretch. The order of `videos` does not matter, nor
/// does the number of threads.
pub fn matches(videos: &[(ItemId, VideoFingerprint)]) -> Vec<Match> {
    let numbered = Numbered::of(videos);
    let words = numbered.segment();
    let frames = Index::of_own(&words);
    let of_query = |query: usize| {
        let one = (numbered.items[query], numbered.prints[query]);
        let leads = leads::of_video(one.1, query as u32, &frames, &Index::default());
        let of_lead = |lead: &Lead| {
            let other = lead.item as usize;
            matches_of_pair((numbered.items[other], numbered.prints[other]), one, lead)
        };
        leads.iter().flat_map(of_lead).collect::<Vec<_>>()
    };
    in_order(parallel::each(numbered.items.len(), of_query).into_iter().flatten().collect())
}

/// Recordings in order of their ids.
struct Numbered<'a> {
    items: Vec<ItemId>,
    prints: Vec<&'a VideoFingerprint>,
}

impl<'a> Numbered<'a> {
    fn of(videos: &'a [(ItemId, VideoFingerprint)]) -> Numbered<'a> {
        let by_item: BTreeMap<ItemId, &VideoFingerprint> = videos.iter().map(|(item, print)| (*item, print)).collect();
        let (items, prints) = by_item.into_iter().unzip();
        Numbered { items, prints }
    }

    /// A segment of all of them.
    fn segment(&self) -> Vec<u64> {
        let mut draft = SegmentDraft::default();
        self.prints.iter().enumerate().for_each(|(number, print)| print.put_into(&mut draft, number as u32));
        draft.words()
    }
}

/// The stretches along which two recordings show the same, of which the index says that they may. The order of the two
/// does not matter.
pub fn matches_of_pair(
    one: (ItemId, &VideoFingerprint),
    other: (ItemId, &VideoFingerprint),
    lead: &Lead,
) -> Vec<Match> {
    let (reference, query) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    let pair = align::Pair { reference: reference.1, query: query.1 };
    let hits = candidates::hits(&pair);
    let candidates = if lead.has_parts() { laid::candidates(&pair) } else { Vec::new() };
    if hits.is_empty() && candidates.is_empty() {
        return Vec::new();
    }
    let (views, segments) = segments_of(&pair, &hits, candidates);
    segments.iter().map(|segment| report::report(reference.0, query.0, &pair, &views, segment)).collect()
}

/// The ways in which two recordings lie over each other, and the stretches along which they agree.
fn segments_of(pair: &align::Pair, hits: &[Hit], candidates: Vec<Candidate>) -> (Vec<View>, Vec<Segment>) {
    let mut views: Vec<View> = (0..8).map(View::Whole).collect();
    let mut found = align::found_in_views(pair, &views, 0, hits);
    let whole = align::best(&views, found.clone());
    // Where whole frames explain both recordings, parts would only say it again.
    if candidates.is_empty() || whole.iter().any(|segment| report::explains_all(pair, &views, segment)) {
        return (views, whole);
    }
    let n_whole = views.len();
    let mut hits_of_parts = Vec::new();
    for laid in laid::views_of_pair(pair, candidates) {
        hits_of_parts.extend(laid.hits(pair, views.len()));
        views.push(View::Laid(Box::new(laid)));
    }
    found.extend(align::found_in_views(pair, &views, n_whole, &hits_of_parts));
    let segments = align::best(&views, found);
    (views, segments)
}
