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

/// Words that begin the instruction of a field which starts a program or takes in another file.
const ACTIVE: [&str; 7] = ["DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE"];

/// The instruction reaches outside the document when it is carried out.
pub(crate) fn is_active(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    ACTIVE.iter().any(|active| word.eq_ignore_ascii_case(active))
}

/// Fields that reach outside the document.
pub(crate) fn active_fields(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "active-fields",
            format!("有 {count} 处域会调用程序或引入别的文件（如 DDE、INCLUDETEXT），未执行，按其上次显示的文字核对。"),
            format!("{count} fields would call a program or take in another file (DDE, INCLUDETEXT); they were not carried out, what they last showed is checked"),
        ));
    }
}

/// Objects of other programs.
pub(crate) fn embedded_objects(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "embedded-objects",
            format!("文件嵌入了 {count} 个对象（附带的表格、文档或控件），未打开；其中的数字如需核对，请另外提供。"),
            format!("the file embeds {count} objects (workbooks, documents or controls); they were not opened: hand them in apart if their numbers are to be checked"),
        ));
    }
}

/// Programs that a document carries.
pub(crate) fn macros(builder: &mut DocumentBuilder) {
    builder.note(note(
        "macros",
        "文件含有宏，未运行，也未读取。",
        "the file carries macros; they were neither run nor read",
    ));
}
