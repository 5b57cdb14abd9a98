//! Changes that a document keeps: who inserted, deleted or moved what, and when.

use crate::text::document::Document;
use crate::text::findings::{HIDDEN_TEXT, TRACKED_CHANGES};
use model::FindingDraft;
use std::collections::BTreeMap;

/// Authors of changes that are listed one by one.
const MOST_AUTHORS: usize = 50;
/// Of deleted or hidden text so much is shown, characters.
const SAMPLE_CHARS: usize = 200;

/// Changes of a document, and its text that is not shown.
#[derive(Default)]
pub(super) struct Changes {
    by_author: BTreeMap<String, OfAuthor>,
    n_insertions: usize,
    n_deletions: usize,
    n_moves: usize,
    deleted: String,
    deleted_chars: usize,
    hidden: String,
    hidden_chars: usize,
}

#[derive(Default)]
struct OfAuthor {
    n_changes: usize,
    first: Option<String>,
    last: Option<String>,
}

/// What a change does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// Text was added.
    Insertion,
    /// Text was taken out.
    Deletion,
    /// Text was moved from here.
    Move,
}

impl Changes {
    /// Counts a change.
    pub(super) fn add(&mut self, change: Change, author: Option<&str>, time: Option<String>) {
        match change {
            Change::Insertion => self.n_insertions += 1,
            Change::Deletion => self.n_deletions += 1,
            Change::Move => self.n_moves += 1,
        }
        let author = author.map(super::one_line).filter(|author| !author.is_empty()).unwrap_or_else(|| "?".to_owned());
        if self.by_author.len() >= MOST_AUTHORS && !self.by_author.contains_key(&author) {
            return;
        }
        let of_author = self.by_author.entry(author).or_default();
        of_author.n_changes += 1;
        if let Some(time) = time {
            let earlier = of_author.first.as_ref().is_none_or(|first| time < *first);
            let later = of_author.last.as_ref().is_none_or(|last| time > *last);
            if earlier {
                of_author.first = Some(time.clone());
            }
            if later {
                of_author.last = Some(time);
            }
        }
    }

    /// Text that was deleted and is still in the file.
    pub(super) fn deleted(&mut self, text: &str) {
        self.deleted_chars += sample(text, &mut self.deleted);
    }

    /// Text that is marked as hidden.
    pub(super) fn hidden(&mut self, text: &str) {
        self.hidden_chars += sample(text, &mut self.hidden);
    }

    /// Names, and what somebody took out, go into the metadata, which reports leave out unless asked: a document is
    /// often handed over by somebody who does not know that it keeps them. The finding says that they are there.
    pub(super) fn report(self, document: &mut Document) -> Vec<FindingDraft> {
        let mut findings = Vec::new();
        let first = self.by_author.values().filter_map(|one| one.first.as_deref()).min();
        let last = self.by_author.values().filter_map(|one| one.last.as_deref()).max();
        let span = match (first, last) {
            (Some(first), Some(last)) => format!("between {first} and {last}, as the file says"),
            _ => "without times".to_owned(),
        };
        for (author, one) in &self.by_author {
            let times = match (&one.first, &one.last) {
                (Some(first), Some(last)) => format!(", {first} to {last}"),
                _ => String::new(),
            };
            document.describe("tracked changes author", &format!("{author}: {} changes{times}", one.n_changes));
        }
        if self.n_insertions + self.n_deletions + self.n_moves > 0 {
            let mut text = format!(
                "The document keeps {} insertions, {} deletions and {} moves by {} authors (named in its metadata), \
                 {span}. Inserted text was read as text",
                self.n_insertions,
                self.n_deletions,
                self.n_moves,
                self.by_author.len()
            );
            match self.deleted_chars {
                0 => text.push('.'),
                chars => {
                    document.describe("tracked changes deleted text", &self.deleted);
                    text.push_str(&format!(
                        "; {chars} characters that were deleted and are still in the file were left out (their \
                         beginning stands in its metadata)."
                    ));
                }
            }
            findings.push(TRACKED_CHANGES.found(text));
        }
        if self.hidden_chars > 0 {
            findings.push(HIDDEN_TEXT.found(format!(
                "The document hides {} characters of text, which were left out. They begin: {}",
                self.hidden_chars, self.hidden
            )));
        }
        findings
    }
}

/// Adds to a sample; gives how many characters the text has.
fn sample(text: &str, sample: &mut String) -> usize {
    let free = SAMPLE_CHARS.saturating_sub(sample.chars().count());
    sample.extend(text.chars().take(free));
    text.chars().count()
}
