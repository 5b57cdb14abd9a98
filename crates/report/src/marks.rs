//! What a team says of items for its own work, as it stands now: status, who has it in hand, graphic or not, tags, notes.
//!
//! Each is a decision in the log. The later one wins, and one that was undone counts no more, so that the one before it
//! stands again. Nothing derived rests on marks, and a report leaves them out unless it is asked for them.

use evidence::seal::NOT_SHOWN;
use model::{Decision, DecisionKind, ItemId, ItemStatus};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The marks of one item.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Marks {
    /// How far the team is with it.
    pub status: ItemStatus,
    /// User name of who has it in hand; `None` = nobody.
    pub assignee: Option<String>,
    /// Whether it may be hard to look at.
    pub graphic: bool,
    /// Each tag with the ids of the decisions to undo to take it off: several where two people set the same.
    pub tags: BTreeMap<String, Vec<String>>,
    /// How many notes there are about it.
    pub n_notes: usize,
    /// The latest mark or undoing of one, also where nothing of it stands any more.
    pub last_change: Option<LastChange>,
}

/// Who changed a mark last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LastChange {
    /// Id of the decision.
    pub decision: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339 UTC.
    pub time: String,
}

/// The marks of every item that ever had one. `decisions` are those of a case with `undone_by` filled, in any order; they
/// count in the order of the log, or of their times where `log_index` is not filled.
pub fn marks(decisions: &[Decision]) -> BTreeMap<ItemId, Marks> {
    let chains = UndoChains::of(decisions);
    let mut of_item: BTreeMap<ItemId, Marks> = BTreeMap::new();
    for decision in in_order(decisions) {
        let Some(item) = marked_item(&chains.first(decision).what) else { continue };
        let marks = of_item.entry(item).or_default();
        marks.last_change =
            Some(LastChange { decision: decision.id.clone(), by: decision.by.clone(), time: decision.time.clone() });
        if decision.undone_by.is_none() {
            marks.take(decision);
        }
    }
    of_item
}

impl Marks {
    /// Texts that went with an item that was disposed of say nothing any more.
    fn take(&mut self, decision: &Decision) {
        match &decision.what {
            DecisionKind::SetStatus { status, .. } => self.status = *status,
            DecisionKind::Assign { to, .. } => {
                self.assignee = Some(to.clone()).filter(|to| !to.is_empty() && to != NOT_SHOWN);
            }
            DecisionKind::MarkGraphic { graphic, .. } => self.graphic = *graphic,
            DecisionKind::Tag { tag, .. } if tag != NOT_SHOWN => {
                self.tags.entry(tag.clone()).or_default().push(decision.id.clone());
            }
            DecisionKind::Note { text, .. } if text != NOT_SHOWN => self.n_notes += 1,
            _ => {}
        }
    }
}

/// Whether a decision is a mark: said for the team's own work, with nothing derived that rests on it. An undoing is none,
/// whatever it takes back; [`UndoChains::first`] tells.
pub fn is_mark(what: &DecisionKind) -> bool {
    use DecisionKind::{Assign, MarkGraphic, Note, SetStatus, Tag};
    matches!(what, SetStatus { .. } | Assign { .. } | MarkGraphic { .. } | Tag { .. } | Note { .. })
}

/// The item that a mark is about; `None` for other decisions and for a note about something else.
pub fn marked_item(what: &DecisionKind) -> Option<ItemId> {
    use DecisionKind::{Assign, MarkGraphic, Note, SetStatus, Tag};
    match what {
        SetStatus { item, .. } | Assign { item, .. } | MarkGraphic { item, .. } | Tag { item, .. } => Some(*item),
        Note { about, .. } => about.parse().ok(),
        _ => None,
    }
}

/// The decisions that something derived may rest on: all but marks and what takes marks back.
pub fn without_marks(decisions: Vec<Decision>) -> Vec<Decision> {
    let of_marks: BTreeSet<String> = {
        let chains = UndoChains::of(&decisions);
        let of_marks = decisions.iter().filter(|decision| is_mark(&chains.first(decision).what));
        of_marks.map(|decision| decision.id.clone()).collect()
    };
    decisions.into_iter().filter(|decision| !of_marks.contains(&decision.id)).collect()
}

/// Which decision stands at the beginning of a chain of undoing.
pub struct UndoChains<'d> {
    by_id: BTreeMap<&'d str, &'d Decision>,
}

impl<'d> UndoChains<'d> {
    /// Of all decisions of a case, in any order.
    pub fn of(decisions: &'d [Decision]) -> UndoChains<'d> {
        UndoChains { by_id: decisions.iter().map(|decision| (decision.id.as_str(), decision)).collect() }
    }

    /// The decision of this id.
    pub fn decision(&self, id: &str) -> Option<&'d Decision> {
        self.by_id.get(id).copied()
    }

    /// The decision that this one takes back in the end (by taking back what took it back, …); itself where it takes back
    /// nothing, or nothing that is known.
    pub fn first(&self, decision: &'d Decision) -> &'d Decision {
        let mut first = decision;
        // A log can hold a ring of undoings only if somebody made it so on purpose: it ends after as many steps.
        for _ in 0..self.by_id.len() {
            let DecisionKind::Undo { decision: target } = &first.what else { break };
            let Some(earlier) = self.decision(target) else { break };
            first = earlier;
        }
        first
    }
}

fn in_order(decisions: &[Decision]) -> Vec<&Decision> {
    let mut in_order: Vec<&Decision> = decisions.iter().collect();
    in_order.sort_by(|a, b| (a.log_index, &a.time, &a.id).cmp(&(b.log_index, &b.time, &b.id)));
    in_order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> ItemId {
        ItemId::of(b"clip")
    }

    /// A log of decisions `D0`, `D1`, …, all of one second, by `by0`, `by1`, ….
    fn logged(whats: Vec<DecisionKind>) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = Vec::new();
        for (at, what) in whats.into_iter().enumerate() {
            decisions.push(Decision {
                id: format!("D{at}"),
                what,
                why: String::new(),
                by: format!("by{at}"),
                time: "2026-05-08T11:00:00Z".into(),
                undone_by: None,
                log_index: Some(at as u64 + 1),
            });
        }
        for at in (0..decisions.len()).rev() {
            let DecisionKind::Undo { decision: target } = decisions[at].what.clone() else { continue };
            if decisions[at].undone_by.is_none() {
                let by = decisions[at].id.clone();
                decisions.iter_mut().filter(|one| one.id == target).for_each(|one| one.undone_by = Some(by.clone()));
            }
        }
        decisions
    }

    fn status(status: ItemStatus) -> DecisionKind {
        DecisionKind::SetStatus { item: item(), status }
    }

    fn tag(tag: &str) -> DecisionKind {
        DecisionKind::Tag { item: item(), tag: tag.into() }
    }

    fn undo(decision: &str) -> DecisionKind {
        DecisionKind::Undo { decision: decision.into() }
    }

    fn marks_of(whats: Vec<DecisionKind>) -> Marks {
        let mut decisions = logged(whats);
        let expected = marks(&decisions).remove(&item()).expect("the item has marks");
        decisions.reverse();
        assert_eq!(marks(&decisions).remove(&item()), Some(expected.clone()), "the order of the input does not matter");
        decisions.sort_by_key(|decision| ItemId::of(decision.id.as_bytes()));
        assert_eq!(marks(&decisions).remove(&item()), Some(expected.clone()));
        expected
    }

    #[test]
    fn the_later_one_wins_and_undoing_restores_the_one_before() {
        let (in_progress, review) = (status(ItemStatus::InProgress), status(ItemStatus::ReadyForReview));
        assert_eq!(marks_of(vec![in_progress.clone(), review.clone()]).status, ItemStatus::ReadyForReview);
        let undone = marks_of(vec![in_progress.clone(), review.clone(), undo("D1")]);
        assert_eq!(undone.status, ItemStatus::InProgress);
        assert_eq!(undone.last_change.map(|change| (change.decision, change.by)), Some(("D2".into(), "by2".into())));
        let redone = marks_of(vec![in_progress.clone(), review, undo("D1"), undo("D2")]);
        assert_eq!(redone.status, ItemStatus::ReadyForReview);
        assert_eq!(marks_of(vec![in_progress, undo("D0")]).status, ItemStatus::ToDo);
    }

    #[test]
    fn an_item_is_in_one_pair_of_hands_or_in_none() {
        let assign = |to: &str| DecisionKind::Assign { item: item(), to: to.into() };
        assert_eq!(marks_of(vec![assign("amina"), assign("bo")]).assignee.as_deref(), Some("bo"));
        assert_eq!(marks_of(vec![assign("amina"), assign("")]).assignee, None);
        assert_eq!(marks_of(vec![assign("amina"), assign(""), undo("D1")]).assignee.as_deref(), Some("amina"));
    }

    #[test]
    fn a_tag_names_what_to_undo_and_notes_are_counted() {
        let note = |text: &str| DecisionKind::Note { about: item().hex(), text: text.into() };
        let elsewhere = DecisionKind::Note { about: "C-1".into(), text: "of a claim".into() };
        let all = vec![tag("quay"), tag("night"), tag("quay"), undo("D1"), note("a"), note("b"), undo("D5"), elsewhere];
        let marks = marks_of(all);
        assert_eq!(marks.tags, BTreeMap::from([("quay".to_owned(), vec!["D0".to_owned(), "D2".to_owned()])]));
        assert_eq!((marks.n_notes, marks.graphic), (1, false));
        let graphic = DecisionKind::MarkGraphic { item: item(), graphic: true };
        assert!(marks_of(vec![graphic]).graphic);
    }

    #[test]
    fn what_went_with_a_disposed_item_is_no_mark() {
        let assign = DecisionKind::Assign { item: item(), to: NOT_SHOWN.into() };
        let note = DecisionKind::Note { about: item().hex(), text: NOT_SHOWN.into() };
        let marks = marks_of(vec![tag(NOT_SHOWN), assign, note]);
        assert_eq!((marks.tags.len(), marks.assignee, marks.n_notes), (0, None, 0));
    }

    #[test]
    fn marks_and_their_undoings_go_and_everything_else_stays() {
        let reject = DecisionKind::RejectMatch { match_id: "M-1".into() };
        let kept = without_marks(logged(vec![reject, tag("quay"), undo("D1"), undo("D0"), undo("D2"), undo("D3")]));
        let ids: Vec<&str> = kept.iter().map(|decision| decision.id.as_str()).collect();
        assert_eq!(ids, ["D0", "D3", "D5"]);
    }

    #[test]
    fn a_ring_of_undoings_ends() {
        assert!(marks(&logged(vec![undo("D1"), undo("D0"), undo("D2")])).is_empty());
    }
}
