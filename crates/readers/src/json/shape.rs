//! The file as it is written: fields that reading has no use for are skipped.

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Form {
    pub(super) version: u32,
    pub(super) blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    Paragraph {
        #[serde(default)]
        heading: Option<u8>,
        text: String,
    },
    Field {
        label: String,
        value: String,
    },
    Table {
        #[serde(default)]
        name: Option<String>,
        rows: u32,
        columns: u32,
        cells: Vec<Place>,
    },
}

#[derive(Deserialize)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    pub(super) text: String,
}
