//! Every limit on what one foreign item may cost, with its reason. A number that a file gives (a length, a depth, a
//! count, a duration) is compared with one of these before anything is allocated or read because of it.

use serde::{Deserialize, Serialize};

/// One mebibyte.
pub const MIB: u64 = 1 << 20;

/// Address space of a worker and of the decoders it starts. Measured: ffmpeg with its 214 shared libraries cannot
/// start in 200 MB and decodes SD in 400 MB; 4 GiB leaves room for 4K while a runaway mapping still fails.
pub const ADDRESS_SPACE_BYTES: u64 = 4096 * MIB;
/// Private writable memory of a worker, and of each decoder it starts. The largest honest need is a decoded picture
/// ([`PICTURE_ALLOCATION_BYTES`]) and its reduced copy; four references of a 4K frame take 0.1 GiB.
pub const DATA_BYTES: u64 = 1280 * MIB;
/// Largest file a worker may write in its scratch folder: a member of a container that ffmpeg needs as a file, or the
/// sound of twelve hours (11025 samples of 2 bytes a second, 0.9 GiB).
pub const SCRATCH_FILE_BYTES: u64 = 8192 * MIB;
/// Open files of a worker: pipes, the item, a few scratch files, and what the dynamic linker opens one after another.
pub const OPEN_FILES: u64 = 256;
/// Wall-clock time of one job before size counts. A page of 20 MB and the start of ffmpeg fit many times over.
pub const WALL_TIME_BASE_MS: u64 = 45_000;
/// Wall-clock time that each mebibyte of the item adds. Ten minutes of 1080p30 (about 600 MiB as phones write it)
/// cost 90 CPU-seconds in full decode; 720p at 1 MiB a second of footage costs 0.07: 1 s a MiB is ten times that.
pub const WALL_TIME_PER_MIB_MS: u64 = 1_000;
/// No job may take longer than this, whatever its size: two hours.
pub const WALL_TIME_MAX_MS: u64 = 7_200_000;
/// Share of the wall-clock time after which the worker itself stops a decoder, so that what was decoded until then
/// still comes back with a finding; at 100 % the shell kills the worker and only the finding remains.
pub const DECODER_TIME_SHARE_PERCENT: u64 = 75;

/// Longest JSON head of one frame between shell and worker. 100 000 members of a container take about 40 MiB.
pub const FRAME_HEAD_BYTES: u64 = 512 * MIB;
/// Longest raw part of one frame: a picture of 1024 x 1024 RGB takes 3 MiB, [`LOOK_FRAMES`] of 640 x 360 take 158.
pub const FRAME_BODY_BYTES: u64 = 192 * MIB;
/// Pictures and video frames that the shell takes from one job. Twelve hours of keyframes every two seconds are
/// 21 600.
pub const FRAMES_PER_JOB: u64 = 200_000;

/// An item up to this length is handed to a worker through the pipe, so that many small texts share one process. It
/// fits the pipe's buffer (64 KiB on Linux) with its head, so that the shell never blocks on a hung worker.
pub const INLINE_BYTES: u64 = 32 * 1024;
/// A member up to this length may be read by a worker that reads others of the same container too.
pub const SHARED_WORKER_MEMBER_BYTES: u64 = 2 * MIB;
/// Jobs after which a shared worker is replaced, so that nothing it may have leaked or learned lives on.
pub const JOBS_PER_SHARED_WORKER: u32 = 1_000;
/// Processor time of a worker that does many jobs, in times of what one job may take of the clock.
pub const SHARED_WORKER_CPU_SHARES: u64 = 10;
/// Shared workers that wait for jobs.
pub const IDLE_SHARED_WORKERS: usize = 4;

/// A decoded member up to this length stays in memory; a longer one goes to the scratch folder.
pub const MEMBER_IN_MEMORY_BYTES: u64 = 32 * MIB;
/// Deepest nesting of containers that a source may name.
pub const MEMBER_STEPS: usize = 8;
/// Longest text or page that is read. The longest page of the hostile set has 20 MB.
pub const TEXT_BYTES: u64 = 64 * MIB;
/// Bytes from the start of an item that decide its kind: enough for 10 000 empty gzip members before a record.
pub const KIND_HEAD_BYTES: usize = 256 * 1024;

/// Pixels of a picture that is decoded: the largest phone sensors give 200 million.
pub const PICTURE_PIXELS: u64 = 200_000_000;
/// Bytes that decoding a picture may allocate.
pub const PICTURE_ALLOCATION_BYTES: u64 = 512 * MIB;
/// Longest picture file that is decoded.
pub const PICTURE_FILE_BYTES: u64 = 256 * MIB;
/// Longer side of the picture that is handed on, pixels: enough for local features (measured on pictures of this
/// size), small enough to stream.
pub const PICTURE_SIDE_PX: u32 = 1024;
/// Longer side of a thumbnail, pixels.
pub const THUMBNAIL_SIDE_PX: u32 = 320;
/// JPEG quality of a thumbnail, 1..=100.
pub const THUMBNAIL_QUALITY: u8 = 80;
/// Longer side of a picture that is taken out of an item for people to look at, pixels: a photo fills a screen.
pub const LOOK_SIDE_PX: u32 = 1600;
/// Pictures that are taken out of an item at once.
pub const LOOK_FRAMES: usize = 240;
/// Samples of sound a second that are taken out of an item for people to hear.
pub const LOOK_SOUND_RATE_HZ: u32 = 22_050;
/// Longest sound that is taken out at once, microseconds: 26 MB of samples.
pub const LOOK_SOUND_US: i64 = 600_000_000;
/// Longest file that is drawn: a comparison has about a megabyte, a clip of six seconds too, a film of two minutes 24.
pub const DRAWN_BYTES: u64 = 32 * MIB;
/// JPEG quality of a contact sheet, 1..=100.
pub const SHEET_QUALITY: u8 = 86;
/// JPEG quality of a picture that is shown alone, 1..=100.
pub const SHOWN_QUALITY: u8 = 90;
/// Bits a second of a clip of two recordings side by side: six seconds take about a megabyte.
pub const CLIP_BITS_PER_SECOND: u32 = 1_500_000;
/// Bits a second of a recording that is played alone.
pub const FILM_BITS_PER_SECOND: u32 = 1_200_000;
/// Nested shapes of a page that is looked at.
pub const SHOWN_DEPTH: usize = 24;
/// Parts of a page that is looked at.
pub const SHOWN_PARTS: usize = 40_000;
/// Text of a page that is looked at.
pub const SHOWN_TEXT_BYTES: usize = 2 << 20;
/// An address in a page that is looked at.
pub const SHOWN_ADDRESS_BYTES: usize = 500;
/// Metadata fields that are kept of one item, and the longest value: enough for EXIF, short of a denial of service.
pub const METADATA_FIELDS: usize = 200;
/// Longest value of one metadata field, bytes.
pub const METADATA_VALUE_BYTES: usize = 4096;

/// Largest file whose content credentials (C2PA) are checked; all of it is hashed. An hour of phone footage has 4 GB, a
/// clip as it is published seldom more than this.
pub const CREDENTIALS_FILE_BYTES: u64 = 2048 * MIB;
/// Mebibytes that a compressed manifest may unpack to. Manifests with thumbnails of all ingredients have a few.
pub const CREDENTIALS_MIB: usize = 32;
/// Actions of a manifest that are listed.
pub const CREDENTIALS_ACTIONS: usize = 100;

/// Longer side of a video frame that is handed on, pixels: local features of a picture within a picture need this much.
pub const FRAME_SIDE_PX: u32 = 480;
/// Samples of sound a second that are handed on: fingerprints use what lies below 5 kHz.
pub const SOUND_RATE_HZ: u32 = 11_025;
/// Samples of one chunk of sound: one second, rounded up to a whole number of pages.
pub const SOUND_CHUNK_SAMPLES: usize = 12_288;
/// Longest stretch of a recording that is decoded: twelve hours.
pub const RECORDING_MAX_US: i64 = 12 * 3600 * 1_000_000;
/// ffmpeg's own limit on one allocation: one 8K frame in 16-bit 4:4:4 takes 190 MiB.
pub const DECODER_ALLOCATION_BYTES: u64 = 256 * MIB;
/// Text that is kept of what a decoder says of an item.
pub const DECODER_TALK_BYTES: usize = 64 * 1024;
/// Longest description of streams that is taken from ffprobe.
pub const PROBE_BYTES: u64 = 4 * MIB;
/// Boxes of one QuickTime or MP4 file that our own reader looks at, and how deep it goes.
pub const BOXES: usize = 4_096;
/// Deepest nesting of boxes.
pub const BOX_DEPTH: usize = 12;
/// Longest box whose content our own reader takes.
pub const BOX_BYTES: u64 = 64 * 1024;

/// Members of one container.
pub const CONTAINER_MEMBERS: usize = 500_000;
/// Longest head of a WARC record or of an HTTP message: published crawlers write at most a few kilobytes, but `data:`
/// URLs occur.
pub const WARC_HEAD_BYTES: u64 = MIB;
/// Header lines of a WARC record or an HTTP message.
pub const WARC_HEAD_LINES: usize = 2_000;
/// Segments of split records in one WARC that are joined.
pub const WARC_SEGMENTS: usize = 10_000;
/// Things that one container names and does not hold, listed one by one.
pub const NEEDED: usize = 100_000;
/// Longest MIME message (MHTML, e-mail) that is taken apart; it is looked at in memory.
pub const MIME_BYTES: u64 = 256 * MIB;
/// Deepest nesting of multiparts; mail programs write three.
pub const MIME_DEPTH: usize = 8;
/// Pictures and recordings that a page holds in itself and that become members.
pub const INLINE_MEMBERS: usize = 2_000;
/// Shortest such picture or recording: icons and spacers are shorter, a photo of 100 pixels takes 3 KB.
pub const INLINE_LEAST_BYTES: u64 = 2_048;
/// Files that one table or list of hashes may speak of.
pub const TOLD_FILES: usize = 100_000;
/// Deepest nesting of a literal in a cell of a table, and the longest cell.
pub const LITERAL_DEPTH: usize = 32;
/// Longest cell with a literal.
pub const LITERAL_BYTES: usize = 8 << 20;
/// Longest payload of one member.
pub const MEMBER_BYTES: u64 = 16 * 1024 * MIB;
/// All payloads of one container together.
pub const CONTAINER_BYTES: u64 = 64 * 1024 * MIB;
/// Unpacked bytes below which the ratio does not count.
pub const RATIO_FREE_BYTES: u64 = 64 * MIB;
/// Largest ratio of unpacked to packed bytes above [`RATIO_FREE_BYTES`]. Log files and generated pages reach 50;
/// deflate ends at 1032.
pub const RATIO_MAX: u64 = 200;
/// Content codings of one HTTP message that are removed; servers send one, proxies two.
pub const CONTENT_CODINGS: usize = 3;
/// Longest central directory of a ZIP: 500 000 entries with names of 80 bytes.
pub const ZIP_DIRECTORY_BYTES: u64 = 64 * MIB;
/// Longest part of a document (DOCX, ODT) that is read; the XML of a book has some ten.
pub const DOCUMENT_PART_BYTES: u64 = 64 * MIB;
/// Longest PDF that is read; it is looked at in memory.
pub const PDF_BYTES: u64 = 256 * MIB;
/// Longest `datapackage.json` of a WACZ.
pub const DATAPACKAGE_BYTES: u64 = 16 * MIB;
/// Findings of one item that are listed one by one; the rest is counted.
pub const FINDINGS: usize = 200;

/// Keyframes that are farther apart on the mean, microseconds, are too few to tell copies by: excerpts of ten seconds
/// would fall between them.
pub const KEYFRAMES_APART_US: i64 = 12_000_000;

/// How frames of a recording are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameSampling {
    /// Full decode with `frames_per_second`.
    Dense,
    /// Keyframes only: 6 to 21 times cheaper where measured, with gaps of 2 to 5 s between frames.
    Keyframes,
}

/// The limits that a case may change. They are part of the settings of the stage: another value makes other extracts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Wall-clock time of one job before size counts, milliseconds.
    pub wall_time_base_ms: u64,
    /// Wall-clock time that each mebibyte of the item adds, milliseconds.
    pub wall_time_per_mib_ms: u64,
    /// Private writable memory of a worker and of each decoder, bytes.
    pub data_bytes: u64,
    /// Frames of a second in dense sampling.
    pub frames_per_second: u32,
    /// Recordings longer than this are sampled at their keyframes, microseconds.
    pub dense_up_to_us: i64,
    /// Smallest distance of two frames in keyframe sampling, microseconds.
    pub keyframe_gap_us: i64,
    /// One way of sampling for all recordings; `None` = by length.
    pub sampling: Option<FrameSampling>,
    /// Decode even where the kernel has no Landlock, so that only the system call filter and the resource limits hold
    /// a decoder back. Shows as a finding on every item.
    pub danger_decode_without_landlock: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            wall_time_base_ms: WALL_TIME_BASE_MS,
            wall_time_per_mib_ms: WALL_TIME_PER_MIB_MS,
            data_bytes: DATA_BYTES,
            frames_per_second: 2,
            dense_up_to_us: 120 * 1_000_000,
            keyframe_gap_us: 1_000_000,
            sampling: None,
            danger_decode_without_landlock: false,
        }
    }
}

impl Limits {
    /// Wall-clock time for an item of `size_bytes`, milliseconds.
    pub fn wall_time_ms(&self, size_bytes: u64) -> u64 {
        let for_size = (size_bytes / MIB).saturating_mul(self.wall_time_per_mib_ms);
        self.wall_time_base_ms.saturating_add(for_size).min(WALL_TIME_MAX_MS)
    }
}
