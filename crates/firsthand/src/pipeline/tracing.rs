//! The trace stages: fingerprints and texts of the whole case to matches.

use super::derived::{self, WHOLE_CASE, is_fresh};
use super::extracting;
use super::facts::outlet_of;
use super::fingerprints::Fingerprints;
use super::stages::{PICTURES, RECORDINGS, Stage, TEXTS};
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use model::{Extract, Item, ItemId, Match, Tier};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trace::text::TextDocument;

/// Runs the trace stages whose inputs have changed; `look_closer` decodes more of recordings that are worth it.
pub fn run(case: &Case, look_closer: impl FnOnce() -> Result<()>, quiet: bool) -> Result<()> {
    let items = case.items()?;
    let key = |stage: &Stage| inputs_key(stage, &items);
    let is_missing =
        |case: &Case, stage: &Stage| Ok::<_, anyhow::Error>(!is_fresh(case, stage.name, WHOLE_CASE, &key(stage))?);
    let media_missing = is_missing(case, &PICTURES)? || is_missing(case, &RECORDINGS)?;
    if media_missing {
        look_closer()?;
        let fingerprints = derived::fingerprints(case)?;
        let pictures = step("comparing pictures", quiet, || match_pictures(&fingerprints));
        keep(case, &PICTURES, &key(&PICTURES), &items, pictures)?;
        let recordings = step("comparing recordings", quiet, || match_recordings(&fingerprints));
        keep(case, &RECORDINGS, &key(&RECORDINGS), &items, recordings)?;
    }
    if is_missing(case, &TEXTS)? {
        let extracts = derived::extracts(case)?;
        let texts = step("comparing texts", quiet, || match_texts(&items, &extracts));
        keep(case, &TEXTS, &key(&TEXTS), &items, texts)?;
    }
    Ok(())
}

fn match_pictures(fingerprints: &BTreeMap<ItemId, Fingerprints>) -> Vec<Match> {
    let pictures: Vec<_> = fingerprints.iter().filter_map(|(item, made)| Some((*item, made.image.clone()?))).collect();
    let videos: Vec<_> = fingerprints.iter().filter_map(|(item, made)| Some((*item, made.video.clone()?))).collect();
    let mut matches = trace::image::matches(&pictures);
    matches.extend(trace::video::matches_with_images(&videos, &pictures));
    matches
}

fn match_recordings(fingerprints: &BTreeMap<ItemId, Fingerprints>) -> Vec<Match> {
    let videos: Vec<_> = fingerprints.iter().filter_map(|(item, made)| Some((*item, made.video.clone()?))).collect();
    let sounds: Vec<_> = fingerprints.iter().filter_map(|(item, made)| Some((*item, made.audio.clone()?))).collect();
    let with_picture = videos.iter().map(|(item, _)| *item).collect();
    let mut copies = trace::video::matches(&videos);
    copies.extend(trace::audio::matches(&sounds));
    trace::moment::settle(&sounds, &with_picture, copies)
}

fn match_texts(items: &[Item], extracts: &BTreeMap<ItemId, Extract>) -> Vec<Match> {
    let sites = sites(items, extracts);
    let documents: Vec<TextDocument<'_>> = extracts
        .iter()
        .filter_map(|(item, extract)| {
            let text = extract.text.as_deref()?;
            Some(TextDocument { item: *item, text, blocks: &extract.blocks, site: sites.get(item).map(String::as_str) })
        })
        .collect();
    trace::text::matches(&documents)
}

/// Publisher or host of every item that has one.
fn sites(items: &[Item], extracts: &BTreeMap<ItemId, Extract>) -> BTreeMap<ItemId, String> {
    let site = |item: &Item| Some((item.id, outlet_of(item, extracts.get(&item.id)?)?));
    items.iter().filter_map(site).collect()
}

/// Keeps matches with the names of their items filled in.
fn keep(case: &Case, stage: &Stage, key: &str, items: &[Item], mut matches: Vec<Match>) -> Result<()> {
    let names: BTreeMap<ItemId, &str> = items.iter().map(|item| (item.id, item.name.as_str())).collect();
    for side in matches.iter_mut().flat_map(|one| [&mut one.query, &mut one.reference]) {
        side.name = names.get(&side.item).copied().unwrap_or_default().to_owned();
    }
    derived::put(case, stage.name, WHOLE_CASE, key, &matches)
}

fn step(label: &str, quiet: bool, make: impl FnOnce() -> Vec<Match>) -> Vec<Match> {
    let progress = Progress::start(label, 1, quiet);
    let matches = make();
    let n_confirmed = matches.iter().filter(|one| one.tier == Tier::Confirmed).count();
    progress.finish(&format!("{n_confirmed} matches"));
    matches
}

/// The items that a stage of the whole case sees, as a key: another item, another key.
fn inputs_key(stage: &Stage, items: &[Item]) -> String {
    let mut hasher = Sha256::new();
    for item in items {
        hasher.update(item.id.0);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    format!("v{} {} {}", stage.version, extracting::key(), ItemId(digest))
}
