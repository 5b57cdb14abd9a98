//! The desk in other languages than English: what is ours is said in the reader's, what the program measured is marked as English.

mod support;

use support::TestCase;
use support::desk::Desk;

/// A page as a browser of this language gets it.
fn in_language(desk: &Desk, path: &str, language: &str) -> String {
    let visitor = desk.operator();
    let answer = desk.get(path, &[("Cookie", &visitor.cookie), ("Accept-Language", language)]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

#[test]
fn a_finding_is_said_in_the_readers_language_and_its_measured_detail_is_marked_as_english() {
    let case = TestCase::with_files(&[("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")]);
    let desk = Desk::start(&case);
    let findings = case.show("findings");
    let finding = findings.iter().find(|finding| finding["code"] == "picture_unreadable").expect("a finding");
    let measured = finding["text"].as_str().expect("a text");
    let path = format!("/items/{}", case.item_id("cut.jpg"));
    for (language, said) in [
        ("en", "The picture could not be decoded."),
        ("ar", "تعذّر فك ترميز الصورة."),
        ("ru", "Изображение не удалось декодировать."),
        ("uk", "Зображення не вдалося декодувати."),
    ] {
        let page = in_language(&desk, &path, language);
        let (_, after) = page.split_once(said).unwrap_or_else(|| panic!("{language}: {page}"));
        let (_, after) = after.split_once("lang=\"en\"").expect("the detail is marked as English");
        let shown = after.split("</li>").next().expect("the end of the finding");
        assert!(shown.contains(measured.split(['&', '"', '\'']).next().expect("a first part")), "{shown}");
    }
}

#[test]
fn kinds_of_matches_times_and_blocks_are_said_in_the_readers_language() {
    let story = "The harbour burned on Thursday evening, and the crews fought the fire until nine, the harbour master said. \
                 Nobody was hurt on the quay, he said, and the ferry to the island left an hour late with all on board.";
    let case = TestCase::with_files(&[("one.txt", story.as_bytes()), ("two.txt", format!("{story}\n").as_bytes())]);
    let desk = Desk::start(&case);
    let page = in_language(&desk, &format!("/items/{}", case.item_id("one.txt")), "uk");
    for said in ["копія тексту", "збережено", "основний текст"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let found = &case.show("matches")[0];
    let page = in_language(&desk, &format!("/matches/{}", found["id"].as_str().expect("an id")), "ar");
    assert!(page.contains("<h1>نسخة من النص</h1>"), "{page}");
}

#[test]
fn what_is_not_there_is_said_on_a_page_with_its_navigation_to_people_and_in_plain_words_to_programs() {
    let case = TestCase::with_files(&[("quay.txt", b"Three cranes stood on the quay.")]);
    let desk = Desk::start(&case);
    let cookie = desk.operator().cookie;
    let ask = |path: &str, accept: &str| {
        desk.get(path, &[("Cookie", &cookie), ("Accept", accept), ("Accept-Language", "uk")])
    };
    for path in ["/items/ZZZ-99", "/matches/M-0", "/moments/ZZZ-99", "/nowhere"] {
        let page = ask(path, "text/html,application/xhtml+xml");
        assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"), "{path}");
        assert!(page.body.contains("<h1") && page.body.contains("href=\"/items\""), "{path}: {}", page.body);
        let told = ask(path, "application/json");
        assert_eq!((told.status, told.header("content-type")), (404, "text/plain; charset=utf-8"), "{path}");
    }
    assert!(ask("/nowhere", "text/html").body.contains("<h1 dir=\"auto\">"), "in the words of the reader");
}

#[test]
fn the_list_of_decisions_says_what_each_is_about_and_leads_there() {
    let case = TestCase::with_files(&[("quay.txt", b"Three cranes stood on the quay.")]);
    let desk = Desk::start(&case);
    let item = case.item_id("quay.txt");
    desk.operator().post("/marks", &[("kind", "tag"), ("tag", "cranes"), ("item", &item)]);
    let page = in_language(&desk, "/decisions", "en");
    let short_id = case.item("quay.txt")["short_id"].as_str().expect("a short id").to_owned();
    assert!(page.contains("Tag: cranes") && page.contains(&format!("href=\"/items/{short_id}\"")), "{page}");
}
