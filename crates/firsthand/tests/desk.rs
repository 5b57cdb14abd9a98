//! The desk lets in whom it should, and only them; and what people decide there stands in the log with their name.

mod support;

use support::TestCase;
use support::desk::{Desk, between};

fn a_case() -> TestCase {
    TestCase::with_files(&[("a.txt", b"The ferry left at noon, the harbour master said.")])
}

#[test]
fn a_page_is_shown_to_who_has_the_token_and_to_nobody_else() {
    let case = a_case();
    let desk = Desk::start(&case);
    assert_eq!(desk.get("/items", &[]).status, 401);
    assert_eq!(desk.get("/items", &[("Cookie", "firsthand-session=0000")]).status, 401);
    assert_eq!(desk.get("/?token=0000", &[]).status, 401);
    let entered = desk.get(&format!("/?token={}", desk.token), &[]);
    assert_eq!((entered.status, entered.header("location")), (303, "/items"));
    let cookie = entered.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let page = desk.operator().get("/items");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(page.body.contains("a.txt"), "{}", page.body);
    assert!(!page.body.contains("<script>") && !page.body.contains(" style="), "{}", page.body);
}

#[test]
fn a_foreign_host_or_origin_gets_nothing_even_with_a_session() {
    let case = a_case();
    let desk = Desk::start(&case);
    let cookie = desk.operator().cookie;
    assert_eq!(desk.get("/items", &[("Host", "evil.example"), ("Cookie", &cookie)]).status, 403);
    assert_eq!(desk.get("/items", &[("Origin", "http://evil.example"), ("Cookie", &cookie)]).status, 403);
    let foreign = [("Cookie", cookie.as_str()), ("Origin", "http://evil.example")];
    assert_eq!(desk.send("POST", "/sign-out", &foreign, "").status, 403);
    assert_eq!(desk.send("POST", "/sign-out", &[("Cookie", cookie.as_str())], "").status, 403, "no Origin at all");
    let origin = desk.origin();
    let cross = [("Cookie", cookie.as_str()), ("Origin", origin.as_str()), ("Sec-Fetch-Site", "cross-site")];
    assert_eq!(desk.send("POST", "/sign-out", &cross, "").status, 403);
}

#[test]
fn a_form_without_the_secret_of_its_session_changes_nothing() {
    let case = a_case();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let fields = [("name", "Ana"), ("role", "viewer")];
    assert_eq!(operator.post_as_it_is("/people", &fields).status, 403);
    let others = desk.operator();
    let page = others.get("/settings").body;
    let secret_of_another = between(&page, "name=\"csrf\" value=\"", "\"").expect("a secret");
    let with_it = [("name", "Ana"), ("role", "viewer"), ("csrf", secret_of_another)];
    assert_eq!(operator.post_as_it_is("/people", &with_it).status, 403);
    assert!(!operator.get("/people").body.contains("Ana"));
    assert_eq!(operator.post("/people", &fields).status, 200);
    assert!(operator.get("/people").body.contains("Ana"));
}

#[test]
fn every_role_may_what_it_may() {
    let case = a_case();
    let desk = Desk::start(&case);
    let roles = ["viewer", "contributor", "reviewer", "owner"];
    let people: Vec<_> = roles.iter().map(|role| desk.somebody(&format!("The {role}"), role)).collect();
    for visitor in &people {
        for path in ["/", "/items", "/claims", "/decisions", "/settings", "/items.csv", "/report/index.html"] {
            assert_eq!(visitor.get(path).status, 200, "{path}");
        }
    }
    let statuses = |path: &str| people.iter().map(|visitor| visitor.get(path).status).collect::<Vec<u16>>();
    assert_eq!(statuses("/people"), [403, 403, 403, 200]);
    let decide = |visitor: &support::desk::Visitor| {
        visitor.post("/decisions", &[("kind", "reject_match"), ("match_id", "M-none"), ("why", "x")]).status
    };
    assert_eq!(people.iter().map(decide).collect::<Vec<u16>>(), [403, 403, 422, 422]);
    assert!(!people[0].get("/items").body.contains("href=\"/people\""));
    assert_eq!(people[3].post("/people/role", &[("name", "The viewer"), ("role", "reviewer")]).status, 303);
    assert_eq!(decide(&people[0]), 422, "the new role counts at once");
    assert_eq!(people[3].post("/people/remove", &[("name", "The viewer")]).status, 303);
    assert_eq!(people[0].get("/items").status, 401, "whose account is taken away is out at once");
}

#[test]
fn after_wrong_passwords_a_name_has_to_wait() {
    let case = a_case();
    let desk = Desk::start(&case);
    desk.somebody("Ana", "viewer");
    let origin = desk.origin();
    let try_with = |password: &str| {
        let body = format!("name=Ana&password={password}");
        desk.send("POST", "/sign-in", &[("Origin", origin.as_str())], &body)
    };
    for _ in 0..5 {
        assert_eq!(try_with("wrong").status, 401);
    }
    assert_eq!(try_with("Ana%20walks%20to%20the%20pier%20every%20day").status, 429);
    let other = desk.send("POST", "/sign-in", &[("Origin", origin.as_str())], "name=Bo&password=x");
    assert_eq!(other.status, 401, "others need not wait");
    assert_eq!(desk.get("/items", &[("Accept", "text/html")]).header("location"), "/sign-in");
}

#[test]
fn an_original_is_handed_out_as_a_file_and_never_shown() {
    let page: &[u8] = b"<html><body><script>alert(1)</script><p>The ferry left.</p></body></html>";
    let case = TestCase::with_files(&[("page.html", page)]);
    let short_id = case.show("items")[0]["short_id"].as_str().expect("an id").to_owned();
    let desk = Desk::start(&case);
    let original = desk.operator().get(&format!("/items/{short_id}/original"));
    assert_eq!(original.status, 200);
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert!(original.header("content-disposition").starts_with("attachment;"));
    assert!(original.header("content-security-policy").starts_with("sandbox"));
    assert_eq!(original.header("x-content-type-options"), "nosniff");
    assert_eq!(original.body.as_bytes(), page);
    let shown = desk.operator().get(&format!("/items/{short_id}")).body;
    assert!(!shown.contains("alert(1)"), "{shown}");
}

#[test]
fn a_decision_is_logged_with_who_made_it_and_can_be_undone() {
    let picture = testkit::media::picture(400, 300, 5);
    let cut = testkit::media::mirrored(&testkit::media::cropped(&picture, 30, 20, 340, 250));
    let case = TestCase::with_files(&[
        ("quay.png", &testkit::media::png_bytes(&picture)),
        ("quay cut.png", &testkit::media::png_bytes(&cut)),
    ]);
    let found = case.show("matches")[0]["id"].as_str().expect("a match").to_owned();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana Ruiz", "reviewer");
    let path = format!("/matches/{found}");
    assert!(ana.get(&path).body.contains("name=\"why\""));
    let fields = [("kind", "reject_match"), ("match_id", &found), ("back", &path), ("why", "the crane is another one")];
    let decided = ana.post("/decisions", &fields);
    assert_eq!((decided.status, decided.header("location")), (303, path.as_str()), "{}", decided.body);
    let logged = case.show("decisions");
    assert_eq!(
        (logged[0]["by"].as_str(), logged[0]["why"].as_str()),
        (Some("Ana Ruiz"), Some("the crane is another one"))
    );
    assert_eq!(
        ana.post("/decisions", &[("kind", "undo"), ("decision", logged[0]["id"].as_str().unwrap()), ("why", "no")])
            .status,
        303
    );
    assert!(!case.show("decisions")[0]["undone_by"].is_null());
    assert_eq!(
        ana.post("/decisions", &[("kind", "reject_match"), ("match_id", &found)]).status,
        422,
        "a reason is asked for"
    );
}

#[test]
fn a_program_acts_with_a_token_and_sees_the_same_json() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "viewer");
    let made = ana.post("/tokens", &[("token_name", "script")]);
    let token = between(&made.body, "id=\"token\">", "<").expect("a token").to_owned();
    let bearer = format!("Bearer {token}");
    let answer = desk.get("/api/v1/items", &[("Authorization", &bearer)]);
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    let page: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(page["total"], 1);
    assert_eq!(page["rows"][0], case.show("items")[0]);
    assert_eq!(desk.get("/api/v1/items?limit=0", &[("Authorization", &bearer)]).status, 400);
    assert_eq!(desk.get("/api/v1/items/nothing", &[("Authorization", &bearer)]).status, 404);
    assert_eq!(desk.get("/api/v1/items", &[("Authorization", "Bearer 00")]).status, 401);
    assert_eq!(desk.get("/people", &[("Authorization", &bearer)]).status, 403);
    let deleted = desk.send("DELETE", "/api/v1/items", &[("Authorization", &bearer)], "");
    assert_eq!((deleted.status, deleted.header("allow")), (405, "GET, HEAD"));
    let described = desk.get("/api/v1/openapi.json", &[("Authorization", &bearer)]);
    assert!(described.body.contains("\"openapi\":\"3.1.0\""));
}

#[test]
fn the_desk_speaks_four_languages() {
    let case = a_case();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let in_language =
        |language: &str| desk.get("/items", &[("Cookie", &operator.cookie), ("Accept-Language", language)]).body;
    assert!(in_language("ar").contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(in_language("uk").contains("<html lang=\"uk\" dir=\"ltr\""));
    assert!(in_language("de").contains("<html lang=\"en\" dir=\"ltr\""));
    assert_eq!(operator.post("/settings", &[("language", "ru"), ("blur", "on")]).status, 303);
    let page = operator.get("/items").body;
    assert!(page.contains("lang=\"ru\"") && page.contains("eyes-blur") && !page.contains("eyes-gray"));
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let case = TestCase::new();
    let output = case.run("serve", &["--addr", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn larger_pictures_are_made_when_they_are_asked_for() {
    let picture = testkit::media::picture(400, 300, 5);
    let cut = testkit::media::mirrored(&testkit::media::cropped(&picture, 30, 20, 340, 250));
    let case = TestCase::with_files(&[
        ("quay.png", &testkit::media::png_bytes(&picture)),
        ("quay cut.png", &testkit::media::png_bytes(&cut)),
    ]);
    let found = case.show("matches")[0]["id"].as_str().expect("a match").to_owned();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let path = format!("comparisons/{found}.png");
    assert!(operator.get("/report/matches.html").body.contains(&path));
    let answer = operator.get(&format!("/report/{path}"));
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"));
    assert!(
        answer.header("content-security-policy").contains("media-src 'self'")
            && answer.body.contains("\u{fffd}PNG\r\n")
    );
    for missing in ["comparisons/M-0.png", "comparisons/../catalog.sqlite", "sheets/nothing.jpg"] {
        assert_eq!(operator.get(&format!("/report/{missing}")).status, 404, "{missing}");
    }
    let clip = operator.get(&format!("/report/comparisons/{found}.webm"));
    assert!(clip.status == 404 && clip.body.contains("still picture"), "{}", clip.body);
    assert_eq!(desk.get(&format!("/report/{path}"), &[]).status, 401, "the session is asked for here, too");
}

#[test]
fn files_come_in_through_the_desk_as_on_the_command_line() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    assert_eq!(ana.post("/add", &[]).status, 303);
    let page = ana.get("/add").body;
    let run = between(&page, "data-drop=\"", "\"").expect("a run").to_owned();
    let csrf = between(&page, "name=\"csrf-token\" content=\"", "\"").expect("a secret").to_owned();
    let origin = desk.origin();
    let send = |name: &str, csrf: &str, body: &str| {
        let headers = [("Cookie", ana.cookie.as_str()), ("Origin", origin.as_str()), ("x-csrf-token", csrf)];
        desk.send("POST", &format!("/add/file?run={run}&name={name}"), &headers, body).status
    };
    assert_eq!(send("quay.txt", &csrf, "Three cranes stood on the quay."), 200);
    assert_eq!(send("quay.txt", &csrf, "Four cranes stood on the quay."), 409, "nothing is written over");
    assert_eq!(send("..%2Fquay.txt", &csrf, "x"), 422);
    assert_eq!(send("other.txt", "00", "x"), 403);
    assert_eq!(ana.post("/add/start", &[("run", &run), ("note", "by hand")]).status, 303);
    let events = ana.get(&format!("/add/{run}/events"));
    assert_eq!(events.header("content-type"), "text/event-stream");
    assert!(events.body.contains("\"stage\":\"done\""), "{}", events.body);
    let items = case.show("items");
    let capture = &items.iter().find(|item| item["name"] == "quay.txt").expect("the item")["captures"][0];
    assert_eq!(capture["by"], "Ana");
    assert!(ana.get("/add").body.contains("quay.txt"));
    assert!(!case.path().join("desk/incoming").join(&run).exists(), "no second copy stays");
    assert_eq!(desk.somebody("Bo", "viewer").post("/add", &[]).status, 403);
}

#[test]
fn what_would_leave_is_listed_before_a_bundle_is_handed_over() {
    let case = TestCase::with_files(&[("a.txt", b"The ferry left at noon, the harbour master said.")]);
    let desk = Desk::start(&case);
    let owner = desk.somebody("Ana", "owner");
    let page = owner.get("/hand-over").body;
    assert!(
        page.contains("value=\"people\"") && !page.contains("checked"),
        "nothing is shown unless it is asked for: {page}"
    );
    let bundle = owner.post("/hand-over", &[("originals", "none")]);
    assert_eq!(bundle.status, 200, "{}", bundle.body);
    assert!(bundle.header("content-disposition").contains("bundle-") && bundle.body.starts_with("PK"));
    let exported = case.show("custody").into_iter().find(|line| line["what"] == "exported").expect("it is logged");
    assert_eq!(exported["by"], "Ana");
    assert_eq!(desk.somebody("Bo", "reviewer").get("/hand-over").status, 403);
}

#[test]
fn what_a_team_says_of_an_item_is_logged_with_names() {
    let picture = testkit::media::png_bytes(&testkit::media::picture(200, 150, 5));
    let case = TestCase::with_files(&[("quay.png", &picture)]);
    let item = case.show("items")[0]["id"].as_str().expect("an id").to_owned();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let mark = |fields: &[(&str, &str)]| {
        let fields: Vec<_> = fields.iter().copied().chain([("item", item.as_str()), ("back", "/items")]).collect();
        ana.post("/marks", &fields).status
    };
    assert_eq!(mark(&[("kind", "status"), ("status", "help_needed")]), 303);
    assert_eq!(mark(&[("kind", "assign"), ("to", "Ana")]), 303);
    assert_eq!(mark(&[("kind", "tag"), ("tag", "quay")]), 303);
    assert_eq!(mark(&[("kind", "note"), ("text", "ask @Bo about the crane")]), 303);
    assert_eq!(mark(&[("kind", "graphic"), ("graphic", "yes"), ("why", "a body")]), 303);
    assert_eq!(mark(&[("kind", "status"), ("status", "no such")]), 422);
    let page = ana.get(&format!("/items/{item}")).body;
    for shown in ["help needed", "ask @Bo about the crane", ">quay<", "veiled graphic"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(case.show("decisions").iter().all(|decision| decision["by"] == "Ana"));
    let tag = between(&page, "name=\"undo\" value=\"", "\"").expect("the tag can be taken off").to_owned();
    assert_eq!(ana.post("/marks", &[("kind", "tag_off"), ("undo", &tag)]).status, 303);
    let status =
        case.show("decisions").iter().find(|one| one["what"]["kind"] == "set_status").expect("it")["id"].clone();
    let smuggled = ana.post("/marks", &[("kind", "tag_off"), ("undo", status.as_str().expect("an id"))]);
    assert_eq!(smuggled.status, 422, "only tags are taken off by this form");
    assert_eq!(
        desk.somebody("Bo", "viewer").post("/marks", &[("kind", "note"), ("text", "x"), ("item", &item)]).status,
        403
    );
}

#[test]
fn who_looked_at_a_graphic_item_is_logged_when_the_desk_ends() {
    let case = a_case();
    let item = case.item_id("a.txt");
    let desk = Desk::start(&case);
    let operator = desk.operator();
    operator.get(&format!("/items/{item}"));
    assert_eq!(operator.post("/marks", &[("kind", "graphic"), ("graphic", "yes"), ("item", &item)]).status, 303);
    let bo = desk.somebody("Bo", "viewer");
    bo.get(&format!("/items/{item}"));
    desk.stop();
    let viewed: Vec<_> = case.show("custody").into_iter().filter(|line| line["what"] == "viewed").collect();
    assert_eq!(viewed.len(), 1, "what was not graphic yet is no view: {viewed:?}");
    assert_eq!((viewed[0]["by"].as_str(), viewed[0]["items"][0].as_str()), (Some("Bo"), Some(item.as_str())));
}

fn told_in_two_towns() -> TestCase {
    let picture = testkit::media::png_bytes(&testkit::media::picture(200, 150, 5));
    TestCase::with_files(&[
        ("kharkiv.txt", b"Three people were hurt in Kharkiv, the mayor said."),
        ("odesa.txt", b"A warehouse burned in Odesa, the fire service said."),
        ("no place.txt", b"The ferry left at noon, the harbour master said."),
        ("quay.png", &picture),
    ])
}

#[test]
fn one_query_is_shown_as_table_as_cards_and_as_places() {
    let case = told_in_two_towns();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let table = operator.get("/items?kind=text").body;
    assert!(table.contains("href=\"/items?kind=text&amp;view=grid\""), "{table}");
    let grid = operator.get("/items?kind=text&view=grid").body;
    assert!(
        grid.contains("class=\"plain grid\"") && grid.contains("odesa.txt") && !grid.contains("quay.png"),
        "{grid}"
    );
    assert!(grid.contains("href=\"/items?view=grid\""), "a chip takes the kind away and keeps the view");
    let map = operator.get("/items?kind=text&view=map").body;
    assert!(map.contains("Odesa") && map.contains("data-island=\"map\""), "{map}");
    assert!(map.contains("data-src=\"/items/places.json?kind=text\""), "{map}");
    let data = operator.get("/items/places.json?kind=text").body;
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!((data["places"].as_array().map(Vec::len), data["n_without"].as_u64()), (Some(2), Some(1)), "{data}");
    let odesa = data["places"].as_array().expect("places").iter().find(|place| place["name"] == "Odesa").expect("it");
    let there = operator.get(odesa["href"].as_str().expect("an address")).body;
    assert!(there.contains("odesa.txt") && !there.contains("kharkiv.txt"), "{there}");
    assert_eq!(operator.get("/items?view=globe").status, 400);
    assert_eq!(operator.get("/items?at=95,0").status, 400);
}

#[test]
fn a_facet_without_a_value_narrows_to_the_items_that_have_none() {
    let case = told_in_two_towns();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let item = case.item_id("odesa.txt");
    ana.post("/marks", &[("kind", "tag"), ("tag", "fire"), ("item", &item)]);
    let untagged = ana.get("/items?tag=&from=&to=").body;
    assert!(untagged.contains("kharkiv.txt") && !untagged.contains("odesa.txt"), "{untagged}");
}

#[test]
fn many_items_are_marked_at_once_and_taken_back_at_once() {
    let case = told_in_two_towns();
    let (odesa, kharkiv) = (case.item_id("odesa.txt"), case.item_id("kharkiv.txt"));
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    ana.post("/marks", &[("kind", "status"), ("status", "in_progress"), ("item", &odesa)]);
    let ticked = [("item", odesa.as_str()), ("item", kharkiv.as_str())];
    let wanted =
        [("status", "in_progress"), ("to", "@Ana"), ("tag", "fire"), ("graphic", "yes"), ("back", "/items?q=a%20b")];
    let before = case.show("decisions").len();
    let done = ana.post("/marks/many", &[&ticked[..], &wanted[..]].concat());
    assert_eq!(done.status, 303, "{}", done.body);
    let decisions = case.show("decisions");
    assert_eq!(decisions.len() - before, 7, "what holds already is not said again");
    let page = ana.get(done.header("location")).body;
    assert!(page.contains("7 marks recorded") && page.contains("href=\"/items?q=a%20b\""), "{page}");
    let (from, to) = (between(&page, "name=\"from\" value=\"", "\""), between(&page, "name=\"to\" value=\"", "\""));
    let range = [("from", from.expect("a range")), ("to", to.expect("a range"))];
    assert_eq!(ana.post("/marks/take-back", &range).status, 422, "what protects eyes goes with a reason only");
    let bo = desk.somebody("Bo", "contributor");
    assert_eq!(bo.post("/marks/take-back", &[&range[..], &[("why", "x")]].concat()).status, 422, "only one's own");
    let back = ana.post("/marks/take-back", &[&range[..], &[("why", "the wrong list")]].concat());
    assert_eq!(back.status, 303, "{}", back.body);
    let (undone, standing): (Vec<_>, Vec<_>) = case
        .show("decisions")
        .into_iter()
        .filter(|decision| decision["what"]["kind"] != "undo")
        .partition(|decision| !decision["undone_by"].is_null());
    assert_eq!((undone.len(), standing.len()), (7, 1), "the mark of before stands");
    assert!(ana.get(back.header("location")).body.contains("All of it is taken back"));
    assert_eq!(ana.post("/marks/take-back", &[&range[..], &[("why", "again")]].concat()).status, 422);
}

#[test]
fn what_many_forms_cannot_do() {
    let case = told_in_two_towns();
    let odesa = case.item_id("odesa.txt");
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let try_it = |fields: &[(&str, &str)]| ana.post("/marks/many", fields).status;
    assert_eq!(try_it(&[("status", "completed")]), 422, "no item");
    assert_eq!(try_it(&[("item", &odesa)]), 422, "no change");
    assert_eq!(try_it(&[("item", "nothing"), ("tag", "fire")]), 422);
    assert_eq!(try_it(&[("item", &"0".repeat(64)), ("tag", "fire")]), 422, "an item of another case");
    let all: Vec<String> = (0..501).map(|n| format!("{n:064x}")).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|id| ("item", id.as_str())).chain([("tag", "fire")]).collect();
    assert_eq!(try_it(&all), 422, "more than are marked at once");
    assert!(case.show("decisions").is_empty());
    assert_eq!(try_it(&[("shown", &odesa), ("all", "yes"), ("tag", "fire")]), 303);
    let again = ana.post("/marks/many", &[("item", &odesa), ("tag", "fire")]);
    assert!(again.status == 200 && again.body.contains("1 item was so already"), "{}", again.body);
    assert_eq!(try_it(&[("item", &odesa), ("tag_off", "fire")]), 303);
    let bo = desk.somebody("Bo", "viewer");
    assert_eq!(bo.post("/marks/many", &[("item", &odesa), ("tag", "fire")]).status, 403);
    assert!(!bo.get("/items").body.contains("id=\"many\""), "who may not mark sees no boxes");
}
