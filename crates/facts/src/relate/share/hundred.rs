//! Shares without their amounts that make up a whole: 房屋占52.7%、车辆占11.5%、其他设备占35.8%; 基本支出与项目支出分别占本年支出的62%和38%.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::super::parts::divides;
use super::super::{Line, is_rate};
use crate::builder::Builder;

/// Shares of one sentence that are looked at.
const SHARES_MAX: usize = 16;
/// A list that 其他 closes has so many shares at least.
const LIST_MIN: usize = 3;

/// Finds such lists in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line) {
    for (from, end) in line.sentences() {
        let all: Vec<usize> = line.quantities_within(from, end).take(SHARES_MAX).collect();
        let lists = [listed(builder, line, &all), respective(builder, line, &all, from)];
        for rates in lists.into_iter().flatten() {
            let rates: Vec<StatementId> = rates.iter().filter_map(|at| line.id(*at)).collect();
            builder.relate(RelationKind::Hundred { rates }, Origin::Sentence, true);
        }
    }
}

/// The words between the number or stop before a rate and the rate.
fn lead(line: &Line, at: usize) -> Vec<char> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(crate::phrase::clause_start(&line.text, line.start(at)).max(floor), line.start(at));
    words.iter().copied().filter(|c| !c.is_whitespace()).collect()
}

/// 甲占A%、乙占B%、其他占C%: nothing but such clauses, and the last takes what is left.
fn listed(builder: &Builder, line: &Line, all: &[usize]) -> Option<Vec<usize>> {
    let shares = |at: &usize| {
        let words = lead(line, *at);
        let cue = builder.lexicon.cue_share.before(&words, words.len());
        is_rate(builder, line, *at) && !line.is_change(*at) && cue.is_some_and(|length| words.len() > length)
    };
    let first = all.iter().position(shares)?;
    let run: Vec<usize> = all.get(first..)?.iter().copied().take_while(shares).collect();
    let joined = run.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        line.text.get(line.end(*a)).is_some_and(|c| "、，,；;".contains(*c)) && b - a == 1
    });
    let last = lead(line, *run.last()?);
    let closed = last.starts_with(&['其', '他']) || last.starts_with(&['其', '余']);
    (joined && closed && run.len() >= LIST_MIN).then_some(run)
}

/// 甲与乙分别占X的A%和B%: the names divide the whole.
fn respective(builder: &Builder, line: &Line, all: &[usize], from: usize) -> Option<Vec<usize>> {
    let first = all.iter().position(|at| is_rate(builder, line, *at))?;
    let start = line.start(*all.get(first)?);
    let cue: &[char] = &['分', '别'];
    let head = line.between(from, start);
    let at = head.windows(2).rposition(|window| window == cue)?;
    let names = head.get(..at)?;
    let names = names.get(names.iter().rposition(|c| "，,；;：:".contains(*c)).map_or(0, |stop| stop + 1)..)?;
    let pieces: Vec<&[char]> = names.split(|c| "、和与及".contains(*c)).collect();
    let shares = head.get(at..)?;
    let run: Vec<usize> = all
        .get(first..)?
        .iter()
        .copied()
        .take_while(|at| is_rate(builder, line, *at) && !line.is_change(*at))
        .collect();
    let joined = run.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let between: String = line.between(line.end(*a), line.start(*b)).iter().collect();
        matches!(between.trim(), "、" | "和" | "与" | "及")
    });
    let said = builder.lexicon.cue_share.within(shares, 0, shares.len());
    (said && joined && pieces.len() == run.len() && run.len() >= 2 && divides(builder, &pieces)).then_some(run)
}
