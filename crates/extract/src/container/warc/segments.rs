//! Records that were split because a file would have become too long (IIPC, "The WARC Format 1.1", annex B): the first
//! segment is an ordinary record with the number 1, the others are of the type `continuation` and name its id.

use super::super::payload::Block;
use super::super::record::RecordHead;
use super::copy::{Joined, Piece};
use super::{Place, Scan};
use crate::codes;
use crate::limits;
use model::{MemberCoding, SegmentPlace};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Segments until all are known.
#[derive(Default)]
pub(super) struct Segments {
    first: Vec<(RecordHead, Segment)>,
    /// By the id of the first segment, then by number.
    following: BTreeMap<String, BTreeMap<u32, Segment>>,
    count: usize,
    left_out: u64,
}

#[derive(Clone)]
struct Segment {
    place: Place,
    block_bytes: u64,
    stored_length: u64,
    total_bytes: Option<u64>,
}

impl Segments {
    pub(super) fn begin(&mut self, head: &RecordHead, place: Place, block_bytes: u64, stored_length: u64) {
        if self.has_room() {
            let segment = Segment { place, block_bytes, stored_length, total_bytes: total(head) };
            self.first.push((head.clone(), segment));
        }
    }

    pub(super) fn continue_with(
        &mut self,
        head: &RecordHead,
        place: Place,
        number: u32,
        block_bytes: u64,
        stored_length: u64,
    ) {
        if self.has_room() {
            let segment = Segment { place, block_bytes, stored_length, total_bytes: total(head) };
            let of = head.bare("warc-segment-origin-id").unwrap_or_default();
            self.following.entry(of).or_default().entry(number).or_insert(segment);
        }
    }

    fn has_room(&mut self) -> bool {
        let room = self.count < limits::WARC_SEGMENTS;
        self.count += 1;
        self.left_out += u64::from(!room);
        room
    }

    /// The packed length of a gzip member is known only behind it.
    pub(super) fn set_stored_length(&mut self, member_at: u64, length: u64) {
        let last = self.first.last_mut().map(|(_, segment)| segment);
        let following = self.following.values_mut().flat_map(BTreeMap::values_mut);
        if self.count > 0 {
            for segment in last.into_iter().chain(following).filter(|one| one.place.offset == member_at) {
                segment.stored_length = length;
            }
        }
    }
}

fn total(head: &RecordHead) -> Option<u64> {
    head.fields.text("warc-segment-total-length")?.parse().ok()
}

impl Scan<'_> {
    /// Makes a member of every record that was split, from the segments that are in this file.
    pub(super) fn join_segments(&mut self, gzip: bool) -> io::Result<()> {
        let mut segments = std::mem::take(&mut self.segments);
        for (head, first) in &segments.first {
            let id = head.bare("warc-record-id").unwrap_or_default();
            let following = segments.following.remove(&id).unwrap_or_default();
            self.join(head, first, &following, gzip)?;
        }
        for (id, following) in &segments.following {
            let named = codes::quoted(id, 100);
            let text = format!(
                "{} segments continue the record \"{named}\", whose first segment is not in this file. Add the WARC \
                 that holds it; join the two with another tool and add the result too.",
                following.len()
            );
            self.say(codes::WARC_SEGMENT, text);
        }
        if segments.left_out > 0 {
            let text = format!(
                "{} segments were left out: more than {} are not joined.",
                segments.left_out,
                limits::WARC_SEGMENTS
            );
            self.say(codes::CONTAINER_LIMIT, text);
        }
        Ok(())
    }

    fn join(
        &mut self,
        head: &RecordHead,
        first: &Segment,
        following: &BTreeMap<u32, Segment>,
        gzip: bool,
    ) -> io::Result<()> {
        let follows_on = following.iter().zip(2u32..).take_while(|((number, _), due)| **number == *due);
        let all: Vec<&Segment> = std::iter::once(first).chain(follows_on.map(|((_, segment), _)| segment)).collect();
        let joined_bytes: u64 = all.iter().map(|segment| segment.block_bytes).sum();
        let total_bytes = all.iter().rev().find_map(|segment| segment.total_bytes);
        if total_bytes != Some(joined_bytes) || all.len() - 1 < following.len() {
            self.say_incomplete(first, all.len(), joined_bytes, total_bytes);
        }
        let start = all.iter().map(|segment| segment.place.offset).min().unwrap_or(first.place.offset);
        let end = all.iter().map(|segment| segment.place.offset + segment.stored_length).max().unwrap_or(start);
        let pieces: Vec<SegmentPlace> = all
            .iter()
            .map(|segment| SegmentPlace { offset: segment.place.offset - start, skip_bytes: segment.place.skip_bytes })
            .collect();
        let stored = self.bytes.stretch(start, end - start).ok_or(io::ErrorKind::InvalidInput)?;
        let opened = Piece::all(&stored, gzip, &pieces)?;
        let open = || -> io::Result<Box<dyn Read + '_>> { Ok(Box::new(Joined::new(&opened))) };
        let place = Place { offset: start, ..first.place };
        let coding = MemberCoding::WarcSegments { gzip, pieces };
        self.take_member(head, place, &Block::Opener(&open), end - start, coding)
    }

    fn say_incomplete(&mut self, first: &Segment, count: usize, joined_bytes: u64, total_bytes: Option<u64>) {
        let of = total_bytes.map_or("an unknown number".to_owned(), |total| total.to_string());
        let text = format!(
            "The record at byte {} is split; {count} segments in a row with {joined_bytes} of {of} bytes are in this \
             file and were joined. The rest may be in the next WARC of the same crawl.",
            first.place.offset
        );
        self.say(codes::WARC_SEGMENT, text);
    }
}
