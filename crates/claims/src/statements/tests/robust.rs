//! No input makes it stop, panic or give spans that do not fit.

use super::{page, read, read_with};
use model::BlockRole;

#[test]
fn odd_inputs_are_read_to_their_end() {
    for text in [
        "",
        " ",
        "\n\n\n",
        "“",
        "”",
        "\"",
        "“ “ “ ” \" ' ’ «",
        "said",
        "said said said",
        ": : :",
        ", , said ,",
        "according to",
        "“…”",
        "“”",
        "citing",
        "\u{FEFF}\u{200B}said\u{200B} that",
        "a\u{0301}\u{0301} said e\u{0301} that it is so so",
        "…",
        "1",
        "$",
        "between",
        "between 1 and",
        "a",
        "half a",
        "at least",
        "more than",
        "\u{202E}said\u{202C}",
        "قال",
        "قال إن",
        "сказал",
        "— сказал",
        "по словам",
        "في",
        "\0\0 said \0",
        "9999999999999999999999999999999999999 people died",
        "١٢٣٤٥٦٧٨٩٠",
        "İstanbul said İt ẞ",
        "2021-99-99",
        "99/99/9999",
        "0 days ago",
        "999 years ago yesterday",
    ] {
        let _ = read(text);
        let _ = read_with(text, &[], Some("2021-06-17"));
        let _ = read_with(text, &[], Some("not a date"));
        let _ = read_with(text, &[], Some("ééééééééé"));
    }
}

#[test]
fn blocks_that_do_not_fit_are_passed_over() {
    let (text, mut blocks) =
        page(&[(BlockRole::Body, "The mayor said é was late."), (BlockRole::Body, "The port said it was shut.")]);
    blocks[0].end_byte = 9_999;
    assert_eq!(read_with(&text, &blocks, None).len(), 1);
}

#[test]
fn nested_and_overlapping_blocks_give_each_statement_once() {
    let (text, mut blocks) = page(&[
        (BlockRole::Body, "The mayor said the bridge was shut."),
        (BlockRole::Quote, "The port said it was open."),
    ]);
    blocks[0].end_byte = blocks[1].end_byte;
    let found = read_with(&text, &blocks, None);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].block, 1, "the innermost block wins");
}

#[test]
fn a_megabyte_without_any_sentence_end_is_read() {
    let text = "the mayor said the \" river rose “ and witnesses told him, ‘that ".repeat(16_000);
    let _ = read(&text);
}

#[test]
fn a_megabyte_of_quotation_marks_is_read() {
    for marks in ["“", "\"", "'", "« ", "“ a ”\n", "' a"] {
        let _ = read(&marks.repeat(200_000 / marks.len()));
    }
}

#[test]
fn a_quotation_may_run_over_blocks() {
    let (text, blocks) =
        page(&[(BlockRole::Body, "“The wall gave way."), (BlockRole::Body, "“Nobody came,” said Orla Finn.")]);
    let found = read_with(&text, &blocks, None);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].content.text.starts_with("The wall gave way."));
}

#[test]
fn the_same_text_gives_the_same_statements() {
    let text = "The mayor said 12 people were hurt in Rotterdam on Monday. “It was dark,” he added.";
    assert_eq!(read(text), read(text));
    let found = read(text);
    assert!(found.windows(2).all(|pair| pair[0].content.start_byte <= pair[1].content.start_byte));
}

#[test]
fn a_text_of_nothing_but_cues_gives_no_statements_and_says_where() {
    let text = format!("The mayor said the bridge was closed.\n\nHe added that {}", "he said she said ".repeat(6_000));
    let input = crate::TextInput {
        item: model::ItemId::of(text.as_bytes()),
        text: &text,
        blocks: &[],
        credits: &[],
        published: None,
        outlet: None,
        gazetteer: crate::Gazetteer::builtin(),
    };
    let reading = crate::statements::read(&input);
    assert!(reading.crowded_sentences.len() >= 20, "{:?}", reading.crowded_sentences);
    assert!(reading.statements.len() < 100, "{}", reading.statements.len());
    assert!(reading.statements.iter().any(|one| one.content.text.contains("bridge was closed")));
}
