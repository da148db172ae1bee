//! Paragraphs and runs.

use super::run_text;

/// How a paragraph is set; lengths are twentieths of a point.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Size of its letters in half points.
    pub(super) half_points: u32,
    pub(super) bold: bool,
    pub(super) keep_next: bool,
    pub(super) start: Start,
    pub(super) before: u32,
    pub(super) after: u32,
}

/// Where the lines of a paragraph begin.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start {
    /// At the left edge.
    Edge,
    /// At the left edge, the first line two letters further in.
    TwoLetters,
    /// So far from the left edge.
    At(u32),
    /// In the middle.
    Centred,
}

impl Default for Look {
    fn default() -> Self {
        Self { half_points: 21, bold: false, keep_next: false, start: Start::Edge, before: 0, after: 0 }
    }
}

/// A paragraph of one line of text.
pub(super) fn paragraph(text: &str, look: &Look) -> String {
    let spacing = match (look.before, look.after) {
        (0, 0) => String::new(),
        (before, after) => format!(r#"<w:spacing w:before="{before}" w:after="{after}"/>"#),
    };
    let indent = match look.start {
        Start::Edge => String::new(),
        Start::TwoLetters => r#"<w:ind w:firstLineChars="200" w:firstLine="420"/>"#.to_owned(),
        Start::At(left) => format!(r#"<w:ind w:left="{left}"/>"#),
        Start::Centred => r#"<w:jc w:val="center"/>"#.to_owned(),
    };
    let keep = if look.keep_next { "<w:keepNext/>" } else { "" };
    let properties = [keep, &spacing, &indent].concat();
    let properties = if properties.is_empty() { properties } else { format!("<w:pPr>{properties}</w:pPr>") };
    if text.is_empty() {
        return format!("<w:p>{properties}</w:p>");
    }
    format!("<w:p>{properties}<w:r>{}{}</w:r></w:p>", run_properties(look), run_text(text))
}

fn run_properties(look: &Look) -> String {
    let bold = if look.bold { "<w:b/>" } else { "" };
    let size = look.half_points;
    let size = if size == 21 { String::new() } else { format!(r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#) };
    let properties = format!("{bold}{size}");
    if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") }
}

/// A paragraph that takes no room, to keep two tables apart.
pub(super) fn hairline() -> String {
    r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#.to_owned()
}
