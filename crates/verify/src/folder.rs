//! A bundle as a folder on disk. Links are never followed; long files are hashed as a stream.

use evidence::bag::{self, FileDigest};
use evidence::bundle::{BundleFiles, FileProblem, ListedFile};
use model::{ItemId, escape_bytes};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Bytes hashed at a time.
const BUFFER_BYTES: usize = 1 << 20;
/// Folders inside folders that are entered; a bundle of ours needs six.
const DEPTH_MAX: usize = 64;

/// The folder.
pub struct BundleFolder {
    root: PathBuf,
}

impl BundleFolder {
    /// A bundle at `root`.
    pub fn new(root: &Path) -> BundleFolder {
        BundleFolder { root: root.to_owned() }
    }

    /// Opens a plain file inside the folder; a path that leads through a link is refused.
    fn open(&self, path: &str) -> Result<(File, u64), FileProblem> {
        bag::check_path(path).map_err(|_| FileProblem::Missing)?;
        let mut place = self.root.clone();
        for part in path.split('/') {
            place.push(part);
            let metadata = fs::symlink_metadata(&place).map_err(problem)?;
            if metadata.is_symlink() {
                return Err(FileProblem::Missing);
            }
        }
        let metadata = fs::symlink_metadata(&place).map_err(problem)?;
        if !metadata.is_file() {
            return Err(FileProblem::Missing);
        }
        let file = File::open(&place).map_err(problem)?;
        Ok((file, metadata.len()))
    }

    fn list_below(&self, folder: &Path, depth: usize, listed: &mut Vec<ListedFile>) -> Result<(), FileProblem> {
        for entry in fs::read_dir(folder).map_err(problem)? {
            let entry = entry.map_err(problem)?;
            let kind = entry.file_type().map_err(problem)?;
            let place = entry.path();
            let path = self.relative(&place);
            if kind.is_dir() && depth < DEPTH_MAX {
                self.list_below(&place, depth + 1, listed)?;
                continue;
            }
            let oddity = match () {
                () if kind.is_dir() => Some("is too many folders deep"),
                () if kind.is_symlink() => Some("is a link, not a file"),
                () if !kind.is_file() => Some("is not a plain file"),
                () if place.to_str().is_none() => Some("has a name that is not UTF-8"),
                () => None,
            };
            listed.push(ListedFile { path, oddity: oddity.map(str::to_owned) });
        }
        Ok(())
    }

    fn relative(&self, place: &Path) -> String {
        escape_bytes(place.strip_prefix(&self.root).unwrap_or(place).as_os_str().as_bytes())
    }
}

impl BundleFiles for BundleFolder {
    fn list(&self) -> Result<Vec<ListedFile>, FileProblem> {
        let mut listed = Vec::new();
        self.list_below(&self.root, 0, &mut listed)?;
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listed)
    }

    fn read(&self, path: &str, limit_bytes: u64) -> Result<Vec<u8>, FileProblem> {
        let (file, _) = self.open(path)?;
        let mut bytes = Vec::new();
        file.take(limit_bytes + 1).read_to_end(&mut bytes).map_err(problem)?;
        if bytes.len() as u64 > limit_bytes { Err(FileProblem::TooLong { limit_bytes }) } else { Ok(bytes) }
    }

    fn digest(&self, path: &str) -> Result<FileDigest, FileProblem> {
        let (mut file, _) = self.open(path)?;
        let (mut hasher, mut size_bytes, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER_BYTES]);
        loop {
            match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => {
                    hasher.update(&buffer[..length]);
                    size_bytes += length as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(problem(error)),
            }
        }
        Ok(FileDigest { sha256: ItemId(hasher.finalize().into()), size_bytes })
    }
}

fn problem(error: std::io::Error) -> FileProblem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => FileProblem::Missing,
        _ => FileProblem::Unreadable(error.to_string()),
    }
}
