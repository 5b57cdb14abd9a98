//! What the stages made, written and read back. Everything here may be deleted and made again.

use super::codes::{
    COMMON_SOURCE_MISSING, DECISION_NOT_APPLIED, MOMENT_NOT_SOUGHT, REPEATED_COMMENT, SENTENCE_CROWDED,
};
use super::extracting::{self, Read};
use super::fingerprints::Fingerprints;
use super::sounds::BEYOND;
use super::stages::{
    ALIKE, ALL_FRAMES, CLAIMS, COMPLETENESS, EXTRACT, ORIGINS, PICTURES, RECORDINGS, STATEMENTS, TEXTS,
};
use super::tracing::REPEATED_COMMENTS;
use anyhow::{Context, Result};
use archive::{Case, CatalogTransaction};
use claims::Setting;
use extract::text::search_tokens;
use model::{
    Block, BlockRole, Claim, ClaimGroup, ClaimedTime, Extract, Finding, FindingDraft, ItemId, Match, MatchKind, Needed,
    Origin, Statement, ToldFile, stable_id,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use trace::audio::AudioFingerprint;
use trace::index::Lead;
use trace::moment::MOST_RECORDINGS;
use trace::video::VideoFingerprint;

const FINGERPRINTS: &str = "fingerprints";
const READING: &str = "reading kept fingerprints";
const THUMBNAIL: &str = "thumbnail";
/// Marks items that have sound or frames, so that those need not be looked for among all.
const RECORDING: &str = "recording";
/// Marks items that have a text, likewise.
const TEXT: &str = "text";
/// Where sentences begin from which no statement was taken, beside the statements of an item.
pub const CROWDED: &str = "crowded-sentences";
/// Where the stories of items play.
pub const SETTINGS: &str = "settings";
const NAMED: &str = "named";

/// Item name under which a stage of the whole case keeps what it made.
pub const WHOLE_CASE: &str = "case";

/// Items whose extract is of the present version.
pub fn extracted_items(case: &Case) -> Result<BTreeSet<ItemId>> {
    items_made(case, EXTRACT.name, &extracting::key())
}

/// A digest of what `feed` gives, as a part of a key.
pub fn digest(feed: impl FnOnce(&mut Sha256)) -> String {
    let mut hasher = Sha256::new();
    feed(&mut hasher);
    ItemId(hasher.finalize().into()).to_string()
}

/// Items of which a stage keeps something under this key.
fn items_made(case: &Case, stage: &str, key: &str) -> Result<BTreeSet<ItemId>> {
    let made = keys_by_item(case, stage)?.into_iter();
    Ok(made.filter(|(_, made_key)| *made_key == key).map(|(item, _)| item).collect())
}

/// Whether the item's extract is of the present version.
pub fn is_extracted(case: &Case, item: &ItemId) -> Result<bool> {
    Ok(case.derived_exists(EXTRACT.name, &item.hex(), &extracting::key())?)
}

/// Keeps all that was read of these items, in one transaction: extracts, fingerprints, thumbnails, kinds, search words.
///
/// # Errors
/// When the catalog cannot be written; then nothing of it is kept.
pub fn put_extracts(case: &Case, reads: &[Read]) -> Result<()> {
    case.transaction(|catalog| reads.iter().try_for_each(|read| put_extract(catalog, read)))
}

fn put_extract(catalog: &CatalogTransaction<'_>, read: &Read) -> Result<()> {
    let (id, key) = (read.item.hex(), extracting::key());
    replace(catalog, FINGERPRINTS, &id, &key, &postcard::to_stdvec(&read.fingerprints)?)?;
    let is_recording = read.fingerprints.audio.is_some() || read.fingerprints.video.is_some();
    for (mark, is_so) in [(RECORDING, is_recording), (TEXT, read.extract.text.is_some())] {
        catalog.derived_drop(mark, Some(&id))?;
        if is_so {
            catalog.derived_put(mark, &id, &key, &[])?;
        }
    }
    if let Some(jpeg) = &read.thumbnail {
        replace(catalog, THUMBNAIL, &id, &key, jpeg)?;
    }
    let Extract { needs, told, .. } = &read.extract;
    if !needs.is_empty() || !told.is_empty() {
        let named = Named { needs: needs.clone(), told: told.clone() };
        replace(catalog, NAMED, &id, &key, &serde_json::to_vec(&named)?)?;
    }
    replace(catalog, EXTRACT.name, &id, &key, &serde_json::to_vec(&read.extract)?)?;
    catalog.set_media_type(&read.item, &read.extract.media_type)?;
    index(catalog, &id, &read.extract)
}

/// What one container or table names that lies outside of it; kept apart, for few items name anything.
#[derive(Serialize, serde::Deserialize, Default)]
pub struct Named {
    /// What a container needs.
    pub needs: Vec<Needed>,
    /// What a table says of other files.
    pub told: Vec<ToldFile>,
}

/// What containers and tables name, by the item that does.
pub fn named(case: &Case) -> Result<BTreeMap<ItemId, Named>> {
    per_item(case, NAMED, |body| Ok(serde_json::from_slice(body)?))
}

/// Puts the words of an item's blocks into the search index.
fn index(catalog: &CatalogTransaction<'_>, item: &str, extract: &Extract) -> Result<()> {
    catalog.search_drop_item(item)?;
    for block in extract.blocks.iter().filter(|block| block.role != BlockRole::Boilerplate) {
        let role = serde_json::to_value(block.role)?;
        catalog.search_put(
            item,
            block.block,
            role.as_str().unwrap_or_default(),
            &search_tokens(&block.text),
            &block.text,
        )?;
    }
    Ok(())
}

/// Keeps what a stage made of one item, or of the whole case, in place of what it made before.
pub fn put(case: &Case, stage: &str, item: &str, key: &str, value: &impl Serialize) -> Result<()> {
    let body = serde_json::to_vec(value)?;
    case.transaction(|catalog| replace(catalog, stage, item, key, &body))
}

/// As [`put`], of many items in one transaction.
pub fn put_many<'k, T: Serialize>(
    case: &Case,
    stage: &str,
    rows: impl Iterator<Item = (String, &'k str, T)>,
) -> Result<()> {
    case.transaction(|catalog| {
        for (item, key, value) in rows {
            replace(catalog, stage, &item, key, &serde_json::to_vec(&value)?)?;
        }
        Ok(())
    })
}

fn replace(catalog: &CatalogTransaction<'_>, stage: &str, item: &str, key: &str, body: &[u8]) -> Result<()> {
    catalog.derived_drop(stage, Some(item))?;
    Ok(catalog.derived_put(stage, item, key, body)?)
}

/// The extract of an item.
pub fn extract(case: &Case, item: &ItemId) -> Result<Option<Extract>> {
    let body = case.derived_get(EXTRACT.name, &item.hex(), &extracting::key())?;
    body.map(|body| serde_json::from_slice(&body).context("reading a kept extract")).transpose()
}

/// An extract of which all but this is passed over.
#[derive(serde::Deserialize)]
struct FindingsOnly {
    findings: Vec<FindingDraft>,
}

/// What the extract of an item says a reader must know; the rest of it is passed over.
pub fn findings_of_item(case: &Case, item: &ItemId) -> Result<Vec<FindingDraft>> {
    let body = case.derived_get(EXTRACT.name, &item.hex(), &extracting::key())?;
    let read = |body: Vec<u8>| serde_json::from_slice::<FindingsOnly>(&body).context("reading a kept extract");
    Ok(body.map(read).transpose()?.map(|kept| kept.findings).unwrap_or_default())
}

/// An extract of which all but this is passed over.
#[derive(serde::Deserialize)]
struct TimesOnly {
    times: Vec<ClaimedTime>,
}

/// The times that an item itself claims; the rest of its extract is passed over.
pub fn times_of_item(case: &Case, item: &ItemId) -> Result<Vec<ClaimedTime>> {
    let body = case.derived_get(EXTRACT.name, &item.hex(), &extracting::key())?;
    let read = |body: Vec<u8>| serde_json::from_slice::<TimesOnly>(&body).context("reading a kept extract");
    Ok(body.map(read).transpose()?.map(|kept| kept.times).unwrap_or_default())
}

/// The extracts of all items.
pub fn extracts(case: &Case) -> Result<BTreeMap<ItemId, Extract>> {
    per_item(case, EXTRACT.name, |body| Ok(serde_json::from_slice(body)?))
}

/// What is compared of recordings beside their pictures.
pub struct Sounds {
    /// By item.
    pub prints: Vec<(ItemId, AudioFingerprint)>,
    /// Items that have frames, with sound or without.
    pub with_frames: BTreeSet<ItemId>,
}

/// Items that have sound or frames.
pub fn recordings(case: &Case) -> Result<BTreeSet<ItemId>> {
    items_made(case, RECORDING, &extracting::key())
}

/// Items that have a text.
pub fn texts(case: &Case) -> Result<BTreeSet<ItemId>> {
    items_made(case, TEXT, &extracting::key())
}

/// The sounds of all items that have any.
pub fn sounds(case: &Case) -> Result<Sounds> {
    let mut sounds = Sounds { prints: Vec::new(), with_frames: BTreeSet::new() };
    for item in recordings(case)? {
        let Some((Fingerprints { audio, video, .. }, _)) = fingerprints_of(case, &item, false)? else { continue };
        sounds.prints.extend(audio.map(|audio| (item, audio)));
        sounds.with_frames.extend(video.map(|_| item));
    }
    Ok(sounds)
}

/// Items whose fingerprints are of the present version.
pub fn items_with_fingerprints(case: &Case) -> Result<BTreeSet<ItemId>> {
    items_made(case, FINGERPRINTS, &extracting::key())
}

/// What an item looks like that came before it.
#[derive(Serialize, serde::Deserialize, Default)]
pub struct AlikeItem {
    /// What it is worth comparing with.
    pub leads: Vec<(ItemId, Lead)>,
    /// Long recordings that are worth decoding in full: of two that look alike by any frame, it being one of them.
    pub worth_all_frames: BTreeSet<ItemId>,
}

/// What items look like that came before them.
pub fn alike(case: &Case) -> Result<BTreeMap<ItemId, AlikeItem>> {
    per_item(case, ALIKE.name, |body| Ok(postcard::from_bytes(body)?))
}

/// Keeps what some items look like, together with what the index now holds.
pub fn put_alike(case: &Case, found: &[(ItemId, AlikeItem)], contents: &impl Serialize) -> Result<()> {
    let key = alike_key();
    case.transaction(|catalog| {
        for (item, alike) in found.iter().filter(|(_, alike)| !alike.leads.is_empty()) {
            replace(catalog, ALIKE.name, &item.hex(), &key, &postcard::to_stdvec(alike)?)?;
        }
        replace(catalog, ALIKE.name, WHOLE_CASE, &key, &serde_json::to_vec(contents)?)
    })
}

/// Forgets the index and what it said.
pub fn drop_alike(case: &Case) -> Result<()> {
    Ok(case.transaction(|catalog| catalog.derived_drop(ALIKE.name, None))?)
}

/// Maker and version of the index.
pub fn alike_key() -> String {
    format!("v{} {}", ALIKE.version, extracting::key())
}

/// What all frames of a recording gave.
#[derive(Serialize, serde::Deserialize)]
pub struct LookedCloser {
    /// Its frames.
    pub video: VideoFingerprint,
    /// What a reader must know of it.
    pub findings: Vec<FindingDraft>,
}

fn looked_closer(case: &Case) -> Result<BTreeMap<ItemId, LookedCloser>> {
    per_item(case, ALL_FRAMES.name, |body| Ok(postcard::from_bytes(body)?))
}

/// Recordings of which all frames were decoded, by this version.
pub fn items_with_all_frames(case: &Case) -> Result<BTreeSet<ItemId>> {
    items_made(case, ALL_FRAMES.name, &all_frames_key())
}

/// Whether all frames of this recording were decoded, by this version.
pub fn has_all_frames(case: &Case, item: &ItemId) -> Result<bool> {
    Ok(case.derived_exists(ALL_FRAMES.name, &item.hex(), &all_frames_key())?)
}

/// Keeps what all frames of a recording gave.
pub fn put_all_frames(case: &Case, item: &ItemId, looked: &LookedCloser) -> Result<()> {
    let body = postcard::to_stdvec(looked)?;
    case.transaction(|catalog| replace(catalog, ALL_FRAMES.name, &item.hex(), &all_frames_key(), &body))
}

fn all_frames_key() -> String {
    format!("v{} {}", ALL_FRAMES.version, extracting::key())
}

/// The fingerprints of one item and their size in the catalog, of a long recording with all frames where they were decoded
/// and are wanted; `None` before it was read.
pub fn fingerprints_of(case: &Case, item: &ItemId, with_all_frames: bool) -> Result<Option<(Fingerprints, usize)>> {
    let Some(body) = case.derived_get(FINGERPRINTS, &item.hex(), &extracting::key())? else { return Ok(None) };
    let mut n_bytes = body.len();
    let mut fingerprints: Fingerprints = postcard::from_bytes(&body).context(READING)?;
    if with_all_frames && let Some(body) = case.derived_get(ALL_FRAMES.name, &item.hex(), &all_frames_key())? {
        let looked: LookedCloser = postcard::from_bytes(&body).context(READING)?;
        fingerprints.video = Some(looked.video);
        n_bytes += body.len();
    }
    Ok(Some((fingerprints, n_bytes)))
}

/// The thumbnail of an item, a JPEG.
pub fn thumbnail(case: &Case, item: &ItemId) -> Result<Option<Vec<u8>>> {
    Ok(case.derived_get(THUMBNAIL, &item.hex(), &extracting::key())?)
}

/// Whether a thumbnail of the item is kept.
pub fn has_thumbnail(case: &Case, item: &ItemId) -> Result<bool> {
    Ok(case.derived_exists(THUMBNAIL, &item.hex(), &extracting::key())?)
}

/// One block of an item.
pub fn block(case: &Case, item: &ItemId, number: u32) -> Result<Option<Block>> {
    let extract = extract(case, item)?;
    Ok(extract.and_then(|extract| extract.blocks.into_iter().find(|block| block.block == number)))
}

/// All matches, confirmed ones first, then by score.
pub fn matches(case: &Case) -> Result<Vec<Match>> {
    let mut all: Vec<Match> = matches_by_item(case, PICTURES.name)?.into_values().flatten().collect();
    for stage in [RECORDINGS, TEXTS] {
        all.extend(whole_case::<Vec<Match>>(case, stage.name)?.unwrap_or_default());
    }
    // Names are kept nowhere but with the captures, so that they go with them.
    let items = case.items()?;
    let names: BTreeMap<ItemId, &str> = items.iter().map(|item| (item.id, item.name.as_str())).collect();
    for side in all.iter_mut().flat_map(|one| [&mut one.query, &mut one.reference]) {
        side.name = names.get(&side.item).copied().unwrap_or_default().to_owned();
    }
    all.sort_by(|a, b| a.tier.cmp(&b.tier).then(b.score_0_1.total_cmp(&a.score_0_1)).then(a.id.cmp(&b.id)));
    Ok(all)
}

/// Matches that a stage keeps with the later of their two items.
pub fn matches_by_item(case: &Case, stage: &str) -> Result<BTreeMap<ItemId, Vec<Match>>> {
    per_item(case, stage, |body| Ok(serde_json::from_slice(body)?))
}

/// Under which key a stage keeps something of which item.
pub fn keys_by_item(case: &Case, stage: &str) -> Result<BTreeMap<ItemId, String>> {
    let kept = case.derived_keys(stage)?.into_iter();
    Ok(kept.filter_map(|(item, key)| Some((item.parse().ok()?, key))).collect())
}

/// Keeps what several stages made of one item, under one key and together.
pub fn put_in_stages<T: Serialize>(case: &Case, item: &ItemId, key: &str, rows: &[(&str, &T)]) -> Result<()> {
    case.transaction(|catalog| {
        rows.iter().try_for_each(|(stage, made)| replace(catalog, stage, &item.hex(), key, &serde_json::to_vec(made)?))
    })
}

/// Forgets what a stage keeps of these items.
pub fn drop_items(case: &Case, stage: &str, items: impl Iterator<Item = ItemId>) -> Result<()> {
    case.transaction(|catalog| {
        for item in items {
            catalog.derived_drop(stage, Some(&item.hex()))?;
        }
        Ok(())
    })
}

/// All statements, by item and place.
pub fn statements(case: &Case) -> Result<Vec<Statement>> {
    let by_item = per_item(case, STATEMENTS.name, |body| Ok(serde_json::from_slice::<Vec<Statement>>(body)?))?;
    Ok(by_item.into_values().flatten().collect())
}

/// Where the stories of the items with statements play.
pub fn settings(case: &Case) -> Result<Vec<Setting>> {
    Ok(per_item(case, SETTINGS, |body| Ok(serde_json::from_slice::<Setting>(body)?))?.into_values().collect())
}

/// Groups of statements.
pub fn claim_groups(case: &Case) -> Result<Vec<ClaimGroup>> {
    Ok(whole_case(case, CLAIMS.name)?.unwrap_or_default())
}

/// Claims with their origins counted.
pub fn claims(case: &Case) -> Result<Vec<Claim>> {
    Ok(whole_case::<CountedOrigins>(case, ORIGINS.name)?.unwrap_or_default().claims)
}

/// Origins.
pub fn origins(case: &Case) -> Result<Vec<Origin>> {
    Ok(whole_case::<CountedOrigins>(case, ORIGINS.name)?.unwrap_or_default().origins)
}

/// What the origins stage keeps.
#[derive(Serialize, serde::Deserialize, Default)]
pub struct CountedOrigins {
    /// Origins.
    pub origins: Vec<Origin>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Decisions that name something which is no longer there, with the reason.
    pub unapplied: Vec<(String, String)>,
}

/// All findings: of every item, and of decisions that could not be applied.
pub fn findings(case: &Case) -> Result<Vec<Finding>> {
    let mut all = Vec::new();
    for (item, found) in per_item(case, EXTRACT.name, |body| Ok(serde_json::from_slice::<FindingsOnly>(body)?))? {
        all.extend(found.findings.iter().map(|draft| finding(&item.hex(), EXTRACT.name, draft)));
    }
    for (item, starts) in per_item(case, CROWDED, |body| Ok(serde_json::from_slice::<Vec<usize>>(body)?))? {
        let Some(first) = starts.first() else { continue };
        let text = format!(
            "{} sentences, the first at byte {first}, hold so many attributions that they are no prose; no statement was \
             taken from them, read them yourself",
            starts.len()
        );
        all.push(finding(&item.hex(), STATEMENTS.name, &SENTENCE_CROWDED.found(text)));
    }
    all.extend(repeated_comments(case)?);
    for (item, looked) in looked_closer(case)? {
        all.extend(looked.findings.iter().map(|draft| finding(&item.hex(), ALL_FRAMES.name, draft)));
    }
    let incomplete: Vec<(ItemId, FindingDraft)> = whole_case(case, COMPLETENESS.name)?.unwrap_or_default();
    all.extend(incomplete.iter().map(|(item, draft)| finding(&item.hex(), COMPLETENESS.name, draft)));
    for item in whole_case::<Vec<ItemId>>(case, BEYOND)?.unwrap_or_default() {
        let text = format!(
            "copies of this recording were looked for; whether it heard the same moment as another was not: that is done \
             for the first {MOST_RECORDINGS} recordings with sound"
        );
        all.push(finding(&item.hex(), RECORDINGS.name, &MOMENT_NOT_SOUGHT.found(text)));
    }
    all.extend(missing_common_sources(&matches(case)?));
    let counted: CountedOrigins = whole_case(case, ORIGINS.name)?.unwrap_or_default();
    for (decision, reason) in counted.unapplied {
        let text = format!("the decision {decision} could not be applied: {reason}");
        let draft = DECISION_NOT_APPLIED.found(text);
        all.push(finding(WHOLE_CASE, ORIGINS.name, &draft));
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Most places of a repeated comment that a finding names; it tells how many there are.
const MOST_PLACES_NAMED: usize = 50;

/// One finding for each item that holds a repeated comment, with all its places.
fn repeated_comments(case: &Case) -> Result<Vec<Finding>> {
    let repeated: Vec<Vec<(ItemId, u32)>> = whole_case(case, REPEATED_COMMENTS)?.unwrap_or_default();
    let mut found = Vec::new();
    for places in repeated {
        let named = places.iter().take(MOST_PLACES_NAMED).map(|(item, block)| format!("{item} block {block}"));
        let named: Vec<String> = named.collect();
        let rest = places.len() - named.len();
        let rest = if rest > 0 { format!(" and {rest} more places") } else { String::new() };
        let items: BTreeSet<ItemId> = places.iter().map(|(item, _)| *item).collect();
        for item in &items {
            let text = format!(
                "a comment whose very words stand in {} places in {} items: {}{rest}",
                places.len(),
                items.len(),
                named.join(", ")
            );
            found.push(finding(&item.hex(), TEXTS.name, &REPEATED_COMMENT.found(text)));
        }
    }
    Ok(found)
}

/// One finding for each side of a match that implies an original which is not there.
fn missing_common_sources(matches: &[Match]) -> Vec<Finding> {
    let of_match = |found: &Match| {
        let sides = [(&found.query, &found.reference), (&found.reference, &found.query)];
        sides.map(|(side, other)| {
            let text = format!(
                "{} and {} each hold what the other lacks (match {}): a longer or larger original that holds both is \
                 implied and is not in the case. Ask for it and add it.",
                side.name, other.name, found.id
            );
            let stage = if found.kind == MatchKind::ImageRegion { PICTURES.name } else { RECORDINGS.name };
            finding(&side.item.hex(), stage, &COMMON_SOURCE_MISSING.found(text))
        })
    };
    trace::direction::missing_common_sources(matches).into_iter().flat_map(of_match).collect()
}

fn finding(about: &str, stage: &str, draft: &FindingDraft) -> Finding {
    Finding {
        id: stable_id("F", &[about.as_bytes(), stage.as_bytes(), draft.code.as_bytes(), draft.text.as_bytes()]),
        about: about.to_owned(),
        stage: stage.to_owned(),
        code: draft.code.clone(),
        severity: draft.severity,
        text: draft.text.clone(),
    }
}

/// Whether what a stage keeps of an item, or of the whole case, was made from exactly these inputs.
pub fn is_fresh(case: &Case, stage: &str, item: &str, key: &str) -> Result<bool> {
    Ok(case.derived_exists(stage, item, key)?)
}

fn whole_case<T: DeserializeOwned>(case: &Case, stage: &str) -> Result<Option<T>> {
    let body = case.derived_all(stage)?.into_iter().find(|row| row.item == WHOLE_CASE).map(|row| row.body);
    body.map(|body| serde_json::from_slice(&body).with_context(|| format!("reading what the stage {stage} kept")))
        .transpose()
}

fn per_item<T>(case: &Case, stage: &str, read: impl Fn(&[u8]) -> Result<T>) -> Result<BTreeMap<ItemId, T>> {
    let mut by_item = BTreeMap::new();
    for row in case.each_derived(stage) {
        let row = row?;
        let Ok(item) = row.item.parse::<ItemId>() else { continue };
        by_item
            .insert(item, read(&row.body).with_context(|| format!("reading what the stage {stage} kept for {item}"))?);
    }
    Ok(by_item)
}
