//! Makes statements of the attributions of one stretch: resolves speakers, hands out figures, dates and places, and
//! joins nested attributions to chains.

use super::attitudes::attitudes;
use super::discourse::{Discourse, Resolved};
use super::frames::{Attribution, attributions};
use super::lexicon::HEDGES;
use super::quotes::{Quotation, quotations};
use super::sentences::{Sentence, sentences};
use super::speaker::{Role, Speaker, speaker};
use super::tokens::{Passage, TokenKind};
use super::word_tables::ByWord;
use super::{Stretch, TextInput, dates, figures, own, places};
use model::{
    BlockRole, ChainLink, DateMention, Figure, PlaceMention, QuoteType, SpanText, Statement, TextSpan, Tier, stable_id,
};
use std::ops::Range;
use std::sync::OnceLock;

/// Quotations inside quotations are read this deep.
const DEPTH_AT_MOST: usize = 4;

/// A sentence with more attributions is no prose ("said said said …") and none of them is taken. Chosen, not measured:
/// several times what the longest sentences of reports and judgments have.
const ATTRIBUTIONS_PER_SENTENCE_AT_MOST: usize = 40;

/// An attribution with its speaker, before it becomes a statement.
pub(crate) struct Draft {
    pub attribution: Attribution,
    pub resolved: Resolved,
    /// Who passed it on beyond those that contain it: carried over from the utterance it continues.
    pub carried: Vec<(String, Role, Range<usize>)>,
    pub paragraph: u32,
}

/// What is found once for a whole passage.
pub(crate) struct Mentions {
    pub figures: Vec<Figure>,
    pub dates: Vec<DateMention>,
    pub places: Vec<PlaceMention>,
}

/// A stretch that was read.
pub(crate) struct ReadStretch<'t> {
    pub passage: Passage<'t>,
    /// The places that it names.
    pub places: Vec<PlaceMention>,
    /// Where the sentences begin of whose attributions none was taken, because there were too many.
    pub crowded: Vec<usize>,
}

/// Reads one stretch and adds its statements to `found`.
pub(crate) fn read_stretch<'t>(
    input: &TextInput<'t>,
    stretch: &Stretch<'_>,
    discourse: &mut Discourse,
    found: &mut Vec<Statement>,
) -> ReadStretch<'t> {
    let passage = Passage::new(input.text, stretch.span.clone(), &stretch.breaks);
    let quotes = quotations(&passage);
    let published = stretch.posted_at.filter(|_| stretch.is_readers()).or(input.published);
    let places = places::places(&passage, input.gazetteer);
    let mentions = Mentions {
        figures: figures::figures(&passage),
        dates: dates::dates(&passage, published, places::first_latitude(&places)),
        places,
    };
    let all = 0..passage.tokens.len();
    let split = sentences(&passage, all, &quotes);
    let mut drafts: Vec<Draft> = Vec::new();
    let (mut crowded, mut held) = (Vec::new(), Vec::new());
    for sentence in &split {
        let n_before = drafts.len();
        if !read_sentence(&passage, sentence, &quotes, (stretch, input.outlet), discourse, &mut drafts) {
            crowded.extend(passage.tokens.get(sentence.tokens.start).map(|token| token.start));
            continue;
        }
        held.extend(attitudes_of(&passage, sentence, &quotes, &drafts[n_before..], discourse));
    }
    join_split_quotations(&passage, &split, &quotes, &mut drafts);
    let writer = Writer { input, stretch, passage: &passage, mentions: &mentions };
    writer.write(&drafts, found);
    writer.write_attitudes(&held, found);
    writer.write_own(&own::assertions(&passage, &split, &quotes, &drafts, &mentions, stretch), found);
    ReadStretch { places: mentions.places, passage, crowded }
}

/// The attitudes of a sentence with who holds them. Nobody is remembered for one: they change no other reading.
fn attitudes_of(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    taken: &[Draft],
    discourse: &Discourse,
) -> Vec<Draft> {
    let taken: Vec<&Attribution> = taken.iter().map(|draft| &draft.attribution).collect();
    let found = attitudes(passage, sentence, quotes, &taken);
    if found.len() > ATTRIBUTIONS_PER_SENTENCE_AT_MOST {
        return Vec::new();
    }
    let draft = |attribution: Attribution| {
        let named = attribution.antecedent.as_ref().or(attribution.source.as_ref())?;
        let resolved = discourse.resolve(&speaker(passage, named));
        let paragraph = passage.tokens[attribution.cue.start].paragraph;
        Some(Draft { attribution, resolved, carried: Vec::new(), paragraph })
    };
    found.into_iter().filter_map(draft).collect()
}

/// Whether the sentence could be read as prose.
fn read_sentence(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    (stretch, outlet): (&Stretch<'_>, Option<&str>),
    discourse: &mut Discourse,
    drafts: &mut Vec<Draft>,
) -> bool {
    let headline = stretch.role == BlockRole::Title;
    let mut new = attributions(passage, sentence, quotes, headline);
    for quotation in quotes.get(sentence.quotes.clone()).unwrap_or(&[]) {
        new.extend(inside_quotation(passage, quotation, 1));
    }
    if new.len() > ATTRIBUTIONS_PER_SENTENCE_AT_MOST {
        return false;
    }
    let sources: Vec<usize> =
        new.iter().filter_map(|attribution| attribution.source.as_ref().map(|source| source.start)).collect();
    if !headline {
        remember_subject(passage, sentence, quotes, &sources, discourse);
    }
    for attribution in new {
        let resolved = resolve(passage, &attribution, discourse);
        let paragraph = passage.tokens[attribution.cue.start].paragraph;
        let mut carried = carried_over(passage, &attribution, &resolved, drafts, paragraph);
        carried.extend(told_outlet(passage, &attribution, outlet));
        carried.extend(quoting_outlet(passage, &attribution, discourse, outlet));
        drafts.push(Draft { attribution, resolved, carried, paragraph });
    }
    true
}

/// What is attributed inside quoted words, to somebody else than the speaker.
fn inside_quotation(passage: &Passage<'_>, quotation: &Quotation, depth: usize) -> Vec<Attribution> {
    if depth > DEPTH_AT_MOST || quotation.inner.len() < 4 {
        return Vec::new();
    }
    let inner = inner_quotations(passage, quotation);
    let mut found = Vec::new();
    for sentence in sentences(passage, quotation.inner.clone(), &inner) {
        let named = attributions(passage, &sentence, &inner, false)
            .into_iter()
            .filter(|attribution| attribution.source.is_some());
        found.extend(named);
        for deeper in inner.get(sentence.quotes.clone()).unwrap_or(&[]) {
            found.extend(inside_quotation(passage, deeper, depth + 1));
        }
    }
    found
}

/// Quotations that lie inside another one: paired anew over its inner words.
fn inner_quotations(passage: &Passage<'_>, quotation: &Quotation) -> Vec<Quotation> {
    if !quotation.inner.clone().any(|index| passage.tokens[index].kind == TokenKind::Quote) {
        return Vec::new();
    }
    super::quotes::quotations_in(passage, &quotation.inner)
}

fn resolve(passage: &Passage<'_>, attribution: &Attribution, discourse: &mut Discourse) -> Resolved {
    let read = |span: &Range<usize>| speaker(passage, span);
    let pointed = attribution.antecedent.as_ref().map(|span| (span, read(span)));
    let Some(source) = &attribution.source else {
        return match pointed {
            Some((_, named)) => settle(&named, "previous source", discourse),
            None if attribution.rule == "is said to" || attribution.rule == "it was said that" => {
                Resolved { name: None, role: Role::Unnamed, resolved_by: "unresolved" }
            }
            None => discourse.previous(),
        };
    };
    let named = read(source);
    match (named.pronoun, pointed) {
        (Some(_), Some((_, antecedent))) => settle(&antecedent, "pronoun", discourse),
        _ => {
            let resolved = discourse.resolve(&named);
            discourse.remember(&named, &resolved);
            resolved
        }
    }
}

fn settle(named: &Speaker, resolved_by: &'static str, discourse: &mut Discourse) -> Resolved {
    let mut resolved = discourse.resolve(named);
    if resolved.resolved_by == "span" {
        resolved.resolved_by = resolved_by;
    }
    discourse.remember(named, &resolved);
    resolved
}

/// Who a sentence is about may be "he" in the next one, though nothing is attributed to him: "The premier, Sara Holm,
/// visited the town. She said …".
fn remember_subject(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    sources: &[usize],
    discourse: &mut Discourse,
) {
    let quotes = quotes.get(sentence.quotes.clone()).unwrap_or(&[]);
    let quoted = |index: usize| quotes.iter().any(|quotation| quotation.outer.contains(&index));
    let verb = (sentence.tokens.start + 1..sentence.tokens.end)
        .find(|&index| !quoted(index) && super::source::is_finite_verb(passage, index));
    let subject = verb.and_then(|verb| super::source::subject_before(passage, sentence.tokens.start, verb));
    let Some(span) = subject.map(|subject| subject.antecedent.unwrap_or(subject.span)) else { return };
    if sources.contains(&span.start) {
        return;
    }
    let named = speaker(passage, &span);
    // A name alone may be that of a firm; an office, a title, an apposition or "who" tells a person.
    let told = named.name != passage.slice(&span)
        || passage.lower(span.end) == "who"
        || passage.lower(span.end + 1) == "who"
        || discourse.knows_person(&named.name);
    if named.role == Role::Person && named.pronoun.is_none() && !named.plural && told {
        let resolved = discourse.resolve(&named);
        discourse.remember(&named, &resolved);
    }
}

/// "a driver told the Harbour Courier": an outlet that is not the page's own has it first hand, so it stands between.
fn told_outlet(
    passage: &Passage<'_>,
    attribution: &Attribution,
    own: Option<&str>,
) -> Option<(String, Role, Range<usize>)> {
    let span = attribution.heard_by.clone()?;
    let heard = speaker(passage, &span);
    let named = span.clone().any(|index| passage.is_capital(index));
    (heard.role == Role::Outlet && named && !own.is_some_and(|own| is_part_of_name(&heard.name, own)))
        .then_some((heard.name, heard.role, span))
}

/// "the newspaper quoted X as saying": who quotes stands before X.
fn quoting_outlet(
    passage: &Passage<'_>,
    attribution: &Attribution,
    discourse: &Discourse,
    own: Option<&str>,
) -> Option<(String, Role, Range<usize>)> {
    let span = attribution.quoted_by.clone()?;
    let quoting = discourse.resolve(&speaker(passage, &span));
    let name = quoting.name?;
    (!own.is_some_and(|own| is_part_of_name(&name, own))).then_some((name, quoting.role, span))
}

/// Whether the letters of one name end or make up the other: "the Courier" of the Harbour Courier, or of its host.
fn is_part_of_name(short: &str, long: &str) -> bool {
    let letters = |name: &str| -> String { name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let short = letters(short);
    !short.is_empty() && letters(long).contains(&short)
}

/// "…,” he added" goes on with what the same paragraph quotes: who passed the first part on passed on this one too.
fn carried_over(
    passage: &Passage<'_>,
    attribution: &Attribution,
    resolved: &Resolved,
    drafts: &[Draft],
    paragraph: u32,
) -> Vec<(String, Role, Range<usize>)> {
    let pronoun = attribution.source.as_ref().is_none_or(|source| speaker(passage, source).pronoun.is_some());
    if !(pronoun || attribution.continues) || resolved.name.is_none() {
        return Vec::new();
    }
    let same = drafts
        .iter()
        .rev()
        .take_while(|draft| draft.paragraph == paragraph)
        .find(|draft| draft.resolved.name == resolved.name && !draft.attribution.passes_on);
    let Some(same) = same else { return Vec::new() };
    let mut carried = same.carried.clone();
    let passing = drafts.iter().filter(|draft| {
        draft.attribution.passes_on
            && draft.paragraph == paragraph
            && draft.attribution.hull().contains(&same.attribution.cue.start)
    });
    carried.extend(passing.filter_map(|draft| {
        Some((draft.resolved.name.clone()?, draft.resolved.role, draft.attribution.source.clone()?))
    }));
    carried
}

/// "“…,” said X. “…”": a quotation that stands alone behind an attributed one goes on with it.
fn join_split_quotations(passage: &Passage<'_>, split: &[Sentence], quotes: &[Quotation], drafts: &mut [Draft]) {
    let mut next_draft = 0;
    for pair in split.windows(2) {
        let (before, alone) = (&pair[0], &pair[1]);
        while next_draft < drafts.len() && drafts[next_draft].attribution.cue.start < before.tokens.start {
            next_draft += 1;
        }
        let Some(quotation) = quotes.get(alone.quotes.start).filter(|quotation| {
            quotation.outer == alone.tokens
                || quotation.outer.end + 1 == alone.tokens.end && quotation.outer.start == alone.tokens.start
        }) else {
            continue;
        };
        let same_paragraph =
            passage.tokens[before.tokens.end - 1].paragraph == passage.tokens[alone.tokens.start].paragraph;
        let direct = drafts[next_draft..]
            .iter_mut()
            .take_while(|draft| draft.attribution.cue.start < before.tokens.end)
            .find(|draft| {
                let ends_before_cue = draft.attribution.hull().end <= draft.attribution.cue.start;
                draft.attribution.quote_type == QuoteType::Direct && ends_before_cue && !draft.attribution.passes_on
            });
        if let (true, Some(draft)) = (same_paragraph, direct) {
            draft.attribution.content.push(quotation.outer.clone());
        }
    }
}

/// Writes drafts as statements.
struct Writer<'w, 't> {
    input: &'w TextInput<'t>,
    stretch: &'w Stretch<'t>,
    passage: &'w Passage<'t>,
    mentions: &'w Mentions,
}

impl Writer<'_, '_> {
    fn write(&self, drafts: &[Draft], found: &mut Vec<Statement>) {
        for (number, draft) in drafts.iter().enumerate() {
            let outer = outer_drafts(drafts, number);
            found.extend(self.statement(draft, &outer));
        }
    }

    /// None stands in anybody's words: what is said already is not told a second time.
    fn write_attitudes(&self, held: &[Draft], found: &mut Vec<Statement>) {
        found.extend(held.iter().filter_map(|attitude| self.statement(attitude, &[])));
    }

    fn statement(&self, draft: &Draft, outer: &[&Draft]) -> Option<Statement> {
        let attribution = &draft.attribution;
        let parts: Vec<SpanText> = attribution.content.iter().filter_map(|part| self.content_part(part)).collect();
        let (first, last) = (parts.first()?, parts.last()?);
        let content = SpanText::of(self.input.text, TextSpan::new(first.start_byte, last.end_byte));
        let source = attribution.source.as_ref().map(|source| self.span_text(source));
        let cue = self.span_text(&attribution.cue);
        let mut chain = self.base_chain();
        chain.extend(outer.iter().filter_map(|outer| self.link(&outer.resolved, outer.attribution.source.as_ref())));
        for (name, role, span) in &draft.carried {
            if !chain.iter().any(|link| link.name == *name) {
                chain.push(self.named_link(name, *role, Some(span)));
            }
        }
        let speaker = self.link(&draft.resolved, attribution.source.as_ref());
        // Who speaks of itself in its own words passes nothing on.
        if chain.last().zip(speaker.as_ref()).is_some_and(|(last, own)| last.name == own.name && last.role == own.role)
        {
            chain.pop();
        }
        chain.extend(speaker);
        Some(self.finished(Finished {
            content,
            parts,
            source,
            cue: Some(cue),
            chain,
            speaker: draft.resolved.name.clone(),
            resolved_by: draft.resolved.resolved_by,
            quote_type: attribution.quote_type,
            rule: attribution.rule.to_owned(),
            denial: attribution.denial,
            hedge_from: Some(self.passage.bytes(&attribution.cue)),
        }))
    }

    fn finished(&self, made: Finished) -> Statement {
        let source_bytes = made.source.as_ref().map_or([0usize; 2], |source| [source.start_byte, source.end_byte]);
        let id = stable_id(
            "S",
            &[
                &self.input.item.0,
                &made.content.start_byte.to_be_bytes(),
                &made.content.end_byte.to_be_bytes(),
                &source_bytes[0].to_be_bytes(),
                &source_bytes[1].to_be_bytes(),
                made.rule.as_bytes(),
            ],
        );
        let inside =
            |start: usize, end: usize| made.parts.iter().any(|part| part.start_byte <= start && end <= part.end_byte);
        Statement {
            id,
            item: self.input.item,
            block: self.block_of(made.content.start_byte),
            hedges: self.hedges(&made),
            denial: made.denial || is_negated(&made.content.text),
            figures: slice_by(&self.mentions.figures, &made.content, |figure| (figure.start_byte, figure.end_byte))
                .filter(|figure| inside(figure.start_byte, figure.end_byte))
                .cloned()
                .collect(),
            dates: self.dates(&made),
            places: slice_by(&self.mentions.places, &made.content, |place| (place.start_byte, place.end_byte))
                .filter(|place| inside(place.start_byte, place.end_byte))
                .cloned()
                .collect(),
            source: made.source,
            cue: made.cue,
            content: made.content,
            parts: made.parts,
            speaker: made.speaker,
            resolved_by: made.resolved_by.to_owned(),
            chain: made.chain,
            quote_type: made.quote_type,
            rule: made.rule,
            tier: Tier::Confirmed,
        }
    }

    /// The dates in the content; and those beside the cue, marked as the time of the saying.
    fn dates(&self, made: &Finished) -> Vec<DateMention> {
        let inside = |date: &&DateMention| {
            made.parts.iter().any(|part| part.start_byte <= date.start_byte && date.end_byte <= part.end_byte)
        };
        let mut dates: Vec<DateMention> =
            slice_by(&self.mentions.dates, &made.content, |date| (date.start_byte, date.end_byte))
                .filter(inside)
                .cloned()
                .collect();
        let Some(cue) = &made.cue else { return dates };
        let end = made.source.as_ref().map_or(cue.end_byte, |source| source.end_byte.max(cue.end_byte));
        let beside = self.mentions.dates.partition_point(|date| date.start_byte < end);
        if let Some(date) = self.mentions.dates.get(beside) {
            let between = self.input.text.get(end..date.start_byte).unwrap_or("….");
            if matches!(between.trim(), "" | "in" | "on" | "late on" | "early on" | "last" | "в" | "у" | "في")
                && !inside(&date)
            {
                dates.push(of_the_saying(date));
            }
        }
        // "The ministry on Saturday denied …": between who said it and the verb.
        let before_cue = made.source.as_ref().map_or(0..0, |source| source.end_byte..cue.start_byte);
        let between = self
            .mentions
            .dates
            .iter()
            .skip(self.mentions.dates.partition_point(|date| date.start_byte < before_cue.start));
        let between = between.take_while(|date| date.end_byte <= before_cue.end);
        dates.extend(between.map(of_the_saying));
        dates.sort_by_key(|date| date.start_byte);
        dates
    }

    fn hedges(&self, made: &Finished) -> Vec<String> {
        let cue = made.hedge_from.clone().unwrap_or(0..0);
        let mut found = hedges_in(&made.content.text);
        // "alleged" as a cue attributes and does not hedge; "reportedly" beside it does.
        let beside = hedges_in(self.input.text.get(cue.clone()).unwrap_or(""));
        found.extend(beside.into_iter().filter(|hedge| hedge.ends_with("ly")));
        if made.rule == "is said to" {
            let whole = self.input.text.get(cue.start..made.content.end_byte).map(hedges_in).unwrap_or_default();
            found.extend(whole.into_iter().filter(|hedge| hedge.contains(' ')));
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|hedge| seen.insert(hedge.clone()));
        found
    }

    /// A content without its quotation marks and edge signs.
    fn content_part(&self, part: &Range<usize>) -> Option<SpanText> {
        let bytes = self.passage.bytes(part);
        let text = self.input.text.get(bytes.clone())?;
        let opening = |c: char| {
            c.is_whitespace()
                || super::tokens::is_quotation_mark(c) && c != '\'' && c != '’'
                || matches!(c, ',' | ':' | '–' | '—' | '،')
        };
        let balanced = part.len() > 2
            && self.passage.tokens[part.start].kind == TokenKind::Quote
            && self.passage.tokens[part.end - 1].kind == TokenKind::Quote;
        let (start, end) = if balanced {
            let trimmed = text.trim_matches(|c: char| opening(c) || super::tokens::is_quotation_mark(c));
            let offset = trimmed.as_ptr() as usize - text.as_ptr() as usize;
            (bytes.start + offset, bytes.start + offset + trimmed.len())
        } else {
            (bytes.start, bytes.end)
        };
        (start < end).then(|| SpanText::of(self.input.text, TextSpan::new(start, end)))
    }

    fn span_text(&self, tokens: &Range<usize>) -> SpanText {
        let bytes = self.passage.bytes(tokens);
        SpanText::of(self.input.text, TextSpan::new(bytes.start, bytes.end))
    }

    /// The outlet, and for a comment or message its author.
    fn base_chain(&self) -> Vec<ChainLink> {
        let outlet = self.input.outlet.unwrap_or("outlet not named");
        let mut chain = vec![ChainLink {
            name: outlet.to_owned(),
            role: "outlet".to_owned(),
            item: Some(self.input.item),
            start_byte: None,
            end_byte: None,
        }];
        if self.stretch.is_readers() {
            let name = self.stretch.author.unwrap_or("commenter").to_owned();
            chain.push(ChainLink { name, role: "commenter".to_owned(), item: None, start_byte: None, end_byte: None });
        }
        chain
    }

    fn link(&self, resolved: &Resolved, span: Option<&Range<usize>>) -> Option<ChainLink> {
        resolved.name.as_ref().map(|name| self.named_link(name, resolved.role, span))
    }

    fn named_link(&self, name: &str, role: Role, span: Option<&Range<usize>>) -> ChainLink {
        let bytes = span.map(|span| self.passage.bytes(span));
        ChainLink {
            name: name.to_owned(),
            role: role.word().to_owned(),
            item: None,
            start_byte: bytes.as_ref().map(|b| b.start),
            end_byte: bytes.as_ref().map(|b| b.end),
        }
    }

    /// The innermost block that holds this byte.
    fn block_of(&self, byte: usize) -> u32 {
        let holding = self.input.blocks.iter().filter(|block| block.start_byte <= byte && byte < block.end_byte);
        holding.min_by_key(|block| block.end_byte - block.start_byte).map_or(self.stretch.block, |block| block.block)
    }

    fn write_own(&self, assertions: &[own::Assertion], found: &mut Vec<Statement>) {
        for assertion in assertions {
            let Some(part) = self.content_part(&assertion.content) else { continue };
            let speaker = if self.stretch.is_readers() { self.stretch.author } else { self.input.outlet };
            let resolved_by = if self.stretch.is_readers() { "author" } else { "outlet" };
            found.push(self.finished(Finished {
                content: part.clone(),
                parts: vec![part],
                source: None,
                cue: assertion.cue.as_ref().map(|cue| self.span_text(cue)),
                chain: self.base_chain(),
                speaker: speaker.map(str::to_owned),
                resolved_by,
                quote_type: QuoteType::Own,
                rule: assertion.rule.to_owned(),
                denial: false,
                hedge_from: None,
            }));
        }
    }
}

struct Finished {
    content: SpanText,
    parts: Vec<SpanText>,
    source: Option<SpanText>,
    cue: Option<SpanText>,
    chain: Vec<ChainLink>,
    speaker: Option<String>,
    resolved_by: &'static str,
    quote_type: QuoteType,
    rule: String,
    denial: bool,
    hedge_from: Option<Range<usize>>,
}

fn of_the_saying(date: &DateMention) -> DateMention {
    DateMention { rule: format!("{}; time of the saying", date.rule), ..date.clone() }
}

/// The attributions whose content holds this one, outermost first; who is cited stands behind the one who cites.
fn outer_drafts(drafts: &[Draft], number: usize) -> Vec<&Draft> {
    let inner = &drafts[number].attribution;
    let reach = 60;
    let near = number.saturating_sub(reach)..drafts.len().min(number + reach);
    let mut outer: Vec<&Draft> = near
        .filter(|&other| other != number)
        .map(|other| &drafts[other])
        .filter(|other| holds(&other.attribution, inner))
        .collect();
    outer.sort_by_key(|draft| std::cmp::Reverse(draft.attribution.hull().len()));
    outer
}

fn holds(outer: &Attribution, inner: &Attribution) -> bool {
    if inner.behind && !outer.behind && outer.hull() == inner.hull() {
        return true;
    }
    let inside = |part: &Range<usize>| part.start <= inner.cue.start && inner.cue.end <= part.end;
    let hull = outer.hull();
    outer.content.iter().any(inside) && hull.start <= inner.hull().start && inner.hull().end <= hull.end
}

/// The slice of sorted mentions that lies in a content.
fn slice_by<'m, T>(
    mentions: &'m [T],
    content: &SpanText,
    span: impl Fn(&T) -> (usize, usize),
) -> impl Iterator<Item = &'m T> {
    let start = mentions.partition_point(|mention| span(mention).0 < content.start_byte);
    let end = mentions.partition_point(|mention| span(mention).0 < content.end_byte);
    mentions[start.min(end)..end].iter()
}

fn hedges_in(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut first_at: [Option<usize>; HEDGES.len()] = [None; HEDGES.len()];
    for (at, word) in words_of(&lower) {
        for &number in hedges_beginning_with(word) {
            let hedge = HEDGES[number];
            let ends_with_its_word = |rest: &str| rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
            let fits = lower[at..]
                .strip_prefix(hedge)
                .is_some_and(|rest| ends_with_its_word(rest) && (!is_approximation(hedge) || number_follows(rest)));
            if fits && first_at[number].is_none() {
                first_at[number] = Some(at);
            }
        }
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (hedge, at) in HEDGES.iter().zip(first_at) {
        if let Some(at) = at.filter(|_| !found.iter().any(|(_, longer)| longer.contains(hedge))) {
            found.push((at, hedge));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, hedge)| hedge.to_owned()).collect()
}

/// The runs of letters and digits with the bytes where they begin.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Numbers of the hedges whose first run of letters is this one.
fn hedges_beginning_with(word: &str) -> &'static [usize] {
    static TABLE: OnceLock<ByWord<Vec<usize>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: ByWord<Vec<usize>> = ByWord::default();
        for (number, hedge) in HEDGES.iter().enumerate() {
            if let Some((_, first)) = words_of(hedge).next() {
                table.entry(first).or_default().push(number);
            }
        }
        table
    });
    table.get(word).map_or(&[], Vec::as_slice)
}

fn is_approximation(hedge: &str) -> bool {
    matches!(
        hedge,
        "some"
            | "about"
            | "around"
            | "nearly"
            | "almost"
            | "roughly"
            | "approximately"
            | "نحو"
            | "حوالي"
            | "около"
            | "примерно"
            | "близько"
            | "приблизно"
    )
}

/// "some 250" hedges, "some of them" does not.
fn number_follows(rest: &str) -> bool {
    let next = rest.split_whitespace().next().unwrap_or("");
    next.starts_with(|c: char| c.is_numeric() || matches!(c, '$' | '£' | '€')) || figures::is_number_word(next)
}

/// "The allegation that chlorine leaked is false": a claim, and behind it that it does not hold.
fn calls_it_false(lower: &str) -> bool {
    const CLAIMS: [&str; 8] =
        ["allegation", "allegations", "claim", "claims", "report", "reports", "accusation", "rumour"];
    let named = lower.split(' ').take(3).any(|word| CLAIMS.contains(&word)) && lower.contains(" that ");
    let false_words = ["false", "untrue", "baseless", "unfounded", "wrong", "invented", "fabricated"];
    let verbs = ["is", "are", "was", "were"];
    named && verbs.iter().any(|verb| false_words.iter().any(|word| lower.ends_with(&format!(" {verb} {word}"))))
}

/// Whether the content begins as a plain negation: "the army did not enter", "there was no leak".
fn is_negated(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words =
        lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|word| !word.is_empty());
    let near: Vec<&str> = words.by_ref().take(9).collect();
    let not = |word: &str| {
        matches!(
            word,
            "not"
                | "never"
                | "didn't"
                | "didn’t"
                | "wasn't"
                | "wasn’t"
                | "weren't"
                | "weren’t"
                | "hasn't"
                | "hasn’t"
                | "isn't"
                | "isn’t"
                | "haven't"
                | "haven’t"
                | "не"
                | "لم"
                | "ليس"
                | "ليست"
                | "немає"
                | "нет"
        )
    };
    let no = |pair: &[&str]| {
        matches!(pair[0], "was" | "were" | "is" | "are" | "had" | "has" | "that") && pair[1] == "no"
            || pair == ["not", "only"]
    };
    near.iter().any(|word| not(word)) && !near.windows(2).any(|pair| pair == ["not", "only"])
        || near.windows(2).any(|pair| no(pair) && pair != ["not", "only"])
        || matches!(near.first(), Some(&("no" | "nobody" | "none")))
        || calls_it_false(&lower)
}
