//! Pipes that give up: reading and writing end with [`io::ErrorKind::TimedOut`] once a point in time has passed, so a
//! child that hangs cannot hang its parent.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::time::Instant;

/// One end of a pipe with a point in time after which it gives up.
pub(crate) struct TimedPipe<P> {
    pipe: P,
    /// When it gives up.
    pub(crate) deadline: Instant,
}

impl<P: AsFd> TimedPipe<P> {
    /// Wraps `pipe`, whose own end becomes non-blocking; the other end stays as it is.
    pub(crate) fn new(pipe: P, deadline: Instant) -> io::Result<TimedPipe<P>> {
        fcntl_setfl(&pipe, fcntl_getfl(&pipe)? | OFlags::NONBLOCK)?;
        Ok(TimedPipe { pipe, deadline })
    }

    fn wait_for(&self, what: PollFlags) -> io::Result<()> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).map_err(|_| io::ErrorKind::InvalidInput)?;
        match poll(&mut [PollFd::new(&self.pipe, what)], Some(&timeout)) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) => Ok(()),
            Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl<P: Read + AsFd> Read for TimedPipe<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if Instant::now() >= self.deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            match self.pipe.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.wait_for(PollFlags::IN)?,
                other => return other,
            }
        }
    }
}

impl<P: Write + AsFd> Write for TimedPipe<P> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.pipe.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.wait_for(PollFlags::OUT)?,
                other => return other,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pipe.flush()
    }
}
