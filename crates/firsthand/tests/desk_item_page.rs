//! The page of one item: what it is, how it came, what happened to it, what proves it, what is missing.

mod support;

use std::process::Command;
use support::desk::{Desk, between};
use support::judges::accepted;
use support::{TestCase, talk};

/// The part of an item's page that begins with this heading.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    between(page, &format!("<section id=\"{id}\">"), "</section>").unwrap_or_else(|| panic!("no {id}: {page}"))
}

const MAIL: &str = "From: quay@port.example\r\nSubject: the crane\r\nDate: Thu, 17 Sep 2026 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nSee the note.\r\n\
    --cut\r\nContent-Type: text/plain; name=note.txt\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\n\
    The crane fell at noon, the harbour master said.\r\n--cut--\r\n";

#[test]
fn an_items_page_tells_what_happened_to_it_and_how_to_prove_it() {
    let case = TestCase::with_files(&[("mail.eml", MAIL.as_bytes())]);
    let (mail, note) = (case.item("mail.eml"), case.item("note.txt"));
    let id = |item: &serde_json::Value| item["short_id"].as_str().expect("a short id").to_owned();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let note_id = note["id"].as_str().expect("an id");
    ana.post("/marks", &[("kind", "status"), ("status", "help_needed"), ("why", "who sent it?"), ("item", note_id)]);
    ana.post("/marks", &[("kind", "graphic"), ("graphic", "yes"), ("item", note_id)]);
    let page = ana.get(&format!("/items/{}", id(&mail))).body;
    for (part, told) in [
        ("about", "message/rfc822"),
        ("members", "note.txt"),
        ("captures", "captured"),
        ("receipt", "firsthand proof case"),
        ("court", "knows no address"),
    ] {
        assert!(section(&page, part).contains(told), "{part}: {page}");
        assert!(page.contains(&format!("href=\"#{part}\"")), "{part} is in the table of contents");
    }
    assert!(page.contains(&format!("href=\"/items/{}\"", id(&note))), "what it holds is linked");
    let page = ana.get(&format!("/items/{}", id(&note))).body;
    let captures = section(&page, "captures");
    assert!(captures.contains(&format!("href=\"/items/{}\"", id(&mail))), "what holds it is linked: {captures}");
    let history = section(&page, "history");
    for told in ["Status: help needed", "who sent it?", "Ana", "graphic", "captured: note.txt"] {
        assert!(history.contains(told), "{told}: {history}");
    }
    let newest_first = [">graphic<", "Status: help needed", "captured: note.txt"].map(|told| history.find(told));
    assert!(newest_first.is_sorted() && newest_first[0].is_some(), "{newest_first:?} {history}");
    let (own, of_case) = history.split_once("about the whole case").expect("what happened to the whole case is folded");
    assert!(!own.contains("analysed") && of_case.contains("analysed"), "{history}");
}

#[test]
fn the_court_minimum_says_what_is_not_held() {
    let case = TestCase::new();
    let pile = case.pile(&[("page.html", b"<html><body><article><p>The ferry left at noon, the harbour master said, and came back at one in the afternoon with all who were on board.</p></article></body></html>")]);
    let added = case.run("add", &[pile.to_str().expect("UTF-8"), "--url", "https://port.example/ferry"]);
    assert!(added.status.success(), "{}", talk(&added));
    let desk = Desk::start(&case);
    let page = desk.operator().get(&format!("/items/{}", case.item_id("page.html"))).body;
    let court = section(&page, "court");
    assert!(court.contains("2 of 3 are held"), "{court}");
    assert!(court.contains("<strong>not held</strong>: a capture of the whole page"), "{court}");
}

#[test]
fn a_receipt_is_saved_and_a_stranger_checks_it_with_python_alone() {
    let case = TestCase::with_files(&[("quay.txt", b"Three cranes stood on the quay.")]);
    let desk = Desk::start(&case);
    let item = case.item("quay.txt");
    let (id, short_id) = (item["id"].as_str().expect("an id"), item["short_id"].as_str().expect("a short id"));
    let page = desk.operator().get(&format!("/items/{id}")).body;
    let address = format!("/items/{short_id}/receipt.zip");
    assert!(section(&page, "receipt").contains(&format!("href=\"{address}\"")), "{page}");
    let saved = desk.operator().bytes(&address, &[]).2;
    let folder = case.folder.path();
    std::fs::write(folder.join("receipt.zip"), saved).expect("a file");
    accepted(Command::new("python3").args(["-m", "zipfile", "-e", "receipt.zip", "."]).current_dir(folder));
    let receipt = folder.join(format!("proof-{short_id}"));
    let readme = std::fs::read_to_string(receipt.join("README.txt")).expect("a README");
    let command = readme.lines().find(|line| line.contains("verify_proof.py")).expect("a command").trim();
    let with_original = format!("{command} ../pile/quay.txt");
    accepted(Command::new("sh").args(["-c", &with_original]).current_dir(&receipt));
    assert_eq!(desk.operator().get("/items/nothing/receipt.zip").status, 404);
}

#[test]
fn an_item_is_found_and_opened_by_its_short_id() {
    let case = TestCase::with_files(&[("a.txt", b"The ferry left at noon."), ("b.txt", b"It came back at one.")]);
    let desk = Desk::start(&case);
    let short_id = case.item("b.txt")["short_id"].as_str().expect("a short id").to_owned();
    for spelled in [short_id.clone(), short_id.to_lowercase()] {
        let found = desk.operator().get(&format!("/items?q={spelled}")).body;
        assert!(found.contains("b.txt") && !found.contains("a.txt"), "{spelled}: {found}");
        assert_eq!(desk.operator().get(&format!("/items/{spelled}")).status, 200, "{spelled}");
    }
}

#[test]
fn matches_lie_along_the_timeline_and_in_a_list() {
    let sound = testkit::media::sound(30_000, 16_000, 7);
    let mut cut = sound.clone();
    cut.samples = cut.samples[16_000 * 8..16_000 * 20].to_vec();
    let case = TestCase::with_files(&[
        ("whole.wav", &testkit::media::wav_bytes(&sound)),
        ("cut.wav", &testkit::media::wav_bytes(&cut)),
    ]);
    let desk = Desk::start(&case);
    let page = desk.operator().get(&format!("/items/{}", case.item_id("whole.wav"))).body;
    let matches = section(&page, "matches");
    let found = case.show("matches");
    let target = format!("href=\"/matches/{}\"", found[0]["id"].as_str().expect("a match"));
    assert_eq!(matches.matches(&target).count(), 2, "a bar and a line of the list: {matches}");
    let bar = between(matches, "<svg", "</svg>").expect("a strip");
    assert!(bar.contains("0:08.") && bar.contains("0:19."), "{bar}");
    let (list, row) = (matches.find("<ul").expect("a list"), between(matches, "<ul", "</ul>").expect("a list"));
    assert!(
        matches.find("<svg").expect("a strip") < list && row.contains("0:08."),
        "the list has the times, too: {row}"
    );
}

const THREAD: &str = "<html><head><title>Mill valley</title></head><body><article><h1>Mill valley</h1>\
    <p>The water rose within an hour on Tuesday, the council said in the evening.</p>\
    <p>Two roads stay closed until the weekend while divers look at the piers.</p></article>\
    <div id=\"comments\"><ol class=\"commentlist\">\
    <li class=\"comment\"><cite class=\"fn\">Ingrid Vale</cite> <time datetime=\"2024-05-02T10:00:00Z\">May 2</time>\
    <p>Everybody who lives by the old mill knows that the siren never sounded before the water came.</p></li>\
    <li class=\"comment\"><cite class=\"fn\">Otto Berg</cite> <time datetime=\"2024-05-02T11:00:00Z\">May 2</time>\
    <p>I was at work in the valley and saw none of it.</p></li></ol></div></body></html>";

#[test]
fn what_readers_wrote_is_folded_and_they_are_numbers() {
    let case = TestCase::with_files(&[("page.html", THREAD.as_bytes())]);
    let desk = Desk::start(&case);
    let page = desk.operator().get(&format!("/items/{}", case.item_id("page.html"))).body;
    let text = section(&page, "text");
    let folded = between(text, "<details", "</details>").expect("a fold");
    assert!(!folded.split('>').next().expect("a tag").contains("open"), "it begins folded: {folded}");
    assert!(folded.contains("What readers wrote; may hold hate, threats, names (2)"), "{folded}");
    assert!(folded.contains("commenter 1") && folded.contains("the siren never sounded"), "{folded}");
    assert!(folded.contains("posted (as the page says)") && folded.contains("UTC"), "{folded}");
    assert!(!page.contains("Ingrid") && !page.contains("Otto"), "{page}");
    let before_the_fold = text.split("<details").next().expect("a text");
    assert!(before_the_fold.contains("body") && !before_the_fold.contains("siren"), "{before_the_fold}");
}

#[test]
fn a_finding_names_other_items_by_their_short_ids() {
    let other = THREAD.replace("Mill valley", "Lower bridge");
    let case = TestCase::with_files(&[("one.html", THREAD.as_bytes()), ("other.html", other.as_bytes())]);
    let desk = Desk::start(&case);
    let other = case.item("other.html");
    let page = desk.operator().get(&format!("/items/{}", case.item_id("one.html"))).body;
    let findings = section(&page, "findings");
    let short_id = other["short_id"].as_str().expect("a short id");
    assert!(findings.contains(&format!("href=\"/items/{short_id}\"")), "{findings}");
    assert!(!findings.contains(other["id"].as_str().expect("an id")), "{findings}");
}

#[test]
fn an_item_whose_bytes_are_gone_says_so_and_keeps_its_record() {
    let case = TestCase::with_files(&[("quay.txt", b"Three cranes stood on the quay.")]);
    let id = case.item_id("quay.txt");
    let gone = case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &id]);
    assert!(gone.status.success(), "{}", talk(&gone));
    let traced = case.run("trace", &[]);
    assert!(traced.status.success(), "{}", talk(&traced));
    let desk = Desk::start(&case);
    let page = desk.operator().get(&format!("/items/{id}")).body;
    assert!(section(&page, "about").contains(&id), "{page}");
    assert!(section(&page, "history").contains("disposed of") && page.contains("consent withdrawn"), "{page}");
    assert!(section(&page, "findings").contains("were disposed of"), "{page}");
    assert_eq!(desk.operator().get(&format!("/items/{id}/original")).status, 410);
}
