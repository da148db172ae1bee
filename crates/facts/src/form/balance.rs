//! 收入合计 − 支出合计 = 年末结余 along the rows of institutions, in tables that show all three.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, State, Statement, StatementId};

use crate::builder::Builder;

/// The fact of the surplus at the year's end.
pub(super) const CLOSING: &str = "surplus.closing";

/// A column that holds what is left at the year's end.
pub(super) fn is_closing(label: &str) -> bool {
    ["年末结余", "年末结转和结余", "年末结转结余", "结转和结余", "结转结余", "结余"].contains(&label)
}

/// Relates the rows. Income may leave out what was carried over from the year before; then hardly any row closes, and
/// nothing is claimed.
pub(super) fn relate(
    builder: &mut Builder,
    income: &[(Entity, StatementId)],
    expenditure: &[(Entity, StatementId)],
    closing: &[(Entity, StatementId)],
) {
    let mut rows: Vec<([StatementId; 3], bool)> = Vec::new();
    for (((_, income), (_, paid)), (_, left)) in income.iter().zip(expenditure).zip(closing) {
        rows.extend(closes(builder, *income, *paid, *left).map(|closes| ([*income, *paid, *left], closes)));
    }
    let holds = rows.iter().filter(|(_, closes)| *closes).count();
    let strong = holds >= 1 && holds + 1 >= rows.len();
    for ([income, paid, left], closes) in rows {
        if closes || strong {
            let kind = RelationKind::Sum { total: income, parts: vec![paid, left], complete: true };
            builder.relate(kind, Origin::Table, strong);
        }
    }
}

/// Whether a row closes within two of its last digits; `None` where it says nothing.
fn closes(builder: &Builder, income: StatementId, paid: StatementId, left: StatementId) -> Option<bool> {
    let income = builder.get(income)?;
    let slack = exact::multiply(income.last_digit_of(income.value?)?, whole(2))?;
    let spent = exact::add(amount(builder.get(paid)?)?, amount(builder.get(left)?)?)?;
    let gap = exact::subtract(amount(income)?, spent)?;
    (spent != whole(0)).then(|| num_traits::abs(gap) <= slack)
}

/// A blank is nothing.
fn amount(statement: &Statement) -> Option<Exact> {
    if matches!(statement.state, State::Blank | State::Nil) { Some(whole(0)) } else { statement.exact() }
}
