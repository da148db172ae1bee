//! Problems and measures as numbered items, each with the topics its words show.

use jiheng_model::statement::FactId;

use super::part::Part;
use crate::builder::Builder;
use crate::label::strip_number;

/// Items of one section that are kept.
const ITEMS_MAX: usize = 30;

/// Characters of an item that are kept.
const TEXT_MAX: usize = 600;

/// An item while it is being gathered.
struct Item {
    passage: usize,
    range: (usize, usize),
    text: String,
}

/// How items are numbered; deeper numbering belongs to the item above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    Bracketed,
    Chinese,
    Arabic,
    Spoken,
}

/// States `remark.problem` and `remark.measure`.
pub(super) fn state(builder: &mut Builder, parts: &[Part]) {
    for (part, fact) in [(Part::Problems, "remark.problem"), (Part::Measures, "remark.measure")] {
        let mut number = 0;
        for item in items(builder, parts, part) {
            let Some(passage) = builder.passages.get(item.passage).cloned() else { continue };
            number += 1;
            let id = super::state(builder, &passage, item.range, fact);
            let topics = builder.lexicon.claims.topics_of(&item.text);
            if let Some(statement) = builder.get_mut(id) {
                statement.fact = Some(FactId::nth(fact, number));
                statement.subject = topics;
                statement.written = item.text.chars().take(TEXT_MAX).collect();
            }
        }
    }
}

fn items(builder: &Builder, parts: &[Part], wanted: Part) -> Vec<Item> {
    let lines: Vec<usize> = parts.iter().enumerate().filter(|(_, part)| **part == wanted).map(|(at, _)| at).collect();
    let text = |at: usize| builder.passages.get(at).map(crate::passage::Passage::string).unwrap_or_default();
    let style = lines.iter().find_map(|at| numbering(text(*at).trim()));
    let mut items: Vec<Item> = Vec::new();
    for at in lines {
        let line = text(at);
        let starts = match style {
            Some(style) => numbering(line.trim()) == Some(style),
            None => true,
        };
        if starts && items.len() < ITEMS_MAX {
            let length = line.chars().count();
            items.push(Item { passage: at, range: (0, length), text: line.trim().to_owned() });
        } else if let Some(item) = items.last_mut() {
            item.text.push_str(line.trim());
        }
    }
    if let [one] = items.as_slice() {
        let spoken = spoken(one);
        if spoken.len() >= 2 {
            items = spoken;
        }
    }
    items.retain(|item| item.text.chars().count() > 8);
    items
}

fn numbering(line: &str) -> Option<Numbering> {
    let first = line.chars().next()?;
    if line.chars().nth(1) == Some('是')
        && matches!(first, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
    {
        return Some(Numbering::Spoken);
    }
    if strip_number(line) == line {
        return None;
    }
    Some(match first {
        '（' | '(' => Numbering::Bracketed,
        c if c.is_ascii_digit() => Numbering::Arabic,
        _ => Numbering::Chinese,
    })
}

/// 一是…；二是… inside one paragraph are items of their own.
fn spoken(item: &Item) -> Vec<Item> {
    let chars: Vec<char> = item.text.chars().collect();
    let starts: Vec<usize> = (0..chars.len())
        .filter(|at| {
            let numeral = chars
                .get(*at)
                .is_some_and(|c| matches!(*c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'));
            let before = at
                .checked_sub(1)
                .and_then(|at| chars.get(at))
                .is_none_or(|c| matches!(*c, '。' | '；' | '，' | '：' | ';'));
            numeral && chars.get(at + 1) == Some(&'是') && before
        })
        .collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(chars.len()));
    let texts = starts.iter().zip(ends).filter_map(|(from, to)| Some(chars.get(*from..to)?.iter().collect::<String>()));
    texts.map(|text| Item { passage: item.passage, range: item.range, text }).collect()
}
