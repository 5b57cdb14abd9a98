//! What proves the items of a bundle: log entries with their proofs, and those of their sealed texts that may be shown.

use super::BundleWriter;
use crate::outcome::wrong_usage;
use anyhow::{Context, Result};
use archive::Case;
use evidence::bundle::{leaf_path, opened_path, proof_path};
use evidence::seal::{self, Opening};
use model::{Item, ItemId};
use report::{LeftOut, Redact, shows_text_of_entry};
use std::collections::BTreeMap;

/// Log indices of the custody events of each item.
pub type CustodyEntries = BTreeMap<ItemId, Vec<u64>>;

/// Puts entry, proof and what may be shown for every capture and custody event of `item`. Gives what was left out. An
/// entry of the first format shows all its texts or stays away.
pub fn put_entries(
    bundle: &mut BundleWriter,
    case: &Case,
    item: &Item,
    custody: &CustodyEntries,
    redact: Redact,
    is_original_exported: bool,
) -> Result<Vec<LeftOut>> {
    let captures = item.captures.iter().map(|capture| capture.log_index);
    let events = custody.get(&item.id).into_iter().flatten().copied();
    let mut left_out = Vec::new();
    for log_index in captures.chain(events) {
        let leaf = case.leaves(log_index..log_index + 1)?.pop().context("the log entry is there")?;
        let opening = case.opening(log_index)?;
        let (texts, is_open) = texts_of(case, log_index, &leaf, opening)?;
        let shown = texts.only(|field| shows_text_of_entry(field, &texts.fields[field].value, redact));
        let hidden: Vec<String> =
            texts.fields.keys().filter(|field| !shown.fields.contains_key(*field)).cloned().collect();
        if is_open && !hidden.is_empty() {
            if is_original_exported {
                return Err(wrong_usage(format!(
                    "the log entry of {} is of the first format and says in clear what is left out ({})\n  show it with \
                     --with people,operator-notes,machine-paths, or export without this original",
                    item.short_id,
                    hidden.join(", ")
                )));
            }
            left_out.push(LeftOut::of_entry(item.id, item.size_bytes, "log_entry", log_index, hidden));
            continue;
        }
        bundle.put(&leaf_path(&item.id, log_index), &leaf)?;
        bundle.put(&proof_path(&item.id, log_index), case.inclusion_proof(log_index)?.as_bytes())?;
        if !is_open && !shown.is_empty() {
            bundle.put(&opened_path(&item.id, log_index), format!("{}\n", shown.text()).as_bytes())?;
        }
        if !hidden.is_empty() {
            left_out.push(LeftOut::of_entry(item.id, item.size_bytes, "texts_of_log_entry", log_index, hidden));
        }
    }
    Ok(left_out)
}

/// The texts of an entry by field, and whether they stand in clear in its leaf.
fn texts_of(case: &Case, log_index: u64, leaf: &[u8], opening: Opening) -> Result<(Opening, bool)> {
    if !seal::sealed_in(leaf)?.is_empty() {
        return Ok((opening, false));
    }
    let entry = case.entries(log_index..log_index + 1)?.pop().context("the log entry is there")?;
    // Sealed for its list of fields only; nothing of it is kept.
    let sealed = seal::seal(&entry, || -> Result<_, evidence::leaf::LeafError> { Ok([0; seal::SALT_BYTES]) })?;
    Ok((sealed.opening, true))
}
