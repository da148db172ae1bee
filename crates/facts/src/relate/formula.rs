//! Arithmetic written out: 12+15+15=42, 800元×1200亩=96万元.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

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

/// `terms = total` with pluses, one minus (`a-b=c` is `a = b+c`) or times only.
fn read(builder: &mut Builder, line: &Line, chain: &[usize], signs: &[Sign]) {
    let ids: Vec<StatementId> = chain.iter().filter_map(|at| line.id(*at)).collect();
    let ([terms @ .., total], [inner @ .., Sign::Equal]) = (ids.as_slice(), signs) else { return };
    if terms.len() < 2 || terms.len() != inner.len() + 1 {
        return;
    }
    let comparable = terms.iter().all(|id| {
        builder.get(*id).zip(builder.get(*total)).is_some_and(|(term, total)| super::comparable(term, total))
    });
    let kind = match inner {
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
    builder.relate(kind, Origin::Formula, true);
}
