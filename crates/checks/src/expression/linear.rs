//! A rule's expression as sums that must be nothing, for looking into what failed.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::statement::Entity;
use jiheng_packs::expression::{Comparison as Sign, Expression, Operator};

use super::Scope;
use crate::graph::{Linear, Sense};
use crate::outcome::Context;

/// The sums behind an expression: all of the outer list must hold, and of each inner list one. None for shares, which
/// cannot be solved this way.
pub(crate) fn linear(context: &Context, expression: &Expression, entity: Option<Entity>) -> Vec<Vec<Linear>> {
    collect(&Scope { context, entity }, expression)
}

fn collect(scope: &Scope, expression: &Expression) -> Vec<Vec<Linear>> {
    match expression {
        Expression::And(a, b) => [collect(scope, a), collect(scope, b)].concat(),
        Expression::Or(a, b) => match (collect(scope, a).as_slice(), collect(scope, b).as_slice()) {
            ([a], [b]) => vec![[a.as_slice(), b.as_slice()].concat()],
            // An alternative that cannot be judged, as when its cells are missing, is none.
            ([one], []) | ([], [one]) => vec![one.clone()],
            _ => Vec::new(),
        },
        Expression::Comparison(left, sign, right) => {
            compared(scope, left, *sign, right).map(|sum| vec![sum]).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn compared(scope: &Scope, left: &Expression, sign: Sign, right: &Expression) -> Option<Linear> {
    let (sense, factor) = match sign {
        Sign::Equal => (Sense::Zero, 1),
        Sign::AtMost | Sign::Below => (Sense::AtMostZero, 1),
        Sign::AtLeast | Sign::Above => (Sense::AtMostZero, -1),
    };
    let mut sum = Linear::new(sense);
    add(scope, left, whole(factor), &mut sum)?;
    add(scope, right, whole(-factor), &mut sum)?;
    Some(sum)
}

/// Adds `factor × expression`.
fn add(scope: &Scope, expression: &Expression, factor: Exact, sum: &mut Linear) -> Option<()> {
    match expression {
        Expression::Number(value) => sum.add_constant(exact::multiply(value.to_exact(), factor)?),
        Expression::Percent(value) => {
            sum.add_constant(exact::multiply(exact::multiply(value.to_exact(), whole(100))?, factor)?)
        }
        Expression::Fact(fact) => {
            sum.add(scope.statement(fact)?.id, factor);
            Some(())
        }
        Expression::Sum(list) => {
            let added = list.iter().filter_map(|item| add(scope, item, factor, sum)).count();
            (added > 0).then_some(())
        }
        Expression::Arithmetic(left, operator, right) => {
            let constant = |expression: &Expression| match expression {
                Expression::Number(value) => Some(value.to_exact()),
                Expression::Percent(value) => exact::multiply(value.to_exact(), whole(100)),
                _ => None,
            };
            match operator {
                Operator::Plus => {
                    add(scope, left, factor, sum)?;
                    add(scope, right, factor, sum)
                }
                Operator::Minus => {
                    add(scope, left, factor, sum)?;
                    add(scope, right, -factor, sum)
                }
                Operator::Times => add(scope, left, exact::multiply(factor, constant(right)?)?, sum),
                Operator::Over => add(scope, left, exact::divide(factor, constant(right)?)?, sum),
            }
        }
        _ => None,
    }
}
