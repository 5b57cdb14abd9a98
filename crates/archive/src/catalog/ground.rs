//! Ground state in the catalog: entries and items as the log has them.

use super::Catalog;
use crate::openings::Logged;
use crate::{ArchiveError, Result};
use evidence::Hash;
use evidence::seal::Opening;
use model::{ItemId, LogEntry, ShortId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An item as the catalog lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ItemRow {
    pub(crate) id: ItemId,
    pub(crate) short_id: ShortId,
    pub(crate) size_bytes: u64,
    pub(crate) media_type: Option<String>,
}

/// Something with the ordinal of its item.
pub(crate) type OrdinalRow<T> = (u64, T);

/// An entry as the catalog lists it: its log index, leaf, and what was sealed.
pub(crate) type CapturedRow = (u64, Logged);

const ITEM_COLUMNS: &str = "select i.id, i.short_id, i.size_bytes, m.media_type, i.ordinal from items i
    left join media_types m on m.item = i.id";

impl Catalog {
    /// Entries it has taken over from the log, and the root of the log then; `None` for a new catalog.
    pub(crate) fn log_state(&self) -> Result<(u64, Option<Hash>)> {
        self.read("reading the state of the catalog", log_state)
    }

    /// Takes over the entries that it does not have yet. `logged` gives the entries `[start, end)`.
    pub(crate) fn catch_up(
        &self,
        size: u64,
        root: Hash,
        logged: impl FnOnce(u64, u64) -> Result<Vec<Logged>>,
    ) -> Result<u64> {
        let doing = "taking over entries of the log";
        self.write(doing, |connection| {
            let (known, _) = log_state(connection).map_err(self.wrong(doing))?;
            if known >= size {
                return Ok(0);
            }
            for (log_index, logged) in (known..).zip(logged(known, size)?) {
                let entry = evidence::seal::open(&logged.leaf, &logged.opening).map_err(|error| {
                    ArchiveError::Damaged { path: self.path.clone(), reason: format!("entry {log_index}: {error}") }
                })?;
                insert_entry(connection, log_index, &entry, &logged).map_err(self.wrong(doing))?;
            }
            set_state(connection, "log_size", &size.to_string()).map_err(self.wrong(doing))?;
            set_state(connection, "log_root", &root.base64()).map_err(self.wrong(doing))?;
            Ok(size - known)
        })
    }

    /// Items in order of their first capture.
    pub(crate) fn item_rows(&self) -> Result<Vec<ItemRow>> {
        self.read("listing items", |connection| {
            let mut statement = connection.prepare_cached(&format!("{ITEM_COLUMNS} order by i.ordinal"))?;
            statement.query_map([], item_row)?.collect()
        })
    }

    /// Ids of all items in order of their first capture.
    pub(crate) fn item_ids(&self) -> Result<Vec<ItemId>> {
        self.read("listing items", |connection| {
            let sql = "select id from items order by ordinal";
            connection.prepare_cached(sql)?.query_map([], |row| item_id(row, 0))?.collect()
        })
    }

    /// Items after the one with this ordinal, in order of their first capture, at most `limit`.
    pub(crate) fn item_rows_after(&self, ordinal: u64, limit: u64) -> Result<Vec<OrdinalRow<ItemRow>>> {
        self.read("listing items", |connection| {
            let sql = format!("{ITEM_COLUMNS} where i.ordinal > ?1 order by i.ordinal limit ?2");
            let row = |row: &Row<'_>| Ok((row.get::<_, i64>(4)? as u64, item_row(row)?));
            connection.prepare_cached(&sql)?.query_map([as_sql(ordinal), as_sql(limit)], row)?.collect()
        })
    }

    /// How many items there are.
    pub(crate) fn n_items(&self) -> Result<u64> {
        self.read("counting items", |connection| {
            let sql = "select coalesce(max(ordinal), 0) from items";
            connection.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0)).map(|count| count as u64)
        })
    }

    /// How many entries there are.
    pub(crate) fn n_entries(&self) -> Result<u64> {
        self.read("counting entries", |connection| {
            let sql = "select count(*) from entries";
            connection.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0)).map(|count| count as u64)
        })
    }

    /// How many items the entries up to this one speak of.
    pub(crate) fn n_items_up_to(&self, log_index: u64) -> Result<u64> {
        self.read("counting items", |connection| {
            let sql = "select coalesce(max(ordinal), 0) from entries where log_index <= ?1";
            connection
                .prepare_cached(sql)?
                .query_row([as_sql(log_index)], |row| row.get::<_, i64>(0))
                .map(|it| it as u64)
        })
    }

    /// How many entries of one kind there are.
    pub(crate) fn n_of_kind(&self, kind: &str) -> Result<u64> {
        self.read("counting entries", |connection| {
            let sql = "select count(*) from entries where kind = ?1";
            connection.prepare_cached(sql)?.query_row([kind], |row| row.get::<_, i64>(0)).map(|count| count as u64)
        })
    }

    /// Log index of the newest entry of one kind.
    pub(crate) fn newest_of_kind(&self, kind: &str) -> Result<Option<u64>> {
        self.read("looking for the newest entry", |connection| {
            let sql = "select max(log_index) from entries where kind = ?1";
            connection
                .prepare_cached(sql)?
                .query_row([kind], |row| row.get::<_, Option<i64>>(0))
                .map(|it| it.map(|at| at as u64))
        })
    }

    /// Number of an item in order of first capture, from 1.
    pub(crate) fn ordinal(&self, item: &ItemId) -> Result<Option<u64>> {
        self.read("looking for an item", |connection| {
            let sql = "select ordinal from items where id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([item.hex()], |row| row.get::<_, i64>(0)).optional().map(|it| it.map(|at| at as u64))
        })
    }

    /// Items that were captured from an address, as far as a digest of it tells.
    pub(crate) fn item_rows_at(&self, address: &str) -> Result<Vec<OrdinalRow<ItemRow>>> {
        self.read("looking for items by address", |connection| {
            let sql = format!(
                "{ITEM_COLUMNS} where i.ordinal in (select ordinal from addresses where address = ?1) order by i.ordinal"
            );
            let row = |row: &Row<'_>| Ok((row.get::<_, i64>(4)? as u64, item_row(row)?));
            connection.prepare_cached(&sql)?.query_map([address_digest(address)], row)?.collect()
        })
    }

    /// Captures of the items with the ordinals `first..=last`, by ordinal and log index.
    pub(crate) fn captured_rows_between(&self, first: u64, last: u64) -> Result<Vec<OrdinalRow<CapturedRow>>> {
        self.read("listing captures", |connection| {
            let sql = "select log_index, leaf, opening, ordinal from entries where ordinal >= ?1 and ordinal <= ?2
                 order by ordinal, log_index";
            let row = |row: &Row<'_>| Ok((row.get::<_, i64>(3)? as u64, leaf_row(row)?));
            connection.prepare_cached(sql)?.query_map([as_sql(first), as_sql(last)], row)?.collect()
        })
    }

    /// Entries of one kind after a log index, at most `limit`.
    pub(crate) fn leaves_of_kind_after(&self, kind: &str, log_index: i64, limit: u64) -> Result<Vec<CapturedRow>> {
        self.read("listing entries", |connection| {
            let sql = "select log_index, leaf, opening from entries where kind = ?1 and log_index > ?2
                 order by log_index limit ?3";
            connection.prepare_cached(sql)?.query_map(params![kind, log_index, as_sql(limit)], leaf_row)?.collect()
        })
    }

    /// Items whose id begins with these digits, at most `limit`.
    pub(crate) fn items_by_prefix(&self, prefix: &str, limit: u64) -> Result<Vec<ItemRow>> {
        self.read("looking for an item", |connection| {
            let sql = format!("{ITEM_COLUMNS} where i.id >= ?1 and i.id < ?1 || 'g' order by i.id limit ?2");
            connection.prepare_cached(&sql)?.query_map(params![prefix, as_sql(limit)], item_row)?.collect()
        })
    }

    /// Items with this short id in upper case.
    pub(crate) fn items_by_short_id(&self, short_id: &str) -> Result<Vec<ItemRow>> {
        self.read("looking for an item", |connection| {
            let sql = format!("{ITEM_COLUMNS} where i.short_id = ?1 order by i.ordinal");
            connection.prepare_cached(&sql)?.query_map([short_id], item_row)?.collect()
        })
    }

    /// Captures of all items or of one, by log index.
    pub(crate) fn captured_rows(&self, item: Option<&ItemId>) -> Result<Vec<CapturedRow>> {
        let of_item =
            "select log_index, leaf, opening from entries where ordinal = (select ordinal from items where id = ?1)
             order by log_index";
        match item {
            None => self.leaves_of_kind("captured"),
            Some(item) => self.read("listing captures", |connection| {
                connection.prepare_cached(of_item)?.query_map([item.hex()], leaf_row)?.collect()
            }),
        }
    }

    /// Captures of what a container holds, by log index.
    pub(crate) fn member_rows(&self, container: &ItemId) -> Result<Vec<CapturedRow>> {
        self.read("listing the members of a container", |connection| {
            let sql = "select log_index, leaf, opening from entries where container = ?1 order by log_index";
            connection.prepare_cached(sql)?.query_map([container.hex()], leaf_row)?.collect()
        })
    }

    /// Log indices of the captures that lie in a container, each with the container's id, in order.
    pub(crate) fn containers(&self) -> Result<Vec<(u64, String)>> {
        self.read("listing the members of containers", |connection| {
            let sql = "select log_index, container from entries where container is not null order by log_index";
            let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?));
            connection.prepare_cached(sql)?.query_map([], row)?.collect()
        })
    }

    /// Leaves of one kind of entry with their log index, in order.
    pub(crate) fn leaves_of_kind(&self, kind: &str) -> Result<Vec<CapturedRow>> {
        self.read("listing entries", |connection| {
            let sql = "select log_index, leaf, opening from entries where kind = ?1 order by log_index";
            connection.prepare_cached(sql)?.query_map([kind], leaf_row)?.collect()
        })
    }

    /// Leaves `[start, end)` in order.
    pub(crate) fn leaves(&self, start: u64, end: u64) -> Result<Vec<CapturedRow>> {
        self.read("listing entries", |connection| {
            let sql = "select log_index, leaf, opening from entries where log_index >= ?1 and log_index < ?2 order by log_index";
            connection.prepare_cached(sql)?.query_map([as_sql(start), as_sql(end)], leaf_row)?.collect()
        })
    }

    /// Puts these openings in place of what the entries had, forgets what was derived of the items and of the whole case,
    /// and writes the file anew, so that nothing of it is left in pages that are free.
    pub(crate) fn erase(&self, openings: &[(u64, Opening)], items: &[ItemId], whole_case: &str) -> Result<()> {
        let doing = "erasing what was disposed of";
        self.write(doing, |connection| {
            let erase = || -> rusqlite::Result<()> {
                for (log_index, opening) in openings {
                    replace_opening(connection, *log_index, opening)?;
                }
                for item in items {
                    forget_item(connection, &item.hex())?;
                }
                connection.execute("delete from derived where item = ?1", [whole_case])?;
                connection.execute("insert into search_tokens (search_tokens) values ('optimize')", [])?;
                Ok(())
            };
            erase().map_err(self.wrong(doing))?;
            self.change_derived_mark(connection, doing)
        })?;
        self.rewrite(doing)
    }

    /// Remembers the kind of an item's content.
    pub(crate) fn set_media_type(&self, item: &ItemId, media_type: &str) -> Result<()> {
        let doing = "setting a media type";
        self.write(doing, |connection| {
            set_media_type(connection, item, media_type).map_err(self.wrong(doing))?;
            self.change_derived_mark(connection, doing)
        })
    }
}

/// Forgets what was derived of an item.
fn forget_item(connection: &Connection, item: &str) -> rusqlite::Result<()> {
    super::derived::search_drop(connection, item, None)?;
    connection.prepare_cached("delete from derived where item = ?1")?.execute([item])?;
    connection.prepare_cached("delete from media_types where item = ?1")?.execute([item])?;
    Ok(())
}

/// Replaces an opening, and the addresses of the item of that entry by those that its captures still name.
fn replace_opening(connection: &Connection, log_index: u64, opening: &Opening) -> rusqlite::Result<()> {
    let update = "update entries set opening = ?2 where log_index = ?1 returning ordinal";
    let ordinal: Option<Option<i64>> = connection
        .prepare_cached(update)?
        .query_row(params![as_sql(log_index), opening.text()], |row| row.get(0))
        .optional()?;
    let Some(ordinal) = ordinal.flatten() else { return Ok(()) };
    connection.prepare_cached("delete from addresses where ordinal = ?1")?.execute([ordinal])?;
    let sql = "select log_index, leaf, opening from entries where ordinal = ?1";
    let rows: Vec<CapturedRow> =
        connection.prepare_cached(sql)?.query_map([ordinal], leaf_row)?.collect::<rusqlite::Result<_>>()?;
    for (_, logged) in rows {
        if let Ok(entry) = evidence::seal::open(&logged.leaf, &logged.opening) {
            insert_addresses(connection, ordinal, &entry)?;
        }
    }
    Ok(())
}

/// Remembers the kind of an item's content.
pub(super) fn set_media_type(connection: &Connection, item: &ItemId, media_type: &str) -> rusqlite::Result<()> {
    let sql = "insert into media_types (item, media_type) values (?1, ?2)
         on conflict (item) do update set media_type = excluded.media_type";
    connection.prepare_cached(sql)?.execute(params![item.hex(), media_type])?;
    Ok(())
}

/// Name of an entry's kind, as its leaf spells it.
fn kind(entry: &LogEntry) -> &'static str {
    match entry {
        LogEntry::CaseCreated { .. } => "case_created",
        LogEntry::Captured { .. } => "captured",
        LogEntry::Rejected { .. } => "rejected",
        LogEntry::Decided(_) => "decided",
        LogEntry::Custody(_) => "custody",
        LogEntry::KeyRotated { .. } => "key_rotated",
        LogEntry::Continues { .. } => "continues",
        LogEntry::Stamped(_) => "stamped",
    }
}

fn insert_entry(connection: &Connection, log_index: u64, entry: &LogEntry, logged: &Logged) -> rusqlite::Result<()> {
    let (ordinal, container) = match entry {
        LogEntry::Captured { item, size_bytes, container, .. } => {
            let container = container.as_ref().map(|place| place.container.hex());
            let ordinal = item_ordinal(connection, item, *size_bytes)?;
            insert_addresses(connection, ordinal, entry)?;
            (Some(ordinal), container)
        }
        _ => (None, None),
    };
    let sql = "insert into entries (log_index, kind, ordinal, container, leaf, opening)
         values (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(sql)?.execute(params![
        as_sql(log_index),
        kind(entry),
        ordinal,
        container,
        logged.leaf,
        logged.opening.text()
    ])?;
    Ok(())
}

/// Remembers from which addresses an item came.
fn insert_addresses(connection: &Connection, ordinal: i64, entry: &LogEntry) -> rusqlite::Result<()> {
    let LogEntry::Captured { container_url, claimed, .. } = entry else { return Ok(()) };
    let sql = "insert or ignore into addresses (address, ordinal) values (?1, ?2)";
    let addresses = [container_url, &claimed.url, &claimed.received_from].into_iter().flatten();
    for address in addresses.filter(|address| *address != evidence::seal::NOT_SHOWN) {
        connection.prepare_cached(sql)?.execute(params![address_digest(address), ordinal])?;
    }
    Ok(())
}

/// Stands for an address in the index: the first bytes of its SHA-256. Whoever looks compares the address itself, too.
fn address_digest(address: &str) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = ItemId::of(address.as_bytes()).0;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// Number of an item in order of first capture, from 1; new items get the next one.
fn item_ordinal(connection: &Connection, item: &ItemId, size_bytes: u64) -> rusqlite::Result<i64> {
    if let Some(ordinal) = known_ordinal(connection, &item.hex())? {
        return Ok(ordinal);
    }
    let last: i64 =
        connection.prepare_cached("select coalesce(max(ordinal), 0) from items")?.query_row([], |row| row.get(0))?;
    let ordinal = last + 1;
    let short_id = ShortId::new(item, ordinal as u64);
    connection
        .prepare_cached("insert into items (ordinal, id, short_id, size_bytes) values (?1, ?2, ?3, ?4)")?
        .execute(params![ordinal, item.hex(), short_id.0, as_sql(size_bytes)])?;
    Ok(ordinal)
}

fn known_ordinal(connection: &Connection, item: &str) -> rusqlite::Result<Option<i64>> {
    connection.prepare_cached("select ordinal from items where id = ?1")?.query_row([item], |row| row.get(0)).optional()
}

fn log_state(connection: &Connection) -> rusqlite::Result<(u64, Option<Hash>)> {
    let value = |key: &str| -> rusqlite::Result<Option<String>> {
        connection
            .prepare_cached("select value from state where key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()
    };
    let size = value("log_size")?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok((size, value("log_root")?.and_then(|text| Hash::from_base64(&text))))
}

pub(super) fn set_state(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "insert into state (key, value) values (?1, ?2) on conflict (key) do update set value = excluded.value";
    connection.prepare_cached(sql)?.execute([key, value])?;
    Ok(())
}

fn item_id(row: &Row<'_>, column: usize) -> rusqlite::Result<ItemId> {
    let wrong = |error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error));
    row.get::<_, String>(column)?.parse().map_err(wrong)
}

fn item_row(row: &Row<'_>) -> rusqlite::Result<ItemRow> {
    let id = item_id(row, 0)?;
    let size_bytes: i64 = row.get(2)?;
    Ok(ItemRow { id, short_id: ShortId(row.get(1)?), size_bytes: size_bytes as u64, media_type: row.get(3)? })
}

fn leaf_row(row: &Row<'_>) -> rusqlite::Result<CapturedRow> {
    let log_index: i64 = row.get(0)?;
    let opening: String = row.get(2)?;
    let opening = Opening::from_text(&opening)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok((log_index as u64, Logged { leaf: row.get(1)?, opening }))
}

/// SQLite's integers are signed; both uses (log indices, file lengths) stay far below 2^63, and greater ones from a
/// hostile leaf come back equal by the same conversion.
fn as_sql(number: u64) -> i64 {
    number as i64
}
