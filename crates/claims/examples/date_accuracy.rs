//! How many dates of annotated documents are found with the right words and the right days.
//!
//! usage: date_accuracy GOLD.jsonl
//! Lines are `{"text": …, "meta": {"dateCreated": day}, "dates": [{"span": [first, last], "when" | "from", "to": …}]}`,
//! spans in code points. A date without an exact value ("not after …") is left out.

// A measuring tool is no part of the pure crate: it reads the file it is told.
#![allow(clippy::disallowed_methods)]

use claims::TextInput;
use model::DateMention;
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: date_accuracy GOLD.jsonl")?;
    let (mut n_gold, mut n_found, mut n_right) = (0, 0, 0);
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let document: Value = serde_json::from_str(line)?;
        let text = document["text"].as_str().unwrap_or("");
        let found = dates_of(text, document["meta"]["dateCreated"].as_str());
        for gold in document["dates"].as_array().into_iter().flatten() {
            let Some((from, to)) = days(gold) else { continue };
            let Some((start, end)) = span(text, gold) else { continue };
            n_gold += 1;
            let here = found.iter().find(|date| overlaps(date, start, end));
            let right = here.is_some_and(|date| is_same(date, &from, &to));
            n_found += usize::from(here.is_some());
            n_right += usize::from(right);
            if !right {
                let read = here.map(|date| (date.text.as_str(), date.from.as_deref(), date.to.as_deref()));
                eprintln!("{} should be {from} to {to}, read as {read:?}", gold["text"]);
            }
        }
    }
    println!("dates with a value: {n_gold}; found: {n_found}; words and days right: {n_right}");
    Ok(())
}

fn dates_of(text: &str, published: Option<&str>) -> Vec<DateMention> {
    claims::statements::dates(&TextInput { published, ..TextInput::plain(text) })
}

/// First and last day of a gold value: `2008`, `2008-01`, `2008-01-20`.
fn days(gold: &Value) -> Option<(String, String)> {
    let (from, to) = match gold["when"].as_str() {
        Some(when) => (when, when),
        None => (gold["from"].as_str()?, gold["to"].as_str()?),
    };
    let first = match from.len() {
        4 => format!("{from}-01-01"),
        7 => format!("{from}-01"),
        _ => from.to_owned(),
    };
    let last = match to.len() {
        4 => format!("{to}-12-31"),
        7 => format!("{to}-01").parse::<jiff::civil::Date>().ok()?.last_of_month().to_string(),
        _ => to.to_owned(),
    };
    Some((first, last))
}

/// The gold span in bytes.
fn span(text: &str, gold: &Value) -> Option<(usize, usize)> {
    let at = |end: usize| usize::try_from(gold["span"][end].as_u64()?).ok();
    let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(byte, _)| byte);
    Some((byte(at(0)?), byte(at(1)?)))
}

/// Half of the words of both are shared.
fn overlaps(date: &DateMention, start: usize, end: usize) -> bool {
    let shared = date.end_byte.min(end).saturating_sub(date.start_byte.max(start));
    let whole = date.end_byte.max(end) - date.start_byte.min(start);
    shared * 2 >= whole
}

fn is_same(date: &DateMention, from: &str, to: &str) -> bool {
    date.from.as_deref() == Some(from) && date.to.as_deref() == Some(to)
}
