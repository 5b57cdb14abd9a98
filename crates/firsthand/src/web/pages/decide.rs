//! What people decided, with undo; and the form by which they do.

use crate::deciding;
use crate::web::answer::Answer;
use crate::web::frame::{alert, form, framed, hidden, paging, scroll, send};
use crate::web::moments::logged_at;
use crate::web::pages::marks::mark_words;
use crate::web::people::Role;
use crate::web::visit::{Visit, way_back};
use anyhow::Result;
use archive::Case;
use axum::http::StatusCode;
use model::{Decision, DecisionKind};
use report::{Element, Html, LocalHref, el, marked_item};

/// Decisions on one page.
const ROWS: usize = 100;

/// A form that records one decision; its reason is asked for.
pub fn decision_form(visit: &Visit, kind: &str, label: &'static str, fields: &[(&'static str, &str)]) -> Element {
    decision_form_with(visit, kind, label, fields, Html::new())
}

/// The same with something to fill in besides.
pub fn decision_form_with(
    visit: &Visit,
    kind: &str,
    label: &'static str,
    fields: &[(&'static str, &str)],
    more: impl Into<Html>,
) -> Element {
    let fields = fields.iter().map(|(name, value)| hidden(name, value));
    let why = el("label")
        .with(el("span").with(visit.say("why")))
        .with(el("input").attr("type", "text").attr("name", "why").attr("autocomplete", "off").flag("required"));
    let form = form(visit, "decisions")
        .class("decision")
        .with(hidden("kind", kind))
        .with(hidden("back", &visit.path))
        .with_all(fields)
        .with(more)
        .with(why)
        .with(send(visit.say(label)));
    el("details").class("decide").with(el("summary").with(visit.say(label))).with(form)
}

/// The page of all decisions, the newest first.
pub fn list(visit: &Visit) -> Result<Answer> {
    let decisions = visit.decisions()?;
    let page = visit.asked("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let last = decisions.len().div_ceil(ROWS).max(1);
    let shown = decisions.iter().rev().skip((page.min(last) - 1) * ROWS).take(ROWS);
    let case = visit.reading()?;
    let rows: Vec<Element> = shown.map(|decision| row(visit, &case, decision)).collect::<Result<_>>()?;
    let heads = ["decision", "why", "by", "time", "act"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows));
    let paging = paging(visit, page.min(last) as u64, last as u64, |page| {
        LocalHref::of_desk("decisions", &[("page", &page.to_string())])
    });
    let listed = if decisions.is_empty() {
        el("p").class("nothing").with(visit.say("decisions.none"))
    } else {
        el("div").with(scroll(visit.say("nav.decisions"), table)).with(paging)
    };
    let content = el("div")
        .with(el("h1").with(visit.say("nav.decisions")))
        .with(el("p").class("help").with(visit.say("decisions.help")))
        .with(listed);
    Ok(Answer::page(framed(visit, visit.say("nav.decisions"), content)))
}

fn row(visit: &Visit, case: &Case, decision: &Decision) -> Result<Element> {
    let can_be_undone = decision.undone_by.is_none() && !matches!(decision.what, DecisionKind::Undo { .. });
    let undo = (can_be_undone && visit.may(Role::Reviewer))
        .then(|| decision_form(visit, "undo", "decide.undo", &[("decision", &decision.id)]));
    let state = decision.undone_by.as_ref().map(|_| el("span").class("badge").with(visit.say("undone")));
    let what = el("bdi").name(&mark_words(visit, &decision.what));
    Ok(el("tr")
        .attr("id", &decision.id)
        .with(el("td").with(what).with(" ").with_all(about(case, &decision.what)?).with(" ").with_all(state))
        .with(el("td").with(el("span").name(&decision.why)))
        .with(el("td").with(el("bdi").name(&decision.by)))
        .with(el("td").class("time-cell").with(logged_at(visit, &decision.time)))
        .with(el("td").with_all(undo)))
}

/// The way to what a decision is about, where that is a match or an item.
fn about(case: &Case, what: &DecisionKind) -> Result<Option<Element>> {
    if let DecisionKind::RejectMatch { match_id } | DecisionKind::AcceptMatch { match_id } = what {
        let target = LocalHref::of_desk(&format!("matches/{match_id}"), &[]);
        return Ok(Some(el("a").href(&target).with(el("code").with(match_id.as_str()))));
    }
    let item = marked_item(what).map(|item| case.item(&item.hex())).transpose()?.flatten();
    Ok(item.map(|item| {
        let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
        el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))
    }))
}

/// Records a decision and brings what rests on it up to date.
pub fn record(visit: &Visit) -> Result<Answer> {
    let Some(kind) = kind_in(visit) else {
        return Ok(wrong(visit, visit.say("decide.unknown")));
    };
    let why = visit.filled("why").unwrap_or_default().to_owned();
    let case = visit.case()?;
    match deciding::record(&case, &visit.who.name, vec![(kind, why)]) {
        Ok(recorded) if recorded.must_trace => visit.desk.bring_up_to_date(&case)?,
        Ok(_) => {}
        Err(error) => return Ok(wrong(visit, &format!("{error:#}"))),
    }
    Ok(Answer::SeeOther(way_back(visit.filled("back"), "decisions")))
}

fn wrong(visit: &Visit, words: &str) -> Answer {
    Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, framed(visit, visit.say("nav.decisions"), alert(words)))
}

fn kind_in(visit: &Visit) -> Option<DecisionKind> {
    let field = |name: &str| visit.filled(name).map(str::to_owned);
    Some(match visit.filled("kind")? {
        "reject_match" => DecisionKind::RejectMatch { match_id: field("match_id")? },
        "accept_match" => DecisionKind::AcceptMatch { match_id: field("match_id")? },
        "same_source" => DecisionKind::SameSource { origins: [field("origin")?, field("other")?] },
        "split" => DecisionKind::Split { member: field("member")?, origin: field("origin")? },
        "not_same_claim" => DecisionKind::NotSameClaim { statements: [field("statement")?, field("other")?] },
        "undo" => DecisionKind::Undo { decision: field("decision")? },
        _ => return None,
    })
}
