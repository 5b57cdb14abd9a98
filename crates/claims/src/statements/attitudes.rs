//! What somebody wants, plans, asks for, backs or condemns: "the mayor called for a ban", "The union opposes the plan",
//! "She urged voters to stay". Such words tell of their subject and of no event, so they become statements of a kind of their
//! own, which no claim is made of, and no other reading depends on them.

use super::content::right_end;
use super::cues::Cue;
use super::frames::{Attribution, Scene};
use super::lexicon::{CueTraits, words};
use super::quotes::Quotation;
use super::sentences::Sentence;
use super::source::{Subject, is_finite_verb, subject_before};
use super::tokens::{Passage, TokenKind};
use super::word_tables::{Phrase, PhraseTable, WordList, WordTable};
use super::{cues, dates};
use model::QuoteType;
use std::ops::Range;

/// What stands behind a verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Frame {
    /// "plans to stay".
    ToDo,
    /// "opposes the plan".
    Object,
    /// "wants to stay", "wants a ban", "wants voters to stay".
    ToDoOrObject,
    /// "urged voters to stay".
    AsksToDo,
    /// "called the plan a disgrace", "called it “chaos”".
    Names,
    /// "described the plan as weak".
    DescribesAs,
}

const WISHES: &str = "want wants wanted wanting seek seeks sought seeking prefer prefers preferred preferring";
const INTENTS: &str = "plan plans planned planning intend intends intended intending hope hopes hoped hoping pledge pledges pledged \
    pledging promise promises promised promising vow vows vowed vowing refuse refuses refused refusing decline declines declined \
    declining agree agrees agreed agreeing threaten threatens threatened threatening expect expects expected expecting wish wishes \
    wished aim aims aimed aiming";
const FOR_AND_AGAINST: &str = "support supports supported supporting oppose opposes opposed opposing endorse endorses endorsed \
    endorsing favour favours favoured favouring favor favors favored favoring back backs backed backing criticise criticises criticised criticising criticize \
    criticizes criticized criticizing condemn condemns condemned condemning denounce denounces denounced denouncing praise praises \
    praised praising applaud applauds applauded applauding defend defends defended defending \
    question questions questioned questioning reject rejects rejected rejecting propose proposes proposed proposing demand demands \
    demanded demanding advocate advocates advocated advocating decry decries decried decrying deride derides derided deriding lament \
    laments lamented lamenting tout touts touted touting cite cites cited mock mocks mocked mocking blast blasts blasted blasting slam slams slammed \
    slamming ridicule ridicules ridiculed ridiculing hail hails hailed hailing deplore deplores deplored bemoan bemoans bemoaned assail assails assailed lambaste lambasted \
    lambasts dispute disputes disputed disputing express expresses expressed expressing dismiss dismisses dismissed dismissing \
    blame blames blamed blaming accuse accuses accused accusing downplay downplays downplayed downplaying highlight highlights highlighted \
    highlighting disavow disavows disavowed echo echoes echoed echoing champion champions championed championing";
const REQUESTS: &str = "urge urges urged urging ask asks asked asking encourage encourages encouraged encouraging tell tells told telling \
    implore implores implored beg begs begged press presses pressed pressing warn warns warned warning advise advises advised advising";

static VERBS: WordTable<Frame> = WordTable::new(&[
    (WISHES, Frame::ToDoOrObject),
    (INTENTS, Frame::ToDo),
    (FOR_AND_AGAINST, Frame::Object),
    (REQUESTS, Frame::AsksToDo),
    ("call calls called calling", Frame::Names),
    (
        "describe describes described describing view views viewed viewing portray portrays portrayed portraying characterize \
        characterizes characterized characterise characterised see sees saw cast casts dismiss regard regards regarded paint paints painted",
        Frame::DescribesAs,
    ),
]);

static PHRASES: PhraseTable<Frame> = PhraseTable::new(&[
    ("call for", Frame::Object),
    ("calls for", Frame::Object),
    ("called for", Frame::Object),
    ("calling for", Frame::Object),
    ("call on", Frame::AsksToDo),
    ("calls on", Frame::AsksToDo),
    ("called on", Frame::AsksToDo),
    ("calling on", Frame::AsksToDo),
    ("called upon", Frame::AsksToDo),
    ("pointed to", Frame::Object),
    ("points to", Frame::Object),
    ("pointing to", Frame::Object),
    ("objected to", Frame::Object),
    ("objects to", Frame::Object),
    ("complained about", Frame::Object),
    ("complains about", Frame::Object),
    ("complained of", Frame::Object),
    ("railed against", Frame::Object),
    ("warned of", Frame::Object),
    ("warned about", Frame::Object),
    ("warned against", Frame::Object),
    ("warns of", Frame::Object),
    ("argued for", Frame::Object),
    ("argued against", Frame::Object),
    ("pushed for", Frame::Object),
    ("believes in", Frame::Object),
    ("believe in", Frame::Object),
    ("refers to", Frame::Object),
    ("referred to", Frame::Object),
    ("referring to", Frame::Object),
    ("spoke about", Frame::Object),
    ("spoke of", Frame::Object),
    ("speaks of", Frame::Object),
    ("talked about", Frame::Object),
    ("talks about", Frame::Object),
    ("talking about", Frame::Object),
    ("spoke out against", Frame::Object),
    ("came out against", Frame::Object),
    ("lashed out at", Frame::Object),
    ("took issue with", Frame::Object),
    ("disagreed with", Frame::Object),
    ("disagrees with", Frame::Object),
    ("agrees with", Frame::Object),
    ("agreed with", Frame::Object),
    ("would like", Frame::ToDoOrObject),
]);

static NEGATIONS: WordList =
    WordList::new("not never don't doesn't didn't won't hasn't haven't don’t doesn’t didn’t won’t hasn’t haven’t");
static BE: WordList = WordList::new("is are was were been be being");
/// What would or might be wanted is not told to be so.
static CONDITIONAL: WordList = WordList::new("would could might may should can must");
static TAKES_BASE_FORM: WordList =
    WordList::new("will do does did never don't doesn't didn't won't don’t doesn’t didn’t won’t");
/// Behind these words no object can begin.
static ENDS_THE_PHRASE: WordList = WordList::new(". , and or of is are was were has have had");

/// "want", "call", but not "wants", "called", "saw" and "would like".
fn is_base_form(lower: &str) -> bool {
    let other = lower.ends_with("ing") || lower.ends_with("ed") || lower.ends_with('s') && !lower.ends_with("ss");
    !(other || matches!(lower, "sought" | "told" | "saw" | "cast" | "would" | "spoke" | "came" | "took"))
}

/// Whether the last word of a subject is a plural.
fn is_plural(lower: &str) -> bool {
    lower.ends_with('s') && !lower.ends_with("ss")
        || matches!(lower, "they" | "who" | "people" | "police" | "men" | "women")
}

/// How many tokens may stand between a verb and the "to" or "as" that belongs to it.
const OBJECT_TOKENS_AT_MOST: usize = 24;

/// The attitudes of a sentence, in order of their cues. `taken` are the attributions found in it.
pub(crate) fn attitudes(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    taken: &[&Attribution],
) -> Vec<Attribution> {
    let quotes = quotes.get(sentence.quotes.clone()).unwrap_or(&[]);
    let scene = Scene { passage, sentence: sentence.tokens.clone(), quotes };
    let mut found: Vec<Attribution> = Vec::new();
    let mut floor = sentence.tokens.start;
    for at in sentence.tokens.clone() {
        if at < floor || passage.tokens[at].kind != TokenKind::Word || passage.is_capital(at) {
            continue;
        }
        let Some((frame, end)) = verb_at(passage, &scene.sentence, at) else { continue };
        if scene.quote_at(at).is_some() {
            continue;
        }
        if let Some(attribution) = taken.iter().find(|attribution| attribution.cue.contains(&at)) {
            floor = attribution.cue.end;
            continue;
        }
        // What somebody says that he wants stands in what he says.
        if taken.iter().any(|attribution| attribution.content.iter().any(|part| part.contains(&at))) {
            continue;
        }
        if let Some(attitude) = scene.attitude(frame, at..end, floor, taken, found.last()) {
            floor = attitude.cue.end;
            found.push(attitude);
        }
    }
    found
}

fn verb_at(passage: &Passage<'_>, sentence: &Range<usize>, at: usize) -> Option<(Frame, usize)> {
    let lower = passage.lower(at);
    let phrases = PHRASES.beginning_with(lower).iter();
    let phrase = |phrase: &&Phrase<Frame>| phrase.stands_at(passage, at) && at + phrase.len() < sentence.end;
    if let Some(phrase) = phrases.clone().find(phrase) {
        return Some((phrase.meaning, at + phrase.len()));
    }
    VERBS.get(lower).filter(|_| at + 1 < sentence.end).map(|frame| (frame, at + 1))
}

impl Scene<'_, '_> {
    fn attitude(
        &self,
        frame: Frame,
        verb: Range<usize>,
        floor: usize,
        taken: &[&Attribution],
        before: Option<&Attribution>,
    ) -> Option<Attribution> {
        let start = cues::helpers_before(self.passage, &self.sentence, verb.start);
        let helpers = start..verb.start;
        if start <= self.sentence.start || self.is_no_verb(&verb, &helpers) {
            return None;
        }
        let (subject, antecedent) = self.subject_of_attitude(start, verb.start, floor, taken, before)?;
        let end = self.before_main_clause(&subject, &antecedent, verb.end, self.attitude_end(verb.end));
        let content = self.attitude_content(frame, &verb, end)?;
        // "rejected the union's claim that …": the claim is the statement.
        if taken.iter().any(|attribution| content.contains(&attribution.cue.start)) {
            return None;
        }
        let cue = Cue {
            span: start..verb.end,
            head: verb.start,
            traits: CueTraits::NONE,
            kind: cues::CueKind::Verb,
            negated: false,
        };
        let rule = match frame {
            Frame::ToDo => "attitude: plans to",
            Frame::Object => "attitude: for or against",
            Frame::ToDoOrObject => "attitude: wants",
            Frame::AsksToDo => "attitude: asks to",
            Frame::Names => "attitude: calls it",
            Frame::DescribesAs => "attitude: describes it as",
        };
        let mut made = self.made(Some(subject), &cue, vec![content], rule);
        made.antecedent = antecedent;
        made.denial = helpers.clone().any(|index| NEGATIONS.has(self.passage.lower(index)));
        made.quote_type = QuoteType::Attitude;
        Some(made)
    }

    /// A noun ("the plan", "their support"), an infinitive, a passive, a participle behind its noun ("a plan backed by").
    fn is_no_verb(&self, verb: &Range<usize>, helpers: &Range<usize>) -> bool {
        let passage = self.passage;
        let (lower, before) = (passage.lower(verb.start), passage.lower(helpers.start - 1));
        let (after, bare) = (passage.lower(verb.end), helpers.is_empty());
        let helped_by = |list: &WordList| helpers.clone().any(|index| list.has(passage.lower(index)));
        let noun = bare
            && (words().determiner(before)
                || words().preposition(before)
                || passage.tokens[helpers.start - 1].kind == TokenKind::Possessive);
        let past = lower.ends_with("ed") || matches!(lower, "sought" | "told");
        let passive = past && (helped_by(&BE) || matches!(after, "by" | "in"));
        let infinitive = before == "to" || passage.lower(helpers.start) == "to";
        noun || passive
            || infinitive
            || before == "not"
            || helped_by(&CONDITIONAL)
            || ENDS_THE_PHRASE.has(after)
            || is_base_form(lower) && !(helped_by(&TAKES_BASE_FORM) || is_plural(before))
    }

    fn subject_of_attitude(
        &self,
        start: usize,
        verb: usize,
        floor: usize,
        taken: &[&Attribution],
        before: Option<&Attribution>,
    ) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let passage = self.passage;
        let previous = start - 1;
        let participle = passage.lower(verb).ends_with("ing");
        let joined = matches!(passage.lower(previous), "and" | "but");
        let trailing = participle && passage.is_comma(previous);
        if joined || trailing {
            // "… and called for a ban", "…, calling it a disgrace": the subject of the clause before.
            let earlier = taken
                .iter()
                .copied()
                .chain(before)
                .filter(|attribution| attribution.cue.end <= start && !attribution.behind && !attribution.passes_on)
                .max_by_key(|attribution| attribution.cue.start);
            let named = match earlier {
                Some(attribution) => attribution
                    .source
                    .clone()
                    .map(|source| Subject { span: source, antecedent: attribution.antecedent.clone() }),
                None => {
                    let first_verb = (self.sentence.start + 1..previous)
                        .find(|&index| self.quote_at(index).is_none() && is_finite_verb(passage, index))?;
                    subject_before(passage, self.sentence.start, first_verb)
                }
            };
            return named
                .filter(|subject| self.may_hold_an_attitude(subject))
                .map(|subject| (subject.span, subject.antecedent));
        }
        if participle && !(start..verb).any(|index| BE.has(passage.lower(index))) {
            return None;
        }
        let subject = subject_before(passage, floor, start).filter(|subject| self.may_hold_an_attitude(subject))?;
        Some((subject.span, subject.antecedent))
    }

    fn may_hold_an_attitude(&self, subject: &Subject) -> bool {
        let first = self.passage.lower(subject.span.start);
        let pronoun =
            subject.span.len() == 1 && matches!(first, "he" | "she" | "they" | "who" | "others" | "some" | "many");
        let impersonal =
            subject.span.len() == 1 && words().pronoun(first) && !pronoun || matches!(first, "nobody" | "none" | "no");
        !impersonal && !self.is_first_person(subject) && (pronoun || self.can_speak(&subject.span))
    }

    /// Where the attitude stands in a clause that the main clause follows ("who wants more | could pay", "If she wants more, |
    /// she pays"), that one begins.
    fn before_main_clause(
        &self,
        subject: &Range<usize>,
        antecedent: &Option<Range<usize>>,
        from: usize,
        end: usize,
    ) -> usize {
        let passage = self.passage;
        let outside = |index: &usize| self.quote_at(*index).is_none();
        let comma = || (from..end).filter(outside).find(|&index| passage.is_comma(index));
        let relative = antecedent.is_some() && passage.lower(subject.start) == "who";
        let opening = words().clause_joiner(passage.lower(self.sentence.start))
            && !matches!(passage.lower(self.sentence.start), "and" | "but" | "so" | "yet")
            && !(self.sentence.start..subject.start).any(|index| passage.is_comma(index));
        if relative && !passage.is_comma(subject.start.saturating_sub(1)) {
            let verb = (from + 1..end).filter(outside).find(|&index| is_finite_verb(passage, index));
            verb.or_else(comma).unwrap_or(end)
        } else if relative || opening {
            comma().unwrap_or(end)
        } else {
            end
        }
    }

    fn attitude_content(&self, frame: Frame, verb: &Range<usize>, end: usize) -> Option<Range<usize>> {
        let passage = self.passage;
        let from = verb.end;
        let reach = end.min(from + OBJECT_TOKENS_AT_MOST);
        let to_do = |index: usize| {
            passage.lower(index) == "to"
                && passage.is_wordlike(index + 1)
                && !passage.is_capital(index + 1)
                && !words().determiner(passage.lower(index + 1))
                && !words().pronoun(passage.lower(index + 1))
        };
        let nominal = self.begins_object(from);
        let longer = |range: Range<usize>| (!range.is_empty()).then_some(range);
        match frame {
            Frame::ToDo => to_do(from).then_some(from..end),
            Frame::Object => nominal.then_some(from..end).and_then(longer),
            Frame::ToDoOrObject => (to_do(from) || nominal).then_some(from..end).and_then(longer),
            Frame::AsksToDo => {
                let to = (from + 1..reach).find(|&index| to_do(index) && self.quote_at(index).is_none())?;
                let asked = (from..to).all(|index| !passage.is_comma(index) && !is_finite_verb(passage, index));
                (nominal && asked && to + 1 < end).then_some(from..end)
            }
            Frame::Names => self.names_something(from, end).then_some(from..end),
            Frame::DescribesAs => {
                let as_at =
                    (from + 1..reach).find(|&index| passage.lower(index) == "as" && self.quote_at(index).is_none())?;
                (nominal && as_at + 1 < end && !(from..as_at).any(|index| is_finite_verb(passage, index)))
                    .then_some(from..end)
            }
        }
    }

    /// A noun phrase, a gerund or a quotation.
    fn begins_object(&self, at: usize) -> bool {
        let lower = self.passage.lower(at);
        if self.quote_at(at).is_some() {
            return true;
        }
        let oblique = matches!(lower, "him" | "her" | "them" | "it" | "himself" | "herself");
        self.passage.is_wordlike(at)
            && (words().determiner(lower)
                || oblique
                || !words().pronoun(lower) && !words().preposition(lower) && !words().clause_joiner(lower))
            && !matches!(
                lower,
                "that"
                    | "off"
                    | "out"
                    | "up"
                    | "down"
                    | "away"
                    | "back"
                    | "on"
                    | "to"
                    | "how"
                    | "why"
                    | "what"
                    | "whether"
                    | "if"
                    | "here"
                    | "there"
                    | "today"
                    | "again"
                    | "then"
                    | "not"
            )
            && (!lower.ends_with("ly") || self.passage.is_capital(at))
            && !dates::is_calendar_word(lower)
            && !is_finite_verb(self.passage, at)
    }

    /// "the plan a disgrace", "it “chaos”", "Ruiz a liar": an object with what it is called, told by marks or an article.
    fn names_something(&self, from: usize, end: usize) -> bool {
        if !self.begins_object(from) {
            return false;
        }
        let complement = |index: usize| {
            self.quote_at(index).is_some_and(|quotation| quotation.outer.start == index)
                || matches!(self.passage.lower(index), "a" | "an" | "the")
                    && !words().preposition(self.passage.lower(index - 1))
                    && self.passage.is_wordlike(index - 1)
        };
        (from + 1..end.min(from + OBJECT_TOKENS_AT_MOST)).any(complement) || self.quote_at(from).is_some()
    }

    /// Where an attitude ends: before a clause or a phrase of time that is joined to it.
    fn attitude_end(&self, from: usize) -> usize {
        let passage = self.passage;
        let limit = right_end(passage, from, &self.sentence, &[]);
        let mut at = from;
        while at < limit {
            if let Some(quotation) = self.quote_at(at) {
                let outer_end = quotation.outer.end;
                if passage.is_comma(quotation.inner.end.saturating_sub(1)) && outer_end < limit {
                    return outer_end;
                }
                at = outer_end.max(at + 1);
                continue;
            }
            if at > from && self.attitude_stops(from, at, limit) {
                break;
            }
            at += 1;
        }
        at.min(limit)
    }

    fn attitude_stops(&self, from: usize, at: usize, limit: usize) -> bool {
        let passage = self.passage;
        let lower = passage.lower(at);
        if passage.is_dash(at) && passage.tokens[at].spaced || passage.is_sign(at, ';') {
            return true;
        }
        if passage.is_comma(at) {
            let next = passage.lower(at + 1);
            let joined = matches!(next, "and" | "but" | "or")
                && (words().pronoun(passage.lower(at + 2))
                    || (at + 2..limit.min(at + 7)).any(|index| is_finite_verb(passage, index)));
            return joined
                || matches!(
                    next,
                    "who"
                        | "which"
                        | "while"
                        | "as"
                        | "but"
                        | "where"
                        | "when"
                        | "though"
                        | "although"
                        | "because"
                        | "after"
                        | "whose"
                        | "he"
                        | "she"
                        | "they"
                        | "with"
                        | "even"
                        | "then"
                        | "according"
                )
                || next.ends_with("ing")
                || self.quote_at(at + 1).is_some();
        }
        if matches!(lower, "and" | "but") && at + 1 < limit {
            return is_finite_verb(passage, at + 1)
                || matches!(passage.lower(at + 1), "he" | "she" | "they" | "has" | "is" | "was");
        }
        let calendar = dates::is_calendar_word(passage.lower(at + 1)) && matches!(lower, "on" | "last" | "this" | "in");
        at > from + 1
            && (matches!(lower, "while" | "although" | "though" | "because" | "when")
                || calendar
                || dates::is_calendar_word(lower) && at + 1 >= limit)
    }
}
