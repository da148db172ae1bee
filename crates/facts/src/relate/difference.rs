//! 原值4286万元，累计折旧1642万元，净值2643万元: three amounts whose names say that one is another less the third.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Approximation;

use super::{Line, comparable, is_rate};
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Amounts of a sentence that are looked at.
const AMOUNTS_MAX: usize = 16;

/// Finds such differences in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for (from, end) in line.sentences() {
        let amounts: Vec<usize> =
            line.quantities_within(from, end).filter(|at| !is_rate(builder, line, *at)).take(AMOUNTS_MAX).collect();
        for kind in found(builder, line, &amounts) {
            builder.relate(kind, Origin::Remainder, true);
        }
    }
}

fn found(builder: &Builder, line: &Line, amounts: &[usize]) -> Vec<RelationKind> {
    let called = |list: &crate::wordlist::WordList| -> Option<usize> {
        let mut all = amounts.iter().copied().filter(|at| {
            let floor = clause_start(&line.text, line.start(*at)).max(line.floor(*at));
            let words = line.between(floor, line.start(*at));
            list.within(words, 0, words.len())
        });
        all.next().filter(|_| all.next().is_none())
    };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let kinds = builder.lexicon.differences.iter().filter_map(|names| {
        let [whole, less, rest] = names.each_ref().map(called);
        let (whole, less, rest) = (whole?, less?, rest?);
        let divided = |a: usize, b: usize| {
            let (first, last) = (line.start(a.min(b)), line.start(a.max(b)));
            line.between(first, last).iter().any(|c| matches!(c, '；' | ';'))
        };
        let plain = |at: usize| get(at).is_some_and(|s| s.approximation == Approximation::None);
        let alike =
            |a: usize, b: usize| get(a).zip(get(b)).is_some_and(|(a, b)| comparable(a, b) && a.period == b.period);
        let one = alike(whole, less) && alike(whole, rest) && !divided(whole, less) && !divided(whole, rest);
        // 新增就业6842人，注销登记3286人: what is taken away is of another thing.
        let noun = |at: usize, list: &crate::wordlist::WordList| -> Option<&[char]> {
            let floor = clause_start(&line.text, line.start(at)).max(line.floor(at));
            let words = line.between(floor, line.start(at));
            let (start, length) = list.find(words, 0, words.len())?;
            words.get(start + length..)
        };
        let floor = clause_start(&line.text, line.start(whole)).max(line.floor(whole));
        let own = line.between(floor, line.start(whole));
        let same = |at: usize, list: &crate::wordlist::WordList| {
            noun(at, list).is_some_and(|noun| noun.is_empty() || own.windows(noun.len()).any(|window| window == noun))
        };
        let one = one && same(less, &names[1]) && same(rest, &names[2]);
        let fits = one && [whole, less, rest].into_iter().all(plain);
        let (total, parts) = (line.id(whole)?, vec![line.id(less)?, line.id(rest)?]);
        fits.then_some(RelationKind::Sum { total, parts, complete: true })
    });
    kinds.collect()
}
