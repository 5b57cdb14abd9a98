//! Where words stand that very many blocks hold: a bit for each block. Such words are asked for again and again, and two of
//! them together take the search index longer than all that comes after it; two rows of bits are laid upon each other in no
//! time. Words that few blocks hold are left to the search index, which skips from one to the next.

use rusqlite::{Connection, params};
use std::sync::{Arc, Mutex, PoisonError};

/// Words that more blocks hold are kept as bits. At 10^5 blocks the search index gives that many in 0.5 ms (2026-11-26).
const FREQUENT: usize = 5_000;
/// Words that are known at a time, those asked for last; of 10^6 blocks each takes 125 kB.
const KEPT_WORDS: usize = 128;

/// A bit for each block of the search index, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct BlockBits(Vec<u64>);

impl BlockBits {
    fn set(&mut self, block: usize) {
        let at = block / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (block % 64);
    }

    /// Only those that the other holds, too.
    fn narrow(&mut self, other: &BlockBits) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    /// How many blocks.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// Their numbers, the lowest first.
    pub(super) fn blocks(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &bits)| {
            std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| (at * 64) as i64 + i64::from(bits.trailing_zeros()))
        })
    }
}

/// A word as it is asked for, and where it stands; `None` where few blocks hold it.
type Known = (String, Option<Arc<BlockBits>>);

/// Words of the searches before, with the mark of the derived state that they are of.
#[derive(Debug, Default)]
pub(super) struct FrequentWords(Mutex<(String, Vec<Known>)>);

impl FrequentWords {
    /// The blocks that hold all parts of an expression; `None` where one of the parts is in few blocks, or the expression is
    /// no conjunction of quoted parts. `mark` is the mark of the state that the catalog is in.
    pub(super) fn blocks(
        &self,
        catalog: &Connection,
        expression: &str,
        mark: &str,
    ) -> rusqlite::Result<Option<BlockBits>> {
        let Some(parts) = conjunction(expression) else { return Ok(None) };
        let mut all: Option<BlockBits> = None;
        for part in parts {
            match (self.places(catalog, part, mark)?, &mut all) {
                (None, _) => return Ok(None),
                (Some(bits), Some(all)) => all.narrow(&bits),
                (Some(bits), None) => all = Some((*bits).clone()),
            }
        }
        Ok(all)
    }

    fn places(&self, catalog: &Connection, part: &str, mark: &str) -> rusqlite::Result<Option<Arc<BlockBits>>> {
        if let Some(known) = self.known(part, mark) {
            return Ok(known);
        }
        let places = match is_frequent(catalog, part)? {
            true => Some(Arc::new(read(catalog, part)?)),
            false => None,
        };
        self.keep(part, mark, places.clone());
        Ok(places)
    }

    fn known(&self, part: &str, mark: &str) -> Option<Option<Arc<BlockBits>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != mark {
            return None;
        }
        let at = kept.1.iter().position(|(known, _)| known == part)?;
        let found = kept.1.remove(at);
        let places = found.1.clone();
        kept.1.push(found);
        Some(places)
    }

    fn keep(&self, part: &str, mark: &str, places: Option<Arc<BlockBits>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != mark {
            *kept = (mark.to_owned(), Vec::new());
        }
        if kept.1.len() >= KEPT_WORDS {
            kept.1.remove(0);
        }
        kept.1.push((part.to_owned(), places));
    }
}

/// The parts of an expression that asks for all of them, with ` AND ` between: each quoted, perhaps with a star for any ending, or
/// several such in brackets with ` OR ` between.
fn conjunction(expression: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut rest = expression;
    loop {
        let end = if rest.starts_with('(') { end_of_choice(rest)? } else { end_of_quoted(rest)? };
        parts.push(&rest[..end]);
        match &rest[end..] {
            "" => return Some(parts),
            more => rest = more.strip_prefix(" AND ")?,
        }
    }
}

fn end_of_quoted(text: &str) -> Option<usize> {
    let end = 1 + text.strip_prefix('"')?.find('"')? + 1;
    Some(end + usize::from(text[end..].starts_with('*')))
}

fn end_of_choice(text: &str) -> Option<usize> {
    let mut rest = text.strip_prefix('(')?;
    loop {
        rest = &rest[end_of_quoted(rest)?..];
        if let Some(after) = rest.strip_prefix(')') {
            return Some(text.len() - after.len());
        }
        rest = rest.strip_prefix(" OR ")?;
    }
}

fn is_frequent(catalog: &Connection, part: &str) -> rusqlite::Result<bool> {
    let sql = "select count(*) from (select 1 from search_tokens where tokens match ?1 limit ?2)";
    let most = FREQUENT as i64 + 1;
    catalog.prepare_cached(sql)?.query_row(params![part, most], |row| Ok(row.get::<_, i64>(0)? == most))
}

fn read(catalog: &Connection, part: &str) -> rusqlite::Result<BlockBits> {
    let mut places = BlockBits::default();
    let mut statement = catalog.prepare_cached("select rowid from search_tokens where tokens match ?1")?;
    let mut rows = statement.query([part])?;
    while let Some(row) = rows.next()? {
        if let Ok(block) = usize::try_from(row.get::<_, i64>(0)?) {
            places.set(block);
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_asks_for_all_its_parts_is_taken_apart() {
        assert_eq!(conjunction(r#""a""#), Some(vec![r#""a""#]));
        assert_eq!(conjunction(r#""a b" AND "c"* AND "AND""#), Some(vec![r#""a b""#, r#""c"*"#, r#""AND""#]));
        assert_eq!(conjunction(r#"("a" OR "~b"*) AND "c""#), Some(vec![r#"("a" OR "~b"*)"#, r#""c""#]));
        for other in [
            r#""a" OR "b""#,
            r#"("a""#,
            r#"("a" AND "b")"#,
            r#"("a" OR )"#,
            "(",
            r#""a" AND"#,
            r#""a" AND "#,
            "a",
            "",
            r#""a"#,
            r#""a""b""#,
        ] {
            assert_eq!(conjunction(other), None, "{other}");
        }
    }

    #[test]
    fn bits_are_laid_upon_each_other() {
        let of = |blocks: &[usize]| {
            let mut bits = BlockBits::default();
            blocks.iter().for_each(|&block| bits.set(block));
            bits
        };
        let mut both = of(&[0, 63, 64, 200, 1_000]);
        both.narrow(&of(&[63, 64, 199, 200, 201]));
        assert_eq!((both.blocks().collect::<Vec<_>>(), both.count()), (vec![63, 64, 200], 3));
        both.narrow(&of(&[1]));
        assert_eq!((both.blocks().count(), both.count()), (0, 0));
    }
}
