//! `show items --where`: the list of the desk, for people and programs without one.

use crate::commands::{print_json, print_line};
use crate::desk::{self, DeskLists, ItemLine, NoWord};
use crate::outcome::wrong_usage;
use crate::terminal::{short, table};
use anyhow::Result;
use archive::Case;
use archive::desk::{ItemQuery, PageStart};
use std::collections::BTreeMap;

/// Prints the page of items that the query asks for, or all that fit as CSV.
pub fn show(case: &Case, query: &str, as_csv: bool, json: bool) -> Result<()> {
    let query = ItemQuery::from_query_string(query).map_err(|error| wrong_usage(error.to_string()))?;
    let index = DeskLists::default().fresh(case, |_| BTreeMap::new())?;
    if as_csv {
        return desk::write_csv(&index, &query, std::io::stdout()).map_err(usage);
    }
    let page = desk::items(&index, &query).map_err(usage)?;
    if json {
        return page.rows.iter().try_for_each(print_json);
    }
    let mut lines = table(&["id", "name", "kind", "outlet", "time (kind)", "matches", "claims", "found"]);
    lines.add_rows(page.rows.iter().map(row));
    print_line(lines.to_string())?;
    print_line(format!("{} of {} that fit", page.rows.len(), page.n_items))?;
    if let Some(PageStart::After(item)) = page.next {
        let next = query.starting(PageStart::After(item)).to_query_string();
        print_line(format!("the next: firsthand show {} items --where '{next}'", case.folder().display()))?;
    }
    Ok(())
}

/// Words that are none are wrong usage, whatever else went wrong is not.
fn usage(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<NoWord>() {
        Some(no_word) => wrong_usage(no_word.to_string()),
        None => error,
    }
}

fn row(line: &ItemLine) -> Vec<String> {
    let item = &line.item;
    let time = item.time.as_ref().map(|time| format!("{} ({})", time.time, time.kind.words()));
    let found = line.hit.iter().flat_map(|hit| &hit.parts).map(|part| part.text.as_str()).collect::<String>();
    vec![
        item.short_id.0.clone(),
        if item.is_disposed { "(disposed of)".to_owned() } else { short(&item.name, 40) },
        item.kind.name().to_owned(),
        short(item.outlet.as_deref().unwrap_or_default(), 24),
        time.unwrap_or_default(),
        item.n_matches.to_string(),
        item.n_claims.to_string(),
        short(&found, 80),
    ]
}
