//! The statements and claims stages.

use super::derived::{self, WHOLE_CASE, is_fresh};
use super::extracting;
use super::facts::{outlet_of, published_of};
use super::places::Places;
use super::stages::{CLAIMS, STATEMENTS};
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use claims::{Gazetteer, Reading, TextInput};
use model::{DecisionKind, Extract, Item, stable_id};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

/// Runs both stages where their inputs have changed.
pub fn run(case: &Case, n_threads: usize, quiet: bool) -> Result<()> {
    read_statements(case, n_threads, quiet)?;
    group_claims(case, quiet)
}

/// Items whose statements are kept in one transaction: few commits, and an interruption costs little.
const KEEP_TOGETHER: usize = 2048;

/// One item whose statements are missing.
struct Job {
    item: Item,
    extract: Extract,
    key: String,
}

fn read_statements(case: &Case, n_threads: usize, quiet: bool) -> Result<()> {
    let places = Places::of(case)?;
    let jobs = missing(case, &places)?;
    if jobs.is_empty() {
        return Ok(());
    }
    let progress = Progress::start("who says what", jobs.len() as u64, quiet);
    let mut n_statements = 0;
    for jobs in jobs.chunks(KEEP_TOGETHER) {
        let made = read_all(jobs, &places, n_threads, &progress);
        n_statements += made.iter().map(|(_, reading)| reading.statements.len()).sum::<usize>();
        let row_of = |position: usize| (jobs[position].item.id.hex(), jobs[position].key.as_str());
        // First what was not read, so that no item whose statements are kept lacks its finding.
        let crowded = made.iter().map(|(position, reading)| {
            let (item, key) = row_of(*position);
            (item, key, &reading.crowded_sentences)
        });
        derived::put_many(case, derived::CROWDED, crowded)?;
        let rows = made.iter().map(|(position, reading)| {
            let (item, key) = row_of(*position);
            (item, key, &reading.statements)
        });
        let settings = made.iter().map(|(position, reading)| {
            let (item, key) = row_of(*position);
            (item, key, &reading.setting)
        });
        derived::put_many(case, derived::SETTINGS, settings)?;
        derived::put_many(case, STATEMENTS.name, rows)?;
    }
    progress.finish(&format!("{n_statements} statements"));
    Ok(())
}

fn missing(case: &Case, places: &Places) -> Result<Vec<Job>> {
    let mut extracts = derived::extracts(case)?;
    let mut jobs = Vec::new();
    let made: BTreeSet<(String, String)> = case.derived_keys(STATEMENTS.name)?.into_iter().collect();
    for item in case.items()? {
        let Some(extract) = extracts.remove(&item.id).filter(|extract| extract.text.is_some()) else { continue };
        let key = key_of(&item, &extract, places);
        if !made.contains(&(item.id.hex(), key.clone())) {
            jobs.push(Job { item, extract, key });
        }
    }
    Ok(jobs)
}

/// Another extract, outlet, publication time or table of the case's own places, another key.
fn key_of(item: &Item, extract: &Extract, places: &Places) -> String {
    let outlet = outlet_of(item, extract).unwrap_or_default();
    let published = published_of(item, extract).unwrap_or_default();
    let inputs = stable_id("in", &[outlet.as_bytes(), published.as_bytes()]);
    format!("v{} {} {inputs}{}", STATEMENTS.version, extracting::key(), places.key_part())
}

fn read_all(jobs: &[Job], places: &Places, n_threads: usize, progress: &Progress) -> Vec<(usize, Reading)> {
    let next = Mutex::new(0..jobs.len());
    let take = || next.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
    let made = Mutex::new(Vec::with_capacity(jobs.len()));
    thread::scope(|scope| {
        for _ in 0..n_threads.min(jobs.len()) {
            scope.spawn(|| {
                while let Some(position) = take() {
                    let reading = reading_of(&jobs[position], places.gazetteer());
                    progress.step(&jobs[position].item.name);
                    made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((position, reading));
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.sort_by_key(|(position, _)| *position);
    made
}

fn reading_of(job: &Job, gazetteer: &Gazetteer) -> Reading {
    let Job { item, extract, .. } = job;
    let (outlet, published) = (outlet_of(item, extract), published_of(item, extract));
    claims::statements::read(&TextInput {
        item: item.id,
        text: extract.text.as_deref().unwrap_or_default(),
        blocks: &extract.blocks,
        credits: &extract.credits,
        published: published.as_deref(),
        outlet: outlet.as_deref(),
        gazetteer,
    })
}

fn group_claims(case: &Case, quiet: bool) -> Result<()> {
    let statements = derived::statements(case)?;
    let blocked = blocked_pairs(case)?;
    let settings = derived::settings(case)?;
    let inputs = (&statements, &settings, &blocked);
    let key = format!("v{} {}", CLAIMS.version, stable_id("in", &[&serde_json::to_vec(&inputs)?]));
    if is_fresh(case, CLAIMS.name, WHOLE_CASE, &key)? {
        return Ok(());
    }
    let progress = Progress::start("what is it about", 1, quiet);
    let groups = claims::grouping::claims(&statements, &settings, &blocked);
    progress.finish(&format!("{} claims", groups.len()));
    derived::put(case, CLAIMS.name, WHOLE_CASE, &key, &groups)
}

/// Pairs of statements that a person said do not speak of the same thing.
fn blocked_pairs(case: &Case) -> Result<Vec<[String; 2]>> {
    let standing = case.decisions()?.into_iter().filter(|decision| decision.undone_by.is_none());
    Ok(standing
        .filter_map(|decision| match decision.what {
            DecisionKind::NotSameClaim { statements } => Some(statements),
            _ => None,
        })
        .collect())
}
