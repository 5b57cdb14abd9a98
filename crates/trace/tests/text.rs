//! What a user may rely on when texts are compared. All texts are made up here.

mod common;

use common::{mixed, scattered};
use model::{Block, BlockRole, ItemId, Match, MatchKind, Tier};
use trace::text::{TextDocument, matches};

const VOCABULARY: [&str; 64] = [
    "harbour", "lantern", "window", "copper", "meadow", "signal", "bridge", "winter", "orchard", "captain", "letter",
    "mountain", "paper", "thunder", "velvet", "garden", "market", "needle", "planet", "quarry", "ribbon", "saddle",
    "temple", "umbrella", "village", "whistle", "yellow", "anchor", "basket", "candle", "dragon", "engine", "feather",
    "granite", "hammer", "island", "jacket", "kettle", "ladder", "mirror", "napkin", "object", "pepper", "rabbit",
    "silver", "timber", "valley", "wallet", "barrel", "cotton", "desert", "ember", "forest", "goblet", "hollow",
    "ivory", "jungle", "kernel", "linen", "marble", "nettle", "onion", "pebble", "quiver",
];

/// A text of sentences that no other seed gives.
fn story(seed: u64, n_words: u64) -> String {
    let (seed, mut text) = (scattered(seed), String::new());
    for n in 0..n_words {
        let word = VOCABULARY[(mixed(seed, [n, 0, 0]) >> 58) as usize];
        let suffix = mixed(seed, [n, 1, 0]) >> 60;
        text.push_str(&format!("{word}{} ", ["", "s", "ed", "ing"][suffix as usize % 4]));
        if n % 13 == 12 {
            text.truncate(text.len() - 1);
            text.push_str(".\n");
        }
    }
    text
}

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

fn document<'a>(name: &str, text: &'a str, blocks: &'a [Block]) -> TextDocument<'a> {
    TextDocument { item: item(name), text, blocks, site: None, times: &[] }
}

fn confirmed(documents: &[TextDocument]) -> Vec<Match> {
    matches(documents).into_iter().filter(|found| found.tier == Tier::Confirmed).collect()
}

/// The bytes that a match gives for one item.
fn slice<'a>(found: &Match, name: &str, text: &'a str) -> &'a str {
    let side = if found.query.item == item(name) { &found.query } else { &found.reference };
    assert_eq!(side.item, item(name));
    &text[side.extent.start_byte.expect("a start")..side.extent.end_byte.expect("an end")]
}

fn block(text: &str, number: u32, role: BlockRole, part: &str) -> Block {
    let start_byte = text.find(part).expect("the part stands in the text");
    Block {
        item: item("any"),
        block: number,
        role,
        start_byte,
        end_byte: start_byte + part.len(),
        text: part.to_owned(),
        author: None,
        posted_at: None,
        likes: None,
        parent: None,
        page_start_byte: None,
        page_end_byte: None,
        reason: "test".to_owned(),
        confidence_0_1: 1.0,
    }
}

#[test]
fn a_whole_copy_is_one_match_over_all_of_both() {
    let text = story(1, 300);
    let copy = format!("A new headline here\n\n{text}");
    let found = confirmed(&[document("a", &text, &[]), document("b", &copy, &[])]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::TextCopy);
    assert_eq!(slice(&found[0], "a", &text), text.trim_end().trim_end_matches('.'));
    assert_eq!(slice(&found[0], "b", &copy), slice(&found[0], "a", &text));
    assert!(found[0].reasons[0].contains("words are the same"));
}

#[test]
fn an_edited_copy_is_one_passage_and_not_many() {
    let text = story(2, 400);
    let edited: Vec<String> = text
        .split(' ')
        .enumerate()
        .map(
            |(n, word)| {
                if mixed(7, [n as u64, 0, 0]).is_multiple_of(7) { format!("changed{n}") } else { word.to_owned() }
            },
        )
        .collect();
    let found = confirmed(&[document("a", &text, &[]), document("b", &edited.join(" "), &[])]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].transform.words, "edited");
    assert!(slice(&found[0], "a", &text).len() > text.len() * 9 / 10);
}

#[test]
fn a_reordered_and_trimmed_copy_is_found_piece_by_piece() {
    let (first, second, third) = (story(3, 150), story(4, 150), story(5, 150));
    let text = format!("{first}{second}{third}");
    let copy = format!("{third}{first}");
    let found = confirmed(&[document("a", &text, &[]), document("b", &copy, &[])]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|found| found.kind == MatchKind::TextExcerpt));
}

#[test]
fn a_quoted_sentence_is_found_at_its_bytes_in_three_alphabets() {
    let cases = [
        (
            "latin",
            "nobody on this hill ever believed that the old copper lantern would burn again",
            "\u{201C}",
            "\u{201D}",
        ),
        (
            "cyrillic",
            "никто на этом холме никогда не верил что старый медный фонарь снова загорится",
            "\u{AB}",
            "\u{BB}",
        ),
        ("arabic", "لم يصدق أحد على هذه التلة أن الفانوس النحاسي القديم سيضيء مرة أخرى", "\u{AB}", "\u{BB}"),
    ];
    for (name, sentence, open, close) in cases {
        let source = format!("{}{sentence}. {}", story(10, 80), story(11, 80));
        let quoting = format!("{}As one put it, {open}{sentence}{close} they wrote. {}", story(12, 90), story(13, 90));
        let found = confirmed(&[document("source", &source, &[]), document("quoting", &quoting, &[])]);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].kind, MatchKind::Quote, "{name}");
        assert_eq!(slice(&found[0], "source", &source), sentence);
        assert_eq!(slice(&found[0], "quoting", &quoting), sentence);
        assert_eq!(found[0].direction.as_ref().map(|direction| direction.from), Some(item("source")), "{name}");
    }
}

#[test]
fn marks_look_alike_letters_and_invisible_signs_do_not_hide_a_copy() {
    let text = story(20, 120);
    let disguised: String = text
        .chars()
        .map(|sign| match sign {
            'a' => "\u{0430}".to_owned(),
            'e' => "\u{0435}".to_owned(),
            'r' => "r\u{200b}".to_owned(),
            'n' => "n\u{0301}".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let found = confirmed(&[document("a", &text, &[]), document("b", &disguised, &[])]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, MatchKind::TextCopy);
}

#[test]
fn the_footer_of_a_site_is_not_counted() {
    let footer = "Lantern Herald all rights reserved subscribe to our newsletter and follow us on every platform by \
                  continuing to use this website you accept the cookie policy of the Lantern Herald";
    let pages: Vec<String> = (0..8).map(|seed| format!("{}\n\n{footer}", story(30 + seed, 200))).collect();
    let names: Vec<String> = (0..8).map(|n| format!("page {n}")).collect();
    let documents: Vec<TextDocument> = names.iter().zip(&pages).map(|(name, page)| document(name, page, &[])).collect();
    assert!(confirmed(&documents).is_empty());
}

#[test]
fn boilerplate_blocks_are_not_compared() {
    let shared = story(50, 60);
    let pages = [format!("{}\n{shared}", story(51, 100)), format!("{}\n{shared}", story(52, 100))];
    let blocks = pages.clone().map(|page| vec![block(&page, 0, BlockRole::Boilerplate, shared.trim_end())]);
    let with = [document("a", &pages[0], &blocks[0]), document("b", &pages[1], &blocks[1])];
    assert!(confirmed(&with).is_empty());
    assert_eq!(confirmed(&[document("a", &pages[0], &[]), document("b", &pages[1], &[])]).len(), 1);
}

#[test]
fn a_comment_repeated_under_two_pages_is_named_as_such() {
    let comment = "wake up people the harbour lantern story is nothing but smoke";
    let pages = [format!("{}\n{comment}\n", story(60, 150)), format!("{}\n{comment}\n", story(61, 150))];
    let blocks = pages.clone().map(|page| vec![block(&page, 0, BlockRole::Comment, comment)]);
    let found = confirmed(&[document("a", &pages[0], &blocks[0]), document("b", &pages[1], &blocks[1])]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, MatchKind::TextExcerpt);
    assert!(found[0].reasons.iter().any(|reason| reason.starts_with("repeated comment")), "{found:?}");
}

#[test]
fn a_text_with_a_credit_line_is_the_derived_one() {
    let text = story(70, 200);
    let credited = format!("{text}\nOriginally published at the Copper Times");
    let blocks = [block(&credited, 0, BlockRole::CreditLine, "Originally published at the Copper Times")];
    let source = TextDocument { site: Some("Copper Times"), ..document("source", &text, &[]) };
    let found = confirmed(&[source, document("taken over", &credited, &blocks)]);
    assert_eq!(found.len(), 1);
    let direction = found[0].direction.as_ref().expect("a direction");
    assert_eq!(direction.from, item("source"));
    assert_eq!(found[0].query.item, item("taken over"));
    assert!(direction.evidence.iter().any(|evidence| evidence.contains("names Copper Times")), "{direction:?}");
}

#[test]
fn set_phrases_are_not_enough() {
    let phrase = "and all that is left for you to do is to";
    let pages = [
        format!("{}{phrase}. {}", story(80, 90), story(81, 90)),
        format!("{}{phrase}. {}", story(82, 90), story(83, 90)),
    ];
    assert!(confirmed(&[document("a", &pages[0], &[]), document("b", &pages[1], &[])]).is_empty());
}

#[test]
fn unrelated_texts_never_match() {
    let texts: Vec<String> = (0..60).map(|seed| story(1_000 + seed, 300)).collect();
    let names: Vec<String> = (0..60).map(|n| format!("text {n}")).collect();
    let documents: Vec<TextDocument> = names.iter().zip(&texts).map(|(name, text)| document(name, text, &[])).collect();
    assert!(confirmed(&documents).is_empty());
}

#[test]
fn the_order_of_the_texts_does_not_matter() {
    let base = story(90, 200);
    let texts = [base.clone(), format!("{base}{}", story(91, 100)), base[..base.len() / 2].to_owned(), story(92, 200)];
    let mut documents: Vec<TextDocument> =
        ["a", "b", "c", "d"].iter().zip(&texts).map(|(name, text)| document(name, text, &[])).collect();
    let forward = matches(&documents);
    assert!(forward.len() >= 3);
    documents.reverse();
    assert_eq!(forward, matches(&documents));
}

#[test]
fn empty_and_tiny_texts_are_no_trouble() {
    assert!(matches(&[document("a", "", &[]), document("b", "one", &[]), document("c", "\u{200b}", &[])]).is_empty());
}

/// The same story in other words: names and small words stay, most of what carries meaning is replaced, and every third
/// sentence changes places with the next.
fn reworded(text: &str, seed: u64) -> String {
    let word = |(n, word): (usize, &str)| match mixed(seed, [n as u64, 3, 0]) % 20 {
        0..=11 => word.to_owned(),
        12 => String::new(),
        other => format!("{}{other}", ["altogether", "otherwise", "elsewhere"][n % 3]),
    };
    let mut sentences: Vec<String> = text
        .split_terminator(".\n")
        .enumerate()
        .map(|(n, sentence)| {
            sentence.split(' ').enumerate().map(|(m, it)| word((100 * n + m, it))).collect::<Vec<String>>().join(" ")
        })
        .collect();
    (0..sentences.len().saturating_sub(1)).step_by(3).for_each(|n| sentences.swap(n, n + 1));
    sentences.join(".\n")
}

#[test]
fn a_reworded_text_is_a_paraphrase_from_end_to_end() {
    let text = story(120, 300);
    let other = reworded(&text, 5);
    let documents = [document("a", &text, &[]), document("b", &other, &[]), document("c", "nothing of it", &[])];
    let found = confirmed(&documents);
    let mut is_covered = vec![false; text.len()];
    for found in &found {
        let side = if found.query.item == item("a") { &found.query.extent } else { &found.reference.extent };
        is_covered[side.start_byte.expect("a start")..side.end_byte.expect("an end")].fill(true);
    }
    let n_covered = is_covered.iter().filter(|covered| **covered).count();
    assert!(n_covered > text.len() * 7 / 10, "{n_covered} of {}: {found:#?}", text.len());
    assert!(found.iter().any(|found| found.kind == MatchKind::Paraphrase));
    let total: usize = found.iter().map(|found| slice(found, "a", &text).len()).sum();
    assert!(total < text.len() * 11 / 10, "passages hardly overlap: {found:#?}");
}

/// Four words in every 24 as they stand in `text`; what lies between is put in other words, `n_between` of them for each gap.
fn retold(text: &str, n_between: impl Fn(u64) -> u64) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let told = words.chunks(24).zip(0..).map(|(stretch, n)| {
        let own = (0..n_between(n)).map(|m| format!("elsewhere{}", mixed(7, [n, m, 0]) % 9000));
        stretch.iter().take(4).map(|word| (*word).to_owned()).chain(own).collect::<Vec<String>>().join(" ")
    });
    told.collect::<Vec<String>>().join(" ")
}

#[test]
fn of_two_texts_with_few_common_words_only_one_that_keeps_their_places_is_a_paraphrase() {
    let text = story(140, 480);
    let is_paraphrase = |other: &str| {
        let found = confirmed(&[document("text", &text, &[]), document("other", other, &[])]);
        found.iter().any(|found| {
            let side = if found.query.item == item("text") { &found.query.extent } else { &found.reference.extent };
            let n = side.end_byte.expect("an end") - side.start_byte.expect("a start");
            found.kind == MatchKind::Paraphrase && n > text.len() / 2
        })
    };
    assert!(is_paraphrase(&retold(&text, |_| 20)));
    assert!(!is_paraphrase(&retold(&text, |n| [3, 48, 6, 40][n as usize % 4])));
}

#[test]
fn a_quotation_says_nothing_of_what_is_around_it() {
    let sentence = "nobody on this hill ever believed that the old copper lantern would burn again in our lifetime";
    let source = format!("{}{sentence}. {}", story(130, 200), story(131, 200));
    let quoting = format!("{}They wrote: {sentence}. {}", story(132, 200), story(133, 200));
    let found = confirmed(&[document("source", &source, &[]), document("quoting", &quoting, &[])]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(slice(&found[0], "source", &source), sentence);
}

#[test]
fn a_page_that_holds_little_but_its_frame_has_no_more_than_the_frame() {
    let footer = "Lantern Herald all rights reserved subscribe to our newsletter and follow us on every platform by \
                  continuing to use this website you accept the cookie policy of the Lantern Herald";
    let mut pages: Vec<String> = (0..6).map(|seed| format!("{}\n\n{footer}", story(140 + seed, 200))).collect();
    pages.push(format!("Nothing was found at this address, please look elsewhere.\n\n{footer}"));
    let names: Vec<String> = (0..pages.len()).map(|n| format!("page {n}")).collect();
    let documents: Vec<TextDocument> = names.iter().zip(&pages).map(|(name, page)| document(name, page, &[])).collect();
    assert!(confirmed(&documents).is_empty());
}

#[test]
fn the_address_of_one_picture_is_no_common_text() {
    let address = "pictures/a-building-with-a-large-sign-that-reads-summit-of-the-web-at-night-in-winter-ciMLDc5PdRI";
    let page = |seed: u64| format!("{}\n{address}\n{}", story(seed, 90), story(seed + 1, 90));
    let (one, other) = (page(160), page(170));
    assert!(confirmed(&[document("one", &one, &[]), document("other", &other, &[])]).is_empty());
}

#[test]
fn a_text_that_most_of_a_large_case_carries_is_found_in_all_of_it() {
    let wire = story(180, 120);
    let pages: Vec<String> = (0..260).map(|n| format!("{}\n{wire}", story(2_000 + n, 60))).collect();
    let names: Vec<String> = (0..pages.len()).map(|n| format!("page {n:03}")).collect();
    let documents: Vec<TextDocument> = names.iter().zip(&pages).map(|(name, page)| document(name, page, &[])).collect();
    let found = confirmed(&documents);
    let mut named: Vec<ItemId> = found.iter().flat_map(|found| [found.query.item, found.reference.item]).collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named.len(), pages.len(), "each is joined to one that carries it");
}

fn published(time: &str) -> Vec<model::ClaimedTime> {
    let evidence = "JSON-LD datePublished".to_owned();
    vec![model::ClaimedTime {
        time: time.to_owned(),
        kind: model::TimeKind::Published,
        evidence,
        zone: "UTC".to_owned(),
    }]
}

#[test]
fn of_two_copies_the_one_published_earlier_is_nearer_the_source_and_both_times_are_told() {
    let text = story(200, 200);
    let copy = format!("{text} And a closing word of its own.");
    let (morning, noon) = (published("2021-03-04T08:00:00Z"), published("2021-03-04T12:00:00+01:00"));
    let early = TextDocument { times: &morning, ..document("early", &text, &[]) };
    let late = TextDocument { times: &noon, ..document("late", &copy, &[]) };
    let found = confirmed(&[late, early]);
    let direction = found[0].direction.as_ref().expect("a direction");
    assert_eq!(direction.from, item("early"));
    assert!(direction.evidence[0].contains("2021-03-04T12:00:00+01:00 (JSON-LD datePublished)"), "{direction:?}");
}

#[test]
fn a_credit_line_and_times_that_disagree_give_no_direction_and_both_are_named() {
    let text = story(210, 200);
    let credited = format!("{text}\nOriginally published at the Copper Times");
    let blocks = [block(&credited, 0, BlockRole::CreditLine, "Originally published at the Copper Times")];
    let (morning, noon) = (published("2021-03-04T08:00:00Z"), published("2021-03-04T12:00:00Z"));
    let source = TextDocument { site: Some("Copper Times"), times: &noon, ..document("source", &text, &[]) };
    let copy = TextDocument { times: &morning, ..document("taken over", &credited, &blocks) };
    let found = confirmed(&[source, copy]);
    assert_eq!(found[0].direction, None);
    assert!(found[0].reasons.iter().any(|reason| reason.starts_with("direction unknown, the evidence disagrees")));
}

#[test]
fn two_texts_that_credit_a_third_do_not_come_from_each_other() {
    let text = story(220, 200);
    let pages =
        ["Source: Granite Wire", "Granite Wire contributed to this report"].map(|line| format!("{text}\n{line}"));
    let blocks = [
        [block(&pages[0], 0, BlockRole::CreditLine, "Source: Granite Wire")],
        [block(&pages[1], 0, BlockRole::CreditLine, "Granite Wire contributed to this report")],
    ];
    let (morning, noon) = (published("2021-03-04T08:00:00Z"), published("2021-03-04T12:00:00Z"));
    let one = TextDocument { site: Some("Copper Times"), times: &morning, ..document("one", &pages[0], &blocks[0]) };
    let other = TextDocument { site: Some("Velvet Post"), times: &noon, ..document("other", &pages[1], &blocks[1]) };
    assert_eq!(confirmed(&[one, other])[0].direction, None);
}

#[test]
fn one_comment_in_three_places_is_listed_with_all_of_them() {
    let comment = "wake up people the harbour lantern story is nothing but smoke";
    let thanks = "thank you so much for this";
    let page = |seed: u64| format!("{}\n{}\n{thanks}\n", story(seed, 150), comment.to_uppercase());
    let pages = [page(230), page(231), format!("{}\n{comment}!\n{comment}\n{thanks}\n", story(232, 150))];
    let blocks: Vec<Vec<Block>> = pages
        .iter()
        .map(|page| {
            let lines = page.lines().filter(|line| line.to_lowercase().contains("smoke") || *line == thanks);
            let of_line = |(n, line): (usize, &str)| block(page, n as u32, BlockRole::Comment, line);
            let mut blocks: Vec<Block> = lines.enumerate().map(of_line).collect();
            // The second of two equal lines stands after the first.
            if blocks.len() == 3 {
                let start = blocks[0].end_byte + 1;
                (blocks[1].start_byte, blocks[1].end_byte) = (start, start + comment.len());
            }
            blocks
        })
        .collect();
    let names = ["a", "b", "c"];
    let documents: Vec<TextDocument> = (0..3).map(|n| document(names[n], &pages[n], &blocks[n])).collect();
    let mut expected = vec![(item("a"), 0), (item("b"), 0), (item("c"), 0), (item("c"), 1)];
    expected.sort_unstable();
    assert_eq!(trace::text::repeated_comments(&documents), [expected]);
}

/// Two long texts whose words are rare and come in no common order: many single words agree, and nothing follows from it. The
/// test would not end within hours if their number had no bound.
#[test]
fn long_lists_of_the_same_words_in_another_order_are_no_passages() {
    let words: Vec<String> = (0..60_000_u64).map(|n| format!("entry{:x}", scattered(n % 20_000) >> 40)).collect();
    let shuffled = |seed: u64| {
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|n| mixed(scattered(seed), [*n as u64, 5, 0]));
        order.into_iter().map(|n| words[n].as_str()).collect::<Vec<&str>>().join(" ")
    };
    let (one, other) = (shuffled(1), shuffled(2));
    // Enough common runs of three for the two to be laid side by side at all.
    let common = "the very first lines of both lists say what they are";
    let (one, other) = (format!("{common}\n{one}"), format!("{common}\n{other}"));
    let found = matches(&[document("one", &one, &[]), document("other", &other, &[])]);
    assert!(found.iter().all(|found| found.kind != MatchKind::Paraphrase), "{found:#?}");
}

/// One evening, told by two people who were both there: the same names and figures in the same order, and no word from each other.
#[test]
fn two_reports_that_tell_of_one_event_by_themselves_are_no_copy_and_no_paraphrase() {
    let reports = [
        "A warehouse in the river port of Tolmarsh burned on Thursday evening. The fire brigade of Tolmarsh was called at \
         seven and sent forty firefighters with nine engines. Seventeen people were taken to the General Hospital, the \
         brigade said. Fertiliser had been stored in the western hall. Witnesses on the Old Bridge spoke of two blasts \
         shortly after nine. The terminal stays closed on Friday, and ferries to Lower Quay leave from the northern pier.",
        "I stood on the Old Bridge when smoke rose over the river port on Thursday evening. By seven the first engines of \
         the Tolmarsh fire brigade rolled past us, nine of them in the end. At the General Hospital a nurse counted \
         twenty-three people who came in coughing. What burned so fiercely in the western hall was fertiliser, a docker \
         told me. There were two blasts after nine o'clock and the windows shook. On Friday the terminal was locked; \
         whoever wanted to reach Lower Quay was sent to the northern pier.",
    ];
    let found = confirmed(&[document("one", reports[0], &[]), document("other", reports[1], &[])]);
    assert!(found.is_empty(), "{found:#?}");
}
