//! Who wrote a page and when it came out, where its markup and visible text say so; the head is read by
//! [`facts`](super::facts). Each answer names its evidence; the surer kinds of evidence come first.

use super::super::credits::is_name;
use super::super::dates::{claimed_time, date_line};
use super::layout::PageLayout;
use super::readers::Readers;
use super::tree::{Content, Tree};
use super::zones::{Zone, class_words};
use model::{ClaimedTime, CreditRole, Extract, NamedAuthor, TimeKind};

/// A text that names an author, or holds a date in words, is never longer than this.
const LONGEST_LINE_BYTES: usize = 160;
/// Words of a name.
const MOST_NAME_WORDS: usize = 6;
/// Authors that the markup names.
const MOST_AUTHORS: usize = 12;
/// Words of a date within a line: "Mon, 5 May 2020 8:15".
const MOST_DATE_WORDS: usize = 5;
/// Paragraphs behind the headline in which a date in words is the page's own.
const NEAR_HEADLINE: usize = 8;

/// What is looked at.
pub(super) struct Page<'p> {
    pub tree: &'p Tree,
    pub zones: &'p [Zone],
    pub readers: &'p Readers,
    pub layout: &'p PageLayout,
    /// Paragraph of the headline, or the first of the main text.
    pub top: usize,
    /// First paragraph of the main text.
    pub first_main: usize,
    /// Its last.
    pub last_main: usize,
    /// Addresses of the page, the surest first.
    pub urls: Vec<String>,
}

impl Page<'_> {
    fn is_own(&self, node: usize) -> bool {
        let zone = &self.zones[node];
        let side = zone.boilerplate.is_some_and(|reason| {
            reason.contains("nav")
                || reason.contains("aside")
                || reason.contains("<footer>")
                || reason.contains("complementary")
        });
        !self.readers.places[node].in_section && !zone.is_code && !side
    }

    fn paragraph(&self, node: usize) -> Option<usize> {
        (node..self.tree.nodes[node].end.min(node + 64))
            .find_map(|below| self.layout.paragraph_of_node[below])
            .map(|paragraph| paragraph as usize)
    }

    /// Authors that markup names: microdata, `rel=author`, classes, addresses of authors' pages. The kind of evidence that
    /// comes first decides; within it all names near the headline, else the first.
    pub fn authors(&self) -> Vec<NamedAuthor> {
        for (evidence, names) in [
            ("microdata author", &(|node: usize| self.by_microdata(node)) as &dyn Fn(usize) -> bool),
            ("class of an author", &|node| self.by_class(node)),
            ("rel=author", &|node| self.by_rel(node)),
            ("link to an author's page", &|node| self.by_address(node)),
        ] {
            let mut found: Vec<(usize, String)> = Vec::new();
            let mut end = 0;
            for node in 1..self.tree.nodes.len() {
                if node < end || !self.is_own(node) || !names(node) {
                    continue;
                }
                end = self.tree.nodes[node].end;
                let Some(name) = self.name_in(node) else { continue };
                found.push((self.paragraph(node).unwrap_or(0), name));
                if found.len() >= MOST_AUTHORS {
                    break;
                }
            }
            let first = found.iter().find(|(at, _)| at + 3 >= self.top).or(found.first()).cloned();
            if let Some((first_at, first)) = first {
                let mut all = vec![first];
                for (at, name) in found {
                    if at.abs_diff(first_at) <= 1 && !all.contains(&name) {
                        all.push(name);
                    }
                }
                return all.into_iter().map(|name| NamedAuthor { name, evidence: evidence.to_owned() }).collect();
            }
        }
        Vec::new()
    }

    /// A line near the headline, or right behind the main text, that begins as a byline does.
    pub fn by_line(&self) -> Option<NamedAuthor> {
        let lines = &self.layout.paragraphs;
        let top = self.top.saturating_sub(3)..(self.first_main + 2).min(self.top + NEAR_HEADLINE * 2).min(lines.len());
        let behind = self.last_main.saturating_sub(1)..(self.last_main + 4).min(lines.len());
        top.chain(behind).find_map(|at| {
            let line = &self.layout.text[lines[at].start_byte..lines[at].end_byte];
            let own = !self.readers.places[lines[at].first_node].in_section && line.len() <= LONGEST_LINE_BYTES;
            let lower = line.trim_start_matches(['-', '–', '—', ' ', '(']).to_lowercase();
            let begins = |opening: &&str| {
                lower.strip_prefix(*opening).is_some_and(|rest| rest.starts_with([' ', ':']) || opening.ends_with(':'))
            };
            let name = (own && BEFORE.iter().any(begins))
                .then(|| clean(line.trim_start_matches(['-', '–', '—', ' ', '('])))??;
            let capital = name.chars().next().is_some_and(char::is_uppercase) && name.split_whitespace().count() <= 4;
            capital.then(|| NamedAuthor { name, evidence: "line that begins as a byline".to_owned() })
        })
    }

    fn by_microdata(&self, node: usize) -> bool {
        let property = self.tree.attribute(node, "itemprop").or(self.tree.attribute(node, "property")).unwrap_or("");
        matches!(property, "author" | "creator" | "schema:author" | "dc:creator")
    }

    fn by_rel(&self, node: usize) -> bool {
        self.tree.name(node) == "a"
            && self.tree.attribute(node, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"))
    }

    fn by_class(&self, node: usize) -> bool {
        class_words(self.tree, node).iter().any(|words| {
            let last = words.last().map_or("", String::as_str);
            let joined = words.join("-");
            let of_form =
                words.iter().any(|word| matches!(word.as_str(), "form" | "comment" | "comments" | "label" | "input"));
            words.len() <= 4
                && !of_form
                && (matches!(
                    last,
                    "author"
                        | "authors"
                        | "byline"
                        | "autor"
                        | "autoren"
                        | "auteur"
                        | "auteurs"
                        | "authorname"
                        | "verfasser"
                ) || joined.ends_with("author-name")
                    || joined.ends_with("byline-name")
                    || joined.ends_with("author-link")
                    || joined.starts_with("byline"))
        })
    }

    fn by_address(&self, node: usize) -> bool {
        self.tree.name(node) == "a"
            && self.tree.attribute(node, "href").is_some_and(|href| {
                let path = href.split(['?', '#']).next().unwrap_or("");
                ["/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/auteurs/", "/redakteur/"]
                    .iter()
                    .any(|folder| path.split_once(folder).is_some_and(|(_, name)| !name.is_empty()))
            })
    }

    /// The name in an element: its own `itemprop=name`, else its first link to a person, else its text.
    fn name_in(&self, node: usize) -> Option<String> {
        if let Some(content) = self.tree.attribute(node, "content").and_then(clean) {
            return Some(content);
        }
        let below = node..self.tree.nodes[node].end.min(node + 40);
        let text = |node: usize| {
            let content = self.tree.attribute(node, "content").map(str::to_owned);
            clean(&content.unwrap_or_else(|| self.tree.text_below(node, LONGEST_LINE_BYTES)))
        };
        let named = below.clone().find(|below| self.tree.attribute(*below, "itemprop") == Some("name"));
        let inner = |below: &usize| {
            *below != node && (self.by_rel(*below) || self.by_address(*below) || self.fn_of_card(*below))
        };
        named
            .and_then(text)
            .or_else(|| below.clone().find(inner).and_then(text))
            .or_else(|| text(node))
            .or_else(|| below.filter(|below| self.tree.name(*below) == "a").find_map(text))
    }

    fn fn_of_card(&self, node: usize) -> bool {
        class_words(self.tree, node).iter().any(|words| matches!(words.join("-").as_str(), "fn" | "author-name"))
    }

    /// Times that microdata and markup give, then those in words near the headline, then the address.
    pub fn times(&self, has_published: bool) -> Vec<ClaimedTime> {
        let mut times = self.by_time_marks();
        let none = |times: &[ClaimedTime]| !has_published && !times.iter().any(|time| time.kind == TimeKind::Published);
        if none(&times) {
            times.extend(
                self.urls.iter().find_map(|url| day_of_address(url)).map(|day| published(day, "address of the page")),
            );
        }
        if none(&times) {
            times.extend(self.by_class_of_date().map(|day| published(day, "class of a date in the page")));
        }
        if none(&times) {
            times.extend(self.near_headline().map(|day| published(day, "date in words near the headline")));
        }
        if none(&times) {
            times.extend(self.labelled().map(|day| published(day, "line that speaks of the publication")));
        }
        if none(&times) {
            let marked = self.tree.named("time").filter(|node| self.is_own(*node)).find_map(|node| {
                let stamp = self.tree.attribute(node, "datetime")?;
                claimed_time(stamp, TimeKind::Published, "<time datetime> elsewhere in the page")
            });
            times.extend(marked);
        }
        times
    }

    fn by_time_marks(&self) -> Vec<ClaimedTime> {
        let mut times = Vec::new();
        for node in 1..self.tree.nodes.len() {
            let property =
                self.tree.attribute(node, "itemprop").or(self.tree.attribute(node, "property")).unwrap_or("");
            let property = property.trim_start_matches("schema:");
            let (kind, evidence) = match property {
                "datePublished" | "dateCreated" | "uploadDate" => (TimeKind::Published, "microdata"),
                "dateModified" => (TimeKind::Updated, "microdata"),
                _ if self.tree.name(node) == "abbr" && self.has_class(node, "published") => {
                    (TimeKind::Published, "class published")
                }
                _ => continue,
            };
            if self.readers.places[node].in_section || self.tree.name(node) == "meta" && self.is_in_head(node) {
                continue;
            }
            let stamp = ["content", "datetime", "title"].iter().find_map(|name| self.tree.attribute(node, name));
            let written = self.tree.text_below(node, LONGEST_LINE_BYTES);
            let time = stamp
                .and_then(|stamp| readable(stamp, kind, evidence))
                .or_else(|| day_in(&written).map(|day| ClaimedTime { kind, ..published(day, evidence) }));
            times.extend(time);
            if times.len() >= MOST_AUTHORS {
                break;
            }
        }
        times
    }

    /// The head's own `meta` elements are read with the head.
    fn is_in_head(&self, node: usize) -> bool {
        self.tree.name(self.tree.nodes[node].parent) == "head"
    }

    fn has_class(&self, node: usize, wanted: &str) -> bool {
        class_words(self.tree, node).iter().any(|words| words.iter().any(|word| word == wanted))
    }

    /// A short text in an element whose class speaks of a date; the first behind the headline before any other.
    fn by_class_of_date(&self) -> Option<String> {
        let mut first = None;
        for node in 1..self.tree.nodes.len() {
            let speaks = || {
                class_words(self.tree, node).iter().any(|words| {
                    words.len() <= 4
                        && words.iter().any(|word| {
                            matches!(
                                word.as_str(),
                                "date"
                                    | "dates"
                                    | "datum"
                                    | "published"
                                    | "pubdate"
                                    | "time"
                                    | "timestamp"
                                    | "postdate"
                                    | "fecha"
                                    | "dateline"
                                    | "submitted"
                                    | "authored"
                                    | "meta"
                                    | "metadata"
                                    | "postmetadata"
                                    | "byline"
                                    | "info"
                            )
                        })
                })
            };
            if matches!(self.tree.nodes[node].content, Content::Text(..)) || !self.is_own(node) || !speaks() {
                continue;
            }
            let Some(day) = day_in(&self.tree.text_below(node, LONGEST_LINE_BYTES)) else { continue };
            match self.paragraph(node) {
                Some(at) if at + 2 >= self.top => return Some(day),
                _ => first = first.or(Some(day)),
            }
        }
        first
    }

    fn labelled(&self) -> Option<String> {
        self.layout.paragraphs.iter().find_map(|paragraph| {
            let line = &self.layout.text[paragraph.start_byte..paragraph.end_byte];
            if line.len() > LONGEST_LINE_BYTES || self.readers.places[paragraph.first_node].in_section {
                return None;
            }
            let day = day_in(line)?;
            let lower = line.to_lowercase();
            DATE_LABELS.iter().any(|label| lower.starts_with(label)).then_some(day)
        })
    }

    fn near_headline(&self) -> Option<String> {
        let from = self.top.saturating_sub(3);
        let to = (self.first_main + 2).min(self.top + NEAR_HEADLINE).min(self.layout.paragraphs.len());
        let mut lines = self.layout.paragraphs.get(from..to.max(from))?.iter();
        lines.find_map(|paragraph| {
            let short = paragraph.end_byte - paragraph.start_byte <= LONGEST_LINE_BYTES;
            let own = !self.readers.places[paragraph.first_node].in_section;
            (short && own).then(|| day_in(&self.layout.text[paragraph.start_byte..paragraph.end_byte]))?
        })
    }
}

/// All authors, the best evidence first: structured data and head, markup, visible lines. A name that is the site's own,
/// or an address, comes last; one name of one kind of evidence is listed once.
pub(super) fn in_order(
    head: Vec<NamedAuthor>,
    markup: Vec<NamedAuthor>,
    bylines: &[String],
    line: Option<NamedAuthor>,
    extract: &Extract,
) -> Vec<NamedAuthor> {
    let visible =
        bylines.iter().map(|name| NamedAuthor { name: name.clone(), evidence: "byline in the page".to_owned() });
    let site = extract.publisher.as_deref().map(letters).unwrap_or_default();
    let host = extract.canonical_url.as_deref().and_then(host_letters).unwrap_or_default();
    let is_site = |author: &NamedAuthor| {
        let name = letters(&author.name);
        let address = !author.name.contains(' ') && author.name.contains('.');
        let nobody = matches!(name.as_str(), "admin" | "administrator" | "noauthor" | "redaktion" | "editor" | "staff");
        name == site
            || (!host.is_empty() && host.contains(&name))
            || address
            || nobody
            || author.evidence.ends_with("a body")
    };
    let mut all: Vec<NamedAuthor> = Vec::new();
    for author in head.into_iter().chain(markup).chain(visible).chain(line) {
        for name in names_of(&author.name) {
            let author = NamedAuthor { name, evidence: author.evidence.clone() };
            if !all.contains(&author) {
                all.push(author);
            }
        }
    }
    all.sort_by_key(is_site);
    all
}

fn letters(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn host_letters(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split('/').next()?;
    Some(letters(host.trim_start_matches("www.")))
}

/// "Ann Bell, Tom Kerr and Lee Ford" as three names; a line that is not wholly names stays one.
fn names_of(line: &str) -> Vec<String> {
    let one = || match clean(line) {
        Some(name) => vec![name],
        None if LABELS.contains(&letters(line).as_str()) => Vec::new(),
        None => vec![line.trim().to_owned()],
    };
    let joined = line
        .replace(" and ", ", ")
        .replace(" und ", ", ")
        .replace(" & ", ", ")
        .replace(" et ", ", ")
        .replace("; ", ", ");
    let parts: Vec<&str> = joined.split(", ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let names: Option<Vec<String>> = parts.iter().map(|part| clean(part)).collect();
    match names {
        Some(names)
            if names.len() > 1 && names.len() <= MOST_AUTHORS && names.iter().all(|name| name.contains(' ')) =>
        {
            names
        }
        _ => one(),
    }
}

fn published(time: String, evidence: &str) -> ClaimedTime {
    ClaimedTime { time, kind: TimeKind::Published, evidence: evidence.to_owned(), zone: "not stated".to_owned() }
}

/// A stamp that could be read as a day at least.
fn readable(stamp: &str, kind: TimeKind, evidence: &str) -> Option<ClaimedTime> {
    claimed_time(stamp, kind, evidence).filter(|time| is_day(&time.time))
}

/// Whether a time begins with a whole day.
pub(super) fn is_day(time: &str) -> bool {
    let bytes = time.as_bytes();
    bytes.len() >= 10
        && bytes[..10]
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// The first whole date in a line.
pub(super) fn day_in(line: &str) -> Option<String> {
    if line.len() > LONGEST_LINE_BYTES || !line.chars().any(char::is_numeric) {
        return None;
    }
    let trims = |letter: char| {
        matches!(letter, ',' | ';' | '|' | '(' | ')' | '•' | '·' | '-' | '–' | '—' | '/' | '[' | ']' | ':')
    };
    let words: Vec<&str> =
        line.split_whitespace().map(|word| word.trim_matches(trims)).filter(|word| !word.is_empty()).collect();
    for start in 0..words.len() {
        for length in (1..=MOST_DATE_WORDS.min(words.len() - start)).rev() {
            if let Some(found) = date_line(&words[start..start + length].join(" ")) {
                return Some(found.time);
            }
            if length == 1
                && let Some(day) = short_day(words[start])
            {
                return Some(day);
            }
        }
    }
    None
}

/// `26.10.13`: with dots the day stands first.
fn short_day(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('.').collect();
    let [day, month, year] = parts[..] else { return None };
    let sized = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 2;
    sized.then(|| date_line(&format!("{day}.{month}.20{year}")))?.map(|line| line.time)
}

/// A day in the address of a page: `/2020/05/04/`, `2020-05-04`, `/20200504`.
fn day_of_address(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let digits_at = |at: usize, count: usize| {
        path.get(at..at + count).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for (at, _) in path.match_indices(['1', '2']) {
        if path[..at].ends_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        let Some(year) = digits_at(at, 4).filter(|year| ("1995".."2100").contains(year)) else { continue };
        let (month, day, end) = match path[at + 4..].chars().next() {
            Some(mark @ ('/' | '-' | '_')) => {
                let Some(month) = digits_at(at + 5, 2).filter(|_| path[at + 7..].starts_with(mark)) else { continue };
                let Some(day) = digits_at(at + 8, 2) else { continue };
                (month, day, at + 10)
            }
            Some(letter) if letter.is_ascii_digit() => {
                let (Some(month), Some(day)) = (digits_at(at + 4, 2), digits_at(at + 6, 2)) else { continue };
                (month, day, at + 8)
            }
            _ => continue,
        };
        if path[end..].starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        if let Some(line) = date_line(&format!("{year}-{month}-{day}")) {
            return Some(line.time);
        }
    }
    None
}

/// Words before a name, lower case.
const BEFORE: &[&str] = &[
    "written by",
    "posted by",
    "published by",
    "by",
    "von",
    "geschrieben von",
    "verfasst von",
    "eingestellt von",
    "gespeichert von",
    "veröffentlicht von",
    "text von",
    "ein beitrag von",
    "ein gastbeitrag von",
    "par",
    "por",
    "author:",
    "autor:",
    "autorin:",
    "text:",
    "auteur:",
    "di",
    "от",
    "автор:",
    "автор",
    "interview:",
    "redaktion:",
];
/// Words that stand where names do and are none, as letters in lower case.
const LABELS: &[&str] = &[
    "name",
    "posted",
    "postedon",
    "postedby",
    "published",
    "veröffentlicht",
    "beitrag",
    "autor",
    "autoren",
    "author",
    "authors",
    "über",
    "about",
    "von",
    "by",
    "hier",
    "here",
    "mehr",
    "more",
    "email",
    "date",
    "datum",
    "home",
    "contact",
    "kontakt",
    "login",
    "profile",
    "profil",
    "follow",
    "share",
    "read",
    "updated",
    "comments",
    "kommentare",
    "website",
    "required",
];
/// Words before the date of publication in a line of its own, lower case.
const DATE_LABELS: &[&str] = &[
    "veröffentlich",
    "erschienen",
    "erstellt",
    "datum",
    "stand",
    "published",
    "posted",
    "publié",
    "mise en ligne",
    "publicado",
    "pubblicato",
    "опубликован",
    "дата",
    "opublikowano",
    "gepubliceerd",
    "released",
    "date",
];

/// A name as a page writes it, without the words around it; `None` for what is no name.
pub(super) fn clean(written: &str) -> Option<String> {
    let mut name: String = written.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let lower = name.to_lowercase();
        let opening = BEFORE.iter().filter(|opening| {
            lower.strip_prefix(**opening).is_some_and(|rest| opening.ends_with(':') || rest.starts_with([' ', ':']))
        });
        let Some(bytes) = opening.map(|opening| opening.len()).max().filter(|_| lower.len() == name.len()) else {
            break;
        };
        name = name.get(bytes..).unwrap_or("").trim_start_matches([' ', ':']).to_owned();
    }
    let cut = ["|", " • ", " · ", " – ", " — ", " on ", " am ", " @", ", ", " ("]
        .iter()
        .filter_map(|mark| name.find(mark))
        .min();
    let name = name[..cut.unwrap_or(name.len())]
        .trim_matches(|letter: char| letter.is_whitespace() || ",:;-–*".contains(letter));
    if LABELS.contains(&letters(name).as_str()) || name.chars().next().is_some_and(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let words = name.split_whitespace().count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let good = (1..=MOST_NAME_WORDS).contains(&words)
        && name.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && digits * 2 < name.chars().count()
        && !name.contains("://")
        && !name.contains(['@', '<', '>', '{', '?', '!'])
        && day_in(name).is_none()
        && (is_name(name, CreditRole::Author) || words <= 3);
    good.then(|| name.to_owned())
}
