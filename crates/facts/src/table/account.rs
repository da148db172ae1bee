//! The sentence that final accounts have for every account: 教育支出（类）普通教育（款）小学教育（项）。年初预算为…，
//! 支出决算为…，完成年初预算的…%.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;
use jiheng_model::unit::Dimension;

use super::agreement::Index;
use super::key::Keyed;
use crate::builder::Builder;
use crate::phrase::is_sentence_end;

/// Characters between an account and a number about it at most.
const REACH: usize = 160;

/// The figures of the account that the text names before `end`, when the words there say that the number is its final
/// account.
pub(crate) fn named<'i>(text: &[char], end: usize, index: &'i Index) -> Option<(&'i [Keyed], usize)> {
    if cue(text, end) != Some(Cue::Final) {
        return None;
    }
    let floor = end.saturating_sub(REACH);
    let item = mark(text, floor, end, '项')?;
    let group = mark(text, floor, item, '款');
    let from = group.map_or_else(|| start(text, floor, item), |at| at + 3);
    let name = text.get(from..item)?;
    let outer = group
        .and_then(|at| text.get(mark(text, floor, at, '类').map_or_else(|| start(text, floor, at), |m| m + 3)..at));
    let full = outer.map(|outer| [outer, &['·'], name].concat());
    let keyed = full.and_then(|full| index.by_label.get(full.as_slice())).or_else(|| index.by_label.get(name))?;
    Some((keyed.as_slice(), from))
}

/// The same where the paragraph before says nothing but the account: 农林水支出（类）水利（款）水利工程建设（项）。
pub(crate) fn announced<'i>(
    before: &[char],
    text: &[char],
    end: usize,
    index: &'i Index,
) -> Option<(&'i [Keyed], usize)> {
    const OPENING_MAX: usize = 40;
    let tail = before.iter().rposition(|c| !c.is_whitespace() && !"。：:；".contains(*c))?;
    let named = before.get(..=tail)?;
    if !matches!(named, [.., '（' | '(', '项', '）' | ')']) || cue(text, end) != Some(Cue::Final) {
        return None;
    }
    let head = text.get(..end)?;
    let opens = end <= OPENING_MAX && !head.iter().any(|c| is_sentence_end(*c) || "（(".contains(*c));
    if !opens {
        return None;
    }
    let joined: Vec<char> =
        named.iter().chain("支出决算".to_owned().chars().collect::<Vec<_>>().iter()).copied().collect();
    let (keyed, _) = self::named(&joined, joined.len(), index)?;
    Some((keyed, 0))
}

/// Position of the last `（项）` between two places.
fn mark(text: &[char], from: usize, to: usize, level: char) -> Option<usize> {
    let is_mark =
        |at: &usize| matches!(text.get(*at..*at + 3), Some(['（' | '(', c, '）' | ')']) if *c == level) && at + 3 <= to;
    (from..to).rev().find(is_mark)
}

/// Start of the name that ends at `end`.
fn start(text: &[char], floor: usize, end: usize) -> usize {
    (floor..end)
        .rev()
        .find(|at| text.get(*at).is_some_and(|c| !c.is_alphabetic() && *c != '、'))
        .map_or(floor, |at| at + 1)
}

/// What the words just before a number make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    Budget,
    Final,
    Rate,
}

fn cue(text: &[char], end: usize) -> Option<Cue> {
    let head: String = text.get(end.saturating_sub(12)..end)?.iter().collect();
    let head = head.trim_end_matches(['为', '是', '数', ' ', '：']);
    // 分别完成年初预算的104%、98%: of two figures, by position.
    if head.contains("分别") {
        return None;
    }
    if head.ends_with("完成年初预算的") || head.ends_with("完成预算的") || head.ends_with("占年初预算的")
    {
        return Some(Cue::Rate);
    }
    let budget = head.ends_with("年初预算") || head.ends_with("调整预算") || head.ends_with("全年预算");
    let fin = head.ends_with("支出决算") || head.ends_with("决算");
    match (budget, fin) {
        (true, _) => Some(Cue::Budget),
        (_, true) => Some(Cue::Final),
        _ => None,
    }
}

/// 完成年初预算的…% is the final account over the budget of the same sentence.
pub(crate) fn rates(builder: &mut Builder) {
    let mut found: Vec<(StatementId, StatementId, StatementId)> = Vec::new();
    for (at, passage) in builder.passages.iter().enumerate() {
        let (mut budget, mut paid) = (None, None);
        let mut last = 0;
        for (mention, id) in builder.mentions.get(at).into_iter().flatten().zip(&passage.statements) {
            let between = passage.text.get(last..mention.start).unwrap_or_default();
            if between.iter().any(|c| is_sentence_end(*c)) {
                (budget, paid) = (None, None);
            }
            last = mention.end;
            let Some(unit) = builder.get(*id).filter(|s| s.class.is_none()).and_then(|s| s.unit.as_ref()) else {
                continue;
            };
            match (cue(&passage.text, mention.start), unit.dimension) {
                (Some(Cue::Budget), Dimension::Money) => budget = Some(*id),
                (Some(Cue::Final), Dimension::Money) => paid = Some(*id),
                (Some(Cue::Rate), Dimension::Rate) => {
                    found.extend(paid.zip(budget).map(|(paid, budget)| (paid, budget, *id)));
                }
                _ => {}
            }
        }
    }
    for (part, whole, rate) in found {
        builder.relate(RelationKind::Share { part, whole, rate }, Origin::Sentence, true);
    }
}
