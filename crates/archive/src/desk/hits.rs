//! Which items answer words: by the blocks of the catalog's search index, and by their names.

use super::KeptIndex;
use super::frequent::BlockBits;
use crate::Result;
use crate::catalog::{COMMENT_ROLE, derived_mark};
use model::ItemId;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers that are kept for the next page or facet of the same search.
const KEPT_ANSWERS: usize = 8;

/// More hits than these are not ordered by how well they answer: words that stand nearly everywhere tell nothing apart,
/// and weighing each of 100,000 blocks takes longer than anybody waits.
pub(super) const MOST_RANKED: usize = 20_000;

/// Marks a block of comments in a [`BlockMap`].
const IS_COMMENT: u32 = 1 << 31;
/// Stands for "no item".
const NO_ITEM: u32 = IS_COMMENT - 1;

/// The item of each block of the search index, as long as the derived state has the mark with which it was read. With
/// another mark the catalog itself is asked, block by block, which is right and slower.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct BlockMap {
    derived_mark: String,
    items: Vec<u32>,
}

impl BlockMap {
    pub(super) fn read(connection: &Connection, numbers: &HashMap<ItemId, i64>) -> rusqlite::Result<BlockMap> {
        let mut items = Vec::new();
        let mut statement = connection.prepare("select number, item, role from search_blocks order by number")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let item = row.get_ref(1)?.as_str()?.parse::<ItemId>().ok().and_then(|item| numbers.get(&item));
            let comment = if row.get_ref(2)?.as_str()? == COMMENT_ROLE { IS_COMMENT } else { 0 };
            items.resize(usize::try_from(number).unwrap_or(0) + 1, NO_ITEM);
            if let Some(last) = items.last_mut() {
                *last = item.map_or(NO_ITEM, |&item| item as u32) | comment;
            }
        }
        Ok(BlockMap { derived_mark: String::new(), items })
    }

    pub(super) fn with_mark(self, derived_mark: &str) -> BlockMap {
        BlockMap { derived_mark: derived_mark.to_owned(), ..self }
    }

    /// The item of a block, and whether the block is a comment.
    fn item_of(&self, block: i64) -> Option<(u32, bool)> {
        let entry = *self.items.get(usize::try_from(block).ok()?)?;
        let item = entry & !IS_COMMENT;
        (item != NO_ITEM).then_some((item, entry & IS_COMMENT != 0))
    }
}

/// One item that answers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Hit {
    pub(super) item: u32,
    /// Place of its best block in the search index; `None` where its name alone answers.
    pub(super) block: Option<i64>,
    /// The lower, the better; names before texts.
    pub(super) rank: f64,
}

/// Items that answer words, in order of their numbers.
#[derive(Debug, Default)]
pub(super) struct TextHits {
    pub(super) hits: Vec<Hit>,
    pub(super) items: Vec<u32>,
    /// Whether the ranks say how well they answer.
    pub(super) is_ranked: bool,
}

impl TextHits {
    pub(super) fn of(&self, item: u32) -> Option<&Hit> {
        self.items.binary_search(&item).ok().map(|at| &self.hits[at])
    }

    /// The items, best answer first.
    pub(super) fn best_first(&self) -> Vec<u32> {
        let mut hits: Vec<&Hit> = self.hits.iter().collect();
        hits.sort_by(|a, b| a.rank.total_cmp(&b.rank).then(a.item.cmp(&b.item)));
        hits.into_iter().map(|hit| hit.item).collect()
    }
}

/// What was looked for: expression, with comments, ranked, and the mark of the derived state.
type Asked = (String, bool, bool, String);

/// The answers to the last searches.
#[derive(Debug, Default)]
pub(super) struct KeptHits(Mutex<Vec<(Asked, Arc<TextHits>)>>);

impl KeptHits {
    fn of(&self, asked: &Asked) -> Option<Arc<TextHits>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == asked)?;
        let found = kept.remove(at);
        let hits = found.1.clone();
        kept.push(found);
        Some(hits)
    }

    fn keep(&self, asked: Asked, hits: &Arc<TextHits>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_ANSWERS {
            kept.remove(0);
        }
        kept.push((asked, hits.clone()));
    }
}

/// What one look into the catalog gave.
enum Looked {
    /// The very answer was kept.
    Kept(Arc<TextHits>),
    /// Items by the map of blocks.
    Mapped(Asked, Vec<Hit>, bool),
    /// The map is of another state: blocks with their items as the catalog knows them now, and ranks.
    Unmapped(Asked, Vec<(i64, ItemId, f64)>),
}

impl KeptIndex {
    /// Items whose blocks or names fit an FTS5 match expression.
    pub(super) fn text_hits(&self, expression: &str, comments: bool, ranked: bool) -> Result<Arc<TextHits>> {
        let looked = self.catalog.with("searching", |catalog| self.look(catalog, expression, comments, ranked))?;
        let (asked, mut hits, is_ranked) = match looked {
            Looked::Kept(hits) => return Ok(hits),
            Looked::Mapped(asked, hits, is_ranked) => (asked, hits, is_ranked),
            Looked::Unmapped(asked, blocks) => {
                (asked, self.desk.with("searching", |desk| numbered(desk, blocks))?, true)
            }
        };
        hits.extend(self.desk.with("searching", |desk| names_that_fit(desk, expression))?);
        let hits = Arc::new(best_of_each(hits, is_ranked));
        self.hits.keep(asked, &hits);
        Ok(hits)
    }

    fn look(&self, catalog: &Connection, expression: &str, comments: bool, ranked: bool) -> rusqlite::Result<Looked> {
        // One transaction, so that the mark and the hits are of one state.
        let transaction = catalog.unchecked_transaction()?;
        let asked = (expression.to_owned(), comments, ranked, derived_mark(catalog)?);
        let looked = match self.hits.of(&asked) {
            Some(hits) => Looked::Kept(hits),
            None if asked.3 == self.blocks.derived_mark => {
                let frequent = self.frequent.blocks(catalog, expression, &asked.3)?;
                match frequent {
                    Some(blocks) if !ranked || blocks.count() > MOST_RANKED => {
                        Looked::Mapped(asked, self.hits_in(&blocks, comments), false)
                    }
                    known => {
                        let is_ranked = ranked && (known.is_some() || n_that_fit(catalog, expression)? <= MOST_RANKED);
                        Looked::Mapped(asked, self.mapped_hits(catalog, expression, comments, is_ranked)?, is_ranked)
                    }
                }
            }
            None => Looked::Unmapped(asked, blocks_with_items(catalog, expression, comments)?),
        };
        transaction.commit()?;
        Ok(looked)
    }

    /// These blocks as hits, all alike.
    fn hits_in(&self, blocks: &BlockBits, comments: bool) -> Vec<Hit> {
        let hit = |block| {
            let (item, is_comment) = self.blocks.item_of(block)?;
            (comments || !is_comment).then_some(Hit { item, block: Some(block), rank: 0.0 })
        };
        blocks.blocks().filter_map(hit).collect()
    }

    fn mapped_hits(
        &self,
        catalog: &Connection,
        expression: &str,
        comments: bool,
        is_ranked: bool,
    ) -> rusqlite::Result<Vec<Hit>> {
        let sql = match is_ranked {
            true => "select rowid, rank from search_tokens where tokens match ?1",
            false => "select rowid, 0.0 from search_tokens where tokens match ?1",
        };
        let mut hits = Vec::new();
        let mut statement = catalog.prepare_cached(sql)?;
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            let block: i64 = row.get(0)?;
            if let Some((item, is_comment)) = self.blocks.item_of(block)
                && (comments || !is_comment)
            {
                hits.push(Hit { item, block: Some(block), rank: row.get(1)? });
            }
        }
        Ok(hits)
    }

    /// The texts of these blocks with their roles, by their places in the search index.
    pub(super) fn texts_of_blocks(&self, blocks: &[i64]) -> Result<HashMap<i64, (u32, String, String)>> {
        self.catalog.with("reading found blocks", |catalog| {
            let sql = "select block, role, snippet_source from search_blocks where number = ?1";
            let mut texts = HashMap::new();
            for block in blocks {
                let mut statement = catalog.prepare_cached(sql)?;
                let mut rows = statement.query([block])?;
                if let Some(row) = rows.next()? {
                    texts.insert(*block, (row.get(0)?, row.get(1)?, row.get(2)?));
                }
            }
            Ok(texts)
        })
    }
}

/// Blocks that fit with their items and ranks, as the catalog knows them now.
fn blocks_with_items(
    catalog: &Connection,
    expression: &str,
    comments: bool,
) -> rusqlite::Result<Vec<(i64, ItemId, f64)>> {
    let sql = "select b.number, b.item, t.rank from search_tokens t join search_blocks b on b.number = t.rowid
         where t.tokens match ?1 and (?2 or b.role <> ?3)";
    let mut blocks = Vec::new();
    let mut statement = catalog.prepare_cached(sql)?;
    let mut rows = statement.query(params![expression, comments, COMMENT_ROLE])?;
    while let Some(row) = rows.next()? {
        if let Ok(item) = row.get_ref(1)?.as_str()?.parse() {
            blocks.push((row.get(0)?, item, row.get(2)?));
        }
    }
    Ok(blocks)
}

/// Those of the blocks whose items are listed.
fn numbered(desk: &Connection, blocks: Vec<(i64, ItemId, f64)>) -> rusqlite::Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for (block, item, rank) in blocks {
        let number = super::file::number_of(desk, &item)?;
        hits.extend(number.map(|item| Hit { item, block: Some(block), rank }));
    }
    Ok(hits)
}

/// How many blocks fit, counted no further than matters.
fn n_that_fit(catalog: &Connection, expression: &str) -> rusqlite::Result<usize> {
    let sql = "select count(*) from (select 1 from search_tokens where tokens match ?1 limit ?2)";
    let most = MOST_RANKED as i64 + 1;
    let count: i64 = catalog.prepare_cached(sql)?.query_row(params![expression, most], |row| row.get(0))?;
    Ok(count as usize)
}

/// Better than any rank of a block.
const RANK_OF_NAMES: f64 = -1e9;

fn names_that_fit(desk: &Connection, expression: &str) -> rusqlite::Result<Vec<Hit>> {
    let sql = "select rowid from item_names where tokens match ?1";
    let hit = |row: &rusqlite::Row<'_>| Ok(Hit { item: row.get(0)?, block: None, rank: RANK_OF_NAMES });
    desk.prepare_cached(sql)?.query_map([expression], hit)?.collect()
}

/// One hit for each item: its best block, ranked above all others where the name fits, too.
fn best_of_each(mut hits: Vec<Hit>, is_ranked: bool) -> TextHits {
    hits.sort_by(|a, b| a.item.cmp(&b.item).then(a.rank.total_cmp(&b.rank)).then(a.block.cmp(&b.block)));
    hits.dedup_by(|later, best| {
        let is_same = later.item == best.item;
        if is_same && best.block.is_none() {
            (best.block, best.rank) = (later.block, best.rank + later.rank);
        }
        is_same
    });
    let items = hits.iter().map(|hit| hit.item).collect();
    TextHits { hits, items, is_ranked }
}
