//! One worker process as the shell sees it: started, spoken to, and surely ended together with all it started.

use crate::pipe::TimedPipe;
use crate::wire::{self, Job, Reply, Setup};
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A running worker.
pub(crate) struct Worker {
    child: Child,
    stdin: TimedPipe<ChildStdin>,
    stdout: TimedPipe<ChildStdout>,
    /// Removed when the worker is gone.
    scratch: Option<PathBuf>,
    /// Jobs it has been given.
    pub(crate) jobs: u32,
}

/// How a conversation with a worker broke off.
#[derive(Debug)]
pub(crate) enum Lost {
    /// It did not answer in time and was ended.
    TimedOut,
    /// It ended by itself; the status says how.
    Ended(Option<ExitStatus>),
    /// It answered with something that does not fit.
    Nonsense(String),
}

impl Worker {
    /// Starts `command` in a process group of its own with an empty environment and gives it its setup.
    pub(crate) fn start(command: &[OsString], setup: &Setup, scratch: Option<PathBuf>) -> io::Result<Worker> {
        let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let deadline = Instant::now() + Duration::from_secs(10);
        let stdin = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut worker = Worker {
            stdin: TimedPipe::new(stdin, deadline)?,
            stdout: TimedPipe::new(stdout, deadline)?,
            child,
            scratch,
            jobs: 0,
        };
        // A worker that has ended already shows when it is given its job.
        let _ = wire::write_frame(&mut worker.stdin, setup, &[]);
        Ok(worker)
    }

    /// Gives it a job that must be done within `time`.
    pub(crate) fn give(&mut self, job: &Job, inline: &[u8], time: Duration) -> Result<(), Lost> {
        self.jobs += 1;
        let deadline = Instant::now() + time;
        self.stdin.deadline = deadline;
        self.stdout.deadline = deadline;
        wire::write_frame(&mut self.stdin, job, inline).map_err(|error| self.lost(&error))
    }

    /// Its next frame.
    pub(crate) fn hear(&mut self) -> Result<(Reply, Vec<u8>), Lost> {
        match wire::read_frame(&mut self.stdout) {
            Ok(Some(frame)) => Ok(frame),
            Ok(None) => Err(self.lost(&io::ErrorKind::UnexpectedEof.into())),
            Err(error) => Err(self.lost(&error)),
        }
    }

    fn lost(&mut self, error: &io::Error) -> Lost {
        match error.kind() {
            io::ErrorKind::TimedOut => Lost::TimedOut,
            io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe => Lost::Ended(self.end()),
            _ => Lost::Nonsense("a frame that cannot be read".to_owned()),
        }
    }

    /// Ends it and everything it started, and says how it had ended if it had.
    fn end(&mut self) -> Option<ExitStatus> {
        // A worker that closed its pipe has ended or is about to; half a second tells "crashed" from "was killed".
        let patience = Instant::now() + Duration::from_millis(500);
        while Instant::now() < patience {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) => std::thread::sleep(Duration::from_millis(2)),
                Err(_) => break,
            }
        }
        None
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The group outlives its leader as long as a decoder runs, so it is killed even when the leader has ended.
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(scratch) = &self.scratch {
            let _ = std::fs::remove_dir_all(scratch);
        }
    }
}

/// An exit status in words.
pub(crate) fn ending(status: Option<ExitStatus>) -> String {
    let Some(status) = status else { return "it closed its pipe".to_owned() };
    match (status.signal(), status.code()) {
        (Some(signal), _) => match signal {
            libc::SIGABRT => "out of memory or stack (signal 6)".to_owned(),
            libc::SIGKILL | libc::SIGXCPU => format!("over its limit of processor time or killed (signal {signal})"),
            libc::SIGSEGV | libc::SIGBUS => format!("a fault in memory access (signal {signal})"),
            other => format!("signal {other}"),
        },
        (None, Some(crate::worker::NO_WALLS)) => "it could not lock itself up".to_owned(),
        (None, Some(code)) => format!("exit code {code}"),
        (None, None) => "for a reason it did not give".to_owned(),
    }
}
