//! Markup to a flat tree: nodes in document order, each with its parent and the end of its subtree. Built from the
//! tokens of `html5gum`, so that every text keeps its place in the page's bytes; no recursion anywhere.

use crate::container::inline;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::collections::HashMap;
use std::convert::Infallible;

/// Elements deeper than this lend their text to the element above; browsers stop at 512 too.
const DEEPEST_ELEMENT: usize = 512;
/// Nodes beyond this number are not built (their text goes on); a large real page has some 50,000.
const MOST_NODES: usize = 400_000;
/// An attribute value longer than this is cut.
const LONGEST_VALUE_BYTES: usize = 16 * 1024;
/// Of a data URI only its beginning is kept.
const DATA_URI_BYTES: usize = 64;
/// Structured data longer than this is not read.
const LONGEST_SCRIPT_BYTES: usize = 2 * 1024 * 1024;

/// Text in `noscript` from which it may be the text of the page.
const FEWEST_NOSCRIPT_CHARS: usize = 400;
/// How many times as long as the running text outside it must be.
const NOSCRIPT_TIMES: usize = 2;
/// A text counts as running text from this many characters.
const RUNNING_TEXT_CHARS: usize = 40;
/// The tokenizer takes the content of `noscript` for one text; under this name, of the same length, it reads it.
const OPEN_NOSCRIPT: &str = "noscrip1";

/// Attributes that any rule looks at; others are not kept.
const KEPT_ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-hidden",
    "author",
    "charset",
    "cite",
    "class",
    "component",
    "content",
    "created",
    "data-author",
    "data-comment-id",
    "data-id",
    "data-original",
    "data-parent-id",
    "data-src",
    "data-srcset",
    "data-testid",
    "data-time",
    "datetime",
    "depth",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "parentid",
    "poster",
    "property",
    "pubdate",
    "rel",
    "role",
    "score",
    "slot",
    "src",
    "srcset",
    "style",
    "thingid",
    "title",
    "type",
];

/// An element or a text.
#[derive(Debug)]
pub(in crate::text) struct Node {
    /// Index of the parent; the root is its own parent.
    pub parent: usize,
    /// One past the index of the last node below this one.
    pub end: usize,
    /// What it is.
    pub content: Content,
}

/// Content of a node.
#[derive(Debug)]
pub(in crate::text) enum Content {
    /// An element: name in lower case, attributes that are kept.
    Element(String, Vec<(&'static str, String)>),
    /// A text, references resolved, with its place in the page.
    Text(String, usize, usize),
}

/// A page's nodes in document order.
#[derive(Debug)]
pub(in crate::text) struct Tree {
    /// Node 0 is the root.
    pub nodes: Vec<Node>,
    /// The comment that a saving tool left.
    pub saved_comment: Option<String>,
    /// Data URIs met in attributes.
    pub data_uris: usize,
    /// A limit was reached.
    pub reached_limit: bool,
    /// Characters in `noscript`, where they were not read.
    pub noscript_chars: usize,
    /// What stands in `noscript` is the text of the page.
    pub shows_noscript: bool,
}

impl Tree {
    /// Parses markup. Never fails: any bytes are some page.
    /// A `data:` URL that has a name becomes that name.
    ///
    /// Where the text of the page stands in `noscript`, as systems write it that build the page by script, the page is
    /// read as it is without script.
    pub fn parse(markup: &str, inline: &inline::Names<'_>) -> Tree {
        let tree = Tree::parse_once(markup, inline, false);
        if tree.noscript_chars < FEWEST_NOSCRIPT_CHARS || tree.noscript_chars <= tree.running_chars() * NOSCRIPT_TIMES {
            return tree;
        }
        Tree::parse_once(&with_noscript_open(markup), inline, true)
    }

    /// Characters of running text outside code and links.
    fn running_chars(&self) -> usize {
        let mut is_outside = vec![false; self.nodes.len()];
        let mut chars = 0;
        for (index, node) in self.nodes.iter().enumerate().skip(1) {
            is_outside[index] = is_outside[node.parent]
                || matches!(self.name(index), "a" | "script" | "style" | "head" | "nav" | "footer" | "template");
            if let Content::Text(words, _, _) = &node.content
                && !is_outside[index]
            {
                let words = words.trim().chars().count();
                chars += if words >= RUNNING_TEXT_CHARS { words } else { 0 };
            }
        }
        chars
    }

    fn parse_once(markup: &str, inline: &inline::Names<'_>, shows_noscript: bool) -> Tree {
        let mut builder = Builder::new(inline);
        builder.tree.shows_noscript = shows_noscript;
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            builder.take(event, span);
            None
        });
        emitter.naively_switch_states(true);
        // Everything happens in the callback; the tokenizer itself yields nothing.
        Tokenizer::new_with_emitter(markup, emitter).for_each(drop);
        builder.finish()
    }

    /// Name of an element, empty for a text.
    pub fn name(&self, node: usize) -> &str {
        match &self.nodes[node].content {
            Content::Element(name, _) => name,
            Content::Text(..) => "",
        }
    }

    /// An attribute's value.
    pub fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes[node].content {
            Content::Element(_, attributes) => {
                attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
            }
            Content::Text(..) => None,
        }
    }

    /// Text of everything below a node, white space collapsed, at most about `most_bytes`.
    pub fn text_below(&self, node: usize, most_bytes: usize) -> String {
        let mut text = String::new();
        for below in &self.nodes[node..self.nodes[node].end] {
            if let Content::Text(words, _, _) = &below.content {
                for word in words.split_whitespace() {
                    if text.len() + word.len() > most_bytes {
                        return text;
                    }
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(word);
                }
            }
        }
        text
    }

    /// Indices of all elements of that name.
    pub fn named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = usize> + 't {
        (0..self.nodes.len()).filter(move |node| self.name(*node) == name)
    }
}

struct Builder<'n> {
    tree: Tree,
    inline: &'n inline::Names<'n>,
    open: Vec<usize>,
    open_counts: HashMap<String, usize>,
    /// Start tags that were not built, by name: their end tags are skipped.
    skipped: HashMap<String, usize>,
    tag: String,
    attributes: Vec<(&'static str, String)>,
    attribute: Option<&'static str>,
}

impl<'n> Builder<'n> {
    fn new(inline: &'n inline::Names<'n>) -> Builder<'n> {
        let root = Node { parent: 0, end: 1, content: Content::Element("#root".to_owned(), Vec::new()) };
        let tree = Tree {
            nodes: vec![root],
            saved_comment: None,
            data_uris: 0,
            reached_limit: false,
            noscript_chars: 0,
            shows_noscript: false,
        };
        Builder {
            tree,
            inline,
            open: vec![0],
            open_counts: HashMap::new(),
            skipped: HashMap::new(),
            tag: String::new(),
            attributes: Vec::new(),
            attribute: None,
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = element_name(name);
                self.attributes.clear();
                self.attribute = None;
            }
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(&element_name(name)),
            CallbackEvent::String { value } => self.text(value, span),
            CallbackEvent::Comment { value } => self.comment(value),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute_name(&mut self, name: &[u8]) {
        self.attribute = KEPT_ATTRIBUTES.iter().find(|known| known.as_bytes() == name).copied();
        // The first of two attributes of one name counts.
        if let Some(name) = self.attribute {
            match self.attributes.iter().any(|(known, _)| *known == name) {
                true => self.attribute = None,
                false => self.attributes.push((name, String::new())),
            }
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let is_data = value.len() >= 5 && value[..5].eq_ignore_ascii_case(b"data:");
        self.tree.data_uris += usize::from(is_data);
        if let (Some(_), Some((_, kept))) = (self.attribute.take(), self.attributes.last_mut()) {
            let most = if is_data { DATA_URI_BYTES } else { LONGEST_VALUE_BYTES };
            *kept = match self.inline.of_url(value).filter(|_| is_data) {
                Some(name) => name.to_owned(),
                None => text_of(&value[..value.len().min(most)]),
            };
        }
    }

    fn start_tag(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.tag);
        if matches!(name.as_str(), "html" | "body") && self.open_counts.get(&name).is_some_and(|count| *count > 0) {
            return;
        }
        // As in browsers: a head within the body is no element, and what cannot stand in the head ends it.
        if name == "head" && self.tree.nodes.len() > 1 && !self.open.iter().all(|node| self.is_top(*node)) {
            return;
        }
        if self.open.last().is_some_and(|open| self.tree.name(*open) == "head") && !IN_HEAD.contains(&name.as_str()) {
            self.close_from(self.open.len() - 1);
        }
        self.close_implied(&name);
        let is_void = VOID.contains(&name.as_str()) || (self_closing && self.is_open("svg"));
        if self.tree.nodes.len() >= MOST_NODES || (!is_void && self.open.len() >= DEEPEST_ELEMENT) {
            self.tree.reached_limit = true;
            if !is_void {
                *self.skipped.entry(name).or_default() += 1;
            }
            return;
        }
        let attributes = std::mem::take(&mut self.attributes);
        let index = self.push(Content::Element(name.clone(), attributes));
        if !is_void {
            self.open.push(index);
            *self.open_counts.entry(name).or_default() += 1;
        }
    }

    /// End tags that the author may leave out.
    fn close_implied(&mut self, name: &str) {
        let (closes, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "option" => (&["option"], &["select"]),
            "tr" => (&["tr", "td", "th"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr", "td", "th"], &["table"]),
            "a" => (&["a"], &["td", "th", "table", "div", "li", "section", "article"]),
            _ if is_block(name) => {
                (&["p"], &["td", "th", "table", "button", "object", "div", "section", "article", "li", "blockquote"])
            }
            _ => return,
        };
        let mut lowest = None;
        for (place, node) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.tree.name(*node);
            if closes.contains(&open) {
                lowest = Some(place);
            } else if within.contains(&open) {
                break;
            }
        }
        if let Some(place) = lowest {
            self.close_from(place);
        }
    }

    fn end_tag(&mut self, name: &str) {
        if let Some(skipped) = self.skipped.get_mut(name).filter(|skipped| **skipped > 0) {
            *skipped -= 1;
            return;
        }
        if !self.is_open(name) {
            return;
        }
        let Some(place) = self.open.iter().rposition(|node| self.tree.name(*node) == name) else { return };
        // A stray end of an inline element closes no block that was opened inside it.
        let crosses_block = self.open[place + 1..].iter().any(|node| is_block(self.tree.name(*node)));
        if place > 0 && (!crosses_block || is_block(name) || name == "a") {
            self.close_from(place);
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.open_counts.get(name).is_some_and(|count| *count > 0)
    }

    fn is_top(&self, node: usize) -> bool {
        matches!(self.tree.name(node), "#root" | "html")
    }

    fn close_from(&mut self, place: usize) {
        let end = self.tree.nodes.len();
        for node in self.open.drain(place..) {
            self.tree.nodes[node].end = end;
            if let Content::Element(name, _) = &self.tree.nodes[node].content
                && let Some(count) = self.open_counts.get_mut(name)
            {
                *count -= 1;
            }
        }
    }

    fn text(&mut self, value: &[u8], span: Span<usize>) {
        let parent = self.open.last().copied().unwrap_or(0);
        let keeps = match self.tree.name(parent) {
            "script" => {
                let kind = self.tree.attribute(parent, "type").unwrap_or("");
                kind.trim().eq_ignore_ascii_case("application/ld+json") && value.len() <= LONGEST_SCRIPT_BYTES
            }
            "noscript" => {
                let tags = value.split(|byte| *byte == b'<').map(|piece| piece.rsplit(|byte| *byte == b'>').next());
                self.tree.noscript_chars += tags.flatten().map(|text| text.trim_ascii().len()).sum::<usize>();
                self.tree.shows_noscript
            }
            "style" | "iframe" | "noembed" | "noframes" | "textarea" => false,
            _ => true,
        };
        if keeps && self.tree.nodes.len() < MOST_NODES * 2 {
            self.push(Content::Text(text_of(value), span.start, span.end));
        } else {
            self.tree.reached_limit |= keeps;
        }
    }

    fn comment(&mut self, value: &[u8]) {
        let head = &value[..value.len().min(4096)];
        let of_tool = [&b"SingleFile"[..], b"saved from url=("]
            .iter()
            .any(|words| head.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words)));
        if self.tree.saved_comment.is_none() && of_tool {
            self.tree.saved_comment = Some(text_of(head));
        }
    }

    fn push(&mut self, content: Content) -> usize {
        let index = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { parent, end: index + 1, content });
        index
    }

    fn finish(mut self) -> Tree {
        self.close_from(0);
        self.tree
    }
}

/// Elements that may stand in the head.
const IN_HEAD: &[&str] =
    &["base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"];

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
];

/// Whether an element begins and ends a line.
pub(in crate::text) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "#root"
    )
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn element_name(name: &[u8]) -> String {
    if name == OPEN_NOSCRIPT.as_bytes() { "noscript".to_owned() } else { text_of(name) }
}

/// The page with `noscript` under a name that the tokenizer does not know; no byte moves.
fn with_noscript_open(markup: &str) -> String {
    let lower = markup.to_ascii_lowercase();
    let mut open = String::with_capacity(markup.len());
    let mut done = 0;
    for (at, _) in lower.match_indices("noscript") {
        if lower[..at].ends_with('<') || lower[..at].ends_with("</") {
            open.push_str(&markup[done..at]);
            open.push_str(OPEN_NOSCRIPT);
            done = at + OPEN_NOSCRIPT.len();
        }
    }
    open.push_str(&markup[done..]);
    open
}
