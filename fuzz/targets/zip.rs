//! ZIP and WACZ. Members can be taken out again and are what they were said to be.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    reading::read(content, Kind::Zip);
});
