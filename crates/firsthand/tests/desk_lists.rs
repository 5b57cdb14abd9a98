//! The long lists of the desk and the pages behind them: read by ids, equal to what the command line prints, and silent
//! about what readers wrote.

mod support;

use support::TestCase;
use support::desk::{Answer, Desk, Visitor, between};

const PAPER: &str = "Thirty-one fall ill after eating soft cheese\n\nBy Ruth Amsel\n\nThe Tarn Valley health office said on Friday, 12 May 2023 that 31 people fell ill after eating soft cheese from the Millbrook dairy. \"We have asked all shops to take the cheese from their shelves,\" said Peter Oakes, spokesman for the health office.\n";
const PORTAL: &str = "According to the Tarn Valley health office, 31 people fell ill after eating soft cheese from the Millbrook dairy. Shops were asked to take it from their shelves.\n";
const HOSPITAL: &str = "St Brannock hospital said on 12 May 2023 that 44 people fell ill after eating soft cheese from the Millbrook dairy. \"We are still counting,\" said Ines Calder, who leads the hospital's emergency ward.\n";
const PRICES: &str = "The price of milk in the valley rose by 4 percent in April, the farmers' union said. Its chairwoman, Lena Frost, said 17 farms had closed.\n";
const BLOG: &str = "<html><head><title>Cheese</title></head><body><article><h1>Cheese</h1><p>The Tarn Valley health office said \
    on Friday that 31 people fell ill after eating soft cheese from the Millbrook dairy.</p></article>\
    <div id=\"comments\"><ol class=\"commentlist\"><li class=\"comment\"><cite class=\"fn\">Quaydweller</cite> \
    <time datetime=\"2023-05-13T10:00:00Z\">May 13</time><p>The mayor said that 900 people fell ill after eating soft cheese \
    from the Millbrook dairy.</p></li></ol></div></body></html>";

fn a_case() -> TestCase {
    TestCase::with_files(&[
        ("paper.txt", PAPER.as_bytes()),
        ("portal.txt", PORTAL.as_bytes()),
        ("hospital.txt", HOSPITAL.as_bytes()),
        ("prices.txt", PRICES.as_bytes()),
    ])
}

/// The lines of a list as the interface for programs gives them, page by page, without what stands around them.
fn rows(visitor: &Visitor, list: &str) -> String {
    let mut rows = Vec::new();
    for offset in 0.. {
        let page = visitor.get(&format!("/api/v1/{list}?limit=1&offset={offset}"));
        assert_eq!(page.status, 200, "{}", page.body);
        let row = page.body.split_once("\"rows\":[").and_then(|(_, rest)| rest.strip_suffix("]}")).expect("rows");
        if row.is_empty() {
            let total = between(&page.body, "\"total\":", ",").expect("a total");
            assert_eq!(total, offset.to_string(), "{list}");
            break;
        }
        rows.push(row.to_owned());
    }
    rows.join("\n")
}

#[test]
fn programs_get_every_list_byte_for_byte_as_the_command_line_prints_it() {
    let case = a_case();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    for list in ["items", "claims", "origins", "matches", "statements", "findings", "decisions"] {
        let printed = case.run("show", &[list, "--json"]);
        assert_eq!(rows(&operator, list), String::from_utf8_lossy(&printed.stdout).trim_end(), "{list}");
    }
    assert!(!case.show("claims").is_empty() && !case.show("origins").is_empty() && !case.show("statements").is_empty());
}

#[test]
fn what_readers_wrote_is_in_no_list_and_no_claim() {
    let case = TestCase::with_files(&[("blog.html", BLOG.as_bytes()), ("hospital.txt", HOSPITAL.as_bytes())]);
    let told = case.show("statements").iter().any(|statement| statement["content"]["text"].to_string().contains("900"));
    assert!(told, "a statement is read from the comment");
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let get = |path: &str| -> Answer { operator.get(path) };
    let claims: serde_json::Value = serde_json::from_str(&get("/api/v1/claims").body).expect("JSON");
    let claims = claims["rows"].as_array().expect("claims").iter();
    let claim_pages = claims.map(|claim| format!("/claims/{}", claim["id"].as_str().expect("an id")));
    let lists = ["/claims", "/graph.json", "/api/v1/claims", "/api/v1/statements", "/api/v1/origins", "/claims?q=900"];
    for path in claim_pages.chain(lists.map(str::to_owned)) {
        let page = get(&path);
        assert_eq!(page.status, 200, "{path}");
        let shown = page.body.replace("q=900", "").replace("value=\"900\"", "");
        assert!(!shown.contains("900 people") && !shown.contains("Quaydweller"), "{path}: {}", page.body);
    }
    let item = case.item_id("blog.html");
    let page = get(&format!("/items/{item}")).body;
    assert!(
        page.contains("900 people") && page.contains("<details class=\"fold\">"),
        "folded on the page of its item: {page}"
    );
    assert!(!page.contains("Quaydweller"), "{page}");
}
