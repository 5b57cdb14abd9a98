//! One original on its way to disk: hashed while it is written.

use crate::storage::{Access, Storage, StorageFile};
use crate::{ArchiveError, Result};
use model::ItemId;
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Bytes read, hashed and written at a time. Small enough to stay in the second-level cache of the two cores that
/// hash and write it.
const BUFFER_BYTES: usize = 1 << 20;
/// What is read of a file at first: most of the many small files of a pile fit, and need no large buffer.
const FIRST_BYTES: usize = 64 << 10;
/// Buffers on their way between the core that hashes and the core that writes.
const BUFFERS_IN_FLIGHT: usize = 4;

/// Bytes after which the disk is asked to begin flushing a long file. The system alone would begin only when gigabytes
/// wait, and the disk would stand idle while we hash.
const FLUSH_EVERY_BYTES: u64 = 32 << 20;

/// What became of bytes that were put.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredObject {
    /// Their identity.
    pub item: ItemId,
    /// Their length.
    pub size_bytes: u64,
    /// Whether the case, or this batch, held them before.
    pub already_held: bool,
}

/// Streams `reader` once into the new file `temporary`, and gives its SHA-256 and length. Not yet durable.
pub(crate) fn write_hashed(storage: &dyn Storage, temporary: &Path, reader: &mut dyn Read) -> Result<(ItemId, u64)> {
    let first = first_bytes(reader).map_err(ArchiveError::SourceUnreadable)?;
    // Read-only from the start: writing goes on through the descriptor that made it.
    let mut file =
        storage.create(temporary, Access::ReadOnly).map_err(ArchiveError::io("making the file", temporary))?;
    if first.len() < BUFFER_BYTES {
        file.write_all(&first).map_err(ArchiveError::io("writing", temporary))?;
        return Ok((ItemId::of(&first), first.len() as u64));
    }
    write_overlapped(storage, file.as_mut(), temporary, first, reader)
}

/// The beginning of a stream, all of it where it is shorter than a buffer.
fn first_bytes(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut first = vec![0; FIRST_BYTES];
    let mut length = fill(reader, &mut first)?;
    if length == FIRST_BYTES {
        first.resize(BUFFER_BYTES, 0);
        length += fill(reader, &mut first[FIRST_BYTES..])?;
    }
    first.truncate(length);
    Ok(first)
}

/// Hashes on this thread while another writes what is hashed already, and a third has the disk flush what is written.
fn write_overlapped(
    storage: &dyn Storage,
    file: &mut dyn StorageFile,
    path: &Path,
    first: Vec<u8>,
    reader: &mut dyn Read,
) -> Result<(ItemId, u64)> {
    let (to_write, written) = sync_channel::<Vec<u8>>(BUFFERS_IN_FLIGHT);
    let (to_reuse, reused) = sync_channel::<Vec<u8>>(BUFFERS_IN_FLIGHT + 2);
    std::thread::scope(|scope| {
        let (to_flush, flushed) = sync_channel::<()>(1);
        scope.spawn(move || flushed.iter().for_each(|()| storage.begin_flush(path)));
        let writer = scope.spawn(move || write_all(file, &written, &to_reuse, &to_flush));
        let hashed = hash_and_send(first, reader, to_write, &reused);
        let wrote = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread stopped")));
        wrote.map_err(ArchiveError::io("writing", path))?;
        hashed.map_err(ArchiveError::SourceUnreadable)
    })
}

fn write_all(
    file: &mut dyn StorageFile,
    from: &Receiver<Vec<u8>>,
    done: &SyncSender<Vec<u8>>,
    to_flush: &SyncSender<()>,
) -> io::Result<()> {
    let mut unflushed_bytes = 0;
    for buffer in from {
        file.write_all(&buffer)?;
        unflushed_bytes += buffer.len() as u64;
        // A flush that is still going on takes this with it, or the next one does.
        if unflushed_bytes >= FLUSH_EVERY_BYTES && to_flush.try_send(()).is_ok() {
            unflushed_bytes = 0;
        }
        // The reader may have finished and no longer want it.
        let _ = done.try_send(buffer);
    }
    Ok(())
}

fn hash_and_send(
    first: Vec<u8>,
    reader: &mut dyn Read,
    to_write: SyncSender<Vec<u8>>,
    reused: &Receiver<Vec<u8>>,
) -> io::Result<(ItemId, u64)> {
    let (mut hasher, mut size_bytes, mut buffer) = (Sha256::new(), 0, first);
    while !buffer.is_empty() {
        size_bytes += buffer.len() as u64;
        hasher.update(&buffer);
        if to_write.send(buffer).is_err() {
            break; // The writer stopped; its own error is the one to tell.
        }
        buffer = reused.try_recv().unwrap_or_default();
        buffer.resize(BUFFER_BYTES, 0);
        let length = fill(reader, &mut buffer)?;
        buffer.truncate(length);
    }
    Ok((ItemId(hasher.finalize().into()), size_bytes))
}

/// SHA-256 and length of a stream.
pub(crate) fn hash_stream(reader: &mut dyn Read) -> io::Result<(ItemId, u64)> {
    let (mut hasher, mut size_bytes, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER_BYTES]);
    loop {
        let length = fill(reader, &mut buffer)?;
        hasher.update(&buffer[..length]);
        size_bytes += length as u64;
        if length < buffer.len() {
            return Ok((ItemId(hasher.finalize().into()), size_bytes));
        }
    }
}

/// Reads until the buffer is full or the source ends.
fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
