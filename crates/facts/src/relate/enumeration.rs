//! A stated count against the names listed: 10个（甲村、乙村…）, 甲图、乙图等7项.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::numeral::is_digit;
use crate::phrase::sentence_start;

const NAME_MAX: usize = 24;
/// Longest title in quotes, and most titles in a row.
const TITLE_MAX: usize = 48;
const NAMES_QUOTED_MAX: usize = 32;

/// Finds counts with their lists in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some(id) = line.id(at) else { continue };
        let Some(statement) = builder.get(id) else { continue };
        let counted = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Count)
            && statement.is_exact_count();
        let Some(stated) = statement.value.filter(|_| counted).and_then(|v| usize::try_from(v.mantissa()).ok()) else {
            continue;
        };
        let found = bracket(line, at, stated)
            .map(|list| (list, false))
            .or_else(|| closing(line, at, stated).map(|list| (list, true)))
            .or_else(|| leading(builder, line, at, stated).map(|list| (list, false)))
            .or_else(|| following(line, at, stated).map(|list| (list, false)))
            .or_else(|| priced(line, at, stated).map(|list| (list, false)))
            .or_else(|| titled(line, at, stated));
        if let Some((names, open)) = found.filter(|(names, _)| names.len() >= 2 && stated <= 64) {
            builder.relate(RelationKind::Enumeration { stated: id, names, open }, Origin::Sentence, true);
        }
    }
}

/// 10个（甲、乙、丙）: the list stands in the bracket right after the count and its noun.
fn bracket(line: &Line, at: usize, stated: usize) -> Option<Vec<String>> {
    let end = line.end(at);
    let open = (end..line.text.len().min(end + 12)).find(|i| line.text.get(*i).is_some_and(|c| "（(".contains(*c)))?;
    let noun = line.between(end, open);
    if noun.iter().any(|c| "，,。；;、：:".contains(*c)) {
        return None;
    }
    let close = (open..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| "）)".contains(*c)))?;
    let inside = line.between(open + 1, close);
    let lead: &[char] = &['分', '别'];
    let inside = match inside.strip_prefix(lead) {
        Some(rest) => rest.strip_prefix(&['为']).or_else(|| rest.strip_prefix(&['是'])).unwrap_or(rest),
        None => inside,
    };
    if inside.contains(&'等') {
        return None;
    }
    // 三个镇（乡、街道）: other kinds, no names.
    names(inside, stated).filter(|names| names.iter().all(|name| name.chars().count() >= 2))
}

/// 包括甲图、乙图和丙图等7项: the list stands before the count.
fn closing(line: &Line, at: usize, stated: usize) -> Option<Vec<String>> {
    let start = line.start(at);
    let etc = start.checked_sub(1).filter(|i| line.text.get(*i) == Some(&'等'))?;
    let from = sentence_start(&line.text, etc);
    let sentence = line.between(from, etc);
    let cue = ["包括", "分别为", "分别是", "有", "为", "：", ":"].iter().filter_map(|cue| {
        let words: Vec<char> = cue.chars().collect();
        (0..sentence.len())
            .rev()
            .find(|i| sentence.get(*i..).is_some_and(|s| s.starts_with(&words)))
            .map(|i| i + words.len())
    });
    if let Some(list_start) = cue.max() {
        return names(sentence.get(list_start..)?, stated);
    }
    // 甲、乙、丙等2个屋场 without cue: only more names than counted says something.
    let list = line.between(sentence_list_start(sentence, from), etc);
    names(list, stated).filter(|names| names.len() > stated)
}

/// 改造城东、白马、金铺4所幼儿园: names right before their count. Three names or more, and no more than one off: then
/// they are meant to be counted.
fn leading(builder: &Builder, line: &Line, at: usize, stated: usize) -> Option<Vec<String>> {
    const NAME_LENGTHS: std::ops::RangeInclusive<usize> = 2..=10;
    let start = line.start(at);
    let number_end = line.mentions.get(at)?.number_end;
    // Whoever counts in words (四项活动) counts what stands there.
    let in_words = line.text.get(start).is_some_and(|c| !is_digit(*c));
    let open = start > 0 && line.text.get(start - 1) == Some(&'等');
    let from = sentence_start(&line.text, start);
    // 甲村、乙村、丙村，共3个村: the list ends before the comma.
    let counted = line.between(start.saturating_sub(3), start);
    let length = match counted {
        [_, '，' | ',', '共' | '计'] => 2,
        ['，' | ',', '合' | '共', '计'] => 3,
        [_, _, '共' | '这'] => 1,
        _ => 0,
    };
    let listed = length >= 2 && line.between(from, start).iter().any(|c| "：:".contains(*c));
    let known = builder.lexicon.list_counter.at(&line.text, number_end).is_some();
    // 滨河公园、体育公园共4处公园: the names end like the noun behind their count.
    let noun: Vec<char> = line.between(number_end, line.text.len().min(line.end(at) + 4)).to_vec();
    let shared = !(in_words || known || listed);
    let last = start.checked_sub(length + 1).and_then(|last| line.text.get(last));
    let thing = noun.first().is_some_and(|c| "个所座处家类种".contains(*c));
    if open || (shared && !(thing && last.is_some_and(|c| noun.iter().skip(1).any(|n| n == c)))) {
        return None;
    }
    let end = start.checked_sub(length).filter(|_| length > 0);
    let sentence = line.between(from, end.unwrap_or(start));
    let list = line.between(sentence_list_start(sentence, from), end.unwrap_or(start));
    // 名单：甲村；乙村；丙村，合计3个.
    let colon = end.and_then(|_| sentence.iter().rposition(|c| matches!(c, '：' | ':')));
    let whole = colon.and_then(|at| sentence.get(at + 1..)).map(of_one_kind).filter(|list| list.contains(&'、'));
    let names = names(whole.as_deref().unwrap_or(list), stated)?;
    let short = names.iter().skip(1).all(|name| NAME_LENGTHS.contains(&name.chars().count()));
    let alike = names.iter().all(|name| name.chars().last().is_some_and(|end| noun.contains(&end)));
    let enough = names.len() + usize::from(in_words || end.is_some() || alike) >= 3;
    (enough && short && (alike || !shared) && names.len().abs_diff(stated) <= 1).then_some(names)
}

/// Names that commas or semicolons divide and that end alike, as a list with its own marks; else as it is.
fn of_one_kind(list: &[char]) -> Vec<char> {
    let marks: &[char] = &['，', ',', '；', ';'];
    let pieces: Vec<&[char]> = list.split(|c| marks.contains(c)).collect();
    let end = pieces.first().and_then(|piece| piece.last());
    let alike = pieces.iter().all(|piece| (2..=10).contains(&piece.len()) && piece.last() == end);
    if list.contains(&'、') || pieces.len() < 2 || !alike {
        return list.to_vec();
    }
    pieces.join(&'、')
}

/// 获得“甲”“乙”“丙”3项荣誉, 《甲》《乙》等2项制度, 制度2项，为《甲》和《乙》: names in quotes right beside their count. With 等
/// only more names than counted say something.
fn titled(line: &Line, at: usize, stated: usize) -> Option<(Vec<String>, bool)> {
    let start = line.start(at);
    let open = start > 0 && line.text.get(start - 1) == Some(&'等');
    let mut end = start - usize::from(open);
    let mut names: Vec<String> = Vec::new();
    while let Some(close) = end.checked_sub(1).and_then(|last| line.text.get(last)) {
        if names.len() > NAMES_QUOTED_MAX {
            break;
        }
        let opening = match close {
            '”' => '“',
            '》' => '《',
            '、' | '和' | '及' | '与' if !names.is_empty() => {
                end -= 1;
                continue;
            }
            _ => break,
        };
        let from = (end.saturating_sub(TITLE_MAX)..end - 1).rev().find(|i| line.text.get(*i) == Some(&opening))?;
        names.insert(0, line.between(from + 1, end - 1).iter().collect());
        end = from;
    }
    let near = names.len().abs_diff(stated) <= 1;
    (names.len() >= 2 && near && (!open || names.len() > stated)).then_some((names, open))
}

/// Where the clause of the last name begins that no comma divides: 、 belongs to the list.
fn sentence_list_start(sentence: &[char], from: usize) -> usize {
    from + sentence.iter().rposition(|c| "，,；;：:（）".contains(*c)).map_or(0, |at| at + 1)
}

/// 3个项目，分别是甲、乙、丙。 3个科室，包括：甲、乙、丙。 包括 alone promises no complete list: it counts only when at
/// least three names are given and no more than two are off.
fn following(line: &Line, at: usize, stated: usize) -> Option<Vec<String>> {
    const CUES: [(&str, bool); 12] = [
        ("名单为", true),
        ("名单：", true),
        ("分别是", true),
        ("分别为", true),
        ("即：", true),
        ("，即", true),
        ("，为《", true),
        ("具体为", true),
        ("包括", false),
        ("分别有", true),
        ("为：", false),
        ("：", false),
    ];
    let end = line.end(at);
    let window = line.between(end, line.text.len().min(end + 16));
    let (start, length, promised) = CUES
        .iter()
        .filter_map(|(cue, promised)| {
            let words: Vec<char> = cue.chars().collect();
            let start = (0..window.len()).find(|i| window.get(*i..).is_some_and(|s| s.starts_with(&words)))?;
            Some((start, words.len(), *promised))
        })
        .min_by_key(|(start, length, _)| (*start, std::cmp::Reverse(*length)))?;
    let lead = window.get(..start)?;
    if lead.iter().any(|c| "。；;、（(".contains(*c)) || is_one_of_several(line, at, end + start) {
        return None;
    }
    let mut from = end + start + length;
    if line.text.get(from - 1) == Some(&'《') {
        return promised.then(|| quoted_after(line, from - 1)).filter(|names| names.len() >= 2);
    }
    while line.text.get(from).is_some_and(|c| "：: ".contains(*c)) {
        from += 1;
    }
    let to = (from..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| "。；;".contains(*c)))
        .unwrap_or(line.text.len());
    let list = line.between(from, to);
    if list.contains(&'等') {
        return None;
    }
    let names = names(&of_one_kind(list), stated)?;
    (promised || (names.len() >= 3 && names.len().abs_diff(stated) <= 2)).then_some(names)
}

/// Titles one after the other from here on.
fn quoted_after(line: &Line, from: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = from;
    while line.text.get(at) == Some(&'《') && names.len() < NAMES_QUOTED_MAX {
        let end = (at + 1..line.text.len().min(at + TITLE_MAX)).find(|i| line.text.get(*i) == Some(&'》'));
        let Some(end) = end else { break };
        names.push(line.between(at + 1, end).iter().collect());
        at = end + 1;
        while line.text.get(at).is_some_and(|c| "、和及与".contains(*c)) {
            at += 1;
        }
    }
    names
}

/// 小项目4个：村组道路30万元、山塘清淤20万元、路灯10万元: every item carries its amount, and at most one is off.
fn priced(line: &Line, at: usize, stated: usize) -> Option<Vec<String>> {
    let end = line.end(at);
    let colon = (end..line.text.len().min(end + 8)).find(|i| line.text.get(*i).is_some_and(|c| "：:".contains(*c)))?;
    let unit = |q: usize| line.mentions.get(q)?.quantity()?.unit.as_ref().map(|unit| unit.dimension);
    let first = line.quantities().find(|q| line.start(*q) > colon)?;
    let mut names = Vec::new();
    let mut from = colon + 1;
    for item in line.quantities().filter(|q| *q >= first) {
        let words = line.between(from, line.start(item));
        let name: String = words.iter().filter(|c| !"、，, ".contains(**c)).collect();
        let named = (1..=NAME_MAX).contains(&name.chars().count()) && words.iter().all(|c| !"。；;，,".contains(*c));
        if unit(item) != unit(first) || !named {
            break;
        }
        names.push(name);
        from = line.end(item);
    }
    let priced = unit(first).is_some_and(|dimension| dimension != Dimension::Count && dimension != Dimension::Rate);
    (priced && names.len() >= 3 && names.len().abs_diff(stated) <= 1).then_some(names)
}

/// 设3个内设机构和2个下属单位，分别为…: the list is of both.
fn is_one_of_several(line: &Line, at: usize, cue: usize) -> bool {
    let inside = line.quantities().any(|q| q != at && line.start(q) >= line.end(at) && line.end(q) <= cue);
    let before = line.quantities().rfind(|q| *q < at).is_some_and(|q| {
        let between = line.between(line.end(q), line.start(at));
        between.len() <= 14
            && between.iter().any(|c| "和及与、".contains(*c))
            && !between.iter().any(|c| "，,。；;".contains(*c))
    });
    inside || before
}

/// The names of a list; 和 and 及 divide the last two only where that fits the stated count.
fn names(list: &[char], stated: usize) -> Option<Vec<String>> {
    let text: String = list.iter().collect();
    if text.chars().any(|c| "，,；;。！：:".contains(c)) || plain_digits(list) {
        return None;
    }
    let items = divided_at_top(&text);
    let items: Vec<&str> = items.iter().map(|item| item.trim()).collect();
    let fits = |item: &str| (1..=NAME_MAX).contains(&item.chars().count());
    let names: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
    // 甲公司与乙公司: two names, though no mark divides them.
    let single = items.len() == 1 && super::names::most(&names) < 2;
    if single || !items.iter().all(|item| fits(item) || items.len() == 1) {
        return None;
    }
    let divided = super::names::divided(&names, stated);
    if divided.len() == stated || names.len() >= stated {
        return Some(divided);
    }
    // Not as many as stated either way: then 和 divides where it can.
    let most = super::names::most(&names).min(stated);
    let divided = super::names::divided(&names, most);
    let fits = divided.iter().all(|name| fits(name));
    Some(if fits { divided } else { names })
}

/// Pieces between 、 that no bracket encloses: 办公室（挂审批股、信访办牌子）、财务股.
fn divided_at_top(text: &str) -> Vec<&str> {
    let (mut pieces, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                pieces.push(text.get(from..at).unwrap_or_default());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text.get(from..).unwrap_or_default());
    pieces
}

/// Digits outside quotes make the list one of quantities, not of names.
fn plain_digits(list: &[char]) -> bool {
    let quoted = crate::waive::quoted(list);
    list.iter().zip(quoted).any(|(c, quoted)| is_digit(*c) && !quoted)
}
