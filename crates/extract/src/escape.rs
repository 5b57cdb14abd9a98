//! Tries to get out of the sandbox, for the tests: locks itself up as a worker does, then does one forbidden or one
//! allowed thing and says how it went.

use crate::limits::Limits;
use crate::sandbox::{self, Lacking, Room, Walls};
use crate::tools::Tools;
use std::ffi::OsString;
use std::io;
use std::net::{TcpStream, UdpSocket};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// Arguments: the file that may be read, the folder that may be written in, what to try, and on what; with one more, as on
/// a kernel with the first Landlock. The exit code is
/// 0 where it worked, 1 where the system refused it, 2 where the arguments do not fit, 3 where there are no walls.
pub fn run(arguments: &[OsString]) -> ExitCode {
    let [item, scratch, attempt, target, kernel @ ..] = arguments else { return ExitCode::from(2) };
    let lacking = if kernel.is_empty() { Lacking::Nothing } else { Lacking::LaterLandlock };
    let room = Room {
        item: Some(Path::new(item).into()),
        scratch: Some(Path::new(scratch).into()),
        tools: Tools::find(Some("/usr/bin:/bin".as_ref())),
        data_bytes: Limits::default().data_bytes,
        cpu_seconds: 20,
        dies_with_parent: false,
    };
    match sandbox::confine(&room, lacking) {
        Ok(Walls::Whole | Walls::Older(_)) => {}
        _ => return ExitCode::from(3),
    }
    match outcome(&attempt.to_string_lossy(), Path::new(target)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(_)) => ExitCode::from(1),
        None => ExitCode::from(2),
    }
}

fn outcome(attempt: &str, target: &Path) -> Option<io::Result<()>> {
    Some(match attempt {
        "read" => std::fs::read(target).map(|_| ()),
        "list" => std::fs::read_dir(target).map(|_| ()),
        "write" => std::fs::write(target, b"written"),
        "move" => std::fs::rename(target, target.with_extension("moved")),
        "remove" => std::fs::remove_file(target),
        "chmod" => std::fs::set_permissions(target, std::os::unix::fs::PermissionsExt::from_mode(0o777)),
        "chown" => std::os::unix::fs::chown(target, Some(0), Some(0)),
        "touch" => touch(target),
        "tag" => rustix::fs::setxattr(target, "user.mark", b"x", rustix::fs::XattrFlags::empty()).map_err(Into::into),
        "tcp" => TcpStream::connect("127.0.0.1:9").map(|_| ()).or_else(refused_by_peer),
        "udp" => UdpSocket::bind("127.0.0.1:0").map(|_| ()),
        "unix" => UnixStream::pair().map(|_| ()).or_else(|_| UnixListener::bind(target).map(|_| ())),
        "program" => Command::new(target).stdout(Stdio::null()).spawn().map(|_| ()),
        "signal" => signal(target),
        _ => return None,
    })
}

/// Sets the times of a file by its path.
fn touch(target: &Path) -> io::Result<()> {
    let epoch = rustix::fs::Timespec { tv_sec: 0, tv_nsec: 0 };
    let times = rustix::fs::Timestamps { last_access: epoch, last_modification: epoch };
    Ok(rustix::fs::utimensat(rustix::fs::CWD, target, &times, rustix::fs::AtFlags::empty())?)
}

/// A peer that says no was reached, so the wall did not hold.
fn refused_by_peer(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::ConnectionRefused { Ok(()) } else { Err(error) }
}

fn signal(target: &Path) -> io::Result<()> {
    let raw: Option<i32> = target.to_str().and_then(|text| text.parse().ok());
    let process = raw.and_then(rustix::process::Pid::from_raw).ok_or(io::ErrorKind::InvalidInput)?;
    Ok(rustix::process::test_kill_process(process)?)
}
