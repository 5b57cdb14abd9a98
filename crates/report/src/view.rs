//! What a report is made of: plain values that the shell gathered from a case.

use model::{Claim, CustodyEvent, Decision, Extract, Finding, Item, ItemId, Link, LogTime, Match, Origin, Statement};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything a report shows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseView {
    /// Name of the case.
    pub case_name: String,
    /// When the report is made, RFC 3339, this machine's clock.
    pub made_at: String,
    /// Program and version that makes it.
    pub tool: String,
    /// The log's checkpoint that this report rests on.
    pub checkpoint: CheckpointView,
    /// All items, in the order of their first log entry.
    pub items: Vec<ItemView>,
    /// Matches between them.
    pub matches: Vec<Match>,
    /// Statements in them.
    pub statements: Vec<Statement>,
    /// Claims with their origins counted.
    pub claims: Vec<Claim>,
    /// Origins.
    pub origins: Vec<Origin>,
    /// What people decided.
    pub decisions: Vec<Decision>,
    /// What happened to the case and its items.
    pub custody: Vec<CustodyEvent>,
    /// Log index of each of these.
    pub custody_log_indices: Vec<u64>,
    /// What a person chose to leave out of this view.
    pub left_out: Vec<LeftOut>,
    /// Inputs that were not taken: name and reason.
    pub rejections: Vec<(String, String)>,
    /// What a reader must know.
    pub findings: Vec<Finding>,
    /// Larger pictures that stand beside the pages.
    pub looks: LooksView,
    /// What the report shows of it.
    pub settings: ReportSettings,
}

/// Which larger pictures stand beside the pages. Their bytes are not part of the view: whoever writes or serves the pages
/// puts them where [`crate::sheet_path`], [`crate::comparison_path`] and [`crate::clip_path`] say.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LooksView {
    /// Recordings with a contact sheet.
    pub sheets: BTreeSet<ItemId>,
    /// Ids of matches with a comparison.
    pub comparisons: BTreeSet<String>,
    /// Ids of matches with a clip.
    pub clips: BTreeSet<String>,
}

/// The log's newest checkpoint.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckpointView {
    /// Name of the log.
    pub origin: String,
    /// Number of entries it covers.
    pub size: u64,
    /// Root of the Merkle tree, Base64.
    pub root_base64: String,
    /// Public key that signed it, as a signed-note verifier key.
    pub key: String,
    /// Trusted timestamps that hold, the earliest first; none = not yet timestamped.
    pub timestamps: Vec<StampView>,
}

impl CheckpointView {
    /// The earliest stamp that covers a log entry; `None` = not yet timestamped.
    pub fn stamp_of(&self, log_index: u64) -> Option<&StampView> {
        self.timestamps.iter().find(|stamp| log_index < stamp.covers_entries)
    }
}

/// A trusted timestamp that was checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StampView {
    /// Its number.
    pub number: u64,
    /// The covered entries existed then.
    pub time: LogTime,
    /// The first so many entries of the log are covered.
    pub covers_entries: u64,
    /// Whom the authority's certificate names.
    pub authority: String,
    /// Whom its root certificate names.
    pub root: String,
    /// SHA-256 of that certificate.
    pub root_sha256: ItemId,
}

/// Something that was left out, and the original that has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeftOut {
    /// `item`, `block`, `fields`, `original`, `log_entry` or `texts_of_log_entry`.
    pub what: String,
    /// SHA-256 of the original.
    pub original_sha256: ItemId,
    /// Its length.
    pub size_bytes: u64,
    /// Number of the block, where it is one.
    pub block: Option<u32>,
    /// First byte of the block in the item's text.
    pub start_byte: Option<usize>,
    /// End of it.
    pub end_byte: Option<usize>,
    /// Index of the log entry, where it is one.
    pub log_index: Option<u64>,
    /// The switch that left fields out.
    pub kind: Option<Sensitive>,
    /// Names of fields, never their values.
    pub fields: Vec<String>,
}

impl LeftOut {
    /// Something of an item.
    pub fn of(item: ItemId, what: &str, size_bytes: u64) -> LeftOut {
        LeftOut {
            what: what.to_owned(),
            original_sha256: item,
            size_bytes,
            block: None,
            start_byte: None,
            end_byte: None,
            log_index: None,
            kind: None,
            fields: Vec::new(),
        }
    }

    /// Fields of an item that a switch leaves out.
    pub fn of_fields(item: ItemId, size_bytes: u64, kind: Sensitive, fields: Vec<String>) -> LeftOut {
        LeftOut { kind: Some(kind), fields, ..LeftOut::of(item, "fields", size_bytes) }
    }

    /// A log entry, or texts of it.
    pub fn of_entry(item: ItemId, size_bytes: u64, what: &str, log_index: u64, fields: Vec<String>) -> LeftOut {
        LeftOut { log_index: Some(log_index), fields, ..LeftOut::of(item, what, size_bytes) }
    }
}

/// One item with what was derived from it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ItemView {
    /// The item and its captures.
    pub item: Item,
    /// What was derived from it alone.
    #[serde(default)]
    pub extract: Extract,
    /// A small JPEG of it. Metadata segments are cut out before it goes into a report.
    #[serde(default, skip_serializing)]
    pub thumbnail_jpeg: Option<Vec<u8>>,
    /// Links out of it, targets resolved to items where the case holds them.
    #[serde(default)]
    pub links: Vec<Link>,
}

impl ItemView {
    /// Identity of the item.
    pub fn id(&self) -> ItemId {
        self.item.id
    }
}

/// What a report shows and what it leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSettings {
    /// What is left out.
    pub redact: Redact,
    /// Comments stand folded.
    pub fold_comments: bool,
}

impl Default for ReportSettings {
    fn default() -> ReportSettings {
        ReportSettings { redact: Redact::default(), fold_comments: true }
    }
}

/// One switch for each kind of thing that can put a person at risk. `true` = left out, which is the default for all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Redact {
    /// Positions in file metadata.
    pub gps: bool,
    /// Serial numbers and unique ids of devices and lenses.
    pub device_serials: bool,
    /// Authors, artists, owners and editors that a file names in its metadata.
    pub file_authors: bool,
    /// Accounts, e-mail addresses, computer names, authors of messages.
    pub user_names: bool,
    /// Folders of the machine an input came from.
    pub machine_paths: bool,
    /// Names of those who wrote comments. They are shown only when this is off *and* a logged decision says so.
    pub comment_authors: bool,
    /// Those who collected, handed over, decided: shown as `person 1`.
    pub people: bool,
    /// Free notes that the operator gave with an input.
    pub operator_notes: bool,
    /// What the team said among itself: statuses, assignments, graphic marks, tags, notes, and who looked at what.
    pub team_marks: bool,
    /// Metadata fields that are not on the list of fields known to be harmless.
    pub other_metadata: bool,
}

impl Default for Redact {
    fn default() -> Redact {
        Redact {
            gps: true,
            device_serials: true,
            file_authors: true,
            user_names: true,
            machine_paths: true,
            comment_authors: true,
            people: true,
            operator_notes: true,
            team_marks: true,
            other_metadata: true,
        }
    }
}

impl Redact {
    /// Nothing is left out. For the desk of the one who works on the case, not for handing over.
    pub fn nothing() -> Redact {
        Redact {
            gps: false,
            device_serials: false,
            file_authors: false,
            user_names: false,
            machine_paths: false,
            comment_authors: false,
            people: false,
            operator_notes: false,
            team_marks: false,
            other_metadata: false,
        }
    }

    /// Whether this kind is left out.
    pub fn hides(&self, kind: Sensitive) -> bool {
        match kind {
            Sensitive::Gps => self.gps,
            Sensitive::DeviceSerials => self.device_serials,
            Sensitive::FileAuthors => self.file_authors,
            Sensitive::UserNames => self.user_names,
            Sensitive::MachinePaths => self.machine_paths,
            Sensitive::CommentAuthors => self.comment_authors,
            Sensitive::People => self.people,
            Sensitive::OperatorNotes => self.operator_notes,
            Sensitive::TeamMarks => self.team_marks,
            Sensitive::OtherMetadata => self.other_metadata,
        }
    }
}

/// The kinds of thing that can put a person at risk; one switch of [`Redact`] each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// Positions in file metadata.
    Gps,
    /// Serial numbers and unique ids of devices and lenses.
    DeviceSerials,
    /// Authors, artists, owners and editors that a file names.
    FileAuthors,
    /// Accounts, e-mail addresses, computer names, authors of messages.
    UserNames,
    /// Folders of the machine an input came from.
    MachinePaths,
    /// Names of those who wrote comments.
    CommentAuthors,
    /// Those who collected, handed over, decided.
    People,
    /// Free notes of the operator.
    OperatorNotes,
    /// What the team said among itself.
    TeamMarks,
    /// Metadata that is not known to be harmless.
    OtherMetadata,
}

impl Sensitive {
    /// All of them, in the order in which they are listed for people.
    pub const ALL: [Sensitive; 10] = [
        Sensitive::Gps,
        Sensitive::DeviceSerials,
        Sensitive::FileAuthors,
        Sensitive::UserNames,
        Sensitive::MachinePaths,
        Sensitive::CommentAuthors,
        Sensitive::People,
        Sensitive::OperatorNotes,
        Sensitive::TeamMarks,
        Sensitive::OtherMetadata,
    ];
}
