//! One writer at a time, across processes. Readers take no lock.

use crate::{ArchiveError, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a writer waits for another before it gives up with a message: longer than one decision takes to be
/// logged, shorter than a person's patience.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// Pause between two tries.
const WAIT_STEP: Duration = Duration::from_millis(20);

/// Holds the lock until dropped; the system releases it when the process dies.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

/// Takes the lock, waiting for another writer to finish.
pub(crate) fn wait(path: &Path, case: &Path) -> Result<WriterLock> {
    let give_up = Instant::now() + WAIT_MAX;
    loop {
        if let Some(lock) = take(path)? {
            return Ok(lock);
        }
        if Instant::now() > give_up {
            return Err(ArchiveError::Busy { path: case.to_owned() });
        }
        std::thread::sleep(WAIT_STEP);
    }
}

/// Takes the lock if nobody holds it.
pub(crate) fn take(path: &Path) -> Result<Option<WriterLock>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = options.open(path).map_err(ArchiveError::io("opening the lock", path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(WriterLock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(ArchiveError::io("locking", path)(source)),
    }
}
