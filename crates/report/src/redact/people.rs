//! Names of those who collected, handed over and decided, and the stand-ins that a report shows instead.

use super::team::{assignee, mentions};
use crate::view::CaseView;
use model::DecisionKind;
use std::collections::BTreeMap;

/// Names with their stand-ins: `person 1` worked on the case, `source 1` handed something over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandIns {
    by_name: BTreeMap<String, String>,
    /// The same, for running text.
    longest_first: Vec<(String, String)>,
}

/// Names shorter than this are replaced only where they stand alone in a field: replacing them inside running text
/// would tear other words.
const SHORTEST_NAME_TO_REPLACE_IN_TEXT: usize = 3;

impl StandIns {
    /// Stand-ins for everybody who is named around the case, numbered in the order in which they appear.
    pub fn of(view: &CaseView) -> StandIns {
        let mut stand_ins = StandIns::default();
        let mut people = 0;
        let mut sources = 0;
        for capture in view.items.iter().flat_map(|item| &item.item.captures) {
            for name in [&capture.by, &capture.claimed.collected_by].into_iter().flatten() {
                stand_ins.add(name, "person", &mut people);
            }
            let handed_over = capture.from.iter().filter(|from| !is_web_address(from));
            for name in handed_over.chain(&capture.claimed.received_from) {
                stand_ins.add(name, "source", &mut sources);
            }
        }
        for name in view.decisions.iter().map(|decision| &decision.by).chain(view.custody.iter().map(|event| &event.by))
        {
            stand_ins.add(name, "person", &mut people);
        }
        for name in view.decisions.iter().filter_map(assignee) {
            stand_ins.add(name, "person", &mut people);
        }
        for decision in &view.decisions {
            if let DecisionKind::Note { text, .. } = &decision.what {
                stand_ins.add_mentions(text, &mut people);
            }
        }
        stand_ins.sorted()
    }

    /// Those whom a note calls and who are not known otherwise. Only `@name` is replaced: the word alone may be any word.
    fn add_mentions(&mut self, text: &str, numbered: &mut u32) {
        for mention in mentions(text) {
            if !self.by_name.contains_key(&mention[1..]) {
                self.add(mention, "person", numbered);
            }
        }
    }

    /// The stand-in for a field that holds a name and nothing else.
    pub fn for_name(&self, name: &str) -> String {
        self.by_name.get(name.trim()).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// A running text with every known name replaced, the longest first.
    pub fn in_text(&self, text: &str) -> String {
        let found = self.longest_first.iter().filter(|(name, _)| text.contains(name.as_str()));
        found.fold(text.to_owned(), |kept, (name, stand_in)| kept.replace(name, stand_in))
    }

    fn sorted(mut self) -> StandIns {
        let long_enough = |name: &str| name.chars().count() >= SHORTEST_NAME_TO_REPLACE_IN_TEXT;
        let names = self.by_name.iter().filter(|(name, _)| long_enough(name));
        self.longest_first = names.map(|(name, stand_in)| (name.clone(), stand_in.clone())).collect();
        self.longest_first.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        self
    }

    fn add(&mut self, name: &str, word: &str, numbered: &mut u32) {
        let name = name.trim();
        if !name.is_empty() && !self.by_name.contains_key(name) {
            *numbered += 1;
            self.by_name.insert(name.to_owned(), format!("{word} {numbered}"));
        }
    }
}

/// Whether a "from" is an address on the web rather than a person or a place on somebody's machine.
pub fn is_web_address(from: &str) -> bool {
    from.contains("://") && !from.trim_start().to_ascii_lowercase().starts_with("file:")
}
