//! The second look at long recordings: of those only keyframes were decoded; where one of them looks like another
//! recording, all of its frames are.

use super::codes::{ALL_FRAMES_DECODED, ALL_FRAMES_INCOMPLETE};
use super::derived::{self, LookedCloser};
use super::extracting;
use super::fingerprints::FingerprintMaker;
use super::pool;
use super::prints::Prints;
use super::stages::ALL_FRAMES;
use crate::terminal::Progress;
use anyhow::{Context, Result};
use archive::Case;
use extract::Extractor;
use model::ItemId;
use std::collections::BTreeSet;
use trace::video::VideoFingerprint;

/// Keyframes may end this long before the recording does, and a full decode is still complete, microseconds.
const END_SLACK_US: i64 = 2_000_000;

/// Decodes what is worth it and was not decoded yet, with an extractor that takes all frames; one recording is kept as
/// soon as it is done.
///
/// # Errors
/// When the case cannot be read or written. What cannot be decoded is a finding.
pub fn run(case: &Case, extractor: &Extractor, n_threads: usize, quiet: bool) -> Result<()> {
    let prints = Prints::as_read(case);
    let wanted: BTreeSet<ItemId> =
        derived::alike(case)?.into_values().flat_map(|alike| alike.worth_all_frames).collect();
    let made = derived::items_with_all_frames(case)?;
    derived::drop_items(case, ALL_FRAMES.name, made.difference(&wanted).copied())?;
    let missing: Vec<ItemId> = wanted.difference(&made).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let progress = Progress::start("looking closer at long recordings", missing.len() as u64, quiet);
    let look = |item: ItemId| {
        let read = prints.of(&item)?;
        let sparse = read.video.as_ref().context("a recording that looks like another has frames")?;
        Ok((item, look(case, extractor, &item, sparse)?))
    };
    pool::each(missing.iter().copied(), n_threads, look, |(item, looked)| {
        progress.step("recording");
        derived::put_all_frames(case, &item, &looked)
    })?;
    progress.finish(&format!("{} recordings decoded in full", missing.len()));
    Ok(())
}

fn look(case: &Case, extractor: &Extractor, item: &ItemId, sparse: &VideoFingerprint) -> Result<LookedCloser> {
    let mut maker = FingerprintMaker::default();
    if let Some(source) = extracting::source_of(case, item)? {
        // What it says of the item was said when it was first read.
        let _ = extractor.extract(&source, &mut maker);
    }
    let (fingerprints, _) = maker.finish();
    let video = fingerprints.video.unwrap_or_default();
    let end_us = |video: &VideoFingerprint| video.frames.last().map_or(0, |frame| frame.time_us);
    let (reached_us, known_us) = (end_us(&video), end_us(sparse));
    let finding = if reached_us + END_SLACK_US >= known_us {
        let text = format!("{} frames, twice a second, were compared instead of its keyframes", video.frames.len());
        ALL_FRAMES_DECODED.found(text)
    } else {
        let text = format!(
            "all frames were decoded only up to {:.0} s of {:.0} s; after that keyframes were compared, and an excerpt \
             between two of them may be missed. Cut the recording and add the parts too",
            reached_us as f64 / 1e6,
            known_us as f64 / 1e6
        );
        ALL_FRAMES_INCOMPLETE.found(text)
    };
    Ok(LookedCloser { video: video.completed_by(sparse), findings: vec![finding] })
}
