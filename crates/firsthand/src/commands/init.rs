use super::{Talk, print_json, print_line};
use crate::operator::{TOOL, now};
use crate::outcome::Outcome;
use anyhow::Result;
use archive::Case;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Make a new case: a folder with a signing key, an empty log and a catalog.
///
/// The case is portable: copy or move the whole folder. The signing key lies in CASE/keys (readable only by you);
/// whoever has it can sign in the name of this case, so keep the folder on an encrypted disk.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Init {
    /// Folder to make; refused where it exists and is not empty.
    case: PathBuf,
}

#[derive(Serialize)]
struct NewCase {
    case: String,
    verifier_key: String,
    log_size: u64,
}

impl Init {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = Case::init(&self.case, &now(), TOOL)?;
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
}
