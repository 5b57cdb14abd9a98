//! Decoders of others, started inside the sandbox with a limit on time and on what they say.

use crate::limits;
use crate::pipe::TimedPipe;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Instant;

/// The arguments of a command line in which none holds a space.
pub(crate) fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

/// What ffmpeg and ffprobe are told wherever they open a foreign file: nothing but files and pipes, and no more memory at
/// once than this.
pub(crate) fn bounds() -> Vec<OsString> {
    words(&format!("-protocol_whitelist file,pipe -max_alloc {}", limits::DECODER_ALLOCATION_BYTES))
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// It ended by itself and without an error.
    pub(crate) succeeded: bool,
    /// It was stopped at the time limit.
    pub(crate) stopped: bool,
    /// What it said on standard error, line by line, made safe for a finding and cut.
    pub(crate) said: Vec<String>,
}

/// A program that runs.
pub(crate) struct Running {
    child: Child,
    listener: Option<JoinHandle<Vec<String>>>,
    /// What it writes to standard output.
    pub(crate) stdout: TimedPipe<ChildStdout>,
}

/// Takes each line of standard error; gives it back to have it kept for [`Ending::said`].
pub(crate) type LineTaker = Box<dyn FnMut(&str) -> bool + Send>;

impl Running {
    /// Starts `program`; `take_line` sees each line of standard error and says whether to keep it.
    pub(crate) fn start(
        program: &Path,
        arguments: &[impl AsRef<OsStr>],
        until: Instant,
        take_line: LineTaker,
    ) -> io::Result<Running> {
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let listener = std::thread::Builder::new().stack_size(256 * 1024).spawn(|| listen(stderr, take_line))?;
        Ok(Running { child, listener: Some(listener), stdout: TimedPipe::new(stdout, until)? })
    }

    /// Waits for its end; ends it if `stopped`.
    pub(crate) fn end(mut self, stopped: bool) -> Ending {
        if stopped {
            let _ = self.child.kill();
        }
        let said = self.listener.take().and_then(|listener| listener.join().ok()).unwrap_or_default();
        let status = self.child.wait();
        Ending { succeeded: !stopped && status.is_ok_and(|status| status.success()), stopped, said }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads standard error to its end, so that the program never waits for us, and keeps a bounded part.
fn listen(stderr: ChildStderr, mut take_line: LineTaker) -> Vec<String> {
    let mut kept = Vec::new();
    let mut kept_bytes = 0;
    let mut reader = BufReader::new(stderr);
    loop {
        let mut line = Vec::new();
        match reader.by_ref().take(4096).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return kept,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if take_line(line) && kept_bytes < limits::DECODER_TALK_BYTES {
            kept_bytes += line.len();
            kept.push(crate::codes::quoted(line, 300));
        }
    }
}

/// Runs `program` to its end and gives what it wrote, up to `limit` bytes.
pub(crate) fn run(
    program: &Path,
    arguments: &[impl AsRef<OsStr>],
    until: Instant,
    limit: u64,
) -> io::Result<(Vec<u8>, Ending)> {
    let mut running = Running::start(program, arguments, until, Box::new(|_| true))?;
    let mut written = Vec::new();
    let read = running.stdout.by_ref().take(limit).read_to_end(&mut written);
    let stopped = match read {
        Ok(_) => written.len() as u64 == limit,
        Err(error) if error.kind() == io::ErrorKind::TimedOut => true,
        Err(error) => return Err(error),
    };
    Ok((written, running.end(stopped)))
}
