//! Tables with organisation rows: income, expenditure, three public expenses, assets.

use jiheng_model::document::{Cell, Table};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, FactId, State, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::form::FormTable;

use super::{Recogniser, balance};
use crate::builder::offset;
use crate::cell;
use crate::grid::{self, Row};
use crate::label::{self, is_one_of, normal, unit_in};
use crate::passage::Zone;

/// A recognised column of one table.
struct ColumnMap {
    column: u32,
    fact: String,
    label: String,
    unit: Option<&'static str>,
    /// The table has several columns nobody knows: no identity may be asked of this one.
    open: bool,
}

/// An organisation row of a table.
struct EntityRow<'r, 'a> {
    row: &'r Row<'a>,
    entity: Entity,
    label: String,
    placeholder: bool,
}

impl<'a> Recogniser<'_, 'a> {
    /// Reads a table that starts with a 机构名称 header at row `at`; returns the number of rows it took.
    pub(super) fn entity_table(&mut self, block: u32, table: &Table, rows: &[Row<'a>], at: usize) -> Option<usize> {
        let first = rows.get(at)?;
        first.first()?;
        let header = first.keys().first().is_some_and(|key| self.form.rows.header.hold(key));
        if !header || first.visible().len() < 2 {
            return None;
        }
        let blank_first = |row: &Row| row.first().is_none_or(|(_, text)| text.is_empty());
        let header =
            1 + rows.iter().skip(at + 1).take_while(|row| blank_first(row) && !row.visible().is_empty()).count();
        let is_body = |row: &&Row| self.is_entity_row(row) && !covers_second(row, first);
        let body: Vec<&Row> = rows.iter().skip(at + header).take_while(is_body).collect();
        let columns = data_columns(table, &body, first);
        let paths = grid::header_paths(table, rows.get(at..at + header)?, &columns);
        let (definition, map) = self.best_table(&paths)?;
        let caption = at.checked_sub(1).and_then(|i| rows.get(i)).and_then(Row::alone).map_or("", |(_, text)| text);
        // A table without caption goes on in the unit of the one before it.
        if let Some(unit) = unit_in(caption) {
            unit.clone_into(&mut self.table_unit);
        }
        let unit = self.table_unit.clone();
        let entities = self.entities(&body);
        for row in rows.get(at..at + header)? {
            for (cell, _) in row.visible() {
                let path = self.path(&definition.zh, &definition.en);
                self.mark(block, cell, &Zone::Label, &path);
            }
        }
        let (known, extra) = self.elsewhere(unlisted(&paths, &map, &body));
        let mut map = Self::with_unlisted(&definition, map, &extra);
        map.extend(known);
        self.state_table(block, &definition, &map, &entities, &unit);
        Some(header + body.len())
    }

    /// A row of an institution: it has a name, and is neither a new header nor a heading nor a labelled value.
    fn is_entity_row(&self, row: &Row) -> bool {
        let Some((_, label)) = row.first() else { return false };
        let cells = row.cells.len();
        let bare = label::candidate(&label::normal_without_unit(label));
        let heading = self.form.parts.iter().any(|part| part.labels.hold(&bare));
        let key = row.keys().first().map_or("", String::as_str);
        let field = self.form.fields.iter().any(|field| field.labels.hold(key));
        let goal = row.shows(&self.form.goals.target) || row.shows(&self.form.goals.expected);
        let remark = ["占比", "比例", "%", "％", "上年", "同比", "增减", "增长", "说明", "备注", "其中"];
        let other = remark.iter().any(|word| label.contains(word));
        cells > 1 && !other && !label.is_empty() && !self.form.rows.header.hold(key) && !heading && !field && !goal
    }

    /// The table definition whose columns fit best, at least two.
    fn best_table(&self, paths: &[(u32, Vec<String>)]) -> Option<(FormTable, Vec<ColumnMap>)> {
        let fit = |table: &FormTable| -> Vec<ColumnMap> {
            let mut taken: Vec<&str> = Vec::new();
            let mut map = Vec::new();
            for (column, path) in paths {
                let label = path.iter().rev().find(|label| !normal(label).contains("其中"));
                let Some(label) = label else { continue };
                let bare = label::normal_without_unit(label);
                let key = label::candidate(&bare);
                let found = table.columns.iter().find(|c| c.labels.hold(&key) && !taken.contains(&c.fact.as_str()));
                if let Some(found) = found {
                    taken.push(&found.fact);
                    let unit = path.iter().rev().find_map(|label| unit_in(label));
                    map.push(ColumnMap { column: *column, fact: found.fact.clone(), label: bare, unit, open: false });
                }
            }
            map
        };
        let (table, map) = self.form.tables.iter().map(|table| (table, fit(table))).max_by_key(|(_, map)| map.len())?;
        (map.len() >= 2).then(|| (table.clone(), map))
    }

    /// Columns that another table of the form knows, or the surplus at the year's end: they stand beside the parts of this
    /// table and are none of them. Then those that nobody knows.
    fn elsewhere(&self, extra: Vec<(u32, String)>) -> (Vec<ColumnMap>, Vec<(u32, String)>) {
        let mut known: Vec<ColumnMap> = Vec::new();
        let mut rest = Vec::new();
        for (column, label) in extra {
            let bare = label::normal_without_unit(&label);
            let columns = || self.form.tables.iter().flat_map(|table| &table.columns);
            let named = columns().find(|c| bare != "合计" && is_one_of(&bare, &c.labels)).map(|c| c.fact.as_str());
            let fact = named.or_else(|| balance::is_closing(&bare).then_some(balance::CLOSING));
            match fact.filter(|fact| !known.iter().any(|column| column.fact == *fact)) {
                Some(fact) => {
                    known.push(ColumnMap { column, fact: fact.to_owned(), label: bare, unit: None, open: true });
                }
                None => rest.push((column, label)),
            }
        }
        (known, rest)
    }

    /// One numeric column that the form does not know (事业收入) is a further part. Of several it is not known what they
    /// are part of: then the identities of the table are left alone.
    fn with_unlisted(table: &FormTable, mut map: Vec<ColumnMap>, extra: &[(u32, String)]) -> Vec<ColumnMap> {
        match extra {
            [] => {}
            [(column, label)] => {
                let fact = format!("{}.unlisted", table.id);
                map.push(ColumnMap { column: *column, fact, label: label.clone(), unit: None, open: false });
            }
            _ => map.iter_mut().for_each(|column| column.open = true),
        }
        map
    }

    fn entities<'r>(&self, body: &[&'r Row<'a>]) -> Vec<EntityRow<'r, 'a>> {
        let mut entities = Vec::new();
        let mut subordinate = 0;
        for row in body {
            let Some((_, text)) = row.first() else { continue };
            let label = normal(text);
            let rows = &self.form.rows;
            let whole = is_one_of(&label, &rows.department) || label.ends_with("汇总") || label.ends_with("合计");
            let own_office = label.ends_with("机关") || label.ends_with("本级");
            let entity = if whole {
                Entity::Department
            } else if is_one_of(&label, &rows.headquarters) || (subordinate == 0 && own_office) {
                Entity::Headquarters
            } else {
                subordinate += 1;
                Entity::Subordinate(subordinate)
            };
            let placeholder = rows.placeholders.iter().any(|word| {
                label.strip_prefix(word.as_str()).is_some_and(|rest| {
                    rest.chars().all(|c| {
                        crate::numeral::is_digit(c)
                            || matches!(
                                c,
                                '一' | '二'
                                    | '三'
                                    | '四'
                                    | '五'
                                    | '六'
                                    | '七'
                                    | '八'
                                    | '九'
                                    | '十'
                                    | '…'
                                    | 'n'
                                    | 'N'
                            )
                    })
                })
            });
            entities.push(EntityRow { row, entity, label, placeholder });
        }
        entities
    }

    fn state_table(
        &mut self,
        block: u32,
        table: &FormTable,
        map: &[ColumnMap],
        entities: &[EntityRow<'_, 'a>],
        unit: &str,
    ) {
        let mut by_column: Vec<Vec<(Entity, StatementId)>> = vec![Vec::new(); map.len()];
        for row in entities {
            if let Some((cell, text)) = row.row.first() {
                let path = self
                    .path(&format!("{} · {}", table.zh, row.label), &format!("{} · {}", table.en, row.entity.name()));
                self.mark(block, cell, &Zone::Label, &path);
                self.institution(block, (cell, text), row, path);
            }
            for (column, ids) in map.iter().zip(by_column.iter_mut()) {
                let Some((cell, text)) = row.row.at(column.column) else { continue };
                let english = self.english(&column.fact);
                let place = self.path(
                    &format!("{} · {} · {}", table.zh, row.label, column.label),
                    &format!("{} · {} · {english}", table.en, row.entity.name()),
                );
                let value = cell::read(text, self.builder.lexicon);
                let mut statement = self.cell_statement(block, cell, text, place.clone());
                statement.fact = Some(FactId::single(column.fact.clone()));
                statement.entity = Some(row.entity);
                if column.open {
                    statement.measure.clone_from(&column.label);
                }
                statement.state = value.state;
                statement.value = value.value;
                statement.digit_runs = crate::numeral::digit_runs(&text.chars().collect::<Vec<_>>());
                statement.written = value.written;
                let symbol = [column.unit.unwrap_or_default(), unit, &table.unit].into_iter().find(|s| !s.is_empty());
                statement.unit =
                    value.unit.clone().or_else(|| symbol.and_then(|symbol| self.builder.lexicon.unit(symbol)));
                let numeric = statement.state != State::Text;
                statement.digit_runs = if numeric { statement.digit_runs } else { 0 };
                let assumed = numeric && unit.is_empty() && column.unit.is_none() && value.unit.is_none();
                let id = self.builder.state(statement);
                if assumed {
                    self.builder.assumed_units.push(id);
                }
                ids.push((row.entity, id));
                let zone = if numeric { Zone::NumericCell } else { Zone::Free };
                self.mark(block, cell, &zone, &place);
            }
        }
        for ids in &by_column {
            self.relate_rows(ids);
        }
        let column = |fact: &str| map.iter().position(|column| column.fact == fact).and_then(|at| by_column.get(at));
        let sides = (column("income.total"), column("expenditure.total"), column(balance::CLOSING));
        if let (Some(income), Some(expenditure), Some(closing)) = sides {
            balance::relate(self.builder, income, expenditure, closing);
        }
    }

    /// 汇总 = 局机关 + 二级机构.
    fn relate_rows(&mut self, ids: &[(Entity, StatementId)]) {
        let total = ids.iter().find(|(entity, _)| *entity == Entity::Department);
        let parts: Vec<StatementId> =
            ids.iter().filter(|(entity, _)| *entity != Entity::Department).map(|(_, id)| *id).collect();
        let (Some((_, total)), false) = (total, parts.is_empty()) else { return };
        self.builder.relate(RelationKind::Sum { total: *total, parts, complete: true }, Origin::EntityRows, true);
    }

    /// The name of a second-tier institution, or that it is a placeholder.
    fn institution(&mut self, block: u32, cell: (&Cell, &str), row: &EntityRow, path: Bilingual) {
        let Entity::Subordinate(number) = row.entity else { return };
        let mut statement = self.cell_statement(block, cell.0, cell.1, path);
        statement.fact = Some(FactId::nth("institution.name", number));
        statement.entity = Some(row.entity);
        statement.measure = if row.placeholder { "placeholder".to_owned() } else { "name".to_owned() };
        self.subordinates = self.subordinates.max(number);
        self.builder.state(statement);
    }
}

/// A name that reaches over all of the first column of amounts is the heading of another table.
fn covers_second(row: &Row, header: &Row) -> bool {
    let end = |cell: &Cell| cell.column.saturating_add(cell.column_span);
    let second = header.cells.iter().filter(|(_, text)| !text.is_empty()).nth(1);
    row.first().zip(second).is_some_and(|((name, _), (second, _))| end(name) >= end(second) && name.column_span > 1)
}

/// Columns with numbers that the form does not know; shares and remarks are no parts.
fn unlisted(paths: &[(u32, Vec<String>)], map: &[ColumnMap], body: &[&Row]) -> Vec<(u32, String)> {
    let numeric = |column: u32| {
        body.iter().filter_map(|row| row.at(column)).any(|(_, text)| {
            text.chars().next().is_some_and(|c| crate::numeral::is_digit(c) || c == '-') && !text.contains('%')
        })
    };
    let label = |path: &[String]| path.last().map(|label| normal(label)).unwrap_or_default();
    let remark = |label: &str| {
        ["占比", "比例", "率", "备注", "说明", "序号", "上年", "增减"].iter().any(|word| label.contains(word))
    };
    paths
        .iter()
        .filter(|(column, _)| *column > 0 && !map.iter().any(|known| known.column == *column) && numeric(*column))
        .map(|(column, path)| (*column, label(path)))
        .filter(|(_, label)| !remark(label))
        .collect()
}

/// Columns that carry data: where the body's cells begin.
fn data_columns(table: &Table, body: &[&Row], header: &Row) -> Vec<u32> {
    if table.ragged {
        let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(header.cells.len());
        return (0..width).map(offset).collect();
    }
    let mut columns: Vec<u32> = body.iter().flat_map(|row| row.cells.iter().map(|(cell, _)| cell.column)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}
