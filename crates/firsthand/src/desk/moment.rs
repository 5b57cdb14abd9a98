//! Recordings of one moment on a common clock: what is tied by matches of kind "same moment", however many steps away, each
//! with where it begins and how well that is known.

use super::judged_matches;
use anyhow::Result;
use archive::desk::{DeskIndex, KeptList};
use model::{Decision, ItemId, Match, MatchKind, Tier};
use std::collections::BTreeMap;

/// Recordings of one moment that are shown together; more are told and left out.
pub const CAMERAS_AT_MOST: usize = 24;
/// Matches of one recording that are followed.
const MOST_OF_RECORDING: u32 = 400;

/// A recording on the common clock, which begins where the recording asked for begins.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// The recording.
    pub item: ItemId,
    /// Where it begins, microseconds.
    pub start_us: i64,
    /// Half-width of the interval in which that lies, along the matches that lead here; `None` where one of them does not say.
    pub uncertainty_us: Option<i64>,
    /// The match that places it; `None` for the recording asked for.
    pub by: Option<String>,
}

/// A match that says another offset than the matches by which its two recordings were placed.
#[derive(Clone, PartialEq, Debug)]
pub struct Apart {
    /// Its id.
    pub by: String,
    /// Its two recordings.
    pub items: [ItemId; 2],
    /// How far both offsets are apart, microseconds.
    pub apart_us: i64,
}

/// What is known of one moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Moment {
    /// The recordings, the earliest first; the one asked for is among them.
    pub recordings: Vec<Placed>,
    /// Matches that do not agree with the clock within the uncertainties.
    pub apart: Vec<Apart>,
    /// Whether further recordings are tied to these and left out.
    pub is_cut: bool,
}

impl Moment {
    /// The recordings that are tied to this one, over others too; the best known way to each is taken. Only the recording
    /// itself where none is. What a person rejected ties nothing, what a person accepted does.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of_item(index: &DeskIndex, item: ItemId, decisions: &[Decision]) -> Result<Moment> {
        let judged = judged_matches(decisions);
        Moment::with(item, |item| {
            let mut found = index.kept_of_item(KeptList::Matches, &item, MOST_OF_RECORDING)?.rows;
            found.extend(index.kept_of_item::<Match>(KeptList::WeakMatches, &item, MOST_OF_RECORDING)?.rows);
            Ok(found.into_iter().filter(|found| ties(found, &judged)).collect())
        })
    }

    fn with(item: ItemId, ties_of: impl Fn(ItemId) -> Result<Vec<Match>>) -> Result<Moment> {
        let mut reached = BTreeMap::from([(item, Placed { item, start_us: 0, uncertainty_us: Some(0), by: None })]);
        let mut placed: BTreeMap<ItemId, Placed> = BTreeMap::new();
        let mut ties: BTreeMap<String, Match> = BTreeMap::new();
        while let Some(nearest) = reached.values().min_by_key(|one| (doubt(one.uncertainty_us), one.item)).cloned() {
            if placed.len() == CAMERAS_AT_MOST {
                break;
            }
            reached.remove(&nearest.item);
            for tie in ties_of(nearest.item)? {
                let next = beyond(&nearest, &tie);
                if !placed.contains_key(&next.item) {
                    let known = reached.entry(next.item).or_insert_with(|| next.clone());
                    if doubt(next.uncertainty_us) < doubt(known.uncertainty_us) {
                        *known = next;
                    }
                }
                ties.insert(tie.id.clone(), tie);
            }
            placed.insert(nearest.item, nearest);
        }
        let mut recordings: Vec<Placed> = placed.values().cloned().collect();
        recordings.sort_by_key(|one| (one.start_us, one.item));
        let apart = ties.values().filter_map(|tie| disagreement(tie, &placed)).collect();
        Ok(Moment { recordings, apart, is_cut: !reached.is_empty() })
    }
}

/// Whether a match says where two recordings lie on one clock, and holds: what a person `judged`, or else its tier, decides.
pub fn ties(found: &Match, judged: &BTreeMap<String, bool>) -> bool {
    let holds = judged.get(&found.id).copied().unwrap_or(found.tier == Tier::Confirmed);
    holds && found.kind == MatchKind::SameMoment && found.transform.offset_us.is_some()
}

/// Orders by how well something is known; what is not said comes last.
fn doubt(uncertainty_us: Option<i64>) -> i64 {
    uncertainty_us.unwrap_or(i64::MAX)
}

/// The other recording of a match, placed from this one.
fn beyond(from: &Placed, tie: &Match) -> Placed {
    let is_query = tie.query.item == from.item;
    let item = if is_query { tie.reference.item } else { tie.query.item };
    let uncertainty_us = from.uncertainty_us.zip(uncertainty_us(tie)).map(|(so_far, more)| so_far.saturating_add(more));
    Placed { item, start_us: from.start_us + begins_later_us(tie, is_query), uncertainty_us, by: Some(tie.id.clone()) }
}

/// How much later the other side begins than the query (or, for the reference, the query than it).
fn begins_later_us(tie: &Match, from_query: bool) -> i64 {
    // A moment of the query lies `offset_us` later in the reference, so the reference began that much earlier.
    let offset_us = tie.transform.offset_us.unwrap_or_default();
    if from_query { -offset_us } else { offset_us }
}

/// How well a match knows its offset over its whole extent: clocks of devices run apart.
fn uncertainty_us(tie: &Match) -> Option<i64> {
    let stated_us = tie.transform.offset_us.and(tie.transform.offset_uncertainty_us)?;
    let extent = &tie.query.extent;
    let length_us = extent.end_us.unwrap_or_default() - extent.start_us.unwrap_or_default();
    let drifted_us = tie.transform.drift_ppm.unwrap_or_default().abs() * 1e-6 * length_us as f64;
    Some(stated_us.saturating_add(drifted_us.ceil() as i64))
}

fn disagreement(tie: &Match, placed: &BTreeMap<ItemId, Placed>) -> Option<Apart> {
    let (query, reference) = (placed.get(&tie.query.item)?, placed.get(&tie.reference.item)?);
    let apart_us = (reference.start_us - query.start_us - begins_later_us(tie, true)).abs();
    let allowed = [query.uncertainty_us, reference.uncertainty_us, uncertainty_us(tie)];
    let allowed_us = allowed.into_iter().try_fold(0i64, |sum, one| Some(sum.saturating_add(one?)))?;
    (apart_us > allowed_us).then(|| Apart { by: tie.id.clone(), items: [query.item, reference.item], apart_us })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Extent, MatchSide, Transform};

    fn item(n: u8) -> ItemId {
        ItemId([n; 32])
    }

    /// Of recording `query` the moment 0 lies at `offset_ms` of recording `reference`.
    fn tie(query: u8, reference: u8, offset_ms: i64, uncertainty_ms: Option<i64>) -> Match {
        let side = |n| MatchSide {
            item: item(n),
            name: String::new(),
            extent: Extent { start_us: Some(0), end_us: Some(10_000_000), ..Extent::default() },
        };
        Match {
            id: format!("M-{query}-{reference}"),
            kind: MatchKind::SameMoment,
            query: side(query),
            reference: side(reference),
            transform: Transform {
                offset_us: Some(offset_ms * 1000),
                offset_uncertainty_us: uncertainty_ms.map(|ms| ms * 1000),
                ..Transform::default()
            },
            score_0_1: 1.0,
            tier: Tier::Confirmed,
            reasons: Vec::new(),
            direction: None,
        }
    }

    fn of(asked: u8, ties: &[Match]) -> Moment {
        let touches = |tie: &&Match, id: ItemId| tie.query.item == id || tie.reference.item == id;
        Moment::with(item(asked), |id| Ok(ties.iter().filter(|tie| touches(tie, id)).cloned().collect())).unwrap()
    }

    /// Where each begins, ms, and how well that is known, ms.
    fn check(asked: u8, ties: &[Match], expected: &[(u8, i64, Option<i64>)]) {
        let placed: Vec<(u8, i64, Option<i64>)> = of(asked, ties)
            .recordings
            .iter()
            .map(|one| (one.item.0[0], one.start_us / 1000, one.uncertainty_us.map(|us| us / 1000)))
            .collect();
        assert_eq!(placed, expected);
    }

    #[test]
    fn a_recording_whose_moments_lie_later_in_another_began_later() {
        let ties = [tie(1, 2, 4200, Some(20))];
        check(1, &ties, &[(2, -4200, Some(20)), (1, 0, Some(0))]);
        check(2, &ties, &[(2, 0, Some(0)), (1, 4200, Some(20))]);
    }

    #[test]
    fn offsets_and_doubts_add_up_along_the_way() {
        let ties = [tie(1, 2, 4000, Some(20)), tie(3, 2, 1000, Some(30))];
        check(1, &ties, &[(2, -4000, Some(20)), (3, -3000, Some(50)), (1, 0, Some(0))]);
    }

    #[test]
    fn the_best_known_way_is_taken_and_a_way_that_says_otherwise_is_told() {
        let ties = [tie(1, 2, 1000, Some(10)), tie(2, 3, 1000, Some(10)), tie(1, 3, 2500, Some(300))];
        check(1, &ties, &[(3, -2000, Some(20)), (2, -1000, Some(10)), (1, 0, Some(0))]);
        let apart = of(1, &ties).apart;
        assert_eq!(apart.iter().map(|one| (one.by.as_str(), one.apart_us)).collect::<Vec<_>>(), [("M-1-3", 500_000)]);
        let within = [tie(1, 2, 1000, Some(10)), tie(2, 3, 1000, Some(10)), tie(1, 3, 2100, Some(300))];
        assert!(of(1, &within).apart.is_empty());
    }

    #[test]
    fn a_match_that_does_not_say_how_well_it_knows_leaves_it_open() {
        check(1, &[tie(1, 2, 1000, None)], &[(2, -1000, None), (1, 0, Some(0))]);
    }

    #[test]
    fn clocks_that_run_apart_are_less_well_known() {
        let mut drifting = tie(1, 2, 0, Some(20));
        drifting.transform.drift_ppm = Some(-1000.0);
        check(2, &[drifting], &[(1, 0, Some(30)), (2, 0, Some(0))]);
    }

    #[test]
    fn a_crowd_of_cameras_is_cut_and_says_so() {
        let many: Vec<Match> = (2..40).map(|other| tie(1, other, i64::from(other), Some(20))).collect();
        let moment = of(1, &many);
        assert_eq!((moment.recordings.len(), moment.is_cut), (CAMERAS_AT_MOST, true));
        assert!(!of(1, &many[..3]).is_cut);
    }
}
