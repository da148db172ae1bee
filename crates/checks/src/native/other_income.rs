//! A large share of other income without a word about it. Rust: it looks for any mention in the text.

use jiheng_model::exact::whole;
use jiheng_model::statement::State;
use num_traits::CheckedDiv;

use super::cell;
use crate::figure;
use crate::outcome::{Context, Outcome};

/// More than `share_percent_min` of income, not mentioned outside the table.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let (Some(other), Some(total)) = (cell(context, "income.other"), cell(context, "income.total")) else {
        return Vec::new();
    };
    let explained =
        context.of("income.other").any(|s| s.entity.is_none()) || context.of("claim.other_income").next().is_some();
    let share =
        other.exact().zip(total.exact()).filter(|_| other.state == State::Number).and_then(|(a, b)| a.checked_div(&b));
    let Some(share) = share else { return Vec::new() };
    let limit = whole(context.parameter("share_percent_min", 10));
    let percent = num_traits::CheckedMul::checked_mul(&share, &whole(100));
    if explained || percent.is_none_or(|percent| percent <= limit) {
        return Vec::new();
    }
    let calculation = format!("{}÷{}={}%", figure::bare(other), figure::bare(total), figure::percent(share));
    let mut outcome = Outcome::fails(vec![other.id, total.id], calculation);
    outcome.say_same("share", format!("{}%", figure::percent(share)));
    vec![outcome]
}
