//! Points in time as ASN.1 writes them: GeneralizedTime and UTCTime, both in UTC (RFC 5280 section 4.1.2.5, RFC 3161
//! section 2.4.2 for fractions of a second).

use super::TimestampError;
use super::der::{GENERALIZED_TIME, Reader, UTC_TIME, Value};
use std::fmt;

/// Digits after the second that are kept.
const FRACTION_DIGITS_MAX: usize = 9;

/// A point in time, UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UtcTime {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    pub unix_seconds: i64,
    /// Nanoseconds after that second.
    pub nanoseconds: u32,
}

impl UtcTime {
    /// Reads RFC 3339 in UTC (`2026-01-02T03:04:05Z`, with or without a fraction).
    pub fn from_rfc3339(text: &str) -> Option<UtcTime> {
        let bytes = text.as_bytes();
        let shape = bytes.len() >= 20 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[13] == b':' && bytes[16] == b':';
        if !shape || bytes[10] != b'T' || !text.is_ascii() {
            return None;
        }
        let digits: String = [0..4, 5..7, 8..10, 11..13, 14..16, 17..19].map(|part| &text[part]).concat();
        generalized(&format!("{digits}{}", &text[19..]))
    }
}

impl fmt::Display for UtcTime {
    /// RFC 3339, to the digits that are not zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.unix_seconds.div_euclid(86_400), self.unix_seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
        if self.nanoseconds > 0 {
            write!(f, ".{}", format!("{:09}", self.nanoseconds).trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// A time of a certificate or list: one of two forms.
pub(super) fn take(reader: &mut Reader<'_>) -> Result<UtcTime, TimestampError> {
    let value = reader.any()?;
    of_value(value).ok_or_else(|| reader.malformed())
}

/// A time that may be missing.
pub(super) fn take_optional(reader: &mut Reader<'_>) -> Result<Option<UtcTime>, TimestampError> {
    for tag in [UTC_TIME, GENERALIZED_TIME] {
        if let Some(value) = reader.optional(tag)? {
            return of_value(value).map(Some).ok_or_else(|| reader.malformed());
        }
    }
    Ok(None)
}

pub(super) fn of_value(value: Value<'_>) -> Option<UtcTime> {
    let text = std::str::from_utf8(value.content).ok()?;
    match value.tag {
        GENERALIZED_TIME => generalized(text),
        UTC_TIME if text.len() == 13 => {
            // RFC 5280 section 4.1.2.5.1: 50 to 99 are of the twentieth century.
            let century = if text.as_bytes()[0] >= b'5' { "19" } else { "20" };
            generalized(&format!("{century}{text}"))
        }
        _ => None,
    }
}

/// `YYYYMMDDHHMMSS[.f…]Z`
fn generalized(text: &str) -> Option<UtcTime> {
    let text = text.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| whole[range].parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let (hour, minute, second) = (number(8..10)?, number(10..12)?, number(12..14)?);
    let days = days_from_civil(year, month, day);
    if civil_from_days(days) != (year, month, day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let kept = &fraction[..fraction.len().min(FRACTION_DIGITS_MAX)];
    let nanoseconds = format!("{kept:0<9}").parse().ok()?;
    Some(UtcTime { unix_seconds: days * 86_400 + hour * 3600 + minute * 60 + second, nanoseconds })
}

/// Days since 1970-01-01 of a day of the Gregorian calendar. Hinnant, "chrono-compatible low-level date algorithms".
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: u8, text: &str) -> Option<String> {
        of_value(Value { tag, raw: &[], content: text.as_bytes() }).map(|time| time.to_string())
    }

    #[test]
    fn both_forms_are_read_and_shown_as_rfc_3339() {
        assert_eq!(read(GENERALIZED_TIME, "20260102030405Z").as_deref(), Some("2026-01-02T03:04:05Z"));
        assert_eq!(read(GENERALIZED_TIME, "20260102030405.12Z").as_deref(), Some("2026-01-02T03:04:05.12Z"));
        assert_eq!(read(GENERALIZED_TIME, "20240229235959Z").as_deref(), Some("2024-02-29T23:59:59Z"));
        assert_eq!(read(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(read(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        for wrong in
            ["20260230030405Z", "20260102240405Z", "20260102030405", "20260102030405.Z", "2026010203040５Z", ""]
        {
            assert_eq!(read(GENERALIZED_TIME, wrong), None, "{wrong}");
        }
        assert_eq!(read(UTC_TIME, "2601020304Z"), None);
    }

    #[test]
    fn the_seconds_are_those_of_unix() {
        let time = UtcTime::from_rfc3339("2026-11-25T16:00:07.5Z").unwrap();
        assert_eq!((time.unix_seconds, time.nanoseconds), (1_795_622_407, 500_000_000));
        assert_eq!(time.to_string(), "2026-11-25T16:00:07.5Z");
        assert_eq!(UtcTime::from_rfc3339("2026-11-25 16:00:07Z"), None);
        for days in (-800_000..800_000).step_by(977) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
