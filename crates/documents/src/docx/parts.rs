//! The parts of the package around the text.

use super::NAMESPACES;
use super::run_text;
use crate::package::PROLOG;
use crate::xml::{each, escape};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) fn content_types() -> String {
    let parts = [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/footer1.xml", format!("{WORD}.footer+xml")),
        ("/word/footer2.xml", format!("{WORD}.footer+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
    ];
    let overrides = each(parts, |(part, kind)| format!(r#"<Override PartName="{part}" ContentType="{kind}"/>"#));
    format!(
        r#"{PROLOG}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
    )
}

pub(super) fn package_relationships() -> String {
    relationships(&[
        ("rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
    ])
}

pub(super) fn document_relationships() -> String {
    let footer = format!("{OFFICE}/footer");
    relationships(&[
        ("rId1", &format!("{OFFICE}/styles"), "styles.xml"),
        ("rId2", &footer, "footer1.xml"),
        ("rId3", &footer, "footer2.xml"),
    ])
}

fn relationships(targets: &[(&str, &str, &str)]) -> String {
    let entries =
        each(targets, |(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#));
    format!(
        r#"{PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>"#
    )
}

/// Title only: no author, no dates, so that the same form is the same file.
pub(super) fn core(title: &str) -> String {
    format!(
        r#"{PROLOG}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
        escape(title)
    )
}

/// A4 upright; a cover carries no footer.
pub(super) fn section(cover: bool) -> String {
    let first = if cover { "<w:titlePg/>" } else { "" };
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="first" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" w:header="851" w:footer="680" w:gutter="0"/>{first}</w:sectPr>"#
    )
}

/// Version, check code, page of pages.
pub(super) fn footer(text: &str) -> String {
    let small = r#"<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>"#;
    let run = |content: &str| format!("<w:r>{small}{content}</w:r>");
    let field = |name: &str| format!(r#"<w:fldSimple w:instr=" {name} "><w:r>{small}<w:t>1</w:t></w:r></w:fldSimple>"#);
    let line = [
        run(&run_text(text)),
        run(r#"<w:tab/><w:t xml:space="preserve">第 </w:t>"#),
        field("PAGE"),
        run(r#"<w:t xml:space="preserve"> 页，共 </w:t>"#),
        field("NUMPAGES"),
        run(r#"<w:t xml:space="preserve"> 页</w:t>"#),
    ]
    .concat();
    format!(
        r#"{PROLOG}<w:ftr {NAMESPACES}><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs></w:pPr>{line}</w:p></w:ftr>"#,
        super::TEXT_WIDTH
    )
}

pub(super) fn empty_footer() -> String {
    format!("{PROLOG}<w:ftr {NAMESPACES}><w:p/></w:ftr>")
}

/// Song type for Chinese, Times for figures, thin borders around every cell.
pub(super) fn styles() -> String {
    let side = |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    format!(
        r#"{PROLOG}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"#
    )
}
