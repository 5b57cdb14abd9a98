//! Who looked at what: an audit of reads of items that are marked as graphic or sensitive, in the custody record. The
//! caller says which reads count; here they are gathered, so that paging through a hundred pictures is one entry and not
//! a hundred.

use crate::operator::{TOOL, now};
use crate::terminal::say;
use anyhow::Result;
use archive::Case;
use model::{CustodyEvent, CustodyKind, ItemId, LogEntry};
use std::collections::BTreeMap;
use std::future::Future;
use std::mem::take;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a view waits for others before all that wait are logged. A crash loses no more than this.
pub const WAIT_MAX: Duration = Duration::from_secs(30);
/// Items of one event: their ids stay well below what one entry of the log can hold.
const ITEMS_TOGETHER: usize = 500;

/// Views that are not logged yet, for as long as a program runs.
#[derive(Default)]
pub struct Views {
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    /// By user name: each item once, with the time at which it was seen first.
    of_person: BTreeMap<String, BTreeMap<ItemId, String>>,
    since: Option<Instant>,
}

impl Views {
    /// Notes that the person of this user name saw this item, and logs all that wait when the first of them has waited
    /// for half a minute or they are many.
    ///
    /// # Errors
    /// When the log cannot be written; then everything waits on.
    pub fn record_view(&self, case: &Case, by: &str, item: ItemId) -> Result<()> {
        let mut waiting = self.waiting();
        let seen = waiting.of_person.entry(by.to_owned()).or_default();
        seen.entry(item).or_insert_with(now);
        let is_full = seen.len() >= ITEMS_TOGETHER;
        let is_late = waiting.since.get_or_insert_with(Instant::now).elapsed() >= WAIT_MAX;
        if is_full || is_late { waiting.log(case).map(drop) } else { Ok(()) }
    }

    /// Logs all that wait, one event for each person, together; gives how many events. For the end of a program, and for
    /// a clock that calls it now and then.
    ///
    /// # Errors
    /// When the log cannot be written; then everything waits on.
    pub fn log_waiting(&self, case: &Case) -> Result<usize> {
        self.waiting().log(case)
    }

    fn is_empty(&self) -> bool {
        self.waiting().of_person.is_empty()
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Logs the views that wait once in every `period`, and a last time when `until` ends. What cannot be logged is told on
/// the terminal and waits for the next time.
pub async fn log_now_and_then<T>(
    views: &Arc<Views>,
    case_folder: &Path,
    period: Duration,
    until: impl Future<Output = T>,
) {
    let mut clock = tokio::time::interval(period);
    let mut until = std::pin::pin!(until);
    loop {
        let is_over = tokio::select! {
            _ = &mut until => true,
            _ = clock.tick() => false,
        };
        log_and_tell(views, case_folder).await;
        if is_over {
            return;
        }
    }
}

async fn log_and_tell(views: &Arc<Views>, case_folder: &Path) {
    if views.is_empty() {
        return;
    }
    let (views, case_folder) = (views.clone(), case_folder.to_owned());
    let log = move || views.log_waiting(&Case::open(&case_folder)?);
    let told = match tokio::task::spawn_blocking(log).await {
        Ok(Ok(_)) => return,
        Ok(Err(error)) => format!("{error:#}"),
        Err(error) => error.to_string(),
    };
    say(format!("who looked at graphic items could not be logged and is kept for the next try: {told}"));
}

impl Waiting {
    fn log(&mut self, case: &Case) -> Result<usize> {
        let events = self.of_person.iter().map(|(by, seen)| LogEntry::Custody(event(by, seen)));
        let n_events = case.append(&events.collect::<Vec<_>>())?.len();
        take(self);
        Ok(n_events)
    }
}

fn event(by: &str, seen: &BTreeMap<ItemId, String>) -> CustodyEvent {
    let (first, last) = (seen.values().min(), seen.values().max());
    let text = match (first, last) {
        (Some(first), Some(last)) if first != last => {
            format!("items looked at: {}, from {first} to {last}", seen.len())
        }
        _ => format!("items looked at: {}", seen.len()),
    };
    CustodyEvent {
        what: CustodyKind::Viewed,
        items: seen.keys().copied().collect(),
        text,
        by: by.to_owned(),
        time: now(),
        tool: TOOL.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_wait_for_each_other_and_are_one_event_for_each_person() {
        let folder = tempfile::tempdir().expect("a folder");
        let case = new_case(&folder);
        let views = Views::default();
        let items: Vec<ItemId> = (0..3u8).map(|n| ItemId::of(&[n])).collect();
        for item in items.iter().chain(&items) {
            views.record_view(&case, "amina", *item).expect("noted");
        }
        views.record_view(&case, "bo", items[0]).expect("noted");
        assert!(case.custody().expect("readable").is_empty(), "nothing is logged yet");
        assert_eq!(views.log_waiting(&case).expect("logged"), 2);
        assert_eq!(views.log_waiting(&case).expect("logged"), 0, "and not twice");
        let events = case.custody().expect("readable");
        let told: Vec<(&str, usize)> = events.iter().map(|event| (event.by.as_str(), event.items.len())).collect();
        assert_eq!(told, [("amina", 3), ("bo", 1)]);
        assert!(events.iter().all(|event| event.what == CustodyKind::Viewed));
    }

    #[test]
    fn many_are_logged_without_being_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let case = new_case(&folder);
        let views = Views::default();
        for n in 0..=ITEMS_TOGETHER {
            views.record_view(&case, "amina", ItemId::of(&n.to_be_bytes())).expect("noted");
        }
        assert_eq!(case.custody().expect("readable")[0].items.len(), ITEMS_TOGETHER);
        assert_eq!(views.log_waiting(&case).expect("logged"), 1, "the one that came after");
    }

    #[test]
    fn a_clock_logs_what_waits_and_the_end_logs_the_rest() {
        let folder = tempfile::tempdir().expect("a folder");
        let case = new_case(&folder);
        let views = Arc::new(Views::default());
        let see = |item: &[u8]| views.record_view(&case, "amina", ItemId::of(item)).expect("noted");
        see(b"the clock's");
        let n_logged = || case.custody().expect("readable").len();
        let once_logged = async {
            while n_logged() == 0 {
                tokio::task::yield_now().await;
            }
            see(b"the end's");
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let (place, period) = (folder.path().join("case"), Duration::from_millis(1));
        runtime.block_on(async {
            let clock = log_now_and_then(&views, &place, period, once_logged);
            tokio::time::timeout(Duration::from_secs(60), clock).await.expect("the clock logs");
        });
        assert_eq!(n_logged(), 2);
    }

    fn new_case(folder: &tempfile::TempDir) -> Case {
        Case::init(&folder.path().join("case"), &now(), TOOL).expect("a case")
    }
}
