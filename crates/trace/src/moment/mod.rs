//! The same moment from another device: two recordings of one event, each with its own microphone, brought together in
//! time by where the sound grows in each band. It is never a copy: two devices are two origins. What was measured:
//! `docs/methods/same-moment.md`.

mod consistency;
mod correlate;
mod report;

use crate::audio::{AudioFingerprint, best_error_rate};
use crate::build::in_order;
use crate::parallel;
use model::{ItemId, Match, MatchKind, Tier};
use std::collections::{BTreeMap, BTreeSet};

/// Most recordings that are compared with each other, those with the smallest ids; the caller tells the user where a case
/// has more. The work grows with the square of their number.
pub const MOST_RECORDINGS: usize = 400;

/// Share of differing bits up to which two sounds are one recording even if the pictures differ (dubbed sound). Above
/// it, and with pictures that differ, two microphones at one place explain it as well. Re-encoded, cut and somewhat noisy
/// copies were measured at up to 0.11; two microphones at one event from 0.15 on.
pub const COPY_LEVEL_ERROR_RATE: f64 = 0.12;

/// How the relation is named.
const SAME_MOMENT_WORDS: &str = "same moment, other device";

/// Pairs of recordings that heard the same event, without regard to copies. Each pair once. The order of `sounds` does
/// not matter.
pub fn matches(sounds: &[(ItemId, AudioFingerprint)]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = sounds.iter().map(|(item, print)| (*item, print)).collect();
    compare(&by_item, &BTreeSet::new())
}

/// All matches of recordings, settled: what sound and picture say of each pair is brought together.
///
/// `copies` are the matches of [`crate::audio::matches`] and [`crate::video::matches`]; `with_picture` are the items
/// that have a picture track with something to see. Returned are all of `copies`, but that
///
/// - a pair which is a copy (by picture, or by sound at the level of a copy) is never called the same moment;
/// - a pair whose sounds agree less well than a copy's, whose pictures do not match though both have one, and which
///   can be brought together in time, is the same moment from two devices; its `audio_copy` becomes weak and says so;
/// - a pair whose sounds agree only because the one is a copy of a third recording, which is the same moment as the
///   other, is the same moment too; its `audio_copy` becomes weak and says so;
///
/// and that the pairs found to be the same moment are added.
pub fn settle(
    sounds: &[(ItemId, AudioFingerprint)],
    with_picture: &BTreeSet<ItemId>,
    copies: Vec<Match>,
) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = sounds.iter().map(|(item, print)| (*item, print)).collect();
    let explained: BTreeSet<(ItemId, ItemId)> =
        copies.iter().filter(|found| explains(found, &by_item, with_picture, &copies)).map(pair_of).collect();
    let same_moment = compare(&by_item, &explained);
    let confirmed: BTreeSet<(ItemId, ItemId)> =
        same_moment.iter().filter(|found| found.tier == Tier::Confirmed).map(pair_of).collect();
    let mut all: Vec<Match> = copies.into_iter().map(|found| reread(found, &confirmed)).collect();
    all.extend(same_moment);
    in_order(consistency::settle(&by_item, all))
}

fn pair_of(found: &Match) -> (ItemId, ItemId) {
    let (a, b) = (found.query.item, found.reference.item);
    (a.min(b), a.max(b))
}

/// Whether the pictures of a pair say that one was copied.
fn is_picture_copy(found: &Match) -> bool {
    found.tier == Tier::Confirmed && matches!(found.kind, MatchKind::VideoCopy | MatchKind::VideoExcerpt)
}

/// Whether a match says that one recording was copied.
fn explains(
    found: &Match,
    sounds: &BTreeMap<ItemId, &AudioFingerprint>,
    with_picture: &BTreeSet<ItemId>,
    copies: &[Match],
) -> bool {
    if found.tier != Tier::Confirmed {
        return false;
    }
    match found.kind {
        MatchKind::VideoCopy | MatchKind::VideoExcerpt => true,
        MatchKind::AudioCopy => {
            let both_pictured =
                with_picture.contains(&found.query.item) && with_picture.contains(&found.reference.item);
            let pictures_match = copies.iter().any(|other| pair_of(other) == pair_of(found) && is_picture_copy(other));
            let at_copy_level = || match (sounds.get(&found.query.item), sounds.get(&found.reference.item)) {
                (Some(query), Some(reference)) => best_error_rate(query, reference) <= COPY_LEVEL_ERROR_RATE,
                _ => true,
            };
            !both_pictured || pictures_match || at_copy_level()
        }
        _ => false,
    }
}

fn reread(mut found: Match, same_moment: &BTreeSet<(ItemId, ItemId)>) -> Match {
    if found.kind == MatchKind::AudioCopy && same_moment.contains(&pair_of(&found)) {
        found.tier = Tier::Weak;
        found.score_0_1 = (found.score_0_1 / 2.0).min(0.49);
        found.reasons.push(
            "the pictures do not match and the sounds differ more than copies do: listed as the same moment from two devices"
                .to_owned(),
        );
    }
    found
}

fn compare(sounds: &BTreeMap<ItemId, &AudioFingerprint>, explained: &BTreeSet<(ItemId, ItemId)>) -> Vec<Match> {
    let prepared: Vec<(ItemId, &AudioFingerprint, correlate::Onsets)> = sounds
        .iter()
        .take(MOST_RECORDINGS)
        .map(|(item, print)| (*item, *print, correlate::Onsets::new(&print.envelope)))
        .collect();
    let of_reference = |n: usize| {
        let (reference, reference_print, reference_onsets) = &prepared[n];
        let mut found = Vec::new();
        for (query, query_print, query_onsets) in &prepared[n + 1..] {
            if explained.contains(&(*reference, *query)) {
                continue;
            }
            if let Some(peak) = correlate::best(query_onsets, reference_onsets) {
                let (query, reference) = ((*query, *query_print), (*reference, *reference_print));
                found.push(report::report(reference, query, &peak));
            }
        }
        found
    };
    in_order(parallel::each(prepared.len(), of_reference).into_iter().flatten().collect())
}
