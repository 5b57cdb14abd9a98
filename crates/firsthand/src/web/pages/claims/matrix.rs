//! The matrix: a row for each claim of a page with its figures and the number of its origins, a column for each of those who
//! speak of most of them.

use super::asked::Columns;
use super::{numbers, stance_class, stance_key};
use crate::web::frame::scroll;
use crate::web::speak::grouped;
use crate::web::visit::Visit;
use crate::web::{kinds, moments};
use archive::desk::{DeskClaim, DeskFigures, DeskVoice, OriginSpan};
use model::Stance;
use report::{Element, FigureRow, Html, LocalHref, el, figure_spark, words};
use std::collections::{BTreeMap, BTreeSet};

/// Columns for those who speak; the others share one more. A wider table cannot be read.
const MOST_COLUMNS: usize = 10;
/// Intervals that are told in words beside their drawing.
const MOST_INTERVALS_TOLD: usize = 4;
/// Signs of origins in a cell; the number beside them tells all.
const MOST_SIGNS: u32 = 6;

/// The claims of a page with those who speak of most of them.
pub fn matrix(visit: &Visit, by: Columns, claims: &[DeskClaim]) -> Html {
    let columns = columns(by, claims);
    let has_others = claims.iter().any(|claim| others(by, claim, &columns).next().is_some());
    let axes = axes(claims);
    let number = |key: &'static str| el("th").attr("scope", "col").class("count").with(visit.say(key));
    let letters = (0..columns.len()).map(|at| el("th").attr("scope", "col").class("cell").with(letter(at)));
    let head = el("tr")
        .with(el("th").attr("scope", "col").with(visit.say("claim")))
        .with_all(["for", "against", "unresolved", "statements"].map(number))
        .with_all(letters)
        .with_all(has_others.then(|| el("th").attr("scope", "col").class("cell").with(visit.say("matrix.others"))));
    let row = |claim: &DeskClaim| {
        let marks = columns.iter().map(|(id, _)| cell(visit, by.voices(claim).iter().filter(|voice| voice.id == *id)));
        let rest = has_others.then(|| cell(visit, others(by, claim, &columns)));
        row(visit, claim, &axes).with_all(marks).with_all(rest)
    };
    let table =
        el("table").class("matrix").with(el("thead").with(head)).with(el("tbody").with_all(claims.iter().map(row)));
    let name = |name: &str| if name.is_empty() { visit.say("outlet.unknown").to_owned() } else { name.to_owned() };
    let key = columns
        .iter()
        .enumerate()
        .map(|(at, (_, label))| el("li").with(el("b").with(letter(at))).with(" ").with(el("bdi").name(&name(label))));
    let key = el("ol").class("key").with_all(key);
    Html::from(el("p").class("help").with(visit.say("matrix.help")))
        .and(key)
        .and(scroll(visit.say("nav.claims"), table))
}

fn letter(column: usize) -> String {
    char::from(b'A' + (column % 26) as u8).to_string()
}

/// Ids and names of those who speak of most claims of the page, of several the first by name.
fn columns(by: Columns, claims: &[DeskClaim]) -> Vec<(String, String)> {
    let mut n_claims: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for claim in claims {
        let voices: BTreeSet<_> =
            by.voices(claim).iter().map(|voice| (voice.id.as_str(), voice.name.as_str())).collect();
        voices.into_iter().for_each(|voice| *n_claims.entry(voice).or_default() += 1);
    }
    let mut voices: Vec<_> = n_claims.into_iter().collect();
    voices.sort_by_key(|((_, name), n)| (std::cmp::Reverse(*n), *name));
    voices.truncate(MOST_COLUMNS);
    voices.into_iter().map(|((id, name), _)| (id.to_owned(), name.to_owned())).collect()
}

/// Those who speak of a claim and have no column.
fn others<'c>(by: Columns, claim: &'c DeskClaim, columns: &[(String, String)]) -> impl Iterator<Item = &'c DeskVoice> {
    by.voices(claim).iter().filter(move |voice| !columns.iter().any(|(id, _)| *id == voice.id))
}

/// How those in one column stand: for each stance a sign and the number of items.
fn cell<'v>(visit: &Visit, voices: impl Iterator<Item = &'v DeskVoice>) -> Element {
    let mut n_items: BTreeMap<Stance, u32> = BTreeMap::new();
    voices.for_each(|voice| *n_items.entry(voice.stance).or_default() += voice.n_items);
    if n_items.is_empty() {
        let silent = el("span").class("quiet").with(el("span").attr("aria-hidden", "true").with("·"));
        return el("td").class("cell").with(silent.with(el("span").class("hear").with(visit.say("matrix.silent"))));
    }
    let sign = |(stance, n): (Stance, u32)| {
        el("span")
            .class(stance_class(stance))
            .with(el("span").attr("aria-hidden", "true").with(words::stance_sign(stance)))
            .with(el("span").class("hear").with(visit.say(stance_key(stance))).with(" "))
            .with(el("small").with(n.to_string()))
    };
    el("td").class("cell").with_all(n_items.into_iter().map(sign))
}

fn row(visit: &Visit, claim: &DeskClaim, axes: &BTreeMap<&str, Vec<FigureRow>>) -> Element {
    let target = LocalHref::of_desk(&format!("claims/{}", claim.id), &[]);
    let text = el("a").class("claim-text").href(&target).with(el("bdi").name(&claim.text));
    let first = claim
        .first
        .as_ref()
        .map(|time| el("p").class("muted").with(moments::claimed(visit, &time.time, time.kind, &time.zone)));
    let figures = claim.figures.as_ref().map(|figures| spark(visit, figures, axes.get(figures.unit.as_str())));
    let differ = (claim.n_disagreements > 0).then(|| el("span").class("badge open").with(visit.say("disagreements")));
    let unresolved = OriginSpan { low: claim.n_unresolved, high: claim.n_unresolved };
    el("tr")
        .flag("data-row")
        .with(el("th").attr("scope", "row").with(text).with_all(figures).with_all(differ).with_all(first))
        .with(count(Stance::For, claim.origins_for))
        .with(count(Stance::Against, claim.origins_against))
        .with(count(Stance::Unresolved, unresolved))
        .with(el("td").class("count").with(grouped(u64::from(claim.n_statements))))
}

/// A number with as many signs, hollow ones for those that hang on a weak link.
fn count(stance: Stance, span: OriginSpan) -> Element {
    let number = if span.high == 0 { "quiet" } else { "count-number" };
    let sure = words::stance_sign(stance).repeat(span.low.min(MOST_SIGNS) as usize);
    let weak = "◌".repeat(span.high.min(MOST_SIGNS).saturating_sub(span.low.min(MOST_SIGNS)) as usize);
    let more = if span.high > MOST_SIGNS { "…" } else { "" };
    let signs = el("span").class(stance_class(stance)).attr("aria-hidden", "true").with(format!("{sure}{weak}{more}"));
    el("td").class("count").with(el("span").class(number).with(numbers(span))).with(el("p").class("signs").with(signs))
}

/// The figures of the page by what they count: claims that count the same share an axis.
fn axes(claims: &[DeskClaim]) -> BTreeMap<&str, Vec<FigureRow>> {
    let mut axes: BTreeMap<&str, Vec<FigureRow>> = BTreeMap::new();
    for figures in claims.iter().filter_map(|claim| claim.figures.as_ref()) {
        axes.entry(&figures.unit).or_default().extend(figure_rows(figures));
    }
    axes
}

fn figure_rows(figures: &DeskFigures) -> impl Iterator<Item = FigureRow> {
    figures.said.iter().filter(|said| said.stance == Stance::For).map(|said| FigureRow {
        label: String::new(),
        text: words::interval(said.low, said.high),
        low: said.low,
        high: said.high,
        stance: said.stance,
    })
}

/// The figures of a claim on the axis of all claims of the page that count the same, and in words.
fn spark(visit: &Visit, figures: &DeskFigures, axis: Option<&Vec<FigureRow>>) -> Element {
    let own: Vec<FigureRow> = figure_rows(figures).collect();
    let drawn = axis.map(|axis| figure_spark(&own, axis)).unwrap_or_default();
    let mut told: Vec<String> = own.iter().map(|row| row.text.clone()).take(MOST_INTERVALS_TOLD).collect();
    if own.len() + figures.n_left_out as usize > MOST_INTERVALS_TOLD {
        told.push("…".to_owned());
    }
    told.push(kinds::unit(visit.language, &figures.unit).to_owned());
    el("div").class("figures").with(drawn).with(el("span").name(&told.join(" · ")))
}
