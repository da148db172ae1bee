//! A known form: which labels stand for which facts. The same definition lays the form out.

use serde::Deserialize;

use crate::label::Labels;
use crate::layout::Layout;

/// One form definition. Labels are compared without blanks, brackets and trailing colons.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Id, e.g. `yueyang-department-whole`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// English title.
    pub title_en: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Label-and-value pairs.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// Tables with organisation rows.
    #[serde(default, rename = "table")]
    pub tables: Vec<FormTable>,
    /// Labels of organisation rows.
    pub rows: EntityRows,
    /// Goals and indicators.
    pub goals: Goals,
    /// Dimensions of indicators.
    #[serde(default, rename = "indicator")]
    pub indicators: Vec<IndicatorGroup>,
    /// Evaluators' table.
    pub evaluators: Evaluators,
    /// Sign-off boxes.
    #[serde(default, rename = "sign")]
    pub signs: Vec<SignBox>,
    /// Narrative sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// Big sections of the form (一 to 五).
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// Score table (评分表).
    pub score_table: ScoreTable,
    /// How the form is laid out when it is written.
    #[serde(default)]
    pub layout: Option<Layout>,
}

/// A labelled value: the value stands right of the label, or after it in the same text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Fact id.
    pub fact: String,
    /// Labels.
    pub labels: Labels,
    /// Which part of the form it belongs to: `cover`, `basic`, `goals`, `preparer`.
    pub part: String,
    /// Must be there.
    #[serde(default)]
    pub required: bool,
    /// May be read from running text (`填报人：…`), not only from cells.
    #[serde(default)]
    pub in_text: bool,
}

/// A table whose rows are institutions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormTable {
    /// Id, e.g. `income`.
    pub id: String,
    /// Chinese name, for places.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Unit when neither caption nor header says another.
    pub unit: String,
    /// Line printed above the table.
    #[serde(default)]
    pub heading: Option<String>,
    /// Columns.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// A column of a form table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Fact id.
    pub fact: String,
    /// Header labels.
    pub labels: Labels,
    /// Columns of the form's grid that it covers.
    #[serde(default)]
    pub span: u32,
    /// Headers printed above it, from the top; neighbours share the same ones.
    #[serde(default)]
    pub under: Vec<String>,
}

/// How organisation rows are labelled.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityRows {
    /// Header of the first column.
    pub header: Labels,
    /// The department as a whole.
    pub department: Labels,
    /// The department's own office.
    pub headquarters: Labels,
    /// Words that, with a number, are placeholders and no institution (二级机构1).
    pub placeholders: Vec<String>,
}

/// Labels of the goal blocks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// Header of expected goals.
    pub expected: Labels,
    /// Header of actual completion.
    pub actual: Labels,
    /// Header of indicator targets.
    pub target: Labels,
    /// Header of indicator results.
    pub result: Labels,
}

/// One dimension of indicators.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorGroup {
    /// Fact id prefix, e.g. `indicator.output.quantity`.
    pub fact: String,
    /// Labels.
    pub labels: Labels,
    /// English label.
    pub en: String,
}

/// Evaluators' table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluators {
    /// Header of names.
    pub name: Labels,
    /// Header of posts.
    pub post: Labels,
    /// Header of institutions.
    pub entity: Labels,
    /// Header of signatures.
    pub signature: Labels,
}

/// One sign-off box: heading, opinion, signature or seal, date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignBox {
    /// Fact id prefix, e.g. `signoff.department`.
    pub fact: String,
    /// English name.
    pub en: String,
    /// Heading that opens the box.
    pub labels: Labels,
    /// The box asks for an opinion.
    pub opinion: bool,
    /// Label before the signature, when it is not the heading.
    #[serde(default)]
    pub signature: Labels,
}

/// One section of the narrative.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Fact id of the whole section.
    pub fact: String,
    /// Heading text without its number.
    pub labels: Labels,
    /// English heading.
    pub en: String,
    /// Scope of the money figures in it, e.g. `general_public_budget`.
    #[serde(default)]
    pub scope: Option<String>,
    /// Fact that a "无" in it denies.
    #[serde(default)]
    pub nil_fact: Option<String>,
}

/// One big part of the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Id.
    pub id: String,
    /// Heading without its number.
    pub labels: Labels,
    /// English heading.
    pub en: String,
}

/// Header labels of the score table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreTable {
    /// Weight column (分值).
    pub weight: Labels,
    /// Score column (得分).
    pub score: Labels,
    /// Indicator name columns.
    pub indicator: Labels,
    /// Label of the total row.
    pub total: Labels,
}
