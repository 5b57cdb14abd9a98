//! A comment that was pasted under several pages is told with all its places, and nothing is said of why.

mod support;

use support::{TestCase, talk, text};

const PASTED: &str = "Everybody who lives by the old mill knows that the siren never sounded before the water came.";

fn page(title: &str, body: &str, author: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p><p>{body}</p></article>\
         <div id=\"comments\"><ol class=\"commentlist\">\
         <li class=\"comment\"><cite class=\"fn\">{author}</cite> <time datetime=\"2024-05-02T10:00:00Z\">May 2</time>\
         <p>{PASTED}</p></li>\
         <li class=\"comment\"><cite class=\"fn\">Neighbour of {author}</cite> \
         <time datetime=\"2024-05-02T11:00:00Z\">May 2</time><p>I was at work in {title} and saw none of it.</p></li>\
         </ol></div></body></html>"
    )
}

#[test]
fn a_pasted_comment_is_a_finding_of_every_page_it_stands_under() {
    let one = page("Mill valley", "The water rose within an hour on Tuesday, the council said in the evening.", "Ana");
    let other = page("Lower bridge", "Two roads stay closed until the weekend while divers look at the piers.", "Ben");
    let case = TestCase::with_files(&[("one.html", one.as_bytes()), ("other.html", other.as_bytes())]);
    let added = case.run("trace", &[]);
    assert!(added.status.success(), "{}", talk(&added));
    let found: Vec<_> =
        case.show("findings").into_iter().filter(|finding| text(finding, "code") == "repeated_comment").collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    for finding in &found {
        assert!(text(finding, "text").contains("2 places in 2 items"), "{finding:#?}");
    }
}
