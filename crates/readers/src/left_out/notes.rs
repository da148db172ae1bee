//! The notes on what word processors hold and we do not read.

use jiheng_model::document::DocumentBuilder;

use crate::note;

/// Runs of hidden text; nothing is noted when there are none.
pub(super) fn hidden_runs(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "hidden-text",
            format!("有 {count} 处隐藏文字未计入核对。"),
            format!("{count} runs of hidden text were left out"),
        ));
    }
}

/// Content controls and fields that still show their prompt.
pub(super) fn placeholders(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "placeholder-text",
            format!("有 {count} 处未填写的内容控件，其提示文字按空白处理。"),
            format!("{count} content controls still show their prompt; they count as blank"),
        ));
    }
}

/// Parts in another format that a program is to put in place.
pub(super) fn alternate_chunks(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "altchunk",
            format!("文档嵌入了 {count} 处其他格式的内容（altChunk），未读取；请用 Word 打开并另存后再试。"),
            format!("{count} embedded chunks of another format were not read; open and save the file in Word"),
        ));
    }
}

/// Objects of a formula editor.
pub(super) fn formulas(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "formula-object",
            format!("有 {count} 处公式对象未读取。"),
            format!("{count} formula objects were not read"),
        ));
    }
}

/// Tables beyond the depth that is read.
pub(super) fn deep_tables(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "nested-tables",
            format!("有 {count} 个表格嵌套过深，未读取。"),
            format!("{count} tables are nested too deep and were not read"),
        ));
    }
}

/// Text that somebody struck through, which says that it no longer counts.
pub(super) fn struck_runs(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "struck-text",
            format!("有 {count} 处带删除线的文字未计入核对。"),
            format!("{count} runs of text that is struck through were left out"),
        ));
    }
}

/// Tracked changes that nobody has accepted or refused.
pub(super) fn tracked_changes(insertions: u32, deletions: u32, builder: &mut DocumentBuilder) {
    if insertions + deletions > 0 {
        builder.note(note(
            "tracked-changes",
            format!("文档带有未接受的修订：按接受后的样子核对，{insertions} 处插入已计入，{deletions} 处删除未计入。"),
            format!(
                "the document carries tracked changes, read as if accepted: {insertions} insertions count, {deletions} deletions do not"
            ),
        ));
    }
}

/// Footnotes and endnotes.
pub(super) fn notes(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "footnotes",
            format!("有 {count} 条脚注或尾注未计入核对。"),
            format!("{count} footnotes or endnotes were left out"),
        ));
    }
}

/// Comments of reviewers.
pub(crate) fn comments(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "comments",
            format!("有 {count} 条批注未计入核对。"),
            format!("{count} comments were left out"),
        ));
    }
}

/// Pictures, which may show tables or signatures.
pub(crate) fn pictures(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 {
        builder.note(note(
            "pictures",
            format!("有 {count} 张图片未读取，图片里的文字和数字没有核对。"),
            format!("{count} pictures were not read; text and numbers in them were not checked"),
        ));
    }
}

/// Files, charts and controls inside the document, told once however they were found.
pub(crate) fn objects(count: u32, builder: &mut DocumentBuilder) {
    if count > 0 && !builder.is_noted("embedded-objects") {
        builder.note(note(
            "embedded-objects",
            format!("文件嵌入了 {count} 个对象（表格、文档、图表或控件），未打开，其中的数字没有核对；如需核对，请另外提供。"),
            format!("the file embeds {count} objects (workbooks, documents, charts or controls); they were not opened and their numbers not checked: hand them in apart if they are to be"),
        ));
    }
}

/// Text that stands in boxes outside of the text or the cells.
pub(crate) fn text_boxes(chars: u32, builder: &mut DocumentBuilder) {
    if chars > 0 {
        builder.note(note(
            "text-boxes",
            format!("文本框里的文字（{chars} 字）未计入核对。"),
            format!("the text in text boxes ({chars} characters) was left out"),
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

/// Programs that a document carries.
pub(crate) fn macros(builder: &mut DocumentBuilder) {
    builder.note(note(
        "macros",
        "文件含有宏，未运行，也未读取。",
        "the file carries macros; they were neither run nor read",
    ));
}
