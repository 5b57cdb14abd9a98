//! What goes to the terminal: data to stdout, talk to stderr, foreign text made harmless.

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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

/// An environment with this has progress told as JSON Lines on stderr, for programs: `{"progress": {"step", "done", "of", "what"}}`.
pub const PROGRESS_AS_JSON: (&str, &str) = ("FIRSTHAND_PROGRESS", "json");

/// Progress of a long step: a bar with count, rate and what is being worked on; where there is no terminal, a line now
/// and then and one at its end.
pub struct Progress {
    bar: ProgressBar,
    label: String,
    quiet: bool,
    /// What a part of a step is called, and how many of its own parts are done, of how many. Its bar is the whole's.
    part: Option<(String, Mutex<(u64, u64)>)>,
    lines: Option<Mutex<Pace>>,
    /// Whether lines are for programs.
    as_json: bool,
}

/// Between two lines of progress where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(30);
/// Between two lines for programs.
const JSON_EVERY: Duration = Duration::from_millis(400);

/// Says when a line is due.
struct Pace {
    last: Instant,
    every: Duration,
}

impl Pace {
    fn every(every: Duration) -> Pace {
        Pace { last: Instant::now(), every }
    }

    fn is_due(&mut self, now: Instant) -> bool {
        let due = now.saturating_duration_since(self.last) >= self.every;
        if due {
            self.last = now;
        }
        due
    }
}

impl Progress {
    /// Starts a step of `n_steps` parts; 0 = nobody knows how many.
    pub fn start(label: &str, n_steps: u64, quiet: bool) -> Progress {
        let (name, value) = PROGRESS_AS_JSON;
        let as_json = std::env::var(name).is_ok_and(|wanted| wanted == value);
        let on_terminal = std::io::stderr().is_terminal() && !quiet && !as_json;
        let target = if on_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target((n_steps > 0).then_some(n_steps), target);
        let template = match n_steps {
            0 => "  {prefix:<28} {pos}  {per_sec:>12}  {wide_msg}",
            _ => "  {prefix:<28} {bar:24} {pos}/{len}  {per_sec:>12}  {wide_msg}",
        };
        bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(label.to_owned());
        if on_terminal {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        let every = if as_json { JSON_EVERY } else { LINE_EVERY };
        let lines = (as_json || !on_terminal && !quiet).then(|| Mutex::new(Pace::every(every)));
        let progress = Progress { bar, label: label.to_owned(), quiet, part: None, lines, as_json };
        if as_json {
            progress.tell_programs("");
        }
        progress
    }

    /// A part of this step, with `n_steps` parts of its own; it shows in this step's line.
    pub fn part(&self, label: &str, n_steps: u64) -> Progress {
        let every = if self.as_json { JSON_EVERY } else { LINE_EVERY };
        let lines = self.lines.as_ref().map(|_| Mutex::new(Pace::every(every)));
        let part = Some((label.to_owned(), Mutex::new((0, n_steps))));
        let bar = self.bar.clone();
        Progress { bar, label: self.label.clone(), quiet: self.quiet, part, lines, as_json: self.as_json }
    }

    /// One part is done; `what` names the next or the last one.
    pub fn step(&self, what: &str) {
        let what = short(what, 60);
        let message = match &self.part {
            None => {
                self.bar.inc(1);
                self.bar.set_message(what.clone());
                format!("{} so far: {what}", self.bar.position())
            }
            Some((name, counts)) => {
                let (done, all) = {
                    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
                    counts.0 += 1;
                    *counts
                };
                let message = format!("{name} {done} of {all}: {what}");
                self.bar.set_message(message.clone());
                message
            }
        };
        let is_due = |pace: &Mutex<Pace>| pace.lock().unwrap_or_else(PoisonError::into_inner).is_due(Instant::now());
        if self.lines.as_ref().is_some_and(is_due) {
            if self.as_json { self.tell_programs(&what) } else { say(format!("  {:<28} {message}", self.label)) }
        }
    }

    /// How far it is, on a line for programs.
    fn tell_programs(&self, what: &str) {
        let (step, done, of) = match &self.part {
            None => (self.label.clone(), self.bar.position(), self.bar.length()),
            Some((name, counts)) => {
                let (done, of) = *counts.lock().unwrap_or_else(PoisonError::into_inner);
                (format!("{}: {name}", self.label), done, Some(of))
            }
        };
        let of = of.filter(|of| *of > 0);
        say(serde_json::json!({ "progress": { "step": step, "done": done, "of": of, "what": what } }).to_string());
    }

    /// So many parts more came to light.
    pub fn more(&self, n_steps: u64) {
        match &self.part {
            Some((_, counts)) => counts.lock().unwrap_or_else(PoisonError::into_inner).1 += n_steps,
            None => self.bar.inc_length(n_steps),
        }
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

    #[test]
    fn a_part_of_a_step_counts_by_itself_and_grows() {
        let whole = Progress::start("taking in", 0, true);
        whole.step("a.warc");
        let part = whole.part("reading", 1);
        part.more(2);
        part.step("application/warc");
        part.step("text/html");
        assert_eq!(whole.bar.message(), "reading 2 of 3: text/html");
        assert_eq!(whole.bar.position(), 1);
    }

    #[test]
    fn a_line_of_progress_is_due_after_its_time_and_not_before() {
        let start = Instant::now();
        let mut pace = Pace { last: start, every: LINE_EVERY };
        assert!(!pace.is_due(start + LINE_EVERY / 2));
        assert!(pace.is_due(start + LINE_EVERY));
        assert!(!pace.is_due(start + LINE_EVERY));
    }
}
