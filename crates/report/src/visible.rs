//! Signs that do not show, or that turn text around, made visible. A file name with a right-to-left override can look
//! like another name; a page must show what is there.

/// Foreign text for one line (a name, a title, a URL): every sign that does not show is spelled out, line ends too.
pub fn visible_name(text: &str) -> String {
    spelled(text, hides_in_a_name)
}

/// Foreign running text: line ends, tabs and the joiners that Persian and emoji need stay; all else as for a name.
pub fn visible_text(text: &str) -> String {
    spelled(text, |sign| {
        hides_in_a_name(sign) && !matches!(sign, '\n' | '\r' | '\t' | '\u{200C}' | '\u{200D}' | '\u{00AD}')
    })
}

fn spelled(text: &str, hides: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            _ if !hides(sign) => shown.push(sign),
            '\u{00}'..='\u{1F}' => shown.push(control_picture(sign)),
            '\u{7F}' => shown.push('\u{2421}'),
            _ => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(sign))),
        }
    }
    shown
}

/// The Unicode block "Control Pictures" holds one picture for each C0 control, in the same order.
fn control_picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn hides_in_a_name(sign: char) -> bool {
    let is_bidi_control =
        matches!(sign, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let has_no_width = matches!(sign, '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}');
    let ends_a_line = matches!(sign, '\u{2028}' | '\u{2029}');
    let is_blank_letter = matches!(sign, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}');
    let is_tag = matches!(sign, '\u{E0000}'..='\u{E007F}');
    sign.is_control() || is_bidi_control || has_no_width || ends_a_line || is_blank_letter || is_tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_turns_itself_around_shows_how() {
        assert_eq!(visible_name("photo\u{202E}gpj.exe"), "photo⟨U+202E⟩gpj.exe");
        assert_eq!(visible_name("a\u{1b}[2Jb\n\u{7f}\u{85}"), "a␛[2Jb␊␡⟨U+0085⟩");
        assert_eq!(visible_name("zero\u{200b}width"), "zero⟨U+200B⟩width");
    }

    #[test]
    fn running_text_keeps_its_lines_and_joiners() {
        assert_eq!(visible_text("می\u{200c}رود\nnext\tline"), "می\u{200c}رود\nnext\tline");
        assert_eq!(visible_text("a\u{2066}b\u{0}"), "a⟨U+2066⟩b␀");
    }

    #[test]
    fn plain_text_of_any_script_is_untouched() {
        for text in ["Ünïcode", "мир", "سلام", "家族 👨🏽", ""] {
            assert_eq!(visible_name(text), text);
        }
    }
}
