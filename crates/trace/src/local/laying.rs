//! One picture laid over another: the mapping, how many points and pieces agree on it, and what that says in words.

use super::agreement::{Agreement, Seen};
use super::consensus::lay;
use super::index::Alike;
use super::{LocalFeatures, Mapping};
use model::Transform;

/// Fewest points of a confirmed laying. Of 14,000 laid pairs of unrelated pictures none had four that agreed (methods
/// page); eight are twice that, and the pixels must agree too.
const LEAST_POINTS: usize = 8;

/// Least share of the compared pieces that must agree in a confirmed laying with few points.
const LEAST_SHARE: f64 = 0.5;

/// Points with which a smaller share is enough: heavy text hides most pieces and leaves many points.
const MANY_POINTS: usize = 30;

/// That smaller share.
const LEAST_SHARE_OF_MANY: f64 = 0.3;

/// And the least share of the common area over which the points must then be spread: two pictures with one banner
/// agree in a strip.
const LEAST_SPREAD_OF_MANY: f64 = 0.35;

/// Points with which a laying of two frames is followed through their recordings whatever its pieces say.
const POINTS_TO_FOLLOW: usize = 20;

/// Fewest pieces that agree in a confirmed laying.
const LEAST_PIECES: usize = 4;

/// Least share of one of the two pictures that the other must take: what is common is then no emblem in a corner.
const LEAST_COVERED: f64 = 0.3;

/// More stretching than this is no copy but a chance fit.
const MOST_STRETCH: f64 = 3.0;

/// Share of both pictures from which the match is of the whole picture and not of a region.
const WHOLE_SHARE: f64 = 0.9;

/// Turns, in degrees, and stretches below these are not worth a word.
const LEAST_TURN_DEGREES: f64 = 1.5;
const LEAST_STRETCH: f64 = 1.08;

/// `query` laid over `reference`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Laying {
    /// From places of the query to places of the reference, pixels of the searched pictures.
    pub(crate) mapping: Mapping,
    /// And back.
    pub(crate) back: Mapping,
    pub(crate) n_points: usize,
    pub(crate) mean_bits: f64,
    pub(crate) agreement: Agreement,
    /// Area over which the points are spread, as a share of the common area.
    spread: f64,
    middle_of_query: (f64, f64),
    middle_of_reference: (f64, f64),
}

impl Laying {
    /// From points that look alike; `None` where they agree on no mapping.
    pub(crate) fn of(
        query: &LocalFeatures,
        reference: &LocalFeatures,
        alike: &[Alike],
        mirrored: bool,
    ) -> Option<Laying> {
        let found = lay(query, reference, alike, mirrored)?;
        let (query, reference) = (Seen::of(query), Seen::of(reference));
        let agreement = Agreement::of(&query, &reference, &found.mapping)?;
        let common_px = agreement.query_share * query.size.0 * query.size.1;
        Some(Laying {
            spread: found.area_px / common_px.max(1.0),
            mapping: found.mapping,
            back: found.mapping.inverse()?,
            n_points: found.n_agreeing,
            mean_bits: found.mean_bits,
            agreement,
            middle_of_query: (query.size.0 / 2.0, query.size.1 / 2.0),
            middle_of_reference: (reference.size.0 / 2.0, reference.size.1 / 2.0),
        })
    }

    /// The reference laid over the query.
    pub(crate) fn reversed(&self) -> Laying {
        let agreement = Agreement {
            query_region: self.agreement.reference_region,
            reference_region: self.agreement.query_region,
            query_share: self.agreement.reference_share,
            reference_share: self.agreement.query_share,
            ..self.agreement
        };
        let (mapping, back) = (self.back, self.mapping);
        Laying {
            mapping,
            back,
            agreement,
            middle_of_reference: self.middle_of_query,
            middle_of_query: self.middle_of_reference,
            ..*self
        }
    }

    pub(crate) fn is_confirmed(&self) -> bool {
        let agreement = &self.agreement;
        let enough = (self.n_points >= LEAST_POINTS && agreement.share() >= LEAST_SHARE)
            || (self.n_points >= MANY_POINTS
                && agreement.share() >= LEAST_SHARE_OF_MANY
                && self.spread >= LEAST_SPREAD_OF_MANY);
        enough && self.is_possible()
    }

    /// Whether its points alone are reason enough to compare whole recordings under it: heavy text leaves too few pieces of
    /// one frame, and all frames together tell what lies over them.
    pub(crate) fn is_worth_following(&self) -> bool {
        self.is_confirmed() || (self.n_points >= POINTS_TO_FOLLOW && self.is_possible())
    }

    fn is_possible(&self) -> bool {
        self.agreement.pieces.n_agreeing >= LEAST_PIECES
            && self.agreement.query_share.max(self.agreement.reference_share) >= LEAST_COVERED
            && self.back.stretch_at(self.middle_of_reference) <= MOST_STRETCH
    }

    /// Whether both show the whole of what the other shows.
    pub(crate) fn is_whole(&self) -> bool {
        self.agreement.query_share.min(self.agreement.reference_share) >= WHOLE_SHARE
    }

    /// How many points agree and how much of the pixels, 0..=1.
    pub(crate) fn strength(&self) -> f64 {
        let points = 1.0 - (-(self.n_points as f64) / 30.0).exp();
        points * (0.5 + 0.5 * self.agreement.share())
    }

    /// What was done to the reference to give the query.
    pub(crate) fn transform(&self) -> Transform {
        let (mirrored, degrees) =
            (self.back.mirrors(self.middle_of_reference), self.back.turn_degrees_at(self.middle_of_reference));
        Transform {
            words: self.words(mirrored, degrees),
            mirrored: Some(mirrored),
            rotated_degrees: Some(degrees.rem_euclid(360.0).round() % 360.0),
            ..Transform::default()
        }
    }

    fn words(&self, mirrored: bool, degrees: f64) -> String {
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let mut parts = Vec::new();
        if mirrored {
            parts.push("mirrored".to_owned());
        }
        if degrees.abs() >= LEAST_TURN_DEGREES {
            parts.push(format!("rotated {:.0}°", degrees.rem_euclid(360.0).round() % 360.0));
        }
        let stretch = self.back.stretch_at(self.middle_of_reference);
        if stretch >= LEAST_STRETCH {
            parts.push(format!("stretched {stretch:.1} times"));
        }
        if self.agreement.reference_share < WHOLE_SHARE {
            parts.push(format!("{} of the reference's frame", percent(self.agreement.reference_share)));
        }
        if self.agreement.query_share < WHOLE_SHARE {
            parts.push(format!("takes {} of its own frame", percent(self.agreement.query_share)));
        }
        if parts.is_empty() { "unchanged".to_owned() } else { parts.join(", ") }
    }

    /// What was compared.
    pub(crate) fn reasons(&self) -> Vec<String> {
        vec![
            format!(
                "{} points of both lie alike under one mapping (at least {LEAST_POINTS} needed); their codes differ in {:.0} of 128 bits",
                self.n_points, self.mean_bits
            ),
            format!(
                "laid over each other, {} of {} pieces with detail agree pixel by pixel",
                self.agreement.pieces.n_agreeing, self.agreement.pieces.n_compared
            ),
        ]
    }
}
