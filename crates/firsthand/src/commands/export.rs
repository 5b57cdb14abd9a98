use super::report::{ShownToo, settings};
use super::{Talk, open_case, print_json, print_line};
use crate::bundle::{BundleWriter, is_zip};
use crate::case_view::case_view;
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{Pipeline, derived, source_of};
use crate::terminal::{say, visible};
use crate::trusted_time::TrustedTime;
use anyhow::{Context, Result, ensure};
use archive::Case;
use clap::Args;
use evidence::bundle::{
    CHECKPOINT_PATH, KEY_PATH, KEY_ROTATIONS_PATH, STAMP_CONSISTENCY_FILE, STAMP_ENTRY_FILE, STAMP_PROOF_FILE,
    leaf_path, log_path, original_path, proof_path, stamp_path,
};
use model::{CustodyEvent, CustodyKind, Item, LogEntry, Tier};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Make an evidence bundle that a stranger can check offline, with firsthand-verify or with sha256sum.
///
/// It holds the report, what was found as JSON Lines, the signed checkpoint, and for every item the log entry with its
/// proof. Originals go in only when you ask for them. The log entries say what you told `add` (names, places, notes):
/// they are what is proved and cannot be left out, so the list of what leaves is printed first.
///
///   firsthand export my-case bundle
///   firsthand export my-case bundle.zip --originals K7Q-03,R4W-11
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Export {
    /// The case.
    case: PathBuf,
    /// Folder to make; refused where it exists. A name that ends in .zip makes the same as a ZIP file.
    bundle: PathBuf,
    /// Whose original bytes go in: all, none, or ids.
    #[arg(long, default_value = "none", value_name = "all|none|ID,…")]
    originals: String,
    /// Put the whole log in, entries about other matters too, so that the recipient can recompute it.
    #[arg(long)]
    whole_log: bool,
    /// Things for the report to show that are left out by default.
    #[arg(long, value_delimiter = ',', value_name = "WHAT,…")]
    with: Vec<ShownToo>,
}

#[derive(Serialize)]
struct Made {
    bundle: String,
    files: usize,
    items: usize,
    originals: usize,
    log_size: u64,
}

impl Export {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        if self.bundle.symlink_metadata().is_ok() {
            return Err(wrong_usage(format!("{} exists already; give a new name", self.bundle.display())));
        }
        let items = case.items()?;
        let originals = self.chosen(&case, &items)?;
        self.tell_what_leaves(&items, talk);
        let made = self.write(&case, &items, &originals)?;
        log_export(&case, &originals, &made)?;
        if talk.json {
            print_json(&made)?;
        } else {
            print_line(format!("{} files, {} items proved, {} originals", made.files, made.items, made.originals))?;
            print_line(if is_zip(&self.bundle) {
                format!("unpack {0} and check the folder: firsthand-verify FOLDER", self.bundle.display())
            } else {
                format!("check it: firsthand-verify {}", self.bundle.display())
            })?;
        }
        Ok(Outcome::Done)
    }

    fn chosen(&self, case: &Case, items: &[Item]) -> Result<Vec<Item>> {
        match self.originals.as_str() {
            "none" => Ok(Vec::new()),
            "all" => Ok(items.to_vec()),
            ids => ids
                .split(',')
                .map(|id| {
                    case.item(id)?.ok_or_else(|| {
                        wrong_usage(format!("there is no item {:?}; list them: firsthand show CASE items", visible(id)))
                    })
                })
                .collect(),
        }
    }

    /// The log entries hold what the operator said; whoever exports must know it.
    fn tell_what_leaves(&self, items: &[Item], talk: Talk) {
        if talk.json {
            return;
        }
        for capture in items.iter().flat_map(|item| &item.captures) {
            let claimed = &capture.claimed;
            let said = [&claimed.received_from, &claimed.collected_by, &claimed.note];
            for text in said.into_iter().flatten() {
                say(format!("leaves with the log entry of {}: {}", visible(&capture.name), visible(text)));
            }
        }
    }

    fn write(&self, case: &Case, items: &[Item], originals: &[Item]) -> Result<Made> {
        let mut bundle = BundleWriter::begin(&self.bundle)?;
        let log_size = put_log(&mut bundle, case, items, self.whole_log)?;
        put_originals(&mut bundle, case, originals)?;
        put_found(&mut bundle, case)?;
        let view = case_view(case, &self.case, settings(&self.with))?;
        for page in report::pages(&view) {
            bundle.put(&format!("data/report/{}", page.path), &page.bytes)?;
        }
        bundle.put("data/README.txt", RECIPIENT.as_bytes())?;
        let date = now();
        let info = [
            ("Bagging-Date", &date[..10]),
            ("Bag-Software-Agent", TOOL),
            ("External-Identifier", view.checkpoint.origin.as_str()),
        ];
        let files = bundle.finish(&info, |text| Ok(case.sign_note(text)?))?;
        let shown = self.bundle.display().to_string();
        Ok(Made { bundle: shown, files, items: items.len(), originals: originals.len(), log_size })
    }
}

fn put_log(bundle: &mut BundleWriter, case: &Case, items: &[Item], whole_log: bool) -> Result<u64> {
    bundle.put(KEY_PATH, format!("{}\n", case.public_key_vkey()).as_bytes())?;
    let keys = case.key_history()?;
    if !keys.rotations().is_empty() {
        bundle.put(KEY_ROTATIONS_PATH, keys.text().as_bytes())?;
    }
    bundle.put(CHECKPOINT_PATH, case.checkpoint_text()?.as_bytes())?;
    for item in items {
        for capture in &item.captures {
            let leaf = case.leaves(capture.log_index..capture.log_index + 1)?;
            bundle.put(&leaf_path(&item.id, capture.log_index), leaf.first().context("the log entry is there")?)?;
            bundle
                .put(&proof_path(&item.id, capture.log_index), case.inclusion_proof(capture.log_index)?.as_bytes())?;
        }
    }
    put_stamps(bundle, case)?;
    if whole_log {
        // The checkpoint stands there already.
        for (path, bytes) in case.log_files()?.into_iter().filter(|(path, _)| log_path(path) != CHECKPOINT_PATH) {
            bundle.put(&log_path(&path), &bytes)?;
        }
    }
    Ok(case.log_size()?)
}

/// Every stamp that holds, with the proof of its record and the proof that this log goes on from what was stamped.
fn put_stamps(bundle: &mut BundleWriter, case: &Case) -> Result<()> {
    let holding: BTreeSet<u64> = TrustedTime::of(case)?.stamps().iter().map(|stamp| stamp.number).collect();
    for stamp in case.stamps()?.iter().filter(|stamp| holding.contains(&stamp.number)) {
        let Some((log_index, _)) = stamp.logged else { continue };
        let mut put = |name: &str, bytes: &[u8]| bundle.put(&stamp_path(stamp.number, name), bytes);
        for (name, bytes) in &stamp.files.0 {
            put(name, bytes)?;
        }
        let leaf = case.leaves(log_index..log_index + 1)?;
        put(STAMP_ENTRY_FILE, leaf.first().context("the log entry is there")?)?;
        put(STAMP_PROOF_FILE, case.inclusion_proof(log_index)?.as_bytes())?;
        put(STAMP_CONSISTENCY_FILE, case.consistency_proof(stamp.stamped(), None)?.text().as_bytes())?;
    }
    Ok(())
}

fn put_originals(bundle: &mut BundleWriter, case: &Case, originals: &[Item]) -> Result<()> {
    let pipeline = Pipeline::new(None)?;
    for item in originals {
        let path = original_path(&item.id, extension_of(&item.media_type));
        match case.object_path(&item.id) {
            Some(object) => bundle.put_with(&path, |out| {
                std::io::copy(&mut std::fs::File::open(object)?, out)?;
                Ok(())
            })?,
            None => bundle.put_with(&path, |mut out| {
                let source = source_of(case, &item.id)?.context("its container is not in the case")?;
                pipeline.extractor().copy_member(&source, &mut out)?;
                Ok(())
            })?,
        }
        ensure!(
            bundle.sha256_of(&path) == Some(item.id),
            "the bytes of {} are not what was logged; nothing was exported\n  look closer: firsthand check CASE",
            item.short_id
        );
    }
    Ok(())
}

/// An ending by which the recipient's programs know what to open; told from the content, not from the name.
fn extension_of(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "video/mp4" => "mp4",
        "video/quicktime" => "mov",
        "video/webm" => "webm",
        "audio/wav" => "wav",
        "audio/mpeg" => "mp3",
        "text/plain" => "txt",
        "application/warc" => "warc",
        "application/zip" => "zip",
        "application/pdf" => "pdf",
        // A page is given no ending that a browser would run.
        _ => "",
    }
}

fn put_found(bundle: &mut BundleWriter, case: &Case) -> Result<()> {
    let matches: Vec<_> = derived::matches(case)?.into_iter().filter(|one| one.tier == Tier::Confirmed).collect();
    bundle.put_lines("data/found/matches.jsonl", &matches)?;
    bundle.put_lines("data/found/statements.jsonl", &shareable_statements(case)?)?;
    bundle.put_lines("data/found/claims.jsonl", &derived::claims(case)?)?;
    bundle.put_lines("data/found/origins.jsonl", &derived::origins(case)?)?;
    bundle.put_lines("data/found/findings.jsonl", &derived::findings(case)?)?;
    bundle.put_lines("data/found/decisions.jsonl", &case.decisions()?)
}

/// Statements without those of commenters: what readers wrote may name people and stays in the case.
fn shareable_statements(case: &Case) -> Result<Vec<model::Statement>> {
    let by_commenter = |one: &model::Statement| one.chain.iter().any(|link| link.role == "commenter");
    Ok(derived::statements(case)?.into_iter().filter(|one| !by_commenter(one)).collect())
}

fn log_export(case: &Case, originals: &[Item], made: &Made) -> Result<()> {
    let event = CustodyEvent {
        what: CustodyKind::Exported,
        items: originals.iter().map(|item| item.id).collect(),
        text: format!(
            "a bundle of {} items, {} with their bytes, over the log's first {} entries",
            made.items, made.originals, made.log_size
        ),
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    };
    case.append(&[LogEntry::Custody(event)])?;
    Ok(())
}

/// What the recipient reads first.
const RECIPIENT: &str = "\
This folder is an evidence bundle made by Firsthand, in the BagIt 1.0 format (RFC 8493).

Open data/report/index.html in any browser. It loads nothing from elsewhere.

Check that nothing was changed since the bundle was made (run here, above the folder data):

  sha256sum --check --quiet manifest-sha256.txt
  sha256sum --check --quiet tagmanifest-sha256.txt

Check the signature, the log and every item as well, with the free program firsthand-verify:

  firsthand-verify .

It lists every check by name, and what these checks do not prove. Ask whoever gave you the bundle to tell you the key in
data/log/log.vkey by another way; a bundle with another key is another bundle.
";
