//! Fingerprints as Parquet tables: what stands in them, that they are the same each time, that the page on them is right,
//! and that DuckDB reads them and compares hashes as we do.

mod support;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use std::fs::File;
use std::path::{Path, PathBuf};
use support::judges::{pypi, ran};
use support::{TestCase, talk, text};
use testkit::media;
use trace::image::PdqHash;

const TABLES: [&str; 4] = ["hashes", "local_points", "sound_points", "sound_words"];

/// A picture, a smaller copy of it, another picture, a sound, and a text that has no fingerprint.
fn case() -> TestCase {
    let picture = media::picture(320, 240, 5);
    TestCase::with_files(&[
        ("quay.png", &media::png_bytes(&picture)),
        ("small quay.png", &media::png_bytes(&media::scaled(&picture, 160, 120))),
        ("market.png", &media::png_bytes(&media::picture(320, 240, 8))),
        ("horn.wav", &media::wav_bytes(&media::sound(6_000, 11_025, 3))),
        ("note.txt", b"Seven boats were lost, the harbour master said."),
    ])
}

fn exported(case: &TestCase, name: &str) -> PathBuf {
    let out = case.folder.path().join(name);
    let made = case.json_of("fingerprints", &[out.to_str().expect("UTF-8")]);
    assert_eq!(made["items"], 4, "{made:#}");
    out
}

fn table(out: &Path, name: &str) -> SerializedFileReader<File> {
    let file = File::open(out.join(name).with_extension("parquet")).expect("a table");
    SerializedFileReader::new(file).expect("a Parquet file")
}

fn rows(out: &Path, name: &str) -> Vec<Row> {
    table(out, name).get_row_iter(None).expect("rows").collect::<Result<_, _>>().expect("readable rows")
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r Field {
    let found = row.get_column_iter().find(|(name, _)| *name == column);
    found.unwrap_or_else(|| panic!("no column {column} in {row}")).1
}

fn hash(row: &Row) -> PdqHash {
    let word = |n: usize| match cell(row, &format!("hash_{n}")) {
        Field::ULong(word) => *word,
        other => panic!("hash_{n} is {other:?}"),
    };
    let hex: String = (0..4).rev().map(|n| format!("{:016x}", word(n))).collect();
    PdqHash::from_hex(&hex).expect("64 hex digits")
}

#[test]
fn each_view_of_each_picture_is_a_row_with_its_hash() {
    let case = case();
    let out = exported(&case, "tables");
    let found = rows(&out, "hashes");
    let of = |name: &str| {
        let sha256 = case.item_id(name);
        let mut own = found.iter().filter(|row| *cell(row, "item_sha256") == Field::Str(sha256.clone()));
        own.next().unwrap_or_else(|| panic!("no row of {name}"))
    };
    let quay = of("quay.png");
    assert_eq!(*cell(quay, "short_id"), Field::Str(text(&case.item("quay.png"), "short_id").to_owned()));
    assert_eq!((cell(quay, "medium"), cell(quay, "time_us")), (&Field::Str("image".into()), &Field::Null));
    assert_eq!((cell(quay, "view"), cell(quay, "region_right")), (&Field::UInt(0), &Field::Double(1.0)));
    let expected = trace::image::fingerprint(&media::picture(320, 240, 5));
    assert_eq!(hash(quay), *expected.views[0].hashes.upright());
    assert_eq!(*cell(quay, "quality_0_100"), Field::UInt(expected.views[0].hashes.quality_0_100.into()));
    assert!(hash(quay).distance(&hash(of("small quay.png"))) <= 31);
    assert!(hash(quay).distance(&hash(of("market.png"))) > 60);

    let points = rows(&out, "local_points");
    assert!(points.len() > 100, "{} local points", points.len());
    let first = points.iter().find(|row| cell(row, "item_sha256") == cell(quay, "item_sha256")).expect("its points");
    let code = expected.local.points[0].code.0;
    assert_eq!(
        (cell(first, "code_0"), cell(first, "code_1")),
        (&Field::ULong(code as u64), &Field::ULong((code >> 64) as u64))
    );
    let words = rows(&out, "sound_words");
    assert!(words.len() > 20 && rows(&out, "sound_points").len() > 20);
    assert!(words.iter().all(|row| *cell(row, "medium") == Field::Str("audio".into())));
}

#[test]
fn the_tables_are_equal_each_time_and_the_export_is_logged() {
    let case = case();
    let (first, second) = (exported(&case, "first"), exported(&case, "second"));
    for name in TABLES {
        let bytes = |out: &Path| std::fs::read(out.join(name).with_extension("parquet")).expect("a table");
        assert_eq!(bytes(&first), bytes(&second), "{name}");
    }
    let custody = case.show("custody");
    let logged = custody.iter().filter(|line| line["what"] == "exported" && text(line, "text").contains("Parquet"));
    assert_eq!(logged.count(), 2, "{custody:#?}");
    let again = case.run("fingerprints", &[first.to_str().expect("UTF-8")]);
    assert_eq!(again.status.code(), Some(2), "{}", talk(&again));
}

#[test]
fn a_case_without_pictures_gives_empty_tables() {
    let case = TestCase::with_files(&[("note.txt", b"Nothing to see.")]);
    let out = case.folder.path().join("tables");
    assert_eq!(case.json_of("fingerprints", &[out.to_str().expect("UTF-8")])["items"], 0);
    for name in TABLES {
        assert!(rows(&out, name).is_empty(), "{name}");
    }
}

#[test]
fn the_page_names_every_column_in_its_order() {
    let page = include_str!("../../../docs/formats/fingerprints.md");
    let case = TestCase::with_files(&[("note.txt", b"Nothing to see.")]);
    let out = case.folder.path().join("tables");
    case.json_of("fingerprints", &[out.to_str().expect("UTF-8")]);
    for name in TABLES {
        let (_, section) = page.split_once(&format!("## {name}.parquet")).unwrap_or_else(|| panic!("no {name}"));
        let section = section.split("\n## ").next().expect("a section");
        let told: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        let reader = table(&out, name);
        let schema = reader.metadata().file_metadata().schema_descr();
        let written: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
        assert_eq!(told, written, "{name}");
    }
}

/// What the page tells users to do, by the reader that it names.
#[test]
fn duckdb_finds_the_copy_by_counting_bits() {
    let case = case();
    let out = exported(&case, "tables");
    let page = include_str!("../../../docs/formats/fingerprints.md");
    let (_, query) = page.split_once("```sql\n").expect("a query on the page");
    let query = query.split("```").next().expect("its end");
    let script = "import duckdb, sys, json, os; os.chdir(sys.argv[1]); \
                  print(json.dumps(duckdb.sql(sys.argv[2]).fetchall()))";
    let asked = ran(pypi("python3").args(["-c", script, out.to_str().expect("UTF-8"), query]));
    let pairs: Vec<(String, String, u32)> =
        serde_json::from_slice(&asked.stdout).unwrap_or_else(|error| panic!("{error}: {}", talk(&asked)));
    let short_id = |name: &str| text(&case.item(name), "short_id").to_owned();
    let expected = [short_id("quay.png"), short_id("small quay.png")];
    let [(a, b, bits)] = pairs.as_slice() else { panic!("{pairs:?}") };
    assert!(expected.contains(a) && expected.contains(b) && a != b, "{pairs:?}");
    let found = rows(&out, "hashes");
    let of =
        |id: &String| hash(found.iter().find(|row| *cell(row, "short_id") == Field::Str(id.clone())).expect("a row"));
    assert_eq!(of(a).distance(&of(b)), *bits);
}
