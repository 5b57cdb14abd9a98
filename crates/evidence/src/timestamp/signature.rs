//! Signatures by RSA (PKCS #1 version 1.5, RFC 8017 section 8.2) and by ECDSA on P-256 and P-384, with SHA-256, SHA-384
//! or SHA-512. Only checking; there is no secret here.

use super::TimestampError;
use super::der::{self, NULL, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, Value};
use super::oid;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::elliptic_curve::bigint::modular::runtime_mod::{DynResidue, DynResidueParams};
use p256::elliptic_curve::bigint::{U64, U4096};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Shortest RSA key that is taken for a signature.
const RSA_BITS_MIN: usize = 2048;
/// Longest RSA key that is read.
const RSA_BITS_MAX: usize = 4096;

/// A hash function that is strong enough to rest on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HashFunction {
    Sha256,
    Sha384,
    Sha512,
}

impl HashFunction {
    pub(super) fn of_oid(identifier: &[u8]) -> Option<HashFunction> {
        match identifier {
            oid::SHA256 => Some(HashFunction::Sha256),
            oid::SHA384 => Some(HashFunction::Sha384),
            oid::SHA512 => Some(HashFunction::Sha512),
            _ => None,
        }
    }

    pub(super) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            HashFunction::Sha256 => Sha256::digest(bytes).to_vec(),
            HashFunction::Sha384 => Sha384::digest(bytes).to_vec(),
            HashFunction::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    fn identifier(self) -> &'static [u8] {
        match self {
            HashFunction::Sha256 => oid::SHA256,
            HashFunction::Sha384 => oid::SHA384,
            HashFunction::Sha512 => oid::SHA512,
        }
    }
}

/// An algorithm with its parameters as they stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Algorithm<'a> {
    pub(super) identifier: &'a [u8],
    pub(super) parameters: Option<Value<'a>>,
}

impl<'a> Algorithm<'a> {
    pub(super) fn take(reader: &mut Reader<'a>) -> Result<Algorithm<'a>, TimestampError> {
        let mut inside = reader.enter(SEQUENCE)?;
        let identifier = inside.take(OBJECT_IDENTIFIER)?.content;
        let parameters = if inside.is_at_end() { None } else { Some(inside.any()?) };
        inside.end()?;
        Ok(Algorithm { identifier, parameters })
    }

    /// The hash function that this names.
    pub(super) fn hash(&self) -> Result<HashFunction, TimestampError> {
        let known = HashFunction::of_oid(self.identifier).filter(|_| self.has_no_parameters());
        known.ok_or_else(|| self.unknown())
    }

    fn has_no_parameters(&self) -> bool {
        self.parameters.is_none_or(|value| value.tag == NULL && value.content.is_empty())
    }

    fn unknown(&self) -> TimestampError {
        TimestampError::UnknownAlgorithm { identifier: der::oid_to_text(self.identifier) }
    }
}

/// A public key, as a certificate carries it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PublicKey<'a> {
    Rsa { modulus: &'a [u8], exponent: u32 },
    P256(&'a [u8]),
    P384(&'a [u8]),
}

/// Whether `signature` over `message` was made with `algorithm` by the key in `key_info` (SubjectPublicKeyInfo).
/// `named_hash` is the hash function that stands elsewhere when the algorithm names none (CMS).
pub(super) fn verify(
    algorithm: &Algorithm<'_>,
    named_hash: Option<HashFunction>,
    key_info: Value<'_>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), TimestampError> {
    let key = public_key(key_info)?;
    let hash = match algorithm.identifier {
        oid::SHA256_WITH_RSA | oid::ECDSA_WITH_SHA256 => Some(HashFunction::Sha256),
        oid::SHA384_WITH_RSA | oid::ECDSA_WITH_SHA384 => Some(HashFunction::Sha384),
        oid::SHA512_WITH_RSA | oid::ECDSA_WITH_SHA512 => Some(HashFunction::Sha512),
        oid::RSA | oid::EC_KEY => named_hash,
        _ => None,
    };
    let hash = hash.ok_or_else(|| algorithm.unknown())?;
    if named_hash.is_some_and(|named| named != hash) {
        return Err(TimestampError::BadSignature);
    }
    let by_rsa =
        matches!(algorithm.identifier, oid::RSA | oid::SHA256_WITH_RSA | oid::SHA384_WITH_RSA | oid::SHA512_WITH_RSA);
    let digest = hash.digest(message);
    let holds = match key {
        PublicKey::Rsa { modulus, exponent } if by_rsa => rsa_holds(modulus, exponent, hash, &digest, signature),
        PublicKey::P256(point) if !by_rsa => p256_holds(point, &digest, signature),
        PublicKey::P384(point) if !by_rsa => p384_holds(point, &digest, signature),
        _ => None,
    };
    holds.ok_or(TimestampError::BadSignature)
}

fn public_key(key_info: Value<'_>) -> Result<PublicKey<'_>, TimestampError> {
    let mut inside = Reader::new(key_info.content, "public key");
    let algorithm = Algorithm::take(&mut inside)?;
    let bits = inside.bit_string()?;
    inside.end()?;
    match (algorithm.identifier, algorithm.parameters.map(|value| value.content)) {
        (oid::RSA, _) => {
            let mut numbers = Reader::new(bits, "RSA key").enter(SEQUENCE)?;
            let (modulus, exponent) = (numbers.unsigned()?, numbers.small()?);
            numbers.end()?;
            let n_bits = modulus.len() * 8 - modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
            if !(RSA_BITS_MIN..=RSA_BITS_MAX).contains(&n_bits) {
                return Err(TimestampError::KeyLength { bits: n_bits });
            }
            Ok(PublicKey::Rsa { modulus, exponent })
        }
        (oid::EC_KEY, Some(oid::P256)) => Ok(PublicKey::P256(bits)),
        (oid::EC_KEY, Some(oid::P384)) => Ok(PublicKey::P384(bits)),
        (oid::EC_KEY, Some(curve)) => {
            Err(TimestampError::UnknownAlgorithm { identifier: format!("curve {}", der::oid_to_text(curve)) })
        }
        _ => Err(algorithm.unknown()),
    }
}

fn p256_holds(point: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
    let signature = p256::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

fn p384_holds(point: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
    let signature = p384::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

/// RFC 8017 section 8.2.2: what the signature opens to must be, byte for byte, the one right encoding of the digest.
/// Nothing of the opened bytes is parsed.
fn rsa_holds(modulus: &[u8], exponent: u32, hash: HashFunction, digest: &[u8], signature: &[u8]) -> Option<()> {
    let even = |last: Option<&u8>| last.is_none_or(|byte| byte.is_multiple_of(2));
    if signature.len() != modulus.len() || even(modulus.last()) || exponent < 3 || exponent.is_multiple_of(2) {
        return None;
    }
    let (modulus_number, signature_number) = (wide(modulus)?, wide(signature)?);
    if signature_number >= modulus_number {
        return None;
    }
    let parameters = DynResidueParams::new(&modulus_number);
    let opened = DynResidue::new(&signature_number, parameters).pow_bounded_exp(&U64::from(exponent), 32).retrieve();
    (opened == wide(&padded(hash, digest, modulus.len())?)?).then_some(())
}

/// EMSA-PKCS1-v1_5 (RFC 8017 section 9.2).
fn padded(hash: HashFunction, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let identifier = der::encode(OBJECT_IDENTIFIER, hash.identifier());
    let algorithm = der::encode(SEQUENCE, &[identifier, vec![NULL, 0]].concat());
    let info = der::encode(SEQUENCE, &[algorithm, der::encode(OCTET_STRING, digest)].concat());
    let n_fill = length.checked_sub(info.len() + 3).filter(|n_fill| *n_fill >= 8)?;
    Some([&[0, 1][..], &vec![0xff; n_fill], &[0], &info].concat())
}

/// Up to 512 bytes as a number.
fn wide(bytes: &[u8]) -> Option<U4096> {
    let mut full = [0; RSA_BITS_MAX / 8];
    let start = full.len().checked_sub(bytes.len())?;
    full[start..].copy_from_slice(bytes);
    Some(U4096::from_be_slice(&full))
}
