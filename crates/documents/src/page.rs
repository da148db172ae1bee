//! A document laid out, before any format: a cover, lines and tables on a grid.

use jiheng_model::decimal::Decimal;

/// A document ready for any writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Title, for the properties of the file.
    pub title: String,
    /// What stands on it, from the top.
    pub pieces: Vec<Piece>,
    /// Left part of the foot of every page; the number of the page stands beside it.
    pub footer: String,
}

/// A part between two borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A page of its own.
    Cover(Cover),
    /// A table.
    Grid(Grid),
    /// A line outside of tables.
    Line(String),
    /// Headings and text in one frame.
    Narrative(Vec<Paragraph>),
    /// Headings and text in no frame; a heading of level 0 is the title.
    Prose(Vec<Paragraph>),
    /// A table between two frames of the narrative.
    Inset(Grid),
    /// A table behind everything else, with the lines above it.
    Annex(Vec<String>, Grid),
}

/// Title, labelled lines and issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Large, in the middle.
    pub title: String,
    /// Label and value, to be filled in where empty.
    pub lines: Vec<(String, String)>,
    /// At the foot.
    pub issuer: String,
}

/// A paragraph of the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, without line ends.
    pub text: String,
    /// A heading of this level, from 1.
    pub heading: Option<u8>,
}

/// A table whose rows fill a grid of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// What it is, for the name of a sheet.
    pub name: String,
    /// Relative widths of the columns.
    pub weights: Vec<u32>,
    /// Rows from the top.
    pub rows: Vec<Row>,
}

/// One row; cells covered by a merge from above are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// From the left.
    pub cells: Vec<Cell>,
    /// Repeated at the top of each page; only rows at the start of a table are.
    pub header: bool,
    /// Least height in millimetres; 0 for that of its text.
    pub height_mm: u32,
}

/// One cell at its place on the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Leftmost column, from 0.
    pub column: u32,
    /// Columns covered.
    pub column_span: u32,
    /// Rows covered.
    pub row_span: u32,
    /// How it is set.
    pub kind: Kind,
    /// Its text; lines are separated by line feeds.
    pub text: String,
    /// The number that the text is, so that a workbook can hold it as one.
    pub number: Option<Decimal>,
}

/// How a cell is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a part of the form, across the table.
    Banner,
    /// A label of the form.
    Label,
    /// What somebody wrote.
    Text,
    /// A number, or a blank where one belongs.
    Number,
    /// A sign-off box: lines after the first blank one are set to the right.
    Sign,
}

impl Row {
    /// A row of cells side by side from the left edge: columns covered, kind and text of each.
    pub(crate) fn of(cells: impl IntoIterator<Item = (u32, Kind, String)>) -> Self {
        let mut row = Self::default();
        for (span, kind, text) in cells {
            let column = row.end();
            row.cells.push(Cell { column, column_span: span, row_span: 1, kind, text, number: None });
        }
        row
    }

    /// The same row, repeated on each page.
    pub(crate) fn repeated(mut self) -> Self {
        self.header = true;
        self
    }

    /// The column after the last cell.
    pub(crate) fn end(&self) -> u32 {
        self.cells.last().map_or(0, |cell| cell.column + cell.column_span)
    }
}

impl Grid {
    /// The columns of its grid.
    pub fn columns(&self) -> u32 {
        u32::try_from(self.weights.len()).unwrap_or(u32::MAX)
    }

    /// The cell that covers a place by a merge from a row above, if one does.
    pub fn merged_from_above(&self, row: usize, column: u32) -> Option<&Cell> {
        self.rows
            .iter()
            .take(row)
            .enumerate()
            .flat_map(|(at, above)| above.cells.iter().map(move |cell| (at, cell)))
            .find_map(|(at, cell)| {
                let below = at + cell.row_span as usize > row;
                (below && cell.column == column).then_some(cell)
            })
    }
}
