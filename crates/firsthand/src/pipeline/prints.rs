//! Fingerprints of items on their way from the catalog to comparisons, some of them kept in memory.

use super::derived;
use super::fingerprints::Fingerprints;
use anyhow::Result;
use archive::Case;
use model::ItemId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most bytes of fingerprints that are kept in memory, as they lie in the catalog.
const MOST_BYTES: usize = 256 << 20;

/// The fingerprints of the items of a case.
pub struct Prints<'c> {
    case: &'c Case,
    /// Whether all frames of long recordings are wanted where they were decoded.
    with_all_frames: bool,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    prints: BTreeMap<ItemId, Arc<Fingerprints>>,
    n_bytes: usize,
}

impl<'c> Prints<'c> {
    /// As they were first read: of long recordings the keyframes only.
    pub fn as_read(case: &'c Case) -> Prints<'c> {
        Prints { case, with_all_frames: false, kept: Mutex::default() }
    }

    /// As they are compared: of long recordings all frames, where they were decoded.
    pub fn as_compared(case: &'c Case) -> Prints<'c> {
        Prints { case, with_all_frames: true, kept: Mutex::default() }
    }

    /// Those of one item; none of one that has none.
    pub fn of(&self, item: &ItemId) -> Result<Arc<Fingerprints>> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prints) = lock().prints.get(item) {
            return Ok(Arc::clone(prints));
        }
        let (prints, n_bytes) = derived::fingerprints_of(self.case, item, self.with_all_frames)?.unwrap_or_default();
        let prints = Arc::new(prints);
        let mut kept = lock();
        if kept.n_bytes + n_bytes > MOST_BYTES {
            *kept = Kept::default();
        }
        kept.n_bytes += n_bytes;
        kept.prints.insert(*item, Arc::clone(&prints));
        Ok(prints)
    }
}
