mod fitting;
pub mod items;

use super::{Talk, open_case, print_json, print_line};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::derived;
use crate::pipeline::leads::ItemsByUrl;
use crate::terminal::{short, table};
use crate::trusted_time::TrustedTime;
use anyhow::Result;
use archive::Case;
use clap::{Args, ValueEnum};
use comfy_table::Table;
use items::Page;
use model::{DecisionKind, Extract, ItemId, Link, Match, OriginCount, Tier};
use report::{CaseView, ItemView};
use serde::Serialize;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;

/// Show what a case holds and what was found: tables for people, JSON Lines with --json.
///
/// ID narrows the list: an item (SHA-256, its beginning, or the short id), or the id of a match, claim, origin, …
///
///   firsthand show my-case claims
///   firsthand show my-case blocks K7Q-03
///   firsthand show my-case text K7Q-03 > text.txt       (raw: byte offsets count these bytes)
///   firsthand show my-case matches --all --json         (weak ones, too)
///   firsthand show my-case items --limit 100 --after K7Q-03
///   firsthand show my-case items --where 'q=old bridge&kind=video&sort=newest'
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Show {
    /// The case.
    case: PathBuf,
    /// What to show.
    what: What,
    /// Which one.
    id: Option<String>,
    /// Also what was compared and fell below the reporting threshold (matches).
    #[arg(long)]
    all: bool,
    /// No more than so many lines (items, captures).
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Begin after this one: an item by its id (items), a log index (captures).
    #[arg(long, value_name = "ID")]
    after: Option<String>,
    /// Only items that fit, asked as the address of the desk's list asks after its "?" (items).
    #[arg(long = "where", value_name = "QUERY")]
    query: Option<String>,
    /// All that fit as a table for other programs, whatever page is asked for (items, with --where).
    #[arg(long, requires = "query")]
    csv: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Items,
    Captures,
    Custody,
    Text,
    Blocks,
    Links,
    Matches,
    Statements,
    Claims,
    Origins,
    Decisions,
    Findings,
}

impl Show {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let item = self.id.as_deref().map(|id| case.item(id)).transpose()?.flatten().map(|item| item.id);
        let page = Page { after: self.after, limit: self.limit };
        if !matches!(self.what, What::Items | What::Captures) && (page.after.is_some() || page.limit.is_some()) {
            return Err(wrong_usage("--limit and --after are for items and captures; the other lists are shown whole"));
        }
        if let Some(query) = &self.query {
            let asked_otherwise = self.id.is_some() || page.after.is_some() || page.limit.is_some();
            if !matches!(self.what, What::Items) || asked_otherwise {
                return Err(wrong_usage("--where is for items, with no ID; it has after= and per_page= of its own"));
            }
            fitting::show(&case, query, self.csv, talk.json)?;
            return Ok(Outcome::Done);
        }
        let shown = Shown { case: &case, id: self.id.as_deref(), item, json: talk.json };
        match self.what {
            What::Items => shown.items(&page)?,
            What::Captures => shown.captures(&page)?,
            What::Custody => shown.custody()?,
            What::Text => shown.text()?,
            What::Blocks => shown.blocks()?,
            What::Links => shown.links()?,
            What::Matches => shown.matches(self.all)?,
            What::Statements => shown.statements()?,
            What::Claims => shown.claims()?,
            What::Origins => shown.origins()?,
            What::Decisions => shown.decisions()?,
            What::Findings => shown.findings()?,
        }
        Ok(Outcome::Done)
    }
}

/// A case with the one thing it was narrowed to.
struct Shown<'c> {
    case: &'c Case,
    id: Option<&'c str>,
    item: Option<ItemId>,
    json: bool,
}

/// One line of the chain of custody: what people did, and what an authority confirmed.
#[derive(Serialize)]
struct CustodyLine {
    what: String,
    items: Vec<ItemId>,
    text: String,
    by: String,
    time: String,
    tool: String,
    /// Index of its entry in the log; null for a stamp, whose record is named by its number.
    log_index: Option<u64>,
}

impl CustodyLine {
    fn of_record(line: report::CustodyLine) -> CustodyLine {
        let what = name_of(&line.what);
        let log_index = Some(line.log_index);
        CustodyLine {
            what,
            items: line.items,
            text: line.text,
            by: line.by,
            time: line.time,
            tool: line.tool,
            log_index,
        }
    }

    /// About the whole case, as its empty list of items says.
    fn of_stamp(stamp: &archive::VerifiedStamp) -> CustodyLine {
        let record = &stamp.record;
        CustodyLine {
            what: "stamped".to_owned(),
            items: Vec::new(),
            text: format!("the first {} log entries existed at {}", record.checkpoint_size, stamp.timestamp.time),
            by: stamp.timestamp.authority.clone(),
            time: record.time.clone(),
            tool: record.tool.clone(),
            log_index: None,
        }
    }
}

impl Shown<'_> {
    /// Whether something with this id, about this item, is asked for.
    fn wants(&self, id: &str, item: Option<&ItemId>) -> bool {
        match (self.id, &self.item) {
            (None, _) => true,
            (Some(wanted), None) => wanted == id,
            (Some(_), Some(wanted)) => item == Some(wanted),
        }
    }

    /// The item asked for, for lists that need one.
    fn require_item(&self, what: &str) -> Result<ItemId> {
        self.item.ok_or_else(|| match self.id {
            Some(id) => {
                wrong_usage(format!("there is no item {id:?} in this case\n  list them: firsthand show CASE items"))
            }
            None => wrong_usage(format!("which item? firsthand show CASE {what} ID")),
        })
    }

    /// Prints the values: JSON Lines, or a table with these headings.
    fn print<T: Serialize>(&self, values: &[T], headings: &[&str], row: impl Fn(&T) -> Vec<String>) -> Result<()> {
        if self.json {
            return values.iter().try_for_each(print_json);
        }
        if let (Some(id), true) = (self.id, values.is_empty()) {
            return Err(wrong_usage(format!("nothing here has the id {id:?}")));
        }
        let mut lines: Table = table(headings);
        for value in values {
            lines.add_row(row(value));
        }
        print_line(lines.to_string())?;
        print_line(format!("{} in all", values.len()))
    }

    fn custody(&self) -> Result<()> {
        let (custody_log_indices, custody) = self.case.custody_entries()?.into_iter().unzip();
        let without_extract =
            |item| ItemView { item, extract: Extract::default(), thumbnail_jpeg: None, links: Vec::new() };
        let items = self.case.items()?.into_iter().map(without_extract).collect();
        let view = CaseView { items, custody, custody_log_indices, ..CaseView::default() };
        let mut lines: Vec<CustodyLine> =
            report::custody_record(&view).into_iter().map(CustodyLine::of_record).collect();
        let trusted = TrustedTime::of(self.case)?;
        let held = self.held_at()?;
        lines.retain(|line| self.is_about(line, held.as_ref()));
        let covers = |stamp: &&archive::VerifiedStamp| {
            self.id.is_none() || held.as_ref().is_some_and(|held| stamp.record.checkpoint_size > held.start)
        };
        lines.extend(trusted.stamps().iter().filter(covers).map(CustodyLine::of_stamp));
        lines.sort_by(|a, b| a.time.cmp(&b.time));
        self.print(&lines, &["time", "what", "items", "by", "text", "with"], |line| {
            vec![
                line.time.clone(),
                line.what.clone(),
                line.items.len().to_string(),
                short(if line.by.is_empty() { "not stated" } else { &line.by }, 20),
                short(&line.text, 80),
                line.tool.clone(),
            ]
        })
    }

    /// The log entries between which the item asked for was in the case.
    fn held_at(&self) -> Result<Option<Range<u64>>> {
        let Some(item) = &self.item else { return Ok(None) };
        let first = self.case.captures_of(item)?.first().map_or(u64::MAX, |capture| capture.log_index);
        let gone = self.case.disposed()?.get(item).copied().unwrap_or(u64::MAX);
        Ok(Some(first..gone))
    }

    /// Whether a line of the record names the item, or speaks of the whole case while the item was in it.
    fn is_about(&self, line: &CustodyLine, held: Option<&Range<u64>>) -> bool {
        let names = self.item.is_some_and(|item| line.items.contains(&item));
        let was_held = line.log_index.zip(held).is_some_and(|(log_index, held)| held.contains(&log_index));
        self.id.is_none() || names || (line.items.is_empty() && was_held)
    }

    fn text(&self) -> Result<()> {
        let item = self.require_item("text")?;
        let text = derived::extract(self.case, &item)?.and_then(|extract| extract.text);
        let Some(text) = text else {
            return Err(wrong_usage("this item has no text\n  firsthand show CASE findings ID tells more"));
        };
        std::io::stdout().write_all(text.as_bytes())?;
        Ok(())
    }

    fn blocks(&self) -> Result<()> {
        let mut blocks = Vec::new();
        for (item, extract) in derived::extracts(self.case)? {
            if self.wants("", Some(&item)) {
                blocks.extend(extract.blocks);
            }
        }
        self.print(&blocks, &["item", "block", "role", "bytes", "author", "text"], |block| {
            vec![
                block.item.hex()[..8].to_owned(),
                block.block.to_string(),
                name_of(&block.role),
                format!("{}–{}", block.start_byte, block.end_byte),
                short(block.author.as_deref().unwrap_or(""), 20),
                short(&block.text, 90),
            ]
        })
    }

    fn links(&self) -> Result<()> {
        let (items, extracts) = (self.case.items()?, derived::extracts(self.case)?);
        let by_url = ItemsByUrl::new(&items, &extracts);
        let wanted = extracts.iter().filter(|(item, _)| self.wants("", Some(item)));
        let links: Vec<Link> = wanted.flat_map(|(item, extract)| by_url.resolve(item, extract)).collect();
        self.print(&links, &["item", "block", "kind", "leads to", "in the case", "cut short"], |link| {
            vec![
                link.item.hex()[..8].to_owned(),
                link.block.map(|block| block.to_string()).unwrap_or_default(),
                name_of(&link.kind),
                short(&link.target_url, 70),
                link.target_item.map_or("no".to_owned(), |item| item.hex()[..8].to_owned()),
                if link.truncated { "yes".into() } else { String::new() },
            ]
        })
    }

    fn matches(&self, all: bool) -> Result<()> {
        let listed = derived::matches(self.case)?.into_iter().filter(|one| all || one.tier == Tier::Confirmed);
        let wanted = |one: &Match| {
            self.wants(&one.id, Some(&one.query.item))
                || self.wants(&one.id, Some(&one.reference.item))
                || self.id == Some(&one.id)
        };
        let matches: Vec<Match> = listed.filter(wanted).collect();
        self.print(&matches, &["id", "kind", "this", "and that", "how", "score"], |one| {
            vec![
                one.id.clone(),
                name_of(&one.kind),
                format!("{} {}", short(&one.query.name, 34), extent_words(&one.query.extent)),
                format!("{} {}", short(&one.reference.name, 34), extent_words(&one.reference.extent)),
                short(&one.transform.words, 30),
                format!("{:.2}", one.score_0_1),
            ]
        })
    }

    fn statements(&self) -> Result<()> {
        let statements = derived::statements(self.case)?;
        let wanted: Vec<_> = statements
            .into_iter()
            .filter(|one| self.wants(&one.id, Some(&one.item)) || self.id == Some(&one.id))
            .collect();
        self.print(&wanted, &["id", "who", "through", "says", "kind"], |one| {
            let through: Vec<&str> = one.chain.iter().map(|link| link.name.as_str()).collect();
            vec![
                one.id.clone(),
                short(one.speaker.as_deref().unwrap_or("not known"), 30),
                short(&through.join(" → "), 40),
                short(&one.content.text, 90),
                name_of(&one.quote_type),
            ]
        })
    }

    fn claims(&self) -> Result<()> {
        let claims: Vec<_> =
            derived::claims(self.case)?.into_iter().filter(|claim| self.wants(&claim.id, None)).collect();
        self.print(&claims, &["id", "claim", "origins for", "against", "unresolved", "statements"], |claim| {
            vec![
                claim.id.clone(),
                short(&claim.text, 110),
                count_words(&claim.origins_for),
                count_words(&claim.origins_against),
                claim.unresolved.len().to_string(),
                claim.statements.len().to_string(),
            ]
        })
    }

    fn origins(&self) -> Result<()> {
        let wanted = |origin: &model::Origin| {
            self.wants(&origin.id, None) || self.item.is_some_and(|item| origin.members.contains(&item.hex()))
        };
        let origins: Vec<_> = derived::origins(self.case)?.into_iter().filter(wanted).collect();
        self.print(&origins, &["id", "origin", "in the case", "first known", "members"], |origin| {
            let first = origin.first.as_ref();
            vec![
                origin.id.clone(),
                short(&origin.label, 60),
                if origin.in_case { "yes".into() } else { "no".into() },
                first.map_or("not known".to_owned(), |first| format!("{} ({})", first.time, first.time_kind.words())),
                origin.members.len().to_string(),
            ]
        })
    }

    fn decisions(&self) -> Result<()> {
        let all = self.case.decisions()?;
        let chains = report::UndoChains::of(&all);
        let about = |one: &model::Decision| decided_about(&chains.first(one).what);
        let wanted = |one: &&model::Decision| {
            let about = about(one);
            let item = about.first().and_then(|id| id.parse().ok());
            self.wants(&one.id, item.as_ref()) || self.id.is_some_and(|id| about.iter().any(|one| one == id))
        };
        let decisions: Vec<&model::Decision> = all.iter().filter(wanted).collect();
        self.print(&decisions, &["id", "what", "why", "by", "time", "undone by"], |one| {
            vec![
                one.id.clone(),
                short(&decided_words(&one.what), 90),
                short(&one.why, 60),
                short(&one.by, 20),
                one.time.clone(),
                one.undone_by.clone().unwrap_or_default(),
            ]
        })
    }

    fn findings(&self) -> Result<()> {
        let about = |finding: &model::Finding| finding.about.parse::<ItemId>().ok();
        let findings: Vec<_> = derived::findings(self.case)?
            .into_iter()
            .filter(|finding| self.wants(&finding.id, about(finding).as_ref()))
            .collect();
        self.print(&findings, &["about", "severity", "code", "text"], |finding| {
            vec![
                short(&finding.about, 8).trim_end_matches('…').to_owned(),
                name_of(&finding.severity),
                finding.code.clone(),
                short(&finding.text, 120),
            ]
        })
    }
}

/// The ids of what a decision is about; an item stands first.
fn decided_about(what: &DecisionKind) -> Vec<String> {
    match what {
        DecisionKind::RejectMatch { match_id } | DecisionKind::AcceptMatch { match_id } => vec![match_id.clone()],
        DecisionKind::SameSource { origins: ids } | DecisionKind::NotSameClaim { statements: ids } => ids.to_vec(),
        DecisionKind::Split { member, origin } => vec![member.clone(), origin.clone()],
        DecisionKind::ShowAuthors { item }
        | DecisionKind::SetStatus { item, .. }
        | DecisionKind::Assign { item, .. }
        | DecisionKind::MarkGraphic { item, .. }
        | DecisionKind::Tag { item, .. } => vec![item.hex()],
        DecisionKind::Note { about, .. } => vec![about.clone()],
        DecisionKind::Undo { decision } => vec![decision.clone()],
    }
}

/// `tag on this item: quay (1f3a90c2)`.
fn decided_words(what: &DecisionKind) -> String {
    let ids = decided_about(what).into_iter();
    let ids: Vec<String> = ids.map(|id| if id.parse::<ItemId>().is_ok() { id[..8].to_owned() } else { id }).collect();
    let (kind, value, ids) = (report::words::decision_kind(what), report::words::mark_value(what), ids.join(", "));
    if value.is_empty() { format!("{kind} ({ids})") } else { format!("{kind}: {value} ({ids})") }
}

/// The name of an enum's value as it stands in the JSON contract.
fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// `2`, or `1–2` where a weak link decides.
pub fn count_words(count: &OriginCount) -> String {
    if count.low == count.high { count.low.to_string() } else { format!("{}–{}", count.low, count.high) }
}

fn extent_words(extent: &model::Extent) -> String {
    let seconds = |us: i64| us as f64 / 1e6;
    match (extent.start_us, extent.end_us, extent.start_byte, extent.end_byte) {
        (Some(start), Some(end), ..) => format!("{:.1}–{:.1} s", seconds(start), seconds(end)),
        (_, _, Some(start), Some(end)) => format!("bytes {start}–{end}"),
        _ => String::new(),
    }
}
