//! The same moment in two recordings, by their sound: each recording is brought together with those that came before it, once.

use super::alike::Order;
use super::derived;
use super::extracting;
use super::stages::RECORDINGS;
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use model::{ItemId, Match, Tier};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trace::audio::AudioFingerprint;
use trace::moment::{MOST_RECORDINGS, Moments};

/// Where moments that recordings share are kept, with the later of the two.
pub const MOMENTS: &str = "trace-moments";

/// Recordings beyond the limit, under the name of the whole case.
pub const BEYOND: &str = "trace-moments-beyond";

/// Which moments these recordings share, without regard to copies.
///
/// # Errors
/// When the case cannot be read or written.
pub fn moments(case: &Case, order: &Order, prints: &[(ItemId, AudioFingerprint)], quiet: bool) -> Result<Vec<Match>> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = prints.iter().map(|(item, print)| (*item, print)).collect();
    let heard: Vec<(ItemId, &AudioFingerprint)> =
        order.ids().filter_map(|item| Some((item, *by_item.get(&item)?))).collect();
    let n_compared = heard.len().min(MOST_RECORDINGS);
    let keys = keys_of(&heard[..n_compared]);
    let kept = derived::keys_by_item(case, MOMENTS)?;
    let stale = kept.iter().filter(|(item, key)| keys.get(item) != Some(key)).map(|(item, _)| *item);
    derived::drop_items(case, MOMENTS, stale)?;
    let is_missing = |n: &usize| kept.get(&heard[*n].0) != Some(&keys[&heard[*n].0]);
    let missing: Vec<usize> = (0..n_compared).filter(is_missing).collect();
    if !missing.is_empty() {
        let progress = Progress::start("listening for the same moment", missing.len() as u64, quiet);
        let moments = Moments::of(heard.iter().copied());
        let mut n_confirmed = 0;
        for n in missing {
            let (found, item) = (moments.with_earlier(n), heard[n].0);
            n_confirmed += found.iter().filter(|one| one.tier == Tier::Confirmed).count();
            derived::put(case, MOMENTS, &item.hex(), &keys[&item], &found)?;
            progress.step("recording");
        }
        progress.finish(&format!("{n_confirmed} pairs, copies among them"));
    }
    let beyond: Vec<ItemId> = heard[n_compared..].iter().map(|(item, _)| *item).collect();
    derived::put(case, BEYOND, derived::WHOLE_CASE, &RECORDINGS.version.to_string(), &beyond)?;
    Ok(derived::matches_by_item(case, MOMENTS)?.into_values().flatten().collect())
}

/// By recording a key that says which came before it.
fn keys_of(heard: &[(ItemId, &AudioFingerprint)]) -> BTreeMap<ItemId, String> {
    let mut earlier = Sha256::new();
    let key = |(item, _): &(ItemId, &AudioFingerprint)| {
        earlier.update(item.0);
        let all = ItemId(earlier.clone().finalize().into());
        (*item, format!("v{} {} {all}", RECORDINGS.version, extracting::key()))
    };
    heard.iter().map(key).collect()
}
