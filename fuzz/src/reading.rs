//! What a reader of `extract` gives for any content.

use crate::spans::{check_place, check_slice};
use extract::container;
use extract::kind::Kind;
use extract::limits;
use extract::source::{self, Bytes, OpenError};
use extract::{MediaSink, MemberStep, unconfined};
use model::{Extract, ItemId, Link, Pixels, SoundChunk};
use std::io::Read;

/// Members of one container that are taken out again: enough to see a wrong place, few enough to stay fast.
const MEMBERS_TAKEN_OUT: usize = 40;
/// Payloads longer than this are not taken out again.
const PAYLOAD_BYTES: u64 = 1 << 20;

/// Reads `content` as `kind` and checks what comes of it.
pub fn read(content: &[u8], kind: Kind) -> Extract {
    let url = Some("https://news.example.org/2026/page.html");
    let extract = unconfined::read(content, kind, url, &mut CheckedMedia);
    check(&extract, content.len());
    check_members(content, &extract);
    extract
}

/// An extract keeps its promises: places lie in the text, members in the content, numbers lead somewhere.
pub fn check(extract: &Extract, content_bytes: usize) {
    assert!(!extract.media_type.is_empty(), "no kind");
    let text = extract.text.as_deref().unwrap_or("");
    check_blocks(extract, text, content_bytes);
    let is_block = |number: u32| (number as usize) < extract.blocks.len();
    for credit in &extract.credits {
        check_place(text, credit.start_byte, credit.end_byte, "credit");
        assert!(is_block(credit.block), "credit in block {}", credit.block);
    }
    for Link { block, target_url, .. } in &extract.links {
        assert!(block.is_none_or(is_block), "link in block {block:?}");
        assert!(!target_url.is_empty(), "link to nowhere");
    }
    assert!(extract.metadata.len() <= limits::METADATA_FIELDS, "{} fields", extract.metadata.len());
    assert!(extract.members.len() <= limits::CONTAINER_MEMBERS && extract.told.len() <= limits::TOLD_FILES);
    for finding in &extract.findings {
        assert!(!finding.text.chars().any(char::is_control), "a finding that breaks its line: {:?}", finding.text);
    }
}

fn check_blocks(extract: &Extract, text: &str, content_bytes: usize) {
    let mut last_start = 0;
    for (number, block) in extract.blocks.iter().enumerate() {
        assert_eq!(block.block as usize, number, "number of a block");
        check_slice(text, block.start_byte, block.end_byte, &block.text, "block");
        assert!(block.start_byte >= last_start, "block {number} begins before the one before it");
        last_start = block.start_byte;
        let parent = block.parent.map(|parent| parent as usize);
        assert!(parent.is_none_or(|parent| parent < extract.blocks.len() && parent != number), "parent {parent:?}");
        assert!((0.0..=1.0).contains(&block.confidence_0_1), "confidence {}", block.confidence_0_1);
        let (start, end) = (block.page_start_byte.unwrap_or(0), block.page_end_byte.unwrap_or(content_bytes));
        assert!(start <= end && end <= content_bytes, "block {number} at {start}..{end} of the page");
    }
}

/// Each member can be taken out of its place again and is then what it was said to be.
pub fn check_members(content: &[u8], extract: &Extract) {
    for member in &extract.members {
        let end = member.offset.checked_add(member.length);
        assert!(end.is_some_and(|end| end <= content.len() as u64), "member {} lies outside", member.name);
    }
    for member in extract.members.iter().filter(|member| member.size_bytes <= PAYLOAD_BYTES).take(MEMBERS_TAKEN_OUT) {
        let step = MemberStep { offset: member.offset, length: member.length, coding: member.coding.clone() };
        match source::follow(Bytes::Memory(content.to_vec()), std::slice::from_ref(&step), None) {
            Ok(bytes) => {
                let payload = bytes.read_up_to(u64::MAX).expect("memory is read");
                assert_eq!(payload.len() as u64, member.size_bytes, "length of {step:?}");
                assert_eq!(ItemId::of(&payload), member.item, "identity of {step:?}");
            }
            Err(OpenError::NeedsScratch) => {}
            Err(OpenError::Refused(why)) => panic!("{step:?} cannot be taken out: {why}"),
        }
    }
}

/// Takes a stretch of `content` out as any member would be, whatever the coding says of it: a log may be hostile too.
pub fn take_out(content: &[u8], step: MemberStep) {
    if let Ok(bytes) = source::follow(Bytes::Memory(content.to_vec()), &[step], None) {
        let read = bytes.reader().expect("memory is read").take(PAYLOAD_BYTES).read_to_end(&mut Vec::new());
        read.expect("memory is read");
    }
}

/// The record head that begins `content` is not longer than it.
pub fn check_record_head(content: &[u8]) {
    let mut rest = content;
    let _ = container::RecordHead::read(&mut rest);
    assert!(rest.len() <= content.len());
}

/// Checks what readers stream.
pub struct CheckedMedia;

impl MediaSink for CheckedMedia {
    fn picture(&mut self, _time_us: Option<i64>, pixels: Pixels) {
        let wanted = pixels.width_px * pixels.height_px * pixels.format.bytes_per_pixel();
        assert!(wanted > 0 && wanted == pixels.bytes.len(), "{wanted} bytes of pixels expected");
        let side = pixels.width_px.max(pixels.height_px);
        assert!(side <= limits::PICTURE_SIDE_PX as usize, "a side of {side} pixels");
    }

    fn sound(&mut self, chunk: SoundChunk) {
        assert!(chunk.rate_hz > 0 && !chunk.samples.is_empty());
    }

    fn thumbnail(&mut self, jpeg: Vec<u8>) {
        assert!(jpeg.starts_with(&[0xff, 0xd8]), "a thumbnail that is no JPEG");
    }
}
