//! The files of a bundle as a bag: BagIt 1.0 (RFC 8493), SHA-256 manifests. Strict: we write one spelling and read only
//! that one.

use model::ItemId;
use std::collections::BTreeMap;

/// Declares the bag.
pub const BAGIT_PATH: &str = "bagit.txt";
/// Tells about the bag.
pub const BAG_INFO_PATH: &str = "bag-info.txt";
/// Lists every file under `data/`.
pub const MANIFEST_PATH: &str = "manifest-sha256.txt";
/// Lists the three files above.
pub const TAG_MANIFEST_PATH: &str = "tagmanifest-sha256.txt";
/// Signs the tag manifest. Stands outside of it, as nothing can hold its own hash.
pub const SIGNATURE_PATH: &str = "tagmanifest-sha256.txt.note";
/// A person's signature over the tag manifest, where `ssh-keygen -Y sign` puts it.
pub const SSH_SIGNATURE_PATH: &str = "tagmanifest-sha256.txt.sig";
/// A person's signature over the tag manifest, where `minisign -S` puts it.
pub const MINISIGN_SIGNATURE_PATH: &str = "tagmanifest-sha256.txt.minisig";
/// The key to check it with.
pub const MINISIGN_KEY_PATH: &str = "tagmanifest-sha256.txt.minisig.pub";
/// The exact content of `bagit.txt`.
pub const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// First line of the text that is signed.
pub const SIGNED_FORMAT: &str = "firsthand-bundle/1";
/// Label of the size line of `bag-info.txt`.
const PAYLOAD_OXUM: &str = "Payload-Oxum";
/// Longest path that is read, in bytes; Linux has the same limit.
const PATH_BYTES_MAX: usize = 4096;

/// A file by content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileDigest {
    /// SHA-256 of its bytes.
    pub sha256: ItemId,
    /// Their number.
    pub size_bytes: u64,
}

/// Paths with what they must hold.
pub type Manifest = BTreeMap<String, ItemId>;

/// Why a tag file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BagError {
    /// A line that is not as we write it.
    #[error("line {line_number} is not {expected}")]
    Line {
        /// From 1.
        line_number: usize,
        /// In words.
        expected: &'static str,
    },
    /// A path that leads elsewhere, or has another spelling.
    #[error("line {line_number}: the path {path:?} {reason}")]
    Path {
        /// From 1; 0 when it does not come from a file.
        line_number: usize,
        /// The path.
        path: String,
        /// Why it is refused.
        reason: &'static str,
    },
    /// The same path twice.
    #[error("line {line_number}: {path:?} is listed twice")]
    Twice {
        /// From 1.
        line_number: usize,
        /// The path.
        path: String,
    },
    /// The last line is cut, or the bytes are not UTF-8.
    #[error("it is not UTF-8 text in whole lines")]
    NotText,
}

/// The tag files of a new bag, but for the signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TagFiles {
    /// Path and content of each, ready to be written.
    pub files: Vec<(&'static str, String)>,
    /// To be signed with the case's key as a note; the note is the content of [`SIGNATURE_PATH`].
    pub text_to_sign: String,
}

/// The tag files for a payload: paths under `data/` with their digests. `info` is written to `bag-info.txt` after the
/// size, in the given order.
///
/// # Errors
/// When a path is not one that a bag of ours may have, or a label or value has line breaks.
pub fn tag_files(payload: &BTreeMap<String, FileDigest>, info: &[(&str, &str)]) -> Result<TagFiles, BagError> {
    for path in payload.keys() {
        check_payload_path(path, 0)?;
    }
    let bag_info = bag_info_text(payload, info)?;
    let manifest = manifest_text(payload.iter().map(|(path, digest)| (path.as_str(), digest.sha256)));
    let mut files = vec![(BAG_INFO_PATH, bag_info), (BAGIT_PATH, BAGIT_TEXT.to_owned()), (MANIFEST_PATH, manifest)];
    let tag_manifest = manifest_text(files.iter().map(|(path, text)| (*path, ItemId::of(text.as_bytes()))));
    let text_to_sign = signed_text(tag_manifest.as_bytes());
    files.push((TAG_MANIFEST_PATH, tag_manifest));
    Ok(TagFiles { files, text_to_sign })
}

/// The text that is signed for a tag manifest.
pub fn signed_text(tag_manifest: &[u8]) -> String {
    format!("{SIGNED_FORMAT}\n{}\n", ItemId::of(tag_manifest))
}

/// Reads a manifest: lines of 64 lower-case hex digits, two spaces, path.
///
/// # Errors
/// At the first line that is spelled otherwise, and for a path that leads out of the bag.
pub fn parse_manifest(bytes: &[u8]) -> Result<Manifest, BagError> {
    let mut manifest = Manifest::new();
    for (line_number, line) in lines_of(bytes)? {
        let malformed = BagError::Line { line_number, expected: "a SHA-256 in lower-case hex, two spaces and a path" };
        let (hash, path) = line.split_once("  ").ok_or(malformed.clone())?;
        let hash = hash.parse().map_err(|_| malformed)?;
        let path = decode_path(path, line_number)?;
        if manifest.insert(path.clone(), hash).is_some() {
            return Err(BagError::Twice { line_number, path });
        }
    }
    Ok(manifest)
}

/// Reads `bag-info.txt`: lines `Label: value`, in order.
///
/// # Errors
/// At the first line that is spelled otherwise.
pub fn parse_bag_info(bytes: &[u8]) -> Result<Vec<(String, String)>, BagError> {
    let parse = |(line_number, line): (usize, &str)| {
        let (label, value) =
            line.split_once(": ").ok_or(BagError::Line { line_number, expected: "a label, a colon, a value" })?;
        Ok((label.to_owned(), value.to_owned()))
    };
    lines_of(bytes)?.into_iter().map(parse).collect()
}

/// The value of `Payload-Oxum` for these files: bytes, a dot, number of files.
pub fn payload_oxum(sizes_bytes: impl IntoIterator<Item = u64>) -> String {
    let (bytes, files) = sizes_bytes
        .into_iter()
        .fold((0u128, 0u64), |(bytes, files), size_bytes| (bytes + u128::from(size_bytes), files + 1));
    format!("{bytes}.{files}")
}

/// The value of `Payload-Oxum` that `bag-info.txt` gives, if it gives just one.
pub fn stated_oxum(info: &[(String, String)]) -> Option<&str> {
    let mut stated = info.iter().filter(|(label, _)| label == PAYLOAD_OXUM).map(|(_, value)| value.as_str());
    stated.next().filter(|_| stated.next().is_none())
}

/// Whether a path, as it stands on disk, may be in a bundle at all: relative, plain, of one spelling.
///
/// # Errors
/// With the reason, for people.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    if path.is_empty() || path.len() > PATH_BYTES_MAX {
        return Err("is empty or too long");
    }
    if path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return Err("is absolute, or has a backslash, a colon or a zero byte");
    }
    if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return Err("leads elsewhere, or has another spelling");
    }
    Ok(())
}

fn check_payload_path(path: &str, line_number: usize) -> Result<(), BagError> {
    let refused = |reason| BagError::Path { line_number, path: path.to_owned(), reason };
    check_path(path).map_err(refused)?;
    if path.starts_with("data/") { Ok(()) } else { Err(refused("is not under data/")) }
}

fn bag_info_text(payload: &BTreeMap<String, FileDigest>, info: &[(&str, &str)]) -> Result<String, BagError> {
    let oxum = payload_oxum(payload.values().map(|digest| digest.size_bytes));
    let mut text = format!("{PAYLOAD_OXUM}: {oxum}\n");
    for (position, (label, value)) in info.iter().enumerate() {
        let broken = |part: &str| part.contains(|sign: char| sign.is_control());
        if broken(label) || broken(value) || label.contains(':') || *label == PAYLOAD_OXUM {
            return Err(BagError::Line { line_number: position + 2, expected: "a label and a value on one line" });
        }
        text.push_str(&format!("{label}: {value}\n"));
    }
    Ok(text)
}

fn manifest_text<'m>(files: impl IntoIterator<Item = (&'m str, ItemId)>) -> String {
    files.into_iter().map(|(path, hash)| format!("{hash}  {}\n", encode_path(path))).collect()
}

/// RFC 8493 section 2.1.3: only line breaks and the percent sign itself are encoded.
fn encode_path(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn decode_path(encoded: &str, line_number: usize) -> Result<String, BagError> {
    let path = encoded.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let refused = |reason| BagError::Path { line_number, path: encoded.to_owned(), reason };
    if encode_path(&path) != encoded {
        return Err(refused("is percent-encoded in another spelling"));
    }
    check_path(&path).map_err(refused)?;
    Ok(path)
}

/// Numbered lines, from 1. Every line ends in a newline; there is no other control character.
fn lines_of(bytes: &[u8]) -> Result<Vec<(usize, &str)>, BagError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BagError::NotText)?;
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let text = text.strip_suffix('\n').ok_or(BagError::NotText)?;
    Ok((1..).zip(text.split('\n')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(paths: &[&str]) -> BTreeMap<String, FileDigest> {
        let digest = FileDigest { sha256: ItemId::of(b"x"), size_bytes: 1 };
        paths.iter().map(|path| ((*path).to_owned(), digest)).collect()
    }

    #[test]
    fn the_tag_files_are_those_of_the_standard() {
        let tags = tag_files(&payload(&["data/a", "data/b%\n"]), &[("Bagging-Date", "2026-01-02")]).unwrap();
        let text = |path: &str| tags.files.iter().find(|(name, _)| *name == path).unwrap().1.as_str();
        assert_eq!(text("bag-info.txt"), "Payload-Oxum: 2.2\nBagging-Date: 2026-01-02\n");
        let hash = ItemId::of(b"x");
        assert_eq!(text("manifest-sha256.txt"), format!("{hash}  data/a\n{hash}  data/b%25%0A\n"));
        assert_eq!(parse_manifest(text("tagmanifest-sha256.txt").as_bytes()).unwrap().len(), 3);
        assert!(tags.text_to_sign.starts_with("firsthand-bundle/1\n"));
        let back = parse_manifest(text("manifest-sha256.txt").as_bytes()).unwrap();
        assert_eq!(back.into_keys().collect::<Vec<_>>(), ["data/a", "data/b%\n"]);
    }

    #[test]
    fn a_manifest_has_one_spelling_and_leads_nowhere_else() {
        let hash = ItemId::of(b"x");
        for wrong in [
            format!("{hash} data/a\n"),
            format!("{hash}  data/a"),
            format!("{}  data/a\n", hash.hex().to_uppercase()),
            format!("{hash}  data/%0a\n"),
            format!("{hash}  data/%41\n"),
            format!("{hash}  ../a\n"),
            format!("{hash}  data/../a\n"),
            format!("{hash}  ./data/a\n"),
            format!("{hash}  data//a\n"),
            format!("{hash}  /data/a\n"),
            format!("{hash}  data\\a\n"),
            format!("{hash}  c:a\n"),
            format!("{hash}  data/a\n{hash}  data/a\n"),
            format!("{hash}  data/a\n\n"),
            "x\n".to_owned(),
        ] {
            assert!(parse_manifest(wrong.as_bytes()).is_err(), "{wrong:?}");
        }
        assert!(tag_files(&payload(&["elsewhere/a"]), &[]).is_err());
        assert!(tag_files(&payload(&["data/a"]), &[("Label", "two\nlines")]).is_err());
    }
}
