//! Dates as intervals with granularity and the rule that read them. A relative date is resolved against a known
//! publication date only; without one it stays unresolved and says why.

use super::calendar::{is_doubtful_month, month, season, weekday};
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;
use jiff::ToSpan;
use jiff::civil::Date;
use model::{DateKind, DateMention, DateStatus, Granularity};
use std::ops::Range;

/// Last day of "early" and of "mid" in a month; "late" runs to its end.
const EARLY_LAST_DAY: i8 = 10;
const MID_LAST_DAY: i8 = 20;
/// "a week ago" is exact to this many days either way, "a month ago" to these.
const WEEK_SLACK_DAYS: i32 = 3;
const MONTH_SLACK_DAYS: i32 = 15;
/// Nearer the equator than this, a season names no months.
const SEASONLESS_LATITUDE: f64 = 15.0;
/// How many tokens before a date "will" or "would" still speaks of it.
const AHEAD_REACH_TOKENS: usize = 14;

pub(crate) const NO_PUBLICATION_DATE: &str = "no known publication date";

static CALENDAR_WORDS: WordList = WordList::new(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december today yesterday tomorrow tonight jan feb mar apr jun jul aug sep sept oct nov dec",
);

/// What happens on a day: "today's game" is of this day, "today's youth" of the present age.
static OF_THE_DAY: WordList = WordList::new(
    "game games match race vote votes election ballot referendum ruling verdict hearing trial session attack attacks bombing shooting \
    strike strikes explosion protest protests rally march announcement decision statement meeting summit talks debate speech briefing \
    conference ceremony deal agreement report news events crash fire flood earthquake",
);

/// Whether the word is the name of a day or month, or "today" and the like.
pub(crate) fn is_calendar_word(lower: &str) -> bool {
    if lower.is_ascii() {
        return CALENDAR_WORDS.has(lower);
    }
    weekday(lower).is_some()
        || month(lower).is_some()
        || matches!(lower, "вчера" | "сегодня" | "вчора" | "сьогодні" | "أمس" | "اليوم" | "يوم")
}

/// Whether the word names a month.
pub(crate) fn is_month(lower: &str) -> bool {
    month(lower).is_some()
}

/// A date as read, before it is resolved.
pub(crate) struct Read {
    pub tokens: Range<usize>,
    pub granularity: Granularity,
    pub kind: DateKind,
    pub rule: &'static str,
    pub outcome: Result<(Date, Date), String>,
}

/// Reads dates with what is known of the text.
pub(crate) struct Reader<'r, 't> {
    pub passage: &'r Passage<'t>,
    pub published: Option<Date>,
    latitude: Option<f64>,
}

/// The day of an ISO date or RFC 3339 time, counted from 1970-01-01.
pub(crate) fn day_number(time: &str) -> Option<i64> {
    let day = time.get(..10)?.parse::<Date>().ok()?;
    Some(i64::from((day - Date::constant(1970, 1, 1)).get_days()))
}

/// The dates of a passage, in order. `published` is an ISO date or RFC 3339 time; `latitude` tells which months a
/// season means.
pub(crate) fn dates(passage: &Passage<'_>, published: Option<&str>, latitude: Option<f64>) -> Vec<DateMention> {
    let published = published.and_then(|time| time.get(..10)).and_then(|day| day.parse::<Date>().ok());
    let reader = Reader { passage, published, latitude };
    let mut found = Vec::new();
    let mut at = 0;
    while at < passage.tokens.len() {
        let read = reader.date_at(at);
        at = read.as_ref().map_or(at + 1, |read| read.tokens.end.max(at + 1));
        found.extend(read.map(|read| mention(passage, read)));
    }
    found
}

fn mention(passage: &Passage<'_>, read: Read) -> DateMention {
    let bytes = passage.bytes(&read.tokens);
    let (from, to, status, reason) = match read.outcome {
        Ok((from, to)) => (Some(from.to_string()), Some(to.to_string()), DateStatus::Resolved, None),
        Err(reason) => (None, None, DateStatus::Unresolved, Some(reason)),
    };
    DateMention {
        text: passage.slice(&read.tokens).to_owned(),
        start_byte: bytes.start,
        end_byte: bytes.end,
        from,
        to,
        granularity: read.granularity,
        kind: read.kind,
        status,
        rule: read.rule.to_owned(),
        reason,
    }
}

pub(crate) fn no_such_day() -> String {
    "the calendar has no such day".to_owned()
}

fn month_span(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn part_of_month(year: i16, month: i8, part: &str) -> Option<(Date, Date)> {
    let (first, last) = month_span(year, month)?;
    let day = |day: i8| Date::new(year, month, day).ok();
    Some(match part {
        "early" | "начале" | "початку" | "أوائل" | "مطلع" => (first, day(EARLY_LAST_DAY)?),
        "mid" | "середине" | "середині" | "منتصف" => {
            (day(EARLY_LAST_DAY + 1)?, day(MID_LAST_DAY)?)
        }
        "late" | "конце" | "наприкінці" | "кінці" | "أواخر" | "نهاية" => {
            (day(MID_LAST_DAY + 1)?, last)
        }
        _ => (first, last),
    })
}

fn is_part(lower: &str) -> bool {
    matches!(
        lower,
        "early"
            | "mid"
            | "late"
            | "начале"
            | "середине"
            | "конце"
            | "початку"
            | "середині"
            | "наприкінці"
            | "кінці"
            | "أوائل"
            | "مطلع"
            | "منتصف"
            | "أواخر"
            | "نهاية"
    )
}

impl Reader<'_, '_> {
    fn date_at(&self, at: usize) -> Option<Read> {
        let token = self.passage.token(at)?;
        match token.kind {
            TokenKind::Number => self
                .numeric(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.ago(at))
                .or_else(|| self.lone_year(at))
                .or_else(|| self.short_year(at)),
            TokenKind::Word => self.worded(at),
            // "'08", "[Ten] years ago".
            TokenKind::Quote => self.short_year(at + 1).filter(|read| read.tokens.start == at),
            TokenKind::Sign if token.first == '[' => self.ago(at),
            _ => None,
        }
    }

    fn worded(&self, at: usize) -> Option<Read> {
        self.part_and_month(at)
            .or_else(|| self.season_at(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.weekday_at(at))
            .or_else(|| self.near_day(at))
            .or_else(|| self.last_or_this(at))
            .or_else(|| self.end_of_period(at))
            .or_else(|| self.weekend(at))
            .or_else(|| self.ago(at))
    }

    pub fn read(
        &self,
        tokens: Range<usize>,
        granularity: Granularity,
        rule: &'static str,
        span: Option<(Date, Date)>,
    ) -> Option<Read> {
        Some(Read { tokens, granularity, kind: DateKind::Absolute, rule, outcome: span.ok_or_else(no_such_day) })
    }

    /// A date that needs the publication date.
    fn relative(
        &self,
        tokens: Range<usize>,
        granularity: Granularity,
        rule: &'static str,
        span: impl FnOnce(Date) -> Option<(Date, Date)>,
    ) -> Option<Read> {
        let outcome = match self.published {
            Some(published) => span(published).ok_or_else(no_such_day),
            None => Err(NO_PUBLICATION_DATE.to_owned()),
        };
        Some(Read { tokens, granularity, kind: DateKind::Relative, rule, outcome })
    }

    pub fn lower(&self, at: usize) -> &str {
        self.passage.lower(at)
    }

    pub fn year_at(&self, at: usize) -> Option<i16> {
        let text = self.passage.word(at);
        let year = text.parse::<i16>().ok().filter(|_| text.len() == 4)?;
        (1800..2200).contains(&year).then_some(year)
    }

    fn day_at(&self, at: usize) -> Option<i8> {
        let text = self.passage.word(at);
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = &text[digits.len()..];
        let day = digits
            .parse::<i8>()
            .ok()
            .filter(|_| digits.len() <= 2 && matches!(ordinal, "" | "st" | "nd" | "rd" | "th"))?;
        (1..=31).contains(&day).then_some(day)
    }

    fn month_at(&self, at: usize) -> Option<i8> {
        let number = month(self.lower(at))?;
        let english = self.lower(at).is_ascii();
        (!english || self.passage.is_capital(at)).then_some(number)
    }

    /// `2021-03-04`, `04.03.2021`, `03/04/2021`.
    fn numeric(&self, at: usize) -> Option<Read> {
        let text = self.passage.word(at);
        let date =
            text.get(..10).filter(|_| text.len() == 10 || text.as_bytes().get(10) == Some(&b'T')).unwrap_or(text);
        if let Some(day) = date.parse::<Date>().ok().filter(|_| date.contains('-') && date.len() == 10) {
            return self.read(at..at + 1, Granularity::Day, "ISO date", Some((day, day)));
        }
        let separator = if text.contains('/') { '/' } else { '.' };
        let fields: Vec<&str> = text.split(separator).collect();
        let [first, second, year] = fields.as_slice() else { return None };
        let (first, second) = (first.parse::<i8>().ok()?, second.parse::<i8>().ok()?);
        let year = year.parse::<i16>().ok().filter(|year| (1800..2200).contains(year))?;
        let exchangeable = separator == '/' && first <= 12 && second <= 12 && first != second;
        if exchangeable {
            let outcome = Err("day and month may be exchanged".to_owned());
            return Some(Read {
                tokens: at..at + 1,
                granularity: Granularity::Day,
                kind: DateKind::Absolute,
                rule: "numbers with strokes",
                outcome,
            });
        }
        let (day, month) = if separator == '/' && second > 12 { (second, first) } else { (first, second) };
        let day = Date::new(year, month, day).ok()?;
        self.read(at..at + 1, Granularity::Day, "day, month and year in numbers", Some((day, day)))
    }

    /// "4 March 2021", "4th of March", "4 марта", "4 مارس".
    fn day_month(&self, at: usize) -> Option<Read> {
        let day = self.day_at(at)?;
        let of = usize::from(self.lower(at + 1) == "of");
        let month = self.month_at(at + 1 + of)?;
        self.day_month_year(at..at + 2 + of, day, month)
    }

    fn day_month_year(&self, tokens: Range<usize>, day: i8, month: i8) -> Option<Read> {
        let mut next = tokens.end;
        if self.passage.is_comma(next) && self.year_at(next + 1).is_some() {
            next += 1;
        }
        match self.year_at(next) {
            Some(year) => {
                let span = Date::new(year, month, day).ok().map(|day| (day, day));
                self.read(tokens.start..next + 1, Granularity::Day, "day, month and year", span)
            }
            None if self.year_named_behind(tokens.end).is_some() => {
                let shift = self.year_named_behind(tokens.end)?;
                self.relative(tokens, Granularity::Day, "day and month of this, last or next year", |published| {
                    let day = Date::new(published.year() + shift, month, day).ok()?;
                    Some((day, day))
                })
            }
            None if self.lies_ahead(tokens.start) => {
                let rule = "day and month: the first on or after publication, as the clause speaks of what is to come";
                self.relative(tokens, Granularity::Day, rule, |published| {
                    let ahead = |year: i16| Date::new(year, month, day).ok().filter(|day| *day >= published);
                    let day = ahead(published.year()).or_else(|| ahead(published.year() + 1))?;
                    Some((day, day))
                })
            }
            None => self.relative(
                tokens,
                Granularity::Day,
                "day and month: the latest on or before publication",
                |published| {
                    let this_year = Date::new(published.year(), month, day).ok();
                    let day = this_year
                        .filter(|day| *day <= published)
                        .or_else(|| Date::new(published.year() - 1, month, day).ok())?;
                    Some((day, day))
                },
            ),
        }
    }

    /// "March 11 this year": by how many years it differs from the year of publication.
    fn year_named_behind(&self, at: usize) -> Option<i16> {
        if self.lower(at + 1) != "year" {
            return None;
        }
        match self.lower(at) {
            "this" => Some(0),
            "last" => Some(-1),
            "next" => Some(1),
            _ => None,
        }
    }

    /// "On Friday the court will decide": a date that opens its sentence, with a verb of what is to come as the first
    /// one behind it.
    fn opens_what_is_to_come(&self, at: usize) -> bool {
        let first = at.saturating_sub(usize::from(at > 0 && matches!(self.lower(at - 1), "on" | "in" | "by" | "from")));
        let opens = first == 0
            || matches!(self.passage.tokens[first - 1].first, '.' | '!' | '?' | '“' | '"')
            || self.passage.tokens[first - 1].paragraph != self.passage.tokens[at].paragraph;
        if !opens {
            return false;
        }
        let paragraph = self.passage.tokens[at].paragraph;
        let reach = (at + AHEAD_REACH_TOKENS).min(self.passage.tokens.len());
        for index in at + 1..reach {
            let token = &self.passage.tokens[index];
            if token.paragraph != paragraph
                || token.kind == TokenKind::Sign && matches!(token.first, '.' | ';' | ':' | '!' | '?')
            {
                return false;
            }
            let lower = self.lower(index);
            if matches!(lower, "will" | "shall") && !self.passage.is_capital(index) {
                return self.lower(index + 1) != "have";
            }
            if matches!(lower, "is" | "are") {
                let behind = self.lower(index + 1);
                return matches!(behind, "to" | "due" | "expected" | "scheduled" | "set");
            }
            if super::source::is_finite_verb(self.passage, index) {
                return false;
            }
        }
        false
    }

    /// Whether the clause speaks of what is to come: "would stay closed on Friday", "will open on 4 May", "until
    /// Sunday". A cue in between makes the date that of the saying.
    fn lies_ahead(&self, at: usize) -> bool {
        if matches!(at.checked_sub(1).map_or("", |before| self.lower(before)), "until" | "till")
            || self.opens_what_is_to_come(at)
        {
            return true;
        }
        for index in (at.saturating_sub(AHEAD_REACH_TOKENS)..at).rev() {
            let token = &self.passage.tokens[index];
            let ends_clause = token.kind == TokenKind::Sign && matches!(token.first, '.' | ';' | ':' | '!' | '?')
                || token.kind == TokenKind::Quote
                || token.paragraph != self.passage.tokens[at].paragraph;
            let lower = self.lower(index);
            let saying = super::lexicon::cue_traits(lower)
                .is_some_and(|traits| traits.has(super::lexicon::CueTraits::SPEECH) && !lower.ends_with("ing"));
            if ends_clause || saying {
                return false;
            }
            let ahead = matches!(
                lower,
                "will" | "would" | "shall" | "won't" | "won’t" | "wouldn't" | "wouldn’t" | "due" | "scheduled"
            ) || lower.ends_with("'ll")
                || lower.ends_with("’ll");
            if ahead {
                return self.lower(index + 1) != "have" && self.lower(index + 2) != "have";
            }
        }
        false
    }

    /// "March 4, 2021", "March 2021", "in October".
    fn month_first(&self, at: usize) -> Option<Read> {
        let month = self.month_at(at)?;
        if let Some(day) = self.day_at(at + 1).filter(|_| !self.passage.is_comma(at + 1)) {
            return self.day_month_year(at..at + 2, day, month);
        }
        let comma = usize::from(self.passage.is_comma(at + 1));
        if let Some(year) = self.year_at(at + 1 + comma).filter(|_| comma == 0 || !is_doubtful_month(self.lower(at))) {
            return self.read(at..at + 2 + comma, Granularity::Month, "month and year", month_span(year, month));
        }
        let before = at.checked_sub(1).map_or("", |before| self.lower(before));
        let introduced = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "of"
                | "from"
                | "during"
                | "last"
                | "next"
                | "this"
                | "for"
                | "before"
                | "after"
                | "between"
                | "и"
                | "в"
                | "с"
                | "до"
                | "у"
                | "з"
                | "في"
                | "منذ"
                | "شهر"
        );
        if !introduced && (is_doubtful_month(self.lower(at)) || self.passage.is_cyrillic_or_arabic(at)) {
            return None;
        }
        let next = self.lower(at + 1);
        if self.passage.is_capital(at + 1) && !is_calendar_word(next) && !introduced {
            return None;
        }
        self.relative(at..at + 1, Granularity::Month, "month: the latest that began by publication", |published| {
            latest_month(published, month, "")
        })
    }

    /// "late November", "early in March 2021".
    fn part_and_month(&self, at: usize) -> Option<Read> {
        let (part, after) = match self.lower(at).split_once('-') {
            Some(("mid", rest)) if month(rest).is_some() => ("mid", at),
            _ if is_part(self.lower(at)) => (self.lower(at), at + 1),
            _ => return None,
        };
        let after = after + usize::from(self.lower(after) == "in" || self.passage.is_dash(after));
        let month = if after == at {
            month(self.lower(at).split_once('-').map_or("", |(_, rest)| rest))?
        } else {
            self.month_at(after)?
        };
        match self.year_at(after + 1) {
            Some(year) => self.read(
                at..after + 2,
                Granularity::Month,
                "part of a month and year",
                part_of_month(year, month, part),
            ),
            None => self.relative(
                at..after + 1,
                Granularity::Month,
                "part of a month: the latest that began by publication",
                |published| latest_month(published, month, part),
            ),
        }
    }

    /// "Summer 2017", "the summer of 2017", "last summer".
    fn season_at(&self, at: usize) -> Option<Read> {
        let season = season(self.lower(at))?;
        let of = usize::from(self.lower(at + 1) == "of");
        if let Some(year) = self.year_at(at + 1 + of) {
            let outcome = self.season_months(year, season).ok_or_else(|| {
                "which months a season means depends on the hemisphere, and no place is known".to_owned()
            });
            return Some(Read {
                tokens: at..at + 2 + of,
                granularity: Granularity::Season,
                kind: DateKind::Absolute,
                rule: "season and year, by the hemisphere of the first place",
                outcome,
            });
        }
        let before = at.checked_sub(1).map_or("", |before| self.lower(before));
        if !matches!(before, "last" | "this" | "next" | "previous") {
            return None;
        }
        let outcome = match (self.published, before) {
            (None, _) => Err(NO_PUBLICATION_DATE.to_owned()),
            (Some(published), "last") => self.season_before(published, season).ok_or_else(|| {
                "which months a season means depends on the hemisphere, and no place is known".to_owned()
            }),
            _ => Err("the year of the season is not named".to_owned()),
        };
        Some(Read {
            tokens: at - 1..at + 1,
            granularity: Granularity::Season,
            kind: DateKind::Relative,
            rule: "season without a year",
            outcome,
        })
    }

    /// The last season of this name that was over by then.
    fn season_before(&self, published: Date, season: i8) -> Option<(Date, Date)> {
        let years = [published.year() + 1, published.year(), published.year() - 1, published.year() - 2];
        years.into_iter().filter_map(|year| self.season_months(year, season)).find(|(_, last)| *last < published)
    }

    fn season_months(&self, year: i16, season: i8) -> Option<(Date, Date)> {
        let latitude = self.latitude.filter(|latitude| latitude.abs() >= SEASONLESS_LATITUDE)?;
        let northern_first = [3, 6, 9, 12][usize::try_from(season - 1).ok()?.min(3)];
        let (year, first) = match (latitude > 0.0, northern_first) {
            (true, first) => (year, first),
            (false, 12) => (year, 6),
            (false, 6) => (year - 1, 12),
            (false, 3) => (year, 9),
            (false, _) => (year, 3),
        };
        let start = Date::new(year, first, 1).ok()?;
        let end = start.checked_add(2.months()).ok()?.last_of_month();
        Some((start, end))
    }

    fn weekday_at(&self, at: usize) -> Option<Read> {
        let number = weekday(self.lower(at))?;
        if self.lower(at).is_ascii() && !self.passage.is_capital(at) {
            return None;
        }
        let comma = usize::from(self.passage.is_comma(at + 1));
        // "Friday, July 21, 2017": the day of the week adds nothing to the full date.
        if let Some(full) = self
            .month_first(at + 1 + comma)
            .or_else(|| self.day_month(at + 1 + comma))
            .filter(|full| full.granularity == Granularity::Day)
        {
            return Some(Read { tokens: at..full.tokens.end, ..full });
        }
        let before = at.checked_sub(1).map_or("", |before| self.lower(before));
        // "I went back the next Tuesday": counted from another day of the text.
        if before == "next" && at >= 2 && self.lower(at - 2) == "the" {
            let outcome = Err("counted from another event of the text".to_owned());
            let rule = "so long before or after another event";
            return Some(Read {
                tokens: at..at + 1,
                granularity: Granularity::Day,
                kind: DateKind::Relative,
                rule,
                outcome,
            });
        }
        let start = if matches!(before, "last" | "next" | "this") { at - 1 } else { at };
        let (strictly, next) = (before == "last", before == "next");
        let ahead = !strictly && !next && self.lies_ahead(start);
        let part = matches!(
            self.lower(at + 1),
            "morning"
                | "afternoon"
                | "evening"
                | "night"
                | "утром"
                | "вечером"
                | "вранці"
                | "ввечері"
                | "صباح"
                | "مساء"
        );
        let (end, granularity) = if part { (at + 2, Granularity::Hour) } else { (at + 1, Granularity::Day) };
        let rule = match (next, ahead) {
            (true, _) => "weekday: the first after publication",
            (_, true) => "weekday: the first on or after publication, as the clause speaks of what is to come",
            _ => "weekday: the last on or before publication",
        };
        self.relative(start..end, granularity, rule, |published| {
            let today = i32::from(published.weekday().to_monday_one_offset());
            let back = (today - i32::from(number)).rem_euclid(7);
            let back = if strictly && back == 0 { 7 } else { back };
            let shift = match (next, ahead) {
                (true, _) => 7 - back,
                (_, true) => (7 - back) % 7,
                _ => -back,
            };
            let day = published.checked_add(shift.days()).ok()?;
            Some((day, day))
        })
    }

    /// "yesterday", "today", "this morning", "last night".
    fn near_day(&self, at: usize) -> Option<Read> {
        let (shift, length, granularity) = match (self.lower(at), self.lower(at + 1)) {
            ("yesterday", _) | ("вчера" | "вчора" | "أمس", _) => (-1, 1, Granularity::Day),
            ("today" | "сегодня" | "сьогодні", _) => (0, 1, Granularity::Day),
            ("tonight", _) => (0, 1, Granularity::Hour),
            ("tomorrow" | "завтра", _) => (1, 1, Granularity::Day),
            ("this", "morning" | "afternoon" | "evening") => (0, 2, Granularity::Hour),
            ("last", "night") | ("overnight", _) => {
                (-1, if self.lower(at) == "last" { 2 } else { 1 }, Granularity::Hour)
            }
            _ => return None,
        };
        if self.lower(at) == "today"
            && self.passage.token(at + 1).is_some_and(|token| token.kind == TokenKind::Possessive)
            && !(OF_THE_DAY.has(self.lower(at + 2)) || OF_THE_DAY.has(self.lower(at + 3)))
        {
            return None;
        }
        self.relative(at..at + length, granularity, "day beside publication", |published| {
            let day = published.checked_add(shift.days()).ok()?;
            // A night belongs to two days.
            let end = if matches!(granularity, Granularity::Hour) && shift < 0 { published } else { day };
            Some((day, end))
        })
    }

    /// "last week", "this month", "last year", "на прошлой неделе".
    fn last_or_this(&self, at: usize) -> Option<Read> {
        let shift: i32 = match self.lower(at) {
            "last" | "прошлой" | "прошлом" | "минулого" | "минулому" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        match self.lower(at + 1) {
            "week" | "неделе" | "тижня" | "тижні" => {
                self.relative(at..at + 2, Granularity::Week, "week of the calendar, from Monday", |published| {
                    let monday =
                        published.checked_sub(i32::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
                    let monday = monday.checked_add((7 * shift).days()).ok()?;
                    Some((monday, monday.checked_add(6.days()).ok()?))
                })
            }
            "weekend" => {
                self.relative(at..at + 2, Granularity::Week, "weekend: the last before publication", |published| {
                    let since_saturday = (i32::from(published.weekday().to_monday_zero_offset()) + 2) % 7;
                    let saturday = published
                        .checked_sub((if shift == 0 { since_saturday } else { since_saturday.max(1) }).days())
                        .ok()?;
                    Some((saturday, saturday.checked_add(1.days()).ok()?))
                })
            }
            "month" | "месяце" | "місяця" => {
                self.relative(at..at + 2, Granularity::Month, "month of the calendar", |published| {
                    let first = published.first_of_month().checked_add(shift.months()).ok()?;
                    Some((first, first.last_of_month()))
                })
            }
            "year" | "году" | "року" | "році" => {
                self.relative(at..at + 2, Granularity::Year, "year of the calendar", |published| {
                    let year = published.year() + i16::try_from(shift).ok()?;
                    Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())
                })
            }
            _ => None,
        }
    }

    /// "the end of the year", "by year end", "the end of last month": its last day.
    fn end_of_period(&self, at: usize) -> Option<Read> {
        let possessive =
            |index: usize| self.passage.token(index).is_some_and(|token| token.kind == TokenKind::Possessive);
        let (shift, period, tokens): (i32, &str, Range<usize>) = match (self.lower(at), self.lower(at + 1)) {
            ("year" | "month", "end") => (0, self.lower(at), at..at + 2),
            ("year" | "month", _) if possessive(at + 1) && self.lower(at + 2) == "end" => {
                (0, self.lower(at), at..at + 3)
            }
            ("year-end", _) => (0, "year", at..at + 1),
            ("end", "of") => {
                let shift = match self.lower(at + 2) {
                    "the" | "this" => 0,
                    "last" => -1,
                    "next" => 1,
                    _ => return None,
                };
                (shift, self.lower(at + 3), at..at + 4)
            }
            _ => return None,
        };
        if !matches!(period, "year" | "month" | "week") || self.lower(tokens.end) == "of" {
            return None;
        }
        let the = usize::from(at > 0 && self.lower(at - 1) == "the");
        let (tokens, period) = (tokens.start - the..tokens.end, period.to_owned());
        self.relative(tokens, Granularity::Day, "last day of a week, month or year", |published| {
            let day = match period.as_str() {
                "year" => Date::new(published.year() + i16::try_from(shift).ok()?, 12, 31).ok()?,
                "month" => published.first_of_month().checked_add(shift.months()).ok()?.last_of_month(),
                _ => {
                    let to_sunday = 6 - i32::from(published.weekday().to_monday_zero_offset());
                    published.checked_add((to_sunday + 7 * shift).days()).ok()?
                }
            };
            Some((day, day))
        })
    }

    /// "over the weekend": the last one that had begun by publication.
    fn weekend(&self, at: usize) -> Option<Read> {
        let introduced = at >= 2
            && self.lower(at - 1) == "the"
            && matches!(
                self.lower(at - 2),
                "over" | "at" | "on" | "during" | "throughout" | "through" | "for" | "since"
            );
        if self.lower(at) != "weekend" || !introduced {
            return None;
        }
        self.relative(at..at + 1, Granularity::Week, "weekend: the last before publication", |published| {
            let since_saturday = (i32::from(published.weekday().to_monday_zero_offset()) + 2) % 7;
            let saturday = published.checked_sub(since_saturday.days()).ok()?;
            Some((saturday, saturday.checked_add(1.days()).ok()?))
        })
    }

    /// "a week ago", "two days ago", "three months earlier".
    fn ago(&self, at: usize) -> Option<Read> {
        // "[Ten] years ago": a word that the writer put in.
        let opened = usize::from(self.passage.is_sign(at, '['));
        let (count, unit_at) = match self.lower(at + opened) {
            "a" | "an" | "one" => (1, at + opened + 1),
            _ => {
                let number = super::numbers::number_at(self.passage, at + opened)
                    .filter(|number| number.low == number.high && number.low.fract() == 0.0 && number.low < 1000.0)?;
                (number.low as i32, number.tokens.end)
            }
        };
        let unit_at = match (opened, self.passage.is_sign(unit_at, ']')) {
            (0, _) => unit_at,
            (_, true) => unit_at + 1,
            (_, false) => return None,
        };
        let (unit, granularity) = match self.lower(unit_at) {
            "day" | "days" | "дня" | "дней" | "дні" | "днів" => ("day", Granularity::Day),
            "week" | "weeks" | "недели" | "тижні" => ("week", Granularity::Week),
            "month" | "months" | "месяца" | "месяцев" | "місяці" | "місяців" => {
                ("month", Granularity::Month)
            }
            "year" | "years" | "года" | "лет" | "роки" | "років" => ("year", Granularity::Year),
            "hour" | "hours" | "minutes" => ("hour", Granularity::Hour),
            _ => return None,
        };
        match self.lower(unit_at + 1) {
            "ago" | "назад" | "тому" => {
                self.relative(at..unit_at + 2, granularity, "so long before publication", |published| {
                    back_from(published, count, unit)
                })
            }
            "earlier" | "later" | "before" if self.passage.lower(unit_at + 1) != "before" => {
                let outcome = Err("counted from another event of the text".to_owned());
                Some(Read {
                    tokens: at..unit_at + 2,
                    granularity,
                    kind: DateKind::Relative,
                    rule: "so long before or after another event",
                    outcome,
                })
            }
            _ => None,
        }
    }
}

fn latest_month(published: Date, month: i8, part: &str) -> Option<(Date, Date)> {
    let span = part_of_month(published.year(), month, part)?;
    if span.0 <= published { Some(span) } else { part_of_month(published.year() - 1, month, part) }
}

fn back_from(published: Date, count: i32, unit: &str) -> Option<(Date, Date)> {
    let (middle, slack) = match unit {
        "day" => (published.checked_sub(count.days()).ok()?, 0),
        "week" => (published.checked_sub((count * 7).days()).ok()?, WEEK_SLACK_DAYS),
        "month" => (published.checked_sub(count.months()).ok()?, MONTH_SLACK_DAYS),
        // People count calendar years.
        "year" => {
            let year = published.checked_sub(count.years()).ok()?.year();
            return Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok());
        }
        // Hours reach back over midnight.
        _ => return Some((published.checked_sub((count / 24 + 1).days()).ok()?, published)),
    };
    let to = middle.checked_add(slack.days()).ok()?;
    Some((middle.checked_sub(slack.days()).ok()?, to.min(published)))
}
