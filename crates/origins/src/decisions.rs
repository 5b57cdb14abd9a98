//! What people decided, and which of it could not be applied.

use crate::case::Case;
use crate::listing::Identities;
use model::{Decision, DecisionKind, ItemId};
use std::collections::{BTreeMap, BTreeSet};

/// Decisions that stand.
#[derive(Default)]
pub(crate) struct Decisions {
    /// Matches that do not hold, with the decision's id.
    pub rejected: BTreeMap<String, String>,
    /// Matches that hold though weak, with the decision's id.
    pub accepted: BTreeMap<String, String>,
    /// Pairs of origins that are one source.
    pub same_source: Vec<SameSource>,
    /// Statements and items that leave an origin.
    pub splits: Vec<Split>,
    held_apart: Vec<(String, [String; 2])>,
}

/// Two origins are one.
pub(crate) struct SameSource {
    /// Id of the decision.
    pub decision: String,
    /// Ids of the origins.
    pub origins: [String; 2],
}

/// A statement or item stands for itself.
pub(crate) struct Split {
    /// Id of the decision.
    pub decision: String,
    /// Id of the statement or item.
    pub member: String,
    /// Id of the origin it leaves.
    pub origin: String,
}

impl Decisions {
    /// Reads the decisions that nobody undid, in order of their ids.
    pub fn read(decisions: &[Decision]) -> Decisions {
        let in_order: BTreeMap<&str, &Decision> = decisions.iter().map(|d| (d.id.as_str(), d)).collect();
        let undone = undone(decisions);
        let mut standing = Decisions::default();
        for decision in in_order.into_values() {
            if decision.undone_by.is_none() && !undone.contains(decision.id.as_str()) {
                standing.take(decision);
            }
        }
        standing
    }

    fn take(&mut self, decision: &Decision) {
        let id = decision.id.clone();
        match &decision.what {
            DecisionKind::RejectMatch { match_id } => drop(self.rejected.insert(match_id.clone(), id)),
            DecisionKind::AcceptMatch { match_id } => drop(self.accepted.insert(match_id.clone(), id)),
            DecisionKind::SameSource { origins } => {
                self.same_source.push(SameSource { decision: id, origins: origins.clone() });
            }
            DecisionKind::Split { member, origin } => {
                self.splits.push(Split { decision: id, member: member.clone(), origin: origin.clone() });
            }
            DecisionKind::NotSameClaim { statements } => self.held_apart.push((id, statements.clone())),
            DecisionKind::ShowAuthors { .. }
            | DecisionKind::SetStatus { .. }
            | DecisionKind::Assign { .. }
            | DecisionKind::MarkGraphic { .. }
            | DecisionKind::Tag { .. }
            | DecisionKind::Note { .. }
            | DecisionKind::Undo { .. } => {}
        }
    }
}

/// Decisions taken back by one that itself was not taken back. A chain of undoing is read from its latest end: in the order
/// of the log, or of the times where no log says it.
fn undone(decisions: &[Decision]) -> BTreeSet<&str> {
    let mut undoing: Vec<(Option<u64>, &str, &str, &str)> = Vec::new();
    for decision in decisions {
        if let DecisionKind::Undo { decision: target } = &decision.what {
            undoing.push((decision.log_index, &decision.time, &decision.id, target));
        }
    }
    undoing.sort_unstable();
    let mut undone: BTreeSet<&str> = BTreeSet::new();
    for (_, _, id, target) in undoing.into_iter().rev() {
        if !undone.contains(id) {
            undone.insert(target);
        }
    }
    undone
}

/// Decisions whose target is gone, with what is missing, in order of their ids.
pub(crate) fn unapplied(case: &Case, identities: &Identities) -> Vec<(String, String)> {
    let decisions = case.decisions;
    let mut list = Vec::new();
    for (target, id) in decisions.rejected.iter().chain(&decisions.accepted) {
        if !case.match_ids.contains(target.as_str()) {
            list.push((id.clone(), format!("there is no match {target} any more")));
        }
    }
    for same in &decisions.same_source {
        let gone = same.origins.iter().filter(|origin| !identities.knows(origin));
        list.extend(gone.map(|origin| (same.decision.clone(), no_origin(origin))));
    }
    for split in &decisions.splits {
        if !identities.knows(&split.origin) {
            list.push((split.decision.clone(), no_origin(&split.origin)));
        } else if !case.holds_member(&split.member) {
            list.push((split.decision.clone(), format!("there is no statement or item {} any more", split.member)));
        }
    }
    for (id, statements) in &decisions.held_apart {
        let gone = statements.iter().filter(|statement| !case.holds_member(statement));
        list.extend(gone.map(|statement| (id.clone(), format!("there is no statement {statement} any more"))));
    }
    list.sort();
    list.dedup();
    list
}

fn no_origin(origin: &str) -> String {
    format!("there is no origin {origin} any more")
}

/// The item that a split names, if it names one.
pub(crate) fn item_of(member: &str) -> Option<ItemId> {
    member.parse().ok()
}
