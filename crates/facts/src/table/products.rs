//! 户数 | 补助标准 | 补助金额: three columns of which the last is the product of the two before it.
//!
//! What holds in row after row is meant; where the names say that one of them is a price, once is enough. The row that
//! fails then is wrong, and so are two that fail by one amount in both directions.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::unit::Dimension;

use super::column::{Column, Kind};
use super::figure::{Figure, Gap};
use super::half::Half;
use super::sheet::Sheet;
use super::shift;
use crate::builder::Builder;

/// One whole in the scale of figures.
const ONE: i128 = 200_000_000;
/// Columns of a table that are tried.
const COLUMNS_MAX: usize = 24;

/// Relates all such columns.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet) {
    for half in &sheet.halves {
        let columns = columns(sheet, half);
        for trio in columns.windows(3) {
            let &[a, b, c] = trio else { continue };
            let priced = |at: usize| sheet.column(at).is_some_and(|column| is_price(builder, column));
            let at = if priced(a) && !priced(b) { (b, a, c) } else { (a, b, c) };
            for rows in read(builder, sheet, at).into_iter().flatten() {
                let [count, price, amount] = rows.map(|figure| figure.id);
                let kind = RelationKind::Product { factors: vec![price, count], product: amount };
                builder.relate(kind, Origin::Table, true);
            }
        }
    }
}

/// Columns of numbers, prices among them, from left to right.
fn columns(sheet: &Sheet, half: &Half) -> Vec<usize> {
    let numbers = |at: &usize| sheet.column(*at).is_some_and(|c| matches!(c.kind, Kind::Amount | Kind::Loose));
    let mut columns: Vec<usize> = half.amounts.iter().chain(&half.others).copied().filter(numbers).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(COLUMNS_MAX);
    columns
}

/// 标准, 单价, 户均: so much for each.
fn is_price(builder: &Builder, column: &Column) -> bool {
    let leaf: Vec<char> = column.leaf().chars().collect();
    builder.lexicon.price_column.within(&leaf, 0, leaf.len())
}

/// The rows of the product, where enough of them hold.
fn read(builder: &Builder, sheet: &Sheet, at: (usize, usize, usize)) -> Option<Vec<[Figure; 3]>> {
    let (count, price, amount) = (sheet.column(at.0)?, sheet.column(at.1)?, sheet.column(at.2)?);
    let money = |column: &Column| column.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let priced = |column: &Column| is_price(builder, column);
    let said = priced(price) != priced(count) && money(amount) && !priced(amount);
    let (mut rows, mut holds, mut gaps) = (Vec::new(), 0_usize, Vec::new());
    for row in 0..sheet.body.len() {
        let figure = |column: usize| sheet.figure((row, column));
        let (Some(count), Some(price), Some(amount)) = (figure(at.0), figure(at.1), figure(at.2)) else { continue };
        let gap = gap(count, price, amount)?;
        if gap.is_closed() {
            // 1 × 500 = 500 holds for many reasons.
            holds += usize::from(![count, price].iter().any(|factor| factor.value <= ONE));
        } else {
            gaps.push((gap, count_gap(count, price, amount)));
        }
        rows.push([count, price, amount]);
    }
    let open = |side: fn(&(Gap, Option<Gap>)) -> Option<Gap>| gaps.iter().map(side).collect::<Vec<_>>();
    let shifted = shift::is_shift(&open(|gap| Some(gap.0))) || shift::is_shift(&open(|gap| gap.1));
    let proven = if said { holds >= 1 && (gaps.len() <= 1 || shifted) } else { holds >= 3 && gaps.len() <= 1 };
    (proven && !rows.is_empty()).then_some(rows)
}

/// The amount less the product; the count has no unit, or one that is not scaled.
fn gap(count: Figure, price: Figure, amount: Figure) -> Option<Gap> {
    let meant = count.value.checked_mul(price.value)? / ONE;
    let allowed = count.value.checked_abs()?.checked_mul(price.half)? / ONE;
    let counted = price.value.checked_abs()?.checked_mul(count.half)? / ONE;
    let allowed = allowed.checked_add(counted)?.checked_add(amount.half)?;
    Some(Gap { size: amount.value.checked_sub(meant)?, allowed })
}

/// What the count is more than amount over price.
fn count_gap(count: Figure, price: Figure, amount: Figure) -> Option<Gap> {
    if price.value <= 0 {
        return None;
    }
    let meant = amount.value.checked_mul(ONE)? / price.value;
    let allowed = amount.half.checked_mul(ONE)? / price.value;
    Some(Gap { size: count.value.checked_sub(meant)?, allowed: allowed.checked_add(count.half)? })
}
