//! Measures how often two microphones at one made-up event are brought together, how near, and how often unrelated
//! recordings are. `same_moment N_EVENTS`

#![allow(clippy::disallowed_methods)]

#[path = "../tests/common/sounds.rs"]
mod sounds;

use model::{ItemId, Tier};
use sounds::{event, microphone, print_of, seconds};
use trace::moment;

fn main() {
    let n_events: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(40);
    for noise in [0.01, 0.03, 0.1, 0.2, 0.4] {
        let mut prints = Vec::new();
        let mut owners = std::collections::BTreeMap::new();
        for seed in 0..n_events {
            let offset_s = 3.0 + 0.137 * seed as f64;
            let sounds = [event(seed, 0.0, seconds(30.0)), event(seed, offset_s, seconds(25.0))];
            for (device, sound) in sounds.iter().enumerate() {
                let heard = microphone(sound, 2 * seed + device as u64 + 9, noise);
                let item = ItemId::of(format!("{seed} {device}").as_bytes());
                owners.insert(item, (seed, device, offset_s));
                prints.push((item, print_of(&heard)));
            }
        }
        let (mut n_found, mut n_false, mut worst_ms) = (0, 0, 0.0_f64);
        for found in moment::matches(&prints).iter().filter(|found| found.tier == Tier::Confirmed) {
            let (query, reference) = (owners[&found.query.item], owners[&found.reference.item]);
            if query.0 != reference.0 {
                n_false += 1;
                continue;
            }
            n_found += 1;
            let expected_s = if query.1 == 1 { query.2 } else { -query.2 };
            let offset_s = found.transform.offset_us.unwrap_or(0) as f64 / 1e6;
            worst_ms = worst_ms.max((offset_s - expected_s).abs() * 1e3);
        }
        let n_unrelated = 2 * n_events * (n_events - 1);
        println!(
            "noise {noise}: {n_found} of {n_events} events, worst error {worst_ms:.0} ms; {n_false} of {n_unrelated} unrelated pairs"
        );
    }
}
