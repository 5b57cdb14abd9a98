//! Years that stand alone: of four digits, and of two where a mark or another year says that they are years.

use super::dates::{NO_PUBLICATION_DATE, Read, Reader};
use super::tokens::TokenKind;
use jiff::civil::Date;
use model::{DateKind, Granularity};

/// How many tokens before a year of two digits one of four is looked for.
const REACH_TOKENS: usize = 60;

impl Reader<'_, '_> {
    /// "in 2017", "since 2017".
    pub fn lone_year(&self, at: usize) -> Option<Read> {
        let year = self.year_at(at).filter(|year| (1900..2100).contains(year))?;
        let before = at.checked_sub(1).map_or("", |before| self.lower(before));
        let introduced = matches!(
            before,
            "in" | "since"
                | "until"
                | "by"
                | "from"
                | "of"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "year"
                | "before"
                | "after"
                | "в"
                | "с"
                | "у"
                | "з"
                | "عام"
                | "سنة"
                | "منذ"
        );
        let counted = super::units::is_people(self.lower(at + 1));
        // "the 2012 election": four digits that no word makes a number; a round one is as likely a count.
        let alone = year % 100 != 0
            && !matches!(
                before,
                "some"
                    | "about"
                    | "around"
                    | "nearly"
                    | "almost"
                    | "over"
                    | "than"
                    | "least"
                    | "most"
                    | "to"
                    | "under"
                    | "estimated"
                    | "no"
                    | "number"
                    | "nr"
                    | "and"
            )
            && !self.passage.is_sign(at.wrapping_sub(1), '$')
            && !self.passage.is_sign(at.wrapping_sub(1), '€')
            && !self.passage.is_sign(at.wrapping_sub(1), '£')
            && !self.passage.is_sign(at + 1, '%');
        if !(introduced || alone || self.is_of_two_years(at, year)) || counted {
            return None;
        }
        let span = Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok());
        self.read(at..at + 1, Granularity::Year, "year", span)
    }

    /// "from 2004 to 2009", "2000 - 2050", "date back to 1979": a year because of the one beside it.
    fn is_of_two_years(&self, at: usize, year: i16) -> bool {
        let joiner =
            |index: usize| matches!(self.lower(index), "to" | "and" | "or" | "until") || self.passage.is_dash(index);
        let ends = at >= 2 && joiner(at - 1) && self.year_at(at - 2).is_some_and(|first| first < year);
        let begins = self.passage.is_dash(at + 1) && self.year_at(at + 2).is_some_and(|last| year < last);
        let back = at >= 2 && self.lower(at - 1) == "to" && self.lower(at - 2) == "back";
        ends || begins || back
    }

    /// "’08", "in 88 and 92": two digits that an apostrophe, or "in" beside other years, makes a year. Of the two
    /// centuries the one that had begun by publication counts.
    pub fn short_year(&self, at: usize) -> Option<Read> {
        let digits = self.two_digits(at)?;
        let marked = self.is_marked(at);
        if !(marked || self.is_short_year_of_a_list(at)) {
            return None;
        }
        let start = at - usize::from(marked);
        let outcome = match self.published {
            Some(published) => {
                let year = if 2000 + digits <= published.year() { 2000 + digits } else { 1900 + digits };
                Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok()).ok_or_else(super::dates::no_such_day)
            }
            None => Err(NO_PUBLICATION_DATE.to_owned()),
        };
        let rule = "year of two digits: the latest by publication";
        Some(Read { tokens: start..at + 1, granularity: Granularity::Year, kind: DateKind::Relative, rule, outcome })
    }

    fn two_digits(&self, at: usize) -> Option<i16> {
        let text = self.passage.word(at);
        let token = self.passage.token(at).filter(|token| token.kind == TokenKind::Number)?;
        (token.end - token.start == 2).then(|| text.parse::<i16>().ok()).flatten().filter(|digits| *digits >= 0)
    }

    /// An apostrophe that touches the digits, with nothing before it.
    fn is_marked(&self, at: usize) -> bool {
        let Some(mark) = at.checked_sub(1).and_then(|before| self.passage.token(before)) else { return false };
        let closes =
            self.passage.token(at + 1).is_some_and(|next| !next.spaced && matches!(next.first, '\'' | '’' | '"' | '”'));
        matches!(mark.first, '\'' | '’' | '‘') && mark.spaced && !self.passage.tokens[at].spaced && !closes
    }

    /// "Reagan in 80 and 84, Bush in 2000": behind "in", or joined by "and" to such a year, with nothing that it
    /// counts behind it, in a paragraph that names a year of four digits.
    fn is_short_year_of_a_list(&self, at: usize) -> bool {
        let paragraph = self.passage.tokens[at].paragraph;
        let next = self.passage.token(at + 1);
        let counts = next.is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            && !matches!(self.lower(at + 1), "and" | "or" | "but" | "when" | "to");
        let sign = next
            .is_some_and(|token| matches!(token.first, '%' | ':' | '/' | '-') || !token.spaced && token.first == '°');
        let before = at.checked_sub(1).map_or("", |before| self.lower(before));
        let joined = matches!(before, "and" | "or")
            && at >= 3
            && self.two_digits(at - 2).is_some()
            && matches!(self.lower(at - 3), "in" | "and");
        let near = at.saturating_sub(REACH_TOKENS)..(at + REACH_TOKENS).min(self.passage.tokens.len());
        let beside_full_year = || {
            near.clone().any(|index| {
                self.passage.tokens[index].paragraph == paragraph
                    && self.year_at(index).is_some_and(|year| (1900..2100).contains(&year))
            })
        };
        // "one in 12": a share.
        let share = at >= 2 && super::figures::is_number_word(self.lower(at - 2)) && before == "in";
        !counts && !sign && !share && (before == "in" || joined) && beside_full_year()
    }
}
