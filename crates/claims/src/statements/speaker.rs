//! Who a source is: a name without its article, and a role told by rule.

use super::lexicon::{is_arabic, words};
use super::tokens::{Passage, TokenKind};
use std::ops::Range;

/// A source in words and kind.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Speaker {
    /// Name, or description where there is no name.
    pub name: String,
    pub role: Role,
    /// Several people, so that "they" may stand for them.
    pub plural: bool,
    /// A document whose maker the words do not name: "the report".
    pub document_without_maker: bool,
    /// Nothing but a pronoun.
    pub pronoun: Option<Pronoun>,
}

/// Kinds of source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Person,
    Body,
    Outlet,
    Unnamed,
    Witness,
    Footage,
}

impl Role {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Role::Person => "person",
            Role::Body => "body",
            Role::Outlet => "outlet",
            Role::Unnamed => "unnamed",
            Role::Witness => "witness",
            Role::Footage => "footage",
        }
    }

    /// Whether "he" or "she" may stand for it.
    pub fn is_one_of_people(self) -> bool {
        matches!(self, Role::Person | Role::Unnamed | Role::Witness)
    }
}

/// What a pronoun asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pronoun {
    /// "he", "she".
    Person,
    /// "they".
    Plural,
    /// "it".
    Thing,
    /// "who", "which".
    Relative,
}

fn pronoun(lower: &str) -> Option<Pronoun> {
    Some(match lower {
        "he" | "she" | "он" | "она" | "він" | "вона" | "هو" | "هي" => Pronoun::Person,
        "they" | "они" | "вони" | "هم" | "both" => Pronoun::Plural,
        "it" => Pronoun::Thing,
        "who" | "which" | "that" => Pronoun::Relative,
        _ => return None,
    })
}

/// Reads the words of a source.
pub(crate) fn speaker(passage: &Passage<'_>, span: &Range<usize>) -> Speaker {
    if let Some(kind) = pronoun(passage.lower(span.start)).filter(|_| span.len() == 1) {
        let plural = kind == Pronoun::Plural;
        return Speaker { pronoun: Some(kind), ..plain(passage.slice(span), Role::Unnamed, plural) };
    }
    let span = without_article(passage, span);
    let main = span.start..main_end(passage, &span);
    if passage.is_cyrillic_or_arabic(span.start) {
        return foreign_speaker(passage, &main);
    }
    let head = head_of(passage, &main);
    let head_word = passage.lower(head);
    if words().document_noun(head_word) && !passage.is_capital(head) || matches!(head_word, "report" | "reports") {
        return document(passage, &main, head);
    }
    if let Some(body) = spoken_for(passage, &main, head) {
        return body;
    }
    if let Some(person) = person_of(passage, &main).or_else(|| person_in_apposition(passage, &main, &span)) {
        return person;
    }
    // "a video filmed from the Old Bridge", "the mayor of New Varr": the name stands in what describes the noun.
    if head + 1 < main.end && !passage.is_capital(head) && begins_description(passage, head + 1) {
        return described(passage, &main, head);
    }
    // "fighters of the X", "officials at the Y": a description, whatever body it names.
    let own_name = capital_name_at_end(passage, &(main.start..head + 1)).is_some_and(|run| run.len() > 1);
    let group = words().people_noun(head_word) || words().witness_noun(head_word);
    if head + 1 < main.end && group && !words().title(head_word) && !own_name {
        return described(passage, &main, head);
    }
    named(passage, &main, head)
        .or_else(|| named_in_apposition(passage, &main, &span))
        .unwrap_or_else(|| described(passage, &main, head))
}

fn plain(name: &str, role: Role, plural: bool) -> Speaker {
    Speaker { name: name.to_owned(), role, plural, document_without_maker: false, pronoun: None }
}

fn without_article(passage: &Passage<'_>, span: &Range<usize>) -> Range<usize> {
    let article = matches!(passage.lower(span.start), "the" | "a" | "an" | "both") && span.len() > 1;
    let mut end = span.end;
    // The full stop of the sentence is no part of a name; that of "Jr." is.
    let full_stop = |end: usize| passage.is_sign(end - 1, '.') && passage.lower(end - 2).len() > 3;
    while end > span.start + 1 && (passage.tokens[end - 1].kind == TokenKind::Possessive || full_stop(end)) {
        end -= 1;
    }
    span.start + usize::from(article)..end
}

/// Up to the first comma or bracket.
fn main_end(passage: &Passage<'_>, span: &Range<usize>) -> usize {
    span.clone().skip(1).find(|&index| passage.is_comma(index) || passage.is_sign(index, '(')).unwrap_or(span.end)
}

/// Whether what describes a noun begins here: a preposition, a relative clause, a participle with its preposition.
fn begins_description(passage: &Passage<'_>, index: usize) -> bool {
    let lower = passage.lower(index);
    words().preposition(lower) && !passage.is_capital(index)
        || matches!(lower, "who" | "which" | "that")
        || (lower.ends_with("ed") && lower.len() > 4 || matches!(lower, "shot" | "taken" | "seen" | "made" | "held"))
            && !passage.is_capital(index)
            && passage.is_wordlike(index + 1)
            && (words().preposition(passage.lower(index + 1)) || passage.lower(index + 1) == "online")
}

/// The word on which the phrase hangs: the last one before its first preposition or relative clause.
fn head_of(passage: &Passage<'_>, main: &Range<usize>) -> usize {
    let end = main.clone().skip(1).find(|&index| begins_description(passage, index));
    let mut head = end.unwrap_or(main.end).saturating_sub(1).max(main.start);
    while head > main.start && passage.tokens[head].kind == TokenKind::Possessive {
        head -= 1;
    }
    head
}

/// "a report by X", "the X report", "X's analysis": a document speaks for who made it.
fn document(passage: &Passage<'_>, main: &Range<usize>, head: usize) -> Speaker {
    let plural = passage.lower(head).ends_with('s');
    let by = (head + 1..main.end)
        .find(|&index| matches!(passage.lower(index), "by" | "from" | "of") && index + 1 < main.end);
    let maker = by
        .map(|by| by + 1..end_of_maker(passage, by + 1, main.end))
        .filter(|maker| maker.clone().any(|index| passage.is_capital(index)));
    let before = main.start..head;
    let own = before
        .clone()
        .rev()
        .find(|&index| passage.tokens[index].kind == TokenKind::Possessive)
        .map(|possessive| main.start..possessive)
        .or_else(|| capital_run_before(passage, &before));
    match maker.or(own.filter(|own| !own.is_empty() && own.clone().any(|index| passage.is_capital(index)))) {
        Some(maker) => {
            let mut made = speaker(passage, &maker);
            made.document_without_maker = false;
            if made.role == Role::Person && made.name.split(' ').count() == 1 {
                made.role = Role::Body;
            }
            made
        }
        None => Speaker { document_without_maker: true, ..plain(passage.slice(main), Role::Unnamed, plural) },
    }
}

/// Up to a phrase of time or place: "a report by X in early May".
fn end_of_maker(passage: &Passage<'_>, from: usize, end: usize) -> usize {
    let circumstance = |index: &usize| {
        matches!(
            passage.lower(*index),
            "in" | "on"
                | "at"
                | "last"
                | "this"
                | "during"
                | "published"
                | "released"
                | "issued"
                | "which"
                | "that"
                | "into"
                | "about"
                | "from"
        )
    };
    (from + 1..end).find(circumstance).unwrap_or(end)
}

fn capital_run_before(passage: &Passage<'_>, before: &Range<usize>) -> Option<Range<usize>> {
    let start = before.clone().find(|&index| {
        passage.is_capital(index)
            && index > 0
            && !(index == before.start && is_sentence_adjective(passage.lower(index)))
    })?;
    let end = (start..before.end).find(|&index| !passage.is_capital(index)).unwrap_or(before.end);
    Some(start..end)
}

/// A first word that has its capital only from the sentence: "Recent reports", "Other reports".
fn is_sentence_adjective(lower: &str) -> bool {
    matches!(
        lower,
        "recent"
            | "other"
            | "some"
            | "several"
            | "many"
            | "unconfirmed"
            | "early"
            | "initial"
            | "local"
            | "media"
            | "news"
            | "new"
            | "latest"
            | "official"
            | "conflicting"
            | "various"
            | "earlier"
            | "later"
            | "internal"
            | "leaked"
            | "further"
            | "first"
            | "separate"
            | "police"
    )
}

/// "a spokesman for the X": who speaks for a body is that body.
fn spoken_for(passage: &Passage<'_>, main: &Range<usize>, head: usize) -> Option<Speaker> {
    let speaks = matches!(
        passage.lower(head),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "spokespeople"
            | "spokesmen"
            | "representative"
            | "representatives"
    );
    let preposition = (head + 1 < main.end && matches!(passage.lower(head + 1), "for" | "of")).then_some(head + 1);
    if !speaks
        || capital_name_at_end(passage, main)
            .is_some_and(|run| preposition.is_none() && run.end == main.end && !run.contains(&head))
    {
        return None;
    }
    let body = match preposition {
        Some(preposition) => preposition + 1..main.end,
        None if head > main.start => main.start..head,
        None => return None,
    };
    let body = without_article(passage, &body);
    let named = body.clone().any(|index| passage.is_capital(index))
        || words().body_noun(passage.lower(head_of(passage, &body)));
    named.then(|| plain(passage.slice(&body), body_or_outlet(passage, &body), false))
}

/// The run of capitalised words at the end of the phrase, small particles included.
fn capital_name_at_end(passage: &Passage<'_>, main: &Range<usize>) -> Option<Range<usize>> {
    let last = main
        .end
        .checked_sub(1)
        .filter(|&last| last >= main.start && (passage.is_capital(last) || passage.is_sign(last, '.')))?;
    let mut start = last;
    while start > main.start {
        let before = start - 1;
        let particle = matches!(
            passage.lower(before),
            "al" | "el" | "de" | "van" | "von" | "bin" | "ibn" | "di" | "da" | "der" | "abu" | "ben"
        ) && before > main.start;
        let dot = passage.is_sign(before, '.') && before > main.start && passage.is_capital(before - 1);
        if !(passage.is_capital(before) || particle || dot) {
            break;
        }
        start = before;
    }
    Some(start..main.end)
}

/// A proper name: of a person, a body or an outlet.
fn named(passage: &Passage<'_>, main: &Range<usize>, head: usize) -> Option<Speaker> {
    let run = capital_name_at_end(passage, main)?;
    let only = passage.lower(run.start);
    let common = words().witness_noun(only) || words().evidence_noun(only) || words().people_noun(only);
    if main.len() == 1 && common && only != "police" {
        return None;
    }
    let organisation = main.clone().any(|index| {
        let lower = passage.lower(index);
        passage.is_capital(index)
            && (words().body_noun(lower)
                || words().outlet_noun(lower)
                    && (index > main.start || matches!(lower, "radio" | "tv" | "television" | "channel" | "agency"))
                || words().outlet_name(lower))
    });
    // "the broadcaster X", "the charity group X": the noun before the name says what X is.
    let noun = if run.start > main.start { passage.lower(run.start - 1) } else { "" };
    let of_outlet =
        words().outlet_noun(noun) && noun != "agency" || matches!(noun, "site" | "portal" | "blog" | "outlet");
    if of_outlet || words().outlet_noun(noun) || words().body_noun(noun) && !words().title(noun) {
        let role = if of_outlet { Role::Outlet } else { body_or_outlet(passage, &run) };
        return Some(plain(passage.slice(&run), role, false));
    }
    // "Prosecutor Hugo Lenz", "Eyewitness Jon Hale": what somebody is, with the capital of the sentence.
    let calling = |index: usize| {
        let lower = passage.lower(index);
        index == run.start && run.len() > 2 && (words().people_noun(lower) || words().witness_noun(lower))
    };
    let title_end = run
        .clone()
        .find(|&index| !(words().title(passage.lower(index)) || calling(index) || passage.is_sign(index, '.')))
        .unwrap_or(run.start);
    let titled = title_end > run.start
        || run.start > main.start
            && (words().title(passage.lower(run.start - 1))
                || words().people_noun(passage.lower(run.start - 1))
                || words().witness_noun(passage.lower(run.start - 1)));
    let name = last_words(passage, title_end..run.end);
    let all_capitals = name.clone().all(|index| {
        passage.word(index).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && passage.word(index).len() > 1
    });
    if titled
        && !name.is_empty()
        && !(organisation && title_end == run.start && !words().title(passage.lower(run.start.saturating_sub(1))))
    {
        return Some(plain(passage.slice(&name), Role::Person, false));
    }
    if run.end - run.start == main.len() || organisation {
        let person =
            !organisation && !all_capitals && (2..=4).contains(&name.len()) && !preceded_by_the(passage, main.start);
        let role = if person { Role::Person } else { body_or_outlet(passage, main) };
        return Some(plain(passage.slice(if person { &name } else { main }), role, false));
    }
    let lower_head = !passage.is_capital(head);
    (!lower_head || run.len() >= 2).then(|| {
        let person = (2..=4).contains(&name.len()) && !all_capitals;
        if person {
            plain(passage.slice(&name), Role::Person, false)
        } else {
            plain(passage.slice(main), body_or_outlet(passage, main), false)
        }
    })
}

/// At most the last four words: what stands before belongs to an office, not to the name.
fn last_words(passage: &Passage<'_>, run: Range<usize>) -> Range<usize> {
    let mut start = run.start;
    if run.len() > 3 {
        for index in run.clone() {
            let lower = passage.lower(index);
            let office = words().title(lower)
                || words().body_noun(lower)
                || words().outlet_noun(lower)
                || passage.is_sign(index, '.') && index > run.start + 1 && !passage.is_capital(index - 1);
            if office && index + 1 < run.end {
                start = index + 1;
            }
        }
    }
    start..run.end
}

fn preceded_by_the(passage: &Passage<'_>, index: usize) -> bool {
    index.checked_sub(1).is_some_and(|before| passage.lower(before) == "the")
}

fn body_or_outlet(passage: &Passage<'_>, range: &Range<usize>) -> Role {
    let any = |test: &dyn Fn(usize) -> bool| range.clone().any(test);
    let outlet_by_name = any(&|index| words().outlet_name(passage.lower(index)));
    let outlet_noun = |index: usize| passage.is_capital(index) && words().outlet_noun(passage.lower(index));
    let outlet = outlet_by_name || any(&outlet_noun) || words().outlet_noun(passage.lower(head_of(passage, range)));
    // "agency" and the like are nouns of both: a further noun of a body decides for the body.
    let only_outlet = outlet_by_name || any(&|index| outlet_noun(index) && !words().body_noun(passage.lower(index)));
    let body = any(&|index| words().body_noun(passage.lower(index)));
    if outlet && (only_outlet || !body) { Role::Outlet } else { Role::Body }
}

/// "Ina Morel of the harbour office": a person by name, whatever follows.
fn person_of(passage: &Passage<'_>, main: &Range<usize>) -> Option<Speaker> {
    let end = main.clone().find(|&index| !passage.is_capital(index))?;
    let name = last_words(passage, main.start..end);
    let titled = (main.start..name.start).all(|index| words().title(passage.lower(index)));
    let is_of = matches!(passage.lower(end), "of" | "from" | "at" | "with");
    let is_body = name.clone().any(|index| {
        let lower = passage.lower(index);
        words().body_noun(lower)
            || words().outlet_noun(lower)
            || words().outlet_name(lower)
            || words().people_noun(lower)
    });
    (is_of && titled && (2..=3).contains(&name.len()) && !is_body && !preceded_by_the(passage, main.start))
        .then(|| plain(passage.slice(&name), Role::Person, false))
}

/// "the keeper of the upper hut, Ina Morel": the person is named behind what describes her.
fn person_in_apposition(passage: &Passage<'_>, main: &Range<usize>, span: &Range<usize>) -> Option<Speaker> {
    let describes = !passage.is_capital(main.start) && main.clone().any(|index| passage.lower(index) == "of");
    named_in_apposition(passage, main, span)
        .filter(|speaker| describes && speaker.role == Role::Person && speaker.name.split(' ').count() > 1)
}

/// "the team's coach, Ina Morel": the name stands in the apposition.
fn named_in_apposition(passage: &Passage<'_>, main: &Range<usize>, span: &Range<usize>) -> Option<Speaker> {
    let start = main.end + 1;
    if start >= span.end || !passage.is_capital(start) || passage.is_sign(main.end, '(') {
        return None;
    }
    let end = (start..span.end).find(|&index| passage.is_comma(index)).unwrap_or(span.end);
    let name = start..end;
    let run = capital_name_at_end(passage, &name)?;
    let body = words().body_noun(passage.lower(head_of(passage, main)))
        || name.clone().any(|index| words().body_noun(passage.lower(index)));
    let role = if body { body_or_outlet(passage, &name) } else { Role::Person };
    (run.start == start && run.len() <= 4).then(|| plain(passage.slice(&name), role, false))
}

/// No proper name: a description.
fn described(passage: &Passage<'_>, main: &Range<usize>, head: usize) -> Speaker {
    let lower = passage.lower(head);
    let plural = lower.ends_with('s')
        || matches!(lower, "people" | "police" | "media" | "men" | "women")
        || main.clone().any(|index| passage.lower(index) == "and");
    let holds = |test: &dyn Fn(&str) -> bool| main.clone().any(|index| test(passage.lower(index)));
    let visual = matches!(
        lower,
        "footage"
            | "video"
            | "videos"
            | "clip"
            | "clips"
            | "image"
            | "images"
            | "photo"
            | "photos"
            | "photograph"
            | "photographs"
            | "picture"
            | "pictures"
            | "recording"
            | "recordings"
            | "film"
            | "imagery"
            | "cctv"
            | "screenshots"
            | "tape"
    );
    let role = if visual {
        Role::Footage
    } else if words().witness_noun(lower) || lower == "one" && holds(&|word| words().witness_noun(word)) {
        Role::Witness
    } else if words().outlet_noun(lower) && !is_agency_of_state(passage, main, head) {
        Role::Outlet
    } else if words().body_noun(lower)
        || matches!(lower, "authorities" | "police")
        || main.len() == 1 && passage.is_capital(head) && !words().people_noun(lower)
    {
        Role::Body
    } else {
        Role::Unnamed
    };
    plain(passage.slice(main), role, plural)
}

/// "the civil protection agency": an agency is an outlet only where the words before it say so, or none do.
fn is_agency_of_state(passage: &Passage<'_>, main: &Range<usize>, head: usize) -> bool {
    passage.lower(head) == "agency"
        && head > main.start
        && !(main.start..head).any(|index| matches!(passage.lower(index), "news" | "press" | "wire"))
}

const FOREIGN_BODIES: &[&str] = &[
    "министерств",
    "полици",
    "мэри",
    "служб",
    "ведомств",
    "армия",
    "штаб",
    "правительств",
    "комисси",
    "прокуратур",
    "совет",
    "міністерств",
    "поліці",
    "мері",
    "відомств",
    "армія",
    "уряд",
    "комісі",
    "рада",
    "وزارة",
    "شرطة",
    "جيش",
    "حكومة",
    "منظمة",
    "هيئة",
    "لجنة",
    "بلدية",
    "الدفاع",
];
const FOREIGN_OUTLETS: &[&str] = &[
    "агентств",
    "газет",
    "телеканал",
    "издани",
    "видання",
    "агенці",
    "канал",
    "وكالة",
    "صحيفة",
    "قناة",
    "би-би-си",
    "рейтер",
];
const FOREIGN_WITNESSES: &[&str] = &["очевид", "свидетел", "жител", "свідк", "мешкан", "شهود", "شاهد", "سكان", "أهالي"];
const FOREIGN_UNNAMED: &[&str] = &[
    "представител",
    "источник",
    "чиновник",
    "официальн",
    "джерел",
    "представник",
    "посадов",
    "مصدر",
    "مصادر",
    "مسؤول",
    "مسؤولون",
    "متحدث",
    "ناطق",
];
const FOREIGN_FOOTAGE: &[&str] =
    &["видео", "кадры", "запис", "снимк", "відео", "кадри", "знімк", "مقطع", "فيديو", "صور", "لقطات"];

/// Whether a Cyrillic or Arabic word is one of which the names of bodies consist.
pub(crate) fn is_foreign_body(lower: &str) -> bool {
    !lower.is_ascii() && FOREIGN_BODIES.iter().any(|stem| lower.contains(stem))
}

fn foreign_speaker(passage: &Passage<'_>, main: &Range<usize>) -> Speaker {
    let text = passage.slice(main);
    let lower: Vec<&str> = main.clone().map(|index| passage.lower(index)).collect();
    let holds = |stems: &[&str]| lower.iter().any(|word| stems.iter().any(|stem| word.contains(stem)));
    let arabic = text.starts_with(is_arabic);
    let run = capital_name_at_end(passage, main).filter(|run| run.start > main.start || run.len() >= 2);
    // "агентство Northwire", "газету Orrin Courier": the noun says what the name is.
    if let Some(run) = run.clone().filter(|run| run.start > main.start && holds(FOREIGN_OUTLETS)) {
        return plain(passage.slice(&run), Role::Outlet, false);
    }
    let role = match run.filter(|run| run.len() >= 2) {
        Some(run) => return plain(passage.slice(&run), Role::Person, false),
        None if holds(FOREIGN_WITNESSES) => Role::Witness,
        None if holds(FOREIGN_OUTLETS) => Role::Outlet,
        None if holds(FOREIGN_BODIES) => Role::Body,
        None if holds(FOREIGN_FOOTAGE) => Role::Footage,
        None if holds(FOREIGN_UNNAMED) => Role::Unnamed,
        None if arabic && main.len() >= 2 || passage.is_capital(main.end - 1) => Role::Person,
        None => Role::Unnamed,
    };
    plain(text, role, false)
}
