//! HTML pages. Blocks are slices of the text and lie in the page; pictures held in the page can be taken out again; what a person may
//! see of a page is read back as it was written.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    reading::read(content, Kind::Page);
    let shown = extract::text::shown_page(content, None);
    let written = serde_json::to_vec(&shown).expect("JSON");
    assert_eq!(serde_json::from_slice::<extract::ShownPage>(&written).expect("as it was written"), shown);
});
