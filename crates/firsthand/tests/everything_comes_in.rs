//! What other tools saved comes in with its ties: a page with its folder, a saved page of parts, the tables of another
//! archiver, containers that need others.

mod support;

use serde_json::Value;
use support::{TestCase, text};

/// A PNG of one grey pixel, made by hand: signature, IHDR, IDAT, IEND.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

fn item_named<'v>(items: &'v [Value], name: &str) -> &'v Value {
    items.iter().find(|item| item["name"] == name).unwrap_or_else(|| panic!("no item {name}: {items:#?}"))
}

fn finding<'v>(findings: &'v [Value], code: &str) -> &'v str {
    let found = findings.iter().find(|finding| finding["code"] == code);
    text(found.unwrap_or_else(|| panic!("no finding {code}: {findings:#?}")), "text")
}

#[test]
fn a_page_embeds_the_files_in_the_folder_that_was_saved_with_it() {
    let page = |from: &str| {
        format!("<!DOCTYPE html>\n{from}<html><title>t</title><p>Water rose.</p><img src=\"./My%20page_files/a.png\">")
    };
    let saved_from = "<!-- saved from url=(0027)https://example.org/stories -->\n";
    let other = [PNG, b"other"].concat();
    let case = TestCase::with_files(&[
        ("one/My page.html", page("").as_bytes()),
        ("one/My page_files/a.png", PNG),
        ("two/My page.html", page(saved_from).as_bytes()),
        ("two/My page_files/a.png", &other),
    ]);
    let items = case.show("items");
    let links = case.show("links");
    for (page, picture) in
        [("one/My page.html", "one/My page_files/a.png"), ("two/My page.html", "two/My page_files/a.png")]
    {
        let (page, picture) = (item_named(&items, page), item_named(&items, picture));
        let link = links.iter().find(|link| link["item"] == page["id"]).expect("the page's link");
        assert_eq!((&link["kind"], &link["target_item"]), (&"embeds".into(), &picture["id"]), "{link}");
    }
}

#[test]
fn parts_of_a_saved_page_are_items_and_the_page_embeds_them() {
    let saved = format!(
        "Snapshot-Content-Location: https://example.org/story\nDate: Thu, 3 Jan 2019 11:22:33 -0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\
         Content-Location: https://example.org/story\n\n<html><title>t</title><p>Water rose.</p><img src=\"a.png\">\
         <img src=\"cid:two@x\"></html>\n--b\nContent-Location: https://example.org/a.png\n\
         Content-Transfer-Encoding: quoted-printable\n\n{}\n--b\nContent-ID: <two@x>\n\nsecond\n--b--\n",
        PNG.iter().map(|byte| format!("={byte:02X}")).collect::<String>()
    );
    let case = TestCase::with_files(&[("story.mht", saved.as_bytes())]);
    let items = case.show("items");
    let page = items.iter().find(|item| item["media_type"] == "text/html").expect("the page");
    assert_eq!(page["captures"][0]["time"], "2019-01-03T11:22:33Z");
    assert_eq!(page["captures"][0]["from"], "https://example.org/story");
    let picture = items.iter().find(|item| item["media_type"] == "image/png").expect("the picture");
    let other = item_named(&items, "cid:two@x");
    let targets: Vec<Value> = case.show("links").iter().map(|link| link["target_item"].clone()).collect();
    assert_eq!(targets, [picture["id"].clone(), other["id"].clone()]);
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn what_a_table_of_another_archiver_says_is_logged_as_claimed_once() {
    let hash = model::ItemId::of(PNG).hex();
    let media = format!(
        "[{{'filename': '/tmp/a/still.png', '_key': 'post/still.png', 'urls': [], 'properties': {{'hash': 'SHA-256:{hash}'}}}}, \
         {{'filename': 'clip.txt', 'urls': [], 'properties': {{'hash': 'SHA-256:{}'}}}}, {{'filename': 'gone.mp4', 'urls': []}}]",
        "0".repeat(64)
    );
    let table = format!(
        "status,metadata,media\nsite: success,\"{{'url': 'https://posts.example/1', '_processed_at': \
         datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc)}}\",\"{media}\"\n"
    );
    let case = TestCase::with_files(&[
        ("archive/post/renamed.png", PNG),
        ("archive/clip.txt", b"changed later"),
        ("archive/db.csv", table.as_bytes()),
        ("archive/hashes.txt", format!("{hash}\n{}", "1".repeat(64)).as_bytes()),
    ]);
    let check = || {
        let items = case.show("items");
        let captures =
            item_named(&items, "archive/post/renamed.png")["captures"].as_array().cloned().expect("captures");
        assert_eq!(captures.len(), 2, "{captures:#?}");
        assert_eq!(captures[1]["claimed"]["url"], "https://posts.example/1");
        assert_eq!(captures[1]["claimed"]["seen_at"], "2024-05-06T07:08:09Z");
        assert!(text(&captures[1]["claimed"], "note").contains("archive/db.csv"));
        assert_eq!(item_named(&items, "archive/clip.txt")["captures"].as_array().map(Vec::len), Some(1));
    };
    check();
    let findings = case.show("findings");
    assert!(finding(&findings, "told_hash_differs").contains("clip.txt"));
    let compared: Vec<&str> =
        findings.iter().filter(|finding| finding["code"] == "told_compared").map(|one| text(one, "text")).collect();
    assert!(compared.iter().any(|words| words.contains("gone.mp4")), "{compared:?}");
    assert!(compared.iter().any(|words| words.contains(&"1".repeat(64))), "{compared:?}");
    assert!(case.run("trace", &[]).status.success());
    check();
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn a_revisit_of_another_warc_is_found_by_its_digest() {
    let digest = "WARC-Payload-Digest: sha1:2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\r\n";
    let record = |kind: &str, body: &str, date: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{body}");
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\nWARC-Date: {date}\r\n\
             WARC-Target-URI: https://example.org/{kind}\r\n{digest}Content-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    // The SHA-1 of "hello world".
    let (first, again) =
        (record("response", "hello world", "2020-01-01T00:00:00Z"), record("revisit", "", "2021-01-01T00:00:00Z"));
    let case = TestCase::with_files(&[("again.warc", again.as_bytes())]);
    assert!(finding(&case.show("findings"), "revisit_missing").contains("https://example.org/revisit"));
    let pile = case.pile(&[("first.warc", first.as_bytes())]);
    assert!(case.run("add", &[pile.to_str().expect("UTF-8")]).status.success());
    let findings = case.show("findings");
    assert!(finding(&findings, "revisit_elsewhere").contains("https://example.org/revisit"));
    assert!(!findings.iter().any(|finding| finding["code"] == "revisit_missing"));
}
