//! What stands before a source and its cue: "“…,” X said", "…, X said", "“…,” said X"; and the Arabic order of verb, source,
//! content.

use super::content::{left_content, looks_clausal, right_end};
use super::cues::Cue;
use super::frames::{Attribution, Scene};
use super::lexicon::{CueTraits, words};
use super::source::{is_finite_verb, name_after};
use std::ops::Range;

impl Scene<'_, '_> {
    /// "“…,” she said under the rule that …", "…, officials said Friday, as they …": what stands behind the cue tells of
    /// the saying where the words before it are complete.
    pub(super) fn is_said_on_the_left(&self, cue: &Cue, left: &Range<usize>, right: &(Range<usize>, &str)) -> bool {
        let (content, rule) = right;
        if *rule == "quotation after the cue" || *rule == "after the colon" {
            return false;
        }
        let ends = |at: usize| self.passage.is_comma(at) || matches!(self.passage.lower(at), "?" | "!");
        if self.is_quote_end(left.end) && (ends(left.end) || left.len() > 2 && ends(left.end - 2)) {
            return true;
        }
        let first = self.passage.lower(content.start);
        let circumstance = words().preposition(first) || super::dates::is_calendar_word(first);
        *rule == "clause after the cue"
            && content.start == cue.span.end
            && circumstance
            && !words().clause_joiner(self.passage.lower(left.start))
    }

    /// "The dam, the mayor said, would be shut", "Perhaps, he said, it was late": the source and its cue stand between two
    /// commas inside what is said.
    pub(super) fn around_subject(
        &self,
        cue: &Cue,
        subject_start: usize,
        attribution_end: usize,
        later: &[Cue],
    ) -> Option<Vec<Range<usize>>> {
        let before = subject_start.checked_sub(1).filter(|&before| before > self.sentence.start)?;
        if !cue.traits.has(CueTraits::SPEECH)
            || !self.passage.is_comma(before)
            || !self.passage.is_comma(attribution_end)
        {
            return None;
        }
        let end = right_end(self.passage, attribution_end + 1, &self.sentence, later);
        let rest = attribution_end + 1..end;
        let goes_on = rest.len() >= 2 && self.goes_on_with_verb(&rest);
        let begins = rest.len() >= 3 && looks_clausal(self.passage, &rest) && !self.starts_new_clause(rest.start);
        let mut start = self.clause_start(before);
        while start < before && !self.passage.is_wordlike(start) && self.quote_at(start).is_none() {
            start += 1;
        }
        let left = start..before;
        let opens_only =
            !looks_clausal(self.passage, &left) && !left.clone().any(|at| is_finite_verb(self.passage, at));
        let opening_clause = words().clause_joiner(self.passage.lower(left.start))
            && !matches!(self.passage.lower(left.start), "and" | "but");
        (!left.is_empty() && (opens_only && (goes_on || begins) || opening_clause && begins)).then(|| vec![left, rest])
    }

    /// "…, he said, would be open": a verb goes on at once.
    fn goes_on_with_verb(&self, rest: &Range<usize>) -> bool {
        let first = self.passage.lower(rest.start);
        let adverb = first.ends_with("ly") || matches!(first, "also" | "never" | "still" | "not" | "always");
        let at = if adverb { rest.start + 1 } else { rest.start };
        is_finite_verb(self.passage, at)
    }

    /// "“…,” said X": the cue stands between what is said and the source.
    pub(super) fn inverted(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
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
        let mut source = name_after(self.passage, cue.span.end, self.sentence.end)?;
        // "…, said a dispatch by Northwire": the agency.
        source = self.where_the_report_stands(&source).unwrap_or(source);
        let Some(left) = self.said_before(before + 1) else {
            let around = self.around_subject(cue, cue.span.start, source.end, later)?;
            return (self.can_speak(&source) && !cue.traits.has(CueTraits::HEARER))
                .then(|| self.made(Some(source), cue, around, "clause around the cue"));
        };
        let quoted = self.is_quote_end(left.end);
        // After "told" comes who heard it, never who said it.
        let hearer_first = cue.traits.has(CueTraits::HEARER) && !self.passage.is_cyrillic_or_arabic(cue.head);
        if !quoted && !self.can_speak(&source) && !self.is_the_one(cue, &source) || hearer_first {
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

    /// "…, said the stewards": whoever it is, "said" with an article behind it leaves nothing else to be.
    fn is_the_one(&self, cue: &Cue, source: &Range<usize>) -> bool {
        let article = matches!(self.passage.lower(source.start), "the" | "a" | "an" | "his" | "her" | "its" | "their");
        let time = source.clone().any(|index| super::dates::is_calendar_word(self.passage.lower(index)));
        let length = source.len();
        article && (2..=8).contains(&length) && !time && matches!(self.passage.lower(cue.head), "said" | "says")
    }

    /// Arabic order: "قال X إن …", "قال X: «…»": the source stands between the cue and what is said.
    pub(super) fn verb_first(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
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
    pub(super) fn said_before(&self, end: usize) -> Option<Range<usize>> {
        let mut at = end;
        while at > self.sentence.start && (self.passage.is_comma(at - 1) || self.passage.is_dash(at - 1)) {
            at -= 1;
        }
        if let Some(quotation) = at.checked_sub(1).and_then(|last| self.quote_at(last)) {
            let clause_before = left_content(self.passage, self.sentence.start, quotation.outer.start).is_some();
            let lower_case = !self.passage.token(quotation.inner.start).is_some_and(|first| first.capital);
            let embedded = (clause_before || lower_case)
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

    pub(super) fn is_quote_end(&self, end: usize) -> bool {
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
    pub(super) fn left_of_subject(
        &self,
        cue: &Cue,
        floor: usize,
        subject_start: usize,
    ) -> Option<(Range<usize>, &'static str)> {
        let before = subject_start.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        // "…, as the hospital announced".
        let as_said =
            self.passage.lower(before) == "as" && before > self.sentence.start && self.passage.is_comma(before - 1);
        let before = if as_said { before - 1 } else { before };
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
}
