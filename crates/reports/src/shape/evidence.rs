//! What was held against other files, as printed.

use jiheng_model::evidence::{Assurance, Comparison, Evidence, EvidenceFile, LeftOut, Mapped, Uncompared};
use jiheng_model::statement::StatementId;
use schemars::JsonSchema;
use serde::Serialize;

use super::mentions::{Mentions, Printed};
use super::statement::StatementShape;
use crate::names;

/// Registers, accounts and other reports that the report was held against.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
pub(crate) struct EvidenceShape<'a> {
    /// The files.
    files: Vec<FileShape<'a>>,
    /// What was compared, agreeing or not.
    comparisons: Vec<ComparisonShape<'a>>,
    /// What looked comparable and was not compared, with the reason.
    uncompared: Vec<UncomparedShape<'a>>,
    /// How far each number is proven, in document order.
    assurance: Vec<AssuranceShape<'a>>,
}

/// A file beside the report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EvidenceFile")]
pub(crate) struct FileShape<'a> {
    /// Path as given.
    path: &'a str,
    /// SHA-256 of its bytes.
    sha256: &'a str,
    /// Format it was read as.
    format: &'a str,
    /// Encoding of a text; null otherwise.
    encoding: Option<&'a str>,
    /// Id of the kind of register, `accounts` or `previous`.
    kind: &'a str,
    /// What it is, Chinese.
    name: &'a str,
    /// What it is, English.
    name_en: &'a str,
    /// Rows below the header.
    rows_read: usize,
    /// Rows that count.
    rows_used: usize,
    /// What its columns were taken for.
    columns: Vec<ColumnShape<'a>>,
    /// Rows and cells that do not count, each with its place and reason.
    left_out: Vec<LeftOutShape<'a>>,
}

/// A column and what it was taken for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EvidenceColumn")]
pub(crate) struct ColumnShape<'a> {
    /// Id of the column in the pack.
    id: &'a str,
    /// Its header in the file.
    header: &'a str,
    /// Its letter.
    letter: &'a str,
    /// Its unit; null for words and days, and where nothing says.
    unit: Option<&'a str>,
}

/// A row or cell that does not count.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LeftOut")]
pub(crate) struct LeftOutShape<'a> {
    /// Where it stands.
    place: &'a str,
    /// Why it does not count, Chinese.
    reason: &'a str,
    /// Why it does not count, English.
    reason_en: &'a str,
    /// It could not be read.
    unreadable: bool,
}

/// A number of the report held against a file.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Comparison")]
pub(crate) struct ComparisonShape<'a> {
    /// Code of the rule.
    code: &'a str,
    /// The places in the report.
    #[schemars(with = "Vec<StatementShape<'a>>")]
    statements: Mentions<'a>,
    /// Index of the file in `files`.
    file: usize,
    /// What was reckoned.
    figure: &'a str,
    /// Its name, Chinese.
    name: &'a str,
    /// Its name, English.
    name_en: &'a str,
    /// How it was reckoned.
    calculation: &'a str,
    /// The exact value in `unit`: a decimal where it ends, else a fraction.
    value: &'a str,
    /// Unit of the value.
    unit: &'a str,
    /// Sheet of the rows; empty in a text.
    sheet: &'a str,
    /// Lines of the rows it rests on: first and last of each run.
    lines: &'a [(u32, u32)],
    /// It agrees with the report.
    agrees: bool,
    /// How well, where it does.
    #[schemars(extend("enum" = names::verdicts().into_iter().map(Some).chain([None]).collect::<Vec<_>>()))]
    verdict: Option<&'static str>,
    /// Id of the finding, where it does not.
    finding: Option<&'a str>,
}

/// A number that was not compared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Uncompared")]
pub(crate) struct UncomparedShape<'a> {
    /// The places in the report.
    #[schemars(with = "Vec<StatementShape<'a>>")]
    statements: Mentions<'a>,
    /// Index of the file in `files`.
    file: usize,
    /// What it would have been compared with, Chinese.
    name: &'a str,
    /// What it would have been compared with, English.
    name_en: &'a str,
    /// Why it was not, Chinese.
    reason: &'a str,
    /// Why it was not, English.
    reason_en: &'a str,
}

/// How far a number is proven.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Assurance")]
pub(crate) struct AssuranceShape<'a> {
    /// Id of the statement.
    statement: StatementId,
    /// The number as printed.
    written: &'a str,
    /// Where it stands, Chinese.
    place: &'a str,
    /// X contradicted, A0 only typed, A1 agrees inside the report, A2 agrees with another official document, A3
    /// recomputed from rows, A4 rows seen by a person.
    #[schemars(extend("enum" = Assurance::ALL.map(Assurance::name)))]
    level: &'static str,
}

impl<'a> EvidenceShape<'a> {
    pub(crate) fn new(evidence: &'a Evidence, printed: &'a Printed<'a>) -> Self {
        let assurance = |(id, level): &(StatementId, Assurance)| {
            let statement = printed.statement(*id)?;
            let (written, place) = (statement.written.as_str(), statement.place.zh.as_str());
            Some(AssuranceShape { statement: *id, written, place, level: level.name() })
        };
        Self {
            files: evidence.files.iter().map(FileShape::from).collect(),
            comparisons: evidence.comparisons.iter().map(|one| ComparisonShape::new(one, printed)).collect(),
            uncompared: evidence.uncompared.iter().map(|one| UncomparedShape::new(one, printed)).collect(),
            assurance: evidence.assurance.iter().filter_map(assurance).collect(),
        }
    }
}

impl<'a> From<&'a EvidenceFile> for FileShape<'a> {
    fn from(file: &'a EvidenceFile) -> Self {
        Self {
            path: &file.path,
            sha256: &file.sha256,
            format: &file.format,
            encoding: file.encoding.as_deref(),
            kind: &file.kind,
            name: &file.name.zh,
            name_en: &file.name.en,
            rows_read: file.rows_read,
            rows_used: file.rows_used,
            columns: file.columns.iter().map(ColumnShape::from).collect(),
            left_out: file.left_out.iter().map(LeftOutShape::from).collect(),
        }
    }
}

impl<'a> From<&'a Mapped> for ColumnShape<'a> {
    fn from(column: &'a Mapped) -> Self {
        Self { id: &column.id, header: &column.header, letter: &column.letter, unit: column.unit.as_deref() }
    }
}

impl<'a> From<&'a LeftOut> for LeftOutShape<'a> {
    fn from(left: &'a LeftOut) -> Self {
        Self { place: &left.place, reason: &left.reason.zh, reason_en: &left.reason.en, unreadable: left.unreadable }
    }
}

impl<'a> ComparisonShape<'a> {
    fn new(comparison: &'a Comparison, printed: &'a Printed<'a>) -> Self {
        Self {
            code: &comparison.code,
            statements: Mentions::new(&comparison.statements, printed),
            file: comparison.file,
            figure: &comparison.figure,
            name: &comparison.name.zh,
            name_en: &comparison.name.en,
            calculation: &comparison.calculation,
            value: &comparison.value,
            unit: &comparison.unit,
            sheet: &comparison.sheet,
            lines: &comparison.lines,
            agrees: comparison.agrees,
            verdict: comparison.verdict.map(jiheng_model::finding::Verdict::name),
            finding: comparison.finding.as_deref(),
        }
    }
}

impl<'a> UncomparedShape<'a> {
    fn new(left: &'a Uncompared, printed: &'a Printed<'a>) -> Self {
        let statements = left.statement.as_slice();
        Self {
            statements: Mentions::new(statements, printed),
            file: left.file,
            name: &left.name.zh,
            name_en: &left.name.en,
            reason: &left.reason.zh,
            reason_en: &left.reason.en,
        }
    }
}
