//! A text without markup: title, credit line, captions, body, comments, as far as the text alone shows them.

use super::blocks::{BlockDraft, number};
use super::captions::caption;
use super::comment_split::{Split, split};
use super::controls::control_characters;
use super::credits::{NamedCredit, credit_line, dateline_agency, is_byline};
use super::dates::date_line;
use super::findings::{COMMENTS_BY_STYLE, LIMIT_REACHED, MEDIA_MISSING, NO_PAGE_DATE, NO_TITLE, NO_URL};
use super::media_mentions::media_mentions;
use super::paragraphs::{Layout, MOST_PARAGRAPHS, Paragraph, layout, lines};
use super::urls::bare_urls;
use super::{comment_records, decode, thread};
use model::{Block, BlockRole, ClaimedTime, Credit, Extract, ItemId, Link, LinkKind, TimeKind};

/// A headline is at most this long.
const LONGEST_TITLE_CHARS: usize = 160;
/// A paragraph of prose is at least this long.
const SHORTEST_PROSE_CHARS: usize = 120;
/// Bylines, credit lines and dates of the whole text stand within this many paragraphs from its beginning or end.
const EDGE_PARAGRAPHS: usize = 5;
/// At most this many mentions of missing media are reported one by one.
const MOST_MENTIONS: usize = 20;

/// Reads a plain text.
pub(super) fn read(bytes: &[u8]) -> Extract {
    let decoded = decode::plain(bytes);
    let mut extract = Extract { media_type: "text/plain".to_owned(), findings: decoded.findings, ..Extract::default() };
    extract.findings.extend(control_characters(&decoded.text));
    fill(&mut extract, &decoded.text);
    extract.links = text_links(&decoded.text, &extract.blocks);
    extract.text = Some(decoded.text);
    extract
}

fn fill(extract: &mut Extract, text: &str) {
    let layout = layout(text);
    if layout.reached_limit {
        extract
            .findings
            .push(LIMIT_REACHED.found(format!("More than {MOST_PARAGRAPHS} paragraphs: the rest stays one block.")));
    }
    if let Some(messages) = thread_of(text, &layout) {
        extract.blocks = number(text, messages);
    } else if layout.is_structured || !is_article(text, &layout.paragraphs) {
        extract.blocks =
            number(text, layout.paragraphs.iter().map(|paragraph| body(paragraph, "text: paragraph", 0.9)).collect());
    } else {
        fill_article(extract, text, &layout.paragraphs);
    }
}

fn thread_of(text: &str, layout: &Layout) -> Option<Vec<BlockDraft>> {
    let lines = lines(text);
    if layout.is_structured || lines.len() > MOST_PARAGRAPHS { None } else { thread::messages(text, &lines) }
}

/// Prose of at least two paragraphs, one of them long.
fn is_article(text: &str, paragraphs: &[Paragraph]) -> bool {
    paragraphs.len() >= 2 && paragraphs.iter().any(|paragraph| is_prose(paragraph.of(text)))
}

fn is_prose(paragraph: &str) -> bool {
    let ends = paragraph.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '…', '؟', '。', ')', '۔', '।']);
    ends && paragraph.chars().count() >= SHORTEST_PROSE_CHARS && paragraph.split_whitespace().count() >= 8
        || paragraph.chars().count() >= SHORTEST_PROSE_CHARS && paragraph.contains(['。', '，'])
}

/// What is found paragraph by paragraph, before blocks have their numbers.
struct Found {
    drafts: Vec<BlockDraft>,
    /// Index of the draft, the name (offsets in the whole text), its step, whether of a picture.
    credits: Vec<(usize, NamedCredit, u32, bool)>,
}

fn fill_article(extract: &mut Extract, text: &str, paragraphs: &[Paragraph]) {
    let comments = split(text, paragraphs);
    let article = &paragraphs[..comments.map_or(paragraphs.len(), |split| split.first)];
    let title = title_of(text, article);
    let mut found = Found { drafts: Vec::new(), credits: Vec::new() };
    for (index, paragraph) in article.iter().enumerate() {
        if title == Some(index) {
            found.drafts.push(BlockDraft::new(
                paragraph.start_byte,
                paragraph.end_byte,
                BlockRole::Title,
                "text: short first line apart from the text",
                0.7,
            ));
            extract.title = Some(paragraph.of(text).to_owned());
        } else {
            let is_edge = index < EDGE_PARAGRAPHS || index + EDGE_PARAGRAPHS >= article.len();
            article_paragraph(text, paragraph, is_edge, index < EDGE_PARAGRAPHS, &mut found);
            extract.times.extend(page_date(paragraph.of(text)).filter(|_| index < EDGE_PARAGRAPHS));
        }
    }
    if let Some(split) = comments {
        comment_paragraphs(text, &paragraphs[split.first..], split, &mut found, extract);
    }
    report_missing_media(extract, text, &found.drafts);
    report_absent(extract);
    extract.credits = found
        .credits
        .into_iter()
        .map(|(block, name, step, of_picture)| credit(text, block, name, step, of_picture))
        .collect();
    extract.blocks = number(text, found.drafts);
}

/// A first line that is short, ends without punctuation and stands apart from the prose behind it.
fn title_of(text: &str, article: &[Paragraph]) -> Option<usize> {
    let first = article.first().filter(|first| first.blank_after)?;
    let words = first.of(text);
    let prose = article.iter().skip(1).take(EDGE_PARAGRAPHS).any(|paragraph| is_prose(paragraph.of(text)));
    let short = words.chars().count() <= LONGEST_TITLE_CHARS && !words.contains('\n') && words.chars().count() >= 10;
    let open = !words.ends_with(['.', '!', ':', ',', ';', '…', '。', '؛', '،', '"', '”']);
    let other =
        credit_line(words).is_some() || caption(words).is_some() || date_line(words).is_some() || words.contains("://");
    (prose && short && open && !other && words.split_whitespace().count() >= 2).then_some(0)
}

fn page_date(paragraph: &str) -> Option<ClaimedTime> {
    let line = date_line(paragraph)?;
    let kind = if line.is_update { TimeKind::Updated } else { TimeKind::Published };
    Some(ClaimedTime { time: line.time, kind, evidence: "date line in the text".to_owned(), zone: line.zone })
}

fn article_paragraph(text: &str, paragraph: &Paragraph, is_edge: bool, is_top: bool, found: &mut Found) {
    let words = paragraph.of(text);
    let index = found.drafts.len();
    let at = paragraph.start_byte;
    if let Some(names) = credit_line(words).filter(|_| is_edge) {
        let (role, reason) = if is_byline(&names) {
            (BlockRole::Byline, "text: byline pattern")
        } else {
            (BlockRole::CreditLine, "text: credit line pattern")
        };
        let mut draft = BlockDraft::new(at, paragraph.end_byte, role, reason, 0.9);
        draft.author = names
            .first()
            .filter(|_| role == BlockRole::Byline)
            .map(|name| words[name.start_byte..name.end_byte].to_owned());
        found.drafts.push(draft);
        add_names(found, index, at, names, false);
    } else if let Some(caption) = caption(words) {
        let reason = format!("text: {}", caption.pattern);
        found.drafts.push(BlockDraft::new(at, paragraph.end_byte, BlockRole::Caption, &reason, 0.85));
        add_names(found, index, at, caption.names, true);
    } else {
        found.drafts.push(body(paragraph, "text: paragraph", 0.8));
        add_names(found, index, at, dateline_agency(words).filter(|_| is_top).into_iter().collect(), false);
    }
}

fn add_names(found: &mut Found, block: usize, paragraph_at: usize, names: Vec<NamedCredit>, of_picture: bool) {
    for (step, name) in names.into_iter().enumerate() {
        let placed =
            NamedCredit { start_byte: name.start_byte + paragraph_at, end_byte: name.end_byte + paragraph_at, ..name };
        found.credits.push((block, placed, step as u32, of_picture));
    }
}

fn credit(text: &str, block: usize, name: NamedCredit, step: u32, of_picture: bool) -> Credit {
    let NamedCredit { role, start_byte, end_byte } = name;
    Credit {
        block: block as u32,
        role,
        name: text[start_byte..end_byte].to_owned(),
        start_byte,
        end_byte,
        step,
        of_picture,
    }
}

fn body(paragraph: &Paragraph, reason: &str, confidence_0_1: f64) -> BlockDraft {
    BlockDraft::new(paragraph.start_byte, paragraph.end_byte, BlockRole::Body, reason, confidence_0_1)
}

fn comment_paragraphs(text: &str, paragraphs: &[Paragraph], split: Split, found: &mut Found, extract: &mut Extract) {
    let mut rest = paragraphs;
    if let (true, Some((heading, behind))) = (split.is_heading, paragraphs.split_first()) {
        found.drafts.push(BlockDraft::new(
            heading.start_byte,
            heading.end_byte,
            BlockRole::Boilerplate,
            "text: heading of comments",
            0.9,
        ));
        rest = behind;
    }
    let how = if split.is_heading { "text: behind a heading of comments" } else { "text: change of style" };
    comment_records::add(text, rest, how, split.confidence_0_1, &mut found.drafts);
    if let (false, Some(first)) = (split.is_heading, rest.first()) {
        let text = format!(
            "Comments begin at byte {}: told by the style of writing alone, confidence {:.2}. Compare the text around that place.",
            first.start_byte, split.confidence_0_1
        );
        extract.findings.push(COMMENTS_BY_STYLE.found(text));
    }
}

fn report_missing_media(extract: &mut Extract, text: &str, drafts: &[BlockDraft]) {
    let mut reported = 0;
    for draft in drafts.iter().filter(|draft| matches!(draft.role, BlockRole::Body | BlockRole::Caption)) {
        if draft.role == BlockRole::Caption {
            let words =
                format!("The text at byte {} is the caption of a picture that is not in this item.", draft.start_byte);
            extract.findings.push(MEDIA_MISSING.found(words));
            reported += 1;
        }
        for mention in media_mentions(&text[draft.start_byte..draft.end_byte]) {
            let at = draft.start_byte + mention.start_byte;
            let words = format!(
                "The text at byte {at} speaks of \"{}\", which is not in this item. Look for it at the source.",
                mention.words
            );
            extract.findings.push(MEDIA_MISSING.found(words));
            reported += 1;
        }
        if reported >= MOST_MENTIONS {
            break;
        }
    }
}

/// What a page would give and this text does not.
fn report_absent(extract: &mut Extract) {
    if extract.title.is_none() {
        extract.findings.push(NO_TITLE.found("The text gives no title. None was made up."));
    }
    if extract.times.is_empty() {
        extract.findings.push(NO_PAGE_DATE.found("The text gives no date of publication. None was made up."));
    }
    extract.findings.push(NO_URL.found("The text gives no URL for itself. Say where it was seen when you add it."));
}

/// Bare URLs of a text, each with its block. A line that begins with "source" cites.
pub(super) fn text_links(text: &str, blocks: &[Block]) -> Vec<Link> {
    let nobody = ItemId::of(b"");
    let mut blocks = blocks.iter().peekable();
    let mut links = Vec::new();
    for url in bare_urls(text) {
        while blocks.next_if(|block| block.end_byte <= url.start_byte).is_some() {}
        let block = blocks.peek().filter(|block| block.start_byte <= url.start_byte);
        let cites = block.is_some_and(|block| block.role == BlockRole::CreditLine);
        links.push(Link {
            item: nobody,
            block: block.map(|block| block.block),
            kind: if cites { LinkKind::Cites } else { LinkKind::Links },
            target_url: text[url.start_byte..url.end_byte].to_owned(),
            target_item: None,
            truncated: url.truncated,
        });
    }
    links
}
