//! Quantities behind a cue that can be parts: same kind, outside nested brackets, up to the next break.

use jiheng_model::statement::Statement;

use super::super::{Line, comparable, evidence};
use super::PARTS_MAX;
use super::cue::{Cue, sentence_end};
use super::levels::is_level;
use super::whole::open_brackets;
use crate::builder::Builder;

/// Mention indices of the parts, in order.
pub(super) fn find(builder: &Builder, line: &Line, cue: &Cue, bracket: Option<usize>, whole: usize) -> Vec<usize> {
    let end = bracket.unwrap_or_else(|| sentence_end(line, cue.end));
    let Some(total) = line.id(whole).and_then(|id| builder.get(id)) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut joined = 0;
    let mut last = cue.end;
    // The strongest mark since the last part: 32名、35岁以下58名、大专72名 is one list.
    let mut pending = 0;
    for at in line.quantities().filter(|at| line.start(*at) >= cue.end && line.end(*at) <= end) {
        let between = (last, line.start(at));
        let mark = separator(line.between(between.0, between.1)).max(pending);
        if parts.len() >= 2 && mark > joined {
            break;
        }
        if parts.len() == 1 {
            joined = mark;
        }
        let named_anew =
            !parts.is_empty() && says_of_which(line, between) && open_brackets(line, cue.end, line.start(at)) == 0;
        if opens_anew(builder, line, between) || named_anew || parts.len() >= PARTS_MAX {
            break;
        }
        let nested = open_brackets(line, cue.end, line.start(at)) > 0 && !stands_alone(line, at);
        let fits = line
            .id(at)
            .and_then(|id| builder.get(id))
            .is_some_and(|part| comparable(part, total) && part.role == total.role);
        pending = mark;
        if fits && !nested && is_level(line, at) {
            parts.push(at);
            pending = 0;
        }
        last = line.end(at);
    }
    parts
}

/// 共25个；分别为2个、5个、3个，共10个: the parts make up the amount right behind them, not the one before.
pub(super) fn are_closed(builder: &Builder, line: &Line, found: (usize, &[usize])) -> bool {
    let (whole, parts) = found;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
    let fits = |at: usize| get(at).is_some_and(|total| evidence::adds_up(total, &statements));
    let next = parts.last().and_then(|last| line.quantities().find(|at| at > last));
    let said = |at: &usize| {
        let words = line.between(parts.last().map_or(0, |last| line.end(*last)), line.start(*at));
        builder.lexicon.cue_closing.within(words, 0, words.len()) || words.contains(&'共')
    };
    statements.len() >= 2 && !fits(whole) && next.filter(said).is_some_and(fits)
}

/// 柳溪镇（11处）: a bracket that holds nothing but the number.
fn stands_alone(line: &Line, at: usize) -> bool {
    let opened = line.start(at) > 0 && line.text.get(line.start(at) - 1).is_some_and(|c| "（(".contains(*c));
    opened && line.text.get(line.end(at)).is_some_and(|c| "）)".contains(*c))
}

fn says_of_which(line: &Line, span: (usize, usize)) -> bool {
    line.between(span.0, span.1).windows(2).any(|w| w == ['其', '中'])
}

/// 另外, 此外, 截至 at the beginning of a clause: what follows is no part any more.
fn opens_anew(builder: &Builder, line: &Line, span: (usize, usize)) -> bool {
    (span.0..span.1).any(|at| {
        let opens = at == 0
            || line.text.get(at - 1).is_some_and(|c| matches!(*c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | ' '));
        opens && builder.lexicon.cue_break.at(&line.text, at).is_some_and(|length| at + length <= span.1)
    })
}

/// How strongly two parts are divided: 、 then ， then ；. A list ends where a stronger mark stands than its own.
fn separator(between: &[char]) -> u8 {
    let has = |marks: &str| between.iter().any(|c| marks.contains(*c));
    match (has("；;"), has("，,"), has("、")) {
        (true, _, _) => 3,
        (false, true, _) => 2,
        (false, false, true) => 1,
        _ => 0,
    }
}
