//! A claimed total against its parts, tried along many rows or columns at once.
//!
//! A structure that holds along most of them is real and the failing one is an error; a structure that fails along
//! all of them is not what it looked like.

use super::figure::{Figure, Gap};
use super::sheet::{Place, Sheet};

/// One total with its parts, somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub(crate) total: Place,
    pub(crate) parts: Vec<Place>,
    pub(crate) gap: Gap,
    /// Parts that are not zero.
    pub(crate) weight: usize,
}

impl Trial {
    /// `None` where there is nothing to try: no total, or no number among the parts.
    pub(crate) fn of(sheet: &Sheet, total: Place, parts: Vec<Place>) -> Option<Self> {
        let stated = sheet.figure(total)?;
        let unit = |place: Place| sheet.column(place.1).and_then(|column| column.unit.as_ref());
        let known: Vec<Figure> = parts.iter().filter_map(|place| sheet.figure(*place)).collect();
        let alike = parts.iter().all(|place| match (unit(*place), unit(total)) {
            (Some(a), Some(b)) => a.comparable(b),
            (None, None) => true,
            _ => false,
        });
        // Words in place of a number, such as 不适用 or 3台: the sum cannot be known.
        let readable = parts.iter().all(|place| sheet.spot(*place).is_none_or(|spot| !spot.is_words()));
        if known.is_empty() || !alike || !readable {
            return None;
        }
        let gap = Gap::of(&stated, &known)?;
        Some(Self { total, parts, gap, weight: known.iter().filter(|figure| !figure.is_zero()).count() })
    }

    pub(crate) fn holds(&self) -> bool {
        self.gap.is_closed()
    }

    /// Holds, and not because everything is zero.
    pub(crate) fn is_firm(&self) -> bool {
        self.holds() && self.weight > 0
    }

    /// Every place it speaks of.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }

    /// The numbers alone speak for one slip: the gap is small, or one digit, one unit or one part explains it.
    pub(crate) fn is_near(&self, sheet: &Sheet) -> bool {
        let Some(total) = sheet.figure(self.total) else { return false };
        let gap = self.gap.size.unsigned_abs();
        let tenth = total.value.unsigned_abs() / 10;
        let blank = self.parts.iter().filter(|place| sheet.figure(**place).is_none()).count();
        let part = |place: &Place| sheet.figure(*place).is_some_and(|f| f.value.unsigned_abs() == gap);
        (self.weight >= 2 && gap <= tenth) || (blank == 0 && self.parts.iter().any(part)) || self.slip(sheet).is_some()
    }

    /// The place whose number, a thousand or ten thousand times as large or as small, closes the gap.
    pub(crate) fn slip(&self, sheet: &Sheet) -> Option<Place> {
        let closes = |place: &Place| {
            let Some(figure) = sheet.figure(*place).filter(|figure| !figure.is_zero()) else { return false };
            let sign = if *place == self.total { 1 } else { -1 };
            [10_000, 1_000].into_iter().any(|factor: i128| {
                let larger = figure.value.checked_mul(factor);
                let smaller = Some(figure.value / factor);
                [larger, smaller].into_iter().flatten().any(|value| {
                    let change = value.checked_sub(figure.value).and_then(|change| change.checked_mul(sign));
                    let gap = change.and_then(|change| self.gap.size.checked_add(change));
                    gap.is_some_and(|gap| gap.unsigned_abs() <= self.gap.allowed.unsigned_abs())
                })
            })
        };
        let mut found = self.places().filter(closes);
        found.next().filter(|_| found.next().is_none())
    }
}

/// How well a structure is announced by the words of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// Only one reading is possible, or the names say it: 总计 = 本年收入合计 + 年初结转和结余.
    Sure,
    /// A label 合计 or a group of columns, but several readings.
    Labelled,
    /// Seen only from the numbers.
    Numbers,
}

/// Trials of one structure along all rows or columns.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) trials: Vec<Trial>,
    pub(crate) grammar: Grammar,
}

impl Tally {
    pub(crate) fn holds(&self) -> usize {
        // A single part equals its total under many readings; seen only from the numbers that says nothing.
        let least = if self.grammar == Grammar::Numbers { 2 } else { 1 };
        self.trials.iter().filter(|trial| trial.holds() && trial.weight >= least).count()
    }

    pub(crate) fn fails(&self) -> usize {
        self.trials.iter().filter(|trial| !trial.holds()).count()
    }

    /// True when a failing trial is an error and not a misunderstanding.
    pub(crate) fn is_proven(&self, sheet: &Sheet) -> bool {
        let (holds, fails) = (self.holds(), self.fails());
        let near = || self.trials.iter().filter(|trial| !trial.holds()).all(|trial| trial.is_near(sheet));
        let many = || self.trials.iter().all(|trial| trial.parts.len() >= 2);
        match self.grammar {
            Grammar::Sure => holds >= fails || (holds == 0 && fails == 1 && many()),
            Grammar::Labelled => (holds >= 2 && holds >= 2 * fails) || (holds >= fails && holds > 0 && near()),
            Grammar::Numbers => holds >= 3 && holds >= 3 * fails,
        }
    }
}

/// The reading that holds most often; the earliest of equals. A reading that explains no failure of the best one
/// takes nothing from it.
pub(crate) fn best(readings: Vec<Tally>) -> Option<Tally> {
    let mut best: Option<Tally> = None;
    for reading in readings.into_iter().filter(|reading| !reading.trials.is_empty()) {
        let better = best.as_ref().is_none_or(|known| {
            (reading.holds(), std::cmp::Reverse(reading.fails())) > (known.holds(), std::cmp::Reverse(known.fails()))
        });
        best = if better { Some(explained(reading, best)) } else { best.map(|known| explained(known, Some(reading))) };
    }
    best
}

/// Drops failing trials of the best reading that another reading explains.
fn explained(mut best: Tally, other: Option<Tally>) -> Tally {
    let Some(other) = other else { return best };
    best.trials.retain(|trial| {
        trial.holds() || !other.trials.iter().any(|known| known.total == trial.total && known.is_firm())
    });
    best
}
