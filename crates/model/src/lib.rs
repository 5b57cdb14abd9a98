//! The words of Firsthand as types. Data only: nothing here reads a file, a clock or the network, and no
//! function decides anything. One concept has one name, in code, in the screens and in GLOSSARY.md.
//!
//! Field names that leave the program through `--json` are the contract of `docs/formats/`: they may gain
//! neighbours, they are never renamed.

mod case_log;
mod claim;
mod extract;
mod id;
mod item;
mod matching;
mod media;
mod moment;
mod span;
mod statement;
mod time;

pub use case_log::{CustodyEvent, CustodyKind, Decision, DecisionKind, ItemStatus, LogEntry, StampRecord};
pub use claim::{
    Claim, ClaimGroup, ClaimMember, Disagreement, DisagreementKind, Origin, OriginCount, OriginFirst, OriginReason,
    Road, RoadStep, Stance, Strength,
};
pub use extract::{
    Block, BlockRole, Credit, CreditRole, Extract, Finding, FindingDraft, Link, LinkKind, MetadataField, NamedAuthor,
    Severity,
};
pub use id::{ItemId, ItemIdError, ShortId, stable_id};
pub use item::{
    Capture, ContainerRef, Item, MemberCoding, MemberRef, Needed, NeededKind, OperatorClaims, SegmentPlace, ToldFile,
    TransferCoding, escape_bytes,
};
pub use matching::{Direction, Extent, Match, MatchKind, MatchSide, Tier, Transform};
pub use media::{MediaFacts, PixelFormat, Pixels, SoundChunk};
pub use moment::Moment;
pub use span::{Region, SpanText, TextSpan, TimeSpan};
pub use statement::{
    ChainLink, DateKind, DateMention, DateStatus, Figure, Granularity, PlaceAlternative, PlaceMention, QuoteType,
    Statement,
};
pub use time::{ClaimedTime, LogTime, TimeKind};
