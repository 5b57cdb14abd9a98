//! HTML pages. Blocks are slices of the text and lie in the page; pictures held in the page can be taken out again.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    reading::read(content, Kind::Page);
});
