//! The indicator score table (评分表): weights and scores of every indicator.

use jiheng_model::document::Table;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{FactId, State, StatementId};

use super::Recogniser;
use crate::builder::offset;
use crate::cell;
use crate::grid::Row;
use crate::label::{is_one_of, normal};
use crate::passage::Zone;

impl<'a> Recogniser<'_, 'a> {
    /// A header with both 分值 and 得分; the rows below it until the table ends.
    pub(super) fn score_table_rows(&mut self, block: u32, table: &Table, rows: &[Row<'a>], at: usize) -> Option<usize> {
        let header = rows.get(at)?;
        let labels = &self.form.score_table;
        let (weight, score) = (header.position(&labels.weight)?, header.position(&labels.score)?);
        // Without a column of indicator names it is the line of the execution rate, not the table of indicators.
        let of_key = |known: &String| header.keys().iter().position(|key| !key.is_empty() && key == known);
        let named = labels.indicator.keys().iter().find_map(of_key)?;
        let column = |ordinal: usize| header.cells.get(ordinal).map(|(cell, _)| cell.column);
        let (weight_column, score_column) = (column(weight)?, column(score)?);
        let name_column = column(named)?;
        let from_end = (header.cells.len() - weight, header.cells.len() - score);
        let mut taken = 1;
        let (mut weights, mut scores): (Vec<StatementId>, Vec<StatementId>) = (Vec::new(), Vec::new());
        let mut totals: (Option<StatementId>, Option<StatementId>) = (None, None);
        let mut unclear = false;
        for row in rows.iter().skip(at + 1) {
            // A second header (after the execution rate of the 10/50/30/10 form) binds its columns anew.
            let header_again = row.shows(&labels.weight);
            if row.cells.len() < 2 || header_again {
                break;
            }
            taken += 1;
            unclear |= row.visible().iter().any(|(_, text)| crate::scan::is_unclear_text(text));
            if row.visible().iter().any(|(_, text)| normal(text) == "小计") {
                continue;
            }
            self.mark_words(block, row);
            let cell_of = |column: u32, back: usize| {
                if table.ragged {
                    row.cells.len().checked_sub(back).and_then(|i| row.cells.get(i)).copied()
                } else {
                    row.at(column)
                }
            };
            let total = row.visible().first().is_some_and(|(_, text)| is_one_of(text, &labels.total));
            let own = cell_of(name_column, header.cells.len() - named).map(|(_, text)| normal(text));
            let name = own
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| Self::indicator_name(row, weight_column, table.ragged.then_some(from_end.0)));
            let weight = cell_of(weight_column, from_end.0)
                .and_then(|cell| self.points(block, cell, "weight", &name, weights.len() + 1));
            let score = cell_of(score_column, from_end.1)
                .and_then(|cell| self.points(block, cell, "score", &name, scores.len() + 1));
            if total {
                totals = (weight, score);
            } else {
                weights.extend(weight);
                scores.extend(score);
            }
        }
        if unclear {
            self.forget(weights.into_iter().chain(scores).chain(totals.0).chain(totals.1));
        } else {
            self.relate_points(totals.0, weights);
            self.relate_points(totals.1, scores);
        }
        Some(taken)
    }

    /// Points of a table of which one cannot be read add up to nothing that is known.
    fn forget(&mut self, points: impl Iterator<Item = StatementId>) {
        for id in points {
            if let Some(statement) = self.builder.get_mut(id) {
                statement.fact = None;
            }
        }
    }

    /// Scoring standards and reasons hold numbers that are no figures of the report.
    fn mark_words(&mut self, block: u32, row: &Row<'a>) {
        for (cell, _) in row.visible() {
            let path = self.path("评分表", "Score table");
            self.mark(block, cell, &Zone::Label, &path);
        }
    }

    /// The innermost indicator name left of the weights.
    fn indicator_name(row: &Row<'a>, weight_column: u32, back: Option<usize>) -> String {
        let end = back.map_or(row.cells.len(), |back| row.cells.len().saturating_sub(back));
        let left = row
            .cells
            .iter()
            .take(end)
            .filter(|(cell, text)| !text.is_empty() && (back.is_some() || cell.column < weight_column));
        let names: Vec<String> = left.map(|(_, text)| normal(text)).filter(|name| name.chars().count() <= 20).collect();
        names.last().cloned().unwrap_or_default()
    }

    pub(super) fn points(
        &mut self,
        block: u32,
        cell: (&jiheng_model::document::Cell, &str),
        what: &str,
        name: &str,
        number: usize,
    ) -> Option<StatementId> {
        let value = cell::read(cell.1, self.builder.lexicon);
        if !matches!(value.state, State::Number | State::Blank) {
            return None;
        }
        let zh = if what == "weight" { "分值" } else { "得分" };
        let path = self.path(&format!("评分表 · {name} · {zh}"), &format!("Score table · {name} · {what}"));
        let mut statement = self.cell_statement(block, cell.0, cell.1, path.clone());
        statement.fact = Some(FactId::nth(format!("score_table.{what}"), offset(number)));
        statement.state = value.state;
        statement.value = value.value;
        statement.written = value.written;
        name.clone_into(&mut statement.subject);
        statement.unit = value.unit.or_else(|| self.builder.lexicon.unit("分"));
        statement.digit_runs = crate::numeral::digit_runs(&cell.1.chars().collect::<Vec<_>>());
        self.mark(block, cell.0, &Zone::NumericCell, &path);
        Some(self.builder.state(statement))
    }

    fn relate_points(&mut self, total: Option<StatementId>, parts: Vec<StatementId>) {
        if let (Some(total), false) = (total, parts.is_empty()) {
            if let Some(statement) = self.builder.get_mut(total) {
                let name = statement.fact.as_ref().map(|fact| format!("{}_total", fact.name)).unwrap_or_default();
                statement.fact = Some(FactId::single(name));
            }
            self.builder.relate(RelationKind::Sum { total, parts, complete: true }, Origin::ScoreTable, true);
        }
    }
}
