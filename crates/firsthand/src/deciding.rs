//! Recording what people decide, from the command line as from the desk: every id is looked up first, so that a typing
//! error is an error and not a decision about nothing; then everything goes into the log at once.

use crate::operator::now;
use crate::outcome::wrong_usage;
use crate::pipeline::derived;
use anyhow::Result;
use archive::Case;
use model::{Decision, DecisionKind, ItemId, LogEntry, stable_id};
use report::{UndoChains, is_mark};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Signs of a user name.
const NAME_SIGNS_MAX: usize = 200;
/// Signs of a tag.
const TAG_SIGNS_MAX: usize = 60;
/// Bytes of a reason, and of a note: both together fit into one entry of the log, also where JSON doubles every byte.
const TEXT_BYTES_MAX: usize = 10_000;
/// Random bytes of which the id of a decision is made. Not of its content: the id stands open in the log, and a short text
/// that is sealed beside it could be guessed from it.
const ID_BYTES: usize = 16;

/// What was recorded.
pub struct Recorded {
    /// The decisions as logged, in the order in which they were given.
    pub decisions: Vec<Decision>,
    /// Whether something derived may rest on one of them: the stages must run. Marks change nothing derived.
    pub must_trace: bool,
}

/// One writer at a time inside of this process, too: the case's lock keeps other processes away, threads share it.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Logs `decisions`, each with its reason, by the person of this user name: all of them under one checkpoint, or none.
/// Another process that writes is waited for.
///
/// # Errors
/// [`crate::outcome::WrongUsage`] when one names something that the case does not hold, lacks its reason, has no text or
/// too much, or takes back what was taken back already; others when the case cannot be written.
pub fn record(case: &Case, by: &str, decisions: Vec<(DecisionKind, String)>) -> Result<Recorded> {
    let by = one_line("the name of who decides", by, NAME_SIGNS_MAX)?;
    let named = Named::of(case);
    let resolve = |(what, why): (DecisionKind, String)| {
        refuse_long("a reason", why.trim())?;
        Ok((named.resolved(what)?, why.trim().to_owned()))
    };
    let decisions: Vec<(DecisionKind, String)> = decisions.into_iter().map(resolve).collect::<Result<_>>()?;
    // From here on nobody else writes, so that nothing is taken back twice.
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut batch = case.batch()?;
    let takes_back = decisions.iter().any(|(what, _)| matches!(what, DecisionKind::Undo { .. }));
    let before = if takes_back { case.decisions()? } else { Vec::new() };
    let earlier = Earlier(UndoChains::of(&before));
    earlier.refuse_taken_back(&decisions)?;
    if decisions.iter().any(|(what, why)| why.is_empty() && earlier.needs_reason(what)) {
        return Err(wrong_usage("a decision needs its reason: add --why \"…\""));
    }
    let must_trace = decisions.iter().any(|(what, _)| earlier.is_rested_on(what));
    let time = now();
    let log = |(what, why)| {
        let (by, time) = (by.clone(), time.clone());
        Ok(Decision { id: new_id()?, what, why, by, time, undone_by: None, log_index: None })
    };
    let mut decisions: Vec<Decision> = decisions.into_iter().map(log).collect::<Result<_>>()?;
    let entries: Vec<LogEntry> = decisions.iter().cloned().map(LogEntry::Decided).collect();
    let indices = batch.commit(&entries)?;
    for (decision, log_index) in decisions.iter_mut().zip(indices) {
        decision.log_index = Some(log_index);
    }
    Ok(Recorded { decisions, must_trace })
}

/// The undoing of every decision that set this tag on this item.
///
/// # Errors
/// When the item has no such tag, or the case cannot be read.
pub fn tag_off(case: &Case, item: &ItemId, tag: &str) -> Result<Vec<DecisionKind>> {
    let set = report::marks(&case.decisions()?).remove(item).and_then(|mut marks| marks.tags.remove(tag.trim()));
    let set = set.ok_or_else(|| wrong_usage(format!("item {item} has no tag {tag:?}")))?;
    Ok(set.into_iter().map(|decision| DecisionKind::Undo { decision }).collect())
}

fn new_id() -> Result<String> {
    let mut random = [0u8; ID_BYTES];
    getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("no randomness for an id: {error}"))?;
    Ok(stable_id("D", &[&random]))
}

/// The things of a case that a decision may name.
struct Named<'c> {
    case: &'c Case,
    matches: OnceCell<BTreeSet<String>>,
    origins: OnceCell<BTreeSet<String>>,
    statements: OnceCell<BTreeSet<String>>,
    claims: OnceCell<BTreeSet<String>>,
}

impl<'c> Named<'c> {
    fn of(case: &'c Case) -> Named<'c> {
        let (matches, origins, statements, claims) = Default::default();
        Named { case, matches, origins, statements, claims }
    }

    /// The decision with every id looked up and in its one spelling.
    fn resolved(&self, what: DecisionKind) -> Result<DecisionKind> {
        Ok(match what {
            DecisionKind::RejectMatch { match_id } => DecisionKind::RejectMatch { match_id: self.a_match(match_id)? },
            DecisionKind::AcceptMatch { match_id } => DecisionKind::AcceptMatch { match_id: self.a_match(match_id)? },
            DecisionKind::SameSource { origins: [one, other] } => {
                if one == other {
                    return Err(wrong_usage("the two origins are the same one"));
                }
                DecisionKind::SameSource { origins: [self.an_origin(one)?, self.an_origin(other)?] }
            }
            DecisionKind::Split { member, origin } => {
                DecisionKind::Split { member: self.a_member(member)?, origin: self.an_origin(origin)? }
            }
            DecisionKind::NotSameClaim { statements: [one, other] } => {
                let mut statements = [self.a_statement(one)?, self.a_statement(other)?];
                statements.sort();
                DecisionKind::NotSameClaim { statements }
            }
            DecisionKind::ShowAuthors { item } => DecisionKind::ShowAuthors { item: self.an_item(item)? },
            DecisionKind::SetStatus { item, status } => DecisionKind::SetStatus { item: self.an_item(item)?, status },
            DecisionKind::Assign { item, to } if to.trim().is_empty() => {
                DecisionKind::Assign { item: self.an_item(item)?, to: String::new() }
            }
            DecisionKind::Assign { item, to } => {
                DecisionKind::Assign { item: self.an_item(item)?, to: one_line("a user name", &to, NAME_SIGNS_MAX)? }
            }
            DecisionKind::MarkGraphic { item, graphic } => {
                DecisionKind::MarkGraphic { item: self.an_item(item)?, graphic }
            }
            DecisionKind::Tag { item, tag } => {
                DecisionKind::Tag { item: self.an_item(item)?, tag: one_line("a tag", &tag, TAG_SIGNS_MAX)? }
            }
            DecisionKind::Note { about, text } => {
                let text = text.trim().to_owned();
                if text.is_empty() {
                    return Err(wrong_usage("a note needs its words"));
                }
                refuse_long("a note", &text)?;
                DecisionKind::Note { about: self.something(about)?, text }
            }
            DecisionKind::Undo { decision } => DecisionKind::Undo { decision },
        })
    }

    fn an_item(&self, id: ItemId) -> Result<ItemId> {
        self.case.item(&id.hex())?.map(|item| item.id).ok_or_else(|| unknown("item", &id.hex(), "items"))
    }

    fn a_match(&self, id: String) -> Result<String> {
        let all = || Ok(derived::matches(self.case)?.into_iter().map(|one| one.id).collect());
        one_of(&self.matches, all, id, "match", "matches --all")
    }

    fn an_origin(&self, id: String) -> Result<String> {
        let all = || Ok(derived::origins(self.case)?.into_iter().map(|one| one.id).collect());
        one_of(&self.origins, all, id, "origin", "origins")
    }

    fn a_statement(&self, id: String) -> Result<String> {
        let all = || Ok(derived::statements(self.case)?.into_iter().map(|one| one.id).collect());
        one_of(&self.statements, all, id, "statement", "statements")
    }

    fn a_claim(&self, id: String) -> Result<String> {
        let all = || Ok(derived::claims(self.case)?.into_iter().map(|one| one.id).collect());
        one_of(&self.claims, all, id, "claim", "claims")
    }

    fn a_member(&self, id: String) -> Result<String> {
        match self.case.item(&id)? {
            Some(item) => Ok(item.id.hex()),
            None => self.a_statement(id),
        }
    }

    /// Whatever can be talked about. The beginning of an id says in which list it stands.
    fn something(&self, id: String) -> Result<String> {
        if let Some(item) = self.case.item(&id)? {
            return Ok(item.id.hex());
        }
        match id.split_once('-').map(|(prefix, _)| prefix) {
            Some("M") => self.a_match(id),
            Some("O") => self.an_origin(id),
            Some("S") => self.a_statement(id),
            Some("C") => self.a_claim(id),
            _ => Err(unknown("item", &id, "items")),
        }
    }
}

/// The id, if it is one of all, which are read when they are first asked for.
fn one_of(
    known: &OnceCell<BTreeSet<String>>,
    all: impl FnOnce() -> Result<BTreeSet<String>>,
    id: String,
    kind: &str,
    list: &str,
) -> Result<String> {
    let known = match known.get() {
        Some(known) => known,
        None => {
            let all = all()?;
            known.get_or_init(|| all)
        }
    };
    if known.contains(&id) { Ok(id) } else { Err(unknown(kind, &id, list)) }
}

/// The decisions before, where one of them is to be taken back.
struct Earlier<'d>(UndoChains<'d>);

impl<'d> Earlier<'d> {
    /// Each decision can be taken back once, and again only after the taking back was taken back.
    fn refuse_taken_back(&self, decisions: &[(DecisionKind, String)]) -> Result<()> {
        let mut taken_back: BTreeSet<&str> = BTreeSet::new();
        for (what, _) in decisions {
            let DecisionKind::Undo { decision } = what else { continue };
            let earlier = self.0.decision(decision).ok_or_else(|| unknown("decision", decision, "decisions"))?;
            if earlier.undone_by.is_some() || !taken_back.insert(decision) {
                return Err(wrong_usage(format!("{decision} is undone already")));
            }
        }
        Ok(())
    }

    /// A mark speaks for itself, with one exception: that what protected people's eyes is taken away needs a reason. To
    /// take a mark back needs one where that would.
    fn needs_reason(&self, what: &DecisionKind) -> bool {
        match what {
            DecisionKind::MarkGraphic { graphic, .. } => !graphic,
            DecisionKind::Undo { .. } => {
                let first = self.taken_back(what);
                first.is_none_or(|first| !is_mark(first) || matches!(first, DecisionKind::MarkGraphic { .. }))
            }
            _ => !is_mark(what),
        }
    }

    /// Whether something derived may rest on a decision, or on what it takes back in the end.
    fn is_rested_on(&self, what: &DecisionKind) -> bool {
        !is_mark(self.taken_back(what).unwrap_or(what))
    }

    /// What an undoing takes back in the end.
    fn taken_back(&self, what: &DecisionKind) -> Option<&'d DecisionKind> {
        let DecisionKind::Undo { decision } = what else { return None };
        Some(&self.0.first(self.0.decision(decision)?).what)
    }
}

/// A name or tag without blanks around it, on one line.
fn one_line(what: &str, text: &str, signs_max: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > signs_max {
        return Err(wrong_usage(format!("{what} is one line of 1 to {signs_max} signs")));
    }
    Ok(text.to_owned())
}

fn refuse_long(what: &str, text: &str) -> Result<()> {
    if text.len() > TEXT_BYTES_MAX {
        let got = text.len();
        return Err(wrong_usage(format!("{what} of {got} bytes is too long; the longest has {TEXT_BYTES_MAX}")));
    }
    Ok(())
}

fn unknown(kind: &str, id: &str, list: &str) -> anyhow::Error {
    wrong_usage(format!("there is no {kind} {id:?} in this case\n  list them: firsthand show CASE {list}"))
}
