//! The claims in the desk: one query as matrix and as map, and a claim with its figures, times, places and roads.

mod support;

use serde_json::Value;
use support::TestCase;
use support::desk::Desk;

/// Two outlets that count differently, a third that repeats one of them, and a claim of another town.
fn told_by_several() -> TestCase {
    TestCase::with_files(&[
        ("observer.txt", b"Seventeen people were injured in a fire in Odesa, the fire service said."),
        ("lantern.txt", b"Twenty people were injured in a fire in Odesa, the hospital said."),
        ("courier.txt", b"A bridge was closed in Kharkiv on Friday, the mayor said."),
        ("diary.txt", b"The ferry left at noon, the harbour master said."),
    ])
}

fn rows(page: &str) -> usize {
    page.matches("class=\"claim-text\"").count()
}

fn claim_with<'c>(claims: &'c [Value], words: &str) -> &'c Value {
    let has_words = |claim: &&Value| claim["text"].as_str().is_some_and(|text| text.contains(words));
    claims.iter().find(has_words).unwrap_or_else(|| panic!("no claim with {words:?} in {claims:#?}"))
}

#[test]
fn the_matrix_is_narrowed_by_words_and_counts_and_keeps_what_else_was_asked() {
    let case = told_by_several();
    let claims = case.show("claims");
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let page = operator.get("/claims").body;
    assert_eq!(rows(&page), claims.len(), "{page}");
    assert!(page.contains("<svg") && page.contains("class=\"matrix\""), "figures are drawn: {page}");
    assert_eq!(rows(&operator.get("/claims?q=ferry").body), 1);
    assert_eq!(rows(&operator.get("/claims?q=zeppelin").body), 0);
    let with_figures =
        claims.iter().filter(|claim| claim["text"].as_str().is_some_and(|text| text.contains("injured")));
    assert_eq!(rows(&operator.get("/claims?q=&figures=yes&by=origins").body), with_figures.count());
    let one = claims.iter().filter(|claim| claim["origins_for"]["low"] == 1 && claim["origins_for"]["high"] == 1);
    assert_eq!(rows(&operator.get("/claims?origins=one").body), one.count());
    let contested = |claim: &&Value| {
        claim["origins_against"]["high"] != 0 || claim["disagreements"].as_array().is_some_and(|all| !all.is_empty())
    };
    let n_contested = claims.iter().filter(contested).count();
    assert!(n_contested > 0 && n_contested < claims.len(), "the query tells claims apart");
    assert_eq!(rows(&operator.get("/claims?contested=yes").body), n_contested);
    for wrong in ["origins=many", "by=nobody", "view=globe", "at=95,0", "sort=best", "colour=red"] {
        assert_eq!(operator.get(&format!("/claims?{wrong}")).status, 400, "{wrong}");
    }
    let item = case.item_id("diary.txt");
    let of_item = operator.get(&format!("/claims?item={item}&unresolved=&sort=earliest")).body;
    assert_eq!(rows(&of_item), 1);
    assert!(of_item.contains("href=\"/claims?sort=earliest\""), "a chip takes the item away: {of_item}");
}

#[test]
fn claims_stand_on_a_map_of_the_places_that_they_name() {
    let case = told_by_several();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let map = operator.get("/claims?view=map&sort=earliest").body;
    assert!(map.contains("data-src=\"/claims/places.json?sort=earliest\""), "{map}");
    let data: Value = serde_json::from_str(&operator.get("/claims/places.json").body).expect("JSON");
    let places = data["places"].as_array().expect("places");
    let names: Vec<&str> = places.iter().filter_map(|place| place["name"].as_str()).collect();
    assert_eq!((names.len(), names.contains(&"Odesa"), names.contains(&"Kharkiv")), (2, true, true), "{data:#}");
    assert_eq!(data["n_without"], 1, "the ferry names no place");
    assert_eq!(data["words"]["items.one"], "{n} claim");
    for place in places {
        let there = operator.get(place["href"].as_str().expect("an address")).body;
        assert_eq!(rows(&there) as u64, place["n_items"].as_u64().expect("a number"), "{place}");
        let name = place["name"].as_str().expect("a name");
        assert!(map.contains(name) && there.contains(&format!(">{name}</bdi>")), "a chip names the place: {there}");
    }
    let words: Value = serde_json::from_str(&operator.get("/claims/places.json?q=bridge").body).expect("JSON");
    assert_eq!((words["places"].as_array().map(Vec::len), &words["n_without"]), (Some(1), &Value::from(0)));
}

#[test]
fn the_page_of_a_claim_tells_origins_figures_times_places_and_roads_without_script() {
    let case = told_by_several();
    let claims = case.show("claims");
    let claim = claim_with(&claims, "injured");
    let id = claim["id"].as_str().expect("an id");
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let page = operator.get(&format!("/claims/{id}")).body;
    let origins = claim["origins_for"]["origins"].as_array().into_iter().flatten();
    let origins: Vec<&str> = origins
        .chain(claim["origins_against"]["origins"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    assert!(!origins.is_empty());
    for part in origins
        .iter()
        .copied()
        .chain(claim["statements"].as_array().expect("statements").iter().filter_map(Value::as_str))
    {
        assert!(page.contains(&format!("id=\"{part}\"")), "{part}: {page}");
    }
    assert!(page.matches("<svg").count() >= 2, "figures on an axis and the times: {page}");
    assert!(page.contains(&format!("data-src=\"/claims/{id}/places.json\"")) && page.contains("Odesa"), "{page}");
    assert!(page.contains("<th scope=\"col\">Zone</th>"), "each time with its zone");
    let data: Value = serde_json::from_str(&operator.get(&format!("/claims/{id}/places.json")).body).expect("JSON");
    let there = operator.get(data["places"][0]["href"].as_str().expect("an address")).body;
    assert!(there.contains(&format!("/claims/{id}")), "the place leads back to the claim");
    assert_eq!(operator.get("/claims/C-none").status, 404);
    assert_eq!(operator.get("/claims/C-none/places.json").status, 404);
}

#[test]
fn claims_are_read_in_four_languages() {
    let case = told_by_several();
    let claims = case.show("claims");
    let id = claim_with(&claims, "injured")["id"].as_str().expect("an id").to_owned();
    let desk = Desk::start(&case);
    let cookie = desk.operator().cookie;
    for (language, columns, places) in [
        ("ar", "الأعمدة", "أماكن يذكرها"),
        ("ru", "Столбцы", "Места, которые оно называет"),
        ("uk", "Стовпці", "Місця, які воно називає"),
    ] {
        let headers = [("Cookie", cookie.as_str()), ("Accept-Language", language)];
        let list = desk.get("/claims", &headers).body;
        assert!(list.contains(columns), "{language}: {list}");
        assert!(desk.get(&format!("/claims/{id}"), &headers).body.contains(places), "{language}");
    }
}
