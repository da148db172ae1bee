//! Limits that point the wrong way: 合格率不高于95%, 投诉率不低于5%.

use super::{each, says};
use crate::outcome::{Context, Outcome};

/// A rate that should be high with an upper limit, or one that should be low with a lower limit.
pub(in crate::native) fn against_sense(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| i.targets.len() == 1,
        |i| {
            let (text, target) = (i.text(), i.target_text());
            let high = says(context, "assess.better_high", &text);
            let low = says(context, "assess.better_low", &text);
            let least = says(context, "assess.lower_limit", target);
            let most = says(context, "assess.upper_limit", target);
            // 不低于 holds 低于.
            let most = most && !least;
            high && !low && most || low && !high && least
        },
        "目标的方向合理",
    )
}
