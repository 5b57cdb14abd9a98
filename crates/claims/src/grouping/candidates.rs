//! Which pairs of mentions are worth comparing, so that a case of 10^5 statements is not compared pair by pair.

use crate::grouping::features::Case;
use std::collections::{BTreeMap, BTreeSet};

/// Up to this many mentions of one unit are all compared with each other.
const ALL_PAIRS_UP_TO: usize = 256;
/// Beyond it, mentions meet where they share one of so many of their rarest words, or a place.
const KEYS_PER_MENTION: usize = 6;
/// A bucket larger than this is compared only between neighbours after sorting by content, and with its first ones.
const BUCKET_ALL_PAIRS: usize = 64;
const NEIGHBOURS: usize = 16;
const LEADERS: usize = 16;

/// Pairs of mentions (smaller index first, each once) among `mentions` that may ask the same question.
pub(super) fn pairs(case: &Case, mentions: &[usize]) -> BTreeSet<(usize, usize)> {
    let mut by_unit: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for mention in mentions {
        by_unit.entry(case.mentions[*mention].unit.as_deref()).or_default().push(*mention);
    }
    let mut pairs = BTreeSet::new();
    for block in by_unit.into_values() {
        if block.len() <= ALL_PAIRS_UP_TO {
            add_all_pairs(&block, &mut pairs);
        } else {
            buckets(case, &block).into_values().for_each(|bucket| add_bucket(case, bucket, &mut pairs));
        }
    }
    pairs
}

/// Index from a rare word to the mentions that hold it, for looking up what a single mention may belong to.
pub(super) fn index_of_words(case: &Case, mentions: &[usize]) -> BTreeMap<u32, Vec<usize>> {
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for mention in mentions {
        for word in rarest_words(case, *mention) {
            index.entry(word).or_default().push(*mention);
        }
    }
    index
}

/// Mentions of `index` that share a rare word with `mention`.
pub(super) fn look_up(case: &Case, index: &BTreeMap<u32, Vec<usize>>, mention: usize) -> BTreeSet<usize> {
    let hits = case.mentions[mention].words.iter().filter_map(|word| index.get(word));
    hits.flat_map(|bucket| bucket.iter().take(ALL_PAIRS_UP_TO)).copied().collect()
}

fn buckets(case: &Case, block: &[usize]) -> BTreeMap<(u8, String), Vec<usize>> {
    let mut buckets: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for mention in block {
        for word in rarest_words(case, *mention) {
            buckets.entry((0, word.to_string())).or_default().push(*mention);
        }
        for place in case.places_of(*mention) {
            buckets.entry((1, place.clone())).or_default().push(*mention);
        }
    }
    buckets
}

fn rarest_words(case: &Case, mention: usize) -> Vec<u32> {
    let mut words: Vec<u32> = case.mentions[mention].words.clone();
    words.sort_by_key(|word| (case.spread[*word as usize], *word));
    words.truncate(KEYS_PER_MENTION);
    words
}

fn add_bucket(case: &Case, mut bucket: Vec<usize>, pairs: &mut BTreeSet<(usize, usize)>) {
    if bucket.len() <= BUCKET_ALL_PAIRS {
        return add_all_pairs(&bucket, pairs);
    }
    bucket.sort_by(|a, b| (&case.mentions[*a].words, a).cmp(&(&case.mentions[*b].words, b)));
    for (place, mention) in bucket.iter().enumerate() {
        let near = bucket.iter().skip(place + 1).take(NEIGHBOURS);
        near.chain(bucket.iter().take(LEADERS)).for_each(|other| add(*mention, *other, pairs));
    }
}

fn add_all_pairs(block: &[usize], pairs: &mut BTreeSet<(usize, usize)>) {
    for (place, mention) in block.iter().enumerate() {
        block[place + 1..].iter().for_each(|other| add(*mention, *other, pairs));
    }
}

fn add(a: usize, b: usize, pairs: &mut BTreeSet<(usize, usize)>) {
    if a != b {
        pairs.insert((a.min(b), a.max(b)));
    }
}
