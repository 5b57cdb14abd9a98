//! Times as they are claimed, placed on one axis as intervals: a day is a day long, and a time without a zone may lie
//! up to 14 hours to either side. Only drawing and ordering use this; the claimed text itself is what is shown.

/// An interval of seconds since 1970-01-01T00:00:00Z in which a claimed time lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    /// First second.
    pub from_s: i64,
    /// Last second.
    pub to_s: i64,
}

/// No zone on earth is further from UTC than +14:00 (Line Islands); -12:00 is the other end.
const FURTHEST_ZONE_S: i64 = 14 * 3600;
const DAY_S: i64 = 86_400;

impl Moment {
    /// Reads `2021-03-04T05:06:07.8+02:00`, `2021-03-04T05:06Z`, `2021-03-04T05:06:07`, `2021-03-04`, `2021-03`, `2021`.
    pub fn read(time: &str) -> Option<Moment> {
        let (date, clock) = match time.trim().split_once(['T', ' ', 't']) {
            Some((date, clock)) => (date, Some(clock)),
            None => (time.trim(), None),
        };
        let (first_day, last_day) = days(date)?;
        let Some(clock) = clock else {
            return Some(Moment { from_s: first_day * DAY_S, to_s: (last_day + 1) * DAY_S - 1 });
        };
        let (clock, zone_s) = split_zone(clock)?;
        let (second, length_s) = second_of_day(clock)?;
        let from_s = first_day * DAY_S + second;
        Some(match zone_s {
            Some(zone_s) => Moment { from_s: from_s - zone_s, to_s: from_s - zone_s + length_s - 1 },
            None => Moment { from_s: from_s - FURTHEST_ZONE_S, to_s: from_s + FURTHEST_ZONE_S },
        })
    }

    /// The middle, for ordering.
    pub fn middle_s(&self) -> i64 {
        self.from_s + (self.to_s - self.from_s) / 2
    }
}

/// The calendar date of a second, in UTC: `2021-03-04`.
pub fn date_words(second: i64) -> String {
    let (year, month, day) = civil_of_days(second.div_euclid(DAY_S));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Date and minute of a second, in UTC: `03-04 05:06`.
pub fn minute_words(second: i64) -> String {
    let (_, month, day) = civil_of_days(second.div_euclid(DAY_S));
    let minute = second.rem_euclid(DAY_S) / 60;
    format!("{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
}

/// The zone as the text of a time gives it: `UTC`, `+02:00`, `not stated`.
pub fn zone_of(time: &str) -> String {
    let Some((_, clock)) = time.split_once(['T', ' ', 't']) else { return crate::words::ZONE_NOT_STATED.to_owned() };
    if clock.ends_with(['Z', 'z']) || clock.ends_with("+00:00") {
        return crate::words::ZONE_UTC.to_owned();
    }
    match clock.rfind(['+', '-']) {
        Some(at) => clock[at..].to_owned(),
        None => crate::words::ZONE_NOT_STATED.to_owned(),
    }
}

/// A time as people read it: `2026-09-17 21:05:00 +02:00`. Nothing is reckoned over or left out; what is no time of RFC 3339 stays.
pub fn written(time: &str) -> String {
    let Some((day, clock)) = time.split_once(['T', 't']) else { return time.to_owned() };
    let is_time =
        clock.starts_with(|sign: char| sign.is_ascii_digit()) && day.ends_with(|sign: char| sign.is_ascii_digit());
    let end = clock.rfind(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    match (is_time, &clock[end..]) {
        (false, _) => time.to_owned(),
        (true, "") => format!("{day} {clock}"),
        (true, "Z" | "z") => format!("{day} {} {}", &clock[..end], crate::words::ZONE_UTC),
        (true, zone) => format!("{day} {} {zone}", &clock[..end]),
    }
}

fn days(date: &str) -> Option<(i64, i64)> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    if !(0..=9999).contains(&year) {
        return None;
    }
    let month = match parts.next() {
        Some(month) => Some(month.filter(|month| (1..=12).contains(month))?),
        None => None,
    };
    let day = match parts.next() {
        Some(day) => Some(day.filter(|day| (1..=31).contains(day))?),
        None => None,
    };
    Some(match (month, day) {
        (None, _) => (days_of_civil(year, 1, 1), days_of_civil(year + 1, 1, 1) - 1),
        (Some(month), None) => {
            let next = if month == 12 { days_of_civil(year + 1, 1, 1) } else { days_of_civil(year, month + 1, 1) };
            (days_of_civil(year, month, 1), next - 1)
        }
        (Some(month), Some(day)) => (days_of_civil(year, month, day), days_of_civil(year, month, day)),
    })
}

/// Clock without its zone, and the zone's seconds east of UTC where it is stated.
fn split_zone(clock: &str) -> Option<(&str, Option<i64>)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(0)));
    }
    let Some(at) = clock.rfind(['+', '-']) else { return Some((clock, None)) };
    let sign = if clock[at..].starts_with('-') { -1 } else { 1 };
    let digits: String = clock[at + 1..].chars().filter(|sign| *sign != ':').collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Some((&clock[..at], Some(sign * (hours * 3600 + minutes * 60))))
}

/// Second of the day and how many seconds the stated fineness covers.
fn second_of_day(clock: &str) -> Option<(i64, i64)> {
    let mut parts = clock.split(':');
    let hour: i64 = parts.next()?.parse().ok().filter(|hour| (0..=24).contains(hour))?;
    let minute: i64 = parts.next().unwrap_or("0").parse().ok().filter(|minute| (0..60).contains(minute))?;
    match parts.next() {
        None => Some((hour * 3600 + minute * 60, 60)),
        Some(second) => {
            let whole: i64 = second.split('.').next()?.parse().ok().filter(|second| (0..=60).contains(second))?;
            Some((hour * 3600 + minute * 60 + whole, 1))
        }
    }
}

/// Days since 1970-01-01. SOURCE: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
fn days_of_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The way back. SOURCE: the same, civil_from_days.
fn civil_of_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(time: &str, from_s: i64, to_s: i64) {
        assert_eq!(Moment::read(time), Some(Moment { from_s, to_s }), "{time}");
    }

    #[test]
    fn a_time_is_written_for_people_with_all_that_it_says() {
        assert_eq!(written("2026-09-17T21:05:00+02:00"), "2026-09-17 21:05:00 +02:00");
        assert_eq!(written("2026-09-17T17:51:10.250Z"), "2026-09-17 17:51:10.250 UTC");
        assert_eq!(written("2026-09-17T17:51"), "2026-09-17 17:51");
        for same in ["2026-09-17", "Thursday", "2026-09-17 21:05", "T", "aTb"] {
            assert_eq!(written(same), same);
        }
    }

    #[test]
    fn a_time_is_as_long_as_it_is_fine_and_as_wide_as_its_zone_is_unknown() {
        check("1970-01-02T00:00:00Z", DAY_S, DAY_S);
        check("1970-01-02T02:00:00+02:00", DAY_S, DAY_S);
        check("1970-01-02T02:00+0200", DAY_S, DAY_S + 59);
        check("1970-01-02", DAY_S, 2 * DAY_S - 1);
        check("1970-01-02T00:00:00", DAY_S - FURTHEST_ZONE_S, DAY_S + FURTHEST_ZONE_S);
        check("1970", 0, 365 * DAY_S - 1);
        check("2000-02", 951_782_400 - 28 * DAY_S, 951_782_400 + DAY_S - 1);
    }

    #[test]
    fn dates_go_there_and_back() {
        for second in [0, 951_782_400, 1_709_164_800, 4_102_444_800] {
            assert_eq!(Moment::read(&date_words(second)).map(|moment| moment.from_s), Some(second));
        }
        assert_eq!(date_words(951_782_400), "2000-02-29");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "yesterday", "2021-13-01", "2021-01-01Tx", "99999999999999999999", "2021-01-01T10:00+é"] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_zone_is_told_as_given() {
        assert_eq!(zone_of("2021-01-01T10:00:00Z"), "UTC");
        assert_eq!(zone_of("2021-01-01T10:00:00+03:00"), "+03:00");
        assert_eq!(zone_of("2021-01-01T10:00:00"), "not stated");
        assert_eq!(zone_of("2021-01-01"), "not stated");
    }
}
