//! A whole case as the plain values that a report is made of.

use crate::operator::{TOOL, now};
use crate::pipeline::derived;
use crate::pipeline::leads::ItemsByUrl;
use crate::trusted_time::TrustedTime;
use anyhow::Result;
use archive::Case;
use model::{Extract, Item, LogTime};
use report::{CaseView, CheckpointView, ItemView, ReportSettings, StampView};
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
        settings,
    })
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

fn item_views(case: &Case, items: Vec<Item>, mut extracts: BTreeMap<model::ItemId, Extract>) -> Result<Vec<ItemView>> {
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
