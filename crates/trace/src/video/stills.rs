//! A photo that is a frame of a recording.

use super::frame::LEAST_FRAME_QUALITY_0_100;
use super::laid::SearchedFrames;
use super::{Numbered, VideoFingerprint};
use crate::build::{Draft, in_order, seconds, time_extent};
use crate::image::{self, CONFIRMED_DISTANCE_BITS, ImageFingerprint, ImageView, Orientation, transform_of};
use crate::image::{CONFIRMED_FROM, MOST_LAID};
use crate::index::{Index, Lead};
use crate::local::{Alike, Laying, evidence};
use crate::parallel;
use model::{Extent, ItemId, Match, MatchKind, Tier};
use std::collections::BTreeMap;

/// A run of matching frames ends where none matched for this long, microseconds.
const LONGEST_GAP_US: i64 = 2_000_000;

/// The same for a photo found by parts, of which only some frames are searched.
const LONGEST_GAP_BY_PARTS_US: i64 = 5_000_000;

/// Photos that are a frame of a recording, or a part of one. The order of neither does matter.
pub fn matches_with_images(videos: &[(ItemId, VideoFingerprint)], images: &[(ItemId, ImageFingerprint)]) -> Vec<Match> {
    let images: BTreeMap<ItemId, &ImageFingerprint> = images.iter().map(|(item, print)| (*item, print)).collect();
    let numbered = Numbered::of(videos);
    let words = numbered.segment();
    let frames = Index::of_own(&words);
    let images: Vec<(ItemId, &ImageFingerprint)> = images.into_iter().collect();
    let of_image = |n: usize| {
        let leads = image::leads_of(images[n].1, u32::MAX, &Index::default(), &frames);
        let of_lead = |lead: &Lead| {
            let video = lead.item as usize;
            matches_with_image((numbered.items[video], numbered.prints[video]), images[n], lead)
        };
        leads.iter().flat_map(of_lead).collect::<Vec<_>>()
    };
    in_order(parallel::each(images.len(), of_image).into_iter().flatten().collect())
}

/// Stretches of a recording that show a photo, the recording always the reference: kind `image_copy` where the frame as a
/// whole looks like it, by its hash, with the run of frames that do; otherwise by parts, with the region in both.
pub fn matches_with_image(
    (video_item, video): (ItemId, &VideoFingerprint),
    (image_item, image): (ItemId, &ImageFingerprint),
    lead: &Lead,
) -> Vec<Match> {
    let of_way = |(orientation, frames): (usize, Vec<Near>)| -> Vec<Match> {
        runs(&frames).into_iter().map(|run| report(video_item, video, image_item, orientation, run)).collect()
    };
    let mut found: Vec<Match> = near_frames(video, image).into_iter().flat_map(of_way).collect();
    if found.is_empty() && lead.has_parts() {
        found.extend(by_parts((video_item, video), (image_item, image)));
    }
    found
}

/// One frame that looks like the photo.
#[derive(Clone, Copy)]
struct Near {
    time_us: i64,
    bits: u32,
    region: [f64; 4],
}

/// By orientation, the frames that look like the photo.
fn near_frames(video: &VideoFingerprint, image: &ImageFingerprint) -> BTreeMap<usize, Vec<Near>> {
    let is_compared = |view: &&ImageView| view.hashes.quality_0_100 >= LEAST_FRAME_QUALITY_0_100;
    let views: Vec<&ImageView> = image.views.iter().filter(is_compared).collect();
    let mut found: BTreeMap<usize, Vec<Near>> = BTreeMap::new();
    for frame in &video.frames {
        let ways = frame.usable_views().flat_map(|view| view.hashes.all.iter().enumerate());
        let pairs = ways.flat_map(|way| views.iter().map(move |view| (way, view)));
        let near = pairs.map(|((way, hash), view)| (view.hashes.upright().distance(hash), way, view.region));
        let nearest = near.min_by_key(|(bits, way, _)| (*bits, *way));
        if let Some((bits, way, region)) = nearest.filter(|(bits, ..)| *bits <= CONFIRMED_DISTANCE_BITS) {
            found.entry(way).or_default().push(Near { time_us: frame.time_us, bits, region });
        }
    }
    found
}

/// A frame of which the photo shows a part, or that holds the photo.
fn by_parts(
    (video_item, video): (ItemId, &VideoFingerprint),
    (image_item, image): (ItemId, &ImageFingerprint),
) -> Option<Match> {
    let searched = SearchedFrames::of(video);
    let mut alike = searched.alike(&image.local);
    alike.sort_by_key(|(frame, alike, mirrored)| (std::cmp::Reverse(evidence(alike)), *frame, *mirrored));
    let laid = |(frame, alike, mirrored): &(usize, Vec<Alike>, bool)| {
        let laying = Laying::of(&image.local, video.frames[*frame].local.as_ref()?, alike, *mirrored)?;
        laying.is_confirmed().then_some((*frame, laying))
    };
    let laid: Vec<(usize, Laying)> = alike.iter().take(MOST_LAID).filter_map(laid).collect();
    let (best, laying) = laid.iter().max_by(|a, b| a.1.strength().total_cmp(&b.1.strength()).then(b.0.cmp(&a.0)))?;
    // The searched frames around the best that show it too.
    let mut times_us: Vec<i64> = laid.iter().map(|(frame, _)| video.frames[*frame].time_us).collect();
    times_us.sort_unstable();
    let best_us = video.frames[*best].time_us;
    let run = times_us.chunk_by(|a, b| b - a <= LONGEST_GAP_BY_PARTS_US).find(|run| run.contains(&best_us))?;
    let end_us = run[run.len() - 1] + video.step_us();
    let mut reasons = laying.reasons();
    reasons.push(format!("the picture and the frame at {} were laid over each other", seconds(best_us)));
    let whole_time = time_extent(run[0], end_us);
    Some(
        Draft {
            kind: if laying.is_whole() { MatchKind::ImageCopy } else { MatchKind::ImageRegion },
            query: (image_item, Extent { region: Some(laying.agreement.query_region), ..Extent::default() }),
            reference: (video_item, Extent { region: Some(laying.agreement.reference_region), ..whole_time }),
            transform: laying.transform(),
            score_0_1: CONFIRMED_FROM + (1.0 - CONFIRMED_FROM) * laying.strength(),
            tier: Tier::Confirmed,
            reasons,
            direction: None,
        }
        .finish(),
    )
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
