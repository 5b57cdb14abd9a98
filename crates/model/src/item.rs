//! Items and captures: what we hold and how it came to us.

use crate::{ItemId, ShortId};
use serde::{Deserialize, Serialize};

/// One preserved original with all its captures, as `show CASE items` prints it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// SHA-256 of the bytes.
    pub id: ItemId,
    /// Speakable id inside the case.
    pub short_id: ShortId,
    /// The same SHA-256, under the name that other tools look for.
    pub sha256: ItemId,
    /// Length in bytes.
    pub size_bytes: u64,
    /// Kind of the content, told from the content; `application/octet-stream` when not known.
    pub media_type: String,
    /// Name of the first capture.
    pub name: String,
    /// How it came to us, oldest log entry first.
    pub captures: Vec<Capture>,
}

/// How, when, by whom, from where and with what tool bytes came to us, and what the operator said of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Capture {
    /// Path relative to the source that was given; bytes that are not UTF-8 as `\xNN`.
    pub name: String,
    /// When it came to us (RFC 3339, UTC, this machine's clock); for a container's member the time that the container
    /// gives for it, if it gives one.
    pub time: String,
    /// What kind of time that is.
    pub time_kind: crate::TimeKind,
    /// Who collected it, as the operator says.
    pub by: Option<String>,
    /// From where: URL, or from whom it was received, as the operator or the container says.
    pub from: Option<String>,
    /// Program and version that took it in.
    pub tool: String,
    /// The container that holds it, for a member.
    pub container: Option<ContainerRef>,
    /// Index of its entry in the log.
    pub log_index: u64,
    /// What the operator said, logged as claimed.
    #[serde(default, skip_serializing_if = "OperatorClaims::is_empty")]
    pub claimed: OperatorClaims,
}

/// What the operator told `add` about a file, or a table that was handed over with it. All of it is a claim.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OperatorClaims {
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// From whom it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_from: Option<String>,
    /// Who collected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected_by: Option<String>,
    /// When it was seen at its place, as typed, checked to be a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl OperatorClaims {
    /// Whether the operator said nothing.
    pub fn is_empty(&self) -> bool {
        *self == OperatorClaims::default()
    }
}

/// Where a member's bytes lie inside its container.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct ContainerRef {
    /// The container, an item itself (perhaps a member of another container).
    pub container: ItemId,
    /// First byte of the stored record or entry in the container.
    pub offset: u64,
    /// Length of the stored record or entry, bytes.
    pub length: u64,
    /// How to come from those bytes to the member's payload.
    pub coding: MemberCoding,
}

/// What has to be undone, in order, to come from the stored bytes of a member to its payload.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MemberCoding {
    /// A WARC record. `gzip`: the stored bytes are one gzip member. The payload is the record's block, with the HTTP
    /// head, transfer coding and content coding removed when the record is an HTTP response.
    WarcRecord {
        /// Whether the record is gzip-compressed.
        gzip: bool,
        /// Bytes of the unpacked gzip member that come before the record: 0 where each record is a gzip member of its
        /// own, as it should be; more where one member holds several records.
        #[serde(default, skip_serializing_if = "is_zero")]
        skip_bytes: u64,
        /// For a capture that a revisit record tells of: the first byte of that record (of its gzip member where it
        /// is packed) in the container. Offset and length are then those of the record that holds the payload.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revisit_at: Option<u64>,
    },
    /// A WARC record that was split into segments. Offset and length cover all from the first segment to the end of
    /// the last; the payload is taken from the joined blocks as from one.
    WarcSegments {
        /// Whether the segments are gzip-compressed.
        gzip: bool,
        /// Where each segment lies, in order.
        pieces: Vec<SegmentPlace>,
    },
    /// A part of a MIME message (MHTML, e-mail); offset and length are those of the part's body.
    MimePart {
        /// What has to be undone.
        transfer: TransferCoding,
    },
    /// Bytes that a page holds in itself, in a `data:` URL; offset and length are those of the Base64 text.
    DataUrl,
    /// Bytes that lie in the container as they are, such as a JPEG file in a PDF.
    Stretch,
    /// A ZIP entry; offset and length are those of the local header and everything up to the end of its data.
    ZipEntry {
        /// ZIP compression method: 0 stored, 8 deflated.
        method: u16,
    },
}

/// Where one segment of a record lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct SegmentPlace {
    /// First byte of the record, or of its gzip member, counted from the member's offset.
    pub offset: u64,
    /// Bytes of the unpacked gzip member that come before the record.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub skip_bytes: u64,
}

/// Transfer codings of MIME (RFC 2045, 6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferCoding {
    /// 7bit, 8bit, binary, or one that is not known: the bytes as they stand.
    Identity,
    /// Base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
}

fn is_zero(value: &u64) -> bool {
    *value == 0
}

/// A member that a container's reader found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MemberRef {
    /// Identity of the payload (codings removed).
    pub item: ItemId,
    /// Length of the payload in bytes.
    pub size_bytes: u64,
    /// Name inside the container: entry path, or the URL of a record. Bytes that are not UTF-8 as `\xNN`.
    pub name: String,
    /// Where it lies. The `container` field is filled by the shell.
    pub offset: u64,
    /// Length of the stored bytes.
    pub length: u64,
    /// How to decode them.
    pub coding: MemberCoding,
    /// URL that the container gives for it.
    pub url: Option<String>,
    /// Capture time that the container gives for it, RFC 3339.
    pub captured_at: Option<String>,
    /// Content type that the container claims.
    pub claimed_media_type: Option<String>,
    /// Digest of the payload that the container declares, where it fits: `sha1:` or `sha256:` and lower-case hex.
    /// Revisit records of other containers refer to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_digest: Option<String>,
}

/// Something that a container names and does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Needed {
    /// What kind of thing.
    pub what: NeededKind,
    /// Its digest as the container gives it: algorithm, colon, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// File name, URL or record id, as the container gives it.
    pub name: String,
}

/// Kinds of [`Needed`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeededKind {
    /// A WACZ that holds a part of the crawl.
    Wacz,
    /// The payload that a revisit record refers to.
    Payload,
}

/// What a table or a list of hashes says of another file. All of it is a claim.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ToldFile {
    /// Where it is said: `row 3`.
    pub place: String,
    /// Names under which the file may be found: paths, keys, URLs of storages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// SHA-256 that is said to be its.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<ItemId>,
    /// The claims as they are logged with the file.
    #[serde(skip_serializing_if = "OperatorClaims::is_empty")]
    pub claims: OperatorClaims,
}

/// Bytes of a foreign name as text that is safe to keep and to print: valid UTF-8 stays, other bytes become `\xNN`.
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}
