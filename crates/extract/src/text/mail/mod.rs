//! Mails (RFC 5322) and mailboxes (RFC 4155) to blocks: each mail a message with author and time, what it quotes as
//! quotes, its attachments as members.
//!
//! A mailbox is read as one text with many messages, and only what is attached becomes members. As a container of mails
//! each of them would be an item of its own, and no block could name the one that it answers, for that stands in another
//! item; the thread, for which people read a mailbox, would be lost. The price: a mail that lies in two mailboxes is
//! found by its text and not by its hash.
//!
//! Fields of heads are read with `mail-parser` (encoded words, addresses, parameters of all RFCs); the structure with our
//! own reader, which knows where each part lies.

mod quotes;

use super::conversation::{Conversation, name};
use super::urls::bare_urls;
use super::{cut, decode};
use crate::container::Fields;
use crate::container::mime::{Leaf, Message, head_at, parameter};
use crate::limits;
use crate::text::findings::MAIL_FORMS_DIFFER;
use crate::times;
use mail_parser::{Addr, MessageParser, MimeHeaders};
use model::{BlockRole, Extract, LinkKind};
use quotes::Piece;
use std::collections::HashSet;
use std::ops::Range;

/// Longest text of one mail that is laid out, bytes.
const MAIL_TEXT_BYTES: usize = 8 << 20;
/// Text parts of one mail that are read.
const TEXT_PARTS: usize = 50;
/// Characters of a mail's head that are looked at to tell it from prose.
const HEAD_CHARS: usize = 32 * 1024;
/// The text form of a mail that says so much less than its HTML form is a stand-in for it: "open this in a browser".
const FORMS_DIFFER: usize = 2;
/// Links of one mail that are kept.
const MOST_LINKS: usize = 2_000;

/// Whether a MIME message is a mail, not a saved page.
pub(crate) fn is_mail(fields: &Fields) -> bool {
    let has = |name: &str| fields.text(name).is_some();
    let kind = fields.text("content-type").unwrap_or_default().to_ascii_lowercase();
    let was_sent = has("message-id") || has("received") || has("to");
    has("from")
        && !has("snapshot-content-location")
        && (was_sent || !kind.trim_start().starts_with("multipart/related"))
}

/// Whether a text begins with the head of a mail: nothing but fields up to the empty line, `From` and a `Date` that is
/// one among them.
pub(crate) fn begins_mail(start: &str) -> bool {
    let start = &start[..start.floor_char_boundary(HEAD_CHARS)];
    let mut lines = start.lines();
    let mut names: Vec<String> = Vec::new();
    let mut has_date = false;
    loop {
        match lines.next() {
            None => return false,
            Some("") => break,
            Some(folded) if folded.starts_with([' ', '\t']) && !names.is_empty() => {}
            Some(line) => {
                let Some((name, value)) = line.split_once(':') else { return false };
                let is_name = !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'!'..=b'9' | b';'..=b'~'));
                if !is_name {
                    return false;
                }
                has_date |= name.eq_ignore_ascii_case("date") && times::of_mail(value).is_some();
                names.push(name.to_ascii_lowercase());
            }
        }
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let more = ["message-id", "mime-version", "received", "subject"];
    has_date && has("from") && more.iter().any(|name| has(name))
}

/// Whether a text begins like a mailbox: a separating line and a head.
pub(crate) fn begins_mailbox(start: &str) -> bool {
    let mut lines = start.lines();
    let is_separated = lines.next().is_some_and(|line| is_separator(line.as_bytes()));
    is_separated && lines.next().is_some_and(|line| begins_field(line.as_bytes()))
}

/// `From ann@valley.example Thu Jan  3 11:22:33 2019` (RFC 4155, appendix A); other programs put the zone before or
/// behind the year.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let Ok(text) = std::str::from_utf8(&rest[..rest.len().min(300)]) else { return false };
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let is_clock = |word: &&str| {
        (5..=8).contains(&word.len())
            && word.contains(':')
            && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b':'))
    };
    let is_year = |word: &&str| word.len() == 4 && word.starts_with(['1', '2']) && word.parse::<u16>().is_ok();
    words.len() >= 5 && words.iter().any(is_clock) && words.iter().any(is_year)
}

fn begins_field(line: &[u8]) -> bool {
    let name = line.iter().take_while(|byte| matches!(byte, b'!'..=b'9' | b';'..=b'~')).count();
    name > 0 && line.get(name) == Some(&b':')
}

/// The name of the file that a part is, as its head gives it.
pub(crate) fn file_name(head: &[u8]) -> Option<String> {
    let parsed = MessageParser::default().parse_headers(head)?;
    parsed.attachment_name().map(name).filter(|given| !given.is_empty())
}

/// Reads a mail that is all of `content`.
pub(crate) fn read(content: &[u8], extract: &mut Extract) {
    let mut conversation = Conversation::default();
    let head = add_mail(content, 0..content.len(), false, &mut conversation, extract);
    for (field, value) in head.shown() {
        conversation.describe(&format!("message {field}"), value);
    }
    extract.title = Some(head.subject).filter(|subject| !subject.is_empty());
    conversation.finish(extract);
}

/// Reads the mails of a mailbox.
pub(crate) fn read_mailbox(content: &[u8], extract: &mut Extract) {
    let mut conversation = Conversation::default();
    let mails = mails(content);
    conversation.describe("mailbox mails", &mails.len().to_string());
    for mail in mails {
        if conversation.is_full() || extract.members.len() >= limits::CONTAINER_MEMBERS {
            break;
        }
        add_mail(content, mail, true, &mut conversation, extract);
    }
    conversation.finish(extract);
}

/// Where the mails lie, without their separating lines. A line that only looks like one is told by what follows it.
fn mails(content: &[u8]) -> Vec<Range<usize>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    while at < content.len() {
        let end = content[at..].iter().position(|byte| *byte == b'\n').map_or(content.len(), |end| at + end + 1);
        let line = content[at..end].trim_ascii_end();
        if after_blank && is_separator(line) && begins_field(&content[end..]) {
            starts.push((at, end));
        }
        after_blank = line.is_empty();
        at = end;
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([content.len()]);
    starts.iter().zip(ends).map(|((_, start), end)| *start..end).collect()
}

/// The head of a mail, decoded.
#[derive(Default)]
struct Head {
    from: String,
    to: String,
    subject: String,
    date: Option<String>,
    id: Option<String>,
    /// What it answers: `In-Reply-To`, then the last of `References`.
    answers: Option<String>,
}

impl Head {
    fn read(head: &[u8], fields: &Fields) -> Head {
        let Some(parsed) = MessageParser::default().parse_headers(head) else { return Head::default() };
        let people = |field: Option<&mail_parser::Address<'_>>| {
            let people: Vec<String> = field.iter().flat_map(|list| list.iter()).map(person).collect();
            people.join(", ")
        };
        let first = |value: &mail_parser::HeaderValue<'_>| value.as_text().map(str::to_owned);
        let last = |value: &mail_parser::HeaderValue<'_>| {
            value.as_text_list().and_then(|ids| ids.last().map(|id| id.to_string()))
        };
        Head {
            from: people(parsed.from()),
            to: people(parsed.to()),
            subject: name(parsed.subject().unwrap_or_default()),
            date: fields.text("date"),
            id: parsed.message_id().map(str::to_owned),
            answers: first(parsed.in_reply_to()).or_else(|| last(parsed.references())),
        }
    }

    fn shown(&self) -> [(&'static str, &str); 5] {
        [
            ("From", &self.from),
            ("To", &self.to),
            ("Subject", &self.subject),
            ("Date", self.date.as_deref().unwrap_or("")),
            ("Message-ID", self.id.as_deref().unwrap_or("")),
        ]
    }
}

/// `Ann Example <ann@valley.example>`: the name is the sender's word, so the address stays with it.
fn person(address: &Addr<'_>) -> String {
    match (address.name.as_deref().map(name), address.address.as_deref().map(name)) {
        (Some(name), Some(address)) if name != address => format!("{name} <{address}>"),
        (_, Some(address)) => address,
        (Some(name), None) => name,
        (None, None) => String::new(),
    }
}

/// Lays out the mail at `place` and makes members of what is attached.
fn add_mail(
    content: &[u8],
    place: Range<usize>,
    in_mailbox: bool,
    conversation: &mut Conversation,
    extract: &mut Extract,
) -> Head {
    let mut message = Message::new(content, extract);
    let (fields, head_bytes) = match head_at(content, place.clone()) {
        Ok(head) => head,
        Err(why) => {
            message.say_damaged(&format!("the head of the mail at byte {} cannot be read: {why}", place.start));
            return Head::default();
        }
    };
    let body_at = place.start + head_bytes;
    let head = Head::read(&content[place.start..body_at], &fields);
    let leaves = message.leaves(fields, place.start..body_at, body_at..place.end);
    let mut body = Body::default();
    for leaf in leaves {
        match text_kind(&leaf, body.n_parts) {
            Some(TextKind::Plain) => body.add_plain(&message.decoded(&leaf), &leaf.fields, in_mailbox),
            Some(TextKind::Page) => body.add_page(&message.decoded(&leaf), &leaf.fields),
            None => message.take_part(&leaf),
        }
    }
    let differs = body.choose();
    if differs {
        extract.findings.push(MAIL_FORMS_DIFFER.found(format!(
            "The mail at byte {} says much less as plain text than as HTML; the HTML form was read.",
            place.start
        )));
    }
    lay_out(&head, body, conversation);
    head
}

/// Text parts that are shown as the mail's own text.
enum TextKind {
    Plain,
    Page,
}

fn text_kind(leaf: &Leaf, n_parts: usize) -> Option<TextKind> {
    let kind = leaf.fields.text("content-type").unwrap_or_default().to_ascii_lowercase();
    let disposition = leaf.fields.text("content-disposition").unwrap_or_default().to_ascii_lowercase();
    let has_name = kind.contains("name=") || kind.contains("name*") || disposition.contains("filename");
    if disposition.trim_start().starts_with("attachment") || has_name || n_parts >= TEXT_PARTS {
        return None;
    }
    match kind.split(';').next().unwrap_or("").trim() {
        "" | "text" | "text/plain" => Some(TextKind::Plain),
        "text/html" => Some(TextKind::Page),
        _ => None,
    }
}

/// The text of a mail in its two forms.
#[derive(Default)]
struct Body {
    n_parts: usize,
    plain: String,
    page: String,
    /// Places in `page` that its markup quotes.
    quoted: Vec<Range<usize>>,
    links: Vec<(LinkKind, String)>,
}

impl Body {
    fn add_plain(&mut self, bytes: &[u8], fields: &Fields, in_mailbox: bool) {
        self.n_parts += 1;
        let decoded = decode::page(bytes, charset(fields).as_deref());
        let text = decoded.text.replace("\r\n", "\n");
        let text = if in_mailbox { without_mailbox_marks(&text) } else { text };
        append(&mut self.plain, &text);
    }

    fn add_page(&mut self, bytes: &[u8], fields: &Fields) {
        self.n_parts += 1;
        let page = super::read_page(bytes, charset(fields).as_deref(), None);
        let before = append(&mut self.page, page.text.as_deref().unwrap_or(""));
        let most = self.page.len();
        let quotes = page.blocks.iter().filter(|block| block.role == BlockRole::Quote);
        self.quoted
            .extend(quotes.map(|block| (before + block.start_byte).min(most)..(before + block.end_byte).min(most)));
        let free = MOST_LINKS.saturating_sub(self.links.len());
        self.links.extend(page.links.into_iter().take(free).map(|link| (link.kind, link.target_url)));
    }

    /// Takes the HTML form for the text where there is no other, or where it says much more; whether it is the latter.
    fn choose(&mut self) -> bool {
        let words = |text: &str| text.split_whitespace().count();
        let (plain, page) = (words(&self.plain), words(&self.page));
        let differs = plain > 0 && page > plain * FORMS_DIFFER + 20;
        if plain == 0 || differs {
            self.plain = std::mem::take(&mut self.page);
        } else {
            self.quoted.clear();
        }
        differs
    }
}

/// Adds a text below another; gives where it begins.
fn append(to: &mut String, text: &str) -> usize {
    if !to.is_empty() {
        to.push('\n');
    }
    let at = to.len();
    to.push_str(cut(text, MAIL_TEXT_BYTES.saturating_sub(at)));
    at
}

fn charset(fields: &Fields) -> Option<String> {
    fields.text("content-type").and_then(|kind| parameter(&kind, "charset"))
}

/// Mailboxes put `>` before a line that begins with `From `, or with `>From ` (the format "mboxrd").
fn without_mailbox_marks(text: &str) -> String {
    let unmarked = |line: &str| line.trim_start_matches('>').starts_with("From ") && line.starts_with('>');
    text.split_inclusive('\n').map(|line| if unmarked(line) { &line[1..] } else { line }).collect()
}

fn lay_out(head: &Head, body: Body, conversation: &mut Conversation) {
    let posted_at = head.date.as_deref().and_then(times::of_mail).map(|(time, _)| time);
    let author = Some(&head.from).filter(|from| !from.is_empty());
    let pieces = quotes::pieces(&body.plain, &body.quoted);
    let role = match () {
        // All that such a mail says.
        () if pieces.is_empty() => BlockRole::Message,
        // The subject of an answer says again what the first mail said.
        () if head.answers.is_some() => BlockRole::Boilerplate,
        () => BlockRole::Title,
    };
    let subject = conversation.paragraph(&head.subject, role, "mail: subject", 0.95);
    if let Some(subject) = subject.filter(|_| role == BlockRole::Message) {
        conversation.drafts[subject].author = author.cloned();
        conversation.drafts[subject].posted_at.clone_from(&posted_at);
    }
    let base = conversation.drafts.len();
    let mut first_own = None;
    let mut last_quote = None;
    // A mail that quotes and says nothing is still a message; so is one that is only a signature.
    let has_own = pieces.iter().any(|(_, piece)| *piece == Piece::Own);
    for (range, piece) in pieces {
        if conversation.is_full() {
            break;
        }
        let (role, reason) = match piece {
            Piece::Quote if has_own => (BlockRole::Quote, "mail: quoted from another mail"),
            Piece::Signature if has_own => (BlockRole::Boilerplate, "mail: signature"),
            _ => (BlockRole::Message, "mail: text of the sender"),
        };
        let confidence = if piece == Piece::Own { 0.9 } else { 0.85 };
        let Some(draft) = conversation.paragraph(&body.plain[range], role, reason, confidence) else { continue };
        if role == BlockRole::Message {
            let block = &mut conversation.drafts[draft];
            block.author = author.cloned();
            block.posted_at.clone_from(&posted_at);
            // What stands below a quotation answers it.
            block.parent = last_quote.filter(|_| first_own.is_some());
            first_own.get_or_insert(draft);
        }
        if role == BlockRole::Quote {
            last_quote = Some(draft);
        }
    }
    let Some(own) = first_own.or(subject) else { return };
    conversation.n_messages += 1;
    let others = conversation.drafts[base..].iter_mut().filter(|draft| draft.role != BlockRole::Message);
    others.for_each(|draft| draft.parent = Some(own));
    if let Some(subject) = subject.filter(|subject| *subject != own) {
        conversation.drafts[subject].parent = Some(own);
    }
    conversation.answers.extend(head.answers.clone().map(|answered| (own, answered)));
    if let Some(id) = head.id.clone() {
        conversation.draft_of_id.entry(id).or_insert(own);
    }
    let shown: HashSet<&str> =
        bare_urls(&body.plain).iter().map(|url| &body.plain[url.start_byte..url.end_byte]).collect();
    let hidden = body.links.into_iter().filter(|(_, url)| !shown.contains(url.as_str()));
    conversation.links.extend(hidden.map(|(kind, url)| (own, kind, url)));
}

#[cfg(test)]
mod tests;
