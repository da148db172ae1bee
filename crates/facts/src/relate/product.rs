//! 补贴标准300元/人，补贴174人，金额52200元; 每人每月1044元，13人，8个月，共计10.86万元: price, number and amount.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;

use super::{Line, fit, is_rate};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end};

/// A price, one to three multipliers and the amount.
const TERMS: std::ops::RangeInclusive<usize> = 3..=5;

/// Finds products in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let mut from = 0;
    while from < line.text.len() {
        let end = (from..line.text.len())
            .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c) || matches!(c, '；' | ';')))
            .unwrap_or(line.text.len());
        let terms: Vec<usize> = line
            .quantities()
            .filter(|at| line.start(*at) >= from && line.end(*at) <= end && !is_rate(builder, line, *at))
            .take(TERMS.end() + 1)
            .collect();
        if TERMS.contains(&terms.len()) {
            each(builder, line, &terms);
            product(builder, line, &terms);
        }
        from = end + 1;
    }
}

/// 3个乡镇各建成2个示范点，共建成示范点6个: so many each, and all of them.
fn each(builder: &mut Builder, line: &Line, terms: &[usize]) {
    let &[number, each, all] = terms else { return };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (Some(a), Some(b), Some(c)) = (get(number), get(each), get(all)) else { return };
    let lead = line.between(line.end(number), line.start(each));
    let closing = line.between(line.end(each), line.start(all));
    let counted = [a, b, c].iter().all(|s| s.is_exact_count());
    let shared = lead.contains(&'各') && !lead.iter().any(|c| "，,、；;".contains(*c));
    let closes = closing.iter().any(|c| matches!(c, '共' | '合')) && !closing.contains(&'、');
    if counted && shared && closes && b.unit == c.unit {
        let (factors, product) = (vec![a.id, b.id], c.id);
        builder.relate(RelationKind::Product { factors, product }, Origin::Sentence, true);
    }
}

fn product(builder: &mut Builder, line: &Line, terms: &[usize]) {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let prices: Vec<usize> = terms.iter().copied().filter(|at| is_price(builder, line, *at)).collect();
    let money = |s: &Statement| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let amounts: Vec<usize> =
        terms.iter().copied().filter(|at| !prices.contains(at) && get(*at).is_some_and(money)).collect();
    let (&[price], &[amount]) = (prices.as_slice(), amounts.as_slice()) else { return };
    let rest: Vec<usize> = terms.iter().copied().filter(|at| *at != price && *at != amount).collect();
    let counted = rest.iter().all(|at| {
        get(*at).and_then(|s| s.unit.as_ref()).is_some_and(|unit| {
            matches!(unit.dimension, Dimension::Count | Dimension::Duration) || unit.dimension == Dimension::Area
        })
    });
    // One multiplier is read with 每户 as an average; two are the price, the persons and the months.
    let Some((price_statement, amount_statement)) = get(price).zip(get(amount)) else { return };
    let factors: Vec<&Statement> = rest.iter().filter_map(|at| get(*at)).collect();
    let monthly = line.between(line.start(price).saturating_sub(6), line.start(price)).contains(&'月');
    let near = line.between(line.start(price).saturating_sub(6), line.start(price));
    let daily = near.windows(2).any(|w| matches!(w, ['每', '天' | '日']));
    let days = factors.iter().any(|s| s.unit.as_ref().is_some_and(|unit| &*unit.symbol == "天"));
    let duration = factors.iter().any(|s| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Duration));
    let times = factors.iter().any(|s| s.unit.as_ref().is_some_and(|unit| matches!(&*unit.symbol, "次" | "批" | "期")));
    let yearly = line.text.windows(2).any(|w| matches!(w, ['全', '年']));
    // 每人每月1000元，85人，全年共102万元: the months go without saying.
    let twelve = || fit::product_of(price_statement, &factors, 12, amount_statement);
    let limited = is_limited(builder, line, price);
    let sure = counted
        && !limited
        && (!monthly || duration || yearly && !twelve())
        && (rest.len() == 1 || (rest.len() == 2 && ((monthly && duration) || (daily && days) || times)));
    if !sure && !fit::product(price_statement, &factors, amount_statement) {
        return;
    }
    let ids = std::iter::once(price).chain(rest).filter_map(|at| line.id(at)).collect();
    if let Some(product) = line.id(amount) {
        builder.relate(RelationKind::Product { factors: ids, product }, Origin::Sentence, sure);
    }
}

/// 每户最高补助2000元 is a limit, no price.
fn is_limited(builder: &Builder, line: &Line, at: usize) -> bool {
    let words = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    builder.lexicon.price_limit.within(words, 0, words.len())
}

/// 元/人, or an amount right behind 每人每月, 标准为每户.
fn is_price(builder: &Builder, line: &Line, at: usize) -> bool {
    let unit = line.id(at).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
    let Some(unit) = unit else { return false };
    let words = line.between(line.start(at).saturating_sub(6), line.start(at));
    let twice = words.iter().filter(|c| **c == '每').count() >= 2;
    let after = line.between(line.end(at), line.text.len().min(line.end(at) + 3));
    let standard = after.starts_with(&['的', '标', '准'])
        && words.windows(2).any(|w| matches!(w, ['人' | '户', '均'] | ['每', _]));
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    let last = lead.iter().rposition(|c| !"为是：: ".contains(*c)).map_or(0, |last| last + 1);
    let called = builder.lexicon.price_word.before(lead, last).is_some();
    unit.class.contains('/') || (unit.dimension == Dimension::Money && (twice || standard || called))
}
