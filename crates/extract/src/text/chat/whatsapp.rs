//! The text that WhatsApp's "Export chat" writes: `[12/31/20, 10:15:00 PM] Name: text` on iPhones,
//! `31.12.20, 22:15 - Name: text` on Android.
//!
//! The extracted text is the file; a message is the stretch behind its name, with the lines that follow. Dates are
//! written in the order of the phone's language, which the file does not name: it is taken only where the file itself
//! settles it ([`order_of`]).

use super::{ChatFormat, Conversation, file_beside, name};
use crate::text::blocks::BlockDraft;
use crate::text::conversation::MOST_MESSAGES;
use crate::text::decode;
use crate::text::findings::CHAT_TIMES_UNCLEAR;
use crate::times::{self, Zone};
use model::{BlockRole, Extract, LinkKind};
use std::ops::RangeInclusive;

/// Longest date and time before a message, characters: `[31/12/2020, 10:15:00 p. m.]` with marks of direction.
const LONGEST_STAMP_CHARS: usize = 48;
/// Longest name, characters: WhatsApp allows 25, address books more.
const LONGEST_NAME_CHARS: usize = 80;
/// Messages at the beginning that must look like ones of WhatsApp.
const FEWEST_OPENINGS: usize = 2;
/// Lines at the beginning that are looked at for that.
const LINES_LOOKED_AT: usize = 200;
/// Years in which an export may have been written. WhatsApp began in 2009; a year outside belongs to another calendar
/// (Persian, Buddhist, Islamic) or is no year.
const YEARS: RangeInclusive<u32> = 2009..=2040;
/// Exports stand in order; clocks are set back by less than this many days.
const STEP_BACK_DAYS: i64 = 2;

/// Whether a text that begins like this is such an export.
pub(super) fn begins(start: &str) -> bool {
    let Some(first) = start.lines().next() else { return false };
    if opening(first).is_none() {
        return false;
    }
    let openings: Vec<Opening> = start.lines().take(LINES_LOOKED_AT).filter_map(opening).collect();
    openings.len() >= FEWEST_OPENINGS && openings.iter().any(|opening| opening.author.is_some())
}

/// Reads the export.
pub(super) fn read(bytes: &[u8]) -> Extract {
    let decoded = decode::plain(bytes);
    let text = decoded.text;
    let mut conversation = Conversation::default();
    let mut stamps = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        match opening(line.trim_end()) {
            Some(opening) => begin(&opening, start, end, &mut stamps, &mut conversation),
            None => go_on(end, &mut conversation),
        }
    }
    conversation.drafts.retain(|draft| draft.start_byte < draft.end_byte);
    conversation.text = text;
    let unclear = set_times(&stamps, &mut conversation);
    read_attachments(&mut conversation);
    let mut extract = ChatFormat::WhatsApp.extract();
    conversation.finish(&mut extract);
    extract.findings.splice(..0, decoded.findings);
    extract.findings.extend(unclear);
    extract
}

fn begin(opening: &Opening, start: usize, end: usize, stamps: &mut Vec<(usize, Stamp)>, to: &mut Conversation) {
    if to.drafts.len() >= MOST_MESSAGES {
        to.reached_limit = true;
        return;
    }
    let from = (start + opening.text_at).min(end);
    let (role, reason) = match opening.author {
        Some(_) => (BlockRole::Message, "WhatsApp export: message"),
        None => (BlockRole::Boilerplate, "WhatsApp export: line of the messenger"),
    };
    let mut draft = BlockDraft::new(from, end, role, reason, 0.95);
    draft.author.clone_from(&opening.author);
    stamps.push((from, opening.stamp));
    to.n_messages += usize::from(opening.author.is_some());
    to.drafts.push(draft);
}

/// A line without a date belongs to the message before it.
fn go_on(end: usize, to: &mut Conversation) {
    if let Some(last) = to.drafts.last_mut().filter(|_| !to.reached_limit) {
        last.end_byte = last.end_byte.max(end);
    }
}

/// Gives each message its time, as far as the order of its date is settled; else the finding that says so.
fn set_times(stamps: &[(usize, Stamp)], to: &mut Conversation) -> Option<model::FindingDraft> {
    let all: Vec<Stamp> = stamps.iter().map(|(_, stamp)| *stamp).collect();
    let order = order_of(&all);
    if let Ok((_, why)) = order {
        to.describe("WhatsApp order of dates", why);
    }
    let mut without = 0;
    let mut stamps = stamps.iter();
    for draft in &mut to.drafts {
        let Some((_, stamp)) = stamps.find(|(from, _)| *from == draft.start_byte) else { break };
        draft.posted_at = match order {
            Ok((order, _)) => stamp.time(order),
            Err(_) => stamp.time(Order::DayFirst).filter(|time| stamp.time(Order::MonthFirst).as_ref() == Some(time)),
        };
        without += usize::from(draft.posted_at.is_none());
    }
    let why = order.err().unwrap_or("they are no dates of the Gregorian calendar, or give no time of day");
    (without > 0).then(|| {
        CHAT_TIMES_UNCLEAR.found(format!(
            "{without} of {} dates before messages were not read as times: {why}. None was guessed; compare another \
             export of the chat, or the phone.",
            to.drafts.len()
        ))
    })
}

/// Files that lie beside the export, and those that were left out of it.
fn read_attachments(to: &mut Conversation) {
    for (index, draft) in to.drafts.iter().enumerate().filter(|(_, draft)| draft.role == BlockRole::Message) {
        for line in to.text[draft.start_byte..draft.end_byte].lines() {
            match attachment(line) {
                Some(Attachment::File(file)) => to.links.push((index, LinkKind::Embeds, file)),
                Some(Attachment::LeftOut) => to.files_left_out += 1,
                Some(Attachment::Edited) => to.edited_at.push(draft.start_byte),
                None => {}
            }
        }
    }
}

/// What a line of a message says of the message.
#[derive(PartialEq, Eq, Debug)]
enum Attachment {
    File(String),
    LeftOut,
    Edited,
}

/// `<attached: 0012-PHOTO-….jpg>` in any language, `IMG-20201231-WA0001.jpg (file attached)`, `<Media omitted>`,
/// `image omitted`.
fn attachment(line: &str) -> Option<Attachment> {
    let is_marked = line.trim_start().starts_with('\u{200e}');
    let plain: String = line.chars().filter(|letter| !is_mark(*letter)).collect();
    let plain = plain.trim();
    if plain.ends_with("<This message was edited>") {
        return Some(Attachment::Edited);
    }
    if let Some(inside) = plain.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return match inside.split_once(": ") {
            Some((_, file)) if has_extension(file) => file_beside(file).map(Attachment::File),
            None if !inside.contains(['<', '>', '/', '=']) => Some(Attachment::LeftOut),
            _ => None,
        };
    }
    if let Some((file, words)) = plain.split_once(" (").filter(|(_, words)| words.ends_with(')')) {
        let is_attached = is_marked || is_media_name(file) || words == "file attached)";
        let is_file = is_attached && has_extension(file) && !words.contains('(');
        return is_file.then(|| file_beside(file).map(Attachment::File)).flatten();
    }
    let ends = ["omitted", "weggelassen", "omitido", "omitida"].iter().any(|word| plain.ends_with(word));
    (is_marked && ends && plain.split_whitespace().count() <= 4).then_some(Attachment::LeftOut)
}

fn has_extension(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(name, extension)| {
        !name.is_empty()
            && (2..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// `IMG-20201231-WA0001.jpg`.
fn is_media_name(file: &str) -> bool {
    let mut parts = file.split('-');
    let (kind, day, number) = (parts.next(), parts.next(), parts.next());
    kind.is_some_and(|kind| kind.len() == 3 && kind.bytes().all(|byte| byte.is_ascii_uppercase()))
        && day.is_some_and(|day| day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()))
        && number.is_some_and(|number| number.starts_with("WA"))
}

/// The beginning of a message.
#[derive(Debug)]
struct Opening {
    stamp: Stamp,
    /// `None` for what the messenger says itself.
    author: Option<String>,
    /// First byte of the text, counted from the beginning of the line.
    text_at: usize,
}

fn opening(line: &str) -> Option<Opening> {
    let unmarked = line.trim_start_matches(is_mark);
    let (written, behind, is_bracketed) = match unmarked.strip_prefix('[') {
        Some(rest) => {
            let (inside, behind) = rest.split_once(']')?;
            (inside, behind.strip_prefix(' ')?, true)
        }
        None => {
            let (before, behind) = unmarked.split_once(" - ")?;
            (before, behind, false)
        }
    };
    if written.chars().count() > LONGEST_STAMP_CHARS {
        return None;
    }
    let stamp = Stamp::read(&western(written), is_bracketed)?;
    let (author, text) = match author_of(behind) {
        Some((author, text)) => (Some(author), text),
        None => (None, behind),
    };
    let text = text.trim_start_matches(|letter: char| is_mark(letter) || letter == ' ');
    Some(Opening { stamp, author, text_at: line.len() - text.len() })
}

/// The name before the first colon. A line of the messenger has none, or quotes one: `Ann changed the subject to "Plan: x"`.
fn author_of(behind: &str) -> Option<(String, &str)> {
    let (author, text) = behind.split_once(':')?;
    if !(text.is_empty() || text.starts_with([' ', '\u{200e}', '\u{200f}'])) {
        return None;
    }
    let plain: String = author.chars().filter(|letter| !is_mark(*letter)).collect();
    let author = name(&plain);
    let is_name = !author.is_empty()
        && author.chars().count() <= LONGEST_NAME_CHARS
        && !author.contains(['"', '“', '”', '„', '«', '»']);
    is_name.then_some((author, text))
}

/// Marks of direction, which WhatsApp puts around dates, numbers and what it says itself.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// Digits of other scripts as ASCII, spaces and commas in one form, no marks.
fn western(written: &str) -> String {
    let one = |letter: char| match letter {
        '\u{660}'..='\u{669}' => char::from(b'0' + (letter as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (letter as u32 - 0x6f0) as u8),
        '\u{966}'..='\u{96f}' => char::from(b'0' + (letter as u32 - 0x966) as u8),
        '\u{9e6}'..='\u{9ef}' => char::from(b'0' + (letter as u32 - 0x9e6) as u8),
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '،' | '、' => ',',
        other => other,
    };
    written.chars().filter(|letter| !is_mark(*letter)).map(one).collect()
}

/// Date and time before a message, numbers as they stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    date: [u32; 3],
    year_first: bool,
    /// `None`: the time of day cannot be told, because a word beside it is not known.
    clock: Option<[u32; 3]>,
}

/// In which order day and month stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    DayFirst,
    MonthFirst,
}

impl Stamp {
    fn read(written: &str, is_bracketed: bool) -> Option<Stamp> {
        let written = written.trim();
        // `31.12.20, 22:15`, `31. 12. 2020, 22:15`, `2020/12/31, 22:15`, and without a comma in some languages.
        let date_end = clock_start(written)?;
        let (date, clock) = written.split_at(date_end);
        let has_comma = date.trim_end().ends_with(',');
        let date = date.trim_end_matches([' ', ',']);
        let separator = date.chars().find(|letter| !letter.is_ascii_digit())?;
        if !matches!(separator, '/' | '.' | '-') {
            return None;
        }
        let parts: Vec<&str> = date.trim_end_matches('.').split(separator).map(str::trim).collect();
        let [first, second, third] = parts[..] else { return None };
        let date = [number(first)?, number(second)?, number(third)?];
        let year_first = first.len() == 4;
        // Programs write "[2020-12-31 22:15:00] WARNING: …" into their logs.
        if year_first && !has_comma || !(year_first || matches!(third.len(), 2 | 4)) {
            return None;
        }
        let (clock, has_seconds) = clock_of(clock)?;
        (is_bracketed == has_seconds || !is_bracketed && has_comma).then_some(Stamp { date, year_first, clock })
    }

    /// Year, month and day in that order; `None` where there is no such day.
    fn day(self, order: Order) -> Option<[u32; 3]> {
        let [first, second, third] = self.date;
        let [year, month, day] = match (self.year_first, order) {
            (true, _) => [first, second, third],
            (false, Order::DayFirst) => [third, second, first],
            (false, Order::MonthFirst) => [third, first, second],
        };
        let year = if year < 100 { year + 2000 } else { year };
        times::of_numbers([year, month, day], [0; 3], Zone::NotStated).filter(|_| YEARS.contains(&year))?;
        Some([year, month, day])
    }

    /// In RFC 3339 without a zone, which the file does not give; the day alone where the time of day is not known.
    fn time(self, order: Order) -> Option<String> {
        let day = self.day(order)?;
        let time = times::of_numbers(day, self.clock.unwrap_or_default(), Zone::NotStated)?;
        Some(if self.clock.is_some() { time } else { time[..10].to_owned() })
    }
}

/// Where the time of day begins, the word before it included (`下午10:15`).
fn clock_start(written: &str) -> Option<usize> {
    let after_comma = written.find(',').map(|comma| comma + 1);
    after_comma.or_else(|| {
        let colon = written.find(':')?;
        written[..colon].rfind(' ').map(|space| space + 1)
    })
}

/// Hour, minute, second; and whether seconds are written. The numbers are `None` where a word beside them is not known.
fn clock_of(written: &str) -> Option<(Option<[u32; 3]>, bool)> {
    let start = written.find(|letter: char| letter.is_ascii_digit())?;
    let end = written.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let numbers: Option<Vec<u32>> = written[start..end].split([':', '.']).map(number).collect();
    let numbers = numbers?;
    let (hour, minute, second) = match numbers[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let words: String = [&written[..start], &written[end..]].concat().to_lowercase();
    let words: String = words.chars().filter(|letter| letter.is_alphabetic()).collect();
    let hour = match (words.as_str(), hour) {
        ("", hour) => Some(hour),
        (word, hour @ 1..=12) => half_of_day(word).map(|afternoon| hour % 12 + if afternoon { 12 } else { 0 }),
        _ => None,
    };
    if hour.is_some_and(|hour| hour > 23) || minute > 59 || second > 59 {
        return None;
    }
    Some((hour.map(|hour| [hour, minute, second]), numbers.len() == 3))
}

/// Whether a word says that the hour is one after noon; `None` where the word is not known.
fn half_of_day(word: &str) -> Option<bool> {
    match word {
        "am" | "ص" | "قظ" | "上午" | "午前" | "오전" => Some(false),
        "pm" | "م" | "بظ" | "下午" | "午後" | "오후" => Some(true),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The order of day and month in a file, with what settles it; else why it is open.
fn order_of(stamps: &[Stamp]) -> Result<(Order, &'static str), &'static str> {
    if stamps.iter().all(|stamp| stamp.year_first) {
        return Ok((Order::DayFirst, "year, month, day: the year stands first"));
    }
    let fits = |order: Order| stamps.iter().all(|stamp| stamp.day(order).is_some());
    match (fits(Order::DayFirst), fits(Order::MonthFirst)) {
        (true, false) => return Ok((Order::DayFirst, "day, month, year: as month, day, year some are no dates")),
        (false, true) => return Ok((Order::MonthFirst, "month, day, year: as day, month, year some are no dates")),
        (false, false) => return Err("some are no dates in either order of day and month"),
        (true, true) => {}
    }
    match (is_in_order(stamps, Order::DayFirst), is_in_order(stamps, Order::MonthFirst)) {
        (true, false) => Ok((Order::DayFirst, "day, month, year: only so the messages follow one another in time")),
        (false, true) => Ok((Order::MonthFirst, "month, day, year: only so the messages follow one another in time")),
        _ => Err("nothing in the file settles whether day or month stands first"),
    }
}

fn is_in_order(stamps: &[Stamp], order: Order) -> bool {
    let days = stamps.iter().filter_map(|stamp| stamp.day(order)).map(day_number);
    let mut latest = i64::MIN;
    for day in days {
        if day + STEP_BACK_DAYS <= latest {
            return false;
        }
        latest = latest.max(day);
    }
    true
}

/// Days of a calendar with months of 31 days: enough to tell what comes later.
fn day_number([year, month, day]: [u32; 3]) -> i64 {
    i64::from((year * 12 + month) * 31 + day)
}
