//! What a number is called, order and empty words aside.

use jiheng_model::statement::Statement;

use super::super::Line;
use crate::builder::Builder;
use crate::phrase::clause_start;

/// 其他, 项目: of no one thing.
const EMPTY: [&[char]; 2] = [&['他', '其'], &['目', '项']];
/// Most short names of a text, their length, and the distance from their bracket.
const ALIASES_MAX: usize = 8;
const SHORT_MAX: usize = 16;
const LEAD_MAX: usize = 4;
/// Longer words are a sentence, not a name.
const WORDS_MAX: usize = 40;

/// The name of a number in prose: the words of its clause before it, and the noun it counts.
pub(super) fn of(builder: &Builder, line: &Line, at: usize, aliases: &[Alias]) -> Option<String> {
    let previous = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    // 退役士兵安置（332.24万元）: the name stands before a bracket that holds nothing else.
    let mut end = line.start(at);
    let opened = end > 0 && line.text.get(end - 1).is_some_and(|c| "（(".contains(*c));
    if opened && line.text.get(line.end(at)).is_some_and(|c| "）)".contains(*c)) {
        end -= 1;
    }
    let from = clause_start(&line.text, end).max(previous);
    let mut words = before_bracket(line, from, previous);
    words.extend(line.between(from, end));
    let mut words = spelt_out(&words, aliases);
    if builder.lexicon.twice_guard.within(&words, 0, words.len()) {
        return None;
    }
    let subject: Vec<char> = line.id(at).and_then(|id| builder.get(id))?.subject.chars().collect();
    let behind = line.between(line.end(at), line.text.len().min(line.end(at) + subject.len()));
    if !subject.is_empty() && behind == subject.as_slice() {
        words.extend(&subject);
    }
    key(builder, &words)
}

/// 县妇幼保健院（以下简称妇保院）收入: the name goes on from before a bracket without numbers.
fn before_bracket(line: &Line, from: usize, previous: usize) -> Vec<char> {
    let closed = from.checked_sub(1).filter(|close| *close > previous && line.text.get(*close) == Some(&'）'));
    let open = closed.and_then(|close| (previous..close).rev().find(|i| line.text.get(*i) == Some(&'（')));
    let Some(open) = open else { return Vec::new() };
    line.between(clause_start(&line.text, open).max(previous), open).to_vec()
}

/// A short name and the long one it was introduced for: 以下简称.
pub(super) struct Alias {
    short: Vec<char>,
    long: Vec<char>,
}

/// All short names that the text introduces.
pub(super) fn aliases(lines: &[Line]) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for line in lines {
        let mark: &[char] = &['简', '称'];
        let Some(at) = line.text.windows(2).position(|words| words == mark) else { continue };
        let open = (0..at).rev().take(LEAD_MAX).find(|i| line.text.get(*i).is_some_and(|c| "（(".contains(*c)));
        let close =
            (at..line.text.len()).take(SHORT_MAX).find(|i| line.text.get(*i).is_some_and(|c| "）)".contains(*c)));
        let (Some(open), Some(close)) = (open, close) else { continue };
        let plain = |words: &[char]| -> Vec<char> { words.iter().copied().filter(|c| c.is_alphanumeric()).collect() };
        let (short, long) =
            (plain(line.between(at + 2, close)), plain(line.between(clause_start(&line.text, open), open)));
        if short.len() >= 2 && long.len() > short.len() && aliases.len() < ALIASES_MAX {
            aliases.push(Alias { short, long });
        }
    }
    aliases
}

/// The words with every short name in its long form.
fn spelt_out(words: &[char], aliases: &[Alias]) -> Vec<char> {
    let mut long = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(c) = words.get(at) {
        let rest = words.get(at..).unwrap_or_default();
        if let Some(alias) =
            aliases.iter().find(|alias| rest.starts_with(&alias.short) && !rest.starts_with(&alias.long))
        {
            long.extend(&alias.long);
            at += alias.short.len();
        } else {
            long.push(*c);
            at += 1;
        }
    }
    long
}

/// The name of a cell: its row and its column, of which either may add nothing.
pub(super) fn of_cell(builder: &Builder, statement: &Statement) -> Option<String> {
    // 金额（万元）: the unit is no name.
    let chars = |text: &str| -> Vec<char> {
        text.chars().take_while(|c| !"（(".contains(*c)).filter(|c| c.is_alphanumeric()).collect()
    };
    let (row, column) = (chars(&statement.subject), chars(&statement.measure));
    let lexicon = builder.lexicon;
    let total = lexicon.table_total.at(&row, 0) == Some(row.len());
    let empty = column.is_empty() || lexicon.cell_empty.at(&column, 0) == Some(column.len());
    let words: Vec<char> = match (total, empty) {
        (true, true) => return None,
        (true, false) => column,
        (false, true) => row,
        (false, false) => row.into_iter().chain(column).collect(),
    };
    if lexicon.twice_guard.within(&words, 0, words.len()) { None } else { key(builder, &words) }
}

/// The characters that say something, in an order of their own.
fn key(builder: &Builder, words: &[char]) -> Option<String> {
    if words.len() > WORDS_MAX {
        return None;
    }
    let mut kept: Vec<char> = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if at >= 2 && is_inside_word(words, at) {
            at += 1;
            continue;
        }
        if let Some(length) = builder.lexicon.twice_light.at(words, at) {
            at += length;
            continue;
        }
        kept.extend(Some(*c).filter(|c| is_letter(*c)));
        at += 1;
    }
    // 人员经费: nothing but empty words is a name again.
    if kept.len() < 2 {
        let mut rest = words;
        while let Some(length) = builder.lexicon.time_lead.at(rest, 0) {
            rest = rest.get(length..).unwrap_or_default();
        }
        kept = rest.iter().copied().filter(|c| is_letter(*c)).collect();
    }
    kept.sort_unstable();
    (kept.len() >= 2 && !EMPTY.contains(&kept.as_slice())).then(|| kept.into_iter().collect())
}

/// ③ is the number of an item, not of its name.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !('①'..='⑳').contains(&c)
}

/// 固定资产中车辆: 中 between a whole and its part, not in 中学 or 集中.
fn is_inside_word(words: &[char], at: usize) -> bool {
    words.get(at) == Some(&'中')
        && words.get(at + 2).is_some()
        && !words.get(at - 1).is_some_and(|c| "集其高初当年".contains(*c))
        && !words.get(at + 1).is_some_and(|c| "学央心小型等国医西药层部期".contains(*c))
}

/// The name of a part together with that of its whole: 公益性岗位安置, 城区.
pub(super) fn joined(whole: &str, part: &str) -> String {
    let mut both: Vec<char> = whole.chars().chain(part.chars()).collect();
    both.sort_unstable();
    both.into_iter().collect()
}
