//! Base64 as mails and `data:` URLs hold it (RFC 2045, 6.8): what is not of the alphabet is stepped over.

use std::io::{self, Read, Write};

/// Removes Base64.
#[derive(Default)]
pub(crate) struct Decoder {
    bits: u32,
    held: u32,
    /// Signs that are neither of the alphabet nor white space.
    pub(crate) foreign_signs: u64,
}

impl Decoder {
    /// Appends what `text` gives to `out`.
    pub(crate) fn push(&mut self, text: &[u8], out: &mut Vec<u8>) {
        for sign in text {
            let Some(value) = VALUES[usize::from(*sign)] else {
                match sign {
                    // What comes after padding begins anew.
                    b'=' => (self.bits, self.held) = (0, 0),
                    b' ' | b'\t' | b'\r' | b'\n' | 0x0c => {}
                    _ => self.foreign_signs += 1,
                }
                continue;
            };
            self.held = self.held << 6 | u32::from(value);
            self.bits += 6;
            if self.bits >= 8 {
                self.bits -= 8;
                out.push((self.held >> self.bits & 0xff) as u8);
                self.held &= (1 << self.bits) - 1;
            }
        }
    }
}

/// Removes Base64 from all of `input`; gives the number of foreign signs.
pub(super) fn decode(input: &mut dyn Read, target: &mut dyn Write) -> io::Result<u64> {
    let mut decoder = Decoder::default();
    let mut buffer = vec![0u8; 64 * 1024];
    let mut out = Vec::with_capacity(48 * 1024);
    loop {
        let got = input.read(&mut buffer)?;
        if got == 0 {
            return Ok(decoder.foreign_signs);
        }
        out.clear();
        decoder.push(&buffer[..got], &mut out);
        target.write_all(&out)?;
    }
}

/// The value of each sign of the alphabet.
const VALUES: [Option<u8>; 256] = {
    let mut values = [None; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut at = 0;
    while at < alphabet.len() {
        values[alphabet[at] as usize] = Some(at as u8);
        at += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[u8], foreign_signs: u64) {
        let mut out = Vec::new();
        let foreign = decode(&mut text.as_bytes(), &mut out).expect("reading memory");
        assert_eq!((out.as_slice(), foreign), (expected, foreign_signs), "{text}");
    }

    #[test]
    fn the_vectors_of_rfc_4648_and_what_mails_make_of_them() {
        check("", b"", 0);
        check("Zg==", b"f", 0);
        check("Zm8=", b"fo", 0);
        check("Zm9v", b"foo", 0);
        check("Zm9v\r\n YmFy", b"foobar", 0);
        check("Zg==Zm9v", b"ffoo", 0);
        check("Z!m9v", b"foo", 1);
        check("Zm9vY", b"foo", 0);
    }
}
