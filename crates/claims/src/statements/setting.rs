//! Where an item's story plays: the places that it names, whether a statement holds them or not. "12 people were killed"
//! says nothing of where; the page that it stands on does.

use super::tokens::{Passage, TokenKind};
use crate::gazetteer::{Gazetteer, PlaceKind};
use model::{BlockRole, ItemId, PlaceMention};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the story of one item plays.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Setting {
    /// The item.
    pub item: ItemId,
    /// Its places, those named often first.
    pub places: Vec<SettingPlace>,
    /// Words with a capital inside a sentence, folded, in order: where the places are not known, other items may say which of them is one.
    pub names: Vec<String>,
    /// What kinds of event its title and opening tell of.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Day on which it was published, as claimed, counted from 1970-01-01.
    #[serde(default)]
    pub published_day: Option<i64>,
}

impl Setting {
    /// Of an item of which nothing else is known.
    pub fn unknown(item: ItemId) -> Setting {
        Setting { item, places: Vec::new(), names: Vec::new(), kinds: Vec::new(), published_day: None }
    }
}

/// A place of a setting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SettingPlace {
    /// As the text writes it.
    pub text: String,
    /// Its name in the gazetteer, or as the text writes it where that does not know it.
    pub name: String,
    /// A country or a state: many stories play there.
    pub is_wide: bool,
}

/// Behind these words a name that the text gives again is a place, though no table knows it. "From" and "at" stand before people
/// and things as well.
const BEFORE_PLACES: [&str; 6] = ["in", "near", "outside", "around", "across", "off"];
/// Words of the longest such name.
const NAME_WORDS_AT_MOST: usize = 3;
/// How often such a name must stand in the text.
const NAMED_AT_LEAST: u32 = 2;
/// A title tells where the story plays rather than what else belongs to it.
const IN_TITLE: u32 = 2;
/// A longer list of words says nothing of what an item is about.
const NAMES_AT_MOST: usize = 400;
/// Places that are named less than this part of the most named one are background.
const BACKGROUND_PART: u32 = 2;

/// A stretch of an item that its outlet tells.
pub(crate) struct Told<'t> {
    pub role: BlockRole,
    pub passage: Passage<'t>,
    /// The places of tables that it names.
    pub places: Vec<PlaceMention>,
}

impl Told<'_> {
    fn weight(&self) -> u32 {
        if self.role == BlockRole::Title { IN_TITLE } else { 1 }
    }
}

/// The setting of an item, by what its outlet tells; readers' comments are not part of it.
pub(crate) fn setting(item: ItemId, published: Option<&str>, told: Vec<Told<'_>>, gazetteer: &Gazetteer) -> Setting {
    let kinds = super::disasters::kinds(&told);
    let mut named = unknown_places(&told);
    let names = names(&told);
    for (name, place) in known_places(told, gazetteer) {
        named.insert(name, place);
    }
    let most = named.values().map(|(n, _)| *n).max().unwrap_or(0);
    let mut places: Vec<(u32, SettingPlace)> =
        named.into_values().filter(|(n, _)| n * BACKGROUND_PART >= most).collect();
    places.sort_by(|(n, a), (m, b)| m.cmp(n).then_with(|| a.name.cmp(&b.name)));
    let published_day = published.and_then(super::dates::day_number);
    Setting { item, places: places.into_iter().map(|(_, place)| place).collect(), names, kinds, published_day }
}

fn names(told: &[Told<'_>]) -> Vec<String> {
    let capitals = told.iter().map(|told| &told.passage).flat_map(|passage| {
        let begins = |index: usize| {
            let Some(before) = index.checked_sub(1) else { return true };
            let (token, last) = (&passage.tokens[index], &passage.tokens[before]);
            token.paragraph != last.paragraph
                || last.kind == TokenKind::Quote
                || matches!(last.first, '.' | ':' | '?' | '!' | '–' | '—')
        };
        let indexes = (0..passage.tokens.len()).filter(|index| {
            passage.is_capital(*index) && !begins(*index) && !super::dates::is_calendar_word(passage.lower(*index))
        });
        indexes.map(|index| passage.lower(index).to_owned()).collect::<Vec<String>>()
    });
    let mut names: Vec<String> = capitals.collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(NAMES_AT_MOST);
    names
}

/// How often a place is named, by its folded name.
type Named = BTreeMap<String, (u32, SettingPlace)>;

fn known_places(told: Vec<Told<'_>>, gazetteer: &Gazetteer) -> Named {
    let mut named = Named::new();
    for told in told {
        let weight = told.weight();
        for place in told.places {
            let kind = gazetteer.candidates(&place.name).first().map(|candidate| candidate.place.kind);
            let is_wide = matches!(kind, Some(PlaceKind::Country | PlaceKind::State));
            let entry = named.entry(place.name.to_lowercase());
            entry.or_insert_with(|| (0, SettingPlace { text: place.text, name: place.name, is_wide })).0 += weight;
        }
    }
    named
}

fn unknown_places(told: &[Told<'_>]) -> Named {
    let mut named = Named::new();
    for passage in told.iter().map(|told| &told.passage) {
        for at in 1..passage.tokens.len() {
            if let Some(range) = name_behind_preposition(passage, at) {
                let text = passage.slice(&range).to_owned();
                let place = SettingPlace { name: text.clone(), text, is_wide: false };
                named.entry(place.name.to_lowercase()).or_insert((0, place));
            }
        }
    }
    for told in told {
        for (name, (n, _)) in &mut named {
            *n += told.weight() * times_named(&told.passage, name);
        }
    }
    named.retain(|_, (n, _)| *n >= NAMED_AT_LEAST);
    named
}

fn name_behind_preposition(passage: &Passage<'_>, at: usize) -> Option<Range<usize>> {
    if !BEFORE_PLACES.contains(&passage.lower(at - 1)) || passage.is_cyrillic_or_arabic(at) {
        return None;
    }
    let belongs = |index: &usize| {
        let lower = passage.lower(*index);
        passage.is_capital(*index)
            && (*index == at || passage.tokens[*index].spaced)
            && !super::dates::is_calendar_word(lower)
    };
    let end = (at..at + NAME_WORDS_AT_MOST).take_while(belongs).last()? + 1;
    let is_thing = super::is_body_noun(passage.lower(end - 1)) || passage.is_capital(end);
    (!is_thing).then_some(at..end)
}

fn times_named(passage: &Passage<'_>, name: &str) -> u32 {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_here = |at: &usize| {
        passage.is_capital(*at) && words.iter().enumerate().all(|(n, word)| passage.lower(at + n) == *word)
    };
    u32::try_from((0..passage.tokens.len()).filter(is_here).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::{TextInput, read};

    fn places(text: &str) -> Vec<String> {
        read(&TextInput::plain(text)).setting.places.into_iter().map(|place| place.name).collect()
    }

    #[test]
    fn a_town_that_no_table_knows_is_the_scene_where_it_is_named_again() {
        let text = "A fire swept through a mill in Orrinholm. Twelve died. The Orrinholm police closed the road.";
        assert_eq!(places(text), ["Orrinholm"]);
        assert!(places("A fire swept through a mill in Orrinholm. Twelve died.").is_empty());
    }

    #[test]
    fn what_kind_of_event_it_was_is_told_by_title_and_opening() {
        let kinds = |text: &str| read(&TextInput::plain(text)).setting.kinds;
        assert_eq!(kinds("A ferry capsized off the pier. Twelve died."), ["water"]);
        assert_eq!(kinds("Twelve died in a crush at the stadium."), ["crowd"]);
        assert!(kinds("Twelve died.").is_empty());
    }

    #[test]
    fn days_months_and_bodies_are_no_places() {
        let text = "In January they met in Parliament. In January nobody came. Parliament sat again on Monday.";
        assert!(places(text).is_empty(), "{:?}", places(text));
    }

    #[test]
    fn a_place_named_once_is_background_of_one_named_often() {
        let text =
            "Ten were hurt in Kharkiv. Kharkiv has been shelled for a week. Doctors in Kharkiv said so in Paris.";
        assert_eq!(places(text), ["Kharkiv"]);
    }
}
