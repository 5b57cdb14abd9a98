//! What a number counts: the class of its noun, or what the verb beside it says happened to the counted.

use super::lexicon::words;
use super::numbers::Number;
use super::source::is_finite_verb;
use super::tokens::{Passage, TokenKind};
use super::word_tables::{PhraseTable, WordList, WordTable};

/// How many words a noun phrase after a number may have: "250 Islamic State terrorists".
const NOUN_PHRASE_WORDS_AT_MOST: usize = 6;
/// How many words back a verb or "toll" is looked for.
const REACH_BACK_TOKENS: usize = 12;

/// Longer stretches between commas are no insertion.
const INSERTION_TOKENS_AT_MOST: usize = 12;

/// A unit and where its words end; no name = nothing is said of what is counted.
pub(crate) struct Unit {
    pub name: Option<String>,
    pub end: usize,
}

/// Classes of what is counted. Each class is a question of its own.
static CLASSES: WordTable<&str> = WordTable::new(&[
    (
        "dead deaths death fatalities fatality bodies corpses martyrs killed died killings погибших погибшие погибли погибло погиб убитых убиты жертв жертвы загиблих загиблі загинули загинуло загинув вбитих вбито قتيل قتيلا قتيلاً قتلى قتلوا شهيد شهيدا شهداء وفاة وفيات",
        "dead",
    ),
    (
        "wounded injured injuries hurt раненых раненые ранены ранено пострадавших пострадали пострадало поранених поранені поранено постраждалих постраждали جريح جريحا جريحاً جرحى مصاب مصابا مصابين إصابة",
        "wounded",
    ),
    ("missing пропавших пропали зниклих зникли مفقود مفقودا مفقودين", "missing"),
    ("casualties casualty victims", "casualties"),
    (
        "detained detainees arrested arrests prisoners задержаны задержанных затримано затриманих معتقل معتقلا معتقلين",
        "detained",
    ),
    (
        "displaced evacuated evacuees refugees эвакуированы эвакуировано евакуйовано евакуювали نازح نازحا نازحين",
        "displaced",
    ),
    (
        "fighters fighter militants militant terrorists terrorist soldiers soldier rebels gunmen insurgents jihadists combatants troops боевиков бойцов солдат військових бойовиків солдатів مقاتل مقاتلا مقاتلين مسلح مسلحا مسلحين جندي جنديا جنود",
        "fighters",
    ),
    ("civilians civilian мирных цивільних مدني مدنيا مدنيين", "civilians"),
    ("children child детей ребенка дітей طفل طفلا أطفال", "children"),
    ("relatives relative kin dependants dependents", "family members"),
    ("families семей родин عائلة عائلات أسرة", "families"),
    (
        "people persons person residents villagers passengers человек человека людей жителей людини осіб мешканців شخص شخصا شخصاً أشخاص",
        "people",
    ),
    (
        "vehicles vehicle trucks truck buses bus minibuses minibus cars car lorries lorry vans van pickups pickup suvs suv jeeps jeep taxis taxi ambulances ambulance \
         motorcycles motorcycle motorbikes motorbike scooters scooter tractors tractor humvees humvee bulldozers bulldozer convoy автобусов автомобилей машин автобусів автомобілів حافلة حافلات سيارة سيارات شاحنة شاحنات",
        "vehicles",
    ),
    (
        "buildings building houses house homes home домов зданий будинків будівель منزل منزلا منازل مبنى مباني",
        "buildings",
    ),
    ("percent % процентов процента відсотків بالمئة", "percent"),
]);

/// What a verb does to people; forms that may stand before or behind the number.
static DEEDS: WordTable<&str> = WordTable::new(&[
    (
        "killed killing kills kill dead died dies die dying murdered executed massacred drowned perished perish perishing slain погибли погибло погиб убиты убито убил загинули загинуло загинув вбито вбили قتل قُتل قتلت مقتل لقي استشهد استشهاد",
        "dead",
    ),
    (
        "wounded wounding wounds injured injuring injures hurt hurting hospitalised hospitalized hospitalising hospitalizing ранены ранено ранил пострадали поранено поранив постраждали أصيب إصابة اصيب جرح جُرح",
        "wounded",
    ),
    ("missing пропали пропало зникли зникло فقدان فقد", "missing"),
    (
        "arrested arresting detained detaining задержаны задержали задержано затримали затримано اعتقال اعتقل",
        "detained",
    ),
    (
        "displaced displacing evacuated evacuating эвакуировали эвакуировано евакуювали евакуйовано نزوح إجلاء",
        "displaced",
    ),
]);

/// The same in several words, behind who it happened to.
static DEEDS_BEHIND: PhraseTable<&str> = PhraseTable::new(&[
    ("lost their lives", "dead"),
    ("lost his life", "dead"),
    ("lost her life", "dead"),
    ("losing their lives", "dead"),
    ("shot dead", "dead"),
    ("burned to death", "dead"),
    ("burnt to death", "dead"),
    ("beaten to death", "dead"),
    ("crushed to death", "dead"),
    ("stabbed to death", "dead"),
    ("frozen to death", "dead"),
    ("succumbed to injuries", "dead"),
    ("succumbed to their", "dead"),
    ("succumbed to his", "dead"),
    ("succumbed to her", "dead"),
    ("treated for injuries", "wounded"),
    ("treated for their injuries", "wounded"),
    ("treated for minor injuries", "wounded"),
    ("treated for serious injuries", "wounded"),
    ("treated for wounds", "wounded"),
    ("treated for gunshot wounds", "wounded"),
    ("treated for burns", "wounded"),
    ("treated for smoke", "wounded"),
    ("treated for shock", "wounded"),
    ("taken to hospital", "wounded"),
    ("rushed to hospital", "wounded"),
    ("suffered injuries", "wounded"),
    ("suffered burns", "wounded"),
    ("suffered wounds", "wounded"),
    ("sustained injuries", "wounded"),
    ("received injuries", "wounded"),
    ("with injuries", "wounded"),
    ("with burns", "wounded"),
    ("with wounds", "wounded"),
    ("went missing", "missing"),
    ("unaccounted for", "missing"),
    ("taken into custody", "detained"),
    ("forced from their homes", "displaced"),
    ("driven from their homes", "displaced"),
    ("homeless", "displaced"),
]);

/// "the bodies of 14 miners": what the noun before "of" says of the counted.
static DEEDS_OF: WordTable<&str> = WordTable::new(&[
    ("bodies corpses remains death deaths killing killings murder murders massacre execution executions", "dead"),
    ("wounding", "wounded"),
    ("disappearance disappearances", "missing"),
    ("arrest arrests detention", "detained"),
    ("evacuation displacement eviction", "displaced"),
]);

/// What may be dead, killed or missing without being a person.
static ANIMALS: WordList = WordList::new(
    "fish fishes bird birds cow cows cattle calf calves sheep lambs goat goats pig pigs horse horses donkey donkeys dog dogs cat cats chicken chickens \
    hens poultry camel camels bee bees whale whales dolphin dolphins seal seals swan swans goose geese duck ducks deer bats turtles animal animals livestock",
);

/// What takes lives: "claimed 14 lives".
static TAKES_LIVES: WordList =
    WordList::new("claimed claims claim claiming cost costs costing took takes take taking taken lost");

/// Time and clock words: a number of them is a duration, not a count.
static DURATIONS: WordList = WordList::new(
    "hour hours day days week weeks month months year years minute minutes second seconds decade decades century centuries am pm o'clock \
    часов часа час дней дня дні днів годин години років роки лет года месяцев тижнів місяців ساعة ساعات يوم يوما أيام سنة سنوات عام أعوام دقيقة دقائق",
);

/// Whether the word says that something happened.
pub(crate) fn is_event_word(lower: &str) -> bool {
    DEEDS.get(lower).is_some()
}

/// Whether the word is one for counted people.
pub(crate) fn is_people(lower: &str) -> bool {
    matches!(CLASSES.get(lower), Some("people" | "civilians" | "children" | "fighters" | "dead" | "wounded"))
}

/// The unit of a number; `None` = the number counts nothing (a duration, a time).
pub(crate) fn unit_of(passage: &Passage<'_>, start: usize, number: &Number, previous: Option<&str>) -> Option<Unit> {
    let after = number.tokens.end;
    if number.currency.is_some()
        || matches!(
            passage.lower(after),
            "dollars" | "euros" | "pounds" | "rubles" | "hryvnias" | "рублей" | "гривень" | "دولار"
        )
    {
        let end = if number.currency.is_some() { after } else { after + 1 };
        return Some(Unit { name: Some("money".to_owned()), end });
    }
    if passage.is_sign(after, '%') || matches!(passage.lower(after), "percent" | "pct") {
        return Some(Unit { name: Some("percent".to_owned()), end: after + 1 });
    }
    if passage.lower(after) == "per" && passage.lower(after + 1) == "cent" {
        return Some(Unit { name: Some("percent".to_owned()), end: after + 2 });
    }
    if let Some(end) = lives_end(passage, start, after) {
        return Some(Unit { name: Some("dead".to_owned()), end });
    }
    let (noun_start, noun_end) = noun_phrase(passage, after);
    let head = noun_end.checked_sub(1).filter(|&head| head >= noun_start).map_or("", |head| passage.lower(head));
    // "two hours late", "three days of rain": what comes first is the measure.
    let first = if noun_end > noun_start { passage.lower(noun_start) } else { "" };
    if DURATIONS.has(head) || DURATIONS.has(first) || first.starts_with("year") {
        return None;
    }
    let class = classed(passage, noun_start, noun_end);
    // "14 dead cows" are no toll of people.
    if ANIMALS.has(head) {
        return Some(Unit { name: Some(lemma(head)), end: noun_end });
    }
    let countable = matches!(
        class.as_deref(),
        None | Some("people" | "civilians" | "children" | "fighters" | "family members" | "families")
    );
    let deed = if countable {
        DEEDS.get(first).filter(|_| noun_end > noun_start + 1).or_else(|| deed_beside(passage, start, noun_end))
    } else {
        None
    };
    let name = match (deed, class) {
        (Some(deed), _) if noun_end == noun_start || people_like(passage, noun_start, noun_end) => {
            Some(deed.to_owned())
        }
        (_, Some(class)) => Some(class),
        (_, None) if noun_end > noun_start => Some(lemma(head)),
        (_, None) => numbered_before(passage, start)
            .or_else(|| toll_before(passage, start).map(str::to_owned))
            .or_else(|| previous.filter(|_| continues_list(passage, start)).map(str::to_owned)),
    };
    Some(Unit { name, end: noun_end.max(after) })
}

/// "claimed 14 lives", "14 lives were lost": where the words end, if lives that were lost are counted.
fn lives_end(passage: &Passage<'_>, start: usize, after: usize) -> Option<usize> {
    let lives = (after..after + 3).find(|&index| passage.lower(index) == "lives")?;
    let within = (after..lives)
        .all(|index| passage.tokens[index].kind == TokenKind::Word && !words().preposition(passage.lower(index)));
    let taken = (start.saturating_sub(4)..start).any(|index| TAKES_LIVES.has(passage.lower(index)));
    let behind =
        (lives + 1..lives + 4).find(|&index| !matches!(passage.lower(index), "were" | "are" | "have" | "had" | "been"));
    let lost = behind.is_some_and(|index| passage.lower(index) == "lost");
    (within && (taken || lost)).then_some(lives + 1)
}

/// The words of a noun phrase after a number, past "of", "more", "other", "their".
fn noun_phrase(passage: &Passage<'_>, after: usize) -> (usize, usize) {
    let mut start = after;
    while matches!(
        passage.lower(start),
        "of" | "the"
            | "their"
            | "his"
            | "its"
            | "her"
            | "more"
            | "other"
            | "others"
            | "these"
            | "those"
            | "upon"
            | "من"
            | "more,"
            | "additional"
            | "new"
            | "further"
            | "dozens"
    ) && start < after + 5
    {
        if passage.lower(start) == "others" {
            return (start, start);
        }
        start += 1;
    }
    // "nine of them": who they are stands elsewhere.
    if matches!(passage.lower(start), "them" | "us" | "which" | "whom" | "whose") {
        return (after, after);
    }
    let mut end = start;
    while end < start + NOUN_PHRASE_WORDS_AT_MOST {
        let Some(token) = passage.token(end) else { break };
        let lower = passage.lower(end);
        let stops = token.kind != TokenKind::Word
            || words().preposition(lower)
            || words().clause_joiner(lower)
            || words().pronoun(lower)
            || words().determiner(lower) && end > start
            || super::dates::is_calendar_word(lower)
            || is_finite_verb(passage, end)
                && !(end == start && (CLASSES.get(lower).is_some() || describes_counted(passage, end)))
            || lower.ends_with("ly") && lower != "family"
            || foreign_stop(lower)
            || lower.ends_with("ing") && end > start
            || matches!(lower, "lie" | "lay" | "lies") && end > start
            || end > start && token.paragraph != passage.tokens[end - 1].paragraph;
        if stops {
            break;
        }
        end += 1;
        let foreign = passage.is_cyrillic_or_arabic(end - 1);
        if foreign && CLASSES.get(lower).is_some() {
            break;
        }
    }
    if start > after && end == start { (after, after) } else { (start, end) }
}

/// "armoured vehicles", "overturned wagons": a participle before a noun that has a class or is a plural.
fn describes_counted(passage: &Passage<'_>, at: usize) -> bool {
    let plain = |index: usize| {
        let lower = passage.lower(index);
        passage.token(index).is_some_and(|token| token.kind == TokenKind::Word)
            && !(words().preposition(lower) || words().determiner(lower) || words().finite_verb(lower))
    };
    let classed = |index: usize| CLASSES.get(passage.lower(index)).is_some() || paired(passage, index).is_some();
    let plural = |index: usize| {
        let lower = passage.lower(index);
        plain(index)
            && lower.len() > 4
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && !is_finite_verb(passage, index)
    };
    passage.lower(at).ends_with("ed")
        && ((at + 1..at + 3).take_while(|&index| plain(index)).any(classed) || plural(at + 1))
}

/// Two words that are one thing: "fire engines", "personnel carriers".
fn paired(passage: &Passage<'_>, head: usize) -> Option<&'static str> {
    let before = passage.lower(head.checked_sub(1)?);
    match (before, passage.lower(head)) {
        ("fire", "engine" | "engines") | ("personnel", "carrier" | "carriers") => Some("vehicles"),
        _ => None,
    }
}

fn foreign_stop(lower: &str) -> bool {
    matches!(
        lower,
        "в" | "во"
            | "на"
            | "и"
            | "с"
            | "о"
            | "из"
            | "после"
            | "что"
            | "были"
            | "было"
            | "у"
            | "та"
            | "і"
            | "й"
            | "з"
            | "після"
            | "що"
            | "під"
            | "при"
            | "за"
            | "للآخر"
            | "في"
            | "على"
            | "جراء"
            | "بعد"
            | "إثر"
            | "عن"
            | "وأصيب"
            | "و"
            | "بينهم"
            | "إلى"
            | "по"
    )
}

fn people_like(passage: &Passage<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|index| {
        let lower = passage.lower(index);
        words().people_noun(lower)
            || is_people(lower)
            || matches!(CLASSES.get(lower), Some("family members" | "families"))
            || words().witness_noun(lower)
            || lower.ends_with("ers")
            || lower.ends_with("ors")
            || matches!(lower, "men" | "women" | "boys" | "girls" | "miners" | "students" | "migrants")
    })
}

/// The class of a noun phrase: of its head, or of its last word that has one.
fn classed(passage: &Passage<'_>, start: usize, end: usize) -> Option<String> {
    let family = (start..end).any(|index| passage.lower(index) == "family")
        && end > start
        && matches!(passage.lower(end - 1), "members" | "member");
    if family {
        return Some("family members".to_owned());
    }
    let head = end.checked_sub(1).filter(|&head| head >= start)?;
    let of_head = CLASSES.get(passage.lower(head)).or_else(|| paired(passage, head).filter(|_| head > start));
    let any = || {
        (start..end)
            .rev()
            .filter(|&index| passage.is_cyrillic_or_arabic(index) || index + 1 == end)
            .find_map(|index| CLASSES.get(passage.lower(index)))
    };
    of_head.or_else(any).map(str::to_owned)
}

/// "12 people were killed", "killed 12 people", "left 12 dead".
fn deed_beside(passage: &Passage<'_>, start: usize, noun_end: usize) -> Option<&'static str> {
    let mut at = past_insertion(passage, noun_end);
    let floor = at;
    if matches!(passage.lower(at), "who" | "others") {
        at += 1;
    }
    while matches!(
        passage.lower(at),
        "was"
            | "were"
            | "have"
            | "had"
            | "has"
            | "been"
            | "are"
            | "is"
            | "reportedly"
            | "also"
            | "feared"
            | "confirmed"
            | "still"
            | "being"
            | "remain"
            | "remained"
            | "were,"
            | "left"
            | "be"
            | "to"
            | "believed"
            | "found"
            | "были"
            | "было"
            | "було"
            | "були"
            | "позже"
    ) && at < floor + 4
    {
        at += 1;
    }
    if let Some(phrase) =
        DEEDS_BEHIND.beginning_with(passage.lower(at)).iter().find(|phrase| phrase.stands_at(passage, at))
    {
        return Some(phrase.meaning);
    }
    if let Some(deed) = DEEDS.get(passage.lower(at)).or_else(|| deed_of(passage, start)) {
        return Some(deed);
    }
    let reach = start.saturating_sub(4);
    for index in (reach..start).rev() {
        let token = &passage.tokens[index];
        if token.kind == TokenKind::Sign && !matches!(token.first, ',' | '،')
            || passage.is_comma(index)
            || token.kind == TokenKind::Number
        {
            return None;
        }
        let lower = passage.lower(index);
        if let Some(deed) = DEEDS.get(lower).or_else(|| DEEDS.get(super::lexicon::without_joined_and(lower))) {
            return Some(deed);
        }
    }
    None
}

/// "14 people, including three children, were killed": past what stands between commas.
fn past_insertion(passage: &Passage<'_>, at: usize) -> usize {
    let inserted = passage.is_comma(at)
        && matches!(
            passage.lower(at + 1),
            "including" | "among" | "most" | "mostly" | "some" | "many" | "all" | "both" | "half"
        );
    let closing = (at + 2..at + 2 + INSERTION_TOKENS_AT_MOST)
        .find(|&index| passage.is_comma(index) || passage.is_sign(index, '.'));
    closing.filter(|&index| inserted && passage.is_comma(index)).map_or(at, |comma| comma + 1)
}

/// What a noun before the number says: "the bodies of 14 miners", "claimed the lives of 14 people".
fn deed_of(passage: &Passage<'_>, start: usize) -> Option<&'static str> {
    let joiner = start.checked_sub(1)?;
    let noun = passage.lower(joiner.checked_sub(1)?);
    match (noun, passage.lower(joiner)) {
        ("fatal", "for" | "to") => return Some("dead"),
        ("injuries" | "injury", "to") => return Some("wounded"),
        (_, "of") => {}
        _ => return None,
    }
    let taken =
        noun == "lives" && (joiner.saturating_sub(5)..joiner).any(|index| TAKES_LIVES.has(passage.lower(index)));
    if taken { Some("dead") } else { DEEDS_OF.get(noun) }
}

/// "the number of damaged houses at 320", "the number of arrests rose to 12".
fn numbered_before(passage: &Passage<'_>, start: usize) -> Option<String> {
    let led = matches!(
        start.checked_sub(1).map_or("", |before| passage.lower(before)),
        "at" | "to" | "is" | "was" | "reached"
    );
    let reach = start.saturating_sub(REACH_BACK_TOKENS);
    let number =
        (reach..start).rev().find(|&index| passage.lower(index) == "number" && passage.lower(index + 1) == "of");
    let (from, to) = noun_phrase(passage, number.filter(|_| led)? + 2);
    let head = to.checked_sub(1).filter(|&head| head >= from && head < start)?;
    let harm = (from..to).find_map(|index| DEEDS.get(passage.lower(index)));
    harm.map(str::to_owned).or_else(|| classed(passage, from, to)).or_else(|| Some(lemma(passage.lower(head))))
}

/// "the death toll rose to 45", "put the number of dead at 45".
fn toll_before(passage: &Passage<'_>, start: usize) -> Option<&'static str> {
    let reach = start.saturating_sub(REACH_BACK_TOKENS);
    for index in (reach..start).rev() {
        if passage.is_sign(index, '.') || passage.is_sign(index, ';') {
            return None;
        }
        let lower = passage.lower(index);
        if passage.tokens[index].kind == TokenKind::Number {
            return None;
        }
        if lower == "toll" {
            return Some("dead");
        }
        if let Some(class) =
            CLASSES.get(lower).filter(|class| matches!(*class, "dead" | "wounded" | "missing" | "casualties"))
        {
            return Some(class);
        }
    }
    None
}

/// "12, later 15": a number that goes on with the one before.
fn continues_list(passage: &Passage<'_>, start: usize) -> bool {
    start > 0 && matches!(passage.lower(start - 1), "or" | "to" | "not" | "from" | "at")
}

/// A lower-cased noun without its plural ending.
fn lemma(lower: &str) -> String {
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let sibilant = ["ches", "shes", "sses", "xes"].iter().any(|ending| lower.ends_with(ending));
    if sibilant {
        return lower[..lower.len() - 2].to_owned();
    }
    lower
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']))
        .unwrap_or(lower)
        .to_owned()
}
