//! What single elements of a page mean for reading: by their name, their style, what Word wrote into them.

use jiheng_model::document::ParagraphKind;
use scraper::node::Element;

use crate::scripts::Script;

/// What an element does to the text in and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Inline,
    /// Never shown.
    Silent,
    /// Starts and ends a line.
    Block(ParagraphKind),
    LineBreak,
    Preserved,
    Script(Script),
    /// A page or a file inside the page.
    Embedded,
    /// A field of a form that holds what was filled in.
    Input,
    Select,
    Choice,
    List,
    Item,
    Table,
    RowGroup,
    Row,
    Cell,
}

/// Why an element is not read although it stands in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    Hidden,
    /// Struck through, or deleted under tracked changes.
    Struck,
    /// The mark of a comment.
    Comment,
    /// What comments say.
    Remarks,
    Note,
}

/// The role of an element by its name.
pub(super) fn role(name: &str) -> Role {
    match name {
        "head" | "script" | "style" | "noscript" | "template" | "svg" | "math" | "canvas" | "audio" | "video"
        | "rt" | "rp" | "title" | "xml" | "button" | "datalist" => Role::Silent,
        "iframe" | "frame" | "object" | "embed" => Role::Embedded,
        "br" => Role::LineBreak,
        "pre" | "listing" | "xmp" => Role::Preserved,
        "sup" => Role::Script(Script::Raised),
        "sub" => Role::Script(Script::Lowered),
        "input" => Role::Input,
        "select" => Role::Select,
        "option" => Role::Choice,
        "h1" => Role::Block(ParagraphKind::Heading(1)),
        "h2" => Role::Block(ParagraphKind::Heading(2)),
        "h3" => Role::Block(ParagraphKind::Heading(3)),
        "h4" => Role::Block(ParagraphKind::Heading(4)),
        "h5" => Role::Block(ParagraphKind::Heading(5)),
        "h6" => Role::Block(ParagraphKind::Heading(6)),
        "ol" | "ul" | "menu" | "dir" => Role::List,
        "li" => Role::Item,
        "p" | "div" | "body" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "address"
        | "blockquote" | "center" | "dl" | "dt" | "dd" | "fieldset" | "legend" | "figure" | "figcaption" | "form"
        | "hr" | "details" | "summary" | "caption" => Role::Block(ParagraphKind::Body),
        "table" => Role::Table,
        "thead" | "tbody" | "tfoot" => Role::RowGroup,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        _ => Role::Inline,
    }
}

/// Why the element is not read, if it is not.
pub(super) fn unread(element: &Element) -> Option<Unread> {
    if element.attr("hidden").is_some() {
        return Some(Unread::Hidden);
    }
    match element.name() {
        "del" | "s" | "strike" => return Some(Unread::Struck),
        // As LibreOffice writes those of cells.
        "comment" => return Some(Unread::Comment),
        _ => {}
    }
    let is_mark =
        |class: &str| ["MsoCommentReference", "msocomanchor"].iter().any(|mark| class.eq_ignore_ascii_case(mark));
    if element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(is_mark)) {
        return Some(Unread::Comment);
    }
    element.attr("style")?.split(';').filter_map(|rule| rule.split_once(':')).find_map(|(property, value)| {
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" if value.starts_with("none") => Some(Unread::Hidden),
            "visibility" if value.starts_with("hidden") || value.starts_with("collapse") => Some(Unread::Hidden),
            "mso-hide" if value.starts_with("all") => Some(Unread::Hidden),
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => Some(Unread::Struck),
            "mso-element" if value.starts_with("comment") => Some(Unread::Remarks),
            "mso-element" if value.starts_with("footnote") || value.starts_with("endnote") => Some(Unread::Note),
            _ => None,
        }
    })
}

/// How a list writes the numbers of its items, and the first of them; `None` for a list without numbers.
pub(super) fn numbers(element: &Element) -> Option<(&'static str, u32)> {
    let is_bare = |style: &str| style.contains("list-style") && style.contains("none");
    if element.name() != "ol" || element.attr("style").is_some_and(is_bare) {
        return None;
    }
    let format = match element.attr("type").unwrap_or_default().trim() {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };
    Some((format, element.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1)))
}

/// What a field of a form shows.
pub(super) fn filled_in(element: &Element) -> Option<&str> {
    let is_ticked = element.attr("checked").is_some();
    match element.attr("type").unwrap_or("text").trim().to_ascii_lowercase().as_str() {
        "checkbox" | "radio" => Some(if is_ticked { "☑" } else { "☐" }),
        "hidden" | "submit" | "button" | "image" | "reset" | "file" | "password" => None,
        _ => element.attr("value"),
    }
}

/// A span as browsers read it: the digits at the start, whatever follows.
pub(super) fn span(element: &Element, name: &str) -> u32 {
    let Some(value) = element.attr(name) else { return 1 };
    let value = value.trim();
    let value = value.strip_prefix('+').unwrap_or(value);
    let end = value.find(|char: char| !char.is_ascii_digit()).unwrap_or(value.len());
    value.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(1)
}
