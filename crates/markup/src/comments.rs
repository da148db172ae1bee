//! The part that holds the comments' text.

use jiheng_model::text::plain;
use quick_xml::escape::escape;

use crate::remark::Remark;

/// Who comments and corrects.
pub(crate) const AUTHOR: &str = "绩衡";
const INITIALS: &str = "绩";

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// One comment; no date, so that the same findings give the same file.
pub(crate) fn comment(prefix: &str, id: u32, remark: &Remark) -> String {
    let paragraph = |line: &String| {
        let text: String = plain(line).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!(
            r#"<{prefix}p><{prefix}r><{prefix}t xml:space="preserve">{}</{prefix}t></{prefix}r></{prefix}p>"#,
            escape(text.as_str())
        )
    };
    let paragraphs: String = remark.lines.iter().map(paragraph).collect();
    format!(
        r#"<{prefix}comment {prefix}id="{id}" {prefix}author="{AUTHOR}" {prefix}initials="{INITIALS}">{paragraphs}</{prefix}comment>"#
    )
}

/// A part of its own, where the document has no comments yet.
pub(crate) fn new_part(comments: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{NAMESPACE}\">{comments}</w:comments>"
    )
}

/// The prefix of an existing part and the first id that is free in it; `None` when it is no such part.
pub(crate) fn existing(part: &str) -> Option<(String, u32)> {
    let end = part.rfind("comments>").or_else(|| part.rfind("comments/>"))?;
    let tag = part.get(..end)?.rfind('<')?;
    let prefix = part.get(tag + 1..end)?.trim_start_matches('/').to_owned();
    let first = free_id(part, &prefix);
    Some((prefix, first))
}

/// The first number above all ids of a part.
pub(crate) fn free_id(part: &str, prefix: &str) -> u32 {
    let attribute = format!("{prefix}id=\"");
    let ids = part.match_indices(&attribute).filter_map(|(at, _)| {
        let rest = part.get(at + attribute.len()..)?;
        rest.get(..rest.find('"')?)?.parse::<u32>().ok()
    });
    ids.max().map_or(0, |most| most.saturating_add(1))
}

/// The existing part with comments behind those it holds.
pub(crate) fn extended(part: &str, prefix: &str, comments: &str) -> Option<String> {
    let close = format!("</{prefix}comments>");
    let at = part.rfind(&close)?;
    Some(format!("{}{comments}{}", part.get(..at)?, part.get(at..)?))
}
