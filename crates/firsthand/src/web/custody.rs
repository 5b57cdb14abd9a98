//! The custody events of the case, kept as long as the desk runs: a page of an item asks for all of them.

use anyhow::Result;
use archive::Case;
use model::CustodyEvent;
use std::sync::{Arc, Mutex, PoisonError};

/// Custody events by log index, each with it.
pub type CustodyEvents = Arc<Vec<(u64, CustodyEvent)>>;

/// The events as they were read last.
#[derive(Default)]
pub struct KeptCustody {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// A disposal changes what earlier events say, and with them this mark.
    derived_mark: String,
    newest: Option<u64>,
    events: CustodyEvents,
}

impl KeptCustody {
    /// All events of the case as it is now; those that came since the last time are read.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn of(&self, case: &Case) -> Result<CustodyEvents> {
        let (derived_mark, newest) = (case.derived_mark()?, case.newest_entries()?.custody);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.derived_mark == derived_mark && kept.newest == newest {
            return Ok(kept.events.clone());
        }
        let events = match kept.newest.filter(|_| kept.derived_mark == derived_mark) {
            Some(before) => {
                let mut events = kept.events.as_ref().clone();
                events.extend(case.custody_entries_after(before)?);
                events
            }
            None => case.custody_entries()?,
        };
        // What was logged while these were read is among them, and must not be read again.
        let newest = events.last().map(|(log_index, _)| *log_index).or(newest);
        *kept = Kept { derived_mark, newest, events: Arc::new(events) };
        Ok(kept.events.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::{TOOL, now};
    use model::{CustodyKind, LogEntry};

    #[test]
    fn each_event_is_given_once_in_its_order_and_new_ones_are_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let case = Case::init(&folder.path().join("case"), &now(), TOOL).expect("a case");
        let kept = KeptCustody::default();
        let log = |text: &str| {
            let event = CustodyEvent {
                what: CustodyKind::Copied,
                items: Vec::new(),
                text: text.to_owned(),
                by: "Ana".to_owned(),
                time: now(),
                tool: TOOL.to_owned(),
            };
            case.append(&[LogEntry::Custody(event)]).expect("logged");
        };
        let told = || -> Vec<String> {
            kept.of(&case).expect("readable").iter().map(|(_, event)| event.text.clone()).collect()
        };
        assert!(told().is_empty());
        log("one");
        log("two");
        assert_eq!(told(), ["one", "two"]);
        log("three");
        assert_eq!(told(), ["one", "two", "three"]);
        assert_eq!(told(), ["one", "two", "three"]);
    }
}
