//! Pictures of which one shows a part of the other, or shows it turned, small, under text: by local features.

use super::ImageFingerprint;
use crate::build::Draft;
use crate::local::{Alike, CodeIndex, Laying, LocalFeatures};
use model::{Extent, ItemId, Match, MatchKind, Tier};
use std::collections::BTreeMap;

/// Fewest points that must look alike for two pictures to be laid over each other.
const LEAST_ALIKE: usize = 4;

/// Most pictures that are laid over one picture, those with the most points alike first.
const MOST_LAID: usize = 30;

/// Scores: confirmed matches stand above all weak ones, those of hashes too.
const CONFIRMED_FROM: f64 = 0.76;
const WEAK_UP_TO: f64 = 0.25;

/// Matches by local features, each pair at most once.
pub(crate) fn matches(images: &BTreeMap<ItemId, &ImageFingerprint>) -> Vec<Match> {
    let items: Vec<ItemId> = images.keys().copied().collect();
    let features: Vec<&LocalFeatures> = images.values().map(|print| &print.local).collect();
    let index = CodeIndex::new(features.iter().copied());
    let mut best: BTreeMap<(usize, usize), Laying> = BTreeMap::new();
    for (reference, query, alike, mirrored) in candidates(&index, &features) {
        let Some(laying) = Laying::of(features[query], features[reference], &alike, mirrored) else { continue };
        let known = best.get(&(reference, query));
        if known.is_none_or(|known| laying.strength() > known.strength()) {
            best.insert((reference, query), laying);
        }
    }
    best.into_iter().map(|((reference, query), laying)| report(items[reference], items[query], &laying)).collect()
}

type Candidate = (usize, usize, Vec<Alike>, bool);

/// Pairs (reference, query) that are worth laying over each other, the reference having the smaller number.
fn candidates(index: &CodeIndex, features: &[&LocalFeatures]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (query, asked) in features.iter().enumerate() {
        let mut of_query: Vec<Candidate> = Vec::new();
        for mirrored in [false, true] {
            for (reference, alike) in index.alike(asked, mirrored) {
                if (reference as usize) < query && alike.len() >= LEAST_ALIKE {
                    of_query.push((reference as usize, query, alike, mirrored));
                }
            }
        }
        of_query.sort_by_key(|(reference, _, alike, mirrored)| (std::cmp::Reverse(alike.len()), *reference, *mirrored));
        of_query.truncate(MOST_LAID);
        found.extend(of_query);
    }
    found
}

fn report(reference: ItemId, query: ItemId, laying: &Laying) -> Match {
    let confirmed = laying.is_confirmed();
    let region = |region| Extent { region: Some(region), ..Extent::default() };
    Draft {
        kind: if laying.is_whole() { MatchKind::ImageCopy } else { MatchKind::ImageRegion },
        query: (query, region(laying.agreement.query_region)),
        reference: (reference, region(laying.agreement.reference_region)),
        transform: laying.transform(),
        score_0_1: if confirmed {
            CONFIRMED_FROM + (1.0 - CONFIRMED_FROM) * laying.strength()
        } else {
            WEAK_UP_TO * laying.strength()
        },
        tier: if confirmed { Tier::Confirmed } else { Tier::Weak },
        reasons: laying.reasons(),
        direction: None,
    }
    .finish()
}
