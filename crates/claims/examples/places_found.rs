//! Prints the places that are found in each text, one a line: document, words, name, coordinates.
//!
//! usage: places_found TEXTS.jsonl   (lines {"doc": …, "text": …})

// A measuring tool is no part of the pure crate: it reads the file it is told.
#![allow(clippy::disallowed_methods)]

use claims::{TextInput, statements};
use serde_json::Value;
use std::collections::BTreeMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: places_found TEXTS.jsonl")?;
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let document: Value = serde_json::from_str(line)?;
        print_places(document["doc"].as_str().unwrap_or(""), document["text"].as_str().unwrap_or(""));
    }
    Ok(())
}

/// Each place once, however many statements have it.
fn print_places(doc: &str, text: &str) {
    let mut found = BTreeMap::new();
    for place in statements(&TextInput::plain(text)).into_iter().flat_map(|statement| statement.places) {
        found.insert((place.start_byte, place.end_byte), place);
    }
    for place in found.into_values() {
        let before = text[..place.start_byte].split_whitespace().rev().take(4).collect::<Vec<_>>();
        let before = before.into_iter().rev().collect::<Vec<_>>().join(" ");
        let after = text[place.end_byte..].split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        println!(
            "{doc}\t{}\t{}\t{:?}\t{:?}\t{before} [{}] {after}",
            place.start_byte, place.name, place.lat, place.lon, place.text
        );
    }
}
