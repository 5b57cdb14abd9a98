//! Big piles: many files, containers with many members, runs that are interrupted and given again.

mod support;

use support::{TestCase, json_lines, talk, text};

/// Members of the containers here: more than are kept in one transaction, and more than one worker reads.
const N_MEMBERS: usize = 1_200;

/// A WARC of responses, each with its URL and content type.
fn warc(responses: impl Iterator<Item = (String, &'static str, String)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (url, content_type, body) in responses {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n{body}");
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2020-05-06T07:08:09Z\r\n\
             WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len()
        );
        bytes.extend([head.as_bytes(), http.as_bytes(), b"\r\n\r\n"].concat());
    }
    bytes
}

/// A list as it comes in pages, each asked for with what the one before ended with.
fn in_pages(
    case: &TestCase,
    what: &str,
    n_lines: usize,
    last: fn(&serde_json::Value) -> String,
) -> Vec<serde_json::Value> {
    let limit = n_lines.to_string();
    let mut lines = case.json("show", &[what, "--limit", &limit]);
    assert_eq!(lines.len(), n_lines);
    loop {
        let after = lines.last().map(last).expect("a line");
        let page = case.json("show", &[what, "--limit", &limit, "--after", &after]);
        assert!(page.len() <= n_lines);
        if page.is_empty() {
            return lines;
        }
        lines.extend(page);
    }
}

fn path_of(path: &std::path::Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn every_member_of_a_large_container_is_an_item_of_its_own_and_read() {
    let pages = (0..N_MEMBERS).map(|number| {
        (format!("http://example.org/{number}"), "text/html", format!("<p>Page {number} of the town archive.</p>"))
    });
    let case = TestCase::new();
    let pile = case.pile(&[("many.warc", &warc(pages))]);
    case.json("add", &[path_of(&pile)]);
    let items = case.show("items");
    assert_eq!(items.len(), N_MEMBERS + 1, "the container and each member");
    assert!(items.iter().all(|item| item["media_type"] != "application/octet-stream"), "each was read");
    let with_text: std::collections::BTreeSet<String> =
        case.show("blocks").iter().map(|block| text(block, "item").to_owned()).collect();
    assert_eq!(with_text.len(), N_MEMBERS);
    let pages = in_pages(&case, "items", 500, |item| text(item, "id").to_owned());
    assert_eq!((pages == items, pages.len()), (true, items.len()), "page by page it is the same list");
    let captures = in_pages(&case, "captures", 700, |capture| capture["log_index"].to_string());
    assert_eq!(captures, case.show("captures"));
    let log_size = |items: &[serde_json::Value]| -> usize {
        items.iter().map(|item| item["captures"].as_array().map_or(0, Vec::len)).sum()
    };
    let before = log_size(&items);
    let traced = case.run("trace", &["--again"]);
    assert!(traced.status.success(), "{}", talk(&traced));
    assert_eq!(log_size(&case.show("items")), before, "members are logged once, however often they are read");
}

#[test]
fn a_flipped_byte_in_one_of_many_members_is_found_and_the_member_named() {
    let pages = (0..N_MEMBERS).map(|number| {
        (format!("http://example.org/{number}"), "text/plain", format!("Page {number} of the town archive."))
    });
    let bytes = warc(pages);
    let case = TestCase::new();
    let pile = case.pile(&[("many.warc", &bytes)]);
    case.json("add", &[path_of(&pile)]);
    let checked = json_lines(&case.run("check", &["--json"]).stdout);
    assert_eq!((&checked[0]["passed"], &checked[0]["members_checked"]), (&true.into(), &N_MEMBERS.into()));

    let container = case.item("many.warc");
    let wanted = case.item("http://example.org/777");
    let (folder, file) = text(&container, "sha256").split_at(2);
    let object = case.path().join("objects").join(folder).join(file);
    let at = bytes.windows(9).position(|window| window == b"Page 777 ").expect("the member lies as it is");
    let mut changed = bytes.clone();
    changed[at] ^= 1;
    std::fs::remove_file(&object).expect("the original can be replaced by who owns the folder");
    std::fs::write(&object, &changed).expect("the changed container");
    let checked = case.run("check", &["--json"]);
    assert_eq!(checked.status.code(), Some(3));
    let problems = json_lines(&checked.stdout)[0]["problems"].clone();
    let about: Vec<&str> =
        problems.as_array().expect("a list").iter().filter_map(|problem| problem[0].as_str()).collect();
    let mut items = [text(&container, "id"), text(&wanted, "id")];
    items.sort_unstable();
    assert_eq!(about, items, "the container and the one member that changed: {problems}");
}

#[test]
fn a_table_of_items_says_how_to_go_on_and_the_end_of_the_list() {
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c")]);
    case.json("add", &[path_of(&pile), "--preserve-only"]);
    let table = |arguments: &[&str]| talk(&case.run("show", &[&["items"], arguments].concat()));
    let first = table(&["--limit", "2"]);
    let second = text(&case.item("b.txt"), "short_id").to_owned();
    assert!(first.contains("a.txt") && !first.contains("c.txt"), "{first}");
    assert!(
        first.contains(&format!("2 of 3; the next: firsthand show {} items --after {second}", path_of(&case.path())))
    );
    let rest = table(&["--limit", "2", "--after", &second]);
    assert!(rest.contains("c.txt") && rest.contains("1 of 3, the last"), "{rest}");
    assert!(table(&[]).contains("3 in all"));
    let wrong = case.run("show", &["claims", "--limit", "2"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", talk(&wrong));
    let unknown = case.run("show", &["items", "--after", "zzz"]);
    assert_eq!(unknown.status.code(), Some(2), "{}", talk(&unknown));
}

#[test]
fn the_court_minimum_of_a_page_of_the_list_counts_what_stands_on_others() {
    let case = TestCase::new();
    let page = b"<!doctype html><title>t</title><p>Twelve people came to the town hall, officials said on Monday.</p>";
    let picture = testkit::media::png_bytes(&testkit::media::picture(40, 30, 1));
    let pile = case.pile(&[("page.html", page), ("page.png", &picture)]);
    case.json("add", &[path_of(&pile), "--url", "https://example.org/a"]);
    let whole = case.show("items");
    assert!(whole.iter().all(|item| item["court_minimum"]["n_held"] == 3), "{whole:#?}");
    assert_eq!(in_pages(&case, "items", 1, |item| text(item, "id").to_owned()), whole);
}

#[test]
fn a_run_with_something_new_is_one_entry_of_the_custody_record_and_one_without_is_none() {
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"The mayor said twelve people came."), ("b.txt", b"Nobody came, a clerk said.")]);
    case.json("add", &[path_of(&pile)]);
    let analysed = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let lines = case.json("show", &[&["custody"], arguments].concat());
        lines.into_iter().filter(|line| line["what"] == "analysed").collect()
    };
    let runs = analysed(&[]);
    assert_eq!(runs.len(), 1, "{runs:#?}");
    assert!(text(&runs[0], "text").starts_with("all stages run: 2 new items, 2 in all; stages: extract "), "{runs:#?}");
    assert!(text(&runs[0], "tool").starts_with("firsthand ") && text(&runs[0], "by") == "operator");
    for _ in 0..2 {
        assert!(case.run("trace", &[]).status.success());
        case.json("add", &[path_of(&pile), "--resume"]);
    }
    assert_eq!(analysed(&[]), runs, "nothing new, nothing logged");
    let more = case.pile(&[("c/c.txt", b"Forty people came, the police said.")]).join("c");
    case.json("add", &[path_of(&more)]);
    let a = case.item_id("a.txt");
    let c = case.item_id("c.txt");
    assert_eq!((analysed(&[&a]).len(), analysed(&[&c]).len()), (2, 1), "a run is about what was in the case then");
    assert!(text(&analysed(&[&c])[0], "text").starts_with("all stages run: 1 new items, 3 in all;"));
    assert!(case.run("trace", &["--again"]).status.success());
    assert!(text(&analysed(&[])[2], "text").starts_with("all stages run anew: 0 new items, 3 in all;"));
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn what_a_server_claimed_of_a_member_is_known_when_a_case_is_read_again() {
    let style = "body { colour: red; } /* Twelve people came, the mayor said. */".to_owned();
    let page = "<p>Twelve people came, the mayor said.</p>".to_owned();
    let case = TestCase::new();
    let responses = [
        ("http://example.org/style".to_owned(), "text/css", style),
        ("http://example.org/".to_owned(), "text/html", page),
    ];
    let pile = case.pile(&[("page.warc", &warc(responses.into_iter()))]);
    case.json("add", &[path_of(&pile)]);
    let kinds = |case: &TestCase| -> Vec<String> {
        case.show("items").iter().map(|item| text(item, "media_type").to_owned()).collect()
    };
    let before = (kinds(&case), case.show("blocks"), case.show("findings"));
    assert!(before.0.contains(&"text/css".to_owned()), "{:?}", before.0);
    for threads in ["1", "2"] {
        let traced = case.run("trace", &["--again", "--threads", threads]);
        assert!(traced.status.success(), "{}", talk(&traced));
        assert_eq!((kinds(&case), case.show("blocks"), case.show("findings")), before, "{threads} thread(s)");
    }
}

#[test]
fn an_interrupted_run_is_given_again_and_takes_only_the_rest() {
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"The first file."), ("b.txt", b"The second file.")]);
    // Killed after these were acknowledged and before anything was read.
    case.json("add", &[path_of(&pile), "--preserve-only", "--note", "desk two"]);
    case.pile(&[("c.txt", b"The third file."), ("d/a.txt", b"The first file.")]);
    let output = case.run("add", &[path_of(&pile), "--resume", "--note", "desk two", "--json"]);
    let lines = json_lines(&output.stdout);
    assert_eq!(lines.len(), 4, "every input is told, also what was there: {}", talk(&output));
    assert!(lines.iter().all(|line| line["status"] == "ok"), "{lines:#?}");
    let n_captures = |name: &str| case.item(name)["captures"].as_array().map_or(0, Vec::len);
    assert_eq!((n_captures("a.txt"), n_captures("b.txt"), n_captures("c.txt")), (2, 1, 1));
    assert_eq!(case.show("blocks").len(), 3, "what was not read before is read now");
    case.json("add", &[path_of(&pile), "--resume", "--note", "other words"]);
    assert_eq!(n_captures("b.txt"), 2, "other words are another capture");
    let told = case.run("add", &[path_of(&pile), "--resume", "--note", "desk two"]);
    assert!(talk(&told).contains("4 of them were taken in before and not logged again"), "{}", talk(&told));
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn many_files_are_told_in_order_and_the_same_bytes_are_one_item_on_all_threads() {
    let files: Vec<(String, Vec<u8>)> = (0..300)
        .map(|number| (format!("{number:03}.bin"), vec![u8::try_from(number % 7).expect("small"); 10_000]))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let case = TestCase::new();
    let pile = case.pile(&files);
    let lines = case.json("add", &[path_of(&pile), "--preserve-only"]);
    let names: Vec<&str> = lines.iter().map(|line| text(line, "path")).collect();
    assert_eq!(names, files.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let items = case.show("items");
    assert_eq!(items.len(), 7);
    assert_eq!(items.iter().filter_map(|item| item["captures"].as_array()).map(Vec::len).sum::<usize>(), 300);
    assert!(case.run("check", &[]).status.success());
}
