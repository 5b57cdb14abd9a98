//! Claims and origins: which statements speak of the same thing, and how many first sources stand behind them.

use crate::{ItemId, TimeKind};
use serde::{Deserialize, Serialize};

/// Where a statement stands towards a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Says it.
    For,
    /// Says something that cannot hold together with it, or denies it.
    Against,
    /// Speaks of it and neither holds.
    Unresolved,
}

/// One statement of a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClaimMember {
    /// The statement.
    pub statement: String,
    /// Where it stands.
    pub stance: Stance,
    /// Which comparison says so.
    pub reason: String,
}

/// Statements that speak of the same thing, before their origins are counted. Every distinct answer to one question
/// (say, two figures that exclude each other) is a claim of its own, and each lists the other's statements as against.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClaimGroup {
    /// Stable id, made of the member statements that are for it.
    pub id: String,
    /// The content of one of its statements, verbatim, chosen by a stated rule.
    pub text: String,
    /// Its statements in order of their ids.
    pub members: Vec<ClaimMember>,
    /// Where they disagree.
    pub disagreements: Vec<Disagreement>,
}

/// What a disagreement is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisagreementKind {
    /// Intervals of one unit that share no number.
    Figure,
    /// Intervals of days that share no day.
    Date,
    /// One denies what the other says.
    Denial,
}

/// Two statements that cannot both hold.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Disagreement {
    /// What about.
    pub kind: DisagreementKind,
    /// The two sides: statement ids.
    pub statements: [String; 2],
    /// Both values in plain words.
    pub text: String,
}

/// How strong a reason is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Named, measured or decided by a person.
    Strong,
    /// May hold or not: the count has a low and a high.
    Weak,
}

/// Number of origins. `low` differs from `high` only where a weak link decides.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct OriginCount {
    /// If all weak links hold.
    pub low: u32,
    /// If none holds.
    pub high: u32,
    /// Ids of the origins.
    pub origins: Vec<String>,
}

/// One step of the way from a statement back to its origin.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoadStep {
    /// From: item name, outlet or person.
    pub from: String,
    /// To.
    pub to: String,
    /// Why: "page says: according to X", "text copy of …", "credit line: via X", "same recording".
    pub reason: String,
    /// How strong.
    pub strength: Strength,
    /// Id of the match that shows it, if a match does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub via_match: Option<String>,
    /// Id of the decision that says it, if a person did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decision: Option<String>,
}

/// The way from a statement back to its origin.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Road {
    /// The statement.
    pub statement: String,
    /// Its stance in this claim.
    pub stance: Stance,
    /// Why it has that stance.
    pub stance_reason: String,
    /// Origin it leads to; `None` = unresolved.
    pub origin: Option<String>,
    /// The steps, the statement's own item first.
    pub steps: Vec<RoadStep>,
}

/// A claim with its origins counted, as `show CASE claims` prints it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Stable id.
    pub id: String,
    /// The content of one of its statements, verbatim.
    pub text: String,
    /// Ids of its statements.
    pub statements: Vec<String>,
    /// Origins that say it.
    pub origins_for: OriginCount,
    /// Origins that say something that cannot hold together with it.
    pub origins_against: OriginCount,
    /// Statements or rings that lead to no origin, in plain words.
    pub unresolved: Vec<String>,
    /// Where the statements disagree.
    pub disagreements: Vec<Disagreement>,
    /// The way of each statement.
    pub roads: Vec<Road>,
    /// What would change the number, in plain words.
    pub would_change: Vec<String>,
}

/// Earliest known appearance of an origin's content.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OriginFirst {
    /// The item.
    pub item: ItemId,
    /// The time, as it is claimed.
    pub time: String,
    /// What kind of time.
    pub time_kind: TimeKind,
}

/// Why something belongs to an origin.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OriginReason {
    /// In plain words.
    pub text: String,
    /// How strong.
    pub strength: Strength,
}

/// What statements and items go back to: one first source.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// Stable id, made of its key.
    pub id: String,
    /// "BBC report, not in the case".
    pub label: String,
    /// Whether its own item is in the case.
    pub in_case: bool,
    /// Earliest known appearance.
    pub first: Option<OriginFirst>,
    /// Ids of items and statements that go back to it.
    pub members: Vec<String>,
    /// Why they do.
    pub reasons: Vec<OriginReason>,
    /// Origins of the same claim that it was compared with and found apart from.
    pub independent_of: Vec<String>,
}
