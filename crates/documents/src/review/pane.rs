//! The document as it is laid out, with its marks.

use std::fmt::Write as _;

use jiheng_model::document::{Block, Cell, Document, Paragraph, ParagraphKind, Table};
use jiheng_model::finding::Severity;

use super::marks::{Mark, Marks};
use crate::xml::{each, escape};

pub(super) fn document(document: &Document, marks: &Marks) -> String {
    each(document.blocks.iter().enumerate(), |(at, block)| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        match block {
            Block::Paragraph(line) => paragraph(document, line, marks.at((at, None))),
            Block::Table(grid) => table(document, grid, at, marks),
        }
    })
}

fn paragraph(document: &Document, paragraph: &Paragraph, marks: &[Mark]) -> String {
    let tag = match paragraph.kind {
        ParagraphKind::Heading(_) => "h3",
        _ => "p",
    };
    format!("<{tag}>{}</{tag}>\n", marked(document.text(&paragraph.text), marks))
}

fn table(document: &Document, table: &Table, block: u32, marks: &Marks) -> String {
    let mut rows = String::new();
    for row in 0..table.rows {
        rows.push_str("<tr>");
        let first = table.cells.partition_point(|cell| cell.row < row);
        for cell in table.cells.iter().skip(first).take_while(|cell| cell.row == row) {
            rows.push_str(&table_cell(document, cell, marks.at((block, Some((cell.row, cell.column))))));
        }
        rows.push_str("</tr>\n");
    }
    let name = table.name.as_deref().map(|name| format!("<caption>{}</caption>", escape(name))).unwrap_or_default();
    format!("<table>{name}\n{rows}</table>\n")
}

fn table_cell(document: &Document, cell: &Cell, marks: &[Mark]) -> String {
    let span = |name: &str, value: u32| if value > 1 { format!(" {name}=\"{value}\"") } else { String::new() };
    format!(
        "<td{}{}>{}</td>",
        span("colspan", cell.column_span),
        span("rowspan", cell.row_span),
        marked(document.text(&cell.text), marks)
    )
}

/// Text with marks around its characters; a mark without characters stands where they would be.
fn marked(text: &str, marks: &[Mark]) -> String {
    let mut result = String::with_capacity(text.len() + marks.len() * 64);
    let chars: Vec<char> = text.chars().collect();
    let plain = |from: usize, to: usize| -> String {
        let text: String = chars.get(from..to.min(chars.len())).unwrap_or_default().iter().collect();
        escape(&text).replace('\n', "<br>")
    };
    let mut done = 0;
    for mark in marks {
        let (from, to) = (mark.from.min(chars.len()), mark.to.min(chars.len()));
        result.push_str(&plain(done, from));
        let class = mark.severity.map_or("holds", Severity::name);
        let inside = if to > from { plain(from, to) } else { "□".to_owned() };
        let linked = match mark.finding {
            Some(finding) => format!("<a href=\"#f{finding}\">{inside}</a>"),
            None => inside,
        };
        // Writing to a text cannot fail.
        let _ = write!(result, "<mark id=\"s{}\" class=\"{class}\">{linked}</mark>", mark.statement);
        done = to.max(done);
    }
    result.push_str(&plain(done, chars.len()));
    result
}
