//! The kinds of the model, in plain words.

use super::{AGAINST, FOR, NOBODY, UNRESOLVED};
use crate::view::Sensitive;
use model::{
    BlockRole, CustodyKind, DecisionKind, DisagreementKind, ItemStatus, LinkKind, MatchKind, QuoteType, Severity,
    Stance, Strength,
};

/// A kind of risk, in plain words.
pub fn sensitive(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Gps => "positions",
        Sensitive::DeviceSerials => "serial numbers of devices",
        Sensitive::FileAuthors => "authors that the file names",
        Sensitive::UserNames => "accounts, addresses and computer names",
        Sensitive::MachinePaths => "folders of the machine it came from",
        Sensitive::CommentAuthors => "names of commenters",
        Sensitive::People => "names of those who collected, handed over or decided",
        Sensitive::OperatorNotes => "notes of the operator",
        Sensitive::TeamMarks => {
            "what the team said among itself: statuses, assignments, tags, notes, who looked at what"
        }
        Sensitive::OtherMetadata => "other metadata, not known to be harmless",
    }
}

/// A stance, in plain words.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => FOR,
        Stance::Against => AGAINST,
        Stance::Unresolved => UNRESOLVED,
    }
}

/// The sign of a stance: never the colour alone.
pub fn stance_sign(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "●",
        Stance::Against => "✕",
        Stance::Unresolved => "?",
    }
}

/// Strength of a reason.
pub fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Weak => "weak: may hold or not",
    }
}

/// Kind of a match.
pub fn match_kind(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::ImageCopy => "copy of the picture",
        MatchKind::ImageRegion => "part of the picture",
        MatchKind::VideoCopy => "copy of the recording",
        MatchKind::VideoExcerpt => "excerpt of the recording",
        MatchKind::AudioCopy => "same sound",
        MatchKind::SameMoment => "same moment, two devices",
        MatchKind::TextCopy => "copy of the text",
        MatchKind::TextExcerpt => "passage of the text",
        MatchKind::Quote => "quotation",
        MatchKind::Paraphrase => "same content, other words",
    }
}

/// Kind of a match, short, for a line of the picture.
pub fn match_kind_short(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::ImageCopy | MatchKind::VideoCopy | MatchKind::TextCopy => "copy",
        MatchKind::ImageRegion => "part of picture",
        MatchKind::VideoExcerpt => "excerpt",
        MatchKind::AudioCopy => "same sound",
        MatchKind::SameMoment => "same moment",
        MatchKind::TextExcerpt => "passage",
        MatchKind::Quote => "quotation",
        MatchKind::Paraphrase => "paraphrase",
    }
}

/// Kind of a quotation.
pub fn quote_type(kind: QuoteType) -> &'static str {
    match kind {
        QuoteType::Direct => "in quotation marks",
        QuoteType::Mixed => "partly in quotation marks",
        QuoteType::Indirect => "reported speech",
        QuoteType::Evidential => "what footage or a document shows",
        QuoteType::Attitude => "what somebody wants, backs or condemns",
        QuoteType::Own => "the outlet’s own assertion",
    }
}

/// Role of a block.
pub fn block_role(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Title => "title",
        BlockRole::Byline => "byline",
        BlockRole::CreditLine => "credit line",
        BlockRole::Body => "body",
        BlockRole::Caption => "caption",
        BlockRole::Quote => "quote",
        BlockRole::Comment => "comment",
        BlockRole::Message => "message",
        BlockRole::Boilerplate => "around the article",
    }
}

/// How much a finding matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warn => "limited",
        Severity::Error => "failed",
    }
}

/// The sign of a severity.
pub fn severity_sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "·",
        Severity::Warn => "△",
        Severity::Error => "■",
    }
}

/// What a disagreement is about.
pub fn disagreement(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Figure => "figures",
        DisagreementKind::Date => "dates",
        DisagreementKind::Denial => "denial",
    }
}

/// Kind of a link.
pub fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Embeds => "shows",
        LinkKind::Links => "links to",
        LinkKind::Cites => "names as source",
    }
}

/// Kind of a custody event.
pub fn custody_kind(kind: CustodyKind) -> &'static str {
    match kind {
        CustodyKind::Collected => "collected",
        CustodyKind::Received => "received",
        CustodyKind::Copied => "copied",
        CustodyKind::Analysed => "analysed",
        CustodyKind::Exported => "exported",
        CustodyKind::Transferred => "handed over",
        CustodyKind::Disposed => "disposed of",
        CustodyKind::Checked => "checked",
        CustodyKind::Viewed => "looked at",
    }
}

/// What a mark says, without what it is about; empty for one that says all by its kind.
pub fn mark_value(kind: &DecisionKind) -> String {
    match kind {
        DecisionKind::SetStatus { status, .. } => item_status(*status).to_owned(),
        DecisionKind::Assign { to, .. } if to.is_empty() => NOBODY.to_owned(),
        DecisionKind::Assign { to: text, .. }
        | DecisionKind::Tag { tag: text, .. }
        | DecisionKind::Note { text, .. } => text.clone(),
        _ => String::new(),
    }
}

/// How far a team is with an item.
pub fn item_status(status: ItemStatus) -> &'static str {
    match status {
        ItemStatus::ToDo => "to do",
        ItemStatus::InProgress => "in progress",
        ItemStatus::HelpNeeded => "help needed",
        ItemStatus::ReadyForReview => "ready for review",
        ItemStatus::Completed => "completed",
        ItemStatus::Cancelled => "cancelled",
    }
}

/// What was decided, without its objects.
pub fn decision_kind(kind: &DecisionKind) -> &'static str {
    match kind {
        DecisionKind::RejectMatch { .. } => "this match does not hold",
        DecisionKind::AcceptMatch { .. } => "this match holds, though weak",
        DecisionKind::SameSource { .. } => "these two origins are one source",
        DecisionKind::Split { .. } => "this does not go back to this origin",
        DecisionKind::NotSameClaim { .. } => "these two statements do not speak of the same thing",
        DecisionKind::ShowAuthors { .. } => "show the names of commenters in this item",
        DecisionKind::SetStatus { .. } => "status of this item",
        DecisionKind::Assign { .. } => "this item is in the hands of",
        DecisionKind::MarkGraphic { graphic: true, .. } => "this item may be hard to look at",
        DecisionKind::MarkGraphic { graphic: false, .. } => "this item is not hard to look at",
        DecisionKind::Tag { .. } => "tag on this item",
        DecisionKind::Note { .. } => "note",
        DecisionKind::Undo { .. } => "take an earlier decision back",
    }
}
