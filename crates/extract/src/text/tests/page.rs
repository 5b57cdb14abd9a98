use super::{has_finding, page, texts};
use crate::text::read_page;
use model::{BlockRole, CreditRole, LinkKind, TimeKind};

const BODY: &str = "<p>The harbour of Port Almer was closed on Monday after a crane fell across the northern quay, the port authority said.</p>\
<p>According to the harbour master, the crane had been inspected in March and was found to be in order at that time.</p>";

fn article(head: &str, inside: &str, behind: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head>{head}</head><body><nav><a href=\"/\">Home</a></nav>\
        <article><h1>Crane falls across quay</h1>{inside}{BODY}</article>{behind}<footer>Imprint and legal notice</footer></body></html>"
    )
}

#[test]
fn a_page_is_laid_out_one_paragraph_a_line() {
    let extract = page(&article("<title>x</title>", "", ""));
    let text = extract.text.clone().unwrap_or_default();
    assert!(text.starts_with("Home\nCrane falls across quay\nThe harbour of Port Almer"));
    assert_eq!(texts(&extract, BlockRole::Title), ["Crane falls across quay"]);
    assert_eq!(texts(&extract, BlockRole::Body).len(), 2);
    assert_eq!(texts(&extract, BlockRole::Boilerplate), ["Home", "Imprint and legal notice"]);
}

#[test]
fn blocks_know_their_place_in_the_page() {
    let markup = article("", "", "");
    let extract = page(&markup);
    for block in &extract.blocks {
        let place = (block.page_start_byte.unwrap_or(0), block.page_end_byte.unwrap_or(0));
        assert_eq!(markup.get(place.0..place.1), Some(block.text.as_str()));
    }
}

#[test]
fn a_page_in_another_encoding_has_no_page_offsets() {
    let markup = "<meta charset=windows-1251><p>Порт был закрыт в понедельник после падения крана.</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(markup);
    let extract = read_page(&bytes, None, None);
    assert_eq!(extract.text.as_deref(), Some("Порт был закрыт в понедельник после падения крана."));
    assert!(extract.blocks.iter().all(|block| block.page_start_byte.is_none()));
    assert!(has_finding(&extract, "text_decoded"));
}

#[test]
fn the_head_gives_publisher_canonical_language_and_times() {
    let head = "<link rel=canonical href=/news/crane><meta property=og:site_name content=\"Vale Courier\">\
        <meta property=article:published_time content=2020-05-04T08:00:00+02:00><meta property=article:modified_time content=2020-05-05>";
    let extract = page(&article(head, "", ""));
    assert_eq!(extract.publisher.as_deref(), Some("Vale Courier"));
    assert_eq!(extract.canonical_url.as_deref(), Some("https://vale.example/news/crane"));
    assert_eq!(extract.language.as_deref(), Some("en"));
    let times: Vec<_> = extract.times.iter().map(|time| (time.time.as_str(), time.kind, time.zone.as_str())).collect();
    assert_eq!(
        times,
        [("2020-05-04T08:00:00+02:00", TimeKind::Published, "+02:00"), ("2020-05-05", TimeKind::Updated, "not stated")]
    );
}

#[test]
fn dates_that_disagree_are_all_kept_and_reported() {
    let head = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-05-04\",\"publisher\":{\"name\":\"Vale Courier\"}}</script>";
    let extract = page(&article(head, "<time datetime=2020-05-06>6 May</time>", ""));
    assert_eq!(extract.times.len(), 2);
    assert!(has_finding(&extract, "times_disagree"));
    assert_eq!(extract.publisher.as_deref(), Some("Vale Courier"));
    let head = "<meta property=article:published_time content=2020-05-04T08:00+99:99>";
    let extract = page(&article(head, "<time datetime='2020-05-06&#9;&#127;'>6 May</time>", ""));
    assert_eq!(
        (extract.times[0].time.as_str(), extract.times[0].zone.as_str()),
        ("2020-05-04T08:00+99:99", "not stated")
    );
    let disagree = extract.findings.iter().find(|finding| finding.code == "times_disagree").expect("a finding");
    assert!(!disagree.text.contains(char::is_control), "{}", disagree.text);
}

#[test]
fn a_byline_is_a_credit() {
    let extract = page(&article("", "<p class=byline>By Nora Quist</p>", ""));
    assert_eq!(texts(&extract, BlockRole::Byline), ["By Nora Quist"]);
    assert_eq!(
        extract.credits.first().map(|credit| (credit.role, credit.name.as_str())),
        Some((CreditRole::Author, "Nora Quist"))
    );
}

#[test]
fn a_figure_gives_an_embed_a_caption_and_its_credit() {
    let extract = page(&article(
        "",
        "<figure><img src=crane.jpg><figcaption>The crane. Photo: Jon Pell via Harbour Press</figcaption></figure>",
        "",
    ));
    let caption = extract.blocks.iter().find(|block| block.role == BlockRole::Caption);
    let embed = extract.links.iter().find(|link| link.kind == LinkKind::Embeds);
    assert_eq!(embed.map(|link| link.target_url.as_str()), Some("https://vale.example/news/crane.jpg"));
    assert_eq!(embed.and_then(|link| link.block), caption.map(|block| block.block));
    let names: Vec<_> = extract.credits.iter().map(|credit| (credit.name.as_str(), credit.of_picture)).collect();
    assert_eq!(names, [("Jon Pell", true), ("Harbour Press", true)]);
}

#[test]
fn links_are_absolute_and_scripts_and_data_are_not_listed() {
    let inside = "<p>See <a href=\"../map\">map</a> <a href=\"javascript:x()\">x</a> <a href=#top>top</a> <a href=mailto:a@b.example>m</a></p>\
        <img src=\"data:image/png;base64,AAAA\"><video src=clip.mp4 poster=still.jpg></video><iframe src=//play.example/1></iframe>";
    let extract = page(&article("", inside, ""));
    let links: Vec<_> = extract.links.iter().map(|link| link.target_url.as_str()).collect();
    assert_eq!(
        links,
        [
            "https://vale.example/",
            "https://vale.example/map",
            "https://vale.example/news/clip.mp4",
            "https://vale.example/news/still.jpg",
            "https://play.example/1"
        ]
    );
    assert!(has_finding(&extract, "embedded_data"));
}

#[test]
fn a_quotation_set_apart_is_a_quote_and_cites() {
    let extract = page(&article(
        "",
        "<blockquote cite=https://port.example/st><p>We closed the quay at once.</p></blockquote>",
        "",
    ));
    assert_eq!(texts(&extract, BlockRole::Quote), ["We closed the quay at once."]);
    assert!(
        extract.links.iter().any(|link| link.kind == LinkKind::Cites && link.target_url == "https://port.example/st")
    );
}

const COMMENTS: &str = "<div id=comments><h3>2 Comments</h3><ol class=commentlist><li class=\"comment depth-1\" id=comment-1>\
<div class=comment-meta><b class=fn>Ann</b> <span class=says>says:</span> <time datetime=2020-05-05T10:00:00Z>May 5</time></div>\
<div class=comment-content><p>I saw it fall.</p><p>Really.</p></div><div class=reply><a href=#>Reply</a></div>\
<ol class=children><li class=\"comment depth-2\"><div class=comment-meta><b class=fn>Tom</b></div><div class=comment-content><p>So did I.</p></div></li></ol>\
</li></ol></div>";

#[test]
fn each_comment_is_one_block_with_author_time_and_parent() {
    let extract = page(&article("", "", COMMENTS));
    let comments: Vec<_> = extract.blocks.iter().filter(|block| block.role == BlockRole::Comment).collect();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0].text, "I saw it fall.\nReally.");
    assert_eq!(
        (comments[0].author.as_deref(), comments[0].posted_at.as_deref()),
        (Some("Ann"), Some("2020-05-05T10:00:00Z"))
    );
    assert_eq!(
        (comments[1].text.as_str(), comments[1].author.as_deref(), comments[1].parent),
        ("So did I.", Some("Tom"), Some(comments[0].block))
    );
    assert_eq!(texts(&extract, BlockRole::Body).len(), 2);
}

#[test]
fn schema_org_comments_are_found() {
    let comments = "<div itemscope itemtype=https://schema.org/Comment><span itemprop=author>Ann</span>\
        <meta itemprop=dateCreated content=2020-05-05><p itemprop=text>I saw it fall.</p></div>";
    let extract = page(&article("", "", comments));
    let comment = extract.blocks.iter().find(|block| block.role == BlockRole::Comment);
    assert_eq!(
        comment.map(|block| (block.text.as_str(), block.author.as_deref())),
        Some(("I saw it fall.", Some("Ann")))
    );
}

#[test]
fn comments_without_marks_are_told_by_repetition() {
    let comments = "<section class=comments><div class=x1><p>I saw it fall from the gate.</p></div><div class=x1><p>So did I, it was awful.</p></div></section>";
    assert_eq!(
        texts(&page(&article("", "", comments)), BlockRole::Comment),
        ["I saw it fall from the gate.", "So did I, it was awful."]
    );
}

#[test]
fn structured_data_lends_comments_their_author() {
    let head = "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"comment\":[{\"@type\":\"Comment\",\"text\":\"I saw it fall from the gate.\",\
        \"author\":{\"name\":\"Ann\"},\"dateCreated\":\"2020-05-05\"}]}</script>";
    let extract = page(&article(head, "", "<div class=z><p>I saw it fall from the gate.</p></div>"));
    let comment = extract.blocks.iter().find(|block| block.role == BlockRole::Comment);
    assert_eq!(
        comment.map(|block| (block.author.as_deref(), block.posted_at.as_deref())),
        Some((Some("Ann"), Some("2020-05-05")))
    );
}

#[test]
fn hidden_text_is_left_out_and_reported() {
    let hidden = format!(
        "<div style=\"display: none\">{}</div><template><p>never</p></template>",
        "Nobody sees this. ".repeat(10)
    );
    let extract = page(&article("", &hidden, ""));
    assert!(
        !extract.text.as_deref().unwrap_or("").contains("Nobody")
            && !extract.text.as_deref().unwrap_or("").contains("never")
    );
    assert!(has_finding(&extract, "hidden_text"));
}

#[test]
fn a_saved_page_tells_where_and_when_it_was_saved() {
    let saved = "<!--\n Page saved with SingleFile \n url: https://dunmoor.example/a/crane \n saved date: Tue Mar 02 2021 10:00:00 GMT+0100 (Central European Standard Time)\n-->";
    let extract = read_page(
        format!("<html>{saved}<body><article><h1>Crane falls</h1>{BODY}<img src=b.png></article>").as_bytes(),
        None,
        None,
    );
    let captured: Vec<_> =
        extract.times.iter().map(|time| (time.time.as_str(), time.kind, time.evidence.as_str())).collect();
    assert_eq!(captured, [("2021-03-02T10:00:00+01:00", TimeKind::Captured, "SingleFile comment")]);
    assert_eq!(extract.canonical_url.as_deref(), Some("https://dunmoor.example/a/crane"));
    assert_eq!(extract.links.first().map(|link| link.target_url.as_str()), Some("https://dunmoor.example/a/b.png"));
}

#[test]
fn a_bare_page_reports_what_it_does_not_give() {
    let extract = page("<p>The quay is closed.</p>");
    for code in ["no_title", "no_page_date", "no_url"] {
        assert!(has_finding(&extract, code), "{code}");
    }
}

#[test]
fn an_arabic_page_is_read() {
    let extract = page(
        "<html lang=ar dir=rtl><head><title>إغلاق الميناء</title></head><body><article><h1>إغلاق ميناء ألمر بعد سقوط رافعة</h1><p class=author>بقلم سامي حداد</p>\
        <p>أُغلق ميناء ألمر يوم الاثنين بعد سقوط رافعة على الرصيف الشمالي، بحسب ما أعلنت سلطة الميناء في بيان لها مساء اليوم نفسه.</p></article></body></html>",
    );
    assert_eq!(texts(&extract, BlockRole::Byline), ["بقلم سامي حداد"]);
    assert_eq!(texts(&extract, BlockRole::Body).len(), 1);
    assert_eq!(extract.credits.first().map(|credit| credit.name.as_str()), Some("سامي حداد"));
}

#[test]
fn text_that_a_page_streams_late_is_shown_and_other_hidden_text_is_not() {
    let late = format!(
        "<html><body><div id=root>Loading</div><div hidden id=S:0><article>{BODY}</article></div></body></html>"
    );
    assert_eq!(texts(&page(&late), BlockRole::Body).len(), 2);
    let hidden = format!(
        "<html><body><div id=root>Loading</div><div hidden id=menu><article>{BODY}</article></div></body></html>"
    );
    assert_eq!(page(&hidden).text.as_deref(), Some("Loading"));
}

#[test]
fn a_head_that_nobody_closed_ends_where_the_body_begins() {
    for markup in [
        format!("<html><head><title>x</title><body><article>{BODY}</article>"),
        format!("<html><head><title>x</title><p>{BODY}"),
        format!("<html><head></head><body><head><meta name=a></head><article>{BODY}</article></body></html>"),
    ] {
        assert_eq!(texts(&page(&markup), BlockRole::Body).len(), 2, "{markup}");
    }
}

#[test]
fn the_headline_that_stands_in_the_article_again_is_not_its_text() {
    let extract = page(&article("", "<p><b>Crane falls across quay</b></p>", ""));
    assert_eq!(texts(&extract, BlockRole::Body).len(), 2);
    assert!(texts(&extract, BlockRole::Boilerplate).contains(&"Crane falls across quay"));
}

#[test]
fn title_and_authors_have_their_evidence() {
    let head = "<meta name=author content='Nora Quist'><script type=application/ld+json>{\"@graph\":[{\"@type\":\"NewsArticle\",\
        \"author\":{\"@id\":\"#nq\"}},{\"@type\":\"Person\",\"@id\":\"#nq\",\"name\":\"Nora Quist\"}]}</script>";
    let extract = page(&article(head, "", ""));
    let authors: Vec<_> =
        extract.authors.iter().map(|author| (author.name.as_str(), author.evidence.as_str())).collect();
    assert_eq!(authors, [("Nora Quist", "JSON-LD author"), ("Nora Quist", "meta author")]);
    assert_eq!(extract.title_evidence.as_deref(), Some("headline in the page"));
    let bare = page(&format!("<html><head><title>Quay closed</title></head><body>{BODY}</body></html>"));
    assert_eq!((bare.title.as_deref(), bare.title_evidence.as_deref()), (Some("Quay closed"), Some("<title>")));
}

/// What was found, and its evidence.
type Evident = (String, String);

/// Authors with their evidence, then times of publication with theirs.
fn who_and_when(markup: &str) -> (Vec<Evident>, Vec<Evident>) {
    let extract = read_page(markup.as_bytes(), None, Some("https://vale.example/2020/05/04/crane"));
    let authors = extract.authors.into_iter().map(|author| (author.name, author.evidence)).collect();
    let published = extract.times.into_iter().filter(|time| time.kind == TimeKind::Published);
    (authors, published.map(|time| (time.time, time.evidence)).collect())
}

fn check_who_and_when(inside: &str, author: Option<(&str, &str)>, time: (&str, &str)) {
    let (authors, times) = who_and_when(&article("", inside, ""));
    let pair = |(what, evidence): (&str, &str)| (what.to_owned(), evidence.to_owned());
    assert_eq!(authors.first().cloned(), author.map(pair), "{inside}");
    assert_eq!(times.first().cloned(), Some(pair(time)), "{inside}");
}

#[test]
fn authors_and_dates_are_taken_from_the_surest_place_that_has_them() {
    let address = ("2020-05-04", "address of the page");
    check_who_and_when(
        "<span itemprop=author><a href=/u/1><span itemprop=name>Nora Quist</span></a>, reporter</span>",
        Some(("Nora Quist", "microdata author")),
        address,
    );
    check_who_and_when(
        "<div class=byline>By <a href=/x>Nora Quist</a> | Port Almer</div>",
        Some(("Nora Quist", "class of an author")),
        address,
    );
    check_who_and_when(
        "<p><a href=/author/nquist>Nora Quist</a></p>",
        Some(("Nora Quist", "link to an author's page")),
        address,
    );
    check_who_and_when(
        "<p>Gespeichert von Nora Quist am Abend</p>",
        Some(("Nora Quist", "line that begins as a byline")),
        address,
    );
    check_who_and_when(
        "<p><b itemprop=datePublished content=2020-05-06T08:00:00Z>6 May</b></p>",
        None,
        ("2020-05-06T08:00:00Z", "microdata"),
    );
}

#[test]
fn what_is_no_name_is_no_author() {
    for inside in [
        "<p class=author>Posted on</p>",
        "<form class=comment-form><p class=comment-form-author>Name</p></form>",
        "<div class=author>12 articles</div>",
        "<div id=comments><div class=comment><b class=author>Ann</b><p>I saw it fall.</p></div></div>",
    ] {
        assert!(who_and_when(&article("", inside, "")).0.is_empty(), "{inside}");
    }
}

#[test]
fn a_date_is_read_from_words_only_where_nothing_surer_is() {
    let page = |inside: &str| read_page(article("", inside, "").as_bytes(), None, None);
    let times = |inside: &str| -> Vec<(String, String)> {
        page(inside).times.into_iter().map(|time| (time.time, time.evidence)).collect()
    };
    let one = |time: &str, evidence: &str| vec![(time.to_owned(), evidence.to_owned())];
    assert_eq!(times("<em class=post-date>on 26.10.13</em>"), one("2013-10-26", "class of a date in the page"));
    assert_eq!(times("<p>Port Almer, 31 March 2003</p>"), one("2003-03-31", "date in words near the headline"));
    assert!(times("<p class=date>02/10/2020</p>").is_empty());
    let stamped = times("<time datetime=2020-05-06>6 May</time><p>Port Almer, 31 March 2003</p>");
    assert_eq!(stamped, one("2020-05-06", "<time datetime>"));
}

#[test]
fn several_authors_and_the_site_itself_are_told_apart() {
    let head = "<meta property=og:site_name content='Vale Courier'><meta name=author content='Vale Courier'>\
        <meta name=dc.creator content='Nora Quist and Tom Kerr'>";
    let names: Vec<String> = who_and_when(&article(head, "", "")).0.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Nora Quist", "Tom Kerr", "Vale Courier"]);
}
