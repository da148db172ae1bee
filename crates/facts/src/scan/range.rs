//! 3—5, 10%~15%, 3米—5米: the upper number of a range.

use jiheng_model::decimal::Decimal;
use jiheng_model::unit::Dimension;

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, is_digit};

const DASHES: &str = "-－—–~～";

/// The end and the upper number of a range whose lower number ends at `end`.
pub(super) fn upper(text: &[char], end: usize, lexicon: &Lexicon) -> Option<(usize, Decimal)> {
    let lower_unit = lexicon.unit_at(text, end);
    let mut at = end + lower_unit.as_ref().map_or(0, |(_, length)| *length);
    let separator = *text.get(at)?;
    if !(DASHES.contains(separator) || (separator == '至' && lower_unit.is_none())) {
        return None;
    }
    at += 1;
    while text.get(at).is_some_and(|c| DASHES.contains(*c)) {
        at += 1;
    }
    text.get(at).copied().filter(|c| is_digit(*c))?;
    let (upper_end, upper) = arabic(text, at)?;
    let (upper_unit, _) = lexicon.unit_at(text, upper_end)?;
    let fits = match lower_unit {
        None => true,
        // 12个-5月 is no range; 3%~5% and 3米—5米 are.
        Some((unit, _)) => unit.symbol == upper_unit.symbol && unit.dimension != Dimension::Other,
    };
    fits.then_some((upper_end, upper))
}
