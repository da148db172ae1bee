//! A、B、C，共计 Q: a total behind its parts.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable, evidence};
use super::Frames;
use super::levels::{is_for_each, is_level};
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// Most characters between the word and the total.
const DISTANCE_MAX: usize = 4;

/// Finds closing totals in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, frames: &mut Frames) {
    let mut at = 0;
    while let Some((start, length)) = builder.lexicon.cue_closing.find(&line.text, at, line.text.len()) {
        at = start + length;
        let counted = start >= 2 && line.text.get(start - 1).is_some_and(|c| "项个类者".contains(*c));
        let mut before = if counted { start - 2 } else { start };
        // ，全年合计, ，项目总计.
        while let Some(length) = builder.lexicon.filler.before(&line.text, before).filter(|length| *length >= 2) {
            before -= length;
        }
        let detached = before > 0 && line.text.get(before - 1).is_some_and(|c| "，,、；;".contains(*c));
        let total = line.quantities().find(|q| line.start(*q) >= at && line.start(*q) - at <= DISTANCE_MAX);
        let Some(total) = total.filter(|total| is_level(line, *total)) else { continue };
        let opening = if counted { before } else { start };
        if detached {
            close(builder, line, frames, (start, total));
        } else {
            counted_again(builder, line, (opening, total));
        }
    }
}

fn close(builder: &mut Builder, line: &Line, frames: &mut Frames, place: (usize, usize)) {
    let (cue, total_at) = place;
    let Some(total) = line.id(total_at).and_then(|id| builder.get(id)) else { return };
    // Points and their full marks have a room of their own.
    if total.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Score) {
        return;
    }
    let from = sentence_start(&line.text, cue);
    if line.between(from, cue).windows(2).any(|w| w == ['其', '中']) {
        return;
    }
    let parts: Vec<usize> = line
        .quantities()
        .filter(|q| line.start(*q) >= from && line.end(*q) <= cue && is_level(line, *q))
        .filter(|q| line.id(*q).and_then(|id| builder.get(id)).is_some_and(|part| comparable(part, total)))
        .filter(|q| !is_for_each(line, *q) || is_for_each(line, total_at))
        .collect();
    let statements: Vec<&Statement> = parts.iter().filter_map(|q| builder.get(line.id(*q)?)).collect();
    let listed = parts.len() >= 3 && is_list(line, &parts);
    let sure = evidence::adds_up(total, &statements)
        || evidence::nearly_adds_up(total, &statements)
        || evidence::nearly_all(total, &statements, 2)
        || listed
        || super::complete::is_partition(builder, line, &parts);
    if statements.len() >= 2 && sure {
        let total = total.id;
        let ids: Vec<StatementId> = parts.iter().filter_map(|q| line.id(*q)).collect();
        builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::ClosingTotal, true);
        frames.complete.push((total_at, Vec::new()));
    }
}

/// …装修42.57万元；设备37.56万元。三项共368.14万元: the sentence opens with the number of amounts that the one before ends with.
fn counted_again(builder: &mut Builder, line: &Line, place: (usize, usize)) {
    let (opening, total_at) = place;
    let number = line.text.get(opening).and_then(|c| "两三四五六七八九".chars().position(|n| n == *c)).map(|at| at + 2);
    let opens = opening > 0 && line.text.get(opening - 1).is_some_and(|c| matches!(c, '。' | ' ' | '　'));
    let (Some(number), true, Some(total)) = (number, opens, line.id(total_at).and_then(|id| builder.get(id))) else {
        return;
    };
    let from = sentence_start(&line.text, opening.saturating_sub(1));
    let alike = |q: &usize| line.id(*q).and_then(|id| builder.get(id)).is_some_and(|part| comparable(part, total));
    let before: Vec<usize> = line.quantities_within(from, opening).filter(|q| is_level(line, *q) && alike(q)).collect();
    let (earlier, parts) = before.split_at(before.len().saturating_sub(number));
    let statements: Vec<&Statement> = parts.iter().filter_map(|q| builder.get(line.id(*q)?)).collect();
    let near = evidence::most(total, &statements, 5, 2)
        || evidence::is_slipped(total, &statements)
        || evidence::unit_slip_closes(total, &statements);
    if parts.len() != number || !near {
        return;
    }
    let total = total.id;
    let parts: Vec<StatementId> = statements.iter().map(|part| part.id).collect();
    // 投资368.64万元，土建…、装修…、设备…。三项共368.64万元: what was divided is said again.
    let whole = earlier
        .last()
        .and_then(|at| builder.get(line.id(*at)?))
        .filter(|whole| evidence::most(whole, &statements, 5, 2));
    let whole = whole.map(|whole| whole.id);
    builder.relate(RelationKind::Sum { total, parts, complete: true }, Origin::ClosingTotal, true);
    if let Some(whole) = whole {
        builder.relate(RelationKind::Restatement { mentions: vec![whole, total] }, Origin::Gloss, true);
    }
}

/// Nothing but 、 and names divides the parts.
fn is_list(line: &Line, parts: &[usize]) -> bool {
    parts.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let between = line.between(line.end(*a), line.start(*b));
        between.contains(&'、') && !between.iter().any(|c| "，,；;".contains(*c))
    })
}
