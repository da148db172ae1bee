//! 支出5620万元，比上年增加420万元，增长8.08%: no former value is printed, but amount and rate give it away.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Role;
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable, fit};
use super::change::Change;
use super::levels;
use super::stage::{self, Stage};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Levels looked back at.
const LEVELS_MAX: usize = 4;

/// Relates an amount of change and the rate right behind it to the level they are about.
pub(super) fn relate(builder: &mut Builder, line: &Line, changes: &[Change], pair: (&Change, &Change)) {
    let (amount, rate) = pair;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (Some(amount_stated), Some(rate_stated)) = (get(amount.at), get(rate.at)) else { return };
    let dimension = |s: &jiheng_model::statement::Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let relative = |d| matches!(d, Some(Dimension::Rate | Dimension::RatePoint | Dimension::Times));
    // 增加45万元，达到312万元，增长17%: the level may stand between them.
    let reached = levels::reached(line, amount).filter(|at| *at < rate.at);
    let between = line.between(line.end(reached.unwrap_or(amount.at)), rate.cue);
    let joined = between.len() <= 8 && between.iter().all(|c| !"。；;".contains(*c));
    if !joined || relative(dimension(amount_stated)) || dimension(rate_stated) != Some(Dimension::Rate) {
        return;
    }
    let levels: Vec<usize> = reached
        .into_iter()
        .chain(candidates(builder, line, changes, amount).into_iter().filter(|_| reached.is_none()))
        .filter(|at| get(*at).is_some_and(|level| comparable(level, amount_stated)))
        .collect();
    let levels = if levels.is_empty() { behind(builder, line, changes, rate, amount_stated) } else { levels };
    let former = |at: usize| levels::is_former(builder, line, at);
    let fits = |at: &&usize| {
        get(**at).is_some_and(|level| fit::derived(level, former(**at), (amount_stated, rate_stated), amount.manner))
    };
    let distinct = levels.iter().filter_map(|at| get(*at)?.exact()).collect::<std::collections::BTreeSet<_>>().len();
    let same_way = amount.manner == rate.manner;
    let chosen =
        levels.iter().find(fits).map(|at| (*at, true)).or_else(|| levels.first().map(|at| (*at, distinct == 1)));
    let Some((level_at, strong)) = chosen else { return };
    let former = former(level_at);
    let (Some(level), Some(amount_id), Some(rate_id)) = (line.id(level_at), line.id(amount.at), line.id(rate.at))
    else {
        return;
    };
    let manner = amount.manner;
    let kind = RelationKind::GrowthRate { level, former, amount: amount_id, rate: rate_id, manner, same_way };
    builder.relate(kind, Origin::Sentence, strong);
}

/// Levels before the amount, nearest first: of its own sentence, or of the one before when the comparison opens this one.
fn candidates(builder: &Builder, line: &Line, changes: &[Change], amount: &Change) -> Vec<usize> {
    let from = sentence_start(&line.text, line.start(amount.at));
    let budget = |at: usize| {
        let statement = line.id(at).and_then(|id| builder.get(id));
        statement.is_some_and(|s| matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted | Role::Target))
    };
    let is_level = |at: &usize| !changes.iter().any(|change| change.at == *at) && !budget(*at);
    let within = |from: usize, to: usize| -> Vec<usize> {
        let inside = line.quantities().rev().filter(|at| line.start(*at) >= from && line.end(*at) <= to);
        inside.filter(is_level).take(LEVELS_MAX).collect()
    };
    let clause = clause_start(&line.text, amount.cue);
    let noun = noun(builder, line, (clause, amount.cue));
    let own = within(from, amount.cue);
    let levels = if !own.is_empty() || from == 0 {
        own
    } else {
        let head = line.text.get(..from).unwrap_or_default();
        let previous_end = head.iter().rposition(|c| !is_sentence_end(*c)).map_or(0, |at| at + 1);
        within(sentence_start(&line.text, previous_end), previous_end)
    };
    // 与2021年的520万元相比，本年支出减少26万元: what is compared with need not be named again.
    let based = |at: usize| line.start(at) >= from && levels::is_former(builder, line, at);
    levels.into_iter().filter(|at| noun.is_empty() || is_called(line, *at, &noun) || based(*at)).collect()
}

/// 同比减少1.20万元、下降20%，今年支出4.80万元: the level closes the sentence, and is the only one.
fn behind(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    rate: &Change,
    amount: &jiheng_model::statement::Statement,
) -> Vec<usize> {
    let from = sentence_start(&line.text, rate.cue);
    let to = (line.end(rate.at)..line.text.len())
        .find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c) || "；;".contains(*c)))
        .unwrap_or(line.text.len());
    let levels: Vec<usize> = line
        .quantities_within(from, to)
        .filter(|at| !changes.iter().any(|change| change.at == *at))
        .filter(|at| line.id(*at).and_then(|id| builder.get(id)).is_some_and(|level| comparable(level, amount)))
        .take(LEVELS_MAX)
        .collect();
    let &[level] = levels.as_slice() else { return Vec::new() };
    let told = matches!(stage::of(builder, line, level), Some(Stage::Present | Stage::Past | Stage::Year(_)));
    if told && level > rate.at { vec![level] } else { Vec::new() }
}

/// What the clause names besides its words of comparison; empty when it goes on about the same thing.
pub(super) fn noun(builder: &Builder, line: &Line, span: (usize, usize)) -> Vec<char> {
    let is_word = |c: &char| !c.is_whitespace() && !crate::numeral::is_digit(*c) && !"“”\"".contains(*c);
    let words: Vec<char> = line.between(span.0, span.1).iter().copied().filter(is_word).collect();
    let lexicon = builder.lexicon;
    let lists = [&lexicon.compared_guard, &lexicon.cue_compared, &lexicon.comparison_word, &lexicon.time_lead];
    let mut noun = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if let Some(length) = lists.iter().filter_map(|list| list.at(&words, at)).max() {
            at += length;
        } else {
            noun.push(*c);
            at += 1;
        }
    }
    noun
}

/// The words before the level hold the noun of the change.
pub(super) fn is_called(line: &Line, level: usize, noun: &[char]) -> bool {
    let from = clause_start(&line.text, line.start(level));
    let words: Vec<char> =
        line.between(from, line.start(level)).iter().copied().filter(|c| !"“”\"".contains(*c)).collect();
    words.windows(noun.len()).any(|window| window == noun)
}
