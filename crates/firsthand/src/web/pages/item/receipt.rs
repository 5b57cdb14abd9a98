//! The receipt of an item: its entries of the log, the signed checkpoint over them, trusted timestamps, and how to prove it
//! to somebody.

use crate::commands::proof::zip_of_item;
use crate::trusted_time::TrustedTime;
use crate::web::answer::Answer;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use axum::http::StatusCode;
use model::Item;
use report::{CourtMinimum, Element, LocalHref, el, safe_file_name};

/// Entries that are named one by one.
const NAMED: usize = 12;

/// What somebody else runs in the folder of the receipt; its README has it with the names of the files.
const CHECK: &str = "python3 verify_proof.py \"$(cat log.vkey)\" ….tlog-proof ….leaf.json ORIGINAL";

/// The section.
///
/// # Errors
/// When the log does not hold.
pub fn section(visit: &Visit, case: &Case, item: &Item) -> Result<Element> {
    let indices: Vec<u64> = item.captures.iter().map(|capture| capture.log_index).collect();
    let named: Vec<String> = indices.iter().take(NAMED).map(|index| grouped(*index)).collect();
    let more = if indices.len() > NAMED { " …" } else { "" };
    let size = case.checkpoint()?.size;
    let is_covered = indices.iter().all(|index| *index < size);
    let checkpoint = match is_covered {
        true => ("done", "◆", visit.language.count("receipt.checkpoint", size)),
        false => ("open", "◇", visit.say("receipt.no.checkpoint").to_owned()),
    };
    let stamp = match TrustedTime::of(case)?.of_item(item) {
        Some(time) => ("done", "◆", visit.language.fill("receipt.stamped", &[("time", &time.0)])),
        None => ("open", "◇", visit.say("receipt.not.stamped").to_owned()),
    };
    let state = |(class, sign, words): (&'static str, &str, String)| {
        let mark = el("span").attr("aria-hidden", "true").with(format!("{sign} "));
        el("p").attr("class", format!("state {class}")).with(el("strong").with(mark).with(el("bdi").name(&words)))
    };
    let download = LocalHref::of_desk(&format!("items/{}/receipt.zip", item.short_id.0), &[]);
    let folder = case.folder().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let command = format!("firsthand proof {folder} {0} proof-{0}", item.short_id.0);
    Ok(el("section")
        .with(el("h2").with(visit.say("receipt")))
        .with(el("p").with(visit.say("receipt.entries")).with(" ").with(named.join(", ")).with(more))
        .with(state(checkpoint))
        .with(state(stamp))
        .with(
            el("p").with(el("a").class("button").attr("download", "").href(&download).with(visit.say("receipt.save"))),
        )
        .with(el("p").class("help").with(visit.say("receipt.help")))
        .with(el("pre").class("command").attr("dir", "ltr").attr("tabindex", "0").with(el("code").with(CHECK)))
        .with(el("p").class("help").with(visit.say("receipt.proof")))
        .with(el("pre").class("command").attr("dir", "ltr").attr("tabindex", "0").with(el("code").name(&command))))
}

/// How much of what a court asks for is held, and what is not; nothing is asked of what never stood on the web.
pub fn court(visit: &Visit, held: Option<CourtMinimum>) -> Element {
    let section = el("section").with(el("h2").with(visit.say("court")));
    let Some(held) = held else { return section.with(el("p").class("nothing").with(visit.say("court.none"))) };
    let parts = [
        ("court.address", held.target_url),
        ("court.source", held.html_source),
        ("court.capture", held.full_page_capture),
    ];
    let line = |(key, is_held): (&'static str, bool)| {
        let (sign, state) = if is_held { ("◆", "court.held") } else { ("◇", "court.lacks") };
        el("li")
            .with(el("span").attr("aria-hidden", "true").with(format!("{sign} ")))
            .with(el("strong").with(visit.say(state)))
            .with(": ")
            .with(visit.say(key))
    };
    section
        .with(el("p").class("lead").with(visit.language.fill("court.of", &[("n", &held.n_held().to_string())])))
        .with(el("ul").class("plain").with_all(parts.map(line)))
        .with(el("p").class("help").with(visit.say("court.help")))
}

/// The receipt as a file to be handed on: entries, proofs, key, a verifier, and what to do with them.
pub fn save(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let Some(item) = case.item(visit.value(0))? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned()));
    };
    Ok(Answer::Original(format!("proof-{}.zip", safe_file_name(&item.short_id.0)), zip_of_item(&case, &item)?))
}
