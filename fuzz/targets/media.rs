//! Pictures with their metadata (EXIF in every format), boxes of QuickTime, MP4 and HEIC, and what comes back from the
//! decoders. Pictures that are handed on have the size that they say and stay within the limits.

#![no_main]

use extract::kind::{self, Kind};
use extract::unconfined;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    match kind::of(content, content.len() as u64) {
        kind @ (Kind::Picture(_) | Kind::Recording(_)) => {
            reading::read(content, kind);
        }
        _ => check_decoder_talk(content),
    }
    check_primary(content);
});

/// Hiding the other pictures changes flags and nothing else, and there is nothing left to hide.
fn check_primary(content: &[u8]) {
    let Some(alone) = unconfined::primary_alone(content) else { return };
    assert_eq!(alone.len(), content.len());
    let is_flag = |(before, after): (&u8, &u8)| before == after || before | 1 == *after;
    assert!(content.iter().zip(&alone).all(is_flag));
}

/// What is quoted of a line is a part of it.
fn check_decoder_talk(content: &[u8]) {
    let end = content.iter().position(|byte| *byte == b'\n').unwrap_or(content.len());
    let (line, answer) = content.split_at(end);
    let line = String::from_utf8_lossy(line);
    let (_, said, _) = unconfined::after_decoder_talk(answer, &line);
    assert!(said.len() <= line.len(), "{said}");
}
