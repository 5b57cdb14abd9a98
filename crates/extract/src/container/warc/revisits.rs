//! Revisit records: the server gave again what was captured before, so only the first record holds the payload (IIPC,
//! "The WARC Format 1.1", 6.7). A revisit becomes one more capture of that payload, with its own URL and time.

use super::super::digest::Declared;
use super::super::record::RecordHead;
use super::records::URLS_NAMED;
use super::{Place, Scan};
use crate::codes;
use crate::limits;
use crate::times;
use model::{MemberCoding, MemberRef, Needed, NeededKind};
use std::collections::HashMap;

/// Revisits, and the members they may refer to.
#[derive(Default)]
pub(super) struct Revisits {
    waiting: Vec<Revisit>,
    /// Revisits over the limit.
    left_out: u64,
    by_record_id: HashMap<String, usize>,
    by_digest: HashMap<String, usize>,
    /// The last capture of a URL, and of a URL at a time.
    by_url_and_time: HashMap<(String, String), usize>,
}

struct Revisit {
    place: Place,
    url: Option<String>,
    date: Option<String>,
    refers_to: Option<String>,
    refers_to_url: Option<String>,
    refers_to_date: Option<String>,
    digest: Option<Declared>,
}

/// What a revisit refers to.
enum Referred {
    Member(usize),
    /// The record is there, and its payload has another digest.
    OtherDigest,
    Elsewhere,
}

impl Revisits {
    /// A member that a revisit may refer to.
    pub(super) fn taken(&mut self, member: usize, head: &RecordHead, digest: Option<&Declared>) {
        if let Some(id) = head.bare("warc-record-id") {
            self.by_record_id.entry(id).or_insert(member);
        }
        if let Some(digest) = digest {
            self.by_digest.entry(digest.spelled()).or_insert(member);
        }
        if let (Some(url), Some(date)) = (head.bare("warc-target-uri"), head.fields.text("warc-date")) {
            self.by_url_and_time.entry((url, date)).or_insert(member);
        }
    }

    /// Members from this number on are none.
    pub(super) fn forget_from(&mut self, member: usize) {
        self.by_record_id.retain(|_, known| *known < member);
        self.by_digest.retain(|_, known| *known < member);
        self.by_url_and_time.retain(|_, known| *known < member);
    }

    pub(super) fn add(&mut self, head: &RecordHead, place: Place) {
        if self.waiting.len() >= limits::CONTAINER_MEMBERS {
            self.left_out += 1;
            return;
        }
        self.waiting.push(Revisit {
            place,
            url: head.bare("warc-target-uri"),
            date: head.fields.text("warc-date"),
            refers_to: head.bare("warc-refers-to"),
            refers_to_url: head.bare("warc-refers-to-target-uri"),
            refers_to_date: head.fields.text("warc-refers-to-date"),
            digest: head.fields.text("warc-payload-digest").and_then(|text| Declared::parse(&text)),
        });
    }

    /// The record named by its id, or by its URL and time, or any payload with the digest.
    fn referred(&self, revisit: &Revisit, members: &[MemberRef]) -> Referred {
        let by_id = revisit.refers_to.as_ref().and_then(|id| self.by_record_id.get(id));
        let by_url = || {
            let key = (revisit.refers_to_url.clone()?, revisit.refers_to_date.clone()?);
            self.by_url_and_time.get(&key)
        };
        let wanted = revisit.digest.as_ref().map(Declared::spelled);
        if let Some(named) = by_id.or_else(by_url) {
            let has = members.get(*named).and_then(|member| member.payload_digest.as_ref());
            if wanted.is_none() || has.is_none() || wanted.as_ref() == has {
                return Referred::Member(*named);
            }
            return Referred::OtherDigest;
        }
        wanted.and_then(|digest| self.by_digest.get(&digest)).map_or(Referred::Elsewhere, |at| Referred::Member(*at))
    }
}

impl Scan<'_> {
    /// Makes a capture of every revisit whose payload is in this file; the others are needed from elsewhere.
    pub(super) fn resolve_revisits(&mut self) {
        let revisits = std::mem::take(&mut self.revisits);
        if revisits.waiting.is_empty() {
            return;
        }
        let (mut resolved, mut elsewhere) = (0u64, Vec::new());
        for revisit in &revisits.waiting {
            match revisits.referred(revisit, &self.extract.members) {
                Referred::Member(at) if self.extract.members.len() < limits::CONTAINER_MEMBERS => {
                    let member = again(&self.extract.members[at], revisit);
                    self.extract.members.push(member);
                    resolved += 1;
                }
                Referred::OtherDigest => self.say(
                    codes::WARC_DIGEST,
                    format!(
                        "The revisit record at byte {} refers to a record whose payload has another digest than it \
                         gives: one of the two was changed or written wrongly. It was not taken.",
                        revisit.place.offset
                    ),
                ),
                Referred::Member(_) | Referred::Elsewhere => elsewhere.push(needed(revisit)),
            }
        }
        self.say_revisits(revisits.waiting.len() as u64 + revisits.left_out, resolved, &elsewhere);
        elsewhere.sort();
        elsewhere.dedup();
        elsewhere.truncate(limits::NEEDED);
        self.extract.needs.extend(elsewhere);
    }

    fn say_revisits(&mut self, all: u64, resolved: u64, elsewhere: &[Needed]) {
        let mut text = format!(
            "{all} revisit records say that content was seen again; for {resolved} the payload is in this file, and \
             each became one more capture of it."
        );
        if !elsewhere.is_empty() {
            let named: Vec<String> =
                elsewhere.iter().take(URLS_NAMED).map(|needed| codes::quoted(&needed.name, 200)).collect();
            let more = if elsewhere.len() > named.len() { " and more" } else { "" };
            text.push_str(&format!(
                " For {} it was first seen elsewhere: {}{more}. Add the WARC that holds it.",
                elsewhere.len(),
                named.join(", ")
            ));
        }
        self.say(codes::WARC_REVISIT, text);
    }
}

fn again(member: &MemberRef, revisit: &Revisit) -> MemberRef {
    let mut again = member.clone();
    again.coding = match &member.coding {
        MemberCoding::WarcRecord { gzip, skip_bytes, .. } => {
            MemberCoding::WarcRecord { gzip: *gzip, skip_bytes: *skip_bytes, revisit_at: Some(revisit.place.offset) }
        }
        other => other.clone(),
    };
    if let Some(url) = &revisit.url {
        again.name.clone_from(url);
        again.url = Some(url.clone());
    }
    again.captured_at = revisit.date.as_deref().and_then(times::of_iso).map(|(time, _)| time);
    again
}

fn needed(revisit: &Revisit) -> Needed {
    let named = revisit.refers_to_url.as_ref().or(revisit.refers_to.as_ref()).or(revisit.url.as_ref());
    Needed {
        what: NeededKind::Payload,
        digest: revisit.digest.as_ref().map(Declared::spelled),
        name: named.cloned().unwrap_or_else(|| format!("record at byte {}", revisit.place.offset)),
    }
}
