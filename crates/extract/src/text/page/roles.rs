//! Roles of the paragraphs of a page.

use super::super::blocks::BlockDraft;
use super::super::captions::caption;
use super::super::comment_split::is_heading;
use super::super::credits::{NamedCredit, credit_line, dateline_agency, is_byline, is_name};
use super::super::dates::{claimed_time, date_line};
use super::super::paragraphs::MOST_PARAGRAPHS;
use super::facts::{Facts, StructuredComment};
use super::layout::{PageLayout, PageParagraph};
use super::main_text::{is_link_list, main_element, running_weight};
use super::readers::{Part, Place, Readers};
use super::tree::{Content, Tree};
use super::zones::Zone;
use model::{BlockRole, ClaimedTime, CreditRole, TimeKind};
use std::collections::{BTreeMap, BTreeSet};

/// Bylines are never longer than this.
const LONGEST_BYLINE_CHARS: usize = 120;
/// Characters by which a comment of structured data is found again in the text.
const COMMENT_KEY_CHARS: usize = 80;
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
    facts: &'p Facts,
    main: (usize, usize),
    headline: Option<usize>,
    first_main: usize,
    last_main: usize,
}

/// Gives every paragraph its role.
pub(super) fn roles(tree: &Tree, zones: &[Zone], readers: &Readers, layout: &PageLayout, facts: &Facts) -> Roles {
    let mut reading = Reading {
        tree,
        zones,
        readers,
        layout,
        facts,
        main: (0, tree.nodes.len()),
        headline: None,
        first_main: 0,
        last_main: 0,
    };
    reading.find_main();
    reading.headline = reading.headline();
    let mut roles = Roles { drafts: Vec::new(), credits: Vec::new(), headline: None, times: Vec::new() };
    let mut comments = Comments::default();
    for (index, paragraph) in layout.paragraphs.iter().enumerate().take(MOST_PARAGRAPHS) {
        match reading.comment_of(paragraph) {
            Some(record) => comments.add(&reading, paragraph, record, &mut roles.drafts),
            None => reading.add(index, paragraph, &mut roles),
        }
    }
    structured_comments(layout, &facts.comments, &mut roles.drafts);
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
    fn comment_of(&self, paragraph: &PageParagraph) -> Option<usize> {
        let place = self.place(paragraph);
        place.record.filter(|_| place.in_section)
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
        let (role, reason, sure) = self.text_role(paragraph, zone);
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

    fn text_role(&self, paragraph: &PageParagraph, zone: &Zone) -> (BlockRole, &'static str, f64) {
        if let Some(reason) = zone.boilerplate {
            return (BlockRole::Boilerplate, reason, 0.9);
        }
        if !self.is_inside_main(paragraph) {
            return (BlockRole::Boilerplate, "layout: outside the main text", 0.7);
        }
        if paragraph.chars <= LONGEST_BYLINE_CHARS && date_line(self.words(paragraph)).is_some() {
            return (BlockRole::Boilerplate, "layout: a date alone", 0.8);
        }
        if is_link_list(paragraph) {
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
        let author =
            self.facts.authors.iter().find(|author| author.chars().count() >= 4 && words.contains(author.as_str()))?;
        let at = words.find(author.as_str())?;
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
            let kind = if around.contains("updat") || around.contains("modif") {
                TimeKind::Updated
            } else {
                TimeKind::Published
            };
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
    /// Record and block that the next paragraph may go on.
    last: Option<(usize, usize)>,
}

impl Comments {
    fn add(&mut self, reading: &Reading<'_>, paragraph: &PageParagraph, number: usize, drafts: &mut Vec<BlockDraft>) {
        let record = &reading.readers.records[number];
        if !is_written(reading, paragraph, record.has_written_part) {
            self.last = None;
            return drafts.push(draft(
                paragraph,
                BlockRole::Boilerplate,
                "markup: author, time or buttons of a comment",
                0.8,
            ));
        }
        if let Some((_, block)) = self.last.filter(|(last, _)| *last == number) {
            let block = &mut drafts[block];
            block.end_byte = paragraph.end_byte;
            block.page_bytes = block.page_bytes.map(|place| (place.0, paragraph.page_bytes.1));
            return;
        }
        let mut block = draft(paragraph, BlockRole::Comment, "markup: comment", 0.9);
        block.author = record.author.clone();
        block.posted_at = record.posted_at.clone();
        block.parent = self.nearest_written(reading, record.parent);
        self.block_of_record.entry(number).or_insert(drafts.len());
        self.last = Some((number, drafts.len()));
        drafts.push(block);
    }

    /// The block of the nearest comment above that has text.
    fn nearest_written(&self, reading: &Reading<'_>, parent: Option<usize>) -> Option<usize> {
        let mut above = parent;
        while let Some(number) = above {
            if let Some(block) = self.block_of_record.get(&number) {
                return Some(*block);
            }
            above = reading.readers.records[number].parent;
        }
        None
    }
}

fn is_written(reading: &Reading<'_>, paragraph: &PageParagraph, has_written_part: bool) -> bool {
    let record = reading.place(paragraph).record;
    let parts: BTreeSet<u8> = (paragraph.first_node..=paragraph.last_node)
        .filter(|node| {
            matches!(reading.tree.nodes[*node].content, Content::Text(..))
                && reading.layout.paragraph_of_node[*node].is_some()
        })
        .filter(|node| reading.readers.places[*node].record == record)
        .map(|node| reading.readers.places[node].part as u8)
        .collect();
    let written = parts.contains(&(Part::Written as u8));
    let open = parts.contains(&(Part::Open as u8));
    let heading = reading.zone(paragraph).is_heading;
    !heading && (written || (open && !has_written_part))
}

/// Letters and digits in lower case.
fn key(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(400).collect()
}

/// Comments of structured data found again in the text: their author and time, and their role where markup gave none.
fn structured_comments(layout: &PageLayout, comments: &[StructuredComment], drafts: &mut [BlockDraft]) {
    let short = |words: &str| key(words).chars().take(COMMENT_KEY_CHARS).collect::<String>();
    let known: BTreeMap<String, &StructuredComment> = comments
        .iter()
        .map(|comment| (short(&comment.text), comment))
        .filter(|(key, _)| key.chars().count() >= SHORTEST_KEY_CHARS)
        .collect();
    if known.is_empty() {
        return;
    }
    for draft in drafts {
        if let Some(comment) = known.get(&short(&layout.text[draft.start_byte..draft.end_byte])) {
            if draft.role != BlockRole::Comment {
                draft.role = BlockRole::Comment;
                draft.reason = "JSON-LD comment".to_owned();
            }
            draft.author = draft.author.take().or_else(|| comment.author.clone());
            draft.posted_at = draft.posted_at.take().or_else(|| comment.posted_at.clone());
        }
    }
}
