//! What lies beside a report and what came of holding it against the report.

use crate::finding::Verdict;
use crate::statement::StatementId;
use crate::text::Bilingual;

/// Everything that was held against a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The files.
    pub files: Vec<EvidenceFile>,
    /// What was compared.
    pub comparisons: Vec<Comparison>,
    /// What looked comparable and was not compared, with the reason.
    pub uncompared: Vec<Uncompared>,
    /// How far each number is proven, in document order.
    pub assurance: Vec<(StatementId, Assurance)>,
}

/// A register, a workbook of accounts or another report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Format it was read as.
    pub format: String,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// Id of the kind of register; `accounts`, `previous`.
    pub kind: String,
    /// What it is.
    pub name: Bilingual,
    /// Rows below the header.
    pub rows_read: usize,
    /// Rows that count.
    pub rows_used: usize,
    /// What its columns were taken for.
    pub columns: Vec<Mapped>,
    /// Rows that do not count.
    pub left_out: Vec<LeftOut>,
}

/// A column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// Id of the column.
    pub id: String,
    /// Its header as it stands in the file.
    pub header: String,
    /// Its letter.
    pub letter: String,
    /// Its unit, where it holds numbers with one.
    pub unit: Option<String>,
}

/// A row that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands.
    pub place: String,
    /// Why it does not count.
    pub reason: Bilingual,
    /// It could not be read; otherwise it is a total, a footer, or a row that was replaced.
    pub unreadable: bool,
}

/// A number of the report held against a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Code of the rule.
    pub code: String,
    /// Statements of the report.
    pub statements: Vec<StatementId>,
    /// Index of the file.
    pub file: usize,
    /// What was reckoned: `idle_land.rate_by_area`, or the place of a cell.
    pub figure: String,
    /// Its name.
    pub name: Bilingual,
    /// How it was reckoned, in numbers.
    pub calculation: String,
    /// What came of it: exact where it ends, as a fraction where it does not.
    pub value: String,
    /// Unit of the value.
    pub unit: String,
    /// Lines of the rows it rests on, first and last of each run.
    pub lines: Vec<(u32, u32)>,
    /// Where these lines are: a sheet, or nothing in a text.
    pub sheet: String,
    /// It agrees with the report.
    pub agrees: bool,
    /// How well, where it does.
    pub verdict: Option<Verdict>,
    /// The strongest proof that this agreement is.
    pub assurance: Assurance,
    /// Id of the finding, where it does not.
    pub finding: Option<String>,
}

/// A number that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncompared {
    /// The statement, where the report has one.
    pub statement: Option<StatementId>,
    /// Index of the file.
    pub file: usize,
    /// What it would have been compared with.
    pub name: Bilingual,
    /// Why it was not.
    pub reason: Bilingual,
}

/// How far a number is proven. "Consistent" is not "true".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    /// It contradicts something.
    Contradicted,
    /// Nothing else speaks of it.
    Typed,
    /// It agrees inside the report.
    Consistent,
    /// It agrees with another official document.
    Official,
    /// It was recomputed from rows.
    Recomputed,
    /// It was recomputed, and a person looked at rows.
    Seen,
}

impl Assurance {
    /// All of them, the weakest first.
    pub const ALL: [Self; 6] =
        [Self::Contradicted, Self::Typed, Self::Consistent, Self::Official, Self::Recomputed, Self::Seen];

    /// Name as printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradicted => "X",
            Self::Typed => "A0",
            Self::Consistent => "A1",
            Self::Official => "A2",
            Self::Recomputed => "A3",
            Self::Seen => "A4",
        }
    }

    /// What it means.
    pub fn meaning(self) -> Bilingual {
        let (zh, en) = match self {
            Self::Contradicted => ("有矛盾", "contradicted"),
            Self::Typed => ("只有填报", "only typed"),
            Self::Consistent => ("报告内一致", "agrees inside the report"),
            Self::Official => ("与决算等文件一致", "agrees with another official document"),
            Self::Recomputed => ("由台账重算", "recomputed from rows"),
            Self::Seen => ("台账经人抽查", "rows seen by a person"),
        };
        Bilingual::new(zh, en)
    }
}
