//! Times as files write them, checked and put into one form. What is not a time gives `None`; nothing is guessed.

/// The zone that a file gives for a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// None given.
    NotStated,
    /// UTC, by definition of the field.
    Utc,
    /// Minutes east of UTC.
    Offset(i32),
}

impl Zone {
    /// Reads `+02:00`, `-0730` or `Z`; anything else is [`Zone::NotStated`].
    pub fn parse(text: &str) -> Zone {
        let text = text.trim();
        if matches!(text, "Z" | "z") {
            return Zone::Utc;
        }
        let (sign, digits) = match text.split_at_checked(1) {
            Some(("+", digits)) => (1, digits),
            Some(("-", digits)) => (-1, digits),
            _ => return Zone::NotStated,
        };
        let digits: String = digits.chars().filter(|sign| *sign != ':').collect();
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Zone::NotStated;
        }
        let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i32>().ok());
        match (digits.len(), number(0..2), number(2..4)) {
            (4, Some(hours @ 0..=14), Some(minutes @ 0..=59)) => Zone::Offset(sign * (hours * 60 + minutes)),
            (2, Some(hours @ 0..=14), _) => Zone::Offset(sign * hours * 60),
            _ => Zone::NotStated,
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Zone::NotStated => "not stated".to_owned(),
            Zone::Utc => "UTC".to_owned(),
            Zone::Offset(_) => self.suffix(),
        }
    }

    /// As it ends an RFC 3339 time.
    fn suffix(self) -> String {
        match self {
            Zone::NotStated => String::new(),
            Zone::Utc => "Z".to_owned(),
            Zone::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

/// `2021:03:04 05:06:07` as EXIF writes it, in RFC 3339 as far as the zone is known.
pub fn of_exif(written: &str, zone: Zone) -> Option<String> {
    let numbers = numbers(written, &[4, 2, 2, 2, 2, 2])?;
    let [year, month, day, hour, minute, second] = numbers[..] else { return None };
    written_out(year, month, day, hour, minute, second, zone)
}

/// Whether a time field holds what cameras write when their clock was never set.
pub fn is_not_set(written: &str) -> bool {
    written.chars().all(|sign| matches!(sign, '0' | ':' | ' ' | '-' | '/' | 'T'))
}

/// An RFC 3339 or ISO 8601 time with date, time and zone (`2019-02-12T15:27:12+0800`), in RFC 3339.
pub fn of_iso(written: &str) -> Option<(String, Zone)> {
    let written = written.trim();
    let (date, rest) = written.split_once(['T', ' '])?;
    let date = numbers(date, &[4, 2, 2])?;
    let clock_end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(clock_end);
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let clock = numbers(clock, &[2, 2, 2])?;
    let zone = Zone::parse(zone);
    let [year, month, day] = date[..] else { return None };
    let [hour, minute, second] = clock[..] else { return None };
    Some((written_out(year, month, day, hour, minute, second, zone)?, zone))
}

/// `Thu, 3 Jan 2019 11:22:33 -0000` as mails and saved pages write it (RFC 5322, 3.3), in RFC 3339.
pub fn of_mail(written: &str) -> Option<(String, Zone)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let without_day = written.split_once(',').map_or(written, |(_, rest)| rest);
    let words: Vec<&str> = without_day.split_whitespace().collect();
    let [day, month, year, clock, zone, ..] = words[..] else { return None };
    let month = month.get(..3)?.to_ascii_lowercase();
    let month = u32::try_from(MONTHS.iter().position(|name| *name == month)? + 1).ok()?;
    let clock = if clock.matches(':').count() == 1 { format!("{clock}:00") } else { clock.to_owned() };
    let clock = numbers(&clock, &[2, 2, 2])?;
    let [hour, minute, second] = clock[..] else { return None };
    // "-0000" is UTC whose writer says nothing of where it was.
    let zone = if matches!(zone, "GMT" | "UT" | "UTC" | "-0000" | "+0000") { Zone::Utc } else { Zone::parse(zone) };
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let day = day.parse().ok().filter(|_| day.len() <= 2 && digits(day))?;
    let year = year.parse().ok().filter(|_| year.len() == 4 && digits(year))?;
    Some((written_out(year, month, day, hour, minute, second, zone)?, zone))
}

/// `20210304050607.25Z`, a GeneralizedTime in UTC (RFC 5280, 4.1.2.5.2), in RFC 3339; parts of a second are dropped.
pub fn of_generalized(written: &str) -> Option<String> {
    let digits = written.strip_suffix('Z')?;
    let digits = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    if digits.len() != 14 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits[from..to].parse::<u32>().ok();
    written_out(part(0, 4)?, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?, Zone::Utc)
}

/// Seconds since 1904-01-01 UTC, as QuickTime and MP4 count them.
pub fn of_seconds_since_1904(seconds: u64) -> Option<String> {
    const DAYS_1904_TO_1970: i64 = 24_107;
    of_seconds_since_1970(i64::try_from(seconds).ok()?.checked_sub(DAYS_1904_TO_1970 * 86_400)?)
}

/// Seconds since 1970-01-01 UTC, in RFC 3339.
pub fn of_seconds_since_1970(seconds: i64) -> Option<String> {
    of_seconds_in(seconds, Zone::Utc)
}

/// `local` (`2021-03-04T05:06:07`), the clock of a place, with that place's distance from UTC, told by the same moment
/// in seconds since 1970 UTC. `None` where the two lie apart as no place on earth does.
pub fn with_offset(local: &str, utc_seconds: i64) -> Option<String> {
    let clock = numbers(local, &[4, 2, 2, 2, 2, 2])?;
    let quarters: std::ops::RangeInclusive<i32> = -48..=56;
    let zones = quarters.map(|quarter| Zone::Offset(quarter * 15));
    let mut written = zones.filter_map(|zone| of_seconds_in(utc_seconds, zone));
    written.find(|time| numbers(&time[..19], &[4, 2, 2, 2, 2, 2]).as_ref() == Some(&clock))
}

fn of_seconds_in(seconds: i64, zone: Zone) -> Option<String> {
    let minutes = if let Zone::Offset(minutes) = zone { minutes } else { 0 };
    let local = seconds.checked_add(i64::from(minutes) * 60)?;
    let (year, month, day) = civil_date(local.div_euclid(86_400))?;
    let rest = u32::try_from(local.rem_euclid(86_400)).ok()?;
    written_out(year, month, day, rest / 3600, rest / 60 % 60, rest % 60, zone)
}

/// A time from its numbers, in RFC 3339; `None` where there is no such day or minute.
pub fn of_numbers(date: [u32; 3], clock: [u32; 3], zone: Zone) -> Option<String> {
    let ([year, month, day], [hour, minute, second]) = (date, clock);
    written_out(year, month, day, hour, minute, second, zone)
}

/// Day, counted from 1970-01-01, as year, month, day (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `civil_from_days`).
fn civil_date(days: i64) -> Option<(u32, u32, u32)> {
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((u32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?))
}

/// The numbers of a text that is digits with one sign between them, each as wide as asked.
fn numbers(text: &str, widths: &[usize]) -> Option<Vec<u32>> {
    let parts: Vec<&str> = text.trim().split(|sign: char| !sign.is_ascii_digit()).collect();
    if parts.len() < widths.len() {
        return None;
    }
    parts.iter().zip(widths).map(|(part, width)| (part.len() == *width).then(|| part.parse().ok())?).collect()
}

fn written_out(year: u32, month: u32, day: u32, hour: u32, minute: u32, second: u32, zone: Zone) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let fits = (1..=9999).contains(&year) && (1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    fits.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{}", zone.suffix()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_the_zone_it_was_given_in() {
        let zone = Zone::parse("+05:30");
        assert_eq!(of_exif("2021:03:04 05:06:07", zone).as_deref(), Some("2021-03-04T05:06:07+05:30"));
        assert_eq!(of_exif("2021:03:04 05:06:07", Zone::NotStated).as_deref(), Some("2021-03-04T05:06:07"));
        assert_eq!(Zone::NotStated.words(), "not stated");
        assert_eq!(Zone::parse("++1+2"), Zone::NotStated);
        let (time, zone) = of_iso("2019-02-12T15:27:12-0830").expect("a time");
        assert_eq!((time.as_str(), zone), ("2019-02-12T15:27:12-08:30", Zone::Offset(-510)));
    }

    #[test]
    fn what_is_no_day_is_no_time() {
        assert_eq!(of_exif("2021:02:29 05:06:07", Zone::Utc), None);
        assert_eq!(of_exif("0000:00:00 00:00:00", Zone::Utc), None);
        assert_eq!(of_iso("9999-99-99T99:99:99Z"), None);
        assert!(is_not_set("0000:00:00 00:00:00") && is_not_set("    :  :     :  :  "));
    }

    #[test]
    fn the_date_of_a_mail_or_a_saved_page() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(of_mail(written).map(|(time, _)| time).as_deref(), expected, "{written}");
        };
        check("Thu, 3 Jan 2019 11:22:33 -0000", Some("2019-01-03T11:22:33Z"));
        check("03 Jan 2019 11:22 +0530 (comment)", Some("2019-01-03T11:22:00+05:30"));
        check("Thu, 31 Feb 2019 11:22:33 GMT", None);
        check("Thu, 3 Jan 19 11:22:33 GMT", None);
        check("yesterday", None);
        assert_eq!(of_generalized("20210304050607.25Z").as_deref(), Some("2021-03-04T05:06:07Z"));
        assert_eq!(of_generalized("20210304050607"), None);
    }

    #[test]
    fn the_same_moment_on_two_clocks_tells_their_distance() {
        assert_eq!(of_seconds_since_1970(1_609_445_700).as_deref(), Some("2020-12-31T20:15:00Z"));
        let check = |local: &str, expected: Option<&str>| {
            assert_eq!(with_offset(local, 1_609_445_700).as_deref(), expected, "{local}");
        };
        check("2020-12-31T22:15:00", Some("2020-12-31T22:15:00+02:00"));
        check("2021-01-01T02:00:00", Some("2021-01-01T02:00:00+05:45"));
        check("2020-12-31T20:15:00", Some("2020-12-31T20:15:00+00:00"));
        check("2020-12-31T20:16:00", None);
        check("2020-11-31T20:15:00", None);
        assert_eq!(of_seconds_since_1970(i64::MAX), None);
    }

    #[test]
    fn quicktime_counts_from_1904() {
        assert_eq!(of_seconds_since_1904(0).as_deref(), Some("1904-01-01T00:00:00Z"));
        assert_eq!(of_seconds_since_1904(2_082_844_800).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(of_seconds_since_1904(3_600_000_000).as_deref(), Some("2018-01-28T16:00:00Z"));
        assert_eq!(of_seconds_since_1904(u64::MAX), None);
    }
}
