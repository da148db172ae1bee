//! This year beside the last, fact by fact.

use jiheng_model::exact::{self, Exact};
use jiheng_model::statement::{FactId, Role, State, Statement};

use crate::opened::Opened;
use crate::workbench::Workbench;

/// A fact that both years state.
#[derive(Clone, Debug)]
pub struct YearOnYear<'a> {
    /// What this year's report states.
    pub now: &'a Statement,
    /// What last year's states.
    pub before: &'a Statement,
    /// This year less last year, in the unit of this year's statement; `None` beyond what can be reckoned.
    pub difference: Option<Exact>,
    /// The difference as a share of last year's; `None` where that was zero.
    pub rate: Option<Exact>,
}

impl Workbench {
    /// Facts that this report and the one of the year before both state as numbers, in this report's order; `None` without
    /// last year's report.
    pub fn compare<'a>(&self, opened: &'a Opened) -> Option<Vec<YearOnYear<'a>>> {
        let previous = opened.files.previous.as_ref()?;
        let mut rows: Vec<YearOnYear<'a>> = Vec::new();
        for now in opened.evaluation.facts.statements.iter().filter(|statement| is_figure(statement)) {
            // The first mention of a fact is its own cell; later ones repeat it.
            if rows.iter().any(|row| key(row.now) == key(now)) {
                continue;
            }
            let same = |statement: &&Statement| is_figure(statement) && key(statement) == key(now);
            if let Some(before) = previous.facts.statements.iter().find(same) {
                rows.push(row(now, before));
            }
        }
        Some(rows)
    }
}

fn key(statement: &Statement) -> (Option<&FactId>, Option<jiheng_model::statement::Entity>) {
    (statement.fact.as_ref(), statement.entity)
}

fn is_figure(statement: &Statement) -> bool {
    statement.fact.is_some()
        && statement.role == Role::Actual
        && statement.state == State::Number
        && statement.class.is_none()
}

fn row<'a>(now: &'a Statement, before: &'a Statement) -> YearOnYear<'a> {
    let same_kind = now.unit.as_ref().map(|unit| unit.dimension) == before.unit.as_ref().map(|unit| unit.dimension);
    let values = now.exact().zip(before.exact()).filter(|_| same_kind);
    let base = values.and_then(|(now, before)| exact::subtract(now, before));
    let rate = values.zip(base).and_then(|((_, before), difference)| exact::divide(difference, before));
    let difference = base.and_then(|base| exact::divide(base, exact::whole(now.factor())));
    YearOnYear { now, before, difference, rate }
}
