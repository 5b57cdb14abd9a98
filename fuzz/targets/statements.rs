//! Who says what in any text, with figures, dates and places, and the claims that come of it. Every place is a slice of
//! the text; intervals are not empty; no claim depends on the order of what it is made from.

#![no_main]

use claims::{Gazetteer, TextInput, grouping};
use extract::text::read_plain_text;
use fuzz::spans::{check_place, check_slice};
use libfuzzer_sys::fuzz_target;
use model::{ClaimGroup, DateMention, DateStatus, ItemId, SpanText, Statement};
use std::collections::BTreeSet;

/// Longer texts only take longer: no rule looks further than a few sentences.
const TEXT_BYTES: usize = 16 << 10;

fuzz_target!(|content: &[u8]| {
    let text = String::from_utf8_lossy(&content[..content.len().min(TEXT_BYTES)]);
    let read = read_plain_text(text.as_bytes());
    let input = TextInput {
        item: ItemId::of(text.as_bytes()),
        text: &text,
        blocks: &read.blocks,
        credits: &read.credits,
        published: Some("2026-03-04"),
        outlet: Some("Orrin Gazette"),
        gazetteer: Gazetteer::builtin(),
    };
    let found = claims::statements::read(&input);
    found.statements.iter().for_each(|statement| check_statement(&text, statement));
    found.crowded_sentences.iter().for_each(|at| check_place(&text, *at, text.len(), "crowded sentence"));
    claims::statements::dates(&input).iter().for_each(|date| check_date(&text, date));
    claims::letterhead::issuer(&text);
    let whole = TextInput { blocks: &[], credits: &[], published: None, outlet: None, ..input };
    claims::statements(&whole).iter().for_each(|statement| check_statement(&text, statement));
    check_claims(&found.statements);
});

fn check_statement(text: &str, statement: &Statement) {
    let check = |span: &SpanText, what: &str| check_slice(text, span.start_byte, span.end_byte, &span.text, what);
    check(&statement.content, "content");
    let named = [(&statement.source, "source"), (&statement.cue, "cue")];
    named.into_iter().for_each(|(span, what)| span.iter().for_each(|span| check(span, what)));
    assert!(!statement.parts.is_empty(), "a content without parts: {statement:?}");
    for part in &statement.parts {
        check(part, "part");
        assert!(statement.content.span().contains(&part.span()), "a part outside of its content: {statement:?}");
    }
    for link in &statement.chain {
        if let (Some(start), Some(end)) = (link.start_byte, link.end_byte) {
            check_place(text, start, end, "link of a chain");
        }
    }
    for figure in &statement.figures {
        check_slice(text, figure.start_byte, figure.end_byte, &figure.text, "figure");
        let bounds = figure.low.zip(figure.high);
        assert!(bounds.is_none_or(|(low, high)| low <= high), "{figure:?}");
    }
    statement.dates.iter().for_each(|date| check_date(text, date));
    for place in &statement.places {
        check_slice(text, place.start_byte, place.end_byte, &place.text, "place");
        assert!(place.lat.is_none_or(|lat| lat.abs() <= 90.0) && place.lon.is_none_or(|lon| lon.abs() <= 180.0));
    }
}

fn check_date(text: &str, date: &DateMention) {
    check_slice(text, date.start_byte, date.end_byte, &date.text, "date");
    match date.status {
        DateStatus::Resolved => assert!(date.from.is_some() && date.from <= date.to, "{date:?}"),
        DateStatus::Unresolved => {
            assert!(date.from.is_none() && date.to.is_none() && date.reason.is_some(), "{date:?}")
        }
    }
}

fn check_claims(statements: &[Statement]) {
    let groups = grouping::claims(statements, &[]);
    let turned: Vec<Statement> = statements.iter().rev().cloned().collect();
    assert_eq!(groups, grouping::claims(&turned, &[]), "the order of the statements counts");
    let known: BTreeSet<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
    for ClaimGroup { members, disagreements, text, .. } in &groups {
        assert!(!text.is_empty() && !members.is_empty());
        assert!(members.iter().all(|member| known.contains(member.statement.as_str())));
        let mut named = disagreements.iter().flat_map(|disagreement| &disagreement.statements);
        assert!(named.all(|statement| known.contains(statement.as_str())));
    }
}
