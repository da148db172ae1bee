//! OpenDocument texts: the body, with text boxes after the paragraph they hang on; headers, footnotes and comments
//! stay out.

mod body;
mod frames;
mod styles;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow;
use crate::limits::Limits;
use crate::ooxml::Package;
use crate::opendocument;
use body::Body;
use styles::Styles;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let content = opendocument::content(&mut package)?;
    let styles = Styles::read(&mut package)?;
    let body = Body::read(&content, opendocument::CONTENT, limits, styles)?;
    flow::emit(builder, body.flow);
    body.left_out.tell(builder);
    opendocument::notes_on_package(&package, &content, builder);
    Ok(())
}

#[cfg(test)]
mod tests;
