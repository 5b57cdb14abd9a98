//! What shell and worker say to each other: frames of a JSON head and raw bytes, each with its length in front.

use crate::drawing::DrawOrder;
use crate::limits::{self, Limits};
use crate::look::Look;
use crate::sandbox::Room;
use model::{Extract, ItemId, MemberCoding, PixelFormat};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// A path as it goes over the wire: its bytes, which need not be UTF-8.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct PathBytes(Vec<u8>);

impl From<&Path> for PathBytes {
    fn from(path: &Path) -> PathBytes {
        PathBytes(path.as_os_str().as_bytes().to_vec())
    }
}

impl PathBytes {
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(OsString::from_vec(self.0.clone()))
    }
}

/// One step from a container to a member of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MemberStep {
    /// First byte of the stored record or entry.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// How to come from those bytes to the payload.
    pub coding: MemberCoding,
}

/// The first frame that a worker gets: how it is to lock itself up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Setup {
    pub(crate) room: Room,
    pub(crate) limits: Limits,
}

/// Where a job finds the bytes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct JobSource {
    /// The outermost file; `None`: the bytes are the raw part of the frame.
    pub(crate) path: Option<PathBytes>,
    pub(crate) steps: Vec<MemberStep>,
    pub(crate) claimed_media_type: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
    /// Time the worker may give a decoder, milliseconds.
    pub(crate) decoder_time_ms: u64,
}

/// What is to be done with the bytes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// Read it as what it is.
    Extract,
    /// Hash it.
    Identify,
    /// Hand the bytes over.
    Copy,
    /// Give what a person may see of it, a page.
    Page,
    /// Take pictures out of it.
    Look(Look),
    /// Draw of the pictures that come with the job; there is no item.
    Draw(Box<DrawOrder>),
}

impl Task {
    /// Whether the answer is an extract, in which every trouble is a finding.
    pub(crate) fn gives_extract(&self) -> bool {
        matches!(self, Task::Extract | Task::Look(_))
    }

    /// Whether programs of others may be needed.
    pub(crate) fn needs_tools(&self) -> bool {
        matches!(self, Task::Extract | Task::Look(_) | Task::Draw(_))
    }
}

/// One job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) task: Task,
    pub(crate) source: JobSource,
}

/// What a worker says. `Kind`, `Picture`, `Sound`, `Thumbnail` and `Bytes` may come many times; each of the others
/// ends the job.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reply {
    Kind {
        media_type: String,
    },
    Picture {
        time_us: Option<i64>,
        width_px: usize,
        height_px: usize,
        format: PixelFormat,
    },
    Sound {
        start_us: i64,
        rate_hz: u32,
    },
    Thumbnail,
    Bytes,
    /// This item needs a worker of its own.
    NeedsOwnWorker,
    Done {
        extract: Box<Extract>,
    },
    Identified {
        item: ItemId,
        size_bytes: u64,
    },
    /// The task could not be done; the text says why.
    Failed {
        text: String,
    },
}

/// Writes one frame: two lengths (32-bit little-endian: head, body), the head as JSON, the body.
pub(crate) fn write_frame(out: &mut impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let too_long = |_| io::Error::new(io::ErrorKind::InvalidInput, "a frame is longer than 4 GiB");
    out.write_all(&u32::try_from(head.len()).map_err(too_long)?.to_le_bytes())?;
    out.write_all(&u32::try_from(body.len()).map_err(too_long)?.to_le_bytes())?;
    out.write_all(&head)?;
    out.write_all(body)?;
    out.flush()
}

/// Reads one frame; `None` at the end of the stream.
pub(crate) fn read_frame<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut lengths = [0u8; 8];
    if input.read(&mut lengths[..1])? == 0 {
        return Ok(None);
    }
    input.read_exact(&mut lengths[1..])?;
    let [a, b, c, d, e, f, g, h] = lengths;
    let head_bytes = u64::from(u32::from_le_bytes([a, b, c, d]));
    let body_bytes = u64::from(u32::from_le_bytes([e, f, g, h]));
    if head_bytes > limits::FRAME_HEAD_BYTES || body_bytes > limits::FRAME_BODY_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is longer than its limit"));
    }
    let head = read_exactly(input, head_bytes)?;
    let body = read_exactly(input, body_bytes)?;
    Ok(Some((serde_json::from_slice(&head)?, body)))
}

/// Reads as many bytes as announced; memory grows with what arrives, not with what is announced.
fn read_exactly(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// Samples of sound as they stand in bytes everywhere here: 16 bits, the low byte first.
pub(crate) fn samples_of(bytes: &[u8]) -> Vec<i16> {
    bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}
