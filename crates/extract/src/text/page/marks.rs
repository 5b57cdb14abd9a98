//! Names that publishing systems give to the parts of a comment or post: classes, ids, microdata, shapes of addresses.

use super::super::comment_records::is_time;
use super::super::dates::{is_day_and_clock, is_day_of_month};
use super::tree::{Content, Tree};
use super::zones::{class_words, words_of};

/// A text that is nothing but a time is never longer than this.
const LONGEST_MOMENT_BYTES: usize = 60;
/// A number of likes has at most this many digits.
const MOST_LIKE_DIGITS: usize = 7;

/// What part of a comment a text belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Part {
    /// Nothing said.
    #[default]
    Open,
    /// Who wrote it.
    Author,
    /// When.
    Time,
    /// Buttons, counters, what is said of the author.
    Meta,
    /// What was written.
    Written,
}

/// What an element says of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Holds comments.
    Section,
    /// Is one comment.
    Record,
    /// Neither.
    Other,
}

/// Elements that are never a comment or a section of comments.
const NEVER: &[&str] = &[
    "html", "body", "main", "a", "span", "button", "input", "form", "label", "time", "i", "b", "em", "h1", "h2", "h3",
    "h4", "p", "svg", "",
];

/// What an element's microdata, class, id and name say.
pub(super) fn own_kind(tree: &Tree, node: usize, asks_and_answers: bool) -> Kind {
    let name = tree.name(node);
    if NEVER.contains(&name) {
        return Kind::Other;
    }
    let schema = tree.attribute(node, "itemtype").unwrap_or("").trim_end_matches('/');
    let is_type = |names: &[&str]| names.iter().any(|name| schema.ends_with(name));
    if is_type(&["/Comment", "/UserComments"])
        || asks_and_answers && is_type(&["/Question", "/Answer", "/DiscussionForumPosting"])
        || tree.attribute(node, "itemprop").is_some_and(|property| property == "comment")
    {
        return Kind::Record;
    }
    let mut kind = if name.contains('-') { token_kind(&words_of(name)) } else { Kind::Other };
    for words in class_words(tree, node) {
        match token_kind(&words) {
            Kind::Record => return Kind::Record,
            Kind::Section => kind = Kind::Section,
            Kind::Other => {}
        }
    }
    kind
}

const COMMENT_WORDS: &[&str] = &[
    "comment",
    "cmt",
    "kommentar",
    "commentaire",
    "comentario",
    "reactie",
    "leserbrief",
    "leserkommentar",
    "commento",
    "komentarz",
];
const SECTION_WORDS: &[&str] = &[
    "comments",
    "commentlist",
    "commentslist",
    "commentarea",
    "kommentare",
    "commentaires",
    "comentarios",
    "reacties",
    "usercomments",
    "leserbriefe",
    "leserkommentare",
    "commenti",
    "komentarze",
];
const SECTION_ENDS: &[&str] =
    &["list", "section", "area", "container", "thread", "threads", "box", "tree", "feed", "stream", "wrap"];
const RECORD_ENDS: &[&str] = &["item", "node", "entry", "single", "post", "card", "reply", "con"];

/// What a class name says: `comment`, `comment-12`, `comment-item` are one comment; `comments`, `comment-list` many;
/// `comment-form`, `comment-count` none.
fn token_kind(words: &[String]) -> Kind {
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let is_many = words.iter().any(|word| SECTION_WORDS.contains(&word.as_str()));
    if is_many
        && words.len() <= 3
        && (SECTION_WORDS.contains(&last) || SECTION_ENDS.contains(&last))
        && !matches!(first, "no" | "has" | "hide" | "close")
    {
        return Kind::Section;
    }
    if matches!(first, "disqus") && last == "thread" || words.join("") == "commentlist" {
        return Kind::Section;
    }
    let Some(at) = words.iter().position(|word| COMMENT_WORDS.contains(&word.as_str())) else { return Kind::Other };
    let rest = &words[at + 1..];
    let is_number = |word: &String| word.chars().all(|letter| letter.is_ascii_digit());
    match rest {
        [] if at <= 1 && !matches!(first, "no" | "add" | "leave" | "post" | "write" | "has" | "new" | "hide") => {
            Kind::Record
        }
        [only] if is_number(only) || RECORD_ENDS.contains(&only.as_str()) => {
            if first == "div" {
                Kind::Other
            } else {
                Kind::Record
            }
        }
        [only] if SECTION_ENDS.contains(&only.as_str()) => Kind::Section,
        _ => Kind::Other,
    }
}

/// Words of class and id by which systems call a post, an answer, a comment.
const POST_WORDS: &[&str] = &[
    "post",
    "posts",
    "message",
    "msg",
    "reply",
    "answer",
    "question",
    "comment",
    "comments",
    "postbit",
    "topic",
    "thread",
    "response",
    "beitrag",
    "kommentar",
    "postcontainer",
    "commentpost",
    "discussion",
    "forum",
    "cmt",
    "leserbrief",
];

/// Whether an element's class, id or name calls it a post.
pub(super) fn is_called_post(tree: &Tree, node: usize) -> bool {
    let is_post = |words: &Vec<String>| {
        words.iter().any(|word| POST_WORDS.contains(&word.trim_end_matches(|letter: char| letter.is_ascii_digit())))
    };
    class_words(tree, node).iter().any(is_post)
        || is_post(&words_of(tree.name(node)))
        || tree.attribute(node, "component").is_some_and(|component| is_post(&words_of(component)))
        || tree.attribute(node, "data-author").is_some()
}

/// Whether class or id call an element a post and not a comment.
pub(super) fn is_called_forum_post(tree: &Tree, node: usize) -> bool {
    let all: Vec<String> = class_words(tree, node).concat();
    let has = |words: &[&str]| all.iter().any(|word| words.contains(&word.as_str()));
    has(&["post", "postbit", "postcontainer", "message", "topic", "thread"])
        && !has(COMMENT_WORDS)
        && !has(SECTION_WORDS)
}

/// `depth-2` of a flat list.
pub(super) fn class_depth(tree: &Tree, node: usize) -> Option<u32> {
    let of_class = class_words(tree, node).into_iter().find_map(|words| match &words[..] {
        [name, number] if name == "depth" || name == "level" || name == "indent" => number.parse().ok(),
        _ => None,
    });
    of_class.or_else(|| tree.attribute(node, "depth").and_then(|depth| depth.parse().ok()))
}

/// The part that an element begins inside a comment; what was written is told by [`written_mark`].
pub(super) fn part(tree: &Tree, node: usize, name: &str, above: Part) -> Part {
    if matches!(above, Part::Author | Part::Time) {
        return above;
    }
    if matches!(name, "button" | "form" | "nav") {
        return Part::Meta;
    }
    if above == Part::Written {
        // Inside what was written only what the system adds is set apart; a name in it is part of the text.
        let adds = class_words(tree, node).iter().any(|words| is_added(words));
        return if adds { Part::Meta } else { Part::Written };
    }
    if matches!(name, "footer" | "header") {
        return Part::Meta;
    }
    if name == "time" {
        return Part::Time;
    }
    match tree.attribute(node, "itemprop").unwrap_or("") {
        "author" | "creator" => return Part::Author,
        "dateCreated" | "datePublished" | "commentTime" => return Part::Time,
        _ => {}
    }
    if tree.attribute(node, "component") == Some("user/username") {
        return Part::Author;
    }
    let by_class = class_words(tree, node).iter().find_map(|words| part_of_class(words));
    by_class.filter(|part| *part != Part::Written).unwrap_or(above)
}

/// Whether an element inside a comment quotes what another wrote.
pub(super) fn is_quotation(tree: &Tree, node: usize) -> bool {
    tree.name(node) == "blockquote"
        || matches!(tree.name(node), "div" | "aside" | "table" | "fieldset")
            && class_words(tree, node).iter().any(|words| {
                words.len() <= 2 && words.iter().any(|word| matches!(word.as_str(), "quote" | "quotebox" | "zitat"))
            })
}

/// How plainly an element says that it holds what was written in a comment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum WrittenMark {
    /// By its class, which wrappers have too.
    Class,
    /// By microdata or a mark that nothing else has.
    Plain,
}

/// Whether an element says that it holds what was written.
pub(super) fn written_mark(tree: &Tree, node: usize) -> Option<WrittenMark> {
    let plain = matches!(tree.attribute(node, "itemprop"), Some("text" | "commentText" | "articleBody"))
        || tree.attribute(node, "component") == Some("post/content")
        || tree.attribute(node, "slot") == Some("comment");
    if plain {
        return Some(WrittenMark::Plain);
    }
    let by_class = class_words(tree, node).iter().find_map(|words| part_of_class(words));
    (by_class == Some(Part::Written)).then_some(WrittenMark::Class)
}

/// Whether an element is a question or an answer, by microdata or class: what is written below it comments on it.
pub(super) fn is_asked(tree: &Tree, node: usize) -> bool {
    let schema = tree.attribute(node, "itemtype").unwrap_or("").trim_end_matches('/');
    ["/Question", "/Answer"].iter().any(|name| schema.ends_with(name))
        || class_words(tree, node).iter().any(|words| matches!(words.join("-").as_str(), "question" | "answer"))
}

fn part_of_class(words: &[String]) -> Option<Part> {
    if words.len() > 4 {
        return None;
    }
    match words.last()?.as_str() {
        "fn" | "author" | "autor" | "username" | "user" | "nick" | "nickname" | "name" | "authorname" | "commenter"
        | "poster" => Some(Part::Author),
        "date" | "time" | "timestamp" | "ago" | "datetime" | "posted" | "datum" => Some(Part::Time),
        "meta" | "metadata" | "header" | "footer" | "actions" | "action" | "reply" | "avatar" | "vote" | "votes"
        | "score" | "buttons" | "toolbar" | "like" | "likes" | "share" | "permalink" | "edit" | "report" | "badge"
        | "rank" | "controls" | "tools" | "says" | "moderation" | "signature" | "profile" | "postprofile"
        | "userinfo" | "attribution" | "reactions" | "userdetails" | "stats" | "joined" | "subject" => Some(Part::Meta),
        "content" | "body" | "text" | "message" | "copy" | "inhalt" | "commenttext" | "postbody" | "postcontent"
        | "postmsg" => Some(Part::Written),
        "commentauthor" => Some(Part::Author),
        "commentdate" | "commenttime" => Some(Part::Time),
        _ => None,
    }
}

/// What systems add to a post: signature, marks of editing, votes.
fn is_added(words: &[String]) -> bool {
    let last = words.last().map_or("", String::as_str);
    words.len() <= 4
        && matches!(
            last,
            "signature"
                | "sig"
                | "lastedit"
                | "reactions"
                | "actions"
                | "buttons"
                | "toolbar"
                | "share"
                | "postprofile"
                | "userinfo"
                | "avatar"
                | "attachments"
        )
        || matches!(words.join("-").as_str(), "edit-note" | "edited-by" | "js-vote-count" | "bb-code-block-expand-link")
}

/// Whether an element names an author: by class, microdata, or a link to a person's page.
pub(super) fn names_author(tree: &Tree, node: usize) -> bool {
    if tree.attribute(node, "data-author").is_some()
        || matches!(tree.attribute(node, "itemprop"), Some("author" | "creator"))
        || tree.attribute(node, "component") == Some("user/username")
    {
        return true;
    }
    let by_class = class_words(tree, node).iter().any(|words| part_of_class(words) == Some(Part::Author));
    by_class || tree.name(node) == "a" && tree.attribute(node, "href").is_some_and(leads_to_person)
}

/// Addresses of people's pages, as systems form them.
fn leads_to_person(href: &str) -> bool {
    const FOLDERS: &[&str] = &["user", "users", "u", "member", "members", "profile", "profiles", "people", "profil"];
    let path = href.split(['?', '#']).next().unwrap_or("").split("://").last().unwrap_or("");
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        if FOLDERS.contains(&part) && parts.peek().is_some_and(|rest| !rest.is_empty()) {
            return true;
        }
    }
    ["memberlist.php", "member.php", "profile.php", "user.php", "user-", "u=", "author="]
        .iter()
        .any(|mark| href.contains(mark))
}

/// Whether a node shows or holds a moment: `time`, an attribute, or a text that is nothing but a time.
pub(super) fn shows_moment(tree: &Tree, node: usize) -> bool {
    match &tree.nodes[node].content {
        Content::Text(words, _, _) => is_moment(words.trim()),
        Content::Element(name, _) => name == "time" || tree.attribute(node, "datetime").is_some(),
    }
}

/// A time and nothing else, relative ones and days without a year too: nothing is read from it.
pub(super) fn is_moment(words: &str) -> bool {
    if words.is_empty() || words.len() > LONGEST_MOMENT_BYTES {
        return false;
    }
    let bare =
        words.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '»' | '·' | '•' | '|' | '#'));
    is_time(bare) || is_day_and_clock(bare) || is_day_of_month(bare) || is_short_ago(bare)
}

/// `5h`, `2d`, `3 mo`.
fn is_short_ago(words: &str) -> bool {
    let digits = words.len() - words.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let unit = words[digits..].trim();
    (1..=2).contains(&digits)
        && matches!(unit, "s" | "m" | "min" | "h" | "hr" | "hrs" | "d" | "w" | "wk" | "mo" | "y" | "yr" | "yrs")
}

/// The number of likes or votes that an element shows.
pub(super) fn likes(tree: &Tree, node: usize) -> Option<u64> {
    let is_counter = |words: &Vec<String>| {
        words.len() <= 4
            && words.iter().any(|word| {
                matches!(word.as_str(), "like" | "likes" | "vote" | "votes" | "score" | "upvotes" | "upvote" | "points")
            })
    };
    if !class_words(tree, node).iter().any(is_counter) {
        return None;
    }
    let text = tree.text_below(node, 24);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let negative = text.contains(['-', '−']);
    let words = text.split_whitespace().count();
    (!negative && words <= 3 && (1..=MOST_LIKE_DIGITS).contains(&digits.len()) && !text.contains(['.', ',']))
        .then(|| digits.parse().ok())?
}
