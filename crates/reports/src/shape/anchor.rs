//! Where a statement stands, for machines.

use jiheng_model::anchor::{Anchor, SourceRef};
use schemars::JsonSchema;
use serde::Serialize;

/// The exact place of a mention.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Anchor")]
pub(crate) struct AnchorShape<'a> {
    /// Index of the visible block (paragraph, heading, list item, table, sheet), in reading order from 0.
    block: u32,
    /// Grid row from 0; only in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    row: Option<u32>,
    /// Leftmost grid column from 0 of the (merged) cell; only in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    col: Option<u32>,
    /// First character and the one after the last of the whole mention, in Unicode scalars of the paragraph or cell.
    chars: (u32, u32),
    /// The place in the terms of the file format.
    source: Option<SourceShape<'a>>,
}

/// A place in the terms of the file format.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePlace")]
#[serde(untagged)]
pub(crate) enum SourceShape<'a> {
    /// A run of a Word document.
    Docx {
        /// Part name, e.g. `word/document.xml`.
        part: &'a str,
        /// Ordinal of the paragraph within the part, from 0.
        paragraph: u32,
        /// Ordinal of the run within the paragraph, from 0.
        run: u32,
    },
    /// A character of a Word 97–2003 document.
    Doc {
        /// Ordinal of the paragraph, from 0.
        paragraph: u32,
        /// Character position in UTF-16 units, marks and hidden characters included, from 0.
        position: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// Sheet name.
        sheet: &'a str,
        /// A1-style address of the (top left of the merged) cell.
        cell: &'a str,
    },
    /// A position in a text file.
    Text {
        /// Line, from 1.
        line: u32,
        /// Column in Unicode scalars, from 1.
        column: u32,
    },
    /// An element of a web page.
    Html {
        /// Ordinal of the innermost element among all elements, from 0.
        element: u32,
    },
    /// A text of the official form as JSON.
    Json {
        /// JSON pointer.
        pointer: &'a str,
    },
    /// A paragraph of an OpenDocument text.
    Odt {
        /// Ordinal of the paragraph or heading within `content.xml`, from 0.
        paragraph: u32,
    },
    /// A place on a page of a PDF, as the page is shown.
    Pdf {
        /// Page number, from 1.
        page: u32,
        /// Left, top, right and bottom in tenths of a point, from the top left corner of the page.
        #[serde(rename = "box")]
        area: [u32; 4],
    },
}

impl<'a> From<&'a Anchor> for AnchorShape<'a> {
    fn from(anchor: &'a Anchor) -> Self {
        Self {
            block: anchor.block,
            row: anchor.row,
            col: anchor.column,
            chars: anchor.chars,
            source: anchor.source.as_ref().map(SourceShape::from),
        }
    }
}

impl<'a> From<&'a SourceRef> for SourceShape<'a> {
    fn from(source: &'a SourceRef) -> Self {
        match source {
            SourceRef::Docx { part, paragraph, run } => {
                Self::Docx { part: part.as_ref(), paragraph: *paragraph, run: *run }
            }
            SourceRef::Doc { paragraph, position } => Self::Doc { paragraph: *paragraph, position: *position },
            SourceRef::Sheet { sheet, cell } => Self::Sheet { sheet: sheet.as_ref(), cell: cell.as_ref() },
            SourceRef::Text { line, column } => Self::Text { line: *line, column: *column },
            SourceRef::Html { element } => Self::Html { element: *element },
            SourceRef::Json { pointer } => Self::Json { pointer: pointer.as_ref() },
            SourceRef::Odt { paragraph } => Self::Odt { paragraph: *paragraph },
            SourceRef::Pdf { page, area } => Self::Pdf { page: *page, area: *area },
        }
    }
}
