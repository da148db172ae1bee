//! A table as it was understood: columns, halves, named rows, and a figure for every number.

use std::collections::BTreeMap;

use jiheng_model::document::Cell;
use jiheng_model::statement::{FactId, Role, State, Statement, StatementId, WaiverClass};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Unit;

use super::column::{self, Column, Kind};
use super::entry::{self, Entry};
use super::figure::Figure;
use super::grid::{Band, Spot};
use super::half::{self, Half};
use super::heading::{self, Fund, Side};
use super::rate_scale;
use super::region::Region;
use super::units;
use super::words::Words;
use crate::builder::{Builder, offset};
use crate::passage::{Passage, Zone};

/// A row and a column of the body, by index.
pub(crate) type Place = (usize, usize);

/// A table of unknown form.
pub(crate) struct Sheet<'a> {
    pub(crate) number: usize,
    pub(crate) block: u32,
    pub(crate) title: String,
    pub(crate) fund: Fund,
    pub(crate) side: Side,
    pub(crate) role: Option<Role>,
    pub(crate) assumed: bool,
    /// The header does not fit the body cell by cell, so its tree is not to be trusted.
    pub(crate) unsure: bool,
    pub(crate) body: Vec<Band<'a>>,
    pub(crate) columns: Vec<Column>,
    pub(crate) halves: Vec<Half>,
    /// Named rows of each half.
    pub(crate) entries: Vec<Vec<Entry>>,
    /// Row by row, a slot for each column.
    figures: Vec<Option<Figure>>,
    /// Units of rates that carry none.
    scales: BTreeMap<Place, Unit>,
}

/// Title and unit of a table, from its captions and the text above it.
pub(crate) struct Caption {
    pub(crate) title: String,
    pub(crate) unit: Option<Unit>,
}

impl<'a> Sheet<'a> {
    /// Understands a region and states its numbers.
    pub(crate) fn read(builder: &mut Builder, region: Region<'a>, caption: Caption, words: &Words) -> Self {
        let mut columns =
            column::columns(region.table, &region.header, &region.body, caption.unit.as_ref(), words, builder.lexicon);
        let halves = half::halves(&columns, words);
        name_halves(&mut columns, &halves);
        let entries: Vec<Vec<Entry>> =
            halves.iter().map(|half| entry::entries(half, &columns, &region.body, words)).collect();
        let stated = Fund::of(&caption.title);
        let accounts = heading::is_accounts(&caption.title);
        let mut sheet = Self {
            number: region.number,
            block: region.block,
            fund: if stated == Fund::Unsaid && accounts { Fund::All } else { stated },
            side: Side::of(&caption.title),
            role: heading::role(&caption.title),
            title: caption.title,
            assumed: region.assumed,
            unsure: region.table.ragged && region.header.last().is_some_and(|band| band.spots.len() != columns.len()),
            figures: vec![None; columns.len().saturating_mul(region.body.len())],
            scales: BTreeMap::new(),
            body: region.body,
            columns,
            halves,
            entries,
        };
        sheet.scales = rate_scale::settle(builder, &sheet);
        for band in &region.ordinals {
            for spot in band.numbers() {
                sheet.waive(builder, band.block, spot, WaiverClass::Identifier);
            }
        }
        for band in &region.header {
            for spot in band.numbers() {
                sheet.waive(builder, band.block, spot, WaiverClass::Year);
            }
        }
        sheet.state_body(builder);
        sheet
    }

    /// The figure in a row and column.
    pub(crate) fn figure(&self, (row, column): Place) -> Option<Figure> {
        let index = row.checked_mul(self.columns.len())?.checked_add(column)?;
        self.figures.get(index).copied().flatten().filter(|_| column < self.columns.len())
    }

    pub(crate) fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index)
    }

    /// The cell at a place, filled or not.
    pub(crate) fn spot(&self, (row, column): Place) -> Option<&Spot<'a>> {
        self.body.get(row)?.at(self.columns.get(column)?.at)
    }

    /// Gives a column that has no unit this one.
    pub(crate) fn set_unit(&mut self, builder: &mut Builder, column: usize, unit: &Unit) {
        let Some(own) = self.columns.get_mut(column).filter(|own| own.unit.is_none()) else { return };
        own.unit = Some(unit.clone());
        let width = self.columns.len();
        for slot in self.figures.iter_mut().skip(column).step_by(width.max(1)) {
            let Some(figure) = slot else { continue };
            let Some(statement) = builder.get_mut(figure.id).filter(|statement| statement.unit.is_none()) else {
                continue;
            };
            statement.unit = Some(unit.clone());
            *slot = Figure::of(statement);
        }
    }

    fn state_body(&mut self, builder: &mut Builder) {
        // The half of each column, for the name of its rows.
        let mut half_of = vec![0; self.columns.len()];
        for (number, half) in self.halves.iter().enumerate() {
            for index in half.amounts.iter().chain(&half.others) {
                if let Some(slot) = half_of.get_mut(*index) {
                    *slot = number;
                }
            }
        }
        let mut cursors = vec![0; self.halves.len()];
        for row in 0..self.body.len() {
            for (cursor, entries) in cursors.iter_mut().zip(&self.entries) {
                while entries.get(*cursor).is_some_and(|entry| entry.row < row) {
                    *cursor += 1;
                }
            }
            for index in 0..self.columns.len() {
                let half = half_of.get(index).copied().unwrap_or(0);
                let entry = cursors.get(half).and_then(|at| self.entries.get(half)?.get(*at)).filter(|e| e.row == row);
                let label = entry.map_or("", |entry| entry.label.as_str());
                let Some(figure) = self.state(builder, (row, index), label) else { continue };
                let slot = row * self.columns.len() + index;
                if let Some(slot) = self.figures.get_mut(slot) {
                    *slot = Some(figure);
                }
            }
        }
    }

    /// States the number of a cell; gives its figure where it is a quantity.
    fn state(&self, builder: &mut Builder, place: Place, label: &str) -> Option<Figure> {
        let spot = self.spot(place)?;
        let value = spot.value.as_ref()?;
        let column = self.columns.get(place.1)?;
        if column.kind.is_identifier() {
            let class = match column.kind {
                Kind::Year => WaiverClass::Year,
                Kind::Ordinal => WaiverClass::ListNo,
                _ => WaiverClass::Identifier,
            };
            self.waive(builder, self.body.get(place.0).map_or(self.block, |band| band.block), spot, class);
            return None;
        }
        let mut statement = self.blank(builder, spot, place)?;
        statement.state = State::Number;
        statement.value = value.value;
        statement.written.clone_from(&value.written);
        statement.unit = value.unit.clone().or_else(|| self.scales.get(&place).or(column.unit.as_ref()).cloned());
        statement.digit_runs = 1;
        label.clone_into(&mut statement.subject);
        statement.measure.clone_from(&column.name);
        self.place_of(&mut statement, place, label, column);
        let figure = Figure::of(&statement)?;
        let id = builder.state(statement);
        Some(Figure { id, ..figure })
    }

    /// A cell without content yet.
    fn blank(&self, builder: &mut Builder, spot: &Spot, place: Place) -> Option<Statement> {
        let band = self.body.get(place.0)?;
        let column = self.columns.get(place.1)?;
        let mut statement = cell_statement(builder, band.block, spot);
        statement.role = column.role.or(self.role).unwrap_or(Role::Actual);
        statement.period.clone_from(&column.year);
        let half = self.halves.iter().find(|half| half.amounts.contains(&place.1) || half.others.contains(&place.1));
        let fund = half.map_or(self.fund, |half| self.fund_in(half, column));
        statement.scope = fund.scope().map(str::to_owned);
        Some(statement)
    }

    /// A statement for a blank cell that a failing sum speaks of.
    pub(crate) fn state_blank(&self, builder: &mut Builder, place: Place) -> Option<StatementId> {
        let spot = self.spot(place).filter(|spot| spot.text.is_empty() || spot.is_nil())?;
        let column = self.columns.get(place.1)?;
        let mut statement = self.blank(builder, spot, place)?;
        statement.state = if spot.text.is_empty() { State::Blank } else { State::Nil };
        let label = self.entries.iter().flatten().find(|entry| entry.row == place.0).map_or("", |e| e.label.as_str());
        label.clone_into(&mut statement.subject);
        statement.unit.clone_from(&column.unit);
        statement.measure.clone_from(&column.name);
        self.place_of(&mut statement, place, label, column);
        Some(builder.state(statement))
    }

    /// The fund a column of a half says. In the department's income 财政拨款收入 is one of its kinds, not a scope.
    pub(crate) fn fund_in(&self, half: &Half, column: &Column) -> Fund {
        let income = self.side == Side::Income || Side::of(&half.head) == Side::Income;
        if self.fund == Fund::All && income { Fund::All } else { self.fund_of(column) }
    }

    fn fund_of(&self, column: &Column) -> Fund {
        let own = column.path.iter().rev().map(|label| Fund::of(label)).find(|fund| *fund != Fund::Unsaid);
        own.unwrap_or(self.fund)
    }

    fn place_of(&self, statement: &mut Statement, place: Place, label: &str, column: &Column) {
        let row = self.body.get(place.0).map_or(0, |band| band.row + 1);
        let number = self.number;
        let (gap, title) = if self.title.is_empty() { ("", "") } else { (" ", self.title.as_str()) };
        let names = [label, column.name.as_str()].into_iter().filter(|name| !name.is_empty());
        let names = names.collect::<Vec<_>>().join(" · ");
        statement.place = Bilingual::new(
            format!("表{number}{gap}{title} · 第{row}行 {names}").trim_end().to_owned(),
            format!("table {number}{gap}{title} · row {row} {names}").trim_end().to_owned(),
        );
    }

    /// A numeral that identifies and counts nothing.
    fn waive(&self, builder: &mut Builder, block: u32, spot: &Spot, class: WaiverClass) {
        let mut statement = cell_statement(builder, block, spot);
        spot.text.clone_into(&mut statement.written);
        statement.class = Some(class);
        statement.digit_runs = crate::numeral::digit_runs(&spot.text.chars().collect::<Vec<_>>());
        let number = self.number;
        statement.place = Bilingual::new(format!("表{number}"), format!("table {number}"));
        builder.state(statement);
    }

    /// Gives a statement its fact, where the vocabulary has one.
    pub(crate) fn set_fact(builder: &mut Builder, id: StatementId, fact: &str) {
        if let Some(statement) = builder.get_mut(id) {
            statement.fact = Some(FactId::single(fact));
        }
    }
}

/// 决算数 stands in both halves of a table: the head of its rows tells which is meant.
fn name_halves(columns: &mut [Column], halves: &[Half]) {
    if halves.len() < 2 {
        return;
    }
    for half in halves.iter().filter(|half| half.head.is_empty()) {
        let head = half.main.and_then(|index| columns.get(index)).map(|c| c.leaf().to_owned()).unwrap_or_default();
        for index in half.amounts.iter().chain(&half.others).filter(|_| !head.is_empty()) {
            if let Some(column) = columns.get_mut(*index) {
                column.name = format!("{head} · {}", column.name);
            }
        }
    }
}

/// A statement over a whole cell; its passage is a numeric cell from now on.
fn cell_statement(builder: &mut Builder, block: u32, spot: &Spot) -> Statement {
    let cell: &Cell = spot.cell;
    if let Some(passage) = spot.passage.and_then(|at| builder.passages.get_mut(at)) {
        passage.zone = Zone::NumericCell;
    }
    let place = (block, Some((cell.row, cell.column)));
    let known = spot.passage.and_then(|at| builder.passages.get(at));
    let mut statement = match known {
        Some(passage) => builder.blank_statement(passage, 0, 0),
        None => builder.blank_statement(&empty_passage(block, cell), 0, 0),
    };
    let length = offset(spot.text.chars().count());
    statement.anchor = builder.document.anchor(place, &cell.text, (0, length));
    statement
}

fn empty_passage(block: u32, cell: &Cell) -> Passage {
    Passage {
        block,
        cell: Some((cell.row, cell.column)),
        span: cell.text.clone(),
        base: 0,
        text: Vec::new(),
        zone: Zone::Free,
        path: Bilingual::default(),
        phone: false,
        scope: None,
        role: None,
        statements: Vec::new(),
    }
}

/// Title and unit from captions and the texts above; the nearest wins.
pub(crate) fn caption(
    captions: &[&str],
    above: &[&str],
    name: Option<&str>,
    builder: &Builder,
    words: &Words,
) -> Caption {
    let texts = || captions.iter().rev().chain(above.iter().rev());
    let unit = texts().find_map(|text| units::caption(text, builder.lexicon));
    let title = texts()
        .map(|text| text.trim())
        .find(|text| is_title(text, builder, words))
        .or(name.filter(|name| name.contains('表')))
        .unwrap_or_default();
    let title = crate::label::strip_number(title);
    Caption { title: units::stripped(title, builder.lexicon).trim().to_owned(), unit }
}

/// A short text with 表, 情况 or 明细 and no unit.
fn is_title(text: &str, builder: &Builder, words: &Words) -> bool {
    let length = text.chars().count();
    let named = ["表", "情况", "明细", "清单", "台账"].iter().any(|word| text.contains(word));
    let numbered = (text.starts_with("公开") || text.starts_with("附表") || text.starts_with('表')) && length <= 8;
    (4..=40).contains(&length)
        && named
        && !numbered
        && !text.contains(['，', '。', '；'])
        && units::named(text, builder.lexicon).is_none()
        && !words.is_continued(text)
}
