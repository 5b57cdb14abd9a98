use super::{Talk, open_case, print_json, print_line};
use crate::operator::{TOOL, now};
use crate::outcome::{Outcome, wrong_usage};
use crate::settings::{AuthoritySettings, Settings};
use crate::terminal::{say, visible};
use crate::{network, trusted_time};
use anyhow::{Context, Result};
use archive::{ArchiveError, Case, Stamp as CaseStamp, StampReply, VerifiedStamp};
use clap::Args;
use evidence::timestamp::{self, REPLY_BYTES_MAX, REVOCATION_BYTES_MAX, Request};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest certificate file that is read, in bytes.
const CERTIFICATES_BYTES_MAX: usize = 1 << 20;
/// Length of the random number in a request, in bytes.
const NONCE_BYTES: usize = 16;

/// Ask a timestamping authority to confirm that this log existed now. Uses the network.
///
/// Sent is the SHA-256 of the log's signed checkpoint to the one address that firsthand.toml names, nothing else. The
/// reply covers every entry logged so far; it is checked, kept in log/timestamps/ and logged. Without a network,
/// prepare the request here, have it answered on another machine, and import the reply:
///
///   firsthand stamp my-case
///   firsthand stamp my-case --prepare /media/stick/request.tsq
///   curl -H "Content-Type: application/timestamp-query" --data-binary @request.tsq http://AUTHORITY > reply.tsr
///   firsthand stamp my-case --import /media/stick/reply.tsr
///
/// In firsthand.toml, for each authority:
///
///   [[timestamp_authority]]
///   name = "example"
///   url = "http://tsa.example.org/"
///   root = "example-root.pem"
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Stamp {
    /// The case.
    case: PathBuf,
    /// Which authority, where firsthand.toml names several.
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Write the request to this new file and send nothing.
    #[arg(long, value_name = "REQUEST.tsq", conflicts_with = "import")]
    prepare: Option<PathBuf>,
    /// Take the reply to a prepared request from this file.
    #[arg(long, value_name = "REPLY.tsr")]
    import: Option<PathBuf>,
    /// With --import: a revocation list or OCSP response to keep with it.
    #[arg(long, value_name = "FILE", requires = "import")]
    revocation: Vec<PathBuf>,
    /// Stamp again though nothing was added: renews a stamp whose certificate will end.
    #[arg(long)]
    renew: bool,
}

/// What `stamp --json` prints.
#[derive(Serialize)]
struct Line {
    stamp: Option<u64>,
    state: &'static str,
    time: Option<String>,
    authority: Option<String>,
    entries_covered: u64,
    check_with: Option<String>,
}

impl Stamp {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let settings = Settings::of(&case)?;
        finish_received(&case, &settings)?;
        match (&self.prepare, &self.import) {
            (Some(place), _) => self.prepare(&case, &settings, place, talk),
            (None, Some(reply)) => self.import(&case, &settings, reply, talk),
            (None, None) => self.send(&case, &settings, talk),
        }
    }

    fn send(&self, case: &Case, settings: &Settings, talk: Talk) -> Result<Outcome> {
        let authority = self.chosen(settings)?;
        let Some(url) = &authority.url else {
            return Err(wrong_usage(format!(
                "{:?} has no url in firsthand.toml; use --prepare and --import",
                visible(&authority.name)
            )));
        };
        if self.nothing_to_stamp(case, talk)? {
            return Ok(Outcome::Done);
        }
        // What can be wrong here is found before anything is sent.
        let trusted = Trusted::read(case, authority)?;
        let stamp = queue(case, authority.policy.as_deref())?;
        say(format!("asking {} at {}", visible(&authority.name), visible(url)));
        let (query, reply) = ("application/timestamp-query", "application/timestamp-reply");
        let answered = network::post(url, stamp.request(), query, reply, REPLY_BYTES_MAX)
            .and_then(|reply| Ok((reply, revocation_data(case, authority)?)));
        let (reply, revocation) = answered.with_context(|| {
            format!("request {} waits and the case is not yet timestamped; run the same command again", stamp.number)
        })?;
        let kept = keep(case, &stamp, authority, &trusted, &reply, &revocation)?;
        told(&self.case, &kept, talk)
    }

    fn prepare(&self, case: &Case, settings: &Settings, place: &Path, talk: Talk) -> Result<Outcome> {
        let policy = match &self.authority {
            None => None,
            Some(_) => self.chosen(settings)?.policy.clone(),
        };
        if self.nothing_to_stamp(case, talk)? {
            return Ok(Outcome::Done);
        }
        let stamp = queue(case, policy.as_deref())?;
        let mut file = std::fs::File::create_new(place).with_context(|| format!("making {}", place.display()))?;
        std::io::Write::write_all(&mut file, stamp.request())
            .with_context(|| format!("writing {}", place.display()))?;
        if talk.json {
            let line = Line { stamp: Some(stamp.number), state: "waiting", ..Line::nothing(case)? };
            print_json(&line)?;
        } else {
            print_line(format!("request {} stands in {} and waits for its reply", stamp.number, place.display()))?;
            print_line(format!("then: firsthand stamp {} --import REPLY.tsr", self.case.display()))?;
        }
        Ok(Outcome::Done)
    }

    fn import(&self, case: &Case, settings: &Settings, place: &Path, talk: Talk) -> Result<Outcome> {
        let reply = read_file(place, REPLY_BYTES_MAX)?;
        let read = |place: &PathBuf| -> Result<Vec<u8>> {
            let file = read_file(place, REVOCATION_BYTES_MAX)?;
            timestamp::revocation_data_of(&file).with_context(|| format!("reading {}", place.display()))
        };
        let revocation = self.revocation.iter().map(read).collect::<Result<Vec<_>>>()?;
        let authorities: Vec<&AuthoritySettings> = match &self.authority {
            Some(_) => vec![self.chosen(settings)?],
            None => settings.timestamp_authorities.iter().collect(),
        };
        if authorities.is_empty() {
            return Err(no_authority());
        }
        let mut last_problem = None;
        for stamp in case.stamps()?.iter().filter(|stamp| stamp.is_queued()) {
            for authority in &authorities {
                let trusted = Trusted::read(case, authority)?;
                match keep(case, stamp, authority, &trusted, &reply, &revocation) {
                    Ok(kept) => return told(&self.case, &kept, talk),
                    Err(error) if is_about_the_reply(&error) => last_problem = Some(more_telling(last_problem, error)),
                    Err(error) => return Err(error),
                }
            }
        }
        let reason = last_problem.unwrap_or_else(|| anyhow::anyhow!("no request waits for a reply"));
        Err(wrong_usage(format!("{} was not taken: {reason:#}", place.display())))
    }

    /// The authority that is asked.
    fn chosen<'s>(&self, settings: &'s Settings) -> Result<&'s AuthoritySettings> {
        let all = &settings.timestamp_authorities;
        match (&self.authority, all.as_slice()) {
            (_, []) => Err(no_authority()),
            (None, [only]) => Ok(only),
            (None, several) => {
                let names: Vec<String> = several.iter().map(|authority| visible(&authority.name)).collect();
                Err(wrong_usage(format!("which authority? --authority {}", names.join(" | "))))
            }
            (Some(name), all) => all
                .iter()
                .find(|authority| authority.name == *name)
                .ok_or_else(|| wrong_usage(format!("firsthand.toml names no timestamp authority {:?}", visible(name)))),
        }
    }

    /// Whether all entries are covered, but for the records of the stamps themselves; says so.
    fn nothing_to_stamp(&self, case: &Case, talk: Talk) -> Result<bool> {
        let n_covered = trusted_time::TrustedTime::of(case)?.n_covered();
        let rest = case.entries(n_covered..case.log_size()?)?;
        let only_records = rest.iter().all(|entry| matches!(entry, model::LogEntry::Stamped(_)));
        if self.renew || n_covered == 0 || !only_records {
            return Ok(false);
        }
        if talk.json {
            print_json(&Line { state: "nothing_to_stamp", ..Line::nothing(case)? })?;
        } else {
            print_line("every entry is timestamped already; to stamp again for the long term: --renew")?;
        }
        Ok(true)
    }
}

impl Line {
    fn nothing(case: &Case) -> Result<Line> {
        let entries_covered = trusted_time::TrustedTime::of(case)?.n_covered();
        Ok(Line { stamp: None, state: "", time: None, authority: None, entries_covered, check_with: None })
    }
}

/// What the settings say must hold for replies of one authority.
struct Trusted {
    root_file: Vec<u8>,
    others: Vec<Vec<u8>>,
}

impl Trusted {
    fn read(case: &Case, authority: &AuthoritySettings) -> Result<Trusted> {
        let read = |path: &Path| read_file(&case.folder().join(path), CERTIFICATES_BYTES_MAX);
        let root_file = read(&authority.root).map_err(|error| {
            wrong_usage(format!("the root certificate of {:?}: {error:#}", visible(&authority.name)))
        })?;
        let in_file = |file: &[u8], path: &Path| {
            timestamp::certificates_of(file).map_err(|error| wrong_usage(format!("{}: {error}", path.display())))
        };
        in_file(&root_file, &authority.root)?;
        let others = match &authority.chain {
            None => Vec::new(),
            Some(path) => in_file(&read(path)?, path)?,
        };
        Ok(Trusted { root_file, others })
    }
}

fn no_authority() -> anyhow::Error {
    wrong_usage(
        "firsthand.toml names no timestamp authority, so nothing was sent\n  add one to it:\n  [[timestamp_authority]]\n  \
         name = \"example\"\n  url = \"http://tsa.example.org/\"\n  root = \"example-root.pem\"",
    )
}

/// A request over the newest checkpoint.
fn queue(case: &Case, policy: Option<&str>) -> Result<CaseStamp> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|error| anyhow::anyhow!("asking the system for random bytes: {error}"))?;
    // A policy that is none is found here, not in the archive.
    Request::for_bytes(b"", &nonce, policy)
        .encode()
        .map_err(|error| wrong_usage(format!("firsthand.toml: {error}")))?;
    let request_for = |checkpoint: &[u8]| {
        let request = Request::for_bytes(checkpoint, &nonce, policy).encode();
        request.map_err(|source| ArchiveError::Stamp { number: 0, source })
    };
    Ok(case.queue_stamp(request_for)?)
}

fn keep(
    case: &Case,
    stamp: &CaseStamp,
    authority: &AuthoritySettings,
    trusted: &Trusted,
    reply: &[u8],
    revocation: &[Vec<u8>],
) -> Result<VerifiedStamp> {
    let reply = StampReply {
        authority: &authority.name,
        reply,
        root_file: &trusted.root_file,
        others: &trusted.others,
        revocation,
    };
    Ok(case.keep_stamp(stamp, &reply, &now(), TOOL)?)
}

/// Logs what a crash kept from being logged. The authority is the one whose root was kept with it.
fn finish_received(case: &Case, settings: &Settings) -> Result<()> {
    for stamp in case.stamps()?.iter().filter(|stamp| stamp.logged.is_none() && !stamp.is_queued()) {
        let kept_root = stamp.files.0.get(timestamp::ROOT_FILE);
        let is_its = |authority: &&AuthoritySettings| {
            Trusted::read(case, authority).is_ok_and(|trusted| Some(&trusted.root_file) == kept_root)
        };
        let authority = settings.timestamp_authorities.iter().find(is_its);
        let name = authority.map_or("not named in the settings any more", |authority| authority.name.as_str());
        let kept = case.finish_stamp(stamp, name, &now(), TOOL)?;
        say(format!("stamp {} had been received and is logged now", kept.number));
    }
    Ok(())
}

/// The revocation data that the settings name: fetched, or read from files.
fn revocation_data(case: &Case, authority: &AuthoritySettings) -> Result<Vec<Vec<u8>>> {
    let one = |place: &String| -> Result<Vec<u8>> {
        let file = if network::is_address(place) {
            say(format!("fetching the revocation list at {}", visible(place)));
            network::get(place, REVOCATION_BYTES_MAX)?
        } else {
            read_file(&case.folder().join(place), REVOCATION_BYTES_MAX)?
        };
        timestamp::revocation_data_of(&file).with_context(|| format!("reading {place}"))
    };
    authority.revocation.iter().map(one).collect()
}

fn read_file(path: &Path, limit_bytes: usize) -> Result<Vec<u8>> {
    let reading = || format!("reading {}", path.display());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(reading)?;
    file.take(limit_bytes as u64 + 1).read_to_end(&mut bytes).with_context(reading)?;
    anyhow::ensure!(bytes.len() <= limit_bytes, "{} is longer than {limit_bytes} bytes", path.display());
    Ok(bytes)
}

/// Whether another request or authority may fit where this one did not.
fn is_about_the_reply(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<ArchiveError>(), Some(ArchiveError::Stamp { .. }))
}

/// Of two reasons the one that is not merely "for another request".
fn more_telling(known: Option<anyhow::Error>, new: anyhow::Error) -> anyhow::Error {
    use timestamp::TimestampError as E;
    let merely_other = |error: &anyhow::Error| {
        matches!(
            error.downcast_ref::<ArchiveError>(),
            Some(ArchiveError::Stamp { source: E::OtherBytes { .. } | E::OtherRequest { .. }, .. })
        )
    };
    match known {
        Some(known) if !merely_other(&known) || merely_other(&new) => known,
        _ => new,
    }
}

fn told(folder: &Path, kept: &VerifiedStamp, talk: Talk) -> Result<Outcome> {
    let place = folder.join("log/timestamps").join(timestamp::stamp_folder(kept.number));
    let command = timestamp::openssl_command(&place.display().to_string(), &kept.timestamp);
    if talk.json {
        print_json(&Line {
            stamp: Some(kept.number),
            state: "stamped",
            time: Some(kept.timestamp.time.to_string()),
            authority: Some(kept.record.authority.clone()),
            entries_covered: kept.record.checkpoint_size,
            check_with: Some(command),
        })?;
        return Ok(Outcome::Done);
    }
    let timestamp = &kept.timestamp;
    print_line(format!(
        "stamp {}: the first {} log entries existed at {} (UTC, by the clock of {})",
        kept.number,
        kept.record.checkpoint_size,
        timestamp.time,
        visible(&timestamp.authority)
    ))?;
    print_line(format!("  trusted root: {} (SHA-256 {})", visible(&timestamp.root), timestamp.root_sha256))?;
    for line in &timestamp.revocation {
        print_line(format!("  {}", visible(line)))?;
    }
    print_line(format!("  stamp again before {}, when its certificate ends", timestamp.certificate_until))?;
    print_line(format!("check it without Firsthand:\n  {command}"))?;
    Ok(Outcome::Done)
}
