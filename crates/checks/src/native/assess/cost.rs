//! Costs: a limit is an upper one, and there has to be one.

use jiheng_model::statement::State;

use super::{each, says};
use crate::outcome::{Context, Outcome};
use jiheng_model::indicator::Kind;

/// ≥, 不低于: the more it costs the better?
pub(in crate::native) fn as_lower_limit(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| i.kind == Kind::Cost && !i.targets.is_empty(),
        |i| says(context, "assess.lower_limit", i.target_text()) && !says(context, "assess.saving", &i.text()),
        "成本指标没有写成下限",
    )
}

/// A cost indicator that names a kind of spending and no amount.
pub(in crate::native) fn without_limit(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| i.kind == Kind::Cost && i.target.is_some_and(|s| s.state == State::Text),
        |i| i.targets.is_empty() && !i.target_text().contains("预算") && !i.target_text().contains("标准"),
        "成本指标都有限额",
    )
}
