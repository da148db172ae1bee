//! Inputs that are refused, in words that say what to do.

use std::io::ErrorKind;

use jiheng_isolation::Failure;
use jiheng_model::text::Bilingual;
use jiheng_reports::Refusal;

fn refusal(kind: &str, zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal { kind: kind.to_owned(), message: Bilingual::new(zh, en) }
}

/// What became of the reading.
pub fn of_failure(failure: &Failure) -> Refusal {
    Refusal { kind: failure.kind().to_owned(), message: failure.message() }
}

/// What the operating system said.
pub fn unreadable(error: &std::io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => refusal(
            "not-found",
            "找不到这个文件；请检查路径，或者它在读取前已被移走。",
            "There is no such file; check the path, or it was moved away before it could be read.",
        ),
        ErrorKind::PermissionDenied => refusal(
            "no-permission",
            "没有读取权限；请换有权限的账户，或把文件复制到自己的文件夹后再试。",
            "Reading it is not permitted; use an account that may, or copy it to a folder of yours.",
        ),
        _ => refusal(
            "unreadable",
            format!("读取失败（{error}）；请检查磁盘或网络后再试。"),
            format!("Reading failed ({error}); check the disk or the network and try again."),
        ),
    }
}

/// Beyond the limit in bytes.
pub fn too_large(size: u64, limit: u64) -> Refusal {
    let [size, limit] = [size.div_ceil(1 << 20), limit >> 20];
    refusal(
        "too-large",
        format!("文件有 {size} MB，超过 {limit} MB 的上限，没有读取；请删去图片、附件或拆分后再试。"),
        format!(
            "The file has {size} MB, more than the limit of {limit} MB; it was not read. Remove pictures or split it."
        ),
    )
}

/// A pipe or a device.
pub fn not_a_file() -> Refusal {
    refusal(
        "not-a-file",
        "这不是普通文件，没有读取；请给出文件或文件夹。",
        "This is no regular file; name a file or a folder.",
    )
}

/// A folder without documents.
pub fn empty_folder() -> Refusal {
    refusal(
        "empty-folder",
        "文件夹里没有能核对的文件；请放入 docx、doc、wps、xlsx、xls、et、odt、ods、html 或 txt 文件。",
        "The folder holds no file that can be checked; put docx, doc, wps, xlsx, xls, et, odt, ods, html or txt files into it.",
    )
}

/// Folders inside folders beyond the limit.
pub fn too_deep(limit: usize) -> Refusal {
    refusal(
        "too-deep",
        format!("文件夹层数超过 {limit}，更深处没有查看；请直接给出里面的文件夹。"),
        format!("Folders are nested deeper than {limit}; name the inner folder instead."),
    )
}

/// A zip without documents.
pub fn empty_archive() -> Refusal {
    refusal(
        "empty-archive",
        "压缩包里没有能核对的文件；请放入 docx、doc、wps、xlsx、xls、et、odt、ods、html 或 txt 文件。",
        "The zip holds no file that can be checked; put docx, doc, wps, xlsx, xls, et, odt, ods, html or txt files into it.",
    )
}
