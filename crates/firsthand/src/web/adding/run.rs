//! One run of files that are taken in: who began it, how far it is, what became of each file.

use serde::{Deserialize, Serialize};

/// Files that were kept without trouble, of one run, that are listed by name; the others are counted.
const KEPT_LISTED: usize = 200;
/// Files with trouble that are listed; more are counted.
const TROUBLES_LISTED: usize = 2_000;

/// How far a run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Files are still coming from the browser.
    Receiving,
    /// They are taken in and read, then compared with what is there.
    Working,
    /// All is done.
    Done,
    /// Somebody stopped it, or the desk ended meanwhile. What was acknowledged stays.
    Stopped,
    /// It ended with an error.
    Failed,
}

/// What became of one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing of it was taken.
    Refused,
    /// Kept; nothing of it could be read.
    Error,
    /// Kept; it could be read in part.
    Warn,
    /// Kept and read.
    Ok,
}

impl Status {
    /// All of them, what needs attention most first.
    pub const ALL: [Status; 4] = [Status::Refused, Status::Error, Status::Warn, Status::Ok];
}

/// One line for each input, as `add --json` prints it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InputLine {
    /// Path that was given.
    pub path: String,
    /// What became of it.
    pub status: Status,
    /// Hash of what was kept.
    pub sha256: Option<String>,
    /// What is to be known.
    pub message: Option<String>,
}

/// What became of the files of a run: all counted, those with trouble named.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Outcomes {
    /// Number of files, in the order of [`Status::ALL`].
    counts: [u64; 4],
    /// Files that are named, in the order in which they came.
    listed: Vec<InputLine>,
}

impl Outcomes {
    /// A file more.
    pub fn add(&mut self, line: InputLine) {
        self.counts[line.status as usize] += 1;
        let most = if line.status == Status::Ok { KEPT_LISTED } else { TROUBLES_LISTED };
        if self.of(line.status).count() < most {
            self.listed.push(line);
        }
    }

    /// How many ended so.
    pub fn n(&self, status: Status) -> u64 {
        self.counts[status as usize]
    }

    /// Those that ended so and are named.
    pub fn of(&self, status: Status) -> impl Iterator<Item = &InputLine> {
        self.listed.iter().filter(move |line| line.status == status)
    }
}

/// What a run is at.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct At {
    /// The step, as `firsthand add` names it.
    pub step: String,
    /// Parts of it that are done.
    pub done: u64,
    /// Of how many; unknown at times.
    pub of: Option<u64>,
    /// What is being worked on; foreign text.
    pub what: String,
}

/// What is said of the files of a run.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
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

/// One run.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Who began it.
    pub by: String,
    /// When, by the clock of this machine.
    pub began: String,
    /// How far it is.
    pub stage: Stage,
    /// Files that came from the browser.
    pub received: u64,
    /// What is said of them; going on says the same again, or they would be logged twice.
    pub told: Told,
    /// What became of each.
    pub outcomes: Outcomes,
    /// What went wrong with the run as a whole.
    pub problem: Option<String>,
    /// What it is at, while it works.
    #[serde(skip)]
    pub at: Option<At>,
    /// Changes since the desk began: whoever watches knows by it whether there is something new.
    #[serde(skip)]
    pub n_changes: u64,
    /// The process that works.
    #[serde(skip)]
    pub process: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_named_and_what_went_well_is_counted() {
        let mut outcomes = Outcomes::default();
        let line = |n: usize, status| InputLine { path: format!("{n}.jpg"), status, sha256: None, message: None };
        for n in 0..1_000 {
            outcomes.add(line(n, Status::Ok));
        }
        for n in 0..300 {
            outcomes.add(line(n, Status::Refused));
        }
        assert_eq!((outcomes.n(Status::Ok), outcomes.of(Status::Ok).count()), (1_000, KEPT_LISTED));
        assert_eq!((outcomes.n(Status::Refused), outcomes.of(Status::Refused).count()), (300, 300));
    }
}
