//! The findings of the pipeline itself in one table, and the page that lists those of every crate.

use extract::codes::Code;

extract::finding_codes! {
    NOT_READ, "not_read", Error, "The item could not be handed to a reader; the original is kept.";
    CONTAINER_DEPTH, "container_depth", Error, "The item lies deeper in containers than the limit; it is kept and not read.";
    DISPOSED, "disposed", Note, "The bytes of the item were disposed of, as the log says; hash and record stay.";
    DECISION_NOT_APPLIED, "decision_not_applied", Warn, "A person's decision names something that is no longer there, so it could not be applied.";
    ALL_FRAMES_DECODED, "all_frames_decoded", Note, "A keyframe of a long recording looks like another recording, so all of its frames were decoded and compared.";
    ALL_FRAMES_INCOMPLETE, "all_frames_incomplete", Warn, "Not all frames of a long recording that may hold a copy could be decoded; of the rest keyframes were compared.";
    SENTENCE_CROWDED, "sentence_crowded", Warn, "Sentences hold so many attributions that they are no prose; no statement was taken from them.";
    WACZ_MISSING, "wacz_missing", Warn, "A WACZ is not self-contained: WACZ files that hold a part of it are not in the case; their hashes are named.";
    REVISIT_ELSEWHERE, "revisit_elsewhere", Note, "Content that a WARC says was seen again is held by another container of the case.";
    REVISIT_MISSING, "revisit_missing", Warn, "Content that a WARC says was seen again is nowhere in the case.";
    TOLD_COMPARED, "told_compared", Note, "What a table or list of hashes says of files, compared with the files of the case.";
    COMMON_SOURCE_MISSING, "common_source_missing", Note, "Two items each hold what the other lacks of one recording or picture: a longer or larger original is implied and is not in the case.";
    MOMENT_NOT_SOUGHT, "moment_not_sought", Note, "More recordings than are compared with each other by sound: whether this one heard the same moment as another is not known.";
    REPEATED_COMMENT, "repeated_comment", Note, "The very words of a comment stand in several places, all named: what was found, and nothing of why.";
    TOLD_HASH_DIFFERS, "told_hash_differs", Warn, "A table or list gives another hash for a file than the file of that name in the case has.";
}

/// Every code of every crate.
pub fn all() -> impl Iterator<Item = Code> {
    extract::codes::all().chain(ALL.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    /// The page that is made from the tables.
    fn page() -> String {
        let mut page = String::from(
            "# Findings\n\nEvery code that `show CASE findings` may give, made from the tables in \
             `crates/extract/src/codes.rs`, `crates/extract/src/text/findings.rs` and \
             `crates/firsthand/src/pipeline/codes.rs`; a test fails when it is stale.\n\n\
             | code | usual severity | meaning |\n| --- | --- | --- |\n",
        );
        for code in super::all() {
            let severity = format!("{:?}", code.severity).to_lowercase();
            writeln!(page, "| `{}` | {severity} | {} |", code.name, code.sentence).expect("writing to a String");
        }
        page
    }

    #[test]
    fn the_page_of_findings_is_made_from_the_tables() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/findings.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, page()).expect("writing the page");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(written, page(), "run: UPDATE_DOCS=1 cargo test -p firsthand the_page_of_findings");
    }

    #[test]
    fn codes_are_snake_case_and_stand_once() {
        let mut names: Vec<&str> = super::all().map(|code| code.name).collect();
        assert!(names.iter().all(|name| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
