//! Notes on what word processors hold and we do not read, the same whatever the format.

use jiheng_model::document::DocumentBuilder;

use crate::note;

/// Runs of hidden text; nothing is noted when there are none.
pub(crate) fn hidden_runs(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "hidden-text",
            format!("有 {count} 处隐藏文字未计入核对。"),
            format!("{count} runs of hidden text were left out"),
        ));
    }
}

/// Content controls and fields that still show their prompt.
pub(crate) fn placeholders(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "placeholder-text",
            format!("有 {count} 处未填写的内容控件，其提示文字按空白处理。"),
            format!("{count} content controls still show their prompt; they count as blank"),
        ));
    }
}

/// Objects of a formula editor.
pub(crate) fn formulas(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "formula-object",
            format!("有 {count} 处公式对象未读取。"),
            format!("{count} formula objects were not read"),
        ));
    }
}

/// Tables beyond the depth that is read.
pub(crate) fn deep_tables(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "nested-tables",
            format!("有 {count} 个表格嵌套过深，未读取。"),
            format!("{count} tables are nested too deep and were not read"),
        ));
    }
}
