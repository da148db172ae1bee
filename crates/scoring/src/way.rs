//! The way to a point in words: the sum with its numbers.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::Exact;
use jiheng_packs::framework::{Measure, Term};

/// `58÷61×100=95.08%`, with the names of what is not stated in their place.
pub(crate) fn sum(measure: &Measure, shown: impl Fn(&Term) -> String, value: Option<Exact>, places: u32) -> String {
    let side = |terms: &[Term]| {
        let mut text = String::new();
        for (at, term) in terms.iter().enumerate() {
            text.push_str(match (term.minus, at) {
                (true, _) => "-",
                (false, 0) => "",
                (false, _) => "+",
            });
            text.push_str(&shown(term));
        }
        if terms.len() > 1 { format!("({text})") } else { text }
    };
    let left = if measure.denominator.is_empty() {
        side(&measure.numerator)
    } else {
        format!("{}÷{}×100", side(&measure.numerator), side(&measure.denominator))
    };
    let is_number_itself = measure.denominator.is_empty() && measure.numerator.len() == 1;
    match value.and_then(|value| Decimal::round_half_up(value, places)) {
        Some(value) if is_number_itself => format!("{value}%"),
        Some(value) => format!("{left}={value}%"),
        None => left,
    }
}
