//! Large derived tables of 64-bit words: written piece by piece, mapped and read where they lie.

use crate::{ArchiveError, Case, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A derived file that is mapped. Its words are in the byte order of this machine.
pub struct MappedWords(memmap2::Mmap);

impl MappedWords {
    /// The words; a file that is no whole number of them has none.
    pub fn words(&self) -> &[u64] {
        bytemuck::try_cast_slice(&self.0).unwrap_or_default()
    }

    #[expect(unsafe_code, reason = "mapping a file is unsafe, for another process might cut it short")]
    fn open(path: &Path) -> io::Result<MappedWords> {
        let file = File::open(path)?;
        // SAFETY: the file lies in the derived folder of the case. We never write to one that is in place: a new one is
        // written under another name and renamed, and one that is removed lives on as long as it is mapped. A mapping is only
        // read, as plain numbers, each checked before it is used as a place. Another program that cuts the file short
        // while we read ends ours with a signal; nothing is written then that could go wrong by it.
        unsafe { memmap2::Mmap::map(&file) }.map(MappedWords)
    }
}

impl Case {
    /// Writes a derived file of words, `path` relative to `derived/`: `write` is given what takes the words piece by piece.
    /// It is in place when all of it is written, and never before.
    ///
    /// # Errors
    /// When the path leads elsewhere or the disk fails.
    pub fn derived_words_put(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn FnMut(&[u64]) -> io::Result<()>) -> io::Result<()>,
    ) -> Result<()> {
        let made = self.derived_file_made(path, |temporary| {
            let mut file = BufWriter::with_capacity(1 << 20, File::create(temporary)?);
            write(&mut |words| file.write_all(bytemuck::cast_slice(words)))?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_data()
        });
        made.map(drop)
    }

    /// Maps a derived file of words; `None` where it was not made.
    ///
    /// # Errors
    /// When the path leads elsewhere or the disk fails.
    pub fn derived_words(&self, path: &str) -> Result<Option<MappedWords>> {
        let place = self.derived_path(path)?;
        match MappedWords::open(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some).map_err(ArchiveError::io("mapping", &place)),
        }
    }

    /// Removes all files of a folder under `derived/` but those of these names.
    ///
    /// # Errors
    /// When the path leads elsewhere or the disk fails.
    pub fn derived_folder_keep(&self, folder: &str, names: &[String]) -> Result<()> {
        let place = self.derived_path(folder)?;
        let entries = match fs::read_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(ArchiveError::io("listing", &place))?,
        };
        for entry in entries {
            let entry = entry.map_err(ArchiveError::io("listing", &place))?;
            if !names.iter().any(|name| entry.file_name() == name.as_str()) {
                fs::remove_file(entry.path()).map_err(ArchiveError::io("removing", &entry.path()))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::MappedWords;

    #[test]
    fn what_is_no_whole_number_of_words_has_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("words");
        for (n_bytes, n_words) in [(0, 0), (16, 2), (17, 0)] {
            std::fs::write(&path, vec![1_u8; n_bytes]).expect("written");
            assert_eq!(MappedWords::open(&path).expect("mapped").words().len(), n_words);
        }
    }
}
