//! Figures as intervals: when two of them can hold together.

use model::Figure;

/// What a figure allows.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Interval {
    /// Least value allowed.
    pub low: f64,
    /// Greatest value allowed.
    pub high: f64,
    /// "far higher than that": says of another's number that it is too small, so it does not hold together with a
    /// range whose middle is at its bound or below, though the two ranges share numbers.
    pub higher_than: bool,
}

impl Interval {
    /// The interval of `figure`; what is not a number bounds nothing.
    pub fn of(figure: &Figure) -> Interval {
        let bound = |value: Option<f64>, open: f64| value.filter(|v| v.is_finite()).unwrap_or(open);
        let (low, high) = (bound(figure.low, f64::NEG_INFINITY), bound(figure.high, f64::INFINITY));
        let higher_than = figure.modifier.as_deref().is_some_and(|m| m.contains("higher")) && high == f64::INFINITY;
        Interval { low: low.min(high), high: high.max(low), higher_than }
    }

    /// Whether both can hold.
    pub fn agrees_with(&self, other: &Interval) -> bool {
        let share_a_number = self.low <= other.high && other.low <= self.high;
        share_a_number && !self.overtakes(other) && !other.overtakes(self)
    }

    /// How much it leaves open; 0 for an exact figure.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Its middle, or its only bound.
    pub fn nominal(&self) -> f64 {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => (self.low + self.high) / 2.0,
            (true, false) => self.low,
            (false, true) => self.high,
            (false, false) => 0.0,
        }
    }

    /// The values both allow; `None` where they share none.
    pub fn meet(&self, other: &Interval) -> Option<Interval> {
        self.agrees_with(other).then(|| Interval {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
            higher_than: self.higher_than || other.higher_than,
        })
    }

    /// The range in plain words.
    pub fn words(&self) -> String {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) if self.low == self.high => format!("{}", self.low),
            (true, true) => format!("{} to {}", self.low, self.high),
            (true, false) if self.higher_than => format!("higher than {}", self.low),
            (true, false) => format!("{} or more", self.low),
            (false, true) => format!("{} or fewer", self.high),
            (false, false) => "any number".to_owned(),
        }
    }

    fn overtakes(&self, other: &Interval) -> bool {
        self.higher_than && !other.higher_than && other.high.is_finite() && other.nominal() <= self.low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: f64, high: f64) -> Interval {
        Interval { low, high, higher_than: false }
    }

    #[test]
    fn a_rounded_figure_agrees_with_the_exact_one() {
        assert!(range(212.0, 288.0).agrees_with(&range(248.0, 248.0)));
    }

    #[test]
    fn far_higher_than_a_number_disagrees_with_about_that_number() {
        let far_higher = Interval { low: 250.0, high: f64::INFINITY, higher_than: true };
        assert!(!far_higher.agrees_with(&range(212.0, 288.0)));
        assert!(far_higher.agrees_with(&range(900.0, 900.0)));
        assert!(range(250.0, f64::INFINITY).agrees_with(&range(212.0, 288.0)));
    }
}
