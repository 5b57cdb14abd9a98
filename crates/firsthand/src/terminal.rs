//! What goes to the terminal: data to stdout, talk to stderr, foreign text made harmless.

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Foreign text on one line of a terminal: control and bidirectional control characters are shown by their number, so
/// that a file name can neither move the cursor nor turn the reading direction.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_control() || is_invisible(sign) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(sign)));
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// Zero-width and bidirectional control characters.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `text` on one line, cut to `max_chars` with an ellipsis.
pub fn short(text: &str, max_chars: usize) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if line.chars().count() <= max_chars {
        return line;
    }
    let kept: String = line.chars().take(max_chars.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// An empty table with these headings, fitted to the terminal.
pub fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(table_width());
    table.set_header(headings.iter().map(|heading| heading.to_owned()));
    table
}

fn table_width() -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| size.ws_col);
    columns.or_else(measured).filter(|columns| *columns >= 40).unwrap_or(110)
}

/// One line of talk, on stderr.
pub fn say(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Progress of a long step: a bar on a terminal, a line at its end otherwise.
pub struct Progress {
    bar: ProgressBar,
    label: String,
    quiet: bool,
}

impl Progress {
    /// Starts a step of `n_steps` parts.
    pub fn start(label: &str, n_steps: u64, quiet: bool) -> Progress {
        let on_terminal = std::io::stderr().is_terminal() && !quiet;
        let target = if on_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(n_steps), target);
        let style = ProgressStyle::with_template("  {prefix:<28} {bar:32} {pos}/{len}  {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(label.to_owned());
        if on_terminal {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Progress { bar, label: label.to_owned(), quiet }
    }

    /// One part is done; `what` names the next or the last one.
    pub fn step(&self, what: &str) {
        self.bar.set_message(short(what, 60));
        self.bar.inc(1);
    }

    /// The step is done, with its result in a few words.
    pub fn finish(self, result: &str) {
        self.bar.finish_and_clear();
        if !self.quiet {
            say(format!("  {:<28} {result}", self.label));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_move_the_cursor_or_turn_the_reading_direction() {
        assert_eq!(visible("\u{1b}[31mred"), "⟨U+001B⟩[31mred");
        assert_eq!(visible("evil\u{202e}gpj.exe"), "evil⟨U+202E⟩gpj.exe");
        assert_eq!(visible("a\nb"), "a⟨U+000A⟩b");
    }

    #[test]
    fn a_long_text_is_cut_with_an_ellipsis() {
        assert_eq!(short("one two\n three", 40), "one two three");
        assert_eq!(short("abcdef", 4), "abc…");
    }
}
