//! What lists of items are narrowed, counted and ordered by, one array for each property, an entry for each item. Facet
//! counts need every item that fits all but one condition: over arrays that is one pass each, and no index saves it.

use super::contents::{DeskItem, DeskPlace, Marks};
use super::query::{Day, Facet, ItemQuery, ItemSort, MapPoint};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for "no time".
pub(super) const NO_TIME: i64 = i64::MIN;

/// Values of a facet of which counts are given; the rest is counted together. Chosen values are always among them.
pub(super) const MOST_COUNTED: usize = 60;

/// The values of one facet, by item.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FacetColumn {
    /// The values; an item's codes are places in it.
    values: Vec<String>,
    /// Codes of all items, item by item.
    codes: Vec<u32>,
    /// Where the codes of each item begin, and the end; empty where every item has exactly one.
    starts: Vec<u32>,
}

impl FacetColumn {
    /// Of items in order, each with its values; an item without any has the empty one.
    pub(super) fn of<'v>(items: impl Iterator<Item = Vec<&'v str>>) -> FacetColumn {
        let mut column = FacetColumn::default();
        let mut code_of: BTreeMap<String, u32> = BTreeMap::new();
        let (mut starts, mut is_single) = (Vec::new(), true);
        for values in items {
            starts.push(column.codes.len() as u32);
            let values = if values.is_empty() { vec![""] } else { values };
            is_single &= values.len() == 1;
            for value in values {
                let code = *code_of.entry(value.to_owned()).or_insert_with(|| {
                    column.values.push(value.to_owned());
                    column.values.len() as u32 - 1
                });
                column.codes.push(code);
            }
        }
        starts.push(column.codes.len() as u32);
        if !is_single {
            column.starts = starts;
        }
        column
    }

    fn codes_of(&self, item: usize) -> &[u32] {
        match self.starts.get(item..item + 2) {
            Some([start, end]) => &self.codes[*start as usize..*end as usize],
            _ => self.codes.get(item..=item).unwrap_or_default(),
        }
    }

    fn has_one_of(&self, item: usize, wanted: &[bool]) -> bool {
        self.codes_of(item).iter().any(|code| wanted[*code as usize])
    }
}

/// How many items have a value, all other conditions of the query holding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FacetCount {
    /// The value; empty = none.
    pub value: String,
    /// Items.
    pub n_items: u64,
    /// Whether the query asks for it.
    pub is_chosen: bool,
}

/// The values of one facet, the most frequent first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// Its values.
    pub counts: Vec<FacetCount>,
    /// Values that are not among them.
    pub n_values_left_out: u64,
    /// Items with those values, counted once for each.
    pub n_items_left_out: u64,
}

/// The arrays of one state of the case; items count from 0 in order of their first capture.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) n_items: usize,
    facets: Vec<FacetColumn>,
    from_s: Vec<i64>,
    to_s: Vec<i64>,
    by_name: Vec<u32>,
    by_time: Vec<u32>,
    by_matches: Vec<u32>,
    places: Vec<DeskPlace>,
    place_of: Vec<Option<u32>>,
}

/// As they are kept in the file.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct KeptColumns {
    n_items: usize,
    facets: Vec<FacetColumn>,
    from_s: Vec<i64>,
    to_s: Vec<i64>,
    n_matches: Vec<u32>,
    by_name: Vec<u32>,
    places: Vec<DeskPlace>,
    /// Place of each item in `places`.
    place_of: Vec<Option<u32>>,
}

/// Facets whose values come from what people marked items with; all others from the derived state.
const OF_MARKS: [Facet; 4] = [Facet::Status, Facet::Assignee, Facet::Graphic, Facet::Tag];

/// What is gathered while items are written, one after the other.
#[derive(Default)]
pub(super) struct ColumnsMaker {
    values: Vec<[Vec<String>; Facet::ALL.len()]>,
    times: Vec<(i64, i64)>,
    n_matches: Vec<u32>,
    names: Vec<String>,
    places: Vec<DeskPlace>,
    place_codes: BTreeMap<(String, [u64; 2]), u32>,
    place_of: Vec<Option<u32>>,
}

impl ColumnsMaker {
    pub(super) fn push(&mut self, item: &DeskItem) {
        let values = Facet::ALL.map(|facet| derived_values(item, facet));
        self.values.push(values);
        self.times.push(item.time.as_ref().map_or((NO_TIME, NO_TIME), |time| (time.from_s, time.to_s)));
        self.n_matches.push(item.n_matches);
        self.names.push(item.name.to_lowercase());
        let place = item.place.as_ref().map(|place| self.place_code(place));
        self.place_of.push(place);
    }

    fn place_code(&mut self, place: &DeskPlace) -> u32 {
        let key = (place.name.clone(), [place.lat.to_bits(), place.lon.to_bits()]);
        *self.place_codes.entry(key).or_insert_with(|| {
            self.places.push(place.clone());
            self.places.len() as u32 - 1
        })
    }

    pub(super) fn finish(self) -> KeptColumns {
        let column = |at: usize| {
            let of_item = |values: &'_ [Vec<String>; Facet::ALL.len()]| values[at].clone();
            let values: Vec<Vec<String>> = self.values.iter().map(of_item).collect();
            FacetColumn::of(values.iter().map(|values| values.iter().map(String::as_str).collect()))
        };
        let facets = Facet::ALL.iter().enumerate();
        let facets =
            facets.map(|(at, facet)| if OF_MARKS.contains(facet) { FacetColumn::default() } else { column(at) });
        let facets = facets.collect();
        let mut by_name: Vec<u32> = (0..self.names.len() as u32).collect();
        by_name.sort_by_key(|&item| (&self.names[item as usize], item));
        let (from_s, to_s) = self.times.into_iter().unzip();
        let (n_items, n_matches) = (self.names.len(), self.n_matches);
        KeptColumns { n_items, facets, from_s, to_s, n_matches, by_name, places: self.places, place_of: self.place_of }
    }
}

fn derived_values(item: &DeskItem, facet: Facet) -> Vec<String> {
    let yes_or_no = |is_so: bool| vec![if is_so { "yes" } else { "no" }.to_owned()];
    match facet {
        Facet::Kind => vec![item.kind.name().to_owned()],
        Facet::Outlet => item.outlet.iter().cloned().collect(),
        Facet::TimeKind => item.time.iter().map(|time| name_of(&time.kind)).collect(),
        Facet::Standing => vec![name_of(&item.standing)],
        Facet::Matches => yes_or_no(item.n_matches > 0),
        Facet::Claims => yes_or_no(item.n_claims > 0),
        Facet::Place => yes_or_no(item.place.is_some()),
        Facet::Severity => {
            let findings = item.findings;
            let counts = [("error", findings.error), ("warn", findings.warn), ("note", findings.note)];
            counts.into_iter().filter(|(_, count)| *count > 0).map(|(name, _)| name.to_owned()).collect()
        }
        Facet::Status | Facet::Assignee | Facet::Graphic | Facet::Tag => Vec::new(),
    }
}

fn marked_values(marks: Option<&Marks>, facet: Facet) -> Vec<&str> {
    let is_graphic = marks.is_some_and(|marks| marks.is_graphic);
    match facet {
        Facet::Graphic => vec![if is_graphic { "yes" } else { "no" }],
        Facet::Status => marks.and_then(|marks| marks.status.as_deref()).into_iter().collect(),
        Facet::Assignee => marks.and_then(|marks| marks.assignee.as_deref()).into_iter().collect(),
        Facet::Tag => marks.map(|marks| marks.tags.iter().map(String::as_str).collect()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The name of an enum's value as it stands in JSON.
pub(super) fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Facets of what people marked, by item.
#[derive(Clone, Debug, Default)]
pub(super) struct MarkColumns {
    facets: BTreeMap<Facet, FacetColumn>,
    /// Marks of the items that have any.
    pub(super) marks: BTreeMap<u32, Marks>,
}

impl MarkColumns {
    pub(super) fn new(n_items: usize, marks: BTreeMap<u32, Marks>) -> MarkColumns {
        let column = |facet| FacetColumn::of((0..n_items as u32).map(|item| marked_values(marks.get(&item), facet)));
        MarkColumns { facets: OF_MARKS.into_iter().map(|facet| (facet, column(facet))).collect(), marks }
    }
}

/// Items that fit a query, and how many would with another value of each facet.
pub(super) struct Fitting {
    /// Whether each item fits.
    pub(super) fits: Vec<bool>,
    /// How many do.
    pub(super) n_items: u64,
    pub(super) counts: Vec<FacetCounts>,
}

impl Columns {
    pub(super) fn new(kept: KeptColumns) -> Columns {
        let KeptColumns { n_items, facets, from_s, to_s, n_matches, by_name, places, place_of } = kept;
        let all = || (0..n_items as u32).collect::<Vec<u32>>();
        let middle = |item: u32| from_s[item as usize] + (to_s[item as usize] - from_s[item as usize]) / 2;
        let (mut by_time, mut by_matches) = (all(), all());
        by_time.retain(|&item| from_s[item as usize] != NO_TIME);
        by_time.sort_by_key(|&item| (middle(item), item));
        by_matches.sort_by_key(|&item| (std::cmp::Reverse(n_matches[item as usize]), item));
        Columns { n_items, facets, from_s, to_s, by_name, by_time, by_matches, places, place_of }
    }

    fn column<'c>(&'c self, marks: &'c MarkColumns, facet: Facet) -> &'c FacetColumn {
        marks.facets.get(&facet).unwrap_or(&self.facets[facet as usize])
    }

    /// Items that fit; `within` are the only ones that may, where it is there.
    pub(super) fn fitting(&self, marks: &MarkColumns, query: &ItemQuery, within: Option<&[u32]>) -> Fitting {
        let mut failed = self.failed_conditions(marks, query, within);
        let counts = Facet::ALL.map(|facet| self.counts(marks, query, facet, &failed)).into();
        let fits: Vec<bool> = failed.drain(..).map(|failed| failed == 0).collect();
        let n_items = fits.iter().filter(|fits| **fits).count() as u64;
        Fitting { fits, n_items, counts }
    }

    /// A bit for each facet whose values an item does not have, and one for all other conditions together.
    fn failed_conditions(&self, marks: &MarkColumns, query: &ItemQuery, within: Option<&[u32]>) -> Vec<u16> {
        let mut failed = match within {
            None => vec![0; self.n_items],
            Some(items) => {
                let mut failed = vec![OTHER_CONDITIONS; self.n_items];
                items.iter().for_each(|&item| failed[item as usize] = 0);
                failed
            }
        };
        if query.from.is_some() || query.to.is_some() {
            let from = query.from.map_or(i64::MIN, Day::first_second);
            let to = query.to.map_or(i64::MAX, Day::last_second);
            for (failed, (from_s, to_s)) in failed.iter_mut().zip(self.from_s.iter().zip(&self.to_s)) {
                if *from_s == NO_TIME || *to_s < from || *from_s > to {
                    *failed |= OTHER_CONDITIONS;
                }
            }
        }
        if let Some(point) = query.at {
            let is_there = |place: &DeskPlace| MapPoint::of(place.lat, place.lon) == Some(point);
            let wanted: Vec<bool> = self.places.iter().map(is_there).collect();
            for (failed, place) in failed.iter_mut().zip(&self.place_of) {
                if !place.is_some_and(|place| wanted[place as usize]) {
                    *failed |= OTHER_CONDITIONS;
                }
            }
        }
        for (&facet, values) in &query.facets {
            let column = self.column(marks, facet);
            let wanted: Vec<bool> = column.values.iter().map(|value| values.contains(value)).collect();
            for (item, failed) in failed.iter_mut().enumerate() {
                if !column.has_one_of(item, &wanted) {
                    *failed |= bit(facet);
                }
            }
        }
        failed
    }

    fn counts(&self, marks: &MarkColumns, query: &ItemQuery, facet: Facet, failed: &[u16]) -> FacetCounts {
        let column = self.column(marks, facet);
        let mut n_items = vec![0u64; column.values.len()];
        let others = !bit(facet);
        let fitting = failed.iter().enumerate().filter(|(_, failed)| **failed & others == 0);
        if column.starts.is_empty() {
            fitting.for_each(|(item, _)| n_items[column.codes[item] as usize] += 1);
        } else {
            fitting.for_each(|(item, _)| column.codes_of(item).iter().for_each(|code| n_items[*code as usize] += 1));
        }
        let nothing = BTreeSet::new();
        let chosen = query.facets.get(&facet).unwrap_or(&nothing);
        facet_counts(facet, &column.values, &n_items, chosen)
    }

    /// How many of the items that fit name each place, with the first of them, most items first; and how many name none.
    pub(super) fn places(&self, fits: &[bool]) -> (Vec<(&DeskPlace, u64, u32)>, u64) {
        let mut counts: Vec<(&DeskPlace, u64, u32)> = self.places.iter().map(|place| (place, 0, 0)).collect();
        let mut n_without = 0;
        for (item, place) in self.place_of.iter().enumerate().filter(|(item, _)| fits[*item]) {
            match place.and_then(|place| counts.get_mut(place as usize)) {
                None => n_without += 1,
                Some((_, n_items, first)) => {
                    *first = if *n_items == 0 { item as u32 } else { *first };
                    *n_items += 1;
                }
            }
        }
        counts.retain(|(_, n_items, _)| *n_items > 0);
        counts.sort_by_key(|(_, n_items, first)| (std::cmp::Reverse(*n_items), *first));
        (counts, n_without)
    }

    /// Items in the order asked for; without a text, relevance is the order of coming in.
    pub(super) fn in_order(&self, sort: ItemSort) -> Box<dyn Iterator<Item = u32> + '_> {
        let without_time = || (0..self.n_items as u32).filter(|&item| self.from_s[item as usize] == NO_TIME);
        match sort {
            ItemSort::Added | ItemSort::Relevance => Box::new(0..self.n_items as u32),
            ItemSort::Name => Box::new(self.by_name.iter().copied()),
            ItemSort::MostMatches => Box::new(self.by_matches.iter().copied()),
            ItemSort::Oldest => Box::new(self.by_time.iter().copied().chain(without_time())),
            ItemSort::Newest => Box::new(self.by_time.iter().rev().copied().chain(without_time())),
        }
    }
}

/// The bit of all conditions that are no facet.
const OTHER_CONDITIONS: u16 = 1 << 15;

fn bit(facet: Facet) -> u16 {
    1 << facet as u16
}

fn facet_counts(facet: Facet, values: &[String], n_items: &[u64], chosen: &BTreeSet<String>) -> FacetCounts {
    let count =
        |value: &str, n_items: u64| FacetCount { value: value.to_owned(), n_items, is_chosen: chosen.contains(value) };
    let mut places: Vec<usize> =
        (0..values.len()).filter(|&at| n_items[at] > 0 || chosen.contains(&values[at])).collect();
    let is_chosen = |at: usize| chosen.contains(&values[at]);
    places.sort_by(|&a, &b| {
        is_chosen(b).cmp(&is_chosen(a)).then(n_items[b].cmp(&n_items[a])).then_with(|| values[a].cmp(&values[b]))
    });
    let left_out = places.split_off(places.len().min(MOST_COUNTED.max(chosen.len())));
    places.sort_by(|&a, &b| n_items[b].cmp(&n_items[a]).then_with(|| values[a].cmp(&values[b])));
    let mut counts: Vec<FacetCount> = places.iter().map(|&at| count(&values[at], n_items[at])).collect();
    // A value that is asked for and that no item has is shown, too, so that it can be taken back.
    let known = |value: &String| values.contains(value);
    counts.extend(chosen.iter().filter(|value| !known(value)).map(|value| count(value, 0)));
    FacetCounts {
        facet,
        counts,
        n_values_left_out: left_out.len() as u64,
        n_items_left_out: left_out.iter().map(|&at| n_items[at]).sum(),
    }
}
