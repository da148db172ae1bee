//! What comes of holding a report against something: comparisons and findings, and how they are put into words.

use std::collections::BTreeMap;

use jiheng_model::document::Document;
use jiheng_model::evaluation::{FactSet, Stage};
use jiheng_model::evidence::{Comparison, EvidenceFile, Uncompared};
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::finding::{Finding, Verdict};
use jiheng_model::interval::Interval;
use jiheng_model::statement::{Approximation, Statement, StatementId};
use jiheng_model::text::{Bilingual, filled, hexadecimal};
use jiheng_model::unit::Dimension;
use jiheng_packs::{Check, PackSet, Rule};
use sha2::{Digest, Sha256};

/// A report, and the packs that say what things mean.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What the report states.
    pub facts: &'a FactSet,
    /// Its text.
    pub document: &'a Document,
    /// The packs.
    pub packs: &'a PackSet,
    /// How far the report has come.
    pub stage: Stage,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files that took part.
    pub files: Vec<EvidenceFile>,
    /// What was compared.
    pub comparisons: Vec<Comparison>,
    /// What was not.
    pub uncompared: Vec<Uncompared>,
    /// What cannot stand.
    pub findings: Vec<Finding>,
}

/// Words for the places of a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(BTreeMap<&'static str, Bilingual>);

impl Words {
    pub(crate) fn with(mut self, name: &'static str, word: Bilingual) -> Self {
        self.0.insert(name, word);
        self
    }
}

/// The active rule that this kind of evidence is judged by.
fn rule<'a>(beside: &Beside<'a>, kind: &str) -> Option<&'a Rule> {
    let is_it = |rule: &&Rule| rule.is_active() && matches!(&rule.check, Check::Evidence(name) if name == kind);
    beside.packs.rules.iter().find(is_it)
}

/// Its code.
pub(crate) fn code(beside: &Beside<'_>, kind: &str) -> String {
    rule(beside, kind).map(|rule| rule.code.clone()).unwrap_or_default()
}

/// A parameter of the rule.
pub(crate) fn parameter<'a>(beside: &Beside<'a>, kind: &str, name: &str) -> Option<&'a str> {
    rule(beside, kind)?.parameters.get(name).map(String::as_str)
}

/// A filter of the rule.
pub(crate) fn filter<'a>(beside: &Beside<'a>, kind: &str, name: &str) -> &'a [String] {
    rule(beside, kind).and_then(|rule| rule.filter.get(name)).map_or(&[], Vec::as_slice)
}

/// A finding of the rule for this kind of evidence; `None` when no pack has one.
pub(crate) fn finding(
    beside: &Beside<'_>,
    kind: &str,
    statements: &[StatementId],
    words: &Words,
    calculation: &str,
) -> Option<Finding> {
    let rule = rule(beside, kind)?;
    let value = |name: &str, zh: bool| {
        let pick = |text: &Bilingual| if zh { text.zh.clone() } else { text.en.clone() };
        if let Some(word) = words.0.get(name) {
            return Some(pick(word));
        }
        if name == "calculation" {
            return Some(calculation.to_owned());
        }
        let (which, field) = name.split_once('.')?;
        let index = ["a", "b", "c"].iter().position(|letter| *letter == which)?;
        let statement = beside.facts.statement(*statements.get(index)?)?;
        match field {
            "place" => Some(pick(&statement.place)),
            "value" => Some(value_text(statement)),
            _ => None,
        }
    };
    let fill = |template: &Bilingual| {
        Bilingual::new(filled(&template.zh, |name| value(name, true)), filled(&template.en, |name| value(name, false)))
    };
    let severity = match beside.stage {
        Stage::Draft => rule.severity,
        Stage::Submitted => rule.severity_submitted,
    };
    Some(Finding {
        id: fingerprint(beside, &rule.code, statements, calculation),
        code: rule.code.clone(),
        severity,
        message: fill(&rule.message),
        remedy: fill(&rule.remedy),
        sources: rule.sources.clone(),
        statements: statements.to_vec(),
        calculation: calculation.to_owned(),
        difference: None,
        allowed: None,
        suggestion: None,
        repairs: Vec::new(),
        question: None,
        consequences: Vec::new(),
    })
}

/// Code, written values and places: no positions that an inserted paragraph would move.
fn fingerprint(beside: &Beside<'_>, code: &str, statements: &[StatementId], calculation: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(code.as_bytes());
    for statement in statements.iter().filter_map(|id| beside.facts.statement(*id)) {
        hasher.update([0]);
        hasher.update(statement.place.zh.as_bytes());
        hasher.update([1]);
        hasher.update(statement.written.as_bytes());
    }
    hasher.update([2]);
    hasher.update(calculation.as_bytes());
    hexadecimal(hasher.finalize().get(..8).unwrap_or_default())
}

/// How an exact value fits what is printed; `None` when it does not.
pub(crate) fn verdict(statement: &Statement, value: Exact) -> Option<Verdict> {
    if statement.exact() == Some(value) {
        return Some(Verdict::Exact);
    }
    if statement.interval()?.contains(value) {
        return Some(Verdict::WithinRounding);
    }
    if statement.approximation != Approximation::None {
        return None;
    }
    // Somebody cut digits off: 94.736 as 94.73.
    let low = statement.exact()?;
    let high = exact::add(low, statement.last_digit_of(statement.value?)?)?;
    let cut = Interval::closed(low, high).open_high();
    (low >= whole(0) && cut.contains(value)).then_some(Verdict::TruncationOnly)
}

/// Number and unit as the report has them.
pub(crate) fn value_text(statement: &Statement) -> String {
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    format!("{}{unit}", statement.written)
}

/// A value in the unit of a statement, with the decimals that the comparison needs.
pub(crate) fn shown(value: Exact, statement: &Statement) -> String {
    let scale = statement.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    let in_unit = exact::divide(value, whole(statement.factor()));
    in_unit.map_or_else(String::new, |value| format!("{}{unit}", exact::to_text(value, scale, scale.max(2))))
}

/// A value of its own in the unit that people write this dimension in: `2855.53万元`, `90%`.
pub(crate) fn in_common_unit(value: Exact, dimension: Dimension) -> String {
    let (unit, factor) = match dimension {
        Dimension::Money => ("万元", 100_000_000),
        Dimension::Rate => ("%", 100),
        Dimension::Area => ("平方米", 3),
        _ => ("", 1),
    };
    format!("{}{unit}", exact_text(value, factor))
}

/// The exact value in a unit: as a decimal where it ends, else as a fraction.
pub(crate) fn exact_text(value: Exact, factor: i128) -> String {
    const PLACES: u32 = 12;
    let Some(value) = exact::divide(value, whole(factor)) else { return String::new() };
    let rounded = jiheng_model::decimal::Decimal::round_half_up(value, PLACES);
    match rounded.filter(|decimal| decimal.to_exact() == value) {
        Some(decimal) => decimal.trimmed(0).to_string(),
        None => value.to_string(),
    }
}

/// How far apart, in the unit of the statement.
pub(crate) fn difference(statement: &Statement, value: Exact) -> Option<String> {
    let apart = exact::subtract(statement.exact()?, value)?;
    let apart = if apart < whole(0) { -apart } else { apart };
    let scale = statement.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    Some(exact::to_text(exact::divide(apart, whole(statement.factor()))?, scale, scale.max(2)))
}
