//! Bodies that a claim names by their kind alone: "the police" beside "the Orrin police", "the commission" beside "the
//! election commission". Among the statements that give one answer they are one body, where only one longer name fits.

use crate::case::Case;
use crate::names;
use crate::roads::End;
use crate::sources::{named_key, step};
use model::Strength;
use std::collections::{BTreeMap, BTreeSet};

/// Leads every road that ends at a body named by its kind alone on to the one body whose name holds those words.
pub(crate) fn lead_on(case: &Case, ends: &mut BTreeMap<usize, End>) {
    let named: BTreeSet<String> =
        ends.values().filter_map(|end| end.origin.as_deref()?.strip_prefix("source:").map(str::to_owned)).collect();
    let displays: BTreeMap<String, String> =
        named.into_iter().map(|key| (key.clone(), case.roster.display_of(&key))).collect();
    let longer: BTreeMap<String, String> =
        displays.keys().filter_map(|key| Some((key.clone(), only_longer(key, &displays)?))).collect();
    for end in ends.values_mut().filter(|end| end.steps.iter().all(|step| step.decision.is_none())) {
        let key = end.origin.as_deref().and_then(|origin| origin.strip_prefix("source:"));
        let Some((key, other)) = key.and_then(|key| longer.get_key_value(key)) else { continue };
        let (from, to) = (&displays[key], &displays[other]);
        let reason = format!("“{from}” is {to}: no other of that kind says this");
        end.steps.push(step(from, to, reason, Strength::Strong));
        end.origin = Some(named_key(other));
    }
}

/// The key of the fullest name that may be meant by the short one, where only one body of its kind has a name: "the
/// hospital", "the town's hospital" and "the hospital in Orrin" are one, and of two hospitals with names neither is it.
fn only_longer(short: &str, displays: &BTreeMap<String, String>) -> Option<String> {
    if names::is_some_company(&displays[short]) {
        let mut firms = displays.iter().filter(|(_, display)| names::may_be_a_firm(display)).map(|(key, _)| key);
        return firms.next().filter(|_| firms.next().is_none()).cloned();
    }
    let (own_kind, own_name) = names::kind_and_name(&displays[short]);
    if !names::holds_body(&own_kind) {
        return None;
    }
    let is_kind = names::is_kind_of_body(&displays[short]) || !own_name.is_empty();
    let of_kind = |kind: &BTreeSet<String>, display: &str| {
        *kind == own_kind
            || is_kind && (kind.is_superset(&own_kind) || names::all_words(display).is_superset(&own_kind))
    };
    let alike: Vec<(&String, BTreeSet<String>, BTreeSet<String>)> = displays
        .iter()
        .map(|(key, display)| (key, names::kind_and_name(display), display))
        .filter(|(_, (kind, _), display)| of_kind(kind, display))
        .map(|(key, (kind, name), _)| (key, kind, name))
        .collect();
    let with_names: BTreeSet<&BTreeSet<String>> =
        alike.iter().map(|(.., name)| name).filter(|name| !name.is_empty()).collect();
    let fits = |name: &BTreeSet<String>| *name == own_name || with_names.len() < 2;
    let fullest = alike.iter().filter(|(.., name)| fits(name)).max_by_key(|(key, kind, name)| {
        (*kind != own_kind, kind.len(), name.len(), std::cmp::Reverse((*key).clone()))
    })?;
    let holds = |kind: &BTreeSet<String>| *kind == own_kind || fullest.1.is_superset(kind);
    let holds_all = alike.iter().filter(|(.., name)| fits(name)).all(|(_, kind, _)| holds(kind));
    (holds_all && fullest.0 != short).then(|| fullest.0.clone())
}
