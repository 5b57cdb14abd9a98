use super::{Talk, open_case, print_json, print_line};
use crate::operator::{TOOL, now, operator};
use crate::outcome::Outcome;
use anyhow::Result;
use archive::Case;
use clap::Args;
use model::LogEntry;
use serde::Serialize;
use std::path::PathBuf;

/// Make a new case: a folder with a signing key, an empty log and a catalog.
///
/// The case is portable: copy or move the whole folder. The signing key lies in CASE/keys (readable only by you);
/// whoever has it can sign in the name of this case, so keep the folder on an encrypted disk, or take the key out of it:
/// firsthand key CASE move PATH.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Init {
    /// Folder to make; refused where it exists and is not empty.
    case: PathBuf,
    /// A case whose log cannot be added to any more (its key is lost): the new log names the last state of that one.
    #[arg(long, value_name = "CASE", requires = "why")]
    continues: Option<PathBuf>,
    /// Why the new case takes over, in your own words.
    #[arg(long, value_name = "TEXT", requires = "continues")]
    why: Option<String>,
}

#[derive(Serialize)]
struct NewCase {
    case: String,
    verifier_key: String,
    log_size: u64,
}

impl Init {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let continuation = self.continuation()?;
        let case = Case::init(&self.case, &now(), TOOL)?;
        if let Some(entry) = continuation {
            case.append(&[entry])?;
        }
        let new = NewCase {
            case: self.case.display().to_string(),
            verifier_key: case.public_key_vkey(),
            log_size: case.log_size()?,
        };
        if talk.json {
            print_json(&new)?;
        } else {
            print_line(format!("made the case {}", new.case))?;
            print_line(format!("its public key, to note down outside this machine: {}", new.verifier_key))?;
            print_line(format!("next: firsthand add {} FILES…", new.case))?;
        }
        Ok(Outcome::Done)
    }

    /// Read before anything is made, so that a damaged or missing case leaves nothing behind.
    fn continuation(&self) -> Result<Option<LogEntry>> {
        let Some(old) = &self.continues else { return Ok(None) };
        let entry = open_case(old)?.continuation(self.why.as_deref().unwrap_or_default(), &operator(), &now(), TOOL)?;
        Ok(Some(entry))
    }
}
