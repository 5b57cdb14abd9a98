//! What the stages would have kept of the made-up items: extracts with blocks, statements, matches, claims and origins, so that
//! the running desk gathers its lists by itself, as it does in every case.

use super::{Draws, N_COPIES_APART, name_of, outlet, place_of, text_of};
use archive::Case;
use model::{Block, Claim, Extract, ItemId, Match, Origin, Statement, TimeKind};
use serde::Serialize;
use serde_json::{Value, json};
use std::error::Error;
use std::time::Instant;

/// Under which the stage `extract` keeps what it made; a newer stage passes over what an older one kept.
const EXTRACT_KEY: &str = "v12";
/// Words of a statement.
const WORDS_OF_CONTENT: usize = 14;
/// A claim that a newspaper would lead with has so many statements, others three.
const MOST_STATEMENTS: usize = 120;
/// Every so manieth claim is such a one.
const LARGE_CLAIM: usize = 1_000;

/// Writes it, in place of what a stage kept before.
pub fn write(case: &Case, n_items: usize) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let ids: Vec<ItemId> = (0..n_items).map(|number| ItemId::of(text_of(number).as_bytes())).collect();
    case.transaction(|catalog| -> archive::Result<()> {
        for (number, item) in ids.iter().enumerate() {
            catalog.derived_put("extract", &item.hex(), EXTRACT_KEY, &bytes(&extract(number, *item)))?;
            catalog.derived_put("statements", &item.hex(), "example", &bytes(&[statement(number, *item)]))?;
        }
        catalog.derived_put("trace-texts", "case", "example", &bytes(&matches(&ids)))?;
        let counted = json!({ "origins": origins(n_items), "claims": claims(n_items), "unapplied": [] });
        catalog.derived_put("origins", "case", "example", &bytes(&counted))
    })?;
    println!("derived state: {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A value of the model, told as it stands in the case.
fn told<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("the example tells values of the model")
}

fn extract(number: usize, item: ItemId) -> Extract {
    let text = text_of(number);
    let mut draws = Draws(number as u64 * 7_919 + 5);
    let (day, hour) = (1 + draws.next(28), draws.next(24));
    let time = format!("20{:02}-{:02}-{day:02}T{hour:02}:00:00Z", 20 + draws.next(4), 1 + draws.next(12));
    let kind = [TimeKind::Published, TimeKind::Posted, TimeKind::FileMetadata][draws.next(3)];
    let block: Block = told(json!({ "item": item, "block": 0, "role": "body", "start_byte": 0, "end_byte": text.len(),
        "text": text, "author": null, "posted_at": null, "parent": null, "reason": "made up", "confidence_0_1": 1.0 }));
    Extract {
        media_type: "text/plain".to_owned(),
        blocks: vec![block],
        title: Some(format!("A title of the page number {number}, as long as titles are")),
        publisher: Some(outlet(number)),
        times: vec![told(json!({ "time": time, "kind": kind, "evidence": "the page", "zone": "UTC" }))],
        text: Some(text),
        ..Extract::default()
    }
}

fn content_of(number: usize) -> String {
    let text = text_of(number);
    let words: Vec<&str> = text.split(' ').skip(1).take(WORDS_OF_CONTENT).collect();
    format!("{} people {}", figure_of(number), words.join(" "))
}

fn figure_of(number: usize) -> usize {
    5 + Draws(number as u64 + 77).next(40)
}

fn statement(number: usize, item: ItemId) -> Statement {
    let (content, figure) = (content_of(number), figure_of(number) as f64);
    let mut draws = Draws(number as u64 * 31 + 7);
    let unit = ["dead", "wounded", "missing", "vehicle"][draws.next(4)];
    let place = place_of(draws.next(400));
    let places = json!([{ "text": place.text, "start_byte": 0, "end_byte": 1, "name": place.name, "lat": place.lat,
        "lon": place.lon, "alternatives": [] }]);
    told(json!({
        "id": format!("S-{number}"), "item": item, "block": 0, "source": null, "cue": null, "parts": [],
        "content": { "start_byte": 0, "end_byte": content.len(), "text": content },
        "speaker": format!("Speaker {}", draws.next(1_000)), "resolved_by": "made up", "chain": [],
        "quote_type": "indirect", "rule": "made up", "hedges": [], "denial": false,
        "figures": [{ "text": "figure", "start_byte": 0, "end_byte": 1, "low": figure, "high": figure, "unit": unit,
            "modifier": null }],
        "dates": [], "places": if draws.next(3) == 0 { places } else { json!([]) }, "tier": "confirmed",
    }))
}

/// Copies come in groups: one source, a handful of copies, now and then a very large group.
fn matches(ids: &[ItemId]) -> Vec<Match> {
    let is_copy = |number: &usize| super::source_of(*number) != *number;
    let kinds = ["video_copy", "text_excerpt", "image_region"];
    let side = |number: usize| {
        let mut side = json!({ "item": ids[number], "name": name_of(number), "start_byte": 0, "end_byte": 40 });
        if kinds[number % kinds.len()] != "text_excerpt" {
            side = json!({ "item": ids[number], "name": name_of(number), "start_us": 0, "end_us": 9_000_000 });
        }
        side
    };
    let found = |number: usize| {
        let tier = if number.is_multiple_of(N_COPIES_APART) { "weak" } else { "confirmed" };
        told(json!({ "id": format!("M-{number}"), "kind": kinds[number % kinds.len()], "query": side(number),
            "reference": side(super::source_of(number)), "transform": {}, "score_0_1": 0.9, "tier": tier,
            "reasons": ["made up: 9 of 9 sampled frames agree"] }))
    };
    (0..ids.len()).filter(is_copy).map(found).collect()
}

fn origins(n_items: usize) -> Vec<Origin> {
    let origin = |number: usize| {
        told(json!({ "id": format!("O-{number}"), "label": format!("Speaker {number} of an office, not in the case"),
            "in_case": false, "first": null, "members": [], "independent_of": [],
            "reasons": [{ "text": "the page says: according to the office", "strength": "strong" }] }))
    };
    (0..n_items / 10).map(origin).collect()
}

/// A third as many claims as items; the statements of one stand far apart.
fn claims(n_items: usize) -> Vec<Claim> {
    let n_claims = n_items / 3;
    let claim = |number: usize| {
        let n_statements = if number.is_multiple_of(LARGE_CLAIM) { MOST_STATEMENTS } else { 3 };
        let statements: Vec<usize> = (0..n_statements).map(|at| (number + at * n_claims + at / 3) % n_items).collect();
        let roads: Vec<Value> =
            statements.iter().enumerate().map(|(at, statement)| road(*statement, at, n_items)).collect();
        let origins: Vec<&str> = roads.iter().filter_map(|road| road["origin"].as_str()).collect();
        let against = usize::from(number.is_multiple_of(3));
        let (against, in_favour) = origins.split_at(against.min(origins.len()));
        let disagreement = json!({ "kind": "figure", "text": "one says 17, the other 24",
            "statements": [format!("S-{}", statements[0]), format!("S-{}", statements[1])] });
        told(json!({ "id": format!("C-{number}"), "text": content_of(number),
            "statements": statements.iter().map(|at| format!("S-{at}")).collect::<Vec<_>>(),
            "origins_for": { "low": in_favour.len().min(1), "high": in_favour.len(), "origins": in_favour },
            "origins_against": { "low": against.len(), "high": against.len(), "origins": against },
            "unresolved": if number.is_multiple_of(2) { json!(["a page names nobody"]) } else { json!([]) },
            "disagreements": if against.is_empty() { json!([]) } else { json!([disagreement]) },
            "roads": roads, "would_change": ["the office's own page would give the origin its item"] }))
    };
    (0..n_claims).map(claim).collect()
}

fn road(statement: usize, at: usize, n_items: usize) -> Value {
    let origin = format!("O-{}", Draws(statement as u64 + 3).next(n_items / 10));
    let stance = if at == 0 && statement.is_multiple_of(3) { "against" } else { "for" };
    json!({ "statement": format!("S-{statement}"), "stance": stance, "stance_reason": "it gives the same figure",
        "origin": if at % 7 == 6 { Value::Null } else { json!(origin) },
        "steps": [
            { "from": outlet(statement), "to": "another outlet", "reason": "the page credits it", "strength": "strong" },
            { "from": "another outlet", "to": origin, "reason": "the page says: according to the office", "strength": "weak" },
        ] })
}
