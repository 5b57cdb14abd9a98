//! Taking files in through the browser. What is dropped lands in a folder beside the case, under the name it had; then the same
//! `firsthand add` runs that people run on the command line, as a process of its own, so that it can be stopped and taken up
//! again, and a file that kills it does not kill the desk. Its lines are what the page shows.

use super::people::secret;
use crate::commands::add::INCOMING;
use crate::operator::now;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Runs that the desk remembers.
const RUNS_AT_MOST: usize = 50;

/// How far a run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Files are still coming from the browser.
    Receiving,
    /// They are taken in and read, then compared with what is there.
    Working,
    /// All is done.
    Done,
    /// Somebody stopped it. What was acknowledged stays.
    Stopped,
    /// It ended with an error.
    Failed,
}

/// One line for each input, as `add --json` prints it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InputLine {
    /// Path that was given.
    pub path: String,
    /// `ok`, `warn`, `error` or `refused`.
    pub status: String,
    /// Hash of what was kept.
    pub sha256: Option<String>,
    /// What is to be known.
    pub message: Option<String>,
}

/// One run, as it is shown.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Who began it.
    pub by: String,
    /// When.
    pub began: String,
    /// How far it is.
    pub stage: Stage,
    /// Files that came from the browser.
    pub received: usize,
    /// What became of each.
    pub lines: Vec<InputLine>,
    /// What went wrong with the run as a whole.
    pub problem: Option<String>,
    #[serde(skip)]
    folder: PathBuf,
    #[serde(skip)]
    process: Option<u32>,
}

/// What the operator says of the files of a run.
#[derive(Clone, Default, Debug)]
pub struct Told {
    /// Where they were published.
    pub url: Option<String>,
    /// From whom they came.
    pub received_from: Option<String>,
    /// When they were seen.
    pub seen_at: Option<String>,
    /// In their own words.
    pub note: Option<String>,
}

/// All runs of a desk.
#[derive(Clone)]
pub struct Adding {
    case_folder: PathBuf,
    runs: Arc<Runs>,
}

#[derive(Default)]
struct Runs {
    by_id: Mutex<BTreeMap<String, Run>>,
    /// Somebody who watches is woken.
    changed: Condvar,
}

impl Runs {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Run>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.lock().get_mut(id) {
            change(run);
        }
        self.changed.notify_all();
    }
}

impl Adding {
    /// Of the case in this folder.
    pub fn to_case(case_folder: &Path) -> Adding {
        Adding { case_folder: case_folder.to_owned(), runs: Arc::default() }
    }

    /// Runs, the newest first.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = self.runs.lock().values().cloned().collect();
        runs.sort_by(|a, b| b.began.cmp(&a.began).then_with(|| b.id.cmp(&a.id)));
        runs
    }

    /// The run of this id.
    pub fn run(&self, id: &str) -> Option<Run> {
        self.runs.lock().get(id).cloned()
    }

    /// Begins a run: files may come.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn begin(&self, by: &str) -> Result<Run> {
        let id = secret()?[..12].to_owned();
        let folder = self.case_folder.join(INCOMING).join(&id);
        // Only for the eyes of who runs the desk, as the accounts beside it.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        let run = Run {
            id: id.clone(),
            by: by.to_owned(),
            began: now(),
            stage: Stage::Receiving,
            received: 0,
            lines: Vec::new(),
            problem: None,
            folder,
            process: None,
        };
        let mut runs = self.runs.lock();
        if runs.len() >= RUNS_AT_MOST
            && let Some(oldest) =
                runs.values().filter(|run| run.stage != Stage::Working).min_by_key(|run| run.began.clone())
        {
            let oldest = oldest.id.clone();
            runs.remove(&oldest);
        }
        runs.insert(id, run.clone());
        Ok(run)
    }

    /// Where a file of this name is to be put; its folders are made.
    ///
    /// # Errors
    /// When the run does not take files, or the name leads out of its folder.
    pub fn place_for(&self, id: &str, name: &str) -> Result<PathBuf> {
        let run = self.run(id).context("there is no such run")?;
        if run.stage != Stage::Receiving {
            bail!("this run takes no more files");
        }
        let path = Path::new(name);
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !plain || name.contains('\0') {
            bail!("this is no name of a file");
        }
        let place = run.folder.join(path);
        std::fs::create_dir_all(place.parent().context("a file lies in a folder")?)?;
        if place.exists() {
            bail!("a file of this name came already");
        }
        Ok(place)
    }

    /// A file has come whole.
    pub fn received(&self, id: &str) {
        if let Some(run) = self.runs.lock().get_mut(id) {
            run.received += 1;
        }
    }

    /// Takes the files of a run in.
    ///
    /// # Errors
    /// When there is nothing to take in, or the process cannot be started.
    pub fn start(&self, id: &str, told: &Told) -> Result<()> {
        let run = self.run(id).context("there is no such run")?;
        let again = matches!(run.stage, Stage::Stopped | Stage::Failed);
        if run.received == 0 || !(run.stage == Stage::Receiving || again) {
            bail!("this run has nothing to take in");
        }
        let mut command = Command::new(std::env::current_exe().context("finding this program")?);
        command.arg("add").arg(&self.case_folder).arg(&run.folder).arg("--json").args(["--collected-by", &run.by]);
        for (option, value) in [
            ("--url", &told.url),
            ("--received-from", &told.received_from),
            ("--seen-at", &told.seen_at),
            ("--note", &told.note),
        ] {
            if let Some(value) = value {
                command.args([option, value]);
            }
        }
        if again {
            command.arg("--resume");
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        self.runs.change(id, |run| {
            run.stage = Stage::Working;
            run.process = Some(child.id());
            run.problem = None;
            run.lines.clear();
        });
        let (runs, id) = (self.runs.clone(), id.to_owned());
        std::thread::spawn(move || follow(&runs, &id, child));
        Ok(())
    }

    /// Stops a run; what was acknowledged stays, and it can be taken up again.
    pub fn stop(&self, id: &str) {
        let process = self.run(id).and_then(|run| run.process).and_then(|pid| i32::try_from(pid).ok());
        if let Some(process) = process.and_then(rustix::process::Pid::from_raw) {
            self.runs.change(id, |run| run.stage = Stage::Stopped);
            let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
        }
    }

    /// The run when it is no longer as `known`; at once where it is another already.
    pub fn when_changed(&self, known: &Run) -> Option<Run> {
        let is_as_known = |runs: &mut BTreeMap<String, Run>| runs.get(&known.id) == Some(known);
        let runs = self.runs.changed.wait_while(self.runs.lock(), is_as_known);
        runs.unwrap_or_else(PoisonError::into_inner).get(&known.id).cloned()
    }
}

/// Reads the lines of the process until it ends.
fn follow(runs: &Runs, id: &str, mut child: Child) {
    let errors = child.stderr.take().map(|stderr| {
        std::thread::spawn(move || BufReader::new(stderr).lines().map_while(Result::ok).last().unwrap_or_default())
    });
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Ok(line) = serde_json::from_str::<InputLine>(&line) {
                runs.change(id, |run| run.lines.push(line));
            }
        }
    }
    let ended = child.wait();
    let last_words = errors.and_then(|thread| thread.join().ok()).unwrap_or_default();
    // 0 and 1: done, the second with rejected inputs, which are among the lines.
    let well = ended.is_ok_and(|status| matches!(status.code(), Some(0 | 1)));
    // The case has its own copy of every byte by now; what stays here would be a second, unguarded one.
    let folder = runs.lock().get(id).filter(|run| well && run.stage == Stage::Working).map(|run| run.folder.clone());
    if let Some(folder) = folder {
        let _ = std::fs::remove_dir_all(folder);
    }
    runs.change(id, |run| {
        run.process = None;
        if run.stage == Stage::Working {
            run.stage = if well { Stage::Done } else { Stage::Failed };
            run.problem = (!well).then_some(last_words);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stays_in_the_folder_of_its_run() {
        let folder = tempfile::tempdir().unwrap();
        let adding = Adding::to_case(folder.path());
        let run = adding.begin("Ana").unwrap();
        let place = adding.place_for(&run.id, "album/quay.jpg").unwrap();
        assert!(place.starts_with(folder.path().join("desk/incoming")));
        for hostile in ["", "../x", "/etc/passwd", "a/../../x", "./x/..", "x\0y"] {
            assert!(adding.place_for(&run.id, hostile).is_err(), "{hostile:?}");
        }
        std::fs::write(&place, b"x").unwrap();
        assert!(adding.place_for(&run.id, "album/quay.jpg").is_err(), "nothing is written over");
        assert!(adding.place_for("none", "x").is_err());
        assert!(adding.start(&run.id, &Told::default()).is_err(), "nothing came whole");
    }
}
