//! Exact values as decimal text.

use jiheng_model::exact::{self, Exact};

/// Beyond this many decimal places a number is no longer one that people read.
const PLACES_MAX: u32 = 12;

/// `value` in units of `factor` base units, as decimal text; rounded half up only when it does not end
/// within [`PLACES_MAX`] places. `None` when the factor is zero or the quotient overflows.
pub(crate) fn in_unit(value: Exact, factor: i128) -> Option<String> {
    if factor == 0 {
        return None;
    }
    let quotient = num_traits::CheckedDiv::checked_div(&value, &exact::whole(factor))?;
    Some(exact::to_text(quotient, 0, PLACES_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_units_come_back_as_the_printed_unit() {
        for (value, factor, text) in [
            (Exact::new(71_965, 100), 1, "719.65"),
            (exact::whole(7_196_500), 10_000, "719.65"),
            (Exact::new(-1, 2), 1, "-0.5"),
            (exact::whole(30), 10, "3"),
            (Exact::new(1, 3), 1, "0.333333333333"),
        ] {
            assert_eq!(in_unit(value, factor).unwrap(), text);
        }
        assert_eq!(in_unit(exact::whole(1), 0), None);
    }
}
