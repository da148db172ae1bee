//! 甲、乙、丙分别为2、12、6万元，占比分别为10%、60%、30%: values and their shares, matched by position.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;

use super::super::parts::Frames;
use super::super::{Line, comparable, evidence, is_rate};
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Finds lists of shares in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, frames: &Frames) {
    let quantities: Vec<usize> = line.quantities().collect();
    let mut at = 0;
    while let Some(run) = run(line, quantities.get(at..).unwrap_or_default()) {
        let taken = run.len();
        if taken >= 2 && run.iter().all(|rate| is_rate(builder, line, *rate)) {
            shares(builder, line, frames, quantities.get(..at).unwrap_or_default(), &run);
        }
        at += taken.max(1);
    }
}

/// 分别占可用资金的93%和7%: the amount of the sentence that is called so.
fn named(builder: &Builder, line: &Line, earlier: &[usize], words: (&[char], &Statement)) -> Option<usize> {
    let (lead, part) = words;
    let (cue, length) = builder.lexicon.cue_share.find(lead, 0, lead.len())?;
    let name = lead.get(cue + length..)?.strip_suffix(&['的']).filter(|name| name.len() >= 2)?;
    let from = sentence_start(&line.text, line.start(*earlier.last()?));
    earlier.iter().rev().take_while(|at| line.start(**at) >= from).copied().find(|at| {
        let start = clause_start(&line.text, line.start(*at));
        let alike = line.id(*at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, part));
        alike && line.between(start, line.start(*at)).windows(name.len()).any(|window| window == name)
    })
}

/// Quantities from the first one on that only list marks divide.
fn run(line: &Line, quantities: &[usize]) -> Option<Vec<usize>> {
    let mut run = vec![*quantities.first()?];
    for at in quantities.iter().skip(1) {
        let between: String =
            line.between(line.end(*run.last()?), line.start(*at)).iter().filter(|c| !c.is_whitespace()).collect();
        if !matches!(between.as_str(), "、" | "和" | "及" | "与" | "，" | ",") {
            break;
        }
        run.push(*at);
    }
    Some(run)
}

fn shares(builder: &mut Builder, line: &Line, frames: &Frames, earlier: &[usize], rates: &[usize]) {
    let Some(first) = rates.first() else { return };
    let from = sentence_start(&line.text, line.start(*first));
    let lead = line.between(earlier.last().map_or(from, |last| line.end(*last)), line.start(*first));
    let cued = builder.lexicon.cue_share.within(lead, 0, lead.len());
    let values: Vec<usize> = earlier
        .iter()
        .rev()
        .take_while(|at| line.start(**at) >= from)
        .take(rates.len())
        .copied()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let statements: Vec<&Statement> = values.iter().filter_map(|at| get(*at)).collect();
    let alike = statements.first().is_some_and(|first| statements.iter().all(|s| comparable(s, first)));
    if !cued || !alike || statements.len() != rates.len() || values.iter().any(|at| is_rate(builder, line, *at)) {
        return;
    }
    let whole = values.first().and_then(|at| frames.whole_of.get(at)).copied().or_else(|| {
        let before = earlier.get(..earlier.len() - values.len())?;
        before.iter().rev().find(|at| get(**at).is_some_and(|total| evidence::adds_up(total, &statements))).copied()
    });
    let whole = whole.or_else(|| named(builder, line, earlier, (lead, statements.first()?)));
    // 中央、省、县三级资金分别占总投资的…: the largest of them is not what all are shares of.
    let Some(whole) = whole.filter(|at| !values.contains(at)).and_then(|at| line.id(at)) else { return };
    for (part, rate) in values.iter().zip(rates) {
        if let (Some(part), Some(rate)) = (line.id(*part), line.id(*rate)) {
            builder.relate(RelationKind::Share { part, whole, rate }, Origin::Sentence, true);
        }
    }
}
