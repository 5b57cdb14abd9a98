//! Text signed with Ed25519: C2SP signed-note (c2sp.org/signed-note), signature type 0x01.
//!
//! Text ending in a newline, an empty line, then lines `— NAME base64(key id, signature)`. Strict: one spelling.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// Longest note that is read, in bytes.
pub const NOTE_BYTES_MAX: usize = 65_536;
/// Most signature lines that are read; the specification asks for at least 16.
pub const SIGNATURES_MAX: usize = 32;
/// What stands before each signature: em dash and space.
const SIGNATURE_START: &str = "\u{2014} ";
/// What stands before a signing key.
const SKEY_START: &str = "PRIVATE+KEY+";
/// Signature type: Ed25519 over the text.
const ED25519_TYPE: u8 = 0x01;

/// Why a note, or a key, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not the form of a note.
    #[error("not a signed note: {0}")]
    Malformed(&'static str),
    /// The key's text is not one we read.
    #[error("not a key of the form name+id+key: {0}")]
    BadKey(&'static str),
    /// Signed with the right key name and id, but the signature does not fit the text.
    #[error("the signature by {name} does not fit the text: text or signature was changed")]
    WrongSignature {
        /// Name of the key.
        name: String,
    },
    /// None of the signatures is by the key asked for.
    #[error("no signature by {name}")]
    NotSigned {
        /// Name of the key.
        name: String,
    },
}

/// A public key with its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteVerifyingKey {
    name: String,
    key: VerifyingKey,
}

/// A signing key with its name.
pub struct NoteSigningKey {
    name: String,
    key: SigningKey,
}

/// A note whose signature held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedNote {
    /// The signed text with its final newline.
    pub text: String,
    /// Signature lines by other keys; nothing is known of them.
    pub signatures_not_checked: usize,
}

impl NoteVerifyingKey {
    /// Reads `name+id+base64`, the form that [`NoteVerifyingKey::vkey`] writes.
    ///
    /// # Errors
    /// When it is not exactly that form, or not an Ed25519 key.
    pub fn from_vkey(vkey: &str) -> Result<NoteVerifyingKey, NoteError> {
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::BadKey("three parts are expected"));
        };
        let body = STANDARD.decode(body).map_err(|_| NoteError::BadKey("the last part is not base64"))?;
        let Some((&ED25519_TYPE, key)) = body.split_first() else {
            return Err(NoteError::BadKey("not of type Ed25519"));
        };
        let key: &[u8; 32] = key.try_into().map_err(|_| NoteError::BadKey("not 32 bytes long"))?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| NoteError::BadKey("not a point of the curve"))?;
        let parsed = NoteVerifyingKey { name: checked_name(name)?, key };
        if parsed.key_id_hex() != id {
            return Err(NoteError::BadKey("its id does not fit its name and key"));
        }
        Ok(parsed)
    }

    /// The key as text, `name+id+base64`: to publish, to compare, to hand over.
    pub fn vkey(&self) -> String {
        let body = [&[ED25519_TYPE], self.key.as_bytes().as_slice()].concat();
        format!("{}+{}+{}", self.name, self.key_id_hex(), STANDARD.encode(body))
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, newline, type and key.
    pub fn key_id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', ED25519_TYPE]);
        hasher.update(self.key.as_bytes());
        let digest: [u8; 32] = hasher.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// The key id as eight lower-case hex digits.
    pub fn key_id_hex(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.key_id()))
    }

    /// The text of `note` if this key signed it. Signatures by other keys are counted, not checked.
    ///
    /// # Errors
    /// When it is not a note, or not signed by this key.
    pub fn open(&self, note: &[u8]) -> Result<OpenedNote, NoteError> {
        let (text, signatures) = split(note)?;
        let mut signed = false;
        let mut signatures_not_checked = 0;
        for line in signatures {
            let (name, id, signature) = parse_signature(line)?;
            if name != self.name || id != self.key_id() {
                signatures_not_checked += 1;
                continue;
            }
            let wrong = || NoteError::WrongSignature { name: self.name.clone() };
            let signature: [u8; 64] = signature.try_into().map_err(|_| wrong())?;
            let signature = Signature::from_bytes(&signature);
            self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| wrong())?;
            signed = true;
        }
        if !signed {
            return Err(NoteError::NotSigned { name: self.name.clone() });
        }
        Ok(OpenedNote { text: text.to_owned(), signatures_not_checked })
    }
}

impl NoteSigningKey {
    /// The key made of 32 random bytes that the shell brings.
    ///
    /// # Errors
    /// When the name is empty or holds a space or a plus sign.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<NoteSigningKey, NoteError> {
        Ok(NoteSigningKey { name: checked_name(name)?, key: SigningKey::from_bytes(seed) })
    }

    /// Reads the form that [`NoteSigningKey::skey`] writes.
    ///
    /// # Errors
    /// When it is not exactly that form.
    pub fn from_skey(skey: &str) -> Result<NoteSigningKey, NoteError> {
        let rest = skey.strip_prefix(SKEY_START).ok_or(NoteError::BadKey("a signing key begins PRIVATE+KEY+"))?;
        let (name, body) = rest
            .split_once('+')
            .and_then(|(name, rest)| Some((name, rest.split_once('+')?.1)))
            .ok_or(NoteError::BadKey("three parts are expected"))?;
        let body = STANDARD.decode(body).map_err(|_| NoteError::BadKey("the last part is not base64"))?;
        let Some((&ED25519_TYPE, seed)) = body.split_first() else {
            return Err(NoteError::BadKey("not of type Ed25519"));
        };
        let seed: &[u8; 32] = seed.try_into().map_err(|_| NoteError::BadKey("not 32 bytes long"))?;
        let key = NoteSigningKey::from_seed(name, seed)?;
        if key.skey() == skey { Ok(key) } else { Err(NoteError::BadKey("its id does not fit its name and key")) }
    }

    /// The secret key as text, `PRIVATE+KEY+name+id+base64`, the form of Go's sumdb/note. Whoever has it can sign.
    pub fn skey(&self) -> String {
        let body = [&[ED25519_TYPE], self.key.as_bytes().as_slice()].concat();
        format!("{SKEY_START}{}+{}+{}", self.name, self.verifying_key().key_id_hex(), STANDARD.encode(body))
    }

    /// Its public half.
    pub fn verifying_key(&self) -> NoteVerifyingKey {
        NoteVerifyingKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// `text` as a note with one signature. The same text gives the same note.
    ///
    /// # Errors
    /// When the text does not end in a newline or holds other control characters.
    pub fn sign(&self, text: &str) -> Result<String, NoteError> {
        check_text(text)?;
        let signature = self.key.sign(text.as_bytes());
        let body = [self.verifying_key().key_id().as_slice(), &signature.to_bytes()].concat();
        Ok(format!("{text}\n{SIGNATURE_START}{} {}\n", self.name, STANDARD.encode(body)))
    }
}

/// The text of a note, whoever signed it.
pub(crate) fn unverified_text(note: &[u8]) -> Result<&str, NoteError> {
    Ok(split(note)?.0)
}

/// Names and ids of the keys whose signatures a note bears; none of them is checked.
pub(crate) fn signers(note: &[u8]) -> Result<Vec<(String, [u8; 4])>, NoteError> {
    let signer = |line| parse_signature(line).map(|(name, id, _)| (name.to_owned(), id));
    split(note)?.1.into_iter().map(signer).collect()
}

fn checked_name(name: &str) -> Result<String, NoteError> {
    if name.is_empty() || name.contains(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '+') {
        return Err(NoteError::BadKey("its name is empty or holds a space or a plus sign"));
    }
    Ok(name.to_owned())
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::Malformed("the text does not end in a newline"));
    }
    if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        return Err(NoteError::Malformed("the text holds control characters"));
    }
    Ok(())
}

/// Text and signature lines.
fn split(note: &[u8]) -> Result<(&str, Vec<&str>), NoteError> {
    if note.len() > NOTE_BYTES_MAX {
        return Err(NoteError::Malformed("it is too long"));
    }
    let note = std::str::from_utf8(note).map_err(|_| NoteError::Malformed("it is not UTF-8"))?;
    let end = note.rfind("\n\n").ok_or(NoteError::Malformed("no empty line before the signatures"))?;
    let (text, signatures) = (&note[..end + 1], &note[end + 2..]);
    check_text(text)?;
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Malformed("the last line is cut"))?;
    let lines: Vec<&str> = signatures.split('\n').collect();
    if lines.len() > SIGNATURES_MAX {
        return Err(NoteError::Malformed("too many signatures"));
    }
    Ok((text, lines))
}

fn parse_signature(line: &str) -> Result<(&str, [u8; 4], Vec<u8>), NoteError> {
    let malformed = NoteError::Malformed("a signature line is not: dash, name, base64");
    let (name, body) =
        line.strip_prefix(SIGNATURE_START).and_then(|rest| rest.split_once(' ')).ok_or(malformed.clone())?;
    checked_name(name).map_err(|_| malformed.clone())?;
    let body = STANDARD.decode(body).map_err(|_| malformed.clone())?;
    let (id, signature) = body.split_first_chunk::<4>().ok_or(malformed)?;
    Ok((name, *id, signature.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Go's sumdb/note (BSD-3-Clause), from which the specification comes.
    const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn key() -> NoteSigningKey {
        NoteSigningKey::from_seed("example.org/log", &[7; 32]).unwrap()
    }

    #[test]
    fn the_published_example_is_read() {
        let key = NoteVerifyingKey::from_vkey(GO_KEY).unwrap();
        assert_eq!(key.vkey(), GO_KEY);
        let opened = key.open(GO_NOTE.as_bytes()).unwrap();
        assert!(opened.text.ends_with("what your problem is.\n"));
        assert_eq!(opened.signatures_not_checked, 0);
    }

    #[test]
    fn no_byte_of_a_note_can_be_changed_removed_or_added() {
        let note = key().sign("a\n\nb\n").unwrap().into_bytes();
        let verifier = key().verifying_key();
        assert_eq!(verifier.open(&note).unwrap().text, "a\n\nb\n");
        for at in 0..note.len() {
            for bit in 0..8 {
                let mut other = note.clone();
                other[at] ^= 1 << bit;
                assert!(verifier.open(&other).is_err(), "byte {at} bit {bit}");
            }
            assert!(verifier.open(&note[..at]).is_err(), "cut at {at}");
            let mut other = note.clone();
            other.remove(at);
            assert!(verifier.open(&other).is_err(), "without byte {at}");
        }
        assert!(verifier.open(&[note.as_slice(), b"\n"].concat()).is_err());
    }

    #[test]
    fn a_signature_by_an_unknown_key_is_counted_and_not_trusted() {
        let other = NoteSigningKey::from_seed("example.org/other", &[8; 32]).unwrap();
        let (ours, theirs) = (key().sign("t\n").unwrap(), other.sign("t\n").unwrap());
        let both = format!("{ours}{}", theirs.split_once("\n\n").unwrap().1);
        assert_eq!(key().verifying_key().open(both.as_bytes()).unwrap().signatures_not_checked, 1);
        let refused = key().verifying_key().open(theirs.as_bytes());
        assert_eq!(refused, Err(NoteError::NotSigned { name: "example.org/log".to_owned() }));
    }

    #[test]
    fn a_key_has_one_spelling_only() {
        let vkey = key().verifying_key().vkey();
        assert_eq!(NoteVerifyingKey::from_vkey(&vkey).unwrap(), key().verifying_key());
        for at in 0..vkey.len() {
            let mut other = vkey.clone().into_bytes();
            other[at] ^= 1;
            let other = String::from_utf8(other).unwrap();
            assert!(NoteVerifyingKey::from_vkey(&other).is_err(), "{other}");
        }
        assert!(NoteSigningKey::from_seed("has space", &[1; 32]).is_err());
    }

    #[test]
    fn a_signing_key_is_written_and_read_and_no_changed_byte_of_it_is_taken() {
        let skey = key().skey();
        assert_eq!(NoteSigningKey::from_skey(&skey).unwrap().verifying_key(), key().verifying_key());
        for at in 0..skey.len() {
            let mut other = skey.clone().into_bytes();
            other[at] ^= 1;
            assert!(NoteSigningKey::from_skey(&String::from_utf8(other).unwrap()).is_err(), "byte {at}");
        }
        assert!(signed_note::StandardSigner::new(&skey).is_ok());
    }

    #[test]
    fn another_implementation_accepts_our_signature() {
        use signed_note::{Note, StandardVerifier, VerifierList};
        let verifier = StandardVerifier::new(&key().verifying_key().vkey()).unwrap();
        let note = Note::from_bytes(key().sign("text\n").unwrap().as_bytes()).unwrap();
        let (verified, unverified) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        assert_eq!((verified.len(), unverified.len()), (1, 0));
    }
}
