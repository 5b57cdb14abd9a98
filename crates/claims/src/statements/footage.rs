//! What is counted in a recording, by a sentence without a cue: "In the clip, 11 wagons lie across the track".

use super::content::without_terminal;
use super::cues::{Cue, CueKind};
use super::figures::is_number;
use super::frames::{Attribution, Scene};
use super::lexicon::{CueTraits, words};
use super::source::is_finite_verb;
use super::word_tables::WordList;

/// Recordings that show what somebody counts in them.
static FOOTAGE: WordList =
    WordList::new("footage video videos clip clips film recording recordings images photos pictures photographs");

/// What such a sentence says in place of a verb that the tables know.
static SEEN: WordList = WordList::new("seen visible lie lies stand stands rise burn burning rises lying standing");

impl Scene<'_, '_> {
    /// "In the clip, 11 wagons lie across the track", "11 wagons can be seen in footage of the accident": what a recording
    /// shows, if it can be counted.
    pub(super) fn seen_in_footage(&self) -> Option<Attribution> {
        let end = without_terminal(self.passage, self.sentence.start, self.sentence.end);
        let is_number = |index: usize| is_number(self.passage, index);
        if !self.sentence.clone().any(is_number) {
            return None;
        }
        let preposition = (self.sentence.start..end).find(|&index| {
            matches!(self.passage.lower(index), "in" | "on")
                && (index + 1..end.min(index + 5))
                    .take_while(|&next| {
                        self.passage.is_wordlike(next) && !words().preposition(self.passage.lower(next))
                    })
                    .any(|next| FOOTAGE.has(self.passage.lower(next)))
        })?;
        let noun = (preposition + 1..end).find(|&index| FOOTAGE.has(self.passage.lower(index)))?;
        let cue = Cue {
            span: preposition..preposition + 1,
            head: preposition,
            traits: CueTraits::EVIDENCE,
            kind: CueKind::Preposition,
            negated: false,
        };
        let content = if !(self.sentence.start..preposition).any(is_number) {
            let comma = (noun..end).find(|&index| self.passage.is_comma(index))?;
            comma + 1..end
        } else {
            self.sentence.start..preposition
        };
        let is_clause = content.clone().any(is_number)
            && content.clone().any(|index| is_finite_verb(self.passage, index) || SEEN.has(self.passage.lower(index)));
        is_clause.then(|| self.made(Some(preposition + 1..noun + 1), &cue, vec![content], "seen in footage"))
    }
}
