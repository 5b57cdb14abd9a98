//! From a pile of files to counted origins, with the built-in sample.

mod support;

use sample::{Sample, SampleOptions, write_sample};
use serde_json::Value;
use std::path::Path;
use std::sync::OnceLock;
use support::bundle::BundleFolder;
use support::{TestCase, firsthand, talk, text};

fn add_sample(case: &TestCase, options: &SampleOptions) -> Sample {
    let made = write_sample(&case.folder.path().join("pile"), options).expect("the sample is written");
    let arguments = [
        made.pile.to_str().expect("UTF-8").to_owned(),
        "--captures".to_owned(),
        made.captures_csv.to_str().expect("UTF-8").to_owned(),
    ];
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    case.json("add", &arguments);
    made
}

/// The sample as it is, added once for all tests of this process.
fn shared() -> &'static TestCase {
    static SHARED: OnceLock<TestCase> = OnceLock::new();
    SHARED.get_or_init(|| {
        let case = TestCase::new();
        add_sample(&case, &SampleOptions::default());
        case
    })
}

const LISTS: &[&str] =
    &["items", "blocks", "links", "matches", "statements", "claims", "origins", "decisions", "findings"];

fn everything(case: &TestCase) -> Vec<(String, Vec<Value>)> {
    LISTS.iter().map(|what| ((*what).to_owned(), case.show(what))).collect()
}

#[test]
fn the_sample_runs_from_a_pile_to_claims_with_origins_and_nothing_is_lost() {
    let case = shared();
    let claims = case.show("claims");
    assert!(claims.len() >= 5, "{claims:#?}");
    assert!(claims.iter().any(|claim| claim["origins_for"]["high"].as_u64() >= Some(1)));
    assert!(claims.iter().any(|claim| claim["disagreements"].as_array().is_some_and(|all| !all.is_empty())));
    let matches = case.show("matches");
    for kind in ["same_moment", "image_copy"] {
        assert!(matches.iter().any(|one| one["kind"] == kind), "no {kind}: {matches:#?}");
    }
    assert!(matches.iter().any(|one| ["video_excerpt", "video_copy", "audio_copy"].contains(&text(one, "kind"))));
    assert!(matches.iter().any(|one| ["text_copy", "text_excerpt", "quote"].contains(&text(one, "kind"))));
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn derived_state_made_again_is_equal_on_one_and_on_two_threads() {
    let case = TestCase::new();
    add_sample(&case, &SampleOptions::default());
    let first = everything(&case);
    for threads in ["1", "2"] {
        let traced = case.run("trace", &["--again", "--threads", threads]);
        assert!(traced.status.success(), "{}", talk(&traced));
        for ((what, before), (_, after)) in first.iter().zip(everything(&case)) {
            assert_eq!(*before, after, "{what} differ on {threads} thread(s)");
        }
    }
}

#[test]
fn an_index_that_is_deleted_is_made_again_from_originals_and_log() {
    let case = TestCase::with_files(&[("a.txt", b"The ferry left at noon, the harbour master said.")]);
    let before = everything(&case);
    std::fs::remove_file(case.path().join("catalog.sqlite")).expect("the catalog is there");
    assert!(case.run("trace", &[]).status.success());
    assert_eq!(before, everything(&case));
}

#[test]
fn one_changed_figure_changes_the_claims() {
    let figure = SampleOptions::default().figure + 5;
    let case = TestCase::new();
    add_sample(&case, &SampleOptions { figure, ..SampleOptions::default() });
    let has = |case: &TestCase, figure: u32| {
        let claims = case.show("claims");
        let named = |claim: &Value| {
            text(claim, "text").split(|sign: char| !sign.is_ascii_digit()).any(|word| word == figure.to_string())
        };
        claims.iter().any(named)
    };
    assert!(has(&case, figure), "the new figure is claimed: {:#?}", case.show("claims"));
    assert!(has(shared(), SampleOptions::default().figure), "{:#?}", shared().show("claims"));
}

#[test]
fn the_figures_of_the_sample_have_the_origins_that_a_careful_reader_finds() {
    let whole = TestCase::new();
    let sample = add_sample(&whole, &SampleOptions::default());
    check_figures(&whole, &sample);
    let less = TestCase::new();
    let sample = add_sample(&less, &SampleOptions { drop_outlet: Some(4), ..SampleOptions::default() });
    check_figures(&less, &sample);
    assert!(less.show("items").len() < whole.show("items").len());
}

#[test]
fn a_cut_clip_changes_what_is_a_copy_of_what() {
    let n_copies = |case: &TestCase| {
        let matches = case.show("matches");
        matches.iter().filter(|one| ["audio_copy", "video_copy", "video_excerpt"].contains(&text(one, "kind"))).count()
    };
    let cut = TestCase::new();
    add_sample(&cut, &SampleOptions { cut_clip: true, ..SampleOptions::default() });
    assert_ne!(n_copies(&cut), n_copies(shared()));
}

/// Every expectation of the sample's maker about the number of injured is met by a claim of the case.
fn check_figures(case: &TestCase, sample: &Sample) {
    let claims = case.show("claims");
    let figures = sample.expectations.iter().filter(|one| one.words == ["injured"]);
    for expected in figures {
        let about = claims.iter().filter(|claim| is_about(claim, &expected.words, expected.figure));
        let count = |claim: &Value, side: &str| {
            let of = |end: &str| u32::try_from(claim[side][end].as_u64().expect("a count")).expect("a small count");
            of("low")..=of("high")
        };
        let counts: Vec<_> =
            about.map(|claim| (count(claim, "origins_for"), count(claim, "origins_against"))).collect();
        let met = counts
            .iter()
            .any(|(for_it, against)| *for_it == expected.origins_for && *against == expected.origins_against);
        assert!(met, "{expected:#?}\nfound {counts:?} in\n{claims:#?}");
    }
}

fn is_about(claim: &Value, words: &[String], figure: Option<u32>) -> bool {
    let text = text(claim, "text").to_lowercase();
    let mut numbers = text.split(|sign: char| !sign.is_ascii_digit()).filter_map(|digits| digits.parse::<u32>().ok());
    words.iter().all(|word| text.contains(word.as_str()))
        && figure.is_none_or(|figure| numbers.any(|number| number == figure))
}

#[test]
fn search_finds_words_in_any_case_and_not_in_comments() {
    let case = TestCase::with_files(&[
        ("en.txt", "The Footbridge of Ostvik collapsed, the fire brigade said.".as_bytes()),
        ("ru.txt", "Мост в Оствике обрушился, сообщили пожарные.".as_bytes()),
        ("ar.txt", "قال رئيس البلدية إنّ الجسر انهار مساء الاثنين.".as_bytes()),
    ]);
    let found =
        |query: &str| case.json("search", &[query]).iter().map(|hit| text(hit, "name").to_owned()).collect::<Vec<_>>();
    assert_eq!(found("FOOTBRIDGE ostvik"), ["en.txt"]);
    assert_eq!(found("мост"), ["ru.txt"]);
    assert_eq!(found("ان الجسر"), ["ar.txt"]);
    assert!(found("\"brigade fire\"").is_empty());
}

#[test]
fn a_report_stands_alone_and_a_bundle_passes_its_verifier_until_a_byte_changes() {
    let case = shared();
    let out = tempfile::tempdir().expect("a temporary folder");
    let report = out.path().join("report");
    let made = case.run("report", &[report.to_str().expect("UTF-8")]);
    assert!(made.status.success(), "{}", talk(&made));
    let index = std::fs::read_to_string(report.join("index.html")).expect("the report's first page");
    assert!(!index.contains("src=\"http") && !index.contains("url(http"));
    let bundle = out.path().join("bundle");
    let exported = case.run("export", &[bundle.to_str().expect("UTF-8"), "--originals", "all"]);
    assert!(exported.status.success(), "{}", talk(&exported));
    assert!(verify(&bundle), "the bundle as it was made");
    let (path, mut bytes) =
        support::files_below(&bundle.join("data")).into_iter().find(|(_, bytes)| bytes.len() > 100).expect("a file");
    bytes[50] ^= 1;
    make_writable(&path);
    std::fs::write(&path, bytes).expect("a changed byte");
    assert!(!verify(&bundle), "a changed byte of {}", path.display());
}

/// Whether the bundle passes, by the checks that firsthand-verify runs.
fn verify(bundle: &Path) -> bool {
    evidence::bundle::check_bundle(&BundleFolder(bundle), None).passed()
}

fn make_writable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("permissions");
}

#[test]
fn the_demo_runs_by_itself_and_says_where_the_report_lies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = firsthand(&["demo".as_ref(), folder.path().join("demo").as_os_str()]);
    assert!(output.status.success(), "{}", talk(&output));
    assert!(folder.path().join("demo-report/index.html").is_file());
    assert!(talk(&output).contains("demo-report/index.html"));
}
