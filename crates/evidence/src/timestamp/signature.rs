//! Signatures by RSA (PKCS #1 version 1.5 and PSS, RFC 8017 sections 8.2 and 8.1) and by ECDSA on P-256 and P-384, with
//! SHA-256, SHA-384 or SHA-512. Only checking; there is no secret here.

use super::TimestampError;
use super::der::{self, NULL, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, Value, context};
use super::oid;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::elliptic_curve::bigint::modular::runtime_mod::{DynResidue, DynResidueParams};
use p256::elliptic_curve::bigint::{Encoding, U64, U2048, U3072, U4096, Uint};
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
        oid::RSASSA_PSS => Some(pss_parameters(algorithm)?.0),
        _ => None,
    };
    let hash = hash.ok_or_else(|| algorithm.unknown())?;
    if named_hash.is_some_and(|named| named != hash) {
        return Err(TimestampError::BadSignature);
    }
    let by_rsa =
        matches!(algorithm.identifier, oid::RSA | oid::SHA256_WITH_RSA | oid::SHA384_WITH_RSA | oid::SHA512_WITH_RSA);
    let by_pss = algorithm.identifier == oid::RSASSA_PSS;
    let by_curve = !by_rsa && !by_pss;
    let digest = hash.digest(message);
    let holds = match key {
        PublicKey::Rsa { modulus, exponent } if by_rsa => {
            opened(modulus, exponent, signature).and_then(|opened| padding_holds(&opened, hash, &digest))
        }
        PublicKey::Rsa { modulus, exponent } if by_pss => {
            let salt_length = pss_parameters(algorithm)?.1;
            opened(modulus, exponent, signature)
                .and_then(|opened| pss_holds(&opened, hash, &digest, n_bits(modulus), salt_length))
        }
        PublicKey::P256(point) if by_curve => p256_holds(point, &digest, signature),
        PublicKey::P384(point) if by_curve => p384_holds(point, &digest, signature),
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
            if !(RSA_BITS_MIN..=RSA_BITS_MAX).contains(&n_bits(modulus)) {
                return Err(TimestampError::KeyLength { bits: n_bits(modulus) });
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

/// Length of a number in bits.
fn n_bits(number: &[u8]) -> usize {
    number.len() * 8 - number.first().map_or(0, |byte| byte.leading_zeros() as usize)
}

/// RSAVP1 (RFC 8017 section 5.2.2): what the signature opens to, as long as the modulus. Short keys are reckoned with in
/// short numbers: a case may have a thousand stamps.
fn opened(modulus: &[u8], exponent: u32, signature: &[u8]) -> Option<Vec<u8>> {
    let even = |last: Option<&u8>| last.is_none_or(|byte| byte.is_multiple_of(2));
    if signature.len() != modulus.len() || even(modulus.last()) || exponent < 3 || exponent.is_multiple_of(2) {
        return None;
    }
    let full = match n_bits(modulus) {
        ..=2048 => power::<{ U2048::LIMBS }>(modulus, exponent, signature)?,
        2049..=3072 => power::<{ U3072::LIMBS }>(modulus, exponent, signature)?,
        _ => power::<{ U4096::LIMBS }>(modulus, exponent, signature)?,
    };
    let (before, opened) = full.split_at_checked(full.len().checked_sub(modulus.len())?)?;
    before.iter().all(|byte| *byte == 0).then(|| opened.to_vec())
}

/// `base` to the power of `exponent`, modulo an odd `modulus`; `None` when the base is not below it.
fn power<const LIMBS: usize>(modulus: &[u8], exponent: u32, base: &[u8]) -> Option<Vec<u8>>
where
    Uint<LIMBS>: Encoding,
{
    let number = |bytes: &[u8]| -> Option<Uint<LIMBS>> {
        let mut full = vec![0; Uint::<LIMBS>::BYTES];
        let start = full.len().checked_sub(bytes.len())?;
        full[start..].copy_from_slice(bytes);
        Some(Uint::from_be_slice(&full))
    };
    let (modulus, base) = (number(modulus)?, number(base)?);
    if base >= modulus {
        return None;
    }
    let exponent_bits = (u32::BITS - exponent.leading_zeros()) as usize;
    let power = DynResidue::new(&base, DynResidueParams::new(&modulus))
        .pow_bounded_exp(&U64::from(exponent), exponent_bits)
        .retrieve();
    Some(power.to_be_bytes().as_ref().to_vec())
}

/// RFC 8017 section 8.2.2: the opened number must be, byte for byte, the one right encoding of the digest. Nothing of it
/// is parsed.
fn padding_holds(opened: &[u8], hash: HashFunction, digest: &[u8]) -> Option<()> {
    (opened == padded(hash, digest, opened.len())?).then_some(())
}

/// Hash function and length of the salt. One hash function for both uses, and never the default, which is SHA-1.
fn pss_parameters(algorithm: &Algorithm<'_>) -> Result<(HashFunction, usize), TimestampError> {
    let value = algorithm.parameters.filter(|value| value.tag == SEQUENCE).ok_or_else(|| algorithm.unknown())?;
    let mut inside = Reader::new(value.content, "PSS parameters");
    let hash = Algorithm::take(&mut inside.enter(context(0))?)?.hash()?;
    let mut mask = inside.enter(context(1))?.enter(SEQUENCE)?;
    let mask_is_ours =
        mask.take(OBJECT_IDENTIFIER)?.content == oid::MGF1 && Algorithm::take(&mut mask)?.hash()? == hash;
    let salt_length = match inside.optional(context(2))? {
        None => 20,
        Some(value) => inside.inside(value).small()?,
    };
    let trailer = match inside.optional(context(3))? {
        None => 1,
        Some(value) => inside.inside(value).small()?,
    };
    inside.end()?;
    if !mask_is_ours || trailer != 1 || salt_length > 64 {
        return Err(algorithm.unknown());
    }
    Ok((hash, salt_length as usize))
}

/// EMSA-PSS-VERIFY (RFC 8017 section 9.1.2).
fn pss_holds(opened: &[u8], hash: HashFunction, digest: &[u8], modulus_bits: usize, salt_length: usize) -> Option<()> {
    let (encoded_bits, n_hash) = (modulus_bits - 1, digest.len());
    let n_encoded = encoded_bits.div_ceil(8);
    let (before, encoded) = opened.split_at_checked(opened.len().checked_sub(n_encoded)?)?;
    let (masked, rest) = encoded.split_at_checked(n_encoded.checked_sub(n_hash + 1)?)?;
    let (named, trailer) = rest.split_at(n_hash);
    let top = 0xffu8 >> (8 * n_encoded - encoded_bits);
    if before.iter().any(|byte| *byte != 0) || trailer != [0xbc] || masked.first()? & !top != 0 {
        return None;
    }
    let mut data: Vec<u8> =
        masked.iter().zip(mask(hash, named, masked.len())).map(|(byte, mask)| byte ^ mask).collect();
    data[0] &= top;
    let (padding, salt) = data.split_at(data.len().checked_sub(salt_length)?);
    let (one, zeros) = padding.split_last()?;
    if *one != 1 || zeros.iter().any(|byte| *byte != 0) {
        return None;
    }
    (hash.digest(&[&[0; 8], digest, salt].concat()) == named).then_some(())
}

/// MGF1 (RFC 8017 section B.2.1).
fn mask(hash: HashFunction, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::new();
    for counter in 0u32.. {
        if mask.len() >= length {
            break;
        }
        mask.extend(hash.digest(&[seed, &counter.to_be_bytes()].concat()));
    }
    mask.truncate(length);
    mask
}

/// EMSA-PKCS1-v1_5 (RFC 8017 section 9.2).
fn padded(hash: HashFunction, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let identifier = der::encode(OBJECT_IDENTIFIER, hash.identifier());
    let algorithm = der::encode(SEQUENCE, &[identifier, vec![NULL, 0]].concat());
    let info = der::encode(SEQUENCE, &[algorithm, der::encode(OCTET_STRING, digest)].concat());
    let n_fill = length.checked_sub(info.len() + 3).filter(|n_fill| *n_fill >= 8)?;
    Some([&[0, 1][..], &vec![0xff; n_fill], &[0], &info].concat())
}
