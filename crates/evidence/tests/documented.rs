//! The example of docs/formats/log.md holds, as it stands there.

use evidence::NoteVerifyingKey;
use evidence::proof::TlogProof;

const LOG_PAGE: &str = include_str!("../../../docs/formats/log.md");

/// The fenced text after a line that begins with `heading`.
fn example(heading: &str) -> &'static str {
    let after = &LOG_PAGE[LOG_PAGE.find(heading).unwrap_or_else(|| panic!("no {heading}"))..];
    let start = after.find("```").unwrap();
    let body = &after[start + after[start..].find('\n').unwrap() + 1..];
    &body[..body.find("```").unwrap()]
}

#[test]
fn the_documented_proof_leads_from_the_documented_entry_to_the_documented_checkpoint() {
    let key = NoteVerifyingKey::from_vkey(example("The public key").trim_end()).unwrap();
    let leaf = example("An entry").trim_end();
    evidence::leaf::decode(leaf.as_bytes()).unwrap();
    let proof = TlogProof::from_text(example("The proof")).unwrap();
    assert_eq!(proof.verify(leaf.as_bytes(), &key).unwrap().size, 3);
    assert_eq!(proof.checkpoint, example("`log/checkpoint`"));
}
