//! The vocabulary of the packs, made ready for matching.

mod flow;
mod names;
mod rates;

use std::collections::HashMap;
use std::sync::Arc;

use jiheng_model::statement::Role;
use jiheng_model::unit::{Dimension, Unit};
use jiheng_packs::vocabulary::{UnitEntry, Vocabulary};

use crate::wordlist::{Filter, WordList};

/// Class of a scale word that no unit follows: 万, 亿.
pub(crate) const BARE_SCALE: &str = "bare";

/// A unit of the vocabulary as characters, ready alone and behind every scale word.
#[derive(Clone, Debug)]
pub(crate) struct UnitWord {
    pub(crate) chars: Vec<char>,
    pub(crate) dimension: Dimension,
    pub(crate) class: Arc<str>,
    pub(crate) measure: String,
    plain: Unit,
    /// In the order of the scale words.
    scaled: Vec<Unit>,
}

/// 万, 亿: a word that multiplies the unit behind it, and what it is without one.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    chars: Vec<char>,
    factor: i128,
    bare: Unit,
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
    /// Sorted by first character, then by falling length.
    units: Vec<UnitWord>,
    unit_filter: Filter,
    scales: Vec<Scale>,
    scale_filter: Filter,
    pub(crate) before: Vec<(WordList, jiheng_model::statement::Approximation)>,
    pub(crate) after: Vec<(WordList, jiheng_model::statement::Approximation)>,
    pub(crate) approximation_guard: WordList,
    pub(crate) numeral_guard: WordList,
    /// What makes a numeral in words a span of time.
    pub(crate) numeral_period: WordList,
    /// What follows the name of a five-year plan.
    pub(crate) numeral_plan: WordList,
    pub(crate) counted: WordList,
    pub(crate) list_follow: WordList,
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
    /// Words of a scope of money, with its name.
    pub(crate) scopes: Vec<(WordList, &'static str)>,
    pub(crate) total_word: WordList,
    pub(crate) cue_lines: WordList,
    pub(crate) cue_partial_lines: WordList,
    pub(crate) budget_done: WordList,
    pub(crate) anaphora: WordList,
    pub(crate) above_budget: WordList,
    pub(crate) below_budget: WordList,
    /// Sets of names that divide a whole; each name with its variants.
    pub(crate) partitions: Vec<Partition>,
    /// Names of rates, and words of the amounts they are called after.
    pub(crate) rate_ties: Vec<(WordList, WordList)>,
    /// Words of aims: 目标, 计划, 要求.
    pub(crate) role_target: WordList,
    /// Words before the exact number that a rough one stands for.
    pub(crate) cue_exact: WordList,
    pub(crate) rate_part: WordList,
    pub(crate) rate_whole: WordList,
    pub(crate) claim_met: WordList,
    /// Claims that count only as a clause of their own: 已完成.
    pub(crate) claim_met_alone: WordList,
    pub(crate) claim_missed: WordList,
    /// Words that end before an aim, and words that open its clause.
    pub(crate) aim_word: WordList,
    pub(crate) aim_lead: WordList,
    /// Words between a number and the word that calls it an aim, words that say it was reached, and words against that.
    pub(crate) aim_kind: WordList,
    pub(crate) aim_reached: WordList,
    pub(crate) aim_guard: WordList,
    /// Words before the number by which an aim was passed or missed.
    pub(crate) aim_above: WordList,
    pub(crate) aim_below: WordList,
    /// Words of saying a number again.
    pub(crate) gloss_word: WordList,
    pub(crate) start_word: WordList,
    pub(crate) end_word: WordList,
    pub(crate) title_word: WordList,
    pub(crate) time_lead: WordList,
    pub(crate) fact_tail: WordList,
    pub(crate) list_ordinal: WordList,
    pub(crate) list_promise: WordList,
    pub(crate) list_closing: WordList,
    pub(crate) list_announce: WordList,
    pub(crate) list_partial: WordList,
    /// Words behind a list of more that is not in it.
    pub(crate) list_elsewhere: WordList,
    pub(crate) list_member: WordList,
    /// Measure words that count the names right before them.
    pub(crate) list_counter: WordList,
    pub(crate) flow: flow::FlowWords,
    pub(crate) rates: rates::RateWords,
    pub(crate) names: names::NameWords,
    pub(crate) remainder_done: WordList,
    pub(crate) remainder_less: WordList,
    pub(crate) remainder_saved: WordList,
    pub(crate) remainder_over: WordList,
    pub(crate) remainder_planned: WordList,
    /// Figures of a department with all their names.
    pub(crate) loose_names: Vec<(String, WordList)>,
    /// Figures with the names under which they are denied, and empty words around such names.
    pub(crate) denied_names: Vec<(String, WordList)>,
    /// Names of an amount, of what is taken from it and of what is left.
    pub(crate) differences: Vec<[WordList; 3]>,
    /// Figures that are denied, with further facts of the forms that state them.
    pub(crate) denial_facts: Vec<(String, String)>,
    pub(crate) denied_lead: WordList,
    pub(crate) denied_tail: WordList,
    /// Words without meaning before and behind such names, and names of cells that add nothing.
    pub(crate) name_lead: WordList,
    /// Words of titles of tables with the figure that the total is.
    pub(crate) loose_titles: Vec<(String, WordList)>,
    /// Words that add nothing to a name, and words that make it another figure's.
    pub(crate) twice_light: WordList,
    pub(crate) twice_guard: WordList,
    pub(crate) table_total: WordList,
    pub(crate) name_tail: WordList,
    pub(crate) cell_empty: WordList,
    /// Words before a price, of standards and of limits.
    pub(crate) price_word: WordList,
    pub(crate) price_standard: WordList,
    pub(crate) price_limit: WordList,
    /// Names of columns that hold an amount for each.
    pub(crate) price_column: WordList,
    /// An average per month or year: the total may cover several of them.
    pub(crate) average_timed: WordList,
    /// Words that close a list of points.
    pub(crate) points_summed: WordList,
    pub(crate) points_scaled: WordList,
    /// Words that tell of reasons, not of what is left.
    pub(crate) remainder_guard: WordList,
    /// Around rough numbers: words of limits, of checking and of adding up.
    pub(crate) rough_guard: WordList,
    pub(crate) rough_checked: WordList,
    pub(crate) rough_summed: WordList,
    /// Words before a level that another lies above or below.
    pub(crate) against_above: WordList,
    pub(crate) against_below: WordList,
    /// Words of denying, those that stand behind, deeds, and what names nothing or something else.
    pub(crate) denial_word: WordList,
    pub(crate) denial_behind: WordList,
    pub(crate) denial_deed: WordList,
    pub(crate) denial_empty: WordList,
    pub(crate) denial_guard: WordList,
    /// Claims of missing an aim that are a clause of their own.
    pub(crate) claim_missed_alone: WordList,
    /// Between an aim and its result: all of it is done.
    pub(crate) claim_done: WordList,
    pub(crate) cue_remainder: WordList,
    pub(crate) cue_grade: WordList,
    pub(crate) grade_word: WordList,
    /// What a number of points is: what can be had, what was lost, that of the whole.
    pub(crate) points_full: WordList,
    pub(crate) points_lost: WordList,
    pub(crate) points_total: WordList,
    pub(crate) cue_former: WordList,
    pub(crate) compared_guard: WordList,
    pub(crate) comparison_word: WordList,
    pub(crate) period_part: WordList,
    pub(crate) cue_rise: WordList,
    pub(crate) cue_fall: WordList,
    /// 相差: a difference that does not say which way.
    pub(crate) cue_differ: WordList,
    /// Rising or falling without an amount.
    pub(crate) cue_vague: WordList,
    /// Words that say when a level stood, what was aimed at, what others have.
    pub(crate) stage_past: WordList,
    pub(crate) stage_present: WordList,
    pub(crate) stage_part: WordList,
    pub(crate) stage_mean: WordList,
    pub(crate) stage_aim: WordList,
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
    /// The longest first.
    pub(crate) aliases: Vec<Alias>,
    /// The same by their last character.
    alias_ends: HashMap<char, Vec<Alias>>,
    pub(crate) claims: crate::claims::Book,
}

impl Lexicon {
    /// Prepares a vocabulary.
    #[expect(clippy::too_many_lines, reason = "one line for each list of the vocabulary, and nothing else")]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        use jiheng_model::statement::Approximation as A;
        let list = |name: &str| WordList::new(vocabulary.list(name).iter().map(String::as_str));
        let scales: Vec<Scale> = vocabulary.list("scale").iter().filter_map(|word| scale(word)).collect();
        let mut units: Vec<UnitWord> = vocabulary.units.iter().filter_map(|entry| unit_word(entry, &scales)).collect();
        units.sort_by(|a, b| a.chars.first().cmp(&b.chars.first()).then(b.chars.len().cmp(&a.chars.len())));
        let mut aliases: Vec<Alias> = vocabulary.facts.iter().flat_map(aliases_of).collect();
        aliases.sort_by_key(|alias| std::cmp::Reverse(alias.words.len()));
        Self {
            unit_filter: Filter::new(units.iter().filter_map(|unit| unit.chars.first().copied())),
            units,
            scale_filter: Filter::new(scales.iter().filter_map(|scale| scale.chars.first().copied())),
            scales,
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
            approximation_guard: list("approximation.guard"),
            numeral_guard: list("numeral.guard"),
            numeral_period: list("numeral.period"),
            numeral_plan: list("numeral.plan"),
            counted: list("numeral.counted"),
            list_follow: list("list.follow"),
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
            scopes: ["government_funds", "state_capital", "general_public_budget", "fiscal_appropriation"]
                .map(|scope| (list(&format!("scope.{scope}")), scope))
                .into(),
            total_word: list("total.word"),
            cue_lines: list("cue.lines"),
            cue_partial_lines: list("cue.lines.partial"),
            budget_done: list("cue.budget_done"),
            anaphora: list("anaphora"),
            above_budget: list("compare.above_budget"),
            below_budget: list("compare.below_budget"),
            rate_ties: vocabulary.list("rate.tie").iter().filter_map(|line| tie(line)).collect(),
            role_target: list("role.target"),
            cue_exact: list("cue.exact"),
            rate_part: list("rate.part"),
            rate_whole: list("rate.whole"),
            partitions: vocabulary.list("partition").iter().map(|line| partition(line)).collect(),
            claim_met: list("claim.met"),
            claim_met_alone: list("claim.met.alone"),
            claim_missed: list("claim.missed"),
            aim_word: list("aim.word"),
            aim_lead: list("aim.lead"),
            aim_kind: list("aim.kind"),
            aim_reached: list("aim.reached"),
            aim_guard: list("aim.guard"),
            aim_above: list("aim.above"),
            aim_below: list("aim.below"),
            gloss_word: list("cue.gloss"),
            start_word: list("date.start"),
            end_word: list("date.end"),
            title_word: list("title.word"),
            time_lead: list("lead.time"),
            fact_tail: list("fact.tail"),
            list_ordinal: list("list.ordinal"),
            list_promise: list("list.promise"),
            list_closing: list("list.closing"),
            list_announce: list("list.announce"),
            list_partial: list("list.partial"),
            list_elsewhere: list("list.elsewhere"),
            list_member: list("list.member"),
            list_counter: list("list.counter"),
            flow: flow::FlowWords::new(list),
            rates: rates::RateWords::new(vocabulary),
            names: names::NameWords::new(|name| vocabulary.list(name).to_vec()),
            remainder_done: list("remainder.done"),
            remainder_less: list("remainder.less"),
            remainder_saved: list("remainder.saved"),
            remainder_over: list("remainder.over"),
            remainder_planned: list("remainder.planned"),
            loose_names: lists_of(vocabulary, "loose."),
            denied_names: lists_of(vocabulary, "denied."),
            differences: vocabulary.list("difference").iter().filter_map(|line| difference(line)).collect(),
            denial_facts: vocabulary
                .list("denial.facts")
                .iter()
                .filter_map(|line| line.split_once('='))
                .map(|(name, fact)| (name.to_owned(), fact.to_owned()))
                .collect(),
            denied_lead: list("denial.lead"),
            denied_tail: list("denial.tail"),
            name_lead: list("name.lead"),
            loose_titles: vocabulary
                .list("name.titles")
                .iter()
                .filter_map(|line| line.split_once('='))
                .map(|(words, name)| (name.to_owned(), WordList::new(words.split(' '))))
                .collect(),
            twice_light: list("twice.light"),
            twice_guard: list("twice.guard"),
            table_total: list("table.total"),
            name_tail: list("name.tail"),
            cell_empty: list("name.cell.empty"),
            price_word: list("price.word"),
            price_standard: list("price.standard"),
            price_limit: list("price.limit"),
            price_column: list("price.column"),
            average_timed: list("average.timed"),
            points_summed: list("points.summed"),
            points_scaled: list("points.scaled"),
            remainder_guard: list("remainder.guard"),
            rough_guard: list("rough.guard"),
            rough_checked: list("rough.checked"),
            rough_summed: list("rough.summed"),
            against_above: list("against.above"),
            against_below: list("against.below"),
            denial_word: list("denial.word"),
            denial_behind: list("denial.behind"),
            denial_deed: list("denial.deed"),
            denial_empty: list("denial.empty"),
            denial_guard: list("denial.guard"),
            claim_missed_alone: list("claim.missed.alone"),
            claim_done: list("claim.done"),
            cue_remainder: list("cue.remainder"),
            cue_grade: list("cue.grade"),
            grade_word: list("grade.word"),
            points_full: list("points.full"),
            points_lost: list("points.lost"),
            points_total: list("points.total"),
            cue_former: list("cue.former"),
            compared_guard: list("cue.compared.guard"),
            comparison_word: list("cue.comparison"),
            period_part: list("period.part"),
            cue_rise: list("cue.rise"),
            cue_fall: list("cue.fall"),
            cue_differ: list("cue.differ"),
            cue_vague: list("cue.vague"),
            stage_past: list("stage.past"),
            stage_present: list("stage.present"),
            stage_part: list("stage.part"),
            stage_mean: list("stage.mean"),
            stage_aim: list("stage.aim"),
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
            alias_ends: by_end(&aliases),
            aliases,
            claims: crate::claims::Book::new(vocabulary),
        }
    }

    /// The longest unit at `at`, with its scale words: `万元`, `亿`, `平方米`. Returns the unit and its length.
    pub(crate) fn unit_at(&self, text: &[char], at: usize) -> Option<(Unit, usize)> {
        let first = *text.get(at)?;
        let scaled = self.scale_filter.may_hold(first).then(|| {
            let rest = text.get(at..)?;
            self.scales.iter().enumerate().find(|(_, scale)| rest.starts_with(&scale.chars))
        });
        let Some((index, scale)) = scaled.flatten() else {
            return self.plain_unit_at(text, at).map(|word| (word.plain.clone(), word.chars.len()));
        };
        let word = self.plain_unit_at(text, at + scale.chars.len());
        let unit = word.and_then(|word| Some((word.scaled.get(index)?, word.chars.len())));
        let (unit, length) = unit.unwrap_or((&scale.bare, 0));
        Some((unit.clone(), scale.chars.len() + length))
    }

    /// The longest unit word at `at`, without scale word.
    pub(crate) fn plain_unit_at(&self, text: &[char], at: usize) -> Option<&UnitWord> {
        let first = *text.get(at)?;
        if !self.unit_filter.may_hold(first) || self.unit_guard.at(text, at).is_some() {
            return None;
        }
        let rest = text.get(at..)?;
        let from = self.units.partition_point(|unit| unit.chars.first() < Some(&first));
        let same = self.units.iter().skip(from).take_while(|unit| unit.chars.first() == Some(&first));
        same.into_iter().find(|unit| rest.starts_with(&unit.chars))
    }

    /// The unit of this exact symbol, scale word included.
    pub(crate) fn unit(&self, symbol: &str) -> Option<Unit> {
        let chars: Vec<char> = symbol.chars().collect();
        self.unit_at(&chars, 0).filter(|(_, length)| *length == chars.len()).map(|(unit, _)| unit)
    }

    /// The longest name of a fact that ends a label: of the score, or of any other.
    pub(crate) fn alias_before(&self, label: &[char], score: bool) -> Option<&Alias> {
        let same_end = self.alias_ends.get(label.last()?)?;
        same_end.iter().find(|alias| label.ends_with(&alias.words) && (alias.fact == "score.total") == score)
    }

    /// The measure a unit implies when no word names one.
    pub(crate) fn measure_of(&self, unit: &Unit) -> &str {
        self.units
            .iter()
            .find(|word| word.dimension == unit.dimension && word.class == unit.class && !word.measure.is_empty())
            .map_or("", |word| word.measure.as_str())
    }
}

fn unit_word(entry: &UnitEntry, scales: &[Scale]) -> Option<UnitWord> {
    let dimension = entry.parsed_dimension()?;
    let class: Arc<str> = entry.class.as_str().into();
    let unit = |scale: &str, factor: i128| Unit {
        symbol: format!("{scale}{}", entry.symbol).into(),
        dimension,
        factor: i128::from(entry.factor) * factor,
        class: Arc::clone(&class),
        scaled: factor > 1,
    };
    Some(UnitWord {
        chars: entry.symbol.chars().collect(),
        dimension,
        measure: entry.measure.clone(),
        plain: unit("", 1),
        scaled: scales.iter().map(|scale| unit(&scale.bare.symbol, scale.factor)).collect(),
        class,
    })
}

fn by_end(aliases: &[Alias]) -> HashMap<char, Vec<Alias>> {
    let mut by_end: HashMap<char, Vec<Alias>> = HashMap::new();
    for alias in aliases {
        if let Some(end) = alias.words.last() {
            by_end.entry(*end).or_default().push(alias.clone());
        }
    }
    by_end
}

fn aliases_of(fact: &jiheng_packs::vocabulary::FactEntry) -> Vec<Alias> {
    fact.aliases.iter().map(|alias| Alias { words: alias.chars().collect(), fact: fact.id.clone() }).collect()
}

/// `中央 国家/省级 省/市级 市`: members divided by slashes, variants by blanks.
/// `执行/支出 决算`: names of rates and the words of their parts.
fn tie(line: &str) -> Option<(WordList, WordList)> {
    let (names, words) = line.split_once('/')?;
    Some((WordList::new(names.split(' ')), WordList::new(words.split(' '))))
}

/// `原值/折旧/净值`: names divided by slashes, variants by blanks.
fn difference(line: &str) -> Option<[WordList; 3]> {
    let mut names = line.split('/').map(|names| WordList::new(names.split(' ')));
    Some([names.next()?, names.next()?, names.next()?])
}

/// Names that together divide a whole: 货物, 工程, 服务.
#[derive(Clone, Debug)]
pub(crate) struct Partition {
    pub(crate) members: Vec<WordList>,
    /// The words of all members.
    pub(crate) all: WordList,
}

fn partition(line: &str) -> Partition {
    let members = line.split('/').map(|member| WordList::new(member.split(' '))).collect();
    Partition { members, all: WordList::new(line.split(['/', ' '])) }
}

/// The lists whose names begin so, by the rest of their names.
fn lists_of(vocabulary: &Vocabulary, prefix: &str) -> Vec<(String, WordList)> {
    let named = vocabulary.words.iter().filter_map(|(name, words)| Some((name.strip_prefix(prefix)?, words)));
    named.map(|(name, words)| (name.to_owned(), WordList::new(words.iter().map(String::as_str)))).collect()
}

/// 万 → 10⁴, 百万 → 10⁶, 万亿 → 10¹².
fn scale(word: &str) -> Option<Scale> {
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
    let class: Arc<str> = BARE_SCALE.into();
    let bare = Unit { symbol: word.into(), dimension: Dimension::Other, factor, class, scaled: true };
    Some(Scale { chars: word.chars().collect(), factor, bare })
}
