//! What a printed number stands for: an interval of exact values.

use num_traits::Signed;

use crate::exact::{self, Exact};

/// A possibly open, possibly unbounded interval. `None` at an end means "no bound".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: Option<Exact>,
    /// The lower end itself does not belong to the interval.
    pub low_open: bool,
    /// Upper end.
    pub high: Option<Exact>,
    /// The upper end itself does not belong to the interval.
    pub high_open: bool,
}

impl Interval {
    /// The closed interval from `low` to `high`.
    pub fn closed(low: Exact, high: Exact) -> Self {
        Self { low: Some(low), low_open: false, high: Some(high), high_open: false }
    }

    /// The interval that holds one value.
    pub fn point(value: Exact) -> Self {
        Self::closed(value, value)
    }

    /// `low` and everything above it.
    pub fn at_least(low: Exact) -> Self {
        Self { low: Some(low), low_open: false, high: None, high_open: false }
    }

    /// `high` and everything below it.
    pub fn at_most(high: Exact) -> Self {
        Self { low: None, low_open: false, high: Some(high), high_open: false }
    }

    /// Excludes the lower end.
    pub fn open_low(mut self) -> Self {
        self.low_open = true;
        self
    }

    /// Excludes the upper end.
    pub fn open_high(mut self) -> Self {
        self.high_open = true;
        self
    }

    /// True when some value lies in both intervals.
    pub fn meets(&self, other: &Self) -> bool {
        Self::not_above(self, other) && Self::not_above(other, self)
    }

    /// True when some value of `a` is not above some value of `b`.
    fn not_above(a: &Self, b: &Self) -> bool {
        match (a.low, b.high) {
            (Some(low), Some(high)) => low < high || (low == high && !a.low_open && !b.high_open),
            _ => true,
        }
    }

    /// True when every value of `self` is greater than every value of `other`.
    pub fn entirely_above(&self, other: &Self) -> bool {
        !Self::not_above(self, other)
    }

    /// True when `value` lies inside.
    pub fn contains(&self, value: Exact) -> bool {
        self.meets(&Self::point(value))
    }

    /// Sum of the two intervals; `None` on overflow.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            low: combine(self.low, other.low, exact::add)?,
            low_open: self.low_open || other.low_open,
            high: combine(self.high, other.high, exact::add)?,
            high_open: self.high_open || other.high_open,
        })
    }

    /// The interval with its sign turned.
    pub fn negated(&self) -> Self {
        Self {
            low: self.high.map(|v| -v),
            low_open: self.high_open,
            high: self.low.map(|v| -v),
            high_open: self.low_open,
        }
    }

    /// `self − other`; `None` on overflow.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// Every value times `factor`; `None` on overflow.
    pub fn times(&self, factor: Exact) -> Option<Self> {
        let scaled = Self {
            low: scale_end(self.low, factor)?,
            low_open: self.low_open,
            high: scale_end(self.high, factor)?,
            high_open: self.high_open,
        };
        Some(if factor.is_negative() {
            Self { low: scaled.high, low_open: scaled.high_open, high: scaled.low, high_open: scaled.low_open }
        } else {
            scaled
        })
    }

    /// Product of two intervals that hold no negative value; `None` on overflow, for an end that is
    /// missing, or when a negative value is possible.
    pub fn times_interval(&self, other: &Self) -> Option<Self> {
        let (al, ah) = self.non_negative_ends()?;
        let (bl, bh) = other.non_negative_ends()?;
        Some(Self::closed(exact::multiply(al, bl)?, exact::multiply(ah, bh)?))
    }

    /// Quotient of two intervals without negative values and with a divisor above zero; `None` otherwise.
    pub fn over_interval(&self, other: &Self) -> Option<Self> {
        let (al, ah) = self.non_negative_ends()?;
        let (bl, bh) = other.non_negative_ends()?;
        if !bl.is_positive() {
            return None;
        }
        Some(Self::closed(exact::divide(al, bh)?, exact::divide(ah, bl)?))
    }

    /// `1 ÷ self`, for an interval that lies above zero; `None` otherwise.
    pub fn inverted(&self) -> Option<Self> {
        Self::point(exact::whole(1)).over_interval(self)
    }

    fn non_negative_ends(&self) -> Option<(Exact, Exact)> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if !low.is_negative() => Some((low, high)),
            _ => None,
        }
    }

    /// High end minus low end, where both exist.
    pub fn width(&self) -> Option<Exact> {
        exact::subtract(self.high?, self.low?)
    }
}

/// `Some(None)` when one of the ends is unbounded, `None` on overflow.
#[expect(clippy::option_option, reason = "outer: overflow; inner: unbounded end")]
fn combine(a: Option<Exact>, b: Option<Exact>, f: impl Fn(Exact, Exact) -> Option<Exact>) -> Option<Option<Exact>> {
    match (a, b) {
        (Some(a), Some(b)) => f(a, b).map(Some),
        _ => Some(None),
    }
}

#[expect(clippy::option_option, reason = "outer: overflow; inner: unbounded end")]
fn scale_end(end: Option<Exact>, factor: Exact) -> Option<Option<Exact>> {
    match end {
        Some(end) => exact::multiply(end, factor).map(Some),
        None => Some(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;

    #[test]
    fn ends_decide_whether_intervals_meet() {
        let a = Interval::closed(whole(1), whole(2));
        for (b, meets) in [
            (Interval::closed(whole(2), whole(3)), true),
            (Interval::closed(whole(2), whole(3)).open_low(), false),
            (Interval::at_least(whole(2)), true),
            (Interval::at_least(whole(3)), false),
            (Interval::at_most(whole(1)).open_high(), false),
            (Interval::point(whole(0)), false),
        ] {
            assert_eq!(a.meets(&b), meets, "{b:?}");
            assert_eq!(b.meets(&a), meets, "{b:?}");
        }
    }

    #[test]
    fn difference_widens() {
        let a = Interval::closed(whole(10), whole(12));
        let b = Interval::closed(whole(1), whole(2));
        assert_eq!(a.minus(&b).unwrap(), Interval::closed(whole(8), whole(11)));
        assert_eq!(a.times(whole(-1)).unwrap(), Interval::closed(whole(-12), whole(-10)));
    }
}
