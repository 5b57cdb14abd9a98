//! A case: making it, opening it, adding to it.

use crate::catalog::{Catalog, CatalogTransaction, DerivedRow, SearchHit};
use crate::keys::write_secret;
use crate::layout::Layout;
use crate::lock::{self, WriterLock};
use crate::log::{CaseLog, KnownKeys};
use crate::openings::Logged;
use crate::storage::{Access, Storage, ensure_folder, sync_folder_group};
use crate::{ArchiveError, Batch, DiskStorage, Result, StoredObject, recovery};
use evidence::leaf::LeafError;
use evidence::seal::{self, Opening};
use evidence::tiles::LogEdge;
use evidence::{KeyHistory, NoteSigningKey, NoteVerifyingKey};
use model::{ItemId, LogEntry};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Format of the entries of a new case: texts are sealed. In cases of format 1 they stand open, and go on so.
const ENTRY_FORMAT: u32 = 2;
/// The format without sealed texts.
pub(crate) const ENTRY_FORMAT_OPEN: u32 = 1;

/// What `firsthand.toml` holds in a new case.
const SETTINGS: &str = "# Settings of this case; no secrets. See docs/formats/case.md.\nformat = 1\n";

/// Rows of derived state that are read together when all are gone through.
const DERIVED_ROWS_TOGETHER: u64 = 200;

/// See [`Case::each_derived`].
#[derive(Debug)]
pub struct EachDerived<'c> {
    case: &'c Case,
    stage: &'c str,
    page: std::vec::IntoIter<DerivedRow>,
    /// Item and key of the last row read; `None` after the end.
    last: Option<(String, String)>,
}

impl Iterator for EachDerived<'_> {
    type Item = Result<DerivedRow>;

    fn next(&mut self) -> Option<Result<DerivedRow>> {
        if let Some(row) = self.page.next() {
            return Some(Ok(row));
        }
        let (item, key) = self.last.take()?;
        match self.case.catalog.derived_after(self.stage, &item, &key, DERIVED_ROWS_TOGETHER) {
            Err(error) => return Some(Err(error)),
            Ok(page) => {
                self.last = page.last().map(|row| (row.item.clone(), row.key.clone()));
                self.page = page.into_iter();
            }
        }
        self.page.next().map(Ok)
    }
}

/// One investigation in a folder. May be shared between threads; one process at a time writes, any number read.
#[derive(Debug)]
pub struct Case {
    pub(crate) layout: Layout,
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) keys: KnownKeys,
    first_key: NoteVerifyingKey,
    pub(crate) catalog: Catalog,
    pub(crate) writer: Mutex<Writer>,
    pub(crate) other_key_path: Option<PathBuf>,
    /// Format of its entries, as entry 0 says.
    entry_format: u32,
    repairs: Vec<String>,
    damage: Option<String>,
}

/// Who holds the lock in this process, and where the log stands.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    lock: Option<WriterLock>,
    /// Batches and calls that need the lock now.
    holders: usize,
    /// Of these, the calls of [`Case::put_object`] whose capture is not logged yet.
    open_puts: usize,
    /// Objects that this process put in place and that no entry names yet.
    pub(crate) unlogged: BTreeSet<ItemId>,
    /// Where the log stands; known while the lock is held.
    pub(crate) edge: LogEdge,
    /// Numbers temporary files.
    pub(crate) temporaries: u64,
}

impl Case {
    /// Makes a new case in `folder`, which must not exist or be empty: signing key, log with its first entry,
    /// catalog. `time` is the clock as RFC 3339 UTC, `tool` program and version.
    ///
    /// # Errors
    /// When the folder is not empty or cannot be written.
    pub fn init(folder: &Path, time: &str, tool: &str) -> Result<Case> {
        Case::init_on(Arc::new(DiskStorage), folder, time, tool)
    }

    /// [`Case::init`] on another storage.
    ///
    /// # Errors
    /// As [`Case::init`].
    pub fn init_on(storage: Arc<dyn Storage>, folder: &Path, time: &str, tool: &str) -> Result<Case> {
        let present = storage.list(folder).map_err(ArchiveError::io("looking into", folder))?;
        if !present.is_empty() {
            return Err(ArchiveError::NotEmpty { path: folder.to_owned() });
        }
        let layout = Layout::new(folder);
        make_folders(storage.as_ref(), &layout)?;
        let case_id = hex(&random::<16>()?);
        let key = new_signing_key(&format!("firsthand-case/{case_id}"))?;
        write_key(storage.as_ref(), &layout, &key)?;
        let keys = KnownKeys::new(KeyHistory::new(key.verifying_key()), 0);
        let log = CaseLog { layout: &layout, storage: storage.as_ref(), keys: &keys };
        let created =
            LogEntry::CaseCreated { format: ENTRY_FORMAT, time: time.to_owned(), tool: tool.to_owned(), case_id };
        let leaf = evidence::leaf::encode(&created).map_err(|source| ArchiveError::Entry { position: 0, source })?;
        let created = Logged { leaf, opening: Opening::default() };
        log.append(&mut LogEdge::default(), &[created], true, &key)?;
        Case::open_on(storage, folder)
    }

    /// Opens a case. What a crash left half done is repaired, see [`Case::repairs`]; a log that does not hold is
    /// opened for reading and [`Case::check`] only, see [`Case::damage`].
    ///
    /// # Errors
    /// When the folder is not a case or cannot be read.
    pub fn open(folder: &Path) -> Result<Case> {
        Case::open_on(Arc::new(DiskStorage), folder)
    }

    /// [`Case::open`] with a signing key that is kept elsewhere.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn open_with_key(folder: &Path, key_path: &Path) -> Result<Case> {
        let mut case = Case::open(folder)?;
        case.other_key_path = Some(key_path.to_owned());
        Ok(case)
    }

    /// [`Case::open`] on another storage.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn open_on(storage: Arc<dyn Storage>, folder: &Path) -> Result<Case> {
        let layout = Layout::new(folder);
        let first_key = read_public_key(storage.as_ref(), &layout)?;
        let mut repairs = Vec::new();
        let catalog = Catalog::open(&layout.catalog(), &mut repairs)?;
        let mut case = Case {
            other_key_path: None,
            layout,
            storage,
            keys: known_keys(&first_key, &catalog),
            first_key,
            catalog,
            writer: Mutex::default(),
            entry_format: ENTRY_FORMAT,
            repairs,
            damage: None,
        };
        let mut repairs = std::mem::take(&mut case.repairs);
        match recovery::recover(&case, &mut repairs) {
            Err(ArchiveError::Damaged { reason, .. }) => case.damage = Some(reason),
            recovered => case.entry_format = recovered?,
        }
        case.repairs = repairs;
        Ok(case)
    }

    /// What opening had to repair, in plain words; empty after an orderly end.
    pub fn repairs(&self) -> &[String] {
        &self.repairs
    }

    /// Why nothing may be added: the log does not hold. [`Case::check`] has the details.
    pub fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// Whether the texts of its log stand in clear, as the first format had them.
    pub fn texts_stand_open(&self) -> bool {
        self.entry_format == ENTRY_FORMAT_OPEN
    }

    /// The folder of the case.
    pub fn folder(&self) -> &Path {
        &self.layout.root
    }

    /// The folder for derived files.
    pub fn derived_folder(&self) -> PathBuf {
        self.layout.derived()
    }

    /// Begins to put many objects and log them together: one group of fsyncs, one checkpoint.
    ///
    /// # Errors
    /// When another process writes, or the log is damaged.
    pub fn batch(&self) -> Result<Batch<'_>> {
        Batch::begin(self)
    }

    /// Stores the bytes of one original durably. They count only once [`Case::append`] has logged their capture: until
    /// then a reopened case removes them again. For many originals use [`Case::batch`].
    ///
    /// # Errors
    /// [`ArchiveError::SourceUnreadable`] when the source breaks off (nothing is stored); others when the disk does.
    pub fn put_object(&self, reader: &mut dyn Read) -> Result<StoredObject> {
        let mut batch = self.batch()?;
        let stored = batch.put_object(reader)?;
        batch.settle()?;
        if !stored.already_held {
            // The lock stays here until the capture is logged, lest another process takes the bytes for a crash's
            // leftovers.
            let mut writer = self.hold()?;
            writer.open_puts += 1;
        }
        Ok(stored)
    }

    /// Logs `entries` in order and gives their indices. When it returns, they are durable, signed and acknowledged;
    /// when it fails, none of them is.
    ///
    /// # Errors
    /// When an entry is too long, names bytes that are not stored, the key is missing or the disk fails.
    pub fn append(&self, entries: &[LogEntry]) -> Result<Vec<u64>> {
        let mut writer = self.hold()?;
        let logged = self.append_held(&mut writer, entries);
        self.release(&mut writer);
        logged
    }

    /// Remembers the kind of an item's content. Derived: it goes with [`Case::derived_drop_all`].
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub fn set_media_type(&self, item: &ItemId, media_type: &str) -> Result<()> {
        self.catalog.set_media_type(item, media_type)
    }

    /// Runs writes of derived state together: all of them are kept, or none when `work` fails. Reads of the case
    /// inside `work` see what was committed before; nothing may be logged inside `work`.
    ///
    /// # Errors
    /// What `work` gives, or the catalog.
    pub fn transaction<T, E: From<ArchiveError>>(
        &self,
        work: impl FnOnce(&CatalogTransaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.catalog.transaction(work)
    }

    /// Keeps what a stage made. For many at a time use [`Case::transaction`].
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub fn derived_put(&self, stage: &str, item: &str, key: &str, body: &[u8]) -> Result<()> {
        self.transaction(|catalog| catalog.derived_put(stage, item, key, body))
    }

    /// Keeps what was made for somebody to look at, without a new [`Case::derived_mark`]: nothing else is made of it.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub fn keep_shown(&self, stage: &str, item: &str, key: &str, body: &[u8]) -> Result<()> {
        self.catalog.keep_shown(stage, item, key, body)
    }

    /// What a stage kept under item and key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_get(&self, stage: &str, item: &str, key: &str) -> Result<Option<Vec<u8>>> {
        self.catalog.derived(stage, item, key)
    }

    /// Whether a stage kept something under item and key: one look into an index, however much the stage has kept.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_exists(&self, stage: &str, item: &str, key: &str) -> Result<bool> {
        self.catalog.derived_exists(stage, item, key)
    }

    /// All that a stage kept, by item and key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_all(&self, stage: &str) -> Result<Vec<DerivedRow>> {
        self.catalog.derived_all(stage)
    }

    /// Items and keys that a stage has kept, without the bodies.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_keys(&self, stage: &str) -> Result<Vec<(String, String)>> {
        self.catalog.derived_keys(stage)
    }

    /// All that a stage kept, by item and key, read some rows at a time: bodies of a large case need not lie in memory
    /// together.
    pub fn each_derived<'c>(&'c self, stage: &'c str) -> EachDerived<'c> {
        EachDerived { case: self, stage, page: Vec::new().into_iter(), last: Some((String::new(), String::new())) }
    }

    /// A mark that changes with every write of derived state and is never the same twice; empty as long as nothing was
    /// derived. Who keeps it beside something made of derived state knows later whether that still holds.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_mark(&self) -> Result<String> {
        self.catalog.derived_mark()
    }

    /// Forgets all derived state: rows, search index, media types and the files under `derived/`.
    ///
    /// # Errors
    /// When catalog or folder cannot be written.
    pub fn derived_drop_all(&self) -> Result<()> {
        self.catalog.derived_drop_all()?;
        self.derived_files_drop()
    }

    /// Removes the files under `derived/`.
    pub(crate) fn derived_files_drop(&self) -> Result<()> {
        let folder = self.layout.derived();
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::io("removing", &folder)(error));
            }
            _ => {}
        }
        std::fs::create_dir_all(&folder).map_err(ArchiveError::io("making the folder", &folder))
    }

    /// Writes a derived file, `path` relative to `derived/`. Not durable: it can be made again.
    ///
    /// # Errors
    /// When the path leads elsewhere or the disk fails.
    pub fn derived_file_put(&self, path: &str, bytes: &[u8]) -> Result<PathBuf> {
        self.derived_file_made(path, |temporary| std::fs::write(temporary, bytes))
    }

    /// A derived file that `write` makes under another name and that is then put in place.
    pub(crate) fn derived_file_made(
        &self,
        path: &str,
        write: impl FnOnce(&Path) -> std::io::Result<()>,
    ) -> Result<PathBuf> {
        let place = self.derived_path(path)?;
        let folder = place.parent().unwrap_or(&place);
        std::fs::create_dir_all(folder).map_err(ArchiveError::io("making the folder", folder))?;
        let mut temporary = place.clone().into_os_string();
        temporary.push(format!(".{}.new", std::process::id()));
        let temporary = PathBuf::from(temporary);
        write(&temporary).map_err(ArchiveError::io("writing", &temporary))?;
        std::fs::rename(&temporary, &place).map_err(ArchiveError::io("putting in place", &place))?;
        Ok(place)
    }

    /// A derived file, or `None` when it was not made.
    ///
    /// # Errors
    /// When the path leads elsewhere or the disk fails.
    pub fn derived_file_get(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let place = self.derived_path(path)?;
        match std::fs::read(&place) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(ArchiveError::io("reading", &place)),
        }
    }

    /// Makes a block findable. For many at a time use [`Case::transaction`].
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub fn search_put(&self, item: &str, block: u32, role: &str, tokens: &str, snippet_source: &str) -> Result<()> {
        self.transaction(|catalog| catalog.search_put(item, block, role, tokens, snippet_source))
    }

    /// Blocks that fit an FTS5 match expression (made of [`crate::search_token`]s), best first. Blocks with the role
    /// `comment` only when asked for.
    ///
    /// # Errors
    /// When the expression is malformed or the catalog cannot be read.
    pub fn search(&self, match_expression: &str, limit: u64, include_comments: bool) -> Result<Vec<SearchHit>> {
        self.catalog.search(match_expression, limit, include_comments)
    }

    /// The log of this case.
    pub(crate) fn log(&self) -> CaseLog<'_> {
        CaseLog { layout: &self.layout, storage: self.storage.as_ref(), keys: &self.keys }
    }

    /// The key that all later ones follow from.
    pub(crate) fn first_key(&self) -> &NoteVerifyingKey {
        &self.first_key
    }

    /// Takes the writer's lock, or one more share of it. The log is re-read when another process may have written.
    pub(crate) fn hold(&self) -> Result<MutexGuard<'_, Writer>> {
        if let Some(reason) = &self.damage {
            return Err(self.log().damaged(reason.clone()));
        }
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.lock.is_none() {
            let lock = lock::wait(&self.layout.lock(), &self.layout.root)?;
            let edge = self.log().head()?;
            self.catch_up(&edge)?;
            recovery::clear_leftovers(self, &edge, &mut Vec::new())?;
            // Copying a case may leave empty folders behind.
            let incoming = self.layout.incoming();
            self.storage.create_folder(&incoming).map_err(ArchiveError::io("making the folder", &incoming))?;
            (writer.lock, writer.edge) = (Some(lock), edge);
        }
        writer.holders += 1;
        Ok(writer)
    }

    /// Whether a process, perhaps this one, is adding to the case now.
    pub(crate) fn is_being_written(&self) -> bool {
        let here = self.writer.lock().unwrap_or_else(PoisonError::into_inner).lock.is_some();
        here || matches!(lock::take(&self.layout.lock()), Ok(None))
    }

    /// Gives one share of the lock back.
    pub(crate) fn release(&self, writer: &mut Writer) {
        writer.holders = writer.holders.saturating_sub(1);
        if writer.unlogged.is_empty() {
            writer.holders = writer.holders.saturating_sub(std::mem::take(&mut writer.open_puts));
        }
        if writer.holders == 0 {
            if writer.unlogged.is_empty() {
                // If it stays, the next one who opens the case looks for leftovers and finds none.
                let _ = self.storage.remove(&self.layout.unfinished_mark());
            }
            writer.lock = None;
        }
    }

    /// Logs while the lock is held.
    pub(crate) fn append_held(&self, writer: &mut Writer, entries: &[LogEntry]) -> Result<Vec<u64>> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(kind) = entries.iter().find_map(ours_alone) {
            return Err(ArchiveError::NotSignable {
                reason: format!("entries of kind {kind} are made by the log itself"),
            });
        }
        self.append_signed(writer, entries, &self.signing_key()?)
    }

    /// Logs under a checkpoint by `key`.
    pub(crate) fn append_signed(
        &self,
        writer: &mut Writer,
        entries: &[LogEntry],
        key: &NoteSigningKey,
    ) -> Result<Vec<u64>> {
        let logged = self.encode_all(entries)?;
        let first = writer.edge.size();
        self.log().append(&mut writer.edge, &logged, self.entry_format != ENTRY_FORMAT_OPEN, key)?;
        for entry in entries {
            if let LogEntry::Captured { item, .. } = entry {
                writer.unlogged.remove(item);
            }
        }
        let (size, root) = (writer.edge.size(), writer.edge.root());
        self.catalog.catch_up(size, root, |start, end| {
            // Normally the catalog lacks just what was logged now; after a failure it may lack more.
            if start == first { Ok(logged) } else { self.log().logged(start, end, size) }
        })?;
        Ok((first..size).collect())
    }

    /// Brings the catalog to the state of the log.
    pub(crate) fn catch_up(&self, edge: &LogEdge) -> Result<u64> {
        self.catalog.catch_up(edge.size(), edge.root(), |start, end| self.log().logged(start, end, edge.size()))
    }

    fn encode_all(&self, entries: &[LogEntry]) -> Result<Vec<Logged>> {
        let mut logged = Vec::with_capacity(entries.len());
        for (position, entry) in entries.iter().enumerate() {
            if let LogEntry::Captured { item, container: None, .. } = entry
                && !self.storage.is_file(&self.layout.object(item))
            {
                return Err(ArchiveError::NotStored { item: *item });
            }
            logged.push(self.encode(position, entry)?);
        }
        Ok(logged)
    }

    fn encode(&self, position: usize, entry: &LogEntry) -> Result<Logged> {
        /// Keeps apart why sealing failed.
        enum Failed {
            Entry(LeafError),
            Random(ArchiveError),
        }
        impl From<LeafError> for Failed {
            fn from(error: LeafError) -> Failed {
                Failed::Entry(error)
            }
        }
        if self.entry_format == ENTRY_FORMAT_OPEN {
            let leaf = evidence::leaf::encode(entry).map_err(|source| ArchiveError::Entry { position, source })?;
            return Ok(Logged { leaf, opening: Opening::default() });
        }
        match seal::seal(entry, || random::<{ seal::SALT_BYTES }>().map_err(Failed::Random)) {
            Ok(sealed) => Ok(Logged { leaf: sealed.leaf, opening: sealed.opening }),
            Err(Failed::Entry(source)) => Err(ArchiveError::Entry { position, source }),
            Err(Failed::Random(error)) => Err(error),
        }
    }

    pub(crate) fn derived_path(&self, path: &str) -> Result<PathBuf> {
        let relative = Path::new(path);
        let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if path.is_empty() || !plain {
            return Err(ArchiveError::BadDerivedPath { path: path.to_owned() });
        }
        Ok(self.layout.derived().join(relative))
    }
}

fn make_folders(storage: &dyn Storage, layout: &Layout) -> Result<()> {
    let mut to_sync = BTreeSet::new();
    for folder in
        [layout.objects(), layout.log(), layout.openings(), layout.keys(), layout.derived(), layout.incoming()]
    {
        ensure_folder(storage, &folder, &mut to_sync)?;
    }
    sync_folder_group(storage, &to_sync, &layout.root)
}

/// Writes the key's two halves and the settings. Nothing of them is a case before the first checkpoint stands.
fn write_key(storage: &dyn Storage, layout: &Layout, key: &NoteSigningKey) -> Result<()> {
    write_secret(storage, &layout.signing_key(), key)?;
    let public = format!("{}\n", key.verifying_key().vkey());
    let files = [(layout.public_key(), public.as_str()), (layout.settings(), SETTINGS)];
    for (path, text) in &files {
        let write = || storage.create(path, Access::Usual)?.write_all(text.as_bytes());
        write().map_err(ArchiveError::io("writing", path))?;
    }
    let paths = [layout.signing_key(), layout.public_key(), layout.settings()];
    storage.sync_files(&paths).map_err(ArchiveError::io("flushing files in", &layout.root))?;
    let folders = BTreeSet::from([layout.keys(), layout.root.clone()]);
    sync_folder_group(storage, &folders, &layout.root)
}

fn read_public_key(storage: &dyn Storage, layout: &Layout) -> Result<NoteVerifyingKey> {
    let path = layout.public_key();
    let bytes = storage.read(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            ArchiveError::NotACase { path: layout.root.clone(), reason: "it has no keys/log.vkey".to_owned() }
        }
        _ => ArchiveError::io("reading", &path)(error),
    })?;
    let damaged = |reason: String| ArchiveError::Damaged { path: layout.root.clone(), reason };
    let text = String::from_utf8(bytes).map_err(|_| damaged("keys/log.vkey is not UTF-8".to_owned()))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    NoteVerifyingKey::from_vkey(line).map_err(|error| damaged(format!("keys/log.vkey: {error}")))
}

/// What the catalog says of the log's keys. It is believed only as far as the signatures go: a rotation that it lacks is
/// found in the log, one that it made up does not fit.
fn known_keys(first: &NoteVerifyingKey, catalog: &Catalog) -> KnownKeys {
    let mut history = KeyHistory::new(first.clone());
    let nothing_known = KnownKeys::new(history.clone(), 0);
    let (Ok(rows), Ok((size, _))) = (catalog.leaves_of_kind("key_rotated"), catalog.log_state()) else {
        return nothing_known;
    };
    for (_, logged) in rows {
        let pushed = match evidence::leaf::decode(&logged.leaf) {
            Ok(LogEntry::KeyRotated { authorization, .. }) => history.push(&authorization).is_ok(),
            _ => false,
        };
        if !pushed {
            return nothing_known;
        }
    }
    KnownKeys::new(history, size)
}

/// Kinds of entries that only this crate logs.
fn ours_alone(entry: &LogEntry) -> Option<&'static str> {
    match entry {
        LogEntry::CaseCreated { .. } => Some("case_created"),
        LogEntry::KeyRotated { .. } => Some("key_rotated"),
        _ => None,
    }
}

/// A fresh key of this name.
pub(crate) fn new_signing_key(name: &str) -> Result<NoteSigningKey> {
    let key = NoteSigningKey::from_seed(name, &random::<32>()?);
    key.map_err(|error| ArchiveError::NotSignable { reason: error.to_string() })
}

pub(crate) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(ArchiveError::Random)?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
