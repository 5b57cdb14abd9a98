//! The bytes of an item inside the sandbox: a file, a stretch of a file, or a member taken out of its containers.

use crate::container;
use crate::limits;
use crate::wire::MemberStep;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Reading and seeking.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// Bytes that can be read from any place, any number of times.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// In memory.
    Memory(Vec<u8>),
    /// A stretch of a file.
    Stretch {
        /// The file.
        path: PathBuf,
        /// First byte.
        start: u64,
        /// Length in bytes.
        length: u64,
    },
}

/// Why a member could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// In words, for a finding.
    Refused(String),
    /// It is longer than fits in memory, and there is no scratch folder.
    NeedsScratch,
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> OpenError {
        OpenError::Refused(error.to_string())
    }
}

impl Bytes {
    /// The whole of the file at `path`.
    pub fn of_file(path: &Path) -> io::Result<Bytes> {
        let length = std::fs::metadata(path)?.len();
        Ok(Bytes::Stretch { path: path.to_owned(), start: 0, length })
    }

    /// How many.
    pub fn length(&self) -> u64 {
        match self {
            Bytes::Memory(bytes) => bytes.len() as u64,
            Bytes::Stretch { length, .. } => *length,
        }
    }

    /// A reader from the first byte to the last.
    pub fn reader(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        match self {
            Bytes::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
            Bytes::Stretch { path, start, length } => Ok(Box::new(Stretch::new(File::open(path)?, *start, *length)?)),
        }
    }

    /// Up to `limit` bytes from the start.
    pub fn read_up_to(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader()?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The stretch of `length` bytes from `offset`; `None` when it does not lie inside.
    pub fn stretch(&self, offset: u64, length: u64) -> Option<Bytes> {
        let end = offset.checked_add(length)?;
        if end > self.length() {
            return None;
        }
        match self {
            Bytes::Memory(bytes) => {
                Some(Bytes::Memory(bytes.get(usize::try_from(offset).ok()?..usize::try_from(end).ok()?)?.to_vec()))
            }
            Bytes::Stretch { path, start, .. } => {
                Some(Bytes::Stretch { path: path.clone(), start: start.checked_add(offset)?, length })
            }
        }
    }

    /// A path under which exactly these bytes are a file of their own: decoders need one.
    pub fn as_file(&self, scratch: &Path) -> io::Result<PathBuf> {
        if let Bytes::Stretch { path, start: 0, length } = self
            && std::fs::metadata(path)?.len() == *length
        {
            return Ok(path.clone());
        }
        let path = scratch.join("item");
        io::copy(&mut self.reader()?, &mut File::create(&path)?)?;
        Ok(path)
    }
}

/// Takes members out of their containers. It keeps the innermost container of the last one open, so that the next
/// member of it does not unpack it again.
#[derive(Debug, Default)]
pub struct Opener {
    last: Option<OpenContainer>,
}

#[derive(Debug)]
struct OpenContainer {
    path: PathBuf,
    way: Vec<MemberStep>,
    bytes: Bytes,
}

impl Opener {
    /// The bytes at the end of `steps`, which start from the whole file at `path`.
    pub fn open(&mut self, path: &Path, steps: &[MemberStep], scratch: Option<&Path>) -> Result<Bytes, OpenError> {
        let Some((step, way)) = steps.split_last() else { return Ok(Bytes::of_file(path)?) };
        let kept = self.last.take().filter(|last| last.path == path && last.way == way);
        // What lay in the scratch folder for another container may be written over from here on.
        let container = match kept {
            Some(kept) => kept,
            None => OpenContainer {
                path: path.to_owned(),
                way: way.to_vec(),
                bytes: follow(Bytes::of_file(path)?, way, scratch)?,
            },
        };
        let member = step_into(&container.bytes, step, way.len(), scratch);
        self.last = Some(container);
        member
    }
}

/// Follows `steps` from the outermost container to a member.
pub fn follow(outermost: Bytes, steps: &[MemberStep], scratch: Option<&Path>) -> Result<Bytes, OpenError> {
    let mut bytes = outermost;
    for (depth, step) in steps.iter().enumerate() {
        bytes = step_into(&bytes, step, depth, scratch)?;
    }
    Ok(bytes)
}

fn step_into(bytes: &Bytes, step: &MemberStep, depth: usize, scratch: Option<&Path>) -> Result<Bytes, OpenError> {
    let stored = bytes.stretch(step.offset, step.length).ok_or_else(|| {
        OpenError::Refused(format!(
            "bytes {}+{} lie outside the container of {} bytes",
            step.offset,
            step.length,
            bytes.length()
        ))
    })?;
    taken_out(stored, step, depth, scratch)
}

fn taken_out(stored: Bytes, step: &MemberStep, depth: usize, scratch: Option<&Path>) -> Result<Bytes, OpenError> {
    if let Some(inside) = container::stored_as_is(&stored, &step.coding)? {
        return Ok(inside);
    }
    let mut room = SpillingBuffer { memory: Vec::new(), file: None, scratch, depth };
    container::copy_payload(&stored, &step.coding, &mut room).map_err(|error| {
        if room.overflows() { OpenError::NeedsScratch } else { OpenError::Refused(error.to_string()) }
    })?;
    room.into_bytes()
}

/// Keeps what is written in memory up to [`limits::MEMBER_IN_MEMORY_BYTES`], then in the scratch folder.
struct SpillingBuffer<'s> {
    memory: Vec<u8>,
    file: Option<(File, PathBuf, u64)>,
    scratch: Option<&'s Path>,
    depth: usize,
}

impl SpillingBuffer<'_> {
    fn overflows(&self) -> bool {
        self.scratch.is_none() && self.memory.len() as u64 >= limits::MEMBER_IN_MEMORY_BYTES
    }

    fn spill(&mut self) -> io::Result<()> {
        let scratch = self.scratch.ok_or(io::ErrorKind::OutOfMemory)?;
        let path = scratch.join(format!("member-{}", self.depth));
        let mut file = File::create(&path)?;
        file.write_all(&self.memory)?;
        self.file = Some((file, path, self.memory.len() as u64));
        self.memory = Vec::new();
        Ok(())
    }

    fn into_bytes(self) -> Result<Bytes, OpenError> {
        Ok(match self.file {
            None => Bytes::Memory(self.memory),
            Some((_, path, length)) => Bytes::Stretch { path, start: 0, length },
        })
    }
}

impl Write for SpillingBuffer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fits = (self.memory.len() + bytes.len()) as u64 <= limits::MEMBER_IN_MEMORY_BYTES;
        if self.file.is_none() && !fits {
            self.spill()?;
        }
        match &mut self.file {
            None => self.memory.extend_from_slice(bytes),
            Some((file, _, length)) => {
                file.write_all(bytes)?;
                *length += bytes.len() as u64;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl container::Target for SpillingBuffer<'_> {
    fn restart(&mut self) -> io::Result<()> {
        self.memory.clear();
        self.file = None;
        Ok(())
    }
}

/// A stretch of a file as if it were all of it.
struct Stretch {
    file: File,
    start: u64,
    length: u64,
    position: u64,
}

impl Stretch {
    fn new(mut file: File, start: u64, length: u64) -> io::Result<Stretch> {
        file.seek(SeekFrom::Start(start))?;
        Ok(Stretch { file, start, length, position: 0 })
    }
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let got = self.file.read(&mut buffer[..wanted])?;
        self.position += got as u64;
        Ok(got)
    }
}

impl Seek for Stretch {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(distance) => self.length.checked_add_signed(distance),
            SeekFrom::Current(distance) => self.position.checked_add_signed(distance),
        };
        let target = target.ok_or(io::ErrorKind::InvalidInput)?;
        let absolute = self.start.checked_add(target).ok_or(io::ErrorKind::InvalidInput)?;
        self.file.seek(SeekFrom::Start(absolute))?;
        self.position = target;
        Ok(target)
    }
}
