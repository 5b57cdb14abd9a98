//! Recordings.
use crate::job::Surroundings;
use crate::shell::MediaSink;
use crate::source::Bytes;
use model::Extract;
use std::time::Instant;
/// Reads a recording.
pub fn read<S: MediaSink + ?Sized>(
    _bytes: &Bytes,
    _surroundings: &Surroundings,
    _until: Instant,
    _sink: &mut S,
) -> Extract {
    Extract::default()
}
