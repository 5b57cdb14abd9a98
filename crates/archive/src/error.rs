//! What can go wrong: what was being done, to which thing, what to do now.

use std::io;
use std::path::{Path, PathBuf};

/// Result of this crate.
pub type Result<T> = std::result::Result<T, ArchiveError>;

/// Whose fault it is; the binary makes an exit code of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// Disk, permission, another program: exit code 4.
    Machine,
    /// The case itself is damaged: exit code 3.
    BadCase,
    /// What was asked cannot be done: exit code 2.
    Usage,
    /// One input could not be taken; others may: exit code 1.
    Input,
}

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The operating system refused.
    #[error("{doing} {path:?}: {source}.{}", advice(source))]
    Io {
        /// What was being done: "writing".
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The source that was to be taken in could not be read to its end. Nothing was stored of it.
    #[error("reading the source: {0}")]
    SourceUnreadable(#[source] io::Error),
    /// The catalog refused.
    #[error("{doing} in {path:?}: {source}.{}", catalog_advice(source))]
    Catalog {
        /// What was being done.
        doing: &'static str,
        /// The catalog's file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// No randomness for a key.
    #[error("asking the system for random bytes: {0}")]
    Random(getrandom::Error),
    /// Another process is writing.
    #[error("another program is writing to {path:?}; wait until it is done and run the same command again")]
    Busy {
        /// The case.
        path: PathBuf,
    },
    /// `init` on something that is there.
    #[error("{path:?} is there and not empty; name a new folder")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// `open` on something else.
    #[error("{path:?} is not a case: {reason}; make one with: firsthand init {}", path.display())]
    NotACase {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The log does not hold together. Nothing is written to such a case.
    #[error("the log of {path:?} does not hold: {reason}; for every detail run: firsthand check {}", path.display())]
    Damaged {
        /// The case.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The signing key cannot be used.
    #[error("signing with {path:?}: {reason}; without the key the case can be read and checked, not added to")]
    Key {
        /// The key's file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// An entry that cannot be logged.
    #[error("logging entry {position} of this batch: {source}")]
    Entry {
        /// Position in the slice that was given, from 0.
        position: usize,
        /// Why.
        #[source]
        source: evidence::leaf::LeafError,
    },
    /// An entry says that bytes came to us, and they are not here.
    #[error("logging the capture of item {item}: its bytes are not in the case; put them first")]
    NotStored {
        /// The item.
        item: model::ItemId,
    },
    /// Bytes were to go that the log does not say were disposed of.
    #[error("disposing of item {item}: no logged decision says so; log a custody event `disposed` first")]
    NotDisposed {
        /// The item.
        item: model::ItemId,
    },
    /// More than one item fits.
    #[error("{text:?} fits {count} items, among them {first} and {second}; give more digits")]
    Ambiguous {
        /// What was typed.
        text: String,
        /// How many fit.
        count: usize,
        /// One of them.
        first: model::ItemId,
        /// Another.
        second: model::ItemId,
    },
    /// No such item.
    #[error("there is no item {item} in this case")]
    NoSuchItem {
        /// Id asked for.
        item: model::ItemId,
    },
    /// No such entry.
    #[error("the log has {size} entries; there is no entry {index}")]
    NoSuchEntry {
        /// Index asked for.
        index: u64,
        /// Entries in the log.
        size: u64,
    },
    /// A trusted timestamp that does not hold.
    #[error("stamp {number}: {source}")]
    Stamp {
        /// Its number.
        number: u64,
        /// Why.
        #[source]
        source: evidence::timestamp::TimestampError,
    },
    /// No number is left for a further stamp.
    #[error("the case has as many stamps as there are numbers for; no further one can be kept")]
    TooManyStamps,
    /// A text that must not be signed.
    #[error("signing a text: {reason}")]
    NotSignable {
        /// Why.
        reason: String,
    },
    /// A checkpoint that the log does not go on from.
    #[error("{reason}")]
    NotExtended {
        /// What does not fit.
        reason: String,
    },
    /// The settings of the case.
    #[error("reading {path:?}: {reason}")]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A path that leads out of the folder for derived files.
    #[error("{path:?} is not a plain relative path inside derived/")]
    BadDerivedPath {
        /// The path.
        path: String,
    },
}

impl ArchiveError {
    /// Whose fault it is.
    pub fn kind(&self) -> ErrorKind {
        use ArchiveError as E;
        match self {
            E::Io { .. } | E::Random(_) | E::Busy { .. } => ErrorKind::Machine,
            E::Catalog { source, .. } if is_machine(source) => ErrorKind::Machine,
            E::Catalog { .. } => ErrorKind::BadCase,
            E::Damaged { .. } | E::NotStored { .. } | E::NotExtended { .. } => ErrorKind::BadCase,
            E::SourceUnreadable(_) | E::Entry { .. } | E::Stamp { .. } => ErrorKind::Input,
            E::NotEmpty { .. } | E::NotACase { .. } | E::Key { .. } | E::NotDisposed { .. } => ErrorKind::Usage,
            E::Ambiguous { .. } | E::NoSuchItem { .. } | E::NoSuchEntry { .. } | E::NotSignable { .. } => {
                ErrorKind::Usage
            }
            E::BadDerivedPath { .. } | E::TooManyStamps | E::Settings { .. } => ErrorKind::Usage,
        }
    }

    /// Whether disk, permission or another program stands in the way (exit code 4).
    pub fn is_machine_failure(&self) -> bool {
        self.kind() == ErrorKind::Machine
    }

    /// For `map_err`: what was being done, to which path.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ArchiveError {
        let path = path.to_owned();
        move |source| ArchiveError::Io { doing, path, source }
    }
}

/// Whether SQLite says that its file is not a sound database.
pub(crate) fn is_corruption(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

/// Whether the machine stood in SQLite's way, not what is in its file.
fn is_machine(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(
        error.sqlite_error_code(),
        Some(
            Code::DiskFull
                | Code::ReadOnly
                | Code::CannotOpen
                | Code::PermissionDenied
                | Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::SystemIoFailure
                | Code::FileLockingProtocolFailed
                | Code::OutOfMemory
        )
    )
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            " The disk is full; make space and run the same command again, nothing that was acknowledged is lost"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            " Check who owns the folder and whether it may be written"
        }
        io::ErrorKind::NotFound => " Check that the case was not moved while it was in use",
        _ => "",
    }
}

fn catalog_advice(error: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode as Code;
    match error.sqlite_error_code() {
        Some(Code::DiskFull) => " The disk is full; make space and run the same command again",
        Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => {
            " Check who owns the case and whether it may be written"
        }
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => " Another program holds it; try again when that is done",
        Some(Code::DatabaseCorrupt | Code::NotADatabase) => {
            " The catalog is only an index; remove catalog.sqlite and it is rebuilt"
        }
        _ => "",
    }
}
