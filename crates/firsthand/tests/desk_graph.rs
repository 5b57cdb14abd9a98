//! The graph in the desk: a part of it at a time, around what is asked for, with what is left out counted and a way to decide
//! at every edge.

mod support;

use serde_json::Value;
use support::TestCase;
use support::desk::{Desk, Visitor};

/// Two copies of a picture, and texts of which two say what one office said.
fn with_copies() -> TestCase {
    let picture = testkit::media::picture(400, 300, 5);
    let cut = testkit::media::mirrored(&testkit::media::cropped(&picture, 30, 20, 340, 250));
    TestCase::with_files(&[
        ("quay.png", &testkit::media::png_bytes(&picture)),
        ("quay cut.png", &testkit::media::png_bytes(&cut)),
        ("observer.txt", b"Seventeen people were injured in the fire, the fire service said."),
        ("lantern.txt", b"Seventeen people were injured in the fire, the fire service said on Friday evening."),
    ])
}

fn graph(visitor: &Visitor<'_>, query: &str) -> Value {
    let answer = visitor.get(&format!("/graph.json?{query}"));
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

fn all<'g>(graph: &'g Value, list: &str, field: &str) -> Vec<&'g str> {
    graph[list].as_array().expect("a list").iter().filter_map(|one| one[field].as_str()).collect()
}

#[test]
fn kinds_of_edges_are_chosen_and_nothing_stands_there_without_one() {
    let case = with_copies();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let whole = graph(&operator, "");
    assert!(all(&whole, "edges", "kind").contains(&"match") && all(&whole, "edges", "kind").contains(&"origin"));
    let matches = graph(&operator, "edge=pictures&edge=texts&edge=recordings");
    assert!(
        all(&matches, "edges", "kind").iter().all(|kind| *kind == "match")
            && !all(&matches, "edges", "kind").is_empty()
    );
    assert!(all(&matches, "nodes", "kind").iter().all(|kind| *kind == "item"), "{matches:#}");
    let origins = graph(&operator, "edge=origins");
    assert!(all(&origins, "edges", "kind").iter().all(|kind| *kind == "origin"), "{origins:#}");
    assert!(all(&origins, "nodes", "kind").contains(&"origin"));
    let texts = graph(&operator, "node=text&node=origin&weak=yes");
    assert!(all(&texts, "nodes", "kind").contains(&"origin") && !all(&texts, "nodes", "note").is_empty(), "{texts:#}");
    assert!(all(&texts, "nodes", "note").iter().all(|name| name.ends_with(".txt")), "{texts:#}");
    let page = operator.get("/graph?node=text&edge=origins").body;
    assert_eq!(page.matches(" checked>").count(), 2, "what is chosen stays chosen: {page}");
    for wrong in ["node=nobody", "edge=love", "steps=9", "most=100000"] {
        assert_eq!(operator.get(&format!("/graph?{wrong}")).status, 400, "{wrong}");
        assert_eq!(operator.get(&format!("/graph.json?{wrong}")).status, 400, "{wrong}");
    }
}

#[test]
fn the_part_around_an_item_or_a_claim_is_drawn_and_the_rest_counted() {
    let case = with_copies();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let quay = case.item_id("quay.png");
    let around = graph(&operator, &format!("item={quay}&steps=1"));
    assert_eq!(all(&around, "nodes", "id").len(), 2, "the picture and what was cut of it: {around:#}");
    let claims = case.show("claims");
    let claim = claims[0]["id"].as_str().expect("an id");
    let of_claim = graph(&operator, &format!("claim={claim}&steps=1"));
    assert!(!all(&of_claim, "nodes", "id").contains(&quay.as_str()), "{of_claim:#}");
    assert!(all(&of_claim, "nodes", "kind").contains(&"origin"));
    let said = of_claim["nodes"].as_array().expect("nodes").iter().filter(|node| node["kind"] == "statements");
    let said: Vec<&str> = said.map(|node| node["id"].as_str().expect("an id")).collect();
    assert_eq!(said.len(), 2, "what each of the two texts says: {of_claim:#}");
    let edges = of_claim["edges"].as_array().expect("edges");
    let lead = |from: &str, to: &str| edges.iter().any(|edge| edge["from"] == from && edge["to"] == to);
    let of_kind = |kind: &str| -> Vec<&str> {
        let nodes = of_claim["nodes"].as_array().expect("nodes").iter().filter(|node| node["kind"] == kind);
        nodes.filter_map(|node| node["id"].as_str()).collect()
    };
    for one in &said {
        assert!(of_kind("origin").iter().any(|origin| lead(origin, one)), "it goes back to an origin: {of_claim:#}");
        assert!(of_kind("item").iter().any(|item| lead(one, item)), "it stands in an item: {of_claim:#}");
    }
    assert!(!of_kind("origin").iter().any(|origin| of_kind("item").iter().any(|item| lead(origin, item))));
    let page = operator.get(&format!("/graph?item={quay}&steps=1&most=60")).body;
    assert!(page.contains("Drawn: 2 things"), "{page}");
    let short_id = operator.get(&format!("/graph?item={quay}")).body;
    assert!(short_id.contains("href=\"/graph\""), "there is a way back to the whole case");
    assert_eq!(operator.get("/graph?item=ZZZ-99").status, 404);
    assert_eq!(operator.get("/graph.json?item=ZZZ-99").status, 404);
}

#[test]
fn an_edge_leads_to_where_it_is_rejected_and_then_it_is_gone() {
    let case = with_copies();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "reviewer");
    let quay = case.item_id("quay.png");
    let query = format!("item={quay}&steps=1&edge=pictures&weak=yes");
    let page = ana.get(&format!("/graph?{query}")).body;
    let found = case.show("matches")[0]["id"].as_str().expect("a match").to_owned();
    assert!(page.contains(&format!("href=\"/matches/{found}\"")), "the list below has the edge without script: {page}");
    let edges = graph(&ana, &query);
    let edge = edges["edges"].as_array().expect("edges").iter().find(|edge| edge["kind"] == "match").expect("a match");
    let path = edge["href"].as_str().expect("an address").to_owned();
    let evidence = ana.get(&path).body;
    assert!(evidence.contains("value=\"reject_match\"") && evidence.contains("value=\"accept_match\""), "{evidence}");
    let decide = |fields: &[(&str, &str)]| ana.post("/decisions", fields).status;
    assert_eq!(decide(&[("kind", "accept_match"), ("match_id", &found), ("why", "the same crane")]), 303);
    assert_eq!(graph(&ana, &query)["edges"][0]["decision"], "accepted");
    assert_eq!(decide(&[("kind", "reject_match"), ("match_id", &found), ("why", "the crane is another one")]), 303);
    assert_eq!(graph(&ana, &query)["edges"].as_array().map(Vec::len), Some(0));
    let origins = graph(&ana, "edge=origins");
    let edge = &origins["edges"][0];
    let (claim_page, statement) =
        edge["href"].as_str().and_then(|href| href.split_once('#')).expect("a part of a page");
    let claim_page = ana.get(claim_page).body;
    let road = claim_page.split(&format!("id=\"{statement}\"")).nth(1).expect("the road of the statement");
    assert!(road.contains("value=\"split\""), "a statement can be split off there: {road}");
}
