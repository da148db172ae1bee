//! 支出近700万元（账面数683.20万元）, 惠及1200多人次，台账数为1236人次, 到位683.20万元，逾600万元: a rough number beside the
//! exact one it stands for.

use jiheng_model::exact::{Exact, whole};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement, StatementId};
use num_traits::CheckedMul;

use super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end};

/// Most characters between a rough number and its exact one that say nothing else.
const GLOSS_MAX: usize = 6;

/// Finds such pairs in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let quantities: Vec<usize> = line.quantities().collect();
    for pair in quantities.windows(2) {
        let &[first, second] = pair else { continue };
        if let Some(mentions) = pair_of(builder, line, first, second) {
            builder.relate(RelationKind::Restatement { mentions }, Origin::Sentence, true);
        }
    }
}

fn pair_of(builder: &Builder, line: &Line, first: usize, second: usize) -> Option<Vec<StatementId>> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (one, two) = (get(first)?, get(second)?);
    let between = line.between(line.end(first), line.start(second));
    let joined = !between.iter().any(|c| is_sentence_end(*c) || matches!(c, '；' | ';'));
    let actual = [(first, one), (second, two)]
        .into_iter()
        .all(|(at, s)| s.role != Role::Target && !line.is_change(at) && !is_aimed(line, at));
    if !joined || !actual || !comparable(one, two) || !is_of_one_size(one, two) {
        return None;
    }
    let glossed = match (is_rough(one), is_rough(two)) {
        (true, false) if two.approximation == Approximation::None => {
            says_exactly(builder, line, second) || is_gloss(builder, between)
        }
        // 到位683.20万元，逾600万元: the rough number says the exact one again.
        (false, true) if one.approximation == Approximation::None => {
            is_gloss(builder, between) && ends_here(line, second)
        }
        _ => false,
    };
    glossed.then_some(vec![one.id, two.id])
}

/// Of one size, or a slip of the point or the unit apart: 1200万元，约50万元 are two things.
pub(super) fn is_of_one_size(a: &Statement, b: &Statement) -> bool {
    let (Some(a), Some(b)) = (a.exact(), b.exact()) else { return false };
    let (low, high) = (a.min(b), a.max(b));
    let within = |low: Option<Exact>, high: Option<Exact>| low.zip(high).is_some_and(|(low, high)| high <= low);
    let times = |value: Exact, factor: i128| value.checked_mul(&whole(factor));
    let shifted =
        |shift: i128| within(times(low, 3 * shift), times(high, 2)) && within(times(high, 3), times(low, 2 * shift));
    within(times(low, 3), Some(high)) || [10, 100, 1_000, 10_000, 100_000_000].into_iter().any(shifted)
}

fn is_rough(statement: &Statement) -> bool {
    use Approximation::{About, Near, Over, Plus, Under};
    matches!(statement.approximation, About | Near | Plus | Over | Under)
}

/// 台账数为, 签到表显示实际惠及: the clause of the number says that it is the exact one.
fn says_exactly(builder: &Builder, line: &Line, at: usize) -> bool {
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    builder.lexicon.cue_exact.within(lead, 0, lead.len())
}

/// Nothing but marks and words of saying again stand between the two.
fn is_gloss(builder: &Builder, between: &[char]) -> bool {
    let words: Vec<char> = between.iter().copied().filter(|c| !"，,（(：:—、 ".contains(*c)).collect();
    let marked = between.iter().any(|c| "，,（(—".contains(*c)) && !between.iter().any(|c| "、）)".contains(*c));
    let said = words.is_empty() || builder.lexicon.gloss_word.at(&words, 0) == Some(words.len());
    marked && said && between.len() <= GLOSS_MAX
}

/// 逾600万元的目标 goes on: it is a limit, not the amount.
fn ends_here(line: &Line, at: usize) -> bool {
    line.text.get(line.end(at)).is_none_or(|c| "，,。；;）)".contains(*c))
}

/// 计划, 目标: what stands behind such a word was aimed at, not done.
fn is_aimed(line: &Line, at: usize) -> bool {
    let words = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    words.windows(2).any(|w| matches!(w, ['计', '划'] | ['预', '计' | '算'] | ['目', '标']))
}
