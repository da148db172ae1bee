//! Prints a document to bytes, and says where each number then stands: block, cell and scalars, as the command
//! line's documentation defines them.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Document, Piece, Print};

/// Where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub block: u32,
    pub cell: Option<(u32, u32)>,
    pub chars: (u32, u32),
}

impl Place {
    /// Both lie in the same text and share a scalar.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.block == other.block
            && self.cell == other.cell
            && self.chars.0 < other.chars.1
            && other.chars.0 < self.chars.1
    }
}

/// The text of a paragraph or cell: block, cell, text.
pub type Text = (u32, Option<(u32, u32)>, String);

/// A printed document.
#[derive(Clone, Debug)]
pub struct Printed {
    pub bytes: Vec<u8>,
    /// For each quantity: where it is printed, if it is.
    pub places: Vec<Option<Place>>,
    /// Text of each paragraph and cell.
    pub texts: Vec<Text>,
}

impl Printed {
    /// The text in which `place` lies.
    pub fn text_at(&self, place: &Place) -> &str {
        let found = self.texts.iter().find(|(block, cell, _)| *block == place.block && *cell == place.cell);
        found.map_or("", |(_, _, text)| text.as_str())
    }
}

/// Prints the document.
pub fn print(document: &Document) -> Printed {
    let mut printer = Printer {
        document,
        text: String::new(),
        block: 0,
        printed: Printed { bytes: Vec::new(), places: vec![None; document.quantities.len()], texts: Vec::new() },
        table_open: false,
        dump_row: 0,
    };
    if document.print == Print::Html {
        printer.text.push_str(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>绩效自评报告</title></head>\n<body>\n",
        );
    }
    for block in &document.blocks {
        printer.block(block);
    }
    printer.close_table();
    if document.print == Print::Html {
        printer.text.push_str("</body></html>\n");
    }
    printer.printed.bytes = printer.text.into_bytes();
    printer.printed
}

struct Printer<'d> {
    document: &'d Document,
    text: String,
    block: u32,
    printed: Printed,
    /// Dump rows that follow each other are one table, blank lines or not.
    table_open: bool,
    dump_row: u32,
}

impl Printer<'_> {
    fn close_table(&mut self) {
        if self.table_open {
            self.table_open = false;
            self.block += 1;
            self.dump_row = 0;
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(pieces) => self.paragraph(pieces, "h2"),
            Block::Paragraph { pieces, .. } => self.paragraph(pieces, "p"),
            Block::Table(rows) => match self.document.print {
                Print::Dump => self.dump(rows),
                Print::Html => self.html_table(rows),
                Print::Text => self.tabs(rows),
            },
        }
    }

    fn paragraph(&mut self, pieces: &[Piece], tag: &str) {
        self.close_table();
        let text = self.placed(pieces, None);
        if text.trim().is_empty() {
            return;
        }
        if self.document.print == Print::Html {
            let _ = writeln!(self.text, "<{tag}>{}</{tag}>", escaped(&text));
        } else {
            self.text.push_str(&text);
            self.text.push_str("\n\n");
        }
        self.block += 1;
    }

    /// The text of the pieces; notes where its quantities stand.
    fn placed(&mut self, pieces: &[Piece], cell: Option<(u32, u32)>) -> String {
        let mut flat = Flat { document: self.document, text: String::new(), chars: 0, spans: Vec::new() };
        flat.pieces(pieces);
        for (quantity, chars) in flat.spans {
            self.printed.places[quantity] = Some(Place { block: self.block, cell, chars });
        }
        self.printed.texts.push((self.block, cell, flat.text.clone()));
        flat.text
    }

    fn dump(&mut self, rows: &[Vec<Cell>]) {
        self.table_open = true;
        for row in grid(rows) {
            for (ordinal, slot) in (0..).zip(row.iter().filter(|slot| !matches!(slot, Slot::Beside))) {
                let text = match slot {
                    Slot::Cell(cell) => self.placed(&cell.pieces, Some((self.dump_row, ordinal))),
                    Slot::Below | Slot::Beside => String::new(),
                };
                let _ = writeln!(self.text, "\t{text}");
            }
            self.text.push('\n');
            self.dump_row += 1;
        }
    }

    fn tabs(&mut self, rows: &[Vec<Cell>]) {
        self.close_table();
        for (index, row) in (0..).zip(grid(rows)) {
            let mut texts = Vec::new();
            for (column, slot) in (0..).zip(row) {
                texts.push(match slot {
                    Slot::Cell(cell) => self.placed(&cell.pieces, Some((index, column))).replace('\n', ""),
                    Slot::Below | Slot::Beside => String::new(),
                });
            }
            self.text.push_str(&texts.join("\t"));
            self.text.push('\n');
        }
        self.text.push('\n');
        self.block += 1;
    }

    fn html_table(&mut self, rows: &[Vec<Cell>]) {
        self.text.push_str("<table border=\"1\">\n");
        for (index, row) in (0..).zip(grid(rows)) {
            self.text.push_str("<tr>");
            for (column, slot) in (0..).zip(row) {
                let Slot::Cell(cell) = slot else { continue };
                let text = self.placed(&cell.pieces, Some((index, column)));
                self.text.push_str("<td");
                for (name, count) in [("rowspan", cell.rows), ("colspan", cell.columns)] {
                    if count > 1 {
                        let _ = write!(self.text, " {name}=\"{count}\"");
                    }
                }
                let _ = write!(self.text, ">{}</td>", escaped(&text).replace('\n', "<br>"));
            }
            self.text.push_str("</tr>\n");
        }
        self.text.push_str("</table>\n");
        self.block += 1;
    }
}

/// A position of the grid.
enum Slot<'c> {
    Cell(&'c Cell),
    /// Covered by a cell above.
    Below,
    /// Covered by a cell to the left.
    Beside,
}

/// Lays cells with spans onto the grid, as a browser does.
fn grid(rows: &[Vec<Cell>]) -> Vec<Vec<Slot<'_>>> {
    let mut waiting: Vec<usize> = Vec::new();
    let mut grid = Vec::new();
    for row in rows {
        let mut slots = Vec::new();
        let mut cells = row.iter();
        loop {
            let column = slots.len();
            if waiting.get(column).is_some_and(|left| *left > 0) {
                waiting[column] -= 1;
                slots.push(Slot::Below);
                continue;
            }
            let Some(cell) = cells.next() else { break };
            for beside in 0..cell.columns {
                slots.push(if beside == 0 { Slot::Cell(cell) } else { Slot::Beside });
                if waiting.len() < slots.len() {
                    waiting.resize(slots.len(), 0);
                }
                waiting[slots.len() - 1] = cell.rows - 1;
            }
        }
        grid.push(slots);
    }
    grid
}

struct Flat<'d> {
    document: &'d Document,
    text: String,
    chars: u32,
    spans: Vec<(usize, (u32, u32))>,
}

impl Flat<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.chars += u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.push(text),
                Piece::Quantity(id) => {
                    let from = self.chars;
                    self.push(&self.document.quantities[*id].text());
                    if self.chars > from {
                        self.spans.push((*id, (from, self.chars)));
                    }
                }
                Piece::Toggle(id) => {
                    let toggle = &self.document.toggles[*id];
                    self.push(&toggle.options[toggle.at]);
                }
                Piece::Names(id, joint) => self.push(&joined(&self.document.lists[*id], joint)),
                Piece::Part(_, inner) => self.pieces(inner),
                Piece::Deniable(id, inner) => {
                    let toggle = &self.document.toggles[*id];
                    if toggle.at == toggle.right {
                        self.pieces(inner);
                    } else {
                        self.push(&toggle.options[toggle.at]);
                    }
                }
            }
        }
    }
}

/// 甲、乙和丙 for 和, 甲；乙；丙 for ；.
fn joined(names: &[String], joint: &str) -> String {
    match (joint, names.split_last()) {
        ("；" | "，", _) => names.join(joint),
        (word, Some((last, before))) if !word.is_empty() && !before.is_empty() => {
            format!("{}{word}{last}", before.join("、"))
        }
        _ => names.join("、"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
