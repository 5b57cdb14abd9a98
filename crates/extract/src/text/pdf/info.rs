//! Document information (ISO 32000-1, 14.3.3): texts and dates as files write them.

use crate::times::{self, Zone};

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with a mark, else PDFDocEncoding.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document_letter(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding (ISO 32000-1, D.2): Latin-1 but for these.
fn document_letter(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => FROM_18[usize::from(byte - 0x18)],
        0x80..=0xa0 => FROM_80[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// A date (ISO 32000-1, 7.9.4): `D:20190103112233+01'00'`; what is left out stays out, the zone too.
pub(super) fn date(written: &str) -> Option<(String, Zone)> {
    let written = written.trim();
    let written = written.strip_prefix("D:").unwrap_or(written);
    let n_digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = written.split_at(n_digits);
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let zone: String = rest.chars().filter(|letter| *letter != '\'').collect();
    // `Z` may be followed by zeros.
    let zone = Zone::parse(if zone.starts_with('Z') { "Z" } else { &zone });
    let (year, month, day) = (part(0, 4)?, part(4, 6), part(6, 8));
    let date = [year, month.unwrap_or(1), day.unwrap_or(1)];
    let clock = [part(8, 10).unwrap_or(0), part(10, 12).unwrap_or(0), part(12, 14).unwrap_or(0)];
    let whole = times::of_numbers(date, clock, zone)?;
    match n_digits {
        12.. => Some((whole, zone)),
        8..12 => Some((whole[..10].to_owned(), Zone::NotStated)),
        6..8 => Some((whole[..7].to_owned(), Zone::NotStated)),
        _ => Some((whole[..4].to_owned(), Zone::NotStated)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_zone_and_what_is_left_out_stays_out() {
        let check = |written: &str, expected: Option<(&str, Zone)>| {
            assert_eq!(date(written), expected.map(|(time, zone)| (time.to_owned(), zone)), "{written}");
        };
        check("D:20190103112233+01'00'", Some(("2019-01-03T11:22:33+01:00", Zone::Offset(60))));
        check("D:20190103112233-03'30", Some(("2019-01-03T11:22:33-03:30", Zone::Offset(-210))));
        check("D:20190103112233Z00'00'", Some(("2019-01-03T11:22:33Z", Zone::Utc)));
        check("D:20190103112233Z", Some(("2019-01-03T11:22:33Z", Zone::Utc)));
        check("20190103112233", Some(("2019-01-03T11:22:33", Zone::NotStated)));
        check("D:20190103", Some(("2019-01-03", Zone::NotStated)));
        check("D:2019", Some(("2019", Zone::NotStated)));
        check("D:20190230112233", None);
        check("yesterday", None);
    }

    #[test]
    fn texts_are_decoded_by_their_mark() {
        assert_eq!(text(b"\xfe\xff\x04\x1c\x04\x3e"), "Мо");
        assert_eq!(text(b"\xef\xbb\xbf\xd0\x9c"), "М");
        assert_eq!(text(b"caf\xe9 \x80 \xa0"), "café • €");
    }
}
