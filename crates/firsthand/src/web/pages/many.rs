//! Many items marked at once: what was ticked in the list, in one batch under one checkpoint, that can be taken back whole.

use super::items::MANY;
use super::marks::{mark_words, status_key, team};
use crate::deciding;
use crate::web::answer::Answer;
use crate::web::frame::{alert, choice, field, form, framed, hidden, scroll, send};
use crate::web::visit::{Visit, way_back};
use anyhow::Result;
use axum::http::StatusCode;
use model::{Decision, DecisionKind, Item, ItemId, ItemStatus};
use report::{Element, LocalHref, Marks, UndoChains, el, is_mark};
use std::collections::BTreeSet;

/// Items that are marked at once.
const ITEMS_AT_MOST: usize = 500;
/// Marks that one batch may hold: every change to every item.
const MARKS_AT_MOST: usize = ITEMS_AT_MOST * 6;

/// The form for the items of a page; `back` is where the list stands.
pub fn form_for(visit: &Visit, items: &[ItemId], back: &LocalHref) -> Element {
    let as_it_is = || (String::new(), visit.say("many.leave").to_owned());
    let statuses = ItemStatus::ALL.map(status_key).map(|(name, key)| (name.to_owned(), visit.say(key).to_owned()));
    let statuses: Vec<_> = [as_it_is()].into_iter().chain(statuses).collect();
    let nobody = (NOBODY.to_owned(), visit.say("many.nobody").to_owned());
    let people = team(visit).into_iter().map(|name| (format!("@{name}"), name));
    let people: Vec<_> = [as_it_is(), nobody].into_iter().chain(people).collect();
    let graphic = [as_it_is(), ("yes".to_owned(), visit.say("mark.graphic.set").to_owned())];
    let choose = |key: &'static str, name: &'static str, options: &[(String, String)]| {
        choice(visit.say(key), name, options.iter().map(|(value, words)| (value.as_str(), words.clone())), "")
    };
    let fields = el("div")
        .class("many-fields")
        .with(choose("status", "status", &statuses))
        .with(choose("assignee", "to", &people))
        .with(field(visit.say("tag.set"), "text", "tag", ""))
        .with(field(visit.say("tag.off"), "text", "tag_off", ""))
        .with(choose("mark.graphic", "graphic", &graphic))
        .with(field(visit.say("many.why"), "text", "why", ""));
    let folded = el("details")
        .with(el("summary").with(visit.say("many")).with(el("span").flag("data-ticked")))
        .with(el("p").class("help").with(visit.say("many.help")))
        .with(fields)
        .with(send(visit.say("many")));
    form(visit, "marks/many")
        .class("many card")
        .attr("id", MANY)
        .with(hidden("back", back.as_str()))
        .with_all(items.iter().map(|item| hidden("shown", &item.hex())))
        .with(folded)
}

/// Stands for nobody in the choice of a person; names begin with `@` there.
const NOBODY: &str = "-";

/// Marks what was ticked.
pub fn record(visit: &Visit) -> Result<Answer> {
    let (items, changes) = (picked(visit), Change::all_in(visit));
    let (Some(items), Some(changes)) = (items, changes) else {
        return Ok(wrong(visit, visit.say("decide.unknown")));
    };
    if items.is_empty() || changes.is_empty() {
        return Ok(wrong(visit, visit.say("many.none")));
    }
    if items.len() > ITEMS_AT_MOST {
        return Ok(wrong(visit, &visit.language.count("many.most", ITEMS_AT_MOST as u64)));
    }
    let case = visit.case()?;
    let marks = report::marks(&case.decisions()?);
    let why = visit.filled("why").unwrap_or_default();
    let mut decisions = Vec::new();
    let mut n_same = 0u64;
    for item in items {
        let before = decisions.len();
        let marks = marks.get(&item).cloned().unwrap_or_default();
        let of_item = changes.iter().flat_map(|change| change.of_item(item, &marks));
        decisions.extend(of_item.map(|what| (what, why.to_owned())));
        n_same += u64::from(decisions.len() == before);
    }
    let back = way_back(visit.filled("back"), "items");
    if decisions.is_empty() {
        let content =
            el("div").with(el("p").with(visit.language.count("many.same", n_same))).with(to_list(visit, &back));
        return Ok(Answer::page(framed(visit, visit.say("many"), content)));
    }
    let recorded = match deciding::record(&case, &visit.who.name, decisions) {
        Ok(recorded) => recorded.decisions,
        Err(error) => return Ok(wrong(visit, &format!("{error:#}"))),
    };
    let indices = || recorded.iter().filter_map(|decision| decision.log_index);
    let (from, to) = (indices().min().unwrap_or_default(), indices().max().unwrap_or_default());
    Ok(Answer::SeeOther(done_address(from, to, n_same, &back)))
}

fn done_address(from: u64, to: u64, n_same: u64, back: &LocalHref) -> LocalHref {
    let (from, to, n_same) = (from.to_string(), to.to_string(), n_same.to_string());
    LocalHref::of_desk("marks/done", &[("from", &from), ("to", &to), ("same", &n_same), ("back", back.as_str())])
}

/// The items that were ticked, each once; all of the page where that box is ticked. `None` where one is no item.
fn picked(visit: &Visit) -> Option<BTreeSet<ItemId>> {
    let field = if visit.filled("all").is_some() { "shown" } else { "item" };
    visit.form.iter().filter(|(name, _)| name == field).map(|(_, id)| id.parse().ok()).collect()
}

/// What is to be different.
enum Change {
    Status(ItemStatus),
    Assign(String),
    TagOn(String),
    TagOff(String),
    Graphic,
}

impl Change {
    /// What the form asks for; `None` where it asks for what there is not.
    fn all_in(visit: &Visit) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        if let Some(wanted) = visit.filled("status") {
            changes.push(Change::Status(ItemStatus::ALL.into_iter().find(|one| status_key(*one).0 == wanted)?));
        }
        match visit.filled("to") {
            None => {}
            Some(NOBODY) => changes.push(Change::Assign(String::new())),
            Some(name) => changes.push(Change::Assign(name.strip_prefix('@')?.to_owned())),
        }
        changes.extend(visit.filled("tag").map(|tag| Change::TagOn(tag.to_owned())));
        changes.extend(visit.filled("tag_off").map(|tag| Change::TagOff(tag.to_owned())));
        changes.extend(visit.filled("graphic").map(|_| Change::Graphic));
        Some(changes)
    }

    /// What has to be decided so that it holds of an item with these marks: nothing where it holds already.
    fn of_item(&self, item: ItemId, marks: &Marks) -> Vec<DecisionKind> {
        match self {
            Change::Status(status) if marks.status != *status => {
                vec![DecisionKind::SetStatus { item, status: *status }]
            }
            Change::Assign(to) if marks.assignee.as_deref().unwrap_or_default() != to => {
                vec![DecisionKind::Assign { item, to: to.clone() }]
            }
            Change::TagOn(tag) if !marks.tags.contains_key(tag) => vec![DecisionKind::Tag { item, tag: tag.clone() }],
            Change::Graphic if !marks.graphic => vec![DecisionKind::MarkGraphic { item, graphic: true }],
            Change::TagOff(tag) => {
                let set = marks.tags.get(tag).into_iter().flatten().cloned();
                set.map(|decision| DecisionKind::Undo { decision }).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What was recorded, with the way to take all of it back.
pub fn done(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let decisions = case.decisions()?;
    let batch = Batch::asked_for(visit, &decisions);
    if batch.marks.is_empty() {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned()));
    }
    let mut rows = Vec::new();
    for (decision, first) in &batch.marks {
        let item = report::marked_item(&first.what).map(|item| case.item(&item.hex())).transpose()?.flatten();
        rows.push(row(visit, decision, first, item.as_ref()));
    }
    let heads = ["item", "decision", "why", "state"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows));
    let entries = [("from", batch.from.to_string()), ("to", batch.to.to_string())];
    let entries: Vec<(&str, &str)> = entries.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let n_same = visit.asked("same").and_then(|n| n.parse().ok()).unwrap_or(0);
    let title = visit.language.count("many.done", batch.marks.len() as u64);
    let content = el("div")
        .with(el("h1").attr("role", "status").with(title.clone()))
        .with(el("p").class("muted").with(visit.language.fill("many.entries", &entries)))
        .with_all((n_same > 0).then(|| el("p").with(visit.language.count("many.same", n_same))))
        .with(to_list(visit, &way_back(visit.asked("back"), "items")))
        .with(scroll(&title, table))
        .with(taking_back(visit, &batch));
    Ok(Answer::page(framed(visit, &title, content)))
}

fn to_list(visit: &Visit, back: &LocalHref) -> Element {
    el("p").with(el("a").href(back).with(visit.say("many.back")))
}

fn row(visit: &Visit, decision: &Decision, first: &Decision, item: Option<&Item>) -> Element {
    let link = item.map(|item| {
        let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
        el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))
    });
    let words = match decision.what {
        DecisionKind::Undo { .. } => format!("{}: {}", visit.say("decide.undo"), mark_words(visit, &first.what)),
        _ => mark_words(visit, &decision.what),
    };
    let state = decision.undone_by.as_ref().map(|_| el("span").class("badge").with(visit.say("undone")));
    el("tr")
        .with(el("td").with_all(link))
        .with(el("td").with(el("bdi").name(&words)))
        .with(el("td").with(el("bdi").name(&decision.why)))
        .with(el("td").with_all(state))
}

/// The form that takes back what of the batch still stands.
fn taking_back(visit: &Visit, batch: &Batch) -> Element {
    let standing: Vec<_> = batch.standing().collect();
    if standing.is_empty() {
        return el("p").class("muted").with(visit.say("many.taken.back"));
    }
    // What protected people's eyes is not taken away without a reason.
    let needs_reason = standing.iter().any(|(_, first)| matches!(first.what, DecisionKind::MarkGraphic { .. }));
    let why = el("input").attr("type", "text").attr("name", "why").attr("autocomplete", "off");
    let why = if needs_reason { why.flag("required") } else { why };
    let label = if needs_reason { "why" } else { "many.why" };
    let why = el("p").class("field").with(el("label").with(el("span").with(visit.say(label))).with(why));
    form(visit, "marks/take-back")
        .class("card")
        .with(hidden("from", &batch.from.to_string()))
        .with(hidden("to", &batch.to.to_string()))
        .with(hidden("back", way_back(visit.asked("back"), "items").as_str()))
        .with(why)
        .with(send(visit.say("many.take.back")))
}

/// Takes back what of a batch still stands.
pub fn take_back(visit: &Visit) -> Result<Answer> {
    let case = visit.case()?;
    let decisions = case.decisions()?;
    let batch = Batch::asked_for(visit, &decisions);
    let why = visit.filled("why").unwrap_or_default();
    let undo =
        |(decision, _): (&Decision, &Decision)| (DecisionKind::Undo { decision: decision.id.clone() }, why.to_owned());
    let undos: Vec<_> = batch.standing().map(undo).collect();
    if undos.is_empty() {
        return Ok(wrong(visit, visit.say("many.taken.back")));
    }
    if let Err(error) = deciding::record(&case, &visit.who.name, undos) {
        return Ok(wrong(visit, &format!("{error:#}")));
    }
    Ok(Answer::SeeOther(done_address(batch.from, batch.to, 0, &way_back(visit.filled("back"), "items"))))
}

/// Marks that one person recorded together: those entries of the log that are theirs. Nothing else is in it, whatever range
/// a form names.
struct Batch<'d> {
    from: u64,
    to: u64,
    /// Each with the mark that it sets, or takes back in the end.
    marks: Vec<(&'d Decision, &'d Decision)>,
}

impl<'d> Batch<'d> {
    /// The batch that address or form name by its first and last entry.
    fn asked_for(visit: &Visit, decisions: &'d [Decision]) -> Batch<'d> {
        let number = |name: &str| visit.asked(name).or(visit.filled(name)).and_then(|number| number.parse().ok());
        let (from, to) = (number("from").unwrap_or(u64::MAX), number("to").unwrap_or(0));
        let chains = UndoChains::of(decisions);
        let own = decisions.iter().filter(|decision| {
            decision.by == visit.who.name && decision.log_index.is_some_and(|index| (from..=to).contains(&index))
        });
        let marks = own.map(|decision| (decision, chains.first(decision))).filter(|(_, first)| is_mark(&first.what));
        Batch { from, to, marks: marks.take(MARKS_AT_MOST).collect() }
    }

    fn standing(&self) -> impl Iterator<Item = (&'d Decision, &'d Decision)> {
        self.marks.iter().copied().filter(|(decision, _)| decision.undone_by.is_none())
    }
}

fn wrong(visit: &Visit, words: &str) -> Answer {
    Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, framed(visit, visit.say("many"), alert(words)))
}
