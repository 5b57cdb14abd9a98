//! The visible text of a page: one paragraph a line, each with what surrounds it.

use super::tree::{Content, Tree, is_block};
use super::zones::Zone;

/// A paragraph of the visible text.
#[derive(Clone, Debug)]
pub(super) struct PageParagraph {
    /// First byte in the extracted text.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Place in the page's own bytes.
    pub page_bytes: (usize, usize),
    /// Text nodes it is made of, in order.
    pub first_node: usize,
    /// Last text node.
    pub last_node: usize,
    /// Nearest element that makes a line of its own.
    pub block_node: usize,
    /// Characters.
    pub chars: usize,
    /// Characters inside links.
    pub link_chars: usize,
    /// Characters inside an element that names the author.
    pub byline_chars: usize,
}

impl PageParagraph {
    /// Share of its characters that stand in links, 0..=1.
    pub fn link_share(&self) -> f64 {
        self.link_chars as f64 / self.chars.max(1) as f64
    }
}

/// The laid out page.
pub(super) struct PageLayout {
    /// The extracted text.
    pub text: String,
    /// Its paragraphs in order.
    pub paragraphs: Vec<PageParagraph>,
    /// For each node that shows text: the paragraph it lies in.
    pub paragraph_of_node: Vec<Option<u32>>,
    /// For each node that shows text: where it stands in the extracted text.
    pub span_of_node: Vec<(usize, usize)>,
    /// Characters that the page holds and hides.
    pub hidden_chars: usize,
    /// The beginning of what is hidden.
    pub hidden_sample: String,
}

/// Lays out the visible text in reading order.
pub(super) fn lay_out(tree: &Tree, zones: &[Zone]) -> PageLayout {
    let mut writer = Writer::new(tree.nodes.len());
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        while let Some((_, element)) = open.pop_if(|(end, _)| *end <= index) {
            writer.leave(tree.name(element));
        }
        match &node.content {
            Content::Element(name, _) => {
                writer.enter(name);
                if node.end > index + 1 {
                    open.push((node.end, index));
                } else {
                    writer.leave(name);
                }
            }
            Content::Text(words, start, end) => writer.text(tree, index, words, (*start, *end), &zones[index]),
        }
    }
    writer.finish()
}

struct Writer {
    layout: PageLayout,
    current: Option<PageParagraph>,
    pending_space: bool,
    breaks: usize,
}

impl Writer {
    fn new(nodes: usize) -> Writer {
        let layout = PageLayout {
            text: String::new(),
            paragraphs: Vec::new(),
            paragraph_of_node: vec![None; nodes],
            span_of_node: vec![(0, 0); nodes],
            hidden_chars: 0,
            hidden_sample: String::new(),
        };
        Writer { layout, current: None, pending_space: false, breaks: 0 }
    }

    fn enter(&mut self, name: &str) {
        match name {
            "br" => self.line_break(),
            "td" | "th" | "img" | "input" => self.pending_space = true,
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        if is_block(name) {
            self.flush();
        }
    }

    /// One break within a sentence is a space; two, or one behind the end of a sentence, end the paragraph.
    fn line_break(&mut self) {
        self.breaks += 1;
        self.pending_space = true;
        let ended =
            self.current.is_some() && self.layout.text.ends_with(['.', '!', '?', ':', '"', '”', '»', '…', '؟', '。']);
        if self.breaks >= 2 || ended {
            self.flush();
        }
    }

    fn text(&mut self, tree: &Tree, index: usize, words: &str, place: (usize, usize), zone: &Zone) {
        if zone.is_code {
            return;
        }
        if zone.is_hidden {
            return self.hidden(words);
        }
        for letter in words.chars() {
            if letter == '\n' && zone.is_preformatted {
                self.flush();
            } else if letter.is_whitespace() || letter == '\0' {
                self.pending_space = true;
            } else {
                self.letter(tree, index, letter, place, zone);
            }
        }
    }

    fn hidden(&mut self, words: &str) {
        for word in words.split_whitespace() {
            self.layout.hidden_chars += word.chars().count();
            if self.layout.hidden_sample.len() < 80 && word.len() < 200 {
                self.layout.hidden_sample.push_str(word);
                self.layout.hidden_sample.push(' ');
            }
        }
    }

    fn letter(&mut self, tree: &Tree, index: usize, letter: char, place: (usize, usize), zone: &Zone) {
        self.breaks = 0;
        let number = self.layout.paragraphs.len() as u32;
        let layout = &mut self.layout;
        let paragraph = self.current.get_or_insert_with(|| {
            if !layout.text.is_empty() {
                layout.text.push('\n');
            }
            let start_byte = layout.text.len();
            PageParagraph {
                start_byte,
                end_byte: start_byte,
                page_bytes: place,
                first_node: index,
                last_node: index,
                block_node: block_above(tree, index),
                chars: 0,
                link_chars: 0,
                byline_chars: 0,
            }
        });
        if std::mem::take(&mut self.pending_space) && layout.text.len() > paragraph.start_byte {
            layout.text.push(' ');
        }
        if layout.paragraph_of_node[index].is_none() {
            layout.span_of_node[index].0 = layout.text.len();
        }
        layout.text.push(letter);
        layout.span_of_node[index].1 = layout.text.len();
        layout.paragraph_of_node[index] = Some(number);
        paragraph.end_byte = layout.text.len();
        paragraph.page_bytes.1 = place.1;
        paragraph.last_node = index;
        paragraph.chars += 1;
        paragraph.link_chars += usize::from(zone.is_link);
        paragraph.byline_chars += usize::from(zone.is_byline);
    }

    fn flush(&mut self) {
        self.pending_space = false;
        self.breaks = 0;
        self.layout.paragraphs.extend(self.current.take());
    }

    fn finish(mut self) -> PageLayout {
        self.flush();
        self.layout
    }
}

fn block_above(tree: &Tree, node: usize) -> usize {
    let mut above = tree.nodes[node].parent;
    while above != 0 && !is_block(tree.name(above)) {
        above = tree.nodes[above].parent;
    }
    above
}
