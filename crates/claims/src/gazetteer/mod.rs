//! Places by name: the built-in table of countries, states and towns, and places that a user adds.
//!
//! The built-in table is GeoNames data (<https://www.geonames.org>, CC BY 4.0) in `data/gazetteer.tsv`, made by
//! `bench/gazetteer/build.py`. A name is looked up by its letters alone, so that `Deir ez-Zor` and `Deir Ezzor` meet.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Words of the longest name that is looked up.
pub(crate) const NAME_WORDS_AT_MOST: usize = 4;

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

/// Why a table of the user's places was not read.
#[derive(thiserror::Error, Clone, PartialEq, Debug)]
pub enum GazetteerError {
    /// A line that cannot be read.
    #[error("line {line} is {got:?}: {fault}; correct or remove that line")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// How the line begins.
        got: String,
        /// What is the matter with it.
        fault: LineFault,
    },
    /// No line holds a place.
    #[error("there is no place in it; write one a line: name,latitude,longitude,country")]
    Empty,
}

/// What is the matter with a line of a user's table.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineFault {
    /// Another number of fields, or a quote that does not end.
    #[error(
        "expected name,latitude,longitude or name,latitude,longitude,country, a name with a comma in double quotes"
    )]
    Fields,
    /// The first line names the columns, and not in the order in which they are read.
    #[error("the columns must be name,latitude,longitude,country in this order")]
    Heading,
    /// A name without a letter.
    #[error("the name has no letter")]
    Name,
    /// A name that is longer than any that is looked for.
    #[error("a name has at most {NAME_WORDS_AT_MOST} words, longer ones are not looked for in texts")]
    LongName,
    /// No latitude.
    #[error("the latitude, second, must be degrees north from -90 to 90, with a decimal point, such as 50.5")]
    Latitude,
    /// No longitude.
    #[error("the longitude, third, must be degrees east from -180 to 180, with a decimal point, such as -3.25")]
    Longitude,
    /// No country.
    #[error("the country, fourth, must be two letters of ISO 3166, such as BE, or empty")]
    Country,
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
    /// where it holds a comma; empty lines, lines that begin with `#` and a first line that names these columns are
    /// passed over. A user's place ranks before a built-in one of its name.
    ///
    /// # Errors
    /// [`GazetteerError::Line`] names the first line that cannot be read; [`GazetteerError::Empty`] where there is none.
    pub fn with_csv(csv: &str) -> Result<Gazetteer, GazetteerError> {
        let mut table = Gazetteer { base: Some(Gazetteer::builtin()), places: Vec::new(), names: HashMap::new() };
        for (number, line) in csv.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |fault| GazetteerError::Line { line: number + 1, got: line.chars().take(80).collect(), fault };
            let fields = fields(line).ok_or_else(|| wrong(LineFault::Fields))?;
            if number == 0 && is_heading(&fields).map_err(wrong)? {
                continue;
            }
            table.add(user_place(&fields).map_err(wrong)?, &[]);
        }
        if table.places.is_empty() { Err(GazetteerError::Empty) } else { Ok(table) }
    }

    /// The user's places, in the order of their lines; none in the built-in table.
    pub fn added(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.kind == PlaceKind::Added)
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

/// The fields of a line, without the spaces and double quotes around them; a quote inside quotes stands twice
/// (RFC 4180, section 2). `None` where a quote does not end, or something follows it.
fn fields(line: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    loop {
        let field = match rest.strip_prefix('"') {
            Some(quoted) => {
                let end = end_of_quoted(quoted)?;
                rest = quoted[end + 1..].trim_start();
                quoted[..end].replace("\"\"", "\"").trim().to_owned()
            }
            None => {
                let (field, _) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
                rest = &rest[field.len()..];
                field.trim().to_owned()
            }
        };
        fields.push(field);
        match rest.strip_prefix(',') {
            Some(next) => rest = next.trim_start(),
            None => return rest.is_empty().then_some(fields),
        }
    }
}

/// Where the quote is that ends a quoted field.
fn end_of_quoted(quoted: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let quote = from + quoted[from..].find('"')?;
        if !quoted[quote + 1..].starts_with('"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

/// Whether the first line names the columns. Longitude before latitude would put every place elsewhere.
fn is_heading(fields: &[String]) -> Result<bool, LineFault> {
    let column = |at: usize| fields.get(at).map(|field| field.to_lowercase()).unwrap_or_default();
    if column(0) != "name" || column(1).parse::<f64>().is_ok() {
        return Ok(false);
    }
    let in_order = column(1).starts_with("lat") && ["lon", "lng"].iter().any(|begin| column(2).starts_with(begin));
    if in_order { Ok(true) } else { Err(LineFault::Heading) }
}

fn user_place(fields: &[String]) -> Result<Place, LineFault> {
    let (name, lat, lon, country) = match fields {
        [name, lat, lon] => (name, lat, lon, ""),
        [name, lat, lon, country] => (name, lat, lon, country.as_str()),
        _ => return Err(LineFault::Fields),
    };
    if !name.chars().any(char::is_alphabetic) {
        return Err(LineFault::Name);
    }
    if name.split_whitespace().count() > NAME_WORDS_AT_MOST {
        return Err(LineFault::LongName);
    }
    let degrees = |text: &str, most: f64| text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let lat = degrees(lat, 90.0).ok_or(LineFault::Latitude)?;
    let lon = degrees(lon, 180.0).ok_or(LineFault::Longitude)?;
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !(country.is_empty() || is_code) {
        return Err(LineFault::Country);
    }
    Ok(Place {
        name: Cow::Owned(name.clone()),
        kind: PlaceKind::Added,
        country: Cow::Owned(country.to_uppercase()),
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
    fn a_line_that_cannot_be_read_is_named_with_what_is_the_matter() {
        let refused = Gazetteer::with_csv("Oldmere,50,3\nNowhere,95,3\n").err();
        let got = "Nowhere,95,3".to_owned();
        assert_eq!(refused, Some(GazetteerError::Line { line: 2, got, fault: LineFault::Latitude }));
        for (csv, fault) in [
            ("Oldmere;50;3", LineFault::Fields),
            ("Oldmere,50", LineFault::Fields),
            ("\"Oldmere,50,3", LineFault::Fields),
            ("Oldmere,50,3,BE,12", LineFault::Fields),
            ("name,lon,lat", LineFault::Heading),
            ("--,50,3", LineFault::Name),
            ("One Two Three Four Five,50,3", LineFault::LongName),
            ("Oldmere,NaN,3", LineFault::Latitude),
            ("Oldmere,50,181", LineFault::Longitude),
            ("Oldmere,50,5,3,25", LineFault::Fields),
            ("Oldmere,50,5,3", LineFault::Country),
        ] {
            let found = Gazetteer::with_csv(csv).err();
            assert!(
                matches!(found, Some(GazetteerError::Line { line: 1, fault: it, .. }) if it == fault),
                "{csv}: {found:?}"
            );
        }
        assert_eq!(Gazetteer::with_csv("# none yet\n").err(), Some(GazetteerError::Empty));
    }

    #[test]
    fn a_first_line_is_a_heading_only_where_it_names_the_columns() {
        let names = |csv: &str| -> Vec<String> {
            Gazetteer::with_csv(csv).expect(csv).added().map(|place| place.name.to_string()).collect()
        };
        assert_eq!(names("\u{FEFF}Name, Latitude, Lng\r\nOldmere,50,3\r\n"), ["Oldmere"]);
        assert_eq!(names("Namest Weir,50,3"), ["Namest Weir"]);
        assert_eq!(names("\"The \"\"Old\"\" Weir\", \"50.5\" ,3,be"), ["The \"Old\" Weir"]);
    }
}
