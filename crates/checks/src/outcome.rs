//! What a check says about one thing it looked at, before it becomes a finding or a hold.

use std::collections::BTreeMap;

use jiheng_model::evaluation::{FactSet, Stage};
use jiheng_model::exact::whole;
use jiheng_model::finding::Verdict;
use jiheng_model::statement::{Entity, Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::{PackSet, Rule};

use crate::compare::{Comparison, Side};
use crate::figure;
use crate::graph::Linear;
use crate::index::Index;

/// What every check gets.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a FactSet,
    pub(crate) index: &'a Index<'a>,
    pub(crate) packs: &'a PackSet,
    pub(crate) rule: &'a Rule,
    pub(crate) stage: Stage,
}

impl<'a> Context<'a> {
    /// A whole-number parameter of the rule, `default` when it is absent or no number.
    pub(crate) fn parameter(&self, name: &str, default: i128) -> i128 {
        self.rule.parameters.get(name).and_then(|text| text.parse().ok()).unwrap_or(default)
    }

    pub(crate) fn get(&self, id: StatementId) -> Option<&'a Statement> {
        self.facts.statement(id)
    }

    /// Statements of a fact name, any instance, in document order.
    pub(crate) fn of(&self, name: &str) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.index.of(name).iter().copied()
    }

    /// The side of one statement; `None` for blanks and words.
    pub(crate) fn side(&self, statement: &Statement) -> Option<Side> {
        self.index.side(statement.id).copied().or_else(|| Side::of(statement))
    }
}

/// What had to hold for an outcome: from it the graph of causes is built, and only when something fails.
#[derive(Clone, Debug, Default)]
pub(crate) enum Source {
    /// Nothing that can be solved for a number.
    #[default]
    Opaque,
    /// The relation at this index.
    Relation(u32),
    /// The rule's expression, for this institution.
    Row(Option<Entity>),
    /// A sum or a limit that a native check has put together.
    Linear(Box<Linear>),
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
    /// The one question whose answer settles it.
    pub(crate) question: Option<Bilingual>,
    /// What had to hold.
    pub(crate) source: Source,
    /// What had to hold for outcomes of the same arithmetic that this one stands for as well.
    pub(crate) more_sources: Vec<Source>,
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
        let text = |value| failed.then(|| figure::size_in_unit_of(value, reference));
        let mut outcome = Self {
            verdict: comparison.verdict,
            statements,
            calculation,
            difference: text(comparison.difference),
            allowed: text(if comparison.allowed < whole(0) { whole(0) } else { comparison.allowed }),
            ..Self::default()
        };
        if failed {
            outcome.say_same("unit", reference.unit.as_ref().map_or("", |unit| unit.symbol.as_ref()));
        }
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
