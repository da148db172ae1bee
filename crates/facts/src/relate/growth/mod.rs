//! Changes: 由A提高到B，提高C; B，比上年A增加D，增长P%; two years of one measure with their growth; an amount of change
//! beside its rate.
//!
//! A change is a quantity right behind a word of rising or falling. Its two levels are looked for in its own sentence
//! only; where more than one reading is possible and one of them holds, that one is taken.

mod change;
mod derived;
mod levels;
mod net;
mod paired;
mod span;
mod stage;
mod staged;

use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::{Role, Statement, StatementId};

use super::{Line, fit};
use crate::builder::Builder;
use change::Change;

/// Levels of a sentence that are looked back at.
const LEVELS_MAX: usize = 6;
/// A shorter amount is the gap of two levels by chance.
const DIGITS_MIN: usize = 4;

/// Mentions of a line that are changes of amounts, percents or points; multiples are none.
pub(crate) fn changes(builder: &Builder, line: &Line) -> Vec<usize> {
    let changes = change::find(builder, line).into_iter();
    changes.filter(|change| change.manner != Manner::Multiple).map(|change| change.at).collect()
}

/// Finds changes in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let changes = change::find(builder, line);
    let spans = span::find(builder, line);
    for (before, after, manner) in &spans {
        let (Some(before), Some(after)) = (line.id(*before), line.id(*after)) else { continue };
        if let Some(statement) = builder.get_mut(before).filter(|s| s.role == Role::Actual) {
            statement.role = Role::Prior;
        }
        builder.relate(RelationKind::Direction { before, after, manner: *manner }, Origin::Sentence, true);
    }
    call_former(builder, line);
    net::relate(builder, line, &changes);
    for (position, change) in changes.iter().enumerate() {
        paired::relate(builder, line, change);
        let pairs = levels::find(builder, line, &changes, change, &spans);
        let part = is_of_change(builder, line, &changes, change);
        if let Some((before, after, strong)) = chosen(builder, line, change, &pairs).filter(|_| !part) {
            let Some(change_id) = line.id(change.at) else { continue };
            let manner = settled(builder, change.manner, before, after);
            let kind = RelationKind::Growth { before, after, change: change_id, manner };
            builder.relate(kind, Origin::Sentence, strong);
        } else if let Some(amount) = position.checked_sub(1).and_then(|at| changes.get(at)) {
            derived::relate(builder, line, &changes, (amount, change));
        }
    }
}

/// 比预算节约5.54万元，其中公务接待费节约3.37万元、用车节约2.17万元: a change within a change has levels of its own.
fn is_of_change(builder: &Builder, line: &Line, changes: &[Change], change: &Change) -> bool {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let from = crate::phrase::sentence_start(&line.text, line.start(change.at));
    let outer = changes.iter().find(|outer| {
        line.start(outer.at) >= from
            && outer.at < change.at
            && get(outer.at).zip(get(change.at)).is_some_and(|(a, b)| super::comparable(a, b))
    });
    let Some(outer) = outer else { return false };
    let between = line.between(line.end(outer.at), line.start(change.at));
    let level =
        |at: usize| at > outer.at && at < change.at && !line.is_change(at) && !super::is_rate(builder, line, at);
    between.windows(2).any(|w| w == ['其', '中']) && !line.quantities().any(level)
}

/// 项目支出A，占总支出B的60.8%，较基本支出C多D: what is compared with stands right before the change, what is compared anywhere before it in
/// the sentence.
fn compared_pairs(builder: &Builder, line: &Line, change: &Change) -> Vec<(StatementId, StatementId)> {
    let from = crate::phrase::sentence_start(&line.text, line.start(change.at));
    let levels: Vec<usize> = line
        .quantities()
        .rev()
        .filter(|at| {
            *at < change.at && line.start(*at) >= from && !line.is_change(*at) && !super::is_rate(builder, line, *at)
        })
        .take(LEVELS_MAX)
        .collect();
    let Some((near, others)) = levels.split_first() else { return Vec::new() };
    let clause = crate::phrase::clause_start(&line.text, line.start(*near));
    let against = line.text.get(clause).is_some_and(|c| "比较与同".contains(*c)) && near + 1 == change.at;
    let pair = |other: &usize| Some((line.id(*near)?, line.id(*other)?));
    others.iter().filter(|_| against).filter_map(pair).collect()
}

/// The levels differ by the amount stated, to four digits, in the other direction.
fn is_reversed(builder: &Builder, line: &Line, change: &Change, pair: (StatementId, StatementId)) -> bool {
    let get = |id: StatementId| builder.get(id);
    let Some(stated) = line.id(change.at).and_then(get) else { return false };
    let digits = stated.value.map_or(0, |value| value.mantissa().unsigned_abs().to_string().len());
    let amount = stated.unit.as_ref().is_some_and(|unit| unit.dimension == jiheng_model::unit::Dimension::Money);
    let manner = match change.manner {
        Manner::Rise => Manner::Fall,
        Manner::Fall => Manner::Rise,
        _ => return false,
    };
    let holds = |before, after| fit::change(before, after, stated, manner);
    amount && digits >= DIGITS_MIN && get(pair.0).zip(get(pair.1)).is_some_and(|(before, after)| holds(before, after))
}

/// 相差45万元 goes the way that the levels go.
fn settled(builder: &Builder, manner: Manner, before: StatementId, after: StatementId) -> Manner {
    let value = |id: StatementId| builder.get(id).and_then(Statement::exact);
    match manner {
        Manner::Either if value(after) < value(before) => Manner::Fall,
        Manner::Either => Manner::Rise,
        other => other,
    }
}

/// 比2021年的300.00万元多支出: an amount that is only compared with is last year's, whatever else it is called.
fn call_former(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        if levels::is_compared_with(line, at)
            && let Some(statement) = line.id(at).and_then(|id| builder.get_mut(id)).filter(|s| s.role == Role::Actual)
        {
            statement.role = Role::Prior;
        }
    }
}

/// 对象6842户，其中新纳入862户、退出1042户，较上年净减少180户，上年末7022户: a level of the sentence farther before the change that makes it
/// hold.
fn after_of_sentence(builder: &Builder, line: &Line, change: &Change, pair: &levels::Pair) -> Option<StatementId> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (before, stated) = (get(pair.before)?, get(change.at)?);
    let from = crate::phrase::sentence_start(&line.text, line.start(change.at));
    let mut levels = line
        .quantities()
        .rev()
        .filter(|at| *at < change.at && *at != pair.before && line.start(*at) >= from && !line.is_change(*at));
    let holds = |after: &Statement| {
        super::comparable(before, after)
            && fit::change(before, after, stated, settled(builder, change.manner, before.id, after.id))
    };
    levels.find_map(|at| get(at).filter(|after| holds(after))).map(|after| after.id)
}

/// The pair of levels that fits; else the likeliest one, which may contradict only when it is the only one.
fn chosen(
    builder: &Builder,
    line: &Line,
    change: &Change,
    pairs: &[levels::Pair],
) -> Option<(StatementId, StatementId, bool)> {
    let ids = |pair: &levels::Pair| Some((line.id(pair.before)?, line.id(pair.after)?));
    let holds = pairs.iter().filter_map(ids).find(|(before, after)| {
        let get = |id: StatementId| builder.get(id);
        match (get(*before), get(*after), line.id(change.at).and_then(get)) {
            (Some(before), Some(after), Some(stated)) => {
                fit::change(before, after, stated, settled(builder, change.manner, before.id, after.id))
            }
            _ => false,
        }
    });
    if let Some((before, after)) = holds {
        return Some((before, after, true));
    }
    // 较基本支出1559.20万元少1333.53万元, where it is more by just that: the word is wrong.
    let compared = compared_pairs(builder, line, change);
    let likely = pairs.iter().filter_map(ids).chain(compared);
    if let Some((before, after)) = likely.into_iter().find(|pair| is_reversed(builder, line, change, *pair)) {
        return Some((before, after, true));
    }
    let likeliest = pairs.first()?;
    let (before, after) = ids(likeliest)?;
    if let Some(after) = after_of_sentence(builder, line, change, likeliest) {
        return Some((before, after, true));
    }
    Some((before, after, likeliest.strong))
}
