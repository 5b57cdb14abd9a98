//! What surrounds a text in the markup: navigation, caption, quotation, hidden parts, the article.

use super::tree::{Content, Tree};

/// What holds for a node and everything below it.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Zone {
    /// Never shown as text (script, template).
    pub is_code: bool,
    /// Hidden by the page.
    pub is_hidden: bool,
    /// Not the text itself, with the reason.
    pub boilerplate: Option<&'static str>,
    /// In a quotation set apart.
    pub is_quote: bool,
    /// Belongs to a picture.
    pub is_caption: bool,
    /// Names the author of the page.
    pub is_byline: bool,
    /// In a link.
    pub is_link: bool,
    /// In preformatted text.
    pub is_preformatted: bool,
    /// In `article`, `main` or the marked body of an article.
    pub is_article: bool,
    /// In a first-level heading.
    pub is_headline: bool,
    /// In any heading.
    pub is_heading: bool,
    /// In `cite` or the footer of a quotation.
    pub is_cite: bool,
}

/// A text node counts as running text from this many characters.
const RUNNING_TEXT_CHARS: usize = 40;
/// A part that holds more than this share of the page's running text is no side part, whatever its class says.
const SIDE_PART_SHARE: f64 = 0.35;

/// The zone of every node.
pub(super) fn zones(tree: &Tree) -> Vec<Zone> {
    let held = running_text(tree);
    let most_of_side_part = (held[0] as f64 * SIDE_PART_SHARE) as usize;
    let mut zones: Vec<Zone> = Vec::with_capacity(tree.nodes.len());
    for (index, node) in tree.nodes.iter().enumerate() {
        let above = if index == 0 { Zone::default() } else { zones[node.parent] };
        zones.push(match &node.content {
            Content::Element(name, _) => {
                let mut zone = zone_of(tree, index, name, above);
                if name == "noscript" && tree.shows_noscript {
                    zone.is_code = above.is_code;
                }
                if held[index] > most_of_side_part && !matches!(name.as_str(), "nav" | "footer") {
                    zone.boilerplate = above.boilerplate;
                }
                zone
            }
            Content::Text(..) => above,
        });
    }
    zones
}

/// Characters of running text below each node: long texts outside links and code.
fn running_text(tree: &Tree) -> Vec<usize> {
    let mut held = vec![0usize; tree.nodes.len()];
    let mut is_outside = vec![false; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate() {
        is_outside[index] = index > 0 && is_outside[node.parent]
            || matches!(tree.name(index), "a" | "script" | "style" | "head" | "nav" | "footer" | "form" | "template");
        if let Content::Text(words, _, _) = &node.content {
            let chars = words.trim().chars().count();
            held[index] = if chars >= RUNNING_TEXT_CHARS && !is_outside[index] { chars } else { 0 };
        }
    }
    for index in (1..tree.nodes.len()).rev() {
        held[tree.nodes[index].parent] += held[index];
    }
    held
}

/// The words of class, id and name of an element: `entry-Content_main` gives `entry`, `content`, `main`.
pub(super) fn class_words(tree: &Tree, node: usize) -> Vec<Vec<String>> {
    let mut tokens = Vec::new();
    for attribute in ["class", "id", "data-testid"] {
        if let Some(value) = tree.attribute(node, attribute) {
            tokens.extend(value.split_whitespace().take(40).map(words_of));
        }
    }
    tokens
}

/// A class name cut at hyphens, underscores and humps, in lower case.
pub(super) fn words_of(token: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous_is_small = false;
    for letter in token.chars().take(120) {
        let breaks = !letter.is_alphanumeric() || (letter.is_uppercase() && previous_is_small);
        if breaks && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        previous_is_small = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn zone_of(tree: &Tree, node: usize, name: &str, above: Zone) -> Zone {
    let mut zone = above;
    zone.is_code |= matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "head"
            | "title"
            | "textarea"
            | "select"
            | "datalist"
            | "canvas"
    );
    zone.is_hidden |= is_hidden(tree, node);
    zone.is_link |= name == "a" && tree.attribute(node, "href").is_some();
    zone.is_preformatted |= name == "pre";
    zone.is_headline |= name == "h1";
    zone.is_heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    zone.is_cite |= name == "cite";
    zone.is_caption |= name == "figcaption";
    zone.is_quote |= name == "blockquote";
    zone.is_article |= matches!(name, "article" | "main")
        || has(tree.attribute(node, "itemprop"), "articlebody")
        || has(tree.attribute(node, "role"), "main");
    zone.is_byline |= has(tree.attribute(node, "rel"), "author") || has(tree.attribute(node, "itemprop"), "author");
    zone.boilerplate = zone.boilerplate.or_else(|| boilerplate_element(tree, node, name, &above));
    if !matches!(name, "html" | "body" | "#root" | "main") {
        classes(tree, node, name, &mut zone);
    }
    zone
}

fn has(value: Option<&str>, word: &str) -> bool {
    value.is_some_and(|value| value.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
}

fn is_hidden(tree: &Tree, node: usize) -> bool {
    let style = tree.attribute(node, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    let marked = tree.attribute(node, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    (marked && !is_streamed(tree, node))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("font-size:0;")
        || style.ends_with("font-size:0")
}

/// React sends parts of a page late, in hidden elements `S:0`, `S:1`, which its script then moves to their places.
fn is_streamed(tree: &Tree, node: usize) -> bool {
    let number = tree.attribute(node, "id").and_then(|id| id.strip_prefix("S:")).unwrap_or("");
    !number.is_empty() && number.len() <= 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn boilerplate_element(tree: &Tree, node: usize, name: &str, above: &Zone) -> Option<&'static str> {
    match name {
        "nav" => return Some("markup: <nav>"),
        "aside" => return Some("markup: <aside>"),
        "footer" if !above.is_quote => return Some("markup: <footer>"),
        "header" if !above.is_article => return Some("markup: <header>"),
        "button" => return Some("markup: <button>"),
        "menu" | "dialog" => return Some("markup: menu or dialog"),
        "form" if tree.nodes[node].end - node < 400 => return Some("markup: <form>"),
        _ => {}
    }
    match tree.attribute(node, "role").unwrap_or("").to_ascii_lowercase().as_str() {
        "navigation" => Some("markup: role navigation"),
        "banner" => Some("markup: role banner"),
        "contentinfo" => Some("markup: role contentinfo"),
        "complementary" => Some("markup: role complementary"),
        "search" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar" => Some("markup: role of a control"),
        _ => None,
    }
}

/// First words of class names that tell boilerplate wherever they stand alone or lead.
const BOILERPLATE_WORDS: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "sharedaddy",
    "social",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "newsletter",
    "subscribe",
    "subscription",
    "promo",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "sponsored",
    "related",
    "recommended",
    "recommendations",
    "sidebar",
    "masthead",
    "pagination",
    "pager",
    "toolbar",
    "popup",
    "modal",
    "overlay",
    "signup",
    "login",
    "outbrain",
    "taboola",
    "trending",
    "jp",
    "yarpp",
    "tags",
    "taglist",
    "tagcloud",
    "widget",
    "skip",
    "print",
    "copyright",
    "paywall",
    "toc",
    "mostread",
    "popular",
    "addtoany",
    "disclaimer",
];

fn classes(tree: &Tree, node: usize, name: &str, zone: &mut Zone) {
    for words in class_words(tree, node) {
        let first = words.first().map_or("", String::as_str);
        let last = words.last().map_or("", String::as_str);
        let any = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
        zone.is_hidden |= matches!(
            words.join("-").as_str(),
            "visually-hidden"
                | "sr-only"
                | "screen-reader-text"
                | "screen-reader-only"
                | "visuallyhidden"
                | "u-hidden"
                | "is-hidden"
        );
        zone.is_caption |= matches!(last, "caption" | "figcaption")
            || words.join("-").contains("caption-text")
            || matches!(words.join("-").as_str(), "photo-credit" | "image-credit" | "img-credit");
        zone.is_quote |= any(&["pullquote"]) || words.join("-") == "pull-quote";
        zone.is_article |= is_article_body(&words);
        zone.is_byline |= words.len() <= 3 && matches!(last, "byline" | "author")
            || words.join("-").ends_with("author-name")
            || words.join("-").starts_with("byline");
        let leads = BOILERPLATE_WORDS.contains(&first) && words.len() <= 4
            || BOILERPLATE_WORDS.contains(&last) && words.len() <= 3;
        // The article itself is often inside wrappers that carry such words; a wrapper is large.
        if leads
            && zone.boilerplate.is_none()
            && !is_article_body(&words)
            && name != "article"
            && !any(&[
                "content",
                "body",
                "main",
                "article",
                "layout",
                "container",
                "has",
                "with",
                "no",
                "page",
                "wrapper",
            ])
        {
            zone.boilerplate = Some("markup: class or id of a side part");
        }
    }
}

/// Class names that mark the body of an article.
pub(super) fn is_article_body(words: &[String]) -> bool {
    matches!(
        words.join("-").as_str(),
        "article-body"
            | "article-content"
            | "article-text"
            | "entry-content"
            | "post-content"
            | "post-body"
            | "story-body"
            | "story-content"
            | "article-body-content"
            | "articlebody"
    )
}
