//! Targets against results, indicator by indicator.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::{Line, comparable};
use crate::builder::Builder;
use crate::passage::Zone;

/// Tells every quantity of an indicator which indicator it is of, and pairs targets with results.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line]) {
    let names = names(builder);
    let mut targets: Vec<(usize, StatementId)> = Vec::new();
    let mut results: Vec<(usize, StatementId)> = Vec::new();
    for line in lines {
        let (index, list) = match line.zone {
            Zone::IndicatorTarget(index) => (index, &mut targets),
            Zone::IndicatorResult(index) => (index, &mut results),
            _ => continue,
        };
        for id in line.quantities().filter_map(|at| line.id(at)) {
            list.push((index, id));
            if let Some(statement) = builder.get_mut(id) {
                statement.scope = names.get(index).cloned();
            }
        }
    }
    for (index, target) in targets {
        let candidates: Vec<StatementId> = results.iter().filter(|(of, _)| *of == index).map(|(_, id)| *id).collect();
        if let Some(actual) = result_of(builder, target, &candidates) {
            builder.relate(RelationKind::Target { target, actual }, Origin::Indicator, true);
        }
    }
}

/// Fact ids of the indicators in the order in which they were read.
fn names(builder: &Builder) -> Vec<String> {
    let targets = builder
        .facts
        .statements
        .iter()
        .filter(|s| s.role == Role::Target && s.state != jiheng_model::statement::State::Number);
    targets
        .filter_map(|s| s.fact.as_ref())
        .filter(|fact| fact.name.starts_with("indicator."))
        .map(ToString::to_string)
        .collect()
}

/// The result that answers a target: same kind, and the same measure or noun; a single candidate needs no name.
fn result_of(builder: &Builder, target: StatementId, candidates: &[StatementId]) -> Option<StatementId> {
    let target = builder.get(target)?;
    let fitting: Vec<&Statement> = candidates
        .iter()
        .filter_map(|id| builder.get(*id))
        .filter(|s| comparable(s, target) && s.role == Role::Actual)
        .collect();
    let rate = target.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let named: Vec<&&Statement> =
        fitting.iter().filter(|s| if rate { s.measure == target.measure } else { same_noun(s, target) }).collect();
    match (named.as_slice(), fitting.as_slice()) {
        ([one], _) => Some(one.id),
        ([], [one]) if !rate || is_generic(&target.measure) || is_generic(&one.measure) => Some(one.id),
        ([first, rest @ ..], _) if rest.iter().all(|s| s.exact() == first.exact()) => Some(first.id),
        _ => None,
    }
}

fn is_generic(measure: &str) -> bool {
    matches!(measure, "比例" | "满意率" | "满意度" | "完成率" | "达标率" | "")
}

fn same_noun(a: &Statement, b: &Statement) -> bool {
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.clone());
    let overlap = !a.subject.is_empty()
        && !b.subject.is_empty()
        && (a.subject.contains(&b.subject)
            || b.subject.contains(&a.subject)
            || crate::similar::agreement_percent(&a.subject, &b.subject) >= 50);
    symbol(a) == symbol(b) && overlap || (a.fact.is_some() && a.fact == b.fact)
}
