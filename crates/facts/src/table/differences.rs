//! 比上年增减: a row that is the difference of the two years above it.

use jiheng_model::relation::{Manner, Origin, RelationKind};

use super::figure::Gap;
use super::sheet::Sheet;
use super::words::Words;
use crate::builder::Builder;

/// Relates such rows in all columns.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    let label = |row: usize| sheet.body.get(row).and_then(|band| band.spots.first()).map_or("", |spot| spot.text);
    for row in 2..sheet.body.len() {
        let says = words.is_change(label(row)) && !label(row).contains(['率', '幅', '%', '％']);
        let years = |at: usize| super::column::year_in(label(at)).and_then(|year| year.parse::<u16>().ok());
        let (Some(first), Some(second), true) = (years(row - 2), years(row - 1), says) else { continue };
        if first.abs_diff(second) != 1 {
            continue;
        }
        let (before, after) = if first < second { (row - 2, row - 1) } else { (row - 1, row - 2) };
        let mut cases = Vec::new();
        for column in 0..sheet.columns.len() {
            let figures = (sheet.figure((before, column)), sheet.figure((after, column)), sheet.figure((row, column)));
            let (Some(before), Some(after), Some(change)) = figures else { continue };
            let Some(gap) = Gap::of(&after, &[before, change]) else { continue };
            let unsigned = Gap::of(&before, &[after, change]).is_some_and(|gap| gap.is_closed());
            let manner = if change.value < 0 || unsigned { Manner::Fall } else { Manner::Rise };
            let kind = RelationKind::Growth { before: before.id, after: after.id, change: change.id, manner };
            cases.push((kind, if unsigned || gap.is_closed() { 0 } else { gap.size }));
        }
        let open: Vec<i128> = cases.iter().map(|(_, gap)| *gap).filter(|gap| *gap != 0).collect();
        // One amount in the wrong column: two gaps that make up for each other.
        let shifted = matches!(open.as_slice(), [a, b] if *a == -*b);
        let proven = cases.len() > open.len() && (open.len() <= 1 || shifted);
        for (kind, _) in cases.into_iter().filter(|(_, gap)| *gap == 0 || proven) {
            builder.relate(kind, Origin::Table, proven);
        }
    }
}
