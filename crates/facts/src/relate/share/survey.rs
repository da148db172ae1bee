//! 收回120份，其中非常满意84份、满意30份、不满意6份，满意率95%: the satisfied answers over all answers.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::super::{Line, fit};
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// What an answer says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Satisfied,
    Fairly,
    Not,
}

/// Finds satisfaction rates with the answers they come from in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some((parts, whole, strong)) = reading(builder, line, at) else { continue };
        let Some(rate) = line.id(at) else { continue };
        builder.relate(RelationKind::ShareOfParts { parts, whole, rate }, Origin::Sentence, strong);
    }
}

fn reading(builder: &Builder, line: &Line, at: usize) -> Option<(Vec<StatementId>, StatementId, bool)> {
    let rate = builder.get(line.id(at)?)?;
    let named = words(line, at).contains("满意");
    if !named || rate.unit.as_ref()?.dimension != Dimension::Rate {
        return None;
    }
    let from = sentence_start(&line.text, line.start(at));
    let answers: Vec<(Answer, &Statement)> = line
        .quantities()
        .filter(|q| *q < at && line.start(*q) >= from)
        .filter_map(|q| Some((answer(&words(line, q))?, builder.get(line.id(q)?)?)))
        .filter(|(_, s)| s.is_exact_count())
        .collect();
    let first = answers.first()?.1.id;
    let whole = line.quantities().rev().filter_map(|q| builder.get(line.id(q)?)).find(|s| {
        s.id < first && s.is_exact_count() && answers.iter().all(|(_, answer)| super::super::comparable(s, answer))
    })?;
    let up_to = |limit: Answer| -> Vec<&Statement> {
        answers.iter().filter(|(answer, _)| *answer <= limit).map(|(_, s)| *s).collect()
    };
    let (strict, wide) = (up_to(Answer::Satisfied), up_to(Answer::Fairly));
    let fits = |parts: &Vec<&Statement>| fit::ratio_of_sum(parts, whole, rate);
    let chosen = [&wide, &strict].into_iter().find(|parts| fits(parts)).unwrap_or(&wide);
    let ids: Vec<StatementId> = chosen.iter().map(|s| s.id).collect();
    (!ids.is_empty()).then_some((ids, whole.id, true))
}

fn words(line: &Line, at: usize) -> String {
    line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect()
}

fn answer(words: &str) -> Option<Answer> {
    if words.contains("不满意") {
        Some(Answer::Not)
    } else if ["基本满意", "比较满意", "较满意"].iter().any(|word| words.contains(word)) {
        Some(Answer::Fairly)
    } else if words.contains("满意") && !words.contains("满意度") && !words.contains("满意率") {
        Some(Answer::Satisfied)
    } else {
        None
    }
}
