//! When a claimed time may have been: a stretch of seconds, as wide as what the time leaves open.

/// Seconds since 1970-01-01 UTC, both ends inclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Not before.
    pub from: i64,
    /// Not after.
    pub to: i64,
}

const DAY_SECONDS: i64 = 86_400;
/// A time without a zone may be this much earlier or later than if it were UTC: zones run from -12:00 to +14:00.
const ZONE_SECONDS: i64 = 14 * 3_600;

impl Moment {
    /// Reads RFC 3339, whole or cut short: year, month or day alone, with or without a zone.
    pub fn read(text: &str) -> Option<Moment> {
        let text = text.trim();
        let (date, clock) = match text.split_once(['T', 't', ' ']) {
            Some((date, clock)) => (date, Some(clock)),
            None => (text, None),
        };
        let (first_day, last_day) = days(date)?;
        let Some(clock) = clock.filter(|_| first_day == last_day) else {
            let (from, to) = (first_day * DAY_SECONDS, (last_day + 1) * DAY_SECONDS - 1);
            return Some(Moment { from: from - ZONE_SECONDS, to: to + ZONE_SECONDS });
        };
        let (second_of_day, length, zone) = clock_seconds(clock)?;
        let start = first_day * DAY_SECONDS + second_of_day;
        Some(match zone {
            Some(zone) => Moment { from: start - zone, to: start + length - 1 - zone },
            None => Moment { from: start - ZONE_SECONDS, to: start + length - 1 + ZONE_SECONDS },
        })
    }

    /// Whether this lies before `other` for certain.
    pub fn is_before(&self, other: &Moment) -> bool {
        self.to < other.from
    }
}

/// First and last day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers, as days since 1970-01-01.
fn days(date: &str) -> Option<(i64, i64)> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    if !(1..=9999).contains(&year) {
        return None;
    }
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => Some((day_number(year, 1, 1), day_number(year + 1, 1, 1) - 1)),
        (Some(Some(month @ 1..=12)), None, _) => {
            let next = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
            Some((day_number(year, month, 1), next - 1))
        }
        (Some(Some(month @ 1..=12)), Some(Some(day @ 1..=31)), None) => {
            let next_month = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
            let day = day_number(year, month, day);
            (day < next_month).then_some((day, day))
        }
        _ => None,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. SOURCE: Howard Hinnant, `days_from_civil` (2013).
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Second of the day, how many seconds the time leaves open, and the zone's offset from UTC where it is given.
fn clock_seconds(clock: &str) -> Option<(i64, i64, Option<i64>)> {
    let zone_at = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = clock.split_at(zone_at);
    let mut parts = time.trim().split(':');
    let hour = parts.next()?.parse::<i64>().ok().filter(|h| (0..24).contains(h))?;
    let minute = parts.next().and_then(|m| m.parse::<i64>().ok());
    let second = parts.next().and_then(|s| s.split('.').next()?.parse::<i64>().ok());
    let length = if second.is_some() {
        1
    } else if minute.is_some() {
        60
    } else {
        3_600
    };
    let start = hour * 3_600 + minute.unwrap_or(0) * 60 + second.unwrap_or(0);
    Some((start, length, zone_seconds(zone)))
}

fn zone_seconds(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).and_then(|m| m.parse().ok()).unwrap_or(0);
    Some(sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::read(text).expect("a time")
    }

    #[test]
    fn two_times_with_zones_are_compared_by_the_second() {
        assert!(moment("2031-03-04T05:06:07+02:00").is_before(&moment("2031-03-04T03:06:08Z")));
        assert!(!moment("2031-03-04T05:06:07+02:00").is_before(&moment("2031-03-04T03:06:07Z")));
        assert_eq!(moment("1970-01-02T00:00:00Z").from, 86_400);
    }

    #[test]
    fn a_time_without_a_zone_is_not_ordered_within_the_same_day() {
        assert!(!moment("2031-03-04T05:00:00").is_before(&moment("2031-03-04T09:00:00Z")));
        assert!(moment("2031-03-04").is_before(&moment("2031-03-07")));
        assert!(moment("2031-02").is_before(&moment("2031-04-02")));
    }

    #[test]
    fn what_is_no_time_gives_none() {
        assert_eq!(Moment::read("yesterday"), None);
        assert_eq!(Moment::read("2031-13-01"), None);
        assert_eq!(Moment::read("2031-02-30"), None);
    }
}
