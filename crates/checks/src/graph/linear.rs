//! A sum of numbers that must be nothing, or at most nothing.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::interval::Interval;
use jiheng_model::statement::StatementId;
use num_traits::{Signed, Zero};

use super::{Need, Sides};
use crate::compare::Side;

/// What a sum must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Nothing.
    Zero,
    /// Nothing or less.
    AtMostZero,
}

/// `Σ coefficient × statement + constant`, against zero.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    /// By statement, each once.
    terms: Vec<(StatementId, Exact)>,
    constant: Exact,
    sense: Sense,
}

/// A sum that is known, so that one number in it can be exchanged without adding up all the others again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    exact: Exact,
    interval: Interval,
}

impl Linear {
    /// An empty sum.
    pub(crate) fn new(sense: Sense) -> Self {
        Self { terms: Vec::new(), constant: whole(0), sense }
    }

    /// `total = Σ parts` or `Σ parts ≤ total`.
    pub(crate) fn of_parts(total: StatementId, parts: impl IntoIterator<Item = StatementId>, sense: Sense) -> Self {
        let mut linear = Self::new(sense);
        linear.terms.push((total, whole(-1)));
        linear.terms.extend(parts.into_iter().map(|part| (part, whole(1))));
        linear
    }

    pub(crate) fn add(&mut self, statement: StatementId, coefficient: Exact) {
        self.terms.push((statement, coefficient));
    }

    pub(crate) fn add_constant(&mut self, value: Exact) -> Option<()> {
        self.constant = exact::add(self.constant, value)?;
        Some(())
    }

    /// Brings every statement into one term, drops those without a number, and adds up.
    pub(crate) fn close(&mut self, sides: Sides) -> Option<Totals> {
        self.terms.sort_by_key(|(id, _)| *id);
        let mut terms: Vec<(StatementId, Exact)> = Vec::with_capacity(self.terms.len());
        for (id, coefficient) in self.terms.drain(..) {
            match terms.last_mut() {
                Some((last, sum)) if *last == id => *sum = exact::add(*sum, coefficient)?,
                _ => terms.push((id, coefficient)),
            }
        }
        terms.retain(|(id, coefficient)| sides.side(*id).is_some() && !coefficient.is_zero());
        self.terms = terms;
        self.total(sides, &[])
    }

    pub(crate) fn statements(&self) -> impl Iterator<Item = StatementId> + '_ {
        self.terms.iter().map(|(id, _)| *id)
    }

    /// Two numbers that must be equal.
    pub(crate) fn is_equality(&self) -> bool {
        self.sense == Sense::Zero
            && self.constant.is_zero()
            && matches!(self.terms.as_slice(), [(_, a), (_, b)] if *a == -*b)
    }

    pub(crate) fn is_equation(&self) -> bool {
        self.sense == Sense::Zero
    }

    /// True for the whole of at least two parts.
    pub(crate) fn is_whole(&self, id: StatementId) -> bool {
        let Some(own) = self.coefficient(id) else { return false };
        let alike = self.terms.iter().filter(|(_, other)| other.is_positive() == own.is_positive()).count();
        alike == 1 && self.terms.len() >= 3
    }

    pub(crate) fn coefficient(&self, id: StatementId) -> Option<Exact> {
        let at = self.terms.binary_search_by_key(&id, |(term, _)| *term).ok()?;
        self.terms.get(at).map(|(_, coefficient)| *coefficient)
    }

    fn total(&self, sides: Sides, without: &[StatementId]) -> Option<Totals> {
        let start = Totals { exact: self.constant, interval: Interval::point(self.constant) };
        self.terms.iter().filter(|(id, _)| !without.contains(id)).try_fold(start, |sum, (id, coefficient)| {
            let side = sides.side(*id)?;
            Some(Totals {
                exact: exact::add(sum.exact, exact::multiply(side.exact, *coefficient)?)?,
                interval: sum.interval.plus(&side.interval.times(*coefficient)?)?,
            })
        })
    }

    /// The sum of all but some.
    fn rest(&self, totals: &Totals, sides: Sides, without: &[StatementId]) -> Option<Totals> {
        let (Some(mut low), Some(mut high)) = (totals.interval.low, totals.interval.high) else {
            return self.total(sides, without);
        };
        let mut rest = totals.exact;
        for id in without {
            let Some(coefficient) = self.coefficient(*id) else { continue };
            let side = sides.side(*id)?;
            let own = side.interval.times(coefficient)?;
            if own.low_open || own.high_open {
                return self.total(sides, without);
            }
            low = exact::subtract(low, own.low?)?;
            high = exact::subtract(high, own.high?)?;
            rest = exact::subtract(rest, exact::multiply(side.exact, coefficient)?)?;
        }
        let (low_open, high_open) = (totals.interval.low_open, totals.interval.high_open);
        Some(Totals { exact: rest, interval: Interval { low: Some(low), low_open, high: Some(high), high_open } })
    }

    /// The one value that all of `members` must have.
    pub(crate) fn need(&self, totals: &Totals, sides: Sides, members: &[StatementId]) -> Option<Need> {
        let sum = members.iter().filter_map(|id| self.coefficient(*id)).try_fold(whole(0), exact::add)?;
        if sum.is_zero() {
            return None;
        }
        let rest = self.rest(totals, sides, members)?;
        let inverse = exact::divide(whole(-1), sum)?;
        let interval = rest.interval.times(inverse)?;
        Some(match self.sense {
            Sense::Zero => Need { interval, exact: exact::multiply(rest.exact, inverse) },
            // The sum may be nothing or less, so one end alone binds.
            Sense::AtMostZero if sum.is_positive() => {
                Need { interval: Interval { low: None, low_open: false, ..interval }, exact: None }
            }
            Sense::AtMostZero => Need { interval: Interval { high: None, high_open: false, ..interval }, exact: None },
        })
    }

    /// True when it holds with these numbers exchanged.
    pub(crate) fn holds(&self, totals: &Totals, sides: Sides, changes: &[(StatementId, Side)]) -> Option<bool> {
        let ids: Vec<StatementId> = changes.iter().map(|(id, _)| *id).collect();
        let mut interval = if ids.is_empty() { totals.interval } else { self.rest(totals, sides, &ids)?.interval };
        for (id, side) in changes {
            if let Some(coefficient) = self.coefficient(*id) {
                interval = interval.plus(&side.interval.times(coefficient)?)?;
            }
        }
        Some(match self.sense {
            Sense::Zero => interval.contains(whole(0)),
            Sense::AtMostZero => interval.meets(&Interval::at_most(whole(0))),
        })
    }
}
