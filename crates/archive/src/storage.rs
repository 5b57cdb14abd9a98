//! The one way to disk for ground state. Small verbs, so that a test can fail, drop or replay each of them.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// From this many files on, one `syncfs` of the whole file system takes the place of a `fsync` each. Chosen, not measured:
/// above what one decision writes (a handful of tiles), below what a batch of originals does.
#[cfg(target_os = "linux")]
const SYNC_FILE_SYSTEM_FROM: usize = 8;

/// Who may read and write a new file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// As the user's umask says.
    Usual,
    /// The owner only (mode 0600): keys.
    OwnerOnly,
    /// Nobody writes it once it is closed (mode 0444 less the user's umask): originals.
    ReadOnly,
}

/// An open new file.
pub trait StorageFile: Write + Send {}

impl StorageFile for File {}

/// Writes and reads files. Nothing is durable before `sync_files` (content) and `sync_folders` (names) return.
pub trait Storage: Debug + Send + Sync {
    /// A new empty file; an error when it exists.
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn StorageFile>>;
    /// Makes the contents of these closed files durable, as one group.
    fn sync_files(&self, paths: &[PathBuf]) -> io::Result<()>;
    /// Asks the disk to begin flushing a file that is still being written, so that `sync_files` waits less. Proves
    /// nothing; may do nothing.
    fn begin_flush(&self, _path: &Path) {}
    /// Makes the names in these folders durable, as one group.
    fn sync_folders(&self, paths: &[PathBuf]) -> io::Result<()>;
    /// Gives a file another name in one step, replacing what was there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; fine when it is gone.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and those above it; fine when they exist.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// The whole content.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The content as a stream.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>>;
    /// Whether there is a regular file (links are not followed).
    fn is_file(&self, path: &Path) -> bool;
    /// Files and folders directly in a folder, sorted; empty when there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskStorage;

impl Storage for DiskStorage {
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn StorageFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if let Some(mode) = match access {
            Access::Usual => None,
            Access::OwnerOnly => Some(0o600),
            Access::ReadOnly => Some(0o444),
        } {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        }
        Ok(Box::new(options.open(path)?))
    }

    fn sync_files(&self, paths: &[PathBuf]) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if paths.len() >= SYNC_FILE_SYSTEM_FROM {
            return sync_file_system(&paths[0]);
        }
        paths.iter().try_for_each(|path| File::open(path)?.sync_data())
    }

    fn begin_flush(&self, path: &Path) {
        // An error shows again when the file is synced for good.
        let _ = File::open(path).and_then(|file| file.sync_data());
    }

    fn sync_folders(&self, paths: &[PathBuf]) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if paths.len() >= SYNC_FILE_SYSTEM_FROM {
            return sync_file_system(&paths[0]);
        }
        paths.iter().try_for_each(|path| File::open(path)?.sync_all())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(path)?))
    }

    fn is_file(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
        paths.sort();
        Ok(paths)
    }
}

/// Makes everything on the file system that holds `path` durable: contents and names.
#[cfg(target_os = "linux")]
fn sync_file_system(path: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(path)?)?)
}

/// Writes small files as one group: temp files, one sync, renames, one sync of their folders. When it returns, all of
/// them are durable; when it fails or the machine stops, each is either wholly there or not at all.
pub(crate) fn write_group(storage: &dyn Storage, incoming: &Path, files: &[(PathBuf, &[u8])]) -> crate::Result<()> {
    use crate::ArchiveError;
    let mut renames = Vec::new();
    for (position, (path, bytes)) in files.iter().enumerate() {
        let temporary = incoming.join(format!("group-{position}"));
        storage.remove(&temporary).map_err(ArchiveError::io("removing", &temporary))?;
        let write = || storage.create(&temporary, Access::Usual)?.write_all(bytes);
        write().map_err(ArchiveError::io("writing", path))?;
        renames.push((temporary, path));
    }
    let temporaries: Vec<PathBuf> = renames.iter().map(|(from, _)| from.clone()).collect();
    storage.sync_files(&temporaries).map_err(ArchiveError::io("flushing files in", incoming))?;
    let mut folders = std::collections::BTreeSet::new();
    for (from, to) in renames {
        let folder = to.parent().unwrap_or(incoming);
        ensure_folder(storage, folder, &mut folders)?;
        storage.rename(&from, to).map_err(ArchiveError::io("putting in place", to))?;
    }
    sync_folder_group(storage, &folders, incoming)
}

/// Makes `folder` if it is not there, and remembers it and each new folder's parent to be synced.
pub(crate) fn ensure_folder(
    storage: &dyn Storage,
    folder: &Path,
    to_sync: &mut std::collections::BTreeSet<PathBuf>,
) -> crate::Result<()> {
    to_sync.insert(folder.to_owned());
    let mut missing = folder;
    while !missing.is_dir() {
        let Some(parent) = missing.parent() else { break };
        to_sync.insert(parent.to_owned());
        missing = parent;
    }
    storage.create_folder(folder).map_err(crate::ArchiveError::io("making the folder", folder))
}

/// Syncs these folders as one group.
pub(crate) fn sync_folder_group(
    storage: &dyn Storage,
    folders: &std::collections::BTreeSet<PathBuf>,
    near: &Path,
) -> crate::Result<()> {
    let folders: Vec<PathBuf> = folders.iter().cloned().collect();
    storage.sync_folders(&folders).map_err(crate::ArchiveError::io("flushing folders beside", near))
}
