//! Recordings: frames sampled about twice a second, each hashed like a picture, and runs of frames that agree in order
//! and pace. What was measured: `docs/methods/video.md`.

mod align;
mod candidates;
mod frame;
mod motion;
mod report;
mod stills;

pub use frame::{Frame, FrameView, Grid, LEAST_FRAME_QUALITY_0_100};
pub use stills::matches_with_images;

use crate::build::in_order;
use model::{ItemId, Match, Pixels};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

impl VideoFingerprinter {
    /// Nothing seen yet.
    pub fn new() -> VideoFingerprinter {
        VideoFingerprinter::default()
    }

    /// The next frame, shown at `time_us` of media time; `Gray8` of at most 256 pixels a side is enough. A frame with
    /// too few bytes is left out.
    pub fn push(&mut self, time_us: i64, pixels: &Pixels) {
        self.frames.extend(Frame::of(time_us, pixels));
    }

    /// The fingerprint of all frames pushed.
    pub fn finish(mut self) -> VideoFingerprint {
        self.frames.sort_by_key(|frame| frame.time_us);
        VideoFingerprint { frames: self.frames }
    }
}

impl VideoFingerprint {
    /// Usual time between two frames, microseconds; half a second where there are too few to tell.
    pub(crate) fn step_us(&self) -> i64 {
        let mut steps: Vec<i64> = self.frames.windows(2).map(|pair| pair[1].time_us - pair[0].time_us).collect();
        steps.sort_unstable();
        steps.get(steps.len() / 2).copied().unwrap_or(500_000).max(1)
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

/// Stretches of recordings that show the same, one match for each stretch. The order of `videos` does not matter.
pub fn matches(videos: &[(ItemId, VideoFingerprint)]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &VideoFingerprint> = videos.iter().map(|(item, print)| (*item, print)).collect();
    let mut found = Vec::new();
    for ((reference, query), hits) in candidates::hits(&by_item) {
        let pair = align::Pair { reference: by_item[&reference], query: by_item[&query] };
        let segments = align::segments(&pair, &hits);
        found.extend(segments.into_iter().map(|segment| report::report(reference, query, &pair, &segment)));
    }
    in_order(found)
}
