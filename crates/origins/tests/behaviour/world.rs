//! A small builder for cases: pages with statements, matches, decisions, and questions with their answers.

use model::{
    Block, BlockRole, ChainLink, Claim, ClaimGroup, ClaimMember, ClaimedTime, Credit, CreditRole, Decision,
    DecisionKind, Direction, Disagreement, DisagreementKind, Extent, ItemId, Link, LinkKind, Match, MatchKind,
    MatchSide, Origin, QuoteType, SpanText, Stance, Statement, Tier, TimeKind, Transform, stable_id,
};
use origins::{ItemFacts, OriginsInput, OriginsOutput, count};

/// Who says it.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// Nobody: the outlet itself.
    Outlet,
    /// A named person or body, with its role.
    Named(&'a str, &'a str),
    /// Somebody unnamed.
    Unnamed(&'a str),
    /// "X reports that …"
    Report(&'a str),
    /// "as quoted by X": outlet or body, then the speaker with the role.
    Quoted(&'a str, &'a str, &'a str),
    /// "Footage shows …".
    Footage,
    /// A reader.
    Commenter(&'a str),
    /// The sender of a message.
    Author(&'a str),
}

#[derive(Clone, Default)]
pub struct World {
    pub items: Vec<ItemFacts>,
    pub statements: Vec<Statement>,
    pub groups: Vec<ClaimGroup>,
    pub matches: Vec<Match>,
    pub decisions: Vec<Decision>,
}

pub fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

impl World {
    /// A page of `outlet`; its name is its id.
    pub fn page(&mut self, name: &str, outlet: &str, published: &str) -> &mut Self {
        self.put(name, "text/html", Some(outlet), published, TimeKind::Published)
    }

    /// A recording.
    pub fn recording(&mut self, name: &str, media_type: &str, captured: &str) -> &mut Self {
        self.put(name, media_type, None, captured, TimeKind::Captured)
    }

    pub fn put(&mut self, name: &str, media_type: &str, outlet: Option<&str>, time: &str, kind: TimeKind) -> &mut Self {
        let times = if time.is_empty() { Vec::new() } else { vec![claimed(time, kind)] };
        self.items.push(ItemFacts {
            item: item(name),
            name: name.to_owned(),
            short_id: String::new(),
            media_type: media_type.to_owned(),
            outlet: outlet.filter(|outlet| !outlet.is_empty()).map(str::to_owned),
            url: None,
            times,
            credits: Vec::new(),
            links: Vec::new(),
            blocks: Vec::new(),
        });
        self
    }

    pub fn facts(&mut self, name: &str) -> &mut ItemFacts {
        let id = item(name);
        self.items.iter_mut().find(|facts| facts.item == id).expect("the item was put")
    }

    pub fn credit(&mut self, name: &str, role: CreditRole, who: &str) -> &mut Self {
        let of_picture = role == CreditRole::Picture;
        let credit = Credit { block: 9, role, name: who.to_owned(), start_byte: 0, end_byte: 0, step: 0, of_picture };
        self.facts(name).credits.push(credit);
        self
    }

    pub fn link(&mut self, from: &str, kind: LinkKind, to: &str) -> &mut Self {
        let target_url = format!("https://example.org/{to}");
        let link =
            Link { item: item(from), block: Some(1), kind, target_url, target_item: Some(item(to)), truncated: false };
        self.facts(from).links.push(link);
        self
    }

    /// A statement of a page; gives its id.
    pub fn says(&mut self, page: &str, content: &str, by: By) -> String {
        let outlet = self.facts(page).outlet.clone().unwrap_or_else(|| "outlet not named".to_owned());
        let before = self.statements.iter().filter(|s| s.item == item(page));
        let start_byte = before.map(|s| s.content.end_byte + 10).max().unwrap_or(0);
        let content = SpanText { start_byte, end_byte: start_byte + content.len(), text: content.to_owned() };
        let id = format!("S-{page}-{start_byte:05}");
        let mut statement = Statement {
            id: id.clone(),
            item: item(page),
            block: 1,
            source: None,
            cue: None,
            parts: vec![content.clone()],
            content,
            speaker: None,
            resolved_by: "span".to_owned(),
            chain: vec![ChainLink { item: Some(item(page)), ..link_of(&outlet, "outlet") }],
            quote_type: QuoteType::Indirect,
            rule: "test".to_owned(),
            hedges: Vec::new(),
            denial: false,
            figures: Vec::new(),
            dates: Vec::new(),
            places: Vec::new(),
            tier: Tier::Confirmed,
        };
        attribute(&mut statement, by);
        self.statements.push(statement);
        id
    }

    pub fn denies(&mut self, page: &str, content: &str, by: By) -> String {
        let id = self.says(page, content, by);
        self.statements.last_mut().expect("just put").denial = true;
        id
    }

    pub fn statement(&mut self, id: &str) -> &mut Statement {
        self.statements.iter_mut().find(|statement| statement.id == id).expect("the statement was made")
    }

    /// A question with its answers: each answer is a claim, the other answers stand against it.
    pub fn question(&mut self, answers: &[&[&str]]) -> &mut Self {
        for (place, says) in answers.iter().enumerate().filter(|(_, says)| !says.is_empty()) {
            let against = answers.iter().enumerate().filter(|(at, _)| *at != place).flat_map(|(_, other)| other.iter());
            let against: Vec<&str> = against.copied().collect();
            self.group(says, &against);
        }
        self
    }

    pub fn group(&mut self, says: &[&str], against: &[&str]) -> &mut Self {
        let member = |statement: &&str, stance: Stance| ClaimMember {
            statement: (*statement).to_owned(),
            stance,
            reason: "as the test says".to_owned(),
        };
        let mut members: Vec<ClaimMember> = says.iter().map(|s| member(s, Stance::For)).collect();
        members.extend(against.iter().map(|s| member(s, Stance::Against)));
        members.sort_by(|a, b| a.statement.cmp(&b.statement));
        let disagreements = against.iter().filter(|_| !says.is_empty()).map(|other| Disagreement {
            kind: DisagreementKind::Figure,
            statements: [says[0].to_owned(), (*other).to_owned()],
            text: "they exclude each other".to_owned(),
        });
        let parts: Vec<&[u8]> = says.iter().chain(against).map(|s| s.as_bytes()).collect();
        let text = says
            .first()
            .or(against.first())
            .map(|id| self.statements.iter().find(|s| s.id == *id).map(|s| s.content.text.clone()));
        let group = ClaimGroup {
            id: stable_id("C", &parts),
            text: text.flatten().unwrap_or_default(),
            members,
            disagreements: disagreements.collect(),
        };
        self.groups.push(group);
        self
    }

    /// The passages of two statements are one text.
    pub fn copied(&mut self, copy: &str, original: &str) -> String {
        self.text_match(copy, original, MatchKind::TextExcerpt, Tier::Confirmed)
    }

    pub fn text_match(&mut self, a: &str, b: &str, kind: MatchKind, tier: Tier) -> String {
        let side = |world: &mut World, id: &str| {
            let statement = world.statement(id);
            let (start, end) = (statement.content.start_byte, statement.content.end_byte);
            let extent = Extent { start_byte: Some(start), end_byte: Some(end), ..Extent::default() };
            MatchSide { item: statement.item, name: String::new(), extent }
        };
        let (query, reference) = (side(self, a), side(self, b));
        let id = format!("M-{a}-{b}");
        self.matches.push(a_match(&id, kind, tier, query, reference));
        id
    }

    pub fn media_match(&mut self, a: &str, b: &str, kind: MatchKind, tier: Tier) -> String {
        let side = |name: &str| MatchSide { item: item(name), name: String::new(), extent: Extent::default() };
        let id = format!("M-{a}-{b}");
        self.matches.push(a_match(&id, kind, tier, side(a), side(b)));
        id
    }

    /// `part` is the stretch `start_s..end_s` (seconds) of `long`.
    pub fn excerpt(&mut self, part: &str, long: &str, start_s: i64, end_s: i64, from: Option<&str>) -> String {
        let id = self.media_match(part, long, MatchKind::VideoExcerpt, Tier::Confirmed);
        let found = self.matches.last_mut().expect("just put");
        let second = 1_000_000;
        let extent = |start: i64, end: i64| Extent {
            start_us: Some(start * second),
            end_us: Some(end * second),
            ..Extent::default()
        };
        found.query.extent = extent(0, end_s - start_s);
        found.reference.extent = extent(start_s, end_s);
        found.direction =
            from.map(|from| Direction { from: item(from), evidence: vec!["as the test says".to_owned()] });
        id
    }

    pub fn decides(&mut self, id: &str, what: DecisionKind) -> &mut Self {
        let decision = Decision {
            id: id.to_owned(),
            what,
            why: "because".to_owned(),
            by: "a tester".to_owned(),
            time: format!("2031-06-01T10:00:{:02}Z", self.decisions.len()),
            undone_by: None,
            log_index: None,
        };
        self.decisions.push(decision);
        self
    }

    pub fn count(&self) -> OriginsOutput {
        count(&OriginsInput {
            items: &self.items,
            statements: &self.statements,
            groups: &self.groups,
            matches: &self.matches,
            decisions: &self.decisions,
        })
    }

    /// The same page again under another name, with its statements in the same answers and a match of the whole text.
    pub fn copy_of(&mut self, name: &str, copy: &str, media_copy: bool) {
        let mut facts = self.facts(name).clone();
        (facts.item, facts.name) = (item(copy), copy.to_owned());
        facts.links.iter_mut().for_each(|link| link.item = item(copy));
        self.items.push(facts);
        let own: Vec<Statement> = self.statements.iter().filter(|s| s.item == item(name)).cloned().collect();
        for original in own {
            let id = original.id.replacen(&format!("S-{name}-"), &format!("S-{copy}-"), 1);
            for group in &mut self.groups {
                let member = group.members.iter().find(|member| member.statement == original.id).cloned();
                group.members.extend(member.map(|member| ClaimMember { statement: id.clone(), ..member }));
            }
            let mut copied = Statement { id, item: item(copy), ..original };
            copied.chain.iter_mut().for_each(|link| link.item = link.item.map(|_| item(copy)));
            self.statements.push(copied);
        }
        let kind = if media_copy { MatchKind::VideoCopy } else { MatchKind::TextCopy };
        self.media_match(copy, name, kind, Tier::Confirmed);
    }
}

pub fn claimed(time: &str, kind: TimeKind) -> ClaimedTime {
    ClaimedTime { time: time.to_owned(), kind, evidence: "test".to_owned(), zone: "UTC".to_owned() }
}

pub fn message_block(page: &str) -> Block {
    Block {
        item: item(page),
        block: 1,
        role: BlockRole::Message,
        start_byte: 0,
        end_byte: 0,
        text: String::new(),
        author: None,
        posted_at: None,
        likes: None,
        parent: None,
        page_start_byte: None,
        page_end_byte: None,
        reason: String::new(),
        confidence_0_1: 1.0,
    }
}

/// The claim for which this statement stands.
pub fn claim_of<'o>(output: &'o OriginsOutput, statement: &str) -> &'o Claim {
    let says =
        |claim: &&Claim| claim.roads.iter().any(|road| road.statement == statement && road.stance == Stance::For);
    output.claims.iter().find(says).expect("the statement is for a claim")
}

/// Low and high of the origins for the claim of this statement.
pub fn number(output: &OriginsOutput, statement: &str) -> (u32, u32) {
    let count = &claim_of(output, statement).origins_for;
    (count.low, count.high)
}

/// Low and high of the origins against it.
pub fn against(output: &OriginsOutput, statement: &str) -> (u32, u32) {
    let count = &claim_of(output, statement).origins_against;
    (count.low, count.high)
}

pub fn labels<'o>(output: &'o OriginsOutput, ids: &[String]) -> Vec<&'o str> {
    ids.iter().map(|id| origin(output, id).label.as_str()).collect()
}

pub fn origin<'o>(output: &'o OriginsOutput, id: &str) -> &'o Origin {
    output.origins.iter().find(|origin| origin.id == id).expect("an origin of that id is listed")
}

/// The origin that this statement leads to.
pub fn origin_of<'o>(output: &'o OriginsOutput, statement: &str) -> &'o Origin {
    let road = claim_of(output, statement).roads.iter().find(|road| road.statement == statement).expect("a road");
    origin(output, road.origin.as_deref().expect("the road leads somewhere"))
}

fn a_match(id: &str, kind: MatchKind, tier: Tier, query: MatchSide, reference: MatchSide) -> Match {
    let score_0_1 = if tier == Tier::Confirmed { 0.9 } else { 0.6 };
    let (transform, reasons, direction) = (Transform::default(), Vec::new(), None);
    Match { id: id.to_owned(), kind, query, reference, transform, score_0_1, tier, reasons, direction }
}

fn link_of(name: &str, role: &str) -> ChainLink {
    ChainLink { name: name.to_owned(), role: role.to_owned(), item: None, start_byte: None, end_byte: None }
}

fn attribute(statement: &mut Statement, by: By) {
    let mut put = |name: &str, role: &str| {
        statement.chain.push(link_of(name, role));
        statement.speaker = Some(name.to_owned());
        statement.source = Some(SpanText { start_byte: 0, end_byte: 0, text: name.to_owned() });
    };
    match by {
        By::Outlet => statement.quote_type = QuoteType::Own,
        By::Named(name, role) => put(name, role),
        By::Unnamed(name) => put(name, "unnamed"),
        By::Report(name) => put(name, "outlet"),
        By::Quoted(through, name, role) => {
            put(through, "outlet");
            put(name, role);
        }
        By::Footage => {
            put("the footage", "footage");
            statement.quote_type = QuoteType::Evidential;
        }
        By::Commenter(name) => put(name, "commenter"),
        By::Author(name) => put(name, "author"),
    }
}
