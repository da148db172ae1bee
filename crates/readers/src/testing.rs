//! Helpers of the tests: small packages built in memory, and trees as text.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiheng_model::document::{Block, Document, ParagraphKind, Table};
use zip::write::SimpleFileOptions;

use crate::Limits;

/// The least that is a word document.
pub(crate) const DOCX_MAIN: &str = "<w:document><w:body/></w:document>";
/// The least that is a workbook.
pub(crate) const XLSX_MAIN: &str = "<workbook><sheets/></workbook>";

/// A zip of these parts.
pub(crate) fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file of these streams.
pub(crate) fn compound_of(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// A docx with this body.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    zip_of(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &main)])
}

/// Reads with the default limits.
pub(crate) fn read(bytes: &[u8]) -> Document {
    crate::read(bytes, &Limits::default()).unwrap()
}

/// The tree as text: `p`, `h1`, `l` for paragraphs, `t rows×columns` for tables with a line for each cell.
pub(crate) fn read_tree(bytes: &[u8]) -> String {
    tree(&read(bytes))
}

/// Many similar snippets, one after the other.
pub(crate) fn numbered(count: u32, snippet: impl Fn(u32) -> String) -> String {
    (0..count).map(snippet).collect::<Vec<_>>().concat()
}

/// The kind of the refusal.
pub(crate) fn tree_error(bytes: &[u8]) -> &'static str {
    crate::read(bytes, &Limits::default()).unwrap_err().kind()
}

/// Kinds of the notes.
pub(crate) fn note_kinds(document: &Document) -> Vec<&str> {
    document.notes.iter().map(|note| note.kind.as_ref()).collect()
}

pub(crate) fn tree(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let kind = match paragraph.kind {
                    ParagraphKind::Body => "p".to_owned(),
                    ParagraphKind::Heading(level) => format!("h{level}"),
                    ParagraphKind::ListItem => "l".to_owned(),
                };
                writeln!(out, "{kind} {}", document.text(&paragraph.text).replace('\n', "⏎")).unwrap();
            }
            Block::Table(table) => write_table(&mut out, document, table),
        }
    }
    out
}

fn write_table(out: &mut String, document: &Document, table: &Table) {
    let ragged = if table.ragged { " ragged" } else { "" };
    let name = table.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    writeln!(out, "t {}x{}{ragged}{name}", table.rows, table.columns).unwrap();
    for cell in &table.cells {
        let span = match (cell.row_span, cell.column_span) {
            (1, 1) => String::new(),
            (rows, columns) => format!("+{rows}x{columns}"),
        };
        let text = document.text(&cell.text).replace('\n', "⏎");
        writeln!(out, "{},{}{span} {text}", cell.row, cell.column).unwrap();
    }
}

/// Many copies of these bytes, each with a few of them changed, moved or cut off; the same ones every time.
pub(crate) fn mutated(bytes: &[u8], count: usize) -> impl Iterator<Item = Vec<u8>> + '_ {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap() % limit.max(1)
    };
    (0..count).map(move |_| {
        let mut changed = bytes.to_vec();
        for _ in 0..=below(4) {
            let at = below(changed.len());
            match below(6) {
                0 => changed.truncate(at),
                1 => changed[at] = 0xFF,
                2 => changed[at] = 0,
                3 => changed[at] ^= 1 << below(8),
                4 => changed[at] = u8::try_from(below(256)).unwrap(),
                _ => changed.rotate_left(at % 5),
            }
            if changed.is_empty() {
                break;
            }
        }
        changed
    })
}
