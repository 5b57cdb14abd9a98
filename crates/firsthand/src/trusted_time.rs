//! Which entries of the log a trusted timestamp covers, and since when.

use anyhow::Result;
use archive::{Case, VerifiedStamp};
use model::{Item, LogTime};

/// The stamps of a case that hold, checked now.
pub struct TrustedTime {
    stamps: Vec<VerifiedStamp>,
}

impl TrustedTime {
    /// Checks the stamps of this case; one that does not hold covers nothing (`check` names it).
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn of(case: &Case) -> Result<TrustedTime> {
        Ok(TrustedTime { stamps: case.verified_stamps()?.0 })
    }

    /// The stamps, by number.
    pub fn stamps(&self) -> &[VerifiedStamp] {
        &self.stamps
    }

    /// The first so many entries are covered.
    pub fn n_covered(&self) -> u64 {
        self.stamps.iter().map(|stamp| stamp.record.checkpoint_size).max().unwrap_or(0)
    }

    /// The earliest time at which an entry is known to have existed; `None` = not yet timestamped.
    pub fn of_entry(&self, log_index: u64) -> Option<LogTime> {
        let covering = self.stamps.iter().filter(|stamp| log_index < stamp.record.checkpoint_size);
        covering.map(|stamp| stamp.timestamp.time).min().map(|time| LogTime(time.to_string()))
    }

    /// The earliest time at which a capture of this item is known to have been logged.
    pub fn of_item(&self, item: &Item) -> Option<LogTime> {
        self.of_entry(item.captures.iter().map(|capture| capture.log_index).min()?)
    }
}
