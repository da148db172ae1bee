//! A whole whose parts stand in the lines below it: 基本支出776.40万元，其中：, then 人员经费…, 公用经费….

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};

use super::super::{Line, comparable, evidence, is_rate};
use crate::builder::Builder;

/// Most lines a list runs over.
const LINES_MAX: usize = 40;
/// Most characters before the amount of a line: its name.
const NAME_MAX: usize = 40;

/// Finds lists over several lines; shares in brackets or behind 占 belong to their line's part.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line]) {
    for (position, line) in lines.iter().enumerate() {
        let following = lines.get(position + 1..).unwrap_or_default();
        let numbered = following.first().is_some_and(is_numbered);
        let Some(last) = opening(builder, line, numbered) else { continue };
        let Some((whole, parts)) = reading(builder, line, following, last) else { continue };
        let (Some(total), true) = (line.id(whole), parts.len() >= 2) else { continue };
        let ids: Vec<StatementId> = parts.iter().filter_map(|(line, at)| line.id(*at)).collect();
        let statements: Vec<&Statement> = ids.iter().filter_map(|id| builder.get(*id)).collect();
        let Some(stated) = builder.get(total) else { continue };
        let sure = evidence::adds_up(stated, &statements)
            || evidence::domain_identity(stated, &statements)
            || evidence::nearly_adds_up(stated, &statements)
            || evidence::nearly_all(stated, &statements, 2);
        if !sure {
            continue;
        }
        builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Sentence, true);
        for (line, at) in parts {
            if let Some(rate) = share(builder, line, at)
                && let Some(part) = line.id(at)
            {
                builder.relate(RelationKind::Share { part, whole: total, rate }, Origin::Sentence, true);
            }
        }
    }
}

/// The line is the first of a numbered list: （一）, 1.
fn is_numbered(line: &Line) -> bool {
    match line.between(0, line.text.len().min(3)) {
        ['①', ..] | ['（' | '(', '一' | '1', '）' | ')'] => true,
        ['1', stop, next] => "．.、".contains(*stop) && !next.is_ascii_digit(),
        _ => false,
    }
}

/// The amount of the opening line that the parts make up; without one that fits, the only amount there is.
fn reading<'l>(
    builder: &Builder,
    line: &Line,
    following: &'l [Line],
    last: usize,
) -> Option<(usize, Vec<(&'l Line, usize)>)> {
    let get = |line: &Line, at: usize| line.id(at).and_then(|id| builder.get(id));
    let amounts: Vec<usize> = line
        .quantities()
        .filter(|at| !line.is_change(*at))
        .filter(|at| get(line, *at).zip(get(line, last)).is_some_and(|(a, b)| comparable(a, b) && a.role == b.role))
        .collect();
    let fits = |at: &usize| {
        let parts = parts(builder, following, line, *at);
        let statements: Vec<&Statement> = parts.iter().filter_map(|(line, at)| get(line, *at)).collect();
        get(line, *at)
            .is_some_and(|total| parts.len() >= 2 && evidence::adds_up(total, &statements))
            .then_some((*at, parts))
    };
    amounts
        .iter()
        .rev()
        .find_map(fits)
        .or_else(|| (amounts.len() == 1).then(|| (last, parts(builder, following, line, last))))
}

/// The line ends in a colon behind words that announce parts; its last amount before them is the whole.
fn opening(builder: &Builder, line: &Line, numbered: bool) -> Option<usize> {
    let end = line.text.iter().rposition(|c| !c.is_whitespace())?;
    let last = line.quantities().rfind(|at| !is_rate(builder, line, *at) && !line.is_change(*at))?;
    // 全年收入1000万元。 above （一） and （二）.
    if line.text.get(end).is_some_and(|c| "。；;元".contains(*c)) {
        let alone = line.quantities().count() == 1 && end <= line.end(last) && line.text.len() <= NAME_MAX;
        return Some(last).filter(|_| alone && numbered);
    }
    line.text.get(end).filter(|c| "：:".contains(**c))?;
    let words = line.between(line.end(last), end);
    let lexicon = builder.lexicon;
    let announced = words.is_empty()
        || lexicon.cue_parts.within(words, 0, words.len())
        || lexicon.cue_lines.within(words, 0, words.len());
    (announced && !lexicon.cue_partial_lines.within(words, 0, words.len())).then_some(last)
}

/// The first amount of each following line, as long as each line opens with a name and an amount of this kind.
fn parts<'l>(builder: &Builder, following: &'l [Line], opening: &Line, whole: usize) -> Vec<(&'l Line, usize)> {
    let Some(total) = opening.id(whole).and_then(|id| builder.get(id)) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut expected = opening.index + 1;
    for line in following.iter().take(LINES_MAX) {
        let first = line.quantities().next();
        let fits = first.is_some_and(|at| {
            line.start(at) <= NAME_MAX
                && !line.is_change(at)
                && !line.between(0, line.start(at)).iter().any(|c| "。；;".contains(*c))
                && line
                    .id(at)
                    .and_then(|id| builder.get(id))
                    .is_some_and(|s| comparable(s, total) && s.role == total.role)
        });
        let Some(at) = first.filter(|_| fits && line.index == expected && line.zone == opening.zone) else { break };
        parts.push((line, at));
        expected = line.index + 1;
    }
    parts
}

/// 900.00万元（90.00%）, 900.00万元，占90.00%。
fn share(builder: &Builder, line: &Line, part: usize) -> Option<StatementId> {
    let rate = line.quantities().find(|at| *at > part).filter(|at| is_rate(builder, line, *at))?;
    let between: String =
        line.between(line.end(part), line.start(rate)).iter().filter(|c| !"，, （(".contains(**c)).collect();
    matches!(between.as_str(), "" | "占" | "占比" | "占比为").then(|| line.id(rate)).flatten()
}
