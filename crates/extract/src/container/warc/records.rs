//! What becomes of one record: a member, a count, or something that is resolved when all records are known.

use super::super::Identity;
use super::super::digest::Declared;
use super::super::payload::{self, Block, Report};
use super::super::record::{ARC_VERSION, RecordHead};
use super::{Place, Scan, is_http};
use crate::codes;
use crate::limits;
use crate::times;
use model::{MemberCoding, MemberRef};
use std::collections::BTreeMap;
use std::io;

/// URLs that are named in a finding which sums up.
pub(super) const URLS_NAMED: usize = 10;

/// Responses with a status of failure.
#[derive(Default)]
pub(super) struct Failures {
    by_status: BTreeMap<u16, u64>,
    urls: Vec<String>,
}

/// A declared digest that was compared.
enum Checked {
    Fits(Declared),
    Differs,
    NotDeclared,
}

impl Scan<'_> {
    /// Takes a record: its digests are checked whatever its type.
    pub(super) fn take_block(
        &mut self,
        head: &RecordHead,
        place: Place,
        block: &Block<'_>,
        block_bytes: u64,
        stored_length: u64,
    ) -> io::Result<()> {
        self.check_version(head, place);
        self.check_digest("warc-block-digest", head, place, |declared| block.fits(declared))?;
        let kind = head.kind();
        let segment = head.fields.text("warc-segment-number").and_then(|number| number.parse::<u32>().ok());
        match (kind.as_str(), segment) {
            ("continuation", _) => {
                self.segments.continue_with(head, place, segment.unwrap_or(0), block_bytes, stored_length);
                Ok(())
            }
            ("response" | "resource" | "conversion", Some(1)) => {
                self.segments.begin(head, place, block_bytes, stored_length);
                Ok(())
            }
            ("response" | "resource" | "conversion", _) => self.take_payload(head, place, block, stored_length),
            ("revisit", _) => {
                self.revisits.add(head, place);
                self.count(&kind);
                Ok(())
            }
            ("request" | "metadata" | "warcinfo", _) => {
                let report = Report::of_head(block, is_http(head))?;
                self.check_payload_digest(head, place, block, &report)?;
                self.count(&kind);
                Ok(())
            }
            (other, _) => {
                let text = format!(
                    "The record at byte {} has the type \"{}\", which is not known; it was left out.",
                    place.offset,
                    codes::quoted(other, 40)
                );
                self.say(codes::WARC_FIELD, text);
                self.count(&kind);
                Ok(())
            }
        }
    }

    fn check_version(&mut self, head: &RecordHead, place: Place) {
        if !matches!(head.version.as_str(), "WARC/1.0" | "WARC/1.1" | ARC_VERSION) {
            let text = format!(
                "The record at byte {} calls itself {}; it was read like WARC/1.1.",
                place.offset,
                codes::quoted(&head.version, 20)
            );
            self.say(codes::WARC_FIELD, text);
        }
    }

    fn count(&mut self, kind: &str) {
        *self.records.entry(codes::quoted(kind, 40)).or_default() += 1;
    }

    fn take_payload(
        &mut self,
        head: &RecordHead,
        place: Place,
        block: &Block<'_>,
        stored_length: u64,
    ) -> io::Result<()> {
        let coding = MemberCoding::WarcRecord { gzip: place.gzip, skip_bytes: place.skip_bytes, revisit_at: None };
        self.take_member(head, place, block, stored_length, coding)
    }

    /// Makes a member of a block.
    pub(super) fn take_member(
        &mut self,
        head: &RecordHead,
        place: Place,
        block: &Block<'_>,
        stored_length: u64,
        coding: MemberCoding,
    ) -> io::Result<()> {
        let mut identity = Identity::default();
        let report = payload::write(block, is_http(head), &mut identity)?;
        self.say_payload(&report, place);
        let digest = self.check_payload_digest(head, place, block, &report)?;
        let (item, size_bytes) = identity.finish();
        self.unpacked_bytes += size_bytes;
        let url = head.bare("warc-target-uri");
        self.note_failure(&report, url.as_deref());
        if size_bytes == 0 {
            self.count(&format!("{} without payload", head.kind()));
            return Ok(());
        }
        let captured_at = self.captured_at(head, place);
        self.revisits.taken(self.extract.members.len(), head, digest.as_ref());
        self.extract.members.push(MemberRef {
            item,
            size_bytes,
            name: url.clone().unwrap_or_else(|| format!("record at byte {}", place.offset)),
            offset: place.offset,
            length: stored_length,
            coding,
            url,
            captured_at,
            claimed_media_type: if is_http(head) { report.content_type } else { head.fields.text("content-type") },
            payload_digest: digest.map(|digest| digest.spelled()),
        });
        self.stop_when_full();
        Ok(())
    }

    fn stop_when_full(&mut self) {
        let members = self.extract.members.len();
        if members >= limits::CONTAINER_MEMBERS || self.unpacked_bytes > limits::CONTAINER_BYTES {
            self.full = true;
            let text = format!(
                "The WARC holds more than the limits allow; {members} members with {} bytes were taken. Split it and \
                 add the parts.",
                self.unpacked_bytes
            );
            self.say(codes::CONTAINER_LIMIT, text);
        }
    }

    fn captured_at(&mut self, head: &RecordHead, place: Place) -> Option<String> {
        let written = head.fields.text("warc-date")?;
        let time = times::of_iso(&written).map(|(time, _)| time);
        if time.is_none() {
            let text = format!(
                "The record at byte {} has the date \"{}\", which is not a time.",
                place.offset,
                codes::quoted(&written, 40)
            );
            self.say(codes::WARC_FIELD, text);
        }
        time
    }

    fn say_payload(&mut self, report: &Report, place: Place) {
        let at = place.offset;
        if let Some(why) = &report.no_http_head {
            let text = format!(
                "The record at byte {at} should hold an HTTP response, but {why}. The whole block was used as payload."
            );
            self.say(codes::HTTP_HEAD, text);
        }
        self.codings_absent += u64::from(report.coding_absent && report.coding_problem.is_none());
        let Some(why) = &report.coding_problem else { return };
        let why = codes::quoted(why, 200);
        if report.over_limit {
            let text = format!("The payload of the record at byte {at} was left packed: {why}.");
            self.say(codes::DECOMPRESSION_LIMIT, text);
        } else {
            let text = format!(
                "A coding of the payload in the record at byte {at} could not be removed as declared: {why}. What came \
                 out, or the bytes as stored, were used."
            );
            self.say(codes::HTTP_CODING, text);
        }
    }

    fn note_failure(&mut self, report: &Report, url: Option<&str>) {
        let Some(status) = report.status.filter(|status| *status >= 400) else { return };
        *self.failures.by_status.entry(status).or_default() += 1;
        if self.failures.urls.len() < URLS_NAMED {
            self.failures.urls.push(format!("{status} {}", codes::quoted(url.unwrap_or("no URL"), 120)));
        }
    }

    /// Checks the digest of the payload; gives it where it fits.
    fn check_payload_digest(
        &mut self,
        head: &RecordHead,
        place: Place,
        block: &Block<'_>,
        report: &Report,
    ) -> io::Result<Option<Declared>> {
        let fits = |declared: &Declared| payload::digest_fits(block, report, declared);
        Ok(match self.check_digest("warc-payload-digest", head, place, fits)? {
            Checked::Fits(declared) => Some(declared),
            Checked::Differs | Checked::NotDeclared => None,
        })
    }

    fn check_digest(
        &mut self,
        field: &str,
        head: &RecordHead,
        place: Place,
        fits: impl FnOnce(&Declared) -> io::Result<bool>,
    ) -> io::Result<Checked> {
        let Some(text) = head.fields.text(field) else { return Ok(Checked::NotDeclared) };
        let Some(declared) = Declared::parse(&text) else {
            let text = format!(
                "{field} of the record at byte {} is \"{}\", which is not checked.",
                place.offset,
                codes::quoted(&text, 80)
            );
            self.say(codes::WARC_DIGEST_UNREAD, text);
            return Ok(Checked::NotDeclared);
        };
        if fits(&declared)? {
            return Ok(Checked::Fits(declared));
        }
        let text = format!(
            "{field} of the record at byte {} ({}) does not fit the bytes: they or the digest were changed after the \
             capture, or written wrongly. Compare with another copy.",
            place.offset,
            codes::quoted(&head.kind(), 30)
        );
        self.say(codes::WARC_DIGEST, text);
        Ok(Checked::Differs)
    }

    /// What can be said only when all records are known.
    pub(super) fn sum_up(&mut self) {
        if self.shared_members > 1 {
            let text = format!("{} gzip members hold several records each.", self.shared_members);
            self.say(codes::WARC_SHARED_MEMBER, text);
        }
        if self.codings_absent > 0 {
            let text = format!(
                "{} payloads are declared to be packed and are not: the crawler unpacked them and kept the field.",
                self.codings_absent
            );
            self.extract.findings.push(codes::HTTP_CODING.found_as(model::Severity::Note, text));
        }
        if !self.failures.by_status.is_empty() {
            let counts: Vec<String> =
                self.failures.by_status.iter().map(|(status, count)| format!("{count} with {status}")).collect();
            let text = format!(
                "Responses of servers that did not give what was asked for: {}. The first: {}.",
                counts.join(", "),
                self.failures.urls.join(", ")
            );
            self.say(codes::WARC_STATUS, text);
        }
        if !self.records.is_empty() {
            let counts: Vec<String> = self.records.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let text = format!("Records that carry no payload of their own: {}.", counts.join(", "));
            self.say(codes::WARC_RECORDS, text);
        }
        if self.extract.members.is_empty() && self.records.is_empty() {
            self.say(codes::WARC_DAMAGED, "No record of the WARC could be read.".to_owned());
        }
        if self.findings_left_out > 0 {
            let text = format!("{} more findings of this item are not listed.", self.findings_left_out);
            self.extract.findings.push(codes::FINDINGS_CUT.found(text));
        }
    }
}
