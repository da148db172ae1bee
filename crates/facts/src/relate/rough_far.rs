//! 归集公积金2.3亿余元，全年归集23468.00万元: a rough number, and further on in its sentence the exact one of the same thing.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement, StatementId};

use super::{Line, comparable, evidence, rough};
use crate::builder::Builder;
use crate::phrase::{is_clause_stop, is_sentence_end, sentence_start};

/// Numbers behind a rough one that are looked at.
const BEHIND_MAX: usize = 8;
/// A name of so many characters names a thing wherever it stands.
const NAME_MIN: usize = 3;

/// Finds such pairs in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let rough: Vec<usize> = line.quantities().filter(|at| is_rough(builder, line, *at)).collect();
    for at in rough {
        if let Some(mentions) = pair(builder, line, at) {
            builder.relate(RelationKind::Restatement { mentions }, Origin::Sentence, true);
        }
    }
}

fn is_rough(builder: &Builder, line: &Line, at: usize) -> bool {
    use Approximation::{About, AtLeast, Near, Over, Plus, Under};
    let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { return false };
    matches!(statement.approximation, About | Near | Plus | Over | Under | AtLeast) && statement.role == Role::Actual
}

fn pair(builder: &Builder, line: &Line, at: usize) -> Option<Vec<StatementId>> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let rough = get(at)?;
    let from = sentence_start(&line.text, line.start(at));
    let to = (line.end(at)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c) || matches!(*c, '；' | ';')))
        .unwrap_or(line.text.len());
    let own = around(line, at);
    if is_guarded(builder, &own) {
        return None;
    }
    let inside: Vec<usize> = line.quantities_within(from, to).filter(|q| *q != at).take(BEHIND_MAX).collect();
    let alike = |q: &usize| get(*q).is_some_and(|s| comparable(s, rough) && line.is_change(*q) == line.is_change(at));
    let alike: Vec<usize> = inside.iter().copied().filter(alike).collect();
    // Some number of the sentence may be what the rough one stands for.
    let fits = |q: &usize| {
        get(*q).and_then(Statement::interval).zip(rough.interval()).is_some_and(|(exact, rough)| exact.meets(&rough))
    };
    if alike.iter().any(fits) {
        return None;
    }
    let behind = alike.iter().copied().filter(|q| *q > at);
    let said = behind.into_iter().find(|q| {
        get(*q).is_some_and(|exact| {
            exact.approximation == Approximation::None
                && exact.role == rough.role
                && rough::is_of_one_size(rough, exact)
                && says_again(builder, line, (at, *q), &own, &alike)
        })
    })?;
    Some(vec![rough.id, get(said)?.id])
}

/// Limits, plans and yearly sizes are no amounts that were counted.
fn is_guarded(builder: &Builder, words: &[char]) -> bool {
    let lexicon = builder.lexicon;
    lexicon.role_target.within(words, 0, words.len())
        || lexicon.rough_guard.within(words, 0, words.len())
        || lexicon.aim_word.within(words, 0, words.len())
}

/// The words of its clause before a number and behind it.
fn around(line: &Line, at: usize) -> Vec<char> {
    let (from, end) = lead(line, at);
    let rest = line.text.get(line.end(at)..).unwrap_or_default();
    let tail = rest.iter().take_while(|c| !is_clause_stop(**c) && !crate::numeral::is_digit(**c)).count();
    line.between(from, end).iter().chain(rest.iter().take(tail)).copied().filter(|c| !c.is_whitespace()).collect()
}

/// The words before a number, from the stop or number before it.
fn lead(line: &Line, at: usize) -> (usize, usize) {
    let end = line.start(at);
    let floor = line.floor(at);
    let stop = (floor..end).rev().find(|i| line.text.get(*i).is_some_and(|c| "，,。；;：:！？、（）()".contains(*c)));
    (stop.map_or(floor, |stop| stop + 1), end)
}

/// The second number says that it is of the same thing: 经核定为, 全年归集, 实际拨付率为, 系统记录接听热线.
fn says_again(builder: &Builder, line: &Line, pair: (usize, usize), own: &[char], alike: &[usize]) -> bool {
    let (rough, exact) = pair;
    let lexicon = builder.lexicon;
    let between = line.between(line.end(rough), line.start(exact));
    let among = lexicon.cue_parts.within(between, 0, between.len());
    let (from, end) = lead(line, exact);
    let words: Vec<char> = line.between(from, end).iter().copied().filter(|c| !c.is_whitespace()).collect();
    if is_guarded(builder, &words) || words.iter().any(|c| "其另还较比占由从".contains(*c)) {
        return false;
    }
    let checked =
        lexicon.cue_exact.within(&words, 0, words.len()) || lexicon.rough_checked.within(&words, 0, words.len());
    let summed =
        lexicon.cue_closing.within(&words, 0, words.len()) || lexicon.rough_summed.within(&words, 0, words.len());
    if !checked && !summed {
        return false;
    }
    let lists =
        [&lexicon.cue_exact, &lexicon.rough_checked, &lexicon.cue_closing, &lexicon.rough_summed, &lexicon.time_lead];
    let mut name = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if let Some(length) = lists.iter().filter_map(|list| list.at(&words, at)).max() {
            at += length;
        } else {
            if c.is_alphabetic() && !"为是达到有的了据经".contains(*c) {
                name.push(*c);
            }
            at += 1;
        }
    }
    let holds = |name: &[char]| own.windows(name.len()).any(|window| window == name);
    let before: Vec<usize> = alike.iter().copied().filter(|q| *q != exact).collect();
    if name.is_empty() || lexicon.measure.before(&name, name.len()) == Some(name.len()) && checked {
        // 共计 closes a list: only where the list, or nothing, stands between.
        return if among || !checked { adds_up(builder, line, &before, rough, exact) } else { before.is_empty() };
    }
    if among && !adds_up(builder, line, &before, rough, exact) {
        return false;
    }
    let suffix = name.len().checked_sub(NAME_MIN).and_then(|start| name.get(start..));
    name.len() >= 2 && holds(&name) || checked && suffix.is_some_and(holds)
}

/// The numbers between the two make the exact one, or there are none.
fn adds_up(builder: &Builder, line: &Line, others: &[usize], rough: usize, exact: usize) -> bool {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let between: Option<Vec<&Statement>> = others.iter().map(|at| get(*at)).collect();
    let inside = others.iter().all(|at| rough < *at && *at < exact);
    let sums = || between.zip(get(exact)).is_some_and(|(parts, exact)| evidence::adds_up(exact, &parts));
    others.is_empty() || inside && sums()
}
