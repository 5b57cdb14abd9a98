//! The lists: a page of items with its facets, of claims, and the places on a map.

use super::DeskIndex;
use super::columns::{FacetCounts, Fitting};
use super::contents::{DeskClaim, DeskItem, DeskPlace};
use super::file::{from_json, number_of};
use super::hits::TextHits;
use super::query::{ItemQuery, ItemSort, MOST_PER_PAGE, PageStart, USUAL_PER_PAGE};
use crate::Result;
use model::ItemId;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// Items that are read together when all that fit are gone through.
const ITEMS_TOGETHER: usize = 500;

/// The block by which an item answers the words that were looked for.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemHit {
    /// Number of the block in its item.
    pub block: u32,
    /// Its role.
    pub role: String,
    /// Its text.
    pub text: String,
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemRow {
    /// The item.
    pub item: DeskItem,
    /// Its best block, where words were looked for and a block answers.
    pub hit: Option<ItemHit>,
}

/// A page of items.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemPage {
    /// The lines in the order asked for.
    pub rows: Vec<ItemRow>,
    /// Items that fit the query.
    pub n_items: u64,
    /// Lines before this page.
    pub offset: u64,
    /// Where the next page begins; `None` on the last.
    pub next: Option<PageStart>,
    /// Each facet, counted without its own condition.
    pub facets: Vec<FacetCounts>,
    /// The order in which the lines stand; another than was asked for where so many items answer that how well they do
    /// tells nothing.
    pub sort: ItemSort,
}

/// A place and how many of the items that fit a query name it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PlaceCount {
    /// The place.
    pub place: DeskPlace,
    /// Items.
    pub n_items: u64,
    /// The first of them in order of coming in.
    pub first_item: ItemId,
}

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

/// What a list of claims is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimQuery {
    /// Only claims with figures of this unit.
    pub unit: Option<String>,
    /// Only claims that somebody speaks against or whose statements disagree.
    pub only_contested: bool,
    /// Only claims with statements that lead to no origin.
    pub only_unresolved: bool,
    /// Only claims with at least so many origins for them.
    pub at_least_origins: u32,
    /// Only claims that statements of this item speak of.
    pub item: Option<ItemId>,
    /// Only claims that this origin says, or says the contrary of.
    pub origin: Option<String>,
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
            unit: None,
            only_contested: false,
            only_unresolved: false,
            at_least_origins: 0,
            item: None,
            origin: None,
            sort: ClaimSort::default(),
            offset: 0,
            per_page: USUAL_PER_PAGE,
        }
    }
}

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

/// Items that fit, in the order asked for.
struct Listed {
    fitting: Fitting,
    order: Vec<u32>,
    sort: ItemSort,
    hits: Option<Arc<TextHits>>,
}

impl DeskIndex {
    /// A page of the items that fit `query`. `expression` is its text as an FTS5 match expression over folded words (made of
    /// [`crate::search_token`]s); the text itself is not read here.
    ///
    /// # Errors
    /// When the expression is malformed or a file cannot be read.
    pub fn items(&self, query: &ItemQuery, expression: Option<&str>) -> Result<ItemPage> {
        let listed = self.listed(query, expression)?;
        let offset = match query.start {
            PageStart::Offset(lines) => usize::try_from(lines).unwrap_or(usize::MAX),
            PageStart::After(item) => self.lines_up_to(&listed, &item)?,
        };
        let offset = offset.min(listed.fitting.n_items as usize);
        let fits = |item: &u32| listed.fitting.fits[*item as usize];
        let per_page = query.per_page.min(MOST_PER_PAGE) as usize;
        let page: Vec<u32> = listed.order.iter().copied().filter(fits).skip(offset).take(per_page).collect();
        let rows = self.rows(&page, listed.hits.as_deref())?;
        let is_last = offset + rows.len() >= listed.fitting.n_items as usize;
        let next = rows.last().filter(|_| !is_last).map(|row| PageStart::After(row.item.id));
        Ok(ItemPage {
            rows,
            n_items: listed.fitting.n_items,
            offset: offset as u64,
            next,
            facets: listed.fitting.counts,
            sort: listed.sort,
        })
    }

    /// Every item that fits `query`, in its order, whatever page it asks for, some at a time: for tables and for acting on
    /// many. `expression` as for [`DeskIndex::items`].
    ///
    /// # Errors
    /// As [`DeskIndex::items`], and what `each` gives.
    pub fn each_item<E: From<crate::ArchiveError>>(
        &self,
        query: &ItemQuery,
        expression: Option<&str>,
        mut each: impl FnMut(DeskItem) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let listed = self.listed(query, expression)?;
        let fitting: Vec<u32> =
            listed.order.iter().copied().filter(|item| listed.fitting.fits[*item as usize]).collect();
        for some in fitting.chunks(ITEMS_TOGETHER) {
            for row in self.rows(some, None)? {
                each(row.item)?;
            }
        }
        Ok(())
    }

    /// One line of the list, whatever the query.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn item(&self, item: &ItemId) -> Result<Option<DeskItem>> {
        let number = self.kept.desk.with("looking for an item", |desk| number_of(desk, item))?;
        let row = number.map(|number| self.rows(&[number], None)).transpose()?;
        Ok(row.and_then(|mut rows| rows.pop()).map(|row| row.item))
    }

    /// The places that the items name which fit `query`, most items first, at most `most`; and how many of the items that
    /// fit name none.
    ///
    /// # Errors
    /// As [`DeskIndex::items`].
    pub fn places(&self, query: &ItemQuery, expression: Option<&str>, most: usize) -> Result<(Vec<PlaceCount>, u64)> {
        let listed = self.listed(query, expression)?;
        let (counts, n_without) = self.kept.columns.places(&listed.fitting.fits);
        self.kept.desk.with("listing places", |desk| {
            let mut statement = desk.prepare_cached("select id from items where number = ?1")?;
            let mut places = Vec::new();
            for (place, n_items, first) in counts.into_iter().take(most) {
                let first_item = statement.query_row([first], item_id)?;
                places.push(PlaceCount { place: place.clone(), n_items, first_item });
            }
            Ok((places, n_without))
        })
    }

    /// A page of claims. `expression` narrows them to those whose text fits it.
    ///
    /// # Errors
    /// When the expression is malformed or the file cannot be read.
    pub fn claims(&self, query: &ClaimQuery, expression: Option<&str>) -> Result<ClaimPage> {
        let (conditions, mut values) = claim_conditions(query);
        let order = match query.sort {
            ClaimSort::MostOrigins => "indexed by claims_by_origins {} order by n_for desc, n_statements desc, number",
            ClaimSort::MostStatements => "indexed by claims_by_statements {} order by n_statements desc, number",
            ClaimSort::MostContested => {
                "indexed by claims_by_contest {} order by n_against desc, n_disagreements desc, number"
            }
            ClaimSort::Earliest => "indexed by claims_by_first {} order by first_s is null, first_s, number",
        };
        let list = format!("select number from claims {}", order.replace("{}", &conditions));
        let per_page = query.per_page.min(MOST_PER_PAGE) as usize;
        self.kept.desk.with("listing claims", |desk| {
            let (numbers, n_claims) = match expression {
                None => {
                    let count = format!("select count(*) from claims {conditions}");
                    let n_claims: i64 =
                        desk.prepare_cached(&count)?.query_row(params_from_iter(&values), |row| row.get(0))?;
                    values.push(Value::from(per_page as i64));
                    values.push(Value::from(i64::try_from(query.offset).unwrap_or(i64::MAX)));
                    (numbers(desk, &format!("{list} limit ? offset ?"), &values)?, n_claims as u64)
                }
                Some(expression) => {
                    let fits = claims_that_fit(desk, expression)?;
                    let mut found = numbers(desk, &list, &values)?;
                    found.retain(|number| fits.contains(number));
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

    /// One line of the list of claims.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim(&self, id: &str) -> Result<Option<DeskClaim>> {
        self.kept.desk.with("looking for a claim", |desk| {
            let mut statement = desk.prepare_cached("select body from claims where id = ?1")?;
            let mut rows = statement.query([id])?;
            rows.next()?.map(|row| from_json(row.get_ref(0)?.as_str()?)).transpose()
        })
    }

    fn listed(&self, query: &ItemQuery, expression: Option<&str>) -> Result<Listed> {
        let is_ranked = query.sort == ItemSort::Relevance;
        let hits = expression.map(|words| self.kept.text_hits(words, query.comments, is_ranked)).transpose()?;
        let named = self.named_items(query)?;
        let within = match (&hits, named) {
            (None, None) => None,
            (Some(hits), None) => Some(hits.items.clone()),
            (None, Some(named)) => Some(named.into_iter().collect()),
            (Some(hits), Some(named)) => Some(hits.items.iter().copied().filter(|item| named.contains(item)).collect()),
        };
        let columns = &self.kept.columns;
        let fitting = columns.fitting(&self.marks, query, within.as_deref());
        let (order, sort) = match hits.as_deref() {
            Some(hits) if is_ranked && hits.is_ranked => (hits.best_first(), ItemSort::Relevance),
            Some(_) if is_ranked => (columns.in_order(ItemSort::Newest).collect(), ItemSort::Newest),
            None if is_ranked => (columns.in_order(ItemSort::Added).collect(), ItemSort::Added),
            _ => (columns.in_order(query.sort).collect(), query.sort),
        };
        Ok(Listed { fitting, order, sort, hits })
    }

    /// Items that the query's claim and origin leave.
    fn named_items(&self, query: &ItemQuery) -> Result<Option<BTreeSet<u32>>> {
        let of_claim = "select item from claim_items where claim = (select number from claims where id = ?1)";
        let of_origin = "select a from edges where b = (select -1 - number from origins where id = ?1)";
        let mut named: Option<BTreeSet<u32>> = None;
        for (sql, id) in [(of_claim, &query.claim), (of_origin, &query.origin)] {
            let Some(id) = id else { continue };
            let items: BTreeSet<u32> = self
                .kept
                .desk
                .with("listing items", |desk| desk.prepare_cached(sql)?.query_map([id], |row| row.get(0))?.collect())?;
            named = Some(named.map_or_else(|| items.clone(), |named| &named & &items));
        }
        Ok(named)
    }

    /// Lines of the list up to this item, which may be one that does not fit; 0 where it does not stand in the list.
    fn lines_up_to(&self, listed: &Listed, item: &ItemId) -> Result<usize> {
        let number = self.kept.desk.with("looking for an item", |desk| number_of(desk, item))?;
        let place = number.and_then(|number| listed.order.iter().position(|&item| item == number));
        let before = place.map_or(&[][..], |place| &listed.order[..=place]);
        Ok(before.iter().filter(|item| listed.fitting.fits[**item as usize]).count())
    }

    pub(super) fn rows(&self, items: &[u32], hits: Option<&TextHits>) -> Result<Vec<ItemRow>> {
        let bodies = self.kept.desk.with("reading listed items", |desk| bodies(desk, items))?;
        let block_of = |item: u32| hits.and_then(|hits| hits.of(item)).and_then(|hit| hit.block);
        let blocks: Vec<i64> = items.iter().filter_map(|&item| block_of(item)).collect();
        let texts = if blocks.is_empty() { Default::default() } else { self.kept.texts_of_blocks(&blocks)? };
        let row = |(&number, mut item): (&u32, DeskItem)| {
            item.marks = self.marks.marks.get(&number).cloned().unwrap_or_default();
            let hit = block_of(number).and_then(|block| texts.get(&block)).cloned();
            ItemRow { item, hit: hit.map(|(block, role, text)| ItemHit { block, role, text }) }
        };
        Ok(items.iter().zip(bodies).map(row).collect())
    }
}

fn item_id(row: &rusqlite::Row<'_>) -> rusqlite::Result<ItemId> {
    let wrong = |error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error));
    row.get_ref(0)?.as_str()?.parse().map_err(wrong)
}

fn bodies(desk: &Connection, items: &[u32]) -> rusqlite::Result<Vec<DeskItem>> {
    let mut statement = desk.prepare_cached("select body from items where number = ?1")?;
    let body = |item: &u32| statement.query_row([item], |row| from_json(row.get_ref(0)?.as_str()?));
    items.iter().map(body).collect()
}

fn numbers(desk: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<i64>> {
    desk.prepare_cached(sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

fn claims_that_fit(desk: &Connection, expression: &str) -> rusqlite::Result<HashSet<i64>> {
    let sql = "select rowid from claim_words where tokens match ?1";
    desk.prepare_cached(sql)?.query_map([expression], |row| row.get(0))?.collect()
}

/// The part of the statement that narrows claims, with its values. All text of it is ours.
fn claim_conditions(query: &ClaimQuery) -> (String, Vec<Value>) {
    let mut conditions: Vec<&str> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(unit) = &query.unit {
        conditions.push("unit = ?");
        values.push(Value::from(unit.clone()));
    }
    if query.only_contested {
        conditions.push("(n_against > 0 or n_disagreements > 0)");
    }
    if query.only_unresolved {
        conditions.push("n_unresolved > 0");
    }
    if query.at_least_origins > 0 {
        conditions.push("n_for >= ?");
        values.push(Value::from(i64::from(query.at_least_origins)));
    }
    if let Some(item) = &query.item {
        conditions
            .push("number in (select claim from claim_items where item = (select number from items where id = ?))");
        values.push(Value::from(item.hex()));
    }
    if let Some(origin) = &query.origin {
        conditions.push(
            "number in (select claim from claim_origins where origin = (select number from origins where id = ?))",
        );
        values.push(Value::from(origin.clone()));
    }
    let words = if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
    (words, values)
}
