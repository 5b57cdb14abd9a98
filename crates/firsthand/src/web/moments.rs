//! How the desk writes a time: never without its kind and its zone.

use super::kinds;
use super::speak::Language;
use super::visit::Visit;
use model::TimeKind;
use report::{Element, el};

/// A time with its kind and the zone that it carries.
pub fn moment(visit: &Visit, time: &str, kind: TimeKind) -> Element {
    claimed(visit, time, kind, &report::zone_of(time))
}

/// A claimed time with its kind and its zone.
pub fn claimed(visit: &Visit, time: &str, kind: TimeKind, zone: &str) -> Element {
    of_kind(visit, time, visit.say(kinds::time_kind(kind)), zone)
}

/// A time of this machine's clock, which is what entries of the log carry.
pub fn logged_at(visit: &Visit, time: &str) -> Element {
    of_kind(visit, time, visit.say("time.logged"), &report::zone_of(time))
}

/// A claimed time in one line of plain words.
pub fn in_words(language: Language, time: &str, kind: TimeKind, zone: &str) -> String {
    let more = zone_beside(language, time, zone).map(|zone| format!(" · {zone}")).unwrap_or_default();
    format!("{} · {}{more}", report::written(time), language.say(kinds::time_kind(kind)))
}

/// The zone, where the time does not carry that very one.
pub fn zone_beside<'z>(language: Language, time: &str, zone: &'z str) -> Option<&'z str> {
    let is_told = zone != report::words::ZONE_NOT_STATED && report::zone_of(time) == zone;
    (!is_told).then(|| kinds::zone(language, zone))
}

fn of_kind(visit: &Visit, time: &str, kind: &str, zone: &str) -> Element {
    let zone = zone_beside(visit.language, time, zone).map(|zone| el("span").with(" · ").with(el("bdi").name(zone)));
    let kind = el("span").class("muted").with(kind).with_all(zone);
    el("span").class("time").with(el("bdi").name(&report::written(time))).with(" ").with(kind)
}
