//! Finds the words that attribute, and tells cue verbs from the nouns that look like them.

use super::figures::is_number;
use super::lexicon::{CueTraits, cue_traits, words};
use super::tokens::{Passage, TokenKind};
use super::word_tables::{Phrase, PhraseTable, WordList};
use std::ops::Range;

/// In which frame a cue stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CueKind {
    /// "X said that …", "…, said X".
    Verb,
    /// "according to X", "per X", "in the words of X": the source follows.
    Preposition,
    /// "as quoted by X", "as reported by X": X passed it on.
    PassedOn,
    /// "citing X": X is the deeper source of what stands around it.
    Citing,
    /// "was reported by X to", "it is alleged that": a passive.
    Passive,
    /// "the claim that …", "reports that …", "a statement that …".
    Noun,
    /// "other reports put it at …".
    PutsAt,
}

/// A cue: its tokens with auxiliaries, the token that decides, and what it permits.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Cue {
    pub span: Range<usize>,
    pub head: usize,
    pub traits: CueTraits,
    pub kind: CueKind,
    /// A negation stands among the auxiliaries.
    pub negated: bool,
}

/// Phrases before a source, all lower-cased words.
static PREPOSITIONAL: PhraseTable<CueKind> = PhraseTable::new(&[
    ("according to", CueKind::Preposition),
    ("in the words of", CueKind::Preposition),
    ("by the count of", CueKind::Preposition),
    ("by the estimate of", CueKind::Preposition),
    ("by the reckoning of", CueKind::Preposition),
    ("by the account of", CueKind::Preposition),
    ("by the figures of", CueKind::Preposition),
    ("according to a count by", CueKind::Preposition),
    ("according to figures from", CueKind::Preposition),
    ("according to data from", CueKind::Preposition),
    ("in a count by", CueKind::Preposition),
    ("as quoted by", CueKind::PassedOn),
    ("quoted by", CueKind::PassedOn),
    ("as reported by", CueKind::PassedOn),
    ("as cited by", CueKind::PassedOn),
    ("cited by", CueKind::PassedOn),
    ("citing", CueKind::Citing),
    ("quoting", CueKind::Citing),
    ("referring to", CueKind::Citing),
    ("with reference to", CueKind::Citing),
    ("on the authority of", CueKind::Citing),
    ("по словам", CueKind::Preposition),
    ("по данным", CueKind::Preposition),
    ("по информации", CueKind::Preposition),
    ("по сообщению", CueKind::Preposition),
    ("по сообщениям", CueKind::Preposition),
    ("по сведениям", CueKind::Preposition),
    ("согласно", CueKind::Preposition),
    ("со ссылкой на", CueKind::Citing),
    ("ссылаясь на", CueKind::Citing),
    ("за словами", CueKind::Preposition),
    ("за даними", CueKind::Preposition),
    ("за інформацією", CueKind::Preposition),
    ("за повідомленням", CueKind::Preposition),
    ("згідно з", CueKind::Preposition),
    ("згідно зі", CueKind::Preposition),
    ("згідно із", CueKind::Preposition),
    ("посилаючись на", CueKind::Citing),
    ("з посиланням на", CueKind::Citing),
    ("وفقا ل", CueKind::Preposition),
    ("نقلا عن", CueKind::Citing),
    ("نقلاً عن", CueKind::Citing),
    ("بحسب", CueKind::Preposition),
    ("حسب", CueKind::Preposition),
    ("وبحسب", CueKind::Preposition),
    ("وفق", CueKind::Preposition),
]);

/// Nouns that hold an assertion when "that" follows.
static ASSERTION_NOUNS: WordList = WordList::new(
    "claim claims report reports allegation allegations statement statements accusation accusations assertion assertions warning warnings \
    suggestion suggestions rumour rumours rumor rumors announcement admission insistence belief fears denial denials assurance assurances",
);

/// All cues of a range of tokens outside `skip` (a test for tokens inside quotations), in order.
pub(crate) fn cues(passage: &Passage<'_>, range: &Range<usize>, skip: &dyn Fn(usize) -> bool) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let cue = if skip(at) || !passage.is_wordlike(at) { None } else { cue_at(passage, range, at) };
        match cue {
            Some(cue) => {
                at = cue.span.end.max(at + 1);
                found.push(cue);
            }
            None => at += 1,
        }
    }
    found
}

fn cue_at(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    prepositional(passage, range, at)
        .or_else(|| arabic_preposition(passage, range, at))
        .or_else(|| puts_at(passage, range, at))
        .or_else(|| speaks_of(passage, range, at))
        .or_else(|| counts(passage, range, at))
        .or_else(|| corrects(passage, range, at))
        .or_else(|| assertion_noun(passage, range, at))
        .or_else(|| verb_of_two_words(passage, range, at))
        .or_else(|| verb(passage, range, at))
        .or_else(|| state_of_mind(passage, range, at))
}

fn prepositional(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let fits = |phrase: &&Phrase<CueKind>| at + phrase.len() < range.end && phrase.stands_at(passage, at);
    let phrase = PREPOSITIONAL.beginning_with(passage.lower(at)).iter().find(fits)?;
    let span = at..at + phrase.len();
    Some(Cue { head: at, span, traits: CueTraits::NONE, kind: phrase.meaning, negated: false })
}

/// "per the ministry", "per Reuters"; and Arabic "وفقا للوزارة", whose preposition is joined to the name.
fn arabic_preposition(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let lower = passage.lower(at);
    let joined = matches!(lower, "وفقا" | "وفقاً" | "طبقا" | "طبقاً" | "ووفقا" | "ووفقاً")
        && at + 1 < range.end
        && passage.lower(at + 1).starts_with('ل');
    let per = lower == "per"
        && at + 1 < range.end
        && at > range.start
        && passage.is_comma(at - 1)
        && (passage.is_capital(at + 1) || passage.lower(at + 1) == "the");
    (joined || per).then(|| Cue {
        span: at..at + 1,
        head: at,
        traits: CueTraits::NONE,
        kind: CueKind::Preposition,
        negated: false,
    })
}

/// How far behind "put" its figure may stand: "put the number of people arrested at the march at 85".
const FIGURE_REACH_TOKENS: usize = 24;

/// A cue of `n_words` from `at` on, behind which a figure stands.
fn of_a_figure(passage: &Passage<'_>, range: &Range<usize>, at: usize, n_words: usize) -> Cue {
    let span = with_auxiliaries(passage, range, at)..at + n_words;
    Cue { span, head: at, traits: CueTraits::OBJECT, kind: CueKind::PutsAt, negated: false }
}

/// Where the words begin that belong to a verb: "have put", "now speaks".
fn with_auxiliaries(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> usize {
    let mut start = at;
    while start > range.start + 1
        && matches!(passage.lower(start - 1), "have" | "has" | "had" | "now" | "also" | "later" | "then" | "already")
    {
        start -= 1;
    }
    start
}

/// "speaks of 58 dead cows": the figure stands close behind.
fn speaks_of(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let speaks = matches!(passage.lower(at), "speaks" | "spoke" | "speak" | "spoken") && passage.lower(at + 1) == "of";
    let figure = (at + 2..range.end.min(at + 6)).any(|index| is_number(passage, index));
    (speaks && figure && at > range.start).then(|| of_a_figure(passage, range, at, 2))
}

/// "have revised the number of cases down to 60", "corrected its count to 49".
fn corrects(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let corrects = matches!(passage.lower(at), "revised" | "corrected" | "raised" | "lowered" | "updated");
    let is_figure = |index: usize| index < range.end && is_number(passage, index);
    let figure = (at + 2..range.end.min(at + FIGURE_REACH_TOKENS))
        .take_while(|&index| !passage.is_comma(index))
        .any(|index| passage.lower(index) == "to" && (is_figure(index + 1) || is_figure(index + 2)));
    (corrects && figure && at > range.start).then(|| of_a_figure(passage, range, at, 1))
}

/// "counted 14 bodies", "calculated a turnout of 34 percent": whoever counts says so.
fn counts(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let writes_down = passage.lower(at) == "wrote" && passage.lower(at + 1) == "down";
    let counts = (COUNTING.has(passage.lower(at)) || writes_down) && !passage.is_capital(at);
    let limit = range.end.min(at + 8);
    let clear = |index: &usize| {
        !passage.is_comma(*index) && !super::source::is_finite_verb(passage, *index) && passage.lower(*index) != "by"
    };
    let figure = (at + 1..limit).take_while(clear).any(|index| is_number(passage, index));
    let clause = (at + 1..range.end.min(at + 12)).any(|index| passage.lower(index) == "that");
    let n_words = if writes_down { 2 } else { 1 };
    (counts && figure && !clause && at > range.start).then(|| of_a_figure(passage, range, at, n_words))
}

static COUNTING: WordList = WordList::new(
    "counted calculated calculates tallied announced announces recorded registered documented noted logged listed",
);

/// "other reports put it at …", "the ministry puts the toll at …".
fn puts_at(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let estimates = matches!(passage.lower(at), "estimated" | "estimates" | "estimate");
    if !(estimates || matches!(passage.lower(at), "put" | "puts" | "putting")) || at == range.start {
        return None;
    }
    let reach = range.end.min(at + FIGURE_REACH_TOKENS);
    let figure_follows = (at + 2..reach).filter(|&index| passage.lower(index) == "at").any(|preposition| {
        (preposition + 1..range.end.min(preposition + 6)).take_while(|&index| passage.lower(index) != "at").any(
            |index| {
                is_number(passage, index)
                    || matches!(
                        passage.lower(index),
                        "number" | "figure" | "higher" | "lower" | "dozens" | "hundreds" | "thousands"
                    )
            },
        )
    });
    figure_follows.then(|| of_a_figure(passage, range, at, 1))
}

fn assertion_noun(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let lower = passage.lower(at);
    if at + 1 >= range.end || passage.lower(at + 1) != "that" || !ASSERTION_NOUNS.has(lower) {
        return None;
    }
    let nominal = at == range.start || before_a_noun(passage, at);
    let denial = matches!(lower, "denial" | "denials");
    let traits = if denial { CueTraits::THAT.and(CueTraits::DENIAL) } else { CueTraits::THAT };
    nominal.then(|| Cue { span: at..at + 1, head: at, traits, kind: CueKind::Noun, negated: false })
}

/// Whether what stands before makes the word a noun.
fn before_a_noun(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let lower = passage.lower(before);
    let preposition = words().preposition(lower) && !matches!(lower, "as" | "after" | "before" | "than" | "to");
    matches!(passage.tokens[before].kind, TokenKind::Possessive)
        || preposition
        || words().determiner(lower)
            && !matches!(lower, "that" | "this" | "all" | "both" | "one" | "many" | "some" | "several")
        || matches!(
            lower,
            "made"
                | "denied"
                | "rejected"
                | "dismissed"
                | "media"
                | "false"
                | "unconfirmed"
                | "early"
                | "initial"
                | "conflicting"
                | "new"
                | "recent"
                | "despite"
                | "other"
                | "local"
                | "earlier"
                | "public"
                | "joint"
                | "official"
                | "final"
        )
}

fn verb(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let lower = passage.lower(at);
    let traits = cue_traits(lower)?;
    if is_noun_here(passage, range, at, traits) {
        return None;
    }
    let start = helpers_before(passage, range, at);
    let helper = |wanted: &dyn Fn(&str) -> bool| (start..at).any(|index| wanted(passage.lower(index)));
    let negated = helper(&|word| {
        matches!(
            word,
            "not" | "never" | "hasn't" | "haven't" | "didn't" | "doesn't" | "hasn’t" | "haven’t" | "didn’t" | "doesn’t"
        )
    }) || at > range.start && matches!(passage.lower(at - 1), "не" | "لم" | "لا" | "ما");
    let be = helper(&|word| matches!(word, "is" | "are" | "was" | "were" | "been" | "be"));
    let quoted_as = at > start && passage.lower(at - 1) == "as";
    let passive =
        be && traits.has(CueTraits::PASSIVE) && !quoted_as || to_infinitive_follows(passage, range, at, traits);
    let kind = if passive { CueKind::Passive } else { CueKind::Verb };
    Some(Cue { span: start..at + 1, head: at, traits, kind, negated })
}

/// "thought to have been filmed", "said to be safe": nobody is named.
fn to_infinitive_follows(passage: &Passage<'_>, range: &Range<usize>, at: usize, traits: CueTraits) -> bool {
    let hedging = matches!(
        passage.lower(at),
        "thought" | "believed" | "said" | "reported" | "alleged" | "suspected" | "estimated" | "feared" | "expected"
    );
    traits.has(CueTraits::PASSIVE)
        && hedging
        && at + 2 < range.end
        && passage.lower(at + 1) == "to"
        && matches!(passage.lower(at + 2), "have" | "be")
}

/// States of mind that are said of somebody with a clause: "is concerned that".
static STATES_OF_MIND: WordList = WordList::new(
    "concerned confident convinced worried afraid certain sure adamant optimistic hopeful sceptical skeptical aware",
);

/// "is confident that", "are concerned the law will change": an adjective behind "be" or the like.
fn state_of_mind(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    if !STATES_OF_MIND.has(passage.lower(at)) || at + 1 >= range.end {
        return None;
    }
    let that = passage.lower(at + 1) == "that";
    let clause = words().determiner(passage.lower(at + 1)) || words().pronoun(passage.lower(at + 1));
    let start = helpers_before(passage, range, at);
    let be =
        (start..at).any(|index| matches!(passage.lower(index), "is" | "are" | "was" | "were" | "remains" | "remain"));
    let negated = (start..at).any(|index| matches!(passage.lower(index), "not" | "never"));
    (be && (that || clause)).then(|| Cue {
        span: start..at + 1,
        head: at,
        traits: CueTraits::THAT.and(CueTraits::BARE),
        kind: CueKind::Verb,
        negated,
    })
}

/// "pointed out that", "made clear that": verbs of two words.
fn verb_of_two_words(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> Option<Cue> {
    let out =
        matches!(passage.lower(at), "pointed" | "points" | "pointing" | "point") && passage.lower(at + 1) == "out";
    let clear = matches!(passage.lower(at), "made" | "makes" | "making") && passage.lower(at + 1) == "clear";
    if !(out || clear) || at == range.start || at + 2 >= range.end || passage.lower(at - 1) == "to" {
        return None;
    }
    let start = helpers_before(passage, range, at);
    let traits = if out { CueTraits::SPEECH.and(CueTraits::THAT).and(CueTraits::BARE) } else { CueTraits::THAT };
    let traits = if passage.lower(at).ends_with("ing") { traits.and(CueTraits::PARTICIPLE) } else { traits };
    Some(Cue { span: start..at + 2, head: at, traits, kind: CueKind::Verb, negated: false })
}

fn is_noun_here(passage: &Passage<'_>, range: &Range<usize>, at: usize, traits: CueTraits) -> bool {
    let lower = passage.lower(at);
    if at > range.start {
        let before = passage.lower(at - 1);
        if matches!(lower, "reads" | "read" | "began" | "begins" | "begin") {
            return !(at + 1 < range.end
                && (passage.is_sign(at + 1, ':')
                    || passage.tokens[at + 1].kind == TokenKind::Quote
                    || passage.is_comma(at + 1)));
        }
        let article = matches!(
            before,
            "the"
                | "a"
                | "an"
                | "no"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "my"
                | "of"
                | "in"
                | "from"
                | "for"
                | "with"
                | "by"
                | "on"
                | "about"
                | "into"
                | "without"
                | "despite"
        );
        // "a video posted online shows": what was done with the thing, not what somebody posted.
        let done_with = matches!(lower, "posted" | "published" | "shared" | "reported" | "recorded")
            && (words().evidence_noun(before) || words().document_noun(before))
            && matches!(
                passage.lower(at + 1),
                "online" | "on" | "by" | "in" | "to" | "at" | "from" | "last" | "this" | "earlier" | "yesterday"
            );
        if done_with {
            return true;
        }
        if article || passage.tokens[at - 1].kind == TokenKind::Possessive && !traits.has(CueTraits::PASSIVE) {
            return true;
        }
        // "have more say", "no say in the matter"
        let amount =
            matches!(before, "more" | "less" | "much" | "little" | "any" | "some" | "final" | "equal" | "every");
        if lower == "say" && amount {
            return true;
        }
        // "more than first reported"
        let compared = at.checked_sub(2).is_some_and(|two| matches!(passage.lower(two), "than" | "as"));
        if lower == "reported" && compared && passage.lower(at + 1) != "by" && matches!(before, "first" | "initially") {
            return true;
        }
        // "the fire claimed 14 lives"
        if lower.starts_with("claim") && (at + 1..range.end.min(at + 5)).any(|index| passage.lower(index) == "lives") {
            return true;
        }
        if before == "to"
            && !matches!(
                at.checked_sub(2).map(|two| passage.lower(two)),
                Some("on" | "went" | "goes" | "refused" | "declined" | "proceeded" | "continued")
            )
        {
            return true;
        }
        if passage.is_capital(at) && passage.is_capital(at - 1) && !passage.is_cyrillic_or_arabic(at) {
            return true;
        }
    } else if traits.has(CueTraits::AMBIGUOUS)
        || passage.is_capital(at) && !passage.is_cyrillic_or_arabic(at) && !traits.has(CueTraits::PARTICIPLE)
    {
        return !(at == range.start
            && traits.has(CueTraits::PASSIVE)
            && to_infinitive_follows(passage, range, at, traits));
    }
    traits.has(CueTraits::AMBIGUOUS) && ambiguous_is_noun(passage, range, at)
}

/// A form that is a noun or adjective as often as a verb counts as a verb only between a subject and a content.
fn ambiguous_is_noun(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> bool {
    let auxiliary = at.checked_sub(1).is_some_and(|before| {
        matches!(passage.lower(before), "was" | "were" | "been" | "is" | "are" | "has" | "have" | "had")
    });
    let subject = at.checked_sub(1).is_some_and(|before| {
        matches!(passage.lower(before), "he" | "she" | "they" | "we" | "who") && !is_base_form(passage.lower(at))
    });
    if subject || auxiliary && passage.lower(at).ends_with("ed") {
        return false;
    }
    // "reported on Saturday that the dam had failed", "…, the Herald reported on Saturday"
    let dated_clause = passage.lower(at).ends_with("ed")
        && passage.lower(at + 1) == "on"
        && super::dates::is_calendar_word(passage.lower(at + 2));
    if dated_clause {
        return false;
    }
    if is_base_form(passage.lower(at)) && !takes_base_form(passage, range, at) {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| passage.lower(before));
    let adjective = matches!(
        before,
        "other"
            | "recent"
            | "new"
            | "such"
            | "these"
            | "those"
            | "many"
            | "some"
            | "several"
            | "investigative"
            | "initial"
            | "early"
            | "conflicting"
            | "local"
            | "media"
            | "news"
            | "unconfirmed"
            | "official"
            | "earlier"
            | "and"
            | "or"
            | "final"
            | "annual"
            | "united"
            | "member"
            | "as"
    );
    // "a dozen states held contests"
    let counted =
        at.checked_sub(1).is_some_and(|before| is_number(passage, before)) && passage.lower(at).ends_with('s');
    if counted {
        return true;
    }
    let after = passage.lower(at + 1);
    let past = after_is_noun(passage, range, at) && passage.lower(at).ends_with("ed");
    if adjective || past {
        return !matches!(after, "that") || adjective && matches!(before, "united" | "and" | "or");
    }
    let stays_noun = matches!(
        after,
        "of" | "by"
            | "for"
            | "from"
            | "on"
            | "about"
            | "into"
            | "in"
            | "was"
            | "were"
            | "is"
            | "are"
            | "has"
            | "have"
            | "had"
            | "to"
            | "at"
            | "and"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "did"
            | "said"
            | "says"
    );
    at + 1 >= range.end && passage.lower(at).ends_with("ed") || stays_noun
}

fn is_base_form(lower: &str) -> bool {
    !(lower.ends_with('s') && !lower.ends_with("ss")
        || lower.ends_with("ed")
        || lower.ends_with("ing")
        || lower == "found")
}

/// Whether what stands before agrees with a base form: a plural, a pronoun, an auxiliary.
fn takes_base_form(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| *before >= range.start) else { return false };
    let lower = passage.lower(before);
    let plural = lower.ends_with('s') && !lower.ends_with("ss");
    plural
        || words().cue_helper(lower)
        || lower.ends_with("ly")
        || passage.is_comma(before)
        || passage.tokens[before].kind == TokenKind::Quote
        || matches!(
            lower,
            "they"
                | "we"
                | "i"
                | "you"
                | "who"
                | "people"
                | "police"
                | "media"
                | "men"
                | "women"
                | "and"
                | "to"
                | "data"
        )
}

/// "reported deal", "alleged attack", "suspected leak": an adjective, if a lower-case noun follows an article before it.
fn after_is_noun(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| passage.lower(before));
    at + 1 < range.end && matches!(before, "the" | "a" | "an" | "of" | "in" | "")
}

/// First token of the auxiliaries and adverbs that belong to the cue.
pub(super) fn helpers_before(passage: &Passage<'_>, range: &Range<usize>, at: usize) -> usize {
    let mut start = at;
    while start > range.start {
        let before = start - 1;
        let lower = passage.lower(before);
        let adverb = lower.ends_with("ly")
            && lower.len() > 4
            && !passage.is_capital(before)
            && !matches!(lower, "family" | "only" | "july" | "italy" | "daily" | "weekly" | "assembly");
        // "Theresa May said", "USA Today reported": what has a capital belongs to a name.
        if !(words().cue_helper(lower) || adverb) || passage.is_capital(before) {
            break;
        }
        start = before;
    }
    start
}

impl Passage<'_> {
    /// Whether the word is written in Cyrillic or Arabic.
    pub(crate) fn is_cyrillic_or_arabic(&self, index: usize) -> bool {
        self.token(index)
            .is_some_and(|token| super::lexicon::is_cyrillic(token.first) || super::lexicon::is_arabic(token.first))
    }
}
