//! What a list of the desk is asked: one value, told in JSON or in an address, the same both ways.

use model::ItemId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// Longest query in an address, bytes. Browsers and proxies cut longer ones.
pub const LONGEST_QUERY_BYTES: usize = 8_192;
/// Longest words to look for, bytes.
pub const LONGEST_TEXT_BYTES: usize = 1_024;
/// Most values of one facet that are asked for at a time.
pub const MOST_VALUES: usize = 64;
/// Lines of a page where nothing is said.
pub const USUAL_PER_PAGE: u32 = 100;
/// Most lines of a page.
pub const MOST_PER_PAGE: u32 = 500;

/// By what a list of items is narrowed and counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// `video`, `image`, …
    Kind,
    /// Who published it; empty where that is not known.
    Outlet,
    /// Kind of the item's best time; empty where it has none.
    TimeKind,
    /// `source`, `derived`, `unknown`.
    Standing,
    /// `yes` where it matches another item, else `no`.
    Matches,
    /// `yes` where its statements speak of a claim, else `no`.
    Claims,
    /// `yes` where its text names a place with coordinates, else `no`.
    Place,
    /// `error`, `warn`, `note`: severities of its findings; empty where it has none.
    Severity,
    /// Where the work stands; empty where nothing was said.
    Status,
    /// Who works on it; empty where nobody does.
    Assignee,
    /// `yes` where somebody marked it so, else `no`.
    Graphic,
    /// Labels; empty where it has none.
    Tag,
}

impl Facet {
    /// All of them, in the order in which lists show them.
    pub const ALL: [Facet; 12] = [
        Facet::Kind,
        Facet::Outlet,
        Facet::TimeKind,
        Facet::Standing,
        Facet::Matches,
        Facet::Claims,
        Facet::Place,
        Facet::Severity,
        Facet::Status,
        Facet::Assignee,
        Facet::Graphic,
        Facet::Tag,
    ];

    /// Its name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Outlet => "outlet",
            Facet::TimeKind => "time_kind",
            Facet::Standing => "standing",
            Facet::Matches => "matches",
            Facet::Claims => "claims",
            Facet::Place => "place",
            Facet::Severity => "severity",
            Facet::Status => "status",
            Facet::Assignee => "assignee",
            Facet::Graphic => "graphic",
            Facet::Tag => "tag",
        }
    }
}

/// In which order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemSort {
    /// Latest best time first; items without a time last.
    Newest,
    /// Earliest best time first; items without a time last.
    Oldest,
    /// In order of their first capture.
    #[default]
    Added,
    /// By name, case apart.
    Name,
    /// Items that match most others first.
    MostMatches,
    /// Best answer to the text first; without a text as [`ItemSort::Added`].
    Relevance,
}

impl ItemSort {
    const ALL: [ItemSort; 6] = [
        ItemSort::Newest,
        ItemSort::Oldest,
        ItemSort::Added,
        ItemSort::Name,
        ItemSort::MostMatches,
        ItemSort::Relevance,
    ];

    /// Its name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ItemSort::Newest => "newest",
            ItemSort::Oldest => "oldest",
            ItemSort::Added => "added",
            ItemSort::Name => "name",
            ItemSort::MostMatches => "most_matches",
            ItemSort::Relevance => "relevance",
        }
    }
}

/// Where a page begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageStart {
    /// After so many lines.
    Offset(u64),
    /// After this item in the order asked for, whether it still fits the rest of the query or not.
    After(ItemId),
}

impl Default for PageStart {
    fn default() -> PageStart {
        PageStart::Offset(0)
    }
}

/// A day of the Gregorian calendar, UTC: `2021-03-04`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Its first second since 1970-01-01T00:00:00Z.
    pub fn first_second(self) -> i64 {
        self.days() * 86_400
    }

    /// Its last second.
    pub fn last_second(self) -> i64 {
        self.first_second() + 86_399
    }

    /// Days since 1970-01-01. SOURCE: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Day, QueryError> {
        let wrong = || QueryError::NotADay { got: shown(text) };
        let digits = text.as_bytes();
        let is_digit = |at: usize| digits.get(at).is_some_and(u8::is_ascii_digit);
        let has_shape = digits.len() == 10 && digits[4] == b'-' && digits[7] == b'-';
        if !has_shape || ![0, 1, 2, 3, 5, 6, 8, 9].into_iter().all(is_digit) {
            return Err(wrong());
        }
        let year: u16 = text[..4].parse().map_err(|_| wrong())?;
        let month: u8 = text[5..7].parse().map_err(|_| wrong())?;
        let day: u8 = text[8..].parse().map_err(|_| wrong())?;
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days_of_month = match month {
            2 => 28 + u8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(wrong()),
        };
        if !(1..=days_of_month).contains(&day) { Err(wrong()) } else { Ok(Day { year, month, day }) }
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A point on the map, told in degrees with six places behind the dot: `50.4501,30.5234`, north and east positive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MapPoint {
    lat_udeg: i32,
    lon_udeg: i32,
}

impl MapPoint {
    /// The point at these degrees, to a tenth of a metre; `None` where there is no such point on the globe.
    pub fn of(lat: f64, lon: f64) -> Option<MapPoint> {
        let is_on_globe = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        let udeg = |degrees: f64| (degrees * 1e6).round() as i32;
        is_on_globe.then(|| MapPoint { lat_udeg: udeg(lat), lon_udeg: udeg(lon) })
    }
}

impl fmt::Display for MapPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", f64::from(self.lat_udeg) / 1e6, f64::from(self.lon_udeg) / 1e6)
    }
}

impl FromStr for MapPoint {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<MapPoint, QueryError> {
        let degrees = |text: &str| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
            text.parse::<f64>().ok().filter(|_| is_plain)
        };
        let point = text.split_once(',').and_then(|(lat, lon)| MapPoint::of(degrees(lat)?, degrees(lon)?));
        point.ok_or_else(|| QueryError::NotAPoint { got: shown(text) })
    }
}

impl Serialize for MapPoint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MapPoint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<MapPoint, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What a list of items is asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemQuery {
    /// Words to look for in texts and names, as a person types them; empty = any.
    pub text: String,
    /// Whether to look through what readers wrote, too.
    pub comments: bool,
    /// Of each facet the values of which one must hold; a facet that is not here narrows nothing.
    pub facets: BTreeMap<Facet, BTreeSet<String>>,
    /// The best time may lie on this day or later.
    pub from: Option<Day>,
    /// The best time may lie on this day or earlier.
    pub to: Option<Day>,
    /// Only items with statements that speak of this claim.
    pub claim: Option<String>,
    /// Only items that go back to this origin.
    pub origin: Option<String>,
    /// Only items whose place lies at this point.
    pub at: Option<MapPoint>,
    /// In which order.
    pub sort: ItemSort,
    /// Where the page begins.
    pub start: PageStart,
    /// Lines of the page, 1 to [`MOST_PER_PAGE`].
    pub per_page: u32,
}

impl Default for ItemQuery {
    fn default() -> ItemQuery {
        ItemQuery {
            text: String::new(),
            comments: false,
            facets: BTreeMap::new(),
            from: None,
            to: None,
            claim: None,
            origin: None,
            at: None,
            sort: ItemSort::default(),
            start: PageStart::default(),
            per_page: USUAL_PER_PAGE,
        }
    }
}

/// Why something is not a query.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum QueryError {
    /// Too many bytes.
    #[error("the query is {got} bytes long, at most {most} are read")]
    TooLong {
        /// Its length.
        got: usize,
        /// The most that are read.
        most: usize,
    },
    /// A part that means nothing.
    #[error("the query holds {key:?}, which means nothing here")]
    UnknownKey {
        /// The part.
        key: String,
    },
    /// A part that may be given once only.
    #[error("the query holds {key:?} twice")]
    GivenTwice {
        /// The part.
        key: String,
    },
    /// A value that is none of those possible.
    #[error("{key} cannot be {got:?}")]
    BadValue {
        /// The part.
        key: String,
        /// What was given.
        got: String,
    },
    /// Not a day.
    #[error("expected a day such as 2021-03-04, got {got:?}")]
    NotADay {
        /// What was given.
        got: String,
    },
    /// Not a point on the map.
    #[error("expected a point such as 50.4501,30.5234, got {got:?}")]
    NotAPoint {
        /// What was given.
        got: String,
    },
    /// Bytes that are not text once the percent signs are undone.
    #[error("the query is not UTF-8 in percent-coding near {got:?}")]
    NotText {
        /// What was given.
        got: String,
    },
    /// More values than are asked for at a time.
    #[error("{key} is given more than {most} times")]
    TooManyValues {
        /// The part.
        key: String,
        /// The most.
        most: usize,
    },
}

impl ItemQuery {
    /// The query with one more value of a facet, or one less where it was there: what a click on that value asks for.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str) -> ItemQuery {
        let mut query = ItemQuery { start: PageStart::default(), ..self.clone() };
        let values = query.facets.entry(facet).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        if values.is_empty() {
            query.facets.remove(&facet);
        }
        query
    }

    /// The query for another page.
    #[must_use]
    pub fn starting(&self, start: PageStart) -> ItemQuery {
        ItemQuery { start, ..self.clone() }
    }

    /// Reads what [`ItemQuery::to_query_string`] writes, in any order of its parts, with or without a leading `?`; a
    /// space may be a plus sign, as forms write it.
    ///
    /// ```
    /// use archive::desk::{Facet, ItemQuery};
    /// let query = ItemQuery::from_query_string("q=old+bridge&kind=video&kind=image&sort=newest")?;
    /// assert_eq!(query.text, "old bridge");
    /// assert_eq!(query.facets[&Facet::Kind].len(), 2);
    /// assert_eq!(query.to_query_string(), "q=old%20bridge&kind=image&kind=video&sort=newest");
    /// # Ok::<(), archive::desk::QueryError>(())
    /// ```
    ///
    /// # Errors
    /// [`QueryError`] for whatever is not such a query; nothing is passed over.
    pub fn from_query_string(text: &str) -> Result<ItemQuery, QueryError> {
        if text.len() > LONGEST_QUERY_BYTES {
            return Err(QueryError::TooLong { got: text.len(), most: LONGEST_QUERY_BYTES });
        }
        let mut query = ItemQuery::default();
        let mut given: BTreeSet<String> = BTreeSet::new();
        let text = text.strip_prefix('?').unwrap_or(text);
        for part in text.split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let (key, value) = (percent_decoded(key)?, percent_decoded(value)?);
            match Facet::ALL.into_iter().find(|facet| facet.name() == key) {
                Some(facet) => drop(query.facets.entry(facet).or_default().insert(value)),
                None if !given.insert(key.clone()) => return Err(QueryError::GivenTwice { key: shown(&key) }),
                None => query.set(&key, value)?,
            }
        }
        if given.contains("offset") && given.contains("after") {
            return Err(QueryError::GivenTwice { key: "offset".to_owned() });
        }
        query.checked()
    }

    /// The query if everything in it keeps to its limits; to be asked of every query that came from outside as JSON.
    ///
    /// # Errors
    /// [`QueryError`] where something does not.
    pub fn checked(self) -> Result<ItemQuery, QueryError> {
        if self.text.len() > LONGEST_TEXT_BYTES {
            return Err(QueryError::TooLong { got: self.text.len(), most: LONGEST_TEXT_BYTES });
        }
        if let Some((facet, _)) = self.facets.iter().find(|(_, values)| values.len() > MOST_VALUES) {
            return Err(QueryError::TooManyValues { key: facet.name().to_owned(), most: MOST_VALUES });
        }
        if !(1..=MOST_PER_PAGE).contains(&self.per_page) {
            return Err(bad("per_page", &self.per_page.to_string()));
        }
        Ok(self)
    }

    fn set(&mut self, key: &str, value: String) -> Result<(), QueryError> {
        match key {
            "q" => self.text = value,
            "comments" => self.comments = yes_or_no(key, &value)?,
            "from" => self.from = Some(value.parse()?),
            "to" => self.to = Some(value.parse()?),
            "claim" => self.claim = Some(value),
            "origin" => self.origin = Some(value),
            "at" => self.at = Some(value.parse()?),
            "sort" => {
                let sort = ItemSort::ALL.into_iter().find(|sort| sort.name() == value);
                self.sort = sort.ok_or_else(|| bad(key, &value))?;
            }
            "offset" => self.start = PageStart::Offset(number(key, &value)?),
            "after" => self.start = PageStart::After(value.parse().map_err(|_| bad(key, &value))?),
            "per_page" => {
                let lines = number(key, &value)?;
                self.per_page = u32::try_from(lines).map_err(|_| bad(key, &value))?;
            }
            _ => return Err(QueryError::UnknownKey { key: shown(key) }),
        }
        Ok(())
    }

    /// The query as the part of an address after `?`; parts in a fixed order, what is as usual left out, so that equal
    /// queries give equal texts.
    pub fn to_query_string(&self) -> String {
        let mut parts = QueryParts::default();
        if !self.text.is_empty() {
            parts.push("q", &self.text);
        }
        if self.comments {
            parts.push("comments", "yes");
        }
        for (facet, values) in &self.facets {
            values.iter().for_each(|value| parts.push(facet.name(), value));
        }
        let days = [("from", self.from), ("to", self.to)].map(|(key, day)| (key, day.map(|day| day.to_string())));
        let at = self.at.map(|point| point.to_string());
        let ids = [("claim", self.claim.clone()), ("origin", self.origin.clone()), ("at", at)];
        for (key, value) in days.into_iter().chain(ids) {
            value.iter().for_each(|value| parts.push(key, value));
        }
        if self.sort != ItemSort::default() {
            parts.push("sort", self.sort.name());
        }
        match self.start {
            PageStart::Offset(0) => {}
            PageStart::Offset(lines) => parts.push("offset", &lines.to_string()),
            PageStart::After(item) => parts.push("after", &item.hex()),
        }
        if self.per_page != USUAL_PER_PAGE {
            parts.push("per_page", &self.per_page.to_string());
        }
        parts.0
    }
}

/// Parts of a query string as they are joined.
#[derive(Default)]
pub(super) struct QueryParts(String);

impl QueryParts {
    pub(super) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn push(&mut self, key: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => self.0.push(char::from(byte)),
                _ => self.0.push_str(&format!("%{byte:02X}")),
            }
        }
    }
}

/// Undoes percent-coding (RFC 3986, 2.1) and the plus signs of forms.
pub(super) fn percent_decoded(text: &str) -> Result<String, QueryError> {
    let wrong = || QueryError::NotText { got: shown(text) };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit().ok_or_else(wrong)?, digit().ok_or_else(wrong)?);
                bytes.push(u8::try_from(high * 16 + low).map_err(|_| wrong())?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

pub(super) fn yes_or_no(key: &str, value: &str) -> Result<bool, QueryError> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(bad(key, value)),
    }
}

pub(super) fn number(key: &str, value: &str) -> Result<u64, QueryError> {
    let is_plain = !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit());
    value.parse().ok().filter(|_| is_plain).ok_or_else(|| bad(key, value))
}

pub(super) fn bad(key: &str, got: &str) -> QueryError {
    QueryError::BadValue { key: key.to_owned(), got: shown(got) }
}

/// The beginning of what was given, enough to know it again.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same in every run (xorshift64).
    struct Draws(u64);

    impl Draws {
        fn next(&mut self, below: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % below as u64) as usize
        }

        fn text(&mut self) -> String {
            let signs: Vec<char> = "ab &=+%?#/\\\"'<>\u{0}é東\u{202e}ع0".chars().collect();
            (0..self.next(9)).map(|_| signs[self.next(signs.len())]).collect()
        }

        fn query(&mut self) -> ItemQuery {
            let mut query = ItemQuery { text: self.text(), comments: self.next(2) == 1, ..ItemQuery::default() };
            for _ in 0..self.next(6) {
                let facet = Facet::ALL[self.next(Facet::ALL.len())];
                query.facets.entry(facet).or_default().insert(self.text());
            }
            query.from = ["2020-02-29", "0001-01-01"].get(self.next(3)).map(|day| day.parse().unwrap());
            query.to = ["1999-12-31", "9999-12-31"].get(self.next(3)).map(|day| day.parse().unwrap());
            query.claim = (self.next(2) == 1).then(|| self.text());
            query.origin = (self.next(2) == 1).then(|| self.text());
            query.at = (self.next(2) == 1).then(|| {
                let (lat, lon) =
                    (self.next(180_000_001) as f64 / 1e6 - 90.0, self.next(360_000_001) as f64 / 1e6 - 180.0);
                MapPoint::of(lat, lon).unwrap()
            });
            query.sort = ItemSort::ALL[self.next(6)];
            query.start = match self.next(2) {
                0 => PageStart::Offset(self.next(1000) as u64),
                _ => PageStart::After(ItemId::of(self.text().as_bytes())),
            };
            query.per_page = 1 + self.next(MOST_PER_PAGE as usize) as u32;
            query
        }
    }

    #[test]
    fn a_query_comes_back_from_its_address_and_from_json() {
        let mut draws = Draws(7);
        for _ in 0..2_000 {
            let query = draws.query();
            let address = query.to_query_string();
            assert!(address.is_ascii() && !address.contains(['<', '"', ' ', '#']), "{address}");
            let read = ItemQuery::from_query_string(&address);
            assert_eq!(read.as_ref(), Ok(&query), "{address}");
            assert_eq!(read.unwrap().to_query_string(), address);
            let json = serde_json::to_string(&query).unwrap();
            assert_eq!(serde_json::from_str::<ItemQuery>(&json).unwrap(), query, "{json}");
        }
    }

    #[test]
    fn hostile_addresses_are_errors() {
        let long = "q=".to_owned() + &"a".repeat(LONGEST_QUERY_BYTES);
        let many: String = (0..=MOST_VALUES).map(|number| format!("tag={number}&")).collect();
        for wrong in [
            "sort=best",
            "per_page=0",
            "per_page=501",
            "per_page=-1",
            "per_page=+5",
            "per_page=99999999999999999999",
            "offset=1e9",
            "after=ab",
            "offset=1&after=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "from=2021-02-29",
            "from=2021-3-04",
            "to=٢٠٢١-03-04",
            "to=2021-13-01",
            "at=91,0",
            "at=0,180.1",
            "at=nan,0",
            "at=1e1,0",
            "at=5",
            "q=%",
            "q=%f",
            "q=%zz",
            "q=%ff",
            "q=a&q=b",
            "comments=maybe",
            "unknown=1",
            "=1",
            &long,
            &many,
        ] {
            assert!(ItemQuery::from_query_string(wrong).is_err(), "{wrong}");
        }
        assert_eq!(ItemQuery::from_query_string("?&&"), Ok(ItemQuery::default()));
    }

    #[test]
    fn no_bytes_make_the_parser_fall() {
        let mut draws = Draws(11);
        let pieces =
            ["q=", "kind=", "&", "%", "%F0%9F", "=", "after=", "offset=", "from=20", "é", "\u{0}", "+", "sort="];
        for _ in 0..20_000 {
            let text: String = (0..draws.next(12)).map(|_| pieces[draws.next(pieces.len())]).collect();
            if let Ok(query) = ItemQuery::from_query_string(&text) {
                assert_eq!(ItemQuery::from_query_string(&query.to_query_string()), Ok(query));
            }
        }
    }

    #[test]
    fn a_day_is_as_many_seconds_from_1970_as_the_calendar_says() {
        let second = |day: &str| day.parse::<Day>().unwrap().first_second();
        assert_eq!(second("1970-01-01"), 0);
        assert_eq!(second("2000-02-29"), 951_782_400);
        assert_eq!(second("1969-12-31"), -86_400);
    }

    #[test]
    fn a_click_on_a_value_asks_for_it_and_a_second_one_takes_it_back() {
        let query = ItemQuery { start: PageStart::Offset(300), ..ItemQuery::default() };
        let narrowed = query.toggled(Facet::Kind, "video");
        assert_eq!(narrowed.to_query_string(), "kind=video");
        assert_eq!(narrowed.toggled(Facet::Kind, "video"), ItemQuery::default());
    }
}
