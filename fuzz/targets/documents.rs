//! Parts of word processors' files (DOCX, ODT), each of them any XML. Blocks lie in the text, and notes and comments name
//! blocks that are there.

#![no_main]

use extract::unconfined;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    for extract in unconfined::documents(content) {
        reading::check(&extract, content.len());
    }
});
