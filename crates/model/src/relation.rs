//! What must hold between statements. `facts` finds relations, `checks` judges them.

use crate::statement::StatementId;
use crate::text::Bilingual;

/// Where a relation was found; rules select by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Organisation rows of a form table: 汇总 = 局机关 + 二级机构.
    EntityRows,
    /// A total row or column of any other table.
    Table,
    /// 其中, 包括, 分别为 in a sentence.
    Sentence,
    /// A closing total: A和B…合计.
    ClosingTotal,
    /// An indicator row of the form.
    Indicator,
    /// The indicator score table (评分表).
    ScoreTable,
    /// The same clause said again, numbers aside.
    Clause,
    /// The same fact id, or measure and subject.
    Key,
    /// A gloss in brackets: 40公顷（合600亩）.
    Gloss,
    /// 剩余, 其余, 尚有: what is left of a whole.
    Remainder,
    /// 甲+乙=丙, written out.
    Formula,
    /// An amount in capital numerals beside its figures.
    Capital,
    /// 决算数大于预算数: two amounts compared in words.
    Comparison,
    /// 高于上年的5万元, 未达目标: a level said to lie above or below another.
    Against,
}

impl Origin {
    /// Name used by rule filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::EntityRows => "entity_rows",
            Self::Table => "table",
            Self::Sentence => "sentence",
            Self::ClosingTotal => "closing_total",
            Self::Indicator => "indicator",
            Self::ScoreTable => "score_table",
            Self::Clause => "clause",
            Self::Key => "key",
            Self::Gloss => "gloss",
            Self::Remainder => "remainder",
            Self::Formula => "formula",
            Self::Capital => "capital",
            Self::Comparison => "comparison",
            Self::Against => "against",
        }
    }
}

/// Which way a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// 增加 提高 上升.
    Rise,
    /// 减少 下降 压减.
    Fall,
    /// 是上年的1.5倍: the later value is so many times the former.
    Multiple,
    /// 由A调整到B: either way.
    Either,
}

/// The closed list of relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// `total = Σ parts`; blanks among the parts are nothing.
    Sum {
        /// The whole.
        total: StatementId,
        /// Its parts, blanks included.
        parts: Vec<StatementId>,
        /// The list claims to be complete; otherwise only each part ≤ total is asserted.
        complete: bool,
    },
    /// `Σ left = Σ right`: what was there and came in is what went out and is left.
    Balance {
        /// Terms of one side.
        left: Vec<StatementId>,
        /// Terms of the other.
        right: Vec<StatementId>,
    },
    /// `Σ parts ≤ whole`.
    PartOf {
        /// The parts.
        parts: Vec<StatementId>,
        /// The whole.
        whole: StatementId,
    },
    /// `rate = part / whole`, as the sentence says.
    Share {
        /// Numerator.
        part: StatementId,
        /// Denominator.
        whole: StatementId,
        /// The printed rate.
        rate: StatementId,
    },
    /// `rate = Σ parts / whole`.
    ShareOfParts {
        /// Numerators.
        parts: Vec<StatementId>,
        /// Denominator.
        whole: StatementId,
        /// The printed rate.
        rate: StatementId,
    },
    /// A rate beside two counts it would follow from, its base not being stated.
    RateBase {
        /// Likely numerator.
        part: StatementId,
        /// Likely denominator.
        whole: StatementId,
        /// The printed rate.
        rate: StatementId,
    },
    /// Shares of one whole that together are 100 %.
    Hundred {
        /// The shares.
        rates: Vec<StatementId>,
    },
    /// A stated count against the names listed.
    Enumeration {
        /// The stated count.
        stated: StatementId,
        /// The names found.
        names: Vec<String>,
        /// 等 ends the list: only more names than stated is wrong.
        open: bool,
    },
    /// The same thing said at several places.
    Restatement {
        /// The mentions, in document order.
        mentions: Vec<StatementId>,
    },
    /// Two texts that should be the same.
    TextRestatement {
        /// The places.
        mentions: Vec<StatementId>,
        /// How much of the text agrees, in percent.
        agreement_percent: u32,
    },
    /// `actual` meets `target`.
    Target {
        /// The aim.
        target: StatementId,
        /// The result.
        actual: StatementId,
    },
    /// `after = before × (1 ± rate)`, `after − before = amount`, or `after = before × multiple`.
    Growth {
        /// Former value.
        before: StatementId,
        /// Later value.
        after: StatementId,
        /// Printed change: percent, percentage points, times or an amount.
        change: StatementId,
        /// Which way the sentence says that it went.
        manner: Manner,
    },
    /// An amount of change beside its rate and one level: `rate = amount ÷ (after ∓ amount)`, or `amount ÷ before`.
    GrowthRate {
        /// The level that is printed.
        level: StatementId,
        /// It is the former value; otherwise the later one.
        former: bool,
        /// Printed amount of change.
        amount: StatementId,
        /// Printed rate of change.
        rate: StatementId,
        /// Which way the amount went.
        manner: Manner,
        /// The rate is said to go the same way.
        same_way: bool,
    },
    /// 由A增加到B: the later value lies where the verb says.
    Direction {
        /// Former value.
        before: StatementId,
        /// Later value.
        after: StatementId,
        /// What the verb says.
        manner: Manner,
    },
    /// `total = count × average`.
    Average {
        /// What is shared out.
        total: StatementId,
        /// Among how many.
        count: StatementId,
        /// Printed average: per head, per 亩 …
        average: StatementId,
    },
    /// `product = factor × factor × …`.
    Product {
        /// What is multiplied.
        factors: Vec<StatementId>,
        /// The printed result.
        product: StatementId,
    },
    /// A rate of counted things: some whole number of them must give it (GRIM).
    Granularity {
        /// The printed rate.
        rate: StatementId,
        /// How many things there are.
        whole: StatementId,
    },
    /// One date lies before another.
    Sequence {
        /// The beginning.
        earlier: StatementId,
        /// The end.
        later: StatementId,
    },
    /// A sentence opens with another year than all others of its kind.
    OtherYear {
        /// The exception.
        outlier: StatementId,
        /// The first mention of the usual year.
        usual: StatementId,
    },
    /// The grade is that of the score's band.
    Grade {
        /// The score.
        score: StatementId,
        /// The grade word.
        grade: StatementId,
    },
    /// As many names as values: 甲、乙、丙分别为1、2、3.
    Respectively {
        /// The names before 分别.
        names: Vec<String>,
        /// The values behind it.
        values: Vec<StatementId>,
        /// The number that closes the names: 三镇.
        counted: Option<StatementId>,
    },
    /// As many entries of one kind as of another.
    SameNumber {
        /// Statements of each group, in order.
        groups: Vec<Vec<StatementId>>,
        /// What each group is.
        labels: Vec<Bilingual>,
    },
}

impl RelationKind {
    /// Name used by rules: `relation:sum`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sum { .. } => "sum",
            Self::Balance { .. } => "balance",
            Self::PartOf { .. } => "part_of",
            Self::Share { .. } => "share",
            Self::ShareOfParts { .. } => "share_of_parts",
            Self::RateBase { .. } => "rate_base",
            Self::Hundred { .. } => "hundred",
            Self::Enumeration { .. } => "enumeration",
            Self::Restatement { .. } => "restatement",
            Self::TextRestatement { .. } => "text_restatement",
            Self::Target { .. } => "target",
            Self::Growth { .. } => "growth",
            Self::GrowthRate { .. } => "growth_rate",
            Self::Direction { .. } => "direction",
            Self::Average { .. } => "average",
            Self::Product { .. } => "product",
            Self::Granularity { .. } => "granularity",
            Self::Respectively { .. } => "respectively",
            Self::Grade { .. } => "grade",
            Self::Sequence { .. } => "sequence",
            Self::OtherYear { .. } => "other_year",
            Self::SameNumber { .. } => "same_number",
        }
    }

    /// Every statement it speaks of, in reading order of the relation.
    pub fn statements(&self) -> Vec<StatementId> {
        match self {
            Self::Sum { total, parts, .. } => std::iter::once(*total).chain(parts.iter().copied()).collect(),
            Self::Balance { left, right } => left.iter().chain(right).copied().collect(),
            Self::PartOf { parts, whole } => parts.iter().copied().chain(std::iter::once(*whole)).collect(),
            Self::Share { part, whole, rate } | Self::RateBase { part, whole, rate } => vec![*part, *whole, *rate],
            Self::ShareOfParts { parts, whole, rate } => parts.iter().chain([whole, rate]).copied().collect(),
            Self::Hundred { rates } => rates.clone(),
            Self::Enumeration { stated, .. } => vec![*stated],
            Self::Restatement { mentions } | Self::TextRestatement { mentions, .. } => mentions.clone(),
            Self::Target { target, actual } => vec![*target, *actual],
            Self::Growth { before, after, change, .. } => vec![*before, *after, *change],
            Self::GrowthRate { level, amount, rate, .. } => vec![*level, *amount, *rate],
            Self::Direction { before, after, .. } => vec![*before, *after],
            Self::Average { total, count, average } => vec![*total, *count, *average],
            Self::Product { factors, product } => factors.iter().copied().chain(std::iter::once(*product)).collect(),
            Self::Granularity { rate, whole } => vec![*rate, *whole],
            Self::Respectively { values, counted, .. } => counted.iter().chain(values).copied().collect(),
            Self::Grade { score, grade } => vec![*score, *grade],
            Self::Sequence { earlier, later } => vec![*earlier, *later],
            Self::OtherYear { outlier, usual } => vec![*outlier, *usual],
            Self::SameNumber { groups, .. } => groups.iter().flatten().copied().collect(),
        }
    }
}

/// A relation found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What must hold.
    pub kind: RelationKind,
    /// Where it was found.
    pub origin: Origin,
    /// The evidence is strong enough to contradict; otherwise agreement is recorded and disagreement is silence.
    pub strong: bool,
}
