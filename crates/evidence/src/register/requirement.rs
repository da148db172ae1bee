//! What must hold of the rows themselves: farmland is part of the area, a case is closed after it was opened.

use std::cmp::Ordering;
use std::collections::HashSet;

use jiheng_packs::register::{Comparison, Condition, Operand, RegisterKind, Requirement, RowCheck};

use super::answer::Question;
use super::column::{Column, Data, Mark};
use super::{Fault, Register};
use crate::cell;

/// The rows that cannot be right, by check.
pub(crate) fn faults(register: &Register, all: &[Register], kind: &RegisterKind) -> Vec<Fault> {
    let question = Question { register, all, year: 0 };
    let of_check = |check: &RowCheck| {
        let others = others(&question, &check.holds);
        let fails = |row: &usize| fails(&question, &check.holds, &others, *row);
        let rows: Vec<usize> = (0..register.lines.len()).filter(fails).collect();
        let lines: Vec<u32> = rows.iter().filter_map(|row| register.lines.get(*row).copied()).collect();
        (!lines.is_empty()).then(|| Fault { id: check.id.clone(), zh: check.zh.clone(), en: check.en.clone(), lines })
    };
    kind.checks.iter().filter_map(of_check).collect()
}

/// The values of other registers that conditions look at, each gathered once.
fn others<'q>(question: &'q Question<'_>, requirement: &Requirement) -> Vec<Option<HashSet<&'q str>>> {
    let Requirement::Every(conditions) = requirement else { return Vec::new() };
    let of = |condition: &Condition| match &condition.operand {
        Operand::Other { register, column } => question.words_of(register, column).ok(),
        _ => None,
    };
    conditions.iter().map(of).collect()
}

fn fails(question: &Question<'_>, requirement: &Requirement, others: &[Option<HashSet<&str>>], row: usize) -> bool {
    let column = |id: &String| question.register.column(id);
    match requirement {
        Requirement::Every(conditions) => {
            let mut all = conditions.iter().zip(others);
            all.any(|(condition, other)| breaks(question, condition, other.as_ref(), row))
        }
        Requirement::Equal(total, parts) => {
            let amount = |id: &String| amount(column(id)?, row);
            let (Some(total), Some(parts)) = (amount(total), parts.iter().map(amount).collect::<Option<Vec<_>>>())
            else {
                return false;
            };
            // All at the scale of the finest.
            let scale = parts.iter().map(|(_, scale)| *scale).chain([total.1]).max().unwrap_or(0);
            let at = |(value, own): (i128, u32)| value.checked_mul(10_i128.checked_pow(scale - own)?);
            let sum = parts.into_iter().try_fold(0_i128, |sum, part| sum.checked_add(at(part)?));
            sum.zip(at(total)).is_some_and(|(sum, total)| sum != total)
        }
        Requirement::Partition(id) => {
            column(id).is_some_and(|column| matches!(column.marks.get(row), Some(Mark::Blank | Mark::Nil)))
        }
    }
}

/// A row that states both sides and does not meet the condition.
fn breaks(question: &Question<'_>, condition: &Condition, known: Option<&HashSet<&str>>, row: usize) -> bool {
    let Some(column) = question.register.column(&condition.column) else { return false };
    match &condition.operand {
        Operand::Column(other) => {
            let order = question.register.column(other).and_then(|other| order(column, other, row));
            order.is_some_and(|order| !holds(order, condition.comparison))
        }
        Operand::Other { .. } => {
            let word = column.data.word(row);
            known.is_some_and(|known| !word.is_empty() && !known.contains(word))
        }
        Operand::Year | Operand::Present | Operand::Values(_) => false,
    }
}

/// How two columns of a row compare; `None` where one of them says nothing, or a day is not known to the day.
pub(crate) fn order(a: &Column, b: &Column, row: usize) -> Option<Ordering> {
    if a.lacks_unit || b.lacks_unit {
        return None;
    }
    match (&a.data, &b.data) {
        (Data::Days(one), Data::Days(other)) => {
            let said = [a, b].iter().all(|column| column.marks.get(row) == Some(&Mark::Value));
            let (one, other) = (*one.get(row)?, *other.get(row)?);
            (said && cell::is_whole(one) && cell::is_whole(other)).then(|| one.cmp(&other))
        }
        (Data::Amounts(_), Data::Amounts(_)) => {
            let (one, other) = (amount(a, row)?, amount(b, row)?);
            let scale = one.1.max(other.1);
            let at = |(value, own): (i128, u32)| value.checked_mul(10_i128.checked_pow(scale - own)?);
            Some(at(one)?.cmp(&at(other)?))
        }
        _ => None,
    }
}

fn amount(column: &Column, row: usize) -> Option<(i128, u32)> {
    let Data::Amounts(amounts) = &column.data else { return None };
    match column.marks.get(row)? {
        Mark::Value => Some((*amounts.values.get(row)?, amounts.scale)),
        Mark::Nil => Some((0, amounts.scale)),
        Mark::Blank | Mark::Unreadable => None,
    }
}

pub(crate) fn holds(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal | Comparison::In => order == Ordering::Equal,
        Comparison::Differs => order != Ordering::Equal,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    }
}
