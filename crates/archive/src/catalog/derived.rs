//! Derived state in the catalog: bodies keyed by stage, item and key, and the search index.

use super::{Catalog, ground};
use crate::case::random;
use crate::{ArchiveError, Result};
use model::ItemId;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::Cell;

/// Role of blocks that a search leaves out unless it is asked for them.
pub(crate) const COMMENT_ROLE: &str = "comment";
/// Key of the mark that changes with every write of derived state.
const DERIVED_MARK: &str = "derived_mark";
/// Keeps a body, replacing what stood there.
const PUT: &str = "insert into derived (stage, item, key, body) values (?1, ?2, ?3, ?4)
     on conflict (stage, item, key) do update set body = excluded.body";

/// Something that a stage made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DerivedRow {
    /// Id of the item, or whatever the stage keys by.
    pub item: String,
    /// Maker, version and settings.
    pub key: String,
    /// Content.
    pub body: Vec<u8>,
}

/// A block that a search found.
#[derive(Clone, PartialEq, Debug)]
pub struct SearchHit {
    /// Id of the item.
    pub item: String,
    /// Number of the block.
    pub block: u32,
    /// Role of the block.
    pub role: String,
    /// BM25 as SQLite computes it: the lower, the better.
    pub rank: f64,
    /// What was given to cut a snippet from.
    pub snippet_source: String,
}

/// A token, or the beginning of tokens, as a part of a match expression: quoted, so that nothing in it is an operator.
/// Join parts with a space for "all of them", with ` OR ` for "one of them".
pub fn search_token(token: &str, is_prefix: bool) -> String {
    format!("\"{}\"{}", token.replace('"', "\"\""), if is_prefix { "*" } else { "" })
}

/// Writes of derived state that are kept together or not at all.
pub struct CatalogTransaction<'t> {
    catalog: &'t Catalog,
    connection: &'t Connection,
    has_written: Cell<bool>,
}

impl CatalogTransaction<'_> {
    /// Keeps `body`, replacing what stood there.
    pub fn derived_put(&self, stage: &str, item: &str, key: &str, body: &[u8]) -> Result<()> {
        self.run("keeping derived state", |connection| {
            connection.prepare_cached(PUT)?.execute(params![stage, item, key, body])
        })
    }

    /// Forgets what a stage made, of one item or of all.
    pub fn derived_drop(&self, stage: &str, item: Option<&str>) -> Result<()> {
        // Two statements, for with "?2 is null or item = ?2" SQLite reads through the whole stage.
        self.run("dropping derived state", |connection| match item {
            Some(item) => connection
                .prepare_cached("delete from derived where stage = ?1 and item = ?2")?
                .execute(params![stage, item]),
            None => connection.prepare_cached("delete from derived where stage = ?1")?.execute(params![stage]),
        })
    }

    /// Makes a block findable by its tokens, which stand separated by spaces, folded and stemmed as queries will be.
    pub fn search_put(&self, item: &str, block: u32, role: &str, tokens: &str, snippet_source: &str) -> Result<()> {
        self.run("filling the search index", |connection| {
            search_drop(connection, item, Some(block))?;
            let insert = "insert into search_blocks (item, block, role, snippet_source) values (?1, ?2, ?3, ?4)";
            connection.prepare_cached(insert)?.execute(params![item, block, role, snippet_source])?;
            connection
                .prepare_cached("insert into search_tokens (rowid, tokens) values (?1, ?2)")?
                .execute(params![connection.last_insert_rowid(), tokens])
        })
    }

    /// Takes an item's blocks out of the search index.
    pub fn search_drop_item(&self, item: &str) -> Result<()> {
        self.run("emptying the search index", |connection| search_drop(connection, item, None))
    }

    /// Remembers the kind of an item's content.
    pub fn set_media_type(&self, item: &ItemId, media_type: &str) -> Result<()> {
        self.run("setting a media type", |connection| ground::set_media_type(connection, item, media_type))
    }

    fn run<T>(&self, doing: &'static str, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<()> {
        self.has_written.set(true);
        work(self.connection).map(drop).map_err(self.catalog.wrong(doing))
    }
}

impl Catalog {
    /// Runs writes of derived state as one transaction.
    pub(crate) fn transaction<T, E: From<ArchiveError>>(
        &self,
        work: impl FnOnce(&CatalogTransaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let doing = "writing derived state";
        self.write(doing, |connection| {
            let transaction = CatalogTransaction { catalog: self, connection, has_written: Cell::new(false) };
            let done = work(&transaction)?;
            if transaction.has_written.get() {
                self.change_derived_mark(connection, doing)?;
            }
            Ok(done)
        })
    }

    /// Keeps what was made for somebody to look at. No stage reads it and no list shows it, so the mark of the derived state
    /// stays.
    pub(crate) fn keep_shown(&self, stage: &str, item: &str, key: &str, body: &[u8]) -> Result<()> {
        let doing = "keeping a picture";
        self.write(doing, |connection| {
            connection
                .prepare_cached(PUT)
                .and_then(|mut put| put.execute(params![stage, item, key, body]))
                .map(drop)
                .map_err(self.wrong(doing))
        })
    }

    /// Gives the derived state a mark that it never had before.
    pub(super) fn change_derived_mark(&self, connection: &Connection, doing: &'static str) -> Result<()> {
        // Drawn, not counted: a catalog that was made anew must not come by the mark of the one before it.
        let drawn: String = random::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        ground::set_state(connection, DERIVED_MARK, &drawn).map_err(self.wrong(doing))
    }

    /// The mark of the derived state; empty as long as nothing was derived.
    pub(crate) fn derived_mark(&self) -> Result<String> {
        self.read("reading the mark of the derived state", derived_mark)
    }

    /// What a stage kept under item and key.
    pub(crate) fn derived(&self, stage: &str, item: &str, key: &str) -> Result<Option<Vec<u8>>> {
        let sql = "select body from derived where stage = ?1 and item = ?2 and key = ?3";
        self.read("reading derived state", |connection| {
            connection.prepare_cached(sql)?.query_row([stage, item, key], |row| row.get(0)).optional()
        })
    }

    /// Whether a stage kept something under item and key.
    pub(crate) fn derived_exists(&self, stage: &str, item: &str, key: &str) -> Result<bool> {
        let sql = "select 1 from derived where stage = ?1 and item = ?2 and key = ?3";
        self.read("reading derived state", |connection| connection.prepare_cached(sql)?.exists([stage, item, key]))
    }

    /// All that a stage kept, by item and key.
    pub(crate) fn derived_all(&self, stage: &str) -> Result<Vec<DerivedRow>> {
        let sql = "select item, key, body from derived where stage = ?1 order by item, key";
        self.read("reading derived state", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let row =
                |row: &rusqlite::Row<'_>| Ok(DerivedRow { item: row.get(0)?, key: row.get(1)?, body: row.get(2)? });
            statement.query_map([stage], row)?.collect()
        })
    }

    /// What a stage kept after this item and key, at most `limit`.
    pub(crate) fn derived_after(&self, stage: &str, item: &str, key: &str, limit: u64) -> Result<Vec<DerivedRow>> {
        let sql = "select item, key, body from derived where stage = ?1 and (item, key) > (?2, ?3)
             order by item, key limit ?4";
        self.read("reading derived state", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let row =
                |row: &rusqlite::Row<'_>| Ok(DerivedRow { item: row.get(0)?, key: row.get(1)?, body: row.get(2)? });
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            statement.query_map(params![stage, item, key, limit], row)?.collect()
        })
    }

    /// Items and keys that a stage has kept, without the bodies.
    pub(crate) fn derived_keys(&self, stage: &str) -> Result<Vec<(String, String)>> {
        let sql = "select item, key from derived where stage = ?1 order by item, key";
        self.read("reading derived state", |connection| {
            connection.prepare_cached(sql)?.query_map([stage], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// Forgets all derived state.
    pub(crate) fn derived_drop_all(&self) -> Result<()> {
        let doing = "dropping derived state";
        self.write(doing, |connection| {
            let clear = "delete from derived; delete from media_types; delete from search_blocks;
                 insert into search_tokens (search_tokens) values ('delete-all');";
            connection.execute_batch(clear).map_err(self.wrong(doing))?;
            self.change_derived_mark(connection, doing)
        })
    }

    /// Blocks that fit an FTS5 match expression, best first.
    pub(crate) fn search(&self, expression: &str, limit: u64, include_comments: bool) -> Result<Vec<SearchHit>> {
        let sql = "select b.item, b.block, b.role, t.rank, b.snippet_source from search_tokens t
             join search_blocks b on b.number = t.rowid
             where t.tokens match ?1 and (?2 or b.role <> ?3) order by t.rank, b.item, b.block limit ?4";
        self.read("searching", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let hit = |row: &rusqlite::Row<'_>| {
                Ok(SearchHit {
                    item: row.get(0)?,
                    block: row.get(1)?,
                    role: row.get(2)?,
                    rank: row.get(3)?,
                    snippet_source: row.get(4)?,
                })
            };
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            statement.query_map(params![expression, include_comments, COMMENT_ROLE, limit], hit)?.collect()
        })
    }
}

/// The mark of the derived state as this connection sees it.
pub(crate) fn derived_mark(connection: &Connection) -> rusqlite::Result<String> {
    let sql = "select value from state where key = ?1";
    let mark = connection.prepare_cached(sql)?.query_row([DERIVED_MARK], |row| row.get(0)).optional()?;
    Ok(mark.unwrap_or_default())
}

pub(super) fn search_drop(connection: &Connection, item: &str, block: Option<u32>) -> rusqlite::Result<()> {
    let tokens = "delete from search_tokens where rowid in
         (select number from search_blocks where item = ?1 and (?2 is null or block = ?2))";
    connection.prepare_cached(tokens)?.execute(params![item, block])?;
    let blocks = "delete from search_blocks where item = ?1 and (?2 is null or block = ?2)";
    connection.prepare_cached(blocks)?.execute(params![item, block])?;
    Ok(())
}
