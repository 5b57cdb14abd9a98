//! Ground state as it is logged: each entry is one leaf of the log, serialised as JSON with the field order below.

use crate::{ContainerRef, ItemId, OperatorClaims};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One entry of the log.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum LogEntry {
    /// The case was made. Always entry 0.
    CaseCreated {
        /// Format of the entries; this is 1.
        format: u32,
        /// This machine's clock, RFC 3339 UTC.
        time: String,
        /// Program and version.
        tool: String,
        /// Random, so that two cases never share a root: 32 hex digits.
        case_id: String,
    },
    /// Bytes came to us.
    Captured {
        /// The item.
        item: ItemId,
        /// Its length in bytes.
        size_bytes: u64,
        /// Path relative to the source, bytes that are not UTF-8 as `\xNN`; for a member its name in the container.
        name: String,
        /// This machine's clock, RFC 3339 UTC.
        time: String,
        /// Program and version.
        tool: String,
        /// For a member: where it lies.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        container: Option<ContainerRef>,
        /// For a member: URL that the container gives.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        container_url: Option<String>,
        /// For a member: capture time that the container gives.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        container_time: Option<String>,
        /// What the operator said.
        #[serde(skip_serializing_if = "OperatorClaims::is_empty", default)]
        claimed: OperatorClaims,
    },
    /// An input was not taken, with the reason: every input is accounted for.
    Rejected {
        /// Path relative to the source.
        name: String,
        /// Why.
        reason: String,
        /// This machine's clock.
        time: String,
    },
    /// A person decided something.
    Decided(Decision),
    /// Something happened to the case or an item.
    Custody(CustodyEvent),
    /// An authority stamped an earlier checkpoint of this log.
    Stamped(StampRecord),
    /// Another key signs from here on.
    KeyRotated {
        /// The note by which the key so far names the new one, verbatim (docs/formats/log.md).
        authorization: String,
        /// Why, in the person's words; empty when nothing was said.
        why: String,
        /// Who did it.
        by: String,
        /// This machine's clock.
        time: String,
        /// Program and version.
        tool: String,
    },
    /// This case goes on from another one whose log cannot be added to any more.
    Continues {
        /// The first public key of the other log.
        key: String,
        /// The notes of its key rotations; empty when there was none.
        #[serde(skip_serializing_if = "String::is_empty", default)]
        key_rotations: String,
        /// Its last signed checkpoint, verbatim.
        checkpoint: String,
        /// Why, in the person's words.
        why: String,
        /// Who did it.
        by: String,
        /// This machine's clock.
        time: String,
        /// Program and version.
        tool: String,
    },
}

/// A trusted timestamp that was received and kept: what it covers, and every file of it by its hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StampRecord {
    /// Number of the stamp; its files lie in `log/timestamps/` under it.
    pub stamp: u64,
    /// Entries of the log at the checkpoint that was stamped.
    pub checkpoint_size: u64,
    /// Name of the authority in the settings of the case.
    pub authority: String,
    /// The time that the token states, RFC 3339 UTC.
    pub stamped_at: String,
    /// SHA-256 of each file of the stamp, by name.
    pub files: BTreeMap<String, ItemId>,
    /// When it was received, this machine's clock, RFC 3339 UTC.
    pub time: String,
    /// Program and version.
    pub tool: String,
}

/// What a person decided, and why.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// Stable id.
    pub id: String,
    /// What.
    pub what: DecisionKind,
    /// Why, in the person's words; empty for a mark that speaks for itself.
    pub why: String,
    /// Who.
    pub by: String,
    /// When, this machine's clock, RFC 3339 UTC.
    pub time: String,
    /// The later decision that undid it; never in the log entry itself, filled when decisions are read.
    #[serde(default)]
    pub undone_by: Option<String>,
    /// Index of its entry in the log, by which decisions are in order whatever the clocks said; never in the log entry
    /// itself, filled when decisions are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_index: Option<u64>,
}

/// The kinds of decision. The last five before `Undo` are *marks*: what a team says of items for its own work. Nothing
/// derived rests on them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DecisionKind {
    /// This match does not hold.
    RejectMatch {
        /// Id of the match.
        match_id: String,
    },
    /// This match holds, though weak.
    AcceptMatch {
        /// Id of the match.
        match_id: String,
    },
    /// These two origins are one source.
    SameSource {
        /// Ids of the two origins.
        origins: [String; 2],
    },
    /// This statement or item does not go back to this origin: it stands for itself.
    Split {
        /// Id of a statement, or of an item.
        member: String,
        /// Id of the origin it leaves.
        origin: String,
    },
    /// These two statements do not speak of the same thing.
    NotSameClaim {
        /// Ids of the two statements.
        statements: [String; 2],
    },
    /// Show the real author names of comments in this item.
    ShowAuthors {
        /// The item.
        item: ItemId,
    },
    /// How far the team is with this item.
    SetStatus {
        /// The item.
        item: ItemId,
        /// From now on.
        status: ItemStatus,
    },
    /// Who of the team has this item in hand.
    Assign {
        /// The item.
        item: ItemId,
        /// User name; empty = nobody. Sealed in the log.
        to: String,
    },
    /// Whether this item may be hard to look at.
    MarkGraphic {
        /// The item.
        item: ItemId,
        /// `true` = it may.
        graphic: bool,
    },
    /// A word of the team on this item; undoing takes it off.
    Tag {
        /// The item.
        item: ItemId,
        /// The word or words. Sealed in the log.
        tag: String,
    },
    /// A comment of the team.
    Note {
        /// Id of an item (64 hex digits), match, statement, claim or origin.
        about: String,
        /// Plain text; `@name` is no more than these letters. Sealed in the log.
        text: String,
    },
    /// Take an earlier decision back.
    Undo {
        /// Id of that decision.
        decision: String,
    },
}

/// How far a team is with an item. The words are those that investigators' trackers use.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// Nobody began.
    #[default]
    ToDo,
    /// Somebody works on it.
    InProgress,
    /// Whoever works on it needs others.
    HelpNeeded,
    /// Done, and to be read by a second person.
    ReadyForReview,
    /// Done and read.
    Completed,
    /// Not to be done.
    Cancelled,
}

impl ItemStatus {
    /// All of them, in the order of work.
    pub const ALL: [ItemStatus; 6] = [
        ItemStatus::ToDo,
        ItemStatus::InProgress,
        ItemStatus::HelpNeeded,
        ItemStatus::ReadyForReview,
        ItemStatus::Completed,
        ItemStatus::Cancelled,
    ];
}

/// What happened to a case or an item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustodyEvent {
    /// What.
    pub what: CustodyKind,
    /// The items, or empty for the whole case.
    pub items: Vec<ItemId>,
    /// In plain words: to whom, how, result of a check.
    pub text: String,
    /// Who.
    pub by: String,
    /// When, this machine's clock, RFC 3339 UTC.
    pub time: String,
    /// Program and version.
    pub tool: String,
}

/// The kinds of custody event that the Berkeley Protocol names, and who looked at what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustodyKind {
    /// Collected by us.
    Collected,
    /// Received from somebody.
    Received,
    /// Copied.
    Copied,
    /// Analysed.
    Analysed,
    /// Exported.
    Exported,
    /// Handed over.
    Transferred,
    /// Disposed of.
    Disposed,
    /// Re-hashed and re-proved.
    Checked,
    /// Looked at, where the items are marked as graphic or sensitive: who saw what.
    Viewed,
}
