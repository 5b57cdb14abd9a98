//! Content credentials (C2PA): who signed a picture or recording, and whether the signed hash fits the file. A build with
//! the feature `c2pa` reads them; every build notes that they are there.
//!
//! What is not there: a trust list, a connection (a manifest that lies at an address is named, not fetched), and any word
//! on what the file shows. That a signature fits means that the holder of a key wrote those claims about these bytes.

#[cfg(feature = "c2pa")]
mod manifest;
mod places;

use crate::source::Bytes;
use model::Extract;

/// Adds what the content credentials of a picture or recording say to its extract.
#[cfg(feature = "c2pa")]
pub(crate) fn note(bytes: &Bytes, extract: &mut Extract) {
    manifest::read(bytes, extract);
}

/// Adds to the extract that there are content credentials which this build does not read.
#[cfg(not(feature = "c2pa"))]
pub(crate) fn note(bytes: &Bytes, extract: &mut Extract) {
    if places::carries_a_manifest(bytes) {
        extract.findings.push(crate::codes::C2PA_NOT_READ.found(
            "The file carries content credentials (C2PA). This build does not read them; one that was built with \
             --features c2pa does, and says whether they fit the file.",
        ));
    }
}

#[cfg(all(test, not(feature = "c2pa")))]
mod tests {
    use super::*;

    #[test]
    fn a_build_that_cannot_read_them_says_that_they_are_there() {
        let check = |bytes: &[u8], expected: &[&str]| {
            let mut extract = Extract::default();
            note(&Bytes::Memory(bytes.to_vec()), &mut extract);
            let codes: Vec<&str> = extract.findings.iter().map(|finding| finding.code.as_str()).collect();
            assert_eq!(codes, expected);
        };
        check(b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDR.....\0\0\0\0caBX....", &["c2pa_not_read"]);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDR.....\0\0\0\0IEND....", &[]);
    }
}
