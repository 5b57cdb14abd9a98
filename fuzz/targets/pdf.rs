//! PDF: what our own part makes of the pages that `hayro-interpret` draws. Blocks lie in the text, pictures in the file,
//! and a fault of that crate is a finding.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    reading::read(content, Kind::Pdf);
});
