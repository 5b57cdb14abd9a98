//! Places in a text. Precision first: a name is a place only where its neighbours do not make it part of another
//! name, and a name that is a common word, a surname or a rare spelling needs a preposition of place before it.

use super::lexicon::{cue_traits, words};
use super::tokens::{Passage, TokenKind};
use super::villages;
use super::word_tables::WordList;
use crate::gazetteer::{Candidate, Gazetteer, NAME_WORDS_AT_MOST, PlaceKind, push_key};
use model::{PlaceAlternative, PlaceMention};
use std::collections::BTreeSet;
use std::ops::Range;

/// More other places of one name are of no help.
const ALTERNATIVES_AT_MOST: usize = 5;

/// Names of places that are common English words, given names or surnames as well.
pub(super) static NEEDS_PREPOSITION: WordList = WordList::new(
    "of nice reading mobile bath split man sale hull cork orange date same most vice bar born union independence police hope \
    enterprise liberty media page surprise normal central young price mary bay along rush bury deal wells ware diss eye rye street much battle battle \
    victoria jackson lincoln washington florence charlotte sydney madison austin houston dallas santiago martin carter marshall grant wilson taylor tyler \
    warren logan mason jordan chad georgia israel clinton carson anderson johnson thompson scott kelly kent lancaster stanley douglas gordon bradford clifton \
    hamilton morgan nelson newton norman owen paris phoenix salem sparks spencer stafford troy verona vincent wade warner wayne webster wells wesley \
    windsor worth allen alexandria angelo aurora bella carmen cary clara diamond eden elvira emerson fraser garland garner gilbert harrison harvey irving \
    laurel leon lucas luis maria marina max melissa melbourne milan monroe murray natal nora olive parker perry porter post prince prior quincy regina roman \
    rosario ross roy roma russell san santa sharon sierra silva star temple turner tom vera villa vista walker ward watts west white wood york bell best bend \
    bridge brook camp cedar chandler chester church coal commerce cross delta fairfield fall field forest franklin garden gary grove gulf home hill hills lake \
    long march may moss north park plant pleasant point pool port queens rice river rock rugby sand sandy short south spring springs stone summit sun sunrise \
    tank troy twin valley van wall water wells wise worth lead male bath hit batman ban bam ham tam gap mora media moses oman ali omar hassan hussein hama salim said \
    fatima beni abu hit hub man mandi dera goma imam islam khan malik noor rahim raja saidu sultan suleiman kilis",
);

static ADMINISTRATIVE: WordList = WordList::new(
    "governorate province district city oblast region county airport river township raion valley port state prefecture area countryside hospital university \
    airbase harbour harbor bridge station stadium border",
);

static LOCATIVE: WordList = WordList::new(
    "in at near from to outside around into towards toward across through above over inside via off within leaving left reached reach entered enter \
    fled between of for against в у на под около возле из до близ від біля під поблизу до з із во في من إلى الى قرب شمال جنوب شرق غرب مدينة بلدة قرية محافظة ريف",
);

/// The places of a passage, in order.
pub(crate) fn places(passage: &Passage<'_>, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut named: Vec<(Range<usize>, Vec<Candidate<'_>>)> = Vec::new();
    let mut unknown: Vec<(Range<usize>, String)> = Vec::new();
    let mut maybe_villages: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < passage.tokens.len() {
        let mut next = at + 1;
        if let Some((range, candidates)) = known_place(passage, gazetteer, at) {
            next = range.end;
            named.push((range, candidates));
        } else if let Some((range, name)) = described_place(passage, at) {
            next = range.end;
            match added(passage, gazetteer, &range) {
                Some(candidates) => named.push((range, candidates)),
                None => unknown.push((range, name)),
            }
        } else {
            maybe_villages.extend(villages::may_stand(passage, at));
        }
        at = next;
    }
    let countries: BTreeSet<String> = named
        .iter()
        .filter_map(|(_, candidates)| candidates.first())
        .filter(|first| first.place.kind == PlaceKind::Country)
        .map(|first| first.place.country.to_string())
        .collect();
    let near = villages::Surroundings::of(passage, &named);
    let in_villages = maybe_villages.iter().filter(|range| named.iter().all(|(known, _)| !overlap(known, range)));
    let mut found: Vec<PlaceMention> =
        in_villages.filter_map(|range| villages::at(passage, gazetteer, range, &near)).collect();
    found.extend(unknown.into_iter().map(|(range, name)| {
        villages::described(passage, gazetteer, &range, &near)
            .unwrap_or_else(|| without_coordinates(passage, &range, name))
    }));
    found.extend(named.into_iter().map(|(range, candidates)| mention(passage, &range, candidates, &countries)));
    found.sort_by_key(|place| (place.start_byte, place.end_byte));
    found
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Latitude of the first place that has one.
pub(crate) fn first_latitude(places: &[PlaceMention]) -> Option<f64> {
    places.iter().find_map(|place| place.lat)
}

pub(super) fn mention(
    passage: &Passage<'_>,
    range: &Range<usize>,
    mut candidates: Vec<Candidate<'_>>,
    countries: &BTreeSet<String>,
) -> PlaceMention {
    // A place in a country that the text names goes before a more populous one elsewhere.
    candidates.sort_by_key(|candidate| {
        (
            candidate.place.kind != PlaceKind::Added,
            candidate.place.kind == PlaceKind::Town && !countries.contains(candidate.place.country),
            candidate.place.kind == PlaceKind::Town,
            !candidate.own_name && candidate.place.population < 100_000,
            std::cmp::Reverse(candidate.place.population),
        )
    });
    let first = candidates[0].place;
    let alternatives = to_alternatives(&candidates[1..]);
    let bytes = passage.bytes(range);
    PlaceMention {
        text: passage.slice(range).to_owned(),
        start_byte: bytes.start,
        end_byte: bytes.end,
        name: first.name.to_string(),
        lat: first.lat,
        lon: first.lon,
        alternatives: alternatives.collect(),
    }
}

pub(super) fn to_alternatives<'c>(others: &'c [Candidate<'_>]) -> impl Iterator<Item = PlaceAlternative> + 'c {
    others.iter().take(ALTERNATIVES_AT_MOST).filter_map(|other| {
        Some(PlaceAlternative {
            name: format!("{}, {}", other.place.name, other.place.country),
            lat: other.place.lat?,
            lon: other.place.lon?,
        })
    })
}

pub(super) fn without_coordinates(passage: &Passage<'_>, range: &Range<usize>, name: String) -> PlaceMention {
    let bytes = passage.bytes(range);
    PlaceMention {
        text: passage.slice(range).to_owned(),
        start_byte: bytes.start,
        end_byte: bytes.end,
        name,
        lat: None,
        lon: None,
        alternatives: Vec::new(),
    }
}

fn known_place<'g>(
    passage: &Passage<'_>,
    gazetteer: &'g Gazetteer,
    at: usize,
) -> Option<(Range<usize>, Vec<Candidate<'g>>)> {
    let token = passage.token(at).filter(|token| token.kind == TokenKind::Word)?;
    let arabic = super::lexicon::is_arabic(token.first);
    if !token.capital && !arabic {
        return None;
    }
    let longest = (1..=NAME_WORDS_AT_MOST)
        .take_while(|length| {
            passage
                .token(at + length - 1)
                .is_some_and(|token| token.kind == TokenKind::Word && (*length == 1 || token.spaced))
        })
        .last()?;
    for length in (1..=longest).rev() {
        let range = at..at + length;
        if !passage.is_capital(range.end - 1) && !arabic {
            continue;
        }
        let key = key_of(passage, &range);
        if let Some(candidates) = lookup(passage, gazetteer, &range, key, arabic) {
            return Some((range, candidates));
        }
    }
    None
}

/// The words of a name as they are looked up.
pub(super) fn key_of(passage: &Passage<'_>, range: &Range<usize>) -> String {
    let mut key = String::new();
    range.clone().for_each(|index| push_key(&mut key, passage.word(index)));
    key
}

/// What a name that the words around it call a place may mean, where the user added it. A built-in place of that name may
/// well be another one: "the village of Springfield".
fn added<'g>(passage: &Passage<'_>, gazetteer: &'g Gazetteer, range: &Range<usize>) -> Option<Vec<Candidate<'g>>> {
    let key = key_of(passage, range);
    let is_added = |candidates: &Vec<Candidate<'_>>| candidates.iter().any(|one| one.place.kind == PlaceKind::Added);
    uninflected(&key, true).iter().map(|key| gazetteer.by_key(key)).find(is_added)
}

fn lookup<'g>(
    passage: &Passage<'_>,
    gazetteer: &'g Gazetteer,
    range: &Range<usize>,
    key: String,
    arabic: bool,
) -> Option<Vec<Candidate<'g>>> {
    let cyrillic = passage.is_cyrillic_or_arabic(range.start) && !arabic;
    let keys = if cyrillic {
        uninflected(&key, has_locative(passage, range.start))
    } else if arabic {
        without_joined_prepositions(&key)
    } else {
        vec![key]
    };
    for (step, key) in keys.iter().enumerate() {
        let candidates = gazetteer.by_key(key);
        if !candidates.is_empty() && fits(passage, range, key, &candidates, arabic && step > 0) {
            return Some(candidates);
        }
    }
    None
}

/// The nominatives that a Russian or Ukrainian case form may come from; the form itself first.
pub(super) fn uninflected(key: &str, after_preposition: bool) -> Vec<String> {
    const ENDINGS: &[(&str, &[&str])] = &[
        ("ові", &["ів"]),
        ("єві", &["їв"]),
        ("ом", &["", "о"]),
        ("ем", &["ь", ""]),
        ("ой", &["а"]),
        ("ою", &["а"]),
        ("ей", &["я"]),
        ("ии", &["ия"]),
        ("ії", &["ія"]),
        ("ию", &["ия"]),
        ("ію", &["ія"]),
        ("е", &["", "а", "ь", "о"]),
        ("и", &["ь", "а", "я"]),
        ("і", &["ь", "а", "", "я"]),
        ("у", &["а", ""]),
        ("ю", &["я", "ь"]),
        ("а", &["", "о"]),
        ("я", &["ь", "й"]),
        ("ы", &["а"]),
    ];
    let mut keys = vec![key.to_owned()];
    if after_preposition {
        for (ending, replacements) in ENDINGS {
            if let Some(stem) = key.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3) {
                keys.extend(replacements.iter().map(|replacement| format!("{stem}{replacement}")));
            }
        }
    }
    keys
}

/// "بحلب", "وحلب": the letters that are joined to an Arabic name.
fn without_joined_prepositions(key: &str) -> Vec<String> {
    let mut keys = vec![key.to_owned()];
    for prefix in ["و", "ب", "ل", "ف"] {
        keys.extend(key.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 3).map(str::to_owned));
    }
    keys
}

fn has_locative(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let before = if matches!(
        passage.lower(before),
        "the"
            | "central"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "downtown"
            | "east"
            | "west"
            | "north"
            | "south"
            | "embattled"
            | "besieged"
            | "nearby"
    ) {
        at.saturating_sub(2)
    } else {
        before
    };
    let lower = passage.lower(before);
    LOCATIVE.has(lower) || lower == "and" && before > 1 && passage.is_capital(before - 1)
}

fn fits(
    passage: &Passage<'_>,
    range: &Range<usize>,
    key: &str,
    candidates: &[Candidate<'_>],
    without_prefix: bool,
) -> bool {
    let country =
        candidates.iter().any(|candidate| matches!(candidate.place.kind, PlaceKind::Country | PlaceKind::State));
    let added = candidates.iter().any(|candidate| candidate.place.kind == PlaceKind::Added);
    let own_name = candidates.iter().any(|candidate| candidate.own_name);
    let locative = has_locative(passage, range.start);
    if key.chars().count() <= 3
        && key.is_ascii()
        && !passage.word(range.start).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && !(locative && own_name)
    {
        return false;
    }
    if !added && part_of_longer_name(passage, range) {
        return false;
    }
    // "In March 2021", "on Sunday": there are towns of these names, and texts that mean one are rare.
    if !added && range.len() == 1 && super::dates::is_calendar_word(key) {
        return false;
    }
    if passage.is_cyrillic_or_arabic(range.start) {
        return foreign_fits(passage, range, key, country, locative, without_prefix);
    }
    if !country && !added && (names_a_thing(passage, range) || is_common_word(passage, range)) {
        return false;
    }
    let doubtful = range.len() == 1
        && (NEEDS_PREPOSITION.has(key)
            && !(country && key != "chad" && key != "georgia" && key != "jordan" && key != "oman")
            || cue_traits(key).is_some()
            || words().finite_verb(key)
            || words().pronoun(key)
            || words().preposition(key)
            || super::dates::is_calendar_word(key));
    let rare_spelling =
        !own_name && range.len() == 1 && candidates.iter().all(|candidate| candidate.place.population < 100_000);
    let small = candidates.iter().all(|candidate| candidate.place.population < 30_000) && range.len() == 1;
    added || locative || !(doubtful || rare_spelling || small)
}

fn foreign_fits(
    passage: &Passage<'_>,
    range: &Range<usize>,
    key: &str,
    country: bool,
    locative: bool,
    without_prefix: bool,
) -> bool {
    let letters = key.chars().count();
    let joined = without_prefix && !passage.lower(range.start).starts_with('و');
    let short = letters < 4;
    country && letters >= 3 && (!without_prefix || joined)
        || locative
        || joined && letters >= 4 && range.len() == 1
        || !short && passage.is_capital(range.start)
}

/// "Tyre maker …" at the start of a sentence, in a text that writes "tyre" small elsewhere.
pub(super) fn is_common_word(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let first = range.start == 0
        || passage.is_sign(range.start - 1, '.')
        || passage.tokens[range.start].paragraph != passage.tokens[range.start - 1].paragraph;
    let word = passage.lower(range.start);
    range.len() == 1
        && first
        && (0..passage.tokens.len()).any(|index| !passage.tokens[index].capital && passage.lower(index) == word)
}

/// "from the Old Bridge": a town has no article, unless a noun follows that it describes ("the Orrin hospital").
pub(super) fn names_a_thing(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let article = range.start.checked_sub(1).is_some_and(|before| passage.lower(before) == "the");
    let next = range.end;
    let describes = passage.is_wordlike(next)
        && !words().preposition(passage.lower(next))
        && !words().clause_joiner(passage.lower(next))
        && !super::source::is_finite_verb(passage, next)
        && cue_traits(passage.lower(next)).is_none();
    article && !describes
}

/// "Paris Hilton", "Bank of London Street", "Mr Lincoln": not the place itself.
pub(super) fn part_of_longer_name(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let next = range.end;
    let adjoining =
        |index: usize| passage.token(index).is_some_and(|token| token.kind == TokenKind::Word && token.capital);
    let next_lower = passage.lower(next);
    if adjoining(next) && !super::dates::is_calendar_word(next_lower) && !ADMINISTRATIVE.has(next_lower) {
        return true;
    }
    let Some(before) =
        range.start.checked_sub(1).filter(|&before| adjoining(before) && passage.tokens[range.start].spaced)
    else {
        return false;
    };
    let lower = passage.lower(before);
    let function_word = words().preposition(lower)
        || words().determiner(lower)
        || words().clause_joiner(lower)
        || super::dates::is_calendar_word(lower)
        || matches!(lower, "northern" | "southern" | "eastern" | "western" | "central");
    let starts_sentence = before == 0 || passage.is_sign(before - 1, '.');
    let foreign = passage.is_cyrillic_or_arabic(before) && (lower.chars().count() <= 3 || starts_sentence);
    !(function_word || foreign)
}

/// "the town of X", "X district": a place by what the words say, though no table knows it.
fn described_place(passage: &Passage<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let lower = passage.lower(at);
    if matches!(
        lower,
        "town"
            | "village"
            | "city"
            | "district"
            | "suburb"
            | "hamlet"
            | "neighbourhood"
            | "neighborhood"
            | "settlement"
            | "province"
            | "island"
    ) && passage.lower(at + 1) == "of"
    {
        return run(passage, at + 2).map(|range| (range.clone(), passage.slice(&range).to_owned()));
    }
    if matches!(
        lower,
        "село"
            | "деревня"
            | "деревне"
            | "поселок"
            | "посёлок"
            | "селі"
            | "селе"
            | "селище"
            | "селищі"
    ) {
        return run(passage, at + 1).map(|range| (range.clone(), passage.slice(&range).to_owned()));
    }
    if matches!(lower, "بلدة" | "قرية") && passage.is_wordlike(at + 1) {
        let range = at + 1..at + 2;
        return Some((range.clone(), passage.slice(&range).to_owned()));
    }
    let locative =
        at > 0 && matches!(passage.lower(at - 1), "in" | "the" | "near" | "from" | "across") && passage.is_capital(at);
    let range = if locative { run(passage, at)? } else { return None };
    let inside = passage.lower(range.end - 1);
    let after = passage.lower(range.end);
    let kind = |word: &str| {
        matches!(
            word,
            "district"
                | "province"
                | "county"
                | "governorate"
                | "oblast"
                | "region"
                | "village"
                | "municipality"
                | "valley"
        )
    };
    if range.len() > 1 && kind(inside) {
        let name = range.start..range.end - 1;
        return Some((name.clone(), passage.slice(&name).to_owned()));
    }
    kind(after).then(|| (range.clone(), passage.slice(&range).to_owned()))
}

/// A run of capitalised words.
pub(super) fn run(passage: &Passage<'_>, at: usize) -> Option<Range<usize>> {
    let end = (at..at + NAME_WORDS_AT_MOST)
        .take_while(|&index| passage.is_capital(index) && (index == at || passage.tokens[index].spaced))
        .last()?
        + 1;
    Some(at..end)
}
