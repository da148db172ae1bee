//! One thing that must hold, in a form that can be solved for any number in it.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::interval::Interval;
use jiheng_model::relation::{Manner, Relation, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::linear::{Linear, Sense, Totals};
use super::majority::{common, majority};
use super::{Need, Sides};
use crate::compare::Side;
use crate::relation::target::is_upper;

/// Base units of 100 %.
const HUNDRED_PERCENT: i128 = 10_000;

/// A relation or the expression of a rule, ready to be solved.
#[derive(Clone, Debug)]
pub(crate) enum Constraint {
    Linear(Linear, Totals),
    /// One of several sums: with and without a column that the rule allows for.
    Any(Vec<(Linear, Totals)>),
    /// `rate = part / base`.
    Ratio {
        part: StatementId,
        base: StatementId,
        rate: StatementId,
    },
    /// `after = before × (1 ± rate)`.
    Change {
        before: StatementId,
        after: StatementId,
        rate: StatementId,
        falling: bool,
    },
    /// The same value everywhere.
    Same(Vec<StatementId>),
}

impl Constraint {
    /// Closes a sum over the numbers it names.
    pub(crate) fn linear(mut linear: Linear, sides: Sides) -> Option<Self> {
        let totals = linear.close(sides)?;
        Some(Self::Linear(linear, totals))
    }

    /// Closes several sums of which one has to hold.
    pub(crate) fn any(sums: Vec<Linear>, sides: Sides) -> Option<Self> {
        let mut closed: Vec<(Linear, Totals)> = sums
            .into_iter()
            .filter_map(|mut linear| {
                let totals = linear.close(sides)?;
                Some((linear, totals))
            })
            .collect();
        match closed.len() {
            0 => None,
            1 => closed.pop().map(|(linear, totals)| Self::Linear(linear, totals)),
            _ => Some(Self::Any(closed)),
        }
    }

    /// The sums in it that hold on what is printed.
    pub(crate) fn sums(&self, sides: Sides) -> Vec<&Linear> {
        match self {
            Self::Linear(linear, _) => vec![linear],
            Self::Any(sums) => {
                let holding = |(linear, totals): &&(Linear, Totals)| linear.holds(totals, sides, &[]) == Some(true);
                sums.iter().filter(holding).map(|(linear, _)| linear).collect()
            }
            _ => Vec::new(),
        }
    }

    /// All sums in it.
    pub(crate) fn all_sums(&self) -> Vec<&Linear> {
        match self {
            Self::Linear(linear, _) => vec![linear],
            Self::Any(sums) => sums.iter().map(|(linear, _)| linear).collect(),
            _ => Vec::new(),
        }
    }

    /// The constraint of a relation; `None` for words, targets and what cannot be solved.
    pub(crate) fn of<'f>(
        relation: &Relation,
        statement: impl Fn(StatementId) -> Option<&'f Statement>,
        sides: Sides,
    ) -> Option<Self> {
        let linear = |linear: Linear| Self::linear(linear, sides);
        match &relation.kind {
            RelationKind::Sum { total, parts, .. } => {
                linear(Linear::of_parts(*total, parts.iter().copied(), Sense::Zero))
            }
            RelationKind::Balance { left, right } => {
                let mut sum = Linear::new(Sense::Zero);
                for (ids, sign) in [(left, 1), (right, -1)] {
                    for id in ids {
                        sum.add(*id, whole(sign));
                    }
                }
                linear(sum)
            }
            RelationKind::PartOf { parts, whole } => {
                linear(Linear::of_parts(*whole, parts.iter().copied(), Sense::AtMostZero))
            }
            RelationKind::Share { part, whole, rate } | RelationKind::RateBase { part, whole, rate } => {
                Some(Self::Ratio { part: *part, base: *whole, rate: *rate })
            }
            RelationKind::Hundred { rates } => {
                let mut sum = Linear::new(Sense::Zero);
                for rate in rates {
                    sum.add(*rate, whole(1));
                }
                sum.add_constant(whole(-HUNDRED_PERCENT))?;
                linear(sum)
            }
            RelationKind::Enumeration { stated, names, open } => {
                let mut sum = Linear::new(if *open { Sense::AtMostZero } else { Sense::Zero });
                sum.add(*stated, whole(-1));
                sum.add_constant(whole(i128::try_from(names.len()).ok()?))?;
                linear(sum)
            }
            RelationKind::Restatement { mentions } => Some(Self::Same(mentions.clone())),
            RelationKind::Growth { before, after, change, manner } => {
                Self::of_growth((*before, *after, *change), *manner, statement, sides)
            }
            RelationKind::GrowthRate { level, former: true, amount, rate, .. } => {
                Some(Self::Ratio { part: *amount, base: *level, rate: *rate })
            }
            RelationKind::Direction { before, after, manner } => {
                let (low, high) = if *manner == Manner::Fall { (*after, *before) } else { (*before, *after) };
                linear(Linear::of_parts(high, [low], Sense::AtMostZero))
            }
            RelationKind::GrowthRate { .. }
            | RelationKind::ShareOfParts { .. }
            | RelationKind::Average { .. }
            | RelationKind::Product { .. }
            | RelationKind::Granularity { .. }
            | RelationKind::Respectively { .. }
            | RelationKind::Grade { .. }
            | RelationKind::Sequence { .. }
            | RelationKind::OtherYear { .. }
            | RelationKind::TextRestatement { .. }
            | RelationKind::SameNumber { .. } => None,
            RelationKind::Target { target, actual } => {
                let target = statement(*target)?;
                let sign = if is_upper(target) { 1 } else { -1 };
                let mut limit = Linear::new(Sense::AtMostZero);
                limit.add(*actual, whole(sign));
                limit.add_constant(exact::multiply(target.exact()?, whole(-sign))?)?;
                linear(limit)
            }
        }
    }

    /// An amount, a percent or a multiple between two levels.
    fn of_growth<'f>(
        numbers: (StatementId, StatementId, StatementId),
        manner: Manner,
        statement: impl Fn(StatementId) -> Option<&'f Statement>,
        sides: Sides,
    ) -> Option<Self> {
        let (before, after, change) = numbers;
        let dimension = |id: StatementId| statement(id)?.unit.as_ref().map(|unit| unit.dimension);
        let of_rates = dimension(before) == Some(Dimension::Rate);
        let falling = manner == Manner::Fall;
        match (dimension(change), manner) {
            (Some(Dimension::Rate), Manner::Multiple) => Some(Self::Ratio { part: after, base: before, rate: change }),
            (Some(Dimension::Rate), _) if of_rates => None,
            (Some(Dimension::Rate), _) => Some(Self::Change { before, after, rate: change, falling }),
            (Some(Dimension::Times), _) => None,
            (Some(Dimension::RatePoint), _) if !of_rates => None,
            _ => {
                let (high, low) = if falling { (before, after) } else { (after, before) };
                Self::linear(Linear::of_parts(high, [low, change], Sense::Zero), sides)
            }
        }
    }

    /// Every number it speaks of.
    pub(crate) fn statements(&self) -> Vec<StatementId> {
        match self {
            Self::Linear(linear, _) => linear.statements().collect(),
            Self::Any(sums) => {
                let mut all: Vec<StatementId> = sums.iter().flat_map(|(linear, _)| linear.statements()).collect();
                all.sort_unstable();
                all.dedup();
                all
            }
            Self::Ratio { part, base, rate } => vec![*part, *base, *rate],
            Self::Change { before, after, rate, .. } => vec![*before, *after, *rate],
            Self::Same(mentions) => mentions.clone(),
        }
    }

    /// What the value of all of `members` must be, everything else being right; one need for each way to hold.
    pub(crate) fn needs(&self, sides: Sides, members: &[StatementId]) -> Vec<Need> {
        match self {
            Self::Any(sums) => sums.iter().filter_map(|(linear, totals)| linear.need(totals, sides, members)).collect(),
            _ => self.need(sides, members).into_iter().collect(),
        }
    }

    fn need(&self, sides: Sides, members: &[StatementId]) -> Option<Need> {
        match self {
            Self::Linear(linear, totals) => linear.need(totals, sides, members),
            Self::Any(sums) => sums.iter().find_map(|(linear, totals)| linear.need(totals, sides, members)),
            Self::Same(mentions) => same(mentions, sides, members),
            Self::Ratio { part, base, rate } => {
                let (part_side, base_side, rate_side) = (sides.side(*part)?, sides.side(*base)?, sides.side(*rate)?);
                match only(members, [*part, *base, *rate])? {
                    0 => open(base_side.interval.times_interval(&rate_side.interval)?, (1, HUNDRED_PERCENT)),
                    1 => open(part_side.interval.over_interval(&rate_side.interval)?, (HUNDRED_PERCENT, 1)),
                    _ => Some(Need {
                        interval: hundredfold(part_side.interval.over_interval(&base_side.interval)?)?,
                        exact: exact::multiply(
                            exact::divide(part_side.exact, base_side.exact)?,
                            whole(HUNDRED_PERCENT),
                        ),
                    }),
                }
            }
            Self::Change { before, after, rate, falling } => {
                let (from, to, change) = (sides.side(*before)?, sides.side(*after)?, sides.side(*rate)?);
                let factor = factor(change, *falling)?;
                match only(members, [*before, *after, *rate])? {
                    0 => open(to.interval.over_interval(&factor)?, (1, 1)),
                    1 => open(from.interval.times_interval(&factor)?, (1, 1)),
                    _ => {
                        let (high, low) = if *falling { (from, to) } else { (to, from) };
                        let gap = exact::subtract(high.exact, low.exact)?;
                        let exact = exact::multiply(exact::divide(gap, from.exact)?, whole(HUNDRED_PERCENT));
                        let interval = high.interval.minus(&low.interval)?.over_interval(&from.interval)?;
                        Some(Need { interval: hundredfold(interval)?, exact })
                    }
                }
            }
        }
    }

    /// True when it holds with these numbers exchanged; `None` when that cannot be said.
    pub(crate) fn holds(&self, sides: Sides, changes: &[(StatementId, Side)]) -> Option<bool> {
        let side = |id: &StatementId| {
            changes
                .iter()
                .find(|(changed, _)| changed == id)
                .map(|(_, side)| *side)
                .or_else(|| sides.side(*id).copied())
        };
        match self {
            Self::Linear(linear, totals) => linear.holds(totals, sides, changes),
            Self::Any(sums) => {
                let verdicts: Vec<bool> =
                    sums.iter().filter_map(|(linear, totals)| linear.holds(totals, sides, changes)).collect();
                (!verdicts.is_empty()).then(|| verdicts.contains(&true))
            }
            Self::Same(mentions) => {
                let intervals: Vec<Interval> = mentions.iter().filter_map(side).map(|side| side.interval).collect();
                Some(common(&intervals).is_some())
            }
            Self::Ratio { part, base, rate } => {
                let (part, base, rate) = (side(part)?, side(base)?, side(rate)?);
                Some(hundredfold(part.interval.over_interval(&base.interval)?)?.meets(&rate.interval))
            }
            Self::Change { before, after, rate, falling } => {
                let (from, to, rate) = (side(before)?, side(after)?, side(rate)?);
                let (high, low) = if *falling { (from, to) } else { (to, from) };
                let computed = high.interval.minus(&low.interval)?.over_interval(&from.interval)?;
                Some(hundredfold(computed)?.meets(&rate.interval))
            }
        }
    }
}

/// Which of three numbers is to be solved for; `None` when it is none of them, or more than one.
fn only(members: &[StatementId], numbers: [StatementId; 3]) -> Option<usize> {
    let mut found = (0..3).filter(|at| numbers.get(*at).is_some_and(|id| members.contains(id)));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn hundredfold(interval: Interval) -> Option<Interval> {
    interval.times(whole(HUNDRED_PERCENT))
}

/// An interval times `ratio`, without one exact value: a rounded rate leaves several.
fn open(interval: Interval, ratio: (i128, i128)) -> Option<Need> {
    let factor = exact::fraction(ratio.0, ratio.1)?;
    Some(Need { interval: interval.times(factor)?, exact: None })
}

/// `1 ± rate`.
fn factor(rate: &Side, falling: bool) -> Option<Interval> {
    let share = rate.interval.times(exact::fraction(if falling { -1 } else { 1 }, HUNDRED_PERCENT)?)?;
    Interval::point(whole(1)).plus(&share)
}

/// What the others say; when they differ among themselves, what most of them say, and then only an outlier is to change.
fn same(mentions: &[StatementId], sides: Sides, members: &[StatementId]) -> Option<Need> {
    let others: Vec<&Side> =
        mentions.iter().filter(|id| !members.contains(id)).filter_map(|id| sides.side(*id)).collect();
    let intervals: Vec<Interval> = others.iter().map(|side| side.interval).collect();
    let chosen = majority(&intervals);
    if chosen.len() < others.len() {
        let all: Vec<Interval> = mentions.iter().filter_map(|id| sides.side(*id)).map(|side| side.interval).collect();
        let most = majority(&all);
        let inside = |at: &usize| mentions.get(*at).is_some_and(|id| members.contains(id));
        if most.iter().any(inside) {
            return None;
        }
    }
    let agreed: Vec<&&Side> = chosen.iter().filter_map(|at| others.get(*at)).collect();
    let interval = common(agreed.iter().map(|side| &side.interval))?;
    let width = |side: &&&&Side| side.interval.width().unwrap_or_else(|| whole(i128::MAX));
    let exact: Option<Exact> = agreed.iter().min_by_key(width).map(|side| side.exact);
    Some(Need { interval, exact })
}
