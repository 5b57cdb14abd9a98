//! Pictures of which one shows a part of the other, or shows it turned, small, under text: by local features.

use super::ImageFingerprint;
use crate::build::Draft;
use crate::direction::Evidence;
use crate::index::Lead;
use crate::local::{Alike, Edges, LEAST_ALIKE, Laying, Seen, alike_of_pair};
use model::{Extent, ItemId, Match, MatchKind, Tier};

/// Scores: confirmed matches stand above all weak ones, those of hashes too.
pub(crate) const CONFIRMED_FROM: f64 = 0.76;
const WEAK_UP_TO: f64 = 0.25;

/// What local features say of two pictures.
pub(crate) fn match_of_pair(
    (reference, reference_print): (ItemId, &ImageFingerprint),
    (query, query_print): (ItemId, &ImageFingerprint),
    lead: &Lead,
) -> Option<Match> {
    let (query_local, reference_local) = (&query_print.local, &reference_print.local);
    let ways = [(false, lead.by_parts), (true, lead.by_mirrored_parts)].into_iter().filter(|(_, is_lead)| *is_lead);
    let alike = |(mirrored, _)| (mirrored, alike_of_pair(query_local, reference_local, mirrored));
    let mut ways: Vec<(bool, Vec<Alike>)> = ways.map(alike).collect();
    ways.sort_by_key(|(mirrored, alike)| (std::cmp::Reverse(alike.len()), *mirrored));
    let laid = ways.iter().filter(|(_, alike)| alike.len() >= LEAST_ALIKE);
    let mut laid = laid.filter_map(|(mirrored, alike)| Laying::of(query_local, reference_local, alike, *mirrored));
    let first = laid.next()?;
    // A picture and its mirror image do not both lie over another.
    let laying = if first.is_confirmed() {
        first
    } else {
        laid.fold(first, |best, other| if other.strength() > best.strength() { other } else { best })
    };
    let edges = Edges::of(&laying, &Seen::of(query_local), &Seen::of(reference_local));
    Some(report(reference, query, &laying, &Evidence::of_edges(edges)))
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
