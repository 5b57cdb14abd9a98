//! What stands behind a cue: the quotation it opens, a clause with or without "that", a question, an object.

use super::content::{begins_count, looks_clausal, right_end, without_terminal};
use super::cues::Cue;
use super::figures::is_number;
use super::frames::Scene;
use super::lexicon::{CueTraits, words};
use super::quotes::Quotation;
use super::source::is_finite_verb;
use std::ops::Range;

/// How many tokens may stand between a cue and the quotation it opens: "told the local press on Friday, “…”".
const BEFORE_QUOTE_TOKENS_AT_MOST: usize = 14;

fn is_question_word(lower: &str) -> bool {
    matches!(lower, "why" | "how" | "what" | "whether" | "if" | "where" | "who")
}

impl Scene<'_, '_> {
    pub(super) fn right_content(&self, cue: &Cue, later: &[Cue]) -> Option<(Range<usize>, &'static str)> {
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
            && (looks_clausal(self.passage, &(from..end)) || self.must_be_clause(cue, from..end))
        {
            return Some((from..end, "clause after the cue"));
        }
        self.object_after(cue, from, end)
    }

    /// "say the programme helps towns", "said Ruiz deserves praise": behind "say" at once a longer phrase with a word that may
    /// be a verb is a clause, as nothing else is said but "so", "yes" and words in quotation marks.
    fn must_be_clause(&self, cue: &Cue, content: Range<usize>) -> bool {
        let say =
            matches!(self.passage.lower(cue.head), "say" | "says" | "said" | "saying") && cue.span.end == content.start;
        let subject = words().determiner(self.passage.lower(content.start)) || self.passage.is_capital(content.start);
        let verb = (content.start + 1..content.end).find(|&index| {
            let lower = self.passage.lower(index);
            let before = self.passage.lower(index - 1);
            lower.len() > 3
                && lower.ends_with('s')
                && !lower.ends_with("ss")
                && lower.is_ascii()
                && !self.passage.is_capital(index)
                && (self.passage.is_capital(index - 1) || self.passage.is_wordlike(index - 1))
                && !words().determiner(before)
                && !words().preposition(before)
        });
        say && subject && content.len() >= 4 && verb.is_some_and(|verb| verb + 1 < content.end)
    }

    /// A bare clause begins with a noun phrase, a pronoun or a phrase of circumstance, not with a bare preposition.
    fn may_begin_clause(&self, from: usize, end: usize) -> bool {
        let first = self.passage.lower(from);
        if begins_count(self.passage, from) {
            return true;
        }
        if self.passage.is_dash(from) {
            return false;
        }
        if self.pronoun_clause_behind(from, end) {
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

    /// "said after the meeting he would stay": a phrase of circumstance, then a pronoun with its verb.
    fn pronoun_clause_behind(&self, from: usize, end: usize) -> bool {
        let first = self.passage.lower(from);
        let circumstance = words().preposition(first) && !matches!(first, "to" | "of" | "so" | "as" | "from" | "about");
        circumstance
            && (from + 2..end.min(from + 9)).any(|index| {
                matches!(self.passage.lower(index), "he" | "she" | "they" | "it" | "we" | "there")
                    && is_finite_verb(self.passage, index + 1)
                    && !words().clause_joiner(self.passage.lower(index - 1))
            })
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
    pub(super) fn shows(&self, cue: &Cue) -> bool {
        let reach = self.sentence.start.max(cue.span.start.saturating_sub(8));
        (reach..cue.span.start).any(|index| words().evidence_noun(self.passage.lower(index)))
    }

    pub(super) fn that_after(&self, at: usize, _later: &[Cue]) -> Option<usize> {
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
        // "…, the office said on Tuesday, withdrawing the number that it had given".
        let goes_on = |index: usize| self.passage.is_comma(index) && self.passage.lower(index + 1).ends_with("ing");
        let between_ok =
            adverbial == at || (at..adverbial).all(|index| !is_finite_verb(self.passage, index) && !goes_on(index));
        let starts_ok = adverbial == at
            || words().preposition(self.passage.lower(at))
            || super::dates::is_calendar_word(self.passage.lower(at))
            || self.passage.is_comma(at)
            || matches!(self.passage.lower(at), "again" | "later" | "publicly");
        (between_ok && starts_ok).then_some(adverbial)
    }

    /// The quotation that the cue opens: "said: “…”", "told the press, “…”", "said “…”".
    pub(super) fn introduced_quote(&self, cue: &Cue, later: &[Cue]) -> Option<(Range<usize>, &'static str)> {
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
