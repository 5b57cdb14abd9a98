//! What is compared of each statement: its content words with their weights, places, days, figures and polarity.

use crate::grouping::interval::Interval;
use crate::grouping::known_places::KnownPlaces;
use crate::grouping::words::{content_words, holds_negation, refutes, says_there_was_none};
use crate::statements::{Setting, is_denial_cue};
use jiff::civil::Date;
use model::{DateMention, DateStatus, Figure, Granularity, ItemId, SpanText, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A name says more about which event is meant than a common word does.
const NAME_WEIGHT: f64 = 2.0;
/// Keeps word weights even in a case of a few statements, where how often a word occurs says nothing yet.
const RARITY_SMOOTHING: f64 = 10.0;

/// All statements of a case, read for comparison.
pub(super) struct Case<'a> {
    /// In order of their ids.
    pub statements: Vec<&'a Statement>,
    /// Every statement once for each of its figures, or once where it has none; in order of statement, then figure.
    pub mentions: Vec<Mention>,
    /// Weight of each content word, by its number.
    pub weights: Vec<f64>,
    /// In how many distinct contents each content word stands.
    pub spread: Vec<u32>,
    /// What each statement's item says elsewhere, by statement.
    pub context: Vec<std::rc::Rc<Context>>,
    /// By mention: where it belongs, countries and states left out: two stories may play in one and have nothing else in common.
    narrow_places: Vec<BTreeSet<String>>,
    /// By statement: all words of its content in order, as numbers.
    in_order: Vec<Vec<u32>>,
}

/// A statement, for one question it answers.
pub(super) struct Mention {
    /// Index of the statement.
    pub statement: usize,
    /// What is counted; `None` = the content as a whole.
    pub unit: Option<String>,
    /// The figure as a range, with its text; `None` without a unit.
    pub interval: Option<Interval>,
    /// Of a count of harm: who was harmed, where the words next to the figure say so: `civilian`, `soldier`.
    pub population: Option<String>,
    /// Numbers of its content words, sorted, each once.
    pub words: Vec<u32>,
    /// Names of places in the content, folded.
    pub places: BTreeSet<String>,
    /// First and last day named in the content, as days since 1970-01-01.
    pub days: Option<(i64, i64)>,
    /// The same of dates as wide as a month or a year too: "a storm in 2013".
    pub wide_days: Option<(i64, i64)>,
    /// Whether it asserts, negates or denies.
    pub polarity: Polarity,
    /// A reader's comment: attached, never counted.
    pub comment: bool,
}

/// In which way a statement holds its content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Polarity {
    /// Says it.
    Asserts,
    /// Says that it is not so, in the content itself: an answer with a wording of its own.
    Negates,
    /// Denies it by its cue ("denied that …"): the content is what others say.
    Denies,
}

/// What an item names taken together, for statements that leave the place unsaid.
#[derive(Default)]
pub(super) struct Context {
    /// Places, folded.
    pub places: BTreeSet<String>,
    /// Content words, sorted.
    pub words: Vec<u32>,
    /// Names in Latin letters that the item writes and few others do, folded.
    pub names: BTreeSet<String>,
    /// What kinds of event the item tells of.
    pub kinds: BTreeSet<String>,
    /// When it was published, as claimed.
    pub published_day: Option<i64>,
}

impl<'a> Case<'a> {
    /// Reads `statements`, which are in order of their ids.
    pub fn read(statements: Vec<&'a Statement>, settings: &[Setting]) -> Case<'a> {
        let known = KnownPlaces::of(&statements, settings);
        let contents: Vec<Content> = statements.iter().map(|statement| Content::read(statement, &known)).collect();
        let vocabulary = Vocabulary::of(&contents);
        let mentions = mentions_of(&statements, &contents, &vocabulary);
        let context = contexts_of(&statements, settings, &mentions, &known);
        let in_order = words_in_order(&statements);
        let mut case = Case {
            statements,
            mentions,
            weights: vocabulary.weights,
            spread: vocabulary.spread,
            context,
            narrow_places: Vec::new(),
            in_order,
        };
        let wide = wide_places(settings);
        let narrow = |mention| case.places_of(mention).difference(&wide).cloned().collect();
        case.narrow_places = (0..case.mentions.len()).map(narrow).collect();
        case
    }

    /// Whether the words of one content stand in the other in the same order without a gap.
    pub fn one_holds_the_other(&self, a: usize, b: usize) -> bool {
        let words = |mention: usize| self.in_order[self.mentions[mention].statement].as_slice();
        let (a, b) = (words(a), words(b));
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        !short.is_empty() && long.windows(short.len()).any(|run| run == short)
    }

    /// The statement of a mention.
    pub fn statement(&self, mention: usize) -> &'a Statement {
        self.statements[self.mentions[mention].statement]
    }

    /// Where a mention belongs: the places of its content, else those of its item.
    pub fn places_of(&self, mention: usize) -> &BTreeSet<String> {
        let own = &self.mentions[mention].places;
        if own.is_empty() { &self.context_of(mention).places } else { own }
    }

    /// The same without countries and states.
    pub fn narrow_places_of(&self, mention: usize) -> &BTreeSet<String> {
        &self.narrow_places[mention]
    }

    /// What the item of a mention says elsewhere.
    pub fn context_of(&self, mention: usize) -> &Context {
        &self.context[self.mentions[mention].statement]
    }
}

/// Whether a reader's comment says it.
pub(super) fn is_comment(statement: &Statement) -> bool {
    statement.chain.iter().any(|link| link.role == "commenter")
}

fn words_in_order(statements: &[&Statement]) -> Vec<Vec<u32>> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut number_of = |word: &str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(word.to_lowercase()).or_insert(next)
    };
    let words = |text: &'_ str| -> Vec<u32> {
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(&mut number_of).collect()
    };
    statements.iter().map(|statement| statement.content.text.as_str()).map(words).collect()
}

struct Content {
    stems: Vec<String>,
    name_like: Vec<bool>,
    places: BTreeSet<String>,
    comment: bool,
}

impl Content {
    fn read(statement: &Statement, known: &KnownPlaces) -> Content {
        let written = known.written_in(statement);
        let mut content = Content {
            stems: Vec::new(),
            name_like: Vec::new(),
            places: places_of(statement),
            comment: is_comment(statement),
        };
        content.places.extend(written.iter().map(|(_, _, name)| name.clone()));
        for word in content_words(&text_to_compare(statement, &written)) {
            content.stems.push(word.stem);
            content.name_like.push(word.name_like);
        }
        for place in &content.places {
            content.stems.push(format!("place {place}"));
            content.name_like.push(true);
        }
        content
    }
}

fn places_of(statement: &Statement) -> BTreeSet<String> {
    statement.places.iter().map(|place| place.name.trim().to_lowercase()).filter(|name| !name.is_empty()).collect()
}

/// The stretches that a content is made of.
pub(super) fn pieces_of(statement: &Statement) -> &[SpanText] {
    if statement.parts.is_empty() { std::slice::from_ref(&statement.content) } else { &statement.parts }
}

/// The content without what is compared by itself: figures, dates, places.
fn text_to_compare(statement: &Statement, written: &[(usize, usize, String)]) -> String {
    let apart = (statement.figures.iter().map(|f| (f.start_byte, f.end_byte)))
        .chain(statement.dates.iter().map(|d| (d.start_byte, d.end_byte)))
        .chain(statement.places.iter().map(|p| (p.start_byte, p.end_byte)))
        .chain(written.iter().map(|(start, end, _)| (*start, *end)));
    let apart: Vec<(usize, usize)> = apart.filter(|(start, end)| start < end).collect();
    let mut text = String::new();
    for piece in pieces_of(statement) {
        for (at, character) in piece.text.char_indices() {
            let at_byte = piece.start_byte + at;
            let covered = apart.iter().any(|(start, end)| (*start..*end).contains(&at_byte));
            text.push(if covered { ' ' } else { character });
        }
        text.push(' ');
    }
    text
}

struct Vocabulary {
    numbers: BTreeMap<String, u32>,
    weights: Vec<f64>,
    spread: Vec<u32>,
}

impl Vocabulary {
    /// Rarity is counted over distinct contents without comments, so that neither a copy of an item nor what readers
    /// wrote changes a weight.
    fn of(contents: &[Content]) -> Vocabulary {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        for stem in contents.iter().flat_map(|content| &content.stems) {
            numbers.entry(stem.clone()).or_insert(0);
        }
        numbers.values_mut().zip(0u32..).for_each(|(number, place)| *number = place);
        let distinct: BTreeSet<BTreeSet<u32>> = contents
            .iter()
            .filter(|content| !content.comment)
            .map(|content| content.stems.iter().map(|stem| numbers[stem]).collect())
            .collect();
        let mut spread = vec![0u32; numbers.len()];
        distinct.iter().flatten().for_each(|word| spread[*word as usize] += 1);
        let weights = weights(&numbers, &spread, distinct.len(), contents);
        Vocabulary { numbers, weights, spread }
    }
}

fn weights(numbers: &BTreeMap<String, u32>, spread: &[u32], contents_count: usize, contents: &[Content]) -> Vec<f64> {
    let mut names = vec![false; spread.len()];
    for content in contents.iter().filter(|content| !content.comment) {
        for (stem, name_like) in content.stems.iter().zip(&content.name_like) {
            names[numbers[stem] as usize] |= name_like;
        }
    }
    let total = contents_count as f64 + RARITY_SMOOTHING;
    let rarity = |spread: u32| 1.0 + (total / (f64::from(spread) + RARITY_SMOOTHING)).ln();
    spread.iter().zip(names).map(|(s, name)| rarity(*s) * if name { NAME_WEIGHT } else { 1.0 }).collect()
}

fn mentions_of(statements: &[&Statement], contents: &[Content], vocabulary: &Vocabulary) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (index, (statement, content)) in statements.iter().zip(contents).enumerate() {
        let mut words: Vec<u32> = content.stems.iter().map(|stem| vocabulary.numbers[stem]).collect();
        words.sort_unstable();
        words.dedup();
        let mention = |figure: Option<&Figure>| Mention {
            statement: index,
            unit: figure.and_then(unit_of),
            interval: figure.map(Interval::of),
            population: figure.and_then(|figure| population_of(statement, figure)),
            words: words.clone(),
            places: content.places.clone(),
            days: days_of(statement),
            wide_days: wide_days_of(statement),
            polarity: polarity_of(statement),
            comment: content.comment,
        };
        let counted: Vec<&Figure> = statement.figures.iter().filter(|figure| unit_of(figure).is_some()).collect();
        if counted.is_empty() {
            mentions.push(mention(None));
        }
        mentions.extend(counted.into_iter().map(|figure| mention(Some(figure))));
    }
    mentions
}

/// Class of what is counted, with the spellings of the four classes of harm brought together.
fn unit_of(figure: &Figure) -> Option<String> {
    let unit = figure.unit.as_deref()?.trim().to_lowercase();
    if figure.modifier.as_deref() == Some("further") {
        // "five more bodies" adds to a number and is none of the whole.
        return Some(format!("further {unit}"));
    }
    let class = match unit.as_str() {
        "" => return None,
        "killed" | "death" | "deaths" | "fatality" | "fatalities" | "death toll" => "dead",
        "injured" | "injury" | "injuries" | "hurt" => "wounded",
        "casualty" => "casualties",
        other => other,
    };
    Some(class.to_owned())
}

/// The four classes of harm to people: questions of an event as a whole, and four different ones.
pub(super) fn counts_harm(unit: &str) -> bool {
    matches!(unit, "dead" | "wounded" | "missing" | "casualties")
}

/// How many bytes after a figure still name who is counted: "12 of the young miners".
const POPULATION_REACH_BYTES: usize = 24;

fn population_of(statement: &Statement, figure: &Figure) -> Option<String> {
    const POPULATIONS: [&str; 22] = [
        "civilian",
        "soldier",
        "fighter",
        "militant",
        "child",
        "woman",
        "man",
        "student",
        "worker",
        "miner",
        "rescuer",
        "medic",
        "doctor",
        "journalist",
        "officer",
        "policeman",
        "firefighter",
        "passenger",
        "resident",
        "sailor",
        "prisoner",
        "protester",
    ];
    let content = &statement.content;
    unit_of(figure).filter(|unit| counts_harm(unit))?;
    let start = figure.start_byte.checked_sub(content.start_byte)?;
    let reach = (figure.end_byte.checked_sub(content.start_byte)? + POPULATION_REACH_BYTES).min(content.text.len());
    let end = (reach..=content.text.len()).find(|at| content.text.is_char_boundary(*at))?;
    let words = content_words(content.text.get(start..end)?);
    words.into_iter().map(|word| word.stem).find(|stem| POPULATIONS.contains(&stem.as_str()))
}

/// Days that the content names. Those beside the cue date the saying: "said on Monday".
fn days_of(statement: &Statement) -> Option<(i64, i64)> {
    let fine = |granularity: Granularity| {
        matches!(granularity, Granularity::Minute | Granularity::Hour | Granularity::Day | Granularity::Week)
    };
    days_where(statement, fine)
}

/// Days of all dates that the content names, those of a month or a year too.
fn wide_days_of(statement: &Statement) -> Option<(i64, i64)> {
    days_where(statement, |_| true)
}

fn days_where(statement: &Statement, fits: impl Fn(Granularity) -> bool) -> Option<(i64, i64)> {
    let within = |date: &&DateMention| {
        pieces_of(statement).iter().any(|piece| piece.start_byte <= date.start_byte && date.end_byte <= piece.end_byte)
    };
    let fine = |date: &&DateMention| date.status == DateStatus::Resolved && fits(date.granularity);
    let spans = statement.dates.iter().filter(within).filter(fine).filter_map(|date| {
        let from = day_number(date.from.as_deref()?)?;
        let to = date.to.as_deref().and_then(day_number).unwrap_or(from);
        Some((from.min(to), from.max(to)))
    });
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn day_number(text: &str) -> Option<i64> {
    let date: Date = text.get(..10)?.parse().ok()?;
    let span = Date::constant(1970, 1, 1).until(date).ok()?;
    Some(i64::from(span.get_days()))
}

fn polarity_of(statement: &Statement) -> Polarity {
    let content = &statement.content.text;
    // "There was no warning" is an answer of its own, "there was no theft of 13 paintings" says that others' figure is not so.
    if refutes(content) || !statement.figures.is_empty() && says_there_was_none(content) {
        Polarity::Denies
    } else if !statement.denial {
        Polarity::Asserts
    } else if statement.cue.as_ref().is_some_and(|cue| is_denial_cue(&cue.text)) {
        Polarity::Denies
    } else if holds_negation(&statement.content.text) {
        Polarity::Negates
    } else {
        Polarity::Denies
    }
}

fn wide_places(settings: &[Setting]) -> BTreeSet<String> {
    let places = settings.iter().flat_map(|setting| &setting.places);
    places.filter(|place| place.is_wide).map(|place| place.name.to_lowercase()).collect()
}

/// Of each item the names that at most a third of the items writes: of its place, its people, its bodies.
fn rare_names(settings: &[Setting]) -> BTreeMap<ItemId, BTreeSet<String>> {
    let mut n_items: BTreeMap<&str, usize> = BTreeMap::new();
    settings.iter().flat_map(|setting| &setting.names).for_each(|name| *n_items.entry(name).or_insert(0) += 1);
    let is_rare = |name: &&String| {
        let latin = name.chars().any(|sign| sign.is_ascii_alphabetic()) && name.chars().count() > 2;
        latin && n_items[name.as_str()] * 3 <= settings.len()
    };
    settings.iter().map(|setting| (setting.item, setting.names.iter().filter(is_rare).cloned().collect())).collect()
}

fn contexts_of(
    statements: &[&Statement],
    settings: &[Setting],
    mentions: &[Mention],
    known: &KnownPlaces,
) -> Vec<std::rc::Rc<Context>> {
    let mut by_item: BTreeMap<ItemId, Context> = BTreeMap::new();
    let narrow = settings.iter().flat_map(|setting| &setting.places).filter(|place| !place.is_wide);
    let narrow: BTreeSet<String> = narrow.map(|place| place.name.to_lowercase()).collect();
    for setting in settings {
        let context = by_item.entry(setting.item).or_default();
        context.kinds = setting.kinds.iter().cloned().collect();
        context.published_day = setting.published_day;
        let places = &mut context.places;
        places.extend(setting.places.iter().map(|place| place.name.to_lowercase()));
        if places.is_disjoint(&narrow) {
            places.extend(setting.names.iter().filter(|name| narrow.contains(*name)).cloned());
        }
    }
    for (item, names) in rare_names(settings) {
        by_item.entry(item).or_default().names = names;
    }
    for mention in mentions.iter().filter(|mention| !mention.comment) {
        let context = by_item.entry(statements[mention.statement].item).or_default();
        context.places.extend(mention.places.iter().cloned());
        context.places.extend(known.named_around(statements[mention.statement]));
        context.words.extend(&mention.words);
    }
    let shared: BTreeMap<ItemId, std::rc::Rc<Context>> = by_item
        .into_iter()
        .map(|(item, mut context)| {
            context.words.sort_unstable();
            context.words.dedup();
            (item, std::rc::Rc::new(context))
        })
        .collect();
    statements.iter().map(|statement| shared.get(&statement.item).cloned().unwrap_or_default()).collect()
}
