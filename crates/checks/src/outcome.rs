//! What a check says about one thing it looked at, before it becomes a finding or a hold.

use std::collections::BTreeMap;

use jiheng_model::evaluation::{FactSet, Stage};
use jiheng_model::exact::whole;
use jiheng_model::finding::{Suggestion, Verdict};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::{PackSet, Rule};

use crate::compare::Comparison;
use crate::figure;

/// What every check gets.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a FactSet,
    pub(crate) packs: &'a PackSet,
    pub(crate) rule: &'a Rule,
    pub(crate) stage: Stage,
}

impl Context<'_> {
    /// A whole-number parameter of the rule, `default` when it is absent or no number.
    pub(crate) fn parameter(&self, name: &str, default: i128) -> i128 {
        self.rule.parameters.get(name).and_then(|text| text.parse().ok()).unwrap_or(default)
    }

    pub(crate) fn get(&self, id: StatementId) -> Option<&Statement> {
        self.facts.statement(id)
    }
}

/// One thing looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// How it holds; `None` when it does not.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) statements: Vec<StatementId>,
    pub(crate) calculation: String,
    pub(crate) difference: Option<String>,
    pub(crate) allowed: Option<String>,
    /// Placeholders of the message beyond the usual ones.
    pub(crate) words: BTreeMap<&'static str, Bilingual>,
    pub(crate) suggestion: Option<Suggestion>,
    /// A mark that rules select by: `unit_slip`.
    pub(crate) tag: &'static str,
}

impl Outcome {
    /// Something that holds on the printed digits.
    pub(crate) fn holds(statements: Vec<StatementId>, calculation: impl Into<String>) -> Self {
        Self { verdict: Some(Verdict::Exact), statements, calculation: calculation.into(), ..Self::default() }
    }

    /// Something that does not hold.
    pub(crate) fn fails(statements: Vec<StatementId>, calculation: impl Into<String>) -> Self {
        Self { statements, calculation: calculation.into(), ..Self::default() }
    }

    /// The outcome of a numeric comparison; amounts are shown in the unit of `reference`.
    pub(crate) fn compared(
        comparison: &Comparison,
        statements: Vec<StatementId>,
        calculation: String,
        reference: &Statement,
    ) -> Self {
        let failed = comparison.verdict.is_none();
        let text = |value| Some(figure::size_in_unit_of(value, reference)).filter(|_| failed);
        let unit = reference.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
        let mut outcome = Self {
            verdict: comparison.verdict,
            statements,
            calculation,
            difference: text(comparison.difference),
            allowed: text(if comparison.allowed < whole(0) { whole(0) } else { comparison.allowed }),
            ..Self::default()
        };
        outcome.say("unit", unit.clone(), unit);
        outcome
    }

    /// Adds a placeholder.
    pub(crate) fn say(&mut self, name: &'static str, zh: impl Into<String>, en: impl Into<String>) {
        self.words.insert(name, Bilingual::new(zh, en));
    }

    /// Adds a placeholder that reads the same in both languages.
    pub(crate) fn say_same(&mut self, name: &'static str, text: impl Into<String>) {
        let text = text.into();
        self.words.insert(name, Bilingual::new(text.clone(), text));
    }
}
