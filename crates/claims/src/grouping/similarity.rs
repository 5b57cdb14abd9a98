//! Whether two mentions ask the same question. Precision comes first: when in doubt, they do not.

use crate::grouping::features::{Case, Context, Mention, counts_harm};
use crate::grouping::interval::Interval;
use std::cmp::Ordering;

/// Same words without a figure: weighted overlap (Dice) from which two contents are one. Set by hand on invented
/// reports so that sentences about two events of one kind ("the bridge at A", "the bridge at B") stay below.
const SAME_CONTENT_0_1: f64 = 0.55;
/// A cut quotation: share of the shorter content that the longer holds, and the words the shorter needs for it.
const CUT_CONTENT_0_1: f64 = 0.85;
const CUT_CONTENT_WORDS: usize = 4;
/// A content whose words stand in the other in the same order without a gap needs fewer of them: "the terminal would
/// stay closed", and the same with "…, and barges were told to wait".
const CUT_OUT_WORDS: usize = 3;
/// All content words of the shorter are in the longer, but for rounding.
const WHOLLY_CONTAINED_0_1: f64 = 0.999;
/// Content words that two contents must share where no agreeing figure ties them, unless they are the same throughout.
const SHARED_WORDS: usize = 3;
/// Of a figure that counts harm to people, where both say the same place or their items do: so little must be shared.
const SAME_TOLL_HERE_0_1: f64 = 0.08;
/// The same where no place is known on one side.
const SAME_TOLL_0_1: f64 = 0.30;
/// Two items whose words overlap this much are about one event, so a bare toll in both is the same question.
const SAME_EVENT_ITEMS_0_1: f64 = 0.25;
/// Of any other figure, where a place is shared and the numbers agree, and else: two numbers of one noun that differ
/// ("dozens on the buses", "250 allowed to leave") are more often two questions than a disagreement.
const SAME_COUNT_HERE_0_1: f64 = 0.22;
const SAME_COUNT_0_1: f64 = 0.35;
/// An exact number from here on is not given twice of one place by chance, whatever it counts.
const TELLING_COUNT: f64 = 100.0;
/// The same of things that are seldom counted: robbers, paintings, wagons.
const TELLING_COUNT_OF_THINGS: f64 = 3.0;
/// Units of which any story gives several numbers.
const COMMON_UNITS: [&str; 13] = [
    "people",
    "percent",
    "year",
    "hour",
    "day",
    "minute",
    "month",
    "week",
    "time",
    "euro",
    "dollar",
    "kilometre",
    "gone",
];
/// Figures whose middles (or only bounds) are further apart than this say no more than that both are large.
const NEAR_FIGURES_RATIO: f64 = 2.0;
/// A denial without a figure against the content it denies.
const SAME_DENIED_0_1: f64 = 0.40;
const SAME_DENIED_CUT_0_1: f64 = 0.70;
/// From so many rare names on an item tells whom and where it is about.
const NAMES_THAT_TELL: usize = 2;
/// From this number on an equal toll in one place is one toll.
const TELLING_TOLL: f64 = 5.0;
/// Days between two dates up to which they may be two answers to one question rather than two events.
const ONE_EVENT_DAYS: i64 = 3;

/// What lies longer ago is background.
const DAYS_OF_A_YEAR: i64 = 366;
/// Two reports of one event, of which neither names the place, come out within so many days.
const PUBLISHED_APART_DAYS: u64 = 21;
/// So many content words in common, and no other, are a copy.
const WORDS_OF_A_COPY: usize = 7;

/// How alike two mentions are; `None` = they do not ask the same question.
pub(super) fn same_question(case: &Case, a: usize, b: usize) -> Option<f64> {
    let (left, right) = (&case.mentions[a], &case.mentions[b]);
    if left.unit != right.unit || !days_fit(left.days, right.days) || !populations_fit(left, right) {
        return None;
    }
    if tells_of_earlier_years(case, a, b) || tells_of_earlier_years(case, b, a) {
        return None;
    }
    let place = shared_place(case, a, b)?;
    let likeness = Likeness::of(&case.weights, &left.words, &right.words);
    let same = match left.unit.as_deref() {
        None => likeness.same_content() || likeness.may_be_cut_out() && case.one_holds_the_other(a, b),
        Some(_) if surpasses_its_neighbour(case, a, b) => true,
        Some(unit) if counts_harm(unit) => {
            same_toll_of_one_place(place, left, right) || likeness.same_toll(place, || items_alike(case, a, b))
        }
        Some(_) if place == Place::Shared && same_telling_count(left, right) => true,
        Some(_) if place == Place::Shared && figures_meet(left, right) => likeness.dice >= SAME_COUNT_HERE_0_1,
        Some(_) => likeness.dice >= SAME_COUNT_0_1 && (figures_meet(left, right) || likeness.shared >= SHARED_WORDS),
    };
    same.then_some(likeness.dice + if place == Place::Shared { 1.0 } else { 0.0 })
}

/// How alike a denial without a figure and a statement are; `None` = it does not deny that statement.
pub(super) fn same_denied(case: &Case, denial: usize, said: usize) -> Option<f64> {
    let (left, right) = (&case.mentions[denial], &case.mentions[said]);
    if !days_fit(left.days, right.days) {
        return None;
    }
    shared_place(case, denial, said)?;
    let likeness = Likeness::of(&case.weights, &left.words, &right.words);
    let same = likeness.dice >= SAME_DENIED_0_1 || likeness.contained >= SAME_DENIED_CUT_0_1;
    (same && likeness.shared >= 2).then_some(likeness.dice)
}

/// Whether two stretches of days may belong to one event.
pub(super) fn days_fit(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.0 - b.1 <= ONE_EVENT_DAYS && b.0 - a.1 <= ONE_EVENT_DAYS,
        _ => true,
    }
}

/// Whether one is about a time that lies more than a year before the other: a storm in 2013 behind today's report.
fn tells_of_earlier_years(case: &Case, a: usize, b: usize) -> bool {
    let published = case.context_of(b).published_day;
    let then = case.mentions[a].wide_days.map(|days| days.1);
    let now = case.mentions[b].wide_days.map(|days| days.0).or(published);
    then.zip(now).is_some_and(|(then, now)| now - then > DAYS_OF_A_YEAR)
}

/// Whether two stretches of days share one.
pub(super) fn days_meet(a: (i64, i64), b: (i64, i64)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Shared,
    Unknown,
}

/// Whether both are about one place: by their own words, else by what their items say elsewhere. `None` = they name
/// places and share none.
fn shared_place(case: &Case, a: usize, b: usize) -> Option<Place> {
    let (narrow_a, narrow_b) = (case.narrow_places_of(a), case.narrow_places_of(b));
    if (narrow_a.is_empty() || narrow_b.is_empty()) && share_no_name(case.context_of(a), case.context_of(b)) {
        return None;
    }
    let meet = !narrow_a.is_disjoint(narrow_b);
    if !meet && !says_the_same_again(case, a, b) && tell_of_two_events(case.context_of(a), case.context_of(b)) {
        return None;
    }
    let (places_a, places_b) = (case.places_of(a), case.places_of(b));
    match (narrow_a.is_empty(), narrow_b.is_empty()) {
        (false, false) => meet.then_some(Place::Shared),
        // A town may lie in the country that the other names.
        (true, false) | (false, true) => Some(Place::Unknown),
        (true, true) if places_a.is_empty() || places_b.is_empty() => Some(Place::Unknown),
        (true, true) => (!places_a.is_disjoint(places_b)).then_some(Place::Shared),
    }
}

/// Whether two items are about different kinds of event, or were published so long after one another that a figure in
/// one is no other answer to the question of the other.
fn tell_of_two_events(a: &Context, b: &Context) -> bool {
    let kinds_differ = !a.kinds.is_empty() && !b.kinds.is_empty() && a.kinds.is_disjoint(&b.kinds);
    let days = a.published_day.zip(b.published_day).map(|(a, b)| a.abs_diff(b));
    kinds_differ || days.is_some_and(|days| days > PUBLISHED_APART_DAYS)
}

/// A sentence of some length that stands again, with its figure, is a copy: those that come up after a year are looked for.
fn says_the_same_again(case: &Case, a: usize, b: usize) -> bool {
    let (left, right) = (&case.mentions[a], &case.mentions[b]);
    left.words == right.words && left.words.len() >= WORDS_OF_A_COPY && left.interval == right.interval
}

/// Whether two items write several names each and none in common: they do not tell of one event.
fn share_no_name(a: &Context, b: &Context) -> bool {
    a.names.len().min(b.names.len()) >= NAMES_THAT_TELL && a.names.is_disjoint(&b.names)
}

/// Two figures that name different populations, or of which one alone names one, are the same question only where
/// they give the same number: "12 civilians dead" is a part of "15 dead", not another answer.
fn populations_fit(a: &Mention, b: &Mention) -> bool {
    match (&a.interval, &b.interval) {
        (Some(x), Some(y)) if a.population != b.population => {
            (a.population.is_none() || b.population.is_none()) && x.agrees_with(y)
        }
        _ => true,
    }
}

/// "others put it at a far higher number" leaves its subject to the figure of its own page which it surpasses.
fn surpasses_its_neighbour(case: &Case, a: usize, b: usize) -> bool {
    let surpasses = |higher: usize, other: usize| match (case.mentions[higher].interval, case.mentions[other].interval)
    {
        (Some(higher), Some(other)) => {
            let around = other.low <= higher.low && higher.low <= other.high && other.width().is_finite();
            higher.higher_than && around
        }
        _ => false,
    };
    case.statement(a).item == case.statement(b).item && (surpasses(a, b) || surpasses(b, a))
}

/// Whether two figures agree and say nearly as much as each other. "Dozens" holds together with 250 and with 40, so
/// that it does says nothing about the question; "at least 10" beside 12 does.
fn figures_meet(a: &Mention, b: &Mention) -> bool {
    let near = |x: &Interval, y: &Interval| {
        let (low, high) = (x.nominal().min(y.nominal()), x.nominal().max(y.nominal()));
        low > 0.0 && high / low <= NEAR_FIGURES_RATIO
    };
    a.interval.zip(b.interval).is_some_and(|(x, y)| x.agrees_with(&y) && near(&x, &y))
}

/// Whether both give one exact number of one thing, and no number that many things have: "seven robbers", "4,312 people".
fn same_telling_count(a: &Mention, b: &Mention) -> bool {
    let exact =
        |mention: &Mention| mention.interval.filter(|interval| interval.width() == 0.0).map(|interval| interval.low);
    let common = a.unit.as_deref().is_none_or(|unit| COMMON_UNITS.contains(&unit));
    let number = exact(a).filter(|number| exact(b) == Some(*number));
    number.is_some_and(|number| number >= if common { TELLING_COUNT } else { TELLING_COUNT_OF_THINGS })
}

/// "There were 23 bodies in the yard" and "23 people died" in one place: so large a number is not given twice by chance.
fn same_toll_of_one_place(place: Place, a: &Mention, b: &Mention) -> bool {
    let number =
        |mention: &Mention| mention.interval.filter(|interval| interval.width() == 0.0).map(|interval| interval.low);
    place == Place::Shared && number(a) == number(b) && number(a).is_some_and(|number| number >= TELLING_TOLL)
}

fn items_alike(case: &Case, a: usize, b: usize) -> bool {
    let (left, right) = (case.context_of(a), case.context_of(b));
    Likeness::of(&case.weights, &left.words, &right.words).dice >= SAME_EVENT_ITEMS_0_1
}

struct Likeness {
    dice: f64,
    contained: f64,
    shared: usize,
    shorter: usize,
    equal: bool,
}

impl Likeness {
    fn of(weights: &[f64], a: &[u32], b: &[u32]) -> Likeness {
        let weight = |words: &[u32]| -> f64 { words.iter().map(|word| weights[*word as usize]).sum() };
        let (weight_a, weight_b) = (weight(a), weight(b));
        let (shared_weight, shared) = shared_words(weights, a, b);
        let share = |whole: f64| if whole > 0.0 { shared_weight / whole } else { 0.0 };
        Likeness {
            dice: share((weight_a + weight_b) / 2.0),
            contained: share(weight_a.min(weight_b)),
            shared,
            shorter: a.len().min(b.len()),
            equal: a == b,
        }
    }

    fn same_content(&self) -> bool {
        let enough = self.shared >= SHARED_WORDS || (self.equal && self.shared >= 2);
        let cut = self.contained >= CUT_CONTENT_0_1 && self.shorter >= CUT_CONTENT_WORDS;
        enough && (self.dice >= SAME_CONTENT_0_1 || cut)
    }

    /// Whether the shorter content says nothing of its own and enough to be told apart from others.
    fn may_be_cut_out(&self) -> bool {
        self.contained >= WHOLLY_CONTAINED_0_1 && self.shorter >= CUT_OUT_WORDS
    }

    fn same_toll(&self, place: Place, items_alike: impl Fn() -> bool) -> bool {
        match place {
            Place::Shared => self.dice >= SAME_TOLL_HERE_0_1 || items_alike(),
            Place::Unknown => self.dice >= SAME_TOLL_0_1 || (self.shared > 0 && items_alike()),
        }
    }
}

fn shared_words(weights: &[f64], a: &[u32], b: &[u32]) -> (f64, usize) {
    let (mut i, mut j, mut weight, mut count) = (0, 0, 0.0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                weight += weights[a[i] as usize];
                (i, j, count) = (i + 1, j + 1, count + 1);
            }
        }
    }
    (weight, count)
}
