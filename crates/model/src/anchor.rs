//! Where in the user's own file a statement stands.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The exact place of a mention. Coordinates as DESIGN.md 5: `block` counts visible blocks from 0;
/// `row` and `column` stand only in tables; `chars` are Unicode scalars of the paragraph or cell, half open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Index of the visible block, in reading order from 0.
    pub block: u32,
    /// Grid row, in a table.
    pub row: Option<u32>,
    /// Leftmost grid column of the (merged) cell, in a table.
    pub column: Option<u32>,
    /// First scalar and the one after the last of the whole mention.
    pub chars: (u32, u32),
    /// The place in the file's own terms.
    pub source: Option<SourceRef>,
}

/// A place in the terms of the file format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceRef {
    /// A run inside a part of an OOXML word document; both counted from 0 in document order, tables included.
    Docx {
        /// Part name, e.g. `word/document.xml`.
        part: Arc<str>,
        /// Index of the `w:p` among all of the part.
        paragraph: u32,
        /// Index of the `w:r` within its paragraph.
        run: u32,
    },
    /// A character of the main text of a Word 97–2003 document, both counted from 0, tables included.
    Doc {
        /// Index of the paragraph among all; the mark that ends a table row is none.
        paragraph: u32,
        /// Character position as Word counts: in UTF-16 units, with every mark and hidden character.
        position: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// Sheet name.
        sheet: Arc<str>,
        /// A1-style address of the (top left of the merged) cell.
        cell: Arc<str>,
    },
    /// A position in a text file, both from 1.
    Text {
        /// Line number.
        line: u32,
        /// Column in Unicode scalars.
        column: u32,
    },
    /// An element of an HTML page: its ordinal among all elements in document order, from 0.
    Html {
        /// Ordinal of the innermost element that holds the text.
        element: u32,
    },
    /// A text of our own JSON.
    Json {
        /// JSON pointer, e.g. `/blocks/3/cells/17/text`.
        pointer: Arc<str>,
    },
    /// A paragraph of an OpenDocument text.
    Odt {
        /// Index of the `text:p` or `text:h` among all of `content.xml`, from 0 in document order.
        paragraph: u32,
    },
    /// A place on a page of a PDF, as the page is shown.
    Pdf {
        /// Page number, from 1.
        page: u32,
        /// Left, top, right and bottom in tenths of a point, from the top left corner of the page.
        area: [u32; 4],
    },
}
