use super::{Talk, open_case, print_json, print_line};
use crate::outcome::{Outcome, wrong_usage};
use crate::terminal::{say, visible};
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use evidence::bundle::VERIFY_PROOF_PY;
use model::{Capture, Item};
use serde::Serialize;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// Give somebody the proof that one item is in the log, or that the log goes on from a checkpoint they know.
///
///   firsthand proof my-case K7Q-03 for-the-court     a folder: log entries, proofs, key, a verifier in Python
///   firsthand proof my-case K7Q-03 > one.tlog-proof  only the proof of its first capture (c2sp.org/tlog-proof)
///   firsthand proof my-case entry:17 > 17.tlog-proof that of log entry 17, whatever it says
///   firsthand proof my-case --since old.checkpoint > grown.txt
///                                                    that nothing was taken back since; a witness takes the same file
///
/// The folder has no original in it, and names what the log entry names: look at the .leaf.json before you hand it on.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Proof {
    /// The case.
    case: PathBuf,
    /// An item (SHA-256, its beginning, or the short id), or entry:NUMBER.
    #[arg(required_unless_present = "since", conflicts_with = "since")]
    id: Option<String>,
    /// Folder to make; refused where it exists.
    #[arg(conflicts_with = "since")]
    out: Option<PathBuf>,
    /// A file with an earlier checkpoint: prove that the log goes on from it. Exit code 3 when it does not.
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
    /// A file with a later checkpoint up to which to prove; else the newest.
    #[arg(long, value_name = "CHECKPOINT", requires = "since")]
    until: Option<PathBuf>,
}

/// How the name of an entry's own bytes ends.
const LEAF: &str = ".leaf.json";

/// One log entry to prove.
struct Entry {
    log_index: u64,
    /// Begin of the names of its files.
    stem: String,
}

#[derive(Serialize)]
struct Made {
    folder: String,
    entries: Vec<u64>,
    key: String,
}

impl Proof {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        if let Some(since) = &self.since {
            let until = self.until.as_deref().map(read_checkpoint).transpose()?;
            let proof = case.consistency_proof(&read_checkpoint(since)?, until.as_deref())?;
            write_out(&proof.text())?;
            return Ok(Outcome::Done);
        }
        let entries = entries_of(&case, self.id.as_deref().unwrap_or_default())?;
        match &self.out {
            None => write_out(&case.inclusion_proof(entries[0].log_index)?)?,
            Some(folder) => {
                let made = write_folder(&case, &entries, folder)?;
                if talk.json {
                    print_json(&made)?;
                } else {
                    print_line(format!("{} log entries proved in {}", made.entries.len(), made.folder))?;
                }
            }
        }
        Ok(Outcome::Done)
    }
}

/// At least one entry.
fn entries_of(case: &Case, id: &str) -> Result<Vec<Entry>> {
    if let Some(number) = id.strip_prefix("entry:") {
        let log_index = number.parse().map_err(|_| wrong_usage(format!("{number:?} is not the number of an entry")))?;
        return Ok(vec![Entry { log_index, stem: format!("entry.{log_index}") }]);
    }
    let unknown = || wrong_usage(format!("there is no item {:?}; list them: firsthand show CASE items", visible(id)));
    let item = case.item(id)?.ok_or_else(unknown)?;
    Ok(entries_of_item(&item))
}

/// One for each capture.
fn entries_of_item(item: &Item) -> Vec<Entry> {
    let entry = |capture: &Capture| {
        let log_index = capture.log_index;
        Entry { log_index, stem: format!("{}.{log_index}", item.id) }
    };
    item.captures.iter().map(entry).collect()
}

fn write_folder(case: &Case, entries: &[Entry], folder: &Path) -> Result<Made> {
    if folder.symlink_metadata().is_ok() {
        return Err(wrong_usage(format!("{} exists already; give a new name", folder.display())));
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
    for (name, bytes) in files(case, entries)? {
        let path = folder.join(&name);
        std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        if name.ends_with(LEAF) {
            say(format!("leaves with it: {}", visible(&String::from_utf8_lossy(&bytes))));
        }
    }
    let entries = entries.iter().map(|entry| entry.log_index).collect();
    Ok(Made { folder: folder.display().to_string(), entries, key: case.public_key_vkey() })
}

/// The same folder as a ZIP, for every capture of the item.
///
/// # Errors
/// When the log does not hold.
pub fn zip_of_item(case: &Case, item: &Item) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, bytes) in files(case, &entries_of_item(item))? {
        zip.start_file(format!("proof-{}/{name}", item.short_id), options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What a recipient needs to check these entries, by name.
fn files(case: &Case, entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut commands = String::new();
    for entry in entries {
        let leaf = case.leaves(entry.log_index..entry.log_index + 1)?.pop().context("the log has no such entry")?;
        let (proof, leaf_name) = (format!("{}.tlog-proof", entry.stem), format!("{}{LEAF}", entry.stem));
        commands.push_str(&format!("  python3 verify_proof.py \"$(cat log.vkey)\" {proof} {leaf_name}\n"));
        files.push((proof, case.inclusion_proof(entry.log_index)?.into_bytes()));
        files.push((leaf_name, leaf));
    }
    files.push(("log.vkey".to_owned(), format!("{}\n", case.public_key_vkey()).into_bytes()));
    files.push(("verify_proof.py".to_owned(), VERIFY_PROOF_PY.into()));
    files.push(("README.txt".to_owned(), RECIPIENT.replace("COMMANDS\n", &commands).into_bytes()));
    Ok(files)
}

fn read_checkpoint(path: &Path) -> Result<Vec<u8>> {
    super::check::read_checkpoint(path)
}

fn write_out(text: &str) -> Result<()> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

/// What the recipient reads.
const RECIPIENT: &str = "\
Each .leaf.json is an entry of the log of a Firsthand case, byte for byte; the .tlog-proof beside it proves that it is in
that log (c2sp.org/tlog-proof). Check it here, offline, with python3 and openssl alone:

COMMANDS
Name the original after the .leaf.json, and its SHA-256 is compared with the entry as well.

What this proves: the key in log.vkey, or one that took its place by its signature, signed a log that has this entry.
What it does not: whose key that is (have it told to you by another way), when the entry was written, what the item shows,
and that there is no second log by that key.
";
