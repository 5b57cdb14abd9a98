//! The shots of a recording, for a contact sheet: where its sampled frames change all at once, and of each stretch between
//! the frame that shows most.

use super::{Frame, VideoFingerprint};

/// Two neighbouring samples whose light is spread more unlike than this (0 = alike, 1 = nothing in common), and much more
/// than that of the samples around them, are of two shots. Measured by eye on seven clips joined, two samples a second:
/// cuts 0.34 to 0.83, a camera carried by a runner up to 0.34 with neighbours as unlike. Bits of the hashes do not tell the
/// two apart: both reach 130.
const CUT_CHANGE: f64 = 0.3;

/// How many times more than the usual change of its neighbourhood a cut changes.
const CUT_TIMES: f64 = 1.8;

/// Parts of a picture whose light is compared, across and down, and steps of light.
const PARTS: (usize, usize) = (3, 2);
const LIGHTS: usize = 8;

/// Samples on each side that tell what is usual.
const NEIGHBOURHOOD: usize = 4;

/// A shot that goes on for longer gets a picture for each stretch of this length: a long take is most of what phones film.
const LONGEST_STRETCH_US: i64 = 20_000_000;

/// A stretch of a recording without a cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shot {
    /// Its first sample, microseconds of media time.
    pub start_us: i64,
    /// Where the next one begins, or the recording ends.
    pub end_us: i64,
    /// Time of the sample that shows most.
    pub best_us: i64,
}

/// The shots in order of time, at most `most` of them: where there are more, the stretches that differ least from the one
/// before are joined to it.
pub fn shots(print: &VideoFingerprint, most: usize) -> Vec<Shot> {
    let frames = &print.frames;
    if frames.is_empty() || most == 0 {
        return Vec::new();
    }
    let change: Vec<f64> = frames.windows(2).map(|pair| apart(&pair[0], &pair[1])).collect();
    let mut starts = vec![0];
    starts.extend((1..frames.len()).filter(|n| is_cut(&change, n - 1)));
    starts = with_long_ones_split(frames, &starts);
    while starts.len() > most {
        let before = |n: usize| apart(&frames[starts[n - 1]], &frames[starts[n]]);
        let joined = (1..starts.len()).min_by(|a, b| before(*a).total_cmp(&before(*b)).then(a.cmp(b)));
        starts.remove(joined.unwrap_or(starts.len() - 1));
    }
    let ends = starts[1..].iter().copied().chain([frames.len()]);
    let end_us = |end: usize| frames.get(end).map_or(print.extent_us().1, |frame| frame.time_us);
    let shot = |(start, end): (&usize, usize)| Shot {
        start_us: frames[*start].time_us,
        end_us: end_us(end),
        best_us: best(&frames[*start..end]).unwrap_or(frames[*start].time_us),
    };
    starts.iter().zip(ends).map(shot).collect()
}

/// Time of the sampled frame between two times that shows most; `None` when there is none.
pub fn best_frame(print: &VideoFingerprint, start_us: i64, end_us: i64) -> Option<i64> {
    let from = print.frames.partition_point(|frame| frame.time_us < start_us);
    let to = print.frames.partition_point(|frame| frame.time_us < end_us);
    best(print.frames.get(from..to)?)
}

/// How unlike the light of two frames is spread, part by part: half the sum of the differences of the shares, 0..=1.
fn apart(a: &Frame, b: &Frame) -> f64 {
    let (a, b) = (lights(a), lights(b));
    a.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0
}

/// Of each part the share of the whole picture that has each step of light.
fn lights(frame: &Frame) -> [f64; PARTS.0 * PARTS.1 * LIGHTS] {
    let mut shares = [0.0; PARTS.0 * PARTS.1 * LIGHTS];
    let (width, height) = (usize::from(frame.thumb.width_px), usize::from(frame.thumb.height_px));
    for (at, value) in frame.thumb.values.iter().enumerate().take(width * height) {
        let (column, row) = (at % width * PARTS.0 / width, at / width * PARTS.1 / height);
        let light = usize::from(*value) * LIGHTS / 256;
        shares[(row * PARTS.0 + column) * LIGHTS + light] += 1.0 / (width * height) as f64;
    }
    shares
}

fn is_cut(change: &[f64], at: usize) -> bool {
    let around = at.saturating_sub(NEIGHBOURHOOD)..(at + NEIGHBOURHOOD + 1).min(change.len());
    let mut others: Vec<f64> = around.filter(|n| *n != at).map(|n| change[n]).collect();
    others.sort_unstable_by(f64::total_cmp);
    let usual = others.get(others.len() / 2).copied().unwrap_or(0.0);
    change[at] > CUT_CHANGE && change[at] > CUT_TIMES * usual
}

fn with_long_ones_split(frames: &[Frame], starts: &[usize]) -> Vec<usize> {
    let mut split = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(frames.len());
        let (from_us, to_us) = (frames[*start].time_us, frames[end - 1].time_us);
        let n_parts = (to_us - from_us) / LONGEST_STRETCH_US + 1;
        split.push(*start);
        for part in 1..n_parts {
            let at_us = from_us + (to_us - from_us) / n_parts * part;
            let at = frames.partition_point(|frame| frame.time_us < at_us);
            if at < end && split.last().is_some_and(|last| at > *last) {
                split.push(at);
            }
        }
    }
    split
}

/// The frame that shows most; not the first and the last where there are others, for they may be half of a transition.
fn best(frames: &[Frame]) -> Option<i64> {
    let inner = if frames.len() > 2 { &frames[1..frames.len() - 1] } else { frames };
    // Of equal ones the earliest.
    let shown = inner.iter().max_by(|a, b| detail(a).total_cmp(&detail(b)).then(b.time_us.cmp(&a.time_us)));
    shown.map(|frame| frame.time_us)
}

/// How much a frame shows: its quality as a picture, then how sharp its small copy is.
fn detail(frame: &Frame) -> f64 {
    let quality = frame.views.first().map_or(0, |view| view.hashes.quality_0_100);
    f64::from(quality) / 100.0 + sharpness(frame)
}

/// Mean change from pixel to pixel, as a share of the full range.
fn sharpness(frame: &Frame) -> f64 {
    let (width, values) = (usize::from(frame.thumb.width_px), &frame.thumb.values);
    if width < 2 || values.len() < 2 * width {
        return 0.0;
    }
    let beside = values.windows(2).map(|pair| u64::from(pair[0].abs_diff(pair[1]))).sum::<u64>();
    let below = values.iter().zip(&values[width..]).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
    (beside + below) as f64 / (values.len() as f64 * 2.0 * 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::Thumb;
    use crate::video::{FrameView, Grid};

    /// A frame of stripes: `light` tells how bright, `sharp` how strong they are.
    fn frame(time_us: i64, light: u8, sharp: u8) -> Frame {
        let values = (0..64 * 36).map(|at| if at % 2 == 0 { light } else { light.saturating_add(sharp) }).collect();
        let thumb = Thumb { width_px: 64, height_px: 36, values };
        let view = FrameView { hashes: crate::image::PdqHashes::default(), grid: Grid([0; 64]) };
        Frame { time_us, views: vec![view], thumb, local: None }
    }

    fn recording(lights: &[u8]) -> VideoFingerprint {
        let frames = lights.iter().enumerate().map(|(n, light)| frame(n as i64 * 500_000, *light, 3)).collect();
        VideoFingerprint { frames }
    }

    #[test]
    fn a_cut_is_where_all_changes_at_once() {
        let found = shots(&recording(&[40, 40, 40, 40, 200, 200, 200, 120, 120, 120]), 24);
        let starts: Vec<i64> = found.iter().map(|shot| shot.start_us).collect();
        assert_eq!(starts, [0, 2_000_000, 3_500_000]);
        assert_eq!(found[2].end_us, 5_000_000);
        assert!(found.iter().all(|shot| (shot.start_us..shot.end_us).contains(&shot.best_us)), "{found:?}");
    }

    #[test]
    fn what_changes_all_the_time_is_one_shot() {
        let wild: Vec<u8> = (0..20).map(|n| if n % 2 == 0 { 30 } else { 220 }).collect();
        assert_eq!(shots(&recording(&wild), 24).len(), 1);
    }

    #[test]
    fn a_long_take_gets_a_picture_every_so_often_and_never_more_than_asked() {
        let long = recording(&[90; 240]);
        let found = shots(&long, 24);
        assert_eq!(found.len(), 6, "two minutes: {found:?}");
        assert!(found.windows(2).all(|pair| pair[0].end_us == pair[1].start_us));
        assert_eq!(shots(&long, 4).len(), 4);
        assert_eq!(shots(&long, 0), []);
        assert_eq!(shots(&VideoFingerprint::default(), 24), []);
    }

    #[test]
    fn the_sharpest_frame_away_from_the_ends_is_the_best() {
        let mut print = recording(&[64; 8]);
        print.frames[0] = frame(0, 64, 30);
        print.frames[5] = frame(2_500_000, 64, 20);
        assert_eq!(shots(&print, 24)[0].best_us, 2_500_000);
        assert_eq!(best_frame(&print, 500_000, 2_000_000), Some(1_000_000));
        assert_eq!(best_frame(&print, 9_000_000, 12_000_000), None);
        assert_eq!(best_frame(&print, 2_000_000, 1_000_000), None);
    }
}
