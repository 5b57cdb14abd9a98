//! Who wrote a page and when: names in lines of other shapes, dates in other languages and orders, the page's own address.

use super::has_finding;
use crate::text::read_page;
use model::{Extract, TimeKind};

const BODY: &str = "<p>The harbour of Port Almer was closed on Monday after a crane fell across the northern quay, the port authority said.</p>\
<p>According to the harbour master, the crane had been inspected in March and was found to be in order at that time.</p>";

fn read(language: &str, head: &str, inside: &str) -> Extract {
    let markup = format!(
        "<!doctype html><html lang='{language}'><head>{head}</head><body><article><h1>Crane falls across quay</h1>{inside}{BODY}</article></body></html>"
    );
    read_page(markup.as_bytes(), None, None)
}

fn names(extract: &Extract) -> Vec<&str> {
    extract.authors.iter().map(|author| author.name.as_str()).collect()
}

/// First time of publication and its evidence.
fn published(extract: &Extract) -> Option<(&str, &str)> {
    let time = extract.times.iter().find(|time| time.kind == TimeKind::Published)?;
    Some((time.time.as_str(), time.evidence.as_str()))
}

#[test]
fn a_name_beside_a_date_or_behind_a_label_is_an_author() {
    for inside in [
        "<small>04.02.2022 | 13:10 Uhr | Nora Quist</small>",
        "<div><a href=/x>Nora Quist</a> / 22.04.2020 / 0</div>",
        "<p>Nora Quist, 5 May 2020</p>",
        "<p>05.02.2020 - Redaktion: Nora Quist (Vale Courier)</p>",
        "<p>Autor: Nora Quist Tags: crane, quay</p>",
        "<h2>06.11.2023 13:30 von Nora Quist</h2>",
        "<p>Autor: Nora Quist/NP-X</p>",
        "<p>Auteur :</p><p>Nora Quist</p>",
        "<div class=author>Publié par Nora Quist</div>",
        "<footer class=entry-meta>On <b>4 May</b> by <span class=author>Nora Quist</span></footer>",
        "<div class=submitted>Gespeichert von <b class=username>Nora Quist</b> am 4. Mai 2020</div>",
        "<p><a href=/x>Alle Beiträge von Nora Quist</a></p>",
    ] {
        assert!(names(&read("de", "", inside)).iter().all(|name| *name == "Nora Quist"), "{inside}");
        assert!(!read("de", "", inside).authors.is_empty(), "{inside}");
    }
    for inside in [
        "<p>Port Almer, 5 May 2020</p><p>The Crane | 5 May 2020 | The Quay</p>",
        "<p>Topic: Crane Accidents</p>",
        "<p>Text</p><p>read it aloud</p>",
    ] {
        let extract = read("en", "", inside);
        assert!(!names(&extract).iter().any(|name| name.contains("Crane") || name.contains("aloud")), "{inside}");
    }
}

#[test]
fn an_account_name_comes_behind_a_name_and_the_fuller_list_first() {
    let head = "<meta property=article:author content=nora_quist>";
    let extract = read("en", head, "<p class=byline>By Nora Quist</p>");
    assert_eq!(names(&extract).first(), Some(&"Nora Quist"));
    let head = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Nora Quist\"}}</script>\
        <meta name=author content='Nora Quist, Tom Kerr'>";
    assert_eq!(names(&read("en", head, ""))[..2], ["Nora Quist", "Tom Kerr"]);
}

#[test]
fn who_says_that_there_is_no_author_names_none() {
    for name in ["No Author", "Unknown", "Bild © NP"] {
        assert!(names(&read("en", &format!("<meta name=author content='{name}'>"), "")).is_empty(), "{name}");
    }
}

#[test]
fn the_author_of_the_page_in_structured_data_stands_in_for_that_of_an_article() {
    let graph = |more: &str| {
        format!(
            "<script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"WebPage\",\"author\":{{\"@id\":\"#nq\"}}}},\
            {{\"@type\":[\"Person\"],\"@id\":\"#nq\",\"name\":\"Nora Quist\"}}{more}]}}</script>"
        )
    };
    assert_eq!(names(&read("en", &graph(""), "")), ["Nora Quist"]);
    let article = ",{\"@type\":\"Article\",\"author\":{\"name\":\"Tom Kerr\"}}";
    assert_eq!(names(&read("en", &graph(article), "")), ["Tom Kerr"]);
}

#[test]
fn the_order_of_day_and_month_is_settled_by_language_or_another_date() {
    let date = "<p class=date>02/10/2020</p>";
    for (language, inside, day) in [
        ("en-GB", date.to_owned(), Some("2020-10-02")),
        ("fr", date.to_owned(), Some("2020-10-02")),
        ("en-US", date.to_owned(), Some("2020-02-10")),
        ("en", date.to_owned(), None),
        ("en", format!("{date}{BODY}{BODY}<p>Inspected 25/03/2020, it was said.</p>"), Some("2020-10-02")),
        ("fr", format!("{date}{BODY}{BODY}<p>Inspected 03/25/2020, it was said.</p>"), Some("2020-02-10")),
        ("fr", format!("{date}{BODY}{BODY}<p>Inspected 03/25/2020 and 25/04/2020, it was said.</p>"), None),
    ] {
        let extract = read(language, "", &inside);
        assert_eq!(published(&extract).map(|(day, _)| day), day, "{language} {inside}");
    }
    let extract = read("es", "<meta property=article:published_time content='10/05/2022 05:22 pm'>", "");
    let evidence = "meta article:published_time, the order of day and month from the language";
    assert_eq!(published(&extract), Some(("2022-05-10", evidence)));
}

#[test]
fn dates_in_words_of_other_languages_are_read() {
    for (line, day) in [
        ("Montag, 4. Mai 2020 um 12:30 Uhr", "2020-05-04T12:30:00"),
        ("Publié le 4 févr. 2020", "2020-02-04"),
        ("4 de março de 2020", "2020-03-04"),
        ("4 maggio 2020", "2020-05-04"),
        ("4 mei 2020", "2020-05-04"),
        ("4 września 2020", "2020-09-04"),
    ] {
        let extract = read("", "", &format!("<p>{line}</p>"));
        assert_eq!(published(&extract).map(|(day, _)| day), Some(day), "{line}");
    }
    let extract = read("de", "", "<p>Aktualisiert am 4. Mai 2020</p>");
    assert_eq!(published(&extract), None);
    assert!(extract.times.iter().any(|time| time.kind == TimeKind::Updated && time.time == "2020-05-04"));
}

#[test]
fn a_date_is_found_below_its_label_in_the_title_and_in_an_address() {
    let behind = format!("{BODY}{BODY}<div><p>Mise en ligne</p><p>23 mai 2019</p></div>");
    assert_eq!(published(&read("fr", "", &behind)), Some(("2019-05-23", "line that speaks of the publication")));
    let title = "<title>Crane falls | Vale | 23.05.2011</title>";
    assert_eq!(published(&read("en", title, "")), Some(("2011-05-23", "date in the title of the page")));
    let address = |url: &str| read_page(format!("<h1>Crane</h1>{BODY}").as_bytes(), None, Some(url));
    assert_eq!(
        published(&address("https://vale.example/news/29-10-2021")),
        Some(("2021-10-29", "address of the page"))
    );
    assert_eq!(published(&address("https://vale.example/news/09-10-2021")), None);
}

#[test]
fn the_local_day_comes_before_that_of_utc() {
    let head = "<meta property=article:published_time content=2023-11-09T05:30:59Z>";
    let extract = read("en", head, "<time datetime=2023-11-08T23:30:59-06:00>8 November</time>");
    assert_eq!(published(&extract).map(|(time, _)| time), Some("2023-11-08T23:30:59-06:00"));
    assert!(has_finding(&extract, "times_disagree"));
    let extract = read("en", head, "<time datetime=2023-11-08T23:12:59-06:00>8 November</time>");
    assert_eq!(published(&extract).map(|(time, _)| time), Some("2023-11-09T05:30:59Z"));
}

#[test]
fn a_page_that_names_another_address_as_its_own_is_reported() {
    let page = |canonical: &str, url: Option<&str>| {
        let markup = format!("<html><head>{canonical}</head><body><h1>Crane</h1>{BODY}</body></html>");
        has_finding(&read_page(markup.as_bytes(), None, url), "canonical_differs")
    };
    let own = "<link rel=canonical href=https://vale.example/news/crane>";
    assert!(page(own, Some("https://copy.example/news/crane")));
    assert!(page(own, Some("https://vale.example/news/other")));
    for same in ["https://vale.example/news/crane", "http://www.vale.example/news/crane/?from=feed#top"] {
        assert!(!page(own, Some(same)), "{same}");
    }
    assert!(!page(own, None));
    assert!(!page("", Some("https://vale.example/news/crane")));
    assert!(page(&format!("<!-- saved from url=(0025)https://copy.example/1 -->{own}"), None));
}
