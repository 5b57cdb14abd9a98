//! Storages that record or fail, and what a disk may hold after a stop.
#![allow(dead_code, reason = "each test file uses its own part")]

use archive::{Access, DiskStorage, Storage, StorageFile};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// One step towards the disk. Paths are relative to the case.
#[derive(Clone, Debug)]
pub enum Operation {
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    SyncFile(PathBuf),
    SyncFolder(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    CreateFolder(#[allow(dead_code)] PathBuf),
}

/// Does everything on disk and remembers it.
/// Never flushes, which also makes it fast.
#[derive(Debug)]
pub struct RecordingStorage {
    root: PathBuf,
    operations: Arc<Mutex<Vec<Operation>>>,
}

impl RecordingStorage {
    pub fn new(root: &Path) -> RecordingStorage {
        RecordingStorage { root: root.to_owned(), operations: Arc::default() }
    }

    pub fn count(&self) -> usize {
        self.operations.lock().unwrap().len()
    }

    pub fn operations(&self) -> Vec<Operation> {
        self.operations.lock().unwrap().clone()
    }

    fn inside(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).map(Path::to_owned).unwrap_or_default()
    }

    fn note(&self, operation: Operation) {
        self.operations.lock().unwrap().push(operation);
    }
}

struct RecordingFile {
    path: PathBuf,
    file: Box<dyn StorageFile>,
    operations: Arc<Mutex<Vec<Operation>>>,
}

impl Write for RecordingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        let operation = Operation::Write(self.path.clone(), bytes[..length].to_vec());
        self.operations.lock().unwrap().push(operation);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl StorageFile for RecordingFile {}

impl Storage for RecordingStorage {
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn StorageFile>> {
        let file = DiskStorage.create(path, access)?;
        self.note(Operation::Create(self.inside(path)));
        Ok(Box::new(RecordingFile { path: self.inside(path), file, operations: self.operations.clone() }))
    }

    fn sync_files(&self, paths: &[PathBuf]) -> io::Result<()> {
        // Nothing needs to reach the disk of the test; what counts is the order.
        paths.iter().for_each(|path| self.note(Operation::SyncFile(self.inside(path))));
        Ok(())
    }

    fn sync_folders(&self, paths: &[PathBuf]) -> io::Result<()> {
        paths.iter().for_each(|path| self.note(Operation::SyncFolder(self.inside(path))));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note(Operation::Rename(self.inside(from), self.inside(to)));
        DiskStorage.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if DiskStorage.is_file(path) {
            self.note(Operation::Remove(self.inside(path)));
        }
        DiskStorage.remove(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.note(Operation::CreateFolder(self.inside(path)));
        DiskStorage.create_folder(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskStorage.read(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        DiskStorage.open(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        DiskStorage.is_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        DiskStorage.list(folder)
    }
}

/// What became of writes and names that were not flushed when the machine stopped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unflushed {
    /// They reached the disk all the same (also: the process was killed and the machine went on).
    Kept,
    /// Contents are lost, names are there: empty files.
    ContentDropped,
    /// Half of the contents, names are there.
    ContentTorn,
    /// Names are lost: a rename or removal did not happen; contents are there.
    NamesDropped,
    /// Both are lost.
    AllDropped,
    /// The disk wrote in an order of its own: each name by itself is kept or lost and each content cut at some byte,
    /// as drawn from this seed.
    Reordered(u64),
}

impl Unflushed {
    /// The orderly cases, and as many drawn orders.
    pub fn all(n_orders: u64) -> Vec<Unflushed> {
        let orderly = [
            Unflushed::Kept,
            Unflushed::ContentDropped,
            Unflushed::ContentTorn,
            Unflushed::NamesDropped,
            Unflushed::AllDropped,
        ];
        orderly.into_iter().chain((0..n_orders).map(Unflushed::Reordered)).collect()
    }
}

/// A draw from 0..`ends` that depends on the seed and on what is drawn for (FNV-1a).
fn drawn(seed: u64, about: &str, ends: u64) -> u64 {
    let hash = about.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash >> 33) % ends
}

#[derive(Clone, Default)]
struct Content {
    bytes: Vec<u8>,
    flushed: usize,
}

/// Names and contents as the disk has them.
#[derive(Default)]
struct Disk {
    contents: Vec<Content>,
    /// Names as programs see them.
    names: BTreeMap<PathBuf, usize>,
    /// Names that survive a stop.
    durable: BTreeMap<PathBuf, usize>,
}

impl Disk {
    fn apply(&mut self, operation: &Operation) {
        match operation {
            Operation::Create(path) => {
                self.names.insert(path.clone(), self.contents.len());
                self.contents.push(Content::default());
            }
            Operation::Write(path, bytes) => self.contents[self.names[path]].bytes.extend(bytes),
            Operation::SyncFile(path) => {
                let content = &mut self.contents[self.names[path]];
                content.flushed = content.bytes.len();
            }
            Operation::SyncFolder(folder) => {
                let here = |path: &PathBuf| path.parent() == Some(folder.as_path());
                self.durable.retain(|path, _| !here(path));
                let names = self.names.iter().filter(|(path, _)| here(path));
                self.durable.extend(names.map(|(path, content)| (path.clone(), *content)));
            }
            Operation::Rename(from, to) => {
                let content = self.names.remove(from).expect("renamed files exist");
                self.names.insert(to.clone(), content);
            }
            Operation::Remove(path) => drop(self.names.remove(path)),
            Operation::CreateFolder(_) => {}
        }
    }

    fn files(&self, unflushed: Unflushed) -> BTreeMap<PathBuf, Vec<u8>> {
        let left = |at: usize| {
            let content = &self.contents[at];
            content.bytes[..self.length_left(at, unflushed)].to_vec()
        };
        self.names_left(unflushed).into_iter().map(|(path, at)| (path, left(at))).collect()
    }

    fn length_left(&self, at: usize, unflushed: Unflushed) -> usize {
        let content = &self.contents[at];
        let torn = content.flushed.max(content.bytes.len() / 2);
        match unflushed {
            Unflushed::Kept | Unflushed::NamesDropped => content.bytes.len(),
            Unflushed::ContentDropped | Unflushed::AllDropped => content.flushed,
            Unflushed::ContentTorn => torn,
            Unflushed::Reordered(seed) => {
                let unflushed = (content.bytes.len() - content.flushed) as u64;
                content.flushed + drawn(seed, &format!("content {at}"), unflushed + 1) as usize
            }
        }
    }

    fn names_left(&self, unflushed: Unflushed) -> BTreeMap<PathBuf, usize> {
        match unflushed {
            Unflushed::Kept | Unflushed::ContentDropped | Unflushed::ContentTorn => self.names.clone(),
            Unflushed::NamesDropped | Unflushed::AllDropped => self.durable.clone(),
            Unflushed::Reordered(seed) => {
                let either: BTreeSet<&PathBuf> = self.names.keys().chain(self.durable.keys()).collect();
                let state = |path: &PathBuf| {
                    let is_kept = drawn(seed, &format!("name {}", path.display()), 2) == 0;
                    let at = if is_kept { self.names.get(path) } else { self.durable.get(path) };
                    Some((path.clone(), *at?))
                };
                either.into_iter().filter_map(state).collect()
            }
        }
    }
}

/// The files that the disk may hold when the machine stopped after these operations.
pub fn files_after(operations: &[Operation], unflushed: Unflushed) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut disk = Disk::default();
    operations.iter().for_each(|operation| disk.apply(operation));
    disk.files(unflushed)
}

/// Makes `place` a folder with these files. Folders count as flushed with the files in them.
pub fn write_files(files: &BTreeMap<PathBuf, Vec<u8>>, place: &Path) {
    for (path, bytes) in files {
        let path = place.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        // A signing key that others may read is not used.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&path, mode).unwrap();
    }
}

/// Fails one operation that changes the disk with "disk full", then works again.
#[derive(Debug)]
pub struct FailingStorage {
    done: Arc<AtomicUsize>,
    fail_at: usize,
}

impl FailingStorage {
    pub fn new(fail_at: usize) -> FailingStorage {
        FailingStorage { done: Arc::default(), fail_at }
    }

    fn step(&self) -> io::Result<()> {
        step(&self.done, self.fail_at)
    }
}

fn step(done: &AtomicUsize, fail_at: usize) -> io::Result<()> {
    if done.fetch_add(1, Ordering::SeqCst) == fail_at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
}

struct FailingFile {
    file: Box<dyn StorageFile>,
    done: Arc<AtomicUsize>,
    fail_at: usize,
}

impl Write for FailingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        step(&self.done, self.fail_at)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl StorageFile for FailingFile {}

impl Storage for FailingStorage {
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn StorageFile>> {
        self.step()?;
        let file = DiskStorage.create(path, access)?;
        Ok(Box::new(FailingFile { file, done: self.done.clone(), fail_at: self.fail_at }))
    }

    fn sync_files(&self, paths: &[PathBuf]) -> io::Result<()> {
        self.step()?;
        DiskStorage.sync_files(paths)
    }

    fn sync_folders(&self, paths: &[PathBuf]) -> io::Result<()> {
        self.step()?;
        DiskStorage.sync_folders(paths)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        DiskStorage.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        DiskStorage.remove(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        DiskStorage.create_folder(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskStorage.read(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        DiskStorage.open(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        DiskStorage.is_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        DiskStorage.list(folder)
    }
}
