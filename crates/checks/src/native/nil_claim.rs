//! 无政府性基金预算支出 against the income table. Rust: it pairs facts of different names.

use jiheng_model::statement::{Entity, State};

use super::cell;
use crate::figure;
use crate::outcome::{Context, Outcome};

const PAIRS: [(&str, &str); 1] = [("expenditure.government_funds_budget", "income.government_funds")];

/// What the text calls none must be blank or 0 in the table.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (claim, amount) in PAIRS {
        let Some(cell) = cell(context, amount) else { continue };
        outcomes.extend(context.of(claim).find(|s| s.state == State::Nil).map(|nil| {
            let headquarters = context.of(amount).find(|s| s.entity == Some(Entity::Headquarters) && s.id != cell.id);
            let ids = [nil.id, cell.id].into_iter().chain(headquarters.map(|s| s.id)).collect();
            let some = cell.state == State::Number && cell.value.is_some_and(|v| !v.is_zero());
            let shown = if some { figure::with_unit(cell) } else { figure::bare(cell) };
            if some {
                Outcome::fails(ids, format!("无 ≠ {shown}"))
            } else {
                Outcome::holds(ids, format!("无 = {shown}"))
            }
        }));
    }
    outcomes
}
