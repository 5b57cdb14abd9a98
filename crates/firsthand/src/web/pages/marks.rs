//! What the team says of an item for its own work: status, who has it in hand, graphic or not, tags, notes.

use crate::deciding;
use crate::web::answer::Answer;
use crate::web::frame::{choice, field, form, framed, hidden, send};
use crate::web::kinds;
use crate::web::moments::logged_at;
use crate::web::people::Role;
use crate::web::visit::{Visit, way_back};
use anyhow::Result;
use axum::http::StatusCode;
use model::{Decision, DecisionKind, ItemId, ItemStatus};
use report::{Element, Marks, el};

/// Key of the words for a status, and its name in forms.
pub fn status_key(status: ItemStatus) -> (&'static str, &'static str) {
    match status {
        ItemStatus::ToDo => ("to_do", "status.to.do"),
        ItemStatus::InProgress => ("in_progress", "status.in.progress"),
        ItemStatus::HelpNeeded => ("help_needed", "status.help.needed"),
        ItemStatus::ReadyForReview => ("ready_for_review", "status.ready"),
        ItemStatus::Completed => ("completed", "status.completed"),
        ItemStatus::Cancelled => ("cancelled", "status.cancelled"),
    }
}

/// Key of the words for a status by its name in lists.
pub fn status_words(name: &str) -> &'static str {
    ItemStatus::ALL.into_iter().map(status_key).find(|(known, _)| *known == name).map_or("none", |(_, key)| key)
}

/// A mark in words.
pub fn mark_words(visit: &Visit, mark: &DecisionKind) -> String {
    let said = |key: &'static str, value: &str| format!("{}: {value}", visit.say(key));
    match mark {
        DecisionKind::SetStatus { status, .. } => said("status", visit.say(status_key(*status).1)),
        DecisionKind::Assign { to, .. } if to.is_empty() => said("assignee", visit.say("many.nobody")),
        DecisionKind::Assign { to, .. } => said("assignee", to),
        DecisionKind::MarkGraphic { graphic: true, .. } => visit.say("mark.graphic").to_owned(),
        DecisionKind::MarkGraphic { .. } => visit.say("mark.not.graphic").to_owned(),
        DecisionKind::Tag { tag, .. } => said("tag", tag),
        DecisionKind::Note { text, .. } => said("note", text),
        other => visit.say(kinds::decision_kind(other)).to_owned(),
    }
}

/// Names of those who may have an item in hand: the accounts of the case, and who asks.
pub fn team(visit: &Visit) -> Vec<String> {
    let mut names: Vec<String> = visit.desk.people.all().into_iter().map(|person| person.name).collect();
    if !names.contains(&visit.who.name) {
        names.push(visit.who.name.clone());
    }
    names
}

/// The part of an item's page with its marks and, for who may set them, the forms.
pub fn section(visit: &Visit, item: &ItemId, marks: &Marks, decisions: &[Decision]) -> Element {
    let tags = marks.tags.iter().map(|(tag, set)| tag_line(visit, tag, set));
    let id = item.hex();
    let notes = decisions.iter().filter_map(|decision| match &decision.what {
        DecisionKind::Note { about, text } if *about == id && decision.undone_by.is_none() => Some((decision, text)),
        _ => None,
    });
    let notes = notes.map(|(decision, text)| {
        el("li").with(el("span").attr("dir", "auto").name(text)).with(
            el("span")
                .class("muted")
                .with(" · ")
                .with(el("bdi").name(&decision.by))
                .with(" · ")
                .with(logged_at(visit, &decision.time)),
        )
    });
    let state = el("p")
        .with(el("span").class("badge").with(visit.say(status_key(marks.status).1)))
        .with_all(marks.assignee.as_ref().map(|name| el("span").with(" · @").with(el("bdi").name(name))))
        .with_all(marks.graphic.then(|| el("span").class("badge open").with(visit.say("mark.graphic"))));
    let section = el("section").class("card").with(el("h2").with(visit.say("marks"))).with(state);
    let section =
        section.with(el("ul").class("plain tags").with_all(tags)).with(el("ul").class("plain").with_all(notes));
    if visit.may(Role::Contributor) { section.with(forms(visit, &id, marks)) } else { section }
}

fn tag_line(visit: &Visit, tag: &str, set: &[String]) -> Element {
    let off = visit.may(Role::Contributor).then(|| {
        let decisions = set.iter().map(|decision| hidden("undo", decision));
        mark_form(visit, "tag_off").with_all(decisions).with(send(visit.say("remove")))
    });
    el("li").with(el("span").class("badge").with(el("bdi").name(tag))).with(" ").with_all(off)
}

fn mark_form(visit: &Visit, kind: &str) -> Element {
    form(visit, "marks").class("inline").with(hidden("kind", kind)).with(hidden("back", &visit.path))
}

fn forms(visit: &Visit, item: &str, marks: &Marks) -> Element {
    let statuses = ItemStatus::ALL.map(|status| (status_key(status).0, visit.say(status_key(status).1).to_owned()));
    let names = std::iter::once(String::new()).chain(team(visit)).collect::<Vec<_>>();
    let names = names.iter().map(|name| (name.as_str(), if name.is_empty() { "–".to_owned() } else { name.clone() }));
    let of_item = |kind: &str| mark_form(visit, kind).with(hidden("item", item));
    let graphic = if marks.graphic { ("no", "mark.not.graphic") } else { ("yes", "mark.graphic.set") };
    el("details")
        .class("decide")
        .with(el("summary").with(visit.say("marks.change")))
        .with(
            el("p").with(
                of_item("status")
                    .with(choice(visit.say("status"), "status", statuses, status_key(marks.status).0))
                    .with(send(visit.say("keep"))),
            ),
        )
        .with(
            el("p").with(
                of_item("assign")
                    .with(choice(visit.say("assignee"), "to", names, marks.assignee.as_deref().unwrap_or_default()))
                    .with(send(visit.say("keep"))),
            ),
        )
        .with(el("p").with(of_item("graphic").with(hidden("graphic", graphic.0)).with(send(visit.say(graphic.1)))))
        .with(of_item("tag").with(field(visit.say("tag"), "text", "tag", "")).with(send(visit.say("tag.set"))))
        .with(of_item("note").with(field(visit.say("note"), "text", "text", "")).with(send(visit.say("note.write"))))
}

/// Records a mark.
pub fn record(visit: &Visit) -> Result<Answer> {
    let Some(marks) = marks_in(visit) else {
        return Ok(wrong(visit, visit.say("decide.unknown")));
    };
    let why = visit.filled("why").unwrap_or_default();
    let decisions = marks.into_iter().map(|what| (what, why.to_owned())).collect();
    if let Err(error) = deciding::record(&visit.case()?, &visit.who.name, decisions) {
        return Ok(wrong(visit, &format!("{error:#}")));
    }
    Ok(Answer::SeeOther(way_back(visit.filled("back"), "items")))
}

fn wrong(visit: &Visit, words: &str) -> Answer {
    let content = crate::web::frame::alert(words);
    Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, framed(visit, visit.say("marks"), content))
}

fn marks_in(visit: &Visit) -> Option<Vec<DecisionKind>> {
    let item = || visit.filled("item")?.parse::<ItemId>().ok();
    Some(match visit.filled("kind")? {
        "status" => {
            let wanted = visit.filled("status")?;
            let status = ItemStatus::ALL.into_iter().find(|status| status_key(*status).0 == wanted)?;
            vec![DecisionKind::SetStatus { item: item()?, status }]
        }
        "assign" => vec![DecisionKind::Assign { item: item()?, to: visit.filled("to").unwrap_or_default().to_owned() }],
        "graphic" => vec![DecisionKind::MarkGraphic { item: item()?, graphic: visit.filled("graphic")? == "yes" }],
        "tag" => vec![DecisionKind::Tag { item: item()?, tag: visit.filled("tag")?.to_owned() }],
        "note" => vec![DecisionKind::Note { about: item()?.hex(), text: visit.filled("text")?.to_owned() }],
        "tag_off" => own_tags(visit)?,
        _ => return None,
    })
}

/// The undoing of tags; nothing else can be taken back by this form, whatever ids it carries.
fn own_tags(visit: &Visit) -> Option<Vec<DecisionKind>> {
    let decisions = visit.case().ok()?.decisions().ok()?;
    let is_tag = |id: &str| decisions.iter().any(|one| one.id == id && matches!(one.what, DecisionKind::Tag { .. }));
    let ids = visit.form.iter().filter(|(name, _)| name == "undo").map(|(_, id)| id.clone());
    let ids: Vec<String> = ids.collect();
    let all_tags = !ids.is_empty() && ids.iter().all(|id| is_tag(id));
    all_tags.then(|| ids.into_iter().map(|decision| DecisionKind::Undo { decision }).collect())
}
