//! The expression language of rules: `income.total = sum(income.carryover, income.other)`.
//!
//! `+ - * /`, comparisons, `and`, `or`, `sum(…)`, `share(a, b)`, `present(x)`, `blank(x)`, numbers and
//! percents. No loops and no user functions; what does not fit is a native check.

use jiheng_model::decimal::Decimal;

/// Deeper nesting than any honest rule has.
const DEPTH_MAX: u32 = 32;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A number without unit.
    Number(Decimal),
    /// A percentage: `90%`.
    Percent(Decimal),
    /// A fact id.
    Fact(String),
    /// `a + b`, `a - b`, `a * b`, `a / b`.
    Arithmetic(Box<Expression>, Operator, Box<Expression>),
    /// `a = b`, `a <= b` …
    Comparison(Box<Expression>, Comparison, Box<Expression>),
    /// Both must hold.
    And(Box<Expression>, Box<Expression>),
    /// One must hold.
    Or(Box<Expression>, Box<Expression>),
    /// Sum of facts; blanks are nothing, at least one must be a number.
    Sum(Vec<Expression>),
    /// `a / b` as a rate.
    Share(Box<Expression>, Box<Expression>),
    /// The fact has a number or an explicit nil.
    Present(String),
    /// The fact's cell is there and empty.
    Blank(String),
}

/// Arithmetic operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// +
    Plus,
    /// -
    Minus,
    /// *
    Times,
    /// /
    Over,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// =
    Equal,
    /// <=
    AtMost,
    /// >=
    AtLeast,
    /// <
    Below,
    /// >
    Above,
}

impl Comparison {
    /// As written in a rule and in calculations.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::Above => ">",
        }
    }
}

impl Expression {
    /// Every fact id named, once, in order of appearance.
    pub fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        self.collect(&mut facts);
        facts
    }

    fn collect(&self, facts: &mut Vec<String>) {
        match self {
            Self::Number(_) | Self::Percent(_) => {}
            Self::Fact(id) | Self::Present(id) | Self::Blank(id) => {
                if !facts.contains(id) {
                    facts.push(id.clone());
                }
            }
            Self::Arithmetic(a, _, b)
            | Self::Comparison(a, _, b)
            | Self::And(a, b)
            | Self::Or(a, b)
            | Self::Share(a, b) => {
                a.collect(facts);
                b.collect(facts);
            }
            Self::Sum(list) => list.iter().for_each(|item| item.collect(facts)),
        }
    }
}

/// Parses an expression.
///
/// # Errors
/// What was found where something else was expected.
pub fn parse(text: &str) -> Result<Expression, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let expression = parser.or(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(expression),
        Some(token) => Err(format!("expression {text:?}: {token:?} is not expected there")),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(Decimal),
    Percent(Decimal),
    Word(String),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 12] = ["<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","];

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word_end = |keep: fn(char) -> bool| rest.find(|c: char| !keep(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            let end = word_end(|c| c.is_ascii_digit() || c == '.');
            let (digits, after) = rest.split_at(end);
            let number = Decimal::parse(digits).ok_or_else(|| format!("{digits:?} is not a number"))?;
            if let Some(after) = after.strip_prefix('%') {
                tokens.push(Token::Percent(number));
                rest = after;
            } else {
                tokens.push(Token::Number(number));
                rest = after;
            }
        } else if first.is_ascii_alphabetic() {
            let end = word_end(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
            let (word, after) = rest.split_at(end);
            tokens.push(Token::Word(word.to_owned()));
            rest = after;
        } else if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            tokens.push(Token::Symbol(symbol));
            rest = rest.strip_prefix(symbol).unwrap_or_default();
        } else {
            return Err(format!("{first:?} is no part of the expression language"));
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Symbol(s)) if *s == symbol);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(w)) if w == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), String> {
        if self.symbol(symbol) { Ok(()) } else { Err(format!("{symbol:?} is missing")) }
    }

    fn or(&mut self, depth: u32) -> Result<Expression, String> {
        if depth > DEPTH_MAX {
            return Err("is nested too deeply".to_owned());
        }
        let mut left = self.and(depth)?;
        while self.word("or") {
            left = Expression::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: u32) -> Result<Expression, String> {
        let mut left = self.comparison(depth)?;
        while self.word("and") {
            left = Expression::And(Box::new(left), Box::new(self.comparison(depth)?));
        }
        Ok(left)
    }

    fn comparison(&mut self, depth: u32) -> Result<Expression, String> {
        let left = self.sum(depth)?;
        let operators = [
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("=", Comparison::Equal),
            ("<", Comparison::Below),
            (">", Comparison::Above),
        ];
        for (symbol, comparison) in operators {
            if self.symbol(symbol) {
                return Ok(Expression::Comparison(Box::new(left), comparison, Box::new(self.sum(depth)?)));
            }
        }
        Ok(left)
    }

    fn sum(&mut self, depth: u32) -> Result<Expression, String> {
        let mut left = self.product(depth)?;
        loop {
            let operator = if self.symbol("+") {
                Operator::Plus
            } else if self.symbol("-") {
                Operator::Minus
            } else {
                return Ok(left);
            };
            left = Expression::Arithmetic(Box::new(left), operator, Box::new(self.product(depth)?));
        }
    }

    fn product(&mut self, depth: u32) -> Result<Expression, String> {
        let mut left = self.atom(depth)?;
        loop {
            let operator = if self.symbol("*") {
                Operator::Times
            } else if self.symbol("/") {
                Operator::Over
            } else {
                return Ok(left);
            };
            left = Expression::Arithmetic(Box::new(left), operator, Box::new(self.atom(depth)?));
        }
    }

    fn atom(&mut self, depth: u32) -> Result<Expression, String> {
        if self.symbol("(") {
            let inner = self.or(depth + 1)?;
            self.expect(")")?;
            return Ok(inner);
        }
        let token = self.tokens.get(self.at).cloned().ok_or("the expression ends too early")?;
        self.at += 1;
        match token {
            Token::Number(number) => Ok(Expression::Number(number)),
            Token::Percent(number) => Ok(Expression::Percent(number)),
            Token::Word(word) if self.symbol("(") => self.call(&word, depth + 1),
            Token::Word(word) => Ok(Expression::Fact(word)),
            Token::Symbol(symbol) => Err(format!("{symbol:?} is not expected there")),
        }
    }

    fn call(&mut self, name: &str, depth: u32) -> Result<Expression, String> {
        let mut arguments = vec![self.or(depth)?];
        while self.symbol(",") {
            arguments.push(self.or(depth)?);
        }
        self.expect(")")?;
        let mut taken = arguments.into_iter();
        match (name, taken.next(), taken.next(), taken.next()) {
            ("sum", Some(first), second, third) => {
                Ok(Expression::Sum([Some(first), second, third].into_iter().flatten().chain(taken).collect()))
            }
            ("share", Some(part), Some(whole), None) => Ok(Expression::Share(Box::new(part), Box::new(whole))),
            ("present", Some(Expression::Fact(fact)), None, None) => Ok(Expression::Present(fact)),
            ("blank", Some(Expression::Fact(fact)), None, None) => Ok(Expression::Blank(fact)),
            _ => Err(format!("{name}(…) is no function, or its arguments do not fit")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_is_that_of_school() {
        let parsed = parse("a.total = b - c * 2 and present(d)").unwrap();
        assert_eq!(parsed.facts(), ["a.total", "b", "c", "d"]);
        let Expression::And(left, _) = parsed else { panic!("and binds least") };
        let Expression::Comparison(_, Comparison::Equal, right) = *left else { panic!("comparison") };
        assert!(matches!(*right, Expression::Arithmetic(_, Operator::Minus, _)));
    }

    #[test]
    fn faults_are_told_in_words() {
        for (text, part) in [
            ("a = ", "ends too early"),
            ("a = b)", "not expected"),
            ("平均(a)", "no part"),
            ("max(a, b)", "no function"),
            ("share(a)", "do not fit"),
            ("(a = b", "\")\" is missing"),
        ] {
            assert!(parse(text).unwrap_err().contains(part), "{text}: {:?}", parse(text));
        }
        assert!(parse(&format!("{}a{}", "(".repeat(100), ")".repeat(100))).unwrap_err().contains("deeply"));
    }
}
