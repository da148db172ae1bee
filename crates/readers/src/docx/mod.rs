//! Word documents: the main part, with its styles, and text boxes after the paragraph they hang on; headers,
//! footnotes and comments stay out.

mod active_fields;
mod body;
mod fields;
mod frames;
mod numbering;
mod styles;
mod symbols;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow;
use crate::left_out;
use crate::limits::Limits;
use crate::ooxml::{self, Package};
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let part = ooxml::main_part(&mut package, "word/document.xml")?;
    let text = package.text(&part)?.ok_or_else(|| ReadError::MissingPart { part: part.clone() })?;
    let styles = read_styles(&mut package, &part, &text)?;
    let numbering = read_numbering(&mut package, &part, text.contains("numPr") || styles.any_list())?;
    let body = Body::read(&text, &part, limits, (&styles, numbering))?;
    flow::emit(builder, body.flow);
    body.left_out.tell(builder);
    left_out::active_fields(active_fields::active(&text), builder);
    ooxml::notes_on_package(&mut package, builder)
}

/// Style sheets are often far larger than the document; they are read only where a style is used.
fn read_styles(package: &mut Package<'_>, part: &str, main: &str) -> Result<Styles, ReadError> {
    if !main.contains("pStyle") && !main.contains("rStyle") {
        return Ok(Styles::default());
    }
    let limits = package.limits();
    match related_text(package, part, "styles")? {
        Some((name, text)) => Styles::read(&text, &name, limits),
        None => Ok(Styles::default()),
    }
}

fn read_numbering(package: &mut Package<'_>, part: &str, is_used: bool) -> Result<Numbering, ReadError> {
    let limits = package.limits();
    if !is_used {
        return Ok(Numbering::default());
    }
    match related_text(package, part, "numbering")? {
        Some((name, text)) => Numbering::read(&text, &name, limits),
        None => Ok(Numbering::default()),
    }
}

/// Name and text of the part of this kind.
fn related_text(package: &mut Package<'_>, part: &str, kind: &str) -> Result<Option<(String, String)>, ReadError> {
    let known = ooxml::relationships(package, part)?;
    let Some(relation) = known.into_iter().find(|relation| relation.kind == kind && !relation.external) else {
        return Ok(None);
    };
    Ok(package.text(&relation.target)?.map(|text| (relation.target, text)))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod variations;
