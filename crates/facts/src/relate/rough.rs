//! 支出近700万元（账面数683.20万元）, 惠及1200多人次，台账数为1236人次: a rough number beside the exact one it stands for.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement};

use super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end};

/// Finds such pairs in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let quantities: Vec<usize> = line.quantities().collect();
    for pair in quantities.windows(2) {
        let &[rough, exact] = pair else { continue };
        if let Some(mentions) = pair_of(builder, line, rough, exact) {
            builder.relate(RelationKind::Restatement { mentions }, Origin::Sentence, true);
        }
    }
}

fn pair_of(builder: &Builder, line: &Line, rough: usize, exact: usize) -> Option<Vec<u32>> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (one, two) = (get(rough)?, get(exact)?);
    let rounds = |s: &Statement| {
        matches!(
            s.approximation,
            Approximation::About | Approximation::Near | Approximation::Plus | Approximation::Over
        )
    };
    let stated = rounds(one) && two.approximation == Approximation::None && comparable(one, two);
    let actual =
        one.role != Role::Target && two.role != Role::Target && !line.is_change(rough) && !line.is_change(exact);
    let between = line.between(line.end(rough), line.start(exact));
    let joined = !between.iter().any(|c| is_sentence_end(*c) || matches!(c, '；' | ';'));
    let lead = line.between(clause_start(&line.text, line.start(exact)), line.start(exact));
    let exactly = builder.lexicon.cue_exact.within(lead, 0, lead.len());
    let planned = line.between(clause_start(&line.text, line.start(rough)), line.start(rough));
    let aimed = planned.windows(2).any(|w| matches!(w, ['计', '划'] | ['预', '计'] | ['预', '算'] | ['目', '标']));
    (stated && actual && joined && exactly && !aimed).then_some(vec![one.id, two.id])
}
