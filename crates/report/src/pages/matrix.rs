//! Claims by origins, and the pages that list all claims so.

use super::figures::{common_unit, figure_rows};
use super::rows_of_page;
use crate::book::Report;
use crate::draw::{FigureRow, figure_spark};
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::PER_PAGE;
use crate::{parts, words};
use model::{Claim, ItemId, OriginCount, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Columns for origins; those with fewer claims share one more column. Wider tables cannot be read.
const MOST_ORIGIN_COLUMNS: usize = 12;

/// Page `page` of all claims.
pub fn claims(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let mut content = Html::from(el("h1").with(words::CLAIMS));
    let claims = report.view().claims.len();
    if claims == 0 {
        content.push(parts::nothing(words::NO_CLAIMS));
    } else {
        let shown = questions_of_page(&report.lookups.questions, page);
        content.push(parts::help(words::MATRIX_HELP));
        content.push(matrix(report, place, &shown));
        content.push(parts::pager(place, "claims", page, claims, PER_PAGE.claims));
    }
    framed(report, path, words::CLAIMS, content)
}

/// Pages are cut by claims, so a very large question may run over several pages.
fn questions_of_page(questions: &[Vec<usize>], page: usize) -> Vec<Vec<usize>> {
    let numbered: Vec<(usize, usize)> =
        questions.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |claim| (at, *claim))).collect();
    let mut shown: Vec<Vec<usize>> = Vec::new();
    let mut previous = None;
    for &(question, claim) in rows_of_page(&numbered, page, PER_PAGE.claims) {
        match shown.last_mut() {
            Some(group) if previous == Some(question) => group.push(claim),
            _ => shown.push(vec![claim]),
        }
        previous = Some(question);
    }
    shown
}

/// What stands in one cell: for each stance the items that carry it.
type Cell = BTreeMap<Stance, BTreeSet<ItemId>>;

/// The claims of `questions` (each a group of answers) as rows, origins as columns.
pub fn matrix(report: &Report, place: Place, questions: &[Vec<usize>]) -> Html {
    let claims: Vec<&Claim> = questions.iter().flatten().map(|&at| &report.view().claims[at]).collect();
    let columns = columns(report, &claims);
    let body = questions.iter().map(|question| {
        let group: Vec<&Claim> = question.iter().map(|&at| &report.view().claims[at]).collect();
        el("tbody").with_all(question_rows(report, place, &group, &columns))
    });
    let table = el("table").class("matrix").with(head(&columns)).with_all(body);
    let scroll = el("div").class("scroll").attr("tabindex", "0").with(table);
    Html::from(key_of_columns(report, place, &columns)).and(scroll)
}

struct Columns {
    origins: Vec<String>,
    has_others: bool,
}

/// The origins of these claims, those that speak of most claims first.
fn columns(report: &Report, claims: &[&Claim]) -> Columns {
    let mut claims_with: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in claims {
        let origins: BTreeSet<&str> = claim.roads.iter().filter_map(|road| road.origin.as_deref()).collect();
        origins.into_iter().for_each(|origin| *claims_with.entry(origin).or_default() += 1);
    }
    let mut origins: Vec<&str> = claims_with.keys().copied().filter(|origin| report.origin(origin).is_some()).collect();
    origins.sort_by_key(|origin| (std::cmp::Reverse(claims_with[origin]), report.lookups.origin_at.get(*origin)));
    let has_others = claims_with.len() > MOST_ORIGIN_COLUMNS || claims_with.len() > origins.len();
    origins.truncate(MOST_ORIGIN_COLUMNS);
    Columns { origins: origins.into_iter().map(str::to_owned).collect(), has_others }
}

fn letter(column: usize) -> String {
    char::from(b'A' + (column % 26) as u8).to_string()
}

fn key_of_columns(report: &Report, place: Place, columns: &Columns) -> Element {
    let entry = |(at, id): (usize, &String)| {
        el("li").with(el("b").with(letter(at))).with(" ").with(parts::origin_ref(report, place, id))
    };
    el("ol").class("key").with_all(columns.origins.iter().enumerate().map(entry))
}

fn head(columns: &Columns) -> Element {
    let heading = |text: &str| el("th").attr("scope", "col").with(text);
    let mut row = el("tr").with(heading(words::CLAIM));
    for stance in [Stance::For, Stance::Against, Stance::Unresolved] {
        row = row.with(el("th").attr("scope", "col").class("count").with(parts::stance(stance)));
    }
    for at in 0..columns.origins.len() {
        row = row.with(el("th").attr("scope", "col").class("cell").with(letter(at)));
    }
    if columns.has_others {
        row = row.with(el("th").attr("scope", "col").class("cell").with(words::OTHER_ORIGINS));
    }
    el("thead").with(row)
}

fn question_rows(report: &Report, place: Place, group: &[&Claim], columns: &Columns) -> Vec<Element> {
    let unit = common_unit(report, group);
    let figures = |claim: &Claim| match &unit {
        Some(unit) => figure_rows(report, claim, unit),
        None => Vec::new(),
    };
    let whole: Vec<_> = group.iter().flat_map(|claim| figures(claim)).collect();
    let row = |claim: &&Claim| {
        let own: Vec<_> = figures(claim).into_iter().filter(|row| row.stance == Stance::For).collect();
        let drawn = spark_with_words(&own, &whole, unit.as_deref().unwrap_or_default());
        claim_row(report, place, claim, drawn, columns)
    };
    group.iter().map(row).collect()
}

/// The small drawing and the same in words: `14 · 12–16 · wounded`.
fn spark_with_words(own: &[FigureRow], whole_question: &[FigureRow], unit: &str) -> Html {
    let drawn = if own.is_empty() { Html::new() } else { figure_spark(own, whole_question) };
    if drawn.is_empty() {
        return drawn;
    }
    let mut said: Vec<String> = own.iter().map(|row| words::interval(row.low, row.high)).collect();
    said.dedup();
    said.truncate(4);
    said.push(unit.to_owned());
    el("div").class("figures").with(drawn).with(el("span").name(&said.join(" · "))).into()
}

fn claim_row(report: &Report, place: Place, claim: &Claim, spark: Html, columns: &Columns) -> Element {
    let mut text = el("th").attr("scope", "row").with(parts::claim_ref(place, claim)).with(spark);
    for said in disagreements_said(claim).into_iter().take(2) {
        text = text.with(el("p").class("disagrees").attr("dir", "auto").name(&said));
    }
    let mut row =
        el("tr").with(text).with(count_cell(&claim.origins_for)).with(count_cell(&claim.origins_against)).with(
            el("td").class("count").with(zero_is_quiet(claim.unresolved.len() as u32, claim.unresolved.len() as u32)),
        );
    let cells = cells(report, claim);
    for origin in &columns.origins {
        row = row.with(cell(cells.get(origin.as_str())));
    }
    if columns.has_others {
        let others = cells.iter().filter(|(origin, _)| !columns.origins.iter().any(|column| column == *origin));
        let mut together = Cell::new();
        for (stance, items) in others.flat_map(|(_, cell)| cell) {
            together.entry(*stance).or_default().extend(items);
        }
        row = row.with(cell(Some(&together)));
    }
    row
}

/// What disagrees, each sentence once; several statements may disagree in the same way.
fn disagreements_said(claim: &Claim) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for disagreement in &claim.disagreements {
        let sentence = format!("{}: {}", words::disagreement(disagreement.kind), disagreement.text);
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

fn count_cell(count: &OriginCount) -> Element {
    el("td").class("count").with(zero_is_quiet(count.low, count.high))
}

fn zero_is_quiet(low: u32, high: u32) -> Element {
    let class = if high == 0 { "quiet" } else { "count-number" };
    el("span").class(class).with(words::low_high(low, high))
}

fn cells<'c>(report: &Report, claim: &'c Claim) -> BTreeMap<&'c str, Cell> {
    let mut cells: BTreeMap<&str, Cell> = BTreeMap::new();
    for road in &claim.roads {
        let (Some(origin), Some(statement)) = (&road.origin, report.statement(&road.statement)) else { continue };
        cells.entry(origin).or_default().entry(road.stance).or_default().insert(statement.item);
    }
    cells
}

fn cell(cell: Option<&Cell>) -> Element {
    let Some(cell) = cell.filter(|cell| !cell.is_empty()) else {
        return el("td").class("cell").with(el("span").class("quiet").attr("aria-label", words::SILENT).with("·"));
    };
    let sign = |(stance, items): (&Stance, &BTreeSet<ItemId>)| {
        let said = format!("{}, {}", words::stance(*stance), words::counted(items.len(), words::ITEM_NOUN));
        el("span")
            .class(parts::stance_class(*stance))
            .attr("title", &said)
            .with(el("span").attr("aria-hidden", "true").with(words::stance_sign(*stance)))
            .with(el("span").class("hear").with(words::stance(*stance)))
            .with(el("small").with(items.len().to_string()))
    };
    el("td").class("cell").with_all(cell.iter().map(sign))
}
