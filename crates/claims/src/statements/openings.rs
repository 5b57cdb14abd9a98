//! Clauses that open a sentence: "As X said, …" in English and Cyrillic, and "When X said that …, …", whose content ends
//! where the main clause begins; a participle that trails behind its comma; and what a Cyrillic verb takes without "that".

use super::content::{looks_clausal, right_end};
use super::cues::Cue;
use super::frames::{Attribution, Scene};
use super::lexicon::CueTraits;
use super::source::{Subject, is_finite_verb};
use std::ops::Range;

/// How many tokens may stand between "As X said" and its comma: "on Monday", "in a statement".
const AS_SAID_TOKENS_AT_MOST: usize = 8;

impl Scene<'_, '_> {
    /// "As Ola Finn told the paper, the dam had failed": what is said stands behind the comma.
    pub fn as_somebody_said(
        &self,
        cue: &Cue,
        subject_start: usize,
        later: &[Cue],
    ) -> Option<(Range<usize>, &'static str)> {
        if matches!(self.passage.lower(self.sentence.start), "как" | "як") {
            return None;
        }
        let opens = subject_start == self.sentence.start + 1 && self.passage.lower(self.sentence.start) == "as";
        if !opens || !cue.traits.has(CueTraits::SPEECH) {
            return None;
        }
        let heard = if cue.traits.has(CueTraits::HEARER) { self.after_hearer(cue.span.end) } else { cue.span.end };
        let comma = (heard..self.sentence.end.min(heard + AS_SAID_TOKENS_AT_MOST))
            .find(|&index| self.passage.is_comma(index))?;
        let nothing_else =
            (heard..comma).all(|index| !is_finite_verb(self.passage, index) && self.passage.lower(index) != "that");
        let rest = self.rest_after(comma, later).filter(|rest| nothing_else && looks_clausal(self.passage, rest))?;
        Some((rest, "as X said"))
    }

    /// "Как сообщили в полиции, …", "Як пише «Річковий вісник», …": the source stands between the cue and the comma.
    pub fn as_somebody_said_in_cyrillic(&self, cue: &Cue, later: &[Cue]) -> Option<Attribution> {
        let start = self.sentence.start;
        let opens = matches!(self.passage.lower(start), "как" | "як") && cue.span.start == start + 1;
        if !opens || !cue.traits.has(CueTraits::SPEECH) {
            return None;
        }
        let reach = self.sentence.end.min(cue.span.end + AS_SAID_TOKENS_AT_MOST);
        let comma =
            (cue.span.end..reach).find(|&index| self.passage.is_comma(index) && self.quote_at(index).is_none())?;
        let first = cue.span.end + usize::from(matches!(self.passage.lower(cue.span.end), "в" | "во" | "на" | "у"));
        let content = self.rest_after(comma, later)?;
        (first < comma).then(|| self.made(Some(first..comma), cue, vec![content], "as X said"))
    }

    /// Whether the cue is a participle behind a comma; "X quoted Y, the mayor, as saying" is another frame.
    pub fn trails(&self, cue: &Cue) -> bool {
        cue.traits.has(CueTraits::PARTICIPLE)
            && cue.span.start > self.sentence.start
            && self.passage.is_comma(cue.span.start - 1)
            && self.passage.lower(cue.span.start) != "as"
    }

    /// "The campaign sued the party, claiming that …": the campaign claims, whatever stands before the comma.
    pub fn subject_of_trailing(&self, cue: &Cue, earlier: &[Attribution], beside: Option<Subject>) -> Option<Subject> {
        match self.main_subject(cue, earlier) {
            Some(main) => Some(Subject { span: main, antecedent: None }).filter(|main| !self.is_first_person(main)),
            None => beside,
        }
    }

    /// "сообщил о гибели трёх пожарных", "видно, как колонна входит": what is announced as a noun, what is seen.
    pub fn cyrillic_object(&self, cue: &Cue, later: &[Cue]) -> Option<(Range<usize>, &'static str)> {
        let (head, after) = (self.passage.lower(cue.head), cue.span.end);
        let announces = ["сообщ", "заяв", "объяв", "повідом", "оголос"].iter().any(|stem| head.starts_with(stem));
        let about = matches!(self.passage.lower(after), "о" | "об" | "про");
        let seen =
            head == "видно" && self.passage.is_comma(after) && matches!(self.passage.lower(after + 1), "как" | "як");
        let (from, rule) = match (announces && about, seen) {
            (true, _) => (after + 1, "object after the cue"),
            (_, true) => (after + 2, "question after the cue"),
            _ => return None,
        };
        let end = right_end(self.passage, from, &self.sentence, later);
        (end > from + 1).then_some((from..end, rule))
    }

    /// "Having announced that the dam would close, the mayor left": what is said in the clause that opens a sentence
    /// ends where the main clause begins.
    pub fn within_opening_clause(&self, cue: &Cue, content: Range<usize>) -> Range<usize> {
        let start = self.sentence.start;
        let opening = matches!(
            self.passage.lower(start),
            "having" | "when" | "while" | "although" | "though" | "after" | "once" | "because" | "since"
        ) && !(start..cue.span.start).any(|index| self.passage.is_comma(index));
        if !opening || content.start < cue.span.end {
            return content;
        }
        let main_clause = |&index: &usize| {
            let after = self.passage.lower(index + 1);
            self.passage.is_comma(index)
                && self.quote_at(index).is_none()
                && !(matches!(after, "and" | "but" | "or" | "which" | "who" | "where" | "when"))
                && looks_clausal(self.passage, &(content.start..index))
                && looks_clausal(self.passage, &(index + 1..content.end))
        };
        let end = content.clone().find(main_clause).unwrap_or(content.end);
        content.start..end
    }
}
