//! Dates as pages and texts write them. A date is read only where the whole line is one, or where markup says so.

use super::words::{DATE_COMPANIONS, MONTHS, UPDATE_WORDS};
use model::{ClaimedTime, TimeKind};

/// A line that is a date is never longer than this.
const LONGEST_DATE_LINE_BYTES: usize = 120;
/// A machine-readable time is never longer than this.
const LONGEST_STAMP_BYTES: usize = 64;

/// What a line that is nothing but a date says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct DateLine {
    /// RFC 3339 as far as it was given.
    pub time: String,
    /// Zone in words.
    pub zone: String,
    /// The line speaks of a change, not of the publication.
    pub is_update: bool,
}

/// Reads a line that holds nothing but one full date, its weekday, time, zone and words like "Published on".
/// A purely numeric date with `/` is read only where day and month cannot be swapped.
pub(super) fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > LONGEST_DATE_LINE_BYTES || !line.chars().any(char::is_numeric) {
        return None;
    }
    let mut parts = DateParts::default();
    let separators = |letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '•' | '·' | '(' | ')' | '،' | '—' | '–')
    };
    for word in line.split(separators).filter(|word| !word.is_empty() && *word != "-") {
        if !parts.take(&western_digits(word).to_lowercase()) {
            return None;
        }
    }
    parts.finish()
}

/// Whether words are a day with a clock and nothing else: the mark of a post. Unlike [`date_line`] it needs no year and
/// takes "10/11/12" too, because nothing is read from it.
pub(super) fn is_day_and_clock(words: &str) -> bool {
    if words.len() > LONGEST_DATE_LINE_BYTES {
        return false;
    }
    let mut parts = DateParts::default();
    let mut day = false;
    let separators =
        |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '•' | '·' | '(' | ')' | '@');
    for word in words.split(separators).filter(|word| !matches!(*word, "" | "-" | "–" | "—")) {
        let word = western_digits(word).to_lowercase();
        let numbers = word.trim_end_matches('.').split(['/', '.', '-']).filter(|part| (1..=4).contains(&part.len()));
        if numbers.clone().count() == 3 && numbers.flat_map(str::bytes).all(|byte| byte.is_ascii_digit()) {
            day = true;
        } else if !parts.take(&word) {
            return false;
        }
    }
    parts.clock.is_some() && (day || (parts.month.is_some() && parts.day.is_some()))
}

/// Whether words are a day of a month, with or without its year: "5 May", "Sep '24", "Jun 2019". Nothing is read from it.
pub(super) fn is_day_of_month(words: &str) -> bool {
    if words.len() > LONGEST_DATE_LINE_BYTES || words.split_whitespace().count() > 4 {
        return false;
    }
    let mut parts = DateParts::default();
    let mut numbers = 0;
    for word in words.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        let word = western_digits(word).to_lowercase();
        let number = word.trim_start_matches(['\'', '’']).trim_end_matches('.');
        if (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
        } else if !parts.take(&word) {
            return false;
        }
    }
    parts.month.is_some() && parts.clock.is_none() && ((1..=2).contains(&numbers) || parts.day.is_some())
}

#[derive(Default)]
struct DateParts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    clock: Option<(u32, u32, u32)>,
    afternoon: Option<bool>,
    zone: Option<String>,
    is_update: bool,
}

impl DateParts {
    /// Takes one word; false when it belongs to no date.
    fn take(&mut self, word: &str) -> bool {
        let word = word.trim_end_matches([':', '.']);
        if UPDATE_WORDS.contains(&word) {
            self.is_update = true;
            return true;
        }
        if word.is_empty() || DATE_COMPANIONS.contains(&word) {
            return true;
        }
        if let Some(month) = MONTHS.iter().position(|names| names.contains(&word)) {
            return self.month.replace(month as u32 + 1).is_none();
        }
        self.take_clock(word) || self.take_number(word) || self.take_numeric_date(word) || self.take_zone(word)
    }

    fn take_clock(&mut self, word: &str) -> bool {
        // "am 5. Mai": a clock stands before its half of the day.
        if word == "am" && self.clock.is_none() {
            return true;
        }
        if matches!(word, "am" | "a.m" | "pm" | "p.m") {
            return self.afternoon.replace(word.starts_with('p')).is_none();
        }
        let (digits, afternoon) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
            (Some(digits), _) => (digits, Some(false)),
            (_, Some(digits)) => (digits, Some(true)),
            _ => (word, None),
        };
        let Some(clock) = clock(digits) else { return false };
        self.afternoon = afternoon.or(self.afternoon);
        self.clock.replace(clock).is_none()
    }

    fn take_number(&mut self, word: &str) -> bool {
        let digits = ["st", "nd", "rd", "th", "г", "р"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let Ok(number) = digits.parse::<u32>() else { return false };
        match digits.len() {
            4 if (1900..2100).contains(&number) => self.year.replace(number).is_none(),
            1 | 2 if (1..=31).contains(&number) => self.day.replace(number).is_none(),
            _ => false,
        }
    }

    fn take_numeric_date(&mut self, word: &str) -> bool {
        let Some((year, month, day)) = numeric_date(word) else {
            return match word.split_once('t') {
                Some((date, clock)) => self.take_numeric_date(date) && self.take_clock(clock.trim_end_matches('z')),
                None => false,
            };
        };
        self.year.replace(year).is_none() & self.month.replace(month).is_none() & self.day.replace(day).is_none()
    }

    fn take_zone(&mut self, word: &str) -> bool {
        let known = matches!(
            word,
            "utc"
                | "gmt"
                | "z"
                | "est"
                | "edt"
                | "cst"
                | "cdt"
                | "pst"
                | "pdt"
                | "cet"
                | "cest"
                | "bst"
                | "msk"
                | "мск"
        );
        known && self.zone.replace(word.to_uppercase()).is_none()
    }

    fn finish(self) -> Option<DateLine> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        if !is_day(year, month, day) {
            return None;
        }
        let mut time = format!("{year:04}-{month:02}-{day:02}");
        if let Some((hour, minute, second)) = self.clock {
            let hour = match self.afternoon {
                Some(true) if hour < 12 => hour + 12,
                Some(false) if hour == 12 => 0,
                _ => hour,
            };
            time.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
        }
        let zone = match self.zone.as_deref() {
            Some("UTC" | "GMT" | "Z") if self.clock.is_some() => {
                time.push('Z');
                "UTC".to_owned()
            }
            Some(zone) => zone.to_owned(),
            None => "not stated".to_owned(),
        };
        Some(DateLine { time, zone, is_update: self.is_update })
    }
}

fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let parts: Vec<u32> = word.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [hour, minute] if hour < 24 && minute < 60 => Some((hour, minute, 0)),
        [hour, minute, second] if hour < 24 && minute < 60 && second < 61 => Some((hour, minute, second)),
        _ => None,
    }
}

/// `2021-03-04`, `2021/03/04`, `04.03.2021`, and `25/03/2021` where only one reading is possible.
fn numeric_date(word: &str) -> Option<(u32, u32, u32)> {
    let separator = ['-', '/', '.'].into_iter().find(|separator| word.contains(*separator))?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| -> Option<u32> {
        if part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) { None } else { part.parse().ok() }
    };
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let (year, month, day) = match (first.len(), third.len(), separator) {
        (4, _, _) => (a, b, c),
        (_, 4, '.' | '-') => (c, b, a),
        (_, 4, _) if a > 12 => (c, b, a),
        (_, 4, _) if b > 12 || a == b => (c, a, b),
        _ => return None,
    };
    is_day(year, month, day).then_some((year, month, day))
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}

/// Arabic-Indic and Persian digits as 0 to 9.
fn western_digits(word: &str) -> String {
    word.chars()
        .map(|letter| match letter as u32 {
            code @ 0x660..=0x669 => char::from(b'0' + (code - 0x660) as u8),
            code @ 0x6F0..=0x6F9 => char::from(b'0' + (code - 0x6F0) as u8),
            _ => letter,
        })
        .collect()
}

/// A time from markup as a claimed time: ISO 8601 kept with its zone, other forms read as a date line, else verbatim.
/// `None` for text that holds no digit.
pub(super) fn claimed_time(stamp: &str, kind: TimeKind, evidence: &str) -> Option<ClaimedTime> {
    let stamp = stamp.trim();
    if stamp.is_empty() || stamp.len() > LONGEST_STAMP_BYTES || !stamp.chars().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let (time, zone) = iso_stamp(stamp)
        .or_else(|| date_line(stamp).map(|line| (line.time, line.zone)))
        .unwrap_or_else(|| (stamp.to_owned(), "not stated".to_owned()));
    Some(ClaimedTime { time, kind, evidence: evidence.to_owned(), zone })
}

/// `2021-03-04`, `2021-03-04T05:06[:07[.8]][Z|+02:00|+0200]`, a space in place of `T`.
fn iso_stamp(stamp: &str) -> Option<(String, String)> {
    let (year, month, day) = numeric_date(stamp.get(..10)?)?;
    if stamp.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let rest = stamp.get(10..)?;
    if rest.is_empty() {
        return Some((date, "not stated".to_owned()));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim();
    let zone_at = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
    let seconds = rest.get(..zone_at)?.split(['.', ',']).next()?;
    let (hour, minute, second) = clock(seconds)?;
    let (suffix, zone) = zone_words(rest.get(zone_at..)?.trim())?;
    Some((format!("{date}T{hour:02}:{minute:02}:{second:02}{suffix}"), zone))
}

fn zone_words(zone: &str) -> Option<(String, String)> {
    if zone.is_empty() {
        return Some((String::new(), "not stated".to_owned()));
    }
    if matches!(zone, "Z" | "z" | "UTC" | "GMT") {
        return Some(("Z".to_owned(), "UTC".to_owned()));
    }
    let digits: String = zone.chars().skip(1).filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let is_number_below = |digits: &str, bound: u32| digits.parse::<u32>().is_ok_and(|number| number < bound);
    if !zone.starts_with(['+', '-']) || !is_number_below(hours, 15) || !is_number_below(minutes, 60) {
        return None;
    }
    let written = format!("{}{hours:0>2}:{minutes}", &zone[..1]);
    Some((written.clone(), written))
}
