//! Rates whose words say what they rest on: 为任务数的106%, 资金节约率5%, 线上参训人员占26.2%.

use jiheng_model::statement::Role;
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable, fit, target};
use super::sentence::{Amount, amounts, label, others};
use super::tied::Reading;
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};
use crate::wordlist::WordList;

/// Changes looked back at.
const LOOK_BACK: usize = 6;

/// The reading that the words of the rate give.
pub(super) fn find(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    aimed(builder, line, at).or_else(|| moved(builder, line, at)).or_else(|| spoken(builder, line, at))
}

/// The words of the clause before the rate.
fn words(line: &Line, at: usize) -> &[char] {
    let words = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    let end = words.iter().rposition(|c| !"为达到约是仅：: ".contains(*c)).map_or(0, |last| last + 1);
    words.get(..end).unwrap_or_default()
}

/// 任务800套，开工848套，为任务数的106%; 目标51个，完成53个，目标完成率103.9%: an aim, what was done, and nothing else of the kind.
fn aimed(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let words = words(line, at);
    let rates = &builder.lexicon.rates;
    let of_aim = words.strip_suffix(&['的']).is_some_and(|head| rates.aim.before(head, head.len()).is_some());
    if !of_aim && rates.done.before(words, words.len()).is_none() {
        return None;
    }
    let amounts: Vec<Amount> = amounts(builder, line, at).into_iter().filter(|amount| amount.at < at).collect();
    let is_aim = |amount: &&Amount| target::is_aim(builder, line, amount.at) || amount.statement.role == Role::Target;
    let aims: Vec<&Amount> = amounts.iter().filter(is_aim).collect();
    let &[aim] = aims.as_slice() else { return None };
    let done: Vec<Amount> = others(&amounts, *aim).into_iter().filter(|done| done.at > aim.at).collect();
    let &[done] = done.as_slice() else { return None };
    let apart = line.between(line.start(aim.at), line.start(at)).iter().any(|c| matches!(c, '；' | ';'));
    (!apart).then_some(Reading { part: done.at, whole: aim.at, strong: true })
}

/// 预算592.83万元，…，节约资金28.23万元，资金节约率4.76%: the amount that moved over what it was moved from.
pub(super) fn moved(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let words = words(line, at);
    let rates = &builder.lexicon.rates;
    let (_, deeds) = rates.moved.iter().find(|(name, _)| name.before(words, words.len()).is_some())?;
    let from = sentence_start(&line.text, line.start(at));
    let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
    let says = |q: usize, list: &WordList| {
        let floor = q.checked_sub(1).map_or(0, |previous| line.end(previous));
        let own = line.between(clause_start(&line.text, line.start(q)).max(floor), line.start(q));
        list.within(own, 0, own.len())
    };
    let before: Vec<usize> =
        line.quantities().rev().filter(|q| *q < at && line.start(*q) >= from).take(LOOK_BACK).collect();
    let part = *before.iter().find(|q| says(**q, deeds))?;
    let money = get(part)?;
    let wholes = || {
        before.iter().rev().copied().filter(|q| {
            *q != part
                && !line.is_change(*q)
                && get(*q).is_some_and(|s| comparable(s, money) && s.exact() > money.exact())
        })
    };
    let rate = get(at)?;
    let fitting = wholes().find(|q| get(*q).is_some_and(|whole| fit::ratio(money, whole, rate)));
    let called = || rates.bases.iter().find_map(|base| wholes().find(|q| says(*q, base)));
    let whole = fitting.or_else(called)?;
    Some(Reading { part, whole, strong: true })
}

/// 培训645人次，线上137人次，线上参训人员占21.2%: the words before 占 are those of an amount just said, and what they are a share of
/// is named behind it, or is the only larger amount before.
fn spoken(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let clause: Vec<char> = line
        .between(clause_start(&line.text, line.start(at)), line.start(at))
        .iter()
        .copied()
        .filter(|c| !"“”\" ".contains(*c))
        .collect();
    let (cue, length) = builder.lexicon.cue_share.find(&clause, 0, clause.len())?;
    let (name, of) = (clause.get(..cue)?, clause.get(cue + length..)?);
    let of: Vec<char> = of.iter().copied().filter(|c| !"的为达到约比例重".contains(*c)).collect();
    let short = name.get(..2).filter(|short| short.iter().all(|c| c.is_alphabetic()))?;
    let rate = builder.get(line.id(at)?)?;
    let amounts: Vec<Amount> = amounts(builder, line, at).into_iter().filter(|amount| amount.at < at).collect();
    let counted =
        |amount: &&Amount| amount.statement.unit.as_ref().is_some_and(|unit| unit.dimension != Dimension::Score);
    let holds =
        |amount: &Amount, words: &[char]| label(line, amount.at).windows(words.len()).any(|window| window == words);
    let called: Vec<Amount> = amounts.iter().filter(counted).filter(|amount| holds(amount, short)).copied().collect();
    let &[part] = called.as_slice() else { return None };
    let larger: Vec<Amount> =
        others(&amounts, part).into_iter().filter(|whole| whole.statement.exact() > part.statement.exact()).collect();
    let fitting = larger.iter().find(|whole| fit::ratio(part.statement, whole.statement, rate));
    if let Some(whole) = fitting {
        return Some(Reading { part: part.at, whole: whole.at, strong: true });
    }
    let named: Vec<&Amount> =
        larger.iter().filter(|whole| of.get(..2).is_some_and(|head| holds(whole, head))).collect();
    let first =
        amounts.first().filter(|first| larger.iter().all(|whole| whole.statement.exact() <= first.statement.exact()));
    let first = first.filter(|first| of.is_empty() && larger.iter().any(|whole| whole.at == first.at));
    let sole = match (named.as_slice(), of.is_empty()) {
        (&[whole], _) => Some(whole),
        (_, true) => first,
        _ => None,
    };
    sole.map(|whole| Reading { part: part.at, whole: whole.at, strong: true })
}
