//! Ranges whose lower end is the larger number. Rust: it looks at both ends of one statement.

use jiheng_model::statement::{Approximation, State};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// One outcome for each range that runs backwards.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let ranges = context
        .facts
        .statements
        .iter()
        .filter(|s| s.state == State::Number && s.class.is_none() && s.approximation == Approximation::Range);
    ranges
        .filter(|range| range.value.zip(range.value_high).is_some_and(|(low, high)| low > high))
        .map(|range| Outcome::fails(vec![range.id], figure::with_unit(range)))
        .collect()
}
