//! A rate of counted things must be a whole number of them over all of them (GRIM; Brown and Heathers 2017).

use jiheng_model::exact::{Exact, whole};
use jiheng_model::statement::StatementId;
use num_traits::{CheckedDiv, CheckedMul, CheckedSub, Signed};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// Base units of a rate: ten-thousandths.
const RATE_BASE: i128 = 10_000;

/// `rate = k ÷ whole` for some whole number `k`.
pub(super) fn judge(context: &Context, rate: StatementId, base: StatementId) -> Option<Outcome> {
    let (rate, base) = (context.get(rate)?, context.get(base)?);
    let count = base.exact().filter(|count| *count > whole(0))?;
    let interval = rate.interval()?;
    let scaled = |end: Exact| end.checked_div(&whole(RATE_BASE))?.checked_mul(&count);
    let (low, high) = (scaled(interval.low?)?, scaled(interval.high?)?);
    let ids = vec![rate.id, base.id];
    let lowest = low.ceil();
    if lowest <= high {
        let text = format!("{}÷{}≈{}", lowest, figure::with_unit(base), figure::with_unit(rate));
        return Some(Outcome::holds(ids, text));
    }
    let nearest = [low.floor(), lowest].map(|k| {
        let ratio = k.checked_div(&count).unwrap_or_else(|| whole(0));
        format!("{k}÷{}={}%", count, figure::percent(ratio))
    });
    let mut outcome = Outcome::fails(ids, format!("{} ≠ {}", nearest.join("，"), figure::with_unit(rate)));
    let gap = low.checked_sub(&lowest)?.abs();
    outcome.difference = Some(jiheng_model::exact::to_text(gap, 0, 4));
    outcome.allowed = Some("0".to_owned());
    Some(outcome)
}
