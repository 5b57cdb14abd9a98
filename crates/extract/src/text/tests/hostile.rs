use super::{has_finding, offsets_hold, page, plain};
use crate::text::{fold_for_search, read_page, read_plain_text};

#[test]
fn a_hundred_thousand_nested_tags_are_survived() {
    for tag in ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<div class=comment>"] {
        let extract = page(&format!("{}deep text", tag.repeat(100_000)));
        assert_eq!(extract.text.as_deref(), Some("deep text"));
        assert!(has_finding(&extract, "limit_reached"));
    }
}

#[test]
fn a_huge_data_uri_is_not_kept() {
    let extract = page(&format!("<img src=\"data:image/png;base64,{}\"><p>text</p>", "A".repeat(20_000_000)));
    assert_eq!(extract.text.as_deref(), Some("text"));
    assert!(extract.links.is_empty() && has_finding(&extract, "embedded_data"));
}

#[test]
fn a_hundred_thousand_combining_marks_are_survived() {
    let marks = format!("a{} b", "\u{301}".repeat(100_000));
    assert_eq!(plain(&marks).text.as_deref(), Some(marks.as_str()));
    page(&marks);
    assert_eq!(fold_for_search(&marks), "a b");
}

#[test]
fn references_give_text_and_no_markup() {
    let extract = page("<p>&lt;script&gt;x&#0;y&#xD800;z&#x110000;&amp;lt;&notit;</p>");
    assert!(extract.text.as_deref().is_some_and(|text| text.starts_with("<script>x") && text.contains("&lt;")));
}

#[test]
fn zero_bytes_and_broken_utf8_are_survived() {
    let mut bytes = vec![0u8; 1000];
    bytes.extend(0..=255u8);
    bytes.extend(b"\xF0\x9F plain \xC3");
    for extract in [
        read_plain_text(&bytes),
        read_page(&bytes, Some("utf-8"), None),
        read_page(&bytes, Some("nonsense"), Some("not a url")),
    ] {
        offsets_hold(&extract);
    }
}

#[test]
fn structured_data_that_is_no_data_is_a_finding() {
    let nested = format!("<script type=application/ld+json>{}</script><p>text</p>", "[".repeat(100_000));
    assert!(has_finding(&page(&nested), "structured_data_unreadable"));
    let tricks = "{\"__proto__\":{\"x\":1},\"constructor\":{\"prototype\":{}},\"@type\":[\"Article\",{}],\"author\":[[\"a\"]],\"datePublished\":{\"a\":1},\"headline\":7}";
    let extract = page(&format!("<script type=application/ld+json>{tricks}</script><p>text</p>"));
    assert_eq!((extract.title, extract.times.len()), (None, 0));
}

#[test]
fn unclosed_and_stray_markup_is_read_as_far_as_it_goes() {
    for markup in [
        "<p>text<",
        "<p>text<!--",
        "<p>text</",
        "</b></i><p>text",
        "<p>text<a href='",
        "<table><p>text",
        "<svg><title>no</title></svg>text",
    ] {
        assert!(page(markup).text.as_deref().is_some_and(|text| text.starts_with("text")), "{markup}");
    }
}

#[test]
fn endless_repetition_is_read_in_linear_time() {
    for piece in [
        "<",
        "&",
        "<!--",
        "<a href=/x>word</a> ",
        "<p>",
        "</div>",
        "<time datetime=2020-01-01>x</time>",
        "<h1>abc def</h1>",
    ] {
        page(&piece.repeat(30_000));
    }
    for piece in [
        "a\n",
        "via ",
        "(",
        "http://",
        "“",
        ". Photo: A/B via ",
        "Ann says:\n@Ann hi\n",
        "[12:03] Ann: hi\n",
        "a,b,c\n",
        "x\r\n\r\n",
    ] {
        plain(&piece.repeat(100_000));
    }
}

#[test]
fn every_cut_of_a_page_and_a_text_is_read() {
    let markup = "<html><body><article><h1>Кран упал</h1><p class='byline'>By Ann Bell</p><p>Photo: A B/C via D…</p><!-- x --><blockquote>«é»</blockquote></article>";
    for end in 0..markup.len() {
        offsets_hold(&read_page(&markup.as_bytes()[..end], None, None));
        offsets_hold(&read_plain_text(&markup.as_bytes()[..end]));
    }
}
