//! What somebody who reads the whole pile with care comes to.

use crate::SampleOptions;
use crate::story::Outlet;
use crate::story::texts::HOSPITAL_FIGURE;
use std::ops::RangeInclusive;

/// One claim of the sample and how many origins stand behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expectation {
    /// Words that stand in the claim, lower case.
    pub words: Vec<String>,
    /// The figure in it, where it has one.
    pub figure: Option<u32>,
    /// Number of origins for it.
    pub origins_for: RangeInclusive<u32>,
    /// Number of origins against it.
    pub origins_against: RangeInclusive<u32>,
    /// Why.
    pub why: String,
}

/// The expectations for a sample with these options.
pub fn of(options: &SampleOptions) -> Vec<Expectation> {
    let dropped = options.drop_outlet.and_then(|number| Outlet::ALL.get(number).copied());
    let has = |outlet: Outlet| dropped != Some(outlet);
    let mut list = injured(options.figure, has(Outlet::Observer), has(Outlet::Courier));
    list.push(expectation(
        &["dock workers", "missing"],
        Some(2),
        (1..=1, 0..=0),
        "The fire brigade says it, at the gate and in its press note; the others repeat the local paper.",
    ));
    list.push(fertiliser(has(Outlet::Northline), has(Outlet::Observer)));
    list.push(footage(options.cut_clip, &has));
    list
}

/// Without the local paper's page nobody sees whom the paper has its figure from. The agency says that it quotes the
/// fire brigade elsewhere, so it may be the brigade, whose own note is in the pile: one origin or two.
fn injured(figure: u32, independent: bool, paper: bool) -> Vec<Expectation> {
    let same = independent && figure == HOSPITAL_FIGURE;
    let one_if = |condition: bool| u32::from(condition)..=u32::from(condition);
    let against = one_if(independent && !same);
    let brigade = 1..=if paper { 1 } else { 2 };
    let origins_for = if same { brigade.start() + 1..=brigade.end() + 1 } else { brigade.clone() };
    let words = ["injured"];
    let why = "The fire brigade counted; the local paper asked it, the agency cites the paper, the portal and the blog copy the agency.";
    let mut list = vec![expectation(&words, Some(figure), (origins_for, against), why)];
    if independent && !same {
        let why = "The hospital counted by itself; only the independent report asked it.";
        list.push(expectation(&words, Some(HOSPITAL_FIGURE), (1..=1, brigade), why));
    }
    list
}

fn fertiliser(agency: bool, denied: bool) -> Expectation {
    let harbour_master_for = u32::from(agency && !denied);
    let against = u32::from(denied);
    expectation(
        &["fertiliser", "warehouse"],
        None,
        (1 + harbour_master_for..=1 + harbour_master_for, against..=against),
        "The crane driver says it; the agency says that the harbour master says it too, and he denies it in the independent report.",
    )
}

/// Which recordings show flames above the roof. The agency's and the portal's clips are two parts of one recording, and
/// only that recording shows that they belong together.
fn footage(cut: bool, has: &impl Fn(Outlet) -> bool) -> Expectation {
    let bridge = u32::from(has(Outlet::Observer));
    let agency = u32::from(has(Outlet::Northline));
    let portal = u32::from(has(Outlet::Lantern) || has(Outlet::QuayDiary));
    let apart = agency + portal;
    let together = apart.min(1);
    // Without the portal its clip is not in the pile, and the blog's link to it may lead to any recording.
    let known = has(Outlet::Lantern) || !has(Outlet::QuayDiary);
    let quay = match (cut, known) {
        (true, true) => apart..=apart,
        (false, true) => together..=together,
        (_, false) => together..=apart,
    };
    expectation(
        &["flames", "roof"],
        None,
        (bridge + quay.start()..=bridge + quay.end(), 0..=0),
        "Two phones filmed; two outlets show parts of the one, the independent report shows the other.",
    )
}

fn expectation(
    words: &[&str],
    figure: Option<u32>,
    origins: (RangeInclusive<u32>, RangeInclusive<u32>),
    why: &str,
) -> Expectation {
    Expectation {
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        figure,
        origins_for: origins.0,
        origins_against: origins.1,
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(options: &SampleOptions, word: &str, figure: Option<u32>) -> Option<(u32, u32)> {
        let all = of(options);
        let one = all.iter().find(|e| e.words.iter().any(|w| w == word) && e.figure == figure)?;
        Some((*one.origins_for.end(), *one.origins_against.end()))
    }

    #[test]
    fn the_usual_sample_has_one_origin_each_for_two_figures() {
        let options = SampleOptions::default();
        assert_eq!(about(&options, "injured", Some(17)), Some((1, 1)));
        assert_eq!(about(&options, "injured", Some(24)), Some((1, 1)));
        assert_eq!(about(&options, "flames", None), Some((2, 0)));
    }

    #[test]
    fn equal_figures_agree() {
        let options = SampleOptions { figure: HOSPITAL_FIGURE, ..SampleOptions::default() };
        assert_eq!(about(&options, "injured", Some(HOSPITAL_FIGURE)), Some((2, 0)));
    }

    #[test]
    fn without_the_independent_report_nothing_stands_against() {
        let options = SampleOptions { drop_outlet: Some(4), ..SampleOptions::default() };
        assert_eq!(about(&options, "injured", Some(17)), Some((1, 0)));
        assert_eq!(about(&options, "injured", Some(24)), None);
        assert_eq!(about(&options, "fertiliser", None), Some((2, 0)));
        assert_eq!(about(&options, "flames", None), Some((1, 0)));
    }

    #[test]
    fn without_the_paper_it_stays_open_whom_it_had_its_figure_from() {
        let options = SampleOptions { drop_outlet: Some(0), ..SampleOptions::default() };
        let all = of(&options);
        let injured = all.iter().find(|e| e.figure == Some(17)).expect("the brigade's figure");
        assert_eq!((injured.origins_for.clone(), injured.origins_against.clone()), (1..=2, 1..=1));
    }

    #[test]
    fn a_cut_recording_no_longer_ties_the_two_clips_together() {
        let options = SampleOptions { cut_clip: true, ..SampleOptions::default() };
        assert_eq!(about(&options, "flames", None), Some((3, 0)));
    }
}
