//! Finds the words that name a source beside its cue: a noun phrase with title, name and apposition. No parser: the
//! phrase ends where words stand that no name holds.

use super::circumstances::without_circumstances;
use super::lexicon::{cue_traits, words};
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;
use std::ops::Range;

/// Longer runs of words are no name of a source.
const SOURCE_TOKENS_AT_MOST: usize = 45;
/// Longer stretches between commas are no apposition.
const APPOSITION_TOKENS_AT_MOST: usize = 28;

/// How many tokens before "that" its noun phrase may begin.
const RELATIVE_REACH_TOKENS: usize = 8;

/// How many tokens before a participle "with" is looked for that brings its subject.
const WITH_REACH_TOKENS: usize = 8;

/// A source found before a cue.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Subject {
    /// The words; a relative pronoun for "who said".
    pub span: Range<usize>,
    /// What a relative pronoun stands for.
    pub antecedent: Option<Range<usize>>,
}

/// Whether the token looks like a finite verb: by list, or by its ending where it is no adjective.
pub(crate) fn is_finite_verb(passage: &Passage<'_>, index: usize) -> bool {
    let lower = passage.lower(index);
    let Some(token) = passage.token(index) else { return false };
    // "Theresa May", "Will Hall": names, where a word stands beside them.
    let given = matches!(lower, "may" | "will") && index > 0 && passage.is_wordlike(index - 1);
    if token.kind != TokenKind::Word || passage.is_capital(index) && index > 0 && (given || !words().finite_verb(lower))
    {
        return false;
    }
    if words().finite_verb(lower) {
        return !after_determiner(passage, index);
    }
    if let Some(traits) = cue_traits(lower) {
        let form =
            !traits.has(super::lexicon::CueTraits::AMBIGUOUS) && !traits.has(super::lexicon::CueTraits::PARTICIPLE);
        if form {
            return !after_determiner(passage, index);
        }
    }
    lower.len() > 3
        && lower.ends_with("ed")
        && lower.is_ascii()
        && !lower.contains('-')
        && !after_determiner(passage, index)
}

fn after_determiner(passage: &Passage<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let lower = passage.lower(before);
    passage.tokens[before].kind == TokenKind::Possessive
        || matches!(
            lower,
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "our"
                | "my"
                | "of"
                | "most"
                | "more"
                | "no"
                | "to"
                | "other"
        )
        || words().preposition(lower)
}

/// "seen by Sky News", "published today": a participle inside a noun phrase rather than a verb.
fn is_reduced_relative(passage: &Passage<'_>, index: usize) -> bool {
    let lower = passage.lower(index);
    let participle = lower.ends_with("ed")
        || matches!(
            lower,
            "seen" | "made" | "written" | "shown" | "taken" | "held" | "based" | "shot" | "drawn" | "hit" | "found"
        );
    let after = passage.lower(index + 1);
    participle
        && matches!(
            after,
            "by" | "in" | "on" | "online" | "to" | "today" | "at" | "with" | "from" | "just" | "yesterday" | "for"
        )
}

/// The subject that ends where the cue begins, looked for no further left than `floor`.
pub(crate) fn subject_before(passage: &Passage<'_>, floor: usize, cue_start: usize) -> Option<Subject> {
    let cue_start = without_circumstances(passage, floor, cue_start);
    if cue_start <= floor {
        return None;
    }
    let before = cue_start - 1;
    if matches!(passage.lower(before), "and" | "but" | "or") {
        return None;
    }
    if matches!(passage.lower(before), "who" | "which")
        || passage.lower(before) == "that" && before > floor && words().document_noun(passage.lower(before - 1))
    {
        return Some(Subject { span: before..cue_start, antecedent: antecedent(passage, floor, before) });
    }
    // "…, with the ministry reporting that …"
    if passage.lower(cue_start).ends_with("ing")
        && let Some(with) = (floor.max(cue_start.saturating_sub(WITH_REACH_TOKENS))..cue_start)
            .rev()
            .take_while(|&index| !passage.is_comma(index))
            .find(|&index| passage.lower(index) == "with")
    {
        return trimmed(passage, with + 1..cue_start).map(|span| Subject { span, antecedent: None });
    }
    let (start, end) = if passage.is_dash(before) && passage.tokens[before].spaced {
        between_dashes(passage, floor, before)?
    } else if passage.is_comma(before) {
        appositive(passage, floor, before).or_else(|| before_stray_comma(passage, floor, before))?
    } else {
        plain(passage, floor, cue_start)
    };
    trimmed(passage, start..end).map(|span| Subject { span, antecedent: None })
}

fn antecedent(passage: &Passage<'_>, floor: usize, relative: usize) -> Option<Range<usize>> {
    let end = if relative > floor && passage.is_comma(relative - 1) { relative - 1 } else { relative };
    let mut start = plain(passage, floor, end).0;
    // "in a report which": the phrase after the last preposition is what the pronoun stands for.
    if let Some(preposition) =
        (start..end).rev().find(|&index| matches!(passage.lower(index), "in" | "to" | "with" | "from" | "by" | "on"))
    {
        start = preposition + 1;
    }
    trimmed(passage, start..end)
}

/// Walks left over a noun phrase that is followed by the cue at once.
fn plain(passage: &Passage<'_>, floor: usize, end: usize) -> (usize, usize) {
    let mut start = end;
    while start > floor && end - start < SOURCE_TOKENS_AT_MOST {
        let index = start - 1;
        if let Some(opening) = opening_parenthesis(passage, floor, index) {
            start = opening;
            continue;
        }
        if stops_source(passage, floor, index) {
            match relative_clause_start(passage, floor, index) {
                Some(before_relative) => start = before_relative,
                None => break,
            }
            continue;
        }
        start = index;
    }
    (start, end)
}

fn opening_parenthesis(passage: &Passage<'_>, floor: usize, index: usize) -> Option<usize> {
    if !passage.is_sign(index, ')') {
        return None;
    }
    (floor.max(index.saturating_sub(20))..index).rev().find(|&opening| passage.is_sign(opening, '('))
}

fn stops_source(passage: &Passage<'_>, floor: usize, index: usize) -> bool {
    let token = &passage.tokens[index];
    match token.kind {
        TokenKind::Quote => !matches!(token.first, '\'' | '’'),
        TokenKind::Sign => {
            !matches!(token.first, '.' | '&' | '/' | '-' | '%')
                || token.first == '.'
                    && passage.token(index + 1).is_some_and(|next| next.spaced)
                    && !is_title_dot(passage, index)
        }
        TokenKind::Possessive | TokenKind::Number => false,
        TokenKind::Word => stops_source_word(passage, floor, index),
    }
}

fn is_title_dot(passage: &Passage<'_>, index: usize) -> bool {
    index > 0 && passage.is_capital(index - 1) && passage.lower(index - 1).len() <= 4
}

fn stops_source_word(passage: &Passage<'_>, floor: usize, index: usize) -> bool {
    let lower = passage.lower(index);
    if matches!(lower, "and" | "or") {
        return !joins_names(passage, floor, index);
    }
    if words().not_in_source(lower)
        || matches!(lower, "as" | "after" | "before" | "since" | "until" | "which" | "who" | "where" | "that")
    {
        return true;
    }
    if lower == "with" && passage.is_capital(index + 1) {
        return true;
    }
    if index > 0 && passage.lower(index - 1) == "to" && !passage.is_capital(index) && words().finite_verb(lower) {
        return false;
    }
    is_finite_verb(passage, index)
        && !is_reduced_relative(passage, index)
        && !is_leading_adjective(passage, floor, index)
}

/// "“…,” retired general Lew Nott said": a participle that begins the phrase and stands before its noun.
fn is_leading_adjective(passage: &Passage<'_>, floor: usize, index: usize) -> bool {
    let begins = index == floor || passage.is_comma(index - 1) || passage.tokens[index - 1].kind == TokenKind::Quote;
    let next = passage.lower(index + 1);
    begins
        && passage.lower(index).ends_with("ed")
        && !words().finite_verb(passage.lower(index))
        && cue_traits(passage.lower(index)).is_none()
        && passage.is_wordlike(index + 1)
        && !(words().preposition(next) || words().determiner(next) || words().pronoun(next))
        && !next.ends_with("ly")
}

/// A pronoun that can only begin a clause: "… drives a van and he said so".
fn is_subject_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "it" | "i" | "we")
}

/// Whether "and" joins two names rather than two clauses: no verb stands before it up to the next boundary.
fn joins_names(passage: &Passage<'_>, floor: usize, and: usize) -> bool {
    let reach = floor.max(and.saturating_sub(14));
    if and == floor || passage.is_comma(and - 1) || is_subject_pronoun(passage.lower(and + 1)) {
        return false;
    }
    for index in (reach..and).rev() {
        let token = &passage.tokens[index];
        if token.kind == TokenKind::Quote || passage.is_comma(index) || words().not_in_source(passage.lower(index)) {
            return true;
        }
        if is_finite_verb(passage, index) && !is_reduced_relative(passage, index) {
            return false;
        }
    }
    true
}

/// For a verb inside "residents who fled the town said": where the words before "who" end.
fn relative_clause_start(passage: &Passage<'_>, floor: usize, index: usize) -> Option<usize> {
    if passage.tokens[index].kind != TokenKind::Word || words().not_in_source(passage.lower(index)) {
        return None;
    }
    let reach = floor.max(index.saturating_sub(12));
    for at in (reach..=index).rev() {
        if passage.tokens[at].kind == TokenKind::Quote || passage.is_comma(at) {
            return None;
        }
        if matches!(passage.lower(at), "who" | "whose") || is_relative_that(passage, floor, at) {
            return (at > floor && passage.is_wordlike(at - 1)).then_some(at);
        }
    }
    None
}

/// "the unions that had called the march", "a dispatch by Northwire that quoted the army": "that" between a noun phrase with its
/// article, which begins the phrase, and a verb.
fn is_relative_that(passage: &Passage<'_>, floor: usize, at: usize) -> bool {
    if passage.lower(at) != "that" || !is_finite_verb(passage, at + 1) {
        return false;
    }
    let reach = floor.max(at.saturating_sub(RELATIVE_REACH_TOKENS));
    let article = (reach..at).rev().take_while(|&index| passage.is_wordlike(index) && !is_finite_verb(passage, index));
    let article = article.filter(|&index| matches!(passage.lower(index), "the" | "a" | "an")).last();
    article.is_some_and(|index| index + 1 < at && (index == floor || !passage.is_wordlike(index - 1)))
}

/// "officials in two towns - Orrin and Varr - said": the closing dash stands at `dash`.
fn between_dashes(passage: &Passage<'_>, floor: usize, dash: usize) -> Option<(usize, usize)> {
    let reach = floor.max(dash.saturating_sub(APPOSITION_TOKENS_AT_MOST));
    let opening = (reach..dash).rev().find(|&index| passage.is_dash(index) && passage.tokens[index].spaced)?;
    let (start, end) = plain(passage, floor, opening);
    (end > start && opening > floor).then_some((start, dash))
}

/// "X, a spokesman for Y, said": the closing comma stands at `comma`.
fn appositive(passage: &Passage<'_>, floor: usize, comma: usize) -> Option<(usize, usize)> {
    let mut opening = comma;
    loop {
        let reach = floor.max(opening.saturating_sub(APPOSITION_TOKENS_AT_MOST));
        opening = (reach..opening)
            .rev()
            .find(|&index| passage.is_comma(index) || passage.tokens[index].kind == TokenKind::Quote)?;
        if passage.tokens[opening].kind == TokenKind::Quote || opening <= floor {
            return None;
        }
        let (start, end) = plain(passage, floor, opening);
        if end > start && start_looks_nominal(passage, start, floor) {
            return Some((name_before_apposition(passage, floor, start).unwrap_or(start), comma));
        }
        if end == start {
            return None;
        }
    }
}

/// "Ana Ruiz, the mayor of Orrin, one of the towns, said": where the name begins that the apposition at `start` is of.
fn name_before_apposition(passage: &Passage<'_>, floor: usize, start: usize) -> Option<usize> {
    let comma = start.checked_sub(1).filter(|&before| before > floor && passage.is_comma(before))?;
    if !words().determiner(passage.lower(start)) {
        return None;
    }
    let (from, end) = plain(passage, floor, comma);
    let is_name = from + 1 < end && (from..end).all(|index| passage.is_capital(index) || passage.is_sign(index, '.'));
    let begins = from == floor || passage.tokens[from - 1].kind == TokenKind::Quote;
    (is_name && begins).then_some(from)
}

/// "The firm Orrinsoft, has said": a comma that no apposition needs, behind a phrase that begins the sentence.
fn before_stray_comma(passage: &Passage<'_>, floor: usize, comma: usize) -> Option<(usize, usize)> {
    let (start, end) = plain(passage, floor, comma);
    let begins_sentence = start == floor && (floor == 0 || !passage.is_comma(floor - 1));
    let nominal = words().determiner(passage.lower(start)) && !matches!(passage.lower(start), "this" | "that" | "no")
        || (start..end).skip(1).any(|index| passage.is_capital(index));
    let circumstance = words().preposition(passage.lower(start)) || words().clause_joiner(passage.lower(start));
    (end > start + 1 && begins_sentence && nominal && !circumstance).then_some((start, end))
}

fn start_looks_nominal(passage: &Passage<'_>, start: usize, floor: usize) -> bool {
    let at_boundary = start == floor
        || !passage.is_comma(start - 1)
        || passage.is_capital(start)
        || words().determiner(passage.lower(start));
    at_boundary && !matches!(passage.lower(start), "and" | "or" | "of" | "for")
}

static LEADING_ADVERBS: WordList = WordList::new(
    "meanwhile however yesterday today also and but later then still earlier moreover furthermore nevertheless instead now so yet \
    both afterwards afterward separately similarly indeed thus therefore monday tuesday wednesday thursday friday saturday sunday",
);

/// Whether the word only leads into a sentence: "Meanwhile", "Yesterday".
pub(crate) fn is_sentence_adverb(lower: &str) -> bool {
    LEADING_ADVERBS.has(lower)
}

/// Without what precedes the name itself: "On Tuesday", "meanwhile", "in a statement".
fn trimmed(passage: &Passage<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    while start < end
        && passage.tokens[end - 1].kind == TokenKind::Sign
        && !passage.is_sign(end - 1, ')')
        && !passage.is_sign(end - 1, '.')
    {
        end -= 1;
    }
    loop {
        if start >= end {
            return None;
        }
        let lower = passage.lower(start);
        let sign = matches!(passage.tokens[start].kind, TokenKind::Sign | TokenKind::Quote | TokenKind::Possessive);
        let adverb = is_sentence_adverb(lower);
        if lower == "both" && passage.slice(&(start..end)).contains(" and ") {
            return Some(start..end);
        }
        if sign || adverb {
            start += 1;
        } else if words().preposition(lower) && !matches!(lower, "over" | "about" | "under" | "around") {
            start = after_leading_phrase(passage, start, end)?;
        } else if matches!(
            lower,
            "в" | "во" | "на" | "у" | "ранее" | "раніше" | "позже" | "пізніше" | "также" | "також"
        ) {
            // "В министерстве уточнили": who speaks stands behind the preposition.
            start += 1;
        } else {
            return names_something(passage, start..end).then_some(start..end);
        }
    }
}

/// "In a statement the ministry" gives "the ministry"; "On Tuesday officials" gives "officials".
fn after_leading_phrase(passage: &Passage<'_>, start: usize, end: usize) -> Option<usize> {
    let second = start + 1;
    if super::dates::is_calendar_word(passage.lower(second)) {
        let mut at = second;
        while at < end
            && (super::dates::is_calendar_word(passage.lower(at))
                || passage.tokens[at].kind == TokenKind::Number
                || passage.is_comma(at))
        {
            at += 1;
        }
        return (at < end).then_some(at);
    }
    (start + 2..end).rev().find(|&index| {
        let before = passage.lower(index - 1);
        words().determiner(passage.lower(index)) && !words().preposition(before) && passage.is_wordlike(index - 1)
            || words().pronoun(passage.lower(index)) && index + 1 == end
    })
}

fn names_something(passage: &Passage<'_>, range: Range<usize>) -> bool {
    let pronoun = range.len() == 1 && words().pronoun(passage.lower(range.start));
    let there = matches!(passage.lower(range.start), "there" | "what" | "how" | "why" | "when" | "not" | "having")
        && range.len() == 1;
    !there
        && (pronoun
            || range.clone().any(|index| {
                passage.tokens[index].kind == TokenKind::Word
                    && !words().determiner(passage.lower(index))
                    && !words().pronoun(passage.lower(index))
            })
            || range.clone().all(|index| {
                words().determiner(passage.lower(index))
                    || words().pronoun(passage.lower(index))
                    || passage.tokens[index].kind == TokenKind::Number
            }))
}

/// Past who heard it, a joined or small preposition: "сказал журналистам мэр", "сообщили в мэрии".
fn foreign_start(passage: &Passage<'_>, at: usize) -> usize {
    let hearer = matches!(
        passage.lower(at),
        "журналистам"
            | "журналістам"
            | "репортерам"
            | "репортёрам"
            | "агентству"
            | "агенції"
            | "телеканалу"
            | "изданию"
            | "виданню"
    );
    let place = matches!(passage.lower(at), "в" | "во" | "на" | "у" | "في");
    if (hearer || place) && passage.is_cyrillic_or_arabic(at + 1) { at + 1 } else { at }
}

/// The name that begins at `at` and ends before `ceiling`: after "said" in "…, said X", after "according to".
pub(crate) fn name_after(passage: &Passage<'_>, at: usize, ceiling: usize) -> Option<Range<usize>> {
    let at = foreign_start(passage, at);
    let end = phrase_end(passage, at, ceiling);
    if end <= at || !names_something(passage, at..end) || begins_badly(passage, at) {
        return None;
    }
    Some(at..with_apposition(passage, at, end, ceiling))
}

fn begins_badly(passage: &Passage<'_>, at: usize) -> bool {
    let lower = passage.lower(at);
    let oblique = matches!(
        lower,
        "him" | "her" | "them" | "me" | "us" | "it" | "that" | "there" | "what" | "how" | "why" | "to" | "so"
    );
    oblique && !(lower == "her" || lower == "it")
        || words().preposition(lower)
        || words().clause_joiner(lower) && lower != "that"
}

fn phrase_end(passage: &Passage<'_>, at: usize, ceiling: usize) -> usize {
    let mut end = at;
    while end < ceiling && end - at < SOURCE_TOKENS_AT_MOST {
        if let Some(closing) = closing_parenthesis(passage, end, ceiling) {
            end = closing;
            continue;
        }
        if stops_phrase(passage, at, end, ceiling) {
            break;
        }
        end += 1;
    }
    end
}

fn closing_parenthesis(passage: &Passage<'_>, at: usize, ceiling: usize) -> Option<usize> {
    if !passage.is_sign(at, '(') {
        return None;
    }
    (at..ceiling.min(at + 12)).find(|&index| passage.is_sign(index, ')')).map(|closing| closing + 1)
}

fn stops_phrase(passage: &Passage<'_>, start: usize, index: usize, ceiling: usize) -> bool {
    let token = &passage.tokens[index];
    match token.kind {
        TokenKind::Quote => true,
        TokenKind::Possessive => false,
        TokenKind::Number => index > start && !passage.lower(index - 1).is_empty() && !passage.is_capital(index - 1),
        TokenKind::Sign => {
            !(token.first == '.'
                && is_title_dot(passage, index)
                && passage.is_capital(index + 1)
                && index + 1 < ceiling
                && words().title(passage.lower(index - 1))
                || matches!(token.first, '&' | '/'))
        }
        TokenKind::Word => stops_phrase_word(passage, start, index, ceiling),
    }
}

fn stops_phrase_word(passage: &Passage<'_>, start: usize, index: usize, ceiling: usize) -> bool {
    if index == start {
        return false;
    }
    let lower = passage.lower(index);
    let before = passage.lower(index - 1);
    let next_capital = index + 1 < ceiling
        && passage.is_capital(index + 1)
        && !super::dates::is_calendar_word(passage.lower(index + 1));
    let next_determiner = index + 2 < ceiling && passage.lower(index + 1) == "the" && passage.is_capital(index + 2);
    match lower {
        _ if !lower.is_ascii() && (stops_foreign_phrase(lower) || is_joined_hearer(lower)) => true,
        "of" | "for" | "from" | "with" => false,
        "by" => !words().document_noun(before),
        "to" => {
            !(words().title(before) || next_determiner || matches!(before, "adviser" | "advisor" | "close" | "envoy"))
        }
        "in" | "at" => !(next_capital || lower == "at" && next_determiner),
        "and" | "or" => {
            // "the teachers' and dockers' union"
            let owners = passage.tokens[index - 1].kind == TokenKind::Possessive;
            !(owners || next_capital || index + 1 < ceiling && words().determiner(passage.lower(index + 1)))
                || verb_follows_soon(passage, index, ceiling)
        }
        _ if words().preposition(lower) || words().clause_joiner(lower) => true,
        _ if words().determiner(lower) => {
            !(words().preposition(before) || matches!(before, "and" | "or" | "all" | "both"))
        }
        _ if super::dates::is_calendar_word(lower) => !words().preposition(before) && !passage.is_capital(index + 1),
        _ if words().pronoun(lower) => !matches!(lower, "one" | "some" | "others"),
        "posting" | "meeting" | "hearing" | "filing" | "building" | "briefing" | "ruling" => false,
        _ if lower.ends_with("ing") && !passage.is_capital(index) && !words().determiner(before) => true,
        _ => {
            is_finite_verb(passage, index) && !is_reduced_relative(passage, index)
                || matches!(
                    lower,
                    "late" | "early" | "last" | "who" | "also" | "late-night" | "whether" | "how" | "why" | "what"
                )
        }
    }
}

/// "للصحفيين", "لوكالة الشمال": who heard it, with the preposition joined to the noun.
fn is_joined_hearer(lower: &str) -> bool {
    ["للصحفيين", "للصحافيين", "لوكالة", "لصحيفة", "لقناة", "لإذاعة", "لتلفزيون", "للتلفزيون"].contains(&lower)
}

/// Words of Arabic, Russian and Ukrainian that end the name of a source.
fn stops_foreign_phrase(lower: &str) -> bool {
    matches!(
        lower,
        "إن" | "أن"
            | "ان"
            | "إنه"
            | "أنه"
            | "إنها"
            | "أنها"
            | "بأن"
            | "بأنه"
            | "بأنها"
            | "بأنهم"
            | "أنهم"
            | "إنهم"
            | "في"
            | "خلال"
            | "بعد"
            | "قبل"
            | "من"
            | "إلى"
            | "رفض"
            | "قوله"
            | "قولها"
            | "يوم"
            | "أمس"
            | "اليوم"
            | "على"
            | "عن"
            | "وقوع"
            | "что"
            | "в"
            | "во"
            | "на"
            | "о"
            | "об"
            | "после"
            | "во время"
            | "журналистам"
            | "утром"
            | "вечером"
            | "вчера"
            | "сегодня"
            | "що"
            | "у"
            | "про"
            | "під"
            | "після"
            | "журналістам"
            | "вранці"
            | "ввечері"
            | "вчора"
            | "сьогодні"
            | "до"
    )
}

fn verb_follows_soon(passage: &Passage<'_>, index: usize, ceiling: usize) -> bool {
    (index + 1..ceiling.min(index + 6)).any(|at| is_finite_verb(passage, at))
}

/// Takes in ", a spokesman for Y," and ", 45," after a name.
fn with_apposition(passage: &Passage<'_>, start: usize, end: usize, ceiling: usize) -> usize {
    let mut end = end;
    for _ in 0..2 {
        if end + 1 >= ceiling || !passage.is_comma(end) {
            break;
        }
        match apposition_end(passage, start, end + 1, ceiling) {
            Some(further) => end = further,
            None => break,
        }
    }
    end
}

fn apposition_end(passage: &Passage<'_>, start: usize, at: usize, ceiling: usize) -> Option<usize> {
    let lower = passage.lower(at);
    let age = passage.tokens[at].kind == TokenKind::Number && passage.tokens[at].end - passage.tokens[at].start <= 2;
    let role = words().title(lower)
        || words().people_noun(lower)
        || matches!(lower, "spokesman" | "spokeswoman" | "head" | "of");
    let article = matches!(lower, "a" | "an" | "the" | "one");
    let name = passage.is_capital(at);
    if !(age || role || article || name) {
        return None;
    }
    let end = if age { at + 1 } else { apposition_stop(passage, at, ceiling) };
    let time_follows = super::dates::is_calendar_word(passage.lower(end)) || words().preposition(passage.lower(end));
    let closes = end >= ceiling
        || time_follows
        || passage.is_comma(end)
        || passage.is_sign(end, '.')
        || passage.is_sign(end, ':');
    let is_name_or_role =
        age || role || describes_person(passage, at..end) || !article && !words().people_noun(passage.lower(start));
    (closes && is_name_or_role && end - at <= APPOSITION_TOKENS_AT_MOST && !passage_has_verb(passage, at..end))
        .then_some(end)
}

/// Up to the sign that closes it, or a phrase of time.
fn apposition_stop(passage: &Passage<'_>, at: usize, ceiling: usize) -> usize {
    let reach = ceiling.min(at + APPOSITION_TOKENS_AT_MOST + 1);
    let stops = |index: &usize| {
        let token = &passage.tokens[*index];
        let sign = token.kind == TokenKind::Quote
            || token.kind == TokenKind::Sign
                && !matches!(token.first, '&' | '/' | '(' | ')')
                && !is_title_dot(passage, *index);
        let time =
            words().preposition(passage.lower(*index)) && super::dates::is_calendar_word(passage.lower(*index + 1));
        sign || time || super::dates::is_calendar_word(passage.lower(*index))
    };
    (at + 1..reach).find(stops).unwrap_or(reach)
}

fn describes_person(passage: &Passage<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|index| {
        let lower = passage.lower(index);
        words().title(lower)
            || words().people_noun(lower)
            || words().body_noun(lower)
            || words().outlet_noun(lower)
            || words().witness_noun(lower)
    })
}

fn passage_has_verb(passage: &Passage<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|index| is_finite_verb(passage, index) && !is_reduced_relative(passage, index))
}
