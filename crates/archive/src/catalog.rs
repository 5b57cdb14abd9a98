//! The catalog: an index of ground state that can be rebuilt from the log, and the store of derived state.

mod derived;
mod ground;

pub(crate) use derived::{COMMENT_ROLE, derived_mark};
pub use derived::{CatalogTransaction, DerivedRow, SearchHit, search_token};
pub(crate) use ground::{CapturedRow, ItemRow, OrdinalRow};

use crate::error::is_corruption;
use crate::{ArchiveError, Result};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Version of the tables. A catalog of another version is dropped and rebuilt.
const SCHEMA_VERSION: i64 = 4;
/// How long a statement waits for another process.
const BUSY_WAIT: Duration = Duration::from_secs(30);

/// Tables. `entries`, `items` and `addresses` are ground state as the log has it; the others are derived.
const SCHEMA: &str = "
create table state (key text primary key, value text not null) without rowid;
create table entries (log_index integer primary key, kind text not null, ordinal integer, container text,
                      leaf blob not null, opening text not null);
create index entries_by_kind on entries (kind, log_index);
create index entries_by_item on entries (ordinal, log_index) where ordinal is not null;
create index entries_by_container on entries (container, log_index) where container is not null;
create table items (ordinal integer primary key, id text not null unique, short_id text not null,
                    size_bytes integer not null);
create index items_by_short_id on items (short_id);
create table addresses (address integer not null, ordinal integer not null, primary key (address, ordinal)) without rowid;
create table media_types (item text primary key, media_type text not null) without rowid;
create table derived (stage text not null, item text not null, key text not null, body blob not null,
                      unique (stage, item, key));
create table search_blocks (number integer primary key, item text not null, block integer not null,
                            role text not null, snippet_source text not null, unique (item, block));
create virtual table search_tokens using fts5 (tokens, content='', contentless_delete=1,
                            tokenize=\"ascii tokenchars '!#$%&()*+,-./:;<=>?@[]^_{|}~'\");
";

/// Two connections: one that writes, one that reads what is committed, so that a reader never waits for a writer.
#[derive(Debug)]
pub(crate) struct Catalog {
    path: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl Catalog {
    /// Opens or makes it. What had to be thrown away is told in `repairs`.
    pub(crate) fn open(path: &Path, repairs: &mut Vec<String>) -> Result<Catalog> {
        let prepared = prepare(path);
        let writer = match prepared {
            Ok(Some(connection)) => connection,
            Ok(None) => remake(path, repairs, "was made by another version")?,
            Err(error) if is_corruption(&error) => remake(path, repairs, "was damaged")?,
            Err(source) => return Err(wrong(path, "opening the catalog", source)),
        };
        let reader = connect(path).map_err(|source| wrong(path, "opening the catalog", source))?;
        Ok(Catalog { path: path.to_owned(), writer: Mutex::new(writer), reader: Mutex::new(reader) })
    }

    /// Runs a read on committed state.
    pub(crate) fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        work(&lock(&self.reader)).map_err(|source| wrong(&self.path, doing, source))
    }

    /// Runs `work` in one transaction: all of it or nothing.
    pub(crate) fn write<T, E: From<ArchiveError>>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = lock(&self.writer);
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|source| wrong(&self.path, doing, source))?;
        let result = work(&transaction)?;
        transaction.commit().map_err(|source| wrong(&self.path, doing, source))?;
        Ok(result)
    }

    /// Writes the file anew: rows as they are, free pages gone, the write-ahead log emptied.
    pub(crate) fn rewrite(&self, doing: &'static str) -> Result<()> {
        let writer = lock(&self.writer);
        let rewritten = writer.execute_batch("vacuum; pragma wal_checkpoint(truncate);");
        rewritten.map_err(|source| wrong(&self.path, doing, source))
    }

    /// For `map_err`.
    pub(crate) fn wrong(&self, doing: &'static str) -> impl Fn(rusqlite::Error) -> ArchiveError + '_ {
        move |source| wrong(&self.path, doing, source)
    }
}

/// A sound catalog of our version; `None` for another version.
fn prepare(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let connection = connect(path)?;
    let version: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    match (version, tables) {
        (SCHEMA_VERSION, _) => Ok(Some(connection)),
        (0, 0) => {
            let schema = format!("begin immediate; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;");
            connection.execute_batch(&schema)?;
            Ok(Some(connection))
        }
        _ => Ok(None),
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_WAIT)?;
    // The log is what lasts. After a power cut the catalog may be behind, and catches up when it is opened.
    connection.execute_batch("pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32768;")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn remake(path: &Path, repairs: &mut Vec<String>, why: &str) -> Result<Connection> {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        let file = PathBuf::from(file);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::io("removing", &file)(error));
            }
            _ => {}
        }
    }
    repairs.push(format!("the catalog {why}; it was rebuilt from the log, derived state has to be made again"));
    let made = prepare(path).map_err(|source| wrong(path, "making the catalog", source))?;
    made.ok_or_else(|| ArchiveError::Damaged { path: path.to_owned(), reason: "the catalog cannot be made".into() })
}

fn wrong(path: &Path, doing: &'static str, source: rusqlite::Error) -> ArchiveError {
    ArchiveError::Catalog { doing, path: path.to_owned(), source }
}

/// A thread that panicked inside left its transaction rolled back, so the connection is sound.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
