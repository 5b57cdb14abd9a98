//! Cameras of one moment on a common clock, in the desk.

mod support;

#[path = "../../trace/tests/common/sounds.rs"]
mod sounds;

use model::SoundChunk;
use sounds::{RATE, event, in_a_room, seconds};
use support::desk::{Desk, between};
use support::{TestCase, talk, text};
use testkit::media;

/// When each of three devices began to record one event, seconds.
const STARTS_S: [f64; 3] = [0.0, 6.5, 2.25];

/// A case with the recordings of three devices and one of something else.
fn three_devices() -> TestCase {
    let wav = |sound: &[f64]| {
        let samples = sound.iter().map(|value| (value * 32_000.0) as i16).collect();
        media::wav_bytes(&SoundChunk { start_us: 0, rate_hz: RATE as u32, samples })
    };
    let heard = |device: usize| wav(&in_a_room(&event(77, STARTS_S[device], seconds(32.0)), device as u64));
    TestCase::with_files(&[
        ("device-0.wav", &heard(0)),
        ("device-1.wav", &heard(1)),
        ("device-2.wav", &heard(2)),
        ("elsewhere.wav", &wav(&event(500, 0.0, seconds(30.0)))),
    ])
}

fn short_id(case: &TestCase, name: &str) -> String {
    text(&case.item(name), "short_id").to_owned()
}

/// The rows of the list: name and where it begins, seconds.
fn begins(page: &str) -> Vec<(String, f64)> {
    let body = between(page, "<tbody>", "</tbody>").unwrap_or_else(|| panic!("no list: {page}"));
    let row = |row: &str| {
        let name = row.split("device-").nth(1).and_then(|rest| rest.split(".wav").next()).expect("a name");
        let clock = between(row, "dir=\"ltr\">", "<").expect("a time");
        let (minutes, rest) = clock.trim_start_matches('\u{2212}').split_once(':').expect("minutes");
        let seconds = 60.0 * minutes.parse::<f64>().expect("a number") + rest.parse::<f64>().expect("a number");
        (name.to_owned(), if clock.starts_with('\u{2212}') { -seconds } else { seconds })
    };
    body.split("<tr").skip(1).map(row).collect()
}

#[test]
fn recordings_of_one_moment_stand_on_one_clock_with_how_well_each_place_is_known() {
    let case = three_devices();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    for (asked, zero_s) in [("device-0.wav", 0.0), ("device-1.wav", 6.5)] {
        let page = operator.get(&format!("/moments/{}", short_id(&case, asked))).body;
        let begins = begins(&page);
        let expected = [("0", 0.0 - zero_s), ("2", 2.25 - zero_s), ("1", 6.5 - zero_s)];
        assert_eq!(begins.len(), 3, "{begins:?}");
        for ((name, at_s), (wanted, wanted_s)) in begins.iter().zip(expected) {
            assert!(name == wanted && (at_s - wanted_s).abs() < 0.1, "{begins:?}");
        }
        assert_eq!(page.matches("± 0.").count(), 2, "{page}");
        assert!(page.contains(&format!("0:00.000 is where {} begins", short_id(&case, asked))), "{page}");
        assert!(page.contains("<svg") && !page.contains("elsewhere"), "{page}");
    }
    let elsewhere = operator.get(&format!("/moments/{}", short_id(&case, "elsewhere.wav")));
    assert_eq!(elsewhere.status, 404);
    assert!(elsewhere.body.contains("No other recording of the same moment"), "{}", elsewhere.body);
}

#[test]
fn a_recording_and_its_match_lead_to_the_cameras_and_a_rejected_match_ties_nothing() {
    let case = three_devices();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let zero = short_id(&case, "device-0.wav");
    let link = format!("href=\"/moments/{zero}\"");
    assert!(operator.get(&format!("/items/{zero}")).body.contains(&link));
    let other = operator.get(&format!("/items/{}", short_id(&case, "elsewhere.wav"))).body;
    assert!(!other.contains("href=\"/moments/"), "{other}");

    let of_zero = case.of_item("matches", "device-0.wav");
    let moments: Vec<&str> =
        of_zero.iter().filter(|one| text(one, "kind") == "same_moment").map(|one| text(one, "id")).collect();
    assert_eq!(moments.len(), 2);
    let page = operator.get(&format!("/matches/{}", moments[0])).body;
    assert!(page.contains("href=\"/moments/"), "{page}");
    for id in &moments {
        let decided = operator
            .post("/decisions", &[("kind", "reject_match"), ("match_id", id), ("why", "two fires sound alike")]);
        assert_eq!(decided.status, 303, "{}", decided.body);
    }
    assert_eq!(operator.get(&format!("/moments/{zero}")).status, 404);
    let left = begins(&operator.get(&format!("/moments/{}", short_id(&case, "device-1.wav"))).body);
    assert_eq!(left.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["2", "1"]);
    let told = case.run("check", &[]);
    assert!(told.status.success(), "{}", talk(&told));
}

#[test]
fn the_players_get_each_recording_with_its_place_on_the_clock_and_what_is_graphic_is_said() {
    let case = three_devices();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let hard = case.item_id("device-2.wav");
    operator.post("/marks", &[("kind", "graphic"), ("graphic", "yes"), ("item", &hard)]);
    let zero = short_id(&case, "device-0.wav");
    let page = operator.get(&format!("/moments/{zero}")).body;
    assert!(page.contains(&format!("data-island=\"compare\" data-src=\"/moments/{zero}/cameras.json\"")), "{page}");
    let data: serde_json::Value =
        serde_json::from_str(&operator.get(&format!("/moments/{zero}/cameras.json")).body).expect("JSON");
    assert_eq!((text(&data, "medium"), data["recordings"].as_array().map(Vec::len)), ("cameras", Some(3)));
    for (recording, (device, start_s)) in
        data["recordings"].as_array().expect("a list").iter().zip([(0, 0.0), (2, 2.25), (1, 6.5)])
    {
        assert_eq!(text(recording, "name"), format!("device-{device}.wav"));
        assert_eq!(recording["graphic"], device == 2);
        let begins_s = recording["start_us"].as_f64().expect("a number") / 1e6;
        assert!((begins_s - start_s).abs() < 0.1, "{recording}");
        assert!(recording["uncertainty_us"].as_i64().is_some_and(|us| (us == 0) == (device == 0)), "{recording}");
        assert!(text(recording, "src").ends_with("/films/0.webm"), "{recording}");
    }
    // All three run for the first time together where the last one begins.
    let at_s = data["at_us"].as_f64().expect("a number") / 1e6;
    assert!((at_s - 6.5).abs() < 0.1, "{at_s}");
}
