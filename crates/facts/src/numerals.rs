//! The lexer alone: where the numerals of a passage stand, and the number of a cell. For tests that make text up.

use std::ops::Range;

use jiheng_model::decimal::Decimal;

use crate::cell;
use crate::lexicon::Lexicon;
use crate::scan::scan;

/// Where each numeral of a passage stands, unit and approximation word included, in characters.
pub fn numerals(text: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    scan(&chars, lexicon).iter().map(|mention| mention.start..mention.end).collect()
}

/// The number of a cell with this text.
pub fn from_cell(text: &str, lexicon: &Lexicon) -> Option<Decimal> {
    cell::read(text, lexicon).value
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiheng_packs::vocabulary::Vocabulary;

    #[test]
    fn numerals_stand_where_they_are_read() {
        let lexicon = Lexicon::new(&Vocabulary::default());
        assert_eq!(numerals("支出12.50，其中3", &lexicon), [2..7, 10..11]);
        assert_eq!(from_cell("12.50", &lexicon).map(|value| value.to_string()).as_deref(), Some("12.50"));
    }
}
