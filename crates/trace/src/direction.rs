//! Which of two matching items is nearer the source: evidence for either side, and what it comes to. Evidence for both
//! sides comes to nothing, and both are named. What was measured: `docs/methods/direction.md`.

use crate::local::{Around, Edges};
use model::{Direction, ItemId, Match, Tier};
use std::collections::BTreeSet;

/// What speaks for the one or the other side of a match being nearer the source.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) for_query: Vec<String>,
    pub(crate) for_reference: Vec<String>,
    /// Why both may come from something else that is not here.
    pub(crate) common_source: Option<String>,
}

/// Said of two items of which each shows what the other lacks.
pub(crate) const COMMON_SOURCE: &str = "a longer or larger original that holds both is implied";

impl Evidence {
    /// What the edges of two pictures say, where the one is laid over the other.
    pub(crate) fn of_edges(edges: Edges) -> Evidence {
        let mut evidence = Evidence::default();
        let goes_on = "the other shows a part of this frame, which goes on without a seam beyond the part";
        let framed = "the other has something put around what both show, with a seam along its edge";
        match edges {
            Edges { in_query: Some(Around::GoesOn), in_reference: Some(Around::GoesOn) } => {
                evidence.common_source = Some(format!(
                    "each shows what the other lacks, and both frames go on without a seam: {COMMON_SOURCE}"
                ));
            }
            Edges { in_query, in_reference } => {
                match in_query {
                    Some(Around::GoesOn) => evidence.for_query.push(goes_on.to_owned()),
                    Some(Around::Seam) => evidence.for_reference.push(framed.to_owned()),
                    None => {}
                }
                match in_reference {
                    Some(Around::GoesOn) => evidence.for_reference.push(goes_on.to_owned()),
                    Some(Around::Seam) => evidence.for_query.push(framed.to_owned()),
                    None => {}
                }
            }
        }
        evidence
    }

    /// The direction, where all evidence agrees.
    pub(crate) fn direction(&self, query: ItemId, reference: ItemId) -> Option<Direction> {
        match (self.for_query.is_empty(), self.for_reference.is_empty()) {
            (false, true) => Some(Direction { from: query, evidence: self.for_query.clone() }),
            (true, false) => Some(Direction { from: reference, evidence: self.for_reference.clone() }),
            _ => None,
        }
    }

    /// What is to be said beside the direction: a conflict with both sides named, a common source.
    pub(crate) fn reasons(&self, query: ItemId, reference: ItemId) -> Vec<String> {
        let mut reasons: Vec<String> = self.common_source.iter().cloned().collect();
        if !self.for_query.is_empty() && !self.for_reference.is_empty() {
            let side = |from: ItemId, evidence: &[String]| Direction { from, evidence: evidence.to_vec() };
            reasons.push(disagreement(&side(query, &self.for_query), &side(reference, &self.for_reference)));
        }
        reasons
    }
}

/// What is said of two directions that lead to different sides.
pub(crate) fn disagreement(one: &Direction, other: &Direction) -> String {
    let side = |direction: &Direction| format!("for {}, {}", direction.from, direction.evidence.join(", "));
    format!("direction unknown, the evidence disagrees: {}; {}", side(one), side(other))
}

/// Pairs that imply an original which holds both and more, each with the match that says so, where no item of the case is
/// known to be it: none that matches both and is nearer the source than both.
pub fn missing_common_sources(matches: &[Match]) -> Vec<&Match> {
    let sides = |found: &Match| BTreeSet::from([found.query.item, found.reference.item]);
    let sources = |item: ItemId| -> BTreeSet<ItemId> {
        let directions =
            matches.iter().filter(|found| sides(found).contains(&item)).filter_map(|found| found.direction.as_ref());
        directions.map(|direction| direction.from).filter(|from| *from != item).collect()
    };
    let implies = |found: &&Match| {
        found.tier == Tier::Confirmed
            && found.direction.is_none()
            && found.reasons.iter().any(|reason| reason.ends_with(COMMON_SOURCE))
    };
    let is_missing = |found: &&Match| sources(found.query.item).is_disjoint(&sources(found.reference.item));
    matches.iter().filter(implies).filter(is_missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_for_both_sides_is_no_direction_and_names_both() {
        let (query, reference) = (ItemId::of(b"query"), ItemId::of(b"reference"));
        let cut_out = Edges { in_query: None, in_reference: Some(Around::GoesOn) };
        assert_eq!(Evidence::of_edges(cut_out).direction(query, reference).map(|it| it.from), Some(reference));

        let framed_on_both_sides = Edges { in_query: Some(Around::Seam), in_reference: Some(Around::Seam) };
        let evidence = Evidence::of_edges(framed_on_both_sides);
        assert_eq!(evidence.direction(query, reference), None);
        let [reason] = &evidence.reasons(query, reference)[..] else { panic!("one reason expected: {evidence:?}") };
        assert!(reason.contains(&query.to_string()) && reason.contains(&reference.to_string()), "{reason}");
    }

    #[test]
    fn frames_that_go_on_on_both_sides_imply_a_larger_original() {
        let edges = Edges { in_query: Some(Around::GoesOn), in_reference: Some(Around::GoesOn) };
        let evidence = Evidence::of_edges(edges);
        assert_eq!(evidence.direction(ItemId::of(b"a"), ItemId::of(b"b")), None);
        assert!(evidence.common_source.is_some_and(|reason| reason.ends_with(COMMON_SOURCE)));
    }
}
