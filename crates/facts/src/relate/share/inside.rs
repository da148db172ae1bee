//! A rate whose words point at its base: 占全年预算A的P%, 执行率P%（A/B）, 在T的支出中人员经费占P%，为A.

use jiheng_model::unit::Dimension;

use super::super::{Line, fit};
use super::sentence::{Amount, amounts, others};
use super::tied::Reading;
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Longest way from the rate to the part behind it: ，仅为.
const BEHIND_MAX: usize = 4;

/// 相当于计划1200亩的45%, 为年初预算A的R: the whole right before the rate, the part nearest before it.
pub(super) fn base(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let whole_at = at.checked_sub(1)?;
    let joined: String = line.between(line.end(whole_at), line.start(at)).iter().collect();
    let lead = line.between(clause_start(&line.text, line.start(whole_at)), line.start(whole_at));
    let compares = lead.iter().any(|c| "占为是达到于完".contains(*c));
    let former = builder.lexicon.cue_former.within(lead, 0, lead.len());
    if !matches!(joined.trim(), "的" | "的约") || !compares || former {
        return None;
    }
    let amounts = amounts(builder, line, at);
    let whole = *amounts.iter().find(|amount| amount.at == whole_at)?;
    let rate = builder.get(line.id(at)?)?;
    let parts: Vec<Amount> = others(&amounts, whole).into_iter().filter(|part| part.at < whole_at).collect();
    let fits = |part: &&Amount| fit::ratio(part.statement, whole.statement, rate);
    let fitting = parts.iter().rev().find(fits);
    let nearest = parts.last()?;
    let part = fitting.unwrap_or(nearest);
    let adjacent = whole_at - nearest.at == 1;
    Some(Reading { part: part.at, whole: whole_at, strong: fitting.is_some() || adjacent })
}

/// 执行率99.61%（执行数A/预算数B）: the division stands in the bracket.
pub(super) fn bracketed(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let open = line.text.get(line.end(at)).is_some_and(|c| "（(".contains(*c));
    let rest = line.text.get(line.end(at)..)?;
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
    let next = line.quantities().find(|q| *q > at)?;
    let between = line.between(line.end(at), line.start(next));
    let led = between.len() <= BEHIND_MAX
        && between.first().is_some_and(|c| "，,（(".contains(*c))
        && between.iter().skip(1).all(|c| "为达仅计即共是约有".contains(*c));
    let words: Vec<char> = line
        .between(clause_start(&line.text, line.start(at)), line.start(at))
        .iter()
        .copied()
        .filter(|c| !"为达到约的 ".contains(*c))
        .collect();
    if !led || builder.lexicon.cue_share.before(&words, words.len()).is_none() {
        return None;
    }
    let amounts = amounts(builder, line, at);
    let part = *amounts.iter().find(|amount| amount.at == next)?;
    whole_of(builder, line, &amounts, part, at)
}

/// The whole before the rate: one that fits; else one that 中 closes, or the only one there is.
pub(super) fn whole_of(builder: &Builder, line: &Line, amounts: &[Amount], part: Amount, at: usize) -> Option<Reading> {
    let rate = builder.get(line.id(at)?)?;
    let wholes: Vec<Amount> = others(amounts, part)
        .into_iter()
        .filter(|whole| whole.at < at && whole.at < part.at && whole.statement.exact() > part.statement.exact())
        .collect();
    let reading = |whole: &Amount, strong: bool| Reading { part: part.at, whole: whole.at, strong };
    if let Some(whole) = wholes.iter().find(|whole| fit::ratio(part.statement, whole.statement, rate)) {
        return Some(reading(whole, true));
    }
    if let Some(whole) = wholes.iter().find(|whole| is_closed(line, whole.at)) {
        return Some(reading(whole, true));
    }
    let &[whole] = wholes.as_slice() else { return None };
    let measured = whole.statement.unit.as_ref().is_some_and(|unit| unit.dimension != Dimension::Count);
    Some(reading(&whole, measured && rate.value.is_some()))
}

/// 在2117.19万元的基本支出中，: what follows is inside of it.
pub(super) fn is_closed(line: &Line, at: usize) -> bool {
    let rest = line.text.get(line.end(at)..).unwrap_or_default();
    let words: Vec<char> = rest.iter().take(16).take_while(|c| !"，,。；;：:".contains(**c)).copied().collect();
    words.last() == Some(&'中') && !words.iter().any(|c| crate::numeral::is_digit(*c))
}
