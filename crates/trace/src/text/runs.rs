//! The runs of equal words that two documents share.

use super::document::Document;

/// A word that stands more often than this in a document begins no run there; runs that others begin go through it.
const MOST_PLACES: usize = 12;

/// A run of equal words, as word numbers: `[a, a + n)` in the one document, `[b, b + n)` in the other.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub(crate) struct Run {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) n: usize,
}

/// All runs that cannot be made longer and hold a word that is not frequent in either document, ordered by their place in `a`.
pub(crate) fn runs(a: &Document, b: &Document) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    // By diagonal, then along it: of a run that several words begin only the first makes it.
    for (in_a, in_b) in common_words(a, b) {
        let is_within = |run: &Run| run.b + in_a == run.a + in_b && in_b < run.b + run.n;
        if !found.last().is_some_and(is_within) {
            found.push(extended(a, in_a, b, in_b));
        }
    }
    found.sort_unstable_by_key(|run| (run.a, run.b));
    found
}

/// Places of words that both have and neither has often, ordered by diagonal and by place.
fn common_words(a: &Document, b: &Document) -> Vec<(usize, usize)> {
    let hash = |document: &Document, place: u32| document.words[place as usize].hash;
    let mut places = Vec::new();
    let mut left_in_b = &b.by_hash[..];
    for in_a in a.by_hash.chunk_by(|one, other| hash(a, *one) == hash(a, *other)) {
        let of_word = hash(a, in_a[0]);
        left_in_b = &left_in_b[left_in_b.iter().take_while(|place| hash(b, **place) < of_word).count()..];
        let in_b = &left_in_b[..left_in_b.iter().take_while(|place| hash(b, **place) == of_word).count()];
        if in_a.len() <= MOST_PLACES && in_b.len() <= MOST_PLACES {
            places.extend(in_a.iter().flat_map(|a| in_b.iter().map(|b| (*a as usize, *b as usize))));
        }
    }
    places.sort_unstable_by_key(|(a, b)| (*b as i64 - *a as i64, *b));
    places
}

/// The longest run of equal words through a place.
fn extended(a: &Document, in_a: usize, b: &Document, in_b: usize) -> Run {
    let follows = |document: &Document, number: usize| document.positions[number] == document.positions[number - 1] + 1;
    let mut before = 0;
    while before < in_a.min(in_b)
        && a.words[in_a - before - 1].hash == b.words[in_b - before - 1].hash
        && follows(a, in_a - before)
        && follows(b, in_b - before)
    {
        before += 1;
    }
    let (mut end_a, mut end_b) = (in_a + 1, in_b + 1);
    while end_a < a.words.len()
        && end_b < b.words.len()
        && a.words[end_a].hash == b.words[end_b].hash
        && follows(a, end_a)
        && follows(b, end_b)
    {
        end_a += 1;
        end_b += 1;
    }
    Run { a: in_a - before, b: in_b - before, n: end_a - (in_a - before) }
}
