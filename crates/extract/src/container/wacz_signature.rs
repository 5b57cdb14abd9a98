//! The signature over the list of a WACZ (Webrecorder, "WACZ Signing and Verification 0.1.0"): anonymous ones, where the
//! signer's key stands beside the signature. Such a signature says that the list was not changed by somebody without the
//! key; it does not say whose key it is.
//!
//! What is not there: signatures of a domain. Their certificate was valid for weeks and needs a timestamp and a list of
//! authorities to say anything.

use super::base64::Decoder;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Digest, Sha256};

/// What came of checking a signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Checked {
    /// The holder of the key signed this.
    Fits,
    /// It is not the signature of that key over this.
    Differs,
    /// Key or signature are of a kind that is not checked.
    Unread,
}

/// What precedes the point in a public key on P-384 (RFC 5480: SubjectPublicKeyInfo, id-ecPublicKey, secp384r1).
const P384_HEAD: &[u8] =
    b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00";
/// The same on P-256.
const P256_HEAD: &[u8] =
    b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
/// Longest key or signature in Base64 that is looked at; the longest honest one has 160 signs.
const BASE64_SIGNS: usize = 1_024;

/// Checks an ECDSA signature with SHA-256 over `message`. Key and signature are in Base64: the key as a
/// SubjectPublicKeyInfo, the signature as two numbers in a row (as browsers write it) or in DER.
pub(super) fn check(public_key: &str, signature: &str, message: &[u8]) -> Checked {
    let (Some(key), Some(signature)) = (decoded(public_key), decoded(signature)) else { return Checked::Unread };
    let hash = Sha256::digest(message);
    let fits = if let Some(point) = key.strip_prefix(P384_HEAD) {
        fits_p384(point, &signature, &hash)
    } else if let Some(point) = key.strip_prefix(P256_HEAD) {
        fits_p256(point, &signature, &hash)
    } else {
        None
    };
    match fits {
        Some(true) => Checked::Fits,
        Some(false) => Checked::Differs,
        None => Checked::Unread,
    }
}

fn fits_p384(point: &[u8], signature: &[u8], hash: &[u8]) -> Option<bool> {
    use p384::ecdsa::{Signature, VerifyingKey};
    let key = VerifyingKey::from_sec1_bytes(point).ok()?;
    let signature = Signature::from_slice(signature).or_else(|_| Signature::from_der(signature)).ok()?;
    Some(key.verify_prehash(hash, &signature).is_ok())
}

fn fits_p256(point: &[u8], signature: &[u8], hash: &[u8]) -> Option<bool> {
    use p256::ecdsa::{Signature, VerifyingKey};
    let key = VerifyingKey::from_sec1_bytes(point).ok()?;
    let signature = Signature::from_slice(signature).or_else(|_| Signature::from_der(signature)).ok()?;
    Some(key.verify_prehash(hash, &signature).is_ok())
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut decoder = Decoder::default();
    let mut bytes = Vec::new();
    if text.is_empty() || text.len() > BASE64_SIGNS {
        return None;
    }
    decoder.push(text.as_bytes(), &mut bytes);
    (decoder.foreign_signs == 0).then_some(bytes)
}
