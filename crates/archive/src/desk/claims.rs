//! The list of claims: a page, what claims count, and the places that they name.

use super::DeskIndex;
use super::claim_query::{ClaimQuery, ClaimSort};
use super::contents::{ClaimPlace, DeskClaim, DeskOrigin, DeskPlace};
use super::file::from_json;
use super::query::{MOST_PER_PAGE, MapPoint};
use crate::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// A page of claims.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ClaimPage {
    /// The lines in the order asked for.
    pub rows: Vec<DeskClaim>,
    /// Claims that fit.
    pub n_claims: u64,
    /// Lines before this page.
    pub offset: u64,
}

/// A place and how many of the claims that fit a query name it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ClaimPlaceCount {
    /// The place.
    pub place: DeskPlace,
    /// Claims.
    pub n_claims: u64,
}

impl DeskIndex {
    /// A page of claims. `expression` narrows them to those whose text fits it.
    ///
    /// # Errors
    /// When the expression is malformed or the file cannot be read.
    pub fn claims(&self, query: &ClaimQuery, expression: Option<&str>) -> Result<ClaimPage> {
        let per_page = query.per_page.min(MOST_PER_PAGE) as usize;
        self.kept.desk.with("listing claims", |desk| {
            let (numbers, n_claims) = match expression {
                None => page_of_all(desk, query, per_page)?,
                Some(expression) => {
                    let found = all_with_words(desk, query, expression)?;
                    let (n_claims, offset) = (found.len(), usize::try_from(query.offset).unwrap_or(usize::MAX));
                    (found.into_iter().skip(offset).take(per_page).collect(), n_claims as u64)
                }
            };
            let mut statement = desk.prepare_cached("select body from claims where number = ?1")?;
            let body = |number: &i64| statement.query_row([number], |row| from_json(row.get_ref(0)?.as_str()?));
            let rows = numbers.iter().map(body).collect::<rusqlite::Result<_>>()?;
            Ok(ClaimPage { rows, n_claims, offset: query.offset })
        })
    }

    /// The places that the claims name which fit, most claims first, at most `most`; and how many of those claims name none.
    ///
    /// # Errors
    /// As [`DeskIndex::claims`].
    pub fn places_of_claims(
        &self,
        query: &ClaimQuery,
        expression: Option<&str>,
        most: usize,
    ) -> Result<(Vec<ClaimPlaceCount>, u64)> {
        self.kept.desk.with("listing the places of claims", |desk| {
            let found = match expression {
                None => numbers(desk, &listed(query), &query.conditions().1)?,
                Some(expression) => all_with_words(desk, query, expression)?,
            };
            let (n_claims, n_with_place) = n_claims_by_place(desk, &found)?;
            let mut counts: Vec<(i64, u64)> = n_claims.into_iter().collect();
            counts.sort_by_key(|&(place, n_claims)| (std::cmp::Reverse(n_claims), place));
            counts.truncate(most);
            let mut statement = desk.prepare_cached("select body from places where number = ?1")?;
            let mut count = |(place, n_claims): (i64, u64)| {
                let place = statement.query_row([place], |row| from_json(row.get_ref(0)?.as_str()?))?;
                Ok(ClaimPlaceCount { place, n_claims })
            };
            let places = counts.into_iter().map(&mut count).collect::<rusqlite::Result<_>>()?;
            Ok((places, found.len() as u64 - n_with_place))
        })
    }

    /// The places that statements of this claim name, those named in most items first, at most `most`; and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn places_of_claim(&self, id: &str, most: usize) -> Result<(Vec<ClaimPlace>, u64)> {
        let sql = "select p.body, c.n_items from claim_places c join places p on p.number = c.place
             where c.claim = (select number from claims where id = ?1) order by c.n_items desc, c.place";
        self.kept.desk.with("listing the places of a claim", |desk| {
            let place = |row: &rusqlite::Row<'_>| -> rusqlite::Result<ClaimPlace> {
                Ok(ClaimPlace { place: from_json::<DeskPlace>(row.get_ref(0)?.as_str()?)?, n_items: row.get(1)? })
            };
            let mut statement = desk.prepare_cached(sql)?;
            let mut places: Vec<ClaimPlace> = statement.query_map([id], place)?.collect::<rusqlite::Result<_>>()?;
            let n_places = places.len() as u64;
            places.truncate(most);
            Ok((places, n_places))
        })
    }

    /// A place at this point that claims name; of several one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place_at(&self, point: MapPoint) -> Result<Option<DeskPlace>> {
        self.kept.desk.with("looking for a place", |desk| one(desk, "places where point = ?1", &point.to_string()))
    }

    /// The origin of this id, as the lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn origin(&self, id: &str) -> Result<Option<DeskOrigin>> {
        self.kept.desk.with("looking for an origin", |desk| one(desk, "origins where id = ?1", id))
    }

    /// What the figures of claims count, with the number of claims, most claims first.
    pub fn claim_units(&self) -> &[(String, u64)] {
        &self.kept.totals.units
    }

    /// One line of the list of claims.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim(&self, id: &str) -> Result<Option<DeskClaim>> {
        self.kept.desk.with("looking for a claim", |desk| one(desk, "claims where id = ?1", id))
    }
}

/// The body of the first row of a table that fits; `place` names both, its text is ours.
fn one<T: serde::de::DeserializeOwned>(desk: &Connection, place: &str, value: &str) -> rusqlite::Result<Option<T>> {
    let mut statement = desk.prepare_cached(&format!("select body from {place} order by number limit 1"))?;
    let mut rows = statement.query([value])?;
    rows.next()?.map(|row| from_json(row.get_ref(0)?.as_str()?)).transpose()
}

/// The statement that lists the numbers of claims that fit, in the order asked for.
fn listed(query: &ClaimQuery) -> String {
    let (index, order) = match query.sort {
        ClaimSort::MostOrigins => ("claims_by_origins", "n_for desc, n_statements desc, number"),
        ClaimSort::MostStatements => ("claims_by_statements", "n_statements desc, number"),
        ClaimSort::MostContested => ("claims_by_contest", "n_against desc, n_disagreements desc, number"),
        ClaimSort::Earliest => ("claims_by_first", "first_s is null, first_s, number"),
    };
    format!("select number from claims indexed by {index} {} order by {order}", query.conditions().0)
}

/// A page of the claims that fit, whatever their words; and how many fit.
fn page_of_all(desk: &Connection, query: &ClaimQuery, per_page: usize) -> rusqlite::Result<(Vec<i64>, u64)> {
    let (conditions, mut values) = query.conditions();
    let count = format!("select count(*) from claims {conditions}");
    let n_claims: i64 = desk.prepare_cached(&count)?.query_row(params_from_iter(&values), |row| row.get(0))?;
    values.push(Value::from(per_page as i64));
    values.push(Value::from(i64::try_from(query.offset).unwrap_or(i64::MAX)));
    Ok((numbers(desk, &format!("{} limit ? offset ?", listed(query)), &values)?, n_claims as u64))
}

/// How many of these claims name each place, and how many name one.
fn n_claims_by_place(desk: &Connection, claims: &[i64]) -> rusqlite::Result<(BTreeMap<i64, u64>, u64)> {
    let mut fits = vec![false; claims.iter().max().map_or(0, |last| *last as usize + 1)];
    claims.iter().for_each(|claim| fits[*claim as usize] = true);
    let (mut n_claims, mut n_with_place, mut before) = (BTreeMap::<i64, u64>::new(), 0, None);
    let mut statement = desk.prepare_cached("select claim, place from claim_places order by claim")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (claim, place): (i64, i64) = (row.get(0)?, row.get(1)?);
        if fits.get(claim as usize) == Some(&true) {
            *n_claims.entry(place).or_default() += 1;
            n_with_place += u64::from(before != Some(claim));
            before = Some(claim);
        }
    }
    Ok((n_claims, n_with_place))
}

/// All claims that fit and hold these words, in the order asked for.
fn all_with_words(desk: &Connection, query: &ClaimQuery, expression: &str) -> rusqlite::Result<Vec<i64>> {
    let fits = claims_that_fit(desk, expression)?;
    let mut found = numbers(desk, &listed(query), &query.conditions().1)?;
    found.retain(|number| fits.contains(number));
    Ok(found)
}

fn numbers(desk: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<i64>> {
    desk.prepare_cached(sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

fn claims_that_fit(desk: &Connection, expression: &str) -> rusqlite::Result<HashSet<i64>> {
    let sql = "select rowid from claim_words where tokens match ?1";
    desk.prepare_cached(sql)?.query_map([expression], |row| row.get(0))?.collect()
}
