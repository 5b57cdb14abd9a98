//! WordprocessingML: `word/document.xml` with its notes and comments.
//!
//! SOURCE: ECMA-376, part 1, chapter 17. Word writes the local time of its machine into `w:date` and puts a `Z` behind
//! it, so that `Z` is no zone; newer versions write UTC into `w16du:dateUtc` beside it.

use super::changes::{Change, Changes};
use super::xml::{Attributes, Node};
use super::{KnownField, Parts, properties, walk};
use crate::text::document::Document;
use crate::times::{self, Zone};
use model::{BlockRole, Extract, LinkKind};
use std::collections::HashMap;

const CORE: &[KnownField] = &[
    ("dc:title", "title", false),
    ("dc:subject", "subject", false),
    ("dc:creator", "creator (author)", false),
    ("cp:lastModifiedBy", "lastModifiedBy", false),
    ("cp:revision", "revision", false),
    ("cp:keywords", "keywords", false),
    ("dc:description", "description", false),
    ("dc:language", "language", false),
    ("dcterms:created", "created", true),
    ("dcterms:modified", "modified", true),
    ("cp:lastPrinted", "last printed", true),
];
const APP: &[KnownField] = &[
    ("Application", "software", false),
    ("AppVersion", "version of software", false),
    ("Company", "company", false),
    ("Manager", "manager", false),
    ("Template", "template", false),
    ("TotalTime", "minutes of editing", false),
];
/// Headers and footers that are read; a document has three for each section.
const MOST_HEADERS: usize = 12;

/// Reads the document.
pub(super) fn read(parts: Parts<'_>, document: &mut Document, extract: &mut Extract) {
    let title = properties("docProps/core.xml", CORE, parts, document, extract);
    properties("docProps/app.xml", APP, parts, document, extract);
    let styles = styles(parts, extract);
    let mut changes = Changes::default();
    let mut walker = Walker::new(&styles, document, &mut changes);
    for (part, reason) in [("header", "DOCX: header"), ("footer", "DOCX: footer")] {
        for number in 1..=MOST_HEADERS {
            walker.begin(relations(&format!("word/_rels/{part}{number}.xml.rels"), parts, extract));
            walker.area = Area::Apart(BlockRole::Boilerplate, reason);
            walk(&format!("word/{part}{number}.xml"), parts, extract, &mut |node| walker.take(node));
        }
    }
    walker.begin(relations("word/_rels/document.xml.rels", parts, extract));
    walk("word/document.xml", parts, extract, &mut |node| walker.take(node));
    walker.body_is_over();
    for (part, kind, reason) in [("footnotes", 'f', "DOCX: footnote"), ("endnotes", 'e', "DOCX: endnote")] {
        walker.begin(relations(&format!("word/_rels/{part}.xml.rels"), parts, extract));
        walker.area = Area::Notes(kind, reason);
        walk(&format!("word/{part}.xml"), parts, extract, &mut |node| walker.take(node));
    }
    walker.begin(relations("word/_rels/comments.xml.rels", parts, extract));
    walker.area = Area::Comments;
    walk("word/comments.xml", parts, extract, &mut |node| walker.take(node));
    let comments = walker.comments();
    answers(&comments, parts, document, extract);
    extract.findings.extend(changes.report(document));
    extract.title = title;
}

/// Names of styles by their ids; the names of those that come with Word are English in any language.
fn styles(parts: Parts<'_>, extract: &mut Extract) -> HashMap<String, String> {
    let mut styles = HashMap::new();
    let mut id = String::new();
    walk("word/styles.xml", parts, extract, &mut |node| {
        if let Node::Open(element, attributes) = node {
            match element {
                "w:style" => id = attributes.value("w:styleId").unwrap_or_default().to_owned(),
                "w:name" if !id.is_empty() => {
                    let name = attributes.value("w:val").unwrap_or_default().to_ascii_lowercase();
                    styles.insert(std::mem::take(&mut id), name);
                }
                _ => {}
            }
        }
    });
    styles
}

/// Targets by the ids of relationships, and whether they lie outside the file.
type Relations = HashMap<String, (String, bool)>;

fn relations(name: &str, parts: Parts<'_>, extract: &mut Extract) -> Relations {
    let mut relations = Relations::new();
    walk(name, parts, extract, &mut |node| {
        if let Node::Open("Relationship", attributes) = node
            && let (Some(id), Some(target)) = (attributes.value("Id"), attributes.value("Target"))
        {
            let is_outside = attributes.value("TargetMode") == Some("External");
            relations.insert(id.to_owned(), (target.to_owned(), is_outside));
        }
    });
    relations
}

/// Comments that answer comments (`w15:commentEx`), by the ids of their last paragraphs.
fn answers(comments: &HashMap<String, usize>, parts: Parts<'_>, document: &mut Document, extract: &mut Extract) {
    walk("word/commentsExtended.xml", parts, extract, &mut |node| {
        if let Node::Open("w15:commentEx", attributes) = node {
            let draft = |name: &str| attributes.value(name).and_then(|id| comments.get(id)).copied();
            if let (Some(answer), Some(answered)) = (draft("w15:paraId"), draft("w15:paraIdParent"))
                && answer != answered
            {
                document.drafts[answer].parent = Some(answered);
            }
        }
    });
}

/// Which part of the document is walked through.
#[derive(Clone, Copy)]
enum Area {
    Body,
    /// Headers and footers.
    Apart(BlockRole, &'static str),
    /// Footnotes or endnotes, by the letter before their ids.
    Notes(char, &'static str),
    Comments,
}

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    id: Option<String>,
    links: Vec<(LinkKind, String)>,
    /// Notes and comments that stand in it.
    refers: Vec<String>,
}

struct Walker<'d> {
    styles: &'d HashMap<String, String>,
    document: &'d mut Document,
    changes: &'d mut Changes,
    relations: Relations,
    area: Area,
    /// Paragraphs that are open: text boxes hold paragraphs within a paragraph.
    open: Vec<Paragraph>,
    /// Cells of the rows that are open, one list for each table around.
    rows: Vec<Vec<String>>,
    /// Links of the cells of the outermost row.
    row_links: Vec<(LinkKind, String)>,
    row_refers: Vec<String>,
    in_text: bool,
    deleted_depth: usize,
    /// Depth of elements that are skipped: the second form of what older programs cannot show.
    skipped: usize,
    run_is_hidden: bool,
    field: String,
    in_field: bool,
    /// The note or comment that is read.
    note: Option<String>,
    comment: Option<OneComment>,
    /// Draft of the paragraph in which a note or comment stands, by its letter and id.
    places: HashMap<String, usize>,
    /// Drafts of comments by the ids of their paragraphs.
    comments: HashMap<String, usize>,
    has_title: bool,
    has_body: bool,
}

#[derive(Default)]
struct OneComment {
    id: String,
    author: Option<String>,
    time: Option<String>,
    text: String,
    paragraph_ids: Vec<String>,
}

impl<'d> Walker<'d> {
    fn new(styles: &'d HashMap<String, String>, document: &'d mut Document, changes: &'d mut Changes) -> Walker<'d> {
        Walker {
            styles,
            document,
            changes,
            relations: Relations::new(),
            area: Area::Body,
            open: Vec::new(),
            rows: Vec::new(),
            row_links: Vec::new(),
            row_refers: Vec::new(),
            in_text: false,
            deleted_depth: 0,
            skipped: 0,
            run_is_hidden: false,
            field: String::new(),
            in_field: false,
            note: None,
            comment: None,
            places: HashMap::new(),
            comments: HashMap::new(),
            has_title: false,
            has_body: false,
        }
    }

    /// Another part begins; what the one before left open is closed.
    fn begin(&mut self, relations: Relations) {
        self.relations = relations;
        self.area = Area::Body;
        self.open.clear();
        self.rows.clear();
        (self.in_text, self.in_field, self.run_is_hidden) = (false, false, false);
        (self.deleted_depth, self.skipped) = (0, 0);
        (self.note, self.comment) = (None, None);
    }

    /// A document that broke off may end within a paragraph.
    fn body_is_over(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        self.rows.truncate(1);
        self.end_row();
    }

    fn comments(self) -> HashMap<String, usize> {
        self.comments
    }

    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open("mc:Fallback", _) => self.skipped += 1,
            Node::Close("mc:Fallback") => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            Node::Open(element, attributes) => self.open(element, attributes),
            Node::Close(element) => self.close(element),
            Node::Text(text) => self.text(text),
        }
    }

    fn open(&mut self, element: &str, attributes: &Attributes) {
        let value = || attributes.value("w:val").unwrap_or_default();
        match element {
            "w:p" => {
                let id = attributes.value("w14:paraId").map(str::to_owned);
                self.open.push(Paragraph { id, ..Paragraph::default() });
            }
            "w:pStyle" => self.in_paragraph(|paragraph| value().clone_into(&mut paragraph.style)),
            "w:r" => self.run_is_hidden = false,
            "w:vanish" => self.run_is_hidden = !matches!(value(), "0" | "false" | "off"),
            "w:t" | "w:delText" => self.in_text = true,
            "w:instrText" => self.in_field = true,
            // One with a value is a stop of the ruler.
            "w:tab" if attributes.value("w:val").is_none() => self.add("\t"),
            "w:br" | "w:cr" => self.add("\n"),
            "w:noBreakHyphen" => self.add("-"),
            "w:ins" | "w:moveTo" => self.change(Change::Insertion, element == "w:ins", attributes),
            "w:del" | "w:moveFrom" => {
                let change = if element == "w:del" { Change::Deletion } else { Change::Move };
                self.change(change, true, attributes);
                self.deleted_depth += 1;
            }
            "w:footnoteReference" => self.refer('f', attributes),
            "w:endnoteReference" => self.refer('e', attributes),
            "w:commentReference" => self.refer('c', attributes),
            "w:hyperlink" => self.relation(attributes.value("r:id"), LinkKind::Links),
            "a:blip" => self.relation(attributes.value("r:embed").or(attributes.value("r:link")), LinkKind::Embeds),
            "v:imagedata" => self.relation(attributes.value("r:id"), LinkKind::Embeds),
            "w:fldSimple" => self.take_field(attributes.value("w:instr").unwrap_or_default().to_owned()),
            "w:tbl" => self.rows.push(Vec::new()),
            "w:tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "w:footnote" | "w:endnote" => {
                // Separators between text and notes are notes with a type.
                let is_note = attributes.value("w:type").is_none_or(|kind| kind == "normal");
                self.note = attributes.value("w:id").filter(|_| is_note).map(str::to_owned);
            }
            "w:comment" => {
                self.comment = Some(OneComment {
                    id: attributes.value("w:id").unwrap_or_default().to_owned(),
                    author: attributes.value("w:author").map(super::one_line).filter(|author| !author.is_empty()),
                    time: time_of(attributes),
                    ..OneComment::default()
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, element: &str) {
        match element {
            "w:p" => self.end_paragraph(),
            "w:t" | "w:delText" => self.in_text = false,
            "w:instrText" => self.in_field = false,
            "w:fldChar" if !self.field.is_empty() => {
                let field = std::mem::take(&mut self.field);
                self.take_field(field);
            }
            "w:del" | "w:moveFrom" => self.deleted_depth = self.deleted_depth.saturating_sub(1),
            "w:tr" => self.end_row(),
            "w:tbl" => {
                self.end_row();
                self.rows.pop();
            }
            "w:comment" => self.end_comment(),
            "w:footnote" | "w:endnote" => self.note = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_field {
            self.field.push_str(crate::text::cut(text, 4096_usize.saturating_sub(self.field.len())));
        } else if self.in_text && self.deleted_depth > 0 {
            self.changes.deleted(text);
        } else if self.in_text && self.run_is_hidden {
            self.changes.hidden(text);
        } else if self.in_text {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        if self.deleted_depth == 0 {
            self.in_paragraph(|paragraph| paragraph.text.push_str(text));
        }
    }

    fn in_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn change(&mut self, change: Change, counts: bool, attributes: &Attributes) {
        if counts {
            self.changes.add(change, attributes.value("w:author"), time_of(attributes));
        }
    }

    fn refer(&mut self, letter: char, attributes: &Attributes) {
        if let Some(id) = attributes.value("w:id") {
            let id = format!("{letter}{id}");
            self.in_paragraph(|paragraph| paragraph.refers.push(id));
        }
    }

    fn relation(&mut self, id: Option<&str>, kind: LinkKind) {
        let Some((target, is_outside)) = id.and_then(|id| self.relations.get(id)).cloned() else { return };
        let target = match (kind, is_outside) {
            (LinkKind::Embeds, false) => super::member_name(&format!("word/{}", target.trim_start_matches('/'))),
            (_, true) => target,
            // A link to a place in the document itself.
            _ => return,
        };
        self.in_paragraph(|paragraph| paragraph.links.push((kind, target)));
    }

    /// `HYPERLINK "https://valley.example/1"`.
    fn take_field(&mut self, instruction: String) {
        let Some(rest) = instruction.trim().strip_prefix("HYPERLINK") else { return };
        let url = rest.split('"').nth(1).filter(|url| url.contains("://")).map(str::to_owned);
        if let Some(url) = url {
            self.in_paragraph(|paragraph| paragraph.links.push((LinkKind::Links, url)));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if let Some(comment) = &mut self.comment {
            comment.paragraph_ids.extend(paragraph.id);
            comment.text.push_str(if comment.text.is_empty() { "" } else { "\n" });
            comment.text.push_str(&paragraph.text);
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(if cell.is_empty() { "" } else { " " });
            cell.push_str(paragraph.text.trim());
            self.row_links.extend(paragraph.links);
            self.row_refers.extend(paragraph.refers);
            return;
        }
        let (role, reason) = self.role_of(&paragraph);
        let draft = self.document.paragraph(&paragraph.text, role, reason, 0.9);
        self.place(draft, paragraph.links, paragraph.refers);
    }

    /// Gives a laid out paragraph its links, and remembers which notes stand in it.
    fn place(&mut self, draft: Option<usize>, links: Vec<(LinkKind, String)>, refers: Vec<String>) {
        for (kind, target) in links {
            self.document.link(draft, kind, target);
        }
        let Some(draft) = draft else { return };
        self.places.extend(refers.into_iter().map(|id| (id, draft)));
        if let (Area::Notes(letter, _), Some(note)) = (self.area, &self.note) {
            // A note that refers to itself stands in no other paragraph.
            let place = self.places.get(&format!("{letter}{note}")).copied();
            self.document.drafts[draft].parent = place.filter(|place| *place != draft);
        }
    }

    fn role_of(&mut self, paragraph: &Paragraph) -> (BlockRole, &'static str) {
        match self.area {
            Area::Apart(role, reason) => return (role, reason),
            Area::Notes(_, reason) => return (BlockRole::Body, reason),
            Area::Body | Area::Comments => {}
        }
        if paragraph.text.trim().is_empty() {
            return (BlockRole::Body, "DOCX: paragraph");
        }
        let style = self.styles.get(&paragraph.style).map_or(paragraph.style.as_str(), String::as_str);
        let is_first = !std::mem::replace(&mut self.has_body, true);
        match style {
            "title" | "Title" if !std::mem::replace(&mut self.has_title, true) => {
                (BlockRole::Title, "DOCX: style Title")
            }
            "heading 1" | "Heading1" if is_first && !std::mem::replace(&mut self.has_title, true) => {
                (BlockRole::Title, "DOCX: first paragraph, style heading 1")
            }
            "caption" => (BlockRole::Caption, "DOCX: style caption"),
            "quote" | "intense quote" => (BlockRole::Quote, "DOCX: style Quote"),
            style if style.starts_with("heading") => (BlockRole::Body, "DOCX: heading"),
            _ => (BlockRole::Body, "DOCX: paragraph"),
        }
    }

    fn end_row(&mut self) {
        let Some(row) = super::ended_row(&mut self.rows) else { return };
        let (role, reason) = match self.area {
            Area::Apart(role, reason) => (role, reason),
            _ => (BlockRole::Body, "DOCX: row of a table"),
        };
        self.has_body = true;
        let draft = self.document.paragraph(&row, role, reason, 0.9);
        let (links, refers) = (std::mem::take(&mut self.row_links), std::mem::take(&mut self.row_refers));
        self.place(draft, links, refers);
    }

    fn end_comment(&mut self) {
        let Some(comment) = self.comment.take() else { return };
        let text = comment.text;
        let Some(draft) = self.document.paragraph(&text, BlockRole::Comment, "DOCX: comment", 0.95) else { return };
        let block = &mut self.document.drafts[draft];
        block.author = comment.author;
        block.posted_at = comment.time;
        block.parent = self.places.get(&format!("c{}", comment.id)).copied();
        self.comments.extend(comment.paragraph_ids.into_iter().map(|id| (id, draft)));
    }
}

/// When something was written: UTC where the file gives it, else the clock of the machine without a zone.
fn time_of(attributes: &Attributes) -> Option<String> {
    let utc = attributes.value("w16du:dateUtc").and_then(super::time);
    let local = || {
        let written = attributes.value("w:date")?;
        let (time, zone) = super::time(written)?;
        Some(if zone == Zone::Utc { time.trim_end_matches('Z').to_owned() } else { time })
    };
    utc.map(|(time, _)| time).or_else(local).filter(|time| times::of_iso(time).is_some())
}
