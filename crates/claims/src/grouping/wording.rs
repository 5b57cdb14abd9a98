//! Claims as they leave this module: the text that stands for a claim, and every comparison in plain words.

use crate::grouping::answers::Draft;
use crate::grouping::features::Case;
use crate::grouping::interval::Interval;
use model::{ClaimGroup, ClaimMember, Disagreement, Stance, Statement, Tier, stable_id};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Why a reader's comment does not count.
pub(super) const COMMENT: &str = "a reader's comment adds no origin";
/// Why a denial of another figure does not stand against this one.
pub(super) const DENIES_ANOTHER_FIGURE: &str = "denies another figure than this one";
/// Why a statement without a date is not for the less supported of two dates.
pub(super) const NAMES_NO_DAY: &str = "names no day, so it does not choose between the dates";

/// A content longer than this tells a story rather than one claim; a shorter one is preferred as the claim's text.
const LONG_CONTENT_BYTES: usize = 300;

/// The claim that `draft` describes.
pub(super) fn group(case: &Case, draft: &Draft) -> ClaimGroup {
    let members = members(case, draft);
    let stance_ids = |stance: Stance| -> Vec<&[u8]> {
        members.iter().filter(|m| m.stance == stance).map(|m| m.statement.as_bytes()).collect()
    };
    let says = stance_ids(Stance::For);
    let id =
        if says.is_empty() { stable_id("C", &denied_key(stance_ids(Stance::Against))) } else { stable_id("C", &says) };
    let id = with_unit(case, draft, id, &members);
    ClaimGroup { id, text: text(case, draft), disagreements: disagreements(case, draft), members }
}

/// Why `statement` stands against what it denies.
pub(super) fn denies(statement: &Statement) -> String {
    let who = statement.speaker.as_deref().or(statement.source.as_ref().map(|source| source.text.as_str()));
    let cue = statement.cue.as_ref().map(|cue| cue.text.as_str());
    match (who, cue) {
        (Some(who), Some(cue)) => format!("denied: {who} ({cue}) “{}”", statement.content.text),
        (Some(who), None) => format!("denied: {who} says it is not so: “{}”", statement.content.text),
        _ => format!("denied: “{}”", statement.content.text),
    }
}

/// One side's content negates the other's.
pub(super) fn negates(case: &Case, other: usize, founder: usize) -> String {
    let (other, founder) = (case.statement(other), case.statement(founder));
    format!("one negates what the other says: “{}” and “{}”", other.content.text, founder.content.text)
}

/// Two figures of one unit that cannot both hold.
pub(super) fn figures_exclude(case: &Case, other: usize, founder: usize) -> String {
    let words = |mention: usize| {
        let mention = &case.mentions[mention];
        let range = mention.interval.map(|interval| interval.words()).unwrap_or_default();
        format!("{range} {}", mention.unit.as_deref().unwrap_or_default())
    };
    let (here, there) = (words(other), words(founder));
    format!("this statement says {here}, this claim {there}: they cannot both hold")
}

/// A range that holds this answer too.
pub(super) fn also_allows(range: &Interval, answer: &Interval) -> String {
    format!("its range, {}, also allows {}, though another figure is nearer to it", range.words(), answer.words())
}

/// Two stretches of days that share none.
pub(super) fn days_exclude(case: &Case, a: usize, days_a: (i64, i64), b: usize, days_b: (i64, i64)) -> String {
    let words = |mention: usize, days: (i64, i64)| {
        let dates = &case.statement(mention).dates;
        let verbatim = dates.first().map(|date| date.text.clone()).unwrap_or_default();
        format!("“{verbatim}” ({})", day_range(days))
    };
    format!("dates that share no day: {} and {}", words(a, days_a), words(b, days_b))
}

fn day_range((from, to): (i64, i64)) -> String {
    let day = |number: i64| {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let span = jiff::Span::new().try_days(number).ok();
        span.and_then(|span| epoch.checked_add(span).ok()).map(|date| date.to_string()).unwrap_or_default()
    };
    if from == to { day(from) } else { format!("{} to {}", day(from), day(to)) }
}

fn denied_key(mut against: Vec<&[u8]>) -> Vec<&[u8]> {
    against.insert(0, b"denied");
    against
}

/// Two figures of the same statements ("12 dead and 40 wounded", nobody else) are two claims with the same members:
/// the unit keeps their ids apart. A unit is part of the id only there, so that an id stays what it is made of.
fn with_unit(case: &Case, draft: &Draft, id: String, members: &[ClaimMember]) -> String {
    let Some(first) = draft.says.first() else { return id };
    let mention = &case.mentions[*first];
    let Some(unit) = mention.unit.as_deref() else { return id };
    let figures = case.statements[mention.statement].figures.len();
    if figures < 2 {
        return id;
    }
    let says = members.iter().filter(|m| m.stance == Stance::For).map(|m| m.statement.as_bytes());
    let range = mention.interval.map(|interval| interval.words()).unwrap_or_default();
    let parts: Vec<&[u8]> = says.chain([unit.as_bytes(), range.as_bytes()]).collect();
    stable_id("C", &parts)
}

/// Every statement once, in order of ids; one that is for the claim is not listed against it as well.
fn members(case: &Case, draft: &Draft) -> Vec<ClaimMember> {
    let mut by_statement: BTreeMap<&str, (Stance, String)> = BTreeMap::new();
    let said = draft.says.iter().map(|m| (*m, Stance::For, says_reason(case, *m)));
    let against = draft.against.iter().map(|(m, reason)| (*m, Stance::Against, reason.clone()));
    let unresolved = draft.unresolved.iter().map(|(m, reason)| (*m, Stance::Unresolved, reason.clone()));
    for (mention, stance, reason) in said.chain(against).chain(unresolved) {
        by_statement.entry(case.statement(mention).id.as_str()).or_insert((stance, reason));
    }
    let member = |(statement, (stance, reason)): (&str, (Stance, String))| ClaimMember {
        statement: statement.to_owned(),
        stance,
        reason,
    };
    by_statement.into_iter().map(member).collect()
}

fn says_reason(case: &Case, mention: usize) -> String {
    let mention = &case.mentions[mention];
    match (&mention.interval, &mention.unit) {
        (Some(interval), Some(unit)) => format!("gives {} {unit}", interval.words()),
        _ => "says the same".to_owned(),
    }
}

/// The content of the most specific statement that is for the claim (against it, where nobody is): the narrowest
/// figure, then not over-long, then the most dates and places, then confirmed by a rule, then the smallest item id
/// and place in it. Comments are no candidates.
fn text(case: &Case, draft: &Draft) -> String {
    let against: Vec<usize> = draft.against.iter().map(|(mention, _)| *mention).collect();
    let candidates = if draft.says.is_empty() { &against } else { &draft.says };
    let order = |a: &&usize, b: &&usize| {
        let width = |m: usize| case.mentions[m].interval.map_or(0.0, |interval| interval.width());
        width(**a)
            .total_cmp(&width(**b))
            .then_with(|| specificity(case.statement(**a)).cmp(&specificity(case.statement(**b))))
    };
    candidates.iter().min_by(order).map(|m| words_of(case.statement(*m))).unwrap_or_default()
}

/// The content; where that begins with "it", which somebody put at a number, with the words before it.
fn words_of(statement: &Statement) -> String {
    let content = &statement.content;
    if statement.parts.len() > 1 {
        let parts: Vec<&str> = statement.parts.iter().map(|part| part.text.as_str()).collect();
        return parts.join(" … ");
    }
    let (Some(source), Some(cue)) = (&statement.source, &statement.cue) else { return content.text.clone() };
    let in_a_row = source.end_byte < cue.start_byte && cue.end_byte < content.start_byte;
    if in_a_row && content.text.starts_with("it at ") {
        return format!("{} {} {}", source.text, cue.text, content.text);
    }
    content.text.clone()
}

type Specificity<'a> = (bool, Reverse<usize>, bool, model::ItemId, usize, &'a str);

fn specificity(statement: &Statement) -> Specificity<'_> {
    (
        statement.content.text.len() > LONG_CONTENT_BYTES,
        Reverse(statement.dates.len() + statement.places.len()),
        statement.tier == Tier::Weak,
        statement.item,
        statement.content.start_byte,
        &statement.id,
    )
}

fn disagreements(case: &Case, draft: &Draft) -> Vec<Disagreement> {
    let mut list: Vec<Disagreement> = draft
        .disagreements
        .iter()
        .map(|(kind, a, b, text)| Disagreement {
            kind: *kind,
            statements: [case.statement(*a).id.clone(), case.statement(*b).id.clone()],
            text: text.clone(),
        })
        .collect();
    list.sort_by(|a, b| (a.kind, &a.statements, &a.text).cmp(&(b.kind, &b.statements, &b.text)));
    list
}
