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

/// The key of the one name that holds all words of the short one, the longest of several that hold each other.
fn only_longer(short: &str, displays: &BTreeMap<String, String>) -> Option<String> {
    if names::is_some_company(&displays[short]) {
        let mut firms = displays.iter().filter(|(_, display)| names::may_be_a_firm(display)).map(|(key, _)| key);
        return firms.next().filter(|_| firms.next().is_none()).cloned();
    }
    let own = names::words_of_body(&displays[short]);
    let is_kind = names::is_kind_of_body(&displays[short]);
    let fits = |words: &BTreeSet<String>, key: &String| {
        if *words == own { names::holds_body(&own) && key.as_str() < short } else { is_kind && words.is_superset(&own) }
    };
    let mut longer: Vec<(BTreeSet<String>, &String)> = displays
        .iter()
        .filter(|(key, _)| *key != short)
        .map(|(key, display)| (names::words_of_body(display), key))
        .filter(|(words, key)| fits(words, key))
        .collect();
    longer.sort_by_key(|(words, key)| (std::cmp::Reverse(words.len()), (*key).clone()));
    let (longest, key) = longer.first()?;
    longer.iter().all(|(words, _)| longest.is_superset(words)).then(|| (*key).clone())
}
