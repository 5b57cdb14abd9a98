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
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Add files, folders and containers to a case; then trace.
///
/// Every file is preserved byte for byte before anything looks at it, and logged with what you say of it. The same
/// bytes twice are one item with two captures. Links are not followed. Every input gets one line: ok, warn (kept, its
/// reading is limited), error (kept, could not be read) or refused (not a file; nothing was taken).
///
///   firsthand add my-case clip.mp4 --url https://example.org/clip --seen-at 2021-03-04T10:00:00+02:00
///   firsthand add my-case downloads/ --received-from "a reader" --collected-by "desk two"
///   firsthand add my-case downloads/ --captures captures.csv
///   firsthand add my-case downloads/ --resume
///
/// An interrupted run loses nothing it has told. Give the same command again with --resume: what was taken in before,
/// under the same name and with the same words, is not logged a second time, and what was read is not read again.
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
    /// After an interruption: log only what an earlier run with the same words did not.
    #[arg(long)]
    resume: bool,
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

/// Inputs that are not acknowledged yet, in the order of the walk within each list.
#[derive(Default)]
struct Waiting {
    /// Opened, not stored.
    opened: Vec<(String, File)>,
    opened_bytes: u64,
    /// Stored, not logged.
    files: Vec<(String, StoredObject, OperatorClaims)>,
    refused: Vec<(String, String)>,
    size_bytes: u64,
}

/// So many files are open at a time, while several threads store them …
const OPEN_FILES: usize = 32;
/// … or files with so many bytes.
const OPEN_BYTES: u64 = 256 << 20;
/// A batch is acknowledged when it holds this many inputs: each batch costs the disk half a dozen flushes, whether it
/// holds one small file or thousands …
const BATCH_INPUTS: usize = 4096;
/// … or this many bytes, so that an interruption costs little.
const BATCH_BYTES: u64 = 1 << 30;

/// How many inputs ended how.
#[derive(Default)]
struct Tally {
    by_status: [u64; 4],
    /// Of these, inputs whose capture an earlier run had logged.
    n_logged_before: u64,
}

impl Add {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        self.check_sources()?;
        let for_all = self.claims_for_all()?;
        let mut claims = self.captures.as_deref().map(ClaimsByFile::read).transpose()?.unwrap_or_default();
        let case = open_case(&self.case)?;
        let pipeline = Pipeline::new(None)?;
        let progress = Progress::start(TAKING_IN, 0, talk.json);
        let mut intake = Intake {
            case: &case,
            batch: case.batch()?,
            reader: (!self.preserve_only).then_some(&pipeline),
            n_threads: pipeline.n_threads(),
            claims: &mut claims,
            for_all: &for_all,
            resume: self.resume,
            progress: &progress,
            talk,
            tally: Tally::default(),
        };
        for source in &self.sources {
            intake.take_all(source)?;
        }
        let tally = intake.finish();
        progress.finish(&tally.words());
        for unused in claims.unused() {
            say(format!("note: the captures table names {:?}, which no source held", visible(unused)));
        }
        if !self.preserve_only {
            pipeline.run(&case, talk.json, false)?.print();
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

/// What the step is called in which files are taken in.
pub const TAKING_IN: &str = "taking in";
/// Folder of a case in which files wait that a browser sent.
pub const INCOMING: &str = "desk/incoming";
/// File of a case in which the desk remembers by name what became of files that came so. It goes when an item is disposed of.
pub const REMEMBERED_RUNS: &str = "desk/adding.json";

/// Whether one of the two folders holds the other.
fn is_inside(case: &Path, source: &Path) -> bool {
    match (case.canonicalize(), source.canonicalize()) {
        // What came in through the desk waits inside the case until it is taken in.
        (Ok(case), Ok(source)) if source.starts_with(case.join(INCOMING)) => false,
        (Ok(case), Ok(source)) => source.is_dir() && (case.starts_with(&source) || source.starts_with(&case)),
        _ => false,
    }
}

impl Waiting {
    fn is_full(&self) -> bool {
        self.opened.len() + self.files.len() + self.refused.len() >= BATCH_INPUTS
            || self.size_bytes + self.opened_bytes >= BATCH_BYTES
    }
}

/// The way of inputs into the case: stored, logged, read, told.
struct Intake<'a> {
    case: &'a Case,
    batch: Batch<'a>,
    reader: Option<&'a Pipeline>,
    n_threads: usize,
    claims: &'a mut ClaimsByFile,
    for_all: &'a OperatorClaims,
    resume: bool,
    progress: &'a Progress,
    talk: Talk,
    tally: Tally,
}

impl Intake<'_> {
    fn take_all(&mut self, source: &Path) -> Result<()> {
        let mut waiting = Waiting::default();
        walk(source, &mut |input| {
            self.take(&mut waiting, input)?;
            if waiting.is_full() { self.settle(std::mem::take(&mut waiting)) } else { Ok(()) }
        })?;
        self.settle(waiting)
    }

    fn take(&mut self, waiting: &mut Waiting, input: Input) -> Result<()> {
        match input {
            Input::Refused { name, reason } => {
                self.progress.step(&name);
                waiting.refused.push((name, reason));
            }
            Input::File { name, size_bytes, file } => {
                waiting.opened.push((name, file));
                waiting.opened_bytes += size_bytes;
            }
        }
        if waiting.opened.len() >= OPEN_FILES || waiting.opened_bytes >= OPEN_BYTES {
            self.store(waiting)?;
        }
        Ok(())
    }

    /// Stores the opened files, several at a time: while one thread waits for the disk, another hashes.
    fn store(&mut self, waiting: &mut Waiting) -> Result<()> {
        waiting.opened_bytes = 0;
        let (names, files): (Vec<String>, Vec<File>) = std::mem::take(&mut waiting.opened).into_iter().unzip();
        for (name, stored) in names.into_iter().zip(store_all(&self.batch, self.n_threads, files)) {
            self.progress.step(&name);
            match stored? {
                Ok(stored) => {
                    let claimed = self.claims.of(&name, self.for_all);
                    waiting.size_bytes += stored.size_bytes;
                    waiting.files.push((name, stored, claimed));
                }
                Err(reason) => waiting.refused.push((name, reason)),
            }
        }
        Ok(())
    }

    /// Logs a batch (from then on it is acknowledged), reads its items, and prints one line for each input.
    fn settle(&mut self, mut waiting: Waiting) -> Result<()> {
        self.store(&mut waiting)?;
        let entries = self.entries(&waiting)?;
        self.batch.commit(&entries)?;
        if let Some(reader) = self.reader {
            reader.extract_under(self.case, unread(self.case, &waiting)?, self.progress)?;
        }
        for (name, stored, _) in waiting.files {
            let (status, message) = status_of(self.case, &stored.item)?;
            let line = InputLine { path: name, status, sha256: Some(stored.item), message };
            self.tally.count(self.talk, line)?;
        }
        for (name, reason) in waiting.refused {
            let line = InputLine { path: name, status: Status::Refused, sha256: None, message: Some(reason) };
            self.tally.count(self.talk, line)?;
        }
        Ok(())
    }

    fn entries(&mut self, waiting: &Waiting) -> Result<Vec<LogEntry>> {
        let time = now();
        let mut entries = Vec::new();
        for (name, stored, claimed) in &waiting.files {
            if self.resume && is_logged(self.case, &stored.item, name, claimed)? {
                self.tally.n_logged_before += 1;
                continue;
            }
            entries.push(LogEntry::Captured {
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
        }
        entries.extend(waiting.refused.iter().map(|(name, reason)| LogEntry::Rejected {
            name: name.clone(),
            reason: reason.clone(),
            time: time.clone(),
        }));
        Ok(entries)
    }

    /// Gives the lock on the case back.
    fn finish(self) -> Tally {
        self.tally
    }
}

/// Whether a capture with this name and these words is logged.
fn is_logged(case: &Case, item: &ItemId, name: &str, claimed: &OperatorClaims) -> Result<bool> {
    let captures = case.captures_of(item)?;
    Ok(captures
        .iter()
        .any(|capture| capture.container.is_none() && capture.name == name && capture.claimed == *claimed))
}

/// What became of a file. The inner error is the file's own (it cannot be read); the outer one is the machine's.
type Stored = Result<Result<StoredObject, String>>;

/// Stores files on `n_threads` threads; the results are in the order of the files.
fn store_all(batch: &Batch<'_>, n_threads: usize, files: Vec<File>) -> Vec<Stored> {
    let n_files = files.len();
    let queue = Mutex::new(files.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let store_some = || {
        let mut stored = Vec::new();
        while let Some((position, file)) = next() {
            stored.push((position, store(batch, file)));
        }
        stored
    };
    let mut all: Vec<(usize, Stored)> = thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads.min(n_files)).map(|_| scope.spawn(store_some)).collect();
        let mut all = store_some();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_by_key(|(position, _)| *position);
    all.into_iter().map(|(_, stored)| stored).collect()
}

fn store(batch: &Batch<'_>, mut file: File) -> Stored {
    match batch.put_object(&mut file) {
        Ok(stored) => Ok(Ok(stored)),
        Err(error) if error.kind() == ErrorKind::Input => Ok(Err(format!("{error}; nothing of it was taken"))),
        Err(error) => Err(error.into()),
    }
}

fn unread(case: &Case, waiting: &Waiting) -> Result<Vec<ItemId>> {
    let items: BTreeSet<ItemId> = waiting.files.iter().map(|(_, stored, _)| stored.item).collect();
    let mut unread = Vec::new();
    for item in items {
        if !derived::is_extracted(case, &item)? {
            unread.push(item);
        }
    }
    Ok(unread)
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
        let before = match self.n_logged_before {
            0 => String::new(),
            n => format!("; {n} of them were taken in before and not logged again"),
        };
        format!(
            "{} inputs: {kept} kept ({warn} limited, {error} not readable), {refused} refused{before}",
            kept + refused
        )
    }
}
