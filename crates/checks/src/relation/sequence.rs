//! What begins before it ends.

use jiheng_model::statement::StatementId;

use crate::native::dates::parts;
use crate::outcome::{Context, Outcome};

/// The earlier date is not after the later one, as far as both are printed; a missing year is that of the other.
pub(super) fn judge(context: &Context, earlier: StatementId, later: StatementId) -> Option<Outcome> {
    let (from, to) = (context.get(earlier)?, context.get(later)?);
    let (Some((from_year, from_month, from_day)), Some((to_year, to_month, to_day))) = (parts(from), parts(to)) else {
        let calculation = format!("{}→{}", from.written, to.written);
        let ids = vec![from.id, to.id];
        return Some(if year(&from.written)? <= year(&to.written)? {
            Outcome::holds(ids, calculation)
        } else {
            Outcome::fails(ids, calculation)
        });
    };
    let shared = from_year.or(to_year);
    let days = from_day.zip(to_day);
    let start = (shared, from_month, days.map(|(day, _)| day));
    let end = (to_year.or(shared), to_month, days.map(|(_, day)| day));
    let calculation = format!("{}→{}", from.written, to.written);
    let ids = vec![from.id, to.id];
    Some(if start <= end { Outcome::holds(ids, calculation) } else { Outcome::fails(ids, calculation) })
}

/// The year that is printed alone: 2021年.
fn year(written: &str) -> Option<u32> {
    written.trim().strip_suffix('年').filter(|digits| digits.len() == 4)?.parse().ok()
}

/// One sentence of another year among many of the usual one.
pub(super) fn other_year(context: &Context, outlier: StatementId, usual: StatementId) -> Option<Outcome> {
    let (outlier, usual) = (context.get(outlier)?, context.get(usual)?);
    let calculation = format!("{} ≠ {}", outlier.written, usual.written);
    Some(Outcome::fails(vec![outlier.id, usual.id], calculation))
}
