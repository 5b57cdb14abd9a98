//! The kinds of the model in the desk's languages, and what each finding means. Reasons, measured values and the text of a
//! finding stay in the English that the program wrote them in, and are marked as English.

use super::speak::Language;
use crate::pipeline::codes;
use model::{BlockRole, CustodyKind, DecisionKind, DisagreementKind, MatchKind, Severity, TimeKind};
use report::{Element, Sensitive, el};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Key of the words for a kind of match.
pub fn match_kind(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::ImageCopy => "match.image.copy",
        MatchKind::ImageRegion => "match.image.region",
        MatchKind::VideoCopy => "match.video.copy",
        MatchKind::VideoExcerpt => "match.video.excerpt",
        MatchKind::AudioCopy => "match.audio.copy",
        MatchKind::SameMoment => "match.same.moment",
        MatchKind::TextCopy => "match.text.copy",
        MatchKind::TextExcerpt => "match.text.excerpt",
        MatchKind::Quote => "match.quote",
        MatchKind::Paraphrase => "match.paraphrase",
    }
}

/// Key of the words for a kind of time.
pub fn time_kind(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Captured => "time.captured",
        TimeKind::Published => "time.published",
        TimeKind::Updated => "time.updated",
        TimeKind::Posted => "time.posted",
        TimeKind::ClaimedSeen => "time.seen",
        TimeKind::ClaimedEvent => "time.event",
        TimeKind::FileMetadata => "time.metadata",
        TimeKind::Log => "time.log",
    }
}

/// Key of the words for a kind of time by its name in lists; `None` for a name of another version.
pub fn time_kind_of_name(name: &str) -> Option<&'static str> {
    serde_json::from_value(name.into()).ok().map(time_kind)
}

/// A zone as a claimed time has it; only the one that nobody stated has words.
pub fn zone(language: Language, zone: &str) -> &str {
    if zone == report::words::ZONE_NOT_STATED { language.say("zone.not.stated") } else { zone }
}

/// Key of the words for the role of a block.
pub fn block_role(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Title => "block.title",
        BlockRole::Byline => "block.byline",
        BlockRole::CreditLine => "block.credit",
        BlockRole::Body => "block.body",
        BlockRole::Caption => "block.caption",
        BlockRole::Quote => "block.quote",
        BlockRole::Comment => "block.comment",
        BlockRole::Message => "block.message",
        BlockRole::Boilerplate => "block.boilerplate",
    }
}

/// What is counted: a class of ours in the reader's words, a word of a text as it stands.
pub fn unit(language: Language, unit: &str) -> &str {
    match unit {
        "dead" => language.say("unit.dead"),
        "wounded" => language.say("unit.wounded"),
        "missing" => language.say("unit.missing"),
        "casualties" => language.say("unit.casualties"),
        "detained" => language.say("unit.detained"),
        "displaced" => language.say("unit.displaced"),
        "fighters" => language.say("unit.fighters"),
        "civilians" => language.say("unit.civilians"),
        "children" => language.say("unit.children"),
        "family members" => language.say("unit.family.members"),
        "families" => language.say("unit.families"),
        "people" => language.say("unit.people"),
        "vehicles" => language.say("unit.vehicles"),
        "buildings" => language.say("unit.buildings"),
        "percent" => language.say("unit.percent"),
        word => word,
    }
}

/// Key of the words for what a disagreement is about.
pub fn disagreement(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Figure => "disagreement.figure",
        DisagreementKind::Date => "disagreement.date",
        DisagreementKind::Denial => "disagreement.denial",
    }
}

/// Key of the words for how much a finding matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity.error",
        Severity::Warn => "severity.warn",
        Severity::Note => "severity.note",
    }
}

/// Key of the words for what was decided, without its objects.
pub fn decision_kind(kind: &DecisionKind) -> &'static str {
    match kind {
        DecisionKind::RejectMatch { .. } => "decision.reject",
        DecisionKind::AcceptMatch { .. } => "decision.accept",
        DecisionKind::SameSource { .. } => "decision.same",
        DecisionKind::Split { .. } => "decision.split",
        DecisionKind::NotSameClaim { .. } => "decision.not.same.claim",
        DecisionKind::ShowAuthors { .. } => "decision.show.authors",
        DecisionKind::SetStatus { .. } => "decision.status",
        DecisionKind::Assign { .. } => "decision.assign",
        DecisionKind::MarkGraphic { graphic: true, .. } => "decision.graphic",
        DecisionKind::MarkGraphic { graphic: false, .. } => "decision.not.graphic",
        DecisionKind::Tag { .. } => "decision.tag",
        DecisionKind::Note { .. } => "decision.note",
        DecisionKind::Undo { .. } => "decision.undo",
    }
}

/// Key of the words for a kind of custody event.
pub fn custody_kind(kind: CustodyKind) -> &'static str {
    match kind {
        CustodyKind::Collected => "custody.collected",
        CustodyKind::Received => "custody.received",
        CustodyKind::Copied => "custody.copied",
        CustodyKind::Analysed => "custody.analysed",
        CustodyKind::Exported => "custody.exported",
        CustodyKind::Transferred => "custody.transferred",
        CustodyKind::Disposed => "custody.disposed",
        CustodyKind::Checked => "custody.checked",
        CustodyKind::Viewed => "custody.viewed",
    }
}

/// Key of the words for a kind of risk.
pub fn sensitive(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Gps => "leaves.gps",
        Sensitive::DeviceSerials => "leaves.serials",
        Sensitive::FileAuthors => "leaves.authors",
        Sensitive::UserNames => "leaves.users",
        Sensitive::MachinePaths => "leaves.paths",
        Sensitive::CommentAuthors => "leaves.commenters",
        Sensitive::People => "leaves.people",
        Sensitive::OperatorNotes => "leaves.notes",
        Sensitive::TeamMarks => "leaves.team",
        Sensitive::OtherMetadata => "leaves.metadata",
    }
}

/// What a finding of this code means, in one sentence; `None` for a code of another version.
pub fn finding(language: Language, code: &str) -> Option<&'static str> {
    static SENTENCES: OnceLock<Vec<BTreeMap<&'static str, &'static str>>> = OnceLock::new();
    let all = SENTENCES.get_or_init(|| Language::ALL.iter().map(|language| sentences(*language)).collect());
    all[language as usize].get(code).copied()
}

fn sentences(language: Language) -> BTreeMap<&'static str, &'static str> {
    let translated = match language {
        Language::English => return codes::all().map(|code| (code.name, code.sentence)).collect(),
        Language::Arabic => include_str!("words/findings/ar.txt"),
        Language::Russian => include_str!("words/findings/ru.txt"),
        Language::Ukrainian => include_str!("words/findings/uk.txt"),
    };
    super::speak::read(translated)
}

/// Words that the program wrote in English, whatever language the page is in.
pub fn english(text: &str) -> Element {
    el("span").attr("lang", "en").attr("dir", "auto").name(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ItemId;
    use report::words;
    use std::collections::BTreeSet;

    #[test]
    fn every_finding_is_said_in_every_language() {
        let codes: BTreeSet<&str> = codes::all().map(|code| code.name).collect();
        let english = sentences(Language::English);
        for language in Language::ALL {
            let said = sentences(language);
            let known: BTreeSet<&str> = said.keys().copied().collect();
            assert_eq!(known, codes, "words/findings/{}.txt", language.key());
            let is_own = |code: &&str| language == Language::English || said[*code] != english[*code];
            assert!(codes.iter().all(is_own), "{} says a sentence in English", language.key());
        }
    }

    #[test]
    fn what_is_counted_has_words_where_it_is_a_class_of_ours() {
        assert_eq!(unit(Language::Ukrainian, "dead"), "загиблі");
        assert_eq!(unit(Language::English, "family members"), "family members");
        assert_eq!(unit(Language::Ukrainian, "fire engines"), "fire engines");
    }

    #[test]
    fn a_code_of_another_version_has_no_words() {
        assert_eq!(finding(Language::Arabic, "found_by_a_later_version"), None);
        assert_eq!(finding(Language::English, "empty_item"), Some(sentences(Language::English)["empty_item"]));
    }

    #[test]
    fn the_desk_and_the_report_call_things_the_same_in_english() {
        let said = |key: &'static str| Language::English.say(key);
        use MatchKind::{
            AudioCopy, ImageCopy, ImageRegion, Paraphrase, Quote, SameMoment, TextCopy, TextExcerpt, VideoCopy,
            VideoExcerpt,
        };
        for kind in [
            ImageCopy,
            ImageRegion,
            VideoCopy,
            VideoExcerpt,
            AudioCopy,
            SameMoment,
            TextCopy,
            TextExcerpt,
            Quote,
            Paraphrase,
        ] {
            assert_eq!(said(match_kind(kind)), words::match_kind(kind));
        }
        use TimeKind::{Captured, ClaimedEvent, ClaimedSeen, FileMetadata, Log, Posted, Published, Updated};
        for kind in [Captured, Published, Updated, Posted, ClaimedSeen, ClaimedEvent, FileMetadata, Log] {
            assert_eq!(said(time_kind(kind)), kind.words());
        }
        use BlockRole::{Body, Boilerplate, Byline, Caption, Comment, CreditLine, Message, Title};
        for role in [Title, Byline, CreditLine, Body, Caption, BlockRole::Quote, Comment, Message, Boilerplate] {
            assert_eq!(said(block_role(role)), words::block_role(role));
        }
        use CustodyKind::{Analysed, Checked, Collected, Copied, Disposed, Exported, Received, Transferred, Viewed};
        for kind in [Collected, Received, Copied, Analysed, Exported, Transferred, Disposed, Checked, Viewed] {
            assert_eq!(said(custody_kind(kind)), words::custody_kind(kind));
        }
        for kind in [DisagreementKind::Figure, DisagreementKind::Date, DisagreementKind::Denial] {
            assert_eq!(said(disagreement(kind)), words::disagreement(kind));
        }
        for kind in Sensitive::ALL {
            assert_eq!(said(sensitive(kind)), words::sensitive(kind));
        }
        let about = String::new;
        let item = ItemId([0; 32]);
        for kind in [
            DecisionKind::RejectMatch { match_id: about() },
            DecisionKind::AcceptMatch { match_id: about() },
            DecisionKind::SameSource { origins: [about(), about()] },
            DecisionKind::Split { member: about(), origin: about() },
            DecisionKind::MarkGraphic { item, graphic: true },
            DecisionKind::MarkGraphic { item, graphic: false },
            DecisionKind::Undo { decision: about() },
        ] {
            assert_eq!(said(decision_kind(&kind)), words::decision_kind(&kind));
        }
    }
}
