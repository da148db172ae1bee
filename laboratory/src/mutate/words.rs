//! Faults in the words around the numbers: parts and names that go, words that turn.

use super::{Edit, of_kind};
use crate::document::{Document, Piece, RelationKind, ToggleKind};
use crate::random::Random;

fn parts(document: &Document) -> Vec<usize> {
    let mut parts = Vec::new();
    document.for_each_piece(&mut |piece| {
        if let Piece::Part(id, _) = piece {
            parts.push(*id);
        }
    });
    parts
}

/// M6
pub fn part_dropped(document: &Document, _: &mut Random) -> Vec<Edit> {
    parts(document).into_iter().map(Edit::Drop).collect()
}

/// M7
pub fn part_doubled(document: &Document, _: &mut Random) -> Vec<Edit> {
    parts(document).into_iter().map(Edit::Double).collect()
}

/// M14
pub fn name_dropped(document: &Document, random: &mut Random) -> Vec<Edit> {
    let lists = of_kind(document, &[RelationKind::Listed]).into_iter().filter_map(|relation| relation.list);
    lists.map(|list| Edit::Name(list, random.below(document.lists[list].len()))).collect()
}

fn toggles(document: &Document, kind: ToggleKind) -> Vec<Edit> {
    let all = document.toggles.iter().enumerate().filter(|(_, toggle)| toggle.kind == kind);
    all.flat_map(|(id, toggle)| {
        (0..toggle.options.len()).filter(|option| *option != toggle.right).map(move |option| Edit::Word(id, option))
    })
    .collect()
}

/// M15
pub fn grade(document: &Document, _: &mut Random) -> Vec<Edit> {
    toggles(document, ToggleKind::Grade)
}

/// M17
pub fn direction(document: &Document, _: &mut Random) -> Vec<Edit> {
    toggles(document, ToggleKind::Direction)
}

/// M23
pub fn denial(document: &Document, _: &mut Random) -> Vec<Edit> {
    toggles(document, ToggleKind::Nil)
}
