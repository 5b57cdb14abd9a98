//! What operators write: the table of captures, a list of places of their own, the settings of a case. Nothing is lost
//! quietly, and a setting that is written is read again as it was.

#![no_main]
#![allow(dead_code, reason = "files of crates that have no library, or keep this private, are taken in whole")]

#[path = "../../crates/firsthand/src/intake/captures_csv.rs"]
mod captures_csv;
#[path = "../../crates/archive/src/settings.rs"]
mod settings;

/// What the table of captures needs of the binary.
mod outcome {
    pub fn wrong_usage(text: String) -> anyhow::Error {
        anyhow::Error::msg(text)
    }
}

use captures_csv::ClaimsByFile;
use claims::Gazetteer;
use libfuzzer_sys::fuzz_target;
use model::OperatorClaims;

fuzz_target!(|content: &[u8]| {
    check_captures(content);
    let Ok(text) = std::str::from_utf8(content) else { return };
    check_places(text);
    check_settings(text);
});

fn check_captures(content: &[u8]) {
    let Ok(mut claims) = ClaimsByFile::read_from(content, "captures.csv") else { return };
    let names: Vec<String> = claims.unused().map(str::to_owned).collect();
    for name in &names {
        assert_eq!(name.trim(), name, "a name with spaces around it");
        let own = claims.of(name, &OperatorClaims::default());
        let time = own.seen_at.as_deref().map(captures_csv::checked_time);
        assert!(time.is_none_or(|time| time.is_ok()), "a time that is none");
    }
    assert_eq!(claims.unused().count(), 0);
}

fn check_places(text: &str) {
    let Ok(gazetteer) = Gazetteer::with_csv(text) else { return };
    for name in text.split([',', '\n', '"']).take(20) {
        for candidate in gazetteer.candidates(name) {
            let (lat, lon) = (candidate.place.lat, candidate.place.lon);
            assert!(lat.is_none_or(|lat| lat.abs() <= 90.0) && lon.is_none_or(|lon| lon.abs() <= 180.0), "{name:?}");
        }
    }
}

fn check_settings(text: &str) {
    let _ = settings::text(text, "signing_key");
    let (settings_text, value) = text.split_once('\u{1e}').unwrap_or((text, text));
    let written = settings::with_text(settings_text, "signing_key", value);
    assert_eq!(settings::text(&written, "signing_key"), Ok(Some(value.to_owned())), "{written:?}");
    let again = settings::with_text(&written, "signing_key", value);
    assert_eq!(again, written, "writing it twice changes more");
    let is_same = |line: &&str| written.contains(*line);
    let n_kept = settings_text.split_inclusive('\n').filter(is_same).count();
    assert!(n_kept + 1 >= settings_text.split_inclusive('\n').count(), "more than one line changed");
}
