//! A rate whose words point at its base: 占全年预算A的P%, 执行率P%（A/B）, 在T的支出中人员经费占P%，为A.

use jiheng_model::statement::Role;

use super::super::{Line, fit};
use super::sentence::{Amount, amounts, label, others};
use super::tied::Reading;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_clause_stop};

/// Longest way from the rate to the part behind it: ，仅为.
const BEHIND_MAX: usize = 4;
/// Longest noun between a rate and its division in brackets.
const NOUN_MAX: usize = 14;

/// 相当于计划1200亩的45%, 为年初预算A的R: the whole right before the rate, the part nearest before it.
pub(super) fn base(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let whole_at = at.checked_sub(1)?;
    let joined: String = line.between(line.end(whole_at), line.start(at)).iter().collect();
    // 占全年支出（1250万元）的36%: the whole may stand in a bracket.
    let bracketed = joined.starts_with(['）', ')']);
    let before = if bracketed { line.start(whole_at).checked_sub(1)? } else { line.start(whole_at) };
    let lead = line.between(clause_start(&line.text, before), before);
    let compares = lead.iter().any(|c| "占为是达到于完".contains(*c));
    let former = builder.lexicon.cue_former.within(lead, 0, lead.len());
    if !is_of(joined.trim_start_matches(['）', ')'])) || !compares || former {
        return None;
    }
    let amounts = amounts(builder, line, at);
    let whole = *amounts.iter().find(|amount| amount.at == whole_at)?;
    let rate = builder.get(line.id(at)?)?;
    let others = others(&amounts, whole);
    let mut parts: Vec<Amount> = others.iter().filter(|part| part.at < whole_at).copied().collect();
    // 支出决算A占调整预算数B的99.1%，占年初预算数C的104.7%: another budget is no part.
    let budget = |amount: &Amount| matches!(amount.statement.role, Role::BudgetInitial | Role::BudgetAdjusted);
    let outcomes: Vec<Amount> = parts.iter().filter(|part| !budget(part)).copied().collect();
    let sole = budget(&whole) && outcomes.len() == 1 && outcomes.len() < parts.len();
    if sole {
        parts = outcomes;
    }
    let fits = |part: &&Amount| fit::ratio(part.statement, whole.statement, rate);
    let fitting = parts.iter().rev().find(fits);
    let next = others.iter().find(|part| part.at == at + 1 && is_led(line, at, part.at));
    let (part, adjacent) = match (parts.last(), next) {
        (Some(nearest), _) => (nearest, whole_at - nearest.at == 1),
        (None, Some(next)) => (next, true),
        (None, None) => return None,
    };
    Some(Reading { part: fitting.unwrap_or(part).at, whole: whole_at, strong: fitting.is_some() || adjacent || sole })
}

/// ，为412万元; （412万元; 即412万元: the amount that the rate makes follows it.
fn is_led(line: &Line, at: usize, next: usize) -> bool {
    let between = line.between(line.end(at), line.start(next));
    between.len() <= BEHIND_MAX
        && between.first().is_some_and(|c| "，,（(即".contains(*c))
        && between.iter().skip(1).all(|c| "为达仅计即共是约有".contains(*c))
}

/// The words between the whole and its rate: 的, 的比例为, 的比重达.
fn is_of(words: &str) -> bool {
    let rest = words.trim().strip_prefix('的');
    let rest = rest.map(|rest| rest.trim_end_matches(['为', '达', '约', '是', '仅', '近']));
    rest.is_some_and(|rest| matches!(rest, "" | "比例" | "比重" | "百分比" | "份额" | "占比"))
}

/// 执行率99.61%（执行数A/预算数B）: the division stands in the bracket.
pub(super) fn bracketed(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let rest = line.text.get(line.end(at)..)?;
    // 34%的学员（281人／824人）: the noun may come first.
    let stop = rest.iter().position(|c| is_clause_stop(*c))?;
    let open = rest.get(stop).is_some_and(|c| "（(".contains(*c)) && stop <= NOUN_MAX;
    let close = line.end(at) + rest.iter().position(|c| "）)".contains(*c))?;
    let inside: Vec<Amount> =
        amounts(builder, line, at).into_iter().filter(|q| q.at > at && line.end(q.at) <= close).collect();
    let &[part, whole] = inside.as_slice() else { return None };
    let divided = line.between(line.end(part.at), line.start(whole.at)).iter().any(|c| "/÷／".contains(*c));
    let alike = super::super::comparable(part.statement, whole.statement);
    (open && divided && alike).then_some(Reading { part: part.at, whole: whole.at, strong: true })
}

/// 人员经费占57.3%，为1597.09万元: the part stands behind the rate, the whole before it.
pub(super) fn behind(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let next = line.quantities().find(|q| *q > at).filter(|next| is_led(line, at, *next))?;
    let words: Vec<char> = line
        .between(clause_start(&line.text, line.start(at)), line.start(at))
        .iter()
        .copied()
        .filter(|c| !"为达到约的 ".contains(*c))
        .collect();
    let amounts = amounts(builder, line, at);
    let part = *amounts.iter().find(|amount| amount.at == next)?;
    let shares = builder.lexicon.cue_share.before(&words, words.len()).is_some();
    // 年度任务1300户，已完成96%，即1250户; 在1250万元支出中，有33%即412万元用于项目.
    let done = words.ends_with(&['完', '成']);
    let has = words.ends_with(&['有']) && amounts.iter().any(|whole| is_closed(line, whole.at));
    // 由县级承担31.2%（即99.44万元）.
    let borne = words.ends_with(&['担']) || words.ends_with(&['出', '资']);
    // 各项目占比如下：噪声监测19.68%，计214.67万元.
    let listed = is_listed(builder, line, at);
    if !shares && !done && !has && !borne && !listed {
        return None;
    }
    let reading =
        whole_of(builder, line, &amounts, part, at).or_else(|| listed.then(|| first_of(&amounts, part)).flatten())?;
    if borne || listed {
        return Some(Reading { strong: true, ..reading });
    }
    let alone = others(&amounts, part).len() == 1;
    Some(Reading { strong: reading.strong || alone, ..reading })
}

/// 占比如下：, 各占：: a heading of the sentence says that shares follow.
fn is_listed(builder: &Builder, line: &Line, at: usize) -> bool {
    let from = crate::phrase::sentence_start(&line.text, line.start(at));
    let before = line.between(from, line.start(at));
    let Some(colon) = before.iter().position(|c| "：:".contains(*c)) else { return false };
    let head = before.get(..colon).unwrap_or_default();
    let clause = head.iter().rposition(|c| "，,；;".contains(*c)).map_or(0, |stop| stop + 1);
    builder.lexicon.cue_share.within(head, clause, head.len())
}

/// The first amount of the sentence, where it is larger than all others of its kind.
fn first_of(amounts: &[Amount], part: Amount) -> Option<Reading> {
    let alike = others(amounts, part);
    let first = alike.first().filter(|first| first.at < part.at)?;
    let largest = alike.iter().skip(1).all(|other| other.statement.exact() < first.statement.exact());
    let holds = part.statement.exact() < first.statement.exact();
    (largest && holds).then_some(Reading { part: part.at, whole: first.at, strong: true })
}

/// The whole before the rate: one that fits; else one that 中 closes, or the only one there is.
pub(super) fn whole_of(builder: &Builder, line: &Line, amounts: &[Amount], part: Amount, at: usize) -> Option<Reading> {
    let rate = builder.get(line.id(at)?)?;
    let larger: Vec<Amount> =
        others(amounts, part).into_iter().filter(|whole| whole.statement.exact() > part.statement.exact()).collect();
    let mut wholes: Vec<Amount> = larger.iter().filter(|whole| whole.at < at && whole.at < part.at).copied().collect();
    if wholes.is_empty() {
        // 男职工25人，占59.52%；…；共42人: the whole may close the sentence.
        let closes = |whole: &Amount| label(line, whole.at).iter().any(|c| "共合总".contains(*c));
        wholes = larger.into_iter().filter(|whole| whole.at > at && closes(whole)).collect();
    }
    let reading = |whole: &Amount, strong: bool| Reading { part: part.at, whole: whole.at, strong };
    if let Some(whole) = wholes.iter().find(|whole| fit::ratio(part.statement, whole.statement, rate)) {
        return Some(reading(whole, true));
    }
    if let Some(whole) = wholes.iter().find(|whole| is_closed(line, whole.at)) {
        return Some(reading(whole, true));
    }
    let &[whole] = wholes.as_slice() else { return None };
    Some(reading(&whole, is_all(builder, line, whole.at)))
}

/// 总投资, 合计, 全年: the words of the amount say that it is everything.
fn is_all(builder: &Builder, line: &Line, at: usize) -> bool {
    let label = label(line, at);
    builder.lexicon.rate_whole.within(&label, 0, label.len())
}

/// 在2117.19万元的基本支出中，: what follows is inside of it.
pub(super) fn is_closed(line: &Line, at: usize) -> bool {
    let rest = line.text.get(line.end(at)..).unwrap_or_default();
    let words: Vec<char> = rest.iter().take(16).take_while(|c| !"，,。；;：:".contains(**c)).copied().collect();
    words.last() == Some(&'中') && !words.iter().any(|c| crate::numeral::is_digit(*c))
}
