//! Digests as WARC fields and WACZ packages write them: `algorithm:value`, the value in base 32 or hex.

use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// A declared digest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Declared {
    algorithm: Algorithm,
    /// `None` where the text is no digest of that algorithm: nothing can fit it.
    value: Option<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Algorithm {
    Sha1,
    Sha256,
}

impl Declared {
    /// `None` for an algorithm that is not checked.
    pub(super) fn parse(text: &str) -> Option<Declared> {
        let (algorithm, value) = text.trim().split_once(':')?;
        let (algorithm, length) = match algorithm.trim().to_ascii_lowercase().replace('-', "").as_str() {
            "sha1" => (Algorithm::Sha1, 20),
            "sha256" => (Algorithm::Sha256, 32),
            _ => return None,
        };
        let value = value.trim();
        let unpadded = value.trim_end_matches('=');
        let value = match unpadded.len() {
            signs if signs == length * 2 => from_hex(unpadded),
            signs if signs == (length * 4).div_ceil(3) => from_base64(unpadded),
            _ => from_base32(unpadded),
        };
        Some(Declared { algorithm, value: value.filter(|value| value.len() == length) })
    }

    /// The digest in the one spelling that is kept: algorithm, colon, lower-case hex.
    pub(super) fn spelled(&self) -> String {
        let algorithm = match self.algorithm {
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha256 => "sha256",
        };
        let hex: String = self.value.iter().flatten().map(|byte| format!("{byte:02x}")).collect();
        format!("{algorithm}:{hex}")
    }

    /// Whether the bytes that `input` gives fit.
    pub(super) fn fits(&self, input: &mut dyn Read) -> io::Result<bool> {
        let value = match self.algorithm {
            Algorithm::Sha1 => hash::<Sha1>(input)?,
            Algorithm::Sha256 => hash::<Sha256>(input)?,
        };
        Ok(Some(value) == self.value)
    }
}

impl Declared {
    /// Whether these bytes fit.
    pub(super) fn fits_bytes(&self, bytes: &[u8]) -> bool {
        match self.algorithm {
            Algorithm::Sha1 => Some(Sha1::digest(bytes).as_slice()) == self.value.as_deref(),
            Algorithm::Sha256 => Some(Sha256::digest(bytes).as_slice()) == self.value.as_deref(),
        }
    }
}

fn hash<D: Digest>(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut hasher = D::new();
    let mut buffer = [0u8; 16 * 1024];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().to_vec()),
            got => hasher.update(&buffer[..got]),
        }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| (*byte as char).to_digit(16);
    text.as_bytes().chunks_exact(2).map(|pair| u8::try_from(digit(&pair[0])? << 4 | digit(&pair[1])?).ok()).collect()
}

/// RFC 4648, sections 4 and 5.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let plain: Vec<u8> = text
        .bytes()
        .map(|sign| match sign {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    let (mut decoder, mut value) = (super::base64::Decoder::default(), Vec::new());
    decoder.push(&plain, &mut value);
    (decoder.foreign_signs == 0).then_some(value)
}

/// RFC 4648, section 6; lower case and missing padding are read too.
fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0u32, 0u32);
    for sign in text.trim_end_matches('=').bytes() {
        let value = match sign.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        held = held << 5 | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_32_and_hex_say_the_same() {
        let empty = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";
        let same = "SHA-1:da39a3ee5e6b4b0d3255bfef95601890afd80709";
        assert_eq!(Declared::parse(empty), Declared::parse(same));
        let declared = Declared::parse(empty).expect("a digest");
        assert!(declared.fits(&mut &b""[..]).expect("reading memory"));
        assert!(!declared.fits(&mut &b"x"[..]).expect("reading memory"));
    }

    #[test]
    fn base_64_is_read_too() {
        for empty in ["sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha1:2jmj7l5rSw0yVb_vlWAYkK_YBwk"] {
            assert!(Declared::parse(empty).is_some_and(|declared| declared.fits_bytes(b"")), "{empty}");
        }
    }

    #[test]
    fn other_algorithms_are_not_checked_and_nothing_fits_what_is_no_digest() {
        assert_eq!(Declared::parse("md5:d41d8cd98f00b204e9800998ecf8427e"), None);
        assert_eq!(Declared::parse("sha1"), None);
        for wrong in ["sha1:AAAA", "sha1:1112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "sha256:", "sha1:\u{e9}"] {
            assert!(Declared::parse(wrong).is_some_and(|declared| !declared.fits_bytes(b"")), "{wrong}");
        }
    }
}
