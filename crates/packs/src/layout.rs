//! How a form is laid out: which label stands where on a grid of columns. Recognition never looks at it.

use serde::Deserialize;

use crate::form::Form;

/// The printed form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Title on the cover; `{year}` is the year of the report.
    pub title: String,
    /// Who issues the form, at the foot of the cover.
    pub issuer: String,
    /// Relative widths of the grid's columns.
    pub column_weights: Vec<u32>,
    /// Columns of a label on the left, and of the name of an institution.
    pub label_span: u32,
    /// Least height of a sign-off box, in millimetres.
    pub sign_height_mm: u32,
    /// Fields of the basic data, one or two in a row.
    pub basic_rows: Vec<Vec<String>>,
    /// Fields of score and grade, each in a row of its own.
    pub result_rows: Vec<String>,
    /// Columns of the labels of these.
    pub result_label_span: u32,
    /// Fields in the line below the table.
    pub preparer: Vec<String>,
    /// The block of goals.
    pub goals: GoalsLayout,
    /// The block of indicators.
    pub indicators: IndicatorsLayout,
    /// The table of evaluators.
    pub evaluators: EvaluatorsLayout,
}

/// 预期目标 beside 实际完成.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalsLayout {
    /// Label on the left.
    pub heading: String,
    /// Columns of the label, the expected goals and the completion.
    pub spans: [u32; 3],
}

/// Indicators by group and dimension.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsLayout {
    /// Label on the left.
    pub heading: String,
    /// Header above groups and dimensions.
    pub content: String,
    /// Columns of the label, the group, the dimension, the target and the result.
    pub spans: [u32; 5],
    /// Groups in order.
    pub groups: Vec<GroupLayout>,
}

/// 产出目标, 效益目标.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupLayout {
    /// As printed.
    pub label: String,
    /// Dimensions in order, by their fact.
    pub of: Vec<String>,
    /// Those of them that are printed only where the report has such an indicator.
    #[serde(default)]
    pub optional: Vec<String>,
}

/// Name, post, institution, signature.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluatorsLayout {
    /// Columns of the four.
    pub spans: [u32; 4],
    /// Rows that are printed at least.
    pub rows_min: usize,
}

/// What keeps a form from being laid out, in words for its author.
pub(crate) fn problems(form: &Form) -> Vec<String> {
    let Some(layout) = &form.layout else { return Vec::new() };
    let mut problems = Vec::new();
    let columns = layout.column_weights.iter().map(|_| 1).sum::<u32>();
    let mut row = |what: String, width: u32| {
        if width != columns {
            problems.push(format!("layout: {what} fills {width} of {columns} columns; mend its spans"));
        }
    };
    for table in &form.tables {
        let width = table.columns.iter().map(|column| column.span).sum::<u32>();
        row(format!("table {}", table.id), layout.label_span + width);
    }
    row("the block of goals".to_owned(), layout.goals.spans.iter().sum());
    row("the block of indicators".to_owned(), layout.indicators.spans.iter().sum());
    row("the table of evaluators".to_owned(), layout.evaluators.spans.iter().sum());
    if layout.label_span * 4 > columns || layout.result_label_span >= columns {
        problems.push(format!("layout: labels of {} columns leave no room", layout.label_span));
    }
    let named = layout.basic_rows.iter().flatten().chain(&layout.result_rows).chain(&layout.preparer);
    for fact in named.filter(|fact| !form.fields.iter().any(|field| field.fact == **fact)) {
        problems.push(format!("layout: {fact} is no field of the form"));
    }
    for basic in layout.basic_rows.iter().filter(|row| !(1..=2).contains(&row.len())) {
        problems.push(format!("layout: a row of basic data holds one or two fields, not {}", basic.len()));
    }
    let grouped: Vec<&String> = layout.indicators.groups.iter().flat_map(|group| &group.of).collect();
    for indicator in form.indicators.iter().filter(|i| grouped.iter().filter(|fact| ***fact == i.fact).count() != 1) {
        problems.push(format!("layout: {} stands in no group or in several", indicator.fact));
    }
    problems
}
