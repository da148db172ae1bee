//! 占全年比重: a row of the shares that the amounts above have in the total of their row.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::unit::Dimension;

use super::figure::Gap;
use super::sheet::Sheet;
use super::shift;
use super::words::Words;
use crate::builder::Builder;
use crate::relate::fit;

/// Relates such rows.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    let label = |row: usize| sheet.body.get(row).and_then(|band| band.spots.first()).map_or("", |spot| spot.text);
    let whole = (0..sheet.columns.len())
        .filter(|at| sheet.column(*at).is_some_and(|c| words.total(c.leaf()).is_some() || c.leaf() == "全年"))
        .collect::<Vec<_>>();
    let &[whole] = whole.as_slice() else { return };
    for row in 1..sheet.body.len() {
        let says = ["占比", "比重", "占", "比例", "构成"].iter().any(|word| label(row).starts_with(word));
        let Some(total) = sheet.figure((row - 1, whole)).filter(|_| says) else { continue };
        let mut cases = Vec::new();
        for column in (0..sheet.columns.len()).filter(|column| *column != whole) {
            let (Some(part), Some(rate)) = (sheet.figure((row - 1, column)), sheet.figure((row, column))) else {
                continue;
            };
            let statements = builder.get(part.id).zip(builder.get(total.id)).zip(builder.get(rate.id));
            let Some(((a, b), c)) = statements else { continue };
            let percent = c.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
            if percent && super::is_comparable(a, b) && !total.is_zero() {
                let kind = RelationKind::Share { part: part.id, whole: total.id, rate: rate.id };
                cases.push((kind, fit::ratio(a, b, c), shift::of_part(rate, part, total)));
            }
        }
        let holds = cases.iter().filter(|(_, holds, _)| *holds).count();
        let open: Vec<Option<Gap>> = cases.iter().filter(|(_, holds, _)| !holds).map(|(_, _, gap)| *gap).collect();
        // A wrong total breaks all of them: the sum of the row says so.
        let proven = (holds >= 2 && open.len() <= 1) || (holds >= 1 && shift::is_shift(&open));
        for (kind, ..) in cases.into_iter().filter(|(_, holds, _)| *holds || proven) {
            builder.relate(kind, Origin::Table, proven);
        }
    }
}
