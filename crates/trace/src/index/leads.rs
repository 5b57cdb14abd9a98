//! Leads: which earlier items are worth comparing with one. They only say where to look; what is found is decided by the
//! prints of the pair.

use super::points::AlikePicture;
use crate::local::evidence;
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
    /// Points of a picture or frame look alike as they are.
    pub by_parts: bool,
    /// Points look alike where one of the two is mirrored.
    pub by_mirrored_parts: bool,
}

impl Lead {
    /// Whether points look alike in any way.
    pub fn has_parts(&self) -> bool {
        self.by_parts || self.by_mirrored_parts
    }
}

/// Leads in the making.
#[derive(Default)]
pub(crate) struct Leads(BTreeMap<u32, Lead>);

impl Leads {
    pub(crate) fn by_hash(&mut self, item: u32) {
        self.lead(item).by_hash = true;
    }

    pub(crate) fn by_parts(&mut self, item: u32, mirrored: bool) {
        let lead = self.lead(item);
        if mirrored { lead.by_mirrored_parts = true } else { lead.by_parts = true }
    }

    /// Leads to the `most` items with the most alike points in any one picture.
    pub(crate) fn strongest_by_parts(&mut self, alike: impl IntoIterator<Item = AlikePicture>, most: usize) {
        let mut strongest: BTreeMap<u32, (u32, [bool; 2])> = BTreeMap::new();
        for picture in alike {
            let (strength, ways) = strongest.entry(picture.key.item).or_default();
            *strength = evidence(&picture.points).max(*strength);
            ways[usize::from(picture.mirrored)] = true;
        }
        let mut items: Vec<(u32, (u32, [bool; 2]))> = strongest.into_iter().collect();
        items.sort_by_key(|(item, (strength, _))| (Reverse(*strength), *item));
        for (item, (_, ways)) in items.into_iter().take(most) {
            [false, true].into_iter().filter(|way| ways[usize::from(*way)]).for_each(|way| self.by_parts(item, way));
        }
    }

    /// By number of the item.
    pub(crate) fn finish(self) -> Vec<Lead> {
        self.0.into_values().collect()
    }

    fn lead(&mut self, item: u32) -> &mut Lead {
        self.0.entry(item).or_insert(Lead { item, by_hash: false, by_parts: false, by_mirrored_parts: false })
    }
}
