//! Web pages, as browsers and word processors save them.

mod element;
mod furniture;
mod grid;
mod page;
mod parse;
mod scan;
mod text;

use jiheng_model::document::DocumentBuilder;

use crate::encoding;
use crate::error::ReadError;
use crate::flow;
use crate::left_out;
use crate::limits::Limits;
use crate::note;
use page::LeftOut;

/// Reads a page into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let source = encoding::decode(bytes, encoding::declared_in_html(bytes))?;
    scan::check_attributes(&source)?;
    let tree = parse::parse(&source, limits)?;
    let page = page::Page::walk(&tree, limits)?;
    flow::emit(builder, page.flow);
    note_left_out(&page.left_out, builder);
    Ok(())
}

fn note_left_out(left_out: &LeftOut, builder: &mut DocumentBuilder) {
    if left_out.hidden > 0 {
        let count = left_out.hidden;
        builder.note(note(
            "hidden-text",
            format!("网页中有 {count} 处隐藏内容未计入核对。"),
            format!("{count} hidden elements of the page were left out"),
        ));
    }
    if left_out.furniture > 0 {
        let count = left_out.furniture;
        builder.note(note(
            "page-furniture",
            format!("网页的菜单、当前位置、相关链接、页脚等 {count} 处不属于报告，未计入核对。"),
            format!("{count} parts of the web site around the report (menus, links, footers) were left out"),
        ));
    }
    if left_out.deep_tables > 0 {
        let count = left_out.deep_tables;
        builder.note(note(
            "nested-tables",
            format!("有 {count} 个表格嵌套过深，其文字并入外层单元格。"),
            format!("{count} tables are nested too deep; their text joins the cell around them"),
        ));
    }
    let shared = left_out::LeftOut {
        struck_runs: left_out.struck,
        notes: left_out.notes,
        comments: left_out.comments,
        objects: left_out.embedded,
        ..left_out::LeftOut::default()
    };
    shared.tell(builder);
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod variations;
