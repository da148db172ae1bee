//! 人均, 户均, 每亩: an average, what is shared out and among how many.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;
use jiheng_model::unit::{Dimension, Unit};

use super::{Line, comparable, fit};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Candidates looked at on each side of the average.
const CANDIDATES_MAX: usize = 8;

/// Longest name of a thing behind its measure word.
const THING_MAX: usize = 4;

/// Finds averages in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        // 每亩增产6公斤 is how much more it was.
        if is_limit(builder, line, at) || moves(builder, line, at) {
            continue;
        }
        let Some(per) = per(builder, line, at) else { continue };
        let span = sentence(line, at);
        let Some((total, count, strong)) = reading(builder, line, at, &per, span) else { continue };
        if let (Some(total), Some(count), Some(average)) = (line.id(total), line.id(count), line.id(at)) {
            builder.relate(RelationKind::Average { total, count, average }, Origin::Sentence, strong);
        }
    }
}

/// 最高每户5000元, 人均支出标准为80元: what one may have at most, not what each had.
fn is_limit(builder: &Builder, line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at));
    let lexicon = &builder.lexicon;
    let standard = words.contains(&'均') && lexicon.price_standard.within(words, 0, words.len());
    standard || lexicon.price_limit.within(words, 0, words.len())
}

/// What the average is per.
struct Per {
    dimension: Dimension,
    class: String,
    /// The character that names the unit: 批 of 批均.
    named: char,
    /// Per month, per year: the total may cover several of them.
    timed: bool,
}

/// 人均, 户均, 平均每村, 每亩: the unit that the average is per.
fn per(builder: &Builder, line: &Line, at: usize) -> Option<Per> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let from = clause_start(&line.text, line.start(at)).max(floor);
    let words = line.between(from, line.start(at));
    let each = words.iter().rposition(|c| *c == '每').map(|each| (each + 1, each));
    let even = words.iter().rposition(|c| *c == '均').and_then(|even| Some((even.checked_sub(1)?, even)));
    let (start, cue) = each.into_iter().chain(even).max_by_key(|(_, cue)| *cue)?;
    let start =
        if words.get(start) == Some(&'个') && words.get(start + 1) == Some(&'村') { start + 1 } else { start };
    // 单个项目平均投资: the unit stands before the word.
    let single = words.iter().rposition(|c| *c == '单').map(|single| single + 1);
    // 平均亩产, 平均村: the unit stands behind the word.
    let start = if words.get(start) == Some(&'平') { cue + 1 } else { start };
    let unit = unit(builder, words, start).or_else(|| unit(builder, words, single.filter(|_| each.is_none())?))?;
    let near = words.len() - cue <= 10;
    let timed = builder.lexicon.average_timed.within(words, 0, words.len());
    let named = words.get(start).copied().unwrap_or(' ');
    near.then(|| Per { dimension: unit.dimension, class: unit.class.to_string(), named, timed })
}

/// 人均, 户均, 车均, 生均: one character names the unit; 每 may be followed by a longer one.
fn unit(builder: &Builder, words: &[char], start: usize) -> Option<Unit> {
    let first = *words.get(start)?;
    let symbol = match first {
        '生' => "人".to_owned(),
        '案' => "件".to_owned(),
        '车' => "辆".to_owned(),
        '日' => "天".to_owned(),
        '月' => "个月".to_owned(),
        other => other.to_string(),
    };
    let longer = builder.lexicon.unit_at(words, start).map(|(unit, _)| unit);
    longer.or_else(|| builder.lexicon.unit(&symbol))
}

fn sentence(line: &Line, at: usize) -> (usize, usize) {
    let start = sentence_start(&line.text, line.start(at));
    let end = (line.end(at)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c)))
        .unwrap_or(line.text.len());
    (start, end)
}

/// The total and the count that fit; else the only ones there are, which alone may contradict.
fn reading(builder: &Builder, line: &Line, at: usize, per: &Per, span: (usize, usize)) -> Option<(usize, usize, bool)> {
    let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
    let average = get(at)?;
    let inside: Vec<usize> = line
        .quantities()
        .filter(|q| *q != at && line.start(*q) >= span.0 && line.end(*q) <= span.1)
        .filter(|q| !moves(builder, line, *q))
        .collect();
    // 人均 is per person or per visit.
    let alike = |class: &str| class == per.class || (per.class == "person" && class == "visit");
    let is_count = |s: &Statement| {
        s.unit.as_ref().is_some_and(|unit| {
            unit.dimension == per.dimension
                && (alike(&unit.class) || unit.symbol.starts_with(per.named) || per.dimension != Dimension::Count)
        })
    };
    // 28个村，每村5万元; 286个行政村，每村12场: the thing stands behind the measure word.
    let is_thing = |q: usize| {
        let noun = line.text.iter().skip(line.end(q)).take(THING_MAX).take_while(|c| c.is_alphabetic());
        noun.into_iter().any(|c| *c == per.named)
            && get(q).and_then(|s| s.unit.as_ref()).is_some_and(|unit| &*unit.symbol == "个")
    };
    let counts: Vec<usize> =
        inside.iter().copied().filter(|q| get(*q).is_some_and(is_count) || is_thing(*q)).take(CANDIDATES_MAX).collect();
    let totals: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|q| {
            !counts.contains(q)
                && get(*q).is_some_and(|s| comparable(s, average))
                && self::per(builder, line, *q).is_none()
        })
        .take(CANDIDATES_MAX)
        .collect();
    let fits = |total: usize, count: usize| {
        get(total).zip(get(count)).is_some_and(|(total, count)| fit::average(total, count, average))
    };
    let pairs = totals.iter().flat_map(|total| counts.iter().map(move |count| (*total, *count)));
    if let Some((total, count)) = pairs.into_iter().find(|(total, count)| fits(*total, *count)) {
        return Some((total, count, true));
    }
    let (&[total], &[count]) = (totals.as_slice(), counts.as_slice()) else { return None };
    let durations = inside
        .iter()
        .any(|q| get(*q).and_then(|s| s.unit.as_ref()).is_some_and(|unit| unit.dimension == Dimension::Duration));
    // 累计4次: the total may hold as many averages.
    let repeated = inside.iter().any(|q| {
        *q != count
            && get(*q)
                .and_then(|s| s.unit.as_ref())
                .is_some_and(|unit| matches!(&*unit.symbol, "次" | "批" | "期" | "轮"))
    });
    // 全年12个月共处理1440件，月均120件: nothing else is counted.
    let timed = per.timed && per.dimension == Dimension::Duration && inside.len() == 2;
    // 体育场地128.6万平方米，人均2.19平方米；指导员1486名: what stands behind a semicolon is of something else.
    let (from, to) = (line.start(at.min(total).min(count)), line.start(at.max(total).max(count)));
    let divided = line.between(from, to).iter().any(|c| matches!(c, '；' | ';'));
    Some((total, count, timed || (!per.timed && !durations && !repeated && !divided)))
}

/// 减少5人: a change counts nobody; 结余 is an amount all the same.
fn moves(builder: &Builder, line: &Line, at: usize) -> bool {
    let head = line.text.get(..line.start(at)).unwrap_or_default();
    line.is_change(at) && builder.lexicon.cue_remainder.before(head, head.len()).is_none()
}
