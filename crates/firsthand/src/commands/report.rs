use super::{Talk, open_case, print_json, print_line};
use crate::case_view::{case_view, possible_looks};
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::Pipeline;
use crate::pipeline::looks::{Drawn, Looker, is_of_pictures};
use crate::terminal::{Progress, say, visible};
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use model::{CustodyEvent, CustodyKind, LogEntry, Tier};
use report::{CaseView, LeavingEntry, Page, ReportSettings, Sensitive};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Matches whose pictures go into a report, the strongest first: one takes a few seconds and about two megabytes.
const MOST_COMPARED: usize = 500;

/// Make a static report: a folder with index.html that opens in any browser, loads nothing from elsewhere and prints.
///
/// Before anything leaves, the report tells what would leave: positions, device numbers, authors, names. All of that is
/// left out unless you ask for it with --with. Comments stay folded and their authors are numbered.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Report {
    /// The case.
    case: PathBuf,
    /// Folder to make; refused where it exists and is not empty.
    out: PathBuf,
    /// Things to show that are left out by default.
    #[arg(long, value_delimiter = ',', value_name = "WHAT,…")]
    with: Vec<ShownToo>,
    /// Put larger pictures beside the pages, blurred like all pictures: contact sheets of recordings, and of the matches both
    /// sides, their difference and a clip, of the 500 strongest. Faces and number plates are easier to see on them than on thumbnails.
    #[arg(long)]
    pictures: bool,
    /// List every single thing that is left out or shown, with its value. For your eyes, not for the recipient's.
    #[arg(long)]
    list: bool,
}

/// What a report leaves out unless asked.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ShownToo {
    /// Positions in file metadata.
    Gps,
    /// Serial numbers of devices.
    DeviceSerials,
    /// Authors that files name in their metadata.
    FileAuthors,
    /// Accounts and addresses.
    UserNames,
    /// Folders of the machine that an input came from.
    MachinePaths,
    /// Names of commenters, where a decision says so.
    CommentAuthors,
    /// Those who collected, handed over and decided.
    People,
    /// Notes given with an input.
    OperatorNotes,
    /// What the team said among itself: statuses, assignments, graphic marks, tags, notes, who looked at what.
    TeamMarks,
    /// All other metadata.
    OtherMetadata,
}

#[derive(Serialize)]
struct Made {
    report: String,
    pages: usize,
    left_out: Vec<String>,
}

impl Report {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        refuse_existing(&self.out)?;
        let mut view = case_view(&case, &self.case, settings(&self.with))?;
        if self.pictures {
            put_pictures(&case, &mut view, &self.out, talk.json)?;
        }
        let made = write_report(&view, &self.out)?;
        log_report(&case, &view)?;
        if talk.json {
            print_json(&made)?;
        } else {
            tell_what_leaves(&report::would_leave(&view), self.list);
            print_line(format!("{} pages; open {}", made.pages, self.out.join("index.html").display()))?;
        }
        Ok(Outcome::Done)
    }
}

/// The report's settings with these things shown.
pub fn settings(shown: &[ShownToo]) -> ReportSettings {
    let mut settings = ReportSettings::default();
    for what in shown {
        let switch = match what {
            ShownToo::Gps => &mut settings.redact.gps,
            ShownToo::DeviceSerials => &mut settings.redact.device_serials,
            ShownToo::FileAuthors => &mut settings.redact.file_authors,
            ShownToo::UserNames => &mut settings.redact.user_names,
            ShownToo::MachinePaths => &mut settings.redact.machine_paths,
            ShownToo::CommentAuthors => &mut settings.redact.comment_authors,
            ShownToo::People => &mut settings.redact.people,
            ShownToo::OperatorNotes => &mut settings.redact.operator_notes,
            ShownToo::TeamMarks => &mut settings.redact.team_marks,
            ShownToo::OtherMetadata => &mut settings.redact.other_metadata,
        };
        *switch = false;
    }
    settings
}

/// Refuses a place where something lies already: nothing of the user's is ever overwritten.
pub fn refuse_existing(out: &Path) -> Result<()> {
    let is_empty_folder = out.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    if out.symlink_metadata().is_ok() && !is_empty_folder {
        return Err(wrong_usage(format!("{} exists already; give a new name", out.display())));
    }
    Ok(())
}

/// Makes the larger pictures and writes them where the pages look for them; those that cannot be made are left out.
fn put_pictures(case: &Case, view: &mut CaseView, out: &Path, quiet: bool) -> Result<()> {
    let confirmed = view.matches.iter().filter(|found| found.tier == Tier::Confirmed && is_of_pictures(found));
    let confirmed: Vec<String> = confirmed.map(|found| found.id.clone()).collect();
    let n_left = confirmed.len().saturating_sub(MOST_COMPARED);
    let compared: BTreeSet<String> = confirmed.into_iter().take(MOST_COMPARED).collect();
    let mut looks = possible_looks(view, |found| compared.contains(&found.id));
    let recordings = looks.sheets.clone();
    let pipeline = Pipeline::new(None)?;
    let looker = Looker { case, extractor: pipeline.extractor() };
    let n_pictures = looks.sheets.len() + looks.comparisons.len() + looks.clips.len();
    let progress = Progress::start("drawing", n_pictures as u64, quiet);
    let put = |made: Drawn, path: String| -> Result<bool> {
        progress.step(&path);
        let Drawn::File(bytes) = made else { return Ok(false) };
        write_pages(&[Page { path, media_type: "", bytes }], out)?;
        Ok(true)
    };
    for item in view.items.iter().map(|item| &item.item).filter(|item| recordings.contains(&item.id)) {
        if !put(looker.contact_sheet(item)?, report::sheet_path(item))? {
            looks.sheets.remove(&item.id);
        }
    }
    for found in view.matches.iter().filter(|found| compared.contains(&found.id)) {
        if looks.comparisons.contains(&found.id) && !put(looker.comparison(found)?, report::comparison_path(&found.id))?
        {
            looks.comparisons.remove(&found.id);
        }
        if looks.clips.contains(&found.id) && !put(looker.clip(found)?, report::clip_path(&found.id))? {
            looks.clips.remove(&found.id);
        }
    }
    let n_made = looks.sheets.len() + looks.comparisons.len() + looks.clips.len();
    progress.finish(&drawn_in_words(n_made, n_pictures, n_left));
    view.looks = looks;
    Ok(())
}

/// What was drawn and what was not.
fn drawn_in_words(n_made: usize, n_wanted: usize, n_left: usize) -> String {
    let mut words = format!("{n_made} pictures");
    if n_made < n_wanted {
        words.push_str(&format!(", {} could not be made", n_wanted - n_made));
    }
    if n_left > 0 {
        words.push_str(&format!(
            "; of the {MOST_COMPARED} strongest matches only, {n_left} more have none: firsthand look CASE MATCH"
        ));
    }
    words
}

fn write_report(view: &CaseView, out: &Path) -> Result<Made> {
    let pages = report::pages(view);
    write_pages(&pages, out)?;
    let leaving = report::would_leave(view);
    let left_out =
        leaving.iter().filter(|entry| entry.redacted).map(|entry| format!("{} ({})", entry.what, entry.where_found));
    Ok(Made { report: out.join("index.html").display().to_string(), pages: pages.len(), left_out: left_out.collect() })
}

/// Says what would leave with the report: how much of each kind, or each thing with its value.
pub fn tell_what_leaves(leaving: &[LeavingEntry], each: bool) {
    let word = |redacted: bool| if redacted { "left out" } else { "SHOWN" };
    if each {
        for entry in leaving {
            say(format!("  {:<9} {} ({})", word(entry.redacted), visible(&entry.what), entry.where_found));
        }
        return;
    }
    let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for entry in leaving {
        *counts.entry((entry.redacted, switch_words(entry.kind))).or_default() += 1;
    }
    for ((redacted, kind), n_things) in counts {
        say(format!("  {:<9} {kind}: {n_things}", word(redacted)));
    }
    if !leaving.is_empty() {
        say("  (--list names each one)");
    }
}

/// The kind in plain words, with the name to give to --with.
fn switch_words(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Gps => "positions in file metadata (gps)",
        Sensitive::DeviceSerials => "numbers of devices (device-serials)",
        Sensitive::FileAuthors => "authors in file metadata (file-authors)",
        Sensitive::UserNames => "accounts and addresses (user-names)",
        Sensitive::MachinePaths => "folders of the machine (machine-paths)",
        Sensitive::CommentAuthors => "names of commenters (comment-authors)",
        Sensitive::People => "who collected, handed over, decided (people)",
        Sensitive::OperatorNotes => "notes given with inputs (operator-notes)",
        Sensitive::TeamMarks => "what the team said among itself (team-marks)",
        Sensitive::OtherMetadata => "other metadata (other-metadata)",
    }
}

/// Writes pages below a folder.
pub fn write_pages(pages: &[Page], out: &Path) -> Result<()> {
    for page in pages {
        let path = out.join(&page.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
        }
        std::fs::write(&path, &page.bytes).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

fn log_report(case: &Case, view: &CaseView) -> Result<()> {
    let text = format!("a report over the log's first {} entries", view.checkpoint.size);
    let event = CustodyEvent {
        what: CustodyKind::Exported,
        items: Vec::new(),
        text,
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    };
    case.append(&[LogEntry::Custody(event)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::drawn_in_words;

    #[test]
    fn what_was_not_drawn_is_said() {
        assert_eq!(drawn_in_words(7, 7, 0), "7 pictures");
        let words = drawn_in_words(1_000, 1_003, 12);
        assert!(words.starts_with("1000 pictures, 3 could not be made") && words.contains("12 more"), "{words}");
    }
}
