//! Containers.
use crate::kind::Kind;
use crate::source::Bytes;
use model::{Extract, MemberCoding};
use std::io::{self, Write};
/// Reads a container.
pub fn read(_bytes: &Bytes, _kind: Kind) -> Extract {
    Extract::default()
}
/// Stored as is.
pub fn stored_as_is(_stored: &Bytes, _coding: &MemberCoding) -> io::Result<Option<Bytes>> {
    Ok(None)
}
/// Copies the payload.
pub fn copy_payload(_stored: &Bytes, _coding: &MemberCoding, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
