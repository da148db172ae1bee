//! Targets that are missing, bare, without a baseline, or several at once.

use jiheng_model::statement::{Approximation, State, WaiverClass};
use jiheng_model::unit::Dimension;

use super::{each, says};
use crate::outcome::{Context, Outcome};

/// A name without a target. A row without a name, or of remarks, is no indicator: the table was read wrong, or says so.
pub(in crate::native) fn blank(context: &Context) -> Vec<Outcome> {
    let empty = |s: Option<&jiheng_model::statement::Statement>| s.is_some_and(|s| s.state == State::Blank);
    let named = |title: &str| {
        !title.trim().is_empty() && !["说明", "备注", "注：", "注:"].iter().any(|lead| title.starts_with(lead))
    };
    each(context, |i| named(&i.title()), |i| empty(i.target), "指标名称和目标值齐全")
}

/// A bare number that neither cell, name nor unit column explains.
pub(in crate::native) fn without_unit(context: &Context) -> Vec<Outcome> {
    let bare = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || "≥≤＞＜<>=＝.．,， ".contains(c))
            && text.chars().any(|c| c.is_ascii_digit())
    };
    let named = |title: &str| {
        let open = title.contains(['（', '(', '%', '％', '/']);
        open || ["率", "度", "比例", "比重", "得分", "评分"].iter().any(|word| title.contains(word))
    };
    each(
        context,
        |i| !i.target_text().is_empty(),
        |i| bare(i.target_text()) && i.unit_text().is_empty() && !named(&i.title()),
        "目标值都有计量单位",
    )
}

/// 提高5% of what?
pub(in crate::native) fn without_baseline(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| !i.targets.is_empty(),
        |i| {
            let text = i.text();
            let rate = |s: &&&jiheng_model::statement::Statement| {
                s.unit.as_ref().is_some_and(|unit| matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint))
            };
            let target = i.target_text();
            let rates = i.targets.iter().filter(rate).count();
            rates == 1 && says(context, "assess.change", target) && !says(context, "assess.baseline", &text)
        },
        "有变动幅度的目标都写明了基数",
    )
}

/// Two aims in one cell cannot be scored apart.
pub(in crate::native) fn several(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| !i.targets.is_empty(),
        |i| {
            let text = i.target_text();
            let listed =
                text.matches("指标").count() >= 2 || text.lines().filter(|l| !l.trim().is_empty()).count() >= 2;
            let counted: Vec<_> = i
                .targets
                .iter()
                .filter(|s| s.class.is_none_or(|class| class != WaiverClass::Year))
                .filter(|s| s.approximation != Approximation::Range)
                .filter(|s| s.unit.as_ref().is_some_and(|unit| !matches!(unit.dimension, Dimension::Duration)))
                .collect();
            let clauses = text.split(['，', '；', '。', ',', ';']).filter(|clause| holds_digit(clause)).count();
            let apart = counted.iter().any(|a| {
                counted.iter().any(|b| a.unit.as_ref().map(|u| &u.symbol) != b.unit.as_ref().map(|u| &u.symbol))
            });
            let derived =
                ["其中", "即", "每", "人均", "平均", "占", "合", "分别"].iter().any(|word| text.contains(word));
            !listed && !derived && counted.len() >= 2 && clauses >= 2 && apart
        },
        "一格只有一个目标",
    )
}

fn holds_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}
