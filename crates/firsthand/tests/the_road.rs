//! From a pile of files to counted origins, with the built-in sample.

mod support;

use sample::{Sample, SampleOptions, write_sample};
use serde_json::Value;
use std::path::Path;
use std::sync::OnceLock;
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
    for kind in ["same_moment", "image_copy", "video_excerpt"] {
        assert!(matches.iter().any(|one| one["kind"] == kind), "no {kind}: {matches:#?}");
    }
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

/// Every expectation of the sample's maker is met by a claim of the case; what the claims are, for further questions.
fn check_expectations(case: &TestCase, sample: &Sample) -> Vec<Value> {
    let claims = case.show("claims");
    for expected in &sample.expectations {
        let about = claims.iter().filter(|claim| is_about(claim, &expected.words, expected.figure));
        let counts: Vec<_> =
            about.map(|claim| (count(claim, "origins_for"), count(claim, "origins_against"))).collect();
        let met = counts
            .iter()
            .any(|(for_it, against)| *for_it == expected.origins_for && *against == expected.origins_against);
        assert!(met, "{expected:#?}\nfound {counts:?} in\n{claims:#?}");
    }
    claims
}

fn count(claim: &Value, side: &str) -> std::ops::RangeInclusive<u32> {
    let of = |end: &str| u32::try_from(claim[side][end].as_u64().expect("a count")).expect("a small count");
    of("low")..=of("high")
}

fn is_about(claim: &Value, words: &[String], figure: Option<u32>) -> bool {
    let text = text(claim, "text").to_lowercase();
    words.iter().all(|word| text.contains(word.as_str())) && figure.is_none_or(|figure| names_figure(&text, figure))
}

/// Whether a text names this number, in digits or (the sample's writers do both) as a word.
fn names_figure(text: &str, figure: u32) -> bool {
    let digits = text.split(|sign: char| !sign.is_ascii_digit()).any(|word| word == figure.to_string());
    let word = sample::number_word(figure);
    digits || text.to_lowercase().split(|sign: char| !(sign.is_alphabetic() || sign == '-')).any(|other| other == word)
}

/// A case made of the sample with these options, its expectations checked; its claims.
fn checked_variant(options: &SampleOptions) -> Vec<Value> {
    let case = TestCase::new();
    let sample = add_sample(&case, options);
    check_expectations(&case, &sample)
}

fn one_about<'c>(claims: &'c [Value], words: &[&str], figure: Option<u32>) -> Option<&'c Value> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    claims.iter().find(|claim| is_about(claim, &words, figure))
}

#[test]
fn every_expectation_of_the_sample_holds() {
    let case = TestCase::new();
    let sample = add_sample(&case, &SampleOptions::default());
    check_expectations(&case, &sample);
}

#[test]
fn one_changed_figure_changes_the_claims() {
    let usual = SampleOptions::default();
    let figure = usual.figure + 5;
    let claims = checked_variant(&SampleOptions { figure, width_px: SMALL_PX, ..usual });
    assert!(one_about(&claims, &["injured"], Some(figure)).is_some(), "{claims:#?}");
    assert!(one_about(&claims, &["injured"], Some(SampleOptions::default().figure)).is_none(), "{claims:#?}");
}

#[test]
fn two_counts_that_agree_are_one_claim_with_two_origins() {
    let figure = sample::HOSPITAL_FIGURE;
    let claims = checked_variant(&SampleOptions { figure, width_px: SMALL_PX, ..SampleOptions::default() });
    let injured = one_about(&claims, &["injured"], Some(figure)).expect("the figure is claimed");
    assert_eq!(injured["disagreements"].as_array().map(Vec::len), Some(0), "{injured:#}");
}

/// Smaller recordings than the usual ones: these tests ask about pages and what they say.
const SMALL_PX: usize = 320;

#[test]
fn without_the_local_paper_what_it_says_is_known_from_others() {
    checked_variant(&SampleOptions { drop_outlet: Some(0), width_px: SMALL_PX, ..SampleOptions::default() });
}

#[test]
fn without_the_agency_its_source_stands_behind_nothing() {
    checked_variant(&SampleOptions { drop_outlet: Some(1), width_px: SMALL_PX, ..SampleOptions::default() });
}

#[test]
fn without_portal_or_blog_no_number_changes() {
    checked_variant(&SampleOptions { drop_outlet: Some(2), width_px: SMALL_PX, ..SampleOptions::default() });
    checked_variant(&SampleOptions { drop_outlet: Some(3), width_px: SMALL_PX, ..SampleOptions::default() });
}

#[test]
fn without_the_independent_report_nothing_stands_against_the_brigade() {
    let options = SampleOptions { drop_outlet: Some(4), width_px: SMALL_PX, ..SampleOptions::default() };
    let claims = checked_variant(&options);
    assert!(one_about(&claims, &["injured"], Some(sample::HOSPITAL_FIGURE)).is_none(), "{claims:#?}");
}

#[test]
fn a_cut_clip_no_longer_ties_two_recordings_together() {
    checked_variant(&SampleOptions { cut_clip: true, ..SampleOptions::default() });
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
    evidence::bundle::check_bundle(&support::BundleFolder(bundle), None).passed()
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
