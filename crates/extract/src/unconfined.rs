//! The readers without the sandbox, for programs that feed them bytes of their own making: the fuzz targets in `fuzz/`.
//! Never for items of a case, whose bytes are foreign.

use crate::job::{self, Surroundings};
use crate::kind::Kind;
use crate::picture;
use crate::recording;
use crate::shell::{self, MediaSink};
use crate::source::Bytes;
use crate::text::office::{self, OfficeFormat};
use crate::wire::{self, JobSource, Reply};
use model::Extract;
use std::io;

/// Reads content of this kind as a worker does that has no decoder to start and no folder to write in.
pub fn read(content: &[u8], kind: Kind, url: Option<&str>, sink: &mut dyn MediaSink) -> Extract {
    let source = JobSource { url: url.map(str::to_owned), decoder_time_ms: 10_000, ..JobSource::default() };
    job::read_kind(&Surroundings::bare(), &source, kind, &Bytes::Memory(content.to_vec()), sink)
}

/// What is read of word processors' files every part of which is `content`.
pub fn documents(content: &[u8]) -> Vec<Extract> {
    let read = |format| {
        let mut extract = Extract { media_type: "application/x-made-up".to_owned(), ..Extract::default() };
        office::read(format, &|_| Some(Ok(content.to_vec())), &mut extract);
        extract
    };
    [OfficeFormat::Docx, OfficeFormat::Odt].map(read).into()
}

/// The frames in which a worker hands an extract over.
///
/// # Errors
/// When it is too long for a frame.
pub fn said(extract: &Extract) -> io::Result<Vec<u8>> {
    let mut frames = Vec::new();
    wire::write_frame(&mut frames, &Reply::Done { extract: Box::new(extract.clone()) }, &[])?;
    Ok(frames)
}

/// What the shell makes of the frames that a worker wrote: the extract, if one is among them; media go to `sink`.
///
/// # Errors
/// When a frame cannot be read, or says what does not fit.
pub fn heard(mut frames: &[u8], sink: &mut dyn MediaSink) -> Result<Option<Extract>, String> {
    shell::heard(&mut frames, sink)
}

/// A HEIC or AVIF file as it is handed to the decoder: all but its primary picture hidden; `None` where that needs no
/// change.
pub fn primary_alone(content: &[u8]) -> Option<Vec<u8>> {
    picture::primary_alone(&Bytes::Memory(content.to_vec()))?.read_up_to(u64::MAX).ok()
}

/// The plan that is made after an answer of ffprobe, a line of ffmpeg's talk as it is quoted, and the time of the frame
/// that the line is about, microseconds.
pub fn after_decoder_talk(answer: &[u8], line: &str) -> (String, String, Option<i64>) {
    recording::after_decoder_talk(answer, line)
}
