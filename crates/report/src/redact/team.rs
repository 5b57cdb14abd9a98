//! What a team said among itself: marks on items and who looked at what. One switch leaves all of it out.

use super::Found;
use crate::marks::{UndoChains, is_mark, marked_item, without_marks};
use crate::view::{CaseView, Sensitive};
use crate::words;
use model::{CustodyEvent, CustodyKind, Decision, DecisionKind, ItemId};
use std::collections::{BTreeMap, BTreeSet};

/// Takes out the marks, what undoes them, and who looked at what.
pub fn without_team_marks(view: &mut CaseView) {
    view.decisions = without_marks(std::mem::take(&mut view.decisions));
    let events = std::mem::take(&mut view.custody).into_iter();
    let indices = std::mem::take(&mut view.custody_log_indices).into_iter();
    (view.custody, view.custody_log_indices) = events.zip(indices).filter(|(event, _)| !is_look(event)).unzip();
}

/// Whether an event only says who looked at what.
pub fn is_look(event: &CustodyEvent) -> bool {
    event.what == CustodyKind::Viewed
}

/// Each mark and each look, with the short id of the item or `case`.
pub fn found_in_marks(view: &CaseView) -> Vec<(String, Found)> {
    let short_ids: BTreeMap<ItemId, String> =
        view.items.iter().map(|item| (item.id(), item.item.short_id.to_string())).collect();
    let place = |item: Option<ItemId>| {
        item.and_then(|item| short_ids.get(&item).cloned()).unwrap_or_else(|| words::THE_CASE.to_owned())
    };
    let found = |field: &str, value: String| Found { kind: Sensitive::TeamMarks, field: field.to_owned(), value };
    let marks = view.decisions.iter().filter(|decision| is_mark(&decision.what)).map(|decision| {
        let value = words::mark_value(&decision.what);
        (place(marked_item(&decision.what)), found(words::decision_kind(&decision.what), value))
    });
    let looks = view.custody.iter().filter(|event| is_look(event)).map(|event| {
        let only_one = event.items.first().copied().filter(|_| event.items.len() == 1);
        (place(only_one), found(words::LOOKED_AT, event.by.clone()))
    });
    marks.chain(looks).collect()
}

/// Whoever decided, did or has something in hand, as far as the settings of the view show it.
pub fn people_around(view: &CaseView) -> BTreeSet<String> {
    let hides_marks = view.settings.redact.team_marks;
    let decisions = if hides_marks { without_marks(view.decisions.clone()) } else { view.decisions.clone() };
    let events = view.custody.iter().filter(|event| !(hides_marks && is_look(event)));
    let mut people: BTreeSet<String> = events.map(|event| event.by.clone()).collect();
    people.extend(decisions.iter().map(|decision| decision.by.clone()));
    people.extend(decisions.iter().filter_map(assignee).map(str::to_owned));
    people
}

/// The user name that an assignment names.
pub fn assignee(decision: &Decision) -> Option<&str> {
    match &decision.what {
        DecisionKind::Assign { to, .. } if !to.is_empty() => Some(to),
        _ => None,
    }
}

/// `@name` wherever a note calls somebody, with the sign. An address of mail is none.
pub fn mentions(text: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
    text.match_indices('@').filter_map(move |(at, _)| {
        let is_inside = text[..at].chars().next_back().is_some_and(is_of_name);
        let length = text[at + 1..].find(|sign| !is_of_name(sign)).unwrap_or(text.len() - at - 1);
        let name = text[at..at + 1 + length].trim_end_matches(['.', '-']);
        (!is_inside && name.len() > 1).then_some(name)
    })
}

/// Takes out the marks on things that are not in the view any more, and what undoes them.
pub fn without_marks_on_gone(view: &mut CaseView) {
    let items: BTreeSet<ItemId> = view.items.iter().map(|item| item.id()).collect();
    let ids = (view.matches.iter().map(|one| &one.id))
        .chain(view.statements.iter().map(|one| &one.id))
        .chain(view.claims.iter().map(|one| &one.id))
        .chain(view.origins.iter().map(|one| &one.id));
    let ids: BTreeSet<&String> = ids.collect();
    let is_gone = |what: &DecisionKind| match (marked_item(what), what) {
        (Some(item), _) => !items.contains(&item),
        (None, DecisionKind::Note { about, .. }) => !ids.contains(about),
        _ => false,
    };
    let gone: BTreeSet<String> = {
        let chains = UndoChains::of(&view.decisions);
        let gone = view.decisions.iter().filter(|decision| is_gone(&chains.first(decision).what));
        gone.map(|decision| decision.id.clone()).collect()
    };
    view.decisions.retain(|decision| !gone.contains(&decision.id));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_calls_people_by_name() {
        let called = |text: &'static str| mentions(text).collect::<Vec<_>>();
        assert_eq!(called("@olena.k, see (@bo-2). x@example.org @"), ["@olena.k", "@bo-2"]);
        assert_eq!(called("@Олена: глянь"), ["@Олена"]);
    }
}
