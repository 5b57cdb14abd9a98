//! Prints the attributions of gold documents as predictions, one JSON object a line, for an attribution scorer.
//!
//! usage: attribution_predictions GOLD.jsonl [attitudes]   (lines {"doc": …, "text": …}; offsets printed are code points)
//!
//! With `attitudes`, what somebody wants, backs or condemns is printed too, for a gold standard that counts it.

// A measuring tool is no part of the pure crate: it reads the file it is told.
#![allow(clippy::disallowed_methods)]

use claims::{TextInput, statements};
use model::{QuoteType, SpanText};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: attribution_predictions GOLD.jsonl [attitudes]")?;
    let with_attitudes = std::env::args().nth(2).is_some_and(|word| word == "attitudes");
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line)?;
        print_document(gold["doc"].as_str().unwrap_or(""), gold["text"].as_str().unwrap_or(""), with_attitudes);
    }
    Ok(())
}

fn print_document(doc: &str, text: &str, with_attitudes: bool) {
    let code_point = code_points(text);
    let pair = |span: &SpanText| json!([code_point[span.start_byte], code_point[span.end_byte]]);
    let wanted = |kind: QuoteType| kind != QuoteType::Own && (with_attitudes || kind != QuoteType::Attitude);
    for statement in statements(&TextInput::plain(text)).iter().filter(|statement| wanted(statement.quote_type)) {
        let spans = json!({
            "source": statement.source.as_ref().map(&pair),
            "cue": statement.cue.as_ref().map(&pair),
            "content": statement.parts.iter().map(&pair).collect::<Vec<_>>(),
        });
        println!("{}", json!({ "doc": doc, "spans": spans, "rule": statement.rule }));
    }
}

/// Number of code points before each byte.
fn code_points(text: &str) -> Vec<usize> {
    let mut numbers = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, character) in text.char_indices() {
        numbers[at..at + character.len_utf8()].fill(count);
        count += 1;
    }
    numbers[text.len()] = count;
    numbers
}
