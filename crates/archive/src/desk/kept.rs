//! What is kept whole in the index, so that a page reads the few things it shows and no list of all: by id, by item, and by
//! place in its list.

use super::DeskIndex;
use super::file::{DeskMaker, from_json, json, number_of};
use crate::Result;
use model::ItemId;
use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A list of things that are kept whole, in the order in which the maker was given them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum KeptList {
    /// Claims with the items whose statements speak of them.
    Claims,
    /// Origins.
    Origins,
    /// Matches that reached the threshold, with their two items.
    Matches,
    /// Matches that did not.
    WeakMatches,
    /// Statements but for those of readers, with their item.
    Statements,
    /// Statements of readers, without their words.
    ReadersStatements,
    /// Findings, with the item that they are about.
    Findings,
}

impl KeptList {
    fn number(self) -> i64 {
        self as i64
    }
}

/// Tables of what is kept whole.
pub(super) const SCHEMA: &str = "
create table kept (list integer not null, number integer not null, id text not null, body text not null,
                   primary key (list, number)) without rowid;
create table kept_items (list integer not null, item integer not null, number integer not null,
                         primary key (list, item, number)) without rowid;
";

pub(super) const INDEXES: &str = "create index kept_by_id on kept (id, list);";

/// Some things of a list, and how many there are.
#[derive(Clone, PartialEq, Debug)]
pub struct KeptPart<T> {
    /// The things, in the order of their list.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub n_all: u64,
}

impl DeskMaker<'_> {
    /// Keeps something whole; the next of its list. `items` are those with which it is found, which must have been listed.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn keep(
        &mut self,
        list: KeptList,
        id: &str,
        items: impl IntoIterator<Item = ItemId>,
        body: &impl Serialize,
    ) -> Result<()> {
        let next = self.n_kept.entry(list).or_default();
        let number = *next;
        *next += 1;
        let items: Vec<i64> = items.into_iter().filter_map(|item| self.items.get(&item).copied()).collect();
        let body = json(body);
        self.run(|connection| {
            let insert = "insert into kept (list, number, id, body) values (?1, ?2, ?3, ?4)";
            connection.prepare_cached(insert)?.execute(params![list.number(), number, id, body])?;
            let insert = "insert or ignore into kept_items (list, item, number) values (?1, ?2, ?3)";
            for item in items {
                connection.prepare_cached(insert)?.execute([list.number(), item, number])?;
            }
            Ok(())
        })
    }
}

impl DeskIndex {
    /// The thing of this id; `None` where the list has none.
    ///
    /// # Errors
    /// When the file cannot be read, or the thing is none of this type.
    pub fn kept<T: DeserializeOwned>(&self, list: KeptList, id: &str) -> Result<Option<T>> {
        Ok(self.kept_with_ids(list, [id])?.pop())
    }

    /// The things of these ids, in this order; those that the list does not have are passed over.
    ///
    /// # Errors
    /// As [`DeskIndex::kept`].
    pub fn kept_with_ids<'i, T: DeserializeOwned>(
        &self,
        list: KeptList,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> Result<Vec<T>> {
        self.kept.desk.with("looking for something by its id", |desk| {
            let mut statement = desk.prepare_cached("select body from kept where id = ?1 and list = ?2")?;
            let mut found = Vec::new();
            for id in ids {
                let mut rows = statement.query(params![id, list.number()])?;
                found.extend(rows.next()?.map(|row| from_json(row.get_ref(0)?.as_str()?)).transpose()?);
            }
            Ok(found)
        })
    }

    /// The things of a list with which this item is found, at most `most`.
    ///
    /// # Errors
    /// As [`DeskIndex::kept`].
    pub fn kept_of_item<T: DeserializeOwned>(&self, list: KeptList, item: &ItemId, most: u32) -> Result<KeptPart<T>> {
        self.kept.desk.with("looking for what is kept of an item", |desk| {
            let Some(item) = number_of(desk, item)? else { return Ok(KeptPart { rows: Vec::new(), n_all: 0 }) };
            let count = "select count(*) from kept_items where list = ?1 and item = ?2";
            let n_all: i64 = desk.prepare_cached(count)?.query_row(params![list.number(), item], |row| row.get(0))?;
            let sql = "select k.body from kept_items i join kept k on k.list = i.list and k.number = i.number
                 where i.list = ?1 and i.item = ?2 order by i.number limit ?3";
            let mut statement = desk.prepare_cached(sql)?;
            let body = |row: &rusqlite::Row<'_>| from_json(row.get_ref(0)?.as_str()?);
            let rows =
                statement.query_map(params![list.number(), item, most], body)?.collect::<rusqlite::Result<_>>()?;
            Ok(KeptPart { rows, n_all: n_all as u64 })
        })
    }

    /// A page of a list.
    ///
    /// # Errors
    /// As [`DeskIndex::kept`].
    pub fn kept_page<T: DeserializeOwned>(&self, list: KeptList, offset: u64, limit: u32) -> Result<KeptPart<T>> {
        self.kept.desk.with("reading a list", |desk| {
            let count = "select coalesce(max(number) + 1, 0) from kept where list = ?1";
            let n_all: i64 = desk.prepare_cached(count)?.query_row([list.number()], |row| row.get(0))?;
            let sql = "select body from kept where list = ?1 and number >= ?2 order by number limit ?3";
            let mut statement = desk.prepare_cached(sql)?;
            let offset = i64::try_from(offset).unwrap_or(i64::MAX);
            let body = |row: &rusqlite::Row<'_>| from_json(row.get_ref(0)?.as_str()?);
            let rows =
                statement.query_map(params![list.number(), offset, limit], body)?.collect::<rusqlite::Result<_>>()?;
            Ok(KeptPart { rows, n_all: n_all as u64 })
        })
    }

    /// Lines of the list of items, those that are listed, in this order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn items_with_ids<'i>(&self, items: impl IntoIterator<Item = &'i ItemId>) -> Result<Vec<super::DeskItem>> {
        let numbers = self.kept.desk.with("looking for items", |desk| {
            let numbers = items.into_iter().map(|item| number_of(desk, item));
            numbers.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let numbers: Vec<u32> = numbers.into_iter().flatten().collect();
        Ok(self.rows(&numbers, None)?.into_iter().map(|row| row.item).collect())
    }
}
