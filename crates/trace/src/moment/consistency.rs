//! What three recordings say together. A sound has one source: where a recording is cut from one device's recording, it
//! also agrees somewhat with that of another device at the same event, at just the offset that follows from the two
//! others. Such a pair is the same moment, and no second copy.

use super::{is_picture_copy, pair_of};
use crate::audio::{AudioFingerprint, word_error_rates};
use crate::build::{Draft, seconds};
use model::{ItemId, Match, MatchKind, MatchSide, Tier, Transform};
use std::collections::{BTreeMap, BTreeSet};

/// How far the offset of a pair may lie from what the two others predict, microseconds: two words of sound.
const SAME_OFFSET_US: i64 = 250_000;

/// A sound agrees clearly less when at least this larger a share of its bits differs: twice the scatter of that share over
/// four seconds, in which neighbouring words hear mostly the same.
const CLEARLY_MORE_ERRORS: f64 = 0.04;

/// And when that share is at least this many times as large.
const CLEARLY_MORE_TIMES: f64 = 1.5;

/// Words in the pieces in which the source must not be the worse one: a recording may be put together of both.
const PIECE_WORDS: usize = 8;

/// Makes every `audio_copy` that follows from a copy and a same moment weak, and adds the same moment in its place.
pub(crate) fn settle(sounds: &BTreeMap<ItemId, &AudioFingerprint>, mut matches: Vec<Match>) -> Vec<Match> {
    let mut added: BTreeMap<(ItemId, ItemId), Match> = BTreeMap::new();
    let followed: Vec<(usize, Chain)> =
        (0..matches.len()).filter_map(|n| Some((n, chain_behind(&matches[n], &matches, sounds)?))).collect();
    for (n, chain) in followed {
        let found = &mut matches[n];
        added.entry(pair_of(found)).or_insert_with(|| same_moment(found, &chain));
        found.tier = Tier::Weak;
        found.score_0_1 = (found.score_0_1 / 2.0).min(0.49);
        found.reasons.push(chain.reason());
    }
    let replaced: BTreeSet<(ItemId, ItemId)> = added.keys().copied().collect();
    matches.retain(|found| found.kind != MatchKind::SameMoment || !replaced.contains(&pair_of(found)));
    matches.extend(added.into_values());
    matches
}

/// The copy and the same moment from which a match follows.
struct Chain {
    by_picture: bool,
    source_error_rate: f64,
    error_rate: f64,
    off_us: i64,
    /// Score of the weaker of the two.
    score_0_1: f64,
}

impl Chain {
    fn reason(&self) -> String {
        format!(
            "the one is a copy of a third recording{}, whose sound differs in {:.2} of the bits where this differs in {:.2}; the third and the other are the same moment, and both offsets lead to this one within {}: the same moment from another device",
            if self.by_picture { " by its picture too" } else { "" },
            self.source_error_rate,
            self.error_rate,
            seconds(self.off_us)
        )
    }
}

fn chain_behind(found: &Match, matches: &[Match], sounds: &BTreeMap<ItemId, &AudioFingerprint>) -> Option<Chain> {
    let is_candidate = found.kind == MatchKind::AudioCopy && found.tier == Tier::Confirmed;
    if !is_candidate || matches.iter().any(|other| is_picture_copy(other) && pair_of(other) == pair_of(found)) {
        return None;
    }
    let (query, reference) = (found.query.item, found.reference.item);
    [(query, reference), (reference, query)]
        .into_iter()
        .find_map(|(copy, other)| chain_of(found, (copy, other), matches, sounds))
}

/// The chain from `copy` over a third recording to `other`.
fn chain_of(
    found: &Match,
    (copy, other): (ItemId, ItemId),
    matches: &[Match],
    sounds: &BTreeMap<ItemId, &AudioFingerprint>,
) -> Option<Chain> {
    let confirmed = |kind: MatchKind, item: ItemId| {
        matches.iter().filter(move |one| {
            one.kind == kind && one.tier == Tier::Confirmed && (one.query.item == item || one.reference.item == item)
        })
    };
    for moment in confirmed(MatchKind::SameMoment, other) {
        let third = if moment.query.item == other { moment.reference.item } else { moment.query.item };
        for source in confirmed(MatchKind::AudioCopy, copy).filter(|one| pair_of(one) == pair(copy, third)) {
            let by_picture = matches.iter().any(|one| is_picture_copy(one) && pair_of(one) == pair_of(source));
            let predicted_us = offset_from(source, copy)? + offset_from(moment, third)?;
            let off_us = (offset_from(found, copy)? - predicted_us).abs();
            if off_us > SAME_OFFSET_US {
                continue;
            }
            if let Some((source_error_rate, error_rate)) = clearly_apart(source, found, copy, by_picture, sounds) {
                let score_0_1 = source.score_0_1.min(moment.score_0_1);
                return Some(Chain { by_picture, source_error_rate, error_rate, off_us, score_0_1 });
            }
        }
    }
    None
}

fn pair(a: ItemId, b: ItemId) -> (ItemId, ItemId) {
    (a.min(b), a.max(b))
}

/// Time of the other side minus time of `item`.
fn offset_from(found: &Match, item: ItemId) -> Option<i64> {
    let offset_us = found.transform.offset_us?;
    Some(if found.query.item == item { offset_us } else { -offset_us })
}

/// Error rates of the source and of the other, where `copy` agrees with the source clearly better all along, or not
/// worse where the picture says the same.
fn clearly_apart(
    source: &Match,
    found: &Match,
    copy: ItemId,
    by_picture: bool,
    sounds: &BTreeMap<ItemId, &AudioFingerprint>,
) -> Option<(f64, f64)> {
    let (of_source, of_found) = (errors_along(source, copy, sounds)?, errors_along(found, copy, sounds)?);
    let both: Vec<(f64, f64)> =
        of_found.iter().filter_map(|(word, error)| Some((*of_source.get(word)?, *error))).collect();
    // Most of what is to be explained must lie in what the source explains.
    if 2 * both.len() <= of_found.len() {
        return None;
    }
    let mean = |part: &[(f64, f64)]| {
        let sums = part.iter().fold((0.0, 0.0), |sums, errors| (sums.0 + errors.0, sums.1 + errors.1));
        (sums.0 / part.len() as f64, sums.1 / part.len() as f64)
    };
    let (source_rate, rate) = mean(&both);
    let never_worse = both.windows(PIECE_WORDS).map(mean).all(|(source, other)| source <= other + CLEARLY_MORE_ERRORS);
    let clear = rate - source_rate >= CLEARLY_MORE_ERRORS && rate >= CLEARLY_MORE_TIMES * source_rate;
    (never_worse && (clear || (by_picture && source_rate <= rate))).then_some((source_rate, rate))
}

/// Share of differing bits by word of `item`, along a match of sound.
fn errors_along(
    found: &Match,
    item: ItemId,
    sounds: &BTreeMap<ItemId, &AudioFingerprint>,
) -> Option<BTreeMap<usize, f64>> {
    let (side, other) =
        if found.query.item == item { (&found.query, &found.reference) } else { (&found.reference, &found.query) };
    let part = |side: &MatchSide| Some((*sounds.get(&side.item)?, side.extent.start_us?, side.extent.end_us?));
    let ((print, start_us, end_us), (other_print, other_start_us, _)) = (part(side)?, part(other)?);
    Some(word_error_rates((print, start_us, end_us), (other_print, other_start_us)))
}

fn same_moment(found: &Match, chain: &Chain) -> Match {
    let side = |side: &MatchSide| (side.item, side.extent.clone());
    Draft {
        kind: MatchKind::SameMoment,
        query: side(&found.query),
        reference: side(&found.reference),
        transform: Transform { words: super::SAME_MOMENT_WORDS.to_owned(), ..found.transform.clone() },
        score_0_1: chain.score_0_1,
        tier: Tier::Confirmed,
        reasons: vec![chain.reason()],
        direction: None,
    }
    .finish()
}
