//! Frames of a colon without a verb: "NAME: “…”" in a text, "X: …" and "…: X" in a headline.

use super::content::without_terminal;
use super::cues::{Cue, CueKind};
use super::frames::{Attribution, Scene};
use super::lexicon::{CueTraits, words};
use super::source::{is_finite_verb, subject_before};
use std::ops::Range;

impl Scene<'_, '_> {
    /// "NAME: “…”" without any verb that attributes.
    pub fn colon_before_quotation(&self) -> Option<Attribution> {
        let quotation = self.quotes.iter().find(|quotation| {
            let opening = quotation.outer.start;
            opening > self.sentence.start + 1 && self.passage.is_sign(opening - 1, ':') && self.is_speech(quotation)
        })?;
        let colon = quotation.outer.start - 1;
        let cue =
            Cue { span: colon..colon + 1, head: colon, traits: CueTraits::SPEECH, kind: CueKind::Verb, negated: false };
        let verb = (self.sentence.start + 1..colon)
            .find(|&index| is_finite_verb(self.passage, index) && self.quote_at(index).is_none());
        let subject = subject_before(self.passage, self.sentence.start, verb.unwrap_or(colon))?;
        (!self.is_first_person(&subject)
            && (self.can_speak(&subject.span) || words().pronoun(self.passage.lower(subject.span.start))))
        .then(|| self.made(Some(subject.span), &cue, vec![quotation.outer.clone()], "colon before the quotation"))
    }

    /// Headlines: "Police: bridge was closed", "Reports: bridge was closed", "Bridge was closed: police".
    pub fn headline_colon(&self) -> Option<Attribution> {
        let colon =
            self.sentence.clone().find(|&index| self.passage.is_sign(index, ':') && self.quote_at(index).is_none())?;
        let cue =
            Cue { span: colon..colon + 1, head: colon, traits: CueTraits::NONE, kind: CueKind::Verb, negated: false };
        let end = without_terminal(self.passage, colon + 1, self.sentence.end);
        let (left, right) = (self.sentence.start..colon, colon + 1..end);
        let (source, content, rule) = if self.names_a_speaker(&left) && right.len() > left.len() {
            (left, right, "headline: X, colon")
        } else if self.names_a_speaker(&right) && left.len() > right.len() {
            (right, left, "headline: colon, X")
        } else {
            return None;
        };
        Some(self.made(Some(source), &cue, vec![content], rule))
    }

    /// A short noun phrase whose last word is one who speaks.
    fn names_a_speaker(&self, range: &Range<usize>) -> bool {
        if range.is_empty() || range.len() > 5 || range.clone().any(|index| is_finite_verb(self.passage, index)) {
            return false;
        }
        let last = self.passage.lower(range.end - 1);
        if range.len() == 1
            && matches!(last, "watch" | "live" | "video" | "photos" | "analysis" | "exclusive" | "update")
        {
            // "Watch: the port after the storm" labels what follows.
            return false;
        }
        words().people_noun(last)
            || words().document_noun(last)
            || words().witness_noun(last)
            || words().body_noun(last)
            || words().outlet_noun(last)
            || words().outlet_name(last)
            || range.len() == 1 && words().evidence_noun(last)
            || words().title(self.passage.lower(range.start))
            || range.len() == 1 && self.passage.word(range.start).chars().all(char::is_uppercase)
    }
}
