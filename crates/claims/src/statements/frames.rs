//! Puts source, cue and content of one sentence together. Each frame is a rule with a name.

use super::content::{left_content, looks_clausal, right_end};
use super::cues::{Cue, CueKind, cues};
use super::denied::names_what_is_denied;
use super::lexicon::{CueTraits, words};
use super::quotes::Quotation;
use super::sentences::Sentence;
use super::source::{Subject, is_finite_verb, name_after, subject_before};
use super::tokens::{Passage, TokenKind};
use model::QuoteType;
use std::ops::Range;

/// A quotation of fewer words, with no sign of a sentence in it, is a borrowed phrase and no speech of its own.
const SPEECH_WORDS_AT_LEAST: usize = 4;
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
    // "a figure that the fire service could not confirm": nobody said it there.
    if cue.negated && matches!(scene.passage.lower(cue.head), "confirm" | "verify" | "corroborate" | "substantiate") {
        return None;
    }
    let mut made = match cue.kind {
        CueKind::Preposition => scene.according_to(cue, later, earlier),
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
    pub(super) fn quote_from(&self, index: usize) -> Option<&Quotation> {
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

    fn according_to(&self, cue: &Cue, later: &[Cue], earlier: &[Attribution]) -> Option<Attribution> {
        let ceiling =
            later.iter().find(|next| next.kind != CueKind::Noun).map_or(self.sentence.end, |next| next.span.start);
        let source = name_after(self.passage, cue.span.end, self.sentence.end)
            .filter(|source| source.start < ceiling.max(cue.span.end + 1))?;
        let source = self.where_the_report_stands(&source).unwrap_or(source);
        let from = self.behind_another_source(cue, earlier).unwrap_or_else(|| self.clause_start(cue.span.start));
        let left = left_content(self.passage, from, cue.span.start);
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

    /// "4,000 marched according to the police, and 16,000 according to the unions": what the first said ends before ", and".
    fn behind_another_source(&self, cue: &Cue, earlier: &[Attribution]) -> Option<usize> {
        let before =
            earlier.last().filter(|before| before.rule == "according to X" && before.hull().end <= before.cue.start)?;
        let end = before.source.as_ref()?.end;
        let joined = (end..cue.span.start.min(end + 2))
            .any(|index| matches!(self.passage.lower(index), "and" | "but" | "while"));
        joined.then_some(end)
    }

    /// "According to a report in the Harbour Courier": the paper is the source.
    pub(super) fn where_the_report_stands(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let is_report = matches!(
            self.passage.lower(source.end - 1),
            "report" | "article" | "story" | "dispatch" | "despatch" | "bulletin" | "wire" | "item" | "account"
        );
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
    pub(super) fn clause_start(&self, before: usize) -> usize {
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

    pub(super) fn starts_new_clause(&self, index: usize) -> bool {
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
        let from = cue.span.end + usize::from(self.passage.lower(cue.span.end) == "what");
        let source = name_after(self.passage, from, self.sentence.end).filter(|source| self.can_speak(source))?;
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
        let last = cue.span.start.saturating_sub(1);
        let in_marks = self.is_quote_end(cue.span.start) && last > 0 && self.passage.is_comma(last - 1);
        let citing =
            before.filter(|before| before.kind == CueKind::Citing && (self.passage.is_comma(last) || in_marks));
        match citing
            .filter(|citing| citing.span.start > self.sentence.start && self.passage.is_comma(citing.span.start - 1))
        {
            Some(citing) => subject_before(self.passage, self.sentence.start, citing.span.start - 1),
            None => subject_before(self.passage, floor, cue.span.start),
        }
    }

    fn puts_at(&self, cue: &Cue, floor: usize, before: Option<&Cue>, later: &[Cue]) -> Option<Attribution> {
        let joined = cue.span.start > self.sentence.start && self.passage.lower(cue.span.start - 1) == "and";
        let main = || self.main_subject(cue, &[]).filter(|_| joined).map(|span| Subject { span, antecedent: None });
        let source = self.subject_of(cue, floor, before).or_else(main).filter(|subject| {
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
        let right = right.filter(|right| {
            !left.as_ref().is_some_and(|(left, _)| subject.is_some() && self.is_said_on_the_left(cue, left, right))
        });
        if left.is_none()
            && right.as_ref().is_none_or(|(_, rule)| *rule != "quotation after the cue")
            && let (Some(subject), Some(around)) = (&subject, self.around_subject(cue, start, cue.span.end, later))
            && !self.is_first_person(subject)
        {
            let mut made = self.made(Some(subject.span.clone()), cue, around, "clause around the cue");
            made.antecedent = subject.antecedent.clone();
            return Some(made);
        }
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
            Some(subject) if rule == "clause before source and cue" => {
                subject.antecedent.clone().or_else(|| self.body_that_says_it(&subject.span, &content))
            }
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

    /// "The company will close the mill, it said": a body that begins the clause is who said it.
    fn body_that_says_it(&self, subject: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let is_it = subject.len() == 1 && self.passage.lower(subject.start) == "it";
        let said = content.first().filter(|_| is_it)?;
        let verb = (said.start + 1..said.end).find(|&index| is_finite_verb(self.passage, index))?;
        let body = subject_before(self.passage, said.start, verb)?.span;
        let is_body = |index: usize| {
            let lower = self.passage.lower(index);
            words().body_noun(lower)
                || words().outlet_noun(lower)
                || self.passage.is_capital(index) && index > said.start
        };
        body.clone().any(is_body).then_some(body)
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
}
