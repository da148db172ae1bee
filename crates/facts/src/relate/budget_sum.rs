//! 年初预算2502.83万元，年中追加331.64万元，全年预算数2834.47万元: the budget at the year's end follows.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end};

/// What an amount of a budget sentence is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Term {
    Initial,
    Added,
    Adjusted,
    Other,
}

/// Finds such sentences in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let mut terms: Vec<(Term, StatementId)> = Vec::new();
    let mut last = 0;
    let mut found: Vec<(StatementId, [StatementId; 2])> = Vec::new();
    for at in line.quantities() {
        if line.between(last, line.start(at)).iter().any(|c| is_sentence_end(*c) || "；;".contains(*c)) {
            terms.clear();
        }
        last = line.end(at);
        let money = line.id(at).filter(|id| {
            builder.get(*id).and_then(|s| s.unit.as_ref()).is_some_and(|unit| unit.dimension == Dimension::Money)
        });
        let Some(id) = money else { continue };
        terms.push((term(line, at), id));
        if let [.., (Term::Initial, initial), (Term::Added, added), (Term::Adjusted, total)] = terms.as_slice() {
            found.push((*total, [*initial, *added]));
        }
    }
    for (total, parts) in found {
        builder.relate(RelationKind::Sum { total, parts: parts.to_vec(), complete: true }, Origin::Sentence, true);
    }
}

fn term(line: &Line, at: usize) -> Term {
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    let says = |names: &[&str]| names.iter().any(|name| words.contains(name));
    if says(&["追加", "调增"]) && !says(&["调减", "后"]) {
        Term::Added
    } else if says(&["年初预算"]) {
        Term::Initial
    } else if says(&["全年预算", "调整预算", "调整后预算", "调整后的预算", "预算调整数"]) {
        Term::Adjusted
    } else {
        Term::Other
    }
}
