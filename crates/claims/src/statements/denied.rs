//! Claims that are denied: whoever denies them is named, and nobody who makes them.

use super::cues::Cue;
use super::frames::{Attribution, Scene};
use super::word_tables::WordList;

/// What is denied where no clause follows the cue.
static CLAIM: WordList = WordList::new(
    "claim claims report reports allegation allegations accusation accusations suggestion suggestions rumour rumours rumor rumors",
);

/// "denied reports that …": the reports are what is denied, and nobody who says it.
pub(super) fn names_what_is_denied(denied: &Attribution, cue: &Cue) -> bool {
    let content = denied.hull();
    (content.start..content.start + 3).contains(&cue.head)
}

impl Scene<'_, '_> {
    /// "rejected the claim that …", "dismissed reports of …"
    pub(super) fn names_claims(&self, from: usize, end: usize) -> bool {
        let is_claim = |index: usize| {
            CLAIM.has(self.passage.lower(index)) && matches!(self.passage.lower(index + 1), "that" | "of")
        };
        (from..end.min(from + 3)).any(is_claim)
    }
}
