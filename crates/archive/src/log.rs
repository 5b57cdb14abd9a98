//! The log on disk: reading it, proving from it, and appending to it.

use crate::layout::Layout;
use crate::openings::Logged;
use crate::storage::{Storage, write_group};
use crate::{ArchiveError, Result};
use evidence::checkpoint::CheckpointError;
use evidence::proof::TlogProof;
use evidence::tiles::{self, LogEdge, TileNodes};
use evidence::{Checkpoint, Hash, KeyHistory, NoteSigningKey, tree};
use model::LogEntry;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How often a reader starts over when a writer replaced tiles under its hands.
const READ_TRIES: usize = 5;

/// The log of one case, as files.
#[derive(Clone, Copy)]
pub(crate) struct CaseLog<'c> {
    pub(crate) layout: &'c Layout,
    pub(crate) storage: &'c dyn Storage,
    pub(crate) keys: &'c KnownKeys,
}

/// Tiles as one proof needs them: some twenty nodes lie in a handful of tiles.
struct TilesReadOnce<'l> {
    log: &'l CaseLog<'l>,
    read: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl TilesReadOnce<'_> {
    fn tile(&self, path: &str) -> std::result::Result<Vec<u8>, String> {
        if let Some(bytes) = self.read.borrow().get(path) {
            return Ok(bytes.clone());
        }
        let bytes = self.log.read_tile(path)?;
        self.read.borrow_mut().insert(path.to_owned(), bytes.clone());
        Ok(bytes)
    }
}

/// The keys of the log as far as its entries were looked through for rotations. What is not known yet is found in the log
/// when a checkpoint asks for it, so no list of keys beside the log can be wrong or missing.
#[derive(Debug)]
pub(crate) struct KnownKeys(Mutex<(KeyHistory, u64)>);

impl KnownKeys {
    /// `history` is what the first `scanned` entries say.
    pub(crate) fn new(history: KeyHistory, scanned: u64) -> KnownKeys {
        KnownKeys(Mutex::new((history, scanned)))
    }

    /// The keys known so far.
    pub(crate) fn history(&self) -> KeyHistory {
        self.lock().0.clone()
    }

    fn lock(&self) -> MutexGuard<'_, (KeyHistory, u64)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CaseLog<'_> {
    /// The signed checkpoint, verbatim and read.
    pub(crate) fn checkpoint(&self) -> Result<(String, Checkpoint)> {
        let path = self.layout.checkpoint();
        let bytes = self.storage.read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => self.damaged("log/checkpoint is missing"),
            _ => ArchiveError::io("reading", &path)(error),
        })?;
        let checkpoint =
            self.open_checkpoint(&bytes).map_err(|error| self.damaged(format!("log/checkpoint: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|_| self.damaged("log/checkpoint is not UTF-8"))?;
        Ok((text, checkpoint))
    }

    /// A checkpoint by the key of its size, whether the rotation to it is known already or stands in newer entries.
    fn open_checkpoint(&self, note: &[u8]) -> std::result::Result<Checkpoint, CheckpointError> {
        let opened = self.keys.history().open_checkpoint(note);
        match (&opened, Checkpoint::unverified(note)) {
            (Err(_), Ok(said)) if self.learn_keys(said.size) => self.keys.history().open_checkpoint(note),
            _ => opened,
        }
    }

    /// Looks for rotations in the entries up to `size` that were not looked at. Whether there were any.
    fn learn_keys(&self, size: u64) -> bool {
        let mut known = self.keys.lock();
        let (mut history, scanned) = known.clone();
        let before = history.rotations().len();
        for (index, width) in tiles::entry_bundles(size).skip((scanned / tiles::TILE_WIDTH) as usize) {
            let path = tiles::entries_path(index, width);
            let Ok(bytes) = self.read_tile(&path) else { return false };
            let Ok(leaves) = tiles::decode_entries(&path, &bytes, width) else { return false };
            for (_, leaf) in (index * tiles::TILE_WIDTH..).zip(leaves).filter(|(at, _)| *at >= scanned) {
                if let Ok(LogEntry::KeyRotated { authorization, .. }) = evidence::leaf::decode(leaf)
                    && history.push(&authorization).is_err()
                {
                    return false;
                }
            }
        }
        let learnt = history.rotations().len() > before;
        if learnt {
            *known = (history, size);
        }
        learnt
    }

    /// Checkpoint and right edge of the log, found to fit each other.
    pub(crate) fn head(&self) -> Result<LogEdge> {
        self.retrying(|log| {
            let (_, checkpoint) = log.checkpoint()?;
            let edge = LogEdge::load(checkpoint.size, &|path| log.read_tile(path))
                .map_err(|error| log.damaged(format!("log/{error}")))?;
            if edge.root() != checkpoint.root {
                return Err(log.damaged("the last tiles do not lead to the root of the signed checkpoint"));
            }
            Ok(edge)
        })
    }

    /// The leaves `[start, end)` of a log of `size` entries.
    pub(crate) fn leaves(&self, start: u64, end: u64, size: u64) -> Result<Vec<Vec<u8>>> {
        let mut leaves = Vec::new();
        let first_bundle = start / tiles::TILE_WIDTH;
        for (index, width) in tiles::entry_bundles(size).skip(first_bundle as usize) {
            let first = index * tiles::TILE_WIDTH;
            if first >= end {
                break;
            }
            let path = tiles::entries_path(index, width);
            let bytes = self.read_tile(&path).map_err(|reason| self.damaged(format!("log/{path}: {reason}")))?;
            let bundle =
                tiles::decode_entries(&path, &bytes, width).map_err(|error| self.damaged(format!("log/{error}")))?;
            let wanted = (first..).zip(bundle).filter(|(at, _)| (start..end).contains(at));
            leaves.extend(wanted.map(|(_, leaf)| leaf.to_vec()));
        }
        Ok(leaves)
    }

    /// Proof that entry `index` is under the newest checkpoint.
    pub(crate) fn inclusion_proof(&self, index: u64) -> Result<TlogProof> {
        self.retrying(|log| {
            let (note, checkpoint) = log.checkpoint()?;
            if index >= checkpoint.size {
                return Err(ArchiveError::NoSuchEntry { index, size: checkpoint.size });
            }
            let tiles = TilesReadOnce { log, read: RefCell::default() };
            let nodes = TileNodes { size: checkpoint.size, read: &|path| tiles.tile(path) };
            let hashes = tree::inclusion_proof(&nodes, index, checkpoint.size)
                .map_err(|error| log.damaged(format!("log/{error}")))?;
            let keys = self.keys.history().up_to(checkpoint.size);
            Ok(TlogProof { index, hashes, checkpoint: note, extra: None }.with_keys(&keys))
        })
    }

    /// The hashes that show that the log of `old_size` entries is the beginning of that of `new_size`, both at most the
    /// size of the log now.
    pub(crate) fn consistency(&self, old_size: u64, new_size: u64, size: u64) -> Result<Vec<Hash>> {
        let tiles = TilesReadOnce { log: self, read: RefCell::default() };
        let nodes = TileNodes { size, read: &|path| tiles.tile(path) };
        let proof = tree::consistency_proof(&nodes, old_size, new_size);
        proof.map_err(|error| self.damaged(format!("log/{error}")))
    }

    /// Writes the log grown by `logged`: tiles and, where entries are sealed, openings first, then the checkpoint that
    /// makes them count. On success `edge` is the new edge; on failure it is as it was.
    pub(crate) fn append(
        &self,
        edge: &mut LogEdge,
        logged: &[Logged],
        entries_are_sealed: bool,
        key: &NoteSigningKey,
    ) -> Result<()> {
        let mut grown = edge.clone();
        let growth = grown.append(logged.iter().map(|one| one.leaf.as_slice()));
        // An append that failed half-way may have left openings under this very name: they are written over.
        let openings = entries_are_sealed.then(|| self.openings_file(edge.size(), logged));
        let place = |path: &str| self.layout.log().join(path);
        let mut files: Vec<(PathBuf, &[u8])> =
            growth.writes.iter().map(|tile| (place(&tile.path), tile.bytes.as_slice())).collect();
        files.extend(openings.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())));
        write_group(self.storage, &self.layout.incoming(), &files)?;
        self.sign(&grown, key)?;
        *edge = grown;
        for path in growth.outdated {
            // What cannot be removed now is removed when the case is opened next; nothing depends on it.
            let _ = self.storage.remove(&place(&path));
        }
        Ok(())
    }

    /// Content of a file of the log.
    pub(crate) fn read_tile(&self, path: &str) -> std::result::Result<Vec<u8>, String> {
        self.storage.read(&self.layout.log().join(path)).map_err(|error| error.to_string())
    }

    /// The error that the log does not hold.
    pub(crate) fn damaged(&self, reason: impl Into<String>) -> ArchiveError {
        ArchiveError::Damaged { path: self.layout.root.clone(), reason: reason.into() }
    }

    fn sign(&self, edge: &LogEdge, key: &NoteSigningKey) -> Result<()> {
        let origin = key.verifying_key().name().to_owned();
        let checkpoint = Checkpoint { origin, size: edge.size(), root: edge.root() };
        let wrong = |reason: String| ArchiveError::Key { path: self.layout.signing_key(), reason };
        let note = checkpoint.sign(key).map_err(|error| wrong(error.to_string()))?;
        let file = (self.layout.checkpoint(), note.as_bytes());
        write_group(self.storage, &self.layout.incoming(), &[file])
    }

    /// A reader may meet tiles of two sizes while a writer goes on; then it looks again.
    pub(crate) fn retrying<T>(&self, read: impl Fn(&Self) -> Result<T>) -> Result<T> {
        let mut result = read(self);
        for _ in 1..READ_TRIES {
            let Err(ArchiveError::Damaged { .. }) = &result else { break };
            result = read(self);
        }
        result
    }
}
