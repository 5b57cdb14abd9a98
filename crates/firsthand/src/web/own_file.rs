//! Small files of the desk's own beside the case: whole or not there, and only their owner can read them.

use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// What the file holds; the default where there is none.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read<T: DeserializeOwned + Default>(file: &Path) -> Result<T> {
    match std::fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| format!("reading {}", file.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(error).with_context(|| format!("reading {}", file.display())),
    }
}

/// Writes the file anew; whoever reads it meanwhile finds the old one or the new one.
///
/// # Errors
/// When it cannot be written.
pub fn write(file: &Path, value: &impl Serialize) -> Result<()> {
    let folder = file.parent().context("a file of the desk has a folder")?;
    let doing = || format!("writing {}", file.display());
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(doing)?;
    let fresh = file.with_extension("new");
    let _ = std::fs::remove_file(&fresh);
    let mut written =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh).with_context(doing)?;
    written.write_all(&serde_json::to_vec_pretty(value)?).with_context(doing)?;
    written.sync_all().with_context(doing)?;
    std::fs::rename(&fresh, file).with_context(doing)
}
