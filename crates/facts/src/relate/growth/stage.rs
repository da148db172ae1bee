//! When, or by which measure, a level stood: 上年为89.5%, 年初84人, 目标95%, 全市平均97.1%; 今年, 实际, 年末, 2021年.

use super::super::Line;
use crate::builder::Builder;
use crate::phrase::clause_start;

/// What the words of a level say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// 上年, 年初: before.
    Past,
    /// 目标, 预算: what was meant to be.
    Aim,
    /// 平均: what others have.
    Mean,
    /// 2021年, by its digits.
    Year(String),
    /// 今年, 年末: now.
    Present,
}

/// The words before a quantity in its clause; before the bracket that it opens, when nothing stands between.
pub(super) fn lead(line: &Line, at: usize) -> (usize, usize) {
    let end = line.start(at);
    let start = clause_start(&line.text, end);
    let opened = start == end && end > 0 && line.text.get(end - 1).is_some_and(|c| "（(".contains(*c));
    if opened { (clause_start(&line.text, end - 1), end - 1) } else { (start, end) }
}

/// 比, 较, 与 or 同 of a comparison; 参与, 合同 and the like compare nothing.
pub(super) fn compares(words: &[char]) -> bool {
    words.iter().enumerate().any(|(at, c)| {
        let (before, after) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at + 1));
        match c {
            '比' | '较' => true,
            '与' => before != Some(&'参'),
            '同' => !before.is_some_and(|c| "合共不协".contains(*c)) && !after.is_some_and(|c| "时步".contains(*c)),
            _ => false,
        }
    })
}

/// The stage of a level, by the words between the number before it and itself.
pub(super) fn of(builder: &Builder, line: &Line, at: usize) -> Option<Stage> {
    let (start, end) = lead(line, at);
    let floor = line.floor(at).max(start);
    said(builder, line, floor.min(end), end)
}

/// The stage that a stretch of the line speaks of.
pub(super) fn said(builder: &Builder, line: &Line, from: usize, to: usize) -> Option<Stage> {
    let lexicon = builder.lexicon;
    let words = line.between(from, to);
    let last = words.iter().rposition(|c| !"的为是达到共有：: ".contains(*c)).map_or(0, |last| last + 1);
    if lexicon.aim_word.before(words, last).is_some() || lexicon.stage_aim.before(words, last).is_some() {
        return Some(Stage::Aim);
    }
    if lexicon.stage_mean.within(words, 0, words.len()) {
        return Some(Stage::Mean);
    }
    if lexicon.stage_past.within(words, 0, words.len()) {
        return Some(Stage::Past);
    }
    let year = line.mentions.iter().rev().find(|m| m.quantity().is_none() && m.start >= from && m.end <= to);
    let digits: String = year.map(|year| digits(line, year.start, year.end)).unwrap_or_default();
    if digits.len() == 4 {
        return Some(Stage::Year(digits));
    }
    lexicon.stage_present.within(words, 0, words.len()).then_some(Stage::Present)
}

fn digits(line: &Line, from: usize, to: usize) -> String {
    line.between(from, to).iter().filter(|c| c.is_ascii_digit()).take(4).collect()
}

/// 增加到年末, 提至2022年的: the same words without the time behind them.
pub(super) fn without_time<'w>(builder: &Builder, words: &'w [char]) -> &'w [char] {
    let mut end = words.len();
    while let Some(head) = words.get(..end) {
        let time = builder.lexicon.stage_present.before(head, end).unwrap_or(0);
        let year = match head {
            [.., a, b, c, d, '年'] if [a, b, c, d].iter().all(|c| c.is_ascii_digit()) => 5,
            _ => 0,
        };
        let filler = usize::from(head.last().is_some_and(|c| "了的末底 ".contains(*c)));
        match time.max(year).max(filler) {
            0 => return head,
            length => end -= length,
        }
    }
    words
}
