//! What the report gives itself for each indicator: the rows of its score table.

use std::collections::BTreeMap;

use jiheng_model::indicator::Indicator;
use jiheng_model::scorecard::Declared;
use jiheng_model::statement::{State, Statement};

use crate::material::Material;

/// Characters of a name that is looked for inside a title.
const NAME_LEAST: usize = 3;

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
    /// Finds them: those of the form, and rows of any other table that has a column of weights or scores.
    pub(crate) fn of(material: &Material<'a>) -> Self {
        let vocabulary = &material.packs.vocabulary;
        let (weights, scores) = (vocabulary.list("table.weight"), vocabulary.list("table.score"));
        let mut rows: BTreeMap<(u32, u32), Row<'a>> = BTreeMap::new();
        for statement in &material.facts.statements {
            let number = statement.fact.as_ref().and_then(|fact| fact.instance);
            let what = statement.fact.as_ref().and_then(|fact| {
                fact.name.strip_prefix("score_table.").or_else(|| fact.name.strip_prefix("indicator_points."))
            });
            let is_weight = what == Some("weight") || statement.fact.is_none() && weights.contains(&statement.measure);
            let is_score = what == Some("score") || statement.fact.is_none() && scores.contains(&statement.measure);
            let Some(at) = statement.anchor.row.or(number).filter(|_| is_weight || is_score) else { continue };
            let row = rows.entry((statement.anchor.block, at)).or_default();
            let cell = if is_weight { &mut row.weight } else { &mut row.score };
            *cell = cell.or(Some(statement));
        }
        Self { rows }
    }

    /// The row that a statement stands in.
    pub(crate) fn beside(&self, statement: &Statement) -> Row<'a> {
        let at = statement.anchor.row.and_then(|row| self.rows.get(&(statement.anchor.block, row)));
        at.copied().unwrap_or_default()
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
        let beside = indicator.target.or(indicator.name).map(|s| self.beside(s)).unwrap_or_default();
        let is_there = beside.weight.is_some() || beside.score.is_some();
        if is_there { beside } else { self.inside(&bare(&indicator.title())) }
    }

    /// The row whose name says most of a title: 合格率 of 合格率不低于95%; none where two say as much.
    fn inside(&self, title: &str) -> Row<'a> {
        let length = |row: &Row<'a>| {
            let name = row.weight.or(row.score).map(|s| bare(&s.subject)).unwrap_or_default();
            let says = title.contains(&name) && name.chars().count() >= NAME_LEAST;
            if says { name.chars().count() } else { 0 }
        };
        let most = self.rows.values().map(length).max().filter(|most| *most > 0);
        let mut found = self.rows.values().filter(|row| Some(length(row)) == most);
        found.next().filter(|_| found.next().is_none()).copied().unwrap_or_default()
    }
}

/// The score of the whole report: the cell of the form, else the one row of totals with a score.
pub(crate) fn total(material: &Material<'_>, rows: &Rows<'_>) -> Option<Declared> {
    if let Some(stated) = material.facts.of("score.total").find(|s| s.state == State::Number) {
        return Some(Declared { points: stated.value?, weight: None, statement: Some(stated.id) });
    }
    let totals = material.packs.vocabulary.list("table.total");
    let is_total = |row: &&Row<'_>| row.score.is_some_and(|s| totals.contains(&s.subject));
    let mut found = rows.rows.values().filter(is_total);
    found.next().filter(|_| found.next().is_none())?.declared()
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
