//! The document as it is laid out, with its marks.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiheng_model::document::{Block, Cell, Document, Paragraph, ParagraphKind, Place, Table};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Severity;

use super::marks::{Mark, Marks};
use crate::xml::{each, escape};

/// The document with the marks of its evaluation; with places, each text also tells where it stands (`data-place`) and
/// whether it is one of those that were changed.
pub fn pane(document: &Document, evaluation: &Evaluation, changed: Option<&BTreeSet<Place>>) -> String {
    drawn(document, &Marks::of(evaluation), changed)
}

pub(super) fn drawn(document: &Document, marks: &Marks, changed: Option<&BTreeSet<Place>>) -> String {
    let pane = Pane { document, marks, changed };
    each(document.blocks.iter().enumerate(), |(at, block)| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        match block {
            Block::Paragraph(line) => pane.paragraph(line, at),
            Block::Table(grid) => pane.table(grid, at),
        }
    })
}

struct Pane<'a> {
    document: &'a Document,
    marks: &'a Marks,
    changed: Option<&'a BTreeSet<Place>>,
}

impl Pane<'_> {
    fn paragraph(&self, paragraph: &Paragraph, block: u32) -> String {
        let tag = match paragraph.kind {
            ParagraphKind::Heading(_) => "h3",
            _ => "p",
        };
        let told = self.told(Place { block, cell: None });
        let text = marked(self.document.text(&paragraph.text), self.marks.at((block, None)));
        format!("<{tag}{told}>{text}</{tag}>\n")
    }

    fn table(&self, table: &Table, block: u32) -> String {
        let mut rows = String::new();
        for row in 0..table.rows {
            rows.push_str("<tr>");
            let first = table.cells.partition_point(|cell| cell.row < row);
            for cell in table.cells.iter().skip(first).take_while(|cell| cell.row == row) {
                rows.push_str(&self.cell(cell, block));
            }
            rows.push_str("</tr>\n");
        }
        let name = table.name.as_deref().map(|name| format!("<caption>{}</caption>", escape(name))).unwrap_or_default();
        format!("<table>{name}\n{rows}</table>\n")
    }

    fn cell(&self, cell: &Cell, block: u32) -> String {
        let span = |name: &str, value: u32| if value > 1 { format!(" {name}=\"{value}\"") } else { String::new() };
        let place = (cell.row, cell.column);
        format!(
            "<td{}{}{}>{}</td>",
            span("colspan", cell.column_span),
            span("rowspan", cell.row_span),
            self.told(Place { block, cell: Some(place) }),
            marked(self.document.text(&cell.text), self.marks.at((block, Some(place))))
        )
    }

    /// Where a text stands, as attributes.
    fn told(&self, place: Place) -> String {
        let Some(changed) = self.changed else { return String::new() };
        let class = if changed.contains(&place) { " class=\"changed\"" } else { "" };
        format!(" data-place=\"{place}\"{class}")
    }
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
    for (at, mark) in marks.iter().enumerate() {
        let (from, to) = (mark.from.min(chars.len()), mark.to.min(chars.len()));
        result.push_str(&plain(done, from));
        let class = mark.severity.map_or("holds", Severity::name);
        // Several that are missing at one place share one mark for the eye; each keeps its own for links.
        let again = marks.get(at.wrapping_sub(1)).is_some_and(|other| (other.from, other.to) == (mark.from, mark.to));
        let (inside, blank) = match (to > from, again) {
            (true, _) => (plain(from, to), ""),
            (false, false) => ("□".to_owned(), " blank"),
            (false, true) => (String::new(), " blank"),
        };
        let linked = match mark.finding {
            Some(finding) if !inside.is_empty() => format!("<a href=\"#f{finding}\">{inside}</a>"),
            _ => inside,
        };
        // Writing to a text cannot fail.
        let _ = write!(result, "<mark id=\"s{}\" class=\"{class}{blank}\">{linked}</mark>", mark.statement);
        done = to.max(done);
    }
    result.push_str(&plain(done, chars.len()));
    result
}
