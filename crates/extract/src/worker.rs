//! The inside of the sandbox: locks itself up, then does one job after another until its input ends.

use crate::codes;
use crate::job::{self, Answer, Surroundings};
pub use crate::sandbox::Lacking;
use crate::sandbox::{self, Walls};
use crate::shell::{MediaSink, UNKNOWN_MEDIA_TYPE};
use crate::source::Opener;
use crate::wire::{self, Job, Reply, Setup};
use model::{Extract, Pixels, SoundChunk};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Stack of the thread that reads items: deep nesting in a foreign file should meet a limit with a name before it
/// meets the end of the stack.
const STACK_BYTES: usize = 64 << 20;

/// Exit code of a worker that could not lock itself up.
pub(crate) const NO_WALLS: i32 = 3;

/// Does jobs that come on standard input and answers on standard output. The binary's main calls it, and nothing
/// else, when it was started as a worker.
pub fn run() -> ExitCode {
    run_lacking(Lacking::Nothing)
}

/// [`run`] as on a kernel that lacks something, for tests.
#[doc(hidden)]
pub fn run_lacking(lacking: Lacking) -> ExitCode {
    // What a panic would print says where in our code it happened, which helps nobody who reads a finding.
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(Some((setup, _))) = wire::read_frame::<Setup>(&mut io::stdin().lock()) else { return ExitCode::from(2) };
    let Ok(walls) = sandbox::confine(&setup.room, lacking) else { return ExitCode::from(NO_WALLS as u8) };
    let jobs = move || serve(&setup, walls, &mut io::stdin().lock(), &mut io::stdout().lock());
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(jobs);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve(setup: &Setup, walls: Walls, input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let mut opener = Opener::default();
    while let Some((job, inline)) = wire::read_frame::<Job>(input)? {
        let mut talker = Talker { output, broken: None, media_type: None };
        let reply = match walls {
            Walls::NoLandlock if !setup.limits.danger_decode_without_landlock => unread(&job),
            _ => guarded(setup, &mut opener, &job, inline, &mut talker),
        };
        if let Some(error) = talker.broken {
            return Err(error);
        }
        wire::write_frame(output, &with_danger(reply, walls), &[])?;
    }
    Ok(())
}

/// Does a job so that not even a fault in our own code ends the worker without an answer.
fn guarded(
    setup: &Setup,
    opener: &mut Opener,
    job: &Job,
    inline: Vec<u8>,
    talker: &mut Talker<'_, impl Write>,
) -> Reply {
    let surroundings = Surroundings::new(setup);
    let done = catch_unwind(AssertUnwindSafe(|| job::run(&surroundings, opener, job, inline, talker)));
    match done {
        Ok(Answer::Extract(mut extract)) => {
            codes::cut_findings(&mut extract.findings);
            Reply::Done { extract }
        }
        Ok(Answer::Identified(item, size_bytes)) => Reply::Identified { item, size_bytes },
        Ok(Answer::Failed(text)) => Reply::Failed { text },
        Ok(Answer::NeedsOwnWorker) => Reply::NeedsOwnWorker,
        Err(_) if job.task.gives_extract() => Reply::Done { extract: Box::new(gave_up(talker.media_type.take())) },
        Err(_) => Reply::Failed { text: "a reader gave up in a way it should not".to_owned() },
    }
}

fn gave_up(media_type: Option<String>) -> Extract {
    let finding = codes::PARSER_FAILED.found(
        "A reader of this kind of content gave up in a way it should not: a fault in the reader, or out of memory. What \
         it had found until then is lost. The bytes are kept; please report the kind of the item.",
    );
    let media_type = media_type.unwrap_or_else(|| UNKNOWN_MEDIA_TYPE.to_owned());
    Extract { media_type, findings: vec![finding], ..Extract::default() }
}

fn unread(job: &Job) -> Reply {
    let text = "This kernel has no Landlock, so a decoder could not be confined, and the item was kept and not read. \
                Use Linux 5.13 or later with Landlock switched on.";
    if !job.task.gives_extract() {
        return Reply::Failed { text: text.to_owned() };
    }
    let findings = vec![codes::SANDBOX_MISSING.found(text)];
    Reply::Done {
        extract: Box::new(Extract { media_type: UNKNOWN_MEDIA_TYPE.to_owned(), findings, ..Extract::default() }),
    }
}

fn with_danger(mut reply: Reply, walls: Walls) -> Reply {
    if let (Reply::Done { extract }, Walls::Older(left_open)) = (&mut reply, walls) {
        extract.findings.push(codes::SANDBOX_OLDER.found(format!(
            "This kernel's Landlock is an older one. Held back as always: reading and writing of files but those of the \
             item, starting programs, the network. Not held back: {left_open}. A decoder that was taken over could end \
             other programs, not read or change a file. Linux 6.12 or later holds back that too."
        )));
    }
    if let (Reply::Done { extract }, Walls::NoLandlock) = (&mut reply, walls)
        && extract.findings.iter().all(|finding| finding.code != codes::SANDBOX_MISSING.name)
    {
        extract.findings.push(codes::SANDBOX_DANGER.found(
            "The item was read without Landlock, because danger_decode_without_landlock is set in the settings of the \
             case: a decoder that was taken over could have read other files of this user.",
        ));
    }
    reply
}

/// Sends what the readers stream. A broken pipe is kept and ends the worker after the job.
struct Talker<'o, W> {
    output: &'o mut W,
    broken: Option<io::Error>,
    media_type: Option<String>,
}

impl<W: Write> Talker<'_, W> {
    fn say(&mut self, reply: &Reply, body: &[u8]) {
        if self.broken.is_none() {
            self.broken = wire::write_frame(self.output, reply, body).err();
        }
    }
}

impl<W: Write> job::Output for Talker<'_, W> {
    fn kind(&mut self, media_type: &str) {
        self.media_type = Some(media_type.to_owned());
        self.say(&Reply::Kind { media_type: media_type.to_owned() }, &[]);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.say(&Reply::Bytes, bytes);
    }
}

impl<W: Write> MediaSink for Talker<'_, W> {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        let Pixels { width_px, height_px, format, bytes } = pixels;
        self.say(&Reply::Picture { time_us, width_px, height_px, format }, &bytes);
    }

    fn sound(&mut self, chunk: SoundChunk) {
        let bytes: Vec<u8> = chunk.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.say(&Reply::Sound { start_us: chunk.start_us, rate_hz: chunk.rate_hz }, &bytes);
    }

    fn thumbnail(&mut self, jpeg: Vec<u8>) {
        self.say(&Reply::Thumbnail, &jpeg);
    }
}
