//! Why a file could not be read at all, in words that say what to do.

use jiheng_model::text::Bilingual;

/// What was too much of, in [`ReadError::TooLarge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bytes of the file.
    FileBytes,
    /// Entries of the package.
    Entries,
    /// Cells of tables or sheets.
    Cells,
    /// Paragraphs of the text.
    Paragraphs,
    /// Sheets of the workbook.
    Sheets,
    /// Attributes of one element.
    Attributes,
    /// Bytes of one run of text.
    TextRun,
    /// Bytes of text in all cells.
    TextBytes,
    /// Nodes of a page.
    Nodes,
    /// A cell address outside the largest sheet there is.
    Address,
    /// Pages.
    Pages,
    /// Objects of a PDF.
    Objects,
    /// Bytes of all streams of a PDF.
    InflatedBytes,
    /// Characters of a PDF.
    Characters,
    /// Straight lines drawn in a PDF.
    Lines,
    /// Bytes of all text that a document shows.
    DocumentBytes,
    /// Numbers that a document shows.
    Numbers,
}

impl Measure {
    fn words(self, limit: u64) -> Bilingual {
        let (zh, en) = match self {
            Self::FileBytes => {
                let megabytes = limit >> 20;
                return Bilingual::new(
                    format!("文件大小的上限是 {megabytes} MB"),
                    format!("a file may have {megabytes} MB"),
                );
            }
            Self::Address => {
                return Bilingual::new("单元格地址超出 XFD1048576", "a cell address lies beyond XFD1048576");
            }
            Self::Entries => ("压缩包内部件数的上限是", "entries in the package"),
            Self::Cells => ("单元格数的上限是", "cells"),
            Self::Paragraphs => ("段落数的上限是", "paragraphs"),
            Self::Sheets => ("工作表数的上限是", "sheets"),
            Self::Attributes => ("一个元素的属性数上限是", "attributes on one element"),
            Self::TextRun => ("一段文字的字节数上限是", "bytes in one run of text"),
            Self::TextBytes => ("全部单元格文字的字节数上限是", "bytes of text in all cells"),
            Self::Nodes => ("网页节点数的上限是", "nodes in a page"),
            Self::Pages => ("页数的上限是", "pages"),
            Self::Objects => ("PDF 对象数的上限是", "objects in a PDF"),
            Self::InflatedBytes => ("PDF 内容解压后的字节数上限是", "bytes in a PDF once inflated"),
            Self::Characters => ("PDF 文字数的上限是", "characters in a PDF"),
            Self::Lines => ("PDF 线条数的上限是", "lines drawn in a PDF"),
            Self::DocumentBytes => ("文字总量的上限（字节）是", "bytes of text in a document"),
            Self::Numbers => ("数字个数的上限是", "numbers in a document"),
        };
        Bilingual::new(format!("{zh} {limit}"), format!("at most {limit} {en}"))
    }
}

/// A file that cannot be read. Everything that can be opened at all is read, with notes on what was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes at all.
    #[error("the file is empty (0 bytes); export or copy it again")]
    Empty,
    /// Neither a known format nor text.
    #[error("the content is neither a document nor text; save the report as docx, xlsx, html or txt")]
    NotText,
    /// Text that was read in a wrong encoding and saved like that.
    #[error("the text is garbled: it was once opened in a wrong encoding and saved like that; take the original file")]
    Garbled,
    /// Text without a single digit where amounts should be.
    #[error("all digits are missing from the text ({amounts} amounts have none); copy or convert the original again")]
    NumbersLost {
        /// Units that stand behind words where a number should be.
        amounts: usize,
    },
    /// Text in no encoding that fits.
    #[error("the text is neither UTF-8 nor GB18030 (too many undecodable bytes); save it again as UTF-8")]
    UnknownEncoding,
    /// More of something than is read.
    #[error("too large: {}; split the document or remove what does not belong to it", .what.words(*.limit).en)]
    TooLarge {
        /// What there is too much of.
        what: Measure,
        /// The cap.
        limit: u64,
    },
    /// A zip package without its end.
    #[error("the docx, xlsx, odt or ods file is incomplete: its end is missing; copy or download it again")]
    Truncated,
    /// A zip package that cannot be unpacked.
    #[error(
        "the docx, xlsx, odt or ods package is damaged ({part}); open it in Word, Excel or WPS, let it repair the file, save it again"
    )]
    DamagedArchive {
        /// The part that could not be unpacked.
        part: String,
    },
    /// Inflates beyond all measure.
    #[error(
        "{part} inflates far beyond its packed size (a zip bomb); the file was not opened: make sure where it comes from and ask for another copy"
    )]
    ZipBomb {
        /// The part concerned.
        part: String,
    },
    /// A package that lists one part twice, so that every program may read another.
    #[error(
        "the package lists one part more than once, and programs differ in which of them they show; open it in Word, Excel or WPS, look through it and save it again"
    )]
    RepeatedParts,
    /// A package without the part that holds the document.
    #[error("the package has no {part}; open it in Word, Excel or WPS and save it again")]
    MissingPart {
        /// The part that should be there.
        part: String,
    },
    /// XML that is not well formed.
    #[error("{part} is damaged (not well-formed XML); open it in Word, Excel or WPS and save it again")]
    DamagedXml {
        /// The part concerned.
        part: String,
    },
    /// XML with a document type definition.
    #[error(
        "{part} contains a document type definition (DTD), which office files never have; the file was refused for safety: make sure where it comes from and save it again from Word, Excel or WPS"
    )]
    XmlDtd {
        /// The part concerned.
        part: String,
    },
    /// Nested absurdly deep.
    #[error("{part} is nested more than {limit} levels deep; save the report again from Word, Excel or WPS")]
    TooDeep {
        /// The part concerned.
        part: String,
        /// The cap.
        limit: u64,
    },
    /// A compound file (doc, xls) that cannot be opened.
    #[error(
        "the file is damaged or incomplete ({part}); copy it again, or open it in Word, Excel or WPS and save it again"
    )]
    DamagedCompound {
        /// The stream or table that cannot be read.
        part: &'static str,
    },
    /// An old binary Office file that no reader takes.
    #[error(
        "old binary Office file ({name}); it cannot be read yet: open it in Word, Excel or WPS and save it as docx or xlsx"
    )]
    LegacyOffice {
        /// `.xls`, or which Word.
        name: &'static str,
    },
    /// JSON that says it is a form of ours and is not.
    #[error(
        "the JSON is damaged or was written by another version; write it again with `jiheng report`, or hand in the docx"
    )]
    DamagedJson,
    /// Protected by a password.
    #[error("the file is protected by a password; remove the password and save it again")]
    Encrypted,
    /// Protected by rights management, a certificate or the lock of one maker.
    #[error(
        "the file is protected by rights management or a lock of its own; open it where you are permitted to and save it without protection"
    )]
    RightsManaged,
    /// A PDF that cannot be opened.
    #[error("the PDF is damaged; open it in a reader and save or print it as PDF again, or hand in the docx")]
    DamagedPdf,
    /// A PDF that is pictures of pages.
    #[error(
        "the PDF is a scan: its pages are pictures without text; hand in the Word document it was printed from, or a PDF saved from Word or WPS"
    )]
    ScannedPdf,
    /// A PDF whose fonts do not say which characters they draw.
    #[error(
        "the fonts of the PDF do not say which characters they draw, so its text cannot be read; hand in the Word document, or save it as PDF again from Word or WPS"
    )]
    UnreadableFonts,
    /// An image, whatever its name says.
    #[error("the content is a {name} picture, not a document, whatever its name says; hand in the document itself")]
    Picture {
        /// PNG, JPEG …
        name: &'static str,
    },
    /// An archive that is no document.
    #[error("an archive that is no document; unpack it and hand in the documents")]
    UnknownArchive,
    /// Another document format.
    #[error("{name} cannot be read yet; save it as docx, xlsx or html")]
    FormatNotSupported {
        /// RTF, MHTML …
        name: &'static str,
    },
}

impl ReadError {
    /// Stable kebab-case kind, for machines.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotText => "not-text",
            Self::Garbled => "garbled",
            Self::NumbersLost { .. } => "numbers-lost",
            Self::UnknownEncoding => "unknown-encoding",
            Self::TooLarge { .. } => "too-large",
            Self::Truncated => "truncated",
            Self::DamagedArchive { .. } => "damaged-archive",
            Self::ZipBomb { .. } => "zip-bomb",
            Self::RepeatedParts => "repeated-parts",
            Self::MissingPart { .. } => "missing-part",
            Self::DamagedXml { .. } => "damaged-xml",
            Self::XmlDtd { .. } => "xml-dtd",
            Self::TooDeep { .. } => "too-deep",
            Self::DamagedCompound { .. } => "damaged-compound",
            Self::LegacyOffice { .. } => "legacy-office",
            Self::DamagedJson => "damaged-json",
            Self::Encrypted => "encrypted",
            Self::RightsManaged => "rights-managed",
            Self::DamagedPdf => "damaged-pdf",
            Self::ScannedPdf => "scanned-pdf",
            Self::UnreadableFonts => "unreadable-fonts",
            Self::Picture { .. } => "picture",
            Self::UnknownArchive => "unknown-archive",
            Self::FormatNotSupported { .. } => "format-not-supported",
        }
    }

    /// What happened and what to do.
    pub fn message(&self) -> Bilingual {
        Bilingual { zh: self.chinese(), en: self.to_string() }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Empty => "文件是空的（0 字节），请重新导出或重新复制一份。".to_owned(),
            Self::Garbled => "文字是乱码：文件曾用错误的编码打开后又保存，请用原来的文件再试。".to_owned(),
            Self::NumbersLost { amounts } => {
                format!("文中的数字全部丢失（有 {amounts} 处金额没有数），无法核对；请从原文件重新复制或转换。")
            }
            Self::NotText => "文件内容既不是文档也不是文字，请把报告另存为 docx、xlsx、html 或 txt 再试。".to_owned(),
            Self::UnknownEncoding => {
                "文字编码既不是 UTF-8 也不是 GB18030（无法解码的字节太多），请用记事本另存为 UTF-8 再试。".to_owned()
            }
            Self::TooLarge { what, limit } => {
                format!("文件太大：{}。请拆分文件，或删去不属于报告的内容。", what.words(*limit).zh)
            }
            Self::Truncated => "docx、xlsx、odt 或 ods 文件不完整，缺少结尾部分，请重新复制或重新下载。".to_owned(),
            Self::DamagedArchive { part } => {
                format!("docx、xlsx、odt 或 ods 压缩包已损坏（{part}），请用 Word、Excel 或 WPS 打开修复后另存。")
            }
            Self::ZipBomb { part } => format!("{part} 解压后远远大于压缩前（疑似压缩炸弹），未予打开；请核实文件来源，并请对方重新提供。"),
            Self::RepeatedParts => {
                "压缩包里有同名的部件，不同软件显示的内容可能不同，未予读取；请用 Word、Excel 或 WPS 打开核对后另存。".to_owned()
            }
            Self::MissingPart { part } => format!("压缩包里缺少 {part}，请用 Word、Excel 或 WPS 打开后另存。"),
            Self::DamagedXml { part } => {
                format!("{part} 已损坏（XML 不完整或不合规范），请用 Word、Excel 或 WPS 打开后另存。")
            }
            Self::XmlDtd { part } => {
                format!("{part} 含有文档类型定义（DTD），正常的办公文件不会有，为安全起见未予读取；请核实文件来源，用 Word、Excel 或 WPS 另存后再试。")
            }
            Self::TooDeep { part, limit } => {
                format!("{part} 的嵌套超过 {limit} 层，请用 Word、Excel 或 WPS 另存后再试。")
            }
            Self::DamagedCompound { part } => {
                format!("文件已损坏或不完整（{part}），请重新复制，或用 Word、Excel、WPS 打开后另存。")
            }
            Self::LegacyOffice { name } => {
                format!(
                    "这是旧版二进制 Office 文件（{name}），目前还不能读取，请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx。"
                )
            }
            Self::DamagedJson => {
                "JSON 已损坏，或由另一个版本写成；请用 jiheng report 重新写一份，或提供 docx 文件。".to_owned()
            }
            Self::Encrypted => "文件有密码保护，请去掉密码后另存再试。".to_owned(),
            Self::RightsManaged => {
                "文件受权限管理（IRM、RMS、证书）或专用加密保护，只能在获得授权的软件里打开；请在其中打开，去掉保护后另存再试。"
                    .to_owned()
            }
            Self::DamagedPdf => "PDF 文件已损坏，请用阅读器打开后重新导出，或提供生成它的 docx 文件。".to_owned(),
            Self::ScannedPdf => {
                "这份 PDF 是扫描件，页面都是图片，没有文字。请提供打印前的 Word 文件，或用 Word、WPS 直接导出的 PDF。"
                    .to_owned()
            }
            Self::UnreadableFonts => {
                "PDF 的字体没有写明各字形代表什么字，文字无法读取。请提供 Word 文件，或用 Word、WPS 重新导出 PDF。"
                    .to_owned()
            }
            Self::Picture { name } => {
                format!("文件内容是 {name} 图片，不是文档（与扩展名无关），请提供文档本身。")
            }
            Self::UnknownArchive => "这是压缩包，但不是 docx、xlsx、odt 或 ods，请解压后提供其中的文档。".to_owned(),
            Self::FormatNotSupported { name } => {
                format!("目前还不能读取 {name} 文件，请另存为 docx、xlsx 或 html。")
            }
        }
    }
}
