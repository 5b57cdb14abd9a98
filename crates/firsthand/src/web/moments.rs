//! How the desk writes a time: never without its kind and its zone.

use super::visit::Visit;
use model::TimeKind;
use report::{Element, el};

/// A time with its kind and zone.
pub fn moment(time: &str, kind: TimeKind) -> Element {
    of_kind(time, kind.words())
}

/// A time of this machine's clock, which is what entries of the log carry.
pub fn logged_at(visit: &Visit, time: &str) -> Element {
    of_kind(time, visit.say("time.logged"))
}

fn of_kind(time: &str, kind: &str) -> Element {
    let kind = el("span").class("muted").with(kind).with(" · ").with(el("bdi").name(&report::zone_of(time)));
    el("span").class("time").with(el("bdi").name(time)).with(" ").with(kind)
}
