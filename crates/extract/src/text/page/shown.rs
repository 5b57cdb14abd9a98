//! A page's tree to what a person may see of it ([`ShownPage`]). What readers wrote is left out, and so is what the page hides.

use super::super::blocks::BlockDraft;
use super::layout::PageLayout;
use super::readers::Readers;
use super::tree::{Content, Tree, is_block};
use super::zones::Zone;
use crate::limits;
use crate::shown_page::{Shape, Shown, ShownPage};
use model::BlockRole;

/// What is known of a page's nodes.
pub(super) struct Known<'p> {
    pub tree: &'p Tree,
    pub zones: &'p [Zone],
    pub readers: &'p Readers,
    pub layout: &'p PageLayout,
    /// Roles of the layout's paragraphs.
    pub roles: &'p [Option<BlockRole>],
}

/// For each paragraph the role of the innermost block that it lies in.
pub(super) fn roles_of_paragraphs(layout: &PageLayout, drafts: &[BlockDraft]) -> Vec<Option<BlockRole>> {
    let mut roles = vec![None; layout.paragraphs.len()];
    let mut drafts: Vec<&BlockDraft> = drafts.iter().collect();
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.end_byte - draft.start_byte));
    for draft in drafts {
        let first = layout.paragraphs.partition_point(|paragraph| paragraph.start_byte < draft.start_byte);
        let within = layout.paragraphs[first..].iter().take_while(|paragraph| paragraph.start_byte < draft.end_byte);
        let n_within = within.count();
        roles[first..first + n_within].fill(Some(draft.role));
    }
    roles
}

/// The page without its title and language.
pub(super) fn shown(known: &Known<'_>) -> ShownPage {
    let mut writer = Writer { open: vec![Open::new(None, usize::MAX)], ..Writer::default() };
    let mut n_left_out = 0;
    let mut index = 1;
    while index < known.tree.nodes.len() {
        writer.close_before(index);
        if known.is_of_readers(index) {
            n_left_out += usize::from(known.begins_record(index));
            index += 1;
            continue;
        }
        match &known.tree.nodes[index].content {
            Content::Element(name, _) if name == "iframe" && !known.zones[index].is_hidden => {
                writer.medium(known, index);
                index = known.tree.nodes[index].end;
            }
            Content::Element(..) if known.is_unseen(index) => index = known.tree.nodes[index].end,
            Content::Element(name, _) => {
                writer.element(known, index, name);
                index += 1;
            }
            Content::Text(words, ..) => {
                if !known.is_unseen(index) {
                    writer.text(words, known.role(index), known.zones[index].is_preformatted);
                }
                index += 1;
            }
        }
    }
    writer.close_before(usize::MAX - 1);
    let content = writer.open.pop().map(|root| grouped(root.parts)).unwrap_or_default();
    ShownPage { content, n_left_out, is_cut: writer.is_cut, ..ShownPage::default() }
}

impl Known<'_> {
    fn is_of_readers(&self, node: usize) -> bool {
        let place = &self.readers.places[node];
        place.record.is_some() || place.in_section || self.role(node) == Some(BlockRole::Comment)
    }

    fn begins_record(&self, node: usize) -> bool {
        let is_marked =
            self.readers.places[node].record.is_some_and(|record| self.readers.records[record].node == node);
        // Comments that only their text tells stand in no element of their own: each text of them counts once.
        is_marked || (self.readers.places[node].record.is_none() && self.role(node) == Some(BlockRole::Comment))
    }

    fn is_unseen(&self, node: usize) -> bool {
        let is_head =
            matches!(self.tree.name(node), "head" | "title" | "textarea" | "select" | "button" | "svg" | "math");
        self.zones[node].is_code || self.zones[node].is_hidden || is_head
    }

    /// Role of the innermost block that a text lies in.
    fn role(&self, node: usize) -> Option<BlockRole> {
        self.roles[self.layout.paragraph_of_node[node]? as usize]
    }

    fn shape(&self, node: usize, name: &str) -> Option<Shape> {
        let attribute = |key| self.tree.attribute(node, key).unwrap_or_default();
        Some(match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading(name.as_bytes()[1] - b'0'),
            "p" => Shape::Paragraph,
            "ul" | "menu" | "dl" => Shape::List(false),
            "ol" => Shape::List(true),
            "li" | "dt" | "dd" => Shape::Entry,
            "table" => Shape::Table,
            "tr" => Shape::Row,
            "td" => Shape::Cell(false),
            "th" => Shape::Cell(true),
            "blockquote" => Shape::Quote,
            "figure" => Shape::Figure,
            "figcaption" | "caption" => Shape::Caption,
            "pre" => Shape::Preformatted,
            "em" | "i" | "cite" => Shape::Emphasis,
            "strong" | "b" => Shape::Strong,
            "a" if !attribute("href").is_empty() => Shape::Link(address(attribute("href"))),
            _ => return None,
        })
    }
}

/// An address as far as a person reads it; what it holds itself is no address.
fn address(written: &str) -> String {
    let written = written.trim();
    let has_own_bytes = written.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if has_own_bytes { String::new() } else { crate::text::cut(written, limits::SHOWN_ADDRESS_BYTES).to_owned() }
}

/// A shape that is being filled; `None`: an element that only makes lines of its own.
struct Open {
    shape: Option<Shape>,
    end: usize,
    parts: Vec<Part>,
}

impl Open {
    fn new(shape: Option<Shape>, end: usize) -> Open {
        Open { shape, end, parts: Vec::new() }
    }
}

/// A part, or a place where a line of its own begins or ends.
enum Part {
    Shown(Shown),
    Edge,
}

#[derive(Default)]
struct Writer {
    open: Vec<Open>,
    n_shapes: usize,
    n_parts: usize,
    n_bytes: usize,
    is_cut: bool,
}

impl Writer {
    fn close_before(&mut self, index: usize) {
        while let Some(Open { shape, parts, .. }) = self.open.pop_if(|open| open.end <= index) {
            let Some(shape) = shape else {
                self.extend(parts.into_iter().chain([Part::Edge]));
                continue;
            };
            self.n_shapes -= 1;
            let is_empty = !parts.iter().any(|part| matches!(part, Part::Shown(_)));
            if is_empty && !matches!(shape, Shape::Cell(_)) {
                continue;
            }
            // Links of a menu stand side by side, kept apart by a style that is not there.
            if matches!(shape, Shape::Link(_)) && self.is_after_link() {
                self.extend([Part::Shown(Shown::Text(" ".to_owned(), None))]);
            }
            let parts = if shape.is_inline() { inline(parts) } else { grouped_in(&shape, parts) };
            self.extend([Part::Shown(Shown::In(shape, parts))]);
        }
    }

    fn element(&mut self, known: &Known<'_>, index: usize, name: &str) {
        let end = known.tree.nodes[index].end;
        let is_deep = self.n_shapes >= limits::SHOWN_DEPTH;
        match known.shape(index, name).filter(|_| !is_deep) {
            Some(shape) => {
                self.n_shapes += 1;
                self.open.push(Open::new(Some(shape), end));
            }
            None if name == "br" => self.push(Shown::Break),
            None if matches!(name, "img" | "video" | "audio") => self.medium(known, index),
            None if is_block(name) => {
                self.extend([Part::Edge]);
                self.open.push(Open::new(None, end));
            }
            None => {}
        }
    }

    fn medium(&mut self, known: &Known<'_>, index: usize) {
        let attribute = |key| known.tree.attribute(index, key).unwrap_or_default();
        let words = [attribute("alt"), attribute("title")].into_iter().find(|words| !words.trim().is_empty());
        let words = crate::text::cut(words.unwrap_or_default().trim(), limits::SHOWN_ADDRESS_BYTES).to_owned();
        let source = ["src", "data-src", "data-original"].map(attribute).into_iter().find(|source| !source.is_empty());
        let address = address(source.unwrap_or_default());
        if !words.is_empty() || !address.is_empty() {
            self.push(Shown::Medium { words, address });
        }
    }

    fn text(&mut self, words: &str, role: Option<BlockRole>, is_preformatted: bool) {
        let words = if is_preformatted { words.to_owned() } else { collapsed(words) };
        let is_between = words.trim().is_empty();
        let after_words = matches!(
            self.open.last().and_then(|open| open.parts.last()),
            Some(Part::Shown(Shown::Text(..) | Shown::In(..)))
        );
        if words.is_empty() || (is_between && !after_words) {
            return;
        }
        self.n_bytes += words.len();
        self.push(Shown::Text(words, role));
    }

    fn push(&mut self, part: Shown) {
        if self.n_parts >= limits::SHOWN_PARTS || self.n_bytes > limits::SHOWN_TEXT_BYTES {
            self.is_cut = true;
            return;
        }
        self.n_parts += 1;
        self.extend([Part::Shown(part)]);
    }

    fn is_after_link(&self) -> bool {
        let last = self.open.last().and_then(|open| open.parts.last());
        matches!(last, Some(Part::Shown(Shown::In(Shape::Link(_), _))))
    }

    fn extend(&mut self, parts: impl IntoIterator<Item = Part>) {
        if let Some(open) = self.open.last_mut() {
            open.parts.extend(parts);
        }
    }
}

/// White space in it is one space.
fn collapsed(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars().filter(|letter| *letter != '\0') {
        match letter.is_whitespace() {
            true if !text.ends_with(' ') => text.push(' '),
            true => {}
            false => text.push(letter),
        }
    }
    text
}

fn inline(parts: Vec<Part>) -> Vec<Shown> {
    let shown = |part| match part {
        Part::Shown(shown) => shown,
        Part::Edge => Shown::Text(" ".to_owned(), None),
    };
    parts.into_iter().map(shown).collect()
}

/// Lists hold entries, tables rows and rows cells; what else stands there is put into one.
fn grouped_in(shape: &Shape, parts: Vec<Part>) -> Vec<Shown> {
    let (fits, wrap): (fn(&Shape) -> bool, Shape) = match shape {
        Shape::Paragraph | Shape::Heading(_) | Shape::Preformatted => return inline(parts),
        Shape::List(_) => (|shape| *shape == Shape::Entry, Shape::Entry),
        Shape::Table => (|shape| matches!(shape, Shape::Row | Shape::Caption), Shape::Row),
        Shape::Row => (|shape| matches!(shape, Shape::Cell(_)), Shape::Cell(false)),
        _ => return grouped(parts),
    };
    let parts = grouped(parts).into_iter().filter(|part| !is_blank(part));
    let wrapped = |part: Shown| match part {
        Shown::In(shape, parts) if fits(&shape) => Shown::In(shape, parts),
        Shown::In(Shape::Cell(head), parts) => Shown::In(Shape::Row, vec![Shown::In(Shape::Cell(head), parts)]),
        part if wrap == Shape::Row => Shown::In(Shape::Row, vec![Shown::In(Shape::Cell(false), vec![part])]),
        part => Shown::In(wrap.clone(), vec![part]),
    };
    parts.map(wrapped).collect()
}

fn is_blank(part: &Shown) -> bool {
    matches!(part, Shown::Break) || matches!(part, Shown::Text(words, _) if words.trim().is_empty())
}

/// Runs of text between edges and larger parts become paragraphs, where there are any of these.
fn grouped(parts: Vec<Part>) -> Vec<Shown> {
    let stands_alone = |part: &Part| matches!(part, Part::Shown(Shown::In(shape, _)) if !shape.is_inline());
    if !parts.iter().any(|part| stands_alone(part) || matches!(part, Part::Edge)) {
        return inline(parts);
    }
    let mut grouped = Vec::new();
    let mut run: Vec<Shown> = Vec::new();
    let end_run = |run: &mut Vec<Shown>, grouped: &mut Vec<Shown>| {
        let run = std::mem::take(run);
        if run.iter().any(|part| !is_blank(part)) {
            grouped.push(Shown::In(Shape::Paragraph, run));
        }
    };
    for part in parts {
        match part {
            Part::Edge => end_run(&mut run, &mut grouped),
            Part::Shown(Shown::In(shape, parts)) if !shape.is_inline() => {
                end_run(&mut run, &mut grouped);
                grouped.push(Shown::In(shape, parts));
            }
            Part::Shown(shown) => run.push(shown),
        }
    }
    end_run(&mut run, &mut grouped);
    grouped
}
