//! What the list of claims is asked: one value, told in JSON or in an address, the same both ways.

use super::query::{
    LONGEST_QUERY_BYTES, LONGEST_TEXT_BYTES, MOST_PER_PAGE, MapPoint, QueryError, QueryParts, USUAL_PER_PAGE, bad,
    number, percent_decoded, shown, yes_or_no,
};
use model::ItemId;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// In which order claims stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimSort {
    /// Most origins for it first.
    #[default]
    MostOrigins,
    /// Most statements first.
    MostStatements,
    /// Most origins against it first, then most disagreements.
    MostContested,
    /// Earliest first.
    Earliest,
}

impl ClaimSort {
    /// All of them.
    pub const ALL: [ClaimSort; 4] =
        [ClaimSort::MostOrigins, ClaimSort::MostStatements, ClaimSort::MostContested, ClaimSort::Earliest];

    /// Its name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ClaimSort::MostOrigins => "most_origins",
            ClaimSort::MostStatements => "most_statements",
            ClaimSort::MostContested => "most_contested",
            ClaimSort::Earliest => "earliest",
        }
    }
}

/// How many origins stand for a claim. Where a weak link decides between one and more it is neither.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginNumber {
    /// None, whatever holds.
    None,
    /// One, whether weak links hold or not.
    One,
    /// Two or more, if all weak links hold.
    Several,
}

impl OriginNumber {
    /// All of them.
    pub const ALL: [OriginNumber; 3] = [OriginNumber::None, OriginNumber::One, OriginNumber::Several];

    /// Its name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            OriginNumber::None => "none",
            OriginNumber::One => "one",
            OriginNumber::Several => "several",
        }
    }

    fn condition(self) -> &'static str {
        match self {
            OriginNumber::None => "n_for = 0",
            OriginNumber::One => "n_for = 1 and n_for_low = 1",
            OriginNumber::Several => "n_for_low >= 2",
        }
    }
}

/// What a list of claims is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimQuery {
    /// Words to look for in the claims, as a person types them; empty = any.
    pub text: String,
    /// Only claims with figures of this unit.
    pub unit: Option<String>,
    /// Only claims with figures.
    pub only_with_figures: bool,
    /// Only claims that somebody speaks against or whose statements disagree.
    pub only_contested: bool,
    /// Only claims with statements that lead to no origin.
    pub only_unresolved: bool,
    /// Only claims with so many origins for them.
    pub origins: Option<OriginNumber>,
    /// Only claims that statements of this item speak of.
    pub item: Option<ItemId>,
    /// Only claims that this origin says, or says the contrary of.
    pub origin: Option<String>,
    /// Only claims whose statements name a place at this point.
    pub at: Option<MapPoint>,
    /// In which order.
    pub sort: ClaimSort,
    /// Lines before the page.
    pub offset: u64,
    /// Lines of the page, at most [`MOST_PER_PAGE`].
    pub per_page: u32,
}

impl Default for ClaimQuery {
    fn default() -> ClaimQuery {
        ClaimQuery {
            text: String::new(),
            unit: None,
            only_with_figures: false,
            only_contested: false,
            only_unresolved: false,
            origins: None,
            item: None,
            origin: None,
            at: None,
            sort: ClaimSort::default(),
            offset: 0,
            per_page: USUAL_PER_PAGE,
        }
    }
}

impl ClaimQuery {
    /// Reads what [`ClaimQuery::to_query_string`] writes, in any order of its parts; a space may be a plus sign.
    ///
    /// ```
    /// use archive::desk::{ClaimQuery, OriginNumber};
    /// let query = ClaimQuery::from_query_string("q=old+bridge&origins=one")?;
    /// assert_eq!((query.text.as_str(), query.origins), ("old bridge", Some(OriginNumber::One)));
    /// assert_eq!(query.to_query_string(), "q=old%20bridge&origins=one");
    /// # Ok::<(), archive::desk::QueryError>(())
    /// ```
    ///
    /// # Errors
    /// [`QueryError`] for whatever is not such a query; nothing is passed over.
    pub fn from_query_string(text: &str) -> Result<ClaimQuery, QueryError> {
        if text.len() > LONGEST_QUERY_BYTES {
            return Err(QueryError::TooLong { got: text.len(), most: LONGEST_QUERY_BYTES });
        }
        let mut query = ClaimQuery::default();
        let mut given: BTreeSet<String> = BTreeSet::new();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let (key, value) = (percent_decoded(key)?, percent_decoded(value)?);
            if !given.insert(key.clone()) {
                return Err(QueryError::GivenTwice { key: shown(&key) });
            }
            query.set(&key, value)?;
        }
        Ok(query)
    }

    fn set(&mut self, key: &str, value: String) -> Result<(), QueryError> {
        match key {
            "q" if value.len() > LONGEST_TEXT_BYTES => {
                return Err(QueryError::TooLong { got: value.len(), most: LONGEST_TEXT_BYTES });
            }
            "q" => self.text = value,
            "unit" => self.unit = Some(value),
            "figures" => self.only_with_figures = yes_or_no(key, &value)?,
            "contested" => self.only_contested = yes_or_no(key, &value)?,
            "unresolved" => self.only_unresolved = yes_or_no(key, &value)?,
            "origins" => {
                let number = OriginNumber::ALL.into_iter().find(|number| number.name() == value);
                self.origins = Some(number.ok_or_else(|| bad(key, &value))?);
            }
            "item" => self.item = Some(value.parse().map_err(|_| bad(key, &value))?),
            "origin" => self.origin = Some(value),
            "at" => self.at = Some(value.parse()?),
            "sort" => {
                let sort = ClaimSort::ALL.into_iter().find(|sort| sort.name() == value);
                self.sort = sort.ok_or_else(|| bad(key, &value))?;
            }
            "offset" => self.offset = number(key, &value)?,
            "per_page" => {
                let lines = u32::try_from(number(key, &value)?).ok();
                let lines = lines.filter(|lines| (1..=MOST_PER_PAGE).contains(lines));
                self.per_page = lines.ok_or_else(|| bad(key, &value))?;
            }
            _ => return Err(QueryError::UnknownKey { key: shown(key) }),
        }
        Ok(())
    }

    /// The query as the part of an address after `?`; parts in a fixed order, what is as usual left out.
    pub fn to_query_string(&self) -> String {
        let mut parts = QueryParts::default();
        let texts = [
            ("q", Some(self.text.clone()).filter(|text| !text.is_empty())),
            ("unit", self.unit.clone()),
            ("figures", self.only_with_figures.then(|| "yes".to_owned())),
            ("contested", self.only_contested.then(|| "yes".to_owned())),
            ("unresolved", self.only_unresolved.then(|| "yes".to_owned())),
            ("origins", self.origins.map(|number| number.name().to_owned())),
            ("item", self.item.map(|item| item.hex())),
            ("origin", self.origin.clone()),
            ("at", self.at.map(|point| point.to_string())),
            ("sort", Some(self.sort).filter(|sort| *sort != ClaimSort::default()).map(|sort| sort.name().to_owned())),
            ("offset", Some(self.offset).filter(|lines| *lines > 0).map(|lines| lines.to_string())),
            ("per_page", Some(self.per_page).filter(|lines| *lines != USUAL_PER_PAGE).map(|lines| lines.to_string())),
        ];
        for (key, value) in texts {
            value.iter().for_each(|value| parts.push(key, value));
        }
        parts.into_string()
    }

    /// The part of the statement that narrows claims, with its values. All text of it is ours.
    pub(super) fn conditions(&self) -> (String, Vec<Value>) {
        let mut conditions: Vec<&str> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        if let Some(unit) = &self.unit {
            conditions.push("unit = ?");
            values.push(Value::from(unit.clone()));
        }
        if self.only_with_figures {
            conditions.push("unit is not null");
        }
        if self.only_contested {
            conditions.push("(n_against > 0 or n_disagreements > 0)");
        }
        if self.only_unresolved {
            conditions.push("n_unresolved > 0");
        }
        conditions.extend(self.origins.map(OriginNumber::condition));
        if let Some(item) = &self.item {
            conditions
                .push("number in (select claim from claim_items where item = (select number from items where id = ?))");
            values.push(Value::from(item.hex()));
        }
        if let Some(origin) = &self.origin {
            conditions.push(
                "number in (select claim from claim_origins where origin = (select number from origins where id = ?))",
            );
            values.push(Value::from(origin.clone()));
        }
        if let Some(point) = self.at {
            conditions.push(
                "number in (select claim from claim_places where place in (select number from places where point = ?))",
            );
            values.push(Value::from(point.to_string()));
        }
        let words = if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
        (words, values)
    }
}
