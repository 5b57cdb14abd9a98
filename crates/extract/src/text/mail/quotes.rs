//! What of a mail's text is its author's own, what is quoted from another mail, what is a signature.

use std::ops::Range;

/// What a stretch of a mail is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Written by the sender.
    Own,
    /// Taken over from another mail, the line that says whose it is included.
    Quote,
    /// Below the line of two dashes.
    Signature,
}

/// The line "On … wrote:" wraps to at most so many lines.
const ATTRIBUTION_LINES: usize = 3;
/// Lines within which a mail that is passed on shows its head: "From: …".
const HEAD_LINES: usize = 4;

/// The stretches of `text` in order, without blank space around them. `quoted`: places that the mail's markup quotes.
pub(super) fn pieces(text: &str, quoted: &[Range<usize>]) -> Vec<(Range<usize>, Piece)> {
    let lines = lines(text);
    let mut kinds = kinds(text, &lines, quoted);
    take_attributions(text, &lines, &mut kinds);
    let mut pieces: Vec<(Range<usize>, Piece)> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        let blank = text[line.clone()].trim().is_empty();
        match pieces.last_mut() {
            Some((range, last)) if *last == kind || blank => {
                range.end = if blank { range.end } else { line.end };
            }
            _ if blank => {}
            _ => pieces.push((line.clone(), kind)),
        }
    }
    pieces
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let end = line.trim_end().len();
        lines.push(at + indent.min(end)..at + end);
        at += line.len();
    }
    lines
}

fn kinds(text: &str, lines: &[Range<usize>], quoted: &[Range<usize>]) -> Vec<Piece> {
    let mut kinds = Vec::with_capacity(lines.len());
    let mut state = Piece::Own;
    let mut quoted = quoted.iter().peekable();
    let mut rest_is_quote = false;
    for (index, line) in lines.iter().enumerate() {
        let words = &text[line.clone()];
        while quoted.next_if(|place| place.end <= line.start).is_some() {}
        let is_marked = quoted.peek().is_some_and(|place| place.start <= line.start && line.start < place.end);
        rest_is_quote |= begins_passed_on_mail(text, &lines[index..]);
        rest_is_quote |= is_attribution_of_rest(words) && {
            let below = lines[index + 1..].iter().take(ATTRIBUTION_LINES).find(|line| !line.is_empty());
            let mut is_quoted = |start: usize| quoted.peek().is_some_and(|place| place.contains(&start));
            below.is_some_and(|line| !text[line.clone()].starts_with('>') && !is_quoted(line.start))
        };
        kinds.push(match () {
            () if rest_is_quote || is_marked && !words.is_empty() || words.starts_with('>') => Piece::Quote,
            () if words == "--" => {
                state = Piece::Signature;
                state
            }
            () => state,
        });
    }
    kinds
}

/// `-----Original Message-----` and the like in any language, with a head below; or the head alone behind a rule.
fn begins_passed_on_mail(text: &str, lines: &[Range<usize>]) -> bool {
    let words = &text[lines[0].clone()];
    let inside = words.trim_matches(['-', '_', '=', ' ']);
    let dashes = words.starts_with("----") || words.starts_with("____") || words.starts_with("Begin forwarded message");
    if !dashes || inside.chars().count() > 60 {
        return false;
    }
    let below = lines.iter().skip(1).map(|line| &text[line.clone()]).filter(|line| !line.is_empty());
    let heads = below.take(HEAD_LINES).filter(|line| is_head_line(line)).count();
    heads >= 3 || heads >= 2 && !inside.is_empty()
}

/// `From: Ann <ann@valley.example>`, in any language.
fn is_head_line(line: &str) -> bool {
    line.trim_matches('*').split_once(':').is_some_and(|(name, value)| {
        let name = name.trim_matches(['*', ' ']);
        (1..=20).contains(&name.chars().count()) && name.split(' ').count() <= 2 && !value.trim_matches('*').is_empty()
    })
}

/// `On 3 Jan 2019, Ann wrote:` without quotation signs below: some programs quote the rest as it is.
fn is_attribution_of_rest(line: &str) -> bool {
    line.starts_with("On ") && line.ends_with(" wrote:") && line.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// The lines right before a quotation that end with a colon and hold a date or an address belong to it.
fn take_attributions(text: &str, lines: &[Range<usize>], kinds: &mut [Piece]) {
    let words = |index: usize| &text[lines[index].clone()];
    for start in 1..lines.len() {
        if kinds[start] != Piece::Quote || kinds[start - 1] == Piece::Quote {
            continue;
        }
        let mut last = start - 1;
        if words(last).is_empty() && last > 0 {
            last -= 1;
        }
        if !words(last).ends_with([':', '：']) {
            continue;
        }
        // A line that ends a sentence is the sender's own.
        let goes_on = |index: &usize| !words(*index).is_empty() && !words(*index).ends_with(['.', '!', '?', '…', ':']);
        let first = (0..last).rev().take(ATTRIBUTION_LINES - 1).take_while(goes_on).last().unwrap_or(last);
        let names_it =
            |index: usize| words(index).contains('@') || words(index).bytes().any(|byte| byte.is_ascii_digit());
        if (first..=last).any(names_it) {
            kinds[first..start].fill(Piece::Quote);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Piece, &str)]) {
        let found = pieces(text, &[]);
        let shown: Vec<(Piece, &str)> = found.iter().map(|(range, piece)| (*piece, &text[range.clone()])).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn answers_between_quotations_are_told_from_them() {
        check(
            "Hello Bo,\n\nOn Thu, 3 Jan 2019 at 11:22, Bo\n<bo@valley.example> wrote:\n\n> Is it gone?\n>> Which?\n\nIt is.\n\n> Since when?\nYesterday.\n-- \nAnn\nValley\n",
            &[
                (Piece::Own, "Hello Bo,"),
                (
                    Piece::Quote,
                    "On Thu, 3 Jan 2019 at 11:22, Bo\n<bo@valley.example> wrote:\n\n> Is it gone?\n>> Which?",
                ),
                (Piece::Own, "It is."),
                (Piece::Quote, "> Since when?"),
                (Piece::Own, "Yesterday."),
                (Piece::Signature, "-- \nAnn\nValley"),
            ],
        );
        check(
            "Нет.\n\n3 янв. 2019, Бо пишет:\n> Да?\n",
            &[(Piece::Own, "Нет."), (Piece::Quote, "3 янв. 2019, Бо пишет:\n> Да?")],
        );
    }

    #[test]
    fn what_follows_the_head_of_a_mail_that_was_passed_on_is_quoted() {
        check(
            "See below.\n\n-----Ursprüngliche Nachricht-----\nVon: Bo <bo@valley.example>\nGesendet: 3. Januar 2019\n\nIt is gone.\n",
            &[
                (Piece::Own, "See below."),
                (
                    Piece::Quote,
                    "-----Ursprüngliche Nachricht-----\nVon: Bo <bo@valley.example>\nGesendet: 3. Januar 2019\n\nIt is gone.",
                ),
            ],
        );
        check(
            "No.\nOn 3 Jan 2019, Bo wrote:\nIs it gone?",
            &[(Piece::Own, "No."), (Piece::Quote, "On 3 Jan 2019, Bo wrote:\nIs it gone?")],
        );
    }

    #[test]
    fn a_rule_and_a_list_are_the_senders_own() {
        check("I saw:\n----\n- a bridge\n- water\n", &[(Piece::Own, "I saw:\n----\n- a bridge\n- water")]);
        check(
            "No. I do not.\nOn 3 Jan 2019, Bo wrote:\n> Do you?",
            &[(Piece::Own, "No. I do not."), (Piece::Quote, "On 3 Jan 2019, Bo wrote:\n> Do you?")],
        );
        check("I quote:\n> gone", &[(Piece::Own, "I quote:"), (Piece::Quote, "> gone")]);
        check("", &[]);
    }
}
