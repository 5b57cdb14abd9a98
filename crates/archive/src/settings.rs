//! `firsthand.toml`: one `name = value` a line. Read and written line by line, so that what others wrote there stays.

/// Why a setting cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {name} must be a text in quotes, such as {name} = \"/media/stick/case.key\"")]
pub(crate) struct SettingError {
    line: usize,
    name: String,
}

/// The text that `name` is set to before the first `[table]`; `None` where it is not set.
///
/// Basic strings (TOML v1.0.0, "String") are read by the rules of JSON, which they share but for `\U`; literal strings
/// verbatim.
pub(crate) fn text(settings: &str, name: &str) -> Result<Option<String>, SettingError> {
    let Some((position, value)) = find(settings, name) else { return Ok(None) };
    let wrong = SettingError { line: position + 1, name: name.to_owned() };
    let literal = value.strip_prefix('\'').and_then(|rest| rest.split_once('\''));
    let (text, rest) = match literal {
        Some((text, rest)) => (text.to_owned(), rest),
        None => {
            let mut values = serde_json::Deserializer::from_str(value).into_iter::<String>();
            let Some(Ok(text)) = values.next() else { return Err(wrong) };
            (text, &value[values.byte_offset()..])
        }
    };
    let rest = rest.trim();
    if rest.is_empty() || rest.starts_with('#') { Ok(Some(text)) } else { Err(wrong) }
}

/// The settings with `name` set to this text, everything else as it was.
pub(crate) fn with_text(settings: &str, name: &str, value: &str) -> String {
    let line = format!("{name} = {}", serde_json::Value::from(value));
    let mut lines: Vec<&str> = settings.split_inclusive('\n').collect();
    let table = lines.iter().position(|line| line.trim_start().starts_with('['));
    let (place, replaced) = match find(settings, name) {
        Some((position, _)) => (position, 1),
        None => (table.unwrap_or(lines.len()), 0),
    };
    // Its line ends as the one that it replaces, or as the first of the file.
    let like = if replaced == 1 { place } else { 0 };
    let ending = if lines.get(like).is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let unended = place.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| !line.ends_with('\n'));
    let (before, after) = (if unended { ending } else { "" }, ending);
    let whole = [before, &line, after].concat();
    lines.splice(place..place + replaced, [whole.as_str()]);
    lines.concat()
}

/// Position of the line that sets `name`, and what stands after the sign of equality.
fn find<'t>(settings: &'t str, name: &str) -> Option<(usize, &'t str)> {
    let top = settings.lines().take_while(|line| !line.trim_start().starts_with('['));
    top.enumerate().find_map(|(position, line)| {
        let (found, value) = line.split_once('=')?;
        (found.trim() == name).then_some((position, value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_and_what_is_no_text_is_refused_by_its_line() {
        let check = |line: &str, expected: Result<Option<&str>, usize>| {
            let read = text(&format!("format = 1\n{line}\n[other]\nsigning_key = \"not this\"\n"), "signing_key");
            let read = read.map_err(|error| error.line);
            assert_eq!(read, expected.map(|text| text.map(str::to_owned)), "{line}");
        };
        check("", Ok(None));
        check("# signing_key = \"x\"", Ok(None));
        check("signing_key = \"/a b/\\\"c\\u00e9\" # why", Ok(Some("/a b/\"c\u{e9}")));
        check("  signing_key='C:\\keys'", Ok(Some("C:\\keys")));
        check("signing_key = 3", Err(2));
        check("signing_key = \"open", Err(2));
        check("signing_key = \"a\" \"b\"", Err(2));
    }

    #[test]
    fn setting_a_text_leaves_the_rest_as_it_was() {
        let before = "# mine\nformat = 1\n\n[stamp]\nurl = \"x\"\n";
        let after = with_text(before, "signing_key", "/a \"b\"");
        assert_eq!(after, "# mine\nformat = 1\n\nsigning_key = \"/a \\\"b\\\"\"\n[stamp]\nurl = \"x\"\n");
        assert_eq!(text(&after, "signing_key").unwrap().unwrap(), "/a \"b\"");
        assert_eq!(with_text(&after, "signing_key", "c"), before.replace("\n\n", "\n\nsigning_key = \"c\"\n"));
        assert_eq!(with_text("", "signing_key", "c"), "signing_key = \"c\"\n");
        assert_eq!(with_text("a = 1", "signing_key", "c"), "a = 1\nsigning_key = \"c\"\n");
        assert_eq!(with_text("\r", "signing_key", "c"), "\r\nsigning_key = \"c\"\n");
        let once = with_text("a = 1\n\r", "signing_key", "c");
        assert_eq!(with_text(&once, "signing_key", "c"), once);
        let of_windows = "format = 1\r\nsigning_key = 'b'\r\n[stamp]\r\n";
        assert_eq!(with_text(of_windows, "signing_key", "c"), of_windows.replace("'b'", "\"c\""));
    }
}
