//! 目标为不少于223户，实际完成176户，完成了目标: an aim, its result and the claim that it was met, in one sentence.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement};

use super::{Line, comparable};
use crate::builder::Builder;
use crate::passage::Zone;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Finds such claims in one line; the indicators of a form are paired elsewhere.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    if matches!(line.zone, Zone::IndicatorTarget(_) | Zone::IndicatorResult(_)) {
        return;
    }
    for aim in line.quantities().collect::<Vec<_>>() {
        let Some((target, actual)) = pair(builder, line, aim) else { continue };
        if let Some(statement) = builder.get_mut(target) {
            statement.role = Role::Target;
        }
        builder.relate(RelationKind::Target { target, actual }, Origin::Sentence, true);
    }
}

fn pair(builder: &Builder, line: &Line, aim: usize) -> Option<(u32, u32)> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let target = get(aim).filter(|s| (is_limit(s) && says_aim(line, aim)) || is_task(line, aim))?;
    let from = sentence_start(&line.text, line.start(aim));
    let to = (line.end(aim)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c) || "；;".contains(*c)))
        .unwrap_or(line.text.len());
    let inside: Vec<usize> = line.quantities().filter(|at| line.start(*at) >= from && line.end(*at) <= to).collect();
    let results: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|at| *at > aim && get(*at).is_some_and(|s| comparable(s, target) && !is_limit(s)))
        .filter(|at| !is_surplus(line, *at))
        .collect();
    let &[result] = results.as_slice() else { return None };
    let claim = line.between(line.end(result), to);
    let lexicon = &builder.lexicon;
    let met = lexicon.claim_met.within(claim, 0, claim.len()) && !lexicon.claim_missed.within(claim, 0, claim.len());
    met.then_some((target.id, get(result)?.id))
}

fn is_limit(statement: &Statement) -> bool {
    matches!(
        statement.approximation,
        Approximation::AtLeast | Approximation::AtMost | Approximation::Under | Approximation::Over
    )
}

/// 下达任务398亩: a task without a word of limit is one to be reached.
fn is_task(line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words: String =
        line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at)).iter().collect();
    [
        "任务",
        "任务为",
        "目标为",
        "目标",
        "任务数",
        "目标数",
        "目标值",
        "计划",
        "计划数",
        "指标",
        "指标值",
        "承诺",
        "应达",
        "要求",
    ]
    .iter()
    .any(|word| words.ends_with(word))
}

/// 超计划8户, 多完成3户: by how much the aim was passed.
fn is_surplus(line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at));
    line.is_change(at) || words.first().is_some_and(|c| "超多少欠差".contains(*c))
}

/// 目标, 要求, 计划 stand before the number in its clause.
fn says_aim(line: &Line, at: usize) -> bool {
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    ["目标", "要求", "计划", "任务", "应", "承诺", "指标"].iter().any(|word| words.contains(word))
}
