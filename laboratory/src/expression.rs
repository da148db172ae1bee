//! `A + B`, `(B - A) / A`, `income.total - 200`: the arithmetic by which templates are consistent.

use crate::number::{Exact, exact, power};

/// Computes `text`; `lookup` knows the names. `None` when it cannot be computed.
pub fn evaluate(text: &str, lookup: &dyn Fn(&str) -> Option<Exact>) -> Option<Exact> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, at: 0, lookup };
    let value = reader.sum()?;
    (reader.at == tokens.len()).then_some(value)
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            match tokens.last_mut() {
                Some(last) if open => last.push(c),
                _ => tokens.push(c.to_string()),
            }
            open = true;
        } else {
            open = false;
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
        }
    }
    tokens
}

/// A plain decimal.
pub fn decimal(text: &str) -> Option<Exact> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let mantissa: i128 = digits.parse().ok()?;
    Some(exact(mantissa, power(u32::try_from(fraction.len()).ok()?)))
}

struct Reader<'a> {
    tokens: &'a [String],
    at: usize,
    lookup: &'a dyn Fn(&str) -> Option<Exact>,
}

impl Reader<'_> {
    fn take(&mut self, wanted: &[&str]) -> Option<String> {
        let token = self.tokens.get(self.at)?;
        wanted.contains(&token.as_str()).then(|| {
            self.at += 1;
            token.clone()
        })
    }

    fn sum(&mut self) -> Option<Exact> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&["+", "-"]) {
            let next = self.product()?;
            value = if sign == "+" { value + next } else { value - next };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Exact> {
        let mut value = self.atom()?;
        while let Some(sign) = self.take(&["*", "/"]) {
            let next = self.atom()?;
            if sign == "/" && *next.numer() == 0 {
                return None;
            }
            value = if sign == "*" { value * next } else { value / next };
        }
        Some(value)
    }

    fn atom(&mut self) -> Option<Exact> {
        if self.take(&["("]).is_some() {
            let value = self.sum()?;
            self.take(&[")"])?;
            return Some(value);
        }
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        decimal(&token).or_else(|| (self.lookup)(&token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_is_the_usual_one() {
        let lookup = |name: &str| (name == "A").then(|| exact(3, 1));
        for (text, value) in [
            ("1+2*A", Some(exact(7, 1))),
            ("(1 + 2) * A", Some(exact(9, 1))),
            ("A/2 - 0.5", Some(exact(1, 1))),
            ("A/0", None),
            ("B", None),
        ] {
            assert_eq!(evaluate(text, &lookup), value, "{text}");
        }
    }
}
