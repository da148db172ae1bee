//! Do two values agree: exactly, within rounding, only by cutting digits off, or not at all?

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::finding::Verdict;
use jiheng_model::interval::Interval;
use jiheng_model::statement::{Approximation, State, Statement};
use jiheng_model::unit::Dimension;
use num_traits::{Signed, Zero};

/// One side of a comparison, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) exact: Exact,
    pub(crate) interval: Interval,
    /// What it stands for if digits were cut off or always rounded up.
    pub(crate) loose: Interval,
}

/// The result of a comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comparison {
    /// `None`: nothing inside the intervals can satisfy it.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) difference: Exact,
    pub(crate) allowed: Exact,
}

impl Side {
    /// The side of one statement; `None` for blanks and words.
    pub(crate) fn of(statement: &Statement) -> Option<Self> {
        match statement.state {
            State::Number => Self::printed(statement, statement.value?, statement.value_high),
            State::Nil => Some(Self::zero()),
            State::Text | State::Blank => None,
        }
    }

    /// The side of a statement if this were printed there.
    pub(crate) fn printed(statement: &Statement, value: Decimal, high: Option<Decimal>) -> Option<Self> {
        let exact = statement.to_base(value.to_exact())?;
        let interval = statement.interval_of(value, high)?;
        let unit = statement.last_digit_of(value)?;
        let times = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Times);
        let loose = if statement.approximation == Approximation::None && !unit.is_zero() && !times {
            Interval::closed(exact::subtract(exact, unit)?, exact::add(exact, unit)?)
        } else {
            interval
        };
        Some(Self { exact, interval, loose })
    }

    /// Zero, exactly.
    pub(crate) fn zero() -> Self {
        Self::constant(whole(0))
    }

    /// An exact value.
    pub(crate) fn constant(value: Exact) -> Self {
        let point = Interval::point(value);
        Self { exact: value, interval: point, loose: point }
    }

    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            exact: exact::add(self.exact, other.exact)?,
            interval: self.interval.plus(&other.interval)?,
            loose: self.loose.plus(&other.loose)?,
        })
    }

    pub(crate) fn minus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            exact: exact::subtract(self.exact, other.exact)?,
            interval: self.interval.minus(&other.interval)?,
            loose: self.loose.minus(&other.loose)?,
        })
    }
}

/// `a = b`.
pub(crate) fn equal(a: &Side, b: &Side) -> Option<Comparison> {
    let verdict = if a.exact == b.exact {
        Some(Verdict::Exact)
    } else if a.interval.meets(&b.interval) {
        Some(Verdict::WithinRounding)
    } else if a.loose.meets(&b.interval) || a.interval.meets(&b.loose) {
        Some(Verdict::TruncationOnly)
    } else {
        None
    };
    finish(a, b, verdict)
}

/// `a ≤ b`.
pub(crate) fn at_most(a: &Side, b: &Side) -> Option<Comparison> {
    let verdict = if a.exact <= b.exact {
        Some(Verdict::Exact)
    } else if !a.interval.entirely_above(&b.interval) {
        Some(Verdict::WithinRounding)
    } else {
        None
    };
    finish(a, b, verdict)
}

/// Half the widths of both: the most that rounding explains. Only a failure shows it.
fn finish(a: &Side, b: &Side, verdict: Option<Verdict>) -> Option<Comparison> {
    if verdict.is_some() {
        return Some(Comparison { verdict, difference: whole(0), allowed: whole(0) });
    }
    let width = |side: &Side| side.interval.width().unwrap_or_else(|| whole(0));
    let allowed = exact::divide(exact::add(width(a), width(b))?, whole(2))?;
    Some(Comparison { verdict, difference: exact::subtract(a.exact, b.exact)?.abs(), allowed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A measured number as printed: half a unit of its last digit wide.
    fn printed(text: &str) -> Side {
        let value = Decimal::parse(text).unwrap();
        let (exact, unit) = (value.to_exact(), value.last_digit());
        Side {
            exact,
            interval: Interval::closed(exact - unit / whole(2), exact + unit / whole(2)),
            loose: Interval::closed(exact - unit, exact + unit),
        }
    }

    #[test]
    fn agreement_is_exact_then_rounding_then_truncation_then_nothing() {
        for (left, right, verdict) in [
            ("719.70", "719.7", Some(Verdict::Exact)),
            ("121.85", "122", Some(Verdict::WithinRounding)),
            ("98.76", "98.7", Some(Verdict::TruncationOnly)),
            ("98.76", "98.6", None),
            ("719.70", "721.85", None),
        ] {
            let comparison = equal(&printed(left), &printed(right)).unwrap();
            assert_eq!(comparison.verdict, verdict, "{left} {right}");
        }
    }

    #[test]
    fn the_difference_and_what_rounding_allows_come_with_it() {
        let parts = ["3612.79", "147.5", "1442.32", "210.91", "49.82"].map(printed);
        let sum = parts.iter().try_fold(Side::zero(), |sum, part| sum.plus(part)).unwrap();
        let comparison = equal(&printed("5463.02"), &sum).unwrap();
        assert_eq!(comparison.verdict, None);
        assert_eq!(comparison.difference, Exact::new(32, 100));
        // Four parts and the total to two places, one part to one place.
        assert_eq!(comparison.allowed, Exact::new(75, 1000));
    }

    #[test]
    fn an_upper_limit_may_be_met_by_rounding() {
        for (left, right, verdict) in
            [("58", "61", Some(Verdict::Exact)), ("61.4", "61", Some(Verdict::WithinRounding)), ("62", "60", None)]
        {
            assert_eq!(at_most(&printed(left), &printed(right)).unwrap().verdict, verdict, "{left} {right}");
        }
    }
}
