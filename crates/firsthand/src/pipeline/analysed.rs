//! The custody record says by whom and with which version a case was analysed: one event for a run that had something
//! new, about the whole case, however many items it read.

use super::places::Places;
use super::stages::STAGES;
use crate::operator::{TOOL, now, operator};
use crate::terminal::say;
use anyhow::Result;
use archive::{Case, ErrorKind};
use model::{CustodyEvent, CustodyKind, LogEntry};

/// What the words of such an event begin with; those that people log themselves begin otherwise.
const RUN: &str = "all stages run";

/// Logs that all stages ran, unless the run before already did so over the same items, with the same program,
/// stages and places. `is_anew`: everything was dropped and made again.
///
/// A run that was interrupted logged nothing; the next one, which finishes it, speaks for both. Without the signing key a
/// case can still be analysed: that it could not be logged is said, and the next run with the key logs it.
///
/// # Errors
/// When the case cannot be read, or the disk fails.
pub fn log_run(case: &Case, is_anew: bool) -> Result<()> {
    let n_items = case.n_items()?;
    let before = runs(case)?.pop();
    let made_with = made_with(&Places::of(case)?);
    let outdated = |(at, event): &(u64, CustodyEvent)| is_outdated(case, *at, event, &made_with);
    if n_items == 0 || !(is_anew || before.as_ref().is_none_or(outdated)) {
        return Ok(());
    }
    let n_new = match &before {
        Some((log_index, _)) => case.n_items_since(*log_index)?,
        None => n_items,
    };
    let anew = if is_anew { " anew" } else { "" };
    let text = format!("{RUN}{anew}: {n_new} new items, {n_items} in all; {made_with}");
    let event = CustodyEvent {
        what: CustodyKind::Analysed,
        items: Vec::new(),
        text,
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    };
    match case.append(&[LogEntry::Custody(event)]) {
        Err(error) if matches!(error.kind(), ErrorKind::Usage | ErrorKind::BadCase) => {
            say(format!("  this run is not in the custody record: {error}"));
            Ok(())
        }
        logged => Ok(logged.map(drop)?),
    }
}

/// The runs that were logged, with their log indices.
fn runs(case: &Case) -> Result<Vec<(u64, CustodyEvent)>> {
    let is_run = |(_, event): &(u64, CustodyEvent)| event.what == CustodyKind::Analysed && event.text.starts_with(RUN);
    Ok(case.custody_entries()?.into_iter().filter(is_run).collect())
}

/// Whether something came or went since that run, or it was made by another version.
fn is_outdated(case: &Case, log_index: u64, run: &CustodyEvent, made_with: &str) -> bool {
    let came = case.captures_after(Some(log_index), 1).is_ok_and(|captures| !captures.is_empty());
    let went = case.disposed().is_ok_and(|gone| gone.values().any(|at| *at > log_index));
    came || went || run.tool != TOOL || !run.text.ends_with(made_with)
}

/// The stages with their versions, in the order of work, and the case's own table of places by its SHA-256.
fn made_with(places: &Places) -> String {
    let stages: Vec<String> = STAGES.iter().map(|stage| format!("{} {}", stage.name, stage.version)).collect();
    let own = places.own().map_or_else(String::new, |own| format!("; the case's own places: {}", own.digest.hex()));
    format!("stages: {}{own}", stages.join(", "))
}
