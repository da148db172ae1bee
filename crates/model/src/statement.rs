//! One place that asserts something: the number exactly as written, and what it is about.

use crate::anchor::Anchor;
use crate::decimal::Decimal;
use crate::exact::{self, Exact, fraction, whole};
use crate::interval::Interval;
use crate::text::Bilingual;
use crate::unit::{Dimension, Unit};

/// Index of a statement in its [`FactSet`](crate::evaluation::FactSet).
pub type StatementId = u32;

/// The id of a fact: dotted, broad to narrow, with the instance of a repeated one (`indicator.output.quantity[2]`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// Dotted name from the vocabulary.
    pub name: String,
    /// Number of a repeated fact, from 1.
    pub instance: Option<u32>,
}

impl FactId {
    /// A fact that exists once.
    pub fn single(name: impl Into<String>) -> Self {
        Self { name: name.into(), instance: None }
    }

    /// The n-th of a repeated fact, from 1.
    pub fn nth(name: impl Into<String>, instance: u32) -> Self {
        Self { name: name.into(), instance: Some(instance) }
    }
}

impl std::fmt::Display for FactId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.instance {
            Some(n) => write!(f, "{}[{n}]", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Which institution of the report a figure belongs to. 汇总 is the department itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// 汇总: the department with all its institutions.
    Department,
    /// 局机关.
    Headquarters,
    /// 二级机构 n, from 1.
    Subordinate(u32),
}

impl Entity {
    /// Name as printed in results.
    pub fn name(self) -> String {
        match self {
            Self::Department => "department".to_owned(),
            Self::Headquarters => "headquarters".to_owned(),
            Self::Subordinate(n) => format!("subordinate[{n}]"),
        }
    }
}

/// In which role a number is stated. Numbers of different roles never contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What was done or spent.
    Actual,
    /// What was aimed at or required.
    Target,
    /// A former year.
    Prior,
    /// 年初预算.
    BudgetInitial,
    /// 调整预算.
    BudgetAdjusted,
    /// 决算.
    Final,
}

impl Role {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 6] =
        [Self::Actual, Self::Target, Self::Prior, Self::BudgetInitial, Self::BudgetAdjusted, Self::Final];

    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Target => "target",
            Self::Prior => "prior",
            Self::BudgetInitial => "budget_initial",
            Self::BudgetAdjusted => "budget_adjusted",
            Self::Final => "final",
        }
    }
}

/// The four things a cell or mention can be; they are never mixed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A number, 0 included.
    Number,
    /// Words.
    Text,
    /// Nothing was written.
    Blank,
    /// 无, —, / : explicitly none.
    Nil,
}

impl State {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Number, Self::Text, Self::Blank, Self::Nil];

    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Blank => "blank",
            Self::Nil => "nil",
        }
    }
}

/// How exactly the writer meant the number (crosscheck.md 2.1; 以上/以下 include the number, Civil Code art. 1259).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// As printed.
    None,
    /// 约 左右.
    About,
    /// 近 接近.
    Near,
    /// 余 多.
    Plus,
    /// 超过 逾 突破.
    Over,
    /// 以上 不低于.
    AtLeast,
    /// 以下 以内 不超过.
    AtMost,
    /// 不足 不到.
    Under,
    /// 3—5.
    Range,
}

impl Approximation {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::About,
        Self::Near,
        Self::Plus,
        Self::Over,
        Self::AtLeast,
        Self::AtMost,
        Self::Under,
        Self::Range,
    ];

    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::About => "about",
            Self::Near => "near",
            Self::Plus => "plus",
            Self::Over => "over",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Under => "under",
            Self::Range => "range",
        }
    }
}

/// Why a numeral is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaiverClass {
    /// 2021年, 2021年度.
    Year,
    /// 近三年, 第三季度.
    Period,
    /// 2023年3月10日.
    Date,
    /// 〔2021〕24号, 第五条.
    DocNumber,
    /// Telephone numbers.
    Phone,
    /// Codes, accounts, versions.
    Identifier,
    /// 1. （一） 目标1：
    ListNo,
    /// 第三次, 首批.
    Ordinal,
    /// “160”改革, 三公经费.
    NameNumeral,
}

impl WaiverClass {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 9] = [
        Self::Year,
        Self::Period,
        Self::Date,
        Self::DocNumber,
        Self::Phone,
        Self::Identifier,
        Self::ListNo,
        Self::Ordinal,
        Self::NameNumeral,
    ];

    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Period => "period",
            Self::Date => "date",
            Self::DocNumber => "doc_number",
            Self::Phone => "phone",
            Self::Identifier => "identifier",
            Self::ListNo => "list_no",
            Self::Ordinal => "ordinal",
            Self::NameNumeral => "name_numeral",
        }
    }
}

/// One assertion at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its index in the fact set.
    pub id: StatementId,
    /// The fact of the vocabulary, where it is one.
    pub fact: Option<FactId>,
    /// Whose figure it is, in organisation rows.
    pub entity: Option<Entity>,
    /// In which role it is stated.
    pub role: Role,
    /// The number alone as printed, or the text.
    pub written: String,
    /// Number, text, blank or nil.
    pub state: State,
    /// The number (lower end of a range), in `unit`.
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`.
    pub value_high: Option<Decimal>,
    /// Unit with its scale word.
    pub unit: Option<Unit>,
    /// How exactly it is meant.
    pub approximation: Approximation,
    /// What is measured: 面积, 处置率, 人员支出 …
    pub measure: String,
    /// What it is said of: 违法用地 …; empty where none was found.
    pub subject: String,
    /// Year or span, where known.
    pub period: Option<String>,
    /// A known restriction of scope: `general_public_budget`, 全区 …
    pub scope: Option<String>,
    /// Why it is not a quantity; `None` for quantities.
    pub class: Option<WaiverClass>,
    /// Place for people: section · table · row · column.
    pub place: Bilingual,
    /// Place for machines.
    pub anchor: Anchor,
    /// Runs of Arabic digits it covers.
    pub digit_runs: u32,
}

impl Statement {
    /// What the number stands for, in base units of its dimension; `None` when it is no number.
    ///
    /// A printed decimal is half a unit of its last digit wide on both sides, both ends closed; plain counts,
    /// scores and nil are exact; a blank is nothing at all.
    pub fn interval(&self) -> Option<Interval> {
        match self.state {
            State::Number => self.interval_of(self.value?, self.value_high),
            State::Nil => Some(Interval::point(whole(0))),
            State::Text | State::Blank => None,
        }
    }

    /// The printed value in base units of its dimension.
    pub fn exact(&self) -> Option<Exact> {
        match self.state {
            State::Number => self.value.and_then(|value| self.to_base(value.to_exact())),
            State::Nil => Some(whole(0)),
            State::Text | State::Blank => None,
        }
    }

    /// How many base units one of the printed unit is; 1 without a unit.
    pub fn factor(&self) -> i128 {
        self.unit.as_ref().map_or(1, |unit| unit.factor)
    }

    /// True when the printed number is exact: counts, scores, numbers without unit, a bare 0; not when it carries 万 or 亿.
    pub fn is_exact_count(&self) -> bool {
        self.value.is_some_and(|value| self.counts_exactly(value))
    }

    /// The same, if `value` were printed here.
    fn counts_exactly(&self, value: Decimal) -> bool {
        let whole_number = value.scale() == 0;
        if whole_number && value.is_zero() {
            // A bare 0 says nothing, not something below a half.
            return true;
        }
        let counted = match &self.unit {
            None => true,
            Some(unit) => matches!(unit.dimension, Dimension::Count | Dimension::Score) && !unit.scaled,
        };
        whole_number && counted
    }

    /// One unit of the last digit of `value`, were it printed here, in base units; 0 for exact counts.
    pub fn last_digit_of(&self, value: Decimal) -> Option<Exact> {
        if self.counts_exactly(value) { Some(whole(0)) } else { self.to_base(value.last_digit()) }
    }

    /// A value in the printed unit, in base units.
    pub fn to_base(&self, value: Exact) -> Option<Exact> {
        exact::multiply(value, whole(self.factor()))
    }

    /// The printed digits with half a unit of the last one on both sides, in base units.
    fn printed_interval(&self, value: Decimal) -> Option<Interval> {
        if self.counts_exactly(value) {
            return self.to_base(value.to_exact()).map(Interval::point);
        }
        if self.written.ends_with('成') {
            // 三成 is said to the tenth: half a tenth either way.
            let (low, high) = (value.to_exact() - whole(5), value.to_exact() + whole(5));
            return Some(Interval::closed(self.to_base(low)?, self.to_base(high)?));
        }
        let doubled = value.mantissa().checked_mul(2)?;
        let denominator = 10_i128.checked_pow(value.scale())?.checked_mul(2)?;
        let end = |numerator: Option<i128>| fraction(numerator?.checked_mul(self.factor())?, denominator);
        Some(Interval::closed(end(doubled.checked_sub(1))?, end(doubled.checked_add(1))?))
    }

    /// What the number would stand for if `value` were printed here, to `high` in a range.
    pub fn interval_of(&self, value: Decimal, high: Option<Decimal>) -> Option<Interval> {
        let times = self.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Times) && value.scale() == 0;
        if self.approximation == Approximation::None && !times {
            return self.printed_interval(value);
        }
        let x = value.to_exact();
        let printed = match self.approximation {
            // A whole multiple (两倍, 翻番) is how people round: 5 % either way.
            Approximation::None => Interval::closed(x * Exact::new(19, 20), x * Exact::new(21, 20)),
            Approximation::About => {
                let width = (value.last_significant_place() / whole(2)).max(num_traits::abs(x) / whole(100));
                Interval::closed(x - width, x + width)
            }
            Approximation::Near => Interval::closed(x * Exact::new(9, 10), x),
            Approximation::Plus => {
                let end = self.value_high.map_or_else(|| x + value.last_significant_place(), Decimal::to_exact);
                Interval::closed(x, end).open_high()
            }
            Approximation::Over => Interval::at_least(x).open_low(),
            Approximation::AtLeast => Interval::at_least(x),
            Approximation::AtMost => Interval::at_most(x),
            Approximation::Under => Interval::at_most(x).open_high(),
            Approximation::Range => {
                let high = high.map_or(x, Decimal::to_exact);
                Interval::closed(x.min(high), x.max(high))
            }
        };
        printed.times(whole(self.factor()))
    }
}
