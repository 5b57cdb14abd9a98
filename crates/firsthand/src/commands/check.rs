use super::{Talk, open_case, print_json, print_line};
use crate::outcome::Outcome;
use crate::pipeline::{Pipeline, member_identity};
use crate::terminal::visible;
use anyhow::Result;
use archive::CheckReport;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Re-hash every original and re-prove the whole log, trusting nothing but the bytes.
///
/// Finds any changed, missing, added or truncated byte of the originals, the log and the checkpoint, and names the
/// item. Members of containers are read again from their container. Exit code 3 when something is wrong.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Check {
    /// The case.
    case: PathBuf,
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
        let report = case.check(&mut |item, _place| member_identity(&case, &pipeline, item))?;
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
            print_line(if report.passed() {
                "nothing is changed, missing or added"
            } else {
                "this case is not as it was logged"
            })?;
        }
        Ok(if report.passed() { Outcome::Done } else { Outcome::CheckFailed })
    }
}
