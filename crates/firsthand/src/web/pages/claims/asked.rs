//! What the address of the list of claims asks for: a query, who the columns are, and in which view its answer is shown.

use crate::web::visit::{Visit, fields};
use archive::desk::{ClaimQuery, DeskClaim, DeskVoice, QueryError};
use report::LocalHref;

/// Rows of one page.
pub const ROWS: u32 = 40;

/// Who the columns are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Columns {
    /// Those who published.
    #[default]
    Outlets,
    /// The origins that statements go back to.
    Origins,
}

impl Columns {
    /// All of them, with their names in addresses and the keys of their words.
    pub const ALL: [(Columns, &'static str, &'static str); 2] =
        [(Columns::Outlets, "outlets", "claims.by.outlets"), (Columns::Origins, "origins", "claims.by.origins")];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        Columns::ALL[self as usize].1
    }

    /// Those who speak of a claim.
    pub fn voices(self, claim: &DeskClaim) -> &[DeskVoice] {
        match self {
            Columns::Outlets => &claim.outlets,
            Columns::Origins => &claim.origins,
        }
    }
}

/// How the claims that were found are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// A row for each.
    #[default]
    Table,
    /// The places that they name.
    Map,
}

impl View {
    /// All of them, with their names in addresses and the keys of their words.
    pub const ALL: [(View, &'static str, &'static str); 2] =
        [(View::Table, "table", "view.table"), (View::Map, "map", "view.map")];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        View::ALL[self as usize].1
    }
}

/// What is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// Which claims, in which order, which page.
    pub query: ClaimQuery,
    /// Who the columns are.
    pub columns: Columns,
    /// How they are shown.
    pub view: View,
}

impl Asked {
    /// What the address of this visit asks for. Empty fields, which a form sends as well, ask for nothing.
    ///
    /// # Errors
    /// When a part of it means nothing.
    pub fn of(visit: &Visit) -> Result<Asked, QueryError> {
        let parts = visit.raw_query.split('&').filter(|part| !part.is_empty() && !part.ends_with('='));
        let is_ours = |part: &&str| !part.starts_with("by=") && !part.starts_with("view=");
        let query = ClaimQuery::from_query_string(&parts.filter(is_ours).collect::<Vec<_>>().join("&"))?;
        Ok(Asked {
            query: ClaimQuery { per_page: ROWS, ..query },
            columns: chosen("by", visit.asked("by"), Columns::ALL)?,
            view: chosen("view", visit.asked("view"), View::ALL)?,
        })
    }

    /// The same with another query.
    pub fn with(&self, query: ClaimQuery) -> Asked {
        Asked { query, ..self.clone() }
    }

    /// The same query in another view, from the first row on.
    pub fn shown_as(&self, view: View) -> Asked {
        Asked { view, ..self.first_page() }
    }

    /// The same from the first row on.
    pub fn first_page(&self) -> Asked {
        self.with(ClaimQuery { offset: 0, ..self.query.clone() })
    }

    /// Its address.
    pub fn address(&self) -> LocalHref {
        self.address_at("claims")
    }

    /// Its address at a page that takes the same query.
    pub fn address_at(&self, path: &str) -> LocalHref {
        let usual = ClaimQuery { per_page: ClaimQuery::default().per_page, ..self.query.clone() };
        let mut parts = fields(&usual.to_query_string());
        if self.columns != Columns::default() {
            parts.push(("by".to_owned(), self.columns.name().to_owned()));
        }
        if self.view != View::default() {
            parts.push(("view".to_owned(), self.view.name().to_owned()));
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        LocalHref::of_desk(path, &parts)
    }
}

/// The choice of this name; what is usual where nothing is said.
fn chosen<T: Default, const N: usize>(
    key: &str,
    name: Option<&str>,
    choices: [(T, &'static str, &'static str); N],
) -> Result<T, QueryError> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(T::default()) };
    let wrong = || QueryError::BadValue { key: key.to_owned(), got: name.chars().take(60).collect() };
    choices.into_iter().find(|choice| choice.1 == name).map(|choice| choice.0).ok_or_else(wrong)
}
