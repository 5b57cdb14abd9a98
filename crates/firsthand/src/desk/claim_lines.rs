//! One line of the list of claims: who speaks of it, with which figures.

use super::gather::{count, is_ours};
use archive::desk::{DeskClaim, DeskFigure, DeskFigures, DeskTime, DeskVoice, OriginSpan};
use model::{Claim, Figure, ItemId, OriginCount, Road, Stance, Statement};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Intervals of a claim that its line holds; more cannot be told apart in a cell.
const MOST_FIGURES: usize = 24;
/// Outlets, and origins, of a claim that its line holds.
const MOST_VOICES: usize = 60;

/// What is known of those who speak.
#[derive(Default)]
pub struct Heard {
    /// Best time of each item that has one.
    pub times: HashMap<ItemId, DeskTime>,
    /// Outlet of each item, where it is known.
    pub outlets: HashMap<ItemId, String>,
    /// Labels of the origins.
    pub labels: HashMap<String, String>,
}

/// The line of a claim with these items. `spoken` are its statements with their ways, without those of readers.
pub fn claim_line(claim: &Claim, items: &BTreeSet<ItemId>, spoken: &[(&Statement, &Road)], heard: &Heard) -> DeskClaim {
    let times = items.iter().filter_map(|item| heard.times.get(item));
    let first = times.min_by_key(|time| (is_ours(time.kind), time.from_s, time.to_s));
    let by_outlet = spoken.iter().map(|(statement, road)| {
        let outlet = heard.outlets.get(&statement.item).cloned().unwrap_or_default();
        ((outlet.clone(), outlet, road.stance), statement.item)
    });
    let by_origin = spoken.iter().filter_map(|(statement, road)| {
        let id = road.origin.clone()?;
        let label = heard.labels.get(&id).cloned().unwrap_or_default();
        Some(((id, label, road.stance), statement.item))
    });
    let ((outlets, n_outlets_left_out), (origins, n_origins_left_out)) = (voices(by_outlet), voices(by_origin));
    DeskClaim {
        id: claim.id.clone(),
        text: claim.text.clone(),
        origins_for: span(&claim.origins_for),
        origins_against: span(&claim.origins_against),
        n_unresolved: count(claim.unresolved.len()),
        n_statements: count(claim.statements.len()),
        n_items: count(items.len()),
        n_disagreements: count(claim.disagreements.len()),
        figures: figures(spoken),
        first: first.cloned(),
        outlets,
        origins,
        n_voices_left_out: n_outlets_left_out + n_origins_left_out,
    }
}

/// Those who speak, each with the number of items; and how many were left out.
fn voices(spoken: impl Iterator<Item = ((String, String, Stance), ItemId)>) -> (Vec<DeskVoice>, u32) {
    let mut items: BTreeMap<(String, String, Stance), BTreeSet<ItemId>> = BTreeMap::new();
    for (voice, item) in spoken {
        items.entry(voice).or_default().insert(item);
    }
    let voice = |((id, name, stance), items): (_, BTreeSet<ItemId>)| DeskVoice {
        id,
        name,
        stance,
        n_items: count(items.len()),
    };
    let mut voices: Vec<DeskVoice> = items.into_iter().map(voice).collect();
    voices.sort_by_key(|voice| std::cmp::Reverse(voice.n_items));
    let n_left_out = count(voices.len().saturating_sub(MOST_VOICES));
    voices.truncate(MOST_VOICES);
    (voices, n_left_out)
}

/// The figures of the unit that most statements for the claim count.
fn figures(spoken: &[(&Statement, &Road)]) -> Option<DeskFigures> {
    let mut by_unit: BTreeMap<&str, Vec<(Stance, &Figure)>> = BTreeMap::new();
    for (statement, road) in spoken {
        for figure in &statement.figures {
            if let Some(unit) = &figure.unit {
                by_unit.entry(unit).or_default().push((road.stance, figure));
            }
        }
    }
    let n_for = |figures: &[(Stance, &Figure)]| figures.iter().filter(|(stance, _)| *stance == Stance::For).count();
    // Of several units with as many figures the first by its name.
    let (unit, figures) = by_unit.into_iter().rev().max_by_key(|(_, figures)| n_for(figures))?;
    let for_it: Vec<&Figure> =
        figures.iter().filter(|(stance, _)| *stance == Stance::For).map(|(_, one)| *one).collect();
    if for_it.is_empty() {
        return None;
    }
    let bound = |bounds: Vec<Option<f64>>, pick: fn(f64, f64) -> f64| -> Option<f64> {
        bounds.into_iter().collect::<Option<Vec<f64>>>()?.into_iter().reduce(pick)
    };
    let (low, high) = (for_it.iter().map(|one| one.low).collect(), for_it.iter().map(|one| one.high).collect());
    let (said, n_left_out) = intervals(&figures);
    Some(DeskFigures {
        unit: unit.to_owned(),
        low: bound(low, f64::min),
        high: bound(high, f64::max),
        said,
        n_left_out,
    })
}

/// Each interval once, those for the claim first, the lowest first; and how many were left out.
fn intervals(figures: &[(Stance, &Figure)]) -> (Vec<DeskFigure>, u32) {
    let mut said: Vec<DeskFigure> = Vec::new();
    for (stance, figure) in figures.iter().filter(|(_, figure)| figure.low.is_some() || figure.high.is_some()) {
        let is_same = |one: &&mut DeskFigure| one.stance == *stance && (one.low, one.high) == (figure.low, figure.high);
        match said.iter_mut().find(is_same) {
            Some(same) => same.n_statements += 1,
            None => said.push(DeskFigure { stance: *stance, low: figure.low, high: figure.high, n_statements: 1 }),
        }
    }
    let place = |one: &DeskFigure| one.low.or(one.high).unwrap_or(0.0);
    said.sort_by(|a, b| a.stance.cmp(&b.stance).then(place(a).total_cmp(&place(b))));
    let n_left_out = count(said.len().saturating_sub(MOST_FIGURES));
    said.truncate(MOST_FIGURES);
    (said, n_left_out)
}

fn span(count: &OriginCount) -> OriginSpan {
    OriginSpan { low: count.low, high: count.high }
}
