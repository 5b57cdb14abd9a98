//! What the lists of the desk are made of: plain values, one for each item, claim, origin and edge.

use model::{ItemId, MatchKind, ShortId, Stance, Tier, TimeKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What kind of thing an item is, for people who look for videos or for pages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// Moving pictures.
    Video,
    /// A picture.
    Image,
    /// Sound alone.
    Audio,
    /// A page of the web.
    Page,
    /// Any other text: articles, mails, chats, tables, PDF.
    Text,
    /// Holds other items.
    Container,
    /// Anything else, and what was not read yet.
    Other,
}

impl MediaKind {
    /// The kind of content of this media type.
    pub fn of(media_type: &str) -> MediaKind {
        const CONTAINERS: &[&str] = &[
            "application/warc",
            "application/warc+gzip",
            "application/x-arc",
            "application/x-arc+gzip",
            "application/zip",
            "application/wacz",
            "application/wacz+zip",
            "application/mbox",
            "multipart/related",
        ];
        let top = media_type.split('/').next().unwrap_or_default();
        match (media_type, top) {
            ("text/html" | "application/xhtml+xml", _) => MediaKind::Page,
            (other, _) if CONTAINERS.contains(&other) => MediaKind::Container,
            ("application/pdf" | "message/rfc822" | "application/json", _) | (_, "text") => MediaKind::Text,
            (_, "video") => MediaKind::Video,
            (_, "image") => MediaKind::Image,
            (_, "audio") => MediaKind::Audio,
            _ => MediaKind::Other,
        }
    }

    /// Its name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            MediaKind::Video => "video",
            MediaKind::Image => "image",
            MediaKind::Audio => "audio",
            MediaKind::Page => "page",
            MediaKind::Text => "text",
            MediaKind::Container => "container",
            MediaKind::Other => "other",
        }
    }
}

/// A claimed time with its kind, and the seconds between which it lies.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskTime {
    /// As it is claimed, RFC 3339 as far as it was given.
    pub time: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// The zone in words.
    pub zone: String,
    /// First second since 1970-01-01T00:00:00Z in which it may lie; a time without a zone lies up to 14 h to either side.
    pub from_s: i64,
    /// Last such second.
    pub to_s: i64,
}

/// A place that a text names, with its coordinates.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskPlace {
    /// The words of the text.
    pub text: String,
    /// Name in the table of places.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
}

/// Whether an item's matches say where it stands on the way from the source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Some match says that another item goes back to it, and none that it goes back to another.
    Source,
    /// Some match says that it goes back to another item.
    Derived,
    /// No match says anything of it.
    #[default]
    Unknown,
}

/// Number of findings by severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FindingCounts {
    /// Worth knowing.
    pub note: u32,
    /// A step is limited.
    pub warn: u32,
    /// A step failed.
    pub error: u32,
}

/// What people marked an item with.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// Where the work on it stands.
    pub status: Option<String>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Whether it shows what may hurt who looks.
    pub is_graphic: bool,
    /// Labels.
    pub tags: BTreeSet<String>,
}

/// One line of the list of items.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskItem {
    /// The item.
    pub id: ItemId,
    /// Its speakable id.
    pub short_id: ShortId,
    /// Name of the first capture.
    pub name: String,
    /// Title as the page gives it.
    pub title: Option<String>,
    /// Kind for people.
    pub kind: MediaKind,
    /// Kind of the content.
    pub media_type: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// Length of a recording, microseconds.
    pub duration_us: Option<i64>,
    /// Who published it, or the host it came from.
    pub outlet: Option<String>,
    /// The earliest time that is claimed for it; our own capture only where nothing else is claimed.
    pub time: Option<DeskTime>,
    /// When it first came to this case (RFC 3339, UTC, this machine's clock).
    pub added: String,
    /// Captures.
    pub n_captures: u32,
    /// Other items that it matches, by confirmed matches that no person rejected.
    pub n_matches: u32,
    /// Statements in it.
    pub n_statements: u32,
    /// Claims that its statements speak of.
    pub n_claims: u32,
    /// Where its matches say that it stands.
    pub standing: Standing,
    /// The place that its statements name most.
    pub place: Option<DeskPlace>,
    /// Findings about it.
    pub findings: FindingCounts,
    /// Whether a thumbnail is kept.
    pub has_thumbnail: bool,
    /// Whether its bytes were disposed of.
    pub is_disposed: bool,
    /// What people marked it with.
    #[serde(default)]
    pub marks: Marks,
}

/// Number of origins: `low` if all weak links hold, `high` if none does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OriginSpan {
    /// If all weak links hold.
    pub low: u32,
    /// If none holds.
    pub high: u32,
}

/// The figures that the statements of a claim give, of the unit that most of them count.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskFigures {
    /// Class of what is counted.
    pub unit: String,
    /// Lowest bound of the figures for the claim; `None` = unbounded.
    pub low: Option<f64>,
    /// Highest bound of the figures for the claim; `None` = unbounded.
    pub high: Option<f64>,
    /// Each interval once, those for the claim first, the lowest first.
    pub said: Vec<DeskFigure>,
    /// Intervals that are not among them.
    pub n_left_out: u32,
}

/// An interval that statements give.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskFigure {
    /// Where these statements stand towards the claim.
    pub stance: Stance,
    /// Lower bound; `None` = unbounded.
    pub low: Option<f64>,
    /// Upper bound; `None` = unbounded.
    pub high: Option<f64>,
    /// How many statements give it.
    pub n_statements: u32,
}

/// Who speaks of a claim, and how.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct DeskVoice {
    /// Id of the origin, or the name of the outlet; empty = an item whose outlet is not known.
    pub id: String,
    /// Label of the origin, or the name of the outlet.
    pub name: String,
    /// Where it stands towards the claim.
    pub stance: Stance,
    /// In how many items.
    pub n_items: u32,
}

/// One line of the list of claims.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskClaim {
    /// Stable id.
    pub id: String,
    /// The content of one of its statements, verbatim.
    pub text: String,
    /// Origins that say it.
    pub origins_for: OriginSpan,
    /// Origins that say what cannot hold together with it.
    pub origins_against: OriginSpan,
    /// Statements or rings that lead to no origin.
    pub n_unresolved: u32,
    /// Its statements.
    pub n_statements: u32,
    /// Items with these statements.
    pub n_items: u32,
    /// Pairs of statements that cannot both hold.
    pub n_disagreements: u32,
    /// Figures for it.
    pub figures: Option<DeskFigures>,
    /// Earliest time of its items.
    pub first: Option<DeskTime>,
    /// Outlets whose items speak of it, those in most items first.
    pub outlets: Vec<DeskVoice>,
    /// Origins that speak of it, those in most items first.
    pub origins: Vec<DeskVoice>,
    /// Outlets and origins that are not among them.
    pub n_voices_left_out: u32,
}

/// What a claim is joined with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ClaimTies {
    /// Items with statements that speak of it.
    pub items: BTreeSet<ItemId>,
    /// Ids of origins that say it or its contrary.
    pub origins: Vec<String>,
    /// Places with coordinates that its statements name, each once.
    pub places: Vec<ClaimPlace>,
}

/// A place that statements of a claim name.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ClaimPlace {
    /// The place.
    pub place: DeskPlace,
    /// Items in which they name it.
    pub n_items: u32,
}

/// A first source, as a node of the graph.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeskOrigin {
    /// Stable id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Whether its own item is in the case.
    pub in_case: bool,
    /// Earliest known appearance.
    pub first: Option<DeskTime>,
}

/// Why two nodes of the graph are joined.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DeskEdge {
    /// Statements of an item go back to an origin.
    GoesBackTo {
        /// The item.
        item: ItemId,
        /// The origin.
        origin: String,
        /// How many statements.
        n_statements: u32,
        /// Whether every way is strong; else a weak link decides.
        is_strong: bool,
        /// The first claim that one of these statements speaks of.
        claim: String,
        /// The first of these statements in that claim.
        statement: String,
        /// The last step of its way, in plain words.
        reason: String,
    },
    /// Two items match in one way.
    Matches {
        /// Nearer the source where the direction is known, else the smaller id.
        from: ItemId,
        /// The other item.
        to: ItemId,
        /// In which way.
        kind: MatchKind,
        /// The best tier of them.
        tier: Tier,
        /// Whether the direction is known.
        is_directed: bool,
        /// Matching segments.
        n_segments: u32,
        /// The highest score.
        score_0_1: f64,
        /// Id of the match with that score.
        match_id: String,
        /// The first reason of that match, in plain words.
        reason: String,
        /// Whether a person accepted one of them.
        is_accepted: bool,
    },
}
