//! One request, after the guard has let it in: who asks, for what, in which language.

use super::desk::Desk;
use super::people::{Eyes, Role};
use super::speak::Language;
use crate::desk;
use anyhow::Result;
use archive::Case;
use archive::desk::DeskIndex;
use model::{Decision, ItemId};
use report::LocalHref;
use std::sync::Arc;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Name that stands beside what they do.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What their forms must carry; `None` for a program with a token.
    pub csrf: Option<String>,
    /// How they want to see media.
    pub eyes: Eyes,
}

/// A request with what was found out about it.
pub struct Visit<'d> {
    /// The running desk.
    pub desk: &'d Desk,
    /// Who asks.
    pub who: Visitor,
    /// The language they read.
    pub language: Language,
    /// Path as asked for.
    pub path: String,
    /// What stood in the `{…}` parts of the route, in order.
    pub values: Vec<String>,
    /// Query as it stands in the address.
    pub raw_query: String,
    /// Query, in order.
    pub query: Vec<(String, String)>,
    /// Which bytes of the answer are wanted (RFC 9110, 14.2), as it was asked for.
    pub range: Option<String>,
    /// Fields of a form, in order; empty for GET.
    pub form: Vec<(String, String)>,
}

impl Visit<'_> {
    /// The first value of a query field.
    pub fn asked(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// The first value of a form field, trimmed; an empty one is none.
    pub fn filled(&self, name: &str) -> Option<&str> {
        first(&self.form, name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The `n`th `{…}` part of the path.
    pub fn value(&self, n: usize) -> &str {
        self.values.get(n).map(String::as_str).unwrap_or_default()
    }

    /// Opens the case, for writing into it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn case(&self) -> Result<Case> {
        Ok(Case::open(&self.desk.case_folder)?)
    }

    /// The case for reading: opened once, for opening takes as long as looking through its folders.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn reading(&self) -> Result<Arc<Case>> {
        self.desk.reading()
    }

    /// The lists of the case as it is now.
    ///
    /// # Errors
    /// When the case cannot be read or the lists cannot be made.
    pub fn lists(&self) -> Result<DeskIndex> {
        self.desk.lists.fresh(&*self.reading()?, desk::marks_of)
    }

    /// All decisions as the case is now, by log index.
    ///
    /// # Errors
    /// As [`Visit::lists`].
    pub fn decisions(&self) -> Result<Arc<[Decision]>> {
        self.lists()?;
        Ok(self.desk.lists.decisions())
    }

    /// Notes that they see this item, where somebody marked it as graphic.
    ///
    /// # Errors
    /// When the case cannot be read or the log not be written.
    pub fn note_view(&self, item: &ItemId) -> Result<()> {
        let is_graphic = self.lists()?.items_with_ids([item])?.iter().any(|line| line.marks.is_graphic);
        if is_graphic { self.desk.views.record_view(&*self.reading()?, &self.who.name, *item) } else { Ok(()) }
    }

    /// Words of the catalogue.
    pub fn say(&self, key: &'static str) -> &'static str {
        self.language.say(key)
    }

    /// Whether they may do what this role may.
    pub fn may(&self, role: Role) -> bool {
        self.who.role >= role
    }
}

/// The address of the desk that a form or a link names as the way back, with its query; `fallback` where it names none. It
/// leads nowhere else, whatever is given.
pub fn way_back(given: Option<&str>, fallback: &str) -> LocalHref {
    let Some(given) = given.filter(|given| given.starts_with('/')) else { return LocalHref::of_desk(fallback, &[]) };
    let (path, query) = given.split_once('?').unwrap_or((given, ""));
    let parts = fields(query);
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    LocalHref::of_desk(&decoded(&path.replace('+', "%2B")), &parts)
}

fn first<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// Fields of a query or an urlencoded form. Broken escapes stay as they are written.
pub fn fields(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).take(MOST_FIELDS);
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(a, b)| (decoded(a), decoded(b))).collect()
}

/// More fields than this are not read.
const MOST_FIELDS: usize = 2_000;

/// Text with `+` and `%XX` taken apart.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = escaped.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match (bytes[at], byte) {
            (_, Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, None) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_nowhere_else() {
        let back = |given: &str| way_back(Some(given), "items").as_str().to_owned();
        assert_eq!(back("/items?kind=video&q=a%20b"), "/items?kind=video&q=a%20b");
        assert_eq!(back("/items/K7Q-03"), "/items/K7Q-03");
        assert_eq!(back("//evil.example/x"), "/evil.example/x");
        assert_eq!(back("https://evil.example"), "/items");
        assert_eq!(back("/%2F%2Fevil.example"), "/evil.example");
        assert_eq!(back("/items/..\r\nSet-Cookie: a"), "/items/..%0D%0ASet-Cookie%3A%20a");
        assert_eq!(way_back(None, "items").as_str(), "/items");
    }

    #[test]
    fn fields_are_taken_apart() {
        assert_eq!(
            fields("q=a+b&x=%D0%96&&y"),
            [("q".to_owned(), "a b".to_owned()), ("x".to_owned(), "Ж".to_owned()), ("y".to_owned(), String::new()),]
        );
        assert_eq!(decoded("%zz%4"), "%zz%4");
        assert_eq!(decoded("%ff"), "\u{fffd}");
    }
}
