//! 发放2864人次、386.40万元，其中临时救助1286人次、142.60万元，医疗救助1578人次、243.80万元: whole and parts have two numbers each.
//! Where the parts are all of one, they are all of the other.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Statement};

use super::super::{Line, comparable, evidence, is_rate};
use super::levels::is_level;
use super::{Frames, PARTS_MAX};
use crate::builder::Builder;

/// Finds such lists in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, frames: &mut Frames) {
    for (from, end) in line.sentences() {
        let amounts: Vec<usize> = line
            .quantities_within(from, end)
            .filter(|at| !is_rate(builder, line, *at) && is_level(line, *at))
            .take(2 * PARTS_MAX)
            .collect();
        let Some((first, second)) = (0..2).find_map(|skip| pairs(builder, line, amounts.get(skip..)?)) else {
            continue;
        };
        for column in [first, second] {
            relate_column(builder, line, frames, &column);
        }
    }
}

fn relate_column(builder: &mut Builder, line: &Line, frames: &mut Frames, column: &[usize]) {
    let Some((whole, parts)) = column.split_first() else { return };
    if frames.complete.iter().any(|(known, _)| known == whole) {
        return;
    }
    let ids = parts.iter().filter_map(|at| line.id(*at)).collect();
    if let Some(total) = line.id(*whole) {
        builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Sentence, true);
        frames.complete.push((*whole, parts.to_vec()));
    }
}

/// Whole and parts by the first and by the second of their units; one of the two adds up.
fn pairs(builder: &Builder, line: &Line, amounts: &[usize]) -> Option<(Vec<usize>, Vec<usize>)> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let alike = |a: usize, b: usize| get(a).zip(get(b)).is_some_and(|(a, b)| comparable(a, b) && a.role == b.role);
    let [first, second, ..] = amounts else { return None };
    if alike(*first, *second) {
        return None;
    }
    let mut columns = (vec![*first], vec![*second]);
    for pair in amounts.get(2..)?.chunks(2) {
        let &[a, b] = pair else { break };
        if !alike(a, *first) || !alike(b, *second) || !joined(line, a, b) {
            break;
        }
        columns.0.push(a);
        columns.1.push(b);
    }
    let parts = columns.0.get(1)?;
    let announced = line.between(line.end(*second), line.start(*parts)).windows(2).any(|w| w == ['其', '中']);
    let statements =
        |column: &[usize]| -> Vec<&Statement> { column.iter().skip(1).filter_map(|at| get(*at)).collect() };
    let all = columns.0.iter().chain(&columns.1);
    let plain = all.filter_map(|at| get(*at)).all(|s| s.approximation == Approximation::None);
    let holds = |column: &[usize]| {
        column.first().and_then(|at| get(*at)).is_some_and(|total| evidence::adds_up(total, &statements(column)))
    };
    (announced && plain && columns.0.len() >= 3 && (holds(&columns.0) || holds(&columns.1))).then_some(columns)
}

/// 1286人次、142.60万元: the two numbers of one part, with a few words between them at most.
fn joined(line: &Line, a: usize, b: usize) -> bool {
    let between = line.between(line.end(a), line.start(b));
    between.len() <= 8 && !between.iter().any(|c| "；;。（(".contains(*c))
}
