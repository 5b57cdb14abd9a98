//! The same moment from another device: two recordings of one event, each with its own microphone, brought together in
//! time by where the sound grows in each band. It is never a copy: two devices are two origins. What was measured:
//! `docs/methods/same-moment.md`.

mod consistency;
mod correlate;
mod report;

use crate::audio::{AudioFingerprint, exact_share};
use crate::build::in_order;
use crate::parallel;
use correlate::Onsets;
use model::{ItemId, Match, MatchKind, Tier};
use std::collections::{BTreeMap, BTreeSet};

/// Most recordings that are compared with each other, the first of those given; the caller tells the user where a case has
/// more. The work grows with the square of their number.
pub const MOST_RECORDINGS: usize = 400;

/// Share of the points of two sounds that must have a partner at the very place for them to be one recording. Two
/// microphones hear one event through two sets of echoes, which move the points: pairs of made-up devices had at most
/// 0.17 (in mixtures; 0.25 with few pure tones). Copies (re-encoded, cut, band-limited, noisy, under music, echoing) had at least 0.29 (2026-11-26,
/// `docs/methods/same-moment.md`).
pub const COPY_EXACT_SHARE: f64 = 0.26;

/// The same where both have pictures and these do not match (dubbed sound): two microphones beside each other, with
/// hardly an echo, hear nearly one sound, and only the pictures tell.
pub const DUBBED_EXACT_SHARE: f64 = 0.55;

/// What such a pair is where it could not be lined up.
const NOT_TOLD: &str =
    "it may be a copy that was changed much, or one event heard by two devices, which could not be lined up";

/// How the relation is named.
const SAME_MOMENT_WORDS: &str = "same moment, other device";

/// Pairs of recordings that heard the same event, without regard to copies. Each pair once. The order of `sounds` does
/// not matter.
pub fn matches(sounds: &[(ItemId, AudioFingerprint)]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = sounds.iter().map(|(item, print)| (*item, print)).collect();
    let moments = Moments::of(by_item);
    in_order((0..moments.len()).flat_map(|n| moments.with_earlier(n)).collect())
}

/// Recordings prepared for being brought together in time.
pub struct Moments<'a> {
    recordings: Vec<(ItemId, &'a AudioFingerprint, Onsets)>,
}

impl<'a> Moments<'a> {
    /// The first [`MOST_RECORDINGS`] of these.
    pub fn of(sounds: impl IntoIterator<Item = (ItemId, &'a AudioFingerprint)>) -> Moments<'a> {
        let sounds: Vec<(ItemId, &AudioFingerprint)> = sounds.into_iter().take(MOST_RECORDINGS).collect();
        let onsets = parallel::each(sounds.len(), |n| Onsets::new(&sounds[n].1.envelope));
        Moments { recordings: sounds.into_iter().zip(onsets).map(|((item, print), it)| (item, print, it)).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.recordings.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.recordings.is_empty()
    }

    /// What the recording of number `n` has in common with those before it, in their order, without regard to copies.
    pub fn with_earlier(&self, n: usize) -> Vec<Match> {
        let of_pair = |earlier: usize| {
            let (one, other) = (&self.recordings[earlier], &self.recordings[n]);
            let (reference, query) = if one.0 <= other.0 { (one, other) } else { (other, one) };
            let peak = correlate::best(&query.2, &reference.2)?;
            Some(report::report((reference.0, reference.1), (query.0, query.1), &peak))
        };
        parallel::each(n, of_pair).into_iter().flatten().collect()
    }
}

/// All matches of recordings, settled: what sound and picture say of each pair is brought together.
///
/// `copies` are the matches of [`crate::audio::matches`] and [`crate::video::matches`], `moments` those of [`matches`];
/// `with_picture` are the items that have a picture track with something to see. Returned are all of `copies`, but that
///
/// - a pair which is a copy (by picture, or by sound at the level of a copy) is never called the same moment;
/// - a pair whose sounds agree less well than a copy's and whose pictures do not match is no copy: its `audio_copy`
///   becomes weak and says so, and where the two can be brought together in time, it is the same moment from two devices;
/// - a pair whose sounds agree only because the one is a copy of a third recording, which is the same moment as the
///   other, is the same moment too; its `audio_copy` becomes weak and says so;
///
/// and that the pairs found to be the same moment are added.
pub fn settle(
    sounds: &[(ItemId, AudioFingerprint)],
    with_picture: &BTreeSet<ItemId>,
    copies: Vec<Match>,
    moments: Vec<Match>,
) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = sounds.iter().map(|(item, print)| (*item, print)).collect();
    let heard: BTreeMap<(ItemId, ItemId), bool> = pairs_that_sound_alike(&by_item, with_picture, &copies);
    let seen = copies.iter().filter(|found| is_picture_copy(found)).map(pair_of);
    let explained: BTreeSet<(ItemId, ItemId)> =
        heard.iter().filter(|(_, is_copy)| **is_copy).map(|(pair, _)| *pair).chain(seen).collect();
    let same_moment: Vec<Match> = moments.into_iter().filter(|found| !explained.contains(&pair_of(found))).collect();
    let confirmed: BTreeSet<(ItemId, ItemId)> =
        same_moment.iter().filter(|found| found.tier == Tier::Confirmed).map(pair_of).collect();
    let is_explained = |found: &Match| explained.contains(&pair_of(found));
    let mut all: Vec<Match> = copies
        .into_iter()
        .map(|found| {
            let lined_up = !is_explained(&found) && confirmed.contains(&pair_of(&found));
            if lined_up { no_copy(found, "listed as the same moment from two devices") } else { found }
        })
        .collect();
    all.extend(same_moment);
    let consistent = consistency::settle(&by_item, all);
    let settled =
        consistent.into_iter().map(|found| if is_explained(&found) { found } else { no_copy(found, NOT_TOLD) });
    in_order(settled.collect())
}

/// Of every pair with a confirmed match of sound, whether the sounds are alike enough for a copy.
fn pairs_that_sound_alike(
    sounds: &BTreeMap<ItemId, &AudioFingerprint>,
    with_picture: &BTreeSet<ItemId>,
    copies: &[Match],
) -> BTreeMap<(ItemId, ItemId), bool> {
    let by_sound = copies.iter().filter(|found| found.kind == MatchKind::AudioCopy && found.tier == Tier::Confirmed);
    let pairs: Vec<(ItemId, ItemId)> = by_sound.map(pair_of).collect::<BTreeSet<_>>().into_iter().collect();
    let is_copy = |n: usize| {
        let (one, other) = pairs[n];
        let both_pictured = with_picture.contains(&one) && with_picture.contains(&other);
        let least_share = if both_pictured { DUBBED_EXACT_SHARE } else { COPY_EXACT_SHARE };
        let prints = sounds.get(&one).zip(sounds.get(&other));
        prints.is_none_or(|(one, other)| exact_share(one, other) >= least_share)
    };
    let alike = parallel::each(pairs.len(), is_copy);
    pairs.into_iter().zip(alike).collect()
}

fn pair_of(found: &Match) -> (ItemId, ItemId) {
    let (a, b) = (found.query.item, found.reference.item);
    (a.min(b), a.max(b))
}

/// Whether the pictures of a pair say that one was copied.
fn is_picture_copy(found: &Match) -> bool {
    found.tier == Tier::Confirmed && matches!(found.kind, MatchKind::VideoCopy | MatchKind::VideoExcerpt)
}

/// A confirmed `audio_copy` of a pair that nothing explains as a copy becomes weak, and says what it is instead.
fn no_copy(mut found: Match, instead: &str) -> Match {
    if found.kind == MatchKind::AudioCopy && found.tier == Tier::Confirmed {
        found.tier = Tier::Weak;
        found.score_0_1 = (found.score_0_1 / 2.0).min(0.49);
        found.reasons.push(format!(
            "too few of the sound points have a partner at the very place for a copy ({:.0} % needed, {:.0} % where both have pictures that do not match): {instead}",
            COPY_EXACT_SHARE * 100.0,
            DUBBED_EXACT_SHARE * 100.0
        ));
    }
    found
}
