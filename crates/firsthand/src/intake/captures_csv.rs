//! `--captures FILE.csv`: what the operator knows of many files at once.

use crate::outcome::wrong_usage;
use anyhow::{Context, Result};
use model::OperatorClaims;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Columns that are read; `file` is required. Others are refused by name, so that nothing is lost quietly.
const COLUMNS: &[&str] = &["file", "url", "received_from", "collected_by", "seen_at", "note"];

/// What is claimed of each file, by its path relative to the source.
#[derive(Default)]
pub struct ClaimsByFile {
    rows: BTreeMap<String, OperatorClaims>,
}

impl ClaimsByFile {
    /// Reads the table.
    ///
    /// # Errors
    /// Wrong usage when a column is unknown, `file` is missing, a time is not a time, or a file stands twice.
    pub fn read(path: &Path) -> Result<ClaimsByFile> {
        let shown = path.display().to_string();
        let file = File::open(path).with_context(|| format!("reading the captures table {shown}"))?;
        ClaimsByFile::read_from(file, &shown)
    }

    /// Reads the table from its bytes; `shown` names it in errors.
    pub(crate) fn read_from(table: impl Read, shown: &str) -> Result<ClaimsByFile> {
        let mut reader = csv::Reader::from_reader(table);
        let headings = reader.headers().with_context(|| format!("reading the first line of {shown}"))?.clone();
        check_headings(&headings, shown)?;
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.with_context(|| format!("reading {shown}"))?;
            let line = record.position().map_or(0, csv::Position::line);
            let (file, claims) = read_row(&headings, &record, line)?;
            if rows.insert(file.clone(), claims).is_some() {
                return Err(wrong_usage(format!("{shown}, line {line}: the file {file:?} stands twice")));
            }
        }
        Ok(ClaimsByFile { rows })
    }

    /// What is claimed of this file: its own row where there is one, over what was said for all.
    pub fn of(&mut self, name: &str, for_all: &OperatorClaims) -> OperatorClaims {
        let own = self.rows.remove(name).unwrap_or_default();
        OperatorClaims {
            url: own.url.or_else(|| for_all.url.clone()),
            received_from: own.received_from.or_else(|| for_all.received_from.clone()),
            collected_by: own.collected_by.or_else(|| for_all.collected_by.clone()),
            seen_at: own.seen_at.or_else(|| for_all.seen_at.clone()),
            note: own.note.or_else(|| for_all.note.clone()),
        }
    }

    /// Files of the table that no source held.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }
}

fn check_headings(headings: &csv::StringRecord, shown: &str) -> Result<()> {
    if let Some(unknown) = headings.iter().find(|heading| !COLUMNS.contains(&heading.trim())) {
        let known = COLUMNS.join(", ");
        return Err(wrong_usage(format!("{shown}: unknown column {unknown:?}; the columns are {known}")));
    }
    if !headings.iter().any(|heading| heading.trim() == "file") {
        return Err(wrong_usage(format!("{shown}: no column `file`, which names each file relative to the source")));
    }
    Ok(())
}

fn read_row(headings: &csv::StringRecord, row: &csv::StringRecord, line: u64) -> Result<(String, OperatorClaims)> {
    let cell = |name: &str| {
        let value = headings.iter().zip(row).find(|(heading, _)| heading.trim() == name)?.1.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let file = cell("file").ok_or_else(|| wrong_usage(format!("captures table, line {line}: no file name")))?;
    let claims = OperatorClaims {
        url: cell("url"),
        received_from: cell("received_from"),
        collected_by: cell("collected_by"),
        seen_at: cell("seen_at").map(|time| checked_time(&time)).transpose()?,
        note: cell("note"),
    };
    Ok((file, claims))
}

/// `time` as typed, when it is a date, a time or a time with a zone in ISO 8601.
///
/// # Errors
/// Wrong usage otherwise.
pub fn checked_time(time: &str) -> Result<String> {
    let is_time = time.parse::<jiff::Timestamp>().is_ok()
        || time.parse::<jiff::civil::DateTime>().is_ok()
        || time.parse::<jiff::civil::Date>().is_ok();
    if is_time {
        return Ok(time.to_owned());
    }
    Err(wrong_usage(format!(
        "{time:?} is not a time; write it as 2021-03-04, 2021-03-04T05:06:07 or 2021-03-04T05:06:07+02:00"
    )))
}
