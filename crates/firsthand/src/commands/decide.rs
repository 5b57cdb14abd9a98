use super::{Talk, open_case, print_json, print_line};
use crate::operator::{now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::{Pipeline, derived};
use anyhow::Result;
use archive::Case;
use clap::{Args, Subcommand};
use model::{Decision, DecisionKind, LogEntry, stable_id};
use std::path::PathBuf;

/// Record what a person decided, with the reason. Decisions are logged and signed, survive every re-run, and can be
/// undone (which is logged, too).
///
///   firsthand decide CASE reject-match M-12ab… --why "the banner is the broadcaster's, the scene is another one"
///   firsthand decide CASE same-source O-34cd… O-56ef… --why "both spoke to the same nurse"
///   firsthand decide CASE split S-78aa… --from O-34cd… --why "their reporter was there"
///   firsthand decide CASE undo D-9f00… --why "the nurse says she spoke to one of them only"
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Decide {
    /// The case.
    case: PathBuf,
    #[command(subcommand)]
    what: What,
    /// Why, in your own words. Others will read it.
    #[arg(long, global = true, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// This match does not hold.
    RejectMatch {
        /// Id of the match, as `show CASE matches` lists it.
        match_id: String,
    },
    /// This match holds, though it scored low.
    AcceptMatch {
        /// Id of the match, as `show CASE matches --all` lists it.
        match_id: String,
    },
    /// These two origins are one source.
    SameSource {
        /// Id of an origin.
        origin: String,
        /// Id of the other.
        other: String,
    },
    /// This statement or item does not go back to that origin; it stands for itself.
    Split {
        /// Id of a statement or an item.
        member: String,
        /// Id of the origin it leaves.
        #[arg(long)]
        from: String,
    },
    /// These two statements do not speak of the same thing.
    NotSameClaim {
        /// Id of a statement.
        statement: String,
        /// Id of the other.
        other: String,
    },
    /// Show the author names of the comments of this item instead of `commenter 3`.
    ShowAuthors {
        /// Id of the item.
        item: String,
    },
    /// Take an earlier decision back.
    Undo {
        /// Id of the decision, as `show CASE decisions` lists it.
        decision: String,
    },
}

impl Decide {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let Some(why) = self.why.filter(|why| !why.trim().is_empty()) else {
            return Err(wrong_usage("a decision needs its reason: add --why \"…\""));
        };
        let what = asked_for(&case, self.what)?;
        let decision = record_decision(&case, &operator(), what, why)?;
        Pipeline::new(None)?.run(&case, talk.json, false)?;
        if talk.json {
            print_json(&decision)?;
        } else {
            print_line(format!(
                "logged as {}; take it back: firsthand decide {} undo {} --why …",
                decision.id,
                self.case.display(),
                decision.id
            ))?;
        }
        Ok(Outcome::Done)
    }
}

/// Logs what somebody decided, every id looked up first, so that a slip is an error and not a decision about nothing. The
/// stages that rest on it are stale afterwards.
///
/// # Errors
/// When it names something that the case does not hold, or the log cannot be written.
pub fn record_decision(case: &Case, by: &str, what: DecisionKind, why: String) -> Result<Decision> {
    let decision = new_decision(case, by, known(case, what)?, why)?;
    case.append(&[LogEntry::Decided(decision.clone())])?;
    Ok(decision)
}

fn new_decision(case: &Case, by: &str, what: DecisionKind, why: String) -> Result<Decision> {
    let (by, time) = (by.to_owned(), now());
    let position = case.log_size()?;
    let id = stable_id("D", &[&position.to_be_bytes(), time.as_bytes(), &serde_json::to_vec(&what)?]);
    Ok(Decision { id, what, why, by, time, undone_by: None })
}

/// What the command line asks for.
fn asked_for(case: &Case, what: What) -> Result<DecisionKind> {
    Ok(match what {
        What::RejectMatch { match_id } => DecisionKind::RejectMatch { match_id },
        What::AcceptMatch { match_id } => DecisionKind::AcceptMatch { match_id },
        What::SameSource { origin, other } => DecisionKind::SameSource { origins: [origin, other] },
        What::Split { member, from } => DecisionKind::Split { member, origin: from },
        What::NotSameClaim { statement, other } => DecisionKind::NotSameClaim { statements: [statement, other] },
        What::ShowAuthors { item } => match case.item(&item)? {
            Some(item) => DecisionKind::ShowAuthors { item: item.id },
            None => return Err(unknown("item", &item, "items")),
        },
        What::Undo { decision } => DecisionKind::Undo { decision },
    })
}

/// The decision with every id looked up.
fn known(case: &Case, what: DecisionKind) -> Result<DecisionKind> {
    Ok(match what {
        DecisionKind::RejectMatch { match_id } => DecisionKind::RejectMatch { match_id: known_match(case, match_id)? },
        DecisionKind::AcceptMatch { match_id } => DecisionKind::AcceptMatch { match_id: known_match(case, match_id)? },
        DecisionKind::SameSource { origins: [origin, other] } => {
            if origin == other {
                return Err(wrong_usage("the two origins are the same one"));
            }
            DecisionKind::SameSource { origins: [known_origin(case, origin)?, known_origin(case, other)?] }
        }
        DecisionKind::Split { member, origin } => {
            DecisionKind::Split { member: known_member(case, member)?, origin: known_origin(case, origin)? }
        }
        DecisionKind::NotSameClaim { statements: [statement, other] } => {
            let mut statements = [known_statement(case, statement)?, known_statement(case, other)?];
            statements.sort();
            DecisionKind::NotSameClaim { statements }
        }
        DecisionKind::ShowAuthors { item } => DecisionKind::ShowAuthors { item },
        DecisionKind::Undo { decision } => {
            let decisions = case.decisions()?;
            match decisions.iter().find(|known| known.id == decision) {
                None => return Err(unknown("decision", &decision, "decisions")),
                Some(known) if known.undone_by.is_some() => {
                    return Err(wrong_usage(format!("{decision} is undone already")));
                }
                Some(_) => DecisionKind::Undo { decision },
            }
        }
    })
}

fn known_match(case: &Case, id: String) -> Result<String> {
    let known = derived::matches(case)?.iter().any(|one| one.id == id);
    if known { Ok(id) } else { Err(unknown("match", &id, "matches --all")) }
}

fn known_origin(case: &Case, id: String) -> Result<String> {
    let known = derived::origins(case)?.iter().any(|one| one.id == id);
    if known { Ok(id) } else { Err(unknown("origin", &id, "origins")) }
}

fn known_statement(case: &Case, id: String) -> Result<String> {
    let known = derived::statements(case)?.iter().any(|one| one.id == id);
    if known { Ok(id) } else { Err(unknown("statement", &id, "statements")) }
}

fn known_member(case: &Case, id: String) -> Result<String> {
    match case.item(&id)? {
        Some(item) => Ok(item.id.hex()),
        None => known_statement(case, id),
    }
}

fn unknown(kind: &str, id: &str, list: &str) -> anyhow::Error {
    wrong_usage(format!("there is no {kind} {id:?} in this case\n  list them: firsthand show CASE {list}"))
}
