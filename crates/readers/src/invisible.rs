//! Characters that nobody sees: where a word may break, and what joins letters. Between two digits they part nothing.

use std::borrow::Cow;

/// True for a character without any width.
pub(crate) fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The text that is seen.
pub(crate) fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|char| !is_invisible(*char)).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_is_seen_of_it() {
        for (text, shown) in
            [("12\u{AD}34.\u{200B}5\u{FEFF}", "1234.5"), ("719.70", "719.70"), ("支出　合计", "支出　合计")]
        {
            assert_eq!(seen(text), shown);
        }
    }
}
