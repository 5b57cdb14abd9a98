//! Places by name: the built-in table of countries, states, towns and villages, and places that a user adds.
//!
//! A name is looked up by its letters alone, so that `Deir ez-Zor` and `Deir Ezzor` meet.

mod added;
mod table;

pub use added::{GazetteerError, LineFault};

use added::AddedPlace;
use std::collections::HashMap;

/// Words of the longest name that is looked up.
pub(crate) const NAME_WORDS_AT_MOST: usize = 4;

/// What kind of place a place is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlaceKind {
    /// A town of 15,000 people or more, or a capital.
    Town,
    /// A smaller town or a village, by a name that no larger place has.
    Village,
    /// A country.
    Country,
    /// A state of a federation.
    State,
    /// One that the user added.
    Added,
}

/// A place with its coordinates; countries and states have none, as they are no points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place<'g> {
    /// Its name.
    pub name: &'g str,
    /// What kind it is.
    pub kind: PlaceKind,
    /// Two letters of ISO 3166; empty where a user gave none.
    pub country: &'g str,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// People who live there; ranks places of one name.
    pub population: u64,
}

/// A place that a name may mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate<'g> {
    /// The place.
    pub place: Place<'g>,
    /// The name is the place's own, not another spelling.
    pub own_name: bool,
}

/// Names of places: the built-in table, searched where it lies, and before it those that a user added.
#[derive(Default)]
pub struct Gazetteer {
    added: Vec<AddedPlace>,
    /// Positions in `added` by key.
    names: HashMap<String, Vec<usize>>,
    /// For each of `added` the first one that lies at the same degrees: what it is called wherever it is meant.
    called: Vec<usize>,
}

impl Gazetteer {
    /// The built-in table.
    pub fn builtin() -> &'static Gazetteer {
        static BUILTIN: std::sync::LazyLock<Gazetteer> = std::sync::LazyLock::new(Gazetteer::default);
        &BUILTIN
    }

    /// The built-in table and the user's places: lines `name,latitude,longitude[,country]`, the name in double quotes
    /// where it holds a comma; empty lines, lines that begin with `#` and a first line that names these columns are
    /// passed over. A user's place ranks before a built-in one of its name; of several names at the same degrees the first is
    /// what the place is called.
    ///
    /// # Errors
    /// [`GazetteerError::Line`] names the first line that cannot be read; [`GazetteerError::Empty`] where there is none.
    pub fn with_csv(csv: &str) -> Result<Gazetteer, GazetteerError> {
        let added = added::read(csv)?;
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        let mut first_at: HashMap<[u64; 2], usize> = HashMap::new();
        let mut called = Vec::with_capacity(added.len());
        for (position, place) in added.iter().enumerate() {
            names.entry(key(&place.name)).or_default().push(position);
            called.push(*first_at.entry([place.lat.to_bits(), place.lon.to_bits()]).or_insert(position));
        }
        Ok(Gazetteer { added, names, called })
    }

    /// The user's places, in the order of their lines; none in the built-in table.
    pub fn added(&self) -> impl Iterator<Item = Place<'_>> {
        self.added.iter().map(of_user)
    }

    /// The places that a name may mean: the user's first, then countries, states and towns by population. Villages only
    /// where nothing else has the name.
    pub fn candidates(&self, name: &str) -> Vec<Candidate<'_>> {
        let key = key(name);
        let found = self.by_key(&key);
        if found.is_empty() { self.villages(&key) } else { found }
    }

    /// The same for a name that is already a key, without villages.
    pub(crate) fn by_key(&self, key: &str) -> Vec<Candidate<'_>> {
        let added = self.names.get(key).into_iter().flatten().map(|&position| &self.added[self.called[position]]);
        let mut found: Vec<Candidate<'_>> =
            added.map(|place| Candidate { place: of_user(place), own_name: true }).collect();
        found.extend(table::candidates(key).filter(|found| found.place.kind != PlaceKind::Village));
        found
    }

    /// The villages of this key by population; none where a town, state or country has it.
    pub(crate) fn villages(&self, key: &str) -> Vec<Candidate<'_>> {
        table::candidates(key).filter(|found| found.place.kind == PlaceKind::Village).collect()
    }
}

fn of_user(place: &AddedPlace) -> Place<'_> {
    Place {
        name: &place.name,
        kind: PlaceKind::Added,
        country: &place.country,
        lat: Some(place.lat),
        lon: Some(place.lon),
        population: 0,
    }
}

/// A name by its letters alone: lower case, without spaces, hyphens, apostrophes and Arabic vowel signs; forms of one
/// Arabic letter are one.
pub(crate) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    push_key(&mut key, name);
    key
}

/// Adds a further word of a name to its key.
pub(crate) fn push_key(key: &mut String, word: &str) {
    for character in word.chars().filter(|character| character.is_alphanumeric()) {
        match character {
            'أ' | 'إ' | 'آ' => key.push('ا'),
            'ة' => key.push('ه'),
            'ى' => key.push('ي'),
            'ё' | 'Ё' => key.push('е'),
            '\u{0640}' | '\u{064B}'..='\u{065F}' => {}
            _ => key.extend(character.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_found_in_three_scripts() {
        for name in ["Aleppo", "حلب", "Алеппо"] {
            let found = Gazetteer::builtin().candidates(name);
            assert!(found.iter().any(|candidate| candidate.place.name == "Aleppo"), "{name}");
        }
    }

    #[test]
    fn spelling_with_and_without_hyphens_meets() {
        assert_eq!(key("Deir ez-Zor"), key("Deir Ezzor"));
        assert_eq!(key("الرقة"), key("الرقه"));
    }

    #[test]
    fn places_of_one_name_come_most_populous_first() {
        let found = Gazetteer::builtin().candidates("Tripoli");
        assert!(found.len() >= 2);
        assert_eq!(found[0].place.country, "LY");
    }

    #[test]
    fn a_country_has_no_coordinates() {
        let found = Gazetteer::builtin().candidates("Lebanon");
        assert_eq!((found[0].place.kind, found[0].place.lat), (PlaceKind::Country, None));
    }

    #[test]
    fn a_users_place_ranks_first() {
        let table = Gazetteer::with_csv(
            "name,lat,lon,country\nOldmere Weir,50.5,3.25,be\n\"Aleppo, upper\",1,2\nTripoli,10,20\n",
        )
        .expect("well formed");
        assert_eq!(table.candidates("Oldmere weir")[0].place.lat, Some(50.5));
        assert_eq!(table.candidates("Aleppo, upper").len(), 1);
        assert_eq!(table.candidates("Tripoli")[0].place.kind, PlaceKind::Added);
    }

    #[test]
    fn names_at_the_same_degrees_are_one_place() {
        let table = Gazetteer::with_csv("Oldmere,50.5,3.25\nСтарая Плотина,50.5,3.25\nUpper Lock,50.51,3.25\n")
            .expect("well formed");
        let called = |name| table.candidates(name)[0].place.name.to_owned();
        assert_eq!(
            [called("Oldmere"), called("Старая Плотина"), called("Upper Lock")],
            ["Oldmere", "Oldmere", "Upper Lock"]
        );
        assert_eq!(table.added().count(), 3);
    }
}
