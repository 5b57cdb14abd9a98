//! Which statements speak of the same thing.
//!
//! A *mention* is one statement with one of its figures, or the whole statement where it holds none. Mentions that
//! ask the same question (how many dead, did the convoy leave) are clustered under constraints of place, date and
//! decisions; inside a question every distinct answer becomes a [`ClaimGroup`] of its own and lists the statements of
//! the other answers as against it. Readers' comments and denials without a figure are attached last: they never
//! hold two clusters together and never give a claim its text.
//!
//! How and why is told in `docs/methods/claims.md` and `docs/design/0002-one-claim-per-answer.md`.

mod answers;
mod candidates;
mod features;
mod interval;
mod known_places;
mod questions;
mod similarity;
#[cfg(test)]
mod tests;
mod wording;
mod words;

use crate::grouping::features::Case;
use crate::grouping::questions::Blocked;
use crate::statements::Setting;
use model::{ClaimGroup, QuoteType, Statement};
use std::collections::BTreeMap;

/// The claims that `statements` make, in order of their ids; what somebody wants or backs makes none. `settings` tell where the stories of their items play, as far as that
/// is known. `blocked` are pairs of statement ids which a person
/// decided not to speak of the same thing. The order of both inputs does not matter; of two statements with one id
/// the first in input order is read.
pub fn claims(statements: &[Statement], settings: &[Setting], blocked: &[[String; 2]]) -> Vec<ClaimGroup> {
    let asserts = |statement: &&Statement| statement.quote_type != QuoteType::Attitude;
    let in_id_order: BTreeMap<&str, &Statement> =
        statements.iter().rev().filter(asserts).map(|s| (s.id.as_str(), s)).collect();
    let case = Case::read(in_id_order.into_values().collect(), settings);
    let blocked = Blocked::read(&case, blocked);
    let questions = questions::find(&case, &blocked);
    let mut drafts: Vec<answers::Draft> = questions.iter().flat_map(|question| answers::of(&case, question)).collect();
    answers::attach_denials(&case, &blocked, &mut drafts);
    answers::attach_comments(&case, &blocked, &mut drafts);
    let mut groups: Vec<ClaimGroup> = drafts.iter().map(|draft| wording::group(&case, draft)).collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups.dedup_by(|later, earlier| later.id == earlier.id);
    groups
}
