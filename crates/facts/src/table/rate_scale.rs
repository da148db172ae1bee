//! Rates printed without a sign: 88, 0.88 and 1 are percents or fractions, and the figures of their row tell which.

use std::collections::BTreeMap;

use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Unit;

use super::column::Kind;
use super::figure::Figure;
use super::half::Half;
use super::rates;
use super::sheet::{Place, Sheet};
use super::words::Total;
use crate::builder::Builder;

/// Columns left of a rate that it may rest on.
const REACH: usize = 8;
/// Rows that have to tell the same before it is believed.
const ROWS_MIN: usize = 2;
/// Digits after the point that are kept.
const PLACES: u32 = 8;
/// Base units of a rate in one percent and in one whole.
const PERCENT: i128 = 100;
const WHOLE: i128 = 10_000;

/// How a bare number is a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    Percent,
    Fraction,
    /// Neither fits.
    Neither,
}

/// What a rate may rest on: two columns, or a column and the row of its total.
#[derive(Clone, Copy)]
enum Basis {
    Columns { part: usize, whole: usize },
    Total { column: usize, row: usize },
}

/// The units of the cells whose rates carry no sign; a cell whose scale nobody can know is not among them.
pub(super) fn settle(builder: &mut Builder, sheet: &Sheet) -> BTreeMap<Place, Unit> {
    let mut units = BTreeMap::new();
    let Some(percent) = builder.lexicon.unit("%") else { return units };
    let fraction = Unit { symbol: "".into(), factor: WHOLE, ..percent.clone() };
    for half in &sheet.halves {
        for index in &half.others {
            let Some(column) = sheet.column(*index).filter(|column| column.kind == Kind::Rate) else { continue };
            let bare: Vec<usize> = (0..sheet.body.len()).filter(|row| is_bare(sheet, (*row, *index))).collect();
            let Some(scales) = scales(sheet, half, *index, &bare) else { continue };
            // Under a header that says % only fractions are news.
            let alike =
                |scale: Scale| scales.iter().all(|(_, found)| matches!(found, Scale::Neither) || *found == scale);
            if column.unit.is_some() && !alike(Scale::Fraction) {
                continue;
            }
            for (row, scale) in &scales {
                let scale = match scale {
                    Scale::Neither if alike(Scale::Percent) => Scale::Percent,
                    Scale::Neither if alike(Scale::Fraction) => Scale::Fraction,
                    known => *known,
                };
                match scale {
                    Scale::Percent => units.insert((*row, *index), percent.clone()),
                    Scale::Fraction => units.insert((*row, *index), fraction.clone()),
                    Scale::Neither => None,
                };
            }
            note(builder, sheet.number, &column.name, alike(Scale::Percent), alike(Scale::Fraction));
        }
    }
    units
}

fn is_bare(sheet: &Sheet, place: Place) -> bool {
    let value = sheet.spot(place).and_then(|spot| spot.value.as_ref());
    value.is_some_and(|value| value.unit.is_none() && value.value.is_some())
}

/// The scale of every bare rate under the basis that fits most rows; `None` where too few fit, or too many do not.
fn scales(sheet: &Sheet, half: &Half, rate: usize, bare: &[usize]) -> Option<Vec<(usize, Scale)>> {
    let near: Vec<usize> = half.amounts.iter().copied().filter(|at| *at < rate).rev().take(REACH).collect();
    let total = sheet.entries.iter().flatten().find(|entry| entry.total == Some(Total::Grand) && entry.filled);
    let columns = near.iter().flat_map(|part| {
        near.iter().filter(move |whole| *whole != part).map(|whole| Basis::Columns { part: *part, whole: *whole })
    });
    let totals = total.into_iter().flat_map(|entry| near.iter().map(|at| Basis::Total { column: *at, row: entry.row }));
    let mut best: Option<(usize, Vec<(usize, Scale)>)> = None;
    for basis in columns.chain(totals) {
        let found: Vec<(usize, Scale, bool)> = bare
            .iter()
            .filter_map(|row| scale(sheet, (*row, rate), basis).map(|(scale, telling)| (*row, scale, telling)))
            .collect();
        let fits = found.iter().filter(|(_, scale, telling)| *telling && *scale != Scale::Neither).count();
        let fails = found.iter().filter(|(_, scale, _)| *scale == Scale::Neither).count();
        if fits >= ROWS_MIN && fits >= 3 * fails && best.as_ref().is_none_or(|(known, _)| fits > *known) {
            best = Some((fits, found.into_iter().map(|(row, scale, _)| (row, scale)).collect()));
        }
    }
    best.map(|(_, scales)| scales)
}

/// The scale under which one rate follows from its basis, and whether that tells anything.
fn scale(sheet: &Sheet, place: Place, basis: Basis) -> Option<(Scale, bool)> {
    let (part, whole) = match basis {
        Basis::Columns { part, whole } => ((place.0, part), (place.0, whole)),
        Basis::Total { column, row } => ((place.0, column), (row, column)),
    };
    let (part, whole) = (figure(sheet, part, 1)?, figure(sheet, whole, 1)?);
    if whole.value <= 0 || part.value < 0 {
        return None;
    }
    let fits =
        |factor| figure(sheet, place, factor).is_some_and(|rate| rates::is_ratio(rate, part.value, part.half, whole));
    let scale = match (fits(PERCENT), fits(WHOLE)) {
        (true, false) => Scale::Percent,
        (false, true) => Scale::Fraction,
        // Zero is zero under both.
        (true, true) => return None,
        (false, false) => Scale::Neither,
    };
    Some((scale, part.value != 0 && part.value != whole.value))
}

/// The number of a cell as a figure, its digits alone.
fn figure(sheet: &Sheet, place: Place, factor: i128) -> Option<Figure> {
    let value = sheet.spot(place)?.value.as_ref()?.value?;
    let unit = 10_i128.checked_pow(PLACES.checked_sub(value.scale())?)?.checked_mul(factor)?;
    let doubled = value.mantissa().checked_mul(unit)?.checked_mul(2)?;
    Some(Figure { id: 0, value: doubled, half: unit })
}

fn note(builder: &mut Builder, number: usize, name: &str, percents: bool, fractions: bool) {
    let (zh, en) = match (percents, fractions) {
        (true, _) => ("百分数", "percents"),
        (_, true) => ("小数", "fractions"),
        _ => ("百分数和小数", "percents and fractions"),
    };
    builder.facts.notes.push(Note {
        kind: "rate-by-comparison".into(),
        message: Bilingual::new(
            format!("表{number}“{name}”一栏没有写%，按同行的数推算为{zh}。"),
            format!("column {name} of table {number} has no %; by the figures of its rows it holds {en}"),
        ),
        anchor: None,
    });
}
