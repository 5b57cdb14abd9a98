//! The outside of the sandbox: hands an item to a worker process and takes back its extract. Nothing here looks into
//! the item's bytes.

use crate::child::{Lost, Worker, ending};
use crate::codes;
use crate::drawing::{DrawOrder, Drawing};
use crate::limits::{self, Limits};
use crate::look::Look;
use crate::sandbox::Room;
use crate::shown_page::ShownPage;
use crate::tools::Tools;
use crate::wire::{self, Job, JobSource, MemberStep, Reply, Setup, Task};
use crate::worker::NO_WALLS;
use model::{Extract, FindingDraft, ItemId, PixelFormat, Pixels, SoundChunk};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use thiserror::Error;

/// Where the bytes of an item lie, and what was said of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemSource {
    /// The outermost stored object: a regular file.
    pub path: PathBuf,
    /// The way from that object to the member, outermost container first; empty = the whole file.
    pub steps: Vec<MemberStep>,
    /// Content type that a container or server claims.
    pub claimed_media_type: Option<String>,
    /// Where it was fetched from, for links that are relative.
    pub url: Option<String>,
    /// Character encoding that the transport claims; `None` = taken from `claimed_media_type` if it names one.
    pub charset: Option<String>,
}

/// Takes what a decoder streams: it comes in order of time and is not kept in the [`Extract`].
pub trait MediaSink {
    /// A picture (`time_us` = `None`) or a video frame with its media time in microseconds.
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels);
    /// The next stretch of sound.
    fn sound(&mut self, chunk: SoundChunk);
    /// A small JPEG for display.
    fn thumbnail(&mut self, jpeg: Vec<u8>);
}

/// A sink that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMedia;

impl MediaSink for NoMedia {
    fn picture(&mut self, _time_us: Option<i64>, _pixels: Pixels) {}
    fn sound(&mut self, _chunk: SoundChunk) {}
    fn thumbnail(&mut self, _jpeg: Vec<u8>) {}
}

/// Why an item could not be given to a worker at all, or a member not be read back. What is wrong with an item's
/// content is never an error but a finding in its [`Extract`].
#[derive(Debug, Error)]
pub enum ExtractError {
    /// The stored object cannot be opened.
    #[error("opening {path} to read it: {source}")]
    Open {
        /// The object.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The stored object is a folder, pipe, device or socket.
    #[error("{path} is not a regular file, so it was not read")]
    NotAFile {
        /// The object.
        path: String,
    },
    /// Containers nest deeper than the limit.
    #[error("the item lies {got} containers deep; the limit is {limit}")]
    TooDeep {
        /// As the source says.
        got: usize,
        /// The limit.
        limit: usize,
    },
    /// The scratch folder cannot be made.
    #[error("making the scratch folder {path}: {source}; free space there or choose another")]
    Scratch {
        /// The folder.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The worker cannot be started.
    #[error("starting the worker {command}: {source}")]
    Start {
        /// Program name.
        command: String,
        /// Why.
        source: io::Error,
    },
    /// A picture for people cannot be drawn.
    #[error("drawing the picture: {reason}")]
    Draw {
        /// Why.
        reason: String,
    },
    /// A page cannot be shown.
    #[error("showing the page: {reason}")]
    Page {
        /// Why.
        reason: String,
    },
    /// A member cannot be taken out of its container.
    #[error("taking {member} out of its container: {reason}")]
    Member {
        /// Which.
        member: String,
        /// Why.
        reason: String,
    },
    /// The copy of a member cannot be written.
    #[error("writing the copy of {member}: {source}")]
    Write {
        /// Which.
        member: String,
        /// Why.
        source: io::Error,
    },
}

/// Gives items to workers. One extractor serves many threads.
pub struct Extractor {
    worker_command: Vec<OsString>,
    limits: Limits,
    scratch_root: PathBuf,
    tools: Tools,
    idle: Mutex<Vec<SharedWorker>>,
    scratch_number: AtomicU64,
    workers_started: AtomicU64,
}

/// A worker that takes members out of one stored object, one after another, only to hash them.
struct MemberHasher {
    path: PathBuf,
    worker: Worker,
}

/// A worker that reads many small texts one after another: either such as are handed to it through the pipe
/// (`path` = `None`), or members of one container. It has no scratch folder and can start no program.
struct SharedWorker {
    path: Option<PathBuf>,
    worker: Worker,
}

/// What came of a job that did not break off.
enum Outcome {
    Done(Box<Extract>),
    Identified(ItemId, u64),
    Failed(String),
    NeedsOwnWorker,
}

/// What came of a job that broke off.
struct BrokenOff {
    lost: Lost,
    /// The kind of the content, where the worker had told it.
    media_type: Option<String>,
}

impl Extractor {
    /// An extractor that starts `worker_command` (program and arguments, whose main calls
    /// [`crate::worker::run`]) and makes scratch folders in `scratch_root`. Decoders are looked for in `PATH`.
    pub fn new(worker_command: Vec<OsString>, limits: Limits, scratch_root: PathBuf) -> Extractor {
        let tools = Tools::find(std::env::var_os("PATH").as_deref());
        Extractor {
            worker_command,
            limits,
            scratch_root: absolute(&scratch_root),
            tools,
            idle: Mutex::new(Vec::new()),
            scratch_number: AtomicU64::new(0),
            workers_started: AtomicU64::new(0),
        }
    }

    /// How many workers it has started.
    pub fn workers_started(&self) -> u64 {
        self.workers_started.load(Ordering::Relaxed)
    }

    /// Which decoders are installed.
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Reads one item. Pictures, sound and thumbnails go to `sink` while it is read; everything else is in the
    /// extract, whose `media_type` is always set. The `item` of blocks and links and the `container` of members are
    /// left for the caller to fill.
    ///
    /// # Errors
    /// Only when the item cannot be given to a worker. Damage, a hostile item or a worker that died are findings.
    pub fn extract(&self, source: &ItemSource, sink: &mut dyn MediaSink) -> Result<Extract, ExtractError> {
        let size_bytes = self.size_of(source)?;
        if let Some(Outcome::Done(extract)) = self.try_shared(source, size_bytes, Task::Extract)? {
            return Ok(*extract);
        }
        self.extract_alone(source, size_bytes, Task::Extract, sink)
    }

    /// Takes pictures out of an item for people to look at; they go to `sink`. The extract holds nothing but the kind and,
    /// where something went wrong, findings.
    ///
    /// # Errors
    /// As [`Extractor::extract`].
    pub fn look(&self, source: &ItemSource, look: &Look, sink: &mut dyn MediaSink) -> Result<Extract, ExtractError> {
        let size_bytes = self.size_of(source)?;
        let mut bounded = BoundedLook { sink, frames_left: limits::LOOK_FRAMES, samples_left: LOOK_SAMPLES };
        self.extract_alone(source, size_bytes, Task::Look(look.clone()), &mut bounded)
    }

    /// What a person may see of a page: its words in their shapes, made in a worker.
    ///
    /// # Errors
    /// When the item cannot be given to a worker, is no page, or is longer than a worker may answer.
    pub fn page(&self, source: &ItemSource) -> Result<ShownPage, ExtractError> {
        let unshown = |reason| ExtractError::Page { reason };
        let size_bytes = self.size_of(source)?;
        let (mut sink, mut told) = (NoMedia, Drawn(Vec::new()));
        let mut receiver = Receiver::new(&mut sink);
        receiver.copy_to = Some(&mut told);
        let outcome = self.alone(source, size_bytes, Task::Page, &mut receiver)?;
        match outcome {
            Ok(Outcome::Identified(_, size_bytes)) if size_bytes == told.0.len() as u64 => {
                serde_json::from_slice(&told.0).map_err(|error| unshown(error.to_string()))
            }
            other => Err(unshown(why_not(other))),
        }
    }

    /// Draws of pictures (`Rgb8`, each side at most [`limits::LOOK_SIDE_PX`]) and sounds ([`limits::LOOK_SOUND_RATE_HZ`]), in a
    /// worker that can read no item; gives the bytes of the file.
    ///
    /// # Errors
    /// When no worker can be started, or it cannot draw: the program that encodes films is missing, a limit was reached.
    pub fn draw(&self, drawing: &Drawing, pictures: &[Pixels], sounds: &[Vec<i16>]) -> Result<Vec<u8>, ExtractError> {
        let sizes_px = pictures.iter().map(|picture| (length(picture.width_px), length(picture.height_px))).collect();
        let n_samples = sounds.iter().map(|sound| length(sound.len())).collect();
        let mut given: Vec<u8> = pictures.iter().flat_map(|picture| &picture.bytes).copied().collect();
        given.extend(sounds.iter().flatten().flat_map(|sample| sample.to_le_bytes()));
        self.drawn(DrawOrder { drawing: drawing.clone(), sizes_px, n_samples, n_bytes: Vec::new() }, &given)
    }

    /// Joins films that [`Extractor::draw`] made of [`Drawing::Film`], with a sound if one is given; gives the bytes of the WebM.
    ///
    /// # Errors
    /// As [`Extractor::draw`].
    pub fn join(&self, films: &[Vec<u8>], sound: Option<&[i16]>) -> Result<Vec<u8>, ExtractError> {
        let n_samples = sound.iter().map(|sound| length(sound.len())).collect();
        let n_bytes = films.iter().map(|film| length(film.len())).collect();
        let mut given: Vec<u8> = sound.iter().copied().flatten().flat_map(|sample| sample.to_le_bytes()).collect();
        given.extend(films.iter().flatten());
        self.drawn(DrawOrder { drawing: Drawing::Joined, sizes_px: Vec::new(), n_samples, n_bytes }, &given)
    }

    fn drawn(&self, order: DrawOrder, given: &[u8]) -> Result<Vec<u8>, ExtractError> {
        let failed = |reason: String| ExtractError::Draw { reason };
        if given.len() as u64 > limits::FRAME_BODY_BYTES {
            let most = limits::FRAME_BODY_BYTES;
            return Err(failed(format!("{} bytes of pictures and sound are more than {most}", given.len())));
        }
        let wall_time_ms = self.limits.wall_time_ms(given.len() as u64);
        let mut worker = self.start_without_item(wall_time_ms.div_ceil(1000))?;
        let source = ItemSource::default();
        let job = self.job(&source, Task::Draw(Box::new(order)), given.len() as u64, false);
        let (mut sink, mut drawn) = (NoMedia, Drawn(Vec::new()));
        let mut receiver = Receiver::new(&mut sink);
        receiver.copy_to = Some(&mut drawn);
        let outcome = converse(&mut worker, &job, given, Duration::from_millis(wall_time_ms), &mut receiver);
        match outcome {
            Ok(Outcome::Identified(_, size_bytes)) if size_bytes == drawn.0.len() as u64 => Ok(drawn.0),
            other => Err(failed(why_not(other))),
        }
    }

    fn extract_alone(
        &self,
        source: &ItemSource,
        size_bytes: u64,
        task: Task,
        sink: &mut dyn MediaSink,
    ) -> Result<Extract, ExtractError> {
        let mut receiver = Receiver::new(sink);
        let outcome = self.alone(source, size_bytes, task, &mut receiver)?;
        Ok(match outcome {
            Ok(Outcome::Done(extract)) => *extract,
            Ok(Outcome::Failed(text)) => failed_extract(None, codes::PARSER_FAILED.found(text)),
            Ok(_) => failed_extract(None, codes::WORKER_PROTOCOL.found(NONSENSE)),
            Err(broken) => self.extract_of(broken, size_bytes),
        })
    }

    /// The identity and length of an item or member, by reading its bytes again. `check` calls this.
    ///
    /// # Errors
    /// When the bytes cannot be had: the object is gone, the container is damaged, a limit was reached.
    pub fn member_id(&self, source: &ItemSource) -> Result<(ItemId, u64), ExtractError> {
        let size_bytes = self.size_of(source)?;
        let shared = self.try_shared(source, size_bytes, Task::Identify)?;
        let outcome = match shared {
            Some(outcome @ (Outcome::Identified(..) | Outcome::Failed(_))) => Ok(outcome),
            _ => self.alone(source, size_bytes, Task::Identify, &mut Receiver::new(&mut NoMedia))?,
        };
        match outcome {
            Ok(Outcome::Identified(item, size_bytes)) => Ok((item, size_bytes)),
            other => Err(member_error(source, other)),
        }
    }

    /// [`Extractor::member_id`] of many members, told to `each` with their place in `sources`, in order. Neighbours that
    /// lie in the same stored object share workers, a thousand to each: give those of one container together.
    pub fn member_ids(&self, sources: &[ItemSource], each: &mut dyn FnMut(usize, Result<(ItemId, u64), ExtractError>)) {
        let mut hasher = None;
        for (place, source) in sources.iter().enumerate() {
            each(place, self.member_id_by(&mut hasher, source));
        }
    }

    fn member_id_by(
        &self,
        kept: &mut Option<MemberHasher>,
        source: &ItemSource,
    ) -> Result<(ItemId, u64), ExtractError> {
        let size_bytes = self.size_of(source)?;
        let usable =
            |kept: &MemberHasher| kept.path == source.path && kept.worker.jobs < limits::JOBS_PER_SHARED_WORKER;
        let mut hasher = match kept.take().filter(usable) {
            Some(hasher) => hasher,
            None => {
                let cpu_seconds =
                    self.limits.wall_time_ms(size_bytes).div_ceil(1000) * limits::SHARED_WORKER_CPU_SHARES;
                let worker = self.start_for(source, Tools::default(), cpu_seconds)?;
                MemberHasher { path: source.path.clone(), worker }
            }
        };
        let job = self.job(source, Task::Identify, size_bytes, true);
        let time = Duration::from_millis(self.limits.wall_time_ms(size_bytes));
        let mut outcome = converse(&mut hasher.worker, &job, &[], time, &mut Receiver::new(&mut NoMedia));
        match &outcome {
            Ok(_) => *kept = Some(hasher),
            // An earlier member may be to blame: a worker of its own tells.
            Err(_) if hasher.worker.jobs > 1 => {
                outcome = self.alone(source, size_bytes, Task::Identify, &mut Receiver::new(&mut NoMedia))?;
            }
            Err(_) => {}
        }
        match outcome {
            Ok(Outcome::Identified(item, size_bytes)) => Ok((item, size_bytes)),
            other => Err(member_error(source, other)),
        }
    }

    /// Writes the bytes of an item or member to `out`, and gives their identity and length.
    ///
    /// # Errors
    /// As [`Extractor::member_id`], and when `out` cannot be written.
    pub fn copy_member(&self, source: &ItemSource, out: &mut dyn Write) -> Result<(ItemId, u64), ExtractError> {
        let size_bytes = self.size_of(source)?;
        let mut sink = NoMedia;
        let mut receiver = Receiver::new(&mut sink);
        receiver.copy_to = Some(out);
        let outcome = self.alone(source, size_bytes, Task::Copy, &mut receiver)?;
        if let Some(error) = receiver.copy_error {
            return Err(ExtractError::Write { member: name_of(source), source: error });
        }
        match outcome {
            Ok(Outcome::Identified(item, size_bytes)) => Ok((item, size_bytes)),
            other => Err(member_error(source, other)),
        }
    }

    /// The length that counts for the time limit: that of the stored bytes.
    fn size_of(&self, source: &ItemSource) -> Result<u64, ExtractError> {
        let path = || model::escape_bytes(source.path.as_os_str().as_encoded_bytes());
        if source.steps.len() > limits::MEMBER_STEPS {
            return Err(ExtractError::TooDeep { got: source.steps.len(), limit: limits::MEMBER_STEPS });
        }
        let metadata = std::fs::metadata(&source.path).map_err(|source| ExtractError::Open { path: path(), source })?;
        if !metadata.is_file() {
            return Err(ExtractError::NotAFile { path: path() });
        }
        Ok(metadata.len())
    }

    /// Lets a shared worker do it if the item is small. `None`: it needs a worker of its own.
    fn try_shared(&self, source: &ItemSource, size: u64, task: Task) -> Result<Option<Outcome>, ExtractError> {
        let Some(inline) = shared_input(source, size)? else { return Ok(None) };
        let path = (!source.steps.is_empty()).then(|| source.path.clone());
        let mut shared = match self.idle_worker(path.as_deref()) {
            Some(shared) => shared,
            None => SharedWorker { worker: self.start_shared(path.as_deref())?, path },
        };
        let job = self.job(source, task, size, shared.path.is_some());
        let mut sink = NoMedia;
        let mut receiver = Receiver::new(&mut sink);
        let time = Duration::from_millis(self.limits.wall_time_ms(size));
        match converse(&mut shared.worker, &job, &inline, time, &mut receiver) {
            Ok(outcome) => {
                self.put_back(shared);
                Ok(Some(outcome))
            }
            // It takes its own worker to tell whether it is the item's fault.
            Err(_) => Ok(None),
        }
    }

    fn start_shared(&self, path: Option<&Path>) -> Result<Worker, ExtractError> {
        let room = Room {
            item: path.map(|path| absolute(path).as_path().into()),
            scratch: None,
            tools: Tools::default(),
            data_bytes: self.limits.data_bytes,
            cpu_seconds: self.limits.wall_time_ms(0).div_ceil(1000) * limits::SHARED_WORKER_CPU_SHARES,
            dies_with_parent: false,
        };
        self.start(room, None)
    }

    fn idle_worker(&self, path: Option<&Path>) -> Option<SharedWorker> {
        let mut idle = self.idle.lock().ok()?;
        let index = idle.iter().position(|shared| shared.path.as_deref() == path)?;
        Some(idle.remove(index))
    }

    fn put_back(&self, shared: SharedWorker) {
        if shared.worker.jobs >= limits::JOBS_PER_SHARED_WORKER {
            return;
        }
        let Ok(mut idle) = self.idle.lock() else { return };
        idle.push(shared);
        if idle.len() > limits::IDLE_SHARED_WORKERS {
            idle.remove(0);
        }
    }

    /// Lets a worker do it that is made for this item alone.
    fn alone(
        &self,
        source: &ItemSource,
        size_bytes: u64,
        task: Task,
        receiver: &mut Receiver<'_>,
    ) -> Result<Result<Outcome, BrokenOff>, ExtractError> {
        let wall_time_ms = self.limits.wall_time_ms(size_bytes);
        let tools = if task.needs_tools() { self.tools.clone() } else { Tools::default() };
        let mut worker = self.start_for(source, tools, wall_time_ms.div_ceil(1000))?;
        let job = self.job(source, task, size_bytes, true);
        Ok(converse(&mut worker, &job, &[], Duration::from_millis(wall_time_ms), receiver))
    }

    /// A worker that can read this one stored object and write in a scratch folder of its own.
    fn start_for(&self, source: &ItemSource, tools: Tools, cpu_seconds: u64) -> Result<Worker, ExtractError> {
        let scratch = self.make_scratch()?;
        let room = Room {
            item: Some(absolute(&source.path).as_path().into()),
            scratch: Some(scratch.as_path().into()),
            tools,
            data_bytes: self.limits.data_bytes,
            cpu_seconds,
            dies_with_parent: true,
        };
        self.start(room, Some(scratch))
    }

    /// A worker that can read no stored object, and write in a scratch folder of its own.
    fn start_without_item(&self, cpu_seconds: u64) -> Result<Worker, ExtractError> {
        let scratch = self.make_scratch()?;
        let room = Room {
            item: None,
            scratch: Some(scratch.as_path().into()),
            tools: self.tools.clone(),
            data_bytes: self.limits.data_bytes,
            cpu_seconds,
            dies_with_parent: true,
        };
        self.start(room, Some(scratch))
    }

    fn start(&self, room: Room, scratch: Option<PathBuf>) -> Result<Worker, ExtractError> {
        let setup = Setup { room, limits: self.limits.clone() };
        self.workers_started.fetch_add(1, Ordering::Relaxed);
        Worker::start(&self.worker_command, &setup, scratch).map_err(|source| ExtractError::Start {
            command: self
                .worker_command
                .first()
                .map_or_else(String::new, |program| model::escape_bytes(program.as_encoded_bytes())),
            source,
        })
    }

    fn make_scratch(&self) -> Result<PathBuf, ExtractError> {
        let number = self.scratch_number.fetch_add(1, Ordering::Relaxed);
        let path = self.scratch_root.join(format!("job-{}-{number}", std::process::id()));
        let named =
            |source| ExtractError::Scratch { path: model::escape_bytes(path.as_os_str().as_encoded_bytes()), source };
        std::fs::create_dir_all(&self.scratch_root).map_err(named)?;
        std::fs::create_dir(&path).map_err(named)?;
        Ok(path)
    }

    fn job(&self, source: &ItemSource, task: Task, size_bytes: u64, by_path: bool) -> Job {
        Job {
            task,
            source: JobSource {
                path: by_path.then(|| absolute(&source.path).as_path().into()),
                steps: source.steps.clone(),
                claimed_media_type: source.claimed_media_type.clone(),
                url: source.url.clone(),
                charset: source.charset.clone(),
                decoder_time_ms: self.limits.wall_time_ms(size_bytes) * limits::DECODER_TIME_SHARE_PERCENT / 100,
            },
        }
    }

    fn extract_of(&self, broken: BrokenOff, size_bytes: u64) -> Extract {
        let finding = match broken.lost {
            Lost::TimedOut => codes::WORKER_TIMED_OUT.found(format!(
                "Reading the item was stopped after {} s, the limit for its {size_bytes} bytes. The bytes are kept; \
                 raise wall_time_base_ms in the settings of the case to try longer.",
                self.limits.wall_time_ms(size_bytes) / 1000
            )),
            Lost::Ended(Some(status)) if status.code() == Some(NO_WALLS) => codes::SANDBOX_MISSING.found(
                "The process that was to read the item could not lock itself up: this system lacks a part of the \
                 sandbox (Landlock, seccomp or resource limits), or does not allow it here. The item was kept and not \
                 read. Use Linux 5.13 or later, outside of containers that forbid seccomp, then: firsthand trace CASE \
                 --again",
            ),
            Lost::Ended(status) => codes::WORKER_DIED.found(format!(
                "The process that read the item ended before it was done: {}. The bytes are kept; open them with \
                 another program on a separate machine.",
                ending(status)
            )),
            Lost::Nonsense(what) => codes::WORKER_PROTOCOL.found(format!("{NONSENSE} ({what})")),
        };
        failed_extract(broken.media_type, finding)
    }
}

const NONSENSE: &str = "The process that read the item answered with something that does not fit; its answer was not \
                        used. The bytes are kept; treat the item as hostile.";

/// The kind of what is not known.
pub(crate) const UNKNOWN_MEDIA_TYPE: &str = "application/octet-stream";

fn failed_extract(media_type: Option<String>, finding: FindingDraft) -> Extract {
    Extract {
        media_type: media_type.unwrap_or_else(|| UNKNOWN_MEDIA_TYPE.to_owned()),
        findings: vec![finding],
        ..Extract::default()
    }
}

/// The bytes to send along when a shared worker may try the item: those of a small file; none for a small member,
/// which the worker reads by itself. `None`: no shared worker.
fn shared_input(source: &ItemSource, size_bytes: u64) -> Result<Option<Vec<u8>>, ExtractError> {
    match source.steps.last() {
        Some(step) if step.length <= limits::SHARED_WORKER_MEMBER_BYTES => Ok(Some(Vec::new())),
        Some(_) => Ok(None),
        None if size_bytes <= limits::INLINE_BYTES => {
            let bytes = std::fs::read(&source.path).map_err(|error| ExtractError::Open {
                path: model::escape_bytes(source.path.as_os_str().as_encoded_bytes()),
                source: error,
            })?;
            Ok((bytes.len() as u64 <= limits::INLINE_BYTES).then_some(bytes))
        }
        None => Ok(None),
    }
}

fn converse(
    worker: &mut Worker,
    job: &Job,
    inline: &[u8],
    time: Duration,
    receiver: &mut Receiver<'_>,
) -> Result<Outcome, BrokenOff> {
    let broken = |lost, media_type: &Option<String>| BrokenOff { lost, media_type: media_type.clone() };
    worker.give(job, inline, time).map_err(|lost| broken(lost, &None))?;
    loop {
        let (reply, body) = worker.hear().map_err(|lost| broken(lost, &receiver.media_type))?;
        match receiver.take(reply, body) {
            Ok(Some(outcome)) => return Ok(outcome),
            Ok(None) => {}
            Err(what) => return Err(broken(Lost::Nonsense(what), &receiver.media_type)),
        }
    }
}

/// What written frames come to when no worker stands behind them; `None` when no extract is among them.
pub(crate) fn heard(frames: &mut impl Read, sink: &mut dyn MediaSink) -> Result<Option<Extract>, String> {
    let mut receiver = Receiver::new(sink);
    while let Some((reply, body)) = wire::read_frame(frames).map_err(|error| error.to_string())? {
        match receiver.take(reply, body)? {
            Some(Outcome::Done(extract)) => return Ok(Some(*extract)),
            Some(_) => return Ok(None),
            None => {}
        }
    }
    Ok(None)
}

/// Hands on what a look may give and no more: those who look keep the pictures, and a worker that was taken over could
/// send them without end.
struct BoundedLook<'s> {
    sink: &'s mut dyn MediaSink,
    frames_left: usize,
    samples_left: usize,
}

/// Samples of the longest sound.
const LOOK_SAMPLES: usize = (limits::LOOK_SOUND_US / 1_000_000) as usize * limits::LOOK_SOUND_RATE_HZ as usize;

impl MediaSink for BoundedLook<'_> {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        let most = limits::LOOK_SIDE_PX as usize;
        let fits = pixels.format == PixelFormat::Rgb8 && pixels.width_px <= most && pixels.height_px <= most;
        if fits && self.frames_left > 0 {
            self.frames_left -= 1;
            self.sink.picture(time_us, pixels);
        }
    }

    fn sound(&mut self, chunk: SoundChunk) {
        if chunk.samples.len() <= self.samples_left {
            self.samples_left -= chunk.samples.len();
            self.sink.sound(chunk);
        }
    }

    fn thumbnail(&mut self, _jpeg: Vec<u8>) {}
}

/// What was drawn or told, up to [`limits::DRAWN_BYTES`].
struct Drawn(Vec<u8>);

impl Write for Drawn {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.0.len() + bytes.len()) as u64 > limits::DRAWN_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Takes a worker's frames apart. It believes nothing: a worker may have been taken over by what it read.
struct Receiver<'s> {
    sink: &'s mut dyn MediaSink,
    copy_to: Option<&'s mut dyn Write>,
    copy_error: Option<io::Error>,
    media_type: Option<String>,
    frames: u64,
}

impl<'s> Receiver<'s> {
    fn new(sink: &'s mut dyn MediaSink) -> Receiver<'s> {
        Receiver { sink, copy_to: None, copy_error: None, media_type: None, frames: 0 }
    }

    /// One frame; `Some` ends the job. `Err` says in which way it does not fit.
    fn take(&mut self, reply: Reply, body: Vec<u8>) -> Result<Option<Outcome>, String> {
        match reply {
            Reply::Kind { media_type } => self.media_type = Some(media_type),
            Reply::Picture { time_us, width_px, height_px, format } => {
                self.take_picture(time_us, width_px, height_px, format, body)?;
            }
            Reply::Sound { start_us, rate_hz } => self.take_sound(start_us, rate_hz, &body)?,
            Reply::Thumbnail => self.sink.thumbnail(body),
            Reply::Bytes => self.take_bytes(&body),
            Reply::NeedsOwnWorker => return Ok(Some(Outcome::NeedsOwnWorker)),
            Reply::Done { extract } => return Ok(Some(Outcome::Done(checked(extract)?))),
            Reply::Identified { item, size_bytes } => return Ok(Some(Outcome::Identified(item, size_bytes))),
            Reply::Failed { text } => return Ok(Some(Outcome::Failed(codes::quoted(&text, 500)))),
        }
        Ok(None)
    }

    fn take_picture(
        &mut self,
        time_us: Option<i64>,
        width_px: usize,
        height_px: usize,
        format: PixelFormat,
        bytes: Vec<u8>,
    ) -> Result<(), String> {
        self.frames += 1;
        let wanted = width_px.checked_mul(height_px).and_then(|area| area.checked_mul(format.bytes_per_pixel()));
        if wanted != Some(bytes.len()) || bytes.is_empty() || self.frames > limits::FRAMES_PER_JOB {
            return Err(format!("a picture of {width_px} x {height_px} in {} bytes", bytes.len()));
        }
        self.sink.picture(time_us, Pixels { width_px, height_px, format, bytes });
        Ok(())
    }

    fn take_sound(&mut self, start_us: i64, rate_hz: u32, bytes: &[u8]) -> Result<(), String> {
        if rate_hz == 0 || !bytes.len().is_multiple_of(2) {
            return Err(format!("{} bytes of sound at {rate_hz} Hz", bytes.len()));
        }
        self.sink.sound(SoundChunk { start_us, rate_hz, samples: wire::samples_of(bytes) });
        Ok(())
    }

    fn take_bytes(&mut self, bytes: &[u8]) {
        let Some(out) = &mut self.copy_to else { return };
        if self.copy_error.is_none() {
            self.copy_error = out.write_all(bytes).err();
        }
    }
}

/// Refuses an extract whose offsets do not fit its text.
fn checked(extract: Box<Extract>) -> Result<Box<Extract>, String> {
    let text = extract.text.as_deref().unwrap_or("");
    let fits = |start: usize, end: usize| text.get(start..end).is_some();
    if extract.media_type.is_empty() {
        return Err("an extract without a kind".to_owned());
    }
    if let Some(block) =
        extract.blocks.iter().find(|block| text.get(block.start_byte..block.end_byte) != Some(&block.text))
    {
        return Err(format!("block {} is not the slice of the text it claims to be", block.block));
    }
    if let Some(credit) = extract.credits.iter().find(|credit| !fits(credit.start_byte, credit.end_byte)) {
        return Err(format!("a credit at bytes {}..{} of the text", credit.start_byte, credit.end_byte));
    }
    Ok(extract)
}

fn member_error(source: &ItemSource, outcome: Result<Outcome, BrokenOff>) -> ExtractError {
    ExtractError::Member { member: name_of(source), reason: why_not(outcome) }
}

/// Why an answer is not the one that was asked for.
fn why_not(outcome: Result<Outcome, BrokenOff>) -> String {
    match outcome {
        Ok(Outcome::Failed(text)) => text,
        Ok(_) => NONSENSE.to_owned(),
        Err(BrokenOff { lost: Lost::TimedOut, .. }) => "it took longer than the time limit".to_owned(),
        Err(BrokenOff { lost: Lost::Ended(status), .. }) => format!("the worker ended: {}", ending(status)),
        Err(BrokenOff { lost: Lost::Nonsense(what), .. }) => what,
    }
}

fn length(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Workers stand in the root folder, so a relative path would lead elsewhere.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The member in words: object, then offset and length of each step.
fn name_of(source: &ItemSource) -> String {
    let mut name = model::escape_bytes(source.path.as_os_str().as_encoded_bytes());
    for step in &source.steps {
        name.push_str(&format!(" > bytes {}+{}", step.offset, step.length));
    }
    name
}
