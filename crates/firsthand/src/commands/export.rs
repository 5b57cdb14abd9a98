use super::report::{ShownToo, settings, tell_what_leaves};
use super::{Talk, open_case, print_json, print_line};
use crate::bundle::{BundleWriter, CustodyEntries, SCRIPTS, is_zip, put_entries, put_pages, put_table, readme};
use crate::case_view::case_view;
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{Pipeline, source_of};
use crate::terminal::{say, visible};
use crate::trusted_time::TrustedTime;
use anyhow::{Context, Result, ensure};
use archive::Case;
use clap::Args;
use evidence::bundle::{
    CHECKPOINT_PATH, KEY_PATH, KEY_ROTATIONS_PATH, STAMP_CONSISTENCY_FILE, STAMP_ENTRY_FILE, STAMP_PROOF_FILE,
    log_path, original_path, stamp_path,
};
use evidence::timestamp::openssl_command;
use model::{CustodyEvent, CustodyKind, Item, ItemId, LogEntry, Tier};
use report::{CaseView, LeaveOut, LeftOut, Redact, Shareable, shows_event};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Make an evidence bundle that a stranger can check offline, with firsthand-verify or with sha256sum, openssl and python3.
///
/// It holds the report, what was found as JSON Lines and CSV, the custody record, the signed checkpoint, and for every item
/// the log entry with its proof. Originals go in only when you ask for them; each page among them goes in as a web archive
/// (WACZ), too. What names people or places stays out unless you ask for it with --with: in the log entries such texts are
/// sealed, and the proof holds without them. The list of what would leave is printed first.
///
///   firsthand export my-case bundle
///   firsthand export my-case bundle.zip --originals K7Q-03,R4W-11
///   firsthand export my-case bundle --leave-out K7Q-03,R4W-11:12       (an item; block 12 of another)
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
    /// Only these items; all others are left out, and stated as left out.
    #[arg(long, value_delimiter = ',', value_name = "ID,…")]
    items: Vec<String>,
    /// Leave out items, or single blocks of their text (`firsthand show CASE blocks ID` numbers them).
    #[arg(long, value_delimiter = ',', value_name = "ID|ID:BLOCK,…")]
    leave_out: Vec<String>,
    /// Put the whole log in, entries about other matters too, so that the recipient can recompute it.
    #[arg(long)]
    whole_log: bool,
    /// Things to show that are left out by default.
    #[arg(long, value_delimiter = ',', value_name = "WHAT,…")]
    with: Vec<ShownToo>,
    /// List every single thing that is left out or shown, with its value. For your eyes, not for the recipient's.
    #[arg(long)]
    list: bool,
}

#[derive(Serialize)]
struct Made {
    bundle: String,
    files: usize,
    items: usize,
    originals: usize,
    pages: usize,
    left_out: usize,
    log_size: u64,
}

impl Export {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        if self.bundle.symlink_metadata().is_ok() {
            return Err(wrong_usage(format!("{} exists already; give a new name", self.bundle.display())));
        }
        let items = case.items()?;
        let leave_out = self.to_leave_out(&case, &items)?;
        let originals = self.originals(&case, &items, &leave_out)?;
        let mut view = case_view(&case, &self.case, settings(&self.with))?;
        report::leave_out(&mut view, &leave_out);
        if !talk.json {
            tell_what_leaves(&report::would_leave(&view), self.list);
            if !originals.is_empty() {
                say(format!("  SHOWN     {} originals, with everything that is in them", originals.len()));
            }
        }
        let made = self.write(&case, view, &originals)?;
        log_export(&case, &originals, &made)?;
        if talk.json {
            print_json(&made)?;
        } else {
            self.tell(&made)?;
        }
        Ok(Outcome::Done)
    }

    fn tell(&self, made: &Made) -> Result<()> {
        print_line(format!(
            "{} files, {} items proved, {} originals, {} web archives, {} things left out",
            made.files, made.items, made.originals, made.pages, made.left_out
        ))?;
        print_line(if is_zip(&self.bundle) {
            format!("unpack {0} and check the folder: firsthand-verify FOLDER", self.bundle.display())
        } else {
            format!("check it: firsthand-verify {}", self.bundle.display())
        })
    }

    fn to_leave_out(&self, case: &Case, items: &[Item]) -> Result<BTreeSet<LeaveOut>> {
        let mut leave_out = BTreeSet::new();
        for text in &self.leave_out {
            let (id, block) = match text.rsplit_once(':') {
                None => (text.as_str(), None),
                Some((id, number)) => (id, Some(number.parse().map_err(|_| no_block(text))?)),
            };
            let item = known(case, id)?.id;
            if let Some(block) = block
                && crate::pipeline::derived::block(case, &item, block)?.is_none()
            {
                return Err(no_block(text));
            }
            leave_out.insert(LeaveOut { item, block });
        }
        if !self.items.is_empty() {
            let kept: BTreeSet<ItemId> =
                self.items.iter().map(|id| known(case, id).map(|item| item.id)).collect::<Result<_>>()?;
            let others = items.iter().filter(|item| !kept.contains(&item.id));
            leave_out.extend(others.map(|item| LeaveOut { item: item.id, block: None }));
        }
        Ok(leave_out)
    }

    fn originals(&self, case: &Case, items: &[Item], leave_out: &BTreeSet<LeaveOut>) -> Result<Vec<Item>> {
        let touched = |item: &Item| leave_out.iter().any(|one| one.item == item.id);
        match self.originals.as_str() {
            "none" => Ok(Vec::new()),
            // What is to be left out of a page stands in its original: "all" means all that may go.
            "all" => Ok(items.iter().filter(|item| !touched(item)).cloned().collect()),
            ids => {
                let chosen: Vec<Item> = ids.split(',').map(|id| known(case, id)).collect::<Result<_>>()?;
                match chosen.iter().find(|item| touched(item)) {
                    Some(item) => Err(wrong_usage(format!(
                        "{} is to be left out, or a part of it; its original would show it",
                        item.short_id
                    ))),
                    None => Ok(chosen),
                }
            }
        }
    }

    fn write(&self, case: &Case, mut view: CaseView, originals: &[Item]) -> Result<Made> {
        let mut bundle = BundleWriter::begin(&self.bundle)?;
        let exported: BTreeSet<ItemId> = originals.iter().map(|item| item.id).collect();
        let log_size = self.put_log(&mut bundle, case, &view)?;
        let custody = custody_entries(case, view.settings.redact)?;
        for item in view.items.iter().map(|item| &item.item) {
            let is_exported = exported.contains(&item.id);
            let hidden = put_entries(&mut bundle, case, item, &custody, view.settings.redact, is_exported)?;
            view.left_out.extend(hidden);
        }
        let stamp_command = put_stamps(&mut bundle, case)?;
        let pipeline = Pipeline::new(None)?;
        put_originals(&mut bundle, case, &pipeline, originals)?;
        let pages = put_pages(&mut bundle, &view, &exported, &mut |item, out| copy_item(case, &pipeline, item, out))?;
        let shared = report::shareable(&view);
        let left_out = left_out(&view, &shared, &exported);
        put_found(&mut bundle, &shared, &left_out)?;
        for page in report::pages(&view) {
            bundle.put(&format!("data/report/{}", page.path), &page.bytes)?;
        }
        for (path, text) in SCRIPTS {
            bundle.put(path, text.as_bytes())?;
        }
        bundle.put("data/README.txt", readme(stamp_command.as_deref(), left_out.len(), pages).as_bytes())?;
        let date = now();
        let info = [
            ("Bagging-Date", &date[..10]),
            ("Bag-Software-Agent", TOOL),
            ("External-Identifier", view.checkpoint.origin.as_str()),
        ];
        let files = bundle.finish(&info, |text| Ok(case.sign_note(text)?))?;
        let (bundle, items) = (self.bundle.display().to_string(), view.items.len());
        Ok(Made { bundle, files, items, originals: originals.len(), pages, left_out: left_out.len(), log_size })
    }

    fn put_log(&self, bundle: &mut BundleWriter, case: &Case, view: &CaseView) -> Result<u64> {
        bundle.put(KEY_PATH, format!("{}\n", case.public_key_vkey()).as_bytes())?;
        let keys = case.key_history()?;
        if !keys.rotations().is_empty() {
            bundle.put(KEY_ROTATIONS_PATH, keys.text().as_bytes())?;
        }
        bundle.put(CHECKPOINT_PATH, case.checkpoint_text()?.as_bytes())?;
        if self.whole_log {
            let redact = view.settings.redact;
            let hides = redact.people || redact.operator_notes || redact.machine_paths || redact.team_marks;
            if case.texts_stand_open() && hides {
                return Err(wrong_usage(
                    "the log of this case is of the first format: it says in clear who collected what, with all notes\n  to \
                     hand it on whole, add --with people,operator-notes,machine-paths,team-marks",
                ));
            }
            // The checkpoint stands there already.
            for (path, bytes) in case.log_files()?.into_iter().filter(|(path, _)| log_path(path) != CHECKPOINT_PATH) {
                bundle.put(&log_path(&path), &bytes)?;
            }
        }
        Ok(case.log_size()?)
    }
}

fn known(case: &Case, id: &str) -> Result<Item> {
    case.item(id)?
        .ok_or_else(|| wrong_usage(format!("there is no item {:?}; list them: firsthand show CASE items", visible(id))))
}

fn no_block(text: &str) -> anyhow::Error {
    wrong_usage(format!("there is no block {:?}; list them: firsthand show CASE blocks ID", visible(text)))
}

fn custody_entries(case: &Case, redact: Redact) -> Result<CustodyEntries> {
    let mut entries = CustodyEntries::new();
    for (log_index, event) in case.custody_entries()?.into_iter().filter(|(_, event)| shows_event(event, redact)) {
        for item in event.items {
            entries.entry(item).or_default().push(log_index);
        }
    }
    Ok(entries)
}

/// Puts every stamp that holds, with the proof of its record and the proof that this log goes on from what was stamped.
/// Gives the command by which anybody checks the newest.
fn put_stamps(bundle: &mut BundleWriter, case: &Case) -> Result<Option<String>> {
    let mut newest = None;
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
        let folder = stamp_path(stamp.number, "");
        let found = stamp.files.verify().ok();
        newest = found.map(|found| openssl_command(folder.trim_end_matches('/'), &found)).or(newest);
    }
    Ok(newest)
}

fn put_originals(bundle: &mut BundleWriter, case: &Case, pipeline: &Pipeline, originals: &[Item]) -> Result<()> {
    for item in originals {
        let path = original_path(&item.id, extension_of(&item.media_type));
        bundle.put_with(&path, |out| copy_item(case, pipeline, &item.id, out))?;
        ensure!(
            bundle.sha256_of(&path) == Some(item.id),
            "the bytes of {} are not what was logged; nothing was exported\n  look closer: firsthand check CASE",
            item.short_id
        );
    }
    Ok(())
}

fn copy_item(case: &Case, pipeline: &Pipeline, item: &ItemId, mut out: &mut dyn Write) -> Result<()> {
    match case.object_path(item) {
        Some(object) => drop(std::io::copy(&mut std::fs::File::open(object)?, out)?),
        None => {
            let source = source_of(case, item)?.context("its container is not in the case")?;
            pipeline.extractor().copy_member(&source, &mut out)?;
        }
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

/// What a person left out and what the switches left out, of every item. What the original shows anyway is no secret: it
/// is left out of report and tables all the same, and listed.
fn left_out(view: &CaseView, shared: &Shareable, exported: &BTreeSet<ItemId>) -> Vec<LeftOut> {
    let sizes: BTreeMap<ItemId, u64> = view.items.iter().map(|item| (item.id(), item.item.size_bytes)).collect();
    let fields = shared.left_out.iter().flat_map(|(item, kinds)| {
        let size_bytes = sizes.get(item).copied().unwrap_or_default();
        kinds.iter().map(move |(kind, fields)| LeftOut::of_fields(*item, size_bytes, *kind, fields.clone()))
    });
    let bytes = view.items.iter().filter(|item| !exported.contains(&item.id()));
    let originals = bytes.map(|item| LeftOut::of(item.id(), "original", item.item.size_bytes));
    view.left_out.iter().cloned().chain(fields).chain(originals).collect()
}

fn put_found(bundle: &mut BundleWriter, shared: &Shareable, left_out: &[LeftOut]) -> Result<()> {
    let view = &shared.view;
    let matches: Vec<_> = view.matches.iter().filter(|one| one.tier == Tier::Confirmed).collect();
    // What readers wrote may name people and stays in the case.
    let is_comment = |one: &model::Statement| {
        shared.comments.get(&one.item).is_some_and(|blocks| blocks.contains(&one.block))
            || one.chain.iter().any(|link| link.role == "commenter")
    };
    let statements: Vec<_> = view.statements.iter().filter(|one| !is_comment(one)).collect();
    let items: Vec<_> = view.items.iter().map(|item| &item.item).collect();
    put_table(bundle, "items", &items)?;
    put_table(bundle, "captures", &captures(view))?;
    put_table(bundle, "matches", &matches)?;
    put_table(bundle, "statements", &statements)?;
    put_table(bundle, "claims", &view.claims)?;
    put_table(bundle, "origins", &view.origins)?;
    put_table(bundle, "findings", &view.findings)?;
    put_table(bundle, "decisions", &view.decisions)?;
    put_table(bundle, "custody", &report::custody_record(view))?;
    bundle.put_lines("data/left-out.jsonl", left_out)
}

#[derive(Serialize)]
struct CaptureRow<'v> {
    item: ItemId,
    #[serde(flatten)]
    capture: &'v model::Capture,
}

fn captures(view: &CaseView) -> Vec<CaptureRow<'_>> {
    let of_item = |item: &'_ report::ItemView| item.id();
    let mut rows: Vec<CaptureRow<'_>> = Vec::new();
    for item in &view.items {
        rows.extend(item.item.captures.iter().map(|capture| CaptureRow { item: of_item(item), capture }));
    }
    rows.sort_by_key(|row| row.capture.log_index);
    rows
}

fn log_export(case: &Case, originals: &[Item], made: &Made) -> Result<()> {
    let event = CustodyEvent {
        what: CustodyKind::Exported,
        items: originals.iter().map(|item| item.id).collect(),
        text: format!(
            "a bundle of {} items, {} with their bytes, over the log's first {} entries; {} things left out",
            made.items, made.originals, made.log_size, made.left_out
        ),
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    };
    case.append(&[LogEntry::Custody(event)])?;
    Ok(())
}
