//! What kind of event a story is about: a ferry that sinks is no crush at a stadium, though both have a toll.

use super::setting::Told;
use super::word_tables::WordList;
use model::BlockRole;
use std::collections::BTreeSet;

/// A kind of event with the words that tell of it and of nothing else. An outbreak of fire, a blast and a strike are one
/// kind here: reports of one event call it by either.
const KINDS: [(&str, &WordList); 10] = [
    ("water", &WATER),
    ("crowd", &CROWD),
    ("violence or fire", &VIOLENCE_OR_FIRE),
    ("traffic", &TRAFFIC),
    ("ground", &GROUND),
    ("disease", &DISEASE),
    ("air", &AIR),
    ("protest", &PROTEST),
    ("vote", &VOTE),
    ("theft", &THEFT),
];

static WATER: WordList =
    WordList::new("ferry ferries shipwreck capsized capsizes capsizing dinghy trawler sank sinks sinking drowned");
static CROWD: WordList = WordList::new("crush stampede stadium turnstiles trampled");
static VIOLENCE_OR_FIRE: WordList = WordList::new(
    "fire blaze wildfire burned burnt flames shelling shelled shells strike strikes airstrike airstrikes bomb bombing bombs blast \
     explosion gunmen gunman shooting missile missiles rocket rockets drone drones artillery massacre attack attacks raid",
);
static TRAFFIC: WordList =
    WordList::new("bus coach minibus lorry truck motorway collision train derailed derailment derails tram carriages");
static GROUND: WordList = WordList::new(
    "earthquake quake avalanche landslide mudslide rockfall quarry mine miners pit flood floods flooded flooding dam",
);
static DISEASE: WordList = WordList::new(
    "outbreak epidemic cholera measles meningitis hepatitis anthrax poisoning infected infections legionella",
);
static AIR: WordList = WordList::new("plane aircraft airliner helicopter");
static PROTEST: WordList =
    WordList::new("march marched marchers protest protests protesters rally demonstration demonstrators");
static VOTE: WordList = WordList::new("election elections turnout ballot ballots polls voters by-election");
static THEFT: WordList = WordList::new("robbery robbers burglary burglars heist theft stolen thieves");

/// Stretches of the text that tell what it is about, the title aside.
const BODY_STRETCHES: usize = 2;

/// The kinds that title and opening of an item tell of.
pub(super) fn kinds(told: &[Told<'_>]) -> Vec<String> {
    let title = told.iter().filter(|told| told.role == BlockRole::Title);
    let opening = told.iter().filter(|told| told.role == BlockRole::Body).take(BODY_STRETCHES);
    let found: BTreeSet<&str> = title
        .chain(opening)
        .flat_map(|told| {
            let words: Vec<&str> = (0..told.passage.tokens.len()).map(|index| told.passage.lower(index)).collect();
            KINDS.iter().filter(move |(_, list)| words.iter().any(|word| list.has(word))).map(|(kind, _)| *kind)
        })
        .collect();
    found.into_iter().map(str::to_owned).collect()
}
