//! What was there, what came in, what went out, what is there: 年初12件，新收30件，办结35件，年末7件.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};

use super::{Line, comparable, evidence, is_rate};
use crate::builder::Builder;
use crate::phrase::is_sentence_end;
use crate::wordlist::WordList;

/// More terms than a sentence has.
const TERMS_MAX: usize = 8;

/// The place of an amount in a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    /// 年初, 年末, 结转: what there is at one time.
    Stock,
    In,
    Out,
}

/// Finds flows in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let mut from = 0;
    while from < line.text.len() {
        let end = (from..line.text.len())
            .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c)))
            .unwrap_or(line.text.len());
        let amounts: Vec<usize> = line
            .quantities()
            .filter(|at| line.start(*at) >= from && line.end(*at) <= end && !is_rate(builder, line, *at))
            .take(TERMS_MAX + 1)
            .collect();
        if (3..=TERMS_MAX).contains(&amounts.len()) {
            flow(builder, line, &amounts);
        }
        from = end + 1;
    }
}

fn flow(builder: &mut Builder, line: &Line, amounts: &[usize]) {
    let Some(terms) = amounts.iter().map(|at| term(builder, line, *at)).collect::<Option<Vec<Term>>>() else { return };
    let stocks: Vec<usize> = (0..terms.len()).filter(|at| terms.get(*at) == Some(&Term::Stock)).collect();
    let [opening, closing] = stocks.as_slice() else { return };
    let statements: Vec<&Statement> = amounts.iter().filter_map(|at| builder.get(line.id(*at)?)).collect();
    let Some(first) = statements.first() else { return };
    if statements.len() != amounts.len() || !statements.iter().all(|s| comparable(s, first)) {
        return;
    }
    let pick = |wanted: Term| -> Vec<&Statement> {
        statements.iter().zip(&terms).filter(|(_, term)| **term == wanted).map(|(s, _)| *s).collect()
    };
    let (ins, mut outs) = (pick(Term::In), pick(Term::Out));
    let (Some(opening), Some(closing)) = (statements.get(*opening), statements.get(*closing)) else { return };
    // 较年初预算100万元追加20万元 stands behind the budget that it makes.
    let flow = &builder.lexicon.flow;
    let behind = says(line, amounts, opening.id, &flow.adjusted);
    let (late, early) = (says(line, amounts, opening.id, &flow.late), says(line, amounts, closing.id, &flow.early));
    let behind = behind || (late && early);
    let (opening, closing) = if behind { (*closing, *opening) } else { (*opening, *closing) };
    let any = |list: &WordList| amounts.iter().any(|at| list.within(words(line, *at), 0, words(line, *at).len()));
    let (net, budget, nested) = (any(&flow.net), any(&flow.added), any(&flow.nested));
    // 批复数A，追加B，追减C，调整后D: whatever the figures are, the words say how they hang together.
    let adjusted = budget && says(line, amounts, closing.id, &flow.adjusted);
    if adjusted && !behind {
        // …，调整后1356.20万元，实际支出1342.60万元: what is spent of the budget is no part of how it came about.
        outs.retain(|out| out.id < closing.id);
    }
    let left: Vec<&Statement> = std::iter::once(opening).chain(ins.iter().copied()).collect();
    let right: Vec<&Statement> = outs.iter().copied().chain(std::iter::once(closing)).collect();
    let holds = evidence::total_interval(&left)
        .zip(evidence::total_interval(&right))
        .is_some_and(|(left, right)| left.meets(&right));
    // A side that is far from the other one counts something twice: 支出A，其中基本支出B、项目支出C.
    let near = || {
        let (left, right) = (evidence::total(&left)?, evidence::total(&right)?);
        let gap = num_traits::abs(left - right);
        Some(gap + gap + gap <= left.max(right))
    };
    // 在去年31个的基础上，又新建13个，总数增至18个: exchanged, the two ends would be right.
    let exchanged = || {
        let left: Vec<&Statement> = std::iter::once(closing).chain(ins.iter().copied()).collect();
        let right: Vec<&Statement> = outs.iter().copied().chain(std::iter::once(opening)).collect();
        evidence::total(&left).zip(evidence::total(&right)).is_some_and(|(left, right)| left == right)
    };
    let grown = says(line, amounts, closing.id, &flow.reached) && says(line, amounts, opening.id, &flow.former);
    let sure = holds
        || (grown && exchanged())
        || (grown && says(line, amounts, closing.id, &flow.count) && based(builder, line, amounts))
        || (adjusted && !ins.is_empty())
        || (!ins.is_empty()
            && !outs.is_empty()
            && !nested
            && is_account(builder, line, amounts, (opening.id, closing.id)))
        || (((!ins.is_empty() && !outs.is_empty()) || net || budget) && !nested && near() == Some(true));
    if sure {
        let ids = |side: &[&Statement]| -> Vec<StatementId> { side.iter().map(|s| s.id).collect() };
        let kind = RelationKind::Balance { left: ids(&left), right: ids(&right) };
        builder.relate(kind, Origin::Sentence, true);
    }
}

/// 年初A，新增B，销号C，年末D: opening and closing are called so and nothing is counted within another.
fn is_account(builder: &Builder, line: &Line, amounts: &[usize], ends: (StatementId, StatementId)) -> bool {
    let flow = &builder.lexicon.flow;
    says(line, amounts, ends.0, &flow.opening) && says(line, amounts, ends.1, &flow.closing)
}

/// 在去年31个的基础上: what was there before is what is added to.
fn based(builder: &Builder, line: &Line, amounts: &[usize]) -> bool {
    amounts.first().is_some_and(|first| {
        let behind = line.between(line.end(*first), line.text.len().min(line.end(*first) + 4));
        builder.lexicon.flow.base.within(behind, 0, behind.len())
    })
}

fn says(line: &Line, amounts: &[usize], id: StatementId, list: &WordList) -> bool {
    let said = |at: usize| list.within(words(line, at), 0, words(line, at).len());
    amounts.iter().any(|at| line.id(*at) == Some(id) && said(*at))
}

/// The words between the amount before and this one.
fn words(line: &Line, at: usize) -> &[char] {
    let floor = line.quantities().rfind(|q| *q < at).map_or(0, |previous| line.end(previous));
    let from = crate::phrase::sentence_start(&line.text, line.start(at)).max(floor);
    line.between(from, line.start(at))
}

fn term(builder: &Builder, line: &Line, at: usize) -> Option<Term> {
    let words = words(line, at);
    let says = |list: &WordList| list.within(words, 0, words.len());
    let flow = &builder.lexicon.flow;
    // 比年初增加2人 is how much more there is.
    if line.is_change(at) && words.iter().any(|c| "比较".contains(*c)) {
        return None;
    }
    // 较年初预算100万元追加20万元: the word of the flow stands right before its amount.
    if says(&flow.stock) {
        Some(Term::Stock)
    } else if says(&flow.outward) {
        Some(Term::Out)
    } else if says(&flow.inward) {
        Some(Term::In)
    } else {
        None
    }
}
