//! A user's own places: lines `name,latitude,longitude[,country]`.

use super::NAME_WORDS_AT_MOST;

/// A place that the user added.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct AddedPlace {
    pub name: String,
    pub country: String,
    pub lat: f64,
    pub lon: f64,
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

/// The places of a table, in the order of its lines.
pub(super) fn read(csv: &str) -> Result<Vec<AddedPlace>, GazetteerError> {
    let mut places = Vec::new();
    let mut is_first = true;
    for (number, line) in csv.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |fault| GazetteerError::Line { line: number + 1, got: line.chars().take(80).collect(), fault };
        let fields = fields(line).ok_or_else(|| wrong(LineFault::Fields))?;
        if std::mem::take(&mut is_first) && is_heading(&fields).map_err(wrong)? {
            continue;
        }
        places.push(user_place(&fields).map_err(wrong)?);
    }
    if places.is_empty() { Err(GazetteerError::Empty) } else { Ok(places) }
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

/// Whether the first line that is not passed over names the columns. Longitude before latitude would put every place elsewhere.
fn is_heading(fields: &[String]) -> Result<bool, LineFault> {
    let column = |at: usize| fields.get(at).map(|field| field.to_lowercase()).unwrap_or_default();
    if column(0) != "name" || column(1).parse::<f64>().is_ok() {
        return Ok(false);
    }
    let in_order = column(1).starts_with("lat") && ["lon", "lng"].iter().any(|begin| column(2).starts_with(begin));
    if in_order { Ok(true) } else { Err(LineFault::Heading) }
}

fn user_place(fields: &[String]) -> Result<AddedPlace, LineFault> {
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
    Ok(AddedPlace { name: name.clone(), country: country.to_uppercase(), lat, lon })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_what_is_the_matter() {
        let refused = read("Oldmere,50,3\nNowhere,95,3\n").err();
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
            let found = read(csv).err();
            assert!(
                matches!(found, Some(GazetteerError::Line { line: 1, fault: it, .. }) if it == fault),
                "{csv}: {found:?}"
            );
        }
        assert_eq!(read("# none yet\n").err(), Some(GazetteerError::Empty));
    }

    #[test]
    fn a_first_line_is_a_heading_only_where_it_names_the_columns() {
        let names = |csv: &str| -> Vec<String> { read(csv).expect(csv).into_iter().map(|place| place.name).collect() };
        assert_eq!(names("\u{FEFF}Name, Latitude, Lng\r\nOldmere,50,3\r\n"), ["Oldmere"]);
        assert_eq!(names("# ours\n\nname,latitude,longitude\nOldmere,50,3\n"), ["Oldmere"]);
        assert_eq!(names("Namest Weir,50,3"), ["Namest Weir"]);
        assert_eq!(names("\"The \"\"Old\"\" Weir\", \"50.5\" ,3,be"), ["The \"Old\" Weir"]);
    }
}
