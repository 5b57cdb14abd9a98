//! Taking files in through the browser. What is dropped lands in a folder beside the case, under the name it had; then the same
//! `firsthand add` runs that people run on the command line, as a process of its own, so that it can be stopped and taken up
//! again, and a file that kills it does not kill the desk. Its lines are what the page shows. Runs are remembered in a file
//! of the desk's own, so that what went wrong is still there after the desk has ended.

pub mod multipart;
mod run;

pub use run::{At, InputLine, Outcomes, Run, Stage, Status, Told};

use super::own_file;
use super::people::{digest, secret};
use crate::commands::add::{INCOMING, REMEMBERED_RUNS, TAKING_IN};
use crate::intake::checked_time;
use crate::operator::now;
use crate::terminal::{PROGRESS_AS_JSON, say};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Runs that the desk remembers.
const RUNS_AT_MOST: usize = 50;
/// How long a process that was stopped is waited for.
const ENDING_AT_MOST: Duration = Duration::from_secs(10);
/// Where files lie that have not come whole.
const PARTS: &str = ".parts";

/// All runs of a desk.
#[derive(Clone)]
pub struct Adding {
    case_folder: PathBuf,
    runs: Arc<Runs>,
}

struct Runs {
    file: PathBuf,
    by_id: Mutex<BTreeMap<String, Run>>,
    /// Somebody who watches is woken.
    changed: Condvar,
}

/// A file that is coming.
#[derive(Debug)]
pub struct Coming {
    run: String,
    /// Where it is written meanwhile.
    pub part: PathBuf,
    place: PathBuf,
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It has come before.
    #[error("a file of this name came already")]
    CameAlready,
    /// Anything else.
    #[error("{0}")]
    Refused(String),
}

impl Runs {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Run>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes a run and wakes who watches it.
    fn change(&self, id: &str, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.lock().get_mut(id) {
            change(run);
            run.n_changes += 1;
        }
        self.changed.notify_all();
    }

    /// The same, and remembers it.
    fn change_and_keep(&self, id: &str, change: impl FnOnce(&mut Run)) {
        self.change(id, change);
        self.keep();
    }

    /// Forgets what is done where the file of it was taken away: an item was disposed of, and its name goes with it.
    fn forget_what_was_taken_away(&self) {
        let mut runs = self.lock();
        if !runs.is_empty() && !self.file.exists() {
            runs.retain(|_, run| run.stage != Stage::Done);
        }
    }

    /// A run that cannot be remembered goes on all the same: its files are what counts.
    fn keep(&self) {
        self.forget_what_was_taken_away();
        let runs: Vec<Run> = self.lock().values().cloned().collect();
        if let Err(error) = own_file::write(&self.file, &runs) {
            say(format!("the runs of the page Add are not remembered: {error:#}"));
        }
    }
}

impl Adding {
    /// Of the case in this folder, with the runs of earlier. What was at work when the desk ended is stopped and can be taken up
    /// again; files that had not come whole are gone.
    ///
    /// # Errors
    /// When what is remembered of them is there and cannot be read.
    pub fn to_case(case_folder: &Path) -> Result<Adding> {
        let file = case_folder.join(REMEMBERED_RUNS);
        let kept: Vec<Run> = own_file::read(&file)?;
        let incoming = case_folder.join(INCOMING);
        let _ = std::fs::remove_dir_all(incoming.join(PARTS));
        let taken_up = |mut run: Run| {
            match run.stage {
                Stage::Working => run.stage = Stage::Stopped,
                Stage::Receiving => run.received = n_files_below(&incoming.join(&run.id)),
                Stage::Done | Stage::Stopped | Stage::Failed => {}
            }
            (run.id.clone(), run)
        };
        let by_id = Mutex::new(kept.into_iter().map(taken_up).collect());
        let runs = Arc::new(Runs { file, by_id, changed: Condvar::new() });
        Ok(Adding { case_folder: case_folder.to_owned(), runs })
    }

    /// Runs, the newest first.
    pub fn runs(&self) -> Vec<Run> {
        self.runs.forget_what_was_taken_away();
        let mut runs: Vec<Run> = self.runs.lock().values().cloned().collect();
        runs.sort_by(|a, b| b.began.cmp(&a.began).then_with(|| b.id.cmp(&a.id)));
        runs
    }

    /// The run of this id.
    pub fn run(&self, id: &str) -> Option<Run> {
        self.runs.lock().get(id).cloned()
    }

    /// Begins a run, to which files may come, and gives its id. Where this person has one that still takes files, it is that one.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn begin(&self, by: &str) -> Result<String> {
        let is_open = |run: &&Run| run.stage == Stage::Receiving && run.by == by;
        if let Some(open) = self.runs.lock().values().find(is_open) {
            return Ok(open.id.clone());
        }
        let id = secret()?[..12].to_owned();
        make_folder(&self.folder_of(&id))?;
        let run = Run {
            id: id.clone(),
            by: by.to_owned(),
            began: now(),
            stage: Stage::Receiving,
            received: 0,
            told: Told::default(),
            outcomes: Outcomes::default(),
            problem: None,
            at: None,
            n_changes: 0,
            process: None,
        };
        {
            let mut runs = self.runs.lock();
            let done = runs.values().filter(|run| run.stage == Stage::Done).min_by_key(|run| run.began.clone());
            if let Some(oldest) = done.map(|run| run.id.clone()).filter(|_| runs.len() >= RUNS_AT_MOST) {
                runs.remove(&oldest);
            }
            runs.insert(id.clone(), run);
        }
        self.runs.keep();
        Ok(id)
    }

    /// A file of this name is coming; its folders are made.
    ///
    /// # Errors
    /// When the run takes no files, the name leads out of its folder, or a file of this name is there.
    pub fn coming(&self, id: &str, name: &str) -> Result<Coming, NotTaken> {
        let refused = |words: &str| NotTaken::Refused(words.to_owned());
        let run = self.run(id).ok_or_else(|| refused("there is no such run"))?;
        if run.stage != Stage::Receiving {
            return Err(refused("this run takes no more files"));
        }
        let path = Path::new(name);
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !plain || name.contains('\0') {
            return Err(refused("this is no name of a file"));
        }
        let (place, parts) = (self.folder_of(id).join(path), self.case_folder.join(INCOMING).join(PARTS));
        if place.exists() {
            return Err(NotTaken::CameAlready);
        }
        let made = place.parent().context("a file lies in a folder").and_then(make_folder);
        made.and_then(|()| make_folder(&parts)).map_err(|error| NotTaken::Refused(format!("{error:#}")))?;
        Ok(Coming { run: id.to_owned(), part: parts.join(digest(&place.to_string_lossy())), place })
    }

    /// Takes a file that is here already.
    ///
    /// # Errors
    /// As [`Adding::coming`], and when it cannot be written.
    pub fn take(&self, id: &str, name: &str, content: &[u8]) -> Result<(), NotTaken> {
        let coming = self.coming(id, name)?;
        let written =
            std::fs::write(&coming.part, content).map_err(anyhow::Error::from).and_then(|()| self.came(&coming));
        written.map_err(|error| NotTaken::Refused(format!("{error:#}")))
    }

    /// A file has come whole: it takes its place.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn came(&self, coming: &Coming) -> Result<()> {
        std::fs::rename(&coming.part, &coming.place)?;
        self.runs.change(&coming.run, |run| run.received += 1);
        Ok(())
    }

    /// Takes the files of a run in. One that goes on says of them what was said at first.
    ///
    /// # Errors
    /// When there is nothing to take in, the time is none, or the process cannot be started.
    pub fn start(&self, id: &str, told: Told) -> Result<()> {
        let run = self.run(id).context("there is nothing to take in; choose files first")?;
        let again = matches!(run.stage, Stage::Stopped | Stage::Failed);
        if run.process.is_some() {
            bail!("this run is still ending; try again in a moment");
        }
        if run.received == 0 || !(run.stage == Stage::Receiving || again) || !self.folder_of(id).exists() {
            bail!("this run has nothing to take in");
        }
        let told = if again { run.told } else { told };
        if let Some(seen_at) = &told.seen_at {
            checked_time(seen_at)?;
        }
        let child = self.add_command(id, &run.by, &told, again)?.spawn().context("starting firsthand add")?;
        self.runs.change_and_keep(id, |run| {
            run.stage = Stage::Working;
            run.process = Some(child.id());
            run.problem = None;
            run.outcomes = Outcomes::default();
            run.told = told;
        });
        let (adding, id) = (self.clone(), id.to_owned());
        std::thread::spawn(move || adding.follow(&id, child));
        Ok(())
    }

    fn add_command(&self, id: &str, by: &str, told: &Told, again: bool) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe().context("finding this program")?);
        command.arg("add").arg(&self.case_folder).arg(self.folder_of(id)).arg("--json").args(["--collected-by", by]);
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
        let (name, value) = PROGRESS_AS_JSON;
        command.env(name, value).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(command)
    }

    /// Stops a run, and waits until its process has ended: what was acknowledged stays, and it can be taken up again.
    pub fn stop(&self, id: &str) {
        let process = self.run(id).and_then(|run| run.process).and_then(|pid| i32::try_from(pid).ok());
        if let Some(process) = process.and_then(rustix::process::Pid::from_raw) {
            self.runs.change_and_keep(id, |run| run.stage = Stage::Stopped);
            let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
            let is_at_work = |runs: &mut BTreeMap<String, Run>| runs.get(id).is_some_and(|run| run.process.is_some());
            drop(self.runs.changed.wait_timeout_while(self.runs.lock(), ENDING_AT_MOST, is_at_work));
        }
    }

    /// Stops all that work, for the desk ends.
    pub fn stop_all(&self) {
        for run in self.runs().iter().filter(|run| run.stage == Stage::Working) {
            self.stop(&run.id);
        }
    }

    /// Forgets a run that does not work, with the files that it has not taken in.
    ///
    /// # Errors
    /// When it works, or its files cannot be removed.
    pub fn discard(&self, id: &str) -> Result<()> {
        let run = self.run(id).context("there is no such run")?;
        if run.stage == Stage::Working || run.process.is_some() {
            bail!("this run is at work; stop it first");
        }
        self.remove_files(id)?;
        self.runs.lock().remove(id);
        self.runs.changed.notify_all();
        self.runs.keep();
        Ok(())
    }

    /// The run when it is no longer as `known`; at once where it is another already.
    pub fn when_changed(&self, known: &Run) -> Option<Run> {
        let is_as_known =
            |runs: &mut BTreeMap<String, Run>| runs.get(&known.id).is_some_and(|run| run.n_changes == known.n_changes);
        let runs = self.runs.changed.wait_while(self.runs.lock(), is_as_known);
        runs.unwrap_or_else(PoisonError::into_inner).get(&known.id).cloned()
    }

    fn folder_of(&self, id: &str) -> PathBuf {
        self.case_folder.join(INCOMING).join(id)
    }

    fn remove_files(&self, id: &str) -> Result<()> {
        match std::fs::remove_dir_all(self.folder_of(id)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).context("removing the files of a run")
            }
            _ => Ok(()),
        }
    }

    /// Reads the lines of the process until it ends.
    fn follow(&self, id: &str, mut child: Child) {
        let talk = child.stderr.take().map(|stderr| {
            let (runs, id) = (self.runs.clone(), id.to_owned());
            std::thread::spawn(move || follow_talk(&runs, &id, stderr))
        });
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Ok(line) = serde_json::from_str::<InputLine>(&line) {
                    self.runs.change(id, |run| run.outcomes.add(line));
                }
            }
        }
        let ended = child.wait();
        let last_words = talk.and_then(|thread| thread.join().ok()).unwrap_or_default();
        // 0 and 1: done, the second with rejected inputs, which are among the lines.
        let well = ended.is_ok_and(|status| matches!(status.code(), Some(0 | 1)));
        let is_stopped = self.run(id).is_none_or(|run| run.stage != Stage::Working);
        // The case has its own copy of every byte by now; what stays here would be a second, unguarded one.
        let left_over = if well && !is_stopped { self.remove_files(id).err() } else { None };
        self.runs.change_and_keep(id, |run| {
            (run.process, run.at) = (None, None);
            if !is_stopped {
                run.stage = if well { Stage::Done } else { Stage::Failed };
                run.problem = left_over.map(|error| format!("{error:#}")).or((!well).then_some(last_words));
            }
        });
    }
}

/// A line of progress, as `add` prints it for programs.
#[derive(Deserialize)]
struct ProgressLine {
    progress: At,
}

/// How many files there are to be taken in the process does not know; the desk does.
fn within(at: At, received: u64) -> At {
    let of = at.of.or((at.step == TAKING_IN).then_some(received));
    At { of, ..at }
}

/// Follows what the process says beside its lines; gives its last words.
fn follow_talk(runs: &Runs, id: &str, stderr: ChildStderr) -> String {
    let mut last_words = String::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok).filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str::<ProgressLine>(&line) {
            Ok(ProgressLine { progress }) => runs.change(id, |run| run.at = Some(within(progress, run.received))),
            Err(_) => last_words = line,
        }
    }
    last_words
}

/// Makes a folder that only who runs the desk can read, as the accounts beside it.
fn make_folder(folder: &Path) -> Result<()> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("making the folder {}", folder.display()))
}

fn n_files_below(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let below = entries.map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => n_files_below(&entry.path()),
        _ => 1,
    });
    below.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adding(folder: &Path) -> Adding {
        Adding::to_case(folder).expect("no runs")
    }

    /// A run of Ana's with one file that came whole.
    fn with_a_file(adding: &Adding) -> String {
        adding.begin("Ana").expect("a run");
        let id = adding.runs()[0].id.clone();
        let coming = adding.coming(&id, "album/quay.jpg").expect("a place");
        std::fs::write(&coming.part, b"x").expect("a file");
        adding.came(&coming).expect("it is there");
        id
    }

    #[test]
    fn a_file_stays_in_the_folder_of_its_run() {
        let folder = tempfile::tempdir().unwrap();
        let adding = adding(folder.path());
        let id = with_a_file(&adding);
        assert!(folder.path().join("desk/incoming").join(&id).join("album/quay.jpg").exists());
        for hostile in ["", "../x", "/etc/passwd", "a/../../x", "./x/..", "x\0y"] {
            assert!(matches!(adding.coming(&id, hostile), Err(NotTaken::Refused(_))), "{hostile:?}");
        }
        assert!(matches!(adding.coming(&id, "album/quay.jpg"), Err(NotTaken::CameAlready)), "nothing is written over");
        assert!(adding.coming("none", "x").is_err());
    }

    #[test]
    fn a_run_is_there_after_the_desk_has_ended_and_what_came_in_part_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let first = adding(folder.path());
        let id = with_a_file(&first);
        let half = first.coming(&id, "half.mp4").expect("a place");
        std::fs::write(&half.part, b"the beginning").expect("a file");
        first.begin("Ana").expect("the same run");
        first.begin("Bo").expect("another run");
        let again = adding(folder.path());
        assert_eq!(again.runs().len(), 2);
        assert_eq!(again.run(&id).map(|run| (run.stage, run.received)), Some((Stage::Receiving, 1)));
        assert!(!half.part.exists());
        again.runs.change_and_keep(&id, |run| run.stage = Stage::Working);
        assert_eq!(adding(folder.path()).run(&id).map(|run| run.stage), Some(Stage::Stopped));
    }

    #[test]
    fn taking_in_has_a_number_to_go_to_and_other_steps_their_own() {
        let at = |step: &str, of| At { step: step.to_owned(), of, ..At::default() };
        assert_eq!(within(at(TAKING_IN, None), 7).of, Some(7));
        assert_eq!(within(at("same sound", Some(3)), 7).of, Some(3));
        assert_eq!(within(at("same sound", None), 7).of, None);
    }

    #[test]
    fn what_is_discarded_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let adding = adding(folder.path());
        let id = with_a_file(&adding);
        adding.discard(&id).expect("it goes");
        assert!(adding.runs().is_empty() && !folder.path().join("desk/incoming").join(&id).exists());
        assert!(adding.start(&id, Told::default()).is_err());
    }

    #[test]
    fn nothing_is_started_without_a_file_or_with_a_time_that_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let adding = adding(folder.path());
        adding.begin("Bo").expect("a run");
        let empty = adding.runs()[0].id.clone();
        assert!(adding.start(&empty, Told::default()).is_err());
        let id = with_a_file(&adding);
        let told = Told { seen_at: Some("yesterday".to_owned()), ..Told::default() };
        assert!(adding.start(&id, told).is_err());
        assert_eq!(adding.run(&id).map(|run| run.stage), Some(Stage::Receiving), "the words can be mended");
    }
}
