//! Tables that name no unit: what the text says of the same figures decides between 万元 and 元.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::note::Note;
use jiheng_model::statement::{Approximation, Entity, FactId, Role, Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::{Dimension, Unit};

use super::column::Kind;
use super::figure::{Figure, Gap};
use super::sheet::Sheet;
use crate::builder::Builder;

/// So many figures have to agree with the text before a unit is believed.
const AGREE_MIN: usize = 2;
/// Shorter numbers agree by chance, in digits.
const DIGITS_MIN: usize = 4;
/// Figures of a table that are compared, and amounts of the text.
const FIGURES_MAX: usize = 256;
const AMOUNTS_MAX: usize = 1024;
/// Amounts of the text that are compared with one figure.
const SAID_MAX: usize = 32;

/// Reads the tables in 元 where the text agrees with them in 元 and nowhere in the unit of the form.
pub(crate) fn settle(builder: &mut Builder) {
    let assumed: BTreeSet<StatementId> = builder.assumed_units.iter().copied().collect();
    let Some(yuan) = builder.lexicon.unit("元").filter(|_| !assumed.is_empty()) else { return };
    let text = by_fact(builder, &assumed);
    let (mut stands, mut in_yuan) = (0, BTreeSet::new());
    for cell in assumed.iter().filter_map(|id| builder.get(*id)).filter(|cell| is_whole(cell)) {
        let other = Statement { unit: Some(yuan.clone()), ..cell.clone() };
        let Some(fact) = cell.fact.as_ref() else { continue };
        for said in text.get(fact).into_iter().flatten() {
            stands += usize::from(is_same(said, cell));
            if is_same(said, &other) {
                in_yuan.insert(fact.clone());
            }
        }
    }
    if stands == 0 && in_yuan.len() >= AGREE_MIN {
        change(builder, &assumed, &yuan);
    }
}

/// A figure of the whole department that says something.
fn is_whole(cell: &Statement) -> bool {
    let of_department = matches!(cell.entity, None | Some(Entity::Department));
    of_department && cell.fact.is_some() && cell.value.is_some_and(|value| !value.is_zero())
}

/// Amounts of the text that name a fact, by that fact.
fn by_fact<'b>(builder: &'b Builder, assumed: &BTreeSet<StatementId>) -> BTreeMap<&'b FactId, Vec<&'b Statement>> {
    let mut found: BTreeMap<&FactId, Vec<&Statement>> = BTreeMap::new();
    for said in builder.facts.statements.iter().filter(|said| is_amount(said) && !assumed.contains(&said.id)) {
        let Some(fact) = &said.fact else { continue };
        let same = found.entry(fact).or_default();
        if same.len() < SAID_MAX {
            same.push(said);
        }
    }
    found
}

fn is_amount(said: &Statement) -> bool {
    said.role == Role::Actual
        && said.approximation == Approximation::None
        && said.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money)
        && matches!(said.entity, None | Some(Entity::Department))
}

fn is_same(a: &Statement, b: &Statement) -> bool {
    let (Some(a), Some(b)) = (Figure::of(a), Figure::of(b)) else { return false };
    Gap::of(&a, &[b]).is_some_and(|gap| gap.is_closed())
}

fn change(builder: &mut Builder, assumed: &BTreeSet<StatementId>, yuan: &Unit) {
    for id in assumed {
        if let Some(cell) = builder.get_mut(*id) {
            cell.unit = Some(yuan.clone());
        }
    }
    builder.facts.notes.push(Note {
        kind: "unit-by-comparison".into(),
        message: Bilingual::new(
            "收支各表没有写明单位，表里的数与正文相差整一万倍，按“元”核对；请在表头写明单位。",
            "the tables of income and expenditure name no unit; against the text they are in 元, and were read so; name the unit above the tables",
        ),
        anchor: None,
    });
}

/// Gives the columns of tables without any unit the one under which their figures stand in the text.
pub(crate) fn settle_sheets(builder: &mut Builder, sheets: &mut [Sheet]) {
    let units: Vec<Unit> = ["万元", "元"].iter().filter_map(|symbol| builder.lexicon.unit(symbol)).collect();
    let mut amounts: Option<Vec<Figure>> = None;
    for sheet in sheets.iter_mut().filter(|sheet| is_bare(sheet)) {
        let amounts = amounts.get_or_insert_with(|| said(builder));
        let found: Vec<Vec<usize>> = units.iter().map(|unit| agreeing(builder, sheet, unit, amounts)).collect();
        let mut fits = found.iter().zip(&units).filter(|(columns, _)| !columns.is_empty());
        let (Some((columns, unit)), None) = (fits.next(), fits.next()) else { continue };
        if columns.len() < AGREE_MIN {
            continue;
        }
        for column in columns {
            sheet.set_unit(builder, *column, unit);
        }
        builder.facts.notes.push(Note {
            kind: "unit-by-comparison".into(),
            message: Bilingual::new(
                format!("表{}没有写明单位，与正文的数比较，按“{}”核对；请在表头写明单位。", sheet.number, unit.symbol),
                format!("table {} names no unit; by the figures of the text it is in {} and was read so; name the unit above the table", sheet.number, unit.symbol),
            ),
            anchor: None,
        });
    }
}

/// No column has a unit.
fn is_bare(sheet: &Sheet) -> bool {
    let mut amounts = sheet.columns.iter().filter(|column| column.kind == Kind::Amount).peekable();
    amounts.peek().is_some() && amounts.all(|column| column.unit.is_none())
}

/// Amounts of money in the text, the smallest first.
fn said(builder: &Builder) -> Vec<Figure> {
    let texts = builder.passages.iter().filter(|passage| passage.cell.is_none());
    let statements = texts.flat_map(|passage| &passage.statements).filter_map(|id| builder.get(*id));
    let money = statements.filter(|s| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money));
    let mut found: Vec<Figure> =
        money.filter(|s| digits(s) >= DIGITS_MIN).filter_map(Figure::of).take(AMOUNTS_MAX).collect();
    found.sort_by_key(|figure| figure.value);
    found
}

/// The column of every figure that stands in the text when it is read in this unit; equal figures count once.
fn agreeing(builder: &Builder, sheet: &Sheet, unit: &Unit, amounts: &[Figure]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    let places = (0..sheet.body.len()).flat_map(|row| (0..sheet.columns.len()).map(move |column| (row, column)));
    let amount = |place: &(usize, usize)| sheet.column(place.1).is_some_and(|column| column.kind == Kind::Amount);
    let figures = places.filter(amount).filter_map(|place| Some((place.1, sheet.figure(place)?)));
    for (column, figure) in figures.take(FIGURES_MAX) {
        let Some(cell) = builder.get(figure.id).filter(|cell| cell.unit.is_none()) else { continue };
        let enough = digits(cell) >= DIGITS_MIN;
        let read = Statement { unit: Some(unit.clone()), ..cell.clone() };
        let Some(read) = Figure::of(&read).filter(|read| enough && !read.is_zero()) else { continue };
        // Numbers of four digits are rounded by less than a thousandth.
        let near = read.value.saturating_abs() / 500;
        let from = amounts.partition_point(|said| said.value < read.value.saturating_sub(near));
        let close = amounts.iter().skip(from).take_while(|said| said.value <= read.value.saturating_add(near));
        let same = |said: &Figure| Gap::of(said, &[read]).is_some_and(|gap| gap.is_closed());
        if close.take(SAID_MAX).any(same) && seen.insert(read.value) {
            columns.push(column);
        }
    }
    columns
}

fn digits(statement: &Statement) -> usize {
    statement.written.bytes().filter(u8::is_ascii_digit).count()
}
