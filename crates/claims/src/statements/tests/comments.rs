//! Comments: the author is the source, opinions are no claims.

use super::{page, read_with};
use model::{BlockRole, QuoteType};

#[test]
fn an_opinion_in_a_comment_is_no_statement() {
    let (text, blocks) = page(&[
        (BlockRole::Comment, "I think they are all the same and nobody cares."),
        (BlockRole::Comment, "What a mess!!!"),
    ]);
    assert!(read_with(&text, &blocks, None).is_empty());
}

#[test]
fn a_figure_in_a_comment_is_its_authors() {
    let (text, blocks) = page(&[(BlockRole::Comment, "They pulled 30 boats out of the harbour that day.")]);
    let found = read_with(&text, &blocks, None);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].speaker.as_deref(), found[0].resolved_by.as_str(), found[0].quote_type),
        (Some("reader"), "author", QuoteType::Own)
    );
    assert_eq!(found[0].chain.last().map(|link| link.role.as_str()), Some("commenter"));
}

#[test]
fn an_attribution_in_a_comment_has_the_commenter_in_its_chain() {
    let (text, blocks) = page(&[(BlockRole::Comment, "The mayor said the siren had failed.")]);
    let found = read_with(&text, &blocks, None);
    let roles: Vec<&str> = found[0].chain.iter().map(|link| link.role.as_str()).collect();
    assert_eq!(roles[..2], ["outlet", "commenter"]);
}

#[test]
fn a_pronoun_in_a_comment_does_not_reach_into_the_article() {
    let (text, blocks) = page(&[
        (BlockRole::Body, "Orla Finn said the dam was cracked."),
        (BlockRole::Comment, "He said the same thing last year, 40 times."),
    ]);
    let found = read_with(&text, &blocks, None);
    assert!(
        found
            .iter()
            .filter(|statement| statement.block == 1)
            .all(|statement| statement.speaker.as_deref() != Some("Orla Finn"))
    );
}

#[test]
fn boilerplate_bylines_and_credit_lines_say_nothing() {
    let (text, blocks) = page(&[
        (BlockRole::Boilerplate, "Police said 30 people were hurt."),
        (BlockRole::CreditLine, "Police said 30 people were hurt."),
        (BlockRole::Byline, "Police said 30 people were hurt."),
    ]);
    assert!(read_with(&text, &blocks, None).is_empty());
}

#[test]
fn a_statement_names_its_block() {
    let (text, blocks) = page(&[
        (BlockRole::Title, "Ferry strikes pier"),
        (BlockRole::Body, "The port said the ferry had struck the pier."),
        (BlockRole::Body, "The owner denied that the engine had failed."),
    ]);
    let numbers: Vec<u32> = read_with(&text, &blocks, None).iter().map(|statement| statement.block).collect();
    assert_eq!(numbers, [1, 2]);
}
