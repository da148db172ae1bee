//! What the writers of markup share: escaping, and one text of many pieces.

use std::borrow::Cow;

/// One text of what `write` makes of each item.
pub(crate) fn each<T>(items: impl IntoIterator<Item = T>, write: impl FnMut(T) -> String) -> String {
    items.into_iter().map(write).collect::<Vec<String>>().concat()
}

/// Text with reserved characters as entities; control characters that XML does not know become U+FFFD.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let known = |c: char| !c.is_control() || matches!(c, '\t' | '\n');
    if text.chars().all(known) {
        return quick_xml::escape::escape(text);
    }
    let plain: String = text.chars().map(|c| if known(c) { c } else { '\u{FFFD}' }).collect();
    Cow::Owned(quick_xml::escape::escape(plain.as_str()).into_owned())
}
