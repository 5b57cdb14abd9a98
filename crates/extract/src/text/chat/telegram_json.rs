//! `result.json` of Telegram Desktop ("Export chat history", "Export Telegram data", machine-readable), one chat or a
//! whole account.
//!
//! SOURCE: what Telegram Desktop writes (`Telegram/SourceFiles/export/output/export_output_json.cpp`). Fields are taken
//! as they come, so that a file that breaks off still gives the messages before.

use super::{ChatFormat, Conversation, Message, damaged, file_beside};
use crate::times;
use model::{BlockRole, Extract};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Kinds of chats that Telegram names in `type`.
const CHAT_TYPES: &[&str] = &[
    "saved_messages",
    "replies",
    "verification_codes",
    "personal_chat",
    "bot_chat",
    "private_group",
    "private_supergroup",
    "public_supergroup",
    "private_channel",
    "public_channel",
];
/// Deepest nesting of lists and objects inside a field that is read as text.
const TEXT_DEPTH: usize = 8;
/// Longest text of one message, bytes; Telegram's own limit is 4096 characters.
const MESSAGE_BYTES: usize = 1 << 20;

/// Whether JSON that begins like this is such an export, told by the keys of its outermost object.
pub(super) fn begins(start: &str) -> bool {
    if !start.starts_with('{') {
        return false;
    }
    let keys = outer_keys(start);
    let has = |key: &str| keys.iter().any(|(known, _)| *known == key);
    let is_chat_type = keys.iter().any(|(key, value)| *key == "type" && CHAT_TYPES.contains(value));
    (is_chat_type && has("messages") && has("id"))
        || (has("about") && has("personal_information"))
        || (has("about") && has("chats") && start.contains("\"messages\""))
}

/// Keys of the outermost object, each with its value where that is a text without escapes, as far as the text goes.
fn outer_keys(start: &str) -> Vec<(&str, &str)> {
    let bytes = start.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    let mut strings: Vec<&str> = Vec::new();
    let mut keys = Vec::new();
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let from = at + 1;
                at = from;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if depth == 1 {
                    strings.extend(start.get(from..at.min(bytes.len())));
                }
            }
            b':' if depth == 1 => keys.extend(strings.pop().map(|key| (key, ""))),
            b',' if depth == 1 => take_value(&mut keys, &mut strings),
            _ => {}
        }
        at += 1;
    }
    take_value(&mut keys, &mut strings);
    keys
}

fn take_value<'t>(keys: &mut [(&'t str, &'t str)], strings: &mut Vec<&'t str>) {
    if let (Some((_, value)), Some(text)) = (keys.last_mut(), strings.pop()) {
        *value = text;
    }
    strings.clear();
}

/// Reads the export.
pub(super) fn read(bytes: &[u8]) -> Extract {
    let text = String::from_utf8_lossy(bytes);
    let mut export = Export::default();
    let mut json = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    let read = Outermost(&mut export).deserialize(&mut json).and_then(|()| json.end());
    let n_messages = export.conversation.n_messages;
    let mut extract = export.finish();
    if let Err(error) = read {
        extract.findings.push(damaged(&error.to_string(), n_messages));
    }
    extract
}

/// What was read so far.
#[derive(Default)]
struct Export {
    conversation: Conversation,
    /// Chats begun, by which messages of different chats with one number are told apart.
    n_chats: usize,
    /// Name, type, id of the chat that is being read.
    head: [Option<String>; 3],
    heads_written: bool,
    only_title: Option<String>,
}

impl Export {
    fn begin_chat(&mut self) {
        self.n_chats += 1;
        self.head = [None, None, None];
        self.heads_written = false;
    }

    /// Lays out the chat's name before its first message.
    fn write_head(&mut self) {
        if std::mem::replace(&mut self.heads_written, true) {
            return;
        }
        let [name, kind, id] = self.head.clone();
        if let Some(name) = &name {
            let name = super::name(name);
            self.conversation.paragraph(&name, BlockRole::Title, "Telegram export: name of the chat", 0.95);
            self.only_title = (self.n_chats == 1).then_some(name);
        }
        for (field, value) in [("name", name), ("type", kind), ("id", id)] {
            self.conversation.describe(&format!("Telegram chat {field}"), value.as_deref().unwrap_or(""));
        }
    }

    fn take(&mut self, fields: Fields) {
        self.write_head();
        let id_in_file = |id: String| format!("{} {id}", self.n_chats);
        let posted_at = posted_at(fields.date.as_deref(), fields.date_unixtime.as_deref());
        if fields.kind.as_deref() == Some("service") {
            let words = [&fields.actor, &fields.action, &fields.title, &fields.members];
            let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
            let line = [words.join(" "), fields.text].join(" ");
            self.conversation.service(&line, posted_at, None, "Telegram export: service message");
            return;
        }
        let mut text = fields.text;
        for more in [fields.poll, fields.contact, fields.location].into_iter().flatten() {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&more);
        }
        if text.trim().is_empty() {
            text = fields.sticker_emoji.unwrap_or_default();
        }
        let named = fields.files.iter().flatten().filter(|file| !file.is_empty());
        let files: Vec<String> = named.clone().filter_map(|file| file_beside(file)).collect();
        let message = Message {
            id: fields.id.map(id_in_file),
            author: fields.from.or(fields.from_id),
            posted_at,
            // Older versions write the beginning of 1970 where nothing was edited.
            edited: fields.edited.is_some_and(|time| !time.starts_with("1970-01-0") && time != "0"),
            answers: fields.reply_to_message_id.map(id_in_file),
            forwarded_from: fields.forwarded_from.or(fields.saved_from),
            files_left_out: named.count() - files.len(),
            text,
            files,
            hidden_urls: fields.hidden_urls,
            page_bytes: None,
        };
        self.conversation.message(message, "Telegram export: message");
    }

    fn finish(self) -> Extract {
        let mut extract = ChatFormat::TelegramJson.extract();
        self.conversation.finish(&mut extract);
        extract.title = self.only_title;
        extract
    }
}

/// The time of a message: the exporting machine's clock, with its distance from UTC where the file gives both.
fn posted_at(local: Option<&str>, utc_seconds: Option<&str>) -> Option<String> {
    let seconds = utc_seconds.and_then(|seconds| seconds.parse::<i64>().ok()).filter(|seconds| *seconds > 0);
    match (local, seconds) {
        (Some(local), Some(seconds)) => {
            times::with_offset(local, seconds).or_else(|| times::of_seconds_since_1970(seconds))
        }
        (None, Some(seconds)) => times::of_seconds_since_1970(seconds),
        (Some(local), None) => times::of_iso(local).map(|(time, _)| time),
        (None, None) => None,
    }
}

/// The outermost object: a chat itself, or an account with its lists of chats.
struct Outermost<'e>(&'e mut Export);

impl<'de> DeserializeSeed<'de> for Outermost<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.begin_chat();
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Outermost<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the object of a Telegram export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "chats" | "left_chats" => map.next_value_seed(ChatLists(self.0))?,
                "messages" => map.next_value_seed(Messages(self.0))?,
                key => take_head_field(key, &mut map, self.0)?,
            }
        }
        Ok(())
    }
}

fn take_head_field<'de, A: MapAccess<'de>>(key: &str, map: &mut A, export: &mut Export) -> Result<(), A::Error> {
    match ["name", "type", "id"].iter().position(|known| *known == key) {
        Some(place) => export.head[place] = map.next_value_seed(Words::default())?.plain(),
        None => drop(map.next_value::<IgnoredAny>()?),
    }
    Ok(())
}

/// `{"about": …, "list": [chat, …]}`.
struct ChatLists<'e>(&'e mut Export);

impl<'de> DeserializeSeed<'de> for ChatLists<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ChatLists<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of chats")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "list" => map.next_value_seed(ChatLists(self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Outermost(self.0))?.is_some() {}
        Ok(())
    }
}

/// The list of a chat's messages.
struct Messages<'e>(&'e mut Export);

impl<'de> DeserializeSeed<'de> for Messages<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Messages<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(fields) = seq.next_element_seed(OneMessage)? {
            self.0.take(fields);
        }
        Ok(())
    }
}

/// Fields of one message that are read.
#[derive(Default)]
struct Fields {
    id: Option<String>,
    kind: Option<String>,
    date: Option<String>,
    date_unixtime: Option<String>,
    edited: Option<String>,
    from: Option<String>,
    from_id: Option<String>,
    actor: Option<String>,
    action: Option<String>,
    title: Option<String>,
    members: Option<String>,
    text: String,
    hidden_urls: Vec<String>,
    reply_to_message_id: Option<String>,
    forwarded_from: Option<String>,
    saved_from: Option<String>,
    /// `photo`, `file`.
    files: [Option<String>; 2],
    sticker_emoji: Option<String>,
    poll: Option<String>,
    contact: Option<String>,
    location: Option<String>,
}

struct OneMessage;

impl<'de> DeserializeSeed<'de> for OneMessage {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneMessage {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = map.next_key::<String>()? {
            let slot = match key.as_str() {
                "id" => &mut fields.id,
                "type" => &mut fields.kind,
                "date" => &mut fields.date,
                "date_unixtime" => &mut fields.date_unixtime,
                "edited" | "edited_unixtime" => &mut fields.edited,
                "from" => &mut fields.from,
                "from_id" => &mut fields.from_id,
                "actor" => &mut fields.actor,
                "action" => &mut fields.action,
                "title" => &mut fields.title,
                "members" => &mut fields.members,
                "reply_to_message_id" => &mut fields.reply_to_message_id,
                "forwarded_from" => &mut fields.forwarded_from,
                "saved_from" => &mut fields.saved_from,
                "photo" => &mut fields.files[0],
                "file" => &mut fields.files[1],
                "sticker_emoji" => &mut fields.sticker_emoji,
                "poll" => &mut fields.poll,
                "contact_information" => &mut fields.contact,
                "location_information" => &mut fields.location,
                "text" => {
                    let words = map.next_value_seed(Words::default())?;
                    fields.text = words.text;
                    fields.hidden_urls = words.urls;
                    continue;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let apart = matches!(key.as_str(), "poll" | "contact_information" | "location_information" | "members");
            *slot = map.next_value_seed(Words { apart, ..Words::default() })?.plain();
        }
        Ok(fields)
    }
}

/// The words of a value, whatever its form: a text, a number, a list of texts and of objects with a `text`.
#[derive(Default)]
struct Words {
    text: String,
    urls: Vec<String>,
    /// Whether the pieces stand apart; those of a message follow one another without a gap.
    apart: bool,
    depth: usize,
}

impl Words {
    fn plain(self) -> Option<String> {
        Some(self.text).filter(|text| !text.is_empty())
    }

    fn push(&mut self, piece: &str) {
        if self.apart && !self.text.is_empty() && !piece.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(crate::text::cut(piece, MESSAGE_BYTES.saturating_sub(self.text.len())));
    }

    fn inner(&self) -> Words {
        Words { apart: self.apart, depth: self.depth + 1, ..Words::default() }
    }

    fn take(&mut self, inner: Words) {
        self.push(&inner.text);
        self.urls.extend(inner.urls);
    }
}

impl<'de> DeserializeSeed<'de> for Words {
    type Value = Words;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Words, D::Error> {
        if self.depth > TEXT_DEPTH {
            return IgnoredAny::deserialize(deserializer).map(|_| Words::default());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<Words, E> {
        self.push(text);
        Ok(self)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Words, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Words, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Words, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Words, E> {
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Words, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Words, A::Error> {
        while let Some(inner) = seq.next_element_seed(self.inner())? {
            self.take(inner);
        }
        Ok(self)
    }

    /// `{"type": "text_link", "text": "words", "href": "https://…"}`; of an object without `text` (a poll, a place)
    /// all values.
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Words, A::Error> {
        let mut others = self.inner();
        let mut own = None;
        while let Some(key) = map.next_key::<String>()? {
            let inner = map.next_value_seed(self.inner())?;
            match key.as_str() {
                "text" => own = Some(inner),
                "href" => self.urls.extend(inner.plain().filter(|url| url.contains("://"))),
                "type" | "voters" | "chosen" | "closed" | "total_voters" | "document_id" => {}
                _ => others.take(inner),
            }
        }
        let inner = own.unwrap_or(others);
        self.take(inner);
        Ok(self)
    }
}
