//! Passages that texts share. The input holds several texts. Both places of a match are slices, and the order of the
//! texts does not count.

#![no_main]

use fuzz::spans::check_place;
use fuzz::story::{self, Told};
use libfuzzer_sys::fuzz_target;
use model::{ItemId, MatchSide};
use trace::text::{TextDocument, matches};

fuzz_target!(|input: &[u8]| {
    let told = story::texts(input);
    let mut documents: Vec<TextDocument<'_>> = told.iter().map(document).collect();
    let found = matches(&documents);
    documents.reverse();
    assert_eq!(found, matches(&documents), "the order of the texts counts");
    for one in &found {
        assert_ne!(one.query.item, one.reference.item, "a text matches itself");
        assert!((0.0..=1.0).contains(&one.score_0_1), "score {}", one.score_0_1);
        assert!(!one.reasons.is_empty(), "a match without a reason");
        check_side(&told, &one.query);
        check_side(&told, &one.reference);
        let from = one.direction.as_ref().map(|direction| direction.from);
        assert!(from.is_none_or(|from: ItemId| [one.query.item, one.reference.item].contains(&from)));
    }
});

fn document(told: &Told) -> TextDocument<'_> {
    TextDocument {
        item: told.item,
        text: &told.text,
        blocks: &told.extract.blocks,
        site: None,
        times: &told.extract.times,
    }
}

fn check_side(told: &[Told], side: &MatchSide) {
    let text = &told.iter().find(|one| one.item == side.item).expect("an item that was given").text;
    let (start, end) = (side.extent.start_byte.expect("a start"), side.extent.end_byte.expect("an end"));
    assert!(start < end, "an empty place");
    check_place(text, start, end, "match");
}
