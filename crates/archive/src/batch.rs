//! Many originals at once: one group of fsyncs, one checkpoint.

use crate::case::Writer;
use crate::storage::{ensure_folder, sync_folder_group};
use crate::{ArchiveError, Case, Result, StoredObject, objects};
use model::{ItemId, LogEntry};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Objects on their way in, put from one thread or several. Nothing of a batch counts before [`Batch::commit`] returns; dropped before, it leaves
/// nothing behind. While it lives, no other process writes to the case.
#[derive(Debug)]
pub struct Batch<'c> {
    case: &'c Case,
    /// Objects put and not settled, each with its temporary file.
    pending: Mutex<BTreeMap<ItemId, PathBuf>>,
}

impl<'c> Batch<'c> {
    pub(crate) fn begin(case: &'c Case) -> Result<Batch<'c>> {
        drop(case.hold()?);
        Ok(Batch { case, pending: Mutex::default() })
    }

    /// Streams `reader` once to a temporary file and hashes it. Not yet durable. Many threads may put at a time.
    ///
    /// # Errors
    /// [`ArchiveError::SourceUnreadable`] when the source breaks off (nothing is kept of it, the batch goes on);
    /// others when the disk fails.
    pub fn put_object(&self, reader: &mut dyn Read) -> Result<StoredObject> {
        let storage = self.case.storage.as_ref();
        let temporary = self.temporary();
        let (item, size_bytes) = objects::write_hashed(storage, &temporary, reader).inspect_err(|_| {
            // Removed again when the case is opened, should it fail now.
            let _ = storage.remove(&temporary);
        })?;
        let already_held = storage.is_file(&self.case.layout.object(&item)) || !self.claim(item, &temporary);
        if already_held {
            storage.remove(&temporary).map_err(ArchiveError::io("removing", &temporary))?;
        }
        Ok(StoredObject { item, size_bytes, already_held })
    }

    /// Makes `temporary` the file of an item; false when the batch has one already, perhaps from another thread.
    fn claim(&self, item: ItemId, temporary: &Path) -> bool {
        match self.pending().entry(item) {
            Entry::Occupied(_) => false,
            Entry::Vacant(vacant) => {
                vacant.insert(temporary.to_owned());
                true
            }
        }
    }

    /// Where the bytes of an item lie now, whether put in this batch or before.
    pub fn object_path(&self, item: &ItemId) -> Option<PathBuf> {
        self.pending().get(item).cloned().or_else(|| self.case.object_path(item))
    }

    /// Objects put so far and not yet committed.
    pub fn len(&self) -> usize {
        self.pending().len()
    }

    /// Whether nothing waits to be committed.
    pub fn is_empty(&self) -> bool {
        self.pending().is_empty()
    }

    /// Makes all objects durable, then logs `entries` in order and gives their indices: the acknowledgement. The
    /// batch is empty afterwards and may go on.
    ///
    /// # Errors
    /// As [`Case::append`]; then nothing of it is acknowledged.
    pub fn commit(&mut self, entries: &[LogEntry]) -> Result<Vec<u64>> {
        self.settle()?;
        self.case.append_held(&mut self.writer(), entries)
    }

    /// Makes all objects durable in their place: content first, names after. It has the batch to itself, so that no
    /// object can come in between the two.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let temporaries: Vec<PathBuf> = self.pending().values().cloned().collect();
        if temporaries.is_empty() {
            return Ok(());
        }
        let (case, storage) = (self.case, self.case.storage.as_ref());
        storage.sync_files(&temporaries).map_err(ArchiveError::io("flushing", &case.layout.incoming()))?;
        self.mark_unfinished()?;
        let mut folders = BTreeSet::new();
        loop {
            let Some((item, temporary)) = self.pending().pop_first() else { break };
            let place = case.layout.object(&item);
            let folder = place.parent().unwrap_or(Path::new(""));
            if !folders.contains(folder) {
                ensure_folder(storage, folder, &mut folders)?;
            }
            self.writer().unlogged.insert(item);
            storage.rename(&temporary, &place).map_err(ArchiveError::io("putting in place", &place))?;
        }
        sync_folder_group(storage, &folders, &case.layout.objects())
    }

    /// Notes that objects will be in place before their entries are.
    fn mark_unfinished(&self) -> Result<()> {
        let (storage, mark) = (self.case.storage.as_ref(), self.case.layout.unfinished_mark());
        if storage.is_file(&mark) {
            return Ok(());
        }
        let create = || {
            storage.create(&mark, crate::Access::Usual).map(drop)?;
            storage.sync_folders(&[self.case.layout.incoming()])
        };
        create().map_err(ArchiveError::io("writing", &mark))
    }

    fn temporary(&self) -> PathBuf {
        let mut writer = self.writer();
        writer.temporaries += 1;
        self.case.layout.incoming().join(format!("object-{}", writer.temporaries))
    }

    fn pending(&self) -> MutexGuard<'_, BTreeMap<ItemId, PathBuf>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'c, Writer> {
        self.case.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        for temporary in self.pending().values() {
            // Removed when the case is opened next, should it fail now.
            let _ = self.case.storage.remove(temporary);
        }
        self.case.release(&mut self.writer());
    }
}
