//! The case's own table of places, `places.csv`: a setting that is a file. What stands in it is the caller's matter.

use crate::case::Writer;
use crate::storage::write_group;
use crate::{ArchiveError, Case, Result};
use model::LogEntry;
use std::path::PathBuf;

impl Case {
    /// The bytes of the table as they were given; `None` where none is set.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn places(&self) -> Result<Option<Vec<u8>>> {
        let path = self.places_path();
        match self.storage.read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(ArchiveError::io("reading", &path)),
        }
    }

    /// Where the table lies where one is set.
    pub fn places_path(&self) -> PathBuf {
        self.layout.places()
    }

    /// Sets the table to these bytes, or takes it away, and logs `entry`, which says so. When it fails, the table is
    /// the one that it was.
    ///
    /// # Errors
    /// When the entry cannot be logged, or the disk fails.
    pub fn set_places(&self, table: Option<&[u8]>, entry: LogEntry) -> Result<()> {
        let mut writer = self.hold()?;
        let set = self.set_places_held(&mut writer, table, entry);
        self.release(&mut writer);
        set
    }

    fn set_places_held(&self, writer: &mut Writer, table: Option<&[u8]>, entry: LogEntry) -> Result<()> {
        let former = self.places()?;
        self.put_places(table)?;
        // Logged last, as the log cannot be taken back. After a crash in between, the next run still logs the digest of
        // the table with which it read.
        self.append_held(writer, &[entry]).map(drop).or_else(|refused| {
            self.put_places(former.as_deref())?;
            Err(refused)
        })
    }

    fn put_places(&self, table: Option<&[u8]>) -> Result<()> {
        let path = self.places_path();
        if let Some(bytes) = table {
            return write_group(self.storage.as_ref(), &self.layout.incoming(), &[(path, bytes)]);
        }
        self.storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
        let root = self.layout.root.clone();
        self.storage.sync_folders(std::slice::from_ref(&root)).map_err(ArchiveError::io("flushing", &root))
    }
}
