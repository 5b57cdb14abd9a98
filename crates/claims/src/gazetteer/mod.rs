//! Places by name: the built-in table of countries, states and towns, and places that a user adds.
//!
//! The built-in table is GeoNames data (<https://www.geonames.org>, CC BY 4.0) in `data/gazetteer.tsv`, made by
//! `bench/gazetteer/build.py`. A name is looked up by its letters alone, so that `Deir ez-Zor` and `Deir Ezzor` meet.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

static BUILTIN: &[u8] = include_bytes!("../../data/gazetteer.tsv");

/// What kind of place a place is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlaceKind {
    /// A town or village.
    Town,
    /// A country.
    Country,
    /// A state of a federation.
    State,
    /// One that the user added.
    Added,
}

/// A place with its coordinates; a country has none, as it is no point.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What kind it is.
    pub kind: PlaceKind,
    /// Two letters of ISO 3166; empty where a user gave none.
    pub country: Cow<'static, str>,
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
    pub place: &'g Place,
    /// The name is the place's own, not another spelling.
    pub own_name: bool,
}

/// Why user places were not read.
#[derive(thiserror::Error, Clone, PartialEq, Debug)]
pub enum GazetteerError {
    /// A line has too few fields or coordinates that are none.
    #[error(
        "reading added places: line {line} is {got:?}, expected name,latitude,longitude[,country]; correct or remove that line"
    )]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// The line.
        got: String,
    },
}

/// Names of places.
pub struct Gazetteer {
    base: Option<&'static Gazetteer>,
    places: Vec<Place>,
    names: HashMap<Box<str>, Vec<(u32, bool)>>,
}

impl Gazetteer {
    /// The built-in table.
    pub fn builtin() -> &'static Gazetteer {
        static TABLE: OnceLock<Gazetteer> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Gazetteer { base: None, places: Vec::new(), names: HashMap::with_capacity(120_000) };
            for line in std::str::from_utf8(BUILTIN).unwrap_or("").lines() {
                table.add_line(line);
            }
            table
        })
    }

    /// The built-in table and the user's places: lines `name,latitude,longitude[,country]`, the name in double quotes
    /// where it holds a comma; empty lines, lines that begin with `#` and a header that begins with `name` are passed
    /// over. A user's place ranks before a built-in one of its name.
    ///
    /// # Errors
    /// [`GazetteerError::Line`] names the first line that cannot be read.
    pub fn with_csv(csv: &str) -> Result<Gazetteer, GazetteerError> {
        let mut table = Gazetteer { base: Some(Gazetteer::builtin()), places: Vec::new(), names: HashMap::new() };
        for (number, line) in csv.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let trimmed = line.trim();
            let header = number == 0 && trimmed.to_lowercase().starts_with("name");
            if trimmed.is_empty() || trimmed.starts_with('#') || header {
                continue;
            }
            let place = user_place(trimmed)
                .ok_or_else(|| GazetteerError::Line { line: number + 1, got: trimmed.chars().take(80).collect() })?;
            table.add(place, &[]);
        }
        Ok(table)
    }

    /// The places that a name may mean: the user's first, then countries and states, then towns by population.
    pub fn candidates(&self, name: &str) -> Vec<Candidate<'_>> {
        self.by_key(&key(name))
    }

    /// The same for a name that is already a key.
    pub(crate) fn by_key(&self, key: &str) -> Vec<Candidate<'_>> {
        let mut found: Vec<Candidate<'_>> = self
            .names
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|&(place, own_name)| Some(Candidate { place: self.places.get(place as usize)?, own_name }))
            .collect();
        if let Some(base) = self.base {
            found.extend(base.by_key(key));
        }
        found
    }

    /// Whether any place has this key.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        self.names.contains_key(key) || self.base.is_some_and(|base| base.has_key(key))
    }

    fn add_line(&mut self, line: &'static str) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [kind, name, country, lat, lon, population, others] = fields.as_slice() else { return };
        let kind = match *kind {
            "N" => PlaceKind::Country,
            "S" => PlaceKind::State,
            _ => PlaceKind::Town,
        };
        let place = Place {
            name: Cow::Borrowed(name),
            kind,
            country: Cow::Borrowed(country),
            lat: lat.parse().ok(),
            lon: lon.parse().ok(),
            population: population.parse().unwrap_or(0),
        };
        let others: Vec<&str> = others.split('|').filter(|other| !other.is_empty()).collect();
        self.add(place, &others);
    }

    fn add(&mut self, place: Place, others: &[&str]) {
        let Ok(number) = u32::try_from(self.places.len()) else { return };
        let own = key(&place.name);
        let country = place.kind == PlaceKind::Country;
        for (name, own_name) in
            std::iter::once((own.as_str(), true)).chain(others.iter().map(|other| (*other, country)))
        {
            let key = if own_name && !country { name.to_owned() } else { key(name) };
            let places = self.names.entry(key.into_boxed_str()).or_default();
            if !places.iter().any(|(known, _)| *known == number) {
                places.push((number, own_name));
            }
        }
        self.places.push(place);
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

fn user_place(line: &str) -> Option<Place> {
    let (name, rest) = match line.strip_prefix('"') {
        Some(quoted) => {
            let (name, rest) = quoted.split_once('"')?;
            (name, rest.trim_start().strip_prefix(',')?)
        }
        None => line.split_once(',')?,
    };
    let mut fields = rest.split(',').map(str::trim);
    let lat = fields.next()?.parse::<f64>().ok().filter(|lat| lat.abs() <= 90.0)?;
    let lon = fields.next()?.parse::<f64>().ok().filter(|lon| lon.abs() <= 180.0)?;
    let country = fields.next().unwrap_or("").to_uppercase();
    let name = name.trim();
    (!name.is_empty()).then(|| Place {
        name: Cow::Owned(name.to_owned()),
        kind: PlaceKind::Added,
        country: Cow::Owned(country),
        lat: Some(lat),
        lon: Some(lon),
        population: 0,
    })
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
    fn a_line_that_cannot_be_read_is_named() {
        let refused = Gazetteer::with_csv("Oldmere,50,3\nNowhere,95,3\n").err();
        assert_eq!(refused, Some(GazetteerError::Line { line: 2, got: "Nowhere,95,3".to_owned() }));
    }
}
