//! OpenDocument text: `content.xml` and `meta.xml`.
//!
//! SOURCE: OASIS OpenDocument 1.3, part 3. Times are those of the machine that wrote, without a zone.

use super::changes::{Change, Changes};
use super::xml::{Attributes, Node};
use super::{KnownField, Parts, properties, walk};
use crate::text::document::Document;
use model::{BlockRole, Extract, LinkKind};
use std::collections::HashMap;

const META: &[KnownField] = &[
    ("dc:title", "title", false),
    ("dc:subject", "subject", false),
    ("dc:description", "description", false),
    ("meta:initial-creator", "initial creator (author)", false),
    ("dc:creator", "lastModifiedBy", false),
    ("meta:printed-by", "printed by (author)", false),
    ("meta:keyword", "keywords", false),
    ("meta:generator", "software", false),
    ("meta:editing-cycles", "revision", false),
    ("meta:editing-duration", "duration", false),
    ("dc:language", "language", false),
    ("meta:creation-date", "created", true),
    ("dc:date", "modified", true),
    ("meta:print-date", "last printed", true),
];
/// Spaces that one element may stand for.
const MOST_SPACES: usize = 100;

/// Reads the document.
pub(super) fn read(parts: Parts<'_>, document: &mut Document, extract: &mut Extract) {
    let title = properties("meta.xml", META, parts, document, extract);
    let mut changes = Changes::default();
    let mut walker = Walker {
        document,
        changes: &mut changes,
        open: Vec::new(),
        rows: Vec::new(),
        row_links: Vec::new(),
        aside: Vec::new(),
        late: Vec::new(),
        styles: HashMap::new(),
        change: None,
        field: None,
        has_title: false,
        has_body: false,
    };
    walk("content.xml", parts, extract, &mut |node| walker.take(node));
    walker.finish();
    extract.findings.extend(changes.report(document));
    extract.title = title;
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    is_heading: bool,
    links: Vec<(LinkKind, String)>,
}

/// A note or comment that stands in a paragraph and is laid out behind the body.
struct Aside {
    is_comment: bool,
    author: Option<String>,
    time: Option<String>,
    text: String,
    links: Vec<(LinkKind, String)>,
    /// Paragraphs that were open around it.
    depth: usize,
    /// Draft of the paragraph in which it stands, once that is laid out.
    parent: Option<usize>,
}

/// A change, while its author and time are read.
struct OpenChange {
    change: Change,
    author: Option<String>,
    time: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Creator,
    Date,
    Citation,
}

struct Walker<'d> {
    document: &'d mut Document,
    changes: &'d mut Changes,
    open: Vec<Paragraph>,
    rows: Vec<Vec<String>>,
    row_links: Vec<(LinkKind, String)>,
    /// Notes and comments that are open; paragraphs within belong to the last.
    aside: Vec<Aside>,
    /// Those that are read and wait for the end of the body.
    late: Vec<Aside>,
    /// Parents of the styles that a document makes for itself.
    styles: HashMap<String, String>,
    change: Option<OpenChange>,
    field: Option<Field>,
    has_title: bool,
    has_body: bool,
}

impl Walker<'_> {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(element, attributes) => self.open(element, attributes),
            Node::Close(element) => self.close(element),
            Node::Text(text) => self.text(text),
        }
    }

    fn open(&mut self, element: &str, attributes: &Attributes) {
        match element {
            "style:style" => {
                let name = attributes.value("style:name").unwrap_or_default().to_owned();
                let parent = attributes.value("style:parent-style-name").unwrap_or_default().to_owned();
                self.styles.insert(name, parent);
            }
            "text:p" | "text:h" => {
                let style = attributes.value("text:style-name").unwrap_or_default().to_owned();
                self.open.push(Paragraph { style, is_heading: element == "text:h", ..Paragraph::default() });
            }
            "text:s" => {
                let count = attributes.value("text:c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.add(&" ".repeat(count.min(MOST_SPACES)));
            }
            "text:tab" => self.add("\t"),
            "text:line-break" => self.add("\n"),
            "text:a" => self.link(attributes, LinkKind::Links),
            "draw:image" | "draw:plugin" => self.link(attributes, LinkKind::Embeds),
            "table:table" => self.rows.push(Vec::new()),
            "table:table-cell" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "text:note" | "office:annotation" => {
                self.aside.push(Aside {
                    is_comment: element == "office:annotation",
                    author: None,
                    time: None,
                    text: String::new(),
                    links: Vec::new(),
                    depth: self.open.len(),
                    parent: None,
                });
            }
            "text:note-citation" => self.field = Some(Field::Citation),
            "dc:creator" => self.field = Some(Field::Creator),
            "dc:date" => self.field = Some(Field::Date),
            "text:insertion" => self.begin_change(Change::Insertion),
            "text:deletion" => self.begin_change(Change::Deletion),
            _ => {}
        }
    }

    fn begin_change(&mut self, change: Change) {
        self.change = Some(OpenChange { change, author: None, time: None });
    }

    fn close(&mut self, element: &str) {
        match element {
            "text:p" | "text:h" => self.end_paragraph(),
            "table:table-row" => self.end_row(),
            "table:table" => {
                self.end_row();
                self.rows.pop();
            }
            "text:note" | "office:annotation" => self.late.extend(self.aside.pop()),
            "text:note-citation" | "dc:creator" | "dc:date" => self.field = None,
            "text:insertion" | "text:deletion" => {
                if let Some(OpenChange { change, author, time }) = self.change.take() {
                    self.changes.add(change, author.as_deref(), time);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.field {
            Some(Field::Citation) => {}
            Some(field) => self.take_field(field, text),
            None => {
                // White space of the markup is one space (part 3, 6.1.2).
                let mut collapsed = String::with_capacity(text.len());
                for letter in text.chars() {
                    match letter {
                        ' ' | '\t' | '\r' | '\n' if collapsed.ends_with(' ') => {}
                        ' ' | '\t' | '\r' | '\n' => collapsed.push(' '),
                        other => collapsed.push(other),
                    }
                }
                self.add(&collapsed);
            }
        }
    }

    fn take_field(&mut self, field: Field, text: &str) {
        let (author, time) = match (self.aside.last_mut(), &mut self.change) {
            (Some(aside), _) => (&mut aside.author, &mut aside.time),
            (None, Some(change)) => (&mut change.author, &mut change.time),
            (None, None) => return,
        };
        match field {
            Field::Creator => *author = Some(super::one_line(text)).filter(|author| !author.is_empty()),
            Field::Date => *time = super::time(text).map(|(time, _)| time),
            Field::Citation => {}
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn link(&mut self, attributes: &Attributes, kind: LinkKind) {
        let Some(target) = attributes.value("xlink:href") else { return };
        let is_address = target.contains("://") && !target.starts_with('#');
        let is_inside = kind == LinkKind::Embeds && !target.contains(':');
        let target = match () {
            () if is_address => target.to_owned(),
            () if is_inside => super::member_name(target.trim_start_matches("./")),
            () => return,
        };
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.links.push((kind, target));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if self.change.is_some() {
            self.changes.deleted(&paragraph.text);
            return;
        }
        if let Some(aside) = self.aside.last_mut() {
            aside.text.push_str(if aside.text.is_empty() { "" } else { "\n" });
            aside.text.push_str(paragraph.text.trim());
            aside.links.extend(paragraph.links);
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(if cell.is_empty() { "" } else { " " });
            cell.push_str(paragraph.text.trim());
            self.row_links.extend(paragraph.links);
            return;
        }
        let (role, reason) = self.role_of(&paragraph);
        let draft = self.document.paragraph(&paragraph.text, role, reason, 0.9);
        self.place(draft, paragraph.links);
    }

    fn place(&mut self, draft: Option<usize>, links: Vec<(LinkKind, String)>) {
        for (kind, target) in links {
            self.document.link(draft, kind, target);
        }
        let depth = self.open.len();
        for aside in self.late.iter_mut().rev().take_while(|aside| aside.parent.is_none()) {
            if aside.depth > depth {
                aside.parent = draft;
            }
        }
    }

    fn role_of(&mut self, paragraph: &Paragraph) -> (BlockRole, &'static str) {
        if paragraph.text.trim().is_empty() {
            return (BlockRole::Body, "ODT: paragraph");
        }
        let parent = self.styles.get(&paragraph.style).filter(|parent| !parent.is_empty());
        let style = parent.unwrap_or(&paragraph.style).as_str();
        let is_first = !std::mem::replace(&mut self.has_body, true);
        let is_title = style == "Title" || paragraph.is_heading && is_first;
        match style {
            _ if is_title && !std::mem::replace(&mut self.has_title, true) => {
                (BlockRole::Title, "ODT: style Title, or a heading that stands first")
            }
            "Quotations" => (BlockRole::Quote, "ODT: style Quotations"),
            "Caption" | "Illustration" | "Figure" => (BlockRole::Caption, "ODT: style Caption"),
            _ if paragraph.is_heading => (BlockRole::Body, "ODT: heading"),
            _ => (BlockRole::Body, "ODT: paragraph"),
        }
    }

    fn end_row(&mut self) {
        let Some(row) = super::ended_row(&mut self.rows) else { return };
        self.has_body = true;
        let draft = self.document.paragraph(&row, BlockRole::Body, "ODT: row of a table", 0.9);
        let links = std::mem::take(&mut self.row_links);
        self.place(draft, links);
    }

    /// Notes, then comments, behind the body.
    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        self.rows.truncate(1);
        self.end_row();
        let (comments, notes): (Vec<Aside>, Vec<Aside>) =
            std::mem::take(&mut self.late).into_iter().partition(|aside| aside.is_comment);
        for aside in notes.into_iter().chain(comments) {
            let (role, reason) = match aside.is_comment {
                true => (BlockRole::Comment, "ODT: comment"),
                false => (BlockRole::Body, "ODT: note"),
            };
            let draft = self.document.paragraph(&aside.text, role, reason, 0.95);
            for (kind, target) in aside.links {
                self.document.link(draft, kind, target);
            }
            let Some(draft) = draft else { continue };
            let block = &mut self.document.drafts[draft];
            block.author = aside.author;
            block.posted_at = aside.time;
            block.parent = aside.parent;
        }
    }
}
