//! A whole case as the plain values that a report is made of.

use crate::operator::{TOOL, now};
use crate::pipeline::derived;
use crate::pipeline::leads::ItemsByUrl;
use crate::pipeline::looks::is_of_pictures;
use crate::trusted_time::TrustedTime;
use anyhow::Result;
use archive::Case;
use model::{Extract, Item, ItemId, LogTime, Match};
use report::{CaseView, CheckpointView, ItemView, LooksView, ReportSettings, StampView};
use std::collections::BTreeMap;
use std::path::Path;

/// Gathers everything that a report of this case shows.
///
/// # Errors
/// When the case cannot be read.
pub fn case_view(case: &Case, folder: &Path, settings: ReportSettings) -> Result<CaseView> {
    let (items, extracts) = (case.items()?, derived::extracts(case)?);
    let (custody_log_indices, custody) = case.custody_entries()?.into_iter().unzip();
    Ok(CaseView {
        case_name: case_name(folder),
        made_at: now(),
        tool: TOOL.to_owned(),
        checkpoint: checkpoint(case)?,
        items: item_views(case, items, extracts)?,
        matches: derived::matches(case)?,
        statements: derived::statements(case)?,
        claims: derived::claims(case)?,
        origins: derived::origins(case)?,
        decisions: case.decisions()?,
        custody,
        custody_log_indices,
        left_out: Vec::new(),
        rejections: case.rejections()?.into_iter().map(|one| (one.name, one.reason)).collect(),
        findings: derived::findings(case)?,
        looks: LooksView::default(),
        settings,
    })
}

/// Which larger pictures can be made of what this view holds: contact sheets of recordings, comparisons of matches, clips
/// where both sides have times. `wants` says of which matches.
pub fn possible_looks(view: &CaseView, wants: impl Fn(&Match) -> bool) -> LooksView {
    let media = |item: &ItemView| item.extract.media.as_ref().filter(|media| media.has_picture).cloned();
    let seen: BTreeMap<ItemId, bool> =
        view.items.iter().filter_map(|item| Some((item.id(), media(item)?.duration_us.is_some()))).collect();
    let of_pictures = |found: &&Match| {
        let has_pictures = |side: &model::MatchSide| seen.contains_key(&side.item);
        is_of_pictures(found) && has_pictures(&found.query) && has_pictures(&found.reference)
    };
    let has_times = |found: &Match| found.query.extent.start_us.is_some() && found.reference.extent.start_us.is_some();
    let mut looks = LooksView::default();
    looks.sheets.extend(seen.iter().filter(|(_, is_recording)| **is_recording).map(|(item, _)| *item));
    for found in view.matches.iter().filter(of_pictures).filter(|found| wants(found)) {
        looks.comparisons.insert(found.id.clone());
        if has_times(found) {
            looks.clips.insert(found.id.clone());
        }
    }
    looks
}

/// The folder's own name, never its whole path: that belongs to the machine.
fn case_name(folder: &Path) -> String {
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    absolute.file_name().map_or_else(|| "case".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn checkpoint(case: &Case) -> Result<CheckpointView> {
    let checkpoint = case.checkpoint()?;
    Ok(CheckpointView {
        origin: checkpoint.origin.clone(),
        size: checkpoint.size,
        // Line three of a checkpoint is its root, Base64 (C2SP tlog-checkpoint).
        root_base64: checkpoint.text().lines().nth(2).unwrap_or_default().to_owned(),
        key: case.public_key_vkey(),
        timestamps: timestamps(case)?,
    })
}

/// The stamps that hold, the earliest first.
fn timestamps(case: &Case) -> Result<Vec<StampView>> {
    let trusted = TrustedTime::of(case)?;
    let mut stamps: Vec<_> = trusted.stamps().iter().collect();
    stamps.sort_by_key(|stamp| stamp.timestamp.time);
    let view = |stamp: &archive::VerifiedStamp| StampView {
        number: stamp.number,
        time: LogTime(stamp.timestamp.time.to_string()),
        covers_entries: stamp.record.checkpoint_size,
        authority: stamp.timestamp.authority.clone(),
        root: stamp.timestamp.root.clone(),
        root_sha256: stamp.timestamp.root_sha256,
    };
    Ok(stamps.into_iter().map(view).collect())
}

fn item_views(case: &Case, items: Vec<Item>, mut extracts: BTreeMap<ItemId, Extract>) -> Result<Vec<ItemView>> {
    let by_url = ItemsByUrl::new(&items, &extracts);
    items
        .into_iter()
        .map(|item| {
            let extract = extracts.remove(&item.id).unwrap_or_default();
            let thumbnail_jpeg = derived::thumbnail(case, &item.id)?;
            let links = by_url.resolve(&item.id, &extract);
            Ok(ItemView { item, extract, thumbnail_jpeg, links })
        })
        .collect()
}
