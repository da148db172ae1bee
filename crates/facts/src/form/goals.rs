//! Expected goals against completion, and indicators with target and result.

use jiheng_model::document::{Cell, Table};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{FactId, Role, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::label::Labels;

use super::Recogniser;
use crate::grid::Row;
use crate::label::{self, is_one_of, normal};
use crate::passage::Zone;

impl<'a> Recogniser<'_, 'a> {
    /// The header 预期目标 | 实际完成 with the rows of texts below it.
    pub(super) fn goal_rows(&mut self, block: u32, table: &Table, rows: &[Row<'a>], at: usize) -> Option<usize> {
        let header = rows.get(at)?;
        let expected = column_of(header, &self.form.goals.expected)?;
        let actual = column_of(header, &self.form.goals.actual)?;
        if expected.0 >= actual.0 {
            return None;
        }
        let mut taken = 1;
        for row in rows.iter().skip(at + 1) {
            let Some((left, right)) = pair(table, row, expected.1, actual.1) else { break };
            if self.is_header(row) || left.1.is_empty() && right.1.is_empty() {
                break;
            }
            let path = self.path("定性目标 · 预期目标", "Qualitative goals · expected");
            self.mark(block, left.0, &Zone::Expected, &path);
            self.mark_role(block, left.0, Role::Target);
            let mut ids = self.numbered_lines(block, left.0, "goal", &path);
            self.set_role(&ids, Role::Target);
            self.expected.append(&mut ids);
            let path = self.path("定性目标 · 实际完成", "Qualitative goals · completed");
            self.mark(block, right.0, &Zone::Completion, &path);
            let mut ids = self.numbered_lines(block, right.0, "goal", &path);
            self.completed.append(&mut ids);
            taken += 1;
        }
        Some(taken)
    }

    /// The header 绩效目标 | 完成情况 with an indicator in each row below it.
    pub(super) fn indicator_rows(&mut self, block: u32, table: &Table, rows: &[Row<'a>], at: usize) -> Option<usize> {
        let header = rows.get(at)?;
        let target = column_of(header, &self.form.goals.target)?;
        let result = column_of(header, &self.form.goals.result)?;
        if target.0 >= result.0 {
            return None;
        }
        // Some counties give weight and score in the same table.
        let points =
            column_of(header, &self.form.score_table.weight).zip(column_of(header, &self.form.score_table.score));
        let mut taken = 1;
        let mut dimension: Option<(String, Bilingual)> = None;
        for row in rows.iter().skip(at + 1) {
            // A page break may repeat the header.
            let stands_under =
                |labels: &Labels, at: u32| column_of(row, labels).is_some_and(|(_, column)| column == at);
            if stands_under(&self.form.goals.target, target.1) && stands_under(&self.form.goals.result, result.1) {
                taken += 1;
                continue;
            }
            if self.is_header(row) {
                break;
            }
            taken += 1;
            let totals = &self.form.score_table.total;
            let sums = row.visible().first().is_some_and(|(_, text)| is_one_of(text, totals) || normal(text) == "小计");
            if sums {
                continue;
            }
            let cells = header_cells(table, header, row, target, result);
            if let Some((weight, score)) = points {
                let name = cells.map(|(left, _)| normal(left.1.lines().next().unwrap_or_default())).unwrap_or_default();
                self.indicator_points(block, (table, header, row), (weight, score), &name);
            }
            let labels = row.cells.iter().filter(|(cell, _)| cells.is_none_or(|(left, _)| cell.column < left.0.column));
            for (_, text) in labels {
                dimension = self.dimension(text).or(dimension);
            }
            // In a dump a label may stand in a row of its own, two cells wide.
            let Some((left, right)) = cells.filter(|(left, _)| self.dimension(left.1).is_none()) else {
                for (_, text) in &row.cells {
                    dimension = self.dimension(text).or(dimension);
                }
                continue;
            };
            if left.1.is_empty() && right.1.is_empty() {
                continue;
            }
            if let Some((fact, label)) = &dimension {
                self.indicator(block, left, right, fact, label);
            }
        }
        Some(taken)
    }

    /// Weight and score of one indicator row.
    fn indicator_points(
        &mut self,
        block: u32,
        place: (&Table, &Row<'a>, &Row<'a>),
        columns: ((usize, u32), (usize, u32)),
        name: &str,
    ) {
        let (table, header, row) = place;
        let Some((weight, score)) = header_cells(table, header, row, columns.0, columns.1) else { return };
        let number = usize::try_from(self.points_seen).unwrap_or(usize::MAX) + 1;
        let weight = self.points(block, weight, "weight", name, number);
        let score = self.points(block, score, "score", name, number);
        for id in weight.into_iter().chain(score) {
            self.points_in_goals.push(id);
        }
        if weight.is_some() || score.is_some() {
            self.points_seen += 1;
        }
    }

    /// An institution's, a labelled value's, a part's or another header's row ends goals and indicators.
    fn is_header(&self, row: &Row) -> bool {
        let known = row.keys().iter().filter(|key| !key.is_empty()).any(|key| {
            self.form.goals.target.hold(key)
                || self.form.goals.expected.hold(key)
                || self.form.rows.header.hold(key)
                || self.form.fields.iter().any(|field| field.labels.hold(key))
        });
        known
            || row.alone().is_some_and(|(_, text)| {
                let key = label::candidate(text);
                self.form.parts.iter().any(|part| part.labels.hold(&key))
            })
    }

    fn dimension(&self, text: &str) -> Option<(String, Bilingual)> {
        let key = label::candidate(text);
        let group = self.form.indicators.iter().find(|group| group.labels.hold(&key))?;
        Some((group.fact.clone(), Bilingual::new(normal(text), group.en.clone())))
    }

    fn indicator(&mut self, block: u32, left: (&Cell, &str), right: (&Cell, &str), fact: &str, label: &Bilingual) {
        let count = self.indicator_counts.entry(fact.to_owned()).or_insert(0);
        *count += 1;
        let number = *count;
        let index = self.indicators;
        self.indicators += 1;
        let zh = format!("定量目标 · {}{number}", label.zh);
        let en = format!("Indicators · {} {number}", label.en);
        let path = self.path(&format!("{zh} · 绩效目标"), &format!("{en} · target"));
        self.mark(block, left.0, &Zone::IndicatorTarget(index), &path);
        self.mark_role(block, left.0, Role::Target);
        self.text_cell(block, left, path, FactId::nth(fact, number), Role::Target);
        let path = self.path(&format!("{zh} · 完成情况"), &format!("{en} · result"));
        self.mark(block, right.0, &Zone::IndicatorResult(index), &path);
        self.text_cell(block, right, path, FactId::nth(fact, number), Role::Actual);
    }

    fn text_cell(&mut self, block: u32, cell: (&Cell, &str), path: Bilingual, fact: FactId, role: Role) -> StatementId {
        let mut statement = self.cell_statement(block, cell.0, cell.1, path);
        statement.fact = Some(fact);
        statement.role = role;
        self.builder.state(statement)
    }

    /// All numbers of a cell are stated in this role.
    pub(super) fn mark_role(&mut self, block: u32, cell: &Cell, role: Role) {
        for at in self.passages_of(block, cell) {
            if let Some(passage) = self.builder.passages.get_mut(at) {
                passage.role = Some(role);
            }
        }
    }

    fn set_role(&mut self, ids: &[StatementId], role: Role) {
        for id in ids {
            if let Some(statement) = self.builder.get_mut(*id) {
                statement.role = role;
            }
        }
    }

    /// Points beside the targets count only where there is no score table of its own.
    fn settle_points(&mut self) {
        let inside = self.points_in_goals.clone();
        let outside = self.builder.facts.of("score_table.score").any(|s| !inside.contains(&s.id));
        for id in inside.into_iter().filter(|_| outside) {
            if let Some(statement) = self.builder.get_mut(id) {
                let name = statement.fact.as_ref().map(|fact| fact.name.replace("score_table", "indicator_points"));
                let instance = statement.fact.as_ref().and_then(|fact| fact.instance);
                statement.fact = name.map(|name| FactId { name, instance });
            }
        }
    }

    /// As many tasks as goals as entries of completion.
    pub(super) fn goals_finish(&mut self) {
        self.settle_points();
        let groups = [
            (self.tasks.clone(), Bilingual::new("年度主要工作内容", "main tasks")),
            (self.expected.clone(), Bilingual::new("预期目标", "expected goals")),
            (self.completed.clone(), Bilingual::new("实际完成", "entries of completion")),
        ];
        let known: Vec<_> = groups.into_iter().filter(|(ids, _)| ids.len() >= 2).collect();
        if known.len() >= 2 {
            let (groups, labels) = known.into_iter().unzip();
            self.builder.relate(RelationKind::SameNumber { groups, labels }, Origin::Indicator, true);
        }
    }
}

/// A cell with its text.
type CellText<'r> = (&'r Cell, &'r str);

/// Ordinal and grid column of the cell with one of these labels.
fn column_of(row: &Row, labels: &Labels) -> Option<(usize, u32)> {
    let at = row.position(labels)?;
    row.cells.get(at).map(|(cell, _)| (at, cell.column))
}

/// The cells of a row under two columns of the header: by grid column, in a dump by their distance from the row's end.
fn header_cells<'r>(
    table: &Table,
    header: &Row,
    row: &Row<'r>,
    left: (usize, u32),
    right: (usize, u32),
) -> Option<(CellText<'r>, CellText<'r>)> {
    if !table.ragged {
        return pair(table, row, left.1, right.1);
    }
    let from_end = |ordinal: usize| {
        row.cells.len().checked_sub(header.cells.len() - ordinal).and_then(|at| row.cells.get(at)).copied()
    };
    Some((from_end(left.0)?, from_end(right.0)?))
}

/// The two cells under two headers: by column on a grid, the last two of the row in a dump.
fn pair<'r>(table: &Table, row: &Row<'r>, left: u32, right: u32) -> Option<(CellText<'r>, CellText<'r>)> {
    if table.ragged {
        let count = row.cells.len();
        return Some((*row.cells.get(count.checked_sub(2)?)?, *row.cells.last()?));
    }
    let (left, right) = (row.at(left)?, row.at(right)?);
    (left.0.column != right.0.column).then_some((left, right))
}
