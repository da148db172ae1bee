//! Raised and lowered digits, so that a footnote mark or a power never becomes part of a number.

/// How high text stands in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// On the line.
    #[default]
    Plain,
    /// Raised: m², a note's mark.
    Raised,
    /// Lowered: CO₂.
    Lowered,
}

const PLAIN: &str = "0123456789+-=()";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

impl Script {
    /// What the character looks like; most have no raised or lowered form.
    pub(crate) fn show(self, char: char) -> char {
        let forms = match self {
            Self::Plain => return char,
            Self::Raised => RAISED,
            Self::Lowered => LOWERED,
        };
        let at = PLAIN.chars().position(|plain| plain == char);
        at.and_then(|at| forms.chars().nth(at)).unwrap_or(char)
    }

    /// The text with each character as it looks.
    pub(crate) fn text(self, text: &str) -> std::borrow::Cow<'_, str> {
        if self == Self::Plain {
            return std::borrow::Cow::Borrowed(text);
        }
        text.chars().map(|char| self.show(char)).collect::<String>().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_forms_of_their_own() {
        for (script, text, shown) in [
            (Script::Plain, "719.70", "719.70"),
            (Script::Raised, "2", "²"),
            (Script::Raised, "[1]", "[¹]"),
            (Script::Raised, "①注", "①注"),
            (Script::Lowered, "2", "₂"),
        ] {
            assert_eq!(script.text(text), shown);
        }
    }
}
