//! Tables of unknown forms, read by the trees of their headers and rows.
//!
//! A table becomes a [`sheet::Sheet`]: columns with header paths, side-by-side halves, named rows, a figure for every
//! number. Structures are then tried along all rows or columns at once (`tally`), because a sum that holds along most
//! of them convicts the one where it fails, and a sum that fails along all of them was misread.

mod account;
mod agreement;
mod assumed;
mod column;
mod conclusion;
mod continuation;
mod cumulative;
mod differences;
mod entry;
mod figure;
mod goals;
mod grid;
mod half;
mod headers;
mod heading;
mod identity;
mod inside;
mod key;
mod portions;
mod products;
mod projects;
mod prose;
mod ragged;
mod rate_scale;
mod rates;
mod region;
mod relations;
mod rows;
mod scores;
mod sheet;
mod shift;
mod tally;
mod triples;
mod units;
mod words;

use jiheng_model::document::Block;
use jiheng_model::statement::Statement;
use jiheng_packs::vocabulary::Vocabulary;

use crate::builder::{Builder, offset};
use region::Region;
use sheet::Sheet;
use words::Words;

/// Texts above a table that can be its title or unit.
const ABOVE_MAX: usize = 4;

/// The tables of a document, kept to be compared with its text.
pub(crate) struct Tables<'a> {
    sheets: Vec<Sheet<'a>>,
}

/// A region with the texts above its table.
struct Placed<'a> {
    region: Region<'a>,
    above: Vec<&'a str>,
}

/// States the numbers of all cells that no form claimed, and relates them inside each table.
pub(crate) fn read<'a>(builder: &mut Builder<'a>, vocabulary: &Vocabulary) -> Tables<'a> {
    let words = Words::new(vocabulary);
    let mut sheets: Vec<Sheet> = Vec::new();
    for Placed { mut region, above } in regions(builder, &words) {
        if region.table.ragged {
            ragged::align(&mut region.body);
        }
        let name = region.table.name.clone();
        let mut caption = sheet::caption(&region.captions, &above, name.as_deref(), builder, &words);
        // 项目资金（万元） beside the header speaks for the whole table.
        let first = || region.header.last().and_then(|band| band.spots.first()).map_or("", |spot| spot.text);
        caption.unit = caption.unit.or_else(|| units::header(first(), builder.lexicon));
        let sheet = Sheet::read(builder, region, caption, &words);
        relations::relate(builder, &sheet, &words);
        if let Some(before) = sheets.last() {
            scores::relate(builder, &sheet, before);
        }
        sheets.push(sheet);
    }
    Tables { sheets }
}

pub(crate) use assumed::settle as settle_units;
pub(crate) use projects::separate;

/// Relates tables with each other and with the text, whose statements are known now.
pub(crate) fn relate(builder: &mut Builder, tables: &mut Tables, vocabulary: &Vocabulary) {
    let words = Words::new(vocabulary);
    assumed::settle_sheets(builder, &mut tables.sheets);
    conclusion::relate(builder, &tables.sheets, &words);
    let goals = goals::read(builder, &words);
    goals::relate(builder, &goals);
    let results = goals::keyed(builder, &goals);
    let index = agreement::relate(builder, &tables.sheets, results, vocabulary, &words);
    prose::relate(builder, &index, &words);
    account::rates(builder);
}

/// All regions of the document, continuations joined.
fn regions<'a>(builder: &Builder<'a>, words: &Words) -> Vec<Placed<'a>> {
    let document = builder.document;
    let mut placed: Vec<Placed<'a>> = Vec::new();
    let mut above: Vec<&'a str> = Vec::new();
    let (mut number, mut cursor) = (0, 0);
    for (index, block) in document.blocks.iter().enumerate() {
        let table = match block {
            Block::Paragraph(paragraph) => {
                above.push(document.text(&paragraph.text));
                continue;
            }
            Block::Table(table) => table,
        };
        number += 1;
        let block = offset(index);
        while builder.passages.get(cursor).is_some_and(|passage| passage.block < block) {
            cursor += 1;
        }
        let bands = grid::bands(document, table, block, &builder.passages, &mut cursor, builder.lexicon);
        let near = above.len().saturating_sub(ABOVE_MAX);
        let texts = above.get(near..).unwrap_or_default();
        for (order, region) in region::split(table, number, bands, words, builder.lexicon).into_iter().enumerate() {
            let first = order == 0;
            let before = placed.last_mut().filter(|_| first).map(|placed| &mut placed.region);
            let region = match before {
                Some(before) if first => continuation::join(Some(before), region, &above, words, builder.lexicon),
                _ => Some(region),
            };
            placed.extend(region.map(|region| Placed { region, above: texts.to_vec() }));
        }
        above.clear();
    }
    placed
}

/// True when two statements can be compared.
fn is_comparable(a: &Statement, b: &Statement) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => a.comparable(b),
        (None, None) => true,
        _ => false,
    }
}
