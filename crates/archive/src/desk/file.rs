//! The file of the index: how it is made, and how it is opened for reading.

use super::columns::{ColumnsMaker, KeptColumns};
use super::contents::{ClaimPlace, ClaimTies, DeskClaim, DeskEdge, DeskItem, DeskOrigin, DeskPlace, MediaKind};
use super::graph::{EdgeCount, End, GraphOrder, NodeCount, NodeKind, class_of};
use super::hits::BlockMap;
use super::kept::{self, KeptList};
use super::query::MapPoint;
use crate::{ArchiveError, Case, Result};
use model::ItemId;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Where the file lies below `derived/`.
pub(super) const PATH: &str = "desk.sqlite";

/// Version of the file. One of another version counts as not there.
const VERSION: i64 = 6;

/// Tables. Items are numbered from 0 in order of their first capture; in the graph, origin n is node -1-n.
const SCHEMA: &str = "
create table about (key text primary key, value text not null) without rowid;
create table items (number integer primary key, id text not null unique, body text not null);
create virtual table item_names using fts5 (tokens, content='',
                            tokenize=\"ascii tokenchars '!#$%&()*+,-./:;<=>?@[]^_{|}~'\");
create table claims (number integer primary key, id text not null unique, n_for integer not null,
                     n_for_low integer not null,
                     n_against integer not null, n_unresolved integer not null, n_disagreements integer not null,
                     n_statements integer not null, first_s integer, unit text, body text not null);
create virtual table claim_words using fts5 (tokens, content='',
                            tokenize=\"ascii tokenchars '!#$%&()*+,-./:;<=>?@[]^_{|}~'\");
create table claim_items (claim integer not null, item integer not null, primary key (claim, item)) without rowid;
create table claim_origins (claim integer not null, origin integer not null, primary key (claim, origin)) without rowid;
create table places (number integer primary key, point text, body text not null);
create table claim_places (claim integer not null, place integer not null, n_items integer not null,
                           primary key (claim, place)) without rowid;
create table origins (number integer primary key, id text not null unique, body text not null);
create table edges (a integer not null, b integer not null, class integer not null, weight integer not null,
                    body text not null);
create table nodes (place integer primary key, node integer not null, kind integer not null, n_edges integer not null,
                    ways integer not null);
";

/// Made after all rows are in, which is faster than keeping them up meanwhile. Those of claims hold all by which claims are
/// narrowed, so that lines which do not fit are not read.
const INDEXES: &str = "
create index claims_by_origins on claims (n_for desc, n_statements desc, number, unit, n_for_low, n_against,
                                          n_disagreements, n_unresolved);
create index claims_by_statements on claims (n_statements desc, number, unit, n_for, n_for_low, n_against,
                                             n_disagreements, n_unresolved);
create index claims_by_contest on claims (n_against desc, n_disagreements desc, number, unit, n_for, n_for_low,
                                          n_unresolved);
create index claims_by_first on claims (first_s is null, first_s, number, unit, n_for, n_for_low, n_against,
                                        n_disagreements, n_unresolved);
create index claim_items_by_item on claim_items (item, claim);
create index claim_places_by_place on claim_places (place, claim);
create index places_by_point on places (point);
create index edges_by_a on edges (a, weight desc);
create index edges_by_b on edges (b, weight desc);
create unique index nodes_by_node on nodes (node);
";

const DOING: &str = "making the index of the desk";

/// What is counted once, when the file is made.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Totals {
    /// What the figures of claims count, and in how many claims, most claims first.
    pub(super) units: Vec<(String, u64)>,
    /// How many edges there are of each class.
    pub(super) edges: Vec<EdgeCount>,
    /// How many nodes are alike in their kind and ways.
    pub(super) nodes: Vec<NodeCount>,
}

/// Writes the index of one state of a case: items first, in order of their first capture, then claims and origins, then
/// edges; [`DeskMaker::finish`] puts it in place. Dropped before, it leaves the old index as it was.
pub struct DeskMaker<'c> {
    case: &'c Case,
    connection: Connection,
    path: PathBuf,
    derived_mark: String,
    columns: ColumnsMaker,
    pub(super) items: HashMap<ItemId, i64>,
    item_times: Vec<Option<i64>>,
    item_kinds: Vec<MediaKind>,
    claims: i64,
    n_claims_of_unit: BTreeMap<String, u64>,
    places: HashMap<(String, [u64; 2]), i64>,
    origins: HashMap<String, i64>,
    origin_times: Vec<Option<i64>>,
    order: GraphOrder,
    pub(super) n_kept: BTreeMap<KeptList, i64>,
}

impl<'c> DeskMaker<'c> {
    /// Begins. The derived state must not change until the end; if it does, the index is made for the earlier state and is
    /// known as such.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(case: &'c Case) -> Result<DeskMaker<'c>> {
        let place = case.derived_path(PATH)?;
        let folder = place.parent().unwrap_or(&place);
        std::fs::create_dir_all(folder).map_err(ArchiveError::io("making the folder", folder))?;
        let mut path = place.into_os_string();
        path.push(format!(".{}-{}.new", std::process::id(), drawn_name()?));
        let path = PathBuf::from(path);
        let derived_mark = case.derived_mark()?;
        let make = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&path)?;
            // Should the machine fail meanwhile, the file is not in place and is made again.
            connection
                .execute_batch("pragma journal_mode = off; pragma synchronous = off; pragma page_size = 8192;")?;
            connection.execute_batch(&format!("begin; {SCHEMA} {}", kept::SCHEMA))?;
            connection.set_prepared_statement_cache_capacity(32);
            Ok(connection)
        };
        let connection = make().map_err(|source| wrong(&path, DOING, source))?;
        Ok(DeskMaker {
            case,
            connection,
            path,
            derived_mark,
            columns: ColumnsMaker::default(),
            items: HashMap::new(),
            item_times: Vec::new(),
            item_kinds: Vec::new(),
            claims: 0,
            n_claims_of_unit: BTreeMap::new(),
            places: HashMap::new(),
            origins: HashMap::new(),
            origin_times: Vec::new(),
            order: GraphOrder::default(),
            n_kept: BTreeMap::new(),
        })
    }

    /// Lists an item. `name_tokens` are the words by which it is found beside its text, folded as queries will be.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn item(&mut self, item: &DeskItem, name_tokens: &str) -> Result<()> {
        let number = self.items.len() as i64;
        if self.items.insert(item.id, number).is_some() {
            return Ok(());
        }
        self.columns.push(item);
        self.item_kinds.push(item.kind);
        self.item_times.push(item.time.as_ref().map(|time| time.from_s));
        let body = json(item);
        self.run(|connection| {
            let insert = "insert into items (number, id, body) values (?1, ?2, ?3)";
            connection.prepare_cached(insert)?.execute(params![number, item.id.hex(), body])?;
            let insert = "insert into item_names (rowid, tokens) values (?1, ?2)";
            connection.prepare_cached(insert)?.execute(params![number, name_tokens]).map(drop)
        })
    }

    /// Lists a claim. `tokens` are its words, folded as queries will be. Items and origins of its ties that are not listed
    /// are passed over.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn claim(&mut self, claim: &DeskClaim, tokens: &str, ties: &ClaimTies) -> Result<()> {
        let number = self.claims;
        self.claims += 1;
        if let Some(figures) = &claim.figures {
            *self.n_claims_of_unit.entry(figures.unit.clone()).or_default() += 1;
        }
        self.claim_line(number, claim, tokens)?;
        let items: Vec<i64> = ties.items.iter().filter_map(|item| self.items.get(item).copied()).collect();
        let origins: Vec<i64> = ties.origins.iter().filter_map(|id| self.origins.get(id).copied()).collect();
        self.run(|connection| {
            let insert = "insert or ignore into claim_items (claim, item) values (?1, ?2)";
            for item in items {
                connection.prepare_cached(insert)?.execute([number, item])?;
            }
            let insert = "insert or ignore into claim_origins (claim, origin) values (?1, ?2)";
            for origin in origins {
                connection.prepare_cached(insert)?.execute([number, origin])?;
            }
            Ok(())
        })?;
        ties.places.iter().try_for_each(|place| self.claim_place(number, place))
    }

    fn claim_line(&self, number: i64, claim: &DeskClaim, tokens: &str) -> Result<()> {
        let body = json(claim);
        self.run(|connection| {
            let insert = "insert into claims (number, id, n_for, n_for_low, n_against, n_unresolved, n_disagreements,
                 n_statements, first_s, unit, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            connection.prepare_cached(insert)?.execute(params![
                number,
                claim.id,
                claim.origins_for.high,
                claim.origins_for.low,
                claim.origins_against.high,
                claim.n_unresolved,
                claim.n_disagreements,
                claim.n_statements,
                claim.first.as_ref().map(|time| time.from_s),
                claim.figures.as_ref().map(|figures| figures.unit.as_str()),
                body
            ])?;
            let insert = "insert into claim_words (rowid, tokens) values (?1, ?2)";
            connection.prepare_cached(insert)?.execute(params![number, tokens]).map(drop)
        })
    }

    fn claim_place(&mut self, claim: i64, named: &ClaimPlace) -> Result<()> {
        let place = self.place(&named.place)?;
        self.run(|connection| {
            let insert = "insert or ignore into claim_places (claim, place, n_items) values (?1, ?2, ?3)";
            connection.prepare_cached(insert)?.execute(params![claim, place, named.n_items]).map(drop)
        })
    }

    /// Number of a place, which is listed where it was not yet.
    fn place(&mut self, place: &DeskPlace) -> Result<i64> {
        let key = (place.name.clone(), [place.lat.to_bits(), place.lon.to_bits()]);
        if let Some(number) = self.places.get(&key) {
            return Ok(*number);
        }
        let number = self.places.len() as i64;
        self.places.insert(key, number);
        let point = MapPoint::of(place.lat, place.lon).map(|point| point.to_string());
        self.run(|connection| {
            let insert = "insert into places (number, point, body) values (?1, ?2, ?3)";
            connection.prepare_cached(insert)?.execute(params![number, point, json(place)]).map(drop)
        })?;
        Ok(number)
    }

    /// Lists an origin.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn origin(&mut self, origin: &DeskOrigin) -> Result<()> {
        let number = self.origins.len() as i64;
        if self.origins.insert(origin.id.clone(), number).is_some() {
            return Ok(());
        }
        self.origin_times.push(origin.first.as_ref().map(|time| time.from_s));
        let body = json(origin);
        self.run(|connection| {
            let insert = "insert into origins (number, id, body) values (?1, ?2, ?3)";
            connection.prepare_cached(insert)?.execute(params![number, origin.id, body]).map(drop)
        })
    }

    /// Joins two nodes; an edge to something that is not listed is passed over.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn edge(&mut self, edge: &DeskEdge) -> Result<()> {
        let (a, b, weight) = match edge {
            DeskEdge::GoesBackTo { item, origin, n_statements, .. } => {
                let origin = self.origins.get(origin).map(|number| (-1 - number, NodeKind::Origin));
                (self.item_end(item), origin, *n_statements)
            }
            DeskEdge::Matches { from, to, n_segments, .. } => (self.item_end(from), self.item_end(to), *n_segments),
        };
        let (Some(a), Some(b)) = (a, b) else { return Ok(()) };
        let class = class_of(edge);
        self.order.join(a, b, class);
        let body = json(edge);
        self.run(|connection| {
            let insert = "insert into edges (a, b, class, weight, body) values (?1, ?2, ?3, ?4, ?5)";
            connection.prepare_cached(insert)?.execute(params![a.0, b.0, class, weight, body]).map(drop)
        })
    }

    fn item_end(&self, item: &ItemId) -> Option<End> {
        let number = *self.items.get(item)?;
        Some((number, NodeKind::Item(*self.item_kinds.get(number as usize)?)))
    }

    /// Puts the index in place, made from what the caller calls `state`.
    ///
    /// # Errors
    /// When the disk fails; then the old index stands.
    pub fn finish(mut self, state: &str) -> Result<()> {
        let place = self.case.derived_path(PATH)?;
        let blocks = self.case.catalog.read(DOING, |connection| BlockMap::read(connection, &self.items))?;
        let blocks = blocks.with_mark(&self.derived_mark);
        let columns = json(&std::mem::take(&mut self.columns).finish());
        let time_of = |node: i64| match usize::try_from(node) {
            Ok(item) => self.item_times.get(item).copied().flatten(),
            Err(_) => self.origin_times.get((-1 - node) as usize).copied().flatten(),
        };
        let mut units: Vec<(String, u64)> = std::mem::take(&mut self.n_claims_of_unit).into_iter().collect();
        units.sort_by_key(|(_, n_claims)| std::cmp::Reverse(*n_claims));
        let totals = Totals { units, edges: self.order.edge_counts(), nodes: self.order.node_counts() };
        let nodes = std::mem::take(&mut self.order).in_order(time_of);
        self.run(|connection| {
            let insert = "insert into nodes (place, node, kind, n_edges, ways) values (?1, ?2, ?3, ?4, ?5)";
            for (place, kept) in nodes.iter().enumerate() {
                let values = [place as i64, kept.node, i64::from(kept.kind), kept.n_edges, kept.ways];
                connection.prepare_cached(insert)?.execute(values)?;
            }
            connection.execute_batch(INDEXES)?;
            connection.execute_batch(kept::INDEXES)?;
            let rows = [
                ("state", state),
                ("columns", columns.as_str()),
                ("blocks", &json(&blocks)),
                ("totals", &json(&totals)),
            ];
            for (key, value) in rows {
                connection.execute("insert into about (key, value) values (?1, ?2)", [key, value])?;
            }
            for index in ["item_names", "claim_words"] {
                connection.execute(&format!("insert into {index} ({index}) values ('optimize')"), [])?;
            }
            connection.execute_batch(&format!("pragma user_version = {VERSION}; commit; analyze;"))
        })?;
        std::fs::rename(&self.path, &place).map_err(ArchiveError::io("putting in place", &place))
    }

    pub(super) fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|source| wrong(&self.path, DOING, source))
    }
}

impl Drop for DeskMaker<'_> {
    fn drop(&mut self) {
        // After the end nothing is there any more; before it, what is there is of no use.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn drawn_name() -> Result<String> {
    Ok(crate::case::random::<4>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Our own values always have a JSON form: no map with keys that are no text, no failing source.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}

/// What the maker was told of the state; `None` for a file of another version.
pub(super) fn state(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let version: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    if version != VERSION { Ok(None) } else { about(connection, "state").map(Some) }
}

pub(super) fn columns(connection: &Connection) -> rusqlite::Result<KeptColumns> {
    from_json(&about(connection, "columns")?)
}

pub(super) fn block_map(connection: &Connection) -> rusqlite::Result<BlockMap> {
    from_json(&about(connection, "blocks")?)
}

pub(super) fn totals(connection: &Connection) -> rusqlite::Result<Totals> {
    from_json(&about(connection, "totals")?)
}

fn about(connection: &Connection, key: &str) -> rusqlite::Result<String> {
    connection.query_row("select value from about where key = ?1", [key], |row| row.get(0))
}

/// Number of an item.
pub(super) fn number_of(connection: &Connection, item: &ItemId) -> rusqlite::Result<Option<u32>> {
    let sql = "select number from items where id = ?1";
    connection.prepare_cached(sql)?.query_row([item.hex()], |row| row.get(0)).optional()
}

/// Connections to one database for reading, as many as are asked for at a time.
#[derive(Debug)]
pub(super) struct Connections {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

/// How long a reader waits for a writer of the catalog, which in its mode it never has to but for recovery.
const BUSY_WAIT: Duration = Duration::from_secs(30);

impl Connections {
    pub(super) fn of(path: &Path) -> Connections {
        Connections { path: path.to_owned(), idle: Mutex::default() }
    }

    pub(super) fn with<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| self.connect(), Ok).map_err(|source| wrong(&self.path, doing, source))?;
        let done = work(&connection).map_err(|source| wrong(&self.path, doing, source));
        if connection.is_autocommit() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        done
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.execute_batch("pragma query_only = on; pragma cache_size = -8192; pragma mmap_size = 268435456;")?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}

pub(super) fn wrong(path: &Path, doing: &'static str, source: rusqlite::Error) -> ArchiveError {
    ArchiveError::Catalog { doing, path: path.to_owned(), source }
}
