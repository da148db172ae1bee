//! An amount in capital numerals beside its figures: both must say the same.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;

/// Most characters between the two: （小写：人民币¥.
const BETWEEN_MAX: usize = 14;

/// Finds such pairs in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let quantities: Vec<usize> = line.quantities().collect();
    for pair in quantities.windows(2) {
        let [a, b] = pair else { continue };
        let between = line.between(line.end(*a), line.start(*b));
        let named = between.windows(2).any(|w| matches!(w, ['大' | '小', '写']));
        let marked = between.iter().any(|c| matches!(*c, '（' | '(' | '：' | ':' | '¥' | '￥'));
        let parted = |c: &char| matches!(*c, '。' | '；' | ';') || (!named && matches!(*c, '，' | ',' | '）' | ')'));
        let glossed = (marked || named) && !between.iter().any(parted);
        if is_capital(line, *a) == is_capital(line, *b) || between.len() > BETWEEN_MAX || !glossed {
            continue;
        }
        let (Some(a), Some(b)) = (line.id(*a), line.id(*b)) else { continue };
        let money =
            |id| builder.get(id).and_then(|s| s.unit.as_ref()).is_some_and(|unit| unit.dimension == Dimension::Money);
        if money(a) && money(b) {
            builder.relate(RelationKind::Restatement { mentions: vec![a, b] }, Origin::Capital, true);
        }
    }
}

fn is_capital(line: &Line, at: usize) -> bool {
    line.text
        .get(line.start(at))
        .is_some_and(|c| matches!(*c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾'))
}
