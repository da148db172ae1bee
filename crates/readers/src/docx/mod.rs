//! Word documents: the main part, with its styles, and text boxes after the paragraph they hang on; headers,
//! footnotes and comments stay out.

mod body;
mod fields;
mod frames;
mod left_out;
mod styles;
mod symbols;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow;
use crate::limits::Limits;
use crate::ooxml::{self, Package};
use body::Body;
use styles::Styles;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let part = ooxml::main_part(&mut package, "word/document.xml")?;
    let text = package.text(&part)?.ok_or_else(|| ReadError::MissingPart { part: part.clone() })?;
    let styles = read_styles(&mut package, &part, &text)?;
    let body = Body::read(&text, &part, limits, &styles)?;
    flow::emit(builder, body.flow);
    body.left_out.tell(builder);
    ooxml::notes_on_package(&mut package, builder)
}

/// Style sheets are often far larger than the document; they are read only where a style is used.
fn read_styles(package: &mut Package<'_>, part: &str, main: &str) -> Result<Styles, ReadError> {
    if !main.contains("pStyle") && !main.contains("rStyle") {
        return Ok(Styles::default());
    }
    let limits = package.limits();
    let known = ooxml::relationships(package, part)?;
    let Some(relation) = known.into_iter().find(|relation| relation.kind == "styles" && !relation.external) else {
        return Ok(Styles::default());
    };
    match package.text(&relation.target)? {
        Some(text) => Styles::read(&text, &relation.target, limits),
        None => Ok(Styles::default()),
    }
}

#[cfg(test)]
mod tests;
