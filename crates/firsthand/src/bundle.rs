//! Writing a bundle: a BagIt folder in which every file is under the signed list. `docs/formats/bundle.md` is its format,
//! `firsthand-verify` its reader.

mod entries;
mod recipient;
mod tables;
mod web_archive;

pub use entries::{CustodyEntries, put_entries};
pub use recipient::{SCRIPTS, readme};
pub use tables::put_table;
pub use web_archive::put_pages;

use anyhow::{Context, Result};
use evidence::bag::{self, FileDigest};
use model::ItemId;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A bundle that is being written. Until [`BundleWriter::finish`] it lies beside its place under another name.
pub struct BundleWriter {
    place: PathBuf,
    building: PathBuf,
    payload: BTreeMap<String, FileDigest>,
}

impl BundleWriter {
    /// Begins a bundle for `place`, which must not exist.
    pub fn begin(place: &Path) -> Result<BundleWriter> {
        let mut building = place.as_os_str().to_owned();
        building.push(".unfinished");
        let building = PathBuf::from(building);
        if building.exists() {
            std::fs::remove_dir_all(&building)
                .with_context(|| format!("clearing the unfinished {}", building.display()))?;
        }
        std::fs::create_dir_all(&building).with_context(|| format!("making the folder {}", building.display()))?;
        Ok(BundleWriter { place: place.to_owned(), building, payload: BTreeMap::new() })
    }

    /// Adds a payload file; `path` begins with `data/`.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.put_with(path, |out| out.write_all(bytes).map_err(Into::into))
    }

    /// Adds values as JSON Lines.
    pub fn put_lines<T: Serialize>(&mut self, path: &str, values: &[T]) -> Result<()> {
        self.put_with(path, |out| {
            for value in values {
                serde_json::to_writer(&mut *out, value)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Adds a payload file whose content `fill` writes; it is hashed on its way.
    pub fn put_with(&mut self, path: &str, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        let mut out = Hashed::new(BufWriter::new(self.create(path)?));
        fill(&mut out).with_context(|| format!("writing {path} into the bundle"))?;
        out.flush().with_context(|| format!("writing {path} into the bundle"))?;
        self.payload.insert(path.to_owned(), out.digest());
        Ok(())
    }

    /// A file without a name on the disk of the bundle, for what has to be put together first.
    pub fn scratch(&self) -> Result<File> {
        tempfile::tempfile_in(&self.building).context("making a file to put a web archive together")
    }

    /// SHA-256 of a payload file that was put.
    pub fn sha256_of(&self, path: &str) -> Option<ItemId> {
        self.payload.get(path).map(|digest| digest.sha256)
    }

    /// Writes the tag files, signs their list with `sign`, and puts the bundle in its place; `place` may be a name that
    /// ends in `.zip`. Gives the number of payload files.
    pub fn finish(self, info: &[(&str, &str)], sign: impl FnOnce(&str) -> Result<String>) -> Result<usize> {
        let tags = bag::tag_files(&self.payload, info).context("listing the files of the bundle")?;
        for (path, text) in &tags.files {
            self.create(path)?.write_all(text.as_bytes()).with_context(|| format!("writing {path}"))?;
        }
        let signature = sign(&tags.text_to_sign)?;
        self.create(bag::SIGNATURE_PATH)?.write_all(signature.as_bytes()).context("writing the signature")?;
        if is_zip(&self.place) {
            self.pack()?;
        } else {
            std::fs::rename(&self.building, &self.place)
                .with_context(|| format!("putting {} in place", self.place.display()))?;
        }
        Ok(self.payload.len())
    }

    fn create(&self, path: &str) -> Result<File> {
        let place = self.building.join(path);
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
        }
        File::create_new(&place).with_context(|| format!("making {}", place.display()))
    }

    /// Packs the folder as a ZIP of stored entries with fixed times: equal bundles are equal files.
    fn pack(&self) -> Result<()> {
        let place = &self.place;
        let making = || format!("packing {}", place.display());
        let mut zip = zip::ZipWriter::new(BufWriter::new(File::create_new(place).with_context(making)?));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .large_file(true);
        let top = place.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let tags =
            [bag::BAGIT_PATH, bag::BAG_INFO_PATH, bag::MANIFEST_PATH, bag::TAG_MANIFEST_PATH, bag::SIGNATURE_PATH];
        for path in tags.into_iter().chain(self.payload.keys().map(String::as_str)) {
            zip.start_file(format!("{top}/{path}"), options).with_context(making)?;
            io::copy(&mut File::open(self.building.join(path)).with_context(making)?, &mut zip).with_context(making)?;
        }
        zip.finish().with_context(making)?.flush().with_context(making)?;
        std::fs::remove_dir_all(&self.building).with_context(|| format!("removing {}", self.building.display()))
    }
}

/// Whether a bundle of this name is a ZIP file.
pub fn is_zip(place: &Path) -> bool {
    place.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// Hashes and counts what is written through it.
pub(crate) struct Hashed<W> {
    out: W,
    hasher: Sha256,
    size_bytes: u64,
}

impl<W: Write> Hashed<W> {
    fn new(out: W) -> Hashed<W> {
        Hashed { out, hasher: Sha256::new(), size_bytes: 0 }
    }

    fn digest(self) -> FileDigest {
        FileDigest { sha256: ItemId(self.hasher.finalize().into()), size_bytes: self.size_bytes }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n_written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..n_written]);
        self.size_bytes += n_written as u64;
        Ok(n_written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
