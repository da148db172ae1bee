//! A printed report as a Word document as people leave them: text broken into runs at any place, merged cells, and
//! tracked changes of somebody else in it.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::random::Random;
use crate::render::{Printed, Text};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The part with the text.
pub const MAIN: &str = "word/document.xml";

/// The file.
///
/// # Errors
/// When it cannot be packed, which would be a fault of ours.
pub fn print(printed: &Printed, random: &mut Random) -> Result<Vec<u8>, String> {
    let mut body = String::new();
    let mut texts = printed.texts.as_slice();
    while let Some(first) = texts.first() {
        let length = if first.1.is_some() { texts.iter().take_while(|text| text.0 == first.0).count() } else { 1 };
        let (block, rest) = texts.split_at(length);
        body += &if first.1.is_some() { table(block, random) } else { paragraph(&first.2, random) };
        texts = rest;
    }
    let main = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: &dyn std::error::Error| error.to_string();
    for (name, text) in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), (MAIN, main.as_str())] {
        writer.start_file(name, SimpleFileOptions::default()).map_err(|error| failed(&error))?;
        writer.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(writer.finish().map_err(|error| failed(&error))?.into_inner())
}

/// Cells that are printed nowhere belong to the cell on their left, or to the first one behind them.
fn table(texts: &[Text], random: &mut Random) -> String {
    let placed: Vec<((u32, u32), &str)> =
        texts.iter().filter_map(|(_, cell, text)| cell.map(|cell| (cell, text.as_str()))).collect();
    let columns = placed.iter().map(|((_, column), _)| column + 1).max().unwrap_or(1);
    let mut rows = Vec::new();
    let mut rest = placed.as_slice();
    while let Some(((row, _), _)) = rest.first() {
        let (cells, after) = rest.split_at(rest.iter().take_while(|((other, _), _)| other == row).count());
        let mut cell = |(at, ((_, column), text)): (usize, &((u32, u32), &str))| {
            let end = cells.get(at + 1).map_or(columns, |((_, next), _)| *next);
            let span = end.saturating_sub(if at == 0 { 0 } else { *column }).max(1);
            let lines: String = text.split('\n').map(|line| paragraph(line, random)).collect();
            format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{lines}</w:tc>"#)
        };
        let cells: Vec<String> = cells.iter().enumerate().map(&mut cell).collect();
        rows.push(format!("<w:tr>{}</w:tr>", cells.concat()));
        rest = after;
    }
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

fn paragraph(text: &str, random: &mut Random) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut runs = String::new();
    let mut rest = chars.as_slice();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at((1 + random.below(12)).min(rest.len()));
        runs += &run(&piece.iter().collect::<String>(), random);
        rest = after;
    }
    format!("<w:p>{runs}</w:p>")
}

fn run(text: &str, random: &mut Random) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let properties = if random.chance(30) { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let run = format!(r#"<w:r>{properties}<w:t xml:space="preserve">{escaped}</w:t></w:r>"#);
    match random.below(20) {
        0 => format!(r#"<w:ins w:id="9" w:author="甲">{run}</w:ins>"#),
        1 => format!(r#"<w:del w:id="9" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>{run}"#),
        _ => run,
    }
}
