//! Where things lie in a case.

use model::ItemId;
use std::path::{Path, PathBuf};

/// The paths of one case.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) root: PathBuf,
}

impl Layout {
    pub(crate) fn new(root: &Path) -> Layout {
        // A bare name has no parent that could be flushed; with the dot before it, it has.
        let root = if root.is_relative() { Path::new(".").join(root) } else { root.to_owned() };
        Layout { root }
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.root.join("firsthand.toml")
    }

    /// The case's own table of places; there only where one is set.
    pub(crate) fn places(&self) -> PathBuf {
        self.root.join("places.csv")
    }

    pub(crate) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// `objects/ab/cdef…`
    pub(crate) fn object(&self, item: &ItemId) -> PathBuf {
        let hex = item.hex();
        self.root.join("objects").join(&hex[..2]).join(&hex[2..])
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.log().join("checkpoint")
    }

    /// Trusted timestamps, a folder each.
    pub(crate) fn timestamps(&self) -> PathBuf {
        self.log().join("timestamps")
    }

    /// What is sealed in the log; only of cases of entry format 2.
    pub(crate) fn openings(&self) -> PathBuf {
        self.root.join("openings")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    pub(crate) fn signing_key(&self) -> PathBuf {
        self.keys().join("log.key")
    }

    pub(crate) fn public_key(&self) -> PathBuf {
        self.keys().join("log.vkey")
    }

    pub(crate) fn catalog(&self) -> PathBuf {
        self.root.join("catalog.sqlite")
    }

    pub(crate) fn derived(&self) -> PathBuf {
        self.root.join("derived")
    }

    /// Files on their way in. Whatever is here when nobody writes was never acknowledged.
    pub(crate) fn incoming(&self) -> PathBuf {
        self.root.join("incoming")
    }

    /// Stands while objects may be in place whose entries are not yet logged.
    pub(crate) fn unfinished_mark(&self) -> PathBuf {
        self.root.join("incoming").join("unfinished")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join(".lock")
    }
}
