use super::{Talk, open_case, print_json};
use crate::intake::{ClaimsByFile, Input, checked_time, walk};
use crate::operator::{TOOL, now};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{Pipeline, derived};
use crate::terminal::{Progress, say, visible};
use anyhow::Result;
use archive::{Batch, Case, ErrorKind, StoredObject};
use clap::Args;
use model::{FindingDraft, ItemId, LogEntry, OperatorClaims, Severity};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Add files, folders and containers to a case; then trace.
///
/// Every file is preserved byte for byte before anything looks at it, and logged with what you say of it. The same
/// bytes twice are one item with two captures. Links are not followed. Every input gets one line: ok, warn (kept, its
/// reading is limited), error (kept, could not be read) or refused (not a file; nothing was taken).
///
///   firsthand add my-case clip.mp4 --url https://example.org/clip --seen-at 2021-03-04T10:00:00+02:00
///   firsthand add my-case downloads/ --received-from "a reader" --collected-by "desk two"
///   firsthand add my-case downloads/ --captures captures.csv
///
/// The captures table has a line for each file: file,url,received_from,collected_by,seen_at,note (only `file` is
/// required, relative to SOURCE).
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Add {
    /// The case.
    case: PathBuf,
    /// Files, folders, WARC, WACZ or ZIP files.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Where it was published. Logged as claimed.
    #[arg(long)]
    url: Option<String>,
    /// From whom you have it. Logged as claimed.
    #[arg(long, value_name = "WHO")]
    received_from: Option<String>,
    /// Who collected it. Logged as claimed.
    #[arg(long, value_name = "WHO")]
    collected_by: Option<String>,
    /// When it was seen at its place. Logged as claimed.
    #[arg(long, value_name = "TIME")]
    seen_at: Option<String>,
    /// Anything else worth keeping with it.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A table that says this for each file.
    #[arg(long, value_name = "FILE.csv")]
    captures: Option<PathBuf>,
    /// Preserve and log only; read and trace later with `firsthand trace CASE`. For when time is short.
    #[arg(long)]
    preserve_only: bool,
}

/// One line of `add --json`.
#[derive(Serialize)]
struct InputLine {
    path: String,
    status: Status,
    sha256: Option<ItemId>,
    message: Option<String>,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Status {
    Ok,
    Warn,
    Error,
    Refused,
}

/// Inputs that are stored but not acknowledged yet.
#[derive(Default)]
struct Waiting {
    files: Vec<(String, StoredObject, OperatorClaims)>,
    refused: Vec<(String, String)>,
    size_bytes: u64,
}

/// A batch is acknowledged when it holds this many inputs …
const BATCH_INPUTS: usize = 512;
/// … or this many bytes, so that an interruption costs little.
const BATCH_BYTES: u64 = 1 << 30;

/// How many inputs ended how.
#[derive(Default)]
struct Tally {
    by_status: [u64; 4],
}

impl Add {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        self.check_sources()?;
        let for_all = self.claims_for_all()?;
        let mut claims = self.captures.as_deref().map(ClaimsByFile::read).transpose()?.unwrap_or_default();
        let case = open_case(&self.case)?;
        let pipeline = Pipeline::new(None)?;
        let reader = (!self.preserve_only).then_some(&pipeline);
        let mut tally = Tally::default();
        let progress = Progress::start("preserving", 0, talk.json);
        let mut batch = case.batch()?;
        for source in &self.sources {
            let mut waiting = Waiting::default();
            walk(source, &mut |input| {
                take(&mut batch, &mut waiting, input, &mut claims, &for_all)?;
                progress.step("");
                if waiting.is_full() {
                    settle(&case, &mut batch, reader, std::mem::take(&mut waiting), talk, &mut tally)?;
                }
                Ok::<(), anyhow::Error>(())
            })?;
            settle(&case, &mut batch, reader, waiting, talk, &mut tally)?;
        }
        drop(batch);
        progress.finish(&tally.words());
        for unused in claims.unused() {
            say(format!("note: the captures table names {:?}, which no source held", visible(unused)));
        }
        if !self.preserve_only {
            pipeline.run(&case, talk.json)?.print();
        }
        Ok(if tally.rejected() { Outcome::DoneWithRejections } else { Outcome::Done })
    }

    fn check_sources(&self) -> Result<()> {
        for source in &self.sources {
            let shown = source.display().to_string();
            if shown.starts_with("http://") || shown.starts_with("https://") {
                return Err(wrong_usage(format!(
                    "fetching a URL is not in this version\n  save the page with a browser, then: firsthand add {} PAGE.html --url {shown}",
                    self.case.display()
                )));
            }
            if std::fs::symlink_metadata(source).is_err() {
                return Err(wrong_usage(format!("there is nothing at {}", visible(&shown))));
            }
            if is_inside(&self.case, source) {
                return Err(wrong_usage(format!(
                    "{} holds the case itself or lies in it; a case cannot be added to itself",
                    visible(&shown)
                )));
            }
        }
        Ok(())
    }

    fn claims_for_all(&self) -> Result<OperatorClaims> {
        Ok(OperatorClaims {
            url: self.url.clone(),
            received_from: self.received_from.clone(),
            collected_by: self.collected_by.clone(),
            seen_at: self.seen_at.as_deref().map(checked_time).transpose()?,
            note: self.note.clone(),
        })
    }
}

/// Whether one of the two folders holds the other.
fn is_inside(case: &Path, source: &Path) -> bool {
    match (case.canonicalize(), source.canonicalize()) {
        (Ok(case), Ok(source)) => source.is_dir() && (case.starts_with(&source) || source.starts_with(&case)),
        _ => false,
    }
}

impl Waiting {
    fn is_full(&self) -> bool {
        self.files.len() + self.refused.len() >= BATCH_INPUTS || self.size_bytes >= BATCH_BYTES
    }
}

fn take(
    batch: &mut Batch<'_>,
    waiting: &mut Waiting,
    input: Input,
    claims: &mut ClaimsByFile,
    for_all: &OperatorClaims,
) -> Result<()> {
    match input {
        Input::Refused { name, reason } => waiting.refused.push((name, reason)),
        Input::File { name, mut file } => match store(batch, &mut file)? {
            Ok(stored) => {
                let claimed = claims.of(&name, for_all);
                waiting.size_bytes += stored.size_bytes;
                waiting.files.push((name, stored, claimed));
            }
            Err(reason) => waiting.refused.push((name, reason)),
        },
    }
    Ok(())
}

/// Stores a file. The inner error is the file's own (it cannot be read); the outer one is the machine's.
fn store(batch: &mut Batch<'_>, file: &mut File) -> Result<Result<StoredObject, String>> {
    match batch.put_object(file) {
        Ok(stored) => Ok(Ok(stored)),
        Err(error) if error.kind() == ErrorKind::Input => Ok(Err(format!("{error}; nothing of it was taken"))),
        Err(error) => Err(error.into()),
    }
}

/// Logs a batch (from then on it is acknowledged), reads its items, and prints one line for each input.
fn settle(
    case: &Case,
    batch: &mut Batch<'_>,
    reader: Option<&Pipeline>,
    waiting: Waiting,
    talk: Talk,
    tally: &mut Tally,
) -> Result<()> {
    let time = now();
    let captured = waiting.files.iter().map(|(name, stored, claimed)| LogEntry::Captured {
        item: stored.item,
        size_bytes: stored.size_bytes,
        name: name.clone(),
        time: time.clone(),
        tool: TOOL.to_owned(),
        container: None,
        container_url: None,
        container_time: None,
        claimed: claimed.clone(),
    });
    let rejected = waiting.refused.iter().map(|(name, reason)| LogEntry::Rejected {
        name: name.clone(),
        reason: reason.clone(),
        time: time.clone(),
    });
    let entries: Vec<LogEntry> = captured.chain(rejected).collect();
    if entries.is_empty() {
        return Ok(());
    }
    batch.commit(&entries)?;
    if let Some(reader) = reader {
        reader.extract(case, unread(case, &waiting)?, true)?;
    }
    for (name, stored, _) in waiting.files {
        let (status, message) = status_of(case, &stored.item)?;
        tally.count(talk, InputLine { path: name, status, sha256: Some(stored.item), message })?;
    }
    for (name, reason) in waiting.refused {
        tally.count(talk, InputLine { path: name, status: Status::Refused, sha256: None, message: Some(reason) })?;
    }
    Ok(())
}

fn unread(case: &Case, waiting: &Waiting) -> Result<Vec<ItemId>> {
    let read = derived::extracted_items(case)?;
    let mut items: Vec<ItemId> = waiting.files.iter().map(|(_, stored, _)| stored.item).collect();
    items.sort();
    items.dedup();
    items.retain(|item| !read.contains(item));
    Ok(items)
}

/// The status of an item by its worst finding, and what the findings say.
fn status_of(case: &Case, item: &ItemId) -> Result<(Status, Option<String>)> {
    let findings = derived::extract(case, item)?.map(|extract| extract.findings).unwrap_or_default();
    let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note);
    let status = match worst {
        Severity::Note => Status::Ok,
        Severity::Warn => Status::Warn,
        Severity::Error => Status::Error,
    };
    let told: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity == worst)
        .map(|FindingDraft { text, .. }| text.as_str())
        .collect();
    Ok((status, (!told.is_empty()).then(|| told.join("; "))))
}

impl Tally {
    fn count(&mut self, talk: Talk, line: InputLine) -> Result<()> {
        self.by_status[line.status as usize] += 1;
        if talk.json {
            return print_json(&line);
        }
        if line.status > Status::Ok {
            let word = ["ok", "warn", "error", "refused"][line.status as usize];
            say(format!("  {word:<8}{}: {}", visible(&line.path), visible(&line.message.unwrap_or_default())));
        }
        Ok(())
    }

    /// Whether an input was not taken or could not be read.
    fn rejected(&self) -> bool {
        self.by_status[Status::Refused as usize] > 0
    }

    fn words(&self) -> String {
        let [ok, warn, error, refused] = self.by_status;
        let kept = ok + warn + error;
        format!("{} inputs: {kept} kept ({warn} limited, {error} not readable), {refused} refused", kept + refused)
    }
}
