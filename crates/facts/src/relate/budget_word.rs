//! 决算数大于预算数: a word that compares the outcome with the budget, against both amounts.

use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Finds such comparisons in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for (manner, words) in
        [(Manner::Rise, &builder.lexicon.above_budget), (Manner::Fall, &builder.lexicon.below_budget)]
    {
        let mut at = 0;
        while let Some((start, length)) = words.find(&line.text, at, line.text.len()) {
            at = start + length;
            if let Some((before, after)) = amounts(builder, line, start) {
                builder.relate(RelationKind::Direction { before, after, manner }, Origin::Comparison, true);
            }
        }
    }
}

/// The one budget and the one outcome that the sentence names before the comparison.
fn amounts(builder: &Builder, line: &Line, cue: usize) -> Option<(u32, u32)> {
    let from = sentence_start(&line.text, cue);
    let money = |s: &&Statement| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let (mut budgets, mut outcomes) = (Vec::new(), Vec::new());
    for at in line.quantities().filter(|at| line.start(*at) >= from && line.end(*at) <= cue && !line.is_change(*at)) {
        let Some(statement) = line.id(at).and_then(|id| builder.get(id)).filter(money) else { continue };
        let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
        if ["决算", "执行", "实际", "实支"].iter().any(|word| words.contains(word)) {
            outcomes.push(statement.id);
        } else if words.contains("预算") {
            budgets.push(statement.id);
        } else {
            return None;
        }
    }
    let (&[budget], &[outcome]) = (budgets.as_slice(), outcomes.as_slice()) else { return None };
    Some((budget, outcome))
}
