//! The commands, one file each; the doc comment of a command is its help.

pub mod add;
mod check;
mod custody;
mod decide;
mod demo;
mod doctor;
mod export;
mod fingerprints;
mod init;
mod key;
mod look;
mod places;
pub mod proof;
mod report;
pub mod search;
mod serve;
pub mod show;
mod stamp;
mod trace;

use crate::outcome::{Outcome, wrong_usage};
use anyhow::Result;
use archive::Case;
use clap::{Parser, Subcommand};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Traces what was published back to who saw it: preserves every original, finds what is a copy of what, who says what
/// according to whom, and counts how many independent origins stand behind each claim. It never says what is true;
/// people judge.
///
/// A first look:   firsthand demo
///
/// A case of your own:
///   firsthand init my-case
///   firsthand add my-case downloads/ --received-from "a reader"
///   firsthand show my-case claims
///   firsthand report my-case my-report
///
/// Exit codes: 0 done; 1 done, some inputs rejected (each named); 2 wrong usage; 3 the case failed a check;
/// 4 the machine failed (disk, permission). Data goes to stdout, talk to stderr.
#[derive(Parser)]
#[command(name = "firsthand", version, verbatim_doc_comment, max_term_width = 110)]
pub struct Cli {
    /// Print JSON Lines for programs instead of tables for people.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Init),
    Add(add::Add),
    Trace(trace::Trace),
    Show(show::Show),
    Search(search::Search),
    Look(look::Look),
    Decide(decide::Decide),
    Places(places::Places),
    Custody(custody::Custody),
    Serve(serve::Serve),
    Report(report::Report),
    Export(export::Export),
    Fingerprints(fingerprints::Fingerprints),
    Proof(proof::Proof),
    Check(check::Check),
    Stamp(stamp::Stamp),
    Key(key::Key),
    Demo(demo::Demo),
    Doctor(doctor::Doctor),
}

/// What every command is told besides its own arguments.
#[derive(Clone, Copy)]
pub struct Talk {
    /// `--json`: machine-readable data on stdout.
    pub json: bool,
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Result<Outcome> {
        let talk = Talk { json: self.json };
        match self.command {
            Command::Init(command) => command.run(talk),
            Command::Add(command) => command.run(talk),
            Command::Trace(command) => command.run(talk),
            Command::Show(command) => command.run(talk),
            Command::Search(command) => command.run(talk),
            Command::Look(command) => command.run(talk),
            Command::Decide(command) => command.run(talk),
            Command::Places(command) => command.run(talk),
            Command::Custody(command) => command.run(talk),
            Command::Serve(command) => command.run(talk),
            Command::Report(command) => command.run(talk),
            Command::Export(command) => command.run(talk),
            Command::Fingerprints(command) => command.run(talk),
            Command::Proof(command) => command.run(talk),
            Command::Check(command) => command.run(talk),
            Command::Stamp(command) => command.run(talk),
            Command::Key(command) => command.run(talk),
            Command::Demo(command) => command.run(talk),
            Command::Doctor(command) => command.run(talk),
        }
    }
}

/// Opens a case, or says how to make one.
pub fn open_case(folder: &Path) -> Result<Case> {
    if !folder.exists() {
        let shown = folder.display();
        return Err(wrong_usage(format!("there is no case at {shown}\n  make one: firsthand init {shown}")));
    }
    Ok(Case::open(folder)?)
}

/// Prints one value as a line of JSON.
pub fn print_json(value: &impl Serialize) -> Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    std::io::stdout().write_all(&line)?;
    Ok(())
}

/// Prints a line of text on stdout.
pub fn print_line(text: impl AsRef<str>) -> Result<()> {
    writeln!(std::io::stdout(), "{}", text.as_ref())?;
    Ok(())
}
