//! The second look at long recordings: of those only keyframes were decoded; where one of them looks like another
//! recording, all of its frames are.

use super::codes::{ALL_FRAMES_DECODED, ALL_FRAMES_INCOMPLETE};
use super::derived::{self, LookedCloser};
use super::extracting;
use super::fingerprints::FingerprintMaker;
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use extract::Extractor;
use model::ItemId;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use trace::video::{self, VideoFingerprint};

/// Keyframes may end this long before the recording does, and a full decode is still complete, microseconds.
const END_SLACK_US: i64 = 2_000_000;

/// Decodes what is worth it and was not decoded yet, with an extractor that takes all frames; one recording is kept as
/// soon as it is done.
///
/// # Errors
/// When the case cannot be read or written. What cannot be decoded is a finding.
pub fn run(case: &Case, extractor: &Extractor, n_threads: usize, quiet: bool) -> Result<()> {
    let read = derived::fingerprints_as_read(case)?;
    let videos: Vec<(ItemId, VideoFingerprint)> =
        read.into_iter().filter_map(|(item, made)| Some((item, made.video?))).collect();
    let wanted = video::to_look_at_closer(&videos);
    let made = derived::items_with_all_frames(case)?;
    derived::drop_all_frames(case, made.difference(&wanted).copied())?;
    let sparse: BTreeMap<ItemId, VideoFingerprint> =
        videos.into_iter().filter(|(item, _)| wanted.contains(item) && !made.contains(item)).collect();
    if sparse.is_empty() {
        return Ok(());
    }
    let progress = Progress::start("looking closer at long recordings", sparse.len() as u64, quiet);
    let queue = Mutex::new(sparse.iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let (results, received) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let results = results.clone();
            scope.spawn(move || {
                while let Some((item, sparse)) = next() {
                    if results.send((*item, look(case, extractor, item, sparse))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        for (item, looked) in received {
            derived::put_all_frames(case, &item, &looked?)?;
            progress.step("recording");
        }
        Ok::<(), anyhow::Error>(())
    })?;
    progress.finish(&format!("{} recordings decoded in full", sparse.len()));
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
