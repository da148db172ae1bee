//! 年初预算X，支出决算Y，完成预算的P%; 预算执行率P%: what was done of the budget.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, Statement};
use jiheng_model::unit::Dimension;

use super::super::{Line, fit};
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Amounts looked back at.
const AMOUNTS_MAX: usize = 8;
/// Rates of what was done by what there was.
const NAMED: [&str; 8] = ["完成率", "使用率", "执行率", "支付率", "到位率", "拨付率", "控制率", "支出率"];

/// Finds such rates, and words that compare the outcome with the budget, in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        if let Some((part, whole, rate)) = of_this(builder, line, at).or_else(|| only_two(builder, line, at)) {
            builder.relate(RelationKind::RateBase { part, whole, rate }, Origin::Sentence, true);
            continue;
        }
        if !says_done(builder, line, at) {
            continue;
        }
        let amounts = amounts(builder, line, at);
        let (budgets, actuals): (Vec<usize>, Vec<usize>) = amounts.iter().partition(|q| is_budget(builder, line, **q));
        let Some((part, whole, strong)) = reading(builder, line, at, &budgets, &actuals) else { continue };
        if let (Some(part), Some(whole), Some(rate)) = (line.id(part), line.id(whole), line.id(at)) {
            builder.relate(RelationKind::RateBase { part, whole, rate }, Origin::Sentence, strong);
        }
    }
}

/// The rate right behind 完成预算的, 执行率.
fn says_done(builder: &Builder, line: &Line, at: usize) -> bool {
    let rate = line.id(at).and_then(|id| builder.get(id));
    let stated = rate.is_some_and(|s| {
        s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate) && s.role != Role::Target
    });
    let from = clause_start(&line.text, line.start(at));
    let words: Vec<char> =
        line.between(from, line.start(at)).iter().copied().filter(|c| !"约达到为 ".contains(*c)).collect();
    let printed = line.between(from, line.start(at));
    let done = &builder.lexicon.budget_done;
    stated && (done.before(&words, words.len()).is_some() || done.before(printed, printed.len()).is_some())
}

/// 完成预算31.91万元的94.82%: the base stands inside the words of the rate.
fn of_this(builder: &Builder, line: &Line, at: usize) -> Option<(u32, u32, u32)> {
    let whole = at.checked_sub(1).filter(|q| line.mentions.get(*q).is_some_and(|m| m.quantity().is_some()))?;
    if line.between(line.end(whole), line.start(at)) != ['的'] {
        return None;
    }
    let from = clause_start(&line.text, line.start(whole));
    let words = line.between(from, line.start(whole));
    builder.lexicon.budget_done.before(words, words.len())?;
    let part = *amounts(builder, line, whole).last()?;
    Some((line.id(part)?, line.id(whole)?, line.id(at)?))
}

/// 到位627.62万元，实际支出242.35万元，使用率38.6%: a rate named so with just two measured amounts of one kind before it in
/// its part of the sentence; the later over the earlier, or the other way round when that holds.
fn only_two(builder: &Builder, line: &Line, at: usize) -> Option<(u32, u32, u32)> {
    let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
    let rate = get(at)?;
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    let named = rate.unit.as_ref()?.dimension == Dimension::Rate
        && rate.role != Role::Target
        && !line.is_change(at)
        && NAMED.iter().any(|name| words.trim_end_matches(['为', '达', '约', '：', ':', ' ']).ends_with(name));
    let from = crate::phrase::segment_start(&line.text, line.start(at));
    let measured = |q: &usize| {
        get(*q).and_then(|s| s.unit.as_ref()).is_some_and(|unit| {
            matches!(
                unit.dimension,
                Dimension::Money | Dimension::Area | Dimension::Length | Dimension::Volume | Dimension::Mass
            )
        })
    };
    let before: Vec<usize> =
        line.quantities().filter(|q| *q < at && line.start(*q) >= from && !line.is_change(*q)).collect();
    let (&[first, second], true) = (before.as_slice(), named) else { return None };
    if !measured(&first) || !super::super::comparable(get(first)?, get(second)?) {
        return None;
    }
    let (part, whole) = if fit::ratio(get(first)?, get(second)?, rate) { (first, second) } else { (second, first) };
    Some((line.id(part)?, line.id(whole)?, line.id(at)?))
}

/// Amounts of the sentence before the rate; of the one before when there are too few.
fn amounts(builder: &Builder, line: &Line, at: usize) -> Vec<usize> {
    let money = |q: &usize| {
        let unit = line.id(*q).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
        let words: String = line.between(clause_start(&line.text, line.start(*q)), line.start(*q)).iter().collect();
        let added = ["追加", "调增", "调减"].iter().any(|word| words.ends_with(word));
        unit.is_some_and(|unit| unit.dimension == Dimension::Money) && !line.is_change(*q) && !added
    };
    let since = |from: usize| -> Vec<usize> {
        let mut found: Vec<usize> = line
            .quantities()
            .rev()
            .filter(|q| *q < at && line.start(*q) >= from)
            .filter(money)
            .take(AMOUNTS_MAX)
            .collect();
        found.reverse();
        found
    };
    since(sentence_start(&line.text, line.start(at)))
}

/// The words before the amount call it a budget and not its outcome.
fn is_budget(builder: &Builder, line: &Line, at: usize) -> bool {
    if line
        .id(at)
        .and_then(|id| builder.get(id))
        .is_some_and(|s| matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted))
    {
        return true;
    }
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    words.contains("预算")
        && !["决算", "执行数", "实际", "支出数", "完成数", "一般公共预算", "政府性基金预算"]
            .iter()
            .any(|word| words.contains(word))
}

/// The pair that fits; else the last budget and the last outcome, when the sentence names just one outcome.
fn reading(
    builder: &Builder,
    line: &Line,
    at: usize,
    budgets: &[usize],
    actuals: &[usize],
) -> Option<(usize, usize, bool)> {
    let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
    let rate = get(at)?;
    let fits = |part: usize, whole: usize| {
        get(part).zip(get(whole)).is_some_and(|(part, whole)| fit::ratio(part, whole, rate))
    };
    let pairs = actuals.iter().rev().flat_map(|part| budgets.iter().rev().map(move |whole| (*part, *whole)));
    if let Some((part, whole)) = pairs.into_iter().find(|(part, whole)| fits(*part, *whole)) {
        return Some((part, whole, true));
    }
    let (part, whole) = (*actuals.last()?, *budgets.last()?);
    let zero = get(whole).and_then(Statement::exact).is_none_or(|value| value == jiheng_model::exact::whole(0));
    (!zero).then_some((part, whole, actuals.len() == 1))
}
