//! A printed calculation as a formula of a workbook.

use jiheng_model::decimal::Decimal;

/// A calculation that a workbook can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Calculation {
    /// The left side.
    pub(super) formula: String,
    /// What it comes to, as the finding says.
    pub(super) computed: String,
    /// What the report says instead, or the same.
    pub(super) written: String,
}

impl Calculation {
    /// `719.70+523.70=1243.40 ≠ 1243.50` as a formula; `None` for one with words on its left side.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (left, right) = text.split_once('=')?;
        let computed = number(right)?;
        let written = right.split_once('≠').and_then(|(_, other)| number(other)).unwrap_or_else(|| computed.clone());
        let percent = right.trim_start().strip_prefix(computed.as_str()).is_some_and(|rest| rest.starts_with('%'));
        let arithmetic = arithmetic(left)?;
        let formula =
            if percent && !left.contains("100") { format!("=({arithmetic})*100") } else { format!("={arithmetic}") };
        Some(Self { formula, computed, written })
    }

    /// Computed less written.
    pub(super) fn difference(&self) -> Option<Decimal> {
        Decimal::parse(&self.computed)?.checked_add(Decimal::parse(&self.written)?.negated())
    }
}

/// Digits, signs and brackets with at least one operation; anything else is no arithmetic.
fn arithmetic(left: &str) -> Option<String> {
    let mut formula = String::with_capacity(left.len());
    let mut operations = 0;
    for c in left.trim().chars() {
        let written = match c {
            '×' => '*',
            '÷' => '/',
            '（' => '(',
            '）' => ')',
            '−' | '－' => '-',
            '0'..='9' | '.' | '+' | '-' | '*' | '/' | '(' | ')' => c,
            ' ' => continue,
            _ => return None,
        };
        operations += usize::from(!formula.is_empty() && "+-*/".contains(written));
        formula.push(written);
    }
    (operations > 0 && formula.ends_with(|c: char| c.is_ascii_digit() || c == ')')).then_some(formula)
}

/// The number that a text begins with.
fn number(text: &str) -> Option<String> {
    let digits: String =
        text.trim_start().chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    Decimal::parse(&digits).map(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::Calculation;

    #[test]
    fn only_arithmetic_becomes_a_formula() {
        for (text, expected) in [
            ("719.70+523.70=1243.40", Some(("=719.70+523.70", "1243.40", "1243.40"))),
            ("1+2=3 ≠ 4，差1", Some(("=1+2", "3", "4"))),
            ("18÷19=94.74% ≠ 99.59%", Some(("=(18/19)*100", "94.74", "99.59"))),
            ("18÷19×100=94.74%", Some(("=18/19*100", "94.74", "94.74"))),
            ("（3+4）×2=14", Some(("=(3+4)*2", "14", "14"))),
            ("2765.96-2855.53=-89.57", Some(("=2765.96-2855.53", "-89.57", "-89.57"))),
            ("-89.57=-89.57", None),
            ("7", None),
            ("人员719.70+523.70=1243.40", None),
            ("=HYPERLINK(\"x\")", None),
            ("1+1=二", None),
        ] {
            let found = Calculation::of(text);
            let found = found.as_ref().map(|c| (c.formula.as_str(), c.computed.as_str(), c.written.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
