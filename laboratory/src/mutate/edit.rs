//! The smallest changes that make a fault.

use crate::document::{Block, Document, Piece, RelationKind};
use crate::report::quantities;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Digits and places.
    Number(usize, i128, u32),
    /// Another unit behind the same digits.
    Unit(usize, String),
    /// Two numbers at once.
    Pair((usize, i128), (usize, i128)),
    /// A part of a list leaves.
    Drop(usize),
    /// A part of a list stands twice.
    Double(usize),
    /// A name of a list leaves.
    Name(usize, usize),
    /// Another word.
    Word(usize, usize),
    /// A cell's content stands in another cell.
    Move(usize, usize),
}

/// The document with the change, and the quantities that were changed.
pub fn apply(document: &Document, edit: &Edit) -> (Document, Vec<usize>) {
    let mut document = document.clone();
    let touched = match edit {
        Edit::Number(id, mantissa, scale) => {
            document.quantities[*id].printed.mantissa = *mantissa;
            document.quantities[*id].printed.scale = *scale;
            vec![*id]
        }
        Edit::Unit(id, symbol) => {
            document.quantities[*id].unit = crate::unit::Unit::of(symbol);
            vec![*id]
        }
        Edit::Pair(first, second) => {
            for (id, mantissa) in [first, second] {
                document.quantities[*id].printed.mantissa = *mantissa;
            }
            vec![first.0, second.0]
        }
        Edit::Drop(id) => drop_part(&mut document, *id),
        Edit::Double(id) => double_part(&mut document, *id),
        Edit::Name(list, at) => {
            document.lists[*list].remove(*at);
            document
                .relations
                .iter()
                .filter(|relation| relation.list == Some(*list))
                .flat_map(|r| r.of.clone())
                .collect()
        }
        Edit::Word(toggle, option) => {
            document.toggles[*toggle].at = *option;
            document
                .relations
                .iter()
                .filter(|relation| relation.toggle == Some(*toggle))
                .flat_map(|r| r.of.clone())
                .collect()
        }
        Edit::Move(from, to) => {
            document.quantities[*to].printed = document.quantities[*from].printed;
            document.quantities[*to].blank = false;
            document.quantities[*from].blank = true;
            vec![*from, *to]
        }
    };
    (document, touched)
}

/// Visits every list of pieces of the document.
fn each_list(document: &mut Document, visit: &mut dyn FnMut(&mut Vec<Piece>)) {
    for block in &mut document.blocks {
        match block {
            Block::Heading(pieces) | Block::Paragraph { pieces, .. } => walk(pieces, visit),
            Block::Table(rows) => rows.iter_mut().flatten().for_each(|cell| walk(&mut cell.pieces, visit)),
        }
    }
}

fn walk(pieces: &mut Vec<Piece>, visit: &mut dyn FnMut(&mut Vec<Piece>)) {
    visit(pieces);
    for piece in pieces {
        if let Piece::Part(_, inner) | Piece::Deniable(_, inner) = piece {
            walk(inner, visit);
        }
    }
}

fn drop_part(document: &mut Document, id: usize) -> Vec<usize> {
    let mut gone = Vec::new();
    each_list(document, &mut |pieces| {
        pieces.retain(|piece| match piece {
            Piece::Part(part, inner) if *part == id => {
                gone.extend(quantities(inner));
                false
            }
            _ => true,
        });
    });
    for id in &gone {
        document.quantities[*id].blank = true;
    }
    for relation in document.relations.iter_mut().filter(|relation| relation.open) {
        if relation.of.iter().any(|id| gone.contains(id)) {
            relation.of.clear();
        }
    }
    gone
}

fn double_part(document: &mut Document, id: usize) -> Vec<usize> {
    let mut second: Option<Vec<Piece>> = None;
    each_list(document, &mut |pieces| {
        for piece in pieces.iter() {
            if let Piece::Part(part, inner) = piece
                && *part == id
            {
                second = Some(inner.clone());
            }
        }
    });
    let Some(mut inner) = second else { return Vec::new() };
    let mut touched = vec![id];
    for old in quantities(&inner) {
        let mut quantity = document.quantities[old].clone();
        quantity.key = None;
        let new = document.quantity(quantity);
        for piece in &mut inner {
            replace(piece, old, new);
        }
        let sums = document.relations.iter_mut().filter(|relation| relation.kind == RelationKind::Sum);
        for relation in sums.filter(|relation| relation.of[1..].contains(&old)) {
            relation.of.push(new);
        }
        touched.push(new);
    }
    let mut second = Some(Piece::Part(id, inner));
    each_list(document, &mut |pieces| {
        let at = pieces.iter().position(|piece| matches!(piece, Piece::Part(part, _) if *part == id));
        if let (Some(at), Some(piece)) = (at, second.take_if(|_| at.is_some())) {
            pieces.insert(at + 1, piece);
        }
    });
    touched
}

fn replace(piece: &mut Piece, old: usize, new: usize) {
    match piece {
        Piece::Quantity(id) if *id == old => *id = new,
        Piece::Part(_, inner) | Piece::Deniable(_, inner) => {
            for piece in inner {
                replace(piece, old, new);
            }
        }
        _ => {}
    }
}
