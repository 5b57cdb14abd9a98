//! Keyframes first: of a long recording only those are decoded, which costs a tenth. Where one of them looks like a frame
//! of another recording, the long one is worth all of its frames.

use super::VideoFingerprint;
use super::laid::Searched;
use crate::image::HashIndex;
use crate::parallel;
use model::ItemId;
use std::collections::{BTreeMap, BTreeSet};

/// The sparse recordings ([`VideoFingerprint::is_sparse`]) of which a frame looks like one of another recording: by its
/// hash, or with parts laid over each other. A single frame is enough; what it finds wrongly costs time and no more. The
/// order of `videos` does not matter.
pub fn to_look_at_closer(videos: &[(ItemId, VideoFingerprint)]) -> BTreeSet<ItemId> {
    let by_item: BTreeMap<ItemId, &VideoFingerprint> = videos.iter().map(|(item, print)| (*item, print)).collect();
    let (items, prints): (Vec<ItemId>, Vec<&VideoFingerprint>) = by_item.into_iter().unzip();
    let mut found = BTreeSet::new();
    if prints.iter().any(|print| print.is_sparse()) {
        by_hash(&prints, &mut found);
        by_parts(&prints, &mut found);
    }
    found.into_iter().map(|number| items[number]).collect()
}

fn by_hash(prints: &[&VideoFingerprint], found: &mut BTreeSet<usize>) {
    let (mut owners, mut hashes) = (Vec::new(), Vec::new());
    for (number, print) in prints.iter().enumerate() {
        for view in print.frames.iter().flat_map(|frame| frame.usable_views()) {
            owners.push(number);
            hashes.push(*view.hashes.upright());
        }
    }
    let index = HashIndex::new(hashes);
    let looks_like_another = |number: usize| {
        let views = prints[number].frames.iter().flat_map(|frame| frame.usable_views());
        let hashes = views.flat_map(|view| &view.hashes.all);
        hashes.flat_map(|hash| index.near(hash)).any(|(owner, _)| owners[owner as usize] != number)
    };
    let sparse: Vec<usize> = (0..prints.len()).filter(|number| prints[*number].is_sparse()).collect();
    let looks = parallel::each(sparse.len(), |n| looks_like_another(sparse[n]));
    found.extend(sparse.iter().zip(looks).filter(|(_, looks)| *looks).map(|(number, _)| *number));
}

/// Of the recordings that are not found yet, those that have parts in common with another.
fn by_parts(prints: &[&VideoFingerprint], found: &mut BTreeSet<usize>) {
    let is_open = |number: usize| prints[number].is_sparse() && !found.contains(&number);
    if !(0..prints.len()).any(is_open) {
        return;
    }
    let searched = Searched::of(prints);
    let pairs = parallel::each(prints.len(), |query| {
        let candidates = searched.candidates(query).into_iter();
        let open = candidates.filter(|(reference, _)| is_open(query) || is_open(*reference));
        open.filter(|(reference, candidates)| searched.are_laid(*reference, query, candidates))
            .flat_map(|(reference, _)| [reference, query])
            .collect::<Vec<usize>>()
    });
    let more: Vec<usize> = pairs.into_iter().flatten().filter(|number| is_open(*number)).collect();
    found.extend(more);
}
