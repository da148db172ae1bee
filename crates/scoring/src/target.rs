//! The target of an indicator of the report: operator, value, unit; and how far the result reached it.

use jiheng_model::evaluation::FactSet;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::indicator::{Indicator, Kind};
use jiheng_model::relation::RelationKind;
use jiheng_model::scorecard::{Operator, Target};
use jiheng_model::statement::{Approximation, Statement};
use jiheng_model::unit::Dimension;

/// A target with what was reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aim<'a> {
    /// Which way it is met.
    pub(crate) operator: Operator,
    /// The number aimed at.
    pub(crate) target: &'a Statement,
    /// The number reached; none where the result has no number that answers it.
    pub(crate) actual: Option<&'a Statement>,
    /// The less the better.
    pub(crate) lower: bool,
    /// The unit that the table gives in a column of its own.
    pub(crate) unit: &'a str,
}

/// What a target cell says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read<'a> {
    /// One number.
    Number(Aim<'a>),
    /// Words.
    Words,
    /// Several numbers, a range or a rough one: a person has to say what is to be reached.
    Unclear,
}

/// Reads the target of an indicator.
pub(crate) fn read<'a>(indicator: &'a Indicator<'_>, facts: &FactSet) -> Read<'a> {
    let target = match indicator.targets.as_slice() {
        [] => return Read::Words,
        [one] => *one,
        [first, rest @ ..] if rest.iter().all(|other| same(other, first)) => *first,
        _ => return Read::Unclear,
    };
    let operator = match target.approximation {
        Approximation::AtLeast => Operator::AtLeast,
        Approximation::Over => Operator::Above,
        Approximation::None => Operator::Equal,
        Approximation::AtMost => Operator::AtMost,
        Approximation::Under => Operator::Below,
        Approximation::About | Approximation::Near | Approximation::Plus | Approximation::Range => {
            return Read::Unclear;
        }
    };
    let Ok(actual) = result(indicator, target, facts) else { return Read::Unclear };
    let lasts = target.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Duration);
    let lower = match operator {
        Operator::AtMost | Operator::Below => true,
        Operator::Equal => indicator.kind == Kind::Cost || lasts,
        Operator::AtLeast | Operator::Above => false,
    };
    Read::Number(Aim { operator, target, actual, lower, unit: indicator.unit_text() })
}

/// The result that answers a target: the one it was paired with, else the only one of its kind.
///
/// # Errors
/// When several may.
fn result<'a>(indicator: &'a Indicator<'_>, target: &Statement, facts: &FactSet) -> Result<Option<&'a Statement>, ()> {
    let paired = facts.relations.iter().find_map(|relation| match relation.kind {
        RelationKind::Target { target: of, actual } if of == target.id => Some(actual),
        _ => None,
    });
    if let Some(own) = paired.and_then(|id| indicator.results.iter().find(|s| s.id == id)) {
        return Ok(Some(own));
    }
    let fits = |s: &&&'a Statement| match (&s.unit, &target.unit) {
        (Some(one), Some(other)) => one.comparable(other),
        (None, None) => true,
        // 目标95%，完成96: the one number of the cell is in the unit of the target.
        _ => indicator.results.len() == 1,
    };
    let fitting: Vec<&&'a Statement> = indicator.results.iter().filter(fits).collect();
    match fitting.as_slice() {
        [] => Ok(None),
        [first, rest @ ..] if rest.iter().all(|other| same(other, first)) => Ok(Some(first)),
        _ => Err(()),
    }
}

fn same(a: &Statement, b: &Statement) -> bool {
    a.exact().is_some() && a.exact() == b.exact() && a.approximation == b.approximation
}

impl Aim<'_> {
    /// Operator, value and unit.
    pub(crate) fn told(&self) -> Option<Target> {
        let unit = self.target.unit.as_ref().map_or_else(|| self.unit.to_owned(), |unit| unit.symbol.to_string());
        Some(Target { operator: self.operator, value: self.target.value?, unit })
    }

    /// How far it was reached, in percent; `None` where a share of it means nothing.
    pub(crate) fn reached(&self) -> Option<Exact> {
        let (target, actual) = (self.target, self.actual?);
        if target.unit.is_some() && actual.unit.is_some() {
            return reached(self.lower, target.exact()?, actual.exact()?);
        }
        reached(self.lower, target.value?.to_exact(), actual.value?.to_exact())
    }
}

/// How far a target was reached, in percent.
pub(crate) fn reached(lower: bool, target: Exact, actual: Exact) -> Option<Exact> {
    let nothing = whole(0);
    let percent = |above: Exact, below: Exact| exact::multiply(exact::divide(above, below)?, whole(100));
    if lower {
        // What costs nothing, or less than nothing, is not a hundred times better.
        return if actual <= nothing {
            Some(whole(100)).filter(|_| target >= actual)
        } else {
            percent(target.max(nothing), actual)
        };
    }
    if target <= nothing {
        return (actual >= target).then(|| whole(100));
    }
    percent(actual.max(nothing), target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_reached_from_its_own_side() {
        let cases = [
            (false, 95, 98, Some((9_800, 95))),
            (false, 95, 0, Some((0, 1))),
            (false, 95, -3, Some((0, 1))),
            (false, 0, 0, Some((100, 1))),
            (false, 0, -1, None),
            (false, -5, -3, Some((100, 1))),
            (true, 100, 125, Some((80, 1))),
            (true, 100, 80, Some((125, 1))),
            (true, 100, 0, Some((100, 1))),
            (true, 0, 0, Some((100, 1))),
            (true, 0, 3, Some((0, 1))),
            (true, -5, -3, None),
        ];
        for (lower, target, actual, expected) in cases {
            let expected = expected.map(|(above, below)| Exact::new(above, below));
            assert_eq!(reached(lower, whole(target), whole(actual)), expected, "{lower} {target} {actual}");
        }
    }
}
