//! The lists of the desk: items with facets and full text, claims, the graph; answered from one file made for it.
//!
//! [`DeskMaker`] writes the file `derived/desk.sqlite` from plain values, beside the old one, and puts it in its place when
//! it is whole. [`DeskIndex`] reads it; it never changes, so any number of threads may ask at a time, and who still holds
//! the old one goes on reading the old one. What people mark changes often and is small: it is no part of the file, but
//! given by [`DeskIndex::with_marks`].
//!
//! A file of its own rather than tables of the catalog: making it holds no lock that `add` or `trace` wait for, and it
//! goes with the folder `derived/`.
//!
//! Deliberately absent: what the values mean and where they come from (the shell gathers them), folding of words (the
//! shell passes match expressions in), and anything of the browser.

mod claim_query;
mod claims;
mod columns;
mod contents;
mod file;
mod frequent;
mod graph;
mod hits;
mod kept;
mod lists;
mod query;

pub use claim_query::{ClaimQuery, ClaimSort, OriginNumber};
pub use claims::{ClaimPage, ClaimPlaceCount};
pub use columns::{FacetCount, FacetCounts};
pub use contents::{
    ClaimPlace, ClaimTies, DeskClaim, DeskEdge, DeskFigure, DeskFigures, DeskItem, DeskOrigin, DeskPlace, DeskTime,
    DeskVoice, FindingCounts, Marks, MediaKind, OriginSpan, Standing,
};
pub use file::DeskMaker;
pub use graph::{EdgeKind, Graph, GraphNode, GraphNodeKind, GraphQuery, MOST_EDGES, MOST_NODES, NodeKind};
pub use kept::{KeptList, KeptPart};
pub use lists::{ItemHit, ItemPage, ItemRow, PlaceCount};
pub use query::{
    Day, Facet, ItemQuery, ItemSort, LONGEST_QUERY_BYTES, LONGEST_TEXT_BYTES, MOST_PER_PAGE, MOST_VALUES, MapPoint,
    PageStart, QueryError, USUAL_PER_PAGE,
};

use crate::error::is_corruption;
use crate::{ArchiveError, Case, Result};
use columns::{Columns, MarkColumns};
use file::{Connections, Totals};
use frequent::FrequentWords;
use hits::{BlockMap, KeptHits};
use model::ItemId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The lists of one state of the case. Cheap to clone; threads share it.
#[derive(Clone, Debug)]
pub struct DeskIndex {
    kept: Arc<KeptIndex>,
    marks: Arc<MarkColumns>,
}

/// What is the same whatever people mark.
#[derive(Debug)]
struct KeptIndex {
    /// What the maker was told of the state that it was made from.
    state: String,
    columns: Columns,
    blocks: BlockMap,
    totals: Totals,
    desk: Connections,
    catalog: Connections,
    hits: KeptHits,
    frequent: FrequentWords,
}

impl DeskIndex {
    /// The index that was made last, without marks; `None` where none is, or one of another version.
    ///
    /// # Errors
    /// When the file is there and cannot be read; one that is damaged counts as not there.
    pub fn open(case: &Case) -> Result<Option<DeskIndex>> {
        let path = case.derived_path(file::PATH)?;
        if !path.is_file() {
            return Ok(None);
        }
        let (desk, catalog) = (Connections::of(&path), Connections::of(&case.layout.catalog()));
        let opened = desk.with("opening the index of the desk", |connection| {
            let Some(state) = file::state(connection)? else { return Ok(None) };
            let (columns, blocks) = (file::columns(connection)?, file::block_map(connection)?);
            Ok(Some((state, columns, blocks, file::totals(connection)?)))
        });
        let (state, columns, blocks, totals) = match opened {
            Ok(Some(opened)) => opened,
            Err(ArchiveError::Catalog { source, .. }) if is_corruption(&source) => return Ok(None),
            other => return other.map(|_| None),
        };
        let columns = Columns::new(columns);
        let marks = Arc::new(MarkColumns::new(columns.n_items, BTreeMap::new()));
        let kept = KeptIndex {
            state,
            columns,
            blocks,
            totals,
            desk,
            catalog,
            hits: KeptHits::default(),
            frequent: FrequentWords::default(),
        };
        Ok(Some(DeskIndex { kept: Arc::new(kept), marks }))
    }

    /// What the maker was told of the state of the case.
    pub fn state(&self) -> &str {
        &self.kept.state
    }

    /// How many items it lists.
    pub fn n_items(&self) -> u64 {
        self.kept.columns.n_items as u64
    }

    /// The same lists with what people marked items with; marks of items that are not listed are passed over.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn with_marks(&self, marks: &BTreeMap<ItemId, Marks>) -> Result<DeskIndex> {
        let by_number = self.kept.desk.with("looking for marked items", |connection| {
            let mut by_number = BTreeMap::new();
            for (item, marks) in marks {
                if let Some(number) = file::number_of(connection, item)? {
                    by_number.insert(number, marks.clone());
                }
            }
            Ok(by_number)
        })?;
        let marks = Arc::new(MarkColumns::new(self.kept.columns.n_items, by_number));
        Ok(DeskIndex { kept: self.kept.clone(), marks })
    }
}
