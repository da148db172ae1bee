//! OpenDocument texts: the body, with text boxes after the paragraph they hang on; headers, footnotes and comments
//! stay out.

mod body;
mod frames;
mod styles;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow;
use crate::left_out;
use crate::limits::Limits;
use crate::ooxml::Package;
use crate::opendocument;
use body::{Body, LeftOut};
use styles::Styles;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let content = opendocument::content(&mut package)?;
    let styles = Styles::read(&mut package)?;
    let body = Body::read(&content, opendocument::CONTENT, limits, styles)?;
    flow::emit(builder, body.flow);
    note_left_out(&body.left_out, builder);
    opendocument::notes_on_package(&package, &content, builder);
    Ok(())
}

fn note_left_out(left_out: &LeftOut, builder: &mut DocumentBuilder) {
    left_out::hidden_runs(left_out.hidden_runs, builder);
    left_out::struck_runs(left_out.struck_runs, builder);
    left_out::tracked_changes(left_out.insertions, left_out.deletions, builder);
    left_out::placeholders(left_out.placeholders, builder);
    left_out::deep_tables(left_out.deep_tables, builder);
    left_out::notes(left_out.notes, builder);
    left_out::comments(left_out.comments, builder);
    left_out::pictures(left_out.pictures, builder);
    left_out::objects(left_out.objects, builder);
}

#[cfg(test)]
mod tests;
