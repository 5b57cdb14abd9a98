//! A saved page is shown in a frame of its own, made anew: its words and shapes, nothing that acts, nothing that readers wrote.

mod support;

use support::TestCase;
use support::desk::Desk;

const PAGE: &str = "<!doctype html><html lang=en><head><title>The crane fell</title><script>steal()</script>\
    <meta http-equiv=refresh content='0;url=https://far.example/'><style>body{background:url(https://far.example/seen)}</style></head>\
    <body onload=steal()><nav><a href=https://far.example/news>News</a></nav><article><h1>The crane fell</h1>\
    <p>The crane fell at noon on Thursday, the harbour master said, and nobody stood below it when the chain broke.</p>\
    <p>It had been <a href='javascript:steal()'>checked in May</a>, a spokeswoman for the port told reporters on the quay.</p>\
    <img src=https://far.example/crane.jpg alt='The crane on the quay'><form action=https://far.example/><input name=q></form></article>\
    <section id=comments><div class=comment id=comment-1><span class=comment-author>Quaydweller</span>\
    <div class=comment-content><p>I saw it from my window and it swung for an hour before.</p></div></div></section></body></html>";

#[test]
fn a_saved_page_is_shown_without_anything_that_acts_and_without_its_readers() {
    let case = TestCase::with_files(&[("crane.html", PAGE.as_bytes()), ("note.txt", b"The ferry left at noon.")]);
    let desk = Desk::start(&case);
    let viewer = desk.somebody("Vera", "viewer");
    let short_id = case.item("crane.html")["short_id"].as_str().expect("a short id").to_owned();
    let item = viewer.get(&format!("/items/{short_id}"));
    let frame =
        format!("sandbox=\"\" loading=\"lazy\" title=\"The page as it was saved\" src=\"/items/{short_id}/page\"");
    assert!(item.body.contains(&frame), "{}", item.body);
    assert!(item.header("content-security-policy").contains("frame-src 'self'"));

    let shown = viewer.get(&format!("/items/{short_id}/page"));
    assert_eq!(shown.status, 200, "{}", shown.body);
    let policy = shown.header("content-security-policy");
    assert!(policy.starts_with("sandbox; default-src 'none'; object-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(
        policy.contains("frame-ancestors 'self'") && !policy.contains("script") && !policy.contains("unsafe"),
        "{policy}"
    );
    for told in
        ["<h1 dir=\"auto\">The crane fell</h1>", "nobody stood below it", "The crane on the quay", "checked in May"]
    {
        assert!(shown.body.contains(told), "{told}: {}", shown.body);
    }
    for gone in
        ["<script", "onload", "http-equiv", "<form", "<input", "<img", "href=", "src=", "Quaydweller", "my window"]
    {
        assert!(!shown.body.contains(gone), "{gone}: {}", shown.body);
    }
    assert!(shown.body.contains("What readers wrote is left out: 1"), "{}", shown.body);
    assert!(
        shown.body.contains("<span class=\"rest\">News</span>"),
        "what is not the article is paler: {}",
        shown.body
    );

    let note = case.item("note.txt")["short_id"].as_str().expect("a short id").to_owned();
    assert!(!viewer.get(&format!("/items/{note}")).body.contains("<iframe"));
    assert_eq!(viewer.get(&format!("/items/{note}/page")).status, 404);
    assert_eq!(desk.get(&format!("/items/{short_id}/page"), &[]).status, 401, "nobody without a session");
}

#[test]
fn who_opens_a_graphic_page_is_noted() {
    let case = TestCase::with_files(&[("crane.html", PAGE.as_bytes())]);
    let desk = Desk::start(&case);
    let (reviewer, viewer) = (desk.somebody("Rana", "reviewer"), desk.somebody("Vera", "viewer"));
    let item = case.item_id("crane.html");
    let marked = reviewer
        .post("/marks", &[("kind", "graphic"), ("item", &item), ("graphic", "yes"), ("why", "names of the dead")]);
    assert_eq!(marked.status, 303);
    assert_eq!(viewer.get(&format!("/items/{item}/page")).status, 200);
    desk.stop();
    let seen =
        case.show("custody").into_iter().filter(|event| event["what"] == "viewed" && event["by"] == "Vera").count();
    assert_eq!(seen, 1);
}
