//! A photo that is a frame of a recording.

use super::VideoFingerprint;
use super::frame::LEAST_FRAME_QUALITY_0_100;
use crate::build::{Draft, in_order, seconds, time_extent};
use crate::image::{CONFIRMED_DISTANCE_BITS, HashIndex, ImageFingerprint, Orientation, transform_of};
use model::{Extent, ItemId, Match, MatchKind, Tier};
use std::collections::BTreeMap;

/// A run of matching frames ends where none matched for this long, microseconds.
const LONGEST_GAP_US: i64 = 2_000_000;

/// Photos that are a frame of a recording: kind `image_copy`, with the run of frames that look like the photo as
/// extent of the recording (always the reference) and the region as extent of the photo (the query).
pub fn matches_with_images(videos: &[(ItemId, VideoFingerprint)], images: &[(ItemId, ImageFingerprint)]) -> Vec<Match> {
    let videos: BTreeMap<ItemId, &VideoFingerprint> = videos.iter().map(|(item, print)| (*item, print)).collect();
    let images: BTreeMap<ItemId, &ImageFingerprint> = images.iter().map(|(item, print)| (*item, print)).collect();
    let mut owners = Vec::new();
    let mut hashes = Vec::new();
    for (item, image) in &images {
        for view in image.views.iter().filter(|view| view.hashes.quality_0_100 >= LEAST_FRAME_QUALITY_0_100) {
            owners.push((*item, view.region));
            hashes.push(*view.hashes.upright());
        }
    }
    let index = HashIndex::new(hashes);
    let mut found = Vec::new();
    for (video_item, video) in &videos {
        for ((image, orientation), frames) in near_frames(video, &index, &owners) {
            for run in runs(&frames) {
                found.push(report(*video_item, video, image, orientation, run));
            }
        }
    }
    in_order(found)
}

/// One frame that looks like the photo.
#[derive(Clone, Copy)]
struct Near {
    time_us: i64,
    bits: u32,
    region: [f64; 4],
}

/// Of each frame time the nearest view of one photo: bits, orientation, region.
type BestByTime = BTreeMap<i64, (u32, usize, [f64; 4])>;

fn near_frames(
    video: &VideoFingerprint,
    index: &HashIndex,
    owners: &[(ItemId, [f64; 4])],
) -> BTreeMap<(ItemId, usize), Vec<Near>> {
    let mut found: BTreeMap<ItemId, BestByTime> = BTreeMap::new();
    for frame in &video.frames {
        for (orientation, hash) in frame.usable_views().flat_map(|view| view.hashes.all.iter().enumerate()) {
            for (owner, bits) in index.near(hash) {
                let (image, region) = owners[owner as usize];
                let of_image = found.entry(image).or_default();
                let best = of_image.entry(frame.time_us).or_insert((bits, orientation, region));
                if (bits, orientation) < (best.0, best.1) {
                    *best = (bits, orientation, region);
                }
            }
        }
    }
    let mut by_orientation: BTreeMap<(ItemId, usize), Vec<Near>> = BTreeMap::new();
    for (image, frames) in found {
        for (time_us, (bits, orientation, region)) in frames {
            by_orientation.entry((image, orientation)).or_default().push(Near { time_us, bits, region });
        }
    }
    by_orientation
}

fn runs(frames: &[Near]) -> Vec<&[Near]> {
    frames.chunk_by(|a, b| b.time_us - a.time_us <= LONGEST_GAP_US).collect()
}

fn report(video_item: ItemId, video: &VideoFingerprint, image: ItemId, orientation: usize, run: &[Near]) -> Match {
    let nearest = run.iter().min_by_key(|near| (near.bits, near.time_us)).expect("a run has a frame");
    let (start_us, end_us) = (run[0].time_us, run[run.len() - 1].time_us + video.step_us());
    let orientation = Orientation::ALL[orientation];
    Draft {
        kind: MatchKind::ImageCopy,
        query: (image, Extent { region: Some(nearest.region), ..Extent::default() }),
        reference: (video_item, time_extent(start_us, end_us)),
        transform: transform_of(orientation),
        score_0_1: 1.0 - f64::from(nearest.bits) / 128.0,
        tier: Tier::Confirmed,
        reasons: vec![format!(
            "the picture looks like the frame at {}: PDQ hashes differ in {} of 256 bits (limit {CONFIRMED_DISTANCE_BITS}), laid: {}",
            seconds(nearest.time_us),
            nearest.bits,
            orientation.words()
        )],
        direction: None,
    }
    .finish()
}
