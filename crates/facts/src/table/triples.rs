//! Three columns side by side of which one is the difference of the two before it: 收入 | 支出 | 结余.
//!
//! The names need not say it: what holds in row after row is meant, and then the row that fails is wrong. Two rows that
//! fail by one amount in both directions are one amount that slipped from one row into the other.

use std::collections::BTreeSet;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::column::Kind;
use super::figure::{Figure, Gap};
use super::sheet::Sheet;
use crate::builder::Builder;

/// Relates all such columns.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, since: usize) {
    let known = known(builder, since);
    for half in &sheet.halves {
        for columns in half.amounts.windows(3) {
            let [a, b, c] = columns else { continue };
            if let Some(found) = read(sheet, (*a, *b, *c)) {
                for (total, parts) in found {
                    let parts = parts.map(|figure| figure.id).to_vec();
                    if known.contains(&(total.id, parts.clone())) {
                        continue;
                    }
                    let kind = RelationKind::Sum { total: total.id, parts, complete: true };
                    builder.relate(kind, Origin::Remainder, true);
                }
            }
        }
    }
}

/// The sums of this table that are told already, of two parts each.
fn known(builder: &Builder, since: usize) -> BTreeSet<(StatementId, Vec<StatementId>)> {
    let mut known = BTreeSet::new();
    for relation in builder.facts.relations.iter().skip(since) {
        if let RelationKind::Sum { total, parts, .. } = &relation.kind
            && let [a, b] = parts.as_slice()
        {
            known.extend([(*total, vec![*a, *b]), (*total, vec![*b, *a])]);
        }
    }
    known
}

/// The rows of `a = b + c`, where enough of them hold.
fn read(sheet: &Sheet, at: (usize, usize, usize)) -> Option<Vec<(Figure, [Figure; 2])>> {
    let columns = [sheet.column(at.0)?, sheet.column(at.1)?, sheet.column(at.2)?];
    let alike = columns
        .iter()
        .all(|column| column.kind == Kind::Amount && Some(&column.unit) == columns.first().map(|first| &first.unit));
    let mut rows = Vec::new();
    let (mut holds, mut gaps) = (0_usize, Vec::new());
    for row in 0..sheet.body.len() {
        let figure = |column: usize| sheet.figure((row, column));
        let (Some(total), Some(part), Some(rest)) = (figure(at.0), figure(at.1), figure(at.2)) else {
            continue;
        };
        let gap = Gap::of(&total, &[part, rest])?;
        if gap.is_closed() {
            // 5 | 5 | 0 holds for many reasons.
            holds += usize::from(!rest.is_zero() && !part.is_zero());
        } else {
            gaps.push(gap.size);
        }
        rows.push((total, [part, rest]));
    }
    let shifted = matches!(gaps.as_slice(), [a, b] if *a == -*b);
    let proven = (gaps.len() == 1 && holds >= 3) || (shifted && holds >= 1);
    (alike && proven).then_some(rows)
}
