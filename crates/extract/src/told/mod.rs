//! Tables and lists in which another archiver says what it kept: of each file its name, hash, place and time. All of it
//! is a claim of that archiver; the shell compares it with the files and logs it.
//!
//! Read are the CSV database and the exported sheet of auto-archiver, its list of hashes (`hashes.txt`), and the lists
//! that `sha256sum` writes.

mod literal;

use crate::codes;
use crate::limits;
use crate::times;
use literal::Literal;
use model::{Extract, FindingDraft, ItemId, OperatorClaims, ToldFile};

/// Recognises a table or list in a text and takes what it says into `extract`.
pub(crate) fn read(content: &[u8], extract: &mut Extract) {
    let Ok(text) = std::str::from_utf8(content) else { return };
    let text = text.trim_start_matches('\u{feff}');
    let told = archiver_table(text).or_else(|| archiver_sheet(text)).or_else(|| hash_list(text));
    let Some(mut told) = told else { return };
    if told.is_table {
        "text/csv".clone_into(&mut extract.media_type);
    }
    told.files.truncate(limits::TOLD_FILES);
    extract.findings.push(codes::TABLE_READ.found(told.summary()));
    extract.findings.append(&mut told.findings);
    extract.told = told.files;
}

/// What was read of one table.
struct Told {
    what: &'static str,
    is_table: bool,
    rows: usize,
    /// Rows that name no file, with their URL.
    without_file: Vec<String>,
    uncompared: usize,
    files: Vec<ToldFile>,
    findings: Vec<FindingDraft>,
}

impl Told {
    fn new(what: &'static str, is_table: bool) -> Told {
        Told {
            what,
            is_table,
            rows: 0,
            without_file: Vec::new(),
            uncompared: 0,
            files: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn summary(&mut self) -> String {
        if self.uncompared > 0 {
            self.findings.push(codes::TABLE_HASH.found(format!(
                "{} hashes use another algorithm than SHA-256, or a spelling that is not known; they were not compared.",
                self.uncompared
            )));
        }
        let mut text = format!("{}: {} lines, which speak of {} files.", self.what, self.rows, self.files.len());
        if !self.without_file.is_empty() {
            text.push_str(&format!(
                " {} lines name no file, so nothing was kept of: {}{}",
                self.without_file.len(),
                self.without_file.iter().take(10).cloned().collect::<Vec<String>>().join(", "),
                if self.without_file.len() > 10 { " and more." } else { "." }
            ));
        }
        text
    }

    fn cell(&mut self, place: &str, column: &str, why: &str) {
        if self.findings.len() < limits::FINDINGS {
            let why = codes::quoted(why, 120);
            self.findings.push(
                codes::TABLE_CELL.found(format!("{place}, column {column}: the cell cannot be read, because {why}.")),
            );
        }
    }
}

/// The CSV database of auto-archiver: `status,metadata,media`, the last two as Python prints them.
fn archiver_table(text: &str) -> Option<Told> {
    let first = text.lines().next()?.trim().to_ascii_lowercase();
    if first != "status,metadata,media" {
        return None;
    }
    let mut told = Told::new("The CSV database of auto-archiver", true);
    for (record, place) in rows(text) {
        told.rows += 1;
        let cell = |index: usize| record.get(index).unwrap_or("");
        let mut literal = |index: usize, column: &str| match Literal::parse(cell(index)) {
            Ok(value) => Some(value),
            Err(why) => {
                told.cell(&place, column, &why);
                None
            }
        };
        let metadata = literal(1, "metadata").unwrap_or(Literal::Dict(Vec::new()));
        let media = literal(2, "media").unwrap_or(Literal::List(Vec::new()));
        archiver_row(&place, cell(0), &metadata, &media, &mut told);
        if told.files.len() >= limits::TOLD_FILES {
            break;
        }
    }
    Some(told)
}

fn archiver_row(place: &str, status: &str, metadata: &Literal, media: &Literal, told: &mut Told) {
    let text = |key: &str| metadata.at(key).and_then(Literal::text);
    let url = text("url").map(str::to_owned);
    let mut notes = vec![format!("auto-archiver says \"{}\"", codes::quoted(status, 80))];
    notes.extend(text("title").map(|title| format!("title \"{}\"", codes::quoted(title, 200))));
    let posted = metadata.at("timestamp").and_then(Literal::time);
    notes.extend(posted.map(|time| format!("posted {time}")));
    let before = told.files.len();
    let claims = |media: &Literal| {
        let properties = media.at("properties");
        let property = |key: &str| properties.and_then(|all| all.at(key)).and_then(Literal::text);
        let mut notes = notes.clone();
        notes.extend(property("id").map(|id| format!("kept as \"{}\"", codes::quoted(id, 80))));
        notes.extend(property("hash").map(|hash| format!("hash {}", codes::quoted(hash, 160))));
        notes.extend(property("pdq_hash").and_then(padded_pdq).map(|hash| format!("PDQ {hash}")));
        OperatorClaims {
            url: url.clone(),
            seen_at: metadata.at("_processed_at").and_then(Literal::time),
            collected_by: Some("auto-archiver".to_owned()),
            note: Some(notes.join("; ")),
            ..OperatorClaims::default()
        }
    };
    let mut waiting = media.inner();
    waiting.reverse();
    while let Some(value) = waiting.pop() {
        if let Some(file_name) = value.at("filename").and_then(Literal::text) {
            let file = media_file(place, file_name, value, claims(value), told);
            told.files.push(file);
        }
        waiting.extend(value.inner().into_iter().rev());
    }
    if told.files.len() == before {
        told.without_file.push(codes::quoted(url.as_deref().unwrap_or("no URL"), 200));
    }
}

fn media_file(place: &str, file_name: &str, media: &Literal, claims: OperatorClaims, told: &mut Told) -> ToldFile {
    let properties = media.at("properties");
    let property = |key: &str| properties.and_then(|all| all.at(key)).and_then(Literal::text);
    let urls = media.at("urls").map(Literal::inner).unwrap_or_default();
    let key = media.at("_key").and_then(Literal::text);
    let names = [file_name].into_iter().chain(key).chain(urls.into_iter().filter_map(Literal::text));
    let sha256 = property("hash").and_then(sha256);
    told.uncompared += usize::from(property("hash").is_some() && sha256.is_none());
    ToldFile { place: place.to_owned(), names: names.map(str::to_owned).collect(), sha256, claims }
}

/// A sheet that auto-archiver filled, exported as CSV. Its hash is that of the report page, which holds the others.
fn archiver_sheet(text: &str) -> Option<Told> {
    let headings: Vec<String> =
        rows_with_headings(text).next()?.0.iter().map(|heading| heading.trim().to_ascii_lowercase()).collect();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let (link, status, location) = (column("link")?, column("archive status")?, column("archive location")?);
    let (hash, date, title, posted) =
        (column("hash"), column("archive date"), column("upload title"), column("upload timestamp"));
    let mut told = Told::new("A sheet of auto-archiver", true);
    for (record, place) in rows_with_headings(text).skip(1) {
        let cell = |index: usize| record.get(index).map(str::trim).filter(|cell| !cell.is_empty());
        let Some(url) = cell(link) else { continue };
        told.rows += 1;
        let mut notes = vec![format!("auto-archiver says \"{}\"", codes::quoted(cell(status).unwrap_or(""), 80))];
        notes.extend(title.and_then(cell).map(|title| format!("title \"{}\"", codes::quoted(title, 200))));
        notes.extend(posted.and_then(cell).map(|time| format!("posted {}", codes::quoted(time, 40))));
        let Some(location) = cell(location) else {
            told.without_file.push(codes::quoted(url, 200));
            continue;
        };
        let written = hash.and_then(cell);
        let sha256 = written.and_then(sha256);
        told.uncompared += usize::from(written.is_some() && sha256.is_none());
        told.files.push(ToldFile {
            place,
            names: vec![location.to_owned()],
            sha256,
            claims: OperatorClaims {
                url: Some(url.to_owned()),
                seen_at: date.and_then(cell).and_then(times::of_iso).map(|(time, _)| time),
                collected_by: Some("auto-archiver".to_owned()),
                note: Some(notes.join("; ")),
                ..OperatorClaims::default()
            },
        });
        if told.files.len() >= limits::TOLD_FILES {
            break;
        }
    }
    Some(told)
}

/// Lines of a hash alone (auto-archiver's `hashes.txt`), or of a hash and a name (`sha256sum`).
fn hash_list(text: &str) -> Option<Told> {
    let mut told = Told::new("A list of hashes", false);
    for (line, number) in text.lines().zip(1usize..).filter(|(line, _)| !line.trim().is_empty()) {
        let (hash, name) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
        let is_hex = matches!(hash.len(), 64 | 128) && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        let is_marked = name.is_empty() || name.starts_with([' ', '*']);
        if !is_hex || !is_marked || told.rows >= limits::TOLD_FILES {
            return None;
        }
        told.rows += 1;
        let sha256 = sha256(hash);
        told.uncompared += usize::from(sha256.is_none());
        let names = name.get(1..).filter(|name| !name.is_empty()).map(str::to_owned).into_iter().collect();
        told.files.push(ToldFile { place: format!("line {number}"), names, sha256, ..ToldFile::default() });
    }
    (told.rows > 0).then_some(told)
}

/// The rows below the headings, each with its place in words.
fn rows(text: &str) -> impl Iterator<Item = (csv::StringRecord, String)> {
    rows_with_headings(text).skip(1)
}

fn rows_with_headings(text: &str) -> impl Iterator<Item = (csv::StringRecord, String)> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.into_records().map_while(Result::ok);
    records.zip(1usize..).map(|(record, number)| (record, format!("row {number}")))
}

/// `SHA-256:<hex>` or bare hex.
fn sha256(written: &str) -> Option<ItemId> {
    let hex = match written.trim().split_once(':') {
        Some((algorithm, hex)) => algorithm
            .trim()
            .eq_ignore_ascii_case("sha-256")
            .then_some(hex)
            .or_else(|| algorithm.trim().eq_ignore_ascii_case("sha256").then_some(hex))?,
        None => written,
    };
    hex.trim().to_ascii_lowercase().parse().ok()
}

/// A PDQ hash is written without its leading zeros.
fn padded_pdq(written: &str) -> Option<String> {
    let hex = written.trim().to_ascii_lowercase();
    let fits = (1..=64).contains(&hex.len()) && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
    fits.then(|| format!("{hex:0>64}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Extract {
        let mut extract = Extract::default();
        read(text.as_bytes(), &mut extract);
        extract
    }

    const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    #[test]
    fn a_row_of_the_csv_database_becomes_claims_for_each_file() {
        let media = format!(
            "[{{'filename': '/tmp/x/v.mp4', '_key': 'post/v.mp4', 'urls': ['https://store.example/post/v.mp4'], \
             'properties': {{'hash': 'SHA-256:{HASH}', 'pdq_hash': 'ff', 'thumbnails': [{{'filename': 't.jpg', \
             'properties': {{'hash': 'SHA3-512:{}'}}}}]}}}}]",
            "0".repeat(128)
        );
        let metadata = "{'_processed_at': datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc), \
                        'url': 'https://posts.example/1', 'title': 'Bridge, \"east\" side'}";
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let text = format!(
            "status,metadata,media\nsite: success,{},{}\nno archiver,{},[]\nx,{{,[]\n",
            quoted(metadata),
            quoted(&media),
            quoted("{'url': 'https://posts.example/gone'}")
        );
        let extract = read_text(&text);
        let [video, still] = &extract.told[..] else { panic!("{:?}", extract.told) };
        assert_eq!(video.names, ["/tmp/x/v.mp4", "post/v.mp4", "https://store.example/post/v.mp4"]);
        assert_eq!(video.sha256.map(|id| id.hex()).as_deref(), Some(HASH));
        let note = video.claims.note.as_deref().unwrap_or_default();
        assert!(note.contains(&format!("PDQ {}ff", "0".repeat(62))), "{note}");
        assert_eq!(video.claims.url.as_deref(), Some("https://posts.example/1"));
        assert_eq!(video.claims.seen_at.as_deref(), Some("2024-05-06T07:08:09Z"));
        assert_eq!((still.names[0].as_str(), still.sha256), ("t.jpg", None));
        let texts: Vec<&str> = extract.findings.iter().map(|finding| finding.text.as_str()).collect();
        assert!(texts[0].contains("https://posts.example/gone"), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("row 4, column metadata")), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("1 hashes use another algorithm")), "{texts:?}");
    }

    #[test]
    fn a_sheet_is_known_by_its_headings_in_any_order_and_case() {
        let text = format!(
            "Notes,Link,Archive Status,Archive Location,Archive Date,HASH\nx,https://posts.example/1,ok,\
             https://store.example/r.html,2024-05-06T07:08:09+00:00,SHA-256:{HASH}\n,,,,,\n,https://posts.example/2,\
             nothing,,,\n"
        );
        let extract = read_text(&text);
        assert_eq!(extract.told.len(), 1);
        assert_eq!(extract.told[0].claims.seen_at.as_deref(), Some("2024-05-06T07:08:09+00:00"));
        assert!(extract.findings[0].text.contains("https://posts.example/2"));
    }

    #[test]
    fn hashes_with_and_without_names_and_nothing_else() {
        assert_eq!(read_text(&format!("{HASH}\n{HASH}")).told.len(), 2);
        assert_eq!(read_text(&format!("{HASH}  a/b c.jpg\n")).told[0].names, ["a/b c.jpg"]);
        for prose in
            [format!("{HASH}\nand so on"), format!("{HASH} was the hash"), String::new(), "a,b\n1,2".to_owned()]
        {
            assert_eq!(read_text(&prose), Extract::default());
        }
    }
}
