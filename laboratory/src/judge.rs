//! The laboratory's own judge: can all numbers of a relation be true at once?

use crate::document::{Document, Quantity, Relation, RelationKind};
use crate::number::{Approximation, Exact, Interval, Mode, exact};
use crate::unit::Dimension;

/// How strictly the last digit is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Rounded to the nearest, nothing else.
    Rounded,
    /// Also when one side was cut off or always rounded up: a fault must be beyond that to count.
    Generous,
}

/// True when the relation can hold.
pub fn holds(document: &Document, relation: &Relation, reading: Reading) -> bool {
    let modes: &[(Mode, Mode)] = match reading {
        Reading::Rounded => &[(Mode::Rounded, Mode::Rounded)],
        Reading::Generous => &[
            (Mode::Rounded, Mode::Rounded),
            (Mode::Cut, Mode::Rounded),
            (Mode::Rounded, Mode::Cut),
            (Mode::Raised, Mode::Rounded),
            (Mode::Rounded, Mode::Raised),
            (Mode::Cut, Mode::Cut),
            (Mode::Raised, Mode::Raised),
        ],
    };
    modes.iter().any(|(first, rest)| Judge { document, relation, first: *first, rest: *rest }.holds())
}

/// Which relations cannot hold.
pub fn broken(document: &Document, reading: Reading) -> Vec<usize> {
    let relations = document.relations.iter().enumerate();
    relations.filter(|(_, relation)| !holds(document, relation, reading)).map(|(index, _)| index).collect()
}

struct Judge<'d> {
    document: &'d Document,
    relation: &'d Relation,
    /// How the result of the relation was printed, and how the numbers it comes from.
    first: Mode,
    rest: Mode,
}

impl Judge<'_> {
    fn quantity(&self, at: usize) -> Option<&Quantity> {
        self.relation.of.get(at).map(|id| &self.document.quantities[*id])
    }

    fn result(&self, at: usize) -> Option<Interval> {
        self.quantity(at)?.interval(self.first)
    }

    fn given(&self, at: usize) -> Option<Interval> {
        self.quantity(at)?.interval(self.rest)
    }

    /// Missing numbers make nothing untrue.
    fn holds(&self) -> bool {
        self.decided().unwrap_or(true)
    }

    fn decided(&self) -> Option<bool> {
        match self.relation.kind {
            RelationKind::Sum | RelationKind::TableSum | RelationKind::ScoreSum => {
                Some(self.result(0)?.meets(&self.sum_from(1)?))
            }
            RelationKind::Remainder => {
                let parts = self.sum_from(2).unwrap_or(Interval::point(exact(0, 1)));
                Some(self.result(0)?.meets(&self.given(1)?.minus(&parts)))
            }
            RelationKind::Flow => {
                let came = self.given(1)?.plus(&self.given(2)?);
                Some(self.result(0)?.meets(&came.minus(&self.given(3)?)))
            }
            RelationKind::Hundred => Some(self.sum_from(0)?.meets(&Interval::point(exact(1, 1)))),
            RelationKind::Share => Some(self.given(0)?.meets(&self.given(1)?.product(&self.result(2)?))),
            RelationKind::Product => self.multiplied(),
            RelationKind::Growth => Some(self.grown(self.given(0)?, self.given(1)?, self.result(2)?)),
            RelationKind::Change => Some(self.signed(self.result(2)?).meets(&self.given(1)?.minus(&self.given(0)?))),
            RelationKind::ChangeRate => {
                let change = self.signed(self.given(1)?);
                let before = self.given(0)?.minus(&change);
                Some(change.meets(&before.product(&self.signed(self.result(2)?))))
            }
            RelationKind::Points => self.points(),
            RelationKind::Times => Some(self.given(1)?.meets(&self.given(0)?.product(&self.multiple()))),
            RelationKind::Same | RelationKind::Words => Some(self.result(0)?.meets(&self.given(1)?)),
            RelationKind::Listed => Some(self.quantity(0)?.printed.mantissa == self.names()?),
            RelationKind::ListedOpen => Some(self.quantity(0)?.printed.mantissa >= self.names()?),
            RelationKind::Within | RelationKind::ScoreCap => Some(self.given(1)?.reaches(&self.result(0)?)),
            RelationKind::Target => Some(Self::met(self.quantity(0)?, &self.given(0)?, &self.result(1)?)),
            RelationKind::Grade => self.grade(),
            RelationKind::Nil => Some(!self.flipped() || self.nothing()),
            RelationKind::Order => Some(!self.flipped()),
        }
    }

    fn flipped(&self) -> bool {
        let toggle = self.relation.toggle.map(|id| &self.document.toggles[id]);
        toggle.is_some_and(|toggle| toggle.at != toggle.right)
    }

    fn signed(&self, change: Interval) -> Interval {
        if self.relation.falling == self.flipped() { change } else { change.negated() }
    }

    fn sum_from(&self, at: usize) -> Option<Interval> {
        let parts: Vec<Interval> = (at..self.relation.of.len()).filter_map(|at| self.given(at)).collect();
        let (first, rest) = parts.split_first()?;
        Some(rest.iter().fold(*first, |sum, part| sum.plus(part)))
    }

    fn multiplied(&self) -> Option<bool> {
        let last = self.relation.of.len().checked_sub(1)?;
        let mut product = self.given(0)?;
        for at in 1..last {
            product = product.product(&self.given(at)?);
        }
        Some(self.result(last)?.meets(&product))
    }

    /// 翻番 has no number of its own and says 2.
    fn multiple(&self) -> Interval {
        self.result(2).unwrap_or(Interval::closed(exact(19, 10), exact(21, 10)))
    }

    fn grown(&self, before: Interval, after: Interval, rate: Interval) -> bool {
        after.minus(&before).meets(&before.product(&self.signed(rate)))
    }

    fn points(&self) -> Option<bool> {
        let change = self.quantity(2)?;
        let rate = self.result(2)?;
        if change.unit.dimension == Dimension::Rate {
            // 个百分点 lost: the sentence now speaks of growth.
            return Some(self.grown(self.given(0)?, self.given(1)?, rate));
        }
        Some(self.signed(rate).meets(&self.given(1)?.minus(&self.given(0)?)))
    }

    fn names(&self) -> Option<i128> {
        let list = self.document.lists.get(self.relation.list?)?;
        i128::try_from(list.len()).ok()
    }

    fn met(target: &Quantity, aim: &Interval, actual: &Interval) -> bool {
        match target.approximation() {
            Approximation::AtLeast | Approximation::Over | Approximation::AtMost | Approximation::Under => {
                aim.meets(actual)
            }
            Approximation::Range => aim.meets(actual),
            // A bare aim is reached from below.
            _ => actual.reaches(aim),
        }
    }

    fn grade(&self) -> Option<bool> {
        let score: Exact = self.quantity(0)?.printed.value();
        let toggle = &self.document.toggles[self.relation.toggle?];
        let band = match score.to_integer() {
            90.. => "优",
            80..=89 => "良",
            60..=79 => "中",
            _ => "差",
        };
        Some(toggle.options[toggle.at].starts_with(band))
    }

    fn nothing(&self) -> bool {
        let zero = Interval::point(exact(0, 1));
        (0..self.relation.of.len()).filter_map(|at| self.given(at)).all(|interval| interval.meets(&zero))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Print;
    use crate::number::Printed;
    use crate::unit::Unit;

    fn holds_for(kind: RelationKind, numbers: &[(&str, &str)]) -> [bool; 2] {
        let mut document = Document::new(Print::Text, "");
        let of = numbers
            .iter()
            .map(|(digits, unit)| {
                let scale = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                let mantissa = digits.replace('.', "").parse().unwrap();
                let printed = Printed { mantissa, scale: u32::try_from(scale).unwrap() };
                document.quantity(Quantity::plain(printed, Unit::of(unit)))
            })
            .collect();
        document.relate(kind, of);
        [Reading::Rounded, Reading::Generous].map(|reading| holds(&document, &document.relations[0], reading))
    }

    #[test]
    fn relations_hold_within_rounding_and_not_beyond() {
        for (kind, numbers, expected) in [
            (
                RelationKind::Sum,
                vec![("412.3", "万元"), ("205.2", "万元"), ("98.5", "万元"), ("108.7", "万元")],
                [true, true],
            ),
            (
                RelationKind::Sum,
                vec![("412.3", "万元"), ("205.2", "万元"), ("98.5", "万元"), ("109.0", "万元")],
                [false, false],
            ),
            (RelationKind::Sum, vec![("53", "个"), ("12", "个"), ("40", "个")], [false, false]),
            (RelationKind::Share, vec![("18", "宗"), ("19", "宗"), ("94.74", "%")], [true, true]),
            (RelationKind::Share, vec![("18", "宗"), ("19", "宗"), ("99.59", "%")], [false, false]),
            (RelationKind::Growth, vec![("1000", "万元"), ("1150", "万元"), ("15", "%")], [true, true]),
            (RelationKind::ChangeRate, vec![("5620", "万元"), ("420", "万元"), ("8.8", "%")], [false, false]),
            (RelationKind::Points, vec![("88.5", "%"), ("93.2", "%"), ("4.7", "个百分点")], [true, true]),
            (RelationKind::Points, vec![("88.5", "%"), ("93.2", "%"), ("4.7", "%")], [false, false]),
            (RelationKind::Same, vec![("98.76", "万元"), ("98.7", "万元")], [false, true]),
            (RelationKind::Same, vec![("40", "公顷"), ("600", "亩")], [true, true]),
        ] {
            assert_eq!(holds_for(kind, &numbers), expected, "{kind:?} {numbers:?}");
        }
    }
}
