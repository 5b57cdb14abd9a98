//! A bundle as the recipient's program reads it.

use super::files_below;
use evidence::bag::FileDigest;
use evidence::bundle::{BundleFiles, BundleReport, FileProblem, Known, ListedFile};
use model::ItemId;
use std::path::Path;

/// What the recipient finds who trusts the timestamp root in this file.
pub fn checked_bundle(bundle: &Path, root_file: &Path) -> BundleReport {
    let root = std::fs::read(root_file).expect("the root certificate");
    let roots = evidence::timestamp::certificates_of(&root).expect("a certificate");
    evidence::bundle::check_bundle_with(&BundleFolder(bundle), &Known { timestamp_roots: &roots, ..Known::default() })
}

pub struct BundleFolder<'b>(pub &'b Path);

impl BundleFiles for BundleFolder<'_> {
    fn list(&self) -> Result<Vec<ListedFile>, FileProblem> {
        let files = files_below(self.0).into_iter();
        Ok(files
            .map(|(path, _)| {
                let path = path.strip_prefix(self.0).expect("below the bundle");
                ListedFile { path: path.to_str().expect("UTF-8").to_owned(), oddity: None }
            })
            .collect())
    }

    fn read(&self, path: &str, _limit_bytes: u64) -> Result<Vec<u8>, FileProblem> {
        std::fs::read(self.0.join(path)).map_err(|_| FileProblem::Missing)
    }

    fn digest(&self, path: &str) -> Result<FileDigest, FileProblem> {
        let bytes = self.read(path, u64::MAX)?;
        Ok(FileDigest { sha256: ItemId::of(&bytes), size_bytes: bytes.len() as u64 })
    }
}
