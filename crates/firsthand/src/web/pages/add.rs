//! Adding: files dropped or chosen, watched as they are taken in, stopped and taken up again; and what went wrong with each,
//! with what to do.

use super::item::rest;
use crate::web::adding::{At, InputLine, Run, Stage, Status, Told};
use crate::web::answer::Answer;
use crate::web::frame::{alert, field, form, framed, hidden, send};
use crate::web::moments::logged_at;
use crate::web::people::Role;
use crate::web::speak::{Language, grouped};
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, Html, LocalHref, el};
use tokio::sync::mpsc;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    Ok(Answer::page(page(visit, None)))
}

fn page(visit: &Visit, problem: Option<&str>) -> Html {
    let runs = visit.desk.adding.runs();
    let (open, others): (Vec<&Run>, Vec<&Run>) =
        runs.iter().partition(|run| run.stage == Stage::Receiving && run.by == visit.who.name);
    let nothing = others.is_empty().then(|| el("p").class("nothing").with(visit.say("add.none")));
    let content = el("div")
        .with(el("h1").with(visit.say("add")))
        .with(el("p").class("help").with(visit.say("add.help")))
        .with_all(problem.map(alert))
        .with(sending(visit, open.first().copied()))
        .with(
            el("section")
                .attr("data-runs", "")
                .with(el("h2").with(visit.say("add.runs")))
                .with_all(nothing)
                .with_all(others.into_iter().map(|run| card(visit, run))),
        )
        .with(el("script").attr("type", "module").src(&LocalHref::of_desk("assets/adding.js", &[])));
    framed(visit, visit.say("add"), content)
}

/// Where files are dropped, and what is said of them.
fn sending(visit: &Visit, run: Option<&Run>) -> Element {
    let (id, n) = run.map_or(("", 0), |run| (run.id.as_str(), run.received));
    let choose = |label: &str, folder: bool| {
        let input = el("input").attr("type", "file").flag("multiple").attr("data-files", "");
        let input = if folder { input.flag("webkitdirectory") } else { input };
        el("label").class("button").with(input.class("hear")).with(label)
    };
    let words = ["sending", "again", "cancelled", "waiting", "lost"];
    let words: serde_json::Map<String, serde_json::Value> =
        words.iter().map(|name| ((*name).to_owned(), visit.say(sending_key(name)).into())).collect();
    let drop = el("div")
        .class("drop")
        .attr("data-drop", id)
        .attr("data-words", serde_json::Value::Object(words).to_string())
        .with(choose(visit.say("add.choose"), false))
        .with(" ")
        .with(choose(visit.say("add.folder"), true))
        .with(
            el("p").class("muted").attr("role", "status").attr("data-received", n.to_string()).with(received(visit, n)),
        )
        .with(el("progress").class("sending").attr("aria-label", visit.say("add.choose")).flag("hidden"))
        .with(el("button").attr("type", "button").attr("data-cancel", "").flag("hidden").with(visit.say("add.cancel")))
        .with(el("ul").class("plain").attr("data-problems", ""))
        .with(el("noscript").with(plain(visit)));
    let start = form(visit, "add/start")
        .attr("data-start", "")
        .with(hidden("run", id))
        .with(field(visit.say("add.url"), "url", "url", ""))
        .with(field(visit.say("add.received"), "text", "received_from", ""))
        .with(field(visit.say("add.seen"), "text", "seen_at", ""))
        .with(field(visit.say("add.note"), "text", "note", ""))
        .with(send(visit.say("add.start")));
    let discard = run.map(|run| act(visit, "add/discard", "add.discard", run));
    el("section").class("card").with(drop).with(start).with_all(discard)
}

/// The form by which a browser that runs no script sends files.
fn plain(visit: &Visit) -> Element {
    let input = el("input").attr("type", "file").attr("name", "files").flag("multiple");
    form(visit, "add/files")
        .attr("enctype", "multipart/form-data")
        .with(el("p").class("help").with(visit.say("add.script")))
        .with(el("p").class("field").with(el("label").with(el("span").with(visit.say("add.choose"))).with(input)))
        .with(send(visit.say("add.send")))
}

fn sending_key(name: &str) -> &'static str {
    match name {
        "sending" => "add.sending",
        "again" => "add.send.again",
        "cancelled" => "add.cancelled",
        "waiting" => "add.waiting",
        _ => "add.lost",
    }
}

fn received(visit: &Visit, n: u64) -> String {
    visit.language.count("add.received.n", n)
}

fn act(visit: &Visit, path: &str, label: &'static str, run: &Run) -> Element {
    form(visit, path).class("inline").with(hidden("run", &run.id)).with(send(visit.say(label)))
}

/// Whether they may stop a run, go on with it or discard it: their own, and an owner every one.
fn may_touch(visit: &Visit, run: &Run) -> bool {
    run.by == visit.who.name || visit.may(Role::Owner)
}

fn card(visit: &Visit, run: &Run) -> Element {
    let actions: &[(&str, &'static str)] = match run.stage {
        _ if !may_touch(visit, run) => &[],
        Stage::Working => &[("add/stop", "add.stop")],
        Stage::Stopped | Stage::Failed => &[("add/start", "add.again"), ("add/discard", "add.discard")],
        Stage::Receiving => &[("add/discard", "add.discard")],
        Stage::Done => &[("add/discard", "add.forget")],
    };
    let advice = match run.stage {
        Stage::Failed => Some("advice.failed"),
        Stage::Stopped => Some("advice.stopped"),
        _ => None,
    };
    let is_working = run.stage == Stage::Working;
    let card = el("section").class("card").attr("id", &run.id).attr("tabindex", "-1");
    let card = if is_working { card.attr("data-events", events_address(run)) } else { card };
    let stage = el("strong").attr("data-stage", "").with(visit.say(stage_key(run.stage)));
    card.with(el("h3").with(logged_at(visit, &run.began)).with(" · ").with(el("bdi").name(&run.by)))
        .with(el("p").attr("role", "status").with(stage).with(" · ").with(received(visit, run.received)))
        .with_all(is_working.then(|| at_work(run.at.as_ref())))
        .with(el("p").class("muted").attr("data-counts", "").with(counts(visit.language, run)))
        .with_all(run.problem.as_deref().map(alert))
        .with_all(advice.map(|key| el("p").class("help").with(visit.say(key))))
        .with_all(
            [Status::Refused, Status::Error, Status::Warn]
                .into_iter()
                .filter_map(|status| troubles(visit, run, status)),
        )
        .with_all(kept(visit, run))
        .with(el("p").with_all(actions.iter().map(|(path, label)| act(visit, path, label, run))))
}

/// A bar of what the run is at.
fn at_work(at: Option<&At>) -> Element {
    let bar = el("progress").attr("data-bar", "").attr("aria-label", at.map_or("…", |at| at.step.as_str()));
    let bar = match at.and_then(|at| Some((at.done, at.of?))) {
        Some((done, of)) if of > 0 => bar.attr("max", of.to_string()).attr("value", done.to_string()),
        _ => bar,
    };
    let words = at.map(|at| el("bdi").name(&at_words(at)));
    el("p").class("at-work").with(bar).with(" ").with(el("span").class("muted").attr("data-at", "").with_all(words))
}

fn at_words(at: &At) -> String {
    let of = at.of.filter(|of| *of > 0).map(|of| format!(" / {}", grouped(of))).unwrap_or_default();
    let what = if at.what.is_empty() { String::new() } else { format!(" · {}", at.what) };
    format!("{} · {}{of}{what}", at.step, grouped(at.done))
}

/// How many ended how.
fn counts(language: Language, run: &Run) -> String {
    let told = |status: Status| {
        let n = run.outcomes.n(status);
        (n > 0).then(|| format!("{}: {}", language.say(status_key(status)), grouped(n)))
    };
    Status::ALL.into_iter().rev().filter_map(told).collect::<Vec<_>>().join(" · ")
}

/// Files that ended so, each with what is to be known, and what to do about them.
fn troubles(visit: &Visit, run: &Run, status: Status) -> Option<Element> {
    let lines: Vec<Element> = run.outcomes.of(status).map(input_line).collect();
    let n_more = run.outcomes.n(status) - lines.len() as u64;
    (!lines.is_empty()).then(|| {
        let heading = format!("{} ({})", visit.say(status_key(status)), grouped(run.outcomes.n(status)));
        el("div")
            .class("troubles")
            .with(el("h4").with(heading))
            .with(el("p").class("help").with(visit.say(advice_key(status))))
            .with(el("ul").class("findings").with_all(lines))
            .with_all(rest(visit, n_more))
    })
}

/// Files that came in without trouble, folded.
fn kept(visit: &Visit, run: &Run) -> Option<Element> {
    let lines: Vec<Element> = run.outcomes.of(Status::Ok).map(input_line).collect();
    let n_more = run.outcomes.n(Status::Ok) - lines.len() as u64;
    (!lines.is_empty()).then(|| {
        let summary = format!("{} ({})", visit.say(status_key(Status::Ok)), grouped(run.outcomes.n(Status::Ok)));
        el("details")
            .class("fold")
            .with(el("summary").with(summary))
            .with(el("ul").class("plain").with_all(lines))
            .with_all(rest(visit, n_more))
    })
}

fn input_line(line: &InputLine) -> Element {
    let path = el("bdi").name(&line.path);
    let link = match &line.sha256 {
        Some(item) => el("a").href(&LocalHref::of_desk(&format!("items/{item}"), &[])).with(path),
        None => el("strong").with(path),
    };
    let message = line.message.as_deref().map(|text| el("span").with(" · ").with(el("bdi").name(text)));
    let class = match line.status {
        Status::Ok => "",
        Status::Warn => "finding warn",
        Status::Error | Status::Refused => "finding error",
    };
    el("li").attr("class", class).with(link).with_all(message)
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Ok => "input.ok",
        Status::Warn => "input.warn",
        Status::Error => "input.error",
        Status::Refused => "input.refused",
    }
}

fn advice_key(status: Status) -> &'static str {
    match status {
        Status::Refused => "advice.refused",
        Status::Error => "advice.error",
        Status::Warn | Status::Ok => "advice.warn",
    }
}

fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Receiving => "run.receiving",
        Stage::Working => "run.working",
        Stage::Done => "run.done",
        Stage::Stopped => "run.stopped",
        Stage::Failed => "run.failed",
    }
}

fn events_address(run: &Run) -> String {
    LocalHref::of_desk(&format!("add/{}/events", run.id), &[]).as_str().to_owned()
}

/// Begins a run.
pub fn begin(visit: &Visit) -> Result<Answer> {
    visit.desk.adding.begin(&visit.who.name)?;
    Ok(back())
}

/// Takes the files of a run in, or goes on with one that was stopped.
pub fn start(visit: &Visit) -> Result<Answer> {
    let field = |name: &str| visit.filled(name).map(str::to_owned);
    let told = Told {
        url: field("url"),
        received_from: field("received_from"),
        seen_at: field("seen_at"),
        note: field("note"),
    };
    with_run(visit, |id| visit.desk.adding.start(id, told))
}

/// Stops a run.
pub fn stop(visit: &Visit) -> Result<Answer> {
    with_run(visit, |id| {
        visit.desk.adding.stop(id);
        Ok(())
    })
}

/// Forgets a run, with the files that it has not taken in.
pub fn discard(visit: &Visit) -> Result<Answer> {
    with_run(visit, |id| visit.desk.adding.discard(id))
}

/// Does something with the run that a form names, where they may.
fn with_run(visit: &Visit, act: impl FnOnce(&str) -> Result<()>) -> Result<Answer> {
    let id = visit.filled("run").unwrap_or_default();
    if visit.desk.adding.run(id).is_some_and(|run| !may_touch(visit, &run)) {
        return Ok(Answer::Wrong(StatusCode::FORBIDDEN, visit.say("no.right").to_owned()));
    }
    Ok(match act(id) {
        Ok(()) => back(),
        Err(error) => Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, page(visit, Some(&format!("{error:#}")))),
    })
}

fn back() -> Answer {
    Answer::SeeOther(LocalHref::of_desk("add", &[]))
}

/// What a run does, as it does it; ends with the run.
pub fn events(visit: &Visit) -> Result<Answer> {
    let id = visit.value(0).to_owned();
    let Some(mut now) = visit.desk.adding.run(&id) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let (sender, events) = mpsc::channel(8);
    let (adding, language) = (visit.desk.adding.clone(), visit.language);
    std::thread::spawn(move || {
        loop {
            let told = serde_json::json!({
                "stage": now.stage, "words": language.say(stage_key(now.stage)), "counts": counts(language, &now),
                "at": now.at, "at_words": now.at.as_ref().map(at_words),
            });
            if sender.blocking_send(told.to_string()).is_err() || now.stage != Stage::Working {
                return;
            }
            match adding.when_changed(&now) {
                Some(changed) => now = changed,
                None => return,
            }
        }
    });
    Ok(Answer::Events(events))
}
