use super::{Talk, open_case, print_json};
use crate::outcome::Outcome;
use crate::pipeline::{Pipeline, stages};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Run every derived stage that is missing or stale: extract, match, statements, claims, origins.
///
/// `add` does this by itself; call it after an interruption, after a decision, or with --again after an update of the
/// program. What is already made is not made again, so an interrupted run goes on where it stopped. A run that had something
/// new is logged in the custody record, one entry for all items.
#[derive(Args)]
#[command(verbatim_doc_comment, after_help = stages::help())]
pub struct Trace {
    /// The case.
    case: PathBuf,
    /// Delete everything derived first and make it all again. Originals, log and decisions are not touched.
    #[arg(long)]
    again: bool,
    /// Work with this many threads instead of one for each processor.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Trace {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        if self.again {
            case.derived_drop_all()?;
        }
        let summary = Pipeline::new(self.threads)?.run(&case, talk.json, self.again)?;
        if talk.json {
            print_json(&summary)?;
        } else {
            summary.print();
        }
        Ok(Outcome::Done)
    }
}
