use super::{Talk, open_case, print_json, print_line};
use crate::deciding::{self, Recorded};
use crate::operator::operator;
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::Pipeline;
use anyhow::Result;
use archive::Case;
use clap::{Args, Subcommand, ValueEnum};
use model::{DecisionKind, ItemId, ItemStatus};
use std::path::PathBuf;

/// Record what a person decided, with the reason. Decisions are logged and signed, survive every re-run, and can be
/// undone (which is logged, too).
///
///   firsthand decide CASE reject-match M-12ab… --why "the banner is the broadcaster's, the scene is another one"
///   firsthand decide CASE same-source O-34cd… O-56ef… --why "both spoke to the same nurse"
///   firsthand decide CASE split S-78aa… --from O-34cd… --why "their reporter was there"
///   firsthand decide CASE undo D-9f00… --why "the nurse says she spoke to one of them only"
///
/// What a team says of items for its own work goes the same way. It changes no number, needs no reason (but for taking off
/// a graphic mark), and stays out of reports and bundles unless you ask for it (--with team-marks). Several items at once
/// are one entry each, logged together:
///
///   firsthand decide CASE status in-progress K7Q-03 R4W-11
///   firsthand decide CASE assign K7Q-03 --to amina          (--nobody takes it out of her hands)
///   firsthand decide CASE graphic K7Q-03                    (--not --why "a doll" takes the mark off)
///   firsthand decide CASE tag "north quay" K7Q-03 R4W-11    (--remove takes it off)
///   firsthand decide CASE note C-21bb… "@bo: the second outlet corrected this"
///
/// Set FIRSTHAND_OPERATOR to say who you are.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Decide {
    /// The case.
    case: PathBuf,
    #[command(subcommand)]
    what: What,
    /// Why, in your own words. Others will read it. Needed for every decision that can change a number.
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
    /// Say how far you are with items.
    Status {
        /// How far.
        status: Status,
        /// Ids of the items.
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
    /// Give items into somebody's hands.
    Assign {
        /// Ids of the items.
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// Whose: the user name.
        #[arg(long, value_name = "WHO", required_unless_present = "nobody", conflicts_with = "nobody")]
        to: Option<String>,
        /// Nobody has them in hand any more.
        #[arg(long)]
        nobody: bool,
    },
    /// Mark items that may be hard to look at.
    Graphic {
        /// Ids of the items.
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// They are not hard to look at. Needs --why.
        #[arg(long)]
        not: bool,
    },
    /// Put a word on items, by which you find them again.
    Tag {
        /// The word, or a few.
        tag: String,
        /// Ids of the items.
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// Take it off: every decision that put it there is undone.
        #[arg(long)]
        remove: bool,
    },
    /// Write a note for the others.
    Note {
        /// Id of an item, match, statement, claim or origin.
        about: String,
        /// The note, in plain text.
        text: String,
    },
    /// Take an earlier decision back.
    Undo {
        /// Id of the decision, as `show CASE decisions` lists it.
        decision: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Status {
    /// Nobody began.
    ToDo,
    /// Somebody works on it.
    InProgress,
    /// Whoever works on it needs others.
    HelpNeeded,
    /// Done, to be read by a second person.
    ReadyForReview,
    /// Done and read.
    Completed,
    /// Not to be done.
    Cancelled,
}

impl Decide {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let why = self.why.unwrap_or_default();
        let decisions = self.what.decisions(&case)?.into_iter().map(|what| (what, why.clone())).collect();
        let Recorded { decisions, must_trace } = deciding::record(&case, &operator(), decisions)?;
        if must_trace {
            Pipeline::new(None)?.run(&case, talk.json, false)?;
        }
        for decision in &decisions {
            if talk.json {
                print_json(decision)?;
            } else {
                let (id, folder) = (&decision.id, self.case.display());
                print_line(format!("logged as {id}; take it back: firsthand decide {folder} undo {id} --why …"))?;
            }
        }
        Ok(Outcome::Done)
    }
}

impl What {
    /// The decisions that this asks for; items by any of their ids.
    fn decisions(self, case: &Case) -> Result<Vec<DecisionKind>> {
        let one = match self {
            What::Status { status, items } => {
                let status = status.of_model();
                return each(case, &items, |item| DecisionKind::SetStatus { item, status });
            }
            What::Assign { items, to, .. } => {
                let to = to.unwrap_or_default();
                return each(case, &items, |item| DecisionKind::Assign { item, to: to.clone() });
            }
            What::Graphic { items, not } => {
                return each(case, &items, |item| DecisionKind::MarkGraphic { item, graphic: !not });
            }
            What::Tag { tag, items, remove: false } => {
                return each(case, &items, |item| DecisionKind::Tag { item, tag: tag.clone() });
            }
            What::Tag { tag, items, remove: true } => {
                let mut undoings = Vec::new();
                for item in items {
                    undoings.extend(deciding::tag_off(case, &the_item(case, &item)?, &tag)?);
                }
                return Ok(undoings);
            }
            What::RejectMatch { match_id } => DecisionKind::RejectMatch { match_id },
            What::AcceptMatch { match_id } => DecisionKind::AcceptMatch { match_id },
            What::SameSource { origin, other } => DecisionKind::SameSource { origins: [origin, other] },
            What::Split { member, from } => DecisionKind::Split { member, origin: from },
            What::NotSameClaim { statement, other } => DecisionKind::NotSameClaim { statements: [statement, other] },
            What::ShowAuthors { item } => DecisionKind::ShowAuthors { item: the_item(case, &item)? },
            What::Note { about, text } => DecisionKind::Note { about, text },
            What::Undo { decision } => DecisionKind::Undo { decision },
        };
        Ok(vec![one])
    }
}

impl Status {
    fn of_model(self) -> ItemStatus {
        match self {
            Status::ToDo => ItemStatus::ToDo,
            Status::InProgress => ItemStatus::InProgress,
            Status::HelpNeeded => ItemStatus::HelpNeeded,
            Status::ReadyForReview => ItemStatus::ReadyForReview,
            Status::Completed => ItemStatus::Completed,
            Status::Cancelled => ItemStatus::Cancelled,
        }
    }
}

fn each(case: &Case, items: &[String], decide: impl Fn(ItemId) -> DecisionKind) -> Result<Vec<DecisionKind>> {
    items.iter().map(|item| Ok(decide(the_item(case, item)?))).collect()
}

fn the_item(case: &Case, id: &str) -> Result<ItemId> {
    let known = case.item(id)?.map(|item| item.id);
    known.ok_or_else(|| {
        wrong_usage(format!("there is no item {id:?} in this case\n  list them: firsthand show CASE items"))
    })
}
