//! Who wrote a page and when it came out, where its markup and visible text say so; the head is read by
//! [`facts`](super::facts). Each answer names its evidence; the surer kinds of evidence come first.

use super::super::credits::is_name;
use super::super::dates::{claimed_time, date_line};
use super::super::one_line;
use super::day_order::{DayOrder, day_in_order};
use super::layout::PageLayout;
use super::readers::Readers;
use super::tree::{Content, Tree};
use super::zones::{Zone, class_words};
use model::{ClaimedTime, CreditRole, Extract, Moment, NamedAuthor, TimeKind};

/// A text that names an author, or holds a date in words, is never longer than this.
pub(super) const LONGEST_LINE_BYTES: usize = 160;
/// Words of a name.
const MOST_NAME_WORDS: usize = 6;
/// Authors of one kind of evidence that are taken for more than another kind names.
const MOST_TOGETHER: usize = 6;
/// Authors that the markup names.
const MOST_AUTHORS: usize = 12;
/// Words of a date within a line: "Mon, 5 May 2020 8:15".
const MOST_DATE_WORDS: usize = 5;
/// Paragraphs behind the headline in which a date in words is the page's own.
const NEAR_HEADLINE: usize = 8;

/// Levels between an author's name and the article whose footer it stands in.
const MOST_LEVELS_TO_ARTICLE: usize = 16;

/// From one midnight to the next.
const DAY_SECONDS: i64 = 86_400;

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
    /// How the page writes dates like 02/10/2020, where that is settled.
    pub day_order: Option<DayOrder>,
    /// Title as the head gives it.
    pub title: Option<&'p str>,
}

impl Page<'_> {
    fn is_own(&self, node: usize) -> bool {
        let zone = &self.zones[node];
        let side = zone.boilerplate.is_some_and(|reason| {
            reason.contains("nav")
                || reason.contains("aside")
                || reason.contains("<footer>") && !self.is_foot_of_article(node)
                || reason.contains("complementary")
        });
        !self.readers.places[node].in_section && !zone.is_code && !side
    }

    /// Many systems put author and date into a `<footer>` of the article itself.
    fn is_foot_of_article(&self, node: usize) -> bool {
        let mut above = node;
        let mut in_foot = false;
        for _ in 0..MOST_LEVELS_TO_ARTICLE {
            let name = self.tree.name(above);
            if in_foot && name == "article" {
                return true;
            }
            if name == "footer" {
                in_foot = true;
                let words = class_words(self.tree, above).concat();
                if words.iter().any(|word| matches!(word.as_str(), "entry" | "post" | "article")) {
                    return true;
                }
            }
            above = self.tree.nodes[above].parent;
        }
        false
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

    /// A paragraph as it is seen, when it is short and no comment.
    pub fn line(&self, at: usize) -> Option<&str> {
        let paragraph = self.layout.paragraphs.get(at)?;
        let line = &self.layout.text[paragraph.start_byte..paragraph.end_byte];
        let own = !self.readers.places[paragraph.first_node].in_section && line.len() <= LONGEST_LINE_BYTES;
        own.then_some(line)
    }

    /// Short lines near the headline and right behind the main text.
    pub fn lines_near(&self) -> Vec<(usize, &str)> {
        let count = self.layout.paragraphs.len();
        let top = self.top.saturating_sub(3)..(self.first_main + 2).min(self.top + NEAR_HEADLINE * 2).min(count);
        // The headline may stand once more far above, in a bar at the top.
        let before = top.end.max(self.first_main.saturating_sub(6))..(self.first_main + 3).min(count);
        let behind = self.last_main.saturating_sub(1).max(before.end)..(self.last_main + 5).min(count);
        top.chain(before).chain(behind).filter_map(|at| Some((at, self.line(at)?))).collect()
    }

    /// A line near the headline, or right behind the main text, that begins as a byline does.
    pub fn by_line(&self) -> Option<NamedAuthor> {
        let title = self.title.unwrap_or("").to_lowercase();
        self.lines_near().into_iter().find_map(|(_, line)| {
            let lower = line.trim_start_matches(['-', '–', '—', ' ', '(']).to_lowercase();
            let begins = |opening: &&str| {
                lower.strip_prefix(*opening).is_some_and(|rest| rest.starts_with([' ', ':']) || opening.ends_with(':'))
            };
            // "By the river" may be the headline itself.
            if title.contains(&lower) {
                return None;
            }
            let name =
                BEFORE.iter().any(begins).then(|| clean(line.trim_start_matches(['-', '–', '—', ' ', '('])))??;
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
        if matches!(self.tree.name(node), "byline" | "author") {
            return true;
        }
        class_words(self.tree, node).iter().any(|words| {
            let last = words.last().map_or("", String::as_str);
            let joined = words.join("-");
            if joined == "submitted" {
                let lower = self.tree.text_below(node, LONGEST_LINE_BYTES).trim_start().to_lowercase();
                return BEFORE
                    .iter()
                    .any(|opening| lower.starts_with(opening) && lower[opening.len()..].starts_with(' '));
            }
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
                        | "writer"
                        | "redakteur"
                ) || joined.starts_with("authorname")
                    || joined.ends_with("author-name")
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
            let written = content.unwrap_or_else(|| self.tree.text_below(node, LONGEST_LINE_BYTES));
            several(&written).or_else(|| clean(&written))
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
    /// The first post of a thread gives the page's time where nothing surer does.
    pub fn times(&self, has_published: bool, first_post: Option<&str>) -> Vec<ClaimedTime> {
        let mut times = self.by_time_marks();
        let none = |times: &[ClaimedTime]| !has_published && !times.iter().any(|time| time.kind == TimeKind::Published);
        if none(&times) {
            let evidence = "time of the first post";
            times.extend(first_post.and_then(|stamp| {
                let time = readable(stamp, TimeKind::Published, evidence);
                time.or_else(|| self.day_in(stamp).map(|day| published(day, evidence)))
            }));
        }
        let days: [(&dyn Fn() -> Option<String>, &str); 6] = [
            (&|| self.urls.iter().find_map(|url| day_of_address(url)), "address of the page"),
            (&|| self.by_class_of_date(), "class of a date in the page"),
            (&|| self.near_headline(), "date in words near the headline"),
            (&|| self.labelled(DATE_LABELS), "line that speaks of the publication"),
            (&|| self.opens_text(), "date that opens the text"),
            (&|| self.in_title(), "date in the title of the page"),
        ];
        for (day, evidence) in days {
            if none(&times) {
                times.extend(day().map(|day| published(day, evidence)));
            }
        }
        if none(&times) {
            let marked = self.tree.named("time").filter(|node| self.is_own(*node)).find_map(|node| {
                let stamp = self.tree.attribute(node, "datetime")?;
                claimed_time(stamp, TimeKind::Published, "<time datetime> elsewhere in the page")
            });
            times.extend(marked);
        }
        if none(&times) {
            let changed = self.labelled(UPDATE_LABELS).map(|day| published(day, "line that speaks of a change"));
            times.extend(changed.map(|time| ClaimedTime { kind: TimeKind::Updated, ..time }));
        }
        times
    }

    /// The first whole date in a line that does not begin by speaking of a change.
    fn day_in(&self, line: &str) -> Option<String> {
        let lower = line.trim_start().to_lowercase();
        let of_change = UPDATE_LABELS.iter().any(|label| lower.starts_with(label));
        if of_change { None } else { self.any_day_in(line) }
    }

    /// The first whole date in a line, in the page's order of day and month.
    fn any_day_in(&self, line: &str) -> Option<String> {
        day_in(line).or_else(|| day_in_order(line, self.day_order?))
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
                .or_else(|| self.day_in(&written).map(|day| ClaimedTime { kind, ..published(day, evidence) }));
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
            let Some(day) = self.day_in(&self.tree.text_below(node, LONGEST_LINE_BYTES)) else { continue };
            match self.paragraph(node) {
                Some(at) if at + 2 >= self.top => return Some(day),
                _ => first = first.or(Some(day)),
            }
        }
        first
    }

    /// A line that begins with such a label, or is one, with the date in the line below it.
    fn labelled(&self, labels: &[&str]) -> Option<String> {
        let is_publication = labels == DATE_LABELS;
        (0..self.layout.paragraphs.len()).find_map(|at| {
            let line = self.line(at)?;
            let lower = line.to_lowercase();
            if !labels.iter().any(|label| lower.starts_with(label)) {
                // "Last change 5 May, published on 4 May" in one line.
                let (_, rest) =
                    INNER_LABELS.iter().filter(|_| is_publication).find_map(|label| lower.split_once(label))?;
                return self.day_in(rest);
            }
            let below = || self.line(at + 1).filter(|_| line.len() <= 24).and_then(date_line).map(|line| line.time);
            self.any_day_in(line).or_else(below)
        })
    }

    /// "Title | 23.05.2011": the title of the page ends with a day.
    fn in_title(&self) -> Option<String> {
        let (_, last) = self.title?.rsplit_once(['|', '•', '·', '–'])?;
        date_line(last.trim()).map(|line| line.time)
    }

    /// "27.1.2022 - The harbour ...": the text opens with a day and a dash.
    fn opens_text(&self) -> Option<String> {
        (self.first_main..self.first_main + 2).find_map(|at| {
            let paragraph = self.layout.paragraphs.get(at)?;
            let text = &self.layout.text[paragraph.start_byte..paragraph.end_byte];
            let opening: String = text.chars().take(40).collect();
            let (date, _) = opening.split_once([':', '–', '—', '|']).or_else(|| opening.split_once(" - "))?;
            date_line(date.trim_end_matches(['-', ' '])).map(|line| line.time)
        })
    }

    /// The day that readers are shown, where the time in UTC may be a midnight elsewhere and the day shown is the next one.
    pub fn shown_day(&self, times: &[ClaimedTime]) -> Option<ClaimedTime> {
        let first = times.iter().find(|time| time.kind == TimeKind::Published)?;
        let hours = first.time.get(10..).filter(|clock| clock.ends_with(":00:00Z") || clock.ends_with(":00:00+00:00"));
        let shown = hours.and_then(|_| self.near_headline().or_else(|| self.by_class_of_date()))?;
        are_neighbours(first.time.get(..10)?, shown.get(..10)?).then(|| published(shown, "day shown near the headline"))
    }

    fn near_headline(&self) -> Option<String> {
        let from = self.top.saturating_sub(3);
        let to = (self.first_main + 2).min(self.top + NEAR_HEADLINE).min(self.layout.paragraphs.len());
        let mut lines = self.layout.paragraphs.get(from..to.max(from))?.iter();
        lines.find_map(|paragraph| {
            let short = paragraph.end_byte - paragraph.start_byte <= LONGEST_LINE_BYTES;
            let own = !self.readers.places[paragraph.first_node].in_section;
            (short && own).then(|| self.day_in(&self.layout.text[paragraph.start_byte..paragraph.end_byte]))?
        })
    }
}

/// All authors, the best evidence first: structured data and head, markup, visible lines. A name that is the site's own,
/// or an address, comes last; one name of one kind of evidence is listed once.
pub(super) fn in_order(
    head: Vec<NamedAuthor>,
    first_post: Option<NamedAuthor>,
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
        let nobody = matches!(
            name.as_str(),
            "admin"
                | "administrator"
                | "noauthor"
                | "author"
                | "wordpressadmin"
                | "webmaster"
                | "unknown"
                | "redaktion"
                | "editor"
                | "staff"
        );
        name == site
            || (!host.is_empty() && host.contains(&name))
            || address
            || nobody
            || author.evidence.ends_with("a body")
    };
    let mut all: Vec<NamedAuthor> = Vec::new();
    for author in head.into_iter().chain(first_post).chain(markup).chain(visible).chain(line) {
        for name in names_of(&author.name) {
            let author = NamedAuthor { name, evidence: author.evidence.clone() };
            if !all.contains(&author) {
                all.push(author);
            }
        }
    }
    let is_account = |author: &NamedAuthor| !author.name.contains(' ') && author.name.contains('_');
    all.sort_by_key(|author| (is_site(author), is_account(author)));
    fuller_first(all)
}

/// Where one kind of evidence names some authors, and a `meta` element names them and more, that one is the fuller word.
fn fuller_first(mut all: Vec<NamedAuthor>) -> Vec<NamedAuthor> {
    let Some(first) = all.first().map(|author| author.evidence.clone()) else { return all };
    let names = |evidence: &str| -> Vec<String> {
        all.iter().filter(|author| author.evidence == evidence).map(|author| author.name.to_lowercase()).collect()
    };
    let known = names(&first);
    let fuller = all.iter().map(|author| &author.evidence).find(|evidence| {
        let others = names(evidence);
        evidence.starts_with("meta ")
            && **evidence != first
            && others.len() > known.len()
            && others.len() <= MOST_TOGETHER
            && known.iter().all(|name| others.contains(name))
    });
    if let Some(fuller) = fuller.cloned() {
        all.sort_by_key(|author| author.evidence != fuller);
    }
    all
}

/// Puts a time of the same moment in local time before the same in UTC, where the two name different days: readers were
/// shown the local day.
pub(super) fn local_day_first(times: &mut [ClaimedTime]) {
    let Some(first) = times.iter().position(|time| time.kind == TimeKind::Published) else { return };
    let in_utc = times[first].time.ends_with('Z') || times[first].time.ends_with("+00:00");
    let clock = |time: &ClaimedTime| time.time.get(14..16).map(str::to_owned);
    let (day, minute) = (times[first].time.get(..10).map(str::to_owned), clock(&times[first]));
    if !in_utc || minute.is_none() {
        return;
    }
    let local = times.iter().position(|time| {
        time.kind == TimeKind::Published
            && !time.time.ends_with('Z')
            && !time.time.ends_with("+00:00")
            && clock(time) == minute
            && time.time.get(..10).is_some_and(|other| day.as_deref().is_some_and(|day| are_neighbours(day, other)))
    });
    if let Some(local) = local.filter(|local| *local > first) {
        times[first..=local].rotate_right(1);
    }
}

/// Puts a date that the page shows before that of a `meta date`, which does not say what it is the date of.
pub(super) fn shown_date_first(times: &mut [ClaimedTime]) {
    let Some(first) = times.iter().position(|time| time.kind == TimeKind::Published) else { return };
    if !matches!(times[first].evidence.as_str(), "meta date" | "meta dc.date") {
        return;
    }
    let is_shown = |time: &ClaimedTime| time.kind == TimeKind::Published && time.evidence == "date line in the page";
    if let Some(shown) = times.iter().position(is_shown).filter(|shown| *shown > first) {
        times[first..=shown].rotate_right(1);
    }
}

/// Whether two days follow each other.
fn are_neighbours(day: &str, other: &str) -> bool {
    let days = Moment::read(day).zip(Moment::read(other));
    days.is_some_and(|(one, two)| (one.from - two.from).abs() == DAY_SECONDS)
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
        None if LABELS.contains(&letters(line).as_str()) || line.contains('©') => Vec::new(),
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

/// "By Ann Bell, Tom Kerr and Lee Ford" as it stands, where it is wholly names. A comma alone may stand before a place.
fn several(line: &str) -> Option<String> {
    let joined = [" and ", " und ", " & ", " et "].iter().any(|word| line.contains(word));
    (joined && names_of(line).len() > 1).then(|| line.trim().to_owned())
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
    // `/29-10-2021`: only where the first number can be no month.
    let segments = path.split('/').skip(1).filter(|segment| segment.len() == 10 && segment.as_bytes()[2] == b'-');
    let day_first = segments.filter(|segment| segment.get(..2).is_some_and(|day| day > "12"));
    day_first.filter_map(date_line).map(|line| line.time).next()
}

/// Words before a name, lower case.
const BEFORE: &[&str] = &[
    "written by",
    "posted by",
    "submitted by",
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
    "publié par",
    "écrit par",
    "por",
    "publicado por",
    "escrito por",
    "scritto da",
    "pubblicato da",
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
    "alles von",
    "alle artikel von",
    "alle beiträge von",
    "zeige alle beiträge von",
    "artikel von",
    "ein artikel von",
    "beitrag von",
    "beiträge von",
    "mehr von",
    "pressemitteilung von",
    "view all posts by",
    "all posts by",
    "posts by",
    "more from",
    "more by",
    "story by",
    "words by",
    "voir tous les articles de",
    "ver todas las entradas de",
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
    "noauthor",
    "unknown",
    "unbekannt",
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
    "mis en ligne",
    "aggiunto",
    "geplaatst",
    "geschrieben am",
    "eingestellt",
];
/// Words before the date of publication within a line, lower case.
const INNER_LABELS: &[&str] =
    &["erschienen am", "veröffentlicht am", "published on", "published:", "publié le", "publicado el", "datum:"];
/// Words before the date of a change in a line of its own, lower case.
const UPDATE_LABELS: &[&str] = &[
    "aktualisiert",
    "zuletzt",
    "letzte änderung",
    "letzte aktualisierung",
    "geändert",
    "updated",
    "last updated",
    "last modified",
    "last change",
    "mis à jour",
    "mise à jour",
    "dernière mise à jour",
    "actualizado",
    "aggiornato",
];

/// A name as a page writes it, without the words around it; `None` for what is no name.
pub(super) fn clean(written: &str) -> Option<String> {
    let mut name = one_line(written);
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
    // "Ann Bell/NP-X": the agency stands behind the name.
    let agency = name.find('/').filter(|at| name[..*at].contains(' ') && !name[..*at].ends_with(' '));
    let name = name[..cut.into_iter().chain(agency).min().unwrap_or(name.len())]
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
        && !name.contains(['@', '<', '>', '{', '?', '!', '©'])
        && day_in(name).is_none()
        && (is_name(name, CreditRole::Author) || words <= 3);
    good.then(|| name.to_owned())
}
