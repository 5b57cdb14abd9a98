//! Handing over: what would leave is listed first, one switch each; then `firsthand export` makes the bundle, which is saved.

use crate::case_view::case_view;
use crate::operator::now;
use crate::web::answer::Answer;
use crate::web::frame::{alert, choice, form, framed, scroll, send};
use crate::web::kinds;
use crate::web::visit::Visit;
use anyhow::{Context, Result};
use axum::http::StatusCode;
use report::{Element, Html, ReportSettings, Sensitive, el, would_leave};
use std::process::{Command, Stdio};

/// Things of one kind that are named on the page; their number is told in any case.
const NAMED_AT_MOST: usize = 40;
/// A longer bundle is made on the command line.
const BUNDLE_BYTES_AT_MOST: u64 = 2 << 30;

/// Name of a switch as `export --with` takes it.
fn switch(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Gps => "gps",
        Sensitive::DeviceSerials => "device-serials",
        Sensitive::FileAuthors => "file-authors",
        Sensitive::UserNames => "user-names",
        Sensitive::MachinePaths => "machine-paths",
        Sensitive::CommentAuthors => "comment-authors",
        Sensitive::People => "people",
        Sensitive::OperatorNotes => "operator-notes",
        Sensitive::OtherMetadata => "other-metadata",
        Sensitive::TeamMarks => "team-marks",
    }
}

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    Ok(Answer::page(page(visit, None)?))
}

fn page(visit: &Visit, problem: Option<&str>) -> Result<Html> {
    let view = case_view(&visit.case()?, &visit.desk.case_folder, ReportSettings::default())?;
    let leaving = would_leave(&view);
    let row = |kind: Sensitive| {
        let of_kind: Vec<_> = leaving.iter().filter(|entry| entry.kind == kind).collect();
        if of_kind.is_empty() {
            return None;
        }
        let named = of_kind.iter().take(NAMED_AT_MOST);
        let named = named.map(|entry| el("li").name(&format!("{} ({})", entry.what, entry.where_found)));
        let n = u64::try_from(of_kind.len()).unwrap_or(u64::MAX);
        let input = el("input").attr("type", "checkbox").attr("name", "with").attr("value", switch(kind));
        let label = el("label").with(input).with(" ").with(visit.say(kinds::sensitive(kind)));
        Some(el("tr").with(el("th").attr("scope", "row").with(label)).with(el("td").with(
            el("details").with(el("summary").with(visit.language.count("things.n", n))).with(el("ul").with_all(named)),
        )))
    };
    let heads = ["leaves.show", "leaves.what"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(Sensitive::ALL.into_iter().filter_map(row)));
    let originals = [("none", visit.say("originals.none").to_owned()), ("all", visit.say("originals.all").to_owned())];
    let make = form(visit, "hand-over")
        .class("card")
        .with(el("h2").with(visit.say("leaves")))
        .with(el("p").class("help").with(visit.say("leaves.help")))
        .with(scroll(visit.say("leaves"), table))
        .with(choice(visit.say("originals"), "originals", originals, "none"))
        .with(send(visit.say("bundle.make")));
    let content: Element = el("div")
        .with(el("h1").with(visit.say("nav.hand.over")))
        .with(el("p").class("help").with(visit.say("hand.over.help")))
        .with_all(problem.map(alert))
        .with(make);
    Ok(framed(visit, visit.say("nav.hand.over"), content))
}

/// Makes the bundle as the command line does, logged with the name of whoever asks, and hands it out as a file.
pub fn make(visit: &Visit) -> Result<Answer> {
    let folder = tempfile::Builder::new().prefix("bundle").tempdir().context("a folder for the bundle")?;
    let name = format!("bundle-{}.zip", now().replace(':', ""));
    let bundle = folder.path().join(&name);
    let all = visit.filled("originals") == Some("all");
    let known = |value: &&str| Sensitive::ALL.iter().any(|kind| switch(*kind) == *value);
    let shown: Vec<&str> =
        visit.form.iter().filter(|(name, _)| name == "with").map(|(_, value)| value.as_str()).filter(known).collect();
    let mut command = Command::new(std::env::current_exe().context("finding this program")?);
    command
        .arg("export")
        .arg(&visit.desk.case_folder)
        .arg(&bundle)
        .args(["--originals", if all { "all" } else { "none" }]);
    if !shown.is_empty() {
        command.args(["--with", &shown.join(",")]);
    }
    let told = command.env("FIRSTHAND_OPERATOR", &visit.who.name).stdin(Stdio::null()).output()?;
    if !told.status.success() {
        let words = String::from_utf8_lossy(&told.stderr);
        let last = words.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        return Ok(Answer::Page(StatusCode::INTERNAL_SERVER_ERROR, page(visit, Some(last))?));
    }
    if std::fs::metadata(&bundle)?.len() > BUNDLE_BYTES_AT_MOST {
        return Ok(Answer::Page(StatusCode::PAYLOAD_TOO_LARGE, page(visit, Some(visit.say("bundle.large")))?));
    }
    Ok(Answer::Original(name, std::fs::read(bundle)?))
}
