//! Targets and results of the indicator table. Rust: it looks at all numbers of a cell together.

use std::collections::HashMap;

use jiheng_model::statement::{Approximation, FactId, Role, State, Statement, StatementId};
use jiheng_model::unit::Dimension;

use crate::figure;
use crate::outcome::{Context, Outcome};

/// One indicator: its target cell, its result cell and the numbers in each.
struct Indicator<'a> {
    target: &'a Statement,
    result: Option<&'a Statement>,
    targets: Vec<&'a Statement>,
    results: Vec<&'a Statement>,
}

fn indicators<'a>(context: &'a Context) -> Vec<Indicator<'a>> {
    let cells = |role: Role| {
        context.facts.statements.iter().filter(move |s| {
            s.role == role
                && s.state != State::Number
                && s.fact.as_ref().is_some_and(|f| f.name.starts_with("indicator."))
        })
    };
    let mut actual: HashMap<&FactId, &Statement> = HashMap::new();
    for cell in cells(Role::Actual) {
        if let Some(fact) = &cell.fact {
            actual.entry(fact).or_insert(cell);
        }
    }
    let mut by_scope: HashMap<(&str, Role), Vec<&Statement>> = HashMap::new();
    for number in context.facts.statements.iter().filter(|s| s.state == State::Number && s.class.is_none()) {
        if let Some(scope) = &number.scope {
            by_scope.entry((scope, number.role)).or_default().push(number);
        }
    }
    cells(Role::Target)
        .map(|target| {
            let name = target.fact.as_ref().map(ToString::to_string).unwrap_or_default();
            let result = target.fact.as_ref().and_then(|fact| actual.get(fact).copied());
            let numbers = |role: Role| by_scope.get(&(name.as_str(), role)).cloned().unwrap_or_default();
            Indicator { target, result, targets: numbers(Role::Target), results: numbers(Role::Actual) }
        })
        .collect()
}

/// Indicators of the quantitative block without a number in their target. Most of them: a warning; a few: silence, since
/// some benefits are honestly described in words.
pub(super) fn target(context: &Context) -> Vec<Outcome> {
    let all = indicators(context);
    // Numbers in the target cell itself: same anchor cell.
    let measurable = |i: &Indicator| {
        i.targets.iter().any(|t| {
            t.anchor.block == i.target.anchor.block
                && t.anchor.row == i.target.anchor.row
                && t.anchor.column == i.target.anchor.column
        })
    };
    let vague: Vec<StatementId> = all.iter().filter(|i| !measurable(i)).map(|i| i.target.id).collect();
    let clear: Vec<StatementId> = all.iter().filter(|i| measurable(i)).map(|i| i.target.id).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let limit = usize::try_from(context.parameter("vague_percent_min", 50)).unwrap_or(50);
    if vague.len() * 100 <= all.len() * limit {
        return vec![Outcome::holds(clear.clone(), format!("{}项指标中{}项目标可衡量", all.len(), clear.len()))];
    }
    let mut outcome = Outcome::fails(vague.clone(), format!("{}项指标中{}项目标没有数值", all.len(), vague.len()));
    outcome.say_same("vague", vague.len().to_string());
    outcome.say_same("all", all.len().to_string());
    vec![outcome]
}

/// A target with a number whose result has none of that kind.
pub(super) fn result(context: &Context) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for indicator in indicators(context) {
        let Some(cell) = indicator.result else { continue };
        for target in indicator.targets.iter().filter(|t| t.anchor.column == indicator.target.anchor.column) {
            let answered = indicator.results.iter().any(|r| answers(r, target));
            if answered || answered_by_none(target, cell) {
                continue;
            }
            let mut outcome = Outcome::fails(
                vec![target.id, cell.id],
                format!("目标{}，完成情况中没有对应数值", figure::with_unit(target)),
            );
            outcome.say_same("measure", short(&indicator.target.written));
            outcomes.push(outcome);
        }
    }
    outcomes
}

/// 未发生, 没有 and a bare 0 answer a target of none or an upper limit.
fn answered_by_none(target: &Statement, cell: &Statement) -> bool {
    let limit = matches!(target.approximation, Approximation::AtMost | Approximation::Under)
        || target.value.is_some_and(jiheng_model::decimal::Decimal::is_zero);
    let words = ["未发生", "没有发生", "无", "零", "为0", "0起", "0例"];
    limit && (cell.state == State::Nil || words.iter().any(|word| cell.written.contains(word)))
}

/// The indicator's own words without its number, shortened.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let words =
        line.split_once(['：', ':']).map_or(line, |(label, rest)| if label.starts_with("指标") { rest } else { line });
    let words = words.trim();
    if words.chars().count() > 24 {
        format!("{}…", words.chars().take(24).collect::<String>())
    } else {
        words.to_owned()
    }
}

/// A number of the same kind; for counts and amounts that is enough, a rate must be a rate.
fn answers(result: &Statement, target: &Statement) -> bool {
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    // 万元/公里 is answered by 平均每公里25万元.
    let priced = |a: &Statement, b: &Statement| dimension(a) == Some(Dimension::Money) && symbol(b).contains('元');
    match (dimension(result), dimension(target)) {
        (Some(Dimension::Rate), Some(Dimension::Score))
        | (Some(Dimension::Score), Some(Dimension::Rate))
        | (Some(_), None) => true,
        (None, Some(_)) => result.value.is_some_and(jiheng_model::decimal::Decimal::is_zero),
        (left, right) => left == right || priced(result, target) || priced(target, result),
    }
}
