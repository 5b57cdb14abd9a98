//! How the desk writes a time: never without its kind and its zone.

use super::kinds;
use super::visit::Visit;
use model::TimeKind;
use report::{Element, el};

/// A time with its kind and zone.
pub fn moment(visit: &Visit, time: &str, kind: TimeKind) -> Element {
    of_kind(visit, time, visit.say(kinds::time_kind(kind)))
}

/// A time of this machine's clock, which is what entries of the log carry.
pub fn logged_at(visit: &Visit, time: &str) -> Element {
    of_kind(visit, time, visit.say("time.logged"))
}

fn of_kind(visit: &Visit, time: &str, kind: &str) -> Element {
    let zone = report::zone_of(time);
    let zone = el("bdi").name(kinds::zone(visit.language, &zone));
    let kind = el("span").class("muted").with(kind).with(" · ").with(zone);
    el("span").class("time").with(el("bdi").name(time)).with(" ").with(kind)
}
