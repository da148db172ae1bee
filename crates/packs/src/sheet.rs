//! A table that is handed in beside the report: laid out row by row and filled from the report's facts. Nothing is
//! recognised by it.

use serde::Deserialize;

use crate::set::PackSet;

/// One table on a sheet of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Id, e.g. `hunan-self-evaluation`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// English title.
    pub title_en: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// True when the layout was compared with the form as issued.
    pub verified: bool,
    /// Printed above the table; `{year}` is the year of the report.
    pub heading: String,
    /// Unit of its amounts.
    pub unit: String,
    /// Relative widths of the grid's columns.
    pub column_weights: Vec<u32>,
    /// Rows from the top.
    #[serde(rename = "row")]
    pub rows: Vec<SheetRow>,
}

/// One row, or a block of rows with a row for each indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetRow {
    /// Cells from the left; columns covered from above are left out.
    #[serde(default)]
    pub cells: Vec<SheetCell>,
    /// Least height in millimetres.
    #[serde(default)]
    pub height_mm: u32,
    /// The indicators, instead of cells.
    #[serde(default)]
    pub indicators: Option<SheetIndicators>,
}

/// One cell: words of the form, or what the report says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetCell {
    /// Columns covered.
    pub span: u32,
    /// Rows covered.
    #[serde(default = "one")]
    pub rows: u32,
    /// Words of the form.
    #[serde(default)]
    pub text: Option<String>,
    /// A fact of the report, of the department as a whole.
    #[serde(default)]
    pub fact: Option<String>,
    /// All goals of the year, as expected (`target`) or as reached (`actual`).
    #[serde(default)]
    pub goals: Option<GoalSide>,
}

/// Which side of the goals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoalSide {
    /// As expected.
    Target,
    /// As reached.
    Actual,
}

/// Indicators by group and dimension.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetIndicators {
    /// Columns of group, dimension, name, target and result, and of the columns to be filled in behind them.
    pub spans: Vec<u32>,
    /// Groups in order.
    pub groups: Vec<SheetGroup>,
}

/// 产出指标, 效益指标.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetGroup {
    /// As printed.
    pub label: String,
    /// Its dimensions.
    pub of: Vec<SheetDimension>,
}

/// 数量指标.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetDimension {
    /// As printed.
    pub label: String,
    /// The indicators of the report that belong here; none of them where it is left out.
    #[serde(default)]
    pub fact: Option<String>,
}

/// Columns of an indicator that the report can fill.
const FILLED: usize = 5;

fn one() -> u32 {
    1
}

/// What keeps a sheet from being laid out, in words for its author.
pub(crate) fn problems(sheet: &Sheet, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let columns = sheet.column_weights.len();
    let mut covered = vec![0_u32; columns];
    for (at, row) in sheet.rows.iter().enumerate() {
        let own: u32 = match &row.indicators {
            Some(indicators) => indicators.spans.iter().sum(),
            None => row.cells.iter().map(|cell| cell.span).sum(),
        };
        let above = covered.iter().filter(|rows| **rows > 0).count();
        if above + own as usize != columns {
            problems.push(format!(
                "row {} fills {} of {columns} columns; mend its spans",
                at + 1,
                above + own as usize
            ));
        }
        let mut free: Vec<usize> = (0..columns).filter(|column| covered.get(*column) == Some(&0)).collect();
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        for cell in &row.cells {
            for column in free.drain(..(cell.span as usize).min(free.len())) {
                covered[column] = cell.rows.saturating_sub(1);
            }
        }
        let facts = row.cells.iter().filter_map(|cell| cell.fact.as_ref());
        for fact in facts.filter(|fact| set.vocabulary.fact(fact).is_none()) {
            problems.push(format!("row {}: fact {fact} is not in the vocabulary", at + 1));
        }
        if row.indicators.as_ref().is_some_and(|indicators| indicators.spans.len() < FILLED) {
            problems.push(format!("row {}: indicators need at least {FILLED} spans", at + 1));
        }
    }
    if covered.iter().any(|rows| *rows > 0) {
        problems.push("a cell covers rows below the last".to_owned());
    }
    for source in sheet.sources.iter().filter(|source| set.source(source).is_none()) {
        problems.push(format!("source {source} does not exist in packs/*/sources"));
    }
    problems
}
