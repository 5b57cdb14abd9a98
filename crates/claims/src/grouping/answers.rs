//! The distinct answers to one question, and who stands where towards each.

use crate::grouping::candidates;
use crate::grouping::features::{Case, Polarity};
use crate::grouping::interval::Interval;
use crate::grouping::questions::{Blocked, Question, only_denies};
use crate::grouping::similarity::{days_meet, same_denied, same_question};
use crate::grouping::wording;
use model::DisagreementKind;
use std::collections::{BTreeMap, BTreeSet};

/// A claim in the making; members are mentions.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// Those that give this answer.
    pub says: Vec<usize>,
    /// Those that cannot hold together with it, each with the comparison in plain words.
    pub against: Vec<(usize, String)>,
    /// Those that speak of it and are neither.
    pub unresolved: Vec<(usize, String)>,
    /// Where members exclude each other.
    pub disagreements: Vec<(DisagreementKind, usize, usize, String)>,
}

/// The claims of one question.
pub(super) fn of(case: &Case, question: &Question) -> Vec<Draft> {
    let (denials, answers): (Vec<usize>, Vec<usize>) = question.mentions.iter().partition(|m| only_denies(case, **m));
    if answers.is_empty() {
        return vec![only_denied(case, &denials)];
    }
    let counted = case.mentions[question.mentions[0]].unit.is_some();
    let mut drafts = if counted { by_figure(case, &answers) } else { by_polarity_and_day(case, &answers) };
    for denial in denials {
        drafts.iter_mut().for_each(|draft| deny(case, draft, denial));
    }
    drafts
}

/// Adds denials without a figure to the claims whose content they deny, and drops the claims that held nothing else.
pub(super) fn attach_denials(case: &Case, blocked: &Blocked, drafts: &mut Vec<Draft>) {
    let lone: Vec<usize> = drafts.iter().filter(|d| d.says.is_empty()).flat_map(against_of).collect();
    let lone: Vec<usize> = lone.into_iter().filter(|m| case.mentions[*m].unit.is_none()).collect();
    let targets = Targets::of(case, drafts);
    let mut attached = BTreeSet::new();
    for denial in lone {
        for place in targets.best(case, blocked, denial, same_denied) {
            deny(case, &mut drafts[place], denial);
            attached.insert(denial);
        }
    }
    drafts.retain(|draft| !draft.says.is_empty() || !against_of(draft).all(|m| attached.contains(&m)));
}

/// Adds readers' comments to the claims they speak of, as unresolved.
pub(super) fn attach_comments(case: &Case, blocked: &Blocked, drafts: &mut [Draft]) {
    let targets = Targets::of(case, drafts);
    for comment in (0..case.mentions.len()).filter(|m| case.mentions[*m].comment) {
        for place in targets.best(case, blocked, comment, same_question) {
            drafts[place].unresolved.push((comment, wording::COMMENT.to_owned()));
        }
    }
}

fn against_of(draft: &Draft) -> impl Iterator<Item = usize> + '_ {
    draft.against.iter().map(|(mention, _)| *mention)
}

fn only_denied(case: &Case, denials: &[usize]) -> Draft {
    let reason = |mention: &usize| (*mention, wording::denies(case.statement(*mention)));
    Draft { against: denials.iter().map(reason).collect(), ..Draft::default() }
}

/// A denial stands against an answer unless it speaks of another figure than the answer gives.
fn deny(case: &Case, draft: &mut Draft, denial: usize) {
    let Some(first) = draft.says.first().copied() else { return };
    let own_interval = case.mentions[denial].interval;
    let speaks_of_it = match (own_interval, agreed_interval(case, &draft.says)) {
        (Some(denied), Some(answer)) => denied.agrees_with(&answer),
        _ => true,
    };
    if speaks_of_it {
        let text = wording::denies(case.statement(denial));
        draft.disagreements.push((DisagreementKind::Denial, first, denial, text.clone()));
        draft.against.push((denial, text));
    } else {
        draft.unresolved.push((denial, wording::DENIES_ANOTHER_FIGURE.to_owned()));
    }
}

fn agreed_interval(case: &Case, says: &[usize]) -> Option<Interval> {
    says.iter().filter_map(|m| case.mentions[*m].interval).reduce(|a, b| a.meet(&b).unwrap_or(a))
}

// ---- figures ----

struct Answer {
    agreed: Interval,
    core: Interval,
    says: Vec<usize>,
}

/// One claim for each figure that the others do not hold together with. The narrowest ranges come first and found an
/// answer each; a wider one joins the answer nearest to it and stays unresolved towards others that it also allows.
fn by_figure(case: &Case, mentions: &[usize]) -> Vec<Draft> {
    let interval = |mention: usize| case.mentions[mention].interval.expect("every mention with a unit has a figure");
    let mut order = mentions.to_vec();
    order.sort_by(|a, b| {
        let (x, y) = (interval(*a), interval(*b));
        x.width().total_cmp(&y.width()).then(x.low.total_cmp(&y.low)).then(a.cmp(b))
    });
    let mut answers: Vec<Answer> = Vec::new();
    for mention in order {
        let range = interval(mention);
        match nearest(&answers, &range) {
            Some((place, agreed)) => {
                answers[place].agreed = agreed;
                answers[place].says.push(mention);
            }
            None => answers.push(Answer { agreed: range, core: range, says: vec![mention] }),
        }
    }
    answers.sort_by(|a, b| a.core.low.total_cmp(&b.core.low).then(a.says.cmp(&b.says)));
    (0..answers.len()).map(|place| figure_draft(case, &answers, place)).collect()
}

fn nearest(answers: &[Answer], range: &Interval) -> Option<(usize, Interval)> {
    let distance = |answer: &Answer| (answer.core.nominal() - range.nominal()).abs();
    let fitting =
        answers.iter().enumerate().filter_map(|(place, answer)| Some((place, answer, answer.agreed.meet(range)?)));
    let best = fitting.min_by(|(_, a, _), (_, b, _)| {
        distance(a).total_cmp(&distance(b)).then(a.core.low.total_cmp(&b.core.low)).then(a.says.cmp(&b.says))
    });
    best.map(|(place, _, agreed)| (place, agreed))
}

fn figure_draft(case: &Case, answers: &[Answer], place: usize) -> Draft {
    let own = &answers[place];
    let mut draft = Draft { says: own.says.clone(), ..Draft::default() };
    draft.says.sort_unstable();
    let founder = own.says[0];
    let own_statements: BTreeSet<usize> = own.says.iter().map(|m| case.mentions[*m].statement).collect();
    for other in answers.iter().enumerate().filter(|(at, _)| *at != place).flat_map(|(_, answer)| &answer.says) {
        let mention = &case.mentions[*other];
        let Some(range) = mention.interval.filter(|_| !own_statements.contains(&mention.statement)) else { continue };
        if range.agrees_with(&own.core) {
            draft.unresolved.push((*other, wording::also_allows(&range, &own.core)));
        } else {
            let text = wording::figures_exclude(case, *other, founder);
            draft.disagreements.push((DisagreementKind::Figure, founder, *other, text.clone()));
            draft.against.push((*other, text));
        }
    }
    disagree_about_days(case, &mut draft);
    draft
}

/// Statements of one figure that name days which exclude each other agree on the figure and disagree on the date: for
/// every other stretch of days one disagreement with the earliest.
fn disagree_about_days(case: &Case, draft: &mut Draft) {
    let mut dated: Vec<((i64, i64), usize)> =
        draft.says.iter().filter_map(|m| case.mentions[*m].days.map(|days| (days, *m))).collect();
    dated.sort_unstable();
    dated.dedup_by_key(|(days, _)| *days);
    let Some((earliest, founder)) = dated.first().copied() else { return };
    for (days, other) in dated.into_iter().filter(|(days, _)| !days_meet(earliest, *days)) {
        let text = wording::days_exclude(case, founder, earliest, other, days);
        draft.disagreements.push((DisagreementKind::Date, founder, other, text));
    }
}

// ---- contents without a figure ----

fn by_polarity_and_day(case: &Case, mentions: &[usize]) -> Vec<Draft> {
    let negates = |m: &&usize| case.mentions[**m].polarity == Polarity::Negates;
    let (negating, asserting): (Vec<usize>, Vec<usize>) = mentions.iter().partition(negates);
    let mut drafts = by_day(case, &asserting);
    let split = drafts.len();
    drafts.extend(by_day(case, &negating));
    for (place, draft) in drafts.iter_mut().enumerate() {
        let others = if place < split { &negating } else { &asserting };
        let founder = draft.says[0];
        for other in others {
            let text = wording::negates(case, *other, founder);
            draft.disagreements.push((DisagreementKind::Denial, founder, *other, text.clone()));
            draft.against.push((*other, text));
        }
    }
    drafts
}

/// One claim for each stretch of days that excludes the others; what names no day joins the best supported one.
fn by_day(case: &Case, mentions: &[usize]) -> Vec<Draft> {
    let mut dated: Vec<((i64, i64), usize)> =
        mentions.iter().filter_map(|m| case.mentions[*m].days.map(|days| (days, *m))).collect();
    dated.sort_by_key(|(days, mention)| (days.1 - days.0, days.0, *mention));
    let mut answers: Vec<((i64, i64), Vec<usize>)> = Vec::new();
    for (days, mention) in dated {
        match answers.iter_mut().find(|(own, _)| days_meet(*own, days)) {
            Some((own, says)) => {
                *own = (own.0.max(days.0), own.1.min(days.1));
                says.push(mention);
            }
            None => answers.push((days, vec![mention])),
        }
    }
    let undated: Vec<usize> = mentions.iter().copied().filter(|m| case.mentions[*m].days.is_none()).collect();
    if answers.is_empty() {
        let draft = Draft { says: undated, ..Draft::default() };
        return if draft.says.is_empty() { Vec::new() } else { vec![draft] };
    }
    answers.sort_by_key(|(days, says)| (std::cmp::Reverse(says.len()), *days));
    (0..answers.len()).map(|place| day_draft(case, &answers, place, &undated)).collect()
}

type DayAnswer = ((i64, i64), Vec<usize>);

fn day_draft(case: &Case, answers: &[DayAnswer], place: usize, undated: &[usize]) -> Draft {
    let (own_days, says) = &answers[place];
    let mut draft = Draft { says: says.clone(), ..Draft::default() };
    if place == 0 {
        draft.says.extend(undated);
    } else {
        draft.unresolved.extend(undated.iter().map(|m| (*m, wording::NAMES_NO_DAY.to_owned())));
    }
    draft.says.sort_unstable();
    let founder = says[0];
    for (days, others) in answers.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, answer)| answer) {
        for other in others {
            let text = wording::days_exclude(case, *other, *days, founder, *own_days);
            draft.disagreements.push((DisagreementKind::Date, founder, *other, text.clone()));
            draft.against.push((*other, text));
        }
    }
    draft
}

// ---- what is attached ----

/// Where a mention that founds no claim may belong.
struct Targets {
    drafts_of: BTreeMap<usize, Vec<usize>>,
    index: BTreeMap<u32, Vec<usize>>,
}

impl Targets {
    fn of(case: &Case, drafts: &[Draft]) -> Targets {
        let mut drafts_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, draft) in drafts.iter().enumerate() {
            let held = if draft.says.is_empty() { against_of(draft).collect() } else { draft.says.clone() };
            held.into_iter().for_each(|mention| drafts_of.entry(mention).or_default().push(place));
        }
        let mentions: Vec<usize> = drafts_of.keys().copied().collect();
        Targets { index: candidates::index_of_words(case, &mentions), drafts_of }
    }

    /// The claims that hold the mention most like `mention`.
    fn best(
        &self,
        case: &Case,
        blocked: &Blocked,
        mention: usize,
        likeness: fn(&Case, usize, usize) -> Option<f64>,
    ) -> Vec<usize> {
        let statement = |m: usize| case.mentions[m].statement;
        let best = candidates::look_up(case, &self.index, mention)
            .into_iter()
            .filter(|other| *other != mention && !blocked.holds(statement(mention), statement(*other)))
            .filter_map(|other| Some((likeness(case, mention, other)?, other)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.and_then(|(_, other)| self.drafts_of.get(&other)).cloned().unwrap_or_default()
    }
}
