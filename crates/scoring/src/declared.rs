//! What the report gives itself for each indicator: the rows of its score table.

use std::collections::BTreeMap;

use jiheng_model::evaluation::FactSet;
use jiheng_model::indicator::Indicator;
use jiheng_model::scorecard::Declared;
use jiheng_model::statement::{State, Statement};

/// A row of a score table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row<'a> {
    weight: Option<&'a Statement>,
    score: Option<&'a Statement>,
}

/// All rows of the score tables of a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows<'a> {
    /// By block, and row or number within it.
    rows: BTreeMap<(u32, u32), Row<'a>>,
}

impl<'a> Rows<'a> {
    /// Finds them.
    pub(crate) fn of(facts: &'a FactSet) -> Self {
        let mut rows: BTreeMap<(u32, u32), Row<'a>> = BTreeMap::new();
        for statement in &facts.statements {
            let Some(fact) = &statement.fact else { continue };
            let known = fact.name.strip_prefix("score_table.").or_else(|| fact.name.strip_prefix("indicator_points."));
            let (Some(what), Some(number)) = (known, fact.instance) else { continue };
            let row = rows.entry((statement.anchor.block, statement.anchor.row.unwrap_or(number))).or_default();
            match what {
                "weight" => row.weight = Some(statement),
                "score" => row.score = Some(statement),
                _ => {}
            }
        }
        Self { rows }
    }

    /// The row that one of these names stands in, where there is one only.
    pub(crate) fn named<'n>(&self, names: impl Iterator<Item = &'n str>) -> Row<'a> {
        let wanted: Vec<String> = names.map(bare).filter(|name| !name.is_empty()).collect();
        let fits = |row: &&Row<'a>| row.weight.or(row.score).is_some_and(|s| wanted.contains(&bare(&s.subject)));
        let mut found = self.rows.values().filter(fits);
        found.next().filter(|_| found.next().is_none()).copied().unwrap_or_default()
    }

    /// The row of an indicator of the report: the one its target stands in, else that of its name.
    pub(crate) fn of_indicator(&self, indicator: &Indicator<'_>) -> Row<'a> {
        let anchor = indicator.target.or(indicator.name).map(|s| &s.anchor);
        let beside = anchor.and_then(|anchor| self.rows.get(&(anchor.block, anchor.row?)));
        beside.copied().unwrap_or_else(|| self.named(std::iter::once(indicator.title().as_str())))
    }
}

impl Row<'_> {
    /// Its points; none where the cell is blank.
    pub(crate) fn declared(&self) -> Option<Declared> {
        let score = self.score.filter(|s| s.state == State::Number)?;
        Some(Declared { points: score.value?, weight: self.weight(), statement: Some(score.id) })
    }

    /// How many points there are to have.
    pub(crate) fn weight(&self) -> Option<jiheng_model::decimal::Decimal> {
        self.weight.filter(|s| s.state == State::Number).and_then(|s| s.value)
    }
}

/// A name without marks, numbers before it and what stands in brackets: 1.“三公经费”变动率（%） is 三公经费变动率.
pub(crate) fn bare(name: &str) -> String {
    let open = name.find(['（', '(']).filter(|at| *at > 0).unwrap_or(name.len());
    let text = name.get(..open).unwrap_or(name);
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || "、.．：: ".contains(c));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn names_are_compared_without_what_tables_hang_on_them() {
        for (written, expected) in [
            ("“三公经费”变动率", "三公经费变动率"),
            ("1. 在职人员控制率（5分）", "在职人员控制率"),
            ("指标1：闲置土地", "指标1闲置土地"),
            ("（空）", "空"),
        ] {
            assert_eq!(bare(written), expected, "{written}");
        }
    }
}
