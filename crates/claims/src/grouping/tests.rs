//! Behaviour of the grouping, on invented events.

use crate::statements::{Setting, SettingPlace};
use model::{
    ChainLink, ClaimGroup, DateKind, DateMention, DateStatus, DisagreementKind, Figure, Granularity, ItemId,
    PlaceMention, QuoteType, SpanText, Stance, Statement, Tier,
};

fn claims(statements: &[Statement], blocked: &[[String; 2]]) -> Vec<ClaimGroup> {
    super::claims(statements, &[], blocked)
}

/// A statement of item `item` with the id `id`.
fn says(id: &str, item: &str, content: &str) -> Statement {
    let content = SpanText { start_byte: 100, end_byte: 100 + content.len(), text: content.to_owned() };
    Statement {
        id: id.to_owned(),
        item: ItemId::of(item.as_bytes()),
        block: 0,
        source: None,
        cue: None,
        parts: vec![content.clone()],
        content,
        speaker: None,
        resolved_by: "outlet".to_owned(),
        chain: vec![link(item, "outlet")],
        quote_type: QuoteType::Own,
        rule: "test".to_owned(),
        hedges: Vec::new(),
        denial: false,
        figures: Vec::new(),
        dates: Vec::new(),
        places: Vec::new(),
        tier: Tier::Confirmed,
    }
}

fn link(name: &str, role: &str) -> ChainLink {
    ChainLink { name: name.to_owned(), role: role.to_owned(), item: None, start_byte: None, end_byte: None }
}

trait With: Sized {
    fn count(self, text: &str, low: Option<f64>, high: Option<f64>, unit: &str) -> Self;
    fn exactly(self, text: &str, number: f64, unit: &str) -> Self {
        self.count(text, Some(number), Some(number), unit)
    }
    fn modifier(self, modifier: &str) -> Self;
    fn at(self, place: &str) -> Self;
    fn on(self, text: &str, day: &str) -> Self;
    fn by(self, who: &str, role: &str) -> Self;
    fn denied(self) -> Self;
}

impl With for Statement {
    fn count(mut self, text: &str, low: Option<f64>, high: Option<f64>, unit: &str) -> Self {
        let (start_byte, end_byte) = place_of(&self, text);
        let unit = Some(unit.to_owned());
        self.figures.push(Figure { text: text.to_owned(), start_byte, end_byte, low, high, unit, modifier: None });
        self
    }
    fn modifier(mut self, modifier: &str) -> Self {
        self.figures.last_mut().expect("a figure was given").modifier = Some(modifier.to_owned());
        self
    }
    fn at(mut self, place: &str) -> Self {
        let (start_byte, end_byte) = place_of(&self, place);
        let (text, name) = (place.to_owned(), place.to_owned());
        self.places.push(PlaceMention { text, start_byte, end_byte, name, lat: None, lon: None, alternatives: vec![] });
        self
    }
    fn on(mut self, text: &str, day: &str) -> Self {
        let (start_byte, end_byte) = place_of(&self, text);
        self.dates.push(DateMention {
            text: text.to_owned(),
            start_byte,
            end_byte,
            from: Some(day.to_owned()),
            to: Some(day.to_owned()),
            granularity: Granularity::Day,
            kind: DateKind::Absolute,
            status: DateStatus::Resolved,
            rule: "test".to_owned(),
            reason: None,
        });
        self
    }
    fn by(mut self, who: &str, role: &str) -> Self {
        self.chain.push(link(who, role));
        self.speaker = Some(who.to_owned());
        self.quote_type = QuoteType::Indirect;
        self
    }
    fn denied(mut self) -> Self {
        self.denial = true;
        self
    }
}

fn place_of(statement: &Statement, text: &str) -> (usize, usize) {
    let at = statement.content.text.find(text).expect("the content holds it") + statement.content.start_byte;
    (at, at + text.len())
}

fn stance(group: &ClaimGroup, statement: &str) -> Option<Stance> {
    group.members.iter().find(|member| member.statement == statement).map(|member| member.stance)
}

fn with_stance(group: &ClaimGroup, wanted: Stance) -> Vec<&str> {
    group.members.iter().filter(|m| m.stance == wanted).map(|m| m.statement.as_str()).collect()
}

/// For each claim the statements that are for it, sorted.
fn answers(groups: &[ClaimGroup]) -> Vec<Vec<&str>> {
    let mut answers: Vec<Vec<&str>> = groups.iter().map(|group| with_stance(group, Stance::For)).collect();
    answers.sort();
    answers
}

fn claim_of<'g>(groups: &'g [ClaimGroup], statement: &str) -> &'g ClaimGroup {
    groups.iter().find(|g| stance(g, statement) == Some(Stance::For)).expect("the statement is for a claim")
}

fn toll(id: &str, item: &str, number: f64) -> Statement {
    let number_text = format!("{number}");
    let content = format!("{number_text} people were killed when the grain silo at Kaltenau burst");
    says(id, item, &content).exactly(&number_text, number, "dead").at("Kaltenau")
}

#[test]
fn the_same_figure_about_the_same_event_is_one_claim() {
    let a = toll("S1", "a", 12.0);
    let b = says("S2", "b", "The silo burst at Kaltenau killed 12").exactly("12", 12.0, "dead").at("Kaltenau");
    assert_eq!(answers(&claims(&[a, b], &[])), [["S1", "S2"]]);
}

#[test]
fn two_figures_that_exclude_each_other_are_two_claims_that_disagree() {
    let groups = claims(&[toll("S1", "a", 12.0), toll("S2", "b", 19.0)], &[]);
    assert_eq!(answers(&groups), [["S1"], ["S2"]]);
    let first = claim_of(&groups, "S1");
    assert_eq!(stance(first, "S2"), Some(Stance::Against));
    assert_eq!(first.disagreements[0].kind, DisagreementKind::Figure);
    assert!(first.disagreements[0].text.contains("19 dead"), "{}", first.disagreements[0].text);
}

#[test]
fn a_rounded_figure_agrees_with_the_exact_one() {
    let exact = says("S1", "a", "248 fighters left Orrin under the deal").exactly("248", 248.0, "fighters").at("Orrin");
    let some = says("S2", "b", "some 250 fighters left Orrin under the deal");
    let some = some.count("some 250", Some(212.0), Some(288.0), "fighters").modifier("some").at("Orrin");
    assert_eq!(answers(&claims(&[exact, some], &[])), [["S1", "S2"]]);
}

#[test]
fn at_least_ten_agrees_with_twelve() {
    let at_least = says("S2", "b", "at least 10 people were killed when the silo at Kaltenau burst");
    let at_least = at_least.count("at least 10", Some(10.0), None, "dead").modifier("at least").at("Kaltenau");
    assert_eq!(answers(&claims(&[toll("S1", "a", 12.0), at_least], &[])), [["S1", "S2"]]);
}

#[test]
fn an_open_figure_joins_the_nearest_answer_and_stays_unresolved_towards_the_other() {
    let at_least = says("S3", "c", "at least 10 people were killed when the silo at Kaltenau burst");
    let at_least = at_least.count("at least 10", Some(10.0), None, "dead").modifier("at least").at("Kaltenau");
    let groups = claims(&[toll("S1", "a", 12.0), toll("S2", "b", 19.0), at_least], &[]);
    assert_eq!(answers(&groups), [vec!["S1", "S3"], vec!["S2"]]);
    assert_eq!(stance(claim_of(&groups, "S2"), "S3"), Some(Stance::Unresolved));
}

#[test]
fn far_higher_than_disagrees_with_the_figure_it_surpasses() {
    let some = says("S1", "a", "some 250 fighters were allowed to leave Orrin");
    let some = some.count("some 250", Some(212.0), Some(288.0), "fighters").modifier("some").at("Orrin");
    let higher = says("S2", "a", "fighters leaving Orrin put at a far higher number");
    let higher = higher.count("far higher number", Some(250.0), None, "fighters").modifier("higher than").at("Orrin");
    let groups = claims(&[some, higher], &[]);
    assert_eq!(stance(claim_of(&groups, "S1"), "S2"), Some(Stance::Against));
    assert_eq!(stance(claim_of(&groups, "S2"), "S1"), Some(Stance::Against));
}

#[test]
fn dead_and_wounded_are_different_questions() {
    let dead = toll("S1", "a", 12.0);
    let wounded = says("S2", "b", "40 people were wounded when the grain silo at Kaltenau burst");
    let groups = claims(&[dead, wounded.exactly("40", 40.0, "wounded").at("Kaltenau")], &[]);
    assert_eq!(answers(&groups), [["S1"], ["S2"]]);
    assert!(groups.iter().all(|group| group.members.len() == 1 && group.disagreements.is_empty()));
}

#[test]
fn casualties_do_not_conflict_with_the_dead() {
    let dead = toll("S1", "a", 12.0);
    let hurt = says("S2", "b", "52 casualties after the grain silo at Kaltenau burst");
    let groups = claims(&[dead, hurt.exactly("52", 52.0, "casualties").at("Kaltenau")], &[]);
    assert!(groups.iter().all(|group| group.disagreements.is_empty()));
}

#[test]
fn no_claim_is_made_of_what_somebody_wants() {
    let mut wanted = says("a", "one", "a bridge for 12 people").exactly("12", 12.0, "people");
    wanted.quote_type = QuoteType::Attitude;
    assert!(claims(&[wanted], &[]).is_empty());
}

#[test]
fn a_statement_with_two_figures_belongs_to_two_claims() {
    let both = says("S1", "a", "12 dead and 40 wounded when the silo at Kaltenau burst");
    let both = both.exactly("12", 12.0, "dead").exactly("40", 40.0, "wounded").at("Kaltenau");
    let groups = claims(&[both, toll("S2", "b", 12.0)], &[]);
    assert_eq!(answers(&groups), [vec!["S1"], vec!["S1", "S2"]]);
}

#[test]
fn two_figures_of_one_lone_statement_have_two_ids() {
    let both = says("S1", "a", "12 dead and 40 wounded when the silo burst");
    let groups = claims(&[both.exactly("12", 12.0, "dead").exactly("40", 40.0, "wounded")], &[]);
    assert_eq!(groups.len(), 2);
    assert_ne!(groups[0].id, groups[1].id);
}

#[test]
fn the_same_toll_in_two_places_is_two_questions() {
    let other = says("S2", "b", "19 people were killed when the grain silo at Brandow burst");
    let groups = claims(&[toll("S1", "a", 12.0), other.exactly("19", 19.0, "dead").at("Brandow")], &[]);
    assert!(groups.iter().all(|group| group.members.len() == 1));
}

#[test]
fn the_same_toll_months_apart_is_two_questions() {
    let march = says("S1", "a", "12 people were killed in Kaltenau on 3 March").exactly("12", 12.0, "dead");
    let june = says("S2", "b", "19 people were killed in Kaltenau on 9 June").exactly("19", 19.0, "dead");
    let march = march.at("Kaltenau").on("3 March", "2031-03-03");
    let june = june.at("Kaltenau").on("9 June", "2031-06-09");
    assert!(claims(&[march, june], &[]).iter().all(|group| group.members.len() == 1));
}

#[test]
fn one_figure_with_two_dates_is_one_claim_with_a_disagreement_about_the_date() {
    let third = says("S1", "a", "12 people were killed in Kaltenau on 3 March").exactly("12", 12.0, "dead");
    let fourth = says("S2", "b", "12 people were killed in Kaltenau on 4 March").exactly("12", 12.0, "dead");
    let third = third.at("Kaltenau").on("3 March", "2031-03-03");
    let groups = claims(&[third, fourth.at("Kaltenau").on("4 March", "2031-03-04")], &[]);
    assert_eq!(answers(&groups), [["S1", "S2"]]);
    assert_eq!(groups[0].disagreements[0].kind, DisagreementKind::Date);
}

#[test]
fn contents_without_a_figure_split_by_dates_that_exclude_each_other() {
    let a = says("S1", "a", "the rope bridge at Orrin collapsed on 4 May").at("Orrin").on("4 May", "2031-05-04");
    let b = says("S2", "b", "the rope bridge at Orrin collapsed on 6 May").at("Orrin").on("6 May", "2031-05-06");
    let c = says("S3", "c", "the rope bridge at Orrin collapsed").at("Orrin");
    let groups = claims(&[a, b, c], &[]);
    assert_eq!(answers(&groups), [vec!["S1", "S3"], vec!["S2"]]);
    assert_eq!(claim_of(&groups, "S2").disagreements[0].kind, DisagreementKind::Date);
}

#[test]
fn a_bare_toll_meets_another_where_both_items_are_about_the_same_place() {
    let a_title = says("S1", "a", "silo bursts over the harbour of Kaltenau").at("Kaltenau");
    let a = says("S2", "a", "12 bodies had been counted by dusk").exactly("12", 12.0, "dead");
    let b_title = says("S3", "b", "harbour of Kaltenau shut after silo bursts").at("Kaltenau");
    let b = says("S4", "b", "the toll stood at 19").exactly("19", 19.0, "dead");
    let groups = claims(&[a_title, a, b_title, b], &[]);
    assert_eq!(stance(claim_of(&groups, "S2"), "S4"), Some(Stance::Against));
}

fn bare_toll(id: &str, item: &str, number: f64) -> Statement {
    let number_text = format!("{number}");
    says(id, item, &format!("{number_text} people were killed")).exactly(&number_text, number, "dead")
}

fn setting(item: &str, place: &str) -> Setting {
    let place = SettingPlace { text: place.to_owned(), name: place.to_owned(), is_wide: place == "Nordland" };
    Setting { places: vec![place], ..Setting::unknown(ItemId::of(item.as_bytes())) }
}

#[test]
fn a_bare_toll_belongs_to_the_place_where_the_story_of_its_item_plays() {
    let tolls = [bare_toll("a", "one", 12.0), bare_toll("b", "other", 12.0), bare_toll("c", "third", 14.0)];
    let n_claims = |places: [&str; 3]| {
        let settings = [setting("one", places[0]), setting("other", places[1]), setting("third", places[2])];
        super::claims(&tolls, &settings, &[]).iter().map(|group| group.members.len()).collect::<Vec<usize>>()
    };
    assert_eq!(n_claims(["Orrinholm", "Orrinholm", "Kaltenau"]).iter().max(), Some(&2));
    assert_eq!(n_claims(["Orrinholm", "Orrinholm", "Orrinholm"]).iter().max(), Some(&3));
    assert_eq!(n_claims(["Orrinholm", "Kaltenau", "Brodholm"]), [1, 1, 1]);
}

#[test]
fn a_place_of_other_items_is_one_where_an_item_only_writes_its_name() {
    let tolls = [bare_toll("a", "one", 12.0), bare_toll("b", "other", 12.0), bare_toll("c", "third", 12.0)];
    let unsure = Setting { names: vec!["orrinholm".to_owned()], ..Setting::unknown(ItemId::of(b"third")) };
    let groups = super::claims(&tolls, &[setting("one", "Orrinholm"), setting("other", "Kaltenau"), unsure], &[]);
    assert_eq!(with_stance(claim_of(&groups, "c"), Stance::For), ["a", "c"]);
    assert_eq!(groups.len(), 2);
}

#[test]
fn two_items_that_share_no_name_do_not_tell_of_one_event() {
    let told = |id: &str, item: &str| {
        let content = "12 people were killed when the roof of the market hall came down";
        says(id, item, content).exactly("12", 12.0, "dead")
    };
    let setting_of = |item: &str, names: [&str; 3]| Setting {
        names: names.map(str::to_owned).to_vec(),
        ..Setting::unknown(ItemId::of(item.as_bytes()))
    };
    let n_claims = |other: [&str; 3]| {
        let others = ["third", "fourth", "fifth", "sixth"].map(|item| setting_of(item, ["unrelated"; 3]));
        let mut settings = vec![setting_of("one", ["orrin", "ruiz", "weil"]), setting_of("other", other)];
        settings.extend(others);
        super::claims(&[told("a", "one"), told("b", "other")], &settings, &[]).len()
    };
    assert_eq!(n_claims(["kaltenau", "darn", "orth"]), 2);
    assert_eq!(n_claims(["kaltenau", "darn", "ruiz"]), 1);
}

#[test]
fn reports_of_other_kinds_of_event_or_of_other_months_are_not_of_one_event() {
    let n_claims = |kind: &str, day: i64| {
        let setting_of = |item: &str, kind: &str, day| Setting {
            kinds: vec![kind.to_owned()],
            published_day: Some(day),
            ..Setting::unknown(ItemId::of(item.as_bytes()))
        };
        let settings = [setting_of("one", "water", 100), setting_of("other", kind, day)];
        super::claims(&[bare_toll("a", "one", 12.0), bare_toll("b", "other", 14.0)], &settings, &[])
            .iter()
            .map(|group| group.members.len())
            .collect::<Vec<usize>>()
    };
    assert_eq!(n_claims("water", 102), [2, 2], "each is the other's other answer");
    assert_eq!(n_claims("crowd", 102), [1, 1]);
    assert_eq!(n_claims("water", 190), [1, 1]);
}

#[test]
fn an_exact_number_of_a_rare_thing_in_one_place_is_one_question() {
    let settings = [setting("one", "Orrinholm"), setting("other", "Orrinholm")];
    let n_claims = |unit: &str, others: f64| {
        let vault = says("a", "one", "7 men walked past on their way to the vault").exactly("7", 7.0, unit);
        let bank = says("b", "other", "the bank was held up by a gang of 7").exactly("7", others, unit);
        super::claims(&[vault, bank], &settings, &[]).len()
    };
    assert_eq!(n_claims("robber", 7.0), 1);
    assert_eq!(n_claims("robber", 9.0), 2);
    assert_eq!(n_claims("people", 7.0), 2, "seven people may be any seven");
}

#[test]
fn a_toll_of_an_earlier_year_is_background() {
    let setting_of = |item: &str| Setting { published_day: Some(22_000), ..setting(item, "Orrinholm") };
    let now = bare_toll("a", "one", 12.0);
    let then = says("b", "other", "14 people were killed in the storm of May 2013").exactly("14", 14.0, "dead");
    let settings = [setting_of("one"), setting_of("other")];
    let together = super::claims(&[now.clone(), then.clone()], &settings, &[]);
    assert!(together.iter().any(|group| group.members.len() == 2), "without a date they are one question");
    let dated = then.on("May 2013", "2013-05-01");
    let apart = super::claims(&[now, dated], &settings, &[]);
    assert!(apart.iter().all(|group| group.members.len() == 1));
}

#[test]
fn a_country_that_two_stories_share_does_not_make_them_one() {
    let near = [bare_toll("a", "one", 12.0), bare_toll("b", "other", 12.0)];
    let place = |name: &str, is_wide| SettingPlace { text: name.to_owned(), name: name.to_owned(), is_wide };
    let setting_of = |item: &str, town| Setting {
        places: vec![place("Nordland", true), place(town, false)],
        ..Setting::unknown(ItemId::of(item.as_bytes()))
    };
    let groups = super::claims(&near, &[setting_of("one", "Orrinholm"), setting_of("other", "Kaltenau")], &[]);
    assert_eq!(groups.len(), 2);
}

#[test]
fn a_bare_toll_without_any_context_stays_alone() {
    let a = says("S1", "a", "12 bodies had been counted by dusk").exactly("12", 12.0, "dead");
    let b = says("S2", "b", "the toll stood at 19").exactly("19", 19.0, "dead");
    assert!(claims(&[a, b], &[]).iter().all(|group| group.members.len() == 1));
}

#[test]
fn the_part_is_not_another_answer_than_the_whole() {
    let whole =
        says("S1", "a", "15 people were killed in the shelling of Orrin").exactly("15", 15.0, "dead").at("Orrin");
    let part =
        says("S2", "b", "12 civilians were killed in the shelling of Orrin").exactly("12", 12.0, "dead").at("Orrin");
    assert!(claims(&[whole, part], &[]).iter().all(|group| group.disagreements.is_empty()));
}

#[test]
fn one_speaker_who_gives_two_tolls_answers_two_questions() {
    let both = says("S1", "a", "12 were killed in the north of Orrin and 3 were killed in the south of Orrin");
    let both = both.exactly("12", 12.0, "dead").exactly("3", 3.0, "dead").at("Orrin");
    assert!(claims(&[both], &[]).iter().all(|group| group.disagreements.is_empty()));
}

#[test]
fn one_utterance_quoted_by_two_outlets_is_one_claim() {
    let whole = says("S1", "a", "We did not open the gates until the last of the trucks had been searched");
    let cut = says("S2", "b", "until the last of the trucks had been searched").by("Jarl Ostin", "person");
    let groups = claims(&[whole.by("Jarl Ostin", "person"), cut], &[]);
    assert_eq!(answers(&groups), [["S1", "S2"]]);
}

#[test]
fn similar_sentences_about_two_things_are_two_claims() {
    let a = says("S1", "a", "the mayor opened the new ferry terminal this morning");
    let b = says("S2", "b", "the mayor closed the old ferry terminal for repairs");
    assert_eq!(answers(&claims(&[a, b], &[])), [["S1"], ["S2"]]);
}

#[test]
fn a_denial_stands_against_what_it_denies_and_makes_no_claim_of_its_own() {
    let said = says("S1", "a", "the border guard fired on the ferry near Orrin").at("Orrin").by("Jarl Ostin", "person");
    let denied = says("S2", "b", "the border guard had fired on the ferry near Orrin").at("Orrin");
    let groups = claims(&[said, denied.by("Border Guard", "body").denied()], &[]);
    assert_eq!(groups.len(), 1);
    assert_eq!(stance(&groups[0], "S2"), Some(Stance::Against));
    assert_eq!(groups[0].disagreements[0].kind, DisagreementKind::Denial);
}

#[test]
fn a_negated_content_is_an_answer_of_its_own() {
    let said = says("S1", "a", "the ferry was hit by gunfire near Orrin").at("Orrin");
    let negated = says("S2", "b", "the ferry was not hit by gunfire near Orrin").at("Orrin").denied();
    let groups = claims(&[said, negated], &[]);
    assert_eq!(answers(&groups), [["S1"], ["S2"]]);
    assert_eq!(stance(claim_of(&groups, "S1"), "S2"), Some(Stance::Against));
    assert_eq!(stance(claim_of(&groups, "S2"), "S1"), Some(Stance::Against));
}

#[test]
fn that_there_was_none_of_something_is_an_answer_and_of_a_figure_a_denial() {
    let mut nobody_warned = says("a", "one", "There was no warning before the dam at Kaltenau gave way");
    nobody_warned.denial = true;
    let groups = claims(&[nobody_warned], &[]);
    assert_eq!(with_stance(claim_of(&groups, "a"), Stance::For), ["a"]);
    let mut none_stolen =
        says("b", "two", "There was no theft of 13 paintings at Kaltenau").exactly("13", 13.0, "painting");
    none_stolen.denial = true;
    let stolen = says("c", "three", "13 paintings were stolen at Kaltenau").exactly("13", 13.0, "painting");
    let groups = claims(&[none_stolen, stolen], &[]);
    assert!(groups.iter().all(|group| stance(group, "b") != Some(Stance::For)), "{groups:#?}");
}

#[test]
fn a_denial_without_a_figure_stands_against_the_figure_it_denies() {
    let denied = says("S2", "b", "people were killed when the grain silo at Kaltenau burst").at("Kaltenau");
    let groups = claims(&[toll("S1", "a", 12.0), denied.by("Silo Works", "body").denied()], &[]);
    assert_eq!(groups.len(), 1);
    assert_eq!(stance(&groups[0], "S2"), Some(Stance::Against));
}

#[test]
fn a_denial_that_nobody_provoked_is_a_claim_with_nobody_for_it() {
    let denied = says("S1", "a", "the dam at Orrin had been mined").by("Dam Authority", "body").denied();
    let groups = claims(&[denied], &[]);
    assert_eq!(with_stance(&groups[0], Stance::For), Vec::<&str>::new());
    assert_eq!(stance(&groups[0], "S1"), Some(Stance::Against));
}

#[test]
fn a_comment_is_unresolved_and_never_gives_the_text() {
    let comment = says("S0", "a", "12 people were killed when the grain silo at Kaltenau burst");
    let comment = comment.exactly("12", 12.0, "dead").at("Kaltenau").by("commenter 1", "commenter");
    let groups = claims(&[comment.clone(), toll("S1", "b", 12.0)], &[]);
    assert_eq!(groups.len(), 1);
    assert_eq!(stance(&groups[0], "S0"), Some(Stance::Unresolved));
    assert!(claims(&[comment], &[]).is_empty());
}

#[test]
fn comments_change_no_claim() {
    let plain = [toll("S1", "a", 12.0), toll("S2", "b", 19.0)];
    let mut with_comments = plain.to_vec();
    for number in 0..20 {
        let id = format!("S9{number:02}");
        let comment = toll(&id, "a", f64::from(number)).by("commenter 3", "commenter");
        with_comments.push(comment);
    }
    let (before, after) = (claims(&plain, &[]), claims(&with_comments, &[]));
    assert_eq!(answers(&before), answers(&after));
    assert_eq!(before[0].id, after[0].id);
    assert_eq!(before[0].text, after[0].text);
}

#[test]
fn a_decision_holds_two_statements_apart() {
    let statements = [toll("S1", "a", 12.0), toll("S2", "b", 12.0)];
    let blocked = [["S2".to_owned(), "S1".to_owned()]];
    assert_eq!(answers(&claims(&statements, &blocked)), [["S1"], ["S2"]]);
}

#[test]
fn a_decision_about_a_statement_that_is_gone_changes_nothing() {
    let statements = [toll("S1", "a", 12.0), toll("S2", "b", 12.0)];
    assert_eq!(answers(&claims(&statements, &[["S1".to_owned(), "S7".to_owned()]])), [["S1", "S2"]]);
}

#[test]
fn the_text_of_a_claim_is_its_most_specific_content_verbatim() {
    let vague = says("S1", "a", "at least 10 people were killed when the silo at Kaltenau burst");
    let vague = vague.count("at least 10", Some(10.0), None, "dead").modifier("at least").at("Kaltenau");
    let groups = claims(&[vague, toll("S2", "b", 12.0)], &[]);
    assert_eq!(groups[0].text, "12 people were killed when the grain silo at Kaltenau burst");
}

#[test]
fn the_order_of_the_statements_does_not_matter() {
    let mut statements: Vec<Statement> = (0..12u8)
        .map(|n| toll(&format!("S{n:02}"), &format!("item {n}"), f64::from(n % 4)))
        .chain([says("S50", "x", "the mayor fled Orrin by boat"), says("S51", "y", "the mayor has fled Orrin by boat")])
        .collect();
    let forward = claims(&statements, &[]);
    statements.reverse();
    assert_eq!(claims(&statements, &[]), forward);
    statements.rotate_left(5);
    assert_eq!(claims(&statements, &[]), forward);
}

#[test]
fn a_copy_of_an_item_adds_members_and_no_claim() {
    let mut statements = vec![toll("S1", "a", 12.0), toll("S2", "b", 19.0)];
    let before = claims(&statements, &[]).len();
    for copy in 0..10 {
        statements.push(toll(&format!("S3{copy}"), &format!("copy {copy}"), 12.0));
    }
    let after = claims(&statements, &[]);
    assert_eq!(after.len(), before);
    assert_eq!(with_stance(claim_of(&after, "S1"), Stance::For).len(), 11);
}

#[test]
fn many_statements_are_grouped_without_comparing_all_pairs() {
    let statements: Vec<Statement> = (0..6000u32)
        .map(|n| {
            let place = format!("Place{}", n % 500);
            let content = format!("{} people were killed when the dam above {place} gave way", n % 7);
            let figure = f64::from(n % 7);
            says(&format!("S{n:05}"), &format!("item {n}"), &content)
                .exactly(&format!("{}", n % 7), figure, "dead")
                .at(&place)
        })
        .collect();
    let groups = claims(&statements, &[]);
    assert_eq!(groups.len(), 500 * 7);
}

#[test]
fn a_short_toll_meets_a_long_one_where_both_items_tell_of_one_event() {
    let a = says("S1", "a", "17 people were hurt when fire swept the warehouse of Ostermole river port on the Linnow");
    let b_context = says(
        "S2",
        "b",
        "a spokesman for Ostermole river port said the warehouse on the Linnow had burnt down in the fire",
    );
    let b = says("S3", "b", "17 people were hurt");
    let groups = claims(&[a.exactly("17", 17.0, "wounded"), b_context, b.exactly("17", 17.0, "wounded")], &[]);
    assert!(answers(&groups).contains(&vec!["S1", "S3"]), "{:?}", answers(&groups));
}

#[test]
fn two_counts_of_one_noun_in_one_place_are_two_questions_unless_their_words_are_alike() {
    let seen = says("S1", "a", "the film shows buses with dozens of fighters rolling out of Orrin").at("Orrin");
    let seen = seen.count("dozens", Some(24.0), None, "fighters");
    let told = says("S2", "a", "some 250 fighters were allowed to leave Orrin under the deal").at("Orrin");
    let told = told.count("some 250", Some(212.0), Some(288.0), "fighters").modifier("some");
    assert!(claims(&[seen, told], &[]).iter().all(|group| group.members.len() == 1));
}

#[test]
fn a_number_far_higher_is_set_against_the_one_it_refers_to_and_not_against_dozens() {
    let seen = says("S1", "a", "the film shows buses with dozens of fighters rolling out of Orrin").at("Orrin");
    let seen = seen.count("dozens", Some(24.0), None, "fighters");
    let told = says("S2", "a", "some 250 fighters were allowed to leave Orrin under the deal").at("Orrin");
    let told = told.count("some 250", Some(212.0), Some(288.0), "fighters").modifier("some");
    let higher = says("S3", "a", "it at a far higher number");
    let higher = higher.count("a far higher number", Some(250.0), None, "fighters").modifier("higher than");
    let groups = claims(&[seen, told, higher], &[]);
    let disagreeing = groups.iter().filter(|group| !group.disagreements.is_empty());
    assert!(
        disagreeing.clone().count() == 2 && disagreeing.clone().all(|group| group.members.len() == 2),
        "{groups:#?}"
    );
}

#[test]
fn dozens_do_not_exclude_a_larger_number() {
    let rough = says("S1", "a", "dozens of houses were flooded in Orrin by the storm").at("Orrin");
    let rough = rough.count("dozens", Some(24.0), None, "buildings");
    let exact = says("S2", "b", "180 houses were flooded in Orrin by the storm").at("Orrin");
    let groups = claims(&[rough, exact.exactly("180", 180.0, "buildings")], &[]);
    assert!(groups.len() == 1 && groups[0].disagreements.is_empty(), "{groups:#?}");
}

#[test]
fn a_sentence_that_another_goes_on_from_is_the_same_claim() {
    let short = says("S1", "a", "the terminal would stay closed on Friday").on("Friday", "2031-05-02");
    let long =
        "the terminal would stay closed on Friday, and barges for the upper river were told to wait below the lock";
    let long = says("S2", "b", long).on("Friday", "2031-05-02");
    assert_eq!(claims(&[short, long], &[]).len(), 1);
    let other = says("S3", "c", "the school would stay closed on Friday").on("Friday", "2031-05-02");
    let short = says("S1", "a", "the terminal would stay closed on Friday").on("Friday", "2031-05-02");
    assert_eq!(claims(&[short, other], &[]).len(), 2);
}

#[test]
fn a_place_that_one_item_describes_is_known_in_the_others() {
    let described = says("S1", "a", "12 people were killed in the town of Orrin").at("Orrin");
    let written = says("S2", "b", "15 people were killed in the fire at Orrin");
    let elsewhere = says("S3", "c", "15 people were killed in the town of Varr").at("Varr");
    let groups = claims(
        &[
            described.exactly("12", 12.0, "dead"),
            written.exactly("15", 15.0, "dead"),
            elsewhere.exactly("15", 15.0, "dead"),
        ],
        &[],
    );
    assert!(answers(&groups).contains(&vec!["S1"]) && answers(&groups).contains(&vec!["S2"]), "{groups:#?}");
    let disagreeing = groups.iter().filter(|group| !group.disagreements.is_empty()).count();
    assert_eq!(disagreeing, 2, "{groups:#?}");
}

#[test]
fn five_more_are_no_answer_to_how_many() {
    let toll = says("S1", "a", "14 people died in the flood at Orrin").at("Orrin").exactly("14", 14.0, "dead");
    let more = says("S2", "a", "five more bodies were found after the flood at Orrin").at("Orrin");
    let more = more.exactly("five", 5.0, "dead").modifier("further");
    let groups = claims(&[toll, more], &[]);
    assert!(groups.iter().all(|group| group.disagreements.is_empty()), "{groups:#?}");
}

#[test]
fn who_denies_having_done_it_without_something_does_not_say_it() {
    let said = says("S1", "a", "Ossel Energy opened the sluices without warning");
    let mut denied = says("S2", "b", "it had opened the sluices without warning").by("Ossel Energy", "body").denied();
    denied.cue = Some(SpanText { start_byte: 80, end_byte: 86, text: "denied".to_owned() });
    let groups = claims(&[said, denied], &[]);
    assert_eq!(answers(&groups), [vec!["S1"]]);
    assert_eq!(groups[0].disagreements.len(), 1, "{groups:#?}");
}
