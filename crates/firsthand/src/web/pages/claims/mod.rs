//! The list of claims: a matrix of claims by those who speak of them, or the places that they name. Narrowed by words and by what
//! the counts say, answered from the index.

mod asked;
pub mod map;
mod matrix;
mod narrowing;

use crate::desk::{self, NoWord};
use crate::web::answer::Answer;
use crate::web::frame::{self, alert, framed};
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{ClaimPage, ClaimPlaceCount, ClaimQuery, OriginSpan, QueryError};
use asked::{Asked, Columns, ROWS, View};
use axum::http::StatusCode;
use model::Stance;
use report::{Element, Html, LocalHref, el, words};

fn wrong(visit: &Visit, error: &QueryError) -> Answer {
    Answer::Page(StatusCode::BAD_REQUEST, framed(visit, visit.say("nav.claims"), alert(&error.to_string())))
}

/// The page.
pub fn list(visit: &Visit) -> Result<Answer> {
    let asked = match Asked::of(visit) {
        Ok(asked) => asked,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    let lists = visit.lists()?;
    let found = match desk::claims(&lists, &asked.query) {
        Err(error) if error.is::<NoWord>() => ClaimPage { rows: Vec::new(), n_claims: 0, offset: 0 },
        found => found?,
    };
    let head = el("div")
        .class("list-head")
        .with(el("h1").with(visit.say("nav.claims")))
        .with(narrowing::ways_to_see(visit, &asked));
    let content = el("div")
        .with(head)
        .with(el("p").class("help").with(visit.say("claims.help")))
        .with(narrowing::narrowing(visit, &asked, lists.claim_units()))
        .with_all(narrowing::chosen(visit, &asked, &lists)?)
        .with(el("p").class("muted").attr("role", "status").with(visit.language.count("claims.found", found.n_claims)))
        .with(shown(visit, &asked, &found)?);
    Ok(Answer::page(framed(visit, visit.say("nav.claims"), content)))
}

fn shown(visit: &Visit, asked: &Asked, found: &ClaimPage) -> Result<Html> {
    Ok(match asked.view {
        _ if found.n_claims == 0 => el("p").class("nothing").with(visit.say("items.none")).into(),
        View::Map => map::map(visit, asked)?.into(),
        View::Table => matrix::matrix(visit, asked.columns, &found.rows).and(paging(visit, asked, found)),
    })
}

/// Places of the claims that are asked for; words that are none find nothing.
fn found_places(visit: &Visit, asked: &Asked) -> Result<(Vec<ClaimPlaceCount>, u64)> {
    match desk::places_of_claims(&visit.lists()?, &asked.query, map::PLACES) {
        Err(error) if error.is::<NoWord>() => Ok((Vec::new(), 0)),
        found => found,
    }
}

/// The address of the list of claims that fit.
pub fn address_of(query: ClaimQuery) -> LocalHref {
    Asked { query, columns: Columns::default(), view: View::default() }.address()
}

/// `2`, or `1–2` where a weak link decides.
pub fn numbers(count: OriginSpan) -> String {
    words::low_high(count.low, count.high)
}

/// Key of the words for a stance.
pub fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "for",
        Stance::Against => "against",
        Stance::Unresolved => "unresolved",
    }
}

/// Class of signs for a stance.
pub fn stance_class(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "stance for",
        Stance::Against => "stance against",
        Stance::Unresolved => "stance unresolved",
    }
}

fn paging(visit: &Visit, asked: &Asked, found: &ClaimPage) -> Element {
    let rows = u64::from(ROWS);
    let target = |page: u64| asked.with(ClaimQuery { offset: (page - 1) * rows, ..asked.query.clone() }).address();
    frame::paging(visit, found.offset / rows + 1, found.n_claims.div_ceil(rows).max(1), target)
}
