//! Tables whose header, rows and relations are a template of the half: `│` parts cells, `¶` starts a row.

use crate::document::{Block, Cell, Piece, RelationKind, Style};
use crate::report::{Report, Zero};

/// Writes the next table of the topic.
pub fn write(report: &mut Report, topic: &str) {
    let (first, before) = (report.document.relations.len(), report.document.quantities.len());
    let Some(pieces) = report.sentence(topic) else { return };
    for relation in &mut report.document.relations[first..] {
        if relation.kind == RelationKind::Sum {
            relation.kind = RelationKind::TableSum;
        }
    }
    for quantity in &mut report.document.quantities[before..] {
        quantity.cell = true;
        // The caption names the unit of the members of a list.
        if quantity.key.as_deref().is_some_and(|key| key.starts_with("project.")) {
            quantity.style = Style::Bare;
        }
        if quantity.printed.mantissa == 0 {
            match report.zero {
                Zero::Blank => quantity.blank = true,
                Zero::Digit => quantity.printed.scale = 0,
                Zero::Decimal => {}
            }
        }
    }
    report.document.blocks.push(Block::Table(rows(pieces)));
}

/// Cuts the pieces at the signs.
pub fn rows(pieces: Vec<Piece>) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for piece in flat(pieces) {
        let Piece::Text(text) = piece else {
            put(&mut rows, piece);
            continue;
        };
        for (index, row) in text.split('¶').enumerate() {
            if index > 0 {
                rows.push(vec![Cell::of(Vec::new())]);
            }
            for (index, cell) in row.split('│').enumerate() {
                if let Some(row) = rows.last_mut().filter(|_| index > 0) {
                    row.push(Cell::of(Vec::new()));
                }
                if !cell.is_empty() {
                    put(&mut rows, Piece::Text(cell.to_owned()));
                }
            }
        }
    }
    for cell in rows.iter_mut().flatten() {
        span(cell);
    }
    rows
}

fn flat(pieces: Vec<Piece>) -> Vec<Piece> {
    let inner = |piece| match piece {
        Piece::Part(_, inner) => flat(inner),
        other => vec![other],
    };
    pieces.into_iter().flat_map(inner).collect()
}

fn put(rows: &mut Vec<Vec<Cell>>, piece: Piece) {
    if rows.is_empty() {
        rows.push(vec![Cell::of(Vec::new())]);
    }
    if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
        cell.pieces.push(piece);
    }
}

/// `^2` before a text spans two rows, `>3` three columns.
fn span(cell: &mut Cell) {
    let Some(Piece::Text(text)) = cell.pieces.first_mut() else { return };
    while let Some(sign) = text.chars().next().filter(|sign| ['^', '>'].contains(sign)) {
        let Some(count) = text.chars().nth(1).and_then(|c| c.to_digit(10)) else { return };
        *text = text.chars().skip(2).collect();
        let count = usize::try_from(count).unwrap_or(1);
        if sign == '^' {
            cell.rows = count;
        } else {
            cell.columns = count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_part_rows_and_cells_and_spans_are_read() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let rows = rows(vec![text("¶^2项目│>2其中¶甲│"), Piece::Part(0, vec![Piece::Quantity(0), text("│乙")])]);
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3]);
        assert_eq!([rows[0][0].rows, rows[0][1].columns], [2, 2]);
        assert!(matches!(rows[1][1].pieces[..], [Piece::Quantity(0)]));
    }
}
