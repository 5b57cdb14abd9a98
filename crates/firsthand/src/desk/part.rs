//! As much of the case as one page shows, read by ids from the index: never the whole case, however large it is. What
//! readers wrote is left out as in every page of the desk.

use crate::case_view::possible_looks;
use crate::operator::now;
use crate::pipeline::derived;
use crate::pipeline::facts::times_of;
use anyhow::Result;
use archive::Case;
use archive::desk::{DeskIndex, DeskItem, KeptList};
use model::{Claim, ClaimedTime, Extract, Item, ItemId, Match, Origin, Statement};
use report::{CaseView, ItemView, Redact, ReportSettings, shareable};
use std::collections::BTreeSet;

/// Matches, statements and claims of one item that its page shows; it tells how many more there are.
const MOST_OF_ITEM: u32 = 200;
/// Matches between two items that are shown beside each other.
const MOST_OF_PAIR: u32 = 2_000;
/// Ways of statements that the page of a claim shows; it tells how many more there are.
pub const MOST_WAYS: usize = 300;

/// A part of the case with how much of it was left out.
pub struct Part {
    /// What the page shows, without what readers wrote.
    pub view: CaseView,
    /// Matches of the item that are not in the view.
    pub n_matches_left_out: u64,
    /// Statements of the item that are not in the view.
    pub n_statements_left_out: u64,
}

impl Part {
    /// The item that `text` names, whole, with its matches, statements, claims and findings; other items by their names
    /// alone. `None` where there is none.
    ///
    /// # Errors
    /// When the case or the index cannot be read.
    pub fn of_item(case: &Case, index: &DeskIndex, text: &str) -> Result<Option<Part>> {
        let Some(item) = case.item(text)? else { return Ok(None) };
        let id = item.id;
        let matches = index.kept_of_item::<Match>(KeptList::Matches, &id, MOST_OF_ITEM)?;
        let weak = index.kept_of_item::<Match>(KeptList::WeakMatches, &id, MOST_OF_ITEM)?;
        let statements = index.kept_of_item::<Statement>(KeptList::Statements, &id, MOST_OF_ITEM)?;
        let n_matches_left_out = matches.n_all + weak.n_all - (matches.rows.len() + weak.rows.len()) as u64;
        let n_statements_left_out = statements.n_all - statements.rows.len() as u64;
        let matches: Vec<Match> = matches.rows.into_iter().chain(weak.rows).collect();
        let others: BTreeSet<ItemId> =
            matches.iter().flat_map(|found| [found.query.item, found.reference.item]).collect();
        let mut items = vec![whole_item(case, item)?];
        items.extend(by_name(index, others.iter().filter(|other| **other != id))?);
        let view = CaseView {
            items,
            matches,
            statements: statements.rows,
            claims: index.kept_of_item(KeptList::Claims, &id, MOST_OF_ITEM)?.rows,
            findings: index.kept_of_item(KeptList::Findings, &id, MOST_OF_ITEM)?.rows,
            ..nothing()
        };
        Ok(Some(Part { view: told(&view), n_matches_left_out, n_statements_left_out }))
    }

    /// The match of this id with its two items, whole, and all other matches between them; `None` where there is none.
    ///
    /// # Errors
    /// As [`Part::of_item`].
    pub fn of_match(case: &Case, index: &DeskIndex, id: &str) -> Result<Option<Part>> {
        let Some(found) = a_match(index, id)? else { return Ok(None) };
        let (query, reference) = (found.query.item, found.reference.item);
        let mut matches = vec![found];
        for list in [KeptList::Matches, KeptList::WeakMatches] {
            let others = index.kept_of_item::<Match>(list, &query, MOST_OF_PAIR)?.rows.into_iter();
            let is_of_pair = |other: &Match| (other.query.item, other.reference.item) == (query, reference);
            matches.extend(others.filter(|other| is_of_pair(other) && other.id != id));
        }
        let mut items = Vec::new();
        for item in BTreeSet::from([query, reference]) {
            items.extend(case.item(&item.hex())?.map(|item| whole_item(case, item)).transpose()?);
        }
        let mut view = told(&CaseView { items, matches, ..nothing() });
        view.looks = possible_looks(&view, |_| true);
        Ok(Some(Part { view, n_matches_left_out: 0, n_statements_left_out: 0 }))
    }

    /// The claim of this id with its statements, its origins and, by their names alone, the items that speak of it; `None`
    /// where there is none.
    ///
    /// # Errors
    /// As [`Part::of_item`].
    pub fn of_claim(index: &DeskIndex, id: &str) -> Result<Option<Part>> {
        let Some(claim) = index.kept::<Claim>(KeptList::Claims, id)? else { return Ok(None) };
        let ids = || claim.roads.iter().take(MOST_WAYS).map(|road| road.statement.as_str());
        let mut statements: Vec<Statement> = index.kept_with_ids(KeptList::Statements, ids())?;
        statements.extend(index.kept_with_ids::<Statement>(KeptList::ReadersStatements, ids())?);
        let origins = claim.origins_for.origins.iter().chain(&claim.origins_against.origins).map(String::as_str);
        let origins: Vec<Origin> = index.kept_with_ids(KeptList::Origins, origins)?;
        let items: BTreeSet<ItemId> = statements.iter().map(|statement| statement.item).collect();
        let n_statements_left_out = claim.roads.len().saturating_sub(MOST_WAYS) as u64;
        let items = by_name(index, &items)?;
        let view = told(&CaseView { items, statements, claims: vec![claim], origins, ..nothing() });
        Ok(Some(Part { view, n_matches_left_out: 0, n_statements_left_out }))
    }
}

/// An item at its times.
pub struct Appearance {
    /// The item's line in the list.
    pub item: DeskItem,
    /// Every time that is claimed for it, each with its kind and zone, the earliest first.
    pub times: Vec<ClaimedTime>,
}

/// When these items appeared, those with the earliest best time first, at most `most`.
///
/// # Errors
/// When the case or the index cannot be read.
pub fn appearances<'i>(
    case: &Case,
    index: &DeskIndex,
    items: impl IntoIterator<Item = &'i ItemId>,
    most: usize,
) -> Result<Vec<Appearance>> {
    let mut lines = index.items_with_ids(items)?;
    let place = |line: &DeskItem| line.time.as_ref().map(|time| (time.from_s, time.to_s));
    lines.sort_by_key(|line| (place(line).is_none(), place(line)));
    lines.truncate(most);
    let appearance = |item: DeskItem| {
        let extract = Extract { times: derived::times_of_item(case, &item.id)?, ..Extract::default() };
        let whole = case.item(&item.id.hex())?;
        Ok(Appearance { times: whole.map(|whole| times_of(&whole, &extract)).unwrap_or_default(), item })
    };
    lines.into_iter().map(appearance).collect()
}

/// The match of this id, whether it reached the threshold or not.
///
/// # Errors
/// When the index cannot be read.
pub fn a_match(index: &DeskIndex, id: &str) -> Result<Option<Match>> {
    Ok(match index.kept(KeptList::Matches, id)? {
        Some(found) => Some(found),
        None => index.kept(KeptList::WeakMatches, id)?,
    })
}

/// A view of nothing, as the desk shows things: with everything but the names of readers.
fn nothing() -> CaseView {
    let redact = Redact { comment_authors: true, ..Redact::nothing() };
    let settings = ReportSettings { redact, ..ReportSettings::default() };
    CaseView { settings, made_at: now(), ..CaseView::default() }
}

fn told(view: &CaseView) -> CaseView {
    shareable(view).view
}

fn whole_item(case: &Case, item: Item) -> Result<ItemView> {
    let extract = derived::extract(case, &item.id)?.unwrap_or_default();
    let thumbnail_jpeg = derived::thumbnail(case, &item.id)?;
    Ok(ItemView { item, extract, thumbnail_jpeg, links: Vec::new() })
}

/// Items by what their lines in the list say.
fn by_name<'i>(index: &DeskIndex, items: impl IntoIterator<Item = &'i ItemId>) -> Result<Vec<ItemView>> {
    let view = |line: DeskItem| {
        let item = Item {
            id: line.id,
            short_id: line.short_id,
            sha256: line.id,
            size_bytes: line.size_bytes,
            media_type: line.media_type,
            name: line.name,
            captures: Vec::new(),
        };
        let extract = Extract { title: line.title, ..Extract::default() };
        ItemView { item, extract, thumbnail_jpeg: None, links: Vec::new() }
    };
    Ok(index.items_with_ids(items)?.into_iter().map(view).collect())
}
