//! The road from preserved items to counted origins: every derived stage that is missing or stale is run, what is
//! already made is kept. Nothing here decides anything; the pure crates do.

mod alike;
mod all_frames;
mod analysed;
pub mod codes;
mod completeness;
pub mod derived;
mod extracting;
pub mod facts;
pub mod fingerprints;
pub mod leads;
pub mod looks;
mod member_check;
pub mod places;
mod pool;
pub mod previews;
mod prints;
mod sounds;
pub mod stages;
mod statements;
mod tracing;

pub use extracting::source_of;
pub use member_check::MembersAgain;
pub use tracing::forget_comparisons;

use crate::terminal::{Progress, say};
use anyhow::{Context, Result};
use archive::Case;
use extract::limits::FrameSampling;
use extract::{Extractor, Limits};
use model::ItemId;
use serde::Serialize;
use std::ffi::OsString;
use std::thread;

/// The derived stages with what they need to run: the sandboxed worker and a number of threads.
pub struct Pipeline {
    extractor: Extractor,
    /// The same, which decodes all frames of a recording however long.
    full_extractor: Extractor,
    n_threads: usize,
    _scratch: tempfile::TempDir,
}

/// What stands at the end of a run.
#[derive(Serialize, Default)]
pub struct Summary {
    /// Items in the case, members of containers included.
    pub items: usize,
    /// Matches at or above the reporting threshold.
    pub matches: usize,
    /// Statements.
    pub statements: usize,
    /// Claims.
    pub claims: usize,
    /// Origins.
    pub origins: usize,
    /// Findings of severity warn or error.
    pub findings: usize,
}

impl Pipeline {
    /// A pipeline with `n_threads` threads, or one for each processor.
    ///
    /// # Errors
    /// When this program cannot find itself, or no scratch folder can be made.
    pub fn new(n_threads: Option<usize>) -> Result<Pipeline> {
        let own_path =
            std::env::current_exe().context("finding this program, which is also its own sandboxed worker")?;
        let command = vec![OsString::from(own_path), OsString::from(crate::WORKER_ARGUMENT)];
        let scratch = tempfile::Builder::new().prefix("firsthand-").tempdir().context("making a scratch folder")?;
        let scratch_of = |name: &str| {
            let folder = scratch.path().join(name);
            std::fs::create_dir(&folder).context("making a scratch folder").map(|()| folder)
        };
        let extractor = Extractor::new(command.clone(), Limits::default(), scratch_of("first")?);
        let in_full = Limits { sampling: Some(FrameSampling::Dense), ..Limits::default() };
        let full_extractor = Extractor::new(command, in_full, scratch_of("full")?);
        let available = thread::available_parallelism().map_or(1, usize::from);
        Ok(Pipeline { extractor, full_extractor, n_threads: n_threads.unwrap_or(available).max(1), _scratch: scratch })
    }

    /// The sandboxed reader of foreign bytes.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// Runs every stage that is missing or stale, and logs the run where it had something new. `is_anew`: everything
    /// derived was dropped before.
    ///
    /// # Errors
    /// When the case cannot be read or written. What goes wrong with one item becomes a finding.
    pub fn run(&self, case: &Case, quiet: bool, is_anew: bool) -> Result<Summary> {
        let items = extracting::missing(case)?;
        self.extract(case, items, quiet)?;
        completeness::run(case)?;
        let look_closer = || all_frames::run(case, &self.full_extractor, self.n_threads, quiet);
        tracing::run(case, self.n_threads, look_closer, quiet)?;
        statements::run(case, self.n_threads, quiet)?;
        facts::count_origins(case, quiet)?;
        analysed::log_run(case, is_anew)?;
        summary(case)
    }

    /// How many threads it uses.
    pub fn n_threads(&self) -> usize {
        self.n_threads
    }

    /// As [`Pipeline::extract`], as a part of a longer step that has a progress display already.
    ///
    /// # Errors
    /// As there.
    pub fn extract_under(&self, case: &Case, items: Vec<ItemId>, progress: &Progress) -> Result<()> {
        let part = progress.part("reading", items.len() as u64);
        extracting::run(case, &self.extractor, self.n_threads, items, &part).map(drop)
    }

    /// Extracts these items and whatever members they turn out to hold.
    ///
    /// # Errors
    /// When the case cannot be read or written.
    pub fn extract(&self, case: &Case, items: Vec<ItemId>, quiet: bool) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        let progress = Progress::start("reading", items.len() as u64, quiet);
        let n_read = extracting::run(case, &self.extractor, self.n_threads, items, &progress)?;
        progress.finish(&format!("{n_read} items, members of containers included"));
        Ok(())
    }
}

fn summary(case: &Case) -> Result<Summary> {
    use model::{Severity, Tier};
    Ok(Summary {
        items: usize::try_from(case.n_items()?).unwrap_or(usize::MAX),
        matches: derived::matches(case)?.iter().filter(|one| one.tier == Tier::Confirmed).count(),
        statements: derived::statements(case)?.len(),
        claims: derived::claims(case)?.len(),
        origins: derived::origins(case)?.len(),
        findings: derived::findings(case)?.iter().filter(|finding| finding.severity >= Severity::Warn).count(),
    })
}

impl Summary {
    /// The summary for people.
    pub fn print(&self) {
        say(format!(
            "{} items · {} matches · {} statements · {} claims · {} origins · {} findings to look at",
            self.items, self.matches, self.statements, self.claims, self.origins, self.findings
        ));
    }
}
