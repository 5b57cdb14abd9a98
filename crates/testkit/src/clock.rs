//! A clock for tests: it shows what it was set to, and moves only when it is told to.

use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that stands still.
#[derive(Debug)]
pub struct FakeClock {
    unix_seconds: AtomicI64,
}

impl FakeClock {
    /// A clock that shows this many seconds after 1970-01-01T00:00:00Z.
    pub fn at(unix_seconds: i64) -> FakeClock {
        FakeClock { unix_seconds: AtomicI64::new(unix_seconds) }
    }

    /// Seconds after 1970-01-01T00:00:00Z.
    pub fn now_unix_seconds(&self) -> i64 {
        self.unix_seconds.load(Ordering::SeqCst)
    }

    /// The time as RFC 3339 in UTC, whole seconds: `2026-01-02T03:04:05Z`.
    pub fn now_rfc3339(&self) -> String {
        rfc3339(self.now_unix_seconds())
    }

    /// Moves the clock; a negative number moves it back.
    pub fn advance_seconds(&self, seconds: i64) {
        self.unix_seconds.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Default for FakeClock {
    /// 2026-01-02T03:04:05Z.
    fn default() -> FakeClock {
        FakeClock::at(1_767_323_045)
    }
}

fn rfc3339(unix_seconds: i64) -> String {
    const DAY: i64 = 86_400;
    let (days, second) = (unix_seconds.div_euclid(DAY), unix_seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let (hour, minute) = (second / 3600, second % 3600 / 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

/// Year, month and day of a number of days after 1970-01-01, by counting: tests need no speed.
fn civil(mut days: i64) -> (i64, i64, i64) {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let year_days = |year: i64| if is_leap(year) { 366 } else { 365 };
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += year_days(year);
    }
    while days >= year_days(year) {
        days -= year_days(year);
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 0;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        month += 1;
        if days < length {
            break;
        }
        days -= length;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_only_when_told() {
        let clock = FakeClock::default();
        assert_eq!(clock.now_rfc3339(), "2026-01-02T03:04:05Z");
        assert_eq!(clock.now_rfc3339(), "2026-01-02T03:04:05Z");
        clock.advance_seconds(60);
        assert_eq!(clock.now_rfc3339(), "2026-01-02T03:05:05Z");
    }

    #[test]
    fn leap_days_and_times_before_1970_are_named_right() {
        assert_eq!(FakeClock::at(951_782_400).now_rfc3339(), "2000-02-29T00:00:00Z");
        assert_eq!(FakeClock::at(-1).now_rfc3339(), "1969-12-31T23:59:59Z");
    }
}
