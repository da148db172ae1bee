//! The same thing said at several places.

use jiheng_model::exact::{Exact, whole};
use jiheng_model::finding::Verdict;
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedDiv, Signed, Zero};

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// All mentions can be of one value, or the largest group that can stands against the rest.
/// An amount in words is no rounding of its figures: `exact` lets only equal values agree.
pub(super) fn judge(context: &Context, mentions: &[StatementId], exact: bool) -> Option<Outcome> {
    let statements: Vec<&Statement> = mentions.iter().filter_map(|id| context.get(*id)).collect();
    let sides: Vec<Side> = statements
        .iter()
        .map(|s| {
            let side = context.side(s)?;
            Some(if exact { Side::constant(side.exact) } else { side })
        })
        .collect::<Option<_>>()?;
    let (major, minor) = groups(&sides);
    let first = statements.get(*major.first()?)?;
    let Some(outlier) = minor.first().and_then(|at| statements.get(*at)) else {
        return Some(agreement(&statements, &sides));
    };
    let comparison = compare::equal(sides.get(*major.first()?)?, sides.get(*minor.first()?)?)?;
    let order: Vec<StatementId> =
        major.iter().chain(&minor).filter_map(|at| statements.get(*at).map(|s| s.id)).collect();
    // `b` of the message is the first that disagrees.
    let ordered: Vec<StatementId> = [first.id, outlier.id]
        .into_iter()
        .chain(order.into_iter().filter(|id| *id != first.id && *id != outlier.id))
        .collect();
    let calculation =
        format!("{}{} ≠ {}", figure::with_unit(first), converted(first, outlier), figure::with_unit(outlier));
    let mut outcome = Outcome::compared(&comparison, ordered, calculation, first);
    let (zh, en, tag) = slip(first, outlier);
    outcome.tag = tag;
    outcome.say("hint", zh, en);
    outcome.say_same("votes", format!("{}:{}", major.len(), minor.len()));
    Some(outcome)
}

/// `=600亩` for 40公顷 beside a number in 亩; empty for numbers in one unit.
fn converted(first: &Statement, other: &Statement) -> String {
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.to_string());
    match (symbol(first), symbol(other), first.exact()) {
        (Some(own), Some(unit), Some(value)) if own != unit => {
            format!("={}{unit}", figure::size_in_unit_of(value, other))
        }
        _ => String::new(),
    }
}

/// Different values that are tried as the value of all; no honest report gives more for one thing.
const CENTRES_MAX: usize = 64;

/// Indices of the largest set of mentions that share a value, and of the others.
fn groups(sides: &[Side]) -> (Vec<usize>, Vec<usize>) {
    let mut best: Vec<usize> = Vec::new();
    let mut centres: Vec<&Side> = Vec::new();
    for centre in sides {
        if centres.len() >= CENTRES_MAX || centres.contains(&centre) {
            continue;
        }
        centres.push(centre);
        let near: Vec<usize> =
            (0..sides.len()).filter(|at| sides.get(*at).is_some_and(|side| agree(side, centre))).collect();
        if near.len() > best.len() && is_of_one_value(sides, &near) {
            best = near;
        }
    }
    let rest = (0..sides.len()).filter(|at| best.binary_search(at).is_err()).collect();
    (best, rest)
}

fn agree(a: &Side, b: &Side) -> bool {
    a.interval.meets(&b.interval) || a.loose.meets(&b.interval) || a.interval.meets(&b.loose)
}

/// 0.45亿元 agrees with 4451.93万元 and with 4451.53万元, which do not agree with each other.
fn is_of_one_value(sides: &[Side], near: &[usize]) -> bool {
    let mut distinct: Vec<&Side> = Vec::new();
    for side in near.iter().filter_map(|at| sides.get(*at)) {
        if distinct.len() < CENTRES_MAX && !distinct.contains(&side) {
            distinct.push(side);
        }
    }
    distinct.iter().enumerate().all(|(at, a)| distinct.iter().skip(at + 1).all(|b| agree(a, b)))
}

fn agreement(statements: &[&Statement], sides: &[Side]) -> Outcome {
    let exact = sides.windows(2).all(|pair| matches!(pair, [a, b] if a.exact == b.exact));
    let mut distinct: Vec<&Side> = Vec::new();
    for side in sides.iter().filter(|_| !exact) {
        if distinct.len() < CENTRES_MAX && !distinct.contains(&side) {
            distinct.push(side);
        }
    }
    let rounding = sides.iter().all(|a| distinct.iter().all(|b| a.interval.meets(&b.interval)));
    let verdict = match (exact, rounding) {
        (true, _) => Verdict::Exact,
        (_, true) => Verdict::WithinRounding,
        _ => Verdict::TruncationOnly,
    };
    let mut shown: Vec<String> = Vec::new();
    for statement in statements {
        let text = figure::with_unit(statement);
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    let calculation = match shown.as_slice() {
        [one] => format!("{one}（{}处一致）", statements.len()),
        _ => shown.join(" ≈ "),
    };
    Outcome {
        verdict: Some(verdict),
        statements: statements.iter().map(|s| s.id).collect(),
        calculation,
        ..Outcome::default()
    }
}

/// A slip that explains the difference: wrong unit, exchanged digits, lost sign.
fn slip(first: &Statement, second: &Statement) -> (String, String, &'static str) {
    let (Some(left), Some(right)) = (first.exact(), second.exact()) else { return Default::default() };
    if left.is_zero() || right.is_zero() {
        return Default::default();
    }
    if left == -right {
        return ("（仅正负号不同）".to_owned(), " (only the sign differs)".to_owned(), "");
    }
    let ratio = if left.abs() > right.abs() { left.checked_div(&right) } else { right.checked_div(&left) };
    if let Some(factor) = ratio.and_then(|ratio| unit_factor(ratio, first)) {
        let zh = format!("（恰好相差{factor}倍，疑似计量单位写错）");
        return (zh, format!(" (exactly {factor} times: probably the wrong unit)"), "unit_slip");
    }
    if is_transposed(first, second) {
        let zh = "（相邻两位数字换位）".to_owned();
        return (zh, " (two neighbouring digits are exchanged)".to_owned(), "");
    }
    Default::default()
}

/// 1375.28 and 1357.28.
fn is_transposed(first: &Statement, second: &Statement) -> bool {
    let digits =
        |s: &Statement| s.value.map(|v| v.mantissa().unsigned_abs().to_string().into_bytes()).unwrap_or_default();
    let (one, two) = (digits(first), digits(second));
    let different: Vec<usize> = (0..one.len().min(two.len())).filter(|at| one.get(*at) != two.get(*at)).collect();
    let [at, next] = different.as_slice() else { return false };
    one.len() == two.len() && *next == at + 1 && one.get(*at) == two.get(*next) && one.get(*next) == two.get(*at)
}

/// 1000, 10000 and 10⁸ for money and counts, 15 for 亩 against 公顷.
fn unit_factor(ratio: Exact, statement: &Statement) -> Option<i128> {
    if !ratio.is_integer() {
        return None;
    }
    let factor = ratio.to_integer();
    let area = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Area);
    let known = matches!(factor, 1_000 | 10_000 | 100_000_000) || (area && factor == 15);
    known.then_some(factor)
}

/// Two texts that should be the same: equal, or edited at one place only. Texts that hardly agree are different texts.
pub(super) fn texts(context: &Context, mentions: &[StatementId], agreement_percent: u32) -> Option<Outcome> {
    let limit = context.parameter("agreement_percent_min", 80);
    let citation = context.get(*mentions.first()?)?.class.is_some();
    if agreement_percent == 100 {
        let first = context.get(*mentions.first()?)?;
        let calculation = if citation {
            format!("{}{}《{}》（{}处一致）", first.measure, first.written, first.subject, mentions.len())
        } else {
            "两处文字完全一致".to_owned()
        };
        return Some(Outcome::holds(mentions.to_vec(), calculation));
    }
    if !citation && i128::from(agreement_percent) < limit {
        return None;
    }
    let written: Vec<String> = mentions
        .iter()
        .filter_map(|id| context.get(*id))
        .map(|s| if citation { format!("{}{}", s.measure, s.written) } else { s.place.zh.clone() })
        .collect();
    let calculation = if citation {
        written.join(" ≠ ")
    } else {
        format!("{}（文字一致{agreement_percent}%）", written.join(" ≠ "))
    };
    let mut outcome = Outcome::fails(mentions.to_vec(), calculation);
    outcome.say_same("agreement", whole(i128::from(agreement_percent)).to_string());
    Some(outcome)
}
