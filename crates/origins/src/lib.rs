//! Matches, statements and decisions to origins and counts: what goes back to whom, and how many first sources stand
//! behind each claim.
//!
//! The story, module by module: [`decisions`] reads what people decided; [`roster`] learns which names are one source,
//! also from where [`introductions`] finds somebody introduced;
//! [`recordings`] finds which recordings are one; [`passages`] finds which statements stand in copied text; [`sources`]
//! says of every statement whom it names; [`roads`] follows each statement back inside its claim; [`mentions`] finds
//! sources that a page names without saying that it has the answer from them; [`weak`] lists what
//! may or may not be one; [`counting`] counts and lets a later figure revise an earlier one; [`listing`] names the
//! origins with their members and reasons.
//!
//! The definition that is counted by is told in `docs/methods/origins.md`. Nothing here says whether a claim holds.

mod case;
mod counting;
mod decisions;
mod introductions;
mod listing;
mod mentions;
mod moment;
mod names;
mod passages;
mod recordings;
mod roads;
mod roster;
mod short_bodies;
mod sources;
mod unions;
mod vocabulary;
mod weak;
mod wording;

use model::{Block, Claim, ClaimGroup, ClaimedTime, Credit, Decision, ItemId, Link, Match, Origin, Statement};

/// What is counted from. The order of no list matters.
pub struct OriginsInput<'a> {
    /// The items of the case.
    pub items: &'a [ItemFacts],
    /// What they say.
    pub statements: &'a [Statement],
    /// Which of it speaks of the same thing.
    pub groups: &'a [ClaimGroup],
    /// What matches what; weak ones too, they make `low` and `high` differ.
    pub matches: &'a [Match],
    /// What people decided. Undone ones are left out of account.
    pub decisions: &'a [Decision],
}

/// What must be known of an item.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemFacts {
    /// The item.
    pub item: ItemId,
    /// Name of its first capture.
    pub name: String,
    /// Speakable id.
    pub short_id: String,
    /// Kind of the content; `video/…`, `audio/…` and `image/…` are recordings.
    pub media_type: String,
    /// Publisher as the page claims it, or the host it came from.
    pub outlet: Option<String>,
    /// Where it was published, as claimed.
    pub url: Option<String>,
    /// Times it claims.
    pub times: Vec<ClaimedTime>,
    /// Its credit lines taken apart.
    pub credits: Vec<Credit>,
    /// Links out of it.
    pub links: Vec<Link>,
    /// Its blocks; role, number, place, text and `posted_at` suffice.
    pub blocks: Vec<Block>,
}

/// Origins and counts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OriginsOutput {
    /// In order of their ids.
    pub origins: Vec<Origin>,
    /// In order of their ids, one for each group.
    pub claims: Vec<Claim>,
    /// Decisions that could not be applied: id of the decision, and why.
    pub unapplied: Vec<(String, String)>,
}

/// Follows every statement back and counts the origins of every claim.
///
/// The result depends on the content of the input only, not on the order of its lists; ids of origins are made of what
/// they are, so they stay when items are added.
pub fn count(input: &OriginsInput) -> OriginsOutput {
    let decisions = decisions::Decisions::read(input.decisions);
    let roster = roster::Roster::read(input.items, input.statements);
    let case = case::Case::read(input, &decisions, roster);
    let roads = roads::follow(&case);
    let identities = listing::Identities::settle(&case, &roads);
    let counted = counting::count(&case, &roads, &identities);
    let mut origins = listing::origins(&case, &roads, &identities, &counted);
    origins.sort_by(|a, b| a.id.cmp(&b.id));
    let unapplied = decisions::unapplied(&case, &identities);
    let claims = counted.into_iter().map(|counted| counted.claim).collect();
    OriginsOutput { origins, claims, unapplied }
}
