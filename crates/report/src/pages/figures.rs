//! Which figures of a claim are drawn: those of one unit, told by their statements.

use crate::book::Report;
use crate::draw::FigureRow;
use model::{Claim, Figure, Stance, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The unit that most statements of these claims give a figure in; `None` = fewer than one figure has a unit.
pub fn common_unit(report: &Report, claims: &[&Claim]) -> Option<String> {
    let mut statements_with: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (statement, _) in claims.iter().flat_map(|claim| spoken(report, claim)) {
        for unit in statement.figures.iter().filter_map(|figure| figure.unit.clone()) {
            statements_with.entry(unit).or_default().insert(&statement.id);
        }
    }
    let most = statements_with.values().map(BTreeSet::len).max()?;
    statements_with.into_iter().find(|(_, statements)| statements.len() == most).map(|(unit, _)| unit)
}

/// The figures of a claim in this unit, the lowest first; equal ones of one speaker once.
pub fn figure_rows(report: &Report, claim: &Claim, unit: &str) -> Vec<FigureRow> {
    let mut rows: Vec<FigureRow> = Vec::new();
    for (statement, stance) in spoken(report, claim) {
        for figure in statement.figures.iter().filter(|figure| figure.unit.as_deref() == Some(unit)) {
            let label = speaker(report, statement);
            let row = FigureRow { label, text: figure_words(figure), low: figure.low, high: figure.high, stance };
            if (row.low.is_some() || row.high.is_some()) && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    let key = |row: &FigureRow| row.low.or(row.high).unwrap_or(0.0);
    rows.sort_by(|a, b| a.stance.cmp(&b.stance).then(key(a).total_cmp(&key(b))).then_with(|| a.label.cmp(&b.label)));
    rows
}

/// Who says it, with the item's short id.
fn speaker(report: &Report, statement: &Statement) -> String {
    let short_id = report.item(&statement.item).map(|item| item.item.short_id.to_string()).unwrap_or_default();
    match speaker_name(statement) {
        name if name.trim().is_empty() => short_id,
        name => format!("{name} · {short_id}"),
    }
}

/// Who says it: the speaker, else the last of the chain; empty where nobody is named.
pub fn speaker_name(statement: &Statement) -> String {
    statement.speaker.clone().or_else(|| statement.chain.last().map(|link| link.name.clone())).unwrap_or_default()
}

/// The figure as it stands, with the word that makes it an interval where that stands apart from it.
fn figure_words(figure: &Figure) -> String {
    match &figure.modifier {
        Some(modifier) if !figure.text.to_lowercase().contains(&modifier.to_lowercase()) => {
            format!("{modifier} {}", figure.text)
        }
        _ => figure.text.clone(),
    }
}

fn spoken<'r>(report: &'r Report, claim: &'r Claim) -> impl Iterator<Item = (&'r Statement, Stance)> {
    claim.roads.iter().filter_map(|road| Some((report.statement(&road.statement)?, road.stance)))
}
