//! 预算执行得10分，履职产出得87.5分，综合得分97.5分; 满分100分，扣3.5分，得96.5分: points of parts against the points of
//! the whole, in one sentence.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::{Line, evidence};
use crate::builder::Builder;
use crate::passage::Zone;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Points of more parts than this are no sentence.
const PARTS_MAX: usize = 32;

/// Parts after 其中 are all when at most one in so many points is missing.
const AMONG: i128 = 20;

/// Parts that 合计 closes are all when at most one in so many points is missing.
const SUMMED: i128 = 5;

/// What a number of points is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 满分, 分值: what can be had.
    Full,
    /// 扣, 失分: what was lost.
    Lost,
    /// 综合得分, 总分: of the whole.
    Total,
    /// 得分: of a part.
    Part,
}

/// A number of points with what it is.
struct Points {
    at: usize,
    kind: Kind,
    id: StatementId,
}

/// Finds sums of points in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    if matches!(line.zone, Zone::IndicatorTarget(_) | Zone::IndicatorResult(_)) {
        return;
    }
    let all: Vec<Points> = line.quantities().filter_map(|at| points(builder, line, at)).collect();
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        let end = sentence_end(line, first.at);
        let (sentence, later) = rest.split_at(rest.iter().take_while(|p| line.start(p.at) < end).count().max(1));
        rest = later;
        if sentence.len() <= PARTS_MAX {
            relate_sentence(builder, line, sentence);
        }
    }
}

fn relate_sentence(builder: &mut Builder, line: &Line, points: &[Points]) {
    let of = |kind: Kind| points.iter().filter(|p| p.kind == kind).collect::<Vec<_>>();
    let (full, lost, totals, parts) = (of(Kind::Full), of(Kind::Lost), of(Kind::Total), of(Kind::Part));
    scaled(builder, line, (full.as_slice(), parts.as_slice()), points);
    let full_count = full.len();
    for pair in points.windows(2) {
        // 投入18分（满分20分）: what can be had stands in a bracket behind what was got.
        if let [got, full] = pair
            && full.kind == Kind::Full
            && got.kind == Kind::Part
            && is_bracketed(line, got.at, full.at)
        {
            builder.relate(RelationKind::PartOf { parts: vec![got.id], whole: full.id }, Origin::Sentence, true);
        }
        // 满分10分、得9.5分: nobody has more than all.
        if let [full, got] = pair
            && full.kind == Kind::Full
            && (got.kind == Kind::Part || (got.kind == Kind::Total && full_count == 1))
            && (is_beside(line, full.at, got.at) || (points.len() == 2 && full_count == 1))
        {
            builder.relate(RelationKind::PartOf { parts: vec![got.id], whole: full.id }, Origin::Sentence, true);
        }
    }
    // 该指标10分，扣1分，得9分: what is not got is what can be had.
    let (full, parts) = match (full.as_slice(), lost.as_slice(), parts.as_slice()) {
        (&[], &[taken], &[first, second])
            if first.at < taken.at && taken.at < second.at && is_worth(line, first.at) =>
        {
            (vec![first], vec![second])
        }
        _ => (full, parts),
    };
    let parts = matched(builder, line, parts);
    let got: Vec<&&Points> = totals.iter().chain(&parts).collect();
    if let ([full], [lost], [got]) = (full.as_slice(), lost.as_slice(), got.as_slice()) {
        let kind = RelationKind::Sum { total: full.id, parts: vec![got.id, lost.id], complete: true };
        builder.relate(kind, Origin::Remainder, true);
        return;
    }
    // 投入指标满分20分，过程指标满分30分，…，合计100分: the total of what can be had.
    let parts = if parts.is_empty() && full.len() >= 2 { full } else { parts };
    let (&[total], true) = (totals.as_slice(), lost.is_empty() && parts.len() >= 2) else { return };
    if is_complete(builder, line, total, &parts) {
        let parts = parts.iter().map(|p| p.id).collect();
        builder.relate(RelationKind::Sum { total: total.id, parts, complete: true }, Origin::ClosingTotal, true);
    }
}

/// 投入10分、过程30分，分别得9.5分、28分: the first half is what can be had, the second what was got of each.
fn matched<'p>(builder: &mut Builder, line: &Line, parts: Vec<&'p Points>) -> Vec<&'p Points> {
    let (full, got) = parts.split_at(parts.len() / 2);
    let (Some(last), Some(first)) = (full.last(), got.first()) else { return parts };
    let between = line.between(line.end(last.at), line.start(first.at));
    if full.len() < 2 || full.len() != got.len() || !between.windows(2).any(|w| w == ['分', '别']) {
        return parts;
    }
    for (full, got) in full.iter().zip(got) {
        builder.relate(RelationKind::PartOf { parts: vec![got.id], whole: full.id }, Origin::Sentence, true);
    }
    got.to_vec()
}

/// 该指标10分, 该项8分: no word of getting stands before the points.
fn is_worth(line: &Line, at: usize) -> bool {
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    ["指标", "该项", "此项"].iter().any(|end| words.trim_end_matches(['为', '共', '计']).ends_with(end))
}

/// 满意度为85%，分值10分，折算得8.5分: so much of the weight as the rate says.
fn scaled(builder: &mut Builder, line: &Line, kinds: (&[&Points], &[&Points]), points: &[Points]) {
    let (&[full], &[got]) = kinds else { return };
    let from = points.first().map_or(0, |first| sentence_start(&line.text, line.start(first.at)));
    let to = sentence_end(line, got.at);
    let words = line.between(from, to);
    if !builder.lexicon.points_scaled.within(words, 0, words.len()) {
        return;
    }
    let rates: Vec<usize> =
        line.quantities_within(from, to).filter(|at| super::is_rate(builder, line, *at)).take(2).collect();
    if let &[rate] = rates.as_slice()
        && let Some(rate) = line.id(rate)
    {
        let kind = RelationKind::Share { part: got.id, whole: full.id, rate };
        builder.relate(kind, Origin::Sentence, true);
    }
}

/// The list of parts means to be all: it closes with its total and says nothing of a choice, and the numbers are near.
fn is_complete(builder: &Builder, line: &Line, total: &Points, parts: &[&Points]) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let from = sentence_start(&line.text, line.start(first.at));
    let words = line.between(from.min(line.start(total.at)), line.end(last.at).max(line.start(total.at)));
    let among = words.windows(2).any(|w| matches!(w, ['其', '中']));
    let chosen = builder.lexicon.cue_partial.within(words, 0, words.len())
        || words.windows(2).any(|w| matches!(w, ['平', '均']));
    let closes = last.at < total.at;
    let floor = total.at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let own = line.between(floor, line.start(total.at));
    let summed = closes && !among && builder.lexicon.points_summed.within(own, 0, own.len());
    let get = |id: StatementId| builder.get(id);
    let (Some(whole), Some(values)) =
        (get(total.id), parts.iter().map(|p| get(p.id)).collect::<Option<Vec<&Statement>>>())
    else {
        return false;
    };
    let near = evidence::adds_up(whole, &values)
        || evidence::nearly_all(whole, &values, 2)
        || evidence::nearly_adds_up(whole, &values)
        || (summed && evidence::most(whole, &values, SUMMED, 2))
        || evidence::total(&values).zip(whole.exact()).is_some_and(|(sum, whole)| sum > whole);
    // 得分构成：投入9.91分，…，总分99.91分: the words promise all parts.
    let promised = closes && !among && builder.lexicon.list_promise.within(words, 0, words.len());
    let near = near || promised;
    let most = || evidence::most(whole, &values, AMONG, 2);
    !chosen && near && (!among || most()) && (closes || evidence::adds_up(whole, &values) || parts.len() >= 3)
}

/// No other number, no stop and no end of a bracket stands between the two.
fn is_beside(line: &Line, a: usize, b: usize) -> bool {
    let between = line.between(line.end(a), line.start(b));
    a + 1 == b && between.len() <= 6 && !between.iter().any(|c| "；;。）)".contains(*c))
}

/// The second number stands alone in a bracket right behind the first.
fn is_bracketed(line: &Line, a: usize, b: usize) -> bool {
    let between = line.between(line.end(a), line.start(b));
    let opens = between.first().is_some_and(|c| "（(".contains(*c)) && between.len() <= 6;
    a + 1 == b && opens && line.text.get(line.end(b)).is_some_and(|c| "）)".contains(*c))
}

fn sentence_end(line: &Line, at: usize) -> usize {
    (line.end(at)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c)))
        .unwrap_or(line.text.len())
}

fn points(builder: &Builder, line: &Line, at: usize) -> Option<Points> {
    let id = line.id(at)?;
    let statement = builder.get(id)?;
    statement.unit.as_ref().filter(|unit| unit.dimension == Dimension::Score)?;
    let plain = statement.approximation == jiheng_model::statement::Approximation::None;
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at));
    let end = words.iter().rposition(|c| !"为是达到了共：:“\" ".contains(*c)).map_or(0, |last| last + 1);
    let said = |list: &crate::wordlist::WordList| list.before(words, end).is_some();
    let lexicon = &builder.lexicon;
    // 产出指标50分得48.5分: what can be had stands right before what was got.
    let behind = line.between(line.end(at), line.text.len().min(line.end(at) + 5));
    let got = ["得", "，得", "实得", "，实得", "自评得", "，自评得"].iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        behind.starts_with(&word) && behind.get(word.len()).is_some_and(|c| crate::numeral::is_digit(*c) || *c == '分')
    });
    let scored = words.get(..end).is_some_and(|words| words.ends_with(&['得']) || words.ends_with(&['得', '分']));
    let kind = if said(&lexicon.points_full) || (got && !scored && !said(&lexicon.points_lost)) {
        Kind::Full
    } else if said(&lexicon.points_lost) {
        Kind::Lost
    } else if said(&lexicon.points_total) || statement.fact.as_ref().is_some_and(|fact| fact.name == "score.total") {
        Kind::Total
    } else {
        Kind::Part
    };
    plain.then_some(Points { at, kind, id })
}
