//! Every word of ours that a reader of the report sees, in one place, English now. What comes from a case is never
//! here. The words never pass a verdict: we say what was compared, and people judge.

mod kinds;

pub use kinds::*;

use model::BlockRole;

/// Language of all words here.
pub const LANGUAGE: &str = "en";
/// Name of the program.
pub const PROGRAM: &str = "Firsthand";
/// What a page is.
pub const REPORT: &str = "Firsthand report";
/// Where a finding is about the whole case.
pub const THE_CASE: &str = "case";
/// A case without a name.
pub const UNNAMED_CASE: &str = "Unnamed case";

// Navigation and page titles.
/// Title of the first page.
pub const OVERVIEW: &str = "Overview";
/// Title of the list of claims.
pub const CLAIMS: &str = "Claims";
/// Title of the list of origins.
pub const ORIGINS: &str = "Origins";
/// Title of the list of items.
pub const ITEMS: &str = "Items";
/// Title of the list of matches.
pub const MATCHES: &str = "Matches";
/// Title of the timeline.
pub const TIMELINE: &str = "Timeline";
/// Title of the provenance picture.
pub const PROVENANCE: &str = "Provenance";
/// Title of the findings.
pub const FINDINGS: &str = "Findings";
/// Title of decisions and custody.
pub const CUSTODY: &str = "Decisions and custody";
/// The same, short.
pub const CUSTODY_SHORT: &str = "Custody";
/// Title of methods and limits.
pub const METHODS: &str = "Methods and limits";
/// The same, short.
pub const METHODS_SHORT: &str = "Methods";
/// For those who hear the page.
pub const SKIP_TO_CONTENT: &str = "Skip to content";
/// Name of the navigation.
pub const PAGES_OF_REPORT: &str = "Pages of this report";

// The first page.
/// Heading.
pub const WHAT_THIS_IS: &str = "What this is";
/// What the report is.
pub const WHAT_THIS_IS_TEXT: &str = "A record of what was collected about one event, what was found to be a copy of what, who says what according to whom, and to how many first sources each claim goes back. Every number links to its reasons.";
/// Heading.
pub const WHAT_THIS_IS_NOT: &str = "What this is not";
/// What it is not.
pub const WHAT_THIS_IS_NOT_TEXT: &str = "A verdict. A count of origins does not measure whether something happened: many can be mistaken together, and one can be right alone. The program compares and counts; people judge.";
/// Heading over the numbers.
pub const IN_NUMBERS: &str = "In numbers";
/// At the foot of every page.
pub const NO_VERDICT: &str =
    "This report passes no verdict. A count of origins does not measure whether something happened; people judge.";
/// Heading of the claims matrix.
pub const CLAIMS_BY_ORIGIN: &str = "Claims, by the origins they go back to";
/// How to read the matrix.
pub const MATRIX_HELP: &str = "Each row is one answer to a question; rows that exclude each other stand together. Each column is one first source. The number beside a sign says how many items carry it. “2–3” means that a weak link decides: 2 if it holds, 3 if it does not.";
/// Column heading.
pub const CLAIM: &str = "Claim";
/// Column heading.
pub const FOR: &str = "for";
/// Column heading.
pub const AGAINST: &str = "against";
/// Column heading.
pub const UNRESOLVED: &str = "unresolved";
/// Cell of an origin that does not speak of a claim.
pub const SILENT: &str = "says nothing";
/// Where there are no claims.
pub const NO_CLAIMS: &str = "No claims were found in the items. Pictures and recordings without text make none.";
/// Column for what does not fit.
pub const OTHER_ORIGINS: &str = "other origins";
/// Made of what.
pub const THIS_REPORT: &str = "This report";
/// Heading on the page of a recording.
pub const SHOTS: &str = "Shots";
/// Explanation.
pub const SHOTS_HELP: &str = "One picture for each shot, where all of the picture changes at once; a long take has one every twenty seconds. Below: the \
     time of the picture, and how long the shot is.";
/// Description for those who hear the page.
pub const SHEET_OF: &str = "contact sheet of";
/// Description for those who hear the page.
pub const COMPARISON_OF: &str = "both sides, outlined, laid over each other, and their difference:";
/// Explanation.
pub const COMPARISON_HELP: &str = "Outlined: the part that matches. Where the two can be laid over each other, below: both mixed half and half, and how far \
     each pixel differs, twice as bright as it is. Where one does not reach, the difference is hatched.";
/// Explanation.
pub const CLIP_HELP: &str = "Both recordings side by side, aligned by the match. Where both have sound, the left one is heard on the left and the right \
     one on the right, both made equally loud; the sound is off at first.";
/// Description for those who hear the page.
pub const CLIP_OF: &str = "both recordings side by side:";
/// Label.
pub const MADE: &str = "made";
/// Label.
pub const MADE_WITH: &str = "with";
/// Kind of the times that this machine gives.
pub const MACHINE_CLOCK: &str = "this machine’s clock";
/// Heading.
pub const WHAT_TO_KNOW: &str = "What to know before reading on";
/// Link.
pub const ALL_CLAIMS: &str = "All claims";

// Times.
/// Zone in words.
pub const ZONE_UTC: &str = "UTC";
/// Zone in words.
pub const ZONE_NOT_STATED: &str = "not stated";
/// Before a zone.
pub const ZONE: &str = "zone";
/// No time known.
pub const NO_TIME: &str = "no time known";
/// Shown instead of an empty time.
pub const TIME_EMPTY: &str = "not recorded";

// The log.
/// Heading.
pub const RECEIPT: &str = "Receipt";
/// State of the receipt.
pub const NOT_TIMESTAMPED: &str = "not yet timestamped";
/// What that means.
pub const NOT_TIMESTAMPED_TEXT: &str = "No trusted timestamp covers these log entries yet. Until one does, only this machine’s clock says when they were made.";
/// State of the receipt.
pub const TIMESTAMPED: &str = "timestamped";
/// What that means.
pub const TIMESTAMPED_TEXT: &str =
    "A verified trusted timestamp covers the log up to this size: its entries were made no later than this time.";
/// Heading.
pub const STAMPS: &str = "Trusted timestamps";
/// Under their list.
pub const STAMPS_TEXT: &str = "Each was checked as of the time that it states. Whether the authority is to be trusted is for the reader to say: compare the SHA-256 of its root certificate with the one that the authority publishes.";
/// Label.
pub const NUMBER: &str = "number";
/// Label.
pub const AUTHORITY: &str = "authority";
/// Label.
pub const AUTHORITY_ROOT: &str = "its root certificate";
/// State of an entry that the checkpoint does not cover.
pub const NOT_IN_CHECKPOINT: &str = "not yet in a signed checkpoint";
/// Kind of a timestamp's time.
pub const LOG_TIME_KIND: &str = "logged no later than (trusted timestamp)";
/// Label.
pub const LOG_NAME: &str = "log";
/// Label.
pub const LOG_SIZE: &str = "entries";
/// Label.
pub const LOG_ROOT: &str = "root hash";
/// Label.
pub const LOG_KEY: &str = "signed with";
/// Label.
pub const LOG_INDEX: &str = "log index";

// Claims.
/// Heading.
pub const COUNT_OF_ORIGINS: &str = "Origins";
/// Heading.
pub const FIGURES_COMPARED: &str = "Figures on one axis";
/// Heading.
pub const DISAGREEMENTS: &str = "Disagreements";
/// Heading.
pub const ROADS: &str = "The way of each statement back to its origin";
/// Heading.
pub const WOULD_CHANGE: &str = "What would change the number";
/// Where nothing is listed.
pub const WOULD_CHANGE_NOTHING: &str =
    "No weak link decides this number. A new item, or a person’s decision, can change it.";
/// Group of roads that lead nowhere.
pub const NO_ORIGIN: &str = "No origin found";
/// An origin of which the case holds no item.
pub const NOT_IN_CASE: &str = "not in the case";
/// An origin of which the case holds the item.
pub const IN_CASE: &str = "in the case";
/// Instead of a comment's words.
pub const READERS_COMMENT: &str = "What a reader wrote; it stands folded on the item’s page and is not quoted here.";
/// Instead of the text of a claim that only comments make.
pub const CLAIM_OF_READERS_ONLY: &str = "A claim that only readers’ comments make (not quoted)";
/// The road's end.
pub const ORIGIN: &str = "origin";
/// Link.
pub const SEE_MATCH: &str = "see the match";
/// Link.
pub const SEE_DECISION: &str = "a person’s decision";
/// Link.
pub const SEE_PASSAGE: &str = "see it in its text";
/// A statement that stands alone.
pub const SPEAKS_FOR_ITSELF: &str = "The item names no source: it speaks for itself.";
/// Label.
pub const HEDGED: &str = "hedged";
/// Label.
pub const DENIES: &str = "a denial";
/// Label.
pub const ACCORDING_TO: &str = "according to";
/// Other rows of the same question.
pub const OTHER_ANSWERS: &str = "Other answers to the same question";

// Origins.
/// What the page shows.
pub const ORIGINS_HELP: &str = "An origin is who saw, counted, filmed or decided it. Those who repeat others add none. Every merge shows its reasons and can be undone by a decision.";
/// Label.
pub const FIRST_SEEN: &str = "earliest known appearance";
/// Label.
pub const MEMBERS: &str = "goes back to it";
/// Label.
pub const REASONS: &str = "Reasons";
/// Label.
pub const FOUND_APART_FROM: &str = "found independent of";
/// Label.
pub const SPEAKS_OF: &str = "speaks of";
/// Where there are none.
pub const NO_ORIGINS: &str = "No origins were counted.";

// Items.
/// Label.
pub const NAME: &str = "name";
/// Label.
pub const KIND: &str = "kind";
/// Label.
pub const SIZE: &str = "size";
/// Label.
pub const EARLIEST_TIME: &str = "earliest time";
/// Label.
pub const SHA256: &str = "SHA-256 of the original";
/// Heading.
pub const CAPTURES: &str = "Captures";
/// Heading.
pub const TIMES: &str = "Times that it claims";
/// Heading.
pub const METADATA: &str = "Metadata";
/// Heading.
pub const TEXT: &str = "Text";
/// Heading.
pub const LINKS: &str = "Points to";
/// Heading.
pub const LEFT_OUT: &str = "Left out of this report";
/// What was left out, explained.
pub const LEFT_OUT_TEXT: &str =
    "These fields exist and are not shown, to protect people. The original with this SHA-256 holds them.";
/// Heading over comments.
pub const COMMENTS_HEADING: &str = "what readers wrote; may hold hate, threats, names";
/// Other page text.
pub const BOILERPLATE_HEADING: &str = "navigation and other text around the article";
/// A comment without an author.
pub const COMMENTER_UNKNOWN: &str = "commenter, no name given";
/// A message without an author.
pub const AUTHOR_UNKNOWN: &str = "no author given";
/// Where nothing is.
pub const NO_TEXT: &str = "No text was found in this item.";
/// Where nothing is.
pub const NO_THUMBNAIL: &str = "no picture";
/// Control of a picture.
pub const SHOW_CLEAR: &str = "Show clear";
/// Control of a picture.
pub const SHOW_COLOUR: &str = "Show colour";
/// Above a picture.
pub const PICTURE_MAY_DISTRESS: &str = "Blurred and without colour: it may show something distressing.";
/// Description for those who hear the page.
pub const THUMBNAIL_OF: &str = "thumbnail of";
/// Label.
pub const COLLECTED_BY: &str = "collected by";
/// Label.
pub const RECEIVED_FROM: &str = "received from";
/// Label.
pub const FROM: &str = "from";
/// Label.
pub const TAKEN_IN_WITH: &str = "taken in with";
/// Label.
pub const IN_CONTAINER: &str = "inside";
/// Label.
pub const OPERATOR_SAYS: &str = "the operator says";
/// Label.
pub const OPERATOR_NOTE: &str = "note of the operator";
/// Label.
pub const PUBLISHED_AT: &str = "published at";
/// Label.
pub const SEEN_AT: &str = "seen there";
/// Label.
pub const FOLDER_OF_INPUT: &str = "folder of the input";
/// Label.
pub const WORKED_ON_CASE: &str = "worked on the case";
/// Label.
pub const PATH_IN_FINDING: &str = "machine path in a finding";
/// Label.
pub const LOCAL_ADDRESS: &str = "address of a file on a machine";
/// In place of what was left out.
pub const TEXT_LEFT_OUT: &str = "[left out]";
/// In place of a machine's path.
pub const PATH_LEFT_OUT: &str = "[path left out]";
/// Link cut short.
pub const TRUNCATED: &str = "cut short in the text";
/// Label.
pub const DURATION: &str = "length";
/// Label.
pub const DIMENSIONS: &str = "picture";
/// Label.
pub const CODECS: &str = "codecs";
/// Label.
pub const LANGUAGE_OF_TEXT: &str = "language";
/// Label.
pub const PUBLISHER: &str = "publisher (as the page says)";
/// Label.
pub const PAGE_URL: &str = "address (as the page says)";
/// Legend of the marks in a text.
pub const MARKS_LEGEND: &str = "Marked:";
/// Legend.
pub const MARK_CONTENT: &str = "what is said";
/// Legend.
pub const MARK_SOURCE: &str = "who says it";
/// Legend.
pub const MARK_CUE: &str = "the words that attribute";
/// Legend.
pub const MARK_COPY: &str = "also stands in another item";
/// Where evidence of a time is told.
pub const EVIDENCE: &str = "where it stands";
/// Column heading.
pub const TIME: &str = "time";
/// Column heading.
pub const ITEM: &str = "item";
/// Heading.
pub const STATEMENTS: &str = "Statements";
/// Link.
pub const MATCHES_OF_ITEM: &str = "Found to match";
/// Where text was too long for a page.
pub const TEXT_CUT: &str = "The text goes on; the page shows its beginning. The original holds all of it.";

// Matches.
/// What the page shows.
pub const MATCHES_HELP: &str = "Two places in two items that show the same thing. Each says what was compared, how, and with which score. Open one to see both sides.";
/// Where there are none.
pub const NO_MATCHES: &str = "No two items were found to show the same thing.";
/// Label.
pub const SCORE: &str = "score";
/// Label.
pub const DERIVED_SIDE: &str = "looks derived";
/// Label.
pub const SOURCE_SIDE: &str = "looks nearer the source";
/// Label.
pub const DIRECTION_UNKNOWN: &str = "direction unknown";
/// Label.
pub const WEAK_MATCH: &str = "below the reporting threshold";
/// Control.
pub const BOTH_SIDES: &str = "Both sides and the reasons";
/// Explanation.
pub const SHARED_WORDS_MARKED: &str = "Words that both sides share in the same order are marked.";
/// Explanation.
pub const SAME_MOMENT_TEXT: &str = "One moment from two devices: not a copy. These are two origins.";
/// Heading over comments in a match.
pub const PASSAGE_IN_COMMENTS: &str = "This passage lies in comments";
/// Mirrored.
pub const MIRRORED: &str = "left and right are exchanged (mirrored)";
/// No passage.
pub const PASSAGE_MISSING: &str = "The passage cannot be shown: the text of this item is not in the report.";
/// Why direction.
pub const DIRECTION_BECAUSE: &str = "Direction:";
/// Clock.
pub const WHOLE_LENGTH_UNKNOWN: &str = "whole length unknown";
/// Decision on a match.
pub const REJECTED_BY_PERSON: &str = "a person decided that this match does not hold";
/// Decision on a match.
pub const ACCEPTED_BY_PERSON: &str = "a person decided that this match holds";

// Timeline.
/// What the page shows.
pub const TIMELINE_HELP: &str = "Each sign is one time that somebody or something claims, with its kind. A bar is as long as the time is uncertain: a day without an hour, a clock without a zone. Times are drawn in UTC and listed as they were given.";
/// Where there are none.
pub const NO_TIMES: &str = "No item claims a time.";
/// Times outside of the axis.
pub const TIMELINE_CAPTURES_APART: &str = "Capture times that lie after the axis stand at its right edge.";
/// Too many for a picture.
pub const TIMELINE_TOO_LONG: &str = "Too many items for one picture; the list below holds them all.";

// Provenance picture.
/// What the page shows.
pub const PROVENANCE_HELP: &str = "Items from left to right by the earliest time that is known of them; full copies of one another share a box. Lines say in which way two items match; a dashed arrow without words leads from a source to the item that names it. Dashed boxes are sources that the case does not hold.";
/// Where there is nothing.
pub const NO_PROVENANCE: &str = "No two items are connected.";
/// Too many for a picture.
pub const PROVENANCE_TOO_LARGE: &str =
    "There are too many connected items for one readable picture, so the groups are listed.";
/// Reduced.
pub const PROVENANCE_REDUCED: &str = "Where two lines already lead from one box over another to a third, the direct line is not drawn; the list of matches holds all of them.";
/// Left end.
pub const EARLIER: &str = "earlier";
/// Right end.
pub const LATER: &str = "later";
/// Edge to a named source.
pub const NAMES_AS_SOURCE: &str = "names as source";
/// Group heading.
pub const GROUP: &str = "group";

// Findings.
/// What the page shows.
pub const FINDINGS_HELP: &str = "Whatever went wrong, or is limited, at an item or a step. Nothing is dropped quietly.";
/// Where there are none.
pub const NO_FINDINGS: &str = "Every step went through without a finding.";
/// Heading.
pub const NOT_TAKEN: &str = "Inputs that were not taken";
/// Column heading.
pub const REASON: &str = "reason";
/// Column heading.
pub const ABOUT: &str = "about";
/// Column heading.
pub const STAGE: &str = "step";
/// Column heading.
pub const FINDING: &str = "finding";

// Decisions and custody.
/// Heading.
pub const DECISIONS: &str = "What people decided";
/// Where there are none.
pub const NO_DECISIONS: &str = "Nobody decided anything yet: every number is as it was computed.";
/// Heading.
pub const CUSTODY_EVENTS: &str = "Chain of custody";
/// Label of how much of it is held.
pub const COURT_MINIMUM: &str = "Minimum for a court";
/// Says what that means.
pub const COURT_MINIMUM_MEANS: &str = "Berkeley Protocol (2022), paragraph 155: the address, the source of the page, and a capture of the whole page with date \
     and time. Counted by content: a page that shows a wall or nothing does not count.";
/// Heading of what a person chose to leave out.
pub const CHOSEN_LEFT_OUT: &str = "Left out of this export";
/// Over that table.
pub const CHOSEN_LEFT_OUT_MEANS: &str = "Whoever made this export left these out, with all that was found in them. The hash is that of the original, which can be \
     asked for. Counts of origins are those of the whole case.";
/// Heading of the column of the hash.
pub const ORIGINAL_SHA256: &str = "SHA-256 of the original";
/// Before the number of a block.
pub const BLOCK: &str = "block";
/// Several inputs in one line of the record.
pub fn inputs_until(n_inputs: usize, last_time: &str) -> String {
    format!("{n_inputs} inputs, the last at {last_time}")
}
/// In the hands of nobody.
pub const NOBODY: &str = "nobody";
/// Label of an event that says who looked at what.
pub const LOOKED_AT: &str = "looked at, by";
/// When no event is logged.
pub const NO_CUSTODY: &str = "No custody events are logged beyond the captures of the items.";
/// Column heading.
pub const WHO: &str = "who";
/// Column heading.
pub const WHAT: &str = "what";
/// Column heading.
pub const WHY: &str = "why";
/// Undone.
pub const UNDONE: &str = "taken back by";
/// For the whole case.
pub const WHOLE_CASE: &str = "the whole case";

// Methods.
/// Heading.
pub const TOOLS: &str = "Tools that made it";
/// Heading.
pub const COMPARED: &str = "What was compared";
/// Heading.
pub const HOW_ORIGINS_COUNT: &str = "How origins are counted";
/// Heading.
pub const LIMITS: &str = "Limits";
/// Heading.
pub const HOW_TO_CHECK: &str = "How to check this report";
/// The definition, as rules.
pub const ORIGIN_RULES: &[&str] = &[
    "An origin is who saw, counted, filmed or decided it. A public body and everyone who speaks for it are one origin; a person is one origin however often interviewed; one recording is one origin however often it is shown, and two recordings from two devices are two.",
    "A body or person who names no source speaks for itself. Who repeats others adds none.",
    "Outlets that only cite each other in a ring, with nobody who saw, give no origin; the ring is listed as unresolved.",
    "Unnamed sources of two outlets may be one or two, and so may a rewrite without a credited source: then the count has a low and a high.",
    "A later figure of the same origin revises its earlier one. A rounded figure agrees with the exact one. Dead, wounded, missing and casualties are different questions.",
    "A denial by the one who is said to have said it removes that origin from “for” and stands under “against”.",
    "Comments add no origin. A comment that brings its own footage or document brings that item, which is judged by itself.",
];
/// What the program cannot do.
pub const LIMIT_RULES: &[&str] = &[
    "It sees only what was put into the case. The first item here need not be the first anywhere.",
    "Two items that were not found to match may still show the same thing; scores and thresholds are chosen so that a reported match seldom misleads, and some matches are missed.",
    "A time is a claim of whoever wrote it. File metadata can be wrong or changed; only a trusted timestamp bounds when a log entry was made.",
    "Statements are found by rules of language. Irony, pictures of text and rare constructions are missed or misread.",
    "Independence is counted from what texts name and what files share. Sources that spoke to each other unseen count as two.",
    "Nobody is identified by face, voice, gait or style. Names come only from what a source says in words.",
];
/// How a recipient checks.
pub const CHECK_RULES: &[&str] = &[
    "The SHA-256 on an item’s page is that of the original, byte for byte: any common tool computes it again.",
    "An exported bundle proves with firsthand-verify, offline, that each item is in the signed log.",
    "report.json in this folder holds the same values for machines, with the same things left out.",
];
/// Beside the machine-readable file.
pub const MACHINE_READABLE: &str = "machine-readable: report.json";
/// Heading.
pub const UNRESOLVED_HEADING: &str = "Unresolved";
/// Column heading.
pub const FIELD: &str = "field";
/// Column heading.
pub const VALUE: &str = "value";
/// Column heading.
pub const COUNT: &str = "number";
/// State of a switch.
pub const SHOWN: &str = "shown where it was found";
/// State of a switch.
pub const LEFT_OUT_NONE: &str = "left out; none was found in the items";
/// Column heading.
pub const IN_THIS_REPORT: &str = "in this report";
/// Kind of the time of a log entry.
pub const LOGGED: &str = "logged";
/// Zone not stated, short.
pub const ZONE_UNKNOWN_SHORT: &str = "zone?";
/// Page of a list.
pub const PAGE: &str = "page";
/// Previous.
pub const PREVIOUS: &str = "previous";
/// Next.
pub const NEXT: &str = "next";

/// `1 item`, `2 items`.
pub fn counted(count: usize, noun: Noun) -> String {
    format!("{count} {}", noun.of(count))
}

/// Under a list of which a page shows the beginning only.
pub fn list_cut(shown: usize, all: usize) -> String {
    format!("{shown} of {all} are listed here; report.json holds all of them.")
}

/// A noun with its plural.
#[derive(Clone, Copy, Debug)]
pub struct Noun(pub &'static str, pub &'static str);

impl Noun {
    /// The form that stands beside this number.
    pub fn of(self, count: usize) -> &'static str {
        if count == 1 { self.0 } else { self.1 }
    }
}

/// Noun.
pub const ITEM_NOUN: Noun = Noun("item", "items");
/// Noun.
pub const LOG_ENTRY_NOUN: Noun = Noun("log entry", "log entries");
/// Counted things.
pub const CAPTURE_NOUN: Noun = Noun("capture", "captures");
/// Noun.
pub const NOT_TAKEN_NOUN: Noun = Noun("input not taken", "inputs not taken");
/// Noun.
pub const MATCH_NOUN: Noun = Noun("match", "matches");
/// Noun.
pub const CLAIM_NOUN: Noun = Noun("claim", "claims");
/// Noun.
pub const ORIGIN_NOUN: Noun = Noun("origin", "origins");
/// Noun.
pub const STATEMENT_NOUN: Noun = Noun("statement", "statements");
/// Noun.
pub const COPY_NOUN: Noun = Noun("copy", "copies");
/// Noun.
pub const ADDRESS_NOUN: Noun = Noun("address", "addresses");
/// Under the number of items on a claim's page.
pub const SPEAKS_OF_IT: Noun = Noun("item speaks of it", "items speak of it");
/// Zone of a time that is a day only.
pub const DAY_ZONE_NOT_STATED: &str = "day, zone not stated";

/// `2` or `2–3`.
pub fn low_high(low: u32, high: u32) -> String {
    if low == high { low.to_string() } else { format!("{low}–{high}") }
}

/// `14`, `12–16`, `at least 17`, `up to 20`.
pub fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => "no number".to_owned(),
    }
}

/// `1 origin`, `2–3 origins`.
pub fn origins(low: u32, high: u32) -> String {
    format!("{} {}", low_high(low, high), if (low, high) == (1, 1) { "origin" } else { "origins" })
}

/// `12 items go back to 3 origins.`
pub fn appear_and_go_back(items: &str, origins: &str) -> String {
    let verb = if items.starts_with("1 ") { "goes" } else { "go" };
    format!("{items} {verb} back to {origins}.")
}

/// `The claim that most items carry, “…”, stands in 4 items and goes back to 1–2 origins.`, cut where the quote goes.
pub fn most_carried(items: &str, origins: &str) -> (&'static str, String) {
    ("The claim that most items carry, ", format!(", stands in {items} and goes back to {origins}."))
}

/// `left out of 3 items`.
pub fn left_out_of(items: usize) -> String {
    format!("left out of {}", counted(items, ITEM_NOUN))
}

/// `12 different names`.
pub fn different_names(names: usize) -> String {
    counted(names, Noun("name", "different names"))
}

/// `commenter 3`, `account 3`.
pub fn author_number(role: BlockRole, number: u32) -> String {
    match role {
        BlockRole::Message => format!("account {number}"),
        _ => format!("commenter {number}"),
    }
}

/// What the names of authors of such blocks are.
pub fn names_of_authors(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Message => "authors of messages",
        _ => "names of commenters",
    }
}
