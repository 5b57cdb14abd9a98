//! Any bytes as a worker gets them (the kind is told from the content), its answer as the shell hears it, and any bytes
//! in place of an answer. An extract comes back equal; a stamp, a kind that is not read and an unknown kind are read too.

#![no_main]

use extract::limits;
use extract::{NoMedia, kind, unconfined};
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    check_answer(content);
    let head = &content[..content.len().min(limits::KIND_HEAD_BYTES)];
    let extract = reading::read(content, kind::of(head, content.len() as u64));
    let frames = unconfined::said(&extract).expect("it fits a frame");
    let heard = unconfined::heard(&frames, &mut NoMedia).expect("the shell takes what a reader gives");
    assert_eq!(heard.as_ref(), Some(&extract), "it changed on its way");
    let cut = &frames[..frames.len() - 1];
    assert!(unconfined::heard(cut, &mut NoMedia).is_err(), "half an answer is none");
});

/// What the shell takes from a hostile worker has its places in its text.
fn check_answer(frames: &[u8]) {
    let Ok(Some(extract)) = unconfined::heard(frames, &mut NoMedia) else { return };
    let text = extract.text.as_deref().unwrap_or("");
    for block in &extract.blocks {
        fuzz::spans::check_slice(text, block.start_byte, block.end_byte, &block.text, "block");
    }
    for credit in &extract.credits {
        fuzz::spans::check_place(text, credit.start_byte, credit.end_byte, "credit");
    }
}
