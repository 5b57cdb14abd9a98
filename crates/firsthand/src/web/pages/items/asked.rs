//! What the address of the list of items asks for: a query, and in which view its answer is shown.

use crate::web::visit::{Visit, fields};
use archive::desk::{Facet, ItemQuery, PageStart, QueryError};
use report::LocalHref;

/// Rows of one page.
pub const ROWS: u32 = 50;

/// How the items that were found are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// A row for each.
    #[default]
    Table,
    /// A card for each.
    Grid,
    /// The places that they name.
    Map,
}

impl View {
    /// All of them, with their names in addresses and the keys of their words.
    pub const ALL: [(View, &'static str, &'static str); 3] =
        [(View::Table, "table", "view.table"), (View::Grid, "grid", "view.grid"), (View::Map, "map", "view.map")];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        View::ALL[self as usize].1
    }
}

/// What is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// Which items, in which order, which page.
    pub query: ItemQuery,
    /// How they are shown.
    pub view: View,
}

impl Asked {
    /// What the address of this visit asks for.
    ///
    /// # Errors
    /// When a part of it means nothing.
    pub fn of(visit: &Visit) -> Result<Asked, QueryError> {
        Asked::of_query(&visit.raw_query)
    }

    /// What the query part of an address asks for.
    ///
    /// # Errors
    /// When a part of it means nothing.
    pub fn of_query(query: &str) -> Result<Asked, QueryError> {
        let parts = query.split('&').filter(|part| !part.is_empty() && !is_left_empty(part));
        let (views, rest): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.starts_with("view="));
        let wrong = |got: &str| QueryError::BadValue { key: "view".to_owned(), got: got.chars().take(60).collect() };
        let view = match views.first().and_then(|part| part.strip_prefix("view=")) {
            None => View::default(),
            Some(name) => View::ALL.into_iter().find(|known| known.1 == name).ok_or_else(|| wrong(name))?.0,
        };
        let query = ItemQuery::from_query_string(&rest.join("&"))?;
        Ok(Asked { query: ItemQuery { per_page: ROWS, ..query }, view })
    }

    /// The same view of another query.
    pub fn with(&self, query: ItemQuery) -> Asked {
        Asked { query, view: self.view }
    }

    /// The same query in another view.
    pub fn shown_as(&self, view: View) -> Asked {
        Asked { query: self.query.clone(), view }
    }

    /// The same from the first row on.
    pub fn first_page(&self) -> Asked {
        self.with(self.query.starting(PageStart::default()))
    }

    /// Its address.
    pub fn address(&self) -> LocalHref {
        self.address_at("items")
    }

    /// Its address at a page that takes the same query.
    pub fn address_at(&self, path: &str) -> LocalHref {
        let parts = self.parts();
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        LocalHref::of_desk(path, &parts)
    }

    /// The fields of a form that asks for the same.
    pub fn parts(&self) -> Vec<(&'static str, String)> {
        let usual = ItemQuery { per_page: ItemQuery::default().per_page, ..self.query.clone() };
        let mut parts: Vec<(&str, String)> = fields(&usual.to_query_string())
            .into_iter()
            .filter_map(|(name, value)| Some((field_named(&name)?, value)))
            .collect();
        if self.view != View::default() {
            parts.push(("view", self.view.name().to_owned()));
        }
        parts
    }
}

/// A field of a form that was left empty asks for nothing; a facet without a value asks for the items that have none.
fn is_left_empty(part: &str) -> bool {
    let is_facet = |name: &str| Facet::ALL.into_iter().any(|facet| facet.name() == name);
    part.strip_suffix('=').is_some_and(|name| !is_facet(name))
}

/// The name of a field of a query, as it stands in this program.
fn field_named(name: &str) -> Option<&'static str> {
    const OTHERS: [&str; 10] = ["q", "comments", "from", "to", "claim", "origin", "at", "sort", "offset", "after"];
    Facet::ALL.into_iter().map(Facet::name).chain(OTHERS).find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_without_a_value_is_asked_for_and_an_empty_field_is_not() {
        assert!(is_left_empty("from=") && is_left_empty("q="));
        assert!(!is_left_empty("outlet=") && !is_left_empty("from=2026-01-01"));
    }

    #[test]
    fn every_part_of_a_query_has_its_field() {
        let query = "q=a&comments=yes&kind=video&tag=&from=2026-01-01&to=2026-01-02&claim=C-1&origin=O-1&at=1.5,-2\
                     &sort=newest&offset=50";
        let asked = Asked { query: ItemQuery::from_query_string(query).unwrap(), view: View::Grid };
        let address = asked.address();
        assert_eq!(address.as_str().matches('&').count(), 11, "{}", address.as_str());
        let read =
            ItemQuery::from_query_string(address.as_str().trim_start_matches("/items?").trim_end_matches("&view=grid"));
        assert_eq!(read.unwrap(), asked.query);
    }
}
