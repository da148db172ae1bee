//! Several forms of projects in one document: what each says of its own project is of no other.

use std::collections::BTreeMap;

use jiheng_model::document::Block;

use crate::builder::{Builder, offset};
use crate::grid;
use crate::label::normal;

/// Gives the statements below each 项目名称 the scope of that project, where the document has several.
pub(crate) fn separate(builder: &mut Builder) {
    let document = builder.document;
    let mut starts: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        for row in &grid::rows(document, table) {
            let [(label, text), (_, name), rest @ ..] = row.cells.as_slice() else { continue };
            // A column headed 项目名称 has more heads beside it.
            let headed = rest.iter().any(|(_, text)| !text.is_empty());
            if normal(text) == "项目名称" && !name.is_empty() && !headed {
                starts.insert((offset(index), label.row), starts.len());
            }
        }
    }
    if starts.len() < 2 {
        return;
    }
    for statement in &mut builder.facts.statements {
        let (block, Some(row)) = (statement.anchor.block, statement.anchor.row) else { continue };
        let form = starts.range((block, 0)..=(block, row)).next_back();
        if let Some((_, number)) = form.filter(|_| statement.scope.is_none()) {
            statement.scope = Some(format!("project.{number}"));
        }
    }
}
