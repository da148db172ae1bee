//! The vocabulary of the packs, made ready for matching.

use std::sync::Arc;

use jiheng_model::statement::Role;
use jiheng_model::unit::{Dimension, Unit};
use jiheng_packs::vocabulary::{UnitEntry, Vocabulary};

use crate::wordlist::WordList;

/// A unit of the vocabulary as characters.
#[derive(Clone, Debug)]
pub(crate) struct UnitWord {
    pub(crate) chars: Vec<char>,
    pub(crate) dimension: Dimension,
    pub(crate) factor: i128,
    pub(crate) class: Arc<str>,
    pub(crate) measure: String,
}

/// A fact with one of its names.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) words: Vec<char>,
    pub(crate) fact: String,
}

/// All word lists in matching form. Built once for a run.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(crate) units: Vec<UnitWord>,
    pub(crate) scales: Vec<(Vec<char>, i128)>,
    pub(crate) before: Vec<(WordList, jiheng_model::statement::Approximation)>,
    pub(crate) after: Vec<(WordList, jiheng_model::statement::Approximation)>,
    pub(crate) plus: WordList,
    pub(crate) trap: WordList,
    pub(crate) trap_number: WordList,
    pub(crate) trap_number_after: WordList,
    pub(crate) lead_phone: WordList,
    pub(crate) lead_identifier: WordList,
    pub(crate) role_guard: WordList,
    pub(crate) roles: Vec<(WordList, Role)>,
    pub(crate) cue_parts: WordList,
    pub(crate) cue_complete: WordList,
    pub(crate) cue_recheck: WordList,
    pub(crate) cue_closing: WordList,
    pub(crate) cue_break: WordList,
    pub(crate) cue_partial: WordList,
    pub(crate) cue_share: WordList,
    pub(crate) cue_compared: WordList,
    pub(crate) period_part: WordList,
    pub(crate) cue_rise: WordList,
    pub(crate) cue_fall: WordList,
    pub(crate) filler: WordList,
    pub(crate) verb: WordList,
    pub(crate) noun_stop: WordList,
    pub(crate) measure: WordList,
    pub(crate) nil: WordList,
    pub(crate) org_suffix: WordList,
    pub(crate) org_whole: WordList,
    pub(crate) leftover: WordList,
    pub(crate) residue: WordList,
    pub(crate) unit_guard: WordList,
    pub(crate) alias_generic: WordList,
    pub(crate) fact_changer: WordList,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) claims: crate::claims::Book,
}

impl Lexicon {
    /// Prepares a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        use jiheng_model::statement::Approximation as A;
        let list = |name: &str| WordList::new(vocabulary.list(name).iter().map(String::as_str));
        let mut units: Vec<UnitWord> = vocabulary.units.iter().filter_map(unit_word).collect();
        units.sort_by_key(|unit| std::cmp::Reverse(unit.chars.len()));
        let mut aliases: Vec<Alias> = vocabulary.facts.iter().flat_map(aliases_of).collect();
        aliases.sort_by_key(|alias| std::cmp::Reverse(alias.words.len()));
        Self {
            units,
            scales: vocabulary.list("scale").iter().filter_map(|word| scale(word)).collect(),
            before: vec![
                (list("approximation.before.at_least"), A::AtLeast),
                (list("approximation.before.at_most"), A::AtMost),
                (list("approximation.before.over"), A::Over),
                (list("approximation.before.under"), A::Under),
                (list("approximation.before.near"), A::Near),
                (list("approximation.before.about"), A::About),
            ],
            after: vec![
                (list("approximation.after.at_least"), A::AtLeast),
                (list("approximation.after.at_most"), A::AtMost),
                (list("approximation.after.about"), A::About),
            ],
            plus: list("approximation.plus"),
            trap: list("trap"),
            trap_number: list("trap.number"),
            trap_number_after: list("trap.number.after"),
            lead_phone: list("lead.phone"),
            lead_identifier: list("lead.identifier"),
            role_guard: list("role.guard"),
            roles: vec![
                (list("role.prior"), Role::Prior),
                (list("role.budget_initial"), Role::BudgetInitial),
                (list("role.budget_adjusted"), Role::BudgetAdjusted),
                (list("role.final"), Role::Final),
                (list("role.target"), Role::Target),
            ],
            cue_parts: list("cue.parts"),
            cue_complete: list("cue.complete"),
            cue_recheck: list("cue.recheck"),
            cue_closing: list("cue.closing"),
            cue_break: list("cue.break"),
            cue_partial: list("cue.partial"),
            cue_share: list("cue.share"),
            cue_compared: list("cue.compared"),
            period_part: list("period.part"),
            cue_rise: list("cue.rise"),
            cue_fall: list("cue.fall"),
            filler: list("filler"),
            verb: list("verb"),
            noun_stop: list("noun.stop"),
            measure: list("measure"),
            nil: list("nil"),
            org_suffix: list("org.suffix"),
            org_whole: list("org.whole"),
            leftover: list("leftover"),
            residue: list("residue"),
            unit_guard: list("unit.guard"),
            alias_generic: list("alias.generic"),
            fact_changer: list("fact.changer"),
            aliases,
            claims: crate::claims::Book::new(vocabulary),
        }
    }

    /// The longest unit at `at`, with its scale words: `万元`, `亿`, `平方米`. Returns the unit and its length.
    pub(crate) fn unit_at(&self, text: &[char], at: usize) -> Option<(Unit, usize)> {
        let rest = text.get(at..)?;
        let scale = self.scales.iter().find(|(word, _)| rest.starts_with(word));
        let (scale_len, factor) = scale.map_or((0, 1), |(word, factor)| (word.len(), *factor));
        let unit = self.plain_unit_at(text, at + scale_len);
        if let Some(unit) = unit {
            let length = scale_len + unit.chars.len();
            let symbol: String = rest.iter().take(length).collect();
            return Some((
                Unit {
                    symbol: symbol.into(),
                    dimension: unit.dimension,
                    factor: unit.factor * factor,
                    class: Arc::clone(&unit.class),
                    scaled: factor > 1,
                },
                length,
            ));
        }
        let (word, factor) = scale?;
        let symbol: String = word.iter().collect();
        let class: Arc<str> = "bare".into();
        Some((
            Unit { symbol: symbol.into(), dimension: Dimension::Other, factor: *factor, class, scaled: true },
            word.len(),
        ))
    }

    /// The longest unit word at `at`, without scale word.
    pub(crate) fn plain_unit_at(&self, text: &[char], at: usize) -> Option<&UnitWord> {
        let rest = text.get(at..)?;
        if self.unit_guard.at(text, at).is_some() {
            return None;
        }
        self.units.iter().find(|unit| rest.starts_with(&unit.chars))
    }

    /// The unit of this exact symbol, scale word included.
    pub(crate) fn unit(&self, symbol: &str) -> Option<Unit> {
        let chars: Vec<char> = symbol.chars().collect();
        self.unit_at(&chars, 0).filter(|(_, length)| *length == chars.len()).map(|(unit, _)| unit)
    }

    /// The measure a unit implies when no word names one.
    pub(crate) fn measure_of(&self, unit: &Unit) -> &str {
        self.units
            .iter()
            .find(|word| word.dimension == unit.dimension && word.class == unit.class && !word.measure.is_empty())
            .map_or("", |word| word.measure.as_str())
    }
}

fn unit_word(entry: &UnitEntry) -> Option<UnitWord> {
    Some(UnitWord {
        chars: entry.symbol.chars().collect(),
        dimension: entry.parsed_dimension()?,
        factor: i128::from(entry.factor),
        class: entry.class.as_str().into(),
        measure: entry.measure.clone(),
    })
}

fn aliases_of(fact: &jiheng_packs::vocabulary::FactEntry) -> Vec<Alias> {
    fact.aliases.iter().map(|alias| Alias { words: alias.chars().collect(), fact: fact.id.clone() }).collect()
}

/// 万 → 10⁴, 百万 → 10⁶, 万亿 → 10¹².
fn scale(word: &str) -> Option<(Vec<char>, i128)> {
    let mut factor: i128 = 1;
    for c in word.chars() {
        factor *= match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        };
    }
    Some((word.chars().collect(), factor))
}
