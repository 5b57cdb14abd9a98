//! English frames: who is the source, which words attribute, what is said.

use super::{attributed, attributions, only, page, read, read_with};
use model::{BlockRole, QuoteType};

#[test]
fn what_nobody_could_confirm_is_nobodys() {
    let found = read("Some 400 houses burned down, a figure the fire service could not confirm.");
    assert!(found.iter().all(|statement| statement.source.is_none()), "{found:#?}");
}

#[test]
fn a_body_that_begins_the_clause_is_it() {
    let found = read("The harbour office has charged 18 people with theft, it said on Tuesday.");
    assert_eq!(found[0].speaker.as_deref(), Some("harbour office"), "{found:#?}");
}

#[test]
fn that_a_claim_is_false_is_a_denial() {
    assert!(read("The allegation that chlorine leaked is false, said the factory board.")[0].denial);
    assert!(!read("The report that the army received is dated May, said the factory board.")[0].denial);
}

#[test]
fn that_nobody_did_it_is_a_denial() {
    assert!(read("Nobody had resigned, the town council said.")[0].denial);
}

#[test]
fn what_claims_lives_says_nothing() {
    let found = read("The fire claimed 14 lives on Monday.");
    assert!(found.iter().all(|statement| statement.cue.is_none()), "{found:#?}");
}

attributions! {
    a_dated_report_may_stand_behind: "Thieves took seven icons from the church, the Pier Herald reported on Monday." => ["the Pier Herald | reported | Thieves took seven icons from the church"];
    a_report_stands_in_a_paper: "According to a report in the Pier Herald, thieves took seven icons." => ["the Pier Herald | According to | thieves took seven icons"];
    what_is_said_of_a_source_belongs_to_it: "According to Ada Quill, who chairs the commission, turnout reached 73 percent." => ["Ada Quill, who chairs the commission | According to | turnout reached 73 percent"];
    a_report_may_be_dated: "The Pier Herald reported on Saturday that the dam had failed." => ["The Pier Herald | reported | the dam had failed"];
    as_reported_by_somebody: "As reported by the Pier Herald, 210 people are camped outside the port." => ["the Pier Herald | As reported by | 210 people are camped outside the port"];
    a_verb_of_any_kind_makes_a_clause: "The march drew 4,100 people, police said." => ["police | said | The march drew 4,100 people"];
    anybody_with_an_article_can_say_it: "The stand gave way at once, said the beekeepers, who sat in it." => ["the beekeepers | said | The stand gave way at once"];
    those_that_did_something_say_it: "11,000 people marched, the unions that had called the march said." => ["the unions that had called the march | said | 11,000 people marched"];
    as_somebody_announced: "Ninety people were hurt, as the hospital announced." => ["the hospital | announced | Ninety people were hurt"];
    two_sources_of_one_sentence_have_what_is_theirs: "4,100 people came according to the police, and 16,000 people came according to the unions." => ["the police | according to | 4,100 people came", "the unions | according to | 16,000 people came"];
    what_was_told_may_be_referred_to: "Twelve people were hurt, the school said, referring to what the police had told it." => ["the school | said | Twelve people were hurt", "the police | referring to | Twelve people were hurt"];
    who_goes_and_counts_says_so: "Ada Quill, a surveyor, walked every street and counted 113 flooded houses." => ["Ada Quill, a surveyor | counted | 113 flooded houses"];
    an_agency_dateline_is_no_part_of_it: "Orrin, Thursday (Northwire) - The blast left 60 people dead, the police said." => ["the police | said | The blast left 60 people dead"];
    a_dispatch_is_its_agencys: "A street was bombed and 23 people died, said a dispatch by Northwire." => ["Northwire | said | A street was bombed and 23 people died"];
    a_dispatch_may_quote_others: "Turned away were 34 people, a dispatch by Northwire that quoted the army said." => ["a dispatch by Northwire that quoted the army | said | Turned away were 34 people"];
    who_writes_it_down_says_so: "The doctor wrote down 26 dead." => ["The doctor | wrote down | 26 dead"];
    a_participle_behind_the_cue_goes_on: "The number of the accused is 18, the court said on Monday, withdrawing the number that it had given." => ["the court | said | The number of the accused is 18"];
    who_counts_says_so: "The museum counted 13 missing paintings." => ["The museum | counted | 13 missing paintings"];
    who_speaks_of_a_number_says_so: "The council now speaks of 58 flooded houses." => ["The council | now speaks of | 58 flooded houses"];
    a_number_may_be_put_at: "Police in Orrin have put the number of people arrested at the march at 85." => ["Police in Orrin | have put | the number of people arrested at the march at 85"];
    a_number_may_be_revised: "The council has revised the number of flooded houses down to 60." => ["The council | has revised | the number of flooded houses down to 60"];
    footage_may_show_what_is_counted: "In the clip, 11 wagons are lying across the track." => ["the clip | In | 11 wagons are lying across the track"];
    a_person_may_be_named_with_the_body: "The dam failed at dawn, Ola Finn of the water board said." => ["Ola Finn of the water board | said | The dam failed at dawn"];
    at_least_may_begin_what_is_said: "The fire brigade said at least 50 people were hurt." => ["The fire brigade | said | at least 50 people were hurt"];
    a_range_may_begin_what_is_said: "Officials said between 10 and 15 people were hurt." => ["Officials | said | between 10 and 15 people were hurt"];
    a_long_apposition_may_stand_before_the_cue: "Ines Halm, a nurse who was on her way home, said six people were hurt." => ["Ines Halm, a nurse who was on her way home | said | six people were hurt"];
    denied_reports_are_nobodys_statement: "The ministry denied reports that the dam had failed." => ["The ministry | denied | reports that the dam had failed"];
    claims_may_be_rejected: "The ministry rejected claims that the dam had failed." => ["The ministry | rejected | claims that the dam had failed"];
    a_that_clause_is_what_is_said: "The harbour master said that the ferry had struck the pier." => ["The harbour master | said | the ferry had struck the pier"];
    that_may_be_left_out: "Organisers said the march had ended before dusk." => ["Organisers | said | the march had ended before dusk"];
    the_source_may_stand_behind: "The dam had been leaking for weeks, said Orla Finn, an engineer at the plant." => ["Orla Finn, an engineer at the plant | said | The dam had been leaking for weeks"];
    the_clause_may_come_first: "The spill reached the river within an hour, the ministry said." => ["the ministry | said | The spill reached the river within an hour"];
    a_quotation_may_come_first: "“The water rose too fast,” the mayor told reporters." => ["the mayor | told | The water rose too fast"];
    a_quotation_may_follow_a_colon: "The mayor wrote: “Nobody was warned in time.”" => ["The mayor | wrote | Nobody was warned in time."];
    a_quotation_may_go_around_the_source: "“We heard a bang,” said Ilse Maron, “and then the lights went out.”" => ["Ilse Maron | said | We heard a bang / and then the lights went out."];
    a_split_quotation_has_parts: "“We heard a bang,” said Ilse Maron. “The lights went out.”" => ["Ilse Maron | said | We heard a bang / The lights went out."];
    according_to_may_stand_first: "According to the coast guard, the tanker lost its anchor." => ["the coast guard | According to | the tanker lost its anchor"];
    according_to_may_stand_last: "The tanker lost its anchor, according to the coast guard." => ["the coast guard | according to | The tanker lost its anchor"];
    according_to_may_stand_in_the_middle: "The tanker, according to the coast guard, lost its anchor." => ["the coast guard | according to | The tanker / lost its anchor"];
    a_title_name_and_apposition_are_one_source: "Deputy mayor Tomas Verek, head of the crisis staff, said the bridge would stay shut." => ["Deputy mayor Tomas Verek, head of the crisis staff | said | the bridge would stay shut"];
    the_hearer_is_not_the_content: "Lena Brandt told the Northern Courier the count had been delayed." => ["Lena Brandt | told | the count had been delayed"];
    a_time_before_the_source_is_not_the_source: "On Tuesday the ministry said the count had been delayed." => ["the ministry | said | the count had been delayed"];
    two_sources_in_one_sentence_share_it: "Union leaders said the plant was unsafe, but the owner insisted that it had passed inspection." => ["Union leaders | said | the plant was unsafe", "the owner | insisted | it had passed inspection"];
    a_report_alleges: "An investigative report by the Lake Monitor alleged that the valves had been sealed." => ["An investigative report by the Lake Monitor | alleged | the valves had been sealed"];
    a_clause_with_who_stays_with_its_noun: "Residents who fled the valley said the siren never sounded." => ["Residents who fled the valley | said | the siren never sounded"];
    a_noun_is_no_cue: "The report was long. The state of the road is bad and the claims office is shut." => [];
    a_name_of_a_state_is_no_cue: "The United States and the State of Ormond signed a pact." => [];
    beliefs_of_the_speaker_are_no_attribution: "“I think we were lucky,” said the driver." => ["the driver | said | I think we were lucky"];
    a_comma_phrase_before_the_source_is_passed_over: "Speaking at the pier, the captain said the engine had failed." => ["the captain | said | the engine had failed"];
    an_object_may_be_alleged: "The union alleged a secret agreement between the owner and the inspectors." => ["The union | alleged | a secret agreement between the owner and the inspectors"];
    a_noun_may_carry_the_claim: "The company rejected the union's claim that the tank was empty." => ["the union | claim | the tank was empty"];
    a_noun_before_a_name_is_part_of_the_source: "Broadcaster Radio Veld, citing a port official, put the toll at 23." => ["Broadcaster Radio Veld | put | the toll at 23", "a port official | citing | the toll at 23"];
    who_accuses_is_a_source: "The union accused the owner of hiding the inspection." => ["The union | accused | the owner of hiding the inspection"];
    details_are_uncovered: "Radio Veld has uncovered details of a secret contract." => ["Radio Veld | has uncovered | details of a secret contract"];
    an_object_before_and_is_no_source: "The owner, Veldwerk AG, denied any fault and said that the sensors had worked." => ["The owner, Veldwerk AG | denied | any fault", "- | said | the sensors had worked"];
    two_single_marks_are_a_double_one: "''The dam was safe,'' the mayor said." => ["the mayor | said | The dam was safe"];
    a_source_may_stand_inside_what_is_said: "The ferry, the harbour master said, would be out of service." => ["the harbour master | said | The ferry / would be out of service"];
    a_source_may_stand_behind_an_adverb: "Perhaps, she said, it could be mended." => ["she | said | Perhaps / it could be mended"];
    what_stands_behind_the_cue_may_tell_of_the_saying: "“The dam was safe,” she said several weeks after her visit, and the council was glad." => ["she | said | The dam was safe"];
    a_day_and_a_clause_tell_of_the_saying: "The sale is an insult to the town, union leaders said Friday, as they met in the hall." => ["union leaders | said | The sale is an insult to the town"];
    a_contraction_is_a_clause: "The captain said it’s late in the season." => ["The captain | said | it’s late in the season"];
    say_is_a_verb_behind_a_place: "Farmers in the valley say Ruiz deserves the office." => ["Farmers in the valley | say | Ruiz deserves the office"];
    a_share_may_speak: "85% of farmers said the market favours large estates." => ["85% of farmers | said | the market favours large estates"];
    a_name_may_have_two_appositions: "“It was late,” Ana Ruiz, the mayor of Orrin, one of the flooded towns, said." => ["Ana Ruiz, the mayor of Orrin, one of the flooded towns | said | It was late"];
    an_apposition_may_stand_between_dashes: "Traders in two towns — Orrin and Varr — said it was late." => ["Traders in two towns — Orrin and Varr | said | it was late"];
    a_circumstance_may_stand_before_the_clause: "The pilot said after the crash he would not fly again." => ["The pilot | said | after the crash he would not fly again"];
    a_letter_behind_a_hyphen_ends_no_sentence: "Rep. Tess Orne (R-S.C.) said the dam was safe." => ["Rep. Tess Orne (R-S.C.) | said | the dam was safe"];
    a_quotation_may_open_behind_another: "She says the vote is “a farce.” He adds, “It was a good day for the town.”" => ["She | says | the vote is “a farce.”", "He | adds | It was a good day for the town."];
    more_say_is_no_verb: "The farmers want no more say in the matter that the council settled." => ["The farmers | want | no more say in the matter that the council settled"];
    passives_name_their_source_with_by: "It was reported by the Lake Monitor that the valves had been sealed." => ["the Lake Monitor | was reported | the valves had been sealed"];
}

#[test]
fn a_citing_source_stands_behind_who_cites() {
    let found = read("The Lake Monitor reported that the tank was empty, citing two inspectors.");
    let cited = found.iter().find(|statement| statement.rule == "citing X").expect("the cited source has a statement");
    assert_eq!(super::chain(cited), ["Harbour Post", "Lake Monitor", "two inspectors"]);
}

#[test]
fn words_partly_in_marks_are_mixed() {
    assert_eq!(only("The mayor said the siren was “not loud enough” for the valley.").quote_type, QuoteType::Mixed);
    assert_eq!(only("The mayor said the siren had failed.").quote_type, QuoteType::Indirect);
    assert_eq!(only("“The siren failed,” the mayor said.").quote_type, QuoteType::Direct);
}

#[test]
fn footage_is_evidence() {
    let statement = only("Footage shows two lorries leaving the depot.");
    assert_eq!((statement.quote_type, statement.chain[1].role.as_str()), (QuoteType::Evidential, "footage"));
}

#[test]
fn a_denial_is_marked() {
    assert!(only("The owner denied that the tank had leaked.").denial);
    assert!(only("The owner said the tank did not leak.").denial);
    assert!(!only("The owner said the tank had leaked.").denial);
}

#[test]
fn a_pronoun_is_resolved_to_the_last_one_it_fits() {
    let found = read("Orla Finn inspected the dam. “It was cracked,” said Orla Finn. She said nobody had listened.");
    let she = found
        .iter()
        .find(|statement| statement.source.as_ref().is_some_and(|source| source.text == "She"))
        .expect("found");
    assert_eq!((she.speaker.as_deref(), she.resolved_by.as_str()), (Some("Orla Finn"), "pronoun"));
}

#[test]
fn a_surname_is_resolved_to_the_full_name() {
    let found = read("Engineer Orla Finn said the dam was cracked. Finn said nobody had listened.");
    assert!(found.iter().all(|statement| statement.speaker.as_deref() == Some("Orla Finn")), "{found:#?}");
}

#[test]
fn a_source_left_out_is_the_one_before() {
    let found = read("Orla Finn said the dam was cracked and added that nobody had listened.");
    assert_eq!(found.len(), 2, "{found:#?}");
    let added =
        found.iter().find(|statement| statement.cue.as_ref().is_some_and(|cue| cue.text == "added")).expect("found");
    assert_eq!(
        (added.speaker.as_deref(), added.resolved_by.as_str(), added.source.is_none()),
        (Some("Orla Finn"), "previous source", true)
    );
}

#[test]
fn the_report_is_the_one_of_its_last_named_maker() {
    let found = read(
        "A report by the Lake Monitor alleged that the valves were sealed. According to the report, nobody was told.",
    );
    assert_eq!(found[1].speaker.as_deref(), Some("Lake Monitor"));
    assert_eq!(found[1].resolved_by, "previous source");
}

#[test]
fn hedges_are_listed_as_they_stand() {
    assert_eq!(only("Officials said some 40 boats were allegedly adrift.").hedges, ["some", "allegedly"]);
    assert_eq!(only("The crew is thought to have left before dawn.").hedges, ["thought to have"]);
}

#[test]
fn headlines_attribute_with_a_colon() {
    for (headline, source) in [
        ("Police: bridge was closed before the crash", "Police"),
        ("Bridge was closed before the crash: officials", "officials"),
    ] {
        let (text, blocks) = page(&[(BlockRole::Title, headline)]);
        let found = read_with(&text, &blocks, None);
        assert_eq!(
            found.first().and_then(|statement| statement.source.as_ref()).map(|source| source.text.as_str()),
            Some(source)
        );
    }
}

#[test]
fn the_outlets_own_checkable_sentence_is_a_statement_and_others_are_not() {
    let found = read("The explosion killed 14 people in Rotterdam. The morning was grey and quiet everywhere.");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].quote_type, found[0].speaker.as_deref(), found[0].resolved_by.as_str()),
        (QuoteType::Own, Some("Harbour Post"), "outlet")
    );
    assert!(found[0].source.is_none());
}

#[test]
fn a_borrowed_phrase_is_not_somebodys_speech() {
    assert!(attributed("The so-called “quiet pact” held for years.").is_empty());
}

#[test]
fn other_reports_may_put_a_figure_higher() {
    let found = read(
        "According to the council, some 120 houses were flooded, though other reports put it at a far higher number.",
    );
    let other = found
        .iter()
        .find(|statement| statement.source.as_ref().is_some_and(|source| source.text == "other reports"))
        .expect("found");
    assert_eq!(other.chain.last().map(|link| link.role.as_str()), Some("unnamed"));
    assert_eq!(
        (other.figures[0].low, other.figures[0].high, other.figures[0].unit.as_deref()),
        (Some(120.0), None, Some("buildings"))
    );
}

#[test]
fn a_dateline_is_no_part_of_what_is_said() {
    let found = attributed("ORRIN, May 4 (Northwire) - The pier gave way at noon, the port said.");
    assert_eq!(found, ["the port | said | The pier gave way at noon"]);
}

#[test]
fn a_video_filmed_from_somewhere_is_footage_and_a_mayor_of_somewhere_no_place() {
    let speaker = |text: &str| only(text).speaker.unwrap_or_default();
    assert_eq!(
        speaker("A video filmed from the Old Bridge shows that the pier gave way."),
        "video filmed from the Old Bridge"
    );
    assert_eq!(speaker("The mayor of New Varr said that the pier gave way."), "mayor of New Varr");
}

#[test]
fn nobody_is_no_source() {
    assert!(attributed("Nobody said that the pier gave way.").is_empty());
}

attributions! {
    a_video_posted_online_shows: "A video posted online shows a bus on the pier." => ["A video posted online | shows | a bus on the pier"];
    without_warning_is_no_cue: "The dam opened without warning, three mayors have claimed." => ["three mayors | have claimed | The dam opened without warning"];
    what_is_confirmed_must_be_said: "The council paid 12 million, and a spokesman confirmed the sum." => [];
    a_stray_comma_parts_no_subject: "The firm Orrinsoft, has said that the program has holes." => ["The firm Orrinsoft | has said | the program has holes"];
    they_estimate: "They estimated by 2050, growing demand would raise prices." => ["They | estimated | by 2050, growing demand would raise prices"];
    a_crowd_is_estimated: "Police estimated the crowd at 15,000." => ["Police | estimated | the crowd at 15,000"];
}

#[test]
fn he_is_who_the_sentence_before_was_about() {
    let found = read(
        "Ola Ness said the cellar was full. Prime Minister Sara Holm visited the town. She said that an inquiry would begin.",
    );
    assert_eq!(found.last().and_then(|last| last.speaker.as_deref()), Some("Sara Holm"));
}

#[test]
fn a_firm_that_acted_is_no_she() {
    let last_speaker = |text: &str| read(text).last().and_then(|last| last.speaker.clone());
    let text = "Ola Ness said the cellar was full. Sara Holm, who leads the inquiry, walked there. She said that it would take long.";
    assert_eq!(last_speaker(text).as_deref(), Some("Sara Holm"));
    let text = "Ola Ness said the cellar was full. Ossel Energy opened the gates. She said that it would take long.";
    assert_eq!(last_speaker(text).as_deref(), Some("Ola Ness"));
}

#[test]
fn a_full_stop_is_no_part_of_a_name() {
    assert_eq!(
        only("“There was no way out,” said its spokeswoman, Lina Moss. It rained.").speaker.as_deref(),
        Some("Lina Moss")
    );
}

attributions! {
    as_somebody_said: "As Ola Finn told the Lake Monitor, the valves had been sealed." => ["Ola Finn | told | the valves had been sealed"];
    as_somebody_said_at_some_time: "As the ministry said on Monday, the valves had been sealed." => ["the ministry | said | the valves had been sealed"];
    as_a_joiner_is_no_such_frame: "As the mayor arrived, the union said the plant was unsafe." => ["the union | said | the plant was unsafe"];
    somebody_with_a_participle: "The plant will close, with the union reporting that the owner has left." => ["the union | reporting | the owner has left"];
    whether_somebody_asked: "The coroner asked whether the valves had been sealed." => ["The coroner | asked | whether the valves had been sealed"];
    whether_somebody_asked_another: "The coroner asked the owner whether the valves had been sealed." => ["The coroner | asked | whether the valves had been sealed"];
    what_somebody_pointed_out: "The union pointed out that the plant was unsafe." => ["The union | pointed out | the plant was unsafe"];
    what_somebody_made_clear: "The owner made clear that the plant would close." => ["The owner | made clear | the plant would close"];
    what_somebody_is_sure_of: "The union is confident the plant will stay open." => ["The union | is confident | the plant will stay open"];
    a_court_rules: "The court ruled that the owner must pay." => ["The court | ruled | the owner must pay"];
    a_rule_is_no_cue: "The new rules were sent to the owner." => [];
    the_clause_that_opens_ends_at_its_comma: "When the union announced that the plant would close, the owner left the town." => ["the union | announced | the plant would close"];
    having_is_no_source: "Having announced that the plant would close, the owner left the town." => [];
    counted_states_are_no_cue: "A dozen states held votes that nobody had planned." => [];
    claims_that_can_be_sent_are_no_cue: "Unsuccessful claims can be sent back at any time." => [];
    a_bid_is_no_clause: "The mayor announced his bid, but now the union plans a march." => [];
    told_nobody_on_a_day: "The story was told on Tuesday, when a dozen boats left the port." => [];
    a_reason_is_no_clause: "The owner has not commented on the reason, which was weak." => [];
    a_participle_goes_on: "The owners shut the plant, agreeing to leave the town." => [];
}

attributions! {
    a_trailing_participle_has_the_subject_of_its_sentence: "The union sued the owner in Orrin on Friday, claiming that the plant was unsafe." => ["The union | claiming | the plant was unsafe"];
    a_trailing_participle_behind_a_cue_has_its_source: "The union said the plant was shut, adding that the owner had left." => ["The union | said | the plant was shut", "The union | adding | the owner had left"];
}
