//! The lists of the desk as they stand now: gathered from the case when its derived state has changed, kept in the file of
//! `archive::desk`, asked with the words that a person types. No HTTP here; the pages ask these functions.

mod answers;
mod claim_lines;
mod csv;
mod gather;
mod moment;
mod part;

pub use answers::{HitPart, ItemLine, ItemLines, NoWord, claims, items, places, places_of_claims};
pub use csv::write_csv;
pub use moment::{Moment, Placed, ties};
pub use part::{Appearance, MOST_WAYS, Part, a_match, appearances};

use anyhow::{Context, Result};
use archive::desk::{DeskIndex, Marks};
use archive::{Case, NewestEntries};
use model::{Decision, DecisionKind, ItemId, stable_id};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

/// Raised whenever the same case gives other lists.
const VERSION: u32 = 3;

/// The lists of one case for as long as a program runs. Many threads may ask; one at a time makes them anew.
#[derive(Default)]
pub struct DeskLists {
    now: Mutex<Option<Now>>,
    making: Mutex<()>,
}

/// The lists, and the state of the case that they are of.
#[derive(Clone)]
struct Now {
    derived_mark: String,
    newest: NewestEntries,
    index: DeskIndex,
    decisions: Arc<[Decision]>,
}

impl Now {
    fn is_of(&self, derived_mark: &str, newest: NewestEntries) -> bool {
        // Custody events show in no list; a disposal changes the mark of the derived state.
        let entries = (self.newest.captured, self.newest.decided);
        self.derived_mark == derived_mark && entries == (newest.captured, newest.decided)
    }
}

impl DeskLists {
    /// The lists of the case as it is now. `marks_of` tells from all decisions what people marked items with.
    ///
    /// Looking whether anything changed takes microseconds, new marks some 100 ms for 10^5 items, a changed derived state a
    /// new file (`bench/RESULTS.md`, Desk). While one thread makes it, the others are given the lists before it; without
    /// any they wait.
    ///
    /// # Errors
    /// When the case cannot be read or the file cannot be written.
    pub fn fresh(&self, case: &Case, marks_of: impl Fn(&[Decision]) -> BTreeMap<ItemId, Marks>) -> Result<DeskIndex> {
        let before = self.now().clone();
        let (derived_mark, newest) = (case.derived_mark()?, case.newest_entries()?);
        if let Some(now) = before.as_ref().filter(|now| now.is_of(&derived_mark, newest)) {
            return Ok(now.index.clone());
        }
        // New marks are there at once; a new file takes longer than anybody waits who has one before it.
        let before = before.filter(|now| now.derived_mark != derived_mark);
        let _making = match (self.making.try_lock(), before) {
            (Ok(making), _) => making,
            (Err(TryLockError::WouldBlock), Some(before)) => return Ok(before.index),
            (Err(_), _) => self.making.lock().unwrap_or_else(PoisonError::into_inner),
        };
        // Another thread may have made them while this one waited.
        let kept = self.now().clone();
        if let Some(now) = kept.as_ref().filter(|now| now.is_of(&derived_mark, newest)) {
            return Ok(now.index.clone());
        }
        let decisions = case.decisions()?;
        let index = index_of(case, kept.map(|now| now.index), &derived_mark, newest, &decisions)?;
        let index = index.with_marks(&marks_of(&decisions))?;
        *self.now() = Some(Now { derived_mark, newest, index: index.clone(), decisions: decisions.into() });
        Ok(index)
    }

    /// All decisions by log index, as the lists have them that were given out last; empty before the first time.
    pub fn decisions(&self) -> Arc<[Decision]> {
        self.now().as_ref().map(|now| now.decisions.clone()).unwrap_or_default()
    }

    fn now(&self) -> MutexGuard<'_, Option<Now>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What people marked items with, as the lists narrow by it. "To do" is what every item is until somebody says otherwise.
pub fn marks_of(decisions: &[Decision]) -> BTreeMap<ItemId, Marks> {
    let of_item = |marks: report::Marks| Marks {
        status: (marks.status != model::ItemStatus::default()).then(|| name_of_status(marks.status)),
        assignee: marks.assignee,
        is_graphic: marks.graphic,
        tags: marks.tags.into_keys().collect(),
    };
    report::marks(decisions).into_iter().map(|(item, marks)| (item, of_item(marks))).collect()
}

fn name_of_status(status: model::ItemStatus) -> String {
    serde_json::to_value(status).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The index of this state: the one at hand, the one on disk, or a new one.
fn index_of(
    case: &Case,
    at_hand: Option<DeskIndex>,
    derived_mark: &str,
    newest: NewestEntries,
    decisions: &[Decision],
) -> Result<DeskIndex> {
    let judged = judged_matches(decisions);
    let state = state_of(derived_mark, newest, &judged);
    let is_of_state = |index: &DeskIndex| index.state() == state;
    if let Some(index) = at_hand.filter(is_of_state) {
        return Ok(index);
    }
    if let Some(index) = DeskIndex::open(case)?.filter(is_of_state) {
        return Ok(index);
    }
    gather::make(case, &state, &judged)?;
    DeskIndex::open(case)?
        .context("the lists of the desk are gone as soon as they were made; is something clearing derived/?")
}

/// Everything that the lists are made of, but for what people marked.
fn state_of(derived_mark: &str, newest: NewestEntries, judged: &BTreeMap<String, bool>) -> String {
    let judged: Vec<String> = judged.iter().map(|(id, holds)| format!("{id}={holds}")).collect();
    let judged: Vec<&[u8]> = judged.iter().map(|one| one.as_bytes()).collect();
    format!("v{VERSION} {derived_mark} {:?} {}", newest.captured, stable_id("judged", &judged))
}

/// Whether a match holds, where a person said so and nobody took it back.
pub fn judged_matches(decisions: &[Decision]) -> BTreeMap<String, bool> {
    let in_force = decisions.iter().filter(|decision| decision.undone_by.is_none());
    let judged = in_force.filter_map(|decision| match &decision.what {
        DecisionKind::RejectMatch { match_id } => Some((match_id.clone(), false)),
        DecisionKind::AcceptMatch { match_id } => Some((match_id.clone(), true)),
        _ => None,
    });
    judged.collect()
}
