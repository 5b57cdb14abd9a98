//! Searches that people keep at the desk: whose they are, what they lead to, and where they are not.

mod support;

use support::TestCase;
use support::desk::{Desk, Visitor, between};

fn a_case() -> TestCase {
    TestCase::with_files(&[
        ("quay.txt", b"The ferry left at noon, the harbour master said."),
        ("mill.txt", b"The mill burned."),
    ])
}

fn keep(visitor: &Visitor, name: &str, address: &str, shared: bool) -> u16 {
    let mut fields = vec![("search_name", name), ("back", address)];
    if shared {
        fields.push(("shared", "yes"));
    }
    visitor.post("/items/searches", &fields).status
}

/// The folded part of the list of items with the searches.
fn saved(visitor: &Visitor) -> String {
    let page = visitor.get("/items").body;
    between(&page, "<details class=\"saved\">", "</details>").expect("the searches").to_owned()
}

#[test]
fn a_search_is_kept_under_a_name_and_leads_back_to_its_list_also_after_a_restart() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "viewer");
    let page = ana.get("/items?q=ferry&view=grid&offset=0").body;
    let now = between(&page, "name=\"back\" value=\"/items?q=", "\"").expect("what is asked now");
    assert_eq!(now, "ferry&amp;view=grid");
    assert_eq!(keep(&ana, "the ferry", "/items?q=ferry&view=grid", false), 303);
    assert!(saved(&ana).contains("href=\"/items?q=ferry&amp;view=grid\""), "{}", saved(&ana));
    let found = ana.get("/items?q=ferry&view=grid").body;
    assert!(found.contains("quay.txt") && !found.contains("mill.txt"), "{found}");
    desk.stop();
    let again = Desk::start(&case);
    let signed_in = again.signed_in("Ana");
    assert!(saved(&signed_in).contains("the ferry"), "{}", saved(&signed_in));
}

#[test]
fn what_is_not_shared_nobody_else_sees_and_nobody_takes_away() {
    let case = a_case();
    let desk = Desk::start(&case);
    let (ana, bo) = (desk.somebody("Ana", "contributor"), desk.somebody("Bo", "contributor"));
    assert_eq!(keep(&ana, "only mine", "/items?kind=text", false), 303);
    assert_eq!(keep(&ana, "for us all", "/items?kind=page", true), 303);
    let seen = saved(&bo);
    assert!(!seen.contains("only mine") && seen.contains("for us all") && seen.contains("shared by Ana"), "{seen}");
    let id = |visitor: &Visitor, name: &str| {
        let list = saved(visitor);
        let after = list.split(name).nth(1).expect("the search").to_owned();
        between(&after, "name=\"search\" value=\"", "\"").expect("it can be taken away").to_owned()
    };
    let (own, shared) = (id(&ana, "only mine"), id(&ana, "for us all"));
    for search in [&own, &shared] {
        assert_eq!(bo.post("/items/searches/remove", &[("search", search)]).status, 422);
    }
    let owner = desk.operator();
    assert_eq!(
        owner.post("/items/searches/remove", &[("search", &own)]).status,
        422,
        "an owner sees it no more than others"
    );
    assert_eq!(owner.post("/items/searches/remove", &[("search", &shared)]).status, 303);
    assert_eq!(ana.post("/items/searches/remove", &[("search", &own)]).status, 303);
    assert!(!saved(&ana).contains("only mine"));
}

#[test]
fn a_viewer_keeps_searches_and_shares_none() {
    let case = a_case();
    let desk = Desk::start(&case);
    let (bo, ana) = (desk.somebody("Bo", "viewer"), desk.somebody("Ana", "viewer"));
    assert!(!saved(&bo).contains("name=\"shared\""));
    assert_eq!(keep(&bo, "pushed on others", "/items?kind=text", true), 303);
    assert!(!saved(&ana).contains("pushed on others"), "{}", saved(&ana));
}

#[test]
fn what_is_no_search_is_refused_and_no_search_leads_elsewhere() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "viewer");
    assert_eq!(keep(&ana, "", "/items?kind=text", false), 422);
    assert_eq!(keep(&ana, &"x".repeat(61), "/items?kind=text", false), 422);
    assert_eq!(keep(&ana, "odd", "/items?view=globe", false), 422);
    assert_eq!(keep(&ana, "away", "https://evil.example/items?kind=text", false), 303);
    assert!(!saved(&ana).contains("evil"), "{}", saved(&ana));
    assert_eq!(keep(&ana, "<b>", "/items?q=%3Cscript%3E", false), 303);
    assert!(!saved(&ana).contains("<b>") && !saved(&ana).contains("<script>"), "{}", saved(&ana));
}

#[test]
fn searches_go_with_the_account_and_are_in_no_log_and_no_bundle() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let before = case.show("custody").len() + case.show("decisions").len();
    assert_eq!(keep(&ana, "zebrawood", "/items?q=zebrawood", false), 303);
    assert_eq!(case.show("custody").len() + case.show("decisions").len(), before, "keeping one logs nothing");
    let bundle = case.folder.path().join("bundle");
    let made = case.run("export", &[bundle.to_str().expect("UTF-8"), "--originals", "none", "--whole-log"]);
    assert!(made.status.success(), "{}", support::talk(&made));
    for (path, bytes) in support::files_below(&bundle) {
        assert!(!String::from_utf8_lossy(&bytes).contains("zebrawood"), "{}", path.display());
    }
    assert_eq!(desk.operator().post("/people/remove", &[("name", "Ana")]).status, 303);
    let again = desk.somebody("Ana", "viewer");
    assert!(!saved(&again).contains("zebrawood"), "another of that name finds none");
}
