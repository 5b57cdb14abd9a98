//! Leads: which earlier items are worth comparing with one. They only say where to look; what is found is decided by the
//! prints of the pair.

use super::points::AlikePicture;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An earlier item that may hold what this one holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Lead {
    /// Number of the item, in the order in which items came.
    pub item: u32,
    /// A hash of a whole picture or frame is near.
    pub by_hash: bool,
    /// Points of a picture or frame look alike.
    pub by_parts: bool,
}

/// Leads in the making.
#[derive(Default)]
pub(crate) struct Leads(BTreeMap<u32, Lead>);

impl Leads {
    pub(crate) fn by_hash(&mut self, item: u32) {
        self.lead(item).by_hash = true;
    }

    pub(crate) fn by_parts(&mut self, item: u32) {
        self.lead(item).by_parts = true;
    }

    /// Leads to the `most` items with the most points alike in any one picture.
    pub(crate) fn strongest_by_parts(&mut self, alike: impl IntoIterator<Item = AlikePicture>, most: usize) {
        let mut n_points: BTreeMap<u32, usize> = BTreeMap::new();
        for picture in alike {
            let known = n_points.entry(picture.key.item).or_default();
            *known = picture.points.len().max(*known);
        }
        let mut items: Vec<(Reverse<usize>, u32)> = n_points.into_iter().map(|(item, n)| (Reverse(n), item)).collect();
        items.sort_unstable();
        items.iter().take(most).for_each(|(_, item)| self.by_parts(*item));
    }

    /// By number of the item.
    pub(crate) fn finish(self) -> Vec<Lead> {
        self.0.into_values().collect()
    }

    fn lead(&mut self, item: u32) -> &mut Lead {
        self.0.entry(item).or_insert(Lead { item, by_hash: false, by_parts: false })
    }
}
