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
        let neighbours = half.amounts.windows(3).filter_map(|columns| match columns {
            [a, b, c] => Some((*a, *b, *c)),
            _ => None,
        });
        let called = named(sheet, &half.amounts);
        for columns in neighbours.chain(called) {
            if let Some(found) = read(sheet, columns, called == Some(columns)) {
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

/// 总收入 | 总支出 | … | 结余: the columns are called so, wherever they stand.
fn named(sheet: &Sheet, amounts: &[usize]) -> Option<(usize, usize, usize)> {
    let only = |test: &dyn Fn(&str) -> bool| {
        let mut found = amounts.iter().copied().filter(|at| sheet.column(*at).is_some_and(|c| test(c.leaf())));
        found.next().filter(|_| found.next().is_none())
    };
    let all = |leaf: &str, name: &str| {
        leaf.strip_suffix("合计")
            .or_else(|| leaf.strip_suffix("总计"))
            .unwrap_or(leaf)
            .trim_start_matches(['总', '全', '年', '本'])
            == name
    };
    let income = only(&|leaf| all(leaf, "收入"))?;
    let spent = only(&|leaf| all(leaf, "支出"))?;
    let left = only(&|leaf| leaf.ends_with("结余") && !leaf.contains("上年") && !leaf.contains("年初"))?;
    Some((income, spent, left))
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
fn read(sheet: &Sheet, at: (usize, usize, usize), called: bool) -> Option<Vec<(Figure, [Figure; 2])>> {
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
    let proven = (gaps.len() == 1 && holds >= 3) || (shifted && (holds >= 1 || called));
    (alike && proven).then_some(rows)
}
