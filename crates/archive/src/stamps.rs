//! Trusted timestamps on disk, `log/timestamps/<number>/`. A stamp goes through three states, told by its files and the
//! log: *queued* (checkpoint and request), *received* (the reply, too, checked before it is written), *logged* (an entry
//! names every file by its hash). A crash between two of them leaves the earlier one, and the same command goes on.

use crate::log::CaseLog;
use crate::storage::write_group;
use crate::{ArchiveError, Case, Result};
use evidence::timestamp::{
    self, CHAIN_FILE, CHECKPOINT_FILE, REPLY_FILE, REQUEST_FILE, REVOCATION_BYTES_MAX, ROOT_FILE, StampFiles,
    Timestamp, TimestampError, TimestampParts,
};
use model::{LogEntry, StampRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::PathBuf;

/// Highest number of a stamp: what four digits hold.
const STAMP_NUMBER_MAX: u64 = 9999;

/// One stamp of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Its number, from 1.
    pub number: u64,
    /// Its files as they are now.
    pub files: StampFiles,
    /// Index and content of the entry that names them; `None` until it is logged.
    pub logged: Option<(u64, StampRecord)>,
}

impl Stamp {
    /// Whether no reply has come yet.
    pub fn is_queued(&self) -> bool {
        self.logged.is_none() && !self.files.0.contains_key(REPLY_FILE)
    }

    /// The stamped bytes; empty when their file is gone.
    pub fn stamped(&self) -> &[u8] {
        self.files.0.get(CHECKPOINT_FILE).map_or(&[], Vec::as_slice)
    }

    /// The request; empty when its file is gone.
    pub fn request(&self) -> &[u8] {
        self.files.0.get(REQUEST_FILE).map_or(&[], Vec::as_slice)
    }
}

/// What came back for a queued request.
#[derive(Clone, Debug)]
pub struct StampReply<'a> {
    /// Name of the authority in the settings.
    pub authority: &'a str,
    /// The `.tsr` file.
    pub reply: &'a [u8],
    /// The root that is trusted, as its file stands.
    pub root_file: &'a [u8],
    /// Certificates that may stand between and are not in the reply, DER.
    pub others: &'a [Vec<u8>],
    /// Revocation lists and OCSP responses, DER.
    pub revocation: &'a [Vec<u8>],
}

/// A logged stamp that was checked against log and standard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedStamp {
    /// Its number.
    pub number: u64,
    /// Index of its entry.
    pub log_index: u64,
    /// Its entry.
    pub record: StampRecord,
    /// What it says.
    pub timestamp: Timestamp,
}

/// A logged stamp that does not hold: path inside the case, and what is wrong with it.
pub type StampProblem = (String, String);

impl Case {
    /// All stamps, queued ones too, by number.
    ///
    /// # Errors
    /// When the log or the disk cannot be read.
    pub fn stamps(&self) -> Result<Vec<Stamp>> {
        let logged = self.of_kind("stamped", |log_index, entry| match entry {
            LogEntry::Stamped(record) => Some((log_index, record)),
            _ => None,
        })?;
        read_stamps(self, logged)
    }

    /// The stamps that hold, by number, and what is wrong with the others. Queued ones are neither.
    ///
    /// # Errors
    /// When the log or the disk cannot be read.
    pub fn verified_stamps(&self) -> Result<(Vec<VerifiedStamp>, Vec<StampProblem>)> {
        let (mut verified, mut problems) = (Vec::new(), Vec::new());
        for stamp in self.stamps()? {
            let Some((log_index, record)) = stamp.logged.clone() else { continue };
            let mut found = logged_problems(&stamp, &record);
            if let Err(reason) = self.check_extends(stamp.stamped())? {
                found.push((file_path(stamp.number, CHECKPOINT_FILE), reason.to_string()));
            }
            match stamp.files.verify() {
                Ok(timestamp) if found.is_empty() => {
                    verified.push(VerifiedStamp { number: stamp.number, log_index, record, timestamp });
                }
                Ok(_) => {}
                Err(error) => found.push((folder_path(stamp.number), error.to_string())),
            }
            problems.append(&mut found);
        }
        Ok((verified, problems))
    }

    /// Keeps a request over the newest checkpoint, made by `request_for`, until its reply comes. A request over the very
    /// same checkpoint that waits already is given instead of a new one.
    ///
    /// # Errors
    /// When the log does not hold or the disk fails.
    pub fn queue_stamp(&self, request_for: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<Stamp> {
        let mut writer = self.hold()?;
        let queued = self.queue_stamp_held(request_for);
        self.release(&mut writer);
        queued
    }

    fn queue_stamp_held(&self, request_for: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<Stamp> {
        let stamps = self.stamps()?;
        let checkpoint = self.checkpoint_text()?.into_bytes();
        let waiting = stamps.iter().rev().find(|stamp| stamp.is_queued() && stamp.stamped() == checkpoint);
        if let Some(waiting) = waiting.filter(|stamp| request_problem(stamp).is_none()) {
            return Ok(waiting.clone());
        }
        let number = stamps.last().map_or(0, |stamp| stamp.number) + 1;
        if number > STAMP_NUMBER_MAX {
            return Err(ArchiveError::TooManyStamps);
        }
        let request = request_for(&checkpoint)?;
        let files = BTreeMap::from([(CHECKPOINT_FILE.to_owned(), checkpoint), (REQUEST_FILE.to_owned(), request)]);
        self.write_stamp_files(number, &files)?;
        Ok(Stamp { number, files: StampFiles(files), logged: None })
    }

    /// Checks the reply to a queued request, keeps it and logs it. `time` is this machine's clock, `tool` program and
    /// version.
    ///
    /// # Errors
    /// [`ArchiveError::Stamp`] when the reply does not hold (nothing is kept of it); others when the disk fails.
    pub fn keep_stamp(&self, stamp: &Stamp, reply: &StampReply<'_>, time: &str, tool: &str) -> Result<VerifiedStamp> {
        let wrong = |source: TimestampError| ArchiveError::Stamp { number: stamp.number, source };
        let mut files = StampFiles(BTreeMap::from([
            (CHECKPOINT_FILE.to_owned(), stamp.stamped().to_vec()),
            (REQUEST_FILE.to_owned(), stamp.request().to_vec()),
        ]));
        let chain = chain_of(stamp, reply).map_err(wrong)?;
        files.0.insert(REPLY_FILE.to_owned(), reply.reply.to_vec());
        files.0.insert(ROOT_FILE.to_owned(), reply.root_file.to_vec());
        files.0.insert(CHAIN_FILE.to_owned(), chain.into_bytes());
        for (position, data) in reply.revocation.iter().enumerate() {
            let name = timestamp::revocation_file(position + 1);
            if !timestamp::is_stamp_file(&name) {
                let limit = timestamp::STAMP_FILES_MAX;
                return Err(wrong(TimestampError::TooMany { part: "list of revocation data", limit }));
            }
            files.0.insert(name, data.clone());
        }
        // What is kept must hold by itself, as anybody will read it.
        let timestamp = files.verify().map_err(wrong)?;
        let mut writer = self.hold()?;
        let kept = self.write_reply(stamp, &files).and_then(|()| {
            let record = self.record_of(stamp.number, &files, reply.authority, &timestamp, time, tool)?;
            let indices = self.append_held(&mut writer, &[LogEntry::Stamped(record.clone())])?;
            let log_index = indices.first().copied().unwrap_or_default();
            Ok(VerifiedStamp { number: stamp.number, log_index, record, timestamp })
        });
        self.release(&mut writer);
        kept
    }

    /// Logs a stamp whose reply was kept and whose entry a crash prevented.
    ///
    /// # Errors
    /// When it does not hold, or the disk fails.
    pub fn finish_stamp(&self, stamp: &Stamp, authority: &str, time: &str, tool: &str) -> Result<VerifiedStamp> {
        let wrong = |source: TimestampError| ArchiveError::Stamp { number: stamp.number, source };
        let timestamp = stamp.files.verify().map_err(wrong)?;
        let record = self.record_of(stamp.number, &stamp.files, authority, &timestamp, time, tool)?;
        let indices = self.append(&[LogEntry::Stamped(record.clone())])?;
        let log_index = indices.first().copied().unwrap_or_default();
        Ok(VerifiedStamp { number: stamp.number, log_index, record, timestamp })
    }

    fn record_of(
        &self,
        number: u64,
        files: &StampFiles,
        authority: &str,
        timestamp: &Timestamp,
        time: &str,
        tool: &str,
    ) -> Result<StampRecord> {
        let stamped = files.0.get(CHECKPOINT_FILE).map_or(&[][..], Vec::as_slice);
        let checkpoint = self
            .check_extends(stamped)?
            .map_err(|error| self.log().damaged(format!("{}: {error}", file_path(number, CHECKPOINT_FILE))))?;
        Ok(StampRecord {
            stamp: number,
            checkpoint_size: checkpoint.size,
            authority: authority.to_owned(),
            stamped_at: timestamp.time.to_string(),
            files: files.digests(),
            time: time.to_owned(),
            tool: tool.to_owned(),
        })
    }

    /// Writes what came back, the reply last: while it is not there, the request still waits.
    fn write_reply(&self, stamp: &Stamp, files: &StampFiles) -> Result<()> {
        for name in stamp.files.0.keys().filter(|name| !files.0.contains_key(*name)) {
            // Of an earlier try that a crash ended.
            let path = self.layout.timestamps().join(timestamp::stamp_folder(stamp.number)).join(name);
            self.storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
        }
        let mut others = files.0.clone();
        let reply = others.remove_entry(REPLY_FILE).into_iter().collect();
        self.write_stamp_files(stamp.number, &others)?;
        self.write_stamp_files(stamp.number, &reply)
    }

    /// Writes the files of a stamp durably, as one group.
    fn write_stamp_files(&self, number: u64, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
        let folder = self.layout.timestamps().join(timestamp::stamp_folder(number));
        let files: Vec<(PathBuf, &[u8])> =
            files.iter().map(|(name, bytes)| (folder.join(name), bytes.as_slice())).collect();
        write_group(self.storage.as_ref(), &self.layout.incoming(), &files)
    }
}

/// The certificates below the root that the reply leads to, as PEM.
fn chain_of(stamp: &Stamp, reply: &StampReply<'_>) -> std::result::Result<String, TimestampError> {
    let timestamp = timestamp::verify(&TimestampParts {
        stamped: stamp.stamped(),
        request: stamp.request(),
        reply: reply.reply,
        roots: &timestamp::certificates_of(reply.root_file)?,
        others: reply.others,
        revocation: reply.revocation,
    })?;
    let n_below_root = (timestamp.chain.len() - 1).max(1);
    Ok(timestamp::certificates_to_pem(&timestamp.chain[..n_below_root]))
}

/// Every stamp that the log names or that has a folder, by number.
pub(crate) fn read_stamps(case: &Case, logged: Vec<(u64, StampRecord)>) -> Result<Vec<Stamp>> {
    let mut by_number: BTreeMap<u64, (u64, StampRecord)> = BTreeMap::new();
    for (log_index, record) in logged {
        // The first entry counts; a second one of that number is named by `check`.
        by_number.entry(record.stamp).or_insert((log_index, record));
    }
    let folders = folders_on_disk(case)?;
    let numbers: BTreeSet<u64> = by_number.keys().chain(folders.iter()).copied().collect();
    let read = |number: u64| {
        let files = read_files(case, number)?;
        Ok(Stamp { number, files, logged: by_number.remove(&number) })
    };
    let mut stamps: Vec<Stamp> = numbers.into_iter().map(read).collect::<Result<_>>()?;
    // The request is written last: a folder without one was begun and never acknowledged, and is written over.
    stamps.retain(|stamp| stamp.logged.is_some() || stamp.files.0.contains_key(REQUEST_FILE));
    Ok(stamps)
}

fn folders_on_disk(case: &Case) -> Result<BTreeSet<u64>> {
    let folder = case.layout.timestamps();
    let listed = case.storage.list(&folder).map_err(ArchiveError::io("looking into", &folder))?;
    Ok(listed.iter().filter_map(|path| number_of(path.file_name()?.to_str()?)).collect())
}

/// The number that a folder's name stands for.
pub(crate) fn number_of(name: &str) -> Option<u64> {
    let number = name.parse().ok().filter(|number| (1..=STAMP_NUMBER_MAX).contains(number))?;
    (timestamp::stamp_folder(number) == name).then_some(number)
}

/// Whether `path`, relative to `log/`, is that of a file of a stamp.
pub(crate) fn is_stamp_path(path: &str) -> bool {
    let parts = path.strip_prefix("timestamps/").and_then(|rest| rest.split_once('/'));
    parts.is_some_and(|(folder, name)| number_of(folder).is_some() && timestamp::is_stamp_file(name))
}

/// The files of one stamp that have a name of theirs. One that is longer than any such file may be is read up to there:
/// its hash will not be the logged one.
fn read_files(case: &Case, number: u64) -> Result<StampFiles> {
    let folder = case.layout.timestamps().join(timestamp::stamp_folder(number));
    let mut files = BTreeMap::new();
    for path in case.storage.list(&folder).map_err(ArchiveError::io("looking into", &folder))? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !timestamp::is_stamp_file(name) || !case.storage.is_file(&path) {
            continue;
        }
        let mut bytes = Vec::new();
        let stream = case.storage.open(&path).map_err(ArchiveError::io("reading", &path))?;
        let limit_bytes = REVOCATION_BYTES_MAX as u64 + 1;
        stream.take(limit_bytes).read_to_end(&mut bytes).map_err(ArchiveError::io("reading", &path))?;
        files.insert(name.to_owned(), bytes);
    }
    Ok(StampFiles(files))
}

/// What does not fit between the files of a logged stamp and its record.
fn logged_problems(stamp: &Stamp, record: &StampRecord) -> Vec<StampProblem> {
    let path = |(name, text): (String, String)| (file_path(stamp.number, &name), text);
    stamp.files.differences(record).into_iter().map(path).collect()
}

/// What is wrong with a queued request.
fn request_problem(stamp: &Stamp) -> Option<StampProblem> {
    let path = file_path(stamp.number, REQUEST_FILE);
    match timestamp::Request::read(stamp.request()) {
        Err(error) => Some((path, error.to_string())),
        Ok(request) if request.sha256 != model::ItemId::of(stamp.stamped()) => {
            Some((path, TimestampError::RequestForOtherBytes.to_string()))
        }
        Ok(_) => None,
    }
}

fn folder_path(number: u64) -> String {
    format!("log/timestamps/{}", timestamp::stamp_folder(number))
}

fn file_path(number: u64, name: &str) -> String {
    format!("{}/{name}", folder_path(number))
}

/// What checking all stamps found.
#[derive(Default)]
pub(crate) struct StampFindings {
    pub(crate) problems: Vec<StampProblem>,
    pub(crate) notes: Vec<String>,
    pub(crate) n_checked: u64,
    /// Entries of the log that a stamp that holds covers.
    pub(crate) covered_entries: u64,
    /// The stamp that covers most, and until when its certificate is valid.
    newest: Option<(u64, timestamp::UtcTime)>,
}

/// Checks every stamp against the entries of the log as they were read. `root_at` gives the root of the first so many
/// entries, `None` beyond what could be read.
pub(crate) fn check_stamps(
    case: &Case,
    logged: Vec<(u64, StampRecord)>,
    root_at: &mut dyn FnMut(u64) -> Option<evidence::Hash>,
) -> Result<StampFindings> {
    let mut findings = StampFindings::default();
    let mut seen = BTreeSet::new();
    for (log_index, record) in &logged {
        if !seen.insert(record.stamp) || number_of(&timestamp::stamp_folder(record.stamp)) != Some(record.stamp) {
            let text = format!("speaks of stamp {}, which another entry has logged or which cannot be", record.stamp);
            findings.problems.push((format!("log entry {log_index}"), text));
        }
    }
    let mut stamps = read_stamps(case, logged)?;
    stamps.sort_by_key(|stamp| stamp.logged.as_ref().map_or(0, |(_, record)| record.checkpoint_size));
    for stamp in &stamps {
        match &stamp.logged {
            None => check_waiting(stamp, &mut findings),
            Some((_, record)) => check_logged(&case.log(), stamp, record, root_at, &mut findings),
        }
    }
    if let Some((number, until)) = findings.newest {
        findings.notes.push(format!(
            "the certificate of stamp {number}, the one that covers most, is valid until {until}: stamp again before then"
        ));
    }
    Ok(findings)
}

fn check_waiting(stamp: &Stamp, findings: &mut StampFindings) {
    findings.problems.extend(request_problem(stamp));
    let folder = folder_path(stamp.number);
    findings.notes.push(if stamp.is_queued() {
        format!("{folder} is a request that waits for its reply: not yet timestamped")
    } else {
        format!("{folder} holds a reply that is not logged; finish with: firsthand stamp CASE")
    });
}

fn check_logged(
    log: &CaseLog<'_>,
    stamp: &Stamp,
    record: &StampRecord,
    root_at: &mut dyn FnMut(u64) -> Option<evidence::Hash>,
    findings: &mut StampFindings,
) {
    let mut problems = logged_problems(stamp, record);
    let checkpoint_path = file_path(stamp.number, CHECKPOINT_FILE);
    match log.keys.history().open_checkpoint(stamp.stamped()) {
        Err(error) => problems.push((checkpoint_path, error.to_string())),
        Ok(checkpoint) if checkpoint.size != record.checkpoint_size => {
            let text = format!("is of {} entries, logged is {}", checkpoint.size, record.checkpoint_size);
            problems.push((checkpoint_path, text));
        }
        Ok(checkpoint) if root_at(checkpoint.size).is_none_or(|root| root != checkpoint.root) => {
            problems.push((checkpoint_path, "is not of this log: its first entries lead to another root".to_owned()));
        }
        Ok(_) => {}
    }
    let verified = stamp.files.verify();
    match &verified {
        Err(error) => problems.push((folder_path(stamp.number), error.to_string())),
        Ok(timestamp) if timestamp.time.to_string() != record.stamped_at => {
            let text = format!("states {}, logged is {}", timestamp.time, record.stamped_at);
            problems.push((file_path(stamp.number, REPLY_FILE), text));
        }
        Ok(_) => {}
    }
    findings.n_checked += 1;
    if let (true, Ok(timestamp)) = (problems.is_empty(), &verified)
        && record.checkpoint_size >= findings.covered_entries
    {
        findings.covered_entries = record.checkpoint_size;
        findings.newest = Some((stamp.number, timestamp.certificate_until));
    }
    findings.problems.append(&mut problems);
}
