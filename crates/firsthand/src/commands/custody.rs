use super::add::REMEMBERED_RUNS;
use super::{Talk, open_case, print_json, print_line};
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{self, derived::WHOLE_CASE};
use crate::terminal::say;
use anyhow::{Context, Result};
use archive::Case;
use clap::{Args, ValueEnum};
use model::{CustodyEvent, CustodyKind, ItemId, LogEntry};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Record what happened to items, or to the whole case, outside of this program: handed over, copied, analysed elsewhere.
/// `disposed` removes the bytes of the items for good, what was said of them (names, addresses, notes), what was derived of
/// them, and what lay only in them as containers; hashes and entries of the log stay and prove what they proved.
///
///   firsthand custody CASE transferred --note "disk no. 3, handed to the court's registry" --items K7Q-03
///   firsthand custody CASE copied --note "working copy for the sound laboratory"
///   firsthand custody CASE disposed --items K7Q-03 --note "consent withdrawn on 3 May"
///
/// The evidentiary copy in objects/ is never touched by anything but `disposed`. Work on copies: export them, or copy the
/// whole folder, and record that here. Set FIRSTHAND_OPERATOR to say who you are.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Custody {
    /// The case.
    case: PathBuf,
    /// What happened.
    what: Happened,
    /// In your own words: to whom, how, why. Others will read it.
    #[arg(long, value_name = "TEXT")]
    note: String,
    /// The items; without it the whole case is meant.
    #[arg(long, value_delimiter = ',', value_name = "ID,…")]
    items: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Happened {
    /// Collected by us, before it came into the case.
    Collected,
    /// Received from somebody.
    Received,
    /// A working copy was made.
    Copied,
    /// Analysed with another program, or by another person.
    Analysed,
    /// Handed over.
    Transferred,
    /// The bytes are removed; hash and record stay.
    Disposed,
}

impl Custody {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        if self.note.trim().is_empty() {
            return Err(wrong_usage("a custody event needs its words: add --note \"…\""));
        }
        let items = self.items.iter().map(|id| match case.item(id)? {
            Some(item) => Ok(item.id),
            None => Err(wrong_usage(format!("there is no item {id:?}\n  list them: firsthand show CASE items"))),
        });
        let items: Vec<ItemId> = items.collect::<Result<_>>()?;
        if self.what == Happened::Disposed && items.is_empty() {
            return Err(wrong_usage(
                "which items? add --items ID,…; a whole case is disposed of by removing its folder",
            ));
        }
        if self.what == Happened::Disposed {
            refuse_members(&case, &items)?;
        }
        let event = CustodyEvent {
            what: kind(self.what),
            items,
            text: self.note,
            by: operator(),
            time: now(),
            tool: TOOL.to_owned(),
        };
        // Logged first: a crash after it leaves bytes that `check` names, never an item gone without a record.
        case.append(&[LogEntry::Custody(event.clone())])?;
        if self.what == Happened::Disposed {
            let gone = case.dispose(&event.items, WHOLE_CASE)?;
            pipeline::forget_comparisons(&case, &gone)?;
            forget_runs_of_the_desk(&case)?;
            say(disposed_words(&case, gone.len()));
        }
        if talk.json {
            print_json(&event)?;
        } else {
            print_line(format!("logged; the whole record: firsthand show {} custody", self.case.display()))?;
        }
        Ok(Outcome::Done)
    }
}

/// The bytes of a container's member go only with the container.
fn refuse_members(case: &Case, items: &[ItemId]) -> Result<()> {
    let gone = case.disposed()?;
    for item in items {
        let places = case.captures_of(item)?.into_iter().filter_map(|capture| capture.container);
        let mut left = places.map(|place| place.container).filter(|it| !items.contains(it) && !gone.contains_key(it));
        if let Some(container) = left.next() {
            let folder = case.folder().display();
            return Err(wrong_usage(format!(
                "item {item} lies in the container {container}, and its bytes go only with all of that\n  dispose of the \
                 container: firsthand custody {folder} disposed --items {container} --note \"…\""
            )));
        }
    }
    Ok(())
}

/// The desk remembers names of files and what was said of them.
fn forget_runs_of_the_desk(case: &Case) -> Result<()> {
    match std::fs::remove_file(case.folder().join(REMEMBERED_RUNS)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("forgetting the runs of the desk"),
        _ => Ok(()),
    }
}

fn disposed_words(case: &Case, n_gone: usize) -> String {
    let texts = match case.texts_stand_open() {
        true => "what was said of them stands in clear in the log of this case, which is of format 1, and stays there",
        false => "what was said of them is erased",
    };
    format!(
        "disposed of, counting members of containers and earlier ones: {n_gone} items. {texts}; hashes and log entries stay. \
         What was derived of the case is made again by: firsthand trace {}",
        case.folder().display()
    )
}

fn kind(what: Happened) -> CustodyKind {
    match what {
        Happened::Collected => CustodyKind::Collected,
        Happened::Received => CustodyKind::Received,
        Happened::Copied => CustodyKind::Copied,
        Happened::Analysed => CustodyKind::Analysed,
        Happened::Transferred => CustodyKind::Transferred,
        Happened::Disposed => CustodyKind::Disposed,
    }
}
