//! Messages of many authors, laid out as one text: what exports of chats and mailboxes have in common.

use super::blocks::{BlockDraft, append};
use super::controls::control_characters;
use super::findings::{LIMIT_REACHED, MEDIA_MISSING, MESSAGES_EDITED, REPLIES_ELSEWHERE};
use super::{document, one_line};
use model::{BlockRole, Extract, LinkKind, MetadataField};
use std::collections::HashMap;

/// Blocks of one file: each costs some 500 bytes on its way to the shell, twice its text apart.
pub(super) const MOST_MESSAGES: usize = 200_000;
/// Messages that are named one by one in a finding.
const MOST_NAMED: usize = 10;
/// Longest name of an author or of a file, characters.
const LONGEST_NAME_CHARS: usize = 300;

/// One message as an export gives it.
#[derive(Default)]
pub(super) struct Message {
    /// The name under which others answer it, unique in the file.
    pub(super) id: Option<String>,
    pub(super) author: Option<String>,
    pub(super) posted_at: Option<String>,
    pub(super) edited: bool,
    pub(super) text: String,
    /// The name of the message that it answers.
    pub(super) answers: Option<String>,
    /// Whom the messenger names as the one whose message was passed on.
    pub(super) forwarded_from: Option<String>,
    /// Files of the message, as paths beside the export.
    pub(super) files: Vec<String>,
    /// Files that the messenger names as left out of the export.
    pub(super) files_left_out: usize,
    /// URLs that stand behind words of the text.
    pub(super) hidden_urls: Vec<String>,
    pub(super) page_bytes: Option<(usize, usize)>,
}

/// Messages laid out as text, one after another, with their blocks.
#[derive(Default)]
pub(super) struct Conversation {
    pub(super) text: String,
    pub(super) drafts: Vec<BlockDraft>,
    /// Index of the draft, kind, target.
    pub(super) links: Vec<(usize, LinkKind, String)>,
    pub(super) draft_of_id: HashMap<String, usize>,
    /// Index of the draft, and the name of what it answers.
    pub(super) answers: Vec<(usize, String)>,
    pub(super) metadata: Vec<MetadataField>,
    pub(super) n_messages: usize,
    /// First bytes of messages that were edited.
    pub(super) edited_at: Vec<usize>,
    pub(super) files_left_out: usize,
    /// Messages that say nothing and hold nothing.
    pub(super) empty: usize,
    pub(super) reached_limit: bool,
}

impl Conversation {
    /// A block of its own; `None` where `text` is blank.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        role: BlockRole,
        reason: &str,
        confidence_0_1: f64,
    ) -> Option<usize> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        self.drafts.push(append(&mut self.text, text, role, reason, confidence_0_1));
        Some(self.drafts.len() - 1)
    }

    /// What the messenger itself says: somebody joined, a call, a new day.
    pub(super) fn service(
        &mut self,
        text: &str,
        posted_at: Option<String>,
        page_bytes: Option<(usize, usize)>,
        reason: &str,
    ) {
        if self.is_full() {
            return;
        }
        if let Some(draft) = self.paragraph(text, BlockRole::Boilerplate, reason, 0.95) {
            self.drafts[draft].posted_at = posted_at;
            self.drafts[draft].page_bytes = page_bytes;
        }
    }

    pub(super) fn is_full(&mut self) -> bool {
        let is_full = self.drafts.len() >= MOST_MESSAGES;
        self.reached_limit |= is_full;
        is_full
    }

    /// A message: what it was passed on from is a block before it that names it as its parent. One without words is
    /// shown by the names of its files, so that it is not missing among the others.
    pub(super) fn message(&mut self, message: Message, reason: &str) {
        if self.is_full() {
            return;
        }
        self.files_left_out += message.files_left_out;
        let words = match message.text.trim() {
            "" => message.files.join("\n"),
            text => text.to_owned(),
        };
        if words.is_empty() {
            self.empty += 1;
            return;
        }
        // No entry in `Extract::credits`: those speak of an item as a whole, this one of a single message.
        let forwarded = message
            .forwarded_from
            .as_deref()
            .and_then(|from| self.paragraph(&name(from), BlockRole::CreditLine, "chat export: forwarded from", 0.95));
        let Some(draft) = self.paragraph(&words, BlockRole::Message, reason, 0.95) else { return };
        if let Some(credit) = forwarded {
            self.drafts[credit].parent = Some(draft);
            self.drafts[credit].page_bytes = message.page_bytes;
        }
        self.n_messages += 1;
        if message.edited {
            self.edited_at.push(self.drafts[draft].start_byte);
        }
        let block = &mut self.drafts[draft];
        block.author = message.author.map(|author| name(&author)).filter(|author| !author.is_empty());
        block.posted_at = message.posted_at;
        block.page_bytes = message.page_bytes;
        self.links.extend(message.files.into_iter().map(|file| (draft, LinkKind::Embeds, file)));
        self.links.extend(message.hidden_urls.into_iter().map(|url| (draft, LinkKind::Links, url)));
        self.answers.extend(message.answers.map(|answered| (draft, answered)));
        if let Some(id) = message.id {
            self.draft_of_id.insert(id, draft);
        }
    }

    pub(super) fn describe(&mut self, name: &str, value: &str) {
        document::describe(&mut self.metadata, name, value);
    }

    /// Numbers the blocks and puts everything into `extract`.
    pub(super) fn finish(mut self, extract: &mut Extract) {
        let mut answers_elsewhere = 0;
        for (draft, answered) in std::mem::take(&mut self.answers) {
            match self.draft_of_id.get(&answered).filter(|parent| **parent != draft) {
                Some(parent) => self.drafts[draft].parent = Some(*parent),
                None => answers_elsewhere += 1,
            }
        }
        extract.findings.extend(control_characters(&self.text));
        self.report(answers_elsewhere, extract);
        let links = self.links.into_iter().map(|(draft, kind, target)| (Some(draft), kind, target)).collect();
        document::finish(self.text, self.drafts, links, self.metadata, extract);
    }

    fn report(&self, answers_elsewhere: usize, extract: &mut Extract) {
        if !self.edited_at.is_empty() {
            let places: Vec<String> = self.edited_at.iter().take(MOST_NAMED).map(usize::to_string).collect();
            let more = if self.edited_at.len() > MOST_NAMED { " and others" } else { "" };
            extract.findings.push(MESSAGES_EDITED.found(format!(
                "{} messages were edited after they were posted, as the export says; it holds the last wording only. \
                 They begin at byte {}{more}.",
                self.edited_at.len(),
                places.join(", ")
            )));
        }
        if answers_elsewhere > 0 {
            extract.findings.push(REPLIES_ELSEWHERE.found(format!(
                "{answers_elsewhere} messages answer messages that are not in this file. Exports come in several files; \
                 add the others too."
            )));
        }
        let left_out = self.files_left_out + self.empty;
        if left_out > 0 {
            extract.findings.push(MEDIA_MISSING.found(format!(
                "{left_out} pictures, recordings or other files were left out when the chat was exported; {} of these \
                 messages held nothing else and have no block. Ask for an export with media.",
                self.empty
            )));
        }
        if self.reached_limit {
            extract.findings.push(
                LIMIT_REACHED.found(format!("More than {MOST_MESSAGES} messages: the rest was not made into blocks.")),
            );
        }
    }
}

/// A name on one line, cut where it is longer than names are.
pub(super) fn name(foreign: &str) -> String {
    one_line(foreign).chars().take(LONGEST_NAME_CHARS).collect()
}
