//! One job: open the bytes, tell their kind, call the reader of that kind.

use crate::codes;
use crate::container;
use crate::content_credentials;
use crate::drawing::{self, DrawOrder};
use crate::kind::{self, Kind};
use crate::limits::{self, Limits};
use crate::look;
use crate::picture;
use crate::recording;
use crate::shell::MediaSink;
use crate::source::{self, Bytes, OpenError, Opener};
use crate::stamp;
use crate::text;
use crate::told;
use crate::tools::Tools;
use crate::wire::{Job, JobSource, Setup, Task};
use model::{Extract, ItemId};
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What a job may use.
pub struct Surroundings {
    /// Limits of the case.
    pub limits: Limits,
    /// Decoders that may be started.
    pub tools: Tools,
    /// The folder that may be written in; `None` in a shared worker.
    pub scratch: Option<PathBuf>,
}

impl Surroundings {
    /// No decoder, no folder: for readers that need neither.
    pub fn bare() -> Surroundings {
        Surroundings { limits: Limits::default(), tools: Tools::default(), scratch: None }
    }

    pub(crate) fn new(setup: &Setup) -> Surroundings {
        Surroundings {
            limits: setup.limits.clone(),
            tools: setup.room.tools.clone(),
            scratch: setup.room.scratch.as_ref().map(|scratch| scratch.path()),
        }
    }
}

/// Where a job's output goes while it runs.
pub(crate) trait Output: MediaSink {
    /// The kind of the content, as soon as it is known.
    fn kind(&mut self, media_type: &str);
    /// The next bytes of a copy.
    fn bytes(&mut self, bytes: &[u8]);
}

/// What comes of a job.
pub(crate) enum Answer {
    Extract(Box<Extract>),
    Identified(ItemId, u64),
    NeedsOwnWorker,
    Failed(String),
}

/// Does `job`. `opener` is the worker's, from one job to the next.
pub(crate) fn run(
    surroundings: &Surroundings,
    opener: &mut Opener,
    job: &Job,
    inline: Vec<u8>,
    output: &mut dyn Output,
) -> Answer {
    let bytes = match open(surroundings, opener, &job.source, inline) {
        Ok(bytes) => bytes,
        Err(OpenError::NeedsScratch) => return Answer::NeedsOwnWorker,
        Err(OpenError::Refused(why)) => return refused(job, why),
    };
    let until = Instant::now() + Duration::from_millis(job.source.decoder_time_ms);
    match &job.task {
        Task::Extract => extract(surroundings, &job.source, &bytes, output),
        Task::Identify => identify(&bytes, |_| {}),
        Task::Copy => identify(&bytes, |part| output.bytes(part)),
        Task::Page => page(&job.source, &bytes, output),
        Task::Look(look) => Answer::Extract(Box::new(look::look(&bytes, look, surroundings, until, output))),
        Task::Draw(order) => draw(surroundings, order, &bytes, until, output),
    }
}

fn open(
    surroundings: &Surroundings,
    opener: &mut Opener,
    source: &JobSource,
    inline: Vec<u8>,
) -> Result<Bytes, OpenError> {
    let scratch = surroundings.scratch.as_deref();
    match &source.path {
        Some(path) => opener.open(&path.path(), &source.steps, scratch),
        None => source::follow(Bytes::Memory(inline), &source.steps, scratch),
    }
}

fn refused(job: &Job, why: String) -> Answer {
    if !job.task.gives_extract() {
        return Answer::Failed(why);
    }
    let finding = codes::MEMBER_UNREADABLE
        .found(format!("The bytes could not be taken out of where they are kept: {why}. Run check on the case."));
    Answer::Extract(Box::new(Extract {
        media_type: crate::shell::UNKNOWN_MEDIA_TYPE.to_owned(),
        findings: vec![finding],
        ..Extract::default()
    }))
}

/// Hands over what a person may see of a page, as JSON, and what it is by its hash.
fn page(source: &JobSource, bytes: &Bytes, output: &mut dyn Output) -> Answer {
    let content = match bytes.read_up_to(limits::TEXT_BYTES) {
        Ok(content) => content,
        Err(error) => return Answer::Failed(error.to_string()),
    };
    let head = &content[..content.len().min(limits::KIND_HEAD_BYTES)];
    if kind::of(head, bytes.length()) != Kind::Page {
        return Answer::Failed("it is no page".to_owned());
    }
    match serde_json::to_vec(&text::shown_page(&content, charset(source).as_deref())) {
        Ok(shown) => identify(&Bytes::Memory(shown), |part| output.bytes(part)),
        Err(error) => Answer::Failed(error.to_string()),
    }
}

/// Hands over what was drawn, and what it is by its hash.
fn draw(
    surroundings: &Surroundings,
    order: &DrawOrder,
    bytes: &Bytes,
    until: Instant,
    output: &mut dyn Output,
) -> Answer {
    let pixels = match bytes.read_up_to(limits::FRAME_BODY_BYTES) {
        Ok(pixels) => pixels,
        Err(error) => return Answer::Failed(error.to_string()),
    };
    match drawing::draw(order, &pixels, surroundings, until) {
        Ok(drawn) => identify(&Bytes::Memory(drawn), |part| output.bytes(part)),
        Err(why) => Answer::Failed(why),
    }
}

fn identify(bytes: &Bytes, mut each: impl FnMut(&[u8])) -> Answer {
    let mut hasher = Sha256::new();
    let mut size_bytes = 0u64;
    let mut buffer = vec![0u8; 256 * 1024];
    let read = || -> io::Result<()> {
        let mut reader = bytes.reader()?;
        loop {
            let got = reader.read(&mut buffer)?;
            if got == 0 {
                return Ok(());
            }
            hasher.update(&buffer[..got]);
            size_bytes += got as u64;
            each(&buffer[..got]);
        }
    };
    let mut read = read;
    match read() {
        Ok(()) => Answer::Identified(ItemId(hasher.finalize().into()), size_bytes),
        Err(error) => Answer::Failed(error.to_string()),
    }
}

fn extract(surroundings: &Surroundings, source: &JobSource, bytes: &Bytes, output: &mut dyn Output) -> Answer {
    let head = match bytes.read_up_to(limits::KIND_HEAD_BYTES as u64) {
        Ok(head) => head,
        Err(error) => return Answer::Failed(error.to_string()),
    };
    let kind = kind::of(&head, bytes.length());
    if surroundings.scratch.is_none() && !kind.is_light() {
        return Answer::NeedsOwnWorker;
    }
    output.kind(kind.media_type());
    Answer::Extract(Box::new(read_kind(surroundings, source, kind, bytes, output)))
}

/// Reads content of a kind that is known.
pub(crate) fn read_kind(
    surroundings: &Surroundings,
    source: &JobSource,
    kind: Kind,
    bytes: &Bytes,
    sink: &mut dyn MediaSink,
) -> Extract {
    let mut extract = call_reader(surroundings, source, kind, bytes, sink);
    if extract.media_type.is_empty() {
        extract.media_type = kind.media_type().to_owned();
    }
    extract
}

fn call_reader(
    surroundings: &Surroundings,
    source: &JobSource,
    kind: Kind,
    bytes: &Bytes,
    sink: &mut dyn MediaSink,
) -> Extract {
    let decoder_until = Instant::now() + Duration::from_millis(source.decoder_time_ms);
    match kind {
        Kind::Empty => with_finding(codes::EMPTY_ITEM.found("The item has no bytes. It is kept as it is.")),
        Kind::Page | Kind::Text(_) | Kind::Chat(_) => read_text(source, kind, bytes),
        Kind::Picture(format) => {
            with_credentials(bytes, picture::read(bytes, format, surroundings, decoder_until, sink))
        }
        Kind::Recording(_) => with_credentials(bytes, recording::read(bytes, kind, surroundings, decoder_until, sink)),
        Kind::Warc | Kind::GzipWarc | Kind::Arc | Kind::GzipArc | Kind::Zip | Kind::Mime { .. } | Kind::Mailbox => {
            container::read(bytes, kind)
        }
        Kind::Pdf => {
            let mut extract = Extract::default();
            text::pdf::read(bytes, decoder_until, &mut extract);
            extract
        }
        Kind::Stamp { reply } => stamp::read(bytes, reply),
        Kind::NotRead(_) => with_finding(codes::KIND_NOT_READ.found(format!(
            "The content is {}, which this version does not read. The bytes are kept; convert them to a kind that is \
             read and add the result too.",
            kind.media_type()
        ))),
        Kind::Unknown => with_finding(codes::KIND_UNKNOWN.found(
            "The content matches no kind that is known. The bytes are kept; if a person knows what they are, convert \
             them and add the result too.",
        )),
    }
}

fn with_credentials(bytes: &Bytes, mut extract: Extract) -> Extract {
    content_credentials::note(bytes, &mut extract);
    extract
}

fn with_finding(finding: model::FindingDraft) -> Extract {
    Extract { findings: vec![finding], ..Extract::default() }
}

fn read_text(source: &JobSource, kind: Kind, bytes: &Bytes) -> Extract {
    if let Some(program_text) = claimed_program_text(source.claimed_media_type.as_deref(), kind) {
        let mut extract = with_finding(codes::SCRIPT_NOT_READ.found(format!(
            "The server calls these bytes {program_text}, program or style text of a page. They are kept and not read \
             as prose."
        )));
        extract.media_type = program_text.to_owned();
        return extract;
    }
    let content = match bytes.read_up_to(limits::TEXT_BYTES) {
        Ok(content) => content,
        Err(error) => return with_finding(codes::MEMBER_UNREADABLE.found(format!("Reading the text: {error}."))),
    };
    let mut extract = match kind {
        Kind::Page => text::read_page(&content, charset(source).as_deref(), source.url.as_deref()),
        Kind::Chat(format) => text::chat::read(&content, format),
        _ => text::read_plain_text(&content),
    };
    extract.media_type = kind.media_type().to_owned();
    if matches!(kind, Kind::Text(_)) {
        told::read(&content, &mut extract);
    }
    if bytes.length() > limits::TEXT_BYTES {
        extract.findings.push(codes::TEXT_TOO_LONG.found(format!(
            "The text has {} bytes; only the first {} were read. Split it and add the parts too.",
            bytes.length(),
            limits::TEXT_BYTES
        )));
    }
    extract
}

/// Whether the server calls text what no reader should take for prose: program and style text looks like plain text.
fn claimed_program_text(claimed: Option<&str>, kind: Kind) -> Option<&'static str> {
    let claimed = claimed?.split(';').next()?.trim().to_ascii_lowercase();
    if !matches!(kind, Kind::Text(_)) {
        return None;
    }
    match claimed.as_str() {
        "text/css" => Some("text/css"),
        "text/javascript"
        | "application/javascript"
        | "application/x-javascript"
        | "text/ecmascript"
        | "application/ecmascript" => Some("text/javascript"),
        _ => None,
    }
}

fn charset(source: &JobSource) -> Option<String> {
    let named = |claimed: &str| {
        let parameter = claimed.split(';').skip(1).find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
        })?;
        (!parameter.is_empty()).then_some(parameter)
    };
    source.charset.clone().or_else(|| named(source.claimed_media_type.as_deref()?))
}
