//! Changes: 由A提高到B，提高C; B，比上年A增加D，增长P%; two years of one measure with their growth.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;

use super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// Finds changes in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some(falling) = direction(builder, line, at) else { continue };
        let Some((before, after)) = values(builder, line, at) else { continue };
        let (Some(before), Some(after), Some(change)) = (line.id(before), line.id(after), line.id(at)) else {
            continue;
        };
        builder.relate(RelationKind::Growth { before, after, change, falling }, Origin::Sentence, true);
    }
}

/// Whether the words right before the quantity say that something fell (true) or rose (false).
fn direction(builder: &Builder, line: &Line, at: usize) -> Option<bool> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let mut end = line.start(at);
    while end > floor && line.text.get(end - 1).is_some_and(|c| "了约为近 ".contains(*c)) {
        end -= 1;
    }
    let fits = |length: usize| end - length >= floor;
    if builder.lexicon.cue_rise.before(&line.text, end).is_some_and(fits) {
        return Some(false);
    }
    builder.lexicon.cue_fall.before(&line.text, end).is_some_and(fits).then_some(true)
}

/// The former and the later value of the change at `at`.
fn values(builder: &Builder, line: &Line, at: usize) -> Option<(usize, usize)> {
    let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
    let change = get(at)?;
    let from = sentence_start(&line.text, line.start(at));
    let earlier: Vec<usize> = line.quantities().filter(|q| *q < at && line.start(*q) >= from).collect();
    let level =
        |q: &usize| get(*q).is_some_and(|s| measures_level(s, change)) && direction(builder, line, *q).is_none();
    let levels: Vec<usize> = earlier.into_iter().filter(level).collect();
    let [.., first, second] = levels.as_slice() else { return None };
    let (one, two) = (get(*first)?, get(*second)?);
    if !comparable(one, two) {
        return None;
    }
    let opening = line.between(crate::phrase::clause_start(&line.text, line.start(*first)), line.start(*first));
    let between = line.between(line.end(*first), line.start(*second));
    if opening.iter().any(|c| "由从".contains(*c))
        && between.iter().any(|c| "到至为".contains(*c))
        && between.len() <= 8
    {
        return Some((*first, *second));
    }
    // The words of comparison stand right before the second value, and no other comparison follows it.
    let clause = between.iter().rposition(|c| "，,；;。".contains(*c)).map_or(0, |i| i + 1);
    let lead = between.get(clause..).unwrap_or_default();
    let rest: String = line.between(line.end(*second), line.start(at)).iter().collect();
    let compared = lead.iter().any(|c| "比较与同".contains(*c))
        && (builder.lexicon.cue_compared.within(lead, 0, lead.len()) || one.period != two.period)
        && !rest.replace("相比", "").contains(['比', '较']);
    if compared && line.between(line.end(*second), line.start(at)).len() <= 24 {
        return Some((*second, *first));
    }
    let years = one.period.as_ref().zip(two.period.as_ref()).filter(|(a, b)| a != b && one.measure == two.measure);
    years.map(|(a, b)| if a < b { (*first, *second) } else { (*second, *first) })
}

/// Points change rates; percents and amounts change amounts. A percent beside two rates can mean either: silence.
fn measures_level(level: &Statement, change: &Statement) -> bool {
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    match (dimension(level), dimension(change)) {
        (Some(Dimension::Rate), Some(Dimension::RatePoint)) => true,
        (Some(Dimension::Rate | Dimension::RatePoint | Dimension::Times), _) => false,
        (_, Some(Dimension::Rate)) => true,
        _ => comparable(level, change),
    }
}
