//! Roles of the paragraphs of a page.

use super::super::blocks::BlockDraft;
use super::super::captions::caption;
use super::super::comment_split::is_heading;
use super::super::credits::{NamedCredit, credit_line, dateline_agency, is_byline, is_name};
use super::super::dates::{claimed_time, date_line};
use super::super::paragraphs::MOST_PARAGRAPHS;
use super::facts::Facts;
use super::layout::{PageLayout, PageParagraph};
use super::main_text::{is_link_list, main_element, running_weight};
use super::marks::Part;
use super::readers::{Place, Readers, Record};
use super::structured::StructuredComment;
use super::tree::{Content, Tree};
use super::zones::Zone;
use model::{BlockRole, ClaimedTime, CreditRole, TimeKind};
use std::collections::BTreeMap;

/// A headline that stands in the page again is never longer than this.
const LONGEST_HEADLINE_CHARS: usize = 300;
/// Bylines are never longer than this.
const LONGEST_BYLINE_CHARS: usize = 120;
/// Letters by which a comment of structured data is found again in the text.
const COMMENT_KEY_CHARS: usize = 40;
/// Letters of such a comment that its paragraphs are compared with.
const LONGEST_COMMENT_KEY: usize = 8_000;
/// Comments above that are looked at for the one that an answer answers.
const MOST_STEPS_UP: usize = 1_000;
/// A page that says it is a thread is none where more text than this, times that of its posts, stands around them.
const AROUND_THREAD: f64 = 2.0;
/// The same for a page that only calls something posts.
const AROUND_POSTS: f64 = 1.0;
/// Fewer letters than this find nothing again.
const SHORTEST_KEY_CHARS: usize = 12;
/// How many paragraphs around the headline are looked at for byline, credit line and date.
const NEAR_HEADLINE: usize = 12;

/// Blocks of a page with what was read from them.
pub(super) struct Roles {
    /// One a paragraph.
    pub drafts: Vec<BlockDraft>,
    /// Index of the draft, the name (offsets in the whole text), its step, whether of a picture.
    pub credits: Vec<(usize, NamedCredit, u32, bool)>,
    /// Paragraph of the headline, or else the first of the main text.
    pub top: usize,
    /// First paragraph of the main text.
    pub first_main: usize,
    /// Its last.
    pub last_main: usize,
    /// Visible headline.
    pub headline: Option<String>,
    /// Times that stand in the body of the page.
    pub times: Vec<ClaimedTime>,
}

struct Reading<'p> {
    tree: &'p Tree,
    zones: &'p [Zone],
    readers: &'p Readers,
    layout: &'p PageLayout,
    /// Comments of the markup, then those that only structured data tells.
    records: Vec<Record>,
    /// For each comment of the markup, whether it says more than it quotes.
    own_words: Vec<bool>,
    /// For each paragraph the comment of structured data that it belongs to.
    structured: Vec<Option<usize>>,
    /// The comments are the posts of a thread.
    is_thread: bool,
    facts: &'p Facts,
    /// The paragraphs of the article, where the crate found one.
    kept: Option<Vec<bool>>,
    main: (usize, usize),
    headline: Option<usize>,
    first_main: usize,
    last_main: usize,
}

/// Gives every paragraph its role.
pub(super) fn roles(
    tree: &Tree,
    zones: &[Zone],
    readers: &Readers,
    layout: &PageLayout,
    facts: &Facts,
    kept: Option<Vec<bool>>,
) -> Roles {
    let mut reading = Reading {
        tree,
        zones,
        readers,
        layout,
        records: readers.records.clone(),
        own_words: vec![false; readers.records.len()],
        structured: structured(layout, &facts.comments),
        is_thread: false,
        facts,
        kept,
        main: (0, tree.nodes.len()),
        headline: None,
        first_main: 0,
        last_main: 0,
    };
    reading.lend_details();
    reading.find_own_words();
    reading.find_main();
    reading.headline = reading.headline();
    reading.keep_siblings();
    reading.is_thread = reading.is_thread();
    let mut roles = Roles {
        drafts: Vec::new(),
        credits: Vec::new(),
        top: reading.headline.unwrap_or(reading.first_main),
        first_main: reading.first_main,
        last_main: reading.last_main,
        headline: None,
        times: Vec::new(),
    };
    let mut comments = Comments::default();
    for (index, paragraph) in layout.paragraphs.iter().enumerate().take(MOST_PARAGRAPHS) {
        match reading.comment_of(index, paragraph) {
            Some(record) => comments.add(&reading, paragraph, record, &mut roles.drafts),
            None => reading.add(index, paragraph, &mut roles),
        }
    }
    roles.times.extend(reading.visible_times());
    roles
}

impl Reading<'_> {
    fn zone(&self, paragraph: &PageParagraph) -> &Zone {
        &self.zones[paragraph.first_node]
    }

    fn place(&self, paragraph: &PageParagraph) -> &Place {
        &self.readers.places[paragraph.first_node]
    }

    fn words(&self, paragraph: &PageParagraph) -> &str {
        &self.layout.text[paragraph.start_byte..paragraph.end_byte]
    }

    fn find_own_words(&mut self) {
        for paragraph in &self.layout.paragraphs {
            let place = self.place(paragraph);
            if let Some(record) = place.record.filter(|_| !place.in_quote)
                && written_span(self, paragraph, self.records[record].has_written_part).is_some()
            {
                self.own_words[record] = true;
            }
        }
    }

    fn find_main(&mut self) {
        let weights: Vec<usize> = self
            .layout
            .paragraphs
            .iter()
            .map(|paragraph| {
                let outside = self.zone(paragraph).boilerplate.is_some()
                    || self.place(paragraph).in_section
                    || self.zone(paragraph).is_caption;
                if outside { 0 } else { running_weight(paragraph) }
            })
            .collect();
        let main = main_element(self.tree, &self.layout.paragraphs, &weights);
        self.main = (main, self.tree.nodes[main].end);
        let inside: Vec<usize> = (0..weights.len())
            .filter(|index| weights[*index] > 0 && self.is_inside_main(&self.layout.paragraphs[*index]))
            .collect();
        self.first_main = inside.first().copied().unwrap_or(0);
        self.last_main = inside.last().copied().unwrap_or(0);
    }

    /// Running text that the crate left out in the midst of what it keeps: in an element whose other paragraphs are
    /// kept, within the main text, and marked as nothing else.
    fn keep_siblings(&mut self) {
        let Some(kept) = &self.kept else { return };
        let parent = |paragraph: &PageParagraph| self.tree.nodes[paragraph.block_node].parent;
        let is_running = |paragraph: &PageParagraph| {
            running_weight(paragraph) > 0
                && matches!(self.tree.name(paragraph.block_node), "p" | "blockquote" | "div")
                && self.is_inside_main(paragraph)
                && self.zone(paragraph).boilerplate.is_none()
                && !self.zone(paragraph).is_caption
                && !self.place(paragraph).in_section
        };
        let paragraphs = &self.layout.paragraphs;
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (paragraph, kept) in paragraphs.iter().zip(kept).filter(|(paragraph, _)| is_running(paragraph)) {
            let count = counts.entry(parent(paragraph)).or_default();
            if *kept { count.0 += 1 } else { count.1 += 1 }
        }
        let added: Vec<usize> = (0..paragraphs.len())
            .filter(|at| !kept[*at] && is_running(&paragraphs[*at]))
            .filter(|at| counts.get(&parent(&paragraphs[*at])).is_some_and(|(kept, left)| kept > left))
            .collect();
        if let Some(kept) = &mut self.kept {
            added.into_iter().for_each(|at| kept[at] = true);
        }
    }

    fn is_inside_main(&self, paragraph: &PageParagraph) -> bool {
        (self.main.0..self.main.1).contains(&paragraph.first_node)
    }

    /// The first-level heading nearest before the main text, preferring the one the head's title holds.
    fn headline(&self) -> Option<usize> {
        let title = self.facts.title.as_deref().map(key).unwrap_or_default();
        let mut best: Option<(u8, usize)> = None;
        for (index, paragraph) in self.layout.paragraphs.iter().enumerate() {
            let words = key(self.words(paragraph));
            let is_title = words.chars().count() >= SHORTEST_KEY_CHARS
                && (title.contains(&words) || words.contains(&title) && !title.is_empty());
            let zone = self.zone(paragraph);
            let rank = match (zone.is_headline, zone.is_heading, is_title) {
                (true, _, true) => 4,
                (false, true, true) => 3,
                (true, _, false) if zone.boilerplate.is_none() && index <= self.first_main => 2,
                (true, _, false) if zone.boilerplate.is_none() => 1,
                _ => continue,
            };
            if !self.place(paragraph).in_section && best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The comment a paragraph belongs to.
    fn comment_of(&self, index: usize, paragraph: &PageParagraph) -> Option<usize> {
        let of_markup = self.place(paragraph).record;
        of_markup.or_else(|| self.structured[index].map(|comment| self.readers.records.len() + comment))
    }

    /// Structured data lends comments of the markup what they lack, and gives those that no markup tells.
    fn lend_details(&mut self) {
        for (index, comment) in self.structured.iter().enumerate() {
            let Some(comment) = comment.map(|comment| &self.facts.comments[comment]) else { continue };
            if let Some(record) = self.readers.places[self.layout.paragraphs[index].first_node].record {
                let record = &mut self.records[record];
                record.author = record.author.take().or_else(|| comment.author.clone());
                record.posted_at = record.posted_at.take().or_else(|| comment.posted_at.clone());
                record.likes = record.likes.or(comment.likes);
            }
        }
        let markup = self.readers.records.len();
        self.records.extend(self.facts.comments.iter().map(|comment| Record {
            author: comment.author.clone(),
            posted_at: comment.posted_at.clone(),
            likes: comment.likes,
            parent: comment.parent.map(|parent| markup + parent),
            ..Record::default()
        }));
    }

    /// Whether the comments are the posts of a thread: the page says so, or calls them posts, and little stands around.
    fn is_thread(&self) -> bool {
        let (mut inside, mut around) = (0usize, 0usize);
        for (index, paragraph) in self.layout.paragraphs.iter().enumerate() {
            let weight = running_weight(paragraph);
            match self.comment_of(index, paragraph) {
                Some(_) => inside += paragraph.chars,
                None if self.kept.as_ref().is_some_and(|kept| kept[index]) => around += weight,
                None => {}
            }
        }
        let most = match (self.readers.is_thread_page || self.facts.is_thread, self.readers.are_named_posts) {
            (true, _) => AROUND_THREAD,
            (false, true) => AROUND_POSTS,
            (false, false) => return false,
        };
        inside > 0 && around as f64 <= inside as f64 * most
    }

    /// The posts of a thread are messages; what is written below a question or an answer is a comment.
    fn voice(&self, record: usize) -> BlockRole {
        let record = &self.records[record];
        let on_asked = record.parent.is_some_and(|parent| self.records[parent].is_asked);
        if self.is_thread && (record.is_asked || !on_asked) { BlockRole::Message } else { BlockRole::Comment }
    }

    fn add(&self, index: usize, paragraph: &PageParagraph, roles: &mut Roles) {
        let words = self.words(paragraph);
        let zone = self.zone(paragraph);
        if self.headline == Some(index) {
            roles.headline.get_or_insert_with(|| words.to_owned());
            return roles.drafts.push(draft(paragraph, BlockRole::Title, "markup: headline", 0.95));
        }
        if self.place(paragraph).in_section || is_heading(words) && index > self.first_main {
            return roles.drafts.push(draft(paragraph, BlockRole::Boilerplate, "markup: around comments", 0.8));
        }
        if zone.is_caption && self.is_near_main(index) && zone.boilerplate.is_none() {
            return self.add_caption(paragraph, words, roles);
        }
        if self.is_near_headline(index) && self.add_credit(paragraph, words, zone, roles) {
            return;
        }
        let (role, reason, sure) = self.text_role(index, paragraph, zone);
        let found = if role == BlockRole::Body { caption(words) } else { None };
        match found {
            Some(_) => self.add_caption(paragraph, words, roles),
            None => {
                let agency = dateline_agency(words).filter(|_| role == BlockRole::Body && index <= self.first_main + 2);
                push_names(roles, roles.drafts.len(), paragraph, agency.into_iter().collect(), false);
                roles.drafts.push(draft(paragraph, role, reason, sure));
            }
        }
    }

    fn is_near_main(&self, index: usize) -> bool {
        index + NEAR_HEADLINE >= self.first_main && index <= self.last_main + NEAR_HEADLINE
    }

    /// Near the top or right behind the main text, where credits stand.
    fn is_near_headline(&self, index: usize) -> bool {
        let top = self.headline.map_or(self.first_main, |headline| headline.min(self.first_main));
        (index + 3 >= top && index <= self.first_main + 3)
            || (index + 3 >= self.last_main && index <= self.last_main + 4)
    }

    fn text_role(&self, index: usize, paragraph: &PageParagraph, zone: &Zone) -> (BlockRole, &'static str, f64) {
        if let Some(reason) = zone
            .boilerplate
            .filter(|_| self.kept.as_ref().is_none_or(|kept| !kept[index]) || !self.is_inside_main(paragraph))
        {
            return (BlockRole::Boilerplate, reason, 0.9);
        }
        if self.kept.as_ref().map_or(!self.is_inside_main(paragraph), |kept| !kept[index]) {
            return (BlockRole::Boilerplate, "layout: outside the main text", 0.7);
        }
        if paragraph.chars <= LONGEST_HEADLINE_CHARS && self.is_headline_again(index, paragraph) {
            return (BlockRole::Boilerplate, "text: the headline again", 0.9);
        }
        if paragraph.chars <= LONGEST_BYLINE_CHARS && date_line(self.words(paragraph)).is_some() {
            return (BlockRole::Boilerplate, "layout: a date alone", 0.8);
        }
        if self.kept.is_none() && is_link_list(paragraph) {
            return (BlockRole::Boilerplate, "layout: list of links", 0.7);
        }
        if zone.is_quote {
            return (BlockRole::Quote, "markup: quotation", 0.95);
        }
        if zone.is_article {
            (BlockRole::Body, "markup: article", 0.9)
        } else {
            (BlockRole::Body, "layout: main text", 0.8)
        }
    }

    fn is_headline_again(&self, index: usize, paragraph: &PageParagraph) -> bool {
        self.headline.is_some_and(|headline| {
            headline != index && key(self.words(&self.layout.paragraphs[headline])) == key(self.words(paragraph))
        })
    }

    fn add_caption(&self, paragraph: &PageParagraph, words: &str, roles: &mut Roles) {
        let names = caption(words).map(|caption| caption.names).unwrap_or_default();
        let reason = if self.zone(paragraph).is_caption { "markup: caption" } else { "text: picture credit" };
        push_names(roles, roles.drafts.len(), paragraph, names, true);
        roles.drafts.push(draft(paragraph, BlockRole::Caption, reason, 0.9));
    }

    /// Adds a byline or credit line and says whether the paragraph is one.
    fn add_credit(&self, paragraph: &PageParagraph, words: &str, zone: &Zone, roles: &mut Roles) -> bool {
        let short = paragraph.chars <= LONGEST_BYLINE_CHARS;
        let by_pattern = credit_line(words)
            .filter(|_| zone.boilerplate.is_none() || zone.is_byline || self.zone(paragraph).is_article);
        let names = by_pattern
            .or_else(|| self.known_author(words).filter(|_| short))
            .or_else(|| marked_author(paragraph, words).filter(|_| short));
        let Some(names) = names else { return false };
        let (role, reason) = if is_byline(&names) {
            (BlockRole::Byline, "byline by markup or pattern")
        } else {
            (BlockRole::CreditLine, "text: credit line pattern")
        };
        let mut block = draft(paragraph, role, reason, 0.85);
        block.author = names
            .first()
            .filter(|_| role == BlockRole::Byline)
            .map(|name| words[name.start_byte..name.end_byte].to_owned());
        push_names(roles, roles.drafts.len(), paragraph, names, false);
        roles.drafts.push(block);
        true
    }

    /// A short line that holds the name which the head gives as author, and little else.
    fn known_author(&self, words: &str) -> Option<Vec<NamedCredit>> {
        let names = self.facts.authors.iter().map(|author| author.name.as_str());
        let author = names.into_iter().find(|author| author.chars().count() >= 4 && words.contains(author))?;
        let at = words.find(author)?;
        let alone = words.chars().count() <= author.chars().count() + 60;
        alone.then(|| vec![NamedCredit { role: CreditRole::Author, start_byte: at, end_byte: at + author.len() }])
    }

    /// `<time datetime>` in or near the main text; date lines near the headline.
    fn visible_times(&self) -> Vec<ClaimedTime> {
        let mut times = Vec::new();
        for node in self.tree.named("time") {
            let paragraph = (node..self.tree.nodes[node].end).find_map(|below| self.layout.paragraph_of_node[below]);
            let near = paragraph.is_some_and(|paragraph| self.is_near_headline(paragraph as usize));
            let outside = self.zones[node].boilerplate.is_some() && !self.zones[node].is_article;
            if !near || outside || self.readers.places[node].in_section {
                continue;
            }
            let around = super::zones::class_words(self.tree, node).concat().join(" ");
            let changed = around.contains("updat") || around.contains("modif");
            let kind = if changed && !around.contains("publish") { TimeKind::Updated } else { TimeKind::Published };
            times.extend(
                self.tree.attribute(node, "datetime").and_then(|stamp| claimed_time(stamp, kind, "<time datetime>")),
            );
        }
        for (index, paragraph) in self.layout.paragraphs.iter().enumerate().take(self.first_main + 4) {
            let usable = self.is_near_headline(index) && !self.place(paragraph).in_section;
            if let Some(line) = date_line(self.words(paragraph)).filter(|_| usable) {
                let kind = if line.is_update { TimeKind::Updated } else { TimeKind::Published };
                times.push(ClaimedTime {
                    time: line.time,
                    kind,
                    evidence: "date line in the page".to_owned(),
                    zone: line.zone,
                });
            }
        }
        times
    }
}

/// A line whose text stands wholly in an element that names the author.
fn marked_author(paragraph: &PageParagraph, words: &str) -> Option<Vec<NamedCredit>> {
    let name = words.trim_end_matches([',', '|', ' ']);
    let marked = paragraph.byline_chars * 10 >= paragraph.chars * 9
        && is_name(name, CreditRole::Author)
        && name.split_whitespace().count() <= 5;
    marked.then(|| vec![NamedCredit { role: CreditRole::Author, start_byte: 0, end_byte: name.len() }])
}

fn draft(paragraph: &PageParagraph, role: BlockRole, reason: &str, confidence_0_1: f64) -> BlockDraft {
    let mut draft = BlockDraft::new(paragraph.start_byte, paragraph.end_byte, role, reason, confidence_0_1);
    draft.page_bytes = Some(paragraph.page_bytes);
    draft
}

fn push_names(roles: &mut Roles, block: usize, paragraph: &PageParagraph, names: Vec<NamedCredit>, of_picture: bool) {
    for (step, name) in names.into_iter().enumerate() {
        let placed = NamedCredit {
            start_byte: name.start_byte + paragraph.start_byte,
            end_byte: name.end_byte + paragraph.start_byte,
            ..name
        };
        roles.credits.push((block, placed, step as u32, of_picture));
    }
}

/// Comments while they are put together: the block of each record, and records that were left for another.
#[derive(Default)]
struct Comments {
    block_of_record: BTreeMap<usize, usize>,
    /// Quotations at the head of a record, before its own words.
    quotes: Vec<(usize, usize)>,
    /// Record and block that the next paragraph may go on.
    last: Option<(usize, usize)>,
}

impl Comments {
    fn add(&mut self, reading: &Reading<'_>, paragraph: &PageParagraph, number: usize, drafts: &mut Vec<BlockDraft>) {
        let record = &reading.records[number];
        let of_markup = number < reading.readers.records.len();
        let whole = Written {
            start_byte: paragraph.start_byte,
            end_byte: paragraph.end_byte,
            page_bytes: paragraph.page_bytes,
        };
        let of_comment = |start_byte: usize, end_byte: usize| {
            let reason = "markup: author, time or buttons of a comment";
            BlockDraft::new(start_byte, end_byte, BlockRole::Boilerplate, reason, 0.8)
        };
        let found = if of_markup { written_span(reading, paragraph, record.has_written_part) } else { Some(whole) };
        let Some(written) = found else {
            self.last = None;
            let mut rest = of_comment(paragraph.start_byte, paragraph.end_byte);
            rest.page_bytes = Some(paragraph.page_bytes);
            return drafts.push(rest);
        };
        // In one line with author and buttons: those are blocks of their own.
        let text = &reading.layout.text;
        let before = text[paragraph.start_byte..written.start_byte].trim_end().len();
        if before > 0 {
            self.last = None;
            drafts.push(of_comment(paragraph.start_byte, paragraph.start_byte + before));
        }
        self.add_written(reading, paragraph, &written, number, drafts);
        let behind = text[written.end_byte..paragraph.end_byte].len();
        let space = behind - text[written.end_byte..paragraph.end_byte].trim_start().len();
        if behind > space {
            self.last = None;
            drafts.push(of_comment(written.end_byte + space, paragraph.end_byte));
        }
    }

    fn add_written(
        &mut self,
        reading: &Reading<'_>,
        paragraph: &PageParagraph,
        written: &Written,
        number: usize,
        drafts: &mut Vec<BlockDraft>,
    ) {
        let record = &reading.records[number];
        let of_markup = number < reading.readers.records.len();
        let placed = |mut block: BlockDraft| {
            (block.start_byte, block.end_byte) = (written.start_byte, written.end_byte);
            block.page_bytes = Some(written.page_bytes);
            block
        };
        if reading.place(paragraph).in_quote && reading.own_words.get(number).is_some_and(|own| *own) {
            self.last = None;
            let mut quote = placed(draft(paragraph, BlockRole::Quote, "markup: quotation in a comment or post", 0.9));
            quote.parent = self.block_of_record.get(&number).copied();
            if quote.parent.is_none() {
                self.quotes.push((number, drafts.len()));
            }
            return drafts.push(quote);
        }
        if let Some((_, block)) = self.last.filter(|(last, _)| *last == number) {
            let block = &mut drafts[block];
            block.end_byte = written.end_byte;
            block.page_bytes = block.page_bytes.map(|place| (place.0, written.page_bytes.1));
            return;
        }
        let role = reading.voice(number);
        let reason = match (of_markup, role) {
            (false, _) => "JSON-LD comment",
            (true, BlockRole::Message) => "markup: post of a thread",
            (true, _) => "markup: comment",
        };
        let mut block = placed(draft(paragraph, role, reason, 0.9));
        block.author = record.author.clone();
        block.posted_at = record.posted_at.clone();
        block.likes = record.likes;
        block.parent = self.nearest_written(reading, record.parent);
        let first = *self.block_of_record.entry(number).or_insert(drafts.len());
        for (_, quote) in self.quotes.drain(..).filter(|(record, _)| *record == number) {
            drafts[quote].parent = Some(first);
        }
        self.last = Some((number, drafts.len()));
        drafts.push(block);
    }

    /// The block of the nearest comment above that has text.
    fn nearest_written(&self, reading: &Reading<'_>, parent: Option<usize>) -> Option<usize> {
        let mut above = parent;
        for _ in 0..MOST_STEPS_UP {
            let number = above?;
            if let Some(block) = self.block_of_record.get(&number) {
                return Some(*block);
            }
            above = reading.records[number].parent;
        }
        None
    }
}

/// The part of a paragraph that was written in the comment it lies in; `None` when it is only author, time or buttons.
fn written_span(reading: &Reading<'_>, paragraph: &PageParagraph, has_written_part: bool) -> Option<Written> {
    if reading.zone(paragraph).is_heading {
        return None;
    }
    let record = reading.place(paragraph).record;
    let of_part = |part: Part| {
        let mut nodes = (paragraph.first_node..=paragraph.last_node).filter(|node| {
            matches!(reading.tree.nodes[*node].content, Content::Text(..))
                && reading.layout.paragraph_of_node[*node].is_some()
                && reading.readers.places[*node].record == record
                && reading.readers.places[*node].part == part
        });
        let first = nodes.next()?;
        Some((first, nodes.next_back().unwrap_or(first)))
    };
    let (first, last) = match of_part(Part::Written) {
        Some(nodes) => nodes,
        None if has_written_part => return None,
        None => of_part(Part::Open)?,
    };
    let page_bytes = |node: usize| match &reading.tree.nodes[node].content {
        Content::Text(_, start, end) => (*start, *end),
        Content::Element(..) => paragraph.page_bytes,
    };
    // A preformatted text is several paragraphs in one node.
    let inside = |byte: usize| byte.clamp(paragraph.start_byte, paragraph.end_byte);
    let (start_byte, end_byte) =
        (inside(reading.layout.span_of_node[first].0), inside(reading.layout.span_of_node[last].1));
    if start_byte >= end_byte {
        return None;
    }
    Some(Written { start_byte, end_byte, page_bytes: (page_bytes(first).0, page_bytes(last).1) })
}

/// Where what was written stands.
struct Written {
    start_byte: usize,
    end_byte: usize,
    page_bytes: (usize, usize),
}

/// Letters and digits in lower case.
fn key(words: &str) -> String {
    letters(words, 400)
}

fn letters(words: &str, most: usize) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(most).collect()
}

/// The comment of structured data that each paragraph belongs to: a paragraph that begins as one does begins it, those
/// behind it that go on as it does belong to it too.
fn structured(layout: &PageLayout, comments: &[StructuredComment]) -> Vec<Option<usize>> {
    let mut found = vec![None; layout.paragraphs.len()];
    let keys: Vec<String> = comments.iter().map(|comment| letters(&comment.text, LONGEST_COMMENT_KEY)).collect();
    let begins = |key: &str| key.chars().take(COMMENT_KEY_CHARS).collect::<String>();
    let known: BTreeMap<String, usize> = keys
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, key)| key.chars().count() >= SHORTEST_KEY_CHARS)
        .map(|(comment, key)| (begins(key), comment))
        .collect();
    if known.is_empty() {
        return found;
    }
    let mut open: Option<(usize, usize)> = None;
    for (index, paragraph) in layout.paragraphs.iter().enumerate() {
        let key = letters(&layout.text[paragraph.start_byte..paragraph.end_byte], LONGEST_COMMENT_KEY);
        let goes_on = open.filter(|(comment, at)| !key.is_empty() && keys[*comment][*at..].starts_with(&key));
        let comment = known.get(&begins(&key)).filter(|comment| keys[**comment].starts_with(&key)).copied();
        // A comment that is shown shorter than its data has it, or in paragraphs shorter than the key.
        let comment = comment.or_else(|| {
            let first = known.range(key.clone()..).next().filter(|_| key.chars().count() >= SHORTEST_KEY_CHARS)?;
            first.0.starts_with(&key).then_some(*first.1)
        });
        open = match (goes_on, comment) {
            (Some((comment, at)), _) => Some((comment, at + key.len())),
            (None, Some(comment)) => Some((comment, key.len())),
            (None, None) => None,
        };
        found[index] = open.map(|(comment, _)| comment);
    }
    found
}
