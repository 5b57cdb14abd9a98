//! Dates like 02/10/2020, where day and month can be told apart only by what else the page says: another date of the
//! same form, or the language it gives for itself.

use super::who_when::LONGEST_LINE_BYTES;
use crate::text::dates::date_line;

/// Languages that write the day first, whatever the country.
const DAY_FIRST: &[&str] = &[
    "de", "fr", "es", "it", "pt", "nl", "da", "nb", "no", "pl", "cs", "sk", "ru", "uk", "bg", "ro", "el", "tr", "ar",
    "fi", "hr", "sr", "sl", "ca", "gl", "id", "vi",
];
/// Countries of the English language that write the day first.
const ENGLISH_DAY_FIRST: &[&str] = &["en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za", "en-sg"];

/// Which number stands first, and what says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct DayOrder {
    day_first: bool,
    /// What settled it, for the evidence.
    pub settled_by: &'static str,
}

/// The order in which a page writes day and month. Dates that can be read in one way only come before the language;
/// where they contradict each other, nothing is settled.
pub(super) fn day_order(text: &str, language: Option<&str>) -> Option<DayOrder> {
    let by_dates = "the order of day and month from another date";
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in text.split_whitespace().filter_map(numbers) {
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    match (day_first, month_first) {
        (true, true) => return None,
        (false, false) => {}
        (day_first, _) => return Some(DayOrder { day_first, settled_by: by_dates }),
    }
    let language = language?.trim().to_lowercase();
    let settled_by = "the order of day and month from the language";
    let day_first = ENGLISH_DAY_FIRST.contains(&language.as_str())
        || language.split('-').next().is_some_and(|name| DAY_FIRST.contains(&name) && !language.ends_with("-us"));
    (day_first || language == "en-us").then_some(DayOrder { day_first, settled_by })
}

/// The first date of this form in a short line, as a day.
pub(super) fn day_in_order(line: &str, order: DayOrder) -> Option<String> {
    let usable = line.len() <= LONGEST_LINE_BYTES;
    let mut dates = line.split_whitespace().filter(|_| usable).filter_map(numbers);
    dates.find_map(|(first, second, year)| {
        let (day, month) = if order.day_first { (first, second) } else { (second, first) };
        date_line(&format!("{year}-{month:02}-{day:02}")).map(|line| line.time)
    })
}

/// `02/10/2020` or `02/10/20` as three numbers, the year with its century.
fn numbers(word: &str) -> Option<(u32, u32, u32)> {
    let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    let mut parts = word.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    let sized = short(first) && short(second) && matches!(year.len(), 2 | 4) && parts.next().is_none();
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?;
    let (first, second, number_of_year) = sized.then(|| Some((number(first)?, number(second)?, number(year)?)))??;
    let year = if year.len() == 2 { 2000 + number_of_year } else { number_of_year };
    ((1..=31).contains(&first) && (1..=31).contains(&second)).then_some((first, second, year))
}
