//! Arithmetic written out: 12+15+15=42, 800元×1200亩=96万元, 480÷500×100%=96%.

use jiheng_model::exact::whole;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;

/// More terms than anybody writes out.
const TERMS_MAX: usize = 64;
/// Longest name of a term.
const NAME_MAX: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Equal,
}

/// Finds written-out arithmetic in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    if !line.text.iter().any(|c| matches!(*c, '=' | '＝')) {
        return;
    }
    let mut chain: Vec<usize> = Vec::new();
    let mut signs: Vec<Sign> = Vec::new();
    for at in line.quantities() {
        match chain.last().and_then(|last| sign(line.between(line.end(*last), line.start(at)))) {
            Some(sign) if chain.len() < TERMS_MAX => signs.push(sign),
            _ => {
                read(builder, line, &chain, &signs);
                chain.clear();
                signs.clear();
            }
        }
        chain.push(at);
    }
    read(builder, line, &chain, &signs);
}

fn sign(between: &[char]) -> Option<Sign> {
    let word: String = between.iter().filter(|c| !c.is_whitespace()).collect();
    Some(match word.as_str() {
        "+" | "＋" => Sign::Plus,
        "-" | "－" | "−" | "—" => Sign::Minus,
        "×" | "*" | "x" | "X" => Sign::Times,
        "÷" | "/" | "／" => Sign::Over,
        "=" | "＝" => Sign::Equal,
        _ => return named_sign(&word),
    })
}

/// 人员经费312万元+公用经费88万元=基本支出400万元: every term has its name behind the sign.
fn named_sign(word: &str) -> Option<Sign> {
    let mut chars = word.chars();
    let sign = match chars.next()? {
        '+' | '＋' => Sign::Plus,
        '=' | '＝' => Sign::Equal,
        _ => return None,
    };
    let name = chars.as_str();
    let plain = name.chars().count() <= NAME_MAX && name.chars().all(|c| c.is_alphabetic() || "“”（）".contains(c));
    plain.then_some(sign)
}

/// The last equation of a chain, `terms = total`, with pluses, one minus (`a-b=c` is `a = b+c`), times only, or as a rate.
fn read(builder: &mut Builder, line: &Line, chain: &[usize], signs: &[Sign]) {
    let inner_signs = signs.get(..signs.len().saturating_sub(1)).unwrap_or_default();
    let from = inner_signs.iter().rposition(|sign| *sign == Sign::Equal).map_or(0, |equal| equal + 1);
    let (Some(chain), Some(signs)) = (chain.get(from..), signs.get(from..)) else { return };
    if chain.first().is_none_or(|first| is_operand(line, *first)) {
        return;
    }
    let ids: Vec<StatementId> = chain.iter().filter_map(|at| line.id(*at)).collect();
    let ([terms @ .., total], [inner @ .., Sign::Equal]) = (ids.as_slice(), signs) else { return };
    if terms.len() < 2 || terms.len() != inner.len() + 1 {
        return;
    }
    let comparable = terms.iter().all(|id| {
        builder.get(*id).zip(builder.get(*total)).is_some_and(|(term, total)| super::comparable(term, total))
    });
    let rated = builder.get(*total).and_then(|s| s.unit.as_ref()).is_some_and(|unit| unit.dimension == Dimension::Rate);
    let kind = match inner {
        [Sign::Over] | [Sign::Over, Sign::Times] if rated => {
            let (&[part, whole], true) = (terms.get(..2).unwrap_or_default(), is_hundred(builder, terms.get(2))) else {
                return;
            };
            let alike = builder.get(part).zip(builder.get(whole)).is_some_and(|(a, b)| super::comparable(a, b));
            if !alike {
                return;
            }
            RelationKind::Share { part, whole, rate: *total }
        }
        [Sign::Minus] if comparable => {
            let [whole, part] = terms else { return };
            RelationKind::Sum { total: *whole, parts: vec![*part, *total], complete: true }
        }
        _ if comparable && inner.iter().all(|sign| *sign == Sign::Plus) => {
            RelationKind::Sum { total: *total, parts: terms.to_vec(), complete: true }
        }
        _ if inner.iter().all(|sign| *sign == Sign::Times) => {
            // The factor that is measured like the product comes first.
            let mut factors = terms.to_vec();
            let alike = |id: &StatementId| {
                builder.get(*id).zip(builder.get(*total)).is_some_and(|(term, total)| super::comparable(term, total))
            };
            let Some(first) = factors.iter().position(alike) else { return };
            factors.swap(0, first);
            RelationKind::Product { factors, product: *total }
        }
        _ => return,
    };
    // A rate is judged by the rule of shares, whichever way it is written.
    let origin = if matches!(kind, RelationKind::Share { .. }) { Origin::Sentence } else { Origin::Formula };
    builder.relate(kind, origin, true);
}

/// (312+88)÷400=…: an operator before the first term of a chain says that more belongs to it.
fn is_operand(line: &Line, at: usize) -> bool {
    let before = line.text.get(..line.start(at)).unwrap_or_default();
    before.iter().rfind(|c| !c.is_whitespace()).is_some_and(|c| "÷/／×*+＋".contains(*c))
}

/// ×100%, or nothing.
fn is_hundred(builder: &Builder, factor: Option<&StatementId>) -> bool {
    let Some(factor) = factor else { return true };
    builder.get(*factor).and_then(jiheng_model::statement::Statement::exact) == Some(whole(10_000))
}
