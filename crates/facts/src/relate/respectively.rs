//! 甲、乙、丙分别完成12、15、18公里: as many values as names.

use jiheng_model::relation::{Origin, RelationKind};

use super::Line;
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Longer pieces are no names.
const NAME_MAX: usize = 20;

/// Finds lists of names with their values in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let cue = |text: &[char]| text.starts_with(&['分', '别']) || text.starts_with(&['依', '次']);
    let mut from = 0;
    while let Some(at) = (from..line.text.len()).find(|at| line.text.get(*at..).is_some_and(cue)) {
        from = at + 2;
        let (Some((names, counted)), Some(values)) = (names(builder, line, at), values(line, from)) else { continue };
        let counted = counted.and_then(|at| line.id(at));
        let fewest = names.len();
        // 和 may divide two names or belong to one: both counts are possible then.
        let most = super::names::most(&names);
        let ids = values.iter().filter_map(|at| line.id(*at)).collect();
        let fits = (fewest..=most).contains(&values.len());
        let names = if fits { super::names::divided(&names, values.len()) } else { names };
        builder.relate(
            RelationKind::Respectively { names, values: ids, counted },
            Origin::Sentence,
            fewest == most || fits,
        );
    }
}

/// The names before 分别, without the number that closes them (三镇).
fn names(builder: &Builder, line: &Line, cue: usize) -> Option<(Vec<String>, Option<usize>)> {
    let mut start = cue;
    while start > 0 && line.text.get(start - 1).is_some_and(|c| !"，,。；;：:（(）)！？".contains(*c)) {
        start -= 1;
    }
    let mut end = cue;
    // 三镇, 3个乡镇: the stated number of names.
    let counted =
        line.quantities().find(|at| line.start(*at) >= start && line.end(*at) <= cue && cue - line.end(*at) <= 3);
    if let Some(at) = counted {
        end = line.start(at);
    }
    let list = line.between(start, end);
    if list.contains(&'等') || !list.contains(&'、') {
        return None;
    }
    let text: String = list.iter().collect();
    let names: Vec<String> = text.split('、').map(|name| name.trim().to_owned()).collect();
    let last = names.last().map_or(0, |name| name.chars().count());
    let short = names.iter().all(|name| (1..=NAME_MAX).contains(&name.chars().count()));
    // 、甲乙两项 with words behind them: the last piece is no name alone.
    let plain = last <= 12 && builder.lexicon.cue_share.find(list, 0, list.len()).is_none();
    (names.len() >= 2 && short && plain).then_some((names, counted))
}

/// The values right behind the cue, divided by nothing but list marks, one dimension, up to the end of their clause.
fn values(line: &Line, from: usize) -> Option<Vec<usize>> {
    let first = line.quantities().find(|at| line.start(*at) >= from)?;
    let lead = line.between(from, line.start(first));
    if lead.len() > 12
        || lead.iter().any(|c| "，,。；;、：:".contains(*c))
        || clause_start(&line.text, line.start(first)) > from
    {
        return None;
    }
    let mut values = vec![first];
    for at in line.quantities().filter(|at| *at > first) {
        let previous = *values.last()?;
        let between: String =
            line.between(line.end(previous), line.start(at)).iter().filter(|c| !c.is_whitespace()).collect();
        if !matches!(between.as_str(), "、" | "和" | "及" | "与" | "，" | ",") {
            break;
        }
        values.push(at);
    }
    let unit = |at: usize| line.mentions.get(at)?.quantity()?.unit.as_ref().map(|unit| unit.dimension);
    let alike = values.iter().all(|at| unit(*at) == unit(first));
    let last = *values.last()?;
    let ends = line.text.get(line.end(last)).is_none_or(|c| "，,。；;）)！".contains(*c));
    (values.len() >= 2 && alike && ends).then_some(values)
}
