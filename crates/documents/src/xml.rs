//! What the writers of markup share: escaping, and one text of many pieces.

use std::borrow::Cow;

use jiheng_model::text::plain;

/// One text of what `write` makes of each item.
pub(crate) fn each<T>(items: impl IntoIterator<Item = T>, write: impl FnMut(T) -> String) -> String {
    items.into_iter().map(write).collect::<Vec<String>>().concat()
}

/// Text with reserved characters as entities; characters that are no text become U+FFFD.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    match plain(text) {
        Cow::Borrowed(text) => quick_xml::escape::escape(text),
        Cow::Owned(text) => Cow::Owned(quick_xml::escape::escape(text.as_str()).into_owned()),
    }
}
