//! OpenDocument texts: the body, with text boxes after the paragraph they hang on; headers, footnotes and comments
//! stay out.

mod body;
mod frames;
mod styles;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::flow::{self, Nesting};
use crate::limits::Limits;
use crate::note;
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
    flow::emit(builder, body.flow, Nesting::Joins);
    note_left_out(&body.left_out, builder);
    Ok(())
}

fn note_left_out(left_out: &LeftOut, builder: &mut DocumentBuilder) {
    if left_out.hidden_runs > 0 {
        let count = left_out.hidden_runs;
        builder.note(note(
            "hidden-text",
            format!("有 {count} 处隐藏文字未计入核对。"),
            format!("{count} runs of hidden text were left out"),
        ));
    }
    if left_out.placeholders > 0 {
        let count = left_out.placeholders;
        builder.note(note(
            "placeholder-text",
            format!("有 {count} 处未填写的内容控件，其提示文字按空白处理。"),
            format!("{count} content controls still show their prompt; they count as blank"),
        ));
    }
    if left_out.deep_tables > 0 {
        let count = left_out.deep_tables;
        builder.note(note(
            "nested-tables",
            format!("有 {count} 个表格嵌套过深，未读取。"),
            format!("{count} tables are nested too deep and were not read"),
        ));
    }
}

#[cfg(test)]
mod tests;
