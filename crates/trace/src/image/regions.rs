//! Pictures of which one shows a part of the other, or shows it turned, small, under text: by local features.

use super::ImageFingerprint;
use crate::build::Draft;
use crate::direction::Evidence;
use crate::local::{Alike, CodeIndex, Edges, Laying, LocalFeatures, Seen};
use crate::parallel;
use model::{Extent, ItemId, Match, MatchKind, Tier};
use std::collections::BTreeMap;

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
    let of_query = |query: usize| {
        let mut best: BTreeMap<usize, Laying> = BTreeMap::new();
        for (reference, alike, mirrored) in candidates(&index, features[query], query) {
            let Some(laying) = Laying::of(features[query], features[reference], &alike, mirrored) else { continue };
            let known = best.get(&reference);
            if known.is_none_or(|known| laying.strength() > known.strength()) {
                best.insert(reference, laying);
            }
        }
        let of_pair = |(reference, laying): (usize, Laying)| {
            let edges = Edges::of(&laying, &Seen::of(features[query]), &Seen::of(features[reference]));
            report(items[reference], items[query], &laying, &Evidence::of_edges(edges))
        };
        best.into_iter().map(of_pair).collect::<Vec<_>>()
    };
    parallel::each(items.len(), of_query).into_iter().flatten().collect()
}

/// The pictures before this one that are worth laying over it: number, points alike, whether mirrored.
fn candidates(index: &CodeIndex, asked: &LocalFeatures, query: usize) -> Vec<(usize, Vec<Alike>, bool)> {
    let mut found: Vec<(usize, Vec<Alike>, bool)> = Vec::new();
    for mirrored in [false, true] {
        let alike = index.alike(asked, mirrored, query);
        found.extend(alike.into_iter().map(|(reference, alike)| (reference as usize, alike, mirrored)));
    }
    found.sort_by_key(|(reference, alike, mirrored)| (std::cmp::Reverse(alike.len()), *reference, *mirrored));
    found.truncate(MOST_LAID);
    found
}

fn report(reference: ItemId, query: ItemId, laying: &Laying, evidence: &Evidence) -> Match {
    let confirmed = laying.is_confirmed();
    let direction = evidence.direction(query, reference).filter(|_| confirmed);
    let beside = evidence.reasons(query, reference);
    let is_turned = direction.as_ref().is_some_and(|direction| direction.from == query);
    let (reference, query, laying) =
        if is_turned { (query, reference, laying.reversed()) } else { (reference, query, *laying) };
    let region = |region| Extent { region: Some(region), ..Extent::default() };
    let mut reasons = laying.reasons();
    if confirmed {
        reasons.extend(beside);
    }
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
        reasons,
        direction,
    }
    .finish()
}
