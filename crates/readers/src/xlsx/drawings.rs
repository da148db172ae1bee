//! What lies over the cells of a workbook and is not read: text boxes, pictures, charts, comments.

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::left_out;
use crate::ooxml::{Package, Token, Xml};

/// How much of it there is.
#[derive(Debug, Default)]
struct Over {
    box_chars: u32,
    pictures: u32,
    charts: u32,
    comments: u32,
}

/// Notes what is left out.
pub(super) fn note(package: &mut Package<'_>, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let is_over = |name: &&str| {
        let lies_over = name.starts_with("xl/drawings/drawing") || name.starts_with("xl/comments");
        lies_over && name.to_ascii_lowercase().ends_with(".xml")
    };
    let names: Vec<String> = package.names().filter(is_over).map(str::to_owned).collect();
    let mut over = Over::default();
    for name in names {
        match read(package, &name, &mut over) {
            // The cells do not need these parts; only what is hostile refuses the file.
            Ok(()) | Err(ReadError::DamagedXml { .. } | ReadError::DamagedArchive { .. }) => {}
            Err(hostile) => return Err(hostile),
        }
    }
    left_out::text_boxes(over.box_chars, builder);
    left_out::pictures(over.pictures, builder);
    left_out::objects(over.charts, builder);
    left_out::comments(over.comments, builder);
    Ok(())
}

fn read(package: &mut Package<'_>, part: &str, over: &mut Over) -> Result<(), ReadError> {
    let limits = package.limits();
    let Some(text) = package.text(part)? else { return Ok(()) };
    let is_drawing = part.starts_with("xl/drawings/");
    let mut in_text = false;
    let mut xml = Xml::new(&text, part, limits);
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                in_text = is_drawing && tag.name().1 == "t";
                let counter = match tag.name().1 {
                    "pic" => &mut over.pictures,
                    "chart" | "relIds" => &mut over.charts,
                    "comment" => &mut over.comments,
                    _ => continue,
                };
                *counter = counter.saturating_add(1);
            }
            Token::Text(text) if in_text => {
                let chars = text.chars().filter(|char| !char.is_whitespace()).count();
                over.box_chars = over.box_chars.saturating_add(u32::try_from(chars).unwrap_or(u32::MAX));
            }
            Token::Text(_) => {}
            Token::Close => in_text = false,
            Token::End => return Ok(()),
        }
    }
}
