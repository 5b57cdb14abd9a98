//! The words of the browser parts (`web/`), for the page that they stand on. They are in the catalogue under `js.NAME.KEY`,
//! where NAME is the part and KEY the name of the label in its table `ENGLISH`.

use super::speak::Language;
use serde_json::{Map, Value};

/// Each part that a page can have, and the parts whose words it says.
const PARTS: [(&str, &[&str]); 8] = [
    ("compare", &["compare", "eyes"]),
    ("eyes", &["eyes"]),
    ("graph", &["graph"]),
    ("keys", &["keys"]),
    ("map", &["map"]),
    ("player", &["player", "compare", "eyes"]),
    ("progress", &["progress"]),
    ("texts", &["texts"]),
];

/// The words of the parts that stand in this markup: `{"map": {"title": "…"}}`. Nothing in it that came from elsewhere has a
/// quotation mark of its own (`report::Html`), so only our own elements are found.
pub fn of(language: Language, markup: &str) -> Map<String, Value> {
    let here = PARTS.iter().filter(|(part, _)| markup.contains(&format!("data-island=\"{part}\"")));
    here.flat_map(|(_, says)| *says).map(|part| ((*part).to_owned(), words(language, part).into())).collect()
}

fn words(language: Language, part: &str) -> Map<String, Value> {
    language.under(&format!("js.{part}.")).map(|(key, words)| (key.to_owned(), words.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::frame::island;
    use report::{Html, LocalHref, el};
    use std::collections::BTreeMap;
    use std::path::Path;

    /// `js.NAME.KEY` with its words, as the tables `ENGLISH` of the modules have them.
    fn english_of_modules() -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let modules = files.filter(|path| path.extension().is_some_and(|ending| ending == "js"));
        modules.flat_map(|path| table_of(&std::fs::read_to_string(path).unwrap())).collect()
    }

    fn table_of(module: &str) -> Vec<(String, String)> {
        let between = |from: &str, to: &str| Some(module.split_once(from)?.1.split_once(to)?.0);
        let (Some(table), Some(part)) = (between("const ENGLISH = {\n", "\n};"), between("words(\"", "\", ENGLISH"))
        else {
            return Vec::new();
        };
        let entry = |line: &str| {
            let (key, words) = line.trim().trim_end_matches(',').split_once(": ").unwrap();
            (format!("js.{part}.{}", key.trim_matches('"')), serde_json::from_str(words).unwrap())
        };
        table.lines().map(entry).collect()
    }

    #[test]
    fn the_catalogue_says_in_english_what_the_browser_parts_say() {
        let modules = english_of_modules();
        let catalogue: BTreeMap<String, String> =
            Language::English.under("js.").map(|(key, words)| (format!("js.{key}"), words.to_owned())).collect();
        assert!(modules.len() > 100);
        assert_eq!(modules, catalogue);
    }

    #[test]
    fn every_browser_part_has_its_words() {
        let islands = include_str!("../../../../web/islands.js");
        let table = islands.split_once("const ISLANDS = {\n").unwrap().1.split_once("\n};").unwrap().0;
        let parts: Vec<&str> = table.lines().map(|line| line.trim().split_once(':').unwrap().0).collect();
        assert!(PARTS.iter().map(|(part, _)| *part).eq({
            let mut sorted = parts;
            sorted.sort_unstable();
            sorted
        }));
        for (_, says) in PARTS {
            assert!(says.iter().all(|part| !words(Language::Arabic, part).is_empty()), "{says:?}");
        }
    }

    #[test]
    fn a_page_carries_the_words_of_its_parts_alone() {
        let data = LocalHref::of_desk("matches/1/texts.json", &[]);
        let page = Html::from(el("main").with(island("texts", &data, "")).with("data-island=\"graph\""));
        let words = of(Language::Russian, page.as_str());
        assert_eq!(words.keys().collect::<Vec<_>>(), ["texts"]);
        assert_eq!(words["texts"]["next"], "Следующий фрагмент");
        assert!(of(Language::Russian, "<main></main>").is_empty());
    }
}
