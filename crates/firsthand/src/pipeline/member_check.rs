//! Members of containers read again for `check`: in the sandbox, those of one container by the same workers, many
//! containers at a time.

use super::Pipeline;
use crate::terminal::Progress;
use archive::{Case, CheckHelper, CheckPart, FoundMember, MemberPlace};
use extract::{Extractor, ItemSource, MemberStep};
use model::{ContainerRef, ItemId};
use std::collections::VecDeque;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Members that are handed to a thread at once: as many as one worker reads.
const MEMBERS_TOGETHER: usize = extract::limits::JOBS_PER_SHARED_WORKER as usize;

/// The bytes of a member as they were found, or why they could not be had.
type Found = Result<ItemId, String>;

/// Reads members again and shows how far the check is.
pub struct MembersAgain<'c> {
    case: &'c Case,
    extractor: &'c Extractor,
    n_threads: usize,
    quiet: bool,
    /// The part that runs, and of how many steps it is.
    part: Option<(Progress, u64)>,
}

impl<'c> MembersAgain<'c> {
    /// For a check of `case`.
    pub fn new(case: &'c Case, pipeline: &'c Pipeline, quiet: bool) -> MembersAgain<'c> {
        let (extractor, n_threads) = (pipeline.extractor(), pipeline.n_threads());
        MembersAgain { case, extractor, n_threads, quiet, part: None }
    }

    /// The check is over.
    pub fn finish(&mut self) {
        if let Some((progress, n_steps)) = self.part.take() {
            progress.finish(&n_steps.to_string());
        }
    }

    fn step(&self) {
        if let Some((progress, _)) = &self.part {
            progress.step("");
        }
    }
}

impl CheckHelper for MembersAgain<'_> {
    fn begins(&mut self, part: CheckPart, n_steps: u64) {
        let label = match part {
            CheckPart::Originals => "hashing originals",
            CheckPart::Members => "reading members again",
        };
        self.finish();
        self.part = Some((Progress::start(label, n_steps, self.quiet), n_steps));
    }

    fn hashed(&mut self) {
        self.step();
    }

    fn read_members(&mut self, members: &[MemberPlace], found: &mut FoundMember<'_>) {
        let queue = Mutex::new(VecDeque::from(portions(members)));
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let (results, received) = mpsc::sync_channel::<(usize, Found)>(self.n_threads * 64);
        let (case, extractor) = (self.case, self.extractor);
        thread::scope(|scope| {
            for _ in 0..self.n_threads {
                let results = results.clone();
                scope.spawn(move || {
                    while let Some(portion) = next() {
                        read_portion(case, extractor, members, portion, &results);
                    }
                });
            }
            drop(results);
            while let Ok((place, identity)) = received.recv() {
                self.step();
                found(place, identity);
            }
        });
    }
}

/// Stretches of the list that one worker can read: of the same stored object, not too long.
fn portions(members: &[MemberPlace]) -> Vec<Range<usize>> {
    let mut portions: Vec<Range<usize>> = Vec::new();
    for (place, member) in members.iter().enumerate() {
        match portions.last_mut() {
            Some(last) if members[last.start].object == member.object && last.len() < MEMBERS_TOGETHER => {
                last.end = place + 1;
            }
            _ => portions.push(place..place + 1),
        }
    }
    portions
}

/// Reads the members of a stretch and sends what was found, each with its place in the whole list.
fn read_portion(
    case: &Case,
    extractor: &Extractor,
    members: &[MemberPlace],
    portion: Range<usize>,
    results: &mpsc::SyncSender<(usize, Found)>,
) {
    let start = portion.start;
    // Nobody listens any more when the check itself has failed.
    let send = |place: usize, found: Found| drop(results.send((start + place, found)));
    let of_portion = members.get(portion).unwrap_or_default();
    let Some(path) = of_portion.first().and_then(|member| case.object_path(&member.object)) else {
        let missing = |place| send(place, Err("the bytes of that container are missing from objects/".to_owned()));
        return (0..of_portion.len()).for_each(missing);
    };
    let sources: Vec<ItemSource> = of_portion.iter().map(|member| source_in(path.clone(), member)).collect();
    extractor.member_ids(&sources, &mut |place, identity| {
        send(place, identity.map(|(item, _size)| item).map_err(|error| error.to_string()));
    });
}

fn source_in(path: PathBuf, member: &MemberPlace) -> ItemSource {
    let step =
        |place: &ContainerRef| MemberStep { offset: place.offset, length: place.length, coding: place.coding.clone() };
    ItemSource { path, steps: member.way.iter().map(step).collect(), ..ItemSource::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::MemberCoding;

    fn member(object: &[u8], number: u64) -> MemberPlace {
        let object = ItemId::of(object);
        let coding = MemberCoding::DataUrl;
        let way = vec![ContainerRef { container: object, offset: number, length: 1, coding }];
        MemberPlace { item: ItemId::of(&number.to_le_bytes()), object, way }
    }

    #[test]
    fn members_of_one_object_go_together_and_no_more_than_one_worker_reads() {
        let n_small = 5;
        let small = (0..n_small).map(|number| member(b"small", number));
        let large = (0..2 * MEMBERS_TOGETHER as u64 + 1).map(|number| member(b"large", number));
        let members: Vec<MemberPlace> = small.chain(large).collect();
        let ends: Vec<usize> = portions(&members).iter().map(|portion| portion.end).collect();
        let first = n_small as usize;
        let wanted = [first, first + MEMBERS_TOGETHER, first + 2 * MEMBERS_TOGETHER, first + 2 * MEMBERS_TOGETHER + 1];
        assert_eq!(ends, wanted);
        assert!(portions(&[]).is_empty());
    }
}
