//! Sentences and paragraphs that an honest report would have.

/// A sentence with numbers that hold.
pub const SENTENCE: &str = "全年支出合计431.00万元，其中人员支出310.40万元，公用支出120.60万元。";

/// A paragraph of a word document.
pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A table of a word document: rows of cells.
pub fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<Vec<_>>().concat())
}

/// Many similar pieces, one after the other.
pub fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// A page with this body.
pub fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><p>{SENTENCE}</p>{body}</body></html>")
        .into_bytes()
}
