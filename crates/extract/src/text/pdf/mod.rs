//! PDF (ISO 32000): text by page and paragraph, document information, comments, links, pictures as members.
//!
//! `hayro-interpret` runs what a page draws (fonts, encodings, forms, hidden layers, encryption with an empty password);
//! we take glyphs with their places and make lines and paragraphs of them ([`lines`]). No picture is decoded here.

mod glyphs;
mod info;
mod lines;

use super::document::Document;
use super::findings::{
    DOCUMENT_DAMAGED, DOCUMENT_LOCKED, LIMIT_REACHED, PDF_LETTERS_UNKNOWN, PDF_RECOGNIZED_TEXT, PDF_UPDATED,
    TEXT_IN_PICTURES,
};
use crate::container::take_stretch;
use crate::limits;
use crate::source::Bytes;
use glyphs::Collector;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use lines::{Line, Paragraph};
use model::{BlockRole, ClaimedTime, Extract, LinkKind, TimeKind};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

/// Pages of one document that are read.
const MOST_PAGES: usize = 10_000;
/// Comments and links of one page that are read.
const MOST_ANNOTATIONS: usize = 2_000;
/// Objects that are looked at for the document information as it is written.
const MOST_OBJECTS: usize = 200_000;
/// Pages that are named one by one in a finding.
const MOST_NAMED: usize = 20;
/// A paragraph of the first page so much higher than most is its title, if it is not longer than a title.
const TITLE_FACTOR: f64 = 1.25;
/// It stands among the first paragraphs of the page.
const TITLE_WITHIN: usize = 4;
/// Longest title, characters.
const LONGEST_TITLE_CHARS: usize = 250;
/// Share of letters that are not known from which on the text is not worth reading without a warning.
const UNKNOWN_SHARE: f64 = 0.02;

/// Reads the document into `extract`; stops before the next page when `until` has passed.
pub(crate) fn read(bytes: &Bytes, until: Instant, extract: &mut Extract) {
    let content = match bytes.read_up_to(limits::PDF_BYTES) {
        Ok(content) => Arc::new(content),
        Err(error) => {
            extract.findings.push(damaged(&error.to_string()));
            return;
        }
    };
    if bytes.length() > limits::PDF_BYTES {
        extract.findings.push(LIMIT_REACHED.found(format!(
            "The document has {} bytes; only the first {} were looked at. Split it and add the parts too.",
            bytes.length(),
            limits::PDF_BYTES
        )));
    }
    extract.findings.extend(updates(&content));
    match catch_unwind(AssertUnwindSafe(|| Pdf::new(content.clone()))) {
        Ok(Ok(pdf)) => read_pdf(&pdf, &content, until, extract),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            extract.findings.push(DOCUMENT_LOCKED.found(
                "The document is encrypted and opens with a password only. The bytes are kept; open it with its \
                 password, save it without and add the result too.",
            ));
        }
        Ok(Err(LoadPdfError::Decryption(_))) => {
            extract.findings.push(
                DOCUMENT_LOCKED.found("The document is encrypted in a way that is not known. The bytes are kept."),
            );
        }
        Ok(Err(LoadPdfError::Invalid)) => extract.findings.push(damaged("its table of objects cannot be found")),
        Err(_) => extract.findings.push(damaged("the reader gave up on its table of objects")),
    }
}

fn damaged(why: &str) -> model::FindingDraft {
    DOCUMENT_DAMAGED.found(format!(
        "The document cannot be read: {}. The bytes are kept; repair a copy with another tool and add the result too.",
        crate::codes::quoted(why, 200)
    ))
}

/// What was read of the pages.
#[derive(Default)]
struct Pages {
    lines: Vec<Vec<Line>>,
    without_text: Vec<usize>,
    recognized: Vec<usize>,
    failed: Vec<usize>,
    n_glyphs: usize,
    unmapped: usize,
    reached_limit: bool,
    /// Pages after which the time was over.
    stopped_at: Option<usize>,
}

fn read_pdf(pdf: &Pdf, content: &[u8], until: Instant, extract: &mut Extract) {
    let mut document = Document::default();
    describe(pdf, &mut document, extract);
    let pages = pdf.pages();
    document.describe("document pages", &pages.len().to_string());
    let mut read = Pages::default();
    let mut places = BTreeSet::new();
    let cache = InterpreterCache::new();
    for (index, page) in pages.iter().enumerate() {
        if Instant::now() >= until {
            read.stopped_at = Some(index);
            break;
        }
        if index >= MOST_PAGES {
            read.reached_limit = true;
            break;
        }
        let mut collector = Collector::new(content);
        let drawn = catch_unwind(AssertUnwindSafe(|| draw(page, &cache, &mut collector)));
        if drawn.is_err() {
            read.failed.push(index + 1);
        }
        take_pictures(index + 1, &collector, content, &mut places, &mut document, extract);
        read.take(index + 1, &collector);
    }
    lines::mark_repeated(&mut read.lines);
    lay_out(&read, &mut document);
    for page in pages.iter().take(read.lines.len()) {
        let _ = catch_unwind(AssertUnwindSafe(|| annotations(page, &mut document)));
    }
    report(&read, pages.len(), extract);
    let title = document.metadata.iter().find(|field| field.name == "document title").map(|field| field.value.clone());
    extract.title = title;
    document.finish(extract);
}

fn draw<'p>(page: &'p Page<'p>, cache: &InterpreterCache<'p>, collector: &mut Collector) {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), area, cache, page.xref(), settings);
    interpret_page(page, &mut context, collector);
}

impl Pages {
    fn take(&mut self, number: usize, collector: &Collector) {
        self.n_glyphs += collector.glyphs.len();
        self.unmapped += collector.unmapped;
        self.reached_limit |= collector.reached_limit;
        let lines = lines::lines(&collector.glyphs);
        if lines.is_empty() && collector.has_picture {
            self.without_text.push(number);
        }
        if collector.invisible * 2 > collector.glyphs.len() && collector.has_picture {
            self.recognized.push(number);
        }
        self.lines.push(lines);
    }
}

fn lay_out(read: &Pages, document: &mut Document) {
    for (index, lines) in read.lines.iter().enumerate() {
        let paragraphs = lines::paragraphs(lines);
        let title = if index == 0 { title_of(&paragraphs) } else { None };
        for (place, paragraph) in paragraphs.iter().enumerate() {
            let reason = format!("PDF: page {}", index + 1);
            let (role, reason, confidence) = match () {
                () if title == Some(place) => {
                    (BlockRole::Title, "PDF: highest letters of the first page".to_owned(), 0.6)
                }
                () if paragraph.is_artifact => (BlockRole::Boilerplate, format!("{reason}, header or footer"), 0.8),
                () => (BlockRole::Body, reason, 0.8),
            };
            document.paragraph(&paragraph.text, role, &reason, confidence);
        }
    }
}

/// The paragraph of the highest letters, if they are much higher than most and stand at the top.
fn title_of(paragraphs: &[Paragraph]) -> Option<usize> {
    let own: Vec<&Paragraph> = paragraphs.iter().filter(|paragraph| !paragraph.is_artifact).collect();
    let mut sizes: Vec<(f64, usize)> = own.iter().map(|one| (one.size, one.text.chars().count())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut counted = 0;
    let usual = sizes.iter().find(|(_, letters)| {
        counted += letters;
        counted > half
    })?;
    let tops = own.iter().take(TITLE_WITHIN).map(|one| one.y).fold(0.0, f64::max);
    let is_own = |one: &Paragraph| !one.is_artifact && one.text.chars().count() <= LONGEST_TITLE_CHARS;
    let highest = paragraphs
        .iter()
        .enumerate()
        .filter(|(_, one)| is_own(one))
        .max_by(|a, b| a.1.size.total_cmp(&b.1.size).then(b.0.cmp(&a.0)))?;
    (highest.1.size > usual.0 * TITLE_FACTOR && highest.1.y <= tops).then_some(highest.0)
}

/// JPEG files that pages show become members, each once.
fn take_pictures(
    page: usize,
    collector: &Collector,
    content: &[u8],
    places: &mut BTreeSet<(usize, String)>,
    document: &mut Document,
    extract: &mut Extract,
) {
    for (index, place) in collector.jpegs.iter().enumerate() {
        if (place.len() as u64) < limits::INLINE_LEAST_BYTES {
            continue;
        }
        let known = places.iter().find(|(start, _)| *start == place.start).map(|(_, name)| name.clone());
        let name = match known {
            Some(name) => name,
            None if extract.members.len() >= limits::INLINE_MEMBERS => {
                extract.findings.push(LIMIT_REACHED.found(format!(
                    "The document shows more than {} pictures; the rest stays inside it.",
                    limits::INLINE_MEMBERS
                )));
                return;
            }
            None => {
                let name = format!("inline:page{page}-{}.jpeg", index + 1);
                take_stretch(content, place.clone(), &name, "image/jpeg", extract);
                places.insert((place.start, name.clone()));
                name
            }
        };
        document.link(None, LinkKind::Embeds, name);
    }
}

/// Comments with author and time, and links out of the document.
fn annotations(page: &Page<'_>, document: &mut Document) {
    let Some(all) = page.raw().get::<Array<'_>>("Annots") else { return };
    for one in all.iter::<Dict<'_>>().take(MOST_ANNOTATIONS) {
        let text = |key: &str| one.get::<PdfString<'_>>(key).map(|text| info::text(text.as_bytes()));
        let action = one.get::<Dict<'_>>("A");
        let address = action.and_then(|action| action.get::<PdfString<'_>>("URI"));
        if let Some(address) = address {
            document.link(None, LinkKind::Links, super::cut(&info::text(address.as_bytes()), 4096).to_owned());
            continue;
        }
        let kind = one.get::<hayro_interpret::hayro_syntax::object::Name<'_>>("Subtype");
        if kind.is_some_and(|kind| matches!(kind.as_str(), "Link" | "Widget" | "Popup")) {
            continue;
        }
        let Some(contents) = text("Contents") else { continue };
        let Some(draft) =
            document.paragraph(super::cut(&contents, 1 << 20), BlockRole::Comment, "PDF: comment on a page", 0.9)
        else {
            continue;
        };
        document.drafts[draft].author = text("T").filter(|author| !author.trim().is_empty());
        document.drafts[draft].posted_at = text("M").and_then(|written| info::date(&written)).map(|(time, _)| time);
    }
}

/// The document information: texts, and dates as they are written, for the reader gives UTC where no zone stands.
fn describe(pdf: &Pdf, document: &mut Document, extract: &mut Extract) {
    let known = pdf.metadata();
    let fields = [
        ("title", &known.title),
        ("author", &known.author),
        ("subject", &known.subject),
        ("keywords", &known.keywords),
        ("creatortool", &known.creator),
        ("producer", &known.producer),
    ];
    for (name, value) in fields {
        let value = value.as_deref().map(info::text).unwrap_or_default();
        document.describe(&format!("document {name}"), &value);
    }
    for (key, name, date) in
        [("CreationDate", "created", known.creation_date), ("ModDate", "modified", known.modification_date)]
    {
        let Some(date) = date else { continue };
        let Some(written) = written_date(pdf, key, (date.year, date.month, date.day)) else { continue };
        document.describe(&format!("document {name}"), &written);
        extract.times.extend(info::date(&written).map(|(time, zone)| ClaimedTime {
            time,
            kind: TimeKind::FileMetadata,
            evidence: format!("PDF {key}"),
            zone: zone.words(),
        }));
    }
}

/// The text of a date of the document information, which the reader gives in numbers.
fn written_date(pdf: &Pdf, key: &str, day: (u16, u8, u8)) -> Option<String> {
    let digits = format!("{:04}{:02}{:02}", day.0, day.1, day.2);
    let find = || {
        let dicts = pdf.objects().into_iter().take(MOST_OBJECTS).filter_map(|object| match object {
            Object::Dict(dict) => Some(dict),
            _ => None,
        });
        let mut written = dicts.filter_map(|dict| {
            // Dates of attached files stand beside their size and checksum.
            let is_information = !dict.contains_key("CheckSum") && !dict.contains_key("Subtype");
            let date = dict.get::<PdfString<'_>>(key).filter(|_| is_information)?;
            Some(info::text(date.as_bytes()))
        });
        written.find(|written| {
            let own: String = written.chars().filter(char::is_ascii_digit).take(8).collect();
            digits.starts_with(&own) && own.len() >= 4
        })
    };
    catch_unwind(AssertUnwindSafe(find)).ok().flatten()
}

/// A document that was saved on top of itself keeps what it was before (ISO 32000-1, 7.5.6). One that is made for slow
/// networks has two ends from the start.
fn updates(content: &[u8]) -> Option<model::FindingDraft> {
    let ends: Vec<usize> =
        content.windows(5).enumerate().filter(|(_, window)| *window == b"%%EOF").map(|(at, _)| at + 5).collect();
    let head = &content[..content.len().min(1024)];
    let is_linearized = head.windows(11).any(|window| window == b"/Linearized");
    let first = usize::from(is_linearized);
    let n_updates = ends.len().checked_sub(1 + first).filter(|count| *count > 0)?;
    Some(PDF_UPDATED.found(format!(
        "The document was changed {n_updates} times after it was first saved, by adding to its end: the bytes up to {} \
         are an earlier state of it. The last state was read; cut a copy there to see the earlier one.",
        ends[first]
    )))
}

fn report(read: &Pages, n_pages: usize, extract: &mut Extract) {
    let findings = &mut extract.findings;
    let list = |pages: &[usize]| {
        let named: Vec<String> = pages.iter().take(MOST_NAMED).map(usize::to_string).collect();
        format!("{}{}", named.join(", "), if pages.len() > MOST_NAMED { " and others" } else { "" })
    };
    if !read.without_text.is_empty() {
        findings.push(TEXT_IN_PICTURES.found(format!(
            "{} of {n_pages} pages hold pictures and no text (page {}): they were scanned or drawn. Nothing is recognized \
             in pictures here; run a program that does, and add the result too.",
            read.without_text.len(),
            list(&read.without_text)
        )));
    }
    if !read.recognized.is_empty() {
        findings.push(PDF_RECOGNIZED_TEXT.found(format!(
            "The text of {} of {n_pages} pages (page {}) lies invisible over a picture: a program recognized it, and may \
             have misread it. Compare the pictures.",
            read.recognized.len(),
            list(&read.recognized)
        )));
    }
    if read.unmapped as f64 > read.n_glyphs as f64 * UNKNOWN_SHARE {
        findings.push(PDF_LETTERS_UNKNOWN.found(format!(
            "Of {} of {} signs the file does not say which letters they are; they stand as U+FFFD, and lines of nothing \
             else were left out. Print the pages to pictures and have them recognized.",
            read.unmapped, read.n_glyphs
        )));
    }
    if !read.failed.is_empty() {
        findings.push(DOCUMENT_DAMAGED.found(format!(
            "The reader gave up on {} of {n_pages} pages (page {}); what came before on them was used.",
            read.failed.len(),
            list(&read.failed)
        )));
    }
    if let Some(page) = read.stopped_at {
        findings.push(LIMIT_REACHED.found(format!(
            "Only {page} of {n_pages} pages were read before the time was over. Raise wall_time_base_ms in the settings \
             of the case to read more."
        )));
    } else if read.reached_limit {
        findings.push(LIMIT_REACHED.found(format!(
            "The document has more than {MOST_PAGES} pages, or a page with more signs than are read; the rest was left \
             out."
        )));
    }
}

#[cfg(test)]
mod tests;
