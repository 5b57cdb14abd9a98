//! Villages in a text. There are so many that nearly every surname and many a word is the name of one; so a village is
//! taken for one only where words that lead to places stand before its name, and the text also names its country, a state
//! of it, or a city in it. Where that country has several of one name, none is chosen: all are listed.

use super::lexicon::{cue_traits, words};
use super::places::{
    NEEDS_PREPOSITION, is_common_word, key_of, mention, names_a_thing, part_of_longer_name, run, to_alternatives,
    uninflected, without_coordinates,
};
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;
use crate::gazetteer::{Candidate, Gazetteer, PlaceKind};
use model::PlaceMention;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A town of as many people tells in which country a text is. Chosen, not measured.
const CITY_PEOPLE: u64 = 100_000;

/// What only a place follows. "At", "of", "for", "from" and "to" are followed by people as well.
static LEADS_TO_PLACES: WordList = WordList::new(
    "in near outside inside into towards toward entered reached fled в у під под біля возле около близ поблизу",
);

/// The places of a passage that are sure, by which villages are judged.
pub(super) struct Surroundings<'n> {
    countries: BTreeSet<&'n str>,
    /// Country of each country or state that is named, by its first token.
    regions: BTreeMap<usize, &'n str>,
}

impl<'n> Surroundings<'n> {
    pub(super) fn of(passage: &Passage<'_>, named: &'n [(Range<usize>, Vec<Candidate<'n>>)]) -> Surroundings<'n> {
        let firsts = || named.iter().filter_map(|(range, candidates)| Some((range, candidates.first()?)));
        let is_region = |one: &Candidate<'_>| matches!(one.place.kind, PlaceKind::Country | PlaceKind::State);
        // In Latin script another spelling of a far city may be a word: "RAM".
        let is_city = |range: &Range<usize>, one: &Candidate<'_>| {
            let is_its_name = one.own_name || passage.is_cyrillic_or_arabic(range.start);
            is_its_name && one.place.population >= CITY_PEOPLE
        };
        let known = firsts().filter(|(range, first)| is_region(first) || is_city(range, first));
        let regions = firsts().filter(|(_, first)| is_region(first));
        Surroundings {
            countries: known.map(|(_, first)| first.place.country).collect(),
            regions: regions.map(|(range, first)| (range.start, first.place.country)).collect(),
        }
    }
}

/// Whether the name of a village may begin at this token, by the words beside it, and which words it has.
pub(super) fn may_stand(passage: &Passage<'_>, at: usize) -> Option<Range<usize>> {
    let range = run(passage, at)?;
    let beside = follows_a_lead(passage, at) || passage.is_comma(range.end);
    let possessive = passage.token(range.end).is_some_and(|token| token.kind == TokenKind::Possessive);
    (beside && !possessive && !part_of_longer_name(passage, &range) && !is_a_word(passage, &range)).then_some(range)
}

/// A village that may stand here, where the surroundings say that it does.
pub(super) fn at(
    passage: &Passage<'_>,
    gazetteer: &Gazetteer,
    range: &Range<usize>,
    near: &Surroundings<'_>,
) -> Option<PlaceMention> {
    let mut found = villages(passage, gazetteer, range, near);
    if !follows_a_lead(passage, range.start) {
        // "Oldmere, Belgium": what stands after the comma must be the very country.
        let region = near.regions.get(&(range.end + 1))?;
        found.retain(|village| village.place.country == *region);
    }
    chosen(passage, range, found)
}

/// A village that words call a village, where the surroundings name its country.
pub(super) fn described(
    passage: &Passage<'_>,
    gazetteer: &Gazetteer,
    range: &Range<usize>,
    near: &Surroundings<'_>,
) -> Option<PlaceMention> {
    chosen(passage, range, villages(passage, gazetteer, range, near))
}

fn villages<'g>(
    passage: &Passage<'_>,
    gazetteer: &'g Gazetteer,
    range: &Range<usize>,
    near: &Surroundings<'_>,
) -> Vec<Candidate<'g>> {
    if near.countries.is_empty() {
        return Vec::new();
    }
    let key = key_of(passage, range);
    let keys = if passage.is_cyrillic_or_arabic(range.start) { uninflected(&key, true) } else { vec![key] };
    let near_ones = |key: &String| {
        let mut found = gazetteer.villages(key);
        found.retain(|village| near.countries.contains(village.place.country));
        found
    };
    keys.iter().map(near_ones).find(|found| !found.is_empty()).unwrap_or_default()
}

fn chosen(passage: &Passage<'_>, range: &Range<usize>, found: Vec<Candidate<'_>>) -> Option<PlaceMention> {
    match found.as_slice() {
        [] => None,
        [_] => Some(mention(passage, range, found, &BTreeSet::new())),
        [first, ..] => {
            let alternatives = to_alternatives(&found).collect();
            let name = first.place.name.to_owned();
            Some(PlaceMention { alternatives, ..without_coordinates(passage, range, name) })
        }
    }
}

fn follows_a_lead(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let lead = passage.lower(before);
    // "у Петрова", "в Петрова": a man's name has this ending, a town after these prepositions has another.
    let may_be_a_man = matches!(lead, "в" | "у") && passage.lower(at).ends_with(['а', 'я']);
    LEADS_TO_PLACES.has(lead) && !may_be_a_man
}

fn is_a_word(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let key = key_of(passage, range);
    names_a_thing(passage, range)
        || is_common_word(passage, range)
        || range.len() == 1
            && (NEEDS_PREPOSITION.has(&key)
                || cue_traits(&key).is_some()
                || words().finite_verb(&key)
                || words().pronoun(&key)
                || words().preposition(&key)
                || super::dates::is_calendar_word(&key))
}
