//! Puts source, cue and content of one sentence together. Each frame is a rule with a name.

use super::content::{begins_count, left_content, looks_clausal, right_end, without_terminal};
use super::cues::{Cue, CueKind, cues};
use super::denied::names_what_is_denied;
use super::figures::is_number;
use super::lexicon::{CueTraits, words};
use super::quotes::Quotation;
use super::sentences::Sentence;
use super::source::{Subject, is_finite_verb, name_after, subject_before};
use super::tokens::{Passage, TokenKind};
use model::QuoteType;
use std::ops::Range;

/// A quotation of fewer words, with no sign of a sentence in it, is a borrowed phrase and no speech of its own.
const SPEECH_WORDS_AT_LEAST: usize = 4;
/// How many tokens may stand between a cue and the quotation it opens: "told the local press on Friday, “…”".
const BEFORE_QUOTE_TOKENS_AT_MOST: usize = 14;

/// One attribution inside a passage, in tokens.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Attribution {
    pub source: Option<Range<usize>>,
    /// What a relative pronoun stands for, or who the sentence is about where the source is left out.
    pub antecedent: Option<Range<usize>>,
    pub cue: Range<usize>,
    pub content: Vec<Range<usize>>,
    pub quote_type: QuoteType,
    pub rule: &'static str,
    pub denial: bool,
    /// The cue carries an utterance on.
    pub continues: bool,
    /// The source only passed the content on.
    pub passes_on: bool,
    /// The source stands behind the one who is named beside it ("…, citing X").
    pub behind: bool,
    /// Whom the source told it: "told the Harbour Courier".
    pub heard_by: Option<Range<usize>>,
    /// Who quoted the source: "the paper quoted X as saying".
    pub quoted_by: Option<Range<usize>>,
}

impl Attribution {
    /// First to last token of the content.
    pub fn hull(&self) -> Range<usize> {
        let start = self.content.first().map_or(0, |part| part.start);
        start..self.content.last().map_or(0, |part| part.end)
    }
}

/// What a frame works on.
pub(crate) struct Scene<'s, 't> {
    pub passage: &'s Passage<'t>,
    pub sentence: Range<usize>,
    pub quotes: &'s [Quotation],
}

/// All attributions of a sentence, in order of their cues.
pub(crate) fn attributions(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    headline: bool,
) -> Vec<Attribution> {
    let quotes = quotes.get(sentence.quotes.clone()).unwrap_or(&[]);
    let scene = Scene { passage, sentence: sentence.tokens.clone(), quotes };
    let found = cues(passage, &sentence.tokens, &|index| scene.quote_at(index).is_some());
    let mut attributions: Vec<Attribution> = Vec::new();
    for number in 0..found.len() {
        let floor = floor_of(&scene, &attributions, &found, number);
        attributions.extend(attribution(&scene, &found, number, floor, &attributions));
    }
    share_content_of_citing(&mut attributions);
    if attributions.is_empty() {
        attributions.extend(scene.colon_before_quotation());
    }
    if attributions.is_empty() && headline {
        attributions.extend(scene.headline_colon());
    }
    if attributions.is_empty() {
        attributions.extend(scene.seen_in_footage());
    }
    attributions
}

/// "X, citing Y, said …": what X said is what Y stands behind.
fn share_content_of_citing(attributions: &mut [Attribution]) {
    for number in 1..attributions.len() {
        let (before, after) = attributions.split_at_mut(number);
        let (citing, said) = (&mut before[number - 1], &after[0]);
        if citing.behind
            && !said.behind
            && !said.passes_on
            && citing.hull().start <= said.cue.start
            && said.cue.start < citing.hull().end
        {
            citing.content = said.content.clone();
            citing.quote_type = said.quote_type;
        }
    }
}

/// The words left of which a cue's subject cannot begin: after an earlier cue.
fn floor_of(scene: &Scene<'_, '_>, _earlier: &[Attribution], found: &[Cue], number: usize) -> usize {
    number.checked_sub(1).map_or(scene.sentence.start, |before| found[before].span.end)
}

fn attribution(
    scene: &Scene<'_, '_>,
    found: &[Cue],
    number: usize,
    floor: usize,
    earlier: &[Attribution],
) -> Option<Attribution> {
    let cue = &found[number];
    let later = &found[number + 1..];
    if cue.kind == CueKind::Noun
        && earlier.last().is_some_and(|denied| denied.denial && names_what_is_denied(denied, cue))
    {
        return None;
    }
    let mut made = match cue.kind {
        CueKind::Preposition => scene.according_to(cue, later),
        CueKind::PassedOn => scene.passed_on(cue),
        CueKind::Citing => scene.citing(cue, earlier),
        CueKind::Passive => scene.passive(cue, floor, later),
        CueKind::Noun => scene.noun_with_that(cue, floor, later),
        CueKind::PutsAt => scene.puts_at(cue, floor, number.checked_sub(1).map(|before| &found[before]), later),
        CueKind::Verb => scene.verb(cue, floor, number.checked_sub(1).map(|before| &found[before]), later, earlier),
    }?;
    made.denial = cue.traits.has(CueTraits::DENIAL) != cue.negated
        && (cue.traits.has(CueTraits::DENIAL) || denies_by_negation(scene, cue));
    made.continues = cue.traits.has(CueTraits::CONTINUES);
    made.heard_by = scene.hearer(cue);
    made.quoted_by = made.source.as_ref().and_then(|source| scene.quoter(cue, source));
    (!made.content.is_empty()).then_some(made)
}

fn is_question_word(lower: &str) -> bool {
    matches!(lower, "why" | "how" | "what" | "whether" | "if" | "where" | "who")
}

/// "did not confirm" says nothing; "never said that" denies having said it.
fn denies_by_negation(scene: &Scene<'_, '_>, cue: &Cue) -> bool {
    cue.negated && matches!(scene.passage.lower(cue.head), "said" | "say" | "claimed" | "ordered")
}

impl Scene<'_, '_> {
    pub(super) fn quote_at(&self, index: usize) -> Option<&Quotation> {
        let number = self.quotes.partition_point(|quotation| quotation.outer.end <= index);
        self.quotes.get(number).filter(|quotation| quotation.outer.contains(&index))
    }

    /// The quotation that begins at this token.
    fn quote_from(&self, index: usize) -> Option<&Quotation> {
        self.quote_at(index).filter(|quotation| quotation.outer.start == index)
    }

    pub(super) fn is_speech(&self, quotation: &Quotation) -> bool {
        let words_in_it = quotation.inner.clone().filter(|&index| self.passage.is_wordlike(index)).count();
        let last = quotation.inner.end.saturating_sub(1);
        let punctuated = self.passage.is_comma(last) || matches!(self.passage.word(last), "." | "!" | "?" | "…" | "؟");
        words_in_it >= SPEECH_WORDS_AT_LEAST || punctuated
    }

    pub(super) fn made(
        &self,
        source: Option<Range<usize>>,
        cue: &Cue,
        content: Vec<Range<usize>>,
        rule: &'static str,
    ) -> Attribution {
        let quote_type = self.quote_type(&content, cue);
        Attribution {
            source,
            antecedent: None,
            cue: cue.span.clone(),
            content,
            quote_type,
            rule,
            denial: false,
            continues: false,
            passes_on: false,
            behind: false,
            heard_by: None,
            quoted_by: None,
        }
    }

    fn quote_type(&self, content: &[Range<usize>], cue: &Cue) -> QuoteType {
        let whole = |part: &Range<usize>| {
            self.quotes.iter().any(|quotation| quotation.outer == *part || quotation.inner == *part)
        };
        let holds = |part: &Range<usize>| {
            self.quotes.iter().any(|quotation| part.start < quotation.outer.end && quotation.outer.start < part.end)
        };
        if !content.is_empty() && content.iter().all(whole) {
            QuoteType::Direct
        } else if content.iter().any(holds) {
            QuoteType::Mixed
        } else if cue.traits.has(CueTraits::EVIDENCE) {
            QuoteType::Evidential
        } else {
            QuoteType::Indirect
        }
    }

    fn according_to(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
        let ceiling =
            later.iter().find(|next| next.kind != CueKind::Noun).map_or(self.sentence.end, |next| next.span.start);
        let source = name_after(self.passage, cue.span.end, self.sentence.end)
            .filter(|source| source.start < ceiling.max(cue.span.end + 1))?;
        let source = self.where_the_report_stands(&source).unwrap_or(source);
        let left = left_content(self.passage, self.clause_start(cue.span.start), cue.span.start);
        // What is said of the source belongs to it.
        let source = source.start..self.behind_relative_clause(source.end);
        let rest = self.rest_after(source.end, later);
        let content = match (left, rest) {
            (Some(left), Some(rest)) if self.passage.is_comma(source.end) && !self.starts_new_clause(rest.start) => {
                vec![left, rest]
            }
            (Some(left), _) => vec![left],
            (None, Some(rest)) => vec![rest],
            (None, None) => return None,
        };
        Some(self.made(Some(source), cue, content, "according to X"))
    }

    /// "According to a report in the Harbour Courier": the paper is the source.
    fn where_the_report_stands(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let is_report = matches!(self.passage.lower(source.end - 1), "report" | "article" | "story");
        let in_it = matches!(self.passage.lower(source.end), "in" | "by" | "from");
        let name = name_after(self.passage, source.end + 1, self.sentence.end).filter(|_| is_report && in_it)?;
        name.clone().any(|index| self.passage.is_capital(index)).then_some(name)
    }

    /// "According to Ana Ruiz, who chairs the commission, turnout was low": where the clause about the source ends.
    fn behind_relative_clause(&self, from: usize) -> usize {
        let relative = self.passage.is_comma(from) && matches!(self.passage.lower(from + 1), "who" | "which" | "whose");
        let end = (from + 2..self.sentence.end).find(|&index| self.passage.is_comma(index));
        end.filter(|_| relative).unwrap_or(from)
    }

    /// Where the clause that runs up to `before` begins: after ", but" and after a semicolon.
    fn clause_start(&self, before: usize) -> usize {
        let boundary = (self.sentence.start..before).rev().find(|&index| {
            self.quote_at(index).is_none()
                && (self.passage.is_sign(index, ';')
                    || index > self.sentence.start
                        && matches!(self.passage.lower(index), "but" | "while" | "although" | "though")
                        && self.passage.is_comma(index - 1))
        });
        boundary
            .filter(|&index| left_content(self.passage, index + 1, before).is_some_and(|left| left.len() > 3))
            .map_or(self.sentence.start, |index| index + 1)
    }

    fn starts_new_clause(&self, index: usize) -> bool {
        matches!(self.passage.lower(index), "but" | "while" | "although" | "though" | "and" | "who" | "which")
    }

    pub(super) fn rest_after(&self, from: usize, later: &[Cue]) -> Option<Range<usize>> {
        let mut start = from;
        while start < self.sentence.end
            && (self.passage.is_comma(start) || self.passage.is_sign(start, ':') || self.passage.is_dash(start))
        {
            start += 1;
        }
        let end = right_end(self.passage, start, &self.sentence, later);
        let words_in_it = (start..end).filter(|&index| self.passage.is_wordlike(index)).count();
        (words_in_it >= 2).then_some(start..end)
    }

    fn passed_on(&self, cue: &Cue) -> Option<Attribution> {
        let source = name_after(self.passage, cue.span.end, self.sentence.end)?;
        // "As reported by the Courier, the dam had failed": what is said stands behind the comma.
        let left = left_content(self.passage, self.sentence.start, cue.span.start)
            .or_else(|| self.rest_after(source.end, &[]).filter(|_| self.passage.is_comma(source.end)))?;
        let mut made = self.made(Some(source), cue, vec![left], "as quoted by X");
        made.passes_on = true;
        Some(made)
    }

    fn citing(&self, cue: &Cue, earlier: &[Attribution]) -> Option<Attribution> {
        let source =
            name_after(self.passage, cue.span.end, self.sentence.end).filter(|source| self.can_speak(source))?;
        let said = earlier
            .iter()
            .rev()
            .find(|attribution| !attribution.passes_on)
            .map(|attribution| attribution.content.clone());
        let content = match said {
            Some(content) => content,
            None => match left_content(self.passage, self.sentence.start, cue.span.start)
                .filter(|left| looks_clausal(self.passage, left) || self.passage.is_cyrillic_or_arabic(left.start))
            {
                Some(left) => vec![left],
                None => vec![self.rest_after(source.end, &[])?],
            },
        };
        let mut made = self.made(Some(source), cue, content, "citing X");
        made.behind = true;
        Some(made)
    }

    /// Whether a noun phrase names somebody or something written: "citing officials", but not "citing poor weather".
    pub(super) fn can_speak(&self, range: &Range<usize>) -> bool {
        range.clone().any(|index| {
            let lower = self.passage.lower(index);
            self.passage.is_capital(index)
                || self.passage.is_cyrillic_or_arabic(index)
                || words().people_noun(lower)
                || words().document_noun(lower)
                || words().witness_noun(lower)
                || words().evidence_noun(lower)
                || words().body_noun(lower)
                || words().outlet_noun(lower)
        })
    }

    fn noun_with_that(&self, cue: &Cue, floor: usize, later: &[Cue]) -> Option<Attribution> {
        let start = cue.span.end + 1;
        let mut end = right_end(self.passage, start, &self.sentence, later);
        if cue.head == self.sentence.start {
            end = self.before_main_verb(start, end);
        }
        if !looks_clausal(self.passage, &(start..end)) {
            return None;
        }
        let possessor =
            (floor..cue.head).rev().take(4).find(|&index| self.passage.tokens[index].kind == TokenKind::Possessive);
        let source = match possessor {
            Some(possessive) => subject_before(self.passage, floor, possessive).map(|subject| subject.span),
            None => subject_before(self.passage, floor, cue.span.end)
                .map(|subject| subject.span)
                .filter(|_| matches!(self.passage.lower(cue.head), "reports" | "report")),
        };
        source.map(|source| self.made(Some(source), cue, std::iter::once(start..end).collect(), "the claim that"))
    }

    /// The subject of a cue; of "X, citing Y, put it at …" it is X.
    fn subject_of(&self, cue: &Cue, floor: usize, before: Option<&Cue>) -> Option<Subject> {
        let citing =
            before.filter(|before| before.kind == CueKind::Citing && self.passage.is_comma(cue.span.start - 1));
        match citing
            .filter(|citing| citing.span.start > self.sentence.start && self.passage.is_comma(citing.span.start - 1))
        {
            Some(citing) => subject_before(self.passage, self.sentence.start, citing.span.start - 1),
            None => subject_before(self.passage, floor, cue.span.start),
        }
    }

    fn puts_at(&self, cue: &Cue, floor: usize, before: Option<&Cue>, later: &[Cue]) -> Option<Attribution> {
        let source = self.subject_of(cue, floor, before).filter(|subject| {
            self.can_speak(&subject.span) && !self.is_first_person(subject) && !self.is_nobody(&subject.span)
        })?;
        let end = right_end(self.passage, cue.span.end, &self.sentence, later);
        let mut made = self.made(Some(source.span), cue, std::iter::once(cue.span.end..end).collect(), "X put it at");
        made.antecedent = source.antecedent;
        Some(made)
    }

    fn verb(
        &self,
        cue: &Cue,
        floor: usize,
        before: Option<&Cue>,
        later: &[Cue],
        earlier: &[Attribution],
    ) -> Option<Attribution> {
        let inverted = self
            .as_somebody_said_in_cyrillic(cue, later)
            .or_else(|| self.verb_first(cue, later))
            .or_else(|| self.inverted(cue, later));
        if inverted.is_some() {
            return inverted;
        }
        let subject = self.subject_of(cue, floor, before).filter(|subject| {
            !self.is_first_person(subject) || self.quotes.iter().all(|quote| quote.outer.end <= subject.span.start)
        });
        let trails = self.trails(cue);
        let subject = if trails { self.subject_of_trailing(cue, earlier, subject) } else { subject };
        let start = subject.as_ref().filter(|_| !trails).map_or(cue.span.start, |subject| subject.span.start);
        let right = self.as_somebody_said(cue, start, later).or_else(|| self.right_content(cue, later));
        let right = right.map(|(right, rule)| (self.within_opening_clause(cue, right), rule));
        let left = self.left_of_subject(cue, floor, start);
        let (content, rule) = match (left, right) {
            (Some((left, _)), Some((right, "quotation after the cue"))) if self.is_quote_end(left.end) => {
                (vec![left, right], "quotation around the cue")
            }
            (_, Some((right, rule))) => (vec![right], rule),
            (Some((left, rule)), None) => (vec![left], rule),
            (None, None) => return None,
        };
        self.subject_fits(cue, &subject, rule, earlier).then_some(())?;
        let antecedent = match &subject {
            Some(subject) => subject.antecedent.clone(),
            None => self.main_subject(cue, earlier),
        };
        let mut made = self.made(subject.map(|subject| subject.span), cue, content, rule);
        made.antecedent = antecedent;
        Some(made)
    }

    pub(super) fn is_first_person(&self, subject: &Subject) -> bool {
        let Some(last) = subject.span.end.checked_sub(1) else { return false };
        let alone = subject.span.len() == 1 || self.passage.lower(last - 1) != "the";
        alone && matches!(self.passage.lower(last), "i" | "we" | "you" | "me" | "us")
    }

    /// "nobody may say", "no one claimed": there is no such source.
    fn is_nobody(&self, span: &Range<usize>) -> bool {
        let (first, second) = (self.passage.lower(span.start), self.passage.lower(span.start + 1));
        span.len() == 1 && matches!(first, "nobody" | "none" | "anybody" | "anyone" | "neither")
            || matches!((first, second), ("no", "one") | ("none", "of"))
    }

    /// Cues of seeing and showing need a thing that shows; a cue without any subject needs a clear frame.
    fn subject_fits(&self, cue: &Cue, subject: &Option<Subject>, rule: &str, _earlier: &[Attribution]) -> bool {
        let Some(subject) = subject else {
            let joined =
                cue.span.start > self.sentence.start && matches!(self.passage.lower(cue.span.start - 1), "and" | "but");
            let after_comma = cue.span.start > self.sentence.start
                && (self.passage.is_comma(cue.span.start - 1) || self.is_quote_end(cue.span.start));
            let participle = cue.traits.has(CueTraits::PARTICIPLE) && after_comma;
            return (joined || participle || self.passage.is_cyrillic_or_arabic(cue.head))
                && cue.traits.has(CueTraits::SPEECH)
                && rule != "object after the cue"
                || rule == "quotation after the cue"
                    && (joined
                        || participle
                        || words().preposition(self.passage.lower(cue.span.start.saturating_sub(1)))
                        || self.passage.is_cyrillic_or_arabic(cue.head));
        };
        if self.is_first_person(subject) || self.is_nobody(&subject.span) {
            return false;
        }
        let impersonal = subject.span.len() == 1
            && matches!(self.passage.lower(subject.span.start), "it" | "this" | "that" | "there" | "these" | "those");
        if rule == "object after the cue" {
            return !impersonal
                && (self.can_speak(&subject.span) || words().pronoun(self.passage.lower(subject.span.start)));
        }
        if cue.traits.has(CueTraits::EVIDENCE) {
            return !impersonal;
        }
        !(impersonal && rule == "clause before the cue")
    }

    /// The sentence's own subject, for "… and added that": the source of an earlier cue, or its first words.
    pub(super) fn main_subject(&self, cue: &Cue, earlier: &[Attribution]) -> Option<Range<usize>> {
        if let Some(source) = earlier.iter().rev().find_map(|attribution| attribution.source.clone()) {
            return Some(source);
        }
        let verb = (self.sentence.start + 1..cue.span.start)
            .find(|&index| self.quote_at(index).is_none() && is_finite_verb(self.passage, index))?;
        subject_before(self.passage, self.sentence.start, verb).map(|subject| subject.span)
    }

    /// "“…,” said X": the cue stands between what is said and the source.
    fn inverted(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
        if cue.span.start <= self.sentence.start
            || !cue.traits.has(CueTraits::SPEECH)
            || cue.traits.has(CueTraits::PARTICIPLE)
        {
            return None;
        }
        let before = cue.span.start - 1;
        let after_quote = self.is_quote_end(before + 1);
        let separated = self.passage.is_comma(before) || self.passage.is_dash(before);
        if !(after_quote || separated) {
            return None;
        }
        let left = self.said_before(before + 1)?;
        let quoted = self.is_quote_end(left.end);
        let mut source = name_after(self.passage, cue.span.end, self.sentence.end)?;
        // After "told" comes who heard it, never who said it.
        let hearer_first = cue.traits.has(CueTraits::HEARER) && !self.passage.is_cyrillic_or_arabic(cue.head);
        if !quoted && !self.can_speak(&source) || hearer_first {
            return None;
        }
        // "Ines Halm, a nurse who was there, said six people were killed": what follows has a verb of its own.
        if !quoted && is_finite_verb(self.passage, source.end) {
            return None;
        }
        if let Some(next) = later.first().filter(|next| next.span.start < source.end) {
            source.end = next.span.start;
        }
        if source.is_empty() || self.passage.lower(source.start) == "that" {
            return None;
        }
        let mut content = vec![left];
        content.extend(self.continued_quote(source.end));
        let rule = if quoted { "quotation before cue and source" } else { "clause before cue and source" };
        Some(self.made(Some(source), cue, content, rule))
    }

    /// Arabic order: "قال X إن …", "قال X: «…»": the source stands between the cue and what is said.
    fn verb_first(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
        if !self.passage.token(cue.head).is_some_and(|token| super::lexicon::is_arabic(token.first)) {
            return None;
        }
        let source = name_after(self.passage, cue.span.end, self.sentence.end)?;
        let said = Cue { span: cue.span.start..source.end, ..cue.clone() };
        let content = match self.introduced_quote(&said, later) {
            Some((quoted, _)) => quoted,
            None => {
                let that = self.that_after(source.end, later)?;
                that + 1..right_end(self.passage, that + 1, &self.sentence, later)
            }
        };
        (content.len() > 1).then(|| self.made(Some(source), cue, vec![content], "verb, source, content"))
    }

    /// What was said before `end`: the quotation that ends there, else the clause.
    fn said_before(&self, end: usize) -> Option<Range<usize>> {
        let mut at = end;
        while at > self.sentence.start && (self.passage.is_comma(at - 1) || self.passage.is_dash(at - 1)) {
            at -= 1;
        }
        if let Some(quotation) = at.checked_sub(1).and_then(|last| self.quote_at(last)) {
            let clause_before = left_content(self.passage, self.sentence.start, quotation.outer.start).is_some();
            let embedded = clause_before
                && quotation.outer.start > self.sentence.start
                && self.passage.is_wordlike(quotation.outer.start - 1);
            if !embedded {
                return Some(quotation.outer.clone());
            }
        }
        left_content(self.passage, self.clause_start(at), at).filter(|left| {
            self.passage.is_cyrillic_or_arabic(left.start)
                || looks_clausal(self.passage, left)
                || self.quote_from(left.start).is_some()
        })
    }

    fn is_quote_end(&self, end: usize) -> bool {
        end > 0 && self.quote_at(end - 1).is_some_and(|quotation| quotation.outer.end == end)
    }

    /// The quotation that goes on after the attribution in the same sentence: "…,” said X, “…”.
    fn continued_quote(&self, from: usize) -> Option<Range<usize>> {
        let quotation = self.quotes.iter().find(|quotation| quotation.outer.start >= from)?;
        let close = quotation.outer.start <= from + 8
            && (from..quotation.outer.start).all(|index| !is_finite_verb(self.passage, index));
        let introduced = quotation.outer.start > from
            && (self.passage.is_comma(quotation.outer.start - 1)
                || self.passage.is_sign(quotation.outer.start - 1, ':')
                || self.passage.is_dash(quotation.outer.start - 1));
        (close && introduced && self.is_speech(quotation)).then(|| quotation.outer.clone())
    }

    /// "“…,” X said", "…, X said": what stands before the subject.
    fn left_of_subject(&self, cue: &Cue, floor: usize, subject_start: usize) -> Option<(Range<usize>, &'static str)> {
        let before = subject_start.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        let takes_clause = cue.traits.has(CueTraits::BARE) || cue.traits.has(CueTraits::HEARER);
        let after_quote = self.is_quote_end(before + 1) || self.is_quote_end(before);
        // "Eleven wagons lay across the track, video shows."
        let shows = cue.traits.has(CueTraits::EVIDENCE) && self.shows(cue);
        if !(cue.traits.has(CueTraits::SPEECH) || shows) || !(takes_clause || after_quote) {
            return None;
        }
        let separated = self.passage.is_comma(before) || self.passage.is_dash(before) || self.is_quote_end(before + 1);
        if !separated {
            return None;
        }
        let left = self.said_before(before + 1)?;
        let quoted = self.is_quote_end(left.end);
        if quoted {
            return Some((left, "quotation before source and cue"));
        }
        // "…, agreeing to stay": a participle goes on with the clause and does not say it.
        let goes_on = cue.traits.has(CueTraits::PARTICIPLE) && subject_start == cue.span.start;
        (!goes_on
            && left.start >= floor.min(left.start)
            && floor <= left.end
            && looks_clausal(self.passage, &left)
            && self.nothing_said_after(cue))
        .then_some((left, "clause before source and cue"))
    }

    /// After "…, officials said" and "…, officials told the paper" only a full stop, a comma or a phrase of time or
    /// place may stand.
    fn nothing_said_after(&self, cue: &Cue) -> bool {
        let has_hearer = cue.traits.has(CueTraits::HEARER);
        let after = if has_hearer { self.after_hearer(cue.span.end) } else { cue.span.end };
        let next = self.passage.lower(after);
        after >= self.sentence.end
            || !self.passage.is_wordlike(after)
            || words().preposition(next)
            || super::dates::is_calendar_word(next)
    }

    fn right_content(&self, cue: &Cue, later: &[Cue]) -> Option<(Range<usize>, &'static str)> {
        let mut at = cue.span.end;
        if let Some(quotation) = self.introduced_quote(cue, later) {
            return Some(quotation);
        }
        if cue.traits.has(CueTraits::HEARER) {
            at = self.after_hearer(at);
        }
        if let Some(content) = self.cyrillic_object(cue, later) {
            return Some(content);
        }
        if let Some(that) = self.that_after(at, later) {
            let end = right_end(self.passage, that + 1, &self.sentence, later);
            let takes = cue.traits.has(CueTraits::THAT);
            return (takes && end > that + 2).then(|| (that + 1..end, "that-clause"));
        }
        let end = right_end(self.passage, at, &self.sentence, later);
        if at >= end || self.passage.is_sign(at, '.') {
            return None;
        }
        let from = if self.passage.is_comma(at) || self.passage.is_sign(at, ':') { at + 1 } else { at };
        if from > at && self.passage.is_sign(at, ':') && cue.traits.has(CueTraits::SPEECH) && end > from + 1 {
            return Some((from..end, "after the colon"));
        }
        if from > at && !cue.traits.has(CueTraits::HEARER) {
            return None;
        }
        if is_question_word(self.passage.lower(from)) && cue.traits.has(CueTraits::THAT) {
            return (end > from + 2).then_some((from..end, "question after the cue"));
        }
        if cue.traits.has(CueTraits::ASKS) {
            let asked = if is_question_word(self.passage.lower(from)) { from } else { self.after_hearer(from) };
            let asks =
                is_question_word(self.passage.lower(asked)) && !matches!(self.passage.lower(asked), "where" | "who");
            return (asks && end > asked + 2).then_some((asked..end, "question after the cue"));
        }
        // "told on Tuesday, when …": who tells, tells somebody.
        if self.passage.lower(cue.head).starts_with("t") && cue.traits.has(CueTraits::HEARER) && at == cue.span.end {
            return None;
        }
        if cue.traits.has(CueTraits::BARE)
            && self.may_begin_clause(from, end)
            && looks_clausal(self.passage, &(from..end))
        {
            return Some((from..end, "clause after the cue"));
        }
        self.object_after(cue, from, end)
    }

    /// A bare clause begins with a noun phrase, a pronoun or a phrase of circumstance, not with a bare preposition.
    fn may_begin_clause(&self, from: usize, end: usize) -> bool {
        let first = self.passage.lower(from);
        if begins_count(self.passage, from) {
            return true;
        }
        if matches!(
            first,
            "to" | "of"
                | "so"
                | "as"
                | "for"
                | "from"
                | "and"
                | "or"
                | "but"
                | "with"
                | "him"
                | "them"
                | "me"
                | "us"
                | "when"
                | "while"
                | "after"
                | "before"
                | "because"
                | "it's"
        ) && first != "it's"
        {
            return false;
        }
        let second = self.passage.lower(from + 1);
        if matches!(first, "about" | "around" | "over" | "under" | "up") {
            return is_number(self.passage, from + 1) || matches!(second, "a" | "half" | "to");
        }
        // "commented on the reason, which …" is no clause, "said on Monday, the road was shut" holds one.
        let topic = first == "on" && !super::dates::is_calendar_word(second);
        let circumstance = words().preposition(first);
        !topic && (!circumstance || (from..end).any(|index| self.passage.is_comma(index)))
    }

    fn object_after(&self, cue: &Cue, from: usize, end: usize) -> Option<(Range<usize>, &'static str)> {
        let first = self.passage.lower(from);
        let head = self.passage.lower(cue.head);
        let uncovers = matches!(head, "uncovered" | "uncovers" | "revealed" | "reveals" | "disclosed")
            && (from..end.min(from + 4))
                .any(|index| matches!(self.passage.lower(index), "details" | "evidence" | "documents" | "proof"));
        let accuses = matches!(head, "accused" | "accuses" | "accuse" | "blamed" | "blames" | "blame")
            && (from + 1..end).any(|index| matches!(self.passage.lower(index), "of" | "for" | "on"));
        let takes = uncovers
            || accuses
            || cue.traits.has(CueTraits::DENIAL) && self.names_claims(from, end)
            || cue.traits.has(CueTraits::OBJECT)
                && (cue.traits.has(CueTraits::DENIAL)
                    || matches!(
                        self.passage.lower(cue.head),
                        "alleged"
                            | "alleges"
                            | "confirmed"
                            | "confirms"
                            | "claimed"
                            | "claims"
                            | "reported"
                            | "reports"
                            | "admitted"
                            | "acknowledged"
                            | "confirm"
                            | "allege"
                    ));
        let evidence = cue.traits.has(CueTraits::EVIDENCE)
            && matches!(
                self.passage.lower(cue.head),
                "shows" | "show" | "showed" | "showing" | "depicts" | "depict" | "depicted"
            );
        let nominal = words().determiner(first)
            || self.passage.is_wordlike(from) && !words().preposition(first) && !words().clause_joiner(first)
            || self.quote_at(from).is_some();
        ((takes || evidence && self.shows(cue)) && nominal && end > from + 1 && !self.only_points_back(from, end))
            .then_some((from..end, "object after the cue"))
    }

    /// "Reports that X was for sale | were wrong": where the clause behind "that" gives way to the verb of the sentence.
    fn before_main_verb(&self, start: usize, end: usize) -> usize {
        let mut verbs =
            (start + 1..end).filter(|&index| is_finite_verb(self.passage, index) && self.quote_at(index).is_none());
        let first = verbs.next();
        let of_reports =
            |index: &usize| matches!(self.passage.lower(*index), "were" | "are" | "have" | "remain" | "remained");
        first.and_then(|first| verbs.find(|index| of_reports(index) && *index > first + 1)).unwrap_or(end)
    }

    /// "confirmed the sum", "denied the reports": what is meant stands elsewhere.
    fn only_points_back(&self, from: usize, end: usize) -> bool {
        let end = without_terminal(self.passage, from, end);
        let points = matches!(
            self.passage.lower(end - 1),
            "sum"
                | "figure"
                | "figures"
                | "number"
                | "numbers"
                | "report"
                | "reports"
                | "claim"
                | "claims"
                | "allegation"
                | "allegations"
                | "accusation"
                | "accusations"
                | "charge"
                | "charges"
                | "news"
                | "rumours"
                | "rumors"
                | "statement"
                | "statements"
                | "details"
                | "that"
                | "this"
                | "it"
        );
        points && end - from <= 2
    }

    /// Whether what stands before the cue is a thing that shows: footage, pictures, records.
    fn shows(&self, cue: &Cue) -> bool {
        let reach = self.sentence.start.max(cue.span.start.saturating_sub(8));
        (reach..cue.span.start).any(|index| words().evidence_noun(self.passage.lower(index)))
    }

    fn that_after(&self, at: usize, _later: &[Cue]) -> Option<usize> {
        let is_that = |index: usize| {
            matches!(
                self.passage.lower(index),
                "that"
                    | "что"
                    | "що"
                    | "أن"
                    | "إن"
                    | "ان"
                    | "أنه"
                    | "إنه"
                    | "أنها"
                    | "إنها"
                    | "بأن"
                    | "بأنه"
                    | "بأنها"
                    | "أنهم"
                    | "إنهم"
                    | "بأنهم"
            )
        };
        let reach = self.sentence.end.min(at + 10);
        if self.passage.is_cyrillic_or_arabic(at.saturating_sub(1)) || self.passage.is_cyrillic_or_arabic(at) {
            return (at..reach).find(|&index| is_that(index) && self.quote_at(index).is_none());
        }
        let adverbial = (at..reach)
            .take_while(|&index| self.quote_at(index).is_none() && !self.passage.is_sign(index, ':'))
            .find(|&index| is_that(index))?;
        let between_ok = adverbial == at || (at..adverbial).all(|index| !is_finite_verb(self.passage, index));
        let starts_ok = adverbial == at
            || words().preposition(self.passage.lower(at))
            || super::dates::is_calendar_word(self.passage.lower(at))
            || self.passage.is_comma(at)
            || matches!(self.passage.lower(at), "again" | "later" | "publicly");
        (between_ok && starts_ok).then_some(adverbial)
    }

    /// "the paper quoted X as saying": the words before "quoted" that name who passes it on.
    fn quoter(&self, cue: &Cue, source: &Range<usize>) -> Option<Range<usize>> {
        let as_saying = cue.kind == CueKind::Verb && self.passage.lower(cue.span.start) == "as";
        let quoted = source.start.checked_sub(1).filter(|&index| {
            as_saying && matches!(self.passage.lower(index), "quoted" | "quotes" | "cited" | "cites" | "quoting")
        })?;
        subject_before(self.passage, self.sentence.start, quoted).map(|subject| subject.span)
    }

    /// The words after "told" that name who heard it.
    fn hearer(&self, cue: &Cue) -> Option<Range<usize>> {
        let from = cue.span.end;
        let takes_one = cue.kind == CueKind::Verb && cue.traits.has(CueTraits::HEARER);
        let end = if takes_one && from < self.sentence.end { self.after_hearer(from) } else { from };
        (end > from && !words().pronoun(self.passage.lower(from))).then_some(from..end)
    }

    /// "told reporters", "told the local press": where the hearer ends.
    pub(super) fn after_hearer(&self, at: usize) -> usize {
        let lower = self.passage.lower(at);
        if lower == "that" {
            return at;
        }
        if matches!(lower, "him" | "them" | "me" | "us" | "her" | "it" | "you") {
            return at + 1;
        }
        let name = name_after(self.passage, at, self.sentence.end);
        let Some(name) = name else { return at };
        let mut end = name.end;
        for index in name.clone().skip(1) {
            let new_phrase =
                words().determiner(self.passage.lower(index)) || words().pronoun(self.passage.lower(index));
            if new_phrase
                && !words().preposition(self.passage.lower(index - 1))
                && !matches!(self.passage.lower(index - 1), "and")
            {
                end = index;
                break;
            }
        }
        let first_is_common = !self.passage.is_capital(at) && !words().determiner(lower);
        if first_is_common && name.len() > 1 && self.passage.is_capital(at + 1) {
            end = at + 1;
        }
        end
    }

    /// The quotation that the cue opens: "said: “…”", "told the press, “…”", "said “…”".
    fn introduced_quote(&self, cue: &Cue, later: &[Cue]) -> Option<(Range<usize>, &'static str)> {
        let quotation = self.quotes.iter().find(|quotation| quotation.outer.start >= cue.span.end)?;
        let opening = quotation.outer.start;
        let between = cue.span.end..opening;
        if between.len() > BEFORE_QUOTE_TOKENS_AT_MOST
            || later.iter().any(|next| next.span.start < opening)
            || !cue.traits.has(CueTraits::SPEECH)
        {
            return None;
        }
        let marked = between.is_empty()
            || self.passage.is_comma(opening - 1)
            || self.passage.is_sign(opening - 1, ':')
            || self.passage.is_dash(opening - 1);
        let colon = !between.is_empty() && self.passage.is_sign(opening - 1, ':');
        let that = between.clone().any(|index| matches!(self.passage.lower(index), "that" | "что" | "що" | "أن"));
        if !marked || that && !colon || !colon && between.clone().any(|index| is_finite_verb(self.passage, index)) {
            return None;
        }
        let closing = quotation.outer.end;
        let ends_sentence = closing >= without_terminal(self.passage, opening, self.sentence.end);
        if !self.is_speech(quotation) && !colon && !ends_sentence {
            return None;
        }
        let end = if ends_sentence || self.passage.is_comma(quotation.inner.end - 1) {
            closing
        } else {
            self.mixed_end(quotation, later)
        };
        Some((opening..end, "quotation after the cue"))
    }

    /// Where words outside the marks go on with the clause, they belong to what is said.
    fn mixed_end(&self, quotation: &Quotation, later: &[Cue]) -> usize {
        let after = quotation.outer.end;
        if self.passage.is_comma(after) || self.passage.is_sign(after, '(') || self.passage.is_dash(after) {
            return after;
        }
        right_end(self.passage, after, &self.sentence, later).max(after)
    }
}
