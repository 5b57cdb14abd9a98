//! The trace stages: fingerprints and texts of the whole case to matches.

use super::alike::{self, Order};
use super::derived::{self, WHOLE_CASE, is_fresh};
use super::extracting;
use super::facts::{claimed_url, outlet_of};
use super::pool;
use super::prints::Prints;
use super::sounds;
use super::stages::{PICTURES, RECORDINGS, Stage, TEXTS};
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use model::{Extract, Item, ItemId, Match, Tier};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use trace::index::Lead;
use trace::text::TextDocument;
use trace::{image, video};

/// Where matches of the pictures of two recordings are kept, with the later of the two: what the stage of recordings brings
/// together with what their sounds say.
const SEEN_IN_RECORDINGS: &str = "trace-recordings-seen";

/// Where the places of comments are kept whose words are the same.
pub const REPEATED_COMMENTS: &str = "repeated-comments";

/// Runs the trace stages whose inputs have changed; `look_closer` decodes more of recordings that are worth it.
pub fn run(case: &Case, n_threads: usize, look_closer: impl FnOnce() -> Result<()>, quiet: bool) -> Result<()> {
    let items = case.items()?;
    let order = Order::of(case, &items)?;
    alike::run(case, &order, n_threads, quiet)?;
    look_closer()?;
    let compared = compare(case, n_threads, quiet)?;
    compare_sounds(case, &order, &compared, quiet)?;
    compare_texts(case, &items, quiet)
}

/// Brings together what pictures and sounds of recordings say, where either has changed.
fn compare_sounds(case: &Case, order: &Order, compared: &str, quiet: bool) -> Result<()> {
    let recordings = derived::recordings(case)?;
    let of_recordings = order.ids().filter(|item| recordings.contains(item));
    let key = format!("{} {compared}", inputs_key(&RECORDINGS, of_recordings.map(|item| (item, None))));
    if is_fresh(case, RECORDINGS.name, WHOLE_CASE, &key)? {
        return Ok(());
    }
    let seen: Vec<Match> = derived::matches_by_item(case, SEEN_IN_RECORDINGS)?.into_values().flatten().collect();
    let sounds = derived::sounds(case)?;
    let moments = sounds::moments(case, order, &sounds.prints, quiet)?;
    let all = step("comparing sounds", quiet, || {
        let copies = seen.into_iter().chain(trace::audio::matches(&sounds.prints)).collect();
        trace::moment::settle(&sounds.prints, &sounds.with_frames, copies, moments)
    });
    derived::put(case, RECORDINGS.name, WHOLE_CASE, &key, &all)
}

/// Compares the texts of the case, where they have changed.
fn compare_texts(case: &Case, items: &[Item], quiet: bool) -> Result<()> {
    // The site of an item is told by its extract, which the key names, and by the address it is said to have.
    let has_text = derived::texts(case)?;
    let of_texts = items.iter().filter(|item| has_text.contains(&item.id)).map(|item| (item.id, claimed_url(item)));
    let key = inputs_key(&TEXTS, of_texts);
    if is_fresh(case, TEXTS.name, WHOLE_CASE, &key)? {
        return Ok(());
    }
    let extracts = derived::extracts(case)?;
    let sites = sites(items, &extracts);
    let documents = documents(&sites, &extracts);
    let texts = step("comparing texts", quiet, || trace::text::matches(&documents));
    derived::put(case, REPEATED_COMMENTS, WHOLE_CASE, &key, &trace::text::repeated_comments(&documents))?;
    derived::put(case, TEXTS.name, WHOLE_CASE, &key, &texts)
}

/// Forgets all that these items were compared with, and what the index says of them. What else the index said of others is
/// asked anew in the next run; their comparisons stay.
///
/// # Errors
/// When the catalog cannot be read or written.
pub fn forget_comparisons(case: &Case, items: &[ItemId]) -> Result<()> {
    let gone: BTreeSet<ItemId> = items.iter().copied().collect();
    for stage in [PICTURES.name, SEEN_IN_RECORDINGS, sounds::MOMENTS] {
        let names_one = |one: &Match| gone.contains(&one.query.item) || gone.contains(&one.reference.item);
        let rows = derived::matches_by_item(case, stage)?.into_iter();
        let with_one = rows.filter(|(item, found)| gone.contains(item) || found.iter().any(names_one));
        derived::drop_items(case, stage, with_one.map(|(item, _)| item))?;
    }
    derived::drop_alike(case)
}

/// What is known of an item and the earlier ones that it leads to.
struct Comparison {
    item: ItemId,
    leads: Vec<(ItemId, Lead)>,
    key: String,
}

/// Compares the pictures of each item with what it leads to, where that was not done yet; gives a digest of all comparisons
/// that now stand.
fn compare(case: &Case, n_threads: usize, quiet: bool) -> Result<String> {
    let in_full = derived::items_with_all_frames(case)?;
    let all: Vec<Comparison> =
        derived::alike(case)?.into_iter().map(|(item, alike)| Comparison::of(item, alike.leads, &in_full)).collect();
    let wanted: BTreeMap<ItemId, &str> = all.iter().map(|one| (one.item, one.key.as_str())).collect();
    let kept: BTreeMap<ItemId, String> = derived::keys_by_item(case, PICTURES.name)?;
    let is_kept = |one: &Comparison| kept.get(&one.item).is_some_and(|key| *key == one.key);
    let missing: Vec<&Comparison> = all.iter().filter(|one| !is_kept(one)).collect();
    for stage in [PICTURES.name, SEEN_IN_RECORDINGS] {
        derived::drop_items(case, stage, kept.keys().filter(|item| !wanted.contains_key(item)).copied())?;
    }
    if !missing.is_empty() {
        let progress = Progress::start("comparing pictures", missing.len() as u64, quiet);
        let mut n_confirmed = 0;
        let prints = Prints::as_compared(case);
        pool::each(
            missing,
            n_threads,
            |one| Ok((one, one.matches(&prints)?)),
            |(one, found)| {
                progress.step("picture");
                n_confirmed += found.n_confirmed();
                let rows = [(SEEN_IN_RECORDINGS, &found.in_recordings), (PICTURES.name, &found.in_pictures)];
                derived::put_in_stages(case, &one.item, &one.key, &rows)
            },
        )?;
        progress.finish(&format!("{n_confirmed} matches"));
    }
    Ok(derived::digest(|hasher| {
        wanted.iter().for_each(|(item, key)| {
            hasher.update(item.0);
            hasher.update(key);
        });
    }))
}

/// What the pictures of an item have in common with those before it.
#[derive(Default)]
struct Found {
    in_pictures: Vec<Match>,
    in_recordings: Vec<Match>,
}

impl Found {
    fn n_confirmed(&self) -> usize {
        self.in_pictures.iter().chain(&self.in_recordings).filter(|one| one.tier == Tier::Confirmed).count()
    }
}

impl Comparison {
    /// `in_full`: the long recordings of which all frames were decoded, which changes what is found.
    fn of(item: ItemId, leads: Vec<(ItemId, Lead)>, in_full: &BTreeSet<ItemId>) -> Comparison {
        let inputs = derived::digest(|hasher| {
            for (other, lead) in &leads {
                hasher.update(other.0);
                let ways = [lead.by_hash, lead.by_parts, lead.by_mirrored_parts, in_full.contains(other)];
                hasher.update(ways.map(u8::from));
            }
            hasher.update([in_full.contains(&item).into()]);
        });
        let key = format!("v{} v{} {} {inputs}", PICTURES.version, RECORDINGS.version, extracting::key());
        Comparison { item, leads, key }
    }

    fn matches(&self, prints: &Prints<'_>) -> Result<Found> {
        let own = prints.of(&self.item)?;
        let mut found = Found::default();
        for (id, lead) in &self.leads {
            let other = prints.of(id)?;
            if let (Some(own), Some(other)) = (&own.image, &other.image) {
                found.in_pictures.extend(image::matches_of_pair((*id, other), (self.item, own), lead));
            }
            if let (Some(own), Some(other)) = (&own.image, &other.video) {
                found.in_pictures.extend(video::matches_with_image((*id, other), (self.item, own), lead));
            }
            if let (Some(own), Some(other)) = (&own.video, &other.image) {
                found.in_pictures.extend(video::matches_with_image((self.item, own), (*id, other), lead));
            }
            if let (Some(own), Some(other)) = (&own.video, &other.video) {
                found.in_recordings.extend(video::matches_of_pair((*id, other), (self.item, own), lead));
            }
        }
        Ok(found)
    }
}

fn documents<'a>(
    sites: &'a BTreeMap<ItemId, String>,
    extracts: &'a BTreeMap<ItemId, Extract>,
) -> Vec<TextDocument<'a>> {
    let document = |(item, extract): (&ItemId, &'a Extract)| {
        let (text, site) = (extract.text.as_deref()?, sites.get(item).map(String::as_str));
        Some(TextDocument { item: *item, text, blocks: &extract.blocks, site, times: &extract.times })
    };
    extracts.iter().filter_map(document).collect()
}

/// Publisher or host of every item that has one.
fn sites(items: &[Item], extracts: &BTreeMap<ItemId, Extract>) -> BTreeMap<ItemId, String> {
    let site = |item: &Item| Some((item.id, outlet_of(item, extracts.get(&item.id)?)?));
    items.iter().filter_map(site).collect()
}

fn step(label: &str, quiet: bool, make: impl FnOnce() -> Vec<Match>) -> Vec<Match> {
    let progress = Progress::start(label, 1, quiet);
    let matches = make();
    let n_confirmed = matches.iter().filter(|one| one.tier == Tier::Confirmed).count();
    progress.finish(&format!("{n_confirmed} matches"));
    matches
}

/// The items that a stage of the whole case compares, each with its address where that counts, as a key.
fn inputs_key(stage: &Stage, items: impl Iterator<Item = (ItemId, Option<String>)>) -> String {
    let inputs = derived::digest(|hasher| {
        for (item, address) in items {
            hasher.update(item.0);
            hasher.update(address.unwrap_or_default());
            hasher.update([0]);
        }
    });
    format!("v{} {} {inputs}", stage.version, extracting::key())
}
