//! The texts that stand sealed in the log, with their salts: `openings/<log index of the first>`, one file for each
//! append, a line for each entry. They are ground state and not part of the log: `log/` may be shown to anybody.

use crate::log::CaseLog;
use crate::{ArchiveError, Result};
use evidence::seal::Opening;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One line of such a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    log_index: u64,
    fields: Opening,
}

/// An entry as it is kept: the leaf that is hashed, and what was sealed in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Logged {
    pub(crate) leaf: Vec<u8>,
    pub(crate) opening: Opening,
}

impl CaseLog<'_> {
    /// Where the openings of an append stand whose first entry is `first`, and their bytes.
    pub(crate) fn openings_file(&self, first: u64, logged: &[Logged]) -> (PathBuf, Vec<u8>) {
        let mut bytes = Vec::new();
        for (log_index, one) in (first..).zip(logged) {
            bytes.extend(line_bytes(log_index, one.opening.clone()));
        }
        (self.layout.openings().join(first.to_string()), bytes)
    }

    /// Leaves `[start, end)` of a log of `size` entries, each with what was sealed in it as far as that can be read:
    /// what is missing or damaged is for [`crate::Case::check`] to tell.
    pub(crate) fn logged(&self, start: u64, end: u64, size: u64) -> Result<Vec<Logged>> {
        let leaves = self.leaves(start, end, size)?;
        let mut openings: BTreeMap<u64, Opening> = BTreeMap::new();
        for (_, path) in self.openings_files()?.into_iter().rev() {
            let lines = self.storage.read(&path).ok().and_then(|bytes| read_lines(&bytes).ok()).unwrap_or_default();
            let reaches_back = lines.first().is_some_and(|(first, _)| *first <= start);
            openings.extend(lines);
            if reaches_back {
                break;
            }
        }
        let fitting = |(log_index, leaf): (u64, Vec<u8>)| {
            let opening = openings.remove(&log_index).filter(|opening| evidence::seal::open(&leaf, opening).is_ok());
            Logged { leaf, opening: opening.unwrap_or_default() }
        };
        Ok((start..).zip(leaves).map(fitting).collect())
    }

    /// The files of openings by the log index of their first entry; `None` for what is not named like one.
    pub(crate) fn openings_files(&self) -> Result<Vec<(Option<u64>, PathBuf)>> {
        let folder = self.layout.openings();
        let listed = self.storage.list(&folder).map_err(ArchiveError::io("looking into", &folder))?;
        let named = |path: PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let first = name.parse::<u64>().ok().filter(|first| first.to_string() == name);
            (first, path)
        };
        let mut files: Vec<_> = listed.into_iter().map(named).collect();
        files.sort();
        Ok(files)
    }
}

/// A line of such a file.
pub(crate) fn line_bytes(log_index: u64, fields: Opening) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(&Line { log_index, fields }).expect("numbers and texts are always JSON");
    bytes.push(b'\n');
    bytes
}

/// The openings of a file, strictly in the one spelling.
pub(crate) fn read_lines(bytes: &[u8]) -> std::result::Result<Vec<(u64, Opening)>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    if !text.is_empty() && !text.ends_with('\n') {
        return Err("its last line is cut".to_owned());
    }
    let read = |line: &str| {
        let read: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let spelled = serde_json::to_string(&read).map_err(|error| error.to_string())?;
        if spelled == line { Ok((read.log_index, read.fields)) } else { Err("a line is spelled otherwise".to_owned()) }
    };
    text.split_terminator('\n').map(read).collect()
}
