//! The list of items: a page with its facets, and the places on a map.

use super::DeskIndex;
use super::columns::{FacetCounts, Fitting};
use super::contents::{DeskItem, DeskPlace};
use super::file::{from_json, number_of};
use super::hits::TextHits;
use super::query::{ItemQuery, ItemSort, MOST_PER_PAGE, PageStart};
use crate::Result;
use model::ItemId;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeSet;
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
