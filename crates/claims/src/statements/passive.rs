//! Passives: "was confirmed by X", "it is alleged that …", "is believed to have failed".

use super::content::right_end;
use super::cues::Cue;
use super::frames::{Attribution, Scene};
use super::lexicon::CueTraits;
use super::source::{name_after, subject_before};

impl Scene<'_, '_> {
    pub(super) fn passive(&self, cue: &Cue, floor: usize, later: &[Cue]) -> Option<Attribution> {
        let after = cue.span.end;
        let by = (self.passage.lower(after) == "by")
            .then(|| name_after(self.passage, after + 1, self.sentence.end))
            .flatten();
        let next = by.as_ref().map_or(after, |source| source.end);
        if self.passage.lower(next) == "that" {
            let end = right_end(self.passage, next + 1, &self.sentence, later);
            return (end > next + 3)
                .then(|| self.made(by, cue, std::iter::once(next + 1..end).collect(), "it was said that"));
        }
        if self.passage.lower(after) == "to" {
            if !matches!(self.passage.lower(after + 1), "have" | "be") {
                return None;
            }
            return self.hedged_infinitive(cue, floor, later);
        }
        let source = by.filter(|_| cue.traits.has(CueTraits::SPEECH))?;
        let subject = subject_before(self.passage, floor, cue.span.start)?;
        Some(self.made(Some(source), cue, vec![subject.span], "confirmed by X"))
    }

    /// "the dam is believed to have failed": nobody is named, the content is the subject with its verb.
    fn hedged_infinitive(&self, cue: &Cue, floor: usize, later: &[Cue]) -> Option<Attribution> {
        let from = cue.span.end;
        let comma = (from..self.sentence.end).find(|&index| self.passage.is_comma(index)).unwrap_or(self.sentence.end);
        let end = right_end(self.passage, from, &(self.sentence.start..comma), later);
        if end <= from + 2 {
            return None;
        }
        // "Thought to have failed in May, the dam …": the words around it say it, hedged.
        let subject = subject_before(self.passage, floor, cue.span.start).map(|subject| subject.span)?;
        let content = vec![subject, from..end];
        Some(self.made(None, cue, content, "is said to"))
    }
}
