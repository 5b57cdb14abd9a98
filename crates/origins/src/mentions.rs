//! Sources that a text names without a word that attributes: "Kellwerk put the number at 185 in a note to the exchange",
//! "a team of River Watch collected 40 dead fish". Where nothing else tells whom a figure is from, a page that names one
//! of those who are known to give this very answer has it from there, unless it says that it saw for itself.

use crate::ItemFacts;
use crate::case::Case;
use crate::names;
use crate::sources::SourceKind;
use model::{Block, BlockRole, Statement};

/// Where the name stands; the nearer, the surer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Nearness {
    /// Among the words for the source: "observers from Open Ballot".
    Source,
    /// In the sentence of the statement.
    Sentence,
    /// In its paragraph.
    Paragraph,
    /// In the article.
    Article,
}

impl Nearness {
    /// For people, after "names it".
    pub fn words(self) -> &'static str {
        match self {
            Nearness::Source => "as its source",
            Nearness::Sentence => "in the same sentence",
            Nearness::Paragraph => "in the same paragraph",
            Nearness::Article => "and gives no other source for it",
        }
    }
}

/// The page around a statement.
pub(crate) struct Page<'a> {
    parts: Vec<(Nearness, Vec<&'a str>)>,
    own_outlet: Option<String>,
}

impl<'a> Page<'a> {
    /// What stands around `statement`, nearest first.
    pub fn around(case: &Case<'a>, statement: usize) -> Page<'a> {
        let own = case.statements[statement];
        let blocks = case.items.get(&own.item).map(|facts| facts.blocks.as_slice()).unwrap_or_default();
        let told = |block: &&Block| matches!(block.role, BlockRole::Title | BlockRole::Body | BlockRole::Caption);
        let block = blocks.iter().find(|block| block.block == own.block);
        let sentence = case.items.get(&own.item).map(|facts| sentence_of(facts, own));
        let source = own.source.iter().map(|source| source.text.as_str());
        let source = source.chain(own.chain.last().filter(|link| link.role != "outlet").map(|link| link.name.as_str()));
        Page {
            parts: vec![
                (Nearness::Source, source.collect()),
                (Nearness::Sentence, sentence.into_iter().chain([own.content.text.as_str()]).collect()),
                (Nearness::Paragraph, block.map(|block| block.text.as_str()).into_iter().collect()),
                (Nearness::Article, blocks.iter().filter(told).map(|block| block.text.as_str()).collect()),
            ],
            own_outlet: case.roster.outlet_of(&own.item).map(|(_, name)| name.to_owned()),
        }
    }

    /// Where the nearest of the spellings stands: how near, and how many bytes into those words.
    pub fn names(&self, spellings: &[String]) -> Option<(Nearness, usize)> {
        self.parts.iter().find_map(|(nearness, texts)| {
            let found = texts.iter().flat_map(|text| spellings.iter().filter_map(|s| names::place_of(text, s)));
            found.min().map(|place| (*nearness, place))
        })
    }

    /// Whether the words for the source are what somebody is: "an election observer".
    pub fn calls_its_source(&self, offices: &[String]) -> Option<(Nearness, usize)> {
        let source =
            self.parts.iter().filter(|(nearness, _)| *nearness == Nearness::Source).flat_map(|(_, texts)| texts);
        let place = source.flat_map(|text| offices.iter().filter_map(|office| names::place_of(text, office))).min();
        place.map(|place| (Nearness::Source, place))
    }

    /// Whether the outlet tells in this sentence of its own eyes: "our reporter counted", "the Courier counted".
    pub fn says_it_saw(&self) -> bool {
        let sentence = self.parts.iter().filter(|(nearness, _)| *nearness == Nearness::Sentence);
        sentence.flat_map(|(_, texts)| texts).any(|text| saw_itself(text, self.own_outlet.as_deref()))
    }
}

/// Whether `sentence` tells of the eyes of the outlet itself, which may be named.
pub(crate) fn saw_itself(sentence: &str, outlet: Option<&str>) -> bool {
    const SELF: [&str; 6] = ["we", "our", "i", "us", "ourselves", "myself"];
    const EYES: [&str; 18] = [
        "counted",
        "count",
        "counts",
        "saw",
        "seen",
        "watched",
        "watches",
        "witnessed",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "journalist",
        "journalists",
        "photographer",
        "team",
        "visited",
        "went",
    ];
    let words: Vec<String> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let names_itself =
        outlet.is_some_and(|outlet| names::place_of(sentence, outlet.trim_start_matches("The ")).is_some());
    has(&EYES) && (has(&SELF) || names_itself)
}

/// Names of those whose reporter a sentence may tell of: "an Interlink News correspondent saw", "a reporter for the Courier".
pub(crate) fn whose_reporter(sentence: &str) -> Vec<String> {
    const REPORTER: [&str; 7] =
        ["reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "photographer"];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let Some(at) = words.iter().position(|word| REPORTER.contains(&bare(word).as_str())) else { return Vec::new() };
    let large = |word: &&&str| word.starts_with(char::is_uppercase) && !matches!(**word, "A" | "An" | "The");
    let before = words[..at].iter().rev().take(4).take_while(large).count();
    let behind =
        words.get(at + 1).filter(|word| matches!(**word, "of" | "for" | "from" | "with")).map_or(&[][..], |_| {
            let rest = &words[at + 2..];
            rest.strip_prefix(&["the"]).unwrap_or(rest)
        });
    let behind_count = behind.iter().take(4).take_while(large).count();
    let before = (1..=before).rev().map(|count| words[at - count..at].join(" "));
    before.chain((1..=behind_count).rev().map(|count| behind[..count].join(" "))).collect()
}

/// The sentence in which a statement's content stands.
pub(crate) fn sentence_of<'a>(facts: &'a ItemFacts, statement: &'a Statement) -> &'a str {
    let block = facts.blocks.iter().find(|block| block.block == statement.block);
    block.map_or(statement.content.text.as_str(), |block| {
        let at = statement.content.start_byte.saturating_sub(block.start_byte);
        sentence_at(&block.text, at, statement.content.text.len())
    })
}

/// The sentence of `text` around so many bytes from `at`.
fn sentence_at(text: &str, at: usize, length: usize) -> &str {
    let at = text.floor_char_boundary(at.min(text.len()));
    let end = text.floor_char_boundary((at + length).min(text.len()));
    let ends_at = |place: usize| {
        let rest = &text[place..];
        let sign = rest.chars().next().is_some_and(|c| matches!(c, '.' | '!' | '?' | '؟' | '\n'));
        sign && rest.chars().nth(1).is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '"' | '»'))
    };
    let start =
        text[..at].char_indices().rev().find(|(place, _)| ends_at(*place)).map_or(0, |(place, c)| place + c.len_utf8());
    let stop = text[end..].char_indices().map(|(place, _)| end + place).find(|place| ends_at(*place));
    text[start..stop.unwrap_or(text.len())].trim()
}

/// How far from a statement a name may stand to tell whom it is from. Somebody unnamed is a source of his own unless the words
/// for him name another; of a report or a letter the page may say elsewhere whose it is. `None` = it needs no other source.
pub(crate) fn reach(case: &Case, statement: usize, page: &Page) -> Option<Nearness> {
    if page.says_it_saw() {
        return None;
    }
    match case.sources[statement].kind {
        SourceKind::Own => Some(Nearness::Article),
        SourceKind::Unnamed => {
            let description = case.sources[statement].origin.split(':').nth(1).unwrap_or_default();
            Some(if names::is_document(description) { Nearness::Article } else { Nearness::Source })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_out_around_its_content() {
        let text = "It rained. Volunteers of Reed found 40 dead fish at noon. Nobody came.";
        let at = text.find("40").unwrap();
        assert_eq!(sentence_at(text, at, 12), "Volunteers of Reed found 40 dead fish at noon");
    }

    #[test]
    fn a_reporter_is_somebodys() {
        let names = |sentence: &str| whose_reporter(sentence).first().cloned();
        assert_eq!(names("40 lorries passed, an Interlink News correspondent saw.").as_deref(), Some("Interlink News"));
        assert_eq!(names("A reporter for the Orrin Gazette counted 40 lorries.").as_deref(), Some("Orrin Gazette"));
        assert_eq!(names("40 lorries passed, our reporter saw."), None);
    }

    #[test]
    fn an_outlet_saw_for_itself_where_it_says_so() {
        assert!(saw_itself("we counted 40 lorries", None));
        assert!(saw_itself("40 lorries, as the Orrin Gazette counted at the gate", Some("Orrin Gazette")));
        assert!(!saw_itself("40 lorries, as River Watch counted", Some("Orrin Gazette")));
        assert!(!saw_itself("40 lorries waited", Some("Orrin Gazette")));
    }
}
