//! Rule expressions over fact ids, evaluated for every institution of the report.

mod linear;

use std::collections::BTreeSet;

use jiheng_model::exact::{Exact, whole};
use jiheng_model::finding::Verdict;
use jiheng_model::statement::{Entity, Role, State, Statement, StatementId};
use jiheng_packs::expression::{Comparison as Sign, Expression, Operator};
use num_traits::{CheckedMul, Signed};

use crate::compare::{self, Comparison, Side};
use crate::figure;
use crate::outcome::{Context, Outcome, Source};

pub(crate) use linear::linear;

/// A number with the words it is shown in.
struct Number<'a> {
    side: Side,
    shown: String,
    /// A single figure needs no `=` before its value.
    single: bool,
    reference: Option<&'a Statement>,
}

/// A truth with its arithmetic.
struct Truth {
    verdict: Option<Verdict>,
    shown: String,
    comparison: Option<Comparison>,
}

struct Scope<'a> {
    context: &'a Context<'a>,
    entity: Option<Entity>,
}

/// Identities are of cells; a figure in a sentence carries its measure and is matched by relations instead.
fn is_cell(statement: &Statement) -> bool {
    statement.role == Role::Actual && statement.measure.is_empty()
}

/// A fact that exists once.
fn is_single(statement: &Statement) -> bool {
    statement.fact.as_ref().is_some_and(|fact| fact.instance.is_none())
}

/// Evaluates the expression for the department, its headquarters and each institution; once where facts have no rows.
pub(crate) fn evaluate(context: &Context, expression: &Expression) -> Vec<Outcome> {
    let facts = expression.facts();
    let cells = facts.iter().flat_map(|fact| context.of(fact)).filter(|s| is_cell(s) && is_single(s));
    let rows: BTreeSet<Entity> = cells.filter_map(|s| s.entity).collect();
    let scopes: Vec<Option<Entity>> = if rows.is_empty() { vec![None] } else { rows.into_iter().map(Some).collect() };
    scopes.into_iter().filter_map(|entity| Scope { context, entity }.outcome(expression, &facts)).collect()
}

impl<'a> Scope<'a> {
    /// The statement of a fact in this row; a fact without rows has one statement, or several of one value.
    fn statement(&self, fact: &str) -> Option<&'a Statement> {
        let cells = || self.context.of(fact).filter(|s| is_cell(s) && is_single(s));
        if let Some(entity) = self.entity {
            let row = cells().find(|s| s.entity == Some(entity));
            if row.is_some() {
                return row;
            }
        }
        let mut free = cells().filter(|s| s.entity.is_none());
        let first = free.next()?;
        (free.all(|other| other.value == first.value) && (self.entity.is_none() || !fact.contains("expenditure")))
            .then_some(first)
    }

    fn outcome(&self, expression: &Expression, facts: &[String]) -> Option<Outcome> {
        let truth = self.truth(expression)?;
        let statements: Vec<StatementId> = facts.iter().filter_map(|fact| self.statement(fact)).map(|s| s.id).collect();
        let reference = statements.iter().filter_map(|id| self.context.get(*id)).find(|s| s.state == State::Number)?;
        let mut outcome = match truth.comparison {
            Some(comparison) => Outcome::compared(&comparison, statements, truth.shown, reference),
            None => Outcome { statements, calculation: truth.shown, ..Outcome::default() },
        };
        outcome.verdict = truth.verdict;
        outcome.source = Source::Row(self.entity);
        Some(outcome)
    }

    fn truth(&self, expression: &Expression) -> Option<Truth> {
        match expression {
            Expression::Comparison(left, sign, right) => self.comparison(left, *sign, right),
            Expression::And(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                match (a, b) {
                    (Some(a), Some(b)) => Some(if a.verdict.is_none() {
                        a
                    } else if b.verdict.is_none() {
                        b
                    } else {
                        Truth { shown: format!("{}；{}", a.shown, b.shown), ..a }
                    }),
                    (one, other) => one.or(other).filter(|truth| truth.verdict.is_none()),
                }
            }
            // The first alternative that can be judged speaks for a failure.
            Expression::Or(a, b) => match (self.truth(a), self.truth(b)) {
                (Some(a), Some(b)) => Some(if a.verdict.is_some() || b.verdict.is_none() { a } else { b }),
                (one, other) => one.or(other),
            },
            Expression::Present(fact) => {
                let statement = self.statement(fact)?;
                let there = matches!(statement.state, State::Number | State::Nil | State::Text);
                Some(Truth { verdict: there.then_some(Verdict::Exact), shown: String::new(), comparison: None })
            }
            Expression::Blank(fact) => {
                let blank = self.statement(fact).is_some_and(|s| s.state == State::Blank);
                Some(Truth { verdict: blank.then_some(Verdict::Exact), shown: String::new(), comparison: None })
            }
            _ => None,
        }
    }

    fn comparison(&self, left: &Expression, sign: Sign, right: &Expression) -> Option<Truth> {
        let (a, b) = (self.number(left)?, self.number(right)?);
        let comparison = match sign {
            Sign::Equal => compare::equal(&a.side, &b.side)?,
            Sign::AtMost | Sign::Below => compare::at_most(&a.side, &b.side)?,
            Sign::AtLeast | Sign::Above => compare::at_most(&b.side, &a.side)?,
        };
        let strict = matches!(sign, Sign::Below | Sign::Above) && a.side.exact == b.side.exact;
        let verdict = comparison.verdict.filter(|_| !strict);
        let reference = a.reference.or(b.reference)?;
        let value = |n: &Number| figure::in_unit_of(n.side.exact, reference);
        let with_value = |n: &Number| if n.single { n.shown.clone() } else { format!("{}={}", n.shown, value(n)) };
        let shown = match (sign, verdict) {
            // A computed side comes first: parts = total.
            (Sign::Equal, Some(_)) if a.side.exact == b.side.exact => {
                if a.single {
                    format!("{}={}", b.shown, value(&a))
                } else {
                    with_value(&a)
                }
            }
            (Sign::Equal, Some(_)) => format!("{} ≈ {}", with_value(&b), with_value(&a)),
            (Sign::Equal, None) => format!("{} ≠ {}", with_value(&b), with_value(&a)),
            (sign, Some(_)) => format!("{} {} {}", with_value(&a), sign.symbol(), with_value(&b)),
            (Sign::AtMost | Sign::Below, None) => format!("{} > {}", with_value(&a), with_value(&b)),
            (Sign::AtLeast | Sign::Above, None) => format!("{} < {}", with_value(&a), with_value(&b)),
        };
        Some(Truth { verdict, shown, comparison: Some(comparison) })
    }

    fn number(&self, expression: &Expression) -> Option<Number<'a>> {
        match expression {
            Expression::Number(value) => Some(constant(value.to_exact(), value.to_string())),
            Expression::Percent(value) => Some(constant(value.to_exact() * whole(100), format!("{value}%"))),
            Expression::Fact(fact) => {
                let statement = self.statement(fact)?;
                let side = self.context.side(statement)?;
                Some(Number { side, shown: figure::bare(statement), single: true, reference: Some(statement) })
            }
            Expression::Sum(list) => {
                let numbers: Vec<Number> =
                    list.iter().filter_map(|item| self.number(item)).filter(|n| n.shown != "无").collect();
                let side = numbers.iter().try_fold(Side::zero(), |sum, n| sum.plus(&n.side))?;
                let first = numbers.first()?;
                let shown = numbers.iter().map(|n| n.shown.clone()).collect::<Vec<_>>().join("+");
                let reference = first.reference;
                Some(Number { side, shown, single: false, reference })
            }
            Expression::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            Expression::Share(part, base) => {
                let (part, base) = (self.number(part)?, self.number(base)?);
                let interval = part.side.interval.over_interval(&base.side.interval)?.times(whole(10_000))?;
                let exact = num_traits::CheckedDiv::checked_div(&part.side.exact, &base.side.exact)?
                    .checked_mul(&whole(10_000))?;
                let shown = format!(
                    "{}÷{}={}%",
                    part.shown,
                    base.shown,
                    figure::percent(num_traits::CheckedDiv::checked_div(&exact, &whole(10_000))?)
                );
                Some(Number {
                    side: Side { exact, interval, loose: interval },
                    shown,
                    single: true,
                    reference: part.reference,
                })
            }
            _ => None,
        }
    }

    fn arithmetic(&self, left: &Expression, operator: Operator, right: &Expression) -> Option<Number<'a>> {
        let (a, b) = (self.number(left)?, self.number(right)?);
        let (side, symbol) = match operator {
            Operator::Plus => (a.side.plus(&b.side)?, "+"),
            Operator::Minus => (a.side.minus(&b.side)?, "-"),
            Operator::Times => (scaled(&a.side, b.side.exact).filter(|_| b.reference.is_none())?, "×"),
            Operator::Over => {
                let divisor = b.side.exact;
                let inverse = (b.reference.is_none() && divisor.is_positive()).then(|| whole(1) / divisor)?;
                (scaled(&a.side, inverse)?, "÷")
            }
        };
        let right_shown = if b.shown.starts_with('-') { format!("({})", b.shown) } else { b.shown };
        Some(Number {
            side,
            shown: format!("{}{symbol}{right_shown}", a.shown),
            single: false,
            reference: a.reference.or(b.reference),
        })
    }
}

fn constant<'a>(value: Exact, shown: String) -> Number<'a> {
    Number { side: Side::constant(value), shown, single: true, reference: None }
}

fn scaled(side: &Side, factor: Exact) -> Option<Side> {
    Some(Side {
        exact: side.exact.checked_mul(&factor)?,
        interval: side.interval.times(factor)?,
        loose: side.loose.times(factor)?,
    })
}
