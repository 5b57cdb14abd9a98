//! Who was named before: resolves pronouns, short names, "the report" and sources that are left out.

use super::speaker::{Pronoun, Role, Speaker};

/// How many earlier sources are looked at: a name further back is no longer what "he" means.
const REMEMBERED_AT_MOST: usize = 40;

/// The sources of a text so far, the latest last.
#[derive(Default)]
pub(crate) struct Discourse {
    known: Vec<Speaker>,
}

/// A source, as resolved.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Resolved {
    pub name: Option<String>,
    pub role: Role,
    pub resolved_by: &'static str,
}

impl Resolved {
    fn unresolved() -> Resolved {
        Resolved { name: None, role: Role::Unnamed, resolved_by: "unresolved" }
    }

    fn of(speaker: &Speaker, resolved_by: &'static str) -> Resolved {
        Resolved { name: Some(speaker.name.clone()), role: speaker.role, resolved_by }
    }
}

impl Discourse {
    /// Who `speaker` is, told by what was named before.
    pub fn resolve(&self, speaker: &Speaker) -> Resolved {
        if let Some(pronoun) = speaker.pronoun {
            return self.pronoun(pronoun);
        }
        if speaker.document_without_maker {
            return self.maker(speaker);
        }
        if let Some(outlet) = self.outlet_by_kind(speaker) {
            return Resolved::of(outlet, "previous source");
        }
        match self.fuller_name(speaker) {
            Some(fuller) => Resolved { name: Some(fuller.name.clone()), role: fuller.role, resolved_by: "span" },
            None => Resolved::of(speaker, "span"),
        }
    }

    /// Whether a person of this name spoke before.
    pub fn knows_person(&self, name: &str) -> bool {
        self.known.iter().any(|known| known.role == Role::Person && known.name == name)
    }

    /// The last source, for an utterance whose source is left out.
    pub fn previous(&self) -> Resolved {
        self.known.last().map_or_else(Resolved::unresolved, |last| Resolved::of(last, "previous source"))
    }

    /// Remembers a source that was named.
    pub fn remember(&mut self, speaker: &Speaker, resolved: &Resolved) {
        let Some(name) = &resolved.name else { return };
        let known = Speaker {
            name: name.clone(),
            role: resolved.role,
            plural: speaker.plural,
            document_without_maker: false,
            pronoun: None,
        };
        self.known.retain(|earlier| earlier.name != known.name);
        if self.known.len() >= REMEMBERED_AT_MOST {
            self.known.remove(0);
        }
        self.known.push(known);
    }

    fn pronoun(&self, pronoun: Pronoun) -> Resolved {
        let fits = |speaker: &&Speaker| match pronoun {
            Pronoun::Person => speaker.role.is_one_of_people() && !speaker.plural,
            Pronoun::Plural => speaker.plural || matches!(speaker.role, Role::Body | Role::Outlet),
            Pronoun::Thing => matches!(speaker.role, Role::Body | Role::Outlet | Role::Footage),
            Pronoun::Relative => true,
        };
        self.known.iter().rev().find(fits).map_or_else(Resolved::unresolved, |found| Resolved::of(found, "pronoun"))
    }

    /// "the report": what the last named outlet or body made; "other reports" are others.
    fn maker(&self, speaker: &Speaker) -> Resolved {
        let indefinite = speaker.plural
            || speaker.name.split(' ').next().is_some_and(|first| {
                matches!(first.to_lowercase().as_str(), "other" | "another" | "one" | "some" | "new" | "separate")
            });
        let made = self.known.iter().rev().find(|known| matches!(known.role, Role::Outlet | Role::Body));
        match made {
            Some(made) if !indefinite => Resolved::of(made, "previous source"),
            _ => Resolved::of(speaker, "span"),
        }
    }

    /// "the newspaper", "the agency": the last outlet that was named, where the words say no more than its kind.
    fn outlet_by_kind(&self, speaker: &Speaker) -> Option<&Speaker> {
        let kind = speaker.role == Role::Outlet
            && !speaker.plural
            && matches!(
                speaker.name.to_lowercase().as_str(),
                "newspaper"
                    | "paper"
                    | "agency"
                    | "news agency"
                    | "broadcaster"
                    | "channel"
                    | "station"
                    | "magazine"
                    | "website"
            );
        let named = |known: &&Speaker| known.role == Role::Outlet && known.name.chars().any(char::is_uppercase);
        self.known.iter().rev().find(named).filter(|_| kind)
    }

    /// The fuller form of a short name: a surname for a person named before, "the ministry" for a ministry.
    fn fuller_name(&self, speaker: &Speaker) -> Option<&Speaker> {
        if speaker.name.contains(' ') && speaker.role != Role::Unnamed {
            return None;
        }
        let one_word = !speaker.name.contains(' ');
        self.known.iter().rev().find(|known| {
            let longer = known.name.len() > speaker.name.len();
            let surname = known.role == Role::Person && one_word && known.name.ends_with(speaker.name.as_str());
            let head = one_word
                && speaker.role == Role::Body
                && matches!(known.role, Role::Body | Role::Outlet)
                && known.name.split(' ').any(|word| word.to_lowercase() == speaker.name.to_lowercase());
            longer && (surname && known.name[..known.name.len() - speaker.name.len()].ends_with([' ', '-']) || head)
        })
    }
}
