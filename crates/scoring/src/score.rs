//! A framework over the facts of a report.

use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::{Line, Outcome, Scorecard};
use jiheng_model::statement::{Role, State, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;
use jiheng_packs::framework::{Framework, Indicator, Measure, Term};

use crate::inputs;
use crate::measure::{Measured, measure};
use crate::points::points;
use crate::way;

/// Scores a report.
pub fn score(framework: &Framework, facts: &FactSet, packs: &PackSet) -> Scorecard {
    let lines: Vec<Line> = framework.indicators.iter().map(|indicator| line(indicator, facts, packs)).collect();
    let mut computed = (Decimal::ZERO, Decimal::ZERO);
    for line in &lines {
        if let Outcome::Points(points) = line.outcome {
            computed.0 = computed.0.checked_add(points).unwrap_or(computed.0);
            computed.1 = computed.1.checked_add(line.full).unwrap_or(computed.1);
        }
    }
    let declared = facts.of("score.total").find(|s| s.state == State::Number).and_then(|s| s.value);
    Scorecard {
        framework: framework.id.clone(),
        title: Bilingual::new(framework.title.clone(), framework.title_en.clone()),
        full: framework.points.0,
        declared,
        computed,
        lines,
    }
}

fn line(indicator: &Indicator, facts: &FactSet, packs: &PackSet) -> Line {
    let full = indicator.points.0;
    let (outcome, sum, statements) = match &indicator.measure {
        None => (Outcome::Judged, String::new(), Vec::new()),
        Some(measured) => reckon(indicator, measured, facts, packs),
    };
    Line {
        id: indicator.id.clone(),
        name: Bilingual::new(indicator.zh.clone(), indicator.en.clone()),
        group: indicator.group.clone(),
        full,
        outcome,
        rule: way::rule(&indicator.rule, full),
        sum,
        statements,
        verified: indicator.verified,
    }
}

fn reckon(
    indicator: &Indicator,
    asked: &Measure,
    facts: &FactSet,
    packs: &PackSet,
) -> (Outcome, String, Vec<StatementId>) {
    let input = |term: &Term| inputs::of_facts(facts, term);
    let measured = measure(asked, |term| input(term).map(|input| input.value));
    let shown = |term: &Term| match input(term).and_then(|input| facts.statement(input.statement)) {
        Some(statement) => statement.value.map_or_else(|| statement.written.clone(), |value| value.to_string()),
        None => name(term, packs).zh,
    };
    let value = if let Measured::Value(value) = &measured { Some(*value) } else { None };
    let sum = way::sum(asked, shown, value);
    let terms = asked.numerator.iter().chain(&asked.denominator);
    let mut statements: Vec<StatementId> = terms.filter_map(|term| input(term).map(|input| input.statement)).collect();
    statements.sort_unstable();
    statements.dedup();
    let outcome = match measured {
        Measured::Value(value) => {
            points(&indicator.rule, indicator.points.0, value).map_or(Outcome::Undefined, Outcome::Points)
        }
        Measured::NothingToDo => Outcome::Points(indicator.points.0),
        Measured::Missing(terms) => Outcome::Missing(terms.iter().map(|term| name(term, packs)).collect()),
        Measured::Undefined | Measured::Overflow => Outcome::Undefined,
    };
    (outcome, sum, statements)
}

/// The name of a fact in a role: 三公经费合计（上年）.
fn name(term: &Term, packs: &PackSet) -> Bilingual {
    let entry = packs.vocabulary.fact(&term.fact);
    let (zh, en) = entry.map_or((term.fact.as_str(), term.fact.as_str()), |fact| (fact.zh.as_str(), fact.en.as_str()));
    let (role, role_en) = match term.role {
        Role::Actual => return Bilingual::new(zh, en),
        Role::Target => ("目标", "target"),
        Role::Prior => ("上年", "last year"),
        Role::BudgetInitial => ("年初预算", "initial budget"),
        Role::BudgetAdjusted => ("全年预算", "adjusted budget"),
        Role::Final => ("决算", "final account"),
    };
    Bilingual::new(format!("{zh}（{role}）"), format!("{en} ({role_en})"))
}
