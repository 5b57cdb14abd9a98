use super::report::refuse_existing;
use super::show::count_words;
use super::{Talk, print_json, print_line};
use crate::operator::{TOOL, now};
use crate::outcome::Outcome;
use crate::pipeline::derived;
use crate::terminal::{say, short, table};
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use sample::SampleOptions;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Make the built-in sample case and run it end to end: an invented event, drawn, spoken and written by the program.
///
/// Makes three folders: DIR (the case), DIR-files (the pile as a user would have it) and DIR-report (the report). It
/// calls the very commands that you would call, and shows them.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Demo {
    /// Where to make the case.
    #[arg(default_value = "demo-case")]
    dir: PathBuf,
}

#[derive(Serialize)]
struct Made {
    case: String,
    files: String,
    report: String,
}

impl Demo {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let (files, report_folder) = (beside(&self.dir, "-files"), beside(&self.dir, "-report"));
        for folder in [&self.dir, &files, &report_folder] {
            refuse_existing(folder)?;
        }
        say("drawing, mixing and writing the sample: an invented event, many ways to hear of it");
        let sample = sample::write_sample(&files, &SampleOptions::default()).context("making the sample files")?;
        let case = self.dir.as_os_str();
        own_command(&["init".as_ref(), case], talk)?;
        own_command(&["places".as_ref(), case, sample.places_csv.as_os_str()], talk)?;
        own_command(
            &["add".as_ref(), case, sample.pile.as_os_str(), "--captures".as_ref(), sample.captures_csv.as_os_str()],
            talk,
        )?;
        own_command(&["report".as_ref(), case, report_folder.as_os_str()], talk)?;
        let made = Made {
            case: self.dir.display().to_string(),
            files: files.display().to_string(),
            report: report_folder.join("index.html").display().to_string(),
        };
        if talk.json {
            print_json(&made)?;
        } else {
            print_claims(&Case::open(&self.dir)?)?;
            print_next(&made)?;
        }
        Ok(Outcome::Done)
    }
}

fn beside(dir: &Path, ending: &str) -> PathBuf {
    let mut name = dir.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Runs one of our own commands as a user would, and shows it.
fn own_command(arguments: &[&std::ffi::OsStr], talk: Talk) -> Result<()> {
    let shown: Vec<String> = arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    say(format!("\n$ firsthand {}", shown.join(" ")));
    let own_path = std::env::current_exe().context("finding this program")?;
    let mut command = Command::new(own_path);
    command.args(arguments).stdin(Stdio::null());
    if talk.json {
        command.arg("--json").stdout(Stdio::null());
    }
    let status = command.status().context("running one of our own commands")?;
    // 1 = done with rejected inputs: the sample holds a damaged and an empty file on purpose.
    anyhow::ensure!(matches!(status.code(), Some(0 | 1)), "`firsthand {}` ended with {status}", shown.join(" "));
    Ok(())
}

/// The claims with most statements behind them: what the whole road was for.
fn print_claims(case: &Case) -> Result<()> {
    const SHOWN: usize = 12;
    let mut claims = derived::claims(case)?;
    claims.sort_by(|a, b| b.statements.len().cmp(&a.statements.len()).then(a.id.cmp(&b.id)));
    let mut lines = table(&["what is said", "statements", "origins for", "against", "unresolved"]);
    for claim in claims.iter().take(SHOWN) {
        lines.add_row([
            short(&claim.text, 120),
            claim.statements.len().to_string(),
            count_words(&claim.origins_for),
            count_words(&claim.origins_against),
            claim.unresolved.len().to_string(),
        ]);
    }
    print_line("")?;
    print_line(lines.to_string())?;
    if claims.len() > SHOWN {
        print_line(format!("… and {} more: firsthand show CASE claims", claims.len() - SHOWN))?;
    }
    Ok(())
}

fn print_next(made: &Made) -> Result<()> {
    let Made { case, files, report } = made;
    print_line(format!("\nthe report      {report}   (open it in a browser)"))?;
    print_line(format!("the pile        {files}/"))?;
    print_line(format!("look further    firsthand show {case} claims     firsthand show {case} matches"))?;
    print_line(format!("in the browser  firsthand serve {case}"))?;
    print_line(format!(
        "prove it        firsthand check {case}     firsthand export {case} {case}-bundle --originals all && firsthand-verify {case}-bundle"
    ))?;
    print_line(format!("made by {TOOL} at {}", now()))
}
