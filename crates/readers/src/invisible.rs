//! Soft hyphens: nobody sees where a word may break, and between two digits they part nothing. Other characters without
//! width are no habit of word processors; they stay, and [`crate::unseen`] tells of them.

use std::borrow::Cow;

/// True for a character that is only a place to break.
pub(crate) fn is_invisible(char: char) -> bool {
    char == '\u{AD}'
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
        for (text, shown) in [("12\u{AD}34.\u{AD}5", "1234.5"), ("719.70", "719.70"), ("支出　合计", "支出　合计")]
        {
            assert_eq!(seen(text), shown);
        }
    }
}
