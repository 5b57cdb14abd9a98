//! Which names are one source: acronyms, surnames, offices, and people who speak for a body.

use crate::ItemFacts;
use crate::introductions;
use crate::names::{self, Described, Name};
use model::{ItemId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What the chain says where the outlet of an item is not known.
const NO_OUTLET: &str = "outlet not named";

/// All names of the case.
#[derive(Default)]
pub(crate) struct Roster {
    /// Name key to the key it is another name of, with the reason.
    other_name: BTreeMap<String, (String, String)>,
    display: BTreeMap<String, String>,
    /// By canonical key: all that it is called, names that a text can be searched for.
    spellings: BTreeMap<String, BTreeSet<String>>,
    /// By canonical key of a person: "election observer", "shift manager".
    called: BTreeMap<String, BTreeSet<String>>,
    documents: BTreeSet<String>,
    outlets: BTreeMap<ItemId, (String, String)>,
    outlet_keys: BTreeSet<String>,
}

impl Roster {
    /// Reads every name that an item, a chain or a source gives.
    pub fn read(items: &[ItemFacts], statements: &[Statement]) -> Roster {
        let mut names = Names::default();
        for statement in statements {
            names.read_statement(statement);
        }
        names.read_introductions(items);
        let mut roster = Roster { outlets: outlets_of(items, statements), ..Roster::default() };
        for (key, name) in roster.outlets.values() {
            names.display.entry(key.clone()).or_default().insert(name.clone());
            names.bodies.insert(key.clone());
        }
        for credit in items.iter().flat_map(|item| &item.credits) {
            names.display.entry(names::outlet_key(&credit.name)).or_default().insert(credit.name.clone());
        }
        roster.add_acronyms(&names);
        roster.add_spokespeople(&names);
        roster.add_members(&names);
        roster.add_bare_speakers(&names);
        roster.add_offices(&names);
        roster.add_surnames(&names);
        roster.add_longer_outlet_names(&names);
        roster.add_shortened_outlets(&names);
        roster.documents = names.documents.iter().map(|key| roster.key_of(key)).collect();
        let credited = items.iter().flat_map(|item| &item.credits).map(|credit| names::outlet_key(&credit.name));
        let outlets: Vec<String> = roster.outlets.values().map(|(key, _)| key.clone()).chain(credited).collect();
        roster.outlet_keys = outlets.iter().map(|key| roster.key_of(key)).collect();
        roster.list_spellings(&names.display);
        for (person, offices) in names.called {
            roster.called.entry(roster.key_of(&person)).or_default().extend(offices);
        }
        roster.choose_displays(names.display);
        roster
    }

    /// The key under which a name counts, other names followed to their end.
    pub fn key_of(&self, key: &str) -> String {
        let mut key = key.to_owned();
        for _ in 0..8 {
            match self.other_name.get(&key) {
                Some((other, _)) => key.clone_from(other),
                None => break,
            }
        }
        key
    }

    /// Why `key` counts under another name; `None` where it does not.
    pub fn why(&self, key: &str) -> Option<&str> {
        self.other_name.get(key).map(|(_, reason)| reason.as_str())
    }

    /// All pairs of a name key and the one it counts under.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.other_name.keys().map(|key| (key.clone(), self.key_of(key))).collect()
    }

    /// The name for people.
    pub fn display_of(&self, canonical: &str) -> String {
        let name = self.display.get(canonical).cloned().unwrap_or_else(|| canonical.to_owned());
        if self.documents.contains(canonical) { format!("{name} report") } else { name }
    }

    /// All names of this source that tell of it where they stand in a text.
    pub fn spellings_of(&self, canonical: &str) -> Vec<String> {
        self.spellings.get(canonical).into_iter().flatten().cloned().collect()
    }

    /// Key and name of an item's outlet, where one is known.
    pub fn outlet_of(&self, item: &ItemId) -> Option<(String, &str)> {
        self.outlets.get(item).map(|(key, name)| (self.key_of(key), name.as_str()))
    }

    /// What the texts say that this person is: "election observer".
    pub fn offices_of(&self, canonical: &str) -> Vec<String> {
        let telling = |office: &&String| !names::describes_anybody(office);
        self.called.get(canonical).into_iter().flatten().filter(telling).cloned().collect()
    }

    /// Whether an outlet of the case, or one that a credit line names, has this canonical key.
    pub fn is_outlet(&self, canonical: &str) -> bool {
        self.outlet_keys.contains(canonical)
    }

    fn add(&mut self, from: &str, to: &str, reason: String) {
        if self.key_of(to) != self.key_of(from) && !self.other_name.contains_key(from) {
            self.other_name.insert(from.to_owned(), (to.to_owned(), reason));
        }
    }

    fn add_acronyms(&mut self, names: &Names) {
        for (full, acronym) in &names.acronyms {
            self.add(&names::key(acronym), &names::key(full), format!("“{full} ({acronym})” names both"));
        }
        let mut by_initials: BTreeMap<String, BTreeSet<(String, &str)>> = BTreeMap::new();
        for (key, spellings) in &names.display {
            for spelling in spellings {
                if let Some(initials) = names::initials(spelling) {
                    by_initials.entry(initials).or_default().insert((key.clone(), spelling));
                }
            }
        }
        for (initials, full) in by_initials {
            let keys: BTreeSet<&String> = full.iter().map(|(key, _)| key).collect();
            let as_acronym =
                names.display.get(&initials).filter(|s| s.iter().any(|s| s.chars().all(char::is_uppercase)));
            if let (Some(_), 1, Some((key, spelling))) = (as_acronym, keys.len(), full.first()) {
                self.add(&initials, key, format!("the initials of {spelling}"));
            }
        }
    }

    /// A person whom the sources call the speaker of one body, and of no other, is that body. "The clinic" and "the Orrin
    /// clinic" are one here.
    fn add_spokespeople(&mut self, names: &Names) {
        for (person, bodies) in &names.speaks_for {
            let keys: BTreeSet<String> = bodies.iter().map(|body| self.key_of(&names::key(body))).collect();
            let body = if keys.len() == 1 { bodies.first() } else { fullest(bodies) };
            if let Some(body) = body {
                self.add(person, &names::key(body), format!("a source calls them a speaker for {body}"));
            }
        }
    }

    /// A person "of" one name is that body, where it speaks by itself elsewhere: a place does not.
    fn add_members(&mut self, names: &Names) {
        for (person, bodies) in &names.belongs_to {
            if let (1, Some(body)) = (bodies.len(), bodies.first().filter(|body| names.bodies.contains(*body))) {
                let name = names.display.get(body).and_then(|names| names.first()).unwrap_or(body);
                self.add(person, body, format!("a source says that they are of {name}, which speaks elsewhere"));
            }
        }
    }

    /// A spokesperson of whom no item says for whom they speak, where the items that name them name one body only.
    fn add_bare_speakers(&mut self, names: &Names) {
        for (person, items) in &names.bare_speakers {
            let bodies: BTreeSet<String> = items
                .iter()
                .flat_map(|item| names.bodies_in.get(item).into_iter().flatten())
                .map(|body| self.key_of(body))
                .collect();
            if let (1, Some(body)) = (bodies.len(), bodies.first()) {
                self.add(person, body, "a speaker, and the only body that the same item names".to_owned());
            }
        }
    }

    fn add_offices(&mut self, names: &Names) {
        for (office, people) in &names.offices {
            if let (1, Some(person)) = (people.len(), people.first()) {
                self.add(office, person, "the only holder of that office who is named in the case".to_owned());
            }
        }
    }

    /// A surname alone is the fuller name that the same item gives.
    fn add_surnames(&mut self, names: &Names) {
        for (surname, fuller) in &names.surnames {
            let Some(items) = names.seen.get(surname) else { continue };
            let near: Vec<&String> =
                fuller.iter().filter(|key| names.seen.get(*key).is_some_and(|own| !own.is_disjoint(items))).collect();
            if let [only] = near.as_slice() {
                self.add(surname, only, "the surname of the one person of that name in the same item".to_owned());
            }
        }
    }

    /// "Harbour Courier News" is "Harbour Courier" where both are outlets or bodies of the case.
    fn add_longer_outlet_names(&mut self, names: &Names) {
        for long in &names.bodies {
            for ending in ["news", "online", "com"] {
                let short = long.strip_suffix(ending).filter(|short| names.bodies.contains(*short) && short.len() > 2);
                if let Some(short) = short {
                    self.add(long, short, format!("the same name with “{ending}”"));
                }
            }
        }
    }

    /// "the Courier" is "Harbour Courier" where that is the only outlet of the case whose name ends so.
    fn add_shortened_outlets(&mut self, names: &Names) {
        // One outlet may be known by its name in one item and by its host in another.
        let outlets: BTreeSet<(String, String)> = self.outlets.values().cloned().collect();
        let is_outlet = |key: &String| outlets.iter().any(|(known, _)| known == key);
        for short in names.bodies.iter().filter(|short| !is_outlet(short)) {
            let ends_so = |name: &str| names::key_endings(name).contains(short);
            let longer: BTreeSet<String> =
                outlets.iter().filter(|(_, name)| ends_so(name)).map(|(key, _)| self.key_of(key)).collect();
            if let (1, Some(outlet)) = (longer.len(), longer.first()) {
                self.add(short, outlet, "the end of the name of one outlet of the case".to_owned());
            }
        }
    }

    fn list_spellings(&mut self, displays: &BTreeMap<String, BTreeSet<String>>) {
        for (key, names) in displays {
            let shorter = names.iter().filter_map(|name| names::without_part(name));
            let telling: Vec<String> = names.iter().cloned().chain(shorter).filter(|n| names::is_telling(n)).collect();
            self.spellings.entry(self.key_of(key)).or_default().extend(telling);
        }
    }

    fn choose_displays(&mut self, spellings: BTreeMap<String, BTreeSet<String>>) {
        for (key, spellings) in spellings {
            let best = spellings.into_iter().max_by_key(|s| {
                let plain = s.chars().any(char::is_uppercase) && !s.contains('.');
                (plain, s.contains(' '), s.chars().any(char::is_lowercase), std::cmp::Reverse(s.clone()))
            });
            if let Some(best) = best {
                self.display.insert(key, best);
            }
        }
    }
}

#[derive(Default)]
struct Names {
    display: BTreeMap<String, BTreeSet<String>>,
    bodies: BTreeSet<String>,
    documents: BTreeSet<String>,
    acronyms: BTreeSet<(String, String)>,
    speaks_for: BTreeMap<String, BTreeSet<String>>,
    belongs_to: BTreeMap<String, BTreeSet<String>>,
    bare_speakers: BTreeMap<String, BTreeSet<ItemId>>,
    bodies_in: BTreeMap<ItemId, BTreeSet<String>>,
    offices: BTreeMap<String, BTreeSet<String>>,
    /// By person: what the texts say that they are.
    called: BTreeMap<String, BTreeSet<String>>,
    surnames: BTreeMap<String, BTreeSet<String>>,
    seen: BTreeMap<String, BTreeSet<ItemId>>,
}

impl Names {
    fn read_statement(&mut self, statement: &Statement) {
        if statement.chain.iter().any(|link| link.role == "commenter") {
            return;
        }
        for link in statement.chain.iter().filter(|link| link.role != "author") {
            self.acronyms.extend(names::acronyms(&link.name));
            self.add(names::read(&link.name, &link.role), &link.role, statement.item);
        }
        self.acronyms.extend(names::acronyms(&statement.content.text));
        if let Some(source) = &statement.source {
            self.acronyms.extend(names::acronyms(&source.text));
            let role = statement.chain.last().map(|link| link.role.as_str()).unwrap_or_default();
            self.add(names::read(&source.text, role), role, statement.item);
        }
    }

    /// What texts say of people for whom no words of a source name a body.
    fn read_introductions(&mut self, items: &[ItemFacts]) {
        let bodiless = self.display.iter().filter(|(key, _)| {
            !self.speaks_for.contains_key(*key) && !self.belongs_to.contains_key(*key) && !self.bodies.contains(*key)
        });
        let people: BTreeSet<String> = bodiless.flat_map(|(_, names)| names).cloned().collect();
        for (person, introduced) in introductions::read(items, &people) {
            for name in introduced {
                let own = names::key(&person);
                self.called.entry(own).or_default().extend(name.office);
                let Some(body) = name.speaks_for else { continue };
                self.display.entry(names::key(&body)).or_default().insert(body.clone());
                self.speaks_for.entry(names::key(&person)).or_default().insert(body);
            }
        }
    }

    fn add(&mut self, described: Described, role: &str, item: ItemId) {
        let Described::Named(name) = described else { return };
        let Name { display, speaks_for, belongs_to, bare_speaker, office, of_document } = name;
        let key = names::key(&display);
        if key.is_empty() {
            return;
        }
        if of_document {
            self.documents.insert(key.clone());
        }
        if let Some(body) = speaks_for {
            self.display.entry(names::key(&body)).or_default().insert(body.clone());
            self.speaks_for.entry(key.clone()).or_default().insert(body);
        }
        if let Some(body) = belongs_to {
            self.belongs_to.entry(key.clone()).or_default().insert(names::key(&body));
        }
        if bare_speaker {
            self.bare_speakers.entry(key.clone()).or_default().insert(item);
        }
        if names::holds_body(&names::words_of_body(&display)) {
            self.bodies_in.entry(item).or_default().insert(key.clone());
        }
        self.called.entry(key.clone()).or_default().extend(office.clone());
        if let Some(office) = office {
            self.offices.entry(names::key(&office)).or_default().insert(key.clone());
        }
        self.seen.entry(key.clone()).or_default().insert(item);
        if matches!(role, "person" | "witness") {
            if let Some(surname) = names::surname(&display) {
                self.surnames.entry(surname).or_default().insert(key.clone());
            }
        } else {
            self.bodies.insert(key.clone());
        }
        self.display.entry(key).or_default().insert(display);
    }
}

/// The one name of a body that holds the words of all the others.
fn fullest(bodies: &BTreeSet<String>) -> Option<&String> {
    let words = |body: &String| names::words_of_body(body);
    let holds_all = |body: &&String| bodies.iter().all(|other| words(body).is_superset(&words(other)));
    bodies.iter().filter(holds_all).max_by_key(|body| body.len())
}

/// The outlet of each item: as the item's facts give it, else the outermost link of its statements.
fn outlets_of(items: &[ItemFacts], statements: &[Statement]) -> BTreeMap<ItemId, (String, String)> {
    let mut outlets = BTreeMap::new();
    let mut put = |item: ItemId, name: &str| {
        let key = names::outlet_key(name);
        if !key.is_empty() && name != NO_OUTLET {
            outlets.entry(item).or_insert_with(|| (key, name.to_owned()));
        }
    };
    for item in items {
        let host = item.url.as_deref().and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
        item.outlet
            .as_deref()
            .filter(|name| !name.trim().is_empty())
            .or(host)
            .into_iter()
            .for_each(|name| put(item.item, name));
    }
    let mut outermost: Vec<(&ItemId, &str)> = Vec::new();
    for statement in statements {
        let link = statement.chain.first().filter(|link| link.role == "outlet");
        outermost.extend(link.map(|link| (&statement.item, link.name.as_str())));
    }
    outermost.sort_unstable();
    outermost.into_iter().for_each(|(item, name)| put(*item, name));
    outlets
}
