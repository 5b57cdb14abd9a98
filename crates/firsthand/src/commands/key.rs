use super::{Talk, open_case, print_json, print_line};
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::terminal::say;
use anyhow::Result;
use archive::Case;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The signing key of a case: where it lies, take it elsewhere, put another in its place.
///
///   firsthand key my-case                                its keys, and whether the one that signs now can be used
///   firsthand key my-case move /media/stick/my-case.key  take the secret out of the case; the case remembers where
///   firsthand key my-case rotate --why "new laptop"      a new key, named in the log under the old one's signature
///
/// Rotate when somebody may have seen the key. What the old key signed before stays good; it can sign nothing later.
/// Tell those who check your bundles the new key. Without its key a case can be read and checked, not added to.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Key {
    /// The case.
    case: PathBuf,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// List the keys, from the first to the one that signs now (the default).
    Show,
    /// Put a new key in place of the one that signs now.
    Rotate {
        /// Why, in your own words. It stands in the log.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Take the secret key to another file, or, where it lies there already, note that in firsthand.toml.
    Move {
        /// The file; its folder must exist.
        to: PathBuf,
    },
}

#[derive(Serialize)]
struct KeyLine {
    key: String,
    /// Entries at which its time began.
    signs_after: u64,
    signs_now: bool,
}

#[derive(Serialize)]
struct Shown {
    keys: Vec<KeyLine>,
    secret: String,
    fault: Option<String>,
}

impl Key {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        match self.what {
            None | Some(What::Show) => show(&case, talk),
            Some(What::Rotate { why }) => rotate(&case, &why, talk),
            Some(What::Move { to }) => take_to(&case, &to, talk),
        }
    }
}

fn shown(case: &Case) -> Result<Shown> {
    let history = case.key_history()?;
    let since = std::iter::once(0).chain(history.rotations().iter().map(|rotation| rotation.index + 1));
    let keys = history.keys().zip(since).map(|(key, signs_after)| KeyLine {
        key: key.vkey(),
        signs_after,
        signs_now: key == history.current(),
    });
    let state = case.key_state()?;
    let fault = state.fault.map(|fault| fault.to_string());
    Ok(Shown { keys: keys.collect(), secret: state.path.display().to_string(), fault })
}

fn show(case: &Case, talk: Talk) -> Result<Outcome> {
    let shown = shown(case)?;
    if talk.json {
        print_json(&shown)?;
        return Ok(Outcome::Done);
    }
    for line in &shown.keys {
        let time = if line.signs_now { "signs now     " } else { "was replaced  " };
        print_line(format!("{time} from entry {:<6} {}", line.signs_after, line.key))?;
    }
    print_line(match &shown.fault {
        None => format!("the secret key is in {}, readable by you alone", shown.secret),
        Some(fault) => format!("the secret key is looked for in {}: {fault}", shown.secret),
    })?;
    Ok(Outcome::Done)
}

fn rotate(case: &Case, why: &str, talk: Talk) -> Result<Outcome> {
    if why.trim().is_empty() {
        return Err(wrong_usage("a rotation needs its reason: add --why \"…\""));
    }
    let rotated = case.rotate_key(why, &operator(), &now(), TOOL)?;
    if talk.json {
        print_json(&shown(case)?)?;
    } else {
        print_line(format!("log entry {}: from here on this key signs: {}", rotated.log_index, rotated.vkey))?;
        print_line(format!("its secret half is in {}", rotated.path.display()))?;
        say("copies of the old key (in backups, too) can sign nothing that follows; tell those who check your bundles");
    }
    Ok(Outcome::Done)
}

fn take_to(case: &Case, to: &Path, talk: Talk) -> Result<Outcome> {
    let left = case.move_key(to)?;
    if talk.json {
        print_json(&shown(case)?)?;
    } else {
        print_line(format!("the secret key is in {}; firsthand.toml says so", to.display()))?;
    }
    if let Some(left) = left {
        say(format!("a copy is still in {}; remove it if nobody needs it", left.display()));
    }
    Ok(Outcome::Done)
}
