//! Values as Python prints them (`repr`), which some archivers write into the cells of their tables. They are only read:
//! a call such as `datetime.datetime(2024, 5, 6)` is a name with values, and nothing is ever evaluated.

use crate::limits;
use crate::times::{self, Zone};

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Literal {
    /// `None`, `True`, `datetime.timezone.utc`: a bare name.
    Name(String),
    /// A number as written.
    Number(String),
    /// A string; of bytes those that are UTF-8.
    Text(String),
    /// A list, tuple or set.
    List(Vec<Literal>),
    /// A dictionary.
    Dict(Vec<(Literal, Literal)>),
    /// Something that looks like a call.
    Call { name: String, positional: Vec<Literal>, named: Vec<(String, Literal)> },
}

impl Literal {
    /// Reads a cell that holds one value.
    ///
    /// # Errors
    /// With the byte at which it is no value, or the limit that it goes over.
    pub(super) fn parse(cell: &str) -> Result<Literal, String> {
        if cell.len() > limits::LITERAL_BYTES {
            return Err(format!("it has {} bytes; the limit is {}", cell.len(), limits::LITERAL_BYTES));
        }
        let mut reader = Reader { text: cell, at: 0 };
        let value = reader.value(0)?;
        reader.skip_space();
        if reader.at < cell.len() { Err(reader.unexpected()) } else { Ok(value) }
    }

    /// The value of a key of a dictionary, or of a named argument.
    pub(super) fn at(&self, key: &str) -> Option<&Literal> {
        match self {
            Literal::Dict(pairs) => pairs
                .iter()
                .find(|(name, _)| matches!(name, Literal::Text(text) if text == key))
                .map(|(_, value)| value),
            Literal::Call { named, .. } => named.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where it is one and not empty.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// The values below: of a list, a dictionary, a call.
    pub(super) fn inner(&self) -> Vec<&Literal> {
        match self {
            Literal::List(values) => values.iter().collect(),
            Literal::Dict(pairs) => pairs.iter().map(|(_, value)| value).collect(),
            Literal::Call { positional, named, .. } => {
                positional.iter().chain(named.iter().map(|(_, value)| value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A `datetime.datetime(…)` or a text with a time, in RFC 3339 as far as the zone is given.
    pub(super) fn time(&self) -> Option<String> {
        match self {
            Literal::Text(text) => times::of_iso(text).map(|(time, _)| time),
            Literal::Call { name, positional, .. } if name.ends_with("datetime") => {
                let mut numbers = [0u32; 6];
                for (number, given) in numbers.iter_mut().zip(positional) {
                    let Literal::Number(digits) = given else { break };
                    *number = digits.parse().ok()?;
                }
                let [year, month, day, hour, minute, second] = numbers;
                let written = format!("{year:04}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}");
                let zone = self.at("tzinfo").or(positional.get(7)).map_or(Zone::NotStated, Literal::zone);
                times::of_exif(&written, zone)
            }
            _ => None,
        }
    }

    /// `datetime.timezone.utc`, `tzutc()`, `datetime.timezone(datetime.timedelta(seconds=7200))`.
    fn zone(&self) -> Zone {
        match self {
            Literal::Name(name) if name.ends_with("utc") || name.ends_with("UTC") => Zone::Utc,
            Literal::Call { name, positional, .. } if name.ends_with("tzutc") && positional.is_empty() => Zone::Utc,
            Literal::Call { positional, .. } => {
                positional.iter().rev().find_map(Literal::offset).unwrap_or(Zone::NotStated)
            }
            _ => Zone::NotStated,
        }
    }

    fn offset(&self) -> Option<Zone> {
        let number = |literal: Option<&Literal>| match literal {
            Some(Literal::Number(digits)) => digits.parse::<i64>().ok(),
            None => Some(0),
            _ => None,
        };
        let seconds = match self {
            Literal::Number(digits) => digits.parse().ok()?,
            // A negative offset is written as days=-1 and the seconds up from there.
            Literal::Call { name, positional, .. } if name.ends_with("timedelta") => {
                let days = number(self.at("days").or(positional.first()))?;
                let seconds = number(self.at("seconds").or(positional.get(1)))?;
                days.checked_mul(86_400)?.checked_add(seconds)?
            }
            _ => return None,
        };
        let minutes = i32::try_from(seconds / 60).ok()?;
        (minutes.abs() <= 14 * 60).then_some(if minutes == 0 { Zone::Utc } else { Zone::Offset(minutes) })
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, sign: char) -> bool {
        self.skip_space();
        let found = self.peek() == Some(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    fn unexpected(&self) -> String {
        match self.peek() {
            Some(sign) => format!("\"{}\" at byte {} does not belong there", sign.escape_debug(), self.at),
            None => "it ends too early".to_owned(),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Literal, String> {
        if depth > limits::LITERAL_DEPTH {
            return Err(format!("it is nested deeper than {}", limits::LITERAL_DEPTH));
        }
        self.skip_space();
        match self.peek() {
            Some('\'' | '"') => self.string(true).map(Literal::Text),
            Some('[') => self.list('[', ']', depth),
            Some('(') => self.list('(', ')', depth),
            Some('{') => self.braces(depth),
            Some('<') => self.angle(),
            Some(sign) if sign.is_ascii_digit() || matches!(sign, '-' | '+' | '.') => Ok(self.number()),
            Some(sign) if sign.is_alphabetic() || sign == '_' => self.name(depth),
            _ => Err(self.unexpected()),
        }
    }

    fn list(&mut self, open: char, close: char, depth: usize) -> Result<Literal, String> {
        self.eat(open);
        let mut values = Vec::new();
        while !self.eat(close) {
            values.push(self.value(depth + 1)?);
            self.comma_or(close)?;
        }
        Ok(Literal::List(values))
    }

    fn comma_or(&mut self, close: char) -> Result<(), String> {
        self.skip_space();
        if self.eat(',') || self.peek() == Some(close) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// A dictionary or a set.
    fn braces(&mut self, depth: usize) -> Result<Literal, String> {
        self.eat('{');
        let (mut pairs, mut values) = (Vec::new(), Vec::new());
        while !self.eat('}') {
            let first = self.value(depth + 1)?;
            if self.eat(':') {
                pairs.push((first, self.value(depth + 1)?));
            } else {
                values.push(first);
            }
            self.comma_or('}')?;
        }
        Ok(if values.is_empty() { Literal::Dict(pairs) } else { Literal::List(values) })
    }

    /// `<object at 0x7f…>`: what has no other way to print itself.
    fn angle(&mut self) -> Result<Literal, String> {
        let end = self.rest().find('>').ok_or_else(|| self.unexpected())?;
        let name = self.rest()[..=end].to_owned();
        self.at += end + 1;
        Ok(Literal::Name(name))
    }

    fn number(&mut self) -> Literal {
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '+' | '_');
        let bytes = self.rest().find(|sign| !is_part(sign)).unwrap_or(self.rest().len());
        let digits = self.rest()[..bytes].to_owned();
        self.at += bytes;
        Literal::Number(digits)
    }

    fn name(&mut self, depth: usize) -> Result<Literal, String> {
        let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_');
        let bytes = self.rest().find(|sign| !is_part(sign)).unwrap_or(self.rest().len());
        let name = self.rest()[..bytes].to_owned();
        self.at += bytes;
        let is_prefix = matches!(name.to_ascii_lowercase().as_str(), "b" | "r" | "u" | "br" | "rb");
        if is_prefix && matches!(self.peek(), Some('\'' | '"')) {
            return self.string(!name.to_ascii_lowercase().contains('r')).map(Literal::Text);
        }
        if !self.rest().starts_with('(') {
            return Ok(Literal::Name(name));
        }
        self.at += 1;
        let (mut positional, mut named) = (Vec::new(), Vec::new());
        while !self.eat(')') {
            let value = self.value(depth + 1)?;
            match (value, self.eat('=')) {
                (Literal::Name(key), true) => named.push((key, self.value(depth + 1)?)),
                (_, true) => return Err(self.unexpected()),
                (value, false) => positional.push(value),
            }
            self.comma_or(')')?;
        }
        Ok(Literal::Call { name, positional, named })
    }

    /// A string with its escapes; bytes that are not ASCII become U+FFFD each.
    fn string(&mut self, escapes: bool) -> Result<String, String> {
        let quote = self.peek().ok_or_else(|| self.unexpected())?;
        self.at += 1;
        let mut text = String::new();
        loop {
            let sign = self.peek().ok_or_else(|| self.unexpected())?;
            self.at += sign.len_utf8();
            match sign {
                _ if sign == quote => return Ok(text),
                '\\' if escapes => self.escape(&mut text)?,
                other => text.push(other),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Result<(), String> {
        let sign = self.peek().ok_or_else(|| self.unexpected())?;
        self.at += sign.len_utf8();
        let simple = match sign {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'x' => return self.code_point(2, text),
            'u' => return self.code_point(4, text),
            'U' => return self.code_point(8, text),
            '\\' | '\'' | '"' => sign,
            other => {
                text.push('\\');
                other
            }
        };
        text.push(simple);
        Ok(())
    }

    fn code_point(&mut self, digits: usize, text: &mut String) -> Result<(), String> {
        let hex = self.rest().get(..digits).ok_or_else(|| self.unexpected())?;
        let code = u32::from_str_radix(hex, 16).map_err(|_| self.unexpected())?;
        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        self.at += digits;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(cell: &str) -> Literal {
        Literal::parse(cell).unwrap_or_else(|why| panic!("{cell}: {why}"))
    }

    #[test]
    fn a_dictionary_with_calls_is_read_and_not_evaluated() {
        let cell = "{'url': 'http://a.example/', 'n': -1.5e3, 'at': datetime.datetime(2024, 5, 6, 7, 8, 9, 123, \
                    tzinfo=datetime.timezone.utc), 'x': __import__('os').system, 'l': [True, None, (1,), set()]}";
        // What follows a call without an operator that we know is refused: nothing is run to find out.
        assert!(Literal::parse(cell).is_err());
        let cell = cell.replace(".system", "");
        let value = parse(&cell);
        assert_eq!(value.at("url").and_then(Literal::text), Some("http://a.example/"));
        assert_eq!(value.at("at").and_then(Literal::time).as_deref(), Some("2024-05-06T07:08:09Z"));
        assert!(matches!(value.at("x"), Some(Literal::Call { name, .. }) if name == "__import__"));
    }

    #[test]
    fn zones_of_every_spelling() {
        let check = |zone: &str, expected: &str| {
            let cell = format!("datetime.datetime(2024, 5, 6, 7, 8, tzinfo={zone})");
            assert_eq!(parse(&cell).time().as_deref(), Some(expected), "{zone}");
        };
        check("tzutc()", "2024-05-06T07:08:00Z");
        check("datetime.timezone(datetime.timedelta(seconds=7200))", "2024-05-06T07:08:00+02:00");
        check("datetime.timezone(datetime.timedelta(days=-1, seconds=68400))", "2024-05-06T07:08:00-05:00");
        check("tzoffset(None, 3600)", "2024-05-06T07:08:00+01:00");
        check("zoneinfo.ZoneInfo(key='Europe/Kyiv')", "2024-05-06T07:08:00");
        assert_eq!(parse("datetime.datetime(2024, 13, 6)").time(), None);
    }

    #[test]
    fn strings_with_quotes_and_escapes() {
        let check = |cell: &str, expected: &str| assert_eq!(parse(cell).text(), Some(expected), "{cell}");
        check(r#""it's""#, "it's");
        check(r"'it\'s \\ \x41\u00e9\U0001f600\n.'", "it's \\ A\u{e9}\u{1f600}\n.");
        check(r"b'\xff x'", "\u{ff} x");
        check(r"r'\n'", "\\n");
        check("'\u{43a}\u{438}\u{457}\u{432}'", "\u{43a}\u{438}\u{457}\u{432}");
    }

    #[test]
    fn damage_depth_and_length_are_refused() {
        for cell in ["", "{", "['a'", "'a", "{'a': }", "f(1", "f('a'=1)", "[1 2]", "'\\x4", "]"] {
            assert!(Literal::parse(cell).is_err(), "{cell}");
        }
        assert!(Literal::parse(&"[".repeat(1_000_000)).is_err());
        assert!(Literal::parse(&format!("'{}'", "a".repeat(limits::LITERAL_BYTES))).is_err());
    }
}
