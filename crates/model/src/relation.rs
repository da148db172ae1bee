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
        }
    }
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
    /// `after = before × (1 ± rate)`, or `after − before = delta`.
    Growth {
        /// Former value.
        before: StatementId,
        /// Later value.
        after: StatementId,
        /// Printed change: percent, percentage points or an amount.
        change: StatementId,
        /// The sentence says that it fell.
        falling: bool,
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
            Self::RateBase { .. } => "rate_base",
            Self::Hundred { .. } => "hundred",
            Self::Enumeration { .. } => "enumeration",
            Self::Restatement { .. } => "restatement",
            Self::TextRestatement { .. } => "text_restatement",
            Self::Target { .. } => "target",
            Self::Growth { .. } => "growth",
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
            Self::Hundred { rates } => rates.clone(),
            Self::Enumeration { stated, .. } => vec![*stated],
            Self::Restatement { mentions } | Self::TextRestatement { mentions, .. } => mentions.clone(),
            Self::Target { target, actual } => vec![*target, *actual],
            Self::Growth { before, after, change, .. } => vec![*before, *after, *change],
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
