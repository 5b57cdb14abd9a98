use super::report::refuse_existing;
use super::{Talk, open_case, print_json, print_line};
use crate::fingerprint_tables::{FingerprintTables, TABLES};
use crate::operator::{TOOL, now, operator};
use crate::outcome::Outcome;
use crate::pipeline::derived;
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use model::{CustodyEvent, CustodyKind, LogEntry};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Write all fingerprints as Parquet tables, for search and comparison with tools of your own (DuckDB, pandas, …).
///
/// OUT becomes a folder with hashes.parquet (PDQ of each picture and sampled frame, the 256 bits as four integers of 64),
/// local_points.parquet (codes of 128 bits as two), sound_points.parquet and sound_words.parquet. They hold no name, no
/// place and no picture, but whoever has a picture can tell by them whether it is in your case. Columns and bit order:
/// docs/formats/fingerprints.md.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Fingerprints {
    /// The case.
    case: PathBuf,
    /// Folder to make; refused where it exists and is not empty.
    out: PathBuf,
}

#[derive(Serialize)]
struct Made {
    items: u64,
    tables: Vec<TableMade>,
}

#[derive(Serialize)]
struct TableMade {
    file: String,
    rows: u64,
    size_bytes: u64,
}

impl Fingerprints {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        refuse_existing(&self.out)?;
        std::fs::create_dir_all(&self.out).with_context(|| format!("making the folder {}", self.out.display()))?;
        let made = write_tables(&case, &self.out)?;
        log_export(&case, &made)?;
        if talk.json {
            print_json(&made)?;
        } else {
            for table in &made.tables {
                print_line(format!("{:>9} rows  {}", table.rows, table.file))?;
            }
            print_line(format!("fingerprints of {} items", made.items))?;
        }
        Ok(Outcome::Done)
    }
}

fn write_tables(case: &Case, out: &Path) -> Result<Made> {
    let mut tables = FingerprintTables::begin(out)?;
    let mut items = 0;
    for item in case.each_item() {
        let item = item?;
        let Some((made, _)) = derived::fingerprints_of(case, &item.id, true)? else { continue };
        tables.push(&item, &made)?;
        items += u64::from(!made.is_empty());
    }
    let rows = tables.finish()?;
    let table = |((name, _), rows): (&(&str, _), u64)| {
        let path = out.join(name);
        let size_bytes = path.metadata().with_context(|| format!("reading {}", path.display()))?.len();
        Ok(TableMade { file: path.display().to_string(), rows, size_bytes })
    };
    Ok(Made { items, tables: TABLES.iter().zip(rows).map(table).collect::<Result<_>>()? })
}

fn log_export(case: &Case, made: &Made) -> Result<()> {
    let event = CustodyEvent {
        what: CustodyKind::Exported,
        items: Vec::new(),
        text: format!("the fingerprints of {} items as Parquet tables", made.items),
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    };
    case.append(&[LogEntry::Custody(event)])?;
    Ok(())
}
