//! Where the inputs of a measure come from: the report, files beside it, or the result of an indicator.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::indicator::{Indicator as Own, indicators};
use jiheng_model::scorecard::{Given, Input};
use jiheng_model::statement::{Approximation, Entity, Role, State, Statement};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;
use jiheng_packs::framework::{Indicator, Measure, Term};

use crate::material::Material;

/// Base units of a rate in one percent.
const PERCENT: i128 = 100;

/// One input with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// In base units of its dimension, or in percent where the measure is the number itself.
    pub(crate) value: Exact,
    /// What a reader sees of it.
    pub(crate) input: Input,
}

/// Finds a term of an indicator.
pub(crate) fn find(material: &Material<'_>, indicator: &Indicator, term: &Term) -> Option<Found> {
    let is_rate_itself = indicator.measure.as_ref().is_some_and(|measure| measure.denominator.is_empty());
    let scaled = |value: Exact, is_rate: bool| {
        if is_rate_itself && is_rate { exact::divide(value, whole(PERCENT)) } else { Some(value) }
    };
    let of_statement = |statement: &Statement| {
        let is_rate = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
        let value = scaled(statement.exact()?, is_rate)?;
        Some(Found { value, input: input(material, name(material, term), statement) })
    };
    if let Some(statement) = stated(material, term).or_else(|| of_funding(material, indicator, term)) {
        return of_statement(statement);
    }
    // Last year's outcome is no base for this year's budget.
    let budgets = |other: &Term| other.fact == term.fact && other.role == Role::BudgetInitial;
    let mixes = term.role == Role::Prior && indicator.measure.as_ref().is_some_and(|m| m.terms().any(budgets));
    let fits = |given: &&Given| given.fact == term.fact && given.role == term.role && !mixes;
    if let Some(given) = material.given.iter().find(fits) {
        let fact = material.packs.vocabulary.fact(&given.fact);
        let input = Input {
            name: name(material, term),
            written: given.written.clone(),
            statement: None,
            beside: Some(given.place.clone()),
            assurance: Some(given.assurance),
        };
        return Some(Found { value: scaled(given.value, fact.is_some_and(|fact| fact.kind == "rate"))?, input });
    }
    // The indicator of the report stands for the figure itself, not for a part of a sum.
    let kind = indicator.of_kind.as_deref().filter(|_| is_rate_itself)?;
    of_statement(only_rate(&indicators(material.facts), kind)?)
}

/// The department's own figure: from the row of the whole department, else from a field of the form or its text.
///
/// A blank is no figure; explicitly none (无) is zero. What is said of another year or of some of the money is another
/// figure.
fn stated<'a>(material: &Material<'a>, term: &Term) -> Option<&'a Statement> {
    let year = material.facts.report.year.map(|year| year.to_string());
    let of_year = |s: &Statement| {
        term.role == Role::Prior
            || s.period.as_deref().is_none_or(|said| year.as_deref().is_none_or(|year| said == year))
    };
    let whole_money = |s: &Statement| s.scope.as_deref().is_none_or(|scope| scope.starts_with("indicator."));
    let facts = material.facts;
    let stated = |entity: Option<Entity>| {
        let fits = |s: &&Statement| {
            s.entity == entity
                && s.role == term.role
                && matches!(s.state, State::Number | State::Nil)
                && of_year(s)
                && whole_money(s)
        };
        facts.statements.iter().filter(|s| s.fact.as_ref().is_some_and(|fact| fact.name == term.fact)).find(fits)
    };
    stated(Some(Entity::Department)).or_else(|| stated(None)).or_else(|| {
        let fits = |s: &&Statement| s.role == term.role && of_year(s) && whole_money(s);
        called(material, &term.fact, fits)
    })
}

/// The number that a text calls by a name of the fact and nothing else: 人员编制100人; none where two such numbers differ.
fn called<'a>(material: &Material<'a>, fact: &str, fits: impl Fn(&&Statement) -> bool) -> Option<&'a Statement> {
    let entry = material.packs.vocabulary.fact(fact)?;
    let dimension = match entry.kind.as_str() {
        "count" => Dimension::Count,
        "money" => Dimension::Money,
        "area" => Dimension::Area,
        "rate" => Dimension::Rate,
        _ => return None,
    };
    let is_plain = |s: &&Statement| {
        s.fact.is_none()
            && s.entity.is_none()
            && s.class.is_none()
            && s.state == State::Number
            && s.approximation == Approximation::None
            && s.unit.as_ref().is_some_and(|unit| unit.dimension == dimension)
            && entry.aliases.contains(&s.subject)
    };
    let mut found = material.facts.statements.iter().filter(is_plain).filter(|s| fits(s));
    let first = found.next()?;
    found.all(|other| other.exact() == first.exact()).then_some(first)
}

/// The cell of a term in the row of all money of the table that the indicator names.
fn of_funding<'a>(material: &Material<'a>, indicator: &Indicator, term: &Term) -> Option<&'a Statement> {
    let row = funding_row(material, indicator)?;
    let executed = material.packs.vocabulary.list("table.text.executed");
    let fits = |s: &&Statement| {
        let is_cell = s.anchor.block == row.anchor.block && s.anchor.row == row.anchor.row && s.state == State::Number;
        is_cell && s.role == term.role && (term.role != Role::Actual || executed.contains(&s.measure))
    };
    let is_total = indicator.measure.iter().flat_map(Measure::terms).all(|other| other.fact == term.fact);
    let mut found = material.facts.statements.iter().filter(fits);
    found.next().filter(|_| is_total && found.next().is_none())
}

/// The adjusted budget in the row of all money of the one table whose title says so: 年度资金总额.
pub(crate) fn funding_row<'a>(material: &Material<'a>, indicator: &Indicator) -> Option<&'a Statement> {
    let funding = material.packs.vocabulary.list("table.funding");
    let fits = |s: &&Statement| {
        s.fact.is_none()
            && s.role == Role::BudgetAdjusted
            && s.anchor.row.is_some()
            && !s.subject.is_empty()
            && funding.contains(&s.subject)
            && indicator.funding_of.iter().any(|word| s.place.zh.contains(word.as_str()))
    };
    let mut found = material.facts.statements.iter().filter(fits);
    found.next().filter(|_| found.next().is_none())
}

/// The one rate in the result of the one indicator of a kind.
fn only_rate<'a>(all: &[Own<'a>], kind: &str) -> Option<&'a Statement> {
    let own: Vec<&Own<'a>> = all.iter().filter(|own| own.kind.name() == kind).collect();
    let &[own] = own.as_slice() else { return None };
    let is_rate = |s: &&&'a Statement| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let rates: Vec<&&'a Statement> = own.results.iter().filter(is_rate).collect();
    let &[rate] = rates.as_slice() else { return None };
    Some(rate)
}

/// A number of the report as an input.
pub(crate) fn input(material: &Material<'_>, name: Bilingual, statement: &Statement) -> Input {
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    let is_text = statement.state == State::Text;
    Input {
        name,
        written: if is_text { statement.written.clone() } else { format!("{}{unit}", statement.written) },
        statement: Some(statement.id),
        beside: None,
        assurance: material.level(statement.id),
    }
}

/// The name of a fact in a role: 三公经费合计（上年）.
pub(crate) fn name(material: &Material<'_>, term: &Term) -> Bilingual {
    let entry = material.packs.vocabulary.fact(&term.fact);
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
