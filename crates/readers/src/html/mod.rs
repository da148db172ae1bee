//! Web pages, as browsers and word processors save them.

mod grid;
mod page;
mod parse;
mod scan;
mod text;

use jiheng_model::document::DocumentBuilder;

use crate::encoding;
use crate::error::ReadError;
use crate::flow;
use crate::limits::Limits;
use crate::note;

/// Reads a page into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let source = encoding::decode(bytes, encoding::declared_in_html(bytes))?;
    scan::check_attributes(&source)?;
    let tree = parse::parse(&source, limits)?;
    let page = page::Page::walk(&tree, limits)?;
    flow::emit(builder, page.flow);
    if page.hidden > 0 {
        let count = page.hidden;
        builder.note(note(
            "hidden-text",
            format!("网页中有 {count} 处隐藏内容未计入核对。"),
            format!("{count} hidden elements of the page were left out"),
        ));
    }
    if page.deep_tables > 0 {
        let count = page.deep_tables;
        builder.note(note(
            "nested-tables",
            format!("有 {count} 个表格嵌套过深，其文字并入外层单元格。"),
            format!("{count} tables are nested too deep; their text joins the cell around them"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
