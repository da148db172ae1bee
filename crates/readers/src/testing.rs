//! Helpers of the tests: small packages built in memory, and trees as text.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiheng_model::document::{Block, Document, ParagraphKind, Table};
use zip::write::SimpleFileOptions;

use crate::Limits;
use crate::piece::to_u32;

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
pub(crate) fn note_kinds(document: &Document) -> Vec<&'static str> {
    document.notes.iter().map(|note| note.kind).collect()
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

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;

/// A compound file of these streams, in sectors of 512 bytes: the table first, then the directory, the mini table,
/// the mini stream and the streams.
pub(crate) fn compound_of(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let (small, large): (Vec<_>, Vec<_>) = streams.iter().copied().partition(|(_, bytes)| bytes.len() < 4096);
    let mut mini_stream = Vec::new();
    let mut mini_table = Vec::new();
    let mut entries = Vec::new();
    for (name, bytes) in small {
        entries.push((name, to_u32(mini_table.len()), bytes.len()));
        append(&mut mini_stream, &mut mini_table, bytes, 64);
    }
    let table_sectors = streams.iter().map(|(_, bytes)| bytes.len() / 512 + 2).sum::<usize>() / 120 + 1;
    let mut table = vec![0xFFFF_FFFD; table_sectors];
    let mut sectors = vec![0; table_sectors * 512];
    let mut place = |bytes: &[u8]| {
        let start = to_u32(table.len());
        append(&mut sectors, &mut table, bytes, 512);
        if bytes.is_empty() { END } else { start }
    };
    let mini_stream_at = place(&mini_stream);
    let mini_table_at = place(&mini_table.iter().flat_map(|next| next.to_le_bytes()).collect::<Vec<u8>>());
    for (name, bytes) in large {
        entries.push((name, place(bytes), bytes.len()));
    }
    let mut directory = directory_entry("Root Entry", 5, (FREE, 1), mini_stream_at, mini_stream.len());
    for (number, (name, start, size)) in (2..).zip(&entries) {
        let right = if number > entries.len() { FREE } else { to_u32(number) };
        directory.extend(directory_entry(name, 2, (right, FREE), *start, *size));
    }
    let directory_at = place(&directory);
    table.resize(table_sectors * 128, FREE);
    for (at, next) in table.iter().enumerate() {
        sectors[4 * at..4 * at + 4].copy_from_slice(&next.to_le_bytes());
    }
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(crate::compound::MAGIC);
    header[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    let mut number = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    number(44, to_u32(table_sectors));
    number(48, directory_at);
    number(56, 4096);
    number(60, mini_table_at);
    number(68, END);
    (0..109).for_each(|at| number(76 + 4 * at, if at < table_sectors { to_u32(at) } else { FREE }));
    header.extend(sectors);
    header
}

/// Adds the bytes in sectors of this size, chained one after the other.
fn append(sectors: &mut Vec<u8>, table: &mut Vec<u32>, bytes: &[u8], size: usize) {
    let count = bytes.len().div_ceil(size);
    for nth in 0..count {
        table.push(if nth + 1 == count { END } else { to_u32(table.len() + 1) });
    }
    sectors.extend_from_slice(bytes);
    sectors.resize(sectors.len().next_multiple_of(size), 0);
}

fn directory_entry(name: &str, kind: u8, (right, child): (u32, u32), start: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() + 2;
    entry.resize(128, 0);
    entry[64] = u8::try_from(length).unwrap();
    entry[66..68].copy_from_slice(&[kind, 1]);
    for (at, value) in [(68, FREE), (72, right), (76, child), (116, start), (120, to_u32(size))] {
        entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    entry
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
