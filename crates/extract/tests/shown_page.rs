//! What a person may see of a saved page.

use extract::text::shown_page;
use extract::{Shape, Shown, ShownPage};

fn page(markup: &str) -> ShownPage {
    shown_page(markup.as_bytes(), None)
}

/// The words, with a mark for each shape.
fn spelled(parts: &[Shown]) -> String {
    let one = |part: &Shown| match part {
        Shown::Text(words, _) => words.clone(),
        Shown::Break => "/".to_owned(),
        Shown::Medium { words, address } => format!("[{words}|{address}]"),
        Shown::In(shape, parts) => {
            let name = match shape {
                Shape::Heading(level) => format!("h{level}"),
                Shape::Paragraph => "p".to_owned(),
                Shape::List(numbered) => (if *numbered { "ol" } else { "ul" }).to_owned(),
                Shape::Entry => "li".to_owned(),
                Shape::Table => "table".to_owned(),
                Shape::Row => "tr".to_owned(),
                Shape::Cell(head) => (if *head { "th" } else { "td" }).to_owned(),
                Shape::Quote => "q".to_owned(),
                Shape::Figure => "fig".to_owned(),
                Shape::Caption => "cap".to_owned(),
                Shape::Preformatted => "pre".to_owned(),
                Shape::Emphasis => "em".to_owned(),
                Shape::Strong => "b".to_owned(),
                Shape::Link(address) => format!("a {address}"),
            };
            format!("<{name}>{}</>", spelled(parts))
        }
    };
    parts.iter().map(one).collect()
}

#[test]
fn words_keep_their_shapes() {
    let shown = page(
        "<html lang=en><head><title>Fire</title><style>p{}</style></head><body><h1>Fire at the <em>port</em></h1>\
         <div>First <b>line</b>.<div>Second &amp; last.</div></div><ul><li>one<li><p>two</p></ul>\
         <table><tr><th>Place<td>Quay</table><blockquote>said so</blockquote><pre>a\n  b</pre></body>",
    );
    assert_eq!(
        spelled(&shown.content),
        "<h1>Fire at the <em>port</></><p>First <b>line</>.</><p>Second & last.</><ul><li>one</><li><p>two</></></>\
         <table><tr><th>Place</><td>Quay</></></><q>said so</><pre>a\n  b</>"
    );
    assert_eq!((shown.language.as_deref(), shown.is_cut), (Some("en"), false));
    let menu = page("<nav><a href=/a>Home</a><a href=/b>Port</a> <a href=/c>Quay</a></nav>");
    assert_eq!(spelled(&menu.content), "<p><a /a>Home</> <a /b>Port</> <a /c>Quay</></>");
}

#[test]
fn nothing_of_it_can_act() {
    let shown = page(
        "<body onload=alert(1)><script>alert(2)</script><p onclick='x()'>Seen <a href='javascript:alert(3)'>here</a></p>\
         <img src=x onerror=alert(4) alt='a quay'><iframe srcdoc='<script>alert(5)</script>' src=//far.example/f></iframe>\
         <svg><script>alert(6)</script></svg><style>@import 'far'</style><object data=far></object><form action=//far><input value=q>\
         <button>Send</button></form><img src='data:image/png;base64,AAAA'><p hidden>unseen</p><template>t</template>",
    );
    // The address of a link is told, never followed: whoever shows it writes it as words.
    assert_eq!(spelled(&shown.content), "<p>Seen <a javascript:alert(3)>here</></><p>[a quay|x][|//far.example/f]</>");
}

#[test]
fn what_readers_wrote_is_left_out_and_counted() {
    let text =
        "The warehouse at the quay burned down on Thursday night, the harbour office said in a statement. ".repeat(6);
    let shown = page(&format!(
        "<body><article><h1>Fire</h1><p>{text}</p></article><section id=comments class=comments><h3>2 comments</h3>\
         <div class=comment id=comment-1><span class=comment-author>Quaydweller</span><div class=comment-content><p>I saw it \
         burn for three hours from my window, nobody came.</p></div></div>\
         <div class=comment id=comment-2><span class=comment-author>Somebody</span><div class=comment-content><p>It was much \
         shorter than that where I stood, one hour.</p></div></div></section></body>"
    ));
    let spelled = spelled(&shown.content);
    assert!(
        spelled.contains("burned down") && !spelled.contains("Quaydweller") && !spelled.contains("nobody came"),
        "{spelled}"
    );
    assert_eq!(shown.n_left_out, 2);
}

#[test]
fn what_nests_without_end_or_goes_on_without_end_is_cut() {
    let deep = page(&format!("{}deep", "<blockquote>".repeat(5_000)));
    assert!(spelled(&deep.content).contains("deep"));
    let json = serde_json::to_vec(&deep).expect("JSON");
    assert_eq!(serde_json::from_slice::<ShownPage>(&json).expect("it nests no deeper than JSON is read"), deep);
    let long = page(&"<p>word</p>".repeat(60_000));
    assert!(long.is_cut && long.content.len() <= 40_000);
}
