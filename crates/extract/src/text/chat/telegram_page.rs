//! `messages.html` of Telegram Desktop, a page of a thousand messages.
//!
//! SOURCE: what Telegram Desktop writes (`Telegram/SourceFiles/export/output/export_output_html.cpp`). A message is a
//! `div` of the class `message`; one that is `joined` to the message before it has the same author and does not name
//! him again.

use super::{ChatFormat, Conversation, Message, file_beside};
use crate::container::inline;
use crate::text::page::tree::{Content, Tree, is_block};
use crate::times::{self, Zone};
use model::{BlockRole, Extract};

/// Longest text of one message, bytes; Telegram's own limit is 4096 characters.
const MESSAGE_BYTES: usize = 1 << 20;
/// Deepest nesting inside a message whose text is taken.
const MESSAGE_NODES: usize = 20_000;

/// Whether a page that begins like this is such an export.
pub(super) fn begins(start: &str) -> bool {
    let is_page = start.get(..9).is_some_and(|tag| tag.eq_ignore_ascii_case("<!doctype"));
    let message = ["class=\"message default clearfix", "class=\"message service\""];
    is_page && start.contains("class=\"page_wrap") && message.iter().any(|class| start.contains(class))
}

/// Reads the page.
pub(super) fn read(markup: &str, same_bytes: bool) -> Extract {
    let tree = Tree::parse(markup, &inline::Names::default());
    let mut conversation = Conversation { reached_limit: tree.reached_limit, ..Conversation::default() };
    let title = title(&tree);
    if let Some(title) = &title {
        conversation.paragraph(title, BlockRole::Title, "Telegram export: name of the chat", 0.95);
        conversation.describe("Telegram chat name", title);
    }
    let mut last_author: Option<String> = None;
    let mut node = 0;
    while node < tree.nodes.len() {
        if !has_class(&tree, node, "message") {
            node += 1;
            continue;
        }
        let place = if same_bytes { page_bytes(&tree, node) } else { None };
        if has_class(&tree, node, "service") {
            conversation.service(&words(&tree, node), None, place, "Telegram export: service message");
        } else {
            let is_joined = has_class(&tree, node, "joined");
            let message = message(&tree, node, last_author.take().filter(|_| is_joined), place);
            last_author.clone_from(&message.author);
            conversation.message(message, "Telegram export: message");
        }
        node = tree.nodes[node].end.max(node + 1);
    }
    let mut extract = ChatFormat::TelegramPage.extract();
    conversation.finish(&mut extract);
    extract.title = title;
    extract
}

fn title(tree: &Tree) -> Option<String> {
    let header = (0..tree.nodes.len()).find(|node| has_class(tree, *node, "page_header"))?;
    let text = below(tree, header, tree.nodes[header].end).find(|node| has_class(tree, *node, "text"))?;
    Some(super::name(&words(tree, text))).filter(|title| !title.is_empty())
}

fn message(tree: &Tree, node: usize, author_before: Option<String>, page_bytes: Option<(usize, usize)>) -> Message {
    let mut message = Message { author: author_before, page_bytes, ..Message::default() };
    message.id = tree.attribute(node, "id").and_then(|id| id.strip_prefix("message")).map(str::to_owned);
    let end = tree.nodes[node].end.min(node + MESSAGE_NODES);
    let mut forwarded_end = node;
    let mut at = node + 1;
    while at < end {
        let is_forwarded = at < forwarded_end;
        let skips = match class_of(tree, at, CLASSES) {
            Some("forwarded") if has_class(tree, at, "body") => {
                forwarded_end = tree.nodes[at].end;
                false
            }
            Some("userpic") | Some("userpic_wrap") => true,
            Some("date") if !is_forwarded => {
                message.posted_at = tree.attribute(at, "title").and_then(time);
                true
            }
            Some("from_name") => {
                let name = own_words(tree, at);
                if is_forwarded {
                    message.forwarded_from = Some(name)
                } else {
                    message.author = Some(name)
                }
                true
            }
            Some("reply_to") => {
                message.answers = below(tree, at, end).find_map(|link| answered(tree.attribute(link, "href")?));
                true
            }
            Some("text") => {
                add_words(&words(tree, at), &mut message.text);
                message.hidden_urls.extend(urls(tree, at));
                true
            }
            Some("media_wrap") => {
                take_media(tree, at, &mut message);
                true
            }
            _ => false,
        };
        at = if skips { tree.nodes[at].end.max(at + 1) } else { at + 1 };
    }
    message
}

/// Classes that say what a part of a message is.
const CLASSES: &[&str] =
    &["forwarded", "userpic_wrap", "userpic", "date", "from_name", "reply_to", "text", "media_wrap"];

/// Files that the message holds, and the words of a poll, a place or a contact.
fn take_media(tree: &Tree, node: usize, message: &mut Message) {
    let end = tree.nodes[node].end;
    let before = message.files.len();
    for link in below(tree, node, end).filter(|node| tree.name(*node) == "a") {
        let Some(target) = tree.attribute(link, "href") else { continue };
        match file_beside(target) {
            Some(file) => message.files.push(file),
            None => message.hidden_urls.extend(Some(target.to_owned()).filter(|url| url.contains("://"))),
        }
    }
    let poll = below(tree, node, end).find(|node| has_class(tree, *node, "media_poll"));
    if let Some(poll) = poll {
        for line in below(tree, poll, tree.nodes[poll].end) {
            if has_class(tree, line, "question") || has_class(tree, line, "answer") {
                add_words(&own_words(tree, line), &mut message.text);
            }
        }
    } else if message.files.len() == before {
        let is_media = |node: &usize| has_class(tree, *node, "media");
        let named = below(tree, node, end).find(is_media).map(|media| words(tree, media)).unwrap_or_default();
        let is_left_out = message.hidden_urls.is_empty() && !named.is_empty();
        message.files_left_out += usize::from(is_left_out);
        if message.text.trim().is_empty() {
            add_words(&named, &mut message.text);
        }
    }
}

/// `#go_to_message122`: an answer to a message of this page; `messages2.html#go_to_message99`: of another.
fn answered(href: &str) -> Option<String> {
    let (page, id) = href.split_once("#go_to_message")?;
    Some(if page.is_empty() { id.to_owned() } else { href.to_owned() })
}

/// `31.12.2020 22:15:00 UTC+01:00`; older versions give no zone.
fn time(title: &str) -> Option<String> {
    let mut words = title.split_whitespace();
    let date = numbers::<3>(words.next()?, '.')?;
    let clock = numbers::<3>(words.next()?, ':')?;
    let zone = words.next().and_then(|zone| zone.strip_prefix("UTC")).map_or(Zone::NotStated, Zone::parse);
    let [day, month, year] = date;
    times::of_numbers([year, month, day], clock, zone)
}

fn numbers<const N: usize>(text: &str, separator: char) -> Option<[u32; N]> {
    let parts: Option<Vec<u32>> = text.split(separator).map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

fn add_words(words: &str, text: &mut String) {
    if !words.is_empty() {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(words);
    }
}

/// URLs of links whose words do not show them.
fn urls(tree: &Tree, node: usize) -> Vec<String> {
    let links = below(tree, node, tree.nodes[node].end).filter(|node| tree.name(*node) == "a");
    let hidden = links.filter_map(|link| {
        let target = tree.attribute(link, "href").filter(|target| target.contains("://"))?;
        let shown = words(tree, link);
        let shows = !shown.is_empty() && target.trim_end_matches('/').ends_with(shown.trim_end_matches('/'));
        (!shows).then(|| target.to_owned())
    });
    hidden.collect()
}

fn below(tree: &Tree, node: usize, end: usize) -> std::ops::Range<usize> {
    node + 1..end.min(tree.nodes[node].end).max(node + 1)
}

/// The text below a node, `br` and blocks as line ends, other white space collapsed.
fn words(tree: &Tree, node: usize) -> String {
    text_of(tree, node, |_| false)
}

/// The text below a node without that of the details inside it: the date behind a name, the votes behind an answer.
fn own_words(tree: &Tree, node: usize) -> String {
    text_of(tree, node, |node| has_class(tree, node, "details"))
}

fn text_of(tree: &Tree, node: usize, skips: impl Fn(usize) -> bool) -> String {
    let mut text = String::new();
    let mut at = node + 1;
    while at < tree.nodes[node].end && text.len() < MESSAGE_BYTES {
        if skips(at) {
            at = tree.nodes[at].end.max(at + 1);
            continue;
        }
        match &tree.nodes[at].content {
            Content::Element(name, _) if name == "br" || is_block(name) => end_line(&mut text),
            Content::Element(..) => {}
            Content::Text(words, ..) => add_text(words, &mut text),
        }
        at += 1;
    }
    text.trim().to_owned()
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

fn add_text(words: &str, text: &mut String) {
    for letter in words.chars() {
        if !letter.is_ascii_whitespace() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn page_bytes(tree: &Tree, node: usize) -> Option<(usize, usize)> {
    let places = tree.nodes[node..tree.nodes[node].end].iter().filter_map(|node| match &node.content {
        Content::Text(words, start, end) if !words.trim().is_empty() => Some((*start, *end)),
        _ => None,
    });
    places.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}

fn has_class(tree: &Tree, node: usize, wanted: &str) -> bool {
    class_of(tree, node, &[wanted]).is_some()
}

/// The first of `wanted` that is a class of a `div` or a link.
fn class_of<'w>(tree: &Tree, node: usize, wanted: &[&'w str]) -> Option<&'w str> {
    let class = tree.attribute(node, "class")?;
    wanted.iter().copied().find(|wanted| class.split_ascii_whitespace().any(|one| one == *wanted))
}
