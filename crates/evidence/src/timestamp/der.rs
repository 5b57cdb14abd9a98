//! Distinguished Encoding Rules (ITU-T X.690), as much as tokens and certificates need: a reader that hands out slices of
//! the bytes as they stand, so that what is hashed is what was signed, and the few values that a request is written with.
//!
//! Strict: definite and shortest lengths, tag numbers below 31. Nothing here recurses; a reader enters only what its
//! caller knows the shape of.

use super::TimestampError;

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const ENUMERATED: u8 = 0x0a;
pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const PRINTABLE_STRING: u8 = 0x13;
pub(super) const TELETEX_STRING: u8 = 0x14;
pub(super) const IA5_STRING: u8 = 0x16;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// The tag of a constructed, context-specific value: `[number]` around or in place of a structure.
pub(super) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The tag of a primitive, context-specific value: `[number]` in place of a string or number.
pub(super) const fn context_primitive(number: u8) -> u8 {
    0x80 | number
}

/// One value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Value<'a> {
    pub(super) tag: u8,
    /// With tag and length, as it stands.
    pub(super) raw: &'a [u8],
    pub(super) content: &'a [u8],
}

/// Reads values one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    /// What is being read, for the error.
    part: &'static str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], part: &'static str) -> Reader<'a> {
        Reader { rest: bytes, part }
    }

    /// A reader of what `value` holds.
    pub(super) fn inside(&self, value: Value<'a>) -> Reader<'a> {
        Reader { rest: value.content, part: self.part }
    }

    /// That this cannot be read.
    pub(super) fn malformed(&self) -> TimestampError {
        TimestampError::Malformed { part: self.part }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether there is a next value with this tag.
    pub(super) fn next_is(&self, tag: u8) -> bool {
        self.rest.first() == Some(&tag)
    }

    /// The next value, whatever it is.
    pub(super) fn any(&mut self) -> Result<Value<'a>, TimestampError> {
        let (value, rest) = split_value(self.rest).ok_or_else(|| self.malformed())?;
        self.rest = rest;
        Ok(value)
    }

    /// The next value, which must have this tag.
    pub(super) fn take(&mut self, tag: u8) -> Result<Value<'a>, TimestampError> {
        if self.next_is(tag) { self.any() } else { Err(self.malformed()) }
    }

    /// The next value if it has this tag.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<Value<'a>>, TimestampError> {
        if self.next_is(tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// The next value, of this tag, entered.
    pub(super) fn enter(&mut self, tag: u8) -> Result<Reader<'a>, TimestampError> {
        let value = self.take(tag)?;
        Ok(self.inside(value))
    }

    /// All values that are left, at most `limit`.
    pub(super) fn all(mut self, limit: usize) -> Result<Vec<Value<'a>>, TimestampError> {
        let mut values = Vec::new();
        while !self.is_at_end() {
            if values.len() == limit {
                return Err(self.malformed());
            }
            values.push(self.any()?);
        }
        Ok(values)
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), TimestampError> {
        if self.is_at_end() { Ok(()) } else { Err(self.malformed()) }
    }

    /// A whole number from 0 on, its bytes without leading zeros (empty = 0).
    pub(super) fn unsigned(&mut self) -> Result<&'a [u8], TimestampError> {
        let content = self.take(INTEGER)?.content;
        unsigned_bytes(content).ok_or_else(|| self.malformed())
    }

    /// A whole number from 0 on that fits 32 bits.
    pub(super) fn small(&mut self) -> Result<u32, TimestampError> {
        let bytes = self.unsigned()?;
        small_number(bytes).ok_or_else(|| self.malformed())
    }

    /// A bit string of whole bytes.
    pub(super) fn bit_string(&mut self) -> Result<&'a [u8], TimestampError> {
        match self.take(BIT_STRING)?.content {
            [0, bytes @ ..] => Ok(bytes),
            _ => Err(self.malformed()),
        }
    }

    /// A truth value whose default is false.
    pub(super) fn boolean_or_false(&mut self) -> Result<bool, TimestampError> {
        match self.optional(BOOLEAN)? {
            None => Ok(false),
            Some(Value { content: [0], .. }) => Ok(false),
            Some(Value { content: [0xff], .. }) => Ok(true),
            Some(_) => Err(self.malformed()),
        }
    }
}

/// `bytes` as exactly one value of this tag.
pub(super) fn only<'a>(bytes: &'a [u8], tag: u8, part: &'static str) -> Result<Value<'a>, TimestampError> {
    let mut reader = Reader::new(bytes, part);
    let value = reader.take(tag)?;
    reader.end()?;
    Ok(value)
}

/// The bytes of a number from 0 on without leading zeros; `None` for a negative one or a longer spelling than needed.
pub(super) fn unsigned_bytes(content: &[u8]) -> Option<&[u8]> {
    match content {
        [] | [0x80..=0xff, ..] => None,
        [0] => Some(&[]),
        [0, 0x80..=0xff, ..] => Some(&content[1..]),
        [0, ..] => None,
        _ => Some(content),
    }
}

/// A number of at most four bytes.
pub(super) fn small_number(bytes: &[u8]) -> Option<u32> {
    if bytes.len() > 4 {
        return None;
    }
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn split_value(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let [tag, first, after_first @ ..] = bytes else { return None };
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (length, after) = match first {
        0..=0x7f => (usize::from(*first), after_first),
        0x81..=0x84 => {
            let (digits, after) = after_first.split_at_checked(usize::from(first & 0x7f))?;
            let length = small_number(digits)? as usize;
            if digits[0] == 0 || length < 0x80 {
                return None;
            }
            (length, after)
        }
        _ => return None,
    };
    let (content, rest) = after.split_at_checked(length)?;
    let raw = &bytes[..bytes.len() - rest.len()];
    Some((Value { tag: *tag, raw, content }, rest))
}

/// Tag, length and content as bytes.
pub(super) fn encode(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match content.len() {
        length @ 0..=0x7f => bytes.push(length as u8),
        length => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            bytes.push(0x80 | digits.len() as u8);
            bytes.extend(digits);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

/// A number from 0 on.
pub(super) fn encode_unsigned(number: &[u8]) -> Vec<u8> {
    let start = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    let mut content = Vec::with_capacity(number.len() + 1);
    if number.get(start).is_none_or(|byte| byte & 0x80 != 0) {
        content.push(0);
    }
    content.extend_from_slice(&number[start..]);
    encode(INTEGER, &content)
}

/// An object identifier, `1.3.6.1` as its content bytes; `None` when it is not one.
pub(super) fn oid_from_text(text: &str) -> Option<Vec<u8>> {
    let mut arcs = text.split('.').map(|arc| arc.parse::<u32>().ok().filter(|number| number.to_string() == arc));
    let (first, second) = (arcs.next()??, arcs.next()??);
    if first > 2 || (first < 2 && second > 39) {
        return None;
    }
    let mut content = Vec::new();
    push_arc(&mut content, u64::from(first) * 40 + u64::from(second));
    for arc in arcs {
        push_arc(&mut content, u64::from(arc?));
    }
    Some(content)
}

fn push_arc(content: &mut Vec<u8>, arc: u64) {
    let n_groups = (1..10).find(|n| arc >> (7 * n) == 0).unwrap_or(10);
    for group in (0..n_groups).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        content.push(more | (arc >> (7 * group) & 0x7f) as u8);
    }
}

/// The content of an object identifier as `1.3.6.1`; in hex where an arc does not fit 64 bits.
pub(super) fn oid_to_text(content: &[u8]) -> String {
    let mut arcs = Vec::new();
    let mut arc: u64 = 0;
    for byte in content {
        if arc >> 57 != 0 {
            return content.iter().map(|byte| format!("{byte:02x}")).collect();
        }
        arc = arc << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            arcs.push(std::mem::take(&mut arc));
        }
    }
    let mut text = Vec::new();
    for (position, arc) in arcs.into_iter().enumerate() {
        if position == 0 {
            let first = (arc / 40).min(2);
            text.extend([first.to_string(), (arc - first * 40).to_string()]);
        } else {
            text.push(arc.to_string());
        }
    }
    text.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_one_spelling_and_must_be_there() {
        let long = encode(OCTET_STRING, &[7; 300]);
        assert_eq!(long[..4], [0x04, 0x82, 0x01, 0x2c]);
        assert_eq!(only(&long, OCTET_STRING, "it").unwrap().content, [7; 300]);
        for wrong in [
            &[0x04, 0x81, 0x01, 0x00][..],
            &[0x04, 0x82, 0x00, 0x80],
            &[0x04, 0x80, 0x00, 0x00],
            &[0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x04, 0x02, 0x00],
            &[0x1f, 0x00],
            &[0x04],
            &[],
        ] {
            assert!(split_value(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn numbers_come_back_as_they_were_written() {
        for number in [&[][..], &[1], &[0x7f], &[0x80], &[0xff, 0, 1]] {
            let written = encode_unsigned(number);
            assert_eq!(Reader::new(&written, "it").unsigned().unwrap(), number);
        }
        assert_eq!(encode_unsigned(&[0, 0, 5]), [INTEGER, 1, 5]);
        for wrong in [&[INTEGER, 1, 0x80][..], &[INTEGER, 2, 0, 1], &[INTEGER, 0]] {
            assert!(Reader::new(wrong, "it").unsigned().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn object_identifiers_are_read_and_written() {
        for text in ["1.2.840.113549.1.9.16.2.47", "2.16.840.1.101.3.4.2.1", "1.2.3.4.1", "2.999.4294967295"] {
            let content = oid_from_text(text).unwrap();
            assert_eq!(oid_to_text(&content), text);
        }
        for wrong in ["", "1", "3.1", "1.40", "1.2.x", "1..2", "1.2.", "1.02"] {
            assert_eq!(oid_from_text(wrong), None, "{wrong}");
        }
    }
}
