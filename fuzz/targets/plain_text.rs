//! Flat texts, and the tables and lists of hashes of other archivers among them. The text of valid UTF-8 without zero
//! bytes is the file, byte for byte.

#![no_main]

use extract::kind::{Kind, TextFormat};
use extract::text::fold_for_search;
use extract::times;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let extract = reading::read(content, Kind::Text(TextFormat::Plain));
    // UTF-16 without a mark is valid UTF-8 too and is told by its zero bytes.
    let Some(text) = std::str::from_utf8(content).ok().filter(|text| !text.contains('\0')) else { return };
    assert_eq!(extract.text.as_deref(), Some(text), "the text is not the file");
    fold_for_search(text);
    check_times(text);
});

/// A time that was read is written so that it is read again, to the same.
fn check_times(text: &str) {
    let line = text.lines().next().unwrap_or_default();
    let zoned = times::of_iso(line).into_iter().chain(times::of_mail(line));
    for (time, zone) in zoned {
        let again = times::of_iso(&time);
        assert_eq!(again.as_ref().map(|(time, _)| time), Some(&time), "{zone:?}");
    }
    times::of_generalized(line);
    times::of_exif(line, times::Zone::parse(line));
}
