//! Word documents: the main part, with its styles; headers, footnotes, text boxes and comments stay out.

mod body;
mod fields;
mod frames;
mod styles;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow::{self, Nesting};
use crate::left_out;
use crate::limits::Limits;
use crate::note;
use crate::ooxml::{self, Package};
use body::{Body, LeftOut};
use styles::Styles;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let part = ooxml::main_part(&mut package, "word/document.xml")?;
    let text = package.text(&part)?.ok_or_else(|| ReadError::MissingPart { part: part.clone() })?;
    let styles = read_styles(&mut package, &part, &text)?;
    let body = Body::read(&text, &part, limits, &styles)?;
    flow::emit(builder, body.flow, Nesting::Joins);
    note_left_out(&body.left_out, builder);
    left_out::active_fields(fields::active(&text), builder);
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

fn note_left_out(left_out: &LeftOut, builder: &mut DocumentBuilder) {
    left_out::hidden_runs(left_out.hidden_runs, builder);
    left_out::placeholders(left_out.placeholders, builder);
    if left_out.alternate_chunks > 0 {
        let count = left_out.alternate_chunks;
        builder.note(note(
            "altchunk",
            format!("文档嵌入了 {count} 处其他格式的内容（altChunk），未读取；请用 Word 打开并另存后再试。"),
            format!("{count} embedded chunks of another format were not read; open and save the file in Word"),
        ));
    }
    left_out::formulas(left_out.formulas, builder);
    left_out::deep_tables(left_out.deep_tables, builder);
}

#[cfg(test)]
mod tests;
