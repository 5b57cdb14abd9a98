//! Statements: who says what, according to whom, with figures, dates and places.

use crate::{ItemId, SpanText, Tier};
use serde::{Deserialize, Serialize};

/// An attributed utterance. All offsets count bytes of the item's extracted text.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Stable id: made of item, content span, source span and rule.
    pub id: String,
    /// The item.
    pub item: ItemId,
    /// Number of the block it stands in.
    pub block: u32,
    /// The words that name the source; `None` for an outlet's own assertion or an elided source.
    pub source: Option<SpanText>,
    /// The words that attribute: "said", "according to".
    pub cue: Option<SpanText>,
    /// What is said. First to last byte; `parts` where it is broken by the attribution.
    pub content: SpanText,
    /// The pieces of a broken content, in order; one piece otherwise.
    pub parts: Vec<SpanText>,
    /// Name of the speaker as resolved; `None` = not known.
    pub speaker: Option<String>,
    /// How the speaker was found: `span`, `pronoun`, `previous source`, `author`, `outlet`, `unresolved`.
    pub resolved_by: String,
    /// Who passed it on, outermost first, the speaker last.
    pub chain: Vec<ChainLink>,
    /// Kind of quotation.
    pub quote_type: QuoteType,
    /// Rule that decided.
    pub rule: String,
    /// "reportedly", "allegedly", "thought to have", "some" - verbatim, lower-cased.
    pub hedges: Vec<String>,
    /// The source denies or the content is negated.
    pub denial: bool,
    /// Figures in the content.
    pub figures: Vec<Figure>,
    /// Dates in the content.
    pub dates: Vec<DateMention>,
    /// Places in the content.
    pub places: Vec<PlaceMention>,
    /// Confirmed by a rule, or only proposed.
    pub tier: Tier,
}

/// One who passed a statement on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChainLink {
    /// Name or description.
    pub name: String,
    /// What it is in the chain: `outlet`, `person`, `body`, `unnamed`, `witness`, `footage`, `commenter`, `author`.
    pub role: String,
    /// The item that is this outlet's own, for the outermost.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<ItemId>,
    /// Where the name stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start_byte: Option<usize>,
    /// End of that place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub end_byte: Option<usize>,
}

/// Kind of quotation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteType {
    /// Within quotation marks.
    Direct,
    /// Partly within quotation marks.
    Mixed,
    /// Reported speech.
    Indirect,
    /// "Footage shows ...".
    Evidential,
    /// What somebody wants, plans, asks for, backs or condemns: told of the source, and no report of an event. No claim is
    /// made of it.
    Attitude,
    /// The outlet's own assertion with nobody named.
    Own,
}

/// A number with its unit, as an interval. `low` = `None`: no lower bound; `high` = `None`: no upper bound.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// Verbatim.
    pub text: String,
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Lower bound, inclusive.
    pub low: Option<f64>,
    /// Upper bound, inclusive.
    pub high: Option<f64>,
    /// Class of what is counted: `dead`, `wounded`, `missing`, `casualties`, `fighters`, `family members`, or the
    /// lower-cased lemma of the noun.
    pub unit: Option<String>,
    /// `some`, `about`, `at least`, `up to`, `more than`, `fewer than`, `between`, `dozens`, `higher than`; `None` = exact.
    pub modifier: Option<String>,
}

/// Fineness of a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    /// A minute or finer.
    Minute,
    /// An hour or part of a day.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month or a part of it.
    Month,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Longer or other.
    Other,
}

/// How a date is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Day, month and year, or as many as its granularity needs.
    Absolute,
    /// Needs a reference date: "Tuesday", "a week ago", "late November" without a year.
    Relative,
}

/// Whether a date could be resolved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateStatus {
    /// `from` and `to` hold.
    Resolved,
    /// They are `None`; `reason` says why.
    Unresolved,
}

/// A date as an interval with its granularity and the rule that read it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DateMention {
    /// Verbatim.
    pub text: String,
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// First day, ISO 8601, inclusive.
    pub from: Option<String>,
    /// Last day, ISO 8601, inclusive.
    pub to: Option<String>,
    /// How fine it is.
    pub granularity: Granularity,
    /// How it is given.
    pub kind: DateKind,
    /// Whether it is resolved.
    pub status: DateStatus,
    /// Rule that read it.
    pub rule: String,
    /// Why it is not resolved.
    pub reason: Option<String>,
}

/// A place by name, with its coordinates where the gazetteer knows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Verbatim.
    pub text: String,
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Name in the gazetteer.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// Other places of that name.
    pub alternatives: Vec<PlaceAlternative>,
}

/// Another place of the same name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlaceAlternative {
    /// Name with its country.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
}
