//! Exports of chats, as messengers write them: each message one block with author and time, as far as the file says
//! them.
//!
//! A messenger's export is its own word about what was posted: whoever holds the file could have edited it. Only what
//! stands in it is taken; a time without a zone stays without one.

mod telegram_json;
mod telegram_page;
mod whatsapp;

use super::conversation::{Conversation, Message, name};
use super::decode;
use crate::codes;
use model::Extract;

/// Whose export it is, and in which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChatFormat {
    /// Telegram Desktop, `result.json`: one chat or a whole account.
    TelegramJson,
    /// Telegram Desktop, `messages.html`, `messages2.html` and so on.
    TelegramPage,
    /// WhatsApp, the text of a chat.
    WhatsApp,
}

impl ChatFormat {
    /// Media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            ChatFormat::TelegramJson => "application/json",
            ChatFormat::TelegramPage => "text/html",
            ChatFormat::WhatsApp => "text/plain",
        }
    }

    fn extract(self) -> Extract {
        Extract { media_type: self.media_type().to_owned(), ..Extract::default() }
    }
}

/// Whether a text that starts like this (white space and byte order mark removed) is an export that is read.
pub(crate) fn format_of(start: &str) -> Option<ChatFormat> {
    if telegram_json::begins(start) {
        return Some(ChatFormat::TelegramJson);
    }
    if telegram_page::begins(start) {
        return Some(ChatFormat::TelegramPage);
    }
    whatsapp::begins(start).then_some(ChatFormat::WhatsApp)
}

/// Reads an export.
pub(crate) fn read(bytes: &[u8], format: ChatFormat) -> Extract {
    match format {
        ChatFormat::TelegramJson => telegram_json::read(bytes),
        ChatFormat::WhatsApp => whatsapp::read(bytes),
        ChatFormat::TelegramPage => {
            let decoded = decode::page(bytes, None);
            let mut extract = telegram_page::read(&decoded.text, decoded.same_bytes);
            extract.findings.splice(..0, decoded.findings);
            extract
        }
    }
}

/// A path beside the export: relative and without a way up.
fn file_beside(path: &str) -> Option<String> {
    let path = path.trim();
    let plain = !path.is_empty()
        && path.len() <= 1024
        && !path.starts_with(['/', '\\', '('])
        && !path.contains("://")
        && !path.contains(char::is_control)
        && path.split(['/', '\\']).all(|part| part != "..");
    plain.then(|| path.to_owned())
}

/// A finding that the export ends early.
fn damaged(why: &str, n_messages: usize) -> model::FindingDraft {
    super::findings::CHAT_DAMAGED.found(format!(
        "The export of a chat cannot be read to its end: {}. {n_messages} messages before that were used; look for a \
         complete copy.",
        codes::quoted(why, 200)
    ))
}

#[cfg(test)]
mod tests;
