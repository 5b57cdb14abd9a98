//! Adding: files dropped or chosen, watched as they are taken in, stopped and taken up again.

use crate::web::adding::{InputLine, Run, Stage, Told};
use crate::web::answer::Answer;
use crate::web::frame::{alert, field, form, framed, hidden, send};
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, Html, LocalHref, el};
use tokio::sync::mpsc;

/// Lines of one run that are shown; those that need attention first.
const LINES_AT_MOST: usize = 200;

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    Ok(Answer::page(page(visit, None)))
}

fn page(visit: &Visit, problem: Option<&str>) -> Html {
    let runs = visit.desk.adding.runs();
    let open = runs.iter().find(|run| run.stage == Stage::Receiving && run.by == visit.who.name);
    let nothing = runs.is_empty().then(|| el("p").class("nothing").with(visit.say("add.none")));
    let content = el("div")
        .with(el("h1").with(visit.say("add")))
        .with(el("p").class("help").with(visit.say("add.help")))
        .with_all(problem.map(alert))
        .with(match open {
            Some(run) => sending(visit, run),
            None => form(visit, "add").with(send(visit.say("add"))),
        })
        .with(
            el("section")
                .with(el("h2").with(visit.say("add.runs")))
                .with_all(nothing)
                .with_all(runs.iter().map(|run| card(visit, run))),
        );
    framed(visit, visit.say("add"), content)
}

/// Where files are dropped, and what is said of them.
fn sending(visit: &Visit, run: &Run) -> Element {
    let choose = |label: &str, folder: bool| {
        let input = el("input").attr("type", "file").flag("multiple").attr("data-files", "");
        let input = if folder { input.flag("webkitdirectory") } else { input };
        el("label").class("button").with(input.class("hear")).with(label)
    };
    let drop = el("div")
        .class("drop")
        .attr("data-drop", &run.id)
        .with(choose(visit.say("add.choose"), false))
        .with(" ")
        .with(choose(visit.say("add.folder"), true))
        .with(el("p").class("muted").attr("role", "status").attr("data-received", "").with(received(visit, run)))
        .with(el("ul").class("plain").attr("data-problems", ""))
        .with(el("noscript").with(visit.say("add.script")));
    let start = form(visit, "add/start")
        .with(hidden("run", &run.id))
        .with(field(visit.say("add.url"), "url", "url", ""))
        .with(field(visit.say("add.received"), "text", "received_from", ""))
        .with(field(visit.say("add.seen"), "text", "seen_at", ""))
        .with(field(visit.say("add.note"), "text", "note", ""))
        .with(send(visit.say("add.start")));
    el("section").class("card").with(drop).with(start)
}

fn received(visit: &Visit, run: &Run) -> String {
    visit.language.count("add.received.n", u64::try_from(run.received).unwrap_or(u64::MAX))
}

fn card(visit: &Visit, run: &Run) -> Element {
    let act = |path: &str, label: &'static str| {
        form(visit, path).class("inline").with(hidden("run", &run.id)).with(send(visit.say(label)))
    };
    let button = match run.stage {
        Stage::Working => Some(act("add/stop", "add.stop")),
        Stage::Stopped | Stage::Failed => Some(act("add/start", "add.again")),
        Stage::Receiving | Stage::Done => None,
    };
    let mut lines: Vec<&InputLine> = run.lines.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(severity(&line.status)));
    let watched = el("section").class("card").attr("id", &run.id);
    let watched = if run.stage == Stage::Working { watched.attr("data-events", events_address(run)) } else { watched };
    watched
        .with(el("h3").with(el("bdi").name(&run.began)).with(" · ").with(el("bdi").name(&run.by)))
        .with(
            el("p")
                .attr("role", "status")
                .with(el("strong").attr("data-stage", "").with(visit.say(stage_key(run.stage))))
                .with(" · ")
                .with(received(visit, run)),
        )
        .with_all(run.problem.as_deref().map(alert))
        .with(
            el("ul")
                .class("plain")
                .attr("data-lines", "")
                .with_all(lines.into_iter().take(LINES_AT_MOST).map(|line| input_line(visit, line))),
        )
        .with_all(button)
}

fn events_address(run: &Run) -> String {
    LocalHref::of_desk(&format!("add/{}/events", run.id), &[]).as_str().to_owned()
}

fn severity(status: &str) -> u8 {
    match status {
        "refused" => 3,
        "error" => 2,
        "warn" => 1,
        _ => 0,
    }
}

fn input_line(visit: &Visit, line: &InputLine) -> Element {
    let key = match line.status.as_str() {
        "ok" => "input.ok",
        "warn" => "input.warn",
        "error" => "input.error",
        _ => "input.refused",
    };
    let path = el("bdi").name(&line.path);
    let link = match &line.sha256 {
        Some(item) => el("a").href(&LocalHref::of_desk(&format!("items/{item}"), &[])).with(path),
        None => path,
    };
    let message = line.message.as_deref().map(|text| el("span").class("muted").with(" · ").with(el("span").name(text)));
    el("li").with(el("strong").with(visit.say(key))).with(" ").with(link).with_all(message)
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

/// Begins a run.
pub fn begin(visit: &Visit) -> Result<Answer> {
    visit.desk.adding.begin(&visit.who.name)?;
    Ok(Answer::SeeOther(LocalHref::of_desk("add", &[])))
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
    Ok(match visit.desk.adding.start(visit.filled("run").unwrap_or_default(), &told) {
        Ok(()) => Answer::SeeOther(LocalHref::of_desk("add", &[])),
        Err(error) => Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, page(visit, Some(&format!("{error:#}")))),
    })
}

/// Stops a run.
pub fn stop(visit: &Visit) -> Result<Answer> {
    visit.desk.adding.stop(visit.filled("run").unwrap_or_default());
    Ok(Answer::SeeOther(LocalHref::of_desk("add", &[])))
}

/// What a run does, as it does it; ends with the run.
pub fn events(visit: &Visit) -> Result<Answer> {
    let id = visit.value(0).to_owned();
    let Some(first) = visit.desk.adding.run(&id) else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    };
    let (sender, events) = mpsc::channel(8);
    let (adding, language) = (visit.desk.adding.clone(), visit.language);
    std::thread::spawn(move || {
        let (mut n_lines, mut run) = (0, Some(first));
        while let Some(now) = run {
            let told = serde_json::json!({
                "stage": now.stage, "words": language.say(stage_key(now.stage)),
                "n_lines": now.lines.len(), "lines": &now.lines[n_lines.min(now.lines.len())..],
            });
            if sender.blocking_send(told.to_string()).is_err() || now.stage != Stage::Working {
                return;
            }
            n_lines = now.lines.len();
            run = adding.when_changed(&now);
        }
    });
    Ok(Answer::Events(events))
}
