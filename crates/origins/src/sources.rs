//! Whom a statement names as its source, by its chain of attribution.

use crate::ItemFacts;
use crate::mentions;
use crate::names::{self, Described};
use crate::recordings::{Recordings, is_recording};
use crate::roster::Roster;
use model::{BlockRole, ChainLink, ItemId, Link, LinkKind, QuoteType, RoadStep, Statement, Strength};
use std::collections::BTreeMap;

/// The source of a statement.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Source {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Key of the origin where the road ends with this statement.
    pub origin: String,
    /// Key of the outlet or body that the statement cites for it, where that is not its own outlet.
    pub cites: Option<String>,
    /// The steps that the chain itself gives, the statement's own item first.
    pub steps: Vec<RoadStep>,
    /// Key of the origin that stands before the source in the chain: who passes its words on.
    pub passed_on_by: Option<String>,
    /// It needs no other text to say where it comes from: a body's own words, footage that the page itself shows.
    pub self_reliant: bool,
}

/// Kinds of source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum SourceKind {
    /// A body or person by name.
    Named,
    /// A recording of the case.
    Recording,
    /// The author of a message, by the name the message gives; never linked to a person of that name.
    Author,
    /// Somebody without a name.
    Unnamed,
    /// Footage that is not in the case.
    Footage,
    /// Nobody is named: the outlet speaks.
    Own,
    /// There is a source, but who it is was not found.
    Unknown,
    /// A reader's comment.
    Comment,
}

impl SourceKind {
    /// Whether a copied text or a credit line may say more about the source than the statement does.
    pub fn is_open(self) -> bool {
        matches!(self, SourceKind::Unnamed | SourceKind::Footage | SourceKind::Own)
    }
}

/// Key of the origin that is a body, person or outlet of this name key.
pub(crate) fn named_key(name: &str) -> String {
    format!("source:{name}")
}

/// Key of the origin that is the recording with this root.
pub(crate) fn recording_key(root: &ItemId) -> String {
    format!("recording:{}", root.hex())
}

/// Reads the source of `statement`.
pub(crate) fn read(
    statement: &Statement,
    items: &BTreeMap<ItemId, &ItemFacts>,
    roster: &Roster,
    recordings: &Recordings,
) -> Source {
    let reader = Reader { statement, facts: items.get(&statement.item).copied(), items, roster, recordings };
    let (kind, origin, cites, reason) = reader.kind();
    // An outlet that cites itself ("told the Courier") goes no step.
    let steps = if kind == SourceKind::Own { Vec::new() } else { reader.steps(reason) };
    let passed_on_by = reader.via().map(|key| named_key(&key));
    Source { kind, origin, cites, steps, passed_on_by, self_reliant: reader.is_self_reliant(kind) }
}

struct Reader<'a> {
    statement: &'a Statement,
    facts: Option<&'a ItemFacts>,
    items: &'a BTreeMap<ItemId, &'a ItemFacts>,
    roster: &'a Roster,
    recordings: &'a Recordings,
}

type Kind = (SourceKind, String, Option<String>, Option<String>);

impl Reader<'_> {
    fn kind(&self) -> Kind {
        let last = self.statement.chain.last();
        let role = last.map(|link| link.role.as_str()).unwrap_or_default();
        if self.statement.chain.iter().any(|link| link.role == "commenter") && !self.in_message() {
            return (SourceKind::Comment, String::new(), None, None);
        }
        match role {
            "author" | "commenter" => self.author(last.map(|link| link.name.as_str()).unwrap_or_default()),
            "footage" => self.footage(),
            _ if last.is_some_and(|link| link.role != "outlet" && names::is_footage(&link.name)) => self.footage(),
            _ if self.statement.quote_type == QuoteType::Evidential && self.inner_links().is_empty() => self.footage(),
            _ if self.inner_links().is_empty() && self.says_nobody() => {
                self.reporter_of_another().or_else(|| self.shown_as_told()).unwrap_or_else(|| self.own())
            }
            _ => self.described(role),
        }
    }

    /// A message is its author's own; a comment under a page is not.
    fn in_message(&self) -> bool {
        let blocks = self.facts.map(|facts| facts.blocks.as_slice()).unwrap_or_default();
        blocks.iter().any(|block| block.block == self.statement.block && block.role == BlockRole::Message)
    }

    /// The chain without the statement's own outlet.
    fn inner_links(&self) -> &[ChainLink] {
        let chain = &self.statement.chain;
        let own = chain.first().is_some_and(|link| {
            link.role == "outlet"
                && (chain.len() == 1
                    || self.is_own_outlet(&link.name)
                    || self.outlet().is_none()
                    || link.item == Some(self.statement.item))
        });
        if own { &chain[1..] } else { chain }
    }

    fn says_nobody(&self) -> bool {
        self.statement.quote_type == QuoteType::Own || self.statement.source.is_none()
    }

    fn outlet(&self) -> Option<String> {
        self.roster.outlet_of(&self.statement.item).map(|(key, _)| key)
    }

    fn is_own_outlet(&self, name: &str) -> bool {
        self.outlet() == Some(self.roster.key_of(&names::outlet_key(name)))
    }

    /// Key of who stands behind the item itself: its outlet, else the item.
    fn own_key(&self) -> String {
        self.outlet().unwrap_or_else(|| format!("item {}", self.statement.item.hex()))
    }

    fn own(&self) -> Kind {
        (SourceKind::Own, named_key(&self.own_key()), None, None)
    }

    /// The words around the statement.
    fn sentence(&self) -> &str {
        self.facts.map_or("", |facts| mentions::sentence_of(facts, self.statement))
    }

    /// "An Interlink News correspondent saw": what another outlet's reporter saw is that outlet's.
    fn reporter_of_another(&self) -> Option<Kind> {
        let names = mentions::whose_reporter(self.sentence());
        let keys = names.iter().map(|name| self.roster.key_of(&names::outlet_key(name)));
        let key = keys.into_iter().find(|key| self.roster.is_outlet(key))?;
        let reason = format!("a reporter of {}", self.roster.display_of(&key));
        (Some(&key) != self.outlet().as_ref()).then(|| (SourceKind::Named, named_key(&key), Some(key), Some(reason)))
    }

    /// "Video: 13 wagons derailed" over a page that shows the video.
    fn shown_as_told(&self) -> Option<Kind> {
        names::tells_of_footage(self.sentence()).then_some(())?;
        let (root, reason) = self.shown_recording()?;
        Some((SourceKind::Recording, recording_key(&root), None, Some(reason)))
    }

    /// Who issues a press note speaks for itself, and a page that shows a film which is not in the case speaks of that
    /// film, whatever other text its words are like.
    fn is_self_reliant(&self, kind: SourceKind) -> bool {
        let outlet = self.roster.outlet_of(&self.statement.item);
        match kind {
            SourceKind::Own => outlet.is_some_and(|(_, name)| names::is_issuer(name)),
            SourceKind::Footage => self.facts.is_some_and(|facts| facts.links.iter().any(shows_unheld_film)),
            _ => false,
        }
    }

    /// Whose message this is: of one that was passed on, the one whom the messenger names, not the one who passed it on.
    fn author(&self, name: &str) -> Kind {
        let blocks = self.facts.map(|facts| facts.blocks.as_slice()).unwrap_or_default();
        let passed_on_from = blocks.iter().find(|block| {
            block.role == BlockRole::CreditLine && block.parent == Some(self.statement.block) && self.in_message()
        });
        if let Some(credit) = passed_on_from {
            let key = format!("author:{}:{}", names::key(&credit.text), self.own_key());
            let reason = format!("a message that was passed on from {}", credit.text);
            return (SourceKind::Author, key, None, Some(reason));
        }
        let key = format!("author:{}:{}", names::key(name), self.own_key());
        (SourceKind::Author, key, None, Some("a message of its author's own".to_owned()))
    }

    fn described(&self, role: &str) -> Kind {
        let speaker = self.statement.speaker.as_deref();
        let last = self.statement.chain.last().map(|link| link.name.as_str());
        let words = self.statement.source.as_ref().map(|source| source.text.as_str());
        let read: Vec<Described> =
            [speaker, last, words].into_iter().flatten().map(|text| names::read(text, role)).collect();
        let named = read.iter().find_map(|described| match described {
            Described::Named(name) => Some(name),
            _ => None,
        });
        let unnamed = read.iter().find_map(|described| match described {
            Described::Unnamed(description) => Some(description),
            _ => None,
        });
        match (named, unnamed) {
            (Some(name), None) => self.named(name, role),
            (Some(name), Some(_)) if role != "unnamed" || name.speaks_for.is_some() || names_a_body(&read) => {
                self.named(name, role)
            }
            (_, Some(description)) if names::tells_of_nobody(description) => {
                self.shown_as_told().unwrap_or_else(|| self.unnamed(description))
            }
            (_, Some(description)) => self.unnamed(description),
            _ => (SourceKind::Unknown, String::new(), None, None),
        }
    }

    fn named(&self, name: &names::Name, role: &str) -> Kind {
        let own = if role == "outlet" { names::outlet_key(&name.display) } else { names::key(&name.display) };
        let body = name.speaks_for.as_deref().map(names::key);
        let canonical = self.roster.key_of(&own);
        let key = match body {
            Some(body) if canonical == own => self.roster.key_of(&body),
            _ => canonical,
        };
        if Some(&key) == self.outlet().as_ref() {
            return self.own();
        }
        let reason = (key != own).then(|| match self.roster.why(&own) {
            Some(reason) => reason.to_owned(),
            None => format!("speaks for {}", self.roster.display_of(&key)),
        });
        (SourceKind::Named, named_key(&key), Some(key), reason)
    }

    fn unnamed(&self, description: &str) -> Kind {
        let via = self.via();
        let key = format!("unnamed:{description}:{}", via.clone().unwrap_or_else(|| self.own_key()));
        (SourceKind::Unnamed, key, via, None)
    }

    /// Key of the innermost named one before the source, where that is not the own outlet.
    fn via(&self) -> Option<String> {
        let inner = self.inner_links();
        let before = &inner[..inner.len().saturating_sub(1)];
        before.iter().rev().find_map(|link| match names::read(&link.name, &link.role) {
            Described::Named(name) => Some(self.roster.key_of(&names::outlet_key(&name.display))),
            _ => None,
        })
    }

    fn footage(&self) -> Kind {
        match self.shown_recording() {
            Some((root, reason)) => (SourceKind::Recording, recording_key(&root), None, Some(reason)),
            None => {
                let via = self.via();
                let key = format!("footage:{}", via.clone().unwrap_or_else(|| self.own_key()));
                (SourceKind::Footage, key, via, None)
            }
        }
    }

    /// The recording of the case that the page shows nearest to the statement, else links to; or the item itself.
    fn shown_recording(&self) -> Option<(ItemId, String)> {
        let facts = self.facts?;
        if is_recording(facts) {
            return Some((self.recordings.root_of(&facts.item)?, "the recording itself".to_owned()));
        }
        let distance = |block: Option<u32>| block.map_or(u32::MAX, |block| block.abs_diff(self.statement.block));
        let order = |kind: LinkKind| match kind {
            LinkKind::Embeds => 0,
            LinkKind::Cites => 1,
            LinkKind::Links => 2,
        };
        let shown = facts.links.iter().filter_map(|link| Some((link, self.recordings.root_of(&link.target_item?)?)));
        let medium = self.medium();
        let fits = |link: &Link| {
            let target = link.target_item.and_then(|item| self.items.get(&item));
            medium.is_none_or(|medium| target.is_some_and(|target| medium.holds(&target.media_type)))
        };
        let (link, root) = shown
            .filter(|(link, _)| fits(link))
            .min_by_key(|(link, root)| (order(link.kind), distance(link.block), *root))?;
        let verb = if link.kind == LinkKind::Embeds { "shows" } else { "links to" };
        let name = self.items.get(&link.target_item?).map(|facts| facts.name.as_str()).unwrap_or_default();
        Some((root, format!("the page {verb} {name}")))
    }

    /// What kind of recording the words for the source speak of.
    fn medium(&self) -> Option<names::Medium> {
        let source = self.statement.source.as_ref().map(|source| source.text.as_str());
        let last = self.statement.chain.last().map(|link| link.name.as_str());
        source.into_iter().chain(last).find_map(names::medium)
    }

    /// The chain as steps; `reason` tells about the last one.
    fn steps(&self, reason: Option<String>) -> Vec<RoadStep> {
        let mut from = self.roster.outlet_of(&self.statement.item).map(|(_, name)| name.to_owned());
        let mut steps = Vec::new();
        let inner = self.inner_links();
        for (at, link) in inner.iter().enumerate() {
            let here = from.take().unwrap_or_else(|| self.facts.map(|facts| facts.name.clone()).unwrap_or_default());
            let cue = self.statement.cue.as_ref().filter(|_| at + 1 == inner.len());
            let mut words = match cue {
                Some(cue) => format!("page says: {} ({})", link.name, cue.text),
                None => format!("page says: {}", link.name),
            };
            if let Some(reason) = reason.as_ref().filter(|_| at + 1 == inner.len()) {
                words = format!("{words}; {reason}");
            }
            steps.push(step(&here, &link.name, words, Strength::Strong));
            from = Some(link.name.clone());
        }
        steps
    }
}

/// Whether a page shows a film at an address that leads to no item of the case.
fn shows_unheld_film(link: &Link) -> bool {
    const FILM_ENDINGS: [&str; 7] = [".mp4", ".webm", ".mov", ".m4v", ".ogv", ".mkv", ".m3u8"];
    let path = link.target_url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let film = FILM_ENDINGS.iter().any(|ending| path.ends_with(ending)) || path.contains("/embed/");
    link.kind == LinkKind::Embeds && link.target_item.is_none() && film
}

/// Whether any of the words name a body with its speaker: "police officials" are named though the chain calls them unnamed.
fn names_a_body(read: &[Described]) -> bool {
    read.iter().any(|described| matches!(described, Described::Named(name) if name.speaks_for.is_none() && !name.display.is_empty()))
}

/// A step without a match or decision.
pub(crate) fn step(from: &str, to: &str, reason: String, strength: Strength) -> RoadStep {
    RoadStep { from: from.to_owned(), to: to.to_owned(), reason, strength, via_match: None, decision: None }
}
