use super::{Talk, open_case, print_json, print_line};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{MembersAgain, Pipeline};
use crate::terminal::visible;
use anyhow::{Context, Result};
use archive::{Case, CheckReport};
use clap::Args;
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Re-hash every original and re-prove the whole log, trusting nothing but the bytes.
///
/// Finds any changed, missing, added or truncated byte of the originals, the log and the checkpoint, and names the
/// item. Members of containers are read again from their container. Exit code 3 when something is wrong.
///
/// A folder that was replaced as a whole by an older copy of itself, or by another log of the same key, is sound in itself.
/// Keep log/checkpoint elsewhere now and then, and name it: --since refuses a log that does not go on from it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Check {
    /// The case.
    case: PathBuf,
    /// A file with an earlier checkpoint of this case: the log must go on from it.
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
}

/// What `check --json` prints.
#[derive(Serialize)]
struct Line {
    passed: bool,
    problems: Vec<(String, String)>,
    notes: Vec<String>,
    entries_checked: u64,
    objects_checked: u64,
    members_checked: u64,
    bytes_hashed: u64,
    stamps_checked: u64,
    entries_timestamped: u64,
    key_rotations: u64,
    /// Witnesses of the checkpoint, name and key id; not checked.
    cosigners: Vec<(String, String)>,
}

impl Line {
    fn of(report: &CheckReport) -> Line {
        Line {
            passed: report.passed(),
            problems: report.problems.iter().map(|one| (one.about.clone(), one.text.clone())).collect(),
            notes: report.notes.clone(),
            entries_checked: report.entries_checked,
            objects_checked: report.objects_checked,
            members_checked: report.members_checked,
            bytes_hashed: report.bytes_hashed,
            stamps_checked: report.stamps_checked,
            entries_timestamped: report.entries_timestamped,
            key_rotations: report.key_rotations,
            cosigners: report.cosigners.clone(),
        }
    }
}

/// How far trusted timestamps reach, so that an entry without one never looks like one with it.
fn timestamped(report: &CheckReport) -> String {
    let n_entries = report.entries_checked;
    match report.entries_timestamped {
        0 => {
            "not yet timestamped: only this machine's clock says when anything was logged (firsthand stamp CASE)".into()
        }
        n => format!(
            "{} trusted timestamps checked; {n} of {n_entries} log entries are timestamped, {} not yet",
            report.stamps_checked,
            n_entries.saturating_sub(n)
        ),
    }
}

impl Check {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let pipeline = Pipeline::new(None)?;
        let earlier = self.since.as_deref().map(read_checkpoint).transpose()?;
        let mut helper = MembersAgain::new(&case, &pipeline, talk.json);
        let mut report = case.check(&mut helper)?;
        helper.finish();
        if let Some(earlier) = earlier {
            check_since(&case, &earlier, &mut report)?;
        }
        if talk.json {
            print_json(&Line::of(&report))?;
        } else {
            print_line(format!(
                "{} originals re-hashed, {} members read again, {} log entries proved",
                report.objects_checked, report.members_checked, report.entries_checked
            ))?;
            print_line(timestamped(&report))?;
            for problem in &report.problems {
                print_line(format!("  PROBLEM  {}", visible(&format!("{}: {}", problem.about, problem.text))))?;
            }
            for note in &report.notes {
                print_line(format!("  note     {}", visible(note)))?;
            }
            for (name, id) in &report.cosigners {
                print_line(format!("  witness  {} (key {id}) signed the checkpoint, too; not checked", visible(name)))?;
            }
            print_line(if report.passed() {
                "nothing is changed, missing or added"
            } else {
                "this case is not as it was logged"
            })?;
        }
        Ok(if report.passed() { Outcome::Done } else { Outcome::CheckFailed })
    }
}

/// A log that does not hold in itself is told as such by the check.
fn check_since(case: &Case, earlier: &[u8], report: &mut CheckReport) -> Result<()> {
    match case.check_extends(earlier) {
        Ok(Ok(known)) => report.notes.push(format!("the log goes on from the {} entries that you knew", known.size)),
        Ok(Err(reason)) => report.add_problem("log/checkpoint", reason.to_string()),
        Err(error) if error.is_machine_failure() => return Err(error.into()),
        Err(error) => report.add_problem("log/checkpoint", error.to_string()),
    }
    Ok(())
}

/// The bytes of a file with a checkpoint.
pub fn read_checkpoint(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit_bytes = evidence::note::NOTE_BYTES_MAX as u64;
    let file = std::fs::File::open(path)
        .map_err(|error| wrong_usage(format!("the checkpoint {} cannot be opened: {error}", path.display())))?;
    file.take(limit_bytes + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("reading the checkpoint {}", path.display()))?;
    if bytes.len() as u64 > limit_bytes {
        return Err(wrong_usage(format!("{} is too long for a checkpoint", path.display())));
    }
    Ok(bytes)
}
