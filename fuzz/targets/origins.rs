//! From texts and decisions to origins and counts. The input holds several texts; what its bytes add up to also chooses
//! decisions about what was found. Counts are intervals, every id leads somewhere, and no order counts.

#![no_main]

use claims::{Gazetteer, TextInput, grouping};
use fuzz::story::{self, Told};
use libfuzzer_sys::fuzz_target;
use model::{ClaimedTime, Decision, DecisionKind, OriginCount, Statement, TimeKind};
use origins::{ItemFacts, OriginsInput, OriginsOutput};
use std::collections::BTreeSet;
use trace::text::{TextDocument, matches};

/// Decisions of one input.
const DECISIONS_MAX: u64 = 4;

fuzz_target!(|input: &[u8]| {
    let told = story::texts(input);
    let items: Vec<ItemFacts> = told.iter().map(facts).collect();
    let mut statements: Vec<Statement> = told.iter().flat_map(statements_of).collect();
    let documents: Vec<TextDocument<'_>> = told.iter().map(document).collect();
    let mut matches = matches(&documents);
    let groups = grouping::claims(&statements, &[]);
    let given =
        OriginsInput { items: &items, statements: &statements, groups: &groups, matches: &matches, decisions: &[] };
    let undecided = origins::count(&given);
    check(&undecided, &statements);
    let mut decisions = decisions(input, &undecided, &given);
    let decided = origins::count(&OriginsInput { decisions: &decisions, ..given });
    check(&decided, &statements);
    statements.reverse();
    matches.reverse();
    decisions.reverse();
    let turned = OriginsInput {
        items: &items,
        statements: &statements,
        groups: &groups,
        matches: &matches,
        decisions: &decisions,
    };
    assert_eq!(decided, origins::count(&turned), "an order counts");
});

fn document(told: &Told) -> TextDocument<'_> {
    TextDocument {
        item: told.item,
        text: &told.text,
        blocks: &told.extract.blocks,
        site: None,
        times: &told.extract.times,
    }
}

fn statements_of(told: &Told) -> Vec<Statement> {
    claims::statements(&TextInput {
        item: told.item,
        text: &told.text,
        blocks: &told.extract.blocks,
        credits: &told.extract.credits,
        published: Some("2026-03-04"),
        outlet: None,
        gazetteer: Gazetteer::builtin(),
    })
}

fn facts(told: &Told) -> ItemFacts {
    let hour = told.item.0[0] % 24;
    ItemFacts {
        item: told.item,
        name: "a.txt".to_owned(),
        short_id: "AAA-01".to_owned(),
        media_type: "text/plain".to_owned(),
        outlet: told.text.lines().next().map(str::to_owned),
        url: None,
        times: vec![ClaimedTime {
            time: format!("2026-03-04T{hour:02}:00:00Z"),
            kind: TimeKind::Published,
            evidence: "invented".to_owned(),
            zone: "UTC".to_owned(),
        }],
        credits: told.extract.credits.clone(),
        links: told.extract.links.clone(),
        blocks: told.extract.blocks.clone(),
    }
}

/// Decisions about things that were found, chosen by the input.
fn decisions(input: &[u8], found: &OriginsOutput, given: &OriginsInput<'_>) -> Vec<Decision> {
    let mut state = input.iter().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let origin = |at: usize| found.origins.get(at).map(|origin| origin.id.clone()).unwrap_or_default();
    let statement = |at: usize| given.statements.get(at).map(|statement| statement.id.clone()).unwrap_or_default();
    let (n_origins, n_statements) = (found.origins.len(), given.statements.len());
    (0..DECISIONS_MAX)
        .map(|number| {
            let what = match next(6) {
                0 => DecisionKind::SameSource { origins: [origin(next(n_origins)), origin(next(n_origins))] },
                1 => DecisionKind::Split { member: statement(next(n_statements)), origin: origin(next(n_origins)) },
                2 => DecisionKind::NotSameClaim {
                    statements: [statement(next(n_statements)), statement(next(n_statements))],
                },
                3 => match given.matches.get(next(given.matches.len())) {
                    Some(found) => DecisionKind::RejectMatch { match_id: found.id.clone() },
                    None => DecisionKind::AcceptMatch { match_id: "none".to_owned() },
                },
                4 => DecisionKind::SameSource { origins: [origin(next(n_origins)), "no such origin".to_owned()] },
                _ => DecisionKind::Undo { decision: format!("decision-{}", next(4)) },
            };
            let (why, by, time) = ("invented".to_owned(), "somebody".to_owned(), "2026-03-05T00:00:00Z".to_owned());
            Decision { id: format!("decision-{number}"), what, why, by, time, undone_by: None }
        })
        .collect()
}

fn check(output: &OriginsOutput, statements: &[Statement]) {
    let origins: BTreeSet<&str> = output.origins.iter().map(|origin| origin.id.as_str()).collect();
    let statements: BTreeSet<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
    assert_eq!(origins.len(), output.origins.len(), "two origins of one id");
    for claim in &output.claims {
        check_count(&claim.origins_for, &origins);
        check_count(&claim.origins_against, &origins);
        assert!(claim.statements.iter().all(|id| statements.contains(id.as_str())));
        for road in &claim.roads {
            assert!(statements.contains(road.statement.as_str()));
            assert!(road.origin.as_ref().is_none_or(|id| origins.contains(id.as_str())), "a road to nowhere: {road:?}");
        }
    }
    for origin in &output.origins {
        assert!(!origin.label.is_empty() && !origin.reasons.is_empty(), "{origin:?}");
        assert!(origin.independent_of.iter().all(|id| origins.contains(id.as_str()) && *id != origin.id));
    }
}

fn check_count(count: &OriginCount, known: &BTreeSet<&str>) {
    assert!(count.low <= count.high && count.high as usize <= count.origins.len(), "{count:?}");
    assert!(count.origins.iter().all(|id| known.contains(id.as_str())), "{count:?}");
}
