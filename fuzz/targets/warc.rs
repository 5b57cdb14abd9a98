//! WARC and ARC, packed or not. Members can be taken out again and are what they were said to be.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let kind = if content.starts_with(&[0x1f, 0x8b]) { Kind::GzipWarc } else { Kind::Warc };
    reading::check_record_head(content);
    reading::read(content, kind);
});
