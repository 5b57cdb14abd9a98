//! Compares the documents of a JSON Lines file (`id`, `text`, `series` = name of the site) and writes the passages as
//! CSV: `doc_a,start_a,end_a,doc_b,start_b,end_b`, offsets in code points.
//!
//! `text_reuse DOCS.jsonl OUT.csv [--without-sites] [--weak]`
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use model::{ItemId, Tier};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use trace::text::{TextDocument, matches};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (paths, options): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| !word.starts_with("--"));
    let [input, output] = paths[..] else { panic!("usage: text_reuse DOCS.jsonl OUT.csv [--without-sites] [--weak]") };
    let has = |name: &str| options.iter().any(|option| *option == name);
    let lines = std::fs::read_to_string(input).expect("the documents can be read");
    let records: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let field = |record: &serde_json::Value, name: &str| record[name].as_str().unwrap_or("").to_owned();
    let texts: Vec<(String, String, String)> =
        records.iter().map(|record| (field(record, "id"), field(record, "text"), field(record, "series"))).collect();
    let named: BTreeMap<ItemId, &(String, String, String)> =
        texts.iter().map(|text| (ItemId::of(text.0.as_bytes()), text)).collect();
    let documents: Vec<TextDocument> = named
        .iter()
        .map(|(item, (_, text, site))| {
            let site = (!has("--without-sites") && !site.is_empty()).then_some(site.as_str());
            TextDocument { item: *item, text, blocks: &[], site, times: &[] }
        })
        .collect();
    let mut csv = String::new();
    for found in matches(&documents).iter().filter(|found| has("--weak") || found.tier == Tier::Confirmed) {
        let side = |side: &model::MatchSide| {
            let (name, text, _) = named[&side.item];
            let points = |byte: Option<usize>| text[..byte.unwrap_or(0)].chars().count();
            format!("{name},{},{}", points(side.extent.start_byte), points(side.extent.end_byte))
        };
        writeln!(csv, "{},{}", side(&found.query), side(&found.reference)).expect("writing to a String cannot fail");
    }
    std::fs::write(output, csv).expect("the result can be written");
}
